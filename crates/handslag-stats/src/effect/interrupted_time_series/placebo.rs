//! How unusual is the change among changes at dates when nothing was done?

use super::{InterruptedTimeSeries, SeriesError, SeriesErrors};
use crate::Level;

/// Which earlier dates are tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlaceboRules {
    /// Rows that have to lie before a placebo date.
    pub before: usize,
    /// Rows that have to lie from a placebo date to the true start.
    pub after: usize,
}

impl Default for PlaceboRules {
    /// Two years before, so that trend and season can be told apart, and one
    /// year after, for months.
    fn default() -> Self {
        Self {
            before: 24,
            after: 12,
        }
    }
}

/// The change at the start against those at earlier dates.
#[derive(Debug, Clone, PartialEq)]
pub struct InTimePlacebo {
    /// (as extreme + 1) / (placebos + 1). Dates near each other share their
    /// rows and the true date is the last of them, so this is a rank and not a
    /// test of exact size: of 400 simulated quiet series of ten years, 9 % had
    /// a `p` of 0.05 or less with independent months, 11 % with a correlation
    /// of 0.5.
    pub p: f64,
    /// Placebo dates whose change is at least so many standard errors, either
    /// way, as the change at the start.
    pub as_extreme: usize,
    /// Earlier dates tried.
    pub placebos: usize,
    /// 1 / (placebos + 1): no `p` can be smaller.
    pub smallest_p: f64,
    /// The change at the start.
    pub effect: PlaceboEffect,
    /// The changes at the earlier dates, in order of time.
    pub earlier: Vec<PlaceboEffect>,
    /// Earlier dates at which the regression could not be fitted.
    pub refused: usize,
}

/// The change of level at one date.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlaceboEffect {
    /// The first row after the date.
    pub start: usize,
    /// Natural log of level after over level before.
    pub log_rate_ratio: f64,
    /// Its quasi-Poisson standard error.
    pub standard_error: f64,
}

impl PlaceboEffect {
    fn extremity(&self) -> f64 {
        (self.log_rate_ratio / self.standard_error).abs()
    }
}

impl InterruptedTimeSeries {
    /// Refits with the step at every earlier date, on rows before the true
    /// start only, and ranks the true change among them by its number of
    /// standard errors (in-time placebo, Abadie, Diamond and Hainmueller 2015,
    /// doi:10.1111/ajps.12116).
    ///
    /// Each placebo is judged as the true date is: with all rows before it and
    /// with as many after it as the true start has, or as many as there are up
    /// to the true start, but no fewer than `rules.after`.
    ///
    /// # Errors
    /// As for [`InterruptedTimeSeries::fit`], and [`SeriesError::NoPlacebo`] if
    /// the rows before the start are too few for any placebo.
    ///
    /// # Assumptions
    /// Before the start the series drifted as it does after.
    ///
    /// ```
    /// # use handslag_stats::effect::{InterruptedTimeSeries, PlaceboRules, SeriesError};
    /// // Worked by hand: four quiet years and then a doubling. Placebo dates have two
    /// // years before them and one up to the start, so there are 13 (months 24 to 36),
    /// // and none of them shows as much: p is 1 in 14.
    /// let counts: Vec<f64> = (0..60)
    ///     .map(|month| if month < 48 { 9.0 } else { 19.0 } + f64::from(month % 2) * 2.0)
    ///     .collect();
    /// let plain = InterruptedTimeSeries {
    ///     harmonics: 0,
    ///     trend: false,
    ///     ..InterruptedTimeSeries::monthly(48)
    /// };
    /// let ranked = plain.in_time_placebo(&counts, None, PlaceboRules::default())?;
    /// assert_eq!((ranked.placebos, ranked.as_extreme), (13, 0));
    /// assert_eq!(ranked.p, 1.0 / 14.0);
    /// # Ok::<(), SeriesError>(())
    /// ```
    pub fn in_time_placebo(
        &self,
        counts: &[f64],
        exposure: Option<&[f64]>,
        rules: PlaceboRules,
    ) -> Result<InTimePlacebo, SeriesError> {
        let n_after = counts.len().saturating_sub(self.start);
        let effect = self.change_at(self.start, counts.len(), counts, exposure)?;
        let after = rules.after.max(1);
        let last = self.start.saturating_sub(after);
        let mut earlier = Vec::new();
        let mut refused = 0;
        for start in rules.before.max(1)..=last {
            let end = self.start.min(start + n_after.max(after));
            match self.change_at(start, end, counts, exposure) {
                Ok(change) if change.extremity().is_finite() => earlier.push(change),
                _ => refused += 1,
            }
        }
        if earlier.is_empty() {
            return Err(SeriesError::NoPlacebo {
                before: rules.before,
                after: rules.after,
            });
        }
        let as_extreme = earlier
            .iter()
            .filter(|change| change.extremity() >= effect.extremity())
            .count();
        let among = earlier.len() as f64 + 1.0;
        Ok(InTimePlacebo {
            p: (as_extreme as f64 + 1.0) / among,
            as_extreme,
            placebos: earlier.len(),
            smallest_p: 1.0 / among,
            effect,
            earlier,
            refused,
        })
    }

    /// The change at `start` on the rows up to `end`.
    fn change_at(
        &self,
        start: usize,
        end: usize,
        counts: &[f64],
        exposure: Option<&[f64]>,
    ) -> Result<PlaceboEffect, SeriesError> {
        let plan = Self {
            start,
            errors: SeriesErrors::Quasi,
            ..*self
        };
        let exposure = exposure.map(|exposure| &exposure[..end.min(exposure.len())]);
        let fit = plan.fit(&counts[..end], exposure, Level::P95)?;
        let place = plan.level_place();
        Ok(PlaceboEffect {
            start,
            log_rate_ratio: fit.coefficients[place],
            standard_error: fit.standard_errors[place],
        })
    }
}
