//! Is the sum of an area's neighbours unusual, the area's own value being what
//! it is?

use crate::numeric::{Seed, sum};

mod enumerated;
mod exact;
mod simulated;

use super::Neighbours;

/// How often the other areas, in any order, would give neighbours with a sum as
/// low or as high as was seen.
///
/// Gᵢ, Gᵢ* and local Moran share these tails: given the area's own value each
/// rises or falls with the sum of its neighbours. Local Moran falls where the
/// area is below the mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NeighbourTail {
    /// The sum of the neighbours' values, in their unit.
    pub sum: f64,
    /// What that sum would be on average, in the same unit.
    pub expected: f64,
    /// The probability of a sum at most this.
    pub p_lower: f64,
    /// The probability of a sum at least this.
    pub p_upper: f64,
    /// Twice the smaller of the two, at most 1.
    pub p_two_sided: f64,
    /// How the probabilities were found.
    pub reckoning: Reckoning,
}

/// How a probability was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reckoning {
    /// By counting every possibility.
    Exact,
    /// By drawing this many at random; what was seen counts as one more.
    Simulated {
        /// How many were drawn.
        replicates: u32,
    },
}

impl NeighbourTail {
    pub(super) fn new(
        sum: f64,
        expected: f64,
        (p_lower, p_upper): (f64, f64),
        reckoning: Reckoning,
    ) -> Self {
        Self {
            sum,
            expected,
            p_lower,
            p_upper,
            p_two_sided: (2.0 * p_lower.min(p_upper)).min(1.0),
            reckoning,
        }
    }

    /// Whether the sum is above what chance gives, rather than below.
    pub fn is_high(&self) -> bool {
        self.p_upper < self.p_lower
    }

    /// Standard error of `p_two_sided` from drawing a limited number of times;
    /// zero where all possibilities were counted.
    pub fn monte_carlo_se(&self) -> f64 {
        match self.reckoning {
            Reckoning::Exact => 0.0,
            Reckoning::Simulated { replicates } => {
                let one_sided = self.p_two_sided / 2.0;
                2.0 * (one_sided * (1.0 - one_sided) / (f64::from(replicates) + 1.0)).sqrt()
            }
        }
    }
}

/// How chance is drawn where possibilities are too many to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Simulation {
    /// How many draws: the smallest p value is 1 / (replicates + 1) on a side.
    pub replicates: u32,
    /// What makes the draws come out again.
    pub seed: Seed,
}

impl Simulation {
    /// 99,999 draws: p values down to 0.00001 a side, and a standard error of
    /// 0.0005 at p = 0.025.
    pub fn with_seed(seed: Seed) -> Self {
        Self {
            replicates: 99_999,
            seed,
        }
    }
}

/// Why tails could not be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TailError {
    /// There is not one value for each area.
    #[error("{values} values were given for {areas} areas")]
    DifferentLengths {
        /// How many values were given.
        values: usize,
        /// How many areas have lists of neighbours.
        areas: usize,
    },
    /// A value is infinite or undefined.
    #[error("area {area} has no finite value")]
    NotFinite {
        /// The first such area.
        area: usize,
    },
    /// A count is beyond what is counted exactly in 64 bits of floating point.
    #[error("the count of area {area} is above 2^53")]
    TooLarge {
        /// The first such area.
        area: usize,
    },
    /// Something must be drawn, and no draws are allowed.
    #[error("no replicates are to be drawn")]
    NoReplicates,
}

/// The tails for counts, exactly: by the number of ways in which other areas
/// could be the neighbours. None for an area without neighbours.
///
/// The conditional permutation of Anselin (1995, doi:10.1111/j.1538-4632.1995.tb00338.x)
/// for the sum of Getis and Ord (1992, doi:10.1111/j.1538-4632.1992.tb00261.x), all
/// its outcomes counted instead of some drawn. Unlike simulated tails they have no floor, so that a false discovery rate can
/// be held over thousands of areas, and need no seed. Where the counts are so
/// large and so unlike that the ways cannot be counted in about a second, the
/// areas with most neighbours are simulated, and their `reckoning` says so.
///
/// - `counts`: one for each area.
///
/// # Errors
/// [`TailError`].
///
/// # Assumptions
/// Under chance every order of the counts is as likely: areas have the same
/// expected count. Where they have known populations, see
/// [`constant_risk`](super::constant_risk).
///
/// ```
/// # use handslag_stats::area::{Neighbours, Simulation, TailError, count_tails};
/// # use handslag_stats::numeric::Seed;
/// // Worked by hand: the first area's neighbours hold 5 + 4. Of the six pairs
/// // among the others, 5, 4, 1 and 0, only that one has a sum of 9 or more.
/// let star = Neighbours::mutual(&[vec![1, 2], vec![0], vec![0], vec![4], vec![3]])?;
/// let tails = count_tails(&[2, 5, 4, 1, 0], &star, Simulation::with_seed(Seed(1)))?;
/// let first = tails[0].ok_or("the first area has neighbours")?;
/// assert_eq!((first.sum, first.p_upper, first.p_lower), (9.0, 1.0 / 6.0, 1.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn count_tails(
    counts: &[u64],
    neighbours: &Neighbours,
    fallback: Simulation,
) -> Result<Vec<Option<NeighbourTail>>, TailError> {
    const LARGEST: u64 = 1 << 53;
    if let Some(area) = counts.iter().position(|&count| count > LARGEST) {
        return Err(TailError::TooLarge { area });
    }
    let values: Vec<f64> = counts.iter().map(|&count| count as f64).collect();
    tails(&values, Some(counts), neighbours, fallback)
}

/// The tails for values of any kind: by counting all choices of neighbours where
/// those are few, by drawing them otherwise (Anselin 1995,
/// doi:10.1111/j.1538-4632.1995.tb00338.x). None for an area without neighbours.
///
/// Whole numbers from zero up are treated as counts. Areas with as many
/// neighbours share their draws, in which an area's own value is replaced where
/// it was drawn; so each area has a simple random sample without replacement of
/// the others, but the errors of simulating are correlated over the map.
///
/// - `values`: one for each area, in any unit.
///
/// # Errors
/// [`TailError`].
///
/// # Assumptions
/// Those of [`count_tails`].
///
/// ```
/// # use handslag_stats::area::{Neighbours, Reckoning, Simulation, TailError, value_tails};
/// # use handslag_stats::numeric::Seed;
/// // The same areas as for `count_tails`, a tenth as large.
/// let star = Neighbours::mutual(&[vec![1, 2], vec![0], vec![0], vec![4], vec![3]])?;
/// let values = [0.2, 0.5, 0.4, 0.1, 0.0];
/// let tails = value_tails(&values, &star, Simulation::with_seed(Seed(1)))?;
/// let first = tails[0].ok_or("the first area has neighbours")?;
/// assert_eq!((first.p_upper, first.reckoning), (1.0 / 6.0, Reckoning::Exact));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn value_tails(
    values: &[f64],
    neighbours: &Neighbours,
    simulation: Simulation,
) -> Result<Vec<Option<NeighbourTail>>, TailError> {
    if let Some(area) = values.iter().position(|value| !value.is_finite()) {
        return Err(TailError::NotFinite { area });
    }
    tails(values, as_counts(values).as_deref(), neighbours, simulation)
}

fn tails(
    values: &[f64],
    counts: Option<&[u64]>,
    neighbours: &Neighbours,
    simulation: Simulation,
) -> Result<Vec<Option<NeighbourTail>>, TailError> {
    if values.len() != neighbours.areas() {
        return Err(TailError::DifferentLengths {
            values: values.len(),
            areas: neighbours.areas(),
        });
    }
    let map = Map {
        values,
        neighbours,
        total: sum(values.iter().copied()),
    };
    let mut found = match counts {
        Some(counts) => exact::tails(counts, &map),
        None => vec![None; values.len()],
    };
    let left = |found: &[Option<NeighbourTail>]| -> Vec<usize> {
        (0..values.len())
            .filter(|&area| found[area].is_none() && neighbours.count(area) > 0)
            .collect()
    };
    let uncounted = left(&found);
    if !uncounted.is_empty() {
        enumerated::tails(&map, &uncounted, &mut found);
    }
    let undrawn = left(&found);
    if !undrawn.is_empty() {
        if simulation.replicates == 0 {
            return Err(TailError::NoReplicates);
        }
        simulated::tails(&map, &undrawn, simulation, &mut found);
    }
    Ok(found)
}

/// What is compared: a value for each area, and who lies beside whom.
struct Map<'a> {
    values: &'a [f64],
    neighbours: &'a Neighbours,
    total: f64,
}

impl Map<'_> {
    fn tail(&self, area: usize, p: (f64, f64), reckoning: Reckoning) -> NeighbourTail {
        let others = self.values.len() as f64 - 1.0;
        let mean = (self.total - self.values[area]) / others;
        let expected = mean * self.neighbours.count(area) as f64;
        NeighbourTail::new(
            self.neighbours.sum(area, self.values),
            expected,
            p,
            reckoning,
        )
    }
}

/// The values as counts, if they are whole numbers from zero up.
fn as_counts(values: &[f64]) -> Option<Vec<u64>> {
    const LARGEST: f64 = (1u64 << 53) as f64;
    values
        .iter()
        .map(|&value| {
            ((0.0..=LARGEST).contains(&value) && value.fract() == 0.0).then_some(value as u64)
        })
        .collect()
}

/// Values less their mean, and how near two sums of up to `most` of them are
/// taken to be equal: adding in another order changes the last digits.
struct Comparable {
    values: Vec<f64>,
    slack: f64,
}

impl Comparable {
    fn new(values: &[f64], most: usize) -> Self {
        let middle = crate::numeric::mean(values);
        let values: Vec<f64> = values.iter().map(|value| value - middle).collect();
        let largest = values.iter().fold(0.0f64, |most, v| most.max(v.abs()));
        Self {
            slack: 1e-12 * largest * most as f64,
            values,
        }
    }
}

#[cfg(test)]
mod tests;
