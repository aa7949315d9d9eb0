//! Logging in three taps: what, where, save. The last ones used are chosen already.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use handslag_app::Action;
use handslag_app::activity::{LogOrder, Logged, Moved};
use handslag_app::held::{HeldActivity, Origin, PromiseSummary};
use handslag_app::promise::OpenPromise;
use handslag_domain::activity::{Activity, known_types};
use handslag_domain::document::PromiseDocument;
use handslag_domain::id::PromiseId;
use handslag_domain::organisation::OrganisationId;
use maud::{Markup, html};
use serde_json::Value;
use uuid::Uuid;

use super::Answer;
use super::entry::{
    activity_from, count_name, counts_of, error_of, form_errors, more_fields, note_field,
    place_options,
};
use crate::component::{
    Field, FormError, Step, Tile, date_field, error_summary, radio_tiles, select, step_of, stepper,
    submit, text_field,
};
use crate::error_page::WebError;
use crate::fields::{Asked, Fields};
use crate::server::Site;
use crate::visit::Visit;
use crate::{paths, work};

/// Entries that tell what a member uses most.
const RECENT: u32 = 20;
/// Tiles in a row; the rest are in a list.
const TILES: usize = 6;
/// The choice of something that has no tile.
const OTHER: &str = "annan";

/// The form, with the last type and place chosen, and now.
pub async fn form(State(site): State<Site>, visit: Visit, Asked(asked): Asked) -> Answer {
    let recent = site.app.recent_activities(&visit.actor, RECENT).await?;
    let promises = loggable(&site, &visit).await?;
    let Some(summary) = chosen(&promises, &asked, recent.first()) else {
        return Ok(nothing_to_log_for(&visit));
    };
    let opened = open(&site, &visit, &summary.owner, &summary.id).await?;
    let fields = preset(&site, &visit, &opened, &recent).await?;
    Ok(log_page(&visit, &promises, &opened, &recent, &fields, &[], None).into_response())
}

/// Logs what was sent, or moves a stepper.
pub async fn log(State(site): State<Site>, visit: Visit, mut fields: Fields) -> Answer {
    let owner = OrganisationId::from(fields.get("agare"));
    let id = PromiseId::from(fields.get("lofte"));
    let opened = open(&site, &visit, &owner, &id).await?;
    let recent = site.app.recent_activities(&visit.actor, RECENT).await?;
    let promises = loggable(&site, &visit).await?;
    let again = |fields: &Fields, errors: &[FormError], logged: Option<&Logged>| {
        log_page(&visit, &promises, &opened, &recent, fields, errors, logged)
    };
    let pressed = fields.get("steg").to_owned();
    if let Some(step) = step_of(&pressed) {
        take_step(&mut fields, step);
        return Ok(again(&fields, &[], None).into_response());
    }
    let refused = |errors: &[FormError]| -> Response {
        (
            StatusCode::UNPROCESSABLE_ENTITY,
            again(&fields, errors, None),
        )
            .into_response()
    };
    let order = match order(&visit, &opened.document, &fields, owner.clone(), id.clone()) {
        Ok(order) => order,
        Err(errors) => return Ok(refused(&errors)),
    };
    match site
        .app
        .log_activity(&visit.actor, order, visit.today(), visit.now)
        .await
    {
        Ok(logged) => {
            let opened = open(&site, &visit, &owner, &id).await?;
            let recent = site.app.recent_activities(&visit.actor, RECENT).await?;
            let fresh = preset(&site, &visit, &opened, &recent).await?;
            let page = log_page(
                &visit,
                &promises,
                &opened,
                &recent,
                &fresh,
                &[],
                Some(&logged),
            );
            Ok(page.into_response())
        }
        Err(error) => Ok(refused(&form_errors(&visit, error)?)),
    }
}

async fn open(
    site: &Site,
    visit: &Visit,
    owner: &OrganisationId,
    id: &PromiseId,
) -> Result<OpenPromise, WebError> {
    Ok(site
        .app
        .open_promise(&visit.actor, Action::LogActivity, owner, id)
        .await?)
}

/// The promises that the member may log for.
async fn loggable(site: &Site, visit: &Visit) -> Result<Vec<PromiseSummary>, WebError> {
    use handslag_domain::organisation::Role;
    let mut all = site.app.promises(&visit.actor).await?;
    all.retain(|p| p.role_limit.is_none_or(|limit| limit >= Role::Reporter));
    Ok(all)
}

/// The promise asked for, else the one that was logged for last, else the first.
fn chosen<'a>(
    promises: &'a [PromiseSummary],
    asked: &Fields,
    last: Option<&HeldActivity>,
) -> Option<&'a PromiseSummary> {
    let named = |owner: &str, id: &str| {
        promises
            .iter()
            .find(|p| p.owner.as_str() == owner && p.id.as_str() == id)
    };
    asked
        .get("lofte")
        .split_once('/')
        .and_then(|(owner, id)| named(owner, id))
        .or_else(|| last.and_then(|l| named(l.promise_owner.as_str(), l.promise.as_str())))
        .or_else(|| promises.first())
}

fn nothing_to_log_for(visit: &Visit) -> Response {
    let t = visit.t();
    let main = html! {
        h1 { (t.work_log_title()) }
        p { (t.work_no_promises()) }
        p { a href=(paths::TODAY) { (t.work_nav_today()) } }
    };
    work::page(visit, &t.work_log_title(), false, &[], main).into_response()
}

/// The last type and place, one's own party, and today or the promise's last day.
async fn preset(
    site: &Site,
    visit: &Visit,
    opened: &OpenPromise,
    recent: &[HeldActivity],
) -> Result<Fields, WebError> {
    let mut fields = Fields::default();
    let promise = &opened.document.promise.id;
    let last = recent
        .iter()
        .find(|h| h.promise == *promise && h.promise_owner == opened.owner);
    let kinds = kinds(&opened.document, recent);
    let kind = last
        .map(|h| h.activity.kind.0.clone())
        .or_else(|| kinds.first().cloned());
    fields.set("typ", kind.unwrap_or_default());
    let place = last.and_then(|h| h.activity.place.as_ref());
    fields.set("plats", place.map_or("", |p| p.as_str()));
    // What is logged for a promise that has ended was done in its time.
    let last_day = opened.document.promise.period.last_day();
    let day = last_day.map_or(visit.today(), |end| end.min(visit.today()));
    fields.set("dag", day.to_string());
    fields.set("nyckel", Uuid::now_v7().to_string());
    let own = site
        .app
        .own_organisation(&visit.actor)
        .await?
        .map(|o| o.party);
    if let Some(party) = own.filter(|own| opened.document.parties.iter().any(|p| p.id == *own)) {
        fields.set("part", party.0);
    }
    Ok(fields)
}

/// Types for tiles: used last, then those that the promise counts, then the product's own.
pub fn kinds(document: &PromiseDocument, recent: &[HeldActivity]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut add = |kind: &str| {
        if !kind.is_empty() && !all.iter().any(|k| k == kind) {
            all.push(kind.to_owned());
        }
    };
    recent.iter().for_each(|h| add(&h.activity.kind.0));
    for commitment in &document.commitments {
        let target = serde_json::to_value(&commitment.target).unwrap_or_default();
        types_in(&target, &mut add);
    }
    known_types().iter().for_each(|known| add(known.name));
    all
}

fn types_in(target: &Value, add: &mut impl FnMut(&str)) {
    match target {
        Value::Object(fields) => {
            for (name, value) in fields {
                match (name.as_str(), value) {
                    ("types", Value::Array(types)) => {
                        types.iter().filter_map(Value::as_str).for_each(&mut *add);
                    }
                    (_, value) => types_in(value, add),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| types_in(item, add)),
        _ => {}
    }
}

/// Moves a stepper's field by one.
pub fn take_step(fields: &mut Fields, step: Step<'_>) {
    let (name, value) = match step {
        Step::More(name) => (name, fields.number(name).unwrap_or(0).saturating_add(1)),
        Step::Less(name) => (name, fields.number(name).unwrap_or(0).saturating_sub(1)),
    };
    fields.set(name, value.to_string());
}

fn order(
    visit: &Visit,
    document: &PromiseDocument,
    fields: &Fields,
    owner: OrganisationId,
    promise: PromiseId,
) -> Result<LogOrder, Vec<FormError>> {
    let mut fields = fields.clone();
    for (tile, list) in [("typ", "annan_typ"), ("plats", "annan_plats")] {
        if fields.get(tile) == OTHER {
            let value = fields.get(list).to_owned();
            fields.set(tile, value);
        }
    }
    let kind = fields.get("typ").to_owned();
    // Every type's counts are sent; those of the chosen one are meant.
    let counts: Vec<(String, String)> = counts_of(document, &kind)
        .into_iter()
        .map(|count| {
            let name = count_name(&format!("{kind}."), &count);
            (count, name)
        })
        .collect();
    let activity = activity_from(visit, &fields, Activity::default(), &counts)?;
    let key = match fields.get("nyckel") {
        "" => Uuid::now_v7().to_string(),
        key => key.chars().take(64).collect(),
    };
    Ok(LogOrder {
        owner,
        promise,
        activity,
        key,
        origin: Origin::Form,
    })
}

fn log_page(
    visit: &Visit,
    promises: &[PromiseSummary],
    opened: &OpenPromise,
    recent: &[HeldActivity],
    fields: &Fields,
    errors: &[FormError],
    logged: Option<&Logged>,
) -> Markup {
    let t = visit.t();
    let document = &opened.document;
    let main = html! {
        h1 { (t.work_log_title()) }
        @if let Some(logged) = logged { (what_moved(visit, opened, logged)) }
        (error_summary(t, errors))
        @if promises.len() > 1 { (promise_choice(visit, promises, opened)) }
        @else { p.quiet { (document.promise.title) } }
        form.log method="post" action=(paths::LOG) {
            // Enter in a field saves, and does not press the first stepper.
            button.default type="submit" tabindex="-1" aria-hidden="true" { (t.work_save()) }
            input type="hidden" name="agare" value=(opened.owner);
            input type="hidden" name="lofte" value=(document.promise.id);
            input type="hidden" name="nyckel" value=(fields.get("nyckel"));
            (what(visit, document, recent, fields, errors))
            (place(visit, document, recent, fields, errors))
            (day(visit, document, fields, errors))
            details open[errors.iter().any(|e| !e.id.ends_with("typ"))] {
                summary { (t.work_log_more()) }
                (text_field(Field::new("tid", &t.work_log_time()).error(error_of(errors, "tid")), "time", fields.get("tid")))
                (more_fields(visit, opened, fields, errors))
                (note_field(visit, fields, errors))
            }
            div.save-bar { (submit(&t.work_save(), None)) }
        }
    };
    work::page(visit, &t.work_log_title(), document.example, &[], main)
}

/// Which commitments moved, and from what to what.
fn what_moved(visit: &Visit, opened: &OpenPromise, logged: &Logged) -> Markup {
    let t = visit.t();
    html! {
        div.done role="status" {
            p { strong { "✓ " @if logged.already { (t.work_log_already()) } @else { (t.work_log_saved()) } } }
            @if logged.moved.is_empty() && !logged.already { p { (t.work_log_moved_none()) } }
            @if !logged.uncounted.is_empty() { ul.plain { @for it in &logged.uncounted { li { "”" (it.name) "”: " (t.why_uncounted(&it.why)) } } } }
            ul.plain { @for moved in &logged.moved { li { (one_moved(visit, moved)) } } }
            p { a href=(paths::activity(&opened.owner, &opened.document.promise.id, &logged.id)) { (t.work_log_correct()) } }
        }
    }
}

fn one_moved(visit: &Visit, moved: &Moved) -> Markup {
    let language = visit.language;
    let t = visit.t();
    html! {
        (t.work_log_counts_toward()) " ”" (moved.name) "”: "
        strong.moved { (language.number(moved.before)) " → " (language.number(moved.after)) }
        @if let Some(target) = moved.target {
            " " span.quiet { (t.work_log_of(&t.amount(target, &moved.unit))) }
        }
    }
}

fn promise_choice(visit: &Visit, promises: &[PromiseSummary], opened: &OpenPromise) -> Markup {
    let t = visit.t();
    let value = |owner: &OrganisationId, id: &PromiseId| format!("{owner}/{id}");
    let options: Vec<(String, String)> = promises
        .iter()
        .map(|p| (value(&p.owner, &p.id), p.title.clone()))
        .collect();
    let chosen = value(&opened.owner, &opened.document.promise.id);
    html! {
        form.choose method="get" action=(paths::LOG) {
            (select(Field::new("lofte", &t.work_log_promise()), &options, &chosen))
            (submit(&t.work_change(), None))
        }
    }
}

/// The tiles of what is used most; whatever is chosen has one.
fn tiles(all: &[(String, String)], chosen: &str, other: String) -> Vec<Tile> {
    let mut shown: Vec<&(String, String)> = all.iter().take(TILES).collect();
    if let Some(option) = all.iter().skip(TILES).find(|(value, _)| value == chosen) {
        shown.insert(0, option);
    }
    let mut tiles: Vec<Tile> = shown
        .into_iter()
        .map(|(value, words)| Tile {
            value: value.clone(),
            words: words.clone(),
        })
        .collect();
    tiles.push(Tile {
        value: OTHER.to_owned(),
        words: other,
    });
    tiles
}

fn what(
    visit: &Visit,
    document: &PromiseDocument,
    recent: &[HeldActivity],
    fields: &Fields,
    errors: &[FormError],
) -> Markup {
    let t = visit.t();
    let all: Vec<(String, String)> = kinds(document, recent)
        .into_iter()
        .map(|kind| {
            let words = t.kind(&kind.as_str().into(), 1u32);
            (kind, words)
        })
        .collect();
    let chosen = fields.get("typ");
    let tiles = tiles(&all, chosen, t.work_log_other());
    let label = t.work_log_what();
    let field = Field::new("typ", &label)
        .error(error_of(errors, "typ"))
        .required();
    html! {
        (radio_tiles(field, &tiles, chosen))
        div.other { (select(Field::new("annan_typ", &t.work_log_other_type()), &all, fields.get("annan_typ"))) }
        @for (n, tile) in tiles.iter().enumerate() { (counts(visit, document, n, &tile.value, fields)) }
    }
}

/// The steppers of one type; the style sheet shows those of the chosen tile.
fn counts(
    visit: &Visit,
    document: &PromiseDocument,
    tile: usize,
    kind: &str,
    fields: &Fields,
) -> Markup {
    let t = visit.t();
    let counts = counts_of(document, kind);
    html! {
        @if !counts.is_empty() {
            div.counts.{ "counts-" (tile) } {
                @for count in &counts {
                    @let name = count_name(&format!("{kind}."), count);
                    (stepper(t, Field::new(&name, &t.unit_name(count)), fields.number(&name).unwrap_or(0)))
                }
            }
        }
    }
}

fn place(
    visit: &Visit,
    document: &PromiseDocument,
    recent: &[HeldActivity],
    fields: &Fields,
    errors: &[FormError],
) -> Markup {
    let t = visit.t();
    let chosen = fields.get("plats");
    let options = place_options(
        visit,
        document,
        match chosen {
            OTHER => "",
            chosen => chosen,
        },
    );
    let used = |id: &str| {
        let at = |h: &HeldActivity| h.activity.place.as_ref().is_some_and(|p| p.as_str() == id);
        recent.iter().position(at).unwrap_or(usize::MAX)
    };
    let mut ordered = options.clone();
    ordered.sort_by_key(|(id, _)| used(id));
    let label = t.work_log_where();
    html! {
        (radio_tiles(Field::new("plats", &label).error(error_of(errors, "plats")), &tiles(&ordered, chosen, t.work_log_other()), chosen))
        div.other { (select(Field::new("annan_plats", &t.work_log_other_place()), &options, fields.get("annan_plats"))) }
    }
}

fn day(visit: &Visit, document: &PromiseDocument, fields: &Fields, errors: &[FormError]) -> Markup {
    let t = visit.t();
    let (label, period) = (t.work_log_day(), &document.promise.period);
    let field = Field::new("dag", &label)
        .error(error_of(errors, "dag"))
        .required();
    let written = visit.language.period(period.first_day(), period.last_day());
    let outside = t.work_log_outside(&written);
    let field = match period.contains(visit.today()) {
        true => field,
        false => field.hint(&outside),
    };
    date_field(field, fields.get("dag"))
}
