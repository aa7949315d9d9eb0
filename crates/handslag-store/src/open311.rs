//! Doors through which other systems report incidents, and what came in by one.

use handslag_domain::organisation::OrganisationId;
use jiff::Timestamp;
use sea_orm::QueryResult;

use crate::error::StoreError;
use crate::incident::{COLUMNS as INCIDENT, HeldIncident, held};
use crate::sql::{Row, moment, values};
use crate::store::{Records, Tx};

/// A door for one system's reports to one organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open311Door {
    /// Whose incidents they become.
    pub tenant: OrganisationId,
    /// What the system is called here.
    pub source: String,
    /// What the organisation is called in the system's questions.
    pub jurisdiction: String,
    /// The hash of its key.
    pub key_hash: String,
    /// Since when.
    pub opened_at: Timestamp,
    /// Until when, if it is closed.
    pub closed_at: Option<Timestamp>,
}

const COLUMNS: &str = "SELECT tenant_id, source, jurisdiction, key_hash, opened_at, closed_at \
     FROM open311_door";

fn door(row: &QueryResult) -> Result<Open311Door, StoreError> {
    Ok(Open311Door {
        tenant: OrganisationId(row.get("tenant_id")?),
        source: row.get("source")?,
        jurisdiction: row.get("jurisdiction")?,
        key_hash: row.get("key_hash")?,
        opened_at: row.moment("opened_at")?,
        closed_at: row.optional_moment("closed_at")?,
    })
}

impl Records {
    /// Every door, open and closed, oldest first.
    pub async fn open311_doors(&self) -> Result<Vec<Open311Door>, StoreError> {
        let sql = format!("{COLUMNS} ORDER BY opened_at, tenant_id, source");
        let rows = self.all(&sql, Vec::new()).await?;
        rows.iter().map(door).collect()
    }

    /// Incidents of a source that came in at a time, latest first.
    pub async fn incidents_of_source(
        &self,
        tenant: &OrganisationId,
        source: &str,
        (from, to): (Timestamp, Timestamp),
        n: u32,
    ) -> Result<Vec<HeldIncident>, StoreError> {
        let sql = format!(
            "{INCIDENT}
             WHERE tenant_id = $1
               AND source = $2
               AND reported_at >= $3
               AND reported_at <= $4
             ORDER BY reported_at DESC, id
             LIMIT $5"
        );
        let values = values![
            tenant.as_str(),
            source,
            moment(from),
            moment(to),
            i64::from(n)
        ];
        let rows = self.all(&sql, values).await?;
        rows.iter().map(held).collect()
    }
}

impl Tx {
    /// Opens a door.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when the organisation is unknown.
    pub async fn open_open311_door(&self, door: &Open311Door) -> Result<(), StoreError> {
        self.insert(
            "door",
            "INSERT INTO open311_door (tenant_id, source, jurisdiction, key_hash, opened_at)
             VALUES ($1, $2, $3, $4, $5)",
            values![
                door.tenant.as_str(),
                door.source.as_str(),
                door.jurisdiction.as_str(),
                door.key_hash.as_str(),
                moment(door.opened_at),
            ],
        )
        .await
    }

    /// Closes the doors of a source; what came in stays. Returns how many.
    pub async fn close_open311_doors(
        &self,
        tenant: &OrganisationId,
        source: &str,
        at: Timestamp,
    ) -> Result<u64, StoreError> {
        self.execute(
            "UPDATE open311_door
             SET closed_at = $3
             WHERE tenant_id = $1
               AND source = $2
               AND closed_at IS NULL",
            values![tenant.as_str(), source, moment(at)],
        )
        .await
    }
}
