//! Rows and values: the same SQL text serves both engines.
//!
//! Moments are text of fixed width in UTC, `2026-11-23T16:20:00.000000Z`, so
//! that both engines hold and sort them alike.

use jiff::Timestamp;
use sea_orm::{QueryResult, TryGetable, Value};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::{Held, StoreError};

/// A moment as it is stored.
pub(crate) fn moment(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S%.6fZ").to_string()
}

/// A value as JSON text.
pub(crate) fn json<T: Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|e| StoreError::unreadable("a value to be saved", e))
}

/// The word that a type writes itself as; [`Row::tagged`] reads it.
pub(crate) fn tag<T: Serialize>(value: &T) -> Result<String, StoreError> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => Ok(word),
        Ok(other) => Err(StoreError::unreadable(
            "a word to be saved",
            other.to_string(),
        )),
        Err(e) => Err(StoreError::unreadable("a word to be saved", e)),
    }
}

/// Reading one row.
pub(crate) trait Row {
    fn get<T: TryGetable>(&self, column: &str) -> Result<T, StoreError>;

    fn u32(&self, column: &str) -> Result<u32, StoreError> {
        let number: i64 = self.get(column)?;
        u32::try_from(number).map_err(|e| StoreError::unreadable(column, e))
    }

    fn json<T: DeserializeOwned>(&self, column: &str) -> Result<T, StoreError> {
        let text: String = self.get(column)?;
        serde_json::from_str(&text).map_err(|e| StoreError::unreadable(column, e))
    }

    fn parsed<T>(&self, column: &str) -> Result<T, StoreError>
    where
        T: std::str::FromStr<Err: Into<Box<dyn std::error::Error + Send + Sync>>>,
    {
        let text: String = self.get(column)?;
        text.parse().map_err(|e| StoreError::unreadable(column, e))
    }

    fn moment(&self, column: &str) -> Result<Timestamp, StoreError> {
        self.parsed(column)
    }

    fn optional_moment(&self, column: &str) -> Result<Option<Timestamp>, StoreError> {
        let text: Option<String> = self.get(column)?;
        text.map(|t| t.parse())
            .transpose()
            .map_err(|e: jiff::Error| StoreError::unreadable(column, e))
    }

    /// A word that a type writes itself as, such as a precision.
    fn tagged<T: DeserializeOwned>(&self, column: &str) -> Result<T, StoreError> {
        let text: String = self.get(column)?;
        serde_json::from_value(serde_json::Value::String(text))
            .map_err(|e| StoreError::unreadable(column, e))
    }

    /// A word of a fixed list, such as a role.
    fn word<T>(&self, column: &str, read: fn(&str) -> Option<T>) -> Result<T, StoreError> {
        let text: String = self.get(column)?;
        read(&text)
            .ok_or_else(|| StoreError::unreadable(column, format!("{text:?} is not a known word")))
    }
}

impl Row for QueryResult {
    fn get<T: TryGetable>(&self, column: &str) -> Result<T, StoreError> {
        Ok(self.try_get("", column)?)
    }
}

/// A record that is kept whole: its version, and its content as it was saved.
pub(crate) fn held_whole<T: DeserializeOwned>(row: &QueryResult) -> Result<Held<T>, StoreError> {
    Ok(Held {
        version: row.u32("version")?,
        content: row.json("content")?,
    })
}

/// `($1, $2), ($3, $4)`: places for `rows` rows of `columns` values, after `before` earlier values.
pub(crate) fn places(rows: usize, columns: usize, before: usize) -> String {
    let mut text = String::with_capacity(rows * columns * 6);
    for row in 0..rows {
        text.push_str(if row == 0 { "(" } else { ", (" });
        for column in 0..columns {
            if column > 0 {
                text.push_str(", ");
            }
            text.push('$');
            text.push_str(&(before + row * columns + column + 1).to_string());
        }
        text.push(')');
    }
    text
}

/// The values of one statement, in the order of `$1`, `$2`, …
macro_rules! values {
    ($($value:expr),* $(,)?) => { vec![$(sea_orm::Value::from($value)),*] };
}
pub(crate) use values;

/// One row of a multi-row insert.
pub(crate) type Values = Vec<Value>;
