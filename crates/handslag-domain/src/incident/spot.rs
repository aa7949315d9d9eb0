//! Where, as exactly as it is known and may be kept: the rule that no dwelling and no centre of an area is a point.

use serde::{Deserialize, Serialize};

use super::Point;
use crate::id::PlaceId;
use crate::municipality::MunicipalityCode;

/// How exactly a place is known.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// The very place, such as a tap on the map.
    Point,
    /// A block, a stretch of street or a fixed point that stands for several addresses.
    Block,
    /// A place with a name: a school, a square, a park.
    NamedPlace,
    /// An area; a position that comes with it is its centre.
    Area,
    /// No more than the municipality, and perhaps not even which.
    #[default]
    Municipality,
}

impl Precision {
    /// Whether a position with this precision says where it happened.
    #[must_use]
    pub fn has_point(self) -> bool {
        match self {
            Self::Point | Self::Block | Self::NamedPlace => true,
            Self::Area | Self::Municipality => false,
        }
    }
}

/// Where something happened, as somebody wrote it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenSpot {
    /// How exactly the place is known.
    pub precision: Precision,
    /// The position.
    #[serde(default)]
    pub point: Option<Point>,
    /// The named place.
    #[serde(default)]
    pub place: Option<PlaceId>,
    /// The code or name of the area.
    #[serde(default)]
    pub area: Option<String>,
    /// The municipality.
    #[serde(default)]
    pub municipality: Option<MunicipalityCode>,
    /// Whether it was in a dwelling.
    #[serde(default)]
    pub indoors: bool,
}

/// Where something happened, as it may be kept.
///
/// A spot is made by [`Spot::kept`] alone, also when it is read from a file or
/// a database, so it proves that
///
/// - what happened in a dwelling has its municipality and nothing more
///   (TRUST L3);
/// - there is a point only where the point is the place: the centre of an area
///   is never a point on any map.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "WrittenSpot", into = "WrittenSpot")]
pub struct Spot(WrittenSpot);

impl Spot {
    /// What may be kept of a place.
    #[must_use]
    pub fn kept(written: WrittenSpot) -> Self {
        if written.indoors {
            return Self(WrittenSpot {
                municipality: written.municipality,
                indoors: true,
                ..WrittenSpot::default()
            });
        }
        let point = written.point.filter(|_| written.precision.has_point());
        let written = WrittenSpot { point, ..written };
        Self(WrittenSpot {
            precision: known(&written),
            ..written
        })
    }

    /// How exactly the place is known.
    #[must_use]
    pub fn precision(&self) -> Precision {
        self.0.precision
    }

    /// The position, if one says where it happened.
    #[must_use]
    pub fn point(&self) -> Option<Point> {
        self.0.point
    }

    /// The named place.
    #[must_use]
    pub fn place(&self) -> Option<&PlaceId> {
        self.0.place.as_ref()
    }

    /// The code or name of the area.
    #[must_use]
    pub fn area(&self) -> Option<&str> {
        self.0.area.as_deref()
    }

    /// The municipality.
    #[must_use]
    pub fn municipality(&self) -> Option<MunicipalityCode> {
        self.0.municipality
    }

    /// Whether it was in a dwelling.
    #[must_use]
    pub fn indoors(&self) -> bool {
        self.0.indoors
    }

    /// The spot as one may write it down, change it and have it kept again.
    #[must_use]
    pub fn written(&self) -> &WrittenSpot {
        &self.0
    }
}

impl From<WrittenSpot> for Spot {
    fn from(written: WrittenSpot) -> Self {
        Self::kept(written)
    }
}

impl From<Spot> for WrittenSpot {
    fn from(spot: Spot) -> Self {
        spot.0
    }
}

/// The precision that what is there can bear: without a point nothing is known
/// to the point, however it was labelled.
fn known(written: &WrittenSpot) -> Precision {
    let at_most = if written.point.is_some() {
        Precision::Point
    } else if written.place.is_some() {
        Precision::NamedPlace
    } else if written.area.is_some() {
        Precision::Area
    } else {
        Precision::Municipality
    };
    written.precision.max(at_most)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn spots() -> impl Strategy<Value = WrittenSpot> {
        let precision = prop::sample::select(vec![
            Precision::Point,
            Precision::Block,
            Precision::NamedPlace,
            Precision::Area,
            Precision::Municipality,
        ]);
        let point = prop::option::of((-900_000_000..=900_000_000, -1_800_000_000..=1_800_000_000));
        let rest = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
        (precision, point, rest).prop_map(|(precision, point, (place, area, known, indoors))| {
            WrittenSpot {
                precision,
                point: point.map(|(lat, lon)| Point::from_e7(lat, lon).unwrap()),
                place: place.then(|| PlaceId::from("torget")),
                area: area.then(|| "1494A0010".to_owned()),
                municipality: known.then(|| MunicipalityCode::parse("1494").unwrap()),
                indoors,
            }
        })
    }

    proptest! {
        #[test]
        fn what_happened_in_a_dwelling_has_its_municipality_and_nothing_more(written in spots()) {
            let spot = Spot::kept(WrittenSpot { indoors: true, ..written.clone() });
            prop_assert_eq!(spot.point(), None);
            prop_assert_eq!(spot.place(), None);
            prop_assert_eq!(spot.area(), None);
            prop_assert_eq!(spot.precision(), Precision::Municipality);
            prop_assert_eq!(spot.municipality(), written.municipality);
        }

        #[test]
        fn the_centre_of_an_area_is_never_a_point(written in spots()) {
            let spot = Spot::kept(written.clone());
            if !written.precision.has_point() {
                prop_assert_eq!(spot.point(), None);
            }
            prop_assert!(spot.point().is_none() || spot.precision().has_point());
            prop_assert!(spot.precision() != Precision::Point || spot.point().is_some());
        }

        #[test]
        fn nothing_is_made_more_exact_and_keeping_twice_is_keeping_once(written in spots()) {
            let spot = Spot::kept(written.clone());
            prop_assert!(spot.precision() >= written.precision || written.indoors);
            prop_assert_eq!(Spot::kept(spot.written().clone()), spot);
        }

        #[test]
        fn what_is_read_back_has_passed_the_rule_again(written in spots()) {
            let text = serde_json::to_string(&written).unwrap();
            let read: Spot = serde_json::from_str(&text).unwrap();
            prop_assert_eq!(read, Spot::kept(written));
        }
    }

    #[test]
    fn a_block_with_its_point_keeps_it() {
        let point = Point::from_degrees(58.505, 13.157).unwrap();
        let spot = Spot::kept(WrittenSpot {
            precision: Precision::Block,
            point: Some(point),
            ..WrittenSpot::default()
        });
        assert_eq!(
            (spot.precision(), spot.point()),
            (Precision::Block, Some(point))
        );
    }
}
