//! How surprising are two counts, when the mean they share has to be guessed?

use crate::numeric::{Mass, sum};

use super::Counted;

/// What the E-test ranks pairs of counts by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ETestStatistic {
    /// The variance that holds if the rates are alike.
    Score,
    /// The variance from each count.
    Wald,
}

/// The chance, at the pooled rate, of a statistic at least as far from zero as
/// the one seen (Krishnamoorthy and Thomson 2004).
///
/// For each first count the pairs that are not extreme lie side by side, and
/// the range moves one way as the first count grows, so the whole plane is
/// summed in time linear in the counts.
pub(super) fn e_test(first: Counted, second: Counted, statistic: ETestStatistic) -> f64 {
    let alike = first.exposure / second.exposure;
    let value = |x: u64, y: u64| {
        let (x, y) = (x as f64, y as f64);
        let variance = match statistic {
            ETestStatistic::Score => (x + y) * alike,
            ETestStatistic::Wald => x + y * alike * alike,
        };
        // Two zeros say nothing either way.
        if variance == 0.0 {
            0.0
        } else {
            (x - y * alike) / variance.sqrt()
        }
    };
    let pooled = (first.count + second.count) as f64 / (first.exposure + second.exposure);
    let (first_mass, second_mass) = (
        Mass::poisson(pooled * first.exposure),
        Mass::poisson(pooled * second.exposure),
    );
    let seen = value(first.count, second.count).abs();
    // Pairs that are as extreme in theory may differ in the last bits.
    let limit = seen - 1e-14 * seen.max(0.1);
    let tails = Tails::of(&second_mass);

    let (x_first, x_probabilities) = first_mass.parts();
    // The statistic falls as the second count grows: counts below `from` make
    // it extreme on the high side, counts from `to` on the low side.
    let (mut from, mut to) = (0usize, 0usize);
    sum(x_probabilities
        .iter()
        .enumerate()
        .map(|(place, probability)| {
            let x = x_first + place as u64;
            while from < tails.n() && value(x, tails.number(from)) >= limit {
                from += 1;
            }
            to = to.max(from);
            while to < tails.n() && -value(x, tails.number(to)) < limit {
                to += 1;
            }
            probability * (tails.below[from] + tails.from[to])
        }))
    .min(1.0)
}

/// The probability of less than, and of at least, each number.
struct Tails {
    first: u64,
    below: Vec<f64>,
    from: Vec<f64>,
}

impl Tails {
    fn of(mass: &Mass) -> Self {
        let (first, probabilities) = mass.parts();
        let mut below = vec![0.0; probabilities.len() + 1];
        let mut from = below.clone();
        for (place, probability) in probabilities.iter().enumerate() {
            below[place + 1] = below[place] + probability;
        }
        for (place, probability) in probabilities.iter().enumerate().rev() {
            from[place] = from[place + 1] + probability;
        }
        Self { first, below, from }
    }

    fn n(&self) -> usize {
        self.below.len() - 1
    }

    fn number(&self, place: usize) -> u64 {
        self.first + place as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The same by trying every pair.
    fn by_all_pairs(first: Counted, second: Counted, wald: bool) -> f64 {
        let alike = first.exposure / second.exposure;
        let value = |x: f64, y: f64| {
            let variance = if wald {
                x + y * alike * alike
            } else {
                (x + y) * alike
            };
            if variance == 0.0 {
                0.0
            } else {
                ((x - y * alike) / variance.sqrt()).abs()
            }
        };
        let pooled = (first.count + second.count) as f64 / (first.exposure + second.exposure);
        let (a, b) = (
            Mass::poisson(pooled * first.exposure),
            Mass::poisson(pooled * second.exposure),
        );
        let seen = value(first.count as f64, second.count as f64);
        let mut total = 0.0;
        for x in 0..200u64 {
            for y in 0..200u64 {
                if value(x as f64, y as f64) >= seen - 1e-12 {
                    total += a.at(x) * b.at(y);
                }
            }
        }
        total
    }

    #[test]
    fn p_values_are_those_of_statsmodels() {
        // etest_poisson_2indep, statsmodels 0.15.0.
        let (first, second) = (Counted::new(7, 24.0), Counted::new(15, 12.0));
        let score = e_test(first, second, ETestStatistic::Score);
        let wald = e_test(first, second, ETestStatistic::Wald);
        assert!(
            (score / 0.0005280413814050012 - 1.0).abs() < 1e-9,
            "{score}"
        );
        assert!((wald / 0.008132147623991795 - 1.0).abs() < 1e-9, "{wald}");
    }

    #[test]
    fn a_million_events_take_no_square_of_a_million() {
        let (first, second) = (Counted::new(1_000_000, 1.0), Counted::new(1_002_000, 1.0));
        let p = e_test(first, second, ETestStatistic::Score);
        // So many counts are normal to three digits: z = 2000 / sqrt(2002000).
        let z = 2000.0 / 2_002_000f64.sqrt();
        assert!(
            (p - crate::numeric::normal_two_sided(z)).abs() < 1e-3,
            "{p}"
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]
        #[test]
        fn it_equals_trying_every_pair(x in 0u64..25, y in 1u64..25, months in 1u32..30) {
            let (first, second) = (Counted::new(x, f64::from(months)), Counted::new(y, 12.0));
            for (statistic, wald) in [(ETestStatistic::Score, false), (ETestStatistic::Wald, true)] {
                let found = e_test(first, second, statistic);
                let expected = by_all_pairs(first, second, wald);
                prop_assert!((found - expected).abs() < 1e-10, "{found} {expected}");
            }
        }
    }
}
