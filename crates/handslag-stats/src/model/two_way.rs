//! What is left of a column when each unit and each period has a level of its own?

use nalgebra::DMatrix;

/// Weighted regression on a level for every unit and every period, without
/// ever writing down their columns.
///
/// The larger of the two groups is solved for by hand, since no two of its
/// levels meet in a row; the smaller by Cholesky's factor of what then remains.
#[derive(Debug, Clone)]
pub(crate) struct TwoWay {
    /// Each row's place in the larger group.
    many: Vec<usize>,
    /// Each row's place in the smaller group.
    few: Vec<usize>,
    n_many: usize,
    n_few: usize,
    weights: Vec<f64>,
    many_weight: Vec<f64>,
    /// Lower triangle; a pivot of zero marks a level that others explain.
    factor: DMatrix<f64>,
}

impl TwoWay {
    /// For rows of these units and periods, numbered from zero without gaps.
    pub fn new(units: &[usize], periods: &[usize]) -> Self {
        let count = |places: &[usize]| places.iter().max().map_or(0, |most| most + 1);
        let (n_units, n_periods) = (count(units), count(periods));
        let (many, few) = if n_units >= n_periods {
            (units, periods)
        } else {
            (periods, units)
        };
        let mut new = Self {
            many: many.to_vec(),
            few: few.to_vec(),
            n_many: n_units.max(n_periods),
            n_few: n_units.min(n_periods),
            weights: Vec::new(),
            many_weight: Vec::new(),
            factor: DMatrix::zeros(0, 0),
        };
        new.weigh(&vec![1.0; units.len()]);
        new
    }

    /// Takes new weights, all above zero.
    pub fn weigh(&mut self, weights: &[f64]) {
        let mut cells = vec![0.0; self.n_many * self.n_few];
        let mut many_weight = vec![0.0; self.n_many];
        let mut few_weight = vec![0.0; self.n_few];
        for ((&weight, &m), &f) in weights.iter().zip(&self.many).zip(&self.few) {
            cells[m * self.n_few + f] += weight;
            many_weight[m] += weight;
            few_weight[f] += weight;
        }
        let mut remains = DMatrix::<f64>::zeros(self.n_few, self.n_few);
        for (row, &weight) in cells.chunks_exact(self.n_few).zip(&many_weight) {
            for (f, &a) in row.iter().enumerate().filter(|(_, a)| **a != 0.0) {
                for (g, &b) in row[..=f].iter().enumerate() {
                    remains[(f, g)] -= a * b / weight;
                }
            }
        }
        for (f, &weight) in few_weight.iter().enumerate() {
            remains[(f, f)] += weight;
        }
        self.factor = semidefinite_factor(remains, &few_weight);
        self.weights = weights.to_vec();
        self.many_weight = many_weight;
    }

    /// Replaces a column by what the levels leave of it.
    pub fn residual(&self, column: &mut [f64]) {
        // The second round takes back the rounding of the first.
        for _ in 0..2 {
            self.residual_once(column);
        }
    }

    fn residual_once(&self, column: &mut [f64]) {
        self.centre_on_many(column);
        let mut levels = vec![0.0; self.n_few];
        for ((&value, &weight), &f) in column.iter().zip(&self.weights).zip(&self.few) {
            levels[f] += weight * value;
        }
        self.solve(&mut levels);
        for (value, &f) in column.iter_mut().zip(&self.few) {
            *value -= levels[f];
        }
        self.centre_on_many(column);
    }

    fn centre_on_many(&self, column: &mut [f64]) {
        let mut levels = vec![0.0; self.n_many];
        for ((&value, &weight), &m) in column.iter().zip(&self.weights).zip(&self.many) {
            levels[m] += weight * value;
        }
        for (value, &m) in column.iter_mut().zip(&self.many) {
            *value -= levels[m] / self.many_weight[m];
        }
    }

    fn solve(&self, side: &mut [f64]) {
        let n = self.n_few;
        for i in 0..n {
            let known: f64 = (0..i).map(|k| self.factor[(i, k)] * side[k]).sum();
            let pivot = self.factor[(i, i)];
            side[i] = if pivot == 0.0 {
                0.0
            } else {
                (side[i] - known) / pivot
            };
        }
        for i in (0..n).rev() {
            let known: f64 = (i + 1..n).map(|k| self.factor[(k, i)] * side[k]).sum();
            let pivot = self.factor[(i, i)];
            side[i] = if pivot == 0.0 {
                0.0
            } else {
                (side[i] - known) / pivot
            };
        }
    }

    /// How many of all levels are independent of each other: the columns that a
    /// regression with an intercept would keep.
    pub fn rank(&self) -> usize {
        let independent = (0..self.n_few).filter(|&f| self.factor[(f, f)] != 0.0);
        self.n_many + independent.count()
    }
}

/// Cholesky's factor with a zero column where a pivot vanishes against `sizes`.
pub(crate) fn semidefinite_factor(mut matrix: DMatrix<f64>, sizes: &[f64]) -> DMatrix<f64> {
    const SMALLEST: f64 = 1e-10;
    let n = matrix.nrows();
    for j in 0..n {
        let mut pivot = matrix[(j, j)];
        for k in 0..j {
            pivot -= matrix[(j, k)].powi(2);
        }
        let root = if pivot > SMALLEST * sizes[j] {
            pivot.sqrt()
        } else {
            0.0
        };
        matrix[(j, j)] = root;
        for i in j + 1..n {
            let mut value = matrix[(i, j)];
            for k in 0..j {
                value -= matrix[(i, k)] * matrix[(j, k)];
            }
            matrix[(i, j)] = if root == 0.0 { 0.0 } else { value / root };
        }
    }
    matrix
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unit_and_period_levels_leave_nothing_of_themselves() {
        let units = [0, 0, 0, 1, 1, 2, 2, 3, 3, 3];
        let periods = [0, 1, 2, 0, 1, 1, 2, 0, 1, 2];
        let mut levels = TwoWay::new(&units, &periods);
        levels.weigh(&[1.0, 2.0, 0.5, 3.0, 1.0, 1.0, 4.0, 0.1, 1.0, 2.0]);
        let mut column: Vec<f64> = units
            .iter()
            .zip(&periods)
            .map(|(&u, &p)| 3.0 * u as f64 - 7.0 * (p * p) as f64 + 2.0)
            .collect();
        levels.residual(&mut column);
        assert!(column.iter().all(|value| value.abs() < 1e-12), "{column:?}");
        assert_eq!(levels.rank(), 4 + 3 - 1);
    }

    #[test]
    fn what_is_left_of_a_two_by_two_table_is_its_interaction() {
        let levels = TwoWay::new(&[0, 0, 1, 1], &[0, 1, 0, 1]);
        let mut column = [1.0, 4.0, 2.0, 9.0];
        levels.residual(&mut column);
        // (9 − 2 − 4 + 1)/4 = 1 with alternating sign.
        for (found, expected) in column.iter().zip([1.0, -1.0, -1.0, 1.0]) {
            assert!((found - expected).abs() < 1e-14);
        }
    }

    #[test]
    fn two_panels_that_never_meet_have_a_level_each() {
        let levels = TwoWay::new(&[0, 0, 1, 1, 2, 2, 3, 3], &[0, 1, 0, 1, 2, 3, 2, 3]);
        assert_eq!(levels.rank(), 4 + 4 - 2);
    }
}
