//! How small a change of a share could be seen, before the next survey is made?

use handslag_stats::Level;
use handslag_stats::numeric::{normal_above, normal_below};

/// A share that is known, and how many answers each wave has or will have,
/// allowing for the design.
pub struct SharePlan {
    /// The share before, 0 to 1.
    pub before: f64,
    /// Answers before.
    pub n_before: f64,
    /// Answers after.
    pub n_after: f64,
}

impl SharePlan {
    /// The same share, with `times` as many answers in both waves.
    pub fn larger(&self, times: f64) -> Self {
        Self {
            before: self.before,
            n_before: self.n_before * times,
            n_after: self.n_after * times,
        }
    }

    /// The chance that a verdict says so, when the share changes by `points`
    /// percentage points: normal, with the variance that holds after the change.
    pub fn power(&self, points: f64) -> f64 {
        let after = self.before + points / 100.0;
        if !(0.0..=1.0).contains(&after) {
            return 0.0;
        }
        let variance = |share: f64, n: f64| share * (1.0 - share) / n;
        let se = variance(self.before, self.n_before) + variance(after, self.n_after);
        let distance = points / 100.0 / se.sqrt();
        let z = Level::P95.z();
        normal_below(-z - distance) + normal_above(z - distance)
    }

    /// The smallest change of whole points in one direction that is seen with
    /// chance `power`; `None` where the share has not so far to go.
    pub fn detectable(&self, power: f64, is_decrease: bool) -> Option<f64> {
        let sign = if is_decrease { -1.0 } else { 1.0 };
        let points = (1..=100).map(f64::from);
        let mut seen = points.filter(|points| self.power(sign * points) >= power);
        seen.next()
    }
}
