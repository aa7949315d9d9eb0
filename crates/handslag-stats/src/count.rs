//! How many, how sure, and how many more than before?

mod quantile;
mod rate;

pub use quantile::{MiddleHalf, QuantileError, middle_half, quantile};
pub use rate::{RateError, rate_per_100k};
