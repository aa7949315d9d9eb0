//! At known variances, how likely are coefficients, and what follows from them?

use nalgebra::{Cholesky, DMatrix, DVector, Dyn};

use super::super::Standardised;
use super::super::mixture::Normal;
use super::{Component, Posterior};
use crate::model::kalman::{Filtered, Structural};
use crate::numeric::sum;

/// One pass of the filter at known variances.
pub(super) struct Pass {
    model: Structural,
    filtered: Filtered,
    /// Products of the surprises of all passed series over their variance.
    cross: DMatrix<f64>,
    deviance: f64,
}

/// The coefficients of one subset at known variances.
pub(super) struct Fit {
    subset: Vec<usize>,
    coefficients: DVector<f64>,
    precision: Option<Cholesky<f64, Dyn>>,
    /// Of the values and the subset, coefficients added up.
    pub log_density: f64,
}

fn cross(filtered: &Filtered, width: usize) -> DMatrix<f64> {
    let mut cross = DMatrix::zeros(width, width);
    let periods = filtered.surprise.chunks(width).zip(&filtered.variance);
    for (surprise, variance) in periods {
        for (i, a) in surprise.iter().enumerate() {
            for (j, b) in surprise[..=i].iter().enumerate() {
                cross[(i, j)] += a * b / variance;
            }
        }
    }
    cross.fill_upper_triangle_with_lower_triangle();
    cross
}

impl Pass {
    pub fn new(model: Structural, filtered: Filtered, width: usize) -> Self {
        Self {
            model,
            cross: cross(&filtered, width),
            deviance: filtered.deviance(0),
            filtered,
        }
    }

    /// None if the coefficients cannot be told apart.
    pub fn judge(&self, posterior: &Posterior<'_>, subset: &[usize]) -> Option<Fit> {
        let n = subset.len();
        let out = posterior.data.columns.len() - n;
        let prior = power(posterior.matters, n) + power(1.0 - posterior.matters, out);
        if prior == f64::NEG_INFINITY {
            return None;
        }
        if n == 0 {
            return Some(Fit {
                subset: Vec::new(),
                coefficients: DVector::zeros(0),
                precision: None,
                log_density: prior - 0.5 * self.deviance,
            });
        }
        let before = DMatrix::from_fn(n, n, |i, j| {
            posterior.information[(subset[i], subset[j])] / self.model.noise
        });
        let after = DMatrix::from_fn(n, n, |i, j| {
            before[(i, j)] + self.cross[(subset[i] + 1, subset[j] + 1)]
        });
        let with = DVector::from_fn(n, |i, _| self.cross[(subset[i] + 1, 0)]);
        let (before, after) = (before.cholesky()?, after.cholesky()?);
        let coefficients = after.solve(&with);
        let explained = coefficients.dot(&with);
        let gained = log_determinant(&before) - log_determinant(&after);
        Some(Fit {
            subset: subset.to_vec(),
            log_density: prior - 0.5 * (self.deviance - explained - gained),
            coefficients,
            precision: Some(after),
        })
    }

    /// Signals of every period and their sum after the change, of all passed
    /// series and before the coefficients are known.
    pub fn expected(&self, data: &Standardised, counted: &[bool]) -> Expected {
        let width = data.columns.len() + 1;
        let smoothed = self.filtered.smooth();
        let mut signal = smoothed.signal;
        let mut variance = smoothed.signal_variance;
        let mut state = self.filtered.after.clone();
        for _ in counted {
            let (signals, own) = state.expects();
            signal.extend(signals);
            variance.push(own);
            state.step(&self.model);
        }
        let (mut total, mut total_variance) = self.filtered.after.sum_of(&self.model, counted);
        // What a control shows beyond what its own past led one to expect is
        // what its coefficient is multiplied by.
        for (period, signals) in signal.chunks_mut(width).enumerate() {
            for (signal, column) in signals[1..].iter_mut().zip(&data.columns) {
                *signal = column[period] - *signal;
            }
        }
        for (total, column) in total[1..].iter_mut().zip(&data.columns) {
            let after = column[data.n_before..].iter().zip(counted);
            let shown = after.filter(|(_, counted)| **counted).map(|(x, _)| *x);
            *total = sum(shown) - *total;
        }
        total_variance += self.model.noise * counted.iter().filter(|&&c| c).count() as f64;
        Expected {
            width,
            noise: self.model.noise,
            signal,
            variance,
            total,
            total_variance,
        }
    }
}

fn power(base: f64, exponent: usize) -> f64 {
    if exponent == 0 {
        0.0
    } else {
        exponent as f64 * base.ln()
    }
}

fn log_determinant(cholesky: &Cholesky<f64, Dyn>) -> f64 {
    2.0 * sum(cholesky.l_dirty().diagonal().iter().map(|d| d.ln()))
}

pub(super) struct Expected {
    width: usize,
    noise: f64,
    signal: Vec<f64>,
    variance: Vec<f64>,
    total: Vec<f64>,
    total_variance: f64,
}

impl Expected {
    pub fn given(&self, fit: &Fit, weight: f64) -> Component {
        let one = |signals: &[f64], variance: f64| {
            let shown = DVector::from_fn(fit.subset.len(), |i, _| signals[fit.subset[i] + 1]);
            let unsure = fit
                .precision
                .as_ref()
                .map_or(0.0, |precision| shown.dot(&precision.solve(&shown)));
            Normal {
                weight,
                mean: signals[0] + fit.coefficients.dot(&shown),
                sd: (variance + unsure).sqrt(),
            }
        };
        let periods = self.signal.chunks(self.width).zip(&self.variance);
        Component {
            total: one(&self.total, self.total_variance),
            periods: periods
                .map(|(signals, variance)| one(signals, variance + self.noise))
                .collect(),
        }
    }
}
