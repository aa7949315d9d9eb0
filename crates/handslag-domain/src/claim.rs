//! What the numbers say changed: a statement, its evidence, and what cannot be told.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::amount::Amount;
use crate::effect::Comparison;
use crate::extra::Extra;
use crate::id::{ClaimId, GoalId};
use crate::verdict::EvidenceGrade;
use crate::worded::Worded;

/// A statement about effect, such as "anmälda stölder ökar".
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Claim {
    /// Its id.
    pub id: ClaimId,
    /// The statement as it was made.
    pub words: String,
    /// Who made it, as an organisation; the follow-up's own unless given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said_by: Option<String>,
    /// The outcome goal it speaks of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goal: Option<GoalId>,
    /// What is measured, such as an offence category.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub indicator: Option<String>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<String>,
    /// The period it speaks of, and the one it compares with, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compared: Option<String>,
    /// What the evidence makes of it: `supported`, `contradicted`,
    /// `cannot_be_told`, `not_examined`, or other words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finding: Option<String>,
    /// The finding in one plain sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plain: Option<String>,
    /// The number behind it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub estimate: Option<Estimate>,
    /// The numbers it rests on, each with its source.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
    /// How strong the evidence is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<Worded<EvidenceGrade>>,
    /// What it is examined by; the goal's own when it speaks of one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comparison: Option<Comparison>,
    /// What must hold for the finding to hold.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assumptions: Vec<String>,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One number with its source.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// What the number is.
    pub words: String,
    /// The number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Amount>,
    /// Its unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Where it was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A number with its uncertainty; never one without the other.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Estimate {
    /// The estimate.
    pub value: Amount,
    /// Lower end of the interval.
    pub low: Amount,
    /// Upper end of the interval.
    pub high: Amount,
    /// The interval's level in percent, such as 95.
    pub level_percent: Amount,
    /// What it is an estimate of, with unit.
    pub of: String,
    /// How it was computed.
    pub method: String,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}
