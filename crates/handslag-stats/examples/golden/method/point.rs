//! Reference cases on points in place and time.

use crate::answer::Answer;
use crate::case::Case;

/// `kde`
pub fn kde(_case: &Case) -> Result<Answer, String> {
    Err("is not computed yet".to_owned())
}

/// `knox`
pub fn knox(_case: &Case) -> Result<Answer, String> {
    Err("is not computed yet".to_owned())
}

/// `space_time_permutation_scan`
pub fn space_time_permutation_scan(_case: &Case) -> Result<Answer, String> {
    Err("is not computed yet".to_owned())
}

/// `aoristic`
pub fn aoristic(_case: &Case) -> Result<Answer, String> {
    Err("is not computed yet".to_owned())
}

/// `point_pattern`
pub fn point_pattern(_case: &Case) -> Result<Answer, String> {
    Err("is not computed yet".to_owned())
}
