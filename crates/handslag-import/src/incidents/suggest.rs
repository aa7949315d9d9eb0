//! A mapping proposed from column names and from what the cells hold, for a person to look through.

mod names;
mod position;
mod sample;
mod when;
mod why;

use handslag_domain::incident::TimePrecision;

use super::file::IncidentFile;
use super::mapping::{IncidentField, IncidentMapping, Repeats};
use super::place::Extent;
use super::time::written;
use crate::mapping::{Source, is_about_a_person};
use names::{ABOUT_PERSONS, BY_NAME, Names, plain};
use sample::Sample;

pub use why::Why;

/// A proposed mapping.
#[derive(Clone, Debug, PartialEq)]
pub struct IncidentSuggestion {
    /// The proposal.
    pub mapping: IncidentMapping,
    /// Columns that it has no place for. They must be mapped or ignored by a person.
    pub unplaced: Vec<String>,
    /// Fields that are needed and that no column seems to hold.
    pub missing: Vec<IncidentField>,
    /// What the rows seem to be.
    pub shape: Shape,
    /// Why some of it was proposed, and what only a person can know.
    pub why: Vec<Why>,
}

/// What the rows of a file seem to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Each row is an incident.
    Incidents,
    /// Each row counts incidents of an area and a time.
    Counts,
    /// Nothing says when: figures of another kind, such as inhabitants.
    NotIncidents,
}

impl IncidentMapping {
    /// Proposes a mapping from Swedish or English column names and from what the
    /// cells hold. `expected` is where the incidents ought to lie.
    #[must_use]
    pub fn suggest(file: &IncidentFile, expected: Option<Extent>) -> IncidentSuggestion {
        let mut guess = Guess {
            sample: Sample::of(file),
            left: file.columns().to_vec(),
            mapping: Self::default(),
            why: Vec::new(),
        };
        guess.when();
        guess.position(expected);
        guess.by_name();
        guess.counts();
        guess.repeats();
        guess.finished()
    }
}

struct Guess<'f> {
    sample: Sample<'f>,
    /// Columns that are not placed yet.
    left: Vec<String>,
    mapping: IncidentMapping,
    why: Vec<Why>,
}

impl Guess<'_> {
    /// The unplaced column with one of these names and that holds what it should.
    fn named(&self, names: Names, holds: impl Fn(&str) -> bool) -> Option<String> {
        names.iter().find_map(|name| {
            let mut columns = self.left.iter();
            columns
                .find(|column| plain(column) == *name && holds(column))
                .cloned()
        })
    }

    fn place(&mut self, field: IncidentField, column: &str) {
        self.left.retain(|left| left != column);
        self.mapping.fields.insert(field, Source::column(column));
    }

    fn by_name(&mut self) {
        let is_person = |column: &str| {
            let name = plain(column);
            ABOUT_PERSONS
                .iter()
                .any(|word| name.split(' ').any(|part| part == *word))
        };
        let (persons, left): (Vec<_>, Vec<_>) = std::mem::take(&mut self.left)
            .into_iter()
            .partition(|c| is_person(c));
        (self.left, self.mapping.ignored) = (left, persons);
        for (field, names) in BY_NAME {
            if self.mapping.fields.contains_key(field) {
                continue;
            }
            let is_filled = |column: &str| !self.sample.cells(column).is_empty();
            let holds = |column: &str| match field {
                IncidentField::Count => self.sample.is_number(column),
                _ => is_filled(column),
            };
            if let Some(column) = self.named(names, holds) {
                self.place(field.clone(), &column);
            }
        }
        let (persons, left): (Vec<_>, Vec<_>) = std::mem::take(&mut self.left)
            .into_iter()
            .partition(|c| is_about_a_person(c));
        self.left = left;
        self.mapping.ignored.extend(persons);
    }

    /// A file of areas and times whose one number has no other name than what it
    /// counts: the number is the count, and its name the category.
    fn counts(&mut self) {
        let has = |field| self.mapping.fields.contains_key(&field);
        let is_coarse = has(IncidentField::Area) && !has(IncidentField::East);
        if is_coarse && self.is_timed() && !has(IncidentField::Count) {
            let numbers = self
                .left
                .iter()
                .filter(|column| self.sample.is_number(column));
            if let [only] = numbers.cloned().collect::<Vec<_>>().as_slice() {
                self.place(IncidentField::Count, only);
                let category = self.mapping.fields.entry(IncidentField::Category);
                category.or_insert_with(|| Source::value(only));
            }
        }
        if let Some(source) = self.mapping.fields.get(&IncidentField::Count) {
            let column = source.column.clone().unwrap_or_default();
            self.why.push(Why::RowsCount { column });
        }
    }

    fn is_timed(&self) -> bool {
        let fields = &self.mapping.fields;
        fields.contains_key(&IncidentField::On) || fields.contains_key(&IncidentField::Year)
    }

    fn repeats(&mut self) {
        let column = |field| {
            let source: Option<&Source> = self.mapping.fields.get(&field);
            source.and_then(|source| source.column.as_deref())
        };
        let n_keys = column(IncidentField::Key).map_or(0, |key| self.sample.cells(key).len());
        let times = column(IncidentField::On).map_or_else(Vec::new, |c| self.sample.cells(c));
        let is_fine = |cell: &&str| {
            let read = written(cell, self.mapping.dates, false);
            read.is_ok_and(|read| read.precision() < TimePrecision::Month)
        };
        let widened = self.mapping.fields.get(&IncidentField::TimePrecision);
        let is_month = widened.is_some_and(|source| source.value.as_deref() == Some("month"));
        let is_fine =
            !is_month && (times.iter().any(is_fine) || column(IncidentField::Day).is_some());
        if self.is_timed() && !is_fine && n_keys < self.sample.rows.len() {
            self.mapping.repeats = Repeats::Each;
            self.why.push(Why::EachRowCounts);
        }
    }

    fn finished(mut self) -> IncidentSuggestion {
        let mut missing = Vec::new();
        let shape = if !self.is_timed() {
            missing.push(IncidentField::On);
            self.why.push(Why::NoTime);
            Shape::NotIncidents
        } else if self.mapping.fields.contains_key(&IncidentField::Count) {
            Shape::Counts
        } else {
            Shape::Incidents
        };
        for field in [IncidentField::Source, IncidentField::Category] {
            if !self.mapping.fields.contains_key(&field) {
                missing.push(field);
            }
        }
        IncidentSuggestion {
            mapping: self.mapping,
            unplaced: self.left,
            missing,
            shape,
            why: self.why,
        }
    }
}
