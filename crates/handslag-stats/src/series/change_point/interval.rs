//! How sure is the place of a break?

use std::f64::consts::PI;

use super::BreaksError;
use crate::Level;
use crate::numeric::{mean, normal_below, root};

/// A break with the range it may have lain in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BreakInterval {
    /// How many steps lie before the break.
    pub at: usize,
    /// The fewest steps that may lie before it; below zero, the interval begins
    /// before the series. None where a stretch has no spread, or the spreads on
    /// the two sides are too unlike for an interval that holds the estimate.
    pub lower: Option<i64>,
    /// The most steps that may lie before it.
    pub upper: Option<i64>,
}

/// Intervals of the `breaks` of a series, by how far they are likely to be off
/// when level and variance change at each (Bai 1997,
/// doi:10.1162/003465397557132).
///
/// - `breaks`: how many steps lie before each, increasing, such as
///   [`Partition::breaks`](super::Partition::breaks).
/// - Ends are rounded outwards to whole steps.
///
/// # Errors
/// [`BreaksError::TooShort`] unless each stretch has two steps or more,
/// [`BreaksError::NotANumber`].
///
/// # Assumptions
/// Errors without memory. The interval is for shifts small against the spread,
/// and wide enough for larger ones. It does not count in that the number of
/// breaks was chosen.
///
/// ```
/// # use handslag_stats::series::{BreaksError, break_intervals};
/// # use handslag_stats::Level;
/// // Variances alike: the 95 % point of argmax is 11.03, so ± 11.03·σ²/δ², here
/// // 11.03·0.25/1 = 2.8.
/// let series: Vec<f64> = (0..40).map(|t| (t % 2) as f64 + if t < 20 { 0.0 } else { 1.0 }).collect();
/// let found = break_intervals(&series, &[20], Level::P95)?;
/// assert_eq!((found[0].lower, found[0].upper), (Some(17), Some(23)));
/// # Ok::<(), BreaksError>(())
/// ```
pub fn break_intervals(
    series: &[f64],
    breaks: &[usize],
    level: Level,
) -> Result<Vec<BreakInterval>, BreaksError> {
    if let Some(place) = series.iter().position(|value| !value.is_finite()) {
        return Err(BreaksError::NotANumber { number: place + 1 });
    }
    let ends: Vec<usize> = std::iter::once(0)
        .chain(breaks.iter().copied())
        .chain([series.len()])
        .collect();
    if ends.windows(2).any(|pair| pair[1] < pair[0] + 2) {
        return Err(BreaksError::TooShort {
            shortest: 2,
            steps: series.len(),
        });
    }
    let stretches: Vec<(f64, f64)> = ends
        .windows(2)
        .map(|pair| level_and_variance(&series[pair[0]..pair[1]]))
        .collect();
    Ok(breaks
        .iter()
        .zip(stretches.windows(2))
        .map(|(&at, pair)| {
            let ((before, variance), (after, variance_after)) = (pair[0], pair[1]);
            let ends = ends_of_argmax(variance_after / variance, level.tail());
            let scale = variance / (after - before).powi(2);
            let back = |end: f64| (end * scale).is_finite().then_some(end * scale);
            BreakInterval {
                at,
                // Off by more means that the break lies before.
                lower: ends
                    .and_then(|(_, most)| back(most))
                    .map(|most| at as i64 - most.ceil() as i64),
                upper: ends
                    .and_then(|(least, _)| back(least))
                    .map(|least| at as i64 - least.floor() as i64),
            }
        })
        .collect())
}

fn level_and_variance(values: &[f64]) -> (f64, f64) {
    let level = mean(values);
    let squares = crate::numeric::sum(values.iter().map(|value| (value - level).powi(2)));
    (level, squares / values.len() as f64)
}

/// The ends between which the argmax lies but for `tail` on each side, when the
/// variance after the break is `ratio` times that before.
pub(super) fn ends_of_argmax(ratio: f64, tail: f64) -> Option<(f64, f64)> {
    if !(ratio.is_finite() && ratio > 0.0) {
        return None;
    }
    let at_most = |x: f64| argmax_at_most(x, ratio);
    // With very unlike spreads nearly all the chance lies on one side.
    if !(tail..=1.0 - tail).contains(&at_most(0.0)) {
        return None;
    }
    let upper = passing(|x| at_most(x) - (1.0 - tail))?;
    let lower = passing(|x| tail - at_most(-x))?;
    Some((-lower, upper))
}

/// The distribution of the argmax of two Brownian motions with drift back to
/// back (Bai 1997, appendix B).
fn argmax_at_most(x: f64, ratio: f64) -> f64 {
    let far = x.abs();
    let root_far = far.sqrt();
    if x < 0.0 {
        let share = 1.0 / ratio;
        let weight = ratio * (ratio + 2.0) / (ratio + 1.0);
        let near = far / 2.0 - 2.0 + (ratio + 2.0).powi(2) / (ratio + 1.0);
        -(root_far * (-far / 8.0).exp() / (2.0 * PI).sqrt())
            - weight * scaled_tail(share * (1.0 + share) * far / 2.0, (0.5 + share) * root_far)
            + near * scaled_tail(0.0, root_far / 2.0)
    } else {
        let share = 1.0 / ratio;
        let weight = share * (2.0 * ratio + 1.0) / (ratio + 1.0);
        let near = (2.0 * ratio + 1.0).powi(2) / ((ratio + 1.0) * ratio) - 2.0 + share * far / 2.0;
        let slow = share.sqrt();
        1.0 + slow * root_far * (-share * far / 8.0).exp() / (2.0 * PI).sqrt()
            + weight
                * scaled_tail(
                    (ratio + 1.0) * far / 2.0,
                    (ratio + 0.5) / ratio.sqrt() * root_far,
                )
            - near * scaled_tail(0.0, slow * root_far / 2.0)
    }
}

/// exp(`log`) times the chance of a standard normal below −`z`, for `z` from
/// zero up; far out neither factor alone can be held.
fn scaled_tail(log: f64, z: f64) -> f64 {
    if z < 25.0 {
        return (log + normal_below(-z).ln()).exp();
    }
    // The tail's series (Abramowitz and Stegun 26.2.12): at 25, five terms leave
    // less than 1e-11.
    let inverse = 1.0 / (z * z);
    let series =
        1.0 - inverse * (1.0 - 3.0 * inverse * (1.0 - 5.0 * inverse * (1.0 - 7.0 * inverse)));
    (log - z * z / 2.0).exp() * series / (z * (2.0 * PI).sqrt())
}

/// Where an increasing function from below zero at zero passes it.
fn passing(f: impl Fn(f64) -> f64) -> Option<f64> {
    let (mut low, mut high) = (0.0, 1.0);
    while f(high) < 0.0 {
        (low, high) = (high, high * 2.0);
        if high > 1e12 {
            return None;
        }
    }
    root(low, high, f)
}
