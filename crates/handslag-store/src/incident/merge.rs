//! Which incidents an organisation counts as one, and which it has found not to be.

use handslag_domain::incident::IncidentId;
use handslag_domain::organisation::OrganisationId;
use jiff::Timestamp;
use sea_orm::QueryResult;

use crate::account::AccountId;
use crate::error::StoreError;
use crate::promise::Saving;
use crate::sql::{Row, moment, values};
use crate::store::{Records, Tx};

/// An incident and whose it is.
pub type OwnedIncident = (OrganisationId, IncidentId);

/// Two incidents that were found to be one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncidentMerge {
    /// The one that counts, and whose it is.
    pub kept: OwnedIncident,
    /// The one that no longer counts, and whose it is.
    pub other: OwnedIncident,
}

/// A merge with its trace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TracedMerge {
    /// Which two.
    pub merge: IncidentMerge,
    /// Who found it, when and why.
    pub saving: Saving,
    /// When it was taken apart again.
    pub taken_apart: Option<Timestamp>,
}

const COLUMNS: &str = "SELECT other_tenant_id, other_id, kept_tenant_id, kept_id, reason, \
     merged_at, merged_by, taken_apart_at FROM incident_merge";

impl Records {
    /// What an organisation counts as one, without what was taken apart again.
    pub async fn incident_merges(
        &self,
        tenant: &OrganisationId,
    ) -> Result<Vec<IncidentMerge>, StoreError> {
        let sql = format!(
            "{COLUMNS}
             WHERE tenant_id = $1
               AND taken_apart_at IS NULL
             ORDER BY merged_at, other_id"
        );
        let rows = self.all(&sql, values![tenant.as_str()]).await?;
        rows.iter().map(merge).collect()
    }

    /// Everything that an organisation has joined or taken apart, latest first.
    pub async fn traced_merges(
        &self,
        tenant: &OrganisationId,
    ) -> Result<Vec<TracedMerge>, StoreError> {
        let sql = format!("{COLUMNS} WHERE tenant_id = $1 ORDER BY merged_at DESC, other_id");
        let rows = self.all(&sql, values![tenant.as_str()]).await?;
        rows.iter()
            .map(|row| {
                Ok(TracedMerge {
                    merge: merge(row)?,
                    saving: Saving {
                        by: row.get::<Option<_>>("merged_by")?.map(AccountId),
                        at: row.moment("merged_at")?,
                        reason: Some(row.get("reason")?),
                    },
                    taken_apart: row.optional_moment("taken_apart_at")?,
                })
            })
            .collect()
    }

    /// Pairs that an organisation has found not to be the same.
    pub async fn distinct_incidents(
        &self,
        tenant: &OrganisationId,
    ) -> Result<Vec<(OwnedIncident, OwnedIncident)>, StoreError> {
        let sql = "SELECT a_tenant_id, a_id, b_tenant_id, b_id
                   FROM incident_distinct
                   WHERE tenant_id = $1
                   ORDER BY found_at, a_id, b_id";
        let rows = self.all(sql, values![tenant.as_str()]).await?;
        rows.iter()
            .map(|row| Ok((owned(row, "a")?, owned(row, "b")?)))
            .collect()
    }
}

fn merge(row: &QueryResult) -> Result<IncidentMerge, StoreError> {
    Ok(IncidentMerge {
        kept: owned(row, "kept")?,
        other: owned(row, "other")?,
    })
}

fn owned(row: &QueryResult, which: &str) -> Result<OwnedIncident, StoreError> {
    Ok((
        OrganisationId(row.get(&format!("{which}_tenant_id"))?),
        IncidentId(row.get(&format!("{which}_id"))?),
    ))
}

impl Tx {
    /// Counts one incident as another in an organisation's picture. Whoever
    /// owns them, neither is changed.
    pub async fn merge_incidents(
        &self,
        tenant: &OrganisationId,
        merge: &IncidentMerge,
        saving: &Saving,
    ) -> Result<(), StoreError> {
        self.touch(tenant);
        let (other, kept) = (&merge.other, &merge.kept);
        self.insert(
            "merge",
            "INSERT INTO incident_merge (tenant_id, other_tenant_id, other_id, kept_tenant_id,
                 kept_id, reason, merged_at, merged_by)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            values![
                tenant.as_str(),
                other.0.as_str(),
                other.1.0,
                kept.0.as_str(),
                kept.1.0,
                saving.reason.clone().unwrap_or_default(),
                moment(saving.at),
                saving.by.map(|a| a.0),
            ],
        )
        .await
    }

    /// Counts a merged incident for itself again; the trace stays.
    pub async fn take_apart_incidents(
        &self,
        tenant: &OrganisationId,
        other: &OwnedIncident,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        self.touch(tenant);
        self.execute(
            "UPDATE incident_merge
             SET taken_apart_at = $4
             WHERE tenant_id = $1
               AND other_tenant_id = $2
               AND other_id = $3
               AND taken_apart_at IS NULL",
            values![tenant.as_str(), other.0.as_str(), other.1.0, moment(at)],
        )
        .await?;
        Ok(())
    }

    /// Remembers that two incidents are not the same; again changes nothing.
    pub async fn tell_incidents_apart(
        &self,
        tenant: &OrganisationId,
        pair: (&OwnedIncident, &OwnedIncident),
        saving: &Saving,
    ) -> Result<(), StoreError> {
        let (a, b) = match pair.0.1 <= pair.1.1 {
            true => pair,
            false => (pair.1, pair.0),
        };
        self.execute(
            "INSERT INTO incident_distinct (tenant_id, a_tenant_id, a_id, b_tenant_id, b_id,
                 found_at, found_by)
             VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (tenant_id, a_tenant_id, a_id, b_tenant_id, b_id) DO NOTHING",
            values![
                tenant.as_str(),
                a.0.as_str(),
                a.1.0,
                b.0.as_str(),
                b.1.0,
                moment(saving.at),
                saving.by.map(|account| account.0),
            ],
        )
        .await?;
        Ok(())
    }
}
