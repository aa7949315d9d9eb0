//! Partners of a promise: with whom it is shared, and what has been made public.

use std::collections::BTreeMap;

use handslag_domain::id::PromiseId;
use handslag_domain::organisation::{Organisation, OrganisationId};
use handslag_store::{FollowUpState, PromiseShare, ReleaseSummary};

use crate::access::{Action, Actor, Whose, decide};
use crate::{App, AppError};

impl App {
    /// The other organisations that use this Handslag, by name.
    ///
    /// # Errors
    /// [`AppError::Denied`] when the role does not reach.
    pub async fn partners(&self, actor: &Actor) -> Result<Vec<Organisation>, AppError> {
        let permit = decide(actor, Action::EditPromise, &Whose::Own)?;
        let own = &permit.member()?.organisation;
        let mut all = self.store.organisations().await?;
        all.retain(|organisation| organisation.id != *own);
        Ok(all)
    }

    /// The names of all organisations that use this Handslag: a page names the
    /// owner of what is shared with its reader.
    ///
    /// # Errors
    /// [`AppError::Denied`] when nobody has signed in.
    pub async fn organisation_names(
        &self,
        actor: &Actor,
    ) -> Result<BTreeMap<OrganisationId, String>, AppError> {
        decide(actor, Action::ReadInternal, &Whose::Own)?;
        let all = self.store.organisations().await?.into_iter();
        Ok(all.map(|one| (one.id, one.name)).collect())
    }

    /// The name of one's own organisation.
    ///
    /// # Errors
    /// [`AppError::Denied`] when nobody has signed in.
    pub async fn own_organisation(&self, actor: &Actor) -> Result<Option<Organisation>, AppError> {
        let permit = decide(actor, Action::ReadInternal, &Whose::Own)?;
        Ok(self
            .store
            .organisation(&permit.member()?.organisation)
            .await?)
    }

    /// With whom a promise is shared; its owner's to know.
    ///
    /// # Errors
    /// [`AppError::Denied`] when the actor's organisation does not own it.
    pub async fn shares(
        &self,
        actor: &Actor,
        owner: &OrganisationId,
        promise: &PromiseId,
    ) -> Result<Vec<PromiseShare>, AppError> {
        decide(actor, Action::EditPromise, &Whose::Of(owner))?;
        Ok(self.store.shares_of(owner, promise).await?)
    }

    /// Ends the sharing of a promise with a partner, at once.
    ///
    /// # Errors
    /// [`AppError::Denied`] when the actor's organisation does not own it.
    pub async fn end_share(
        &self,
        actor: &Actor,
        owner: &OrganisationId,
        promise: &PromiseId,
        partner: &OrganisationId,
    ) -> Result<(), AppError> {
        decide(actor, Action::EditPromise, &Whose::Of(owner))?;
        self.store
            .write(async |tx| -> Result<(), AppError> {
                Ok(tx.end_share(owner, promise, partner).await?)
            })
            .await
    }

    /// What has been published of a promise, oldest first.
    ///
    /// # Errors
    /// [`AppError::Denied`] when it is not the actor's to read.
    pub async fn publications(
        &self,
        actor: &Actor,
        owner: &OrganisationId,
        promise: &PromiseId,
    ) -> Result<Vec<ReleaseSummary>, AppError> {
        self.permit_for_promise(actor, Action::ReadInternal, owner, promise)
            .await?;
        Ok(self.store.releases_of(owner, promise).await?)
    }

    /// The years with a follow-up, and how far each has come.
    ///
    /// # Errors
    /// [`AppError::Denied`] when it is not the actor's to read.
    pub async fn follow_up_years(
        &self,
        actor: &Actor,
        owner: &OrganisationId,
        promise: &PromiseId,
    ) -> Result<Vec<(i16, FollowUpState)>, AppError> {
        self.permit_for_promise(actor, Action::ReadInternal, owner, promise)
            .await?;
        Ok(self.store.follow_up_years(owner, promise).await?)
    }
}
