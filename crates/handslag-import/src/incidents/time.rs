//! Times as registers write them, with the clocks they were read from.

use handslag_domain::incident::{NoSuchTime, TimePrecision, TimeWindow};
use handslag_domain::written_date::WrittenDate;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone, TimeZoneDatabase};

use super::mapping::Offsets;
use crate::mapping::DateOrder;
use crate::table_problem::TableProblem;
use crate::written::{day, time_of_day};

/// The clocks of a time zone such as `Europe/Stockholm`. The rules are those
/// the program was built with, so that every machine reads a file alike.
pub(crate) fn zone(name: &str) -> Option<TimeZone> {
    TimeZoneDatabase::bundled().get(name.trim()).ok()
}

/// A time as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Written {
    /// What local clocks showed, to the minute or the hour.
    Clock(DateTime, TimePrecision),
    /// A moment, written with its offset, and what the clocks there showed.
    Moment(Timestamp, DateTime),
    /// A day, month, year, or other days from the first to the last.
    Days(Date, Date, TimePrecision),
}

impl Written {
    /// What stands there first: the clock, or midnight of the first day.
    pub(crate) fn starts(self) -> DateTime {
        match self {
            Self::Clock(at, _) | Self::Moment(_, at) => at,
            Self::Days(first, ..) => first.at(0, 0, 0, 0),
        }
    }

    /// The precision with which it stands there.
    pub(crate) fn precision(self) -> TimePrecision {
        match self {
            Self::Clock(_, precision) | Self::Days(_, _, precision) => precision,
            Self::Moment(..) => TimePrecision::Minute,
        }
    }

    /// Without its offset, if offsets are not to be believed.
    pub(crate) fn believed(self, offsets: Offsets) -> Self {
        match (self, offsets) {
            (Self::Moment(_, local), Offsets::Ignore) => Self::Clock(local, TimePrecision::Minute),
            (written, _) => written,
        }
    }

    /// The time of the day that another column has, in `text`.
    pub(crate) fn at(self, text: &str) -> Result<Self, TableProblem> {
        let Self::Days(day, last, TimePrecision::Day) = self else {
            return Err(TableProblem::NotADay);
        };
        if day != last {
            return Err(TableProblem::NotADay);
        }
        let (text, half) = half_day(text);
        let is_hour = text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit());
        let clock = in_half(time_of_day(text)?, half)?;
        Ok(Self::Clock(
            DateTime::from_parts(day, clock),
            match is_hour && half.is_none() {
                true => TimePrecision::Hour,
                false => TimePrecision::Minute,
            },
        ))
    }

    /// The window, widened to what the time is known with.
    pub(crate) fn window(
        self,
        known: Option<TimePrecision>,
        zone: &TimeZone,
    ) -> Result<TimeWindow, NoSuchTime> {
        use TimePrecision::{Day, Hour, Interval, Minute, Month, Published, Year};
        let window = match (self, known) {
            (_, Some(wider @ (Day | Month | Year))) if wider > self.precision() => {
                TimeWindow::calendar(self.starts().date(), wider, zone)
            }
            (Self::Clock(at, _), Some(Hour)) => TimeWindow::on_clocks(at, Hour, zone),
            (Self::Clock(at, precision), _) => TimeWindow::on_clocks(at, precision, zone),
            (Self::Moment(moment, _), _) => TimeWindow::minute_of(moment, Minute),
            (Self::Days(first, last, precision), _) => {
                TimeWindow::days(first, last, precision, zone)
            }
        }?;
        Ok(match known {
            Some(how @ (Interval | Published)) => window.with_precision(how),
            _ => window,
        })
    }
}

/// A time in one cell: a day, a month or a year, perhaps with a time of day.
pub(crate) fn written(
    text: &str,
    order: DateOrder,
    days_from_1904: bool,
) -> Result<Written, TableProblem> {
    if let Some(parts) = iso(text) {
        return parts.written();
    }
    let (text, half) = half_day(text);
    let (date, clock) = day(text, order, days_from_1904)?;
    let (first, last) = date.days().map_err(|_| TableProblem::NotADay)?;
    match clock {
        Some(clock) if first == last => {
            let at = DateTime::from_parts(first, in_half(clock, half)?);
            Ok(Written::Clock(at, TimePrecision::Minute))
        }
        Some(_) => Err(TableProblem::NotADay),
        None => Ok(of_days(first, last)),
    }
}

fn of_days(first: Date, last: Date) -> Written {
    let precision = if first == last {
        TimePrecision::Day
    } else if first == last.first_of_month() && last == first.last_of_month() {
        TimePrecision::Month
    } else if first == last.first_of_year() && last == first.last_of_year() {
        TimePrecision::Year
    } else {
        TimePrecision::Interval
    };
    Written::Days(first, last, precision)
}

/// `11:30 PM` without its half of the day, and whether that is the later one.
fn half_day(text: &str) -> (&str, Option<bool>) {
    let lower = |n: usize| {
        text.get(text.len().checked_sub(n)?..)
            .map(str::to_ascii_lowercase)
    };
    match lower(2).as_deref() {
        Some("pm") => (text[..text.len() - 2].trim_end(), Some(true)),
        Some("am") => (text[..text.len() - 2].trim_end(), Some(false)),
        _ => (text, None),
    }
}

fn in_half(clock: Time, is_later: Option<bool>) -> Result<Time, TableProblem> {
    let Some(is_later) = is_later else {
        return Ok(clock);
    };
    if !(1..=12).contains(&clock.hour()) {
        return Err(TableProblem::NotATimeOfDay);
    }
    let hour = clock.hour() % 12 + if is_later { 12 } else { 0 };
    Time::new(hour, clock.minute(), clock.second(), 0).map_err(|_| TableProblem::NotATimeOfDay)
}

/// The parts of a time, each in its own column; those after the first empty one are unknown.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Parts {
    pub(crate) year: i16,
    pub(crate) month: Option<i8>,
    pub(crate) day: Option<i8>,
    pub(crate) hour: Option<i8>,
    pub(crate) minute: Option<i8>,
    pub(crate) offset: Option<Offset>,
}

impl Parts {
    pub(crate) fn written(self) -> Result<Written, TableProblem> {
        if !(1990..2100).contains(&self.year) {
            return Err(TableProblem::UnlikelyYear);
        }
        let date =
            |month, day| Date::new(self.year, month, day).map_err(|_| TableProblem::NoSuchDay);
        let (month, day, hour) = match (self.month, self.day, self.hour) {
            (None, ..) => {
                let first = date(1, 1)?;
                return Ok(Written::Days(
                    first,
                    first.last_of_year(),
                    TimePrecision::Year,
                ));
            }
            (Some(month), None, _) => {
                let first = date(month, 1)?;
                return Ok(Written::Days(
                    first,
                    first.last_of_month(),
                    TimePrecision::Month,
                ));
            }
            (Some(month), Some(day), None) => {
                let day = date(month, day)?;
                return Ok(Written::Days(day, day, TimePrecision::Day));
            }
            (Some(month), Some(day), Some(hour)) => (month, day, hour),
        };
        let clock = Time::new(hour, self.minute.unwrap_or(0), 0, 0)
            .map_err(|_| TableProblem::NotATimeOfDay)?;
        let local = DateTime::from_parts(date(month, day)?, clock);
        let precision = match self.minute {
            Some(_) => TimePrecision::Minute,
            None => TimePrecision::Hour,
        };
        match self.offset {
            None => Ok(Written::Clock(local, precision)),
            Some(offset) => offset
                .to_timestamp(local)
                .map(|moment| Written::Moment(moment, local))
                .map_err(|_| TableProblem::UnlikelyYear),
        }
    }
}

/// Times in the form of ISO 8601, read without detours: files hold millions.
/// `None` for anything else, also for what only looks like one.
fn iso(text: &str) -> Option<Parts> {
    let bytes = text.as_bytes();
    let two = |at: usize| {
        let digits = [*bytes.get(at)?, *bytes.get(at + 1)?];
        let is_number = digits.iter().all(u8::is_ascii_digit);
        is_number.then(|| i8::try_from((digits[0] - b'0') * 10 + (digits[1] - b'0')).ok())?
    };
    let has = |at: usize, wanted: &[u8]| bytes.get(at).is_some_and(|b| wanted.contains(b));
    let mut parts = Parts {
        year: i16::from(two(0)?) * 100 + i16::from(two(2)?),
        ..Parts::default()
    };
    match bytes.len() {
        4 => return Some(parts),
        6 => {
            parts.month = Some(two(4)?);
            return Some(parts);
        }
        _ if !has(4, b"-") => return None,
        _ => parts.month = Some(two(5)?),
    }
    if bytes.len() == 7 {
        return Some(parts);
    }
    parts.day = has(7, b"-").then(|| two(8))?;
    parts.day?;
    if bytes.len() == 10 {
        return Some(parts);
    }
    if !has(10, b"T ") || !has(13, b":") {
        return None;
    }
    (parts.hour, parts.minute) = (Some(two(11)?), Some(two(14)?));
    let mut rest = text.get(16..)?;
    if has(16, b":") {
        two(17).filter(|second| *second <= 60)?;
        rest = text.get(19..)?;
        if let Some(fraction) = rest.strip_prefix('.') {
            rest = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
        }
    }
    parts.offset = match rest.trim_start() {
        "" => None,
        "Z" | "z" => Some(Offset::UTC),
        written => Some(offset(written)?),
    };
    Some(parts)
}

/// `+01:00`, `+0100` or `+01`.
fn offset(text: &str) -> Option<Offset> {
    let sign = match text.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let digits: String = text[1..].chars().filter(|c| *c != ':').collect();
    let number = |range| digits.get(range).map_or(Ok(0), str::parse::<i32>).ok();
    if !matches!(digits.len(), 2 | 4) || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let seconds = number(0..2)? * 3600 + number(2..4)? * 60;
    Offset::from_seconds(sign * seconds).ok()
}

/// A month by its number or its name.
pub(crate) fn month(text: &str) -> Option<i8> {
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    let (first, last) = WrittenDate(format!("{} 2000", text.to_lowercase()))
        .days()
        .ok()?;
    (first.last_of_month() == last).then(|| first.month())
}

/// How exactly a time is known, in a word.
pub(crate) fn precision(text: &str) -> Option<TimePrecision> {
    use TimePrecision as P;
    Some(match text.to_lowercase().as_str() {
        "minute" | "minut" => P::Minute,
        "hour" | "timme" => P::Hour,
        "day" | "dag" | "datum" | "date" => P::Day,
        "month" | "månad" => P::Month,
        "year" | "år" => P::Year,
        "interval" | "intervall" => P::Interval,
        "published" | "publicerad" => P::Published,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Result<(&str, &str), TableProblem>) {
        let stockholm = zone("Europe/Stockholm").unwrap();
        let found = written(text, DateOrder::DayFirst, false)
            .map(|written| written.window(None, &stockholm).unwrap())
            .map(|w| (w.from().to_string(), w.to().to_string()));
        let expected = expected.map(|(from, to)| (from.to_owned(), to.to_owned()));
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_time_is_the_same_however_it_is_written() {
        let minute = Ok(("2023-03-12T20:15:00Z", "2023-03-12T20:16:00Z"));
        for text in [
            "2023-03-12T21:15",
            "2023-03-12 21:15:59",
            "2023-03-12T21:15:59.123",
            "2023-03-12T20:15:00Z",
            "2023-03-12T21:15:00+01:00",
            "2023-03-12 21:15:00 +0100",
            "2023-03-12T19:15-01",
            "12/3/2023 21:15",
            "12/3/2023 09:15:00 PM",
            "12 mars 2023 21:15",
        ] {
            check(text, minute.clone());
        }
        check(
            "12/3/2023 12:15 AM",
            Ok(("2023-03-11T23:15:00Z", "2023-03-11T23:16:00Z")),
        );
        for text in ["2023-03-12", "20230312", "12/3 2023", "12 mars 2023"] {
            check(text, Ok(("2023-03-11T23:00:00Z", "2023-03-12T23:00:00Z")));
        }
        for text in ["2023-03", "202303", "mars 2023"] {
            check(text, Ok(("2023-02-28T23:00:00Z", "2023-03-31T22:00:00Z")));
        }
        check("2023", Ok(("2022-12-31T23:00:00Z", "2023-12-31T23:00:00Z")));
    }

    #[test]
    fn what_is_no_time_is_told() {
        check("2023-02-30", Err(TableProblem::NoSuchDay));
        check("2023-13", Err(TableProblem::NoSuchDay));
        check("2023-03-12T25:00", Err(TableProblem::NotATimeOfDay));
        check("2023-03-12 13:00 PM", Err(TableProblem::NotATimeOfDay));
        check("1023-03-12", Err(TableProblem::UnlikelyYear));
        for text in [
            "i går",
            "2023-03-12T21:15+1",
            "åäö",
            "2023-03-1é",
            "0x1F",
            "NaN",
        ] {
            let found = written(text, DateOrder::DayFirst, false);
            assert!(found.is_err(), "{text}: {found:?}");
        }
    }

    #[test]
    fn an_offset_that_is_not_meant_is_left_out() {
        let summer = written("2023-07-01T12:00:00Z", DateOrder::DayFirst, false).unwrap();
        let chicago = zone("America/Chicago").unwrap();
        let from = |written: Written| written.window(None, &chicago).unwrap().from().to_string();
        assert_eq!(
            from(summer.believed(Offsets::AsWritten)),
            "2023-07-01T12:00:00Z"
        );
        assert_eq!(
            from(summer.believed(Offsets::Ignore)),
            "2023-07-01T17:00:00Z"
        );
    }

    #[test]
    fn a_time_is_widened_to_what_it_is_known_with_and_never_narrowed() {
        let stockholm = zone("Europe/Stockholm").unwrap();
        let days = |text: &str, known| {
            let written = written(text, DateOrder::DayFirst, false).unwrap();
            let window = written.window(Some(known), &stockholm).unwrap();
            (window.precision(), (window.length_s() + 3600) / 86_400)
        };
        assert_eq!(
            days("2022-01-01", TimePrecision::Month),
            (TimePrecision::Month, 31)
        );
        assert_eq!(
            days("2022-01", TimePrecision::Day),
            (TimePrecision::Month, 31)
        );
        assert_eq!(
            days("2022-01-01", TimePrecision::Minute),
            (TimePrecision::Day, 1)
        );
        assert_eq!(
            days("2022-01-01", TimePrecision::Published),
            (TimePrecision::Published, 1)
        );
    }

    #[test]
    fn months_are_read_by_number_and_name() {
        let found = ["3", "03", "mars", "Mar", "mars "].map(|text| month(text.trim()));
        assert_eq!(found, [Some(3); 5]);
        assert_eq!(month("vår"), None);
    }
}
