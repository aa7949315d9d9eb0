//! How likely are at least so many, when counts spread more than by chance?

use statrs::function::gamma::ln_gamma;

/// Counts with a mean and a variance `dispersion` times it: negative binomial
/// above 1, Poisson at 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct CountLaw {
    mean: f64,
    dispersion: f64,
}

impl CountLaw {
    /// None unless the mean is finite and not below zero; a dispersion below 1
    /// is taken as 1.
    pub(super) fn new(mean: f64, dispersion: f64) -> Option<Self> {
        (mean.is_finite() && mean >= 0.0 && dispersion.is_finite()).then_some(Self {
            mean,
            dispersion: dispersion.max(1.0),
        })
    }

    /// The probability of at least `count`.
    pub(super) fn at_least(self, count: u64) -> f64 {
        if count == 0 {
            return 1.0;
        }
        if self.mean == 0.0 {
            return 0.0;
        }
        let likely = self.exactly(count);
        if count as f64 > self.mean {
            self.upward(count, likely)
        } else {
            let (before, likely) = (count - 1, self.exactly(count - 1));
            (1.0 - self.downward(before, likely)).clamp(0.0, 1.0)
        }
    }

    /// The probability of at most `count`.
    pub(super) fn at_most(self, count: u64) -> f64 {
        if self.mean == 0.0 {
            return 1.0;
        }
        if (count as f64) < self.mean {
            self.downward(count, self.exactly(count))
        } else {
            1.0 - self.at_least(count + 1)
        }
    }

    /// The least count that is exceeded with probability `tail` or less.
    pub(super) fn upper(self, tail: f64) -> u64 {
        least(self.mean, |count| self.at_least(count + 1) <= tail * SLACK)
    }

    /// The least count such that it or fewer has probability `tail` or more.
    pub(super) fn lower(self, tail: f64) -> u64 {
        least(self.mean, |count| self.at_most(count) * SLACK >= tail)
    }

    /// The probability of `count` itself.
    fn exactly(self, count: u64) -> f64 {
        let n = count as f64;
        let log = if self.dispersion > 1.0 {
            // A gamma mixture of Poissons: `size` is its shape, `missed` its
            // chance of stopping.
            let size = self.mean / (self.dispersion - 1.0);
            // Joined, so that a size without bound leaves the Poisson behind.
            let chance = n * ((size + n) * ((self.dispersion - 1.0) / self.dispersion)).ln();
            ln_rising(size, n) - ln_gamma(n + 1.0) - size * (self.dispersion - 1.0).ln_1p()
                + if count == 0 { 0.0 } else { chance }
        } else {
            n * self.mean.ln() - self.mean - ln_gamma(n + 1.0)
        };
        log.exp()
    }

    /// How many times likelier one more than `count` is.
    fn step(self, count: f64) -> f64 {
        if self.dispersion > 1.0 {
            let size = self.mean / (self.dispersion - 1.0);
            (size + count) / (count + 1.0) * ((self.dispersion - 1.0) / self.dispersion)
        } else {
            self.mean / (count + 1.0)
        }
    }

    fn upward(self, from: u64, likely: f64) -> f64 {
        let (mut count, mut term, mut total) = (from as f64, likely, 0.0);
        while term > total * f64::EPSILON / 8.0 {
            total += term;
            term *= self.step(count);
            count += 1.0;
        }
        total.min(1.0)
    }

    fn downward(self, from: u64, likely: f64) -> f64 {
        let (mut count, mut term, mut total) = (from as f64, likely, 0.0);
        while count >= 0.0 && term > total * f64::EPSILON / 8.0 {
            total += term;
            count -= 1.0;
            term /= self.step(count);
        }
        total.min(1.0)
    }
}

/// ln(Γ(a + n) / Γ(a)) − n·ln(a + n).
fn ln_rising(a: f64, n: f64) -> f64 {
    if n == 0.0 {
        return 0.0;
    }
    if a < 1e3 {
        return ln_gamma(a + n) - ln_gamma(a) - n * (a + n).ln();
    }
    // Stirling's series; the next term is below 1/(360·a³).
    (a - 0.5) * (n / a).ln_1p() - n + (1.0 / (a + n) - 1.0 / a) / 12.0
}

/// A quantile that lies on a count up to rounding is that count.
const SLACK: f64 = 1.0 + 64.0 * f64::EPSILON;

/// The least count for which `holds`, which holds for all above it too.
pub(super) fn least(near: f64, holds: impl Fn(u64) -> bool) -> u64 {
    let (mut below, mut reach) = (None, near.max(1.0) as u64);
    while !holds(reach) {
        below = Some(reach);
        reach *= 2;
    }
    let mut low = below.map_or(0, |count| count + 1);
    while low < reach {
        let middle = low + (reach - low) / 2;
        if holds(middle) {
            reach = middle;
        } else {
            low = middle + 1;
        }
    }
    reach
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::poisson_at_most;

    fn check(found: f64, expected: f64) {
        assert!(
            (found / expected - 1.0).abs() < 1e-11, // ln_gamma's last digits
            "{found}, not {expected}"
        );
    }

    #[test]
    fn a_geometric_law_can_be_worked_by_hand() {
        // Mean m and dispersion m + 1 make size 1: P(at least n) = (m/(m+1))^n.
        let law = CountLaw::new(3.0, 4.0).unwrap();
        for n in [1u64, 2, 5, 30, 300] {
            check(law.at_least(n), 0.75f64.powi(n as i32));
        }
        check(law.at_most(1), 1.0 - 0.75f64.powi(2));
        // 0.75^16 = 0.01002, 0.75^17 = 0.0075.
        assert_eq!(law.upper(0.01), 16);
        assert_eq!(law.lower(0.3), 1);
    }

    #[test]
    fn without_extra_spread_it_is_poisson() {
        for mean in [0.2, 4.0, 90.0, 20_000.0] {
            let law = CountLaw::new(mean, 1.0).unwrap();
            let count = (mean + 2.0 * f64::sqrt(mean)) as u64;
            let expected = 1.0 - poisson_at_most(count - 1, mean);
            assert!((law.at_least(count) - expected).abs() < 1e-11, "{mean}");
            let upper = law.upper(0.01);
            assert!(poisson_at_most(upper, mean) >= 0.99);
            assert!(upper == 0 || poisson_at_most(upper - 1, mean) < 0.99);
        }
    }

    #[test]
    fn tails_are_those_of_scipy() {
        // scipy 1.17, nbinom.sf and nbinom.ppf.
        let law = CountLaw::new(3.5, 1.7).unwrap();
        check(law.at_least(10), 0.02190028610269554);
        assert_eq!(law.upper(0.01), 11);
        let law = CountLaw::new(2000.0, 5.0).unwrap();
        check(law.at_least(2500), 1.4472838045721534e-06);
        assert_eq!(law.upper(0.001), 2322);
    }

    #[test]
    fn hardly_more_spread_than_poisson_is_hardly_different() {
        let poisson = CountLaw::new(100.0, 1.0).unwrap().at_least(125);
        for extra in [1e-3, 1e-6, 1e-9, 1e-12] {
            let law = CountLaw::new(100.0, 1.0 + extra).unwrap();
            let difference = law.at_least(125) / poisson - 1.0;
            // In the tail at 2.5 standard deviations, about 3·extra.
            assert!(
                difference.abs() < 5.0 * extra + 1e-10,
                "{extra}: {difference}"
            );
        }
        // scipy 1.17, nbinom.sf.
        check(
            CountLaw::new(100.0, 1.05).unwrap().at_least(125),
            0.010302797644332907,
        );
    }

    #[test]
    fn nothing_expected_makes_anything_impossible() {
        let law = CountLaw::new(0.0, 1.0).unwrap();
        assert_eq!(
            (law.at_least(0), law.at_least(1), law.upper(0.01)),
            (1.0, 0.0, 0)
        );
        assert!(CountLaw::new(f64::INFINITY, 1.0).is_none());
    }
}
