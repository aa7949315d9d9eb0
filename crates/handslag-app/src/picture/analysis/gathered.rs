//! Concentration: in how few squares most lies, and how few chance alone would give.

use handslag_geo::snapshot::{CellSize, Filter};
use handslag_stats::area::{ByChance, Concentration};

use super::super::IncidentPicture;
use super::{Told, Withheld, seed_of};

/// Fewer say little of how gathered they are (50 in the methods).
const FEWEST: u64 = 50;
/// Fewer squares are no map.
const FEWEST_SQUARES: u64 = 30;
/// So many incidents are drawn in all; with many, chance hardly varies.
const DRAWS: u64 = 20_000_000;

/// How gathered it is beside what chance alone gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Gathered {
    /// How many occasions have a point.
    pub n: u64,
    /// The side of a square, in metres.
    pub square_m: f64,
    /// How many squares: those where anything ever happened.
    pub n_squares: usize,
    /// The share of squares that together hold half of it.
    pub half_in: f64,
    /// The top 1, 5 and 10 percent of the squares.
    pub tops: Vec<TopSquares>,
    /// The Gini coefficient against the most even way in which as many can fall.
    pub gini: f64,
    /// What as many give when each falls on any square with equal chance.
    pub by_chance: ByChance,
}

impl Gathered {
    /// Whether it is more gathered than 39 in 40 maps that chance makes.
    pub fn is_more_than_chance(&self) -> bool {
        self.gini > self.by_chance.generalised_gini.upper
    }
}

/// The share of all in the squares with most.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TopSquares {
    /// How large a part of the squares.
    pub top: f64,
    /// The share of all in them.
    pub share: f64,
}

impl IncidentPicture {
    pub(super) fn gathered(&self, filter: &Filter) -> Told<Gathered> {
        let map = self.counted(filter, CellSize::QUARTER_KM);
        let n: u64 = map.counts.iter().sum();
        if n < FEWEST {
            let needed = FEWEST;
            return Err(Withheld::TooFew { found: n, needed });
        }
        let found = map.cells.len() as u64;
        if found < FEWEST_SQUARES {
            let needed = FEWEST_SQUARES;
            return Err(Withheld::TooFewSquares { found, needed });
        }
        let seen = Concentration::of(&map.counts).map_err(|_| Withheld::TooMany)?;
        let replicates = u32::try_from(DRAWS / n).unwrap_or(u32::MAX).clamp(39, 999);
        let seed = seed_of(map.counts.iter().copied());
        let by_chance = seen.by_chance(replicates, seed);
        let top = |top: f64| TopSquares {
            top,
            share: seen.share_in_top(top),
        };
        Ok(Gathered {
            n,
            square_m: map.cell_m,
            n_squares: map.cells.len(),
            half_in: seen.share_of_places_with(0.5),
            tops: [0.01, 0.05, 0.10].map(top).to_vec(),
            gini: seen.generalised_gini(),
            by_chance: by_chance.map_err(|_| Withheld::TooMany)?,
        })
    }
}
