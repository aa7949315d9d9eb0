//! The sum of many kernels, row by row instead of point by point.
//!
//! With a point t standard deviations above the middle of its row, and a centre
//! z above the same, exp(−(z − t)²/2) = exp(−z²/2)·Σₖ Heₖ(z)·tᵏ/k!. The part
//! that hangs on the point is added up once a row, for each k; the part that
//! hangs on the centre is applied to the sums. This is the fast Gauss transform
//! (Greengard and Strain 1991, doi:10.1137/0912004) along one axis.

use rayon::prelude::*;

use super::axis::Axis;
use super::exact::Weighted;

/// Terms after which the series is not worth its while.
const MOST_TERMS: usize = 24;

/// How many terms hold each kernel to `tolerance` of its peak, if the series
/// takes less work than adding up every kernel cell by cell.
pub(super) fn terms(points: usize, across: &Axis, up: &Axis, tolerance: f64) -> Option<usize> {
    // The remainder is below t^p/√p! times Cramér's constant of 1.09, t at most
    // half a row, and the terms after it fall faster than by halves.
    let half_row = 0.5 * up.step / up.sigma;
    let mut remainder = 2.2;
    let mut terms = 0;
    while remainder > tolerance {
        terms += 1;
        remainder *= half_row / (terms as f64).sqrt();
        if terms > MOST_TERMS {
            return None;
        }
    }
    let in_reach = |axis: &Axis| (2.0 * axis.reach / axis.step + 1.0).min(axis.cells as f64);
    let (wide, high) = (in_reach(across), in_reach(up));
    let one_by_one = points as f64 * wide * high;
    let rows = (points as f64).min(up.cells as f64);
    let by_rows =
        points as f64 * wide * terms as f64 + rows * high * terms as f64 * across.cells as f64;
    (by_rows < one_by_one).then_some(terms)
}

/// The sum of the kernels of points in rising y at the cells' centres.
pub(super) fn sum_of_kernels(
    points: &[Weighted],
    across: &Axis,
    up: &Axis,
    terms: usize,
) -> Vec<f64> {
    let columns = across.cells;
    let row_of = |y: f64| (((y - up.start) / up.step) as usize).min(up.cells - 1);
    let starts: Vec<usize> = (0..=up.cells)
        .map(|row| points.partition_point(|point| row_of(point.y) < row))
        .collect();
    // Row by row, term by term: nothing for rows without points.
    let sums: Vec<Vec<f64>> = (0..up.cells)
        .into_par_iter()
        .map(|row| {
            let points = &points[starts[row]..starts[row + 1]];
            moments(points, up.centre(row), across, up.sigma, terms)
        })
        .collect();

    let reach = (up.reach / up.step) as usize + 1;
    let coefficients: Vec<Vec<f64>> = (0..=2 * reach)
        .map(|step| {
            let z = (step as f64 - reach as f64) * up.step / up.sigma;
            hermite(z, terms)
        })
        .collect();
    let mut values = vec![0.0; columns * up.cells];
    values
        .par_chunks_mut(columns)
        .enumerate()
        .for_each(|(row, values)| {
            let rows = row.saturating_sub(reach)..(row + reach + 1).min(up.cells);
            for (block, values) in values.chunks_mut(BLOCK).enumerate() {
                let from = block * BLOCK;
                let mut total = [0.0; BLOCK];
                for other in rows.clone() {
                    let terms = sums[other].chunks_exact(columns);
                    for (sum, coefficient) in terms.zip(&coefficients[row + reach - other]) {
                        add(&mut total, &sum[from..from + values.len()], *coefficient);
                    }
                }
                values.copy_from_slice(&total[..values.len()]);
            }
        });
    values
}

/// As many sums as registers hold.
const BLOCK: usize = 16;

fn add(total: &mut [f64; BLOCK], terms: &[f64], coefficient: f64) {
    if let Ok(terms) = <&[f64; BLOCK]>::try_from(terms) {
        for (total, term) in total.iter_mut().zip(terms) {
            *total += coefficient * term;
        }
    } else {
        for (total, term) in total.iter_mut().zip(terms) {
            *total += coefficient * term;
        }
    }
}

/// Σ over a row's points of tᵏ/k! times their kernels along the row, for each k.
fn moments(points: &[Weighted], middle: f64, across: &Axis, sigma: f64, terms: usize) -> Vec<f64> {
    if points.is_empty() {
        return Vec::new();
    }
    let mut sums = vec![0.0; across.cells * terms];
    let mut kernel = Vec::new();
    for point in points {
        let from = across.kernel(point.x, &(0..across.cells), &mut kernel);
        let t = (point.y - middle) / sigma;
        let mut coefficient = point.weight;
        for (k, sums) in sums.chunks_exact_mut(across.cells).enumerate() {
            if k > 0 {
                coefficient *= t / k as f64;
            }
            for (sum, kernel) in sums[from..].iter_mut().zip(&kernel) {
                *sum += coefficient * kernel;
            }
        }
    }
    sums
}

/// exp(−z²/2)·Heₖ(z) for each k below `terms`.
fn hermite(z: f64, terms: usize) -> Vec<f64> {
    let (mut last, mut this) = (0.0, (-0.5 * z * z).exp());
    (0..terms)
        .map(|k| {
            let now = this;
            this = z * now - k as f64 * last;
            last = now;
            now
        })
        .collect()
}
