//! How does a count depend on what is known of it?
//!
//! Generalised linear models with a log link (McCullagh and Nelder 1989,
//! *Generalized Linear Models*, 2nd ed.): the mean is exposure times the
//! exponential of the design times its coefficients. Fitted by Newton's steps,
//! halved where the likelihood would fall.

mod covariance;
mod fit;
mod negative_binomial;
mod separation;
mod theta;

pub use covariance::{BartlettLag, Covariance, CovarianceMatrix};
pub use negative_binomial::{NegativeBinomial, Theta, negative_binomial};

pub(crate) use fit::Workspace;
use statrs::function::gamma::ln_gamma;

use super::Design;
use crate::numeric::sum;

/// How a value spreads about its mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Family {
    /// Variance equal to the mean; log link.
    Poisson,
    /// Variance mean + mean²/θ (called NB2); log link.
    NegativeBinomial {
        /// Larger is nearer to Poisson.
        theta: f64,
    },
    /// The same variance everywhere; the mean is the design times its
    /// coefficients.
    Normal,
}

/// A regression that has been fitted.
#[derive(Debug, Clone)]
pub struct Glm<'a> {
    /// What the values were explained by.
    pub design: &'a Design,
    /// How the values were taken to spread.
    pub family: Family,
    /// One a column of the design; on the log scale unless the family is normal.
    pub coefficients: Vec<f64>,
    /// The fitted mean of each row, in the unit of the values.
    pub fitted: Vec<f64>,
    /// Twice the log-likelihood short of a fit without error.
    pub deviance: f64,
    /// With all constants, as R's `logLik`.
    pub log_likelihood: f64,
    /// Newton's steps taken.
    pub steps: u32,
    values: Vec<f64>,
    /// Row after row: inverse of the expected information with dispersion 1.
    unscaled: Vec<f64>,
}

impl Glm<'_> {
    /// The coefficient of the column of this name.
    pub fn coefficient(&self, name: &str) -> Option<f64> {
        Some(self.coefficients[self.design.place(name)?])
    }

    /// Rows less columns.
    pub fn residual_degrees_of_freedom(&self) -> usize {
        self.values.len() - self.coefficients.len()
    }

    /// Akaike's criterion: twice the number of coefficients less twice the
    /// log-likelihood. A θ or a variance that was fitted counts as one more.
    pub fn aic(&self) -> f64 {
        let fitted_too = match self.family {
            Family::Poisson => 0.0,
            Family::NegativeBinomial { .. } | Family::Normal => 1.0,
        };
        2.0 * (self.coefficients.len() as f64 + fitted_too) - 2.0 * self.log_likelihood
    }

    /// How far each value lies from its mean, in the family's standard
    /// deviations (dispersion 1).
    pub fn pearson_residuals(&self) -> Vec<f64> {
        let pairs = self.values.iter().zip(&self.fitted);
        pairs
            .map(|(value, mean)| (value - mean) / self.family.variance(*mean).sqrt())
            .collect()
    }

    /// Pearson's χ² over the residual degrees of freedom: 1 if the spread is the
    /// family's, 2 if the variance is twice as large. Undefined (NaN) with as
    /// many columns as rows.
    pub fn dispersion(&self) -> f64 {
        let squares = self.pearson_residuals().into_iter().map(|r| r * r);
        match self.residual_degrees_of_freedom() {
            0 => f64::NAN,
            degrees => sum(squares) / degrees as f64,
        }
    }
}

impl Family {
    pub(crate) fn variance(self, mean: f64) -> f64 {
        match self {
            Self::Poisson => mean,
            Self::NegativeBinomial { theta } => mean + mean * mean / theta,
            Self::Normal => 1.0,
        }
    }

    /// Information about the linear predictor in one value.
    pub(crate) fn weight(self, mean: f64) -> f64 {
        match self {
            Self::Poisson => mean,
            Self::NegativeBinomial { theta } => mean / (1.0 + mean / theta),
            Self::Normal => 1.0,
        }
    }

    /// Derivative of the log-likelihood of one value with the linear predictor.
    pub(crate) fn score(self, value: f64, mean: f64) -> f64 {
        match self {
            Self::Poisson | Self::Normal => value - mean,
            Self::NegativeBinomial { theta } => (value - mean) / (1.0 + mean / theta),
        }
    }

    fn deviance(self, value: f64, mean: f64) -> f64 {
        let value_log_ratio = if value == 0.0 {
            0.0
        } else {
            value * (value / mean).ln()
        };
        match self {
            Self::Poisson => 2.0 * (value_log_ratio - (value - mean)),
            Self::NegativeBinomial { theta } => {
                let other = (value + theta) * ((value - mean) / (mean + theta)).ln_1p();
                2.0 * (value_log_ratio - other)
            }
            Self::Normal => (value - mean).powi(2),
        }
    }

    fn log_likelihood(self, values: &[f64], fitted: &[f64], deviance: f64) -> f64 {
        let pairs = || values.iter().zip(fitted);
        let times_log = |value: f64, mean: f64| if value == 0.0 { 0.0 } else { value * mean.ln() };
        match self {
            Self::Poisson => sum(pairs().map(|(&y, &m)| times_log(y, m) - m - ln_gamma(y + 1.0))),
            Self::NegativeBinomial { theta } => sum(pairs().map(|(&y, &m)| {
                theta::rising_log_gamma(theta, y) - ln_gamma(y + 1.0) + times_log(y, m)
                    - (y + theta) * (m / theta).ln_1p()
            })),
            Self::Normal => {
                let n = values.len() as f64;
                -0.5 * n * ((2.0 * std::f64::consts::PI * deviance / n).ln() + 1.0)
            }
        }
    }
}

/// Fits a Poisson regression with a log link by iteratively reweighted least
/// squares (McCullagh and Nelder 1989, Generalized Linear Models, section 2.5).
///
/// - `counts`: one a row, zero or more. They need not be whole: the estimate is
///   right for anything whose mean is of this form, with errors to match (see
///   [`Covariance`]).
/// - `exposure`: what each count is out of, such as inhabitants or the count of
///   the rest of the country, in any unit; all above zero.
///
/// # Errors
/// See [`GlmError`]; separation and dependence name the column.
///
/// # Assumptions
/// Rows are independent with variance equal to the mean, unless another
/// [`Covariance`] is asked for.
///
/// ```
/// # use handslag_stats::model::{Covariance, Design, GlmError, poisson};
/// // 12 and 18 before, 5 and 9 after: with two groups the coefficients are
/// // ln 15 and ln (7/15), with variances 1/30 and 1/30 + 1/14.
/// let design = Design::with_intercept(4).and("after", [0.0, 0.0, 1.0, 1.0]);
/// let fit = poisson(&design, &[12.0, 18.0, 5.0, 9.0], None)?;
/// assert!((fit.coefficients[1] - (7.0f64 / 15.0).ln()).abs() < 1e-12);
/// let error = fit.covariance(Covariance::Model)?.standard_error(1);
/// assert!((error - (1.0f64 / 30.0 + 1.0 / 14.0).sqrt()).abs() < 1e-12);
/// # Ok::<(), GlmError>(())
/// ```
pub fn poisson<'a>(
    design: &'a Design,
    counts: &[f64],
    exposure: Option<&[f64]>,
) -> Result<Glm<'a>, GlmError> {
    let offset = checked(design, counts, exposure)?;
    let mut work = Workspace::for_design(design);
    work.fit(design, counts, &offset, Family::Poisson)?;
    Ok(work.into_glm(design, counts, Family::Poisson))
}

/// Fits a regression by least squares (Seber and Lee 2003, Linear Regression
/// Analysis, chapter 3).
///
/// - `values`: one a row, in any unit.
///
/// # Errors
/// See [`GlmError`].
///
/// ```
/// # use handslag_stats::model::{Design, GlmError, least_squares};
/// let design = Design::with_intercept(3).and("x", [0.0, 1.0, 2.0]);
/// let line = least_squares(&design, &[1.0, 2.0, 6.0])?;
/// // Slope (6 − 1)/2, through the middle (1, 3).
/// assert!((line.coefficients[1] - 2.5).abs() < 1e-14);
/// assert!((line.coefficients[0] - 0.5).abs() < 1e-14);
/// # Ok::<(), GlmError>(())
/// ```
pub fn least_squares<'a>(design: &'a Design, values: &[f64]) -> Result<Glm<'a>, GlmError> {
    check_design(design, values.len())?;
    if let Some(row) = values.iter().position(|value| !value.is_finite()) {
        return Err(GlmError::NotANumber { row });
    }
    let mut work = Workspace::for_design(design);
    work.fit_line(design, values)?;
    Ok(work.into_glm(design, values, Family::Normal))
}

/// Checks the input of a count model; returns the log exposures.
pub(crate) fn checked(
    design: &Design,
    counts: &[f64],
    exposure: Option<&[f64]>,
) -> Result<Vec<f64>, GlmError> {
    check_design(design, counts.len())?;
    if let Some(row) = counts.iter().position(|y| !(y.is_finite() && *y >= 0.0)) {
        return Err(GlmError::NotANumber { row });
    }
    if counts.iter().all(|&count| count == 0.0) {
        return Err(GlmError::NothingCounted);
    }
    let Some(exposure) = exposure else {
        return Ok(vec![0.0; counts.len()]);
    };
    if exposure.len() != counts.len() {
        return Err(GlmError::LengthsDiffer {
            what: "exposure".to_owned(),
            found: exposure.len(),
            expected: counts.len(),
        });
    }
    match exposure.iter().position(|e| !(e.is_finite() && *e > 0.0)) {
        Some(row) => Err(GlmError::NoExposure { row }),
        None => Ok(exposure.iter().map(|exposure| exposure.ln()).collect()),
    }
}

fn check_design(design: &Design, rows: usize) -> Result<(), GlmError> {
    for (place, name) in design.names().iter().enumerate() {
        let column = design.column(place);
        if column.len() != rows {
            return Err(GlmError::LengthsDiffer {
                what: format!("column `{name}`"),
                found: column.len(),
                expected: rows,
            });
        }
        if column.iter().any(|value| !value.is_finite()) {
            return Err(GlmError::NotFinite {
                column: name.clone(),
            });
        }
    }
    if rows < design.n_columns() || design.n_columns() == 0 {
        return Err(GlmError::TooFewRows {
            rows,
            columns: design.n_columns(),
        });
    }
    Ok(())
}

/// Why a regression could not be fitted, or its errors not be had.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum GlmError {
    /// Fewer rows than columns, or no column.
    #[error("{rows} rows are too few for {columns} columns")]
    TooFewRows {
        /// Rows of the design.
        rows: usize,
        /// Columns of the design.
        columns: usize,
    },
    /// A column, the exposures or the clusters are not one a row.
    #[error("{what} has {found} values where there are {expected} rows")]
    LengthsDiffer {
        /// What is too long or too short.
        what: String,
        /// Its length.
        found: usize,
        /// Number of rows.
        expected: usize,
    },
    /// A column holds an infinite or undefined value.
    #[error("column `{column}` has a value that is infinite or undefined")]
    NotFinite {
        /// Name of the column.
        column: String,
    },
    /// A value is missing, infinite or (for counts) negative.
    #[error("the value in row {row} (counted from 0) is missing, infinite or negative")]
    NotANumber {
        /// The first such row.
        row: usize,
    },
    /// An exposure is zero, negative, infinite or missing.
    #[error("the exposure in row {row} (counted from 0) is not above zero")]
    NoExposure {
        /// The first such row.
        row: usize,
    },
    /// All counts are zero.
    #[error("nothing was counted in any row")]
    NothingCounted,
    /// A column is a sum of multiples of those before it.
    #[error("column `{column}` is explained by the columns before it")]
    Dependent {
        /// Name of the column.
        column: String,
    },
    /// A coefficient can grow without end while the fit gets better: all counts
    /// are zero where the column tells rows apart (Correia, Guimarães and Zylkin
    /// 2019, arXiv:1903.01633).
    #[error(
        "column `{column}` alone tells {rows} rows with zero counts from all others, so its coefficient has no end"
    )]
    Separated {
        /// Name of the column.
        column: String,
        /// How many rows with zero counts are told apart.
        rows: usize,
    },
    /// The steps did not settle.
    #[error("the fit did not settle in {steps} steps")]
    NotConverged {
        /// How many were taken.
        steps: u32,
    },
    /// Errors by cluster need at least two clusters.
    #[error("errors by cluster need two clusters or more")]
    TooFewClusters,
}

#[cfg(test)]
mod tests;
