//! How long does it take to compare with a blend of others?
//!
//! Prints seconds on the wall, once each: 290 units over 36 months, and 9,642
//! places over 16 quarters, all made up.

use std::hint::black_box;
use std::time::Instant;

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
use handslag_stats::numeric::{Generator, Seed, below};

const UNITS: usize = 290;
const MONTHS: usize = 36;
const BEFORE: usize = 24;

fn main() {
    let table = rates();
    let donors = Columns::from_fn(MONTHS, UNITS - 1, |month, unit| table.at(month, unit));
    let treated = table.column(UNITS - 1).to_vec();
    let panel = ComparisonPanel::new(treated, donors, BEFORE).expect("the panel is whole");
    time("blend of 289 donors", || synthetic_control(&panel).is_ok());
    time("blend of 289 donors, and all placebos", || {
        let gap = synthetic_control(&panel).expect("there is a blend").gap;
        placebos(&panel, &gap).is_ok()
    });
    let known = Columns::from_fn(8, UNITS - 1, |row, unit| {
        ((row * 31 + unit * 17) % 101) as f64
    });
    let with_known = PredictorPanel::new(panel.clone(), &[50.0; 8], &known, 0..BEFORE)
        .expect("the predictors are whole");
    time("search for the importance of 8 predictors", || {
        predictor_control(&with_known, WeightSearch::FromEqual).is_ok()
    });
    let panel = DifferencePanel::new(table, UNITS - 1, BEFORE).expect("the panel is whole");
    let design = DifferenceDesign::SyntheticDifference;
    time("synthetic difference in differences", || {
        synthetic_difference(&panel, design).is_ok()
    });
    time("the same with 200 placebos", || {
        let difference = synthetic_difference(&panel, design).expect("there is a difference");
        placebo_spread(&panel, &difference, 200, Seed(1)).is_ok()
    });
    let places = places();
    let alternative = Alternative::Fewer;
    time("9,642 places, 58 totals", || {
        micro_synthetic(&places, alternative, Level::P95).is_ok()
    });
    time("the same with 250 permutations", || {
        let estimate = micro_synthetic(&places, alternative, Level::P95).expect("there is a blend");
        permutations(&places, &estimate, alternative, 250, Seed(1)).infeasible == 0
    });
}

fn time<T>(what: &str, run: impl FnOnce() -> T) {
    let start = Instant::now();
    let went = black_box(run());
    drop(went);
    println!("{:9.4} s  {what}", start.elapsed().as_secs_f64());
}

/// Units of their own level, with months in common and chance of their own.
fn rates() -> Columns {
    let mut generator = Seed(290).replicate(0);
    let season: Vec<f64> = (0..MONTHS).map(|m| (m as f64 * 0.52).sin() * 6.0).collect();
    let levels: Vec<f64> = (0..UNITS)
        .map(|_| 60.0 + draw(&mut generator, 60))
        .collect();
    Columns::from_fn(MONTHS, UNITS, |month, unit| {
        let chance: f64 = (0..4).map(|_| draw(&mut generator, 10) - 5.0).sum();
        levels[unit] + season[month] + chance
    })
}

fn places() -> MicroPanel {
    let mut generator = Seed(9642).replicate(0);
    let n = 9642;
    let known: Vec<Vec<f64>> = (0..9)
        .map(|_| (0..n).map(|_| draw(&mut generator, 30)).collect())
        .collect();
    let outcomes = (0..4)
        .map(|kind| {
            Columns::from_fn(n, 16, |place, _| {
                let most = 1 + (known[kind][place] / 6.0) as u32;
                if below(&mut generator, 4) == 0 {
                    draw(&mut generator, most)
                } else {
                    0.0
                }
            })
        })
        .collect();
    let treated = (0..n).map(|place| place % 247 == 0).collect();
    let known = Columns::from_columns(&known).expect("the columns are alike");
    MicroPanel::new(treated, known, outcomes, 0..12, 12..16).expect("the places are whole")
}

fn draw(generator: &mut Generator, most: u32) -> f64 {
    f64::from(below(generator, most + 1))
}
