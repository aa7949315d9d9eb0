//! When something can have happened: from, to, and how exactly it was written.

use jiff::civil::{Date, DateTime};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{SignedDuration, Timestamp, Unit};
use serde::{Deserialize, Serialize};

/// The earliest and the latest that something can have happened.
///
/// `from` belongs to the window and `to` does not: 21:15 is the minute that
/// begins then, and a window is never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "WrittenWindow")]
pub struct TimeWindow {
    from: Timestamp,
    to: Timestamp,
    precision: TimePrecision,
}

#[derive(Deserialize)]
struct WrittenWindow {
    from: Timestamp,
    to: Timestamp,
    precision: TimePrecision,
}

impl TryFrom<WrittenWindow> for TimeWindow {
    type Error = NoSuchTime;

    fn try_from(written: WrittenWindow) -> Result<Self, NoSuchTime> {
        Self::new(written.from, written.to, written.precision)
    }
}

/// How exactly a time was written. The window says what it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimePrecision {
    /// To the minute or finer.
    Minute,
    /// To the hour.
    Hour,
    /// The day.
    Day,
    /// The month.
    Month,
    /// The year.
    Year,
    /// Between two times, as when a car is gone in the morning.
    Interval,
    /// When it was told or published; when it happened is not said.
    Published,
}

/// Why no window can be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoSuchTime {
    /// The clocks were put forward over this time.
    #[error("the clocks skipped this time when they were put forward")]
    SkippedByClocks,
    /// It ends before it starts.
    #[error("it ends before it starts")]
    EndsBeforeItStarts,
    /// Beyond the years that can be told.
    #[error("the year is out of range")]
    OutOfRange,
}

impl TimeWindow {
    /// The first moment of 1990 in Sweden: an earlier one is a slip of the pen,
    /// such as a year of two digits.
    pub const EARLIEST: Timestamp = Timestamp::constant(631_148_400, 0);

    /// From a moment to another.
    ///
    /// # Errors
    /// [`NoSuchTime::EndsBeforeItStarts`] unless `from` is before `to`.
    pub fn new(
        from: Timestamp,
        to: Timestamp,
        precision: TimePrecision,
    ) -> Result<Self, NoSuchTime> {
        match from < to {
            true => Ok(Self {
                from,
                to,
                precision,
            }),
            false => Err(NoSuchTime::EndsBeforeItStarts),
        }
    }

    /// The minute of a moment that was given with its offset.
    ///
    /// # Errors
    /// [`NoSuchTime::OutOfRange`] at the end of time.
    pub fn minute_of(moment: Timestamp, precision: TimePrecision) -> Result<Self, NoSuchTime> {
        let seconds = moment.as_second().rem_euclid(60);
        let from = Timestamp::from_second(moment.as_second() - seconds);
        let from = from.map_err(|_| NoSuchTime::OutOfRange)?;
        let to = from + SignedDuration::from_mins(1);
        Self::new(from, to, precision)
    }

    /// The minute or hour that the clocks of a zone showed.
    ///
    /// A time that the clocks showed twice gives a window over both.
    ///
    /// # Errors
    /// [`NoSuchTime::SkippedByClocks`] for a time that they never showed.
    pub fn on_clocks(
        at: DateTime,
        precision: TimePrecision,
        zone: &TimeZone,
    ) -> Result<Self, NoSuchTime> {
        let (unit, minutes) = match precision {
            TimePrecision::Hour => (Unit::Hour, 60),
            _ => (Unit::Minute, 1),
        };
        let floor = DateTime::from_parts(at.date(), floored(at.time(), unit));
        let (first, last) = moments(floor, zone)?;
        let length = SignedDuration::from_mins(minutes);
        let to = last
            .checked_add(length)
            .map_err(|_| NoSuchTime::OutOfRange)?;
        Self::new(first, to, precision)
    }

    /// The days from `first` to `last`, both included, in a zone.
    ///
    /// # Errors
    /// [`NoSuchTime::EndsBeforeItStarts`], or out of range.
    pub fn days(
        first: Date,
        last: Date,
        precision: TimePrecision,
        zone: &TimeZone,
    ) -> Result<Self, NoSuchTime> {
        let start = |date: Date| {
            // Where the clocks skip midnight, the day begins right after.
            zone.to_timestamp(date.at(0, 0, 0, 0))
                .map_err(|_| NoSuchTime::OutOfRange)
        };
        let after = last.tomorrow().map_err(|_| NoSuchTime::OutOfRange)?;
        Self::new(start(first)?, start(after)?, precision)
    }

    /// A day, month or year of the calendar, in a zone.
    ///
    /// # Errors
    /// Out of range.
    pub fn calendar(
        day: Date,
        precision: TimePrecision,
        zone: &TimeZone,
    ) -> Result<Self, NoSuchTime> {
        let (first, last) = match precision {
            TimePrecision::Month => (day.first_of_month(), day.last_of_month()),
            TimePrecision::Year => (day.first_of_year(), day.last_of_year()),
            _ => (day, day),
        };
        Self::days(first, last, precision, zone)
    }

    /// From the beginning of one to the end of another.
    ///
    /// # Errors
    /// [`NoSuchTime::EndsBeforeItStarts`].
    pub fn between(start: &Self, end: &Self) -> Result<Self, NoSuchTime> {
        Self::new(start.from, end.to, TimePrecision::Interval)
    }

    /// The first moment.
    #[must_use]
    pub fn from(&self) -> Timestamp {
        self.from
    }

    /// The first moment after.
    #[must_use]
    pub fn to(&self) -> Timestamp {
        self.to
    }

    /// How exactly it was written.
    #[must_use]
    pub fn precision(&self) -> TimePrecision {
        self.precision
    }

    /// The same window, said to be known in another way.
    #[must_use]
    pub fn with_precision(self, precision: TimePrecision) -> Self {
        Self { precision, ..self }
    }

    /// How long it is.
    #[must_use]
    pub fn length_s(&self) -> i64 {
        self.to.as_second() - self.from.as_second()
    }

    /// Seconds between two windows; nothing or less when they overlap or meet.
    #[must_use]
    pub fn gap_s(&self, other: &Self) -> i64 {
        let (first, second) = if self.from <= other.from {
            (self, other)
        } else {
            (other, self)
        };
        second.from.as_second() - first.to.as_second()
    }

    /// What two windows have in common, or `None` if they do not overlap.
    #[must_use]
    pub fn common(&self, other: &Self) -> Option<Self> {
        let shorter = match self.length_s() <= other.length_s() {
            true => self.precision,
            false => other.precision,
        };
        Self::new(self.from.max(other.from), self.to.min(other.to), shorter).ok()
    }

    /// The window that holds both.
    #[must_use]
    pub fn hull(&self, other: &Self) -> Self {
        Self {
            from: self.from.min(other.from),
            to: self.to.max(other.to),
            precision: TimePrecision::Interval,
        }
    }
}

fn floored(time: jiff::civil::Time, unit: Unit) -> jiff::civil::Time {
    let minute = if unit == Unit::Hour { 0 } else { time.minute() };
    jiff::civil::Time::new(time.hour(), minute, 0, 0).expect("parts of a time are a time")
}

/// The first and the last moment at which the clocks showed this.
fn moments(at: DateTime, zone: &TimeZone) -> Result<(Timestamp, Timestamp), NoSuchTime> {
    let moment =
        |offset: jiff::tz::Offset| offset.to_timestamp(at).map_err(|_| NoSuchTime::OutOfRange);
    match zone.to_ambiguous_timestamp(at).offset() {
        AmbiguousOffset::Unambiguous { offset } => moment(offset).map(|one| (one, one)),
        AmbiguousOffset::Fold { before, after } => Ok((moment(before)?, moment(after)?)),
        AmbiguousOffset::Gap { .. } => Err(NoSuchTime::SkippedByClocks),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use TimePrecision::{Day, Hour, Interval, Minute, Month, Year};
    use jiff::tz::TimeZoneDatabase;
    use proptest::prelude::*;

    fn zone(name: &str) -> TimeZone {
        TimeZoneDatabase::bundled().get(name).unwrap()
    }

    fn check(at: &str, precision: TimePrecision, expected: Result<(&str, &str), NoSuchTime>) {
        let at: DateTime = at.parse().unwrap();
        let stockholm = zone("Europe/Stockholm");
        let found = match precision {
            Minute | Hour => TimeWindow::on_clocks(at, precision, &stockholm),
            _ => TimeWindow::calendar(at.date(), precision, &stockholm),
        };
        let found = found.map(|w| (w.from().to_string(), w.to().to_string()));
        let expected = expected.map(|(from, to)| (from.to_owned(), to.to_owned()));
        assert_eq!(found, expected, "{at}");
    }

    #[test]
    fn a_time_is_a_window_as_wide_as_it_was_written() {
        check(
            "2023-07-01T21:15:40",
            Minute,
            Ok(("2023-07-01T19:15:00Z", "2023-07-01T19:16:00Z")),
        );
        check(
            "2023-07-01T21:15",
            Hour,
            Ok(("2023-07-01T19:00:00Z", "2023-07-01T20:00:00Z")),
        );
        check(
            "2023-07-01T00:00",
            Day,
            Ok(("2023-06-30T22:00:00Z", "2023-07-01T22:00:00Z")),
        );
        check(
            "2023-03-09T00:00",
            Month,
            Ok(("2023-02-28T23:00:00Z", "2023-03-31T22:00:00Z")),
        );
        check(
            "2023-03-09T00:00",
            Year,
            Ok(("2022-12-31T23:00:00Z", "2023-12-31T23:00:00Z")),
        );
    }

    #[test]
    fn an_hour_that_the_clocks_skipped_is_refused() {
        for at in ["2023-03-26T02:00", "2023-03-26T02:59"] {
            check(at, Minute, Err(NoSuchTime::SkippedByClocks));
            check(at, Hour, Err(NoSuchTime::SkippedByClocks));
        }
        check(
            "2023-03-26T03:00",
            Minute,
            Ok(("2023-03-26T01:00:00Z", "2023-03-26T01:01:00Z")),
        );
    }

    #[test]
    fn an_hour_that_the_clocks_showed_twice_is_a_window_over_both() {
        check(
            "2023-10-29T02:30",
            Minute,
            Ok(("2023-10-29T00:30:00Z", "2023-10-29T01:31:00Z")),
        );
        check(
            "2023-10-29T02:30",
            Hour,
            Ok(("2023-10-29T00:00:00Z", "2023-10-29T02:00:00Z")),
        );
    }

    #[test]
    fn the_day_of_a_clock_change_is_as_long_as_it_was() {
        let hours = |text: &str| {
            let day = text.parse().unwrap();
            let window = TimeWindow::calendar(day, Day, &zone("Europe/Stockholm")).unwrap();
            window.length_s() / 3600
        };
        assert_eq!((hours("2023-03-26"), hours("2023-10-29")), (23, 25));
        // In Beirut the clocks skip midnight itself.
        let beirut = "2022-03-27".parse().unwrap();
        let window = TimeWindow::calendar(beirut, Day, &zone("Asia/Beirut")).unwrap();
        assert_eq!(window.length_s() / 3600, 23);
    }

    #[test]
    fn what_ends_before_it_starts_is_refused() {
        let at = |text: &str| {
            TimeWindow::on_clocks(text.parse().unwrap(), Minute, &TimeZone::UTC).unwrap()
        };
        let evening = at("2023-03-12T21:15");
        let same = TimeWindow::between(&evening, &evening).unwrap();
        assert_eq!((same.length_s(), same.precision()), (60, Interval));
        let before = TimeWindow::between(&evening, &at("2023-03-12T21:14"));
        assert_eq!(before, Err(NoSuchTime::EndsBeforeItStarts));
        let text =
            r#"{"from":"2023-03-12T21:15:00Z","to":"2023-03-12T21:15:00Z","precision":"minute"}"#;
        assert!(serde_json::from_str::<TimeWindow>(text).is_err());
    }

    proptest! {
        #[test]
        fn every_moment_lies_in_the_window_of_what_its_clock_showed(
            second in 0..2_000_000_000i64,
            name in prop::sample::select(vec![
                "Europe/Stockholm", "America/Chicago", "Australia/Lord_Howe", "UTC",
            ]),
        ) {
            let moment = Timestamp::from_second(second).unwrap();
            let zone = zone(name);
            let shown = zone.to_datetime(moment);
            let window = TimeWindow::on_clocks(shown, Minute, &zone).unwrap();
            prop_assert!(window.from() <= moment && moment < window.to());
            for precision in [Day, Month, Year] {
                let wider = TimeWindow::calendar(shown.date(), precision, &zone).unwrap();
                prop_assert!(wider.from() <= window.from() && window.to() <= wider.to());
            }
        }
    }
}
