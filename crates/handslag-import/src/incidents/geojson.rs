//! GeoJSON: each feature a row, its properties the columns, and its point two columns of its own.
//!
//! Values are taken as they come by; nothing of what is inside a property that
//! is no plain value is kept, so that a small file cannot become a large memory.

use std::cell::RefCell;
use std::fmt;

use serde::Deserialize;
use serde::de::{
    DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor,
};

use super::collected::Collected;
use super::coordinates::WGS84;
use super::file::IncidentBudget;
use super::problem::IncidentProblem;
use crate::problem::{Problem, Row, RowProblem};

/// The columns that hold the point of a feature.
pub(crate) const POINT_COLUMNS: [&str; 2] = ["geometry.east", "geometry.north"];

/// Reads a collection of features, and the number of its coordinate system.
pub(crate) fn read(text: &str, budget: &IncidentBudget) -> Result<(Collected, u32), RowProblem> {
    let reading = RefCell::new(Reading {
        collected: Collected::new(&POINT_COLUMNS, *budget),
        epsg: WGS84,
        seen_features: false,
        problem: None,
    });
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let read = Collection(&reading).deserialize(&mut deserializer);
    let ended = read.and_then(|()| deserializer.end());
    let reading = reading.into_inner();
    if let Some(problem) = reading.problem {
        return Err(problem);
    }
    ended.map_err(|error| RowProblem::at(Row::File, Problem::not_json(&error)))?;
    match reading.seen_features {
        true => Ok((reading.collected, reading.epsg)),
        false => {
            let problem = Problem::Incident(IncidentProblem::NotFeatures);
            Err(RowProblem::at(Row::File, problem))
        }
    }
}

struct Reading {
    collected: Collected,
    epsg: u32,
    seen_features: bool,
    problem: Option<RowProblem>,
}

struct Collection<'r>(&'r RefCell<Reading>);

impl<'de> DeserializeSeed<'de> for Collection<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Collection<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a collection of features")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<(), M::Error> {
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "features" => {
                    self.0.borrow_mut().seen_features = true;
                    map.next_value_seed(Features(self.0))?;
                }
                "crs" => {
                    let crs = map.next_value::<Option<Crs>>()?;
                    if let Some(epsg) = crs.and_then(|crs| crs.epsg()) {
                        self.0.borrow_mut().epsg = epsg;
                    }
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut seq: S) -> Result<(), S::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(())
    }
}

/// The coordinate system as files before 2016 name it.
#[derive(Deserialize)]
struct Crs {
    #[serde(default)]
    properties: CrsProperties,
}

#[derive(Default, Deserialize)]
struct CrsProperties {
    #[serde(default)]
    name: String,
}

impl Crs {
    /// The number at the end of `urn:ogc:def:crs:EPSG::3006`; CRS84 is degrees.
    fn epsg(&self) -> Option<u32> {
        match self.properties.name.rsplit(':').next()? {
            "CRS84" => Some(WGS84),
            number => number.parse().ok(),
        }
    }
}

struct Features<'r>(&'r RefCell<Reading>);

impl<'de> DeserializeSeed<'de> for Features<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Features<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of features")
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut seq: S) -> Result<(), S::Error> {
        let mut number = 0;
        while let Some(feature) = seq.next_element::<Feature>()? {
            number += 1;
            let mut reading = self.0.borrow_mut();
            if let Err(problem) = feature.collect(Row::Item(number), &mut reading.collected) {
                reading.problem = Some(problem);
                return Err(S::Error::custom("stopped"));
            }
        }
        Ok(())
    }
}

#[derive(Deserialize)]
struct Feature {
    #[serde(default)]
    id: Plain,
    #[serde(default)]
    geometry: Option<Geometry>,
    #[serde(default)]
    properties: Option<Properties>,
}

impl Feature {
    fn collect(self, row: Row, into: &mut Collected) -> Result<(), RowProblem> {
        let (east, north) = match self.geometry {
            None => (String::new(), String::new()),
            Some(geometry) => match geometry.position(row) {
                Ok(position) => position,
                Err(problem) => return into.refuse(problem),
            },
        };
        let mut named = self.properties.map_or_else(Vec::new, |p| p.0);
        if !self.id.0.is_empty() && named.iter().all(|(name, _)| name != "id") {
            named.push(("id".to_owned(), self.id.0));
        }
        into.add(row, &[&east, &north], &named)
    }
}

#[derive(Deserialize)]
struct Geometry {
    #[serde(rename = "type", default)]
    kind: String,
    #[serde(default)]
    coordinates: Position,
}

impl Geometry {
    fn position(self, row: Row) -> Result<(String, String), RowProblem> {
        let problem = |problem| {
            RowProblem::in_column(row, "geometry", &self.kind, Problem::Incident(problem))
        };
        if self.kind != "Point" {
            let found = self.kind.chars().take(40).collect();
            return Err(problem(IncidentProblem::NotAPoint { found }));
        }
        match self.coordinates {
            Position::Of(east, north) => Ok((east.to_string(), north.to_string())),
            Position::Empty => Ok((String::new(), String::new())),
            Position::Other => Err(problem(IncidentProblem::BrokenGeometry)),
        }
    }
}

/// The first two numbers of a list of numbers.
#[derive(Default)]
enum Position {
    #[default]
    Other,
    Empty,
    Of(f64, f64),
}

impl<'de> Deserialize<'de> for Position {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PositionVisitor;

        impl<'de> Visitor<'de> for PositionVisitor {
            type Value = Position;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("coordinates")
            }

            fn visit_unit<E>(self) -> Result<Position, E> {
                Ok(Position::Empty)
            }

            fn visit_seq<S: SeqAccess<'de>>(self, mut seq: S) -> Result<Position, S::Error> {
                let mut numbers: Vec<Option<f64>> = Vec::new();
                while let Some(element) = seq.next_element::<Plain>()? {
                    if numbers.len() < 2 {
                        numbers.push(element.0.parse().ok());
                    }
                }
                Ok(match numbers.as_slice() {
                    [] => Position::Empty,
                    [Some(east), Some(north)] => Position::Of(*east, *north),
                    _ => Position::Other,
                })
            }
        }
        deserializer.deserialize_any(PositionVisitor)
    }
}

/// A plain value as text; a list or an object is passed over and is empty.
#[derive(Default)]
pub(crate) struct Plain(pub(crate) String);

impl<'de> Deserialize<'de> for Plain {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PlainVisitor)
    }
}

struct PlainVisitor;

impl<'de> Visitor<'de> for PlainVisitor {
    type Value = Plain;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_str<E>(self, text: &str) -> Result<Plain, E> {
        Ok(Plain(text.trim().to_owned()))
    }

    fn visit_bool<E>(self, is_true: bool) -> Result<Plain, E> {
        Ok(Plain(if is_true { "ja" } else { "nej" }.to_owned()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Plain, E> {
        Ok(Plain(number.to_string()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Plain, E> {
        Ok(Plain(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Plain, E> {
        Ok(Plain(number.to_string()))
    }

    fn visit_unit<E>(self) -> Result<Plain, E> {
        Ok(Plain::default())
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut seq: S) -> Result<Plain, S::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Plain::default())
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Plain, M::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Plain::default())
    }
}

struct Properties(Vec<(String, String)>);

impl<'de> Deserialize<'de> for Properties {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        /// More than any feature has, so that one cannot fill the memory.
        const PROPERTIES_AT_MOST: usize = 10_000;

        struct PropertiesVisitor;

        impl<'de> Visitor<'de> for PropertiesVisitor {
            type Value = Properties;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("properties")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Properties, M::Error> {
                let mut all = Vec::new();
                while let Some((name, value)) = map.next_entry::<String, Plain>()? {
                    all.push((name, value.0));
                    if all.len() > PROPERTIES_AT_MOST {
                        return Err(M::Error::custom("a feature has too many properties"));
                    }
                }
                Ok(Properties(all))
            }
        }
        deserializer.deserialize_map(PropertiesVisitor)
    }
}
