//! Which locations lie in the circles around each?

use rayon::prelude::*;

use super::super::cells::Cells;
use super::super::place::Point;

/// A location and how far it is from a circle's centre.
#[derive(Debug, Clone, Copy)]
pub(super) struct Near {
    pub location: u32,
    pub distance: f64,
}

/// For each location, all within the radius, nearest first.
pub(super) struct Zones {
    around: Vec<Vec<Near>>,
}

impl Zones {
    /// `locations` as near as others stand in the order given.
    pub fn new(locations: &[Point], radius: f64) -> Self {
        let cells = Cells::new(locations, radius);
        let around = (0..locations.len())
            .into_par_iter()
            .map(|centre| {
                let mut near = Vec::new();
                cells.each_in_reach(centre, radius, |location| {
                    let distance = locations[centre].distance(locations[location]);
                    if distance <= radius {
                        near.push(Near {
                            location: location as u32,
                            distance,
                        });
                    }
                });
                near.sort_by(|a, b| {
                    a.distance
                        .total_cmp(&b.distance)
                        .then(a.location.cmp(&b.location))
                });
                near
            })
            .collect();
        Self { around }
    }

    /// The locations around one, itself first (or after others at its place).
    pub fn around(&self, centre: usize) -> &[Near] {
        &self.around[centre]
    }

    pub fn centres(&self) -> usize {
        self.around.len()
    }
}
