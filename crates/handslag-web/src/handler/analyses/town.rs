//! Where it gathers: hot spots on a map.

use handslag_app::picture::IncidentPicture;
use handslag_app::picture::analysis::{HotSpot, HotSpots, Square, Told};
use handslag_chart::{Heading, HotSpotMap, Layout, SpotOnMap, hot_spot_map};
use handslag_domain::effect::{Drawing, PlaceBars};
use handslag_locale::arg;
use maud::{Markup, PreEscaped, html};

use super::{how, near_words, section};
use crate::component::{Column, drawn, model_table, stacked_table};
use crate::visit::Visit;

/// A q of at most this is drawn with a full line.
pub const VERY_SURE: f64 = 0.01;

/// Places that stand out.
pub fn hot_spots(visit: &Visit, picture: &IncidentPicture, told: &Told<HotSpots>) -> Markup {
    let t = visit.t();
    section(visit, "platser", &t.hot_spots_title(), told, |found| {
        let sentence = hot_spots_sentence(visit, found);
        html! {
            p.plain { (sentence) }
            @if let Some(n) = found.n_spots_of_double {
                p { (t.hot_spots_double(arg::HotSpotsDouble {
                    n: n.into(), side: &visit.language.decimals(found.square_m * 2.0, 0),
                })) }
            }
            figure.chart { (map(visit, picture, found)) }
            @if !found.spots.is_empty() { (spot_table(visit, found)) }
            (hot_spots_how(visit, found))
        }
    })
}

/// How many there are, among how many squares.
fn n_spots_sentence(visit: &Visit, found: &HotSpots) -> String {
    let t = visit.t();
    let squares = visit.language.whole(found.n_squares);
    match found.spots.len() {
        0 => t.hot_spots_none(&squares),
        n => t.hot_spots_found(arg::HotSpotsFound {
            n: n.into(),
            squares: &squares,
        }),
    }
}

fn hot_spots_sentence(visit: &Visit, found: &HotSpots) -> String {
    let first = n_spots_sentence(visit, found);
    let Some(most) = found.spots.first() else {
        return first;
    };
    let most = visit.t().hot_spots_most(arg::HotSpotsMost {
        place: &near_words(visit, &most.near),
        count: &whole(visit, most.n),
        times: &times(visit, most),
    });
    format!("{first} {most}")
}

pub fn whole(visit: &Visit, n: u64) -> String {
    visit
        .language
        .whole(usize::try_from(n).unwrap_or(usize::MAX))
}

fn times(visit: &Visit, spot: &HotSpot) -> String {
    let times = spot.n as f64 / spot.expected;
    visit.language.decimals(times, usize::from(times < 10.0))
}

/// A square as the drawing takes it.
pub fn corner(square: &Square) -> (f64, f64) {
    (square.x_m, square.y_m)
}

fn map(visit: &Visit, picture: &IncidentPicture, found: &HotSpots) -> Markup {
    let t = visit.t();
    let of = |layout| {
        hot_spot_map(&HotSpotMap {
            heading: Heading {
                id: "heta-platser".to_owned(),
                lang: visit.language,
                layout,
                finding: n_spots_sentence(visit, found),
                description: t.hot_spots_picture(found.spots.len()),
                unit_label: t.hot_spots_unit(&visit.language.decimals(found.square_m, 0)),
                source: t.analysis_source(),
                example: picture.example,
            },
            square_m: found.square_m,
            others: found.others.iter().map(corner).collect(),
            spots: found
                .spots
                .iter()
                .map(|spot| SpotOnMap {
                    squares: spot.squares.iter().map(corner).collect(),
                    very_sure: spot.q <= VERY_SURE,
                })
                .collect(),
            circle: None,
            areas: Vec::new(),
            outlines: found.outlines.clone(),
            places: picture.named_points(),
        })
    };
    // An `<svg>` made by `handslag-chart`, which escapes every word.
    PreEscaped(of(Layout::Wide) + &of(Layout::Narrow))
}

fn spot_table(visit: &Visit, found: &HotSpots) -> Markup {
    let t = visit.t();
    let columns = [
        Column::words(t.hot_spots_where()),
        Column::numbers(t.hot_spots_occasions()),
        Column::numbers(t.hot_spots_incidents()),
        Column::numbers(t.hot_spots_times()),
        Column::numbers(t.hot_spots_squares()),
        Column::words(t.hot_spots_why()),
        Column::numbers(t.analysis_sure()),
    ];
    let rows = found.spots.iter().enumerate().map(|(n, spot)| {
        let why = match (spot.by_itself, spot.with_surroundings) {
            (true, true) => t.hot_spots_both(),
            (true, false) => t.hot_spots_by_itself(),
            (false, _) => t.hot_spots_around(),
        };
        vec![
            html! { (n + 1) ". " (near_words(visit, &spot.near)) },
            html! { (whole(visit, spot.n)) },
            html! { (whole(visit, spot.n_counted)) },
            html! { (times(visit, spot)) },
            html! { (spot.squares.len()) },
            html! { (why) },
            html! { (small(visit, spot.q)) },
        ]
    });
    stacked_table(&t.hot_spots_title(), &columns, &rows.collect::<Vec<_>>())
}

/// A probability with three decimals, "< 0,001" below.
pub fn small(visit: &Visit, p: f64) -> String {
    match p {
        p if p < 0.001 => format!("< {}", visit.language.decimals(0.001, 3)),
        p => visit.language.decimals(p, 3),
    }
}

fn hot_spots_how(visit: &Visit, found: &HotSpots) -> Markup {
    let t = visit.t();
    let data = t.hot_spots_data(arg::HotSpotsData {
        count: &whole(visit, found.n),
        squares: &visit.language.whole(found.n_squares),
    });
    let mut method = vec![t.hot_spots_method()];
    method.extend(
        found
            .replicates
            .map(|n| t.hot_spots_simulated(&whole(visit, n.into()))),
    );
    how(
        visit,
        &[
            (t.how_data(), vec![data]),
            (t.how_method(), method),
            (t.how_assumptions(), vec![t.hot_spots_assumes()]),
            (t.analysis_cannot(), vec![t.hot_spots_cannot()]),
            (
                t.how_references(),
                vec![
                    "Ord & Getis (1995), doi:10.1111/j.1538-4632.1995.tb00912.x".to_owned(),
                    "Anselin (1995), doi:10.1111/j.1538-4632.1995.tb00338.x".to_owned(),
                    "Castro & Singer (2006), doi:10.1111/j.0016-7363.2006.00682.x".to_owned(),
                ],
            ),
        ],
    )
}

/// Bars with their table beneath.
pub fn bars_figure(visit: &Visit, bars: PlaceBars, example: bool) -> Markup {
    let t = visit.t();
    let shown = drawn(visit.language, &Drawing::Places(bars), example);
    html! {
        figure.chart {
            (shown.picture)
            figcaption { details {
                summary { (t.effect_drawing_table()) }
                (model_table(&t.effect_drawing_table(), &shown.table))
            } }
        }
    }
}
