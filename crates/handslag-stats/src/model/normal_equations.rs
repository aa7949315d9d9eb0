//! How are the normal equations of a regression solved, and when have they no one answer?

/// The Cholesky factor of a matrix of sums of products.
///
/// Rows and columns are scaled to a unit diagonal first, so that a pivot is the
/// share of a column that the columns before it do not explain, whatever the
/// columns' units.
#[derive(Debug, Clone)]
pub(crate) struct Cholesky {
    n: usize,
    /// Lower triangle, row after row.
    factor: Vec<f64>,
    scale: Vec<f64>,
}

/// The column that the columns before it explain to the last bit that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Dependent {
    pub column: usize,
}

impl Cholesky {
    /// A pivot below this is rounding: sums of products hold sixteen digits, and
    /// a few are lost on the way.
    const SMALLEST_PIVOT: f64 = 1e-11;

    pub fn with_room_for(n: usize) -> Self {
        Self {
            n,
            factor: vec![0.0; n * n],
            scale: vec![0.0; n],
        }
    }

    pub fn of(products: &[f64], n: usize) -> Result<Self, Dependent> {
        let mut new = Self::with_room_for(n);
        new.factorise(products)?;
        Ok(new)
    }

    /// Factors `products`, row after row, in the room of the last factor.
    pub fn factorise(&mut self, products: &[f64]) -> Result<(), Dependent> {
        let n = self.n;
        for j in 0..n {
            let square = products[j * n + j];
            if !(square > 0.0 && square.is_finite()) {
                return Err(Dependent { column: j });
            }
            self.scale[j] = 1.0 / square.sqrt();
        }
        for i in 0..n {
            for j in 0..=i {
                let mut value = products[i * n + j] * self.scale[i] * self.scale[j];
                for k in 0..j {
                    value -= self.factor[i * n + k] * self.factor[j * n + k];
                }
                if i == j {
                    if value.is_nan() || value <= Self::SMALLEST_PIVOT {
                        return Err(Dependent { column: i });
                    }
                    self.factor[i * n + i] = value.sqrt();
                } else {
                    self.factor[i * n + j] = value / self.factor[j * n + j];
                }
            }
        }
        Ok(())
    }

    /// Turns the right side into the solution.
    pub fn solve(&self, side: &mut [f64]) {
        let n = self.n;
        for i in 0..n {
            let mut value = side[i] * self.scale[i];
            let known = &self.factor[i * n..i * n + i];
            for (factor, solved) in known.iter().zip(side.iter()) {
                value -= factor * solved;
            }
            side[i] = value / self.factor[i * n + i];
        }
        for i in (0..n).rev() {
            let mut value = side[i];
            for (k, solved) in side.iter().enumerate().skip(i + 1) {
                value -= self.factor[k * n + i] * solved;
            }
            side[i] = value / self.factor[i * n + i];
        }
        for (value, scale) in side.iter_mut().zip(&self.scale) {
            *value *= scale;
        }
    }

    /// Turns a row of the design into the same row of an orthonormal basis of
    /// its columns (when the products were those of the rows).
    pub fn whiten(&self, row: &mut [f64]) {
        let n = self.n;
        for i in 0..n {
            let mut value = row[i] * self.scale[i];
            let known = &self.factor[i * n..i * n + i];
            for (factor, done) in known.iter().zip(row.iter()) {
                value -= factor * done;
            }
            row[i] = value / self.factor[i * n + i];
        }
    }

    /// The inverse of the factored matrix, row after row.
    pub fn inverse(&self) -> Vec<f64> {
        let n = self.n;
        let mut inverse = vec![0.0; n * n];
        for j in 0..n {
            let row = &mut inverse[j * n..(j + 1) * n];
            row[j] = 1.0;
            self.solve(row);
        }
        // Rounding differs above and below the diagonal.
        for i in 0..n {
            for j in 0..i {
                let middle = 0.5 * (inverse[i * n + j] + inverse[j * n + i]);
                inverse[i * n + j] = middle;
                inverse[j * n + i] = middle;
            }
        }
        inverse
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_equations_are_solved_as_by_hand() {
        // 4x + 2y = 10, 2x + 3y = 9 at x = 1.5, y = 2.
        let cholesky = Cholesky::of(&[4.0, 2.0, 2.0, 3.0], 2).unwrap();
        let mut side = [10.0, 9.0];
        cholesky.solve(&mut side);
        assert!((side[0] - 1.5).abs() < 1e-14 && (side[1] - 2.0).abs() < 1e-14);
        let inverse = cholesky.inverse();
        for (found, expected) in inverse.iter().zip([0.375, -0.25, -0.25, 0.5]) {
            assert!((found - expected).abs() < 1e-14);
        }
    }

    #[test]
    fn a_column_that_others_explain_is_named_whatever_its_unit() {
        // The third column is a thousand millionth of the sum of the others.
        let (u, v) = ([1.0, 2.0, 3.0], [1.0, 0.0, 2.0]);
        let w: Vec<f64> = u.iter().zip(&v).map(|(u, v)| (u + v) * 1e-9).collect();
        let columns: [&[f64]; 3] = [&u, &v, &w];
        let products: Vec<f64> = columns
            .iter()
            .flat_map(|a| columns.map(|b| a.iter().zip(b).map(|(a, b)| a * b).sum()))
            .collect();
        assert_eq!(
            Cholesky::of(&products, 3).err(),
            Some(Dependent { column: 2 })
        );
    }
}
