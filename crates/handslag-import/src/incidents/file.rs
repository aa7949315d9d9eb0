//! A file of incidents, opened: its columns, and its rows one by one, as often as they are asked for.

use csv::StringRecord;

use super::collected::Collected;
use super::geojson;
use super::layer::{self, Layer};
use super::problem::IncidentProblem;
use crate::problem::{Problem, Problems, Row, RowProblem};
use crate::rows::{Budget, LineNumbers, check_quotes, text_of, unpacked};
use crate::table::{
    Sheet, Table, TableBudget, TablePlace, delimited, is_a_name, letters, read_table, unique,
};
use crate::table_problem::TableProblem;

/// How much of a stranger's file of incidents we are willing to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IncidentBudget {
    /// Text and JSON, after unpacking.
    pub text: Budget,
    /// Workbooks.
    pub table: TableBudget,
    /// Columns.
    pub columns: usize,
    /// Cells of JSON and layers, empty ones in between counted.
    pub cells: usize,
    /// What the rows of JSON and layers may take in memory, in bytes: three
    /// bytes of a file can be a row.
    pub held_bytes: usize,
}

impl Default for IncidentBudget {
    /// Twelve million rows and 1 GiB of text, a thousand columns and forty
    /// million cells in 4 GiB of memory; workbooks as everywhere.
    fn default() -> Self {
        Self {
            text: Budget {
                file_bytes: 1 << 30,
                rows: 12_000_000,
                ..Budget::default()
            },
            table: TableBudget::default(),
            columns: 1_000,
            cells: 40_000_000,
            held_bytes: 4 << 30,
        }
    }
}

/// What form a file has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// Text with cells between separators, perhaps packed.
    Text,
    /// A workbook.
    Workbook,
    /// GeoJSON.
    GeoJson,
    /// A layer of a GeoPackage.
    Layer,
}

/// A file of incidents, opened.
#[derive(Debug)]
pub struct IncidentFile {
    kind: FileKind,
    columns: Vec<String>,
    body: Body,
    /// Rows that are no incidents, with why.
    refused: Vec<RowProblem>,
    n_rows: u64,
    epsg: Option<u32>,
    days_from_1904: bool,
    sheets: Vec<Sheet>,
}

#[derive(Debug)]
enum Body {
    Text {
        text: String,
        delimiter: u8,
        /// Where the header's record begins.
        header: u64,
    },
    Rows(Vec<(Row, StringRecord)>),
}

type Each<'f> = dyn FnMut(Row, &StringRecord) -> Result<(), RowProblem> + 'f;

impl IncidentFile {
    /// Opens CSV or TSV (plain or gzip), XLSX or GeoJSON; the content decides
    /// which, not the name.
    ///
    /// # Errors
    /// What keeps the file from being read as any of them.
    pub fn open(
        bytes: &[u8],
        place: &TablePlace,
        budget: &IncidentBudget,
    ) -> Result<Self, Vec<RowProblem>> {
        let plain = unpacked(bytes, &budget.text).map_err(|problem| vec![problem])?;
        if plain.starts_with(b"PK") || plain.starts_with(b"\xd0\xcf\x11\xe0") {
            let table = read_table(&plain, place, &budget.table)?;
            return Self::of_table(table, budget).map_err(|problem| vec![problem]);
        }
        if plain.starts_with(b"SQLite format 3\0") {
            let problem = Problem::Incident(IncidentProblem::GeoPackage);
            return Err(vec![RowProblem::at(Row::File, problem)]);
        }
        let text = text_of(&plain, &budget.text).map_err(|problem| vec![problem])?;
        drop(plain);
        let opened = if text.trim_start().starts_with(['{', '[']) {
            let read = geojson::read(&text, budget);
            let (collected, epsg) = read.map_err(|problem| vec![problem])?;
            if collected.rows.is_empty() && !collected.refused.is_empty() {
                let mut problems = Problems::default();
                collected.refused.into_iter().for_each(|p| problems.push(p));
                return Err(problems.into_vec());
            }
            return Ok(Self::of_collected(FileKind::GeoJson, collected, Some(epsg)));
        } else {
            Self::of_text(text, place, budget)
        };
        opened.map_err(|problem| vec![problem])
    }

    /// A layer of a GeoPackage, as the database's reader hands it over.
    ///
    /// # Errors
    /// Every row whose geometry is not a point.
    pub fn of_layer(layer: &Layer, budget: &IncidentBudget) -> Result<Self, Vec<RowProblem>> {
        let collected = layer::read(layer, budget)?;
        Ok(Self::of_collected(
            FileKind::Layer,
            collected,
            Some(layer.epsg),
        ))
    }

    fn of_collected(kind: FileKind, collected: Collected, epsg: Option<u32>) -> Self {
        Self {
            kind,
            n_rows: (collected.rows.len() + collected.refused.len()) as u64,
            columns: collected.columns,
            refused: collected.refused,
            body: Body::Rows(collected.rows),
            epsg,
            days_from_1904: false,
            sheets: Vec::new(),
        }
    }

    fn of_table(table: Table, budget: &IncidentBudget) -> Result<Self, RowProblem> {
        check_columns(table.columns.len(), budget)?;
        let rows = table.rows.into_iter();
        let rows: Vec<_> = rows
            .map(|(row, cells)| (Row::Line(row), StringRecord::from(cells)))
            .collect();
        Ok(Self {
            kind: FileKind::Workbook,
            columns: table.columns,
            n_rows: rows.len() as u64,
            body: Body::Rows(rows),
            refused: Vec::new(),
            epsg: None,
            days_from_1904: table.days_from_1904,
            sheets: table.sheets,
        })
    }

    fn of_text(
        text: String,
        place: &TablePlace,
        budget: &IncidentBudget,
    ) -> Result<Self, RowProblem> {
        let n_lines = budget.text.check_lines(&text)?;
        if text.trim().is_empty() {
            return Err(RowProblem::at(Row::File, Problem::NothingInFile));
        }
        if text.trim_start().starts_with('<') {
            return Err(RowProblem::at(Row::File, Problem::WebPage));
        }
        let (text, delimiter) = delimited(text);
        check_quotes(&text, delimiter)?;
        let (header, names) = header(&text, delimiter, place, budget)?;
        Ok(Self {
            kind: FileKind::Text,
            columns: names,
            body: Body::Text {
                text,
                delimiter,
                header,
            },
            refused: Vec::new(),
            n_rows: n_lines.saturating_sub(1),
            epsg: None,
            days_from_1904: false,
            sheets: Vec::new(),
        })
    }

    /// What form the file has.
    #[must_use]
    pub fn kind(&self) -> FileKind {
        self.kind
    }

    /// The column names, each only once.
    #[must_use]
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// The position of a column, by its name without regard to case and spaces.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<usize> {
        let wanted = crate::mapping::folded(name);
        let mut names = self.columns.iter();
        names.position(|column| crate::mapping::folded(column) == wanted)
    }

    /// The coordinate system the file says it has.
    #[must_use]
    pub fn epsg(&self) -> Option<u32> {
        self.epsg
    }

    /// The sheets of a workbook.
    #[must_use]
    pub fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }

    /// Rows below the header; of a text, its lines.
    #[must_use]
    pub fn n_rows(&self) -> u64 {
        self.n_rows
    }

    /// The first few different values of each column, so that a person sees what is in it.
    #[must_use]
    pub fn examples(&self, n: usize) -> Vec<Vec<String>> {
        /// Rows looked at, and letters shown of a value.
        const LOOKED_AT: usize = 500;
        const LETTERS: usize = 60;
        let mut examples = vec![Vec::new(); self.columns.len()];
        let mut looked_at = 0;
        // Broken off by an error of our own: nothing is wrong with the file.
        let _ = self.each(&mut |_, cells| {
            for (seen, cell) in examples.iter_mut().zip(cells) {
                let cell: String = cell.trim().chars().take(LETTERS).collect();
                if seen.len() < n && !cell.is_empty() && !seen.contains(&cell) {
                    seen.push(cell);
                }
            }
            looked_at += 1;
            match looked_at < LOOKED_AT {
                true => Ok(()),
                false => Err(RowProblem::at(Row::File, Problem::NothingInFile)),
            }
        });
        examples
    }

    pub(crate) fn days_from_1904(&self) -> bool {
        self.days_from_1904
    }

    /// The rows that are no incidents, with why.
    pub(crate) fn refused(&self) -> &[RowProblem] {
        &self.refused
    }

    /// Goes through the rows that hold anything.
    pub(crate) fn each(&self, each: &mut Each<'_>) -> Result<(), RowProblem> {
        match &self.body {
            Body::Rows(rows) => rows.iter().try_for_each(|(row, cells)| each(*row, cells)),
            Body::Text {
                text,
                delimiter,
                header,
            } => each_record(text, *delimiter, |row, start, record| {
                let is_filled = || record.iter().any(|cell| !cell.trim().is_empty());
                match start > *header && is_filled() {
                    true => each(row, record),
                    false => Ok(()),
                }
            }),
        }
    }
}

/// Calls `each` with line, first byte and cells of every record.
fn each_record(
    text: &str,
    delimiter: u8,
    mut each: impl FnMut(Row, u64, &StringRecord) -> Result<(), RowProblem>,
) -> Result<(), RowProblem> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut lines = LineNumbers::new(text);
    let mut record = StringRecord::new();
    while reader
        .read_record(&mut record)
        .expect("cells of a text in memory are text")
    {
        let start = record.position().map_or(0, csv::Position::byte);
        let line = lines.of(usize::try_from(start).unwrap_or(usize::MAX));
        each(Row::Line(line), start, &record)?;
    }
    Ok(())
}

/// The first of the first twenty filled rows that is at least half as wide as
/// the widest of them and whose filled cells are names; or the row asked for.
fn header(
    text: &str,
    delimiter: u8,
    place: &TablePlace,
    budget: &IncidentBudget,
) -> Result<(u64, Vec<String>), RowProblem> {
    let mut first: Vec<(Row, u64, StringRecord)> = Vec::new();
    let stop = RowProblem::at(Row::File, Problem::Table(TableProblem::NoHeader));
    let wanted = place.header_row.map(Row::Line);
    // The walk is broken off by an error of our own when enough has been seen.
    let walked = each_record(text, delimiter, |row, start, record| {
        check_columns(record.len(), budget)?;
        let is_filled = record.iter().any(|cell| !cell.trim().is_empty());
        if wanted.is_some_and(|wanted| row > wanted) || first.len() == 20 {
            return Err(stop.clone());
        }
        if is_filled && wanted.is_none_or(|wanted| wanted == row) {
            first.push((row, start, record.clone()));
        }
        Ok(())
    });
    match walked {
        Err(problem) if problem != stop => return Err(problem),
        _ => {}
    }
    let filled = |record: &StringRecord| record.iter().filter(|c| !c.trim().is_empty()).count();
    let widest = first.iter().map(|(_, _, r)| filled(r)).max().unwrap_or(0);
    let is_header = |record: &StringRecord| {
        let mut cells = record.iter().map(str::trim).filter(|cell| !cell.is_empty());
        wanted.is_some() || (filled(record) * 2 >= widest && cells.all(is_a_name))
    };
    let found = first.into_iter().find(|(_, _, record)| is_header(record));
    let (_, start, record) = found.ok_or(stop)?;
    Ok((start, names(&record)))
}

/// The names of the columns; one without a name gets the letter of a spreadsheet.
fn names(record: &StringRecord) -> Vec<String> {
    let name = |(at, cell): (usize, &str)| match cell.trim() {
        "" => format!("({})", letters(at)),
        name => name.to_owned(),
    };
    unique(record.iter().enumerate().map(name))
}

fn check_columns(n_columns: usize, budget: &IncidentBudget) -> Result<(), RowProblem> {
    let limit = budget.columns;
    match n_columns > limit {
        true => {
            let problem = Problem::Incident(IncidentProblem::TooManyColumns { limit });
            Err(RowProblem::at(Row::File, problem))
        }
        false => Ok(()),
    }
}
