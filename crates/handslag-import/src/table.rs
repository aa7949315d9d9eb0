//! A table of activities from other people's CSV and XLSX files: column names, and rows with the number the user sees.
//!
//! Files are strangers (TRUST F6). A workbook is unpacked once through a
//! counting reader before anything parses it, cells are read one by one so that
//! a lone cell far away allocates nothing, and what the workbook says about
//! its own size is never believed.

mod workbook;

use std::collections::BTreeMap;

use jiff::Span;
use jiff::civil::Date;

use crate::problem::{Lang, Problem, Row, RowProblem};
use crate::rows::{Budget, LineNumbers, check_quotes, text_of, tidied};
use crate::table_problem::TableProblem;

/// A table as text: what a person sees in the cells.
///
/// Days from a workbook are written `2023-03-12`, times `21:15`, both
/// `2023-03-12 21:15`, and numbers with a decimal point.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The column names, each one only once; a second "Antal" is "Antal (2)".
    pub columns: Vec<String>,
    /// The rows that have any content, with the number the user sees in the
    /// file, and as many cells as there are columns, ends trimmed.
    pub rows: Vec<(u64, Vec<String>)>,
    /// Whether bare day numbers count from 1904, as in workbooks from old Macs.
    pub days_from_1904: bool,
    /// The sheets of a workbook, in its order.
    pub sheets: Vec<Sheet>,
}

/// A sheet of a workbook, or a layer of a GeoPackage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Which of the two it is.
    pub kind: SheetKind,
    /// Its rows below the column names, where they were counted.
    pub n_rows: Option<u64>,
    /// Whether it is the one that is read.
    pub is_read: bool,
}

/// A sheet of a workbook, or a layer of a GeoPackage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SheetKind {
    /// Of a workbook.
    Sheet,
    /// Of a GeoPackage.
    Layer,
}

impl Sheet {
    /// That it is not read, as a sentence.
    #[must_use]
    pub fn left_out_text(&self, lang: Lang) -> String {
        let name = &self.name;
        let rows = match (self.n_rows, lang) {
            (None, _) => String::new(),
            (Some(1), Lang::Sv) => " (1 rad)".to_owned(),
            (Some(n), Lang::Sv) => format!(" ({n} rader)"),
            (Some(1), Lang::En) => " (1 row)".to_owned(),
            (Some(n), Lang::En) => format!(" ({n} rows)"),
        };
        match (lang, self.kind) {
            (Lang::Sv, SheetKind::Sheet) => {
                format!("Bladet ”{name}”{rows} läses inte in. Välj det som blad för att läsa det.")
            }
            (Lang::Sv, SheetKind::Layer) => {
                format!("Lagret ”{name}”{rows} läses inte in. Välj det som blad för att läsa det.")
            }
            (Lang::En, SheetKind::Sheet) => format!(
                "The sheet “{name}”{rows} is not imported. Choose it as the sheet to import it."
            ),
            (Lang::En, SheetKind::Layer) => format!(
                "The layer “{name}”{rows} is not imported. Choose it as the sheet to import it."
            ),
        }
    }
}

impl Table {
    /// The position of a column, by its name without regard to case and spaces.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<usize> {
        let wanted = tidied(name).to_lowercase();
        self.columns
            .iter()
            .position(|column| column.to_lowercase() == wanted)
    }

    /// Some different values of a column, as they stand first.
    #[must_use]
    pub fn examples(&self, at: usize, most: usize) -> Vec<String> {
        let mut examples: Vec<String> = Vec::new();
        let cells = self.rows.iter().filter_map(|(_, cells)| cells.get(at));
        for cell in cells.filter(|cell| !cell.is_empty()) {
            if examples.len() == most {
                break;
            }
            if !examples.contains(cell) {
                examples.push(cell.clone());
            }
        }
        examples
    }
}

/// Which part of the file is the table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TablePlace {
    /// The sheet; the first visible one unless given.
    pub sheet: Option<String>,
    /// The row of the column names, the first being 1; found unless given.
    pub header_row: Option<u64>,
}

/// How much of a stranger's table we are willing to read (TRUST F6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TableBudget {
    /// Bytes of the file as it is.
    pub file_bytes: usize,
    /// Bytes of all parts of a workbook, unpacked.
    pub unpacked_bytes: usize,
    /// Parts of a workbook.
    pub parts: usize,
    /// Cells, counting empty ones and those of a full rectangle.
    pub cells: usize,
    /// Bytes of text in all cells together; a text shared by many cells counts for each.
    pub text_bytes: usize,
}

impl Default for TableBudget {
    /// 10 MB, 100 MB, 1,000 parts, two million cells and 50 MB of text.
    fn default() -> Self {
        Self {
            file_bytes: 10_000_000,
            unpacked_bytes: 100_000_000,
            parts: 1_000,
            cells: 2_000_000,
            text_bytes: 50_000_000,
        }
    }
}

/// Reads a table from CSV or XLSX; the content decides which, not the name.
///
/// CSV may be UTF-8, UTF-16 with a byte order mark or Windows-1252, separated
/// by semicolon, comma or tab. The header is the first row that looks like
/// column names; titles above it are passed over.
///
/// # Errors
/// Everything that keeps the table from being read, by row.
pub fn read_table(
    bytes: &[u8],
    place: &TablePlace,
    budget: &TableBudget,
) -> Result<Table, Vec<RowProblem>> {
    let limit = budget.file_bytes;
    let sparse = if bytes.len() > limit {
        Err(at_file(TableProblem::PackedTooLarge { limit }))
    } else if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        Err(at_file(TableProblem::OldOrLockedWorkbook))
    } else if bytes.starts_with(b"PK") {
        workbook::read(bytes, place, budget)
    } else {
        text_table(bytes, budget)
    };
    sparse
        .map_err(|problem| vec![problem])
        .and_then(|sparse| sparse.into_table(place.header_row, budget))
}

/// The day of an Excel day number, such as 44997 for 2023-03-12.
///
/// Excel believes that 1900 was a leap year, so day 60 and what lies before
/// it is never right and is refused.
pub(crate) fn day_of_number(number: i64, from_1904: bool) -> Option<Date> {
    let zero = match from_1904 {
        true => Date::constant(1904, 1, 1),
        false => Date::constant(1899, 12, 30),
    };
    (number > 60)
        .then(|| zero.checked_add(Span::new().try_days(number).ok()?).ok())
        .flatten()
}

fn at_file(problem: TableProblem) -> RowProblem {
    RowProblem::at(Row::File, Problem::Table(problem))
}

/// Filled rows among which the column names are looked for.
const LOOKED_AT: usize = 20;

/// Cells that hold something, by row and column from zero.
#[derive(Default)]
struct Sparse {
    rows: BTreeMap<u64, BTreeMap<usize, String>>,
    text_bytes: usize,
    days_from_1904: bool,
    sheets: Vec<Sheet>,
}

impl Sparse {
    /// Keeps a cell that holds something.
    fn put(
        &mut self,
        row: u64,
        column: usize,
        text: &str,
        budget: &TableBudget,
    ) -> Result<(), RowProblem> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(());
        }
        self.text_bytes += text.len();
        let limit = budget.text_bytes;
        if self.text_bytes > limit {
            let problem = Problem::Table(TableProblem::TooMuchText { limit });
            return Err(RowProblem::at(Row::Line(row), problem));
        }
        self.rows
            .entry(row)
            .or_default()
            .insert(column, text.to_owned());
        Ok(())
    }

    fn into_table(
        mut self,
        header_row: Option<u64>,
        budget: &TableBudget,
    ) -> Result<Table, Vec<RowProblem>> {
        let header = self
            .header(header_row)
            .map_err(|problem| vec![at_file(problem)])?;
        let below = self.rows.split_off(&(header + 1));
        let names = self.rows.remove(&header).unwrap_or_default();
        let positions: Vec<usize> = names.keys().copied().collect();
        let limit = budget.cells;
        if below.len().saturating_mul(positions.len()) > limit {
            return Err(vec![at_file(TableProblem::TooManyCells { limit })]);
        }
        let outside = outside(&below, &names);
        if !outside.is_empty() {
            return Err(outside);
        }
        let dense = |(row, mut cells): (u64, BTreeMap<usize, String>)| {
            let texts = positions
                .iter()
                .map(|at| cells.remove(at).unwrap_or_default());
            (row, texts.collect())
        };
        let n_rows = Some(below.len() as u64);
        for sheet in self.sheets.iter_mut().filter(|sheet| sheet.is_read) {
            sheet.n_rows = n_rows;
        }
        Ok(Table {
            columns: unique(names.into_values()),
            rows: below.into_iter().map(dense).collect(),
            days_from_1904: self.days_from_1904,
            sheets: self.sheets,
        })
    }

    /// The first of the first twenty filled rows that is at least half as wide
    /// as the widest of them and holds no number.
    fn header(&self, given: Option<u64>) -> Result<u64, TableProblem> {
        if let Some(row) = given {
            let filled = self.rows.contains_key(&row);
            return filled.then_some(row).ok_or(TableProblem::NoHeader);
        }
        let first = || self.rows.iter().take(LOOKED_AT);
        let widest = first().map(|(_, cells)| cells.len()).max().unwrap_or(0);
        first()
            .find(|(_, cells)| {
                cells.len() * 2 >= widest && cells.values().all(|text| is_a_name(text))
            })
            .map(|(row, _)| *row)
            .ok_or(TableProblem::NoHeader)
    }
}

/// Whether a text can be a column's name: not a number, a date or a time.
pub(crate) fn is_a_name(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
}

/// Every cell beside the table, at most 100 of them.
fn outside(
    rows: &BTreeMap<u64, BTreeMap<usize, String>>,
    names: &BTreeMap<usize, String>,
) -> Vec<RowProblem> {
    let cells = rows
        .iter()
        .flat_map(|(row, cells)| cells.iter().map(move |(at, text)| (*row, *at, text)));
    cells
        .filter(|(_, at, _)| !names.contains_key(at))
        .take(100)
        .map(|(row, at, text)| {
            let problem = Problem::Table(TableProblem::OutsideTable);
            RowProblem::in_column(Row::Line(row), &letters(at), text, problem)
        })
        .collect()
}

/// The letters of a column as a spreadsheet shows them: 0 is A, 26 is AA.
pub(crate) fn letters(mut at: usize) -> String {
    let mut reversed = Vec::new();
    loop {
        reversed.push(char::from(b'A' + u8::try_from(at % 26).unwrap_or(0)));
        match at / 26 {
            0 => break,
            more => at = more - 1,
        }
    }
    reversed.into_iter().rev().collect()
}

pub(crate) fn unique(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for name in names {
        let name = tidied(&name);
        let again = seen.entry(name.to_lowercase()).or_default();
        *again += 1;
        kept.push(match *again {
            1 => name,
            n => format!("{name} ({n})"),
        });
    }
    kept
}

fn text_table(bytes: &[u8], budget: &TableBudget) -> Result<Sparse, RowProblem> {
    let lines = Budget {
        file_bytes: budget.file_bytes,
        line_bytes: budget.file_bytes,
        rows: budget.cells,
    };
    let text = text_of(bytes, &lines)?;
    lines.check_lines(&text)?;
    if text.trim().is_empty() {
        return Err(RowProblem::at(Row::File, Problem::NothingInFile));
    }
    if text.trim_start().starts_with('<') {
        return Err(RowProblem::at(Row::File, Problem::WebPage));
    }
    let (text, delimiter) = delimited(text);
    check_quotes(&text, delimiter)?;
    let mut line_numbers = LineNumbers::new(&text);
    let (mut sparse, mut n_cells) = (Sparse::default(), 0);
    for record in records(&text, delimiter) {
        let start = record.position().map_or(0, csv::Position::byte);
        let line = line_numbers.of(usize::try_from(start).unwrap_or(usize::MAX));
        count(&mut n_cells, record.len(), budget)?;
        for (column, cell) in record.iter().enumerate() {
            sparse.put(line, column, cell, budget)?;
        }
    }
    Ok(sparse)
}

fn count(n_cells: &mut usize, more: usize, budget: &TableBudget) -> Result<(), RowProblem> {
    *n_cells += more;
    let limit = budget.cells;
    match *n_cells > limit {
        true => Err(at_file(TableProblem::TooManyCells { limit })),
        false => Ok(()),
    }
}

fn records(text: &str, delimiter: u8) -> impl Iterator<Item = csv::StringRecord> {
    csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes())
        .into_records()
        .map(|record| record.expect("cells of a text in memory are text"))
}

/// The text and what separates its cells: what Excel's `sep=` line says, else
/// the separator that gives most cells in rows of one and the same width.
pub(crate) fn delimited(text: String) -> (String, u8) {
    let first_line = text.lines().next().unwrap_or_default().trim();
    if let Some(&[separator]) = first_line.strip_prefix("sep=").map(str::as_bytes) {
        // The line stays as an empty one, so that line numbers stay right.
        let rest = text.find('\n').map_or("", |at| &text[at..]);
        return (rest.to_owned(), separator);
    }
    let delimiter = [b',', b'\t', b';']
        .into_iter()
        .max_by_key(|delimiter| evenness(&text, *delimiter))
        .unwrap_or(b';');
    (text, delimiter)
}

/// How many cells stand in rows of the commonest width, when that is more than one.
fn evenness(text: &str, delimiter: u8) -> usize {
    let mut rows_of_width: BTreeMap<usize, usize> = BTreeMap::new();
    for record in records(text, delimiter).take(50) {
        *rows_of_width.entry(record.len()).or_default() += 1;
    }
    rows_of_width
        .into_iter()
        .filter(|(width, _)| *width > 1)
        .map(|(width, rows)| width * rows)
        .max()
        .unwrap_or(0)
}
