//! Many entries of a log at once, each with an id of its own: a document's log
//! taken in by the organisation that it belongs to.

use handslag_domain::activity::Activity;
use handslag_domain::id::PromiseId;
use handslag_domain::organisation::OrganisationId;
use handslag_store::{InsertedActivities, NewActivity, Origin};
use jiff::Timestamp;

use crate::access::{Action, Actor};
use crate::activity::kept;
use crate::error::guarded_texts;
use crate::{App, AppError};

impl App {
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
