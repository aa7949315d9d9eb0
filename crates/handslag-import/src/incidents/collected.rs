//! Rows that are kept while a file with a form of its own is read: few bytes each, and never more than the budget.

use std::collections::HashMap;

use csv::StringRecord;

use super::file::IncidentBudget;
use super::problem::IncidentProblem;
use crate::problem::{Problem, Row, RowProblem};
use crate::table_problem::TableProblem;

/// What a row takes beside its cells: its number, and the record's own parts.
const ROW_BYTES: usize = 176;
/// What a cell takes beside its text, where the record has grown by doubling.
const CELL_BYTES: usize = 16;

/// Columns and rows, collected one value at a time.
#[derive(Debug)]
pub(crate) struct Collected {
    pub(crate) columns: Vec<String>,
    position: HashMap<String, usize>,
    pub(crate) rows: Vec<(Row, StringRecord)>,
    /// Rows that are no incidents, with why.
    pub(crate) refused: Vec<RowProblem>,
    n_cells: usize,
    n_bytes: usize,
    budget: IncidentBudget,
}

impl Collected {
    pub(crate) fn new(columns: &[&str], budget: IncidentBudget) -> Self {
        let names = columns.iter().map(|name| (*name).to_owned());
        Self {
            position: names.clone().zip(0..).collect(),
            columns: names.collect(),
            rows: Vec::new(),
            refused: Vec::new(),
            n_cells: 0,
            n_bytes: 0,
            budget,
        }
    }

    /// Adds a row of named values.
    pub(crate) fn add(
        &mut self,
        row: Row,
        first: &[&str],
        named: &[(String, String)],
    ) -> Result<(), RowProblem> {
        let mut cells: Vec<&str> = first.to_vec();
        for (name, value) in named {
            let at = self.column(row, name)?;
            if cells.len() <= at {
                cells.resize(at + 1, "");
            }
            cells[at] = value;
        }
        self.n_cells += cells.len();
        let limit = self.budget.cells;
        if self.n_cells > limit {
            return Err(RowProblem::at(
                row,
                Problem::Table(TableProblem::TooManyCells { limit }),
            ));
        }
        let text: usize = cells.iter().map(|cell| cell.len()).sum();
        self.hold(row, ROW_BYTES + CELL_BYTES * cells.len() + 2 * text)?;
        self.rows.push((row, StringRecord::from(cells)));
        Ok(())
    }

    /// Notes a row that is no incident; the others may still be taken in.
    pub(crate) fn refuse(&mut self, problem: RowProblem) -> Result<(), RowProblem> {
        self.hold(problem.row, ROW_BYTES + size_of::<RowProblem>())?;
        self.refused.push(problem);
        Ok(())
    }

    /// Makes sure that there is room for one more row of so many bytes.
    fn hold(&mut self, row: Row, bytes: usize) -> Result<(), RowProblem> {
        self.n_bytes += bytes;
        let limit = self.budget.held_bytes;
        if self.n_bytes > limit {
            let problem = Problem::Table(TableProblem::TooMuchToHold { limit });
            return Err(RowProblem::at(row, problem));
        }
        let limit = self.budget.text.rows;
        match self.rows.len() + self.refused.len() < limit {
            true => Ok(()),
            false => Err(RowProblem::at(row, Problem::TooManyRows { limit })),
        }
    }

    fn column(&mut self, row: Row, name: &str) -> Result<usize, RowProblem> {
        if let Some(at) = self.position.get(name) {
            return Ok(*at);
        }
        let limit = self.budget.columns;
        if self.columns.len() >= limit {
            let problem = Problem::Incident(IncidentProblem::TooManyColumns { limit });
            return Err(RowProblem::at(row, problem));
        }
        let at = self.columns.len();
        self.columns.push(name.to_owned());
        self.position.insert(name.to_owned(), at);
        Ok(at)
    }
}
