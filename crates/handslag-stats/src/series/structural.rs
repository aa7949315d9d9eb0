//! How high is a series behind its noise and season, and what comes next?

mod regression;

use nalgebra::{Cholesky, DVector, Dyn};

use crate::model::kalman::{Filtered, Structural};
use crate::model::nelder_mead::{Stop, nelder_mead};
use crate::numeric::variance;
use regression::Regression;

/// The top of a likelihood to seven digits of it; the parameters are less sure.
const CLOSE: Stop = Stop {
    points: 1e-4,
    values: 1e-8,
    steps: 400,
};

/// A series to be taken apart.
#[derive(Debug, Clone, Copy)]
pub struct StructuralSeries<'a> {
    /// One value a period, oldest first; missing ones are NaN.
    pub values: &'a [f64],
    /// Series the values may follow, each with a number for every period.
    pub controls: &'a [Vec<f64>],
    /// Periods of a cycle, such as 12 for months; 1 for no season.
    pub seasons: usize,
    /// Variance of level and season before anything is seen: large beside the
    /// values. As many periods as there are states are not judged by.
    pub diffuse_variance: f64,
}

impl StructuralSeries<'_> {
    /// A million, or a million times the values' variance if that is above one.
    pub fn diffuse(values: &[f64]) -> f64 {
        let known: Vec<f64> = values.iter().copied().filter(|v| !v.is_nan()).collect();
        1e6 * f64::max(1.0, variance(&known))
    }
}

/// Variances of a level that walks at random below noise.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StructuralVariances {
    /// Of the noise in one period.
    pub noise: f64,
    /// Of a step of the level from one period to the next.
    pub level_step: f64,
}

/// A series taken apart.
#[derive(Debug, Clone)]
pub struct StructuralFit {
    /// The variances.
    pub variances: StructuralVariances,
    /// What one unit more of each control adds.
    pub coefficients: Vec<f64>,
    /// Log-likelihood of the periods after the first ones.
    pub log_likelihood: f64,
    /// Periods left out of the likelihood at the start: one a state.
    pub periods_not_judged: usize,
    /// The level of each period given all of them, without season, noise and
    /// controls.
    pub level: Vec<f64>,
    model: Structural,
    filtered: Filtered,
    /// How the passed series add up to the first one alone.
    shares: Vec<f64>,
    /// Precision of the first states.
    precision: Cholesky<f64, Dyn>,
}

/// What a coming period will show.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Forecast {
    /// Expected value.
    pub mean: f64,
    /// Standard error of a new value, noise included; that of the variances
    /// and coefficients is not.
    pub standard_error: f64,
}

/// Takes a series apart with the variances that make it likeliest.
///
/// The season is fixed, the level walks at random (Harvey 1989, Forecasting,
/// Structural Time Series Models and the Kalman Filter, section 4.1), and
/// coefficients are fitted together with the variances.
///
/// # Errors
/// [`StructuralError`].
///
/// # Assumptions
/// Noise and steps are normal and the level has no slope.
///
/// ```
/// # use handslag_stats::series::{StructuralSeries, StructuralVariances, structural_with};
/// // The Nile's first values with the variances of Durbin and Koopman (2012,
/// // section 2.2.2), diffuse at the start: the level after the first flood of
/// // 1120 is that flood, and the next forecast's variance 15099 + 1469 + 15099.
/// let nile = [1120.0, f64::NAN];
/// let fit = structural_with(
///     StructuralSeries { values: &nile, controls: &[], seasons: 1, diffuse_variance: 1e12 },
///     StructuralVariances { noise: 15099.0, level_step: 1469.1 },
/// )?;
/// assert!((fit.level[1] - 1120.0).abs() < 1e-3);
/// # Ok::<(), handslag_stats::series::StructuralError>(())
/// ```
pub fn structural(series: StructuralSeries<'_>) -> Result<StructuralFit, StructuralError> {
    series.expect_numbers()?;
    let seen: Vec<f64> = series
        .values
        .iter()
        .copied()
        .filter(|v| !v.is_nan())
        .collect();
    let needed = series.seasons + series.controls.len() + 2;
    if seen.len() < needed {
        return Err(StructuralError::TooFew {
            found: seen.len(),
            needed,
        });
    }
    let spread = variance(&seen);
    if spread <= 0.0 {
        return Err(StructuralError::Constant);
    }
    let deviance = |logs: &[f64]| {
        let variances = from_logs(logs, spread);
        series
            .at(variances)
            .map_or(f64::INFINITY, |fit| -2.0 * fit.log_likelihood)
    };
    // From shares of the spread, since the deviance can have two valleys: one
    // where all is noise, and one where all is level.
    let starts = [(-1.0, -6.0), (-1.0, -1.5), (-6.0, -1.0), (-3.0, -3.0)];
    let lowest = starts
        .map(|(noise, level)| nelder_mead(deviance, &[noise, level], CLOSE))
        .into_iter()
        .min_by(|a, b| a.value.total_cmp(&b.value))
        .ok_or(StructuralError::Constant)?;
    if !lowest.value.is_finite() {
        return Err(StructuralError::Collinear);
    }
    structural_with(series, from_logs(&lowest.point, spread))
}

/// Takes a series apart with given variances.
///
/// # Errors
/// [`StructuralError`].
pub fn structural_with(
    series: StructuralSeries<'_>,
    variances: StructuralVariances,
) -> Result<StructuralFit, StructuralError> {
    series.expect_numbers()?;
    let mut fit = series.at(variances)?;
    let levels = fit.filtered.smooth().level;
    let width = fit.shares.len();
    fit.level = levels
        .chunks(width)
        .map(|levels| fit.alone(levels))
        .collect();
    Ok(fit)
}

/// Variances of less than a millionth of a millionth of the spread are as good
/// as none, and of a thousand times the spread as good as any.
fn from_logs(logs: &[f64], spread: f64) -> StructuralVariances {
    let from_log = |log: f64| log.clamp(-28.0, 7.0).exp() * spread;
    StructuralVariances {
        noise: from_log(logs[0]),
        level_step: from_log(logs[1]),
    }
}

impl StructuralSeries<'_> {
    fn expect_numbers(&self) -> Result<(), StructuralError> {
        let periods = self.values.len();
        if self.controls.iter().any(|control| control.len() != periods) {
            return Err(StructuralError::Lengths);
        }
        if self.controls.iter().flatten().any(|x| !x.is_finite())
            || self.values.iter().any(|value| value.is_infinite())
        {
            return Err(StructuralError::NotANumber);
        }
        Ok(())
    }

    /// The first states are passed as series of their own, each from one state
    /// of one and with values of zero: their sizes are then found by regression
    /// like coefficients. A filter that starts from the diffuse variance itself
    /// loses as many digits as that has zeros.
    fn at(&self, variances: StructuralVariances) -> Result<StructuralFit, StructuralError> {
        let own = variances.noise + variances.level_step;
        let model = Structural {
            seasons: self.seasons.max(1),
            noise: variances.noise,
            level_step: variances.level_step,
            season_step: 0.0,
            first_level: own,
            first_season: own,
        };
        let size = model.size();
        let zeros = vec![0.0; self.values.len()];
        let mut passed: Vec<&[f64]> = vec![self.values];
        passed.extend(self.controls.iter().map(Vec::as_slice));
        let observed = passed.len();
        passed.resize(observed + size, &zeros);
        let mut first = vec![0.0; passed.len() * size];
        for state in 0..size {
            first[(observed + state) * size + state] = 1.0;
        }
        let filtered = model.filter(&passed, &first);
        let rest = f64::max(self.diffuse_variance - own, own);
        Regression {
            filtered: &filtered,
            observed,
            width: passed.len(),
            rest,
        }
        .solve(size)
        .map(|solved| StructuralFit {
            variances,
            coefficients: solved.coefficients,
            log_likelihood: solved.log_likelihood,
            periods_not_judged: size,
            level: Vec::new(),
            model,
            shares: solved.shares,
            precision: solved.precision,
            filtered,
        })
    }
}

impl StructuralFit {
    /// What the passed series add up to for the first alone, controls out.
    fn alone(&self, passed: &[f64]) -> f64 {
        passed.iter().zip(&self.shares).map(|(x, b)| x * b).sum()
    }

    /// What the coming periods will show, given what the controls will be: one
    /// list a control, each with a number for every coming period.
    ///
    /// # Errors
    /// [`StructuralError::Lengths`].
    ///
    /// ```
    /// # use handslag_stats::series::{StructuralSeries, StructuralVariances, structural_with};
    /// // The Nile's first flood with the variances of Durbin and Koopman (2012,
    /// // section 2.2.2). Worked by hand: the next one is expected to be like it, with
    /// // variance 15099 of its own noise, 1469.1 of the step and 15099 of the next.
    /// let fit = structural_with(
    ///     StructuralSeries { values: &[1120.0], controls: &[], seasons: 1, diffuse_variance: 1e12 },
    ///     StructuralVariances { noise: 15099.0, level_step: 1469.1 },
    /// )?;
    /// let next = fit.forecast(1, &[])?[0];
    /// assert!((next.mean - 1120.0).abs() < 1e-3);
    /// assert!((next.standard_error - 31667.1f64.sqrt()).abs() < 1e-3);
    /// # Ok::<(), handslag_stats::series::StructuralError>(())
    /// ```
    pub fn forecast(
        &self,
        periods: usize,
        controls: &[Vec<f64>],
    ) -> Result<Vec<Forecast>, StructuralError> {
        if controls.len() != self.coefficients.len()
            || controls.iter().any(|control| control.len() < periods)
        {
            return Err(StructuralError::Lengths);
        }
        let mut state = self.filtered.after.clone();
        Ok((0..periods)
            .map(|period| {
                let (signals, variance) = state.expects();
                state.step(&self.model);
                let follows = controls.iter().zip(&self.coefficients);
                let follows: f64 = follows.map(|(x, b)| x[period] * b).sum();
                let states = &signals[1 + controls.len()..];
                let states = DVector::from_column_slice(states);
                let unsure = states.dot(&self.precision.solve(&states));
                Forecast {
                    mean: self.alone(&signals) + follows,
                    standard_error: (variance + unsure + self.model.noise).sqrt(),
                }
            })
            .collect())
    }
}

/// Why a series could not be taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StructuralError {
    /// The series is too short for its season and controls.
    #[error("{found} values are too few; at least {needed} are needed")]
    TooFew {
        /// How many values there are.
        found: usize,
        /// How many it takes.
        needed: usize,
    },
    /// All values are the same.
    #[error("all values are the same")]
    Constant,
    /// A control does not have a number for every period.
    #[error("a control does not have one number for every period")]
    Lengths,
    /// A control is missing, or a value infinite, in some period.
    #[error("a control is missing or a value infinite in some period")]
    NotANumber,
    /// A control follows from the others, the season or a constant.
    #[error("a control follows from the others or from the season")]
    Collinear,
}

#[cfg(test)]
mod tests;
