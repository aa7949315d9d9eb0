//! An organisation's incidents shown to a partner: which, for what and how long.

use handslag_domain::incident::CategoryId;
use handslag_domain::organisation::OrganisationId;
use jiff::civil::Date;
use sea_orm::QueryResult;

use crate::error::StoreError;
use crate::sql::{Row, json, values};
use crate::store::{Records, Tx};

/// An organisation's incidents, shown to a partner.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct IncidentShare {
    /// The organisation that owns them.
    pub owner: OrganisationId,
    /// The partner.
    pub partner: OrganisationId,
    /// What for.
    pub purpose: String,
    /// Only of these kinds and what is beneath them; all when there are none.
    pub kinds: Vec<CategoryId>,
    /// Only what happened from this day on.
    pub happened_from: Option<Date>,
    /// Since when.
    pub shared_on: Date,
    /// The last day.
    pub ends_on: Date,
}

const COLUMNS: &str = "SELECT tenant_id, partner_tenant_id, purpose, kinds, happened_from, \
     shared_on, ends_on FROM incident_share";

impl Records {
    /// To whom an organisation shows its incidents, also where that has ended.
    pub async fn incident_shares(
        &self,
        owner: &OrganisationId,
    ) -> Result<Vec<IncidentShare>, StoreError> {
        let sql = format!("{COLUMNS} WHERE tenant_id = $1 ORDER BY partner_tenant_id");
        let rows = self.all(&sql, values![owner.as_str()]).await?;
        rows.iter().map(share).collect()
    }

    /// Whose incidents an organisation is shown on a day.
    pub async fn shown_incidents_of(
        &self,
        partner: &OrganisationId,
        on: Date,
    ) -> Result<Vec<IncidentShare>, StoreError> {
        let sql = format!(
            "{COLUMNS}
             WHERE partner_tenant_id = $1
               AND shared_on <= $2
               AND ends_on >= $2
             ORDER BY tenant_id"
        );
        let rows = self
            .all(&sql, values![partner.as_str(), on.to_string()])
            .await?;
        rows.iter().map(share).collect()
    }
}

fn share(row: &QueryResult) -> Result<IncidentShare, StoreError> {
    let kinds: Option<String> = row.get("kinds")?;
    let kinds = kinds.map_or(Ok(Vec::new()), |text| serde_json::from_str(&text));
    let from: Option<String> = row.get("happened_from")?;
    let from = from.map(|text| text.parse()).transpose();
    Ok(IncidentShare {
        owner: OrganisationId(row.get("tenant_id")?),
        partner: OrganisationId(row.get("partner_tenant_id")?),
        purpose: row.get("purpose")?,
        kinds: kinds.map_err(|e| StoreError::unreadable("kinds", e))?,
        happened_from: from.map_err(|e| StoreError::unreadable("happened_from", e))?,
        shared_on: row.parsed("shared_on")?,
        ends_on: row.parsed("ends_on")?,
    })
}

impl Tx {
    /// Shows an organisation's incidents to a partner, or changes how.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when the partner is unknown.
    pub async fn share_incidents(&self, share: &IncidentShare) -> Result<(), StoreError> {
        let kinds = match share.kinds.is_empty() {
            true => None,
            false => Some(json(&share.kinds)?),
        };
        self.insert(
            "share",
            "INSERT INTO incident_share (tenant_id, partner_tenant_id, purpose, kinds,
                 happened_from, shared_on, ends_on)
             VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (tenant_id, partner_tenant_id) DO UPDATE
             SET purpose = excluded.purpose,
                 kinds = excluded.kinds,
                 happened_from = excluded.happened_from,
                 shared_on = excluded.shared_on,
                 ends_on = excluded.ends_on",
            values![
                share.owner.as_str(),
                share.partner.as_str(),
                share.purpose.as_str(),
                kinds,
                share.happened_from.map(|day| day.to_string()),
                share.shared_on.to_string(),
                share.ends_on.to_string(),
            ],
        )
        .await
    }

    /// Ends the sharing of an organisation's incidents with a partner, at once.
    pub async fn end_incident_share(
        &self,
        owner: &OrganisationId,
        partner: &OrganisationId,
    ) -> Result<(), StoreError> {
        self.execute(
            "DELETE FROM incident_share WHERE tenant_id = $1 AND partner_tenant_id = $2",
            values![owner.as_str(), partner.as_str()],
        )
        .await?;
        Ok(())
    }
}
