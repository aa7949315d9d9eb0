//! Do two groups, or two waves of the same survey, differ?

use super::design::{Design, DesignError};
use super::estimate::Sampled;
use super::share::Share;
use crate::numeric::{normal_quantile, normal_two_sided, t_quantile, t_two_sided};
use crate::{Estimate, Level, Method};

/// The difference of two estimates, the later or second less the first.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Difference {
    /// In the unit of the estimates.
    pub value: f64,
    /// Its standard error, with what the two have in common taken into account.
    pub standard_error: f64,
    /// Of the standard error.
    pub degrees_of_freedom: f64,
    /// The covariance of the two estimates; zero for independent samples.
    pub covariance: f64,
}

impl Difference {
    /// The difference of two estimates from samples drawn independently.
    pub fn independent(first: Sampled, second: Sampled) -> Self {
        Self {
            value: second.value - first.value,
            standard_error: first.standard_error.hypot(second.standard_error),
            degrees_of_freedom: first.degrees_of_freedom + second.degrees_of_freedom,
            covariance: 0.0,
        }
    }

    /// The difference with its t interval.
    pub fn estimate(&self, level: Level) -> Estimate {
        self.with_reach(
            t_quantile(1.0 - level.tail(), self.degrees_of_freedom),
            level,
            Method::LinearisedT,
        )
    }

    /// The difference with its normal interval, for samples of hundreds.
    pub fn normal_estimate(&self, level: Level) -> Estimate {
        let quantile = normal_quantile(1.0 - level.tail());
        self.with_reach(quantile, level, Method::LinearisedNormal)
    }

    fn with_reach(&self, quantile: f64, level: Level, method: Method) -> Estimate {
        Estimate {
            value: self.value,
            lower: self.value - quantile * self.standard_error,
            upper: self.value + quantile * self.standard_error,
            level,
            method,
        }
    }

    /// How many standard errors from none.
    pub fn t(&self) -> f64 {
        self.value / self.standard_error
    }

    /// How often chance alone would differ as much, by the t distribution.
    pub fn p(&self) -> f64 {
        t_two_sided(self.t(), self.degrees_of_freedom)
    }

    /// The same by the normal distribution.
    pub fn normal_p(&self) -> f64 {
        normal_two_sided(self.t())
    }
}

impl From<Share> for Sampled {
    fn from(share: Share) -> Self {
        Self {
            value: share.value,
            standard_error: share.standard_error,
            degrees_of_freedom: share.degrees_of_freedom,
        }
    }
}

/// Which of two groups, or of two waves, a unit of the sample is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The first group, or the earlier wave.
    First,
    /// The second group, or the later wave.
    Second,
}

impl Design {
    /// The mean of `values` on the second side less that on the first; a unit
    /// with a missing value (NaN) or on no side is left out of the means but
    /// not of the draw (linearised: Binder 1983, doi:10.2307/1402588).
    ///
    /// For two waves whose samples overlap, put both below each other as one
    /// sample, with the person (or whatever was drawn once for both) as the
    /// cluster: the covariance is then that between the two answers of the same
    /// person. One degree of freedom is taken for each side after the first.
    ///
    /// # Errors
    /// [`DesignError::Lengths`], and [`DesignError::NoValues`] if one side has
    /// none.
    ///
    /// ```
    /// # use handslag_stats::survey::{Design, Drawn, Lonely};
    /// # let design = Design::new(Drawn::<u8, u8> {
    /// #     weights: &[25.0; 4], strata: None, clusters: None, population: None,
    /// #     lonely: Lonely::Refuse,
    /// # })?;
    /// # use handslag_stats::survey::Side;
    /// // By hand: (3 + 5) / 2 − (1 + 2) / 2.
    /// let side = [Some(Side::First), Some(Side::First), Some(Side::Second), Some(Side::Second)];
    /// let difference = design.difference(&[1.0, 2.0, 3.0, 5.0], &side)?;
    /// assert!((difference.value - 2.5).abs() < 1e-12);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn difference(
        &self,
        values: &[f64],
        side: &[Option<Side>],
    ) -> Result<Difference, DesignError> {
        self.expect_units(values.len())?;
        self.expect_units(side.len())?;
        let on = |wanted: Side| {
            self.mean_and_influence(|unit| match side[unit] {
                Some(side) if side == wanted => values[unit],
                _ => f64::NAN,
            })
        };
        let (first, of_first) = on(Side::First)?;
        let (second, of_second) = on(Side::Second)?;
        let covariance = self.covariance(vec![of_first, of_second]);
        let variance = covariance[0][0] + covariance[1][1] - 2.0 * covariance[0][1];
        Ok(Difference {
            value: second - first,
            standard_error: variance.max(0.0).sqrt(),
            degrees_of_freedom: self.degrees_of_freedom() - 1.0,
            covariance: covariance[0][1],
        })
    }
}
