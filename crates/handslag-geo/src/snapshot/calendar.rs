//! Which month, weekday and hour is this minute?
//!
//! Minutes are counted in local time from the start of 1900, a Monday; 32 bits
//! last for eight thousand years.

use std::sync::LazyLock;

pub(super) const MINUTES_A_DAY: u32 = 24 * 60;
pub(super) const HOURS_A_WEEK: usize = 7 * 24;

/// Years that have their months ready in a table; later ones count as the last.
const N_YEARS: u32 = 300;

static MONTH_OF_DAY: LazyLock<Vec<u16>> = LazyLock::new(|| {
    let months = 0..(N_YEARS * 12) as u16;
    months
        .flat_map(|month| {
            let (first, next) = (day_of_month(month), day_of_month(month + 1));
            std::iter::repeat_n(month, (next - first) as usize)
        })
        .collect()
});

/// A calendar month, counted from January 1900.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Month(pub u16);

impl Month {
    /// The month `month` (1 to 12) of `year`, from 1900 to 2199.
    #[must_use]
    pub fn new(year: u32, month: u32) -> Option<Self> {
        let known = (1900..1900 + N_YEARS).contains(&year) && (1..=12).contains(&month);
        known.then(|| Self(((year - 1900) * 12 + month - 1) as u16))
    }

    /// Its year.
    #[must_use]
    pub fn year(self) -> u32 {
        1900 + u32::from(self.0) / 12
    }

    /// Its number in the year, 1 to 12.
    #[must_use]
    pub fn of_year(self) -> u32 {
        u32::from(self.0) % 12 + 1
    }

    /// Its first minute.
    #[must_use]
    pub fn first_minute(self) -> u32 {
        day_of_month(self.0) * MINUTES_A_DAY
    }

    /// The month of a minute.
    #[must_use]
    pub fn of(minute: u32) -> Self {
        Self(MonthTable::new().month(minute))
    }
}

/// The minute of a local date and time, counted from 1900; `None` for one that
/// does not exist or lies outside 1900 to 2199.
///
/// ```
/// # use handslag_geo::snapshot::minute_of;
/// assert_eq!(minute_of((1900, 1, 2), (0, 1)), Some(24 * 60 + 1));
/// assert_eq!(minute_of((2023, 2, 29), (0, 0)), None);
/// ```
#[must_use]
pub fn minute_of((year, month, day): (u32, u32, u32), (hour, minute): (u32, u32)) -> Option<u32> {
    let first = Month::new(year, month)?.0;
    let day = day_of_month(first) + day.checked_sub(1)?;
    let exists = day < day_of_month(first + 1) && hour < 24 && minute < 60;
    exists.then(|| day * MINUTES_A_DAY + hour * 60 + minute)
}

/// The day, counted from 1900, on which a month begins.
fn day_of_month(month: u16) -> u32 {
    const BEFORE: [u32; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
    let (year, month) = (1900 + u32::from(month) / 12, usize::from(month % 12));
    // Leap days until the end of the year before, less those until 1899.
    let leaps = |year: u32| year / 4 - year / 100 + year / 400;
    let is_leap = leaps(year) > leaps(year - 1);
    let this_year = u32::from(is_leap && month > 1);
    (year - 1900) * 365 + leaps(year - 1) - leaps(1899) + BEFORE[month] + this_year
}

/// The table, fetched once and used for many rows.
#[derive(Clone, Copy)]
pub(super) struct MonthTable(&'static [u16]);

impl MonthTable {
    pub fn new() -> Self {
        Self(&MONTH_OF_DAY)
    }

    #[inline]
    pub fn month(self, minute: u32) -> u16 {
        let day = (minute / MINUTES_A_DAY) as usize;
        self.0[day.min(self.0.len() - 1)]
    }
}

/// The hour of the week, from Monday's first.
#[inline]
pub(super) fn hour_of_week(minute: u32) -> usize {
    (minute / 60) as usize % HOURS_A_WEEK
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_days_have_their_weekday_and_month() {
        // A Saturday evening, a leap day on a Thursday, and the last of a century.
        for (date, weekday, hour) in [
            ((2000, 1, 1), 5, 23),
            ((2024, 2, 29), 3, 0),
            ((2023, 9, 1), 4, 12),
            ((1900, 3, 1), 3, 7),
        ] {
            let minute = minute_of(date, (hour, 59)).unwrap();
            assert_eq!(hour_of_week(minute), weekday * 24 + hour as usize);
            assert_eq!(Month::of(minute), Month::new(date.0, date.1).unwrap());
        }
        assert_eq!(minute_of((1900, 2, 29), (0, 0)), None);
        assert_eq!(minute_of((2024, 4, 31), (0, 0)), None);
    }

    #[test]
    fn every_month_begins_where_the_one_before_ended() {
        for number in 1..(N_YEARS * 12) as u16 {
            let month = Month(number);
            let first = month.first_minute();
            assert_eq!(Month::of(first), month);
            assert_eq!(Month::of(first - 1), Month(number - 1));
            assert_eq!(Month::new(month.year(), month.of_year()), Some(month));
        }
    }
}
