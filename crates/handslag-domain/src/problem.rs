//! Why a commitment was made: voices, problems, causes and measures.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::amount::Amount;
use crate::extra::Extra;
use crate::id::{CauseId, CommitmentId, MeasureId, PartyId, PlaceId, ProblemId, VoiceId};
use crate::written_date::WrittenDate;

/// What residents or staff said, told as a theme: never who said it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Voice {
    /// Its id.
    pub id: VoiceId,
    /// What was said, as a theme.
    pub words: String,
    /// `citizen_dialogue`, `employee_survey`, `citizen_survey`, `safety_walk`, or other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// How many said so, when it was counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub n: Option<Amount>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<WrittenDate>,
    /// What became of it, in words told back to those who spoke.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Something wrong at a place or for a group, worth a promise.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Problem {
    /// Its id.
    pub id: ProblemId,
    /// What it is.
    pub title: String,
    /// In some sentences.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// Where.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<PlaceId>,
    /// The project that works on it, such as "Drogfria platser".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub project: Option<String>,
    /// Who works on it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<PartyId>,
    /// The place cycle: identify, map, analyse causes, act.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cycle: Vec<CycleStep>,
    /// What causes it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub causes: Vec<Cause>,
    /// What is done about it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub measures: Vec<Measure>,
    /// What came of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<String>,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One step of the place cycle.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CycleStep {
    /// `identify`, `map`, `analyse_causes`, `act`, or another step.
    pub step: String,
    /// `done`, `under_way`, `not_begun`, or other words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<WrittenDate>,
    /// What was found or done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A cause, with what speaks for and against it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Cause {
    /// Its id.
    pub id: CauseId,
    /// What it is.
    pub words: String,
    /// `situational` or `social`, or other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// What speaks for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence_for: Vec<String>,
    /// What speaks against it. With neither, it is an assumption.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence_against: Vec<String>,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A measure against a cause.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Measure {
    /// Its id.
    pub id: MeasureId,
    /// What it is.
    pub words: String,
    /// The cause it works against.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<CauseId>,
    /// `situational` or `social`, or other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// `short` or `long`, or other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term: Option<String>,
    /// Who does it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<PartyId>,
    /// The commitments it became.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub commitments: Vec<CommitmentId>,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}
