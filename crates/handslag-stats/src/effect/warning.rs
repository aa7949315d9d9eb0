//! Do the numbers alone call for a warning?

use std::ops::Range;

use super::funnel::{DriftFunnel, FEWEST_BEFORE};

/// A doubt that the numbers raise by themselves. Doubts that need other
/// knowledge – changed codes, preliminary figures – are raised elsewhere.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum NumberWarning {
    /// A period has so few events that a handful decides.
    SmallNumbers {
        /// The smaller count.
        fewest: f64,
    },
    /// The baseline holds the peak for which the place may have been picked:
    /// a decrease after it is to be expected whatever is done.
    PeakInBaseline {
        /// The highest stretch over the mean of the rest of the baseline.
        times_the_rest: f64,
    },
    /// The units moved apart far more, or far less, than in earlier periods:
    /// the coding or the borders may have changed.
    SpreadBroken {
        /// Drift now over drift earlier.
        times_earlier: f64,
    },
}

/// Warns if a period has fewer than 20 events.
///
/// ```
/// # use handslag_stats::effect::{NumberWarning, small_numbers};
/// assert_eq!(small_numbers(25.0, 12.0), Some(NumberWarning::SmallNumbers { fewest: 12.0 }));
/// assert_eq!(small_numbers(25.0, 20.0), None);
/// ```
pub fn small_numbers(before: f64, after: f64) -> Option<NumberWarning> {
    let fewest = before.min(after);
    (fewest < FEWEST_BEFORE).then_some(NumberWarning::SmallNumbers { fewest })
}

/// Warns if the highest stretch of `picked_by` periods in the whole `series`
/// lies in its `baseline`, and rises above the rest of the baseline by more
/// than three standard errors of chance.
///
/// - `series`: counts of equal periods, such as months.
/// - `baseline`: the periods compared with, as places in `series`.
/// - `picked_by`: how many periods in a row the place was looked at when picked.
///
/// ```
/// # use handslag_stats::effect::{NumberWarning, peak_in_baseline};
/// let months = [10.0, 9.0, 11.0, 10.0, 30.0, 28.0, 12.0, 10.0, 9.0, 11.0];
/// let warning = peak_in_baseline(&months, 0..6, 2);
/// assert_eq!(warning, Some(NumberWarning::PeakInBaseline { times_the_rest: 2.9 }));
/// // A baseline without the peak calls for none.
/// assert_eq!(peak_in_baseline(&months, 0..4, 2), None);
/// ```
pub fn peak_in_baseline(
    series: &[f64],
    baseline: Range<usize>,
    picked_by: usize,
) -> Option<NumberWarning> {
    let inside = series.get(baseline.clone())?;
    if picked_by == 0 || picked_by >= inside.len() {
        return None;
    }
    let total = |stretch: &[f64]| crate::numeric::sum(stretch.iter().copied());
    let start = (0..=series.len() - picked_by)
        .max_by(|&a, &b| {
            let of = |start: usize| total(&series[start..start + picked_by]);
            of(a).total_cmp(&of(b))
        })
        .filter(|&start| baseline.start <= start && start + picked_by <= baseline.end)?;
    let peak = total(&series[start..start + picked_by]);
    let rest = total(inside) - peak;
    let expected = rest / (inside.len() - picked_by) as f64 * picked_by as f64;
    let stands_out = peak > expected + 3.0 * (expected + 1.0).sqrt();
    (stands_out && expected > 0.0).then(|| NumberWarning::PeakInBaseline {
        times_the_rest: peak / expected,
    })
}

/// Warns if drift now differs from drift in an earlier pair of periods by half
/// as much again and by more than three standard errors.
pub fn spread_broken(now: &DriftFunnel, earlier: &DriftFunnel) -> Option<NumberWarning> {
    let times_earlier = now.drift() / earlier.drift();
    let apart = 2.0 * times_earlier.ln().abs();
    let se = now
        .log_drift_variance_se()
        .hypot(earlier.log_drift_variance_se());
    let is_large = !(1.0 / 1.5..=1.5).contains(&times_earlier);
    (is_large && apart > 3.0 * se).then_some(NumberWarning::SpreadBroken { times_earlier })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::effect::BeforeAfter;

    #[test]
    fn a_steady_series_has_no_peak() {
        let months = [10.0, 12.0, 9.0, 11.0, 10.0, 13.0, 9.0, 10.0];
        assert_eq!(peak_in_baseline(&months, 0..6, 2), None);
        assert_eq!(peak_in_baseline(&months, 0..20, 2), None);
        assert_eq!(peak_in_baseline(&[0.0; 8], 0..6, 2), None);
        assert_eq!(peak_in_baseline(&months, 0..6, 0), None);
    }

    #[test]
    fn three_times_the_drift_of_earlier_years_is_a_break() {
        let funnel = |drift: f64| {
            let units: Vec<BeforeAfter> = (0..200)
                .map(|i| {
                    let u = (f64::from(i) + 0.5) / 200.0;
                    let change = drift * crate::numeric::normal_quantile(u);
                    BeforeAfter::new(2000.0, (2000.0 * change.exp()).round())
                })
                .collect();
            DriftFunnel::new(&units).unwrap()
        };
        let (calm, wild) = (funnel(0.1), funnel(0.3));
        let Some(NumberWarning::SpreadBroken { times_earlier }) = spread_broken(&wild, &calm)
        else {
            panic!("no warning");
        };
        assert!((times_earlier - 3.0).abs() < 0.2, "{times_earlier}");
        assert_eq!(spread_broken(&funnel(0.12), &calm), None);
    }
}
