//! The verdict of a unit's own trend and season, as most evaluations have it.

use handslag_stats::Level;
use handslag_stats::effect::{InterruptedTimeSeries, SeriesErrors, Window};
use handslag_stats::numeric::normal_two_sided;

/// The two-sided p value of a step at the start of the window's second part;
/// `None` where the series allows no fit. `own`: counts of consecutive months.
pub fn step_p(own: &[u32], window: &Window) -> Option<f64> {
    let first = window.before.start;
    let counts: Vec<f64> = own[first..window.after.end]
        .iter()
        .map(|&n| f64::from(n))
        .collect();
    let model = InterruptedTimeSeries {
        errors: SeriesErrors::Quasi,
        ..InterruptedTimeSeries::monthly(window.after.start - first)
    };
    let fitted = model.fit(&counts, None, Level::P95).ok()?;
    let level = fitted
        .names
        .iter()
        .position(|name| name == InterruptedTimeSeries::LEVEL)?;
    Some(normal_two_sided(
        fitted.coefficients[level] / fitted.standard_errors[level],
    ))
}
