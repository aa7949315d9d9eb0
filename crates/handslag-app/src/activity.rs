//! The log: three taps to log, correct with a trace, withdraw.

use handslag_domain::activity::Activity;
use handslag_domain::amount::Amount;
use handslag_domain::assessment::{Evidenced, Uncounted, assess, uncounted};
use handslag_domain::id::{ActivityId, CommitmentId, PartyId, PromiseId};
use handslag_domain::organisation::OrganisationId;
use handslag_store::{ActivityChange, EntryKey, HeldActivity, Inserted, NewActivity, Origin};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::access::{Action, Actor, Denied, Whose, decide};
use crate::error::{Invalid, guarded, guarded_texts};
use crate::kept::kept;
use crate::promise::{OpenPromise, saving};
use crate::{App, AppError};

/// An activity to log.
pub struct LogOrder {
    /// Whose promise it is logged for.
    pub owner: OrganisationId,
    /// Which promise.
    pub promise: PromiseId,
    /// What was done; its id is given here unless the sender has one.
    pub activity: Activity,
    /// A key made by the sender: the same key twice is the same activity.
    pub key: String,
    /// From a form or a command.
    pub origin: Origin,
}

/// What logging led to.
pub struct Logged {
    /// The id of the entry.
    pub id: ActivityId,
    /// Whether the same key had been logged before.
    pub already: bool,
    /// The commitments that moved.
    pub moved: Vec<Moved>,
    /// When none did: those that count the kind, and why not this entry.
    pub uncounted: Vec<Uncounted>,
}

/// An entry of the member's own organisation: the promise it is logged for, and its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryName {
    /// Whose promise it is logged for.
    pub owner: OrganisationId,
    /// Which promise.
    pub promise: PromiseId,
    /// The entry's id.
    pub id: ActivityId,
}

impl EntryName {
    fn key(&self, tenant: &OrganisationId) -> EntryKey {
        EntryKey {
            tenant: tenant.clone(),
            promise_owner: self.owner.clone(),
            promise: self.promise.clone(),
            id: self.id.clone(),
        }
    }
}

/// A commitment whose count changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Moved {
    /// Which.
    pub commitment: CommitmentId,
    /// Its name.
    pub name: String,
    /// The count before.
    pub before: Amount,
    /// The count after.
    pub after: Amount,
    /// What is promised.
    pub target: Option<Amount>,
    /// What is counted.
    pub unit: String,
}

impl App {
    /// Logs an activity for the member's own organisation.
    ///
    /// # Errors
    /// [`AppError::PersonalData`] when the note may point out a person;
    /// [`AppError::Invalid`] when the day is missing, no day or in the future.
    pub async fn log_activity(
        &self,
        actor: &Actor,
        order: LogOrder,
        today: Date,
        now: Timestamp,
    ) -> Result<Logged, AppError> {
        let opened = self
            .open_promise(actor, Action::LogActivity, &order.owner, &order.promise)
            .await?;
        let member = opened.permit.member()?.clone();
        guarded_texts("note", &order.activity)?;
        refuse_unknown_fields(&order.activity)?;
        let activity = made_safe(order.activity, today)?;
        refuse_unknown(&opened, &activity)?;
        let new = NewActivity {
            tenant: member.organisation.clone(),
            promise_owner: order.owner,
            promise: order.promise,
            activity: activity.clone(),
            origin: order.origin,
            batch: None,
            key: order.key,
            logged_at: now,
            logged_by: member.account_id(),
        };
        let inserted = self
            .store
            .write(async |tx| -> Result<Inserted, AppError> { Ok(tx.insert_activity(&new).await?) })
            .await?;
        Ok(match inserted {
            Inserted::Inserted => {
                let moved = moved(&opened, &activity, today);
                let uncounted = match moved.is_empty() {
                    true => uncounted(&opened.document, &activity, day_of_seeing(&activity, today)),
                    false => Vec::new(),
                };
                Logged {
                    id: activity.id,
                    already: false,
                    moved,
                    uncounted,
                }
            }
            Inserted::AlreadyThere(held) => Logged {
                id: held.activity.id,
                already: true,
                moved: Vec::new(),
                uncounted: Vec::new(),
            },
        })
    }

    /// What an activity would move, without logging it.
    ///
    /// # Errors
    /// [`AppError::Denied`] when the promise is not the actor's to log for.
    pub async fn would_move(
        &self,
        actor: &Actor,
        owner: &OrganisationId,
        promise: &PromiseId,
        activity: &Activity,
        today: Date,
    ) -> Result<Vec<Moved>, AppError> {
        let opened = self
            .open_promise(actor, Action::LogActivity, owner, promise)
            .await?;
        Ok(moved(&opened, activity, today))
    }

    /// One entry of the member's own organisation.
    ///
    /// # Errors
    /// [`Denied::NoSuchRecord`] when it is another's or not there.
    pub async fn activity(
        &self,
        actor: &Actor,
        named: &EntryName,
    ) -> Result<(HeldActivity, Vec<ActivityChange>), AppError> {
        let permit = decide(actor, Action::CorrectActivity, &Whose::Own)?;
        let key = named.key(permit.owner()?);
        let held = self
            .store
            .activity(&key)
            .await?
            .ok_or(Denied::NoSuchRecord)?;
        let changes = self.store.changes_of(&key).await?;
        Ok((held, changes))
    }

    /// The entries that the member logged last, newest first.
    ///
    /// # Errors
    /// [`AppError::Denied`] when nobody has signed in.
    pub async fn recent_activities(
        &self,
        actor: &Actor,
        n: u32,
    ) -> Result<Vec<HeldActivity>, AppError> {
        let permit = decide(actor, Action::ReadInternal, &Whose::Own)?;
        let member = permit.member()?;
        match member.account_id() {
            Some(account) => Ok(self
                .store
                .recent_activities(&member.organisation, account, n)
                .await?),
            None => Ok(Vec::new()),
        }
    }

    /// Corrects an entry. What it was before is kept, with the reason.
    ///
    /// # Errors
    /// [`AppError::Stale`] with the other text; [`AppError::Invalid`] without a reason.
    #[expect(
        clippy::too_many_arguments,
        reason = "each is a thing of its own that the caller has"
    )]
    pub async fn correct_activity(
        &self,
        actor: &Actor,
        named: &EntryName,
        expected_version: u32,
        activity: Activity,
        reason: &str,
        today: Date,
        now: Timestamp,
    ) -> Result<u32, AppError> {
        let permit = decide(actor, Action::CorrectActivity, &Whose::Own)?;
        needed("reason", reason)?;
        guarded("reason", reason)?;
        guarded_texts("note", &activity)?;
        let activity = made_safe(activity, today)?;
        let saving = saving(permit.member()?, now, Some(reason.to_owned()));
        let key = named.key(permit.owner()?);
        self.store
            .write(async |tx| -> Result<u32, AppError> {
                Ok(tx
                    .save_activity(&key, expected_version, &activity, &saving)
                    .await?)
            })
            .await
    }

    /// Withdraws an entry: it no longer counts, but it and the reason are kept.
    ///
    /// # Errors
    /// As for [`App::correct_activity`].
    pub async fn withdraw_activity(
        &self,
        actor: &Actor,
        named: &EntryName,
        expected_version: u32,
        reason: &str,
        now: Timestamp,
    ) -> Result<u32, AppError> {
        let permit = decide(actor, Action::CorrectActivity, &Whose::Own)?;
        needed("reason", reason)?;
        guarded("reason", reason)?;
        let saving = saving(permit.member()?, now, Some(reason.to_owned()));
        let key = named.key(permit.owner()?);
        self.store
            .write(async |tx| -> Result<u32, AppError> {
                Ok(tx
                    .withdraw_activity(&key, expected_version, &saving)
                    .await?)
            })
            .await
    }
}

fn needed(field: &'static str, text: &str) -> Result<(), AppError> {
    match text.trim().is_empty() {
        true => Err(AppError::Invalid {
            field,
            problem: Invalid::Missing,
        }),
        false => Ok(()),
    }
}

/// A field that the log does not have is refused: nobody knows what it holds.
fn refuse_unknown_fields(activity: &Activity) -> Result<(), AppError> {
    match activity.extra.is_empty() {
        true => Ok(()),
        false => Err(AppError::Invalid {
            field: "extra",
            problem: Invalid::Unknown,
        }),
    }
}

/// An entry names places, parties and commitments that the promise has: else
/// its export could not be read again.
fn refuse_unknown(opened: &OpenPromise, activity: &Activity) -> Result<(), AppError> {
    let document = &opened.document;
    let is_known = |field, known: bool| match known {
        true => Ok(()),
        false => Err(AppError::Invalid {
            field,
            problem: Invalid::Unknown,
        }),
    };
    let place = activity.place.as_ref();
    is_known(
        "place",
        place.is_none_or(|id| document.places.iter().any(|p| p.id == *id)),
    )?;
    let has_party = |id: &PartyId| document.parties.iter().any(|p| p.id == *id);
    is_known("parties", activity.parties.iter().all(has_party))?;
    let has_commitment = |id: &CommitmentId| document.commitment(id).is_some();
    is_known("serves", activity.serves.iter().all(has_commitment))
}

/// Checks and completes an activity before it is kept.
fn made_safe(mut activity: Activity, today: Date) -> Result<Activity, AppError> {
    let invalid = |field, problem| AppError::Invalid { field, problem };
    needed("type", &activity.kind.0)?;
    let first_day = activity
        .on
        .first_day()
        .map_err(|_| invalid("on", Invalid::Unreadable))?;
    if first_day > today {
        return Err(invalid("on", Invalid::InTheFuture));
    }
    let amounts = [
        activity.times,
        activity.hours,
        activity.staff,
        activity.took_hours,
    ];
    if amounts
        .into_iter()
        .flatten()
        .chain(activity.counts.values().copied())
        .any(Amount::is_negative)
    {
        return Err(invalid("counts", Invalid::Unreadable));
    }
    if activity.id.0.is_empty() {
        activity.id = ActivityId(uuid::Uuid::now_v7().to_string());
    }
    kept(activity)
}

/// A month's tally counts when the month is over: what it will come to is seen then.
fn day_of_seeing(activity: &Activity, today: Date) -> Date {
    activity.on.last_day().map_or(today, |day| day.max(today))
}

/// Which commitments an activity moves, and from what to what.
fn moved(opened: &OpenPromise, activity: &Activity, today: Date) -> Vec<Moved> {
    let at = day_of_seeing(activity, today);
    let before = opened.assess(at);
    let mut document = opened.document.clone();
    document.activities.push(activity.clone());
    let mut all = Vec::new();
    for (before, after) in before.iter().zip(assess(&document, at)) {
        let name = document.commitment(&after.commitment).map(|c| c.name());
        let name = name.unwrap_or_default().to_owned();
        let number = all.len();
        moved_counts(&name, &before.evidenced, &after.evidenced, &mut all);
        for moved in &mut all[number..] {
            moved.commitment = after.commitment.clone();
        }
    }
    all
}

/// The count of a target, and of each part of it whose number changed.
fn moved_counts(name: &str, before: &Evidenced, after: &Evidenced, all: &mut Vec<Moved>) {
    if before.counted != after.counted {
        all.push(Moved {
            commitment: CommitmentId::default(),
            name: name.to_owned(),
            before: before.counted,
            after: after.counted,
            target: after.target,
            unit: after.unit.clone(),
        });
    }
    for (before, after) in before.parts.iter().zip(&after.parts) {
        let part = after.title.as_ref();
        let name = part.map_or_else(|| name.to_owned(), |part| format!("{name}: {part}"));
        moved_counts(&name, before, after, all);
    }
}
