//! Per inhabitant, with areas of which little is known drawn towards the rest,
//! so that a hamlet is not "worst in the municipality".

use handslag_geo::snapshot::Filter;
use handslag_stats::area::{AtRisk, empirical_bayes};
use handslag_stats::count::{Interval, RateInterval, rate_interval};
use handslag_stats::{Counted, Level};

use super::super::IncidentPicture;
use super::{Told, Withheld};

/// Fewer areas say little of how areas differ (20 in the methods).
const FEWEST_AREAS: u64 = 20;
const PER: f64 = 1_000.0;

/// Every area with its rate.
#[derive(Debug, Clone, PartialEq)]
pub struct Rates {
    /// By the drawn rate, the highest first.
    pub areas: Vec<AreaRate>,
    /// The rate of all together, per 1,000 inhabitants and year.
    pub overall: f64,
    /// Whether areas differ by more than chance.
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
    pub(super) fn rates(&self, filter: &Filter) -> Told<Rates> {
        let (rows, _) = self.areas_of(filter);
        let (first, last) = self.snapshot.time().ok_or(Withheld::Nothing)?;
        let (from, to) = filter.time.as_ref().map_or((first, last + 1), |time| {
            (time.start.max(first), time.end.min(last + 1))
        });
        let years = f64::from(to.saturating_sub(from)) / (365.25 * 24.0 * 60.0);
        let known = |code: &str| {
            let number = self.areas.number_of(code)?;
            let persons = self.inhabitants.get(&number).filter(|n| **n > 0)?;
            Some(f64::from(*persons))
        };
        let at_risk: Vec<(String, AtRisk)> = rows
            .iter()
            .filter_map(|row| {
                let area = AtRisk {
                    events: u64::from(row.n),
                    population: known(&row.code)? * years,
                };
                Some((row.name.clone(), area))
            })
            .collect();
        let n_unknown = rows.len() - at_risk.len();
        rates_of(at_risk, years, n_unknown)
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
        differ: smoothed.variance > 0.0,
        years,
        n_unknown,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

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
