//! What does a series watched over time do: its trend, season, breaks and surprises?

mod aberration;
mod change_point;
mod control_chart;
mod stl;
mod structural;
mod trend;

pub use aberration::{
    Basis, Bound, Ears, EarsBound, EarsError, Farrington, Lag, MonthError, Outlook, Reading,
    SeasonLevels, ShortHistory, ShortHistoryError, TrendRule, UnusualMonth, WatchError, Watched,
    short_history, unusual_last, unusual_months,
};
pub use change_point::{
    BreakInterval, BreakTest, BreakTestError, Breaks, BreaksError, Partition, Segment, Shortest,
    break_intervals, poisson_breaks, poisson_breaks_all, single_break_test, squared_error_breaks,
};
pub use control_chart::{ChartError, Cusum, Ewma, EwmaStep, ewma, poisson_cusum};
pub use stl::{Decomposition, Degree, Season, Smoother, Stl, StlError};
pub use structural::{
    Forecast, StructuralError, StructuralFit, StructuralSeries, StructuralVariances, structural,
    structural_with,
};
pub use trend::{
    MannKendall, TrendError, mann_kendall, seasonal_mann_kendall, seasonal_sen_slope, sen_slope,
};
