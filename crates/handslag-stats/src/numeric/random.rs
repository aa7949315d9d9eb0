//! How is chance drawn, so that a run can be repeated to the last byte?

use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng, SeedableRng};

/// The generator that replicates draw from.
pub type Generator = Xoshiro256PlusPlus;

/// What a caller gives to have the same draws again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seed(pub u64);

impl Seed {
    /// A generator for replicate number `replicate` alone.
    ///
    /// Each replicate has its own stream, so that it draws the same whichever
    /// thread runs it and in whatever order.
    pub fn replicate(self, replicate: u64) -> Generator {
        // SplitMix64's odd constant spreads neighbouring numbers over all bits;
        // seeding runs SplitMix64 once more.
        let mixed = replicate
            .wrapping_add(1)
            .wrapping_mul(0x9e37_79b9_7f4a_7c15);
        Generator::seed_from_u64(self.0 ^ mixed.rotate_left(32))
    }
}

/// A whole number from 0 to `bound` − 1, each as likely.
///
/// Multiply and reject (Lemire 2019, doi:10.1145/3230636). Written here because
/// libraries may change how they draw between versions, and a published p value
/// has to come out again.
///
/// # Panics
/// If `bound` is zero.
pub fn below(generator: &mut Generator, bound: u32) -> u32 {
    assert!(bound > 0, "there is no number below zero to draw");
    let reject_below = bound.wrapping_neg() % bound;
    loop {
        let product = u64::from(generator.next_u32()) * u64::from(bound);
        if product as u32 >= reject_below {
            return (product >> 32) as u32;
        }
    }
}

/// Puts `items` in an order drawn from all orders, each as likely
/// (Fisher and Yates 1938).
///
/// # Panics
/// With more than 2³² − 1 items.
pub fn shuffle<T>(generator: &mut Generator, items: &mut [T]) {
    let n = u32::try_from(items.len()).expect("fewer than four thousand million items");
    for last in (1..n).rev() {
        items.swap(last as usize, below(generator, last + 1) as usize);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_replicate_draws_the_same_whenever_it_is_asked() {
        let draws = |replicate| {
            let mut generator = Seed(7).replicate(replicate);
            [generator.next_u64(), generator.next_u64()]
        };
        assert_eq!(draws(3), draws(3));
        assert_ne!(draws(3), draws(4));
        assert_ne!(Seed(7).replicate(0), Seed(8).replicate(0));
    }

    #[test]
    fn every_number_is_as_likely() {
        let mut generator = Seed(1).replicate(0);
        let mut seen = [0u32; 7];
        for _ in 0..70_000 {
            seen[below(&mut generator, 7) as usize] += 1;
        }
        let chi_squared: f64 = seen
            .iter()
            .map(|&n| (f64::from(n) - 10_000.0).powi(2) / 10_000.0)
            .sum();
        // 99.9 % point with six degrees of freedom.
        assert!(chi_squared < 22.46, "{seen:?}");
    }

    #[test]
    fn every_order_of_three_is_as_likely() {
        let mut generator = Seed(2).replicate(0);
        let mut seen = std::collections::BTreeMap::new();
        for _ in 0..60_000 {
            let mut items = [0, 1, 2];
            shuffle(&mut generator, &mut items);
            *seen.entry(items).or_insert(0u32) += 1;
        }
        assert_eq!(seen.len(), 6);
        // 10,000 each, give or take four standard deviations of 91.
        assert!(seen.values().all(|n| n.abs_diff(10_000) < 365), "{seen:?}");
    }
}
