//! Why the database could not do what was asked.

use std::path::PathBuf;

use sea_orm::DbErr;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// A record with the version that an edit of it must name.
#[derive(Debug, Clone, PartialEq)]
pub struct Held<T> {
    /// Counts from 1 and grows by one with each save.
    pub version: u32,
    /// What is held.
    pub content: T,
}

impl Held<Value> {
    /// The content as the type it was saved from.
    ///
    /// # Errors
    /// [`StoreError::Unreadable`] if it is of another type.
    pub fn read<T: DeserializeOwned>(self) -> Result<Held<T>, StoreError> {
        Ok(Held {
            version: self.version,
            content: serde_json::from_value(self.content)
                .map_err(|e| StoreError::unreadable("the held content", e))?,
        })
    }
}

/// Why the store could not do what was asked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// Somebody saved another version in the meantime; nothing was changed.
    #[error("somebody saved version {} in the meantime; nothing was changed", held.version)]
    Stale {
        /// What is held now, so that both texts can be shown.
        held: Box<Held<Value>>,
    },
    /// There is no such record, or it belongs to another organisation.
    #[error("there is no {0} with this id")]
    Missing(&'static str),
    /// A row breaks a rule that the tables hold, such as a user name taken.
    #[error("the {0} is already there, or names something that is not")]
    Refused(&'static str, #[source] DbErr),
    /// Another organisation has released a promise at this address.
    #[error(
        "another organisation has released a promise at the address {address}; give the promise another id"
    )]
    AddressTaken {
        /// Municipality and promise.
        address: String,
    },
    /// The database was written by a newer Handslag.
    #[error(
        "the {database} database was written by a newer version of Handslag (it has the migration {migration}); start that version, or restore a backup from before it"
    )]
    NewerSchema {
        /// `internal` or `public`.
        database: &'static str,
        /// The first migration that this version does not know.
        migration: String,
    },
    /// The folder for the database could not be made or read.
    #[error("could not use the data folder {}", folder.display())]
    Folder {
        /// Which folder.
        folder: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The database could not be reached.
    #[error("could not connect to the database")]
    CannotConnect(#[source] DbErr),
    /// `DATABASE_URL` names a kind of database that Handslag does not speak.
    #[error(
        "DATABASE_URL must begin with postgres:// or postgresql://; without it, SQLite in the data folder is used"
    )]
    UnknownUrl,
    /// The backup would overwrite a file.
    #[error("{} is already there; a backup never overwrites a file", .0.display())]
    BackupExists(PathBuf),
    /// This engine cannot make a backup by itself.
    #[error("a PostgreSQL database is backed up with pg_dump, not by Handslag")]
    BackupByPostgres,
    /// Too many others wrote the same records at the same time.
    #[error("others wrote the same records at the same time, {tries} times over; try again")]
    Contended {
        /// How many times it was tried.
        tries: u32,
    },
    /// A row holds something that this version cannot read.
    #[error("could not read {what} from the database")]
    Unreadable {
        /// Table and column, or the kind of record.
        what: String,
        /// Why.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The database gave an error of its own.
    #[error("the database gave an error")]
    Database(#[from] DbErr),
}

impl StoreError {
    pub(crate) fn unreadable(
        what: impl Into<String>,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        Self::Unreadable {
            what: what.into(),
            source: source.into(),
        }
    }
}

/// Something that works, but with less protection than it should have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Warning {
    /// The public reader runs with the rights of the internal connection.
    #[error(
        "the database role {role} could not be made or used, so public pages are read with the rights of the internal connection: ask the database's owner to create it ({reason})"
    )]
    NoReaderRole {
        /// The role's name.
        role: &'static str,
        /// What PostgreSQL said.
        reason: String,
    },
}
