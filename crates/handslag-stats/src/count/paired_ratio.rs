//! How many times as common has it become, month beside month, when the months
//! themselves say how much they vary?

use crate::numeric::{t_quantile, t_two_sided};
use crate::{Estimate, Level, Method};

use super::rate_ratio::{RateRatioError, RatioTest, rate_ratio, rate_ratio_test};
use super::{Counted, Interval};

/// The same part of the year in both years, such as the two Januaries.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// Counted in the earlier year.
    pub before: Counted,
    /// Counted in the later year.
    pub after: Counted,
}

/// The ratio of two years, with how much their months vary.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PairedRatio {
    /// After over before, without unit; never surer than chance alone allows.
    pub ratio: Estimate,
    /// How many times as much the pairs vary as chance alone makes them; at least 1.
    pub spread: f64,
    /// What `spread` rests on: pairs with any event, less one.
    pub degrees_of_freedom: f64,
    /// Two-sided p of no change, with that spread.
    pub p: f64,
}

/// Ratio of two rates counted in pairs of like parts of the year: the exact
/// interval of [`rate_ratio`], made wider by as much as the pairs vary more
/// than chance.
///
/// Given a pair's total its later count is binomial, and what the pairs are off by,
/// squared and added up, is the variance that was seen (Liang and Zeger 1986,
/// doi:10.1093/biomet/73.1.13); that over the binomial one is the spread. So a
/// series in a single month weighs as it should, which a variance in proportion to
/// the counts does not see. What season there is falls on both of a pair, and is
/// no spread. The interval is
/// stretched about the ratio, on the log scale, by the root of the spread and by
/// t over normal quantiles, since the spread too is estimated; `p` is the larger
/// of the exact one and that of the score statistic over the root of the spread,
/// by t. With nothing on one side, the other side's own variation is the spread.
///
/// - `pairs`: in any order; both exposures in one unit, such as days.
///
/// # Errors
/// [`PairedRatioError::TooFewPairs`] if fewer than two pairs have any event; else
/// as [`rate_ratio`].
///
/// # Assumptions
/// Pairs are independent, and one ratio is that of all. Of what a whole year has
/// in common, such as new habits of reporting, the months of that year show
/// nothing: only several years before can (see [`crate::series::unusual_last`]).
///
/// ```
/// # use handslag_stats::Level;
/// # use handslag_stats::count::{Counted, Pair, PairedRatioError, paired_rate_ratio};
/// // Worked by hand: every month has half of what it had, so nothing varies.
/// let half = Pair { before: Counted::new(10, 30.0), after: Counted::new(5, 30.0) };
/// let found = paired_rate_ratio(&[half; 12], Level::P95)?;
/// assert_eq!((found.ratio.value, found.spread, found.degrees_of_freedom), (0.5, 1.0, 11.0));
/// // R 4.2.2: poisson.test(c(60, 120)), stretched by qt(.975, 11) / qnorm(.975).
/// assert!((found.ratio.lower - 0.346256530).abs() < 1e-8);
/// assert!((found.ratio.upper - 0.714598723).abs() < 1e-8);
/// # Ok::<(), PairedRatioError>(())
/// ```
pub fn paired_rate_ratio(pairs: &[Pair], level: Level) -> Result<PairedRatio, PairedRatioError> {
    let sum = |of: fn(&Pair) -> Counted| {
        let count = pairs.iter().map(|pair| of(pair).count).sum();
        let exposure = pairs.iter().map(|pair| of(pair).exposure).sum();
        Counted { count, exposure }
    };
    let (before, after) = (sum(|pair| pair.before), sum(|pair| pair.after));
    let exact = rate_ratio(before, after, level)?;
    let any = pairs.iter().filter(|pair| total(pair) > 0).count();
    if any < 2 {
        return Err(PairedRatioError::TooFewPairs { found: any });
    }
    let degrees_of_freedom = (any - 1) as f64;
    let spread = match before.count.min(after.count) {
        0 => spread_alone(pairs),
        _ => spread_of_pairs(pairs, exact.value),
    };
    let spread = spread.max(1.0);
    let p_exact = rate_ratio_test(before, after, RatioTest::ConditionalExact)?;
    let t = score(before, after) / spread.sqrt();
    let stretch = spread.sqrt() * t_quantile(1.0 - level.tail(), degrees_of_freedom) / level.z();
    let interval = stretched(exact, stretch);
    Ok(PairedRatio {
        ratio: Estimate {
            lower: interval.lower,
            upper: interval.upper,
            method: Method::ConditionalExactStretched,
            ..exact
        },
        spread,
        degrees_of_freedom,
        p: p_exact.max(t_two_sided(t, degrees_of_freedom)).min(1.0),
    })
}

/// Why two years could not be compared month by month.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum PairedRatioError {
    /// The years have no ratio.
    #[error(transparent)]
    NoRatio(#[from] RateRatioError),
    /// Too few parts of the year have anything, to tell how they vary.
    #[error("{found} parts of the year have any event; two are needed to see how they vary")]
    TooFewPairs {
        /// How many have any.
        found: usize,
    },
}

fn total(pair: &Pair) -> u64 {
    pair.before.count + pair.after.count
}

/// What the pairs are off by, squared, over the binomial variance given their totals.
fn spread_of_pairs(pairs: &[Pair], ratio: f64) -> f64 {
    let (mut seen, mut binomial, mut n_pairs) = (0.0, 0.0, 0.0);
    for pair in pairs.iter().filter(|pair| total(pair) > 0) {
        let (later, earlier) = (ratio * pair.after.exposure, pair.before.exposure);
        let (n, share) = (total(pair) as f64, later / (later + earlier));
        seen += (pair.after.count as f64 - n * share).powi(2);
        binomial += n * share * (1.0 - share);
        n_pairs += 1.0;
    }
    seen / binomial * n_pairs / (n_pairs - 1.0)
}

/// The same for the only year that has any, against one rate.
fn spread_alone(pairs: &[Pair]) -> f64 {
    let of = |pair: &Pair| match pair.before.count {
        0 => pair.after,
        _ => pair.before,
    };
    let is_before = pairs.iter().any(|pair| pair.before.count > 0);
    let exposure = |pair: &Pair| match is_before {
        true => pair.before.exposure,
        false => pair.after.exposure,
    };
    let n: f64 = pairs.iter().map(|pair| of(pair).count as f64).sum();
    let all: f64 = pairs.iter().map(exposure).sum();
    let off = |pair: &Pair| {
        let expected = n * exposure(pair) / all;
        (of(pair).count as f64 - expected).powi(2) / expected
    };
    pairs.iter().map(off).sum::<f64>() / (pairs.len() as f64 - 1.0)
}

/// The score statistic of one rate, normal when nothing changed.
fn score(before: Counted, after: Counted) -> f64 {
    let (x, y) = (after.count as f64, before.count as f64);
    let alike = after.exposure / before.exposure;
    (x - y * alike) / ((x + y) * alike).sqrt()
}

/// The interval stretched about its value on the log scale; from an end that is
/// nothing or infinite the other goes as far as fewer events would let it.
fn stretched(exact: Estimate, by: f64) -> Interval {
    let Estimate { value, .. } = exact;
    if value == 0.0 || value.is_infinite() {
        let by = by * by;
        return Interval {
            lower: exact.lower / by,
            upper: exact.upper * by,
        };
    }
    Interval {
        lower: value * (exact.lower / value).powf(by),
        upper: value * (exact.upper / value).powf(by),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::{Generator, Seed, below};
    use proptest::prelude::*;

    fn pairs(counts: &[(u64, u64)]) -> Vec<Pair> {
        let days = |count| Counted::new(count, 30.0);
        let pair = |(before, after): &(u64, u64)| Pair {
            before: days(*before),
            after: days(*after),
        };
        counts.iter().map(pair).collect()
    }

    const UNEVEN: [(u64, u64); 12] = [
        (10, 8),
        (12, 20),
        (9, 5),
        (14, 9),
        (11, 14),
        (13, 6),
        (15, 21),
        (12, 7),
        (10, 4),
        (9, 12),
        (11, 3),
        (14, 11),
    ];

    #[test]
    fn months_that_vary_more_than_chance_widen_the_interval_as_in_r() {
        let found = paired_rate_ratio(&pairs(&UNEVEN), Level::P95).unwrap();
        // R 4.2.2, with t <- after + before and p <- 120 / 260:
        // s <- sum((after - t * p)^2) * 12 / 11 / sum(t * p * (1 - p)),
        // 2 * pt(-20 / sqrt(260 * s), 11), and poisson.test(c(120, 140))$conf.int
        // stretched about 6 / 7 by sqrt(s) * qt(.975, 11) / qnorm(.975).
        // The tails of two libraries agree to seven digits.
        let close = |a: f64, b: f64| assert!((a - b).abs() < 1e-7, "{a} {b}");
        close(found.spread, 1.552_247_752_248);
        close(found.p, 0.340_864_835_137);
        close(found.ratio.lower, 0.602_216_623_722);
        close(found.ratio.upper, 1.217_812_090_432);
    }

    #[test]
    fn forty_in_one_night_and_none_the_year_after_are_no_clear_fall() {
        let mut series = [(0, 0); 12];
        (series[3], series[7]) = ((40, 0), (1, 0));
        let one_night = paired_rate_ratio(&pairs(&series), Level::P95).unwrap();
        assert!(one_night.p > 0.05, "{one_night:?}");
        let spread_out = paired_rate_ratio(&pairs(&[(4, 0); 12]), Level::P95).unwrap();
        assert!(spread_out.p < 0.001 && spread_out.ratio.upper < 0.2);
        assert_eq!(spread_out.ratio.value, 0.0);
    }

    #[test]
    fn a_series_in_one_month_of_the_year_before_is_no_clear_fall() {
        let mut series = [(2, 2); 12];
        series[5] = (45, 2);
        let found = paired_rate_ratio(&pairs(&series), Level::P95).unwrap();
        assert!(found.p > 0.05 && found.ratio.upper > 1.0, "{found:?}");
    }

    #[test]
    fn what_all_falls_in_one_month_cannot_be_compared() {
        let one = pairs(&[(5, 9), (0, 0), (0, 0)]);
        let error = Err(PairedRatioError::TooFewPairs { found: 1 });
        assert_eq!(paired_rate_ratio(&one, Level::P95), error);
        let none = Err(PairedRatioError::NoRatio(RateRatioError::NothingCounted));
        assert_eq!(paired_rate_ratio(&pairs(&[(0, 0); 4]), Level::P95), none);
    }

    /// A number of events with this mean and chance alone (Knuth's way).
    fn poisson(generator: &mut Generator, mean: f64) -> u64 {
        let least = (-mean).exp();
        let mut product = 1.0;
        let mut n = 0;
        loop {
            product *= f64::from(below(generator, 1 << 30) + 1) / f64::from(1 << 30);
            if product <= least {
                return n;
            }
            n += 1;
        }
    }

    #[test]
    fn months_in_bursts_are_seldom_said_to_differ_where_the_exact_test_often_says_so() {
        let mut generator = Seed(3).replicate(0);
        let (mut n_said, mut n_said_exactly, runs) = (0, 0, 1_000);
        for _ in 0..runs {
            // Twelve a month in quiet months and three times that in every fourth.
            let mut month = || {
                let mean = if below(&mut generator, 4) == 0 {
                    36.0
                } else {
                    12.0
                };
                poisson(&mut generator, mean)
            };
            let counts: Vec<(u64, u64)> = (0..12).map(|_| (month(), month())).collect();
            let found = paired_rate_ratio(&pairs(&counts), Level::P95).unwrap();
            n_said += usize::from(found.p <= 0.05);
            let sum = |of: fn(&(u64, u64)) -> u64| Counted::new(counts.iter().map(of).sum(), 1.0);
            let (before, after) = (sum(|c| c.0), sum(|c| c.1));
            let p = rate_ratio_test(before, after, RatioTest::ConditionalExact).unwrap();
            n_said_exactly += usize::from(p <= 0.05);
        }
        // One in twenty is fifty; twelve pairs of bursts give some more. The seed is fixed.
        assert!((25..=95).contains(&n_said), "{n_said}");
        assert!(n_said_exactly > 200, "{n_said_exactly}");
    }

    proptest! {
        #[test]
        fn swapping_the_years_inverts_the_ratio(
            counts in prop::collection::vec((0u64..60, 0u64..60), 3..12),
        ) {
            let there = paired_rate_ratio(&pairs(&counts), Level::P95);
            let swapped: Vec<(u64, u64)> = counts.iter().map(|(a, b)| (*b, *a)).collect();
            let back = paired_rate_ratio(&pairs(&swapped), Level::P95);
            let (Ok(there), Ok(back)) = (there, back) else {
                prop_assert_eq!(there, back);
                return Ok(());
            };
            let alike = |a: f64, b: f64| a == b || (a - b).abs() <= 1e-6 * a.abs().max(b.abs());
            prop_assert!(alike(there.ratio.value, 1.0 / back.ratio.value));
            prop_assert!(alike(there.ratio.lower, 1.0 / back.ratio.upper), "{:?} {:?}", there, back);
            prop_assert!(alike(there.ratio.upper, 1.0 / back.ratio.lower), "{:?} {:?}", there, back);
            prop_assert!(alike(there.spread, back.spread));
            prop_assert!(alike(there.p, back.p));
        }

        #[test]
        fn it_is_never_surer_than_chance_alone_allows(
            counts in prop::collection::vec((0u64..60, 0u64..60), 3..12),
        ) {
            if let Ok(found) = paired_rate_ratio(&pairs(&counts), Level::P95) {
                let sum = |of: fn(&(u64, u64)) -> u64| {
                    Counted::new(counts.iter().map(of).sum(), 30.0 * counts.len() as f64)
                };
                let exact = rate_ratio(sum(|c| c.0), sum(|c| c.1), Level::P95).unwrap();
                prop_assert!(found.ratio.lower <= exact.lower * (1.0 + 1e-12));
                prop_assert!(found.ratio.upper >= exact.upper * (1.0 - 1e-12));
            }
        }
    }
}
