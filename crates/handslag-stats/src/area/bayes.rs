//! What level do areas with few inhabitants have, once chance is smoothed away?

use super::global::{WeightSums, cross_products};
use super::{AutocorrelationError, Islands, Neighbours, Weighting};
use crate::Level;
use crate::count::{Counted, Interval, RateInterval, rate_interval};
use crate::numeric::{gamma_quantile, mean, poisson_at_most, sum};

/// Events in one area, and how many could have met them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AtRisk {
    /// Events counted.
    pub events: u64,
    /// Inhabitants, or person-years: above zero, in the unit that rates are per.
    pub population: f64,
}

impl AtRisk {
    /// Events per unit of population.
    pub fn rate(self) -> f64 {
        self.events as f64 / self.population
    }
}

/// Why rates could not be smoothed.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum EmpiricalBayesError {
    /// There are no areas.
    #[error("there are no areas")]
    NoAreas,
    /// A population is zero, negative or undefined.
    #[error("area {area} needs a population above zero, not {population}")]
    NoPopulation {
        /// The first such area.
        area: usize,
        /// Its population.
        population: f64,
    },
    /// There is not one count for each area.
    #[error("counts were given for {counts} areas, and neighbours for {areas}")]
    DifferentLengths {
        /// How many counts were given.
        counts: usize,
        /// How many areas have lists of neighbours.
        areas: usize,
    },
}

/// Rates drawn towards the rate of all areas together.
#[derive(Debug, Clone, PartialEq)]
pub struct EmpiricalBayes {
    /// The rate of all areas together.
    pub overall_rate: f64,
    /// The variance of areas' true rates, beyond chance; zero where the rates
    /// differ no more than chance makes them.
    pub variance: f64,
    /// For each area its rate, drawn towards the overall rate by as much as its
    /// own says little.
    pub rates: Vec<f64>,
    areas: Vec<AtRisk>,
}

/// Rates drawn towards the overall rate, by moments (Marshall 1991,
/// doi:10.2307/2347593).
///
/// - `areas`: events and population of each.
/// - Returns events per unit of population.
///
/// # Errors
/// [`EmpiricalBayesError`] without areas, or if a population is not above zero.
///
/// # Assumptions
/// Counts are Poisson around true rates that have one mean and one variance.
/// Always show the raw count too: a smoothed rate hides a true outlier.
///
/// ```
/// # use handslag_stats::area::{AtRisk, EmpiricalBayesError, empirical_bayes};
/// // Worked by hand: 12 events among 400 are 0.03. The weighted mean square of
/// // the rates about it is (100 · 0.05² + 300 · (0.04 − 0.03 − 0.08 / 3)²) / 400
/// // = 1/1200, and chance gives 0.03 / 200 of that.
/// let areas = [
///     AtRisk { events: 8, population: 100.0 },
///     AtRisk { events: 4, population: 300.0 },
/// ];
/// let smoothed = empirical_bayes(&areas)?;
/// let variance = 1.0 / 1200.0 - 0.03 / 200.0;
/// assert!((smoothed.variance - variance).abs() < 1e-15);
/// let first = 0.03 + variance * 0.05 / (variance + 0.03 / 100.0);
/// assert!((smoothed.rates[0] - first).abs() < 1e-15);
/// # Ok::<(), EmpiricalBayesError>(())
/// ```
pub fn empirical_bayes(areas: &[AtRisk]) -> Result<EmpiricalBayes, EmpiricalBayesError> {
    check(areas)?;
    let total = together(areas.iter());
    let overall = total.rate();
    let spread = sum(areas.iter().map(|area| squares(*area, overall))) / total.population;
    let variance = (spread - overall / (total.population / areas.len() as f64)).max(0.0);
    Ok(EmpiricalBayes {
        overall_rate: overall,
        variance,
        rates: areas
            .iter()
            .map(|area| drawn_towards(*area, overall, variance))
            .collect(),
        areas: areas.to_vec(),
    })
}

impl EmpiricalBayes {
    /// Moran's I of the rates, each in units of its own standard deviation, so
    /// that small areas do not pass for pattern (Assunção and Reis 1999,
    /// doi:10.1002/(SICI)1097-0258(19990830)18:16<2147::AID-SIM179>3.0.CO;2-I).
    ///
    /// All areas count, those without neighbours too.
    ///
    /// # Errors
    /// [`AutocorrelationError`] as for [`moran`](super::moran).
    ///
    /// ```
    /// # use handslag_stats::area::{AtRisk, Neighbours, Weighting, empirical_bayes};
    /// // Worked by hand: areas of one size have deviates in step with their counts, so
    /// // 1, 2, 3, 4 along a row give 1/3, as for `moran` itself.
    /// let areas = [100, 200, 300, 400].map(|events| AtRisk { events, population: 1000.0 });
    /// let row = Neighbours::mutual(&[vec![1], vec![0, 2], vec![1, 3], vec![2]])?;
    /// let i = empirical_bayes(&areas)?.moran(&row, Weighting::Binary)?;
    /// assert!((i - 1.0 / 3.0).abs() < 1e-12);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn moran(
        &self,
        neighbours: &Neighbours,
        weighting: Weighting,
    ) -> Result<f64, AutocorrelationError> {
        if self.areas.len() != neighbours.areas() {
            return Err(AutocorrelationError::DifferentLengths {
                values: self.areas.len(),
                areas: neighbours.areas(),
            });
        }
        if neighbours.most() == 0 {
            return Err(AutocorrelationError::NoNeighbours);
        }
        let weights = WeightSums::new(neighbours, weighting, Islands::Counted)?;
        let mut deviates = self.deviates();
        let middle = mean(&deviates);
        deviates.iter_mut().for_each(|z| *z -= middle);
        let squares = sum(deviates.iter().map(|z| z * z));
        // Undefined where nothing happened; and deviates that differ by less than
        // a millionth of a millionth of a standard deviation differ by rounding.
        if squares.is_nan() || squares < 1e-24 * weights.n {
            return Err(AutocorrelationError::AllEqual);
        }
        Ok(weights.n / weights.s0 * cross_products(&deviates, neighbours, weighting) / squares)
    }

    /// For each area the interval of its rate once it is drawn towards the
    /// overall rate: quantiles of the gamma distribution that true rates with
    /// this mean and variance leave after the area's own count (Clayton and
    /// Kaldor 1987, doi:10.2307/2532003).
    ///
    /// - Returns both ends per unit of population. Where rates differ no more
    ///   than chance makes them, every area has the overall rate, and its exact
    ///   interval (Garwood 1936): that too is known no better than it was counted.
    ///
    /// # Assumptions
    /// True rates are gamma, and their mean and variance known: with few areas
    /// the intervals are somewhat short.
    ///
    /// ```
    /// # use handslag_stats::{Level, area::{AtRisk, EmpiricalBayesError, empirical_bayes}};
    /// let areas = [
    ///     AtRisk { events: 8, population: 100.0 },
    ///     AtRisk { events: 4, population: 300.0 },
    /// ];
    /// let smoothed = empirical_bayes(&areas)?;
    /// let first = smoothed.intervals(Level::P95)[0];
    /// assert!(first.lower < smoothed.rates[0] && smoothed.rates[0] < first.upper);
    /// // Of 8 alone Garwood's interval is 3.45 to 15.76: wider, and higher.
    /// assert!(first.upper < 0.1576 && first.upper - first.lower < 0.1231);
    ///
    /// // Two of 10 in 1,000 each do not differ: 20 in 2,000, and Garwood's
    /// // interval of 20 is 12.217 to 30.888 (his table of 1936).
    /// let alike = [AtRisk { events: 10, population: 1000.0 }; 2];
    /// let both = empirical_bayes(&alike)?.intervals(Level::P95)[1];
    /// assert!((both.lower * 2000.0 - 12.217).abs() < 5e-4);
    /// assert!((both.upper * 2000.0 - 30.888).abs() < 5e-4);
    /// # Ok::<(), EmpiricalBayesError>(())
    /// ```
    pub fn intervals(&self, level: Level) -> Vec<Interval> {
        let (mean, variance) = (self.overall_rate, self.variance);
        let total = together(self.areas.iter());
        let counted = Counted::new(total.events, total.population);
        let of_all = rate_interval(counted, level, RateInterval::Exact);
        let interval = |area: &AtRisk| {
            if variance == 0.0 {
                return of_all;
            }
            let shape = mean * mean / variance + area.events as f64;
            let rate = mean / variance + area.population;
            let end = |probability| gamma_quantile(probability, shape) / rate;
            Interval {
                lower: end(level.tail()),
                upper: end(1.0 - level.tail()),
            }
        };
        self.areas.iter().map(interval).collect()
    }

    /// Each area's rate less the overall rate, in standard deviations of both
    /// chance and true differences.
    pub fn deviates(&self) -> Vec<f64> {
        let deviate = |area: &AtRisk| {
            let variance = self.variance + self.overall_rate / area.population;
            (area.rate() - self.overall_rate) / variance.sqrt()
        };
        self.areas.iter().map(deviate).collect()
    }
}

/// Whose mean an area's rate is measured against when the spread of a
/// neighbourhood is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LocalSpread {
    /// The mean of the neighbourhood whose spread it is, as Marshall (1991) and
    /// GeoDa have it.
    AboutTheNeighbourhood,
    /// The mean of each area's own neighbourhood, as R's spdep has it unless
    /// told otherwise.
    AboutEachOwn,
}

/// Rates drawn towards that of the area with its neighbours, by moments
/// (Marshall 1991, section 4).
///
/// - `areas`: events and population of each.
/// - Returns one rate for each area, per unit of population. An area without
///   neighbours keeps its own, and where nothing happened in the whole
///   neighbourhood the rate is zero.
///
/// # Errors
/// [`EmpiricalBayesError`].
///
/// # Assumptions
/// As [`empirical_bayes`], within each neighbourhood; few neighbours say little
/// of its variance.
///
/// ```
/// # use handslag_stats::area::{AtRisk, LocalSpread, Neighbours, local_empirical_bayes};
/// // Worked by hand: two neighbours have the same neighbourhood, so that the
/// // answer is that of `empirical_bayes` for the two; the island keeps 2 in 50.
/// let areas = [
///     AtRisk { events: 8, population: 100.0 },
///     AtRisk { events: 4, population: 300.0 },
///     AtRisk { events: 2, population: 50.0 },
/// ];
/// let neighbours = Neighbours::mutual(&[vec![1], vec![0], vec![]])?;
/// let rates = local_empirical_bayes(&areas, &neighbours, LocalSpread::AboutTheNeighbourhood)?;
/// let variance = 1.0 / 1200.0 - 0.03 / 200.0;
/// let first = 0.03 + variance * 0.05 / (variance + 0.03 / 100.0);
/// assert!((rates[0] - first).abs() < 1e-15 && rates[2] == 0.04);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn local_empirical_bayes(
    areas: &[AtRisk],
    neighbours: &Neighbours,
    spread: LocalSpread,
) -> Result<Vec<f64>, EmpiricalBayesError> {
    check(areas)?;
    if areas.len() != neighbours.areas() {
        return Err(EmpiricalBayesError::DifferentLengths {
            counts: areas.len(),
            areas: neighbours.areas(),
        });
    }
    let around = |i: usize| {
        let others = neighbours.of(i).iter().map(|&j| j as usize);
        others.chain([i])
    };
    let totals: Vec<AtRisk> = (0..areas.len())
        .map(|i| together(around(i).map(|j| &areas[j])))
        .collect();
    let means: Vec<f64> = totals.iter().map(|total| total.rate()).collect();
    let smoothed = |i: usize| {
        let about = |j: usize| match spread {
            LocalSpread::AboutTheNeighbourhood => means[i],
            LocalSpread::AboutEachOwn => means[j],
        };
        let squares = sum(around(i).map(|j| squares(areas[j], about(j))));
        let mean_population = totals[i].population / (neighbours.count(i) + 1) as f64;
        let variance = (squares / totals[i].population - means[i] / mean_population).max(0.0);
        drawn_towards(areas[i], means[i], variance)
    };
    Ok((0..areas.len()).map(smoothed).collect())
}

/// How one area's count compares with the count that the overall rate gives.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RelativeRisk {
    /// Events if the area had the overall rate.
    pub expected: f64,
    /// Events seen over events expected: 1 is the overall rate.
    pub ratio: f64,
    /// The probability of so few or fewer (Poisson).
    pub p_lower: f64,
    /// The probability of so many or more (Poisson).
    pub p_upper: f64,
}

/// For each area whether its count is unlikely at the overall rate (Choynowski
/// 1959, Journal of the American Statistical Association 54:385).
///
/// # Errors
/// [`EmpiricalBayesError`] as [`empirical_bayes`].
///
/// # Assumptions
/// The overall rate is known: an area that has most of the events itself looks
/// more ordinary than it is.
///
/// ```
/// # use handslag_stats::area::{AtRisk, EmpiricalBayesError, probability_map};
/// // Worked by hand: half of two events are expected where none was seen, and
/// // a Poisson variable of mean 1 is 0 with probability 1/e.
/// let area = |events| AtRisk { events, population: 10.0 };
/// let map = probability_map(&[area(0), area(2)])?;
/// assert!((map[0].p_lower - (-1f64).exp()).abs() < 1e-15);
/// assert_eq!((map[0].ratio, map[0].p_upper, map[1].ratio), (0.0, 1.0, 2.0));
/// # Ok::<(), EmpiricalBayesError>(())
/// ```
pub fn probability_map(areas: &[AtRisk]) -> Result<Vec<RelativeRisk>, EmpiricalBayesError> {
    check(areas)?;
    let overall = together(areas.iter()).rate();
    Ok(areas
        .iter()
        .map(|area| {
            let expected = area.population * overall;
            RelativeRisk {
                expected,
                ratio: area.events as f64 / expected,
                p_lower: poisson_at_most(area.events, expected),
                p_upper: match area.events {
                    0 => 1.0,
                    events => poisson_at_least(events, expected),
                },
            }
        })
        .collect())
}

/// P(X ≥ events), exact far out, where one less the other tail is rounding.
fn poisson_at_least(events: u64, mean: f64) -> f64 {
    crate::numeric::Mass::poisson(mean).at_least(events)
}

pub(super) fn check(areas: &[AtRisk]) -> Result<(), EmpiricalBayesError> {
    if areas.is_empty() {
        return Err(EmpiricalBayesError::NoAreas);
    }
    let fits = |area: &AtRisk| area.population.is_finite() && area.population > 0.0;
    match areas.iter().position(|area| !fits(area)) {
        None => Ok(()),
        Some(area) => Err(EmpiricalBayesError::NoPopulation {
            area,
            population: areas[area].population,
        }),
    }
}

pub(super) fn together<'a>(areas: impl Iterator<Item = &'a AtRisk> + Clone) -> AtRisk {
    AtRisk {
        events: areas.clone().map(|area| area.events).sum(),
        population: sum(areas.map(|area| area.population)),
    }
}

/// An area's part of the weighted squares of rates about `middle`.
fn squares(area: AtRisk, middle: f64) -> f64 {
    area.population * (area.rate() - middle).powi(2)
}

fn drawn_towards(area: AtRisk, middle: f64, variance: f64) -> f64 {
    let of_chance = middle / area.population;
    if variance == 0.0 {
        return middle; // also where nothing happened, and both are zero
    }
    middle + (area.rate() - middle) * variance / (variance + of_chance)
}

#[cfg(test)]
mod tests;
