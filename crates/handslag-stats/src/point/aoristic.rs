//! At which hours of the week did it happen, when only a span of time is known?

use std::fmt;
use std::str::FromStr;

use crate::numeric::Sum;

/// Hours in a week, Monday 00–01 first.
pub const HOURS_OF_WEEK: usize = 168;

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;
const WEEK: i64 = HOURS_OF_WEEK as i64 * HOUR;

/// A moment as a clock on the wall shows it, to the second.
///
/// It has no time zone and no summer time. Where clocks are put back an hour
/// exists twice, and where they are put forward one does not exist at all; what
/// to do with windows across these is for the caller, who knows the zone. Taken
/// as they stand, such a window counts as an hour shorter or longer than it
/// was, two nights a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct CivilTime {
    /// Since Monday 1970-01-05 00:00.
    seconds: i64,
}

impl CivilTime {
    /// The moment on this date of the Gregorian calendar at this time of day.
    ///
    /// # Errors
    /// [`NotACivilTime`] if there is no such date or time; a 60th second is
    /// not one.
    pub fn new(
        (year, month, day): (i32, u32, u32),
        (hour, minute, second): (u32, u32, u32),
    ) -> Result<Self, NotACivilTime> {
        let is_time = hour < 24 && minute < 60 && second < 60;
        let is_date = (1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day);
        if !(is_time && is_date) {
            return Err(NotACivilTime(format!(
                "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"
            )));
        }
        let of_day = i64::from(hour) * HOUR + i64::from(minute) * 60 + i64::from(second);
        Ok(Self {
            seconds: days_since_monday(year, month, day) * DAY + of_day,
        })
    }

    /// The hour of the week that it falls in: 0 is Monday 00–01, 167 Sunday 23–24.
    pub fn hour_of_week(self) -> usize {
        (self.seconds.rem_euclid(WEEK) / HOUR) as usize
    }

    /// Seconds from this moment to a later one; negative to an earlier one.
    pub fn seconds_until(self, later: Self) -> i64 {
        later.seconds - self.seconds
    }
}

impl FromStr for CivilTime {
    type Err = NotACivilTime;

    /// Reads `2024-03-16T01:00:38`, also with a space for the T and without
    /// seconds. Zones and parts of seconds are refused.
    fn from_str(text: &str) -> Result<Self, NotACivilTime> {
        let complaint = || NotACivilTime(text.to_owned());
        let (date, time) = text.split_once(['T', ' ']).ok_or_else(complaint)?;
        let numbers = |part: &str, separator: char| -> Option<Vec<u32>> {
            part.split(separator)
                .map(|n| {
                    let digits = !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit());
                    digits.then(|| n.parse().ok()).flatten()
                })
                .collect()
        };
        let date = numbers(date, '-').ok_or_else(complaint)?;
        let time = numbers(time, ':').ok_or_else(complaint)?;
        let (&[year, month, day], (&[hour, minute], second)) = (
            date.as_slice(),
            match time.as_slice() {
                [whole @ .., second] if whole.len() == 2 => (whole, *second),
                whole => (whole, 0),
            },
        ) else {
            return Err(complaint());
        };
        let year = i32::try_from(year).map_err(|_| complaint())?;
        Self::new((year, month, day), (hour, minute, second)).map_err(|_| complaint())
    }
}

/// Why a text or numbers are no moment on a wall clock.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no local date and time such as 2024-03-16T01:00:38")]
pub struct NotACivilTime(String);

fn days_in(year: i32, month: u32) -> u32 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 31,
    }
}

/// Days from Monday 1970-01-05 to a date of the Gregorian calendar.
fn days_since_monday(year: i32, month: u32, day: u32) -> i64 {
    // Years that begin in March have their leap day last.
    let year = i64::from(year) - i64::from(month < 3);
    let month = (i64::from(month) + 9) % 12;
    let before_month = (153 * month + 2) / 5; // 31, 30, 31, 30, 31 days in turn
    let before_year = 365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    // 719 472 days from 0000-03-01 to 1970-01-05.
    before_year + before_month + i64::from(day) - 719_473
}

/// When something happened at the earliest and at the latest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeWindow {
    /// Not before this.
    pub start: CivilTime,
    /// Not after this, where it is known.
    pub end: Option<CivilTime>,
}

/// How one window's weight of 1 is spread over the hours of the week it covers.
///
/// The share of an hour is the seconds of the window in it, over all seconds of
/// the window. Without an end, or with an end at or before the start, all of
/// the weight is in the start's hour. A window of a week or more says nothing of
/// the hour and gives each of the 168 hours the same.
///
/// Returns hours (0 is Monday 00–01) and weights above zero, in rising hour.
///
/// ```
/// # use handslag_stats::point::{NotACivilTime, TimeWindow, hours_of_week};
/// // Friday 22:30 to Saturday 00:30: half an hour, an hour, half an hour.
/// let window = TimeWindow {
///     start: "2024-03-15T22:30:00".parse()?,
///     end: Some("2024-03-16T00:30:00".parse()?),
/// };
/// assert_eq!(hours_of_week(window), [(118, 0.25), (119, 0.5), (120, 0.25)]);
/// # Ok::<(), NotACivilTime>(())
/// ```
pub fn hours_of_week(window: TimeWindow) -> Vec<(usize, f64)> {
    let length = length(window);
    let first = window.start.hour_of_week();
    if length <= 0 {
        return vec![(first, 1.0)];
    }
    if length >= WEEK {
        return (0..HOURS_OF_WEEK)
            .map(|hour| (hour, 1.0 / HOURS_OF_WEEK as f64))
            .collect();
    }
    let mut seconds = [0i64; HOURS_OF_WEEK];
    let mut at = window.start.seconds;
    let end = at + length;
    while at < end {
        let next = (at.div_euclid(HOUR) + 1) * HOUR;
        let hour = (at.rem_euclid(WEEK) / HOUR) as usize;
        // A window of nearly a week ends in the hour it began in.
        seconds[hour] += next.min(end) - at;
        at = next;
    }
    (0..HOURS_OF_WEEK)
        .filter(|&hour| seconds[hour] > 0)
        .map(|hour| (hour, seconds[hour] as f64 / length as f64))
        .collect()
}

fn length(window: TimeWindow) -> i64 {
    window.end.map_or(0, |end| window.start.seconds_until(end))
}

/// The most probable hours of the week of many windows together, with what the
/// answer rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Aoristic {
    /// Expected number in each hour of the week, Monday 00–01 first; together
    /// as many as the windows.
    pub by_hour: [f64; HOURS_OF_WEEK],
    /// How many windows there were.
    pub windows: usize,
    /// Windows longer than a day, which say little of the hour.
    pub longer_than_a_day: usize,
    /// Windows of a week or more, spread evenly over all hours.
    pub a_week_or_more: usize,
    /// Windows with no end, or with one at or before the start, counted at the
    /// start.
    pub at_start_only: usize,
}

impl Aoristic {
    /// The share of windows longer than 24 hours: to be shown beside the hours,
    /// since a pattern made of such windows is mostly made of the method.
    pub fn share_longer_than_a_day(&self) -> f64 {
        self.longer_than_a_day as f64 / self.windows as f64
    }

    /// The same numbers by day, Monday first, and hour of the day.
    pub fn by_day_and_hour(&self) -> [[f64; 24]; 7] {
        std::array::from_fn(|day| std::array::from_fn(|hour| self.by_hour[day * 24 + hour]))
    }
}

impl fmt::Display for Aoristic {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "{} windows, {:.0} % of them longer than a day",
            self.windows,
            100.0 * self.share_longer_than_a_day()
        )
    }
}

/// In which hours of the week things happened, expected from windows of time
/// (aoristic analysis; Ratcliffe 2002, doi:10.1023/A:1013240828824).
///
/// Each window gives a weight of 1, spread by [`hours_of_week`].
///
/// # Errors
/// [`AoristicError::NoWindows`].
///
/// # Assumptions
/// Every second of a window is as likely as another, which a night's sleep or a
/// working day makes untrue; times are local wall-clock times.
///
/// ```
/// # use handslag_stats::point::{TimeWindow, aoristic};
/// // Worked by hand: Monday 08:00 to 10:00, and Monday 09:15 with no end.
/// let known = TimeWindow { start: "2024-03-18T09:15".parse()?, end: None };
/// let span = TimeWindow {
///     start: "2024-03-18T08:00".parse()?,
///     end: Some("2024-03-18T10:00".parse()?),
/// };
/// let found = aoristic(&[span, known])?;
/// assert_eq!(found.by_hour[8..10], [0.5, 1.5]);
/// assert_eq!(found.share_longer_than_a_day(), 0.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn aoristic(windows: &[TimeWindow]) -> Result<Aoristic, AoristicError> {
    if windows.is_empty() {
        return Err(AoristicError::NoWindows);
    }
    let mut sums = [Sum::default(); HOURS_OF_WEEK];
    for &window in windows {
        for (hour, weight) in hours_of_week(window) {
            sums[hour].add(weight);
        }
    }
    let counted = |holds: fn(i64) -> bool| windows.iter().filter(|&&w| holds(length(w))).count();
    Ok(Aoristic {
        by_hour: sums.map(Sum::value),
        windows: windows.len(),
        longer_than_a_day: counted(|seconds| seconds > DAY),
        a_week_or_more: counted(|seconds| seconds >= WEEK),
        at_start_only: counted(|seconds| seconds <= 0),
    })
}

/// Why hours could not be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AoristicError {
    /// There was nothing to spread.
    #[error("there are no time windows to spread over the week")]
    NoWindows,
}

#[cfg(test)]
mod tests;
