//! Was this week or month unlike what the years before it promised?
//!
//! An alarm says that a count is rarer than chance allows, never why. With many
//! series watched at once some will be rare by chance alone: hold their p values
//! to a false discovery rate before anybody is called.

mod count_law;
mod ears;
mod farrington;
mod month;
mod quasi_poisson;
mod reference;
mod short_history;

pub use ears::{Ears, EarsBound, EarsError, Lag};
pub use farrington::{
    Bound, Farrington, Outlook, Reading, SeasonLevels, TrendRule, WatchError, Watched,
};
pub use month::{Basis, MonthError, UnusualMonth, unusual_last, unusual_months};
pub use short_history::{ShortHistory, ShortHistoryError, short_history};
