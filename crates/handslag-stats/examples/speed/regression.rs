//! Counts before and after a change, month by month.

use std::convert::Infallible;

use handslag_stats::Level;
use handslag_stats::effect::{InterruptedTimeSeries, SeriesErrors};

use crate::draws::count_series;
use crate::trial::{Row, Size, Timing, Trial};

const MONTHS: usize = 120;
const START: usize = 96;

pub const ROWS: &[Row] = &[Row {
    id: "its",
    what: "interrupted time series, negative binomial, 120 months",
    sizes: &[Size::of(348), Size::within(3_480, 0.3)],
    measure: its,
}];

fn its(trial: &Trial) -> Result<Timing, String> {
    let counts = count_series(trial.n, MONTHS, 12.0, 120);
    let series: Vec<Vec<f64>> = counts
        .iter()
        .map(|series| series.iter().map(|&n| f64::from(n)).collect())
        .collect();
    trial.keep("series", MONTHS, series.iter().flatten())?;
    let design = InterruptedTimeSeries {
        errors: SeriesErrors::NegativeBinomial,
        ..InterruptedTimeSeries::monthly(START)
    };
    trial.time(|| Ok::<_, Infallible>(design.fit_many(&series, &[], Level::P95)))
}
