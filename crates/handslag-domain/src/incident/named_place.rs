//! Places with a name, each a point or an area, that those who report choose from: a school, a square, a park; never a home.

use serde::{Deserialize, Serialize};

use super::{Point, Spot};
use crate::id::PlaceId;
use crate::municipality::MunicipalityCode;

/// A square or a park is seldom wider.
const SAME_PLACE_M: f64 = 500.0;

/// A place with a name, at a point or known to an area.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedPlace {
    /// Its id, such as `gamla-stadens-torg`.
    pub id: PlaceId,
    /// Its name.
    pub name: String,
    /// `school`, `square`, `pub`, `park`, `station`, `road`, or any other word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Where it is, when one point can stand for the whole place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub point: Option<Point>,
    /// The code of the area that it is, when it is too large for a point: a
    /// park, a stretch of road. What happens there is known to the area.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area: Option<String>,
    /// The municipality it lies in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub municipality: Option<MunicipalityCode>,
}

impl NamedPlace {
    /// Whether a partner who says the same id means this place. Each chooses its
    /// ids itself, and there is a `torget` in every town: it is the same where
    /// it lies where this one does.
    #[must_use]
    pub fn is_of_partner(&self, at: &Spot) -> bool {
        let is_near = |(here, there): (Point, Point)| here.distance_m(there) <= SAME_PLACE_M;
        at.place() == Some(&self.id) && self.point.zip(at.point()).is_some_and(is_near)
    }
}
