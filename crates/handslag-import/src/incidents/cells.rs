//! A field's column, and what a row holds in it.

use std::collections::HashMap;

use csv::StringRecord;

use super::file::IncidentFile;
use super::mapping::{IncidentField, IncidentMapping};
use super::problem::IncidentProblem;
use crate::mapping::folded;
use crate::problem::{Problem, Row, RowProblem};
use crate::table_problem::TableProblem;

/// Where a field comes from, found once for all rows.
#[derive(Debug)]
pub(crate) struct Column<'m> {
    /// The column's name, or the field's if the value is fixed.
    label: String,
    from: From<'m>,
    /// The file's words and what they mean, folded.
    words: HashMap<String, &'m str>,
    missing: &'m [String],
}

#[derive(Clone, Copy, Debug)]
enum From<'m> {
    Cell(usize),
    Fixed(&'m str),
}

/// What a row holds in a column.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Taken<'r> {
    pub(crate) row: Row,
    label: &'r str,
    /// As in the file.
    pub(crate) raw: &'r str,
    /// Translated by the mapping's words; empty when it is missing.
    pub(crate) text: &'r str,
}

impl<'m> Column<'m> {
    pub(crate) fn of(
        field: &IncidentField,
        mapping: &'m IncidentMapping,
        file: &IncidentFile,
    ) -> Option<Self> {
        let source = mapping.fields.get(field)?;
        let from = match (&source.value, source.column.as_deref()) {
            (Some(value), _) => From::Fixed(value.trim()),
            (None, column) => From::Cell(file.column(column?)?),
        };
        let words = source.words.iter();
        Some(Self {
            label: source.column.clone().unwrap_or_else(|| field.to_string()),
            from,
            words: words
                .map(|(word, meaning)| (folded(word), meaning.trim()))
                .collect(),
            missing: &mapping.missing,
        })
    }

    /// The column's name, or the field's if the value is fixed.
    pub(crate) fn label(&self) -> &str {
        &self.label
    }

    /// What a row holds here.
    pub(crate) fn take<'r>(&'r self, row: Row, cells: &'r StringRecord) -> Taken<'r> {
        let raw = match self.from {
            From::Cell(at) => cells.get(at).unwrap_or_default().trim(),
            From::Fixed(value) => value,
        };
        Taken {
            row,
            label: &self.label,
            raw,
            text: self.translated(raw),
        }
    }

    fn translated<'r>(&'r self, raw: &'r str) -> &'r str {
        if raw.is_empty()
            || self
                .missing
                .iter()
                .any(|word| raw.eq_ignore_ascii_case(word))
        {
            return "";
        }
        match self.words.is_empty() {
            true => raw,
            false => self.words.get(&folded(raw)).copied().unwrap_or(raw),
        }
    }
}

impl<'r> Taken<'r> {
    /// A value that stands by its name and not in a column.
    pub(crate) fn of(row: Row, label: &'r str, text: &'r str) -> Self {
        Self {
            row,
            label,
            raw: text,
            text,
        }
    }
}

impl Taken<'_> {
    /// Whether there is nothing.
    pub(crate) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    pub(crate) fn problem(&self, problem: IncidentProblem) -> RowProblem {
        self.other(Problem::Incident(problem))
    }

    pub(crate) fn table(&self, problem: TableProblem) -> RowProblem {
        self.other(Problem::Table(problem))
    }

    pub(crate) fn other(&self, problem: Problem) -> RowProblem {
        RowProblem::in_column(self.row, self.label, self.raw, problem)
    }

    /// A number of degrees, metres or feet; a comma is a decimal sign.
    pub(crate) fn coordinate(&self) -> Result<f64, RowProblem> {
        let parsed = match self.text.contains(',') {
            true => self.text.replacen(',', ".", 1).parse::<f64>(),
            false => self.text.parse::<f64>(),
        };
        let number = parsed.ok().filter(|number| number.is_finite());
        number.ok_or_else(|| self.problem(IncidentProblem::NotACoordinate))
    }

    /// A whole number of things, zero or more; `3.0` is three.
    pub(crate) fn count(&self) -> Result<u32, RowProblem> {
        let plain: String = self.text.chars().filter(|c| !c.is_whitespace()).collect();
        let whole = match plain.split_once('.') {
            Some((whole, zeros)) if !zeros.is_empty() && zeros.bytes().all(|b| b == b'0') => {
                // `4.000` may be four thousand.
                (zeros.len() < 3).then_some(whole)
            }
            Some(_) => None,
            None => Some(plain.as_str()),
        };
        let digits = whole.filter(|text| text.bytes().all(|b| b.is_ascii_digit()));
        let number = digits.and_then(|text| text.parse().ok());
        number.ok_or_else(|| self.problem(IncidentProblem::NotACount))
    }

    /// A whole number in a part of a time; `7.0` is seven.
    pub(crate) fn part<T: std::str::FromStr>(&self) -> Result<T, RowProblem> {
        let plain = self.text.strip_suffix(".0").unwrap_or(self.text);
        let number = plain.parse().ok();
        number.ok_or_else(|| self.problem(IncidentProblem::NotAPartOfTime))
    }
}
