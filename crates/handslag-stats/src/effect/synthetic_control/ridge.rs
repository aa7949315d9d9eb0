//! What if the blend may go a little outside the donors, to meet the treated better?

use nalgebra::{DMatrix, DVector, linalg::SymmetricEigen};

use super::Gap;
use crate::effect::comparison_panel::ComparisonPanel;
use crate::model::simplex_qp::{BlendError, BlendOptions, nearest_blend};
use crate::model::{Columns, dot};
use crate::numeric::{mean, variance};

/// How much the outcome model is held back.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum RidgePenalty {
    /// This much, in the outcome's unit squared.
    Given(f64),
    /// The largest of a grid whose error in periods left out one by one is
    /// within one standard error of the smallest (Ben-Michael, Feller and
    /// Rothstein 2021, section 5.3).
    CrossValidated,
}

/// A treated series against a blend bent by a ridge regression.
#[derive(Debug, Clone, PartialEq)]
pub struct RidgeControl {
    /// One weight a donor; they may be negative, and add up to 1.
    pub weights: Vec<f64>,
    /// The penalty used, in the outcome's unit squared.
    pub penalty: f64,
    /// The gap to the blend.
    pub gap: Gap,
    /// Standard error of the mean gap after, as if periods were independent:
    /// spread between periods only. Too small where gaps last; not for tests.
    pub att_se_between_periods: f64,
}

/// Why no blend could be bent.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum RidgeError {
    /// The blend itself could not be found.
    #[error("the blend could not be found")]
    Blend(#[from] BlendError),
    /// The penalty is negative or undefined; zero will not do where there are
    /// as many periods as donors.
    #[error("a ridge of {0} cannot be solved")]
    Penalty(f64),
    /// Cross-validation leaves out a period, and needs others to learn from.
    #[error("{0} periods before are too few to leave one out")]
    TooFewPeriods(usize),
}

/// The nearest blend, corrected by a ridge regression of what it still misses
/// (Ben-Michael, Feller and Rothstein 2021, doi:10.1080/01621459.2021.1929245).
///
/// Outcomes before are centred at the donors' mean, period by period. The
/// correction takes up the imbalance that the blend leaves, at the price of
/// weights below zero: the smaller the penalty, the further outside the donors.
///
/// # Errors
/// [`RidgeError`] if the blend is not found, the penalty cannot be used, or
/// there are fewer than three periods before to cross-validate in.
///
/// # Assumptions
/// As for [`synthetic_control`](super::synthetic_control), and that outcomes
/// after are about linear in outcomes before.
///
/// ```
/// # use handslag_stats::effect::{ComparisonPanel, synthetic_control::*};
/// # use handslag_stats::model::Columns;
/// // The treated lies 1 above the higher donor in one period before; centred,
/// // the donors are ∓1 and the blend misses 1. The ridge gives each
/// // ∓1·1/(2 + 2) (worked by hand).
/// let donors = Columns::from_rows(&[vec![2.0, 4.0], vec![3.0, 5.0]])?;
/// let panel = ComparisonPanel::new(vec![5.0, 6.0], donors, 1)?;
/// let control = ridge_augmented_control(&panel, RidgePenalty::Given(2.0))?;
/// assert!((control.weights[0] + 0.25).abs() < 1e-12);
/// assert!((control.weights[1] - 1.25).abs() < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn ridge_augmented_control(
    panel: &ComparisonPanel,
    penalty: RidgePenalty,
) -> Result<RidgeControl, RidgeError> {
    let donors = panel.donors_before();
    let middles: Vec<f64> = (0..donors.rows())
        .map(|period| {
            let across: Vec<f64> = donors.iter().map(|donor| donor[period]).collect();
            mean(&across)
        })
        .collect();
    let treated: Vec<f64> = panel
        .treated_before()
        .iter()
        .zip(&middles)
        .map(|(y, middle)| y - middle)
        .collect();
    let donors = Columns::from_fn(donors.rows(), donors.count(), |period, donor| {
        donors.at(period, donor) - middles[period]
    });
    let penalty = match penalty {
        RidgePenalty::Given(penalty) if penalty.is_finite() && penalty >= 0.0 => penalty,
        RidgePenalty::Given(penalty) => return Err(RidgeError::Penalty(penalty)),
        RidgePenalty::CrossValidated => cross_validate(&donors, &treated)?,
    };
    let weights = Bent::new(&donors, &treated)?.weights(penalty)?;
    let gap = Gap::new(
        panel.treated(),
        &panel.donors().blend(&weights),
        panel.pre_periods(),
    );
    let after = &gap.series[panel.pre_periods()..];
    Ok(RidgeControl {
        att_se_between_periods: (variance(after) / after.len() as f64).sqrt(),
        weights,
        penalty,
        gap,
    })
}

/// A blend and the decomposition that bends it under any penalty.
struct Bent<'a> {
    donors: &'a Columns,
    blend: Vec<f64>,
    missed: DVector<f64>,
    /// Of donors times their transpose, periods by periods.
    spectrum: SymmetricEigen<f64, nalgebra::Dyn>,
}

impl<'a> Bent<'a> {
    fn new(donors: &'a Columns, treated: &[f64]) -> Result<Self, BlendError> {
        let blend = nearest_blend(donors, treated, BlendOptions::default(), &[])?.weights;
        let blended = donors.blend(&blend);
        let missed = treated.iter().zip(&blended).map(|(y, b)| y - b);
        let missed = DVector::from_iterator(donors.rows(), missed);
        let table = matrix(donors);
        Ok(Self {
            donors,
            blend,
            missed,
            spectrum: SymmetricEigen::new(&table * table.transpose()),
        })
    }

    fn weights(&self, penalty: f64) -> Result<Vec<f64>, RidgeError> {
        let axes = &self.spectrum.eigenvectors;
        let mut along = axes.tr_mul(&self.missed);
        for (part, root) in along.iter_mut().zip(self.spectrum.eigenvalues.iter()) {
            let divisor = root.max(0.0) + penalty;
            if divisor <= 0.0 {
                return Err(RidgeError::Penalty(penalty));
            }
            *part /= divisor;
        }
        let solved = axes * along;
        Ok(self
            .donors
            .iter()
            .zip(&self.blend)
            .map(|(donor, weight)| weight + dot(donor, solved.as_slice()))
            .collect())
    }
}

fn matrix(columns: &Columns) -> DMatrix<f64> {
    DMatrix::from_fn(columns.rows(), columns.count(), |row, column| {
        columns.at(row, column)
    })
}

/// The grid: from above the largest squared singular value down by eight powers
/// of ten in twenty steps.
fn grid(donors: &Columns) -> Vec<f64> {
    const STEPS: i32 = 20;
    let largest = matrix(donors).singular_values().max().powi(2);
    let shrink = 1e-8f64.powf(1.0 / f64::from(STEPS));
    (-1..STEPS)
        .map(|power| largest * shrink.powi(power))
        .collect()
}

fn cross_validate(donors: &Columns, treated: &[f64]) -> Result<f64, RidgeError> {
    let periods = donors.rows();
    if periods < 3 {
        return Err(RidgeError::TooFewPeriods(periods));
    }
    let grid = grid(donors);
    // As in the authors' software the last period is never left out.
    let folds = periods - 1;
    let mut errors = vec![Vec::with_capacity(folds); grid.len()];
    for left_out in 0..folds {
        let row = |kept: usize| kept + usize::from(kept >= left_out);
        let kept = Columns::from_fn(periods - 1, donors.count(), |period, donor| {
            donors.at(row(period), donor)
        });
        let target: Vec<f64> = (0..periods - 1)
            .map(|period| treated[row(period)])
            .collect();
        let bent = Bent::new(&kept, &target)?;
        for (penalty, errors) in grid.iter().zip(&mut errors) {
            let weights = bent.weights(*penalty)?;
            let miss = donors
                .iter()
                .zip(&weights)
                .fold(treated[left_out], |rest, (donor, w)| {
                    rest - w * donor[left_out]
                });
            errors.push(miss * miss);
        }
    }
    let means: Vec<f64> = errors.iter().map(|errors| mean(errors)).collect();
    let mut best = 0;
    for place in 1..grid.len() {
        if means[place] < means[best] {
            best = place;
        }
    }
    let se = (variance(&errors[best]) / folds as f64).sqrt();
    let allowed = means[best] + se;
    Ok(grid
        .iter()
        .zip(&means)
        .filter(|(_, error)| **error <= allowed)
        .map(|(penalty, _)| *penalty)
        .fold(grid[best], f64::max))
}
