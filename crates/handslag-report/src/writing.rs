//! Words from several hands: the product's own, and the parties' in their language.

use handslag_domain::amount::Amount;
use handslag_locale::Language;

use crate::paper::{Run, Runs};
use crate::texts::{EN, SV, Texts};

/// What a writer of the document needs at hand.
pub(crate) struct Hand<'a> {
    /// Numbers and dates.
    pub language: Language,
    /// Words shared with the pages.
    pub words: handslag_locale::Texts,
    /// Headings and labels of the document.
    pub texts: &'static Texts,
    /// The language of the parties' sentences.
    theirs: &'a str,
}

impl<'a> Hand<'a> {
    /// - `theirs`: the tag of the language that the parties write in.
    pub(crate) fn new(language: Language, theirs: &'a str) -> Self {
        let texts = match language {
            Language::Sv => &SV,
            Language::En => &EN,
        };
        Self {
            language,
            words: language.texts(),
            texts,
            theirs,
        }
    }

    /// Words of the parties or the log, marked when their language is another.
    pub(crate) fn theirs(&self, text: &str) -> Run {
        let lang = (self.theirs != self.language.tag()).then(|| self.theirs.to_owned());
        Run {
            lang,
            ..Run::new(text)
        }
    }

    /// A word of an open list: `ours` unless that is only the word itself.
    pub(crate) fn listed(&self, word: &str, ours: String) -> Run {
        if ours == word {
            self.theirs(word)
        } else {
            Run::new(ours)
        }
    }

    /// Others' words with their web addresses as links.
    pub(crate) fn with_links(&self, text: &str) -> Runs {
        let words = text.split_inclusive(char::is_whitespace);
        words.fold(Runs::new(), |mut runs, word| {
            match (web_address(word), runs.last_mut()) {
                (Some(url), _) => {
                    let end = word.find(url).map_or(word.len(), |at| at + url.len());
                    runs.push(Run {
                        url: Some(url.to_owned()),
                        ..Run::new(&word[..end])
                    });
                    runs.push(self.theirs(&word[end..]));
                }
                (None, Some(before)) => before.text.push_str(word),
                (None, None) => runs.push(self.theirs(word)),
            }
            runs
        })
    }

    /// "21 gånger", "1 klass"; members of a set need no word.
    pub(crate) fn amount(&self, amount: Amount, unit: &str) -> String {
        match unit {
            "members" => self.language.number(amount),
            unit => self.words.amount(amount, unit),
        }
    }
}

/// The web address that a word is, without the sign that ends the sentence.
fn web_address(word: &str) -> Option<&str> {
    let trimmed = word.trim().trim_end_matches(['.', ',', ';', ')']);
    let is_address = trimmed.starts_with("https://") || trimmed.starts_with("http://");
    is_address.then_some(trimmed)
}

/// Puts the values where the `{}` are, in order.
pub(crate) fn fill(text: &str, values: &[&str]) -> String {
    let mut parts = text.split("{}");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for (n, part) in parts.enumerate() {
        out.push_str(values.get(n).copied().unwrap_or_default());
        out.push_str(part);
    }
    out
}

/// With a capital first letter.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn web_addresses_become_links_and_no_sign_is_lost() {
        let runs = Hand::new(Language::Sv, "sv").with_links("Brå https://bra.se/x, läst i maj");
        let text: String = runs.iter().map(|run| run.text.as_str()).collect();
        assert_eq!(text, "Brå https://bra.se/x, läst i maj");
        assert_eq!(runs[1].url.as_deref(), Some("https://bra.se/x"));
        assert_eq!(runs[2].text, ", läst i maj");
    }

    #[test]
    fn a_script_address_is_no_link() {
        let runs =
            Hand::new(Language::Sv, "sv").with_links("javascript:alert(1) file:///etc/passwd");
        assert!(runs.iter().all(|run| run.url.is_none()));
    }

    #[test]
    fn others_words_keep_their_language() {
        assert_eq!(
            Hand::new(Language::En, "sv")
                .theirs("löfte")
                .lang
                .as_deref(),
            Some("sv")
        );
        assert_eq!(Hand::new(Language::Sv, "sv").theirs("löfte").lang, None);
    }
}
