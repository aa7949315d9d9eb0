//! The police's notices, each version kept: news beside a promise, never a measure.

use std::collections::HashMap;

use handslag_domain::municipality::MunicipalityCode;
use handslag_domain::news::Notice;
use handslag_domain::organisation::OrganisationId;

use crate::error::StoreError;
use crate::import_batch::BatchId;
use crate::sql::{Row, json, moment, values};
use crate::store::{Records, Tx};

/// What became of the notices of an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RevisedNotices {
    /// Not held before.
    pub new: usize,
    /// Changed since; the version before is kept.
    pub revised: usize,
    /// Held already, word for word, or older than what is held.
    pub unchanged: usize,
}

impl Records {
    /// The current notices of a municipality, latest first.
    pub async fn notices(
        &self,
        tenant: &OrganisationId,
        municipality: MunicipalityCode,
        limit: u32,
        offset: u32,
    ) -> Result<Vec<Notice>, StoreError> {
        let sql = "SELECT content
                   FROM notice
                   WHERE tenant_id = $1
                     AND municipality_code = $2
                     AND is_current
                   ORDER BY published_at DESC, id DESC
                   LIMIT $3 OFFSET $4";
        let values = values![
            tenant.as_str(),
            municipality.to_string(),
            i64::from(limit),
            i64::from(offset),
        ];
        let rows = self.all(sql, values).await?;
        rows.iter().map(|row| row.json("content")).collect()
    }

    /// How many notices are held, each counted once.
    pub async fn n_notices(&self, tenant: &OrganisationId) -> Result<u64, StoreError> {
        let sql = "SELECT count(*) AS n FROM notice WHERE tenant_id = $1 AND is_current";
        let row = self.one(sql, values![tenant.as_str()]).await?;
        row.map_or(Ok(0), |row| row.u32("n").map(u64::from))
    }
}

struct HeldNotice {
    n_revisions: i64,
    published_at: String,
    content: String,
}

impl Tx {
    /// Takes in the notices of an import. One that was changed becomes a new
    /// revision; the version before is kept.
    pub async fn revise_notices(
        &self,
        tenant: &OrganisationId,
        batch: BatchId,
        notices: &[Notice],
    ) -> Result<RevisedNotices, StoreError> {
        let mut held = self.held_notices(tenant, notices).await?;
        let mut counted = RevisedNotices::default();
        let mut rows = Vec::new();
        let mut row_of: HashMap<i64, usize> = HashMap::new();
        let mut replaced = Vec::new();
        for notice in notices {
            let content = json(notice)?;
            let published_at = moment(notice.published);
            let n_revisions = match held.get(&notice.id) {
                None => {
                    counted.new += 1;
                    0
                }
                Some(h) if h.content == content || h.published_at > published_at => {
                    counted.unchanged += 1;
                    continue;
                }
                Some(h) => {
                    counted.revised += 1;
                    match row_of.get(&notice.id) {
                        Some(&row) => set_not_current(&mut rows, row),
                        None => replaced.push(notice.id),
                    }
                    h.n_revisions
                }
            };
            row_of.insert(notice.id, rows.len());
            rows.push(values![
                tenant.as_str(),
                notice.id,
                n_revisions + 1,
                notice.municipality.map(|m| m.to_string()),
                notice.county.map(|c| c.to_string()),
                published_at.clone(),
                content.clone(),
                true,
                batch.0,
            ]);
            held.insert(
                notice.id,
                HeldNotice {
                    n_revisions: n_revisions + 1,
                    published_at,
                    content,
                },
            );
        }
        self.retire_notices(tenant, &replaced).await?;
        self.insert_rows(
            "INSERT INTO notice (tenant_id, id, revision, municipality_code, county_code,
                 published_at, content, is_current, batch_id) VALUES",
            "",
            rows,
        )
        .await?;
        Ok(counted)
    }

    async fn held_notices(
        &self,
        tenant: &OrganisationId,
        notices: &[Notice],
    ) -> Result<HashMap<i64, HeldNotice>, StoreError> {
        let first = notices.iter().map(|n| n.id).min().unwrap_or(0);
        let last = notices.iter().map(|n| n.id).max().unwrap_or(-1);
        // The current revision is always the latest.
        let sql = "SELECT id, revision, published_at, content
                   FROM notice
                   WHERE tenant_id = $1
                     AND is_current
                     AND id BETWEEN $2 AND $3";
        let rows = self.all(sql, values![tenant.as_str(), first, last]).await?;
        rows.iter()
            .map(|row| {
                let held = HeldNotice {
                    n_revisions: row.get("revision")?,
                    published_at: row.get("published_at")?,
                    content: row.get("content")?,
                };
                Ok((row.get("id")?, held))
            })
            .collect()
    }

    async fn retire_notices(&self, tenant: &OrganisationId, ids: &[i64]) -> Result<(), StoreError> {
        for ids in ids.chunks(1000) {
            let sql = format!(
                "UPDATE notice
                 SET is_current = FALSE
                 WHERE tenant_id = $1
                   AND is_current
                   AND id IN {}",
                crate::sql::places(1, ids.len(), 1)
            );
            let mut values = values![tenant.as_str()];
            values.extend(ids.iter().map(|id| (*id).into()));
            self.execute(&sql, values).await?;
        }
        Ok(())
    }
}

/// A notice given twice in one import: the first version is not the current one.
fn set_not_current(rows: &mut [crate::sql::Values], row: usize) {
    const IS_CURRENT: usize = 7;
    rows[row][IS_CURRENT] = false.into();
}
