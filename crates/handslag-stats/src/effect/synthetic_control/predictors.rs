//! Which blend is like the treated in what is known to matter, not in history alone?

use std::ops::Range;

use rayon::prelude::*;

use super::{Gap, without_weight};
use crate::effect::comparison_panel::ComparisonPanel;
use crate::model::Columns;
use crate::model::nelder_mead::{Lowest, Stop, nelder_mead};
use crate::model::simplex_qp::{Blend, BlendError, Certificate, blend_of_misses};
use crate::numeric::{sum, variance};

/// A panel with what is known of each series besides its outcomes.
#[derive(Debug, Clone, PartialEq)]
pub struct PredictorPanel {
    panel: ComparisonPanel,
    /// Each donor's predictors less the treated's, in standard deviations.
    differences: Columns,
    optimised: Range<usize>,
}

/// How the predictors' importance is sought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WeightSearch {
    /// One walk downhill, from all predictors as important: what the usual tools
    /// do. It may stop in a valley that is not the lowest.
    FromEqual,
    /// Walks from there and from each predictor in front, and on from the lowest
    /// as long as that helps. Lower, or as low; takes as many times longer as
    /// there are predictors.
    FromEach,
}

/// A treated series against the blend most like it in its predictors.
#[derive(Debug, Clone, PartialEq)]
pub struct PredictorControl {
    /// One share a donor, none below zero, adding up to 1.
    pub weights: Vec<f64>,
    /// The donors that weigh nothing.
    pub donors_without_weight: Vec<usize>,
    /// How important each predictor is; they add up to 1.
    pub importance: Vec<f64>,
    /// How the blend was told to be the most like, at this importance.
    pub certificate: Certificate,
    /// Mean square gap over the periods that the importance was sought in.
    pub mspe: f64,
    /// Mean gap there, without sign and as a part of the treated; undefined if
    /// the treated is zero in one of them.
    pub mape: f64,
    /// Whether the walk ended before its steps ran out.
    pub search_ended: bool,
    /// The gap to the blend.
    pub gap: Gap,
    /// Standard error of the mean gap after, as if periods were independent:
    /// spread between periods only. Too small where gaps last; not for tests.
    pub att_se_between_periods: f64,
}

/// Why no blend by predictors was found.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum PredictorError {
    /// There is nothing to be alike in, or not one value for each series.
    #[error("{treated} predictors of the treated, {donors} of {series} donors: they must match")]
    Lengths {
        /// Predictors of the treated.
        treated: usize,
        /// Predictors of the donors.
        donors: usize,
        /// Donors that predictors were given for.
        series: usize,
    },
    /// A predictor is missing for some series.
    #[error("predictor {0} is missing for some series")]
    Missing(usize),
    /// A predictor tells no series from another.
    #[error("predictor {0} is the same in all series")]
    Constant(usize),
    /// The periods to optimise in are none, or not all before.
    #[error("periods {0:?} are not periods before")]
    Optimised(Range<usize>),
    /// No nearest blend was found.
    #[error("the blend could not be found")]
    Blend(#[from] BlendError),
}

impl PredictorPanel {
    /// A panel with predictors.
    ///
    /// - `treated`: one value a predictor; `donors`: predictors (rows) by donors
    ///   (columns). Any unit: each is divided by its standard deviation over all
    ///   series.
    /// - `optimised`: the periods before in which the importance is to make the
    ///   blend fit.
    ///
    /// # Errors
    /// [`PredictorError`] if lengths differ, a value is missing, a predictor is
    /// the same everywhere, or the periods do not lie before.
    pub fn new(
        panel: ComparisonPanel,
        treated: &[f64],
        donors: &Columns,
        optimised: Range<usize>,
    ) -> Result<Self, PredictorError> {
        if treated.is_empty()
            || treated.len() != donors.rows()
            || donors.count() != panel.donors().count()
        {
            return Err(PredictorError::Lengths {
                treated: treated.len(),
                donors: donors.rows(),
                series: donors.count(),
            });
        }
        if optimised.is_empty() || optimised.end > panel.pre_periods() {
            return Err(PredictorError::Optimised(optimised));
        }
        let deviations = (0..treated.len())
            .map(|predictor| {
                let mut all: Vec<f64> = donors.iter().map(|donor| donor[predictor]).collect();
                all.push(treated[predictor]);
                let deviation = variance(&all).sqrt();
                if deviation.is_nan() || deviation.is_infinite() {
                    Err(PredictorError::Missing(predictor))
                } else if deviation == 0.0 {
                    Err(PredictorError::Constant(predictor))
                } else {
                    Ok(deviation)
                }
            })
            .collect::<Result<Vec<f64>, _>>()?;
        let differences = Columns::from_fn(treated.len(), donors.count(), |predictor, donor| {
            (donors.at(predictor, donor) - treated[predictor]) / deviations[predictor]
        });
        Ok(Self {
            panel,
            differences,
            optimised,
        })
    }

    fn blend(&self, importance: &[f64]) -> Result<Blend, BlendError> {
        let roots: Vec<f64> = importance.iter().map(|v| v.sqrt()).collect();
        let weighted = Columns::from_fn(roots.len(), self.differences.count(), |row, donor| {
            roots[row] * self.differences.at(row, donor)
        });
        blend_of_misses(&weighted, 0.0, &[])
    }

    /// Mean square gap in the periods to optimise in.
    fn mspe(&self, weights: &[f64]) -> f64 {
        let support: Vec<(usize, f64)> = weights
            .iter()
            .enumerate()
            .filter(|(_, w)| **w != 0.0)
            .map(|(donor, &w)| (donor, w))
            .collect();
        let squares = self.optimised.clone().map(|period| {
            let blend: f64 = support
                .iter()
                .map(|&(donor, w)| w * self.panel.donors().at(period, donor))
                .sum();
            (self.panel.treated()[period] - blend).powi(2)
        });
        sum(squares) / self.optimised.len() as f64
    }
}

/// The blend most like the treated in its predictors, each as important as makes
/// the blend fit best before (Abadie and Gardeazabal 2003,
/// doi:10.1257/000282803321455188; Abadie, Diamond and Hainmueller 2010,
/// doi:10.1198/jasa.2009.ap08746).
///
/// For an importance V the weights make (x₁ − X₀w)ᵀV(x₁ − X₀w) smallest; V is
/// sought by Nelder and Mead's walk. Compare the loss between tools, not the
/// weights: valleys lie close.
///
/// # Errors
/// [`PredictorError`] if no nearest blend is found at the importance settled on.
///
/// # Assumptions
/// As for [`synthetic_control`](super::synthetic_control).
///
/// ```
/// # use handslag_stats::effect::{ComparisonPanel, synthetic_control::*};
/// # use handslag_stats::model::Columns;
/// // Alike in one predictor to the first donor alone (by hand).
/// let donors = Columns::from_rows(&[vec![2.0, 4.0], vec![6.0, 2.0], vec![5.0, 5.0]])?;
/// let panel = ComparisonPanel::new(vec![3.0, 4.0, 3.0], donors, 2)?;
/// let known = Columns::from_rows(&[vec![7.0, 9.0]])?;
/// let panel = PredictorPanel::new(panel, &[7.0], &known, 0..2)?;
/// let control = predictor_control(&panel, WeightSearch::FromEqual)?;
/// assert_eq!(control.weights, [1.0, 0.0]);
/// assert_eq!(control.mspe, 2.5);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn predictor_control(
    panel: &PredictorPanel,
    search: WeightSearch,
) -> Result<PredictorControl, PredictorError> {
    let found = match search {
        WeightSearch::FromEqual => walk(panel, &equal(panel)),
        WeightSearch::FromEach => lowest_of_walks(panel),
    };
    let importance = shares(&found.point);
    let blend = panel.blend(&importance)?;
    let outcomes = &panel.panel;
    let blended = outcomes.donors().blend(&blend.weights);
    let gap = Gap::new(outcomes.treated(), &blended, outcomes.pre_periods());
    let relative = panel
        .optimised
        .clone()
        .map(|period| (gap.series[period] / outcomes.treated()[period]).abs());
    let after = &gap.series[outcomes.pre_periods()..];
    Ok(PredictorControl {
        donors_without_weight: without_weight(&blend.weights),
        mspe: panel.mspe(&blend.weights),
        mape: sum(relative) / panel.optimised.len() as f64,
        certificate: blend.certificate,
        weights: blend.weights,
        importance,
        search_ended: found.converged,
        att_se_between_periods: (variance(after) / after.len() as f64).sqrt(),
        gap,
    })
}

fn equal(panel: &PredictorPanel) -> Vec<f64> {
    let predictors = panel.differences.rows();
    vec![1.0 / predictors as f64; predictors]
}

/// The bottom of a valley: its sides are steep and its floor is almost flat, so
/// that a looser stop ends on the way down.
const STOP: Stop = Stop {
    points: 1e-8,
    values: 1e-10,
    steps: 5000,
};

/// Importance is without sign and adds up to 1, wherever the walk stands.
fn shares(point: &[f64]) -> Vec<f64> {
    let total: f64 = point.iter().map(|v| v.abs()).sum();
    point.iter().map(|v| v.abs() / total).collect()
}

fn walk(panel: &PredictorPanel, start: &[f64]) -> Lowest {
    let loss = |point: &[f64]| match panel.blend(&shares(point)) {
        Ok(blend) => panel.mspe(&blend.weights),
        // No blend at this importance: walk elsewhere.
        Err(_) => f64::INFINITY,
    };
    let first = loss(start);
    // The stop is then free of the outcome's unit.
    let scale = if first.is_finite() && first > 0.0 {
        first
    } else {
        1.0
    };
    let mut lowest = nelder_mead(|point| loss(point) / scale, start, STOP);
    lowest.value *= scale;
    lowest
}

fn lowest_of_walks(panel: &PredictorPanel) -> Lowest {
    let predictors = panel.differences.rows();
    let mut starts = vec![equal(panel)];
    if predictors > 1 {
        starts.extend((0..predictors).map(|front| {
            let mut start = vec![0.5 / (predictors as f64 - 1.0); predictors];
            start[front] = 0.5;
            start
        }));
    }
    let walks: Vec<_> = starts.par_iter().map(|start| walk(panel, start)).collect();
    let mut lowest = walks
        .into_iter()
        .min_by(|a, b| a.value.total_cmp(&b.value))
        .expect("there is a walk from equal importance");
    // A walk's corners may have met on a slope: set out anew from its end.
    for _ in 0..10 {
        let further = walk(panel, &lowest.point);
        let gained = lowest.value - further.value;
        if further.value < lowest.value {
            lowest = further;
        }
        if gained <= 1e-4 * lowest.value {
            break;
        }
    }
    lowest
}
