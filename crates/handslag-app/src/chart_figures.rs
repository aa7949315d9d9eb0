//! From official figures to a chart: own line, the middle half of comparable
//! municipalities, breaks and gaps.

use std::collections::BTreeMap;

use handslag_domain::figures::{BreakMark, FigureChart, Measure, Quartiles, Value};
use handslag_domain::population::{PopulationBasis, PopulationTable};
use handslag_domain::series::{Area, Break, Figure, Period, Source, known_breaks, rate_per_100k};
use handslag_locale::{Language, arg};
use handslag_stats::middle_half;

/// What a chart is asked to show.
pub struct ChartOrder<'a> {
    /// The language of its sentences.
    pub language: Language,
    /// The category of offences, as the source names it.
    pub category: &'a str,
    /// Own area.
    pub area: &'a Area,
    /// The comparable areas.
    pub comparable: &'a [Area],
    /// The rule by which they were chosen.
    pub comparable_by: &'a str,
    /// Counts or rates.
    pub measure: Measure,
    /// By month, or added up to years.
    pub by: By,
    /// The first and last day of the promise.
    pub promise: Option<(jiff::civil::Date, jiff::civil::Date)>,
}

/// How long each period of a chart is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Calendar months.
    Month,
    /// Calendar years.
    Year,
}

/// A count that may still change.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Count {
    n: i64,
    preliminary: bool,
}

type Counts = BTreeMap<Period, Count>;

/// Draws up a chart from current figures of own and comparable areas. `None`
/// when there is not one figure of the own area.
pub fn chart(
    order: &ChartOrder<'_>,
    figures: &[Figure],
    population: &PopulationTable,
) -> Option<FigureChart> {
    let own = values(order, order.area, figures, population);
    let first = *own.keys().next()?;
    let last = *own.keys().next_back()?;
    let others: Vec<BTreeMap<Period, Value>> = order
        .comparable
        .iter()
        .map(|area| values(order, area, figures, population))
        .collect();
    let periods = periods(first, last, order.by);
    let single_ends = single_year_ends(order.area, &own, population);
    Some(FigureChart {
        id: chart_id(order),
        finding: finding(order, &own),
        category: order.category.to_owned(),
        area: order.area.name().to_owned(),
        measure: order.measure,
        own: periods.iter().map(|p| own.get(p).copied()).collect(),
        others: periods.iter().map(|p| quartiles(&others, p)).collect(),
        comparable: order
            .comparable
            .iter()
            .map(|a| a.name().to_owned())
            .collect(),
        comparable_by: order.comparable_by.to_owned(),
        breaks: breaks(order, &periods),
        source: source(order, &single_ends),
        promise_periods: promise_periods(order, &periods),
        periods: periods.iter().map(Period::to_string).collect(),
        translations: BTreeMap::new(),
    })
}

fn chart_id(order: &ChartOrder<'_>) -> String {
    let plain: String = order
        .category
        .to_lowercase()
        .chars()
        .map(|c| match c {
            'å' | 'ä' => 'a',
            'ö' => 'o',
            c if c.is_ascii_alphanumeric() => c,
            _ => '-',
        })
        .collect();
    let words: Vec<&str> = plain.split('-').filter(|w| !w.is_empty()).collect();
    let measure = match order.measure {
        Measure::Count => "antal",
        Measure::RatePer100k => "per-100-000",
        Measure::Percent => "procent",
    };
    format!("{}-{measure}", words.join("-"))
}

fn values(
    order: &ChartOrder<'_>,
    area: &Area,
    figures: &[Figure],
    population: &PopulationTable,
) -> BTreeMap<Period, Value> {
    counts(order, area, figures)
        .into_iter()
        .filter_map(|(period, count)| {
            let value = match order.measure {
                Measure::Count | Measure::Percent => count.n as f64,
                Measure::RatePer100k => {
                    let mean = population.mean(area, period.year())?;
                    if !is_near(mean.basis, period.year()) {
                        return None;
                    }
                    let rate = rate_per_100k(count.n, mean.persons)?;
                    (rate * 10.0).round() / 10.0
                }
            };
            Some((
                period,
                Value {
                    value,
                    preliminary: count.preliminary,
                },
            ))
        })
        .collect()
}

/// Whether inhabitants were counted near enough to a year for a rate: at its
/// own end, or at the end of the year before or after.
fn is_near(basis: PopulationBasis, year: i16) -> bool {
    match basis {
        PopulationBasis::MeanOfYearEnds => true,
        PopulationBasis::NearestYearEnd(end) => (end - year).abs() <= 1,
    }
}

/// The year ends that rates rest on where the two of a year are not held.
fn single_year_ends(
    area: &Area,
    own: &BTreeMap<Period, Value>,
    population: &PopulationTable,
) -> Vec<i16> {
    let mut ends: Vec<i16> = own
        .keys()
        .filter_map(|period| population.mean(area, period.year()))
        .filter_map(|mean| match mean.basis {
            PopulationBasis::MeanOfYearEnds => None,
            PopulationBasis::NearestYearEnd(end) => Some(end),
        })
        .collect();
    ends.dedup();
    ends
}

fn counts(order: &ChartOrder<'_>, area: &Area, figures: &[Figure]) -> Counts {
    let mut months = Counts::new();
    let mut years = Counts::new();
    for figure in figures {
        if figure.key.area != *area || figure.key.category != order.category {
            continue;
        }
        let Some(n) = figure.value.number() else {
            continue;
        };
        let count = Count {
            n,
            preliminary: figure.preliminary,
        };
        match figure.period.month() {
            Some(_) => months.insert(figure.period, count),
            None => years.insert(figure.period, count),
        };
    }
    match order.by {
        By::Month => months,
        By::Year => {
            let mut all = added_up(&months);
            all.extend(years);
            all
        }
    }
}

/// Years whose twelve months are all there; a year in part is no year.
fn added_up(months: &Counts) -> Counts {
    let mut years: BTreeMap<i16, Vec<Count>> = BTreeMap::new();
    for (period, count) in months {
        years.entry(period.year()).or_default().push(*count);
    }
    years
        .into_iter()
        .filter(|(_, counts)| counts.len() == 12)
        .filter_map(|(year, counts)| {
            let total = Count {
                n: counts.iter().map(|c| c.n).sum(),
                preliminary: counts.iter().any(|c| c.preliminary),
            };
            Period::of_year(year).ok().map(|period| (period, total))
        })
        .collect()
}

/// Every period from the first to the last, so that a gap is seen as a gap.
fn periods(first: Period, last: Period, by: By) -> Vec<Period> {
    (first.year()..=last.year())
        .flat_map(|year| match by {
            By::Year => vec![Period::of_year(year)],
            By::Month => (1..=12)
                .map(|month| Period::of_month(year, month))
                .collect(),
        })
        .filter_map(Result::ok)
        .filter(|p| first <= *p && *p <= last)
        .collect()
}

/// Too few comparable figures for a middle half leave a gap in the band.
fn quartiles(others: &[BTreeMap<Period, Value>], period: &Period) -> Option<Quartiles> {
    let values: Vec<f64> = others
        .iter()
        .filter_map(|o| o.get(period).map(|v| v.value))
        .collect();
    let half = middle_half(&values).ok()?;
    let tenth = |x: f64| (x * 10.0).round() / 10.0;
    Some(Quartiles {
        lower: tenth(half.lower),
        median: tenth(half.median),
        upper: tenth(half.upper),
        n: half.n,
    })
}

fn breaks(order: &ChartOrder<'_>, periods: &[Period]) -> Vec<BreakMark> {
    let key = handslag_domain::series::SeriesKey {
        source: Source::BraReported,
        category: order.category.to_owned(),
        area: order.area.clone(),
        unit: handslag_domain::series::Unit::Count,
    };
    let first_after = |b: &Break| {
        let after = periods
            .iter()
            .position(|p| p.first_day() >= b.at.first_day())?;
        (after > 0).then(|| periods[after].to_string())
    };
    known_breaks()
        .iter()
        .filter(|b| b.concerns(&key))
        .filter_map(|b| {
            first_after(b).map(|at| BreakMark {
                at,
                reason: match order.language {
                    Language::Sv => b.reason_sv.clone(),
                    Language::En => b.reason_en.clone(),
                },
            })
        })
        .collect()
}

/// What the last figure is beside that of a year before; no cause, no test.
fn finding(order: &ChartOrder<'_>, own: &BTreeMap<Period, Value>) -> String {
    let texts = order.language.texts();
    let Some((period, value)) = own.last_key_value() else {
        return order.category.to_owned();
    };
    let write = |value: f64| match order.measure {
        Measure::Count => order.language.decimals(value, 0),
        Measure::RatePer100k | Measure::Percent => order.language.rate(value),
    };
    let when = |period: &Period| match period.month() {
        Some(_) => order.language.month(&period.to_string()),
        None => period.to_string(),
    };
    let category = texts.offence(order.category);
    let category = match order.measure {
        Measure::RatePer100k => texts.chart_category_rate(&category),
        Measure::Count | Measure::Percent => category,
    };
    // Crime has seasons: a month says little beside the month before.
    let before = period.a_year_before().and_then(|p| own.get_key_value(&p));
    let told = match before {
        Some((earlier, before)) => texts.chart_finding(arg::ChartFinding {
            category: &category,
            area: order.area.name(),
            value: &write(value.value),
            when: &when(period),
            before: &write(before.value),
            when_before: &when(earlier),
        }),
        None => texts.chart_finding_single(arg::ChartFindingSingle {
            category: &category,
            area: order.area.name(),
            value: &write(value.value),
            when: &when(period),
        }),
    };
    match order.promise {
        Some((from, _)) if period.last_day() < from => texts.chart_ends_before_promise(&told),
        _ => told,
    }
}

fn source(order: &ChartOrder<'_>, single_ends: &[i16]) -> String {
    let texts = order.language.texts();
    match order.measure {
        Measure::RatePer100k if single_ends.is_empty() => texts.source_bra_rate(),
        Measure::RatePer100k => {
            let years: Vec<String> = single_ends.iter().map(i16::to_string).collect();
            let rests_on = texts.source_bra_rate_single(&order.language.list(&years));
            format!("{} {rests_on}", texts.source_bra_rate())
        }
        Measure::Count | Measure::Percent => texts.source_bra(),
    }
}

fn promise_periods(order: &ChartOrder<'_>, periods: &[Period]) -> Option<(String, String)> {
    let (from, to) = order.promise?;
    let mut within = periods
        .iter()
        .filter(|p| from <= p.last_day() && p.first_day() <= to);
    let first = within.next()?.to_string();
    let last = within
        .next_back()
        .map_or_else(|| first.clone(), Period::to_string);
    Some((first, last))
}

#[cfg(test)]
mod tests {
    use handslag_domain::population::Inhabitants;
    use handslag_domain::series::{FigureValue, SeriesKey, Unit};

    use super::*;

    fn monthly(area: &Area, year: i16, month: i8, n: i64) -> Figure {
        Figure {
            key: SeriesKey {
                source: Source::BraReported,
                category: "Stöld".to_owned(),
                area: area.clone(),
                unit: Unit::Count,
            },
            period: Period::of_month(year, month).unwrap(),
            value: FigureValue::Given(n),
            preliminary: false,
        }
    }

    #[test]
    fn a_month_is_told_beside_the_same_month_a_year_before_and_before_which_promise() {
        let area = Area::by_name("Lidköping");
        let finding = |figures: &[Figure], first_day: jiff::civil::Date| {
            let order = ChartOrder {
                language: Language::Sv,
                category: "Stöld",
                area: &area,
                comparable: &[],
                comparable_by: "",
                measure: Measure::Count,
                by: By::Month,
                promise: Some((first_day, jiff::civil::date(2023, 12, 31))),
            };
            let drawn = chart(&order, figures, &PopulationTable::default());
            drawn.unwrap().finding
        };
        let held = [
            monthly(&area, 2015, 3, 40),
            monthly(&area, 2016, 2, 25),
            monthly(&area, 2016, 3, 51),
        ];
        let told = "Stöld i Lidköping: 51 mars 2016, mot 40 mars 2015";
        assert_eq!(finding(&held, jiff::civil::date(2016, 1, 1)), told);
        assert_eq!(
            finding(&held, jiff::civil::date(2022, 1, 1)),
            format!("{told}. Siffrorna slutar innan löftet börjar")
        );
        assert_eq!(
            finding(&held[1..], jiff::civil::date(2016, 1, 1)),
            "Stöld i Lidköping: 51 mars 2016"
        );
    }

    #[test]
    fn a_rate_rests_on_inhabitants_of_its_own_time_and_says_which() {
        let area = Area::by_name("Lidköping");
        let chart_with = |ends: &[i16]| {
            let figure = Figure {
                key: SeriesKey {
                    source: Source::BraReported,
                    category: "Stöld".to_owned(),
                    area: area.clone(),
                    unit: Unit::Count,
                },
                period: Period::of_year(2013).unwrap(),
                value: FigureValue::Given(20),
                preliminary: false,
            };
            let inhabitants = ends.iter().map(|year| Inhabitants {
                area: area.clone(),
                year: *year,
                persons: 40_000,
            });
            let order = ChartOrder {
                language: Language::Sv,
                category: "Stöld",
                area: &area,
                comparable: &[],
                comparable_by: "",
                measure: Measure::RatePer100k,
                by: By::Year,
                promise: None,
            };
            chart(&order, &[figure], &inhabitants.collect())
        };
        let sure = chart_with(&[2012, 2013]).unwrap();
        assert!(!sure.source.contains("2012"), "{}", sure.source);
        let single = chart_with(&[2014]).unwrap();
        assert!(
            single.source.contains("slutet av 2014"),
            "{}",
            single.source
        );
        assert!(chart_with(&[2024]).is_none());
        assert!(chart_with(&[2010]).is_none());
    }
}
