//! What a use case can answer instead of its result.

use handslag_domain::check::Finding;
use handslag_import::RowProblem;
use handslag_store::{Held, StoreError};
use handslag_text::Finding as GuardFinding;
use serde_json::Value;

use crate::access::Denied;
use crate::renderer::RenderError;

/// Why a use case did nothing.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The actor may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Somebody saved a newer version in the meantime. Nothing was changed.
    #[error("somebody saved version {} in the meantime; nothing was changed", .0.version)]
    Stale(Box<Held<Value>>),
    /// A text holds what may point out a person. Nothing was saved.
    #[error("the text \"{field}\" seems to hold personal data")]
    PersonalData {
        /// Which text.
        field: String,
        /// What was found where.
        findings: Vec<GuardFinding>,
    },
    /// A document has errors. Nothing was saved.
    #[error("the document has errors")]
    Document(Vec<Finding>),
    /// A file has bad rows. Nothing was saved.
    #[error("the file has {} bad rows", .0.len())]
    Rows(Vec<RowProblem>),
    /// A value is missing or wrong.
    #[error("{field}: {problem:?}")]
    Invalid {
        /// Which field.
        field: &'static str,
        /// What is wrong with it.
        problem: Invalid,
    },
    /// The PDF could not be made. Nothing was published.
    #[error("the PDF could not be made")]
    Render(#[from] RenderError),
    /// The database.
    #[error("the database could not be used")]
    Store(#[source] StoreError),
}

/// What is wrong with a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Invalid {
    /// It is needed.
    Missing,
    /// It is not of the right form.
    Unreadable,
    /// It lies in the future.
    InTheFuture,
    /// It names nothing that is there.
    Unknown,
    /// It is taken.
    Taken,
    /// It is locked or computed, and is not changed in this way.
    Locked,
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Stale { held } => Self::Stale(held),
            StoreError::Missing(_) => Self::Denied(Denied::NoSuchRecord),
            other => Self::Store(other),
        }
    }
}

/// Refuses a text that may point out a person.
pub(crate) fn guarded(field: &str, text: &str) -> Result<(), AppError> {
    let findings = handslag_text::check_note(text);
    match findings
        .iter()
        .any(|f| f.severity == handslag_text::Severity::Block)
    {
        true => Err(AppError::PersonalData {
            field: field.to_owned(),
            findings,
        }),
        false => Ok(()),
    }
}
