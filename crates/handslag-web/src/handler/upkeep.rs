//! Keeping the picture's ground in order: categories, places, areas, what is
//! shown to partners, and what is counted twice.

pub mod areas;
pub mod categories;
pub mod duplicates;
pub mod places;
pub mod shares;

use axum::extract::State;
use axum::response::IntoResponse;
use handslag_app::Action;
use handslag_domain::organisation::Organisation;
use maud::{Markup, html};

use super::Answer;
use crate::paths;
use crate::server::Site;
use crate::visit::Visit;
use crate::work::{self, Trail};

/// What can be kept in order, and by whom.
pub async fn overview(State(_): State<Site>, visit: Visit) -> Answer {
    let t = visit.t();
    let title = t.upkeep_title();
    let line = |path: &str, name: String, words: String| {
        html! { li { p { a href=(path) { (name) } } p.quiet { (words) } } }
    };
    let main = html! {
        h1 { (title) }
        p.lead { (t.upkeep_words()) }
        ul.plain {
            (line(paths::CATEGORIES, t.categories_title(), t.categories_words()))
            (line(paths::PLACES, t.places_title(), t.places_words()))
            (line(paths::AREAS, t.areas_title(), t.areas_words()))
            @if visit.may(Action::EditPicture) { (line(paths::DUPLICATES, t.duplicates_title(), t.duplicates_words())) }
            @if visit.may(Action::ShareIncidents) { (line(paths::INCIDENT_SHARES, t.shares_title(), t.shares_words())) }
        }
    };
    Ok(work::page(&visit, &title, false, &[], main).into_response())
}

/// The pages above these.
fn trail(visit: &Visit) -> Trail {
    vec![(visit.t().upkeep_title(), paths::UPKEEP.to_owned())]
}

/// What an organisation is called; its id when it is not known.
fn organisation_name(organisations: &[Organisation], id: &str) -> String {
    let found = organisations.iter().find(|one| one.id.as_str() == id);
    found.map_or_else(|| id.to_owned(), |one| one.name.clone())
}

/// A line that says that it was saved, when the address says so.
fn saved_line(visit: &Visit, asked: &crate::fields::Fields) -> Markup {
    html! { @if !asked.get("sparat").is_empty() { (work::done(&visit.t().work_saved())) } }
}
