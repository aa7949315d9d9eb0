//! Did a place change more than the rest of the country?

use crate::numeric::{normal_quantile, sum};
use crate::{Estimate, Level, Method};

/// A place's level before and its change, both against the rest.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChangeAgainstRest {
    /// Natural log of the count per month before, had the rest been all the time
    /// at its geometric mean.
    pub log_level: f64,
    /// Natural log of the ratio of ratios: the place's change over the rest's.
    pub log_change: f64,
    /// Of `log_change`, if counts are Poisson's.
    pub standard_error: f64,
    /// Pearson's χ² over months less two, at least 1.
    pub dispersion: f64,
    /// Of the Poisson regression.
    pub deviance: f64,
}

impl ChangeAgainstRest {
    /// The ratio of ratios, with an interval for the spread that was seen from
    /// month to month.
    ///
    /// It does not allow for places drifting against the country from year to
    /// year, and so cries change too often: compare it with what other places
    /// did.
    pub fn ratio(&self, level: Level) -> Estimate {
        let reach =
            normal_quantile(1.0 - level.tail()) * self.standard_error * self.dispersion.sqrt();
        Estimate {
            value: self.log_change.exp(),
            lower: (self.log_change - reach).exp(),
            upper: (self.log_change + reach).exp(),
            level,
            method: Method::QuasiPoissonWald,
        }
    }
}

/// Compares a place's monthly counts, before and after, with those of the rest.
///
/// The Poisson regression of `counts` on a step at `start` with the log of
/// `rest` as offset (McCullagh and Nelder 1989, Generalized Linear Models,
/// chapter 6). With two levels the likeliest are ratios of sums, so nothing is
/// iterated.
///
/// - `counts`: the place's, one a month.
/// - `rest`: the country less the place, in the same months.
/// - `start`: the first month after, counted from 0.
///
/// # Errors
/// See [`ChangeError`].
///
/// # Assumptions
/// But for the change, the place follows the rest; the rest is large enough for
/// its own chance not to count.
///
/// ```
/// # use handslag_stats::effect::{ChangeError, change_against_rest};
/// // From 20 to 30 while the rest went from 200 to 150: twice the rest's change.
/// let change = change_against_rest(&[9.0, 11.0, 14.0, 16.0], &[100.0, 100.0, 75.0, 75.0], 2)?;
/// assert!((change.log_change.exp() - 2.0).abs() < 1e-12);
/// assert!((change.standard_error.powi(2) - (1.0 / 20.0 + 1.0 / 30.0)).abs() < 1e-12);
/// # Ok::<(), ChangeError>(())
/// ```
pub fn change_against_rest(
    counts: &[f64],
    rest: &[f64],
    start: usize,
) -> Result<ChangeAgainstRest, ChangeError> {
    check(counts, rest, start)?;
    let n = counts.len();
    // Sizes near 1, so that the level is in the counts' own unit.
    let centre = sum(rest.iter().map(|rest| rest.ln())) / n as f64;
    let size: Vec<f64> = rest.iter().map(|rest| (rest.ln() - centre).exp()).collect();
    let total = |values: &[f64]| sum(values.iter().copied());
    let (before, after) = (total(&counts[..start]), total(&counts[start..]));
    if before == 0.0 || after == 0.0 {
        return Err(ChangeError::NothingCounted { before, after });
    }
    let rates = [
        before / total(&size[..start]),
        after / total(&size[start..]),
    ];
    let mean = |month: usize| size[month] * rates[usize::from(month >= start)];
    let pearson = sum((0..n).map(|month| (counts[month] - mean(month)).powi(2) / mean(month)));
    let log_ratio = |month: usize| match counts[month] {
        0.0 => 0.0,
        count => count * (count / mean(month)).ln(),
    };
    let deviance = sum((0..n).map(|month| log_ratio(month) - (counts[month] - mean(month))));
    Ok(ChangeAgainstRest {
        log_level: rates[0].ln(),
        log_change: (rates[1] / rates[0]).ln(),
        standard_error: (1.0 / before + 1.0 / after).sqrt(),
        dispersion: (pearson / (n as f64 - 2.0)).max(1.0),
        deviance: 2.0 * deviance,
    })
}

fn check(counts: &[f64], rest: &[f64], start: usize) -> Result<(), ChangeError> {
    let n = counts.len();
    if rest.len() != n {
        return Err(ChangeError::LengthsDiffer {
            counts: n,
            rest: rest.len(),
        });
    }
    if start == 0 || start >= n || n < 3 {
        return Err(ChangeError::TooFewMonths { months: n, start });
    }
    if let Some(month) = counts.iter().position(|y| !(y.is_finite() && *y >= 0.0)) {
        return Err(ChangeError::NotACount { month });
    }
    match rest
        .iter()
        .position(|rest| !(rest.is_finite() && *rest > 0.0))
    {
        Some(month) => Err(ChangeError::NothingElsewhere { month }),
        None => Ok(()),
    }
}

/// Why a place could not be compared with the rest.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum ChangeError {
    /// The two series have different lengths.
    #[error("{counts} months of the place and {rest} of the rest")]
    LengthsDiffer {
        /// Months of the place.
        counts: usize,
        /// Months of the rest.
        rest: usize,
    },
    /// Three months are needed, and one on each side of the start.
    #[error("{months} months with a start at month {start} leave too few on a side")]
    TooFewMonths {
        /// Months in all.
        months: usize,
        /// First month after, counted from 0.
        start: usize,
    },
    /// A count is missing, negative or infinite.
    #[error("the count of month {month} (counted from 0) is missing or negative")]
    NotACount {
        /// The first such month.
        month: usize,
    },
    /// The rest has no count in a month, so there is nothing to compare with.
    #[error("the rest has no count in month {month} (counted from 0)")]
    NothingElsewhere {
        /// The first such month.
        month: usize,
    },
    /// Nothing was counted on one side, so the ratio has no end.
    #[error("{before} were counted before and {after} after; both have to be above zero")]
    NothingCounted {
        /// Sum before.
        before: f64,
        /// Sum after.
        after: f64,
    },
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Covariance, Design, poisson};
    use proptest::prelude::*;

    #[test]
    fn a_place_that_never_counted_before_is_refused() {
        let found = change_against_rest(&[0.0, 0.0, 3.0], &[5.0, 5.0, 5.0], 2);
        let expected = ChangeError::NothingCounted {
            before: 0.0,
            after: 3.0,
        };
        assert_eq!(found, Err(expected));
        let found = change_against_rest(&[1.0, 2.0, 3.0], &[5.0, 0.0, 5.0], 2);
        assert_eq!(found, Err(ChangeError::NothingElsewhere { month: 1 }));
    }

    #[test]
    fn the_interval_is_wider_by_the_root_of_the_dispersion() {
        let change = change_against_rest(&[2.0, 18.0, 3.0, 27.0], &[10.0; 4], 2).unwrap();
        // Pearson: (8² + 8²)/10 + (12² + 12²)/15 = 32, over 2.
        assert!((change.dispersion - 16.0).abs() < 1e-12);
        let ratio = change.ratio(Level::P95);
        let reach = (ratio.upper / ratio.value).ln();
        let expected = 1.959_963_984_540_054 * 4.0 * (0.05f64 + 1.0 / 30.0).sqrt();
        assert!((reach - expected).abs() < 1e-9);
    }

    proptest! {
        #[test]
        fn it_is_the_poisson_regression_with_the_rest_as_exposure(
            rows in prop::collection::vec((0u32..50, 1u32..1000), 4..40),
        ) {
            let counts: Vec<f64> = rows.iter().map(|(y, _)| f64::from(*y)).collect();
            let rest: Vec<f64> = rows.iter().map(|(_, r)| f64::from(*r)).collect();
            let start = rows.len() / 2;
            if let Ok(change) = change_against_rest(&counts, &rest, start) {
                let after = (0..rows.len()).map(|t| f64::from(u8::from(t >= start)));
                let design = Design::with_intercept(rows.len()).and("after", after);
                let fit = poisson(&design, &counts, Some(&rest)).unwrap();
                prop_assert!((fit.coefficients[1] - change.log_change).abs() < 1e-9);
                prop_assert!((fit.deviance - change.deviance).abs() < 1e-8);
                let error = fit.covariance(Covariance::Model).unwrap().standard_error(1);
                prop_assert!((error - change.standard_error).abs() < 1e-9);
                prop_assert!((fit.dispersion().max(1.0) - change.dispersion).abs() < 1e-8);
            }
        }
    }
}
