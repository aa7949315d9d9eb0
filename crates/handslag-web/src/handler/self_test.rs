//! The self-test: the public page and its file; inside, running and publishing.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use handslag_app::{Action, open_data};
use handslag_domain::effect::SelfTestReport;
use maud::{Markup, html};

use super::{Answer, see};
use crate::component::{FormError, error_summary, self_test, submit};
use crate::error_page::WebError;
use crate::fields::Asked;
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

/// Every one that was run.
pub async fn kept(State(site): State<Site>, visit: Visit, Asked(asked): Asked) -> Answer {
    let reports = site.app.self_tests(&visit.actor).await?;
    let t = visit.t();
    let done = match (asked.has("kort"), asked.has("publicerat")) {
        (true, _) => Some(t.self_test_ran()),
        (_, true) => Some(t.self_test_published()),
        _ => None,
    };
    Ok(kept_page(&visit, &reports, &[], done.as_deref()).into_response())
}

/// Runs it on what is held.
pub async fn run(State(site): State<Site>, visit: Visit) -> Answer {
    if site.app.self_test(&visit.actor, visit.now).await?.is_some() {
        return see(&format!("{}?kort=1", paths::WORK_SELF_TEST));
    }
    refused(&site, &visit, visit.t().self_test_too_few()).await
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
