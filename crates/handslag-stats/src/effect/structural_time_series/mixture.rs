//! How are several normal distributions, each with a weight, read as one?

use crate::numeric::{normal_above, normal_below, normal_quantile, sum};

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

    fn density(&self, value: f64) -> f64 {
        let height = |part: &Normal| {
            let z = (value - part.mean) / part.sd;
            (-0.5 * z * z).exp() / (part.sd * std::f64::consts::TAU.sqrt())
        };
        sum(self.parts.iter().map(|part| part.weight * height(part)))
    }

    /// The value below which a draw falls with this probability, by Newton's
    /// method kept between ends that are known to hold it.
    pub fn quantile(&self, probability: f64) -> f64 {
        let z = normal_quantile(probability);
        let ends = |part: &Normal| part.mean + z * part.sd;
        let mut low = self.parts.iter().map(ends).fold(f64::INFINITY, f64::min);
        let mut high = self
            .parts
            .iter()
            .map(ends)
            .fold(f64::NEG_INFINITY, f64::max);
        let mut value = (self.mean + z * self.sd).clamp(low, high);
        for _ in 0..100 {
            let off = self.below(value) - probability;
            if off > 0.0 {
                high = value;
            } else {
                low = value;
            }
            let step = off / self.density(value);
            let next = value - step;
            let next = if next > low && next < high {
                next
            } else {
                f64::midpoint(low, high)
            };
            if (next - value).abs() <= 1e-10 * self.sd {
                return next;
            }
            value = next;
        }
        value
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
