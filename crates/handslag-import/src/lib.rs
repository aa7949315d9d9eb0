//! Files from others into domain values; every bad row is reported.
//!
//! Each reader takes bytes, a [`Budget`] and a callback for [`Progress`], and
//! gives an [`Outcome`]: everything in the file, or every problem in it.

pub mod activities;
pub mod bra;
mod cells;
mod doubles;
pub mod groups;
pub mod incidents;
pub mod mapping;
pub mod notices;
mod number;
pub mod population;
mod problem;
mod rows;
mod sentences;
pub mod table;
mod table_problem;
pub mod voices;
mod written;

pub use problem::{Lang, Problem, Problems, Row, RowProblem};
pub use rows::{Budget, Note, NoteKind, Notes, Outcome, Progress, Read};
pub use table_problem::{Needed, TableProblem};
