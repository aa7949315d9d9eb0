//! Promises: list, open with the log, import, edit, share, export.

use std::collections::BTreeSet;

use handslag_domain::activity::Activity;
use handslag_domain::assessment::{Assessment, assess};
use handslag_domain::check::{Level, Words, check};
use handslag_domain::document::PromiseDocument;
use handslag_domain::id::{ActivityId, PromiseId};
use handslag_domain::organisation::{OrganisationId, Role};
use handslag_store::{
    HeldActivity, NewActivity, Origin, PromiseShare, PromiseSummary, PromiseVersion, Saving,
};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::access::{Action, Actor, Denied, Member, Permit, Whose, decide};
use crate::error::{Invalid, guarded, guarded_texts, without_identity_numbers};
use crate::kept::kept;
use crate::seen::refuse_unseen;
use crate::{App, AppError, Seen};

/// A promise as a member sees it, with its log.
pub struct OpenPromise {
    /// Leave to do what it was opened for.
    pub permit: Permit,
    /// Whose it is.
    pub owner: OrganisationId,
    /// The version to hand back when saving.
    pub version: u32,
    /// The promise with every activity of every party that shares it.
    pub document: PromiseDocument,
    /// The log as it is held: versions, origin, and what was withdrawn.
    pub log: Vec<HeldActivity>,
    /// How much the member's organisation may do at most with a partner's promise.
    limit: Option<Role>,
}

impl OpenPromise {
    /// The entries that count, each with the id that it has in the document.
    pub fn entries(&self) -> Vec<(ActivityId, &HeldActivity)> {
        named_entries(&self.owner, &self.log)
    }

    /// Whether the member may do this too with the promise; pages offer nothing else.
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

    /// The state of every commitment at the end of a day.
    /// See [`crate::day_within_reach`] for a day that somebody writes.
    pub fn assess(&self, at: Date) -> Vec<Assessment> {
        assess(&self.document, at)
    }

    /// The state of each commitment in the follow-up of a year.
    pub fn assess_for_follow_up(&self, year: i16, at: Date) -> Vec<Assessment> {
        crate::draft::assess_for_follow_up(&self.document, year, at)
    }
}

impl App {
    /// The promises that the member's organisation takes part in.
    ///
    /// # Errors
    /// [`AppError::Denied`] when nobody has signed in.
    pub async fn promises(&self, actor: &Actor) -> Result<Vec<PromiseSummary>, AppError> {
        let permit = decide(actor, Action::ReadInternal, &Whose::Own)?;
        Ok(self.store.visible_promises(permit.owner()?).await?)
    }

    /// Opens a promise with its log, for one action.
    ///
    /// # Errors
    /// [`Denied::NoSuchRecord`] both when it is not there and when it is not shared.
    pub async fn open_promise(
        &self,
        actor: &Actor,
        action: Action,
        owner: &OrganisationId,
        id: &PromiseId,
    ) -> Result<OpenPromise, AppError> {
        let limit = self.role_limit(actor, owner, id).await?;
        let permit = decide(actor, action, &whose(owner, limit))?;
        let held = self
            .store
            .promise(owner, id)
            .await?
            .ok_or(Denied::NoSuchRecord)?;
        let log = self.store.activities_of(owner, id).await?;
        let mut document = held.content;
        document.activities = activities(owner, &log);
        Ok(OpenPromise {
            permit,
            owner: owner.clone(),
            version: held.version,
            document,
            log,
            limit,
        })
    }

    pub(crate) async fn permit_for_promise(
        &self,
        actor: &Actor,
        action: Action,
        owner: &OrganisationId,
        id: &PromiseId,
    ) -> Result<Permit, AppError> {
        let limit = self.role_limit(actor, owner, id).await?;
        Ok(decide(actor, action, &whose(owner, limit))?)
    }

    /// How much the actor may do at most with a promise that a partner shares.
    async fn role_limit(
        &self,
        actor: &Actor,
        owner: &OrganisationId,
        id: &PromiseId,
    ) -> Result<Option<Role>, AppError> {
        Ok(match actor {
            Actor::Member(member) if member.organisation != *owner => {
                self.store
                    .shared_role(owner, id, &member.organisation)
                    .await?
            }
            _ => None,
        })
    }

    /// Takes in a whole document as a new promise of the member's organisation,
    /// its log included: all of it or nothing.
    ///
    /// # Errors
    /// [`AppError::Document`] when the document has errors.
    pub async fn add_promise(
        &self,
        actor: &Actor,
        document: &PromiseDocument,
        now: Timestamp,
    ) -> Result<(), AppError> {
        let permit = decide(actor, Action::EditPromise, &Whose::Own)?;
        refuse_errors(document)?;
        guard_document(document)?;
        let (member, owner) = (permit.member()?, permit.owner()?);
        let saving = saving(member, now, None);
        let mut entries: Vec<NewActivity> = Vec::new();
        for activity in &document.activities {
            entries.push(NewActivity {
                tenant: owner.clone(),
                promise_owner: owner.clone(),
                promise: document.promise.id.clone(),
                activity: kept(activity.clone())?,
                origin: Origin::Import,
                batch: None,
                key: activity.id.0.clone(),
                logged_at: now,
                logged_by: member.account_id(),
            });
        }
        self.store
            .write(async |tx| -> Result<(), AppError> {
                tx.insert_promise(owner, document, &saving).await?;
                tx.insert_activities(&entries).await?;
                Ok(())
            })
            .await
    }

    /// Saves the promise's own text and structure; the log is not touched. What
    /// changes nothing becomes no new version.
    ///
    /// - Returns the version that is held now.
    ///
    /// # Errors
    /// [`AppError::Stale`] with the other text when somebody saved in between.
    pub async fn save_promise(
        &self,
        actor: &Actor,
        owner: &OrganisationId,
        expected_version: u32,
        document: &PromiseDocument,
        reason: Option<String>,
        now: Timestamp,
    ) -> Result<u32, AppError> {
        let id = &document.promise.id;
        let permit = self
            .permit_for_promise(actor, Action::EditPromise, owner, id)
            .await?;
        refuse_errors(document)?;
        guard_document(document)?;
        guarded("reason", reason.as_deref().unwrap_or_default())?;
        let held = self.store.promise(owner, id).await?;
        let held = held.filter(|held| held.version == expected_version);
        if let Some(held) = held.map(|held| held.content) {
            // A stale edit is left to be answered as one.
            refuse_changed_lock(&held, document)?;
            if held == without_log(document) {
                return Ok(expected_version);
            }
        }
        let saving = saving(permit.member()?, now, reason);
        self.store
            .write(async |tx| -> Result<u32, AppError> {
                Ok(tx
                    .save_promise(owner, id, expected_version, document, &saving)
                    .await?)
            })
            .await
    }

    /// Every saved version of a promise, with who saved it and why.
    ///
    /// # Errors
    /// [`AppError::Denied`] when it is not the actor's to read.
    pub async fn promise_versions(
        &self,
        actor: &Actor,
        owner: &OrganisationId,
        id: &PromiseId,
    ) -> Result<Vec<PromiseVersion>, AppError> {
        self.permit_for_promise(actor, Action::ReadInternal, owner, id)
            .await?;
        Ok(self.store.promise_versions(owner, id).await?)
    }

    /// Shares a promise with a partner organisation, for a stated purpose.
    ///
    /// # Errors
    /// [`AppError::Denied`] when the actor's organisation does not own it;
    /// [`AppError::Stale`] when somebody shared it in between.
    pub async fn share_promise(
        &self,
        actor: &Actor,
        share: &PromiseShare,
        seen: Seen<'_>,
    ) -> Result<(), AppError> {
        decide(actor, Action::EditPromise, &Whose::Of(&share.owner))?;
        guarded("purpose", &share.purpose)?;
        let mut share = share.clone();
        // What needs the owner's publisher stays with the owner.
        share.role_limit = share.role_limit.min(Role::Editor);
        self.store
            .write(async |tx| -> Result<(), AppError> {
                let held = tx.shares_of(&share.owner, &share.promise).await?;
                refuse_unseen(held.iter().find(|h| h.partner == share.partner), seen)?;
                Ok(tx.share_promise(&share).await?)
            })
            .await
    }
}

pub(crate) fn whose(owner: &OrganisationId, limit: Option<Role>) -> Whose<'_> {
    match limit {
        Some(role) => Whose::Shared(owner, role),
        None => Whose::Of(owner),
    }
}

/// The log as the domain reads it. Two organisations may use the same id for
/// different activities; then the guest's is written with its owner before it.
fn activities(owner: &OrganisationId, log: &[HeldActivity]) -> Vec<Activity> {
    named_entries(owner, log)
        .into_iter()
        .map(|(id, held)| Activity {
            id,
            ..held.activity.clone()
        })
        .collect()
}

fn named_entries<'a>(
    owner: &OrganisationId,
    log: &'a [HeldActivity],
) -> Vec<(ActivityId, &'a HeldActivity)> {
    let mut taken: BTreeSet<ActivityId> = BTreeSet::new();
    let (own, guests): (Vec<&HeldActivity>, Vec<&HeldActivity>) = log
        .iter()
        .filter(|held| held.withdrawn.is_none())
        .partition(|held| held.tenant == *owner);
    own.into_iter()
        .chain(guests)
        .map(|held| {
            let id = held.activity.id.clone();
            match taken.insert(id.clone()) {
                true => (id, held),
                false => (ActivityId(format!("{}/{id}", held.tenant)), held),
            }
        })
        .collect()
}

pub(crate) fn saving(member: &Member, now: Timestamp, reason: Option<String>) -> Saving {
    Saving {
        by: member.account_id(),
        at: now,
        reason,
    }
}

fn refuse_errors(document: &PromiseDocument) -> Result<(), AppError> {
    let errors: Vec<_> = check(document, Words::Sv)
        .into_iter()
        .filter(|finding| finding.level == Level::Error)
        .collect();
    match errors.is_empty() {
        true => Ok(()),
        false => Err(AppError::Document(errors)),
    }
}

/// Every text that somebody writes is looked at before it is saved. Published
/// sources stay word for word, as do the addresses in them: they were public
/// before they came here. Identity numbers stand nowhere.
fn guard_document(document: &PromiseDocument) -> Result<(), AppError> {
    without_identity_numbers(document)?;
    for activity in &document.activities {
        guarded_texts("note", activity)?;
    }
    for voice in &document.voices {
        guarded("voices.words", &voice.words)?;
    }
    for problem in &document.problems {
        guarded("problems.title", &problem.title)?;
        guarded(
            "problems.words",
            problem.words.as_deref().unwrap_or_default(),
        )?;
        guarded(
            "problems.result",
            problem.result.as_deref().unwrap_or_default(),
        )?;
    }
    for follow_up in &document.follow_ups {
        for statement in &follow_up.statements {
            guarded(
                "statements.words",
                statement.words.as_deref().unwrap_or_default(),
            )?;
            guarded(
                "statements.deviation",
                statement.deviation.as_deref().unwrap_or_default(),
            )?;
        }
        for section in &follow_up.context {
            guarded("context.words", &section.words)?;
        }
    }
    Ok(())
}

/// What was locked says when it was: only locking changes it.
fn refuse_changed_lock(held: &PromiseDocument, new: &PromiseDocument) -> Result<(), AppError> {
    match held.promise.effect_lock == new.promise.effect_lock {
        true => Ok(()),
        false => Err(AppError::Invalid {
            field: "effect_lock",
            problem: Invalid::Locked,
        }),
    }
}

/// The log is kept beside the promise, entry by entry.
fn without_log(document: &PromiseDocument) -> PromiseDocument {
    PromiseDocument {
        activities: Vec::new(),
        ..document.clone()
    }
}
