//! Reference cases on samples with a design.

use handslag_stats::Level;
use handslag_stats::survey::{
    Design, Difference, Drawn, Lonely, Margin, RakingResiduals, Sampled, Share, ShareInterval, Side,
};
use serde_json::{Map, Value, json};

use crate::answer::Answer;
use crate::case::Case;

/// `survey`
pub fn survey(case: &Case) -> Result<Answer, String> {
    let input = &case.input;
    let value = if input["w1"].is_object() {
        waves(input)?
    } else if input["margins"].is_object() {
        calibrated(case)?
    } else {
        stratified(input)?
    };
    Ok(Answer::new(value))
}

/// Names of the fields that describe the draw and not the answers.
const OF_THE_DRAW: [&str; 4] = ["weight", "fpc", "strata", "cluster"];

fn stratified(input: &Value) -> Result<Value, String> {
    let design = design(input)?;
    let mut answer = Map::new();
    let y = yes(&input["y"])?;
    answer.insert("prop_y".into(), share(&design, &y)?);
    for (name, values) in measured(input) {
        let [mean, total] = [design.mean(&values), design.total(&values)];
        let pair = |of: Sampled| json!({"est": of.value, "se": of.standard_error});
        answer.insert(format!("mean_{name}"), pair(mean.map_err(text)?));
        answer.insert(format!("total_{name}"), pair(total.map_err(text)?));
    }
    if let Ok(strata) = texts(&input["strata"]) {
        answer.insert("by_stratum".into(), by_group(&design, &y, &strata)?);
    }
    if let Ok(g) = yes(&input["g"]) {
        associations(&design, &y, &g, &mut answer)?;
        if let Some((_, values)) = measured(input).first() {
            answer.insert("ttest".into(), t_test(&design, values, &g)?);
        }
    }
    Ok(Value::Object(answer))
}

fn by_group(design: &Design, y: &[Option<bool>], groups: &[String]) -> Result<Value, String> {
    let levels = levels(groups);
    let domain: Vec<Option<u32>> = groups
        .iter()
        .map(|group| levels.iter().position(|level| level == group))
        .map(|place| place.map(|place| place as u32))
        .collect();
    let shares = design.shares_by(y, &domain, levels.len()).map_err(text)?;
    let shares: Vec<Share> = shares.into_iter().collect::<Result<_, _>>().map_err(text)?;
    Ok(json!({
        "level": levels,
        "p": shares.iter().map(|share| share.value).collect::<Vec<_>>(),
        "se": shares.iter().map(|share| share.standard_error).collect::<Vec<_>>(),
    }))
}

fn associations(
    design: &Design,
    y: &[Option<bool>],
    g: &[Option<bool>],
    answer: &mut Map<String, Value>,
) -> Result<(), String> {
    let codes = |answers: &[Option<bool>]| -> Vec<Option<u32>> {
        answers.iter().map(|yes| yes.map(u32::from)).collect()
    };
    let test = design.association(&codes(y), &codes(g)).map_err(text)?;
    let f = test.rao_scott_f;
    answer.insert(
        "chisq_F".into(),
        json!({"F": f.f, "ndf": f.numerator_df, "ddf": f.denominator_df, "p": f.p}),
    );
    answer.insert(
        "chisq_RS1".into(),
        json!({"X2": test.pearson, "p": test.rao_scott_first_order_p}),
    );
    answer.insert("wald".into(), json!({"F": test.wald.f, "p": test.wald.p}));
    Ok(())
}

fn t_test(design: &Design, values: &[f64], g: &[Option<bool>]) -> Result<Value, String> {
    let side: Vec<Option<Side>> = g
        .iter()
        .map(|second| second.map(|second| if second { Side::Second } else { Side::First }))
        .collect();
    let difference = design.difference(values, &side).map_err(text)?;
    Ok(json!({"diff": difference.value, "t": difference.t(), "p": difference.p()}))
}

fn waves(input: &Value) -> Result<Value, String> {
    let wave = |input: &Value| -> Result<Share, String> {
        design(input)?.share(&yes(&input["y"])?).map_err(text)
    };
    let (first, second) = (wave(&input["w1"])?, wave(&input["w2"])?);
    let difference = Difference::independent(first.into(), second.into());
    let normal = difference.normal_estimate(Level::P95);
    let t = difference.estimate(Level::P95);
    Ok(json!({
        "p1": first.value,
        "se1": first.standard_error,
        "p2": second.value,
        "se2": second.standard_error,
        "diff": difference.value,
        "se": difference.standard_error,
        "ci_normal": [normal.lower, normal.upper],
        "ci_t": [t.lower, t.upper],
        "df": difference.degrees_of_freedom,
        "p_normal": difference.normal_p(),
    }))
}

fn calibrated(case: &Case) -> Result<Value, String> {
    let input = &case.input;
    let drawn = design(input)?;
    let names = |call: &str| named_in(&case.call, call, &input["margins"]);
    let margins = |names: Vec<String>| -> Result<Vec<Margin>, String> {
        names.iter().map(|name| margin(input, name)).collect()
    };
    let post = names("postStratify(");
    let post_stratified = drawn
        .post_stratified(margins(post.clone())?.first().ok_or("has no margin")?)
        .map_err(text)?;
    // The reference tool takes its residuals without weights.
    let raked = drawn
        .raked(&margins(names("rake("))?, RakingResiduals::Unweighted)
        .map_err(text)?;
    let (columns, totals) = indicators(input, post.first().ok_or("has no margin")?)?;
    let regressed = drawn.regressed(&columns, &totals).map_err(text)?;
    let measured = measured(input);
    let of = |design: &Design, weights: bool| -> Result<Value, String> {
        let mut answer = Map::new();
        for (name, values) in &measured {
            let pair = |of: Sampled| json!([of.value, of.standard_error]);
            let [mean, total] = [design.mean(values), design.total(values)];
            answer.insert(format!("mean_{name}"), pair(mean.map_err(text)?));
            answer.insert(format!("total_{name}"), pair(total.map_err(text)?));
        }
        if weights {
            answer.insert("w".into(), json!(design.weights()));
        }
        Ok(Value::Object(answer))
    };
    Ok(json!({
        "design": of(&drawn, false)?,
        "poststrat": of(&post_stratified, true)?,
        "rake": of(&raked, true)?,
        "greg": of(&regressed, true)?,
        "prop_y": share(&drawn, &yes_or_no(input)?)?,
    }))
}

/// The names in the formulas of one call, such as `stype` in
/// `postStratify(~stype)`; all margins if the call is not there.
fn named_in(calls: &str, call: &str, margins: &Value) -> Vec<String> {
    let all = || {
        let margins = margins.as_object();
        margins.map_or(Vec::new(), |margins| margins.keys().cloned().collect())
    };
    let Some((_, after)) = calls.split_once(call) else {
        return all();
    };
    let inside = after.split(')').next().unwrap_or_default();
    let names: Vec<String> = inside
        .split(['~', ',', ' '])
        .map(|name| name.trim().replace('.', "_"))
        .filter(|name| margins[name.as_str()].is_object())
        .collect();
    if names.is_empty() { all() } else { names }
}

/// The known totals of one margin: its parts and how many belong to each.
fn parts(input: &Value, name: &str) -> Result<Vec<(String, f64)>, String> {
    let fields = input["margins"][name].as_object();
    let fields = fields.ok_or_else(|| format!("has no margin `{name}`"))?;
    let parts = fields.iter().find(|(field, _)| *field != "Freq");
    let parts = texts(parts.ok_or("a margin has no parts")?.1)?;
    let totals = floats(&fields["Freq"])?;
    Ok(parts.into_iter().zip(totals).collect())
}

fn margin(input: &Value, name: &str) -> Result<Margin, String> {
    Margin::new(&texts(&input[name])?, &parts(input, name)?).map_err(text)
}

/// A one, and whether each unit is in each part but the first.
fn indicators(input: &Value, name: &str) -> Result<(Vec<Vec<f64>>, Vec<f64>), String> {
    let labels = texts(&input[name])?;
    let parts = parts(input, name)?;
    let mut columns = vec![vec![1.0; labels.len()]];
    let mut totals = vec![parts.iter().map(|(_, total)| total).sum()];
    for (part, total) in parts.iter().skip(1) {
        let belongs = labels.iter().map(|label| f64::from(label == part));
        columns.push(belongs.collect());
        totals.push(*total);
    }
    Ok((columns, totals))
}

fn share(design: &Design, y: &[Option<bool>]) -> Result<Value, String> {
    let share = design.share(y).map_err(text)?;
    let read_off = design.share_with_interpolated_likelihood(y, Level::P95);
    let read_off = read_off.map_err(text)?;
    let interval = |kind| {
        let estimate = share.estimate(kind, Level::P95);
        json!([estimate.lower, estimate.upper])
    };
    Ok(json!({
        "p": share.value,
        "se": share.standard_error,
        "deff": share.design_effect,
        "df": share.degrees_of_freedom,
        "ci": {
            "logit": interval(ShareInterval::Logit),
            "xlogit": interval(ShareInterval::Logit),
            "beta": interval(ShareInterval::KornGraubard),
            "mean": interval(ShareInterval::Wald),
            // The reference tool reads its interval off a spline.
            "likelihood": [read_off.lower, read_off.upper],
        },
    }))
}

fn design(input: &Value) -> Result<Design, String> {
    let weights = floats(&input["weight"])?;
    let strata = labels(&input["strata"])?;
    let clusters = labels(&input["cluster"])?;
    let population = match &input["fpc"] {
        Value::Null => None,
        fpc => Some(floats(fpc)?),
    };
    Design::new(Drawn {
        weights: &weights,
        strata: strata.as_deref(),
        clusters: clusters.as_deref(),
        population: population.as_deref(),
        lonely: Lonely::Refuse,
    })
    .map_err(text)
}

fn labels(field: &Value) -> Result<Option<Vec<String>>, String> {
    if field.is_null() {
        return Ok(None);
    }
    texts(field).map(Some)
}

/// Fields of numbers that were measured on each unit, by name.
fn measured(input: &Value) -> Vec<(String, Vec<f64>)> {
    let fields = input.as_object().into_iter().flatten();
    fields
        .filter(|(name, _)| !OF_THE_DRAW.contains(&name.as_str()))
        .filter(|(name, _)| !["y", "g"].contains(&name.as_str()))
        .filter_map(|(name, field)| Some((name.clone(), floats(field).ok()?)))
        .collect()
}

/// What `prop_y` of a case without a `y` is the share of: the margin with the
/// answers yes and no.
fn yes_or_no(input: &Value) -> Result<Vec<Option<bool>>, String> {
    if !input["y"].is_null() {
        return yes(&input["y"]);
    }
    let margins = input["margins"].as_object().into_iter().flatten();
    let answers = margins
        .filter_map(|(name, _)| texts(&input[name.as_str()]).ok())
        .find(|answers| answers.iter().any(|answer| answer == "Yes"))
        .ok_or("has no question of yes and no")?;
    Ok(answers.iter().map(|answer| Some(answer == "Yes")).collect())
}

fn yes(field: &Value) -> Result<Vec<Option<bool>>, String> {
    let answers = field.as_array().ok_or("an answer is no list")?;
    let yes = |answer: &Value| answer.as_bool().or_else(|| Some(answer.as_f64()? != 0.0));
    Ok(answers.iter().map(yes).collect())
}

fn floats(field: &Value) -> Result<Vec<f64>, String> {
    let numbers = field.as_array().ok_or("a field is no list")?;
    let number = |number: &Value| {
        if number.is_null() {
            Some(f64::NAN)
        } else {
            number.as_f64()
        }
    };
    let numbers: Option<Vec<f64>> = numbers.iter().map(number).collect();
    numbers.ok_or_else(|| "a field is no list of numbers".to_owned())
}

fn texts(field: &Value) -> Result<Vec<String>, String> {
    let labels = field.as_array().ok_or("a field is no list")?;
    let label = |label: &Value| match label {
        Value::String(label) => label.clone(),
        label => label.to_string(),
    };
    Ok(labels.iter().map(label).collect())
}

fn levels(labels: &[String]) -> Vec<String> {
    let mut levels = labels.to_vec();
    levels.sort();
    levels.dedup();
    levels
}

fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}
