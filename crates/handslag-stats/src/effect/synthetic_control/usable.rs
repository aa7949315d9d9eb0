//! May anything be said from this blend at all?

use super::{Placebos, SyntheticControl};
use crate::effect::comparison_panel::ComparisonPanel;
use crate::numeric::mean;

/// When a blend is too bad, or too good, to say anything from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PreFitRule {
    /// The root mean square gap before may be this part of the treated's mean
    /// size before.
    pub largest_relative_gap: f64,
    /// With as many donors as periods before, a gap below this part of the mean
    /// size is no likeness but arithmetic: any series could be met as well.
    pub smallest_relative_gap: f64,
    /// The smallest possible placebo p has to be at most this.
    pub largest_smallest_p: f64,
}

impl Default for PreFitRule {
    /// A tenth, a millionth and a tenth. Abadie (2021, doi:10.1257/jel.20191450,
    /// section 4) advises against use where the fit before is poor and gives no
    /// figure. A tenth is our choice: gaps that large before are of the size of
    /// the effects that are looked for after. With fewer than nine donors even
    /// the rarest place among the placebos is no rarity.
    fn default() -> Self {
        Self {
            largest_relative_gap: 0.1,
            smallest_relative_gap: 1e-6,
            largest_smallest_p: 0.1,
        }
    }
}

/// Why nothing may be said from a blend.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum NotUsable {
    /// The blend does not go like the treated before.
    #[error(
        "before, the blend misses by {relative_gap:.3} of the treated's size; at most {largest} is allowed"
    )]
    PoorFitBefore {
        /// Root mean square gap before, as a part of the treated's mean size.
        relative_gap: f64,
        /// What was allowed.
        largest: f64,
    },
    /// The blend meets the treated exactly, which so many donors can do with
    /// any series.
    #[error("{donors} donors meet {pre_periods} periods exactly, which says nothing")]
    PerfectOverfit {
        /// How many donors.
        donors: usize,
        /// How many periods before.
        pre_periods: usize,
    },
    /// Not even the largest gap of all would be rare among so few.
    #[error("with these donors no placebo p can be below {smallest_p:.3}")]
    TooFewDonors {
        /// The smallest p there can be.
        smallest_p: f64,
    },
}

impl SyntheticControl {
    /// Whether a verdict may be drawn from this blend, by a rule set beforehand.
    ///
    /// # Errors
    /// [`NotUsable`]: which part of the rule is broken, and by how much.
    pub fn usable(
        &self,
        panel: &ComparisonPanel,
        placebos: &Placebos,
        rule: PreFitRule,
    ) -> Result<(), NotUsable> {
        let sizes: Vec<f64> = panel.treated_before().iter().map(|y| y.abs()).collect();
        let relative_gap = self.gap.pre_rmspe / mean(&sizes);
        let donors = panel.donors().count();
        if donors >= panel.pre_periods() && relative_gap < rule.smallest_relative_gap {
            return Err(NotUsable::PerfectOverfit {
                donors,
                pre_periods: panel.pre_periods(),
            });
        }
        // A treated that was always zero has no relative gap, and no verdict.
        if relative_gap.is_nan() || relative_gap > rule.largest_relative_gap {
            return Err(NotUsable::PoorFitBefore {
                relative_gap,
                largest: rule.largest_relative_gap,
            });
        }
        if placebos.smallest_possible_p > rule.largest_smallest_p {
            return Err(NotUsable::TooFewDonors {
                smallest_p: placebos.smallest_possible_p,
            });
        }
        Ok(())
    }
}
