//! How are several normal distributions, each with a weight, read as one?

use crate::numeric::{normal_above, normal_below, normal_density, normal_quantile, sum};

/// One normal distribution of a mixture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Normal {
    pub weight: f64,
    pub mean: f64,
    pub sd: f64,
}

/// Normal distributions with weights that add up to one.
#[derive(Debug)]
pub(super) struct Mixture {
    parts: Vec<Normal>,
    mean: f64,
    sd: f64,
}

/// The chance of a draw below a value, how dense draws lie there, and how fast
/// that density grows.
struct Around {
    below: f64,
    density: f64,
    slope: f64,
}

impl Mixture {
    pub fn new(mut parts: Vec<Normal>) -> Self {
        let all = sum(parts.iter().map(|part| part.weight));
        for part in &mut parts {
            part.weight /= all;
        }
        let mean = sum(parts.iter().map(|part| part.weight * part.mean));
        let square = |part: &Normal| part.sd.powi(2) + (part.mean - mean).powi(2);
        let variance = sum(parts.iter().map(|part| part.weight * square(part)));
        Self {
            mean,
            sd: variance.sqrt(),
            parts,
        }
    }

    pub fn mean(&self) -> f64 {
        self.mean
    }

    pub fn sd(&self) -> f64 {
        self.sd
    }

    pub fn below(&self, value: f64) -> f64 {
        let z = |part: &Normal| (value - part.mean) / part.sd;
        sum(self
            .parts
            .iter()
            .map(|part| part.weight * normal_below(z(part))))
    }

    pub fn above(&self, value: f64) -> f64 {
        let z = |part: &Normal| (value - part.mean) / part.sd;
        sum(self
            .parts
            .iter()
            .map(|part| part.weight * normal_above(z(part))))
    }

    /// The value below which a draw falls with this probability, by Halley's
    /// method kept between ends that are known to hold it.
    pub fn quantile(&self, probability: f64) -> f64 {
        // What is left is then the cube of this, in standard deviations.
        const SMALL: f64 = 1e-4;
        let z = normal_quantile(probability);
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        let mut narrowest = f64::INFINITY;
        for part in &self.parts {
            let end = part.mean + z * part.sd;
            (low, high) = (low.min(end), high.max(end));
            narrowest = narrowest.min(part.sd);
        }
        let mut value = self.by_moments(z).clamp(low, high);
        for _ in 0..100 {
            let here = self.around(value);
            let off = here.below - probability;
            if off > 0.0 {
                high = value;
            } else {
                low = value;
            }
            let newton = off / here.density;
            let bend = 0.5 * newton * here.slope / here.density;
            let next = value - newton / (1.0 - bend);
            if bend.abs() < 0.5 && next >= low && next <= high {
                if (next - value).abs() <= SMALL * narrowest {
                    return next;
                }
                value = next;
            } else {
                value = f64::midpoint(low, high);
            }
        }
        value
    }

    /// Nearly the value that a draw exceeds as often as a standard normal exceeds
    /// `z`, by Cornish and Fisher's series in the third and fourth moments.
    fn by_moments(&self, z: f64) -> f64 {
        let (mut third, mut fourth) = (0.0, 0.0);
        for part in &self.parts {
            let (off, variance) = (part.mean - self.mean, part.sd * part.sd);
            let square = off * off;
            third += part.weight * off * (square + 3.0 * variance);
            fourth +=
                part.weight * (square * (square + 6.0 * variance) + 3.0 * variance * variance);
        }
        let skewness = third / self.sd.powi(3);
        let excess = fourth / self.sd.powi(4) - 3.0;
        let square = z * z;
        let bent = (square - 1.0) * skewness / 6.0 + z * (square - 3.0) * excess / 24.0
            - z * (2.0 * square - 5.0) * skewness * skewness / 36.0;
        self.mean + self.sd * (z + bent)
    }

    fn around(&self, value: f64) -> Around {
        let mut around = Around {
            below: 0.0,
            density: 0.0,
            slope: 0.0,
        };
        for part in &self.parts {
            let per_sd = 1.0 / part.sd;
            let z = (value - part.mean) * per_sd;
            let density = part.weight * normal_density(z) * per_sd;
            around.below += part.weight * normal_below(z);
            around.density += density;
            around.slope -= density * z * per_sd;
        }
        around
    }

    /// Mean and standard deviation of one over a draw; none if a draw could be
    /// zero.
    pub fn inverse(&self) -> Option<(f64, f64)> {
        // Six standard deviations are a chance of one in a thousand million.
        const FAR: f64 = 6.0;
        let sign = self.mean.signum();
        if self
            .parts
            .iter()
            .any(|part| part.mean * sign <= FAR * part.sd)
        {
            return None;
        }
        // The sum over even steps is the integral to all digits that count
        // where the density is smooth and dies off at both ends.
        const STEP: f64 = 0.25;
        let steps = (FAR / STEP) as i32;
        let over = |power: i32| {
            let of_part = |part: &Normal| {
                sum((1 - steps..steps).map(|step| {
                    let z = f64::from(step) * STEP;
                    let height = (-0.5 * z * z).exp() / std::f64::consts::TAU.sqrt();
                    STEP * height * (part.mean + z * part.sd).powi(-power)
                }))
            };
            sum(self.parts.iter().map(|part| part.weight * of_part(part)))
        };
        let mean = over(1);
        Some((mean, (over(2) - mean * mean).max(0.0).sqrt()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(weight: f64, mean: f64, sd: f64) -> Normal {
        Normal { weight, mean, sd }
    }

    #[test]
    fn as_many_draws_as_asked_for_fall_below_a_quantile() {
        for parts in [
            vec![part(1.0, 3.0, 2.0)],
            vec![part(0.9, 0.0, 1.0), part(0.1, 4.0, 3.0)],
            // Two heaps with nothing between, where the series in the moments is
            // far off.
            vec![part(0.5, -10.0, 0.1), part(0.5, 10.0, 0.1)],
            vec![part(0.999, 0.0, 1.0), part(0.001, 50.0, 0.01)],
        ] {
            let mixture = Mixture::new(parts);
            for probability in [0.0005, 0.025, 0.3, 0.6, 0.975] {
                let found = mixture.below(mixture.quantile(probability));
                assert!(
                    (found - probability).abs() < 1e-9,
                    "{probability}: {found} {mixture:?}"
                );
            }
        }
    }
}
