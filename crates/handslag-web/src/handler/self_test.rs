//! The self-test: the public page and its file; inside, running and publishing.

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::REFRESH;
use axum::response::{IntoResponse, Response};
use handslag_app::files::Progress;
use handslag_app::{Action, AppError, Invalid, open_data};
use handslag_domain::effect::SelfTestReport;
use handslag_locale::arg;
use maud::{Markup, html};

use super::{Answer, count, see};
use crate::component::{FormError, error_summary, progress_bar, self_test, submit};
use crate::error_page::WebError;
use crate::fields::Asked;
use crate::job::SelfTestRun;
use crate::page;
use crate::paths;
use crate::server::Site;
use crate::visit::Visit;
use crate::work;

/// What is published.
pub async fn public(State(site): State<Site>, visit: Visit) -> Answer {
    let reports = site.app.published().self_tests().await?;
    Ok(page::self_test(&visit.here(), &reports).into_response())
}

/// The newest that is published, as CSV.
pub async fn file(State(site): State<Site>) -> Answer {
    let reports = site.app.published().self_tests().await?;
    let report = reports.first().ok_or(WebError::NotFound)?;
    let name = format!("sjalvtest-{}.csv", report.tested_on);
    let text = open_data::self_test_csv(report);
    Ok(super::file(&name, "text/csv; charset=utf-8", text))
}

/// Every one that was run, and how far the one that runs has come. Without
/// scripts: the browser asks again by itself, as the header tells it.
pub async fn kept(State(site): State<Site>, visit: Visit, Asked(asked): Asked) -> Answer {
    let run = site.jobs.self_test(&visit.member()?.organisation);
    let result = run.as_deref().map(SelfTestRun::result);
    let t = visit.t();
    let done = match (result, asked.has("kort"), asked.has("publicerat")) {
        (Some(None), _, _) => {
            let progress = run.map(|run| run.progress());
            let page = running_page(&visit, progress);
            return Ok(([(REFRESH, "1")], page).into_response());
        }
        (Some(Some(Ok(false))), true, _) => {
            return refused(&site, &visit, t.self_test_too_few()).await;
        }
        (Some(Some(Err(error))), true, _) => {
            tracing::error!(?error, "a self-test failed");
            return refused(&site, &visit, t.self_test_failed()).await;
        }
        (_, true, _) => Some(t.self_test_ran()),
        (_, _, true) => Some(t.self_test_published()),
        _ => None,
    };
    let reports = site.app.self_tests(&visit.actor).await?;
    Ok(kept_page(&visit, &reports, &[], done.as_deref()).into_response())
}

/// Begins it on what is held, in a task of its own, and leads to the page that
/// shows how far it has come.
pub async fn run(State(site): State<Site>, visit: Visit) -> Answer {
    if let Some(run) = site.jobs.begin_self_test(&visit.member()?.organisation) {
        let (app, actor, now) = (site.app.clone(), visit.actor.clone(), visit.now);
        let told = run.clone();
        let testing = tokio::spawn(async move {
            let tell = move |progress| told.progressed(progress);
            let report = app.self_test(&actor, now, tell).await?;
            Ok::<bool, AppError>(report.is_some())
        });
        tokio::spawn(async move {
            let broken = AppError::Invalid {
                field: "figures",
                problem: Invalid::Unreadable,
            };
            run.finished(testing.await.unwrap_or(Err(broken)));
        });
    }
    see(&format!("{}?kort=1", paths::WORK_SELF_TEST))
}

fn running_page(visit: &Visit, progress: Option<Progress>) -> Markup {
    let t = visit.t();
    let title = t.self_test_running();
    let main = html! {
        h1 { (title) }
        @if let Some(progress) = progress.filter(|progress| progress.total > 0) {
            (progress_bar(progress, &title))
            p role="status" { (t.self_test_progress(arg::SelfTestProgress { n_done: count(progress.done), n_total: count(progress.total) })) }
        }
        p { a href={ (paths::WORK_SELF_TEST) "?kort=1" } { (t.work_job_reload()) } }
    };
    work::page(visit, &title, false, &[], main)
}

/// Makes the newest public.
pub async fn publish(State(site): State<Site>, visit: Visit) -> Answer {
    if site.app.self_tests(&visit.actor).await?.is_empty() {
        return refused(&site, &visit, visit.t().self_test_work_none()).await;
    }
    site.app.publish_self_test(&visit.actor).await?;
    see(&format!("{}?publicerat=1", paths::WORK_SELF_TEST))
}

async fn refused(site: &Site, visit: &Visit, words: String) -> Result<Response, WebError> {
    let reports = site.app.self_tests(&visit.actor).await?;
    let errors = [FormError {
        id: "kor".to_owned(),
        words,
    }];
    let page = kept_page(visit, &reports, &errors, None);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn kept_page(
    visit: &Visit,
    reports: &[SelfTestReport],
    errors: &[FormError],
    done: Option<&str>,
) -> Markup {
    let t = visit.t();
    let title = t.self_test_work_title();
    let main = html! {
        h1 { (title) }
        @if let Some(done) = done { (work::done(done)) }
        (error_summary(t, errors))
        p.lead { (t.self_test_lead()) }
        div.actions #kor {
            @if visit.may(Action::WriteFollowUp) {
                form method="post" action=(paths::WORK_SELF_TEST) { (submit(&t.self_test_run(), None)) }
            }
            @if visit.may(Action::Publish) && !reports.is_empty() {
                form method="post" action=(paths::PUBLISH_SELF_TEST) {
                    button type="submit" { (t.self_test_publish()) }
                }
            }
            a href=(paths::SELF_TEST) { (t.self_test_link()) }
        }
        @if visit.may(Action::WriteFollowUp) { p.quiet { (t.self_test_work_lead()) } }
        @if visit.may(Action::Publish) && !reports.is_empty() { p.quiet { (t.self_test_publish_words()) } }
        @if reports.is_empty() { p { (t.self_test_work_none()) } }
        @for (n, report) in reports.iter().enumerate() {
            @let heading = t.self_test_of(&visit.language.date(report.tested_on));
            @if n == 0 {
                section { h2 { (heading) } (self_test(&visit.here(), report, "0", false)) }
            } @else {
                details { summary { (heading) } (self_test(&visit.here(), report, &n.to_string(), false)) }
            }
        }
    };
    work::page(visit, &title, false, &[], main)
}
