//! How long do the tails of a large map take?
//!
//! Prints the fastest of some runs, in seconds on the wall, for square grids with
//! eight neighbours a cell.

use std::hint::black_box;
use std::time::Instant;

use handslag_stats::area::{
    Neighbours, Own, Reckoning, Simulation, count_tails, local_g, mark, value_tails,
};
use handslag_stats::numeric::Seed;

fn main() {
    let map = grid(40);
    let unlike: Vec<u64> = counts(1600, 4.0)
        .into_iter()
        .zip(0u64..)
        .map(|(n, i)| (1 << n.min(11)) + i * i % 1009)
        .collect();
    time(
        1600,
        "exact tails, counts about 500 with a few of 3,000",
        || {
            let simulation = Simulation {
                replicates: 0,
                seed: Seed(1),
            };
            count_tails(&unlike, &map, simulation).is_ok()
        },
    );
    for side in [32, 100, 316] {
        let map = grid(side);
        let counts = counts(side * side, 2.0);
        let large = self::counts(side * side, 30.0);
        let values: Vec<f64> = counts.iter().map(|&n| (n as f64 + 0.37).sqrt()).collect();
        let simulation = |replicates| Simulation {
            replicates,
            seed: Seed(1),
        };
        let areas = side * side;
        time(areas, "exact tails, counts about 2", || {
            count_tails(&counts, &map, simulation(0)).is_ok()
        });
        time(areas, "exact tails, counts about 30", || {
            count_tails(&large, &map, simulation(0)).is_ok()
        });
        time(areas, "drawn tails, 999", || {
            value_tails(&values, &map, simulation(999)).is_ok()
        });
        time(areas, "drawn tails, 99,999", || {
            value_tails(&values, &map, simulation(99_999)).is_ok()
        });
        time(areas, "local G", || {
            local_g(&values, &map, Own::Included).is_ok()
        });
        let tails = count_tails(&counts, &map, simulation(0)).unwrap_or_default();
        time(areas, "marks", || mark(&tails, 0.05).len() == areas);
        let exact = tails
            .iter()
            .flatten()
            .all(|tail| tail.reckoning == Reckoning::Exact);
        println!("{areas} areas: all counted exactly: {exact}");
    }
}

fn time(areas: usize, what: &str, mut run: impl FnMut() -> bool) {
    let mut fastest = f64::INFINITY;
    for _ in 0..7 {
        let start = Instant::now();
        assert!(black_box(run()), "{what}");
        fastest = fastest.min(start.elapsed().as_secs_f64());
    }
    println!("{areas} areas, {what}: {fastest:.5} s");
}

fn grid(side: usize) -> Neighbours {
    let lists: Vec<Vec<usize>> = (0..side * side)
        .map(|i| {
            let (row, column) = (i / side, i % side);
            let near = |x: usize| x.saturating_sub(1)..=(x + 1).min(side - 1);
            near(row)
                .flat_map(|r| near(column).map(move |c| r * side + c))
                .filter(|&j| j != i)
                .collect()
        })
        .collect();
    Neighbours::mutual(&lists).expect("cells of a grid are mutual neighbours")
}

/// Poisson counts with this mean, by adding exponential waiting times.
fn counts(n: usize, mean: f64) -> Vec<u64> {
    let mut generator = Seed(9).replicate(0);
    let mut uniform = || {
        let draw = handslag_stats::numeric::below(&mut generator, u32::MAX);
        (f64::from(draw) + 0.5) / f64::from(u32::MAX)
    };
    (0..n)
        .map(|_| {
            let mut waited = 0.0;
            let mut count = 0;
            loop {
                waited -= uniform().ln();
                if waited > mean {
                    return count;
                }
                count += 1;
            }
        })
        .collect()
}
