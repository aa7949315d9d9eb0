//! How much larger is one share than another, and can chance alone explain that?

use crate::Level;
use crate::numeric::{Mass, normal_two_sided, root};

use super::{Interval, Share, ShareInterval, share_interval};

/// Ways to make an interval of a difference of two shares.
///
/// The default is [`Newcombe`](Self::Newcombe): near to what it claims also for
/// small groups (Newcombe 1998,
/// doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ShareDifferenceInterval {
    /// Joins Wilson's intervals of both shares.
    #[default]
    Newcombe,
    /// Inverts the score test (Miettinen and Nurminen 1985,
    /// doi:10.1002/sim.4780040211).
    Score,
    /// One of each kind added to both groups (Agresti and Caffo 2000,
    /// doi:10.1080/00031305.2000.10474560).
    AgrestiCaffo,
    /// Variance from each share.
    Wald,
}

/// The interval of `first` minus `second`, between −1 and 1.
///
/// ```
/// # use handslag_stats::{Level, count::*};
/// // confint_proportions_2indep(30, 100, 45, 110, method="newcomb"),
/// // statsmodels 0.15.0.
/// let (first, second) = (Share::new(30, 100)?, Share::new(45, 110)?);
/// let found = share_difference_interval(
///     first, second, Level::P95, ShareDifferenceInterval::Newcombe,
/// );
/// assert!((found.lower + 0.2327826776).abs() < 1e-9);
/// assert!((found.upper - 0.0205564463).abs() < 1e-9);
/// # Ok::<(), ShareError>(())
/// ```
pub fn share_difference_interval(
    first: Share,
    second: Share,
    level: Level,
    method: ShareDifferenceInterval,
) -> Interval {
    let difference = first.value() - second.value();
    let z = level.z();
    match method {
        ShareDifferenceInterval::Newcombe => newcombe(first, second, level),
        ShareDifferenceInterval::Wald => wald(first, second, 0.0, z),
        ShareDifferenceInterval::AgrestiCaffo => wald(first, second, 1.0, z),
        ShareDifferenceInterval::Score => {
            let beyond = |value: f64| difference_statistic(first, second, value).abs() - z;
            Interval {
                lower: root(-1.0, difference, beyond).unwrap_or(-1.0),
                upper: root(difference, 1.0, beyond).unwrap_or(1.0),
            }
        }
    }
}

/// Ways to make an interval of a ratio of two shares.
///
/// The default is [`Score`](Self::Score), which copes with zeros (Koopman 1984,
/// doi:10.2307/2531405).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ShareRatioInterval {
    /// Inverts the score test, with Miettinen and Nurminen's n/(n − 1).
    #[default]
    Score,
    /// Symmetric on the log scale (Katz 1978); needs both parts above zero.
    Log,
    /// The same with ½ added to parts and wholes (Walter 1976).
    LogAdjusted,
}

/// The interval of `first` divided by `second`; the upper end is infinite if
/// nobody in `second` had what is asked, and both ends are undefined (NaN) by
/// [`ShareRatioInterval::Log`] if a part is zero.
///
/// ```
/// # use handslag_stats::{Level, count::{Share, ShareError, ShareRatioInterval, share_ratio_interval}};
/// // By hand: 10 of 20 over 5 of 20 is 2, and the log's error squared is
/// // 1/10 − 1/20 + 1/5 − 1/20 = 0.2.
/// let (first, second) = (Share::new(10, 20)?, Share::new(5, 20)?);
/// let found = share_ratio_interval(first, second, Level::P95, ShareRatioInterval::Log);
/// let reach = (1.959963984540054 * 0.2f64.sqrt()).exp();
/// assert!((found.lower - 2.0 / reach).abs() < 1e-12 && (found.upper - 2.0 * reach).abs() < 1e-12);
/// # Ok::<(), ShareError>(())
/// ```
pub fn share_ratio_interval(
    first: Share,
    second: Share,
    level: Level,
    method: ShareRatioInterval,
) -> Interval {
    let z = level.z();
    let on_log_scale = |add: f64| {
        let (a, n) = (first.of() as f64 + add, first.total() as f64 + add);
        let (b, m) = (second.of() as f64 + add, second.total() as f64 + add);
        let ratio = a / n / (b / m);
        let half = z * (1.0 / a - 1.0 / n + 1.0 / b - 1.0 / m).sqrt();
        Interval {
            lower: ratio * (-half).exp(),
            upper: ratio * half.exp(),
        }
    };
    match method {
        ShareRatioInterval::Log => on_log_scale(0.0),
        ShareRatioInterval::LogAdjusted => on_log_scale(0.5),
        ShareRatioInterval::Score => ratio_by_score(first, second, z),
    }
}

/// Ways to test whether two shares are alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ShareTest {
    /// Exact given both totals (Fisher 1935), both tails by likelihood.
    #[default]
    Fisher,
    /// Pooled variance with Miettinen and Nurminen's n/(n − 1).
    Score,
    /// One of each kind added to both groups.
    AgrestiCaffo,
}

/// Two-sided p value of no difference between two shares; 1 by the score test
/// if all or none had what is asked. Each test's source stands with [`ShareTest`].
///
/// ```
/// # use handslag_stats::count::*;
/// // The lady tasting tea, fisher.test in R: (16 + 1) · 2 / 70.
/// let p = share_test(Share::new(3, 4)?, Share::new(1, 4)?, ShareTest::Fisher);
/// assert!((p - 34.0 / 70.0).abs() < 1e-12);
/// # Ok::<(), ShareError>(())
/// ```
pub fn share_test(first: Share, second: Share, method: ShareTest) -> f64 {
    match method {
        ShareTest::Fisher => {
            let had = first.of() + second.of();
            let had_not = first.total() + second.total() - had;
            Mass::hypergeometric(had, had_not, first.total()).no_likelier_than(first.of())
        }
        ShareTest::Score => normal_two_sided(difference_statistic(first, second, 0.0)),
        ShareTest::AgrestiCaffo => {
            let (p, n) = adjusted(first, 1.0);
            let (q, m) = adjusted(second, 1.0);
            normal_two_sided((p - q) / (p * (1.0 - p) / n + q * (1.0 - q) / m).sqrt())
        }
    }
}

fn newcombe(first: Share, second: Share, level: Level) -> Interval {
    let (p, q) = (first.value(), second.value());
    let of_first = share_interval(first, level, ShareInterval::Wilson);
    let of_second = share_interval(second, level, ShareInterval::Wilson);
    Interval {
        lower: p - q - (p - of_first.lower).hypot(of_second.upper - q),
        upper: p - q + (of_first.upper - p).hypot(q - of_second.lower),
    }
}

/// The share and total with `add` of each kind added.
fn adjusted(share: Share, add: f64) -> (f64, f64) {
    let total = share.total() as f64 + 2.0 * add;
    ((share.of() as f64 + add) / total, total)
}

fn wald(first: Share, second: Share, add: f64, z: f64) -> Interval {
    let ((p, n), (q, m)) = (adjusted(first, add), adjusted(second, add));
    let half = z * (p * (1.0 - p) / n + q * (1.0 - q) / m).sqrt();
    Interval {
        lower: p - q - half,
        upper: p - q + half,
    }
}

/// Miettinen and Nurminen's statistic when the shares differ by `value`.
fn difference_statistic(first: Share, second: Share, value: f64) -> f64 {
    let apart = first.value() - second.value() - value;
    if apart == 0.0 {
        return 0.0;
    }
    let (n, m) = (first.total() as f64, second.total() as f64);
    let q = likeliest_with_difference(first, second, value);
    let p = (q + value).clamp(0.0, 1.0);
    let grown = (n + m) / (n + m - 1.0);
    apart / ((p * (1.0 - p) / n + q * (1.0 - q) / m) * grown).sqrt()
}

/// The second share of highest likelihood when the first is `value` larger: the
/// derivative of the log likelihood falls throughout, so its root is the one.
fn likeliest_with_difference(first: Share, second: Share, value: f64) -> f64 {
    let (a, n) = (first.of() as f64, first.total() as f64);
    let (b, m) = (second.of() as f64, second.total() as f64);
    let (low, high) = ((-value).max(0.0), (1.0 - value).min(1.0));
    // Terms of parts that are zero vanish also at the ends of the range.
    let term = |part: f64, share: f64| if part == 0.0 { 0.0 } else { part / share };
    let slope = |q: f64| {
        let p = q + value;
        term(a, p) - term(n - a, 1.0 - p) + term(b, q) - term(m - b, 1.0 - q)
    };
    if slope(low) <= 0.0 {
        return low;
    }
    if slope(high) >= 0.0 {
        return high;
    }
    root(low, high, slope).unwrap_or(low)
}

/// Miettinen and Nurminen's statistic when the first share is `ratio` times
/// the second.
fn ratio_statistic(first: Share, second: Share, ratio: f64) -> f64 {
    let (a, n) = (first.of() as f64, first.total() as f64);
    let (b, m) = (second.of() as f64, second.total() as f64);
    let apart = first.value() - ratio * second.value();
    if apart == 0.0 {
        return 0.0;
    }
    // The root of A·q² − B·q + C, taken so that no digits cancel.
    let square = (n + m) * ratio;
    let linear = n * ratio + a + m + b * ratio;
    let constant = a + b;
    let under_root = (linear * linear - 4.0 * square * constant).max(0.0).sqrt();
    let q = 2.0 * constant / (linear + under_root);
    let p = (q * ratio).min(1.0);
    let grown = (n + m) / (n + m - 1.0);
    apart / ((p * (1.0 - p) / n + ratio * ratio * q * (1.0 - q) / m) * grown).sqrt()
}

fn ratio_by_score(first: Share, second: Share, z: f64) -> Interval {
    let beyond = |log: f64| ratio_statistic(first, second, log.exp()).abs() - z;
    let centre = match (first.of(), second.of()) {
        (0, 0) => {
            return Interval {
                lower: 0.0,
                upper: f64::INFINITY,
            };
        }
        (0, _) => -60.0,
        (_, 0) => 60.0,
        _ => (first.value() / second.value()).ln(),
    };
    let end = |side: f64| {
        if centre == side * 60.0 {
            return side * f64::INFINITY;
        }
        let mut far = centre + side;
        while beyond(far) < 0.0 && far.abs() < 600.0 {
            far = centre + 2.0 * (far - centre);
        }
        root(centre, far, beyond).unwrap_or(side * f64::INFINITY)
    };
    Interval {
        lower: end(-1.0).exp(),
        upper: end(1.0).exp(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn share(of: u64, total: u64) -> Share {
        Share::new(of, total).unwrap()
    }

    fn near(found: Interval, expected: (f64, f64)) {
        assert!(
            (found.lower - expected.0).abs() < 1e-8 && (found.upper - expected.1).abs() < 1e-8,
            "{found:?}, not {expected:?}"
        );
    }

    #[test]
    fn fifty_six_of_seventy_against_forty_eight_of_eighty_is_as_published() {
        // Newcombe (1998), table II, example (a), four decimals: method 6 is
        // Miettinen and Nurminen's, method 10 his own.
        let (first, second) = (share(56, 70), share(48, 80));
        let check = |method, expected: (f64, f64)| {
            let found = share_difference_interval(first, second, Level::P95, method);
            assert!(
                (found.lower - expected.0).abs() < 5.1e-5
                    && (found.upper - expected.1).abs() < 5.1e-5,
                "{method:?}: {found:?}"
            );
        };
        check(ShareDifferenceInterval::Score, (0.0528, 0.3382));
        check(ShareDifferenceInterval::Newcombe, (0.0524, 0.3339));
    }

    #[test]
    fn the_likeliest_shares_that_differ_so_much_cannot_be_bettered() {
        let (first, second) = (share(30, 100), share(45, 110));
        let likelihood = |q: f64, value: f64| {
            30.0 * (q + value).ln()
                + 70.0 * (1.0 - q - value).ln()
                + 45.0 * q.ln()
                + 65.0 * (1.0 - q).ln()
        };
        for value in [-0.3, -0.235, -0.1, 0.05, 0.2] {
            let q = likeliest_with_difference(first, second, value);
            for near in [q - 1e-4, q + 1e-4] {
                assert!(
                    likelihood(q, value) > likelihood(near, value),
                    "{value} {q}"
                );
            }
        }
    }

    #[test]
    fn intervals_are_those_of_statsmodels() {
        // confint_proportions_2indep(412, 1000, 455, 980), statsmodels 0.15.0.
        let (first, second) = (share(412, 1000), share(455, 980));
        let difference = |method| share_difference_interval(first, second, Level::P95, method);
        let ratio = |method| share_ratio_interval(first, second, Level::P95, method);
        near(
            difference(ShareDifferenceInterval::AgrestiCaffo),
            (-0.09579330827471347, -0.008572298597082618),
        );
        near(
            ratio(ShareRatioInterval::Score),
            (0.8027391226206639, 0.9806322979614227),
        );
        near(
            ratio(ShareRatioInterval::LogAdjusted),
            (0.803084246762861, 0.9807787469721889),
        );
    }

    #[test]
    fn nobody_in_either_group_leaves_the_ratio_open() {
        let (none, some) = (share(0, 20), share(9, 30));
        let found = share_ratio_interval(none, some, Level::P95, ShareRatioInterval::Score);
        assert!(found.lower == 0.0 && found.upper < 1.0, "{found:?}");
        let found = share_ratio_interval(some, none, Level::P95, ShareRatioInterval::Score);
        assert!(
            found.lower > 1.0 && found.upper == f64::INFINITY,
            "{found:?}"
        );
        let found = share_ratio_interval(none, none, Level::P95, ShareRatioInterval::Score);
        assert_eq!((found.lower, found.upper), (0.0, f64::INFINITY));
        assert_eq!(share_test(none, none, ShareTest::Score), 1.0);
        assert_eq!(share_test(none, none, ShareTest::Fisher), 1.0);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]
        #[test]
        fn score_intervals_mirror_when_groups_change_places(
            a in 0u64..40, b in 0u64..60, more in 1u64..30
        ) {
            let (first, second) = (share(a, a + more), share(b, b + 13));
            let one = share_difference_interval(first, second, Level::P95, ShareDifferenceInterval::Score);
            let other = share_difference_interval(second, first, Level::P95, ShareDifferenceInterval::Score);
            prop_assert!((one.lower + other.upper).abs() < 1e-9, "{one:?} {other:?}");
            prop_assert!(one.holds(first.value() - second.value()));
        }
    }
}
