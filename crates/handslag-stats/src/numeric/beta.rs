//! The beta distribution, and with it the tails of the binomial.
//!
//! Written here because the library's quantile is good to five digits where one
//! shape is far larger than the other, and does not return beyond ten million.

use statrs::function::gamma::ln_gamma;

use super::{normal_quantile, root};

/// The value below which a beta variable falls with this probability; NaN where
/// there is none.
pub fn beta_quantile(probability: f64, a: f64, b: f64) -> f64 {
    let has_shape = |shape: f64| shape > 0.0 && shape.is_finite();
    if !(has_shape(a) && has_shape(b) && (0.0..=1.0).contains(&probability)) {
        return f64::NAN;
    }
    // Where both shapes are so large three moments give fourteen digits.
    const LARGE: f64 = 1e9;
    if a.min(b) > LARGE {
        let n = a + b;
        let (mean, sd) = (a / n, (a * b / (n + 1.0)).sqrt() / n);
        let skewness = 2.0 * (b - a) * (n + 1.0).sqrt() / ((n + 2.0) * (a * b).sqrt());
        let z = normal_quantile(probability);
        return mean + sd * (z + (z * z - 1.0) * skewness / 6.0);
    }
    root(0.0, 1.0, |x| beta_below(x, a, b) - probability).unwrap_or(f64::NAN)
}

/// The probability that a beta variable is at most `x`.
pub fn beta_below(x: f64, a: f64, b: f64) -> f64 {
    if x.is_nan() || !(a > 0.0 && b > 0.0) {
        return f64::NAN;
    }
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    // The fraction converges fast on the side of the mean that holds `x`.
    if x < (a + 1.0) / (a + b + 2.0) {
        lower(x, 1.0 - x, a, b)
    } else {
        1.0 - lower(1.0 - x, x, b, a)
    }
}

/// How likely exactly `k` of `n` are, each as likely as `share` (Loader 2000):
/// to some roundings of itself for counts of any size, and between whole numbers.
pub fn binomial_at(k: f64, n: f64, share: f64) -> f64 {
    let (rest, others) = (n - k, 1.0 - share);
    if k == 0.0 {
        return (n * (-share).ln_1p()).exp();
    }
    if rest == 0.0 {
        return (n * share.ln()).exp();
    }
    let log = stirling_error(n)
        - stirling_error(k)
        - stirling_error(rest)
        - deviance(k, n * share)
        - deviance(rest, n * others);
    (n / (std::f64::consts::TAU * k * rest)).sqrt() * log.exp()
}

/// Lentz's way through the continued fraction of the incomplete beta function.
fn lower(x: f64, y: f64, a: f64, b: f64) -> f64 {
    // Some times the root of the smaller shape are needed.
    const MOST: u32 = 200_000;
    let n = a + b;
    // x^a·y^b/B(a, b), by the binomial's way to keep its digits.
    let front = binomial_at(a, n, x) * (a * b / n);
    debug_assert!((x + y - 1.0).abs() < 1e-12);
    let away_from_zero = |value: f64| if value.abs() < 1e-300 { 1e-300 } else { value };
    let mut c = 1.0;
    let mut d = 1.0 / away_from_zero(1.0 - n * x / (a + 1.0));
    let mut fraction = d;
    for step in 1..=MOST {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (n + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let mut change = 1.0;
        for term in [even, odd] {
            d = 1.0 / away_from_zero(1.0 + term * d);
            c = away_from_zero(1.0 + term / c);
            change = c * d;
            fraction *= change;
        }
        if (change - 1.0).abs() <= f64::EPSILON {
            break;
        }
    }
    front * fraction / a
}

/// ln n! less Stirling's formula for it.
fn stirling_error(n: f64) -> f64 {
    if n < 16.0 {
        let ln_root_tau = 0.5 * std::f64::consts::TAU.ln();
        return ln_gamma(n + 1.0) - (n + 0.5) * n.ln() + n - ln_root_tau;
    }
    let square = n * n;
    let terms = [
        1.0 / 1188.0,
        -1.0 / 1680.0,
        1.0 / 1260.0,
        -1.0 / 360.0,
        1.0 / 12.0,
    ];
    terms.iter().fold(0.0, |rest, term| term + rest / square) / n
}

/// x·ln(x/mean) + mean − x without loss of digits where they are near.
fn deviance(x: f64, mean: f64) -> f64 {
    if (x - mean).abs() >= 0.1 * (x + mean) {
        return x * (x / mean).ln() + mean - x;
    }
    let v = (x - mean) / (x + mean);
    let mut total = (x - mean) * v;
    let mut power = 2.0 * x * v;
    for odd in (3..).step_by(2) {
        power *= v * v;
        let next = total + power / f64::from(odd);
        if next == total {
            break;
        }
        total = next;
    }
    total
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: f64, expected: f64, rel: f64) {
        assert!(
            (found / expected - 1.0).abs() < rel,
            "{found:e}, not {expected:e}"
        );
    }

    #[test]
    fn quantiles_are_those_of_scipy_also_where_the_shapes_are_far_apart() {
        // scipy.stats.beta.ppf(p, a, b), scipy 1.17.1.
        near(beta_quantile(0.025, 3.0, 18.0), 0.0320709371854637, 1e-11);
        near(beta_quantile(0.975, 0.5, 10.5), 0.21719626750921053, 1e-11);
        near(
            beta_quantile(0.025, 10.0, 999991.0),
            4.795398777545602e-06,
            1e-11,
        );
        near(
            beta_quantile(0.975, 11.0, 999990.0),
            1.8390278891238532e-05,
            1e-11,
        );
        near(
            beta_quantile(0.025, 500000.0, 500001.0),
            0.49901951919531184,
            1e-11,
        );
        near(beta_quantile(0.025, 1e7, 2.0), 0.999999442835844, 1e-11);
        near(
            beta_quantile(0.025, 1.0, 1e7),
            2.5317807952240303e-09,
            1e-11,
        );
        near(
            beta_quantile(0.005, 2.5, 1e9),
            2.0587095174065483e-10,
            1e-11,
        );
    }

    #[test]
    fn binomial_chances_are_those_worked_by_hand() {
        near(
            binomial_at(1.0, 4.0, 0.25),
            4.0 * 0.25 * 0.75f64.powi(3),
            1e-14,
        );
        near(binomial_at(0.0, 3.0, 0.5), 0.125, 1e-15);
        near(binomial_at(2.0, 2.0, 0.3), 0.09, 1e-14);
        // The middle of an even number is nearly 1/√(π·n/2).
        near(
            binomial_at(5e11, 1e12, 0.5),
            (2.0 / (std::f64::consts::PI * 1e12)).sqrt(),
            1e-11,
        );
    }

    #[test]
    fn the_chance_of_few_is_the_sum_of_chances() {
        for (n, share) in [(9.0, 0.3), (40.0, 0.97), (200.0, 0.01)] {
            let mut total = 0.0;
            for k in 0..n as u32 {
                let k = f64::from(k);
                total += binomial_at(k, n, share);
                near(beta_below(1.0 - share, n - k, k + 1.0), total, 1e-11);
            }
        }
    }

    #[test]
    fn shapes_of_any_size_take_no_time() {
        for (a, b) in [
            (1e7, 2.0),
            (2.0, 1e15),
            (1e12, 3e12),
            (9e8, 1e15),
            (9e8, 8e8),
        ] {
            let x = beta_quantile(0.025, a, b);
            assert!(x > 0.0 && x < a / (a + b), "{a} {b}: {x}");
        }
    }
}
