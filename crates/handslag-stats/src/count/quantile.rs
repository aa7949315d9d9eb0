//! Where do the values of a group lie: what are its quantiles and its middle half?

/// The quantile of `values` at `probability`, by linear interpolation between
/// order statistics.
///
/// Type 7 of Hyndman and Fan (1996, doi:10.1080/00031305.1996.10473566), the
/// default of R: with the n values in order and `h = (n - 1) · probability`,
/// the answer lies the fraction of `h` from value number `⌊h⌋` (counted from
/// zero) to the next.
///
/// - `values`: in any order and any unit; the answer has the same unit.
/// - `probability`: from 0 (the smallest value) to 1 (the largest).
///
/// # Errors
/// [`QuantileError::TooFew`] without values, [`QuantileError::NotANumber`] if
/// one is infinite or undefined, and [`QuantileError::NotAProbability`].
///
/// ```
/// # use handslag_stats::quantile;
/// // h = 3 · 0.25 = 0.75, so three quarters of the way from 10 to 20.
/// assert_eq!(quantile(&[40.0, 10.0, 20.0, 30.0], 0.25), Ok(17.5));
/// ```
pub fn quantile(values: &[f64], probability: f64) -> Result<f64, QuantileError> {
    if !(0.0..=1.0).contains(&probability) {
        return Err(QuantileError::NotAProbability(probability));
    }
    Ok(at(&in_order(values, 1)?, probability))
}

/// The range that holds the middle half of a group, with its median.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MiddleHalf {
    /// A quarter of the values lie below this (type 7, see [`quantile`]).
    pub lower: f64,
    /// Half of the values lie below this.
    pub median: f64,
    /// A quarter of the values lie above this.
    pub upper: f64,
    /// How many values the group had.
    pub n: usize,
}

impl MiddleHalf {
    /// The fewest values of which a middle half says anything: with three or
    /// fewer, its ends are made of single members of the group.
    pub const FEWEST: usize = 4;
}

/// The middle half of `values`: lower quartile, median and upper quartile.
///
/// The values may stand in any order; the answer has their unit.
///
/// # Errors
/// [`QuantileError::TooFew`] with fewer than [`MiddleHalf::FEWEST`] values, and
/// [`QuantileError::NotANumber`] if one is infinite or undefined.
///
/// ```
/// # use handslag_stats::{QuantileError, middle_half};
/// // The same as quantile(1:9) in R.
/// let half = middle_half(&[9.0, 1.0, 8.0, 2.0, 7.0, 3.0, 6.0, 4.0, 5.0])?;
/// assert_eq!((half.lower, half.median, half.upper, half.n), (3.0, 5.0, 7.0, 9));
/// # Ok::<(), QuantileError>(())
/// ```
pub fn middle_half(values: &[f64]) -> Result<MiddleHalf, QuantileError> {
    let ordered = in_order(values, MiddleHalf::FEWEST)?;
    Ok(MiddleHalf {
        lower: at(&ordered, 0.25),
        median: at(&ordered, 0.5),
        upper: at(&ordered, 0.75),
        n: ordered.len(),
    })
}

/// Why a quantile could not be given.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum QuantileError {
    /// The group is too small.
    #[error("{found} values are too few; at least {needed} are needed")]
    TooFew {
        /// How many values there were.
        found: usize,
        /// How many it takes.
        needed: usize,
    },
    /// A value is infinite or undefined.
    #[error("value number {number} is {value}, which has no place in an order")]
    NotANumber {
        /// Its place in the list, counted from one.
        number: usize,
        /// The value itself.
        value: f64,
    },
    /// The probability lies outside 0 to 1.
    #[error("{0} is not a probability from 0 to 1")]
    NotAProbability(f64),
}

fn in_order(values: &[f64], needed: usize) -> Result<Vec<f64>, QuantileError> {
    if values.len() < needed {
        let found = values.len();
        return Err(QuantileError::TooFew { found, needed });
    }
    if let Some(place) = values.iter().position(|value| !value.is_finite()) {
        return Err(QuantileError::NotANumber {
            number: place + 1,
            value: values[place],
        });
    }
    let mut ordered = values.to_vec();
    ordered.sort_by(f64::total_cmp);
    Ok(ordered)
}

/// Type 7 on values that are in order and not empty.
fn at(ordered: &[f64], probability: f64) -> f64 {
    let last = ordered.len() - 1;
    let h = last as f64 * probability;
    let below = (h.floor() as usize).min(last);
    let above = (below + 1).min(last);
    let share = h - below as f64;
    // Weighting both ends, unlike adding a share of their difference, cannot
    // overflow, and taking equal ends as they are keeps rounding out.
    if share == 0.0 || ordered[below] == ordered[above] {
        ordered[below]
    } else {
        ordered[below] * (1.0 - share) + ordered[above] * share
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(values: &[f64], expected: [f64; 5]) {
        for (probability, expected) in [0.0, 0.25, 0.5, 0.75, 1.0].into_iter().zip(expected) {
            let found = quantile(values, probability).unwrap();
            assert!(
                (found - expected).abs() < 1e-12, // rounding of one product
                "{values:?} at {probability}: {found}, not {expected}"
            );
        }
    }

    #[test]
    fn quantiles_are_those_worked_by_hand() {
        check(&[5.0], [5.0; 5]);
        check(&[2.0, 1.0], [1.0, 1.25, 1.5, 1.75, 2.0]);
        check(&[1.0, 2.0, 4.0], [1.0, 1.5, 2.0, 3.0, 4.0]);
        check(&[1.0, 2.0, 4.0, 8.0], [1.0, 1.75, 3.0, 5.0, 8.0]);
        // Seven members, as a group of similar municipalities: h = 1.5, 3, 4.5.
        check(
            &[70.0, 10.0, 60.0, 20.0, 50.0, 30.0, 40.0],
            [10.0, 25.0, 40.0, 55.0, 70.0],
        );
    }

    #[test]
    fn quartiles_of_ten_rivers_follow_the_definition() {
        // The first ten of R's data set `rivers`, worked by hand. In order 135 320 325 392 450 465 524 600 735 1459; h = 2.25, 4.5, 6.75.
        let rivers = [
            735.0, 320.0, 325.0, 392.0, 524.0, 450.0, 1459.0, 135.0, 465.0, 600.0,
        ];
        check(&rivers, [135.0, 341.75, 457.5, 581.0, 1459.0]);
    }

    #[test]
    fn type_7_puts_order_statistic_k_at_k_minus_1_over_n_minus_1() {
        // Hyndman and Fan's definition 7: p(k) = (k - 1) / (n - 1).
        let values = [3.0, 14.0, 15.0, 92.0, 653.0];
        for (k, value) in values.iter().enumerate() {
            assert_eq!(quantile(&values, k as f64 / 4.0), Ok(*value));
        }
    }

    #[test]
    fn three_values_have_no_middle_half() {
        let found = middle_half(&[1.0, 2.0, 3.0]);
        let error = QuantileError::TooFew {
            found: 3,
            needed: 4,
        };
        assert_eq!(found, Err(error));
        assert_eq!(
            error.to_string(),
            "3 values are too few; at least 4 are needed"
        );
    }

    #[test]
    fn what_is_no_number_or_no_probability_is_named() {
        assert_eq!(
            middle_half(&[1.0, 2.0, f64::INFINITY, 4.0]),
            Err(QuantileError::NotANumber {
                number: 3,
                value: f64::INFINITY
            })
        );
        assert!(matches!(
            quantile(&[f64::NAN], 0.5),
            Err(QuantileError::NotANumber { number: 1, .. })
        ));
        assert_eq!(
            quantile(&[1.0], 1.5),
            Err(QuantileError::NotAProbability(1.5))
        );
        assert!(quantile(&[1.0], f64::NAN).is_err());
        assert_eq!(
            quantile(&[], 0.5),
            Err(QuantileError::TooFew {
                found: 0,
                needed: 1
            })
        );
    }

    fn group() -> impl Strategy<Value = Vec<f64>> {
        prop::collection::vec(-1e6..1e6f64, 4..40)
    }

    proptest! {
        #[test]
        fn the_middle_half_lies_in_order_within_the_group(values in group()) {
            let half = middle_half(&values).unwrap();
            let smallest = values.iter().copied().fold(f64::INFINITY, f64::min);
            let largest = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            prop_assert!(smallest <= half.lower && half.lower <= half.median);
            prop_assert!(half.median <= half.upper && half.upper <= largest);
            prop_assert_eq!(half.n, values.len());
        }

        #[test]
        fn order_of_the_group_does_not_matter(mut values in group()) {
            let before = middle_half(&values);
            values.reverse();
            prop_assert_eq!(middle_half(&values), before);
        }

        #[test]
        fn at_least_half_of_the_group_lies_in_the_middle_half(values in group()) {
            let half = middle_half(&values).unwrap();
            let inside = values
                .iter()
                .filter(|value| (half.lower..=half.upper).contains(*value))
                .count();
            // Type 7 can leave out one more at each end than an exact half.
            prop_assert!(2 * inside + 2 >= values.len());
        }

        #[test]
        fn moving_and_stretching_the_group_moves_and_stretches_its_quantiles(
            values in group(), probability in 0.0..=1.0f64
        ) {
            let moved: Vec<f64> = values.iter().map(|value| 2.0 * value + 100.0).collect();
            let expected = 2.0 * quantile(&values, probability).unwrap() + 100.0;
            let found = quantile(&moved, probability).unwrap();
            // Two roundings of numbers below 3 million.
            prop_assert!((found - expected).abs() < 1e-8);
        }
    }
}
