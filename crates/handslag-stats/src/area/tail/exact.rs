//! Tails of sums of counts by the number of ways to reach each sum.

use super::{Map, NeighbourTail, Reckoning};
use crate::area::Neighbours;
use crate::area::subset_sums::{Occurring, SubsetSums, Tails, each_without_one, work};

/// About a second's multiplications.
const MOST_WORK: f64 = 2e9;

/// The tails of the areas whose ways can be counted in time.
pub(super) fn tails(counts: &[u64], map: &Map<'_>) -> Vec<Option<NeighbourTail>> {
    let mut found = vec![None; counts.len()];
    let Some(lattice) = Lattice::new(counts) else {
        return found;
    };
    let groups = lattice.groups();
    let occurring: Vec<Occurring> = groups
        .iter()
        .map(|group| Occurring {
            value: group.value,
            times: group.areas.len(),
        })
        .collect();
    let Some(most) = most_in_time(&occurring, map.neighbours) else {
        return found;
    };
    let answers = each_without_one(&occurring, most, &|value, sums: &SubsetSums| {
        let group = groups
            .binary_search_by_key(&value, |group| group.value)
            .expect("each value that occurs has a group");
        lattice.look_up(&groups[group].areas, sums, most, map, counts)
    });
    for (area, tail) in answers.into_iter().flatten() {
        found[area as usize] = Some(tail);
    }
    found
}

/// The most neighbours whose ways can be counted in time, among those numbers
/// of neighbours that areas have.
fn most_in_time(occurring: &[Occurring], neighbours: &Neighbours) -> Option<usize> {
    let mut sizes: Vec<usize> = (0..neighbours.areas())
        .map(|area| neighbours.count(area))
        .filter(|&k| k > 0)
        .collect();
    sizes.sort_unstable();
    sizes.dedup();
    let in_time = sizes.partition_point(|&k| work(occurring, k) <= MOST_WORK);
    in_time.checked_sub(1).map(|last| sizes[last])
}

/// Counts in steps of their greatest common divisor above the smallest, which
/// keeps the tables as small as the counts allow.
struct Lattice {
    steps: Vec<u32>,
    smallest: u64,
    step: u64,
}

/// The areas with one value.
struct Group {
    value: usize,
    areas: Vec<u32>,
}

impl Lattice {
    fn new(counts: &[u64]) -> Option<Self> {
        let smallest = counts.iter().copied().min()?;
        let mut step = 0;
        for &count in counts {
            // Once the step is 1 it stays so.
            if step != 1 {
                step = greatest_common_divisor(step, count - smallest);
            }
        }
        let step = step.max(1);
        let steps = counts
            .iter()
            .map(|&count| u32::try_from((count - smallest) / step).ok())
            .collect::<Option<_>>()?;
        Some(Self {
            steps,
            smallest,
            step,
        })
    }

    /// Areas by value, values ascending.
    fn groups(&self) -> Vec<Group> {
        let mut order: Vec<u32> = (0..self.steps.len() as u32).collect();
        order.sort_by_key(|&area| self.steps[area as usize]);
        order
            .chunk_by(|&a, &b| self.steps[a as usize] == self.steps[b as usize])
            .map(|areas| Group {
                value: self.steps[areas[0] as usize] as usize,
                areas: areas.to_vec(),
            })
            .collect()
    }

    fn look_up(
        &self,
        areas: &[u32],
        sums: &SubsetSums,
        most: usize,
        map: &Map<'_>,
        counts: &[u64],
    ) -> Vec<(u32, NeighbourTail)> {
        let mut by_size: Vec<Option<Tails>> = Vec::new();
        by_size.resize_with(most + 1, || None);
        let mut found = Vec::with_capacity(areas.len());
        for &area in areas {
            let around = map.neighbours.of(area as usize);
            let k = around.len();
            if k == 0 || k > most {
                continue;
            }
            let sum: u64 = around.iter().map(|&j| counts[j as usize]).sum();
            let steps = (sum - k as u64 * self.smallest) / self.step;
            let tails = by_size[k].get_or_insert_with(|| sums.tails(k));
            let steps = steps as usize;
            let p = (tails.at_most(steps), tails.at_least(steps));
            found.push((area, map.tail(area as usize, p, Reckoning::Exact)));
        }
        found
    }
}

fn greatest_common_divisor(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}
