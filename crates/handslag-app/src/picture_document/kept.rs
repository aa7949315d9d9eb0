//! What was saved of a picture: which organisation saved each version, one
//! version read again, and a text about a person taken out of all of them.

use std::collections::BTreeMap;

use handslag_domain::id::PictureId;
use handslag_domain::organisation::OrganisationId;
use handslag_domain::picture::PictureDocument;
use handslag_locale::Language;
use handslag_store::{DocumentKind, DocumentVersion, Held};
use jiff::Timestamp;

use super::erase::erased;
use crate::access::{Action, Actor, Denied};
use crate::error::Invalid;
use crate::promise::saving;
use crate::{App, AppError};

/// Fewer letters than this stand in too much else.
const SHORTEST: usize = 5;

/// A version that was saved, and the organisation that saved it: never whom.
#[derive(Debug, Clone)]
pub struct SavedVersion {
    /// The version.
    pub version: DocumentVersion,
    /// The organisation's name, when an account saved it.
    pub organisation: Option<String>,
}

impl App {
    /// Every saved version of a picture, oldest first.
    ///
    /// # Errors
    /// [`AppError::Denied`] when it is not the actor's to read.
    pub async fn picture_versions(
        &self,
        actor: &Actor,
        owner: &OrganisationId,
        id: &PictureId,
    ) -> Result<Vec<SavedVersion>, AppError> {
        self.permit_for_picture(actor, Action::ReadInternal, owner, id)
            .await?;
        let kind = DocumentKind::Picture;
        let versions = self.store.document_versions(owner, kind, id.as_str());
        let names = self.organisation_names(actor).await?;
        let mut tenants = BTreeMap::new();
        let mut saved = Vec::new();
        for version in versions.await? {
            let by = version.saving.by;
            if let Some(by) = by.filter(|by| !tenants.contains_key(by)) {
                let account = self.store.account(by).await?;
                tenants.insert(by, account.map(|account| account.tenant));
            }
            let tenant = by.and_then(|by| tenants.get(&by)?.as_ref());
            saved.push(SavedVersion {
                organisation: tenant.and_then(|tenant| names.get(tenant).cloned()),
                version,
            });
        }
        Ok(saved)
    }

    /// A picture as it stood in one of its versions.
    ///
    /// # Errors
    /// [`Denied::NoSuchRecord`] when there is none, or it is not the actor's to read.
    pub async fn picture_version(
        &self,
        actor: &Actor,
        owner: &OrganisationId,
        id: &PictureId,
        version: u32,
    ) -> Result<PictureDocument, AppError> {
        self.permit_for_picture(actor, Action::ReadInternal, owner, id)
            .await?;
        let kind = DocumentKind::Picture;
        let held = self
            .store
            .document_version(owner, kind, id.as_str(), version)
            .await?;
        let held = held.ok_or(Denied::NoSuchRecord)?;
        let held: Held<PictureDocument> = held.read()?;
        Ok(held.content)
    }

    /// Takes a text that names somebody out of everything that was saved of a
    /// picture. That it was done is kept as a version; the text is not.
    ///
    /// - Returns how many versions held it. Editions are frozen for ever.
    ///
    /// # Errors
    /// [`AppError::Denied`] unless the actor publishes for the owner;
    /// [`AppError::Invalid`] when the text is too short, or no version holds it.
    pub async fn erase_from_picture(
        &self,
        actor: &Actor,
        owner: &OrganisationId,
        id: &PictureId,
        text: &str,
        now: Timestamp,
    ) -> Result<usize, AppError> {
        let permit = self
            .permit_for_picture(actor, Action::Publish, owner, id)
            .await?;
        let text = text.trim();
        let wrong = |problem| AppError::Invalid {
            field: "text",
            problem,
        };
        if text.chars().count() < SHORTEST {
            return Err(wrong(Invalid::Unreadable));
        }
        let member = permit.member()?;
        let kind = DocumentKind::Picture;
        let n = self
            .store
            .write(async |tx| -> Result<usize, AppError> {
                let versions = tx.document_versions(owner, kind, id.as_str()).await?;
                let newest = versions.last().cloned().ok_or(Denied::NoSuchRecord)?;
                let cleaned = versions.iter().filter_map(|v| version_without(v, text));
                let cleaned: Vec<DocumentVersion> = cleaned.collect();
                for version in &cleaned {
                    tx.rewrite_document_version(owner, kind, id.as_str(), version)
                        .await?;
                }
                let n = cleaned.len();
                if n == 0 {
                    return Ok(0);
                }
                let content = version_without(&newest, text).unwrap_or(newest.clone());
                let done = Language::Sv.texts().picture_erased_reason(n);
                let saving = saving(member, now, Some(done));
                let (version, content) = (newest.held.version, &content.held.content);
                tx.save_document(owner, kind, id.as_str(), Some(version), content, &saving)
                    .await?;
                Ok(n)
            })
            .await?;
        match n {
            0 => Err(wrong(Invalid::Unknown)),
            n => Ok(n),
        }
    }
}

/// The version without the text; `None` when it never held it.
fn version_without(version: &DocumentVersion, text: &str) -> Option<DocumentVersion> {
    let mut without = version.clone();
    let reason = version.saving.reason.clone().map(serde_json::Value::String);
    let reason = reason.and_then(|reason| erased(&reason, text));
    if let Some(reason) = &reason {
        without.saving.reason = reason.as_str().map(str::to_owned);
    }
    let content = erased(&version.held.content, text);
    let any = content.is_some() || reason.is_some();
    without.held.content = content.unwrap_or(without.held.content);
    any.then_some(without)
}
