//! How much do months go together, and how sure is a level when they do?

use nalgebra::{DMatrix, DVector};

use crate::model::normal_equations::Cholesky;
use crate::model::{CovarianceMatrix, Glm, GlmError};

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
        let squares = residuals.norm_squared();
        let seen = residuals.dot(&next_to(residuals.as_slice(), times)) / squares;
        // Expected sums as polynomials in ρ: one coefficient a distance.
        let square_terms = by_distance(&kept, times);
        let product_terms = by_distance(&products_kept(&kept, &basis, times), times);
        let expected = |rho: f64| polynomial(&product_terms, rho) / polynomial(&square_terms, rho);
        let correlation = crossing(expected, seen, Self::LARGEST);
        let rho = correlations(times, correlation);
        let through = &rho - (&rho * &basis) * basis.transpose();
        let trace = through.trace();
        let squared = through.dot(&through.transpose());
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

/// For each row half the sum of the values a month before and after, so that
/// its product with the values is the sum of products of neighbours.
fn next_to(values: &[f64], times: &[usize]) -> DVector<f64> {
    let mut sums = DVector::zeros(values.len());
    for row in 1..values.len() {
        if times[row] - times[row - 1] == 1 {
            sums[row] += 0.5 * values[row - 1];
            sums[row - 1] += 0.5 * values[row];
        }
    }
    sums
}

/// What residuals keep of the products of neighbouring errors: `kept` on both
/// sides of the matrix with one half for each pair of neighbours, without ever
/// multiplying two large matrices.
fn products_kept(kept: &DMatrix<f64>, basis: &DMatrix<f64>, times: &[usize]) -> DMatrix<f64> {
    let mut products = DMatrix::zeros(kept.nrows(), kept.ncols());
    for (place, column) in kept.column_iter().enumerate() {
        let neighbours = next_to(column.into_owned().as_slice(), times);
        products.set_column(place, &neighbours);
    }
    let taken = basis.transpose() * &products;
    products - basis * taken
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
