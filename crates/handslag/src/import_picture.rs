//! `handslag import picture`: a document as a picture in the data folder; the
//! same document again changes nothing, a changed one is a new version.

use handslag_app::access::Action;
use handslag_app::picture_document::PictureChange;
use handslag_app::{App, AppError};
use handslag_domain::organisation::OrganisationId;
use handslag_domain::picture::PictureDocument;
use handslag_locale::{Language, arg};
use jiff::Timestamp;

use crate::arguments::Files;
use crate::failure::Failure;
use crate::import_promise::Became;
use crate::picture_name::read;
use crate::promise::print_json;
use crate::promise_name::organisation;
use crate::terminal::say;

/// One document as JSON.
#[derive(serde::Serialize)]
struct Report {
    picture: String,
    kept: bool,
    became: Became,
}

pub(crate) async fn run(
    app: &App,
    files: &Files,
    reason: Option<String>,
    language: Language,
) -> Result<(), Failure> {
    let owner = organisation(app, files.organisation.as_deref(), language).await?;
    // All are read before any is kept.
    let documents = files.files.iter().map(|file| read(file, language));
    let documents: Vec<PictureDocument> = documents.collect::<Result<_, Failure>>()?;
    let mut reports = Vec::new();
    for document in documents {
        let report = one(app, &owner, &document, files.dry_run, reason.clone()).await;
        reports.push(report.map_err(|error| Failure::of(error, language))?);
    }
    if files.json {
        return print_json(&reports);
    }
    for report in &reports {
        let t = language.texts();
        say(t.cmd_picture_taken_in(arg::CmdPictureTakenIn {
            picture: &report.picture,
            became: &report.became.words(report.kept, t),
        }));
    }
    Ok(())
}

async fn one(
    app: &App,
    owner: &OrganisationId,
    document: &PictureDocument,
    dry_run: bool,
    reason: Option<String>,
) -> Result<Report, AppError> {
    let (actor, now) = (App::operator(owner), Timestamp::now());
    let id = &document.picture.id;
    let pictures = app.picture_documents(&actor).await?;
    let is_held = pictures.iter().any(|p| p.owner == *owner && p.id == *id);
    let report = |became| Report {
        picture: id.to_string(),
        kept: !dry_run,
        became,
    };
    if !is_held {
        if !dry_run {
            app.add_picture(&actor, document, now).await?;
        }
        return Ok(report(Became::New));
    }
    let opened = app
        .open_picture(&actor, Action::EditPicture, owner, id)
        .await?;
    if opened.document == *document {
        return Ok(report(Became::Unchanged));
    }
    if !dry_run {
        let change = PictureChange {
            document,
            made_from: opened.version,
            over: None,
            reason,
        };
        app.save_picture(&actor, owner, change, now).await?;
    }
    Ok(report(Became::Revised))
}
