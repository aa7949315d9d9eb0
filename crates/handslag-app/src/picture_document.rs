//! Situational pictures as documents: list, and open with the promises that answer
//! them. What was counted of incidents is in [`crate::picture`].

mod edition;
mod erase;
mod found;
mod kept;
mod merge;
mod saving;
mod share;
mod told;
mod voices;

use handslag_domain::check::{Finding, Words};
use handslag_domain::document::PromiseDocument;
use handslag_domain::id::{PictureId, PromiseId};
use handslag_domain::organisation::{OrganisationId, Role};
use handslag_domain::picture::PictureDocument;
use handslag_domain::picture::check::check_held;
use handslag_domain::picture::clock::LegalClock;
use handslag_store::{DocumentKind, Held, PictureSummary, PromiseSummary};
use jiff::civil::Date;

use crate::access::{Action, Actor, Denied, Permit, Whose, decide};
use crate::promise::whose;
use crate::{App, AppError};

pub use edition::{EmptyParts, FreezeOrder, FrozenEdition, WhichEdition};
pub use kept::SavedVersion;
pub use merge::Conflict;
pub use saving::PictureChange;
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
    /// The clock of the edition that stands, when a later one was withdrawn.
    standing: Option<LegalClock>,
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

    /// The law's clock on a day. What was decided last counts, unless what
    /// everyone read of it was withdrawn: then what stands does.
    pub fn clock(&self, today: Date) -> LegalClock {
        self.clock_of(&self.document, today)
    }

    fn clock_of(&self, document: &PictureDocument, today: Date) -> LegalClock {
        match self.standing {
            Some(standing) => standing.seen_on(today),
            None => LegalClock::of(&document.picture, today),
        }
    }

    /// Everything that is missing in the chain or before the law on a day, each with its remedy.
    pub fn gaps(&self, today: Date, words: Words) -> Vec<Finding> {
        self.gaps_in(&self.document, today, words)
    }

    /// The same of a text of the picture that is not saved yet.
    pub fn gaps_in(&self, document: &PictureDocument, today: Date, words: Words) -> Vec<Finding> {
        let clock = self.clock_of(document, today);
        check_held(document, &self.promises, clock, words)
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
            standing: self.standing_clock(owner, id).await?,
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
}
