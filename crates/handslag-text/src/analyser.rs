//! Which words a Swedish text is found by, and which words a question asks for.
//!
//! The same [`Analyser`] serves when a text is written and when it is asked for, so both databases
//! give the same hits (decided in place of the search dialects of the databases, which know
//! neither compounds nor definite forms).

use crate::lexicon::{COMPOUND_PARTS, STOP_WORDS, SYNONYMS};
use crate::stem::stem;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Shortest part of a compound, in letters: `oro` in `orosanmälan`.
const MIN_PART: usize = 3;
/// Shortest stem taken from the index's own words; shorter ones split words that are not compounds.
const MIN_OWN_WORD: usize = 4;
/// Longer words are not split; no Swedish word in use is longer.
const MAX_COMPOUND: usize = 48;
/// Most alternatives for one word of a question, so that a query stays small.
const MAX_ALTERNATIVES: usize = 16;
/// Characters shown around a hit.
const WINDOW: usize = 200;
/// Characters shown before the first hit.
const LEAD: usize = 40;

/// What a question asks for: every word must be found, each in one of its alternatives.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// The words in the order they were typed, stop words left out.
    pub words: Vec<QueryWord>,
}

impl Query {
    /// True when nothing was asked for: an empty text, or stop words only.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

/// One word of a question and the ways a text may answer it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryWord {
    /// The stem; of the last word it may be used as a prefix while the reader types.
    pub stem: String,
    /// Any one of these answers the word; all stems within one must be in the text.
    /// The first is always the stem alone: `[[trafikkontroll], [trafik, kontroll]]`.
    pub alternatives: Vec<Vec<String>>,
}

/// A piece of a text found: as it stands, or a word that answers the question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Text to show as it is.
    Plain(String),
    /// A word to mark.
    Hit(String),
}

/// Turns Swedish text into stems; see [`Analyser::terms`] and [`Analyser::query`].
#[derive(Debug, Clone)]
pub struct Analyser {
    /// Stems that may stand as a part of a compound.
    parts: HashSet<String>,
    stop_words: HashSet<&'static str>,
    /// From a stem to the others of its meaning.
    synonyms: HashMap<String, Vec<String>>,
}

impl Default for Analyser {
    fn default() -> Self {
        Self::new()
    }
}

/// A word in a text: where it stands, and its parts if it is written with hyphens.
struct Word {
    range: Range<usize>,
    parts: Vec<String>,
}

/// A part of a compound, without its binding letters.
#[derive(Clone)]
struct Part {
    written: String,
    stem: String,
}

impl Analyser {
    /// An analyser with the built-in words of the field.
    pub fn new() -> Self {
        Self {
            parts: built_in_words().map(stem).collect(),
            stop_words: STOP_WORDS.split_whitespace().collect(),
            synonyms: synonyms(),
        }
    }

    /// The same, with more words that compounds may be made of: the words of the index itself.
    ///
    /// Give the same words when writing and when asking, or index again when they change.
    #[must_use]
    pub fn with_words<'a>(mut self, words: impl IntoIterator<Item = &'a str>) -> Self {
        for word in words {
            let own = words_of(word).into_iter().flat_map(|word| word.parts);
            let stems = own
                .filter(|part| self.carries_meaning(part))
                .map(|part| stem(&part));
            let long: Vec<_> = stems.filter(|stem| letters(stem) >= MIN_OWN_WORD).collect();
            self.parts.extend(long);
        }
        self
    }

    /// The stems a text is found by, in order and with repeats: each word, then its compound parts.
    pub fn terms(&self, text: &str) -> Vec<String> {
        let mut terms = Vec::new();
        for word in words_of(text) {
            let Some(whole) = self.whole(&word) else {
                continue;
            };
            let parts = self.parts(&word);
            terms.push(whole);
            terms.extend(parts);
        }
        terms
    }

    /// What a reader asks for; see [`Query`].
    pub fn query(&self, text: &str) -> Query {
        let words = words_of(text)
            .into_iter()
            .filter_map(|word| self.query_word(&word));
        Query {
            words: words.collect(),
        }
    }

    /// About 200 characters of the text where it answers the question best, its hits marked.
    ///
    /// Without a hit it is the beginning of the text. Cuts are shown as `…`.
    pub fn highlight(&self, text: &str, query: &Query) -> Vec<Piece> {
        let words = words_of(text);
        let hits: Vec<_> = words
            .iter()
            .filter(|word| self.answers(word, query))
            .map(|w| w.range.clone())
            .collect();
        let window = window(text, &words, &hits);
        let mut pieces = Vec::new();
        let mut at = window.start;
        push_plain(&mut pieces, if at > 0 { "… " } else { "" });
        for hit in hits.into_iter().filter(|hit| within(hit, &window)) {
            push_plain(&mut pieces, &text[at..hit.start]);
            pieces.push(Piece::Hit(text[hit.clone()].to_owned()));
            at = hit.end;
        }
        push_plain(&mut pieces, &text[at..window.end]);
        push_plain(&mut pieces, if window.end < text.len() { " …" } else { "" });
        pieces
    }

    /// The stem of the word as a whole; none for a stop word.
    fn whole(&self, word: &Word) -> Option<String> {
        let joined = word.parts.concat();
        self.carries_meaning(&joined).then(|| stem(&joined))
    }

    /// The stems of the word's parts, by hyphen and by compound; none if it is one simple word.
    fn parts(&self, word: &Word) -> Vec<String> {
        if let [simple] = word.parts.as_slice() {
            return self.compound(simple);
        }
        let meaningful = word.parts.iter().filter(|part| self.carries_meaning(part));
        meaningful
            .flat_map(|part| [vec![stem(part)], self.compound(part)].concat())
            .collect()
    }

    fn carries_meaning(&self, word: &str) -> bool {
        !word.is_empty() && !self.stop_words.contains(word)
    }

    fn query_word(&self, word: &Word) -> Option<QueryWord> {
        let whole = self.whole(word)?;
        let mut alternatives: Vec<Vec<String>> = self
            .same_meaning(&whole)
            .into_iter()
            .map(|stem| vec![stem])
            .collect();
        let parts = match word.parts.as_slice() {
            [simple] => self
                .split(simple)
                .into_iter()
                .flatten()
                .map(|part| part.stem)
                .collect(),
            hyphened => hyphened.iter().map(|part| stem(part)).collect::<Vec<_>>(),
        };
        if !parts.is_empty() {
            alternatives.extend(self.combinations(&parts));
        }
        alternatives.truncate(MAX_ALTERNATIVES);
        Some(QueryWord {
            stem: whole,
            alternatives,
        })
    }

    /// The stem itself first, then the others of its meaning.
    fn same_meaning(&self, stem: &str) -> Vec<String> {
        let others = self.synonyms.get(stem).cloned().unwrap_or_default();
        [vec![stem.to_owned()], others].concat()
    }

    /// All ways to say a compound by its parts: `knark + hund`, `narkotika + hund`.
    fn combinations(&self, parts: &[String]) -> Vec<Vec<String>> {
        parts.iter().fold(vec![vec![]], |said, part| {
            let ways = self.same_meaning(part);
            let longer = |so_far: &Vec<String>| -> Vec<Vec<String>> {
                let one_more = |way: &String| [so_far.clone(), vec![way.clone()]].concat();
                ways.iter().map(one_more).collect()
            };
            said.iter()
                .flat_map(longer)
                .take(MAX_ALTERNATIVES)
                .collect()
        })
    }

    /// The stems of every part, and of every part's parts.
    fn compound(&self, word: &str) -> Vec<String> {
        let parts = self.split(word).unwrap_or_default().into_iter();
        parts
            .flat_map(|part| [vec![part.stem], self.compound(&part.written)].concat())
            .collect()
    }

    /// Splits a compound into the fewest known parts.
    fn split(&self, word: &str) -> Option<Vec<Part>> {
        let n_letters = letters(word);
        if !(2 * MIN_PART..=MAX_COMPOUND).contains(&n_letters) {
            return None;
        }
        let cuts = word.char_indices().map(|(at, _)| at).skip(MIN_PART);
        let splits = cuts.filter_map(|at| {
            let (head, tail) = word.split_at(at);
            let (head, tail) = (self.head(head)?, self.tail(tail)?);
            Some([vec![head], tail].concat())
        });
        splits.min_by_key(Vec::len)
    }

    /// A part that leads: `bostads` → `bostad`, `gatu` → `gata`, `skol` and `arbets` by their stem.
    fn head(&self, written: &str) -> Option<Part> {
        let unbound = written.strip_suffix('s').unwrap_or(written);
        let with_a = unbound
            .strip_suffix(['u', 'o', 'e'])
            .map(|rest| format!("{rest}a"));
        let forms = [written, unbound].into_iter().chain(with_a.as_deref());
        let bare = |form: &str| {
            let known = self.parts.contains(form);
            known.then(|| Part {
                written: form.to_owned(),
                stem: form.to_owned(),
            })
        };
        forms
            .into_iter()
            .find_map(|form| self.part(form).or_else(|| bare(form)))
    }

    /// What follows: one known part, or several.
    fn tail(&self, written: &str) -> Option<Vec<Part>> {
        self.part(written)
            .map(|part| vec![part])
            .or_else(|| self.split(written))
    }

    /// The word as a part of a compound, if it is known.
    fn part(&self, word: &str) -> Option<Part> {
        let stem = stem(word);
        let known = letters(word) >= MIN_PART && self.parts.contains(&stem);
        known.then(|| Part {
            written: word.to_owned(),
            stem,
        })
    }

    /// True if the word, or a part of it, is among what the question asks for.
    fn answers(&self, word: &Word, query: &Query) -> bool {
        let Some(whole) = self.whole(word) else {
            return false;
        };
        let asked: HashSet<&String> = query
            .words
            .iter()
            .flat_map(|word| word.alternatives.iter().flatten())
            .collect();
        let begun = query
            .words
            .last()
            .is_some_and(|last| letters(&last.stem) >= MIN_PART && whole.starts_with(&last.stem));
        begun || asked.contains(&whole) || self.parts(word).iter().any(|part| asked.contains(part))
    }
}

fn built_in_words() -> impl Iterator<Item = &'static str> {
    let synonyms = SYNONYMS.iter().flat_map(|line| line.split(' '));
    COMPOUND_PARTS.split_whitespace().chain(synonyms)
}

/// Every stem of the table with the other stems of its meaning.
fn synonyms() -> HashMap<String, Vec<String>> {
    let mut table: HashMap<String, Vec<String>> = HashMap::new();
    for line in SYNONYMS {
        let stems: BTreeSet<String> = line.split(' ').map(stem).collect();
        for one in &stems {
            let others = stems.iter().filter(|other| *other != one).cloned();
            table.entry(one.clone()).or_default().extend(others);
        }
    }
    table
}

/// The words of a text: letters and digits, lower case, NFC; å ä ö are kept as they are.
///
/// A hyphen joins (`e-post`, `a-traktor`) unless digits stand on both sides (`2022-2023`).
fn words_of(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    for range in simple_words(text) {
        let part = normal(&text[range.clone()]);
        match words.last_mut() {
            Some(word) if joins(text, word, range.start, &part) => {
                word.parts.push(part);
                word.range.end = range.end;
            }
            _ => words.push(Word {
                range,
                parts: vec![part],
            }),
        }
    }
    words
}

/// True if exactly one hyphen stands between the word and the part that begins at `start`.
fn joins(text: &str, word: &Word, start: usize, part: &str) -> bool {
    let between = &text[word.range.end..start];
    let all_digits = |text: &str| text.chars().all(|c| c.is_numeric());
    let numbers = all_digits(part) && word.parts.iter().all(|part| all_digits(part));
    matches!(between, "-" | "\u{2010}" | "\u{2011}") && !numbers
}

/// Where runs of word characters stand, in bytes.
fn simple_words(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    let inside = text
        .char_indices()
        .filter(|(_, c)| c.is_alphanumeric() || is_glue(*c));
    for (at, c) in inside {
        let end = at + c.len_utf8();
        match words.last_mut() {
            Some(word) if word.end == at => word.end = end,
            _ if is_glue(c) => {}
            _ => words.push(at..end),
        }
    }
    words
}

/// Marks inside a word: combining accents, soft hyphens, zero-width characters.
fn is_glue(c: char) -> bool {
    is_combining_mark(c) || is_invisible(c)
}

/// Characters without width that word processors and web pages leave inside words and numbers.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

fn normal(word: &str) -> String {
    word.chars()
        .filter(|c| !is_invisible(*c))
        .nfc()
        .flat_map(char::to_lowercase)
        .nfc()
        .collect()
}

fn letters(word: &str) -> usize {
    word.chars().count()
}

fn within(inner: &Range<usize>, outer: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

fn push_plain(pieces: &mut Vec<Piece>, text: &str) {
    match pieces.last_mut() {
        _ if text.is_empty() => {}
        Some(Piece::Plain(before)) => before.push_str(text),
        _ => pieces.push(Piece::Plain(text.to_owned())),
    }
}

/// The part of the text to show, in bytes: most hits, cut between words.
fn window(text: &str, words: &[Word], hits: &[Range<usize>]) -> Range<usize> {
    let after = |from: usize, n: usize| {
        text[from..]
            .char_indices()
            .nth(n)
            .map_or(text.len(), |(at, _)| from + at)
    };
    let before = |from: usize, n: usize| {
        text[..from]
            .char_indices()
            .rev()
            .take(n)
            .last()
            .map_or(from, |(at, _)| at)
    };
    let n_hits = |first: &Range<usize>| {
        let end = after(first.start, WINDOW - LEAD);
        hits.iter()
            .filter(|hit| first.start <= hit.start && hit.end <= end)
            .count()
    };
    // `max_by_key` keeps the last of equals, so go backwards to prefer the first.
    let anchor = hits
        .iter()
        .rev()
        .max_by_key(|hit| n_hits(hit))
        .map_or(0, |hit| hit.start);
    let (start, end) = (before(anchor, LEAD), after(before(anchor, LEAD), WINDOW));
    let starts = words.iter().map(|word| word.range.start);
    let ends = words.iter().map(|word| word.range.end);
    let whole_start = starts.into_iter().find(|at| *at >= start && *at <= anchor);
    let whole_end = ends.into_iter().rev().find(|at| *at <= end && *at > anchor);
    let start = if start == 0 {
        0
    } else {
        whole_start.unwrap_or(start)
    };
    let end = if end == text.len() {
        end
    } else {
        whole_end.unwrap_or(end)
    };
    start..end
}
