//! Promises being worked on: every version is kept, and each is shared by an explicit act.

use handslag_domain::document::PromiseDocument;
use handslag_domain::id::PromiseId;
use handslag_domain::organisation::{OrganisationId, Role};
use jiff::Timestamp;
use jiff::civil::Date;
use sea_orm::QueryResult;

use crate::account::AccountId;
use crate::error::{Held, StoreError};
use crate::sql::{Row, held_whole, json, moment, values};
use crate::store::{Records, Tx};

/// Who saves, when, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saving {
    /// The account; none when a command or the demonstration saves.
    pub by: Option<AccountId>,
    /// When.
    pub at: Timestamp,
    /// Why, in the words of who saves.
    pub reason: Option<String>,
}

/// A promise in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PromiseSummary {
    /// The organisation that owns it.
    pub owner: OrganisationId,
    /// Its id.
    pub id: PromiseId,
    /// Its title.
    pub title: String,
    /// Its version.
    pub version: u32,
    /// The first municipality it concerns, when its code is known.
    pub municipality_code: Option<String>,
    /// Whether numbers in it are invented.
    pub is_example: bool,
    /// When this version was saved.
    pub saved_at: Timestamp,
    /// How much the asking organisation may do at most; `None` in its own.
    pub role_limit: Option<Role>,
}

/// One version that was saved.
#[derive(Debug, Clone, PartialEq)]
pub struct PromiseVersion {
    /// Its number.
    pub version: u32,
    /// The promise as it was, without its log.
    pub document: PromiseDocument,
    /// Who saved it, when and why.
    pub saving: Saving,
}

/// A promise shown to a partner.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct PromiseShare {
    /// The organisation that owns it.
    pub owner: OrganisationId,
    /// Which promise.
    pub promise: PromiseId,
    /// The partner.
    pub partner: OrganisationId,
    /// What for.
    pub purpose: String,
    /// Since when.
    pub shared_on: Date,
    /// How much the partner's members may do at most: never publish.
    pub role_limit: Role,
}

fn summary(row: &QueryResult) -> Result<PromiseSummary, StoreError> {
    let limit: Option<String> = row.get("role_limit")?;
    Ok(PromiseSummary {
        owner: OrganisationId(row.get("tenant_id")?),
        id: PromiseId(row.get("id")?),
        title: row.get("title")?,
        version: row.u32("version")?,
        municipality_code: row.get("municipality_code")?,
        is_example: row.get("is_example")?,
        saved_at: row.moment("saved_at")?,
        role_limit: limit.as_deref().and_then(Role::named),
    })
}

fn version(row: &QueryResult) -> Result<PromiseVersion, StoreError> {
    Ok(PromiseVersion {
        version: row.u32("version")?,
        document: row.json("content")?,
        saving: Saving {
            by: row.get::<Option<_>>("saved_by")?.map(AccountId),
            at: row.moment("saved_at")?,
            reason: row.get("reason")?,
        },
    })
}

fn share(row: &QueryResult) -> Result<PromiseShare, StoreError> {
    Ok(PromiseShare {
        owner: OrganisationId(row.get("tenant_id")?),
        promise: PromiseId(row.get("promise_id")?),
        partner: OrganisationId(row.get("partner_tenant_id")?),
        purpose: row.get("purpose")?,
        shared_on: row.parsed("shared_on")?,
        role_limit: row.word("role_limit", Role::named)?,
    })
}

impl Records {
    /// The promise of this owner, without its log.
    pub async fn promise(
        &self,
        tenant: &OrganisationId,
        id: &PromiseId,
    ) -> Result<Option<Held<PromiseDocument>>, StoreError> {
        let sql = "SELECT version, content FROM promise WHERE tenant_id = $1 AND id = $2";
        let row = self.one(sql, values![tenant.as_str(), id.as_str()]).await?;
        row.as_ref().map(held_whole).transpose()
    }

    /// The organisation's own promises and those shown to it, by title.
    pub async fn visible_promises(
        &self,
        tenant: &OrganisationId,
    ) -> Result<Vec<PromiseSummary>, StoreError> {
        let sql = "SELECT p.tenant_id, p.id, p.title, p.version, p.municipality_code,
                       p.is_example, p.saved_at, s.role_limit
                   FROM promise AS p
                   LEFT JOIN promise_share AS s
                     ON s.tenant_id = p.tenant_id
                    AND s.promise_id = p.id
                    AND s.partner_tenant_id = $1
                   WHERE p.tenant_id = $1
                      OR s.partner_tenant_id IS NOT NULL
                   ORDER BY p.title, p.id, p.tenant_id";
        let rows = self.all(sql, values![tenant.as_str()]).await?;
        rows.iter().map(summary).collect()
    }

    /// Every saved version, oldest first.
    pub async fn promise_versions(
        &self,
        tenant: &OrganisationId,
        id: &PromiseId,
    ) -> Result<Vec<PromiseVersion>, StoreError> {
        let sql = "SELECT version, content, reason, saved_at, saved_by
                   FROM promise_version
                   WHERE tenant_id = $1
                     AND promise_id = $2
                   ORDER BY version";
        let rows = self.all(sql, values![tenant.as_str(), id.as_str()]).await?;
        rows.iter().map(version).collect()
    }

    /// To whom a promise is shown.
    pub async fn shares_of(
        &self,
        owner: &OrganisationId,
        promise: &PromiseId,
    ) -> Result<Vec<PromiseShare>, StoreError> {
        let sql = "SELECT tenant_id, promise_id, partner_tenant_id, purpose, shared_on, role_limit
                   FROM promise_share
                   WHERE tenant_id = $1
                     AND promise_id = $2
                   ORDER BY partner_tenant_id";
        let rows = self
            .all(sql, values![owner.as_str(), promise.as_str()])
            .await?;
        rows.iter().map(share).collect()
    }

    /// How much a partner may do with a promise at most; `None` when it is not shown to it.
    pub async fn shared_role(
        &self,
        owner: &OrganisationId,
        promise: &PromiseId,
        partner: &OrganisationId,
    ) -> Result<Option<Role>, StoreError> {
        let sql = "SELECT role_limit
                   FROM promise_share
                   WHERE tenant_id = $1
                     AND promise_id = $2
                     AND partner_tenant_id = $3";
        let values = values![owner.as_str(), promise.as_str(), partner.as_str()];
        let row = self.one(sql, values).await?;
        row.map(|row| row.word("role_limit", Role::named))
            .transpose()
    }
}

/// The document as it is stored: the log has a table of its own.
fn without_log(document: &PromiseDocument) -> Result<String, StoreError> {
    json(&PromiseDocument {
        activities: Vec::new(),
        ..document.clone()
    })
}

fn municipality_code(document: &PromiseDocument) -> Option<String> {
    use handslag_domain::municipality::{Municipality, MunicipalityCode};
    let written = document.promise.municipalities.first()?;
    MunicipalityCode::parse(written)
        .ok()
        .or_else(|| Municipality::by_name(written).map(|m| m.code))
        .map(|code| code.to_string())
}

impl Tx {
    /// Adds a promise as version 1. Its log, if it has one, is not saved; see
    /// [`Tx::insert_activities`].
    ///
    /// # Errors
    /// [`StoreError::Refused`] when the owner has a promise with this id.
    pub async fn insert_promise(
        &self,
        tenant: &OrganisationId,
        document: &PromiseDocument,
        saving: &Saving,
    ) -> Result<u32, StoreError> {
        let content = without_log(document)?;
        self.insert(
            "promise",
            "INSERT INTO promise (tenant_id, id, version, title, municipality_code, content,
                 is_example, saved_at, saved_by)
             VALUES ($1, $2, 1, $3, $4, $5, $6, $7, $8)",
            values![
                tenant.as_str(),
                document.promise.id.as_str(),
                document.promise.title.as_str(),
                municipality_code(document),
                content.as_str(),
                document.example,
                moment(saving.at),
                saving.by.map(|a| a.0),
            ],
        )
        .await?;
        self.keep_promise_version(tenant, &document.promise.id, 1, &content, saving)
            .await?;
        Ok(1)
    }

    /// Saves a promise over version `expected_version`; returns the new version.
    ///
    /// # Errors
    /// [`StoreError::Stale`] with what is held, when it is another version;
    /// [`StoreError::Missing`].
    pub async fn save_promise(
        &self,
        tenant: &OrganisationId,
        id: &PromiseId,
        expected_version: u32,
        document: &PromiseDocument,
        saving: &Saving,
    ) -> Result<u32, StoreError> {
        let content = without_log(document)?;
        let changed = self
            .execute(
                "UPDATE promise
                 SET version = version + 1, title = $4, municipality_code = $5, content = $6,
                     is_example = $7, saved_at = $8, saved_by = $9
                 WHERE tenant_id = $1
                   AND id = $2
                   AND version = $3",
                values![
                    tenant.as_str(),
                    id.as_str(),
                    i64::from(expected_version),
                    document.promise.title.as_str(),
                    municipality_code(document),
                    content.as_str(),
                    document.example,
                    moment(saving.at),
                    saving.by.map(|a| a.0),
                ],
            )
            .await?;
        if changed == 0 {
            return Err(stale("promise", self.promise(tenant, id).await?)?);
        }
        let version = expected_version + 1;
        self.keep_promise_version(tenant, id, version, &content, saving)
            .await?;
        Ok(version)
    }

    async fn keep_promise_version(
        &self,
        tenant: &OrganisationId,
        id: &PromiseId,
        version: u32,
        content: &str,
        saving: &Saving,
    ) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO promise_version (tenant_id, promise_id, version, content, reason,
                 saved_at, saved_by)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            values![
                tenant.as_str(),
                id.as_str(),
                i64::from(version),
                content,
                saving.reason.clone(),
                moment(saving.at),
                saving.by.map(|a| a.0),
            ],
        )
        .await?;
        Ok(())
    }

    /// Shows a promise to a partner, or changes how.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when there is no such promise or partner, the
    /// purpose is empty, or the limit is to publish.
    pub async fn share_promise(&self, share: &PromiseShare) -> Result<(), StoreError> {
        self.insert(
            "share",
            "INSERT INTO promise_share (tenant_id, promise_id, partner_tenant_id, purpose,
                 shared_on, role_limit)
             VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (tenant_id, promise_id, partner_tenant_id) DO UPDATE
             SET purpose = excluded.purpose,
                 shared_on = excluded.shared_on,
                 role_limit = excluded.role_limit",
            values![
                share.owner.as_str(),
                share.promise.as_str(),
                share.partner.as_str(),
                share.purpose.as_str(),
                share.shared_on.to_string(),
                share.role_limit.name(),
            ],
        )
        .await
    }

    /// Ends the sharing of a promise with a partner, at once.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when it was not shared.
    pub async fn end_share(
        &self,
        owner: &OrganisationId,
        promise: &PromiseId,
        partner: &OrganisationId,
    ) -> Result<(), StoreError> {
        let sql = "DELETE FROM promise_share
                   WHERE tenant_id = $1
                     AND promise_id = $2
                     AND partner_tenant_id = $3";
        let values = values![owner.as_str(), promise.as_str(), partner.as_str()];
        match self.execute(sql, values).await? {
            0 => Err(StoreError::Missing("share")),
            _ => Ok(()),
        }
    }
}

/// The error for a save that named another version than the held one.
pub(crate) fn stale<T: serde::Serialize>(
    what: &'static str,
    held: Option<Held<T>>,
) -> Result<StoreError, StoreError> {
    let Some(held) = held else {
        return Ok(StoreError::Missing(what));
    };
    Ok(StoreError::Stale {
        held: Box::new(Held {
            version: held.version,
            content: serde_json::to_value(&held.content)
                .map_err(|e| StoreError::unreadable(what, e))?,
        }),
    })
}
