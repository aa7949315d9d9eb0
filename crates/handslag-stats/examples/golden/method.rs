//! Which function computes which method?

mod area;
mod count;
mod point;
mod regression;
mod series;
mod structural;
mod survey;
mod synthetic;

use crate::answer::Answer;
use crate::case::Case;

/// Our answer to a case.
///
/// # Errors
/// A text: the method is unknown, the input is not in its form, or our library
/// refused the data.
pub fn compute(case: &Case) -> Result<Answer, String> {
    match case.method.as_str() {
        "rate_ratio" => count::rate_ratio(case),
        "proportions" => count::proportions(case),
        "multiple_testing" => count::multiple_testing(case),
        "power" => count::power(case),
        "wdd" => count::wdd(case),
        "funnel_drift" => count::funnel_drift(case),
        "interrupted_time_series" => regression::interrupted_time_series(case),
        "did" => regression::did(case),
        "national_batch" => regression::national_batch(case),
        "spatial_autocorrelation" => area::spatial_autocorrelation(case),
        "permutation_inference" => area::permutation_inference(case),
        "empirical_bayes_rates" => area::empirical_bayes_rates(case),
        "sppt_concentration" => area::sppt_concentration(case),
        "kde" => point::kde(case),
        "knox" => point::knox(case),
        "space_time_permutation_scan" => point::space_time_permutation_scan(case),
        "aoristic" => point::aoristic(case),
        "point_pattern" => point::point_pattern(case),
        "stl" => series::stl(case),
        "aberration_detection" => series::aberration_detection(case),
        "cusum_ewma" => series::cusum_ewma(case),
        "change_point" => series::change_point(case),
        "synthetic_control" => synthetic::synthetic_control(case),
        "synthdid" => synthetic::synthdid(case),
        "microsynth" => synthetic::microsynth(case),
        "structural_time_series" => structural::structural_time_series(case),
        "bsts" => structural::bsts(case),
        "survey" => survey::survey(case),
        unknown => Err(format!("there is no method `{unknown}`")),
    }
}
