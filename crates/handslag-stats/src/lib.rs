//! Counts, points and series in, estimates out. Knows no promises.
//!
//! Every estimate travels with its interval, level and method; every simulated
//! p value with the error that simulating left. Randomness takes a [`Seed`] and
//! gives identical bytes for any number of threads. What cannot be computed is
//! an error with a type, never a number.
//!
//! [`Seed`]: numeric::Seed

pub mod area;
pub mod count;
pub mod effect;
mod estimate;
pub mod model;
pub mod numeric;
pub mod point;
pub mod series;
pub mod survey;

pub use count::{
    Counted, Interval, MiddleHalf, QuantileError, RateError, RateRatioError, middle_half, quantile,
    rate_per_100k, rate_ratio,
};
pub use estimate::{Estimate, Level, Method};
