//! Which curve fits, and how sure are its parts?

pub mod calibration;
mod columns;
pub mod nelder_mead;
pub mod nonnegative;
pub mod simplex_qp;

pub(crate) use columns::dot;
pub use columns::{Columns, ColumnsError};
