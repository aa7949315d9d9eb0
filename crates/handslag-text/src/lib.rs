//! The Swedish words themselves: an analyser for search and a guard against personal data.
//!
//! Pure: text in, values out; no files, no clock, no network.

pub mod analyser;
pub mod guard;
mod lexicon;
mod person;
mod stem;

pub use analyser::{Analyser, Piece, Query, QueryWord};
pub use guard::{Finding, Kind, Severity, check_note};
