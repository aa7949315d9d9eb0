//! How much do units differ beyond what chance explains?

use crate::numeric::Sum;

/// What a weighted mean and a variance between units leave.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Fit {
    /// Variance between units, of a unit whose shape is 1.
    pub tau2: f64,
    /// Weighted mean.
    pub mean: f64,
    /// Sum of the weights: one over the variance of the mean.
    pub weight: f64,
}

/// One unit's value, its known variance, and what τ² is multiplied by for it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Observation {
    pub value: f64,
    pub variance: f64,
    pub shape: f64,
}

/// The variance τ² at which the weighted squares add up to what is expected of
/// them, n − 1 (Paule and Mandel 1982, doi:10.6028/jres.087.022).
///
/// The excess of squares is convex and falls in τ², so Newton's steps from
/// below never pass the root, and a start above it is brought below by one.
pub(super) fn paule_mandel(
    observations: impl Iterator<Item = Observation> + Clone,
    start: f64,
) -> Fit {
    const MOST_STEPS: usize = 200;
    let mut tau2 = start.max(0.0);
    let mut at = excess(observations.clone(), tau2);
    for _ in 0..MOST_STEPS {
        if tau2 == 0.0 && at.excess <= 0.0 {
            break;
        }
        let next = (tau2 + at.excess / at.fall).max(0.0);
        let moved = (next - tau2).abs();
        tau2 = next;
        at = excess(observations.clone(), tau2);
        // A step within rounding of the result cannot be bettered.
        if moved <= 4.0 * f64::EPSILON * tau2 || at.fall == 0.0 {
            break;
        }
    }
    Fit {
        tau2,
        mean: at.mean,
        weight: at.weight,
    }
}

struct Excess {
    excess: f64,
    /// How fast the excess falls as τ² grows.
    fall: f64,
    mean: f64,
    weight: f64,
}

fn excess(observations: impl Iterator<Item = Observation> + Clone, tau2: f64) -> Excess {
    let weight_of = |o: &Observation| 1.0 / (o.variance + tau2 * o.shape);
    let (mut weight, mut weighted) = (Sum::default(), Sum::default());
    let mut n = 0usize;
    for o in observations.clone() {
        let w = weight_of(&o);
        weight.add(w);
        weighted.add(w * o.value);
        n += 1;
    }
    let mean = weighted.value() / weight.value();
    let (mut squares, mut fall) = (Sum::default(), 0.0);
    for o in observations {
        let w = weight_of(&o);
        let square = w * (o.value - mean).powi(2);
        squares.add(square);
        fall += square * w * o.shape;
    }
    Excess {
        excess: squares.value() - (n as f64 - 1.0),
        fall,
        mean,
        weight: weight.value(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn observe(values: &[(f64, f64)]) -> impl Iterator<Item = Observation> + Clone {
        values.iter().map(|&(value, variance)| Observation {
            value,
            variance,
            shape: 1.0,
        })
    }

    #[test]
    fn with_equal_variances_it_is_the_sample_variance_less_chance() {
        // Sample variance of 1, 2, 6 is 7; less 1.5 known.
        let fit = paule_mandel(observe(&[(1.0, 1.5), (2.0, 1.5), (6.0, 1.5)]), 0.0);
        assert!((fit.tau2 - 5.5).abs() < 1e-12);
        assert!((fit.mean - 3.0).abs() < 1e-12);
    }

    #[test]
    fn values_nearer_than_chance_leave_no_drift() {
        let fit = paule_mandel(observe(&[(1.0, 4.0), (1.1, 4.0), (0.9, 4.0)]), 2.0);
        assert_eq!(fit.tau2, 0.0);
    }

    proptest! {
        #[test]
        fn the_start_does_not_matter(
            values in prop::collection::vec((-2.0..2.0f64, 0.001..0.5f64), 3..60), start in 0.0..10.0f64
        ) {
            let one = paule_mandel(observe(&values), 0.0);
            let other = paule_mandel(observe(&values), start);
            prop_assert!((one.tau2 - other.tau2).abs() <= 1e-9 * one.tau2.max(1e-3), "{one:?} {other:?}");
        }
    }
}
