//! Does a series rise or fall, and how fast?

use crate::numeric::{normal_quantile, normal_two_sided};
use crate::{Estimate, Level, Method};

/// Whether later values tend to be above earlier ones.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MannKendall {
    /// Pairs that rise less pairs that fall.
    pub s: i64,
    /// Variance of `s` without a trend, ties counted in.
    pub variance: f64,
    /// `s` one nearer to zero, in standard deviations.
    pub z: f64,
    /// Two-sided p value of `z`.
    pub p: f64,
    /// `s` over the pairs that are not tied, by Kendall's tau-b: −1 to 1; of a
    /// seasonal test, over pairs within seasons.
    pub tau: f64,
}

/// Why no trend could be judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TrendError {
    /// Too few values for a test, or for an interval of this level.
    #[error("{found} values are too few for a trend")]
    TooFew {
        /// Values that are not missing.
        found: usize,
    },
    /// A value is infinite or undefined.
    #[error("value number {number} is no number")]
    NotANumber {
        /// Which, counted from one.
        number: usize,
    },
    /// All values are the same.
    #[error("values that never change have no trend")]
    Constant,
    /// A season of no steps.
    #[error("a season needs at least one step")]
    NoSeason,
}

/// The Mann–Kendall test of a monotone trend (Mann 1945, doi:10.2307/1907187),
/// with ties and with a correction for continuity.
///
/// - `values`: one a step; none where missing.
///
/// # Errors
/// See [`TrendError`]; at least three values are needed.
///
/// # Assumptions
/// No memory from step to step, and no season: test yearly values, or use
/// [`seasonal_mann_kendall`]. Good from about ten values.
///
/// ```
/// # use handslag_stats::series::{TrendError, mann_kendall};
/// // Of ten pairs eight rise, one falls, one is tied: S = 7 and
/// // variance (5·4·15 − 2·1·9)/18 = 47/3.
/// let trend = mann_kendall(&[1.0, 3.0, 2.0, 3.0, 5.0].map(Some))?;
/// assert_eq!(trend.s, 7);
/// assert!((trend.variance - 47.0 / 3.0).abs() < 1e-12);
/// assert!((trend.z - 6.0 / (47.0f64 / 3.0).sqrt()).abs() < 1e-12);
/// # Ok::<(), TrendError>(())
/// ```
pub fn mann_kendall(values: &[Option<f64>]) -> Result<MannKendall, TrendError> {
    seasonal_mann_kendall(values, 1)
}

/// The Mann–Kendall test within each place of the season, added up (Hirsch,
/// Slack and Smith 1982, doi:10.1029/WR018i001p00107).
///
/// - `values`: one a step; none where missing.
/// - `season`: steps to the season's return, 12 for months.
///
/// # Errors
/// See [`TrendError`].
///
/// # Assumptions
/// As [`mann_kendall`], and independence between places of the season: months
/// that move together make p too small. The trend must not turn with the season.
///
/// ```
/// # use handslag_stats::series::{TrendError, seasonal_mann_kendall};
/// // Two seasons of three values each, all rising: S = 3 + 3, variance 2·66/18.
/// let values = [1.0, 10.0, 2.0, 20.0, 3.0, 30.0].map(Some);
/// let trend = seasonal_mann_kendall(&values, 2)?;
/// assert_eq!((trend.s, trend.tau), (6, 1.0));
/// assert!((trend.variance - 22.0 / 3.0).abs() < 1e-12);
/// # Ok::<(), TrendError>(())
/// ```
pub fn seasonal_mann_kendall(
    values: &[Option<f64>],
    season: usize,
) -> Result<MannKendall, TrendError> {
    let places = by_place(values, season)?;
    let found = values.iter().flatten().count();
    if !places.iter().any(|place| place.len() >= 2) || found < 3 {
        return Err(TrendError::TooFew { found });
    }
    let (mut s, mut variance, mut pairs, mut untied) = (0, 0.0, 0.0, 0.0);
    for place in &places {
        s += score(place);
        variance += score_variance(place);
        let n = place.len() as f64;
        pairs += n * (n - 1.0) / 2.0;
        untied += n * (n - 1.0) / 2.0 - tied(place, |t| t * (t - 1.0) / 2.0);
    }
    if variance <= 0.0 {
        return Err(TrendError::Constant);
    }
    let z = (s - s.signum()) as f64 / variance.sqrt();
    Ok(MannKendall {
        s,
        variance,
        z,
        p: normal_two_sided(z),
        tau: s as f64 / (pairs * untied).sqrt(),
    })
}

/// Sen's slope: the median of the slopes between all pairs, with an interval
/// from the Mann–Kendall variance (Sen 1968, doi:10.1080/01621459.1968.10480934).
///
/// - `values`: one a step; none where missing.
/// - Returns the change a step, in the values' unit.
///
/// # Errors
/// See [`TrendError`]; at 95 per cent at least five values are needed.
///
/// # Assumptions
/// As [`mann_kendall`].
///
/// ```
/// # use handslag_stats::Level;
/// # use handslag_stats::series::{TrendError, sen_slope};
/// // scipy 1.17, theilslopes: 1.5, from 1.0 to 2.0.
/// let values = [1.0, 2.0, 4.0, 3.0, 7.0, 8.0, 9.0, 12.0].map(Some);
/// let slope = sen_slope(&values, Level::P95)?;
/// assert_eq!((slope.value, slope.lower, slope.upper), (1.5, 1.0, 2.0));
/// # Ok::<(), TrendError>(())
/// ```
pub fn sen_slope(values: &[Option<f64>], level: Level) -> Result<Estimate, TrendError> {
    seasonal_sen_slope(values, 1, level)
}

/// [`sen_slope`] from the pairs within each place of the season.
///
/// # Errors
/// See [`TrendError`].
///
/// ```
/// # use handslag_stats::{Level, series::{TrendError, seasonal_sen_slope}};
/// // By hand: 1, 3, 5, 7 in the first place of the season and 10, 12, 14, 16 in
/// // the second; within each place 2 more in two steps.
/// let values = [1.0, 10.0, 3.0, 12.0, 5.0, 14.0, 7.0, 16.0].map(Some);
/// assert_eq!(seasonal_sen_slope(&values, 2, Level::P95)?.value, 1.0);
/// # Ok::<(), TrendError>(())
/// ```
pub fn seasonal_sen_slope(
    values: &[Option<f64>],
    season: usize,
    level: Level,
) -> Result<Estimate, TrendError> {
    let places = by_place(values, season)?;
    let mut slopes = Vec::new();
    for place in &places {
        for (later, (step, value)) in place.iter().enumerate() {
            for (before, earlier) in &place[..later] {
                slopes.push((value - earlier) / (step - before) as f64);
            }
        }
    }
    slopes.sort_unstable_by(f64::total_cmp);
    let variance: f64 = places.iter().map(|place| score_variance(place)).sum();
    let n = slopes.len();
    let reach = normal_quantile(1.0 - level.tail()) * variance.sqrt();
    // Ranks from one; the lower is a pair's, not a point between pairs.
    let lower = ((n as f64 - reach) / 2.0).round_ties_even();
    let upper = ((n as f64 + reach) / 2.0).round_ties_even() + 1.0;
    if lower < 1.0 || upper > n as f64 {
        return Err(TrendError::TooFew {
            found: values.iter().flatten().count(),
        });
    }
    let (above, below) = (slopes[n / 2], slopes[(n - 1) / 2]);
    Ok(Estimate {
        value: f64::midpoint(below, above),
        lower: slopes[lower as usize - 1],
        upper: slopes[upper as usize - 1],
        level,
        method: Method::SenRanks,
    })
}

/// The values of each place of the season, with their steps.
fn by_place(values: &[Option<f64>], season: usize) -> Result<Vec<Vec<(usize, f64)>>, TrendError> {
    if season == 0 {
        return Err(TrendError::NoSeason);
    }
    let unfit = |value: &Option<f64>| value.is_some_and(|value| !value.is_finite());
    if let Some(place) = values.iter().position(unfit) {
        return Err(TrendError::NotANumber { number: place + 1 });
    }
    Ok((0..season)
        .map(|place| {
            (place..values.len())
                .step_by(season)
                .filter_map(|step| values[step].map(|value| (step, value)))
                .collect()
        })
        .collect())
}

fn score(place: &[(usize, f64)]) -> i64 {
    place
        .iter()
        .enumerate()
        .flat_map(|(later, (_, value))| {
            place[..later]
                .iter()
                .map(move |(_, earlier)| i64::from(value > earlier) - i64::from(value < earlier))
        })
        .sum()
}

fn score_variance(place: &[(usize, f64)]) -> f64 {
    let n = place.len() as f64;
    let of = |t: f64| t * (t - 1.0) * (2.0 * t + 5.0);
    (of(n) - tied(place, of)) / 18.0
}

/// The sum of `of` over the sizes of groups of equal values.
fn tied(place: &[(usize, f64)], of: impl Fn(f64) -> f64) -> f64 {
    let mut values: Vec<f64> = place.iter().map(|(_, value)| *value).collect();
    values.sort_unstable_by(f64::total_cmp);
    values
        .chunk_by(|a, b| a == b)
        .map(|group| of(group.len() as f64))
        .sum()
}

#[cfg(test)]
mod tests;
