//! How did it go at these places, against a blend of places that meets their totals?

mod contrast;
mod omnibus;
mod panel;
mod permutation;

pub use omnibus::{Omnibus, OmnibusError, omnibus};
pub use panel::{MicroPanel, MicroPanelError, Total};
pub use permutation::{MicroPermutation, permutations};

use contrast::Contrast;

use crate::model::calibration::{
    CalibrationError, CalibrationOptions, Distance, SparseRows, calibrate_rows,
};
use crate::numeric::{normal_above, normal_below, normal_quantile, normal_two_sided};
use crate::{Estimate, Level, Method};

/// Treated places against weighted others.
#[derive(Debug, Clone, PartialEq)]
pub struct MicroSynthetic {
    /// One weight a place; 1 for the treated.
    pub weights: Vec<f64>,
    /// Every total that was to be met, and what the weighted others add up to.
    pub balance: Vec<Balance>,
    /// Totals that follow from others, and were met with them.
    pub redundant: Vec<Total>,
    /// How many others the blend amounts to: (Σw)²/Σw². A few places that weigh
    /// it all are no crowd.
    pub effective_controls: f64,
    /// One effect an outcome.
    pub effects: Vec<MicroEffect>,
}

/// A total of the treated and of the weighted others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Balance {
    /// Which total.
    pub total: Total,
    /// What the treated add up to.
    pub wanted: f64,
    /// What the weighted others add up to.
    pub reached: f64,
}

/// The effect on one outcome over the periods after.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MicroEffect {
    /// What the treated add up to.
    pub treated: f64,
    /// What the weighted others add up to.
    pub control: f64,
    /// (treated − control) over control: −0.2 is a fifth fewer. None if either
    /// side adds up to nothing.
    pub change: Option<Estimate>,
    /// The difference over its linearised standard error.
    pub z: f64,
    /// How often chance gives such a z, by the normal distribution.
    pub p: f64,
}

/// Which change the p value is to find.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alternative {
    /// Fewer than in the blend.
    Fewer,
    /// More than in the blend.
    More,
    /// Either.
    Either,
}

impl Alternative {
    fn p(self, z: f64) -> f64 {
        match self {
            Self::Fewer => normal_below(z),
            Self::More => normal_above(z),
            Self::Either => normal_two_sided(z),
        }
    }

    /// How much a statistic speaks for this alternative.
    fn strength(self, z: f64) -> f64 {
        match self {
            Self::Fewer => -z,
            Self::More => z,
            Self::Either => z.abs(),
        }
    }
}

/// Why no blend of places was found.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum MicroError {
    /// No weights of zero or more make the others add up to the treated: which
    /// totals are out of reach, what was wanted and what the nearest weights
    /// reach. Match fewer, or sums over longer periods.
    #[error("{} totals of the treated cannot be met by the other places", .0.len())]
    Infeasible(Vec<Balance>),
    /// The weights did not settle.
    #[error("the totals were not met")]
    Calibration(#[source] CalibrationError),
}

/// Treated places against others weighted to meet their totals.
///
/// Weights as near alike as can be ([`Distance::NonnegativeLinear`]) make the
/// others add up to the treated in number, in every covariate and in every
/// outcome of every period before (Robbins, Saunders and Kilmer 2017, doi:10.1080/01621459.2016.1213634;
/// Robbins and Davenport 2021, doi:10.18637/jss.v097.i02). Differences after are
/// tested by a weighted regression on treatment and period with linearised
/// errors, every place and period a unit of its own; the interval is normal on
/// the log of the ratio.
///
/// - Returns totals in the outcomes' unit, changes as parts of the control.
///
/// # Errors
/// [`MicroError::Infeasible`] with the totals that cannot be met, or
/// [`MicroError::Calibration`] if the weights do not settle.
///
/// # Assumptions
/// Other places are untouched, also by displacement; places alike before would
/// have stayed alike. Places and periods are taken as independent: where a
/// place's periods go together, intervals are too narrow, and
/// [`permutations`] are the better guide.
///
/// ```
/// # use handslag_stats::{Level, effect::micro_synthetic::*, model::Columns};
/// // Worked by hand: the two treated had 10 and 10, the others 8 and 12, so that
/// // weights of 1 meet the total. After, 12 of the treated stand against 20.
/// let counts = Columns::from_rows(&[
///     vec![10.0, 6.0],
///     vec![10.0, 6.0],
///     vec![8.0, 8.0],
///     vec![12.0, 12.0],
/// ])?;
/// let treated = vec![true, true, false, false];
/// let panel = MicroPanel::new(treated, Columns::from_columns(&[])?, vec![counts], 0..1, 1..2)?;
/// let found = micro_synthetic(&panel, Alternative::Fewer, Level::P95)?;
/// assert!(found.weights.iter().all(|weight| (weight - 1.0).abs() < 1e-9));
/// let change = found.effects[0].change.ok_or("both sides have events")?;
/// assert!((change.value + 0.4).abs() < 1e-9);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn micro_synthetic(
    panel: &MicroPanel,
    alternative: Alternative,
    level: Level,
) -> Result<MicroSynthetic, MicroError> {
    let rows = SparseRows::new(&panel.matched());
    let treated = panel.treated();
    let totals = panel.totals();
    let wanted = rows.totals(&indicator(treated));
    let options = CalibrationOptions {
        distance: Distance::NonnegativeLinear,
        ..CalibrationOptions::default()
    };
    let (weights, redundant) =
        weights(&rows, treated, options).map_err(|error| named(error, &totals))?;
    let reached = rows.totals(&others(treated, &weights));
    let balance = totals
        .iter()
        .zip(wanted.iter().zip(&reached))
        .map(|(&total, (&wanted, &reached))| Balance {
            total,
            wanted,
            reached,
        })
        .collect();
    let effects = (0..panel.outcomes().len())
        .map(|outcome| effect(panel, &weights, outcome, alternative, level))
        .collect();
    let of_others = others(treated, &weights);
    let sum: f64 = of_others.iter().sum();
    let squares: f64 = of_others.iter().map(|w| w * w).sum();
    Ok(MicroSynthetic {
        balance,
        redundant: redundant.into_iter().map(|place| totals[place]).collect(),
        effective_controls: sum * sum / squares,
        effects,
        weights,
    })
}

/// 1 for the treated, and for the others weights that meet the treated's totals.
fn weights(
    rows: &SparseRows,
    treated: &[bool],
    options: CalibrationOptions,
) -> Result<(Vec<f64>, Vec<usize>), CalibrationError> {
    let ones = indicator(treated);
    let wanted = rows.totals(&ones);
    let count: f64 = ones.iter().sum();
    let alike = count / (treated.len() as f64 - count);
    let start: Vec<f64> = treated
        .iter()
        .map(|&treated| if treated { 0.0 } else { alike })
        .collect();
    let mut calibration = calibrate_rows(rows, &start, &wanted, options)?;
    for (weight, &treated) in calibration.weights.iter_mut().zip(treated) {
        if treated {
            *weight = 1.0;
        }
    }
    Ok((calibration.weights, calibration.redundant))
}

fn indicator(treated: &[bool]) -> Vec<f64> {
    treated
        .iter()
        .map(|&treated| f64::from(u8::from(treated)))
        .collect()
}

/// The weights of the places that are not treated; 0 for those that are.
fn others(treated: &[bool], weights: &[f64]) -> Vec<f64> {
    treated
        .iter()
        .zip(weights)
        .map(|(&treated, &weight)| if treated { 0.0 } else { weight })
        .collect()
}

fn named(error: CalibrationError, totals: &[Total]) -> MicroError {
    match error {
        CalibrationError::Infeasible(unmet) => MicroError::Infeasible(
            unmet
                .into_iter()
                .map(|unmet| Balance {
                    total: totals[unmet.total],
                    wanted: unmet.wanted,
                    reached: unmet.nearest,
                })
                .collect(),
        ),
        other => MicroError::Calibration(other),
    }
}

fn effect(
    panel: &MicroPanel,
    weights: &[f64],
    outcome: usize,
    alternative: Alternative,
    level: Level,
) -> MicroEffect {
    let contrast = Contrast::new(panel, panel.treated(), weights, outcome);
    let (treated, control) = (contrast.treated_total, contrast.control_total);
    let reach = normal_quantile(1.0 - level.tail()) * contrast.log_ratio_se;
    let change = (treated > 0.0 && control > 0.0).then(|| Estimate {
        value: (treated - control) / control,
        lower: (contrast.log_ratio - reach).exp() - 1.0,
        upper: (contrast.log_ratio + reach).exp() - 1.0,
        level,
        method: Method::LinearisedLogRatio,
    });
    MicroEffect {
        treated,
        control,
        change,
        z: contrast.z(),
        p: alternative.p(contrast.z()),
    }
}

#[cfg(test)]
mod tests;
