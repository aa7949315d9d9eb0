//! Where: named places and areas, and sets of things that can be covered.

use std::collections::{HashMap, HashSet};

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
    wanted.contains(place) || around(places, [place]).iter().any(|id| wanted.contains(id))
}

/// These places and all that any of them lies within.
pub fn around<'a>(
    places: &'a [Place],
    some: impl IntoIterator<Item = &'a PlaceId>,
) -> HashSet<&'a PlaceId> {
    let mut within: HashMap<&PlaceId, Option<&PlaceId>> = HashMap::new();
    for place in places {
        within.entry(&place.id).or_insert(place.within.as_ref());
    }
    let mut all = HashSet::new();
    for place in some {
        let mut here = Some(place);
        // What lies around one that was met before is known, also in a circle.
        while let Some(id) = here.filter(|id| all.insert(*id)) {
            here = within.get(id).copied().flatten();
        }
    }
    all
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

#[cfg(test)]
mod tests {
    use super::*;

    fn place(id: &str, within: Option<&str>) -> Place {
        Place {
            id: id.into(),
            within: within.map(Into::into),
            ..Place::default()
        }
    }

    #[test]
    fn a_place_lies_in_itself_and_in_what_it_lies_within_also_in_a_circle() {
        let places = [
            place("torget", Some("centrum")),
            place("centrum", Some("staden")),
            place("a", Some("b")),
            place("b", Some("a")),
        ];
        let lies = |id: &str, wanted: &str| lies_in(&places, &id.into(), &[wanted.into()]);
        assert!(lies("torget", "torget") && lies("torget", "staden"));
        assert!(!lies("staden", "torget") && !lies("torget", "a"));
        assert!(lies("a", "b") && !lies("a", "torget"));
        assert!(lies("okänd", "okänd"), "one that is not listed is itself");
    }
}
