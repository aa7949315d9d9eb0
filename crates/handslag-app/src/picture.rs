//! The situational picture: what was reported and taken in, by the organisation
//! and by those who show it theirs, ready to be asked.

mod asked;
mod compared;
mod map;
mod tally;
mod trend;
mod view;

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::Ordering;
use std::sync::{Arc, OnceLock};

use handslag_domain::incident::{CategoryId, CategoryTree, Incident, NamedPlace, Precision};
use handslag_domain::municipality::MunicipalityCode;
use handslag_domain::organisation::OrganisationId;
use handslag_domain::series;
use handslag_geo::projection::{Plane, Position};
use handslag_geo::snapshot::{self, NO_AREA, Record, Snapshot};
use handslag_geo::tile::AreaLayer;
use handslag_geo::{AreaIndex, area};
use handslag_store::{IncidentMerge, IncidentShare, OwnedIncident};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use crate::access::{Action, Actor, Whose, decide};
use crate::{App, AppError, swedish_day};

pub use asked::Asked;
pub use compared::{AreaCount, Counts, MapView, PlaceCount, SquareCount};
pub use map::{Layer, MapAsked, Sight, ground_tile};
pub use tally::Tally;
pub use trend::{MonthRow, Trend};
pub use view::{AreaRow, PictureView, PlaceRow, Top};

/// Boundaries are simplified: a place that none holds is in the nearest area
/// within this many metres.
const OFF_THE_EDGE_M: f64 = 500.0;
/// Inhabitants counted before this year say nothing of today's.
const FIRST_COUNT: i16 = 2010;

/// All incidents that an organisation may see, in memory.
pub struct IncidentPicture {
    snapshot: Snapshot,
    tree: CategoryTree,
    /// The category of each number in the snapshot.
    categories: Vec<CategoryId>,
    areas: AreaIndex,
    places: Vec<NamedPlace>,
    /// How many, by who tells, kind, named place and month.
    tallies: HashMap<Tally, u32>,
    /// Whose incidents are in it beside the organisation's own.
    pub shown: Vec<IncidentShare>,
    /// Whether any of it is invented; then "exempel" stands wherever it is shown.
    pub example: bool,
    /// Which state of the data it was made of.
    made_of: MadeOf,
    /// A number that no other making of a picture has, here or in another
    /// process: what is kept of this one by a browser is of this one only.
    mark: u64,
    /// Inhabitants of areas by number, where they are known.
    inhabitants: HashMap<usize, u32>,
    /// Whether the areas are the organisation's own, and not the municipalities.
    has_own_areas: bool,
    /// Their outlines for the map, made when first drawn.
    own_outlines: OnceLock<AreaLayer>,
}

/// While these stand still, a picture says the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct MadeOf {
    moves: u64,
    on: Date,
}

/// The pictures that are kept, one for each organisation that has asked.
pub(crate) type Kept = tokio::sync::Mutex<HashMap<OrganisationId, Arc<IncidentPicture>>>;

impl App {
    /// The picture of the member's organisation: its own incidents and those
    /// that partners show it today. It is kept until something changes.
    ///
    /// # Errors
    /// [`AppError::Denied`] when nobody has signed in.
    pub async fn picture(
        &self,
        actor: &Actor,
        now: Timestamp,
    ) -> Result<Arc<IncidentPicture>, AppError> {
        let permit = decide(actor, Action::ReadInternal, &Whose::Own)?;
        let owner = permit.owner()?;
        let made_of = MadeOf {
            moves: self.moves.load(Ordering::Acquire),
            on: swedish_day(now),
        };
        // Held while it is made, so that two readers do not make it twice.
        let mut kept = self.pictures.lock().await;
        if let Some(picture) = kept.get(owner).filter(|kept| kept.made_of == made_of) {
            return Ok(Arc::clone(picture));
        }
        let picture = Arc::new(self.make_picture(owner, made_of).await?);
        kept.insert(owner.clone(), Arc::clone(&picture));
        Ok(picture)
    }

    async fn make_picture(
        &self,
        owner: &OrganisationId,
        made_of: MadeOf,
    ) -> Result<IncidentPicture, AppError> {
        let (_, tree) = self.held_categories(owner).await?;
        let places = self.held_places(owner).await?;
        let own_areas = self.held_areas(owner).await?;
        let has_own_areas = own_areas.is_some();
        let areas = AreaIndex::new(own_areas.unwrap_or_else(area::municipalities));
        let inhabitants = self.inhabitants(owner, &areas, made_of.on).await?;
        let shown = self.store.shown_incidents_of(owner, made_of.on).await?;
        let merges = self.store.incident_merges(owner).await?;
        let mut joined = Joined::of(merges);
        let mut reader = Reader::new(&tree, &places, &areas);
        let police = self.police_among(owner, &shown).await?;
        self.each_seen(owner, &shown, |whose, some| {
            reader.of_police = police.contains(whose);
            for one in some {
                if let Some(counted) = joined.counted(whose, one) {
                    reader.read(&counted);
                }
            }
        })
        .await?;
        for (whose, one) in joined.left_alone() {
            reader.of_police = police.contains(whose);
            reader.read(one);
        }
        let (records, categories, example) = (reader.records, reader.categories, reader.example);
        let tallies = reader.tallies;
        let snapshot = Snapshot::build(Plane::sweden(), made_of.moves, records);
        Ok(IncidentPicture {
            snapshot,
            tree,
            categories,
            areas,
            places,
            tallies,
            shown,
            example,
            made_of,
            mark: RandomState::new().hash_one(owner.as_str()),
            inhabitants,
            has_own_areas,
            own_outlines: OnceLock::new(),
        })
    }

    /// Which of those whose incidents are seen are the police.
    async fn police_among(
        &self,
        owner: &OrganisationId,
        shown: &[IncidentShare],
    ) -> Result<HashSet<OrganisationId>, AppError> {
        let mut police = HashSet::new();
        for whose in std::iter::once(owner).chain(shown.iter().map(|share| &share.owner)) {
            if self.is_police(whose).await? {
                police.insert(whose.clone());
            }
        }
        Ok(police)
    }

    /// The organisation's own layer of areas.
    pub(crate) async fn held_areas(
        &self,
        owner: &OrganisationId,
    ) -> Result<Option<Vec<area::Area>>, AppError> {
        let levels = self.store.area_levels(owner).await?;
        let Some((level, _)) = levels.first() else {
            return Ok(None);
        };
        let stored = self.store.areas(owner, level).await?;
        Ok(Some(crate::area::areas_of(&stored)))
    }

    /// The latest known number of inhabitants of the areas that are municipalities.
    async fn inhabitants(
        &self,
        owner: &OrganisationId,
        areas: &AreaIndex,
        today: Date,
    ) -> Result<HashMap<usize, u32>, AppError> {
        let numbered = areas.areas().iter().enumerate();
        let numbered: Vec<(usize, series::Area)> = numbered
            .filter_map(|(number, area)| {
                let code = MunicipalityCode::parse(&area.code).ok()?;
                Some((number, series::Area::Municipality(code)))
            })
            .collect();
        let wanted: Vec<series::Area> = numbered.iter().map(|(_, area)| area.clone()).collect();
        let years = FIRST_COUNT..=today.year();
        let held = self.store.population(owner, &wanted, years.clone()).await?;
        let latest = numbered.into_iter().filter_map(|(number, area)| {
            let n = years.clone().rev().find_map(|y| held.at_end_of(&area, y))?;
            Some((number, n))
        });
        Ok(latest.collect())
    }
}

/// Incidents that count as another one, until all have been seen.
struct Joined {
    kept_of: HashMap<OwnedIncident, OwnedIncident>,
    kept: HashSet<OwnedIncident>,
    seen: HashSet<OwnedIncident>,
    aside: Vec<(OwnedIncident, OrganisationId, Incident)>,
}

impl Joined {
    fn of(merges: Vec<IncidentMerge>) -> Self {
        Self {
            kept: merges.iter().map(|merge| merge.kept.clone()).collect(),
            kept_of: merges.into_iter().map(|m| (m.other, m.kept)).collect(),
            seen: HashSet::new(),
            aside: Vec::new(),
        }
    }

    /// The incident again if it counts for itself.
    fn counted(&mut self, whose: &OrganisationId, one: Incident) -> Option<Incident> {
        if self.kept_of.is_empty() {
            return Some(one);
        }
        let id = (whose.clone(), one.id);
        if self.kept.contains(&id) {
            self.seen.insert(id.clone());
        }
        match self.kept_of.get(&id) {
            Some(kept) => {
                self.aside.push((kept.clone(), whose.clone(), one));
                None
            }
            None => Some(one),
        }
    }

    /// Those whose other one was not there: it was withdrawn, or is no longer
    /// shown. Then they count for themselves, or what happened would not count.
    fn left_alone(&self) -> impl Iterator<Item = (&OrganisationId, &Incident)> {
        let aside = self.aside.iter();
        let alone = aside.filter(|(kept, ..)| !self.seen.contains(kept));
        alone.map(|(_, whose, one)| (whose, one))
    }
}

/// Makes the snapshot's records of incidents.
struct Reader<'a> {
    tree: &'a CategoryTree,
    areas: &'a AreaIndex,
    place_numbers: HashMap<&'a str, u32>,
    area_numbers: HashMap<&'a str, u16>,
    numbers: HashMap<CategoryId, u16>,
    categories: Vec<CategoryId>,
    records: Vec<Record>,
    tallies: HashMap<Tally, u32>,
    /// Whether those that are read now are the police's.
    of_police: bool,
    example: bool,
    stockholm: TimeZone,
}

impl<'a> Reader<'a> {
    fn new(tree: &'a CategoryTree, places: &'a [NamedPlace], areas: &'a AreaIndex) -> Self {
        let codes = areas.areas().iter().map(|area| area.code.as_str());
        Self {
            tree,
            areas,
            place_numbers: (0..).zip(places).map(|(n, p)| (p.id.as_str(), n)).collect(),
            area_numbers: codes.zip(0..NO_AREA).collect(),
            numbers: HashMap::new(),
            categories: Vec::new(),
            records: Vec::new(),
            tallies: HashMap::new(),
            of_police: false,
            example: false,
            stockholm: TimeZone::get("Europe/Stockholm").unwrap_or(TimeZone::UTC),
        }
    }

    fn read(&mut self, incident: &Incident) {
        self.example |= is_example(&incident.source);
        // Times outside 1900 to 2199 are in no calendar of ours.
        let Some(start_min) = minute(self.stockholm.to_datetime(incident.window.from())) else {
            return;
        };
        let width = incident.window.to().duration_since(incident.window.from());
        let width_min = u32::try_from(width.as_mins()).unwrap_or(u32::MAX);
        let at = &incident.at;
        let position = at.point().map(|point| Position {
            lat_e7: point.lat_e7(),
            lon_e7: point.lon_e7(),
        });
        let record = Record {
            start_min,
            // A window of one minute is a time that is known.
            width_min: if width_min <= 1 { 0 } else { width_min },
            category: self.category(&incident.category),
            area: self.area(incident, position),
            position,
            precision: precision(at.precision()),
            indoors: at.indoors(),
            place: at
                .place()
                .and_then(|p| self.place_numbers.get(p.as_str()).copied()),
        };
        self.tally(incident);
        let times = usize::try_from(incident.count).unwrap_or(1);
        self.records.extend(std::iter::repeat_n(record, times));
    }

    fn tally(&mut self, incident: &Incident) {
        let day = self.stockholm.to_datetime(incident.window.from()).date();
        let tally = Tally {
            by_police: self.of_police || tally::names_police(&incident.source),
            category: self.category_id(&incident.category).clone(),
            place: incident.at.place().cloned(),
            year: day.year(),
            month: day.month(),
        };
        let so_far = self.tallies.entry(tally).or_default();
        *so_far = so_far.saturating_add(incident.count);
    }

    /// What was merged into another counts as that one.
    fn category_id<'b>(&'b self, id: &'b CategoryId) -> &'b CategoryId {
        self.tree.get(id).map_or(id, |category| &category.id)
    }

    /// The number of a category in the snapshot.
    fn category(&mut self, id: &CategoryId) -> u16 {
        let id = self.category_id(id).clone();
        if let Some(number) = self.numbers.get(&id) {
            return *number;
        }
        let number = u16::try_from(self.categories.len()).unwrap_or(u16::MAX);
        self.categories.push(id.clone());
        self.numbers.insert(id, number);
        number
    }

    /// By its position; without one, by the code of its area or municipality.
    fn area(&self, incident: &Incident, position: Option<Position>) -> u16 {
        let by_position = position.and_then(|p| self.areas.find(p, OFF_THE_EDGE_M).area());
        let by_position = by_position.and_then(|number| u16::try_from(number).ok());
        let numbered = |code: &str| self.area_numbers.get(code).copied();
        by_position
            .or_else(|| incident.at.area().and_then(numbered))
            .or_else(|| numbered(incident.at.municipality()?.as_str()))
            .unwrap_or(NO_AREA)
    }
}

/// Whether incidents of this source are invented.
pub fn is_example(source: &str) -> bool {
    source.to_lowercase().starts_with("exempel")
}

/// The snapshot's minute of a local time.
fn minute(at: DateTime) -> Option<u32> {
    let part = |n: i8| u32::try_from(n).ok();
    let year = u32::try_from(at.year()).ok()?;
    let day = (year, part(at.month())?, part(at.day())?);
    snapshot::minute_of(day, (part(at.hour())?, part(at.minute())?))
}

fn precision(precision: Precision) -> snapshot::Precision {
    match precision {
        Precision::Point => snapshot::Precision::Point,
        Precision::Block => snapshot::Precision::Block,
        Precision::NamedPlace => snapshot::Precision::NamedPlace,
        Precision::Area => snapshot::Precision::Area,
        Precision::Municipality => snapshot::Precision::Municipality,
    }
}
