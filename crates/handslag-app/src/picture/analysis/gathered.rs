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
/// The parts of the squares of which it is told how much they hold.
const TOPS: [f64; 3] = [0.01, 0.05, 0.10];

/// In how few squares most lies. One measure for picture and analyses: each
/// occasion once, in squares of 250 metres where anything ever happened.
#[derive(Debug, Clone, PartialEq)]
pub struct Gathered {
    /// How many occasions have a point.
    pub n: u64,
    /// The side of a square, in metres.
    pub square_m: f64,
    /// How many squares: those where anything ever happened.
    pub n_squares: usize,
    /// How few squares together hold half of it.
    pub n_with_half: usize,
    /// About the top 1, 5 and 10 percent of the squares, in whole squares.
    pub tops: Vec<TopSquares>,
}

/// How gathered it is beside what chance alone gives.
#[derive(Debug, Clone, PartialEq)]
pub struct GatheredByChance {
    /// What was seen.
    pub seen: Gathered,
    /// The Gini coefficient against the most even way in which as many can fall.
    pub gini: f64,
    /// What as many give when each falls on any square with equal chance.
    pub by_chance: ByChance,
}

impl GatheredByChance {
    /// Whether fewer squares hold half than in 39 of 40 maps that chance makes: the
    /// verdict is of the number that is told.
    pub fn is_more_than_chance(&self) -> bool {
        self.seen.n_with_half < self.n_with_half_by_chance().0
    }

    /// In how few squares chance alone lays half: 95 of 100 maps.
    pub fn n_with_half_by_chance(&self) -> (usize, usize) {
        let half = &self.by_chance.share_of_places_with_half;
        let squares = |share| number_of(share, self.seen.n_squares);
        (squares(half.lower), squares(half.upper))
    }
}

/// The share of all in the squares with most.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TopSquares {
    /// How many squares.
    pub n: usize,
    /// The share of all in them.
    pub share: f64,
}

impl IncidentPicture {
    /// - `filter`: every occasion once.
    pub(in super::super) fn gathered(&self, filter: &Filter) -> Told<Gathered> {
        Ok(seen(&self.concentration(filter)?, SIDE.side_m()))
    }

    /// The same beside chance, which takes a moment.
    pub(super) fn gathered_by_chance(&self, filter: &Filter) -> Told<GatheredByChance> {
        let found = self.concentration(filter)?;
        let n = found.events();
        let replicates = u32::try_from(DRAWS / n).unwrap_or(u32::MAX).clamp(39, 999);
        let counts = self.counted(filter, SIDE).counts;
        let by_chance = found.by_chance(replicates, seed_of(counts));
        Ok(GatheredByChance {
            seen: seen(&found, SIDE.side_m()),
            gini: found.generalised_gini(),
            by_chance: by_chance.map_err(|_| Withheld::TooMany)?,
        })
    }

    fn concentration(&self, filter: &Filter) -> Told<Concentration> {
        let map = self.counted(filter, SIDE);
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
        Concentration::of(&map.counts).map_err(|_| Withheld::TooMany)
    }
}

/// The squares of the methods, for counts that most people read as "how gathered".
const SIDE: CellSize = CellSize::QUARTER_KM;

fn seen(found: &Concentration, square_m: f64) -> Gathered {
    let n_squares = found.places();
    let mut tops: Vec<TopSquares> = TOPS
        .iter()
        .map(|top| TopSquares {
            // A part of a square is none.
            n: number_of(*top, n_squares).max(1),
            share: 0.0,
        })
        .collect();
    tops.dedup_by_key(|top| top.n);
    for top in &mut tops {
        top.share = found.share_in_top(top.n as f64 / n_squares as f64);
    }
    Gathered {
        n: found.events(),
        square_m,
        n_squares,
        n_with_half: number_of(found.share_of_places_with(0.5), n_squares),
        tops,
    }
}

/// How many squares a share of them is, to the nearest.
fn number_of(share: f64, n_squares: usize) -> usize {
    (share * n_squares as f64).round() as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_few_squares_a_percent_is_told_as_whole_squares() {
        // Three of 67 squares have 60, 50 and 40; the others one each.
        let mut counts = vec![1; 64];
        counts.extend([60, 50, 40]);
        let found = seen(&Concentration::of(&counts).unwrap(), 250.0);
        assert_eq!((found.n, found.n_squares, found.n_with_half), (214, 67, 2));
        let tops: Vec<(usize, f64)> = found.tops.iter().map(|top| (top.n, top.share)).collect();
        assert_eq!(
            tops,
            [(1, 60.0 / 214.0), (3, 150.0 / 214.0), (7, 154.0 / 214.0)]
        );
    }

    #[test]
    fn of_thirty_squares_one_and_two_are_told_once_each() {
        let counts: Vec<u64> = (0..30).map(|n| 2 + n % 3).collect();
        let found = seen(&Concentration::of(&counts).unwrap(), 250.0);
        let n: Vec<usize> = found.tops.iter().map(|top| top.n).collect();
        assert_eq!(n, [1, 2, 3]);
        let few = seen(&Concentration::of(&[1; 12]).unwrap(), 250.0);
        assert_eq!(few.tops.len(), 1);
    }
}
