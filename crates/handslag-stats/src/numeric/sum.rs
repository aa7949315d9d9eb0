//! How are many numbers added without losing the small ones?

/// A sum that carries what rounding lost (Neumaier 1974,
/// doi:10.1002/zamm.19740540106).
///
/// The error is about one rounding of the result, however many terms there are.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Sum {
    total: f64,
    lost: f64,
}

impl Sum {
    /// Adds one term.
    pub fn add(&mut self, term: f64) {
        let total = self.total + term;
        self.lost += if self.total.abs() >= term.abs() {
            (self.total - total) + term
        } else {
            (term - total) + self.total
        };
        self.total = total;
    }

    /// What the terms add up to.
    pub fn value(self) -> f64 {
        // An infinite total has lost an undefined part.
        if self.total.is_finite() {
            self.total + self.lost
        } else {
            self.total
        }
    }
}

impl FromIterator<f64> for Sum {
    fn from_iter<I: IntoIterator<Item = f64>>(terms: I) -> Self {
        let mut sum = Self::default();
        for term in terms {
            sum.add(term);
        }
        sum
    }
}

/// The compensated sum of `terms`, in their unit; 0 of none.
///
/// ```
/// # use handslag_stats::numeric::sum;
/// assert_eq!(sum([1.0, 1e100, 1.0, -1e100]), 2.0);
/// ```
pub fn sum(terms: impl IntoIterator<Item = f64>) -> f64 {
    terms.into_iter().collect::<Sum>().value()
}

/// The mean of `values`, in their unit; undefined (NaN) of none.
pub fn mean(values: &[f64]) -> f64 {
    sum(values.iter().copied()) / values.len() as f64
}

/// The sample variance of `values` (divisor n − 1), in their unit squared;
/// undefined (NaN) of fewer than two.
pub fn variance(values: &[f64]) -> f64 {
    let middle = mean(values);
    sum(values.iter().map(|value| (value - middle).powi(2))) / (values.len() as f64 - 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_small_term_is_not_lost_between_large_ones() {
        assert_eq!(sum([1.0, 1e100, 1.0, -1e100]), 2.0);
        assert_eq!(sum([]), 0.0);
    }

    #[test]
    fn a_tenth_added_ten_million_times_is_a_million() {
        let total = sum(std::iter::repeat_n(0.1, 10_000_000));
        // 0.1 is not a binary fraction: ten million times its error of 5.6e-18.
        assert!((total - 1e6).abs() < 1e-9, "{total}");
    }

    #[test]
    fn mean_and_variance_are_those_worked_by_hand() {
        assert_eq!(mean(&[2.0, 4.0, 9.0]), 5.0);
        assert_eq!(variance(&[2.0, 4.0, 9.0]), 13.0);
        assert!(mean(&[]).is_nan() && variance(&[1.0]).is_nan());
    }

    proptest! {
        #[test]
        fn whole_numbers_add_exactly_in_any_order(mut terms in prop::collection::vec(-1_000_000i64..1_000_000, 0..200)) {
            let exact: i64 = terms.iter().sum();
            prop_assert_eq!(sum(terms.iter().map(|&t| t as f64)), exact as f64);
            terms.reverse();
            prop_assert_eq!(sum(terms.iter().map(|&t| t as f64)), exact as f64);
        }
    }
}
