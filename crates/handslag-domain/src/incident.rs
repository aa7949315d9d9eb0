//! What happened or felt unsafe: when, of which kind and where, each as exactly as it is known; never a person.

pub mod category;
mod default_tree;
pub mod duplicates;
pub mod heaping;
pub mod merging;
mod named_place;
mod point;
mod spot;
mod time_unit;
mod time_window;
pub mod words;

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use crate::id::CategoryId;
use crate::municipality::MunicipalityCode;
pub use category::{Category, CategoryKind, CategoryTree};
pub use named_place::NamedPlace;
pub use point::{NotOnEarth, Point};
pub use spot::{Precision, Spot, WrittenSpot};
pub use time_unit::TimeUnit;
pub use time_window::{NoSuchTime, TimePrecision, TimeWindow};

/// Something that happened or felt unsafe.
///
/// There is no field for who did it, whom it befell or who saw it. A note is
/// optional, and whoever saves one has it read by the guard first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Incident {
    /// Its id; the same source and key give the same id.
    pub id: IncidentId,
    /// The register, system or reporter it comes from, such as "EST-rapport".
    pub source: String,
    /// What the source knows it by, so that the same row twice is one incident.
    pub key: IncidentKey,
    /// When it can have happened.
    pub window: TimeWindow,
    /// Of which kind.
    pub category: CategoryId,
    /// Where, as exactly as may be kept.
    pub at: Spot,
    /// How many the entry stands for; one unless the source counts.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub count: u32,
    /// What else was counted: `vehicles`, `windows`. Things, never persons' data.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub counts: BTreeMap<String, u32>,
    /// A note without personal data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The incidents that were found to be the same and became this one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub merged_from: Vec<IncidentId>,
}

impl Incident {
    /// More than any month of any area that a register counts; a larger number in
    /// one entry is a slip of the pen, or would fill the memory.
    pub const MOST: u32 = 10_000;

    /// How many an organisation's incidents may stand for together. A picture holds
    /// one row in memory for each: ten million are some hundred megabytes, and
    /// twice that while it is made, which a laptop has.
    pub const MOST_IN_ALL: u64 = 10_000_000;
}

fn one() -> u32 {
    1
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for a reference"
)]
fn is_one(count: &u32) -> bool {
    *count == 1
}

impl Incident {
    /// Whether it happened in a dwelling, of which no place is kept.
    #[must_use]
    pub fn indoors(&self) -> bool {
        self.at.indoors()
    }

    /// The incident as it may be kept: of a kind that happens in dwellings, no
    /// place is; see [`Incident::in_dwelling`].
    #[must_use]
    pub fn kept_by(
        self,
        tree: &CategoryTree,
        municipality_at: impl Fn(Point) -> Option<MunicipalityCode>,
    ) -> Self {
        match tree.is_in_dwellings(&self.category) {
            true => self.in_dwelling(municipality_at),
            false => self,
        }
    }

    /// The incident without its place: the municipality alone, by what it says or
    /// else by its position.
    #[must_use]
    pub fn in_dwelling(self, municipality_at: impl Fn(Point) -> Option<MunicipalityCode>) -> Self {
        let said = self.at.municipality();
        let municipality = said.or_else(|| municipality_at(self.at.point()?));
        let at = Spot::kept(WrittenSpot {
            municipality,
            indoors: true,
            ..WrittenSpot::default()
        });
        Self { at, ..self }
    }
}

/// Names an incident.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct IncidentId(pub Uuid);

impl IncidentId {
    /// Namespace of ids made of source and key: a random number, fixed once.
    const NAMESPACE: Uuid = Uuid::from_u128(0x6f0d_28f1_9c53_4a0e_b1f4_41d2_7f9a_c3e7);

    /// The id of what a source knows by a key.
    #[must_use]
    pub fn of(source: &str, key: &IncidentKey) -> Self {
        // The length keeps ("a", "bc") and ("ab", "c") apart.
        let name = format!("{}:{source}{}", source.len(), key.as_str());
        Self(Uuid::new_v5(&Self::NAMESPACE, name.as_bytes()))
    }
}

impl fmt::Display for IncidentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What a source knows an incident by.
///
/// Made with a secret of the one who keeps it, of the source's own id or of
/// what the row says: an own id may be a case number, and a row may say where
/// somebody lives, so neither is kept as it stands (TRUST L3, L5).
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct IncidentKey(pub String);

impl IncidentKey {
    /// The key as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for IncidentKey {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_source_and_key_are_the_same_incident() {
        let id = |source, key: &str| IncidentId::of(source, &key.into());
        assert_eq!(id("EST", "17"), id("EST", "17"));
        assert_ne!(id("EST", "17"), id("EST", "18"));
        assert_ne!(id("EST", "17"), id("ES", "T17"));
    }
}
