//! Did treated units change more than the others over the same periods?
//!
//! Regression with a level for every unit and every period. Errors allow for
//! rows of the same unit that go together.

mod estimate;
mod event_study;
mod panel;
mod randomisation;

pub use event_study::{EventStudy, JointErrors, JointTest, LeadOrLag};
pub use randomisation::RandomisationTest;

use panel::Prepared;

use crate::{Estimate, Level};

/// One row for each unit and period that was observed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PanelRows<'a> {
    /// Each row's unit, by a number.
    pub unit: &'a [usize],
    /// Each row's period, by a number; larger is later.
    pub period: &'a [usize],
    /// Each row's count or value; undefined (NaN) rows are left out.
    pub value: &'a [f64],
    /// What each count is out of, in any unit; above zero.
    pub exposure: Option<&'a [f64]>,
    /// 1 where the unit is treated in the period, else 0.
    pub treated: &'a [f64],
}

/// How the values depend on unit, period and treatment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DidModel {
    /// Counts: levels multiply, the effect is a natural log of a rate ratio.
    Poisson,
    /// Values: levels add, the effect is a difference. Exposure is not used.
    Linear,
}

/// The change of the treated beyond that of the others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DifferenceInDifferences {
    /// Natural log of a rate ratio, or a difference, by the model.
    pub effect: f64,
    /// Its standard errors.
    pub standard_error: ClusterErrors,
    /// Satterthwaite's, for the t distribution under CR2.
    pub degrees_of_freedom: f64,
    /// Two-sided, by t under CR2.
    pub p: f64,
    /// A rate ratio, or a difference, with its interval by t under CR2.
    pub estimate: Estimate,
    /// Deviance of the regression (residual sum of squares if linear).
    pub deviance: f64,
    /// Units, each a cluster.
    pub clusters: usize,
    /// Rows whose mean can only be zero, such as those of a unit that never
    /// counted anything. They say nothing of the effect.
    pub rows_without_information: usize,
}

/// Standard errors of one effect, by what they allow for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ClusterErrors {
    /// Independent rows with the model's variance.
    pub model: f64,
    /// Clusters, nothing done about their being few.
    pub cr0: f64,
    /// Clusters, times G/(G − 1).
    pub cr1: f64,
    /// Clusters, times G(N − 1)/((G − 1)(N − p)).
    pub cr1s: f64,
    /// Clusters, residuals adjusted to be unbiased.
    pub cr2: f64,
}

impl PanelRows<'_> {
    /// Fits the effect, with errors by unit (fixed effects of unit and period:
    /// Wooldridge 1999, Distribution-free estimation of some nonlinear panel data
    /// models; errors: Liang and Zeger 1986, doi:10.1093/biomet/73.1.13, and
    /// Pustejovsky and Tipton 2018, doi:10.1080/07350015.2016.1247004).
    ///
    /// As R's `glm(value ~ treated + unit + period, poisson)` and `lm`, with
    /// `vcovCR` and `coef_test` of clubSandwich.
    ///
    /// With fewer than twenty units, or few treated ones, even CR2 is uncertain:
    /// use [`PanelRows::randomisation_test`] beside it. Whatever the errors,
    /// look at [`PanelRows::event_study`] before believing the effect.
    ///
    /// # Errors
    /// See [`DidError`].
    ///
    /// # Assumptions
    /// Untreated, all units would have moved in parallel (on the log scale if
    /// Poisson), and the effect is the same in all treated rows.
    ///
    /// ```
    /// # use handslag_stats::Level;
    /// # use handslag_stats::effect::{DidError, DidModel, PanelRows};
    /// let rows = PanelRows {
    ///     unit: &[0, 0, 1, 1, 2, 2],
    ///     period: &[0, 1, 0, 1, 0, 1],
    ///     value: &[10.0, 5.0, 20.0, 20.0, 30.0, 30.0],
    ///     exposure: None,
    ///     treated: &[0.0, 1.0, 0.0, 0.0, 0.0, 0.0],
    /// };
    /// // From 10 to 5 while the others stood still: half.
    /// let ratio = rows.effect(DidModel::Poisson, Level::P95)?;
    /// assert!((ratio.estimate.value - 0.5).abs() < 1e-9);
    /// let difference = rows.effect(DidModel::Linear, Level::P95)?;
    /// assert!((difference.effect + 5.0).abs() < 1e-9);
    /// # Ok::<(), DidError>(())
    /// ```
    pub fn effect(
        &self,
        model: DidModel,
        level: Level,
    ) -> Result<DifferenceInDifferences, DidError> {
        let prepared = Prepared::new(self, model)?;
        let fit = prepared.fit(std::slice::from_ref(&prepared.treated), model)?;
        estimate::of(&prepared, &fit, model, level)
    }
}

/// Why treated units could not be compared with others.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum DidError {
    /// A list has another length than the list of units.
    #[error("`{list}` has {found} rows where `unit` has {expected}")]
    LengthsDiffer {
        /// Which list.
        list: &'static str,
        /// Its length.
        found: usize,
        /// Rows of `unit`.
        expected: usize,
    },
    /// A value is infinite or (for counts) negative.
    #[error("the value in row {row} (counted from 0) is infinite or negative")]
    NotANumber {
        /// The first such row.
        row: usize,
    },
    /// An exposure is zero, negative or undefined, or a treatment undefined.
    #[error("the exposure or treatment in row {row} (counted from 0) is no number it can be")]
    NotAnInput {
        /// The first such row.
        row: usize,
    },
    /// Two units with counts, and two periods, are the least.
    #[error("{units} units over {periods} periods are too few to compare")]
    TooFew {
        /// Units with anything counted.
        units: usize,
        /// Periods with anything counted.
        periods: usize,
    },
    /// Unit and period explain the treatment: nobody is left to compare with.
    #[error("unit and period explain {what}, so there is nothing to compare with")]
    Explained {
        /// The treatment, or the period of an event study.
        what: String,
    },
    /// Too few rows for the levels of units and periods.
    #[error("{rows} rows are too few for {columns} levels")]
    TooFewRows {
        /// Rows left.
        rows: usize,
        /// Levels and effects to estimate.
        columns: usize,
    },
    /// Nothing was counted in treated rows (or in all others): a ratio without
    /// end.
    #[error("the effect has no end: counts are zero wherever the treatment tells rows apart")]
    Separated,
    /// The steps did not settle.
    #[error("the fit did not settle in {steps} steps")]
    NotConverged {
        /// How many were taken.
        steps: u32,
    },
    /// All units are treated alike, so nothing can be exchanged between them.
    #[error("all units are treated alike, so there is nothing to exchange")]
    AllAlike,
    /// An event study needs units treated from a period on that is not the first.
    #[error("no treated unit has {needed} periods or more before its start")]
    NoLeads {
        /// Periods needed.
        needed: usize,
    },
}

#[cfg(test)]
mod tests;
