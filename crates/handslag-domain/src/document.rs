//! The open document: a whole promise with its log and follow-ups, as TOML or JSON.
//!
//! Reading and then writing loses nothing: unknown fields are kept, written
//! dates keep their words, and targets of unknown shape stay as they were.

use std::fmt;

use schemars::JsonSchema;
use serde::de::{DeserializeOwned, Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use crate::activity::Activity;
use crate::extra::Extra;
use crate::follow_up::FollowUp;
use crate::id::{CommitmentId, PartyId, PlaceId};
use crate::party::{Agreement, Party};
use crate::place::{NamedSet, Place};
use crate::problem::{Problem, Voice};
use crate::promise::{Commitment, OutcomeGoal, Promise};

/// The name of the format and its version, first in every document.
pub const FORMAT: &str = "handslag/1";

/// A promise with everything that belongs to it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PromiseDocument {
    /// `handslag/1`.
    #[serde(default = "format_name")]
    pub format: String,
    /// True when numbers in it are invented; everything that shows them then says "exempel".
    #[serde(default)]
    pub example: bool,
    /// The language of its words, `sv` unless given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The promise.
    pub promise: Promise,
    /// Who takes part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<Party>,
    /// The agreements it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agreements: Vec<Agreement>,
    /// Where.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<Place>,
    /// Things to cover.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sets: Vec<NamedSet>,
    /// What was said before the promise.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub voices: Vec<Voice>,
    /// What it answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<Problem>,
    /// What is promised.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub commitments: Vec<Commitment>,
    /// What should change.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub goals: Vec<OutcomeGoal>,
    /// What was done.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub activities: Vec<Activity>,
    /// How it went.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub follow_ups: Vec<FollowUp>,
    /// Unknown fields.
    #[serde(flatten)]
    pub extra: Extra,
}

fn format_name() -> String {
    FORMAT.to_owned()
}

/// The two ways to write a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    /// For people who write by hand.
    Toml,
    /// For programs.
    Json,
}

impl Syntax {
    /// JSON when the first sign is `{`, else TOML.
    pub fn guess(text: &str) -> Self {
        match text
            .trim_start_matches('\u{feff}')
            .trim_start()
            .starts_with('{')
        {
            true => Self::Json,
            false => Self::Toml,
        }
    }
}

/// Why a document could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The text is not TOML or JSON at all.
    #[error("line {line}, column {column}: {what}")]
    Syntax {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
        /// What the reader stumbled on.
        what: String,
    },
    /// A field is missing or of the wrong kind.
    #[error("{place}: {what}")]
    Field {
        /// Such as `commitments[3].target`.
        place: String,
        /// What is wrong with it.
        what: String,
    },
}

impl PromiseDocument {
    /// Reads TOML or JSON, whichever it is.
    ///
    /// # Errors
    /// [`ReadError`] with the line, or the field, that could not be read.
    pub fn read(text: &str) -> Result<Self, ReadError> {
        read_document(text)
    }

    /// Writes it.
    ///
    /// # Errors
    /// Only when a kept unknown value cannot be said in TOML (a null).
    pub fn write(&self, syntax: Syntax) -> Result<String, String> {
        write_document(self, syntax)
    }

    /// The published JSON Schema of the format (draft 2020-12).
    pub fn json_schema() -> Value {
        published_schema::<Self>(FORMAT, "Handslag promise document")
    }

    /// The commitment with this id.
    pub fn commitment(&self, id: &CommitmentId) -> Option<&Commitment> {
        self.commitments.iter().find(|c| c.id == *id)
    }

    /// A party's name, or its id when the list lacks it.
    pub fn party_name<'a>(&'a self, id: &'a PartyId) -> &'a str {
        self.parties
            .iter()
            .find(|p| p.id == *id)
            .map_or(id.as_str(), |p| p.name.as_str())
    }

    /// A place's name, or its id when the list lacks it.
    pub fn place_name<'a>(&'a self, id: &'a PlaceId) -> &'a str {
        self.places
            .iter()
            .find(|p| p.id == *id)
            .map_or(id.as_str(), |p| p.name.as_str())
    }
}

/// Any document of ours from TOML or JSON, whichever it is.
pub(crate) fn read_document<T: DeserializeOwned>(text: &str) -> Result<T, ReadError> {
    let text = text.trim_start_matches('\u{feff}');
    let value = match Syntax::guess(text) {
        Syntax::Json => json_value(text)?,
        Syntax::Toml => toml_value(text)?,
    };
    serde_path_to_error::deserialize(value).map_err(|e| ReadError::Field {
        place: e.path().to_string(),
        what: plain_reason(&e.inner().to_string()),
    })
}

/// Any document of ours as text.
pub(crate) fn write_document<T: Serialize>(document: &T, syntax: Syntax) -> Result<String, String> {
    match syntax {
        Syntax::Json => serde_json::to_string_pretty(document)
            .map(|mut text| {
                text.push('\n');
                text
            })
            .map_err(|e| e.to_string()),
        Syntax::Toml => toml::to_string_pretty(document).map_err(|e| e.to_string()),
    }
}

/// The schema of a document of ours, with the format's name first.
pub(crate) fn published_schema<T: JsonSchema>(format: &str, title: &str) -> Value {
    let mut schema = schemars::schema_for!(T).to_value();
    for_readers(&mut schema);
    let mut named = serde_json::Map::new();
    named.insert("$schema".to_owned(), schema["$schema"].clone());
    named.insert("$id".to_owned(), format.into());
    named.insert("title".to_owned(), title.into());
    if let Value::Object(rest) = schema {
        for (name, value) in rest {
            named.entry(name).or_insert(value);
        }
    }
    Value::Object(named)
}

/// Makes the derived schema fit for people, and as open as the reader is.
fn for_readers(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            if let Some(Value::String(words)) = fields.get_mut("description") {
                *words = words
                    .replace("[`crate::check`]", "`handslag promise check`")
                    .replace("\n\n", "\0")
                    .replace('\n', " ")
                    .replace('\0', "\n\n");
            }
            // Two bounds in one target are read (the first counts) and warned of, not refused.
            if fields.contains_key("properties")
                && let Some(bounds) = fields.remove("oneOf")
            {
                fields.insert("anyOf".to_owned(), bounds);
            }
            fields.values_mut().for_each(for_readers);
        }
        Value::Array(items) => items.iter_mut().for_each(for_readers),
        _ => {}
    }
}

fn json_value(text: &str) -> Result<Value, ReadError> {
    let unique: UniqueKeys = serde_json::from_str(text).map_err(|e| {
        let what = e.to_string();
        let place = format!(" at line {} column {}", e.line(), e.column());
        ReadError::Syntax {
            line: e.line(),
            column: e.column(),
            what: what.strip_suffix(&place).unwrap_or(&what).to_owned(),
        }
    })?;
    Ok(unique.0)
}

/// Any JSON, in which no table has the same key twice: the last would
/// silently win over the first.
struct UniqueKeys(Value);

impl<'de> Deserialize<'de> for UniqueKeys {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AnyValue;

        impl<'de> Visitor<'de> for AnyValue {
            type Value = Value;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("any JSON value")
            }

            fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
                Ok(value.into())
            }

            fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
                Ok(value.into())
            }

            fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
                Ok(value.into())
            }

            fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
                Ok(value.into())
            }

            fn visit_str<E>(self, value: &str) -> Result<Value, E> {
                Ok(value.into())
            }

            fn visit_unit<E>(self) -> Result<Value, E> {
                Ok(Value::Null)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
                let mut all = Vec::new();
                while let Some(UniqueKeys(item)) = items.next_element()? {
                    all.push(item);
                }
                Ok(all.into())
            }

            fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Value, A::Error> {
                let mut all = serde_json::Map::new();
                while let Some(name) = fields.next_key::<String>()? {
                    if all.contains_key(&name) {
                        return Err(A::Error::custom(format!("duplicate key `{name}`")));
                    }
                    let UniqueKeys(value) = fields.next_value()?;
                    all.insert(name, value);
                }
                Ok(all.into())
            }
        }
        deserializer.deserialize_any(AnyValue).map(Self)
    }
}

fn toml_value(text: &str) -> Result<Value, ReadError> {
    let table: toml::Table = text.parse().map_err(|e: toml::de::Error| {
        let at = e.span().map_or(0, |s| s.start);
        let before = text.get(..at).unwrap_or_default();
        ReadError::Syntax {
            line: before.matches('\n').count() + 1,
            column: before.chars().rev().take_while(|c| *c != '\n').count() + 1,
            what: e.message().to_owned(),
        }
    })?;
    Ok(plain(toml::Value::Table(table)))
}

/// TOML's own dates become the words they were written with.
fn plain(value: toml::Value) -> Value {
    match value {
        toml::Value::String(s) => s.into(),
        toml::Value::Integer(i) => i.into(),
        // `nan` and `inf` are no numbers in JSON; as words they are kept, or refused by name.
        toml::Value::Float(f) => {
            serde_json::Number::from_f64(f).map_or_else(|| f.to_string().into(), Value::Number)
        }
        toml::Value::Boolean(b) => b.into(),
        toml::Value::Datetime(d) => d.to_string().into(),
        toml::Value::Array(items) => items.into_iter().map(plain).collect(),
        toml::Value::Table(fields) => fields
            .into_iter()
            .map(|(name, value)| (name, plain(value)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
    }
}

/// Replaces the reasons that only a programmer would understand.
fn plain_reason(reason: &str) -> String {
    reason
        .replace(
            "no variant of enum Bound found in flattened data",
            "give an amount with `at_least`, `exactly`, `at_most` or `between`",
        )
        .replace(
            "no variant of enum Covered found in flattened data",
            "say what is covered with `set`, `members`, `places`, `weekdays` or `words`",
        )
}
