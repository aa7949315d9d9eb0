//! How large must a change be, to be seen at all?

use crate::Level;
use crate::numeric::{normal_above, normal_below, normal_quantile, root};

/// What is known before a change is measured.
///
/// The variance of the log ratio is `dispersion`·(1/n₀ + 1/n₁) + τ²: chance in
/// both counts, and the drift that units have against each other for reasons of
/// their own.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Design {
    expected_before: f64,
    expected_after: f64,
    dispersion: f64,
    drift: f64,
    level: Level,
}

impl Design {
    /// Events counted or expected before, and expected after if nothing
    /// changes. For a single place without comparison this is all.
    ///
    /// # Errors
    /// [`DesignError`] unless both are numbers above zero.
    pub fn new(expected_before: f64, expected_after: f64) -> Result<Self, DesignError> {
        for n in [expected_before, expected_after] {
            if !(n.is_finite() && n > 0.0) {
                return Err(DesignError::NothingExpected(n));
            }
        }
        Ok(Self {
            expected_before,
            expected_after,
            dispersion: 1.0,
            drift: 0.0,
            level: Level::P95,
        })
    }

    /// Variance of a count over its mean: 1 for Poisson, above it where events
    /// come in series. A negative binomial count of size θ instead adds 1/θ a
    /// period to the variance of the log: give √(2/θ) as drift.
    ///
    /// # Errors
    /// [`DesignError::NotADispersion`] unless above zero.
    pub fn with_dispersion(self, dispersion: f64) -> Result<Self, DesignError> {
        if !(dispersion.is_finite() && dispersion > 0.0) {
            return Err(DesignError::NotADispersion(dispersion));
        }
        Ok(Self { dispersion, ..self })
    }

    /// Drift τ: the standard deviation, on the log scale, of how units change
    /// against each other for no reason of interest (see
    /// [`DriftFunnel`](super::DriftFunnel)).
    ///
    /// # Errors
    /// [`DesignError::NotADrift`] if negative or undefined.
    pub fn with_drift(self, drift: f64) -> Result<Self, DesignError> {
        if !(drift.is_finite() && drift >= 0.0) {
            return Err(DesignError::NotADrift(drift));
        }
        Ok(Self { drift, ..self })
    }

    /// Level of the interval that will decide; 95 per cent unless told.
    pub fn at(self, level: Level) -> Self {
        Self { level, ..self }
    }

    /// The chance to find a change, when events afterwards are `ratio` times
    /// as many as without it.
    ///
    /// Two-sided Wald test of the log ratio, with the variance that holds under
    /// the change.
    pub fn power(&self, ratio: f64) -> f64 {
        let distance = ratio.ln().abs() / self.standard_error(ratio);
        let z = self.level.z();
        normal_above(z - distance) + normal_below(-z - distance)
    }

    /// The power at each of `ratios`.
    pub fn power_curve(&self, ratios: &[f64]) -> Vec<f64> {
        ratios.iter().map(|&ratio| self.power(ratio)).collect()
    }

    /// The ratio nearest to 1 below it that is found with chance `power`; `None`
    /// if even a decrease to nothing would not be.
    ///
    /// ```
    /// # use handslag_stats::effect::{Design, DesignError};
    /// // Ten events a month, a year before and after. power_poisson_ratio_2indep
    /// // of statsmodels 0.15.0, solved for the ratio.
    /// let place = Design::new(120.0, 120.0)?;
    /// let found = place.detectable_decrease(0.8).unwrap();
    /// assert!((found - 0.6674953424511959).abs() < 1e-6);
    /// # Ok::<(), DesignError>(())
    /// ```
    pub fn detectable_decrease(&self, power: f64) -> Option<f64> {
        // Fewer events afterwards also mean more chance: the power turns down
        // again near nothing, so look from 1 downwards for the first crossing.
        self.crossing(power, |step| -step)
    }

    /// The ratio nearest to 1 above it that is found with chance `power`.
    pub fn detectable_increase(&self, power: f64) -> Option<f64> {
        self.crossing(power, |step| step)
    }

    fn crossing(&self, power: f64, direction: impl Fn(f64) -> f64) -> Option<f64> {
        const STEP: f64 = 0.01;
        const FARTHEST: f64 = 12.0; // e^-12: one in 160,000 is left
        let beyond = |log: f64| self.power(direction(log).exp()) - power;
        if beyond(0.0) >= 0.0 {
            return Some(1.0);
        }
        let n_steps = (FARTHEST / STEP) as u32;
        let far = (1..=n_steps)
            .map(|i| f64::from(i) * STEP)
            .find(|&log| beyond(log) >= 0.0)?;
        root(far - STEP, far, beyond).map(|log| direction(log).exp())
    }

    fn standard_error(&self, ratio: f64) -> f64 {
        let chance = 1.0 / self.expected_before + 1.0 / (self.expected_after * ratio);
        (self.dispersion * chance + self.drift * self.drift).sqrt()
    }

    /// The ratio of the plain formula exp(−(z₍level₎ + z₍power₎)·se), with the
    /// standard error under no change: a rule of thumb to be read off a table.
    ///
    /// It promises too much where few events are left after the decrease; the
    /// product shows [`detectable_decrease`](Self::detectable_decrease).
    ///
    /// ```
    /// # use handslag_stats::effect::{Design, DesignError};
    /// // exp(−(1.95996 + 0.84162)·√(2/120)) = exp(−0.36168).
    /// let place = Design::new(120.0, 120.0)?;
    /// assert!((place.rule_of_thumb(0.8) - 0.69651).abs() < 1e-5);
    /// # Ok::<(), DesignError>(())
    /// ```
    pub fn rule_of_thumb(&self, power: f64) -> f64 {
        let z = self.level.z() + normal_quantile(power);
        (-z * self.standard_error(1.0)).exp()
    }
}

/// Detectable decreases when the drift is known only to lie in a range.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DetectableRange {
    /// Ratio with the smallest drift: the best that can be hoped for.
    pub with_least_drift: Option<f64>,
    /// Ratio with the largest drift: what is needed to be sure.
    pub with_most_drift: Option<f64>,
}

/// The detectable decrease of a place whose drift is unknown, from drifts seen
/// at other places.
///
/// # Errors
/// [`DesignError::NotADrift`].
///
/// ```
/// # use handslag_stats::effect::{Design, DesignError, detectable_decrease_over};
/// // By hand: with no drift it is the design's own, and drift only makes it harder.
/// let design = Design::new(100.0, 100.0)?;
/// let range = detectable_decrease_over(design, 0.0, 0.1, 0.8)?;
/// assert_eq!(range.with_least_drift, design.detectable_decrease(0.8));
/// assert!(range.with_most_drift < range.with_least_drift);
/// # Ok::<(), DesignError>(())
/// ```
pub fn detectable_decrease_over(
    design: Design,
    least_drift: f64,
    most_drift: f64,
    power: f64,
) -> Result<DetectableRange, DesignError> {
    Ok(DetectableRange {
        with_least_drift: design.with_drift(least_drift)?.detectable_decrease(power),
        with_most_drift: design.with_drift(most_drift)?.detectable_decrease(power),
    })
}

/// Why the power could not be computed.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum DesignError {
    /// Nothing is expected in a period.
    #[error("power needs an expected count above zero, not {0}")]
    NothingExpected(f64),
    /// The dispersion is not above zero.
    #[error("a dispersion is a number above zero, not {0}")]
    NotADispersion(f64),
    /// The drift is negative or undefined.
    #[error("a drift is a number of zero or more, not {0}")]
    NotADrift(f64),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::count::{Counted, RatioInterval, rate_ratio_interval};
    use crate::numeric::Mass;
    use proptest::prelude::*;

    #[test]
    fn powers_are_those_of_statsmodels() {
        // power_poisson_ratio_2indep(method_var="alt"), statsmodels 0.15.0.
        let place = Design::new(25.0 * 36.0, 25.0 * 24.0)
            .unwrap()
            .with_dispersion(2.0)
            .unwrap();
        assert!((place.power(0.8) - 0.7972273352809854).abs() < 1e-9);
        assert!((place.detectable_decrease(0.8).unwrap() - 0.7993199106141696).abs() < 1e-9);
        assert!((place.detectable_increase(0.8).unwrap() - 1.21808857426616).abs() < 1e-9);
    }

    #[test]
    fn without_any_change_the_power_is_the_false_alarm_rate() {
        let place = Design::new(40.0, 40.0).unwrap();
        let power = place.power(1.0);
        assert!((power - 0.05).abs() < 1e-14, "{power}");
    }

    #[test]
    fn very_few_events_can_show_no_decrease_at_all() {
        assert_eq!(
            Design::new(2.0, 2.0).unwrap().detectable_decrease(0.8),
            None
        );
    }

    #[test]
    fn what_makes_no_design_is_refused() {
        assert!(Design::new(0.0, 3.0).is_err());
        let place = Design::new(3.0, 3.0).unwrap();
        assert!(place.with_drift(-0.1).is_err() && place.with_dispersion(0.0).is_err());
    }

    #[test]
    fn stated_power_is_within_three_points_of_the_true_one() {
        // All outcomes of both counts, weighted by their chance, not simulated:
        // how often does the interval exclude 1?
        for (before, after, ratio) in [(120.0, 120.0, 0.7), (300.0, 150.0, 0.75), (80.0, 80.0, 1.6)]
        {
            let stated = Design::new(before, after).unwrap().power(ratio);
            let (a, b) = (Mass::poisson(before), Mass::poisson(after * ratio));
            let mut found = 0.0;
            for x in 1..600 {
                for y in 1..400 {
                    let weight = a.at(x) * b.at(y);
                    if weight < 1e-9 {
                        continue;
                    }
                    let (old, new) = (Counted::new(x, before), Counted::new(y, after));
                    let interval =
                        rate_ratio_interval(old, new, Level::P95, RatioInterval::WaldLog).unwrap();
                    if !interval.holds(1.0) {
                        found += weight;
                    }
                }
            }
            assert!((stated - found).abs() < 0.03, "{stated} {found}");
        }
    }

    proptest! {
        #[test]
        fn more_drift_hides_more(n in 20.0..5_000.0f64, drift in 0.01..0.5f64) {
            let without = Design::new(n, n).unwrap();
            let with = without.with_drift(drift).unwrap();
            prop_assert!(with.power(0.7) <= without.power(0.7));
            prop_assert!(with.power(0.95) < without.power(0.95));
            if let Some(ratio) = with.detectable_decrease(0.8) {
                prop_assert!(ratio < without.detectable_decrease(0.8).unwrap());
                prop_assert!((with.power(ratio) - 0.8).abs() < 1e-9);
            }
        }
    }
}
