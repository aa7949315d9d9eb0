//! The log: each entry once, and every correction with its trace.

use handslag_domain::activity::Activity;
use handslag_domain::id::{ActivityId, PromiseId};
use handslag_domain::organisation::OrganisationId;
use jiff::Timestamp;
use sea_orm::QueryResult;

use crate::account::AccountId;
use crate::error::{Held, StoreError};
use crate::import_batch::BatchId;
use crate::promise::{Saving, stale};
use crate::sql::{Row, Values, json, moment, values};
use crate::store::{Records, Tx};

/// How an entry came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The page.
    Form,
    /// A file.
    Import,
    /// The command line.
    Command,
}

impl Origin {
    /// The word in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Form => "form",
            Self::Import => "import",
            Self::Command => "command",
        }
    }

    /// The origin with this name.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Form, Self::Import, Self::Command]
            .into_iter()
            .find(|o| o.name() == name)
    }
}

/// An entry to be logged.
#[derive(Debug, Clone, PartialEq)]
pub struct NewActivity {
    /// The organisation that logs it, and owns the entry.
    pub tenant: OrganisationId,
    /// The organisation that owns the promise.
    pub promise_owner: OrganisationId,
    /// The promise.
    pub promise: PromiseId,
    /// What was done.
    pub activity: Activity,
    /// How it came in.
    pub origin: Origin,
    /// The import it came with.
    pub batch: Option<BatchId>,
    /// Made by the client: the same key again, for the same promise, is the same entry.
    pub key: String,
    /// When it was logged.
    pub logged_at: Timestamp,
    /// By which account.
    pub logged_by: Option<AccountId>,
}

/// An entry as held.
#[derive(Debug, Clone, PartialEq)]
pub struct HeldActivity {
    /// The organisation that owns the entry.
    pub tenant: OrganisationId,
    /// The organisation that owns the promise.
    pub promise_owner: OrganisationId,
    /// The promise.
    pub promise: PromiseId,
    /// Grows by one with each correction.
    pub version: u32,
    /// What was done.
    pub activity: Activity,
    /// How it came in.
    pub origin: Origin,
    /// The import it came with.
    pub batch: Option<BatchId>,
    /// When it was logged.
    pub logged_at: Timestamp,
    /// By which account.
    pub logged_by: Option<AccountId>,
    /// When it was withdrawn; then it no longer counts.
    pub withdrawn: Option<Timestamp>,
}

/// Which entry: organisations, and promises, may name theirs alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryKey {
    /// The organisation that owns the entry.
    pub tenant: OrganisationId,
    /// The organisation that owns the promise.
    pub promise_owner: OrganisationId,
    /// The promise.
    pub promise: PromiseId,
    /// The entry's id.
    pub id: ActivityId,
}

impl NewActivity {
    /// The entry's key.
    pub fn entry_key(&self) -> EntryKey {
        EntryKey {
            tenant: self.tenant.clone(),
            promise_owner: self.promise_owner.clone(),
            promise: self.promise.clone(),
            id: self.activity.id.clone(),
        }
    }
}

impl HeldActivity {
    /// The entry's key.
    pub fn entry_key(&self) -> EntryKey {
        EntryKey {
            tenant: self.tenant.clone(),
            promise_owner: self.promise_owner.clone(),
            promise: self.promise.clone(),
            id: self.activity.id.clone(),
        }
    }
}

/// What became of an entry.
#[derive(Debug, Clone, PartialEq)]
pub enum Inserted {
    /// It was logged.
    Inserted,
    /// The same key or id was logged before; the held entry stays as it is.
    AlreadyThere(Box<HeldActivity>),
}

/// What became of many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct InsertedActivities {
    /// How many were logged.
    pub new: usize,
    /// How many were there before.
    pub already: usize,
}

/// What an entry said before it was corrected or withdrawn.
#[derive(Debug, Clone, PartialEq)]
pub struct ActivityChange {
    /// The version that was replaced.
    pub version: u32,
    /// What it said.
    pub before: Activity,
    /// Who changed it, when and why.
    pub saving: Saving,
}

const COLUMNS: &str = "SELECT tenant_id, promise_tenant_id, promise_id, version, content, origin, \
     batch_id, logged_at, logged_by, withdrawn_at FROM activity";

const OF_ENTRY: &str = "tenant_id = $1 AND promise_tenant_id = $2 AND promise_id = $3";

/// The values of [`OF_ENTRY`], and the id as `$4`.
fn of_entry(key: &EntryKey) -> Values {
    values![
        key.tenant.as_str(),
        key.promise_owner.as_str(),
        key.promise.as_str(),
        key.id.as_str(),
    ]
}

fn held(row: &QueryResult) -> Result<HeldActivity, StoreError> {
    Ok(HeldActivity {
        tenant: OrganisationId(row.get("tenant_id")?),
        promise_owner: OrganisationId(row.get("promise_tenant_id")?),
        promise: PromiseId(row.get("promise_id")?),
        version: row.u32("version")?,
        activity: row.json("content")?,
        origin: row.word("origin", Origin::named)?,
        batch: row.get::<Option<_>>("batch_id")?.map(BatchId),
        logged_at: row.moment("logged_at")?,
        logged_by: row.get::<Option<_>>("logged_by")?.map(AccountId),
        withdrawn: row.optional_moment("withdrawn_at")?,
    })
}

fn change(row: &QueryResult) -> Result<ActivityChange, StoreError> {
    Ok(ActivityChange {
        version: row.u32("version")?,
        before: row.json("content")?,
        saving: Saving {
            by: row.get::<Option<_>>("changed_by")?.map(AccountId),
            at: row.moment("changed_at")?,
            reason: row.get("reason")?,
        },
    })
}

impl Records {
    /// The log of a promise, from every organisation, withdrawn entries too, in order of logging.
    pub async fn activities_of(
        &self,
        owner: &OrganisationId,
        promise: &PromiseId,
    ) -> Result<Vec<HeldActivity>, StoreError> {
        let sql = format!(
            "{COLUMNS}
             WHERE promise_tenant_id = $1
               AND promise_id = $2
             ORDER BY logged_at, tenant_id, id"
        );
        let rows = self
            .all(&sql, values![owner.as_str(), promise.as_str()])
            .await?;
        rows.iter().map(held).collect()
    }

    /// The last `n` entries that an account logged, latest first.
    pub async fn recent_activities(
        &self,
        tenant: &OrganisationId,
        account: AccountId,
        n: u32,
    ) -> Result<Vec<HeldActivity>, StoreError> {
        let sql = format!(
            "{COLUMNS}
             WHERE tenant_id = $1
               AND logged_by = $2
             ORDER BY logged_at DESC, id DESC
             LIMIT $3"
        );
        let rows = self
            .all(&sql, values![tenant.as_str(), account.0, i64::from(n)])
            .await?;
        rows.iter().map(held).collect()
    }

    /// One entry of an organisation.
    pub async fn activity(&self, key: &EntryKey) -> Result<Option<HeldActivity>, StoreError> {
        let sql = format!("{COLUMNS} WHERE {OF_ENTRY} AND id = $4");
        let row = self.one(&sql, of_entry(key)).await?;
        row.as_ref().map(held).transpose()
    }

    async fn activity_by_key(&self, new: &NewActivity) -> Result<Option<HeldActivity>, StoreError> {
        let sql = format!("{COLUMNS} WHERE {OF_ENTRY} AND idempotency_key = $4");
        let values = values![
            new.tenant.as_str(),
            new.promise_owner.as_str(),
            new.promise.as_str(),
            new.key.as_str(),
        ];
        let row = self.one(&sql, values).await?;
        row.as_ref().map(held).transpose()
    }

    /// What an entry said before, oldest first.
    pub async fn changes_of(&self, key: &EntryKey) -> Result<Vec<ActivityChange>, StoreError> {
        let sql = format!(
            "SELECT version, content, reason, changed_at, changed_by
             FROM activity_change
             WHERE {OF_ENTRY}
               AND activity_id = $4
             ORDER BY version"
        );
        let rows = self.all(&sql, of_entry(key)).await?;
        rows.iter().map(change).collect()
    }
}

impl Tx {
    /// Logs an entry, unless the organisation has logged the same key or id for the promise already.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when there is no such promise or organisation.
    pub async fn insert_activity(&self, new: &NewActivity) -> Result<Inserted, StoreError> {
        let there = match self.activity_by_key(new).await? {
            Some(there) => Some(there),
            None => self.activity(&new.entry_key()).await?,
        };
        if let Some(there) = there {
            return Ok(Inserted::AlreadyThere(Box::new(there)));
        }
        self.insert(
            "activity",
            "INSERT INTO activity (tenant_id, id, version, promise_tenant_id, promise_id, kind,
                 on_day, place_id, content, origin, batch_id, idempotency_key, logged_at, logged_by)
             VALUES ($1, $2, 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
            values![
                new.tenant.as_str(),
                new.activity.id.as_str(),
                new.promise_owner.as_str(),
                new.promise.as_str(),
                new.activity.kind.0.as_str(),
                new.activity.on.0.as_str(),
                new.activity.place.as_ref().map(|p| p.0.clone()),
                json(&new.activity)?,
                new.origin.name(),
                new.batch.map(|b| b.0),
                new.key.as_str(),
                moment(new.logged_at),
                new.logged_by.map(|a| a.0),
            ],
        )
        .await?;
        Ok(Inserted::Inserted)
    }

    /// Logs many entries; those that are logged already stay as they are.
    ///
    /// # Errors
    /// As [`Tx::insert_activity`]; then let the whole transaction fail.
    pub async fn insert_activities(
        &self,
        batch: &[NewActivity],
    ) -> Result<InsertedActivities, StoreError> {
        let mut counted = InsertedActivities::default();
        for new in batch {
            match self.insert_activity(new).await? {
                Inserted::Inserted => counted.new += 1,
                Inserted::AlreadyThere(_) => counted.already += 1,
            }
        }
        Ok(counted)
    }

    /// Corrects an entry, keeping what it said; returns the new version.
    /// The entry keeps its id.
    ///
    /// # Errors
    /// [`StoreError::Stale`] with the held [`Activity`], when it is another
    /// version; [`StoreError::Missing`].
    pub async fn save_activity(
        &self,
        key: &EntryKey,
        expected_version: u32,
        activity: &Activity,
        saving: &Saving,
    ) -> Result<u32, StoreError> {
        self.keep_activity_change(key, expected_version, saving)
            .await?;
        let sql = format!(
            "UPDATE activity
             SET version = version + 1, kind = $5, on_day = $6, place_id = $7, content = $8
             WHERE {OF_ENTRY}
               AND id = $4"
        );
        let mut values = of_entry(key);
        values.extend(values![
            activity.kind.0.as_str(),
            activity.on.0.as_str(),
            activity.place.as_ref().map(|p| p.0.clone()),
            json(activity)?,
        ]);
        self.execute(&sql, values).await?;
        Ok(expected_version + 1)
    }

    /// Takes an entry out of the count, keeping it and the reason; returns the new version.
    ///
    /// # Errors
    /// As [`Tx::save_activity`].
    pub async fn withdraw_activity(
        &self,
        key: &EntryKey,
        expected_version: u32,
        saving: &Saving,
    ) -> Result<u32, StoreError> {
        self.keep_activity_change(key, expected_version, saving)
            .await?;
        let sql = format!(
            "UPDATE activity
             SET version = version + 1, withdrawn_at = $5
             WHERE {OF_ENTRY}
               AND id = $4"
        );
        let mut values = of_entry(key);
        values.extend(values![moment(saving.at)]);
        self.execute(&sql, values).await?;
        Ok(expected_version + 1)
    }

    async fn keep_activity_change(
        &self,
        key: &EntryKey,
        expected_version: u32,
        saving: &Saving,
    ) -> Result<(), StoreError> {
        let held = self.activity(key).await?.map(|held| Held {
            version: held.version,
            content: held.activity,
        });
        let held = match held {
            Some(held) if held.version == expected_version => held,
            other => return Err(stale("activity", other)?),
        };
        let mut values = of_entry(key);
        values.extend(values![
            i64::from(held.version),
            json(&held.content)?,
            saving.reason.clone().unwrap_or_default(),
            moment(saving.at),
            saving.by.map(|a| a.0),
        ]);
        self.execute(
            "INSERT INTO activity_change (tenant_id, promise_tenant_id, promise_id, activity_id,
                 version, content, reason, changed_at, changed_by)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            values,
        )
        .await?;
        Ok(())
    }
}
