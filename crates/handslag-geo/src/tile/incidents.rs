//! Incidents on a tile: squares far out, points close in.

use std::collections::HashMap;

use mvt::Feature;

use super::fit::Fit;
use super::layer::{RingKind, Writer, is_drawn};
use super::{BUFFER, EXTENT, TileAddress};
use crate::projection::{Plane, PlanePoint, Position};
use crate::shape::Bounds;
use crate::snapshot::{CellSize, Filter, PointCount, Region, Snapshot};

/// The layer of squares; each has `count`.
pub const CELLS: &str = "cells";
/// The layer of points; each has `category` and `count`.
pub const POINTS: &str = "points";

/// A tile is so many squares wide, or up to twice as many.
const CELLS_A_SIDE: f64 = 32.0;
/// Tiles this narrow show points: zoom 13 in Sweden.
const POINTS_BELOW_M: f64 = 3000.0;
/// More points than this weigh too much for a telephone, and hide each other.
const MAX_POINTS: usize = 10_000;
/// With so many incidents there are too many points, or too many at each.
const MAX_INCIDENTS: u64 = 50_000;

/// How incidents are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Look {
    /// Counts below this are not on the tile. With more than 1, incidents are
    /// squares at every zoom: single points would all be left out.
    pub least: u32,
    /// Whether they are squares at every zoom, close in too.
    pub squares_only: bool,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            least: 1,
            squares_only: false,
        }
    }
}

/// The squares that a tile far out has.
#[must_use]
pub fn cell_size(tile: TileAddress) -> CellSize {
    CellSize::at_most(tile.side_m() / CELLS_A_SIDE)
}

/// Whether a tile is so close in that points are drawn as points; where there are
/// too many of them it has squares all the same.
#[must_use]
pub fn shows_points(tile: TileAddress) -> bool {
    tile.side_m() < POINTS_BELOW_M
}

/// What an ETag of the tile is: differs when anything on it may.
#[must_use]
pub fn tag(snapshot: &Snapshot, filter: &Filter, tile: TileAddress, look: Look) -> String {
    let (z, x, y) = tile.zxy();
    let look = (look.least, u8::from(look.squares_only));
    format!("{}-{z}-{x}-{y}-{}-{}", snapshot.tag(filter), look.0, look.1)
}

/// The incidents that the filter asks for, on one tile: one layer, [`CELLS`] or
/// [`POINTS`]. No bytes when nothing is there.
///
/// A square over the edge of a tile is on both, with its whole count.
#[must_use]
pub fn incidents(snapshot: &Snapshot, filter: &Filter, tile: TileAddress, look: Look) -> Vec<u8> {
    let Some(corners) = common(tile.buffered(), snapshot.extent()) else {
        return Vec::new();
    };
    let may_be_points = look.least <= 1 && !look.squares_only;
    if may_be_points && shows_points(tile) {
        let points = points_within(snapshot, filter, corners);
        if let Some(points) = points.filter(|points| points.len() <= MAX_POINTS) {
            return points_tile(snapshot.plane(), &points, tile);
        }
    }
    let size = cell_size(tile);
    cells_tile(snapshot, filter, tile, corners, size, look)
}

/// What both boxes hold.
fn common(
    tile: (Position, Position),
    extent: Option<(Position, Position)>,
) -> Option<(Position, Position)> {
    let extent = extent?;
    let south_west = Position {
        lat_e7: tile.0.lat_e7.max(extent.0.lat_e7),
        lon_e7: tile.0.lon_e7.max(extent.0.lon_e7),
    };
    let north_east = Position {
        lat_e7: tile.1.lat_e7.min(extent.1.lat_e7),
        lon_e7: tile.1.lon_e7.min(extent.1.lon_e7),
    };
    let is_any = south_west.lat_e7 <= north_east.lat_e7 && south_west.lon_e7 <= north_east.lon_e7;
    is_any.then_some((south_west, north_east))
}

/// The points between these corners; none when they are too many to look at.
fn points_within(
    snapshot: &Snapshot,
    filter: &Filter,
    (south_west, north_east): (Position, Position),
) -> Option<Vec<PointCount>> {
    let region = Region::degrees_box(snapshot.plane(), south_west, north_east).ok()?;
    let filter = filter.and(&region.into());
    (snapshot.count(&filter) <= MAX_INCIDENTS).then(|| snapshot.points(&filter).points)
}

fn points_tile(plane: &Plane, points: &[PointCount], tile: TileAddress) -> Vec<u8> {
    let places = points.iter().map(|one| (one.point.x_cm, one.point.y_cm));
    let fit = Bounds::of(places).map(|bounds| Fit::new(plane, tile, &bounds));
    let Some(Ok(fit)) = fit else {
        return Vec::new();
    };
    let mut writer = Writer::new(POINTS);
    for one in points {
        writer.point(fit.units(one.point), |feature| {
            feature.add_tag_uint("category", one.category.into());
            feature.add_tag_uint("count", one.count.into());
        });
    }
    writer.finish()
}

fn cells_tile(
    snapshot: &Snapshot,
    filter: &Filter,
    tile: TileAddress,
    corners: (Position, Position),
    size: CellSize,
    look: Look,
) -> Vec<u8> {
    let plane = snapshot.plane();
    let Some(region) = whole_cells(plane, corners, size) else {
        return Vec::new();
    };
    let cells = snapshot.grid(&filter.and(&region.into()), size).into_iter();
    let cells = cells.filter(|cell| cell.count >= look.least);
    let drawn = cells.map(|cell| ((cell.east, cell.north), cell.count));
    squares_tile(plane, tile, size, drawn, |feature, count| {
        feature.add_tag_uint("count", count.into());
    })
}

/// A square with two counts, drawn in a shade of the caller's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShadedSquare {
    /// East and north, counted in squares, as [`CellSize::square_of`] does.
    pub square: (i32, i32),
    /// How many.
    pub count: u32,
    /// How many were in an earlier period.
    pub before: u32,
    /// Which shade of the map's legend it has; none when it has none.
    pub class: Option<i8>,
}

/// Squares of the snapshot of one size on one tile, in the layer [`CELLS`], each
/// with `count`, `before` and `class`. No bytes when none is on it.
#[must_use]
pub fn shaded_squares(
    snapshot: &Snapshot,
    squares: &[ShadedSquare],
    size: CellSize,
    tile: TileAddress,
) -> Vec<u8> {
    let plane = snapshot.plane();
    // What lies far off the plane has no place on it: no farther than the points.
    let corners = common(tile.buffered(), snapshot.extent());
    let Some(region) = corners.and_then(|corners| whole_cells(plane, corners, size)) else {
        return Vec::new();
    };
    let holds = |(east, north): (i32, i32)| {
        let side_cm = (size.side_m() * 100.0) as i64;
        let middle = |square: i32| (i64::from(square) * side_cm + side_cm / 2) as i32;
        region.holds((middle(east), middle(north)))
    };
    let near = squares.iter().filter(|one| holds(one.square));
    let drawn = near.map(|one| (one.square, one));
    squares_tile(plane, tile, size, drawn, |feature, one| {
        feature.add_tag_uint("count", one.count.into());
        feature.add_tag_uint("before", one.before.into());
        if let Some(class) = one.class {
            feature.add_tag_sint("class", class.into());
        }
    })
}

/// Draws those of the squares that reach onto the tile.
fn squares_tile<T>(
    plane: &Plane,
    tile: TileAddress,
    size: CellSize,
    squares: impl Iterator<Item = ((i32, i32), T)>,
    describe: impl Fn(&mut Feature, T),
) -> Vec<u8> {
    let mut lattice = Lattice {
        plane,
        tile,
        side_cm: (size.side_m() * 100.0) as i32,
        known: HashMap::new(),
    };
    let mut writer = Writer::new(CELLS);
    for ((east, north), said) in squares {
        let around = [
            (east, north),
            (east + 1, north),
            (east + 1, north + 1),
            (east, north + 1),
        ];
        let ring = around.map(|corner| lattice.units(corner));
        let Some(ring) = ring.into_iter().collect::<Option<Vec<_>>>() else {
            continue;
        };
        let min = ring
            .iter()
            .fold((f64::MAX, f64::MAX), |a, b| (a.0.min(b.0), a.1.min(b.1)));
        let max = ring
            .iter()
            .fold((f64::MIN, f64::MIN), |a, b| (a.0.max(b.0), a.1.max(b.1)));
        if is_drawn(min, max) {
            writer.polygon([(RingKind::Outer, ring)], |feature| describe(feature, said));
        }
    }
    writer.finish()
}

/// The box of the plane that holds every square that reaches into these degrees.
fn whole_cells(
    plane: &Plane,
    (south_west, north_east): (Position, Position),
    size: CellSize,
) -> Option<Region> {
    let region = Region::degrees_box(plane, south_west, north_east).ok()?;
    let bounds = region.bounds();
    let point = |(x_cm, y_cm): (i32, i32)| size.square_of(PlanePoint { x_cm, y_cm });
    let (first, last) = (point(bounds.min), point(bounds.max));
    let side_cm = (size.side_m() * 100.0) as i64;
    let corner = |square: (i32, i32), more: i64, less: i64| {
        let along = |square: i32| {
            let at = (i64::from(square) + more) * side_cm - less;
            at.clamp(i32::MIN.into(), i32::MAX.into()) as i32
        };
        PlanePoint {
            x_cm: along(square.0),
            y_cm: along(square.1),
        }
    };
    Some(Region::plane_box(corner(first, 0, 0), corner(last, 1, 1)))
}

/// The corners of squares on the tile; each is shared by four.
struct Lattice<'a> {
    plane: &'a Plane,
    tile: TileAddress,
    side_cm: i32,
    known: HashMap<(i32, i32), Option<(f64, f64)>>,
}

impl Lattice<'_> {
    fn units(&mut self, corner: (i32, i32)) -> Option<(f64, f64)> {
        *self.known.entry(corner).or_insert_with(|| {
            let point = PlanePoint {
                x_cm: corner.0.checked_mul(self.side_cm)?,
                y_cm: corner.1.checked_mul(self.side_cm)?,
            };
            let (x, y) = self.tile.units(self.plane.position(point).ok()?);
            // A square may be far larger than the tile that shows a part of it.
            let held = |at: f64| at.clamp(-f64::from(EXTENT * BUFFER), f64::from(EXTENT * BUFFER));
            Some((held(x), held(y)))
        })
    }
}
