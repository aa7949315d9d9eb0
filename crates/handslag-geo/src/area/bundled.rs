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

/// Land around Sweden, lakes on it, and lakes within municipalities, in this order.
/// Municipalities end at the shores of the great lakes, finer drawn than here: they
/// are drawn on top of those, and the last lakes on top of them.
#[must_use]
pub fn overview() -> [Area; 3] {
    let areas = read(include_str!("../../data/overview.geojson"), Level::Own);
    areas
        .try_into()
        .expect("the file has land and two kinds of lakes")
}

fn read(text: &str, level: Level) -> Vec<Area> {
    let read = read_geojson(text, level, Some("code"), Some("name"));
    read.expect("a test reads the file").areas
}
