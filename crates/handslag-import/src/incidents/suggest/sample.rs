//! What the cells of each column look like, from the first rows.

use csv::StringRecord;

use crate::incidents::file::IncidentFile;
use crate::incidents::time::written;
use crate::mapping::DateOrder;
use crate::problem::{Problem, Row, RowProblem};

/// The first rows of a file.
pub(super) struct Sample<'f> {
    pub file: &'f IncidentFile,
    pub rows: Vec<StringRecord>,
}

impl<'f> Sample<'f> {
    const ROWS: usize = 2_000;

    pub fn of(file: &'f IncidentFile) -> Self {
        let mut rows = Vec::new();
        // Broken off by an error of our own: nothing is wrong with the file.
        let _ = file.each(&mut |_, cells| {
            rows.push(cells.clone());
            match rows.len() < Self::ROWS {
                true => Ok(()),
                false => Err(RowProblem::at(Row::File, Problem::NothingInFile)),
            }
        });
        Self { file, rows }
    }

    /// The filled cells of a column.
    pub fn cells(&self, column: &str) -> Vec<&str> {
        let Some(at) = self.file.column(column) else {
            return Vec::new();
        };
        let cells = self
            .rows
            .iter()
            .filter_map(|row| row.get(at))
            .map(str::trim);
        cells
            .filter(|cell| !cell.is_empty() && !cell.eq_ignore_ascii_case("NA"))
            .collect()
    }

    /// Whether a column has cells, and most of them are of a sort: the others are
    /// told when they are read.
    pub fn holds(&self, column: &str, is_one: impl Fn(&str) -> bool) -> bool {
        let cells = self.cells(column);
        let n = cells.iter().filter(|cell| is_one(cell)).count();
        n > 0 && n * 2 >= cells.len()
    }

    pub fn is_time(&self, column: &str) -> bool {
        let is_time = |cell: &str| {
            [DateOrder::DayFirst, DateOrder::MonthFirst]
                .into_iter()
                .any(|order| written(cell, order, false).is_ok())
        };
        self.holds(column, is_time)
    }

    pub fn is_number(&self, column: &str) -> bool {
        self.holds(column, |cell| {
            cell.replacen(',', ".", 1).parse::<f64>().is_ok()
        })
    }
}
