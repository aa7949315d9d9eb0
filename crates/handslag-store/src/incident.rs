//! What happened or felt unsafe, each once, with a trace of every change.

mod dwelling;
mod list;
mod merge;
mod share;

pub use list::{IncidentListFilter, IncidentPage, IncidentPosition, IncidentTurn, NoPosition};
pub use merge::{IncidentMerge, OwnedIncident, TracedMerge};
pub use share::IncidentShare;

use std::collections::BTreeMap;

use handslag_domain::id::PlaceId;
use handslag_domain::incident::{
    CategoryId, Incident, IncidentId, IncidentKey, Point, Precision, Spot, TimePrecision,
    TimeWindow, WrittenSpot,
};
use handslag_domain::municipality::MunicipalityCode;
use handslag_domain::organisation::OrganisationId;
use jiff::Timestamp;
use sea_orm::QueryResult;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::account::AccountId;
use crate::error::{Held, StoreError};
use crate::import_batch::BatchId;
use crate::promise::{Saving, stale};
use crate::sql::{Row, Values, json, moment, tag, values};
use crate::store::{Records, Tx};

/// How incidents came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Received {
    /// When.
    pub at: Timestamp,
    /// By which account.
    pub by: Option<AccountId>,
    /// The import they came with.
    pub batch: Option<BatchId>,
}

/// An incident as held.
#[derive(Debug, Clone, PartialEq)]
pub struct HeldIncident {
    /// The organisation that owns it.
    pub tenant: OrganisationId,
    /// Grows by one with each change.
    pub version: u32,
    /// What happened.
    pub incident: Incident,
    /// How it came in.
    pub received: Received,
    /// When it was withdrawn; then it no longer counts.
    pub withdrawn: Option<Timestamp>,
}

/// What became of many incidents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct InsertedIncidents {
    /// Not held before.
    pub new: usize,
    /// Held already; they stay as they are.
    pub already: usize,
}

/// What an incident said before it was changed.
#[derive(Debug, Clone, PartialEq)]
pub struct IncidentChange {
    /// The version that was replaced.
    pub version: u32,
    /// What it said.
    pub before: Incident,
    /// Who changed it, when and why.
    pub saving: Saving,
}

/// What few incidents have, in a column of its own.
#[derive(Default, Serialize, Deserialize)]
struct More {
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    counts: BTreeMap<String, u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    merged_from: Vec<IncidentId>,
}

pub(crate) const COLUMNS: &str = "SELECT tenant_id, id, version, source, key, from_second, to_second, \
     time_precision, category, precision, lat_e7, lon_e7, place_id, area, municipality_code, \
     is_indoors, n, more, batch_id, reported_at, reported_by, withdrawn_at \
     FROM incident";

/// How many incidents are read at a time, so that memory stays small.
const AT_ONCE: usize = 20_000;

pub(crate) fn held(row: &QueryResult) -> Result<HeldIncident, StoreError> {
    Ok(HeldIncident {
        tenant: OrganisationId(row.get("tenant_id")?),
        version: row.u32("version")?,
        incident: incident(row)?,
        received: Received {
            at: row.moment("reported_at")?,
            by: row.get::<Option<_>>("reported_by")?.map(AccountId),
            batch: row.get::<Option<_>>("batch_id")?.map(BatchId),
        },
        withdrawn: row.optional_moment("withdrawn_at")?,
    })
}

fn incident(row: &QueryResult) -> Result<Incident, StoreError> {
    let more: Option<String> = row.get("more")?;
    let more: More = match more {
        Some(text) => serde_json::from_str(&text).map_err(|e| StoreError::unreadable("more", e))?,
        None => More::default(),
    };
    Ok(Incident {
        id: IncidentId(row.get("id")?),
        source: row.get("source")?,
        key: IncidentKey(row.get("key")?),
        window: window(row)?,
        category: CategoryId(row.get("category")?),
        at: spot(row)?,
        count: row.u32("n")?,
        counts: more.counts,
        note: more.note,
        merged_from: more.merged_from,
    })
}

fn window(row: &QueryResult) -> Result<TimeWindow, StoreError> {
    let second = |column: &str| {
        Timestamp::from_second(row.get(column)?).map_err(|e| StoreError::unreadable(column, e))
    };
    let precision = row.tagged::<TimePrecision>("time_precision")?;
    TimeWindow::new(second("from_second")?, second("to_second")?, precision)
        .map_err(|e| StoreError::unreadable("to_second", e))
}

fn spot(row: &QueryResult) -> Result<Spot, StoreError> {
    let degrees: (Option<i64>, Option<i64>) = (row.get("lat_e7")?, row.get("lon_e7")?);
    let point = match degrees {
        (Some(lat), Some(lon)) => Some(point(lat, lon)?),
        _ => None,
    };
    let municipality: Option<String> = row.get("municipality_code")?;
    let municipality = municipality
        .map(|code| MunicipalityCode::parse(&code))
        .transpose();
    Ok(Spot::kept(WrittenSpot {
        precision: row.tagged::<Precision>("precision")?,
        point,
        place: row.get::<Option<_>>("place_id")?.map(PlaceId),
        area: row.get("area")?,
        municipality: municipality.map_err(|e| StoreError::unreadable("municipality_code", e))?,
        indoors: row.get("is_indoors")?,
    }))
}

fn point(lat: i64, lon: i64) -> Result<Point, StoreError> {
    let (lat, lon) = i32::try_from(lat)
        .and_then(|lat| Ok((lat, i32::try_from(lon)?)))
        .map_err(|e| StoreError::unreadable("lat_e7", e))?;
    Point::from_e7(lat, lon).map_err(|e| StoreError::unreadable("lat_e7", e))
}

/// The values of what an incident says, from `source` to `more`.
fn said(incident: &Incident) -> Result<Values, StoreError> {
    let at = &incident.at;
    let more = More {
        counts: incident.counts.clone(),
        note: incident.note.clone(),
        merged_from: incident.merged_from.clone(),
    };
    let is_more = !more.counts.is_empty() || more.note.is_some() || !more.merged_from.is_empty();
    Ok(values![
        incident.source.as_str(),
        incident.key.as_str(),
        incident.window.from().as_second(),
        // Seconds are enough, and a window is never empty.
        incident
            .window
            .to()
            .as_second()
            .max(incident.window.from().as_second() + 1),
        tag(&incident.window.precision())?,
        incident.category.as_str(),
        tag(&at.precision())?,
        at.point().map(|p| i64::from(p.lat_e7())),
        at.point().map(|p| i64::from(p.lon_e7())),
        at.place().map(|p| p.0.clone()),
        at.area().map(str::to_owned),
        at.municipality().map(|m| m.to_string()),
        at.indoors(),
        i64::from(incident.count),
        is_more.then(|| json(&more)).transpose()?,
    ])
}

impl Records {
    /// One incident of an organisation.
    pub async fn incident(
        &self,
        tenant: &OrganisationId,
        id: IncidentId,
    ) -> Result<Option<HeldIncident>, StoreError> {
        let sql = format!("{COLUMNS} WHERE tenant_id = $1 AND id = $2");
        let row = self.one(&sql, values![tenant.as_str(), id.0]).await?;
        row.as_ref().map(held).transpose()
    }

    /// The incidents that an organisation took in last, latest first, withdrawn ones too.
    pub async fn recent_incidents(
        &self,
        tenant: &OrganisationId,
        n: u32,
    ) -> Result<Vec<HeldIncident>, StoreError> {
        let sql = format!(
            "{COLUMNS}
             WHERE tenant_id = $1
             ORDER BY reported_at DESC, id DESC
             LIMIT $2"
        );
        let rows = self
            .all(&sql, values![tenant.as_str(), i64::from(n)])
            .await?;
        rows.iter().map(held).collect()
    }

    /// Hands over every incident of an organisation that is not withdrawn, some at a
    /// time, in the order of their ids.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn each_incident(
        &self,
        tenant: &OrganisationId,
        mut take: impl FnMut(Vec<Incident>) + Send,
    ) -> Result<(), StoreError> {
        let sql = format!(
            "{COLUMNS}
             WHERE tenant_id = $1
               AND id > $2
               AND withdrawn_at IS NULL
             ORDER BY id
             LIMIT $3"
        );
        let mut after = Uuid::nil();
        loop {
            let limit = i64::try_from(AT_ONCE).unwrap_or(i64::MAX);
            let rows = self
                .all(&sql, values![tenant.as_str(), after, limit])
                .await?;
            let read: Vec<Incident> = rows.iter().map(incident).collect::<Result<_, _>>()?;
            let Some(last) = read.last() else {
                return Ok(());
            };
            after = last.id.0;
            let is_last = read.len() < AT_ONCE;
            take(read);
            if is_last {
                return Ok(());
            }
        }
    }

    /// How many incidents of an organisation are not withdrawn.
    pub async fn n_incidents(&self, tenant: &OrganisationId) -> Result<u64, StoreError> {
        let sql = "SELECT count(*) AS n
                   FROM incident
                   WHERE tenant_id = $1
                     AND withdrawn_at IS NULL";
        let row = self.one(sql, values![tenant.as_str()]).await?;
        row.map_or(Ok(0), |row| row.u32("n").map(u64::from))
    }

    /// How many an organisation's incidents stand for together, without those that
    /// are withdrawn.
    pub async fn n_counted(&self, tenant: &OrganisationId) -> Result<u64, StoreError> {
        let sql = "SELECT CAST(coalesce(sum(n), 0) AS bigint) AS n
                   FROM incident
                   WHERE tenant_id = $1
                     AND withdrawn_at IS NULL";
        let row = self.one(sql, values![tenant.as_str()]).await?;
        let n: i64 = row.map_or(Ok(0), |row| row.get("n"))?;
        Ok(n.unsigned_abs())
    }

    /// How many incidents of an organisation stand under a category, withdrawn ones too.
    pub async fn n_of_category(
        &self,
        tenant: &OrganisationId,
        category: &CategoryId,
    ) -> Result<u64, StoreError> {
        let sql = "SELECT count(*) AS n FROM incident WHERE tenant_id = $1 AND category = $2";
        let row = self
            .one(sql, values![tenant.as_str(), category.as_str()])
            .await?;
        row.map_or(Ok(0), |row| row.u32("n").map(u64::from))
    }

    /// How many an organisation's incidents of a category stand for, without those
    /// that are withdrawn or may have begun before a moment.
    pub async fn n_counted_of(
        &self,
        tenant: &OrganisationId,
        category: &CategoryId,
        from: Option<Timestamp>,
    ) -> Result<u64, StoreError> {
        let sql = "SELECT CAST(coalesce(sum(n), 0) AS bigint) AS n
                   FROM incident
                   WHERE tenant_id = $1
                     AND category = $2
                     AND withdrawn_at IS NULL
                     AND from_second >= $3";
        let from = from.map_or(i64::MIN, Timestamp::as_second);
        let values = values![tenant.as_str(), category.as_str(), from];
        let row = self.one(sql, values).await?;
        let n: i64 = row.map_or(Ok(0), |row| row.get("n"))?;
        Ok(n.unsigned_abs())
    }

    /// What an incident said before, oldest first.
    pub async fn incident_changes(
        &self,
        tenant: &OrganisationId,
        id: IncidentId,
    ) -> Result<Vec<IncidentChange>, StoreError> {
        let sql = "SELECT version, content, reason, changed_at, changed_by
                   FROM incident_change
                   WHERE tenant_id = $1
                     AND incident_id = $2
                   ORDER BY version";
        let rows = self.all(sql, values![tenant.as_str(), id.0]).await?;
        rows.iter()
            .map(|row| {
                Ok(IncidentChange {
                    version: row.u32("version")?,
                    before: row.json("content")?,
                    saving: Saving {
                        by: row.get::<Option<_>>("changed_by")?.map(AccountId),
                        at: row.moment("changed_at")?,
                        reason: row.get("reason")?,
                    },
                })
            })
            .collect()
    }
}

impl Tx {
    /// Takes in incidents. One that is held already stays as it is, whatever
    /// it says now: a second import changes nothing.
    pub async fn insert_incidents(
        &self,
        tenant: &OrganisationId,
        received: &Received,
        incidents: &[Incident],
    ) -> Result<InsertedIncidents, StoreError> {
        let rows: Vec<Values> = incidents
            .iter()
            .map(|incident| {
                let mut row = values![tenant.as_str(), incident.id.0, 1_i64];
                row.extend(said(incident)?);
                row.extend(values![
                    received.batch.map(|b| b.0),
                    moment(received.at),
                    received.by.map(|a| a.0),
                ]);
                Ok(row)
            })
            .collect::<Result<_, StoreError>>()?;
        let new = self
            .insert_rows(
                "INSERT INTO incident (tenant_id, id, version, source, key, from_second, to_second,
                     time_precision, category, precision, lat_e7, lon_e7, place_id, area,
                     municipality_code, is_indoors, n, more, batch_id, reported_at, reported_by)
                 VALUES",
                "ON CONFLICT (tenant_id, id) DO NOTHING",
                rows,
            )
            .await?;
        // What comes with a file is noted with the file.
        if new > 0 && received.batch.is_none() {
            self.touch(tenant);
        }
        Ok(InsertedIncidents {
            new,
            already: incidents.len() - new,
        })
    }

    /// Corrects an incident, keeping what it said; returns the new version.
    ///
    /// # Errors
    /// [`StoreError::Stale`] with the held [`Incident`], when it is another
    /// version; [`StoreError::Missing`].
    pub async fn save_incident(
        &self,
        tenant: &OrganisationId,
        expected_version: u32,
        incident: &Incident,
        saving: &Saving,
    ) -> Result<u32, StoreError> {
        self.keep_incident_change(tenant, incident.id, expected_version, saving)
            .await?;
        let mut row = values![tenant.as_str(), incident.id.0];
        row.extend(said(incident)?);
        self.execute(
            "UPDATE incident
             SET version = version + 1, source = $3, key = $4, from_second = $5, to_second = $6,
                 time_precision = $7, category = $8, precision = $9, lat_e7 = $10, lon_e7 = $11,
                 place_id = $12, area = $13, municipality_code = $14, is_indoors = $15, n = $16,
                 more = $17
             WHERE tenant_id = $1
               AND id = $2",
            row,
        )
        .await?;
        Ok(expected_version + 1)
    }

    /// Takes an incident out of the count, keeping it and the reason; returns the new version.
    ///
    /// # Errors
    /// As [`Tx::save_incident`].
    pub async fn withdraw_incident(
        &self,
        tenant: &OrganisationId,
        id: IncidentId,
        expected_version: u32,
        saving: &Saving,
    ) -> Result<u32, StoreError> {
        self.keep_incident_change(tenant, id, expected_version, saving)
            .await?;
        self.execute(
            "UPDATE incident
             SET version = version + 1, withdrawn_at = $3
             WHERE tenant_id = $1
               AND id = $2",
            values![tenant.as_str(), id.0, moment(saving.at)],
        )
        .await?;
        Ok(expected_version + 1)
    }

    async fn keep_incident_change(
        &self,
        tenant: &OrganisationId,
        id: IncidentId,
        expected_version: u32,
        saving: &Saving,
    ) -> Result<(), StoreError> {
        self.touch(tenant);
        let held = self.incident(tenant, id).await?.map(|held| Held {
            version: held.version,
            content: held.incident,
        });
        let held = match held {
            Some(held) if held.version == expected_version => held,
            other => return Err(stale("incident", other)?),
        };
        self.execute(
            "INSERT INTO incident_change (tenant_id, incident_id, version, content, reason,
                 changed_at, changed_by)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            values![
                tenant.as_str(),
                id.0,
                i64::from(held.version),
                json(&held.content)?,
                saving.reason.clone().unwrap_or_default(),
                moment(saving.at),
                saving.by.map(|a| a.0),
            ],
        )
        .await?;
        Ok(())
    }
}
