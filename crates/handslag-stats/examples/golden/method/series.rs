//! Reference cases on series watched over time.

use handslag_stats::series::{
    Bound, BreakInterval, Degree, Ears, EarsError, Farrington, Lag, Reading, Season, SeasonLevels,
    Shortest, Smoother, Stl, TrendRule, WatchError, Watched, break_intervals, ewma, poisson_cusum,
    single_break_test, squared_error_breaks,
};
use serde_json::{Value, json};

use crate::answer::{Answer, Fields};
use crate::case::{Arguments, Case};

/// `stl`, with what R takes where it is not told.
pub fn stl(case: &Case) -> Result<Answer, String> {
    let asked = case.arguments();
    let x = case.numbers("x")?;
    let period = asked.either(&["period", "frequency"]);
    let period = period.and_then(|period| period.as_f64());
    let period = period.ok_or("input `period` is no number")? as usize;
    let season = match asked.argument("s.window").ok_or("there is no `s_window`")? {
        Value::String(word) if "periodic".starts_with(&word) => Season::Periodic,
        _ => Season::Span(asked.whole("s.window")?),
    };
    // So wide that all periods count alike.
    let season_span = match season {
        Season::Periodic => 10 * x.len() + 1,
        Season::Span(span) => span,
    };
    let trend_span = 1.5 * period as f64 / (1.0 - 1.5 / season_span as f64);
    let trend_degree = asked.whole_or("t.degree", 1)?;
    let robust = asked.truth_or("robust", false)?;
    let jumps = match asked.argument("jumps") {
        None => [None; 3],
        Some(_) => match asked.numbers("jumps")?[..] {
            [season, trend, low_pass] => [season, trend, low_pass].map(|jump| Some(jump as usize)),
            _ => return Err("input `jumps` are not three".to_owned()),
        },
    };
    let smoother = |name: &str, span: usize, of: usize, jump: Option<usize>| {
        let span = asked.whole_or(&format!("{name}.window"), span)?;
        let a_tenth = jump.unwrap_or(span.div_ceil(10));
        Ok::<_, String>(Smoother {
            span,
            degree: degree(asked.whole_or(&format!("{name}.degree"), of)?)?,
            jump: asked.whole_or(&format!("{name}.jump"), a_tenth)?,
        })
    };
    let rules = Stl {
        period,
        season,
        season_degree: degree(asked.whole_or("s.degree", 0)?)?,
        season_jump: Some(asked.whole_or("s.jump", jumps[0].unwrap_or(season_span.div_ceil(10)))?),
        trend: Some(smoother("t", odd(trend_span.ceil()), 1, jumps[1])?),
        low_pass: Some(smoother("l", odd(period as f64), trend_degree, jumps[2])?),
        inner_rounds: asked.whole_or("inner", if robust { 1 } else { 2 })?,
        outer_rounds: asked.whole_or("outer", if robust { 15 } else { 0 })?,
    };
    let parts = rules.decompose(&x).map_err(text)?;
    Ok(Answer::new(json!({
        "seasonal": parts.seasonal,
        "trend": parts.trend,
        "remainder": parts.remainder,
        "weights": parts.weights,
    })))
}

/// The least odd number that is no less.
fn odd(span: f64) -> usize {
    let span = span.round() as usize;
    span + usize::from(span.is_multiple_of(2))
}

fn degree(of: usize) -> Result<Degree, String> {
    match of {
        0 => Ok(Degree::Constant),
        1 => Ok(Degree::Linear),
        other => Err(format!("degree {other} is not computed")),
    }
}

/// `aberration_detection`
pub fn aberration_detection(case: &Case) -> Result<Answer, String> {
    let counts = counts(case, "y")?;
    let watched = watched(case.arguments())?;
    let early = |lag| {
        let asked = case.of("earsC");
        let rules = Ears {
            tail: asked.number_or("alpha", 0.001)?,
            baseline: asked.whole_or("baseline", 7)?,
            least_sd: asked.number_or("minSigma", 0.0)?,
            ..Ears::new(lag)
        };
        let bound = |&step: &usize| match rules.bound(&counts, step) {
            Ok(bound) => Ok(bound.upper),
            // A step without a whole baseline has no bound.
            Err(EarsError::OutOfReach { .. }) => Ok(None),
            Err(error) => Err(text(error)),
        };
        let bounds: Vec<Option<f64>> = watched.iter().map(bound).collect::<Result<_, String>>()?;
        Ok(json!(bounds))
    };
    let fields = Fields::of(&case.expected)
        .add("farrington", || {
            classic(&classic_rules(case)?, &counts, &watched)
        })
        .add("farrington_flexible", || {
            flexible(&flexible_rules(case)?, &counts, &watched)
        })
        .add("ears_c1", || early(Lag::None))
        .add("ears_c2", || early(Lag::TwoSteps));
    Ok(Answer::new(fields.value()))
}

/// The steps to be watched, counted from zero; the input counts from one.
fn watched(asked: Arguments) -> Result<Vec<usize>, String> {
    let name = ["range1", "range"]
        .into_iter()
        .find(|name| asked.argument(name).is_some());
    let steps = asked.numbers(name.unwrap_or("range1"))?;
    let from_zero = |step: &f64| match *step {
        step if step >= 1.0 && step.fract() == 0.0 => Ok(step as usize - 1),
        step => Err(format!(
            "step {step} to be watched is no step of the series"
        )),
    };
    steps.iter().map(from_zero).collect()
}

/// What both calls take from the input.
fn windows(asked: Arguments, rules: Farrington) -> Result<Farrington, String> {
    let reweight = asked.truth_or("reweight", true)?;
    let threshold = rules.reweight_above.unwrap_or(1.0);
    let threshold = asked.number_or("weightsThreshold", threshold)?;
    let fewest = match asked.argument("limit54") {
        None => [rules.fewest as usize, rules.fewest_in_steps],
        Some(_) => match asked.numbers("limit54")?[..] {
            [fewest, steps] => [fewest, steps].map(|n| n as usize),
            _ => return Err("`limit54` is not a count and a number of steps".to_owned()),
        },
    };
    Ok(Farrington {
        years_back: asked.whole_or("b", rules.years_back)?,
        half_window: asked.whole_or("w", rules.half_window)?,
        reweight_above: reweight.then_some(threshold),
        fewest: fewest[0] as u64,
        fewest_in_steps: fewest[1],
        trend: match (
            asked.truth_or("trend", true)?,
            asked.argument("pThresholdTrend"),
        ) {
            (false, _) => TrendRule::Never,
            (true, None) => rules.trend,
            (true, Some(_)) => match asked.number("pThresholdTrend")? {
                p if p < 1.0 => TrendRule::SignificantAt(p),
                _ => TrendRule::WhenPlausible,
            },
        },
        ..rules
    })
}

fn steps_per_year(asked: Arguments) -> Result<usize, String> {
    match asked.either(&["frequency", "freq"]) {
        None => Ok(52),
        Some(_) => asked.whole_or("frequency", asked.whole_or("freq", 52)?),
    }
}

fn classic_rules(case: &Case) -> Result<Farrington, String> {
    let asked = case.of("farrington");
    let rules = Farrington::classic(steps_per_year(asked)?);
    Ok(Farrington {
        // It is shared by both sides.
        tail: asked.number_or("alpha", 0.05)? / 2.0,
        ..windows(asked, rules)?
    })
}

fn flexible_rules(case: &Case) -> Result<Farrington, String> {
    let asked = case.of("farringtonFlexible");
    let rules = Farrington::improved(steps_per_year(asked)?);
    let half_window = asked.whole_or("w", rules.half_window)?;
    let recent =
        match asked.argument("pastWeeksNotIncluded") {
            None => half_window,
            // "26 or 3": by week or by month.
            Some(_)
                if asked.call.contains("26 or 3")
                    && asked.input["pastWeeksNotIncluded"].is_null() =>
            {
                if rules.steps_per_year == 52 { 26 } else { 3 }
            }
            Some(_) => asked.whole("pastWeeksNotIncluded")?,
        };
    let method = asked
        .word("thresholdMethod")
        .unwrap_or_else(|| asked.call.to_lowercase());
    let bound = if method.contains("muan") {
        Bound::NegativeBinomialAndError
    } else if method.contains("delta") {
        Bound::TwoThirdsPower
    } else {
        Bound::NegativeBinomial
    };
    Ok(Farrington {
        season: match asked.whole_or("noPeriods", 1)? {
            1 => SeasonLevels::WindowsOnly,
            parts => SeasonLevels::Levels(parts),
        },
        bound,
        tail: asked.number_or("alpha", 0.05)?,
        recent_left_out: recent,
        ..windows(asked, rules)?
    })
}

/// There, too few of late is a bound of zero and no alarm.
fn classic(rules: &Farrington, counts: &[Option<u64>], watched: &[usize]) -> Result<Value, String> {
    let read: Vec<Watched> = watched
        .iter()
        .map(|&step| rules.watch(counts, step))
        .collect::<Result<_, _>>()
        .map_err(text)?;
    let upper = read.iter().map(|step| match step.reading {
        Reading::TooFew => Some(0.0),
        Reading::Missing => None,
        Reading::Within | Reading::Above => Some(step.outlook.upper),
    });
    let alarm = read.iter().map(|step| match step.reading {
        Reading::Missing => None,
        reading => Some(reading == Reading::Above),
    });
    Ok(json!({
        "upper": upper.collect::<Vec<_>>(),
        "alarm": alarm.collect::<Vec<_>>(),
    }))
}

/// There, too few of late or a count missing leaves no bound and no alarm.
fn flexible(
    rules: &Farrington,
    counts: &[Option<u64>],
    watched: &[usize],
) -> Result<Value, String> {
    let mut read: Vec<Option<Watched>> = Vec::new();
    for &step in watched {
        match rules.watch(counts, step) {
            Ok(watched) => read.push(Some(watched)),
            Err(WatchError::NotConverged) => read.push(None),
            Err(error) => return Err(error.to_string()),
        }
    }
    let bounded = |step: &Watched| matches!(step.reading, Reading::Within | Reading::Above);
    let each = |of: &dyn Fn(&Watched) -> Value| -> Vec<Value> {
        read.iter()
            .map(|step| step.as_ref().map_or(Value::Null, of))
            .collect()
    };
    let if_bounded = |of: fn(&Watched) -> f64| {
        move |step: &Watched| {
            if bounded(step) {
                json!(of(step))
            } else {
                Value::Null
            }
        }
    };
    let mut expected = each(&if_bounded(|step| step.outlook.mean));
    for (expected, step) in expected.iter_mut().zip(&read) {
        if step.is_none() {
            // Where nothing was fitted, its vector keeps the zero it began with.
            *expected = json!(0.0);
        }
    }
    Ok(json!({
        "upper": each(&if_bounded(|step| step.outlook.upper)),
        "alarm": each(&|step| json!(step.reading == Reading::Above)),
        "expected": expected,
        "mu0": each(&|step| json!(step.outlook.mean)),
        "phi": each(&|step| json!(step.outlook.dispersion)),
        "trend_used": each(&|step| json!(step.outlook.trend.is_some())),
        "pvalue": each(&|step| json!(step.p_above)),
    }))
}

/// `cusum_ewma`
pub fn cusum_ewma(case: &Case) -> Result<Answer, String> {
    let counts: Vec<u64> = counts(case, "y")?
        .into_iter()
        .collect::<Option<_>>()
        .ok_or("a count is missing")?;
    let asked = case.arguments();
    let expected = match asked.numbers("mu0")?[..] {
        [always] => vec![always; counts.len()],
        ref each => each.to_vec(),
    };
    let (theta, limit) = (asked.number("theta")?, asked.number("c.ARL")?);
    let chart = poisson_cusum(&counts, &expected, theta, limit).map_err(text)?;
    let weight = asked.either(&["lambda", "ewma.lambda"]);
    let weight = weight.map_or(Ok(0.3), |w| w.as_f64().ok_or("`lambda` is no number"))?;
    let average = ewma(&counts, &expected, weight).map_err(text)?;
    let alarm: Vec<bool> = (0..counts.len())
        .map(|step| chart.alarms.contains(&step))
        .collect();
    Ok(Answer::new(json!({
        "cusum": chart.evidence,
        "alarm": alarm,
        "ewma": average.steps.iter().map(|step| step.value).collect::<Vec<_>>(),
    })))
}

/// `change_point`
pub fn change_point(case: &Case) -> Result<Answer, String> {
    let series = case.numbers("y")?;
    let asked = case.arguments();
    let h = asked.number_or("h", 0.15)?;
    let shortest = share_or_steps(h);
    let from = share_or_steps(asked.number_or("from", h)?);
    let test = single_break_test(&series, from).map_err(text)?;
    let breaks = squared_error_breaks(&series, shortest).map_err(text)?;
    let most = breaks.partitions.len() - 1;
    let most = asked.whole_or("breaks", most)?.min(most);
    let partitions = &breaks.partitions[..=most];
    let by_bic = |&a: &usize, &b: &usize| partitions[a].bic.total_cmp(&partitions[b].bic);
    let chosen = (0..=most).min_by(by_bic).unwrap_or(0);
    // The call names no number of breaks: it is one where BIC chooses none.
    let asked_for = [chosen.max(1).min(most), 1.min(most)];
    let places = asked_for.map(|n| partitions[n].breaks.clone());
    let mut intervals = Vec::new();
    for places in &places {
        let found = break_intervals(&series, places, asked.level()?).map_err(text)?;
        intervals.push(json!(found.iter().map(ends).collect::<Vec<_>>()));
    }
    let fields = |of: fn(&handslag_stats::series::Partition) -> f64| {
        partitions.iter().map(of).collect::<Vec<_>>()
    };
    let answer = Answer::new(json!({
        "F": test.f,
        "supF": test.sup_f,
        "p": test.p,
        "n_breaks_bic": chosen,
        "breakpoints1": places[0],
        "rss_by_m": fields(|partition| partition.cost),
        "bic_by_m": fields(|partition| partition.bic),
        "ci": intervals[0],
    }));
    let either = |expected: &Value, ours: &[Value]| {
        ours.iter()
            .any(|ours| expected == ours || json!([expected]) == *ours)
    };
    let places = places.map(|places| json!(places));
    Ok(answer
        .judged(
            "breakpoints1",
            "the best break, or the breaks that BIC chooses",
            move |expected, _| either(expected, &places),
        )
        .judged(
            "ci",
            "of the best break, or of the breaks that BIC chooses",
            move |expected, _| either(expected, &intervals),
        ))
}

fn ends(interval: &BreakInterval) -> Value {
    json!([interval.lower, interval.at, interval.upper])
}

fn share_or_steps(h: f64) -> Shortest {
    if h < 1.0 {
        Shortest::Share(h)
    } else {
        Shortest::Steps(h as usize)
    }
}

/// Whole numbers of a field; none where null.
fn counts(case: &Case, field: &str) -> Result<Vec<Option<u64>>, String> {
    case.numbers(field)?
        .into_iter()
        .map(|value| match value {
            value if value.is_nan() => Ok(None),
            value if value >= 0.0 && value.fract() == 0.0 => Ok(Some(value as u64)),
            value => Err(format!("{value} in `{field}` is no count")),
        })
        .collect()
}

fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}
