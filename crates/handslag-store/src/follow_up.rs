//! Follow-ups being written, one for each promise and year.

use handslag_domain::id::PromiseId;
use handslag_domain::organisation::OrganisationId;
use serde_json::Value;

use crate::error::{Held, StoreError};
use crate::promise::{Saving, stale};
use crate::sql::{Row, held_whole, json, moment, values};
use crate::store::{Records, Tx};

/// How far a follow-up has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FollowUpState {
    /// Not published.
    Draft,
    /// Published, and not changed since.
    Published,
    /// Published, with a new version under way.
    Revision,
}

impl FollowUpState {
    /// The word in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Published => "published",
            Self::Revision => "revision",
        }
    }

    /// The state with this name.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Draft, Self::Published, Self::Revision]
            .into_iter()
            .find(|s| s.name() == name)
    }
}

impl Records {
    /// The follow-up of a promise for a year, and how far it has come.
    pub async fn follow_up(
        &self,
        tenant: &OrganisationId,
        promise: &PromiseId,
        year: i16,
    ) -> Result<Option<(FollowUpState, Held<Value>)>, StoreError> {
        let sql = "SELECT version, state, content
                   FROM follow_up
                   WHERE tenant_id = $1
                     AND promise_id = $2
                     AND year = $3";
        let values = values![tenant.as_str(), promise.as_str(), i64::from(year)];
        let row = self.one(sql, values).await?;
        row.map(|row| Ok((row.word("state", FollowUpState::named)?, held_whole(&row)?)))
            .transpose()
    }

    /// The years that a promise has follow-ups for, with how far each has come.
    pub async fn follow_up_years(
        &self,
        tenant: &OrganisationId,
        promise: &PromiseId,
    ) -> Result<Vec<(i16, FollowUpState)>, StoreError> {
        let sql = "SELECT year, state
                   FROM follow_up
                   WHERE tenant_id = $1
                     AND promise_id = $2
                   ORDER BY year";
        let rows = self
            .all(sql, values![tenant.as_str(), promise.as_str()])
            .await?;
        rows.iter()
            .map(|row| {
                let year: i64 = row.get("year")?;
                let year = i16::try_from(year).map_err(|e| StoreError::unreadable("year", e))?;
                Ok((year, row.word("state", FollowUpState::named)?))
            })
            .collect()
    }
}

impl Tx {
    /// Saves a follow-up; `expected_version` is `None` for the first draft.
    /// Returns the new version, which is of the draft and not of what is published.
    ///
    /// # Errors
    /// [`StoreError::Stale`] with what is held, when it is another version.
    #[expect(
        clippy::too_many_arguments,
        reason = "three name the follow-up, four say what is saved"
    )]
    pub async fn save_follow_up(
        &self,
        tenant: &OrganisationId,
        promise: &PromiseId,
        year: i16,
        expected_version: Option<u32>,
        state: FollowUpState,
        content: &Value,
        saving: &Saving,
    ) -> Result<u32, StoreError> {
        let held = self.follow_up(tenant, promise, year).await?.map(|(_, h)| h);
        if held.as_ref().map(|h| h.version) != expected_version {
            return Err(stale("follow-up", held)?);
        }
        let version = expected_version.unwrap_or(0) + 1;
        self.insert(
            "follow-up",
            "INSERT INTO follow_up (tenant_id, promise_id, year, version, state, content,
                 saved_at, saved_by)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
             ON CONFLICT (tenant_id, promise_id, year) DO UPDATE
             SET version = excluded.version,
                 state = excluded.state,
                 content = excluded.content,
                 saved_at = excluded.saved_at,
                 saved_by = excluded.saved_by",
            values![
                tenant.as_str(),
                promise.as_str(),
                i64::from(year),
                i64::from(version),
                state.name(),
                json(content)?,
                moment(saving.at),
                saving.by.map(|a| a.0),
            ],
        )
        .await?;
        Ok(version)
    }
}
