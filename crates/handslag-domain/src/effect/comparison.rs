//! What is compared with what, to tell whether it helped?

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use crate::amount::Amount;
use crate::extra::Extra;
use crate::id::PlaceId;
use crate::period::Period;
use crate::promise::ComparedWith;
use crate::written_date::WrittenDate;

/// The comparison that a goal or a claim is examined by.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Comparison {
    /// What is asked.
    #[serde(default)]
    pub asks: Asks,
    /// What is measured, as the source names it; the goal's or claim's own unless given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub indicator: Option<String>,
    /// Whose figures: `bra-reported` unless given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Where, by name or municipality code; the promise's first municipality unless given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<String>,
    /// The baseline, in whole months.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Period>,
    /// The months that are judged; the promise's own unless given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Period>,
    /// Other baselines, shown beside the first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also_before: Vec<Period>,
    /// The municipalities compared with; the promise's own unless given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compared_with: Option<ComparedWith>,
    /// Which way it should go.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wanted: Option<Wanted>,
    /// A difference smaller than this, in percent, does not matter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub margin_percent: Option<Amount>,
    /// Whether the promise stands or falls with it; others are looked at beside.
    #[serde(default)]
    pub primary: bool,
    /// The months whose figures made the goal or place be chosen: a peak that
    /// would have sunk anyway.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chosen_after: Option<Period>,
    /// Counts at places: where something was done, where nothing was, and around both.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<PlaceCount>,
    /// Shares in the waves of a survey, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shares: Vec<Share>,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What a comparison asks. The list is open: another word is kept, and its
/// answer is that it cannot be told.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Asks {
    /// Is it at the level of a baseline: equal within a margin, above, below?
    Level,
    /// Did the number change?
    Change,
    /// Did it change more than in the country and in comparable municipalities?
    #[default]
    ChangeAgainstOthers,
    /// Did it change where something was done, beside places where nothing was?
    Place,
    /// Did the share of those asked change since the last wave?
    SurveyShare,
    /// Does it gather in fewer places than before?
    Concentration,
    /// Nothing recorded can tell.
    CannotBeTold,
    /// Something else, in other words.
    Other(String),
}

impl Asks {
    /// Every question that can be answered, in the order that people meet them.
    pub const ALL: [Self; 7] = [
        Self::Level,
        Self::Change,
        Self::ChangeAgainstOthers,
        Self::Place,
        Self::SurveyShare,
        Self::Concentration,
        Self::CannotBeTold,
    ];

    /// Whether its answer is built on numbers that the parties enter themselves,
    /// and not on official figures: in an example they are invented.
    pub fn rests_on_own_numbers(&self) -> bool {
        match self {
            Self::Place | Self::SurveyShare | Self::Concentration => true,
            Self::Level
            | Self::Change
            | Self::ChangeAgainstOthers
            | Self::CannotBeTold
            | Self::Other(_) => false,
        }
    }

    /// The word in documents.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Level => "level",
            Self::Change => "change",
            Self::ChangeAgainstOthers => "change_against_others",
            Self::Place => "place",
            Self::SurveyShare => "survey_share",
            Self::Concentration => "concentration",
            Self::CannotBeTold => "cannot_be_told",
            Self::Other(word) => word,
        }
    }
}

impl From<String> for Asks {
    fn from(word: String) -> Self {
        Self::ALL
            .into_iter()
            .find(|known| known.as_str() == word)
            .unwrap_or(Self::Other(word))
    }
}

impl From<Asks> for String {
    fn from(asks: Asks) -> Self {
        asks.as_str().to_owned()
    }
}

impl JsonSchema for Asks {
    fn schema_name() -> Cow<'static, str> {
        "Asks".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let known: Vec<String> = Self::ALL.map(String::from).into();
        json_schema!({
            "description": "What is asked; another word is kept, and its answer is that it cannot be told.",
            "type": "string",
            "examples": known,
        })
    }
}

/// Which way an indicator should go for the promise to have helped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Wanted {
    /// Fewer, or a lower share.
    Down,
    /// More: such as people who feel safe.
    Up,
    /// Neither: it follows the effort. More reported drug offences may mean
    /// that the promise was kept.
    Effort,
}

/// How many, at one place, before and after.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PlaceCount {
    /// The place in the document's list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceId>,
    /// Its name, when it is not in the list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What was done there.
    #[serde(default)]
    pub role: PlaceRole,
    /// How many in the months before.
    pub before: Amount,
    /// How many in the months after; not there until they have been.
    #[serde(default)]
    pub after: Amount,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What a place is in a comparison of places.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlaceRole {
    /// Where something was done.
    #[default]
    Treated,
    /// A like place where nothing was done.
    Control,
    /// The ring around the treated place, where the problem may have moved.
    Ring,
    /// The ring around the control place.
    ControlRing,
}

/// A share in one wave of a survey.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Share {
    /// When it was asked.
    pub wave: WrittenDate,
    /// How many percent gave the answer.
    pub percent: Amount,
    /// How many answered.
    pub n: Amount,
    /// How many times larger its variance is than that of a simple random
    /// sample, for weights and clusters; 1 unless given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub design_effect: Option<Amount>,
    /// Whether those who answered were drawn at random; an open web panel is
    /// not, and gets no interval.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub random_sample: Option<bool>,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Comparison {
    /// Whether any of its baselines holds months of the pandemic's restrictions.
    pub fn has_pandemic_baseline(&self) -> bool {
        self.before
            .iter()
            .chain(&self.also_before)
            .any(|period| period.overlaps(&super::months::PANDEMIC.period()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_question_keeps_its_word() {
        for word in ["level", "change_against_others", "vad tycker grannarna"] {
            let asks = Asks::from(word.to_owned());
            assert_eq!(String::from(asks), word);
        }
        assert_eq!(
            Asks::from("vad tycker grannarna".to_owned()),
            Asks::Other("vad tycker grannarna".to_owned())
        );
    }

    #[test]
    fn a_baseline_in_the_pandemic_is_seen() {
        let with = |from, to| Comparison {
            before: Some(Period::between(from, to)),
            ..Comparison::default()
        };
        assert!(with("2020-01", "2020-12").has_pandemic_baseline());
        assert!(with("2021", "2021").has_pandemic_baseline());
        assert!(!with("2017", "2019").has_pandemic_baseline());
    }
}
