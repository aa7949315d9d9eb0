//! The plain funnel: one drift for all units, and normal tails.

use crate::Level;
use crate::numeric::{normal_two_sided, sum};

use super::paule_mandel::{Fit, Observation, paule_mandel};
use super::{BeforeAfter, FunnelError};

/// Units need this many events before, to have a say in the drift, unless told.
pub const FEWEST_BEFORE: f64 = 20.0;

/// A funnel with one drift variance for all units and normal tails.
///
/// The log ratio of ratios against all units together, with Poisson variance
/// 1/(n₀+½) + 1/(n₁+½) and a variance τ² between units by Paule and Mandel
/// (additive overdispersion, Spiegelhalter 2005, doi:10.1002/sim.1970 and
/// doi:10.1136/qshc.2005.013755). Kept as the reference; verdicts are given by
/// [`DriftFunnel`](super::DriftFunnel), which checks size and tails.
#[derive(Debug, Clone, PartialEq)]
pub struct PlainFunnel {
    /// Drift τ: standard deviation between units on the log scale.
    pub drift: f64,
    /// Weighted mean of the log ratios, near zero.
    pub mean: f64,
    /// Each unit's log ratio of ratios against all units together.
    pub log_ratios: Vec<f64>,
    /// Each unit's standard error, drift included.
    pub standard_errors: Vec<f64>,
    variances: Vec<f64>,
    has_a_say: Vec<bool>,
}

/// One unit against the others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlainVerdict {
    /// Drift of the other units.
    pub drift: f64,
    /// Weighted mean of the other units' log ratios.
    pub mean: f64,
    /// How many times the others' ratio this unit's is.
    pub ratio: f64,
    /// Lower end of the interval of `ratio`.
    pub lower: f64,
    /// Upper end.
    pub upper: f64,
    /// Two-sided p value with normal tails.
    pub p: f64,
}

impl PlainFunnel {
    /// # Errors
    /// [`FunnelError::NotACount`], and [`FunnelError::TooFewUnits`] unless three
    /// units have [`FEWEST_BEFORE`] events before.
    pub fn new(units: &[BeforeAfter]) -> Result<Self, FunnelError> {
        Self::of_at_least(FEWEST_BEFORE, units)
    }

    /// The same, where units need `fewest` events before to have a say.
    ///
    /// # Errors
    /// As [`PlainFunnel::new`].
    pub fn of_at_least(fewest: f64, units: &[BeforeAfter]) -> Result<Self, FunnelError> {
        let log_ratios = log_ratios(units)?;
        let variances: Vec<f64> = units.iter().map(poisson_variance).collect();
        let has_a_say: Vec<bool> = units.iter().map(|unit| unit.before >= fewest).collect();
        let n_units = has_a_say.iter().filter(|&&has| has).count();
        if n_units < 3 {
            return Err(FunnelError::TooFewUnits {
                found: n_units,
                needed: 3,
            });
        }
        let mut funnel = Self {
            drift: 0.0,
            mean: 0.0,
            log_ratios,
            standard_errors: Vec::new(),
            variances,
            has_a_say,
        };
        let fit = funnel.fit(None, 0.0);
        funnel.drift = fit.tau2.sqrt();
        funnel.mean = fit.mean;
        let standard_errors = funnel.variances.iter().map(|v| (v + fit.tau2).sqrt());
        funnel.standard_errors = standard_errors.collect();
        Ok(funnel)
    }

    /// Each unit's distance from the mean in standard errors.
    pub fn z(&self) -> Vec<f64> {
        (self.log_ratios.iter().zip(&self.standard_errors))
            .map(|(value, se)| (value - self.mean) / se)
            .collect()
    }

    /// Unit number `unit` against all others; `None` if there is no such unit.
    pub fn leave_one_out(&self, unit: usize, level: Level) -> Option<PlainVerdict> {
        let value = *self.log_ratios.get(unit)?;
        let fit = self.fit(Some(unit), self.drift * self.drift);
        let se = (self.variances[unit] + fit.tau2).sqrt();
        let apart = value - fit.mean;
        let half = level.z() * se;
        Some(PlainVerdict {
            drift: fit.tau2.sqrt(),
            mean: fit.mean,
            ratio: apart.exp(),
            lower: (apart - half).exp(),
            upper: (apart + half).exp(),
            p: normal_two_sided(apart / se),
        })
    }

    fn fit(&self, without: Option<usize>, start: f64) -> Fit {
        let observations = (0..self.log_ratios.len())
            .filter(|&i| self.has_a_say[i] && Some(i) != without)
            .map(|i| Observation {
                value: self.log_ratios[i],
                variance: self.variances[i],
                shape: 1.0,
            });
        paule_mandel(observations, start)
    }
}

/// log((n₁+½)/(n₀+½)) less the same of all units together.
pub(super) fn log_ratios(units: &[BeforeAfter]) -> Result<Vec<f64>, FunnelError> {
    let is_count = |n: f64| n.is_finite() && n >= 0.0;
    if let Some(unit) = units
        .iter()
        .position(|u| !(is_count(u.before) && is_count(u.after)))
    {
        return Err(FunnelError::NotACount { unit });
    }
    let before = sum(units.iter().map(|unit| unit.before));
    let after = sum(units.iter().map(|unit| unit.after));
    if before == 0.0 || after == 0.0 {
        return Err(FunnelError::NothingCounted);
    }
    let of_all = (after / before).ln();
    Ok(units
        .iter()
        .map(|unit| ((unit.after + 0.5) / (unit.before + 0.5)).ln() - of_all)
        .collect())
}

pub(super) fn poisson_variance(unit: &BeforeAfter) -> f64 {
    1.0 / (unit.before + 0.5) + 1.0 / (unit.after + 0.5)
}
