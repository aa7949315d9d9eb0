//! `handslag import promise`: a document as a promise in the data folder; the
//! same document again changes nothing, a changed one is a new version.

use handslag_app::access::Action;
use handslag_app::{App, AppError};
use handslag_domain::document::PromiseDocument;
use handslag_domain::organisation::OrganisationId;
use handslag_locale::{Language, Texts, arg};
use jiff::Timestamp;

use crate::arguments::Files;
use crate::failure::Failure;
use crate::promise::print_json;
use crate::promise_name::{organisation, read};
use crate::terminal::say;

/// What became of a document.
#[derive(Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Became {
    New,
    Revised,
    Unchanged,
}

impl Became {
    /// In words, as it is or as it would be.
    pub(crate) fn words(self, kept: bool, t: Texts) -> String {
        match (self, kept) {
            (Self::New, true) => t.cmd_promise_new(),
            (Self::Revised, true) => t.cmd_promise_revised(),
            (Self::New, false) => t.cmd_promise_would_be_new(),
            (Self::Revised, false) => t.cmd_promise_would_be_revised(),
            (Self::Unchanged, _) => t.cmd_promise_unchanged(),
        }
    }
}

/// One document as JSON.
#[derive(serde::Serialize)]
struct Report {
    promise: String,
    kept: bool,
    became: Became,
    new_activities: usize,
    corrected_activities: usize,
}

pub(crate) async fn run(
    app: &App,
    files: &Files,
    reason: Option<String>,
    language: Language,
) -> Result<(), Failure> {
    let owner = organisation(app, files.organisation.as_deref(), language).await?;
    // All are read before any is kept.
    let documents: Result<Vec<PromiseDocument>, Failure> = files
        .files
        .iter()
        .map(|file| read(file, language))
        .collect();
    let mut reports = Vec::new();
    for document in documents? {
        let report = one(
            app,
            &owner,
            &document,
            files.dry_run,
            reason.clone(),
            language,
        )
        .await;
        reports.push(report.map_err(|error| Failure::of(error, language))?);
    }
    match files.json {
        true => print_json(&reports),
        false => {
            reports
                .iter()
                .for_each(|report| say(words(report, language)));
            Ok(())
        }
    }
}

async fn one(
    app: &App,
    owner: &OrganisationId,
    document: &PromiseDocument,
    dry_run: bool,
    reason: Option<String>,
    language: Language,
) -> Result<Report, AppError> {
    let (actor, now) = (App::operator(owner), Timestamp::now());
    let id = &document.promise.id;
    let held = app
        .promises(&actor)
        .await?
        .into_iter()
        .any(|p| p.owner == *owner && p.id == *id);
    let mut report = Report {
        promise: id.to_string(),
        kept: !dry_run,
        became: Became::New,
        new_activities: document.activities.len(),
        corrected_activities: 0,
    };
    if !held {
        if !dry_run {
            app.add_promise(&actor, document, now).await?;
        }
        return Ok(report);
    }
    let opened = app
        .open_promise(&actor, Action::EditPromise, owner, id)
        .await?;
    let log = opened.compared(owner, &document.activities)?;
    report.new_activities = log.new.len();
    report.corrected_activities = log.changed.len();
    let document = PromiseDocument {
        activities: Vec::new(),
        ..document.clone()
    };
    let same = PromiseDocument {
        activities: Vec::new(),
        ..opened.document
    } == document;
    report.became = if same {
        Became::Unchanged
    } else {
        Became::Revised
    };
    if !dry_run {
        if !same {
            app.save_promise(
                &actor,
                owner,
                opened.version,
                &document,
                reason.clone(),
                now,
            )
            .await?;
        }
        app.take_in_log(&actor, owner, id, &log.new, now).await?;
        let said = language.texts().cmd_corrected_by_document();
        let reason = reason.unwrap_or(said);
        app.correct_log(&actor, owner, id, &log.changed, &reason, now)
            .await?;
    }
    Ok(report)
}

fn words(report: &Report, language: Language) -> String {
    let t = language.texts();
    let became = report.became.words(report.kept, t);
    t.cmd_promise_taken_in(arg::CmdPromiseTakenIn {
        promise: &report.promise,
        became: &became,
        n: report.new_activities.into(),
        n_corrected: report.corrected_activities.into(),
    })
}
