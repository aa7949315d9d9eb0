//! Each kind's last period beside those before it, and how long it has been so.

use handslag_domain::incident::TimeUnit;
use handslag_geo::snapshot::Filter;
use handslag_stats::count::{Adjustment, adjusted_p};
use handslag_stats::series::{UnusualMonth, unusual_last};

use super::super::IncidentPicture;
use super::Run;
use super::rules::{Earlier, Judged, surely_outside};
use super::series::{Series, is_a_year, only};
use super::windows::Windows;

/// Outside the range in one period of twenty by chance alone: 2.5 % on each side.
pub(super) const TAIL: f64 = 0.025;

/// So many periods are judged together at most: five years of months.
const MOST_TOGETHER: usize = 60;

/// What came of one.
pub(super) struct Found {
    pub series: Series,
    pub judged: Judged,
}

/// Judges the last period of each, allowing for how many are judged.
pub(super) fn judge(all: Vec<Series>, per_year: usize) -> Vec<Found> {
    let judged = all.into_iter().filter_map(|series| {
        let now = unusual_last(&series.counts, per_year, TAIL).ok()?;
        Some((two_sided(&now)?, now, series))
    });
    let judged: Vec<(f64, UnusualMonth, Series)> = judged.collect();
    let p: Vec<f64> = judged.iter().map(|(p, ..)| *p).collect();
    let adjusted = adjusted_p(&p, Adjustment::BenjaminiHochberg).unwrap_or_else(|_| p.clone());
    let found = judged.into_iter().zip(adjusted);
    let found = found.filter_map(|((p, now, series), p_adjusted)| {
        let n_windows = series.counts.len();
        let back = |k: usize| series.counts[n_windows.checked_sub(k + 1)?];
        let mut judged = Judged {
            n: back(0)?,
            expected: now.expected,
            lower: now.lower,
            upper: now.upper,
            p,
            p_adjusted,
            before: back(1),
            a_year_before: back(per_year),
            outside_before: Vec::new(),
        };
        // Only for what is unusual now is it asked whether it was before.
        if judged.is_unusual() {
            let outside = outside(&series.counts, per_year, judged.is_more());
            judged.outside_before = outside.into_iter().skip(1).take(per_year).collect();
        }
        Some(Found { series, judged })
    });
    found.collect()
}

/// Which periods were surely outside on one side, the latest first. As month by
/// month, every period with a year before it is judged together with the others:
/// what is not unusual there has not happened before here.
fn outside(counts: &[Option<u64>], per_year: usize, is_more: bool) -> Vec<bool> {
    let ends = (0..counts.len()).rev().take(MOST_TOGETHER);
    let each = ends.map(|last| earlier(&counts[..=last], per_year, is_more));
    surely_outside(&each.collect::<Vec<_>>())
}

/// The last of these beside what was expected of it; none that nobody counted, or
/// without a year before it.
fn earlier(counts: &[Option<u64>], per_year: usize, is_more: bool) -> Option<Earlier> {
    if !is_a_year(&counts[..counts.len() - 1], per_year) {
        return None;
    }
    let at = unusual_last(counts, per_year, TAIL).ok()?;
    Some(Earlier {
        p: two_sided(&at)?,
        is_outside: at.observed.is_some_and(|n| match is_more {
            true => n > at.upper,
            false => n < at.lower,
        }),
    })
}

/// The smaller tail, doubled.
fn two_sided(now: &UnusualMonth) -> Option<f64> {
    Some((now.p_above?.min(now.p_below?) * 2.0).min(1.0))
}

impl IncidentPicture {
    /// How long it has been so: only as far back as whole periods of at most a
    /// month show it each.
    pub(super) fn run(
        &self,
        filter: &Filter,
        windows: &Windows,
        series: &Series,
        judged: &Judged,
    ) -> Run {
        let n = 1 + judged.outside_before.iter().take_while(|o| **o).count();
        let first = windows.starts.len() - n;
        let whole = Run {
            n,
            days: windows.days(),
            since: windows.day(first),
        };
        let months = match n > 1 && windows.is_longer_than_a_month() {
            true => windows.in_months(),
            false => None,
        };
        let Some(months) = months else {
            return whole;
        };
        let counted = months.counted(&self.covered(Some(&series.kinds()), TimeUnit::Day));
        let counts = months.times().zip(counted).map(|(time, is_counted)| {
            let only = only(filter, series, Some(time));
            is_counted.then(|| self.snapshot.count(&only))
        });
        let counts: Vec<Option<u64>> = counts.collect();
        let outside = outside(&counts, months.per_year, judged.is_more());
        let starts = months.starts.iter().rev();
        let within = starts.take_while(|start| **start >= windows.starts[first]);
        let n = within.zip(outside).take_while(|(_, o)| *o).count().max(1);
        Run {
            n,
            days: months.days(),
            since: months.day(months.starts.len() - n),
        }
    }
}
