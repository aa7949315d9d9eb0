//! A layer of a GeoPackage, as the database's reader hands it over, and the points in it.

use super::collected::Collected;
use super::file::IncidentBudget;
use super::geojson::POINT_COLUMNS;
use super::problem::IncidentProblem;
use crate::problem::{Problem, Problems, Row, RowProblem};

/// A layer of a GeoPackage: a table with a geometry in each row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layer {
    /// Its name.
    pub name: String,
    /// Its coordinate system, by the EPSG number.
    pub epsg: u32,
    /// The names of its other columns.
    pub columns: Vec<String>,
    /// Its rows.
    pub rows: Vec<LayerRow>,
}

/// A row of a layer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LayerRow {
    /// The geometry: well-known binary, with or without the header of a GeoPackage.
    pub geometry: Option<Vec<u8>>,
    /// The values of the other columns.
    pub values: Vec<LayerValue>,
}

/// A value in a layer.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum LayerValue {
    /// Nothing.
    #[default]
    Null,
    /// A whole number.
    Integer(i64),
    /// A number.
    Real(f64),
    /// A text.
    Text(String),
}

impl LayerValue {
    fn text(&self) -> String {
        match self {
            Self::Null => String::new(),
            Self::Integer(number) => number.to_string(),
            Self::Real(number) => number.to_string(),
            Self::Text(text) => text.trim().replace('\0', ""),
        }
    }
}

/// The rows of a layer with the coordinates of their points.
pub(crate) fn read(layer: &Layer, budget: &IncidentBudget) -> Result<Collected, Vec<RowProblem>> {
    let mut collected = Collected::new(&POINT_COLUMNS, *budget);
    let mut problems = Problems::default();
    for (number, row) in (1..).zip(&layer.rows) {
        let at = Row::Item(number);
        let point = row.geometry.as_deref().map_or(Ok(None), point_of);
        let (east, north) = match point {
            Ok(Some((east, north))) => (east.to_string(), north.to_string()),
            Ok(None) => (String::new(), String::new()),
            Err(problem) => {
                let problem = Problem::Incident(problem);
                problems.push(RowProblem::in_column(at, "geometry", "", problem));
                continue;
            }
        };
        let names = layer.columns.iter().cloned();
        let named: Vec<_> = names.zip(row.values.iter().map(LayerValue::text)).collect();
        collected
            .add(at, &[&east, &north], &named)
            .map_err(|problem| vec![problem])?;
    }
    problems.none_or_all()?;
    Ok(collected)
}

/// East and north of a point in a geometry; nothing if it is an empty one.
pub(crate) fn point_of(bytes: &[u8]) -> Result<Option<(f64, f64)>, IncidentProblem> {
    let wkb = match bytes.strip_prefix(b"GP") {
        Some(rest) => without_header(rest).ok_or(IncidentProblem::BrokenGeometry)?,
        None => bytes,
    };
    let (kind, numbers, is_big) = start(wkb).ok_or(IncidentProblem::BrokenGeometry)?;
    // Z, M and ZM are 1000, 2000 and 3000 more, or flags in the highest bits.
    match (kind & 0x0fff_ffff) % 1000 {
        1 => {
            let east = number(numbers, is_big).ok_or(IncidentProblem::BrokenGeometry)?;
            let north = numbers.get(8..).and_then(|rest| number(rest, is_big));
            let north = north.ok_or(IncidentProblem::BrokenGeometry)?;
            // An empty point is written as two NaN.
            Ok((!east.is_nan() || !north.is_nan()).then_some((east, north)))
        }
        other => Err(IncidentProblem::NotAPoint {
            found: kind_name(other).to_owned(),
        }),
    }
}

fn kind_name(kind: u32) -> &'static str {
    match kind {
        2 => "LineString",
        3 => "Polygon",
        4 => "MultiPoint",
        5 => "MultiLineString",
        6 => "MultiPolygon",
        7 => "GeometryCollection",
        _ => "?",
    }
}

/// What follows the header of a GeoPackage's geometry (OGC 12-128r19, 2.1.3):
/// version, flags, the number of the system, and perhaps an envelope.
fn without_header(after_magic: &[u8]) -> Option<&[u8]> {
    let flags = *after_magic.get(1)?;
    let envelope = match flags >> 1 & 0b111 {
        0 => 0,
        1 => 32,
        2 | 3 => 48,
        4 => 64,
        _ => return None,
    };
    after_magic.get(6 + envelope..)
}

/// The kind of a geometry in well-known binary, what follows, and whether the
/// larger byte comes first.
fn start(wkb: &[u8]) -> Option<(u32, &[u8], bool)> {
    let is_big = match wkb.first()? {
        0 => true,
        1 => false,
        _ => return None,
    };
    let bytes: [u8; 4] = wkb.get(1..5)?.try_into().ok()?;
    let kind = match is_big {
        true => u32::from_be_bytes(bytes),
        false => u32::from_le_bytes(bytes),
    };
    // The number of the system follows in the form that PostGIS writes.
    let rest = match kind & 0x2000_0000 {
        0 => wkb.get(5..)?,
        _ => wkb.get(9..)?,
    };
    Some((kind, rest, is_big))
}

fn number(bytes: &[u8], is_big: bool) -> Option<f64> {
    let bytes: [u8; 8] = bytes.get(..8)?.try_into().ok()?;
    Some(match is_big {
        true => f64::from_be_bytes(bytes),
        false => f64::from_le_bytes(bytes),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn wkb(kind: u32, numbers: &[f64], is_big: bool) -> Vec<u8> {
        let mut bytes = vec![u8::from(!is_big)];
        match is_big {
            true => bytes.extend(kind.to_be_bytes()),
            false => bytes.extend(kind.to_le_bytes()),
        }
        for number in numbers {
            match is_big {
                true => bytes.extend(number.to_be_bytes()),
                false => bytes.extend(number.to_le_bytes()),
            }
        }
        bytes
    }

    fn in_geopackage(envelope_doubles: usize, code: u8, wkb: &[u8]) -> Vec<u8> {
        let mut bytes = vec![b'G', b'P', 0, code << 1 | 1, 0xbe, 0x0b, 0, 0];
        bytes.extend(vec![0; envelope_doubles * 8]);
        bytes.extend(wkb);
        bytes
    }

    #[test]
    fn a_point_is_read_in_every_way_it_is_written() {
        let at = Ok(Some((389_500.0, 6_486_000.0)));
        let numbers = [389_500.0, 6_486_000.0, 12.0, 1.0];
        for (kind, n) in [(1, 2), (1001, 3), (2001, 3), (3001, 4), (0x8000_0001, 3)] {
            for is_big in [false, true] {
                let plain = wkb(kind, &numbers[..n], is_big);
                assert_eq!(point_of(&plain), at, "{kind}");
                for (code, doubles) in [(0, 0), (1, 4), (2, 6), (3, 6), (4, 8)] {
                    assert_eq!(
                        point_of(&in_geopackage(doubles, code, &plain)),
                        at,
                        "{kind}"
                    );
                }
            }
        }
        let empty = wkb(1, &[f64::NAN, f64::NAN], false);
        assert_eq!(point_of(&in_geopackage(0, 0, &empty)), Ok(None));
    }

    #[test]
    fn what_is_no_point_is_told() {
        let found = |kind| point_of(&wkb(kind, &[0.0; 4], false));
        let not_a_point = |found: &str| {
            Err(IncidentProblem::NotAPoint {
                found: found.to_owned(),
            })
        };
        assert_eq!(found(3), not_a_point("Polygon"));
        assert_eq!(found(1002), not_a_point("LineString"));
        assert_eq!(found(4_000_000), not_a_point("?"));
        for broken in [
            &b""[..],
            b"GP",
            b"GP\0\x0f\0\0\0\0",
            b"\x01\x01\0\0\0\0",
            b"\x07",
        ] {
            assert_eq!(
                point_of(broken),
                Err(IncidentProblem::BrokenGeometry),
                "{broken:?}"
            );
        }
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_fall(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
            let _ = point_of(&bytes);
            let _ = point_of(&[b"GP", &bytes[..]].concat());
            let _ = point_of(&[&[1, 1, 0, 0, 0][..], &bytes].concat());
        }
    }
}
