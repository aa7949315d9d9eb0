//! What does the map draw of them?
//!
//! Vector tiles (Mapbox Vector Tile 2.1) of a snapshot under a filter, and of
//! areas. Far out, incidents are squares with a count; close in, points with a
//! category and a count. Counts below what the caller allows are left out here,
//! where the tile is made, and nowhere else.

mod address;
mod areas;
mod fit;
mod incidents;
mod label;
mod layer;

pub use address::TileAddress;
pub use areas::{AreaFigures, AreaLayer};
pub use incidents::{
    CELLS, Look, POINTS, ShadedSquare, cell_size, incidents, shaded_squares, shows_points, tag,
};

/// The side of a tile in its own units.
pub const EXTENT: u32 = 4096;
/// How far beyond its sides a tile draws, so that symbols and outlines that
/// reach over from the next tile are whole.
pub const BUFFER: u32 = 64;

#[cfg(test)]
mod tests;
