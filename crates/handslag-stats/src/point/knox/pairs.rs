//! Which pairs of events lie within the bands of distance?

use rayon::prelude::*;

use super::super::cells::Cells;
use super::super::place::Point;
use super::bands::Bands;
use super::marginal::Neighbours;
use super::{Event, KnoxError, Metric};

/// Pairs of events by band of distance, the events renumbered so that near ones
/// have near numbers.
pub(super) struct ClosePairs {
    /// Times in the new order.
    pub times: Vec<f64>,
    /// One list for each band that is listed: the bands up to the highest finite
    /// break, and a list of the pairs below the first band where the last band
    /// is open and is counted as what is left.
    pub lists: Vec<PairList>,
    /// The number of bands, and whether the last is counted as what is left.
    bands: usize,
    last_is_the_rest: bool,
}

/// Pairs (i, j) with i below j, by i.
pub(super) struct PairList {
    /// Where each i's partners begin; one more at the end.
    pub starts: Vec<u32>,
    pub partners: Vec<u32>,
}

impl PairList {
    /// The partners of event number `i`.
    pub fn of(&self, i: usize) -> &[u32] {
        &self.partners[self.starts[i] as usize..self.starts[i + 1] as usize]
    }
}

/// Sixteen thousand events all near each other, or 2 GiB of pairs.
const MOST_PAIRS: usize = 500_000_000;

/// Events whose partners are looked for together.
const EVENTS_AT_ONCE: usize = 1024;

impl ClosePairs {
    pub fn find(events: &[Event], space: &Bands, metric: Metric) -> Result<Self, KnoxError> {
        let longest = space.highest();
        let places: Vec<Point> = events.iter().map(|event| event.at).collect();
        let order = Cells::new(&places, longest).order().to_vec();
        let places: Vec<Point> = order.iter().map(|&i| places[i as usize]).collect();
        let cells = Cells::new(&places, longest);
        let last_is_the_rest = space.is_open();
        // What lies below the first band is listed only to be taken from the rest.
        let below_first = last_is_the_rest && space.first() > 0.0;
        let listed = space.len() - usize::from(last_is_the_rest);
        let lists = listed + usize::from(below_first);

        let list_of = |distance: f64| match space.of(distance) {
            Some(band) if band < listed => Some(band),
            None if below_first && distance < space.first() => Some(listed),
            _ => None,
        };
        let numbers: Vec<u32> = (0..events.len() as u32).collect();
        let chunks: Vec<Vec<Vec<(u32, u32)>>> = numbers
            .par_chunks(EVENTS_AT_ONCE)
            .map(|chunk| {
                let mut found = vec![Vec::new(); lists];
                for &i in chunk {
                    cells.each_in_reach(i as usize, longest, |j| {
                        let j = j as u32;
                        if j > i {
                            let distance = apart(places[i as usize], places[j as usize], metric);
                            if let Some(list) = list_of(distance) {
                                found[list].push((i, j));
                            }
                        }
                    });
                }
                found
            })
            .collect();
        let total: usize = chunks.iter().flatten().map(Vec::len).sum();
        if total > MOST_PAIRS {
            return Err(KnoxError::TooManyPairs { most: MOST_PAIRS });
        }
        Ok(Self {
            times: order.iter().map(|&i| events[i as usize].time).collect(),
            lists: (0..lists)
                .map(|list| PairList::new(events.len(), chunks.iter().map(|c| &c[list])))
                .collect(),
            bands: space.len(),
            last_is_the_rest,
        })
    }

    /// The list that holds a band's pairs; none if it is what is left.
    pub fn listed(&self, band: usize) -> Option<usize> {
        let rest = self.last_is_the_rest && band + 1 == self.bands;
        (!rest).then_some(band)
    }

    /// Each event's neighbours in each band of distance.
    pub fn neighbours(&self, space: &Bands) -> Vec<Neighbours> {
        let n = self.times.len();
        let listed: Vec<Vec<u32>> = self
            .lists
            .iter()
            .map(|list| {
                let mut degree = vec![0u32; n];
                for i in 0..n {
                    let partners = list.of(i);
                    degree[i] += partners.len() as u32;
                    for &j in partners {
                        degree[j as usize] += 1;
                    }
                }
                degree
            })
            .collect();
        (0..space.len())
            .map(|band| Neighbours {
                of_event: match self.listed(band) {
                    Some(list) => listed[list].clone(),
                    None => (0..n)
                        .map(|i| n as u32 - 1 - listed.iter().map(|list| list[i]).sum::<u32>())
                        .collect(),
                },
            })
            .collect()
    }

    /// How many of each list's pairs lie in each band of time.
    pub fn count(&self, time: &Bands) -> Vec<Vec<u64>> {
        self.lists
            .iter()
            .map(|list| {
                let mut counts = vec![0; time.len()];
                for i in 0..self.times.len() {
                    for &j in list.of(i) {
                        let apart = (self.times[i] - self.times[j as usize]).abs();
                        if let Some(band) = time.of(apart) {
                            counts[band] += 1;
                        }
                    }
                }
                counts
            })
            .collect()
    }
}

impl PairList {
    fn new<'a>(n: usize, chunks: impl Iterator<Item = &'a Vec<(u32, u32)>>) -> Self {
        let mut starts = vec![0u32; n + 1];
        let mut partners = Vec::new();
        for &(i, j) in chunks.flatten() {
            // Pairs come in rising i.
            starts[i as usize + 1] += 1;
            partners.push(j);
        }
        for i in 0..n {
            starts[i + 1] += starts[i];
        }
        Self { starts, partners }
    }
}

fn apart(a: Point, b: Point, metric: Metric) -> f64 {
    match metric {
        Metric::Euclidean => a.distance(b),
        Metric::Manhattan => (a.x - b.x).abs() + (a.y - b.y).abs(),
        Metric::Maximum => (a.x - b.x).abs().max((a.y - b.y).abs()),
    }
}
