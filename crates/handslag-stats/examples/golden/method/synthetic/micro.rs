//! A blend of places that meets totals.

use std::collections::BTreeMap;

use flate2::read::GzDecoder;
use handslag_stats::effect::micro_synthetic::{
    Alternative, MicroPanel, MicroSynthetic, micro_synthetic, omnibus,
};
use handslag_stats::model::Columns;
use handslag_stats::numeric::{Seed, mean, normal_quantile, variance};
use serde_json::{Value, json};

use super::control::text;
use crate::answer::Answer;
use crate::case::Case;

/// Draws of groups that the reference's one draw is held against.
const DRAWS: u64 = 60;
/// Weights that the reference counts as weighing something.
const COUNTED: f64 = 1e-6;

/// `microsynth`
pub fn microsynth(case: &Case) -> Result<Answer, String> {
    let outcomes = names(case, "match_out")?;
    let covariates = names(case, "match_covar")?;
    let places = Places::read(case)?;
    let asked = case.arguments();
    let period = |name: &str, otherwise: usize| match asked.argument(name) {
        None => Ok(otherwise),
        // Of several ends the tool shows each; the last is the longest.
        Some(_) => places.period(asked.numbers(name)?.last().copied()),
    };
    let first = period("start.pre", 0)?;
    let last_before = period("end.pre", places.last_before())?;
    let last_after = period("end.post", places.periods.len() - 1)?;
    if first > last_before || last_before >= last_after {
        return Err("`start.pre`, `end.pre` and `end.post` do not follow each other".to_owned());
    }
    let tables = outcomes
        .iter()
        .map(|name| places.by_period(name))
        .collect::<Result<Vec<_>, _>>()?;
    let known = covariates
        .iter()
        .map(|name| places.at_first(name))
        .collect::<Result<Vec<_>, _>>()?;
    let panel = MicroPanel::new(
        places.treated.clone(),
        Columns::from_columns(&known).map_err(text)?,
        tables,
        first..last_before + 1,
        last_before + 1..last_after + 1,
    )
    .map_err(text)?;
    let alternative = match asked.word("test").as_deref() {
        Some("upper") => Alternative::More,
        Some("lower") => Alternative::Fewer,
        None | Some("twosided") => Alternative::Either,
        Some(other) => return Err(format!("there is no test `{other}`")),
    };
    // What the reference takes if it is not told.
    let level = asked.level_or(0.1)?;
    let estimate = micro_synthetic(&panel, alternative, level).map_err(text)?;
    let worst = estimate
        .balance
        .iter()
        .map(|b| (b.reached - b.wanted).abs() / b.wanted.abs().max(1.0))
        .fold(0.0, f64::max);
    if worst > 1e-6 {
        return Err(format!("a total is missed by {worst} of itself"));
    }
    Ok(answer(&panel, &estimate, &outcomes, alternative))
}

fn answer(
    panel: &MicroPanel,
    estimate: &MicroSynthetic,
    outcomes: &[String],
    alternative: Alternative,
) -> Answer {
    let joint: Vec<f64> = (0..DRAWS)
        .filter_map(|seed| omnibus(panel, &estimate.weights, alternative, Seed(seed)).ok())
        .map(|omnibus| omnibus.p)
        .collect();
    let column = |value: &dyn Fn(usize) -> Value, last: Value| -> Value {
        let mut column: Vec<Value> = (0..outcomes.len()).map(value).collect();
        if !joint.is_empty() {
            column.push(last);
        }
        Value::Array(column)
    };
    let effect = |outcome: usize| &estimate.effects[outcome];
    let change = |outcome: usize| effect(outcome).change;
    let mut rows = outcomes.to_vec();
    if !joint.is_empty() {
        rows.push("Omnibus".to_owned());
    }
    let first = joint.first().map_or(Value::Null, |p| json!(p));
    let control_weights = estimate
        .weights
        .iter()
        .zip(panel.treated())
        .filter(|(weight, treated)| !**treated && **weight > COUNTED);
    Answer::new(json!({
        "results": {
            "Trt": column(&|o| json!(effect(o).treated), Value::Null),
            "Con": column(&|o| json!(effect(o).control), Value::Null),
            "Pct.Chng": column(&|o| json!(change(o).map(|c| c.value)), Value::Null),
            "Linear.pVal": column(&|o| json!(effect(o).p), first),
            "Linear.Lower": column(&|o| json!(change(o).map(|c| c.lower)), Value::Null),
            "Linear.Upper": column(&|o| json!(change(o).map(|c| c.upper)), Value::Null),
            "_row": rows,
        },
        "rownames": rows,
        "weight_sum": estimate.weights.iter().sum::<f64>(),
        "n_control_weighted": control_weights.count(),
    }))
    .judged(
        "Linear.pVal",
        "the joint test hangs on how groups were drawn; the others to the file's 2 %",
        move |expected, got| p_values_agree(expected, got, &joint),
    )
    .judged(
        "weight_sum",
        "the reference stops a ten thousandth from the totals",
        |expected, got| near(expected, got, 1e-4),
    )
    .judged(
        "n_control_weighted",
        "a count of weights about a limit, which the reference's stop moves",
        |expected, got| near(expected, got, 0.02),
    )
    .about_the_reference_run("seconds", "how long the reference took")
}

fn near(expected: &Value, got: &Value, rel: f64) -> bool {
    match (expected.as_f64(), got.as_f64()) {
        (Some(expected), Some(got)) => (expected - got).abs() <= rel * expected.abs(),
        _ => false,
    }
}

fn p_values_agree(expected: &Value, got: &Value, joint: &[f64]) -> bool {
    let numbers = |value: &Value| -> Vec<Option<f64>> {
        match value {
            Value::Array(items) => items.iter().map(Value::as_f64).collect(),
            other => vec![other.as_f64()],
        }
    };
    let (expected, got) = (numbers(expected), numbers(got));
    let single = got.len() - usize::from(!joint.is_empty());
    expected.len() == got.len()
        && expected
            .iter()
            .zip(&got)
            .enumerate()
            .all(|(place, pair)| match pair {
                (Some(expected), Some(_)) if place >= single => joint_agrees(*expected, joint),
                (Some(expected), Some(got)) => (expected - got).abs() <= 0.02 * expected + 1e-9,
                (None, None) => true,
                _ => false,
            })
}

/// Within four standard deviations of our own draws, on the normal scale.
fn joint_agrees(expected: f64, joint: &[f64]) -> bool {
    let z: Vec<f64> = joint.iter().map(|&p| normal_quantile(p)).collect();
    (normal_quantile(expected) - mean(&z)).abs() <= 4.0 * variance(&z).sqrt()
}

fn names(case: &Case, field: &str) -> Result<Vec<String>, String> {
    match &case.input[field] {
        Value::Null => Ok(Vec::new()),
        Value::String(name) => Ok(vec![name.clone()]),
        Value::Array(names) => Ok(names
            .iter()
            .filter_map(|name| name.as_str().map(str::to_owned))
            .collect()),
        _ => Err(format!("input `{field}` is no list of names")),
    }
}

/// A table of places in periods, as in the file.
struct Places {
    columns: Vec<String>,
    periods: Vec<i64>,
    treated: Vec<bool>,
    first_treated_period: Option<usize>,
    /// Place by place, period by period, column by column.
    values: Vec<Vec<Vec<f64>>>,
}

impl Places {
    fn read(case: &Case) -> Result<Self, String> {
        let file = case.input["file"].as_str().unwrap_or("seattledmi.csv.gz");
        let path = case.path(file);
        let complaint = |error: String| format!("could not read {}: {error}", path.display());
        let opened = std::fs::File::open(&path).map_err(|error| complaint(error.to_string()))?;
        let text: Box<dyn std::io::Read> = if file.ends_with(".gz") {
            Box::new(GzDecoder::new(opened))
        } else {
            Box::new(opened)
        };
        let mut reader = csv::Reader::from_reader(text);
        let headers = reader
            .headers()
            .map_err(|error| complaint(error.to_string()))?;
        let columns: Vec<String> = headers.iter().map(str::to_owned).collect();
        let place = |name: &str| {
            columns
                .iter()
                .position(|column| column == name)
                .ok_or_else(|| complaint(format!("there is no column `{name}`")))
        };
        let (id, time, intervention) = (place("ID")?, place("time")?, place("Intervention")?);
        let mut rows: BTreeMap<(i64, i64), Vec<f64>> = BTreeMap::new();
        for row in reader.records() {
            let row = row.map_err(|error| complaint(error.to_string()))?;
            let numbers: Vec<f64> = row
                .iter()
                .map(|cell| cell.parse().unwrap_or(f64::NAN))
                .collect();
            rows.insert((numbers[id] as i64, numbers[time] as i64), numbers);
        }
        let mut ids: Vec<i64> = rows.keys().map(|key| key.0).collect();
        ids.dedup();
        let mut periods: Vec<i64> = rows.keys().map(|key| key.1).collect();
        periods.sort_unstable();
        periods.dedup();
        let missing = vec![f64::NAN; columns.len()];
        let values: Vec<Vec<Vec<f64>>> = ids
            .iter()
            .map(|&id| {
                periods
                    .iter()
                    .map(|&time| rows.remove(&(id, time)).unwrap_or_else(|| missing.clone()))
                    .collect()
            })
            .collect();
        let is_treated = |row: &Vec<f64>| row[intervention] > 0.0;
        Ok(Self {
            treated: values.iter().map(|p| p.iter().any(is_treated)).collect(),
            first_treated_period: (0..periods.len())
                .find(|&period| values.iter().any(|place| is_treated(&place[period]))),
            columns,
            periods,
            values,
        })
    }

    /// The last period before the first in which somewhere was treated.
    fn last_before(&self) -> usize {
        self.first_treated_period.unwrap_or(1).saturating_sub(1)
    }

    fn period(&self, named: Option<f64>) -> Result<usize, String> {
        let named = named.ok_or("a period is named by nothing")?;
        self.periods
            .iter()
            .position(|&period| period as f64 == named)
            .ok_or_else(|| format!("there is no period {named}"))
    }

    fn column(&self, name: &str) -> Result<usize, String> {
        self.columns
            .iter()
            .position(|column| column == name)
            .ok_or_else(|| format!("there is no column `{name}`"))
    }

    fn by_period(&self, name: &str) -> Result<Columns, String> {
        let column = self.column(name)?;
        Ok(Columns::from_fn(
            self.values.len(),
            self.periods.len(),
            |place, period| self.values[place][period][column],
        ))
    }

    fn at_first(&self, name: &str) -> Result<Vec<f64>, String> {
        let column = self.column(name)?;
        Ok(self.values.iter().map(|place| place[0][column]).collect())
    }
}
