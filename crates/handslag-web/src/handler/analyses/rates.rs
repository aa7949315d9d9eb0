//! How many per inhabitant.

use handslag_app::picture::IncidentPicture;
use handslag_app::picture::analysis::{Rates, Told};
use handslag_domain::effect::{Bar, PlaceBars};
use handslag_locale::arg;
use maud::{Markup, html};

use super::town::{bars_figure, whole};
use super::{between, how, section};
use crate::component::{Column, stacked_table};
use crate::visit::Visit;

/// At most so many rates are drawn; the table has them all.
const DRAWN: usize = 12;

/// Per inhabitant, raw and smoothed.
pub fn rates(visit: &Visit, picture: &IncidentPicture, told: &Told<Rates>) -> Markup {
    let t = visit.t();
    let number = |n: f64| visit.language.decimals(n, 1);
    // A narrow interval is told with the decimals that show it.
    let ends = |lower: f64, upper: f64| {
        let two = |n: f64| visit.language.decimals(n, 2);
        match number(lower) == number(upper) {
            true => (two(lower), two(upper)),
            false => (number(lower), number(upper)),
        }
    };
    let range = |lower: f64, upper: f64| {
        let (lower, upper) = ends(lower, upper);
        between(lower, &upper)
    };
    section(visit, "invanare", &t.rates_title(), told, |found| {
        let overall = number(found.overall);
        let sentence = match found.areas.first().filter(|_| found.differ) {
            Some(most) => {
                let (lower, upper) = ends(most.interval.lower, most.interval.upper);
                t.rates_found(arg::RatesFound {
                    area: &most.name,
                    raw: &number(most.raw),
                    drawn: &number(most.drawn),
                    lower: &lower,
                    upper: &upper,
                    overall: &overall,
                })
            }
            None => t.rates_alike(&overall),
        };
        let columns = [
            Column::words(t.picture_area()),
            Column::numbers(t.report_count()),
            Column::numbers(t.rates_inhabitants()),
            Column::numbers(t.rates_raw()),
            Column::numbers(t.rates_interval()),
            Column::numbers(t.rates_drawn()),
            Column::numbers(t.rates_interval()),
        ];
        let rows = found.areas.iter().map(|row| {
            vec![
                html! { (row.name) },
                html! { (whole(visit, row.n)) },
                html! { (visit.language.whole(row.inhabitants.round() as usize)) },
                html! { (number(row.raw)) },
                html! { (range(row.raw_interval.lower, row.raw_interval.upper)) },
                html! { (number(row.drawn)) },
                html! { (range(row.interval.lower, row.interval.upper)) },
            ]
        });
        let bars = PlaceBars {
            id: "invanare".to_owned(),
            finding: sentence.clone(),
            unit: t.rates_picture(),
            rows: Some(t.picture_area()),
            is_percent: false,
            before: t.rates_raw(),
            after: t.rates_drawn(),
            bars: found
                .areas
                .iter()
                .take(DRAWN)
                .map(|row| Bar {
                    name: row.name.clone(),
                    before: row.raw,
                    after: row.drawn,
                })
                .collect(),
            source: t.analysis_source(),
        };
        html! {
            p.plain { (sentence) }
            (bars_figure(visit, bars, picture.example))
            (stacked_table(&t.rates_title(), &columns, &rows.collect::<Vec<_>>()))
            (how(visit, &[
                (t.how_data(), vec![t.rates_data(arg::RatesData {
                    areas: &visit.language.whole(found.areas.len()),
                    unknown: &visit.language.whole(found.n_unknown),
                })]),
                (t.how_method(), vec![t.rates_method()]),
                (t.how_assumptions(), vec![t.rates_assumes()]),
                (t.analysis_cannot(), vec![t.rates_cannot()]),
                (t.how_references(), vec![
                    "Marshall (1991), doi:10.2307/2347593".to_owned(),
                    "Clayton & Kaldor (1987), doi:10.2307/2532003".to_owned(),
                ]),
            ]))
        }
    })
}
