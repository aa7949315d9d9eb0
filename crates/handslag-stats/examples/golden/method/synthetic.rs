//! Reference cases on comparison with a blend of others.

use crate::answer::Answer;
use crate::case::Case;

/// `synthetic_control`
pub fn synthetic_control(_case: &Case) -> Result<Answer, String> {
    Err("is not computed yet".to_owned())
}

/// `synthdid`
pub fn synthdid(_case: &Case) -> Result<Answer, String> {
    Err("is not computed yet".to_owned())
}

/// `microsynth`
pub fn microsynth(_case: &Case) -> Result<Answer, String> {
    Err("is not computed yet".to_owned())
}
