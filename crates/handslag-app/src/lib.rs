//! One module per use case: load, decide, save; and the access decision.
//!
//! [`App`] holds what every use case needs. Each use case takes the [`Actor`]
//! first, asks [`access::decide`], loads, lets the domain decide, and saves.
//! None reads a clock: the time is passed in.

pub mod access;
pub mod activity;
pub mod area;
mod aside;
pub mod category;
pub mod chart_figures;
pub mod columns;
pub mod draft;
pub mod duplicate;
mod dwelling;
pub mod effect;
mod error;
pub mod figures;
pub mod follow_up;
pub mod incident;
pub mod incident_doubt;
pub mod incident_share;
pub mod intake;
mod kept;
mod layer;
pub mod member;
mod news;
pub mod open311;
pub mod open_data;
pub mod partner;
pub mod password;
pub mod picture;
pub mod picture_document;
pub mod place;
pub mod promise;
pub mod public;
pub mod renderer;
mod seen;
pub mod whole_log;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use handslag_domain::organisation::OrganisationId;
use handslag_store::{Database, PublicReader, Store};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

pub use access::{Action, Actor, Denied, Member, Permit, Whose};
pub use error::{AppError, Invalid};
pub use handslag_store::{
    Account, AccountId, Database as StoreDatabase, FollowUpState, Held, Origin, PromiseShare,
    StoreError,
};
pub use renderer::Renderer;
pub use seen::{Seen, mark_of};

/// The day in Sweden at a moment: days in the log and on pages are Swedish.
pub fn swedish_day(at: Timestamp) -> Date {
    let stockholm = TimeZone::get("Europe/Stockholm").unwrap_or(TimeZone::UTC);
    at.to_zoned_datetime(stockholm).date()
}

/// A day that somebody asks about, at most a year from today: a promise without
/// end would else have counts for every day until the year 9999.
pub fn day_within_reach(asked: Date, today: Date) -> Date {
    let last = today.saturating_add(jiff::Span::new().years(1));
    asked.min(last)
}

/// The application: the store, the reader of what is public, and the printer.
#[derive(Clone)]
pub struct App {
    store: Arc<Store>,
    public: Arc<PublicReader>,
    renderer: Arc<dyn Renderer>,
    generation: Arc<AtomicU64>,
    moves: picture::Moves,
    pictures: Arc<picture::Kept>,
    turns: picture::Turns,
}

impl App {
    /// Opens the database, bringing it up to date, and copies to the public
    /// side what an interrupted publication left behind.
    ///
    /// # Errors
    /// [`StoreError`] when the database cannot be opened.
    pub async fn open(
        database: &Database,
        renderer: Arc<dyn Renderer>,
    ) -> Result<Self, StoreError> {
        let store = Store::open(database).await?;
        let public = store.public_reader().await?;
        let app = Self {
            store: Arc::new(store),
            public: Arc::new(public),
            renderer,
            generation: Arc::default(),
            moves: picture::Moves::default(),
            pictures: Arc::default(),
            turns: picture::Turns::default(),
        };
        app.index_editions().await?;
        Ok(app)
    }

    /// What the operator should know of the database.
    pub fn warnings(&self) -> Vec<String> {
        self.store
            .warnings()
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    /// The store, for sessions and for the command line's own tools.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// How many times something has been made public through this app: while
    /// it stands still, a public page reads the same.
    pub fn generation(&self) -> u64 {
        self.generation.load(Ordering::Acquire)
    }

    /// Notes that an organisation's incidents, areas, places, categories, merges
    /// or shares are not what they were, in a way that only a new picture can tell.
    pub(crate) fn picture_moved(&self, owner: &OrganisationId) {
        self.moves.moved(owner);
    }

    /// Copies what was published to the public side.
    pub(crate) async fn make_public(&self) -> Result<(), StoreError> {
        self.store.publish_pending().await?;
        self.index_editions().await?;
        self.generation.fetch_add(1, Ordering::Release);
        Ok(())
    }

    /// What is published. It has no way to the internal tables.
    pub fn published(&self) -> &PublicReader {
        &self.public
    }
}

/// What the store holds, for those who show it. Pages and commands name these
/// types, and reach the store only through a use case.
pub mod held {
    pub use handslag_store::{
        Account, AccountId, ActivityChange, DocumentVersion, EditionSummary, EditionWithdrawal,
        FollowUpState, HeldActivity, HeldEdition, HeldIncident, HitKind, ImportBatch,
        IncidentChange, IncidentListFilter, IncidentMerge, IncidentPage, IncidentPosition,
        IncidentShare, IncidentTurn, InsertedIncidents, NewsPosition, Origin, OwnedIncident,
        PictureShare, PictureSummary, PromiseShare, PromiseSummary, PublicRelease, ReleaseSummary,
        SessionRow, WithdrawnEdition,
    };
}

/// What is said of others' files: mappings, progress, and every bad row.
pub mod files {
    pub use handslag_import::{Lang, Progress, Row, RowProblem, incidents, mapping, table, voices};
}
