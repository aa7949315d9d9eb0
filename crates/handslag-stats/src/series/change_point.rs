//! Did the level of a series break, when, and how many times?
//!
//! A break found by searching is a description, made after the fact: it says
//! nothing of why, and is never a verdict on a measure that began near it.

mod interval;
mod partition;
mod single;

pub use interval::{BreakInterval, break_intervals};
pub use partition::{
    Breaks, BreaksError, Partition, Segment, poisson_breaks, poisson_breaks_all,
    squared_error_breaks,
};
pub use single::{BreakTest, BreakTestError, single_break_test};

/// The fewest steps that a stretch between breaks may have.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Shortest {
    /// This share of the series, between 0 and ½; rounded down.
    Share(f64),
    /// So many steps.
    Steps(usize),
}

impl Shortest {
    fn steps(self, of: usize) -> usize {
        match self {
            // A share that is no number gives no steps, which is refused later.
            Self::Share(share) => (share * of as f64).floor().max(0.0) as usize,
            Self::Steps(steps) => steps,
        }
    }
}

/// Sums of a series up to each step, for the squares around the mean of any
/// stretch.
struct Squares {
    sums: Vec<f64>,
    squares: Vec<f64>,
}

impl Squares {
    fn new(series: &[f64]) -> Self {
        // Taking a whole number from whole numbers keeps their sums exact.
        let mean = crate::numeric::mean(series);
        let middle = if series.iter().all(|value| value.fract() == 0.0) {
            mean.round()
        } else {
            mean
        };
        let up_to = |of: fn(f64) -> f64| {
            let mut sum = crate::numeric::Sum::default();
            std::iter::once(0.0)
                .chain(series.iter().map(|value| {
                    sum.add(of(value - middle));
                    sum.value()
                }))
                .collect()
        };
        Self {
            sums: up_to(|value| value),
            squares: up_to(|value| value * value),
        }
    }

    /// The sum of squares around the mean of the steps `from..to`.
    fn around_mean(&self, from: usize, to: usize) -> f64 {
        let sum = self.sums[to] - self.sums[from];
        let squares = self.squares[to] - self.squares[from];
        (squares - sum * sum / (to - from) as f64).max(0.0)
    }
}

#[cfg(test)]
mod tests;
