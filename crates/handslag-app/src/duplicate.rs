//! Incidents that may be one and the same: suggested to a person, who joins
//! them in the organisation's picture, says that they are not, or takes apart
//! what was joined. Neither row is changed (decision 13).

use std::collections::{HashMap, HashSet};

use handslag_domain::incident::duplicates::{Reason, Suggestion, suggest};
use handslag_domain::incident::{CategoryTree, Incident};
use handslag_domain::organisation::OrganisationId;
use handslag_store::{IncidentMerge, OwnedIncident, TracedMerge};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::access::{Action, Actor, Denied, Whose, decide};
use crate::error::{Invalid, invalid};
use crate::incident::said;
use crate::promise::saving;
use crate::{App, AppError, swedish_day};

/// As many as a person looks through before asking again.
const SHOWN: usize = 50;

/// An incident and whose it is.
#[derive(Debug, Clone, PartialEq)]
pub struct SeenIncident {
    /// Whose.
    pub owner: OrganisationId,
    /// What it says.
    pub incident: Incident,
    /// When its owner took it in; known of the few that are shown.
    pub reported_at: Option<Timestamp>,
}

impl SeenIncident {
    /// What it is known by.
    pub fn id(&self) -> OwnedIncident {
        (self.owner.clone(), self.incident.id)
    }
}

/// Two that may be the same, and why one may think so.
#[derive(Debug, Clone, PartialEq)]
pub struct DuplicatePair {
    /// The one that counts if they are joined: the one whose place is
    /// known best, else one's own.
    pub kept: SeenIncident,
    /// The other.
    pub other: SeenIncident,
    /// Why.
    pub reasons: Vec<Reason>,
}

/// What is suggested.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Duplicates {
    /// The likeliest first, as many as a person looks through.
    pub pairs: Vec<DuplicatePair>,
    /// How many more there are.
    pub n_more: usize,
    /// How many incidents were looked at.
    pub n_incidents: usize,
}

/// Two that were joined, or taken apart again.
#[derive(Debug, Clone, PartialEq)]
pub struct JoinedPair {
    /// Which, by whom, when and why.
    pub trace: TracedMerge,
    /// The one that counts, if it can still be seen.
    pub kept: Option<SeenIncident>,
    /// The one that does not, if it can still be seen.
    pub other: Option<SeenIncident>,
}

impl App {
    /// Incidents since a day that may be the same, one's own and those that
    /// partners show; without what is joined or was told apart.
    ///
    /// # Errors
    /// [`AppError::Denied`] when the role does not reach.
    pub async fn duplicates(
        &self,
        actor: &Actor,
        since: Date,
        now: Timestamp,
    ) -> Result<Duplicates, AppError> {
        let permit = decide(actor, Action::EditPicture, &Whose::Own)?;
        let owner = permit.owner()?;
        let settled = self.settled(owner).await?;
        let shown = self
            .store
            .shown_incidents_of(owner, swedish_day(now))
            .await?;
        let mut seen: Vec<SeenIncident> = Vec::new();
        self.each_seen(owner, &shown, |whose, some| {
            let recent = some.into_iter().filter(|incident| {
                swedish_day(incident.window.to()) >= since
                    && !settled.joined.contains(&(whose.clone(), incident.id))
            });
            seen.extend(recent.map(|incident| SeenIncident {
                owner: whose.clone(),
                incident,
                reported_at: None,
            }));
        })
        .await?;
        let (_, tree) = self.held_categories(owner).await?;
        // It takes seconds when there are many, which pages need not wait for.
        let own = owner.clone();
        let suggesting = move || {
            let n_incidents = seen.len();
            let mut pairs = suggested(seen, &tree, &own);
            pairs.retain(|pair| !settled.is_distinct(&pair.kept.id(), &pair.other.id()));
            let n_more = pairs.len().saturating_sub(SHOWN);
            pairs.truncate(SHOWN);
            Duplicates {
                pairs,
                n_more,
                n_incidents,
            }
        };
        let suggesting = tokio::task::spawn_blocking(suggesting).await;
        let mut found = suggesting.map_err(|_| invalid("document", Invalid::Unreadable))?;
        for pair in &mut found.pairs {
            self.note_when_reported(&mut pair.kept).await?;
            self.note_when_reported(&mut pair.other).await?;
        }
        Ok(found)
    }

    async fn note_when_reported(&self, seen: &mut SeenIncident) -> Result<(), AppError> {
        let held = self.store.incident(&seen.owner, seen.incident.id).await?;
        seen.reported_at = held.map(|held| held.received.at);
        Ok(())
    }

    /// Counts one incident as another in the organisation's picture.
    ///
    /// # Errors
    /// [`AppError::Denied`] when one of them cannot be seen;
    /// [`AppError::Invalid`] without a reason, or when one is joined already.
    pub async fn join_incidents(
        &self,
        actor: &Actor,
        merge: &IncidentMerge,
        reason: &str,
        now: Timestamp,
    ) -> Result<(), AppError> {
        let permit = decide(actor, Action::EditPicture, &Whose::Own)?;
        let owner = permit.owner()?;
        for one in [&merge.kept, &merge.other] {
            let seen = self.seen(owner, one, now).await?;
            seen.ok_or(Denied::NoSuchRecord)?;
        }
        let reason = said("reason", reason)?;
        let saving = saving(permit.member()?, now, Some(reason));
        let joined = self
            .store
            .write(async |tx| -> Result<(), AppError> {
                let merges = tx.incident_merges(owner).await?;
                let is_counted_as_another =
                    |one: &OwnedIncident| merges.iter().any(|merge| merge.other == *one);
                // Else two could count as each other, and neither would count.
                if merge.kept == merge.other
                    || is_counted_as_another(&merge.kept)
                    || is_counted_as_another(&merge.other)
                {
                    return Err(invalid("kept", Invalid::Taken));
                }
                Ok(tx.merge_incidents(owner, merge, &saving).await?)
            })
            .await;
        self.picture_moved(owner);
        joined
    }

    /// Remembers that two incidents are not the same, so that they are not
    /// suggested again.
    ///
    /// # Errors
    /// [`AppError::Denied`] when one of them cannot be seen.
    pub async fn tell_incidents_apart(
        &self,
        actor: &Actor,
        pair: (&OwnedIncident, &OwnedIncident),
        now: Timestamp,
    ) -> Result<(), AppError> {
        let permit = decide(actor, Action::EditPicture, &Whose::Own)?;
        let owner = permit.owner()?;
        for one in [pair.0, pair.1] {
            let seen = self.seen(owner, one, now).await?;
            seen.ok_or(Denied::NoSuchRecord)?;
        }
        let saving = saving(permit.member()?, now, None);
        self.store
            .write(async |tx| -> Result<(), AppError> {
                Ok(tx.tell_incidents_apart(owner, pair, &saving).await?)
            })
            .await
    }

    /// Lets a joined incident count for itself again; the trace stays.
    ///
    /// # Errors
    /// [`AppError::Denied`] when the role does not reach.
    pub async fn take_incidents_apart(
        &self,
        actor: &Actor,
        other: &OwnedIncident,
        now: Timestamp,
    ) -> Result<(), AppError> {
        let permit = decide(actor, Action::EditPicture, &Whose::Own)?;
        let owner = permit.owner()?;
        self.store
            .write(async |tx| -> Result<(), AppError> {
                Ok(tx.take_apart_incidents(owner, other, now).await?)
            })
            .await?;
        self.picture_moved(owner);
        Ok(())
    }

    /// What the organisation has joined and taken apart, latest first.
    ///
    /// # Errors
    /// [`AppError::Denied`] when nobody has signed in.
    pub async fn joined_incidents(
        &self,
        actor: &Actor,
        now: Timestamp,
    ) -> Result<Vec<JoinedPair>, AppError> {
        let permit = decide(actor, Action::ReadInternal, &Whose::Own)?;
        let owner = permit.owner()?;
        let traces = self.store.traced_merges(owner).await?;
        let mut joined = Vec::new();
        for trace in traces.into_iter().take(SHOWN) {
            joined.push(self.joined(owner, trace, now).await?);
        }
        Ok(joined)
    }

    /// What was joined with an incident of the organisation's own, or taken apart.
    pub(crate) async fn joined_with(
        &self,
        owner: &OrganisationId,
        one: &OwnedIncident,
        now: Timestamp,
    ) -> Result<Vec<JoinedPair>, AppError> {
        let traces = self.store.traced_merges(owner).await?.into_iter();
        let mut joined = Vec::new();
        for trace in traces.filter(|t| t.merge.kept == *one || t.merge.other == *one) {
            joined.push(self.joined(owner, trace, now).await?);
        }
        Ok(joined)
    }

    async fn joined(
        &self,
        owner: &OrganisationId,
        trace: TracedMerge,
        now: Timestamp,
    ) -> Result<JoinedPair, AppError> {
        Ok(JoinedPair {
            kept: self.seen(owner, &trace.merge.kept, now).await?,
            other: self.seen(owner, &trace.merge.other, now).await?,
            trace,
        })
    }

    /// An incident of one's own, or one that a partner shows today.
    async fn seen(
        &self,
        owner: &OrganisationId,
        (whose, id): &OwnedIncident,
        now: Timestamp,
    ) -> Result<Option<SeenIncident>, AppError> {
        let held = self.store.incident(whose, *id).await?;
        let Some(held) = held.filter(|held| held.withdrawn.is_none()) else {
            return Ok(None);
        };
        let shown = self
            .store
            .shown_incidents_of(owner, swedish_day(now))
            .await?;
        let is_shown = match shown.iter().find(|share| share.owner == *whose) {
            _ if whose == owner => true,
            Some(share) => self.limits_of(share).await?.show(&held.incident),
            None => false,
        };
        Ok(is_shown.then(|| SeenIncident {
            owner: whose.clone(),
            incident: held.incident,
            reported_at: Some(held.received.at),
        }))
    }

    async fn settled(&self, owner: &OrganisationId) -> Result<Settled, AppError> {
        let merges = self.store.incident_merges(owner).await?;
        Ok(Settled {
            joined: merges.into_iter().map(|merge| merge.other).collect(),
            distinct: self
                .store
                .distinct_incidents(owner)
                .await?
                .into_iter()
                .collect(),
        })
    }
}

/// What nobody need be asked about again.
struct Settled {
    joined: HashSet<OwnedIncident>,
    distinct: HashSet<(OwnedIncident, OwnedIncident)>,
}

impl Settled {
    fn is_distinct(&self, a: &OwnedIncident, b: &OwnedIncident) -> bool {
        let pair = |a: &OwnedIncident, b: &OwnedIncident| (a.clone(), b.clone());
        self.distinct.contains(&pair(a, b)) || self.distinct.contains(&pair(b, a))
    }
}

fn suggested(
    seen: Vec<SeenIncident>,
    tree: &CategoryTree,
    own: &OrganisationId,
) -> Vec<DuplicatePair> {
    // Two organisations' own reports are two sources, though both are called the same.
    let named: Vec<Incident> = seen
        .iter()
        .map(|seen| Incident {
            source: format!("{}\0{}", seen.owner, seen.incident.source),
            ..seen.incident.clone()
        })
        .collect();
    let suggestions = suggest(&named, tree);
    drop(named);
    let by_id: HashMap<_, SeenIncident> = seen
        .into_iter()
        .map(|seen| (seen.incident.id, seen))
        .collect();
    let pair = |suggestion: Suggestion| {
        let (a, b) = (by_id.get(&suggestion.a)?, by_id.get(&suggestion.b)?);
        // Of two whose places are known as well, one's own.
        let rank = |seen: &SeenIncident| (seen.incident.at.precision(), seen.owner != *own);
        let (kept, other) = match rank(a) <= rank(b) {
            true => (a, b),
            false => (b, a),
        };
        Some(DuplicatePair {
            kept: kept.clone(),
            other: other.clone(),
            reasons: suggestion.reasons,
        })
    };
    suggestions.into_iter().filter_map(pair).collect()
}
