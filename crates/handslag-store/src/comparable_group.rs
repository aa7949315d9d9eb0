//! Whom is each municipality officially like?

use std::collections::BTreeMap;

use handslag_domain::effect::ComparableGroup;
use handslag_domain::municipality::MunicipalityCode;
use handslag_domain::organisation::OrganisationId;

use crate::error::StoreError;
use crate::sql::{Row, json, values};
use crate::store::{Records, Tx};

impl Records {
    /// The groups held for a municipality, in no order that means anything.
    pub async fn comparable_groups(
        &self,
        tenant: &OrganisationId,
        municipality: MunicipalityCode,
    ) -> Result<Vec<ComparableGroup>, StoreError> {
        let sql = "SELECT content
                   FROM comparable_group
                   WHERE tenant_id = $1
                     AND municipality_code = $2
                   ORDER BY kind, year";
        let rows = self
            .all(sql, values![tenant.as_str(), municipality.as_str()])
            .await?;
        rows.iter().map(|row| row.json("content")).collect()
    }
}

impl Tx {
    /// Keeps groups; one for the same municipality, kind and year replaces the
    /// one held. Says how many were new, changed and there already.
    pub async fn save_comparable_groups(
        &self,
        tenant: &OrganisationId,
        groups: &[ComparableGroup],
    ) -> Result<SavedGroups, StoreError> {
        let sql = "SELECT content
                   FROM comparable_group
                   WHERE tenant_id = $1";
        let held = self.all(sql, values![tenant.as_str()]).await?;
        let held: BTreeMap<_, ComparableGroup> = held
            .iter()
            .map(|row| row.json("content"))
            .map(|group| group.map(|group: ComparableGroup| (key(&group), group)))
            .collect::<Result<_, StoreError>>()?;
        let mut saved = SavedGroups::default();
        let mut rows = BTreeMap::new();
        for group in groups {
            match held.get(&key(group)) {
                Some(held) if held == group => saved.unchanged += 1,
                Some(_) => saved.changed += 1,
                None => saved.new += 1,
            }
            // One statement may not set the same row twice; the last group stands.
            let row = values![
                tenant.as_str(),
                group.municipality.as_str(),
                group.kind.as_str(),
                i64::from(group.year),
                json(group)?,
            ];
            rows.insert(key(group), row);
        }
        self.insert_rows(
            "INSERT INTO comparable_group (tenant_id, municipality_code, kind, year, content) VALUES",
            "ON CONFLICT (tenant_id, municipality_code, kind, year)
             DO UPDATE SET content = excluded.content",
            rows.into_values().collect(),
        )
        .await?;
        Ok(saved)
    }
}

fn key(group: &ComparableGroup) -> (MunicipalityCode, String, i16) {
    (group.municipality, group.kind.clone(), group.year)
}

/// What came of keeping groups.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SavedGroups {
    /// Not held before.
    pub new: usize,
    /// Held with other members.
    pub changed: usize,
    /// Held just so.
    pub unchanged: usize,
}
