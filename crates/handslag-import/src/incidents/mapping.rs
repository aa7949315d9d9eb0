//! Which column of a file holds what of an incident: a mapping that is proposed, corrected by a person, saved and used again.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::coordinates::{NOT_SAID, Projection, WGS84};
use super::problem::IncidentProblem;
use super::time::zone;
use crate::mapping::{DateOrder, Source, about_field, check_sources, unused_columns};
use crate::problem::{Problem, Problems, Row, RowProblem};
use crate::table::TablePlace;
use crate::table_problem::{Needed, TableProblem};

/// How the columns of one kind of file become incidents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct IncidentMapping {
    /// What it is called when it is saved, such as "Bolagets skadelista".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The sheet of a workbook or the layer of a GeoPackage; the first visible one unless given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// The row of the column names; found unless given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header_row: Option<u64>,
    /// Which comes first in `3/12 2023`.
    pub dates: DateOrder,
    /// Whose clocks a time without an offset was read from.
    pub time_zone: String,
    /// Whether offsets such as `Z` and `+01:00` are to be believed.
    pub offsets: Offsets,
    /// The coordinate system, by its EPSG number; 4326 is degrees, and 0 that nobody has said it.
    pub epsg: u32,
    /// Whether east and north stand in each other's columns.
    pub axes: Axes,
    /// What to do with rows that say the same thing.
    pub repeats: Repeats,
    /// What to do with a word that is no category.
    pub new_categories: NewCategories,
    /// What to do with a name that is no known place.
    pub new_places: UnknownPlaces,
    /// Words that stand for "no value", without regard to case: `NA`, `null`.
    pub missing: Vec<String>,
    /// Columns that are left out on purpose.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ignored: Vec<String>,
    /// Rows whose first filled cell says one of these are left out: "Summa".
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub skip_rows: Vec<String>,
    /// Where each field comes from.
    pub fields: BTreeMap<IncidentField, Source>,
}

impl Default for IncidentMapping {
    fn default() -> Self {
        Self {
            name: None,
            sheet: None,
            header_row: None,
            dates: DateOrder::default(),
            time_zone: "Europe/Stockholm".to_owned(),
            offsets: Offsets::default(),
            epsg: WGS84,
            axes: Axes::default(),
            repeats: Repeats::default(),
            new_categories: NewCategories::default(),
            new_places: UnknownPlaces::default(),
            missing: ["NA", "N/A", "NULL", "-", "–"].map(str::to_owned).to_vec(),
            ignored: Vec::new(),
            skip_rows: ["Summa", "Totalt", "Total"].map(str::to_owned).to_vec(),
            fields: BTreeMap::new(),
        }
    }
}

/// Whether offsets are to be believed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Offsets {
    /// `12:00Z` is noon in Greenwich.
    #[default]
    AsWritten,
    /// `12:00Z` is noon on local clocks: the source writes Z without meaning it.
    Ignore,
}

/// Whether east and north stand in each other's columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Axes {
    /// As the columns are named.
    #[default]
    AsNamed,
    /// Each stands in the other's column.
    Swapped,
}

/// What to do with rows that say the same thing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Repeats {
    /// They are one incident, such as a line for each victim.
    #[default]
    Once,
    /// Each is an incident, as where only the month and a rounded place are told.
    Each,
}

/// What to do with a word that is no category.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NewCategories {
    /// It becomes a category of its own under "other", with a note.
    #[default]
    Add,
    /// Report the row.
    Refuse,
}

/// What to do with a name that is no known place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnknownPlaces {
    /// The row comes in without the name: it may be an address.
    #[default]
    LeaveOut,
    /// Keep the name as it stands, if the guard lets it.
    Keep,
    /// Report the row.
    Refuse,
}

/// A field of an incident.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum IncidentField {
    /// The day, or day and time, or the month.
    On,
    /// The time of the day.
    At,
    /// The year by itself.
    Year,
    /// The month by itself.
    Month,
    /// The day of the month by itself.
    Day,
    /// The hour by itself.
    Hour,
    /// The minute by itself.
    Minute,
    /// The end, where the time is an interval.
    Until,
    /// The time of the day of the end.
    UntilAt,
    /// How exactly the time is known.
    TimePrecision,
    /// Whose clocks, where that differs between rows.
    TimeZone,
    /// Degrees of longitude, or metres (feet) to the east.
    East,
    /// Degrees of latitude, or metres (feet) to the north.
    North,
    /// How exactly the place is known.
    Precision,
    /// A named place.
    Place,
    /// The code or name of an area.
    Area,
    /// The municipality's code or name.
    Municipality,
    /// Whether it was in a dwelling.
    Indoors,
    /// What it was.
    Category,
    /// The source's own id.
    Key,
    /// How many incidents the row stands for.
    Count,
    /// Something else that was counted, such as `counts.windows`.
    Counts(String),
    /// The register or reporter it comes from.
    Source,
    /// A note without personal data.
    Note,
}

const FIELDS: [(&str, IncidentField); 23] = [
    ("on", IncidentField::On),
    ("at", IncidentField::At),
    ("year", IncidentField::Year),
    ("month", IncidentField::Month),
    ("day", IncidentField::Day),
    ("hour", IncidentField::Hour),
    ("minute", IncidentField::Minute),
    ("until", IncidentField::Until),
    ("until_at", IncidentField::UntilAt),
    ("time_precision", IncidentField::TimePrecision),
    ("time_zone", IncidentField::TimeZone),
    ("east", IncidentField::East),
    ("north", IncidentField::North),
    ("precision", IncidentField::Precision),
    ("place", IncidentField::Place),
    ("area", IncidentField::Area),
    ("municipality", IncidentField::Municipality),
    ("indoors", IncidentField::Indoors),
    ("category", IncidentField::Category),
    ("key", IncidentField::Key),
    ("count", IncidentField::Count),
    ("source", IncidentField::Source),
    ("note", IncidentField::Note),
];

impl fmt::Display for IncidentField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Self::Counts(name) = self {
            return write!(f, "counts.{name}");
        }
        let name = FIELDS.iter().find(|(_, field)| field == self);
        f.write_str(name.map_or("", |(name, _)| name))
    }
}

impl FromStr for IncidentField {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Some((_, field)) = FIELDS.iter().find(|(name, _)| *name == text) {
            return Ok(field.clone());
        }
        match text.strip_prefix("counts.") {
            Some(name) if !name.is_empty() => Ok(Self::Counts(name.to_owned())),
            _ => {
                let names: Vec<&str> = FIELDS.iter().map(|(name, _)| *name).collect();
                Err(format!(
                    "\"{text}\" is no field; the fields are {}, counts.<name>",
                    names.join(", ")
                ))
            }
        }
    }
}

impl TryFrom<String> for IncidentField {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<IncidentField> for String {
    fn from(field: IncidentField) -> Self {
        field.to_string()
    }
}

impl IncidentMapping {
    /// Where in the file the table stands.
    #[must_use]
    pub fn table_place(&self) -> TablePlace {
        TablePlace {
            sheet: self.sheet.clone(),
            header_row: self.header_row,
        }
    }

    /// Takes a field from a column.
    #[must_use]
    pub fn with(mut self, field: IncidentField, source: Source) -> Self {
        self.fields.insert(field, source);
        self
    }

    /// Whether the mapping fits a file with these columns.
    ///
    /// # Errors
    /// Each column that is not there, with the one most like it; each field that
    /// needs a source; each source, time zone or coordinate system that is unclear.
    pub fn check(&self, columns: &[String]) -> Result<(), Vec<RowProblem>> {
        let mut problems = Problems::default();
        let at = |name: &str, value: &str, problem| {
            RowProblem::in_column(Row::File, name, value, problem)
        };
        let has = |field| self.fields.contains_key(&field);
        if !has(IncidentField::On) && !has(IncidentField::Year) {
            let when = TableProblem::FieldNotMapped(Needed::When);
            problems.push(about_field(&"on", when));
        }
        if !has(IncidentField::Source) {
            let source = TableProblem::FieldNotMapped(Needed::Source);
            problems.push(about_field(&"source", source));
        }
        for (here, other) in [
            (IncidentField::East, IncidentField::North),
            (IncidentField::North, IncidentField::East),
        ] {
            if has(here) && !has(other.clone()) {
                let other_axis = TableProblem::FieldNotMapped(Needed::OtherAxis);
                problems.push(about_field(&other, other_axis));
            }
        }
        check_sources(&self.fields, columns, &mut problems);
        if zone(&self.time_zone).is_none() {
            let problem = Problem::Incident(IncidentProblem::UnknownTimeZone);
            problems.push(at("time_zone", &self.time_zone, problem));
        }
        if has(IncidentField::East) && Projection::of(self.epsg).is_none() {
            let (value, problem) = match self.epsg {
                NOT_SAID => (String::new(), IncidentProblem::ProjectionNotSaid),
                epsg => (epsg.to_string(), IncidentProblem::UnknownProjection),
            };
            problems.push(at("epsg", &value, Problem::Incident(problem)));
        }
        problems.none_or_all()
    }

    /// Columns that are neither used nor ignored.
    #[must_use]
    pub fn unused_columns(&self, columns: &[String]) -> Vec<String> {
        unused_columns(&self.fields, &self.ignored, columns)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mapping_is_the_same_after_it_was_saved() {
        let mapping = IncidentMapping::default()
            .with(IncidentField::On, Source::column("Datum"))
            .with(
                IncidentField::Counts("windows".to_owned()),
                Source::column("Rutor"),
            )
            .with(IncidentField::Source, Source::value("Bolaget"));
        let text = toml::to_string(&mapping).unwrap();
        assert_eq!(toml::from_str::<IncidentMapping>(&text).unwrap(), mapping);
        let short = "[fields]\non = { column = \"Datum\" }\n";
        let read: IncidentMapping = toml::from_str(short).unwrap();
        assert_eq!(
            (read.epsg, read.time_zone.as_str()),
            (4326, "Europe/Stockholm")
        );
        assert!(
            toml::from_str::<IncidentMapping>("[fields]\nnamn = { column = \"x\" }\n").is_err()
        );
    }

    #[test]
    fn every_field_is_read_as_it_is_written() {
        for (name, field) in FIELDS {
            assert_eq!(name.parse(), Ok(field.clone()));
            assert_eq!(field.to_string(), name);
        }
    }

    #[test]
    fn a_mapping_that_does_not_fit_says_everything_that_is_wrong() {
        let mapping = IncidentMapping {
            time_zone: "Europe/Lidköping".to_owned(),
            epsg: 31_370,
            ..IncidentMapping::default()
        }
        .with(IncidentField::East, Source::column("Longitud"))
        .with(IncidentField::Category, Source::default());
        let problems = mapping.check(&["Longitude".to_owned()]).unwrap_err();
        let columns: Vec<_> = problems
            .iter()
            .filter_map(|p| p.column.as_deref())
            .collect();
        assert_eq!(
            columns,
            [
                "on",
                "source",
                "north",
                "Longitud",
                "category",
                "time_zone",
                "epsg"
            ]
        );
    }
}
