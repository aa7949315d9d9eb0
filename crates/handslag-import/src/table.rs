//! A table of activities from other people's CSV and XLSX files: column names, and rows with the number the user sees.
//!
//! Files are strangers (TRUST F6). A workbook is unpacked once through a
//! counting reader before anything parses it, cells are read one by one so that
//! a lone cell far away allocates nothing, and what the workbook says about
//! its own size is never believed.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, Reader as _, SheetType, SheetVisible, Xlsx};
use handslag_domain::amount::Amount;
use jiff::Span;
use jiff::civil::Date;
use zip::ZipArchive;

use crate::problem::{Problem, Row, RowProblem};
use crate::rows::{Budget, LineNumbers, text_of, tidied};
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
        workbook(bytes, place, budget)
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

/// Cells that hold something, by row and column from zero.
#[derive(Default)]
struct Sparse {
    rows: BTreeMap<u64, BTreeMap<usize, String>>,
    text_bytes: usize,
    days_from_1904: bool,
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
        Ok(Table {
            columns: unique(names.into_values()),
            rows: below.into_iter().map(dense).collect(),
            days_from_1904: self.days_from_1904,
        })
    }

    /// The first of the first twenty filled rows that is at least half as wide
    /// as the widest of them and holds no number.
    fn header(&self, given: Option<u64>) -> Result<u64, TableProblem> {
        if let Some(row) = given {
            let filled = self.rows.contains_key(&row);
            return filled.then_some(row).ok_or(TableProblem::NoHeader);
        }
        let first = || self.rows.iter().take(20);
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

fn workbook(bytes: &[u8], place: &TablePlace, budget: &TableBudget) -> Result<Sparse, RowProblem> {
    check_container(bytes, budget)?;
    // The reader of workbooks has assertions that a crafted file can fail; such
    // a file is broken, and must not take the server with it.
    catch_unwind(AssertUnwindSafe(|| sheet(bytes, place, budget)))
        .unwrap_or_else(|_| Err(broken("the parts do not fit together")))
}

fn broken(detail: impl ToString) -> RowProblem {
    let detail = detail.to_string();
    at_file(TableProblem::BrokenWorkbook { detail })
}

/// Unpacks every part once, counting, before anything believes what is in it.
fn check_container(bytes: &[u8], budget: &TableBudget) -> Result<(), RowProblem> {
    let mut container = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    let limit = budget.parts;
    if container.len() > limit {
        return Err(at_file(TableProblem::TooManyParts { limit }));
    }
    let mut left = budget.unpacked_bytes as u64;
    let mut claims = Claims::default();
    for index in 0..container.len() {
        let part = container.by_index(index).map_err(broken)?;
        let mut content = Vec::new();
        part.take(left + 1)
            .read_to_end(&mut content)
            .map_err(broken)?;
        left = left
            .checked_sub(content.len() as u64)
            .ok_or_else(|| too_large(budget))?;
        claims.add(&content);
    }
    match claims.are_within(budget) {
        true => Ok(()),
        false => Err(at_file(TableProblem::TooManyFormats)),
    }
}

fn too_large(budget: &TableBudget) -> RowProblem {
    let limit = budget.unpacked_bytes;
    RowProblem::at(Row::File, Problem::FileTooLarge { limit })
}

/// What makes the workbook's reader set memory aside beyond what the file weighs.
#[derive(Default)]
struct Claims {
    /// The largest number of shared texts that a part says it has (`uniqueCount`).
    shared_texts_said: u128,
    /// Shared texts there are.
    shared_texts: usize,
    /// Other elements than cells and their texts; a format of five bytes takes some hundred.
    others: usize,
    /// The longest text without an element, in bytes.
    longest_text: usize,
}

impl Claims {
    /// The most formats that Excel can hold is 65,490, each with up to three elements.
    const OTHERS_AT_MOST: usize = 200_000;
    /// A cell of Excel holds 32,767 characters.
    const TEXT_BYTES_AT_MOST: usize = 1 << 20;
    /// Cells, texts and pivot records, which cost no more than they weigh.
    const LIGHT: [&[u8]; 27] = [
        b"row",
        b"c",
        b"v",
        b"f",
        b"is",
        b"t",
        b"r",
        b"rPr",
        b"sz",
        b"color",
        b"rFont",
        b"family",
        b"scheme",
        b"b",
        b"i",
        b"u",
        b"charset",
        b"vertAlign",
        b"strike",
        b"phoneticPr",
        b"rPh",
        b"n",
        b"s",
        b"x",
        b"d",
        b"m",
        b"e",
    ];

    fn add(&mut self, part: &[u8]) {
        let is_xml = part.trim_ascii_start().starts_with(b"<") || part.starts_with(b"\xef\xbb\xbf");
        for after in part.split(|byte| *byte == b'<') {
            if is_xml {
                self.longest_text = self.longest_text.max(after.len());
            }
            match local_name(after) {
                b"si" => self.shared_texts += 1,
                name if name.is_empty() || Self::LIGHT.contains(&name) => {}
                _ => self.others += 1,
            }
        }
        for (at, _) in part.iter().enumerate().filter(|(_, byte)| **byte == b'u') {
            if let Some(after) = part[at..].strip_prefix(b"uniqueCount") {
                self.shared_texts_said = self.shared_texts_said.max(number_in(after));
            }
        }
    }

    fn are_within(&self, budget: &TableBudget) -> bool {
        self.shared_texts_said <= budget.cells as u128
            && self.shared_texts <= budget.cells
            && self.others <= Self::OTHERS_AT_MOST
            && self.longest_text <= Self::TEXT_BYTES_AT_MOST
    }
}

/// The name of an element without its prefix; empty for an end tag.
fn local_name(after_bracket: &[u8]) -> &[u8] {
    let is_end = |byte: &u8| byte.is_ascii_whitespace() || b"/>?!".contains(byte);
    let length = after_bracket.iter().take(64).position(is_end).unwrap_or(0);
    let name = &after_bracket[..length];
    name.rsplit(|byte| *byte == b':').next().unwrap_or(name)
}

/// The number in an attribute's value.
fn number_in(after_name: &[u8]) -> u128 {
    let digits = after_name
        .iter()
        .skip_while(|byte| byte.is_ascii_whitespace() || b"='\"+".contains(byte))
        .take_while(|byte| byte.is_ascii_digit());
    digits.fold(0, |number: u128, digit| {
        number
            .saturating_mul(10)
            .saturating_add(u128::from(digit - b'0'))
    })
}

fn sheet(bytes: &[u8], place: &TablePlace, budget: &TableBudget) -> Result<Sparse, RowProblem> {
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let name = sheet_name(&book, place)?;
    let days_from_1904 = book.has_1904_epoch();
    let mut cells = book.worksheet_cells_reader(&name).map_err(broken)?;
    let mut sparse = Sparse {
        days_from_1904,
        ..Sparse::default()
    };
    let mut n_cells = 0;
    while let Some(cell) = cells.next_cell().map_err(broken)? {
        count(&mut n_cells, 1, budget)?;
        let (row, column) = cell.get_position();
        let text = text_of_cell(cell.get_value(), days_from_1904);
        sparse.put(u64::from(row) + 1, column as usize, &text, budget)?;
    }
    if sparse.rows.is_empty() {
        return Err(RowProblem::at(Row::File, Problem::NothingInFile));
    }
    Ok(sparse)
}

fn sheet_name<R: std::io::Read + std::io::Seek>(
    book: &Xlsx<R>,
    place: &TablePlace,
) -> Result<String, RowProblem> {
    let sheets = book.sheets_metadata();
    let is_table = |sheet: &&calamine::Sheet| sheet.typ == SheetType::WorkSheet;
    let found = match &place.sheet {
        Some(name) => sheets
            .iter()
            .filter(is_table)
            .find(|sheet| tidied(&sheet.name).to_lowercase() == tidied(name).to_lowercase()),
        None => sheets
            .iter()
            .filter(is_table)
            .find(|sheet| sheet.visible == SheetVisible::Visible),
    };
    found.map(|sheet| sheet.name.clone()).ok_or_else(|| {
        let sheets = sheets.iter().map(|sheet| sheet.name.clone()).take(50);
        let problem = TableProblem::NoSuchSheet {
            sheets: sheets.collect(),
        };
        let name = place.sheet.as_deref().unwrap_or_default();
        RowProblem::in_column(Row::File, "", name, Problem::Table(problem))
    })
}

fn text_of_cell(value: &DataRef, from_1904: bool) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number_text(*number),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(true) => "ja".to_owned(),
        DataRef::Bool(false) => "nej".to_owned(),
        DataRef::DateTime(time) => time_text(time.as_f64(), time.is_duration(), from_1904),
        DataRef::DateTimeIso(text) => text
            .replacen('T', " ", 1)
            .trim_end_matches(" 00:00:00")
            .to_owned(),
        DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
    }
}

/// A number as Excel shows it, with fifteen digits: 0.1 + 0.2 is 0.3. A cell
/// that is a number never means thousands, so 1.125 ends with a nought that says so.
fn number_text(number: f64) -> String {
    let shown = format!("{number:.14e}")
        .parse::<f64>()
        .unwrap_or(number)
        .to_string();
    match Amount::parse_by_machine(&shown) {
        Ok(amount) if number.fract() != 0.0 => amount.as_written(),
        _ => shown,
    }
}

/// A day, a time, both, or hours and minutes, from Excel's number of days.
fn time_text(days: f64, is_duration: bool, from_1904: bool) -> String {
    const SECONDS: f64 = 86_400.0;
    if !(0.0..3_000_000.0).contains(&days) {
        return number_text(days);
    }
    #[expect(clippy::cast_possible_truncation, reason = "below 3 million days")]
    let seconds = (days * SECONDS).round() as i64;
    let clock = |seconds: i64| {
        let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        match rest {
            0 => format!("{hours:02}:{minutes:02}"),
            _ => format!("{hours:02}:{minutes:02}:{rest:02}"),
        }
    };
    let (day, time) = (seconds / 86_400, seconds % 86_400);
    match day_of_number(day, from_1904) {
        _ if is_duration || day == 0 => clock(seconds),
        Some(day) if time == 0 => day.to_string(),
        Some(day) => format!("{day} {}", clock(time)),
        None => number_text(days),
    }
}
