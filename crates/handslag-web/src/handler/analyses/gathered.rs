//! In how few squares most lies: one measure and one sentence, here and on the
//! page of the picture.

use handslag_app::picture::IncidentPicture;
use handslag_app::picture::analysis::{Gathered, GatheredByChance, Told};
use handslag_domain::effect::{Bar, PlaceBars};
use handslag_locale::arg;
use maud::{Markup, html};

use super::super::picture::share_words;
use super::town::{bars_figure, whole};
use super::{between, how, section};
use crate::component::{Column, table};
use crate::visit::Visit;

/// With fewer squares a percent of them is less than one.
const FEWEST_FOR_PERCENT: usize = 100;

/// How gathered it is, beside what chance alone gives.
pub fn gathered(visit: &Visit, picture: &IncidentPicture, told: &Told<GatheredByChance>) -> Markup {
    let t = visit.t();
    section(visit, "samlat", &t.gather_title(), told, |found| {
        html! {
            p.plain {
                (gathered_words(visit, &found.seen)) " " (chance_words(visit, found))
                @if !found.is_more_than_chance() { " " (t.gather_not_more()) }
            }
            (bars_figure(visit, bars(visit, &found.seen), picture.example))
            (numbers(visit, found))
            (gathered_how(visit, found))
        }
    })
}

/// "3 av 67 rutor har hälften av tillfällena. Den ruta som har flest har 23 %, …"
pub fn gathered_words(visit: &Visit, found: &Gathered) -> String {
    let t = visit.t();
    let half = t.gather_half_in(&squares(visit, found.n_with_half, found.n_squares));
    let tops: Vec<String> = found
        .tops
        .iter()
        .map(|top| {
            t.gather_top(arg::GatherTop {
                n: top.n.into(),
                share: &share_words(visit, top.share),
            })
        })
        .collect();
    format!("{half} {}", t.gather_tops(&visit.language.list(&tops)))
}

fn chance_words(visit: &Visit, found: &GatheredByChance) -> String {
    let (lower, upper) = found.n_with_half_by_chance();
    let squares = between(visit.language.whole(lower), &visit.language.whole(upper));
    visit.t().gather_by_chance(&squares)
}

/// "3 av 67 rutor", "140 av 3 000 rutor (4,7 %)".
fn squares(visit: &Visit, n: usize, all: usize) -> String {
    let words = visit.t().gather_squares(arg::GatherSquares {
        count: &visit.language.whole(n),
        all: &visit.language.whole(all),
    });
    match all < FEWEST_FOR_PERCENT {
        true => words,
        false => format!("{words} ({})", share_words(visit, n as f64 / all as f64)),
    }
}

fn bars(visit: &Visit, found: &Gathered) -> PlaceBars {
    let t = visit.t();
    let side = visit.language.decimals(found.square_m, 0);
    PlaceBars {
        id: "samlat".to_owned(),
        finding: t.gather_half_in(&squares(visit, found.n_with_half, found.n_squares)),
        unit: t.gather_share(&side),
        rows: Some(t.gather_rows()),
        is_percent: true,
        before: t.gather_even(),
        after: t.analysis_seen(),
        bars: found
            .tops
            .iter()
            .map(|top| Bar {
                name: squares(visit, top.n, found.n_squares),
                // What even squares would hold.
                before: (1_000.0 * top.n as f64 / found.n_squares as f64).round() / 10.0,
                after: (top.share * 100.0).round(),
            })
            .collect(),
        source: t.analysis_source(),
    }
}

fn numbers(visit: &Visit, found: &GatheredByChance) -> Markup {
    let t = visit.t();
    let (lower, upper) = found.n_with_half_by_chance();
    let gini = &found.by_chance.generalised_gini;
    let hundredth = |gini: f64| visit.language.decimals(gini * 100.0, 0);
    let rows = vec![
        vec![
            html! { (t.gather_half()) },
            html! { (visit.language.whole(found.seen.n_with_half)) },
            html! { (between(visit.language.whole(lower), &visit.language.whole(upper))) },
        ],
        vec![
            html! { (t.gather_gini_row()) },
            html! { (hundredth(found.gini)) },
            html! { (between(hundredth(gini.lower), &hundredth(gini.upper))) },
        ],
    ];
    let columns = [
        Column::words(t.gather_measure()),
        Column::numbers(t.analysis_seen()),
        Column::numbers(t.analysis_chance()),
    ];
    table(&t.gather_title(), &columns, &rows)
}

/// What is counted, in which squares.
pub fn gathered_data(visit: &Visit, found: &Gathered) -> String {
    visit.t().gather_data(arg::GatherData {
        count: &whole(visit, found.n),
        squares: &visit.language.whole(found.n_squares),
        side: &visit.language.decimals(found.square_m, 0),
    })
}

fn gathered_how(visit: &Visit, found: &GatheredByChance) -> Markup {
    let t = visit.t();
    let replicates = whole(visit, found.by_chance.replicates.into());
    how(
        visit,
        &[
            (t.how_data(), vec![gathered_data(visit, &found.seen)]),
            (t.how_method(), vec![t.gather_chance_method(&replicates)]),
            (t.how_assumptions(), vec![t.gather_assumes()]),
            (t.analysis_cannot(), vec![t.gather_cannot()]),
            (
                t.how_references(),
                vec![
                    "Weisburd (2015), doi:10.1111/1745-9125.12070".to_owned(),
                    "Bernasco & Steenbeek (2017), doi:10.1007/s10940-016-9324-7".to_owned(),
                ],
            ),
        ],
    )
}
