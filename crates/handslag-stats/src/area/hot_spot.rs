//! Which areas can be marked, the whole map having been searched?

use super::NeighbourTail;
use crate::count::{Adjustment, adjusted_p};

/// What is said of one area and its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// More than chance gives.
    Hot,
    /// Fewer than chance gives.
    Cold,
    /// What chance gives, or too little to tell.
    NotDistinguished,
}

/// One area's mark.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mark {
    /// What is said.
    pub standing: Standing,
    /// The smallest expected share of false marks at which this area would be
    /// marked.
    pub q: f64,
}

/// Marks areas so that on average at most `false_share` of the marks are false
/// (Benjamini and Hochberg 1995; for maps Castro and Singer 2006,
/// doi:10.1111/j.0016-7363.2006.00682.x).
///
/// Two-sided p values are used. Areas without a tail get no mark and do not
/// count.
///
/// - `tails`: as from [`count_tails`](super::count_tails).
/// - `false_share`: such as 0.05.
///
/// # Assumptions
/// Neighbourhoods overlap and so depend on each other; positively for the most
/// part, under which the rate is held. With simulated tails few areas can be
/// marked on a large map, since p values cannot go below one in the number of
/// draws.
///
/// ```
/// # use handslag_stats::area::{Neighbours, Simulation, Standing, count_tails, mark};
/// # use handslag_stats::numeric::Seed;
/// // Sixty areas in a row; five in the middle have many events each.
/// let row: Vec<Vec<usize>> = (0usize..60)
///     .map(|i| [i.checked_sub(1), (i < 59).then_some(i + 1)].into_iter().flatten().collect())
///     .collect();
/// let counts: Vec<u64> = (0..60).map(|i| if (28..33).contains(&i) { 30 } else { i % 3 }).collect();
/// let tails = count_tails(&counts, &Neighbours::mutual(&row)?, Simulation::with_seed(Seed(1)))?;
/// let marks = mark(&tails, 0.2);
/// let hot: Vec<usize> = (0..60)
///     .filter(|&i| marks[i].is_some_and(|mark| mark.standing == Standing::Hot))
///     .collect();
/// assert_eq!(hot, [29, 30, 31]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn mark(tails: &[Option<NeighbourTail>], false_share: f64) -> Vec<Option<Mark>> {
    let p: Vec<f64> = tails
        .iter()
        .flatten()
        .map(|tail| tail.p_two_sided)
        .collect();
    let q = adjusted_p(&p, Adjustment::BenjaminiHochberg).expect("tails hold probabilities");
    let mut q = q.into_iter();
    let marked = |tail: &Option<NeighbourTail>| {
        let tail = tail.as_ref()?;
        let q = q.next()?;
        let standing = match (q <= false_share, tail.is_high()) {
            (false, _) => Standing::NotDistinguished,
            (true, true) => Standing::Hot,
            (true, false) => Standing::Cold,
        };
        Some(Mark { standing, q })
    };
    tails.iter().map(marked).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::area::{Neighbours, Reckoning, Simulation, count_tails};
    use crate::numeric::{Seed, shuffle};

    #[test]
    fn an_island_has_no_mark_and_does_not_count() {
        let tail = |p_lower, p_upper| {
            let p = (p_lower, p_upper);
            Some(NeighbourTail::new(1.0, 1.0, p, Reckoning::Exact))
        };
        let marks = mark(&[tail(1.0, 0.01), None, tail(0.02, 0.99)], 0.05);
        let mark = |standing, q| Some(Mark { standing, q });
        // Two p values of 0.02 and 0.04 by Benjamini and Hochberg.
        assert_eq!(
            marks,
            [mark(Standing::Hot, 0.04), None, mark(Standing::Cold, 0.04)]
        );
        assert_eq!(super::mark(&[], 0.05), []);
    }

    #[test]
    fn a_map_of_chance_is_seldom_marked_at_all() {
        // Under chance every mark is false, so that the share of maps with any
        // mark is the false discovery rate: at most 5 %.
        let side = 12;
        let lists: Vec<Vec<usize>> = (0..side * side)
            .map(|i| {
                let (row, column) = (i / side, i % side);
                let mut list = Vec::new();
                for (r, c) in [(row, column + 1), (row + 1, column)] {
                    list.push((r % side) * side + c % side);
                }
                list.push((row + side - 1) % side * side + column);
                list.push(row * side + (column + side - 1) % side);
                list
            })
            .collect();
        let neighbours = Neighbours::mutual(&lists).unwrap();
        let mut counts: Vec<u64> = (0..144).map(|i| i * i * i % 17 / 5).collect();
        let maps = 400;
        let marked = (0..maps).filter(|&map| {
            shuffle(&mut Seed(8).replicate(map), &mut counts);
            let simulation = Simulation::with_seed(Seed(1));
            let tails = count_tails(&counts, &neighbours, simulation).unwrap();
            mark(&tails, 0.05)
                .iter()
                .flatten()
                .any(|mark| mark.standing != Standing::NotDistinguished)
        });
        // Four standard errors of 0.011 above 0.05.
        let share = marked.count() as f64 / maps as f64;
        assert!(share <= 0.05 + 0.044, "{share}");
    }
}
