//! Tails of sums by drawing neighbours.
//!
//! A draw for area i is k of the other n − 1, each as likely. Let a sample of
//! the first n − 1 areas do for all: where it holds area i, put the last area in
//! its stead. The samples' sums are then the same for every area with k
//! neighbours but for the few that hold it, so that one sorted list of sums
//! answers for the map.

use rayon::prelude::*;

use super::{Comparable, Map, NeighbourTail, Reckoning, Simulation};
use crate::numeric::{Generator, below};

/// Draws handled at a time, so that memory does not grow with their number.
const BLOCK: u32 = 4096;

/// Fills in the tails of `areas`.
pub(super) fn tails(
    map: &Map<'_>,
    areas: &[usize],
    simulation: Simulation,
    found: &mut [Option<NeighbourTail>],
) {
    let neighbours = map.neighbours;
    let most = areas.iter().map(|&area| neighbours.count(area)).max();
    let comparable = Comparable::new(map.values, most.unwrap_or(0));
    let asked: Vec<Asked> = areas
        .iter()
        .map(|&area| Asked {
            area,
            k: neighbours.count(area),
            sum: neighbours.sum(area, &comparable.values),
        })
        .collect();
    let Simulation { replicates, .. } = simulation;
    let counts = (0..replicates.div_ceil(BLOCK))
        .into_par_iter()
        .map(|block| {
            let from = block * BLOCK;
            let to = replicates.min(from.saturating_add(BLOCK));
            Draws::new(&comparable, &asked, simulation, from..to).counts(&comparable, &asked)
        })
        .reduce(
            || vec![Extreme::default(); asked.len()],
            |mut one, other| {
                for (to, from) in one.iter_mut().zip(&other) {
                    to.low += from.low;
                    to.high += from.high;
                }
                one
            },
        );
    let p = |extreme: u32| (f64::from(extreme) + 1.0) / (f64::from(replicates) + 1.0);
    for (asked, extreme) in asked.iter().zip(counts) {
        let p = (p(extreme.low), p(extreme.high));
        let tail = map.tail(asked.area, p, Reckoning::Simulated { replicates });
        found[asked.area] = Some(tail);
    }
}

struct Asked {
    area: usize,
    k: usize,
    sum: f64,
}

/// How many draws were as low, and as high, as what was seen.
#[derive(Clone, Copy, Default)]
struct Extreme {
    low: u32,
    high: u32,
}

struct Draws {
    /// For each k asked for, the draws' sums in the order drawn and ascending.
    sums: Vec<Option<Sums>>,
    /// The draws that hold an area, and in which place.
    holding: Holding,
}

struct Sums {
    drawn: Vec<f64>,
    ascending: Vec<f64>,
}

impl Draws {
    fn new(
        comparable: &Comparable,
        asked: &[Asked],
        simulation: Simulation,
        replicates: std::ops::Range<u32>,
    ) -> Self {
        let last = comparable.values.len() - 1;
        let most = asked.iter().map(|asked| asked.k).max().unwrap_or(0);
        let mut sample = Sample::new(last);
        let mut places: Vec<u32> = Vec::with_capacity(replicates.len() * most);
        for replicate in replicates {
            let mut generator = simulation.seed.replicate(u64::from(replicate));
            sample.draw(&mut generator, most, &mut places);
        }
        let mut sums: Vec<Option<Sums>> = Vec::new();
        sums.resize_with(most + 1, || None);
        for asked in asked {
            sums[asked.k].get_or_insert_with(|| Sums::new(&places, most, asked.k, comparable));
        }
        Self {
            sums,
            holding: Holding::new(&places, most, last),
        }
    }

    fn counts(&self, comparable: &Comparable, asked: &[Asked]) -> Vec<Extreme> {
        let values = &comparable.values;
        let last = values[values.len() - 1];
        asked
            .iter()
            .map(|asked| {
                let sums = self.sums[asked.k]
                    .as_ref()
                    .expect("the sums of each k asked for were drawn");
                let low = asked.sum + comparable.slack;
                let high = asked.sum - comparable.slack;
                let mut lows = sums.ascending.partition_point(|&sum| sum <= low);
                let mut highs =
                    sums.ascending.len() - sums.ascending.partition_point(|&sum| sum < high);
                for &(draw, place) in self.holding.of(asked.area) {
                    if (place as usize) < asked.k {
                        let with_own = sums.drawn[draw as usize];
                        let with_last = with_own - values[asked.area] + last;
                        lows = lows + usize::from(with_last <= low) - usize::from(with_own <= low);
                        highs =
                            highs + usize::from(with_last >= high) - usize::from(with_own >= high);
                    }
                }
                Extreme {
                    low: lows as u32,
                    high: highs as u32,
                }
            })
            .collect()
    }
}

impl Sums {
    fn new(places: &[u32], most: usize, k: usize, comparable: &Comparable) -> Self {
        let sum = |draw: &[u32]| -> f64 {
            draw[..k]
                .iter()
                .map(|&place| comparable.values[place as usize])
                .sum()
        };
        let drawn: Vec<f64> = places.chunks_exact(most).map(sum).collect();
        let mut ascending = drawn.clone();
        ascending.sort_unstable_by(f64::total_cmp);
        Self { drawn, ascending }
    }
}

/// Draws without replacement from 0 to `n` − 1.
struct Sample {
    order: Vec<u32>,
    swapped: Vec<(usize, usize)>,
}

impl Sample {
    fn new(n: usize) -> Self {
        Self {
            order: (0..n as u32).collect(),
            swapped: Vec::new(),
        }
    }

    /// Appends `k` places to `to`. The first so many of them are a sample too.
    fn draw(&mut self, generator: &mut Generator, k: usize, to: &mut Vec<u32>) {
        let n = self.order.len();
        for first in 0..k {
            let chosen = first + below(generator, (n - first) as u32) as usize;
            self.order.swap(first, chosen);
            self.swapped.push((first, chosen));
        }
        to.extend_from_slice(&self.order[..k]);
        // Back into order, so that a draw depends on its replicate alone.
        while let Some((first, chosen)) = self.swapped.pop() {
            self.order.swap(first, chosen);
        }
    }
}

/// For each area the draws that hold it, with its place in them.
struct Holding {
    starts: Vec<u32>,
    draws: Vec<(u32, u32)>,
}

impl Holding {
    fn new(places: &[u32], most: usize, areas: usize) -> Self {
        let mut starts = vec![0u32; areas + 2];
        for &area in places {
            starts[area as usize + 2] += 1;
        }
        for area in 2..starts.len() {
            starts[area] += starts[area - 1];
        }
        let mut draws = vec![(0, 0); places.len()];
        for (index, &area) in places.iter().enumerate() {
            let next = &mut starts[area as usize + 1];
            draws[*next as usize] = ((index / most) as u32, (index % most) as u32);
            *next += 1;
        }
        Self { starts, draws }
    }

    fn of(&self, area: usize) -> &[(u32, u32)] {
        // The last area is never drawn: it stands in for the others.
        if area + 1 >= self.starts.len() - 1 {
            return &[];
        }
        &self.draws[self.starts[area] as usize..self.starts[area + 1] as usize]
    }
}
