//! Which part of the world is this tile?

use std::f64::consts::PI;

use super::{BUFFER, EXTENT};
use crate::projection::Position;

/// The equator, in metres: what a tile of zoom 0 is wide.
const EQUATOR_M: f64 = 40_075_016.685_578_49;
/// Beyond this, web mercator has nothing.
const MAX_LAT_DEG: f64 = 85.051_128_779_806_59;

/// A tile of web mercator, counted from the north-west.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TileAddress {
    z: u8,
    x: u32,
    y: u32,
}

impl TileAddress {
    /// The deepest zoom: tiles of about 5 m in Sweden.
    pub const MAX_ZOOM: u8 = 22;

    /// The tile, if there is such a one.
    #[must_use]
    pub fn new(z: u8, x: u32, y: u32) -> Option<Self> {
        let exists = z <= Self::MAX_ZOOM && x < 1 << z && y < 1 << z;
        exists.then_some(Self { z, x, y })
    }

    /// The tile of a zoom that holds a place.
    #[must_use]
    pub fn of(position: Position, z: u8) -> Self {
        let z = z.min(Self::MAX_ZOOM);
        let (x, y) = world(position);
        let n_tiles = f64::from(1_u32 << z);
        let number = |along: f64| ((along * n_tiles) as u32).min((1 << z) - 1);
        Self {
            z,
            x: number(x),
            y: number(y),
        }
    }

    /// Its zoom, column and row.
    #[must_use]
    pub fn zxy(self) -> (u8, u32, u32) {
        (self.z, self.x, self.y)
    }

    /// Its south-western and north-eastern corner.
    #[must_use]
    pub fn bounds(self) -> (Position, Position) {
        self.with_margin(0.0)
    }

    /// The same with the strip around it that is drawn too.
    pub(super) fn buffered(self) -> (Position, Position) {
        self.with_margin(f64::from(BUFFER) / f64::from(EXTENT))
    }

    fn with_margin(self, margin: f64) -> (Position, Position) {
        let n_tiles = f64::from(1_u32 << self.z);
        let (west, north) = (f64::from(self.x) - margin, f64::from(self.y) - margin);
        let (east, south) = (west + 1.0 + 2.0 * margin, north + 1.0 + 2.0 * margin);
        (
            unworld(west / n_tiles, south / n_tiles),
            unworld(east / n_tiles, north / n_tiles),
        )
    }

    /// How wide it is on the ground in its middle, in metres.
    #[must_use]
    pub fn side_m(self) -> f64 {
        let n_tiles = f64::from(1_u32 << self.z);
        let middle = unworld(0.5, (f64::from(self.y) + 0.5) / n_tiles);
        EQUATOR_M / n_tiles * middle.lat_deg().to_radians().cos()
    }

    /// Where a place lies on the tile, in its units; y grows to the south.
    #[must_use]
    pub fn units(self, position: Position) -> (f64, f64) {
        self.units_of(world(position))
    }

    /// The same of a place on the world's square.
    pub(super) fn units_of(self, (x, y): (f64, f64)) -> (f64, f64) {
        let n_tiles = f64::from(1_u32 << self.z);
        let units =
            |along: f64, number: u32| (along * n_tiles - f64::from(number)) * f64::from(EXTENT);
        (units(x, self.x), units(y, self.y))
    }
}

/// A place on the square of the world, 0 to 1 from the north-west.
pub(super) fn world(position: Position) -> (f64, f64) {
    let lat = position.lat_deg().clamp(-MAX_LAT_DEG, MAX_LAT_DEG);
    let x = (position.lon_deg() + 180.0) / 360.0;
    let y = (1.0 - lat.to_radians().tan().asinh() / PI) / 2.0;
    (x, y)
}

fn unworld(x: f64, y: f64) -> Position {
    let lon_deg = (x * 360.0 - 180.0).clamp(-180.0, 180.0);
    let lat_deg = ((1.0 - 2.0 * y.clamp(0.0, 1.0)) * PI)
        .sinh()
        .atan()
        .to_degrees();
    Position::from_degrees(lat_deg, lon_deg).expect("held within the world")
}
