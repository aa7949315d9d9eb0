//! How much do months go together, and how sure is a level when they do?

use nalgebra::{DMatrix, DVector};

use crate::model::normal_equations::Cholesky;
use crate::model::{CovarianceMatrix, Glm, GlmError};
use crate::numeric::sum;

/// Spread and correlation of a series about its regression: Pearson residuals
/// with variance φ and correlation ρ to the power of the months between them
/// (Zeger 1988, doi:10.1093/biomet/75.4.621).
///
/// Residuals of a short series go together less than the errors do, since the
/// trend and season have taken some of it up. So φ and ρ are those under which
/// the residuals' squares and neighbouring products have the expectation that
/// was seen, given the design. A negative ρ would narrow the interval and is
/// mostly noise: it is taken as zero, and a φ below 1 as 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Autoregression {
    /// Correlation of one month with the next, from 0 to 0.95.
    pub correlation: f64,
    /// Variance over Poisson's, at least 1.
    pub dispersion: f64,
    /// Of the t distribution for intervals: Satterthwaite's, for the spread.
    pub degrees_of_freedom: f64,
}

impl Autoregression {
    const LARGEST: f64 = 0.95;

    /// Of a fit whose rows lie at these times.
    pub(super) fn of(fit: &Glm, times: &[usize]) -> Result<Self, GlmError> {
        let residuals = DVector::from_vec(fit.pearson_residuals());
        let n = residuals.len();
        if fit.residual_degrees_of_freedom() == 0 {
            return Err(GlmError::TooFewRows {
                rows: n,
                columns: n,
            });
        }
        let basis = basis(fit)?;
        let kept = DMatrix::identity(n, n) - &basis * basis.transpose();
        let neighbours = neighbours(times);
        let squares = residuals.norm_squared();
        let seen = residuals.dot(&(&neighbours * &residuals)) / squares;
        // Expected sums as polynomials in ρ: one coefficient a distance.
        let square_terms = by_distance(&kept, times);
        let product_terms = by_distance(&(&kept * neighbours * &kept), times);
        let expected = |rho: f64| polynomial(&product_terms, rho) / polynomial(&square_terms, rho);
        let correlation = crossing(expected, seen, Self::LARGEST);
        let through = correlations(times, correlation) * &kept;
        let trace = through.trace();
        let squared = sum((0..n).map(|i| through.row(i).transpose().dot(&through.column(i))));
        Ok(Self {
            correlation,
            dispersion: (squares / polynomial(&square_terms, correlation)).max(1.0),
            degrees_of_freedom: trace * trace / squared,
        })
    }

    /// Of the fit's coefficients.
    pub(super) fn covariance(
        &self,
        fit: &Glm,
        times: &[usize],
    ) -> Result<CovarianceMatrix, GlmError> {
        let p = fit.coefficients.len();
        let weighted = weighted_design(fit);
        let cholesky = factor(fit, &weighted)?;
        let inverse = DMatrix::from_row_slice(p, p, &cholesky.inverse());
        let sides = weighted * inverse;
        let middle = correlations(times, self.correlation) * &sides;
        let values = sides.transpose() * middle * self.dispersion;
        Ok(CovarianceMatrix::new(p, values.as_slice().to_vec()))
    }
}

fn weighted_design(fit: &Glm) -> DMatrix<f64> {
    DMatrix::from_fn(fit.fitted.len(), fit.coefficients.len(), |row, column| {
        fit.design.column(column)[row] * fit.family.weight(fit.fitted[row]).sqrt()
    })
}

fn factor(fit: &Glm, weighted: &DMatrix<f64>) -> Result<Cholesky, GlmError> {
    let products = weighted.transpose() * weighted;
    Cholesky::of(products.as_slice(), products.nrows()).map_err(|dependent| GlmError::Dependent {
        column: fit.design.names()[dependent.column].clone(),
    })
}

/// Orthonormal columns that span the weighted design.
fn basis(fit: &Glm) -> Result<DMatrix<f64>, GlmError> {
    let mut weighted = weighted_design(fit);
    let cholesky = factor(fit, &weighted)?;
    let mut row_values = vec![0.0; weighted.ncols()];
    for mut row in weighted.row_iter_mut() {
        for (to, from) in row_values.iter_mut().zip(row.iter()) {
            *to = *from;
        }
        cholesky.whiten(&mut row_values);
        for (to, from) in row.iter_mut().zip(&row_values) {
            *to = *from;
        }
    }
    Ok(weighted)
}

/// One half for each pair of rows a month apart, so that a quadratic form in it
/// is the sum of their products.
fn neighbours(times: &[usize]) -> DMatrix<f64> {
    let n = times.len();
    DMatrix::from_fn(n, n, |i, j| {
        if times[i].abs_diff(times[j]) == 1 {
            0.5
        } else {
            0.0
        }
    })
}

fn correlations(times: &[usize], rho: f64) -> DMatrix<f64> {
    let n = times.len();
    let span = times.last().map_or(0, |last| last - times[0]);
    let mut powers = vec![1.0; span + 1];
    for apart in 1..=span {
        powers[apart] = powers[apart - 1] * rho;
    }
    DMatrix::from_fn(n, n, |i, j| powers[times[i].abs_diff(times[j])])
}

/// The sum of a matrix's entries at each distance in time.
fn by_distance(matrix: &DMatrix<f64>, times: &[usize]) -> Vec<f64> {
    let span = times.last().map_or(0, |last| last - times[0]);
    let mut sums = vec![0.0; span + 1];
    for (i, a) in times.iter().enumerate() {
        for (j, b) in times.iter().enumerate() {
            sums[a.abs_diff(*b)] += matrix[(i, j)];
        }
    }
    sums
}

fn polynomial(terms: &[f64], x: f64) -> f64 {
    terms.iter().rev().fold(0.0, |value, term| value * x + term)
}

/// Where from 0 to `largest` a rising function reaches `seen`, or the end it
/// lies beyond.
fn crossing(rising: impl Fn(f64) -> f64, seen: f64, largest: f64) -> f64 {
    let (mut low, mut high) = (0.0, largest);
    if seen.is_nan() || seen <= rising(low) {
        return low;
    }
    if seen >= rising(high) {
        return high;
    }
    while high - low > 1e-10 {
        let middle = 0.5 * (low + high);
        if rising(middle) < seen {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}
