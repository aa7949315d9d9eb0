//! From the plane to a small tile, fast.

use super::TileAddress;
use crate::projection::{OutsideCrs, Plane, PlanePoint};
use crate::shape::Bounds;

/// Carries points of the plane onto a tile by a surface of second degree
/// through nine points that were carried exactly. On a tile of 5 km it is off by
/// less than a hundredth of a unit; the exact way takes a microsecond a point.
pub(super) struct Fit {
    origin: (f64, f64),
    size: (f64, f64),
    /// Where the nine points fall: rows from south to north, west to east.
    nodes: [[(f64, f64); 3]; 3],
}

impl Fit {
    pub fn new(plane: &Plane, tile: TileAddress, bounds: &Bounds) -> Result<Self, OutsideCrs> {
        let origin = (f64::from(bounds.min.0), f64::from(bounds.min.1));
        let end = (f64::from(bounds.max.0), f64::from(bounds.max.1));
        let size = ((end.0 - origin.0).max(1.0), (end.1 - origin.1).max(1.0));
        let mut nodes = [[(0.0, 0.0); 3]; 3];
        for (row, nodes) in nodes.iter_mut().enumerate() {
            for (column, node) in nodes.iter_mut().enumerate() {
                let along = |origin: f64, size: f64, step: usize| {
                    (origin + size * step as f64 / 2.0).round() as i32
                };
                let point = PlanePoint {
                    x_cm: along(origin.0, size.0, column),
                    y_cm: along(origin.1, size.1, row),
                };
                *node = tile.units(plane.position(point)?);
            }
        }
        Ok(Self {
            origin,
            size,
            nodes,
        })
    }

    pub fn units(&self, point: PlanePoint) -> (f64, f64) {
        let along = |at: i32, origin: f64, size: f64| (f64::from(at) - origin) / size;
        let east = weights(along(point.x_cm, self.origin.0, self.size.0));
        let north = weights(along(point.y_cm, self.origin.1, self.size.1));
        let mut sum = (0.0, 0.0);
        for (nodes, north) in self.nodes.iter().zip(north) {
            for (node, east) in nodes.iter().zip(east) {
                sum.0 += node.0 * east * north;
                sum.1 += node.1 * east * north;
            }
        }
        sum
    }
}

/// What the values at 0, ½ and 1 weigh at `t` (Lagrange).
fn weights(t: f64) -> [f64; 3] {
    [
        (2.0 * t - 1.0) * (t - 1.0),
        4.0 * t * (1.0 - t),
        t * (2.0 * t - 1.0),
    ]
}
