//! Where is it dense: a smooth picture of many points (kernel density)?

mod axis;
mod bandwidth;
mod binned;
mod exact;
mod hermite;

pub use bandwidth::{
    Bandwidth, BandwidthError, Candidate, Chosen, bandwidth_candidates, bandwidth_diggle,
    bandwidth_likelihood, bandwidth_scott,
};
pub use binned::binned_density;
pub use exact::{density_at_points, kernel_density, leave_one_out_density};

use rayon::prelude::*;

use super::place::{Grid, Point, Rectangle};
use crate::numeric::normal_below;

/// What is done about the part of a point's kernel that falls outside the
/// window, where nothing could be observed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    /// Nothing: the picture fades towards the edge.
    None,
    /// The density at a place is divided by the kernel's mass inside the window
    /// as seen from that place. Right for an even spread, but the whole no
    /// longer adds up to the number of points.
    Uniform,
    /// Each point's kernel is divided by its own mass inside the window
    /// (Diggle 1985, doi:10.2307/2347366), so that the whole adds up to the
    /// number of points.
    Diggle,
}

/// A smooth density over the cells of a grid.
///
/// It is a picture and no test: it shows where points lie, never whether they
/// lie there by chance.
#[derive(Debug, Clone, PartialEq)]
pub struct Density {
    pub(super) grid: Grid,
    pub(super) values: Vec<f64>,
    pub(super) points: usize,
    pub(super) sigma: f64,
    pub(super) edge: Edge,
    pub(super) error_of_max: f64,
}

impl Density {
    /// Pictures of fewer points than this show the kernel and not the points,
    /// and point out single persons.
    pub const FEWEST_TO_SHOW: usize = 20;

    /// Points per unit of area at the cells' centres: row by row from the
    /// south, from west to east.
    ///
    /// # Errors
    /// [`TooFewToShow`] below [`Self::FEWEST_TO_SHOW`] points.
    pub fn to_show(&self) -> Result<&[f64], TooFewToShow> {
        if self.points < Self::FEWEST_TO_SHOW {
            return Err(TooFewToShow {
                points: self.points,
            });
        }
        Ok(&self.values)
    }

    /// The same however few the points are: to compute with, not to show.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// The grid the density is given on.
    pub fn grid(&self) -> Grid {
        self.grid
    }

    /// How many points it was made of.
    pub fn points(&self) -> usize {
        self.points
    }

    /// The kernel's standard deviation, in the points' unit of length.
    pub fn sigma(&self) -> f64 {
        self.sigma
    }

    /// What was done about the window's edge.
    pub fn edge(&self) -> Edge {
        self.edge
    }

    /// How far any value may be from the exact sum of kernels, as a share of the
    /// largest value.
    pub fn error_of_max(&self) -> f64 {
        self.error_of_max
    }
}

/// Why a density must not be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a density of {points} points is not shown; {least} are needed", least = Density::FEWEST_TO_SHOW)]
pub struct TooFewToShow {
    /// How many there were.
    pub points: usize,
}

/// Why a density could not be computed.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum DensityError {
    /// There are no points.
    #[error("there are no points to make a density of")]
    NoPoints,
    /// A point outside the window, or with an undefined coordinate.
    #[error("point number {index} is not inside the window")]
    OutsideWindow {
        /// Its number, from zero.
        index: usize,
    },
    /// A kernel width that is not a number above zero.
    #[error("the kernel's standard deviation must be above zero, not {0}")]
    Sigma(f64),
}

fn check(points: &[Point], window: Rectangle, sigma: f64) -> Result<(), DensityError> {
    if !(sigma.is_finite() && sigma > 0.0) {
        return Err(DensityError::Sigma(sigma));
    }
    if points.is_empty() {
        return Err(DensityError::NoPoints);
    }
    match points.iter().position(|&point| !window.contains(point)) {
        Some(index) => Err(DensityError::OutsideWindow { index }),
        None => Ok(()),
    }
}

/// The share of a kernel centred `at` that lies between the ends.
fn mass(at: f64, ends: (f64, f64), sigma: f64) -> f64 {
    normal_below((ends.1 - at) / sigma) - normal_below((ends.0 - at) / sigma)
}

/// The share of a kernel centred at a point that lies inside the window.
fn mass_inside(at: Point, window: Rectangle, sigma: f64) -> f64 {
    mass(at.x, (window.west, window.east), sigma) * mass(at.y, (window.south, window.north), sigma)
}

/// Divides each cell by the kernel's mass inside the window seen from it.
fn divide_by_mass(values: &mut [f64], grid: &Grid, sigma: f64) {
    let window = grid.window;
    let along: Vec<f64> = grid
        .column_centres()
        .into_iter()
        .map(|x| mass(x, (window.west, window.east), sigma))
        .collect();
    let rows = grid.row_centres();
    values
        .par_chunks_mut(grid.columns)
        .zip(rows)
        .for_each(|(row, y)| {
            let up = mass(y, (window.south, window.north), sigma);
            for (value, across) in row.iter_mut().zip(&along) {
                *value /= across * up;
            }
        });
}

#[cfg(test)]
mod tests;
