//! What level and trend do past counts have, when they spread more than Poisson?
//!
//! A log-linear fit of one level a part of the year and at most one slope. The
//! levels are swept out, so each round costs one pass over the counts instead of
//! a factorisation.

use super::reference::Reference;
use crate::numeric::t_two_sided;

/// The stopping rule of R's `glm`: quiet counts stop where its do.
const EPSILON: f64 = 1e-8;
const MOST_ROUNDS: usize = 25;
/// The least mean, so that logarithms stay finite.
const LEAST_MEAN: f64 = f64::EPSILON;

/// A fitted level, slope and spread.
#[derive(Debug)]
pub(super) struct Fit {
    pub(super) converged: bool,
    fitted: Vec<f64>,
    /// The last round's weights: prior weight times the mean it began with.
    working: Vec<f64>,
    sums: Sums,
    /// Log change a step.
    pub(super) slope: Option<f64>,
    /// Log of what is expected now.
    pub(super) log_now: f64,
    dispersion: f64,
    degrees_of_freedom: f64,
}

/// Weighted sums over each level, and the spread of time within levels.
#[derive(Debug, Clone, Default)]
struct Sums {
    weight: Vec<f64>,
    middle_time: Vec<f64>,
    time_spread: f64,
}

/// Levels and slope.
#[derive(Debug, Clone)]
struct Coefficients {
    levels: Vec<f64>,
    slope: f64,
}

impl Fit {
    /// Fits `reference` with `prior` weights.
    pub(super) fn new(reference: &Reference, prior: &[f64], with_trend: bool) -> Self {
        let counts = &reference.counts;
        let log_counts: Vec<f64> = counts.iter().map(|count| count.ln()).collect();
        let mut fitted: Vec<f64> = counts.iter().map(|count| count + 0.1).collect();
        let mut log_fitted: Vec<f64> = fitted.iter().map(|mean| mean.ln()).collect();
        let deviance_of = |fitted: &[f64], log_fitted: &[f64]| {
            deviance(counts, &log_counts, prior, fitted, log_fitted)
        };
        let mut deviance = deviance_of(&fitted, &log_fitted);
        let mut working = vec![0.0; counts.len()];
        let mut before: Option<Coefficients> = None;
        let mut sums = Sums::default();
        let mut converged = false;
        for _ in 0..MOST_ROUNDS {
            for ((working, prior), mean) in working.iter_mut().zip(prior).zip(&fitted) {
                *working = prior * mean;
            }
            let target: Vec<f64> = (0..counts.len())
                .map(|row| log_fitted[row] + (counts[row] - fitted[row]) / fitted[row])
                .collect();
            let mut now;
            (sums, now) = weighted_fit(reference, &working, &target, with_trend);
            predict(reference, &now, &mut fitted, &mut log_fitted);
            let mut next = deviance_of(&fitted, &log_fitted);
            let mut halvings = 0;
            while let (false, Some(before), true) =
                (next.is_finite(), &before, halvings < MOST_ROUNDS)
            {
                now.halfway_to(before);
                predict(reference, &now, &mut fitted, &mut log_fitted);
                next = deviance_of(&fitted, &log_fitted);
                halvings += 1;
            }
            before = Some(now);
            if !next.is_finite() {
                break;
            }
            converged = (next - deviance).abs() / (next.abs() + 0.1) < EPSILON;
            deviance = next;
            if converged {
                break;
            }
        }
        let last = before.expect("at least one round was made");
        let kept = prior.iter().filter(|weight| **weight > 0.0).count();
        let columns = sums.weight.iter().filter(|weight| **weight > 0.0).count()
            + usize::from(with_trend && sums.time_spread > 0.0);
        let degrees_of_freedom = kept.saturating_sub(columns) as f64;
        let squares: f64 = (0..counts.len())
            .map(|row| {
                let residual = (counts[row] - fitted[row]) / fitted[row];
                working[row] * residual * residual
            })
            .sum();
        Self {
            converged,
            slope: (with_trend && sums.time_spread > 0.0).then_some(last.slope),
            log_now: last.levels[reference.n_levels - 1],
            dispersion: if degrees_of_freedom < 1.0 {
                1.0
            } else {
                squares / degrees_of_freedom
            },
            degrees_of_freedom,
            fitted,
            working,
            sums,
        }
    }

    /// Variance over mean; 1 where the counts spread less than Poisson or leave
    /// nothing to judge by.
    pub(super) fn dispersion(&self) -> f64 {
        self.dispersion.max(1.0)
    }

    /// Two-sided p value of the slope; 1 without one.
    pub(super) fn slope_p(&self) -> f64 {
        let Some(slope) = self.slope else { return 1.0 };
        if self.degrees_of_freedom < 1.0 {
            return 1.0;
        }
        let se = (self.dispersion / self.sums.time_spread).sqrt();
        t_two_sided(slope / se, self.degrees_of_freedom)
    }

    /// Standard error of `log_now`, by the dispersion that is at least 1.
    pub(super) fn log_now_se(&self) -> f64 {
        let now = self.sums.weight.len() - 1;
        let level = 1.0 / self.sums.weight[now];
        let trend = match self.slope {
            Some(_) => self.sums.middle_time[now].powi(2) / self.sums.time_spread,
            None => 0.0,
        };
        (self.dispersion() * (level + trend)).sqrt()
    }

    /// Weights that let counts far above their fit count less (Farrington et al.
    /// 1996): by the square of the standardised Anscombe residual above
    /// `threshold`, all together as many as the counts.
    pub(super) fn weights_against_outbreaks(
        &self,
        reference: &Reference,
        threshold: f64,
    ) -> Vec<f64> {
        let dispersion = self.dispersion();
        let raw: Vec<f64> = (0..self.fitted.len())
            .map(|row| {
                let (count, mean) = (reference.counts[row], self.fitted[row]);
                let residual = 1.5 * (count.cbrt().powi(2) * mean.powf(-1.0 / 6.0) - mean.sqrt());
                let free = 1.0 - self.leverage(reference, row);
                // A count that fits itself cannot stand out.
                if free < 1e-12 {
                    return 1.0;
                }
                let standard = residual / (dispersion * free).sqrt();
                if standard > threshold {
                    standard.powi(-2)
                } else {
                    1.0
                }
            })
            .collect();
        let share = raw.len() as f64 / raw.iter().sum::<f64>();
        raw.into_iter().map(|weight| weight * share).collect()
    }

    fn leverage(&self, reference: &Reference, row: usize) -> f64 {
        let level = reference.levels[row];
        let mut leverage = self.working[row] / self.sums.weight[level];
        if self.slope.is_some() {
            let arm = reference.times[row] - self.sums.middle_time[level];
            leverage += self.working[row] * arm * arm / self.sums.time_spread;
        }
        leverage
    }
}

impl Coefficients {
    fn halfway_to(&mut self, other: &Self) {
        self.slope = (self.slope + other.slope) / 2.0;
        for (level, other) in self.levels.iter_mut().zip(&other.levels) {
            *level = (*level + other) / 2.0;
        }
    }
}

/// One least-squares fit: `target` on levels and time.
fn weighted_fit(
    reference: &Reference,
    working: &[f64],
    target: &[f64],
    with_trend: bool,
) -> (Sums, Coefficients) {
    let n = reference.n_levels;
    let (mut weight, mut time, mut level) = (vec![0.0; n], vec![0.0; n], vec![0.0; n]);
    for (row, &part) in reference.levels.iter().enumerate() {
        weight[part] += working[row];
        time[part] += working[row] * reference.times[row];
        level[part] += working[row] * target[row];
    }
    for part in 0..n {
        // A part of the year without counts has no level, and no row asks for it.
        if weight[part] > 0.0 {
            time[part] /= weight[part];
            level[part] /= weight[part];
        }
    }
    let (mut spread, mut product) = (0.0, 0.0);
    if with_trend {
        for (row, &part) in reference.levels.iter().enumerate() {
            let arm = reference.times[row] - time[part];
            spread += working[row] * arm * arm;
            product += working[row] * arm * (target[row] - level[part]);
        }
    }
    let slope = if spread > 0.0 { product / spread } else { 0.0 };
    for part in 0..n {
        level[part] -= slope * time[part];
    }
    (
        Sums {
            weight,
            middle_time: time,
            time_spread: spread,
        },
        Coefficients {
            levels: level,
            slope,
        },
    )
}

fn predict(
    reference: &Reference,
    coefficients: &Coefficients,
    fitted: &mut [f64],
    log_fitted: &mut [f64],
) {
    for row in 0..fitted.len() {
        let log =
            coefficients.levels[reference.levels[row]] + coefficients.slope * reference.times[row];
        log_fitted[row] = log;
        fitted[row] = log.exp().max(LEAST_MEAN);
    }
}

fn deviance(
    counts: &[f64],
    log_counts: &[f64],
    prior: &[f64],
    fitted: &[f64],
    log_fitted: &[f64],
) -> f64 {
    let floor = LEAST_MEAN.ln();
    (0..counts.len())
        .map(|row| {
            let distance = fitted[row] - counts[row];
            let part = if counts[row] > 0.0 {
                counts[row] * (log_counts[row] - log_fitted[row].max(floor)) + distance
            } else {
                distance
            };
            2.0 * prior[row] * part
        })
        .sum()
}
