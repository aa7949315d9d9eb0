//! As many days as since the meeting, again and again at the same times of
//! earlier years.

use std::ops::Range;

use jiff::Span;
use jiff::civil::{Date, date};

use super::super::months::Covered;

const MINUTES_A_DAY: u32 = 24 * 60;
/// Without a day given, so many days are looked at.
const USUAL_DAYS: i64 = 30;
/// Fewer days than a week hold too few weekends.
const FEWEST_DAYS: i64 = 7;
/// Longer than this there is no year to compare within.
const MOST_DAYS: i64 = 182;
/// Older years say little of this one.
pub(super) const MOST_YEARS: usize = 5;
const DAYS_A_YEAR: f64 = 365.25;

/// Periods of equal length, the last of which is the one asked about.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Windows {
    /// The first day of the last period.
    pub from: Date,
    /// Its last day.
    pub to: Date,
    /// How many periods there are in a year; no two meet.
    pub per_year: usize,
    /// The first minute of each, the oldest first.
    pub starts: Vec<u32>,
    minutes: u32,
}

impl Windows {
    /// - `first`, `last`: the first and the last minute that the picture has.
    /// - `from`: the day asked for.
    /// - `until`: the last day that may be looked at.
    ///
    /// `None` when the picture has less than a year before the period.
    pub fn new(first: u32, last: u32, from: Option<Date>, until: Date) -> Option<Self> {
        let to = day_of(last)?.min(until);
        let days_until = |from: Date| i64::from(to.since(from).map_or(0, |s| s.get_days())) + 1;
        let n_days = from.map_or(USUAL_DAYS, days_until);
        let n_days = n_days.clamp(FEWEST_DAYS, MOST_DAYS);
        let from = to.checked_sub(Span::new().days(n_days - 1)).ok()?;
        // Rounded down, so that no two periods meet.
        let per_year = (DAYS_A_YEAR / n_days as f64) as usize;
        let last_start = minute_of(from)?;
        let back = |k: usize| {
            let days = (k as f64 * DAYS_A_YEAR / per_year as f64).round() as u32;
            last_start.checked_sub(days * MINUTES_A_DAY)
        };
        let starts = (0..=MOST_YEARS * per_year).map_while(back);
        let mut starts: Vec<u32> = starts.take_while(|start| *start >= first).collect();
        starts.reverse();
        (starts.len() > per_year).then_some(Self {
            from,
            to,
            per_year,
            starts,
            minutes: u32::try_from(n_days).ok()? * MINUTES_A_DAY,
        })
    }

    /// The minutes of each period, the oldest first.
    pub fn times(&self) -> impl Iterator<Item = Range<u32>> {
        self.starts.iter().map(|start| *start..start + self.minutes)
    }

    /// The same stretch of time in periods of at most a month.
    pub fn in_months(&self) -> Option<Self> {
        let first = *self.starts.first()?;
        Self::new(first, minute_of(self.to)?, None, self.to)
    }

    pub fn is_longer_than_a_month(&self) -> bool {
        i64::from(self.days()) > USUAL_DAYS
    }

    /// How many days each has.
    pub fn days(&self) -> u32 {
        self.minutes / MINUTES_A_DAY
    }

    /// Which of them were counted, every day.
    pub fn counted(&self, covered: &Covered) -> Vec<bool> {
        self.times().map(|time| covered.is_counted(&time)).collect()
    }

    /// The minutes after the last period up to the end of a day.
    pub fn after(&self, until: Date) -> Option<Range<u32>> {
        let end = self.starts.last()? + self.minutes;
        let until = minute_of(until)? + MINUTES_A_DAY;
        Some(end..until.max(end))
    }

    /// The first day of a period.
    pub fn day(&self, number: usize) -> Date {
        let start = self.starts.get(number).copied();
        start.and_then(day_of).unwrap_or(self.from)
    }
}

/// The day of a minute of the snapshot.
pub(in crate::picture) fn day_of(minute: u32) -> Option<Date> {
    let days = i64::from(minute / MINUTES_A_DAY);
    date(1900, 1, 1).checked_add(Span::new().days(days)).ok()
}

fn minute_of(day: Date) -> Option<u32> {
    let days = date(1900, 1, 1).until(day).ok()?.get_days();
    u32::try_from(days).ok()?.checked_mul(MINUTES_A_DAY)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn windows(from: Option<Date>) -> Option<Windows> {
        let first = minute_of(date(2020, 1, 1)).unwrap();
        let last = minute_of(date(2023, 12, 31)).unwrap() + 600;
        Windows::new(first, last, from, date(2026, 1, 1))
    }

    #[test]
    fn without_a_day_the_last_thirty_that_are_held_are_looked_at() {
        let windows = windows(None).unwrap();
        assert_eq!(windows.from, date(2023, 12, 2));
        assert_eq!(windows.to, date(2023, 12, 31));
        assert_eq!(windows.per_year, 12);
        // Four years hold 48 periods of thirty days at most.
        assert_eq!(windows.starts.len(), 48);
        let a_year_before = windows.day(windows.starts.len() - 1 - 12);
        assert_eq!(a_year_before, date(2022, 12, 2));
    }

    #[test]
    fn no_day_is_counted_twice_however_long_the_period_is() {
        for days in [7, 10, 31, 45, 90, 182] {
            let from = date(2023, 12, 31).saturating_sub(Span::new().days(days - 1));
            let windows = windows(Some(from)).unwrap();
            assert_eq!(windows.from, from);
            let times: Vec<_> = windows.times().collect();
            assert!(times.windows(2).all(|two| two[0].end <= two[1].start));
        }
    }

    #[test]
    fn a_meeting_yesterday_or_two_years_ago_gives_a_period_that_can_be_judged() {
        let yesterday = windows(Some(date(2023, 12, 30))).unwrap();
        assert_eq!(yesterday.from, date(2023, 12, 25));
        let long_ago = windows(Some(date(2021, 12, 1))).unwrap();
        assert_eq!(long_ago.per_year, 2);
        let not_yet = windows(Some(date(2030, 1, 1))).unwrap();
        assert_eq!(not_yet.from, yesterday.from);
    }

    #[test]
    fn less_than_a_year_before_cannot_be_judged() {
        let first = minute_of(date(2023, 3, 1)).unwrap();
        let last = minute_of(date(2023, 12, 31)).unwrap();
        assert_eq!(Windows::new(first, last, None, date(2026, 1, 1)), None);
    }
}
