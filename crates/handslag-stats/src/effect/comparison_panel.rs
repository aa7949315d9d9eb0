//! One treated series and those it is compared with, period by period.

use crate::model::Columns;

/// One treated series beside its donors, with the periods before and after.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparisonPanel {
    treated: Vec<f64>,
    donors: Columns,
    pre_periods: usize,
}

/// Why a comparison could not be set up.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum PanelError {
    /// The donors have another number of periods than the treated.
    #[error("the donors have {donors} periods where the treated has {treated}")]
    Lengths {
        /// Periods of the treated.
        treated: usize,
        /// Periods of the donors.
        donors: usize,
    },
    /// There is no period before, or none after.
    #[error("{pre} of {all} periods lie before: there must be some before and some after")]
    NoBeforeOrAfter {
        /// Periods before.
        pre: usize,
        /// All periods.
        all: usize,
    },
    /// There is nothing to blend.
    #[error("a blend needs at least two donors, not {0}")]
    TooFewDonors(usize),
    /// A number is missing: fill it, or leave out the period or the donor.
    #[error("period {period} of donor {donor:?} is missing (no donor: the treated)")]
    Missing {
        /// Which donor; none if it is the treated.
        donor: Option<usize>,
        /// Which period, counted from 0.
        period: usize,
    },
}

impl ComparisonPanel {
    /// The treated series beside its donors.
    ///
    /// - `treated`: one number a period, in time order.
    /// - `donors`: the same periods (rows) by donors (columns), the same unit.
    ///   None of them may have been treated.
    /// - `pre_periods`: how many of the periods, from the first, lie before.
    ///
    /// # Errors
    /// [`PanelError`] if lengths differ, a number is missing, no period lies
    /// before or after, or there are fewer than two donors.
    pub fn new(treated: Vec<f64>, donors: Columns, pre_periods: usize) -> Result<Self, PanelError> {
        if donors.count() < 2 {
            return Err(PanelError::TooFewDonors(donors.count()));
        }
        if treated.len() != donors.rows() {
            return Err(PanelError::Lengths {
                treated: treated.len(),
                donors: donors.rows(),
            });
        }
        if pre_periods == 0 || pre_periods >= treated.len() {
            return Err(PanelError::NoBeforeOrAfter {
                pre: pre_periods,
                all: treated.len(),
            });
        }
        let missing = |series: &[f64]| series.iter().position(|number| !number.is_finite());
        if let Some(period) = missing(&treated) {
            return Err(PanelError::Missing {
                donor: None,
                period,
            });
        }
        for (donor, series) in donors.iter().enumerate() {
            if let Some(period) = missing(series) {
                return Err(PanelError::Missing {
                    donor: Some(donor),
                    period,
                });
            }
        }
        Ok(Self {
            treated,
            donors,
            pre_periods,
        })
    }

    /// The treated series.
    pub fn treated(&self) -> &[f64] {
        &self.treated
    }

    /// The donors: periods by donors.
    pub fn donors(&self) -> &Columns {
        &self.donors
    }

    /// How many periods lie before.
    pub fn pre_periods(&self) -> usize {
        self.pre_periods
    }

    /// The donors' periods before.
    pub(crate) fn donors_before(&self) -> Columns {
        Columns::from_fn(self.pre_periods, self.donors.count(), |period, donor| {
            self.donors.at(period, donor)
        })
    }

    /// The treated series' periods before.
    pub(crate) fn treated_before(&self) -> &[f64] {
        &self.treated[..self.pre_periods]
    }

    /// The panel as if this donor had been treated, among the other donors.
    pub(crate) fn as_if_treated(&self, donor: usize) -> Self {
        let treated = self.donors.column(donor).to_vec();
        let others = self.donors.count() - 1;
        let donors = Columns::from_fn(self.donors.rows(), others, |period, other| {
            self.donors.at(period, other + usize::from(other >= donor))
        });
        Self {
            treated,
            donors,
            pre_periods: self.pre_periods,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_named() {
        let donors = Columns::from_rows(&[vec![1.0, 2.0], vec![f64::NAN, 3.0]]).unwrap();
        let panel = ComparisonPanel::new(vec![1.0, 2.0], donors, 1);
        assert_eq!(
            panel,
            Err(PanelError::Missing {
                donor: Some(0),
                period: 1
            })
        );
    }

    #[test]
    fn a_donor_as_if_treated_is_no_donor_of_its_own() {
        let donors = Columns::from_rows(&[vec![1.0, 2.0, 3.0], vec![4.0, 5.0, 6.0]]).unwrap();
        let panel = ComparisonPanel::new(vec![9.0, 9.0], donors, 1).unwrap();
        let placebo = panel.as_if_treated(1);
        assert_eq!(placebo.treated(), [2.0, 5.0]);
        assert_eq!(placebo.donors().column(1), [3.0, 6.0]);
    }
}
