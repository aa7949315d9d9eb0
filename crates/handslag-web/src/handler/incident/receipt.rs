//! What was just reported: what, where and when, how to correct it, and a button
//! that takes it back.

use axum::extract::State;
use axum::response::Response;
use handslag_app::AppError;
use handslag_app::held::HeldIncident;
use handslag_domain::incident::IncidentId;
use maud::{Markup, html};

use super::super::Answer;
use super::entry::where_words;
use super::fields::kind_name;
use super::{Choices, Shown, page, preset, shown};
use crate::error_page::WebError;
use crate::fields::Fields;
use crate::paths;
use crate::server::Site;
use crate::visit::Visit;
use crate::work;

/// What the button that takes a report back sends.
pub const UNDO: &str = "angra";

/// The receipt of a report.
///
/// - `words`: what became of it, such as that it is saved.
pub fn receipt(visit: &Visit, choices: &Choices, reported: &[HeldIncident], words: &str) -> Markup {
    let t = visit.t();
    let counted: Vec<&HeldIncident> = reported
        .iter()
        .filter(|held| held.withdrawn.is_none())
        .collect();
    html! {
        div.done #kvitto role="status" {
            p { strong { "✓ " (words) } }
            @if let Some(first) = reported.first() {
                ul { @for held in reported { li { (line(visit, choices, held)) } } }
                p {
                    (t.work_log_where().trim_end_matches('?')) ": " (where_words(visit, &first.incident, &choices.places)) br;
                    (t.incidents_when()) ": " (t.time_window(&first.incident.window))
                }
            }
            @if !counted.is_empty() {
                p { (t.report_correct_words()) }
                form method="post" action=(paths::REPORT) {
                    @for held in &counted { input type="hidden" name="vilken" value=(held.incident.id); }
                    button type="submit" name="gor" value=(UNDO) { (t.report_undo()) }
                }
            }
        }
    }
}

/// "Klotter: 2", leading to where it is corrected.
fn line(visit: &Visit, choices: &Choices, held: &HeldIncident) -> Markup {
    let incident = &held.incident;
    html! {
        a href=(paths::incident(incident.id)) { (kind_name(visit, &choices.tree, incident.category.as_str())) }
        ": " (visit.language.whole(incident.count as usize))
        @if held.withdrawn.is_some() { " (" (visit.t().work_withdrawn()) ")" }
    }
}

/// Takes back what was just reported, with a trace.
pub async fn undo(State(site): State<Site>, visit: Visit, sent: Fields) -> Answer {
    let ids: Option<Vec<IncidentId>> = sent
        .all("vilken")
        .map(|id| id.parse().ok().map(IncidentId))
        .collect();
    let ids = ids.ok_or(WebError::BadRequest)?;
    let t = visit.t();
    let reason = t.report_undo_reason();
    let undone = site
        .app
        .undo_report(&visit.actor, &ids, &reason, visit.now)
        .await;
    let choices = Choices::load(&site, &visit).await?;
    let above = match undone {
        Ok(_) => work::done(&t.report_undone(ids.len())),
        // Somebody has corrected it since: that is not taken back unseen.
        Err(AppError::Stale(_)) => {
            let reported = site.app.reported(&visit.actor, &ids).await?;
            html! {
                p.notice role="alert" { (t.report_undo_changed()) }
                ul { @for held in &reported { li { (line(&visit, &choices, held)) } } }
            }
        }
        Err(error) => return Err(error.into()),
    };
    let fields = preset(&visit, choices.recent.first());
    Ok(answer(&visit, &choices, &fields, above))
}

/// The form again, with this above it.
pub fn answer(visit: &Visit, choices: &Choices, fields: &Fields, above: Markup) -> Response {
    let told = Shown {
        above,
        ..Shown::default()
    };
    shown(page(visit, choices, fields, &told))
}
