//! Reference cases on regressions on counts.

use handslag_stats::effect::{
    DidModel, InterruptedTimeSeries, PanelRows, SeriesErrors, change_against_rest,
};
use handslag_stats::model::{BartlettLag, Covariance, Glm, Theta, negative_binomial, poisson};
use serde_json::{Value, json};

use crate::answer::{Answer, Fields};
use crate::case::{Arguments, Case};
use crate::method::count::months;
use crate::panel::panel;

/// `interrupted_time_series`
pub fn interrupted_time_series(case: &Case) -> Result<Answer, String> {
    let counts = case.numbers("y")?;
    let exposure = match &case.input["exposure"] {
        Value::Null => None,
        _ => Some(case.numbers("exposure")?),
    };
    let exposure = exposure.as_deref();
    let plan = InterruptedTimeSeries {
        start: case
            .whole("start_index1")?
            .checked_sub(1)
            .ok_or("starts at 0")?,
        period: case.number("period")?,
        harmonics: case.arguments().whole_or("harmonics", 0)?,
        trend: true,
        slope: case.arguments().truth_or("ramp", false)?,
        errors: SeriesErrors::Quasi,
    };
    let refused = |error: &dyn std::fmt::Display| error.to_string();
    let change = plan
        .fit(&counts, exposure, case.arguments().level()?)
        .map_err(|e| refused(&e))?;
    let observed: Vec<usize> = (0..counts.len()).filter(|&t| !counts[t].is_nan()).collect();
    let pick = |values: &[f64]| observed.iter().map(|&t| values[t]).collect::<Vec<f64>>();
    let whole = plan.design(counts.len());
    let design = (0..whole.n_columns()).fold(
        handslag_stats::model::Design::without_intercept(observed.len()),
        |design, column| design.and(&whole.names()[column], pick(whole.column(column))),
    );
    let (counts, exposure) = (pick(&counts), exposure.map(pick));
    let fit = poisson(&design, &counts, exposure.as_deref()).map_err(|e| refused(&e))?;
    let errors = |what| {
        fit.covariance(what)
            .map(|covariance| covariance.standard_errors())
            .map_err(|e| refused(&e))
    };
    let lag = BartlettLag::StockWatson;
    let ratio = change.level_rate_ratio;
    let acf = &change.residuals.autocorrelation;
    Ok(Answer::new(json!({
        "colnames": change.names,
        "poisson": {
            "coef": fit.coefficients,
            "se": errors(Covariance::Model)?,
            "deviance": fit.deviance,
            "loglik": fit.log_likelihood,
            "aic": fit.aic(),
        },
        "quasipoisson": {"dispersion": change.dispersion, "se": change.standard_errors},
        "newey_west": {"lag": lag.rows(counts.len()), "se": errors(Covariance::NeweyWest(lag))?},
        "hc0_se": errors(Covariance::Hc0)?,
        "pearson_acf": acf[..acf.len().min(6)],
        "ljung_box12": {
            "stat": change.residuals.ljung_box.statistic,
            "p": change.residuals.ljung_box.p,
        },
        "level_RR": ratio.value,
        "level_RR_ci_quasi": [ratio.lower, ratio.upper],
        "counterfactual_sum": change.counterfactual.expected,
        "observed_sum": change.counterfactual.observed,
        "excess": change.counterfactual.excess(),
        "counterfactual_se_quasi": change.counterfactual.standard_error,
        "negbin": Fields::of(&case.expected)
            .add("negbin", || negbin(&fit, &counts, exposure.as_deref()))
            .value()["negbin"],
    }))
    .judged(
        "negbin.theta",
        "a theta past 10,000 times the mean has no value, only a direction: it is null, or where the tool stopped",
        theta_agrees,
    )
    .judged(
        "negbin.theta_se",
        "as for theta; nothing is known of it when theta has no end",
        theta_agrees,
    ))
}

fn negbin(fit: &Glm, counts: &[f64], exposure: Option<&[f64]>) -> Result<Value, String> {
    let both =
        negative_binomial(fit.design, counts, exposure).map_err(|error| error.to_string())?;
    let covariance = both
        .fit
        .covariance(Covariance::Model)
        .map_err(|error| error.to_string())?;
    let (theta, theta_se) = match both.theta {
        Theta::Finite {
            theta,
            standard_error,
        } => (Some(theta), Some(standard_error)),
        Theta::Infinite => (None, None),
    };
    let mut value = json!({
        "coef": both.fit.coefficients,
        "se": covariance.standard_errors(),
        "theta": theta,
        "theta_se": theta_se,
        "loglik": both.fit.log_likelihood,
        "lr_vs_poisson": both.likelihood_ratio,
    });
    if theta.is_none() {
        value["note"] =
            json!("no overdispersion: theta diverges; product must fall back to Poisson");
    }
    Ok(value)
}

/// Within 1e-4, or both without end.
fn theta_agrees(expected: &Value, got: &Value) -> bool {
    const ENDLESS: f64 = 1e5;
    match (expected.as_f64(), got.as_f64()) {
        (Some(expected), Some(got)) => {
            (got - expected).abs() <= 1e-4 * expected.abs() || expected.min(got) > ENDLESS
        }
        (Some(expected), None) => expected > ENDLESS,
        (None, Some(got)) => got > ENDLESS,
        (None, None) => true,
    }
}

/// `did`
pub fn did(case: &Case) -> Result<Answer, String> {
    let (unit, period) = (labels(case, "unit")?, labels(case, "time")?);
    let value = case.numbers("y")?;
    let treated = case.numbers("D")?;
    let exposure = match &case.input["exposure"] {
        Value::Null => None,
        _ => Some(case.numbers("exposure")?),
    };
    let rows = PanelRows {
        unit: &unit,
        period: &period,
        value: &value,
        exposure: exposure.as_deref(),
        treated: &treated,
    };
    let level = case.arguments().level()?;
    let fit = |model| rows.effect(model, level).map_err(|error| error.to_string());
    let fields = Fields::of(&case.expected)
        .add("poisson", || {
            let counts = fit(DidModel::Poisson)?;
            Ok(json!({
                "D": counts.effect,
                "se_model": counts.standard_error.model,
                "se_cr0": counts.standard_error.cr0,
                "se_cr1": counts.standard_error.cr1,
                "deviance": counts.deviance,
            }))
        })
        .add("linear", || {
            let line = fit(DidModel::Linear)?;
            Ok(json!({
                "D": line.effect,
                "se_cr0": line.standard_error.cr0,
                "se_cr1": line.standard_error.cr1,
                "se_cr1s": line.standard_error.cr1s,
                "se_cr2": line.standard_error.cr2,
                "satterthwaite_df": line.degrees_of_freedom,
                "p_cr2": line.p,
            }))
        });
    Ok(Answer::new(fields.value()))
}

/// Numbers for the labels of a field, in the labels' order: numbers by size.
fn labels(case: &Case, field: &str) -> Result<Vec<usize>, String> {
    let items = case.input[field]
        .as_array()
        .ok_or_else(|| format!("input `{field}` is no list"))?;
    let text = |item: &Value| {
        item.as_str()
            .map_or_else(|| item.to_string(), str::to_owned)
    };
    let labels: Vec<String> = items.iter().map(text).collect();
    let mut order: Vec<&String> = labels.iter().collect();
    order.sort_by(|a, b| match (a.parse::<f64>(), b.parse::<f64>()) {
        (Ok(a), Ok(b)) => a.total_cmp(&b),
        _ => a.cmp(b),
    });
    order.dedup();
    let places: std::collections::HashMap<&String, usize> = order
        .iter()
        .enumerate()
        .map(|(place, label)| (*label, place))
        .collect();
    Ok(labels.iter().map(|label| places[label]).collect())
}

/// `national_batch`
pub fn national_batch(case: &Case) -> Result<Answer, String> {
    let folder = case.input["file"]
        .as_str()
        .ok_or("input `file` is no text")?;
    let panel = panel(&case.path(folder))?;
    // Two years and the one after, and municipalities with one event a month,
    // unless the case says otherwise.
    let stretch = |field: &str, otherwise| match &case.input[field] {
        Value::Null => Ok(otherwise),
        _ => months(case, &panel, field),
    };
    let (before, after) = (
        stretch("before_months_from_2013_01", 0..24)?,
        stretch("after", 24..36)?,
    );
    let data = Arguments {
        call: &case.data,
        ..case.arguments()
    };
    let fewest = data.either(&["min_events", "at least"]);
    let fewest = fewest.and_then(|fewest| fewest.as_f64()).unwrap_or(36.0);
    let crimes = case.input["crimes"]
        .as_array()
        .ok_or("input `crimes` is no list")?;
    let mut rows = Vec::new();
    for crime in crimes {
        let crime = crime.as_str().ok_or("a crime is no text")?;
        let counts = panel.crime(crime)?;
        let total = |month: usize| counts.iter().map(|row| f64::from(row[month])).sum::<f64>();
        let asked = || before.clone().chain(after.clone());
        let country: Vec<f64> = asked().map(total).collect();
        for (municipality, row) in panel.municipalities.iter().zip(counts) {
            let own: Vec<f64> = asked().map(|month| f64::from(row[month])).collect();
            if own.iter().sum::<f64>() < fewest {
                continue;
            }
            let rest: Vec<f64> = country
                .iter()
                .zip(&own)
                .map(|(all, own)| all - own)
                .collect();
            let change = change_against_rest(&own, &rest, before.len())
                .map_err(|error| format!("{crime} in {municipality}: {error}"))?;
            let numbers = [
                change.log_level,
                change.log_change,
                change.standard_error,
                change.dispersion,
                change.deviance,
            ];
            rows.push((crime.to_owned(), municipality.clone(), numbers));
        }
    }
    let named = case.expected["csv"].as_str().ok_or("expects no csv")?;
    let (rel, abs) = allowed(case);
    let differing = differing(&case.path(named), &rows, rel, abs)?;
    let csv = match differing.as_slice() {
        [] => named.to_owned(),
        [first, ..] => format!("{} rows of {named} differ: {first}", differing.len()),
    };
    Ok(Answer::new(json!({"csv": csv, "rows": rows.len()})))
}

fn allowed(case: &Case) -> (f64, f64) {
    let part = |key: &str| case.tolerance["default"][key].as_f64().unwrap_or(1e-9);
    (part("rel"), part("abs"))
}

/// One text for each row of the table that is not ours, or whose numbers differ.
fn differing(
    table: &std::path::Path,
    rows: &[(String, String, [f64; 5])],
    rel: f64,
    abs: f64,
) -> Result<Vec<String>, String> {
    let mut reader = csv::Reader::from_path(table)
        .map_err(|error| format!("could not read {}: {error}", table.display()))?;
    let mut left: std::collections::BTreeMap<(String, String), &[f64; 5]> = rows
        .iter()
        .map(|(crime, region, numbers)| ((crime.clone(), region.clone()), numbers))
        .collect();
    let mut differing = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| format!("{}: {error}", table.display()))?;
        let named = (record[0].to_owned(), record[1].to_owned());
        let Some(ours) = left.remove(&named) else {
            differing.push(format!("{named:?} is not among ours"));
            continue;
        };
        for (place, &own) in ours.iter().enumerate() {
            let expected: f64 = record[place + 2]
                .parse()
                .map_err(|error| format!("{named:?}: {error}"))?;
            let off = (own - expected).abs();
            if off.is_nan() || off > abs + rel * expected.abs() {
                differing.push(format!("{named:?}: expected {expected}, got {own}"));
                break;
            }
        }
    }
    differing.extend(
        left.keys()
            .map(|named| format!("{named:?} is not in the table")),
    );
    Ok(differing)
}
