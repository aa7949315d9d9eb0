//! Things kept whole, each with all its versions: the tree of categories, a
//! named place, a picture.

use handslag_domain::organisation::OrganisationId;
use serde_json::Value;

use crate::account::AccountId;
use crate::error::{Held, StoreError};
use crate::promise::{Saving, stale};
use crate::sql::{Row, held_whole, json, moment, values};
use crate::store::{Records, Tx};

/// What a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentKind {
    /// An organisation's tree of categories.
    Categories,
    /// A named place.
    Place,
    /// A situational picture.
    Picture,
}

impl DocumentKind {
    fn name(self) -> &'static str {
        match self {
            Self::Categories => "categories",
            Self::Place => "place",
            Self::Picture => "picture",
        }
    }
}

/// One version that was saved.
#[derive(Debug, Clone, PartialEq)]
pub struct DocumentVersion {
    /// The document as it was.
    pub held: Held<Value>,
    /// Who saved it, when and why.
    pub saving: Saving,
}

impl Records {
    /// The document with this id.
    pub async fn document(
        &self,
        tenant: &OrganisationId,
        kind: DocumentKind,
        id: &str,
    ) -> Result<Option<Held<Value>>, StoreError> {
        let sql = "SELECT version, content
                   FROM document
                   WHERE tenant_id = $1
                     AND kind = $2
                     AND id = $3";
        let row = self
            .one(sql, values![tenant.as_str(), kind.name(), id])
            .await?;
        row.as_ref().map(held_whole).transpose()
    }

    /// All documents of a kind, by id.
    pub async fn documents(
        &self,
        tenant: &OrganisationId,
        kind: DocumentKind,
    ) -> Result<Vec<(String, Held<Value>)>, StoreError> {
        let sql = "SELECT id, version, content
                   FROM document
                   WHERE tenant_id = $1
                     AND kind = $2
                   ORDER BY id";
        let rows = self.all(sql, values![tenant.as_str(), kind.name()]).await?;
        rows.iter()
            .map(|row| Ok((row.get("id")?, held_whole(row)?)))
            .collect()
    }

    /// A document as it stood in one of its versions.
    pub async fn document_version(
        &self,
        tenant: &OrganisationId,
        kind: DocumentKind,
        id: &str,
        version: u32,
    ) -> Result<Option<Held<Value>>, StoreError> {
        let sql = "SELECT version, content
                   FROM document_version
                   WHERE tenant_id = $1
                     AND kind = $2
                     AND document_id = $3
                     AND version = $4";
        let values = values![tenant.as_str(), kind.name(), id, i64::from(version)];
        let row = self.one(sql, values).await?;
        row.as_ref().map(held_whole).transpose()
    }

    /// Every saved version, oldest first.
    pub async fn document_versions(
        &self,
        tenant: &OrganisationId,
        kind: DocumentKind,
        id: &str,
    ) -> Result<Vec<DocumentVersion>, StoreError> {
        let sql = "SELECT version, content, reason, saved_at, saved_by
                   FROM document_version
                   WHERE tenant_id = $1
                     AND kind = $2
                     AND document_id = $3
                   ORDER BY version";
        let rows = self
            .all(sql, values![tenant.as_str(), kind.name(), id])
            .await?;
        rows.iter()
            .map(|row| {
                Ok(DocumentVersion {
                    held: held_whole(row)?,
                    saving: Saving {
                        by: row.get::<Option<_>>("saved_by")?.map(AccountId),
                        at: row.moment("saved_at")?,
                        reason: row.get("reason")?,
                    },
                })
            })
            .collect()
    }
}

impl Tx {
    /// Saves a document; `expected_version` is `None` for a new one. Returns the new version.
    ///
    /// # Errors
    /// [`StoreError::Stale`] with what is held, when it is another version.
    pub async fn save_document(
        &self,
        tenant: &OrganisationId,
        kind: DocumentKind,
        id: &str,
        expected_version: Option<u32>,
        content: &Value,
        saving: &Saving,
    ) -> Result<u32, StoreError> {
        let held = self.document(tenant, kind, id).await?;
        if held.as_ref().map(|h| h.version) != expected_version {
            return Err(stale("document", held)?);
        }
        match kind {
            DocumentKind::Categories | DocumentKind::Place => self.touch(tenant),
            // Its words are read anew each time.
            DocumentKind::Picture => {}
        }
        let version = expected_version.unwrap_or(0) + 1;
        let (text, at) = (json(content)?, moment(saving.at));
        let by = saving.by.map(|a| a.0);
        self.insert(
            "document",
            "INSERT INTO document (tenant_id, kind, id, version, content, saved_at, saved_by)
             VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (tenant_id, kind, id) DO UPDATE
             SET version = excluded.version,
                 content = excluded.content,
                 saved_at = excluded.saved_at,
                 saved_by = excluded.saved_by",
            values![
                tenant.as_str(),
                kind.name(),
                id,
                i64::from(version),
                text.as_str(),
                at.as_str(),
                by,
            ],
        )
        .await?;
        self.insert(
            "version of a document",
            "INSERT INTO document_version (tenant_id, kind, document_id, version, content, reason,
                 saved_at, saved_by)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            values![
                tenant.as_str(),
                kind.name(),
                id,
                i64::from(version),
                text,
                saving.reason.clone(),
                at,
                by,
            ],
        )
        .await?;
        Ok(version)
    }

    /// Writes another text over a version that was saved: the one thing that
    /// changes what was, so that a text about a person need not be kept.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when there is no such version.
    pub async fn rewrite_document_version(
        &self,
        tenant: &OrganisationId,
        kind: DocumentKind,
        id: &str,
        version: &DocumentVersion,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE document_version
                   SET content = $5,
                       reason = $6
                   WHERE tenant_id = $1
                     AND kind = $2
                     AND document_id = $3
                     AND version = $4";
        let values = values![
            tenant.as_str(),
            kind.name(),
            id,
            i64::from(version.held.version),
            json(&version.held.content)?,
            version.saving.reason.clone(),
        ];
        match self.execute(sql, values).await? {
            0 => Err(StoreError::Missing("version of a document")),
            _ => Ok(()),
        }
    }
}
