//! When it gathers: hours, repeats and months.

use handslag_app::picture::analysis::{
    Against, HotHours, HotRun, KindRepeats, NearRepeats, RepeatBand, SimulatedP, Told,
};
use handslag_app::picture::{IncidentPicture, Trend};
use handslag_domain::effect::{Bar, PlaceBars};
use handslag_locale::arg;
use maud::{Markup, html};

use super::super::count;
use super::super::incident::kind_name;
use super::super::picture::WEEK;
use super::town::{bars_figure, small};
use super::{how, same_question, section};
use crate::component::{Column, table};
use crate::paths;
use crate::visit::Visit;

/// More runs of hours than this are not read in a sentence; the table marks them all.
const TOLD: usize = 3;

/// Hours of the week that stand out.
pub fn hot_hours(visit: &Visit, told: &Told<HotHours>) -> Markup {
    let t = visit.t();
    section(visit, "timmar", &t.hot_hours_title(), told, |found| {
        let runs: Vec<String> = found
            .runs
            .iter()
            .take(TOLD)
            .map(|run| run_words(visit, run))
            .collect();
        let against = match found.against {
            Against::EvenHours => t.hot_hours_even(),
            Against::OtherKinds(n) => t.hot_hours_others(count(n)),
        };
        html! {
            p.plain {
                @if runs.is_empty() { (t.hot_hours_none()) }
                @else { (t.hot_hours_found(&visit.language.list(&runs))) }
                " " (against)
            }
            (week(visit, found))
            (how(visit, &[
                (t.how_data(), vec![t.hot_hours_data(arg::HotHoursData {
                    count: &whole(visit, found.n), long: &whole(visit, found.n_longer_than_a_day),
                })]),
                (t.how_method(), vec![t.hot_hours_method()]),
                (t.how_assumptions(), vec![t.hot_hours_assumes()]),
                (t.analysis_cannot(), vec![t.hot_hours_cannot()]),
                (t.how_references(), vec!["Ratcliffe (2002), doi:10.1023/A:1013240828824".to_owned()]),
            ]))
        }
    })
}

pub fn whole(visit: &Visit, n: u64) -> String {
    visit
        .language
        .whole(usize::try_from(n).unwrap_or(usize::MAX))
}

/// "fredag kl. 21 till lördag kl. 03 (412 mot väntade 35)".
fn run_words(visit: &Visit, run: &HotRun) -> String {
    let t = visit.t();
    let (day, day_to) = (t.weekday(WEEK[run.from.0]), t.weekday(WEEK[run.to.0]));
    let hour = |hour: usize| format!("{hour:02}");
    let (from, to) = (hour(run.from.1), hour(run.to.1));
    let when = match run.from.0 == run.to.0 && run.from.1 < run.to.1 {
        true => t.hot_hours_same_day(arg::HotHoursSameDay {
            day: &day,
            from: &from,
            to: &to,
        }),
        false => t.hot_hours_two_days(arg::HotHoursTwoDays {
            day: &day,
            from: &from,
            day_to: &day_to,
            to: &to,
        }),
    };
    t.hot_hours_run(arg::HotHoursRun {
        when: &when,
        count: &visit.language.decimals(run.n, 0),
        expected: &visit.language.decimals(run.expected, 0),
    })
}

/// The week: numbers in squares, those that stand out framed and signed.
fn week(visit: &Visit, found: &HotHours) -> Markup {
    let t = visit.t();
    let caption = t.hot_hours_caption();
    html! {
        div.table-room role="group" aria-label=(caption) tabindex="0" {
            table.hours {
                caption { (caption) }
                thead { tr { th scope="col" { (t.work_log_day()) } @for hour in 0..24 { th scope="col" { (format!("{hour:02}")) } } } }
                tbody { @for (weekday, hours) in found.hours.iter().enumerate() {
                    tr {
                        th scope="row" { (t.weekday(WEEK[weekday])) }
                        @for (n, is_hot) in hours {
                            td.num .stands-out[*is_hot] { @if *is_hot { "▲" } (visit.language.rounded(*n)) }
                        }
                    }
                } }
            }
        }
    }
}

/// Whether one is followed by another soon and near.
pub fn near_repeats(visit: &Visit, picture: &IncidentPicture, told: &Told<NearRepeats>) -> Markup {
    let t = visit.t();
    let name = |kind: &KindRepeats| kind_name(visit, picture.tree(), kind.category.as_str());
    section(visit, "upprepning", &t.repeats_title(), told, |found| {
        let clear: Vec<&KindRepeats> = found.kinds.iter().filter(|kind| kind.is_more()).collect();
        let ratio = |band: &RepeatBand| {
            band.ratio
                .map_or("–".to_owned(), |r| visit.language.decimals(r, 1))
        };
        let columns = [
            Column::words(t.repeats_kind()),
            Column::numbers(t.report_count()),
            Column::numbers(t.repeats_pairs()),
            Column::numbers(t.analysis_expected()),
            Column::numbers(t.repeats_ratio()),
            Column::words("p"),
        ];
        let rows = found.kinds.iter().map(|kind| {
            vec![
                html! { (name(kind)) },
                html! { (visit.language.whole(kind.n)) },
                html! { (whole(visit, kind.within.observed)) },
                html! { (visit.language.decimals(kind.within.expected, 1)) },
                html! { (ratio(&kind.within)) },
                html! { (p_words(visit, &kind.within.p)) },
            ]
        });
        html! {
            @if clear.is_empty() { p.plain { (t.repeats_none()) } }
            @for kind in &clear {
                p.plain { (t.repeats_found(arg::RepeatsFound { kind: &name(kind), ratio: &ratio(&kind.within) })) }
            }
            @if let Some(kind) = clear.first() {
                (bars_figure(visit, repeat_bars(visit, &name(kind), kind), picture.example))
                (band_table(visit, &name(kind), kind))
            }
            (table(&t.repeats_title(), &columns, &rows.collect::<Vec<_>>()))
            (how(visit, &[
                (t.how_data(), vec![t.repeats_data(&visit.language.whole(found.n_too_few))]),
                (t.how_method(), vec![t.repeats_method()]),
                (t.how_assumptions(), vec![t.repeats_assumes()]),
                (t.analysis_cannot(), vec![t.repeats_cannot()]),
                (t.how_references(), vec![
                    "Knox (1964), doi:10.2307/2985220".to_owned(),
                    "Johnson et al. (2007), doi:10.1007/s10940-007-9025-3".to_owned(),
                ]),
            ]))
        }
    })
}

/// "p = 0,001, räknefel 0,001, 999 omgångar".
pub fn p_words(visit: &Visit, p: &SimulatedP) -> String {
    visit.t().analysis_p(arg::AnalysisP {
        p: &visit.language.decimals(p.p, 3),
        error: &small(visit, p.monte_carlo_se),
        replicates: &whole(visit, p.replicates.into()),
    })
}

/// "Samma plats", "0–100 m", "100–200 m" …
fn distances(visit: &Visit) -> Vec<String> {
    let t = visit.t();
    let up_to = [("0", "100"), ("100", "200"), ("200", "400")]
        .map(|(from, metres)| t.repeats_up_to(arg::RepeatsUpTo { from, metres }));
    std::iter::once(t.repeats_same()).chain(up_to).collect()
}

/// Pairs within a week, by distance.
fn repeat_bars(visit: &Visit, name: &str, kind: &KindRepeats) -> PlaceBars {
    let t = visit.t();
    let bars = distances(visit).into_iter().zip(&kind.bands);
    PlaceBars {
        id: "upprepning".to_owned(),
        finding: t.repeats_bands(name),
        unit: t.repeats_days(arg::RepeatsDays { from: "0", to: "7" }),
        before: t.analysis_expected(),
        after: t.analysis_seen(),
        bars: bars
            .filter_map(|(name, bands)| {
                let band = bands.first()?;
                Some(Bar {
                    name,
                    before: (band.expected * 10.0).round() / 10.0,
                    after: band.observed as f64,
                })
            })
            .collect(),
        source: t.analysis_source(),
    }
}

fn band_table(visit: &Visit, name: &str, kind: &KindRepeats) -> Markup {
    let t = visit.t();
    let days = [("0", "7"), ("8", "14"), ("15", "28")];
    let mut columns = vec![Column::words(t.repeats_distance())];
    columns.extend(
        days.map(|(from, to)| Column::numbers(t.repeats_days(arg::RepeatsDays { from, to }))),
    );
    let rows = distances(visit)
        .into_iter()
        .zip(&kind.bands)
        .map(|(name, bands)| {
            let mut cells = vec![html! { (name) }];
            cells.extend(bands.iter().map(|band| {
                let words = t.repeats_cell(arg::RepeatsCell {
                    seen: &whole(visit, band.observed),
                    expected: &visit.language.decimals(band.expected, 1),
                });
                html! { (words) }
            }));
            cells
        });
    table(&t.repeats_bands(name), &columns, &rows.collect::<Vec<_>>())
}

/// Unusual months, which the picture itself shows.
pub fn months(visit: &Visit, trend: &Trend) -> Markup {
    let t = visit.t();
    let is_judged = trend.months.iter().any(|month| month.expected.is_some());
    let unusual: Vec<String> = trend
        .months
        .iter()
        .filter(|month| month.is_unusual())
        .map(|month| visit.language.month(&month.month))
        .collect();
    html! {
        section #manader {
            h2 { (t.months_title()) }
            @if !is_judged { p.withheld { (t.months_short()) } }
            @else if unusual.is_empty() { p.plain { (t.months_none()) } }
            @else { p.plain { (t.months_found(unusual.len())) " " (visit.language.list(&unusual)) "." } }
            p { a href={ (same_question(visit, paths::PICTURE)) "#manader" } { (t.months_link()) } }
        }
    }
}
