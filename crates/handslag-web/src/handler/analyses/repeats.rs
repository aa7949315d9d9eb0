//! Whether one is followed by another soon and near.

use handslag_app::picture::IncidentPicture;
use handslag_app::picture::analysis::{KindRepeats, NearRepeats, RepeatBand, SimulatedP, Told};
use handslag_domain::effect::{Bar, PlaceBars};
use handslag_locale::arg;
use maud::{Markup, html};

use super::super::incident::kind_name;
use super::super::too_coarse;
use super::town::{bars_figure, whole};
use super::{between, expected_words, how, section};
use crate::component::{Column, stacked_table, table};
use crate::visit::Visit;

/// The bands of time that make 14 days: 0 to 7 and 8 to 14.
const FORTNIGHT: usize = 2;

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
            Column::numbers(t.repeats_chance()),
            Column::numbers(t.analysis_as_marked_head()),
        ];
        let rows = found.kinds.iter().map(|kind| {
            vec![
                html! { (name(kind)) },
                html! { (visit.language.whole(kind.n)) },
                html! { (whole(visit, kind.within.observed)) },
                html! { (expected_words(visit, kind.within.expected, 1)) },
                html! { (ratio(&kind.within)) },
                html! { (chance(visit, &kind.within)) },
                html! { (as_marked(visit, &kind.within.p)) },
            ]
        });
        let mut data = vec![t.repeats_data(&visit.language.whole(found.n_too_few))];
        let cut = found.kinds.iter().filter(|kind| kind.n < kind.n_held);
        data.extend(cut.map(|kind| {
            t.repeats_cut(arg::RepeatsCut {
                kind: &name(kind),
                count: &visit.language.whole(kind.n),
                held: &visit.language.whole(kind.n_held),
            })
        }));
        let mut method = vec![t.repeats_method()];
        let first = found.kinds.first();
        method.extend(first.map(|kind| as_marked_how(visit, &kind.within.p)));
        html! {
            (too_coarse::note(visit, found.too_coarse))
            @if clear.is_empty() { p.plain { (t.repeats_none()) } }
            @for kind in &clear {
                p.plain { (t.repeats_found(arg::RepeatsFound {
                    kind: &name(kind), count: &whole(visit, kind.within.observed),
                    ratio: &ratio(&kind.within), chance: &chance(visit, &kind.within),
                })) }
            }
            @if let Some(kind) = clear.first() {
                (bars_figure(visit, repeat_bars(visit, &name(kind), kind), picture.example))
                (band_table(visit, &name(kind), kind))
            }
            (stacked_table(&t.repeats_title(), &columns, &rows.collect::<Vec<_>>()))
            (how(visit, &[
                (t.how_data(), data),
                (t.how_method(), method),
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

/// "0 av 999": how many of the dealings were as marked.
pub fn as_marked(visit: &Visit, p: &SimulatedP) -> String {
    visit.t().analysis_as_marked(arg::AnalysisAsMarked {
        count: &whole(visit, p.as_extreme.into()),
        replicates: &whole(visit, p.replicates.into()),
    })
}

/// What that says.
pub fn as_marked_how(visit: &Visit, p: &SimulatedP) -> String {
    visit.t().analysis_as_marked_how(arg::AnalysisAsMarkedHow {
        replicates: &whole(visit, p.replicates.into()),
        more: &whole(visit, u64::from(p.replicates) + 1),
    })
}

/// "Samma plats", "0–100 m", "100–200 m" …
fn distances(visit: &Visit) -> Vec<String> {
    let t = visit.t();
    let up_to = [("0", "100"), ("100", "200"), ("200", "400")]
        .map(|(from, metres)| t.repeats_up_to(arg::RepeatsUpTo { from, metres }));
    std::iter::once(t.repeats_same()).chain(up_to).collect()
}

/// "10–25": what chance gives, 95 of 100 times.
fn chance(visit: &Visit, band: &RepeatBand) -> String {
    let (lower, upper) = band.by_chance;
    between(whole(visit, lower), &whole(visit, upper))
}

/// Pairs within the fortnight that the sentence tells of, by distance.
fn repeat_bars(visit: &Visit, name: &str, kind: &KindRepeats) -> PlaceBars {
    let t = visit.t();
    let bars = distances(visit).into_iter().zip(&kind.bands);
    PlaceBars {
        id: "upprepning".to_owned(),
        finding: t.repeats_bands(name),
        unit: t.repeats_days(arg::RepeatsDays {
            from: "0",
            to: "14",
        }),
        rows: Some(t.repeats_distance()),
        is_percent: false,
        before: t.analysis_expected(),
        after: t.analysis_seen(),
        bars: bars
            .map(|(name, bands)| {
                let fortnight = || bands.iter().take(FORTNIGHT);
                let expected: f64 = fortnight().map(|band| band.expected).sum();
                let observed: u64 = fortnight().map(|band| band.observed).sum();
                Bar {
                    name,
                    before: (expected * 10.0).round() / 10.0,
                    after: observed as f64,
                }
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
                    expected: &expected_words(visit, band.expected, 1),
                });
                html! { (words) }
            }));
            cells
        });
    table(&t.repeats_bands(name), &columns, &rows.collect::<Vec<_>>())
}
