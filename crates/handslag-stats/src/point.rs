//! Where and when do points gather, and would chance gather them as much?
//!
//! Places are points in the plane, in one unit of length throughout (metres of
//! a national grid, say), never degrees. Times are numbers in one unit, or
//! whole periods counted from zero, or local wall-clock times where the hour of
//! the week matters.

mod aoristic;
mod cells;
mod density;
mod knox;
mod mantel;
mod pattern;
mod place;
mod scan;

pub use aoristic::{
    Aoristic, AoristicError, CivilTime, HOURS_OF_WEEK, NotACivilTime, TimeWindow, aoristic,
    hours_of_week,
};
pub use density::{
    Bandwidth, BandwidthError, Candidate, Chosen, Density, DensityError, Edge, TooFewToShow,
    bandwidth_candidates, bandwidth_diggle, bandwidth_likelihood, bandwidth_scott, binned_density,
    density_at_points, kernel_density, leave_one_out_density,
};
pub use knox::{Bands, BandsError, Event, KnoxCell, KnoxError, KnoxTable, Metric, SimulatedCell};
pub use knox::{near_repeat, near_repeat_test};
pub use mantel::{Closeness, MantelError, mantel, mantel_test};
pub use pattern::{
    ClarkEvans, KCorrection, PatternError, Quadrats, clark_evans, nearest_distances,
    quadrat_counts, ripley_k,
};
pub use place::{Grid, PlaceError, Point, Rectangle};
pub use scan::{Case, Cluster, Cylinders, Scan, ScanError, Until, space_time_scan};
