//! Comparison with a blend of others.

use handslag_stats::Level;
use handslag_stats::effect::ComparisonPanel;
use handslag_stats::effect::micro_synthetic::{
    Alternative, MicroPanel, micro_synthetic, permutations,
};
use handslag_stats::effect::synthetic_control::{
    PredictorPanel, WeightSearch, placebos, predictor_control, synthetic_control,
};
use handslag_stats::effect::synthetic_difference::{
    DifferenceDesign, DifferencePanel, placebo_spread, synthetic_difference,
};
use handslag_stats::model::Columns;
use handslag_stats::numeric::Seed;
use rayon::prelude::{IntoParallelIterator, ParallelIterator};

use crate::draws::Draws;
use crate::trial::{Row, Size, Timing, Trial};

const MONTHS: usize = 36;
const BEFORE: usize = 24;
const PREDICTORS: usize = 8;

pub const ROWS: &[Row] = &[
    Row {
        id: "scm",
        what: "synthetic control on outcomes, with each unit as placebo",
        sizes: &[Size::of(29), Size::within(290, 0.1)],
        measure: outcomes_only,
    },
    Row {
        id: "scm-v",
        what: "synthetic control with V search, with each unit as placebo",
        sizes: &[Size::of(29), Size::within(290, 20.0)],
        measure: with_search,
    },
    Row {
        id: "sdid",
        what: "synthetic difference in differences, 200 placebos",
        sizes: &[Size::of(29), Size::within(290, 1.5)],
        measure: difference,
    },
    Row {
        id: "micro-scm",
        what: "synthetic control of small places, 250 permutations",
        sizes: &[Size::of(964), Size::within(9_642, 10.0)],
        measure: micro,
    },
];

fn outcomes_only(trial: &Trial) -> Result<Timing, String> {
    let table = rates(trial)?;
    let panel = panel_of(&table, trial.n - 1)?;
    trial.time(|| {
        let gap = synthetic_control(&panel).map_err(text)?.gap;
        placebos(&panel, &gap).map_err(text)
    })
}

fn with_search(trial: &Trial) -> Result<Timing, String> {
    let table = rates(trial)?;
    let mut draws = Draws::new(8);
    let known: Vec<Vec<f64>> = (0..trial.n)
        .map(|unit| {
            let level = table.at(0, unit);
            (0..PREDICTORS)
                .map(|_| level + 10.0 * draws.normal())
                .collect()
        })
        .collect();
    trial.keep("predictors", PREDICTORS, known.iter().flatten())?;
    trial.time(|| {
        (0..trial.n)
            .into_par_iter()
            .map(|unit| {
                let others: Vec<usize> = (0..trial.n).filter(|&other| other != unit).collect();
                let donors = Columns::from_fn(PREDICTORS, others.len(), |row, donor| {
                    known[others[donor]][row]
                });
                let panel = panel_of(&table, unit)?;
                let panel = PredictorPanel::new(panel, &known[unit], &donors, 0..BEFORE);
                let panel = panel.map_err(text)?;
                predictor_control(&panel, WeightSearch::FromEqual).map_err(text)
            })
            .collect::<Result<Vec<_>, String>>()
    })
}

fn difference(trial: &Trial) -> Result<Timing, String> {
    let panel = DifferencePanel::new(rates(trial)?, trial.n - 1, BEFORE).map_err(text)?;
    let design = DifferenceDesign::SyntheticDifference;
    trial.time(|| {
        let difference = synthetic_difference(&panel, design).map_err(text)?;
        placebo_spread(&panel, &difference, 200, Seed(1)).map_err(text)
    })
}

fn micro(trial: &Trial) -> Result<Timing, String> {
    let panel = small_places(trial.n)?;
    let fewer = Alternative::Fewer;
    trial.time(|| {
        let estimate = micro_synthetic(&panel, fewer, Level::P95).map_err(text)?;
        Ok::<_, String>(permutations(&panel, &estimate, fewer, 250, Seed(1)))
    })
}

/// One unit against all others.
fn panel_of(table: &Columns, unit: usize) -> Result<ComparisonPanel, String> {
    let others: Vec<usize> = (0..table.count()).filter(|&other| other != unit).collect();
    let donors = Columns::from_fn(MONTHS, others.len(), |month, donor| {
        table.at(month, others[donor])
    });
    ComparisonPanel::new(table.column(unit).to_vec(), donors, BEFORE).map_err(text)
}

/// Units of their own level, with months in common and chance of their own; the
/// last is the treated one.
fn rates(trial: &Trial) -> Result<Columns, String> {
    let mut draws = Draws::new(290);
    let season: Vec<f64> = (0..MONTHS).map(|m| (m as f64 * 0.52).sin() * 6.0).collect();
    let levels: Vec<f64> = (0..trial.n).map(|_| draws.between(60.0, 120.0)).collect();
    let table = Columns::from_fn(MONTHS, trial.n, |month, unit| {
        levels[unit] + season[month] + 6.0 * draws.normal()
    });
    trial.keep("units", MONTHS, table.iter().flatten())?;
    Ok(table)
}

fn small_places(n: usize) -> Result<MicroPanel, String> {
    let mut draws = Draws::new(9642);
    let known: Vec<Vec<f64>> = (0..9)
        .map(|_| (0..n).map(|_| f64::from(draws.one_of(31))).collect())
        .collect();
    let outcomes = (0..4)
        .map(|kind| {
            Columns::from_fn(n, 16, |place, _| {
                let most = 2 + (known[kind][place] / 6.0) as u32;
                if draws.one_of(4) == 0 {
                    f64::from(draws.one_of(most))
                } else {
                    0.0
                }
            })
        })
        .collect();
    let treated = (0..n).map(|place| place % 24 == 0 && place < 936).collect();
    let known = Columns::from_columns(&known).map_err(text)?;
    MicroPanel::new(treated, known, outcomes, 0..12, 12..16).map_err(text)
}

fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}
