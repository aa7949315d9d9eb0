//! Which combination of columns without negative weights comes nearest a target?

use super::columns::{Columns, add_times, dot};

/// The nearest combination, and how far away it still is.
#[derive(Debug, Clone, PartialEq)]
pub struct NonnegativeFit {
    /// One weight a column, none below zero.
    pub weights: Vec<f64>,
    /// What is left of the target, row by row.
    pub residual: Vec<f64>,
    /// The columns whose weight is above zero, in the order they came in.
    pub support: Vec<usize>,
    /// How many times a column came in.
    pub steps: usize,
}

/// Why no nearest combination was found.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum NonnegativeError {
    /// The target has another length than the columns.
    #[error("the target has {target} rows where the columns have {columns}")]
    Lengths {
        /// Rows of the target.
        target: usize,
        /// Rows of the columns.
        columns: usize,
    },
    /// A number is infinite or undefined.
    #[error("column {column} holds a number that is infinite or undefined")]
    NotFinite {
        /// Which column; one past the last is the target.
        column: usize,
    },
    /// Columns came and went without end.
    #[error("no set of columns was settled on in {steps} steps")]
    NotConverged {
        /// How many times a column came in.
        steps: usize,
    },
}

/// The weights w ≥ 0 that make ‖columns·w − target‖² smallest.
///
/// An active set method (Lawson and Hanson 1974, Solving Least Squares Problems,
/// chapter 23) on an orthogonal factorisation that is updated as columns come
/// and go, so that the error grows with the condition of the columns and not
/// with its square.
///
/// - `columns`, `target`: any unit, the same rows.
/// - `start`: columns to try first, such as the support of a problem much like
///   this one; empty for none. The answer is the same, sooner.
///
/// # Errors
/// [`NonnegativeError`] for unlike lengths, numbers that are not finite, or no
/// convergence in three times as many steps as there are columns and rows.
///
/// ```
/// # use handslag_stats::model::{Columns, nonnegative::*};
/// // Without the bound the second weight would be −1 (worked by hand).
/// let columns = Columns::from_rows(&[vec![1.0, 1.0], vec![0.0, 1.0]])?;
/// let fit = nonnegative_least_squares(&columns, &[2.0, -1.0], &[])?;
/// assert_eq!(fit.weights, [2.0, 0.0]);
/// assert_eq!(fit.residual, [0.0, -1.0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn nonnegative_least_squares(
    columns: &Columns,
    target: &[f64],
    start: &[usize],
) -> Result<NonnegativeFit, NonnegativeError> {
    if target.len() != columns.rows() {
        return Err(NonnegativeError::Lengths {
            target: target.len(),
            columns: columns.rows(),
        });
    }
    let finite = |column: &[f64]| column.iter().all(|number| number.is_finite());
    if let Some(column) = columns
        .iter()
        .chain([target])
        .position(|column| !finite(column))
    {
        return Err(NonnegativeError::NotFinite { column });
    }
    let mut set = ActiveSet::new(columns, target);
    set.begin_with(start);
    set.settle()?;
    Ok(set.into_fit())
}

/// Whether no column is a combination of the others.
pub(crate) fn are_independent(columns: &Columns) -> bool {
    let mut factor = Factor::new(&vec![0.0; columns.rows()]);
    columns.count() <= columns.rows()
        && columns
            .iter()
            .all(|column| factor.append(column, dot(column, column).sqrt()))
}

/// A gradient smaller than this part of the lengths it is made of is rounding.
const ROUNDING: f64 = 1e-13;

struct ActiveSet<'a> {
    columns: &'a Columns,
    target: &'a [f64],
    lengths: Vec<f64>,
    target_length: f64,
    /// Which columns are in, and the weight of each.
    support: Vec<usize>,
    weights: Vec<f64>,
    is_in: Vec<bool>,
    factor: Factor,
    steps: usize,
}

impl<'a> ActiveSet<'a> {
    fn new(columns: &'a Columns, target: &'a [f64]) -> Self {
        Self {
            columns,
            target,
            lengths: columns.iter().map(|c| dot(c, c).sqrt()).collect(),
            target_length: dot(target, target).sqrt(),
            support: Vec::new(),
            weights: Vec::new(),
            is_in: vec![false; columns.count()],
            factor: Factor::new(target),
            steps: 0,
        }
    }

    /// Takes in the columns of `start` whose joint solution is above zero.
    fn begin_with(&mut self, start: &[usize]) {
        for &column in start {
            if column < self.columns.count() && !self.is_in[column] {
                self.enter(column);
            }
        }
        loop {
            let solution = self.factor.solve();
            let lowest = solution
                .iter()
                .enumerate()
                .min_by(|a, b| a.1.total_cmp(b.1));
            match lowest {
                Some((place, &weight)) if weight <= 0.0 => self.leave(place),
                _ => {
                    self.weights = solution;
                    return;
                }
            }
        }
    }

    fn settle(&mut self) -> Result<(), NonnegativeError> {
        let most = 3 * (self.columns.count() + self.columns.rows()) + 30;
        let mut refused = vec![false; self.columns.count()];
        while let Some(column) = self.steepest(&refused) {
            self.steps += 1;
            if self.steps > most {
                return Err(NonnegativeError::NotConverged { steps: self.steps });
            }
            let entered = self.enter(column);
            // A column that lies in the span of the others, or whose weight
            // would be negative at once, is only thought to help by rounding.
            if !entered || self.factor.solve().last().is_some_and(|&w| w <= 0.0) {
                if entered {
                    self.leave(self.support.len() - 1);
                }
                refused[column] = true;
                continue;
            }
            refused.fill(false);
            self.back_to_the_bounds();
        }
        Ok(())
    }

    /// The column outside whose weight would lower the distance fastest; the
    /// first of those alike.
    fn steepest(&self, refused: &[bool]) -> Option<usize> {
        let mut best = None;
        let mut steepest = 0.0;
        for (column, values) in self.columns.iter().enumerate() {
            if self.is_in[column] || refused[column] || self.lengths[column] == 0.0 {
                continue;
            }
            let slope = dot(values, &self.factor.residual) / self.lengths[column];
            if slope > steepest && slope > ROUNDING * self.target_length {
                steepest = slope;
                best = Some(column);
            }
        }
        best
    }

    fn enter(&mut self, column: usize) -> bool {
        let entered = self
            .factor
            .append(self.columns.column(column), self.lengths[column]);
        if entered {
            self.support.push(column);
            self.weights.push(0.0);
            self.is_in[column] = true;
        }
        entered
    }

    fn leave(&mut self, place: usize) {
        self.factor.remove(place);
        self.weights.remove(place);
        self.is_in[self.support.remove(place)] = false;
    }

    /// Moves towards the free solution, dropping the columns that reach zero.
    fn back_to_the_bounds(&mut self) {
        loop {
            let solution = self.factor.solve();
            let Some(share) = self.share_of_the_way(&solution) else {
                self.weights = solution;
                return;
            };
            for (weight, aim) in self.weights.iter_mut().zip(&solution) {
                *weight += share * (aim - *weight);
            }
            // The one that limits the step is at zero but for rounding.
            let limit = self.limiting(&solution);
            self.weights[limit] = 0.0;
            for place in (0..self.support.len()).rev() {
                if self.weights[place] <= 0.0 && solution[place] <= 0.0 {
                    self.leave(place);
                }
            }
        }
    }

    fn share_of_the_way(&self, solution: &[f64]) -> Option<f64> {
        let limit = solution.iter().any(|&aim| aim <= 0.0);
        limit.then(|| {
            let place = self.limiting(solution);
            step_to_zero(self.weights[place], solution[place])
        })
    }

    /// Which weight is first at zero on the way to `solution`.
    fn limiting(&self, solution: &[f64]) -> usize {
        let steps = self.weights.iter().zip(solution).map(|(&weight, &aim)| {
            if aim <= 0.0 {
                step_to_zero(weight, aim)
            } else {
                f64::INFINITY
            }
        });
        let mut first = (0, f64::INFINITY);
        for (place, step) in steps.enumerate() {
            if step < first.1 {
                first = (place, step);
            }
        }
        first.0
    }

    fn into_fit(self) -> NonnegativeFit {
        let mut weights = vec![0.0; self.columns.count()];
        let mut residual = self.target.to_vec();
        for (&column, &weight) in self.support.iter().zip(&self.weights) {
            weights[column] = weight;
            add_times(&mut residual, -weight, self.columns.column(column));
        }
        NonnegativeFit {
            weights,
            residual,
            support: self.support,
            steps: self.steps,
        }
    }
}

fn step_to_zero(weight: f64, aim: f64) -> f64 {
    if weight <= 0.0 {
        0.0
    } else {
        weight / (weight - aim)
    }
}

/// An orthogonal basis of the columns that are in, and the target in it.
struct Factor {
    basis: Vec<Vec<f64>>,
    /// Column k of the triangle has k + 1 numbers.
    triangle: Vec<Vec<f64>>,
    /// The target along each of the basis.
    along: Vec<f64>,
    /// What is left of the target.
    residual: Vec<f64>,
}

impl Factor {
    fn new(target: &[f64]) -> Self {
        Self {
            basis: Vec::new(),
            triangle: Vec::new(),
            along: Vec::new(),
            residual: target.to_vec(),
        }
    }

    /// Takes in a column; not if it lies in the span of those already in.
    fn append(&mut self, column: &[f64], length: f64) -> bool {
        let mut rest = column.to_vec();
        let mut shadow = vec![0.0; self.basis.len() + 1];
        // Once leaves a rounding of the whole column; twice is enough
        // (Giraud, Langou and Rozložník 2005, doi:10.1007/s00211-005-0615-4).
        for _ in 0..2 {
            for (place, direction) in self.basis.iter().enumerate() {
                let part = dot(direction, &rest);
                shadow[place] += part;
                add_times(&mut rest, -part, direction);
            }
        }
        let left = dot(&rest, &rest).sqrt();
        if left <= 1e-12 * length || left == 0.0 {
            return false;
        }
        rest.iter_mut().for_each(|number| *number /= left);
        shadow[self.basis.len()] = left;
        let along = dot(&rest, &self.residual);
        add_times(&mut self.residual, -along, &rest);
        self.basis.push(rest);
        self.triangle.push(shadow);
        self.along.push(along);
        true
    }

    /// Leaves out the column at `place`, and turns the rest to a triangle again.
    fn remove(&mut self, place: usize) {
        self.triangle.remove(place);
        for k in place..self.triangle.len() {
            let (upper, lower) = (self.triangle[k][k], self.triangle[k][k + 1]);
            let radius = upper.hypot(lower);
            let (cosine, sine) = if radius == 0.0 {
                (1.0, 0.0)
            } else {
                (upper / radius, lower / radius)
            };
            for column in &mut self.triangle[k..] {
                let (a, b) = (column[k], column[k + 1]);
                column[k] = cosine * a + sine * b;
                column[k + 1] = cosine * b - sine * a;
            }
            self.triangle[k].truncate(k + 1);
            let (left, right) = self.basis.split_at_mut(k + 1);
            for (a, b) in left[k].iter_mut().zip(right[0].iter_mut()) {
                (*a, *b) = (cosine * *a + sine * *b, cosine * *b - sine * *a);
            }
            let (a, b) = (self.along[k], self.along[k + 1]);
            self.along[k] = cosine * a + sine * b;
            self.along[k + 1] = cosine * b - sine * a;
        }
        if let (Some(direction), Some(along)) = (self.basis.pop(), self.along.pop()) {
            add_times(&mut self.residual, along, &direction);
        }
    }

    /// The weights of the columns that are in, without regard to sign.
    fn solve(&self) -> Vec<f64> {
        let mut weights = self.along.clone();
        for k in (0..weights.len()).rev() {
            weights[k] /= self.triangle[k][k];
            let weight = weights[k];
            add_times(&mut weights[..k], -weight, &self.triangle[k][..k]);
        }
        weights
    }
}

#[cfg(test)]
mod tests;
