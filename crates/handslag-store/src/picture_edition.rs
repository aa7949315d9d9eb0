//! Editions of pictures: frozen once, never changed. Those for everyone are
//! copied to the public database.

use std::collections::HashSet;

use handslag_domain::id::PictureId;
use handslag_domain::organisation::OrganisationId;
use handslag_domain::picture::edition::PictureEdition;
use handslag_domain::vocabulary::ReleasedTo;
use jiff::Timestamp;
use sea_orm::QueryResult;
use sha2::{Digest, Sha256};

use crate::account::AccountId;
use crate::error::StoreError;
use crate::public::PublicReader;
use crate::release::{FoundIn, SearchEntry, hexadecimal};
use crate::sql::{Row, json, moment, values};
use crate::store::{Records, Store, Tx};

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
}

fn held(row: &QueryResult) -> Result<HeldEdition, StoreError> {
    Ok(HeldEdition {
        tenant: OrganisationId(row.get("tenant_id")?),
        frozen_at: row.moment("frozen_at")?,
        edition: row.json("content")?,
        sha256: row.get("sha256")?,
        has_pdf: row.get("has_pdf")?,
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
    })
}

impl Records {
    /// What was frozen of a picture, oldest first.
    pub async fn editions_of(
        &self,
        tenant: &OrganisationId,
        picture: &PictureId,
    ) -> Result<Vec<EditionSummary>, StoreError> {
        let sql = "SELECT picture_id, municipality_slug, released_to, version, frozen_at, reason,
                       title
                   FROM picture_edition
                   WHERE tenant_id = $1
                     AND picture_id = $2
                   ORDER BY frozen_at, released_to";
        let rows = self
            .all(sql, values![tenant.as_str(), picture.as_str()])
            .await?;
        rows.iter()
            .map(|row| summary(row, row.tagged("released_to")?))
            .collect()
    }

    /// An edition of a municipality for some readers: this version, or the newest.
    pub async fn edition(
        &self,
        tenant: &OrganisationId,
        slug: &str,
        released_to: ReleasedTo,
        version: Option<u32>,
    ) -> Result<Option<HeldEdition>, StoreError> {
        let sql = "SELECT tenant_id, frozen_at, content, sha256, pdf IS NOT NULL AS has_pdf
                   FROM picture_edition
                   WHERE tenant_id = $1
                     AND municipality_slug = $2
                     AND released_to = $3
                     AND ($4 = 0 OR version = $4)
                   ORDER BY version DESC
                   LIMIT 1";
        let version = i64::from(version.unwrap_or(0));
        let values = values![tenant.as_str(), slug, released_to.name(), version];
        self.one(sql, values).await?.as_ref().map(held).transpose()
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
    /// [`Store::publish_pending`].
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

    /// In the public database.
    async fn receive_edition(&self, row: &QueryResult) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO picture_edition (tenant_id, municipality_slug, version, picture_id,
                 frozen_at, reason, title, content, pdf, sha256)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
             ON CONFLICT (tenant_id, municipality_slug, version) DO NOTHING",
            values![
                row.get::<String>("tenant_id")?,
                row.get::<String>("municipality_slug")?,
                row.get::<i64>("version")?,
                row.get::<String>("picture_id")?,
                row.get::<String>("frozen_at")?,
                row.get::<Option<String>>("reason")?,
                row.get::<String>("title")?,
                row.get::<String>("content")?,
                row.get::<Option<Vec<u8>>>("pdf")?,
                row.get::<String>("sha256")?,
            ],
        )
        .await
        .map(|_| ())
    }
}

/// An organisation's municipality and version.
type Key = (String, String, i64);

fn key(row: &QueryResult) -> Result<Key, StoreError> {
    Ok((
        row.get("tenant_id")?,
        row.get("municipality_slug")?,
        row.get("version")?,
    ))
}

impl Store {
    /// Copies to the public database every edition for everyone that it does
    /// not hold; returns how many. A municipality has one in two years, so all
    /// are compared: then a lost public database needs no care of its own.
    pub(crate) async fn publish_pending_editions(&self) -> Result<usize, StoreError> {
        let sql = "SELECT tenant_id, municipality_slug, version
                   FROM picture_edition
                   WHERE released_to = 'public'
                   ORDER BY frozen_at";
        let frozen = self.all(sql, values![]).await?;
        if frozen.is_empty() {
            return Ok(0);
        }
        let there: HashSet<Key> = self
            .write_public(async |tx| {
                let sql = "SELECT tenant_id, municipality_slug, version FROM picture_edition";
                tx.all(sql, values![]).await?.iter().map(key).collect()
            })
            .await?;
        let mut copied = 0;
        for row in &frozen {
            let key = key(row)?;
            if !there.contains(&key) {
                self.copy_edition(&key).await?;
                copied += 1;
            }
        }
        Ok(copied)
    }

    async fn copy_edition(&self, (tenant, slug, version): &Key) -> Result<(), StoreError> {
        let sql = "SELECT tenant_id, municipality_slug, version, picture_id, frozen_at, reason,
                       title, content, pdf, sha256
                   FROM picture_edition
                   WHERE tenant_id = $1
                     AND municipality_slug = $2
                     AND released_to = 'public'
                     AND version = $3";
        let row = self
            .one(sql, values![tenant.as_str(), slug.as_str(), *version])
            .await?
            .ok_or(StoreError::Missing("edition"))?;
        self.write_public(async |tx| tx.receive_edition(&row).await)
            .await
    }
}

impl Store {
    /// The newest public edition of each municipality that search does not find
    /// yet, with the municipality's part of the address: one that was just frozen,
    /// or one that was copied by a run that broke off.
    pub async fn editions_to_index(&self) -> Result<Vec<(String, HeldEdition)>, StoreError> {
        let sql = "SELECT e.municipality_slug, e.tenant_id, e.frozen_at, e.content, e.sha256,
                       e.pdf IS NOT NULL AS has_pdf
                   FROM picture_edition AS e
                   WHERE e.version = (
                           SELECT max(version)
                           FROM picture_edition AS later
                           WHERE later.tenant_id = e.tenant_id
                             AND later.municipality_slug = e.municipality_slug
                       )
                     AND NOT EXISTS (
                           SELECT 1
                           FROM search AS s
                           WHERE s.tenant_id = e.tenant_id
                             AND s.municipality_slug = e.municipality_slug
                             AND s.edition = e.version
                       )
                   ORDER BY e.municipality_slug";
        self.write_public(async |tx| {
            let rows = tx.all(sql, values![]).await?;
            rows.iter()
                .map(|row| Ok((row.get("municipality_slug")?, held(row)?)))
                .collect()
        })
        .await
    }

    /// Lets search find an edition, and no longer the one before it.
    pub async fn index_edition(
        &self,
        slug: &str,
        edition: &HeldEdition,
        entries: &[SearchEntry],
    ) -> Result<(), StoreError> {
        let tenant = edition.tenant.as_str();
        let found_in = FoundIn::Edition(edition.edition.version);
        self.write_public(async |tx| {
            let sql = "DELETE FROM search
                       WHERE tenant_id = $1
                         AND municipality_slug = $2
                         AND edition IS NOT NULL";
            tx.execute(sql, values![tenant, slug]).await?;
            tx.receive_search(tenant, slug, found_in, entries.to_vec())
                .await
        })
        .await
    }
}

impl PublicReader {
    /// The public edition of a municipality: this version, or the newest.
    pub async fn edition(
        &self,
        slug: &str,
        version: Option<u32>,
    ) -> Result<Option<HeldEdition>, StoreError> {
        let sql = "SELECT tenant_id, frozen_at, content, sha256, pdf IS NOT NULL AS has_pdf
                   FROM picture_edition
                   WHERE municipality_slug = $1
                     AND ($2 = 0 OR version = $2)
                   ORDER BY version DESC
                   LIMIT 1";
        let values = values![slug, i64::from(version.unwrap_or(0))];
        let row = self.records().one(sql, values).await?;
        row.as_ref().map(held).transpose()
    }

    /// The public editions of a municipality, oldest first.
    pub async fn editions(&self, slug: &str) -> Result<Vec<EditionSummary>, StoreError> {
        let sql = "SELECT picture_id, municipality_slug, version, frozen_at, reason, title
                   FROM picture_edition
                   WHERE municipality_slug = $1
                   ORDER BY version";
        let rows = self.records().all(sql, values![slug]).await?;
        rows.iter()
            .map(|row| summary(row, ReleasedTo::Public))
            .collect()
    }

    /// The PDF of a public edition.
    pub async fn edition_pdf(
        &self,
        slug: &str,
        version: u32,
    ) -> Result<Option<Vec<u8>>, StoreError> {
        let sql = "SELECT pdf
                   FROM picture_edition
                   WHERE municipality_slug = $1
                     AND version = $2";
        let values = values![slug, i64::from(version)];
        let row = self.records().one(sql, values).await?;
        row.map_or(Ok(None), |row| row.get("pdf"))
    }
}
