//! How often would each rule have cried wolf on these very counts?
//!
//! Every unit of a panel is judged as if something had been done there. Nothing
//! in particular was, in nearly all, so the share of units in which a rule finds
//! a change is its false-alarm rate on data like these, drift and breaks
//! included. The product publishes the table for the panel it holds.

mod monthly;

use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::Level;
use crate::count::{Counted, RatioTest, rate_ratio_test};

use super::displacement::BeforeAfter;
use super::funnel::{DriftFunnel, FEWEST_BEFORE};
use monthly::quasi_poisson_p;

/// Counts of units by period in some categories.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountPanel {
    n_categories: usize,
    n_units: usize,
    n_periods: usize,
    counts: Vec<u32>,
}

impl CountPanel {
    /// - `counts`: by category, within it by unit, within that by period; as
    ///   many as the product of the three numbers.
    ///
    /// # Errors
    /// [`SelfTestError::WrongLength`].
    pub fn new(
        n_categories: usize,
        n_units: usize,
        n_periods: usize,
        counts: Vec<u32>,
    ) -> Result<Self, SelfTestError> {
        let needed = n_categories * n_units * n_periods;
        if counts.len() != needed {
            let found = counts.len();
            return Err(SelfTestError::WrongLength { found, needed });
        }
        Ok(Self {
            n_categories,
            n_units,
            n_periods,
            counts,
        })
    }

    /// One unit's counts by period.
    pub fn series(&self, category: usize, unit: usize) -> &[u32] {
        let start = (category * self.n_units + unit) * self.n_periods;
        &self.counts[start..start + self.n_periods]
    }

    /// All units' counts in two stretches of periods.
    pub fn before_after(&self, category: usize, window: &Window) -> Vec<BeforeAfter> {
        let total = |series: &[u32]| series.iter().map(|&n| f64::from(n)).sum();
        (0..self.n_units)
            .map(|unit| {
                let series = self.series(category, unit);
                BeforeAfter {
                    before: total(&series[window.before.clone()]),
                    after: total(&series[window.after.clone()]),
                }
            })
            .collect()
    }

    /// All units together, by period.
    fn country(&self, category: usize) -> Vec<u64> {
        let mut total = vec![0u64; self.n_periods];
        for unit in 0..self.n_units {
            for (total, &n) in total.iter_mut().zip(self.series(category, unit)) {
                *total += u64::from(n);
            }
        }
        total
    }
}

/// Two stretches of periods that are compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// Periods before.
    pub before: Range<usize>,
    /// Periods after.
    pub after: Range<usize>,
    /// An earlier window, by its place in the list, whose drift and tails judge
    /// this one out of sample.
    pub learned_from: Option<usize>,
}

/// A rule that turns counts into a verdict at the 5 per cent level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Rule {
    /// Before and after, exact Poisson.
    BeforeAfter,
    /// Against the other units together, exact Poisson.
    AgainstOthers,
    /// Against the other units, quasi-Poisson on the periods.
    QuasiPoisson,
    /// The plain funnel: one drift, normal tails.
    PlainFunnel,
    /// The drift funnel.
    DriftFunnel,
    /// The drift funnel with drift and tails of an earlier window.
    EarlierDriftFunnel,
    /// A rule given by the caller, by its place in the list.
    Other(usize),
}

/// A unit as a rule on series sees it.
#[derive(Debug, Clone, Copy)]
pub struct UnitSeries<'a> {
    /// The unit's counts in all periods of the panel.
    pub own: &'a [u32],
    /// The other units' counts together, in the same periods.
    pub others: &'a [u64],
    /// What is compared.
    pub window: &'a Window,
}

/// A rule on series, such as an interrupted time series: its two-sided p value,
/// or `None` where it gives no answer.
pub type SeriesRule<'a> = &'a (dyn Fn(UnitSeries<'_>) -> Option<f64> + Sync);

/// How one rule did on one category in one window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FalseAlarms {
    /// The rule.
    pub rule: Rule,
    /// Category, by its place in the panel.
    pub category: usize,
    /// Window, by its place in the list.
    pub window: usize,
    /// Units that the rule judged.
    pub tested: usize,
    /// Units in which it found a change.
    pub alarms: usize,
}

/// Drift of one category in one window.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DriftRow {
    /// Category, by its place in the panel.
    pub category: usize,
    /// Window, by its place in the list.
    pub window: usize,
    /// Drift τ of a unit of middling size.
    pub drift: f64,
    /// The power of size that τ² goes by.
    pub size_exponent: f64,
    /// Units that had a say.
    pub n_units: usize,
}

/// The table of false alarms.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SelfTest {
    /// A row for each category, window and rule.
    pub alarms: Vec<FalseAlarms>,
    /// A row for each category and window whose units allow a funnel.
    pub drift: Vec<DriftRow>,
}

impl SelfTest {
    /// Share of units in which `rule` found a change, over the rows that
    /// `chosen` picks; `None` if no unit was tested.
    pub fn share(&self, rule: Rule, chosen: impl Fn(&FalseAlarms) -> bool) -> Option<f64> {
        let rows = || {
            self.alarms
                .iter()
                .filter(|row| row.rule == rule && chosen(row))
        };
        let tested: usize = rows().map(|row| row.tested).sum();
        let alarms: usize = rows().map(|row| row.alarms).sum();
        (tested > 0).then(|| alarms as f64 / tested as f64)
    }
}

/// Why the self-test could not run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SelfTestError {
    /// The counts do not fill the panel.
    #[error("{found} counts do not fill a panel of {needed}")]
    WrongLength {
        /// How many counts there are.
        found: usize,
        /// How many the panel holds.
        needed: usize,
    },
    /// A window reaches beyond the periods, or is empty, or learns from one that
    /// is not in the list.
    #[error("window number {0}, counted from zero, does not fit the panel")]
    WrongWindow(usize),
}

/// The false alarms of every rule in every category and window.
///
/// Units with fewer than 20 events before are not judged, as in the funnel.
///
/// - `others`: rules on series to be tried beside the built-in ones.
/// - `told`: hears, from any thread, how many of all categories and windows are
///   done, and how many there are.
///
/// # Errors
/// [`SelfTestError::WrongWindow`].
///
/// ```
/// # use handslag_stats::effect::{CountPanel, Rule, SelfTestError, Window, false_alarms};
/// // Two units in two periods, 20 to 40 and 30 to 30. By binom.test in R the first
/// // has p = 0.013 and the second 1, so before/after alarms in one of two.
/// let panel = CountPanel::new(1, 2, 2, vec![20, 40, 30, 30])?;
/// let window = Window { before: 0..1, after: 1..2, learned_from: None };
/// let found = false_alarms(&panel, &[window], &[], &|_, _| {})?;
/// assert_eq!(found.share(Rule::BeforeAfter, |_| true), Some(0.5));
/// # Ok::<(), SelfTestError>(())
/// ```
pub fn false_alarms(
    panel: &CountPanel,
    windows: &[Window],
    others: &[SeriesRule<'_>],
    told: &(dyn Fn(usize, usize) + Sync),
) -> Result<SelfTest, SelfTestError> {
    for (place, window) in windows.iter().enumerate() {
        let fits = |range: &Range<usize>| !range.is_empty() && range.end <= panel.n_periods;
        let learns = window.learned_from.is_none_or(|from| from < windows.len());
        if !(fits(&window.before) && fits(&window.after) && learns) {
            return Err(SelfTestError::WrongWindow(place));
        }
    }
    let cells: Vec<(usize, usize)> = (0..panel.n_categories)
        .flat_map(|category| (0..windows.len()).map(move |window| (category, window)))
        .collect();
    let (done, n_cells) = (AtomicUsize::new(0), cells.len());
    told(0, n_cells);
    let tables: Vec<SelfTest> = cells
        .into_par_iter()
        .map(|(category, window)| {
            let table = cell(panel, category, window, windows, others);
            told(done.fetch_add(1, Ordering::Relaxed) + 1, n_cells);
            table
        })
        .collect();
    let mut whole = SelfTest::default();
    for table in tables {
        whole.alarms.extend(table.alarms);
        whole.drift.extend(table.drift);
    }
    Ok(whole)
}

/// One category in one window.
fn cell(
    panel: &CountPanel,
    category: usize,
    place: usize,
    windows: &[Window],
    others: &[SeriesRule<'_>],
) -> SelfTest {
    let window = &windows[place];
    let units = panel.before_after(category, window);
    let judged: Vec<usize> = (0..units.len())
        .filter(|&i| units[i].before >= FEWEST_BEFORE)
        .collect();
    let mut table = SelfTest::default();
    let mut count = |rule: Rule, answers: Vec<Option<bool>>| {
        table.alarms.push(FalseAlarms {
            rule,
            category,
            window: place,
            tested: answers.iter().flatten().count(),
            alarms: answers.iter().flatten().filter(|&&alarm| alarm).count(),
        });
    };
    let by_p = |p: &dyn Fn(usize) -> Option<f64>| -> Vec<Option<bool>> {
        judged
            .iter()
            .map(|&unit| p(unit).map(|p| p < ALPHA))
            .collect()
    };

    count(
        Rule::BeforeAfter,
        by_p(&|unit| before_after_p(units[unit], window)),
    );
    let (before, after) = totals(&units);
    count(
        Rule::AgainstOthers,
        by_p(&|unit| against_others_p(units[unit], before, after)),
    );

    let country = panel.country(category);
    let series_p = |unit: usize, rule: SeriesRule<'_>| {
        let own = panel.series(category, unit);
        let rest: Vec<u64> = country
            .iter()
            .zip(own)
            .map(|(all, &own)| all - u64::from(own))
            .collect();
        rule(UnitSeries {
            own,
            others: &rest,
            window,
        })
    };
    count(
        Rule::QuasiPoisson,
        by_p(&|unit| series_p(unit, &quasi_poisson_p)),
    );
    for (number, rule) in others.iter().enumerate() {
        count(Rule::Other(number), by_p(&|unit| series_p(unit, rule)));
    }

    if let Ok(plain) = super::funnel::PlainFunnel::new(&units) {
        let p = |unit| {
            plain
                .leave_one_out(unit, Level::P95)
                .map(|verdict| verdict.p)
        };
        count(Rule::PlainFunnel, by_p(&p));
    }
    let Ok(funnel) = DriftFunnel::new(&units) else {
        return table;
    };
    let is_alarm = |unit: &usize| {
        let ratio = funnel.verdict(*unit, Level::P95).ok()?.ratio;
        Some(ratio.upper < 1.0 || 1.0 < ratio.lower)
    };
    count(Rule::DriftFunnel, judged.iter().map(is_alarm).collect());
    let earlier = window
        .learned_from
        .and_then(|from| DriftFunnel::new(&panel.before_after(category, &windows[from])).ok());
    if let Some(earlier) = earlier {
        let is_alarm = |&unit: &usize| {
            let BeforeAfter {
                before: own_before,
                after: own_after,
            } = units[unit];
            let rest = (after - own_after) / (before - own_before);
            let log_ratio = ((own_after + 0.5) / (own_before + 0.5) / rest).ln();
            earlier
                .is_unusual_later(units[unit], log_ratio, Level::P95)
                .ok()
        };
        count(
            Rule::EarlierDriftFunnel,
            judged.iter().map(is_alarm).collect(),
        );
    }
    table.drift.push(DriftRow {
        category,
        window: place,
        drift: funnel.drift(),
        size_exponent: funnel.size_exponent(),
        n_units: funnel.n_units(),
    });
    table
}

const ALPHA: f64 = 0.05;

fn totals(units: &[BeforeAfter]) -> (f64, f64) {
    units.iter().fold((0.0, 0.0), |(before, after), unit| {
        (before + unit.before, after + unit.after)
    })
}

fn before_after_p(unit: BeforeAfter, window: &Window) -> Option<f64> {
    let counted = |n: f64, periods: &Range<usize>| Counted::new(n as u64, periods.len() as f64);
    let (before, after) = (
        counted(unit.before, &window.before),
        counted(unit.after, &window.after),
    );
    rate_ratio_test(before, after, RatioTest::ConditionalExact).ok()
}

/// The other units' counts are so many that they are taken as known.
fn against_others_p(unit: BeforeAfter, before: f64, after: f64) -> Option<f64> {
    let (old, new) = (
        Counted::new(unit.before as u64, before - unit.before),
        Counted::new(unit.after as u64, after - unit.after),
    );
    rate_ratio_test(old, new, RatioTest::ConditionalExact).ok()
}

#[cfg(test)]
mod tests;
