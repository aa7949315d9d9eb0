//! Why a command stopped: what it says, and the exit code that programs read.

use std::error::Error;
use std::io::ErrorKind;
use std::process::ExitCode;

use handslag_app::{AppError, Denied, Invalid, StoreError};
use handslag_domain::check::{Finding, Level};
use handslag_import::{Lang, RowProblem};
use handslag_locale::{Language, Texts, arg};

use crate::terminal::{asks_for_json, tell};

/// Why a command did not do what was asked. Each text is whole: what, where, what to do.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The content has errors (exit code 1).
    Content(String),
    /// What a check found, each with its level (exit code 1).
    Findings(Vec<Finding>),
    /// All that is to be said is on standard output already (exit code 1).
    Shown,
    /// The command is used in a way that cannot be (exit code 2).
    Usage(String),
    /// The database or the system failed (exit code 3).
    System(String),
}

impl Failure {
    fn code(&self) -> u8 {
        match self {
            Self::Content(_) | Self::Findings(_) | Self::Shown => 1,
            Self::Usage(_) => 2,
            Self::System(_) => 3,
        }
    }

    /// Says it on standard error and gives the exit code: as JSON where the
    /// answer was asked for as JSON, so that a program reads both.
    pub(crate) fn show(&self, language: Language) -> ExitCode {
        let t = language.texts();
        let said = match self {
            Self::Shown => None,
            // Each finding says its own level.
            Self::Findings(findings) => Some(finding_lines(t, findings)),
            Self::Content(text) | Self::Usage(text) | Self::System(text) => Some(t.cmd_error(text)),
        };
        match said {
            Some(_) if asks_for_json() => tell(self.json()),
            Some(said) => tell(said),
            None => {}
        }
        ExitCode::from(self.code())
    }

    fn json(&self) -> serde_json::Value {
        let (message, findings) = match self {
            Self::Findings(findings) => (None, Some(findings)),
            Self::Content(text) | Self::Usage(text) | Self::System(text) => (Some(text), None),
            Self::Shown => (None, None),
        };
        serde_json::json!({ "error": message, "findings": findings, "exit_code": self.code() })
    }

    /// A file that could not be read.
    pub(crate) fn unreadable(t: Texts, file: &std::path::Path, error: &std::io::Error) -> Self {
        Self::Usage(t.cmd_unreadable(arg::CmdUnreadable {
            file: &file.display().to_string(),
            why: &io_words(t, error),
        }))
    }

    /// A file that could not be written.
    pub(crate) fn unwritable(t: Texts, file: &std::path::Path, error: &std::io::Error) -> Self {
        Self::System(t.cmd_unwritable(arg::CmdUnwritable {
            file: &file.display().to_string(),
            why: &io_words(t, error),
        }))
    }

    /// What a use case answered, in words.
    pub(crate) fn of(error: AppError, language: Language) -> Self {
        let t = language.texts();
        match error {
            AppError::Denied(denied) => Self::Usage(denied_text(t, denied)),
            AppError::Stale(held) => Self::Content(t.cmd_stale(held.version)),
            AppError::BothChanged { version, .. } => Self::Content(t.cmd_stale(version)),
            AppError::PersonalData { field, findings } => {
                let found: Vec<String> = findings.iter().map(|f| format!("”{}”", f.text)).collect();
                Self::Content(t.cmd_personal_data(arg::CmdPersonalData {
                    field: &field,
                    found: &language.list(&found),
                }))
            }
            AppError::Document(findings) => Self::Findings(findings),
            AppError::Rows(rows) => Self::Content(row_lines(language, &rows)),
            AppError::Invalid { field, problem } => Self::Content(t.cmd_invalid(arg::CmdInvalid {
                field,
                problem: &invalid_text(t, problem),
            })),
            AppError::Render(error) => Self::System(t.cmd_no_render(&error.to_string())),
            AppError::Store(error) => Self::store(&error, language),
            #[allow(
                unreachable_patterns,
                reason = "new kinds of errors say themselves what they are"
            )]
            other => Self::System(chain(&other)),
        }
    }

    /// What the database answered, with its causes.
    pub(crate) fn store(error: &StoreError, language: Language) -> Self {
        let t = language.texts();
        match error {
            StoreError::BackupExists(path) => {
                Self::Usage(t.cmd_backup_exists(&path.display().to_string()))
            }
            StoreError::BackupByPostgres => Self::Usage(t.cmd_backup_postgres()),
            StoreError::UnknownUrl => Self::Usage(t.cmd_unknown_url()),
            StoreError::Folder { folder, source } => Self::System(t.cmd_folder(arg::CmdFolder {
                folder: &folder.display().to_string(),
                why: &io_words(t, source),
            })),
            StoreError::CannotConnect(why) => Self::System(t.cmd_no_database(&why.to_string())),
            other => Self::System(t.cmd_store(&chain(other))),
        }
    }
}

/// Why the system refused a file, in the reader's language; what is rare stays
/// in the system's own words.
pub(crate) fn io_words(t: Texts, error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => t.cmd_io_not_found(),
        ErrorKind::PermissionDenied => t.cmd_io_denied(),
        ErrorKind::IsADirectory => t.cmd_io_folder(),
        ErrorKind::NotADirectory => t.cmd_io_not_folder(),
        ErrorKind::InvalidData => t.cmd_io_not_text(),
        ErrorKind::StorageFull => t.cmd_io_full(),
        ErrorKind::ReadOnlyFilesystem => t.cmd_io_read_only(),
        _ => error.to_string(),
    }
}

/// An error with everything behind it: "a: b: c".
pub(crate) fn chain(error: &dyn Error) -> String {
    let mut words = vec![error.to_string()];
    let mut cause = error.source();
    while let Some(error) = cause {
        words.push(error.to_string());
        cause = error.source();
    }
    // Some errors repeat the text of their cause.
    words.dedup();
    words.join(": ")
}

fn denied_text(t: Texts, denied: Denied) -> String {
    match denied {
        Denied::NotSignedIn => t.cmd_denied_nobody(),
        Denied::NoSuchRecord => t.cmd_denied_missing(),
        Denied::RoleTooLow { needs } => t.cmd_denied_role(needs.name()),
    }
}

fn invalid_text(t: Texts, problem: Invalid) -> String {
    match problem {
        Invalid::Missing => t.cmd_invalid_missing(),
        Invalid::Unreadable => t.cmd_invalid_unreadable(),
        Invalid::InTheFuture => t.cmd_invalid_future(),
        Invalid::UnlikelyYear => t.cmd_invalid_year(),
        Invalid::Unknown => t.cmd_invalid_unknown(),
        Invalid::Taken => t.cmd_invalid_taken(),
        Invalid::Locked => t.cmd_invalid_locked(),
        Invalid::NotWhole => t.cmd_invalid_not_whole(),
    }
}

/// `level, place, what, what to do`, one finding a line.
pub(crate) fn finding_lines(t: Texts, findings: &[Finding]) -> String {
    let lines: Vec<String> = findings
        .iter()
        .map(|f| {
            let level = level_words(t, f.level);
            format!("{level}, {}, {}, {}", f.place, f.what, f.what_to_do)
        })
        .collect();
    lines.join("\n")
}

/// How grave a finding is.
pub(crate) fn level_words(t: Texts, level: Level) -> String {
    match level {
        Level::Error => t.cmd_level_error(),
        Level::Warning => t.cmd_level_warning(),
        Level::Note => t.cmd_level_note(),
    }
}

fn row_lines(language: Language, rows: &[RowProblem]) -> String {
    let mut lines = vec![language.texts().cmd_bad_rows(rows.len())];
    lines.extend(rows.iter().map(|row| row.text(lang(language))));
    lines.join("\n")
}

/// The language as the import crate names it.
pub(crate) fn lang(language: Language) -> Lang {
    match language {
        Language::Sv => Lang::Sv,
        Language::En => Lang::En,
    }
}
