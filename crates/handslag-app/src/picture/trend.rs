//! By month, with what the years before let one expect.

use std::collections::HashMap;

use handslag_domain::incident::TimeUnit;
use handslag_geo::snapshot::{Filter, Key, Month};
use handslag_stats::count::{Adjustment, adjusted_p};
use handslag_stats::series::{Basis, UnusualMonth, unusual_last};
use jiff::civil::Date;

use super::too_coarse::known_to;
use super::{IncidentPicture, TooCoarse};

/// Outside the range in one month of twenty by chance alone: 2.5 % on each side.
const TAIL: f64 = 0.025;
const YEAR: usize = 12;
/// Older months are not learnt from.
const MOST_LEARNT: usize = 5 * YEAR;

/// Counts by month; the last month may not be over.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Trend {
    /// Every month that is asked for and that the picture reaches, in order; one
    /// without any is zero.
    pub months: Vec<MonthRow>,
    /// What the expectations of the last month rest on: whole years, or months
    /// when there are less than three years. None when there is less than one.
    pub basis: Option<Basis>,
    /// Those that are known to no month.
    pub too_coarse: Option<TooCoarse>,
}

/// One month.
#[derive(Debug, Clone, PartialEq)]
pub struct MonthRow {
    /// `2023-06`.
    pub month: String,
    /// How many.
    pub n: u32,
    /// Whether the month was over, all of it is asked for, and somebody counted:
    /// where nobody did, none is no zero.
    pub is_whole: bool,
    /// Whether somebody counted in it, or it has any.
    pub is_counted: bool,
    /// Expected from the months before, with the range that leaves out one month in twenty.
    pub expected: Option<Expected>,
}

/// What the months before let one expect.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Expected {
    /// The expected count.
    pub mean: f64,
    /// Fewer are unusual.
    pub lower: u64,
    /// More are unusual.
    pub upper: u64,
    /// How probable so far off is in one month: the smaller tail, doubled.
    pub p: f64,
    /// The same, allowing for how many months are judged (Benjamini and Hochberg 1995).
    pub p_adjusted: f64,
}

/// More than 5 % false alarms among those that are called are too many.
const MOST_FALSE: f64 = 0.05;

impl MonthRow {
    /// Whether it lies outside the range that was expected.
    pub fn is_outside(&self) -> bool {
        self.expected.is_some_and(|expected| {
            let n = u64::from(self.n);
            n > expected.upper || n < expected.lower
        })
    }

    /// Whether it is unlike what was expected also when it is allowed for that
    /// some of many months lie outside by chance alone.
    pub fn is_unusual(&self) -> bool {
        self.expected
            .is_some_and(|expected| self.is_outside() && expected.p_adjusted <= MOST_FALSE)
    }
}

impl IncidentPicture {
    /// By month. Months are judged from the second year on.
    pub(super) fn trend(&self, filter: &Filter, today: Date) -> Trend {
        let too_coarse = self.coarser_than(filter, TimeUnit::Month);
        let filter = &known_to(TimeUnit::Month, filter);
        let nothing = || Trend {
            too_coarse,
            ..Trend::default()
        };
        let Ok(grouped) = self.snapshot.group(filter, &[Key::Month]) else {
            return nothing();
        };
        if grouped.total() == 0 {
            return nothing();
        }
        let month_of = |k: usize| {
            let first_month = usize::from(grouped.first_month.0) + k;
            format!("{}-{:02}", 1900 + first_month / 12, first_month % 12 + 1)
        };
        let now = format!("{}-{:02}", today.year(), today.month());
        let counts = &grouped.counts;
        // A month that is not over, or of which only some days are asked for,
        // says nothing of the others.
        let covered = self.covered(filter.categories.as_ref(), TimeUnit::Month);
        let holds = |k: usize| {
            let month = u16::try_from(k).ok();
            let month = month.and_then(|k| grouped.first_month.0.checked_add(k));
            month.is_some_and(|month| covered.holds(month))
        };
        let is_whole =
            |k: usize| month_of(k) < now && is_covered(filter, grouped.first_month, k) && holds(k);
        let known: Vec<Option<u64>> = (0..)
            .zip(counts)
            .map(|(k, n)| is_whole(k).then_some(u64::from(*n)))
            .collect();
        // A year of them must have been counted of the five that are learnt from.
        let is_a_year = |k: usize| {
            let learnt = &known[k.saturating_sub(MOST_LEARNT)..k];
            learnt.iter().flatten().count() >= YEAR
        };
        // By the same rule as what is new since the last meeting: one month has one range.
        let judged: Vec<_> = (YEAR..counts.len())
            .filter(|k| is_a_year(*k))
            .filter_map(|k| unusual_last(&known[..=k], YEAR, TAIL).ok())
            .collect();
        let expected = expectations(&judged);
        Trend {
            too_coarse,
            basis: judged.last().map(|last| last.basis),
            months: (0..counts.len())
                .map(|k| MonthRow {
                    month: month_of(k),
                    n: counts[k],
                    is_whole: known[k].is_some(),
                    is_counted: counts[k] > 0 || holds(k),
                    expected: expected.get(&k).copied(),
                })
                .collect(),
        }
    }
}

/// Whether every day of the month that is `k` after the first is asked for.
fn is_covered(filter: &Filter, first: Month, k: usize) -> bool {
    let Some(time) = &filter.time else {
        return true;
    };
    let month = |k: usize| Some(Month(first.0.checked_add(u16::try_from(k).ok()?)?));
    month(k).zip(month(k + 1)).is_some_and(|(month, next)| {
        time.start <= month.first_minute() && next.first_minute() <= time.end
    })
}

/// What is expected of each month that was counted, by its place.
fn expectations(judged: &[UnusualMonth]) -> HashMap<usize, Expected> {
    let judged = judged.iter().filter_map(|one| {
        let p = one.p_above?.min(one.p_below?) * 2.0;
        Some((one, p.min(1.0)))
    });
    let judged: Vec<(&UnusualMonth, f64)> = judged.collect();
    let p: Vec<f64> = judged.iter().map(|(_, p)| *p).collect();
    let adjusted = adjusted_p(&p, Adjustment::BenjaminiHochberg).unwrap_or_else(|_| p.clone());
    judged
        .into_iter()
        .zip(adjusted)
        .map(|((one, p), p_adjusted)| {
            let expected = Expected {
                mean: one.expected,
                lower: one.lower,
                upper: one.upper,
                p,
                p_adjusted,
            };
            (one.month, expected)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(n: u64, mean: f64, month: usize) -> UnusualMonth {
        UnusualMonth {
            month,
            observed: Some(n),
            expected: mean,
            lower: 10,
            upper: 30,
            p_above: Some(if n > 30 { 1e-6 } else { 0.4 }),
            p_below: Some(0.6),
            basis: Basis::Years(3),
        }
    }

    #[test]
    fn many_months_are_judged_more_strictly_than_one() {
        let mut judged: Vec<UnusualMonth> = (0..40).map(|k| month(20, 20.0, k)).collect();
        judged[7] = UnusualMonth {
            p_above: Some(0.01),
            ..month(31, 20.0, 7)
        };
        judged[9] = month(60, 20.0, 9);
        let expected = expectations(&judged);
        let row = |k: usize, n| MonthRow {
            month: String::new(),
            n,
            is_whole: true,
            is_counted: true,
            expected: expected.get(&k).copied(),
        };
        assert!(row(9, 60).is_unusual());
        assert!(row(7, 31).is_outside() && !row(7, 31).is_unusual());
        assert!(!row(8, 20).is_outside());
    }
}
