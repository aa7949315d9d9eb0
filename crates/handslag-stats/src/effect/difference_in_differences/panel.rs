//! Which effects make the panel likeliest, with a level for each unit and period?

use std::collections::BTreeMap;

use super::{DidError, DidModel, PanelRows};
use crate::model::normal_equations::Cholesky;
use crate::model::two_way::TwoWay;
use crate::numeric::sum;

/// The rows that say something, numbered without gaps.
#[derive(Debug, Clone)]
pub(super) struct Prepared {
    /// Each row's unit and period, from zero without gaps.
    pub unit: Vec<usize>,
    pub period: Vec<usize>,
    pub value: Vec<f64>,
    pub offset: Vec<f64>,
    pub treated: Vec<f64>,
    /// Units of all rows that were given, whether they say anything or not.
    pub clusters: usize,
    pub rows_without_information: usize,
}

/// A panel regression that has been fitted.
#[derive(Debug, Clone)]
pub(super) struct PanelFit {
    /// The rows that were used: fewer than given if some have a mean of zero.
    pub rows: Prepared,
    pub effects: Vec<f64>,
    /// What unit and period leave of each column.
    pub columns: Vec<Vec<f64>>,
    pub weights: Vec<f64>,
    /// Derivative of the log-likelihood of each row with its predictor.
    pub scores: Vec<f64>,
    /// Inverse information of the effects.
    pub unscaled: Vec<f64>,
    /// Levels of units and periods that are independent.
    pub rank: usize,
    pub deviance: f64,
}

impl Prepared {
    pub fn new(rows: &PanelRows, model: DidModel) -> Result<Self, DidError> {
        check(rows, model)?;
        let keep: Vec<usize> = (0..rows.unit.len())
            .filter(|&row| !rows.value[row].is_nan())
            .collect();
        let pick = |values: &[f64]| keep.iter().map(|&row| values[row]).collect::<Vec<f64>>();
        let ids =
            |values: &[usize]| numbered(&keep.iter().map(|&row| values[row]).collect::<Vec<_>>());
        let offset = match (model, rows.exposure) {
            (DidModel::Poisson, Some(exposure)) => {
                pick(exposure).into_iter().map(f64::ln).collect()
            }
            _ => vec![0.0; keep.len()],
        };
        let unit = ids(rows.unit);
        let all = Self {
            clusters: groups(&unit),
            unit,
            period: ids(rows.period),
            value: pick(rows.value),
            offset,
            treated: pick(rows.treated),
            rows_without_information: 0,
        };
        let prepared = match model {
            DidModel::Linear => all,
            DidModel::Poisson => all.without_empty_groups(),
        };
        let (units, periods) = (groups(&prepared.unit), groups(&prepared.period));
        if units < 2 || periods < 2 {
            return Err(DidError::TooFew { units, periods });
        }
        Ok(prepared)
    }

    /// Fits one effect for each of `columns`.
    pub fn fit(&self, columns: &[Vec<f64>], model: DidModel) -> Result<PanelFit, DidError> {
        match model {
            DidModel::Linear => self.fit_linear(columns),
            DidModel::Poisson => self.fit_poisson(columns),
        }
    }

    /// Leaves out units and periods that counted nothing: their level goes to
    /// zero, and with it all they could say.
    fn without_empty_groups(self) -> Self {
        let mut keep = vec![true; self.unit.len()];
        loop {
            let mut by_unit = vec![0.0; groups(&self.unit)];
            let mut by_period = vec![0.0; groups(&self.period)];
            for row in (0..keep.len()).filter(|&row| keep[row]) {
                by_unit[self.unit[row]] += self.value[row];
                by_period[self.period[row]] += self.value[row];
            }
            let mut changed = false;
            for row in 0..keep.len() {
                let says = by_unit[self.unit[row]] > 0.0 && by_period[self.period[row]] > 0.0;
                changed |= keep[row] && !says;
                keep[row] &= says;
            }
            if !changed {
                return self.where_kept(&keep);
            }
        }
    }

    fn where_kept(&self, keep: &[bool]) -> Self {
        let left: Vec<usize> = (0..keep.len()).filter(|&row| keep[row]).collect();
        let pick = |values: &[f64]| left.iter().map(|&row| values[row]).collect::<Vec<f64>>();
        let ids =
            |values: &[usize]| numbered(&left.iter().map(|&row| values[row]).collect::<Vec<_>>());
        Self {
            unit: ids(&self.unit),
            period: ids(&self.period),
            value: pick(&self.value),
            offset: pick(&self.offset),
            treated: pick(&self.treated),
            clusters: self.clusters,
            rows_without_information: self.rows_without_information + keep.len() - left.len(),
        }
    }

    fn fit_linear(&self, columns: &[Vec<f64>]) -> Result<PanelFit, DidError> {
        let levels = TwoWay::new(&self.unit, &self.period);
        let weights = vec![1.0; self.value.len()];
        let (reduced, cholesky) = reduce(&levels, columns, &weights)?;
        let mut left = self.value.clone();
        levels.residual(&mut left);
        let effects = project(&reduced, &cholesky, &weights, &mut left);
        let deviance = sum(left.iter().map(|residual| residual * residual));
        Ok(PanelFit {
            rows: self.clone(),
            effects,
            columns: reduced,
            weights,
            scores: left,
            unscaled: cholesky.inverse(),
            rank: levels.rank(),
            deviance,
        })
    }

    fn fit_poisson(&self, columns: &[Vec<f64>]) -> Result<PanelFit, DidError> {
        match self.fit_counts(columns) {
            Ok((fit, false)) => Ok(fit),
            Err(error @ DidError::Explained { .. }) => Err(error),
            // The mean of some rows goes to zero, or seems to.
            doubtful => {
                let keep = self.rows_with_an_end(columns);
                if keep.iter().all(|&keep| keep) {
                    return doubtful.map(|(fit, _)| fit);
                }
                let kept = |column: &Vec<f64>| {
                    let pairs = column.iter().zip(&keep);
                    pairs.filter_map(|(&v, &keep)| keep.then_some(v)).collect()
                };
                let columns: Vec<Vec<f64>> = columns.iter().map(kept).collect();
                match self.where_kept(&keep).fit_counts(&columns) {
                    Ok((fit, _)) => Ok(fit),
                    Err(DidError::Explained { .. }) => Err(DidError::Separated),
                    Err(error) => Err(error),
                }
            }
        }
    }

    /// The fit, and whether some mean is on its way to zero.
    fn fit_counts(&self, columns: &[Vec<f64>]) -> Result<(PanelFit, bool), DidError> {
        const MOST_STEPS: u32 = 60;
        const SETTLED: f64 = 1e-13;
        const SUSPECT: f64 = 1e-6;
        let mut levels = TwoWay::new(&self.unit, &self.period);
        let n = self.value.len();
        let mut mean: Vec<f64> = self.value.iter().map(|value| value + 0.1).collect();
        let mut predictor: Vec<f64> = Vec::new();
        let mut effects = vec![0.0; columns.len()];
        let mut settled = false;
        for _ in 0..MOST_STEPS {
            levels.weigh(&mean);
            let (reduced, cholesky) = reduce(&levels, columns, &mean)?;
            if settled {
                let pairs = || self.value.iter().zip(&mean);
                let average = sum(self.value.iter().copied()) / n as f64;
                let suspect = pairs().any(|(&y, &m)| y == 0.0 && m < SUSPECT * average);
                let fit = PanelFit {
                    rows: self.clone(),
                    effects,
                    columns: reduced,
                    scores: pairs().map(|(y, m)| y - m).collect(),
                    unscaled: cholesky.inverse(),
                    rank: levels.rank(),
                    deviance: sum(pairs().map(|(&y, &m)| poisson_deviance(y, m))),
                    weights: mean,
                };
                return Ok((fit, suspect));
            }
            let first = predictor.is_empty();
            // How far off on the log scale; at first, from nothing at all.
            let off = |row: usize| {
                let step = (self.value[row] - mean[row]) / mean[row];
                if first {
                    mean[row].ln() - self.offset[row] + step
                } else {
                    step
                }
            };
            let mut left: Vec<f64> = (0..n).map(off).collect();
            let wanted = left.clone();
            levels.residual(&mut left);
            let change = project(&reduced, &cholesky, &mean, &mut left);
            let step: Vec<f64> = wanted
                .iter()
                .zip(&left)
                .map(|(all, left)| all - left)
                .collect();
            if first {
                predictor.clone_from(&self.offset);
            }
            // The same as scores times step, but for the rounding of the scores.
            let promise = sum(mean
                .iter()
                .zip(&step)
                .map(|(mean, step)| mean * step * step));
            settled = !first && promise <= SETTLED;
            let share = if first {
                self.go(&mut predictor, &step, None)
            } else {
                self.go(&mut predictor, &step, Some(promise))
            };
            for (effect, change) in effects.iter_mut().zip(&change) {
                *effect += share * change;
            }
            for (mean, predictor) in mean.iter_mut().zip(&predictor) {
                // No mean may vanish, or a level would weigh nothing.
                *mean = predictor.clamp(-200.0, 300.0).exp();
            }
        }
        Err(DidError::NotConverged { steps: MOST_STEPS })
    }

    /// Takes the step, halved as often as the likelihood would fall; returns
    /// the share taken. The first step has nothing to fall from.
    fn go(&self, predictor: &mut [f64], step: &[f64], promise: Option<f64>) -> f64 {
        const MOST_HALVINGS: u32 = 30;
        let at = |predictor: &[f64], share: f64| {
            let rows = self.value.iter().zip(predictor).zip(step);
            sum(rows.map(|((y, eta), step)| {
                let eta = eta + share * step;
                y * eta - eta.exp()
            }))
        };
        let mut share = 1.0;
        if let Some(promise) = promise
            && promise > 1e-8
        {
            let before = at(predictor, 0.0);
            for _ in 0..MOST_HALVINGS {
                if at(predictor, share) >= before - 1e-13 * before.abs() {
                    break;
                }
                share *= 0.5;
            }
        }
        for (predictor, step) in predictor.iter_mut().zip(step) {
            *predictor += share * step;
        }
        share
    }

    /// Which rows keep a mean above zero, by rectified regression with a weight
    /// on the rows with counts that all but forbids to touch them (Correia,
    /// Guimarães and Zylkin 2019, arXiv:1903.01633).
    fn rows_with_an_end(&self, columns: &[Vec<f64>]) -> Vec<bool> {
        const ROUNDS: usize = 100;
        const HEAVY: f64 = 1e7;
        let n = self.value.len();
        let empty: Vec<bool> = self.value.iter().map(|&value| value == 0.0).collect();
        let weights: Vec<f64> = empty.iter().map(|&e| if e { 1.0 } else { HEAVY }).collect();
        let mut levels = TwoWay::new(&self.unit, &self.period);
        levels.weigh(&weights);
        let Ok((reduced, cholesky)) = reduce(&levels, columns, &weights) else {
            return vec![true; n];
        };
        let mut wanted: Vec<f64> = empty.iter().map(|&e| f64::from(u8::from(e))).collect();
        for _ in 0..ROUNDS {
            let mut left = wanted.clone();
            levels.residual(&mut left);
            project(&reduced, &cholesky, &weights, &mut left);
            let reached = |row: usize| wanted[row] - left[row];
            let lowest = (0..n)
                .filter(|&r| empty[r])
                .map(reached)
                .fold(0.0, f64::min);
            if lowest > -1e-5 {
                return (0..n)
                    .map(|row| !(empty[row] && reached(row) > 1e-3))
                    .collect();
            }
            wanted = (0..n)
                .map(|row| {
                    if empty[row] {
                        reached(row).max(0.0)
                    } else {
                        0.0
                    }
                })
                .collect();
        }
        vec![true; n]
    }
}

/// What unit and period leave of the columns, and the factor of their products.
fn reduce(
    levels: &TwoWay,
    columns: &[Vec<f64>],
    weights: &[f64],
) -> Result<(Vec<Vec<f64>>, Cholesky), DidError> {
    let k = columns.len();
    let weighted = |a: &[f64], b: &[f64]| {
        let rows = a.iter().zip(b).zip(weights);
        sum(rows.map(|((a, b), w)| w * a * b))
    };
    let explained = |column: usize| DidError::Explained {
        what: if k == 1 {
            "the treatment".to_owned()
        } else {
            format!("column {column} of the event study")
        },
    };
    let mut reduced = columns.to_vec();
    for (place, column) in reduced.iter_mut().enumerate() {
        let before = weighted(column, column);
        levels.residual(column);
        let after = weighted(column, column);
        if after.is_nan() || after <= 1e-11 * before {
            return Err(explained(place));
        }
    }
    let mut products = vec![0.0; k * k];
    for i in 0..k {
        for j in 0..k {
            products[i * k + j] = weighted(&reduced[i], &reduced[j]);
        }
    }
    let cholesky = Cholesky::of(&products, k).map_err(|dependent| explained(dependent.column))?;
    Ok((reduced, cholesky))
}

/// Takes the columns' part out of `left`; returns their multiples.
fn project(
    columns: &[Vec<f64>],
    cholesky: &Cholesky,
    weights: &[f64],
    left: &mut [f64],
) -> Vec<f64> {
    let product = |column: &Vec<f64>| {
        let rows = column.iter().zip(left.iter()).zip(weights);
        sum(rows.map(|((a, b), w)| w * a * b))
    };
    let mut multiples: Vec<f64> = columns.iter().map(product).collect();
    cholesky.solve(&mut multiples);
    for (column, multiple) in columns.iter().zip(&multiples) {
        for (left, value) in left.iter_mut().zip(column) {
            *left -= multiple * value;
        }
    }
    multiples
}

fn poisson_deviance(value: f64, mean: f64) -> f64 {
    let log_ratio = if value == 0.0 {
        0.0
    } else {
        value * (value / mean).ln()
    };
    2.0 * (log_ratio - (value - mean))
}

/// The same numbers from zero on without gaps, in the same order.
fn numbered(values: &[usize]) -> Vec<usize> {
    let mut places: BTreeMap<usize, usize> = values.iter().map(|&value| (value, 0)).collect();
    for (next, place) in places.values_mut().enumerate() {
        *place = next;
    }
    values.iter().map(|value| places[value]).collect()
}

pub(super) fn groups(numbered: &[usize]) -> usize {
    numbered.iter().max().map_or(0, |most| most + 1)
}

fn check(rows: &PanelRows, model: DidModel) -> Result<(), DidError> {
    let expected = rows.unit.len();
    let lengths = [
        ("period", rows.period.len()),
        ("value", rows.value.len()),
        ("treated", rows.treated.len()),
        ("exposure", rows.exposure.map_or(expected, <[f64]>::len)),
    ];
    if let Some(&(list, found)) = lengths.iter().find(|(_, found)| *found != expected) {
        return Err(DidError::LengthsDiffer {
            list,
            found,
            expected,
        });
    }
    for row in (0..expected).filter(|&row| !rows.value[row].is_nan()) {
        let value = rows.value[row];
        if !value.is_finite() || (model == DidModel::Poisson && value < 0.0) {
            return Err(DidError::NotANumber { row });
        }
        let exposure = rows.exposure.map_or(1.0, |exposure| exposure[row]);
        let exposure_is_good = exposure.is_finite() && exposure > 0.0;
        if !rows.treated[row].is_finite() || (model == DidModel::Poisson && !exposure_is_good) {
            return Err(DidError::NotAnInput { row });
        }
    }
    Ok(())
}
