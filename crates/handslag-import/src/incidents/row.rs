//! One row of a file as an incident.

use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hasher};

use csv::StringRecord;
use handslag_domain::incident::heaping::WrittenTimes;
use handslag_domain::incident::{
    CategoryId, Incident, NoSuchTime, Spot, TimePrecision, TimeWindow,
};
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
use super::time::{Parts, Written, month, precision, written, zone};
use crate::cells::is_formula_error;
use crate::mapping::folded;
use crate::problem::{Row, RowProblem};
use crate::table_problem::TableProblem;

/// What a row says, before it has an id.
pub(crate) struct Draft {
    pub(crate) window: TimeWindow,
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

/// How many times were written with Z, and how many at all.
#[derive(Default)]
pub(crate) struct Utc {
    pub(crate) n_z: u64,
    pub(crate) n_all: u64,
}

/// When, and what is worth telling of how it stands there.
struct When {
    window: TimeWindow,
    starts: DateTime,
    known: TimePrecision,
    has_one_end: bool,
    is_shown_twice: bool,
    is_utc: bool,
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
        let window = self
            .window(row, cells)
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
        match (window, category, source) {
            (Some(window), Some(category), Some(source)) if problems.is_empty() => {
                let (identity, has_own_key) = self.identity(row, cells, &source);
                Ok(Some(Draft {
                    window,
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

    fn window(&mut self, row: Row, cells: &StringRecord) -> Result<TimeWindow, RowProblem> {
        let zone = self.zone_of(row, cells)?;
        let when = self.when(row, cells, zone.as_ref().unwrap_or(&self.zone))?;
        if when.has_one_end {
            self.notes.add(About::OneEndOfInterval);
        }
        if when.is_shown_twice {
            self.notes.add(About::ShownTwice);
        }
        self.times.add(when.starts, when.known);
        self.utc.n_all += 1;
        self.utc.n_z += u64::from(when.is_utc);
        Ok(when.window)
    }

    fn when(&self, row: Row, cells: &StringRecord, zone: &TimeZone) -> Result<When, RowProblem> {
        let known = match filled(self.columns.time_precision.as_ref(), row, cells) {
            Some(taken) => {
                let problem = || taken.problem(IncidentProblem::UnknownTimePrecision);
                Some(precision(taken.text).ok_or_else(problem)?)
            }
            None => None,
        };
        let start = self.starts(row, cells)?;
        let end = match filled(self.columns.until.as_ref(), row, cells) {
            Some(taken) => Some(self.moment(&taken, self.columns.until_at.as_ref(), cells)?),
            None => None,
        };
        let label = self.time_column(row, cells);
        let Some(first) = start.or(end) else {
            return Err(label.table(TableProblem::Required));
        };
        let window = |written: Written| {
            let found = written.window(known, zone);
            found.map_err(|error| no_such_time(error, &label, zone))
        };
        let mut found = window(first)?;
        let is_clock = matches!(first, Written::Clock(..));
        let is_shown_twice = is_clock && found.length_s() > 3_600 && end.is_none();
        if let (Some(_), Some(end)) = (start, end) {
            found = TimeWindow::between(&found, &window(end)?)
                .map_err(|error| no_such_time(error, &label, zone))?;
        }
        if found.from() > self.around.now {
            return Err(label.table(TableProblem::InTheFuture));
        }
        let is_interval = self.columns.until.is_some() || known == Some(TimePrecision::Interval);
        let is_moment = matches!(first, Written::Moment(..));
        Ok(When {
            window: found,
            starts: first.starts(),
            known: known.unwrap_or(first.precision()),
            has_one_end: is_interval && (start.is_none() || end.is_none()),
            is_shown_twice: is_shown_twice && found.precision() <= TimePrecision::Hour,
            is_utc: is_moment && label.raw.ends_with('Z'),
        })
    }

    fn time_column<'r>(&'r self, row: Row, cells: &'r StringRecord) -> Taken<'r> {
        let column = self.columns.on.as_ref().or(self.columns.year.as_ref());
        column
            .expect("a mapping without a time is refused")
            .take(row, cells)
    }

    fn zone_of(&mut self, row: Row, cells: &StringRecord) -> Result<Option<TimeZone>, RowProblem> {
        let Some(taken) = filled(self.columns.time_zone.as_ref(), row, cells) else {
            return Ok(None);
        };
        let found = match self.zones.get(taken.text) {
            Some(known) => known.clone(),
            None => {
                let found = zone(taken.text);
                if self.zones.len() < 1_000 {
                    self.zones.insert(taken.text.to_owned(), found.clone());
                }
                found
            }
        };
        let problem = || taken.problem(IncidentProblem::UnknownTimeZone);
        found.map(Some).ok_or_else(problem)
    }

    fn starts(&self, row: Row, cells: &StringRecord) -> Result<Option<Written>, RowProblem> {
        if let Some(column) = &self.columns.on {
            let taken = column.take(row, cells);
            return match taken.is_empty() {
                true => Ok(None),
                false => self
                    .moment(&taken, self.columns.at.as_ref(), cells)
                    .map(Some),
            };
        }
        let Some(year) = filled(self.columns.year.as_ref(), row, cells) else {
            return Ok(None);
        };
        let part = |column: Option<&Column<'_>>| {
            filled(column, row, cells)
                .map(|taken| taken.part())
                .transpose()
        };
        let month = match filled(self.columns.month.as_ref(), row, cells) {
            Some(taken) => {
                let plain = taken.text.strip_suffix(".0").unwrap_or(taken.text);
                let problem = || taken.problem(IncidentProblem::NotAPartOfTime);
                Some(month(plain).ok_or_else(problem)?)
            }
            None => None,
        };
        let parts = Parts {
            year: year.part()?,
            month,
            day: part(self.columns.day.as_ref())?,
            hour: part(self.columns.hour.as_ref())?,
            minute: part(self.columns.minute.as_ref())?,
            ..Parts::default()
        };
        parts
            .written()
            .map(Some)
            .map_err(|problem| year.table(problem))
    }

    /// The time in a cell, with the time of day that may stand in another.
    fn moment(
        &self,
        taken: &Taken<'_>,
        clock: Option<&Column<'_>>,
        cells: &StringRecord,
    ) -> Result<Written, RowProblem> {
        if is_formula_error(taken.raw) {
            return Err(taken.table(TableProblem::FormulaError));
        }
        let found = written(taken.text, self.mapping.dates, self.days_from_1904)
            .map_err(|problem| taken.table(problem))?
            .believed(self.mapping.offsets);
        match filled(clock, taken.row, cells) {
            Some(clock) => found.at(clock.text).map_err(|problem| clock.table(problem)),
            None => Ok(found),
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

fn no_such_time(error: NoSuchTime, taken: &Taken<'_>, zone: &TimeZone) -> RowProblem {
    match error {
        NoSuchTime::SkippedByClocks => taken.problem(IncidentProblem::SkippedByClocks {
            zone: zone.iana_name().unwrap_or_default().to_owned(),
        }),
        NoSuchTime::EndsBeforeItStarts => taken.problem(IncidentProblem::EndsBeforeItStarts),
        NoSuchTime::OutOfRange => taken.table(TableProblem::UnlikelyYear),
    }
}
