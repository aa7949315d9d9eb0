//! Has a level shifted slowly, without any one count standing out?

/// A chart that adds up evidence for a shift of a known size.
#[derive(Debug, Clone, PartialEq)]
pub struct Cusum {
    /// Log likelihood ratio of the shift against no shift, since it last was
    /// zero or alarmed; one a step.
    pub evidence: Vec<f64>,
    /// The steps, from zero, at which the evidence passed the limit.
    pub alarms: Vec<usize>,
}

/// Why a chart could not be drawn.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum ChartError {
    /// Counts and expectations are not as many.
    #[error("{counts} counts cannot be held against {expected} expectations")]
    Unlike {
        /// How many counts.
        counts: usize,
        /// How many expectations.
        expected: usize,
    },
    /// An expectation is negative or undefined.
    #[error("expectation number {number} is no number from zero up")]
    NotAnExpectation {
        /// Which, counted from one.
        number: usize,
    },
    /// The shift is zero or undefined: nothing could tell it from no shift.
    #[error("a log shift of {0} is no shift")]
    NoShift(f64),
    /// The limit or the weight is outside what it may be.
    #[error("{0} is outside what a limit or a weight may be")]
    OutOfRange(f64),
}

/// Likelihood-ratio CUSUM for counts: has the mean moved from `expected` to
/// `expected · exp(log_shift)`?
///
/// Each count adds `log_shift · count − (exp(log_shift) − 1) · expected`; the
/// evidence never goes below zero, and starts anew after an alarm (Lucas 1985,
/// doi:10.1080/00401706.1985.10488030; Höhle and Paul 2008,
/// doi:10.1016/j.csda.2008.02.015).
///
/// - `counts`, `expected`: one a step; expectations above or at zero.
/// - `log_shift`: log of the ratio looked for; below zero for a decrease.
/// - `limit`: the evidence that alarms. Choose it by how often an alarm without
///   a shift can be borne.
///
/// # Errors
/// See [`ChartError`].
///
/// # Assumptions
/// Poisson counts around known expectations; extra spread alarms too often.
///
/// ```
/// # use handslag_stats::series::{ChartError, poisson_cusum};
/// // A doubling is looked for: each count adds n·ln 2 − 4.
/// let chart = poisson_cusum(&[8, 7, 3], &[4.0; 3], 2f64.ln(), 2.0)?;
/// assert!((chart.evidence[0] - (8.0 * 2f64.ln() - 4.0)).abs() < 1e-12);
/// assert_eq!(chart.alarms, [1]);
/// assert_eq!(chart.evidence[2], 0.0);
/// # Ok::<(), ChartError>(())
/// ```
pub fn poisson_cusum(
    counts: &[u64],
    expected: &[f64],
    log_shift: f64,
    limit: f64,
) -> Result<Cusum, ChartError> {
    check(counts, expected)?;
    if !log_shift.is_finite() || log_shift == 0.0 {
        return Err(ChartError::NoShift(log_shift));
    }
    if !(limit >= 0.0 && limit.is_finite()) {
        return Err(ChartError::OutOfRange(limit));
    }
    let mut chart = Cusum {
        evidence: Vec::with_capacity(counts.len()),
        alarms: Vec::new(),
    };
    let mut evidence: f64 = 0.0;
    for (step, (&count, &mean)) in counts.iter().zip(expected).enumerate() {
        let gain = log_shift * count as f64 + (1.0 - log_shift.exp()) * mean;
        evidence = (evidence + gain).max(0.0);
        chart.evidence.push(evidence);
        if evidence > limit {
            chart.alarms.push(step);
            evidence = 0.0;
        }
    }
    Ok(chart)
}

/// A mean that forgets: each count weighs so much, what came before the rest.
#[derive(Debug, Clone, PartialEq)]
pub struct Ewma {
    /// One a step.
    pub steps: Vec<EwmaStep>,
}

/// The forgetting mean after one step, and what it would be without a shift.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EwmaStep {
    /// The weighted mean, in counts.
    pub value: f64,
    /// The same mean of the expectations.
    pub expected: f64,
    /// Standard deviation of `value` around `expected` for Poisson counts.
    pub sd: f64,
}

impl Ewma {
    /// The steps, from zero, whose value lies more than `sds` standard
    /// deviations above what is expected.
    pub fn above(&self, sds: f64) -> impl Iterator<Item = usize> {
        self.steps
            .iter()
            .enumerate()
            .filter(move |(_, step)| step.value > step.expected + sds * step.sd)
            .map(|(number, _)| number)
    }
}

/// Exponentially weighted moving average of counts, from the first expectation
/// on (Roberts 1959, doi:10.1080/00401706.1959.10489860; for Poisson counts
/// Borror, Champ and Rigdon 1998, doi:10.1080/00224065.1998.11979871).
///
/// - `weight`: how much the newest count weighs, above 0 and at most 1.
///
/// # Errors
/// See [`ChartError`].
///
/// ```
/// # use handslag_stats::series::{ChartError, ewma};
/// let chart = ewma(&[5, 10], &[8.0, 8.0], 0.3)?;
/// // 0.3·5 + 0.7·8 = 7.1, then 0.3·10 + 0.7·7.1 = 7.97.
/// assert!((chart.steps[1].value - 7.97).abs() < 1e-12);
/// // Variance 8·0.3² and then 8·0.3²·(1 + 0.7²).
/// assert!((chart.steps[1].sd.powi(2) - 0.72 * 1.49).abs() < 1e-12);
/// # Ok::<(), ChartError>(())
/// ```
pub fn ewma(counts: &[u64], expected: &[f64], weight: f64) -> Result<Ewma, ChartError> {
    check(counts, expected)?;
    if !(weight > 0.0 && weight <= 1.0) {
        return Err(ChartError::OutOfRange(weight));
    }
    let rest = 1.0 - weight;
    let first = expected.first().copied().unwrap_or(0.0);
    let (mut value, mut middle, mut variance) = (first, first, 0.0);
    let steps = counts
        .iter()
        .zip(expected)
        .map(|(&count, &mean)| {
            value = weight * count as f64 + rest * value;
            middle = weight * mean + rest * middle;
            variance = weight * weight * mean + rest * rest * variance;
            EwmaStep {
                value,
                expected: middle,
                sd: variance.sqrt(),
            }
        })
        .collect();
    Ok(Ewma { steps })
}

fn check(counts: &[u64], expected: &[f64]) -> Result<(), ChartError> {
    if counts.len() != expected.len() {
        return Err(ChartError::Unlike {
            counts: counts.len(),
            expected: expected.len(),
        });
    }
    match expected
        .iter()
        .position(|mean| !(mean.is_finite() && *mean >= 0.0))
    {
        Some(place) => Err(ChartError::NotAnExpectation { number: place + 1 }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_decrease_is_looked_for_as_an_increase_is() {
        let chart = poisson_cusum(&[10, 2, 1, 0], &[10.0; 4], 0.5f64.ln(), 4.0).unwrap();
        // Each adds −n·ln 2 + 5.
        assert_eq!(chart.evidence[0], 0.0);
        assert!((chart.evidence[1] - (5.0 - 2.0 * 2f64.ln())).abs() < 1e-12);
        assert_eq!(chart.alarms, [2, 3]);
    }

    #[test]
    fn what_cannot_be_charted_is_named() {
        assert!(poisson_cusum(&[1], &[], 1.0, 1.0).is_err());
        assert_eq!(
            poisson_cusum(&[1], &[1.0], 0.0, 1.0),
            Err(ChartError::NoShift(0.0))
        );
        assert_eq!(
            ewma(&[1, 1], &[1.0, f64::NAN], 0.3),
            Err(ChartError::NotAnExpectation { number: 2 })
        );
        assert_eq!(ewma(&[1], &[1.0], 0.0), Err(ChartError::OutOfRange(0.0)));
        assert_eq!(ewma(&[], &[], 0.3), Ok(Ewma { steps: vec![] }));
    }

    proptest! {
        #[test]
        fn counts_as_expected_never_leave_the_middle(mean in 1u64..500, n in 1usize..60) {
            let chart = ewma(&vec![mean; n], &vec![mean as f64; n], 0.3).unwrap();
            prop_assert_eq!(chart.above(0.5).count(), 0);
            let cusum = poisson_cusum(&vec![mean; n], &vec![mean as f64; n], 0.4, 1.0).unwrap();
            // ln r < r − 1, so expected counts speak against the shift.
            prop_assert!(cusum.alarms.is_empty());
        }
    }
}
