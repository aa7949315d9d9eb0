//! When a row says that it happened, and by which of its cells.

use csv::StringRecord;
use handslag_domain::incident::{NoSuchTime, TimePrecision, TimeWindow};
use jiff::tz::TimeZone;

use super::{RowReader, WrittenTime, filled};
use crate::cells::is_formula_error;
use crate::incidents::cells::{Column, Taken};
use crate::incidents::note::About;
use crate::incidents::problem::IncidentProblem;
use crate::incidents::time::{Parts, Written, month, precision, written, zone};
use crate::problem::{Problem, Row, RowProblem};
use crate::table_problem::TableProblem;

/// When, how it stands in the file, and what is worth telling of it.
type When = (TimeWindow, WrittenTime, [Option<About>; 2]);

/// Which of the two ends of a time.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Start,
    Last,
}

impl RowReader<'_> {
    /// When, and how it stands in the file.
    pub(super) fn time(
        &mut self,
        row: Row,
        cells: &StringRecord,
    ) -> Result<(TimeWindow, WrittenTime), RowProblem> {
        let zone = self.zone_of(row, cells)?;
        let read = self.when(row, cells, zone.as_ref().unwrap_or(&self.zone))?;
        let (window, written, notes) = read;
        notes
            .into_iter()
            .flatten()
            .for_each(|about| self.notes.add(about));
        Ok((window, written))
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
        let last = match filled(self.columns.until.as_ref(), row, cells) {
            Some(taken) => Some(self.moment(&taken, self.columns.until_at.as_ref(), cells)?),
            None => None,
        };
        let (first, end) = match (start, last) {
            (Some(start), _) => (start, End::Start),
            (None, Some(last)) => (last, End::Last),
            (None, None) => {
                return Err(self.time_column(row, cells).table(TableProblem::Required));
            }
        };
        let window = |written: Written, end| {
            let found = written.window(known, zone);
            found.map_err(|error| self.no_such_time(error, &[end], row, cells, zone))
        };
        let mut found = window(first, end)?;
        let is_clock = matches!(first, Written::Clock(..));
        let is_shown_twice = is_clock && found.length_s() > 3_600 && last.is_none();
        if let (Some(_), Some(last)) = (start, last) {
            let both = [End::Start, End::Last];
            found = TimeWindow::between(&found, &window(last, End::Last)?)
                .map_err(|error| self.no_such_time(error, &both, row, cells, zone))?;
        }
        if found.from() > self.around.now {
            let problem = Problem::Table(TableProblem::InTheFuture);
            return Err(self.about_time(&[end], row, cells, problem));
        }
        let is_interval = self.columns.until.is_some() || known == Some(TimePrecision::Interval);
        let has_one_end = is_interval && (start.is_none() || last.is_none());
        let is_shown_twice = is_shown_twice && found.precision() <= TimePrecision::Hour;
        let is_moment = matches!(first, Written::Moment(..));
        let written = WrittenTime {
            starts: first.starts(),
            known: known.unwrap_or(first.precision()),
            is_utc: is_moment && self.time_column(row, cells).raw.ends_with('Z'),
        };
        let notes = [
            has_one_end.then_some(About::OneEndOfInterval),
            is_shown_twice.then_some(About::ShownTwice),
        ];
        Ok((found, written, notes))
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
        parts.written().map(Some).map_err(|problem| match problem {
            TableProblem::UnlikelyYear => year.table(problem),
            _ => self.about_time(&[End::Start], row, cells, Problem::Table(problem)),
        })
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

    fn no_such_time(
        &self,
        error: NoSuchTime,
        ends: &[End],
        row: Row,
        cells: &StringRecord,
        zone: &TimeZone,
    ) -> RowProblem {
        let problem = match error {
            NoSuchTime::SkippedByClocks => Problem::Incident(IncidentProblem::SkippedByClocks {
                zone: zone.iana_name().unwrap_or_default().to_owned(),
            }),
            NoSuchTime::EndsBeforeItStarts => {
                Problem::Incident(IncidentProblem::EndsBeforeItStarts)
            }
            NoSuchTime::OutOfRange => Problem::Table(TableProblem::UnlikelyYear),
        };
        self.about_time(ends, row, cells, problem)
    }

    /// A problem with a time, by every cell that says it and as they say it.
    fn about_time(
        &self,
        ends: &[End],
        row: Row,
        cells: &StringRecord,
        problem: Problem,
    ) -> RowProblem {
        let mut names: Vec<&str> = Vec::new();
        let mut times: Vec<String> = Vec::new();
        for end in ends {
            let mut time = String::new();
            for (before, column) in self.columns_of(*end) {
                let Some(taken) = filled(column, row, cells) else {
                    continue;
                };
                // One column may hold the day and the time of day.
                if !names.contains(&column.map_or("", Column::label)) {
                    names.extend(column.map(Column::label));
                    time += if time.is_empty() { "" } else { before };
                    time += taken.raw;
                }
            }
            times.push(time);
        }
        RowProblem::in_column(row, &names.join(", "), &times.join(" – "), problem)
    }

    /// The columns that say an end, each with what is written before it.
    fn columns_of(&self, end: End) -> [(&'static str, Option<&Column<'_>>); 5] {
        let all = &self.columns;
        let one = |before, column| (before, Option::as_ref(column));
        match end {
            End::Last => [
                one("", &all.until),
                one(" ", &all.until_at),
                ("", None),
                ("", None),
                ("", None),
            ],
            End::Start if all.on.is_some() => [
                one("", &all.on),
                one(" ", &all.at),
                ("", None),
                ("", None),
                ("", None),
            ],
            End::Start => [
                one("", &all.year),
                one("-", &all.month),
                one("-", &all.day),
                one(" ", &all.hour),
                one(":", &all.minute),
            ],
        }
    }
}
