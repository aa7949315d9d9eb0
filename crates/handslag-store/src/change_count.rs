//! How many times something that pictures count has been changed, by any server.

use std::collections::BTreeMap;
use std::sync::PoisonError;

use handslag_domain::organisation::OrganisationId;

use crate::error::StoreError;
use crate::sql::{Row, places, values};
use crate::store::{Records, Tx};

/// Of each organisation, the number of the last change of its incidents,
/// categories, places, areas, merges or imports; 0 before the first.
pub type ChangeCounts = BTreeMap<OrganisationId, u64>;

impl Records {
    /// How far each of these organisations has come.
    pub async fn change_counts(
        &self,
        tenants: &[&OrganisationId],
    ) -> Result<ChangeCounts, StoreError> {
        let mut change_counts: ChangeCounts = tenants.iter().map(|id| ((*id).clone(), 0)).collect();
        if change_counts.is_empty() {
            return Ok(change_counts);
        }
        let sql = format!(
            "SELECT tenant_id, n FROM change_count WHERE tenant_id IN {}",
            places(1, change_counts.len(), 0)
        );
        let asked = change_counts.keys().map(|id| id.as_str().into()).collect();
        for row in self.all(&sql, asked).await? {
            let n: i64 = row.get("n")?;
            change_counts.insert(OrganisationId(row.get("tenant_id")?), n.unsigned_abs());
        }
        Ok(change_counts)
    }
}

impl Tx {
    /// The number that the changes of this transaction get when it is done.
    pub async fn next_change(&self, tenant: &OrganisationId) -> Result<u64, StoreError> {
        let held = self.change_counts(&[tenant]).await?;
        Ok(held.get(tenant).copied().unwrap_or(0) + 1)
    }

    /// Notes that something which pictures count is changed in this transaction.
    pub(crate) fn touch(&self, tenant: &OrganisationId) {
        let touched = self.touched.lock();
        let mut touched = touched.unwrap_or_else(PoisonError::into_inner);
        touched.insert(tenant.clone());
    }

    /// Gives what was changed its number, last of all: two that write for one
    /// organisation wait for each other no longer than that.
    pub(crate) async fn number_changes(&self) -> Result<(), StoreError> {
        let touched = self.touched.lock();
        let touched = touched.unwrap_or_else(PoisonError::into_inner).clone();
        for tenant in touched {
            let sql = "INSERT INTO change_count (tenant_id, n)
                       VALUES ($1, 1)
                       ON CONFLICT (tenant_id) DO UPDATE SET n = change_count.n + 1";
            self.execute(sql, values![tenant.as_str()]).await?;
        }
        Ok(())
    }
}
