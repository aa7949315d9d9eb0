//! What do the numbers say of a claim, how sure is that, and how do we know?

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::comparison::{Asks, Wanted};
use super::drawing::Drawing;
use super::lock::Standing;
use crate::amount::Amount;
use crate::claim::Estimate;
use crate::verdict::EvidenceGrade;

/// A claim or goal, examined. Pages, PDF, CSV and JSON show this and nothing
/// else; every number in it is already rounded as it is shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Examined {
    /// The claim's or goal's id.
    pub id: String,
    /// The claim or goal in the words of those who made it.
    pub words: String,
    /// What is measured, such as "Stöldbrott".
    pub indicator: String,
    /// Where, by name.
    pub area: String,
    /// What was asked.
    pub asks: Asks,
    /// What the numbers say.
    pub finding: Finding,
    /// How the comparison stands to what was locked.
    pub standing: Standing,
    /// Whether the promise stands or falls with it.
    pub primary: bool,
    /// Which way it should go.
    pub wanted: Option<Wanted>,
    /// The answer in paragraphs of plain sentences, composed from the numbers.
    pub plain: Vec<String>,
    /// How strong the evidence is.
    pub grade: EvidenceGrade,
    /// The numbers of the answer, the one that decides first.
    pub estimates: Vec<NamedEstimate>,
    /// The smallest changes that could have been seen.
    pub smallest: Option<SmallestSeen>,
    /// What to mind when reading it.
    pub warnings: Vec<Warning>,
    /// "Så vet vi det".
    pub how: HowWeKnow,
    /// Drawn.
    pub drawings: Vec<Drawing>,
    /// What the parties add in their own words; no number of the answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
    /// The same answer composed in other languages, by tag: `en`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub translations: BTreeMap<String, Examined>,
}

impl Examined {
    /// The answer as it is said in a language, when it is said in it beside its own.
    pub fn said_in(&self, language: &str) -> Option<&Self> {
        self.translations.get(language)
    }
}

/// What the numbers say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    /// Lower than before, or than the baseline or others would have it.
    Decrease,
    /// Higher.
    Increase,
    /// No difference that matters: the whole interval lies inside the margin.
    Equal,
    /// The numbers are there, and cannot tell.
    CannotBeTold,
    /// The numbers are not there.
    NotExamined,
}

impl Finding {
    /// The word in documents and keys.
    pub fn name(self) -> &'static str {
        match self {
            Self::Decrease => "decrease",
            Self::Increase => "increase",
            Self::Equal => "equal",
            Self::CannotBeTold => "cannot_be_told",
            Self::NotExamined => "not_examined",
        }
    }

    /// The sign beside the word, so that colour is never alone.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Decrease => "↓",
            Self::Increase => "↑",
            Self::Equal => "=",
            Self::CannotBeTold => "?",
            Self::NotExamined => "–",
        }
    }
}

/// One number of an answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NamedEstimate {
    /// Which comparison it is, in words: "mot riket".
    pub name: String,
    /// The estimate; changes are in percent.
    pub estimate: Estimate,
    /// How probable so large a difference is without any, when a test is made.
    pub p: Option<Amount>,
    /// The same, allowing for how many comparisons were made.
    pub p_adjusted: Option<Amount>,
}

/// The smallest changes that the figures could show, with 80 % certainty at the
/// 5 % level: in percent, and of a share in a survey in percentage points.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SmallestSeen {
    /// The smallest decrease; more than 100 is impossible, so then none can be seen.
    pub decrease_percent: Option<Amount>,
    /// The smallest increase.
    pub increase_percent: Option<Amount>,
    /// Whether it was locked with the promise, or computed afterwards.
    pub locked: bool,
}

/// Something to mind, raised by the data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// Which one.
    pub kind: WarningKind,
    /// In a plain sentence, with its numbers.
    pub text: String,
}

/// The standing warnings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WarningKind {
    /// The baseline holds the peak that made the goal be chosen.
    RegressionToTheMean,
    /// How readily it is reported, or how it is counted, may have changed.
    ReportingChange,
    /// Some figures may still change.
    Preliminary,
    /// The series breaks between the months compared.
    Break,
    /// The numbers are small.
    SmallNumbers,
    /// The baseline holds months of the pandemic.
    Pandemic,
    /// Different parts of the year are compared.
    OtherSeason,
    /// No others are like enough to be compared with.
    NoComparators,
    /// Others drift more unevenly than the method reckons with.
    UnevenDrift,
    /// The comparison was decided after the outcome had begun.
    DecidedAfterwards,
    /// Those who answered were not drawn at random.
    NotRandomSample,
    /// Figures are missing for some of the months.
    MissingMonths,
}

/// "Så vet vi det": enough to do it again.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct HowWeKnow {
    /// Which figures, from whom, of which months.
    pub data: Vec<String>,
    /// How it was computed, in plain words.
    pub method: Vec<String>,
    /// What must hold for it to hold.
    pub assumptions: Vec<String>,
    /// The papers that the method comes from.
    pub references: Vec<String>,
    /// The numbers it was computed from.
    pub table: Table,
    /// The program and version that computed it, with a mark of the code:
    /// "handslag 0.1.0 (1f3a77c2)".
    pub code: String,
}

/// A table with a heading for each column; the first cell of a row names it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// What it shows.
    pub caption: String,
    /// One heading a column.
    pub columns: Vec<String>,
    /// Each row has as many cells as there are columns.
    pub rows: Vec<Vec<String>>,
}
