//! Which first states and coefficients make a series' surprises likeliest?

use nalgebra::{Cholesky, DMatrix, DVector, Dyn};

use super::StructuralError;
use crate::model::kalman::Filtered;
use crate::numeric::Sum;

/// The regression of the first series' surprises on those of the others.
pub(super) struct Regression<'a> {
    pub filtered: &'a Filtered,
    /// The first series and its controls; the first states follow.
    pub observed: usize,
    pub width: usize,
    /// Variance of the first states beyond what the filter started from.
    pub rest: f64,
}

pub(super) struct Solved {
    pub coefficients: Vec<f64>,
    pub log_likelihood: f64,
    pub shares: Vec<f64>,
    pub precision: Cholesky<f64, Dyn>,
}

/// What a stretch of periods says of the observed once the first states are
/// added up over all they could be.
struct Stretch {
    precision: Cholesky<f64, Dyn>,
    /// Products of the observed that the first states leave.
    left: DMatrix<f64>,
    /// Of the first states with the observed.
    with: DMatrix<f64>,
    /// Logarithms of the variances, of all periods and of the states.
    logs: f64,
    seen: usize,
}

impl Regression<'_> {
    /// The likelihood of the periods from `burn` on given those before is that
    /// of all over that of those before.
    pub fn solve(&self, burn: usize) -> Result<Solved, StructuralError> {
        let all = self.stretch(self.filtered.seen.len())?;
        let before = self.stretch(burn.min(self.filtered.seen.len()))?;
        let judged = &all.left - &before.left;
        let n = self.observed - 1;
        let coefficients = if n == 0 {
            DVector::zeros(0)
        } else {
            let between = judged.view((1, 1), (n, n)).into_owned();
            let with = judged.view((1, 0), (n, 1)).column(0).into_owned();
            between
                .cholesky()
                .ok_or(StructuralError::Collinear)?
                .solve(&with)
        };
        let mut shares = DVector::from_element(self.observed, 1.0);
        shares.rows_mut(1, n).copy_from(&-&coefficients);
        let squares = shares.dot(&(&judged * &shares));
        if !squares.is_finite() {
            return Err(StructuralError::Collinear);
        }
        let constant = std::f64::consts::TAU.ln() * (all.seen - before.seen) as f64;
        let states = -all.precision.solve(&(&all.with * &shares));
        Ok(Solved {
            log_likelihood: -0.5 * (constant + all.logs - before.logs + squares),
            coefficients: coefficients.iter().copied().collect(),
            shares: shares.iter().chain(states.iter()).copied().collect(),
            precision: all.precision,
        })
    }

    fn stretch(&self, periods: usize) -> Result<Stretch, StructuralError> {
        let mut cross = DMatrix::<f64>::zeros(self.width, self.width);
        let (mut logs, mut seen) = (Sum::default(), 0);
        for period in (0..periods).filter(|&period| self.filtered.seen[period]) {
            let variance = self.filtered.variance[period];
            let surprise = &self.filtered.surprise[period * self.width..][..self.width];
            logs.add(variance.ln());
            seen += 1;
            for (i, a) in surprise.iter().enumerate() {
                let scaled = a / variance;
                for (j, b) in surprise[..=i].iter().enumerate() {
                    cross[(i, j)] += scaled * b;
                }
            }
        }
        cross.fill_upper_triangle_with_lower_triangle();
        let (n, states) = (self.observed, self.width - self.observed);
        let mut precision = cross.view((n, n), (states, states)).into_owned();
        for state in 0..states {
            precision[(state, state)] += 1.0 / self.rest;
        }
        let precision = precision.cholesky().ok_or(StructuralError::Collinear)?;
        let with = cross.view((n, 0), (states, n)).into_owned();
        let left = cross.view((0, 0), (n, n)) - with.transpose() * precision.solve(&with);
        for pivot in precision.l_dirty().diagonal().iter() {
            logs.add(2.0 * pivot.ln());
        }
        Ok(Stretch {
            precision,
            left,
            with,
            logs: logs.value(),
            seen,
        })
    }
}
