//! What would have been, by Bayesian structural time series.

use handslag_stats::Level;
use handslag_stats::effect::{ChangedSeries, StructuralPrior, structural_effect};
use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use crate::draws::Draws;
use crate::trial::{Row, Size, Timing, Trial};

const MONTHS: usize = 120;
const BEFORE: usize = 96;

pub const ROWS: &[Row] = &[
    Row {
        id: "structural",
        what: "structural time series with 1 control, 120 months",
        sizes: &[Size::of(29), Size::within(290, 3.0)],
        measure: with_one_control,
    },
    Row {
        id: "structural-choice",
        what: "structural time series that chooses among 3 controls, 120 months",
        sizes: &[Size::of(3), Size::of(29)],
        measure: with_three_controls,
    },
];

fn with_one_control(trial: &Trial) -> Result<Timing, String> {
    structural(trial, 1)
}

fn with_three_controls(trial: &Trial) -> Result<Timing, String> {
    structural(trial, 3)
}

fn structural(trial: &Trial, controls: usize) -> Result<Timing, String> {
    let mut draws = Draws::new(284);
    let controls: Vec<Vec<f64>> = (0..controls)
        .map(|_| (0..MONTHS).map(|_| 100.0 + 10.0 * draws.normal()).collect())
        .collect();
    let series: Vec<Vec<f64>> = (0..trial.n)
        .map(|_| {
            let mut level = draws.between(20.0, 60.0);
            (0..MONTHS)
                .map(|month| {
                    level += 0.3 * draws.normal();
                    level + 0.2 * controls[0][month] + 2.0 * draws.normal()
                })
                .collect()
        })
        .collect();
    trial.keep("series", MONTHS, series.iter().flatten())?;
    trial.keep("controls", MONTHS, controls.iter().flatten())?;
    trial.time(|| {
        series
            .par_iter()
            .map(|values| {
                let changed = ChangedSeries {
                    values,
                    controls: &controls,
                    before: 0..BEFORE,
                    after: BEFORE..MONTHS,
                };
                structural_effect(changed, StructuralPrior::default(), Level::P95)
            })
            .collect::<Result<Vec<_>, _>>()
    })
}
