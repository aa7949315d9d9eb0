//! The log: list with filter, correct with a reason, withdraw, and the trace of both.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use handslag_app::activity::EntryName;
use handslag_app::held::{ActivityChange, HeldActivity};
use handslag_app::promise::OpenPromise;
use handslag_app::{Action, AppError, Denied};
use handslag_domain::activity::{Activity, is_counted_per_month_only};
use handslag_domain::id::{ActivityId, PromiseId};
use handslag_domain::organisation::OrganisationId;
use handslag_locale::arg;
use maud::{Markup, html};

use super::entry::{
    activity_from, count_name, counts_of, error_of, fields_of, form_errors, more_fields,
    note_field, place_select,
};
use super::{Answer, see};
use crate::component::{
    Column, Field, FormError, error_summary, select, submit, table, text_field, textarea,
};
use crate::fields::{Asked, Fields};
use crate::paths;
use crate::server::Site;
use crate::stale::{Stale, differences, stale_page};
use crate::visit::Visit;
use crate::work::{self, words};

/// More than a person looks through on one page.
const SHOWN: usize = 200;

/// The log of the promises that the organisation takes part in.
pub async fn list(State(site): State<Site>, visit: Visit, Asked(asked): Asked) -> Answer {
    let t = visit.t();
    let promises = site.app.promises(&visit.actor).await?;
    let wanted = asked.get("lofte");
    let mut opened = Vec::new();
    for p in promises
        .iter()
        .filter(|p| wanted.is_empty() || wanted == format!("{}/{}", p.owner, p.id))
    {
        opened.push(
            site.app
                .open_promise(&visit.actor, Action::ReadInternal, &p.owner, &p.id)
                .await?,
        );
    }
    let mut entries: Vec<(&OpenPromise, &HeldActivity)> = opened
        .iter()
        .flat_map(|p| p.log.iter().map(move |h| (p, h)))
        .collect();
    entries.retain(|(_, held)| fits(held, &asked));
    entries.sort_by(|a, b| {
        b.1.activity
            .day()
            .cmp(&a.1.activity.day())
            .then(b.1.logged_at.cmp(&a.1.logged_at))
    });
    let title = t.work_nav_activities();
    let main = html! {
        h1 { (title) }
        (filter(&visit, &promises, &opened, &asked))
        p role="status" { (t.work_n_entries(entries.len())) }
        (entries_table(&visit, &entries))
        @if visit.may(Action::LogActivity) { p { a.button href=(paths::LOG) { (t.work_log_button()) } } }
    };
    let example = opened.iter().any(|p| p.document.example);
    Ok(work::page(&visit, &title, example, &[], main).into_response())
}

fn fits(held: &HeldActivity, asked: &Fields) -> bool {
    let is = |name: &str, value: &str| asked.get(name).is_empty() || asked.get(name) == value;
    let place = held.activity.place.as_ref().map_or("", |p| p.as_str());
    let day = held.activity.day();
    let limit = |name: &str| asked.get(name).parse::<jiff::civil::Date>().ok();
    is("typ", &held.activity.kind.0)
        && is("plats", place)
        && limit("fran").is_none_or(|from| day.is_some_and(|d| d >= from))
        && limit("till").is_none_or(|to| day.is_some_and(|d| d <= to))
}

fn filter(
    visit: &Visit,
    promises: &[handslag_app::held::PromiseSummary],
    opened: &[OpenPromise],
    asked: &Fields,
) -> Markup {
    let t = visit.t();
    let all = (String::new(), t.work_all());
    let mut of_promises = vec![all.clone()];
    of_promises.extend(
        promises
            .iter()
            .map(|p| (format!("{}/{}", p.owner, p.id), p.title.clone())),
    );
    let mut kinds = vec![all.clone()];
    let mut places = vec![all];
    for promise in opened {
        for held in &promise.log {
            let kind = &held.activity.kind;
            let option = (kind.0.clone(), t.kind(kind, 1u32));
            if !kinds.contains(&option) {
                kinds.push(option);
            }
        }
        places.extend(
            promise
                .document
                .places
                .iter()
                .map(|p| (p.id.0.clone(), p.name.clone())),
        );
    }
    let (from, to) = (t.work_from(), t.work_to());
    html! {
        form.choose method="get" action=(paths::ACTIVITIES) {
            (select(Field::new("lofte", &t.work_log_promise()), &of_promises, asked.get("lofte")))
            (select(Field::new("typ", &t.work_log_what()), &kinds, asked.get("typ")))
            (select(Field::new("plats", &t.work_log_where()), &places, asked.get("plats")))
            (crate::component::date_field(Field::new("fran", &from), asked.get("fran")))
            (crate::component::date_field(Field::new("till", &to), asked.get("till")))
            (submit(&t.work_show(), None))
        }
    }
}

fn entries_table(visit: &Visit, entries: &[(&OpenPromise, &HeldActivity)]) -> Markup {
    let t = visit.t();
    let own = visit.member().map(|m| m.organisation.clone()).ok();
    let columns = [
        Column::words(t.work_log_day()),
        Column::words(t.work_log_what()),
        Column::words(t.work_log_where()),
        Column::words(t.work_log_counts()),
        Column::words(t.work_logged_by()),
    ];
    let rows: Vec<Vec<Markup>> = entries
        .iter()
        .take(SHOWN)
        .map(|(promise, held)| {
            let activity = &held.activity;
            let day = visit.language.written_date(&activity.on);
            let is_own = own.as_ref() == Some(&held.tenant) && visit.may(Action::CorrectActivity);
            vec![
                html! { @if is_own { a href=(address(held)) { (day) } } @else { (day) } },
                html! { (t.kind(&activity.kind, 1u32)) @if held.withdrawn.is_some() { " (" (t.work_withdrawn()) ")" } },
                html! { (activity.place.as_ref().map_or("–", |p| promise.document.place_name(p))) },
                html! { (counts_words(visit, activity)) },
                html! { (held.tenant) ", " (words::origin(t, held.origin)) },
            ]
        })
        .collect();
    html! {
        @if !rows.is_empty() { (table(&t.work_nav_activities(), &columns, &rows)) }
        @if entries.len() > SHOWN { p { (t.work_more_entries(entries.len() - SHOWN)) } }
    }
}

/// What an entry counts: "23 förare, 2 böter".
pub fn counts_words(visit: &Visit, activity: &Activity) -> String {
    let t = visit.t();
    let mut words: Vec<String> = activity
        .counts
        .iter()
        .map(|(unit, n)| t.amount(*n, unit))
        .collect();
    words.extend(activity.times.map(|n| t.amount(n, "times")));
    words.extend(activity.hours.map(|n| t.amount(n, "hours")));
    words.join(", ")
}

/// An entry of one's own organisation, with what it said before.
pub async fn form(
    State(site): State<Site>,
    visit: Visit,
    Path(named): Path<(String, String, String)>,
    Asked(asked): Asked,
) -> Answer {
    let (held, changes) = site.app.activity(&visit.actor, &name(named)).await?;
    let opened = open(&site, &visit, &held).await?;
    let fields = fields_of(&held.activity);
    let saved = (!asked.get("sparat").is_empty()).then(|| visit.t().work_saved());
    Ok(activity_page(
        &visit,
        &opened,
        &held,
        &changes,
        &fields,
        &[],
        saved.as_deref(),
    )
    .into_response())
}

fn name((owner, promise, id): (String, String, String)) -> EntryName {
    EntryName {
        owner: OrganisationId(owner),
        promise: PromiseId(promise),
        id: ActivityId(id),
    }
}

fn address(held: &HeldActivity) -> String {
    paths::activity(&held.promise_owner, &held.promise, &held.activity.id)
}

async fn open(site: &Site, visit: &Visit, held: &HeldActivity) -> Result<OpenPromise, AppError> {
    site.app
        .open_promise(
            &visit.actor,
            Action::ReadInternal,
            &held.promise_owner,
            &held.promise,
        )
        .await
}

/// Corrects or withdraws an entry.
pub async fn correct(
    State(site): State<Site>,
    visit: Visit,
    Path(named): Path<(String, String, String)>,
    fields: Fields,
) -> Answer {
    let named = name(named);
    let (held, changes) = site.app.activity(&visit.actor, &named).await?;
    let opened = open(&site, &visit, &held).await?;
    let refused = |errors: &[FormError]| -> Response {
        let page = activity_page(&visit, &opened, &held, &changes, &fields, errors, None);
        (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
    };
    let version = fields.number("version").unwrap_or(0);
    let reason = fields.get("skal");
    let counts: Vec<(String, String)> = asked_counts(&opened, &held.activity, fields.get("typ"))
        .into_iter()
        .map(|c| (c.clone(), count_name("", &c)))
        .collect();
    let activity = match activity_from(&visit, &fields, held.activity.clone(), &counts) {
        Ok(activity) => activity,
        Err(errors) => return Ok(refused(&errors)),
    };
    let saved = match fields.get("gor") {
        "dra-tillbaka" => {
            site.app
                .withdraw_activity(&visit.actor, &named, version, reason, visit.now)
                .await
        }
        _ => {
            site.app
                .correct_activity(
                    &visit.actor,
                    &named,
                    version,
                    activity.clone(),
                    reason,
                    visit.today(),
                    visit.now,
                )
                .await
        }
    };
    match saved {
        Ok(_) => see(&format!("{}?sparat=1", address(&held))),
        Err(AppError::Stale(newer)) => {
            let mine = serde_json::to_value(&activity).unwrap_or_default();
            let stale = Stale {
                action: &address(&held),
                fields: &fields,
                version_field: "version",
                held_version: newer.version.to_string(),
                differences: differences(&mine, &newer.content),
                note: None,
                trail: Vec::new(),
                lang: None,
                example: opened.document.example,
            };
            Ok(stale_page(&visit, &stale))
        }
        Err(AppError::Denied(denied)) => Err(Denied::into(denied)),
        Err(error) => Ok(refused(&form_errors(&visit, error)?)),
    }
}

fn asked_counts(opened: &OpenPromise, activity: &Activity, kind: &str) -> Vec<String> {
    let mut all = counts_of(&opened.document, kind);
    all.extend(activity.counts.keys().cloned());
    all.sort();
    all.dedup();
    all
}

fn activity_page(
    visit: &Visit,
    opened: &OpenPromise,
    held: &HeldActivity,
    changes: &[ActivityChange],
    fields: &Fields,
    errors: &[FormError],
    saved: Option<&str>,
) -> Markup {
    let t = visit.t();
    let title = t.work_entry_title(arg::WorkEntryTitle {
        kind: &t.kind(&held.activity.kind, 1u32),
        day: &visit.language.written_date(&held.activity.on),
    });
    let trail = [(t.work_nav_activities(), paths::ACTIVITIES.to_owned())];
    let main = html! {
        h1 { (title) }
        @if let Some(saved) = saved { (work::done(saved)) }
        (error_summary(t, errors))
        p.quiet {
            (opened.document.promise.title) " · " (words::origin(t, held.origin)) ", "
            (words::moment(visit.language, held.logged_at)) " · " (t.work_version(&held.version.to_string()))
        }
        @if held.withdrawn.is_some() { p.notice { (t.work_withdrawn_words()) } }
        @else { (correction(visit, opened, held, fields, errors)) }
        section { h2 { (t.work_trace()) } (trace(visit, opened, held, changes)) }
    };
    work::page(visit, &title, opened.document.example, &trail, main)
}

fn correction(
    visit: &Visit,
    opened: &OpenPromise,
    held: &HeldActivity,
    fields: &Fields,
    errors: &[FormError],
) -> Markup {
    let t = visit.t();
    let version = if fields.has("version") {
        fields.get("version").to_owned()
    } else {
        held.version.to_string()
    };
    let (kind, day, time) = (t.work_log_what(), t.work_log_day(), t.work_log_time());
    let (reason, reason_hint) = (t.work_reason(), t.work_reason_hint());
    let month_only = is_counted_per_month_only(&held.activity.kind);
    html! {
        form method="post" action=(address(held)) {
            input type="hidden" name="version" value=(version);
            (text_field(Field::new("typ", &kind).error(error_of(errors, "typ")).required(), "text", fields.get("typ")))
            (text_field(Field::new("dag", &day).error(error_of(errors, "dag")).required(), "text", fields.get("dag")))
            @if !month_only {
                (text_field(Field::new("tid", &time).error(error_of(errors, "tid")), "time", fields.get("tid")))
                (place_select(visit, &opened.document, fields))
            }
            @for count in asked_counts(opened, &held.activity, fields.get("typ")) {
                @let name = count_name("", &count);
                (text_field(Field::new(&name, &t.unit_name(&count)).error(error_of(errors, &name)), "text", fields.get(&name)))
            }
            (more_fields(visit, opened, fields, errors))
            @if !month_only { (note_field(visit, fields, errors)) }
            (textarea(Field::new("skal", &reason).hint(&reason_hint).error(error_of(errors, "skal")).required(), 2, fields.get("skal")))
            div.actions {
                (submit(&t.work_save_correction(), Some(("gor", "ratta"))))
                button type="submit" name="gor" value="dra-tillbaka" { (t.work_withdraw()) }
            }
        }
    }
}

/// What the entry said before each change, who changed it and why.
fn trace(
    visit: &Visit,
    opened: &OpenPromise,
    held: &HeldActivity,
    changes: &[ActivityChange],
) -> Markup {
    let t = visit.t();
    html! {
        @if changes.is_empty() { p { (t.work_trace_none()) } }
        ol.plain {
            @for change in changes {
                li {
                    strong { (words::moment(visit.language, change.saving.at)) }
                    @if let Some(reason) = &change.saving.reason { ": ”" (reason) "”" }
                    br;
                    span.quiet {
                        (t.work_trace_before()) " "
                        (t.kind(&change.before.kind, 1u32)) ", " (visit.language.written_date(&change.before.on))
                        @if let Some(place) = &change.before.place { ", " (opened.document.place_name(place)) }
                        @let counts = counts_words(visit, &change.before);
                        @if !counts.is_empty() { ", " (counts) }
                        @if let Some(note) = &change.before.note { ", ”" (note) "”" }
                    }
                }
            }
        }
        @if let Some(at) = held.withdrawn { p { (t.work_withdrawn()) ": " (words::moment(visit.language, at)) } }
    }
}
