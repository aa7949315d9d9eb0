//! Did a series change level at a date, beyond its own trend and season?
//!
//! Segmented regression of counts (Lopez Bernal, Cummins and Gasparrini 2017,
//! doi:10.1093/ije/dyw098; Turner and others 2021,
//! doi:10.1186/s12874-021-01364-0).

mod autoregressive;
mod placebo;
mod residual;

pub use autoregressive::Autoregression;
pub use placebo::{InTimePlacebo, PlaceboEffect, PlaceboRules};
pub use residual::{LjungBox, ResidualCorrelation};

use rayon::prelude::*;

use crate::model::{
    BartlettLag, Covariance, CovarianceMatrix, Design, Glm, GlmError, Theta, negative_binomial,
    poisson,
};
use crate::numeric::{normal_quantile, sum, t_quantile};
use crate::{Estimate, Level, Method};

/// How a series of counts is taken to run, and when it may have changed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct InterruptedTimeSeries {
    /// The first row after the change, counted from 0.
    pub start: usize,
    /// Rows to a full season: 12 for months.
    pub period: f64,
    /// Pairs of sine and cosine in the season; 0 for none. Two give a year with
    /// two tops; six are a level for every month.
    pub harmonics: usize,
    /// Whether the series has a steady trend of its own.
    pub trend: bool,
    /// Whether the trend may change at the start too. Ask for it only if it was
    /// settled beforehand: it makes the level far less sure.
    pub slope: bool,
    /// What the errors allow for.
    pub errors: SeriesErrors,
}

/// What the errors of an interrupted time series allow for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum SeriesErrors {
    /// More (or less) spread than Poisson's, months independent.
    Quasi,
    /// More spread than Poisson's, with a θ fitted too; months independent.
    /// Without extra spread it falls back to Poisson.
    NegativeBinomial,
    /// Months near each other that go together, by their sums of products.
    NeweyWest(BartlettLag),
    /// More spread than Poisson's and months that go together with a
    /// correlation of ρ to the power of their distance; see [`Autoregression`].
    Autoregressive,
}

/// What an interrupted time series shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Interruption {
    /// The columns' names, in the order of the coefficients.
    pub names: Vec<String>,
    /// On the log scale.
    pub coefficients: Vec<f64>,
    /// One a coefficient, by the errors asked for.
    pub standard_errors: Vec<f64>,
    /// Level after over level before, at the start.
    pub level_rate_ratio: Estimate,
    /// Pearson's χ² over its degrees of freedom.
    pub dispersion: f64,
    /// θ, if the errors are negative binomial.
    pub theta: Option<Theta>,
    /// Correlation of months, if the errors are autoregressive.
    pub autoregression: Option<Autoregression>,
    /// What would have been counted without the change.
    pub counterfactual: Counterfactual,
    /// Whether the residuals go together over time.
    pub residuals: ResidualCorrelation,
}

/// What would have been counted from the start on, had nothing changed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Counterfactual {
    /// Expected sum of counts in the observed rows from the start on.
    pub expected: f64,
    /// Standard error of `expected`, by the delta method. It holds what is not
    /// known of the mean, not the chance in the counts to come.
    pub standard_error: f64,
    /// Sum of the counts from the start on.
    pub observed: f64,
}

impl Counterfactual {
    /// Observed less expected: below zero if fewer than expected.
    pub fn excess(self) -> f64 {
        self.observed - self.expected
    }
}

impl InterruptedTimeSeries {
    /// The column that tells after from before.
    pub const LEVEL: &str = "level";
    const SLOPE: &str = "slope";

    /// A monthly series with trend, a season of two harmonics, a change of
    /// level only, and errors that allow for months that go together.
    pub fn monthly(start: usize) -> Self {
        Self {
            start,
            period: 12.0,
            harmonics: 2,
            trend: true,
            slope: false,
            errors: SeriesErrors::Autoregressive,
        }
    }

    /// The columns for a series of `n` rows: `(Intercept)`, `t` in seasons from
    /// the row before the first, `level`, `slope`, then `sin1`, `cos1` and so on.
    pub fn design(&self, n: usize) -> Design {
        let times = || (1..=n).map(|t| t as f64);
        let mut design = Design::with_intercept(n);
        if self.trend {
            design = design.and("t", times().map(|t| t / self.period));
        }
        let after = |row: usize| f64::from(u8::from(row >= self.start));
        design = design.and(Self::LEVEL, (0..n).map(after));
        if self.slope {
            let since = |row: usize| row.saturating_sub(self.start) as f64 / self.period;
            design = design.and(Self::SLOPE, (0..n).map(since));
        }
        for k in 1..=self.harmonics {
            let angle = 2.0 * std::f64::consts::PI * k as f64 / self.period;
            // The sine of the fastest season of whole rows is zero in every row.
            if (2.0 * k as f64 - self.period).abs() > 1e-9 {
                design = design.and(format!("sin{k}"), times().map(|t| (angle * t).sin()));
            }
            design = design.and(format!("cos{k}"), times().map(|t| (angle * t).cos()));
        }
        design
    }

    /// Fits one series by segmented Poisson regression (Lopez Bernal, Cummins and
    /// Gasparrini 2017, doi:10.1093/ije/dyw098).
    ///
    /// - `counts`: one a row, in order; undefined (NaN) where a month is
    ///   missing, which is then left out.
    /// - `exposure`: inhabitants, or the count of the country less this place,
    ///   in any unit; above zero wherever there is a count.
    /// - `level` is of the interval of the rate ratio: with normal tails, but
    ///   for autoregressive errors with t's.
    ///
    /// # Errors
    /// [`SeriesError::NothingBefore`] and [`SeriesError::NothingAfter`] if the
    /// start leaves one side without rows, and what [`GlmError`] names, such as
    /// no events at all after the start.
    ///
    /// # Assumptions
    /// Trend and season would have gone on; nothing else changed at the start.
    ///
    /// ```
    /// # use handslag_stats::Level;
    /// # use handslag_stats::effect::{InterruptedTimeSeries, SeriesError, SeriesErrors};
    /// // Without trend and season the ratio is that of the two means: 6 of 12.
    /// let counts = [10.0, 14.0, 12.0, 12.0, 5.0, 7.0, 6.0, 6.0];
    /// let plain = InterruptedTimeSeries {
    ///     harmonics: 0,
    ///     trend: false,
    ///     errors: SeriesErrors::Quasi,
    ///     ..InterruptedTimeSeries::monthly(4)
    /// };
    /// let change = plain.fit(&counts, None, Level::P95)?;
    /// assert!((change.level_rate_ratio.value - 0.5).abs() < 1e-12);
    /// assert!((change.counterfactual.expected - 48.0).abs() < 1e-9);
    /// assert!((change.counterfactual.excess() + 24.0).abs() < 1e-9);
    /// # Ok::<(), SeriesError>(())
    /// ```
    pub fn fit(
        &self,
        counts: &[f64],
        exposure: Option<&[f64]>,
        level: Level,
    ) -> Result<Interruption, SeriesError> {
        self.fit_with(&self.design(counts.len()), counts, exposure, level)
    }

    /// Fits many series of the same rows, each as [`fit`](Self::fit) would, on
    /// all threads; the answers are in the order of the series.
    ///
    /// `exposures` is empty, or has one a series.
    ///
    /// # Errors
    /// Each series has its own, as for [`fit`](Self::fit).
    pub fn fit_many(
        &self,
        series: &[Vec<f64>],
        exposures: &[Vec<f64>],
        level: Level,
    ) -> Vec<Result<Interruption, SeriesError>> {
        let rows = series.first().map_or(0, Vec::len);
        let design = self.design(rows);
        series
            .par_iter()
            .enumerate()
            .map(|(place, counts)| {
                let exposure = match exposures.get(place) {
                    Some(exposure) => Some(exposure.as_slice()),
                    None if exposures.is_empty() => None,
                    None => return Err(SeriesError::NoExposureFor { series: place }),
                };
                if counts.len() == rows {
                    self.fit_with(&design, counts, exposure, level)
                } else {
                    self.fit(counts, exposure, level)
                }
            })
            .collect()
    }

    fn fit_with(
        &self,
        whole: &Design,
        counts: &[f64],
        exposure: Option<&[f64]>,
        level: Level,
    ) -> Result<Interruption, SeriesError> {
        let rows = Rows::observed(whole, counts, exposure)?;
        self.check_sides(&rows)?;
        let (fit, theta) = match self.errors {
            SeriesErrors::NegativeBinomial => {
                let both = negative_binomial(&rows.design, &rows.counts, rows.exposure.as_deref())?;
                (both.fit, Some(both.theta))
            }
            _ => (
                poisson(&rows.design, &rows.counts, rows.exposure.as_deref())?,
                None,
            ),
        };
        let autoregression = match self.errors {
            SeriesErrors::Autoregressive => Some(Autoregression::of(&fit, &rows.times)?),
            _ => None,
        };
        let covariance = match &autoregression {
            Some(autoregression) => autoregression.covariance(&fit, &rows.times)?,
            None => fit.covariance(self.errors.covariance())?,
        };
        Ok(Interruption {
            level_rate_ratio: self.rate_ratio(&fit, &covariance, autoregression.as_ref(), level),
            counterfactual: self.counterfactual(&fit, &covariance, &rows),
            names: fit.design.names().to_vec(),
            standard_errors: covariance.standard_errors(),
            dispersion: fit.dispersion(),
            residuals: ResidualCorrelation::of(&fit.pearson_residuals()),
            coefficients: fit.coefficients,
            theta,
            autoregression,
        })
    }

    fn check_sides(&self, rows: &Rows) -> Result<(), SeriesError> {
        if rows.times.first().is_none_or(|&first| first >= self.start) {
            return Err(SeriesError::NothingBefore { start: self.start });
        }
        if rows.times.last().is_none_or(|&last| last < self.start) {
            return Err(SeriesError::NothingAfter { start: self.start });
        }
        Ok(())
    }

    fn rate_ratio(
        &self,
        fit: &Glm,
        covariance: &CovarianceMatrix,
        autoregression: Option<&Autoregression>,
        level: Level,
    ) -> Estimate {
        let place = self.level_place();
        let ratio = fit.coefficients[place];
        let reach = match autoregression {
            None => normal_quantile(1.0 - level.tail()),
            Some(by) => t_quantile(1.0 - level.tail(), by.degrees_of_freedom),
        } * covariance.standard_error(place);
        Estimate {
            value: ratio.exp(),
            lower: (ratio - reach).exp(),
            upper: (ratio + reach).exp(),
            level,
            method: self.errors.method(),
        }
    }

    /// Where the column `level` stands in the design.
    fn level_place(&self) -> usize {
        1 + usize::from(self.trend)
    }

    fn counterfactual(
        &self,
        fit: &Glm,
        covariance: &CovarianceMatrix,
        rows: &Rows,
    ) -> Counterfactual {
        let place = self.level_place();
        let changes = place..=place + usize::from(self.slope);
        let mut gradient = vec![0.0; fit.coefficients.len()];
        let mut expected = Vec::new();
        let mut observed = Vec::new();
        for (row, _) in rows
            .times
            .iter()
            .enumerate()
            .filter(|(_, t)| **t >= self.start)
        {
            let value = |column: usize| fit.design.column(column)[row];
            let change = sum(changes.clone().map(|c| fit.coefficients[c] * value(c)));
            let mean = fit.fitted[row] * (-change).exp();
            for (column, sum) in gradient.iter_mut().enumerate() {
                if !changes.contains(&column) {
                    *sum += mean * value(column);
                }
            }
            expected.push(mean);
            observed.push(rows.counts[row]);
        }
        Counterfactual {
            expected: sum(expected),
            standard_error: covariance.variance_of(&gradient).max(0.0).sqrt(),
            observed: sum(observed),
        }
    }
}

impl SeriesErrors {
    fn covariance(self) -> Covariance<'static> {
        match self {
            Self::Quasi | Self::Autoregressive => Covariance::Quasi,
            Self::NegativeBinomial => Covariance::Model,
            Self::NeweyWest(lag) => Covariance::NeweyWest(lag),
        }
    }

    fn method(self) -> Method {
        match self {
            Self::Quasi => Method::QuasiPoissonWald,
            Self::NegativeBinomial => Method::NegativeBinomialWald,
            Self::NeweyWest(_) => Method::NeweyWestWald,
            Self::Autoregressive => Method::AutoregressiveT,
        }
    }
}

/// The rows of a series where something was observed.
struct Rows {
    design: Design,
    counts: Vec<f64>,
    exposure: Option<Vec<f64>>,
    times: Vec<usize>,
}

impl Rows {
    fn observed(
        design: &Design,
        counts: &[f64],
        exposure: Option<&[f64]>,
    ) -> Result<Self, SeriesError> {
        if let Some(exposure) = exposure
            && exposure.len() != counts.len()
        {
            return Err(SeriesError::Regression(GlmError::LengthsDiffer {
                what: "exposure".to_owned(),
                found: exposure.len(),
                expected: counts.len(),
            }));
        }
        let keep: Vec<bool> = counts.iter().map(|count| !count.is_nan()).collect();
        let times: Vec<usize> = (0..counts.len()).filter(|&t| keep[t]).collect();
        let kept = |values: &[f64]| times.iter().map(|&t| values[t]).collect::<Vec<f64>>();
        Ok(Self {
            design: if times.len() == counts.len() {
                design.clone()
            } else {
                design.rows_where(&keep)
            },
            counts: kept(counts),
            exposure: exposure.map(kept),
            times,
        })
    }
}

/// Why a series could not be judged.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum SeriesError {
    /// No row before the start was observed.
    #[error("nothing was observed before row {start}, where the change is to start")]
    NothingBefore {
        /// The first row after the change.
        start: usize,
    },
    /// No row from the start on was observed.
    #[error("nothing was observed from row {start} on, where the change is to start")]
    NothingAfter {
        /// The first row after the change.
        start: usize,
    },
    /// There are exposures for some series and not for this.
    #[error("series {series} (counted from 0) has no exposure, and others have")]
    NoExposureFor {
        /// Its place.
        series: usize,
    },
    /// No earlier date leaves enough rows on both sides.
    #[error("no earlier date has {before} rows before it and {after} after it, before the start")]
    NoPlacebo {
        /// Rows asked for before a placebo date.
        before: usize,
        /// Rows asked for from a placebo date to the start.
        after: usize,
    },
    /// The regression could not be fitted.
    #[error(transparent)]
    Regression(#[from] GlmError),
}

#[cfg(test)]
mod tests;
