//! A blend by outcomes alone, or bent by a ridge regression.

use handslag_stats::effect::ComparisonPanel;
use handslag_stats::effect::synthetic_control::{
    Gap, RidgePenalty, placebos, ridge_augmented_control, synthetic_control as blend,
};
use handslag_stats::model::Columns;
use serde_json::{Map, Value, json};

use super::basque;
use crate::answer::Answer;
use crate::case::Case;

/// `synthetic_control`: with penalties asked for, by outcomes alone, or with
/// the predictors of the Basque study.
pub fn synthetic_control(case: &Case) -> Result<Answer, String> {
    if case.expected.is_array() || case.expected.get("lambda_used").is_some() {
        ridge_augmented(case)
    } else if case.input["Y1"].is_array() {
        outcome_only(case)
    } else {
        basque::with_predictors(case)
    }
}

fn panel(case: &Case) -> Result<ComparisonPanel, String> {
    let periods = case.numbers("periods")?;
    let first_post = case.number("first_post")?;
    let pre_periods = periods
        .iter()
        .filter(|&&period| period < first_post)
        .count();
    let (treated, others) = (case.numbers("Y1")?, case.rows("Y0")?);
    // A row a period, or a row a donor.
    let by_donor = others.len() != treated.len()
        && others.first().is_some_and(|row| row.len() == treated.len());
    let donors = if by_donor {
        Columns::from_columns(&others)
    } else {
        Columns::from_rows(&others)
    };
    ComparisonPanel::new(treated, donors.map_err(text)?, pre_periods).map_err(text)
}

/// The donors' names, or their numbers from one if the case gives none.
fn donor_names(case: &Case, n: usize) -> Result<Vec<String>, String> {
    let Some(names) = case.input["donors"].as_array() else {
        return Ok((1..=n).map(|number| number.to_string()).collect());
    };
    if names.len() != n {
        return Err(format!("there are {n} donors and {} names", names.len()));
    }
    let name = |name: &Value| {
        name.as_str()
            .map_or_else(|| name.to_string(), str::to_owned)
    };
    Ok(names.iter().map(name).collect())
}

fn outcome_only(case: &Case) -> Result<Answer, String> {
    let panel = panel(case)?;
    let names = donor_names(case, panel.donors().count())?;
    let control = blend(&panel).map_err(text)?;
    let placebos = placebos(&panel, &control.gap).map_err(text)?;
    let weights: Map<String, Value> = names
        .iter()
        .cloned()
        .zip(control.weights.iter().map(|&w| json!(w)))
        .collect();
    let lines: Map<String, Value> = placebos
        .lines
        .iter()
        .map(|line| (names[line.donor].clone(), placebo(&line.gap)))
        .collect();
    let gap = &control.gap;
    let least: Map<String, Value> = placebos
        .lines
        .iter()
        .map(|line| {
            let least = line.gap.pre_loss - line.certificate.duality_gap;
            (names[line.donor].clone(), json!(least))
        })
        .collect();
    let beyond = references_beyond_the_least(case, &least, panel.pre_periods());
    let series = names.len() as f64 + 1.0;
    let answer = Answer::new(json!({
        "pre_loss": gap.pre_loss,
        "weights": weights,
        "gap": gap.series,
        "att": gap.att,
        "pre_rmspe": gap.pre_rmspe,
        "ratio": gap.rmspe_ratio,
        "placebos": lines,
        "rank": placebos.rank,
        "p_permutation": placebos.p,
    }))
    .judged(
        "pre_loss",
        "as near as the reference, or nearer",
        |expected, got| at_most(got, expected, 1e-6, 1e-10),
    )
    .judged(
        "rank",
        "a reference that breaks its bounds may rank wrongly",
        {
            let beyond = beyond.len() as f64;
            move |expected, got| within(expected, got, beyond)
        },
    )
    .judged("p_permutation", "the rank over the number of series", {
        let share = beyond.len() as f64 / series;
        move |expected, got| within(expected, got, share + 1e-9)
    })
    .judged(
        "placebos",
        "as the file allows, but not where the reference lies below the least loss that weights \
         within the bounds can have, by our certificate",
        move |expected, got| placebos_agree(expected, got, &beyond),
    );
    if control.weights_are_unique {
        return Ok(answer);
    }
    Ok(["weights", "gap", "att", "pre_rmspe", "ratio"]
        .into_iter()
        .fold(answer, |answer, field| {
            answer.judged(
                field,
                "many blends are as near; ours leans least",
                |_, got| !got.is_null(),
            )
        }))
}

/// The placebos whose reference has a smaller loss than the certificate says any
/// admissible weights can have: its solver broke the bounds.
fn references_beyond_the_least(
    case: &Case,
    least: &Map<String, Value>,
    pre_periods: usize,
) -> Vec<String> {
    let placebos = case.expected["placebos"].as_object();
    placebos
        .into_iter()
        .flatten()
        .filter_map(|(name, line)| {
            let loss = line["pre_rmspe"].as_f64()?.powi(2) * pre_periods as f64;
            let least = least.get(name)?.as_f64()?;
            (loss < least * (1.0 - 1e-6) - 1e-10).then(|| name.clone())
        })
        .collect()
}

/// Each placebo's ratio to a thousandth, its spread and mean gap to a millionth.
/// Where the spread before is nothing but rounding the weights are not unique,
/// and the ratio is that of a rounding.
fn placebos_agree(expected: &Value, got: &Value, beyond: &[String]) -> bool {
    let lines = expected.as_object();
    lines.into_iter().flatten().all(|(name, line)| {
        let field = |value: &Value, field: &str| value[field].as_f64().unwrap_or(f64::INFINITY);
        let ours = &got[name];
        if beyond.contains(name) {
            return ours.is_object();
        }
        let (spread, mean) = (field(line, "pre_rmspe"), field(line, "att").abs());
        if spread <= 1e-7 * mean {
            return field(ours, "pre_rmspe") <= 1e-7 * mean + 1e-10;
        }
        [("pre_rmspe", 1e-6), ("ratio", 1e-3), ("att", 1e-6)]
            .iter()
            .all(|(name, rel)| {
                let (expected, got) = (field(line, name), field(ours, name));
                (expected - got).abs() <= rel * (expected.abs() + spread)
            })
    })
}

fn within(expected: &Value, got: &Value, allowed: f64) -> bool {
    match (expected.as_f64(), got.as_f64()) {
        (Some(expected), Some(got)) => (expected - got).abs() <= allowed,
        _ => false,
    }
}

/// Whether what we got is no more than expected, or by very little.
pub fn at_most(got: &Value, expected: &Value, rel: f64, abs: f64) -> bool {
    match (got.as_f64(), expected.as_f64()) {
        (Some(got), Some(expected)) => got <= expected * (1.0 + rel) + abs,
        _ => false,
    }
}

fn placebo(gap: &Gap) -> Value {
    json!({"pre_rmspe": gap.pre_rmspe, "ratio": gap.rmspe_ratio, "att": gap.att})
}

fn ridge_augmented(case: &Case) -> Result<Answer, String> {
    let panel = panel(case)?;
    let answer = |expected: &Value| {
        let lambda = &expected["lambda_in"];
        let penalty = lambda
            .as_f64()
            .map_or(RidgePenalty::CrossValidated, RidgePenalty::Given);
        let control = ridge_augmented_control(&panel, penalty).map_err(text)?;
        Ok(json!({
            "lambda_in": lambda,
            "lambda_used": control.penalty,
            "weights": control.weights,
            "att": {"att": control.gap.att, "se": control.att_se_between_periods},
        }))
    };
    let answer = match &case.expected {
        Value::Array(asked) => asked.iter().map(answer).collect::<Result<Value, String>>(),
        one => answer(one),
    };
    Ok(Answer::new(answer?))
}

/// An error and what caused it.
pub fn text(error: impl std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text += &format!(": {error}");
        cause = error.source();
    }
    text
}
