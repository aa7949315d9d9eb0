//! Where and when did more happen together than elsewhere and at other times?

mod search;
mod zones;

use rayon::prelude::*;

use super::place::Point;
use crate::numeric::{Seed, SimulatedP, mean, shuffle, variance};
use crate::quantile;
use search::{Best, MOST_IN_WINDOW, Search};
use zones::Zones;

/// One case: at which location, and in which period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Case {
    /// Number of its location, from zero.
    pub location: usize,
    /// Number of its period (day, week, …), from zero.
    pub period: usize,
}

/// Which places and times are looked at together: circles through time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cylinders {
    /// The circle's largest radius, in the locations' unit.
    pub radius: f64,
    /// The longest window, in periods.
    pub longest: usize,
    /// The fewest cases that are called a cluster; two by Kulldorff's rule.
    pub fewest_cases: usize,
    /// Which windows of time are looked at.
    pub until: Until,
}

/// Which windows of time are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Until {
    /// Windows that end in any period: has there been a cluster?
    AnyPeriod,
    /// Windows that end in the last period: is there a cluster going on?
    LastPeriod,
}

/// The most likely cluster, and how likely so marked a one is by chance.
#[derive(Debug, Clone, PartialEq)]
pub struct Scan {
    /// The circle and window with the highest log likelihood ratio; none if no
    /// window has enough cases and more than expected.
    pub cluster: Option<Cluster>,
    /// The chance of so high a ratio anywhere, from the replicates.
    pub p: SimulatedP,
    /// The same by a Gumbel distribution with the replicates' mean and variance,
    /// which goes below the smallest p of the replicates (Abrams, Kulldorff and
    /// Kleinman 2010, doi:10.1186/1476-072X-9-61). Undefined with fewer than two
    /// replicates or where they do not vary.
    pub p_gumbel: Option<f64>,
    /// The highest ratio of each replicate, in the order drawn.
    pub simulated: Vec<f64>,
}

impl Scan {
    /// Mean of the replicates' highest ratios.
    pub fn simulated_mean(&self) -> f64 {
        mean(&self.simulated)
    }

    /// Standard deviation of the replicates' highest ratios.
    pub fn simulated_sd(&self) -> f64 {
        variance(&self.simulated).sqrt()
    }

    /// The ratio that a share of the replicates stay below, such as 0.95.
    pub fn simulated_quantile(&self, share: f64) -> Option<f64> {
        quantile(&self.simulated, share).ok()
    }
}

/// A circle and a window of time.
#[derive(Debug, Clone, PartialEq)]
pub struct Cluster {
    /// Log likelihood ratio against the same risk inside and outside.
    pub llr: f64,
    /// The location at the circle's centre.
    pub centre: usize,
    /// From the centre to the farthest location of the circle.
    pub radius: f64,
    /// The locations in the circle, rising.
    pub locations: Vec<usize>,
    /// The window's first period.
    pub first_period: usize,
    /// The window's last period, included.
    pub last_period: usize,
    /// Cases in the circle and window.
    pub observed: u64,
    /// Cases expected there: those of the circle in all periods times those of
    /// the window in all places, over all cases.
    pub expected: f64,
}

/// The space-time permutation scan (Kulldorff and others 2005,
/// doi:10.1371/journal.pmed.0020059).
///
/// Around each location circles are widened by one location at a time, nearest
/// first, those as near in the order given, as long as they lie within
/// `cylinders.radius`; each circle is looked at in each window of time. The
/// cluster is the circle and window with the highest ratio
/// o·ln(o/μ) + (C−o)·ln((C−o)/(C−μ)) where the observed o is above the expected
/// μ; of equal ones the first location's narrowest. Replicates deal the periods
/// out to the cases anew.
///
/// - `locations`: points in the plane; `cases` name them by number.
/// - `periods`: how many periods there are; a case's is below it.
/// - `replicates`: 999 give a smallest p value of 0.001.
///
/// # Errors
/// [`ScanError`].
///
/// # Assumptions
/// Needs no population, but a place whose population grows faster than others'
/// becomes a cluster at the end. A season that differs between places does too.
///
/// ```
/// # use handslag_stats::numeric::Seed;
/// # use handslag_stats::point::*;
/// // Worked by hand: of four cases two lie here in the first period and two there
/// // in the second. One is expected where two are, so the ratio is 2 ln 2 +
/// // 2 ln (2/3); of the six ways to deal the periods out, two are as marked.
/// let locations = [Point::new(0.0, 0.0), Point::new(9.0, 0.0)];
/// let cases = [(0, 0), (0, 0), (1, 1), (1, 1)].map(|(location, period)| Case { location, period });
/// let cylinders = Cylinders { radius: 1.0, longest: 1, fewest_cases: 2, until: Until::AnyPeriod };
/// let scan = space_time_scan(&locations, &cases, 2, cylinders, 999, Seed(1))?;
/// let cluster = scan.cluster.ok_or("two are a cluster")?;
/// assert_eq!((cluster.observed, cluster.expected, cluster.first_period), (2, 1.0, 0));
/// assert!((cluster.llr - 2.0 * (4.0f64 / 3.0).ln()).abs() < 1e-12);
/// assert!((scan.p.p - 1.0 / 3.0).abs() < 4.0 * scan.p.monte_carlo_se);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn space_time_scan(
    locations: &[Point],
    cases: &[Case],
    periods: usize,
    cylinders: Cylinders,
    replicates: u32,
    seed: Seed,
) -> Result<Scan, ScanError> {
    check(locations, cases, periods, cylinders)?;
    let zones = Zones::new(locations, cylinders.radius);
    let mut by_location: Vec<Case> = cases.to_vec();
    by_location.sort_by_key(|case| (case.location, case.period));
    let times: Vec<u16> = by_location.iter().map(|case| case.period as u16).collect();
    let search = Search::new(&zones, &by_location, periods, cylinders);
    let in_window = search.most_in_window();
    if in_window > MOST_IN_WINDOW {
        return Err(ScanError::TooManyCases { in_window });
    }

    let found = search.best(&times, &mut search.scratch());
    let simulated: Vec<f64> = (0..replicates)
        .into_par_iter()
        .map_init(
            || (search.scratch(), times.clone()),
            |(scratch, dealt), replicate| {
                dealt.copy_from_slice(&times);
                shuffle(&mut seed.replicate(u64::from(replicate)), dealt);
                search.best(dealt, scratch).map_or(0.0, |best| best.llr)
            },
        )
        .collect();
    let llr = found.as_ref().map_or(0.0, |best| best.llr);
    // The same counts give the same ratio to the last digit or nearly.
    let as_extreme = simulated
        .iter()
        .filter(|&&drawn| drawn >= llr * (1.0 - 1e-12))
        .count() as u32;
    Ok(Scan {
        cluster: found.map(|best| cluster(&best, &zones)),
        p: SimulatedP::new(as_extreme, replicates),
        p_gumbel: gumbel_above(llr, &simulated),
        simulated,
    })
}

fn cluster(best: &Best, zones: &Zones) -> Cluster {
    let zone = &zones.around(best.centre)[..best.width];
    let mut locations: Vec<usize> = zone.iter().map(|near| near.location as usize).collect();
    locations.sort_unstable();
    Cluster {
        llr: best.llr,
        centre: best.centre,
        radius: zone[zone.len() - 1].distance,
        locations,
        first_period: best.first_period,
        last_period: best.last_period,
        observed: best.observed,
        expected: best.expected,
    }
}

/// The chance of more than `llr` under a Gumbel distribution with the mean and
/// variance of what was simulated.
fn gumbel_above(llr: f64, simulated: &[f64]) -> Option<f64> {
    const EULER: f64 = 0.577_215_664_901_532_9;
    let sd = variance(simulated).sqrt();
    if sd.is_nan() || sd == 0.0 {
        return None;
    }
    let scale = sd * 6f64.sqrt() / std::f64::consts::PI;
    let mode = mean(simulated) - EULER * scale;
    Some(-(-(-(llr - mode) / scale).exp()).exp_m1())
}

fn check(
    locations: &[Point],
    cases: &[Case],
    periods: usize,
    cylinders: Cylinders,
) -> Result<(), ScanError> {
    if cases.len() < 2 {
        return Err(ScanError::TooFewCases(cases.len()));
    }
    if let Some(index) = locations.iter().position(|place| !place.is_finite()) {
        return Err(ScanError::NotAPlace { index });
    }
    let known = |case: &Case| case.location < locations.len() && case.period < periods;
    if let Some(index) = cases.iter().position(|case| !known(case)) {
        return Err(ScanError::UnknownCase { index });
    }
    let is_radius = cylinders.radius >= 0.0;
    if !is_radius || cylinders.longest == 0 || periods > usize::from(u16::MAX) {
        return Err(ScanError::NoCylinders);
    }
    Ok(())
}

/// Why no scan could be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ScanError {
    /// One case is no cluster.
    #[error("{0} cases are too few to look for a cluster")]
    TooFewCases(usize),
    /// A location with an undefined coordinate.
    #[error("location number {index} has no defined place")]
    NotAPlace {
        /// Its number, from zero.
        index: usize,
    },
    /// A window of the longest length holds more cases than can be counted.
    #[error("a window holds {in_window} cases, more than {MOST_IN_WINDOW}; use shorter periods")]
    TooManyCases {
        /// How many in the fullest window.
        in_window: u32,
    },
    /// A case that names a location or a period that there is not.
    #[error("case number {index} names a location or a period that there is not")]
    UnknownCase {
        /// Its number, from zero.
        index: usize,
    },
    /// A radius below zero, no periods in a window, or more than 65 535 periods.
    #[error("the radius must be zero or more, windows a period or more, and periods at most 65535")]
    NoCylinders,
}

/// The expected cases and the log likelihood ratio of a circle and window.
fn ratio(observed: f64, expected: f64, all: f64) -> f64 {
    let outside = all - observed;
    let rest = if outside > 0.0 {
        outside * (outside / (all - expected)).ln()
    } else {
        0.0
    };
    observed * (observed / expected).ln() + rest
}

#[cfg(test)]
mod tests;
