//! Did it change more than elsewhere, beyond the drift that is usual?
//!
//! Units – municipalities, districts, shops – change against each other from
//! one period to the next for reasons that are neither chance nor anybody's
//! work. A test that knows only chance cries wolf for every third unit. The
//! drift funnel measures that drift among the other units in the same two
//! periods and judges by it.
//!
//! # Method
//!
//! With n₀ events before and n₁ after, unit i has yᵢ = log((n₁+½)/(n₀+½)), less
//! the same of all units, with Poisson variance vᵢ = 1/(n₀+½) + 1/(n₁+½). Leaving
//! unit i out, the others give
//!
//! 1. *how drift depends on size*: variance τ²·(n₀/ñ)^b, with b by restricted
//!    likelihood drawn to 0. Small units mostly drift more: with one τ for all,
//!    the smallest third of 290 municipalities raised 7.9 % false alarms and the
//!    largest 3.2 % (see `docs/decisions/0009-drift-funnel.md`);
//! 2. *the drift itself*: τ² by Paule and Mandel (1982,
//!    doi:10.6028/jres.087.022), the additive overdispersion of Spiegelhalter's
//!    funnels (2005, doi:10.1002/sim.1970, doi:10.1136/qshc.2005.013755), and the
//!    weighted mean change μ;
//! 3. *the tails*: the others' changes in their own standard errors,
//!    rⱼ = (yⱼ−μ)/sⱼ. The limit is no quantile of the normal distribution but the
//!    ⌈(1−α)(m+1)⌉-th smallest of the m values |rⱼ|: split conformal prediction
//!    with locally weighted residuals (Vovk, Gammerman and Shafer 2005,
//!    doi:10.1007/b106715; Lei et al. 2018, doi:10.1080/01621459.2017.1307116).
//!    Whatever the shape of the tails, a unit like the others then falls outside
//!    with probability at most α. Where tails are heavy the interval widens of
//!    itself, and [`FunnelVerdict::widening`] says by how much.
//!
//! Heavier-tailed random effects (Lee and Thompson 2008, doi:10.1002/sim.2897)
//! answer the same need with a shape that has to be believed; this one counts.
//!
//! # Limits
//!
//! The verdict is relative: if many units do the same work at the same time it
//! sees only what one does beyond the rest. A change of coding that strikes a
//! whole region looks like drift, and widens the intervals of all.

mod paule_mandel;
mod plain;
mod plan;
mod size;

use rayon::prelude::*;

use crate::numeric::{normal_two_sided, sum};
use crate::{Estimate, Level, Method};

use super::displacement::BeforeAfter;
use paule_mandel::{Fit, Observation, paule_mandel};
use size::{SizeFit, Sized};

pub use plain::{FEWEST_BEFORE, PlainFunnel, PlainVerdict};
pub use plan::FunnelPlan;

/// Units with their counts in the same two periods.
///
/// ```
/// # use handslag_stats::{Level, effect::*};
/// // Forty districts that each drift a tenth up or down, and one that halved.
/// let mut districts: Vec<BeforeAfter> = (0..40)
///     .map(|i| BeforeAfter::new(1000.0, if i % 2 == 0 { 1100.0 } else { 900.0 }))
///     .collect();
/// districts.push(BeforeAfter::new(1000.0, 500.0));
/// let funnel = DriftFunnel::new(&districts)?;
/// let verdict = funnel.verdict(40, Level::P95)?;
/// assert!(verdict.ratio.upper < 1.0);
/// assert_eq!((verdict.rank, verdict.n_units), (1, 41));
/// // Those that moved with the rest are as usual.
/// assert!(funnel.verdict(0, Level::P95)?.p > 0.05);
/// # Ok::<(), FunnelError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct DriftFunnel {
    units: Vec<BeforeAfter>,
    /// Log ratio, Poisson variance and log size of each unit.
    sized: Vec<Sized>,
    /// The units that have a say: enough events before.
    heard: Vec<usize>,
    size: SizeFit,
    fit: Fit,
}

/// One unit's change against the others', judged by their drift.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FunnelVerdict {
    /// How many times the others' ratio this unit's ratio is, with an interval
    /// that holds drift as well as chance.
    pub ratio: Estimate,
    /// Share of units, this one counted in, that are at least as far from the
    /// mean: (1 + as far) / (1 + others). Never below 1/(1 + others).
    pub p: f64,
    /// The p value if tails were normal: for comparison only.
    pub normal_p: f64,
    /// Place among all units, the most unusual first, counted from 1.
    pub rank: usize,
    /// How many units were ranked.
    pub n_units: usize,
    /// Drift of a unit of this size: standard deviation on the log scale.
    pub drift: f64,
    /// The limit used over that of the normal distribution: above 1 where tails
    /// are heavier.
    pub widening: f64,
}

/// Why no verdict is given.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum FunnelError {
    /// A count is negative, infinite or undefined.
    #[error("unit number {unit} (from zero) has a count that is negative or undefined")]
    NotACount {
        /// Its place, counted from zero.
        unit: usize,
    },
    /// One of the periods is empty.
    #[error("nothing was counted in one of the periods")]
    NothingCounted,
    /// Fewer units with enough events than drift and tails need.
    #[error("{found} units to compare with are too few; at least {needed} are needed")]
    TooFewUnits {
        /// How many there are.
        found: usize,
        /// How many it takes.
        needed: usize,
    },
    /// There is no unit of this number.
    #[error("there is no unit number {0}, counted from zero")]
    NoSuchUnit(usize),
    /// The unit has too few events before.
    #[error("{found} events before are too few for a verdict; at least {needed} are needed")]
    TooFewEvents {
        /// How many there were.
        found: f64,
        /// How many it takes.
        needed: f64,
    },
    /// The others change so wildly that no common spread describes them.
    #[error(
        "the other units have no common spread: tails need {widening:.1} times the usual width"
    )]
    NoCommonSpread {
        /// The limit needed over that of the normal distribution.
        widening: f64,
    },
}

impl DriftFunnel {
    /// The fewest units besides the judged one.
    pub const FEWEST_UNITS: usize = 29;

    /// Wider than this, and the spread of the others describes nobody: a t
    /// distribution with two degrees of freedom needs 2.2.
    pub const WIDEST: f64 = 2.5;

    /// All units' counts, in the same order everywhere.
    ///
    /// # Errors
    /// [`FunnelError::NotACount`], [`FunnelError::NothingCounted`], and
    /// [`FunnelError::TooFewUnits`] unless 30 units have [`FEWEST_BEFORE`]
    /// events before.
    pub fn new(units: &[BeforeAfter]) -> Result<Self, FunnelError> {
        let log_ratios = plain::log_ratios(units)?;
        let heard: Vec<usize> = (0..units.len())
            .filter(|&i| units[i].before >= FEWEST_BEFORE)
            .collect();
        let needed = Self::FEWEST_UNITS + 1;
        if heard.len() < needed {
            let found = heard.len();
            return Err(FunnelError::TooFewUnits { found, needed });
        }
        let log_size = |i: usize| (units[i].before + 0.5).ln();
        let middle = sum(heard.iter().map(|&i| log_size(i))) / heard.len() as f64;
        let sized: Vec<Sized> = (0..units.len())
            .map(|i| Sized {
                value: log_ratios[i],
                variance: plain::poisson_variance(&units[i]),
                log_size: log_size(i) - middle,
            })
            .collect();
        let mut funnel = Self {
            units: units.to_vec(),
            sized,
            heard,
            size: SizeFit::flat(0.0),
            fit: Fit {
                tau2: 0.0,
                mean: 0.0,
                weight: 0.0,
            },
        };
        let plain = paule_mandel(funnel.observations(None, 0.0), 0.0);
        (funnel.size, funnel.fit) = funnel.fit_without(None, SizeFit::flat(plain.tau2), plain);
        Ok(funnel)
    }

    /// Drift of a unit of middling size: standard deviation on the log scale.
    pub fn drift(&self) -> f64 {
        self.fit.tau2.sqrt()
    }

    /// The power of size that the drift variance goes by; below zero where
    /// small units drift more.
    pub fn size_exponent(&self) -> f64 {
        self.size.exponent
    }

    /// Standard error of log τ²: how well these units tell their own drift.
    /// Infinite where there is no drift.
    pub fn log_drift_variance_se(&self) -> f64 {
        let known = sum(self.observations(None, self.size.exponent).map(|o| {
            let drift = self.fit.tau2 * o.shape;
            0.5 * (drift / (o.variance + drift)).powi(2)
        }));
        known.sqrt().recip()
    }

    /// How many units have a say.
    pub fn n_units(&self) -> usize {
        self.heard.len()
    }

    /// Unit number `unit` (from zero) against all others that have a say.
    ///
    /// - Returns ratios without unit; 1 means that it moved as the others did.
    ///   The time taken grows with the number of units.
    ///
    /// # Errors
    /// The verdict is withheld for a reason: [`FunnelError`].
    ///
    /// ```
    /// # use handslag_stats::{Level, effect::*};
    /// // Forty districts between nine tenths of what they had and 1.29 times it, and
    /// // one that was halved. Worked by hand: it moved farther than all the others, so
    /// // it comes first of 41, and its ratio is a half over their mean of about 1.09.
    /// let mut districts: Vec<BeforeAfter> = (0..40)
    ///     .map(|i| BeforeAfter::new(1000.0, 900.0 + 10.0 * f64::from(i)))
    ///     .collect();
    /// districts.push(BeforeAfter::new(1000.0, 500.0));
    /// let verdict = DriftFunnel::new(&districts)?.verdict(40, Level::P95)?;
    /// assert_eq!((verdict.rank, verdict.n_units), (1, 41));
    /// assert_eq!(verdict.p, 1.0 / 41.0);
    /// assert!((verdict.ratio.value - 0.5 / 1.09).abs() < 0.002);
    /// assert!(verdict.ratio.upper < 1.0);
    /// # Ok::<(), FunnelError>(())
    /// ```
    pub fn verdict(&self, unit: usize, level: Level) -> Result<FunnelVerdict, FunnelError> {
        self.judged(unit, level, |fit| {
            // The mean of the others is itself uncertain.
            let own = self.sized[unit];
            (own.value - fit.mean, 1.0 / fit.weight)
        })
    }

    /// Unit number `unit` (from zero) against its own count before: whether it
    /// changed by more than units usually drift apart in such a time.
    ///
    /// - `unchanged`: the ratio of counts, after over before, if nothing changed:
    ///   that of the lengths of the two periods.
    /// - Returns the unit's own ratio over `unchanged`, without unit; what all
    ///   units have in common is part of it.
    ///
    /// # Errors
    /// As [`verdict`](Self::verdict).
    ///
    /// # Assumptions
    /// As for the verdict. How much all units move together from one period to
    /// the next is no part of the interval: one pair of periods cannot tell it.
    ///
    /// ```
    /// # use handslag_stats::{Level, effect::*};
    /// // Forty districts that rose by a tenth, give or take a fifth.
    /// let districts: Vec<BeforeAfter> = (0..40)
    ///     .map(|i| BeforeAfter::new(1000.0, 900.0 + 10.0 * f64::from(i)))
    ///     .collect();
    /// let funnel = DriftFunnel::new(&districts)?;
    /// let own = funnel.own_change(20, 1.0, Level::P95)?;
    /// assert!((own.ratio.value - 1.1).abs() < 0.001);
    /// // Poisson chance alone would give 1.01 to 1.20.
    /// assert!(own.ratio.lower < 1.0 && 1.2 < own.ratio.upper);
    /// # Ok::<(), FunnelError>(())
    /// ```
    pub fn own_change(
        &self,
        unit: usize,
        unchanged: f64,
        level: Level,
    ) -> Result<FunnelVerdict, FunnelError> {
        self.judged(unit, level, |_| {
            let counts = self.units[unit];
            let ratio = (counts.after + 0.5) / (counts.before + 0.5);
            ((ratio / unchanged).ln(), 0.0)
        })
    }

    /// A distance on the log scale, with what is uncertain about where it is
    /// measured from, judged by the drift and tails of the other units.
    fn judged(
        &self,
        unit: usize,
        level: Level,
        distance: impl Fn(&Fit) -> (f64, f64),
    ) -> Result<FunnelVerdict, FunnelError> {
        let counts = self.units.get(unit).ok_or(FunnelError::NoSuchUnit(unit))?;
        if counts.before < FEWEST_BEFORE {
            return Err(FunnelError::TooFewEvents {
                found: counts.before,
                needed: FEWEST_BEFORE,
            });
        }
        let (size, fit) = self.fit_without(Some(unit), self.size, self.fit);
        let others = self.residuals(Some(unit), size, fit);
        let limit = limit(&others, level)?;
        let own = self.sized[unit];
        let drift2 = fit.tau2 * (size.exponent * own.log_size).exp();
        let (apart, uncertain) = distance(&fit);
        let se = (own.variance + drift2 + uncertain).sqrt();
        let distance = (apart / se).abs();
        let half = limit * se;
        let as_far = others.iter().filter(|r| r.abs() >= distance).count();
        let farther = others.iter().filter(|r| r.abs() > distance).count();
        Ok(FunnelVerdict {
            ratio: Estimate {
                value: apart.exp(),
                lower: (apart - half).exp(),
                upper: (apart + half).exp(),
                level,
                method: Method::DriftFunnel,
            },
            p: (1.0 + as_far as f64) / (1.0 + others.len() as f64),
            normal_p: normal_two_sided(distance),
            rank: farther + 1,
            n_units: others.len() + 1,
            drift: drift2.sqrt(),
            widening: limit / level.z(),
        })
    }

    /// Every unit's verdict, in order; the same for any number of threads.
    ///
    /// # Errors
    /// Each unit has its own [`FunnelError`].
    pub fn verdicts(&self, level: Level) -> Vec<Result<FunnelVerdict, FunnelError>> {
        (0..self.units.len())
            .into_par_iter()
            .map(|unit| self.verdict(unit, level))
            .collect()
    }

    /// Unit number `unit` against stated units alone, such as a fixed list of
    /// comparable ones; the unit itself is left out if it stands in the list.
    ///
    /// # Errors
    /// [`FunnelError`]; the list needs [`FEWEST_UNITS`](Self::FEWEST_UNITS)
    /// units with enough events.
    ///
    /// ```
    /// # use handslag_stats::{Level, effect::*};
    /// // The forty districts of [`verdict`](Self::verdict) and the one that was halved,
    /// // in a country where ten others were halved as well. Worked by hand: against the
    /// // forty it is still the farthest of 41, at a half over their mean of about 1.09.
    /// let mut districts: Vec<BeforeAfter> = (0..40)
    ///     .map(|i| BeforeAfter::new(1000.0, 900.0 + 10.0 * f64::from(i)))
    ///     .collect();
    /// districts.extend([BeforeAfter::new(1000.0, 500.0); 11]);
    /// let forty: Vec<usize> = (0..40).collect();
    /// let verdict = DriftFunnel::new(&districts)?.verdict_against(40, &forty, Level::P95)?;
    /// assert_eq!((verdict.rank, verdict.n_units), (1, 41));
    /// assert_eq!(verdict.p, 1.0 / 41.0);
    /// assert!((verdict.ratio.value - 0.5 / 1.09).abs() < 0.002);
    /// # Ok::<(), FunnelError>(())
    /// ```
    pub fn verdict_against(
        &self,
        unit: usize,
        comparators: &[usize],
        level: Level,
    ) -> Result<FunnelVerdict, FunnelError> {
        let counts_of = |i: usize| self.units.get(i).copied().ok_or(FunnelError::NoSuchUnit(i));
        let mut chosen: Vec<usize> = comparators.iter().copied().filter(|&i| i != unit).collect();
        chosen.sort_unstable();
        chosen.dedup();
        let mut units = vec![counts_of(unit)?];
        for i in chosen {
            units.push(counts_of(i)?);
        }
        Self::new(&units)?.verdict(0, level)
    }

    /// Unit number `unit` beside a few stated units, such as a group of seven
    /// comparable ones: the mean change is theirs, while drift and tails are
    /// learnt from all the others, since seven tell neither.
    ///
    /// - `beside`: places from zero; the unit itself and units without enough
    ///   events are left out.
    ///
    /// # Errors
    /// [`FunnelError`]; `TooFewUnits` if no stated unit is left.
    ///
    /// ```
    /// # use handslag_stats::{Level, effect::*};
    /// // The district that was halved, beside one that rose by a tenth. Worked by hand:
    /// // the ratio of their ratios, each count with a half added.
    /// let mut districts: Vec<BeforeAfter> = (0..40)
    ///     .map(|i| BeforeAfter::new(1000.0, 900.0 + 10.0 * f64::from(i)))
    ///     .collect();
    /// districts.push(BeforeAfter::new(1000.0, 500.0));
    /// let verdict = DriftFunnel::new(&districts)?.verdict_beside(40, &[20], Level::P95)?;
    /// assert!((verdict.ratio.value - 500.5 / 1100.5).abs() < 1e-12);
    /// // One neighbour's drift is part of the interval, so that it is wider than
    /// // against all.
    /// let all = DriftFunnel::new(&districts)?.verdict(40, Level::P95)?;
    /// let width = |ratio: &handslag_stats::Estimate| (ratio.upper / ratio.lower).ln();
    /// assert!(width(&verdict.ratio) > 1.3 * width(&all.ratio));
    /// # Ok::<(), FunnelError>(())
    /// ```
    pub fn verdict_beside(
        &self,
        unit: usize,
        beside: &[usize],
        level: Level,
    ) -> Result<FunnelVerdict, FunnelError> {
        let whole = self.verdict(unit, level)?;
        let (size, fit) = self.fit_without(Some(unit), self.size, self.fit);
        let others = self.residuals(Some(unit), size, fit);
        let limit = limit(&others, level)?;
        let own = self.sized[unit];
        let variance = |o: &Sized| o.variance + fit.tau2 * (size.exponent * o.log_size).exp();
        let chosen: Vec<Sized> = self
            .heard
            .iter()
            .filter(|&&i| i != unit && beside.contains(&i))
            .map(|&i| self.sized[i])
            .collect();
        if chosen.is_empty() {
            return Err(FunnelError::TooFewUnits {
                found: 0,
                needed: 1,
            });
        }
        let weight = sum(chosen.iter().map(|o| 1.0 / variance(o)));
        let mean = sum(chosen.iter().map(|o| o.value / variance(o))) / weight;
        let se = (variance(&own) + 1.0 / weight).sqrt();
        let apart = own.value - mean;
        let as_far = others
            .iter()
            .filter(|r| r.abs() >= (apart / se).abs())
            .count();
        Ok(FunnelVerdict {
            ratio: Estimate {
                value: apart.exp(),
                lower: (apart - limit * se).exp(),
                upper: (apart + limit * se).exp(),
                level,
                method: Method::DriftFunnel,
            },
            p: (1.0 + as_far as f64) / (1.0 + others.len() as f64),
            normal_p: normal_two_sided(apart / se),
            ..whole
        })
    }

    /// A unit in two *later* periods, judged by the drift and tails of these:
    /// for testing how well one year foretells the next, and for lack of the
    /// other units' later counts.
    ///
    /// - `log_ratio`: log of the unit's ratio over the country's, halves added.
    ///
    /// # Errors
    /// As [`verdict`](Self::verdict).
    pub fn is_unusual_later(
        &self,
        counts: BeforeAfter,
        log_ratio: f64,
        level: Level,
    ) -> Result<bool, FunnelError> {
        let plan = FunnelPlan::new(self, level)?;
        Ok((log_ratio - self.fit.mean).abs() > plan.half_width(counts.before, counts.after))
    }

    fn observations(
        &self,
        without: Option<usize>,
        exponent: f64,
    ) -> impl Iterator<Item = Observation> + Clone {
        self.sized_without(without).map(move |unit| Observation {
            value: unit.value,
            variance: unit.variance,
            shape: (exponent * unit.log_size).exp(),
        })
    }

    fn sized_without(&self, without: Option<usize>) -> impl Iterator<Item = Sized> + Clone {
        self.heard
            .iter()
            .filter(move |&&i| Some(i) != without)
            .map(|&i| self.sized[i])
    }

    fn fit_without(&self, without: Option<usize>, size: SizeFit, fit: Fit) -> (SizeFit, Fit) {
        let size = SizeFit::from(self.sized_without(without), size);
        // The exponentials are taken once, not in every step.
        let observations: Vec<Observation> = self.observations(without, size.exponent).collect();
        (size, paule_mandel(observations.iter().copied(), fit.tau2))
    }

    /// The heard units' changes in their own standard errors.
    fn residuals(&self, without: Option<usize>, size: SizeFit, fit: Fit) -> Vec<f64> {
        self.observations(without, size.exponent)
            .map(|o| {
                // The mean leans towards each of those it is made of.
                let variance = o.variance + fit.tau2 * o.shape - 1.0 / fit.weight;
                (o.value - fit.mean) / variance.sqrt()
            })
            .collect()
    }
}

/// The distance that at most the level's rest of units like these exceed.
fn limit(residuals: &[f64], level: Level) -> Result<f64, FunnelError> {
    let n = residuals.len();
    let outside = 2.0 * level.tail();
    // Guard against 0.95·100 coming out as 95.00000000000001.
    let rank = ((1.0 - outside) * (n as f64 + 1.0) - 1e-9).ceil() as usize;
    let needed = (1.0 / outside - 1e-9).ceil() as usize - 1;
    let needed = needed.max(DriftFunnel::FEWEST_UNITS);
    if n < needed || rank > n {
        return Err(FunnelError::TooFewUnits { found: n, needed });
    }
    let mut distances: Vec<f64> = residuals.iter().map(|r| r.abs()).collect();
    let (_, limit, _) = distances.select_nth_unstable_by(rank - 1, f64::total_cmp);
    let widening = *limit / level.z();
    if widening.is_nan() || widening > DriftFunnel::WIDEST {
        return Err(FunnelError::NoCommonSpread { widening });
    }
    Ok(*limit)
}

#[cfg(test)]
mod tests;
