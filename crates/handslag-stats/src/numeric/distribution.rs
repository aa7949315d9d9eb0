//! How likely, by the standard distributions?
//!
//! One door to the library that computes them, so that its known faults are met
//! in one place and its values held to reference values by one set of tests.
//! What no distribution has, such as a probability above 1 or no degrees of
//! freedom, gives NaN.

use statrs::distribution::{
    ChiSquared, ContinuousCDF, DiscreteCDF, FisherSnedecor, Gamma, Normal, Poisson, StudentsT,
};

/// The value below which a standard normal falls with this probability.
pub fn normal_quantile(probability: f64) -> f64 {
    if !is_probability(probability) {
        return f64::NAN;
    }
    let z = Normal::standard().inverse_cdf(probability);
    if !z.is_finite() || z == 0.0 {
        return z;
    }
    // One of Newton's steps, on the smaller tail, makes it the inverse of
    // `normal_below` to the last digits.
    let density = normal_density(z);
    if density == 0.0 {
        return z;
    }
    if z < 0.0 {
        z - (normal_below(z) - probability) / density
    } else {
        z + (normal_above(z) - (1.0 - probability)) / density
    }
}

/// The probability that a standard normal is at most `z`.
pub fn normal_below(z: f64) -> f64 {
    normal_above(-z)
}

/// The probability that a standard normal is above `z`, to some roundings of
/// itself also far out: half the complementary error function, which the library
/// of the other distributions has to eleven digits only.
pub fn normal_above(z: f64) -> f64 {
    0.5 * libm::erfc(z * std::f64::consts::FRAC_1_SQRT_2)
}

/// How dense a standard normal lies at `z`.
pub fn normal_density(z: f64) -> f64 {
    (-0.5 * z * z).exp() / std::f64::consts::TAU.sqrt()
}

/// The probability that a standard normal is at least as far from zero as `z`.
pub fn normal_two_sided(z: f64) -> f64 {
    2.0 * normal_above(z.abs())
}

/// The value below which a t variable falls with this probability.
pub fn t_quantile(probability: f64, degrees_of_freedom: f64) -> f64 {
    match students_t(degrees_of_freedom) {
        Some(t) if is_probability(probability) => t.inverse_cdf(probability),
        _ => f64::NAN,
    }
}

/// The probability that a t variable is at least as far from zero as `t`.
pub fn t_two_sided(t: f64, degrees_of_freedom: f64) -> f64 {
    students_t(degrees_of_freedom).map_or(f64::NAN, |own| 2.0 * own.sf(t.abs()))
}

fn students_t(degrees_of_freedom: f64) -> Option<StudentsT> {
    StudentsT::new(0.0, 1.0, degrees_of_freedom).ok()
}

/// The probability that a chi-squared variable is above `x`.
pub fn chi_squared_above(x: f64, degrees_of_freedom: f64) -> f64 {
    ChiSquared::new(degrees_of_freedom).map_or(f64::NAN, |own| own.sf(x))
}

/// The probability that an F variable is above `x`.
pub fn f_above(x: f64, numerator_df: f64, denominator_df: f64) -> f64 {
    FisherSnedecor::new(numerator_df, denominator_df).map_or(f64::NAN, |own| own.sf(x))
}

/// The value below which a gamma variable of scale 1 falls with this probability.
pub fn gamma_quantile(probability: f64, shape: f64) -> f64 {
    // Beyond it the terms left out of Cornish and Fisher's series are roundings,
    // and the library's search takes longer and longer.
    const LARGE: f64 = 1e6;
    match Gamma::new(shape, 1.0) {
        Ok(_) if is_probability(probability) && shape > LARGE => {
            let (z, root) = (normal_quantile(probability), shape.sqrt());
            let square = z * z;
            shape + z * root + (square - 1.0) / 3.0 + z * (square - 7.0) / (36.0 * root)
                - (square * (6.0 * square + 14.0) - 32.0) / (1620.0 * shape)
        }
        Ok(own) if is_probability(probability) => own.inverse_cdf(probability),
        _ => f64::NAN,
    }
}

/// The probability of at most `count` when `mean` are expected.
pub fn poisson_at_most(count: u64, mean: f64) -> f64 {
    if mean == 0.0 {
        return 1.0;
    }
    Poisson::new(mean).map_or(f64::NAN, |own| own.cdf(count))
}

fn is_probability(p: f64) -> bool {
    (0.0..=1.0).contains(&p)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::beta_quantile;

    #[test]
    fn what_no_distribution_has_is_undefined() {
        for undefined in [
            normal_quantile(1.1),
            normal_quantile(f64::NAN),
            t_quantile(0.5, 0.0),
            t_two_sided(1.0, -1.0),
            chi_squared_above(1.0, 0.0),
            f_above(1.0, 0.0, 3.0),
            beta_quantile(-0.1, 1.0, 1.0),
            gamma_quantile(0.5, 0.0),
            poisson_at_most(3, -1.0),
        ] {
            assert!(undefined.is_nan());
        }
    }

    const NORMAL_TAILS: [(f64, f64); 15] = [
        (-3.0, 0.9986501019683699),
        (-1.0, 0.8413447460685429),
        (0.0, 0.5),
        (0.3, 0.3820885778110474),
        (1.0, 0.15865525393145707),
        (1.5, 0.06680720126885807),
        (1.96, 0.024997895148220435),
        (1.9999, 0.02275553158476718),
        (2.0, 0.022750131948179195),
        (2.5, 0.006209665325776132),
        (3.0, 0.0013498980316300933),
        (5.0, 2.866515718791933e-07),
        (8.0, 6.22096057427174e-16),
        (20.0, 2.7536241186061556e-89),
        (37.0, 5.7255712225239266e-300),
    ];

    #[test]
    fn normal_quantiles_have_all_their_digits() {
        // scipy.stats.norm.isf, scipy 1.17.1.
        for (tail, z) in [
            (0.025, 1.9599639845400545),
            (0.05, 1.6448536269514729),
            (0.005, 2.575829303548901),
            (0.2, 0.8416212335729142),
            (1e-12, 7.034483825301131),
        ] {
            let found = -normal_quantile(tail);
            // Some roundings of the tail, which is known to about 1e-15.
            assert!((found - z).abs() < 1e-14 * z, "{tail}: {found}, not {z}");
        }
        assert_eq!(normal_quantile(0.5), 0.0);
        // scipy.stats.norm.sf, scipy 1.17.1.
        for (z, tail) in NORMAL_TAILS {
            let found = normal_above(z);
            // The exponential of −z²/2 is off by z²/2 roundings.
            let allowed = (5e-15 + z * z * 2e-16) * tail;
            assert!((found - tail).abs() <= allowed, "{z}: {found}, not {tail}");
        }
        assert_eq!(normal_above(f64::INFINITY), 0.0);
        assert_eq!(normal_below(f64::INFINITY), 1.0);
        assert_eq!(normal_quantile(0.0), f64::NEG_INFINITY);
        assert_eq!(normal_quantile(1.0), f64::INFINITY);
        assert!((normal_quantile(0.975) - 1.959963984540054).abs() < 2e-14);
    }
}
