//! The picture: its chain, its gaps and its views, on the worked example and on small pictures.
#![allow(clippy::unwrap_used)] // helpers of tests are tests

#[cfg(test)]
mod chain;
#[cfg(test)]
mod example;
#[cfg(test)]
mod gaps;
