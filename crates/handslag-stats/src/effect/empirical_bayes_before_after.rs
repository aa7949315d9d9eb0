//! Would the peak have sunk anyway?
//!
//! A place picked because of a recent peak has fewer events afterwards whatever
//! is done. The empirical Bayes before-after study (Hauer 1997, *Observational
//! Before-After Studies in Road Safety*, chapters 11 and 12) first estimates
//! what was usual at the place, from its own count and those of like places.

use crate::numeric::{mean, sum, variance};
use crate::{Estimate, Level, Method};

/// What is usual at places of one kind.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ReferenceGroup {
    /// Mean number of events of a place in the time before.
    pub mean: f64,
    /// Variance between the places' usual numbers, beyond chance.
    pub variance_between: f64,
    /// How many places there were.
    pub n: usize,
}

impl ReferenceGroup {
    /// The fewest places of which it can be said what is usual.
    pub const FEWEST: usize = 30;

    /// From the counts of like places in the time before, picked or not.
    ///
    /// The variance between places is what the counts vary more than Poisson
    /// counts do; zero if they vary less.
    ///
    /// # Errors
    /// [`BeforeAfterError::TooFewPlaces`] with fewer than
    /// [`FEWEST`](Self::FEWEST), [`BeforeAfterError::NothingCounted`].
    ///
    /// ```
    /// # use handslag_stats::effect::{BeforeAfterError, ReferenceGroup};
    /// // By hand: half the places have 2 and half have 8, so the mean is 5 and the
    /// // variance 9 · 30/29, of which 5 are chance.
    /// let counts: Vec<f64> = (0..30).map(|place| if place % 2 == 0 { 2.0 } else { 8.0 }).collect();
    /// let group = ReferenceGroup::from_counts(&counts)?;
    /// assert_eq!(group.mean, 5.0);
    /// assert!((group.variance_between - (270.0 / 29.0 - 5.0)).abs() < 1e-12);
    /// # Ok::<(), BeforeAfterError>(())
    /// ```
    pub fn from_counts(counts: &[f64]) -> Result<Self, BeforeAfterError> {
        if counts.len() < Self::FEWEST {
            return Err(BeforeAfterError::TooFewPlaces {
                found: counts.len(),
                needed: Self::FEWEST,
            });
        }
        if !counts.iter().all(|n| n.is_finite() && *n >= 0.0) {
            return Err(BeforeAfterError::NotACount);
        }
        let mean = mean(counts);
        if mean == 0.0 {
            return Err(BeforeAfterError::NothingCounted);
        }
        Ok(Self {
            mean,
            variance_between: (variance(counts) - mean).max(0.0),
            n: counts.len(),
        })
    }

    /// How much weight the group's mean has beside a place's own count: 1 if
    /// all places are alike, near 0 if they differ much.
    pub fn weight(&self) -> f64 {
        self.mean / (self.mean + self.variance_between)
    }

    /// What is usual at a place where `count` were seen, with its variance.
    ///
    /// ```
    /// # use handslag_stats::effect::ReferenceGroup;
    /// let crossings = ReferenceGroup { mean: 4.0, variance_between: 4.0, n: 50 };
    /// // Weight 4/(4 + 4) = ½: half way between 4 and 12, and half of that.
    /// assert_eq!(crossings.usual(12.0), (8.0, 4.0));
    /// ```
    pub fn usual(&self, count: f64) -> (f64, f64) {
        let weight = self.weight();
        let usual = weight * self.mean + (1.0 - weight) * count;
        (usual, (1.0 - weight) * usual)
    }
}

/// A place that was picked, with its counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PickedPlace {
    /// Events in the time before, in which it was picked.
    pub before: f64,
    /// Events in the time after.
    pub after: f64,
    /// What the events would be multiplied by without the work: the ratio of
    /// the lengths of the times, times the trend at like places.
    pub expected_ratio: f64,
}

/// What the work did at picked places, and how much would have sunk anyway.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EmpiricalBayesEffect {
    /// Events after over events expected without the work, with its interval.
    pub ratio: Estimate,
    /// Events expected after without the work, all places together.
    pub expected: f64,
    /// Standard error of `expected`.
    pub expected_se: f64,
    /// The ratio that a plain comparison with the counts before would give.
    pub naive_ratio: f64,
    /// How much of the count before was the peak that sinks of itself, as a
    /// share of it; below zero where places were picked in a trough.
    pub peak_share: f64,
}

/// Empirical Bayes before–after effect over picked places.
///
/// With π expected and λ seen, θ = (λ/π) / (1 + Var(π)/π²) and its variance is
/// θ²·(1/λ + Var(π)/π²) / (1 + Var(π)/π²)² (Hauer 1997, table 6.1).
///
/// - Returns a ratio without unit; the interval is symmetric on the log scale,
///   and reaches from 0 where nothing was seen after.
///
/// # Errors
/// [`BeforeAfterError`].
///
/// # Assumptions
/// The reference group is like the picked places before the picking, and usual
/// numbers vary between places as a gamma distribution.
///
/// ```
/// # use handslag_stats::{Level, effect::*};
/// let group = ReferenceGroup { mean: 4.0, variance_between: 4.0, n: 50 };
/// let place = PickedPlace { before: 12.0, after: 8.0, expected_ratio: 1.0 };
/// // Usual 8 with variance 4: θ = 1 / (1 + 4/64) = 0.94, where 8 against 12
/// // would look like a third less.
/// let found = empirical_bayes_effect(&group, &[place], Level::P95)?;
/// assert!((found.ratio.value - 16.0 / 17.0).abs() < 1e-12);
/// assert!((found.naive_ratio - 2.0 / 3.0).abs() < 1e-12);
/// assert!((found.peak_share - 1.0 / 3.0).abs() < 1e-12);
/// # Ok::<(), BeforeAfterError>(())
/// ```
pub fn empirical_bayes_effect(
    group: &ReferenceGroup,
    places: &[PickedPlace],
    level: Level,
) -> Result<EmpiricalBayesEffect, BeforeAfterError> {
    check(group, places)?;
    let total = |value: &dyn Fn(&PickedPlace) -> f64| sum(places.iter().map(value));
    let expected = total(&|place| place.expected_ratio * group.usual(place.before).0);
    let expected_variance =
        total(&|place| place.expected_ratio.powi(2) * group.usual(place.before).1);
    let before = total(&|place| place.expected_ratio * place.before);
    let after = total(&|place| place.after);

    let relative = expected_variance / (expected * expected);
    let value = after / expected / (1.0 + relative);
    // With nothing seen after, one half stands for it in the error.
    let log_se = (1.0 / after.max(0.5) + relative).sqrt() / (1.0 + relative);
    let reach = (level.z() * log_se).exp();
    let centre = after.max(0.5) / expected / (1.0 + relative);
    Ok(EmpiricalBayesEffect {
        ratio: Estimate {
            value,
            lower: if after == 0.0 { 0.0 } else { value / reach },
            upper: centre * reach,
            level,
            method: Method::EmpiricalBayesBeforeAfter,
        },
        expected,
        expected_se: expected_variance.sqrt(),
        naive_ratio: after / before,
        peak_share: 1.0 - expected / before,
    })
}

/// Why a before–after effect could not be computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BeforeAfterError {
    /// The reference group is too small.
    #[error("{found} like places are too few; at least {needed} are needed")]
    TooFewPlaces {
        /// How many there were.
        found: usize,
        /// How many it takes.
        needed: usize,
    },
    /// No place was given.
    #[error("no place was picked")]
    NoPlace,
    /// A count, or an expected ratio, is negative or undefined.
    #[error("a count or an expected ratio is negative or undefined")]
    NotACount,
    /// Nothing was counted before.
    #[error("nothing was counted before")]
    NothingCounted,
}

fn check(group: &ReferenceGroup, places: &[PickedPlace]) -> Result<(), BeforeAfterError> {
    if group.n < ReferenceGroup::FEWEST {
        return Err(BeforeAfterError::TooFewPlaces {
            found: group.n,
            needed: ReferenceGroup::FEWEST,
        });
    }
    if places.is_empty() {
        return Err(BeforeAfterError::NoPlace);
    }
    let is_fine = |place: &PickedPlace| {
        let counts = [place.before, place.after, place.expected_ratio];
        counts.iter().all(|n| n.is_finite() && *n >= 0.0) && place.expected_ratio > 0.0
    };
    if !(places.iter().all(is_fine) && group.mean.is_finite() && group.variance_between >= 0.0) {
        return Err(BeforeAfterError::NotACount);
    }
    if group.mean <= 0.0 || places.iter().all(|place| place.before == 0.0) {
        return Err(BeforeAfterError::NothingCounted);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::Seed;
    use rand_xoshiro::rand_core::Rng;

    #[test]
    fn too_few_like_places_say_nothing_of_the_usual() {
        assert_eq!(
            ReferenceGroup::from_counts(&[3.0; 29]),
            Err(BeforeAfterError::TooFewPlaces {
                found: 29,
                needed: 30
            })
        );
        assert_eq!(
            ReferenceGroup::from_counts(&[0.0; 30]),
            Err(BeforeAfterError::NothingCounted)
        );
    }

    #[test]
    fn places_that_vary_as_chance_does_are_all_usual() {
        let counts: Vec<f64> = (0..40).map(|i| f64::from(3 + i % 3)).collect();
        let group = ReferenceGroup::from_counts(&counts).unwrap();
        assert_eq!(group.variance_between, 0.0);
        assert_eq!(group.usual(20.0), (group.mean, 0.0));
    }

    #[test]
    fn nothing_seen_after_still_has_an_upper_end() {
        let group = ReferenceGroup {
            mean: 4.0,
            variance_between: 4.0,
            n: 50,
        };
        let place = PickedPlace {
            before: 9.0,
            after: 0.0,
            expected_ratio: 1.0,
        };
        let ratio = empirical_bayes_effect(&group, &[place], Level::P95)
            .unwrap()
            .ratio;
        assert_eq!((ratio.value, ratio.lower), (0.0, 0.0));
        assert!(ratio.upper > 0.3 && ratio.upper.is_finite(), "{ratio:?}");
    }

    #[test]
    fn the_twenty_worst_of_two_hundred_places_sink_though_nothing_is_done() {
        // Usual numbers of places are gamma with shape 3 and mean 6; the worst
        // twenty are picked by their counts. The naive ratio must mislead and
        // the other must not.
        let uniform = |generator: &mut crate::numeric::Generator| {
            ((generator.next_u64() >> 11) as f64 + 0.5) / (1u64 << 53) as f64
        };
        let draw = |generator: &mut crate::numeric::Generator, mean: f64| {
            let (mut n, mut left) = (0u32, mean);
            loop {
                left += uniform(generator).ln();
                if left < 0.0 {
                    return f64::from(n);
                }
                n += 1;
            }
        };
        let replicates = 200;
        let (mut held, mut naive, mut shrunken) = (0, 0.0, 0.0);
        for replicate in 0..replicates {
            let mut generator = Seed(5).replicate(replicate);
            let mut places: Vec<PickedPlace> = (0..200)
                .map(|_| {
                    let waits = [(); 3].map(|()| -uniform(&mut generator).ln());
                    let usual = 2.0 * waits.iter().sum::<f64>();
                    PickedPlace {
                        before: draw(&mut generator, usual),
                        after: draw(&mut generator, usual),
                        expected_ratio: 1.0,
                    }
                })
                .collect();
            let counts: Vec<f64> = places.iter().map(|place| place.before).collect();
            let group = ReferenceGroup::from_counts(&counts).unwrap();
            places.sort_by(|a, b| b.before.total_cmp(&a.before));
            let found = empirical_bayes_effect(&group, &places[..20], Level::P95).unwrap();
            naive += found.naive_ratio / replicates as f64;
            shrunken += found.ratio.value / replicates as f64;
            held += u32::from(found.ratio.lower <= 1.0 && 1.0 <= found.ratio.upper);
        }
        assert!(naive < 0.85, "{naive}");
        assert!((shrunken - 1.0).abs() < 0.06, "{shrunken}");
        assert!(held >= 180, "{held} of {replicates}");
    }
}
