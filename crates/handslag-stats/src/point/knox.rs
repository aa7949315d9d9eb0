//! Does one thing near in place and time follow another more often than chance?

mod bands;
mod marginal;
mod pairs;
mod permute;

pub use bands::{Bands, BandsError};

use super::place::Point;
use crate::numeric::{Seed, SimulatedP, mean, normal_above, variance};
use marginal::{Neighbours, permutation_moments};
use pairs::ClosePairs;

/// Something that happened at a place and a time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Event {
    /// Where, in the caller's unit of length.
    pub at: Point,
    /// When, in the caller's unit of time, such as days from any date. Whole
    /// numbers are counted several times faster.
    pub time: f64,
}

/// How the distance between two places is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Metric {
    /// The straight line.
    Euclidean,
    /// Along the axes, as in a town of square blocks.
    Manhattan,
    /// Along the axis on which they lie farther apart, as for squares of a grid
    /// that touch.
    Maximum,
}

/// How many pairs of events lie in each band of distance and of time apart,
/// against how many would if times had nothing to do with places.
#[derive(Debug, Clone, PartialEq)]
pub struct KnoxTable {
    /// How many events there were.
    pub events: usize,
    /// How many pairs of them: n(n − 1)/2.
    pub pairs: u64,
    /// One row for each band of distance, one cell in it for each band of time.
    pub cells: Vec<Vec<KnoxCell>>,
}

/// One band of distance with one band of time.
#[derive(Debug, Clone, PartialEq)]
pub struct KnoxCell {
    /// Pairs this far apart in place and in time.
    pub observed: u64,
    /// The mean number over all ways of dealing the times out to the places:
    /// exact, not simulated.
    pub expected: f64,
    /// The standard deviation over the same: exact too.
    pub sd: f64,
    /// Observed less what would be expected given how many neighbours each
    /// event itself has in place and in time (Baker 2004, Acta Tropica 91,
    /// 291–299).
    pub modified: f64,
    /// What dealing out at random gave, if that was asked for.
    pub simulated: Option<SimulatedCell>,
}

impl KnoxCell {
    /// Observed over expected: 1.4 is 40 per cent more pairs than chance gives.
    /// Undefined where no pair is expected.
    pub fn ratio(&self) -> Option<f64> {
        (self.expected > 0.0).then(|| self.observed as f64 / self.expected)
    }

    /// How many standard deviations more were observed than expected. Undefined
    /// where the number cannot vary.
    pub fn z(&self) -> Option<f64> {
        (self.sd > 0.0).then(|| (self.observed as f64 - self.expected) / self.sd)
    }

    /// The chance of as many pairs or more, by the normal distribution with the
    /// exact mean and standard deviation and half a pair for continuity. Quick,
    /// and to be trusted where some ten pairs or more are expected; counts are
    /// skewed below that.
    pub fn p_normal(&self) -> Option<f64> {
        (self.sd > 0.0)
            .then(|| normal_above((self.observed as f64 - 0.5 - self.expected) / self.sd))
    }
}

/// What dealing the times out at random gave for one cell.
#[derive(Debug, Clone, PartialEq)]
pub struct SimulatedCell {
    /// Mean count over the replicates.
    pub mean: f64,
    /// Standard deviation of the counts over the replicates.
    pub sd: f64,
    /// The chance of as many pairs as observed or more.
    pub p_upper: SimulatedP,
    /// The chance of as many as observed or fewer.
    pub p_lower: SimulatedP,
    /// The replicates' counts, rising.
    pub counts: Vec<u32>,
}

impl SimulatedCell {
    fn new(observed: u64, mut counts: Vec<u32>) -> Self {
        counts.sort_unstable();
        let values: Vec<f64> = counts.iter().map(|&count| f64::from(count)).collect();
        let below = counts.partition_point(|&count| u64::from(count) < observed);
        let at_most = counts.partition_point(|&count| u64::from(count) <= observed);
        let replicates = counts.len();
        Self {
            mean: mean(&values),
            sd: variance(&values).sqrt(),
            p_upper: SimulatedP::new((replicates - below) as u32, replicates as u32),
            p_lower: SimulatedP::new(at_most as u32, replicates as u32),
            counts,
        }
    }

    /// The chance of this many pairs or more.
    pub fn p_at_least(&self, pairs: u64) -> SimulatedP {
        let below = self.counts.partition_point(|&c| u64::from(c) < pairs);
        SimulatedP::new((self.counts.len() - below) as u32, self.counts.len() as u32)
    }
}

/// Counts pairs of events by distance and time apart (Knox 1964,
/// doi:10.2307/2985220; as a table Johnson and others 2007,
/// doi:10.1007/s10940-007-9025-3), with the exact mean and standard deviation of
/// each count over all permutations of the times.
///
/// The mean is the product of the pairs near in place and near in time over all
/// pairs; the variance follows from how many of either share an event (Barton
/// and David 1966; Mantel 1967).
///
/// - `space`, `time`: the bands, in the events' units. The last may be open
///   upwards. [`Bands::same_place_and`] keeps repeats at the same place apart.
/// - Returns a row for each band of distance.
///
/// # Errors
/// [`KnoxError`]: fewer than two events, or an undefined place or time.
///
/// # Assumptions
/// Without interaction, every dealing out of times is as likely. Where people
/// move in or out over the years, places and times hang together for that
/// reason; restrict to two years or so.
///
/// ```
/// # use handslag_stats::point::{Bands, Event, Metric, Point, near_repeat};
/// // Worked by hand: one of three pairs is near in place and one in time, so
/// // 1/3 is expected; the count is 1 in one of three dealings, so the variance
/// // is 1/3 · 2/3.
/// let events = [(0.0, 1.0), (10.0, 2.0), (500.0, 60.0)]
///     .map(|(x, time)| Event { at: Point::new(x, 0.0), time });
/// let table = near_repeat(&events, &Bands::up_to(100.0)?, &Bands::up_to(7.0)?, Metric::Euclidean)?;
/// let cell = &table.cells[0][0];
/// assert_eq!(cell.observed, 1);
/// assert!((cell.expected - 1.0 / 3.0).abs() < 1e-15);
/// assert!((cell.sd.powi(2) - 2.0 / 9.0).abs() < 1e-15);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn near_repeat(
    events: &[Event],
    space: &Bands,
    time: &Bands,
    metric: Metric,
) -> Result<KnoxTable, KnoxError> {
    Ok(Prepared::new(events, space, time, metric)?.table())
}

/// The same with p values from `replicates` random dealings of the times
/// (Johnson and others 2007, doi:10.1007/s10940-007-9025-3).
///
/// 999 replicates give a smallest p value of 0.001. The answer is the same for
/// any number of threads.
///
/// # Errors
/// As [`near_repeat`].
///
/// ```
/// # use handslag_stats::numeric::Seed;
/// # use handslag_stats::point::{Bands, Event, Metric, Point, near_repeat_test};
/// // The events of `near_repeat`: one dealing in three gives as many near pairs.
/// let events = [(0.0, 1.0), (10.0, 2.0), (500.0, 60.0)]
///     .map(|(x, time)| Event { at: Point::new(x, 0.0), time });
/// let (space, time) = (Bands::up_to(100.0)?, Bands::up_to(7.0)?);
/// let table = near_repeat_test(&events, &space, &time, Metric::Euclidean, 9_999, Seed(1))?;
/// let simulated = table.cells[0][0].simulated.as_ref().unwrap();
/// assert!((simulated.mean - 1.0 / 3.0).abs() < 0.02);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn near_repeat_test(
    events: &[Event],
    space: &Bands,
    time: &Bands,
    metric: Metric,
    replicates: u32,
    seed: Seed,
) -> Result<KnoxTable, KnoxError> {
    let prepared = Prepared::new(events, space, time, metric)?;
    let mut table = prepared.table();
    let simulated = permute::simulate(&prepared.pairs, space, time, replicates, seed);
    let time_totals: Vec<u64> = prepared.in_time.iter().map(Neighbours::pairs).collect();
    let columns = time.len();
    for (row, cells) in table.cells.iter_mut().enumerate() {
        for (column, cell) in cells.iter_mut().enumerate() {
            let counts = simulated
                .iter()
                .map(|replicate| match prepared.pairs.listed(row) {
                    Some(list) => replicate[list * columns + column],
                    // Everything not in a listed band is in the open one.
                    None => {
                        let listed: u64 = replicate
                            .iter()
                            .skip(column)
                            .step_by(columns)
                            .map(|&count| u64::from(count))
                            .sum();
                        (time_totals[column] - listed) as u32
                    }
                })
                .collect();
            cell.simulated = Some(SimulatedCell::new(cell.observed, counts));
        }
    }
    Ok(table)
}

/// Why pairs could not be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KnoxError {
    /// There is no pair.
    #[error("{0} events are too few: there is no pair of them")]
    TooFewEvents(usize),
    /// An event with an undefined or infinite place or time.
    #[error("event number {index} has no defined place and time")]
    NotDefined {
        /// Its number, from zero.
        index: usize,
    },
    /// More pairs within the bands of distance than can be listed.
    #[error("more than {most} pairs lie within the bands of distance; use shorter bands")]
    TooManyPairs {
        /// The most that are listed.
        most: usize,
    },
}

/// What both the exact moments and the replicates need.
struct Prepared {
    pairs: ClosePairs,
    in_space: Vec<Neighbours>,
    in_time: Vec<Neighbours>,
    observed: Vec<Vec<u64>>,
}

impl Prepared {
    fn new(
        events: &[Event],
        space: &Bands,
        time: &Bands,
        metric: Metric,
    ) -> Result<Self, KnoxError> {
        if events.len() < 2 {
            return Err(KnoxError::TooFewEvents(events.len()));
        }
        if let Some(index) = events
            .iter()
            .position(|event| !(event.at.is_finite() && event.time.is_finite()))
        {
            return Err(KnoxError::NotDefined { index });
        }
        let pairs = ClosePairs::find(events, space, metric)?;
        let in_time = marginal::in_time(&pairs.times, time);
        let in_space = pairs.neighbours(space);
        let listed = pairs.count(time);
        let observed = (0..space.len())
            .map(|row| {
                (0..time.len())
                    .map(|column| match pairs.listed(row) {
                        Some(list) => listed[list][column],
                        None => {
                            let elsewhere: u64 = listed.iter().map(|row| row[column]).sum();
                            in_time[column].pairs() - elsewhere
                        }
                    })
                    .collect()
            })
            .collect();
        Ok(Self {
            pairs,
            in_space,
            in_time,
            observed,
        })
    }

    fn table(&self) -> KnoxTable {
        let n = self.pairs.times.len();
        let cell = |row: usize, column: usize| {
            let (space, time) = (&self.in_space[row], &self.in_time[column]);
            let (expected, variance) = permutation_moments(space, time, n);
            let both: f64 = space
                .of_event
                .iter()
                .zip(&time.of_event)
                .map(|(&space, &time)| f64::from(space) * f64::from(time))
                .sum(); // whole numbers: exact
            KnoxCell {
                observed: self.observed[row][column],
                expected,
                sd: variance.sqrt(),
                modified: self.observed[row][column] as f64 - both / (n as f64 - 1.0) / 2.0,
                simulated: None,
            }
        };
        KnoxTable {
            events: n,
            pairs: n as u64 * (n as u64 - 1) / 2,
            cells: (0..self.in_space.len())
                .map(|row| (0..self.in_time.len()).map(|c| cell(row, c)).collect())
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests;
