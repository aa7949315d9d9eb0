//! A blend by the predictors of the Basque study (Abadie and Gardeazabal 2003).

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use handslag_stats::effect::ComparisonPanel;
use handslag_stats::effect::synthetic_control::{PredictorPanel, WeightSearch, predictor_control};
use handslag_stats::model::Columns;
use serde_json::{Map, Value, json};

use super::control::{at_most, text};
use crate::answer::Answer;
use crate::case::Case;

const TREATED: &str = "Basque Country (Pais Vasco)";
/// The country that the regions make up is no donor.
const WHOLE_COUNTRY: &str = "Spain (Espana)";
const OUTCOME: &str = "gdpcap";
/// The periods in which the importance of predictors is sought, and the first
/// after, as in the study.
const OPTIMISED: RangeInclusive<i64> = 1960..=1969;
const FIRST_AFTER: i64 = 1975;

/// The study's predictors: column, and the years it is the mean of.
fn predictors() -> Vec<(&'static str, Vec<i64>)> {
    let every_other: Vec<i64> = (1961..=1969).step_by(2).collect();
    let schooling = [
        "school.illit",
        "school.prim",
        "school.med",
        "school.high",
        "school.post.high",
        "invest",
    ];
    let sectors = [
        "sec.agriculture",
        "sec.energy",
        "sec.industry",
        "sec.construction",
        "sec.services.venta",
        "sec.services.nonventa",
    ];
    let mut all: Vec<_> = schooling.map(|name| (name, (1964..=1969).collect())).into();
    all.push((OUTCOME, (1960..=1969).collect()));
    all.extend(sectors.map(|name| (name, every_other.clone())));
    all.push(("popdens", vec![1969]));
    all
}

/// The study on the file that the case names, or the one beside it.
pub fn with_predictors(case: &Case) -> Result<Answer, String> {
    let file = case.input["file"].as_str().unwrap_or("basque.csv");
    let treated = case.input["treated"].as_str().unwrap_or(TREATED);
    let regions = read(case, file)?;
    let named = ["donors", "controls"]
        .iter()
        .find_map(|field| case.input[*field].as_array());
    let donors: Vec<&str> = match named {
        Some(names) => names.iter().filter_map(Value::as_str).collect(),
        None => regions
            .names
            .iter()
            .map(String::as_str)
            .filter(|name| *name != treated && *name != WHOLE_COUNTRY)
            .collect(),
    };
    let panel = study(&regions, treated, &donors)?;
    let control = predictor_control(&panel, WeightSearch::FromEqual).map_err(text)?;
    let weights: Map<String, Value> = donors
        .iter()
        .map(|name| (*name).to_owned())
        .zip(control.weights.iter().map(|&w| json!(w)))
        .collect();
    Ok(Answer::new(json!({
        "mspe": control.mspe,
        "mape": control.mape,
        "weights": weights,
        "att": {"att": control.gap.att, "se": control.att_se_between_periods},
    }))
    .judged(
        "mspe",
        "as near as the reference, or nearer",
        |expected, got| at_most(got, expected, 0.05, 0.0),
    )
    .judged(
        "mape",
        "follows the loss, of which it is no part",
        |expected, got| at_most(got, expected, 0.05, 0.0),
    )
    .judged(
        "weights",
        "other weights give as small a loss; they have to add up",
        |_, got| {
            let weights = got.as_object().into_iter().flatten();
            let total: f64 = weights.filter_map(|(_, w)| w.as_f64()).sum();
            (total - 1.0).abs() < 1e-9
        },
    ))
}

fn study(regions: &Regions, treated: &str, donors: &[&str]) -> Result<PredictorPanel, String> {
    let years = &regions.years;
    let outcome = |name: &str| -> Vec<f64> {
        years
            .iter()
            .map(|&year| regions.value(name, year, OUTCOME))
            .collect()
    };
    let known = |name: &str| -> Vec<f64> {
        predictors()
            .iter()
            .map(|(column, years)| {
                let values = years.iter().map(|&year| regions.value(name, year, column));
                let measured: Vec<f64> = values.filter(|value| !value.is_nan()).collect();
                handslag_stats::numeric::mean(&measured)
            })
            .collect()
    };
    let place = |year: i64| years.iter().filter(|&&other| other < year).count();
    let outcomes: Vec<Vec<f64>> = donors.iter().map(|name| outcome(name)).collect();
    let predictors: Vec<Vec<f64>> = donors.iter().map(|name| known(name)).collect();
    let panel = ComparisonPanel::new(
        outcome(treated),
        Columns::from_columns(&outcomes).map_err(text)?,
        place(FIRST_AFTER),
    )
    .map_err(text)?;
    PredictorPanel::new(
        panel,
        &known(treated),
        &Columns::from_columns(&predictors).map_err(text)?,
        place(*OPTIMISED.start())..place(OPTIMISED.end() + 1),
    )
    .map_err(text)
}

struct Regions {
    names: Vec<String>,
    years: Vec<i64>,
    columns: Vec<String>,
    values: BTreeMap<(String, i64), Vec<f64>>,
}

impl Regions {
    fn value(&self, name: &str, year: i64, column: &str) -> f64 {
        let place = self.columns.iter().position(|other| other == column);
        self.values
            .get(&(name.to_owned(), year))
            .zip(place)
            .map_or(f64::NAN, |(values, place)| values[place])
    }
}

fn read(case: &Case, file: &str) -> Result<Regions, String> {
    let path = case.path(file);
    let complaint = |error: csv::Error| format!("could not read {}: {error}", path.display());
    let mut reader = csv::Reader::from_path(&path).map_err(complaint)?;
    let columns: Vec<String> = reader
        .headers()
        .map_err(complaint)?
        .iter()
        .map(str::to_owned)
        .collect();
    let place = |name: &str| {
        columns
            .iter()
            .position(|column| column == name)
            .ok_or_else(|| format!("{} has no column `{name}`", path.display()))
    };
    let (name, year) = (place("regionname")?, place("year")?);
    let mut regions = Regions {
        names: Vec::new(),
        years: Vec::new(),
        columns: columns.clone(),
        values: BTreeMap::new(),
    };
    for row in reader.records() {
        let row = row.map_err(complaint)?;
        let numbers: Vec<f64> = row
            .iter()
            .map(|cell| cell.parse().unwrap_or(f64::NAN))
            .collect();
        let (name, year) = (row[name].to_owned(), numbers[year] as i64);
        if !regions.names.contains(&name) {
            regions.names.push(name.clone());
        }
        if !regions.years.contains(&year) {
            regions.years.push(year);
        }
        regions.values.insert((name, year), numbers);
    }
    regions.years.sort_unstable();
    Ok(regions)
}
