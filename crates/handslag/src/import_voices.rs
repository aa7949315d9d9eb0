//! `handslag import voices`: what was said, from a file into a picture.

use handslag_app::App;
use handslag_app::intake::{File, Run};
use handslag_domain::id::PictureId;
use handslag_locale::{Language, Texts, arg};
use jiff::Timestamp;
use serde::Serialize;

use crate::arguments::Files;
use crate::failure::Failure;
use crate::import::file_name;
use crate::promise::print_json;
use crate::promise_name::organisation;
use crate::terminal::{say, tell};

/// One file as JSON.
#[derive(Serialize)]
struct Report {
    file: String,
    kept: bool,
    new: usize,
    unchanged: usize,
    unused_columns: Vec<String>,
}

pub(crate) async fn run(
    app: &App,
    files: &Files,
    picture: &str,
    language: Language,
) -> Result<(), Failure> {
    let t = language.texts();
    let owner = organisation(app, files.organisation.as_deref(), language).await?;
    let (actor, id) = (App::operator(&owner), PictureId::from(picture));
    let run = match files.dry_run {
        true => Run::Dry,
        false => Run::Real,
    };
    let mut reports = Vec::new();
    for path in &files.files {
        let bytes = std::fs::read(path).map_err(|e| Failure::unreadable(t, path, &e))?;
        let name = file_name(path);
        let file = File {
            name: &name,
            bytes: &bytes,
        };
        let intake = app
            .import_voices(&actor, &owner, &id, &file, run, Timestamp::now())
            .await
            .map_err(|error| Failure::of(error, language))?;
        let report = Report {
            file: name,
            kept: run == Run::Real,
            new: intake.new,
            unchanged: intake.unchanged,
            unused_columns: intake.unused_columns,
        };
        if !files.json {
            tell_of(t, &report);
        }
        reports.push(report);
    }
    match files.json {
        true => print_json(&reports),
        false => Ok(()),
    }
}

fn tell_of(t: Texts, report: &Report) {
    let (n_new, n_unchanged) = (report.new.into(), report.unchanged.into());
    let file = report.file.as_str();
    say(match report.kept {
        true => t.cmd_voices_taken_in(arg::CmdVoicesTakenIn {
            file,
            n_new,
            n_unchanged,
        }),
        false => t.cmd_voices_dry_run(arg::CmdVoicesDryRun {
            file,
            n_new,
            n_unchanged,
        }),
    });
    if !report.unused_columns.is_empty() {
        tell(t.cmd_voices_left_out(&report.unused_columns.join(", ")));
    }
}
