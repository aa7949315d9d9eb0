//! What change could the funnel show, before it is measured?

use crate::Level;
use crate::count::Interval;

use super::{BeforeAfter, DriftFunnel, FunnelError, limit, plain};

/// The funnel of an earlier pair of periods, used to foresee what a later
/// verdict can show.
///
/// Power is no normal formula: it counts how many of the other units' own
/// standardised changes, moved by the effect, pass the limit.
///
/// # Assumptions
/// Drift, its dependence on size and its tails will be as in these periods,
/// which should be as long as those to be compared. They seldom are in every
/// category: foretold from one year of published counts, 38 in a hundred were to
/// be found at a decrease of 30 per cent and 42 were, over ten categories, but in
/// one of these 18 and 53.
///
/// ```
/// # use handslag_stats::{Level, effect::*};
/// let districts: Vec<BeforeAfter> = (0..40)
///     .map(|i| BeforeAfter::new(1000.0, 900.0 + 10.0 * f64::from(i)))
///     .collect();
/// let plan = FunnelPlan::new(&DriftFunnel::new(&districts)?, Level::P95)?;
/// // Worked by hand: the limit is the 39th of the forty distances (0.95 · 41
/// // rounded up), so one in forty is found changed when nothing is done.
/// assert_eq!(plan.power(1000.0, 1000.0, 1.0), 1.0 / 40.0);
/// let usual = plan.usual_range(1000.0, 1000.0);
/// assert!((usual.lower * usual.upper - 1.0).abs() < 1e-12);
/// // The answer is the first whole per cent with that much power.
/// let seen = plan.detectable_decrease(1000.0, 1000.0, 0.8).ok_or("some decrease shows")?;
/// assert!(plan.power(1000.0, 1000.0, seen) >= 0.8);
/// assert!(plan.power(1000.0, 1000.0, seen + 0.01) < 0.8);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct FunnelPlan {
    residuals: Vec<f64>,
    limit: f64,
    tau2: f64,
    exponent: f64,
    /// Log of the events before at which the drift variance is τ².
    middle: f64,
    mean_variance: f64,
}

impl FunnelPlan {
    /// From all units of `funnel`.
    ///
    /// # Errors
    /// [`FunnelError::TooFewUnits`] or [`FunnelError::NoCommonSpread`].
    pub fn new(funnel: &DriftFunnel, level: Level) -> Result<Self, FunnelError> {
        let residuals = funnel.residuals(None, funnel.size, funnel.fit);
        let limit = limit(&residuals, level)?;
        let any = funnel.heard[0];
        Ok(Self {
            residuals,
            limit,
            tau2: funnel.fit.tau2,
            exponent: funnel.size.exponent,
            middle: (funnel.units[any].before + 0.5).ln() - funnel.sized[any].log_size,
            mean_variance: 1.0 / funnel.fit.weight,
        })
    }

    /// Drift of a unit with `before` events: standard deviation on the log scale.
    pub fn drift(&self, before: f64) -> f64 {
        let log_size = (before + 0.5).ln() - self.middle;
        (self.tau2 * (self.exponent * log_size).exp()).sqrt()
    }

    /// The ratios to the others' change that a unit with `before` events, and
    /// `after` expected if nothing is done, has at the level of this plan.
    pub fn usual_range(&self, before: f64, after: f64) -> Interval {
        let half = self.half_width(before, after);
        Interval {
            lower: (-half).exp(),
            upper: half.exp(),
        }
    }

    /// The chance of a verdict of change for a unit with `before` events, and
    /// `after` expected if nothing is done, when there are `ratio` times as many.
    ///
    /// - Returns a probability in steps of one over the number of units.
    pub fn power(&self, before: f64, after: f64, ratio: f64) -> f64 {
        let effect = ratio.ln() / self.standard_error(before, after * ratio);
        let found = self
            .residuals
            .iter()
            .filter(|r| (effect + **r).abs() > self.limit);
        found.count() as f64 / self.residuals.len() as f64
    }

    /// The largest ratio below 1 that is found with chance `power`; `None` if
    /// not even one in a hundred left would be.
    pub fn detectable_decrease(&self, before: f64, after: f64, power: f64) -> Option<f64> {
        self.first(
            (1..100).map(|i| 1.0 - f64::from(i) / 100.0),
            before,
            after,
            power,
        )
    }

    /// The smallest ratio above 1 that is found with chance `power`; `None` if
    /// not even ten times as many would be.
    pub fn detectable_increase(&self, before: f64, after: f64, power: f64) -> Option<f64> {
        self.first(
            (1..=900).map(|i| 1.0 + f64::from(i) / 100.0),
            before,
            after,
            power,
        )
    }

    /// Whole per cents: finer steps than people agree on say nothing more.
    fn first(
        &self,
        mut ratios: impl Iterator<Item = f64>,
        before: f64,
        after: f64,
        power: f64,
    ) -> Option<f64> {
        ratios.find(|&ratio| self.power(before, after, ratio) >= power)
    }

    /// How far from the others' mean, on the log scale, a unit may be.
    pub(super) fn half_width(&self, before: f64, after: f64) -> f64 {
        self.limit * self.standard_error(before, after)
    }

    fn standard_error(&self, before: f64, after: f64) -> f64 {
        let chance = plain::poisson_variance(&BeforeAfter { before, after });
        (chance + self.drift(before).powi(2) + self.mean_variance).sqrt()
    }
}
