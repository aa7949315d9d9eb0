//! The boundaries and the base map that come with the program (`data/NOTICE.md`).

use super::geojson::read_geojson;
use super::{Area, Level};

/// Sweden's 290 municipalities, by code. Strongly simplified: look for a place
/// that none holds in the nearest one.
#[must_use]
pub fn municipalities() -> Vec<Area> {
    read(
        include_str!("../../data/municipalities.geojson"),
        Level::Municipality,
    )
}

/// Land and lakes around Sweden, in this order; the lakes are drawn on the land.
#[must_use]
pub fn overview() -> [Area; 2] {
    let areas = read(include_str!("../../data/overview.geojson"), Level::Own);
    areas.try_into().expect("the file has land and lakes")
}

fn read(text: &str, level: Level) -> Vec<Area> {
    let read = read_geojson(text, level, Some("code"), Some("name"));
    read.expect("a test reads the file").areas
}
