//! In how few places do most events happen?

use rayon::prelude::*;

use crate::numeric::{Seed, below, sum};

/// How unevenly events fall on places.
///
/// ```
/// # use handslag_stats::area::{Concentration, ConcentrationError};
/// // Worked by hand: 6, 3, 1 and 0 events. Half of the ten lie in the first of
/// // four places; Gini is 2 · (1·0 + 2·1 + 3·3 + 4·6) / (4 · 10) − 5/4.
/// let places = Concentration::of(&[3, 0, 6, 1])?;
/// assert_eq!(places.share_of_places_with(0.5), 0.25);
/// assert_eq!(places.share_in_top(0.25), 0.6);
/// assert!((places.gini() - 0.5).abs() < 1e-15);
/// # Ok::<(), ConcentrationError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concentration {
    /// Events by place, the most first.
    descending: Vec<u64>,
    total: u64,
}

/// Why concentration could not be described.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ConcentrationError {
    /// There are no places.
    #[error("there are no places")]
    NoPlaces,
    /// Nothing happened anywhere.
    #[error("no place has an event")]
    NoEvents,
    /// The events are more than are counted.
    #[error("the events are more than 2^53")]
    TooMany,
}

/// Shares are rounded; a share within this of the wanted one is enough.
const NEAR: f64 = 1e-12;

impl Concentration {
    /// Of events counted by place, those with none among them: a place is one
    /// where an event could have happened.
    ///
    /// # Errors
    /// [`ConcentrationError`].
    pub fn of(counts: &[u64]) -> Result<Self, ConcentrationError> {
        if counts.is_empty() {
            return Err(ConcentrationError::NoPlaces);
        }
        let total = counts
            .iter()
            .try_fold(0u64, |total, &count| total.checked_add(count))
            .filter(|&total| total <= 1 << 53)
            .ok_or(ConcentrationError::TooMany)?;
        if total == 0 {
            return Err(ConcentrationError::NoEvents);
        }
        let mut descending = counts.to_vec();
        descending.sort_unstable_by(|a, b| b.cmp(a));
        Ok(Self { descending, total })
    }

    /// How many places there are.
    pub fn places(&self) -> usize {
        self.descending.len()
    }

    /// How many events there are.
    pub fn events(&self) -> u64 {
        self.total
    }

    /// The smallest share of places that together hold this share of the
    /// events (Weisburd 2015, doi:10.1111/1745-9125.12070).
    pub fn share_of_places_with(&self, share_of_events: f64) -> f64 {
        let wanted = (share_of_events - NEAR) * self.total as f64;
        let mut held = 0;
        let short = self.descending.iter().take_while(|&&count| {
            let short = (held as f64) < wanted;
            held += count;
            short
        });
        short.count() as f64 / self.places() as f64
    }

    /// The share of events in this share of the places, those with most; a part
    /// of a place counts as a whole one.
    pub fn share_in_top(&self, share_of_places: f64) -> f64 {
        let places = (share_of_places - NEAR) * self.places() as f64;
        let places = (places.ceil().max(0.0) as usize).min(self.places());
        self.descending[..places].iter().sum::<u64>() as f64 / self.total as f64
    }

    /// Points of the Lorenz curve from (0, 0) to (1, 1): the share of places,
    /// those with least first, and the share of events in them.
    pub fn lorenz(&self) -> Vec<LorenzPoint> {
        let mut held = 0;
        let point = |places: usize, held: u64| LorenzPoint {
            places: places as f64 / self.places() as f64,
            events: held as f64 / self.total as f64,
        };
        let ascending = self.descending.iter().rev().enumerate();
        let points = ascending.map(|(before, count)| {
            held += count;
            point(before + 1, held)
        });
        std::iter::once(point(0, 0)).chain(points).collect()
    }

    /// The Gini coefficient: 0 if all places have as many, towards 1 if one has
    /// all. With fewer events than places it is high even when no place has two;
    /// see [`Concentration::generalised_gini`].
    pub fn gini(&self) -> f64 {
        let n = self.places() as f64;
        let ranked = sum((1..).zip(self.descending.iter().rev()).map(
            // Ranks about their middle add up to zero over equal places.
            |(rank, &count): (u64, _)| (2.0 * rank as f64 - n - 1.0) * count as f64,
        ));
        ranked / (n * self.total as f64)
    }

    /// The Gini coefficient against the most even way in which as many events
    /// can fall: 0 if no place has two events while some have none (Bernasco and
    /// Steenbeek 2017, doi:10.1007/s10940-016-9324-7). With as many events as
    /// places or more it is the ordinary coefficient.
    ///
    /// ```
    /// # use handslag_stats::area::{Concentration, ConcentrationError};
    /// // Two single events among ten places could not be more even.
    /// let even = Concentration::of(&[1, 0, 0, 0, 1, 0, 0, 0, 0, 0])?;
    /// assert!((even.gini() - 0.8).abs() < 1e-15);
    /// assert!(even.generalised_gini().abs() < 1e-15);
    /// # Ok::<(), ConcentrationError>(())
    /// ```
    pub fn generalised_gini(&self) -> f64 {
        let crowding = (self.places() as f64 / self.total as f64).max(1.0);
        crowding * (self.gini() - 1.0) + 1.0
    }

    /// The sum of squared shares (Herfindahl and Hirschman): the chance that two
    /// events drawn with replacement are from one place.
    pub fn herfindahl(&self) -> f64 {
        let share = |&count: &u64| (count as f64 / self.total as f64).powi(2);
        sum(self.descending.iter().map(share))
    }

    /// What as many events give when each falls on any place with equal chance:
    /// chance alone looks concentrated where events are few.
    ///
    /// - `replicates`: how many maps are drawn.
    ///
    /// # Errors
    /// [`ByChanceError`].
    ///
    /// ```
    /// # use handslag_stats::{area::Concentration, numeric::Seed};
    /// // By hand: wherever a single event falls, one of the ten places holds it all.
    /// let one = Concentration::of(&[0, 0, 1, 0, 0, 0, 0, 0, 0, 0])?;
    /// let half = one.by_chance(99, Seed(1))?.share_of_places_with_half;
    /// assert_eq!((half.lower, half.upper), (0.1, 0.1));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn by_chance(&self, replicates: u32, seed: Seed) -> Result<ByChance, ByChanceError> {
        let places = u32::try_from(self.places()).map_err(|_| ByChanceError::TooManyPlaces)?;
        if replicates == 0 {
            return Err(ByChanceError::NoReplicates);
        }
        let maps: Vec<(f64, f64)> = (0..replicates)
            .into_par_iter()
            .map(|replicate| {
                let mut generator = seed.replicate(u64::from(replicate));
                let mut counts = vec![0; places as usize];
                for _ in 0..self.total {
                    counts[below(&mut generator, places) as usize] += 1;
                }
                counts.sort_unstable_by(|a, b| b.cmp(a));
                let total = self.total;
                let map = Self {
                    descending: counts,
                    total,
                };
                (map.generalised_gini(), map.share_of_places_with(0.5))
            })
            .collect();
        let (ginis, halves): (Vec<f64>, Vec<f64>) = maps.into_iter().unzip();
        Ok(ByChance {
            generalised_gini: ChanceRange::of(ginis),
            share_of_places_with_half: ChanceRange::of(halves),
            replicates,
        })
    }
}

/// A point of the Lorenz curve.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LorenzPoint {
    /// Share of places, those with fewest events first.
    pub places: f64,
    /// Share of the events in them.
    pub events: f64,
}

/// What falls out when events are spread over places by chance alone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ByChance {
    /// Of [`Concentration::generalised_gini`].
    pub generalised_gini: ChanceRange,
    /// Of [`Concentration::share_of_places_with`] one half.
    pub share_of_places_with_half: ChanceRange,
    /// How many maps were drawn.
    pub replicates: u32,
}

/// The middle 95 % of drawn values, and their mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChanceRange {
    /// One in forty is below.
    pub lower: f64,
    /// The mean.
    pub mean: f64,
    /// One in forty is above.
    pub upper: f64,
}

impl ChanceRange {
    fn of(mut drawn: Vec<f64>) -> Self {
        drawn.sort_unstable_by(f64::total_cmp);
        let last = drawn.len() - 1;
        let at = |share: f64| drawn[(share * last as f64).round() as usize];
        Self {
            lower: at(0.025),
            mean: crate::numeric::mean(&drawn),
            upper: at(0.975),
        }
    }
}

/// Why chance could not be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ByChanceError {
    /// No maps are to be drawn.
    #[error("no replicates are to be drawn")]
    NoReplicates,
    /// There are more places than can be drawn from.
    #[error("the places are more than 2^32")]
    TooManyPlaces,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nothing_anywhere_is_not_concentrated() {
        assert_eq!(Concentration::of(&[]), Err(ConcentrationError::NoPlaces));
        assert_eq!(
            Concentration::of(&[0, 0]),
            Err(ConcentrationError::NoEvents)
        );
        let many = Concentration::of(&[u64::MAX, 1]);
        assert_eq!(many, Err(ConcentrationError::TooMany));
    }

    #[test]
    fn one_place_with_everything_is_as_concentrated_as_can_be() {
        let one = Concentration::of(&[0, 0, 0, 8]).unwrap();
        assert_eq!(one.gini(), 0.75);
        assert_eq!(one.generalised_gini(), 0.75);
        assert_eq!(one.herfindahl(), 1.0);
        assert_eq!(one.share_of_places_with(1.0), 0.25);
        let alone = Concentration::of(&[3]).unwrap();
        assert_eq!((alone.gini(), alone.share_in_top(0.01)), (0.0, 1.0));
    }

    #[test]
    fn a_share_that_falls_between_places_takes_the_whole_place() {
        let places = Concentration::of(&[4, 3, 2, 1]).unwrap();
        assert_eq!(places.share_in_top(0.3), 0.7);
        assert_eq!(places.share_in_top(0.0), 0.0);
        assert_eq!(places.share_of_places_with(0.4), 0.25);
        assert_eq!(places.share_of_places_with(0.41), 0.5);
    }

    #[test]
    fn two_events_among_many_places_by_chance_seldom_meet() {
        let apart = Concentration::of(&[&[1, 1][..], &[0; 98]].concat()).unwrap();
        let chance = apart.by_chance(4_000, Seed(3)).unwrap();
        // The two meet in one map of a hundred, where the generalised Gini is
        // 50 · (0.99 − 0.98) = 0.5: mean 0.005, standard error 0.0008.
        assert!((chance.generalised_gini.mean - 0.005).abs() < 0.0032);
        assert!(chance.generalised_gini.upper.abs() < 1e-12);
        let none = apart.by_chance(0, Seed(3));
        assert_eq!(none, Err(ByChanceError::NoReplicates));
    }

    proptest! {
        #[test]
        fn gini_is_twice_the_area_above_the_lorenz_curve(counts in prop::collection::vec(0u64..20, 1..30)) {
            prop_assume!(counts.iter().any(|&count| count > 0));
            let places = Concentration::of(&counts).unwrap();
            let under: f64 = places.lorenz().windows(2)
                .map(|pair| (pair[1].places - pair[0].places) * (pair[0].events + pair[1].events) / 2.0)
                .sum();
            prop_assert!((places.gini() - (1.0 - 2.0 * under)).abs() < 1e-12);
        }

        #[test]
        fn single_events_are_never_concentrated(events in 1usize..40, empty in 0usize..400) {
            let counts = [vec![1; events], vec![0; empty]].concat();
            prop_assert!(Concentration::of(&counts).unwrap().generalised_gini().abs() < 1e-12);
        }

        #[test]
        fn moving_an_event_to_a_fuller_place_concentrates(counts in prop::collection::vec(0u64..9, 2..30)) {
            let most = (0..counts.len()).max_by_key(|&i| counts[i]).unwrap();
            prop_assume!(counts.iter().enumerate().any(|(i, &count)| i != most && count > 0));
            let from = (0..counts.len()).find(|&i| i != most && counts[i] > 0).unwrap();
            let mut moved = counts.clone();
            moved[from] -= 1;
            moved[most] += 1;
            let (before, after) = (Concentration::of(&counts).unwrap(), Concentration::of(&moved).unwrap());
            prop_assert!(after.gini() > before.gini());
            prop_assert!(after.generalised_gini() > before.generalised_gini());
            prop_assert!(after.share_of_places_with(0.5) <= before.share_of_places_with(0.5));
        }

        #[test]
        fn the_generalised_coefficient_lies_between_zero_and_the_ordinary(counts in prop::collection::vec(0u64..3, 1..60)) {
            prop_assume!(counts.iter().any(|&count| count > 0));
            let places = Concentration::of(&counts).unwrap();
            prop_assert!((-1e-12..=places.gini() + 1e-12).contains(&places.generalised_gini()));
        }
    }
}
