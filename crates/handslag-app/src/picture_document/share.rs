//! With whom a picture is shared, and for what.

use handslag_domain::id::PictureId;
use handslag_domain::organisation::{OrganisationId, Role};
use handslag_store::PictureShare;

use crate::access::{Action, Actor, Denied, Whose, decide};
use crate::error::guarded;
use crate::seen::refuse_unseen;
use crate::{App, AppError, Seen};

impl App {
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
