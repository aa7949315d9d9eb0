//! Which area holds this place, and which areas lie beside it?

use crate::projection::Position;

/// An area with its outline.
pub struct Area {
    polygons: Vec<Vec<Vec<Position>>>,
}

impl Area {
    /// Every ring.
    pub fn rings(&self) -> impl Iterator<Item = &[Position]> {
        self.polygons.iter().flatten().map(Vec::as_slice)
    }
}
