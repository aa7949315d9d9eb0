//! Showing incidents to a partner, and what an organisation sees of all that
//! is shown to it: of which kinds, and from when.

use std::collections::BTreeSet;

use handslag_domain::incident::{CategoryId, Incident};
use handslag_domain::organisation::OrganisationId;
use handslag_store::IncidentShare;
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use crate::access::{Action, Actor, Whose, decide};
use crate::error::{Invalid, invalid};
use crate::incident::said;
use crate::seen::refuse_unseen;
use crate::{App, AppError, Seen, swedish_day};

/// What to show to whom.
#[derive(Debug, Clone)]
pub struct ShareOrder {
    /// The partner.
    pub partner: OrganisationId,
    /// What for.
    pub purpose: String,
    /// Only of these kinds and what is beneath them; all when there are none.
    pub kinds: Vec<CategoryId>,
    /// Only what happened from this day on.
    pub happened_from: Option<Date>,
    /// The last day it is shown.
    pub ends_on: Date,
}

impl App {
    /// To whom the organisation shows its incidents.
    ///
    /// # Errors
    /// [`AppError::Denied`] when nobody has signed in.
    pub async fn incident_shares(&self, actor: &Actor) -> Result<Vec<IncidentShare>, AppError> {
        let permit = decide(actor, Action::ReadInternal, &Whose::Own)?;
        Ok(self.store.incident_shares(permit.owner()?).await?)
    }

    /// Shows the organisation's incidents to a partner, for a purpose and a
    /// time, or changes what is shown.
    ///
    /// # Errors
    /// [`AppError::Invalid`] when the purpose is not said, the partner or a
    /// kind is unknown, or the last day has passed; [`AppError::Stale`] with what
    /// somebody else has come to show the partner in between.
    pub async fn share_incidents(
        &self,
        actor: &Actor,
        order: &ShareOrder,
        seen: Seen<'_>,
        now: Timestamp,
    ) -> Result<(), AppError> {
        let permit = decide(actor, Action::ShareIncidents, &Whose::Own)?;
        let (owner, partner) = (permit.owner()?, &order.partner);
        let is_known = self.store.organisation(partner).await?.is_some();
        if partner == owner || !is_known {
            return Err(invalid("partner", Invalid::Unknown));
        }
        let (_, tree) = self.held_categories(owner).await?;
        if order.kinds.iter().any(|kind| tree.get(kind).is_none()) {
            return Err(invalid("kinds", Invalid::Unknown));
        }
        let today = swedish_day(now);
        if order.ends_on < today {
            return Err(invalid("ends_on", Invalid::Unreadable));
        }
        let share = IncidentShare {
            owner: owner.clone(),
            partner: partner.clone(),
            purpose: said("purpose", &order.purpose)?,
            kinds: order.kinds.clone(),
            happened_from: order.happened_from,
            shared_on: today,
            ends_on: order.ends_on,
        };
        self.store
            .write(async |tx| -> Result<(), AppError> {
                let held = tx.incident_shares(owner).await?;
                refuse_unseen(held.iter().find(|h| h.partner == share.partner), seen)?;
                Ok(tx.share_incidents(&share).await?)
            })
            .await?;
        self.picture_moved(owner);
        Ok(())
    }

    /// Ends the sharing with a partner, at once.
    ///
    /// # Errors
    /// [`AppError::Denied`] when the role does not reach.
    pub async fn end_incident_share(
        &self,
        actor: &Actor,
        partner: &OrganisationId,
    ) -> Result<(), AppError> {
        let permit = decide(actor, Action::ShareIncidents, &Whose::Own)?;
        let owner = permit.owner()?;
        self.store
            .write(async |tx| -> Result<(), AppError> {
                Ok(tx.end_incident_share(owner, partner).await?)
            })
            .await?;
        self.picture_moved(owner);
        Ok(())
    }

    /// Hands over every incident that an organisation sees: its own, and what
    /// each of these shares shows of a partner's.
    pub(crate) async fn each_seen(
        &self,
        owner: &OrganisationId,
        shown: &[IncidentShare],
        mut take: impl FnMut(&OrganisationId, Vec<Incident>) + Send,
    ) -> Result<(), AppError> {
        self.store
            .each_incident(owner, |some| take(owner, some))
            .await?;
        for share in shown {
            let limits = self.limits_of(share).await?;
            self.store
                .each_incident(&share.owner, |mut some| {
                    some.retain(|incident| limits.show(incident));
                    take(&share.owner, some);
                })
                .await?;
        }
        Ok(())
    }

    /// What a share shows, by the categories of the one who shares.
    pub(crate) async fn limits_of(&self, share: &IncidentShare) -> Result<Limits, AppError> {
        let (_, tree) = self.held_categories(&share.owner).await?;
        let kinds = (!share.kinds.is_empty()).then(|| tree.shown_with(&share.kinds));
        Ok(Limits {
            kinds,
            from: share.happened_from.and_then(begins),
        })
    }
}

/// The moment that a day begins in Sweden.
pub(crate) fn begins(day: Date) -> Option<Timestamp> {
    let stockholm = TimeZone::get("Europe/Stockholm").unwrap_or(TimeZone::UTC);
    let midnight = day.to_datetime(Time::midnight());
    stockholm.to_timestamp(midnight).ok()
}

/// What is shown of an organisation's incidents.
pub(crate) struct Limits {
    kinds: Option<BTreeSet<CategoryId>>,
    from: Option<Timestamp>,
}

impl Limits {
    pub(crate) fn show(&self, incident: &Incident) -> bool {
        let is_of_kind = |kinds: &BTreeSet<CategoryId>| kinds.contains(&incident.category);
        // What may have begun before is not shown: it may lie wholly before.
        self.kinds.as_ref().is_none_or(is_of_kind)
            && self.from.is_none_or(|from| incident.window.from() >= from)
    }
}
