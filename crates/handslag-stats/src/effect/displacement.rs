//! Did it fall where we worked, or did it only move next door?

use crate::numeric::normal_two_sided;
use crate::{Estimate, Level, Method};

/// Events in one area before and after.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BeforeAfter {
    /// Events counted before.
    pub before: f64,
    /// Events counted after.
    pub after: f64,
}

impl BeforeAfter {
    /// `before` and then `after`.
    pub fn new(before: f64, after: f64) -> Self {
        Self { before, after }
    }

    fn is_counted(self) -> bool {
        let is_count = |n: f64| n.is_finite() && n >= 0.0;
        is_count(self.before) && is_count(self.after)
    }

    fn has_none_of(self) -> bool {
        self.before == 0.0 || self.after == 0.0
    }
}

/// The four areas of one table, each before and after.
///
/// Without areas for displacement leave theirs at zero: they then add nothing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DisplacementTable {
    /// Where the work was done.
    pub treated: BeforeAfter,
    /// A like area where it was not.
    pub control: BeforeAfter,
    /// Around the treated area, where events may have moved.
    pub displacement: BeforeAfter,
    /// A like area for comparison with it.
    pub displacement_control: BeforeAfter,
    /// What the counts are divided by to be alike in time and size.
    pub weights: Weights,
}

/// What counts are divided by: months, inhabitants, street metres, or 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weights {
    /// Length of the time before.
    pub before: f64,
    /// Length of the time after.
    pub after: f64,
    /// Size of the control area.
    pub control: f64,
    /// Size of the treated area.
    pub treated: f64,
    /// Size of the control area for displacement.
    pub displacement_control: f64,
    /// Size of the displacement area.
    pub displacement: f64,
}

impl Default for Weights {
    /// All alike.
    fn default() -> Self {
        Self {
            before: 1.0,
            after: 1.0,
            control: 1.0,
            treated: 1.0,
            displacement_control: 1.0,
            displacement: 1.0,
        }
    }
}

/// A difference with its standard error, in weighted events.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Difference {
    /// Change against the control area; below zero means fewer.
    pub value: f64,
    /// Poisson standard error.
    pub standard_error: f64,
}

/// Net change with displacement or diffusion counted in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WeightedDisplacement {
    /// Treated area against its control.
    pub local: Difference,
    /// Displacement area against its control; above zero means that events
    /// moved there, below zero that the benefit spread.
    pub displaced: Difference,
    /// The sum of both.
    pub total: Difference,
    /// The sum with its interval, in weighted events.
    pub net: Estimate,
    /// `total` over its standard error.
    pub z: f64,
    /// Two-sided p value of no net change.
    pub p: f64,
}

/// Weighted displacement difference (Wheeler and Ratcliffe 2018,
/// doi:10.1186/s40163-018-0085-5).
///
/// - Returns events per unit of weight: with weights of 1, plain events.
///
/// # Errors
/// [`DisplacementError`]: a count or weight that is none, or nothing counted
/// anywhere.
///
/// # Assumptions
/// Counts are Poisson, and without the work both areas would have changed by
/// the same *number*: they must be of like size. Show
/// [`log_ratio_difference`] beside it, which assumes the same *share*.
///
/// ```
/// # use handslag_stats::{Level, effect::*};
/// // The same as wdd(alpha=0.05) in crimepy: (41 − 71) − (74 − 79) + (17 − 22)
/// // − (9 − 10), with the root of all eight counts as standard error.
/// let table = DisplacementTable {
///     treated: BeforeAfter::new(71.0, 41.0),
///     control: BeforeAfter::new(79.0, 74.0),
///     displacement: BeforeAfter::new(22.0, 17.0),
///     displacement_control: BeforeAfter::new(10.0, 9.0),
///     weights: Weights::default(),
/// };
/// let found = weighted_displacement(&table, Level::P95)?;
/// assert_eq!(found.net.to_string(), "-29.00 (95 % interval -64.22 to 6.22)");
/// # Ok::<(), DisplacementError>(())
/// ```
pub fn weighted_displacement(
    table: &DisplacementTable,
    level: Level,
) -> Result<WeightedDisplacement, DisplacementError> {
    table.check()?;
    let w = &table.weights;
    let local = w.difference((table.treated, w.treated), (table.control, w.control));
    let displaced = w.difference(
        (table.displacement, w.displacement),
        (table.displacement_control, w.displacement_control),
    );
    let total = Difference {
        value: local.value + displaced.value,
        standard_error: local.standard_error.hypot(displaced.standard_error),
    };
    if total.standard_error == 0.0 {
        return Err(DisplacementError::NothingCounted);
    }
    let half = level.z() * total.standard_error;
    let z = total.value / total.standard_error;
    Ok(WeightedDisplacement {
        local,
        displaced,
        total,
        net: Estimate {
            value: total.value,
            lower: total.value - half,
            upper: total.value + half,
            level,
            method: Method::WeightedDisplacementDifference,
        },
        z,
        p: normal_two_sided(z),
    })
}

/// Weighted displacement quotient: a description, with no interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DisplacementQuotient {
    /// Change of the displacement area over change of the treated area, both
    /// relative to the control. Above 0: the benefit spread (above 1: more than
    /// at the place itself). Below 0: events moved (below −1: more than were
    /// prevented). Means something only if `success` is below zero.
    pub quotient: f64,
    /// Change of the treated area relative to the control; below 0 is success.
    pub success: f64,
}

/// Weighted displacement quotient (Bowers and Johnson 2003,
/// doi:10.1023/A:1024909009240).
///
/// It has no known sampling error, so it never decides anything. Weights do not
/// enter: they cancel.
///
/// - Returns `None` if the control area lacks events, the displacement area has
///   none at all, or the treated area changed just as the control.
///
/// ```
/// # use handslag_stats::effect::*;
/// // Worked by hand: from 20 to 10 of 20 is half less; from 10 to 12 of 20 is a
/// // tenth more, so a fifth of what was prevented moved.
/// let table = DisplacementTable {
///     treated: BeforeAfter::new(20.0, 10.0),
///     control: BeforeAfter::new(20.0, 20.0),
///     displacement: BeforeAfter::new(10.0, 12.0),
///     displacement_control: BeforeAfter::new(0.0, 0.0),
///     weights: Weights::default(),
/// };
/// let found = displacement_quotient(&table).ok_or("the control area has events")?;
/// assert!((found.success + 0.5).abs() < 1e-12);
/// assert!((found.quotient + 0.2).abs() < 1e-12);
/// # Ok::<(), &str>(())
/// ```
pub fn displacement_quotient(table: &DisplacementTable) -> Option<DisplacementQuotient> {
    let DisplacementTable {
        treated,
        control,
        displacement,
        ..
    } = table;
    let is_empty = displacement.before == 0.0 && displacement.after == 0.0;
    if control.has_none_of() || is_empty {
        return None;
    }
    let against_control =
        |area: &BeforeAfter| area.after / control.after - area.before / control.before;
    let success = against_control(treated);
    (success != 0.0).then(|| DisplacementQuotient {
        quotient: against_control(displacement) / success,
        success,
    })
}

/// Log ratio of ratios, treated over control, with its Poisson standard error:
/// difference in differences that multiplies (the log of a cross-product ratio:
/// Woolf 1955, On estimating the relation between blood group and disease).
///
/// - Returns a natural logarithm; its exponential is how many times the treated
///   area's ratio is the control's.
///
/// # Errors
/// [`DisplacementError::NoEvents`] if one of the four counts is zero.
///
/// ```
/// # use handslag_stats::effect::*;
/// // ln(41/71) − ln(74/79), and √(1/41 + 1/71 + 1/74 + 1/79).
/// let treated = BeforeAfter::new(71.0, 41.0);
/// let control = BeforeAfter::new(79.0, 74.0);
/// let found = log_ratio_difference(treated, control)?;
/// assert!((found.value + 0.4837250511).abs() < 1e-9);
/// assert!((found.standard_error - 0.2542567448).abs() < 1e-9);
/// # Ok::<(), DisplacementError>(())
/// ```
pub fn log_ratio_difference(
    treated: BeforeAfter,
    control: BeforeAfter,
) -> Result<Difference, DisplacementError> {
    if !(treated.is_counted() && control.is_counted()) {
        return Err(DisplacementError::NotACount);
    }
    if treated.has_none_of() || control.has_none_of() {
        return Err(DisplacementError::NoEvents);
    }
    let variance =
        1.0 / treated.after + 1.0 / treated.before + 1.0 / control.after + 1.0 / control.before;
    Ok(Difference {
        value: (treated.after / treated.before).ln() - (control.after / control.before).ln(),
        standard_error: variance.sqrt(),
    })
}

/// Why areas could not be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DisplacementError {
    /// A count is negative, infinite or undefined.
    #[error("a count of events is negative or undefined")]
    NotACount,
    /// A weight is not above zero.
    #[error("a weight must be a number above zero")]
    NotAWeight,
    /// All counts are zero.
    #[error("nothing was counted in any area")]
    NothingCounted,
    /// A ratio needs events in both areas and both periods.
    #[error("a ratio needs events in both areas, before and after")]
    NoEvents,
}

impl DisplacementTable {
    fn check(&self) -> Result<(), DisplacementError> {
        let areas = [
            self.treated,
            self.control,
            self.displacement,
            self.displacement_control,
        ];
        if !areas.iter().all(|area| area.is_counted()) {
            return Err(DisplacementError::NotACount);
        }
        let w = &self.weights;
        let weights = [
            w.before,
            w.after,
            w.control,
            w.treated,
            w.displacement_control,
            w.displacement,
        ];
        if !weights.iter().all(|w| w.is_finite() && *w > 0.0) {
            return Err(DisplacementError::NotAWeight);
        }
        Ok(())
    }
}

impl Weights {
    /// Change of one area minus change of another, each with its size.
    fn difference(&self, of: (BeforeAfter, f64), from: (BeforeAfter, f64)) -> Difference {
        let change = |(area, size): (BeforeAfter, f64)| {
            area.after / (self.after * size) - area.before / (self.before * size)
        };
        let variance = |(area, size): (BeforeAfter, f64)| {
            area.after / (self.after * size).powi(2) + area.before / (self.before * size).powi(2)
        };
        Difference {
            value: change(of) - change(from),
            standard_error: (variance(of) + variance(from)).sqrt(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::{Mass, Seed};
    use rand_xoshiro::rand_core::Rng;

    fn table(counts: [f64; 8]) -> DisplacementTable {
        let area = |i: usize| BeforeAfter::new(counts[i], counts[i + 1]);
        DisplacementTable {
            treated: area(0),
            control: area(2),
            displacement: area(4),
            displacement_control: area(6),
            weights: Weights::default(),
        }
    }

    #[test]
    fn without_displacement_areas_the_net_change_is_the_local_one() {
        let found = weighted_displacement(
            &table([60.0, 38.0, 40.0, 45.0, 0.0, 0.0, 0.0, 0.0]),
            Level::P95,
        )
        .unwrap();
        assert_eq!(found.total, found.local);
        assert_eq!(found.local.value, -27.0);
        assert_eq!(found.local.standard_error, 183f64.sqrt());
    }

    #[test]
    fn the_quotient_is_the_one_worked_by_hand() {
        let found = displacement_quotient(&table([71.0, 41.0, 79.0, 74.0, 22.0, 17.0, 10.0, 9.0]));
        let success = 41.0 / 74.0 - 71.0 / 79.0;
        let found = found.unwrap();
        assert_eq!(found.success, success);
        assert!((found.quotient - (17.0 / 74.0 - 22.0 / 79.0) / success).abs() < 1e-15);
        assert_eq!(
            displacement_quotient(&table([1.0, 2.0, 0.0, 4.0, 1.0, 1.0, 0.0, 0.0])),
            None
        );
    }

    #[test]
    fn what_cannot_be_computed_is_refused() {
        let nothing = table([0.0; 8]);
        assert_eq!(
            weighted_displacement(&nothing, Level::P95),
            Err(DisplacementError::NothingCounted)
        );
        let mut unweighted = table([1.0; 8]);
        unweighted.weights.after = 0.0;
        assert_eq!(
            weighted_displacement(&unweighted, Level::P95),
            Err(DisplacementError::NotAWeight)
        );
        assert_eq!(
            log_ratio_difference(BeforeAfter::new(3.0, 0.0), BeforeAfter::new(3.0, 4.0)),
            Err(DisplacementError::NoEvents)
        );
    }

    #[test]
    fn the_interval_holds_no_change_as_often_as_it_claims() {
        // Treated 50, control 60, displacement 20 and its control 25 in both
        // periods; 4,000 draws leave 0.35 per cent of error, times four.
        let means = [50.0, 50.0, 60.0, 60.0, 20.0, 20.0, 25.0, 25.0];
        let masses = means.map(Mass::poisson);
        let draws = 4_000;
        let held = (0..draws)
            .filter(|&replicate| {
                let mut generator = Seed(11).replicate(replicate);
                let counts = masses.each_ref().map(|mass| {
                    let mut left = (generator.next_u64() >> 11) as f64 / (1u64 << 53) as f64;
                    let (first, probabilities) = mass.parts();
                    let place = probabilities.iter().position(|p| {
                        left -= p;
                        left < 0.0
                    });
                    (first as usize + place.unwrap_or(0)) as f64
                });
                let net = weighted_displacement(&table(counts), Level::P95)
                    .unwrap()
                    .net;
                net.lower <= 0.0 && 0.0 <= net.upper
            })
            .count();
        let share = held as f64 / draws as f64;
        assert!((share - 0.95).abs() < 0.015, "{share}");
    }
}
