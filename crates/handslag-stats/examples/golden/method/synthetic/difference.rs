//! Synthetic difference in differences.

use handslag_stats::effect::synthetic_difference::{
    DifferenceDesign, DifferencePanel, placebo_spread, synthetic_difference,
};
use handslag_stats::model::Columns;
use handslag_stats::numeric::Seed;
use serde_json::{Value, json};

use super::control::text;
use crate::answer::Answer;
use crate::case::Case;

/// The reference draws 200; ours are more, so that the band is its own.
const REPLICATES: u32 = 1000;

/// `synthdid`
pub fn synthdid(case: &Case) -> Result<Answer, String> {
    let outcomes = Columns::from_columns(&case.rows("Y")?).map_err(text)?;
    let panel =
        DifferencePanel::new(outcomes, case.whole("N0")?, case.whole("T0")?).map_err(text)?;
    let by = |design| synthetic_difference(&panel, design).map_err(text);
    let both = by(DifferenceDesign::SyntheticDifference)?;
    let control = by(DifferenceDesign::SyntheticControl)?;
    let difference = by(DifferenceDesign::Difference)?;
    let se = if case.expected["se_placebo"].is_null() {
        Value::Null
    } else {
        json!(
            placebo_spread(&panel, &both, REPLICATES, Seed(1))
                .map_err(text)?
                .se
        )
    };
    Ok(Answer::new(json!({
        "sdid": both.value,
        "sc": control.value,
        "did": difference.value,
        "omega": both.unit_weights,
        "lambda": both.period_weights,
        "se_placebo": se,
    }))
    .judged("omega", WALK, near)
    .judged("lambda", WALK, near))
}

const WALK: &str = "the walk stops short of the best weights, at a step that may hang on rounding";

fn near(expected: &Value, got: &Value) -> bool {
    let numbers = |value: &Value| -> Option<Vec<f64>> {
        value.as_array()?.iter().map(Value::as_f64).collect()
    };
    match (numbers(expected), numbers(got)) {
        (Some(expected), Some(got)) => {
            expected.len() == got.len()
                && expected
                    .iter()
                    .zip(&got)
                    .all(|(a, b)| (a - b).abs() <= 1e-3)
        }
        _ => false,
    }
}
