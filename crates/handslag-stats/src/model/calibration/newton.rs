//! Which multipliers make the totals come out right?

use nalgebra::{Cholesky, DMatrix, DVector, Dyn};

use super::super::columns::dot;
use super::{CalibrationOptions, Distance, SparseRows, largest_relative_miss};

/// Newton's way to the multipliers of the totals.
pub(super) struct Newton<'a> {
    rows: &'a SparseRows,
    given: &'a [f64],
    totals: &'a [f64],
    scales: Vec<f64>,
    kept: Vec<usize>,
    distance: Distance,
    /// λ in scaled variables, one for every variable.
    lambda: Vec<f64>,
    pub weights: Vec<f64>,
    dual: f64,
}

impl<'a> Newton<'a> {
    pub fn new(
        rows: &'a SparseRows,
        given: &'a [f64],
        totals: &'a [f64],
        scales: Vec<f64>,
        kept: Vec<usize>,
        distance: Distance,
    ) -> Self {
        let mut newton = Self {
            rows,
            given,
            totals,
            lambda: vec![0.0; scales.len()],
            scales,
            kept,
            distance,
            weights: given.to_vec(),
            dual: f64::INFINITY,
        };
        newton.dual = newton.evaluate(&newton.lambda.clone()).0;
        newton
    }

    /// The dual at λ and the weights there. Its slope is the miss of the totals.
    fn evaluate(&self, lambda: &[f64]) -> (f64, Vec<f64>) {
        let multipliers: Vec<f64> = lambda
            .iter()
            .zip(&self.scales)
            .map(|(l, s)| l / s)
            .collect();
        let mut dual = -dot(&multipliers, self.totals);
        let weights = (0..self.given.len())
            .map(|unit| {
                let given = self.given[unit];
                if given == 0.0 {
                    return 0.0;
                }
                let along = self.rows.along(unit, &multipliers);
                match self.distance {
                    Distance::Raking => {
                        let weight = given * along.exp();
                        dual += weight;
                        weight
                    }
                    Distance::Linear => {
                        dual += given * (along + 0.5 * along * along);
                        given * (1.0 + along)
                    }
                    Distance::NonnegativeLinear => {
                        let factor = (1.0 + along).max(0.0);
                        dual += given * 0.5 * (factor * factor - 1.0);
                        given * factor
                    }
                }
            })
            .collect();
        (dual, weights)
    }

    pub fn run(&mut self, options: CalibrationOptions) -> (usize, f64) {
        let mut steps = 0;
        loop {
            let reached = self.rows.totals(&self.weights);
            let miss = largest_relative_miss(&reached, self.totals, self.kept.iter().copied());
            // A weight beyond all measure: the dual has no lowest point.
            if miss <= options.tolerance || steps == options.steps || !miss.is_finite() {
                return (steps, miss);
            }
            if !self.step(&reached) {
                return (steps, miss);
            }
            steps += 1;
        }
    }

    /// One step; false if the dual cannot be lowered further.
    fn step(&mut self, reached: &[f64]) -> bool {
        let in_play: Vec<f64>;
        let curvature = match self.distance {
            Distance::Raking => &self.weights[..],
            Distance::Linear => self.given,
            Distance::NonnegativeLinear => {
                let pairs = self.given.iter().zip(&self.weights);
                in_play = pairs
                    .map(|(&given, &weight)| if weight > 0.0 { given } else { 0.0 })
                    .collect();
                &in_play
            }
        };
        let all = self.rows.gram(curvature, &self.scales);
        let k = self.kept.len();
        let gram = DMatrix::from_fn(k, k, |i, j| all[(self.kept[i], self.kept[j])]);
        let miss = DVector::from_iterator(
            k,
            self.kept
                .iter()
                .map(|&v| (self.totals[v] - reached[v]) / self.scales[v]),
        );
        let Some(factor) = factor(gram) else {
            return false;
        };
        let direction = factor.solve(&miss);
        let slope = -direction.dot(&miss);
        if slope >= 0.0 || slope.is_nan() {
            return false;
        }
        let mut length = 1.0;
        for _ in 0..60 {
            let mut lambda = self.lambda.clone();
            for (&variable, step) in self.kept.iter().zip(direction.iter()) {
                lambda[variable] += length * step;
            }
            let (dual, weights) = self.evaluate(&lambda);
            // Near the end the fall is lost in rounding of the dual itself.
            let rounding = 1e-12 * (self.dual.abs() + 1.0);
            if dual <= self.dual + 1e-4 * length * slope + rounding {
                (self.lambda, self.weights, self.dual) = (lambda, weights, dual);
                return true;
            }
            length *= 0.5;
        }
        false
    }

    pub fn multipliers(&self) -> Vec<f64> {
        self.lambda
            .iter()
            .zip(&self.scales)
            .map(|(l, s)| l / s)
            .collect()
    }
}

/// Cholesky's factor, of a little more than the matrix where rounding has made
/// that indefinite.
fn factor(gram: DMatrix<f64>) -> Option<Cholesky<f64, Dyn>> {
    let size = gram.diagonal().max();
    let mut added = 0.0;
    for _ in 0..8 {
        let mut shifted = gram.clone();
        for i in 0..shifted.nrows() {
            shifted[(i, i)] += added * size;
        }
        if let Some(factor) = Cholesky::new(shifted) {
            return Some(factor);
        }
        added = if added == 0.0 { 1e-14 } else { added * 10.0 };
    }
    None
}
