//! The promise: the signed, public set of commitments for a place and a period.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::effect::{Comparison, EffectLock};
use crate::extra::Extra;
use crate::id::{
    AgreementId, CauseId, CommitmentId, GoalId, MeasureId, PartyId, PictureId, PlaceId, ProblemId,
    PromiseId, VoiceId,
};
use crate::period::Period;
use crate::target::Target;
use crate::written_date::WrittenDate;

/// A citizen promise (medborgarlöfte).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Promise {
    /// Its id, also its address: `lidkoping-2022-2023`.
    pub id: PromiseId,
    /// Its title.
    pub title: String,
    /// The municipalities it concerns, by name or four-digit code.
    #[serde(default)]
    pub municipalities: Vec<String>,
    /// A part of the municipality, or an area of several, when that is what it concerns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<String>,
    /// The parties that sign.
    #[serde(default)]
    pub parties: Vec<PartyId>,
    /// For how long.
    #[serde(default)]
    pub period: Period,
    /// When it was signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed_on: Option<WrittenDate>,
    /// The agreement it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreement: Option<AgreementId>,
    /// The situational picture that it answers; problems, causes, measures and
    /// voices may then be those of the picture, by their ids.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<PictureId>,
    /// Why these things and not others: dialogues, surveys, the situational picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub background: Option<String>,
    /// Where readers turn with questions: an office, never a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    /// The municipalities that official figures are compared with, fixed with the promise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compared_with: Option<ComparedWith>,
    /// How each goal will be examined, as it stood when the promise was signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effect_lock: Option<EffectLock>,
    /// The published text, word for word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// Versions, when it has been published more than once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub versions: Vec<Version>,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Which municipalities are comparable, and by what rule they were chosen.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ComparedWith {
    /// By name or four-digit code.
    pub municipalities: Vec<String>,
    /// The rule, such as "Kolada: Liknande kommuner, övergripande, 2025".
    pub chosen_by: String,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A text that was published somewhere, kept verbatim.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    /// Its title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Where it was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// When it was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_on: Option<WrittenDate>,
    /// The words themselves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One published version of a promise.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Version {
    /// Its name, such as "2" or "reviderad april 2023".
    pub version: String,
    /// When it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_on: Option<WrittenDate>,
    /// Its own period, when it differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// What changed and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<String>,
    /// Its text, when it differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One promised thing (åtagande).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Commitment {
    /// Its id within the promise.
    pub id: CommitmentId,
    /// The promised words, exactly as signed.
    pub words: String,
    /// A short name, such as "Besök i årskurs 7".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Who is responsible; several parties do it together and it counts once.
    #[serde(default)]
    pub parties: Vec<PartyId>,
    /// Where; anywhere in the promise's area unless given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<PlaceId>,
    /// Its own period, when it differs from the promise's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// The focus area it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub focus_area: Option<String>,
    /// How it will be seen, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen_by: Option<String>,
    /// The problem it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<ProblemId>,
    /// The cause it works against.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cause: Option<CauseId>,
    /// The measure it is part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<MeasureId>,
    /// The remarks it answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub voices: Vec<VoiceId>,
    /// How much.
    #[serde(default)]
    pub target: Target,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Commitment {
    /// The short name, or the promised words when there is none.
    pub fn name(&self) -> &str {
        self.title.as_deref().unwrap_or(&self.words)
    }

    /// When it holds: what its own period does not say is the promise's.
    pub fn time_of(&self, promise: &Promise) -> Period {
        match &self.period {
            Some(own) => own.filled_from(&promise.period),
            None => promise.period.clone(),
        }
    }
}

/// What should change in the world, kept apart from the amount of work (effektmål).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct OutcomeGoal {
    /// Its id.
    pub id: GoalId,
    /// The goal in the source's words.
    pub words: String,
    /// What is measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub indicator: Option<String>,
    /// Where the measure comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Where it stood at the start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub baseline: Option<Measured>,
    /// Where it should stand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<Measured>,
    /// Where it stood when it was followed up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Measured>,
    /// What will be compared to tell whether it was reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comparison: Option<Comparison>,
    /// The commitments that should bring it about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub commitments: Vec<CommitmentId>,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A measured value, as number when it is one and always in words when they differ.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Measured {
    /// The number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<crate::amount::Amount>,
    /// Its unit, such as `percent` or `per 100 000`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<WrittenDate>,
    /// In words, such as "lägre än riket".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}

impl Measured {
    /// Whether it is a part of something or so many to a number of them, by its
    /// unit: "procent", "per 100 000". Everything else may be a count.
    pub fn is_share(&self) -> bool {
        let unit = self
            .unit
            .as_deref()
            .unwrap_or_default()
            .trim()
            .to_lowercase();
        let part = ["%", "percent", "procent", "andel", "share"];
        let per_number = unit
            .strip_prefix("per ")
            .is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()));
        per_number || part.iter().any(|word| unit.starts_with(word))
    }
}
