//! Many entries of a log at once, each with an id of its own: a document's log
//! taken in by the organisation that it belongs to, and taken in again.

use handslag_domain::activity::Activity;
use handslag_domain::id::PromiseId;
use handslag_domain::organisation::OrganisationId;
use handslag_store::{EntryKey, HeldActivity, InsertedActivities, NewActivity, Origin};
use jiff::Timestamp;

use crate::access::{Action, Actor};
use crate::error::{guarded, guarded_texts};
use crate::kept::kept;
use crate::promise::{OpenPromise, saving};
use crate::{App, AppError};

/// A document's log beside the one that is held.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Compared {
    /// Entries that nobody has logged.
    pub new: Vec<Activity>,
    /// The organisation's own entries that the document says other things of,
    /// each with the version that is held.
    pub changed: Vec<(u32, Activity)>,
}

impl OpenPromise {
    /// What a document says that the organisation's log does not. An entry that
    /// was withdrawn stays so, and a partner's is the partner's to correct.
    ///
    /// # Errors
    /// As [`App::take_in_log`].
    pub fn compared(
        &self,
        organisation: &OrganisationId,
        log: &[Activity],
    ) -> Result<Compared, AppError> {
        let named = self.entries();
        let mut compared = Compared::default();
        for activity in log {
            guarded_texts("note", activity)?;
            // What was cut before it was kept is no difference.
            let activity = kept(activity.clone())?;
            let own = |held: &&HeldActivity| {
                held.tenant == *organisation && held.activity.id == activity.id
            };
            match self.log.iter().find(own) {
                Some(held) if held.withdrawn.is_none() && held.activity != activity => {
                    compared.changed.push((held.version, activity));
                }
                Some(_) => {}
                None if named.iter().any(|(id, _)| *id == activity.id) => {}
                None => compared.new.push(activity),
            }
        }
        Ok(compared)
    }
}

impl App {
    /// Corrects the organisation's own entries as a document says: all of them
    /// or none. What each said before is kept, with the reason.
    ///
    /// # Errors
    /// [`AppError::Stale`] when somebody corrected one in between.
    pub async fn correct_log(
        &self,
        actor: &Actor,
        owner: &OrganisationId,
        promise: &PromiseId,
        changed: &[(u32, Activity)],
        reason: &str,
        now: Timestamp,
    ) -> Result<(), AppError> {
        let permit = self
            .permit_for_promise(actor, Action::Import, owner, promise)
            .await?;
        let member = permit.member()?;
        guarded("reason", reason)?;
        let saving = saving(member, now, Some(reason.to_owned()));
        let mut entries: Vec<(EntryKey, u32, Activity)> = Vec::new();
        for (version, activity) in changed {
            guarded_texts("note", activity)?;
            let key = EntryKey {
                tenant: member.organisation.clone(),
                promise_owner: owner.clone(),
                promise: promise.clone(),
                id: activity.id.clone(),
            };
            entries.push((key, *version, kept(activity.clone())?));
        }
        self.store
            .write(async |tx| -> Result<(), AppError> {
                for (key, version, activity) in &entries {
                    tx.save_activity(key, *version, activity, &saving).await?;
                }
                Ok(())
            })
            .await
    }

    /// Takes in entries for the member's own organisation: all of them or
    /// none. An entry whose id is held already changes nothing.
    ///
    /// # Errors
    /// [`AppError::PersonalData`] when a text may point out a person;
    /// [`AppError::Invalid`] when talks or reports are no whole number.
    pub async fn take_in_log(
        &self,
        actor: &Actor,
        owner: &OrganisationId,
        promise: &PromiseId,
        activities: &[Activity],
        now: Timestamp,
    ) -> Result<InsertedActivities, AppError> {
        let permit = self
            .permit_for_promise(actor, Action::Import, owner, promise)
            .await?;
        let member = permit.member()?;
        let mut entries: Vec<NewActivity> = Vec::new();
        for activity in activities {
            guarded_texts("note", activity)?;
            entries.push(NewActivity {
                tenant: member.organisation.clone(),
                promise_owner: owner.clone(),
                promise: promise.clone(),
                activity: kept(activity.clone())?,
                origin: Origin::Import,
                batch: None,
                key: activity.id.0.clone(),
                logged_at: now,
                logged_by: member.account_id(),
            });
        }
        self.store
            .write(async |tx| -> Result<InsertedActivities, AppError> {
                Ok(tx.insert_activities(&entries).await?)
            })
            .await
    }
}
