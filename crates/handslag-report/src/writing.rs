//! How numbers, dates and words are written in the document's language.

use handslag_domain::amount::Amount;
use jiff::civil::Date;

use crate::paper::{Run, Runs};
use crate::texts::Texts;

/// One language's hand: the product's own words, and the marks on others' words.
pub(crate) struct Hand<'a> {
    pub texts: &'static Texts,
    /// The language of the parties' sentences.
    pub theirs: &'a str,
}

impl Hand<'_> {
    /// Words of the parties or the log, marked when their language is another.
    pub(crate) fn theirs(&self, text: &str) -> Run {
        let lang = (self.theirs != self.texts.lang).then(|| self.theirs.to_owned());
        Run {
            lang,
            ..Run::new(text)
        }
    }

    /// Words of an open list: ours where we know them.
    pub(crate) fn listed(&self, word: &str) -> Run {
        let known = self.texts.known_word(word);
        known.map_or_else(|| self.theirs(word), Run::new)
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

    /// "1 234,5" or "1,234.5", every decimal kept.
    pub(crate) fn number(&self, amount: Amount) -> String {
        self.digits(&amount.to_string())
    }

    /// At most two decimals, for numbers that we divided.
    pub(crate) fn rounded(&self, amount: Amount) -> String {
        self.number(amount.round(2))
    }

    /// A figure with a fixed number of decimals.
    pub(crate) fn decimals(&self, value: f64, places: usize) -> String {
        self.digits(&format!("{value:.places$}"))
    }

    /// A whole number.
    pub(crate) fn whole(&self, n: usize) -> String {
        self.digits(&n.to_string())
    }

    /// "75 %": a share from 0 to 1 in whole percent.
    pub(crate) fn percent(&self, share: Amount) -> String {
        let percent = (share * Amount::from(100_u32)).round(0);
        let gap = self.texts.pick("\u{a0}", "");
        format!("{}{gap}%", self.number(percent))
    }

    /// "12 mars 2023".
    pub(crate) fn date(&self, day: Date) -> String {
        format!(
            "{}\u{a0}{} {}",
            day.day(),
            self.month_name(day.month()),
            day.year()
        )
    }

    /// "maj 2023" for `2023-05`; other words as they are.
    pub(crate) fn month(&self, written: &str) -> String {
        let parts = written.split_once('-');
        let month = parts.and_then(|(year, month)| Some((year, month.parse::<i8>().ok()?)));
        match month {
            Some((year, month @ 1..=12)) => format!("{} {year}", self.month_name(month)),
            _ => written.to_owned(),
        }
    }

    /// "21 gånger", "1 klass"; a unit that we do not know stays as written.
    pub(crate) fn amount(&self, amount: Amount, unit: &str) -> String {
        let number = self.number(amount);
        match self.unit(amount, unit).as_str() {
            "" => number,
            unit => format!("{number}\u{a0}{unit}"),
        }
    }

    /// The unit's word for so many; members and parts need none.
    pub(crate) fn unit(&self, amount: Amount, unit: &str) -> String {
        let known = self.texts.units.iter().find(|(key, _, _)| *key == unit);
        match known {
            Some((_, one, _)) if amount == Amount::ONE => (*one).to_owned(),
            Some((_, _, many)) => (*many).to_owned(),
            None => unit.to_owned(),
        }
    }

    fn month_name(&self, month: i8) -> &'static str {
        let place = usize::try_from(month - 1).unwrap_or(0);
        self.texts.months.get(place).copied().unwrap_or("")
    }

    /// Groups the digits by three and sets the decimal sign.
    fn digits(&self, plain: &str) -> String {
        let unsigned = plain.trim_start_matches('-');
        let sign = if unsigned.len() < plain.len() {
            "\u{2212}"
        } else {
            ""
        };
        let (whole, decimals) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let gap = self.texts.pick("\u{a0}", ",");
        let point = self.texts.pick(",", ".");
        let first = match whole.len() % 3 {
            0 => 3.min(whole.len()),
            rest => rest,
        };
        let (head, tail) = whole.split_at(first);
        let tail: String = tail
            .as_bytes()
            .chunks(3)
            .flat_map(|three| gap.chars().chain(three.iter().map(|b| char::from(*b))))
            .collect();
        let decimals = if decimals.is_empty() {
            String::new()
        } else {
            format!("{point}{decimals}")
        };
        format!("{sign}{head}{tail}{decimals}")
    }
}

/// The web address in a word, without the sign that ends the sentence.
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
    use crate::texts::{EN, SV};

    fn hand(texts: &'static Texts) -> Hand<'static> {
        Hand {
            texts,
            theirs: "sv",
        }
    }

    #[test]
    fn numbers_are_grouped_by_three() {
        let check = |text: &str, sv: &str, en: &str| {
            let amount = Amount::parse(text).unwrap();
            assert_eq!(hand(&SV).number(amount), sv);
            assert_eq!(hand(&EN).number(amount), en);
        };
        check("0", "0", "0");
        check("999", "999", "999");
        check("1234.5", "1\u{a0}234,5", "1,234.5");
        check("1234567", "1\u{a0}234\u{a0}567", "1,234,567");
        check("-12.25", "\u{2212}12,25", "\u{2212}12.25");
    }

    #[test]
    fn dates_and_months_are_words() {
        assert_eq!(
            hand(&SV).date(jiff::civil::date(2023, 3, 12)),
            "12\u{a0}mars 2023"
        );
        assert_eq!(hand(&SV).month("2023-05"), "maj 2023");
        assert_eq!(hand(&SV).month("2023"), "2023");
        assert_eq!(hand(&SV).month("2023-13"), "2023-13");
    }

    #[test]
    fn web_addresses_become_links() {
        let runs = hand(&SV).with_links("Brå (https://bra.se/x), läst i maj");
        let text: String = runs.iter().map(|run| run.text.as_str()).collect();
        assert_eq!(text, "Brå (https://bra.se/x), läst i maj");
        let runs = hand(&SV).with_links("Brå https://bra.se/x, läst");
        assert_eq!(runs[1].url.as_deref(), Some("https://bra.se/x"));
        assert_eq!(runs[2].text, ", läst");
    }

    #[test]
    fn others_words_keep_their_language() {
        assert_eq!(hand(&EN).theirs("löfte").lang.as_deref(), Some("sv"));
        assert_eq!(hand(&SV).theirs("löfte").lang, None);
    }
}
