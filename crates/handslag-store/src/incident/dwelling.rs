//! What turns out to have happened in a dwelling loses its place, also in what it said before.

use handslag_domain::incident::{CategoryId, Incident, IncidentId};
use handslag_domain::organisation::OrganisationId;

use super::{COLUMNS, held, said};
use crate::error::StoreError;
use crate::sql::{json, values};
use crate::store::Tx;

impl Tx {
    /// Takes the place out of every incident of some kinds; returns of how many.
    ///
    /// - `in_dwelling`: the incident without its place.
    pub async fn forget_places(
        &self,
        tenant: &OrganisationId,
        kinds: &[CategoryId],
        in_dwelling: &impl Fn(Incident) -> Incident,
    ) -> Result<u64, StoreError> {
        let mut n = 0;
        for kind in kinds {
            let sql =
                format!("{COLUMNS} WHERE tenant_id = $1 AND category = $2 AND NOT is_indoors");
            let rows = self
                .all(&sql, values![tenant.as_str(), kind.as_str()])
                .await?;
            for row in &rows {
                let incident = in_dwelling(held(row)?.incident);
                self.write_without_place(tenant, &incident).await?;
                self.forget_earlier_places(tenant, incident.id, in_dwelling)
                    .await?;
                n += 1;
            }
        }
        if n > 0 {
            self.touch(tenant);
        }
        Ok(n)
    }

    async fn write_without_place(
        &self,
        tenant: &OrganisationId,
        incident: &Incident,
    ) -> Result<(), StoreError> {
        let mut row = values![tenant.as_str(), incident.id.0];
        row.extend(said(incident)?);
        self.execute(
            "UPDATE incident
             SET source = $3, key = $4, from_second = $5, to_second = $6, time_precision = $7,
                 category = $8, precision = $9, lat_e7 = $10, lon_e7 = $11, place_id = $12,
                 area = $13, municipality_code = $14, is_indoors = $15, n = $16, more = $17
             WHERE tenant_id = $1
               AND id = $2",
            row,
        )
        .await?;
        Ok(())
    }

    /// Takes the place out of what an incident said before it was corrected: what
    /// happened in a dwelling did so all along.
    pub async fn forget_earlier_places(
        &self,
        tenant: &OrganisationId,
        id: IncidentId,
        in_dwelling: &impl Fn(Incident) -> Incident,
    ) -> Result<(), StoreError> {
        for change in self.incident_changes(tenant, id).await? {
            let before = json(&in_dwelling(change.before))?;
            self.execute(
                "UPDATE incident_change
                 SET content = $4
                 WHERE tenant_id = $1
                   AND incident_id = $2
                   AND version = $3",
                values![tenant.as_str(), id.0, i64::from(change.version), before],
            )
            .await?;
        }
        Ok(())
    }
}
