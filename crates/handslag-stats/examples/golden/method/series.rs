//! Reference cases on series watched over time.

use crate::answer::Answer;
use crate::case::Case;

/// `stl`
pub fn stl(_case: &Case) -> Result<Answer, String> {
    Err("is not computed yet".to_owned())
}

/// `aberration_detection`
pub fn aberration_detection(_case: &Case) -> Result<Answer, String> {
    Err("is not computed yet".to_owned())
}

/// `cusum_ewma`
pub fn cusum_ewma(_case: &Case) -> Result<Answer, String> {
    Err("is not computed yet".to_owned())
}

/// `change_point`
pub fn change_point(_case: &Case) -> Result<Answer, String> {
    Err("is not computed yet".to_owned())
}
