//! How many per 100,000 inhabitants, and how sure is that?

use crate::numeric::gamma_quantile;
use crate::{Estimate, Level, Method};

/// Occurrences per 100,000 inhabitants in the counted period, with an exact
/// interval.
///
/// The interval holds every Poisson mean under which neither so few nor so
/// many would be rarer than the tail; its ends are quantiles of the gamma
/// distribution (Garwood 1936, doi:10.1093/biomet/28.3-4.437).
///
/// - `count`: occurrences counted in the period.
/// - `inhabitants`: those counted among, at the middle or as the mean of the
///   period. A month's count gives a rate a month; nothing is scaled to years.
/// - Returns occurrences per 100,000 inhabitants.
///
/// # Errors
/// [`RateError::NoInhabitants`] unless `inhabitants` is a number above zero.
///
/// # Assumptions
/// Occurrences are independent. One offender's series, or many reports of one
/// event, makes the interval too narrow.
///
/// ```
/// # use handslag_stats::{Level, RateError, rate_per_100k};
/// // The exact interval of statsmodels 0.15.0, confint_poisson(17, exposure=1.2).
/// let rate = rate_per_100k(17, 120_000.0, Level::P95)?;
/// assert_eq!(rate.to_string(), "14.17 (95 % interval 8.25 to 22.68)");
/// # Ok::<(), RateError>(())
/// ```
pub fn rate_per_100k(count: u64, inhabitants: f64, level: Level) -> Result<Estimate, RateError> {
    if !(inhabitants.is_finite() && inhabitants > 0.0) {
        return Err(RateError::NoInhabitants(inhabitants));
    }
    let (fewest, most) = garwood(count, level);
    let rate = |n: f64| n / inhabitants * 100_000.0;
    Ok(Estimate {
        value: rate(count as f64),
        lower: rate(fewest),
        upper: rate(most),
        level,
        method: Method::GarwoodExact,
    })
}

/// Why a rate could not be given.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum RateError {
    /// The number of inhabitants is zero, negative or undefined.
    #[error("a rate needs a number of inhabitants above zero, not {0}")]
    NoInhabitants(f64),
}

/// The exact interval of a Poisson mean when `count` was seen.
fn garwood(count: u64, level: Level) -> (f64, f64) {
    let count = count as f64;
    let lower = if count == 0.0 {
        0.0
    } else {
        gamma_quantile(level.tail(), count)
    };
    (lower, gamma_quantile(1.0 - level.tail(), count + 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::path::Path;

    fn check(count: u64, level: Level, expected: (f64, f64), tolerance: f64) {
        let (lower, upper) = garwood(count, level);
        assert!(
            (lower - expected.0).abs() <= tolerance && (upper - expected.1).abs() <= tolerance,
            "{count}: {lower} to {upper}, not {expected:?}"
        );
    }

    #[test]
    fn intervals_are_those_published() {
        // GraphPad's worked example of Garwood's interval, two decimals:
        // graphpad.com/support/faq/how-quickcalcs-computes-the-confidence-interval-of-a-count
        check(25, Level::P90, (17.38, 34.92), 0.0051);
        check(25, Level::P95, (16.18, 36.90), 0.0051);
        check(25, Level::P99, (14.00, 41.00), 0.0051);
        // calculatorhub.com/tools/poisson-confidence-interval-calculator
        check(10, Level::P95, (4.80, 18.39), 0.0051);
    }

    #[test]
    fn intervals_are_those_of_statsmodels() {
        // confint_poisson(method="exact-c"), statsmodels 0.15.0; its own
        // tolerance is 1e-7.
        check(0, Level::P95, (0.0, 3.6888794541139363), 1e-7);
        check(
            1,
            Level::P95,
            (0.025317807984289876, 5.571643390938898),
            1e-7,
        );
        check(
            4,
            Level::P95,
            (1.0898653736263249, 10.241588675403696),
            1e-7,
        );
        check(17, Level::P95, (9.903126469606696, 27.21864680360662), 1e-7);
        check(
            250,
            Level::P95,
            (219.9679956309373, 282.9877050423161),
            1e-6,
        );
    }

    #[test]
    fn zero_seen_has_an_upper_end_that_can_be_worked_by_hand() {
        // P(0 | mean) = exp(-mean) = 0.025.
        check(0, Level::P95, (0.0, -(0.025f64.ln())), 1e-9);
    }

    #[test]
    fn a_rate_among_nobody_is_refused() {
        for inhabitants in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            assert!(rate_per_100k(3, inhabitants, Level::P95).is_err());
        }
    }

    #[test]
    fn shared_golden_single_rates_agree() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../../shared/golden/rate_ratio/one_rate_dev.json");
        let Ok(text) = std::fs::read_to_string(&path) else {
            eprintln!(
                "NOT RUN: shared_golden_single_rates_agree: shared data is not beside the checkout"
            );
            return;
        };
        let golden: serde_json::Value = serde_json::from_str(&text).unwrap();
        let cases = golden["input"].as_array().unwrap();
        assert_eq!(cases.len(), 5);
        for (case, expected) in cases.iter().zip(golden["expected"].as_array().unwrap()) {
            let exposure = case["exposure"].as_f64().unwrap();
            let count = case["count"].as_u64().unwrap();
            let rate = rate_per_100k(count, exposure * 100_000.0, Level::P95).unwrap();
            for (found, side) in [(rate.lower, 0), (rate.upper, 1)] {
                let expected = expected["exact-c"][side].as_f64().unwrap();
                let allowed = 1e-9 + 1e-7 * expected.abs(); // the file's own
                assert!((found - expected).abs() <= allowed, "{case}: {found}");
            }
        }
    }

    #[test]
    fn intervals_hold_the_truth_at_least_as_often_as_they_claim() {
        // Exact coverage by adding the Poisson probabilities of all counts
        // whose interval holds the mean: no simulation noise.
        for mean in [0.5f64, 1.0, 3.0, 7.3, 20.0, 55.0] {
            let mut probability = (-mean).exp();
            let mut covered = 0.0;
            for count in 0..250u64 {
                let (lower, upper) = garwood(count, Level::P95);
                if (lower..=upper).contains(&mean) {
                    covered += probability;
                }
                probability *= mean / (count + 1) as f64;
            }
            assert!(covered >= 0.95, "mean {mean}: {covered}");
        }
    }

    proptest! {
        #[test]
        fn the_interval_holds_the_rate(count in 0u64..100_000, inhabitants in 1.0..2e6f64) {
            let rate = rate_per_100k(count, inhabitants, Level::P95).unwrap();
            prop_assert!(0.0 <= rate.lower && rate.lower <= rate.value);
            prop_assert!(rate.value < rate.upper);
        }

        #[test]
        fn a_surer_interval_is_wider(count in 0u64..10_000) {
            let (low, high) = garwood(count, Level::P95);
            let (lower, higher) = garwood(count, Level::P99);
            prop_assert!(lower <= low && high < higher);
        }

        #[test]
        fn ten_times_the_inhabitants_give_a_tenth_of_the_rate(count in 0u64..10_000) {
            let small = rate_per_100k(count, 40_000.0, Level::P95).unwrap();
            let large = rate_per_100k(count, 400_000.0, Level::P95).unwrap();
            // Only the last bits of a division can differ.
            prop_assert!((large.upper * 10.0 / small.upper - 1.0).abs() < 1e-12);
        }

        #[test]
        fn one_more_seen_moves_both_ends_up(count in 0u64..10_000) {
            let (lower, upper) = garwood(count, Level::P95);
            let (next_lower, next_upper) = garwood(count + 1, Level::P95);
            prop_assert!(lower < next_lower && upper < next_upper);
        }
    }
}
