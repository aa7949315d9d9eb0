//! How often would the values, in any order, be as alike as they are?

use rayon::prelude::*;

use super::global::{WeightSums, cross_products};
use super::input::Centred;
use super::{AutocorrelationError, Islands, Neighbours, Simulation, Weighting};
use crate::numeric::{SimulatedP, shuffle};

/// Moran's I with what permuting the values gives.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PermutedMoran {
    /// The statistic itself, all areas counted.
    pub value: f64,
    /// How often it was at most as large.
    pub lower: SimulatedP,
    /// How often it was at least as large.
    pub upper: SimulatedP,
    /// Twice the smaller of the two, at most 1.
    pub p_two_sided: f64,
}

/// Moran's I, tested by permuting the values over all areas (Cliff and Ord 1981,
/// Spatial Processes). Assumes nothing of their distribution.
///
/// - `values`: one for each area, in any unit.
/// - `simulation`: 999 replicates give p values from 0.001 a side.
///
/// # Errors
/// [`AutocorrelationError`] as for [`moran`](super::moran).
///
/// ```
/// # use handslag_stats::area::{Neighbours, Simulation, Weighting, permuted_moran};
/// # use handslag_stats::numeric::Seed;
/// let row = Neighbours::mutual(&[vec![1], vec![0, 2], vec![1, 3], vec![2]])?;
/// let simulation = Simulation { replicates: 9_999, seed: Seed(1) };
/// let moran = permuted_moran(&[1.0, 2.0, 3.0, 4.0], &row, Weighting::Binary, simulation)?;
/// // Two of the 24 orders, forwards and backwards, have neighbours as alike.
/// assert!((moran.upper.p - 2.0 / 24.0).abs() < 4.0 * moran.upper.monte_carlo_se);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn permuted_moran(
    values: &[f64],
    neighbours: &Neighbours,
    weighting: Weighting,
    simulation: Simulation,
) -> Result<PermutedMoran, AutocorrelationError> {
    let centred = Centred::new(values, neighbours, 4)?;
    let weights = WeightSums::new(neighbours, weighting, Islands::Counted)?;
    let observed = cross_products(&centred.z, neighbours, weighting);
    // Orders that are the same by symmetry differ in the last digits.
    let slack = 1e-12 * weights.s0 / weights.n * centred.sum_of_squares;
    let (low, high) = (0..simulation.replicates)
        .into_par_iter()
        .map(|replicate| {
            let mut z = centred.z.clone();
            shuffle(&mut simulation.seed.replicate(u64::from(replicate)), &mut z);
            let drawn = plain_products(&z, neighbours, weighting);
            (
                u32::from(drawn <= observed + slack),
                u32::from(drawn >= observed - slack),
            )
        })
        .reduce(|| (0, 0), |one, other| (one.0 + other.0, one.1 + other.1));
    let lower = SimulatedP::new(low, simulation.replicates);
    let upper = SimulatedP::new(high, simulation.replicates);
    Ok(PermutedMoran {
        value: weights.n / weights.s0 * observed / centred.sum_of_squares,
        lower,
        upper,
        p_two_sided: (2.0 * lower.p.min(upper.p)).min(1.0),
    })
}

/// [`cross_products`] without compensation, which a rank does not need.
fn plain_products(z: &[f64], neighbours: &Neighbours, weighting: Weighting) -> f64 {
    z.iter()
        .enumerate()
        .map(|(i, own)| own * weighting.each(neighbours.count(i)) * neighbours.sum(i, z))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::Seed;

    #[test]
    fn one_thread_and_two_give_the_same_bytes() {
        let lists: Vec<Vec<usize>> = (0..40).map(|i| vec![(i + 1) % 40, (i + 39) % 40]).collect();
        let ring = Neighbours::mutual(&lists).unwrap();
        let values: Vec<f64> = (0..40).map(|i| f64::from(i * i % 17)).collect();
        let run = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
            let simulation = Simulation {
                replicates: 999,
                seed: Seed(4),
            };
            pool.unwrap()
                .install(|| permuted_moran(&values, &ring, Weighting::Binary, simulation))
        };
        assert_eq!(run(1), run(2));
    }
}
