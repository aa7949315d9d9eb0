//! What is left of a value when what follows from known totals is taken out?

use nalgebra::DVector;

use super::{Calibration, Margin};
use crate::numeric::sum;

impl Calibration {
    /// What is left of each unit's weighted value when what follows from the
    /// known totals is taken out.
    pub fn residuals(&self, mut influence: Vec<f64>) -> Vec<f64> {
        match self {
            Self::PostStratified {
                margin,
                before,
                after,
            } => {
                per_weight(&mut influence, after);
                take_out_means(&mut influence, margin, before);
                times(influence, after)
            }
            Self::Raked {
                margins,
                weights,
                after,
                rounds,
            } => {
                per_weight(&mut influence, after);
                for _ in 0..*rounds {
                    let mut moved = 0.0f64;
                    for margin in margins {
                        moved = moved.max(take_out_means(&mut influence, margin, weights));
                    }
                    let size = influence.iter().fold(0.0f64, |size, z| size.max(z.abs()));
                    if moved <= 1e-13 * size {
                        break;
                    }
                }
                times(influence, after)
            }
            Self::Regressed {
                columns,
                before,
                after,
                inverse,
            } => {
                per_weight(&mut influence, after);
                let cross = DVector::from_fn(columns.ncols(), |column, _| {
                    let column = columns.column(column);
                    let terms = column.iter().zip(before).zip(&influence);
                    sum(terms.map(|((x, weight), z)| x * weight * z))
                });
                let follows = columns * (inverse * cross);
                for (z, follows) in influence.iter_mut().zip(follows.iter()) {
                    *z -= follows;
                }
                times(influence, after)
            }
        }
    }
}

fn per_weight(influence: &mut [f64], weights: &[f64]) {
    for (z, weight) in influence.iter_mut().zip(weights) {
        *z = if *weight == 0.0 { 0.0 } else { *z / weight };
    }
}

fn times(mut influence: Vec<f64>, weights: &[f64]) -> Vec<f64> {
    for (z, weight) in influence.iter_mut().zip(weights) {
        *z *= weight;
    }
    influence
}

/// Takes the weighted mean of its part from each unit, and returns the largest
/// mean taken.
fn take_out_means(values: &mut [f64], margin: &Margin, weights: &[f64]) -> f64 {
    let mut total = vec![0.0; margin.totals.len()];
    let mut weight = vec![0.0; margin.totals.len()];
    for ((&part, value), w) in margin.part.iter().zip(&*values).zip(weights) {
        total[part as usize] += w * value;
        weight[part as usize] += w;
    }
    for (total, weight) in total.iter_mut().zip(&weight) {
        *total = if *weight > 0.0 { *total / weight } else { 0.0 };
    }
    for (&part, value) in margin.part.iter().zip(values) {
        *value -= total[part as usize];
    }
    total.iter().fold(0.0, |most, mean| most.max(mean.abs()))
}
