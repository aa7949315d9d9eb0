//! How many close pairs lie in each band of time when times are dealt out anew?

use rayon::prelude::*;

use super::bands::Bands;
use super::pairs::{ClosePairs, PairList};
use crate::numeric::{Seed, shuffle};

/// Replicates counted side by side: each pair's two times are met once for all
/// of them, and sit together in one or two lines of the cache.
const TOGETHER: usize = 32;

/// For each replicate, how many pairs of each list lie in each band of time:
/// list by list, band by band.
pub(super) fn simulate(
    pairs: &ClosePairs,
    space: &Bands,
    time: &Bands,
    replicates: u32,
    seed: Seed,
) -> Vec<Vec<u32>> {
    debug_assert!(pairs.lists.len() <= space.len() + 1);
    match whole_times(&pairs.times) {
        Some(times) if times.iter().all(|&t| t < i64::from(i16::MAX)) => {
            let times: Vec<i16> = times.into_iter().map(|t| t as i16).collect();
            let breaks = whole_breaks(time, i64::from(i16::MAX));
            let breaks: Vec<i16> = breaks.into_iter().map(|b| b as i16).collect();
            count_all(&times, &breaks, pairs, replicates, seed)
        }
        Some(times) if times.iter().all(|&t| t < i64::from(i32::MAX)) => {
            let times: Vec<i32> = times.into_iter().map(|t| t as i32).collect();
            let breaks = whole_breaks(time, i64::from(i32::MAX));
            let breaks: Vec<i32> = breaks.into_iter().map(|b| b as i32).collect();
            count_all(&times, &breaks, pairs, replicates, seed)
        }
        _ => count_all(&pairs.times, time.breaks(), pairs, replicates, seed),
    }
}

/// Times from the earliest, if all are whole numbers that a difference of two
/// leaves exact.
fn whole_times(times: &[f64]) -> Option<Vec<i64>> {
    let exact = |t: f64| t.trunc() == t && t.abs() < (1u64 << 52) as f64;
    if !times.iter().all(|&t| exact(t)) {
        return None;
    }
    let earliest = times.iter().map(|&t| t as i64).min()?;
    Some(times.iter().map(|&t| t as i64 - earliest).collect())
}

/// A whole number is below a break if it is below the next whole number up.
fn whole_breaks(time: &Bands, most: i64) -> Vec<i64> {
    time.breaks()
        .iter()
        .map(|&b| (b.ceil().min(most as f64)) as i64)
        .collect()
}

/// A kind of number that times can be counted in.
trait Time: Copy + Default + PartialOrd + Send + Sync {
    /// The distance between two times.
    fn apart(self, other: Self) -> Self;
}

impl Time for i16 {
    fn apart(self, other: Self) -> Self {
        self.max(other).wrapping_sub(self.min(other))
    }
}

impl Time for i32 {
    fn apart(self, other: Self) -> Self {
        self.max(other).wrapping_sub(self.min(other))
    }
}

impl Time for f64 {
    fn apart(self, other: Self) -> Self {
        (self - other).abs()
    }
}

fn count_all<T: Time>(
    times: &[T],
    breaks: &[T],
    pairs: &ClosePairs,
    replicates: u32,
    seed: Seed,
) -> Vec<Vec<u32>> {
    let blocks = replicates.div_ceil(TOGETHER as u32);
    let counted: Vec<Vec<Vec<u32>>> = (0..blocks)
        .into_par_iter()
        .map(|block| {
            let first = block * TOGETHER as u32;
            let here = (replicates - first).min(TOGETHER as u32) as usize;
            let dealt = deal(times, u64::from(first), here, seed);
            let mut counts = vec![Vec::with_capacity((breaks.len() - 1) * pairs.lists.len()); here];
            for list in &pairs.lists {
                // Pairs below each break, then the difference of neighbours.
                let below = count_below_each(list, &dealt, breaks);
                for band in below.windows(2) {
                    for (replicate, counts) in counts.iter_mut().enumerate() {
                        counts.push(band[1][replicate] - band[0][replicate]);
                    }
                }
            }
            counts
        })
        .collect();
    counted.into_iter().flatten().collect()
}

/// The times of `here` replicates from number `first`, event by event.
fn deal<T: Time>(times: &[T], first: u64, here: usize, seed: Seed) -> Vec<[T; TOGETHER]> {
    let mut dealt = vec![[T::default(); TOGETHER]; times.len()];
    let mut shuffled = times.to_vec();
    for replicate in 0..here {
        shuffled.copy_from_slice(times);
        shuffle(&mut seed.replicate(first + replicate as u64), &mut shuffled);
        for (event, &time) in dealt.iter_mut().zip(&shuffled) {
            event[replicate] = time;
        }
    }
    dealt
}

fn count_below_each<T: Time>(
    list: &PairList,
    dealt: &[[T; TOGETHER]],
    breaks: &[T],
) -> Vec<[u32; TOGETHER]> {
    // Nothing is less than zero apart.
    let zeros = breaks.partition_point(|&b| b <= T::default());
    let mut below = vec![[0; TOGETHER]; zeros];
    for breaks in breaks[zeros..].chunks(2) {
        match breaks {
            [a, b] => below.extend(count_below(list, dealt, [*a, *b])),
            [a, ..] => below.extend(count_below(list, dealt, [*a])),
            [] => {}
        }
    }
    below
}

/// For each break, in how many of the list's pairs the times are less than that
/// apart, replicate by replicate.
fn count_below<T: Time, const BREAKS: usize>(
    list: &PairList,
    dealt: &[[T; TOGETHER]],
    breaks: [T; BREAKS],
) -> [[u32; TOGETHER]; BREAKS] {
    // Partners after which the narrow counters are emptied into the wide.
    const HELD: usize = i16::MAX as usize;
    let mut totals = [[0u32; TOGETHER]; BREAKS];
    let mut narrow = [[0i16; TOGETHER]; BREAKS];
    let mut held = 0;
    for (i, own) in dealt.iter().enumerate() {
        for partners in list.of(i).chunks(HELD) {
            if held + partners.len() > HELD {
                empty(&mut narrow, &mut totals);
                held = 0;
            }
            held += partners.len();
            for &j in partners {
                let other = &dealt[j as usize];
                for lane in 0..TOGETHER {
                    let apart = own[lane].apart(other[lane]);
                    for (count, limit) in narrow.iter_mut().zip(&breaks) {
                        count[lane] += i16::from(apart < *limit);
                    }
                }
            }
        }
    }
    empty(&mut narrow, &mut totals);
    totals
}

fn empty<const BREAKS: usize>(
    narrow: &mut [[i16; TOGETHER]; BREAKS],
    totals: &mut [[u32; TOGETHER]; BREAKS],
) {
    for (narrow, totals) in narrow.iter_mut().zip(totals) {
        for (narrow, total) in narrow.iter_mut().zip(totals) {
            *total += *narrow as u32;
            *narrow = 0;
        }
    }
}
