//! A town of six times six districts, each a square of a hundredth of a degree.

use std::sync::Arc;

use handslag_geo::AreaIndex;
use handslag_geo::area::{Area, Level, read_geojson};
use handslag_geo::snapshot::{Precision, Record, minute_of};

use super::super::super::IncidentPicture;
use super::super::tests::of;
use super::*;

/// Districts with the numbers of events that `n_in` gives by row and column,
/// known to the district and no more.
fn town(n_in: impl Fn(usize, usize) -> usize) -> IncidentPicture {
    let start = minute_of((2023, 1, 1), (0, 0)).unwrap();
    let record = |(area, n): (usize, u32)| Record {
        start_min: start + n * 61,
        width_min: 0,
        category: 0,
        area: u16::try_from(area).unwrap(),
        position: None,
        precision: Precision::Area,
        indoors: false,
        again: false,
        place: None,
    };
    let events = (0..36).flat_map(|area| {
        let n = u32::try_from(n_in(area / 6, area % 6)).unwrap();
        (0..n).map(move |n| (area, n))
    });
    let mut picture = of(events.map(record).collect());
    picture.areas = Arc::new(AreaIndex::new(districts()));
    picture.layers.is_own = true;
    picture
}

fn districts() -> Vec<Area> {
    let feature = |at: usize| {
        let (south, west) = (
            58.5 + (at / 6) as f64 / 100.0,
            13.1 + (at % 6) as f64 / 100.0,
        );
        let (north, east) = (south + 0.01, west + 0.01);
        format!(
            r#"{{"type":"Feature","properties":{{"kod":"D{at:02}","namn":"Stadsdel {at}"}},
            "geometry":{{"type":"Polygon","coordinates":[[[{west},{south}],[{east},{south}],
            [{east},{north}],[{west},{north}],[{west},{south}]]]}}}}"#
        )
    };
    let features: Vec<String> = (0..36).map(feature).collect();
    let text = format!(
        r#"{{"type":"FeatureCollection","features":[{}]}}"#,
        features.join(",")
    );
    read_geojson(&text, Level::District, None, None)
        .unwrap()
        .areas
}

/// A few in each district, and many in a corner of four.
fn with_a_hot_corner(row: usize, column: usize) -> usize {
    match row < 2 && column < 2 {
        true => 40,
        false => 3 + (row * 5 + column * 7) % 4,
    }
}

fn names(found: &HotAreas) -> Vec<&str> {
    found.hot.iter().map(|area| area.name.as_str()).collect()
}

#[test]
fn districts_that_are_high_together_stand_out_though_nothing_in_them_has_a_point() {
    let picture = town(with_a_hot_corner);
    assert!(picture.snapshot.located(&Filter::default()).is_empty());
    let found = picture.hot_areas(&Filter::default()).unwrap().unwrap();
    assert_eq!(
        (found.n_areas, found.n_alone, found.replicates),
        (36, 0, None)
    );
    let names = names(&found);
    // The fourth of the corner has five calm neighbours, and is not marked.
    assert_eq!(names, ["Stadsdel 0", "Stadsdel 1", "Stadsdel 6"]);
    // Drawn by their outlines: four corners each, and never a middle.
    assert!(found.hot.iter().all(|area| area.outline[0].len() == 4));
    assert_eq!(found.hot.len() + found.others.len(), 36);
}

#[test]
fn what_chance_gives_marks_no_district() {
    let picture = town(|row, column| 3 + (row * 5 + column * 7) % 4);
    let found = picture.hot_areas(&Filter::default()).unwrap().unwrap();
    assert_eq!(names(&found), Vec::<&str>::new());
}

#[test]
fn where_inhabitants_are_known_a_large_district_is_no_hot_one() {
    let mut picture = town(with_a_hot_corner);
    let per_event = |area: usize| with_a_hot_corner(area / 6, area % 6) as u32 * 100;
    picture.inhabitants = Arc::new((0..36).map(|area| (area, per_event(area))).collect());
    let found = picture.hot_areas(&Filter::default()).unwrap().unwrap();
    assert!(found.by_inhabitants);
    assert_eq!(names(&found), Vec::<&str>::new());
}

#[test]
fn too_few_areas_or_none_of_its_own_and_nothing_is_said() {
    let few = Filter {
        areas: Some((0..12).collect()),
        ..Filter::default()
    };
    let picture = town(with_a_hot_corner);
    let (found, needed) = (12, FEWEST_AREAS);
    let too_few = Err(Withheld::TooFewAreas { found, needed });
    assert_eq!(picture.hot_areas(&few), Some(too_few));
    let mut without = town(with_a_hot_corner);
    without.layers.is_own = false;
    assert_eq!(without.hot_areas(&Filter::default()), None);
}
