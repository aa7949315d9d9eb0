//! Is a count above what the same time of earlier years lets one expect?

use rayon::prelude::*;

use super::count_law::CountLaw;
use super::quasi_poisson::Fit;
use super::reference::Reference;
use crate::numeric::{normal_above, normal_quantile};

/// The rules of a Farrington alarm: a quasi-Poisson fit to earlier years, and a
/// bound above it.
///
/// [`classic`](Self::classic) is Farrington, Andrews, Beale and Catchpole (1996,
/// doi:10.2307/2983331); [`improved`](Self::improved) is Noufaily et al. (2013,
/// doi:10.1002/sim.5595), which learns from whole years, lets only clear
/// outbreaks lose weight and takes bounds from the negative binomial.
///
/// # Assumptions
/// The season returns each year, the past has no unmarked change of recording,
/// and counts arrive complete: a late week reads low.
///
/// ```
/// # use handslag_stats::series::{Farrington, Reading};
/// // Five quiet years of ten a week, then twenty-five.
/// let mut counts: Vec<Option<u64>> = (0..290).map(|week| Some(9 + week % 3)).collect();
/// counts[289] = Some(25);
/// let rules = Farrington::improved(52);
/// let watched = rules.watch(&counts, 289).unwrap();
/// assert_eq!(watched.reading, Reading::Above);
/// assert!((watched.outlook.mean - 10.0).abs() < 0.5);
/// assert!(watched.outlook.upper < 20.0);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Farrington {
    /// Steps in a year: 12 for months, 52 for weeks.
    pub steps_per_year: usize,
    /// Years looked back to.
    pub years_back: usize,
    /// Steps on either side of the same time in earlier years.
    pub half_window: usize,
    /// Which steps are learnt from, and how the season enters.
    pub season: SeasonLevels,
    /// Steps just before now that are not learnt from, so that a slow outbreak
    /// does not hide itself. Only with [`SeasonLevels::Levels`].
    pub recent_left_out: usize,
    /// When a trend is carried into the expectation.
    pub trend: TrendRule,
    /// Standardised residuals above this lose weight; none: no reweighting.
    pub reweight_above: Option<f64>,
    /// How the bound is made.
    pub bound: Bound,
    /// The chance, without anything unusual, of a count above the bound.
    pub tail: f64,
    /// Fewer than this many in `fewest_in_steps` raise no alarm.
    pub fewest: u64,
    /// Steps, the one watched included, over which `fewest` is counted.
    pub fewest_in_steps: usize,
}

/// Which earlier steps are learnt from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeasonLevels {
    /// Only those within half a window of the same time of year.
    WindowsOnly,
    /// All, the year in so many parts with a level each; the windows are one.
    Levels(usize),
}

/// When a trend is carried into the expectation. It never is from fewer than
/// three years, nor when it leads above all that has been counted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum TrendRule {
    /// Never.
    Never,
    /// When its two-sided p value is below this.
    SignificantAt(f64),
    /// Whenever it leads nowhere new.
    WhenPlausible,
}

/// How a bound is made from the fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// Counts to the power 2/3 are about normal; the fit's own error is counted in.
    TwoThirdsPower,
    /// Quantiles of the negative binomial with the fitted mean and dispersion.
    NegativeBinomial,
    /// The same with the error of the fitted mean added to the variance, which
    /// few years of months leave too large to pass over.
    NegativeBinomialAndError,
}

/// What was expected of one step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outlook {
    /// Expected count.
    pub mean: f64,
    /// Variance over mean of the past counts around their fit; at least 1.
    pub dispersion: f64,
    /// Log change a step, where a trend was carried on.
    pub trend: Option<f64>,
    /// Lower bound: fewer have at most the chance of the tail.
    pub lower: f64,
    /// Upper bound: more have at most the chance of the tail.
    pub upper: f64,
}

/// One step, held against what was expected of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Watched {
    /// What was expected.
    pub outlook: Outlook,
    /// What the count says.
    pub reading: Reading,
    /// The chance of at least so many; none where nothing was counted.
    pub p_above: Option<f64>,
    /// The chance of at most so many; none where nothing was counted.
    pub p_below: Option<f64>,
}

/// What a count says against its bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// Not above the bound.
    Within,
    /// Above the bound: an alarm.
    Above,
    /// Too few of late for an alarm, whatever the bound.
    TooFew,
    /// A count that the reading needs is missing.
    Missing,
}

/// Why a step could not be watched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WatchError {
    /// The series ends before the step.
    #[error("step {step} is not in a series of {steps}")]
    NoSuchStep {
        /// The step, counted from zero.
        step: usize,
        /// Steps in the series.
        steps: usize,
    },
    /// The windows of two years would meet, or no year is looked back to.
    #[error("a year and its window leave nothing to compare with")]
    NoWindow,
    /// There are fewer steps in a year than parts of it, or fewer than two parts.
    #[error("a year cannot be had in {levels} parts")]
    TooManyLevels {
        /// Parts asked for.
        levels: usize,
    },
    /// The series does not reach back far enough.
    #[error("{needed} steps before the one watched are needed; there are {found}")]
    TooShort {
        /// Steps needed before the one watched.
        needed: usize,
        /// Steps there are.
        found: usize,
    },
    /// All counts at the same time of earlier years are missing.
    #[error("nothing was counted at the same time of earlier years")]
    NothingToCompare,
    /// No level could be fitted, as when next to nothing was ever counted.
    #[error("the counts of earlier years settle on no level")]
    NotConverged,
}

impl Farrington {
    /// The rules of 1996 with R's defaults of today: five years, three steps
    /// either side, a significant trend, 2.5 % above the bound.
    pub fn classic(steps_per_year: usize) -> Self {
        Self {
            steps_per_year,
            years_back: 5,
            half_window: 3,
            season: SeasonLevels::WindowsOnly,
            recent_left_out: 0,
            trend: TrendRule::SignificantAt(0.05),
            reweight_above: Some(1.0),
            bound: Bound::TwoThirdsPower,
            tail: 0.025,
            fewest: 5,
            fewest_in_steps: 4,
        }
    }

    /// The rules of 2013 for weekly counts: ten parts of the year, half a year
    /// left out, a trend whenever plausible, 1 % above the bound.
    pub fn improved(steps_per_year: usize) -> Self {
        Self {
            season: SeasonLevels::Levels(10),
            recent_left_out: steps_per_year / 2,
            trend: TrendRule::WhenPlausible,
            reweight_above: Some(2.58),
            bound: Bound::NegativeBinomial,
            tail: 0.01,
            ..Self::classic(steps_per_year)
        }
    }

    /// What step number `step` (from zero) of `counts` says, a count a step.
    ///
    /// # Errors
    /// See [`WatchError`].
    pub fn watch(&self, counts: &[Option<u64>], step: usize) -> Result<Watched, WatchError> {
        if step >= counts.len() {
            return Err(WatchError::NoSuchStep {
                step,
                steps: counts.len(),
            });
        }
        let reference = Reference::new(self, counts, step)?;
        let fit = self.fit_with_plausible_trend(&reference)?;
        let law = self.law(&fit)?;
        Ok(Watched {
            outlook: law.outlook(&fit, self.tail),
            reading: self.read(counts, step, law.upper(self.tail)),
            p_above: counts[step].map(|count| law.at_least(count)),
            p_below: counts[step].map(|count| law.at_most(count)),
        })
    }

    /// [`watch`](Self::watch) of each step of `steps` in each of `series`.
    ///
    /// # Errors
    /// Each step has its own [`WatchError`].
    pub fn watch_all(
        &self,
        series: &[Vec<Option<u64>>],
        steps: std::ops::Range<usize>,
    ) -> Vec<Vec<Result<Watched, WatchError>>> {
        series
            .par_iter()
            .map(|counts| steps.clone().map(|step| self.watch(counts, step)).collect())
            .collect()
    }

    fn fit_with_plausible_trend(&self, reference: &Reference) -> Result<Fit, WatchError> {
        let fit = self.fit(reference, self.trend != TrendRule::Never)?;
        if fit.slope.is_none() {
            return Ok(fit);
        }
        let most = reference.counts.iter().copied().fold(0.0, f64::max);
        let plausible = self.years_back >= 3 && fit.log_now.exp() <= most;
        let carried = plausible
            && match self.trend {
                TrendRule::Never => false,
                TrendRule::SignificantAt(level) => fit.slope_p() < level,
                TrendRule::WhenPlausible => true,
            };
        if carried {
            Ok(fit)
        } else {
            self.fit(reference, false)
        }
    }

    fn fit(&self, reference: &Reference, with_trend: bool) -> Result<Fit, WatchError> {
        let alike = vec![1.0; reference.counts.len()];
        let mut with_trend = with_trend;
        let mut fit = Fit::new(reference, &alike, with_trend);
        if !fit.converged && with_trend {
            with_trend = false;
            fit = Fit::new(reference, &alike, with_trend);
        }
        if !fit.converged {
            return Err(WatchError::NotConverged);
        }
        Ok(match self.reweight_above {
            Some(threshold) => {
                let weights = fit.weights_against_outbreaks(reference, threshold);
                Fit::new(reference, &weights, with_trend)
            }
            None => fit,
        })
    }

    fn read(&self, counts: &[Option<u64>], step: usize, upper: f64) -> Reading {
        let since = (step + 1).saturating_sub(self.fewest_in_steps);
        let recent: Option<u64> = counts[since..=step].iter().copied().sum();
        match (recent, counts[step]) {
            (Some(recent), Some(_)) if recent < self.fewest => Reading::TooFew,
            (Some(_), Some(count)) if count as f64 > upper => Reading::Above,
            (Some(_), Some(_)) => Reading::Within,
            _ => Reading::Missing,
        }
    }

    fn law(&self, fit: &Fit) -> Result<Law, WatchError> {
        let mean = fit.log_now.exp();
        if !mean.is_finite() {
            return Err(WatchError::NotConverged);
        }
        let counts = |dispersion| {
            CountLaw::new(mean, dispersion)
                .map(Law::Counts)
                .ok_or(WatchError::NotConverged)
        };
        Ok(match self.bound {
            Bound::NegativeBinomial => counts(fit.dispersion())?,
            Bound::NegativeBinomialAndError => {
                counts(fit.dispersion() + mean * fit.log_now_se().powi(2))?
            }
            Bound::TwoThirdsPower => {
                // The error of the mean and that of the count, in counts.
                let mean = mean.max(f64::EPSILON);
                let se_of_mean = mean * fit.log_now_se();
                let spread = fit.dispersion() + se_of_mean * se_of_mean / mean;
                Law::Power {
                    middle: two_thirds(mean),
                    sd: (4.0 / 9.0 * mean.cbrt() * spread).sqrt(),
                }
            }
        })
    }
}

/// How counts spread around what is expected.
enum Law {
    Counts(CountLaw),
    /// Normal on the scale of counts to the power 2/3.
    Power {
        middle: f64,
        sd: f64,
    },
}

impl Law {
    fn outlook(&self, fit: &Fit, tail: f64) -> Outlook {
        Outlook {
            mean: fit.log_now.exp(),
            dispersion: fit.dispersion(),
            trend: fit.slope,
            lower: match self {
                Self::Counts(law) => law.lower(tail) as f64,
                Self::Power { middle, sd } => {
                    (middle + normal_quantile(tail) * sd).max(0.0).powf(1.5)
                }
            },
            upper: self.upper(tail),
        }
    }

    fn upper(&self, tail: f64) -> f64 {
        match self {
            Self::Counts(law) => law.upper(tail) as f64,
            Self::Power { middle, sd } => (middle + normal_quantile(1.0 - tail) * sd).powf(1.5),
        }
    }

    fn at_least(&self, count: u64) -> f64 {
        match self {
            Self::Counts(law) => law.at_least(count),
            Self::Power { middle, sd } => normal_above((two_thirds(count as f64) - middle) / sd),
        }
    }

    fn at_most(&self, count: u64) -> f64 {
        match self {
            Self::Counts(law) => law.at_most(count),
            Self::Power { middle, sd } => normal_above((middle - two_thirds(count as f64)) / sd),
        }
    }
}

fn two_thirds(count: f64) -> f64 {
    count.cbrt().powi(2)
}

#[cfg(test)]
mod tests;
