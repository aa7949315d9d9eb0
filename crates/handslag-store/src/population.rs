//! How many live in an area at the end of a year.

use std::collections::{BTreeMap, BTreeSet};

use handslag_domain::organisation::OrganisationId;
use handslag_domain::population::{Inhabitants, PopulationTable};
use handslag_domain::series::Area;

use crate::error::StoreError;
use crate::sql::{Row, places, values};
use crate::store::{Records, Tx};

/// What became of the counts of an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SavedPopulation {
    /// Not held before.
    pub new: usize,
    /// Another number stood there.
    pub revised: usize,
    /// Held already.
    pub unchanged: usize,
}

impl Records {
    /// Inhabitants at year ends, for these areas from the first year to the last.
    pub async fn population(
        &self,
        tenant: &OrganisationId,
        areas: &[Area],
        years: std::ops::RangeInclusive<i16>,
    ) -> Result<PopulationTable, StoreError> {
        if areas.is_empty() {
            return Ok(PopulationTable::default());
        }
        let sql = format!(
            "SELECT area, year, n_persons
             FROM population
             WHERE tenant_id = $1
               AND year BETWEEN $2 AND $3
               AND area IN {}",
            places(1, areas.len(), 3)
        );
        let mut values = values![
            tenant.as_str(),
            i64::from(*years.start()),
            i64::from(*years.end())
        ];
        values.extend(areas.iter().map(|a| a.to_string().into()));
        let rows = self.all(&sql, values).await?;
        rows.iter()
            .map(|row| {
                let year: i64 = row.get("year")?;
                Ok(Inhabitants {
                    area: row.parsed("area")?,
                    year: i16::try_from(year).map_err(|e| StoreError::unreadable("year", e))?,
                    persons: row.u32("n_persons")?,
                })
            })
            .collect()
    }
}

impl Tx {
    /// Saves counts; a later one for the same area and year replaces the earlier.
    pub async fn save_population(
        &self,
        tenant: &OrganisationId,
        counts: &[Inhabitants],
    ) -> Result<SavedPopulation, StoreError> {
        // One statement may not set the same row twice; the last count stands.
        let last: BTreeMap<_, _> = counts
            .iter()
            .map(|count| ((&count.area, count.year), count.persons))
            .collect();
        let saved = self.compared(tenant, &last).await?;
        let rows = last
            .into_iter()
            .map(|((area, year), persons)| {
                values![
                    tenant.as_str(),
                    area.to_string(),
                    i64::from(year),
                    i64::from(persons),
                ]
            })
            .collect();
        self.insert_rows(
            "INSERT INTO population (tenant_id, area, year, n_persons) VALUES",
            "ON CONFLICT (tenant_id, area, year) DO UPDATE SET n_persons = excluded.n_persons",
            rows,
        )
        .await?;
        Ok(saved)
    }

    async fn compared(
        &self,
        tenant: &OrganisationId,
        counts: &BTreeMap<(&Area, i16), u32>,
    ) -> Result<SavedPopulation, StoreError> {
        let areas: BTreeSet<&Area> = counts.keys().map(|(area, _)| *area).collect();
        let areas: Vec<Area> = areas.into_iter().cloned().collect();
        let held = self.population(tenant, &areas, i16::MIN..=i16::MAX).await?;
        let mut saved = SavedPopulation::default();
        for ((area, year), persons) in counts {
            *match held.at_end_of(area, *year) {
                None => &mut saved.new,
                Some(before) if before == *persons => &mut saved.unchanged,
                Some(_) => &mut saved.revised,
            } += 1;
        }
        Ok(saved)
    }
}
