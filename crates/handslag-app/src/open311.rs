//! The door that other systems report through, by Open311 GeoReport v2: closed
//! until the operator opens it for one system and one organisation. What comes
//! in is what, where and when; nothing else has a field.

use std::collections::BTreeSet;

use handslag_domain::incident::{
    CategoryId, Incident, IncidentId, IncidentKey, Point, Precision, Spot, TimePrecision,
    TimeWindow, WrittenSpot,
};
use handslag_domain::organisation::OrganisationId;
use handslag_store::{HeldIncident, Open311Door, Received};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::access::{Action, Actor, Whose, decide};
use crate::dwelling;
use crate::error::{Invalid, guarded, invalid};
use crate::incident::{OWN_REPORTS, said};
use crate::incident_doubt::Outside;
use crate::{App, AppError};

/// Answers to one question; the standard's own limit.
pub const MOST_REQUESTS: u32 = 1_000;

/// Reports that are looked through for one question: more than a town sends in
/// the longest time that may be asked for.
const MOST_READ: u32 = 20_000;

/// How far back a question may look; the standard's own limit.
const LONGEST: SignedDuration = SignedDuration::from_hours(90 * 24);

/// Nothing that is reported today happened before this: 2000-01-01.
const EARLIEST: Timestamp = Timestamp::constant(946_684_800, 0);

/// Clocks of servers differ by a little.
const CLOCKS_DIFFER: SignedDuration = SignedDuration::from_mins(5);

/// Why a question was not answered; the codes are the standard's.
#[derive(Debug, thiserror::Error)]
pub enum Open311Error {
    /// No door is open, or none of this jurisdiction.
    #[error("jurisdiction_id provided was not found")]
    NoSuchJurisdiction,
    /// Several doors are open, and it does not say for which.
    #[error("jurisdiction_id was not provided")]
    JurisdictionNeeded,
    /// The key opens no door of this jurisdiction.
    #[error("api_key missing or invalid")]
    WrongKey,
    /// It does not say of which kind.
    #[error("service_code was not provided")]
    ServiceNeeded,
    /// There is no such kind.
    #[error("service_code provided was not found")]
    NoSuchService,
    /// A request is open or closed.
    #[error("status provided is neither open nor closed")]
    NoSuchStatus,
    /// There is no such request, or another system sent it.
    #[error("service_request_id provided was not found")]
    NoSuchRequest,
    /// The position is missing or nowhere.
    #[error("lat and long must be given, in degrees; addresses are not kept here")]
    NoPosition,
    /// The position lies where the organisation has no business.
    #[error(
        "lat and long lie outside {}; nothing was taken in. {}",
        where_it_works(.0), advice(.0)
    )]
    Outside(Outside),
    /// The time is not one, or lies ahead.
    #[error("{0} is not a time that has been, such as 2024-05-01T21:15:00+02:00")]
    NoTime(&'static str),
    /// The database.
    #[error("the request could not be handled")]
    App(#[from] AppError),
}

impl From<handslag_store::StoreError> for Open311Error {
    fn from(error: handslag_store::StoreError) -> Self {
        Self::App(error.into())
    }
}

/// A kind that can be reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    /// Its code.
    pub code: CategoryId,
    /// Its name.
    pub name: String,
    /// The widest kind that it belongs to.
    pub group: String,
}

/// A request as it is sent: there is no field for a person or a text.
#[derive(Debug, Clone, Default)]
pub struct NewRequest {
    /// Of which kind.
    pub service_code: String,
    /// Degrees north.
    pub lat: String,
    /// Degrees east.
    pub long: String,
    /// When it was told to the system; now unless it says.
    pub requested_datetime: String,
    /// What the system knows it by, so that it becomes one incident only.
    pub their_id: String,
}

/// A request as it is answered.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// As it stands.
    pub held: HeldIncident,
    /// What its kind is called.
    pub service_name: String,
}

/// Which requests are asked for.
#[derive(Debug, Clone, Default)]
pub struct RequestFilter {
    /// These only; all when there are none.
    pub ids: Vec<String>,
    /// Of these kinds only; all when there are none.
    pub codes: Vec<String>,
    /// From when.
    pub start: Option<Timestamp>,
    /// Until when.
    pub end: Option<Timestamp>,
    /// `open` or `closed` only.
    pub status: Option<String>,
}

impl App {
    /// Opens a door for a system and names its key, which is kept nowhere.
    ///
    /// # Errors
    /// [`AppError::Invalid`] when the source or the jurisdiction is not said,
    /// or another organisation has the jurisdiction.
    pub async fn open_open311(
        &self,
        actor: &Actor,
        source: &str,
        jurisdiction: &str,
        now: Timestamp,
    ) -> Result<String, AppError> {
        let permit = decide(actor, Action::ShareIncidents, &Whose::Own)?;
        let owner = permit.owner()?;
        let (source, jurisdiction) = (said("source", source)?, said("jurisdiction", jurisdiction)?);
        guarded("source", &source)?;
        let is_others =
            |door: &Open311Door| door.jurisdiction == jurisdiction && door.tenant != *owner;
        let doors = self.doors().await?;
        if doors.iter().any(is_others) {
            return Err(invalid("jurisdiction", Invalid::Taken));
        }
        // Its key reads all that has come from the source: that must be its own.
        let has_had_door = self.door_sources(owner).await?.contains(&source);
        if !has_had_door && self.is_source(owner, &source, now).await? {
            return Err(invalid("source", Invalid::Taken));
        }
        // Each holds 74 random bits.
        let key = format!("{}{}", Uuid::now_v7().simple(), Uuid::now_v7().simple());
        let door = Open311Door {
            tenant: owner.clone(),
            source,
            jurisdiction,
            key_hash: hashed(&key),
            opened_at: now,
            closed_at: None,
        };
        self.store
            .write(async |tx| -> Result<(), AppError> { Ok(tx.open_open311_door(&door).await?) })
            .await?;
        Ok(key)
    }

    /// Whether anything has come from a source, or members' own reports are called so.
    async fn is_source(
        &self,
        owner: &OrganisationId,
        source: &str,
        now: Timestamp,
    ) -> Result<bool, AppError> {
        let ever = (Timestamp::UNIX_EPOCH, now);
        let held = self
            .store
            .incidents_of_source(owner, source, ever, 1)
            .await?;
        Ok(source == OWN_REPORTS || !held.is_empty())
    }

    /// Closes the doors of a system, at once; what came in stays. Says how many they were.
    ///
    /// # Errors
    /// When the database cannot be written.
    pub async fn close_open311(
        &self,
        actor: &Actor,
        source: &str,
        now: Timestamp,
    ) -> Result<u64, AppError> {
        let permit = decide(actor, Action::ShareIncidents, &Whose::Own)?;
        let owner = permit.owner()?;
        self.store
            .write(async |tx| -> Result<u64, AppError> {
                Ok(tx.close_open311_doors(owner, source, now).await?)
            })
            .await
    }

    /// The systems that have a door, or have had one.
    async fn door_sources(&self, owner: &OrganisationId) -> Result<BTreeSet<String>, AppError> {
        let doors = self.store.open311_doors().await?.into_iter();
        let own = doors.filter(|door| door.tenant == *owner);
        Ok(own.map(|door| door.source).collect())
    }

    /// The sources that no file may be from.
    pub(crate) async fn doors_kept(&self, owner: &OrganisationId) -> Result<DoorsKept, AppError> {
        Ok(DoorsKept(self.door_sources(owner).await?))
    }

    /// The doors that are open.
    async fn doors(&self) -> Result<Vec<Open311Door>, AppError> {
        let mut doors = self.store.open311_doors().await?;
        doors.retain(|door| door.closed_at.is_none());
        Ok(doors)
    }

    /// The organisation of a jurisdiction; of the only one when none is said.
    async fn open311_owner(
        &self,
        jurisdiction: Option<&str>,
    ) -> Result<OrganisationId, Open311Error> {
        let doors = self.doors().await?;
        let mut owners: Vec<&OrganisationId> = doors
            .iter()
            .filter(|door| jurisdiction.is_none_or(|wanted| door.jurisdiction == wanted))
            .map(|door| &door.tenant)
            .collect();
        owners.sort_unstable();
        owners.dedup();
        match owners.as_slice() {
            [] => Err(Open311Error::NoSuchJurisdiction),
            [owner] => Ok((*owner).clone()),
            _ => Err(Open311Error::JurisdictionNeeded),
        }
    }

    /// Whether any door is open at all.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn open311_is_open(&self) -> Result<bool, AppError> {
        Ok(!self.doors().await?.is_empty())
    }

    /// The kinds that can be reported.
    ///
    /// # Errors
    /// [`Open311Error`] when no door is open for the jurisdiction.
    pub async fn open311_services(
        &self,
        jurisdiction: Option<&str>,
    ) -> Result<Vec<Service>, Open311Error> {
        let owner = self.open311_owner(jurisdiction).await?;
        let (_, tree) = self.held_categories(&owner).await?;
        let service = |category: &handslag_domain::incident::Category| {
            let top = tree.ancestors(&category.id).last();
            Service {
                code: category.id.clone(),
                name: category.name.sv.clone(),
                group: top.map_or_else(|| category.name.sv.clone(), |top| top.name.sv.clone()),
            }
        };
        Ok(tree.iter().map(service).collect())
    }

    /// Takes in a request, and names the incident that it became. The same
    /// request again is the same incident.
    ///
    /// # Errors
    /// [`Open311Error`] with what is wrong.
    pub async fn post_open311(
        &self,
        jurisdiction: Option<&str>,
        key: &str,
        request: &NewRequest,
        now: Timestamp,
    ) -> Result<IncidentId, Open311Error> {
        let door = self.door_of(jurisdiction, key).await?;
        let (_, tree) = self.held_categories(&door.tenant).await?;
        let code = CategoryId::from(request.service_code.as_str());
        if code.as_str().is_empty() {
            return Err(Open311Error::ServiceNeeded);
        }
        let category = tree.get(&code).ok_or(Open311Error::NoSuchService)?;
        let point = point(request)?;
        if let Some(outside) = self.outside(&door.tenant, point).await? {
            return Err(Open311Error::Outside(outside));
        }
        let incident_key = self.request_key(&door, request).await?;
        let incident = Incident {
            id: IncidentId::of(&door.source, &incident_key),
            source: door.source.clone(),
            key: incident_key,
            window: window(request, now)?,
            category: category.id.clone(),
            at: Spot::kept(WrittenSpot {
                precision: Precision::Point,
                point: Some(point),
                ..WrittenSpot::default()
            }),
            count: 1,
            counts: Default::default(),
            note: None,
            merged_from: Vec::new(),
        };
        let incident = dwelling::kept(&tree, incident);
        let received = Received {
            at: now,
            by: None,
            batch: None,
        };
        let one = std::slice::from_ref(&incident);
        self.keep_reported(&door.tenant, &received, one).await?;
        Ok(incident.id)
    }

    /// The requests that a system has sent, latest first.
    ///
    /// # Errors
    /// [`Open311Error::WrongKey`] when no door is open for the key.
    pub async fn open311_requests(
        &self,
        jurisdiction: Option<&str>,
        key: &str,
        filter: &RequestFilter,
        now: Timestamp,
    ) -> Result<Vec<Request>, Open311Error> {
        let door = self.door_of(jurisdiction, key).await?;
        let (_, tree) = self.held_categories(&door.tenant).await?;
        let is_known = |code: &String| tree.get(&CategoryId::from(code.as_str())).is_some();
        if !filter.codes.iter().all(is_known) {
            return Err(Open311Error::NoSuchService);
        }
        if !matches!(filter.status.as_deref(), None | Some("open" | "closed")) {
            return Err(Open311Error::NoSuchStatus);
        }
        let held = match filter.ids.is_empty() {
            true => {
                let end = filter.end.unwrap_or(now);
                let earliest = end.checked_sub(LONGEST).unwrap_or(Timestamp::MIN);
                let span = (filter.start.unwrap_or(earliest).max(earliest), end);
                let store = &self.store;
                // What is not asked for is left out afterwards, so more are read.
                let n = match filter.codes.is_empty() && filter.status.is_none() {
                    true => MOST_REQUESTS,
                    false => MOST_READ,
                };
                store
                    .incidents_of_source(&door.tenant, &door.source, span, n)
                    .await?
            }
            false => self.named_requests(&door, &filter.ids).await?,
        };
        let is_asked_for = |held: &HeldIncident| {
            let code = held.incident.category.as_str();
            let status = if held.withdrawn.is_some() {
                "closed"
            } else {
                "open"
            };
            (filter.codes.is_empty() || filter.codes.iter().any(|wanted| wanted == code))
                && filter
                    .status
                    .as_deref()
                    .is_none_or(|wanted| wanted == status)
        };
        let request = |held: HeldIncident| {
            let kind = tree.get(&held.incident.category);
            Request {
                service_name: kind.map_or_else(String::new, |kind| kind.name.sv.clone()),
                held,
            }
        };
        let asked_for = held.into_iter().filter(is_asked_for);
        let asked_for = asked_for.take(MOST_REQUESTS as usize);
        Ok(asked_for.map(request).collect())
    }

    async fn named_requests(
        &self,
        door: &Open311Door,
        ids: &[String],
    ) -> Result<Vec<HeldIncident>, Open311Error> {
        let mut found = Vec::new();
        for id in ids.iter().take(MOST_REQUESTS as usize) {
            let Ok(id) = Uuid::try_parse(id) else {
                continue;
            };
            let held = self.store.incident(&door.tenant, IncidentId(id)).await?;
            // What another system sent is none of this one's.
            found.extend(held.filter(|held| held.incident.source == door.source));
        }
        Ok(found)
    }

    async fn door_of(
        &self,
        jurisdiction: Option<&str>,
        key: &str,
    ) -> Result<Open311Door, Open311Error> {
        let hash = hashed(key);
        let doors = self.doors().await?;
        let of_jurisdiction =
            |door: &Open311Door| jurisdiction.is_none_or(|wanted| door.jurisdiction == wanted);
        if !doors.iter().any(of_jurisdiction) {
            return Err(Open311Error::NoSuchJurisdiction);
        }
        let mut opened = doors.into_iter().filter(of_jurisdiction);
        // Hashes are compared, so that how long it takes says nothing of the key.
        opened
            .find(|door| door.key_hash == hash)
            .ok_or(Open311Error::WrongKey)
    }

    /// Made with the organisation's secret of what the system knows it by, else at random.
    async fn request_key(
        &self,
        door: &Open311Door,
        request: &NewRequest,
    ) -> Result<IncidentKey, AppError> {
        if request.their_id.is_empty() {
            return Ok(IncidentKey(Uuid::now_v7().simple().to_string()));
        }
        let secret = self.row_key(&door.tenant).await?;
        let identity = [&door.source, "open311", &request.their_id].join("\0");
        let key = crate::intake::secret_uuid(&secret, identity.as_bytes());
        Ok(IncidentKey(key.simple().to_string()))
    }
}

/// Sources whose incidents come by a door alone: its key reads all of a source,
/// and must not read what came in otherwise.
pub(crate) struct DoorsKept(BTreeSet<String>);

impl DoorsKept {
    /// # Errors
    /// [`AppError::Invalid`] when any comes from a source that has a door.
    pub fn refuse(&self, incidents: &[Incident]) -> Result<(), AppError> {
        let has_door = |one: &Incident| self.0.contains(&one.source);
        match incidents.iter().any(has_door) {
            true => Err(invalid("source", Invalid::Taken)),
            false => Ok(()),
        }
    }
}

fn hashed(key: &str) -> String {
    let hash = Sha256::digest(key.as_bytes());
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn point(request: &NewRequest) -> Result<Point, Open311Error> {
    let degrees = |text: &str| {
        text.trim()
            .parse::<f64>()
            .map_err(|_| Open311Error::NoPosition)
    };
    let (lat, long) = (degrees(&request.lat)?, degrees(&request.long)?);
    let point = Point::from_degrees(lat, long).map_err(|_| Open311Error::NoPosition)?;
    // The Gulf of Guinea is what a system writes when it does not know.
    match lat == 0.0 && long == 0.0 {
        true => Err(Open311Error::NoPosition),
        false => Ok(point),
    }
}

fn where_it_works(outside: &Outside) -> String {
    match outside.own.as_slice() {
        [] => "Sweden".to_owned(),
        own => format!("the municipality of {}", own.join(", ")),
    }
}

fn advice(outside: &Outside) -> &'static str {
    match outside.is_swapped {
        true => {
            "They are probably swapped: the other way round they lie inside. Send degrees north \
             as lat and degrees east as long"
        }
        false => {
            "Send degrees north as lat and degrees east as long, in WGS 84, to the jurisdiction \
             that the place belongs to"
        }
    }
}

/// When it was told: when it happened is not asked for.
fn window(request: &NewRequest, now: Timestamp) -> Result<TimeWindow, Open311Error> {
    let no_time = || Open311Error::NoTime("requested_datetime");
    let told = match request.requested_datetime.trim() {
        "" => now,
        text => text.parse::<Timestamp>().map_err(|_| no_time())?,
    };
    if told > now + CLOCKS_DIFFER || told < EARLIEST {
        return Err(no_time());
    }
    // Seconds are kept.
    let told = Timestamp::from_second(told.as_second()).map_err(|_| no_time())?;
    let end = told + SignedDuration::from_mins(1);
    TimeWindow::new(told, end, TimePrecision::Published).map_err(|_| no_time())
}
