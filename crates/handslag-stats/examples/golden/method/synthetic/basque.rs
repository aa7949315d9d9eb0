//! A blend by predictors; those of the Basque study (Abadie and Gardeazabal 2003)
//! unless the case names others, in the words of pysyncon's `Dataprep`.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use handslag_stats::effect::ComparisonPanel;
use handslag_stats::effect::synthetic_control::{PredictorPanel, WeightSearch, predictor_control};
use handslag_stats::model::Columns;
use serde_json::{Map, Value, json};

use super::control::{at_most, text};
use crate::answer::Answer;
use crate::case::{Arguments, Case, numbers};

/// Columns, and the years that each is the mean of.
type Predictors = Vec<(String, Vec<i64>)>;

/// What is compared with what.
struct Study {
    file: String,
    unit: String,
    period: String,
    treated: String,
    outcome: String,
    predictors: Predictors,
    /// The years in which the importance of predictors is sought.
    optimised: RangeInclusive<i64>,
    first_after: i64,
}

impl Study {
    fn read(asked: Arguments) -> Result<Self, String> {
        let named = |names: &[&str], otherwise: &str| {
            let name = asked.either(names).unwrap_or_else(|| json!(otherwise));
            name.as_str().unwrap_or(otherwise).to_owned()
        };
        let outcome = named(&["dependent", "outcome"], "gdpcap");
        let given = |name: &str| -> Result<Option<Vec<i64>>, String> {
            match asked.argument(name) {
                None => Ok(None),
                Some(_) => Ok(Some(years(&asked.numbers(name)?))),
            }
        };
        let optimised = given("time_optimize_ssr")?.unwrap_or_else(|| (1960..=1969).collect());
        let (Some(&first), Some(&last)) = (optimised.first(), optimised.last()) else {
            return Err("`time_optimize_ssr` has no years".to_owned());
        };
        Ok(Self {
            file: named(&["file"], "basque.csv"),
            unit: named(&["unit_variable"], "regionname"),
            period: named(&["time_variable"], "year"),
            treated: named(
                &["treated", "treatment_identifier"],
                "Basque Country (Pais Vasco)",
            ),
            predictors: predictors(asked, given("time_predictors_prior")?)?
                .unwrap_or_else(|| of_the_basque_study(&outcome)),
            outcome,
            optimised: first..=last,
            first_after: asked.number_or("first_post", 1975.0)? as i64,
        })
    }
}

/// A list of years, or the first and last of one.
fn years(given: &[f64]) -> Vec<i64> {
    match *given {
        [first, last] if last > first => (first as i64..=last as i64).collect(),
        _ => given.iter().map(|&year| year as i64).collect(),
    }
}

/// The predictors that the case names, if it names any: columns over the years
/// that all share, and columns with years of their own.
fn predictors(asked: Arguments, shared: Option<Vec<i64>>) -> Result<Option<Predictors>, String> {
    let list = |name: &str| asked.input[name].as_array().cloned().unwrap_or_default();
    let (plain, special) = (list("predictors"), list("special_predictors"));
    if plain.is_empty() && special.is_empty() {
        return Ok(None);
    }
    let mut all = Vec::new();
    for column in &plain {
        let column = column.as_str().ok_or("a predictor is no name")?;
        let years = shared
            .clone()
            .ok_or("`time_predictors_prior` is not given")?;
        all.push((column.to_owned(), years));
    }
    for special in &special {
        let column = special[0].as_str().ok_or("a predictor is no name")?;
        let own = numbers(&special[1]).ok_or("a predictor has no years")?;
        if special[2].as_str().is_some_and(|by| by != "mean") {
            return Err(format!(
                "`{column}` is asked for by something else than its mean"
            ));
        }
        all.push((column.to_owned(), years(&own)));
    }
    Ok(Some(all))
}

/// The country that the regions make up is no donor.
const WHOLE_COUNTRY: &str = "Spain (Espana)";

/// The study's predictors: column, and the years it is the mean of.
fn of_the_basque_study(outcome: &str) -> Predictors {
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
    all.push((outcome, (1960..=1969).collect()));
    all.extend(sectors.map(|name| (name, every_other.clone())));
    all.push(("popdens", vec![1969]));
    all.into_iter()
        .map(|(column, years)| (column.to_owned(), years))
        .collect()
}

/// The study on the file that the case names, or the one beside it.
pub fn with_predictors(case: &Case) -> Result<Answer, String> {
    let study = Study::read(case.arguments())?;
    let treated = study.treated.as_str();
    let regions = read(case, &study)?;
    let named = ["donors", "controls", "controls_identifier"]
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
    for name in donors.iter().chain([&treated]) {
        if !regions.names.iter().any(|known| known == name) {
            return Err(format!("{} has no unit `{name}`", study.file));
        }
    }
    let panel = panel(&study, &regions, &donors)?;
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

fn panel(study: &Study, regions: &Regions, donors: &[&str]) -> Result<PredictorPanel, String> {
    let treated = study.treated.as_str();
    let years = &regions.years;
    let outcome = |name: &str| -> Vec<f64> {
        years
            .iter()
            .map(|&year| regions.value(name, year, &study.outcome))
            .collect()
    };
    let known = |name: &str| -> Vec<f64> {
        let predictors = study.predictors.iter();
        predictors
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
        place(study.first_after),
    )
    .map_err(text)?;
    PredictorPanel::new(
        panel,
        &known(treated),
        &Columns::from_columns(&predictors).map_err(text)?,
        place(*study.optimised.start())..place(study.optimised.end() + 1),
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

fn read(case: &Case, study: &Study) -> Result<Regions, String> {
    let path = case.path(&study.file);
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
    let (name, year) = (place(&study.unit)?, place(&study.period)?);
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
