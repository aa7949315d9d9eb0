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

type Method = fn(&Case) -> Result<Answer, String>;

/// By the name in `id`.
const METHODS: &[(&str, Method)] = &[
    ("rate_ratio", count::rate_ratio),
    ("proportions", count::proportions),
    ("multiple_testing", count::multiple_testing),
    ("power", count::power),
    ("wdd", count::wdd),
    ("funnel_drift", count::funnel_drift),
    (
        "interrupted_time_series",
        regression::interrupted_time_series,
    ),
    ("did", regression::did),
    ("national_batch", regression::national_batch),
    ("spatial_autocorrelation", area::spatial_autocorrelation),
    ("permutation_inference", area::permutation_inference),
    ("empirical_bayes_rates", area::empirical_bayes_rates),
    ("sppt_concentration", area::sppt_concentration),
    ("kde", point::kde),
    ("knox", point::knox),
    (
        "space_time_permutation_scan",
        point::space_time_permutation_scan,
    ),
    ("aoristic", point::aoristic),
    ("point_pattern", point::point_pattern),
    ("stl", series::stl),
    ("aberration_detection", series::aberration_detection),
    ("cusum_ewma", series::cusum_ewma),
    ("change_point", series::change_point),
    ("synthetic_control", synthetic::synthetic_control),
    ("synthdid", synthetic::synthdid),
    ("microsynth", synthetic::microsynth),
    ("structural_time_series", structural::structural_time_series),
    ("bsts", structural::bsts),
    ("survey", survey::survey),
];

/// Our answer to a case.
///
/// # Errors
/// A text: the method is unknown, the input is not in its form, or our library
/// refused the data.
pub fn compute(case: &Case) -> Result<Answer, String> {
    let Some((_, method)) = METHODS.iter().find(|(name, _)| *name == case.method) else {
        let known: Vec<&str> = METHODS.iter().map(|(name, _)| *name).collect();
        let known = known.join(", ");
        return Err(format!(
            "there is no method `{}`; there are {known}",
            case.method
        ));
    };
    method(case)
}
