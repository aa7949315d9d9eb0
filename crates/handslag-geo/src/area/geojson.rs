//! Areas from a GeoJSON file.

use geojson::GeometryValue;
use serde_json::Value;

use super::Level;
use super::fault::Flaw;
use super::read::{AreasRead, Feature, Looking, Raw, areas_of};
use crate::projection::Crs;

/// Where a code may stand, the most telling first. Files of Statistics Sweden
/// and what others made of them.
const CODE_KEYS: [&str; 13] = [
    "code",
    "kod",
    "desokod",
    "deso",
    "regsokod",
    "regso",
    "kommun_kod",
    "kommunkod",
    "knkod",
    "lan_kod",
    "lnkod",
    "fa_kod",
    "id",
];
const NAME_KEYS: [&str; 11] = [
    "name",
    "namn",
    "desonamn",
    "regsonamn",
    "kommun",
    "kommunnamn",
    "knnamn",
    "kom_namn",
    "lan",
    "lnnamn",
    "fa_namn",
];

/// Why a file as a whole holds no areas.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GeoJsonError {
    /// It is not JSON.
    #[error("not JSON at line {line}, column {column}: {reason}")]
    NotJson {
        /// Where reading stopped.
        line: usize,
        /// Where in that line.
        column: usize,
        /// Why.
        reason: String,
    },
    /// It is JSON, and not a collection of features.
    #[error("not a GeoJSON FeatureCollection")]
    NotFeatures,
    /// Its coordinate system is none that we read.
    #[error("the coordinate system '{name}' is not one that can be read")]
    UnknownCrs {
        /// What the file calls it.
        name: String,
    },
}

/// Reads the areas of a GeoJSON text, and tells everything that is wrong.
///
/// - `code_key`, `name_key`: the properties that hold them; without, the usual
///   ones are tried, and the feature's id.
///
/// # Errors
/// [`GeoJsonError`] when the file as a whole cannot be used. A faulty area is
/// no error: see [`AreasRead::faults`].
pub fn read_geojson(
    text: &str,
    level: Level,
    code_key: Option<&str>,
    name_key: Option<&str>,
) -> Result<AreasRead, GeoJsonError> {
    read(text, level, (code_key, name_key), Looking::Through)
}

/// Reads areas that [`read_geojson`] has made, without looking them through again.
///
/// # Errors
/// As [`read_geojson`].
pub fn read_kept_geojson(
    text: &str,
    level: Level,
    code_key: Option<&str>,
    name_key: Option<&str>,
) -> Result<AreasRead, GeoJsonError> {
    read(text, level, (code_key, name_key), Looking::Past)
}

fn read(
    text: &str,
    level: Level,
    (code_key, name_key): (Option<&str>, Option<&str>),
    looking: Looking,
) -> Result<AreasRead, GeoJsonError> {
    let text = text.trim_start_matches('\u{feff}');
    let file: Value = serde_json::from_str(text).map_err(|error| GeoJsonError::NotJson {
        line: error.line(),
        column: error.column(),
        reason: error.to_string(),
    })?;
    let declared = declared_crs(&file)?;
    let features = match file.get("type").and_then(Value::as_str) {
        Some("FeatureCollection") => file.get("features").and_then(Value::as_array),
        _ => None,
    };
    let features = features.ok_or(GeoJsonError::NotFeatures)?.iter();
    let features = (1..).zip(features).map(|(number, feature)| Feature {
        number,
        code: property(feature, code_key, &CODE_KEYS).or_else(|| text_of(feature.get("id")?)),
        name: property(feature, name_key, &NAME_KEYS),
        outline: outline(feature),
    });
    Ok(areas_of(features.collect(), declared, level, looking))
}

/// Which of a table's columns hold the code and the name of an area, by the
/// names that are usual for them.
#[must_use]
pub fn code_and_name(columns: &[String]) -> (Option<usize>, Option<usize>) {
    let find = |usual: &[&str]| {
        usual.iter().find_map(|name| {
            let mut columns = columns.iter();
            columns.position(|column| column.eq_ignore_ascii_case(name))
        })
    };
    (find(&CODE_KEYS), find(&NAME_KEYS))
}

fn declared_crs(file: &Value) -> Result<Option<Crs>, GeoJsonError> {
    let name = file.pointer("/crs/properties/name").and_then(Value::as_str);
    name.map(|name| {
        Crs::from_name(name).ok_or_else(|| GeoJsonError::UnknownCrs {
            name: name.to_owned(),
        })
    })
    .transpose()
}

fn property(feature: &Value, key: Option<&str>, usual: &[&str]) -> Option<String> {
    let properties = feature.get("properties")?.as_object()?;
    if let Some(key) = key {
        return text_of(properties.get(key)?);
    }
    usual.iter().find_map(|&usual| {
        let mut alike = properties
            .iter()
            .filter(|(key, _)| key.eq_ignore_ascii_case(usual));
        alike.find_map(|(_, value)| text_of(value))
    })
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn outline(feature: &Value) -> Result<Raw, Flaw> {
    let geometry = feature.get("geometry").unwrap_or(&Value::Null);
    if geometry.is_null() {
        return Err(Flaw::Empty);
    }
    let geometry: GeometryValue =
        serde_json::from_value(geometry.clone()).map_err(|error| Flaw::Unreadable {
            reason: error.to_string(),
        })?;
    let mut raw = Vec::new();
    collect(geometry, &mut raw)?;
    Ok(raw)
}

fn collect(geometry: GeometryValue, raw: &mut Raw) -> Result<(), Flaw> {
    match geometry {
        GeometryValue::Polygon { coordinates } => raw.push(polygon(&coordinates)?),
        GeometryValue::MultiPolygon { coordinates } => {
            for coordinates in coordinates {
                raw.push(polygon(&coordinates)?);
            }
        }
        GeometryValue::GeometryCollection { geometries } => {
            for geometry in geometries {
                collect(geometry.value, raw)?;
            }
        }
        other => {
            return Err(Flaw::NotAPolygon {
                found: other.type_name().to_owned(),
            });
        }
    }
    Ok(())
}

fn polygon(rings: &[Vec<geojson::Position>]) -> Result<Vec<Vec<(f64, f64)>>, Flaw> {
    let corner = |position: &geojson::Position| match position.as_slice() {
        // A height, if there is one, is left aside.
        [x, y, ..] => Ok((*x, *y)),
        _ => Err(Flaw::Unreadable {
            reason: "a corner has fewer than two coordinates".to_owned(),
        }),
    };
    let rings = rings.iter().map(|ring| ring.iter().map(corner).collect());
    rings.collect()
}
