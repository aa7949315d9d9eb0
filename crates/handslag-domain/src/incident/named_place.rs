//! Places with a name that those who report choose from: a school, a square, a park; never a home.

use serde::{Deserialize, Serialize};

use super::Point;
use crate::id::PlaceId;
use crate::municipality::MunicipalityCode;

/// A place with a name and a position.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedPlace {
    /// Its id, such as `gamla-stadens-torg`.
    pub id: PlaceId,
    /// Its name.
    pub name: String,
    /// `school`, `square`, `pub`, `park`, `station`, `road`, or any other word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Where it is; the point that stands for the whole place.
    pub point: Point,
    /// The municipality it lies in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub municipality: Option<MunicipalityCode>,
}
