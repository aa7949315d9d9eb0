//! Situational pictures as documents: list, open with the promises that answer
//! them, add, edit, share. What was counted of incidents is in [`crate::picture`].

mod edition;
mod erase;
mod found;
mod kept;
mod told;
mod voices;

use handslag_domain::check::{Finding, Level, Words};
use handslag_domain::document::PromiseDocument;
use handslag_domain::id::{PictureId, PromiseId};
use handslag_domain::organisation::{OrganisationId, Role};
use handslag_domain::picture::PictureDocument;
use handslag_domain::picture::check::check;
use handslag_domain::picture::gaps::gaps;
use handslag_store::{DocumentKind, Held, PictureShare, PictureSummary, PromiseSummary};
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::Value;

use crate::access::{Action, Actor, Denied, Permit, Whose, decide};
use crate::error::{
    Invalid, guarded, guarded_texts, json, without_identity_numbers, without_names,
};
use crate::promise::{saving, whose};
use crate::seen::refuse_unseen;
use crate::{App, AppError, Seen};

pub use edition::{EmptyParts, FreezeOrder, FrozenEdition};
pub use kept::SavedVersion;
pub use told::{PictureViews, PlaceCount};
pub use voices::{VoiceColumns, VoiceIntake, VoiceOrder};

/// A picture as a member sees it, with the promises that answer it.
pub struct OpenPicture {
    /// Leave to do what it was opened for.
    pub permit: Permit,
    /// Whose it is.
    pub owner: OrganisationId,
    /// The version to hand back when saving.
    pub version: u32,
    /// The picture.
    pub document: PictureDocument,
    /// The promises that answer it, of those that the member may read, with their logs.
    pub promises: Vec<PromiseDocument>,
    /// Whose each of the promises is.
    promise_owners: Vec<OrganisationId>,
    /// How much the member's organisation may do at most with a partner's picture.
    limit: Option<Role>,
}

impl OpenPicture {
    /// Whether the member may do this too with the picture; pages offer nothing else.
    pub fn may(&self, action: Action) -> bool {
        let Ok(member) = self.permit.member() else {
            return false;
        };
        let whose = whose(&self.owner, self.limit);
        decide(&Actor::Member(member.clone()), action, &whose).is_ok()
    }

    /// Whether it is the member's own organisation's.
    pub fn is_own(&self) -> bool {
        self.limit.is_none()
    }

    /// Whose a promise is that answers the picture.
    pub fn owner_of(&self, promise: &PromiseId) -> Option<&OrganisationId> {
        let promises = self.promises.iter().zip(&self.promise_owners);
        let mut found = promises.filter(|(p, _)| p.promise.id == *promise);
        found.next().map(|(_, owner)| owner)
    }

    /// Everything that is missing in the chain or before the law on a day, each with its remedy.
    pub fn gaps(&self, today: Date, words: Words) -> Vec<Finding> {
        gaps(&self.document, &self.promises, today, words)
    }
}

impl App {
    /// The pictures that the member's organisation takes part in.
    ///
    /// # Errors
    /// [`AppError::Denied`] when nobody has signed in.
    pub async fn picture_documents(&self, actor: &Actor) -> Result<Vec<PictureSummary>, AppError> {
        let permit = decide(actor, Action::ReadInternal, &Whose::Own)?;
        Ok(self.store.visible_pictures(permit.owner()?).await?)
    }

    /// Opens a picture for one action.
    ///
    /// # Errors
    /// [`Denied::NoSuchRecord`] both when it is not there and when it is not shared.
    pub async fn open_picture(
        &self,
        actor: &Actor,
        action: Action,
        owner: &OrganisationId,
        id: &PictureId,
    ) -> Result<OpenPicture, AppError> {
        let limit = self.picture_limit(actor, owner, id).await?;
        let permit = decide(actor, action, &whose(owner, limit))?;
        let held = self.held_picture(owner, id).await?;
        let held = held.ok_or(Denied::NoSuchRecord)?;
        let (mut promises, mut promise_owners) = (Vec::new(), Vec::new());
        for summary in self.promises(actor).await? {
            if let Some(promise) = self.answering(actor, &summary, &held.content).await? {
                promises.push(promise);
                promise_owners.push(summary.owner);
            }
        }
        Ok(OpenPicture {
            permit,
            owner: owner.clone(),
            version: held.version,
            document: held.content,
            promises,
            promise_owners,
            limit,
        })
    }

    /// The promise, when it answers the picture: one of them names the other.
    async fn answering(
        &self,
        actor: &Actor,
        summary: &PromiseSummary,
        picture: &PictureDocument,
    ) -> Result<Option<PromiseDocument>, AppError> {
        let read = Action::ReadInternal;
        let opened = self
            .open_promise(actor, read, &summary.owner, &summary.id)
            .await?;
        let promise = &opened.document.promise;
        let answers = picture.picture.promises.contains(&promise.id)
            || promise.picture.as_ref() == Some(&picture.picture.id);
        Ok(answers.then_some(opened.document))
    }

    async fn held_picture(
        &self,
        owner: &OrganisationId,
        id: &PictureId,
    ) -> Result<Option<Held<PictureDocument>>, AppError> {
        let kind = DocumentKind::Picture;
        let held = self.store.document(owner, kind, id.as_str()).await?;
        Ok(held.map(Held::read).transpose()?)
    }

    /// How much the actor may do at most with a picture that a partner shares.
    async fn picture_limit(
        &self,
        actor: &Actor,
        owner: &OrganisationId,
        id: &PictureId,
    ) -> Result<Option<Role>, AppError> {
        Ok(match actor {
            Actor::Member(member) if member.organisation != *owner => {
                self.store
                    .picture_shared_role(owner, id, &member.organisation)
                    .await?
            }
            _ => None,
        })
    }

    async fn permit_for_picture(
        &self,
        actor: &Actor,
        action: Action,
        owner: &OrganisationId,
        id: &PictureId,
    ) -> Result<Permit, AppError> {
        let limit = self.picture_limit(actor, owner, id).await?;
        Ok(decide(actor, action, &whose(owner, limit))?)
    }

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
        self.keep_picture(owner, id, None, &content, &saving)
            .await?;
        Ok(())
    }

    /// Saves a picture. What changes nothing becomes no new version.
    ///
    /// - Returns the version that is held now.
    ///
    /// # Errors
    /// [`AppError::Stale`] with the other text when somebody saved in between.
    pub async fn save_picture(
        &self,
        actor: &Actor,
        owner: &OrganisationId,
        expected_version: u32,
        document: &PictureDocument,
        reason: Option<String>,
        now: Timestamp,
    ) -> Result<u32, AppError> {
        let id = &document.picture.id;
        let permit = self
            .permit_for_picture(actor, Action::EditPicture, owner, id)
            .await?;
        refuse_errors(document)?;
        guard_document(document)?;
        guarded("reason", reason.as_deref().unwrap_or_default())?;
        let held = self.held_picture(owner, id).await?;
        let held = held.ok_or(Denied::NoSuchRecord)?;
        if held.version == expected_version && held.content == *document {
            return Ok(expected_version);
        }
        let content = json(document)?;
        let saving = saving(permit.member()?, now, reason);
        self.keep_picture(owner, id, Some(expected_version), &content, &saving)
            .await
    }

    async fn keep_picture(
        &self,
        owner: &OrganisationId,
        id: &PictureId,
        expected_version: Option<u32>,
        content: &Value,
        saving: &handslag_store::Saving,
    ) -> Result<u32, AppError> {
        let kind = DocumentKind::Picture;
        self.store
            .write(async |tx| -> Result<u32, AppError> {
                Ok(tx
                    .save_document(owner, kind, id.as_str(), expected_version, content, saving)
                    .await?)
            })
            .await
    }

    /// With whom a picture is shared; its owner's to know.
    ///
    /// # Errors
    /// [`AppError::Denied`] when the actor's organisation does not own it.
    pub async fn picture_shares(
        &self,
        actor: &Actor,
        owner: &OrganisationId,
        id: &PictureId,
    ) -> Result<Vec<PictureShare>, AppError> {
        decide(actor, Action::EditPicture, &Whose::Of(owner))?;
        Ok(self.store.picture_shares_of(owner, id).await?)
    }

    /// Shares a picture with a partner organisation, for a stated purpose.
    ///
    /// # Errors
    /// [`AppError::Denied`] when the actor's organisation does not own it;
    /// [`AppError::Stale`] when somebody shared it in between.
    pub async fn share_picture(
        &self,
        actor: &Actor,
        share: &PictureShare,
        seen: Seen<'_>,
    ) -> Result<(), AppError> {
        decide(actor, Action::EditPicture, &Whose::Of(&share.owner))?;
        guarded("purpose", &share.purpose)?;
        let held = self.held_picture(&share.owner, &share.picture).await?;
        held.ok_or(Denied::NoSuchRecord)?;
        let mut share = share.clone();
        // What needs the owner's publisher stays with the owner.
        share.role_limit = share.role_limit.min(Role::Editor);
        self.store
            .write(async |tx| -> Result<(), AppError> {
                let held = tx.picture_shares_of(&share.owner, &share.picture).await?;
                refuse_unseen(held.iter().find(|h| h.partner == share.partner), seen)?;
                Ok(tx.share_picture(&share).await?)
            })
            .await
    }

    /// Ends the sharing of a picture with a partner, at once.
    ///
    /// # Errors
    /// [`AppError::Denied`] when the actor's organisation does not own it.
    pub async fn end_picture_share(
        &self,
        actor: &Actor,
        owner: &OrganisationId,
        id: &PictureId,
        partner: &OrganisationId,
    ) -> Result<(), AppError> {
        decide(actor, Action::EditPicture, &Whose::Of(owner))?;
        self.store
            .write(async |tx| -> Result<(), AppError> {
                Ok(tx.end_picture_share(owner, id, partner).await?)
            })
            .await
    }
}

fn refuse_errors(document: &PictureDocument) -> Result<(), AppError> {
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
fn guard_document(document: &PictureDocument) -> Result<(), AppError> {
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

    const EXAMPLE: &str = include_str!("../../handslag/example/lidkoping-lagesbild.toml");

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
