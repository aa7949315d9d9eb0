//! Situational pictures in a list.

use axum::extract::State;
use axum::response::IntoResponse;
use handslag_app::Action;
use maud::{Markup, html};

use super::super::Answer;
use crate::component::{Column, example_tag, table};
use crate::paths;
use crate::server::Site;
use crate::visit::Visit;
use crate::work::{self, words};

/// The pictures that the organisation takes part in.
pub async fn list(State(site): State<Site>, visit: Visit) -> Answer {
    let t = visit.t();
    let pictures = site.app.picture_documents(&visit.actor).await?;
    let owners = site.app.organisation_names(&visit.actor).await?;
    let columns = [
        Column::words(t.work_nav_picture()),
        Column::words(t.work_owner()),
        Column::words(t.work_saved_at()),
        Column::numbers(t.work_saved_version()),
    ];
    let rows: Vec<Vec<Markup>> = pictures
        .iter()
        .map(|p| {
            vec![
                html! { a href=(paths::work_picture(&p.owner, &p.id)) { (p.title) } (example_tag(t, p.is_example)) },
                html! { (owners.get(&p.owner).map_or(p.owner.as_str(), String::as_str)) @if let Some(limit) = p.role_limit { ", " (t.work_shared_as(&words::role(t, limit))) } },
                html! { (words::moment(visit.language, p.saved_at)) },
                html! { (p.version) },
            ]
        })
        .collect();
    let title = t.picture_doc_list();
    let main = html! {
        h1 { (title) }
        p.lead { (t.picture_doc_list_lead()) }
        @if rows.is_empty() { p { (t.picture_doc_none()) } } @else { (table(&title, &columns, &rows)) }
        @if visit.may(Action::EditPicture) { p { a.button href=(paths::NEW_PICTURE) { (t.picture_doc_new()) } } }
        p { a href=(paths::PICTURE) { (t.picture_doc_to_incidents()) } }
    };
    let example = pictures.iter().any(|p| p.is_example);
    let above = [(t.work_nav_picture(), paths::PICTURE.to_owned())];
    Ok(work::page(&visit, &title, example, &above, main).into_response())
}
