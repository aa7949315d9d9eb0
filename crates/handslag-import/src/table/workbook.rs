//! The sheets of a workbook, unpacked and read as hostile.

use std::io::{Cursor, Read as _};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, Reader as _, SheetType, SheetVisible, Xlsx};
use handslag_domain::amount::Amount;
use zip::ZipArchive;

use super::{
    LOOKED_AT, Sheet, SheetKind, Sparse, TableBudget, TablePlace, at_file, count, day_of_number,
};
use crate::problem::{Problem, Row, RowProblem};
use crate::rows::tidied;
use crate::table_problem::TableProblem;

pub(super) fn read(
    bytes: &[u8],
    place: &TablePlace,
    budget: &TableBudget,
) -> Result<Sparse, RowProblem> {
    check_container(bytes, budget)?;
    // The reader of workbooks has assertions that a crafted file can fail; such
    // a file is broken, and must not take the server with it.
    catch_unwind(AssertUnwindSafe(|| sheet(bytes, place, budget)))
        .unwrap_or_else(|_| Err(at_file(TableProblem::BrokenWorkbook)))
}

/// The readers' own words are English, and of their own matters.
fn broken<E>(_: E) -> RowProblem {
    at_file(TableProblem::BrokenWorkbook)
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

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

fn sheet(bytes: &[u8], place: &TablePlace, budget: &TableBudget) -> Result<Sparse, RowProblem> {
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let name = sheet_name(&book, place)?;
    let mut sparse = Sparse {
        days_from_1904: book.has_1904_epoch(),
        ..Sparse::default()
    };
    let mut n_cells = 0;
    let days_from_1904 = sparse.days_from_1904;
    let mut cells = book.worksheet_cells_reader(&name).map_err(broken)?;
    while let Some(cell) = cells.next_cell().map_err(broken)? {
        count(&mut n_cells, 1, budget)?;
        let (row, column) = cell.get_position();
        let text = text_of_cell(cell.get_value(), days_from_1904);
        sparse.put(u64::from(row) + 1, column as usize, &text, budget)?;
    }
    drop(cells);
    if sparse.rows.is_empty() {
        return Err(RowProblem::at(Row::File, Problem::NothingInFile));
    }
    sparse.sheets = sheets(&mut book, &name, &mut n_cells, budget);
    Ok(sparse)
}

/// All sheets: nobody must believe that the file was read when one of them was.
fn sheets(
    book: &mut Book<'_>,
    read: &str,
    n_cells: &mut usize,
    budget: &TableBudget,
) -> Vec<Sheet> {
    let all = book.sheets_metadata().iter();
    let tables = all.filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let names: Vec<String> = tables.map(|sheet| sheet.name.clone()).collect();
    let sheet = |name: String| Sheet {
        is_read: name == read,
        n_rows: match name == read {
            // Those are known when the column names are found.
            true => None,
            false => n_rows(book, &name, n_cells, budget),
        },
        kind: SheetKind::Sheet,
        name,
    };
    names.into_iter().map(sheet).collect()
}

/// How many rows a sheet has below its column names; none when more cells would
/// have to be read than the budget has.
fn n_rows(
    book: &mut Book<'_>,
    name: &str,
    n_cells: &mut usize,
    budget: &TableBudget,
) -> Option<u64> {
    let mut cells = book.worksheet_cells_reader(name).ok()?;
    let mut first = Sparse::default();
    let (mut n_filled, mut last) = (0, 0);
    while let Some(cell) = cells.next_cell().ok()? {
        count(n_cells, 1, budget).ok()?;
        let (row, column) = cell.get_position();
        let row = u64::from(row) + 1;
        let text = text_of_cell(cell.get_value(), false);
        if text.trim().is_empty() {
            continue;
        }
        if row != last {
            (n_filled, last) = (n_filled + 1, row);
        }
        if n_filled <= LOOKED_AT as u64 {
            first.put(row, column as usize, &text, budget).ok()?;
        }
    }
    // Without column names there is no table, and every row is told.
    let header = first.header(None).unwrap_or(0);
    let above = first.rows.range(..=header).count() as u64;
    Some(n_filled - above)
}

fn sheet_name(book: &Book<'_>, place: &TablePlace) -> Result<String, RowProblem> {
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
