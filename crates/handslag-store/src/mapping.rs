//! How an organisation's own columns are read, as activities or incidents.

use handslag_domain::organisation::OrganisationId;
use serde_json::Value;

use crate::error::{Held, StoreError};
use crate::promise::stale;
use crate::sql::{Row, held_whole, json, values};
use crate::store::{Records, Tx};

impl Records {
    /// The mapping with this name.
    pub async fn mapping(
        &self,
        tenant: &OrganisationId,
        name: &str,
    ) -> Result<Option<Held<Value>>, StoreError> {
        let sql = "SELECT version, content FROM mapping WHERE tenant_id = $1 AND name = $2";
        let row = self.one(sql, values![tenant.as_str(), name]).await?;
        row.as_ref().map(held_whole).transpose()
    }

    /// The names of an organisation's mappings.
    pub async fn mappings(&self, tenant: &OrganisationId) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT name FROM mapping WHERE tenant_id = $1 ORDER BY name";
        let rows = self.all(sql, values![tenant.as_str()]).await?;
        rows.iter().map(|row| row.get("name")).collect()
    }
}

impl Tx {
    /// Saves a mapping; `expected_version` is `None` for a new one. Returns the new version.
    ///
    /// # Errors
    /// [`StoreError::Stale`] with what is held, when it is another version.
    pub async fn save_mapping(
        &self,
        tenant: &OrganisationId,
        name: &str,
        expected_version: Option<u32>,
        content: &Value,
    ) -> Result<u32, StoreError> {
        let held = self.mapping(tenant, name).await?;
        if held.as_ref().map(|h| h.version) != expected_version {
            return Err(stale("mapping", held)?);
        }
        let version = expected_version.unwrap_or(0) + 1;
        self.execute(
            "INSERT INTO mapping (tenant_id, name, version, content)
             VALUES ($1, $2, $3, $4)
             ON CONFLICT (tenant_id, name) DO UPDATE
             SET version = excluded.version,
                 content = excluded.content",
            values![tenant.as_str(), name, i64::from(version), json(content)?],
        )
        .await?;
        Ok(version)
    }
}
