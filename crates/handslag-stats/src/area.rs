//! Where does it gather, area by area?

mod bayes;
mod concentration;
mod constant_risk;
mod forecast;
mod global;
mod grid;
mod hot_spot;
mod input;
mod local;
mod neighbours;
mod pattern;
mod permuted;
mod subset_sums;
mod tail;

pub use bayes::{
    AtRisk, EmpiricalBayes, EmpiricalBayesError, LocalSpread, RelativeRisk, empirical_bayes,
    local_empirical_bayes, probability_map,
};
pub use concentration::{
    ByChance, ByChanceError, ChanceRange, Concentration, ConcentrationError, LorenzPoint,
};
pub use constant_risk::constant_risk;
pub use forecast::{ForecastError, ForecastHits, forecast_hits};
pub use global::{
    GlobalAutocorrelation, GlobalG, Islands, JoinCount, geary, global_g, join_count, moran,
};
pub use grid::{Cell, CellCounts, GridError, cells_within, count_cells};
pub use hot_spot::{Mark, Standing, mark};
pub use input::{AutocorrelationError, Deviate};
pub use local::{LocalG, LocalMoran, LocalNull, Own, Quadrant, local_g, local_moran};
pub use neighbours::{Neighbours, NeighboursError, Weighting};
pub use pattern::{AreaChange, PatternChange, PatternError, pattern_change};
pub use permuted::{PermutedMoran, permuted_moran};
pub use tail::{NeighbourTail, Reckoning, Simulation, TailError, count_tails, value_tails};

#[cfg(test)]
mod reference;
