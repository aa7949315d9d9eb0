//! Is a count unusual when there are not yet years to hold it against?

use statrs::function::beta::beta_reg;

use super::count_law::least;

/// What a short past lets one expect, and how rare the count is against it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShortHistory {
    /// Expected count: the past mean.
    pub mean: f64,
    /// Fewer have at most the chance of the tail.
    pub lower: u64,
    /// More have at most the chance of the tail.
    pub upper: u64,
    /// The chance of at least so many.
    pub p_above: f64,
    /// The chance of at most so many.
    pub p_below: f64,
}

/// Why a count could not be held against its past.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum ShortHistoryError {
    /// There is no past, or it is no number.
    #[error("a past of {0} steps gives nothing to expect")]
    NoPast(f64),
    /// The tail is no probability between zero and a half.
    #[error("a tail of {0} is not between zero and a half")]
    NotATail(f64),
}

/// `count` in one step against `past` in `past_steps` steps, exactly.
///
/// Given the sum of both, a Poisson count is binomial with chance
/// 1 / (`past_steps` + 1); so the past's own chance is counted in, as it must
/// be when the past is short (Przyborowski and Wilenski 1940,
/// doi:10.1093/biomet/31.3-4.313).
///
/// - `past_steps`: as many steps as `past` was counted in; need not be whole.
/// - `tail`: the chance left above `upper`, and as much below `lower`.
///
/// # Errors
/// See [`ShortHistoryError`].
///
/// # Assumptions
/// Independent events at one rate. Take whole years of past, or the same months
/// of each, else the season enters; events in series make alarms too many.
///
/// ```
/// # use handslag_stats::series::{ShortHistoryError, short_history};
/// // None in one month, then three: P = (1/2)³, by hand.
/// let three = short_history(3, 0, 1.0, 0.05)?;
/// assert!((three.p_above - 0.125).abs() < 1e-12);
/// // 0.05 is passed at the fifth: (1/2)⁵ = 0.031.
/// assert_eq!(three.upper, 4);
/// # Ok::<(), ShortHistoryError>(())
/// ```
pub fn short_history(
    count: u64,
    past: u64,
    past_steps: f64,
    tail: f64,
) -> Result<ShortHistory, ShortHistoryError> {
    if !(past_steps.is_finite() && past_steps > 0.0) {
        return Err(ShortHistoryError::NoPast(past_steps));
    }
    if !(tail > 0.0 && tail <= 0.5) {
        return Err(ShortHistoryError::NotATail(tail));
    }
    let past_count = past as f64;
    let mean = past_count / past_steps;
    let share = 1.0 / (past_steps + 1.0);
    let at_least = |n: u64| match n {
        0 => 1.0,
        n => beta_reg(n as f64, past_count + 1.0, share),
    };
    let at_most = |n: u64| match past {
        0 => 1.0,
        _ => beta_reg(past_count, n as f64 + 1.0, 1.0 - share),
    };
    Ok(ShortHistory {
        mean,
        lower: least(mean, |n| at_most(n) >= tail),
        upper: least(mean, |n| at_least(n + 1) <= tail),
        p_above: at_least(count),
        p_below: at_most(count),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn p_values_are_those_of_the_binomial_worked_by_hand() {
        // 5 now, 3 in two steps before: of 8, at least 5 with chance 1/3 each.
        // Σ_{k≥5} C(8,k) 2^(8−k) / 3^8 = (448 + 112 + 16 + 1) / 6561.
        let found = short_history(5, 3, 2.0, 0.025).unwrap();
        assert!((found.p_above - 577.0 / 6561.0).abs() < 1e-12);
        // At most 5 now = at least 3 before of the 8, with chance 2/3 each:
        // 1 − (1 + 16 + 112) / 6561.
        assert!((found.p_below - (1.0 - 129.0 / 6561.0)).abs() < 1e-12);
    }

    #[test]
    fn alarms_are_no_more_often_than_claimed() {
        // Exact: all pasts and counts of a Poisson of mean m, by their chance.
        for mean in [0.5f64, 4.0, 12.0] {
            let chance = |mean: f64| {
                let mut p = (-mean).exp();
                (0..200u64)
                    .map(|n| {
                        let now = p;
                        p *= mean / (n + 1) as f64;
                        now
                    })
                    .collect::<Vec<f64>>()
            };
            let (past, now) = (chance(6.0 * mean), chance(mean));
            let mut alarms = 0.0;
            for (before, p_before) in past.iter().enumerate().filter(|(_, p)| **p > 1e-12) {
                let found = short_history(0, before as u64, 6.0, 0.05).unwrap();
                let above: f64 = now[found.upper as usize + 1..].iter().sum();
                alarms += p_before * above;
            }
            assert!(alarms <= 0.05, "mean {mean}: {alarms}");
        }
    }

    #[test]
    fn no_past_is_refused() {
        for steps in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert!(short_history(3, 0, steps, 0.05).is_err());
        }
        assert!(short_history(3, 0, 1.0, 0.0).is_err());
    }

    proptest! {
        #[test]
        fn the_bounds_lie_around_what_is_expected(past in 0u64..5_000, steps in 1.0..60.0f64) {
            let found = short_history(7, past, steps, 0.025).unwrap();
            prop_assert!(found.lower as f64 <= found.mean + 1.0);
            prop_assert!(found.mean <= found.upper as f64 + 1.0);
        }
    }
}
