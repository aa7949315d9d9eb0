//! One accessible drawing for page, print and PDF.
//!
//! Every function here returns one `<svg>` element as text that works inside
//! an HTML page, where [`stylesheet`] recolours it in the dark, and in a PDF,
//! where its presentation attributes give it the print colours. A drawing is
//! always second to a table with the same figures ([`table`], [`csv()`]).
//!
//! Callers hand over data that is ready to be shown: this crate rounds and
//! places figures but computes none.

mod blocks;
mod chain;
mod changes;
mod columns;
mod commitment_bar;
mod crime;
mod cycle;
mod effect;
mod frame;
mod hot_spot_map;
mod labels;
mod lang;
mod number;
mod palette;
mod period;
mod scale;
mod share_bars;
mod sheet;
mod strokes;
mod table;
mod text;
mod time_axis;
mod week_columns;

pub use blocks::{Block, BlockKind, SummaryBlocks, summary_blocks};
pub use chain::{ChainPicture, chain_picture};
pub use changes::{Change, Changes, changes};
pub use columns::{MonthColumn, MonthColumns, month_columns};
pub use commitment_bar::{Bar, commitment_bar};
pub use crime::{Band, Break, CrimeChart, Highlight, Point, Row, crime_chart};
pub use cycle::{CyclePicture, cycle_picture};
pub use effect::{Chart, drawing};
pub use frame::{Heading, Layout};
pub use handslag_locale::Language as Lang;
pub use hot_spot_map::{AreaOnMap, CircleOnMap, HotSpotMap, SpotOnMap, hot_spot_map};
pub use palette::{PALETTE, Paint, stylesheet};
pub use period::Period;
pub use share_bars::{ShareBar, ShareBars, share_bars};
pub use table::{TableModel, csv, table};
pub use week_columns::{WeekColumns, week_columns};
