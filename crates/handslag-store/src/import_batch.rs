//! Which files were read, when, and how much in them was new.

use handslag_domain::organisation::OrganisationId;
use jiff::Timestamp;
use uuid::Uuid;

use crate::account::AccountId;
use crate::error::StoreError;
use crate::sql::{Row, moment, values};
use crate::store::{Records, Tx};

/// Names an import.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(transparent)]
pub struct BatchId(pub Uuid);

impl BatchId {
    /// A new id; ids sort by when they were made.
    pub fn new() -> Self {
        Self(Uuid::now_v7())
    }
}

impl Default for BatchId {
    fn default() -> Self {
        Self::new()
    }
}

/// One import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportBatch {
    /// Its id.
    pub id: BatchId,
    /// What was imported, such as `activities` or `figures`.
    pub kind: String,
    /// The file's name, without its folder.
    pub file_name: String,
    /// The file's SHA-256 in hexadecimal.
    pub sha256: String,
    /// Rows read.
    pub n_rows: u64,
    /// Rows that were new.
    pub n_new: u64,
    /// When.
    pub at: Timestamp,
    /// By which account.
    pub by: Option<AccountId>,
}

impl Records {
    /// An organisation's imports, latest first.
    pub async fn import_batches(
        &self,
        tenant: &OrganisationId,
    ) -> Result<Vec<ImportBatch>, StoreError> {
        let sql = "SELECT id, kind, file_name, sha256, n_rows, n_new, imported_at, imported_by
                   FROM import_batch
                   WHERE tenant_id = $1
                   ORDER BY imported_at DESC, id DESC";
        let rows = self.all(sql, values![tenant.as_str()]).await?;
        let batch = |row: &sea_orm::QueryResult| {
            Ok(ImportBatch {
                id: BatchId(row.get("id")?),
                kind: row.get("kind")?,
                file_name: row.get("file_name")?,
                sha256: row.get("sha256")?,
                n_rows: row.u32("n_rows")?.into(),
                n_new: row.u32("n_new")?.into(),
                at: row.moment("imported_at")?,
                by: row.get::<Option<_>>("imported_by")?.map(AccountId),
            })
        };
        rows.iter().map(batch).collect()
    }
}

impl Tx {
    /// The organisation's key for ids of rows about single people: `fresh` the
    /// first time it is asked for, and the same ever after.
    pub async fn row_key(
        &self,
        tenant: &OrganisationId,
        fresh: &str,
    ) -> Result<String, StoreError> {
        self.execute(
            "INSERT INTO row_key (tenant_id, content)
             VALUES ($1, $2)
             ON CONFLICT (tenant_id) DO NOTHING",
            values![tenant.as_str(), fresh],
        )
        .await?;
        let sql = "SELECT content FROM row_key WHERE tenant_id = $1";
        let row = self.one(sql, values![tenant.as_str()]).await?;
        row.ok_or(StoreError::Missing("row key"))?.get("content")
    }

    /// Notes an import.
    pub async fn insert_import_batch(
        &self,
        tenant: &OrganisationId,
        batch: &ImportBatch,
    ) -> Result<(), StoreError> {
        self.touch(tenant);
        self.insert(
            "import",
            "INSERT INTO import_batch (tenant_id, id, kind, file_name, sha256, n_rows, n_new,
                 imported_at, imported_by)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            values![
                tenant.as_str(),
                batch.id.0,
                batch.kind.as_str(),
                batch.file_name.as_str(),
                batch.sha256.as_str(),
                i64::try_from(batch.n_rows).unwrap_or(i64::MAX),
                i64::try_from(batch.n_new).unwrap_or(i64::MAX),
                moment(batch.at),
                batch.by.map(|a| a.0),
            ],
        )
        .await
    }
}
