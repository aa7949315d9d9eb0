//! How many times as common has it become, and can chance alone explain that?

use crate::numeric::{Mass, beta_below, binomial_at, normal_two_sided, root};
use crate::{Estimate, Level, Method};

use super::e_test::{ETestStatistic, e_test};
use super::{Counted, Interval};

/// Ratio of two incident rates, after over before, with an exact interval.
///
/// Given the total, the later count is binomial; the interval inverts it
/// (Clopper and Pearson 1934, doi:10.1093/biomet/26.4.404).
///
/// - `before`, `after`: incidents counted, and over how many months.
/// - Returns a ratio without unit; 1 means no change. The upper end is infinite
///   if nothing was counted before.
///
/// # Errors
/// [`RateRatioError::NothingCounted`] if both counts are zero,
/// [`RateRatioError::NoExposure`] unless both exposures are above zero.
///
/// # Assumptions
/// Incidents are independent. A series by one offender makes the interval too
/// narrow. It speaks of chance alone: places drift for reasons that are neither
/// chance nor an intervention (see [`crate::effect::DriftFunnel`]).
///
/// ```
/// # use handslag_stats::{Counted, Level, RateRatioError, rate_ratio};
/// let before = Counted::new(40, 12.0);
/// let after = Counted::new(28, 12.0);
/// // The same as poisson.test(c(28, 40), c(12, 12)) in R 4.2.2.
/// let ratio = rate_ratio(before, after, Level::P95)?;
/// assert_eq!(ratio.to_string(), "0.70 (95 % interval 0.42 to 1.16)");
/// # Ok::<(), RateRatioError>(())
/// ```
pub fn rate_ratio(
    before: Counted,
    after: Counted,
    level: Level,
) -> Result<Estimate, RateRatioError> {
    let interval = rate_ratio_interval(before, after, level, RatioInterval::ConditionalExact)?;
    Ok(Estimate {
        value: after.rate() / before.rate(),
        lower: interval.lower,
        upper: interval.upper,
        level,
        method: Method::ConditionalExact,
    })
}

/// Ways to make an interval of a ratio of two rates.
///
/// The default is [`ConditionalExact`](Self::ConditionalExact), which never
/// holds the truth less often than it says; [`MidP`](Self::MidP) is shorter and
/// right on average. The others are there to compare with other tools.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RatioInterval {
    /// Clopper and Pearson's interval (1934, doi:10.1093/biomet/26.4.404) of the
    /// later share of the total.
    #[default]
    ConditionalExact,
    /// The same, with what was seen counted half in each tail.
    MidP,
    /// Inverts the score test of the ratio, in closed form.
    Score,
    /// Symmetric on the log scale; needs both counts above zero.
    WaldLog,
    /// Inverts the score test on the log scale. That test weakens again far
    /// from the estimate, so with few counted the interval may have no end;
    /// needs both counts above zero.
    ScoreLog,
    /// Inverts the test of square roots with ½ added to both counts (Price and
    /// Bonett 2000).
    SquareRoot,
    /// Joins the score intervals of both rates (Zou and Donner 2008,
    /// doi:10.1002/sim.3095; Li, Tang and Wong 2014). Needs a count before.
    Mover,
}

/// The interval of the ratio of two rates, after over before. Each one's source
/// stands with [`RatioInterval`].
///
/// # Errors
/// As [`rate_ratio`], and [`RateRatioError::NeedsBothCounts`] for the methods
/// that say so.
///
/// ```
/// # use handslag_stats::Level;
/// # use handslag_stats::count::{Counted, RatioInterval, rate_ratio_interval};
/// // By hand, 5 before and 12 after: 2.4 · exp(±1.96 · √(1/5 + 1/12)).
/// let (before, after) = (Counted::new(5, 1.0), Counted::new(12, 1.0));
/// let interval = rate_ratio_interval(before, after, Level::P95, RatioInterval::WaldLog)?;
/// assert!((interval.lower - 0.8455).abs() < 1e-4);
/// assert!((interval.upper - 6.8124).abs() < 1e-4);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn rate_ratio_interval(
    before: Counted,
    after: Counted,
    level: Level,
    method: RatioInterval,
) -> Result<Interval, RateRatioError> {
    check(before, after)?;
    let needs_both = matches!(method, RatioInterval::WaldLog | RatioInterval::ScoreLog)
        || (method == RatioInterval::Mover && before.count == 0);
    if needs_both && before.count.min(after.count) == 0 {
        return Err(RateRatioError::NeedsBothCounts);
    }
    let per_count = before.exposure / after.exposure;
    let (x, y) = (after.count as f64, before.count as f64);
    let z = level.z();
    let ends = match method {
        RatioInterval::ConditionalExact => {
            odds_of(share_exact(after.count, before.count, level.tail()))
        }
        RatioInterval::MidP => odds_of(share_mid_p(after.count, before.count, level.tail())),
        RatioInterval::Score => score(x, y, z),
        RatioInterval::WaldLog => {
            let half = z * (1.0 / x + 1.0 / y).sqrt();
            (x / y * (-half).exp(), x / y * half.exp())
        }
        RatioInterval::ScoreLog => score_log(x, y, z),
        RatioInterval::SquareRoot => square_root(x + 0.5, y + 0.5, z),
        RatioInterval::Mover => mover(x, y, z),
    };
    Ok(Interval {
        lower: (ends.0 * per_count).max(0.0),
        upper: ends.1 * per_count,
    })
}

/// Ways to test whether two rates are alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RatioTest {
    /// Binomial given the total, both tails by likelihood: the default.
    #[default]
    ConditionalExact,
    /// The same, with what was seen counted half (Lancaster 1961,
    /// doi:10.1080/01621459.1961.10482105).
    ConditionalMidP,
    /// Variance as if the rates were alike.
    Score,
    /// Variance from each count.
    Wald,
    /// Score test of the log ratio; needs both counts above zero.
    ScoreLog,
    /// Wald test of the log ratio; needs both counts above zero.
    WaldLog,
    /// Square roots of the counts plus ⅜ (Gu, Ng, Tang and Schucany 2008,
    /// doi:10.1002/bimj.200710403).
    SquareRoot,
    /// Exact distribution of the score statistic with the mean estimated
    /// (Krishnamoorthy and Thomson 2004, doi:10.1016/S0378-3758(02)00408-1).
    EScore,
    /// The same of the Wald statistic.
    EWald,
}

/// Two-sided p value of no difference between two rates: given their sum the
/// later count is binomial if nothing changed (Przyborowski and Wilenski 1940,
/// doi:10.1093/biomet/31.3-4.313); the other tests' sources stand with
/// [`RatioTest`].
///
/// The tests that go through all counts take the normal distribution instead
/// beyond a thousand million events, where they agree to four digits.
///
/// # Errors
/// As [`rate_ratio_interval`].
///
/// ```
/// # use handslag_stats::Counted;
/// # use handslag_stats::count::{RateRatioError, RatioTest, rate_ratio_test};
/// // binom.test(12, 17) in R: two tails of C(17, k) / 2^17.
/// let (before, after) = (Counted::new(5, 1.0), Counted::new(12, 1.0));
/// let p = rate_ratio_test(before, after, RatioTest::ConditionalExact)?;
/// assert!((p - 0.143463134765625).abs() < 1e-12);
/// # Ok::<(), RateRatioError>(())
/// ```
pub fn rate_ratio_test(
    before: Counted,
    after: Counted,
    method: RatioTest,
) -> Result<f64, RateRatioError> {
    check(before, after)?;
    let (x, y) = (after.count as f64, before.count as f64);
    // The later count over the earlier one if the rates are alike.
    let alike = after.exposure / before.exposure;
    let logs = matches!(method, RatioTest::ScoreLog | RatioTest::WaldLog);
    if logs && before.count.min(after.count) == 0 {
        return Err(RateRatioError::NeedsBothCounts);
    }
    // So many counts cannot be gone through, and need not: they are normal.
    const MANY: f64 = 1e9;
    let score = || normal_two_sided((x - y * alike) / ((x + y) * alike).sqrt());
    if x + y > MANY {
        match method {
            RatioTest::ConditionalExact | RatioTest::ConditionalMidP | RatioTest::EScore => {
                return Ok(score());
            }
            RatioTest::EWald => return rate_ratio_test(before, after, RatioTest::Wald),
            _ => {}
        }
    }
    let conditional = || Mass::binomial(after.count + before.count, alike / (1.0 + alike));
    Ok(match method {
        RatioTest::ConditionalExact => conditional().no_likelier_than(after.count),
        RatioTest::ConditionalMidP => {
            let mass = conditional();
            mass.no_likelier_than(after.count) - 0.5 * mass.at(after.count)
        }
        RatioTest::Score => score(),
        RatioTest::Wald => normal_two_sided((x - y * alike) / (x + y * alike * alike).sqrt()),
        RatioTest::ScoreLog => {
            normal_two_sided((x / y / alike).ln() / ((2.0 + 1.0 / alike + alike) / (x + y)).sqrt())
        }
        RatioTest::WaldLog => normal_two_sided((x / y / alike).ln() / (1.0 / x + 1.0 / y).sqrt()),
        RatioTest::SquareRoot => {
            let apart = (x + 0.375).sqrt() - ((y + 0.375) * alike).sqrt();
            normal_two_sided(2.0 * apart / (1.0 + alike).sqrt())
        }
        RatioTest::EScore => e_test(after, before, ETestStatistic::Score),
        RatioTest::EWald => e_test(after, before, ETestStatistic::Wald),
    })
}

/// Why two rates could not be compared.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum RateRatioError {
    /// Both counts are zero.
    #[error("nothing was counted in either period, so there is nothing to compare")]
    NothingCounted,
    /// An exposure is zero, negative or undefined.
    #[error("a rate needs an exposure above zero, not {0}")]
    NoExposure(f64),
    /// The method takes logarithms, and a count is zero.
    #[error("this method needs events in both periods")]
    NeedsBothCounts,
}

pub(super) fn check(before: Counted, after: Counted) -> Result<(), RateRatioError> {
    for exposure in [before.exposure, after.exposure] {
        if !(exposure.is_finite() && exposure > 0.0) {
            return Err(RateRatioError::NoExposure(exposure));
        }
    }
    if before.count == 0 && after.count == 0 {
        return Err(RateRatioError::NothingCounted);
    }
    Ok(())
}

/// From the later share of the total to the later count over the earlier one.
fn odds_of((lower, upper): (f64, f64)) -> (f64, f64) {
    let odds = |share: f64| match share {
        1.0 => f64::INFINITY,
        _ => share / (1.0 - share),
    };
    (odds(lower), odds(upper))
}

fn share_exact(of: u64, others: u64, tail: f64) -> (f64, f64) {
    super::share::exact_ends(of, of + others, tail)
}

fn share_mid_p(of: u64, others: u64, tail: f64) -> (f64, f64) {
    let total = of + others;
    let (wide_lower, wide_upper) = share_exact(of, others, tail / 2.0);
    // Beta functions give the tails; the mass at what was seen counts half.
    let (k, n) = (of as f64, total as f64);
    let half = |share: f64| 0.5 * binomial_at(k, n, share);
    let few = |share: f64| beta_below(1.0 - share, n - k, k + 1.0) - half(share) - tail;
    let many = |share: f64| beta_below(share, k, n - k + 1.0) - half(share) - tail;
    let seen = of as f64 / total as f64;
    let lower = match of {
        0 => 0.0,
        _ => root(wide_lower, seen, many).unwrap_or(wide_lower),
    };
    let upper = match others {
        0 => 1.0,
        _ => root(seen, wide_upper, few).unwrap_or(wide_upper),
    };
    (lower, upper)
}

/// Both roots r of (x − y·r)² = z²·(x + y)·r.
fn score(x: f64, y: f64, z: f64) -> (f64, f64) {
    let half = x * y + z * z * (x + y) / 2.0;
    let larger = half + (half * half - x * x * y * y).max(0.0).sqrt();
    // The product of the roots is x²/y²; dividing keeps the digits of the
    // smaller one.
    (
        x * x / larger,
        if y == 0.0 {
            f64::INFINITY
        } else {
            larger / (y * y)
        },
    )
}

/// Where the log score statistic first reaches z on each side.
fn score_log(x: f64, y: f64, z: f64) -> (f64, f64) {
    // With t = log(r), the statistic is (log(x/y) − t)·√(x+y) / (2 cosh(t/2)).
    let centre = (x / y).ln();
    let beyond = |t: f64| (centre - t).abs() * (x + y).sqrt() - z * 2.0 * (t / 2.0).cosh();
    let end = |direction: f64| {
        let top = score_log_top(centre, direction);
        root(centre, top, beyond)
            .map_or(direction * f64::INFINITY, |t| t)
            .exp()
    };
    (end(-1.0), end(1.0))
}

/// Where the log score statistic is largest on one side of the estimate.
fn score_log_top(centre: f64, direction: f64) -> f64 {
    // d/dt of |t − centre| / cosh(t/2) is zero where (t − centre)·tanh(t/2) = 2.
    let slope = |t: f64| (t - centre) * (t / 2.0).tanh() - 2.0;
    let far = direction * (centre.abs() + 10.0);
    // Between the estimate and zero the statistic grows; begin beyond both.
    let near = if direction > 0.0 {
        centre.max(0.0)
    } else {
        centre.min(0.0)
    };
    root(near, far, slope).unwrap_or(far)
}

/// Both roots of (√x − √(y·r))² = z²·(1 + r)/4.
fn square_root(x: f64, y: f64, z: f64) -> (f64, f64) {
    let quarter = z * z / 4.0;
    let (centre, below) = ((x * y).sqrt(), y - quarter);
    let half = (quarter * (x + y - quarter)).max(0.0).sqrt();
    let upper = if below <= 0.0 {
        f64::INFINITY
    } else {
        ((centre + half) / below).powi(2)
    };
    let lower = ((x - quarter) / (centre + half)).max(0.0).powi(2);
    (lower, upper)
}

fn mover(x: f64, y: f64, z: f64) -> (f64, f64) {
    let ends = |n: f64| {
        let (centre, half) = (n + z * z / 2.0, z * (n + z * z / 4.0).sqrt());
        ((centre - half).max(0.0), centre + half)
    };
    let ((x_low, x_high), (y_low, y_high)) = (ends(x), ends(y));
    let end = |y_end: f64, x_end: f64, sign: f64| {
        let below = y_end * (2.0 * y - y_end);
        let under_root = (x * y).powi(2) - below * x_end * (2.0 * x - x_end);
        (x * y + sign * under_root.max(0.0).sqrt()) / below
    };
    (end(y_high, x_low, -1.0), end(y_low, x_high, 1.0))
}

#[cfg(test)]
mod tests;
