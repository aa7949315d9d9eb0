//! How many ways are there to pick k areas with a given sum?
//!
//! The number of k-subsets with sum s is the coefficient of yᵏzˢ in
//! ∏ᵥ (1 + y·zᵛ)^fᵥ, over the values v and how often each occurs. Leaving one
//! area out takes one factor away. Everything here is a sum of products of
//! numbers above zero, so that no digits cancel.

use rayon::prelude::*;

use crate::numeric::Sum;

/// A value, and how many areas have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Occurring {
    pub value: usize,
    pub times: usize,
}

/// Scaled numbers of subsets: row k, place s, holds how many k-subsets have sum
/// s, times 2^(−e·k) so that neither many nor few areas leave the range of f64.
#[derive(Debug, Clone)]
pub(super) struct SubsetSums {
    rows: Vec<Vec<f64>>,
    scale: f64,
}

impl SubsetSums {
    /// Of no areas: the empty subset, with sum 0. `areas` is how many will be
    /// multiplied in, `most` the largest k asked for.
    pub fn of_none(areas: usize, most: usize) -> Self {
        let mut rows = vec![Vec::new(); most + 1];
        rows[0] = vec![1.0];
        // With y scaled by 2^−e ≈ k/n the row of the largest k adds up to about
        // eᵏ; a power of two rounds nothing.
        let e = (areas.max(1) as f64 / most.max(1) as f64)
            .log2()
            .ceil()
            .max(0.0);
        Self {
            rows,
            scale: (-e).exp2(),
        }
    }

    /// Multiplies by (1 + y·zᵛ)^f.
    pub fn multiply(&mut self, Occurring { value, times }: Occurring) {
        let most = self.rows.len() - 1;
        let ways = self.ways(times, most);
        // From the largest k down, so that the rows below are still the old.
        for k in (1..=most).rev() {
            let (below, row) = self.rows.split_at_mut(k);
            let row = &mut row[0];
            for (taken, &ways) in ways.iter().enumerate().skip(1).take(k) {
                let from = &below[k - taken];
                if from.is_empty() {
                    continue; // fewer areas so far than k − taken
                }
                let shift = taken * value;
                if row.len() < from.len() + shift {
                    row.resize(from.len() + shift, 0.0);
                }
                for (to, from) in row[shift..].iter_mut().zip(from) {
                    *to += ways * from;
                }
            }
        }
    }

    /// The same without one area of a value that at least twice as many areas
    /// have as are picked: the subsets that hold it are then at most half of
    /// any number, and taking them away costs no more than a bit.
    pub fn without_one(&self, value: usize) -> Self {
        let mut rows = Vec::with_capacity(self.rows.len());
        rows.push(self.rows[0].clone());
        for k in 1..self.rows.len() {
            let mut row = self.rows[k].clone();
            let with: &Vec<f64> = &rows[k - 1];
            for (to, with) in row.iter_mut().skip(value).zip(with) {
                *to -= self.scale * with;
            }
            rows.push(row);
        }
        Self {
            rows,
            scale: self.scale,
        }
    }

    /// The probabilities of a sum of at most, and at least, each number, when
    /// every k-subset is as likely.
    pub fn tails(&self, k: usize) -> Tails {
        let row = &self.rows[k];
        let cumulative = |places: &mut dyn Iterator<Item = &f64>| -> Vec<f64> {
            let mut sum = Sum::default();
            places
                .map(|&ways| {
                    sum.add(ways);
                    sum.value()
                })
                .collect()
        };
        let mut at_most = cumulative(&mut row.iter());
        let mut at_least = cumulative(&mut row.iter().rev());
        at_least.reverse();
        let all = at_most.last().copied().unwrap_or(1.0);
        for p in at_most.iter_mut().chain(&mut at_least) {
            *p /= all;
        }
        Tails { at_most, at_least }
    }

    /// The binomial coefficients of `times`, scaled as the rows are.
    fn ways(&self, times: usize, most: usize) -> Vec<f64> {
        let mut ways = vec![1.0];
        for taken in 1..=most.min(times) {
            let more = (times - taken + 1) as f64 / taken as f64;
            ways.push(ways[taken - 1] * more * self.scale);
        }
        ways
    }
}

/// Cumulative probabilities of the sum.
pub(super) struct Tails {
    at_most: Vec<f64>,
    at_least: Vec<f64>,
}

impl Tails {
    pub fn at_most(&self, sum: usize) -> f64 {
        self.at_most.get(sum).copied().unwrap_or(1.0)
    }

    pub fn at_least(&self, sum: usize) -> f64 {
        self.at_least.get(sum).copied().unwrap_or(0.0)
    }
}

/// What `found(value, sums)` says for each value in `occurring`, given the subset
/// sums of all areas but one that has this value.
///
/// Common values are divided out of the product of all; for the rare ones, where
/// a division would cancel, the others are multiplied together by halves. The
/// order of the answers is the same for any number of threads.
pub(super) fn each_without_one<T: Send>(
    occurring: &[Occurring],
    most: usize,
    found: &(impl Fn(usize, &SubsetSums) -> T + Sync),
) -> Vec<T> {
    let areas = occurring.iter().map(|o| o.times).sum();
    let (common, rare): (Vec<_>, Vec<_>) =
        occurring.iter().copied().partition(|o| is_common(*o, most));
    let mut sums = SubsetSums::of_none(areas, most);
    for &o in &common {
        sums.multiply(o);
    }
    let mut all = sums.clone();
    if !common.is_empty() {
        for &o in &rare {
            all.multiply(o);
        }
    }
    let mut answers: Vec<T> = common
        .par_iter()
        .map(|o| found(o.value, &all.without_one(o.value)))
        .collect();
    if !rare.is_empty() {
        answers.extend(by_halves(sums, &rare, found));
    }
    answers
}

fn is_common(o: Occurring, most: usize) -> bool {
    o.times >= 2 * most.max(1)
}

/// `sums` holds all areas but those of `values`.
fn by_halves<T: Send>(
    mut sums: SubsetSums,
    values: &[Occurring],
    found: &(impl Fn(usize, &SubsetSums) -> T + Sync),
) -> Vec<T> {
    if let [Occurring { value, times }] = *values {
        if times > 1 {
            let times = times - 1;
            sums.multiply(Occurring { value, times });
        }
        return vec![found(value, &sums)];
    }
    let (lower, upper) = values.split_at(values.len() / 2);
    let mut with_upper = sums.clone();
    let (mut answers, others) = rayon::join(
        || {
            upper.iter().for_each(|&o| with_upper.multiply(o));
            by_halves(with_upper, lower, found)
        },
        || {
            lower.iter().for_each(|&o| sums.multiply(o));
            by_halves(sums, upper, found)
        },
    );
    answers.extend(others);
    answers
}

/// About how many multiplications [`each_without_one`] takes; infinite where its
/// tables would be too big to hold.
pub(super) fn work(occurring: &[Occurring], most: usize) -> f64 {
    /// Numbers in one table: 32 MiB, and about twice the halvings are held.
    const LARGEST_TABLE: f64 = (1 << 22) as f64;
    let k = most as f64;
    let table = k * reach(occurring, most) as f64;
    if table > LARGEST_TABLE {
        return f64::INFINITY;
    }
    let rare = occurring.iter().filter(|o| !is_common(**o, most)).count();
    let halvings = (rare as f64 + 1.0).log2().ceil();
    let products: f64 = occurring
        .iter()
        .map(|o| {
            let once = (o.times as f64).min(k / 2.0).max(1.0);
            once * if is_common(*o, most) {
                1.0
            } else {
                halvings + 1.0
            }
        })
        .sum();
    // The shorter subsets have the shorter rows: half. Each value's division
    // and its cumulative sums take a few more steps.
    (products + 8.0 * occurring.len() as f64) * table / 2.0
}

/// The largest sum that `most` areas can have.
fn reach(occurring: &[Occurring], most: usize) -> usize {
    let mut largest = occurring.to_vec();
    largest.sort_unstable_by_key(|o| std::cmp::Reverse(o.value));
    let mut left = most;
    let mut sum = 0usize;
    for o in largest {
        let taken = o.times.min(left);
        sum = sum.saturating_add(taken.saturating_mul(o.value));
        left -= taken;
    }
    sum + 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Every subset in turn: how many k-subsets have each sum.
    fn count_one_by_one(values: &[usize], k: usize) -> Vec<u64> {
        let mut ways = vec![0; values.iter().sum::<usize>() + 1];
        for subset in 0u32..1 << values.len() {
            if subset.count_ones() as usize == k {
                let sum: usize = (0..values.len())
                    .filter(|i| subset >> i & 1 == 1)
                    .map(|i| values[i])
                    .sum();
                ways[sum] += 1;
            }
        }
        ways
    }

    fn occurring(values: &[usize]) -> Vec<Occurring> {
        let mut times = std::collections::BTreeMap::new();
        for &value in values {
            *times.entry(value).or_insert(0) += 1;
        }
        times
            .into_iter()
            .map(|(value, times)| Occurring { value, times })
            .collect()
    }

    fn check(values: &[usize], most: usize) {
        let mut met = each_without_one(&occurring(values), most, &|value, sums: &SubsetSums| {
            let mut others = values.to_vec();
            others.remove(others.iter().position(|&v| v == value).unwrap());
            for k in 0..=most.min(others.len()) {
                let ways = count_one_by_one(&others, k);
                let all: u64 = ways.iter().sum();
                let tails = sums.tails(k);
                for sum in 0..ways.len() {
                    let at_most: u64 = ways[..=sum].iter().sum();
                    let at_least: u64 = ways[sum..].iter().sum();
                    for (p, ways) in [
                        (tails.at_most(sum), at_most),
                        (tails.at_least(sum), at_least),
                    ] {
                        let exact = ways as f64 / all as f64;
                        // A few roundings: one per value and per k.
                        assert!(
                            (p - exact).abs() <= 4e-15 * exact,
                            "{values:?} {value} {k} {sum}: {p} {exact}"
                        );
                    }
                }
            }
            value
        });
        met.sort_unstable();
        let values: Vec<usize> = occurring(values).iter().map(|o| o.value).collect();
        assert_eq!(met, values);
    }

    #[test]
    fn an_outlier_left_out_leaves_no_trace() {
        check(&[0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 50], 3);
        check(&[7], 1);
        check(&[3, 3, 3, 3], 2);
    }

    proptest! {
        #[test]
        fn tails_are_those_of_every_subset_in_turn(values in prop::collection::vec(0usize..7, 1..13), most in 0usize..6) {
            check(&values, most);
        }
    }
}
