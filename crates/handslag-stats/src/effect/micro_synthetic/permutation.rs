//! How rare is the change among places picked at random?

use std::cmp::Ordering;

use rayon::prelude::*;

use super::{Alternative, Contrast, MicroPanel, MicroSynthetic, weights};
use crate::model::calibration::{CalibrationOptions, Distance, SparseRows};
use crate::numeric::{Seed, SimulatedP, shuffle};

/// What random picks of places gave.
#[derive(Debug, Clone, PartialEq)]
pub struct MicroPermutation {
    /// One p value an outcome, of z under the alternative.
    pub p: Vec<SimulatedP>,
    /// Picks whose totals could not be met by the rest, and that are left out.
    pub infeasible: u32,
    /// The smallest p there can be.
    pub smallest_possible_p: f64,
}

/// The z of each outcome among `replicates` random picks of as many places as
/// were treated, each weighted anew.
///
/// # Assumptions
/// Any places might have been treated. Where they were picked for being the
/// worst, the picks differ from them, and p is a guide rather than a test.
///
/// ```
/// # use handslag_stats::{Level, effect::micro_synthetic::*, model::Columns, numeric::Seed};
/// // Thirty places with 10 each. After, the three treated have 2, and the others 9
/// // or 11, so that no other three places fall as far: p is one in a hundred, the
/// // smallest there can be with 99 picks.
/// let places = Columns::from_fn(30, 2, |place, period| match (place, period) {
///     (_, 0) => 10.0,
///     (0..3, _) => 2.0,
///     _ => if place % 2 == 0 { 9.0 } else { 11.0 },
/// });
/// let treated = (0..30).map(|place| place < 3).collect();
/// let panel = MicroPanel::new(treated, Columns::from_columns(&[])?, vec![places], 0..1, 1..2)?;
/// let found = micro_synthetic(&panel, Alternative::Fewer, Level::P95)?;
/// let picked = permutations(&panel, &found, Alternative::Fewer, 99, Seed(1));
/// assert_eq!(picked.infeasible, 0);
/// assert_eq!(picked.p[0].p, 0.01);
/// assert_eq!(picked.smallest_possible_p, 0.01);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn permutations(
    panel: &MicroPanel,
    estimate: &MicroSynthetic,
    alternative: Alternative,
    replicates: u32,
    seed: Seed,
) -> MicroPermutation {
    let rows = SparseRows::new(&panel.matched());
    let places = panel.treated().len();
    let count = panel.treated().iter().filter(|&&treated| treated).count();
    // A ten thousandth, as in the authors' software; Newton's last step goes far
    // beyond it.
    let options = CalibrationOptions {
        distance: Distance::NonnegativeLinear,
        tolerance: 1e-4,
        ..CalibrationOptions::default()
    };
    let statistics: Vec<Option<Vec<f64>>> = (0..replicates)
        .into_par_iter()
        .map(|replicate| {
            let mut order: Vec<usize> = (0..places).collect();
            shuffle(&mut seed.replicate(u64::from(replicate)), &mut order);
            let mut treated = vec![false; places];
            order[..count]
                .iter()
                .for_each(|&place| treated[place] = true);
            let (weights, _) = weights(&rows, &treated, options).ok()?;
            let z = (0..panel.outcomes().len())
                .map(|outcome| Contrast::new(panel, &treated, &weights, outcome).z())
                .collect();
            Some(z)
        })
        .collect();
    let drawn: Vec<&Vec<f64>> = statistics.iter().flatten().collect();
    let p = estimate
        .effects
        .iter()
        .enumerate()
        .map(|(outcome, effect)| {
            let observed = alternative.strength(effect.z);
            // An undefined statistic, of outcomes all zero, counts as extreme.
            let as_extreme = drawn
                .iter()
                .filter(|z| {
                    let order = alternative.strength(z[outcome]).partial_cmp(&observed);
                    order != Some(Ordering::Less)
                })
                .count();
            SimulatedP::new(as_extreme as u32, drawn.len() as u32)
        })
        .collect();
    MicroPermutation {
        p,
        infeasible: replicates - drawn.len() as u32,
        smallest_possible_p: 1.0 / (drawn.len() as f64 + 1.0),
    }
}
