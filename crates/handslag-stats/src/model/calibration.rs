//! Which weights, near those given, make totals come out right?

mod newton;
mod sparse;

pub(crate) use sparse::SparseRows;

use newton::Newton;

use super::columns::{Columns, dot};
use super::nonnegative::nonnegative_least_squares;

/// How far a weight is from the one given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Distance {
    /// Weights become w·exp(xᵀλ): never negative. With the margins of tables this
    /// is raking.
    Raking,
    /// Weights become w·(1 + xᵀλ), in one step: the regression estimator. They
    /// may be negative.
    Linear,
    /// Weights become w·max(0, 1 + xᵀλ): the least sum of squared changes without
    /// negative weights. Many become zero.
    NonnegativeLinear,
}

/// When the totals are right.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CalibrationOptions {
    /// Which distance is made smallest.
    pub distance: Distance,
    /// The largest miss allowed, over 1 + the size of the total.
    pub tolerance: f64,
    /// Newton steps at most.
    pub steps: usize,
}

impl Default for CalibrationOptions {
    /// Raking to a thousand millionth, which Newton's method reaches a step or
    /// two after a ten thousandth.
    fn default() -> Self {
        Self {
            distance: Distance::Raking,
            tolerance: 1e-9,
            steps: 100,
        }
    }
}

/// Weights that make the totals come out right.
#[derive(Debug, Clone, PartialEq)]
pub struct Calibration {
    /// One weight a unit.
    pub weights: Vec<f64>,
    /// λ: one multiplier a total; 0 for totals that follow from others.
    pub multipliers: Vec<f64>,
    /// Totals that follow from those before them, and needed no multiplier.
    pub redundant: Vec<usize>,
    /// The largest miss, over 1 + the size of the total.
    pub largest_miss: f64,
    /// Newton steps taken.
    pub steps: usize,
}

/// A total that no weights above zero can reach together with the others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Unmet {
    /// Which total, counted from 0.
    pub total: usize,
    /// What was asked for.
    pub wanted: f64,
    /// What the nearest weights reach.
    pub nearest: f64,
}

/// Why weights could not be calibrated.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum CalibrationError {
    /// The units, weights or totals do not belong together.
    #[error("{units} units by {variables} variables, {weights} weights and {totals} totals")]
    Lengths {
        /// Units.
        units: usize,
        /// Variables.
        variables: usize,
        /// Weights given.
        weights: usize,
        /// Totals asked for.
        totals: usize,
    },
    /// A number is infinite or undefined, or a weight is not above zero.
    #[error("a variable, weight or total cannot be used (unit or total {0})")]
    NotUsable(usize),
    /// No weights of zero or more reach all totals: those missed by the nearest,
    /// the one that misses most of itself first.
    #[error("no weights reach these totals together: {}", named(.0))]
    Infeasible(Vec<Unmet>),
    /// Weights that reach the totals exist, but only on the edge: some of them
    /// have to be zero, which raking comes near and never reaches; or the steps
    /// ran out.
    #[error("the totals were not met in {steps} steps; the largest miss is {largest_miss}")]
    NotConverged {
        /// Newton steps taken.
        steps: usize,
        /// The largest miss, over 1 + the size of the total.
        largest_miss: f64,
    },
}

fn named(unmet: &[Unmet]) -> String {
    let each: Vec<String> = unmet
        .iter()
        .map(|u| {
            format!(
                "total {} ({} wanted, {} at the nearest)",
                u.total, u.wanted, u.nearest
            )
        })
        .collect();
    each.join(", ")
}

/// The weights nearest those given that make the totals come out right.
///
/// Calibration (Deville and Särndal 1992, doi:10.1080/01621459.1992.10475217) by
/// Newton's method on the convex dual, the step halved while the dual does not
/// fall.
///
/// - `variables`: units (rows) by variables (columns), such as a column of ones
///   for the number of units, 0 or 1 for a class, or an amount.
/// - `weights`: one a unit, above zero. `totals`: one a variable.
/// - Returns weights in the unit of those given.
///
/// A total that follows from others is met with them; if it contradicts them it
/// is [`CalibrationError::Infeasible`].
///
/// # Errors
/// [`CalibrationError`] for lengths that do not match, numbers that cannot be
/// used, totals that cannot be met (named), or no convergence.
///
/// ```
/// # use handslag_stats::model::{Columns, calibration::*};
/// // Four answers, two of them women's; women are 60 of 100 (by hand: 30 each
/// // to the women, 20 each to the men).
/// let variables = Columns::from_columns(&[vec![1.0; 4], vec![1.0, 1.0, 0.0, 0.0]])?;
/// let calibration = calibrate(
///     &variables,
///     &[25.0; 4],
///     &[100.0, 60.0],
///     CalibrationOptions::default(),
/// )?;
/// for (weight, expected) in calibration.weights.iter().zip([30.0, 30.0, 20.0, 20.0]) {
///     assert!((weight - expected).abs() < 1e-6);
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn calibrate(
    variables: &Columns,
    weights: &[f64],
    totals: &[f64],
    options: CalibrationOptions,
) -> Result<Calibration, CalibrationError> {
    if variables.rows() != weights.len() || variables.count() != totals.len() {
        return Err(CalibrationError::Lengths {
            units: variables.rows(),
            variables: variables.count(),
            weights: weights.len(),
            totals: totals.len(),
        });
    }
    let rows = SparseRows::new(variables);
    if let Some(unit) = rows.not_finite() {
        return Err(CalibrationError::NotUsable(unit));
    }
    let usable = |weight: &f64| weight.is_finite() && *weight > 0.0;
    if let Some(unit) = weights.iter().position(|weight| !usable(weight)) {
        return Err(CalibrationError::NotUsable(unit));
    }
    if let Some(total) = totals.iter().position(|total| !total.is_finite()) {
        return Err(CalibrationError::NotUsable(total));
    }
    calibrate_rows(&rows, weights, totals, options)
}

/// The same on rows already laid out; a unit whose weight is zero takes no part.
pub(crate) fn calibrate_rows(
    rows: &SparseRows,
    weights: &[f64],
    totals: &[f64],
    options: CalibrationOptions,
) -> Result<Calibration, CalibrationError> {
    let scales = rows.scales(weights);
    let (kept, redundant) = independent(rows, weights, &scales);
    let mut newton = Newton::new(rows, weights, totals, scales, kept, options.distance);
    let (steps, largest_miss) = newton.run(options);
    if largest_miss <= options.tolerance {
        // The totals left out have to come right of themselves.
        let all = rows.totals(&newton.weights);
        let worst = largest_relative_miss(&all, totals, 0..totals.len());
        if worst <= options.tolerance.max(1e-6) {
            return Ok(Calibration {
                multipliers: newton.multipliers(),
                weights: newton.weights,
                redundant,
                largest_miss: worst,
                steps,
            });
        }
    }
    let unmet = match options.distance {
        Distance::Raking | Distance::NonnegativeLinear => unmet(rows, weights, totals),
        // Any total can be met by weights below zero, unless it contradicts others.
        Distance::Linear => {
            let all = rows.totals(&newton.weights);
            missed(totals, &all)
        }
    };
    if unmet.is_empty() {
        Err(CalibrationError::NotConverged {
            steps,
            largest_miss,
        })
    } else {
        Err(CalibrationError::Infeasible(unmet))
    }
}

fn largest_relative_miss(
    reached: &[f64],
    totals: &[f64],
    which: impl IntoIterator<Item = usize>,
) -> f64 {
    which
        .into_iter()
        .map(|total| (reached[total] - totals[total]).abs() / (1.0 + totals[total].abs()))
        .fold(0.0, f64::max)
}

/// The variables that no earlier ones add up to, and those that they do.
fn independent(rows: &SparseRows, weights: &[f64], scales: &[f64]) -> (Vec<usize>, Vec<usize>) {
    let counted: Vec<f64> = weights
        .iter()
        .map(|&w| f64::from(u8::from(w > 0.0)))
        .collect();
    let gram = rows.gram(&counted, scales);
    let n = scales.len();
    let (mut kept, mut redundant) = (Vec::new(), Vec::new());
    let mut factor: Vec<Vec<f64>> = Vec::new();
    for variable in 0..n {
        let mut row = Vec::with_capacity(kept.len() + 1);
        for (place, &other) in kept.iter().enumerate() {
            let earlier: &Vec<f64> = &factor[place];
            let rest = gram[(variable, other)] - dot(&row, &earlier[..place]);
            row.push(rest / earlier[place]);
        }
        let left = gram[(variable, variable)] - dot(&row, &row);
        if left <= 1e-10 * gram[(variable, variable)] || left == 0.0 {
            redundant.push(variable);
        } else {
            row.push(left.sqrt());
            factor.push(row);
            kept.push(variable);
        }
    }
    (kept, redundant)
}

/// The totals that the nearest weights of zero or more do not reach; none if all
/// can be reached.
///
/// Nearest is by the sum of the misses without sign, each as a part of its
/// total, since that leaves most totals met and names the few that are not. It
/// is sought by least squares, each total counted the more the less it missed.
fn unmet(rows: &SparseRows, weights: &[f64], totals: &[f64]) -> Vec<Unmet> {
    const ROUNDS: usize = 20;
    let units: Vec<usize> = (0..weights.len())
        .filter(|&unit| weights[unit] > 0.0)
        .collect();
    let sizes: Vec<f64> = totals.iter().map(|total| 1.0 + total.abs()).collect();
    let mut counted = vec![1.0; totals.len()];
    let mut reached = totals.to_vec();
    let mut start = Vec::new();
    for _ in 0..ROUNDS {
        let factors: Vec<f64> = counted.iter().zip(&sizes).map(|(c, s)| c / s).collect();
        let mut columns = vec![vec![0.0; totals.len()]; units.len()];
        for (column, &unit) in columns.iter_mut().zip(&units) {
            for (variable, value) in rows.row(unit) {
                column[variable] = value * factors[variable];
            }
        }
        let target: Vec<f64> = totals.iter().zip(&factors).map(|(t, f)| t * f).collect();
        let fit = Columns::from_columns(&columns)
            .ok()
            .and_then(|columns| nonnegative_least_squares(&columns, &target, &start).ok());
        let Some(fit) = fit else {
            break;
        };
        for (place, left) in fit.residual.iter().enumerate() {
            reached[place] = totals[place] - left / factors[place];
            let miss = (left / counted[place]).abs();
            counted[place] = (miss + 1e-8).sqrt().recip();
        }
        start = fit.support;
        if missed(totals, &reached).is_empty() {
            break;
        }
    }
    missed(totals, &reached)
}

/// The totals missed, the one that misses most of itself first.
fn missed(totals: &[f64], reached: &[f64]) -> Vec<Unmet> {
    let mut missed: Vec<Unmet> = totals
        .iter()
        .zip(reached)
        .enumerate()
        .filter(|(_, (wanted, nearest))| (*wanted - *nearest).abs() > 1e-5 * (1.0 + wanted.abs()))
        .map(|(total, (&wanted, &nearest))| Unmet {
            total,
            wanted,
            nearest,
        })
        .collect();
    let part = |unmet: &Unmet| (unmet.wanted - unmet.nearest).abs() / (1.0 + unmet.wanted.abs());
    missed.sort_by(|a, b| part(b).total_cmp(&part(a)));
    missed
}

#[cfg(test)]
mod tests;
