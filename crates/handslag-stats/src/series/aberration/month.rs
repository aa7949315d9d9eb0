//! Which months, or other equal parts of a year, were unusual for their time of year?

use std::ops::Range;

use super::count_law::CountLaw;
use super::farrington::{Bound, Farrington, SeasonLevels, TrendRule, WatchError};
use super::short_history::short_history;
use crate::numeric::{mean, variance};

const YEAR: usize = 12;
/// Parts of the year that have a level each.
const SEASONS: usize = 4;
/// Fewer years have no trend and too few months of one kind to fit.
const FEWEST_YEARS: usize = 3;
/// Older years say little of this one.
const MOST_YEARS: usize = 5;

/// One month against what the months before let one expect.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UnusualMonth {
    /// Which, from zero at the start of the series.
    pub month: usize,
    /// What was counted; none if missing.
    pub observed: Option<u64>,
    /// Expected count.
    pub expected: f64,
    /// Fewer have at most the chance of the tail.
    pub lower: u64,
    /// More have at most the chance of the tail.
    pub upper: u64,
    /// The chance of at least so many; none if missing.
    pub p_above: Option<f64>,
    /// The chance of at most so many; none if missing.
    pub p_below: Option<f64>,
    /// What the expectation rests on.
    pub basis: Basis,
}

/// What an expectation rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// So many years, with season, trend and spread fitted.
    Years(usize),
    /// So many months at one rate, because there are less than three years.
    Months(usize),
}

/// Why no month could be judged.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum MonthError {
    /// The months asked for are not all in the series.
    #[error("months up to {end} were asked for in a series of {months}")]
    NoSuchMonth {
        /// End of the range.
        end: usize,
        /// Months in the series.
        months: usize,
    },
    /// The tail is no probability between zero and a half.
    #[error("a tail of {0} is not between zero and a half")]
    NotATail(f64),
    /// Less than a whole year lies before.
    #[error("month {month} has less than a whole year before it")]
    LessThanAYear {
        /// The month, counted from zero.
        month: usize,
    },
}

/// What was expected of each month in `watched`, and how rare its count is.
///
/// With three years or more before the month: the improved Farrington method
/// (see [`Farrington`]) fitted for months — up to five years, the month and its
/// two neighbours as one part of the year, the other nine months in threes, the
/// last three months not learnt from, and the error of the fit counted in. With
/// less: the mean of the whole years before; exactly (see [`short_history`])
/// where their months spread no more than Poisson, else with their spread, of
/// which the season is a part.
///
/// - `counts`: a month each without gaps in time; none where not counted.
/// - `tail`: the chance left above `upper`, and as much below `lower`.
///
/// # Errors
/// See [`MonthError`]; a month whose past settles on nothing falls back to one
/// rate.
///
/// # Assumptions
/// Those of [`Farrington`]. With many series or months, hold the p values to a
/// false discovery rate. Reported crime also drifts from year to year, which no
/// fit to one series counts in: of Swedish municipalities' months 2015–16, 4 to
/// 8 per cent lay outside bounds that should leave out 5.
///
/// ```
/// # use handslag_stats::series::{Basis, MonthError, unusual_months};
/// // Five level years of about 20 a month, then 45.
/// let mut counts: Vec<Option<u64>> = (0..61).map(|month| Some(18 + month * 7 % 5)).collect();
/// counts[60] = Some(45);
/// let judged = unusual_months(&counts, 60..61, 0.01)?;
/// assert_eq!(judged[0].basis, Basis::Years(5));
/// assert!((judged[0].expected - 20.0).abs() < 1.0);
/// assert!(judged[0].upper < 35 && judged[0].lower > 8);
/// assert!(judged[0].p_above.unwrap() < 1e-4);
/// # Ok::<(), MonthError>(())
/// ```
pub fn unusual_months(
    counts: &[Option<u64>],
    watched: Range<usize>,
    tail: f64,
) -> Result<Vec<UnusualMonth>, MonthError> {
    if watched.end > counts.len() {
        return Err(MonthError::NoSuchMonth {
            end: watched.end,
            months: counts.len(),
        });
    }
    if !(tail > 0.0 && tail <= 0.5) {
        return Err(MonthError::NotATail(tail));
    }
    let judged = watched.map(|month| {
        let plausible = TrendRule::WhenPlausible;
        judge(counts, YEAR, month, tail, plausible)
    });
    judged.collect()
}

/// The same for the last of `counts`, of which there are `per_year` in a year:
/// what was expected of it and how rare it is.
///
/// The year is had in four parts as for months, the one around the period and
/// three others, and a trend is carried on only when it is clear (5 %); with
/// fewer than four periods in a year there is no season to
/// fit, and its change reads as spread.
///
/// # Errors
/// As [`unusual_months`]; [`MonthError::NoSuchMonth`] without counts, and for
/// less than one period a year.
///
/// # Assumptions
/// Those of [`unusual_months`]; all periods are of one length and at one time of
/// the year each.
///
/// ```
/// # use handslag_stats::series::{Basis, MonthError, unusual_last};
/// // Worked by hand: 3 + 4 + 5 + 4 in a year; sixteen in four are four a period.
/// let counts = [3, 4, 5, 4, 4].map(Some);
/// let judged = unusual_last(&counts, 4, 0.025)?;
/// assert_eq!((judged.expected, judged.basis), (4.0, Basis::Months(4)));
/// assert!(judged.upper > 6 && judged.p_above.unwrap() > 0.3);
/// # Ok::<(), MonthError>(())
/// ```
pub fn unusual_last(
    counts: &[Option<u64>],
    per_year: usize,
    tail: f64,
) -> Result<UnusualMonth, MonthError> {
    let months = counts.len();
    if months == 0 || per_year == 0 {
        let end = months + 1;
        return Err(MonthError::NoSuchMonth { end, months });
    }
    if !(tail > 0.0 && tail <= 0.5) {
        return Err(MonthError::NotATail(tail));
    }
    // A trend that three years of small counts only hint at would call a rise expected.
    let clear = TrendRule::SignificantAt(0.05);
    judge(counts, per_year, months - 1, tail, clear)
}

fn judge(
    counts: &[Option<u64>],
    per_year: usize,
    month: usize,
    tail: f64,
    trend: TrendRule,
) -> Result<UnusualMonth, MonthError> {
    let years = (month / per_year).min(MOST_YEARS);
    if years >= FEWEST_YEARS
        && per_year >= SEASONS
        && let Ok(judged) = by_years(counts, per_year, month, (years, trend), tail)
    {
        return Ok(judged);
    }
    by_months(counts, per_year, month, years, tail)
}

fn by_years(
    counts: &[Option<u64>],
    per_year: usize,
    month: usize,
    (years, trend): (usize, TrendRule),
    tail: f64,
) -> Result<UnusualMonth, WatchError> {
    let rules = Farrington {
        years_back: years,
        // The month and its neighbours; the month alone where months are longer.
        half_window: per_year / YEAR,
        season: SeasonLevels::Levels(SEASONS),
        recent_left_out: per_year / SEASONS,
        trend,
        bound: Bound::NegativeBinomialAndError,
        tail,
        ..Farrington::improved(per_year)
    };
    let watched = rules.watch(counts, month)?;
    Ok(UnusualMonth {
        month,
        observed: counts[month],
        expected: watched.outlook.mean,
        lower: watched.outlook.lower as u64,
        upper: watched.outlook.upper as u64,
        p_above: watched.p_above,
        p_below: watched.p_below,
        basis: Basis::Years(years),
    })
}

fn by_months(
    counts: &[Option<u64>],
    per_year: usize,
    month: usize,
    years: usize,
    tail: f64,
) -> Result<UnusualMonth, MonthError> {
    let past: Vec<u64> = counts[month - years * per_year..month]
        .iter()
        .flatten()
        .copied()
        .collect();
    let (months, total) = (past.len(), past.iter().sum());
    let observed = counts[month];
    // The bounds do not depend on the count.
    let exact = short_history(observed.unwrap_or(0), total, months as f64, tail)
        .map_err(|_| MonthError::LessThanAYear { month })?;
    let mut judged = UnusualMonth {
        month,
        observed,
        expected: exact.mean,
        lower: exact.lower,
        upper: exact.upper,
        p_above: observed.map(|_| exact.p_above),
        p_below: observed.map(|_| exact.p_below),
        basis: Basis::Months(months),
    };
    let spread = dispersion(&past);
    // The mean of the past is off by its own share of the same spread.
    let with_error = spread * (1.0 + 1.0 / months as f64);
    if spread > 1.0
        && let Some(law) = CountLaw::new(exact.mean, with_error)
    {
        judged.lower = law.lower(tail);
        judged.upper = law.upper(tail);
        judged.p_above = observed.map(|count| law.at_least(count));
        judged.p_below = observed.map(|count| law.at_most(count));
    }
    Ok(judged)
}

/// Variance over mean of months at one rate: season and unrest read as spread.
fn dispersion(past: &[u64]) -> f64 {
    let past: Vec<f64> = past.iter().map(|&count| count as f64).collect();
    let mean = mean(&past);
    if mean > 0.0 {
        variance(&past) / mean
    } else {
        1.0
    }
}
