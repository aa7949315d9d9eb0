//! The difference after, and its linearised error.

use super::panel::MicroPanel;
use crate::model::dot;
use crate::numeric::Sum;

/// The weighted regression of one outcome after on period and treatment.
pub(super) struct Contrast {
    pub treated_total: f64,
    pub control_total: f64,
    /// Coefficient of treatment, and its standard error.
    pub difference: f64,
    pub se: f64,
    /// Log of treated mean over control mean, by the delta method.
    pub log_ratio: f64,
    pub log_ratio_se: f64,
}

impl Contrast {
    /// Every place in every period after is an observation of its own; periods
    /// have levels of their own. Errors are linearised with the factor n/(n − 1)
    /// (Binder 1983, doi:10.2307/1402588).
    pub fn new(panel: &MicroPanel, treated: &[bool], weights: &[f64], outcome: usize) -> Self {
        let table = &panel.outcomes()[outcome];
        let sides = Sides::new(treated, weights);
        let sums: Vec<(f64, f64)> = panel
            .after()
            .map(|period| sides.sums(table.column(period), weights))
            .collect();
        let periods = sums.len() as f64;
        let treated_total: f64 = sums.iter().map(|sum| sum.0).sum();
        let control_total: f64 = sums.iter().map(|sum| sum.1).sum();
        // The same weights in every period: treatment and periods are orthogonal
        // but for the mean, and the normal equations have a closed solution.
        let (of_treated, of_control) = (sides.treated.len() as f64, sides.control_weight);
        let difference =
            treated_total / (of_treated * periods) - control_total / (of_control * periods);
        let all = of_treated + of_control;
        let levels: Vec<f64> = sums
            .iter()
            .map(|(treated, control)| (treated + control - difference * of_treated) / all)
            .collect();
        let scatter: Vec<(f64, f64)> = panel
            .after()
            .zip(&levels)
            .map(|(period, &level)| sides.scatter(table.column(period), weights, level, difference))
            .collect();
        let observations = treated.len() as f64 * periods;
        let factor = observations / (observations - 1.0);
        // Treatment's own score is (z − share)·w·r over its spread about the
        // periods' levels; the share is the same in every period.
        let share = of_treated / all;
        let information = periods * of_treated * (1.0 - share);
        let on_difference = |a: f64, b: f64| a * (1.0 - share).powi(2) + b * share * share;
        let variance = factor
            * scatter
                .iter()
                .map(|&(a, b)| on_difference(a, b))
                .sum::<f64>()
            / (information * information);
        // The mean of the levels is ȳ − share·difference.
        let control_mean = levels.iter().sum::<f64>() / periods;
        let treated_mean = control_mean + difference;
        let log_variance = factor
            * scatter
                .iter()
                .map(|&(a, b)| {
                    // Influence of an observation on each mean.
                    let on_treated = |z: f64| influence(z, share, all, periods, information, 1.0);
                    let on_control = |z: f64| influence(z, share, all, periods, information, 0.0);
                    let slope =
                        |z: f64| on_treated(z) / treated_mean - on_control(z) / control_mean;
                    a * slope(1.0).powi(2) + b * slope(0.0).powi(2)
                })
                .sum::<f64>();
        Self {
            treated_total,
            control_total,
            difference,
            se: variance.sqrt(),
            log_ratio: (treated_mean / control_mean).ln(),
            log_ratio_se: log_variance.sqrt(),
        }
    }

    pub fn z(&self) -> f64 {
        self.difference / self.se
    }
}

/// How much a weighted residual moves the mean of the levels plus `with_treatment`
/// times the difference.
fn influence(z: f64, share: f64, all: f64, periods: f64, information: f64, with: f64) -> f64 {
    let on_difference = (z - share) / information;
    let on_level = 1.0 / (all * periods) - share * on_difference;
    on_level + with * on_difference
}

/// The treated places, and the others that weigh something.
struct Sides {
    treated: Vec<usize>,
    control: Vec<usize>,
    control_weight: f64,
}

impl Sides {
    fn new(treated: &[bool], weights: &[f64]) -> Self {
        let control: Vec<usize> = (0..treated.len())
            .filter(|&place| !treated[place] && weights[place] > 0.0)
            .collect();
        Self {
            treated: (0..treated.len()).filter(|&place| treated[place]).collect(),
            control_weight: control.iter().map(|&p| weights[p]).collect::<Sum>().value(),
            control,
        }
    }

    fn sums(&self, values: &[f64], weights: &[f64]) -> (f64, f64) {
        let over = |places: &[usize]| {
            let (values, weights): (Vec<f64>, Vec<f64>) = places
                .iter()
                .map(|&place| (values[place], weights[place]))
                .unzip();
            dot(&values, &weights)
        };
        (over(&self.treated), over(&self.control))
    }

    /// Sums of squared weighted residuals on each side.
    fn scatter(&self, values: &[f64], weights: &[f64], level: f64, difference: f64) -> (f64, f64) {
        let over = |places: &[usize], level: f64| {
            places
                .iter()
                .map(|&place| (weights[place] * (values[place] - level)).powi(2))
                .sum::<f64>()
        };
        (
            over(&self.treated, level + difference),
            over(&self.control, level),
        )
    }
}
