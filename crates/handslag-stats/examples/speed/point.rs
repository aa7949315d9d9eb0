//! Events in place and time, in a square of 10 km.

use handslag_stats::area::{Simulation, cells_within, count_cells, count_tails, mark};
use handslag_stats::numeric::Seed;
use handslag_stats::point::{
    Bands, Case, Cylinders, Edge, Event, Grid, Metric, Point, Rectangle, Until, binned_density,
    kernel_density, near_repeat, near_repeat_test, space_time_scan,
};

use crate::draws::Draws;
use crate::trial::{Row, Size, Timing, Trial};

const SIDE_M: f64 = 10_000.0;
const SIGMA_M: f64 = 200.0;
const WEEKS: usize = 105;

pub const ROWS: &[Row] = &[
    Row {
        id: "kde-binned",
        what: "kernel density, 1024 x 1024, edge-corrected; theirs without",
        sizes: &[Size::of(100_000), Size::within(1_000_000, 0.05)],
        measure: binned,
    },
    Row {
        id: "kde-exact",
        what: "kernel density, exact, 256 x 256",
        sizes: &[Size::of(10_000), Size::within(100_000, 0.08)],
        measure: exact,
    },
    Row {
        id: "knox",
        what: "Knox, 200 m and 14 days, 999 permutations",
        sizes: &[Size::of(1_000), Size::within(10_000, 0.1)],
        measure: knox,
    },
    Row {
        id: "knox-large",
        what: "Knox with 6 million close pairs, 999 permutations",
        sizes: &[Size::of(10_000), Size::within(100_000, 4.0)],
        measure: knox,
    },
    Row {
        id: "knox-moments",
        what: "Knox with exact mean and spread instead of permutations",
        sizes: &[Size::of(10_000), Size::within(100_000, 0.3)],
        measure: knox_moments,
    },
    Row {
        id: "scan",
        what: "space-time permutation scan, 105 weeks, 999 replicates",
        sizes: &[Size::within(1_000, 2.0), Size::within(10_000, 20.0)],
        measure: scan,
    },
    Row {
        id: "picture",
        what: "hot cells, density and near repeats of one place, together",
        sizes: &[Size::of(1_000), Size::within(10_000, 0.5)],
        measure: picture,
    },
];

fn binned(trial: &Trial) -> Result<Timing, String> {
    let points = places(trial, true)?;
    let grid = Grid::new(window()?, 1024, 1024).map_err(text)?;
    trial.time(|| binned_density(&points, &grid, SIGMA_M, Edge::Uniform))
}

fn exact(trial: &Trial) -> Result<Timing, String> {
    let points = places(trial, true)?;
    let grid = Grid::new(window()?, 256, 256).map_err(text)?;
    trial.time(|| kernel_density(&points, &grid, SIGMA_M, Edge::None))
}

fn knox(trial: &Trial) -> Result<Timing, String> {
    let events = events(trial)?;
    let (space, time) = bands()?;
    trial.time(|| near_repeat_test(&events, &space, &time, Metric::Euclidean, 999, Seed(1)))
}

fn knox_moments(trial: &Trial) -> Result<Timing, String> {
    let events = events(trial)?;
    let (space, time) = bands()?;
    trial.time(|| near_repeat(&events, &space, &time, Metric::Euclidean))
}

fn scan(trial: &Trial) -> Result<Timing, String> {
    let locations = places(trial, false)?;
    let mut draws = Draws::new(105);
    let cases: Vec<Case> = (0..trial.n)
        .map(|location| Case {
            location,
            period: draws.one_of(WEEKS as u32) as usize,
        })
        .collect();
    trial.keep("weeks", 1, cases.iter().map(|case| case.period))?;
    // About 28 places round each and 414 spans of time, at every size.
    let cylinders = Cylinders {
        radius: 300.0 * (10_000.0 / trial.n as f64).sqrt(),
        longest: 4,
        fewest_cases: 2,
        until: Until::AnyPeriod,
    };
    trial.time(|| space_time_scan(&locations, &cases, WEEKS, cylinders, 999, Seed(1)))
}

fn picture(trial: &Trial) -> Result<Timing, String> {
    let events = events(trial)?;
    let points: Vec<Point> = events.iter().map(|event| event.at).collect();
    let (space, time) = bands()?;
    let grid = Grid::new(window()?, 256, 256).map_err(text)?;
    let corners = [(0.0, 0.0), (SIDE_M, 0.0), (SIDE_M, SIDE_M), (0.0, SIDE_M)];
    let ring = corners.map(|(x, y)| Point::new(x, y)).to_vec();
    let mask = cells_within(&[ring], 250.0).map_err(text)?;
    let exact = Simulation {
        replicates: 0,
        seed: Seed(1),
    };
    trial.time(|| {
        let cells = count_cells(&points, 250.0, mask.iter().copied()).map_err(text)?;
        let tails = count_tails(&cells.counts, &cells.neighbours(), exact).map_err(text)?;
        let density = kernel_density(&points, &grid, SIGMA_M, Edge::Uniform).map_err(text)?;
        let repeats = near_repeat(&events, &space, &time, Metric::Euclidean).map_err(text)?;
        Ok::<_, String>((mark(&tails, 0.05), density, repeats))
    })
}

/// Half of them anywhere, half of them round 20 places if `clustered`.
fn places(trial: &Trial, clustered: bool) -> Result<Vec<Point>, String> {
    let mut draws = Draws::new(1024);
    let centres: Vec<Point> = (0..20).map(|_| anywhere(&mut draws)).collect();
    let points: Vec<Point> = (0..trial.n)
        .map(|place| {
            let centre = centres[place % centres.len()];
            let near = |middle: f64, draws: &mut Draws| {
                (middle + 400.0 * draws.normal()).clamp(1.0, SIDE_M - 1.0)
            };
            if clustered && place % 2 == 0 {
                Point::new(near(centre.x, &mut draws), near(centre.y, &mut draws))
            } else {
                anywhere(&mut draws)
            }
        })
        .collect();
    trial.keep("xy", 2, points.iter().flat_map(|point| [point.x, point.y]))?;
    Ok(points)
}

/// Anywhere at any time of a year.
fn events(trial: &Trial) -> Result<Vec<Event>, String> {
    let mut draws = Draws::new(365);
    let events: Vec<Event> = (0..trial.n)
        .map(|_| Event {
            at: anywhere(&mut draws),
            time: f64::from(draws.one_of(365)),
        })
        .collect();
    let rows = |event: &Event| [event.at.x, event.at.y, event.time];
    trial.keep("xyt", 3, events.iter().flat_map(rows))?;
    Ok(events)
}

fn anywhere(draws: &mut Draws) -> Point {
    Point::new(draws.between(0.0, SIDE_M), draws.between(0.0, SIDE_M))
}

fn window() -> Result<Rectangle, String> {
    Rectangle::new((0.0, SIDE_M), (0.0, SIDE_M)).map_err(text)
}

fn bands() -> Result<(Bands, Bands), String> {
    let up_to = |limit| Bands::up_to(limit).map_err(text);
    Ok((up_to(200.0)?, up_to(14.0)?))
}

fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}
