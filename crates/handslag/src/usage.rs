//! A command line that was not understood, said in the reader's language.

use std::process::ExitCode;

use crate::terminal::{asks_for_json, tell};
use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use handslag_locale::{Language, Texts, arg};

/// Shows help on standard output, or what is wrong on standard error (exit code 2).
pub(crate) fn show(error: &Error, language: Language) -> ExitCode {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            // A reader that closed the pipe has seen enough.
            let _ = error.print();
            ExitCode::SUCCESS
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = error.print();
            ExitCode::from(2)
        }
        _ => {
            let said = text(error, language.texts());
            match asks_for_json() {
                true => tell(serde_json::json!({ "error": said, "exit_code": 2 })),
                false => tell(said),
            }
            ExitCode::from(2)
        }
    }
}

fn text(error: &Error, t: Texts) -> String {
    let said = |kind| said(error, kind);
    let value = said(ContextKind::InvalidValue);
    let argument = said(ContextKind::InvalidArg);
    let what = match error.kind() {
        ErrorKind::UnknownArgument => t.cmd_usage_unknown(&argument),
        ErrorKind::InvalidSubcommand => t.cmd_usage_command(&said(ContextKind::InvalidSubcommand)),
        ErrorKind::MissingRequiredArgument => t.cmd_usage_missing(&argument),
        ErrorKind::InvalidValue if value.is_empty() => t.cmd_usage_no_value(&argument),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            t.cmd_usage_value(arg::CmdUsageValue {
                argument: &argument,
                value: &value,
            })
        }
        ErrorKind::ArgumentConflict => t.cmd_usage_conflict(&argument),
        _ => return error.to_string(),
    };
    let mut lines = vec![t.cmd_error(&what)];
    let suggested = [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ];
    if let Some(near) = suggested.into_iter().map(said).find(|s| !s.is_empty()) {
        lines.push(t.cmd_usage_meant(&near));
    }
    let valid = said(ContextKind::ValidValue);
    let source = std::error::Error::source(error).map(ToString::to_string);
    if let Some(valid) = Some(valid).filter(|v| !v.is_empty()).or(source) {
        lines.push(t.cmd_usage_write(&valid));
    }
    lines.push(t.cmd_usage_more());
    lines.join("\n")
}

fn said(error: &Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    }
}
