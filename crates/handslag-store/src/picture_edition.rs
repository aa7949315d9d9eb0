//! Editions of pictures: frozen once, never changed. Those for everyone are
//! copied to the public database.

mod published;

use handslag_domain::id::PictureId;
use handslag_domain::organisation::OrganisationId;
use handslag_domain::picture::edition::PictureEdition;
use handslag_domain::vocabulary::ReleasedTo;
use jiff::Timestamp;
use sea_orm::QueryResult;
use sha2::{Digest, Sha256};

use crate::account::AccountId;
use crate::error::StoreError;
use crate::release::hexadecimal;
use crate::sql::{Row, json, moment, values};
use crate::store::{Records, Tx};
use crate::withdrawal::{EditionWithdrawal, withdrawal};

pub(crate) use published::{Key, key};

/// An edition to be kept for ever.
#[derive(Debug, Clone, PartialEq)]
pub struct NewEdition {
    /// The organisation whose picture it is.
    pub tenant: OrganisationId,
    /// The municipality's part of the address, such as `lidkoping`.
    pub municipality_slug: String,
    /// When.
    pub frozen_at: Timestamp,
    /// By which account; not copied to the public database.
    pub frozen_by: Option<AccountId>,
    /// The edition, with its version.
    pub edition: PictureEdition,
    /// The same as a PDF.
    pub pdf: Option<Vec<u8>>,
}

/// An edition as it was frozen.
#[derive(Debug, Clone, PartialEq)]
pub struct HeldEdition {
    /// The organisation whose picture it is.
    pub tenant: OrganisationId,
    /// When it was frozen.
    pub frozen_at: Timestamp,
    /// What it says.
    pub edition: PictureEdition,
    /// SHA-256 of its JSON text, in hexadecimal.
    pub sha256: String,
    /// Whether there is a PDF of it.
    pub has_pdf: bool,
    /// That it no longer stands. The public side holds nothing of such a one.
    pub withdrawn: Option<EditionWithdrawal>,
}

/// An edition in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EditionSummary {
    /// The picture that it is of.
    pub picture: PictureId,
    /// The municipality's part of the address.
    pub municipality_slug: String,
    /// For whom.
    pub released_to: ReleasedTo,
    /// Counts from 1 for each municipality and readers.
    pub version: u32,
    /// When.
    pub frozen_at: Timestamp,
    /// Why it replaced the one before.
    pub reason: Option<String>,
    /// Its title.
    pub title: String,
    /// That it no longer stands.
    pub withdrawn: Option<EditionWithdrawal>,
}

fn held(row: &QueryResult) -> Result<HeldEdition, StoreError> {
    Ok(HeldEdition {
        tenant: OrganisationId(row.get("tenant_id")?),
        frozen_at: row.moment("frozen_at")?,
        edition: row.json("content")?,
        sha256: row.get("sha256")?,
        has_pdf: row.get("has_pdf")?,
        withdrawn: None,
    })
}

fn summary(row: &QueryResult, released_to: ReleasedTo) -> Result<EditionSummary, StoreError> {
    Ok(EditionSummary {
        picture: PictureId(row.get("picture_id")?),
        municipality_slug: row.get("municipality_slug")?,
        released_to,
        version: row.u32("version")?,
        frozen_at: row.moment("frozen_at")?,
        reason: row.get("reason")?,
        title: row.get("title")?,
        withdrawn: None,
    })
}

impl Records {
    /// What was frozen of a picture, oldest first.
    pub async fn editions_of(
        &self,
        tenant: &OrganisationId,
        picture: &PictureId,
    ) -> Result<Vec<EditionSummary>, StoreError> {
        let sql = "SELECT e.picture_id, e.municipality_slug, e.released_to, e.version,
                       e.frozen_at, e.reason, e.title, w.withdrawn_at,
                       w.reason AS withdrawn_reason
                   FROM picture_edition AS e
                   LEFT JOIN edition_withdrawal AS w
                     ON w.tenant_id = e.tenant_id
                    AND w.municipality_slug = e.municipality_slug
                    AND w.released_to = e.released_to
                    AND w.version = e.version
                   WHERE e.tenant_id = $1
                     AND e.picture_id = $2
                   ORDER BY e.frozen_at, e.released_to";
        let rows = self
            .all(sql, values![tenant.as_str(), picture.as_str()])
            .await?;
        rows.iter()
            .map(|row| {
                Ok(EditionSummary {
                    withdrawn: withdrawal(row)?,
                    ..summary(row, row.tagged("released_to")?)?
                })
            })
            .collect()
    }

    /// An edition of a municipality for some readers: this version, also when it
    /// was withdrawn, or the newest that stands.
    pub async fn edition(
        &self,
        tenant: &OrganisationId,
        slug: &str,
        released_to: ReleasedTo,
        version: Option<u32>,
    ) -> Result<Option<HeldEdition>, StoreError> {
        let sql = "SELECT e.tenant_id, e.frozen_at, e.content, e.sha256,
                       e.pdf IS NOT NULL AS has_pdf, w.withdrawn_at,
                       w.reason AS withdrawn_reason
                   FROM picture_edition AS e
                   LEFT JOIN edition_withdrawal AS w
                     ON w.tenant_id = e.tenant_id
                    AND w.municipality_slug = e.municipality_slug
                    AND w.released_to = e.released_to
                    AND w.version = e.version
                   WHERE e.tenant_id = $1
                     AND e.municipality_slug = $2
                     AND e.released_to = $3
                     AND (e.version = $4 OR ($4 = 0 AND w.version IS NULL))
                   ORDER BY e.version DESC
                   LIMIT 1";
        let version = i64::from(version.unwrap_or(0));
        let values = values![tenant.as_str(), slug, released_to.name(), version];
        let row = self.one(sql, values).await?;
        row.map(|row| {
            Ok(HeldEdition {
                withdrawn: withdrawal(&row)?,
                ..held(&row)?
            })
        })
        .transpose()
    }

    /// The number of the last edition of a municipality for some readers, also
    /// when it was withdrawn; 0 before the first.
    pub async fn last_edition_version(
        &self,
        tenant: &OrganisationId,
        slug: &str,
        released_to: ReleasedTo,
    ) -> Result<u32, StoreError> {
        let sql = "SELECT coalesce(max(version), 0) AS version
                   FROM picture_edition
                   WHERE tenant_id = $1
                     AND municipality_slug = $2
                     AND released_to = $3";
        let values = values![tenant.as_str(), slug, released_to.name()];
        let row = self.one(sql, values).await?;
        row.map_or(Ok(0), |row| row.u32("version"))
    }

    /// The PDF of an edition.
    pub async fn edition_pdf(
        &self,
        tenant: &OrganisationId,
        slug: &str,
        released_to: ReleasedTo,
        version: u32,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let sql = "SELECT pdf
                   FROM picture_edition
                   WHERE tenant_id = $1
                     AND municipality_slug = $2
                     AND released_to = $3
                     AND version = $4";
        let values = values![
            tenant.as_str(),
            slug,
            released_to.name(),
            i64::from(version)
        ];
        let row = self.one(sql, values).await?;
        row.map_or(Ok(None), |row| row.get("pdf"))
    }
}

impl Tx {
    /// Keeps an edition, for ever. The public sees it after
    /// [`crate::Store::publish_pending`].
    ///
    /// # Errors
    /// [`StoreError::AddressTaken`] when another organisation has published a
    /// picture of the municipality; [`StoreError::Refused`] when the version
    /// was frozen by somebody else in the meantime.
    pub async fn freeze_edition(&self, new: &NewEdition) -> Result<(), StoreError> {
        let edition = &new.edition;
        if edition.released_to == ReleasedTo::Public {
            self.refuse_taken_picture_address(new).await?;
        }
        let content = json(edition)?;
        let sha256 = hexadecimal(&Sha256::digest(content.as_bytes()));
        self.insert(
            "edition",
            "INSERT INTO picture_edition (tenant_id, municipality_slug, released_to, version,
                 picture_id, frozen_at, frozen_by, reason, title, content, pdf, sha256)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            values![
                new.tenant.as_str(),
                new.municipality_slug.as_str(),
                edition.released_to.name(),
                i64::from(edition.version),
                edition.picture.as_str(),
                moment(new.frozen_at),
                new.frozen_by.map(|a| a.0),
                edition.reason.clone(),
                edition.title.as_str(),
                content,
                new.pdf.clone(),
                sha256,
            ],
        )
        .await
    }

    async fn refuse_taken_picture_address(&self, new: &NewEdition) -> Result<(), StoreError> {
        let sql = "SELECT 1 AS found
                   FROM picture_edition
                   WHERE municipality_slug = $1
                     AND released_to = 'public'
                     AND tenant_id <> $2
                   LIMIT 1";
        let values = values![new.municipality_slug.as_str(), new.tenant.as_str()];
        match self.one(sql, values).await? {
            Some(_) => Err(StoreError::AddressTaken {
                address: format!("{}/lagesbild", new.municipality_slug),
            }),
            None => Ok(()),
        }
    }
}
