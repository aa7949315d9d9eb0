//! How many more events per unit of exposure, and between what ends?

use crate::numeric::root;
use crate::{Estimate, Level, Method};

use super::rate_ratio::check;
use super::{Counted, Interval, RateInterval, RateRatioError, rate_interval};

/// Ways to make an interval of a difference of two rates.
///
/// The default is [`Score`](Self::Score): it keeps width when a count is zero
/// and holds the truth nearest to as often as it says (Ng, Gu and Tang 2007,
/// doi:10.1016/j.csda.2006.02.004).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DifferenceInterval {
    /// Inverts the score test, with both rates fitted under each difference.
    #[default]
    Score,
    /// Variance from each count.
    Wald,
    /// The same with ½ added to both counts in the variance (Barker 2002,
    /// doi:10.1198/000313002317572736).
    WaldCorrected,
    /// Joins the score intervals of both rates (Zou and Donner 2008,
    /// doi:10.1002/sim.3095).
    Mover,
}

/// Difference of two rates, after minus before, with an interval.
///
/// - `before`, `after`: events and exposures in one unit, such as months.
/// - Returns events per unit of exposure.
///
/// # Errors
/// [`RateRatioError::NothingCounted`] if both counts are zero,
/// [`RateRatioError::NoExposure`] unless both exposures are above zero.
///
/// ```
/// # use handslag_stats::{Counted, Level, RateRatioError};
/// # use handslag_stats::count::{DifferenceInterval, rate_difference};
/// let (before, after) = (Counted::new(5, 1.0), Counted::new(12, 1.0));
/// // confint_poisson_2indep(12, 1, 5, 1, method="score", compare="diff"),
/// // statsmodels 0.15.0.
/// let more = rate_difference(before, after, Level::P95, DifferenceInterval::Score)?;
/// assert_eq!(more.to_string(), "7.00 (95 % interval -1.22 to 16.53)");
/// # Ok::<(), RateRatioError>(())
/// ```
pub fn rate_difference(
    before: Counted,
    after: Counted,
    level: Level,
    method: DifferenceInterval,
) -> Result<Estimate, RateRatioError> {
    check(before, after)?;
    let z = level.z();
    let difference = after.rate() - before.rate();
    let around = |half: f64| Interval {
        lower: difference - half,
        upper: difference + half,
    };
    let variance = |add: f64| {
        (after.count as f64 + add) / after.exposure.powi(2)
            + (before.count as f64 + add) / before.exposure.powi(2)
    };
    let interval = match method {
        DifferenceInterval::Wald => around(z * variance(0.0).sqrt()),
        DifferenceInterval::WaldCorrected => around(z * variance(0.5).sqrt()),
        DifferenceInterval::Mover => mover(before, after, level),
        DifferenceInterval::Score => score(before, after, z, variance(0.5).sqrt()),
    };
    Ok(Estimate {
        value: difference,
        lower: interval.lower,
        upper: interval.upper,
        level,
        method: Method::RateDifference,
    })
}

fn mover(before: Counted, after: Counted, level: Level) -> Interval {
    let ends = |counted| rate_interval(counted, level, RateInterval::Score);
    let (old, new) = (ends(before), ends(after));
    let (old_rate, new_rate) = (before.rate(), after.rate());
    Interval {
        lower: new_rate - old_rate - (new_rate - new.lower).hypot(old.upper - old_rate),
        upper: new_rate - old_rate + (new.upper - new_rate).hypot(old_rate - old.lower),
    }
}

/// The score statistic when the rates differ by `difference`.
fn score_statistic(before: Counted, after: Counted, difference: f64) -> f64 {
    let exposure = before.exposure + after.exposure;
    // The rates of highest likelihood that differ by just so much.
    let rest = (before.count + after.count) as f64 / exposure - difference;
    let product = difference * before.count as f64 / exposure;
    let under_root = (rest * rest + 4.0 * product).max(0.0).sqrt();
    // Written so that no digits cancel when `rest` is negative.
    let old = if rest >= 0.0 {
        (rest + under_root) / 2.0
    } else {
        2.0 * product / (under_root - rest)
    }
    .max(0.0);
    let new = (old + difference).max(0.0);
    let apart = after.rate() - before.rate() - difference;
    let variance = new / after.exposure + old / before.exposure;
    if apart == 0.0 {
        0.0
    } else {
        apart / variance.sqrt()
    }
}

fn score(before: Counted, after: Counted, z: f64, step: f64) -> Interval {
    let middle = after.rate() - before.rate();
    let end = |side: f64| {
        let beyond = |difference: f64| score_statistic(before, after, difference).abs() - z;
        let mut far = middle + side * step;
        // The statistic grows without limit away from the estimate.
        while beyond(far) < 0.0 {
            far = middle + 2.0 * (far - middle);
        }
        root(middle, far, beyond).unwrap_or(far)
    };
    Interval {
        lower: end(-1.0),
        upper: end(1.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_ends(counts: [(u64, f64); 2], method: DifferenceInterval, expected: (f64, f64)) {
        let (after, before) = (
            Counted::new(counts[0].0, counts[0].1),
            Counted::new(counts[1].0, counts[1].1),
        );
        let found = rate_difference(before, after, Level::P95, method).unwrap();
        // The reference's own search stops at 1e-8.
        assert!(
            (found.lower - expected.0).abs() < 2e-8 && (found.upper - expected.1).abs() < 2e-8,
            "{found:?}, not {expected:?}"
        );
    }

    #[test]
    fn intervals_are_those_of_statsmodels() {
        // confint_poisson_2indep(compare="diff"), statsmodels 0.15.0.
        let few = [(0, 1.0), (4, 1.0)];
        check_ends(
            few,
            DifferenceInterval::Score,
            (-10.285936939715555, -0.15854117789886615),
        );
        check_ends(
            few,
            DifferenceInterval::Wald,
            (-7.919927969080109, -0.08007203091989101),
        );
        check_ends(
            few,
            DifferenceInterval::Mover,
            (-10.285936936977233, 0.5532712561493325),
        );
        let unlike = [(7, 24.0), (15, 12.0)];
        check_ends(
            unlike,
            DifferenceInterval::Score,
            (-1.789088532751085, -0.3920096358322136),
        );
        check_ends(
            unlike,
            DifferenceInterval::WaldCorrected,
            (-1.6391485463192497, -0.27751812034741685),
        );
    }

    #[test]
    fn the_score_interval_ends_where_the_test_says() {
        let (before, after) = (Counted::new(31, 7.0), Counted::new(12, 5.0));
        let found = rate_difference(before, after, Level::P90, DifferenceInterval::Score).unwrap();
        for end in [found.lower, found.upper] {
            assert!((score_statistic(before, after, end).abs() - Level::P90.z()).abs() < 1e-10);
        }
    }
}
