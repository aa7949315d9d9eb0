//! Promises inside: list, new, what the log shows of each commitment today, versions, publishing.

use std::collections::BTreeMap;

use axum::extract::{Multipart, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use handslag_app::held::{FollowUpState, HeldActivity, ReleaseSummary};
use handslag_app::promise::OpenPromise;
use handslag_app::{Action, AppError, day_within_reach};
use handslag_domain::assessment::{Assessment, EntryCount, Evidenced};
use handslag_domain::check::{Finding, check, check_text};
use handslag_domain::follow_up::Statement;
use handslag_domain::id::{ActivityId, PromiseId};
use handslag_domain::organisation::OrganisationId;
use handslag_locale::{Names, arg, count_sentence, target_sentence};
use maud::{Markup, html};

use super::activity::counts_words;
use super::entry::form_errors;
use super::{Answer, see};
use crate::component::{
    Column, CountBar, Field, FormError, count_bar, error_summary, example_tag, file_field, parts,
    status, submit, table, textarea,
};
use crate::error_page::{WebError, findings_list};
use crate::fields::{Asked, Fields};
use crate::paths;
use crate::server::Site;
use crate::stale::{differences, heading, shown};
use crate::visit::Visit;
use crate::work::{self, Trail, words};

/// The path of a promise inside.
pub type Named = Path<(String, String)>;

/// Owner and promise from the path.
pub fn names(Path((owner, id)): Named) -> (OrganisationId, PromiseId) {
    (OrganisationId(owner), PromiseId(id))
}

/// The pages above a promise's own.
pub fn trail(visit: &Visit, opened: &OpenPromise) -> Trail {
    vec![
        (visit.t().work_nav_promises(), paths::PROMISES.to_owned()),
        (
            opened.document.promise.title.clone(),
            paths::work(&opened.owner, &opened.document.promise.id),
        ),
    ]
}

/// The promises that the organisation takes part in.
pub async fn list(State(site): State<Site>, visit: Visit) -> Answer {
    let t = visit.t();
    let promises = site.app.promises(&visit.actor).await?;
    let columns = [
        Column::words(t.work_log_promise()),
        Column::words(t.work_owner()),
        Column::words(t.work_saved_at()),
        Column::numbers(t.promise_version()),
    ];
    let rows: Vec<Vec<Markup>> = promises
        .iter()
        .map(|p| {
            vec![
                html! { a href=(paths::work(&p.owner, &p.id)) { (p.title) } (example_tag(t, p.is_example)) },
                html! { (p.owner) @if let Some(limit) = p.role_limit { ", " (t.work_shared_as(&words::role(t, limit))) } },
                html! { (words::moment(visit.language, p.saved_at)) },
                html! { (p.version) },
            ]
        })
        .collect();
    let title = t.work_nav_promises();
    let main = html! {
        h1 { (title) }
        @if rows.is_empty() { p { (t.work_no_promises()) } } @else { (table(&title, &columns, &rows)) }
        @if visit.may(Action::EditPromise) { p { a.button href=(paths::NEW_PROMISE) { (t.work_new_promise()) } } }
        p { a href=(paths::WORK_SELF_TEST) { (t.self_test_link()) } }
    };
    let example = promises.iter().any(|p| p.is_example);
    Ok(work::page(&visit, &title, example, &[], main).into_response())
}

/// The form of a new promise.
pub async fn new_form(visit: Visit) -> Answer {
    Ok(new_page(&visit, "", &[], &[]).into_response())
}

/// Checks a document, and adds it when that is asked for.
pub async fn add(State(site): State<Site>, visit: Visit, form: Multipart) -> Answer {
    let (text, only_check) = sent_document(form).await?;
    let (document, findings) = check_text(&text, words::check_words(visit.language));
    let refused = |findings: &[Finding], errors: &[FormError]| -> Response {
        (
            StatusCode::UNPROCESSABLE_ENTITY,
            new_page(&visit, &text, findings, errors),
        )
            .into_response()
    };
    let Some(document) = document else {
        return Ok(refused(&findings, &[]));
    };
    if only_check {
        return Ok(new_page(&visit, &text, &findings, &[]).into_response());
    }
    match site
        .app
        .add_promise(&visit.actor, &document, visit.now)
        .await
    {
        Ok(()) => {
            let owner = &visit.member()?.organisation;
            see(&paths::work(owner, &document.promise.id))
        }
        Err(AppError::Document(_)) => Ok(refused(&findings, &[])),
        Err(AppError::Store(handslag_app::StoreError::Refused(..))) => {
            let words = visit.t().work_id_taken(document.promise.id.as_str());
            Ok(refused(
                &findings,
                &[FormError {
                    id: Field::new("text", "").id(),
                    words,
                }],
            ))
        }
        Err(error) => {
            let errors: Vec<FormError> = form_errors(&visit, error)?
                .into_iter()
                .map(|e| FormError {
                    id: Field::new("text", "").id(),
                    ..e
                })
                .collect();
            Ok(refused(&findings, &errors))
        }
    }
}

/// The text that was pasted, or else the file, and whether it is only to be checked.
///
/// # Errors
/// When the form cannot be read.
async fn sent_document(mut form: Multipart) -> Result<(String, bool), WebError> {
    let (mut text, mut only_check) = (String::new(), false);
    while let Some(field) = form.next_field().await.map_err(|_| WebError::BadRequest)? {
        let name = field.name().unwrap_or_default().to_owned();
        let bytes = field.bytes().await.map_err(|_| WebError::BadRequest)?;
        let value = String::from_utf8_lossy(&bytes).into_owned();
        match name.as_str() {
            "fil" | "text" if !value.trim().is_empty() => text = value.replace("\r\n", "\n"),
            "gor" => only_check = value == "kontrollera",
            _ => {}
        }
    }
    Ok((text, only_check))
}

fn new_page(visit: &Visit, text: &str, findings: &[Finding], errors: &[FormError]) -> Markup {
    let t = visit.t();
    let title = t.work_new_promise();
    let (file, text_label, hint) = (
        t.work_promise_file(),
        t.work_promise_text(),
        t.work_promise_text_hint(),
    );
    let main = html! {
        h1 { (title) }
        (error_summary(t, errors))
        @if !text.is_empty() { (findings_or_none(visit, findings)) }
        form method="post" action=(paths::NEW_PROMISE) enctype="multipart/form-data" {
            (file_field(Field::new("fil", &file), ".toml,.json"))
            div.code { (textarea(Field::new("text", &text_label).hint(&hint).error(errors.first().map(|e| e.words.as_str())), 16, text)) }
            div.actions {
                (submit(&t.work_add_promise(), Some(("gor", "lagg-till"))))
                button type="submit" name="gor" value="kontrollera" { (t.work_check()) }
            }
        }
    };
    let trail = [(t.work_nav_promises(), paths::PROMISES.to_owned())];
    work::page(visit, &title, false, &trail, main)
}

/// What a check found, or that it found nothing.
pub fn findings_or_none(visit: &Visit, findings: &[Finding]) -> Markup {
    let t = visit.t();
    html! {
        section {
            h2 { (t.work_findings_title()) }
            @if findings.is_empty() { p { (t.work_findings_none()) } } @else { (findings_list(visit, findings)) }
        }
    }
}

/// Opens a promise for one action.
///
/// # Errors
/// When it is not the member's to open so.
pub async fn open(
    site: &Site,
    visit: &Visit,
    action: Action,
    owner: &OrganisationId,
    id: &PromiseId,
) -> Result<OpenPromise, WebError> {
    Ok(site
        .app
        .open_promise(&visit.actor, action, owner, id)
        .await?)
}

/// Every commitment as it stands today, with the entries behind each number.
pub async fn overview(
    State(site): State<Site>,
    visit: Visit,
    named: Named,
    Asked(asked): Asked,
) -> Answer {
    let t = visit.t();
    let (owner, id) = names(named);
    let opened = open(&site, &visit, Action::ReadInternal, &owner, &id).await?;
    let asked_day = asked.get("dag").parse();
    let at = asked_day.map_or(visit.today(), |day| day_within_reach(day, visit.today()));
    let assessments = opened.assess(at);
    let releases = site.app.publications(&visit.actor, &owner, &id).await?;
    let years = site.app.follow_up_years(&visit.actor, &owner, &id).await?;
    let findings = check(&opened.document, words::check_words(visit.language));
    let promise = &opened.document.promise;
    let day = t.work_counted_at();
    let main = html! {
        h1 { (promise.title) (example_tag(t, opened.document.example)) }
        @if asked.has("sparat") { (work::done(&t.work_saved())) }
        @if asked.has("publicerat") { (work::done(&t.work_published())) }
        p.quiet { (visit.language.period(promise.period.first_day(), promise.period.last_day())) " · " (t.work_version(&opened.version.to_string())) }
        (links(&visit, &opened))
        (publication(&visit, &opened, &releases))
        (follow_ups(&visit, &opened, &years))
        section {
            h2 { (t.commitments_title()) }
            form.choose method="get" action=(paths::work(&owner, &id)) {
                (crate::component::date_field(Field::new("dag", &day), &at.to_string()))
                (submit(&t.work_show(), None))
            }
            @for assessment in &assessments { (one_commitment(&visit, &opened, assessment)) }
        }
        (findings_or_none(&visit, &findings))
    };
    let trail = [(t.work_nav_promises(), paths::PROMISES.to_owned())];
    let title = promise.title.clone();
    Ok(work::page(&visit, &title, opened.document.example, &trail, main).into_response())
}

fn links(visit: &Visit, opened: &OpenPromise) -> Markup {
    let t = visit.t();
    let to = |page: &str| paths::work_page(&opened.owner, &opened.document.promise.id, page);
    html! {
        ul.links {
            @if opened.may(Action::EditPromise) {
                li { a href=(to("andra")) { (t.work_edit_promise()) } }
                li { a href=(to("text")) { (t.work_edit_text()) } }
                @if opened.is_own() { li { a href=(to("dela")) { (t.work_share()) } } }
            }
            li { a href=(to("synas")) { (t.foresee_heading()) } }
            li { a href=(to("versioner")) { (t.work_saved_versions()) } }
        }
    }
}

fn publication(visit: &Visit, opened: &OpenPromise, releases: &[ReleaseSummary]) -> Markup {
    let t = visit.t();
    let id = &opened.document.promise.id;
    let newest = releases
        .iter()
        .filter(|r| r.year.is_none())
        .max_by_key(|r| r.version);
    html! {
        section {
            h2 { (t.work_publication()) }
            @match newest {
                None => p { (t.work_not_published()) },
                Some(release) => p {
                    a href=(paths::promise(paths::Address { slug: &release.municipality_slug, promise: id })) {
                        (t.work_published_as(arg::WorkPublishedAs { version: &release.version.to_string(), date: &words::moment(visit.language, release.published_at) }))
                    }
                },
            }
            @if opened.may(Action::Publish) {
                form method="post" action=(paths::work_page(&opened.owner, id, "publicera")) {
                    p.hint { (t.work_publish_words()) }
                    (submit(&t.work_publish_promise(), None))
                }
            }
        }
    }
}

fn follow_ups(visit: &Visit, opened: &OpenPromise, years: &[(i16, FollowUpState)]) -> Markup {
    let t = visit.t();
    let promise = &opened.document.promise;
    let first = promise
        .period
        .first_day()
        .map_or(visit.today().year(), |d| d.year());
    let last = promise
        .period
        .last_day()
        .map_or(visit.today().year(), |d| d.year().min(visit.today().year()));
    // A century of years is enough for any promise, and for any misprint.
    let all = (first..=last).rev().take(100);
    html! {
        section {
            h2 { (t.follow_ups_title()) }
            ul.plain {
                @for year in all {
                    li {
                        @if opened.may(Action::WriteFollowUp) {
                            a href=(paths::workshop(&opened.owner, &promise.id, year)) { (t.follow_up_year(&year.to_string())) } " "
                        } @else { (t.follow_up_year(&year.to_string())) " " }
                        span.quiet {
                            @match years.iter().find(|(y, _)| *y == year) {
                                Some((_, state)) => (words::state(t, *state)),
                                None => (t.work_state_none()),
                            }
                        }
                    }
                }
            }
        }
    }
}

fn one_commitment(visit: &Visit, opened: &OpenPromise, assessment: &Assessment) -> Markup {
    let t = visit.t();
    let document = &opened.document;
    let commitment = document.commitment(&assessment.commitment);
    html! {
        article.commitment id=(assessment.commitment) {
            p.commitment-status { (status(t, assessment.verdict)) }
            h3 { (commitment.map_or(assessment.commitment.as_str(), |c| c.name())) }
            @if let Some(commitment) = commitment {
                @if commitment.title.is_some() { p.words { (commitment.words) } }
                p { (target_sentence(visit.language, &commitment.target, Names::of(document))) }
            }
            p.count { strong { (count_sentence(visit.language, &assessment.evidenced)) } " " span.quiet { (t.on_time(&assessment.on_time)) } }
            (count_bar(&visit.here(), &CountBar {
                id: assessment.commitment.as_str(),
                title: commitment.map_or(assessment.commitment.as_str(), |c| c.name()),
                verdict: assessment.verdict,
                evidenced: &assessment.evidenced,
                time_gone: assessment.time_gone,
            }))
            (parts(&visit.here(), &assessment.evidenced))
            @for said in &assessment.said { (statement(visit, opened, said)) }
            @let entries = entries_of(&assessment.evidenced);
            details {
                summary { (t.work_entries_behind(entries.len())) }
                (evidence_table(visit, opened, &entries, &|_| None))
            }
            @if opened.may(Action::EditPromise) { p { a href=(paths::work_commitment(&opened.owner, &document.promise.id, &assessment.commitment)) { (t.work_edit_commitment()) } } }
        }
    }
}

/// What a party says of a commitment.
pub fn statement(visit: &Visit, opened: &OpenPromise, said: &Statement) -> Markup {
    let t = visit.t();
    html! {
        p {
            (said.party.as_ref().map_or_else(|| t.said_together(), |p| opened.document.party_name(p).to_owned())) ": "
            @if let Some(verdict) = said.meant() { (status(t, verdict)) " " }
            @if let Some(words) = said.own_words() { "”" (words) "”" }
        }
    }
}

/// Every entry behind a count and its parts, each once, by day.
pub fn entries_of(evidenced: &Evidenced) -> Vec<EntryCount> {
    let mut all: BTreeMap<ActivityId, EntryCount> = BTreeMap::new();
    let mut waiting = vec![evidenced];
    while let Some(evidenced) = waiting.pop() {
        for entry in &evidenced.entries {
            all.entry(entry.activity.clone())
                .or_insert_with(|| entry.clone());
        }
        waiting.extend(&evidenced.parts);
    }
    let mut entries: Vec<EntryCount> = all.into_values().collect();
    entries.sort_by(|a, b| (a.on, &a.activity).cmp(&(b.on, &b.activity)));
    entries
}

/// Entries as records: day, type, place, counts, what each adds; one's own lead to their forms.
/// `anchor` names a row that something leads to.
pub fn evidence_table(
    visit: &Visit,
    opened: &OpenPromise,
    entries: &[EntryCount],
    anchor: &dyn Fn(&EntryCount) -> Option<String>,
) -> Markup {
    let t = visit.t();
    let own = visit.member().map(|m| m.organisation.clone()).ok();
    let held: BTreeMap<&str, &HeldActivity> = opened
        .log
        .iter()
        .map(|h| (h.activity.id.as_str(), h))
        .collect();
    let columns = [
        Column::words(t.work_log_day()),
        Column::words(t.work_log_what()),
        Column::words(t.work_log_where()),
        Column::words(t.work_log_counts()),
        Column::numbers(t.done_amount()),
    ];
    let rows: Vec<Vec<Markup>> = entries
        .iter()
        .map(|entry| {
            let activity = opened.document.activities.iter().find(|a| a.id == entry.activity);
            let day = visit.language.date(entry.on);
            let is_own = held.get(entry.activity.as_str()).is_some_and(|h| own.as_ref() == Some(&h.tenant));
            vec![
                html! {
                    span id=[anchor(entry)] {
                        @if is_own { a href=(paths::activity(&opened.owner, &opened.document.promise.id, &entry.activity)) { (day) } } @else { (day) }
                    }
                },
                html! { @if let Some(a) = activity { (t.kind(&a.kind, 1u32)) } },
                html! { (activity.and_then(|a| a.place.as_ref()).map_or("–", |p| opened.document.place_name(p))) },
                html! { @if let Some(a) = activity { (counts_words(visit, a)) } },
                html! { (visit.language.number(entry.amount)) },
            ]
        })
        .collect();
    html! { @if rows.is_empty() { p { (t.done_none()) } } @else { (table(&t.work_entries_behind(entries.len()), &columns, &rows)) } }
}

/// Every saved version, newest first, with what changed.
pub async fn versions(State(site): State<Site>, visit: Visit, named: Named) -> Answer {
    let t = visit.t();
    let (owner, id) = names(named);
    let opened = open(&site, &visit, Action::ReadInternal, &owner, &id).await?;
    let versions = site.app.promise_versions(&visit.actor, &owner, &id).await?;
    let title = t.work_saved_versions();
    let values: Vec<serde_json::Value> = versions
        .iter()
        .map(|v| serde_json::to_value(&v.document).unwrap_or_default())
        .collect();
    let main = html! {
        h1 { (title) }
        @for (n, version) in versions.iter().enumerate().rev() {
            section {
                h2 { (t.version_n(&version.version.to_string())) }
                p.quiet { (words::moment(visit.language, version.saving.at)) }
                @if let Some(reason) = &version.saving.reason { p { (t.work_reason()) ": " (reason) } }
                @if n > 0 {
                    ul { @for d in differences(&values[n], &values[n - 1]) {
                        li {
                            (heading(visit.language, &d.place)) ": "
                            del { (shown(visit.language, &d.theirs)) } " " ins { (shown(visit.language, &d.mine)) }
                        }
                    } }
                }
            }
        }
    };
    Ok(work::page(
        &visit,
        &title,
        opened.document.example,
        &trail(&visit, &opened),
        main,
    )
    .into_response())
}

/// Publishes the promise as it stands today.
pub async fn publish(State(site): State<Site>, visit: Visit, named: Named, _: Fields) -> Answer {
    let (owner, id) = names(named);
    site.app
        .publish_promise(&visit.actor, &owner, &id, visit.today(), visit.now)
        .await?;
    see(&format!("{}?publicerat=1", paths::work(&owner, &id)))
}
