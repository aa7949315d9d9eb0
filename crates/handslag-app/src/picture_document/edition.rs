//! Editions: the picture as it will read, frozen for the parties or for everyone.

use handslag_domain::follow_up::MunicipalityName;
use handslag_domain::id::{CommitmentId, PictureId};
use handslag_domain::organisation::OrganisationId;
use handslag_domain::picture::PictureDocument;
use handslag_domain::picture::clock::LegalClock;
use handslag_domain::picture::edition::{Freeze, PictureEdition};
use handslag_domain::vocabulary::ReleasedTo;
use handslag_store::{EditionSummary, EditionWithdrawal, HeldEdition, NewEdition, WithdrawEdition};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::access::{Action, Actor, Denied};
use crate::draft::municipality_written;
use crate::error::{Invalid, guarded, json, without_names};
use crate::{App, AppError, Held, swedish_day};

/// What was frozen, and where it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrozenEdition {
    /// The municipality's part of the address.
    pub municipality_slug: String,
    /// For whom.
    pub released_to: ReleasedTo,
    /// Its version.
    pub version: u32,
}

/// What to freeze, and for whom.
#[derive(Debug, Clone)]
pub struct FreezeOrder {
    /// The version of the picture that was looked at.
    pub expected_version: u32,
    /// For whom.
    pub released_to: ReleasedTo,
    /// Why it replaces the one before.
    pub reason: Option<String>,
    /// What to do when a part of the law would be empty.
    pub empty_parts: EmptyParts,
}

/// One of the editions of a picture.
#[derive(Debug, Clone, Copy)]
pub struct WhichEdition<'a> {
    /// For whom.
    pub released_to: ReleasedTo,
    /// Its number.
    pub version: u32,
    /// Whose number it is, by the municipality's part of the address; the newest
    /// with the number unless it is said, for the picture may have been another
    /// municipality's before.
    pub municipality: Option<&'a str>,
}

/// Whether an edition may lack a part that the law asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EmptyParts {
    /// Nothing is frozen.
    Refused,
    /// Somebody has seen it and freezes it all the same.
    Accepted,
}

/// The municipality that a picture is of first.
pub(crate) fn municipality_of(municipalities: &[String]) -> MunicipalityName {
    municipality_written(municipalities.first().map_or("", String::as_str))
}

impl App {
    /// The edition as it would be frozen on a day, and the municipality it is of.
    ///
    /// # Errors
    /// [`AppError::Denied`] when the picture is not the actor's to read.
    pub async fn edition_preview(
        &self,
        actor: &Actor,
        owner: &OrganisationId,
        id: &PictureId,
        released_to: ReleasedTo,
        today: Date,
    ) -> Result<PictureEdition, AppError> {
        let opened = self
            .open_picture(actor, Action::ReadInternal, owner, id)
            .await?;
        self.edition_of(owner, &opened.document, released_to, None, today)
            .await
    }

    async fn edition_of(
        &self,
        owner: &OrganisationId,
        picture: &PictureDocument,
        released_to: ReleasedTo,
        reason: Option<String>,
        on: Date,
    ) -> Result<PictureEdition, AppError> {
        let slug = municipality_of(&picture.picture.municipalities).slug;
        let previous = self.store.edition(owner, &slug, released_to, None).await?;
        let last = self.store.last_edition_version(owner, &slug, released_to);
        let last = last.await?;
        let published = self.published_commitments(picture).await?;
        let freeze = Freeze {
            released_to,
            on,
            reason,
            previous: previous.as_ref().map(|held| &held.edition),
            published: &published,
        };
        Ok(PictureEdition {
            // The number of one that was withdrawn is never another's.
            version: last + 1,
            ..PictureEdition::freeze(picture, freeze)
        })
    }

    /// The commitments that everyone can read of in the picture's municipalities.
    async fn published_commitments(
        &self,
        picture: &PictureDocument,
    ) -> Result<Vec<CommitmentId>, AppError> {
        let mut published = Vec::new();
        for written in &picture.picture.municipalities {
            let slug = municipality_written(written).slug;
            for release in self.public.promise_releases(&slug).await? {
                let commitments = release.content.status.commitments.into_iter();
                published.extend(commitments.map(|commitment| commitment.id));
            }
        }
        Ok(published)
    }

    /// Freezes the picture as it stands, for ever: page, PDF and JSON of the
    /// same words. One for everyone is public at once.
    ///
    /// # Errors
    /// [`AppError::Invalid`] when it replaces one and has no reason, has no
    /// municipality, or lacks a part of the law and nobody has accepted that; [`AppError::Stale`] when the picture was saved in between.
    pub async fn freeze_picture(
        &self,
        actor: &Actor,
        owner: &OrganisationId,
        id: &PictureId,
        order: FreezeOrder,
        now: Timestamp,
    ) -> Result<FrozenEdition, AppError> {
        let FreezeOrder {
            expected_version,
            released_to,
            reason,
            empty_parts,
        } = order;
        let opened = self.open_picture(actor, Action::Publish, owner, id).await?;
        if opened.version != expected_version {
            return Err(AppError::Stale(Box::new(Held {
                version: opened.version,
                content: json(&opened.document)?,
            })));
        }
        let reason = reason.filter(|words| !words.trim().is_empty());
        guarded("reason", reason.as_deref().unwrap_or_default())?;
        let municipality = municipality_of(&opened.document.picture.municipalities);
        refuse(municipality.slug.is_empty(), "municipalities")?;
        let edition = self
            .edition_of(
                owner,
                &opened.document,
                released_to,
                reason,
                swedish_day(now),
            )
            .await?;
        let newest = self
            .store
            .edition(owner, &municipality.slug, released_to, None)
            .await?;
        // Pressed twice, or sent again when the answer was lost.
        if let Some(held) = newest.filter(|held| says_the_same(&held.edition, &edition)) {
            // It may have been kept when it could not be made public.
            if released_to == ReleasedTo::Public {
                self.make_public().await?;
            }
            return Ok(FrozenEdition {
                municipality_slug: municipality.slug,
                released_to,
                version: held.edition.version,
            });
        }
        let lacks = !edition.empty_parts().is_empty();
        refuse(lacks && empty_parts == EmptyParts::Refused, "empty_parts")?;
        let replaces = edition.compared_with.is_some();
        refuse(replaces && edition.reason.is_none(), "reason")?;
        let pdf = match self.renderer.prints() {
            true => Some(self.renderer.picture_pdf(&edition, false).await?),
            false => None,
        };
        let frozen = FrozenEdition {
            municipality_slug: municipality.slug.clone(),
            released_to,
            version: edition.version,
        };
        let new = NewEdition {
            tenant: owner.clone(),
            municipality_slug: municipality.slug,
            frozen_at: now,
            frozen_by: opened.permit.member()?.account_id(),
            edition,
            pdf,
        };
        self.store
            .write(async |tx| -> Result<(), AppError> { Ok(tx.freeze_edition(&new).await?) })
            .await?;
        if released_to == ReleasedTo::Public {
            self.make_public().await?;
        }
        Ok(frozen)
    }

    /// Withdraws an edition: it no longer stands, and the one before it does
    /// again. When and why is kept for ever and said where it was read; what it
    /// said is then read only by those who may read the picture.
    ///
    /// # Errors
    /// [`AppError::Invalid`] without a reason; [`AppError::PersonalData`] when the
    /// reason names somebody; [`Denied::NoSuchRecord`] when there is no such
    /// edition, or it is not the actor's to withdraw.
    pub async fn withdraw_edition(
        &self,
        actor: &Actor,
        owner: &OrganisationId,
        id: &PictureId,
        which: WhichEdition<'_>,
        reason: &str,
        now: Timestamp,
    ) -> Result<(), AppError> {
        let permit = self.permit_for_picture(actor, Action::Publish, owner, id);
        let permit = permit.await?;
        let held = self.edition(actor, owner, id, which).await?;
        let reason = reason.trim();
        guarded("reason", reason)?;
        without_names("reason", &reason.into())?;
        refuse(reason.is_empty(), "reason")?;
        let slug = self.slug_of_edition(actor, owner, id, which).await?;
        let order = WithdrawEdition {
            tenant: owner.clone(),
            municipality_slug: slug,
            released_to: which.released_to,
            version: which.version,
            withdrawal: EditionWithdrawal {
                at: now,
                reason: reason.to_owned(),
            },
            by: permit.member()?.account_id(),
        };
        // Pressed twice, or kept when the public could not be told.
        if held.withdrawn.is_none() {
            self.store
                .write(async |tx| -> Result<(), AppError> {
                    Ok(tx.withdraw_edition(&order).await?)
                })
                .await?;
        }
        if which.released_to == ReleasedTo::Public {
            self.make_public().await?;
        }
        Ok(())
    }

    /// The clock of the public edition that stands, when the picture's newest one
    /// was withdrawn; none otherwise, and when none stands.
    pub(super) async fn standing_clock(
        &self,
        owner: &OrganisationId,
        id: &PictureId,
    ) -> Result<Option<LegalClock>, AppError> {
        let editions = self.store.editions_of(owner, id).await?.into_iter();
        let public = editions.filter(|e| e.released_to == ReleasedTo::Public);
        let newest = public.max_by_key(|e| (e.frozen_at, e.version));
        let Some(newest) = newest.filter(|e| e.withdrawn.is_some()) else {
            return Ok(None);
        };
        let slug = newest.municipality_slug;
        let public = ReleasedTo::Public;
        let stands = self.store.edition(owner, &slug, public, None).await?;
        Ok(stands.map(|held| held.edition.clock))
    }

    /// What has been frozen of a picture, oldest first.
    ///
    /// # Errors
    /// [`AppError::Denied`] when it is not the actor's to read.
    pub async fn editions(
        &self,
        actor: &Actor,
        owner: &OrganisationId,
        id: &PictureId,
    ) -> Result<Vec<EditionSummary>, AppError> {
        self.permit_for_picture(actor, Action::ReadInternal, owner, id)
            .await?;
        Ok(self.store.editions_of(owner, id).await?)
    }

    /// A frozen edition of a picture, also one that was withdrawn.
    ///
    /// # Errors
    /// [`Denied::NoSuchRecord`] when there is none, or it is not the actor's to read.
    pub async fn edition(
        &self,
        actor: &Actor,
        owner: &OrganisationId,
        id: &PictureId,
        which: WhichEdition<'_>,
    ) -> Result<HeldEdition, AppError> {
        let slug = self.slug_of_edition(actor, owner, id, which).await?;
        let version = Some(which.version);
        let held = self
            .store
            .edition(owner, &slug, which.released_to, version)
            .await?;
        Ok(held.ok_or(Denied::NoSuchRecord)?)
    }

    /// The PDF of a frozen edition.
    ///
    /// # Errors
    /// [`Denied::NoSuchRecord`] when there is none, or it is not the actor's to read.
    pub async fn edition_pdf(
        &self,
        actor: &Actor,
        owner: &OrganisationId,
        id: &PictureId,
        which: WhichEdition<'_>,
    ) -> Result<Vec<u8>, AppError> {
        let slug = self.slug_of_edition(actor, owner, id, which).await?;
        let pdf = self
            .store
            .edition_pdf(owner, &slug, which.released_to, which.version)
            .await?;
        Ok(pdf.ok_or(Denied::NoSuchRecord)?)
    }

    /// Editions of a municipality are numbered together; which of them is of
    /// the picture says what a reader of the picture may read.
    async fn slug_of_edition(
        &self,
        actor: &Actor,
        owner: &OrganisationId,
        id: &PictureId,
        which: WhichEdition<'_>,
    ) -> Result<String, AppError> {
        let editions = self.editions(actor, owner, id).await?;
        let is_asked_for = |e: &EditionSummary| {
            let is_of = |slug: &str| e.municipality_slug == slug;
            (e.released_to, e.version) == (which.released_to, which.version)
                && which.municipality.is_none_or(is_of)
        };
        // The newest is last.
        let found = editions.into_iter().rfind(is_asked_for);
        Ok(found.ok_or(Denied::NoSuchRecord)?.municipality_slug)
    }

    /// The PDF of an edition that is not frozen; every page says so.
    ///
    /// # Errors
    /// [`AppError::Render`] when it cannot be made.
    pub async fn draft_edition_pdf(&self, edition: &PictureEdition) -> Result<Vec<u8>, AppError> {
        Ok(self.renderer.picture_pdf(edition, true).await?)
    }
}

fn refuse(missing: bool, field: &'static str) -> Result<(), AppError> {
    match missing {
        true => Err(AppError::Invalid {
            field,
            problem: Invalid::Missing,
        }),
        false => Ok(()),
    }
}

/// Whether two editions of a day differ in nothing but their number and what they
/// are compared with.
fn says_the_same(held: &PictureEdition, new: &PictureEdition) -> bool {
    let as_held = PictureEdition {
        version: held.version,
        compared_with: held.compared_with,
        replaces_picture: held.replaces_picture.clone(),
        changes: held.changes.clone(),
        ..new.clone()
    };
    as_held == *held
}
