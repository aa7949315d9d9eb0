//! How did it go, against a blend of others that went the same way before?

mod placebo;
mod predictors;
mod ridge;
mod usable;

pub use placebo::{PlaceboLine, Placebos, placebos};
pub use predictors::{
    PredictorControl, PredictorError, PredictorPanel, WeightSearch, predictor_control,
};
pub use ridge::{RidgeControl, RidgeError, RidgePenalty, ridge_augmented_control};
pub use usable::{NotUsable, PreFitRule};

use super::comparison_panel::ComparisonPanel;
use crate::model::simplex_qp::{BlendError, BlendOptions, Certificate, nearest_blend};
use crate::numeric::{mean, sum};

/// A treated series against its blend.
#[derive(Debug, Clone, PartialEq)]
pub struct SyntheticControl {
    /// One share a donor, none below zero, adding up to 1.
    pub weights: Vec<f64>,
    /// The donors that weigh nothing.
    pub donors_without_weight: Vec<usize>,
    /// How the blend was told to be the nearest there is.
    pub certificate: Certificate,
    /// Whether other weights fit as well; see [`Blend::is_unique`].
    ///
    /// [`Blend::is_unique`]: crate::model::simplex_qp::Blend::is_unique
    pub weights_are_unique: bool,
    /// The gap to the blend, and what it sums up to.
    pub gap: Gap,
}

/// The treated series less its blend.
#[derive(Debug, Clone, PartialEq)]
pub struct Gap {
    /// One number a period, in the outcome's unit; below zero: the treated lies
    /// below its blend.
    pub series: Vec<f64>,
    /// Mean over the periods after, in the outcome's unit: the average effect
    /// on the treated if nothing else set it apart.
    pub att: f64,
    /// Sum of squares over the periods before.
    pub pre_loss: f64,
    /// Root mean square over the periods before.
    pub pre_rmspe: f64,
    /// Root mean square over the periods after.
    pub post_rmspe: f64,
    /// How many times larger it is after than before (Abadie, Diamond and
    /// Hainmueller 2010); infinite if it was zero before, undefined if always.
    pub rmspe_ratio: f64,
}

impl Gap {
    pub(crate) fn new(treated: &[f64], blend: &[f64], pre_periods: usize) -> Self {
        let series: Vec<f64> = treated.iter().zip(blend).map(|(y, b)| y - b).collect();
        let (before, after) = series.split_at(pre_periods);
        let squares = |gaps: &[f64]| sum(gaps.iter().map(|gap| gap * gap));
        let pre_loss = squares(before);
        let pre_rmspe = (pre_loss / before.len() as f64).sqrt();
        let post_rmspe = (squares(after) / after.len() as f64).sqrt();
        Self {
            att: mean(after),
            pre_loss,
            pre_rmspe,
            post_rmspe,
            rmspe_ratio: post_rmspe / pre_rmspe,
            series,
        }
    }
}

/// The blend of donors that went most like the treated before, and the gap to it.
///
/// Weights w ≥ 0 with Σw = 1 make the sum of squared gaps before smallest, by
/// outcomes alone (Abadie, Diamond and Hainmueller 2010,
/// doi:10.1198/jasa.2009.ap08746; without predictors as in Doudchenko and Imbens
/// 2016, doi:10.3386/w22791).
///
/// - Returns weights without unit, gaps in the outcome's unit.
///
/// # Errors
/// [`BlendError`] if no nearest blend is found.
///
/// # Assumptions
/// No donor is touched by the treatment, nothing else set the treated apart
/// afterwards, and the treated lies within what the donors can blend to. A blend
/// that fits badly says nothing: ask [`SyntheticControl::usable`] first. One
/// series has no interval; compare with [`placebos`].
///
/// ```
/// # use handslag_stats::effect::{ComparisonPanel, synthetic_control::*};
/// # use handslag_stats::model::Columns;
/// // Half of each donor before; two below half of each after (by hand).
/// let donors = Columns::from_rows(&[vec![2.0, 4.0], vec![6.0, 2.0], vec![5.0, 5.0]])?;
/// let panel = ComparisonPanel::new(vec![3.0, 4.0, 3.0], donors, 2)?;
/// let control = synthetic_control(&panel)?;
/// assert!((control.weights[0] - 0.5).abs() < 1e-6);
/// assert!((control.gap.att + 2.0).abs() < 1e-6);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn synthetic_control(panel: &ComparisonPanel) -> Result<SyntheticControl, BlendError> {
    from_start(panel, &[]).map(|(control, _)| control)
}

/// The control, and the donors with weight as a start for a like panel.
fn from_start(
    panel: &ComparisonPanel,
    start: &[usize],
) -> Result<(SyntheticControl, Vec<usize>), BlendError> {
    let blend = nearest_blend(
        &panel.donors_before(),
        panel.treated_before(),
        BlendOptions::default(),
        start,
    )?;
    let gap = Gap::new(
        panel.treated(),
        &panel.donors().blend(&blend.weights),
        panel.pre_periods(),
    );
    let control = SyntheticControl {
        donors_without_weight: without_weight(&blend.weights),
        certificate: blend.certificate,
        weights_are_unique: blend.is_unique,
        weights: blend.weights,
        gap,
    };
    Ok((control, blend.support))
}

fn without_weight(weights: &[f64]) -> Vec<usize> {
    (0..weights.len())
        .filter(|&donor| weights[donor] == 0.0)
        .collect()
}

#[cfg(test)]
pub(crate) mod tests;
