//! The picture: its chain, its gaps and its views, on the worked example and on small pictures.
#![allow(clippy::unwrap_used)] // helpers of tests are tests

#[cfg(test)]
mod chain;
#[cfg(test)]
mod edition;
#[cfg(test)]
mod example;
#[cfg(test)]
mod gaps;
#[cfg(test)]
mod story;
#[cfg(test)]
mod views;
