//! One row of a file as an incident.

mod when;

use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hasher};

use csv::StringRecord;
use handslag_domain::incident::heaping::WrittenTimes;
use handslag_domain::incident::{CategoryId, Incident, Spot, TimePrecision, TimeWindow};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::cells::{Column, Taken};
use super::file::IncidentFile;
use super::kinds::{Kinds, safe_text};
use super::mapping::{IncidentField, IncidentMapping};
use super::note::{About, IncidentNotes};
use super::place::Places;
use super::problem::IncidentProblem;
use super::read::Surroundings;
use super::time::zone;
use crate::mapping::folded;
use crate::problem::{Row, RowProblem};
use crate::table_problem::TableProblem;

/// What a row says, before it has an id.
pub(crate) struct Draft {
    pub(crate) window: TimeWindow,
    written: WrittenTime,
    pub(crate) category: CategoryId,
    pub(crate) at: Spot,
    pub(crate) count: u32,
    pub(crate) counts: BTreeMap<String, u32>,
    pub(crate) source: String,
    pub(crate) note: Option<String>,
    /// What it is known by: the source's own id, or all that was read of it.
    pub(crate) identity: Vec<u8>,
    pub(crate) has_own_key: bool,
    /// A number made of all that was read but the source's own id.
    pub(crate) content: u64,
}

/// Reads rows, and remembers what is asked for again and again.
pub(crate) struct RowReader<'a> {
    mapping: &'a IncidentMapping,
    around: &'a Surroundings<'a>,
    days_from_1904: bool,
    columns: Columns<'a>,
    /// All columns that are read, by field, for telling rows apart.
    all: Vec<Column<'a>>,
    zone: TimeZone,
    zones: HashMap<String, Option<TimeZone>>,
    skip_rows: Vec<String>,
    places: Places<'a>,
    pub(crate) kinds: Kinds<'a>,
    pub(crate) notes: IncidentNotes,
    pub(crate) times: WrittenTimes,
    pub(crate) utc: Utc,
}

/// How a time stands in the file, for what is told of all of them.
struct WrittenTime {
    starts: DateTime,
    known: TimePrecision,
    is_utc: bool,
}

/// How many times were written with Z, and how many at all.
#[derive(Default)]
pub(crate) struct Utc {
    pub(crate) n_z: u64,
    pub(crate) n_all: u64,
}

struct Columns<'a> {
    on: Option<Column<'a>>,
    at: Option<Column<'a>>,
    year: Option<Column<'a>>,
    month: Option<Column<'a>>,
    day: Option<Column<'a>>,
    hour: Option<Column<'a>>,
    minute: Option<Column<'a>>,
    until: Option<Column<'a>>,
    until_at: Option<Column<'a>>,
    time_precision: Option<Column<'a>>,
    time_zone: Option<Column<'a>>,
    category: Option<Column<'a>>,
    key: Option<Column<'a>>,
    count: Option<Column<'a>>,
    counts: Vec<(String, Column<'a>)>,
    source: Option<Column<'a>>,
    note: Option<Column<'a>>,
}

impl<'a> Columns<'a> {
    fn of(mapping: &'a IncidentMapping, file: &IncidentFile) -> Self {
        let column = |field: IncidentField| Column::of(&field, mapping, file);
        let counts = mapping.fields.keys().filter_map(|field| match field {
            IncidentField::Counts(name) => Some((name.clone(), Column::of(field, mapping, file)?)),
            _ => None,
        });
        Self {
            on: column(IncidentField::On),
            at: column(IncidentField::At),
            year: column(IncidentField::Year),
            month: column(IncidentField::Month),
            day: column(IncidentField::Day),
            hour: column(IncidentField::Hour),
            minute: column(IncidentField::Minute),
            until: column(IncidentField::Until),
            until_at: column(IncidentField::UntilAt),
            time_precision: column(IncidentField::TimePrecision),
            time_zone: column(IncidentField::TimeZone),
            category: column(IncidentField::Category),
            key: column(IncidentField::Key),
            count: column(IncidentField::Count),
            counts: counts.collect(),
            source: column(IncidentField::Source),
            note: column(IncidentField::Note),
        }
    }
}

fn filled<'r>(
    column: Option<&'r Column<'_>>,
    row: Row,
    cells: &'r StringRecord,
) -> Option<Taken<'r>> {
    let taken = column?.take(row, cells);
    (!taken.is_empty()).then_some(taken)
}

impl<'a> RowReader<'a> {
    pub(crate) fn new(
        mapping: &'a IncidentMapping,
        file: &IncidentFile,
        around: &'a Surroundings<'a>,
    ) -> Self {
        let fields = mapping.fields.keys();
        let identifying = fields.filter(|field| **field != IncidentField::Key);
        Self {
            mapping,
            around,
            days_from_1904: file.days_from_1904(),
            columns: Columns::of(mapping, file),
            all: identifying
                .filter_map(|field| Column::of(field, mapping, file))
                .collect(),
            zone: zone(&mapping.time_zone).unwrap_or(TimeZone::UTC),
            zones: HashMap::new(),
            skip_rows: mapping.skip_rows.iter().map(|word| folded(word)).collect(),
            places: Places::new(mapping, file, around),
            kinds: Kinds::new(around, mapping.new_categories),
            notes: IncidentNotes::default(),
            times: WrittenTimes::default(),
            utc: Utc::default(),
        }
    }

    /// Whether the mapping leaves the row out: its first filled cell is "Summa".
    pub(crate) fn is_skipped(&self, cells: &StringRecord) -> bool {
        let first = cells.iter().map(str::trim).find(|cell| !cell.is_empty());
        let longest = self.skip_rows.iter().map(String::len).max().unwrap_or(0) + 1;
        first
            .filter(|cell| cell.len() <= longest)
            .is_some_and(|cell| {
                let word = folded(cell);
                self.skip_rows
                    .iter()
                    .any(|skip| *skip == word.trim_end_matches(':'))
            })
    }

    /// What a row says; nothing if it counts none.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub(crate) fn read(
        &mut self,
        row: Row,
        cells: &StringRecord,
    ) -> Result<Option<Draft>, Vec<RowProblem>> {
        let mut problems = Vec::new();
        let count = self.count(row, cells, &mut problems);
        if count == 0 && problems.is_empty() {
            self.notes.add(About::ZeroCount);
            return Ok(None);
        }
        let time = self
            .time(row, cells)
            .map_err(|problem| problems.push(problem))
            .ok();
        let at = self.places.spot(row, cells, &mut self.notes, &mut problems);
        let taken = self
            .columns
            .category
            .as_ref()
            .map(|column| column.take(row, cells));
        let category = self.kinds.category(taken.as_ref(), &mut self.notes);
        let category = category.map_err(|problem| problems.push(problem)).ok();
        let is_of_dwelling = category
            .as_ref()
            .is_some_and(|kind| self.kinds.is_in_dwellings(kind));
        if is_of_dwelling && !at.indoors() {
            self.notes.add(About::Indoors);
        }
        let source = self
            .source(row, cells)
            .map_err(|problem| problems.push(problem))
            .ok();
        let counts = self.counts(row, cells, &mut problems);
        let note = self.note(row, cells, &mut problems);
        match (time, category, source) {
            (Some((window, written)), Some(category), Some(source)) if problems.is_empty() => {
                let (identity, has_own_key) = self.identity(row, cells, &source);
                Ok(Some(Draft {
                    window,
                    written,
                    category,
                    at,
                    count,
                    counts,
                    note,
                    identity,
                    has_own_key,
                    content: self.content(row, cells),
                    source,
                }))
            }
            _ => Err(problems),
        }
    }

    /// The row is an incident that is kept: it counts in what is told of the file.
    pub(crate) fn keep(&mut self, draft: &Draft) {
        let written = &draft.written;
        self.times.add(written.starts, written.known);
        self.utc.n_all += 1;
        self.utc.n_z += u64::from(written.is_utc);
        self.kinds.keep(&draft.category);
    }

    fn count(&self, row: Row, cells: &StringRecord, problems: &mut Vec<RowProblem>) -> u32 {
        let Some(column) = &self.columns.count else {
            return 1;
        };
        let taken = column.take(row, cells);
        let count = match taken.is_empty() {
            true => Err(taken.table(TableProblem::Required)),
            false => taken.count().and_then(|n| match n {
                0..=Incident::MOST => Ok(n),
                _ => Err(taken.problem(IncidentProblem::CountTooLarge)),
            }),
        };
        count.map_err(|problem| problems.push(problem)).unwrap_or(0)
    }

    fn counts(
        &self,
        row: Row,
        cells: &StringRecord,
        problems: &mut Vec<RowProblem>,
    ) -> BTreeMap<String, u32> {
        let mut counts = BTreeMap::new();
        for (name, column) in &self.columns.counts {
            let taken = column.take(row, cells);
            match taken.count() {
                _ if taken.is_empty() => {}
                Ok(n) => {
                    counts.insert(name.clone(), n);
                }
                Err(problem) => problems.push(problem),
            }
        }
        counts
    }

    fn note(
        &self,
        row: Row,
        cells: &StringRecord,
        problems: &mut Vec<RowProblem>,
    ) -> Option<String> {
        let taken = filled(self.columns.note.as_ref(), row, cells)?;
        match safe_text(&taken, self.around) {
            Ok(()) => Some(taken.text.to_owned()),
            Err(problem) => {
                problems.push(taken.other(problem));
                None
            }
        }
    }

    fn source(&self, row: Row, cells: &StringRecord) -> Result<String, RowProblem> {
        let column = self.columns.source.as_ref();
        let taken = column
            .expect("a mapping without a source is refused")
            .take(row, cells);
        match taken.is_empty() {
            true => Err(taken.table(TableProblem::Required)),
            false => safe_text(&taken, self.around)
                .map(|()| taken.text.to_owned())
                .map_err(|problem| taken.other(problem)),
        }
    }

    /// The source's own id if it has one, else all that was read; and which it is.
    fn identity(&self, row: Row, cells: &StringRecord, source: &str) -> (Vec<u8>, bool) {
        let key = filled(self.columns.key.as_ref(), row, cells);
        let mut bytes = Vec::with_capacity(160);
        let mut add = |text: &str| {
            bytes.extend(text.as_bytes());
            // No cell holds this byte: such a file is no text.
            bytes.push(0);
        };
        add(source);
        match key {
            Some(key) => {
                add("key");
                add(key.text);
            }
            None => {
                add("row");
                self.all
                    .iter()
                    .for_each(|column| add(column.take(row, cells).raw));
            }
        }
        (bytes, key.is_some())
    }

    fn content(&self, row: Row, cells: &StringRecord) -> u64 {
        let mut hasher = DefaultHasher::new();
        for column in &self.all {
            hasher.write(column.take(row, cells).raw.as_bytes());
            hasher.write_u8(0);
        }
        hasher.finish()
    }
}
