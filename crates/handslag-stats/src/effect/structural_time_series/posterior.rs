//! How likely are variances and coefficients, and what would follow from each?

mod pass;

use nalgebra::DMatrix;
use rayon::prelude::*;

use super::grid::{Point, around};
use super::mixture::Normal;
use super::{Standardised, StructuralEffectError, StructuralPrior};
use crate::model::kalman::Structural;
use crate::model::nelder_mead::{Stop, nelder_mead};
use crate::numeric::sum;
use pass::{Fit, Pass};

/// What is known of a variance before anything is seen: one over it is gamma,
/// as if `observations` had been seen with standard deviation `guess`.
#[derive(Debug, Clone, Copy)]
struct VariancePrior {
    guess: f64,
    observations: f64,
    /// The standard deviation is not above this.
    limit: f64,
}

impl VariancePrior {
    /// Of the logarithm of the variance, without constant.
    fn log_density(&self, log_variance: f64) -> f64 {
        if log_variance > 2.0 * self.limit.ln() {
            return f64::NEG_INFINITY;
        }
        let sum_of_squares = self.observations * self.guess * self.guess;
        -0.5 * (self.observations * log_variance + sum_of_squares * (-log_variance).exp())
    }
}

/// The model with its priors, ready to be judged at any variances.
#[derive(Debug)]
pub(super) struct Posterior<'a> {
    data: &'a Standardised,
    seasons: usize,
    noise: VariancePrior,
    level: VariancePrior,
    season: VariancePrior,
    /// Precision of the coefficients before anything is seen, times the noise
    /// variance.
    information: DMatrix<f64>,
    /// How likely each coefficient is to matter.
    matters: f64,
    /// Which coefficients are in, for all subsets considered.
    subsets: Vec<Vec<usize>>,
}

/// One normal distribution of what was to be expected.
#[derive(Debug, Clone)]
pub(super) struct Component {
    /// Of the sum over the counted periods.
    pub total: Normal,
    /// Of each period.
    pub periods: Vec<Normal>,
}

/// Subsets are listed up to this many columns; beyond, only those near the
/// best are.
const LISTED: usize = 8;

/// Components that weigh less than this share of the heaviest are left out.
const LIGHT: f64 = 3e-4;

impl<'a> Posterior<'a> {
    pub fn new(data: &'a Standardised, prior: StructuralPrior) -> Self {
        let width = data.columns.len();
        let walk = |guess: f64, observations: f64| VariancePrior {
            guess,
            observations,
            limit: 1.0,
        };
        let noise = if width > 0 {
            // The controls are expected to explain four fifths.
            VariancePrior {
                guess: 0.2f64.sqrt(),
                observations: 50.0,
                limit: 1.2,
            }
        } else {
            VariancePrior {
                guess: 1.0,
                observations: 0.01,
                limit: 1.2,
            }
        };
        let expected = 3.0;
        let mut posterior = Self {
            data,
            seasons: prior.seasons.max(1),
            noise,
            level: walk(prior.level_sd, 32.0),
            season: walk(0.01, 0.01),
            information: information(&data.columns),
            matters: f64::min(1.0, expected / width as f64),
            subsets: vec![(0..width).collect()],
        };
        if posterior.matters < 1.0 {
            posterior.subsets = posterior.likely_subsets(width);
        }
        posterior
    }

    /// Every subset of few columns; of many, those found by adding or leaving
    /// out one at a time from the best, as long as they are not a few thousand
    /// times less likely at the variances one would guess.
    fn likely_subsets(&self, width: usize) -> Vec<Vec<usize>> {
        if width <= LISTED {
            return (0..1usize << width)
                .map(|bits| {
                    (0..width)
                        .filter(|column| bits >> column & 1 == 1)
                        .collect()
                })
                .collect();
        }
        const FAR: f64 = 8.0;
        const MOST: usize = 200;
        let pass = self.pass(self.start::<3>());
        let judge = |subset: &Vec<usize>| pass.judge(self, subset).map(|fit| fit.log_density);
        let mut known: Vec<(Vec<usize>, f64)> = Vec::new();
        let mut edge: Vec<Vec<usize>> = vec![Vec::new()];
        let mut best = f64::NEG_INFINITY;
        while !edge.is_empty() && known.len() < 20 * MOST {
            let mut found: Vec<(Vec<usize>, f64)> = edge
                .par_iter()
                .filter_map(|subset| Some((subset.clone(), judge(subset)?)))
                .collect();
            let before = best;
            for (_, density) in &found {
                best = best.max(*density);
            }
            found.retain(|(_, density)| *density > best - FAR || *density > before);
            edge = found
                .iter()
                .flat_map(|(subset, _)| flipped(subset, width))
                .collect();
            known.extend(found);
            edge.sort();
            edge.dedup();
            edge.retain(|subset| known.iter().all(|(other, _)| other != subset));
        }
        known.retain(|(_, density)| *density > best - FAR);
        known.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        known.truncate(MOST);
        known.into_iter().map(|(subset, _)| subset).collect()
    }

    /// All that was to be expected, as a mixture.
    pub fn components(&self, counted: &[bool]) -> Result<Vec<Component>, StructuralEffectError> {
        if self.seasons > 1 {
            self.components_over::<3>(counted)
        } else {
            self.components_over::<2>(counted)
        }
    }

    fn components_over<const N: usize>(
        &self,
        counted: &[bool],
    ) -> Result<Vec<Component>, StructuralEffectError> {
        let log_density = |at: [f64; N]| self.log_density(at);
        let start: [f64; N] = self.start();
        let array = |at: &[f64]| -> [f64; N] { std::array::from_fn(|axis| at[axis]) };
        // The grid only has to begin near the top.
        let found = nelder_mead(|at| -log_density(array(at)), &start, Stop::default());
        let top = array(&found.point);
        let steps = steps(top, &log_density);
        let points = around(top, steps, log_density).ok_or(StructuralEffectError::NotSettled)?;
        let highest = points
            .iter()
            .fold(f64::NEG_INFINITY, |most, point| most.max(point.log_density));
        let components: Vec<Vec<Component>> = points
            .par_iter()
            .map(|point| self.components_at(point, highest, counted))
            .collect();
        Ok(components.into_iter().flatten().collect())
    }

    /// Where the search begins: the guesses of the priors.
    fn start<const N: usize>(&self) -> [f64; N] {
        let guesses = [self.noise.guess, self.level.guess, self.season.guess];
        std::array::from_fn(|axis| 2.0 * f64::ln(guesses[axis].min(0.9)))
    }

    fn priors(&self) -> [VariancePrior; 3] {
        [self.noise, self.level, self.season]
    }

    fn prior_log_density(&self, at: &[f64]) -> f64 {
        let priors = self.priors();
        let each = at.iter().zip(&priors);
        each.map(|(log, prior)| prior.log_density(*log)).sum()
    }

    fn log_density<const N: usize>(&self, at: [f64; N]) -> f64 {
        let prior = self.prior_log_density(&at);
        if !prior.is_finite() {
            return f64::NEG_INFINITY;
        }
        let pass = self.pass(at);
        let densities: Vec<f64> = self
            .subsets
            .iter()
            .filter_map(|subset| pass.judge(self, subset))
            .map(|fit| fit.log_density)
            .collect();
        prior + log_of_sum(&densities)
    }

    fn pass<const N: usize>(&self, at: [f64; N]) -> Pass {
        let model = Structural {
            seasons: self.seasons,
            noise: at[0].exp(),
            level_step: at[1].exp(),
            season_step: at.get(2).map_or(0.0, |log| log.exp()),
            first_level: 1.0,
            first_season: 1.0,
        };
        let mut series: Vec<&[f64]> = vec![&self.data.values];
        let columns = self.data.columns.iter();
        series.extend(columns.map(|column| &column[..self.data.n_before]));
        let mut first = vec![0.0; series.len() * model.size()];
        first[0] = self.data.values[0];
        let filtered = model.filter(&series, &first);
        Pass::new(model, filtered, series.len())
    }

    fn components_at<const N: usize>(
        &self,
        point: &Point<N>,
        highest: f64,
        counted: &[bool],
    ) -> Vec<Component> {
        let pass = self.pass(point.at);
        let prior = self.prior_log_density(&point.at);
        let fits: Vec<Fit> = self
            .subsets
            .iter()
            .filter_map(|subset| pass.judge(self, subset))
            .filter(|fit| prior + fit.log_density > highest + LIGHT.ln())
            .collect();
        if fits.is_empty() {
            return Vec::new();
        }
        let expected = pass.expected(self.data, counted);
        fits.iter()
            .map(|fit| expected.given(fit, (prior + fit.log_density - highest).exp()))
            .collect()
    }
}

/// The precision of a hundredth of an observation, half of it shared with the
/// diagonal so that columns that follow from each other do no harm.
fn information(columns: &[Vec<f64>]) -> DMatrix<f64> {
    const WEIGHT: f64 = 0.01;
    DMatrix::from_fn(columns.len(), columns.len(), |i, j| {
        let terms = columns[i].iter().zip(&columns[j]);
        let cell = WEIGHT * sum(terms.map(|(a, b)| a * b)) / columns[i].len() as f64;
        if i == j { cell.max(1e-12) } else { 0.5 * cell }
    })
}

fn flipped(subset: &[usize], width: usize) -> Vec<Vec<usize>> {
    (0..width)
        .map(|column| {
            let mut other = subset.to_vec();
            match other.binary_search(&column) {
                Ok(place) => {
                    other.remove(place);
                }
                Err(place) => other.insert(place, column),
            }
            other
        })
        .collect()
}

fn log_of_sum(logs: &[f64]) -> f64 {
    let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if most.is_finite() {
        most + sum(logs.iter().map(|log| (log - most).exp())).ln()
    } else {
        most
    }
}

/// Steps of the grid: the standard deviation along each axis, but no more than
/// a factor of two in the standard deviation that the axis is of.
fn steps<const N: usize>(top: [f64; N], log_density: &impl Fn([f64; N]) -> f64) -> [f64; N] {
    const TRY: f64 = 0.05;
    let at_top = log_density(top);
    std::array::from_fn(|axis| {
        let moved = |by: f64| {
            let mut at = top;
            at[axis] += by;
            log_density(at)
        };
        let bend = (2.0 * at_top - moved(TRY) - moved(-TRY)) / (TRY * TRY);
        // At a limit the bend is infinite or undefined.
        let sd = if bend > 0.0 && bend.is_finite() {
            bend.sqrt().recip()
        } else {
            0.5
        };
        sd.clamp(0.05, 1.5)
    })
}
