//! The situational picture: what was reported and taken in, by the organisation
//! and by those who show it theirs, ready to be asked.

pub mod analysis;
mod asked;
mod beside_others;
mod compared;
mod computed;
mod counted;
mod difference;
mod joined;
mod kept;
mod layers;
mod map;
mod months;
mod moves;
mod naming;
mod reader;
mod shaded;
mod since;
mod sources;
mod taken_in;
mod tally;
mod too_coarse;
mod trend;
mod view;
mod year_on_year;

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, OnceLock};

use handslag_domain::incident::{CategoryId, CategoryTree, NamedPlace};
use handslag_domain::municipality::MunicipalityCode;
use handslag_domain::organisation::OrganisationId;
use handslag_domain::series;
use handslag_geo::AreaIndex;
use handslag_geo::projection::Plane;
use handslag_geo::snapshot::Snapshot;
use handslag_store::{ChangeCounts, IncidentShare, OwnedIncident};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::access::{Action, Actor, Whose, decide};
use crate::incident_share::Limits;
use crate::{App, AppError, swedish_day};

pub use asked::Asked;
pub use beside_others::BesideOthers;
pub use compared::{AreaCount, Counts, MapView, PlaceCount, RateLegend, SquareCount};
pub(crate) use computed::Turns;
pub use difference::{NotCompared, Periods, Turn};
use joined::Joined;
pub(crate) use kept::Kept;
pub use layers::{AreaLayers, MUNICIPALITIES};
pub use map::{Layer, MapAsked, Shown, Sight, TileFile, ground_tile};
use moves::Lacks;
pub(crate) use moves::{Change, Moves};
pub use naming::{Near, Wind};
use reader::Reader;
use shaded::Outlines;
pub use shaded::{Base, Rate};
pub use since::{Mostly, Novelty, Run, Since, SinceItem, SinceOrder, Then};
use sources::Sources;
pub use tally::Tally;
pub use too_coarse::TooCoarse;
pub use trend::{MonthRow, Trend};
pub use view::{AreaRow, PictureView, PlaceRow};
pub use year_on_year::{Beside, FEWEST_FOR_PERCENT, UsualYears, YearOnYear, YearTurn};

/// Inhabitants counted before this year say nothing of today's.
const FIRST_COUNT: i16 = 2010;

/// All incidents that an organisation may see, in memory.
pub struct IncidentPicture {
    snapshot: Snapshot,
    tree: Arc<CategoryTree>,
    /// The category of each number in the snapshot.
    categories: Vec<CategoryId>,
    areas: Arc<AreaIndex>,
    places: Arc<Vec<NamedPlace>>,
    /// How many, by who tells, kind, named place and month.
    tallies: HashMap<Tally, u32>,
    /// Those among the owners that are the police.
    police: Arc<HashSet<OrganisationId>>,
    /// What is joined with another incident: such a change may move both.
    joined: Arc<HashSet<OwnedIncident>>,
    /// What each of the others shows of theirs.
    limits: Arc<HashMap<OrganisationId, Limits>>,
    /// Whose incidents are in it beside the organisation's own.
    pub shown: Vec<IncidentShare>,
    /// How far each of them had come.
    change_counts: ChangeCounts,
    /// Whether any of it is invented; then "exempel" stands wherever it is shown.
    pub example: bool,
    /// Which state of the data it was made of.
    made_of: MadeOf,
    /// A number that no other making of a picture has, here or in another
    /// process: what is kept of this one by a browser is of this one only.
    mark: u64,
    /// Inhabitants of areas by number, where they are known.
    inhabitants: Arc<HashMap<usize, u32>>,
    /// The layers of areas that it may be counted by, and the one that it is.
    pub layers: AreaLayers,
    /// Their outlines for the map, made when first drawn.
    outlines: Arc<Outlines>,
    /// Which areas border on which, found when first asked.
    neighbours: Arc<OnceLock<Vec<Vec<usize>>>>,
    /// Which sources tell of which kinds and when, found when first asked.
    sources: OnceLock<Sources>,
    /// What was computed of it, until it moves.
    computed: computed::Computed,
}

/// While these stand still, a picture says the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct MadeOf {
    /// How many moves were done.
    moves: u64,
    on: Date,
    /// Whether nothing was written while it was read, so that what came later
    /// is surely not in it.
    is_settled: bool,
}

impl App {
    /// The picture of the member's organisation: its own incidents and those
    /// that partners show it today. It is kept until something changes; single
    /// reports, corrections and withdrawals are taken into the one that is kept.
    ///
    /// # Errors
    /// [`AppError::Denied`] when nobody has signed in.
    pub async fn picture(
        &self,
        actor: &Actor,
        now: Timestamp,
    ) -> Result<Arc<IncidentPicture>, AppError> {
        self.picture_by(actor, None, now).await
    }

    /// The same counted by another layer of areas than the usual one.
    ///
    /// - `layer`: its name; the usual one when there is none with that name.
    ///
    /// # Errors
    /// As [`App::picture`].
    pub async fn picture_by(
        &self,
        actor: &Actor,
        layer: Option<&str>,
        now: Timestamp,
    ) -> Result<Arc<IncidentPicture>, AppError> {
        let permit = decide(actor, Action::ReadInternal, &Whose::Own)?;
        let owner = permit.owner()?;
        let other = match layer {
            Some(_) => self
                .area_layers_of(owner, layer)
                .await?
                .other()
                .map(str::to_owned),
            None => None,
        };
        let on = swedish_day(now);
        let slot = self.pictures.slot(owner, other.as_deref());
        let mut kept = slot.lock().await;
        // Asked each time, for another server may have ended a share, or have taken
        // in or corrected an incident.
        let shown = self.store.shown_incidents_of(owner, on).await?;
        let whose = whose(owner, &shown);
        let before = self.moves.mark(&whose);
        let counts = self.store.change_counts(&whose).await?;
        let is_fresh = |held: &&Arc<IncidentPicture>| held.made_of.on == on && held.shown == shown;
        let held = kept.as_ref().filter(is_fresh);
        let lacks = |held: &IncidentPicture| self.moves.after(held.made_of.moves, &whose);
        let grown = match held.map(|held| (held, lacks(held))) {
            Some((held, Lacks::Nothing)) => Some(Arc::clone(held)),
            Some((held, Lacks::These(later))) => held.taken_in(owner, &later).map(Arc::new),
            Some((_, Lacks::Anything)) | None => None,
        };
        // What this server is writing may be counted in the database, and is told
        // here only when it is done: then the next who asks sees it.
        let is_still = before.was_still_until(self.moves.mark(&whose));
        let is_whole = |grown: &Arc<IncidentPicture>| !is_still || grown.change_counts == counts;
        let picture = match grown.filter(is_whole) {
            Some(picture) => picture,
            None => {
                let layers = self.area_layers_of(owner, layer).await?;
                Arc::new(self.make_picture(owner, layers, shown, on).await?)
            }
        };
        Ok(Arc::clone(kept.insert(picture)))
    }

    async fn make_picture(
        &self,
        owner: &OrganisationId,
        layers: AreaLayers,
        shown: Vec<IncidentShare>,
        on: Date,
    ) -> Result<IncidentPicture, AppError> {
        let mark = self.moves.mark(&whose(owner, &shown));
        // Before anything is read: what comes later is noticed by its number.
        let change_counts = self.store.change_counts(&whose(owner, &shown)).await?;
        let (_, tree) = self.held_categories(owner).await?;
        let places = self.held_places(owner).await?;
        let areas = AreaIndex::new(self.areas_of_layer(owner, &layers).await?);
        let inhabitants = self.inhabitants(owner, &areas, on).await?;
        let merges = self.store.incident_merges(owner).await?;
        let mut joined = Joined::of(merges);
        let joined_ids = joined.all();
        let mut limits = HashMap::new();
        for share in &shown {
            limits.insert(share.owner.clone(), self.limits_of(share).await?);
        }
        let mut reader = Reader::new(&tree, &places, &areas, Vec::new());
        let police = self.police_among(owner, &shown).await?;
        self.each_seen(owner, &shown, |whose, some| {
            reader.turn_to(whose, whose == owner, police.contains(whose));
            for one in some {
                if let Some(counted) = joined.counted(whose, one) {
                    reader.read(&counted);
                }
            }
        })
        .await?;
        for (whose, one) in joined.left_alone() {
            reader.turn_to(whose, whose == owner, police.contains(whose));
            reader.read(one);
        }
        let made_of = MadeOf {
            moves: mark.done,
            on,
            is_settled: mark.was_still_until(self.moves.mark(&whose(owner, &shown))),
        };
        let (records, categories, example) = (reader.records, reader.categories, reader.example);
        let tallies = reader.tallies;
        let snapshot = Snapshot::build(Plane::sweden(), made_of.moves, records);
        Ok(IncidentPicture {
            snapshot,
            tree: Arc::new(tree),
            categories,
            areas: Arc::new(areas),
            places: Arc::new(places),
            tallies,
            police: Arc::new(police),
            joined: Arc::new(joined_ids),
            limits: Arc::new(limits),
            shown,
            change_counts,
            example,
            made_of,
            mark: new_mark(owner),
            inhabitants: Arc::new(inhabitants),
            layers,
            outlines: Arc::default(),
            neighbours: Arc::default(),
            sources: OnceLock::new(),
            computed: computed::Computed::default(),
        })
    }

    /// Which of those whose incidents are seen are the police.
    async fn police_among(
        &self,
        owner: &OrganisationId,
        shown: &[IncidentShare],
    ) -> Result<HashSet<OrganisationId>, AppError> {
        let mut police = HashSet::new();
        for whose in whose(owner, shown) {
            if self.is_police(whose).await? {
                police.insert(whose.clone());
            }
        }
        Ok(police)
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

/// Those whose incidents an organisation sees.
fn whose<'a>(owner: &'a OrganisationId, shown: &'a [IncidentShare]) -> Vec<&'a OrganisationId> {
    let partners = shown.iter().map(|share| &share.owner);
    std::iter::once(owner).chain(partners).collect()
}

fn new_mark(owner: &OrganisationId) -> u64 {
    RandomState::new().hash_one(owner.as_str())
}

/// Whether incidents of this source are invented.
pub fn is_example(source: &str) -> bool {
    source.to_lowercase().starts_with("exempel")
}
