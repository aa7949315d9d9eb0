//! What a use case can answer instead of its result.

use handslag_domain::check::Finding;
use handslag_import::RowProblem;
use handslag_store::{Held, StoreError};
use handslag_text::Finding as GuardFinding;
use serde_json::Value;

use crate::access::Denied;
use crate::picture_document::Conflict;
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
    /// Somebody changed the same fields of a picture in the meantime. Nothing was saved.
    #[error("somebody changed the same in version {version} in the meantime; nothing was saved")]
    BothChanged {
        /// Their version.
        version: u32,
        /// The fields, with both texts.
        conflicts: Vec<Conflict>,
    },
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
    /// Its year is one that nothing can be told of: 0026 for 2026.
    UnlikelyYear,
    /// It names nothing that is there.
    Unknown,
    /// It is taken.
    Taken,
    /// It is locked or computed, and is not changed in this way.
    Locked,
    /// Talks and reports about single people are whole numbers.
    NotWhole,
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

/// A value that is missing or wrong.
pub(crate) fn invalid(field: &'static str, problem: Invalid) -> AppError {
    AppError::Invalid { field, problem }
}

/// Refuses a value when any text in it may point out a person.
pub(crate) fn guarded_texts(field: &str, value: &impl serde::Serialize) -> Result<(), AppError> {
    guarded_value(field, &in_json(value), &guarded)
}

/// Refuses a value when any text in it, also one that was published before it
/// came here, holds an identity number.
pub(crate) fn without_identity_numbers(value: &impl serde::Serialize) -> Result<(), AppError> {
    let refuse = |field: &str, text: &str| {
        let mut findings = handslag_text::check_note(text);
        findings.retain(|f| f.kind == handslag_text::Kind::IdentityNumber && is_block(f));
        refused_if_any(field, findings)
    };
    guarded_value("document", &in_json(value), &refuse)
}

/// Refuses a value when any text in it names somebody: a document that many
/// read names nobody, also where the writer of a note would only be warned.
pub(crate) fn without_names(field: &str, value: &Value) -> Result<(), AppError> {
    let refuse = |field: &str, text: &str| {
        let mut findings = handslag_text::check_note(text);
        findings.retain(|f| f.kind == handslag_text::Kind::Name);
        match findings.is_empty() {
            true => Ok(()),
            false => Err(AppError::PersonalData {
                field: field.to_owned(),
                findings,
            }),
        }
    };
    guarded_value(field, value, &refuse)
}

/// A value as it is saved.
pub(crate) fn json(value: &impl serde::Serialize) -> Result<Value, AppError> {
    serde_json::to_value(value).map_err(|_| AppError::Invalid {
        field: "document",
        problem: Invalid::Unreadable,
    })
}

pub(crate) fn in_json(value: &impl serde::Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

fn guarded_value(
    field: &str,
    value: &Value,
    refuse: &dyn Fn(&str, &str) -> Result<(), AppError>,
) -> Result<(), AppError> {
    match value {
        // Fields at the top are named as in a form.
        Value::Object(fields) => fields.iter().try_for_each(|(name, value)| {
            refuse(field, name)?;
            guarded_within(name, value, refuse)
        }),
        other => guarded_within(field, other, refuse),
    }
}

/// - `place`: as in `activities[3].note`.
fn guarded_within(
    place: &str,
    value: &Value,
    refuse: &dyn Fn(&str, &str) -> Result<(), AppError>,
) -> Result<(), AppError> {
    match value {
        // Ids that are made here are digits and letters at random.
        Value::String(text) if uuid::Uuid::try_parse(text).is_ok() => Ok(()),
        Value::String(text) => refuse(place, text),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .try_for_each(|(n, item)| guarded_within(&format!("{place}[{n}]"), item, refuse)),
        Value::Object(fields) => fields.iter().try_for_each(|(name, value)| {
            refuse(place, name)?;
            guarded_within(&format!("{place}.{name}"), value, refuse)
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
    }
}

/// What in a text may point out a person: quoted, if anything keeps it from being saved.
pub(crate) fn personal_data(text: &str) -> Option<String> {
    let findings = handslag_text::check_note(text);
    let quoted = findings.iter().map(|found| format!("”{}”", found.text));
    findings
        .iter()
        .any(is_block)
        .then(|| quoted.collect::<Vec<_>>().join(", "))
}

/// Refuses a text that may point out a person.
pub(crate) fn guarded(field: &str, text: &str) -> Result<(), AppError> {
    refused_if_any(field, handslag_text::check_note(text))
}

fn is_block(finding: &GuardFinding) -> bool {
    finding.severity == handslag_text::Severity::Block
}

fn refused_if_any(field: &str, findings: Vec<GuardFinding>) -> Result<(), AppError> {
    match findings.iter().any(is_block) {
        true => Err(AppError::PersonalData {
            field: field.to_owned(),
            findings,
        }),
        false => Ok(()),
    }
}
