//! Reference cases on regressions on counts.

use crate::answer::Answer;
use crate::case::Case;

/// `interrupted_time_series`
pub fn interrupted_time_series(_case: &Case) -> Result<Answer, String> {
    Err("is not computed yet".to_owned())
}

/// `did`
pub fn did(_case: &Case) -> Result<Answer, String> {
    Err("is not computed yet".to_owned())
}

/// `national_batch`
pub fn national_batch(_case: &Case) -> Result<Answer, String> {
    Err("is not computed yet".to_owned())
}
