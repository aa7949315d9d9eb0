//! The database: the only crate with SQL.
//!
//! Two databases stand behind it. The **internal** one holds the working and
//! steering zones and is the record; the **public** one holds releases only.
//! [`Store`] reads and writes the first and copies releases to the second;
//! [`PublicReader`] reads the second and cannot reach the first.
//!
//! [`Store`] and [`Tx`] both deref to [`Records`], which has every method that
//! reads. Methods that write are on [`Tx`], which only [`Store::write`] makes:
//! ```no_run
//! # use handslag_store::{Database, Store, StoreError};
//! # use handslag_domain::organisation::{Organisation, OrganisationId};
//! # async fn example(organisation: Organisation) -> Result<(), StoreError> {
//! let store = Store::open(&Database::Sqlite { folder: "data".into() }).await?;
//! store.write(async |tx| tx.insert_organisation(&organisation).await).await?;
//! let all = store.organisations().await?;
//! # Ok(())
//! # }
//! ```

mod account;
mod activity;
mod area;
mod change_count;
mod comparable_group;
mod database;
mod dialect;
mod document;
mod error;
mod figure;
mod follow_up;
pub mod geopackage;
mod import_batch;
mod incident;
mod mapping;
mod migration;
mod notice;
mod open311;
mod organisation;
mod picture_document;
mod picture_edition;
mod population;
mod promise;
mod public;
mod release;
mod self_test;
mod session;
mod sql;
mod store;
#[cfg(test)]
mod tests;
mod withdrawal;

pub use account::{Account, AccountId, NewAccount};
pub use activity::{
    ActivityChange, EntryKey, HeldActivity, Inserted, InsertedActivities, NewActivity, Origin,
};
pub use area::StoredArea;
pub use change_count::ChangeCounts;
pub use comparable_group::SavedGroups;
pub use database::Database;
pub use document::{DocumentKind, DocumentVersion};
pub use error::{Held, StoreError, Warning};
pub use figure::{FigureRevision, RevisedFigures, SeriesPeriod};
pub use follow_up::FollowUpState;
pub use import_batch::{BatchId, ImportBatch};
pub use incident::{
    HeldIncident, IncidentChange, IncidentListFilter, IncidentMerge, IncidentPage,
    IncidentPosition, IncidentShare, IncidentTurn, InsertedIncidents, NoPosition, OwnedIncident,
    Received, TracedMerge,
};
pub use notice::RevisedNotices;
pub use open311::Open311Door;
pub use picture_document::{PictureShare, PictureSummary};
pub use picture_edition::{EditionSummary, HeldEdition, NewEdition};
pub use population::SavedPopulation;
pub use promise::{PromiseShare, PromiseSummary, PromiseVersion, Saving};
pub use public::{Hit, MunicipalitySummary, NewsPosition, PublicReader, PublicRelease};
pub use release::{HitKind, NewRelease, ReleaseContent, ReleaseKind, ReleaseSummary, SearchEntry};
pub use session::SessionRow;
pub use store::{Records, Store, Tx};
pub use withdrawal::{EditionWithdrawal, WithdrawEdition, WithdrawnEdition};
