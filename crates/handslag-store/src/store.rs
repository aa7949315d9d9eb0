//! The open store: one way to read, one way to write.

use std::collections::{BTreeSet, HashSet};
use std::ops::Deref;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use handslag_domain::organisation::OrganisationId;
use sea_orm::sqlx::error::DatabaseError;
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbErr, IsolationLevel, QueryResult,
    RuntimeErr, SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
};

use crate::database::{Database, Zone};
use crate::dialect::{self, Engine};
use crate::error::{StoreError, Warning};
use crate::migration;
use crate::public::PublicReader;
use crate::sql::{Row, Values};

/// The internal database, open, with the public one behind it.
///
/// Cheap to clone: clones share the connections.
#[derive(Clone)]
pub struct Store {
    records: Arc<Records>,
    public: DatabaseConnection,
    database: Database,
    /// SQLite has one writer; waiting here costs less than asking again and again.
    one_writer: Option<Arc<tokio::sync::Mutex<()>>>,
    warnings: Vec<Warning>,
}

/// Everything that can be read in the internal database; see [`Store`] and [`Tx`].
pub struct Records {
    connection: Connection,
    engine: Engine,
    /// Whether PostgreSQL asked for the transaction to be tried again.
    conflicted: AtomicBool,
    /// Whose incidents, or what they are counted by, the transaction has changed.
    pub(crate) touched: Mutex<BTreeSet<OrganisationId>>,
}

enum Connection {
    Pool(DatabaseConnection),
    Transaction(DatabaseTransaction),
}

/// One write transaction; see [`Store::write`].
pub struct Tx {
    records: Arc<Records>,
}

impl Deref for Store {
    type Target = Records;
    fn deref(&self) -> &Records {
        &self.records
    }
}

impl Deref for Tx {
    type Target = Records;
    fn deref(&self) -> &Records {
        &self.records
    }
}

/// How many times a transaction is tried that others stand in the way of.
const TRIES: u32 = 60;

impl Store {
    /// Opens both databases, brings their tables up to date, and publishes
    /// what an interrupted run left unpublished.
    ///
    /// # Errors
    /// When a database cannot be reached, or was written by a newer Handslag.
    pub async fn open(database: &Database) -> Result<Self, StoreError> {
        let internal = database.connect(Zone::Internal).await?;
        let public = database.connect(Zone::Public).await?;
        tokio::try_join!(
            migration::migrate(&internal, Zone::Internal),
            migration::migrate(&public, Zone::Public),
        )?;
        let engine = Engine::of(internal.get_database_backend());
        let warnings = match engine {
            Engine::Sqlite => Vec::new(),
            Engine::Postgres => reader_role_warnings(&public).await,
        };
        let store = Self {
            records: Arc::new(Records::new(Connection::Pool(internal), engine)),
            public,
            database: database.clone(),
            one_writer: (engine == Engine::Sqlite).then(Default::default),
            warnings,
        };
        store.forget_lost_copies().await?;
        store.publish_pending().await?;
        Ok(store)
    }

    /// What works with less protection than it should; show it at start.
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// A reader of the public database that cannot reach the internal one.
    ///
    /// # Errors
    /// When the database cannot be reached.
    pub async fn public_reader(&self) -> Result<PublicReader, StoreError> {
        let has_role = self.records.engine == Engine::Postgres && self.warnings.is_empty();
        let role = has_role.then_some(dialect::READER_ROLE);
        let connection = self.database.connect_public_reader(role).await?;
        Ok(PublicReader::new(Records::new(
            Connection::Pool(connection),
            self.records.engine,
        )))
    }

    /// Runs `work` as one transaction: all of it is saved, or nothing.
    ///
    /// When PostgreSQL finds that another transaction stood in the way, the
    /// work is done over from the start, so it must have no effect but through
    /// `tx`. When this returns `Ok`, the work survives a power cut (in a
    /// demonstration, the end of the program).
    ///
    /// # Errors
    /// Whatever `work` returns; then nothing is saved.
    ///
    /// # Panics
    /// If `work` gives its `tx` away instead of using it.
    pub async fn write<T, E, F, W>(&self, work: F) -> Result<T, E>
    where
        // Not `AsyncFn(&Tx)`: its future cannot be shown to be `Send`, which a
        // web handler must be (rust-lang/rust#110338).
        F: Fn(Tx) -> W,
        W: Future<Output = Result<T, E>>,
        E: From<StoreError>,
    {
        let Connection::Pool(pool) = &self.records.connection else {
            unreachable!("the store holds a pool")
        };
        for attempt in 1..=TRIES {
            let done = {
                let _turn = match &self.one_writer {
                    Some(writer) => Some(writer.lock().await),
                    None => None,
                };
                attempt_write(pool, self.records.engine, &work).await?
            };
            match done {
                Some(result) => return Ok(result),
                None => tokio::time::sleep(pause(attempt)).await,
            }
        }
        Err(StoreError::Contended { tries: TRIES }.into())
    }

    /// Like [`Store::write`], on the public database.
    pub(crate) async fn write_public<T, F, W>(&self, work: F) -> Result<T, StoreError>
    where
        F: Fn(Tx) -> W,
        W: Future<Output = Result<T, StoreError>>,
    {
        for attempt in 1..=TRIES {
            match attempt_write(&self.public, self.records.engine, &work).await? {
                Some(result) => return Ok(result),
                None => tokio::time::sleep(pause(attempt)).await,
            }
        }
        Err(StoreError::Contended { tries: TRIES })
    }

    /// The releases that the public database holds.
    pub(crate) async fn public_release_ids(&self) -> Result<HashSet<uuid::Uuid>, StoreError> {
        self.write_public(async |tx| {
            let rows = tx.all("SELECT id FROM release", Vec::new()).await?;
            rows.iter().map(|row| row.get("id")).collect()
        })
        .await
    }

    /// Copies the internal database to a new file while others read and write.
    /// The public one holds nothing that is not in it.
    ///
    /// # Errors
    /// [`StoreError::BackupExists`], or [`StoreError::BackupByPostgres`].
    pub async fn backup(&self, path: &std::path::Path) -> Result<(), StoreError> {
        if self.records.engine == Engine::Postgres {
            return Err(StoreError::BackupByPostgres);
        }
        if path.exists() {
            return Err(StoreError::BackupExists(path.to_owned()));
        }
        let path = path.to_string_lossy().into_owned();
        self.execute("VACUUM INTO $1", vec![path.into()]).await?;
        Ok(())
    }
}

/// `None` when the transaction must be tried again.
async fn attempt_write<T, E, F, W>(
    pool: &DatabaseConnection,
    engine: Engine,
    work: &F,
) -> Result<Option<T>, E>
where
    F: Fn(Tx) -> W,
    W: Future<Output = Result<T, E>>,
    E: From<StoreError>,
{
    let transaction = pool
        .begin_with_options(TransactionOptions {
            // Reads count as conflicts too, so "read, decide, write" is safe.
            isolation_level: (engine == Engine::Postgres).then_some(IsolationLevel::Serializable),
            access_mode: None,
            // Takes the writer's place at once; a transaction that only takes it
            // at its first write fails when another wrote since it read.
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        })
        .await
        .map_err(StoreError::from)?;
    let records = Arc::new(Records::new(Connection::Transaction(transaction), engine));
    let mut result = work(Tx {
        records: records.clone(),
    })
    .await;
    if result.is_ok() {
        let tx = Tx {
            records: records.clone(),
        };
        if let Err(error) = tx.number_changes().await {
            result = Err(error.into());
        }
    }
    let records = Arc::into_inner(records).expect("work uses its tx and does not give it away");
    let conflicted = records.conflicted.load(Ordering::Relaxed);
    let Connection::Transaction(transaction) = records.connection else {
        unreachable!("a transaction was put in above")
    };
    match result {
        _ if conflicted => {
            transaction.rollback().await.map_err(StoreError::from)?;
            Ok(None)
        }
        Err(error) => {
            // The error says more than a failed rollback, and dropping rolls back too.
            let _ = transaction.rollback().await;
            Err(error)
        }
        Ok(value) => match transaction.commit().await {
            Ok(()) => Ok(Some(value)),
            Err(error) if must_try_again(&error) => Ok(None),
            Err(error) => Err(StoreError::from(error).into()),
        },
    }
}

/// Longer for each attempt, and not the same for two writers that collided.
fn pause(attempt: u32) -> Duration {
    let longest_us = u64::from(attempt.min(20)) * 2_000;
    let random = uuid::Uuid::now_v7().as_u128() % u128::from(longest_us);
    Duration::from_micros(u64::try_from(random).unwrap_or(longest_us))
}

async fn reader_role_warnings(public: &DatabaseConnection) -> Vec<Warning> {
    let mut reason = String::new();
    // Roles belong to the whole server, so another start may be changing them too.
    for attempt in 1..=8 {
        match dialect::make_reader_role(public).await {
            Ok(()) => return Vec::new(),
            Err(error) => reason = error.to_string(),
        }
        tokio::time::sleep(pause(attempt * 4)).await;
    }
    let role = dialect::READER_ROLE;
    vec![Warning::NoReaderRole { role, reason }]
}

fn sqlx_error(error: &DbErr) -> Option<&dyn DatabaseError> {
    match error {
        DbErr::Conn(RuntimeErr::SqlxError(e))
        | DbErr::Exec(RuntimeErr::SqlxError(e))
        | DbErr::Query(RuntimeErr::SqlxError(e)) => e.as_database_error(),
        _ => None,
    }
}

/// Serialization failure or deadlock in PostgreSQL.
fn must_try_again(error: &DbErr) -> bool {
    sqlx_error(error)
        .and_then(|e| e.code().map(|code| code == "40001" || code == "40P01"))
        .unwrap_or(false)
}

impl Records {
    fn new(connection: Connection, engine: Engine) -> Self {
        Self {
            connection,
            engine,
            conflicted: AtomicBool::new(false),
            touched: Mutex::default(),
        }
    }

    pub(crate) fn engine(&self) -> Engine {
        self.engine
    }

    fn statement(&self, sql: &str, values: Values) -> Statement {
        let backend = match &self.connection {
            Connection::Pool(c) => c.get_database_backend(),
            Connection::Transaction(c) => c.get_database_backend(),
        };
        Statement::from_sql_and_values(backend, sql, values)
    }

    fn noted(&self, error: DbErr) -> StoreError {
        if must_try_again(&error) {
            self.conflicted.store(true, Ordering::Relaxed);
        }
        error.into()
    }

    pub(crate) async fn all(
        &self,
        sql: &str,
        values: Values,
    ) -> Result<Vec<QueryResult>, StoreError> {
        let statement = self.statement(sql, values);
        match &self.connection {
            Connection::Pool(c) => c.query_all_raw(statement).await,
            Connection::Transaction(c) => c.query_all_raw(statement).await,
        }
        .map_err(|e| self.noted(e))
    }

    pub(crate) async fn one(
        &self,
        sql: &str,
        values: Values,
    ) -> Result<Option<QueryResult>, StoreError> {
        let statement = self.statement(sql, values);
        match &self.connection {
            Connection::Pool(c) => c.query_one_raw(statement).await,
            Connection::Transaction(c) => c.query_one_raw(statement).await,
        }
        .map_err(|e| self.noted(e))
    }

    /// Returns the number of rows changed.
    pub(crate) async fn execute(&self, sql: &str, values: Values) -> Result<u64, StoreError> {
        let statement = self.statement(sql, values);
        match &self.connection {
            Connection::Pool(c) => c.execute_raw(statement).await,
            Connection::Transaction(c) => c.execute_raw(statement).await,
        }
        .map(|done| done.rows_affected())
        .map_err(|e| self.noted(e))
    }
}

impl Tx {
    /// Adds one row; `what` names it when a rule of the table refuses it.
    pub(crate) async fn insert(
        &self,
        what: &'static str,
        sql: &str,
        values: Values,
    ) -> Result<(), StoreError> {
        self.execute(sql, values).await.map_err(|e| match e {
            StoreError::Database(e) if breaks_a_rule(&e) => StoreError::Refused(what, e),
            other => other,
        })?;
        Ok(())
    }

    /// Adds many rows in few statements; returns how many were added. `head` is
    /// `INSERT INTO … (…) VALUES`, `tail` what stands after the rows.
    pub(crate) async fn insert_rows(
        &self,
        head: &str,
        tail: &str,
        rows: Vec<Values>,
    ) -> Result<usize, StoreError> {
        let Some(columns) = rows.first().map(Vec::len) else {
            return Ok(0);
        };
        let mut added = 0;
        let at_once = Engine::VALUES_AT_ONCE / columns;
        let mut rows = rows.into_iter();
        loop {
            let chunk: Vec<_> = rows.by_ref().take(at_once).collect();
            if chunk.is_empty() {
                return Ok(added);
            }
            let sql = format!(
                "{head} {} {tail}",
                self.engine().row_places(chunk.len(), columns)
            );
            let n = self
                .execute(&sql, chunk.into_iter().flatten().collect())
                .await?;
            added += usize::try_from(n).unwrap_or(usize::MAX);
        }
    }
}

fn breaks_a_rule(error: &DbErr) -> bool {
    sqlx_error(error).is_some_and(|e| {
        e.is_unique_violation() || e.is_foreign_key_violation() || e.is_check_violation()
    })
}
