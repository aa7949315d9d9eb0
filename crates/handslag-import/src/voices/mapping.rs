//! Which column of a file holds what of a voice: a mapping that is proposed, corrected by a person, saved and used again.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::mapping::{
    DateOrder, Source, about_field, check_sources, folded, is_about_a_person, unused_columns,
};
use crate::problem::{Problems, RowProblem};
use crate::table::{Table, TablePlace};
use crate::table_problem::{Needed, TableProblem};

/// How the columns of one kind of file become voices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct VoiceMapping {
    /// What it is called when it is saved, such as "Dialogens protokoll".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The sheet of a workbook; the first visible one unless given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// The row of the column names; found unless given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header_row: Option<u64>,
    /// Which comes first in `3/12 2023`.
    pub dates: DateOrder,
    /// Columns that are left out on purpose.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ignored: Vec<String>,
    /// Rows whose first filled cell says one of these are left out: "Summa".
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub skip_rows: Vec<String>,
    /// Where each field comes from.
    pub fields: BTreeMap<VoiceField, Source>,
}

impl Default for VoiceMapping {
    fn default() -> Self {
        Self {
            name: None,
            sheet: None,
            header_row: None,
            dates: DateOrder::default(),
            ignored: Vec::new(),
            skip_rows: ["Summa", "Totalt", "Total"].map(str::to_owned).to_vec(),
            fields: BTreeMap::new(),
        }
    }
}

/// A field of a voice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VoiceField {
    /// What was said, as a theme.
    Words,
    /// The word that others share.
    Theme,
    /// Where: a place of the picture.
    Place,
    /// How it was said.
    Channel,
    /// Which group was asked.
    Asked,
    /// When.
    On,
    /// How many said so.
    N,
    /// Of how many that were asked.
    NAsked,
    /// What became of it.
    Answer,
}

impl VoiceField {
    /// Every field, in the order that people think of them.
    pub const ALL: [Self; 9] = [
        Self::Words,
        Self::Theme,
        Self::Place,
        Self::Channel,
        Self::Asked,
        Self::On,
        Self::N,
        Self::NAsked,
        Self::Answer,
    ];

    /// Its name in a mapping.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Words => "words",
            Self::Theme => "theme",
            Self::Place => "place",
            Self::Channel => "channel",
            Self::Asked => "asked",
            Self::On => "on",
            Self::N => "n",
            Self::NAsked => "n_asked",
            Self::Answer => "answer",
        }
    }

    /// What people call such a column, folded.
    fn called(self) -> &'static [&'static str] {
        match self {
            Self::Words => &[
                "synpunkt",
                "synpunkter",
                "vad som sades",
                "kommentar",
                "words",
                "voice",
                "remark",
            ],
            Self::Theme => &["tema", "ämne", "område", "theme", "topic"],
            Self::Place => &["plats", "var", "ort", "place", "where"],
            Self::Channel => &["kanal", "hur", "channel", "how"],
            Self::Asked => &["frågade", "grupp", "vilka", "asked", "group"],
            Self::On => &["när", "datum", "dag", "år", "on", "date", "when"],
            Self::N => &["antal", "antal svar", "hur många", "n", "count", "how many"],
            Self::NAsked => &[
                "av",
                "tillfrågade",
                "antal tillfrågade",
                "n_asked",
                "n asked",
                "of",
            ],
            Self::Answer => &["svar", "återkoppling", "answer"],
        }
    }
}

impl fmt::Display for VoiceField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for VoiceField {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|field| field.name() == text);
        found.ok_or_else(|| {
            let names = Self::ALL.map(Self::name).join(", ");
            format!("\"{text}\" is no field; the fields are {names}")
        })
    }
}

impl VoiceMapping {
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
    pub fn with(mut self, field: VoiceField, source: Source) -> Self {
        self.fields.insert(field, source);
        self
    }

    /// Proposes a mapping from Swedish or English column names. A column that
    /// is about a person is left out on purpose.
    #[must_use]
    pub fn suggest(table: &Table) -> Self {
        let mut mapping = Self::default();
        for name in &table.columns {
            let plain = folded(name);
            let mut fields = VoiceField::ALL.into_iter();
            match fields.find(|field| field.called().contains(&plain.as_str())) {
                Some(field) if !mapping.fields.contains_key(&field) => {
                    mapping.fields.insert(field, Source::column(name));
                }
                None if is_about_a_person(name) => mapping.ignored.push(name.clone()),
                _ => {}
            }
        }
        mapping
    }

    /// Whether the mapping fits a file with these columns.
    ///
    /// # Errors
    /// Each column that is not there, with the one most like it; what was said
    /// when it has no source; each source that is unclear.
    pub fn check(&self, columns: &[String]) -> Result<(), Vec<RowProblem>> {
        let mut problems = Problems::default();
        if !self.fields.contains_key(&VoiceField::Words) {
            problems.push(about_field(
                &VoiceField::Words,
                TableProblem::FieldNotMapped(Needed::Said),
            ));
        }
        check_sources(&self.fields, columns, &mut problems);
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
        let mapping = VoiceMapping {
            name: Some("Dialogen".to_owned()),
            ..VoiceMapping::default()
        }
        .with(VoiceField::Words, Source::column("Vad sades?"))
        .with(VoiceField::Channel, Source::value("citizen_dialogue"));
        let text = toml::to_string(&mapping).unwrap();
        assert_eq!(toml::from_str::<VoiceMapping>(&text).unwrap(), mapping);
        assert!(toml::from_str::<VoiceMapping>("[fields]\nnamn = { column = \"x\" }\n").is_err());
    }

    #[test]
    fn every_field_is_read_as_it_is_written() {
        for field in VoiceField::ALL {
            assert_eq!(field.name().parse(), Ok(field));
            let json = serde_json::to_value(field).unwrap();
            assert_eq!(json, field.name());
        }
    }

    #[test]
    fn columns_are_known_by_their_names_and_those_about_persons_are_left_out() {
        let columns = ["När", "Synpunkt", "Namn", "Svar", "Antal", "Blankett"];
        let table = Table {
            columns: columns.map(str::to_owned).to_vec(),
            ..Table::default()
        };
        let mapping = VoiceMapping::suggest(&table);
        let column = |field| mapping.fields.get(&field)?.column.as_deref();
        assert_eq!(column(VoiceField::Words), Some("Synpunkt"));
        assert_eq!(column(VoiceField::On), Some("När"));
        assert_eq!(column(VoiceField::Place), None);
        assert_eq!(mapping.ignored, ["Namn"]);
        assert_eq!(mapping.unused_columns(&table.columns), ["Blankett"]);
        assert!(mapping.check(&table.columns).is_ok());
    }
}
