//! How sure is the effect, when rows of a unit go together?

use nalgebra::{DMatrix, DVector};

use super::panel::{PanelFit, Prepared, groups};
use super::{ClusterErrors, DidError, DidModel, DifferenceInDifferences};
use crate::model::ClusterCorrection;
use crate::model::cluster::{Block, Clusters};
use crate::model::normal_equations::Cholesky;
use crate::model::two_way::semidefinite_factor;
use crate::numeric::{t_quantile, t_two_sided};
use crate::{Estimate, Level, Method};

pub(super) fn of(
    all: &Prepared,
    fit: &PanelFit,
    model: DidModel,
    level: Level,
) -> Result<DifferenceInDifferences, DidError> {
    let rows = fit.rows.value.len();
    let columns = fit.rank + fit.effects.len();
    if rows <= columns {
        return Err(DidError::TooFewRows { rows, columns });
    }
    let effect = fit.effects[0];
    let clusters = clusters(fit, &[0]);
    let error = |correction| errors(fit, &clusters, correction, all.clusters)[0];
    let scale = match model {
        DidModel::Poisson => 1.0,
        DidModel::Linear => fit.deviance / (rows - columns) as f64,
    };
    let cr2 = error(ClusterCorrection::Cr2);
    let degrees_of_freedom = clusters.satterthwaite(0);
    let reach = t_quantile(1.0 - level.tail(), degrees_of_freedom) * cr2;
    let shown = |value: f64| match model {
        DidModel::Poisson => value.exp(),
        DidModel::Linear => value,
    };
    Ok(DifferenceInDifferences {
        effect,
        standard_error: ClusterErrors {
            model: (fit.unscaled[0] * scale).sqrt(),
            cr0: error(ClusterCorrection::Cr0),
            cr1: error(ClusterCorrection::Cr1),
            cr1s: error(ClusterCorrection::Cr1s),
            cr2,
        },
        degrees_of_freedom,
        p: t_two_sided(effect / cr2, degrees_of_freedom),
        estimate: Estimate {
            value: shown(effect),
            lower: shown(effect - reach),
            upper: shown(effect + reach),
            level,
            method: Method::ClusterRobustT,
        },
        deviance: fit.deviance,
        clusters: all.clusters,
        rows_without_information: fit.rows.rows_without_information,
    })
}

/// Standard errors of the contrasts. Units that say nothing are clusters too.
fn errors(
    fit: &PanelFit,
    clusters: &Clusters,
    correction: ClusterCorrection,
    n_clusters: usize,
) -> Vec<f64> {
    let columns = fit.rank + fit.effects.len();
    let factor = correction.factor(n_clusters, fit.rows.value.len(), columns);
    let parts = clusters.parts(correction);
    let contrasts = parts.first().map_or(0, Vec::len);
    (0..contrasts)
        .map(|c| (factor * parts.iter().map(|part| part[c] * part[c]).sum::<f64>()).sqrt())
        .collect()
}

/// The rows by unit, for the effects at `places`.
pub(super) fn clusters(fit: &PanelFit, places: &[usize]) -> Clusters {
    let rows = &fit.rows;
    let mut members = vec![Vec::new(); groups(&rows.unit)];
    for (row, &unit) in rows.unit.iter().enumerate() {
        members[unit].push(row);
    }
    let shared = SharedBasis::of(fit, &members);
    let k = fit.effects.len();
    let blocks = members.iter().map(|members| {
        let n = members.len();
        let weight = DVector::from_iterator(n, members.iter().map(|&row| fit.weights[row]));
        let total: f64 = weight.sum();
        let scores = members.iter().map(|&row| fit.scores[row]);
        Block {
            contrast: DMatrix::from_fn(n, places.len(), |i, c| {
                let at = |j: usize| fit.columns[j][members[i]] * fit.unscaled[j * k + places[c]];
                (0..k).map(at).sum()
            }),
            residual: DVector::from_iterator(n, scores).component_div(&weight),
            own: DMatrix::from_fn(n, 1, |i, _| (weight[i] / total).sqrt()),
            shared: shared.rows_of(fit, members),
            weight,
        }
    });
    Clusters::new(blocks.collect())
}

/// Orthonormal columns for periods and effects, units' levels taken out.
struct SharedBasis {
    periods: DMatrix<f64>,
    effects: Cholesky,
}

impl SharedBasis {
    fn of(fit: &PanelFit, members: &[Vec<usize>]) -> Self {
        let t = groups(&fit.rows.period);
        let mut remains = DMatrix::<f64>::zeros(t, t);
        let mut sizes = vec![0.0; t];
        for rows in members {
            let shares = shares(fit, rows, t);
            let total: f64 = rows.iter().map(|&row| fit.weights[row]).sum();
            for &row in rows {
                let period = fit.rows.period[row];
                sizes[period] += fit.weights[row];
                remains[(period, period)] += fit.weights[row];
            }
            for a in 0..t {
                for b in 0..=a {
                    remains[(a, b)] -= shares[a] * shares[b] * total;
                }
            }
        }
        let k = fit.effects.len();
        let mut products = vec![0.0; k * k];
        for i in 0..k {
            for j in 0..k {
                let pairs = fit.columns[i].iter().zip(&fit.columns[j]);
                products[i * k + j] = pairs.zip(&fit.weights).map(|((a, b), w)| w * a * b).sum();
            }
        }
        Self {
            periods: semidefinite_factor(remains, &sizes),
            effects: Cholesky::of(&products, k).expect("factored once in the fit"),
        }
    }

    fn rows_of(&self, fit: &PanelFit, members: &[usize]) -> DMatrix<f64> {
        let t = self.periods.nrows();
        let k = fit.effects.len();
        let shares = shares(fit, members, t);
        let mut basis = DMatrix::zeros(members.len(), t + k);
        for (i, &row) in members.iter().enumerate() {
            let root = fit.weights[row].sqrt();
            let mut values: Vec<f64> = shares.iter().map(|share| -share * root).collect();
            values[fit.rows.period[row]] += root;
            for a in 0..t {
                let pivot = self.periods[(a, a)];
                let known: f64 = (0..a).map(|b| self.periods[(a, b)] * values[b]).sum();
                values[a] = if pivot == 0.0 {
                    0.0
                } else {
                    (values[a] - known) / pivot
                };
            }
            let mut effects: Vec<f64> = (0..k).map(|j| fit.columns[j][row] * root).collect();
            self.effects.whiten(&mut effects);
            for (column, value) in values.into_iter().chain(effects).enumerate() {
                basis[(i, column)] = value;
            }
        }
        basis
    }
}

/// Each period's share of a unit's weight.
fn shares(fit: &PanelFit, members: &[usize], periods: usize) -> Vec<f64> {
    let mut shares = vec![0.0; periods];
    let total: f64 = members.iter().map(|&row| fit.weights[row]).sum();
    for &row in members {
        shares[fit.rows.period[row]] += fit.weights[row] / total;
    }
    shares
}
