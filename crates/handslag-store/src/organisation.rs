//! The partner organisations: each is the tenant that owns its records.

use handslag_domain::id::PartyId;
use handslag_domain::organisation::{Organisation, OrganisationId};
use sea_orm::QueryResult;

use crate::error::StoreError;
use crate::sql::{Row, values};
use crate::store::{Records, Tx};

fn organisation(row: &QueryResult) -> Result<Organisation, StoreError> {
    Ok(Organisation {
        id: OrganisationId(row.get("tenant_id")?),
        name: row.get("name")?,
        party: PartyId(row.get("party")?),
    })
}

impl Records {
    /// Every organisation, by name.
    pub async fn organisations(&self) -> Result<Vec<Organisation>, StoreError> {
        let sql = "SELECT tenant_id, name, party FROM organisation ORDER BY name, tenant_id";
        let rows = self.all(sql, values![]).await?;
        rows.iter().map(organisation).collect()
    }

    /// The organisation with this id.
    pub async fn organisation(
        &self,
        id: &OrganisationId,
    ) -> Result<Option<Organisation>, StoreError> {
        let sql = "SELECT tenant_id, name, party FROM organisation WHERE tenant_id = $1";
        let row = self.one(sql, values![id.as_str()]).await?;
        row.as_ref().map(organisation).transpose()
    }
}

impl Tx {
    /// Adds an organisation.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when the id is taken.
    pub async fn insert_organisation(&self, organisation: &Organisation) -> Result<(), StoreError> {
        self.insert(
            "organisation",
            "INSERT INTO organisation (tenant_id, name, party) VALUES ($1, $2, $3)",
            values![
                organisation.id.as_str(),
                organisation.name.as_str(),
                organisation.party.as_str(),
            ],
        )
        .await
    }
}
