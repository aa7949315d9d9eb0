//! Where is it, and how many are there?
//!
//! - [`projection`]: which place in metres is this in degrees, and back?
//! - [`area`]: which area holds this place, and which areas lie beside it?
//! - [`snapshot`]: how many of the incidents were there, then, of that kind?
//! - [`tile`]: what does the map draw of them?
//!
//! Coordinates, codes and numbers in; never a person, a file, a clock or a
//! database. Positions are WGS 84 in units of 1e-7 degrees, about a centimetre.

pub mod area;
pub mod projection;
mod shape;
pub mod snapshot;
pub mod tile;

pub use area::{Area, AreaIndex, Found, Level};
pub use projection::{Crs, Plane, PlanePoint, Position};
pub use snapshot::{Filter, Record, Snapshot};
pub use tile::TileAddress;
