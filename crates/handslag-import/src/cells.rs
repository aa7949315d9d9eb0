//! What a row of a table holds in the columns that a mapping names.

use std::collections::BTreeMap;
use std::fmt::Display;

use handslag_domain::amount::Amount;

use crate::mapping::{Source, folded, nearest};
use crate::problem::{Problem, Row, RowProblem};
use crate::table::Table;
use crate::table_problem::TableProblem;
use crate::written::NoAmount;

/// One field's place in the table.
pub(crate) struct Column<'a> {
    /// The column's name, or the field's if the value is fixed.
    pub label: String,
    source: &'a Source,
    /// Its words, folded.
    words: BTreeMap<String, &'a str>,
    /// `None` when the value is fixed.
    at: Option<usize>,
}

/// What a cell holds, and where it stands.
pub(crate) struct Taken<'a> {
    column: &'a Column<'a>,
    row: Row,
    /// As in the file.
    pub raw: &'a str,
    /// Translated by the mapping's words.
    pub text: &'a str,
}

impl<'a> Column<'a> {
    pub(crate) fn of(field: &dyn Display, source: &'a Source, table: &Table) -> Self {
        let words = source.words.iter();
        let column = source.column.as_deref();
        Self {
            label: column.map_or_else(|| field.to_string(), str::to_owned),
            source,
            words: words
                .map(|(word, meaning)| (folded(word), meaning.as_str()))
                .collect(),
            at: column.and_then(|name| table.column(name)),
        }
    }

    /// Whether every row has the same.
    pub(crate) fn is_fixed(&self) -> bool {
        self.at.is_none()
    }

    /// What a row holds here.
    pub(crate) fn take(&'a self, row: Row, cells: &'a [String]) -> Taken<'a> {
        let raw = match self.at {
            Some(at) => cells.get(at).map_or("", String::as_str),
            None => self.source.value.as_deref().unwrap_or_default(),
        };
        Taken {
            column: self,
            row,
            raw,
            text: self.translated(raw),
        }
    }

    fn translated<'t>(&'t self, text: &'t str) -> &'t str {
        let word = match self.words.is_empty() {
            true => None,
            false => self.words.get(&folded(text)).copied(),
        };
        match word.unwrap_or(text).trim() {
            "-" | "–" => "",
            text => text,
        }
    }
}

impl Taken<'_> {
    pub(crate) fn problem(&self, problem: TableProblem) -> RowProblem {
        self.other_problem(Problem::Table(problem))
    }

    pub(crate) fn other_problem(&self, problem: Problem) -> RowProblem {
        RowProblem::in_column(self.row, &self.column.label, self.raw, problem)
    }

    /// The same without the value, which a log must not hold.
    pub(crate) fn refused(&self, found: String) -> RowProblem {
        let problem = Problem::Table(TableProblem::TextRefused { found });
        RowProblem::in_column(self.row, &self.column.label, "", problem)
    }

    pub(crate) fn amount(
        &self,
        read: fn(&str) -> Result<Amount, NoAmount>,
    ) -> Result<Amount, RowProblem> {
        read(self.text).map_err(|error| match error {
            NoAmount::NotANumber => self.problem(TableProblem::NotAnAmount),
            NoAmount::MayBeThousands => self.problem(TableProblem::MayBeThousands),
            NoAmount::Negative => self.other_problem(Problem::Negative),
        })
    }

    /// The items of a list, each translated.
    pub(crate) fn items(&self) -> impl Iterator<Item = &str> {
        let separator = self.column.source.separator.as_deref();
        let parts: Vec<&str> = match separator.filter(|text| !text.is_empty()) {
            Some(separator) => self.text.split(separator).collect(),
            None => self.text.split([',', ';', '\n']).collect(),
        };
        parts
            .into_iter()
            .map(|part| self.column.translated(part.trim()))
            .filter(|part| !part.is_empty())
    }
}

/// A formula's error, which is neither empty nor a value.
pub(crate) fn is_formula_error(raw: &str) -> bool {
    const ERRORS: [&str; 10] = [
        "#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#DATA!", "#SPILL!",
        "#SAKNAS!",
    ];
    raw.starts_with('#') && ERRORS.contains(&raw.to_uppercase().as_str())
}

/// Rows whose first filled cell says one of some words: "Summa".
pub(crate) struct SkippedRows(Vec<String>);

impl SkippedRows {
    pub(crate) fn of(words: &[String]) -> Self {
        Self(words.iter().map(|word| folded(word)).collect())
    }

    pub(crate) fn has(&self, cells: &[String]) -> bool {
        let first = cells.iter().find(|cell| !cell.is_empty());
        first.is_some_and(|cell| {
            let word = folded(cell);
            self.0
                .iter()
                .any(|skip| *skip == word.trim_end_matches(':'))
        })
    }
}

/// The thing whose id or name this is, whatever its case.
pub(crate) fn by_name<'k, I: ToString>(text: &str, known: &'k [(I, String)]) -> Option<&'k I> {
    let word = folded(text);
    known
        .iter()
        .find(|(id, name)| folded(&id.to_string()) == word || folded(name) == word)
        .map(|(id, _)| id)
}

/// The names most like it.
pub(crate) fn nearest_of<I>(text: &str, known: &[(I, String)]) -> Vec<String> {
    nearest(text, known.iter().map(|(_, name)| name.as_str()))
}
