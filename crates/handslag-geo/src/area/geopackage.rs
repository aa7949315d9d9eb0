//! Areas from the rows of a GeoPackage; the caller reads the database.

use geo::{LineString, MultiPolygon};
use wkb::reader::read_wkb;

use super::Level;
use super::fault::Flaw;
use super::read::{AreasRead, Feature, Looking, Raw, areas_of};
use crate::projection::Crs;

/// A row of a table of features.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GeoPackageRow {
    /// What its column for the code holds.
    pub code: Option<String>,
    /// What its column for the name holds.
    pub name: Option<String>,
    /// Its geometry: GeoPackage's binary, or plain well-known binary.
    pub geometry: Vec<u8>,
}

/// Why a table as a whole holds no areas.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GeoPackageError {
    /// Its coordinate system is none that we read.
    #[error("the coordinate system EPSG:{epsg} is not one that can be read")]
    UnknownCrs {
        /// Its code.
        epsg: u32,
    },
}

/// Makes areas of rows, and tells everything that is wrong.
///
/// - `epsg`: what `gpkg_geometry_columns` says of the table, `srs_id`; without
///   one, or with the zero that stands for none, the numbers tell.
///
/// # Errors
/// [`GeoPackageError`] when the table as a whole cannot be used. A faulty area
/// is no error: see [`AreasRead::faults`].
pub fn read_geopackage(
    rows: impl IntoIterator<Item = GeoPackageRow>,
    epsg: u32,
    level: Level,
) -> Result<AreasRead, GeoPackageError> {
    let crs = match epsg {
        0 => None,
        known => Some(Crs::from_epsg(known).ok_or(GeoPackageError::UnknownCrs { epsg })?),
    };
    let features = (1..).zip(rows).map(|(number, row)| Feature {
        number,
        code: row.code,
        name: row.name,
        outline: outline(&row.geometry),
    });
    let looking = Looking::Through;
    Ok(areas_of(features.collect(), crs, level, looking))
}

fn outline(blob: &[u8]) -> Result<Raw, Flaw> {
    let unreadable = |reason: &str| Flaw::Unreadable {
        reason: reason.to_owned(),
    };
    let blob = without_header(blob).ok_or_else(|| unreadable("its header is cut short"))?;
    let geometry = read_wkb(blob).map_err(|error| unreadable(&error.to_string()))?;
    let geometry = geo_traits::to_geo::ToGeoGeometry::try_to_geometry(&geometry);
    match geometry {
        Some(geo::Geometry::Polygon(polygon)) => Ok(raw(&MultiPolygon::from(polygon))),
        Some(geo::Geometry::MultiPolygon(polygons)) => Ok(raw(&polygons)),
        Some(other) => Err(Flaw::NotAPolygon {
            found: kind(&other).to_owned(),
        }),
        None => Err(Flaw::Empty),
    }
}

/// GeoPackage puts a header of its own before the well-known binary (GeoPackage
/// 1.3, 2.1.3): magic, version, flags, srs_id, and a box of known length.
fn without_header(blob: &[u8]) -> Option<&[u8]> {
    if !blob.starts_with(b"GP") {
        return Some(blob);
    }
    let box_length = match blob.get(3)? >> 1 & 0b111 {
        0 => 0,
        1 => 32,
        2 | 3 => 48,
        4 => 64,
        _ => return None,
    };
    blob.get(8 + box_length..)
}

fn raw(polygons: &MultiPolygon<f64>) -> Raw {
    let line = |line: &LineString<f64>| line.coords().map(|corner| (corner.x, corner.y)).collect();
    polygons
        .iter()
        .map(|polygon| {
            let rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
            rings.map(line).collect()
        })
        .collect()
}

fn kind(geometry: &geo::Geometry<f64>) -> &'static str {
    match geometry {
        geo::Geometry::Point(_) | geo::Geometry::MultiPoint(_) => "Point",
        geo::Geometry::LineString(_) | geo::Geometry::MultiLineString(_) => "LineString",
        _ => "GeometryCollection",
    }
}
