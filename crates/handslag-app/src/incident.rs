//! Incidents: report several at a time, correct with a trace, withdraw, and
//! show them to a partner.

mod list;
mod receipt;

use std::collections::BTreeMap;

use handslag_domain::id::PlaceId;
use handslag_domain::incident::{
    CategoryId, CategoryTree, Incident, IncidentId, IncidentKey, NamedPlace, Precision, Spot,
    TimeWindow, WrittenSpot,
};
use handslag_domain::organisation::OrganisationId;
use handslag_store::{HeldIncident, IncidentChange, InsertedIncidents, Received};
use jiff::Timestamp;

use crate::access::{Action, Actor, Denied, Whose, decide};
use crate::duplicate::JoinedPair;
use crate::dwelling::{self, forget_earlier_places};
use crate::error::{Invalid, guarded, invalid};
use crate::picture::Change;
use crate::promise::saving;
use crate::{App, AppError};

pub use list::IncidentList;

/// What incidents that members report themselves come from.
pub const OWN_REPORTS: &str = "rapport";

/// Clocks of telephones differ by a little.
const CLOCKS_DIFFER: jiff::SignedDuration = jiff::SignedDuration::from_mins(5);

/// More than this in one entry is a slip of the finger.
const MOST_IN_ONE: u32 = 1_000;

/// Something that a member has seen.
#[derive(Debug, Clone)]
pub struct IncidentReport {
    /// A key made by the sender: the same key twice is the same incident.
    pub key: String,
    /// When it can have happened.
    pub window: TimeWindow,
    /// Of which kind.
    pub category: CategoryId,
    /// Where.
    pub spot: WrittenSpot,
    /// How many times.
    pub count: u32,
    /// What more there is to say, without anybody in it.
    pub note: Option<String>,
}

impl IncidentReport {
    /// The incident that it becomes.
    pub fn id(&self) -> IncidentId {
        IncidentId::of(OWN_REPORTS, &IncidentKey(self.key.clone()))
    }
}

/// An incident of the member's own organisation, with what it said before.
#[derive(Debug, Clone)]
pub struct OpenIncident {
    /// As it stands.
    pub held: HeldIncident,
    /// What it said before, oldest first.
    pub changes: Vec<IncidentChange>,
    /// What it was joined with in the picture, or taken apart from, latest first.
    pub joined: Vec<JoinedPair>,
}

impl App {
    /// Reports what a member has seen: all of it, or nothing.
    ///
    /// # Errors
    /// [`AppError::PersonalData`] when a note may point out a person;
    /// [`AppError::Invalid`] when the time has not come or is before 1990, or a
    /// category or place is not there.
    pub async fn report_incidents(
        &self,
        actor: &Actor,
        reports: &[IncidentReport],
        now: Timestamp,
    ) -> Result<InsertedIncidents, AppError> {
        let permit = decide(actor, Action::ReportIncident, &Whose::Own)?;
        let (owner, member) = (permit.owner()?, permit.member()?);
        let (_, tree) = self.held_categories(owner).await?;
        let places = self.held_places(owner).await?;
        let incidents: Vec<Incident> = reports
            .iter()
            .map(|report| incident_of(report, &tree, &places, now))
            .collect::<Result<_, _>>()?;
        let received = Received {
            at: now,
            by: member.account_id(),
            batch: None,
        };
        self.keep_reported(owner, &received, &incidents).await
    }

    /// Keeps incidents that come in one by one or a few at a time: pictures take
    /// them in as they stand.
    pub(crate) async fn keep_reported(
        &self,
        owner: &OrganisationId,
        received: &Received,
        incidents: &[Incident],
    ) -> Result<InsertedIncidents, AppError> {
        let underway = self.moves.begin(owner);
        let (number, inserted) = self
            .store
            .write(async |tx| -> Result<_, AppError> {
                let number = tx.next_change(owner).await?;
                let inserted = tx.insert_incidents(owner, received, incidents).await?;
                Ok((number, inserted))
            })
            .await?;
        // One that was there already is in the picture already; which of several
        // it was is not told, and a picture made anew knows.
        if inserted.new == 0 {
            underway.written(Vec::new());
        } else if inserted.already == 0 {
            let ids = incidents.iter().map(|incident| incident.id);
            let ids = ids.map(|id| (id, None));
            underway.written(self.changes(owner, number, ids).await?);
        }
        Ok(inserted)
    }

    /// The changes that a picture takes in, with each incident as it is held now.
    async fn changes(
        &self,
        owner: &OrganisationId,
        number: u64,
        before: impl Iterator<Item = (IncidentId, Option<Incident>)>,
    ) -> Result<Vec<Change>, AppError> {
        let mut changes = Vec::new();
        for (id, before) in before {
            let held = self.store.incident(owner, id).await?;
            let counted = held.filter(|held| held.withdrawn.is_none());
            changes.push(Change {
                owner: owner.clone(),
                before,
                after: counted.map(|held| held.incident),
                number,
            });
        }
        Ok(changes)
    }

    /// Takes in incidents that are made already; those that are held stay as they are.
    ///
    /// # Errors
    /// [`AppError::PersonalData`] when a note may point out a person;
    /// [`AppError::Invalid`] when a system with a door of its own sends the source.
    pub async fn take_in_incidents(
        &self,
        actor: &Actor,
        incidents: &[Incident],
        now: Timestamp,
    ) -> Result<InsertedIncidents, AppError> {
        let permit = decide(actor, Action::Import, &Whose::Own)?;
        let (owner, member) = (permit.owner()?, permit.member()?);
        for incident in incidents {
            let note = incident.note.as_deref().unwrap_or_default();
            guarded("note", note)?;
        }
        self.doors_kept(owner).await?.refuse(incidents)?;
        let (_, tree) = self.held_categories(owner).await?;
        let kept = incidents.iter().cloned();
        let kept: Vec<Incident> = kept.map(|one| dwelling::kept(&tree, one)).collect();
        let received = Received {
            at: now,
            by: member.account_id(),
            batch: None,
        };
        let inserted = self
            .store
            .write(async |tx| -> Result<_, AppError> {
                Ok(tx.insert_incidents(owner, &received, &kept).await?)
            })
            .await?;
        self.picture_moved(owner);
        Ok(inserted)
    }

    /// What the organisation took in last, withdrawn reports too.
    ///
    /// # Errors
    /// [`AppError::Denied`] when nobody has signed in.
    pub async fn recent_incidents(
        &self,
        actor: &Actor,
        n: u32,
    ) -> Result<Vec<HeldIncident>, AppError> {
        let permit = decide(actor, Action::ReadInternal, &Whose::Own)?;
        Ok(self.store.recent_incidents(permit.owner()?, n).await?)
    }

    /// One incident of the member's own organisation, with its trace.
    ///
    /// # Errors
    /// [`AppError::Denied`] when it is another organisation's, or not there.
    pub async fn incident(
        &self,
        actor: &Actor,
        id: IncidentId,
        now: Timestamp,
    ) -> Result<OpenIncident, AppError> {
        let permit = decide(actor, Action::CorrectIncident, &Whose::Own)?;
        let owner = permit.owner()?;
        let held = self.store.incident(owner, id).await?;
        Ok(OpenIncident {
            held: held.ok_or(Denied::NoSuchRecord)?,
            changes: self.store.incident_changes(owner, id).await?,
            joined: self.joined_with(owner, &(owner.clone(), id), now).await?,
        })
    }

    /// Corrects an incident of the member's own organisation; what it said is kept.
    ///
    /// # Errors
    /// As [`App::report_incidents`]; [`AppError::Stale`] when somebody changed it
    /// in between.
    pub async fn correct_incident(
        &self,
        actor: &Actor,
        id: IncidentId,
        expected_version: u32,
        report: &IncidentReport,
        reason: &str,
        now: Timestamp,
    ) -> Result<u32, AppError> {
        let permit = decide(actor, Action::CorrectIncident, &Whose::Own)?;
        let owner = permit.owner()?;
        let held = self.store.incident(owner, id).await?;
        let held = held.ok_or(Denied::NoSuchRecord)?;
        let counted = held.withdrawn.is_none().then(|| held.incident.clone());
        let before = held.incident;
        let reason = said("reason", reason)?;
        let (_, tree) = self.held_categories(owner).await?;
        let places = self.held_places(owner).await?;
        let said_now = incident_of(report, &tree, &places, now)?;
        // Where it was is not sought anew when the correction leaves it alone.
        let at = match report.spot == *before.at.written() {
            true => before.at,
            false => said_now.at,
        };
        let after = Incident {
            id: before.id,
            at,
            source: before.source,
            key: before.key,
            counts: before.counts,
            merged_from: before.merged_from,
            ..said_now
        };
        let after = dwelling::kept(&tree, after);
        let saving = saving(permit.member()?, now, Some(reason));
        let underway = self.moves.begin(owner);
        let (number, version) = self
            .store
            .write(async |tx| -> Result<_, AppError> {
                let number = tx.next_change(owner).await?;
                let saved = tx.save_incident(owner, expected_version, &after, &saving);
                let version = saved.await?;
                forget_earlier_places(&tx, owner, &after).await?;
                Ok((number, version))
            })
            .await?;
        let change = std::iter::once((id, counted));
        underway.written(self.changes(owner, number, change).await?);
        Ok(version)
    }

    /// Takes an incident out of the count, with a reason.
    ///
    /// # Errors
    /// As [`App::correct_incident`].
    pub async fn withdraw_incident(
        &self,
        actor: &Actor,
        id: IncidentId,
        expected_version: u32,
        reason: &str,
        now: Timestamp,
    ) -> Result<u32, AppError> {
        let permit = decide(actor, Action::CorrectIncident, &Whose::Own)?;
        let owner = permit.owner()?;
        let reason = said("reason", reason)?;
        let held = self.store.incident(owner, id).await?;
        let counted = held.filter(|held| held.withdrawn.is_none());
        let counted = counted.map(|held| held.incident);
        let saving = saving(permit.member()?, now, Some(reason));
        let underway = self.moves.begin(owner);
        let (number, version) = self
            .store
            .write(async |tx| -> Result<_, AppError> {
                let number = tx.next_change(owner).await?;
                let saved = tx.withdraw_incident(owner, id, expected_version, &saving);
                Ok((number, saved.await?))
            })
            .await?;
        let change = std::iter::once((id, counted));
        underway.written(self.changes(owner, number, change).await?);
        Ok(version)
    }
}

/// A text that must be there, without anybody in it.
pub(crate) fn said(field: &'static str, text: &str) -> Result<String, AppError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(invalid(field, Invalid::Missing));
    }
    guarded(field, text)?;
    Ok(text.to_owned())
}

/// The incident that a report tells of, or what is wrong with the report.
pub(crate) fn incident_of(
    report: &IncidentReport,
    tree: &CategoryTree,
    places: &[NamedPlace],
    now: Timestamp,
) -> Result<Incident, AppError> {
    if report.window.from() > now + CLOCKS_DIFFER {
        return Err(invalid("when", Invalid::InTheFuture));
    }
    if report.window.from() < TimeWindow::EARLIEST {
        return Err(invalid("on", Invalid::UnlikelyYear));
    }
    let category = tree
        .get(&report.category)
        .ok_or_else(|| invalid("category", Invalid::Unknown))?;
    if !(1..=MOST_IN_ONE).contains(&report.count) {
        return Err(invalid("count", Invalid::Unreadable));
    }
    let note = report.note.as_deref().map(str::trim);
    let note = note.filter(|note| !note.is_empty());
    note.map_or(Ok(()), |note| guarded("note", note))?;
    let key = IncidentKey(report.key.clone());
    let incident = Incident {
        id: IncidentId::of(OWN_REPORTS, &key),
        source: OWN_REPORTS.to_owned(),
        key,
        window: report.window,
        category: category.id.clone(),
        at: Spot::kept(placed(&report.spot, places)?),
        count: report.count,
        counts: BTreeMap::new(),
        note: note.map(str::to_owned),
        merged_from: Vec::new(),
    };
    Ok(dwelling::kept(tree, incident))
}

/// A spot that names a place gets the place's position and municipality. Of a
/// place and a position of its own, which may be far apart, the position counts.
fn placed(spot: &WrittenSpot, places: &[NamedPlace]) -> Result<WrittenSpot, AppError> {
    let Some(id) = &spot.place else {
        return Ok(spot.clone());
    };
    let place = named(places, id).ok_or_else(|| invalid("place", Invalid::Unknown))?;
    Ok(match spot.point {
        // A tap on the map says more than the name.
        Some(_) => WrittenSpot {
            place: None,
            ..spot.clone()
        },
        None => WrittenSpot {
            precision: match place.point {
                Some(_) => Precision::NamedPlace.max(spot.precision),
                None => Precision::Area.max(spot.precision),
            },
            point: place.point,
            area: spot.area.clone().or_else(|| place.area.clone()),
            municipality: spot.municipality.or(place.municipality),
            ..spot.clone()
        },
    })
}

fn named<'a>(places: &'a [NamedPlace], id: &PlaceId) -> Option<&'a NamedPlace> {
    places.iter().find(|place| place.id == *id)
}
