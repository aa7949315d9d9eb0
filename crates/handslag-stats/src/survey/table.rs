//! Do the answers to two questions go together?

use nalgebra::{DMatrix, DVector};

use super::design::{Design, DesignError};
use crate::numeric::{chi_squared_above, f_above, sum};

/// Tests of whether two questions are answered independently of each other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Association {
    /// Pearson's X² of the weighted table, scaled to the number that answered.
    pub pearson: f64,
    /// The second-order correction: the one to report.
    pub rao_scott_f: FTest,
    /// The first-order correction's p value: X² over the mean design effect,
    /// by the chi-squared distribution.
    pub rao_scott_first_order_p: f64,
    /// Wald's test of the residuals; unstable with few clusters.
    pub wald: FTest,
}

/// An F statistic with its degrees of freedom and p value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FTest {
    /// The statistic.
    pub f: f64,
    /// Numerator degrees of freedom, not always whole.
    pub numerator_df: f64,
    /// Denominator degrees of freedom.
    pub denominator_df: f64,
    /// How often chance alone would give as large an F.
    pub p: f64,
}

impl FTest {
    fn new(f: f64, numerator_df: f64, denominator_df: f64) -> Self {
        Self {
            f,
            numerator_df,
            denominator_df,
            p: f_above(f, numerator_df, denominator_df),
        }
    }
}

impl Design {
    /// Tests whether `rows` and `columns`, one answer a unit to each question
    /// numbered from zero, are independent (Rao and Scott 1984,
    /// doi:10.1214/aos/1176346391). Units missing either answer are left out of
    /// the table but not of the draw; answers nobody gave are left out.
    ///
    /// # Errors
    /// [`AssociationError`].
    ///
    /// ```
    /// # use handslag_stats::survey::{Design, Drawn, Lonely};
    /// // A hundred drawn plainly: 10 and 20 in the first row, 30 and 40 in the second.
    /// // By hand, X² = 100 · (10 · 40 − 20 · 30)² / (30 · 70 · 40 · 60), which chance
    /// // exceeds with probability 0.373 by the chi-squared distribution.
    /// let cells = [(0, 0, 10), (0, 1, 20), (1, 0, 30), (1, 1, 40)];
    /// let answers = |of: fn(&(u32, u32, usize)) -> u32| -> Vec<Option<u32>> {
    ///     cells.iter().flat_map(|cell| vec![Some(of(cell)); cell.2]).collect()
    /// };
    /// let design = Design::new(Drawn::<u8, u8> {
    ///     weights: &[1.0; 100],
    ///     strata: None,
    ///     clusters: None,
    ///     population: None,
    ///     lonely: Lonely::Refuse,
    /// })?;
    /// let found = design.association(&answers(|cell| cell.0), &answers(|cell| cell.1))?;
    /// assert!((found.pearson - 4_000_000.0 / 5_040_000.0).abs() < 1e-12);
    /// assert!((found.rao_scott_f.p - 0.373).abs() < 0.01);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn association(
        &self,
        rows: &[Option<u32>],
        columns: &[Option<u32>],
    ) -> Result<Association, AssociationError> {
        self.expect_units(rows.len())?;
        self.expect_units(columns.len())?;
        let degrees_of_freedom = self.degrees_of_freedom();
        if degrees_of_freedom < 1.0 {
            return Err(AssociationError::NoDegreesOfFreedom);
        }
        let table = Table::of(self, rows, columns)?;
        let covariance = table.covariance(self);
        let pearson = table.pearson();
        let effects = table.design_effects(&covariance)?;
        let trace = effects.trace();
        let square = (&effects * &effects).trace();
        let numerator = trace * trace / square;
        let contrasts = effects.nrows() as f64;
        let wald = table.wald(&table.covariance_of_totals(self))?;
        Ok(Association {
            pearson,
            rao_scott_f: FTest::new(pearson / trace, numerator, numerator * degrees_of_freedom),
            rao_scott_first_order_p: chi_squared_above(pearson * contrasts / trace, contrasts),
            wald: FTest::new(wald / contrasts, contrasts, degrees_of_freedom),
        })
    }
}

/// A weighted table in shares of all that answered both, columns one after
/// another.
struct Table {
    n_rows: usize,
    n_columns: usize,
    /// Cell of each unit; none if it did not answer both.
    cell: Vec<Option<usize>>,
    shares: Vec<f64>,
    weight: f64,
    n: f64,
}

impl Table {
    fn of(
        design: &Design,
        rows: &[Option<u32>],
        columns: &[Option<u32>],
    ) -> Result<Self, AssociationError> {
        let both = |unit: usize| -> Option<(u32, u32)> {
            let answers = (rows[unit]?, columns[unit]?);
            (design.weights[unit] > 0.0).then_some(answers)
        };
        let answered: Vec<(u32, u32)> = (0..rows.len()).filter_map(both).collect();
        let row_names = distinct(answered.iter().map(|pair| pair.0));
        let column_names = distinct(answered.iter().map(|pair| pair.1));
        if row_names.len() < 2 || column_names.len() < 2 {
            return Err(AssociationError::OneAnswer);
        }
        let place = |names: &[u32], name: u32| names.partition_point(|&known| known < name);
        let cell: Vec<Option<usize>> = (0..rows.len())
            .map(|unit| {
                let (row, column) = both(unit)?;
                Some(place(&row_names, row) + row_names.len() * place(&column_names, column))
            })
            .collect();
        let mut shares = vec![0.0; row_names.len() * column_names.len()];
        for (cell, weight) in cell.iter().zip(&design.weights) {
            if let Some(cell) = cell {
                shares[*cell] += weight;
            }
        }
        let weight = sum(shares.iter().copied());
        for share in &mut shares {
            *share /= weight;
        }
        Ok(Self {
            n_rows: row_names.len(),
            n_columns: column_names.len(),
            cell,
            shares,
            weight,
            n: answered.len() as f64,
        })
    }

    /// Of the shares, whose sum is known.
    fn covariance(&self, design: &Design) -> DMatrix<f64> {
        self.covariance_less(design, |cell| self.shares[cell])
    }

    /// Of the totals over the estimated population, whose sum is not known.
    fn covariance_of_totals(&self, design: &Design) -> DMatrix<f64> {
        self.covariance_less(design, |_| 0.0)
    }

    fn covariance_less(&self, design: &Design, less: impl Fn(usize) -> f64) -> DMatrix<f64> {
        let columns = (0..self.shares.len())
            .map(|of| {
                let units = self.cell.iter().zip(&design.weights);
                units
                    .map(|(cell, weight)| match cell {
                        Some(cell) => weight * (f64::from(*cell == of) - less(of)) / self.weight,
                        None => 0.0,
                    })
                    .collect()
            })
            .collect();
        let rows = design.covariance(columns);
        DMatrix::from_fn(rows.len(), rows.len(), |i, j| rows[i][j])
    }

    fn row_shares(&self) -> Vec<f64> {
        let share = |row| sum((0..self.n_columns).map(|column| self.share(row, column)));
        (0..self.n_rows).map(share).collect()
    }

    fn column_shares(&self) -> Vec<f64> {
        let share = |column| sum((0..self.n_rows).map(|row| self.share(row, column)));
        (0..self.n_columns).map(share).collect()
    }

    fn share(&self, row: usize, column: usize) -> f64 {
        self.shares[row + self.n_rows * column]
    }

    fn pearson(&self) -> f64 {
        let (rows, columns) = (self.row_shares(), self.column_shares());
        let terms = (0..self.shares.len()).map(|cell| {
            let expected = rows[cell % self.n_rows] * columns[cell / self.n_rows];
            (self.shares[cell] - expected).powi(2) / expected
        });
        self.n * sum(terms)
    }

    /// The matrix whose eigenvalues are the design effects of the contrasts
    /// that an association would show in.
    fn design_effects(&self, covariance: &DMatrix<f64>) -> Result<DMatrix<f64>, AssociationError> {
        let contrasts = self.contrasts();
        let inverse = DVector::from_fn(self.shares.len(), |cell, _| match self.shares[cell] {
            0.0 => 0.0,
            share => 1.0 / share,
        });
        let weighted = DMatrix::from_fn(contrasts.nrows(), contrasts.ncols(), |i, j| {
            inverse[i] * contrasts[(i, j)]
        });
        let simple = contrasts.transpose() * &weighted / self.n;
        let drawn = weighted.transpose() * covariance * &weighted;
        simple.lu().solve(&drawn).ok_or(AssociationError::Singular)
    }

    /// Products of row and column contrasts, at right angles to all that rows
    /// and columns alone explain.
    fn contrasts(&self) -> DMatrix<f64> {
        let centred = |at: usize, of: usize, n: usize| f64::from(at == of) - 1.0 / n as f64;
        let width = (self.n_rows - 1) * (self.n_columns - 1);
        DMatrix::from_fn(self.shares.len(), width, |cell, contrast| {
            let row = centred(
                cell % self.n_rows,
                contrast % (self.n_rows - 1) + 1,
                self.n_rows,
            );
            let column = centred(
                cell / self.n_rows,
                contrast / (self.n_rows - 1) + 1,
                self.n_columns,
            );
            row * column
        })
    }

    /// The quadratic form of the residuals from independence, in all but the
    /// first row and column, in their covariance.
    fn wald(&self, covariance: &DMatrix<f64>) -> Result<f64, AssociationError> {
        let (rows, columns) = (self.row_shares(), self.column_shares());
        let free: Vec<usize> = (0..self.shares.len())
            .filter(|cell| cell % self.n_rows > 0 && cell / self.n_rows > 0)
            .collect();
        let at = |cell: usize| (cell % self.n_rows, cell / self.n_rows);
        let residual = DVector::from_fn(free.len(), |i, _| {
            let (row, column) = at(free[i]);
            self.shares[free[i]] - rows[row] * columns[column]
        });
        let slope = DMatrix::from_fn(free.len(), self.shares.len(), |i, cell| {
            let ((row, column), (other_row, other_column)) = (at(free[i]), at(cell));
            f64::from(free[i] == cell)
                - f64::from(row == other_row) * columns[column]
                - f64::from(column == other_column) * rows[row]
                + rows[row] * columns[column]
        });
        let spread = &slope * covariance * slope.transpose();
        let solved = spread
            .lu()
            .solve(&residual)
            .ok_or(AssociationError::Singular)?;
        Ok(residual.dot(&solved))
    }
}

fn distinct(names: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut names: Vec<u32> = names.collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// Why an association could not be tested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AssociationError {
    /// A list does not fit the sample.
    #[error(transparent)]
    Design(#[from] DesignError),
    /// All gave the same answer to one of the questions.
    #[error("one of the questions has fewer than two answers")]
    OneAnswer,
    /// There are no more clusters than strata.
    #[error("there are no more clusters than strata")]
    NoDegreesOfFreedom,
    /// The drawn clusters are too few for so many cells.
    #[error("the clusters are too few for so large a table")]
    Singular,
}
