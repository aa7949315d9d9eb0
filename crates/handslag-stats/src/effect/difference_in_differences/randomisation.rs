//! How often would exchanging treatments between units give so large an effect?

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::panel::{Prepared, groups};
use super::{DidError, DidModel, PanelRows};
use crate::numeric::{Seed, shuffle};

/// The effect's rank among those of other ways to hand out the treatments.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RandomisationTest {
    /// Share of assignments whose effect is at least as far from zero, the true
    /// one counted among them.
    pub p: f64,
    /// Standard error of `p` from drawing assignments; zero if all were tried.
    pub monte_carlo_se: f64,
    /// Assignments tried beside the true one.
    pub others: usize,
    /// Whether these are all there are.
    pub all: bool,
    /// How many were at least as extreme as the true one. An assignment whose
    /// effect has no end counts as such.
    pub as_extreme: usize,
}

impl PanelRows<'_> {
    /// Hands the units' treatments, each with its start, out among the units
    /// anew and refits (Fisher 1935; Young 2019, doi:10.1093/qje/qjy029).
    ///
    /// Tries every way to hand them out if there are at most `replicates` + 1,
    /// else draws `replicates` with `seed`. What is compared is the size of the
    /// effect, so it holds its level however few units are treated, if units
    /// are alike.
    ///
    /// # Errors
    /// As for [`PanelRows::effect`], and [`DidError::AllAlike`].
    ///
    /// # Assumptions
    /// Any unit might as well have had any other's treatment.
    ///
    /// ```
    /// # use handslag_stats::effect::{DidError, DidModel, PanelRows};
    /// # use handslag_stats::numeric::Seed;
    /// // Worked by hand: the treated unit changes by 5 and the others by 0, 1 and 2.
    /// // Treated in its place they would differ from the rest by −8/3, −4/3 and 0, and
    /// // it does by 4: the farthest of four.
    /// let rows = PanelRows {
    ///     unit: &[0, 0, 1, 1, 2, 2, 3, 3],
    ///     period: &[0, 1, 0, 1, 0, 1, 0, 1],
    ///     value: &[10.0, 15.0, 20.0, 20.0, 30.0, 31.0, 7.0, 9.0],
    ///     exposure: None,
    ///     treated: &[0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
    /// };
    /// let test = rows.randomisation_test(DidModel::Linear, 999, Seed(1))?;
    /// assert_eq!((test.p, test.others, test.all), (0.25, 3, true));
    /// # Ok::<(), DidError>(())
    /// ```
    pub fn randomisation_test(
        &self,
        model: DidModel,
        replicates: u32,
        seed: Seed,
    ) -> Result<RandomisationTest, DidError> {
        let prepared = Prepared::new(self, model)?;
        let true_effect = prepared
            .fit(std::slice::from_ref(&prepared.treated), model)?
            .effects[0]
            .abs();
        let paths = Paths::of(&prepared);
        let ways = paths.ways();
        if ways < 2.0 {
            return Err(DidError::AllAlike);
        }
        let all = ways <= f64::from(replicates) + 1.0;
        let is_as_extreme = |order: &[usize]| {
            let column = paths.handed_out(&prepared, order);
            match prepared.fit(&[column], model) {
                // The same assignment may come out some last digits smaller.
                Ok(fit) => fit.effects[0].abs() >= true_effect * (1.0 - 1e-9),
                // Nothing to compare with shows no effect.
                Err(DidError::Explained { .. }) => false,
                Err(_) => true,
            }
        };
        let (others, as_extreme) = if all {
            let orders: Vec<Vec<usize>> = orders(&paths.of_unit)
                .into_iter()
                .filter(|order| *order != paths.of_unit)
                .collect();
            let extreme = orders.par_iter().filter(|order| is_as_extreme(order));
            (orders.len(), extreme.count())
        } else {
            let extreme = (0..replicates).into_par_iter().filter(|&replicate| {
                let mut order = paths.of_unit.clone();
                shuffle(&mut seed.replicate(u64::from(replicate)), &mut order);
                is_as_extreme(&order)
            });
            (replicates as usize, extreme.count())
        };
        let drawn = others as f64 + 1.0;
        let p = (as_extreme as f64 + 1.0) / drawn;
        Ok(RandomisationTest {
            p,
            monte_carlo_se: if all {
                0.0
            } else {
                (p * (1.0 - p) / drawn).sqrt()
            },
            others,
            all,
            as_extreme,
        })
    }
}

/// Each unit's treatment over time.
struct Paths {
    /// The different paths, one value a period.
    distinct: Vec<Vec<f64>>,
    /// Which one each unit has.
    of_unit: Vec<usize>,
}

impl Paths {
    fn of(rows: &Prepared) -> Self {
        let mut seen = vec![vec![f64::NAN; groups(&rows.period)]; groups(&rows.unit)];
        for (row, &treated) in rows.treated.iter().enumerate() {
            seen[rows.unit[row]][rows.period[row]] = treated;
        }
        let mut places: BTreeMap<Vec<u64>, usize> = BTreeMap::new();
        let mut distinct = Vec::new();
        let mut of_unit = Vec::new();
        for path in seen {
            let path = filled(path);
            let key = path.iter().map(|value| value.to_bits()).collect();
            of_unit.push(*places.entry(key).or_insert_with(|| {
                distinct.push(path);
                distinct.len() - 1
            }));
        }
        Self { distinct, of_unit }
    }

    /// In how many ways the paths can be handed out.
    fn ways(&self) -> f64 {
        let mut ways = 1.0;
        let mut placed = 0.0;
        for path in 0..self.distinct.len() {
            let units = self.of_unit.iter().filter(|&&of| of == path).count();
            for one in 1..=units {
                placed += 1.0;
                ways *= placed / one as f64;
            }
        }
        ways.round()
    }

    fn handed_out(&self, rows: &Prepared, order: &[usize]) -> Vec<f64> {
        let pairs = rows.unit.iter().zip(&rows.period);
        pairs
            .map(|(&unit, &period)| self.distinct[order[unit]][period])
            .collect()
    }
}

/// A period in which a unit was not observed has the treatment of the last one
/// before in which it was, or else of the first after.
fn filled(mut path: Vec<f64>) -> Vec<f64> {
    let first = path.iter().copied().find(|value| !value.is_nan());
    let mut last = first.unwrap_or(0.0);
    for value in &mut path {
        if value.is_nan() {
            *value = last;
        }
        // Minus zero and zero are one treatment.
        *value += 0.0;
        last = *value;
    }
    path
}

/// All different orders of the labels.
fn orders(labels: &[usize]) -> Vec<Vec<usize>> {
    let mut order = labels.to_vec();
    order.sort_unstable();
    let mut all = vec![order.clone()];
    // The next in dictionary order: raise the last label that can be raised.
    while let Some(at) = (1..order.len()).rev().find(|&i| order[i - 1] < order[i]) {
        let low = order[at - 1];
        let other = (at..order.len()).rev().find(|&i| order[i] > low);
        order.swap(at - 1, other.expect("the label at `at` is larger"));
        order[at..].reverse();
        all.push(order.clone());
    }
    all
}
