//! What do all have in total, and on average?

use super::design::{Design, DesignError};
use crate::numeric::{sum, t_quantile};
use crate::{Estimate, Level, Method};

/// An estimate of the population with what the drawing leaves unsure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sampled {
    /// The estimate, in the unit of what was measured.
    pub value: f64,
    /// Its Taylor-linearised standard error, in the same unit.
    pub standard_error: f64,
    /// Clusters less strata.
    pub degrees_of_freedom: f64,
}

impl Sampled {
    /// The estimate with its t interval; without degrees of freedom the
    /// interval is without ends.
    pub fn estimate(&self, level: Level) -> Estimate {
        let reach = if self.degrees_of_freedom > 0.0 {
            t_quantile(1.0 - level.tail(), self.degrees_of_freedom) * self.standard_error
        } else {
            f64::INFINITY
        };
        Estimate {
            value: self.value,
            lower: self.value - reach,
            upper: self.value + reach,
            level,
            method: Method::LinearisedT,
        }
    }
}

impl Design {
    /// The population's total of `values`, one a unit; a missing value (NaN)
    /// counts as zero, and its unit still as drawn (Binder 1983, doi:10.2307/1402588,
    /// as all errors of a [`Design`]).
    ///
    /// # Errors
    /// [`DesignError::Lengths`] and [`DesignError::NoValues`].
    ///
    /// ```
    /// # use handslag_stats::survey::{Design, Drawn, Lonely};
    /// # let design = Design::new(Drawn::<u8, u8> {
    /// #     weights: &[25.0; 4], strata: None, clusters: None, population: None,
    /// #     lonely: Lonely::Refuse,
    /// # })?;
    /// // By hand: 25 · (1 + 2 + 3 + 4), and 100 · √(5/3) / √4 = 64.5497.
    /// let total = design.total(&[1.0, 2.0, 3.0, 4.0])?;
    /// assert!((total.value - 250.0).abs() < 1e-9);
    /// assert!((total.standard_error - 64.5497).abs() < 1e-4);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn total(&self, values: &[f64]) -> Result<Sampled, DesignError> {
        self.expect_units(values.len())?;
        let influence: Vec<f64> = values
            .iter()
            .zip(&self.weights)
            .map(|(value, weight)| if value.is_nan() { 0.0 } else { value * weight })
            .collect();
        if values.iter().all(|value| value.is_nan()) {
            return Err(DesignError::NoValues);
        }
        Ok(Sampled {
            value: sum(influence.iter().copied()),
            standard_error: self.variance(influence).sqrt(),
            degrees_of_freedom: self.degrees_of_freedom(),
        })
    }

    /// The population's mean of `values`, one a unit. Units with a missing
    /// value (NaN) are left out of the mean but not of the draw (linearised:
    /// Binder 1983, doi:10.2307/1402588).
    ///
    /// # Errors
    /// [`DesignError::Lengths`] and [`DesignError::NoValues`].
    ///
    /// ```
    /// # use handslag_stats::survey::{Design, Drawn, Lonely};
    /// # let design = Design::new(Drawn::<u8, u8> {
    /// #     weights: &[25.0; 4], strata: None, clusters: None, population: None,
    /// #     lonely: Lonely::Refuse,
    /// # })?;
    /// // By hand: 2.5, and √(5/3) / √4 = 0.645497.
    /// let mean = design.mean(&[1.0, 2.0, 3.0, 4.0])?;
    /// assert!((mean.value - 2.5).abs() < 1e-12);
    /// assert!((mean.standard_error - 0.645497).abs() < 1e-6);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn mean(&self, values: &[f64]) -> Result<Sampled, DesignError> {
        self.expect_units(values.len())?;
        let (value, influence) = self.mean_and_influence(|unit| values[unit])?;
        Ok(Sampled {
            value,
            standard_error: self.variance(influence).sqrt(),
            degrees_of_freedom: self.degrees_of_freedom(),
        })
    }

    /// The population's total of `above` for each one of `below`, such as
    /// reported crimes for each suffered (linearised: Binder 1983,
    /// doi:10.2307/1402588). Units missing either (NaN) are left out.
    ///
    /// # Errors
    /// [`DesignError::Lengths`], [`DesignError::NoValues`] and
    /// [`DesignError::ZeroDenominator`].
    ///
    /// ```
    /// # use handslag_stats::survey::{Design, Drawn, Lonely};
    /// # let design = Design::new(Drawn::<u8, u8> {
    /// #     weights: &[25.0; 3], strata: None, clusters: None, population: None,
    /// #     lonely: Lonely::Refuse,
    /// # })?;
    /// // By hand: 6 over 12, with residuals −1, 0 and 1 of the line through zero: the
    /// // error is √(3/2 · (1 + 0 + 1)) / 12.
    /// let ratio = design.ratio(&[1.0, 2.0, 3.0], &[4.0, 4.0, 4.0])?;
    /// assert_eq!(ratio.value, 0.5);
    /// assert!((ratio.standard_error - 3f64.sqrt() / 12.0).abs() < 1e-12);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn ratio(&self, above: &[f64], below: &[f64]) -> Result<Sampled, DesignError> {
        self.expect_units(above.len())?;
        self.expect_units(below.len())?;
        let known = |unit: usize| !(above[unit].is_nan() || below[unit].is_nan());
        let total = |values: &[f64]| {
            let units = (0..self.n_units()).filter(|&unit| known(unit));
            sum(units.map(|unit| self.weights[unit] * values[unit]))
        };
        if !(0..self.n_units()).any(known) {
            return Err(DesignError::NoValues);
        }
        let (numerator, denominator) = (total(above), total(below));
        if denominator == 0.0 {
            return Err(DesignError::ZeroDenominator);
        }
        let value = numerator / denominator;
        let influence = (0..self.n_units())
            .map(|unit| match known(unit) {
                true => self.weights[unit] * (above[unit] - value * below[unit]) / denominator,
                false => 0.0,
            })
            .collect();
        Ok(Sampled {
            value,
            standard_error: self.variance(influence).sqrt(),
            degrees_of_freedom: self.degrees_of_freedom(),
        })
    }

    /// A weighted mean over the units with a value, and what each unit adds to
    /// its error: w(y − mean)/Σw, zero where there is no value.
    pub(super) fn mean_and_influence(
        &self,
        value: impl Fn(usize) -> f64,
    ) -> Result<(f64, Vec<f64>), DesignError> {
        let known = |unit: &usize| !value(*unit).is_nan();
        let weight = sum((0..self.n_units())
            .filter(known)
            .map(|unit| self.weights[unit]));
        if weight <= 0.0 {
            return Err(DesignError::NoValues);
        }
        let units = (0..self.n_units()).filter(known);
        let mean = sum(units.map(|unit| self.weights[unit] * value(unit))) / weight;
        let influence = (0..self.n_units())
            .map(|unit| {
                let value = value(unit);
                if value.is_nan() {
                    0.0
                } else {
                    self.weights[unit] * (value - mean) / weight
                }
            })
            .collect();
        Ok((mean, influence))
    }
}
