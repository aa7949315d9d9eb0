//! How many pairs are near in one respect, and how does their meeting vary?

use super::bands::Bands;

/// How many neighbours each event has in one band of distance or time.
pub(super) struct Neighbours {
    pub of_event: Vec<u32>,
}

impl Neighbours {
    /// How many pairs lie in the band.
    pub fn pairs(&self) -> u64 {
        self.of_event.iter().map(|&n| u64::from(n)).sum::<u64>() / 2
    }

    /// Ordered pairs of the band's pairs that have one event in common.
    fn meeting(&self) -> f64 {
        self.of_event
            .iter()
            .map(|&n| u128::from(n) * u128::from(n.saturating_sub(1)))
            .sum::<u128>() as f64
    }
}

/// Each event's neighbours in each band of time.
pub(super) fn in_time(times: &[f64], bands: &Bands) -> Vec<Neighbours> {
    let mut order: Vec<u32> = (0..times.len() as u32).collect();
    order.sort_by(|&a, &b| times[a as usize].total_cmp(&times[b as usize]));
    let sorted: Vec<f64> = order.iter().map(|&i| times[i as usize]).collect();
    // Others less than each break away, then the difference of neighbours.
    let nearer: Vec<Vec<u32>> = bands
        .breaks()
        .iter()
        .map(|&limit| others_nearer_than(limit, &sorted))
        .collect();
    (0..bands.len())
        .map(|band| {
            let mut of_event = vec![0; times.len()];
            for (place, &event) in order.iter().enumerate() {
                of_event[event as usize] = nearer[band + 1][place] - nearer[band][place];
            }
            Neighbours { of_event }
        })
        .collect()
}

fn others_nearer_than(limit: f64, sorted: &[f64]) -> Vec<u32> {
    if limit <= 0.0 {
        return vec![0; sorted.len()];
    }
    let (mut from, mut to) = (0, 0);
    (0..sorted.len())
        .map(|i| {
            while sorted[i] - sorted[from] >= limit {
                from += 1;
            }
            while to < sorted.len() && sorted[to] - sorted[i] < limit {
                to += 1;
            }
            (to - from - 1) as u32
        })
        .collect()
}

/// Mean and variance, over all permutations of the times, of how many pairs lie
/// in both bands.
///
/// Two ordered pairs of a band's pairs are the same, share one event, or share
/// none; under a permutation each kind falls on each pair of its kind alike
/// (Barton and David 1966).
pub(super) fn permutation_moments(space: &Neighbours, time: &Neighbours, n: usize) -> (f64, f64) {
    let n = n as f64;
    let all = n * (n - 1.0) / 2.0;
    let (near, soon) = (space.pairs() as f64, time.pairs() as f64);
    let mean = near * soon / all;
    let (near_meeting, soon_meeting) = (space.meeting(), time.meeting());
    let share = |both: f64, of: f64| if of > 0.0 { both / of } else { 0.0 };
    let apart = |pairs: f64, meeting: f64| pairs * pairs - pairs - meeting;
    let second = mean
        + share(near_meeting * soon_meeting, n * (n - 1.0) * (n - 2.0))
        + share(
            apart(near, near_meeting) * apart(soon, soon_meeting),
            all * (n - 2.0) * (n - 3.0) / 2.0,
        );
    // Rounding may leave a hair below zero where the count cannot vary.
    let variance = second - mean * mean;
    let rounding = 8.0 * f64::EPSILON * second;
    (mean, if variance <= rounding { 0.0 } else { variance })
}
