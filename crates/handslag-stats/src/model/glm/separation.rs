//! Can a coefficient grow without end while the fit gets better?

use nalgebra::{DMatrix, DVector, SymmetricEigen};

use crate::model::Design;

/// The column that tells some rows with zero counts from all other rows, and
/// how many such rows; none if the likelihood has its largest value at an end.
///
/// A log-linear mean can go to zero in some rows, and stay in all others, if a
/// sum of multiples of columns is zero wherever something was counted and above
/// zero in some rows without counts, below in none. The candidates are found
/// exactly, as what is at right angles to the rows with counts; among them the
/// sign is settled by rectified regression (Correia, Guimarães and Zylkin 2019,
/// arXiv:1903.01633).
pub(super) fn separated(design: &Design, counts: &[f64]) -> Option<(usize, usize)> {
    let p = design.n_columns();
    let zeros: Vec<usize> = (0..counts.len())
        .filter(|&row| counts[row] == 0.0)
        .collect();
    let scale: Vec<f64> = (0..p).map(|j| root_mean_square(design.column(j))).collect();
    let scaled = |row: usize, j: usize| design.column(j)[row] / scale[j];
    let mut products = DMatrix::<f64>::zeros(p, p);
    for row in (0..counts.len()).filter(|&row| counts[row] > 0.0) {
        for j in 0..p {
            for k in 0..p {
                products[(j, k)] += scaled(row, j) * scaled(row, k);
            }
        }
    }
    let eigen = SymmetricEigen::new(products);
    let largest = eigen.eigenvalues.max();
    let free: Vec<usize> = (0..p)
        .filter(|&k| eigen.eigenvalues[k] <= 1e-10 * largest)
        .collect();
    if free.is_empty() || zeros.is_empty() {
        return None;
    }
    let basis = eigen.eigenvectors.select_columns(&free);
    let at_zeros = DMatrix::from_fn(zeros.len(), p, |i, j| scaled(zeros[i], j)) * &basis;
    let (direction, reached) = one_sided(&at_zeros)?;
    let direction = basis * direction;
    let column = (0..p).max_by(|&j, &k| direction[j].abs().total_cmp(&direction[k].abs()))?;
    Some((column, reached))
}

/// Multiples of the columns of `z` that are at least zero in every row and not
/// zero in all, and in how many they are above zero.
fn one_sided(z: &DMatrix<f64>) -> Option<(DVector<f64>, usize)> {
    const ROUNDS: usize = 500;
    let products = z.transpose() * z;
    let inverse = products.pseudo_inverse(1e-12 * z.norm_squared()).ok()?;
    let mut wanted = DVector::from_element(z.nrows(), 1.0);
    for _ in 0..ROUNDS {
        let multiples = &inverse * (z.transpose() * &wanted);
        let reached = z * &multiples;
        let largest = reached.amax();
        if largest < 1e-6 {
            return None;
        }
        if reached.min() >= -1e-8 * largest {
            let rows = reached.iter().filter(|&&r| r > 1e-6 * largest).count();
            return Some((multiples, rows));
        }
        wanted = reached.map(|value| value.max(0.0));
    }
    None
}

fn root_mean_square(column: &[f64]) -> f64 {
    let mean = column.iter().map(|value| value * value).sum::<f64>() / column.len() as f64;
    if mean > 0.0 { mean.sqrt() } else { 1.0 }
}
