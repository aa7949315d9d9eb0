//! Reference cases on samples with a design.

use handslag_stats::Level;
use handslag_stats::survey::{
    Design, Difference, Drawn, Lonely, Margin, RakingResiduals, Sampled, Share, ShareInterval, Side,
};
use serde_json::{Map, Value, json};

use crate::answer::{Answer, Fields};
use crate::case::Case;

/// `survey`
pub fn survey(case: &Case) -> Result<Answer, String> {
    let input = &case.input;
    let value = if input["w1"].is_object() {
        waves(case)?
    } else if input["margins"].is_object() {
        calibrated(case)?
    } else {
        stratified(case)?
    };
    Ok(Answer::new(value))
}

/// Names of the fields that describe the draw and not the answers.
const OF_THE_DRAW: [&str; 4] = ["weight", "fpc", "strata", "cluster"];

fn stratified(case: &Case) -> Result<Value, String> {
    let (input, level) = (&case.input, case.arguments().level()?);
    let design = design(input)?;
    let measured = measured(input);
    let y = || yes(&input["y"]);
    let mut fields = Fields::of(&case.expected)
        .add("prop_y", || share(&design, &y()?, level))
        .add("by_stratum", || {
            by_group(&design, &y()?, &texts(&input["strata"])?)
        })
        .add("ttest", || {
            let (_, values) = measured.first().ok_or("nothing was measured")?;
            t_test(&design, values, &yes(&input["g"])?)
        });
    for (name, values) in &measured {
        let pair = |of: Sampled| json!({"est": of.value, "se": of.standard_error});
        fields = fields
            .add(&format!("mean_{name}"), || {
                design.mean(values).map(pair).map_err(text)
            })
            .add(&format!("total_{name}"), || {
                design.total(values).map(pair).map_err(text)
            });
    }
    for name in ["chisq_F", "chisq_RS1", "wald"] {
        fields = fields.add(name, || {
            Ok(associations(&design, &codes(&input["y"])?, &codes(&input["g"])?)?[name].clone())
        });
    }
    Ok(fields.value())
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

fn associations(design: &Design, y: &[Option<u32>], g: &[Option<u32>]) -> Result<Value, String> {
    let test = design.association(y, g).map_err(text)?;
    let f = test.rao_scott_f;
    Ok(json!({
        "chisq_F": {"F": f.f, "ndf": f.numerator_df, "ddf": f.denominator_df, "p": f.p},
        "chisq_RS1": {"X2": test.pearson, "p": test.rao_scott_first_order_p},
        "wald": {"F": test.wald.f, "p": test.wald.p},
    }))
}

/// Each answer's place among all that were given; none where it is missing.
fn codes(field: &Value) -> Result<Vec<Option<u32>>, String> {
    let answers = field.as_array().ok_or("an answer is no list")?;
    let given = |answer: &&Value| !answer.is_null();
    let labels: Vec<String> = answers.iter().filter(given).map(label).collect();
    let levels = levels(&labels);
    let place = |answer: &Value| {
        let place = levels.iter().position(|level| *level == label(answer))?;
        u32::try_from(place).ok()
    };
    Ok(answers.iter().map(place).collect())
}

fn t_test(design: &Design, values: &[f64], g: &[Option<bool>]) -> Result<Value, String> {
    let side: Vec<Option<Side>> = g
        .iter()
        .map(|second| second.map(|second| if second { Side::Second } else { Side::First }))
        .collect();
    let difference = design.difference(values, &side).map_err(text)?;
    Ok(json!({"diff": difference.value, "t": difference.t(), "p": difference.p()}))
}

fn waves(case: &Case) -> Result<Value, String> {
    let (input, level) = (&case.input, case.arguments().level()?);
    let wave = |input: &Value| -> Result<Share, String> {
        design(input)?.share(&yes(&input["y"])?).map_err(text)
    };
    let (first, second) = (wave(&input["w1"])?, wave(&input["w2"])?);
    let difference = Difference::independent(first.into(), second.into());
    let normal = difference.normal_estimate(level);
    let t = difference.estimate(level);
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
    let (input, level) = (&case.input, case.arguments().level()?);
    let drawn = design(input)?;
    let every = || -> Vec<String> {
        let margins = input["margins"].as_object().into_iter().flatten();
        margins.map(|(name, _)| name.clone()).collect()
    };
    let named = |call: &str| named_in(&case.call, call, &input["margins"]);
    let post = || {
        let names = named("postStratify(").unwrap_or_else(every);
        names.first().cloned().ok_or("has no margin")
    };
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
    let fields = Fields::of(&case.expected)
        .add("design", || of(&drawn, false))
        .add("poststrat", || {
            let margin = margin(input, &post()?)?;
            of(&drawn.post_stratified(&margin).map_err(text)?, true)
        })
        .add("rake", || {
            let names = named("rake(").unwrap_or_else(every);
            let margins: Vec<Margin> = names
                .iter()
                .map(|name| margin(input, name))
                .collect::<Result<_, _>>()?;
            // The reference tool takes its residuals without weights.
            let raked = drawn.raked(&margins, RakingResiduals::Unweighted);
            of(&raked.map_err(text)?, true)
        })
        .add("greg", || {
            let names = match named("calibrate(") {
                Some(names) => names,
                None => vec![post()?],
            };
            let (columns, totals) = indicators(input, &names)?;
            of(&drawn.regressed(&columns, &totals).map_err(text)?, true)
        })
        .add("prop_y", || share(&drawn, &yes_or_no(input)?, level));
    Ok(fields.value())
}

/// The margins named in the formulas of one call, such as `stype` in
/// `postStratify(~stype)`; none if it names none.
fn named_in(calls: &str, call: &str, margins: &Value) -> Option<Vec<String>> {
    let (_, after) = calls.split_once(call)?;
    let inside = after.split([')', ';']).next().unwrap_or_default();
    let names: Vec<String> = inside
        .split(['~', ',', ' ', '+', '(', '='])
        .map(|name| name.trim().replace('.', "_"))
        .filter(|name| margins[name.as_str()].is_object())
        .collect();
    (!names.is_empty()).then_some(names)
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

/// A one, and whether each unit is in each part but the first of each margin.
fn indicators(input: &Value, names: &[String]) -> Result<(Vec<Vec<f64>>, Vec<f64>), String> {
    let mut columns = Vec::new();
    let mut totals = Vec::new();
    for name in names {
        let (labels, parts) = (texts(&input[name.as_str()])?, parts(input, name)?);
        if columns.is_empty() {
            columns.push(vec![1.0; labels.len()]);
            totals.push(parts.iter().map(|(_, total)| total).sum());
        }
        for (part, total) in parts.iter().skip(1) {
            let belongs = labels.iter().map(|label| f64::from(label == part));
            columns.push(belongs.collect());
            totals.push(*total);
        }
    }
    Ok((columns, totals))
}

fn share(design: &Design, y: &[Option<bool>], level: Level) -> Result<Value, String> {
    let share = design.share(y).map_err(text)?;
    let read_off = design.share_with_interpolated_likelihood(y, level);
    let read_off = read_off.map_err(text)?;
    let interval = |kind| {
        let estimate = share.estimate(kind, level);
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
        fpc => Some(populations(
            floats(fpc)?,
            strata.as_deref(),
            clusters.as_deref(),
        )),
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

/// How many there are in the stratum of each unit: as given, or the number drawn
/// over the share that was drawn, where shares are given.
fn populations(fpc: Vec<f64>, strata: Option<&[String]>, clusters: Option<&[String]>) -> Vec<f64> {
    if fpc.iter().any(|share| *share > 1.0) {
        return fpc;
    }
    let stratum = |unit: usize| strata.map_or("", |strata| &strata[unit]);
    let drawn = |of: usize| {
        let inside = (0..fpc.len()).filter(|&unit| stratum(unit) == stratum(of));
        match clusters {
            None => inside.count(),
            Some(names) => {
                let names: std::collections::BTreeSet<_> =
                    inside.map(|unit| &names[unit]).collect();
                names.len()
            }
        }
    };
    let population = |(unit, share): (usize, &f64)| drawn(unit) as f64 / share;
    fpc.iter().enumerate().map(population).collect()
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
    margins
        .map(|(name, _)| &input[name.as_str()])
        .find(|answers| {
            let answers = answers.as_array().into_iter().flatten();
            answers.clone().any(|answer| is_yes(answer) == Some(true))
        })
        .map(yes)
        .ok_or("has no question of yes and no")?
}

/// Yes or no; of a question with two other answers, whether it is the second.
fn yes(field: &Value) -> Result<Vec<Option<bool>>, String> {
    let answers = field.as_array().ok_or("an answer is no list")?;
    if answers
        .iter()
        .all(|answer| answer.is_null() || is_yes(answer).is_some())
    {
        return Ok(answers.iter().map(is_yes).collect());
    }
    let codes = codes(field)?;
    if codes.iter().flatten().any(|&code| code > 1) {
        return Err("a question has more answers than two".to_owned());
    }
    Ok(codes
        .iter()
        .map(|code| code.map(|code| code == 1))
        .collect())
}

fn is_yes(answer: &Value) -> Option<bool> {
    match answer {
        Value::Bool(yes) => Some(*yes),
        Value::String(word) => match word.to_lowercase().as_str() {
            "yes" | "ja" | "true" | "y" => Some(true),
            "no" | "nej" | "false" | "n" => Some(false),
            _ => None,
        },
        number => Some(number.as_f64()? != 0.0),
    }
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
    Ok(labels.iter().map(label).collect())
}

fn label(label: &Value) -> String {
    match label {
        Value::String(label) => label.clone(),
        label => label.to_string(),
    }
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
