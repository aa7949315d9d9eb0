//! What is a square of the map called? By the nearest place with a name, or the
//! area it lies in; never by the coordinates of what happened there.

use handslag_geo::projection::PlanePoint;

use super::IncidentPicture;

/// Borders that come this close are one: layers are simplified, and a street
/// between two districts is drawn as a gap in some.
const SNAP_M: f64 = 25.0;

/// A place farther off than this names nothing.
const FAR_M: f64 = 1_500.0;

/// Where a square is, in words that those who know the town can find.
#[derive(Debug, Clone, PartialEq)]
pub enum Near {
    /// The place lies in the square or on its edge.
    At(String),
    /// The place is the nearest, and so many metres from the middle.
    Near(String, f64),
    /// No named place is near; it lies in this area.
    In(String),
    /// Neither.
    Nowhere,
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
        .map(|(name, at)| (away(at), name))
        .min_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(b.1)));
    let half_diagonal = side_m / 2.0 * std::f64::consts::SQRT_2;
    match (nearest, area) {
        (Some((m, name)), _) if m <= half_diagonal => Near::At(name.to_owned()),
        (Some((m, name)), _) if m <= FAR_M => Near::Near(name.to_owned(), m),
        (_, Some(area)) => Near::In(area.to_owned()),
        _ => Near::Nowhere,
    }
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
        check(&[park, square], area, &Near::At("Torget".to_owned()));
        check(&[far, park], area, &Near::Near("Parken".to_owned(), 600.0));
        check(&[far], area, &Near::In("Centrum".to_owned()));
        check(&[far], None, &Near::Nowhere);
        check(&[], None, &Near::Nowhere);
    }

    #[test]
    fn of_two_places_as_near_the_name_is_always_the_same() {
        let (a, b) = (("A", (1_000.0, 1_400.0)), ("B", (1_000.0, 600.0)));
        check(&[a, b], None, &Near::Near("A".to_owned(), 400.0));
        check(&[b, a], None, &Near::Near("A".to_owned(), 400.0));
    }
}
