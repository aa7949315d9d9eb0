//! By month, with what the years before let one expect.

use handslag_geo::snapshot::{Filter, Key};
use handslag_stats::series::{Basis, unusual_months};
use jiff::civil::Date;

use super::IncidentPicture;

/// Outside the range in one month of twenty by chance alone: 2.5 % on each side.
const TAIL: f64 = 0.025;

/// Counts by month; the last month may not be over.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Trend {
    /// Every month from the first to the last with any, in order.
    pub months: Vec<MonthRow>,
    /// What the expectations of the last month rest on: whole years, or months
    /// when there are less than three years. None when there is less than one.
    pub basis: Option<Basis>,
}

/// One month.
#[derive(Debug, Clone, PartialEq)]
pub struct MonthRow {
    /// `2023-06`.
    pub month: String,
    /// How many.
    pub n: u32,
    /// Whether the month was over.
    pub is_whole: bool,
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
    /// How many months like this, of all that are judged, false alarms allowed
    /// for, would be as far off: the smaller tail, doubled.
    pub p: f64,
}

impl MonthRow {
    /// Whether it lies outside what was expected; a month that is not over may
    /// only have too many.
    pub fn is_unusual(&self) -> bool {
        self.expected.is_some_and(|expected| {
            let n = u64::from(self.n);
            n > expected.upper || (self.is_whole && n < expected.lower)
        })
    }
}

impl IncidentPicture {
    /// By month. Months are judged from the second year on.
    pub(super) fn trend(&self, filter: &Filter, today: Date) -> Trend {
        let Ok(grouped) = self.snapshot.group(filter, &[Key::Month]) else {
            return Trend::default();
        };
        if grouped.total() == 0 {
            return Trend::default();
        }
        let first = grouped.counts.iter().position(|n| *n > 0).unwrap_or(0);
        let last = grouped.counts.iter().rposition(|n| *n > 0).unwrap_or(0);
        let month_of = |k: usize| {
            let first_month = usize::from(grouped.first_month.0) + k;
            format!("{}-{:02}", 1900 + first_month / 12, first_month % 12 + 1)
        };
        let now = format!("{}-{:02}", today.year(), today.month());
        let counts: Vec<u32> = grouped.counts[first..=last].to_vec();
        // A month that is not over says nothing of the months after it.
        let known: Vec<Option<u64>> = (first..=last)
            .zip(&counts)
            .map(|(k, n)| (month_of(k) < now).then_some(u64::from(*n)))
            .collect();
        let judged: Vec<_> = (12..counts.len())
            .filter_map(|k| unusual_months(&known, k..k + 1, TAIL).ok()?.pop())
            .collect();
        let expected = |k: usize| {
            let found = judged.iter().find(|one| one.month == k)?;
            let p = found.p_above?.min(found.p_below?) * 2.0;
            Some(Expected {
                mean: found.expected,
                lower: found.lower,
                upper: found.upper,
                p: p.min(1.0),
            })
        };
        Trend {
            basis: judged.last().map(|last| last.basis),
            months: (0..counts.len())
                .map(|k| MonthRow {
                    month: month_of(first + k),
                    n: counts[k],
                    is_whole: known[k].is_some(),
                    expected: expected(k),
                })
                .collect(),
        }
    }
}
