//! Do small units drift more than large ones?

/// How drift depends on size: its variance is τ²·(n/ñ)^exponent, with n the
/// events before and ñ their geometric mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct SizeFit {
    /// Log variance of a unit of middling size.
    level: f64,
    /// Power of size; below zero where small units drift more.
    pub exponent: f64,
}

/// One unit: its log ratio, Poisson variance and log size about the middle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Sized {
    pub value: f64,
    pub variance: f64,
    pub log_size: f64,
}

/// The exponent is drawn to zero as if a normal with this standard deviation
/// had been seen before: thirty units then stay near the plain funnel, while
/// some hundred decide for themselves.
const PRIOR_SD: f64 = 0.5;
const LARGEST_EXPONENT: f64 = 1.5;
const SMALLEST_LEVEL: f64 = -14.0; // a drift of one in a thousand
const LARGEST_LEVEL: f64 = 4.0;

impl SizeFit {
    /// No dependence, with drift variance `tau2`.
    pub fn flat(tau2: f64) -> Self {
        Self {
            level: tau2.max(1e-12).ln().clamp(SMALLEST_LEVEL, LARGEST_LEVEL),
            exponent: 0.0,
        }
    }

    /// Penalised restricted likelihood of normal values, by Fisher scoring with
    /// halved steps.
    pub fn from(units: impl Iterator<Item = Sized> + Clone, start: Self) -> Self {
        const MOST_STEPS: usize = 40;
        let mut at = start;
        let mut score = Score::at(units.clone(), at);
        for _ in 0..MOST_STEPS {
            let Some((step, decrement)) = score.step() else {
                return at;
            };
            // Far below what data can tell: so near, the start leaves no trace.
            if decrement < 1e-12 {
                return at;
            }
            let Some((next, at_next)) = improve(&units, at, &score, step) else {
                return at;
            };
            (at, score) = (next, at_next);
        }
        at
    }
}

fn improve(
    units: &(impl Iterator<Item = Sized> + Clone),
    at: SizeFit,
    score: &Score,
    step: [f64; 2],
) -> Option<(SizeFit, Score)> {
    let mut share = 1.0;
    for _ in 0..20 {
        let next = SizeFit {
            level: (at.level + share * step[0]).clamp(SMALLEST_LEVEL, LARGEST_LEVEL),
            exponent: (at.exponent + share * step[1]).clamp(-LARGEST_EXPONENT, LARGEST_EXPONENT),
        };
        let at_next = Score::at(units.clone(), next);
        if at_next.likelihood > score.likelihood {
            return Some((next, at_next));
        }
        share /= 2.0;
    }
    None
}

/// Log likelihood with its slope and expected curvature.
struct Score {
    likelihood: f64,
    slope: [f64; 2],
    /// Expected information: level, both, exponent.
    information: [f64; 3],
}

impl Score {
    fn at(units: impl Iterator<Item = Sized> + Clone, fit: SizeFit) -> Self {
        // Drift and weight of each unit: the exponentials are taken once.
        let (lower, _) = units.size_hint();
        let mut parts = Vec::with_capacity(lower);
        let (mut weight, mut weighted) = (0.0, 0.0);
        for unit in units.clone() {
            let drift = (fit.level + fit.exponent * unit.log_size).exp();
            let w = 1.0 / (unit.variance + drift);
            weight += w;
            weighted += w * unit.value;
            parts.push((drift, w));
        }
        let mean = weighted / weight;
        let prior = fit.exponent / (PRIOR_SD * PRIOR_SD);
        let mut likelihood = -0.5 * weight.ln() - 0.5 * prior * fit.exponent;
        let mut slope = [0.0, -prior];
        let mut information = [0.0, 0.0, 1.0 / (PRIOR_SD * PRIOR_SD)];
        let mut log_weights = LogProduct::default();
        for (unit, (drift, w)) in units.zip(parts) {
            let square = w * (unit.value - mean).powi(2);
            log_weights.multiply(w);
            likelihood -= 0.5 * square;
            let share = drift * w;
            let pull = 0.5 * share * (square - 1.0 + w / weight);
            slope[0] += pull;
            slope[1] += pull * unit.log_size;
            let known = 0.5 * share * share;
            information[0] += known;
            information[1] += known * unit.log_size;
            information[2] += known * unit.log_size * unit.log_size;
        }
        likelihood += 0.5 * log_weights.value();
        Self {
            likelihood,
            slope,
            information,
        }
    }

    /// The scoring step and twice what it is expected to gain.
    fn step(&self) -> Option<([f64; 2], f64)> {
        let [a, b, c] = self.information;
        let determinant = a * c - b * b;
        // Without drift there is nothing to learn of its size.
        if determinant <= 1e-9 * c {
            return None;
        }
        let [s, t] = self.slope;
        let step = [(c * s - b * t) / determinant, (a * t - b * s) / determinant];
        Some((
            step.map(|part| part.clamp(-2.0, 2.0)),
            s * step[0] + t * step[1],
        ))
    }
}

/// The logarithm of a product, with a logarithm taken only now and then.
struct LogProduct {
    product: f64,
    log: f64,
}

impl Default for LogProduct {
    fn default() -> Self {
        Self {
            product: 1.0,
            log: 0.0,
        }
    }
}

impl LogProduct {
    fn multiply(&mut self, factor: f64) {
        self.product *= factor;
        if !(1e-150..=1e150).contains(&self.product) {
            self.log += self.product.ln();
            self.product = 1.0;
        }
    }

    fn value(&self) -> f64 {
        self.log + self.product.ln()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::{Seed, normal_quantile};
    use rand_xoshiro::rand_core::Rng;

    fn drawn(exponent: f64, n: usize, replicate: u64) -> Vec<Sized> {
        let mut generator = Seed(3).replicate(replicate);
        (0..n)
            .map(|i| {
                let log_size = 4.0 * (i as f64 / n as f64 - 0.5);
                let uniform = ((generator.next_u64() >> 11) as f64 + 0.5) / (1u64 << 53) as f64;
                let variance = 0.005;
                let drift = 0.04 * (exponent * log_size).exp();
                Sized {
                    value: normal_quantile(uniform) * (variance + drift).sqrt(),
                    variance,
                    log_size,
                }
            })
            .collect()
    }

    #[test]
    fn the_exponent_that_made_the_data_is_found_on_average() {
        for truth in [-0.6, 0.0, 0.3] {
            let found: f64 = (0..60)
                .map(|replicate| {
                    let units = drawn(truth, 300, replicate);
                    SizeFit::from(units.iter().copied(), SizeFit::flat(0.04)).exponent / 60.0
                })
                .sum();
            // The standard error of the mean is about 0.01; the prior draws a
            // few per cent to zero.
            assert!((found - truth).abs() < 0.05, "{found}, not {truth}");
        }
    }

    #[test]
    fn a_later_start_comes_to_the_same_exponent() {
        let units = drawn(-0.4, 100, 1);
        let one = SizeFit::from(units.iter().copied(), SizeFit::flat(0.04));
        let other = SizeFit::from(units.iter().copied(), SizeFit::flat(0.4));
        assert!(
            (one.exponent - other.exponent).abs() < 1e-4,
            "{one:?} {other:?}"
        );
    }
}
