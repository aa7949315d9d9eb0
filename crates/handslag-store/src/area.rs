//! Areas on the map, layer by layer: districts, DeSO, anything with a border.

use handslag_domain::organisation::OrganisationId;

use crate::error::StoreError;
use crate::sql::{Row, values};
use crate::store::{Records, Tx};

/// One area of a layer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredArea {
    /// Its code, unique within the layer.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its border as a GeoJSON geometry, in WGS84.
    pub geometry: String,
}

impl Records {
    /// The layers that an organisation holds, with how many areas each has.
    pub async fn area_levels(
        &self,
        tenant: &OrganisationId,
    ) -> Result<Vec<(String, u32)>, StoreError> {
        let sql = "SELECT level, count(*) AS n
                   FROM area
                   WHERE tenant_id = $1
                   GROUP BY level
                   ORDER BY level";
        let rows = self.all(sql, values![tenant.as_str()]).await?;
        rows.iter()
            .map(|row| Ok((row.get("level")?, row.u32("n")?)))
            .collect()
    }

    /// Code and name of the areas of a layer, by code.
    pub async fn area_names(
        &self,
        tenant: &OrganisationId,
        level: &str,
    ) -> Result<Vec<(String, String)>, StoreError> {
        let sql = "SELECT code, name
                   FROM area
                   WHERE tenant_id = $1
                     AND level = $2
                   ORDER BY code";
        let rows = self.all(sql, values![tenant.as_str(), level]).await?;
        rows.iter()
            .map(|row| Ok((row.get("code")?, row.get("name")?)))
            .collect()
    }

    /// The areas of a layer, by code.
    pub async fn areas(
        &self,
        tenant: &OrganisationId,
        level: &str,
    ) -> Result<Vec<StoredArea>, StoreError> {
        let sql = "SELECT code, name, content
                   FROM area
                   WHERE tenant_id = $1
                     AND level = $2
                   ORDER BY code";
        let rows = self.all(sql, values![tenant.as_str(), level]).await?;
        rows.iter()
            .map(|row| {
                Ok(StoredArea {
                    code: row.get("code")?,
                    name: row.get("name")?,
                    geometry: row.get("content")?,
                })
            })
            .collect()
    }
}

impl Tx {
    /// Puts these areas in place of the whole layer.
    ///
    /// # Errors
    /// When a code stands twice.
    pub async fn replace_areas(
        &self,
        tenant: &OrganisationId,
        level: &str,
        areas: &[StoredArea],
    ) -> Result<(), StoreError> {
        self.touch(tenant);
        self.execute(
            "DELETE FROM area WHERE tenant_id = $1 AND level = $2",
            values![tenant.as_str(), level],
        )
        .await?;
        let rows = areas
            .iter()
            .map(|area| {
                values![
                    tenant.as_str(),
                    level,
                    area.code.as_str(),
                    area.name.as_str(),
                    area.geometry.as_str(),
                ]
            })
            .collect();
        self.insert_rows(
            "INSERT INTO area (tenant_id, level, code, name, content) VALUES",
            "",
            rows,
        )
        .await?;
        Ok(())
    }
}
