//! Seasons, unusual weeks and changes of level in many series.

use std::convert::Infallible;

use handslag_stats::series::{Farrington, Season, Shortest, Stl, poisson_breaks_all};

use crate::draws::count_series;
use crate::trial::{Row, Size, Timing, Trial};

const MONTHS: usize = 120;
const WEEKS: usize = 364;
/// The last year of them.
const WATCHED: std::ops::Range<usize> = 312..364;

pub const ROWS: &[Row] = &[
    Row {
        id: "stl",
        what: "robust STL, 120 months",
        sizes: &[Size::of(348), Size::within(3_480, 0.5)],
        measure: stl,
    },
    Row {
        id: "farrington",
        what: "improved Farrington, 52 weeks a series",
        sizes: &[Size::of(29), Size::within(290, 1.0)],
        measure: farrington,
    },
    Row {
        id: "change-points",
        what: "changes of level, 120 months a series",
        sizes: &[Size::of(29), Size::within(290, 0.05)],
        measure: change_points,
    },
];

fn stl(trial: &Trial) -> Result<Timing, String> {
    let series: Vec<Vec<f64>> = count_series(trial.n, MONTHS, 12.0, 348)
        .into_iter()
        .map(|series| series.into_iter().map(f64::from).collect())
        .collect();
    trial.keep("series", MONTHS, series.iter().flatten())?;
    let stl = Stl::new(12, Season::Span(7)).robust();
    trial.time(|| Ok::<_, Infallible>(stl.decompose_all(&series)))
}

fn farrington(trial: &Trial) -> Result<Timing, String> {
    let series: Vec<Vec<Option<u64>>> = count_series(trial.n, WEEKS, 52.0, 52)
        .into_iter()
        .map(|series| series.into_iter().map(|n| Some(n.into())).collect())
        .collect();
    trial.keep("series", WEEKS, series.iter().flatten().flatten())?;
    let rule = Farrington::improved(52);
    trial.time(|| Ok::<_, Infallible>(rule.watch_all(&series, WATCHED)))
}

fn change_points(trial: &Trial) -> Result<Timing, String> {
    let mut series: Vec<Vec<u64>> = count_series(trial.n, MONTHS, 12.0, 15)
        .into_iter()
        .map(|series| series.into_iter().map(u64::from).collect())
        .collect();
    for (place, series) in series.iter_mut().enumerate() {
        let change = 24 + place % 72;
        series[change..].iter_mut().for_each(|n| *n = *n * 3 / 5);
    }
    trial.keep("series", MONTHS, series.iter().flatten())?;
    trial.time(|| Ok::<_, Infallible>(poisson_breaks_all(&series, Shortest::Share(0.15))))
}
