//! What is the response explained by?

use super::dot;

/// The columns of a regression, each with its name and one value a row.
///
/// ```
/// # use handslag_stats::model::Design;
/// let design = Design::with_intercept(3).and("after", [0.0, 0.0, 1.0]);
/// assert_eq!(design.names(), ["(Intercept)", "after"]);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Design {
    rows: usize,
    names: Vec<String>,
    /// Column after column. A column of another length than `rows` is found
    /// when the design is used, so that building one never fails.
    columns: Vec<Vec<f64>>,
}

impl Design {
    /// The name of the column of ones.
    pub const INTERCEPT: &str = "(Intercept)";

    /// A design with a column of ones only.
    pub fn with_intercept(rows: usize) -> Self {
        Self {
            rows,
            names: vec![Self::INTERCEPT.to_owned()],
            columns: vec![vec![1.0; rows]],
        }
    }

    /// A design without columns, for a regression without a level of its own.
    pub fn without_intercept(rows: usize) -> Self {
        Self {
            rows,
            names: Vec::new(),
            columns: Vec::new(),
        }
    }

    /// The same with one more column, the last.
    pub fn and(mut self, name: impl Into<String>, values: impl IntoIterator<Item = f64>) -> Self {
        self.names.push(name.into());
        self.columns.push(values.into_iter().collect());
        self
    }

    /// How many rows every column has to have.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The columns' names in their order.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// How many columns there are.
    pub fn n_columns(&self) -> usize {
        self.columns.len()
    }

    /// The place of the column of this name.
    pub fn place(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|other| other == name)
    }

    /// The values of one column.
    ///
    /// # Panics
    /// If there are not so many columns.
    pub fn column(&self, place: usize) -> &[f64] {
        &self.columns[place]
    }

    /// The same columns on those rows only where `keep` holds.
    pub(crate) fn rows_where(&self, keep: &[bool]) -> Self {
        let kept = |column: &Vec<f64>| {
            column
                .iter()
                .zip(keep)
                .filter_map(|(&value, &keep)| keep.then_some(value))
                .collect()
        };
        Self {
            rows: keep.iter().filter(|&&keep| keep).count(),
            names: self.names.clone(),
            columns: self.columns.iter().map(kept).collect(),
        }
    }

    /// Design times coefficients, added to what `into` holds.
    pub(crate) fn add_product(&self, coefficients: &[f64], into: &mut [f64]) {
        for (column, &coefficient) in self.columns.iter().zip(coefficients) {
            for (sum, &value) in into.iter_mut().zip(column) {
                *sum += coefficient * value;
            }
        }
    }

    /// For each column the sum of its products with `values`.
    pub(crate) fn transposed_product(&self, values: &[f64], into: &mut [f64]) {
        for (sum, column) in into.iter_mut().zip(&self.columns) {
            *sum = dot(column, values);
        }
    }

    /// The weighted sums of products of all pairs of columns, row after row.
    ///
    /// `scratch` has room for a column.
    pub(crate) fn weighted_products(&self, weights: &[f64], scratch: &mut [f64], into: &mut [f64]) {
        let p = self.columns.len();
        for (j, column) in self.columns.iter().enumerate() {
            for ((product, &value), &weight) in scratch.iter_mut().zip(column).zip(weights) {
                *product = value * weight;
            }
            for (k, other) in self.columns[..=j].iter().enumerate() {
                let sum = dot(scratch, other);
                into[j * p + k] = sum;
                into[k * p + j] = sum;
            }
        }
    }
}
