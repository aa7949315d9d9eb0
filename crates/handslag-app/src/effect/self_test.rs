//! The self-test: every rule on every municipality and category that is held.

use std::collections::BTreeSet;

use handslag_domain::effect::{AlarmRow, DriftRow, JudgingRule, SelfTestReport};
use handslag_domain::series::{Area, Source};
use handslag_import::Progress;
use handslag_stats::effect::{CountPanel, Rule, SeriesRule, UnitSeries, Window, false_alarms};
use jiff::civil::Date;

use super::answer::code;
use super::panel::Panel;

/// Fewer municipalities than this show no drift.
const FEWEST: usize = super::others::FEWEST_UNITS;

/// How a panel is cut into periods: months where they are held, else years.
struct Steps {
    /// First and last month of each period.
    periods: Vec<handslag_domain::effect::MonthSpan>,
    /// Periods in a year: 12 or 1.
    a_year: usize,
}

/// Runs every rule on the panels of one source. `None` when too few
/// municipalities have two whole years in common.
pub fn run(
    source: &Source,
    panels: &[Panel],
    today: Date,
    told: &(dyn Fn(Progress) + Sync),
) -> Option<SelfTestReport> {
    let areas = common_areas(panels);
    if areas.len() < FEWEST {
        return None;
    }
    let steps = steps(panels, &areas)?;
    let counts = counts(panels, &areas, &steps)?;
    let windows = windows(&steps);
    let trend: SeriesRule<'_> = &own_trend;
    // A trend and a season take months.
    let others: &[SeriesRule<'_>] = match steps.a_year {
        12 => &[trend],
        _ => &[],
    };
    let panel = CountPanel::new(panels.len(), areas.len(), steps.periods.len(), counts).ok()?;
    let told = |done: usize, total: usize| {
        let (done, total) = (done as u64, total as u64);
        told(Progress { done, total });
    };
    let table = false_alarms(&panel, &windows, others, &told).ok()?;
    let category = |place: usize| panels[place].category.clone();
    let alarms = table.alarms.iter().filter(|row| row.tested > 0);
    Some(SelfTestReport {
        source: source.as_str().to_owned(),
        tested_on: today,
        code: code(),
        n_municipalities: areas.len(),
        windows: windows.iter().map(|w| in_words(w, &steps)).collect(),
        alarms: alarms
            .filter(|row| steps.a_year == 12 || row.rule != Rule::QuasiPoisson)
            .map(|row| AlarmRow {
                category: category(row.category),
                window: row.window,
                rule: rule(row.rule),
                tested: row.tested,
                alarms: row.alarms,
            })
            .collect(),
        drift: table
            .drift
            .iter()
            .map(|row| DriftRow {
                category: category(row.category),
                window: row.window,
                drift: (row.drift * 1000.0).round() / 1000.0,
                n_municipalities: row.n_units,
            })
            .collect(),
    })
}

fn rule(rule: Rule) -> JudgingRule {
    match rule {
        Rule::BeforeAfter => JudgingRule::BeforeAfter,
        Rule::AgainstOthers => JudgingRule::AgainstCountry,
        Rule::QuasiPoisson => JudgingRule::QuasiPoisson,
        Rule::PlainFunnel => JudgingRule::PlainFunnel,
        Rule::DriftFunnel => JudgingRule::DriftFunnel,
        Rule::EarlierDriftFunnel => JudgingRule::EarlierDriftFunnel,
        Rule::Other(_) => JudgingRule::OwnTrend,
    }
}

/// Own trend, season and step, quasi-Poisson: the rule that most evaluations use.
fn own_trend(unit: UnitSeries<'_>) -> Option<f64> {
    super::own_trend::step_p(unit.own, unit.window)
}

/// The municipalities that every panel holds.
fn common_areas(panels: &[Panel]) -> Vec<Area> {
    let mut all = panels.iter().map(|panel| {
        let areas: BTreeSet<Area> = panel.municipalities().cloned().collect();
        areas
    });
    let first = all.next().unwrap_or_default();
    let common = all.fold(first, |common, areas| {
        common.intersection(&areas).cloned().collect()
    });
    common.into_iter().collect()
}

/// Whole years in which every municipality has every category, by month if the
/// months are held and else by year.
fn steps(panels: &[Panel], areas: &[Area]) -> Option<Steps> {
    use handslag_domain::effect::MonthSpan;
    let months: BTreeSet<(i16, i8)> = panels.first()?.months();
    let years: BTreeSet<i16> = months.iter().map(|(year, _)| *year).collect();
    let whole = |span: MonthSpan| {
        let held = |panel: &Panel| areas.iter().all(|area| panel.total(area, span).is_some());
        panels.iter().all(held)
    };
    let month = |year: i16, month: i8| MonthSpan {
        first: (year, month),
        last: (year, month),
    };
    let of_year = |year: i16| MonthSpan {
        first: (year, 1),
        last: (year, 12),
    };
    let years: Vec<i16> = years.into_iter().filter(|y| whole(of_year(*y))).collect();
    if years.len() < 2 {
        return None;
    }
    let by_month = years
        .iter()
        .all(|year| (1..=12).all(|m| whole(month(*year, m))));
    Some(match by_month {
        true => Steps {
            periods: years
                .iter()
                .flat_map(|year| (1..=12).map(|m| month(*year, m)))
                .collect(),
            a_year: 12,
        },
        false => Steps {
            periods: years.iter().map(|year| of_year(*year)).collect(),
            a_year: 1,
        },
    })
}

fn counts(panels: &[Panel], areas: &[Area], steps: &Steps) -> Option<Vec<u32>> {
    let mut counts = Vec::with_capacity(panels.len() * areas.len() * steps.periods.len());
    for panel in panels {
        for area in areas {
            for span in &steps.periods {
                counts.push(u32::try_from(panel.total(area, *span)?.n).ok()?);
            }
        }
    }
    Some(counts)
}

/// Each year against the one before, and the last year against all before it.
/// A year is judged out of sample by the pair before it.
fn windows(steps: &Steps) -> Vec<Window> {
    let (n, year) = (steps.periods.len(), steps.a_year);
    let mut all: Vec<Window> = (1..n / year)
        .map(|second| Window {
            before: (second - 1) * year..second * year,
            after: second * year..(second + 1) * year,
            learned_from: (second > 1).then(|| second - 2),
        })
        .collect();
    if n / year > 2 {
        all.push(Window {
            before: 0..n - year,
            after: n - year..n,
            learned_from: None,
        });
    }
    all
}

fn in_words(window: &Window, steps: &Steps) -> String {
    let span = |range: &std::ops::Range<usize>| handslag_domain::effect::MonthSpan {
        first: steps.periods[range.start].first,
        last: steps.periods[range.end - 1].last,
    };
    format!("{} → {}", span(&window.before), span(&window.after))
}
