//! How much more did it change than in a blend of others, weighed over time too?

mod frank_wolfe;
mod placebo;

pub use placebo::{PlaceboError, PlaceboSpread, placebo_spread};

use frank_wolfe::{Quadratic, Walk};

use crate::model::{Columns, dot};
use crate::numeric::{mean, variance};

/// Units over time: controls first, then the treated, all treated at once.
#[derive(Debug, Clone, PartialEq)]
pub struct DifferencePanel {
    /// Periods by units.
    outcomes: Columns,
    controls: usize,
    pre_periods: usize,
}

/// Why differences could not be set up.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum DifferenceError {
    /// Too few units to have two controls and one treated.
    #[error("{controls} of {units} units are controls: at least two, and one treated, are needed")]
    Units {
        /// Controls.
        controls: usize,
        /// All units.
        units: usize,
    },
    /// Too few periods to have two before and one after.
    #[error("{pre} of {all} periods lie before: at least two, and one after, are needed")]
    Periods {
        /// Periods before.
        pre: usize,
        /// All periods.
        all: usize,
    },
    /// A number is missing; every unit needs one in every period.
    #[error("period {period} of unit {unit} is missing")]
    Missing {
        /// Which unit, counted from 0.
        unit: usize,
        /// Which period, counted from 0.
        period: usize,
    },
    /// The controls never change before, so nothing tells how large a change is.
    #[error("no control changes from one period before to the next")]
    NoChange,
}

impl DifferencePanel {
    /// Units over time.
    ///
    /// - `outcomes`: periods (rows) by units (columns), the controls first.
    /// - `controls`: how many of the units, from the first, are controls; the
    ///   rest are treated, all from the same period.
    /// - `pre_periods`: how many of the periods, from the first, lie before.
    ///
    /// # Errors
    /// [`DifferenceError`] if there are fewer than two controls, one treated,
    /// two periods before or one after, or if a number is missing.
    pub fn new(
        outcomes: Columns,
        controls: usize,
        pre_periods: usize,
    ) -> Result<Self, DifferenceError> {
        if controls < 2 || controls >= outcomes.count() {
            return Err(DifferenceError::Units {
                controls,
                units: outcomes.count(),
            });
        }
        if pre_periods < 2 || pre_periods >= outcomes.rows() {
            return Err(DifferenceError::Periods {
                pre: pre_periods,
                all: outcomes.rows(),
            });
        }
        for (unit, series) in outcomes.iter().enumerate() {
            if let Some(period) = series.iter().position(|number| !number.is_finite()) {
                return Err(DifferenceError::Missing { unit, period });
            }
        }
        Ok(Self {
            outcomes,
            controls,
            pre_periods,
        })
    }

    /// How many units are controls.
    pub fn controls(&self) -> usize {
        self.controls
    }

    /// How many units are treated.
    pub fn treated(&self) -> usize {
        self.outcomes.count() - self.controls
    }

    /// How many periods lie before.
    pub fn pre_periods(&self) -> usize {
        self.pre_periods
    }

    /// How many periods lie after.
    pub fn post_periods(&self) -> usize {
        self.outcomes.rows() - self.pre_periods
    }

    /// Standard deviation of the controls' changes from period to period before.
    fn noise(&self) -> f64 {
        let changes: Vec<f64> = self
            .outcomes
            .iter()
            .take(self.controls)
            .flat_map(|series| {
                series[..self.pre_periods]
                    .windows(2)
                    .map(|pair| pair[1] - pair[0])
            })
            .collect();
        variance(&changes).sqrt()
    }

    fn mean_after(&self, unit: usize) -> f64 {
        mean(&self.outcomes.column(unit)[self.pre_periods..])
    }
}

/// What is weighed, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DifferenceDesign {
    /// Units and periods weighed so that controls go in step with the treated,
    /// and periods before are like those after.
    SyntheticDifference,
    /// Units weighed so that their blend meets the treated before.
    SyntheticControl,
    /// All units and periods alike.
    Difference,
}

/// An estimate by differences, with its weights.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// The mean effect on the treated over the periods after, in the outcome's
    /// unit.
    pub value: f64,
    /// The same period by period after: its mean is `value`.
    pub curve: Vec<f64>,
    /// The design it is of.
    pub design: DifferenceDesign,
    /// One share a control.
    pub unit_weights: Vec<f64>,
    /// One share a period before; all zero in [`DifferenceDesign::SyntheticControl`].
    pub period_weights: Vec<f64>,
    /// Standard deviation of the controls' changes from period to period.
    pub noise: f64,
    /// How weights are held back; see [`Penalties`].
    pub penalties: Penalties,
    /// The units' objective cannot be lower by more than this part of it
    /// (Frank and Wolfe's gap); 0 where nothing was sought.
    pub unit_gap: f64,
    /// The same of the periods' objective.
    pub period_gap: f64,
}

/// What a weight costs: ζ² times its square, against the mean squared miss.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Penalties {
    /// For units: (treated × periods after)^¼ times the noise in synthetic
    /// difference in differences, a millionth of it in synthetic control.
    pub units: f64,
    /// For periods: a millionth of the noise, so that weights are unique.
    pub periods: f64,
}

/// The effect by synthetic difference in differences, or by one of the two
/// designs that it joins.
///
/// Algorithm 1 of Arkhangelsky, Athey, Hirshberg, Imbens and Wager (2021,
/// doi:10.1257/aer.20190159). Weights are sought by Frank and Wolfe's walk as in
/// the authors' own software: a hundred steps, weights below a quarter of the
/// largest dropped, then on until a step gains less than (10⁻⁵·noise)², so that
/// published figures come again; how near the walk came is in the answer. For
/// the exact blend see [`synthetic_control`](super::synthetic_control()).
///
/// - Returns the effect in the outcome's unit.
///
/// # Errors
/// [`DifferenceError::NoChange`] if no control ever changes before.
///
/// # Assumptions
/// The treated were all treated from the same period; controls never. Had they
/// not been treated, they would have gone on in step with the blend.
///
/// ```
/// # use handslag_stats::effect::synthetic_difference::*;
/// # use handslag_stats::model::Columns;
/// // Controls rise by 1 and 3, the treated by 7: 7 − 2 (worked by hand).
/// let outcomes = Columns::from_rows(&[
///     vec![1.0, 3.0, 5.0],
///     vec![2.0, 2.0, 5.0],
///     vec![2.5, 5.5, 12.0],
/// ])?;
/// let panel = DifferencePanel::new(outcomes, 2, 2)?;
/// let difference = synthetic_difference(&panel, DifferenceDesign::Difference)?;
/// assert_eq!(difference.value, 5.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn synthetic_difference(
    panel: &DifferencePanel,
    design: DifferenceDesign,
) -> Result<Difference, DifferenceError> {
    let noise = panel.noise();
    if noise == 0.0 || noise.is_nan() {
        return Err(DifferenceError::NoChange);
    }
    let cells = (panel.treated() * panel.post_periods()) as f64;
    let penalties = Penalties {
        units: match design {
            DifferenceDesign::SyntheticDifference => cells.powf(0.25) * noise,
            DifferenceDesign::SyntheticControl | DifferenceDesign::Difference => 1e-6 * noise,
        },
        periods: 1e-6 * noise,
    };
    let alike = |n: usize| (vec![1.0 / n as f64; n], 0.0);
    let walk = Walk::until(noise);
    let (unit_weights, unit_gap) = match design {
        DifferenceDesign::Difference => alike(panel.controls),
        DifferenceDesign::SyntheticControl | DifferenceDesign::SyntheticDifference => {
            let centred = design == DifferenceDesign::SyntheticDifference;
            units_problem(panel, centred, penalties.units).settle(None, walk)
        }
    };
    let (period_weights, period_gap) = match design {
        DifferenceDesign::Difference => alike(panel.pre_periods),
        DifferenceDesign::SyntheticControl => (vec![0.0; panel.pre_periods], 0.0),
        DifferenceDesign::SyntheticDifference => {
            let units: Vec<usize> = (0..panel.controls).collect();
            periods_problem(panel, &units, penalties.periods).settle(None, walk)
        }
    };
    let controls: Vec<usize> = (0..panel.controls).collect();
    let treated: Vec<usize> = (panel.controls..panel.outcomes.count()).collect();
    let curve = effect_curve(panel, &controls, &treated, &unit_weights, &period_weights);
    Ok(Difference {
        value: mean(&curve),
        curve,
        design,
        unit_weights,
        period_weights,
        noise,
        penalties,
        unit_gap,
        period_gap,
    })
}

/// The treated less the blend of controls, period by period after, less the same
/// in the blend of periods before.
fn effect_curve(
    panel: &DifferencePanel,
    controls: &[usize],
    treated: &[usize],
    unit_weights: &[f64],
    period_weights: &[f64],
) -> Vec<f64> {
    let apart: Vec<f64> = (0..panel.outcomes.rows())
        .map(|period| {
            let of_treated: f64 = treated
                .iter()
                .map(|&unit| panel.outcomes.at(period, unit))
                .sum::<f64>()
                / treated.len() as f64;
            let of_controls: f64 = controls
                .iter()
                .zip(unit_weights)
                .map(|(&unit, weight)| weight * panel.outcomes.at(period, unit))
                .sum();
            of_treated - of_controls
        })
        .collect();
    let (before, after) = apart.split_at(panel.pre_periods);
    let base = dot(before, period_weights);
    after.iter().map(|apart| apart - base).collect()
}

/// Which blend of controls goes like the mean of the treated before?
fn units_problem(panel: &DifferencePanel, centred: bool, penalty: f64) -> Quadratic {
    let before = controls_before(panel, centred);
    let treated: Vec<usize> = (panel.controls..panel.outcomes.count()).collect();
    let target: Vec<f64> = (0..panel.pre_periods)
        .map(|period| {
            treated
                .iter()
                .map(|&unit| panel.outcomes.at(period, unit))
                .sum::<f64>()
                / treated.len() as f64
        })
        .collect();
    let middle = if centred { mean(&target) } else { 0.0 };
    let target: Vec<f64> = target.iter().map(|y| y - middle).collect();
    Quadratic::least_squares(&before, &target, penalty)
}

/// The controls' periods before, each less its own mean if centred.
fn controls_before(panel: &DifferencePanel, centred: bool) -> Columns {
    let before = |unit: usize| &panel.outcomes.column(unit)[..panel.pre_periods];
    let middles: Vec<f64> = (0..panel.controls)
        .map(|unit| if centred { mean(before(unit)) } else { 0.0 })
        .collect();
    Columns::from_fn(panel.pre_periods, panel.controls, |period, unit| {
        before(unit)[period] - middles[unit]
    })
}

/// Which blend of periods before is like the mean of those after, over `units`?
fn periods_problem(panel: &DifferencePanel, units: &[usize], penalty: f64) -> Quadratic {
    let n = units.len() as f64;
    let after: Vec<f64> = units.iter().map(|&unit| panel.mean_after(unit)).collect();
    let middle = mean(&after);
    let target: Vec<f64> = after.iter().map(|y| y - middle).collect();
    let middles: Vec<f64> = (0..panel.pre_periods)
        .map(|period| {
            units
                .iter()
                .map(|&unit| panel.outcomes.at(period, unit))
                .sum::<f64>()
                / n
        })
        .collect();
    let before = Columns::from_fn(units.len(), panel.pre_periods, |place, period| {
        panel.outcomes.at(period, units[place]) - middles[period]
    });
    Quadratic::least_squares(&before, &target, penalty)
}

#[cfg(test)]
mod tests;
