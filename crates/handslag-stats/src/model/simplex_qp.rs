//! Which shares of the donors, adding up to one, blend to the nearest of a target?

use super::calibration::{CalibrationOptions, Distance, calibrate};
use super::columns::{Columns, dot};
use super::nonnegative::{
    NonnegativeError, NonnegativeFit, are_independent, nonnegative_least_squares,
};
use crate::numeric::mean;

/// How the nearest blend is sought.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct BlendOptions {
    /// What a square of a weight costs, in the unit of the target squared. Above
    /// zero it spreads the weights and makes them unique.
    pub ridge: f64,
    /// Whether the blend may lie a fixed distance above or below the target.
    pub intercept: bool,
}

/// The nearest blend.
#[derive(Debug, Clone, PartialEq)]
pub struct Blend {
    /// One share a donor, none below zero, adding up to 1.
    pub weights: Vec<f64>,
    /// How far the target lies above the blend all along; 0 without intercept.
    pub intercept: f64,
    /// The sum of squares of what is left, without the cost of the weights.
    pub loss: f64,
    /// Whether other weights do as well. Then these are the ones with the least
    /// sum of squares (found to about 1e-9 of a share): the blend that leans
    /// least on any one donor.
    pub is_unique: bool,
    /// What shows that no other blend is nearer.
    pub certificate: Certificate,
    /// The donors with weight, in the order they came in: a start for a problem
    /// much like this one.
    pub support: Vec<usize>,
}

/// What shows that a point is the best there is (Karush, Kuhn and Tucker), in a
/// form that anybody can check with the weights and the data alone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Certificate {
    /// The largest breach of the bounds: how far the weights add up from 1, or
    /// lie below zero.
    pub primal_residual: f64,
    /// How much steeper the objective falls towards some donor than along the
    /// blend, at most: zero at the best point. In the target's unit squared.
    pub dual_residual: f64,
    /// The objective cannot be lower than it is by more than this (Frank and
    /// Wolfe 1956, doi:10.1002/nav.3800030109). In the target's unit squared.
    pub duality_gap: f64,
}

/// Why no nearest blend was found.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum BlendError {
    /// There is nothing to blend.
    #[error("there are no donors to blend")]
    NoDonors,
    /// The cost of weights is negative or undefined.
    #[error("the ridge must be zero or more, not {0}")]
    Ridge(f64),
    /// The numbers cannot be used, or no set of donors was settled on.
    #[error("the blend could not be found")]
    Fit(#[from] NonnegativeError),
    /// The weights are not near enough the best, by their certificate.
    #[error("the blend may be {duality_gap} from the best, of {loss}")]
    NotConverged {
        /// The objective may be this much lower.
        duality_gap: f64,
        /// The objective reached.
        loss: f64,
    },
}

/// The weights that bring the blend of the donors nearest the target:
/// ‖donors·w + intercept − target‖² + ridge·‖w‖² is smallest, with w ≥ 0 and
/// Σw = 1.
///
/// With the target taken off every donor this is the point of a polytope that
/// is nearest the origin (Wolfe 1976, doi:10.1007/BF01580381). A row that asks
/// the weights to add up turns it into least squares without negative weights,
/// solved by an active set; shares of that solution are the answer exactly,
/// whatever the row weighs.
///
/// - `donors`: periods (rows) by donors (columns); `target`: one number a period.
/// - `start`: donors to try first, such as the support of a like problem.
///
/// With more donors than periods many blends may be as near. Then the weights
/// with the least sum of squares are given, which depends on no order, and
/// `is_unique` is false.
///
/// # Errors
/// [`BlendError`] without donors, for numbers that are not finite, or if the
/// certificate does not hold to 1e-9 of the objective.
///
/// ```
/// # use handslag_stats::model::{Columns, simplex_qp::*};
/// // 2 lies a quarter of the way from 1 to 5 (worked by hand).
/// let donors = Columns::from_rows(&[vec![1.0, 5.0, 9.0], vec![1.0, 5.0, 0.0]])?;
/// let blend = nearest_blend(&donors, &[2.0, 2.0], BlendOptions::default(), &[])?;
/// assert!((blend.weights[0] - 0.75).abs() < 1e-12 && blend.weights[2] == 0.0);
/// assert!(blend.certificate.duality_gap < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn nearest_blend(
    donors: &Columns,
    target: &[f64],
    options: BlendOptions,
    start: &[usize],
) -> Result<Blend, BlendError> {
    if donors.count() == 0 {
        return Err(BlendError::NoDonors);
    }
    if !(options.ridge.is_finite() && options.ridge >= 0.0) {
        return Err(BlendError::Ridge(options.ridge));
    }
    if target.len() != donors.rows() {
        return Err(BlendError::Fit(NonnegativeError::Lengths {
            target: target.len(),
            columns: donors.rows(),
        }));
    }
    let misses = misses(donors, target, options.intercept);
    let fit = blend_of_misses(&misses, options.ridge, start)?;
    let intercept = if options.intercept {
        mean(target) - mean(&donors.blend(&fit.weights))
    } else {
        0.0
    };
    Ok(Blend { intercept, ..fit })
}

/// Each donor less the target: what would be missed by that donor alone.
fn misses(donors: &Columns, target: &[f64], centred: bool) -> Columns {
    let middle = |series: &[f64]| if centred { mean(series) } else { 0.0 };
    let target_middle = middle(target);
    let middles: Vec<f64> = donors.iter().map(middle).collect();
    Columns::from_fn(donors.rows(), donors.count(), |row, donor| {
        (donors.at(row, donor) - middles[donor]) - (target[row] - target_middle)
    })
}

/// The shares whose blend of `misses` is nearest zero.
pub(crate) fn blend_of_misses(
    misses: &Columns,
    ridge: f64,
    start: &[usize],
) -> Result<Blend, BlendError> {
    let squares: Vec<f64> = misses.iter().map(|miss| dot(miss, miss)).collect();
    let scale = (mean(&squares) + ridge).sqrt();
    if scale == 0.0 {
        // Every donor equals the target.
        let share = 1.0 / misses.count() as f64;
        let spread = vec![share; misses.count()];
        return certified(
            misses,
            ridge,
            spread,
            0.0,
            (0..misses.count()).collect(),
            false,
        );
    }
    let fit = with_a_row_for_the_sum(misses, ridge, scale, start)?;
    let total: f64 = fit.weights.iter().sum();
    let weights: Vec<f64> = fit.weights.iter().map(|weight| weight / total).collect();
    let blend = certified(misses, ridge, weights, scale, fit.support, true)?;
    if ridge > 0.0 {
        return Ok(blend);
    }
    Ok(least_leaning(misses, &blend, scale).unwrap_or(blend))
}

fn with_a_row_for_the_sum(
    misses: &Columns,
    ridge: f64,
    scale: f64,
    start: &[usize],
) -> Result<NonnegativeFit, NonnegativeError> {
    let periods = misses.rows();
    let penalty_rows = if ridge > 0.0 { misses.count() } else { 0 };
    let rows = periods + 1 + penalty_rows;
    let root = ridge.sqrt();
    let columns = Columns::from_fn(rows, misses.count(), |row, donor| {
        if row < periods {
            misses.at(row, donor)
        } else if row == periods {
            scale
        } else if row - periods - 1 == donor {
            root
        } else {
            0.0
        }
    });
    let mut target = vec![0.0; rows];
    target[periods] = scale;
    nonnegative_least_squares(&columns, &target, start)
}

/// The blend with its certificate, if that holds.
fn certified(
    misses: &Columns,
    ridge: f64,
    weights: Vec<f64>,
    scale: f64,
    support: Vec<usize>,
    is_unique: bool,
) -> Result<Blend, BlendError> {
    let left = misses.blend(&weights);
    let loss = dot(&left, &left);
    let certificate = certify(misses, ridge, &weights, &left);
    let objective = loss + ridge * dot(&weights, &weights);
    // A thousand millionth of the objective, or rounding of the squares.
    let allowed = 1e-9 * objective + 1e-11 * scale * scale;
    if !(certificate.duality_gap <= allowed && certificate.primal_residual <= 1e-9) {
        return Err(BlendError::NotConverged {
            duality_gap: certificate.duality_gap,
            loss: objective,
        });
    }
    Ok(Blend {
        weights,
        intercept: 0.0,
        loss,
        is_unique,
        certificate,
        support,
    })
}

fn certify(misses: &Columns, ridge: f64, weights: &[f64], left: &[f64]) -> Certificate {
    let slope = |donor: usize| dot(misses.column(donor), left) + ridge * weights[donor];
    let along: f64 = dot(left, left) + ridge * dot(weights, weights);
    let lowest = (0..misses.count()).map(slope).fold(f64::INFINITY, f64::min);
    let total: f64 = weights.iter().sum();
    let below = weights.iter().fold(0.0f64, |below, &w| below.max(-w));
    // The gradient is twice the slope.
    let gap = (2.0 * (along - lowest)).max(0.0);
    Certificate {
        primal_residual: (total - 1.0).abs().max(below),
        dual_residual: (along - lowest).max(0.0),
        duality_gap: gap,
    }
}

/// Of all weights that blend as near, those with the least sum of squares;
/// none if the weights are the only ones.
///
/// Only donors along which the objective does not rise can weigh in them.
fn least_leaning(misses: &Columns, blend: &Blend, scale: f64) -> Option<Blend> {
    let left = misses.blend(&blend.weights);
    let along = dot(&left, &left);
    let level = 1e-9 * (along + 1e-5 * scale * along.sqrt()) + 1e-12 * scale * scale;
    let face: Vec<usize> = (0..misses.count())
        .filter(|&donor| {
            blend.weights[donor] > 0.0 || dot(misses.column(donor), &left) - along <= level
        })
        .collect();
    if face.len() == blend.support.len() {
        return None;
    }
    let on_face = Columns::from_fn(misses.rows(), face.len(), |row, place| {
        misses.at(row, face[place]) - left[row]
    });
    // Shares of these blend to the same in one way only.
    let with_sum = Columns::from_fn(misses.rows() + 1, face.len(), |row, place| {
        if row < misses.rows() {
            on_face.at(row, place)
        } else {
            scale
        }
    });
    if are_independent(&with_sum) {
        return None;
    }
    // Shares as near alike as can be are those with the least sum of squares:
    // a calibration of equal shares to the same blend.
    let units = face.len();
    let asked = Columns::from_fn(units, misses.rows() + 1, |place, total| {
        with_sum.at(total, place) / scale
    });
    let mut totals = vec![0.0; misses.rows() + 1];
    totals[misses.rows()] = 1.0;
    let options = CalibrationOptions {
        distance: Distance::NonnegativeLinear,
        tolerance: 1e-12,
        steps: 100,
    };
    let alike = vec![1.0 / units as f64; units];
    let shares = calibrate(&asked, &alike, &totals, options).ok()?.weights;
    let total: f64 = shares.iter().sum();
    let mut weights = vec![0.0; misses.count()];
    for (&donor, share) in face.iter().zip(&shares) {
        weights[donor] = share / total;
    }
    let support = (0..misses.count())
        .filter(|&donor| weights[donor] > 0.0)
        .collect();
    certified(misses, 0.0, weights, scale, support, false).ok()
}

#[cfg(test)]
mod tests;
