//! How likely is each count, by a distribution over whole numbers?

use super::sum;

/// Probabilities of neighbouring whole numbers, as exact as the ratios between
/// them.
///
/// Built outwards from the most likely number by the ratio of neighbours and
/// then scaled to add up to one, so no factorial is ever formed and the error
/// stays at some roundings even for counts of millions.
#[derive(Debug, Clone, PartialEq)]
pub struct Mass {
    first: u64,
    probabilities: Vec<f64>,
}

/// Numbers this much less likely than the likeliest are left out.
const FORGOTTEN: f64 = 1e-300;

impl Mass {
    /// The number of events when `mean` are expected (Poisson).
    pub fn poisson(mean: f64) -> Self {
        let mode = mean.floor() as u64;
        Self::around(mode, 0, u64::MAX, |k| mean / (k as f64 + 1.0))
    }

    /// The number of successes in `trials`, each as likely as `share` (binomial).
    pub fn binomial(trials: u64, share: f64) -> Self {
        if share <= 0.0 || share >= 1.0 {
            let first = if share <= 0.0 { 0 } else { trials };
            return Self {
                first,
                probabilities: vec![1.0],
            };
        }
        let odds = share / (1.0 - share);
        let mode = (((trials as f64 + 1.0) * share).floor() as u64).min(trials);
        Self::around(mode, 0, trials, |k| {
            (trials - k) as f64 / (k as f64 + 1.0) * odds
        })
    }

    /// The number of marked items in a sample of `drawn` from `marked` marked
    /// and `unmarked` unmarked ones (hypergeometric).
    pub fn hypergeometric(marked: u64, unmarked: u64, drawn: u64) -> Self {
        let lowest = drawn.saturating_sub(unmarked);
        let highest = drawn.min(marked);
        let mode = ((drawn as f64 + 1.0) * (marked as f64 + 1.0)
            / ((marked + unmarked) as f64 + 2.0))
            .floor() as u64;
        let ratio = |k: u64| {
            let left = (marked - k) as f64 * (drawn - k) as f64;
            left / ((k as f64 + 1.0) * (unmarked as f64 - drawn as f64 + k as f64 + 1.0))
        };
        Self::around(mode.clamp(lowest, highest), lowest, highest, ratio)
    }

    /// `ratio(k)` is how much likelier k + 1 is than k.
    fn around(mode: u64, lowest: u64, highest: u64, ratio: impl Fn(u64) -> f64) -> Self {
        let mut below = Vec::new();
        let (mut k, mut weight) = (mode, 1.0);
        while k > lowest && weight > FORGOTTEN {
            k -= 1;
            weight /= ratio(k);
            below.push(weight);
        }
        let first = k;
        below.reverse();
        let mut weights = below;
        weights.push(1.0);
        let (mut k, mut weight) = (mode, 1.0);
        while k < highest && weight > FORGOTTEN {
            weight *= ratio(k);
            k += 1;
            weights.push(weight);
        }
        let total = sum(weights.iter().copied());
        for weight in &mut weights {
            *weight /= total;
        }
        Self {
            first,
            probabilities: weights,
        }
    }

    /// How likely `k` is; 0 where it is less than some 10⁻³⁰⁰ as likely as the
    /// likeliest number.
    pub fn at(&self, k: u64) -> f64 {
        k.checked_sub(self.first)
            .and_then(|place| self.probabilities.get(usize::try_from(place).ok()?))
            .copied()
            .unwrap_or(0.0)
    }

    /// The probability of `k` or fewer.
    pub fn at_most(&self, k: u64) -> f64 {
        let upto = match k.checked_sub(self.first) {
            None => 0,
            Some(place) => (place as usize + 1).min(self.probabilities.len()),
        };
        sum(self.probabilities[..upto].iter().copied()).min(1.0)
    }

    /// The probability of `k` or more.
    pub fn at_least(&self, k: u64) -> f64 {
        let from = (k.saturating_sub(self.first) as usize).min(self.probabilities.len());
        sum(self.probabilities[from..].iter().copied()).min(1.0)
    }

    /// The probability of a number no likelier than `k`: the usual two-sided
    /// p value of an exact test.
    pub fn no_likelier_than(&self, k: u64) -> f64 {
        // Numbers that are as likely in theory may differ in the last bits.
        let limit = self.at(k) * (1.0 + 1e-7);
        sum(self.probabilities.iter().copied().filter(|&p| p <= limit)).min(1.0)
    }

    /// The least number held and the probabilities from it upwards.
    pub fn parts(&self) -> (u64, &[f64]) {
        (self.first, &self.probabilities)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: f64, expected: f64) {
        // Fifteen digits of the reference, and some roundings of sums.
        assert!(
            (found - expected).abs() <= 2e-13 * expected,
            "{found}, not {expected}"
        );
    }

    #[test]
    fn probabilities_are_those_worked_by_hand() {
        near(Mass::poisson(2.0).at(3), 8.0 / 6.0 * (-2f64).exp());
        near(Mass::binomial(4, 0.25).at(1), 4.0 * 0.25 * 0.75f64.powi(3));
        // Two of three white from five white and four black: C(5,2)·4 / C(9,3).
        near(Mass::hypergeometric(5, 4, 3).at(2), 40.0 / 84.0);
        near(Mass::poisson(0.0).at(0), 1.0);
        assert_eq!(Mass::poisson(0.0).at(1), 0.0);
        assert_eq!(Mass::binomial(5, 0.0).at_most(0), 1.0);
        assert_eq!(Mass::binomial(5, 1.0).at(5), 1.0);
        assert_eq!(Mass::binomial(0, 0.5).at(0), 1.0);
    }

    #[test]
    fn large_counts_lose_no_digits() {
        // P(X = mean) by Stirling's series: 1/sqrt(2 pi m) · exp(-1/(12 m) + ...).
        let mean = 1e6;
        let stirling = (std::f64::consts::TAU * mean).sqrt().recip()
            * (-1.0 / (12.0 * mean) + 1.0 / (360.0 * mean.powi(3))).exp();
        near(Mass::poisson(mean).at(1_000_000), stirling);
    }

    #[test]
    fn both_tails_share_the_whole() {
        let mass = Mass::binomial(37, 0.3);
        for k in 0..37 {
            near(mass.at_most(k) + mass.at_least(k + 1), 1.0);
        }
        assert_eq!(mass.no_likelier_than(11), 1.0);
    }
}
