//! What and where: kinds, areas, named places, and how gathered it is.

use handslag_app::picture::{IncidentPicture, PictureView};
use maud::{Markup, html};

use super::super::analyses::{gathered_data, gathered_words, same_question};
use super::super::incident::kind_name;
use super::share_words;
use crate::component::{Column, table};
use crate::paths;
use crate::visit::Visit;

pub(super) fn kinds(visit: &Visit, picture: &IncidentPicture, view: &PictureView) -> Markup {
    let t = visit.t();
    let columns = [
        Column::words(t.work_log_what()),
        Column::numbers(t.report_count()),
        Column::numbers(t.picture_share()),
    ];
    let rows: Vec<Vec<Markup>> = view
        .categories
        .iter()
        .map(|(id, n)| {
            vec![
                html! { (kind_name(visit, picture.tree(), id.as_str())) },
                html! { (visit.language.whole(*n as usize)) },
                html! { (share_words(visit, f64::from(*n) / view.n as f64)) },
            ]
        })
        .collect();
    html! {
        section #sorter { h2 { (t.picture_kinds()) } (table(&t.picture_kinds(), &columns, &rows)) }
    }
}

/// Areas, named places, and how much lies where most is.
pub(super) fn places(visit: &Visit, view: &PictureView) -> Markup {
    let t = visit.t();
    let columns = |name: String| [Column::words(name), Column::numbers(t.report_count())];
    let areas: Vec<Vec<Markup>> = view
        .areas
        .iter()
        .take(20)
        .map(|row| {
            vec![
                html! { (row.name) },
                html! { (visit.language.whole(row.n as usize)) },
            ]
        })
        .collect();
    let places: Vec<Vec<Markup>> = view
        .places
        .iter()
        .map(|row| {
            vec![
                html! { (row.name) },
                html! { (visit.language.whole(row.n as usize)) },
            ]
        })
        .collect();
    html! {
        section #platser {
            h2 { (t.picture_places()) }
            @if let Ok(found) = &view.gathered {
                p.plain { (gathered_words(visit, found)) }
                details.how-we-know { summary { (t.how_heading()) }
                    p { (gathered_data(visit, found)) }
                    p { a href={ (same_question(visit, paths::ANALYSES)) "#samlat" } { (t.picture_gathered_link()) } }
                }
            }
            @if view.n_located < view.n {
                p.quiet { (t.picture_without_point(share_words(visit, 1.0 - view.n_located as f64 / view.n as f64).as_str())) }
            }
            @if !places.is_empty() { (table(&t.picture_top_places(), &columns(t.work_log_where()), &places)) }
            @if !areas.is_empty() { (table(&t.picture_areas(), &columns(t.picture_area()), &areas)) }
            @if view.n_nowhere > 0 { p.quiet { (t.picture_nowhere(view.n_nowhere)) } }
        }
    }
}
