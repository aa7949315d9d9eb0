//! Units by variables, of which most are zero.

use nalgebra::DMatrix;

use crate::model::Columns;

/// The numbers that are not zero, unit by unit.
#[derive(Debug, Clone)]
pub(crate) struct SparseRows {
    variables: usize,
    /// Where each unit's numbers begin; one more than there are units.
    begins: Vec<usize>,
    which: Vec<u32>,
    values: Vec<f64>,
}

impl SparseRows {
    pub fn new(columns: &Columns) -> Self {
        let mut rows = Self {
            variables: columns.count(),
            begins: vec![0],
            which: Vec::new(),
            values: Vec::new(),
        };
        for unit in 0..columns.rows() {
            for variable in 0..columns.count() {
                let value = columns.at(unit, variable);
                if value != 0.0 {
                    rows.which.push(variable as u32);
                    rows.values.push(value);
                }
            }
            rows.begins.push(rows.values.len());
        }
        rows
    }

    /// The first unit with a number that is infinite or undefined.
    pub fn not_finite(&self) -> Option<usize> {
        let place = self.values.iter().position(|value| !value.is_finite())?;
        Some(self.begins.partition_point(|&begin| begin <= place) - 1)
    }

    pub fn row(&self, unit: usize) -> impl Iterator<Item = (usize, f64)> {
        let range = self.begins[unit]..self.begins[unit + 1];
        self.which[range.clone()]
            .iter()
            .zip(&self.values[range])
            .map(|(&variable, &value)| (variable as usize, value))
    }

    /// A unit's numbers times the multipliers.
    pub fn along(&self, unit: usize, multipliers: &[f64]) -> f64 {
        self.row(unit)
            .map(|(variable, value)| value * multipliers[variable])
            .sum()
    }

    /// Each variable's total under these weights.
    pub fn totals(&self, weights: &[f64]) -> Vec<f64> {
        let mut totals = vec![0.0; self.variables];
        for (unit, &weight) in weights.iter().enumerate() {
            if weight != 0.0 {
                for (variable, value) in self.row(unit) {
                    totals[variable] += weight * value;
                }
            }
        }
        totals
    }

    /// Each variable's root mean square over units with a weight; 1 if all zero.
    pub fn scales(&self, weights: &[f64]) -> Vec<f64> {
        let mut squares = vec![0.0; self.variables];
        let mut units = 0.0;
        for (unit, &weight) in weights.iter().enumerate() {
            if weight > 0.0 {
                units += 1.0;
                for (variable, value) in self.row(unit) {
                    squares[variable] += value * value;
                }
            }
        }
        squares
            .iter()
            .map(|&square| {
                if square > 0.0 {
                    (square / units).sqrt()
                } else {
                    1.0
                }
            })
            .collect()
    }

    /// Weighted sums of products of scaled variables; both triangles.
    pub fn gram(&self, weights: &[f64], scales: &[f64]) -> DMatrix<f64> {
        let n = self.variables;
        let mut lower = vec![0.0; n * n];
        let largest = weights.iter().copied().fold(0.0, f64::max);
        for (unit, &weight) in weights.iter().enumerate() {
            // After some steps most units weigh nothing that counts.
            if weight <= 1e-17 * largest {
                continue;
            }
            let range = self.begins[unit]..self.begins[unit + 1];
            let (which, values) = (&self.which[range.clone()], &self.values[range]);
            for (place, (&i, &a)) in which.iter().zip(values).enumerate() {
                let row = &mut lower[i as usize * n..(i as usize + 1) * n];
                let times = weight * a;
                for (&j, &b) in which[..=place].iter().zip(values) {
                    row[j as usize] += times * b;
                }
            }
        }
        DMatrix::from_fn(n, n, |i, j| {
            lower[i.max(j) * n + i.min(j)] / (scales[i] * scales[j])
        })
    }
}
