//! Who promises, and together with whom.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::extra::Extra;
use crate::id::{AgreementId, PartyId};
use crate::period::Period;

/// An organisation that signs, works or takes part. Never a person.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Party {
    /// Short id, such as `polisen`.
    pub id: PartyId,
    /// Its name as people say it.
    pub name: String,
    /// `police`, `municipality`, `county_board`, `property_owner`, `business`,
    /// `school`, `association`, or any other word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The written agreement that promises rest on (samverkansöverenskommelse).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Agreement {
    /// Its id.
    pub id: AgreementId,
    /// Its title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Who agreed.
    #[serde(default)]
    pub parties: Vec<PartyId>,
    /// For how long.
    #[serde(default)]
    pub period: Period,
    /// What for: the law asks for at least purpose and areas (2023:196 8–9 §§).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
    /// Which areas of work.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<String>,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}
