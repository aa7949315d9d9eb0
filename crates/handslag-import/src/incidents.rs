//! Incidents from other people's files: tables, workbooks, GeoJSON and layers of a GeoPackage.
//!
//! A file is opened once ([`IncidentFile`]), a mapping is proposed
//! ([`IncidentMapping::suggest`]) and looked through by a person, all rows are
//! checked ([`check_incidents`]), and only then are the incidents handed over
//! in portions ([`read_incidents`]). Nothing is saved here.

mod cells;
mod collected;
pub mod coordinates;
mod file;
mod geojson;
mod kinds;
mod layer;
mod mapping;
mod note;
pub mod open311;
mod place;
pub(crate) mod problem;
mod read;
mod row;
mod suggest;
mod time;

pub use file::{FileKind, IncidentBudget, IncidentFile};
pub use layer::{Layer, LayerRow, LayerValue};
pub use mapping::{
    Axes, IncidentField, IncidentMapping, NewCategories, Offsets, Repeats, UnknownPlaces,
};
pub use note::{About, IncidentNote};
pub use place::Extent;
pub use problem::IncidentProblem;
pub use read::{Checked, Surroundings, check_incidents, read_incidents};
pub use suggest::{IncidentSuggestion, Shape, Why};
