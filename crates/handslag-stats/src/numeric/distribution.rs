//! How likely, by the standard distributions?
//!
//! One door to the library that computes them, so that its known faults are met
//! in one place and its values held to reference values by one set of tests.

use statrs::distribution::{
    Beta, ChiSquared, ContinuousCDF, DiscreteCDF, FisherSnedecor, Gamma, Normal, Poisson, StudentsT,
};

/// The value below which a standard normal falls with this probability.
pub fn normal_quantile(probability: f64) -> f64 {
    Normal::standard().inverse_cdf(probability)
}

/// The probability that a standard normal is at most `z`.
pub fn normal_below(z: f64) -> f64 {
    Normal::standard().cdf(z)
}

/// The probability that a standard normal is above `z`, exact far out.
pub fn normal_above(z: f64) -> f64 {
    Normal::standard().sf(z)
}

/// The probability that a standard normal is at least as far from zero as `z`.
pub fn normal_two_sided(z: f64) -> f64 {
    2.0 * normal_above(z.abs())
}

/// The value below which a t variable falls with this probability.
pub fn t_quantile(probability: f64, degrees_of_freedom: f64) -> f64 {
    students_t(degrees_of_freedom).inverse_cdf(probability)
}

/// The probability that a t variable is at least as far from zero as `t`.
pub fn t_two_sided(t: f64, degrees_of_freedom: f64) -> f64 {
    2.0 * students_t(degrees_of_freedom).sf(t.abs())
}

fn students_t(degrees_of_freedom: f64) -> StudentsT {
    StudentsT::new(0.0, 1.0, degrees_of_freedom).expect("degrees of freedom are above zero")
}

/// The probability that a chi-squared variable is above `x`.
pub fn chi_squared_above(x: f64, degrees_of_freedom: f64) -> f64 {
    ChiSquared::new(degrees_of_freedom)
        .expect("degrees of freedom are above zero")
        .sf(x)
}

/// The probability that an F variable is above `x`.
pub fn f_above(x: f64, numerator_df: f64, denominator_df: f64) -> f64 {
    FisherSnedecor::new(numerator_df, denominator_df)
        .expect("degrees of freedom are above zero")
        .sf(x)
}

/// The value below which a beta variable falls with this probability.
pub fn beta_quantile(probability: f64, a: f64, b: f64) -> f64 {
    Beta::new(a, b)
        .expect("both shapes are above zero")
        .inverse_cdf(probability)
}

/// The value below which a gamma variable of scale 1 falls with this probability.
pub fn gamma_quantile(probability: f64, shape: f64) -> f64 {
    Gamma::new(shape, 1.0)
        .expect("the shape is above zero")
        .inverse_cdf(probability)
}

/// The probability of at most `count` when `mean` are expected.
pub fn poisson_at_most(count: u64, mean: f64) -> f64 {
    if mean == 0.0 {
        return 1.0;
    }
    Poisson::new(mean)
        .expect("the mean is above zero")
        .cdf(count)
}
