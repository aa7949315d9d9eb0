//! Between what ends does one rate lie, by each of the usual intervals?

use crate::Level;
use crate::numeric::{Mass, gamma_quantile, normal_quantile, poisson_at_most, root};

use super::{Counted, Interval};

/// Ways to make an interval of one Poisson rate.
///
/// The default is [`Exact`](Self::Exact), which never holds the truth less
/// often than it says. [`MidP`](Self::MidP) is shorter and holds it about as
/// often as it says, now and then a little less (Swift 2009,
/// doi:10.1080/03610920802255856).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RateInterval {
    /// Every mean under which neither tail is rarer than half the level's rest
    /// (Garwood 1936, doi:10.1093/biomet/28.3-4.437).
    #[default]
    Exact,
    /// The same, with what was seen counted half in each tail (Lancaster 1961,
    /// doi:10.1080/01621459.1961.10482105).
    MidP,
    /// Quantiles of the posterior under Jeffreys' prior, a gamma of shape ½.
    Jeffreys,
    /// Inverts the score test (Rao 1948), so it has width also when nothing was
    /// seen.
    Score,
    /// The rate plus and minus its standard error; too short with few counted.
    Wald,
    /// Wald's width around a centre moved by z²/4, from the square root of the
    /// count with its variance of ¼. Has no width when nothing was seen.
    SquareRoot,
    /// Anscombe's square root of the count plus ⅜ (Anscombe 1948,
    /// doi:10.1093/biomet/35.3-4.246).
    Anscombe,
}

/// The interval of one rate: events per unit of exposure.
///
/// - Returns both ends in events per unit of `counted.exposure`.
///
/// ```
/// # use handslag_stats::{Counted, Level};
/// # use handslag_stats::count::{RateInterval, rate_interval};
/// // confint_poisson(17, 12, method="score") in statsmodels 0.15.0.
/// let interval = rate_interval(Counted::new(17, 12.0), Level::P95, RateInterval::Score);
/// assert!((interval.lower - 0.8845388856).abs() < 1e-9);
/// assert!((interval.upper - 2.2689160161).abs() < 1e-9);
/// ```
pub fn rate_interval(counted: Counted, level: Level, method: RateInterval) -> Interval {
    let (lower, upper) = count_ends(counted.count, level, method);
    Interval {
        lower: lower.max(0.0) / counted.exposure,
        upper: upper / counted.exposure,
    }
}

/// The interval of the number expected when `count` was seen.
fn count_ends(count: u64, level: Level, method: RateInterval) -> (f64, f64) {
    let n = count as f64;
    let (tail, z) = (level.tail(), level.z());
    match method {
        RateInterval::Exact => {
            let lower = match count {
                0 => 0.0,
                _ => gamma_quantile(tail, n),
            };
            (lower, gamma_quantile(1.0 - tail, n + 1.0))
        }
        RateInterval::MidP => mid_p(count, tail),
        RateInterval::Jeffreys => (
            gamma_quantile(tail, n + 0.5),
            gamma_quantile(1.0 - tail, n + 0.5),
        ),
        RateInterval::Score => {
            let (centre, half) = (n + z * z / 2.0, z * (n + z * z / 4.0).sqrt());
            (centre - half, centre + half)
        }
        RateInterval::Wald => (n - z * n.sqrt(), n + z * n.sqrt()),
        RateInterval::SquareRoot => {
            let (centre, half) = (n + z * z / 4.0, z * n.sqrt());
            (centre - half, centre + half)
        }
        RateInterval::Anscombe => {
            let centre = (n + 0.375).sqrt();
            let end = |root: f64| root.max(0.0).powi(2) - 0.375;
            (end(centre - z / 2.0), end(centre + z / 2.0))
        }
    }
}

fn mid_p(count: u64, tail: f64) -> (f64, f64) {
    const LARGE: u64 = 1_000_000;
    if count > LARGE {
        // The mean of two gamma distributions is the one between them, but for
        // an eighth of its bend in the shape; what is left out is a rounding.
        let n = count as f64;
        let bend = normal_quantile(tail) / (8.0 * n.sqrt());
        let end = |probability| gamma_quantile(probability, n + 0.5);
        return (end(tail) + bend, end(1.0 - tail) - bend);
    }
    let seen = |mean: f64| Mass::poisson(mean).at(count);
    // Above the count, the chance of so few; below it, of so many.
    let few = |mean: f64| poisson_at_most(count, mean) - 0.5 * seen(mean) - tail;
    let many = |mean: f64| 1.0 - poisson_at_most(count, mean) + 0.5 * seen(mean) - tail;
    let n = count as f64;
    let reach = 2.0 - normal_quantile(tail);
    let far = n + reach * reach + 2.0 * reach * n.sqrt();
    let lower = match count {
        0 => 0.0,
        _ => root(0.0, n, many).expect("the chance of so many grows from nothing to a half"),
    };
    let upper = root(n, far, few).expect("the chance of so few falls from a half to nothing");
    (lower, upper)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ALL: [RateInterval; 7] = [
        RateInterval::Exact,
        RateInterval::MidP,
        RateInterval::Jeffreys,
        RateInterval::Score,
        RateInterval::Wald,
        RateInterval::SquareRoot,
        RateInterval::Anscombe,
    ];

    fn check(count: u64, method: RateInterval, expected: (f64, f64)) {
        let found = count_ends(count, Level::P95, method);
        // The reference's own searches stop at 1e-8.
        assert!(
            (found.0 - expected.0).abs() < 2e-8 && (found.1 - expected.1).abs() < 2e-8,
            "{count} {method:?}: {found:?}, not {expected:?}"
        );
    }

    #[test]
    fn four_events_give_the_intervals_of_statsmodels() {
        // confint_poisson(4, 1), statsmodels 0.15.0.
        check(
            4,
            RateInterval::Wald,
            (0.08007203091989101, 7.919927969080109),
        );
        check(
            4,
            RateInterval::Score,
            (1.5555218837168932, 10.285936936977233),
        );
        check(
            4,
            RateInterval::SquareRoot,
            (1.0404367360934232, 8.880292674253642),
        );
        check(
            4,
            RateInterval::Exact,
            (1.0898653736263249, 10.241588675403696),
        );
        check(
            4,
            RateInterval::MidP,
            (1.2709451647624426, 9.648439666913209),
        );
        check(
            4,
            RateInterval::Jeffreys,
            (1.3501947499901792, 9.511383899320819),
        );
        check(
            4,
            RateInterval::Anscombe,
            (0.8608059068957457, 9.059923503451317),
        );
    }

    #[test]
    fn the_ends_of_large_counts_go_on_from_those_of_smaller_ones() {
        // One more event moves both ends by little more or less than one.
        for method in [
            RateInterval::Exact,
            RateInterval::Jeffreys,
            RateInterval::MidP,
        ] {
            let ends = |count| count_ends(count, Level::P95, method);
            let (below, above) = (ends(1_000_000), ends(1_000_001));
            let steps = [above.0 - below.0, above.1 - below.1];
            assert!(
                (steps[0] - 1.0 + 0.98e-3).abs() < 1e-5,
                "{method:?} {steps:?}"
            );
            assert!(
                (steps[1] - 1.0 - 0.98e-3).abs() < 1e-5,
                "{method:?} {steps:?}"
            );
        }
    }

    #[test]
    fn a_count_of_any_size_has_an_interval_at_once() {
        for count in [1_000_000_000u64, 1_000_000_000_000, 1_000_000_000_000_000] {
            let z = Level::P95.z();
            for method in ALL {
                let (lower, upper) = count_ends(count, Level::P95, method);
                let root = (count as f64).sqrt();
                let [below, above] = [count as f64 - lower, upper - count as f64];
                assert!(
                    (below / root - z).abs() < 1e-3,
                    "{count} {method:?} {below}"
                );
                assert!(
                    (above / root - z).abs() < 1e-3,
                    "{count} {method:?} {above}"
                );
            }
        }
    }

    #[test]
    fn the_upper_mid_p_end_of_nothing_can_be_worked_by_hand() {
        // Half of exp(-mean) is 0.025.
        check(0, RateInterval::MidP, (0.0, -(0.05f64.ln())));
    }

    #[test]
    fn exact_mid_p_and_jeffreys_hold_the_truth_as_often_as_they_claim() {
        // Summed over all counts, not simulated. Exact: at least 95 % everywhere.
        // The others: on average over means, since they dip for some.
        let means: Vec<f64> = (4..60).map(|i| f64::from(i) * 0.5).collect();
        let coverage = |method, mean: f64| {
            let mass = Mass::poisson(mean);
            (0..200)
                .filter(|&k| {
                    let (lower, upper) = count_ends(k, Level::P95, method);
                    lower <= mean && mean <= upper
                })
                .map(|k| mass.at(k))
                .sum::<f64>()
        };
        let average = |method| {
            means
                .iter()
                .map(|&mean| coverage(method, mean))
                .sum::<f64>()
                / means.len() as f64
        };
        assert!(
            means
                .iter()
                .all(|&mean| coverage(RateInterval::Exact, mean) >= 0.95)
        );
        assert!((average(RateInterval::MidP) - 0.955).abs() < 0.01);
        assert!((average(RateInterval::Jeffreys) - 0.95).abs() < 0.01);
    }

    proptest! {
        #[test]
        fn every_interval_lies_around_what_was_seen(count in 1u64..5_000) {
            for method in ALL {
                let (lower, upper) = count_ends(count, Level::P95, method);
                prop_assert!(lower < count as f64 && (count as f64) < upper, "{method:?}");
            }
        }

        #[test]
        fn mid_p_lies_inside_exact(count in 0u64..2_000) {
            let outer = count_ends(count, Level::P95, RateInterval::Exact);
            let inner = count_ends(count, Level::P95, RateInterval::MidP);
            prop_assert!(outer.0 <= inner.0 && inner.1 < outer.1);
        }
    }
}
