//! Which area holds this place, and which areas lie beside it?

mod bundled;
mod codes;
mod fault;
mod geojson;
mod geopackage;
mod index;
mod neighbours;
mod read;
mod simplify;

pub use bundled::{municipalities, overview};
pub use fault::{Done, Fault, Flaw};
pub use geojson::{GeoJsonError, code_and_name, read_geojson, read_kept_geojson};
pub use geopackage::{GeoPackageError, GeoPackageRow, read_geopackage};
pub use index::{AreaIndex, Found};
pub use neighbours::neighbours;
pub use read::AreasRead;
pub use simplify::simplified;

use crate::projection::{OutsideCrs, Plane, PlanePoint, Position};
use crate::shape::{Bounds, Shape};
use crate::snapshot::CellSize;

/// What kind of area it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// A municipality.
    Municipality,
    /// A district of a municipality.
    District,
    /// Statistics Sweden's regional statistical area (RegSO).
    Regso,
    /// Statistics Sweden's demographic statistical area (DeSO).
    Deso,
    /// Polygons of the user's own.
    Own,
}

/// A closed line; the last corner joins the first and does not repeat it.
pub type Ring = Vec<Position>;

/// An outer ring with its holes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Polygon {
    /// Around it.
    pub outer: Ring,
    /// What is cut out of it.
    pub holes: Vec<Ring>,
}

/// An area with its outline. Its edges are straight in degrees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    /// Its code, such as 1494.
    pub code: String,
    /// Its name, such as Lidköping.
    pub name: String,
    /// What kind of area it is.
    pub level: Level,
    /// At least one polygon.
    polygons: Vec<Polygon>,
}

impl Area {
    /// Its parts; at least one.
    #[must_use]
    pub fn polygons(&self) -> &[Polygon] {
        &self.polygons
    }

    /// Every ring, outer rings before their holes.
    pub fn rings(&self) -> impl Iterator<Item = &[Position]> {
        self.polygons.iter().flat_map(|polygon| {
            let holes = polygon.holes.iter().map(Vec::as_slice);
            std::iter::once(polygon.outer.as_slice()).chain(holes)
        })
    }

    /// Its south-western and north-eastern corner.
    #[must_use]
    pub fn bounds(&self) -> (Position, Position) {
        let Bounds { min, max } = self.shape().bounds();
        let position = |(lon_e7, lat_e7)| Position { lat_e7, lon_e7 };
        (position(min), position(max))
    }

    /// Does it hold the place? Of two areas with a common border, one holds a
    /// place on it.
    #[must_use]
    pub fn holds(&self, position: Position) -> bool {
        self.shape().holds((position.lon_e7, position.lat_e7))
    }

    /// How many squares of the plane have their middle in it: the denominator
    /// of a concentration.
    ///
    /// # Errors
    /// [`OutsideCrs`] when a corner has no place on the plane.
    pub fn n_cells(&self, plane: &Plane, size: CellSize) -> Result<u64, OutsideCrs> {
        let shape = self.plane_shape(plane)?;
        let Bounds { min, max } = shape.bounds();
        let square = |x_cm, y_cm| size.square_of(PlanePoint { x_cm, y_cm });
        let ((west, south), (east, north)) = (square(min.0, min.1), square(max.0, max.1));
        let side_cm = size.side_m() * 100.0;
        let middle = |square: i32| ((f64::from(square) + 0.5) * side_cm) as i32;
        let squares = (south..=north).flat_map(|y| (west..=east).map(move |x| (x, y)));
        let inside = squares.filter(|&(x, y)| shape.holds((middle(x), middle(y))));
        Ok(inside.count() as u64)
    }

    /// Its size in square kilometres, holes not counted.
    ///
    /// # Errors
    /// [`OutsideCrs`] when a corner has no place on the plane.
    pub fn km2(&self, plane: &Plane) -> Result<f64, OutsideCrs> {
        let mut cm2 = 0;
        for polygon in &self.polygons {
            cm2 += ring_cm2(plane, &polygon.outer)?;
            for hole in &polygon.holes {
                cm2 -= ring_cm2(plane, hole)?;
            }
        }
        Ok(cm2 as f64 / 1e10)
    }

    /// The outline in degrees; east is x.
    fn shape(&self) -> Shape {
        let rings: Vec<Vec<_>> = self
            .rings()
            .map(|ring| ring.iter().map(|p| (p.lon_e7, p.lat_e7)).collect())
            .collect();
        Shape::new(rings.iter().map(Vec::as_slice)).expect("an area has corners")
    }

    /// The outline on the plane.
    pub(crate) fn plane_shape(&self, plane: &Plane) -> Result<Shape, OutsideCrs> {
        let mut rings: Vec<Vec<_>> = Vec::new();
        for ring in self.rings() {
            let points = ring.iter().map(|&position| plane.point(position));
            let points: Result<Vec<_>, _> = points.collect();
            rings.push(points?.iter().map(|p| (p.x_cm, p.y_cm)).collect());
        }
        Ok(Shape::new(rings.iter().map(Vec::as_slice)).expect("an area has corners"))
    }
}

fn ring_cm2(plane: &Plane, ring: &[Position]) -> Result<i128, OutsideCrs> {
    let points: Result<Vec<_>, _> = ring.iter().map(|&corner| plane.point(corner)).collect();
    let points = points?;
    let next = points.iter().cycle().skip(1);
    let twice: i128 = points
        .iter()
        .zip(next)
        .map(|(a, b)| {
            i128::from(a.x_cm) * i128::from(b.y_cm) - i128::from(b.x_cm) * i128::from(a.y_cm)
        })
        .sum();
    Ok(twice.abs() / 2)
}

#[cfg(test)]
mod tests;
