//! `handslag promise`: check a document, print the format's schema, write it the other way.

use std::path::Path;

use handslag_domain::check::{Finding, Level, Words, check_text};
use handslag_domain::document::{PromiseDocument, ReadError};
use handslag_locale::{Language, arg};
use std::io::Write as _;

use crate::arguments::{Format, PromiseCommand};
use crate::failure::{Failure, finding_lines};
use crate::terminal::tell;

pub(crate) fn run(order: &PromiseCommand, language: Language) -> Result<(), Failure> {
    match order {
        PromiseCommand::Check { file, json } => check(file, *json, language, |text, words| {
            check_text(text, words).1
        }),
        PromiseCommand::Schema => print_json(&PromiseDocument::json_schema()),
        PromiseCommand::Convert { file, to } => convert(file, *to, language),
    }
}

/// The language as the check names it.
pub(crate) fn words(language: Language) -> Words {
    match language {
        Language::Sv => Words::Sv,
        Language::En => Words::En,
    }
}

/// Prints text as it is; a reader that closes the pipe has seen enough.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Failure::System(error.to_string()))
        }
        _ => Ok(()),
    }
}

/// Prints a value as indented JSON.
pub(crate) fn print_json(value: &impl serde::Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(value);
    let text = text.map_err(|error| Failure::System(error.to_string()))?;
    print(&format!("{text}\n"))
}

/// Tells what a check finds in a file; an error gives the exit code 1.
pub(crate) fn check(
    file: &Path,
    json: bool,
    language: Language,
    findings_of: impl Fn(&str, Words) -> Vec<Finding>,
) -> Result<(), Failure> {
    let t = language.texts();
    let text =
        std::fs::read_to_string(file).map_err(|error| Failure::unreadable(t, file, &error))?;
    let findings = findings_of(&text, words(language));
    if json {
        print_json(&findings)?;
    } else {
        if !findings.is_empty() {
            print(&format!("{}\n", finding_lines(t, &findings)))?;
        }
        let n = |level| {
            findings
                .iter()
                .filter(|f: &&Finding| f.level == level)
                .count()
                .into()
        };
        let summary = t.cmd_checked(arg::CmdChecked {
            file: &file.display().to_string(),
            n_errors: n(Level::Error),
            n_warnings: n(Level::Warning),
            n_notes: n(Level::Note),
        });
        tell(summary);
    }
    match findings.iter().any(|f| f.level == Level::Error) {
        true => Err(Failure::Shown),
        false => Ok(()),
    }
}

fn convert(file: &Path, to: Format, language: Language) -> Result<(), Failure> {
    let t = language.texts();
    let text =
        std::fs::read_to_string(file).map_err(|error| Failure::unreadable(t, file, &error))?;
    // A document with errors is converted too: nothing may be lost on the way.
    let document = PromiseDocument::read(&text).map_err(|error: ReadError| {
        let (_, findings) = check_text(&text, words(language));
        match findings.is_empty() {
            true => Failure::Content(error.to_string()),
            false => Failure::Findings(findings),
        }
    })?;
    print(&document.write(to.into()).map_err(Failure::Content)?)
}
