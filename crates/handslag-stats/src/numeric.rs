//! How are numbers added, drawn and looked up, so that the answer is the same every time?

mod beta;
mod distribution;
mod mass;
mod random;
mod root;
mod simulated;
mod sum;

pub use beta::{beta_below, beta_quantile, binomial_at};
pub use distribution::{
    chi_squared_above, f_above, gamma_quantile, normal_above, normal_below, normal_density,
    normal_quantile, normal_two_sided, poisson_at_most, t_quantile, t_two_sided,
};
pub use mass::Mass;
pub use random::{Generator, Seed, below, shuffle};
pub use root::root;
pub use simulated::SimulatedP;
pub use sum::{Sum, mean, sum, variance};
