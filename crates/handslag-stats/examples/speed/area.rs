//! Areas beside their neighbours, on square grids with eight neighbours a cell.

use handslag_stats::area::{Neighbours, Simulation, count_tails, value_tails};
use handslag_stats::numeric::Seed;

use crate::draws::Draws;
use crate::trial::{Row, Size, Timing, Trial};

pub const ROWS: &[Row] = &[
    Row {
        id: "gi-counts",
        what: "Gi* p values of counts, exact; theirs by 999 permutations",
        sizes: &[Size::of(1024), Size::of(10_000), Size::within(99_856, 0.02)],
        measure: counts,
    },
    Row {
        id: "gi-values",
        what: "Gi* p values of real numbers, 999 permutations",
        sizes: &[Size::of(10_000), Size::within(99_856, 0.8)],
        measure: values,
    },
];

fn counts(trial: &Trial) -> Result<Timing, String> {
    let mut draws = Draws::new(9);
    let counts: Vec<u64> = (0..trial.n).map(|_| draws.count(2.0).into()).collect();
    trial.keep("values", 1, &counts)?;
    let map = grid(trial.n)?;
    trial.time(|| count_tails(&counts, &map, permutations(0)))
}

fn values(trial: &Trial) -> Result<Timing, String> {
    let mut draws = Draws::new(10);
    let values: Vec<f64> = (0..trial.n).map(|_| (0.5 * draws.normal()).exp()).collect();
    trial.keep("values", 1, &values)?;
    let map = grid(trial.n)?;
    trial.time(|| value_tails(&values, &map, permutations(999)))
}

fn permutations(replicates: u32) -> Simulation {
    Simulation {
        replicates,
        seed: Seed(1),
    }
}

fn grid(n: usize) -> Result<Neighbours, String> {
    let side = n.isqrt();
    let near = |x: usize| x.saturating_sub(1)..=(x + 1).min(side - 1);
    let lists: Vec<Vec<usize>> = (0..n)
        .map(|i| {
            let columns = near(i % side);
            near(i / side)
                .flat_map(|row| columns.clone().map(move |column| row * side + column))
                .filter(|&j| j != i)
                .collect()
        })
        .collect();
    Neighbours::mutual(&lists).map_err(|error| error.to_string())
}
