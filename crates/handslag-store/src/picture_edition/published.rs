//! Editions for everyone: copied to the public database, found by its search, and
//! read there.

use std::collections::HashSet;

use handslag_domain::vocabulary::ReleasedTo;
use sea_orm::QueryResult;

use super::{EditionSummary, HeldEdition, held, summary};
use crate::error::StoreError;
use crate::public::PublicReader;
use crate::release::{FoundIn, SearchEntry};
use crate::sql::{Row, values};
use crate::store::{Store, Tx};

/// An organisation's municipality and version.
pub(crate) type Key = (String, String, i64);

pub(crate) fn key(row: &QueryResult) -> Result<Key, StoreError> {
    Ok((
        row.get("tenant_id")?,
        row.get("municipality_slug")?,
        row.get("version")?,
    ))
}

impl Tx {
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

impl Store {
    /// Copies to the public database every edition for everyone that stands and
    /// that it does not hold, and takes those out that were withdrawn; returns how
    /// many were copied. A municipality has one in two years, so all are
    /// compared: then a lost public database needs no care of its own.
    pub(crate) async fn publish_pending_editions(&self) -> Result<usize, StoreError> {
        self.publish_pending_withdrawals().await?;
        let sql = "SELECT e.tenant_id, e.municipality_slug, e.version
                   FROM picture_edition AS e
                   WHERE e.released_to = 'public'
                     AND NOT EXISTS (
                           SELECT 1
                           FROM edition_withdrawal AS w
                           WHERE w.tenant_id = e.tenant_id
                             AND w.municipality_slug = e.municipality_slug
                             AND w.released_to = e.released_to
                             AND w.version = e.version
                       )
                   ORDER BY e.frozen_at";
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
