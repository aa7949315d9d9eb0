//! What touches single children or families: which words name it, and what is
//! kept of it. A whole number for a month, and nothing else (TRUST L1).

use crate::amount::Amount;
use crate::written_date::WrittenDate;

use super::{Activity, ActivityType, known_types};

/// The two kinds as the log calls them, and the words that name them when only
/// their letters are looked at. Better one word too many than one child.
const KINDS: [(&str, &[&str]); 2] = [
    (
        "orossamtal",
        &[
            "orossamtal",
            "orosamtal",
            "bekymringssamtal",
            "bekymringsamtal",
            "bekymmerssamtal",
            "bekymmersamtal",
            "samtalomoro",
            "samtalvidoro",
            "concerntalk",
            "talkofconcern",
            "talkaboutconcern",
        ],
    ),
    (
        "orosanmälan",
        &[
            "orosanmäl",
            "orosanmal",
            "oroanmäl",
            "anmälanomoro",
            "anmälningaromoro",
            "solanmäl",
            "socialtjänstanmäl",
            "anmälantillsocial",
            "anmälningtillsocial",
            "anmälningartillsocial",
            "welfarereport",
        ],
    ),
];

/// The log's own word for a talk or report about single people, whatever its
/// case, hyphens or ending: "Bekymringssamtal (skola)" is `orossamtal`.
pub fn month_only_name(word: &str) -> Option<&'static str> {
    let letters = letters(word);
    KINDS
        .iter()
        .find(|(_, words)| words.iter().any(|w| letters.contains(w)))
        .map(|(name, _)| *name)
}

/// Types that touch single children or families: the log keeps a whole number
/// per month and nothing else about them (TRUST L1).
pub fn is_counted_per_month_only(kind: &ActivityType) -> bool {
    month_only_name(&kind.0).is_some()
}

/// The letters alone, small. Signs that are put together of two, as some
/// machines write å, ä and ö, become one.
fn letters(word: &str) -> String {
    let mut letters = String::new();
    for sign in word.chars().flat_map(char::to_lowercase) {
        let joined = match (sign, letters.chars().last()) {
            ('\u{30a}', Some('a')) => Some('å'),
            ('\u{308}', Some('a')) => Some('ä'),
            ('\u{308}', Some('o')) => Some('ö'),
            _ => None,
        };
        match joined {
            Some(joined) => {
                letters.pop();
                letters.push(joined);
            }
            None if sign.is_alphabetic() => letters.push(sign),
            None => {}
        }
    }
    letters
}

/// An amount of talks or reports that is not a whole number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{amount} is not a whole number of {name}")]
pub struct NotAWholeNumber {
    /// `times`, or the name of the count.
    pub name: String,
    /// The amount.
    pub amount: Amount,
}

impl ActivityType {
    /// Whether two words name the same: without regard to case and outer
    /// spaces, and all words for a talk or a report about single people alike.
    pub fn is_same_as(&self, other: &Self) -> bool {
        match (month_only_name(&self.0), month_only_name(&other.0)) {
            (None, None) => self.0.trim().to_lowercase() == other.0.trim().to_lowercase(),
            (mine, theirs) => mine == theirs,
        }
    }
}

impl Activity {
    /// The same entry with no more in it than may be kept: one about single
    /// people is cut to its month, its parties, its commitments and the whole
    /// numbers that belong to its type. Every other entry stays as it is.
    ///
    /// # Errors
    /// Every [`NotAWholeNumber`] in an entry about single people.
    pub fn with_what_may_be_kept(self) -> Result<Self, Vec<NotAWholeNumber>> {
        let Some(name) = month_only_name(&self.kind.0) else {
            return Ok(self);
        };
        let parts = self.not_whole();
        if !parts.is_empty() {
            return Err(parts);
        }
        let numbers = counts_of(name);
        Ok(Self {
            id: self.id,
            kind: name.into(),
            on: month_of(&self.on),
            parties: self.parties,
            serves: self.serves,
            same_as: self.same_as,
            times: self.times,
            counts: self
                .counts
                .into_iter()
                .filter(|(name, _)| numbers.contains(&name.as_str()))
                .collect(),
            ..Self::default()
        })
    }

    /// The amounts of an entry about single people that are no whole numbers.
    pub fn not_whole(&self) -> Vec<NotAWholeNumber> {
        if !is_counted_per_month_only(&self.kind) {
            return Vec::new();
        }
        let times = self.times.map(|n| ("times".to_owned(), n));
        let counts = self.counts.iter().map(|(name, n)| (name.clone(), *n));
        times
            .into_iter()
            .chain(counts)
            .filter(|(_, n)| n.to_i64().is_none())
            .map(|(name, amount)| NotAWholeNumber { name, amount })
            .collect()
    }
}

/// The counts that belong to one of the two kinds.
pub(crate) fn counts_of(name: &str) -> &'static [&'static str] {
    known_types()
        .iter()
        .find(|known| known.name == name)
        .map_or(&[], |known| known.counts)
}

/// The month of a day; anything longer stays as it is. What cannot be read as
/// a date is not kept, since nobody knows what it says.
fn month_of(on: &WrittenDate) -> WrittenDate {
    match on.days() {
        Ok((first, last)) if first == last => WrittenDate(first.strftime("%Y-%m").to_string()),
        Ok(_) => on.clone(),
        Err(_) => WrittenDate::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_talk_about_concern_is_known_by_every_word_for_it() {
        for word in [
            "orossamtal",
            "Orossamtal",
            " ORO-SAMTAL ",
            "bekymringssamtal",
            "Bekymringssamtal (skola)",
            "samtal om oro",
            "Concern talk",
        ] {
            assert_eq!(month_only_name(word), Some("orossamtal"), "{word}");
        }
        for word in [
            "orosanmälan",
            "Orosanmälningar",
            "orosanma\u{308}lan",
            "oros-anmälan",
            "SoL-anmälan",
            "anmälan till socialtjänsten",
        ] {
            assert_eq!(month_only_name(word), Some("orosanmälan"), "{word}");
        }
        for word in ["samtal", "trafikkontroll", "anmälan om brott", "lektion"] {
            assert_eq!(month_only_name(word), None, "{word}");
        }
    }

    #[test]
    fn nothing_but_month_and_numbers_is_kept_of_a_talk() {
        let told = Activity {
            id: "a".into(),
            kind: "Bekymringssamtal".into(),
            on: "2023-05-06".into(),
            at: Some(jiff::civil::time(22, 10, 0, 0)),
            place: Some("torget".into()),
            parties: vec!["polisen".into()],
            serves: vec!["samtal".into()],
            times: Some(2u32.into()),
            hours: Some(3u32.into()),
            staff: Some(2u32.into()),
            took_hours: Some(24u32.into()),
            counts: [("talks", 2u32), ("pojkar", 1)]
                .map(|(name, n)| (name.to_owned(), n.into()))
                .into(),
            covers: vec!["7A".to_owned()],
            note: Some("exempel".to_owned()),
            extra: [("ålder".to_owned(), 14.into())].into(),
            ..Activity::default()
        };
        let kept = Activity {
            id: "a".into(),
            kind: "orossamtal".into(),
            on: "2023-05".into(),
            parties: vec!["polisen".into()],
            serves: vec!["samtal".into()],
            times: Some(2u32.into()),
            counts: [("talks".to_owned(), 2u32.into())].into(),
            ..Activity::default()
        };
        assert_eq!(told.with_what_may_be_kept(), Ok(kept.clone()));
        assert_eq!(kept.clone().with_what_may_be_kept(), Ok(kept));
    }

    #[test]
    fn a_years_tally_of_talks_stays_a_years() {
        let year = Activity {
            kind: "orossamtal".into(),
            on: "2023".into(),
            times: Some(14u32.into()),
            ..Activity::default()
        };
        assert_eq!(year.clone().with_what_may_be_kept(), Ok(year));
    }

    #[test]
    fn half_a_talk_is_no_number_of_talks() {
        let half = Activity {
            kind: "orossamtal".into(),
            on: "2023-05".into(),
            times: Amount::parse("1,5").ok(),
            ..Activity::default()
        };
        let refused = half.with_what_may_be_kept().unwrap_err();
        assert_eq!(refused.len(), 1);
        assert_eq!(refused[0].name, "times");
    }
}
