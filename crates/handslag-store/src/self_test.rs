//! How often each way to judge would have cried wolf: run, kept, and made public.

use handslag_domain::effect::SelfTestReport;
use handslag_domain::organisation::OrganisationId;
use jiff::Timestamp;

use crate::error::StoreError;
use crate::public::PublicReader;
use crate::sql::{Row, json, moment, values};
use crate::store::{Records, Store, Tx};

impl Records {
    /// Every self-test that was run, newest first.
    pub async fn self_tests(
        &self,
        tenant: &OrganisationId,
    ) -> Result<Vec<SelfTestReport>, StoreError> {
        let sql = "SELECT content
                   FROM self_test
                   WHERE tenant_id = $1
                   ORDER BY tested_at DESC";
        let rows = self.all(sql, values![tenant.as_str()]).await?;
        rows.iter().map(|row| row.json("content")).collect()
    }
}

impl Tx {
    /// Keeps a self-test with the moment it was run.
    pub async fn save_self_test(
        &self,
        tenant: &OrganisationId,
        report: &SelfTestReport,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let sql = "INSERT INTO self_test (tenant_id, tested_at, content)
                   VALUES ($1, $2, $3)";
        self.execute(sql, values![tenant.as_str(), moment(at), json(report)?])
            .await?;
        Ok(())
    }
}

impl Store {
    /// Makes the newest self-test public, in place of the one before.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when none was run.
    pub async fn publish_self_test(&self, tenant: &OrganisationId) -> Result<(), StoreError> {
        let sql = "SELECT tested_at, content
                   FROM self_test
                   WHERE tenant_id = $1
                   ORDER BY tested_at DESC
                   LIMIT 1";
        let row = self.one(sql, values![tenant.as_str()]).await?;
        let row = row.ok_or(StoreError::Missing("self_test"))?;
        let tested_at: String = row.get("tested_at")?;
        let content: String = row.get("content")?;
        self.write_public(async |tx| {
            let sql = "INSERT INTO self_test (tenant_id, tested_at, content)
                       VALUES ($1, $2, $3)
                       ON CONFLICT (tenant_id) DO UPDATE
                       SET tested_at = excluded.tested_at, content = excluded.content";
            let values = values![tenant.as_str(), tested_at.as_str(), content.as_str()];
            tx.execute(sql, values).await.map(|_| ())
        })
        .await
    }
}

impl PublicReader {
    /// The self-tests that are public, one an organisation, newest first.
    pub async fn self_tests(&self) -> Result<Vec<SelfTestReport>, StoreError> {
        let sql = "SELECT content
                   FROM self_test
                   ORDER BY tested_at DESC, tenant_id";
        let rows = self.records().all(sql, values![]).await?;
        rows.iter().map(|row| row.json("content")).collect()
    }
}
