//! Per inhabitant, with areas of which little is known drawn towards the rest,
//! so that a hamlet is not "worst in the municipality".

use handslag_domain::incident::TimeUnit;
use handslag_geo::snapshot::{Filter, Key};
use handslag_stats::area::{AtRisk, empirical_bayes};
use handslag_stats::count::{Interval, RateInterval, rate_interval};
use handslag_stats::numeric::chi_squared_above;
use handslag_stats::{Counted, Level};

use super::super::IncidentPicture;
use super::super::too_coarse::WHOLE;
use super::{Told, Withheld};

/// Fewer areas say little of how areas differ (20 in the methods).
const FEWEST_AREAS: u64 = 20;
const PER: f64 = 1_000.0;
/// Rarer than this by chance, and areas are said to differ.
const RARE: f64 = 0.05;

/// Every area with its rate.
#[derive(Debug, Clone, PartialEq)]
pub struct Rates {
    /// By the drawn rate, the highest first.
    pub areas: Vec<AreaRate>,
    /// The rate of all together, per 1,000 inhabitants and year.
    pub overall: f64,
    /// Whether the numbers show that areas differ by more than chance.
    pub differ: bool,
    /// How many years are counted.
    pub years: f64,
    /// How many areas have incidents but no inhabitants that are known.
    pub n_unknown: usize,
}

/// One area, per 1,000 inhabitants and year.
#[derive(Debug, Clone, PartialEq)]
pub struct AreaRate {
    /// Its name.
    pub name: String,
    /// How many.
    pub n: u64,
    /// Its inhabitants.
    pub inhabitants: f64,
    /// As counted.
    pub raw: f64,
    /// The exact interval of that, as if nothing were known of other areas.
    pub raw_interval: Interval,
    /// Drawn towards the rate of all.
    pub drawn: f64,
    /// The interval of that.
    pub interval: Interval,
}

impl IncidentPicture {
    pub(in super::super) fn rates(&self, filter: &Filter) -> Told<Rates> {
        // From where the history begins: one of 1926 does not make a hundred years.
        let (first, last) = self
            .held_time(filter.categories.as_ref(), TimeUnit::Year)
            .ok_or(Withheld::Nothing)?;
        let (from, to) = filter.time.as_ref().map_or((first, last + 1), |time| {
            (time.start.max(first), time.end.min(last + 1))
        });
        let years = f64::from(to.saturating_sub(from)) / (365.25 * 24.0 * 60.0);
        let filter = Filter {
            time: Some(from..to),
            within: WHOLE,
            ..filter.clone()
        };
        let (at_risk, n_unknown) = self.at_risk(&filter, years).ok_or(Withheld::TooMany)?;
        rates_of(at_risk, years, n_unknown)
    }

    /// The areas asked for whose inhabitants are known, and how many have
    /// incidents but no inhabitants that are known.
    ///
    /// Areas with none of what is asked for count: without them the level of all
    /// would be too high. Those where nothing ever was reported do not: nobody
    /// may be reporting from there.
    fn at_risk(&self, filter: &Filter, years: f64) -> Option<(Vec<(String, AtRisk)>, usize)> {
        let by_area = |filter: &Filter| self.snapshot.group(filter, &[Key::Area]).ok();
        let (ever, now) = (by_area(&Filter::default())?, by_area(filter)?);
        let is_asked_for = |number: &usize| {
            let number = u16::try_from(*number).ok();
            let asked = filter.areas.as_ref();
            asked.is_none_or(|areas| number.is_some_and(|n| areas.holds(n)))
        };
        let mut known = Vec::new();
        let mut n_unknown = 0;
        // The last group is for those in no area.
        let numbers = 0..ever.counts.len().saturating_sub(1);
        for number in numbers.filter(is_asked_for) {
            let Some(area) = self.areas.areas().get(number) else {
                continue;
            };
            if ever.counts[number] == 0 {
                continue;
            }
            let events = u64::from(now.at(&[number]));
            match self.inhabitants.get(&number).filter(|n| **n > 0) {
                Some(persons) => {
                    let population = f64::from(*persons) * years;
                    known.push((area.name.clone(), AtRisk { events, population }));
                }
                None => n_unknown += usize::from(events > 0),
            }
        }
        Some((known, n_unknown))
    }
}

/// - `at_risk`: each area's name, incidents and inhabitants times years.
fn rates_of(at_risk: Vec<(String, AtRisk)>, years: f64, n_unknown: usize) -> Told<Rates> {
    let found = at_risk.len() as u64;
    let needed = FEWEST_AREAS;
    if found < needed {
        return Err(Withheld::NoInhabitants { found, needed });
    }
    let areas: Vec<AtRisk> = at_risk.iter().map(|(_, area)| *area).collect();
    if areas.iter().all(|area| area.events == 0) {
        return Err(Withheld::Nothing);
    }
    let smoothed =
        empirical_bayes(&areas).map_err(|_| Withheld::NoInhabitants { found, needed })?;
    let per_1000 = |interval: Interval| Interval {
        lower: interval.lower * PER,
        upper: interval.upper * PER,
    };
    let drawn = smoothed.rates.iter().zip(smoothed.intervals(Level::P95));
    let mut rows: Vec<AreaRate> = at_risk
        .into_iter()
        .zip(drawn)
        .map(|((name, area), (rate, interval))| {
            let counted = Counted::new(area.events, area.population);
            AreaRate {
                name,
                n: area.events,
                inhabitants: area.population / years,
                raw: area.rate() * PER,
                raw_interval: per_1000(rate_interval(counted, Level::P95, RateInterval::Exact)),
                drawn: rate * PER,
                interval: per_1000(interval),
            }
        })
        .collect();
    rows.sort_by(|a, b| {
        let by_rate = b.drawn.total_cmp(&a.drawn);
        by_rate.then_with(|| a.name.cmp(&b.name))
    });
    Ok(Rates {
        areas: rows,
        overall: smoothed.overall_rate * PER,
        differ: smoothed.variance > 0.0 && p_alike(&areas) <= RARE,
        years,
        n_unknown,
    })
}

/// How probable it is that numbers differ as much by chance between areas that
/// all have one rate: Pearson's chi-squared, given how many there are in all.
/// Its law is matched in mean and exact variance (Haldane 1937), since areas
/// with few inhabitants expect too few for the usual one.
fn p_alike(areas: &[AtRisk]) -> f64 {
    let n = areas.iter().map(|area| area.events as f64).sum::<f64>();
    let population = areas.iter().map(|area| area.population).sum::<f64>();
    let share = |area: &AtRisk| area.population / population;
    let off = |area: &AtRisk| {
        let expected = n * share(area);
        (area.events as f64 - expected).powi(2) / expected
    };
    let chi_squared: f64 = areas.iter().map(off).sum();
    let k = areas.len() as f64;
    let of_small = areas.iter().map(|area| 1.0 / share(area)).sum::<f64>();
    let variance = 2.0 * (k - 1.0) + (of_small - k * k - 2.0 * k + 2.0) / n;
    if variance <= 0.0 {
        return 1.0;
    }
    let scale = variance / (2.0 * (k - 1.0));
    chi_squared_above(chi_squared / scale, (k - 1.0) / scale)
}

#[cfg(test)]
mod tests {
    use super::*;
    use handslag_stats::numeric::{Seed, below};

    #[test]
    fn a_hamlet_with_two_incidents_is_not_the_worst() {
        let area =
            |name: &str, events, population| (name.to_owned(), AtRisk { events, population });
        let mut all: Vec<_> = (0..24)
            .map(|n| area(&format!("Stad {n}"), 200 + 20 * n, 20_000.0))
            .collect();
        all.push(area("Byn", 2, 40.0));
        let rates = rates_of(all, 1.0, 0).unwrap();
        let hamlet = rates.areas.iter().find(|row| row.name == "Byn").unwrap();
        assert!(rates.areas.iter().all(|row| row.raw <= hamlet.raw));
        assert_eq!(rates.areas[0].name, "Stad 23");
        assert!(rates.differ);
        assert!(hamlet.interval.upper - hamlet.interval.lower < hamlet.raw_interval.upper);
    }

    /// Thirty areas of 10,000 that all have one rate, five expected in each.
    fn alike(replicate: u64) -> Vec<(String, AtRisk)> {
        let mut generator = Seed(1).replicate(replicate);
        let mut events = [0_u64; 30];
        for _ in 0..150 {
            events[below(&mut generator, 30) as usize] += 1;
        }
        let area = |(n, events)| {
            let population = 10_000.0;
            (format!("Ort {n}"), AtRisk { events, population })
        };
        events.into_iter().enumerate().map(area).collect()
    }

    #[test]
    fn areas_of_one_rate_are_seldom_said_to_differ() {
        let n_said = (0..400).filter(|n| rates_of(alike(*n), 1.0, 0).unwrap().differ);
        let n_said = n_said.count();
        // One in twenty is twenty.
        assert!((5..=36).contains(&n_said), "{n_said}");
        let mut worse = alike(0);
        worse[0].1.events += 20;
        assert!(rates_of(worse, 1.0, 0).unwrap().differ);
    }

    #[test]
    fn without_inhabitants_there_is_no_rate() {
        let known = vec![(
            "A".to_owned(),
            AtRisk {
                events: 1,
                population: 5.0,
            },
        )];
        let (found, needed) = (1, FEWEST_AREAS);
        assert_eq!(
            rates_of(known, 1.0, 3),
            Err(Withheld::NoInhabitants { found, needed })
        );
    }
}
