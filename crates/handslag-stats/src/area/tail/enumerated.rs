//! Tails of sums of any values by going through all choices of neighbours.

use rayon::prelude::*;

use super::{Comparable, Map, NeighbourTail, Reckoning};
use crate::area::Neighbours;

/// Steps over the whole map: some tenths of a second.
const MOST_STEPS: f64 = 2e8;

/// The largest number of choices that f64 holds exactly.
const MOST_CHOICES: f64 = (1u64 << 53) as f64;

/// Fills in the tails of those `areas` that can be counted in time. All areas
/// with as many neighbours are treated alike.
pub(super) fn tails(map: &Map<'_>, areas: &[usize], found: &mut [Option<NeighbourTail>]) {
    let (values, neighbours) = (map.values, map.neighbours);
    let counted = sizes_in_time(values.len() - 1, neighbours, areas);
    let Some(&most) = counted.last() else { return };
    let comparable = Comparable::new(values, most);
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let areas: Vec<usize> = areas
        .iter()
        .copied()
        .filter(|&area| counted.contains(&neighbours.count(area)))
        .collect();
    let answers: Vec<NeighbourTail> = areas
        .par_iter()
        .map(|&area| {
            let others: Vec<f64> = order
                .iter()
                .filter(|&&other| other != area)
                .map(|&other| comparable.values[other])
                .collect();
            let k = neighbours.count(area);
            let sum = neighbours.sum(area, &comparable.values);
            let choices = choices(others.len(), k);
            let at_least = at_least(&others, k, sum - comparable.slack);
            let above = self::at_least(&others, k, sum + comparable.slack);
            let p = (
                (choices - above as f64) / choices,
                at_least as f64 / choices,
            );
            map.tail(area, p, Reckoning::Exact)
        })
        .collect();
    for (area, tail) in areas.into_iter().zip(answers) {
        found[area] = Some(tail);
    }
}

/// The numbers of neighbours, from the fewest, whose choices can be gone through
/// for all areas that have them.
fn sizes_in_time(others: usize, neighbours: &Neighbours, areas: &[usize]) -> Vec<usize> {
    let mut sizes: Vec<usize> = areas.iter().map(|&area| neighbours.count(area)).collect();
    sizes.sort_unstable();
    let mut steps = 0.0;
    let mut counted = Vec::new();
    for same in sizes.chunk_by(|a, b| a == b) {
        let k = same[0];
        // The last two of a choice are found together by one pass.
        let passes = choices(others, k.saturating_sub(2));
        steps += same.len() as f64 * passes * others as f64;
        if steps > MOST_STEPS || choices(others, k) > MOST_CHOICES {
            break;
        }
        counted.push(k);
    }
    counted
}

/// In how many ways `k` of `n` can be chosen.
fn choices(n: usize, k: usize) -> f64 {
    let k = k.min(n - k);
    let mut ways = 1.0;
    for taken in 1..=k {
        // Whole after each step, hence exact as long as it is below 2^53.
        ways = ways * (n - taken + 1) as f64 / taken as f64;
    }
    ways
}

/// How many choices of `k` of `values`, which ascend, add up to at least `sum`.
fn at_least(values: &[f64], k: usize, sum: f64) -> u64 {
    match k {
        0 => u64::from(sum <= 0.0),
        1 => (values.len() - values.partition_point(|&value| value < sum)) as u64,
        2 => pairs_at_least(values, sum),
        _ => (0..=values.len() - k)
            .map(|first| at_least(&values[first + 1..], k - 1, sum - values[first]))
            .sum(),
    }
}

fn pairs_at_least(values: &[f64], sum: f64) -> u64 {
    let mut pairs = 0;
    let mut low = 0;
    let mut high = values.len();
    // While the smallest left and the largest left are enough, so is each
    // between with the largest.
    while low + 1 < high {
        if values[low] + values[high - 1] >= sum {
            pairs += (high - 1 - low) as u64;
            high -= 1;
        } else {
            low += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_are_counted_as_by_hand() {
        assert_eq!(choices(48, 4), 194_580.0);
        assert_eq!(choices(5, 0), 1.0);
        assert_eq!(choices(5, 5), 1.0);
        // 1 + 4, 2 + 4, 2 + 3 and 3 + 4.
        assert_eq!(at_least(&[1.0, 2.0, 3.0, 4.0], 2, 5.0), 4);
        // 1 + 2 + 3 alone is below 7.
        assert_eq!(at_least(&[1.0, 2.0, 3.0, 4.0], 3, 7.0), 3);
    }
}
