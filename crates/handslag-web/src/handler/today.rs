//! Today: what is behind, what was logged last, and the way to log.

use axum::extract::State;
use axum::response::IntoResponse;
use handslag_app::Action;
use handslag_app::held::HeldActivity;
use handslag_app::promise::OpenPromise;
use handslag_domain::assessment::{Assessment, Pace};
use handslag_locale::{Texts, arg, count_sentence};
use maud::{Markup, html};

use super::Answer;
use crate::component::{example_tag, status};
use crate::server::Site;
use crate::visit::Visit;
use crate::{paths, work};

const LAST: u32 = 5;

/// The first page inside.
pub async fn today(State(site): State<Site>, visit: Visit) -> Answer {
    let t = visit.t();
    let mut opened = Vec::new();
    for summary in site.app.promises(&visit.actor).await? {
        let promise = site
            .app
            .open_promise(
                &visit.actor,
                Action::ReadInternal,
                &summary.owner,
                &summary.id,
            )
            .await?;
        opened.push(promise);
    }
    let recent = site.app.recent_activities(&visit.actor, LAST).await?;
    let organisation = site.app.own_organisation(&visit.actor).await?;
    let name = organisation.map(|o| o.name).unwrap_or_default();
    let role = work::words::role(t, visit.member()?.role);
    let title = t.work_today_title();
    let main = html! {
        h1 { (title) }
        p.quiet { (visit.language.date(visit.today())) " · " (t.work_signed_in_as(arg::WorkSignedInAs { organisation: &name, role: &role })) }
        @if visit.may(Action::LogActivity) { p { a.button href=(paths::LOG) { (t.work_log_button()) } } }
        @if opened.is_empty() { p { (t.work_no_promises()) " " a href=(paths::NEW_PROMISE) { (t.work_new_promise()) } } }
        @for promise in &opened { (behind(&visit, promise)) }
        p { a href=(paths::PICTURES) { (t.picture_doc_to_documents()) } }
        section {
            h2 { (t.work_last_logged()) }
            (last_logged(&visit, &recent, &opened))
        }
    };
    let example = opened.iter().any(|p| p.document.example);
    Ok(work::page(&visit, &title, example, &[], main).into_response())
}

/// The commitments of a promise that need something done, and how the others go.
fn behind(visit: &Visit, promise: &OpenPromise) -> Markup {
    let t = visit.t();
    let assessments = promise.assess(visit.today());
    let (behind, rest): (Vec<&Assessment>, Vec<&Assessment>) = assessments
        .iter()
        .partition(|a| a.pace() == Pace::NeedsSomething);
    let overview = paths::work(&promise.owner, &promise.document.promise.id);
    html! {
        section {
            h2 { a href=(overview) { (promise.document.promise.title) } (example_tag(t, promise.document.example)) }
            @if behind.is_empty() { @if goes_well(&rest) { p { (t.work_nothing_behind()) } } } @else {
                h3 { (t.work_behind(behind.len())) }
                ul.behind {
                    @for assessment in behind {
                        li {
                            a href={ (overview) "#" (assessment.commitment) } { (name(promise, assessment)) } " "
                            (status(t, assessment.verdict))
                            br;
                            (count_sentence(visit.language, &assessment.evidenced)) " "
                            span.quiet { (t.on_time(&assessment.on_time)) }
                        }
                    }
                }
            }
            @let others = paces(t, &rest);
            @if !others.is_empty() { p.quiet { (others.join(" ")) } }
        }
    }
}

fn name<'a>(promise: &'a OpenPromise, assessment: &'a Assessment) -> &'a str {
    let commitment = promise.document.commitment(&assessment.commitment);
    commitment.map_or(assessment.commitment.as_str(), |c| c.name())
}

fn goes_well(all: &[&Assessment]) -> bool {
    all.iter().any(|a| a.pace() == Pace::AsItShould)
}

/// "3 åtaganden går som de ska. 2 har inget loggat än."
fn paces(t: Texts, all: &[&Assessment]) -> Vec<String> {
    let n = |pace| all.iter().filter(|a| a.pace() == pace).count();
    let paces = Pace::ALL.into_iter().map(|pace| (pace, n(pace)));
    paces
        .filter(|(_, n)| *n > 0)
        .map(|(pace, n)| t.pace(pace, n))
        .collect()
}

fn last_logged(visit: &Visit, recent: &[HeldActivity], opened: &[OpenPromise]) -> Markup {
    let t = visit.t();
    html! {
        @if recent.is_empty() { p { (t.work_nothing_logged()) } }
        ul.plain {
            @for held in recent {
                @let promise = opened.iter().find(|p| p.owner == held.promise_owner && p.document.promise.id == held.promise);
                li {
                    a href=(paths::activity(&held.promise_owner, &held.promise, &held.activity.id)) { (t.kind(&held.activity.kind, 1u32)) }
                    ", " (visit.language.written_date(&held.activity.on))
                    @if let (Some(place), Some(promise)) = (&held.activity.place, promise) { ", " (promise.document.place_name(place)) }
                    @if held.withdrawn.is_some() { " " span.quiet { "(" (t.work_withdrawn()) ")" } }
                }
            }
        }
    }
}
