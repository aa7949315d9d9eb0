//! Did all outcomes together change?

use nalgebra::{Cholesky, DMatrix, DVector};

use super::{Alternative, MicroPanel};
use crate::numeric::{Seed, chi_squared_above, shuffle};

/// One test of all outcomes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Omnibus {
    /// One-sided: a standard normal. Two-sided: a χ² with a degree of freedom
    /// for each outcome.
    pub statistic: f64,
    /// How often chance gives such a statistic. It hangs on how observations
    /// were drawn to groups: another seed gives another.
    pub p: f64,
    /// Groups that were left out one by one.
    pub groups: usize,
}

/// Why outcomes could not be tested together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum OmnibusError {
    /// There is only one outcome.
    #[error("one outcome needs no joint test")]
    OneOutcome,
    /// An outcome follows from others, or is zero throughout: leave it out.
    #[error("the outcomes vary together without remainder")]
    Singular,
}

/// All outcomes' relative changes at once, with a grouped jackknife of their
/// covariance (Robbins and Davenport 2021, doi:10.18637/jss.v097.i02, section 2).
///
/// Observations (a place in a period) are drawn into as many groups as there
/// are treated places, or others if they are fewer, and each group is left out
/// in turn.
///
/// # Errors
/// [`OmnibusError`] for a single outcome, or outcomes that follow from others.
///
/// ```
/// # use handslag_stats::{effect::micro_synthetic::*, model::Columns, numeric::Seed};
/// // Three treated places with 5 of each kind after; the others have 8, 10 and 12
/// // of one kind, and 10, 8 and 12 of the other. Worked by hand: with one left out
/// // at a time the changes are -6/11, -1/2 and -4/9, and -1/2, -6/11 and -4/9. Their
/// // means are -0.497, their standard errors 0.0584 and their correlation 0.596, so
/// // that z is -2·0.497/0.0584/√(2 + 2·0.596).
/// let after = |others: [f64; 3]| [5.0, 5.0, 5.0].into_iter().chain(others).collect();
/// let kind = |others| Columns::from_columns(&[vec![10.0; 6], after(others)]);
/// let kinds = vec![kind([8.0, 10.0, 12.0])?, kind([10.0, 8.0, 12.0])?];
/// let treated = vec![true, true, true, false, false, false];
/// let panel = MicroPanel::new(treated, Columns::from_columns(&[])?, kinds, 0..1, 1..2)?;
/// let joint = omnibus(&panel, &[1.0; 6], Alternative::Fewer, Seed(1))?;
/// assert_eq!(joint.groups, 3);
/// assert!((joint.statistic + 9.516).abs() < 0.001);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn omnibus(
    panel: &MicroPanel,
    weights: &[f64],
    alternative: Alternative,
    seed: Seed,
) -> Result<Omnibus, OmnibusError> {
    let k = panel.outcomes().len();
    if k < 2 {
        return Err(OmnibusError::OneOutcome);
    }
    let groups = Groups::draw(panel, seed);
    let changes = groups.changes(panel, weights);
    let g = changes.len() as f64;
    let mut middle = DVector::zeros(k);
    for change in &changes {
        middle += change / g;
    }
    let mut covariance = DMatrix::zeros(k, k);
    for change in &changes {
        let apart = change - &middle;
        covariance += &apart * apart.transpose() * ((g - 1.0) / g);
    }
    if covariance.iter().any(|c| !c.is_finite()) || covariance.diagonal().min() <= 0.0 {
        return Err(OmnibusError::Singular);
    }
    let factor = Cholesky::new(covariance.clone()).ok_or(OmnibusError::Singular)?;
    let (statistic, p) = match alternative {
        Alternative::Either => {
            let statistic = middle.dot(&factor.solve(&middle));
            (statistic, chi_squared_above(statistic, k as f64))
        }
        Alternative::Fewer | Alternative::More => {
            let scale = covariance
                .diagonal()
                .map(|variance| variance.sqrt().recip());
            let z = scale.dot(&middle) / scale.dot(&(&covariance * &scale)).sqrt();
            (z, alternative.p(z))
        }
    };
    Ok(Omnibus {
        statistic,
        p,
        groups: changes.len(),
    })
}

/// Which group each place is in, period by period after.
struct Groups {
    count: usize,
    of: Vec<Vec<usize>>,
}

impl Groups {
    /// Groups of like size on each side, drawn at random.
    fn draw(panel: &MicroPanel, seed: Seed) -> Self {
        let places = panel.treated().len();
        let periods = panel.after().len();
        let treated = panel.treated().iter().filter(|&&treated| treated).count();
        let count = treated.min(places - treated);
        let mut of = vec![vec![0; places]; periods];
        for (stream, side) in [false, true].into_iter().enumerate() {
            let mut observations: Vec<(usize, usize)> = (0..periods)
                .flat_map(|period| {
                    (0..places)
                        .filter(|&place| panel.treated()[place] == side)
                        .map(move |place| (period, place))
                })
                .collect();
            shuffle(&mut seed.replicate(stream as u64), &mut observations);
            for (turn, (period, place)) in observations.into_iter().enumerate() {
                of[period][place] = turn % count;
            }
        }
        Self { count, of }
    }

    /// Each outcome's difference over the mean of the levels, with each group
    /// left out.
    fn changes(&self, panel: &MicroPanel, weights: &[f64]) -> Vec<DVector<f64>> {
        let periods = self.of.len();
        let outcomes = panel.outcomes();
        // Sums of weight, of treated weight, and of each outcome on each side.
        let mut sums = vec![vec![vec![0.0; 2 + 2 * outcomes.len()]; periods]; self.count];
        for (period, (column, groups)) in panel.after().zip(&self.of).enumerate() {
            for (place, &group) in groups.iter().enumerate() {
                let weight = weights[place];
                let side = usize::from(panel.treated()[place]);
                let sums = &mut sums[group][period];
                sums[side] += weight;
                for (outcome, table) in outcomes.iter().enumerate() {
                    sums[2 + 2 * outcome + side] += weight * table.at(place, column);
                }
            }
        }
        let mut all = vec![vec![0.0; 2 + 2 * outcomes.len()]; periods];
        for group in &sums {
            for (all, group) in all.iter_mut().zip(group) {
                add(all, group, 1.0);
            }
        }
        sums.iter()
            .map(|group| {
                let mut kept = all.clone();
                for (kept, group) in kept.iter_mut().zip(group) {
                    add(kept, group, -1.0);
                }
                DVector::from_fn(outcomes.len(), |outcome, _| change(&kept, outcome))
            })
            .collect()
    }
}

fn add(into: &mut [f64], from: &[f64], factor: f64) {
    for (into, from) in into.iter_mut().zip(from) {
        *into += factor * from;
    }
}

/// The weighted regression on treatment and period, from sums on each side.
fn change(periods: &[Vec<f64>], outcome: usize) -> f64 {
    let (mut above, mut below) = (0.0, 0.0);
    for sums in periods {
        let (control, treated) = (sums[0], sums[1]);
        let share = treated / (control + treated);
        let (y_control, y_treated) = (sums[2 + 2 * outcome], sums[3 + 2 * outcome]);
        above += y_treated - share * (y_control + y_treated);
        below += treated * (1.0 - share);
    }
    let difference = above / below;
    let levels: f64 = periods
        .iter()
        .map(|sums| {
            let y = sums[2 + 2 * outcome] + sums[3 + 2 * outcome];
            (y - difference * sums[1]) / (sums[0] + sums[1])
        })
        .sum();
    difference / (levels / periods.len() as f64)
}
