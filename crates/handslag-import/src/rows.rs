//! What every reader shares: limits, progress, text from bytes, rows with their line numbers, and the outcome.

use std::collections::BTreeMap;
use std::io::Read as _;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use flate2::read::MultiGzDecoder;

use crate::problem::{Lang, Problem, Row, RowProblem};

/// How much of other people's files we are willing to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Bytes in the file after unpacking.
    pub file_bytes: usize,
    /// Bytes in one line of a table or of line-wise JSON.
    pub line_bytes: usize,
    /// Rows, or items of a list.
    pub rows: usize,
}

impl Default for Budget {
    /// 256 MiB, 1 MiB and two million: ten times the largest file we know of
    /// (three and a half years of police notices, 25 MB unpacked).
    fn default() -> Self {
        Self {
            file_bytes: 256 << 20,
            line_bytes: 1 << 20,
            rows: 2_000_000,
        }
    }
}

impl Budget {
    /// Reads a stream, but never more than the limit, so that the caller need not trust its size.
    ///
    /// # Errors
    /// What the stream says. A stream that is too long is cut one byte after
    /// the limit, and the reader it is given to reports it.
    pub fn read(&self, stream: impl std::io::Read) -> std::io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        stream
            .take(self.file_bytes as u64 + 1)
            .read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn check_size(&self, bytes: &[u8]) -> Result<(), RowProblem> {
        let limit = self.file_bytes;
        if bytes.len() > limit {
            return Err(RowProblem::at(Row::File, Problem::FileTooLarge { limit }));
        }
        Ok(())
    }

    /// Checks lengths and number of lines; returns the number.
    pub(crate) fn check_lines(&self, text: &str) -> Result<u64, RowProblem> {
        let mut count = 0;
        for line in text.lines() {
            count += 1;
            if line.len() > self.line_bytes {
                let limit = self.line_bytes;
                return Err(RowProblem::at(
                    Row::Line(count),
                    Problem::LineTooLong { limit },
                ));
            }
        }
        self.check_rows(usize::try_from(count).unwrap_or(usize::MAX))?;
        Ok(count)
    }

    pub(crate) fn check_rows(&self, rows: usize) -> Result<(), RowProblem> {
        let limit = self.rows;
        if rows > limit {
            return Err(RowProblem::at(Row::File, Problem::TooManyRows { limit }));
        }
        Ok(())
    }
}

/// How far a reading has come, in rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Rows read.
    pub done: u64,
    /// Rows in the file.
    pub total: u64,
}

/// Tells the caller now and then how far a reading has come.
pub(crate) struct Ticker<'a> {
    progress: Progress,
    tell: &'a mut dyn FnMut(Progress),
}

impl<'a> Ticker<'a> {
    const EVERY_ROWS: u64 = 1_000;

    pub(crate) fn new(total: u64, tell: &'a mut dyn FnMut(Progress)) -> Self {
        let progress = Progress { done: 0, total };
        tell(progress);
        Self { progress, tell }
    }

    pub(crate) fn row(&mut self) {
        self.progress.done = (self.progress.done + 1).min(self.progress.total);
        if self.progress.done.is_multiple_of(Self::EVERY_ROWS) {
            (self.tell)(self.progress);
        }
    }

    pub(crate) fn finish(mut self) {
        self.progress.done = self.progress.total;
        (self.tell)(self.progress);
    }
}

/// Everything read from a file without a single problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read<T> {
    /// What was read, in an order that does not depend on the order in the file.
    pub items: Vec<T>,
    /// How many rows with content the file has, the header not counted.
    pub rows: u64,
    /// What was merged or left out, and how often.
    pub notes: Vec<Note>,
}

/// Everything, or all the problems: a file is never taken in part.
pub type Outcome<T> = Result<Read<T>, Vec<RowProblem>>;

/// Something the reader did that a person may want to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Note {
    /// What.
    pub kind: NoteKind,
    /// How many rows.
    pub count: u64,
}

impl Note {
    /// The note as a sentence.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        crate::sentences::note(*self, lang)
    }
}

/// What a reader can do to a row on its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoteKind {
    /// The answer held nothing. That is no sign that anything was deleted.
    NothingInAnswer,
    /// The same row stood more than once with the same value, and is kept once.
    SameRowAgain,
    /// A row with zero stood beside a row with a number, which was kept.
    ZeroBesideNumber,
    /// A row with `..` stood beside a row with a figure, which was kept.
    MissingBesideFigure,
    /// A preliminary row stood beside a final one, which was kept.
    PreliminaryBesideFinal,
    /// A row without a number of inhabitants was left out.
    WithoutInhabitants,
    /// A municipality code had lost its leading zero and got it back.
    LeadingZeroRestored,
    /// An older version of a notice stood beside a newer one, which was kept.
    OlderVersion,
    /// A notice whose heading is written in a way we do not know; kept without its parts.
    UnknownHeading,
    /// A group that is not of municipalities like one of them was left out.
    OtherGroup,
}

/// Counts notes while a file is read.
#[derive(Debug, Default)]
pub struct Notes(BTreeMap<NoteKind, u64>);

impl Notes {
    /// One more row of this kind.
    pub fn add(&mut self, kind: NoteKind) {
        *self.0.entry(kind).or_default() += 1;
    }

    /// The notes with their counts.
    #[must_use]
    pub fn into_vec(self) -> Vec<Note> {
        let note = |(kind, count)| Note { kind, count };
        self.0.into_iter().map(note).collect()
    }
}

/// Unpacks gzip if the bytes are packed, within the budget.
pub(crate) fn unpacked(bytes: &[u8], budget: &Budget) -> Result<Vec<u8>, RowProblem> {
    let plain = if bytes.starts_with(&[0x1f, 0x8b]) {
        budget
            .read(MultiGzDecoder::new(bytes))
            .map_err(|_| RowProblem::at(Row::File, Problem::BrokenGzip))?
    } else {
        budget.check_size(bytes)?;
        bytes.to_vec()
    };
    budget.check_size(&plain)?;
    Ok(plain)
}

/// Text from bytes in the encoding the file itself shows.
///
/// A byte order mark decides; otherwise valid UTF-8 is UTF-8, and anything
/// else is ISO-8859-1 (read as its superset Windows-1252), the encoding of
/// Brå's older files. A damaged UTF-8 file would turn into "StÃ¶ld" that way
/// and is refused.
pub(crate) fn text_of(bytes: &[u8], budget: &Budget) -> Result<String, RowProblem> {
    budget.check_size(bytes)?;
    let problem = |problem| Err(RowProblem::at(Row::File, problem));
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None if std::str::from_utf8(bytes).is_ok() => UTF_8,
        None => WINDOWS_1252,
    };
    let (text, _, malformed) = encoding.decode(bytes);
    if text.contains('\0') {
        return problem(Problem::NotText);
    }
    let swedish_twice_encoded = ["Ã¥", "Ã¤", "Ã¶", "Ã…", "Ã„", "Ã–"];
    let mixed = encoding == WINDOWS_1252 && swedish_twice_encoded.iter().any(|s| text.contains(s));
    if malformed || mixed {
        return problem(Problem::MixedEncoding);
    }
    Ok(text.into_owned())
}

/// A text file of separated cells, each row with its line.
#[derive(Debug)]
pub(crate) struct Cells {
    /// Column names, trimmed.
    pub(crate) header: Vec<String>,
    /// Rows with the line they begin on; the cells as written.
    pub(crate) rows: Vec<(Row, csv::StringRecord)>,
}

impl Cells {
    /// More than any table of figures has: a column for each month of eighty years.
    const CELLS_AT_MOST: usize = 1_000;

    /// Splits text on semicolons if its first line has one, else on commas.
    ///
    /// Empty lines and cells that are empty beyond the header are dropped.
    /// Quoted cells may hold line breaks.
    pub(crate) fn of(text: &str, budget: &Budget) -> Result<Self, RowProblem> {
        budget.check_lines(text)?;
        let first_line = text.lines().find(|line| !line.trim().is_empty());
        let Some(first_line) = first_line else {
            return Err(RowProblem::at(Row::File, Problem::NothingInFile));
        };
        if first_line.trim_start().starts_with('<') {
            return Err(RowProblem::at(Row::File, Problem::WebPage));
        }
        let delimiter = if first_line.contains(';') { b';' } else { b',' };
        check_quotes(text, delimiter)?;
        let records = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes())
            .into_records()
            .map(|record| record.expect("cells of a text in memory are text"));
        let mut lines = LineNumbers::new(text);
        let (mut header, mut rows) = (None, Vec::new());
        for record in records {
            let start = record.position().map_or(0, csv::Position::byte);
            let row = Row::Line(lines.of(usize::try_from(start).unwrap_or(usize::MAX)));
            if record.len() > Self::CELLS_AT_MOST {
                let limit = Self::CELLS_AT_MOST;
                return Err(RowProblem::at(row, Problem::TooManyCells { limit }));
            }
            if record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            match header {
                None => header = Some(record.iter().map(|name| name.trim().to_owned()).collect()),
                Some(_) => rows.push((row, record)),
            }
        }
        Ok(Self {
            header: header.unwrap_or_default(),
            rows,
        })
    }

    /// The position of a column, by its name without regard to case.
    pub(crate) fn column(&self, name: &str) -> Option<usize> {
        let lower = name.to_lowercase();
        self.header.iter().position(|h| h.to_lowercase() == lower)
    }

    /// The cells of a row if there are as many as in the header; empty ones beyond are ignored.
    pub(crate) fn whole<'r>(
        &self,
        row: Row,
        record: &'r csv::StringRecord,
    ) -> Result<Vec<&'r str>, RowProblem> {
        let mut cells: Vec<&str> = record.iter().map(str::trim).collect();
        let expected = self.header.len();
        while cells.len() > expected && cells.last().is_some_and(|cell| cell.is_empty()) {
            cells.pop();
        }
        let found = cells.len();
        if found != expected {
            let problem = Problem::WrongNumberOfCells { expected, found };
            return Err(RowProblem::at(row, problem));
        }
        Ok(cells)
    }
}

/// Refuses a quotation mark that opens a cell and swallows what follows it: the
/// cell goes on over lines, and ends with the file or in the middle of a text.
/// What is quoted within one line is read as spreadsheets read it.
pub(crate) fn check_quotes(text: &str, delimiter: u8) -> Result<(), RowProblem> {
    let bytes = text.as_bytes();
    let ends_cell = |at: usize| match bytes.get(at) {
        None => true,
        Some(byte) => *byte == delimiter || matches!(byte, b'\n' | b'\r'),
    };
    let mut at = 0;
    while let Some(opens) = next_quote(bytes, at) {
        at = opens + 1;
        if opens > 0 && !ends_cell(opens - 1) {
            // Within a cell it is a sign like others.
            continue;
        }
        let mut closes = next_quote(bytes, at);
        while let Some(twice) = closes.filter(|at| bytes.get(at + 1) == Some(&b'"')) {
            closes = next_quote(bytes, twice + 2);
        }
        let end = closes.unwrap_or(bytes.len());
        let is_closed = closes.is_some_and(|closes| ends_cell(closes + 1));
        if !is_closed && bytes[at..end].contains(&b'\n') {
            let line = LineNumbers::new(text).of(opens);
            return Err(RowProblem::at(Row::Line(line), Problem::OpenQuote));
        }
        at = end + 1;
    }
    Ok(())
}

fn next_quote(bytes: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    Some(from + rest.iter().position(|byte| *byte == b'"')?)
}

/// Line numbers of growing byte positions. The CSV reader's own count is off
/// after empty lines and Windows line ends, because it looks before skipping them.
pub(crate) struct LineNumbers<'a> {
    text: &'a [u8],
    at: usize,
    line: u64,
}

impl<'a> LineNumbers<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self {
            text: text.as_bytes(),
            at: 0,
            line: 1,
        }
    }

    /// The line of the first character at or after `start` that is not a line end.
    pub(crate) fn of(&mut self, start: usize) -> u64 {
        while let Some(byte) = self.text.get(self.at) {
            if self.at >= start && !matches!(byte, b'\n' | b'\r') {
                break;
            }
            self.line += u64::from(*byte == b'\n');
            self.at += 1;
        }
        self.line
    }
}

/// White space made single, ends trimmed: categories and names differ in it between files.
pub(crate) fn tidied(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    fn cells(text: &str) -> Vec<(u64, Vec<String>)> {
        let cells = Cells::of(text, &Budget::default()).unwrap();
        let line = |row| match row {
            Row::Line(line) => line,
            other => panic!("{other:?}"),
        };
        cells
            .rows
            .iter()
            .map(|(row, record)| (line(*row), record.iter().map(str::to_owned).collect()))
            .collect()
    }

    fn lines_of(text: &str) -> Vec<u64> {
        cells(text).into_iter().map(|(line, _)| line).collect()
    }

    #[test]
    fn every_row_knows_its_line() {
        assert_eq!(lines_of("a;b\n1;2\n3;4\n"), [2, 3]);
        assert_eq!(lines_of("a;b\r\n1;2\r\n3;4\r\n"), [2, 3]);
        assert_eq!(lines_of("\n\na;b\n\n\n1;2\n\n3;4"), [6, 8]);
        assert_eq!(lines_of("a,b\n\"1\n\n1\",2\n3,4\n"), [2, 5]);
        assert_eq!(lines_of("a;b\r\n\r\n1;2\r\n;\r\n3;4"), [3, 5]);
    }

    #[test]
    fn a_quotation_mark_that_swallows_rows_is_told_where_it_opens() {
        let opened = |text: &str| check_quotes(text, b',').err().map(|problem| problem.row);
        let swallows = "a,b\n1,2\n3,\"Klotter\n4,5\n";
        assert_eq!(opened(swallows), Some(Row::Line(3)));
        let until_the_next = "a,b\n3,\"Klotter\n4,5\n6,\"Stök\"\n";
        assert_eq!(opened(until_the_next), Some(Row::Line(2)));
        for sound in [
            "a,b\n1,\"two\nlines\"\n",
            "a,b\r\n\"1\",\"say \"\"no\"\"\nto it\"\r\n",
            "a,b\n5\" tube,\"x\"\n",
            "a,b\n\"loose\" end,2\n3,4\n",
            "a,b\n1,\"\"\n",
        ] {
            assert_eq!(opened(sound), None, "{sound}");
        }
        assert!(Cells::of(swallows, &Budget::default()).is_err());
    }

    #[test]
    fn the_encoding_is_the_one_the_file_shows() {
        let utf16: Vec<u8> = "\u{feff}Lidköping"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        for bytes in [
            "Lidköping".as_bytes(),
            b"Lidk\xf6ping",
            b"\xef\xbb\xbfLidk\xc3\xb6ping",
            &utf16,
        ] {
            assert_eq!(text_of(bytes, &Budget::default()).unwrap(), "Lidköping");
        }
    }

    #[test]
    fn damaged_and_binary_files_are_refused() {
        let problem = |bytes: &[u8]| text_of(bytes, &Budget::default()).unwrap_err().problem;
        assert_eq!(problem(b"St\xc3\xb6ld\xff"), Problem::MixedEncoding);
        assert_eq!(problem(b"\xef\xbb\xbfSt\xf6ld"), Problem::MixedEncoding);
        assert_eq!(problem(b"PK\x03\x04\0\0"), Problem::NotText);
    }

    #[test]
    fn limits_are_kept_also_when_a_small_file_unpacks_to_a_large_one() {
        let budget = Budget {
            file_bytes: 1000,
            line_bytes: 20,
            rows: 3,
        };
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        packer.write_all(&[b'a'; 100_000]).unwrap();
        let bomb = packer.finish().unwrap();
        assert!(bomb.len() < 1000);
        let too_large = Problem::FileTooLarge { limit: 1000 };
        assert_eq!(unpacked(&bomb, &budget).unwrap_err().problem, too_large);
        assert_eq!(
            unpacked(&[b'a'; 1001], &budget).unwrap_err().problem,
            too_large
        );
        assert_eq!(budget.read(&[b'a'; 5000][..]).unwrap().len(), 1001);

        let long = Cells::of("a;b\nabcdefghijklmnopqrstuv;1\n", &budget).unwrap_err();
        assert_eq!(long.problem, Problem::LineTooLong { limit: 20 });
        assert_eq!(long.row, Row::Line(2));
        let wide = ";".repeat(1_000);
        let wide = Cells::of(&format!("a;b\n{wide}"), &Budget::default()).unwrap_err();
        assert_eq!(wide.problem, Problem::TooManyCells { limit: 1_000 });
        assert_eq!(wide.row, Row::Line(2));
        let many = Cells::of("a\n1\n2\n3\n", &budget).unwrap_err();
        assert_eq!(many.problem, Problem::TooManyRows { limit: 3 });
    }

    #[test]
    fn broken_packing_is_said() {
        let broken = unpacked(&[0x1f, 0x8b, 8, 0, 1, 2, 3], &Budget::default());
        assert_eq!(broken.unwrap_err().problem, Problem::BrokenGzip);
    }

    #[test]
    fn progress_begins_at_nothing_and_ends_at_all() {
        let mut told = Vec::new();
        let mut tell = |progress: Progress| told.push((progress.done, progress.total));
        let mut ticker = Ticker::new(2500, &mut tell);
        (0..2500).for_each(|_| ticker.row());
        ticker.finish();
        assert_eq!(told, [(0, 2500), (1000, 2500), (2000, 2500), (2500, 2500)]);
    }
}
