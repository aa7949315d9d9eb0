//! Which points of a grid hold all that is likely?

use std::collections::BTreeMap;

use rayon::prelude::*;

/// A point of the grid and the logarithm of its density.
#[derive(Debug, Clone, Copy)]
pub(super) struct Point<const N: usize> {
    pub at: [f64; N],
    pub log_density: f64,
}

/// How much less likely than the likeliest a point may be, as a logarithm. What
/// lies beyond, and the width of the steps, moves an end of an interval by some
/// two ten-thousandths of its half width: a chain of 5,000 draws leaves a
/// hundred times that.
const DEPTH: f64 = 8.0;

/// More points than any posterior of three variances has asked for.
const MOST: usize = 30_000;

/// All grid points around `top`, `steps` apart, that are not too unlikely and
/// hang together; none if they are too many or the top is no top.
///
/// On an even grid the sum over points is the integral to many digits, if the
/// density is smooth and the steps are no more than its standard deviation.
pub(super) fn around<const N: usize>(
    top: [f64; N],
    steps: [f64; N],
    log_density: impl Fn([f64; N]) -> f64 + Sync,
) -> Option<Vec<Point<N>>> {
    let place = |cell: &[i32; N]| -> [f64; N] {
        std::array::from_fn(|axis| top[axis] + f64::from(cell[axis]) * steps[axis])
    };
    let mut highest = log_density(top);
    if !highest.is_finite() {
        return None;
    }
    let mut known = BTreeMap::from([([0; N], highest)]);
    let mut edge = vec![[0; N]];
    while !edge.is_empty() {
        let mut next: Vec<[i32; N]> = edge
            .iter()
            .flat_map(neighbours)
            .filter(|cell| !known.contains_key(cell))
            .collect();
        next.sort_unstable();
        next.dedup();
        let found: Vec<f64> = next
            .par_iter()
            .map(|cell| log_density(place(cell)))
            .collect();
        for (cell, density) in next.iter().zip(&found) {
            known.insert(*cell, *density);
            highest = highest.max(*density);
        }
        edge = next
            .into_iter()
            .zip(found)
            .filter(|(_, density)| *density > highest - DEPTH)
            .map(|(cell, _)| cell)
            .collect();
        if known.len() > MOST {
            return None;
        }
    }
    let likely = known
        .into_iter()
        .filter(|(_, density)| *density > highest - DEPTH);
    Some(
        likely
            .map(|(cell, log_density)| Point {
                at: place(&cell),
                log_density,
            })
            .collect(),
    )
}

fn neighbours<const N: usize>(cell: &[i32; N]) -> Vec<[i32; N]> {
    let mut all = Vec::with_capacity(2 * N);
    for axis in 0..N {
        for by in [-1, 1] {
            let mut other = *cell;
            other[axis] += by;
            all.push(other);
        }
    }
    all
}
