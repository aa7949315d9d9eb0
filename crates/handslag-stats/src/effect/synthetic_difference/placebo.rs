//! How much would the estimate vary if controls had been treated instead?

use rayon::prelude::*;

use super::{
    Difference, DifferenceDesign, DifferencePanel, Quadratic, Walk, controls_before, effect_curve,
    periods_problem,
};
use crate::model::dot;
use crate::numeric::{Seed, mean, normal_quantile, shuffle, variance};
use crate::{Estimate, Level, Method};

/// The spread of the estimate among controls that were not treated.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceboSpread {
    /// The placebo standard error, in the outcome's unit.
    pub se: f64,
    /// About how far the standard error is off for drawing a limited number.
    pub monte_carlo_se: f64,
    /// The placebo estimates, in the order drawn.
    pub estimates: Vec<f64>,
}

/// Why placebos could not be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PlaceboError {
    /// There are no more controls than treated, so none are left to compare with.
    #[error("{controls} controls are too few to stand in for {treated} treated")]
    TooFewControls {
        /// Controls.
        controls: usize,
        /// Treated.
        treated: usize,
    },
    /// A spread needs at least two.
    #[error("a spread needs at least two replicates, not {0}")]
    TooFewReplicates(u32),
}

impl PlaceboSpread {
    /// The estimate with a normal interval of this standard error.
    pub fn interval(&self, difference: &Difference, level: Level) -> Estimate {
        let reach = normal_quantile(1.0 - level.tail()) * self.se;
        Estimate {
            value: difference.value,
            lower: difference.value - reach,
            upper: difference.value + reach,
            level,
            method: Method::PlaceboNormal,
        }
    }
}

/// The placebo standard error (Arkhangelsky et al. 2021, doi:10.1257/aer.20190159,
/// algorithm 4): controls
/// drawn without replacement stand in for the treated, and the estimate is made
/// anew among the rest, with the penalties of the estimate itself.
///
/// - `difference`: the estimate in the same panel.
/// - `replicates`: how many times. The standard error is off by about
///   1/√(2·replicates) of itself, and more if a control is very unlike the rest.
/// - Returns the spread in the outcome's unit, the same for any number of threads.
///
/// # Errors
/// [`PlaceboError`] with no more controls than treated, or fewer than two
/// replicates.
///
/// # Assumptions
/// The treated would have varied about as the controls do.
///
/// ```
/// # use handslag_stats::effect::synthetic_difference::*;
/// # use handslag_stats::{model::Columns, numeric::Seed};
/// // Worked by hand: the two controls rise by 1 and 3, so that one against the
/// // other gives 2 or −2, and the spread is √(4 − mean²).
/// let outcomes = Columns::from_rows(&[
///     vec![1.0, 3.0, 5.0],
///     vec![2.0, 2.0, 5.0],
///     vec![2.5, 5.5, 12.0],
/// ])?;
/// let panel = DifferencePanel::new(outcomes, 2, 2)?;
/// let difference = synthetic_difference(&panel, DifferenceDesign::Difference)?;
/// let spread = placebo_spread(&panel, &difference, 100, Seed(1))?;
/// assert!(spread.estimates.iter().all(|estimate| estimate.abs() == 2.0));
/// let mean = spread.estimates.iter().sum::<f64>() / 100.0;
/// assert!((spread.se - (4.0 - mean * mean).sqrt()).abs() < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn placebo_spread(
    panel: &DifferencePanel,
    difference: &Difference,
    replicates: u32,
    seed: Seed,
) -> Result<PlaceboSpread, PlaceboError> {
    if panel.controls <= panel.treated() {
        return Err(PlaceboError::TooFewControls {
            controls: panel.controls,
            treated: panel.treated(),
        });
    }
    if replicates < 2 {
        return Err(PlaceboError::TooFewReplicates(replicates));
    }
    let shared = Shared::new(panel, difference);
    let estimates: Vec<f64> = (0..replicates)
        .into_par_iter()
        .map(|replicate| {
            let mut order: Vec<usize> = (0..panel.controls).collect();
            shuffle(&mut seed.replicate(u64::from(replicate)), &mut order);
            shared.placebo(&order)
        })
        .collect();
    let n = f64::from(replicates);
    let middle = mean(&estimates);
    let spread = ((n - 1.0) / n * variance(&estimates)).sqrt();
    // The delta method on the variance of a variance, with the tails as seen.
    let fourth = estimates
        .iter()
        .map(|e| ((e - middle) / spread).powi(4))
        .sum::<f64>()
        / n;
    Ok(PlaceboSpread {
        se: spread,
        monte_carlo_se: spread * ((fourth - 1.0).max(0.0) / (4.0 * n)).sqrt(),
        estimates,
    })
}

/// What every placebo needs: the inner products of all controls.
struct Shared<'a> {
    panel: &'a DifferencePanel,
    difference: &'a Difference,
    products: Quadratic,
}

impl<'a> Shared<'a> {
    fn new(panel: &'a DifferencePanel, difference: &'a Difference) -> Self {
        let centred = difference.design == DifferenceDesign::SyntheticDifference;
        let before = controls_before(panel, centred);
        let products = Quadratic::least_squares(
            &before,
            &vec![0.0; panel.pre_periods],
            difference.penalties.units,
        );
        Self {
            panel,
            difference,
            products,
        }
    }

    /// The estimate when the last of `order` stand in for the treated.
    fn placebo(&self, order: &[usize]) -> f64 {
        let (controls, stand_ins) = order.split_at(order.len() - self.panel.treated());
        let walk = Walk::until(self.difference.noise);
        let units = match self.difference.design {
            DifferenceDesign::Difference => shares_of(&vec![1.0; controls.len()]),
            DifferenceDesign::SyntheticControl | DifferenceDesign::SyntheticDifference => {
                let start = self.start(controls);
                self.units(controls, stand_ins).settle(Some(&start), walk).0
            }
        };
        let periods = match self.difference.design {
            DifferenceDesign::SyntheticDifference => {
                let penalty = self.difference.penalties.periods;
                periods_problem(self.panel, controls, penalty)
                    .settle(Some(&self.difference.period_weights), walk)
                    .0
            }
            DifferenceDesign::SyntheticControl | DifferenceDesign::Difference => {
                self.difference.period_weights.clone()
            }
        };
        let curve = effect_curve(self.panel, controls, stand_ins, &units, &periods);
        mean(&curve)
    }

    /// The estimate's own weights of these controls, as shares.
    fn start(&self, controls: &[usize]) -> Vec<f64> {
        let weights: Vec<f64> = controls
            .iter()
            .map(|&unit| self.difference.unit_weights[unit])
            .collect();
        shares_of(&weights)
    }

    fn units(&self, controls: &[usize], stand_ins: &[usize]) -> Quadratic {
        let all = self.panel.controls;
        let among = controls.len();
        let mut gram = Vec::with_capacity(among * among);
        let mut linear = Vec::with_capacity(among);
        let of_stand_ins = vec![1.0 / stand_ins.len() as f64; stand_ins.len()];
        let over = |row: &[f64]| {
            let products: Vec<f64> = stand_ins.iter().map(|&other| row[other]).collect();
            dot(&products, &of_stand_ins)
        };
        for &unit in controls {
            let row = &self.products.gram[unit * all..(unit + 1) * all];
            gram.extend(controls.iter().map(|&other| row[other]));
            linear.push(over(row));
        }
        let constant = stand_ins
            .iter()
            .map(|&unit| over(&self.products.gram[unit * all..(unit + 1) * all]))
            .sum::<f64>()
            / stand_ins.len() as f64;
        Quadratic {
            gram,
            linear,
            constant,
            ridge: self.products.ridge,
            rows: self.products.rows,
        }
    }
}

/// The weights over their sum; alike if they are all zero.
fn shares_of(weights: &[f64]) -> Vec<f64> {
    let total: f64 = weights.iter().sum();
    if total == 0.0 {
        vec![1.0 / weights.len() as f64; weights.len()]
    } else {
        weights.iter().map(|weight| weight / total).collect()
    }
}
