//! Which curve fits, and how sure are its parts?

pub mod calibration;
mod columns;
pub(crate) mod kalman;
pub mod nelder_mead;
pub mod nonnegative;
pub mod simplex_qp;

pub(crate) use columns::dot;
pub use columns::{Columns, ColumnsError};
pub(crate) mod cluster;
mod design;
mod glm;
pub(crate) mod normal_equations;
pub(crate) mod two_way;

pub use cluster::ClusterCorrection;
pub use design::Design;
pub use glm::{
    BartlettLag, Covariance, CovarianceMatrix, Family, Glm, GlmError, NegativeBinomial, Theta,
    least_squares, negative_binomial, poisson,
};
