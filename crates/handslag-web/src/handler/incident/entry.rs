//! An incident that was taken in: correct with a reason, withdraw, and the trace of both.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use handslag_app::incident::{IncidentReport, OWN_REPORTS, OpenIncident};
use handslag_app::picture::is_example;
use handslag_app::{AppError, Denied};
use handslag_domain::incident::{CategoryTree, Incident, IncidentId, NamedPlace, Spot};
use maud::{Markup, html};

use super::super::entry::{error_of, form_errors};
use super::super::upkeep::duplicates::Telling;
use super::super::{Answer, see};
use super::fields::{category_options, correction, fields_of, kind_name, note_field, time_fields};
use super::place::place_field;
use crate::component::{Field, FormError, error_summary, select, submit, text_field, textarea};
use crate::error_page::WebError;
use crate::fields::{Asked, Fields};
use crate::paths;
use crate::server::Site;
use crate::stale::{Stale, differences, stale_page};
use crate::visit::Visit;
use crate::work::{self, words};

/// "Gamla stadens torg", "I en bostad", "58.50510, 13.15770", or a dash.
pub fn where_words(visit: &Visit, incident: &Incident, places: &[NamedPlace]) -> String {
    let at = &incident.at;
    if at.indoors() {
        return visit.t().report_dwelling();
    }
    let name = at.place().map(|id| {
        let place = places.iter().find(|place| place.id == *id);
        place.map_or_else(|| id.0.clone(), |place| place.name.clone())
    });
    let point = at
        .point()
        .map(|point| format!("{:.4}, {:.4}", point.lat(), point.lon()));
    name.or(point)
        .or_else(|| at.area().map(str::to_owned))
        .unwrap_or_else(|| "–".to_owned())
}

pub fn source_words(visit: &Visit, source: &str) -> String {
    match source {
        OWN_REPORTS => visit.t().incidents_own_reports(),
        other => other.to_owned(),
    }
}

fn id_of(text: &str) -> Result<IncidentId, WebError> {
    let id = text.parse().map_err(|_| WebError::NotFound)?;
    Ok(IncidentId(id))
}

/// An incident of one's own organisation, with what it said before.
pub async fn form(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<String>,
    Asked(asked): Asked,
) -> Answer {
    let entry = Entry::load(&site, &visit, id_of(&id)?).await?;
    let fields = fields_of(&entry.open.held.incident);
    let saved = (!asked.get("sparat").is_empty()).then(|| visit.t().work_saved());
    Ok(entry
        .page(&visit, &fields, &[], saved.as_deref())
        .into_response())
}

/// Corrects or withdraws an incident.
pub async fn correct(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<String>,
    sent: Fields,
) -> Answer {
    let entry = Entry::load(&site, &visit, id_of(&id)?).await?;
    let id = entry.open.held.incident.id;
    let refused = |errors: &[FormError]| -> Response {
        let page = entry.page(&visit, &sent, errors, None);
        (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
    };
    let (version, reason) = (sent.number("version").unwrap_or(0), sent.get("skal"));
    let (actor, now) = (&visit.actor, visit.now);
    let report = match correction(&visit, &entry.open.held.incident, &entry.places, &sent) {
        Ok(report) => report,
        Err(errors) => return Ok(refused(&errors)),
    };
    let saved = match sent.get("gor") {
        "dra-tillbaka" => {
            let app = &site.app;
            app.withdraw_incident(actor, id, version, reason, now).await
        }
        _ => {
            let app = &site.app;
            app.correct_incident(actor, id, version, &report, reason, now)
                .await
        }
    };
    match saved {
        Ok(_) => see(&format!("{}?sparat=1", paths::incident(id))),
        Err(AppError::Stale(newer)) => {
            let mine = entry.corrected(report);
            let mine = serde_json::to_value(&mine).unwrap_or_default();
            let stale = Stale {
                action: &paths::incident(id),
                fields: &sent,
                version_field: "version",
                held_version: newer.version.to_string(),
                differences: differences(&mine, &newer.content),
                note: None,
                trail: Vec::new(),
                lang: None,
                example: is_example(&entry.open.held.incident.source),
            };
            Ok(stale_page(&visit, &stale))
        }
        Err(AppError::Denied(denied)) => Err(Denied::into(denied)),
        Err(error) => Ok(refused(&form_errors(&visit, error)?)),
    }
}

/// An incident with what it is corrected by.
struct Entry {
    open: OpenIncident,
    tree: CategoryTree,
    places: Vec<NamedPlace>,
    /// When anything was joined with it.
    telling: Option<Telling>,
}

impl Entry {
    async fn load(site: &Site, visit: &Visit, id: IncidentId) -> Result<Self, AppError> {
        let open = site.app.incident(&visit.actor, id, visit.now).await?;
        let telling = match open.joined.is_empty() {
            true => None,
            false => Some(Telling::load(site, visit).await?),
        };
        Ok(Self {
            open,
            telling,
            tree: site.app.categories(&visit.actor).await?,
            places: site.app.places(&visit.actor).await?,
        })
    }

    /// The incident as the sender would have it.
    fn corrected(&self, report: IncidentReport) -> Incident {
        Incident {
            window: report.window,
            category: report.category,
            at: Spot::kept(report.spot),
            count: report.count,
            note: report.note,
            ..self.open.held.incident.clone()
        }
    }

    fn page(
        &self,
        visit: &Visit,
        fields: &Fields,
        errors: &[FormError],
        saved: Option<&str>,
    ) -> Markup {
        let t = visit.t();
        let held = &self.open.held;
        let kind = kind_name(visit, &self.tree, held.incident.category.as_str());
        let title = format!("{kind}, {}", t.time_window(&held.incident.window));
        let trail = [(t.incidents_title(), paths::INCIDENTS.to_owned())];
        let main = html! {
            h1 { (title) }
            @if let Some(saved) = saved { (work::done(saved)) }
            (error_summary(t, errors))
            p.quiet {
                (source_words(visit, &held.incident.source)) ", " (words::moment(visit.language, held.received.at))
                " · " (t.work_version(&held.version.to_string()))
            }
            @if held.withdrawn.is_some() { p.notice { (t.work_withdrawn_words()) } }
            @else { (self.correction(visit, fields, errors)) }
            section { h2 { (t.work_trace()) } (self.trace(visit)) }
        };
        let example = is_example(&held.incident.source);
        work::page(visit, &title, example, &trail, main)
    }

    fn correction(&self, visit: &Visit, fields: &Fields, errors: &[FormError]) -> Markup {
        let t = visit.t();
        let held = &self.open.held;
        let version = match fields.get("version") {
            "" => held.version.to_string(),
            version => version.to_owned(),
        };
        let (what, count, reason) = (t.work_log_what(), t.report_count(), t.work_reason());
        let options = category_options(visit, &self.tree, false);
        html! {
            form method="post" action=(paths::incident(held.incident.id)) {
                button.default type="submit" tabindex="-1" aria-hidden="true" { (t.work_save()) }
                input type="hidden" name="version" value=(version);
                (select(Field::new("sort", &what).error(error_of(errors, "sort")), &options, fields.get("sort")))
                (place_field(visit, &self.places, &[], fields, errors, html! {}))
                (time_fields(visit, fields, errors))
                (text_field(Field::new("antal", &count).error(error_of(errors, "antal")), "number", fields.get("antal")))
                (note_field(visit, fields, errors))
                (textarea(Field::new("skal", &reason).error(error_of(errors, "skal")).required(), 2, fields.get("skal")))
                div.buttons {
                    (submit(&t.work_save(), None))
                    button type="submit" name="gor" value="dra-tillbaka" { (t.work_withdraw()) }
                }
            }
        }
    }

    fn trace(&self, visit: &Visit) -> Markup {
        let t = visit.t();
        let here = paths::incident(self.open.held.incident.id);
        html! {
            @if let Some(telling) = &self.telling {
                h3 { (t.duplicates_joined()) }
                (telling.trace(visit, &self.open.joined, &here))
            }
            @if self.open.changes.is_empty() { p { (t.work_trace_none()) } }
            @else {
                ol.plain { @for change in &self.open.changes {
                    li {
                        strong { (words::moment(visit.language, change.saving.at)) } ": "
                        (change.saving.reason.as_deref().unwrap_or_default())
                        " " span.quiet { (t.incidents_said_before()) " "
                            (kind_name(visit, &self.tree, change.before.category.as_str())) ", "
                            (t.time_window(&change.before.window)) ", "
                            (where_words(visit, &change.before, &self.places)) }
                    }
                } }
            }
        }
    }
}
