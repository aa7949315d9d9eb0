//! Reference cases on series taken apart by the Kalman filter.

use handslag_stats::Estimate;
use handslag_stats::effect::{
    ChangedSeries, RelativeEffect, StructuralEffect, StructuralPrior, structural_effect,
};
use handslag_stats::series::{
    StructuralFit, StructuralSeries, StructuralVariances, structural, structural_with,
};
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::case::Case;

/// `structural_time_series`
///
/// The reference starts from a variance of a million for each state.
pub fn structural_time_series(case: &Case) -> Result<Answer, String> {
    let values = case.numbers("y")?;
    let before = case.whole("pre")?;
    if before >= values.len() {
        return Err(format!(
            "`pre` leaves nothing of the {} periods",
            values.len()
        ));
    }
    let asked = case.arguments();
    let (controls, ahead) = controls(case, before, values.len())?;
    let series = StructuralSeries {
        values: &values[..before],
        controls: &controls,
        seasons: asked.whole_or("seasonal", 1)?.max(1),
        diffuse_variance: 1e6,
    };
    let fit = structural(series).map_err(text)?;
    let forecast = fit.forecast(values.len() - before, &ahead).map_err(text)?;
    // The reference also judges its rounded parameters, so that two filters
    // can be compared apart from two searches: these are an input.
    let fixed = numbers(&case.expected["fixed_params"]).unwrap_or_else(|| parameters(&fit));
    let [noise, level_step, ..] = fixed[..] else {
        return Err("`fixed_params` are not two variances and the coefficients".to_owned());
    };
    let variances = StructuralVariances { noise, level_step };
    let at_fixed = structural_with(series, variances).map_err(text)?;
    let names = (1..=controls.len()).map(|control| format!("beta.x{control}"));
    let names: Vec<String> = ["sigma2.irregular", "sigma2.level"]
        .map(str::to_owned)
        .into_iter()
        .chain(names)
        .collect();
    let found = fit.log_likelihood;
    Ok(Answer::new(json!({
        "param_names": names,
        "mle": parameters(&fit),
        "loglik_mle": found,
        "fixed_params": fixed,
        "loglik_fixed": at_fixed.log_likelihood,
        "smoothed_level": at_fixed.level,
        "forecast_mean": forecast.iter().map(|period| period.mean).collect::<Vec<_>>(),
        "forecast_se": forecast.iter().map(|period| period.standard_error).collect::<Vec<_>>(),
        "loglikelihood_burn": fit.periods_not_judged,
    }))
    .judged(
        "loglik_mle",
        "a search may find a likelier point, not a less likely one: the file's rule",
        |expected, got| match (expected.as_f64(), got.as_f64()) {
            (Some(expected), Some(got)) => got >= expected - 1e-3,
            _ => false,
        },
    )
    .judged(
        "loglik_fixed",
        "two filters from a variance of a million keep ten digits of the sum, less with controls",
        |expected, got| match (expected.as_f64(), got.as_f64()) {
            (Some(expected), Some(got)) => (got - expected).abs() <= 1e-6 * expected.abs().max(1.0),
            _ => false,
        },
    )
    .judged(
        "mle",
        "the likelihood is flat at its top and the two searches stop in different places; \
         how good ours is is judged by the likelihood",
        |expected, got| near(expected, got, 0.02),
    )
    .judged(
        "smoothed_level",
        "at the reference's own top; judged like its forecasts",
        |expected, got| near(expected, got, 0.005),
    ))
}

/// Whether all numbers of two lists agree within a share of the expected, or of
/// the largest expected one where that is next to nothing.
fn near(expected: &Value, got: &Value, share: f64) -> bool {
    let (Some(expected), Some(got)) = (numbers(expected), numbers(got)) else {
        return false;
    };
    let largest = expected.iter().fold(0.0f64, |most, x| most.max(x.abs()));
    expected.len() == got.len()
        && expected
            .iter()
            .zip(&got)
            .all(|(e, g)| (e - g).abs() <= share * e.abs() + 1e-6 * largest)
}

fn parameters(fit: &StructuralFit) -> Vec<f64> {
    let mut all = vec![fit.variances.noise, fit.variances.level_step];
    all.extend(&fit.coefficients);
    all
}

/// One list a control.
type Series = Vec<Vec<f64>>;

/// The control series before and after the change.
fn controls(case: &Case, before: usize, periods: usize) -> Result<(Series, Series), String> {
    if case.input["X"].as_array().is_none_or(Vec::is_empty) {
        return Ok((Vec::new(), Vec::new()));
    }
    let rows = case.rows("X")?;
    if rows.len() < periods {
        return Err("`X` has fewer rows than `y`".to_owned());
    }
    let of = |range: std::ops::Range<usize>| -> Series {
        let control = |c: usize| rows[range.clone()].iter().map(|row| row[c]).collect();
        (0..rows[0].len()).map(control).collect()
    };
    Ok((of(0..before), of(before..periods)))
}

fn numbers(list: &Value) -> Option<Vec<f64>> {
    list.as_array()?.iter().map(Value::as_f64).collect()
}

fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}

/// `bsts`
pub fn bsts(case: &Case) -> Result<Answer, String> {
    let values = case.numbers("y")?;
    let (controls, _) = controls(case, values.len(), values.len())?;
    let asked = case.arguments();
    let period = |name: &str| -> Result<std::ops::Range<usize>, String> {
        let ends = case.numbers(name)?;
        match ends[..] {
            [first, last] if first >= 1.0 => Ok(first as usize - 1..last as usize),
            _ => Err(format!("`{name}` is no first and last period")),
        }
    };
    let effect = structural_effect(
        ChangedSeries {
            values: &values,
            controls: &controls,
            before: period("pre")?,
            after: period("post")?,
        },
        StructuralPrior {
            seasons: asked.whole_or("nseasons", 1)?.max(1),
            level_sd: asked.number_or("prior.level.sd", 0.01)?,
            // The widths are shares of the spread either way.
            centred_controls: asked.truth_or("standardize.data", true)?,
            ..StructuralPrior::default()
        },
        asked.level()?,
    )
    .map_err(text)?;
    let ends = |of: fn(&Estimate) -> f64| -> Vec<f64> { effect.periods.iter().map(of).collect() };
    let answer = Answer::new(json!({
        "avg": summary(&effect, effect.counted as f64),
        "cum": summary(&effect, 1.0),
        "p": effect.one_sided_p,
        "point_pred": ends(|period| period.value),
        "point_lower": ends(|period| period.lower),
        "point_upper": ends(|period| period.upper),
    }));
    Ok(judged_by_chain(answer, case))
}

/// Independent draws that the reference's chain of 5,000 is worth: its level and
/// season move slowly. Eight chains of the same kind, written apart, spread like
/// 1,700 on the file with a season. The file's own spread between seeds is zero
/// for the mean, since the tool seeds its chain alike whatever seed it is given.
const WORTH: f64 = 1000.0;

/// The reference draws, ours adds up: what is left is the error of its chain.
fn judged_by_chain(answer: Answer, case: &Case) -> Answer {
    let spread = numbers(&case.expected["seed_spread_cum_effect_lower_upper"]);
    let spread = spread.unwrap_or_else(|| vec![0.0; 3]);
    let summaries = |parts: f64| {
        let spread: Vec<f64> = spread.iter().map(|end| end / parts).collect();
        move |expected: &Value, got: &Value| summary_holds(expected, got, &spread)
    };
    let periods = periods_after(case);
    let widths = [&case.expected["point_lower"], &case.expected["point_upper"]].map(numbers);
    let points = |within: f64| {
        let widths = widths.clone();
        move |expected: &Value, got: &Value| points_hold(expected, got, &widths, within)
    };
    answer
        .judged(
            "cum",
            "the file's rule, with the chain's error where it names none",
            summaries(1.0),
        )
        .judged(
            "avg",
            "the same, over the periods after",
            summaries(periods),
        )
        .judged(
            "p",
            "within the error of the chain",
            |expected, got| match (expected.as_f64(), got.as_f64()) {
                (Some(expected), Some(got)) => p_holds(expected, got),
                _ => false,
            },
        )
        // Largest of some 200 differences: four errors of a mean or quantile.
        .judged("point_pred", "within the error of the chain", points(0.2))
        .judged("point_lower", "within the error of the chain", points(0.3))
        .judged("point_upper", "within the error of the chain", points(0.3))
        .about_the_reference_run(
            "seed_spread_cum_effect_lower_upper",
            "of the reference's seeds",
        )
        .about_the_reference_run("seconds", "how long the reference took")
}

fn periods_after(case: &Case) -> f64 {
    let ends = numbers(&case.input["post"]).unwrap_or_default();
    match ends[..] {
        [first, last] => last - first + 1.0,
        _ => 1.0,
    }
}

/// Three times √2 the spread between seeds and 2 % of the standard deviation
/// for the mean; for an end as much or 5 %, whichever is more; 10 % for a
/// standard deviation.
fn summary_holds(expected: &Value, got: &Value, spread: &[f64]) -> bool {
    let of = |whole: &Value, field: &str| whole[field].as_f64().unwrap_or(f64::NAN);
    let sd = of(expected, "Pred.sd");
    let chain = sd / WORTH.sqrt();
    let allowed = |seeds: f64| 3.0 * 2f64.sqrt() * seeds + 0.02 * sd;
    let mean = if spread[0] > 0.0 {
        allowed(spread[0])
    } else {
        3.0 * chain + 0.02 * sd
    };
    // The ends of the effect are those of what was expected, turned round.
    let lower = allowed(spread[1].max(chain));
    let upper = allowed(spread[2].max(chain));
    let near = |field: &str, allowed: f64, share: f64| {
        let (expected, got) = (of(expected, field), of(got, field));
        (expected - got).abs() <= allowed.max(share * expected.abs())
    };
    // By how much a relative effect changes with what was expected.
    let slope = (of(expected, "Actual") / of(expected, "Pred").powi(2)).abs();
    near("Actual", 1e-9, 1e-9)
        && near("Pred", mean, 0.0)
        && near("AbsEffect", mean, 0.0)
        && near("RelEffect", mean * slope, 0.0)
        && near("Pred.lower", upper, 0.05)
        && near("Pred.upper", lower, 0.05)
        && near("AbsEffect.lower", lower, 0.05)
        && near("AbsEffect.upper", upper, 0.05)
        && near("RelEffect.lower", lower * slope, 0.05)
        && near("RelEffect.upper", upper * slope, 0.05)
        && near("Pred.sd", 0.0, 0.10)
        && near("AbsEffect.sd", 0.0, 0.10)
        && near("RelEffect.sd", 0.0, 0.10)
        && near("alpha", 0.0, 1e-12)
        && p_holds(of(expected, "p"), of(got, "p"))
}

/// The chain counts the observed among its draws, so its p is never zero.
fn p_holds(expected: f64, got: f64) -> bool {
    (expected - got).abs() <= 4.0 * (got * (1.0 - got) / WORTH).sqrt() + 1e-3
}

/// Whether each differs by no more than a share of its period's standard
/// deviation, taken as a quarter of the width of its interval.
fn points_hold(expected: &Value, got: &Value, ends: &[Option<Vec<f64>>; 2], within: f64) -> bool {
    let (Some(expected), Some(got), [Some(lower), Some(upper)]) =
        (numbers(expected), numbers(got), ends)
    else {
        return false;
    };
    expected.len() == got.len()
        && (0..expected.len()).all(|period| {
            let sd = (upper[period] - lower[period]) / 3.92;
            (expected[period] - got[period]).abs() <= within * sd
        })
}

/// The total over `parts`, in the names of the reference.
fn summary(effect: &StructuralEffect, parts: f64) -> Value {
    let relative = |of: fn(&RelativeEffect) -> f64| effect.relative.as_ref().map(of);
    json!({
        "Actual": effect.actual / parts,
        "Pred": effect.expected.value / parts,
        "Pred.lower": effect.expected.lower / parts,
        "Pred.upper": effect.expected.upper / parts,
        "Pred.sd": effect.expected_sd / parts,
        "AbsEffect": effect.effect.value / parts,
        "AbsEffect.lower": effect.effect.lower / parts,
        "AbsEffect.upper": effect.effect.upper / parts,
        "AbsEffect.sd": effect.expected_sd / parts,
        "RelEffect": relative(|relative| relative.estimate.value),
        "RelEffect.lower": relative(|relative| relative.estimate.lower),
        "RelEffect.upper": relative(|relative| relative.estimate.upper),
        "RelEffect.sd": relative(|relative| relative.sd),
        "alpha": 1.0 - effect.expected.level.percent() / 100.0,
        "p": effect.one_sided_p,
    })
}
