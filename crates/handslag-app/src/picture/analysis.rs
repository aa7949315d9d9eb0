//! Signal from noise: where and when it gathers beyond what chance gives. Each
//! analysis answers with its numbers, or with why it cannot.

mod clusters;
mod gathered;
mod hot_areas;
mod hot_hours;
mod hot_spots;
mod near_repeats;
mod rates;
#[cfg(test)]
pub(super) mod tests;

use handslag_geo::snapshot::{Filter, Located};
use handslag_stats::numeric::Seed;
pub use handslag_stats::numeric::SimulatedP;
use jiff::civil::Date;

use super::{Asked, IncidentPicture, TooCoarse, Trend};

pub use clusters::{Clusters, FoundCluster};
pub use gathered::{Gathered, GatheredByChance, TopSquares};
pub use hot_areas::{HotArea, HotAreas, Outline};
pub use hot_hours::{Against, HotHours, HotRun};
pub use hot_spots::{HotSpot, HotSpots, Square};
pub use near_repeats::{KindRepeats, NearRepeats, RepeatBand};
pub use rates::{AreaRate, Rates};

/// Why an analysis says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Withheld {
    /// There is nothing to look at.
    Nothing,
    /// There is less than a year before the period that is judged.
    LessThanAYear,
    /// There are fewer than say anything.
    TooFew {
        /// How many there are.
        found: u64,
        /// How many it takes.
        needed: u64,
    },
    /// Fewer squares than say anything.
    TooFewSquares {
        /// How many there are.
        found: u64,
        /// How many it takes.
        needed: u64,
    },
    /// Fewer areas than say anything.
    TooFewAreas {
        /// How many there are.
        found: u64,
        /// How many it takes.
        needed: u64,
    },
    /// Fewer whole months in both years than say anything.
    TooFewMonths {
        /// How many there are.
        found: u64,
        /// How many it takes.
        needed: u64,
    },
    /// Of most it is too little known when they were for this question.
    TooCoarse(TooCoarse),
    /// There is more than can be looked at in reasonable time.
    TooMany,
    /// All squares, hours or areas have as many.
    AllAlike,
    /// No kind has as many with a place that is known to the block as it takes.
    NoKind {
        /// How many it takes.
        needed: u64,
    },
    /// Of too few areas are the inhabitants known.
    NoInhabitants {
        /// Of how many.
        found: u64,
        /// Of how many it takes.
        needed: u64,
    },
}

/// The answer, or why there is none.
pub type Told<T> = Result<T, Withheld>;

/// Every analysis of what was asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Analyses {
    /// How many incidents were asked for.
    pub n: u64,
    /// Those that the question leaves out, for too little is known of when.
    pub too_coarse: Option<TooCoarse>,
    /// Which squares stand out.
    pub hot_spots: Told<HotSpots>,
    /// Which of the organisation's own areas stand out; none when it has none.
    pub hot_areas: Option<Told<HotAreas>>,
    /// Which hours of the week stand out.
    pub hot_hours: Told<HotHours>,
    /// Whether one is followed by another soon and near.
    pub near_repeats: Told<NearRepeats>,
    /// Where and when more happened together than elsewhere and at other times.
    pub clusters: Told<Clusters>,
    /// By month, with what was expected.
    pub months: Trend,
    /// In how few squares most lies, and how few chance alone would give.
    pub gathered: Told<GatheredByChance>,
    /// How many per inhabitant, with little-known areas drawn towards the rest.
    pub rates: Told<Rates>,
}

impl IncidentPicture {
    /// Every analysis of what is asked. Seconds of arithmetic for a million
    /// incidents: not for a thread that answers others.
    pub(super) fn analysed(&self, asked: &Asked, today: Date) -> Analyses {
        let filter = self.filter(asked);
        // What is held against chance counts each occasion once: twelve windows in
        // one night did not choose their place twelve times.
        let once = Filter {
            once: true,
            ..filter.clone()
        };
        let located = self.snapshot.located(&once);
        Analyses {
            n: self.snapshot.count(&filter),
            too_coarse: self.too_coarse(asked),
            hot_spots: self.hot_spots(&once, &located),
            hot_areas: self.hot_areas(&once),
            hot_hours: self.hot_hours(&once, !asked.categories.is_empty()),
            near_repeats: self.near_repeats(&once),
            clusters: self.clusters(&located),
            months: self.trend(&filter, today),
            gathered: self.gathered_by_chance(&once),
            rates: self.rates(&filter),
        }
    }
}

/// What is alike in category, place and time as one event: rows that say the same
/// would follow one another at no distance at all.
///
/// - `located`: in order.
fn events(mut located: Vec<Located>) -> Vec<Located> {
    located.dedup();
    located
}

/// The seed of some data: the same numbers give the same draws, on every
/// machine and in every version (FNV-1a, Fowler, Noll and Vo 1991).
fn seed_of(numbers: impl IntoIterator<Item = u64>) -> Seed {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in numbers.into_iter().flat_map(u64::to_le_bytes) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    Seed(hash)
}
