//! Where: named places and areas, and sets of things that can be covered.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::extra::Extra;
use crate::id::{PlaceId, SetId};

/// An outdoor or common place, or an area; never a home.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    /// Short id, such as `gamla-stadens-torg`.
    pub id: PlaceId,
    /// Its name.
    pub name: String,
    /// `named_place`, `school`, `road`, `area`, `municipality`, or any other word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The larger place that it lies in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<PlaceId>,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Whether `place` is one of `wanted` or lies within one of them.
pub fn lies_in(places: &[Place], place: &PlaceId, wanted: &[PlaceId]) -> bool {
    let mut here = Some(place);
    // A chain of places cannot be longer than the list, unless it goes in a circle.
    for _ in 0..=places.len() {
        match here {
            Some(id) if wanted.contains(id) => return true,
            Some(id) => {
                here = places
                    .iter()
                    .find(|p| p.id == *id)
                    .and_then(|p| p.within.as_ref());
            }
            None => return false,
        }
    }
    false
}

/// Things that a commitment means to reach, each and every one: classes, schools, villages.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct NamedSet {
    /// Short id, such as `klasser-ak7-2022`.
    pub id: SetId,
    /// What the members are.
    pub name: String,
    /// The members by name. Groups, never persons.
    #[serde(default)]
    pub members: Vec<String>,
    /// How many members there are, when they are not listed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u32>,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}
