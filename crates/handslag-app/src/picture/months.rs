//! Which months are whole: held, asked for, and over? And which did nobody count,
//! so that nothing found in them is not zero?

use std::ops::Range;

use handslag_domain::incident::TimeUnit;
use handslag_geo::snapshot::{Codes, Filter, Month};
use jiff::civil::Date;

use super::IncidentPicture;
use super::sources::HeldMonths;

const MINUTES_A_DAY: u32 = 24 * 60;
/// A few old ones are no history: what one in so many had come before.
const FEW: u64 = 200;
/// A month with less than such a part of what a month has is no month that was
/// counted: a file ends, and a few reports come after it.
const PART_OF_USUAL: f64 = 10.0;
/// So many times the usual distance between two, and chance no longer makes the
/// gap at a month's edge (once in 150).
const GAP: f64 = 5.0;
/// So many months in a row with next to nothing were not counted; a summer in
/// which nobody is at the school to report is shorter.
const SILENT: usize = 3;
const DAYS_A_MONTH: f64 = 30.0;

/// Months in a row, from the first up to and without the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Months {
    pub first: u16,
    pub end: u16,
}

impl Months {
    pub const NONE: Self = Self { first: 0, end: 0 };

    /// Those that are over.
    pub fn before(today: Date) -> Self {
        Self {
            first: 0,
            end: month_of(today).map_or(0, |month| month.0),
        }
    }

    /// Those of which every day lies between two days.
    pub fn asked(from: Option<Date>, to: Option<Date>) -> Self {
        let first = from.map_or(Some(0), |from| {
            let is_first = from.day() == 1;
            Some(month_of(from)?.0 + u16::from(!is_first))
        });
        let end = to.map_or(Some(u16::MAX), |to| {
            let is_last = to.day() == to.days_in_month();
            Some(month_of(to)?.0 + u16::from(is_last))
        });
        match (first, end) {
            (Some(first), Some(end)) => Self { first, end },
            _ => Self::NONE,
        }
    }

    pub fn and(&self, other: &Self) -> Self {
        Self {
            first: self.first.max(other.first),
            end: self.end.min(other.end),
        }
    }

    /// Those that are held, of those that are over.
    ///
    /// - `counts`: of each month from `first`, of everything that is held.
    /// - `is_any`: whether anything is held of these minutes.
    pub fn held(
        first: u16,
        counts: &[u32],
        over: Self,
        is_any: impl Fn(Range<u32>) -> bool,
    ) -> Self {
        let dense = Covered::of(first, counts).unbroken(over.end).and(&over);
        let n_of = |month: u16| counts.get(usize::from(month - first)).copied().unwrap_or(0);
        let (mut first, mut end) = (dense.first, dense.end);
        if first < end && !is_any(edge(first, n_of(first), Edge::Start)) {
            first += 1;
        }
        if first < end && !is_any(edge(end - 1, n_of(end - 1), Edge::End)) {
            end -= 1;
        }
        Self { first, end }
    }

    /// From the month by which one in 200 had happened to the last that has a
    /// tenth of what a month has.
    fn dense(first: u16, counts: &[u32]) -> Self {
        let total: u64 = counts.iter().map(|n| u64::from(*n)).sum();
        let mut so_far = 0;
        let start = counts.iter().position(|n| {
            so_far += u64::from(*n);
            so_far * FEW >= total
        });
        let usual = usual(counts);
        let counted = |n: &u32| *n > 0 && !is_next_to_nothing(*n, usual);
        match (start, counts.iter().rposition(counted)) {
            (Some(start), Some(last)) => Self {
                first: first + start as u16,
                end: first + last as u16 + 1,
            },
            _ => Self::NONE,
        }
    }
}

/// How many a month has that has any.
fn usual(counts: &[u32]) -> f64 {
    let total: f64 = counts.iter().map(|n| f64::from(*n)).sum();
    let with_any = counts.iter().filter(|n| **n > 0).count();
    total / with_any.max(1) as f64
}

/// Whether so few are no month that was counted: less than a tenth of the usual,
/// and where five are usual also a single one.
fn is_next_to_nothing(n: u32, usual: f64) -> bool {
    let few = f64::from(n) * PART_OF_USUAL < usual;
    (few && n > 0) || (n <= 1 && usual >= GAP)
}

/// The months that somebody counted: those held, but for silences among them.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Covered {
    /// From the first to the last.
    pub months: Months,
    /// Those between them that nobody counted.
    holes: Vec<u16>,
    /// How many a month has that was counted.
    usual: f64,
    /// Later minutes nobody counted: the last day and as long a gap as chance makes.
    until: u32,
}

impl Covered {
    /// - `counts`: of each month from `first`, of everything that is held.
    pub fn of(first: u16, counts: &[u32]) -> Self {
        let months = Months::dense(first, counts);
        let usual = usual(counts);
        let n_of = |month: u16| counts[usize::from(month - first)];
        let mut holes = Vec::new();
        let mut silence = Vec::new();
        for month in months.first..months.end {
            match is_next_to_nothing(n_of(month), usual) {
                true => silence.push(month),
                false if silence.len() >= SILENT => holes.append(&mut silence),
                false => silence.clear(),
            }
        }
        Self {
            months,
            holes,
            usual,
            until: u32::MAX,
        }
    }

    /// Whether a month was counted to its end.
    pub fn holds(&self, month: u16) -> bool {
        let is_in = (self.months.first..self.months.end).contains(&month);
        is_in && !self.holes.contains(&month) && Month(month + 1).first_minute() <= self.until
    }

    /// Whether a stretch of minutes was counted: no part of it lies before the
    /// first month, in a silence, or after the last day.
    pub fn is_counted(&self, time: &Range<u32>) -> bool {
        let months = Month::of(time.start).0..=Month::of(time.end.saturating_sub(1)).0;
        let is_within = *months.start() >= self.months.first && time.end <= self.until;
        is_within && !self.holes.iter().any(|hole| months.contains(hole))
    }

    /// The months since the last silence that began before `end`.
    fn unbroken(&self, end: u16) -> Months {
        let last = self.holes.iter().rev().find(|hole| **hole < end);
        Months {
            first: last.map_or(self.months.first, |hole| hole + 1),
            end: self.months.end,
        }
    }

    /// The longest gap that chance makes, in minutes.
    fn gap(&self) -> u32 {
        let days = (GAP * DAYS_A_MONTH / self.usual.max(1.0)).floor() as u32 + 1;
        days * MINUTES_A_DAY
    }

    /// The last minute of the last day that was counted. It may lie in the month
    /// after the last whole one, as far as there is no longer gap than chance makes.
    fn last_minute(&self, is_any: impl Fn(Range<u32>) -> bool) -> u32 {
        let step = self.gap();
        let start = Month(self.months.first).first_minute();
        let mut end = Month(self.months.end).first_minute();
        while is_any(end..end + step) {
            end += step;
        }
        while end > start + MINUTES_A_DAY && !is_any(end - MINUTES_A_DAY..end) {
            end -= MINUTES_A_DAY;
        }
        end - 1
    }
}

impl IncidentPicture {
    /// The months that somebody counted some kinds in, known to a unit; any kind
    /// when none are given.
    pub(super) fn covered(&self, kinds: Option<&Codes>, unit: TimeUnit) -> Covered {
        let held = self.held_months(kinds, unit);
        let mut covered = Covered::of(held.first, &held.counts);
        if covered.months != Months::NONE {
            let end = covered.months.end;
            let last = covered.last_minute(|time| self.is_any(time, &held, end, unit));
            covered.until = last + 1 + covered.gap();
        }
        covered
    }

    /// The first and the last minute that is held of some kinds: the first is that
    /// of the month by which one in 200 had happened, since a few old ones are no
    /// history, and the last is that of the last day that was counted. A month that
    /// is told of as a whole was counted to its end.
    pub(super) fn held_time(&self, kinds: Option<&Codes>, unit: TimeUnit) -> Option<(u32, u32)> {
        let (first, _) = self.snapshot.time()?;
        let held = self.held_months(kinds, unit);
        let covered = Covered::of(held.first, &held.counts);
        if covered.months == Months::NONE {
            return None;
        }
        let begins = Month(covered.months.first).first_minute();
        let end = covered.months.end;
        let last = covered.last_minute(|time| self.is_any(time, &held, end, unit));
        Some((first.max(begins), last))
    }

    /// The months of some kinds that are held from their first day to their last,
    /// of those that are over.
    pub(super) fn whole_months(&self, kinds: Option<&Codes>, today: Date) -> Months {
        let unit = TimeUnit::Month;
        let held = self.held_months(kinds, unit);
        let over = Months::before(today);
        let is_any = |time| self.is_any(time, &held, over.end, unit);
        Months::held(held.first, &held.counts, over, is_any)
    }

    /// Whether anything of some kinds is held of these minutes.
    ///
    /// - `end`: from this month on no month is told of as a whole.
    fn is_any(&self, time: Range<u32>, held: &HeldMonths, end: u16, unit: TimeUnit) -> bool {
        let month = Month::of(time.start).0;
        if month < end && held.whole.contains(&month) {
            return true;
        }
        let in_time = Filter {
            time: Some(time),
            categories: held.kinds.clone(),
            max_width_min: Some(unit.min(TimeUnit::Week).longest_window_min()),
            ..Filter::default()
        };
        self.snapshot.count(&in_time) > 0
    }
}

enum Edge {
    Start,
    End,
}

/// The days at a month's edge in which something would be held, were the month
/// whole: one day when several happen a day, more where days are often empty.
fn edge(month: u16, n: u32, edge: Edge) -> Range<u32> {
    let (start, end) = (Month(month).first_minute(), Month(month + 1).first_minute());
    let n_days = (end - start) / MINUTES_A_DAY;
    let usual_distance = f64::from(n_days) / f64::from(n.max(1));
    let days = ((GAP * usual_distance).floor() as u32 + 1).min(n_days);
    match edge {
        Edge::Start => start..start + days * MINUTES_A_DAY,
        Edge::End => end - days * MINUTES_A_DAY..end,
    }
}

fn month_of(day: Date) -> Option<Month> {
    let (year, month) = (u32::try_from(day.year()), u32::try_from(day.month()));
    Month::new(year.ok()?, month.ok()?)
}

/// How many days of a month fall on these weekdays, 0 is Monday; all when empty.
pub(super) fn days_in(month: Month, weekdays: &[u8]) -> u32 {
    let day = |month: Month| month.first_minute() / MINUTES_A_DAY;
    let days = day(month)..day(Month(month.0 + 1));
    // The first of January 1900 was a Monday.
    let is_asked = |day: &u32| weekdays.is_empty() || weekdays.contains(&((day % 7) as u8));
    u32::try_from(days.filter(is_asked).count()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use handslag_geo::snapshot::minute_of;
    use jiff::civil::date;

    fn month(year: u32, month: u32) -> u16 {
        Month::new(year, month).unwrap().0
    }

    #[test]
    fn only_months_of_which_every_day_is_asked_for_are_whole() {
        let asked = Months::asked(Some(date(2023, 1, 15)), Some(date(2023, 4, 29)));
        assert_eq!((asked.first, asked.end), (month(2023, 2), month(2023, 4)));
        let asked = Months::asked(Some(date(2023, 1, 1)), Some(date(2024, 2, 29)));
        assert_eq!((asked.first, asked.end), (month(2023, 1), month(2024, 3)));
    }

    #[test]
    fn a_month_that_is_not_over_and_one_that_is_not_held_are_left_out() {
        let over = Months::before(date(2023, 6, 30));
        assert_eq!(over.end, month(2023, 6));
        let counts = [200; 30];
        let first = month(2021, 3);
        let held = |is_any: &dyn Fn(Range<u32>) -> bool| {
            let months = Months::held(first, &counts, over, is_any);
            (months.first, months.end)
        };
        assert_eq!(held(&|_| true), (first, month(2023, 6)));
        // What is held begins on the third of March: nothing on its first day.
        let third = minute_of((2021, 3, 3), (0, 0)).unwrap();
        let begins_late = |time: Range<u32>| time.end > third;
        assert_eq!(held(&begins_late), (first + 1, month(2023, 6)));
        // And ends in the midst of May.
        let middle = minute_of((2023, 5, 14), (0, 0)).unwrap();
        let ends_early = |time: Range<u32>| time.start < middle;
        assert_eq!(held(&ends_early), (first, month(2023, 5)));
    }

    #[test]
    fn a_few_old_ones_and_a_few_after_a_file_ended_are_no_history() {
        let mut counts = vec![1, 0, 0, 0, 0, 0];
        counts.extend([100; 24]);
        counts.extend([0, 0, 2]);
        let dense = Months::dense(1_000, &counts);
        assert_eq!((dense.first, dense.end), (1_006, 1_030));
        assert_eq!(Months::dense(1_000, &[]), Months::NONE);
        assert_eq!(Months::dense(1_000, &[0, 0]), Months::NONE);
    }

    #[test]
    fn a_year_of_silence_was_not_counted_and_an_empty_july_was() {
        let mut counts = vec![40; 24];
        counts[6] = 0;
        counts.extend([0; 12]);
        counts[30] = 1;
        counts.extend([40; 6]);
        let covered = Covered::of(1_000, &counts);
        assert!(covered.holds(1_006) && covered.holds(1_023) && covered.holds(1_036));
        assert!((1_024..1_036).all(|month| !covered.holds(month)));
        let unbroken = covered.unbroken(1_042);
        assert_eq!((unbroken.first, unbroken.end), (1_036, 1_042));
        // Where one happens a month, a quarter without any is no silence.
        let rare = [1, 1, 0, 0, 0, 0, 2, 1, 1];
        assert!((1_000..1_009).all(|month| Covered::of(1_000, &rare).holds(month)));
    }

    #[test]
    fn what_is_held_ends_at_the_last_day_before_a_gap_that_chance_does_not_make() {
        let covered = Covered::of(month(2023, 1), &[60; 12]);
        let day = |day: u32| minute_of((2024, 1, day), (12, 0)).unwrap();
        let january = Month(month(2024, 1)).first_minute();
        let last_day = |days: &[u32]| {
            let is_any = |time: Range<u32>| {
                let december = Month(month(2023, 12)).first_minute()..january;
                let is_december = time.start < december.end && time.end > december.start;
                is_december || days.iter().any(|one| time.contains(&day(*one)))
            };
            covered.last_minute(is_any) / MINUTES_A_DAY
        };
        assert_eq!(last_day(&[]), day(1) / MINUTES_A_DAY - 1);
        assert_eq!(last_day(&[2, 5]), day(5) / MINUTES_A_DAY);
        // A single one, weeks after all others, does not make those weeks counted.
        assert_eq!(last_day(&[2, 28]), day(2) / MINUTES_A_DAY);
    }

    #[test]
    fn where_days_are_often_empty_an_empty_first_day_is_no_sign() {
        let rare = edge(month(2023, 1), 31, Edge::Start);
        assert_eq!((rare.end - rare.start) / MINUTES_A_DAY, 6);
        let often = edge(month(2023, 1), 310, Edge::End);
        assert_eq!((often.end - often.start) / MINUTES_A_DAY, 1);
        assert_eq!(often.end, Month(month(2023, 2)).first_minute());
    }

    #[test]
    fn a_leap_day_and_weekdays_asked_for_are_counted() {
        let days = |year, weekdays: &[u8]| days_in(Month::new(year, 2).unwrap(), weekdays);
        assert_eq!((days(2023, &[]), days(2024, &[])), (28, 29));
        // The 29th of February 2024 was a Thursday.
        assert_eq!((days(2024, &[3]), days(2024, &[4, 5, 6])), (5, 12));
    }
}
