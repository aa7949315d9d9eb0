//! Reference cases on series taken apart by the Kalman filter.

use crate::answer::Answer;
use crate::case::Case;

/// `structural_time_series`
pub fn structural_time_series(_case: &Case) -> Result<Answer, String> {
    Err("is not computed yet".to_owned())
}

/// `bsts`
pub fn bsts(_case: &Case) -> Result<Answer, String> {
    Err("is not computed yet".to_owned())
}
