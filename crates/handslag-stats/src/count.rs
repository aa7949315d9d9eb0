//! How many, how sure, and how many more than before?

mod counted;
mod e_test;
mod multiple;
mod paired_ratio;
mod quantile;
mod rate;
mod rate_difference;
mod rate_interval;
mod rate_ratio;
mod share;
mod share_comparison;

pub use counted::{Counted, Interval};
pub use multiple::{Adjustment, NotAProbability, adjusted_p};
pub use paired_ratio::{Pair, PairedRatio, PairedRatioError, paired_rate_ratio};
pub use quantile::{MiddleHalf, QuantileError, middle_half, quantile};
pub use rate::{RateError, rate_per_100k};
pub use rate_difference::{DifferenceInterval, rate_difference};
pub use rate_interval::{RateInterval, rate_interval};
pub use rate_ratio::{
    RateRatioError, RatioInterval, RatioTest, rate_ratio, rate_ratio_interval, rate_ratio_test,
};
pub use share::{Share, ShareError, ShareInterval, share_interval};
pub use share_comparison::{
    ShareDifferenceInterval, ShareRatioInterval, ShareTest, share_difference_interval,
    share_ratio_interval, share_test,
};
