//! Reference cases on counts, shares and their comparison.

use crate::answer::Answer;
use crate::case::Case;

/// `rate_ratio`
pub fn rate_ratio(_case: &Case) -> Result<Answer, String> {
    Err("is not computed yet".to_owned())
}

/// `proportions`
pub fn proportions(_case: &Case) -> Result<Answer, String> {
    Err("is not computed yet".to_owned())
}

/// `multiple_testing`
pub fn multiple_testing(_case: &Case) -> Result<Answer, String> {
    Err("is not computed yet".to_owned())
}

/// `power`
pub fn power(_case: &Case) -> Result<Answer, String> {
    Err("is not computed yet".to_owned())
}

/// `wdd`
pub fn wdd(_case: &Case) -> Result<Answer, String> {
    Err("is not computed yet".to_owned())
}

/// `funnel_drift`
pub fn funnel_drift(_case: &Case) -> Result<Answer, String> {
    Err("is not computed yet".to_owned())
}
