//! Is a count above the days or weeks just before it?

use crate::numeric::{mean, normal_quantile, variance};

/// The early aberration rules C1 and C2 (Hutwagner et al. 2003,
/// doi:10.1007/PL00022319): a bound from the mean and standard deviation of the
/// few steps before.
///
/// # Assumptions
/// No season within the baseline. A baseline without spread makes any increase
/// an alarm unless `least_sd` is above zero.
///
/// ```
/// # use handslag_stats::series::{Ears, Lag};
/// let counts: Vec<Option<u64>> = [1, 2, 3, 4, 5, 6, 7, 20].map(Some).into();
/// let bound = Ears::new(Lag::None).bound(&counts, 7).unwrap();
/// // Mean 4, standard deviation √(28/6), 99.9 % normal quantile 3.090.
/// assert!((bound.upper.unwrap() - (4.0 + 3.090232306 * (28.0f64 / 6.0).sqrt())).abs() < 1e-8);
/// assert_eq!(bound.above, Some(true));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ears {
    /// Steps in the baseline; at least 3.
    pub baseline: usize,
    /// Steps between the baseline and the step watched.
    pub lag: Lag,
    /// The chance of a normal count above the bound.
    pub tail: f64,
    /// The standard deviation is taken as at least this, in counts.
    pub least_sd: f64,
}

/// How far before the step watched the baseline ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lag {
    /// Just before: C1.
    None,
    /// Two steps between, so that the first steps of a rise do not lift the
    /// bound: C2.
    TwoSteps,
}

/// The bound for one step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EarsBound {
    /// Upper bound, in counts; none where the baseline has a missing count.
    pub upper: Option<f64>,
    /// Whether the count is above it; none where either is missing.
    pub above: Option<bool>,
}

/// Why no bound could be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EarsError {
    /// The baseline has fewer than three steps.
    #[error("a baseline of {0} steps has no spread to speak of; take at least 3")]
    ShortBaseline(usize),
    /// The step is beyond the series or too near its start.
    #[error("step {step} needs {needed} steps before it in a series of {steps}")]
    OutOfReach {
        /// The step, counted from zero.
        step: usize,
        /// Steps needed before it.
        needed: usize,
        /// Steps in the series.
        steps: usize,
    },
}

impl Ears {
    /// The usual rule: seven steps, 0.1 % above the bound.
    pub fn new(lag: Lag) -> Self {
        Self {
            baseline: 7,
            lag,
            tail: 0.001,
            least_sd: 0.0,
        }
    }

    /// The bound for step number `step` (from zero) of `counts`.
    ///
    /// # Errors
    /// See [`EarsError`].
    pub fn bound(&self, counts: &[Option<u64>], step: usize) -> Result<EarsBound, EarsError> {
        if self.baseline < 3 {
            return Err(EarsError::ShortBaseline(self.baseline));
        }
        let lag = match self.lag {
            Lag::None => 0,
            Lag::TwoSteps => 2,
        };
        let needed = self.baseline + lag;
        if step < needed || step >= counts.len() {
            return Err(EarsError::OutOfReach {
                step,
                needed,
                steps: counts.len(),
            });
        }
        let baseline: Option<Vec<f64>> = counts[step - needed..step - lag]
            .iter()
            .map(|count| count.map(|count| count as f64))
            .collect();
        let upper = baseline.map(|baseline| {
            let sd = variance(&baseline).sqrt().max(self.least_sd);
            mean(&baseline) + normal_quantile(1.0 - self.tail) * sd
        });
        let above = upper.zip(counts[step]).map(|(upper, n)| n as f64 > upper);
        Ok(EarsBound { upper, above })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_steps_of_a_rise_do_not_lift_the_bound() {
        let counts: Vec<Option<u64>> = [3, 4, 5, 4, 3, 4, 5, 30, 40, 50].map(Some).into();
        let just_before = Ears::new(Lag::None).bound(&counts, 9).unwrap();
        let two_between = Ears::new(Lag::TwoSteps).bound(&counts, 9).unwrap();
        assert_eq!(just_before.above, Some(false));
        assert_eq!(two_between.above, Some(true));
    }

    #[test]
    fn a_gap_leaves_no_bound_and_a_short_start_is_refused() {
        let mut counts = vec![Some(2); 12];
        counts[5] = None;
        let bound = Ears::new(Lag::None).bound(&counts, 9).unwrap();
        assert_eq!((bound.upper, bound.above), (None, None));
        assert!(Ears::new(Lag::TwoSteps).bound(&counts, 8).is_err());
        assert!(Ears::new(Lag::None).bound(&counts, 12).is_err());
        let short = Ears {
            baseline: 2,
            ..Ears::new(Lag::None)
        };
        assert_eq!(short.bound(&counts, 9), Err(EarsError::ShortBaseline(2)));
    }
}
