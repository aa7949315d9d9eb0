//! Reference cases on areas and their neighbours.

use crate::answer::Answer;
use crate::case::Case;

/// `spatial_autocorrelation`
pub fn spatial_autocorrelation(_case: &Case) -> Result<Answer, String> {
    Err("is not computed yet".to_owned())
}

/// `permutation_inference`
pub fn permutation_inference(_case: &Case) -> Result<Answer, String> {
    Err("is not computed yet".to_owned())
}

/// `empirical_bayes_rates`
pub fn empirical_bayes_rates(_case: &Case) -> Result<Answer, String> {
    Err("is not computed yet".to_owned())
}

/// `sppt_concentration`
pub fn sppt_concentration(_case: &Case) -> Result<Answer, String> {
    Err("is not computed yet".to_owned())
}
