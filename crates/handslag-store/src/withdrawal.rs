//! Editions that no longer stand. That one was withdrawn, when and why is kept for
//! ever beside it; the public side is told so, and holds nothing of what it said.

use std::collections::HashSet;

use handslag_domain::organisation::OrganisationId;
use handslag_domain::picture::edition::PictureEdition;
use handslag_domain::vocabulary::ReleasedTo;
use jiff::Timestamp;
use sea_orm::QueryResult;

use crate::account::AccountId;
use crate::error::StoreError;
use crate::picture_edition::{Key, key};
use crate::public::PublicReader;
use crate::sql::{Row, moment, values};
use crate::store::{Store, Tx};

/// That an edition no longer stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditionWithdrawal {
    /// Since when.
    pub at: Timestamp,
    /// Why.
    pub reason: String,
}

/// An edition to be withdrawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithdrawEdition {
    /// The organisation whose picture it is.
    pub tenant: OrganisationId,
    /// The municipality's part of the address.
    pub municipality_slug: String,
    /// For whom it was.
    pub released_to: ReleasedTo,
    /// Its number.
    pub version: u32,
    /// Since when, and why.
    pub withdrawal: EditionWithdrawal,
    /// By which account; not copied to the public database.
    pub by: Option<AccountId>,
}

/// An edition that everyone could read once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithdrawnEdition {
    /// Its number.
    pub version: u32,
    /// When it was frozen.
    pub frozen_at: Timestamp,
    /// That it no longer stands.
    pub withdrawal: EditionWithdrawal,
    /// Whether its numbers were invented.
    pub is_example: bool,
}

/// That the edition of a row no longer stands, if so.
pub(crate) fn withdrawal(row: &QueryResult) -> Result<Option<EditionWithdrawal>, StoreError> {
    let Some(reason) = row.get::<Option<String>>("withdrawn_reason")? else {
        return Ok(None);
    };
    let at = row.moment("withdrawn_at")?;
    Ok(Some(EditionWithdrawal { at, reason }))
}

impl Tx {
    /// Keeps that an edition no longer stands, for ever. The public sees it
    /// after [`Store::publish_pending`].
    ///
    /// # Errors
    /// [`StoreError::Refused`] when there is no such edition, it was withdrawn
    /// already, or no reason is given.
    pub async fn withdraw_edition(&self, order: &WithdrawEdition) -> Result<(), StoreError> {
        self.insert(
            "withdrawal",
            "INSERT INTO edition_withdrawal (tenant_id, municipality_slug, released_to, version,
                 withdrawn_at, withdrawn_by, reason)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            values![
                order.tenant.as_str(),
                order.municipality_slug.as_str(),
                order.released_to.name(),
                i64::from(order.version),
                moment(order.withdrawal.at),
                order.by.map(|account| account.0),
                order.withdrawal.reason.as_str(),
            ],
        )
        .await
    }

    /// In the public database: says that the edition was withdrawn, and takes out
    /// what it said and what search found in it.
    async fn receive_withdrawal(&self, row: &QueryResult) -> Result<(), StoreError> {
        let (tenant, slug, version) = key(row)?;
        let edition: PictureEdition = row.json("content")?;
        self.execute(
            "INSERT INTO edition_withdrawal (tenant_id, municipality_slug, version, frozen_at,
                 withdrawn_at, reason, is_example)
             VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (tenant_id, municipality_slug, version) DO NOTHING",
            values![
                tenant.as_str(),
                slug.as_str(),
                version,
                row.get::<String>("frozen_at")?,
                row.get::<String>("withdrawn_at")?,
                row.get::<String>("reason")?,
                edition.example,
            ],
        )
        .await?;
        for sql in [
            "DELETE FROM search
             WHERE tenant_id = $1
               AND municipality_slug = $2
               AND edition = $3",
            "DELETE FROM picture_edition
             WHERE tenant_id = $1
               AND municipality_slug = $2
               AND version = $3",
        ] {
            let values = values![tenant.as_str(), slug.as_str(), version];
            self.execute(sql, values).await?;
        }
        Ok(())
    }
}

impl Store {
    /// Tells the public database of every withdrawn edition that it has not heard of.
    pub(crate) async fn publish_pending_withdrawals(&self) -> Result<(), StoreError> {
        let sql = "SELECT w.tenant_id, w.municipality_slug, w.version, w.withdrawn_at, w.reason,
                       e.frozen_at, e.content
                   FROM edition_withdrawal AS w
                   JOIN picture_edition AS e
                     ON e.tenant_id = w.tenant_id
                    AND e.municipality_slug = w.municipality_slug
                    AND e.released_to = w.released_to
                    AND e.version = w.version
                   WHERE w.released_to = 'public'
                   ORDER BY w.withdrawn_at";
        let withdrawn = self.all(sql, values![]).await?;
        if withdrawn.is_empty() {
            return Ok(());
        }
        let told: HashSet<Key> = self
            .write_public(async |tx| {
                let sql = "SELECT tenant_id, municipality_slug, version FROM edition_withdrawal";
                tx.all(sql, values![]).await?.iter().map(key).collect()
            })
            .await?;
        for row in &withdrawn {
            if !told.contains(&key(row)?) {
                self.write_public(async |tx| tx.receive_withdrawal(row).await)
                    .await?;
            }
        }
        Ok(())
    }
}

impl PublicReader {
    /// The editions of a municipality that everyone could read once, oldest first.
    pub async fn withdrawn_editions(
        &self,
        slug: &str,
    ) -> Result<Vec<WithdrawnEdition>, StoreError> {
        let sql = "SELECT version, frozen_at, withdrawn_at, reason AS withdrawn_reason, is_example
                   FROM edition_withdrawal
                   WHERE municipality_slug = $1
                   ORDER BY version";
        let rows = self.records().all(sql, values![slug]).await?;
        rows.iter()
            .map(|row| {
                Ok(WithdrawnEdition {
                    version: row.u32("version")?,
                    frozen_at: row.moment("frozen_at")?,
                    withdrawal: EditionWithdrawal {
                        at: row.moment("withdrawn_at")?,
                        reason: row.get("withdrawn_reason")?,
                    },
                    is_example: row.get("is_example")?,
                })
            })
            .collect()
    }
}
