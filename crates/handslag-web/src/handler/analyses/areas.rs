//! Which of the organisation's own areas stand out, shaded on a map.

use handslag_app::picture::IncidentPicture;
use handslag_app::picture::analysis::{HotArea, HotAreas, Told};
use handslag_chart::{AreaOnMap, Heading, HotSpotMap, Layout, hot_spot_map};
use handslag_locale::arg;
use maud::{Markup, PreEscaped, html};

use super::town::{VERY_SURE, small, whole};
use super::{how, section};
use crate::component::{Column, stacked_table};
use crate::visit::Visit;

/// Without squares the map's margins are those of squares of so many metres.
const MARGIN_M: f64 = 250.0;

/// The section; nothing where the organisation has no areas of its own.
pub fn hot_areas(
    visit: &Visit,
    picture: &IncidentPicture,
    told: Option<&Told<HotAreas>>,
) -> Markup {
    let t = visit.t();
    let Some(told) = told else {
        return html! {};
    };
    section(visit, "omraden", &t.hot_areas_title(), told, |found| {
        let sentence = sentence(visit, found);
        html! {
            p.plain { (sentence) }
            figure.chart { (map(visit, picture, found, &sentence)) }
            @if !found.hot.is_empty() { (area_table(visit, found)) }
            (how_we_know(visit, found))
        }
    })
}

fn sentence(visit: &Visit, found: &HotAreas) -> String {
    let t = visit.t();
    let areas = visit.language.whole(found.n_areas);
    match found.hot.len() {
        0 => t.hot_areas_none(&areas),
        n => t.hot_areas_found(arg::HotAreasFound {
            n: n.into(),
            areas: &areas,
        }),
    }
}

fn map(visit: &Visit, picture: &IncidentPicture, found: &HotAreas, sentence: &str) -> Markup {
    let t = visit.t();
    let hot = found.hot.iter().map(|area| AreaOnMap {
        rings: area.outline.clone(),
        hot: Some(area.q <= VERY_SURE),
    });
    let others = found.others.iter().map(|outline| AreaOnMap {
        rings: outline.clone(),
        hot: None,
    });
    let areas: Vec<AreaOnMap> = hot.chain(others).collect();
    let of = |layout| {
        hot_spot_map(&HotSpotMap {
            heading: Heading {
                id: "heta-omraden".to_owned(),
                lang: visit.language,
                layout,
                finding: sentence.to_owned(),
                description: t.hot_areas_picture(found.hot.len()),
                unit_label: t.hot_areas_unit(),
                source: t.analysis_source(),
                example: picture.example,
            },
            square_m: MARGIN_M,
            areas: areas.clone(),
            places: picture.named_points(),
            ..HotSpotMap::default()
        })
    };
    // An `<svg>` made by `handslag-chart`, which escapes every word.
    PreEscaped(of(Layout::Wide) + &of(Layout::Narrow))
}

fn area_table(visit: &Visit, found: &HotAreas) -> Markup {
    let t = visit.t();
    let columns = [
        Column::words(t.picture_area()),
        Column::numbers(t.hot_spots_occasions()),
        Column::numbers(match found.by_inhabitants {
            true => t.hot_areas_with(),
            false => t.hot_areas_around(),
        }),
        Column::numbers(t.analysis_expected()),
        Column::words(t.hot_spots_why()),
        Column::numbers(t.analysis_sure()),
    ];
    let why = |area: &HotArea| match area.as_largest {
        true => t.hot_areas_as_largest(),
        false => t.hot_spots_around(),
    };
    let rows = found.hot.iter().enumerate().map(|(n, area)| {
        vec![
            html! { (n + 1) ". " (area.name) },
            html! { (whole(visit, area.n)) },
            html! { (visit.language.decimals(area.around, 0)) },
            html! { (visit.language.decimals(area.expected, 1)) },
            html! { (why(area)) },
            html! { (small(visit, area.q)) },
        ]
    });
    stacked_table(&t.hot_areas_title(), &columns, &rows.collect::<Vec<_>>())
}

fn how_we_know(visit: &Visit, found: &HotAreas) -> Markup {
    let t = visit.t();
    let data = t.hot_areas_data(arg::HotAreasData {
        count: &whole(visit, found.n),
        areas: &visit.language.whole(found.n_areas),
        alone: &visit.language.whole(found.n_alone),
    });
    let (first, assumes) = match found.by_inhabitants {
        true => (
            t.hot_areas_by_inhabitants(),
            t.hot_areas_assumes_inhabitants(),
        ),
        false => (t.hot_areas_method(), t.hot_areas_assumes()),
    };
    let mut method = vec![first, t.hot_areas_false()];
    let simulated = found.replicates;
    method.extend(simulated.map(|n| t.hot_spots_simulated(&whole(visit, n.into()))));
    how(
        visit,
        &[
            (t.how_data(), vec![data]),
            (t.how_method(), method),
            (t.how_assumptions(), vec![assumes]),
            (t.analysis_cannot(), vec![t.hot_areas_cannot()]),
            (
                t.how_references(),
                vec![
                    "Ord & Getis (1995), doi:10.1111/j.1538-4632.1995.tb00912.x".to_owned(),
                    "Castro & Singer (2006), doi:10.1111/j.0016-7363.2006.00682.x".to_owned(),
                ],
            ),
        ],
    )
}
