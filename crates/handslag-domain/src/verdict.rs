//! The answers about a commitment: what is said, what is shown, and whether in time.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::amount::Amount;
use crate::worded::Vocabulary;

/// The state of a commitment, from a fixed list.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// More than was promised.
    Exceeded,
    /// What was promised.
    Kept,
    /// Some of it.
    Partly,
    /// Too little or nothing.
    NotKept,
    /// The time has not run out.
    Ongoing,
    /// The condition never arose.
    NoNeedArose,
    /// What is said and what is shown differ.
    Disputed,
    /// Nothing recorded can show it.
    CannotBeAssessed,
    /// A party says so; nothing shows it.
    OnlyTold,
}

impl Verdict {
    /// Every verdict, best first.
    pub const ALL: [Self; 9] = [
        Self::Exceeded,
        Self::Kept,
        Self::Partly,
        Self::NotKept,
        Self::Ongoing,
        Self::NoNeedArose,
        Self::Disputed,
        Self::CannotBeAssessed,
        Self::OnlyTold,
    ];

    /// The sign beside the word, so that colour is never alone.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Exceeded | Self::Kept => "✓",
            Self::Partly => "◐",
            Self::NotKept => "✕",
            Self::Ongoing => "○",
            Self::NoNeedArose => "∅",
            Self::Disputed => "!",
            Self::CannotBeAssessed => "–",
            Self::OnlyTold => "”",
        }
    }

    /// The word in documents and keys: `not_kept`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Exceeded => "exceeded",
            Self::Kept => "kept",
            Self::Partly => "partly",
            Self::NotKept => "not_kept",
            Self::Ongoing => "ongoing",
            Self::NoNeedArose => "no_need_arose",
            Self::Disputed => "disputed",
            Self::CannotBeAssessed => "cannot_be_assessed",
            Self::OnlyTold => "only_told",
        }
    }

    /// The verdict with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|v| v.name() == name)
    }
}

impl Vocabulary for Verdict {
    fn name(self) -> &'static str {
        self.name()
    }

    fn named(name: &str) -> Option<Self> {
        Self::named(name)
    }

    fn also_called(word: &str) -> Option<Self> {
        Some(match word {
            "överträffat" | "mer än hållet" => Self::Exceeded,
            "hållet" | "hållits" | "uppfyllt" | "genomfört" | "klart" | "ja" | "fulfilled" => {
                Self::Kept
            }
            "delvis" | "delvis hållet" | "delvis uppfyllt" | "delvis genomfört" | "partly kept" => {
                Self::Partly
            }
            "inte hållet" | "ej hållet" | "inte uppfyllt" | "ej uppfyllt" | "ej genomfört"
            | "nej" | "not kept" => Self::NotKept,
            "pågår" | "pågående" => Self::Ongoing,
            "behovet uppstod inte" | "inget behov" => Self::NoNeedArose,
            "omstritt" => Self::Disputed,
            "kan inte bedömas" | "går inte att bedöma" => Self::CannotBeAssessed,
            "bara berättat" | "endast uppgivet" => Self::OnlyTold,
            _ => return None,
        })
    }
}

/// What stands behind a verdict or a claim, strongest first.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceGrade {
    /// A comparison with others shows it.
    WithComparison,
    /// Before and after show it.
    BeforeAfter,
    /// Counted in the log.
    Counted,
    /// Read in a register.
    Register,
    /// Asked in a survey.
    Survey,
    /// Told, without anything to show.
    Told,
    /// Nothing.
    None,
}

impl EvidenceGrade {
    /// The word in documents and keys.
    pub fn name(self) -> &'static str {
        match self {
            Self::WithComparison => "with_comparison",
            Self::BeforeAfter => "before_after",
            Self::Counted => "counted",
            Self::Register => "register",
            Self::Survey => "survey",
            Self::Told => "told",
            Self::None => "none",
        }
    }
}

impl EvidenceGrade {
    /// Every grade, strongest first.
    pub const ALL: [Self; 7] = [
        Self::WithComparison,
        Self::BeforeAfter,
        Self::Counted,
        Self::Register,
        Self::Survey,
        Self::Told,
        Self::None,
    ];
}

impl Vocabulary for EvidenceGrade {
    fn name(self) -> &'static str {
        self.name()
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|grade| grade.name() == name)
    }

    fn also_called(word: &str) -> Option<Self> {
        Some(match word {
            "med jämförelse" => Self::WithComparison,
            "före och efter" => Self::BeforeAfter,
            "räknat" | "räknat i loggen" => Self::Counted,
            "register" => Self::Register,
            "enkät" => Self::Survey,
            "berättat" | "uppgivet" => Self::Told,
            "inget" => Self::None,
            _ => return None,
        })
    }
}

/// Whether the work goes as fast as the time.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum OnTime {
    /// The promise has not begun.
    NotBegun,
    /// As much as the time gone asks for, or more.
    InPhase,
    /// Less than the time gone asks for.
    Behind {
        /// How much the time gone asks for.
        expected: Amount,
    },
    /// As much in all as the time gone asks for, but not in each week, month
    /// or term that has ended; or more than promised in one of them.
    Uneven {
        /// How many had what was promised, neither less nor more.
        met: Amount,
        /// How many have ended, or have had more than promised already.
        of: Amount,
        /// How many had more than promised.
        #[serde(default)]
        above: Amount,
    },
    /// Parts of a compound are behind, and more of them than may fail.
    PartsBehind {
        /// How many are behind.
        behind: Amount,
        /// How many there are.
        of: Amount,
    },
    /// It is to be done by a day that has not come.
    NotDue {
        /// The last day.
        #[schemars(with = "String")]
        by: Date,
    },
    /// All of it was done by the last day.
    DoneInTime {
        /// The day when the promised amount was reached.
        #[schemars(with = "Option<String>")]
        on: Option<Date>,
    },
    /// It was done, but after the day it was promised for.
    DoneLate {
        /// The day when it was done.
        #[schemars(with = "String")]
        on: Date,
    },
    /// The time ran out first.
    TimeRanOut,
    /// There is nothing to hold against the time.
    NoMeasure,
}

impl OnTime {
    /// Whether less is done than the time gone asks for.
    pub fn is_behind(&self) -> bool {
        match self {
            Self::Behind { .. } | Self::PartsBehind { .. } | Self::TimeRanOut => true,
            Self::Uneven { met, of, above } => *met + *above < *of,
            Self::NotBegun
            | Self::InPhase
            | Self::NotDue { .. }
            | Self::DoneInTime { .. }
            | Self::DoneLate { .. }
            | Self::NoMeasure => false,
        }
    }
}
