//! Counts, points and series in, estimates out. Knows no promises.

mod estimate;
mod quantile;
mod rate;

pub use estimate::{Estimate, Level, Method};
pub use quantile::{MiddleHalf, QuantileError, middle_half, quantile};
pub use rate::{RateError, rate_per_100k};
