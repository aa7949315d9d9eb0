//! What is a square of the map called? By the nearest place with a name, or the
//! area it lies in; never by the coordinates of what happened there.

use handslag_geo::projection::PlanePoint;

use super::IncidentPicture;
use super::analysis::Square;

/// Borders that come this close are one: layers are simplified, and a street
/// between two districts is drawn as a gap in some.
const SNAP_M: f64 = 25.0;

/// A place farther off than this names nothing.
const FAR_M: f64 = 1_500.0;

/// Where a square is, in words that those who know the town can find.
#[derive(Debug, Clone, PartialEq)]
pub enum Near {
    /// These places lie in it, the nearest first, or one on its edge.
    At(Vec<String>),
    /// The place is the nearest; the middle lies so many metres from it, that way.
    Near(String, f64, Wind),
    /// No named place is near; it lies in this area.
    In(String),
    /// Neither.
    Nowhere,
}

/// A way from one place to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wind {
    /// To the north.
    North,
    /// To the north-east.
    NorthEast,
    /// To the east.
    East,
    /// To the south-east.
    SouthEast,
    /// To the south.
    South,
    /// To the south-west.
    SouthWest,
    /// To the west.
    West,
    /// To the north-west.
    NorthWest,
}

impl Wind {
    /// From north and on to the east.
    const ALL: [Self; 8] = [
        Self::North,
        Self::NorthEast,
        Self::East,
        Self::SouthEast,
        Self::South,
        Self::SouthWest,
        Self::West,
        Self::NorthWest,
    ];

    /// The way that is nearest to so far east and so far north.
    fn of(east: f64, north: f64) -> Self {
        let eighths = east.atan2(north) / std::f64::consts::FRAC_PI_4;
        Self::ALL[(eighths.round() as i32).rem_euclid(8) as usize]
    }
}

/// A square's name, from its middle and side and what lies around it.
pub(super) fn near<'a>(
    middle: (f64, f64),
    side_m: f64,
    places: impl Iterator<Item = (&'a str, (f64, f64))>,
    area: Option<&str>,
) -> Near {
    let away = |(x, y): (f64, f64)| (x - middle.0).hypot(y - middle.1);
    // Of two as near the one first in the alphabet, so that it is always the same.
    let nearest = places
        .map(|(name, at)| (away(at), name, at))
        .min_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(b.1)));
    let half_diagonal = side_m / 2.0 * std::f64::consts::SQRT_2;
    match (nearest, area) {
        (Some((m, name, _)), _) if m <= half_diagonal => Near::At(vec![name.to_owned()]),
        (Some((m, name, (x, y))), _) if m <= FAR_M => {
            let toward = Wind::of(middle.0 - x, middle.1 - y);
            Near::Near(name.to_owned(), m, toward)
        }
        (_, Some(area)) => Near::In(area.to_owned()),
        _ => Near::Nowhere,
    }
}

/// The places that lie in some squares, those nearest the middle first.
fn within<'a>(
    squares: &[Square],
    side_m: f64,
    middle: (f64, f64),
    places: impl Iterator<Item = (&'a str, (f64, f64))>,
) -> Vec<String> {
    let is_in = |(x, y): (f64, f64)| {
        let beside = |corner: f64, at: f64| (0.0..side_m).contains(&(at - corner));
        let mut squares = squares.iter();
        squares.any(|square| beside(square.x_m, x) && beside(square.y_m, y))
    };
    let away = |(x, y): (f64, f64)| (x - middle.0).hypot(y - middle.1);
    let mut found: Vec<(f64, &str)> = places
        .filter(|(_, at)| is_in(*at))
        .map(|(name, at)| (away(at), name))
        .collect();
    found.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(b.1)));
    let names = found.into_iter();
    names.map(|(_, name)| name.to_owned()).collect()
}

impl IncidentPicture {
    /// The name of the square of this side that has its middle here.
    pub(super) fn name_of(&self, middle: (f64, f64), side_m: f64) -> Near {
        let plane = self.snapshot.plane();
        let area = plane
            .position(PlanePoint::from_metres(middle.0, middle.1))
            .ok()
            .and_then(|position| self.areas.holder(position))
            .and_then(|number| self.areas.areas().get(number));
        let area = area.map(|area| area.name.as_str());
        near(middle, side_m, self.places_in_metres(), area)
    }

    /// The name of some squares together: every place within them, for what they
    /// hold may be of any of them.
    ///
    /// - `middle`: of the square that counts most.
    pub(super) fn name_of_squares(
        &self,
        squares: &[Square],
        side_m: f64,
        middle: (f64, f64),
    ) -> Near {
        match within(squares, side_m, middle, self.places_in_metres()) {
            none if none.is_empty() => self.name_of(middle, side_m),
            places => Near::At(places),
        }
    }

    /// The name of a square among others beside it, no two of which may be called by
    /// one place: only the square that holds a place is at it.
    pub(super) fn own_name_of(&self, middle: (f64, f64), side_m: f64) -> Near {
        let corner = Square {
            x_m: middle.0 - side_m / 2.0,
            y_m: middle.1 - side_m / 2.0,
        };
        let held = within(&[corner], side_m, middle, self.places_in_metres());
        match self.name_of(middle, side_m) {
            _ if !held.is_empty() => Near::At(held),
            Near::At(beside) => self.from(middle, &beside),
            name => name,
        }
    }

    /// How far and which way from the nearest of these places.
    fn from(&self, (x, y): (f64, f64), places: &[String]) -> Near {
        let called = self
            .places_in_metres()
            .filter(|(name, _)| places.iter().any(|place| place == name));
        let off = called.map(|(name, at)| (name, x - at.0, y - at.1));
        let nearest = off.min_by(|a, b| a.1.hypot(a.2).total_cmp(&b.1.hypot(b.2)));
        nearest.map_or(Near::Nowhere, |(name, east, north)| {
            let toward = Wind::of(east, north);
            Near::Near(name.to_owned(), east.hypot(north), toward)
        })
    }

    /// Which areas border on which, by number; found when first asked.
    pub(super) fn area_neighbours(&self) -> &[Vec<usize>] {
        let find = || handslag_geo::area::neighbours(self.areas.areas(), SNAP_M);
        self.neighbours.get_or_init(find)
    }

    /// Every named place with its place on the plane, in metres.
    pub fn named_points(&self) -> Vec<(String, (f64, f64))> {
        let places = self.places_in_metres();
        places.map(|(name, at)| (name.to_owned(), at)).collect()
    }

    /// The same, borrowed.
    fn places_in_metres(&self) -> impl Iterator<Item = (&str, (f64, f64))> {
        let plane = self.snapshot.plane();
        self.places.iter().filter_map(move |place| {
            let at = place.point?;
            let position = handslag_geo::projection::Position {
                lat_e7: at.lat_e7(),
                lon_e7: at.lon_e7(),
            };
            let point = plane.point(position).ok()?;
            Some((place.name.as_str(), point.metres()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(places: &[(&str, (f64, f64))], area: Option<&str>, expected: &Near) {
        let named = near((1_000.0, 1_000.0), 250.0, places.iter().copied(), area);
        assert_eq!(named, *expected);
    }

    #[test]
    fn a_square_is_called_by_the_place_in_it_or_the_nearest_or_its_area() {
        let square = ("Torget", (1_100.0, 1_000.0));
        let park = ("Parken", (1_000.0, 1_600.0));
        let far = ("Flygplatsen", (9_000.0, 1_000.0));
        let area = Some("Centrum");
        check(&[park, square], area, &Near::At(vec!["Torget".to_owned()]));
        let south = Near::Near("Parken".to_owned(), 600.0, Wind::South);
        check(&[far, park], area, &south);
        check(&[far], area, &Near::In("Centrum".to_owned()));
        check(&[far], None, &Near::Nowhere);
        check(&[], None, &Near::Nowhere);
    }

    #[test]
    fn every_place_within_the_squares_is_named_the_one_in_the_midst_first() {
        let squares = [(1_000.0, 1_000.0), (1_250.0, 1_000.0)];
        let squares = squares.map(|(x_m, y_m)| Square { x_m, y_m });
        let places = [
            ("Stationen", (1_400.0, 1_200.0)),
            ("Krogstråket", (1_130.0, 1_120.0)),
            ("Parken", (1_100.0, 1_251.0)),
        ];
        let named = within(&squares, 250.0, (1_125.0, 1_125.0), places.into_iter());
        assert_eq!(named, ["Krogstråket", "Stationen"]);
        let one = within(&squares[1..], 250.0, (1_375.0, 1_125.0), places.into_iter());
        assert_eq!(one, ["Stationen"]);
    }

    #[test]
    fn of_two_places_as_near_the_name_is_always_the_same() {
        let (a, b) = (("A", (1_000.0, 1_400.0)), ("B", (1_000.0, 600.0)));
        let south = Near::Near("A".to_owned(), 400.0, Wind::South);
        check(&[a, b], None, &south);
        check(&[b, a], None, &south);
    }

    #[test]
    fn a_way_is_the_nearest_of_eight() {
        for (east, north, expected) in [
            (0.0, 1.0, Wind::North),
            (1.0, 2.6, Wind::North),
            (1.0, 2.2, Wind::NorthEast),
            (3.0, 0.5, Wind::East),
            (2.0, -2.0, Wind::SouthEast),
            (-2.0, -2.0, Wind::SouthWest),
            (-1.0, 0.0, Wind::West),
            (-1.0, 1.0, Wind::NorthWest),
        ] {
            assert_eq!(Wind::of(east, north), expected, "{east} {north}");
        }
    }
}
