//! How far is a count's spread from Poisson's, at given means?

use statrs::function::gamma::ln_gamma;

/// Derivatives of the negative binomial log-likelihood with θ.
///
/// Written in what is left when the large parts have been taken away by hand:
/// for a large θ the textbook form subtracts numbers that agree in most digits.
pub(super) struct ThetaScore {
    pub first: f64,
    pub second: f64,
}

impl ThetaScore {
    pub fn at(theta: f64, counts: &[f64], means: &[f64]) -> Self {
        let at_theta = Psi::at(theta);
        let (mut first, mut second) = (0.0, 0.0);
        for (&count, &mean) in counts.iter().zip(means) {
            let excess = (count - mean) / (theta + mean);
            let at_sum = Psi::at(theta + count);
            first += log_1p_less_argument(excess) + (at_sum.less_log - at_theta.less_log);
            second += excess * excess / (theta + count)
                + (at_sum.derivative_less_reciprocal - at_theta.derivative_less_reciprocal);
        }
        Self { first, second }
    }
}

/// ln Γ(θ + y) − ln Γ(θ) − y ln θ, without loss for a large θ.
pub(super) fn rising_log_gamma(theta: f64, count: f64) -> f64 {
    if theta < 1e4 {
        return ln_gamma(theta + count) - ln_gamma(theta) - count * theta.ln();
    }
    // Stirling's series, differences taken term by term.
    let sum = theta + count;
    let tail = |x: f64| 1.0 / (12.0 * x) - 1.0 / (360.0 * x * x * x);
    (sum - 0.5) * (count / theta).ln_1p() - count + tail(sum) - tail(theta)
}

/// The digamma function and its derivative, each less its leading part.
struct Psi {
    /// ψ(x) − ln x.
    less_log: f64,
    /// ψ′(x) − 1/x.
    derivative_less_reciprocal: f64,
}

impl Psi {
    fn at(x: f64) -> Self {
        // The series (Abramowitz and Stegun 1964, 6.3.18 and 6.4.12) is good to
        // the last digits from 12 on; recurrence leads there.
        const FROM: f64 = 12.0;
        let mut shifted = x;
        let (mut reciprocals, mut squares) = (0.0, 0.0);
        while shifted < FROM {
            reciprocals += 1.0 / shifted;
            squares += 1.0 / (shifted * shifted);
            shifted += 1.0;
        }
        let r = 1.0 / shifted;
        let s = r * r;
        let series = -0.5 * r
            - s * (1.0 / 12.0
                - s * (1.0 / 120.0 - s * (1.0 / 252.0 - s * (1.0 / 240.0 - s / 132.0))));
        let derivative_series = s
            * (0.5
                + r * (1.0 / 6.0
                    - s * (1.0 / 30.0 - s * (1.0 / 42.0 - s * (1.0 / 30.0 - s * 5.0 / 66.0)))));
        if shifted == x {
            return Self {
                less_log: series,
                derivative_less_reciprocal: derivative_series,
            };
        }
        Self {
            less_log: series - reciprocals + (shifted / x).ln(),
            derivative_less_reciprocal: derivative_series + squares + r - 1.0 / x,
        }
    }
}

/// ln(1 + u) − u, without loss for a small u.
fn log_1p_less_argument(u: f64) -> f64 {
    if u.abs() > 0.05 {
        return u.ln_1p() - u;
    }
    // −u²/2 + u³/3 − …: the twelfth term is below 1e-16 of the first.
    let mut power = u;
    let mut total = 0.0;
    for k in 2..=14 {
        power *= -u;
        total += power / f64::from(k);
    }
    total
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digamma_and_trigamma_are_those_known() {
        let gamma = 0.577_215_664_901_532_9;
        let one = Psi::at(1.0);
        assert!((one.less_log + gamma).abs() < 1e-14);
        let pi = std::f64::consts::PI;
        assert!((one.derivative_less_reciprocal - (pi * pi / 6.0 - 1.0)).abs() < 1e-14);
        // ψ(1/2) = −γ − 2 ln 2, ψ′(1/2) = π²/2.
        let half = Psi::at(0.5);
        let expected = -gamma - 2.0 * 2.0f64.ln() - 0.5f64.ln();
        assert!((half.less_log - expected).abs() < 1e-14);
        assert!((half.derivative_less_reciprocal - (pi * pi / 2.0 - 2.0)).abs() < 1e-13);
    }

    #[test]
    fn the_log_less_its_argument_is_smooth_where_the_forms_meet() {
        for u in [0.0500001f64, 0.0499999, -0.0499999, -0.0500001] {
            assert!((log_1p_less_argument(u) - (u.ln_1p() - u)).abs() < 1e-16);
        }
        assert_eq!(log_1p_less_argument(0.0), 0.0);
    }

    #[test]
    fn the_rising_gamma_function_is_a_product() {
        // Γ(θ+3)/Γ(θ) = θ(θ+1)(θ+2).
        for theta in [0.5f64, 7.0, 9_999.0, 10_001.0, 1e9] {
            let exact = (1.0 / theta).ln_1p() + (2.0 / theta).ln_1p();
            let found = rising_log_gamma(theta, 3.0);
            // Below 10,000 two large logarithms are subtracted.
            assert!((found - exact).abs() < 1e-10, "{theta}: {found} {exact}");
        }
    }

    #[test]
    fn the_derivative_is_the_slope_of_the_likelihood() {
        let counts = [0.0, 3.0, 7.0, 12.0];
        let means = [1.5, 2.5, 9.0, 8.0];
        let likelihood = |theta: f64| -> f64 {
            let terms = counts.iter().zip(&means).map(|(&y, &m): (&f64, &f64)| {
                rising_log_gamma(theta, y) - (y + theta) * (m / theta).ln_1p()
            });
            terms.sum()
        };
        for theta in [0.8, 5.0, 60.0] {
            let h = 1e-4 * theta;
            let slope = (likelihood(theta + h) - likelihood(theta - h)) / (2.0 * h);
            let score = ThetaScore::at(theta, &counts, &means);
            assert!((slope / score.first - 1.0).abs() < 1e-5);
            let above = ThetaScore::at(theta + h, &counts, &means).first;
            let below = ThetaScore::at(theta - h, &counts, &means).first;
            assert!(((above - below) / (2.0 * h) / score.second - 1.0).abs() < 1e-5);
        }
    }
}
