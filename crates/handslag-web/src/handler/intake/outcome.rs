//! An intake that runs: how far it has come, and what it came to.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::REFRESH;
use axum::response::{IntoResponse, Response};
use handslag_app::intake::{File, Run};
use handslag_app::picture::is_example;
use handslag_app::{Actor, AppError, Invalid};
use handslag_locale::arg;
use jiff::Timestamp;
use maud::{Markup, html};

use super::super::{Answer, count, see};
use super::columns::without_bad_rows;
use super::{incidents, voices};
use crate::component::{self, progress_bar, submit};
use crate::error_page::{WebError, rows_table, rows_title};
use crate::job::{Job, Kind, Taken, Upload};
use crate::paths;
use crate::server::Site;
use crate::visit::Visit;
use crate::work::{self, words};

/// Begins a run in a task of its own, and leads to the page that shows it.
pub fn begin(site: &Site, visit: &Visit, upload: Upload, run: Run) -> Answer {
    let job = Arc::new(Job::new(&upload, run, visit.now));
    site.jobs.begin(job.clone());
    let path = paths::job(&job.id);
    let (app, actor, now) = (site.app.clone(), visit.actor.clone(), visit.now);
    let telling = job.clone();
    // Reading a file takes a thread of its own: pages must not wait for it.
    let taking = move || {
        let taking = take_in(&app, &actor, &upload, run, now, &telling);
        tokio::runtime::Handle::current().block_on(taking)
    };
    let jobs = Arc::clone(&site.jobs);
    tokio::spawn(async move {
        let _turn = jobs.turn().await;
        let running = tokio::task::spawn_blocking(taking);
        let unreadable = AppError::Invalid {
            field: "file",
            problem: Invalid::Unreadable,
        };
        job.running
            .finished(running.await.unwrap_or(Err(unreadable)));
    });
    see(&path)
}

async fn take_in(
    app: &handslag_app::App,
    actor: &Actor,
    upload: &Upload,
    run: Run,
    now: Timestamp,
    job: &Arc<Job>,
) -> Result<Taken, AppError> {
    let file = File {
        name: &upload.name,
        bytes: &upload.bytes,
    };
    let told = job.clone();
    let mut progress = move |progress| told.running.progressed(progress);
    let taken = match upload.kind {
        Kind::Incidents => {
            let order = &upload.incidents;
            let taken = app
                .import_incidents(actor, &file, order, run, now, &mut progress)
                .await?;
            return Ok(Taken::Incidents(Box::new(taken)));
        }
        Kind::Voices => {
            let picture = upload.picture.as_ref();
            let (owner, id) = picture.ok_or(handslag_app::Denied::NoSuchRecord)?;
            let order = &upload.voices;
            let taken = app
                .import_voices(actor, owner, id, &file, order, run, now, &mut progress)
                .await?;
            return Ok(Taken::Voices(Box::new(taken)));
        }
        Kind::Figures => {
            app.import_figures(actor, &file, run, now, &mut progress)
                .await
        }
        Kind::Population => {
            app.import_population(actor, &file, upload.year, run, now, &mut progress)
                .await
        }
        Kind::Notices => {
            app.import_notices(actor, &file, run, now, &mut progress)
                .await
        }
        // It is taken in on the page of areas.
        Kind::Areas => return Err(handslag_app::Denied::NoSuchRecord.into()),
        Kind::Activities => {
            let (owner, promise) = upload
                .promise
                .as_ref()
                .ok_or(handslag_app::Denied::NoSuchRecord)?;
            let mapping = upload.mapping.as_ref();
            app.import_activities(
                actor,
                owner,
                promise,
                &file,
                mapping,
                run,
                now,
                &mut progress,
            )
            .await
        }
    };
    taken.map(Taken::Other)
}

/// How far an intake has come, or what it came to. Without scripts: the
/// browser asks again by itself, as the header tells it.
pub async fn job(State(site): State<Site>, visit: Visit, Path(id): Path<String>) -> Answer {
    let t = visit.t();
    let job = site
        .jobs
        .job(visit.member()?, &id)
        .ok_or(WebError::NotFound)?;
    let trail = [(t.work_nav_intake(), paths::INTAKE.to_owned())];
    let (status, title, main) = match job.running.result() {
        None => {
            let running = running(&visit, &job);
            let page = work::page(&visit, &t.work_job_running(), false, &trail, running);
            return Ok(([(REFRESH, "1")], page).into_response());
        }
        Some(Ok(taken)) => {
            let title = match job.run {
                Run::Dry => t.work_job_dry_done(),
                Run::Real => t.work_job_done(),
            };
            let about = match taken {
                Taken::Incidents(taken) => incidents::about(&site, &visit, taken).await?,
                Taken::Voices(taken) => {
                    let picture = job.picture.as_ref();
                    voices::about(&site, &visit, picture, taken).await?
                }
                Taken::Other(_) => html! {},
            };
            (StatusCode::OK, title, outcome(&visit, &job, taken, about))
        }
        Some(Err(AppError::Rows(problems))) => {
            let main = html! {
                p { (t.work_rows_nothing_saved()) }
                (rows_table(&visit, problems))
                (again(&visit, &site, &job))
            };
            (
                StatusCode::UNPROCESSABLE_ENTITY,
                rows_title(t, problems),
                main,
            )
        }
        Some(Err(AppError::Invalid {
            field: "source",
            problem: Invalid::Taken,
        })) => {
            let main = html! {
                p.error role="alert" { (t.work_job_has_door()) }
                (again(&visit, &site, &job))
            };
            let title = t.work_job_not_taken_in();
            (StatusCode::UNPROCESSABLE_ENTITY, title, main)
        }
        Some(Err(error)) => return Ok(failed(&visit, error)),
    };
    let main = html! { h1 { (title) } p.quiet { (job.name) } (main) };
    let example = shows_example(&site, &visit, &job);
    Ok((status, work::page(&visit, &title, example, &trail, main)).into_response())
}

/// Whether the result is of incidents that are invented.
fn shows_example(site: &Site, visit: &Visit, job: &Job) -> bool {
    let upload = visit.member().ok();
    let upload = upload.and_then(|member| site.jobs.upload(member, &job.upload));
    let is_said = upload.is_some_and(|upload| is_example(&upload.incidents.source));
    let is_told = match job.running.result() {
        Some(Ok(Taken::Incidents(taken))) => taken.first.iter().any(|one| is_example(&one.source)),
        _ => false,
    };
    is_said || is_told
}

fn failed(visit: &Visit, error: &AppError) -> Response {
    tracing::error!(?error, "an intake failed");
    let t = visit.t();
    let main = html! {
        h1 { (t.error_server_title()) }
        p { (t.work_job_failed()) }
        p { a href=(paths::INTAKE) { (t.work_intake_again()) } }
    };
    let page = work::page(visit, &t.error_server_title(), false, &[], main);
    (StatusCode::INTERNAL_SERVER_ERROR, page).into_response()
}

fn running(visit: &Visit, job: &Job) -> Markup {
    let t = visit.t();
    let progress = job.running.progress();
    html! {
        h1 { (t.work_job_running()) }
        p.quiet { (job.name) }
        @if progress.total > 0 {
            (progress_bar(progress, &t.work_job_running()))
            p role="status" { (t.work_job_progress(arg::WorkJobProgress { n_done: count(progress.done), n_total: count(progress.total) })) }
        }
        p { a href=(paths::job(&job.id)) { (t.work_job_reload()) } }
    }
}

/// - `about`: what is told of this kind of file only.
fn outcome(visit: &Visit, job: &Job, taken: &Taken, about: Markup) -> Markup {
    let t = visit.t();
    let intake = match taken {
        Taken::Incidents(taken) => &taken.intake,
        Taken::Voices(taken) => &taken.intake,
        Taken::Other(intake) => intake,
    };
    let lang = words::import_lang(visit.language);
    let n = |n: usize| html! { (visit.language.whole(n)) };
    let mut facts = vec![
        (
            t.work_batch_rows(),
            n(usize::try_from(intake.rows).unwrap_or(usize::MAX)),
        ),
        (t.work_batch_new(), n(intake.new)),
        (t.work_batch_unchanged(), n(intake.unchanged)),
    ];
    // Incidents and voices are never revised by a file: what is held stays as it is.
    if let Taken::Other(_) = taken {
        facts.extend([
            (t.work_batch_revised(), n(intake.revised)),
            (t.work_batch_older(), n(intake.older)),
            (t.work_batch_no_longer_given(), n(intake.no_longer_given)),
        ]);
    }
    html! {
        (component::facts(&facts))
        (about)
        @if !intake.notes.is_empty() {
            h2 { (t.work_notes()) }
            ul { @for note in &intake.notes { li { (note.text(lang)) } } }
        }
        @match job.run {
            Run::Dry => {
                p { (t.work_job_dry_words()) }
                form method="post" action=(paths::upload(&job.upload)) { (submit(&t.work_take_in(), Some(("gor", "ta-in")))) }
            }
            Run::Real => { p { a href=(paths::INTAKE) { (t.work_intake_again()) } " " a href=(paths::TODAY) { (t.work_nav_today()) } } }
        }
    }
}

/// Back to the columns, or to another file.
fn again(visit: &Visit, site: &Site, job: &Job) -> Markup {
    let t = visit.t();
    let upload = visit
        .member()
        .ok()
        .and_then(|m| site.jobs.upload(m, &job.upload));
    let may_leave_out = |u: &Upload| matches!(u.kind, Kind::Incidents | Kind::Voices);
    let may_leave_out = upload.as_ref().is_some_and(may_leave_out);
    html! {
        @if may_leave_out { (without_bad_rows(visit, &job.upload)) }
        @if may_leave_out || upload.is_some_and(|u| u.promise.is_some()) { p { a href=(paths::upload(&job.upload)) { (t.work_mapping_adjust()) } } }
        p { a href=(paths::INTAKE) { (t.work_intake_again()) } }
    }
}
