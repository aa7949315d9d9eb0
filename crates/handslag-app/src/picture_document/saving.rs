//! Saving a picture: looked through for errors and for persons, joined with what
//! others have saved, and kept as a version.

use handslag_domain::check::{Level, Words};
use handslag_domain::organisation::OrganisationId;
use handslag_domain::picture::PictureDocument;
use handslag_domain::picture::check::check;
use handslag_store::{DocumentKind, Held};
use jiff::Timestamp;
use serde_json::Value;

use super::merge::merged;
use crate::access::{Action, Actor, Denied, Whose, decide};
use crate::error::{
    Invalid, guarded, guarded_texts, json, without_identity_numbers, without_names,
};
use crate::promise::saving;
use crate::{App, AppError};

/// A picture to be saved, and what it was made from.
#[derive(Debug, Clone)]
pub struct PictureChange<'a> {
    /// As it is to read.
    pub document: &'a PictureDocument,
    /// The version that it was made from. What others saved since then stays,
    /// but where both changed the same field.
    pub made_from: u32,
    /// The newest version with which what both changed was shown: then this
    /// change stands, unless somebody has saved once more.
    pub over: Option<u32>,
    /// Why.
    pub reason: Option<String>,
}

impl App {
    /// Takes in a document as a new picture of the member's organisation.
    ///
    /// # Errors
    /// [`AppError::Document`] when it has errors; [`AppError::Invalid`] when its
    /// id is missing or taken; [`AppError::PersonalData`].
    pub async fn add_picture(
        &self,
        actor: &Actor,
        document: &PictureDocument,
        now: Timestamp,
    ) -> Result<(), AppError> {
        let permit = decide(actor, Action::EditPicture, &Whose::Own)?;
        let (owner, id) = (permit.owner()?, &document.picture.id);
        let wrong_id = |problem| {
            Err(AppError::Invalid {
                field: "id",
                problem,
            })
        };
        refuse_errors(document)?;
        if id.as_str().trim().is_empty() {
            return wrong_id(Invalid::Missing);
        }
        guard_document(document)?;
        if self.held_picture(owner, id).await?.is_some() {
            return wrong_id(Invalid::Taken);
        }
        let content = json(document)?;
        let saving = saving(permit.member()?, now, None);
        self.store
            .write(async |tx| -> Result<(), AppError> {
                let kind = DocumentKind::Picture;
                tx.save_document(owner, kind, id.as_str(), None, &content, &saving)
                    .await?;
                Ok(())
            })
            .await
    }

    /// Saves a picture, together with what others have saved since the change
    /// was begun. What changes nothing becomes no new version.
    ///
    /// - Returns the version that is held now.
    ///
    /// # Errors
    /// [`AppError::BothChanged`] when others changed the same fields in between;
    /// [`AppError::Stale`] when it was made from a version that there never was.
    pub async fn save_picture(
        &self,
        actor: &Actor,
        owner: &OrganisationId,
        change: PictureChange<'_>,
        now: Timestamp,
    ) -> Result<u32, AppError> {
        let PictureChange {
            document, reason, ..
        } = &change;
        let id = &document.picture.id;
        let permit = self
            .permit_for_picture(actor, Action::EditPicture, owner, id)
            .await?;
        refuse_errors(document)?;
        guard_document(document)?;
        guarded("reason", reason.as_deref().unwrap_or_default())?;
        let saving = saving(permit.member()?, now, reason.clone());
        self.store
            .write(async |tx| -> Result<u32, AppError> {
                let kind = DocumentKind::Picture;
                let id = id.as_str();
                let held = tx.document(owner, kind, id).await?;
                let held: Held<PictureDocument> = held.ok_or(Denied::NoSuchRecord)?.read()?;
                let document = match change.made_from == held.version {
                    true => change.document.clone(),
                    false => {
                        let version = change.made_from;
                        let made_from = tx.document_version(owner, kind, id, version).await?;
                        joined(&change, made_from.map(Held::read).transpose()?, &held)?
                    }
                };
                if document == held.content {
                    return Ok(held.version);
                }
                let (version, content) = (Some(held.version), json(&document)?);
                Ok(tx
                    .save_document(owner, kind, id, version, &content, &saving)
                    .await?)
            })
            .await
    }
}

/// The change together with what others have saved since it was begun.
fn joined(
    change: &PictureChange<'_>,
    made_from: Option<Held<PictureDocument>>,
    held: &Held<PictureDocument>,
) -> Result<PictureDocument, AppError> {
    let Some(made_from) = made_from else {
        let (version, content) = (held.version, json(&held.content)?);
        return Err(AppError::Stale(Box::new(Held { version, content })));
    };
    let base = json(&made_from.content)?;
    let (mine, theirs) = (json(change.document)?, json(&held.content)?);
    let merged = merged(&base, &mine, &theirs);
    if !merged.conflicts.is_empty() && change.over != Some(held.version) {
        return Err(AppError::BothChanged {
            version: held.version,
            conflicts: merged.conflicts,
        });
    }
    let document = serde_json::from_value(merged.document);
    let document: PictureDocument = document.map_err(|_| AppError::Invalid {
        field: "document",
        problem: Invalid::Unreadable,
    })?;
    // Each was right alone: one may have taken away what the other points to.
    refuse_errors(&document)?;
    Ok(document)
}

pub(super) fn refuse_errors(document: &PictureDocument) -> Result<(), AppError> {
    let errors: Vec<_> = check(document, Words::Sv)
        .into_iter()
        .filter(|finding| finding.level == Level::Error)
        .collect();
    match errors.is_empty() {
        true => Ok(()),
        false => Err(AppError::Document(errors)),
    }
}

/// Every text in a picture is looked at before it is saved, whatever field it
/// stands in. An office may have a telephone, and an address on the web digits.
pub(super) fn guard_document(document: &PictureDocument) -> Result<(), AppError> {
    without_identity_numbers(document)?;
    let mut written = json(document)?;
    leave_out(&mut written, &["contact", "url"]);
    guarded_texts("picture", &written)?;
    without_names("picture", &written)
}

fn leave_out(value: &mut Value, names: &[&str]) {
    match value {
        Value::Object(fields) => {
            fields.retain(|name, _| !names.contains(&name.as_str()));
            fields.values_mut().for_each(|v| leave_out(v, names));
        }
        Value::Array(items) => items.iter_mut().for_each(|v| leave_out(v, names)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXAMPLE: &str = include_str!("../../../handslag/example/lidkoping-lagesbild.toml");

    #[test]
    fn the_worked_picture_holds_nothing_that_points_out_a_person() {
        let document = PictureDocument::read(EXAMPLE).unwrap();
        assert!(guard_document(&document).is_ok());
    }

    #[test]
    fn a_text_that_points_out_a_person_is_refused_by_the_name_of_its_field() {
        let mut document = PictureDocument::read(EXAMPLE).unwrap();
        document.problems[1].causes[0].words = "Ring 070-123 45 67".to_owned();
        let refused = guard_document(&document);
        let Err(AppError::PersonalData { field, .. }) = refused else {
            panic!("{refused:?}")
        };
        assert_eq!(field, "problems[1].causes[0].words");
    }

    #[test]
    fn a_picture_names_nobody_and_a_street_may_have_a_number() {
        let said = |words: &str| {
            let mut document = PictureDocument::read(EXAMPLE).unwrap();
            document.voices[0].words = words.to_owned();
            guard_document(&document)
        };
        for words in [
            "Anna Andersson på Storgatan 5",
            "Alla vet att det är Erik Lindgren.",
        ] {
            let refused = said(words);
            assert!(
                matches!(&refused, Err(AppError::PersonalData { field, .. }) if field == "voices[0].words"),
                "{words}: {refused:?}"
            );
        }
        assert!(said("Buskaget vid Skaragatan 14 är tätt.").is_ok());
    }

    #[test]
    fn an_office_may_have_a_telephone() {
        let mut document = PictureDocument::read(EXAMPLE).unwrap();
        document.picture.contact = Some("Växeln: 0510-77 00 00".to_owned());
        assert!(guard_document(&document).is_ok());
    }
}
