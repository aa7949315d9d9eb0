//! What a promise is, what may happen to it, and what the log shows of it. No input, no output, no clock.

pub mod activity;
pub mod amount;
pub mod assessment;
pub mod check;
pub mod claim;
pub mod document;
pub mod effect;
pub mod extra;
pub mod figures;
pub mod follow_up;
pub mod id;
pub mod municipality;
pub mod news;
pub mod organisation;
pub mod party;
pub mod period;
pub mod place;
pub mod population;
pub mod problem;
pub mod promise;
pub mod release;
pub mod series;
pub mod target;
pub mod verdict;
pub mod worded;
pub mod written_date;
