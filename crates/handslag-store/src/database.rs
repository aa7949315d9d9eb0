//! Where the two databases are, and how to connect to them.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use sea_orm::sqlx::ConnectOptions;
use sea_orm::sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sea_orm::sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous,
};
use sea_orm::{DatabaseConnection, DbErr, RuntimeErr, SqlxPostgresConnector, SqlxSqliteConnector};

use crate::dialect;
use crate::error::StoreError;

/// Which database to use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Database {
    /// Two SQLite files in a folder, which is made if it is not there.
    Sqlite {
        /// The folder.
        folder: PathBuf,
    },
    /// The same for a worked example, which anyone can make anew: what it says
    /// survives a killed program, and a power cut may take its last writes.
    Demo {
        /// The folder.
        folder: PathBuf,
    },
    /// Two schemas in a PostgreSQL database.
    Postgres {
        /// `postgres://user@host/database`.
        url: String,
    },
}

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Zone {
    /// Working and steering: the record.
    Internal,
    /// Releases only.
    Public,
}

impl Zone {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Internal => "internal",
            Self::Public => "public",
        }
    }

    fn file(self) -> &'static str {
        match self {
            Self::Internal => "handslag.db",
            Self::Public => "public.db",
        }
    }

    /// The schema in PostgreSQL.
    pub(crate) fn schema(self) -> &'static str {
        match self {
            Self::Internal => "handslag",
            Self::Public => "handslag_public",
        }
    }
}

/// How long a connection waits: in SQLite for another process's write to end,
/// in PostgreSQL for the server to answer or a connection to be free.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
/// Between two tries to open a file that another process is just making.
const BUSY_PAUSE: Duration = Duration::from_millis(20);
/// Readers beside the one writer; each costs some memory.
const SQLITE_CONNECTIONS: u32 = 6;
const POSTGRES_CONNECTIONS: u32 = 12;

impl Database {
    /// PostgreSQL when `DATABASE_URL` is set, else SQLite in `folder`.
    ///
    /// # Errors
    /// [`StoreError::UnknownUrl`] when the variable names another kind of database.
    pub fn from_env_or(folder: impl Into<PathBuf>) -> Result<Self, StoreError> {
        match std::env::var("DATABASE_URL") {
            Ok(url) if url.starts_with("postgres://") || url.starts_with("postgresql://") => {
                Ok(Self::Postgres { url })
            }
            Ok(url) if !url.is_empty() => Err(StoreError::UnknownUrl),
            _ => Ok(Self::Sqlite {
                folder: folder.into(),
            }),
        }
    }

    /// Connects for reading and writing.
    pub(crate) async fn connect(&self, zone: Zone) -> Result<DatabaseConnection, StoreError> {
        match self {
            // A write that was acknowledged survives a power cut.
            Self::Sqlite { folder } => sqlite(folder, zone, SqliteSynchronous::Full).await,
            // Waiting for the disk was half of a demonstration's first start.
            Self::Demo { folder } => sqlite(folder, zone, SqliteSynchronous::Normal).await,
            Self::Postgres { url } => postgres(postgres_options(url, zone)?).await,
        }
    }

    /// Connects to the public database for reading only, as `role` where there are roles.
    pub(crate) async fn connect_public_reader(
        &self,
        role: Option<&str>,
    ) -> Result<DatabaseConnection, StoreError> {
        match self {
            Self::Sqlite { folder } | Self::Demo { folder } => {
                let file = folder.join(Zone::Public.file());
                // The main file cannot be written, and no other file can be attached.
                sqlite_reader(SqliteConnectOptions::new().filename(file).read_only(true)).await
            }
            Self::Postgres { url } => {
                let mut options = postgres_options(url, Zone::Public)?
                    .options([("default_transaction_read_only", "on")]);
                if let Some(role) = role {
                    // Given at the start of the connection, so that RESET ROLE returns to it.
                    options = options.options([("role", role)]);
                }
                postgres(options).await
            }
        }
    }
}

/// A folder that nobody else on the machine can read: the log is in it.
fn make_folder(folder: &Path) -> Result<(), StoreError> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|source| StoreError::Folder {
        folder: folder.to_owned(),
        source,
    })
}

async fn sqlite(
    folder: &Path,
    zone: Zone,
    synchronous: SqliteSynchronous,
) -> Result<DatabaseConnection, StoreError> {
    make_folder(folder)?;
    let options = SqliteConnectOptions::new()
        .filename(folder.join(zone.file()))
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(synchronous)
        .foreign_keys(true)
        .busy_timeout(BUSY_TIMEOUT)
        .disable_statement_logging();
    let started = Instant::now();
    loop {
        let pool = SqlitePoolOptions::new().max_connections(SQLITE_CONNECTIONS);
        match pool.connect_with(options.clone()).await {
            Ok(pool) => return Ok(SqlxSqliteConnector::from_sqlx_sqlite_pool(pool)),
            // A new file becomes a write-ahead log under an exclusive lock, and
            // for that lock SQLite does not wait: the busy timeout is not asked.
            Err(error) if is_busy(&error) && started.elapsed() < BUSY_TIMEOUT => {
                tokio::time::sleep(BUSY_PAUSE).await;
            }
            Err(error) => return Err(cannot_connect(error)),
        }
    }
}

/// Whether another connection holds the file for now.
fn is_busy(error: &sea_orm::sqlx::Error) -> bool {
    // Extended codes carry the plain one, SQLITE_BUSY, in their lowest byte.
    let code = error.as_database_error().and_then(|error| error.code());
    code.and_then(|code| code.parse::<u32>().ok())
        .is_some_and(|code| code & 0xff == 5)
}

async fn sqlite_reader(options: SqliteConnectOptions) -> Result<DatabaseConnection, StoreError> {
    let pool = SqlitePoolOptions::new()
        .max_connections(SQLITE_CONNECTIONS)
        .after_connect(|connection, _| Box::pin(dialect::fill_attachments(connection)))
        .connect_with(
            options
                .busy_timeout(BUSY_TIMEOUT)
                .disable_statement_logging(),
        )
        .await
        .map_err(cannot_connect)?;
    Ok(SqlxSqliteConnector::from_sqlx_sqlite_pool(pool))
}

fn postgres_options(url: &str, zone: Zone) -> Result<PgConnectOptions, StoreError> {
    let options: PgConnectOptions = url.parse().map_err(cannot_connect)?;
    Ok(options.options([("search_path", zone.schema())]))
}

async fn postgres(options: PgConnectOptions) -> Result<DatabaseConnection, StoreError> {
    let pool = PgPoolOptions::new()
        .max_connections(POSTGRES_CONNECTIONS)
        .acquire_timeout(BUSY_TIMEOUT)
        .connect_with(options.disable_statement_logging())
        .await
        .map_err(cannot_connect)?;
    Ok(SqlxPostgresConnector::from_sqlx_postgres_pool(pool))
}

fn cannot_connect(error: sea_orm::sqlx::Error) -> StoreError {
    StoreError::CannotConnect(DbErr::Conn(RuntimeErr::SqlxError(error.into())))
}
