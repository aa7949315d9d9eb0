//! How small a change at places could be seen, before anything is done there?

use handslag_stats::Level;
use handslag_stats::effect::{BeforeAfter, DisplacementTable, weighted_displacement};
use handslag_stats::numeric::{normal_above, normal_below};

use crate::effect::power::POWER;

/// Counts before at every place, and what is expected after if nothing is done:
/// as many, over the time that is judged.
///
/// The verdict to come is foreseen by its own formula: the same weighted
/// difference, with the standard error that it has at the change looked for.
pub struct PlacePlan {
    table: DisplacementTable,
}

impl PlacePlan {
    /// `None` where nothing was counted at the treated place.
    pub fn new(counted: &DisplacementTable) -> Option<Self> {
        let after = counted.weights.after / counted.weights.before;
        let expected = |place: BeforeAfter| BeforeAfter::new(place.before, place.before * after);
        (counted.treated.before > 0.0).then(|| Self {
            table: DisplacementTable {
                treated: expected(counted.treated),
                control: expected(counted.control),
                displacement: expected(counted.displacement),
                displacement_control: expected(counted.displacement_control),
                weights: counted.weights,
            },
        })
    }

    /// The same places, followed `times` as long before and after.
    pub fn longer(&self, times: f64) -> Self {
        let more = |place: BeforeAfter| BeforeAfter::new(place.before * times, place.after * times);
        Self {
            table: DisplacementTable {
                treated: more(self.table.treated),
                control: more(self.table.control),
                displacement: more(self.table.displacement),
                displacement_control: more(self.table.displacement_control),
                weights: self.table.weights,
            },
        }
    }

    /// Events at the treated place before.
    pub fn before(&self) -> f64 {
        self.table.treated.before
    }

    /// How many are left of them, over as long a time, at a ratio.
    pub fn left(&self, ratio: f64) -> f64 {
        self.table.treated.before * ratio
    }

    /// The largest ratio below 1, in whole percent, that is seen.
    pub fn detectable_decrease(&self) -> Option<f64> {
        let mut ratios = (0..100).rev().map(|percent| f64::from(percent) / 100.0);
        ratios.find(|ratio| self.power(*ratio) >= POWER)
    }

    /// The smallest ratio above 1 that is seen.
    pub fn detectable_increase(&self) -> Option<f64> {
        let mut ratios = (101..=1000).map(|percent| f64::from(percent) / 100.0);
        ratios.find(|ratio| self.power(*ratio) >= POWER)
    }

    /// The chance that a verdict says so, when there are `ratio` times as many
    /// events at the treated place as without anything done.
    pub fn power(&self, ratio: f64) -> f64 {
        let mut changed = self.table;
        changed.treated.after *= ratio;
        let Ok(found) = weighted_displacement(&changed, Level::P95) else {
            return 0.0;
        };
        let z = Level::P95.z();
        normal_below(-z - found.z) + normal_above(z - found.z)
    }
}
