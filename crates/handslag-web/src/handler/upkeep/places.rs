//! Named places: list, add, change; each a point or an area.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use handslag_app::{Action, AppError};
use handslag_domain::id::PlaceId;
use handslag_domain::incident::NamedPlace;
use handslag_domain::municipality::{Municipality, MunicipalityCode};
use handslag_locale::Texts;
use maud::{Markup, html};
use serde_json::{Value, json};

use super::super::entry::{error_of, form_errors};
use super::super::incident::position;
use super::super::{Answer, see};
use super::{saved_line, trail};
use crate::component::{
    Column, Field, FormError, error_summary, select, submit, table, text_field,
};
use crate::error_page::WebError;
use crate::fields::{Asked, Fields};
use crate::paths;
use crate::server::Site;
use crate::stale::{Stale, differences, stale_page};
use crate::visit::Visit;
use crate::work;

/// What a place can be, as it is kept.
pub const KINDS: [&str; 7] = [
    "school", "square", "pub", "park", "station", "road", "other",
];

/// Every place, and the form for a new one.
pub async fn list(State(site): State<Site>, visit: Visit, Asked(asked): Asked) -> Answer {
    let page = list_page(&site, &visit, &asked, &Fields::default(), &[]).await?;
    Ok(page.into_response())
}

/// Adds a place.
pub async fn add(State(site): State<Site>, visit: Visit, sent: Fields) -> Answer {
    match save(&site, &visit, (None, ""), &sent).await? {
        Saved::Done(_) => see(&format!("{}?sparat=1", paths::PLACES)),
        Saved::Stale(response) => Ok(response),
        Saved::Errors(errors) => {
            let page = list_page(&site, &visit, &Fields::default(), &sent, &errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

async fn list_page(
    site: &Site,
    visit: &Visit,
    asked: &Fields,
    sent: &Fields,
    errors: &[FormError],
) -> Result<Markup, WebError> {
    let t = visit.t();
    let places = site.app.places(&visit.actor).await?;
    let areas = site.app.area_names(&visit.actor).await?;
    let title = t.places_title();
    let columns = [
        Column::words(t.place_name()),
        Column::words(t.place_kind()),
        Column::words(t.work_log_where()),
        Column::words(t.work_municipality()),
    ];
    let may = visit.may(Action::EditPicture);
    let rows: Vec<Vec<Markup>> = places
        .iter()
        .map(|place| {
            vec![
                html! { @if may { a href=(paths::place(&place.id)) { (place.name) } } @else { (place.name) } },
                html! { (kind_words(t, place.kind.as_deref().unwrap_or("other"))) },
                html! { (at_words(visit, place, &areas)) },
                html! { (municipality_name(place.municipality)) },
            ]
        })
        .collect();
    let main = html! {
        h1 { (title) }
        (saved_line(visit, asked))
        (error_summary(t, errors))
        p.lead { (t.places_words()) }
        @if rows.is_empty() { p { (t.places_none()) } } @else { (table(&title, &columns, &rows)) }
        @if may {
            h2 { (t.place_new()) }
            form method="post" action=(paths::PLACES) {
                (place_fields(visit, &areas, sent, errors))
                (submit(&t.place_add(), None))
            }
        }
    };
    Ok(work::page(visit, &title, false, &trail(visit), main))
}

/// One place.
pub async fn one(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<String>,
    Asked(asked): Asked,
) -> Answer {
    let held = site.app.place(&visit.actor, &id.as_str().into()).await?;
    let mut sent = as_fields(&held.content);
    sent.set("version", held.version.to_string());
    Ok(one_page(&site, &visit, &held.content, &asked, &sent, &[])
        .await?
        .into_response())
}

/// Changes a place.
pub async fn change(
    State(site): State<Site>,
    visit: Visit,
    Path(id): Path<String>,
    sent: Fields,
) -> Answer {
    let place = site.app.place(&visit.actor, &id.as_str().into()).await?;
    let made_from = Some(sent.number("version").unwrap_or(0));
    match save(&site, &visit, (made_from, &id), &sent).await? {
        Saved::Done(id) => see(&format!("{}?sparat=1", paths::place(&id))),
        Saved::Stale(response) => Ok(response),
        Saved::Errors(errors) => {
            let none = Fields::default();
            let page = one_page(&site, &visit, &place.content, &none, &sent, &errors).await?;
            let page: Response = page.into_response();
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

async fn one_page(
    site: &Site,
    visit: &Visit,
    place: &NamedPlace,
    asked: &Fields,
    sent: &Fields,
    errors: &[FormError],
) -> Result<Markup, WebError> {
    let t = visit.t();
    let areas = site.app.area_names(&visit.actor).await?;
    let mut above = trail(visit);
    above.push((t.places_title(), paths::PLACES.to_owned()));
    let main = html! {
        h1 { (place.name) }
        (saved_line(visit, asked))
        (error_summary(t, errors))
        form method="post" action=(paths::place(&place.id)) {
            input type="hidden" name="version" value=(sent.get("version"));
            (place_fields(visit, &areas, sent, errors))
            (submit(&t.work_save(), None))
        }
    };
    Ok(work::page(visit, &place.name, false, &above, main))
}

/// What became of a place that was sent.
enum Saved {
    Done(PlaceId),
    /// Somebody else saved it in between: both texts.
    Stale(Response),
    Errors(Vec<FormError>),
}

async fn save(
    site: &Site,
    visit: &Visit,
    (made_from, id): (Option<u32>, &str),
    sent: &Fields,
) -> Result<Saved, WebError> {
    let place = match place_of(visit, id, sent) {
        Ok(place) => place,
        Err(errors) => return Ok(Saved::Errors(errors)),
    };
    let app = &site.app;
    let saved = app.save_place(&visit.actor, made_from, &place, visit.now);
    Ok(match saved.await {
        Ok(id) => Saved::Done(id),
        Err(AppError::Stale(_)) => Saved::Stale(stale(site, visit, &place, sent).await?),
        Err(AppError::Invalid {
            field: "position",
            problem: handslag_app::Invalid::Missing,
        }) => Saved::Errors(vec![FormError {
            id: Field::new("position", "").id(),
            words: visit.t().place_nowhere(),
        }]),
        Err(error) => Saved::Errors(form_errors(visit, error)?),
    })
}

/// What I wrote of a place beside what somebody else saved of it.
async fn stale(
    site: &Site,
    visit: &Visit,
    mine: &NamedPlace,
    sent: &Fields,
) -> Result<Response, WebError> {
    let held = site.app.place(&visit.actor, &mine.id).await?;
    let areas = site.app.area_names(&visit.actor).await?;
    let theirs = &held.content;
    let mine = NamedPlace {
        // Left out, it is found by the position.
        municipality: mine.municipality.or(theirs.municipality),
        ..mine.clone()
    };
    let in_words = |place: &NamedPlace| in_words(visit, place, &areas);
    let stale = Stale {
        action: &paths::place(&mine.id),
        fields: sent,
        version_field: "version",
        held_version: held.version.to_string(),
        differences: differences(&in_words(&mine), &in_words(theirs)),
        note: None,
        trail: Vec::new(),
        lang: None,
        example: false,
    };
    Ok(stale_page(visit, &stale))
}

/// A place as its form shows it, field by field.
fn in_words(visit: &Visit, place: &NamedPlace, areas: &[(String, String)]) -> Value {
    let fields = as_fields(place);
    let area = place.area.as_deref().map(|code| area_name(areas, code));
    json!({
        "name": place.name,
        "slag": kind_words(visit.t(), place.kind.as_deref().unwrap_or("other")),
        "position": fields.get("position"),
        "area": area.unwrap_or(""),
        "kommun": municipality_name(place.municipality),
    })
}

fn place_of(visit: &Visit, id: &str, sent: &Fields) -> Result<NamedPlace, Vec<FormError>> {
    let t = visit.t();
    let mut errors = Vec::new();
    let mut or_error = |name: &str, words: String| {
        let id = Field::new(name, "").id();
        errors.push(FormError { id, words });
    };
    let point = match sent.get("position") {
        "" => None,
        text => {
            let point = position(text);
            if point.is_none() {
                or_error("position", t.report_position_wrong());
            }
            point
        }
    };
    let municipality = match sent.get("kommun") {
        "" => None,
        text => {
            let code = municipality_code(text);
            if code.is_none() {
                or_error("kommun", t.work_invalid_unknown(&t.work_municipality()));
            }
            code
        }
    };
    let kind = KINDS.into_iter().find(|kind| *kind == sent.get("slag"));
    let place = NamedPlace {
        id: id.into(),
        name: sent.get("name").to_owned(),
        kind: Some(kind.unwrap_or("other").to_owned()),
        point,
        area: sent.words("area"),
        municipality,
    };
    match errors.is_empty() {
        true => Ok(place),
        false => Err(errors),
    }
}

fn municipality_code(text: &str) -> Option<MunicipalityCode> {
    let parsed = MunicipalityCode::parse(text).ok();
    parsed
        .filter(|code| Municipality::by_code(*code).is_some())
        .or_else(|| Municipality::by_name(text).map(|m| m.code))
}

fn municipality_name(code: Option<MunicipalityCode>) -> String {
    let found = code.and_then(Municipality::by_code);
    found.map_or_else(|| "–".to_owned(), |m| m.name.to_owned())
}

fn as_fields(place: &NamedPlace) -> Fields {
    let mut fields = Fields::default();
    fields.set("name", place.name.clone());
    fields.set("slag", place.kind.clone().unwrap_or_default());
    let point = place.point;
    let degrees = point.map(|point| format!("{:.6}, {:.6}", point.lat(), point.lon()));
    fields.set("position", degrees.unwrap_or_default());
    fields.set("area", place.area.clone().unwrap_or_default());
    let code = place.municipality.map(|code| code.to_string());
    fields.set("kommun", code.unwrap_or_default());
    fields
}

fn place_fields(
    visit: &Visit,
    areas: &[(String, String)],
    sent: &Fields,
    errors: &[FormError],
) -> Markup {
    let t = visit.t();
    let kinds = KINDS.map(|kind| (kind.to_owned(), kind_words(t, kind)));
    let (name, name_hint, kind) = (t.place_name(), t.place_name_hint(), t.place_kind());
    let (point, point_hint) = (t.report_position(), t.report_position_hint());
    let (area, area_hint) = (t.picture_area(), t.place_area_hint());
    let (municipality, municipality_hint) = (t.work_municipality(), t.place_municipality_hint());
    let mut choices = vec![(String::new(), t.place_no_area())];
    choices.extend(areas.iter().map(|(code, name)| {
        let words = if name == code {
            name.clone()
        } else {
            format!("{name} ({code})")
        };
        (code.clone(), words)
    }));
    let chosen = sent.get("area");
    if !choices.iter().any(|(code, _)| code == chosen) {
        choices.push((chosen.to_owned(), chosen.to_owned()));
    }
    html! {
        (text_field(Field::new("name", &name).hint(&name_hint).error(error_of(errors, "name")).required(), "text", sent.get("name")))
        (select(Field::new("slag", &kind), &kinds, match sent.get("slag") { "" => "other", kind => kind }))
        (text_field(Field::new("position", &point).hint(&point_hint).error(error_of(errors, "position")), "text", sent.get("position")))
        (select(Field::new("area", &area).hint(&area_hint).error(error_of(errors, "area")), &choices, chosen))
        (text_field(Field::new("kommun", &municipality).hint(&municipality_hint).error(error_of(errors, "kommun")), "text", sent.get("kommun")))
    }
}

/// What an area is called; its code when it is not held.
fn area_name<'a>(areas: &'a [(String, String)], code: &'a str) -> &'a str {
    let found = areas.iter().find(|(other, _)| other == code);
    found.map_or(code, |(_, name)| name)
}

/// "58.5051, 13.1577", or the name of the area.
fn at_words(visit: &Visit, place: &NamedPlace, areas: &[(String, String)]) -> String {
    let area = place.area.as_ref().map(|code| {
        let name = area_name(areas, code);
        format!("{} {name}", visit.t().picture_area().to_lowercase())
    });
    let point = place.point;
    let point = point.map(|point| format!("{:.4}, {:.4}", point.lat(), point.lon()));
    let both: Vec<String> = point.into_iter().chain(area).collect();
    both.join("; ")
}

/// What a kind of place is called; other kinds stay.
pub fn kind_words(t: Texts, kind: &str) -> String {
    match kind {
        "school" => t.place_kind_school(),
        "square" => t.place_kind_square(),
        "pub" => t.place_kind_pub(),
        "park" => t.place_kind_park(),
        "station" => t.place_kind_station(),
        "road" => t.place_kind_road(),
        "other" => t.place_kind_other(),
        own => own.to_owned(),
    }
}
