//! Are events near in place also near in time, at any distance?

use rayon::prelude::*;

use super::knox::Event;
use crate::numeric::{Seed, SimulatedP, Sum, shuffle};

/// How a distance or a time apart is turned into a measure: (apart + constant)
/// to a power.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Closeness {
    /// Added first, so that no distance at all has a closeness.
    pub constant: f64,
    /// Minus one for closeness as Mantel advises, one for plain distance.
    pub power: f64,
}

impl Closeness {
    /// 1/(apart + 1): what is near weighs most (Mantel 1967).
    pub const RECIPROCAL: Self = Self {
        constant: 1.0,
        power: -1.0,
    };

    fn of(self, apart: f64) -> f64 {
        let shifted = apart + self.constant;
        if self.power == -1.0 {
            1.0 / shifted
        } else {
            shifted.powf(self.power)
        }
    }
}

/// The standardised Mantel statistic: the correlation, over all pairs of events,
/// of closeness in place with closeness in time (Mantel 1967, Cancer Research
/// 27, 209–220).
///
/// - Distances are straight lines, in the events' units; with a constant the
///   answer hangs on the unit.
/// - Returns a correlation; 0 says that places tell nothing of times.
///
/// # Errors
/// [`MantelError`]: fewer than three events, an undefined place or time, or
/// closeness that is alike for all pairs or undefined for one.
///
/// ```
/// # use handslag_stats::point::{Closeness, Event, Point, mantel};
/// // Worked by hand: distances 1, 3, 2 and times apart 1, 5, 4 of three pairs.
/// let events = [(0.0, 0.0), (1.0, 1.0), (3.0, 5.0)]
///     .map(|(x, time)| Event { at: Point::new(x, 0.0), time });
/// let plain = Closeness { constant: 0.0, power: 1.0 };
/// let r = mantel(&events, plain, plain)?;
/// assert!((r - 12.0 / (6.0f64 * 26.0).sqrt()).abs() < 1e-15);
/// # Ok::<(), handslag_stats::point::MantelError>(())
/// ```
pub fn mantel(events: &[Event], space: Closeness, time: Closeness) -> Result<f64, MantelError> {
    Ok(Matrices::new(events, space, time)?.correlation)
}

/// The same, with the chance of as high a correlation or a higher one when
/// times are dealt out at random.
///
/// # Errors
/// As [`mantel`].
///
/// ```
/// # use handslag_stats::numeric::Seed;
/// # use handslag_stats::point::{Closeness, Event, Point, mantel_test};
/// // Worked by hand: the same events as for `mantel`. Of the six ways to deal the
/// // three times out, only the one seen pairs the shortest distance with the
/// // shortest time and the longest with the longest.
/// let events = [(0.0, 0.0), (1.0, 1.0), (3.0, 5.0)]
///     .map(|(x, time)| Event { at: Point::new(x, 0.0), time });
/// let plain = Closeness { constant: 0.0, power: 1.0 };
/// let (_, p) = mantel_test(&events, plain, plain, 999, Seed(1))?;
/// assert!((p.p - 1.0 / 6.0).abs() < 4.0 * p.monte_carlo_se);
/// # Ok::<(), handslag_stats::point::MantelError>(())
/// ```
pub fn mantel_test(
    events: &[Event],
    space: Closeness,
    time: Closeness,
    replicates: u32,
    seed: Seed,
) -> Result<(f64, SimulatedP), MantelError> {
    let matrices = Matrices::new(events, space, time)?;
    let as_dealt: Vec<u32> = (0..events.len() as u32).collect();
    // The product alone varies; the observed is taken the same way, so that a
    // dealing equal to it counts as equal.
    let observed = matrices.product(&as_dealt);
    let least = observed - 1e-12 * observed.abs();
    let as_high = (0..replicates)
        .into_par_iter()
        .filter(|&replicate| {
            let mut dealt = as_dealt.clone();
            shuffle(&mut seed.replicate(u64::from(replicate)), &mut dealt);
            matrices.product(&dealt) >= least
        })
        .count();
    Ok((
        matrices.correlation,
        SimulatedP::new(as_high as u32, replicates),
    ))
}

/// Closeness of each pair, less its mean: row i holds the pairs with j below i.
struct Matrices {
    space: Vec<Vec<f64>>,
    time: Vec<Vec<f64>>,
    correlation: f64,
}

impl Matrices {
    fn new(events: &[Event], space: Closeness, time: Closeness) -> Result<Self, MantelError> {
        if events.len() < 3 {
            return Err(MantelError::TooFewEvents(events.len()));
        }
        if let Some(index) = events
            .iter()
            .position(|event| !(event.at.is_finite() && event.time.is_finite()))
        {
            return Err(MantelError::NotDefined { index });
        }
        let space = centred(events.len(), |i, j| {
            space.of(events[i].at.distance(events[j].at))
        });
        let time = centred(events.len(), |i, j| {
            time.of((events[i].time - events[j].time).abs())
        });
        let sum = |a: &[Vec<f64>], b: &[Vec<f64>]| {
            let terms = a.iter().flatten().zip(b.iter().flatten());
            terms.map(|(a, b)| a * b).collect::<Sum>().value()
        };
        let spread = (sum(&space, &space) * sum(&time, &time)).sqrt();
        let correlation = sum(&space, &time) / spread;
        if !correlation.is_finite() {
            return Err(MantelError::NothingVaries);
        }
        Ok(Self {
            space,
            time,
            correlation,
        })
    }

    /// Σ closeness in place · closeness in time, event i given the time of
    /// `dealt[i]`.
    fn product(&self, dealt: &[u32]) -> f64 {
        let mut sum = Sum::default();
        for (i, row) in self.space.iter().enumerate() {
            let own = dealt[i] as usize;
            let of_row: f64 = row
                .iter()
                .zip(dealt)
                .map(|(space, &other)| {
                    let other = other as usize;
                    space * self.time[own.max(other)][own.min(other)]
                })
                .sum();
            sum.add(of_row);
        }
        sum.value()
    }
}

fn centred(n: usize, closeness: impl Fn(usize, usize) -> f64) -> Vec<Vec<f64>> {
    let mut rows: Vec<Vec<f64>> = (0..n)
        .map(|i| (0..i).map(|j| closeness(i, j)).collect())
        .collect();
    let total: Sum = rows.iter().flatten().copied().collect();
    let mean = total.value() / (n as f64 * (n as f64 - 1.0) / 2.0);
    rows.iter_mut().flatten().for_each(|value| *value -= mean);
    rows
}

/// Why no correlation could be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MantelError {
    /// Two events make one pair, and one pair has no correlation.
    #[error("{0} events are too few for a correlation over pairs")]
    TooFewEvents(usize),
    /// An event with an undefined or infinite place or time.
    #[error("event number {index} has no defined place and time")]
    NotDefined {
        /// Its number, from zero.
        index: usize,
    },
    /// All pairs are as close, or some closeness is undefined.
    #[error("all pairs are as close in place or in time, or some closeness is undefined")]
    NothingVaries,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::point::Point;

    fn followers() -> Vec<Event> {
        // Each a step on in place and in time, in a row that turns at the end.
        (0..20)
            .map(|i| Event {
                at: Point::new(f64::from(i), f64::from(i % 3)),
                time: f64::from(i) * 2.0,
            })
            .collect()
    }

    #[test]
    fn what_moves_on_with_time_is_seen() {
        let reciprocal = Closeness::RECIPROCAL;
        let (r, p) = mantel_test(&followers(), reciprocal, reciprocal, 99, Seed(1)).unwrap();
        assert!(r > 0.9 && p.p == 0.01, "{r} {p:?}");
    }

    #[test]
    fn any_number_of_threads_gives_the_same_bytes() {
        let with = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads);
            let r = Closeness::RECIPROCAL;
            pool.build()
                .unwrap()
                .install(|| mantel_test(&followers(), r, r, 50, Seed(4)).unwrap())
        };
        assert_eq!(with(1), with(2));
    }

    #[test]
    fn pairs_that_are_all_alike_have_no_correlation() {
        let plain = Closeness {
            constant: 0.0,
            power: 1.0,
        };
        let same = [followers()[0]; 4];
        assert_eq!(mantel(&same, plain, plain), Err(MantelError::NothingVaries));
        let two = mantel(&same[..2], plain, plain);
        assert_eq!(two, Err(MantelError::TooFewEvents(2)));
    }
}
