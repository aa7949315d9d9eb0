//! Reference cases on counts, shares and their comparison.

use handslag_stats::count::{
    Adjustment, DifferenceInterval, RateInterval, RatioInterval, RatioTest, Share,
    ShareDifferenceInterval, ShareInterval, ShareRatioInterval, ShareTest, adjusted_p,
    rate_difference, rate_interval, rate_ratio_interval, rate_ratio_test,
    share_difference_interval, share_interval, share_ratio_interval, share_test,
};
use handslag_stats::effect::{
    BeforeAfter, Design, DisplacementTable, FEWEST_BEFORE, PlainFunnel, Weights,
    displacement_quotient, log_ratio_difference, weighted_displacement,
};
use handslag_stats::numeric::root;
use handslag_stats::{Counted, Interval, Level};
use serde_json::{Map, Value, json};

use crate::answer::{Answer, Fields};
use crate::case::{Arguments, Case};
use crate::panel;

/// `rate_ratio`
pub fn rate_ratio(case: &Case) -> Result<Answer, String> {
    let answers = each(case, |asked| {
        if asked.input.get("count1").is_some() {
            two_rates(asked)
        } else {
            one_rate(asked)
        }
    })?;
    let searched = [
        "midp-c",
        "ci_ratio_score",
        "ci_ratio_score-log",
        "ci_diff_score",
    ];
    let answer = Answer::new(answers);
    Ok(searched.into_iter().fold(answer, |answer, field| {
        answer.judged(
            field,
            "the reference searches for the ends and stops within 1e-8 of them",
            |expected, got| near(expected, got, 1e-7, 2e-8),
        )
    }))
}

fn one_rate(asked: Arguments) -> Result<Value, String> {
    let counted = counted(asked, "count", "exposure")?;
    let level = asked.level()?;
    let ends = |method| interval(rate_interval(counted, level, method));
    let mid_p = rate_interval(counted, level, RateInterval::MidP);
    let mid_p = if counted.count == 0 {
        // The reference searches for both ends from zero upwards, and so finds
        // the upper one twice; ours has a lower end of zero.
        json!([mid_p.upper, mid_p.upper])
    } else {
        interval(mid_p)
    };
    let (n, z) = (counted.count as f64, level.z());
    // Only the reference has these; the ends are of the count.
    let only_there = |lower: f64, upper: f64| {
        let rate = |end: f64| end / counted.exposure;
        json!([rate(lower.max(0.0)), rate(upper)])
    };
    let about = |middle: f64, half: f64| only_there(middle - half, middle + half);
    let squared = |low: f64, high: f64| {
        (
            (low.sqrt() - z / 2.0).max(0.0).powi(2),
            (high.sqrt() + z / 2.0).powi(2),
        )
    };
    let corrected = squared((n - 0.125).max(0.0), n + 0.875);
    let moved = n + (z * z + 2.0) / 12.0;
    let moved = squared(moved, moved);
    Ok(json!({
        "waldccv": about(n, z * (n + 0.5).sqrt()),
        "sqrt-cent": about(n + z * z / 4.0, z * (n + 0.375).sqrt()),
        "sqrt-centcc": only_there(corrected.0 - 0.375, corrected.1 - 0.375),
        "sqrt-v": only_there(moved.0, moved.1),
        "wald": ends(RateInterval::Wald),
        "score": ends(RateInterval::Score),
        "sqrt": ends(RateInterval::SquareRoot),
        "exact-c": ends(RateInterval::Exact),
        "midp-c": mid_p,
        "jeff": ends(RateInterval::Jeffreys),
        "sqrt-a": ends(RateInterval::Anscombe),
    }))
}

fn two_rates(asked: Arguments) -> Result<Value, String> {
    let after = counted(asked, "count1", "exposure1")?;
    let before = counted(asked, "count2", "exposure2")?;
    let level = asked.level()?;
    let mut answer = Map::new();
    let tests = [
        ("p_score", RatioTest::Score),
        ("p_wald", RatioTest::Wald),
        ("p_score-log", RatioTest::ScoreLog),
        ("p_wald-log", RatioTest::WaldLog),
        ("p_sqrt", RatioTest::SquareRoot),
        ("p_exact-cond", RatioTest::ConditionalExact),
        ("p_cond-midp", RatioTest::ConditionalMidP),
        ("p_etest-score", RatioTest::EScore),
        ("p_etest-wald", RatioTest::EWald),
    ];
    for (name, test) in tests {
        let p = rate_ratio_test(before, after, test).ok();
        answer.insert(name.to_owned(), json!(p));
    }
    let ratio = |method| rate_ratio_interval(before, after, level, method).ok();
    let ratios = [
        ("ci_ratio_score", RatioInterval::Score),
        ("ci_ratio_wald-log", RatioInterval::WaldLog),
        ("ci_ratio_mover", RatioInterval::Mover),
        ("ci_ratio_exact_cond", RatioInterval::ConditionalExact),
        ("ci_ratio_midp", RatioInterval::MidP),
    ];
    for (name, method) in ratios {
        answer.insert(name.to_owned(), optional(ratio(method)));
    }
    answer.insert(
        "ci_ratio_score-log".to_owned(),
        score_log(before, after, level),
    );
    answer.insert(
        "ci_ratio_sqrtcc".to_owned(),
        square_root_of_the_reference(before, after, level),
    );
    let differences = [
        ("ci_diff_wald", DifferenceInterval::Wald),
        ("ci_diff_score", DifferenceInterval::Score),
        ("ci_diff_waldccv", DifferenceInterval::WaldCorrected),
        ("ci_diff_mover", DifferenceInterval::Mover),
    ];
    for (name, method) in differences {
        let found = rate_difference(before, after, level, method).ok();
        let ends = found.map(|e| Interval {
            lower: e.lower,
            upper: e.upper,
        });
        answer.insert(name.to_owned(), optional(ends));
    }
    Ok(Value::Object(answer))
}

/// Where the interval has no end, the reference's search comes to rest where the
/// statistic is farthest from zero.
fn score_log(before: Counted, after: Counted, level: Level) -> Value {
    let found = rate_ratio_interval(before, after, level, RatioInterval::ScoreLog);
    let Ok(found) = found else {
        return Value::Null;
    };
    let lower = if found.lower > 0.0 {
        found.lower
    } else {
        farthest_log_score(before, after, -1.0)
    };
    let upper = if found.upper.is_finite() {
        found.upper
    } else {
        farthest_log_score(before, after, 1.0)
    };
    json!([lower, upper])
}

/// The ratio, on one side, at which |t − log x/y| / cosh(t/2) is largest; there
/// its derivative is zero, (t − log x/y)·tanh(t/2) = 2.
fn farthest_log_score(before: Counted, after: Counted, side: f64) -> f64 {
    let centre = (after.count as f64 / before.count as f64).ln();
    let slope = |t: f64| (t - centre) * (t / 2.0).tanh() - 2.0;
    let near = side * (side * centre).max(0.0);
    let far = side * (centre.abs() + 10.0);
    let t = root(near, far, slope).unwrap_or(far);
    t.exp() * before.exposure / after.exposure
}

/// The square-root interval as the reference has it: it leaves out the
/// exposures, and takes a quarter of z where Price and Bonett take a quarter of
/// its square. Our library has theirs.
fn square_root_of_the_reference(before: Counted, after: Counted, level: Level) -> Value {
    let z = level.z();
    let (x, y) = (after.count as f64 + 0.5, before.count as f64 + 0.5);
    let (centre, half) = ((x * y).sqrt(), z * 0.5 * (x + y - 0.25 * z).sqrt());
    let below = y - 0.25 * z * z;
    json!([
        ((centre - half) / below).powi(2),
        ((centre + half) / below).powi(2)
    ])
}

/// `proportions`
pub fn proportions(case: &Case) -> Result<Answer, String> {
    let answers = each(case, |asked| {
        if asked.input.get("k1").is_some() {
            two_shares(asked)
        } else {
            one_share(asked)
        }
    })?;
    Ok(Answer::new(answers))
}

fn one_share(asked: Arguments) -> Result<Value, String> {
    let share = share(asked, "k", "n")?;
    let level = asked.level()?;
    let ends = |method| interval(share_interval(share, level, method));
    Ok(json!({
        "normal": ends(ShareInterval::Wald),
        "wilson": ends(ShareInterval::Wilson),
        "beta": ends(ShareInterval::ClopperPearson),
        "agresti_coull": ends(ShareInterval::AgrestiCoull),
        "jeffreys": ends(ShareInterval::Jeffreys),
    }))
}

fn two_shares(asked: Arguments) -> Result<Value, String> {
    let (first, second) = (share(asked, "k1", "n1")?, share(asked, "k2", "n2")?);
    let level = asked.level()?;
    let difference = |method| interval(share_difference_interval(first, second, level, method));
    let ratio = |method| interval(share_ratio_interval(first, second, level, method));
    let p = |method| share_test(first, second, method);
    Ok(json!({
        "diff_newcomb": difference(ShareDifferenceInterval::Newcombe),
        "diff_wald": difference(ShareDifferenceInterval::Wald),
        "diff_score": score_difference_of_the_reference(first, second, level),
        "diff_agresti-caffo": difference(ShareDifferenceInterval::AgrestiCaffo),
        "ratio_log": ratio(ShareRatioInterval::Log),
        "ratio_score": ratio(ShareRatioInterval::Score),
        "ratio_log-adjusted": ratio(ShareRatioInterval::LogAdjusted),
        "p_score": p(ShareTest::Score),
        "p_agresti_caffo": p(ShareTest::AgrestiCaffo),
        "fisher_p": p(ShareTest::Fisher),
    }))
}

/// The score interval of a difference as the reference has it: one coefficient of
/// its cubic holds a count where Miettinen and Nurminen (1985) have a total, and
/// its search gives up, with null, where an end lies too far from Wald's. Our
/// library has theirs.
fn score_difference_of_the_reference(first: Share, second: Share, level: Level) -> Value {
    let z = level.z();
    let beyond = |value: f64| reference_statistic(first, second, value).abs() - z;
    let wald = share_difference_interval(first, second, level, ShareDifferenceInterval::Wald);
    let middle = first.value() - second.value();
    let lower = root(wald.lower - 0.25 * wald.lower.abs(), middle, beyond);
    let upper = root(
        middle,
        (wald.upper + 0.5 * wald.upper.abs()).min(0.99999),
        beyond,
    );
    match (lower, upper) {
        (Some(lower), Some(upper)) => json!([lower, upper]),
        _ => Value::Null,
    }
}

fn reference_statistic(first: Share, second: Share, value: f64) -> f64 {
    let (n, m) = (first.total() as f64, second.total() as f64);
    let (all, b) = (n + m, second.of() as f64);
    let had = first.of() as f64 + b;
    let q = if value == 0.0 {
        had / all
    } else {
        let square = ((n + 2.0 * m) * value - all - had) / (3.0 * all);
        let linear = ((b * value - all - 2.0 * b) * value + had) / all;
        let constant = b * value * (1.0 - value) / all;
        let cube = square.powi(3) - linear * square / 2.0 + constant / 2.0;
        let radius = cube.signum() * (square * square - linear / 3.0).sqrt();
        let angle = (std::f64::consts::PI + (cube / radius.powi(3)).acos()) / 3.0;
        2.0 * radius * angle.cos() - square
    };
    let p = q + value;
    let variance = (p * (1.0 - p) / n + q * (1.0 - q) / m) * all / (all - 1.0);
    (first.value() - second.value() - value) / variance.sqrt()
}

/// `multiple_testing`
pub fn multiple_testing(case: &Case) -> Result<Answer, String> {
    let p = case.numbers("p")?;
    let level = case.arguments().level()?;
    let adjustments = [
        ("fdr_bh", Adjustment::BenjaminiHochberg),
        ("fdr_by", Adjustment::BenjaminiYekutieli),
        ("holm", Adjustment::Holm),
        ("bonferroni", Adjustment::Bonferroni),
        ("hommel", Adjustment::Hommel),
        ("simes-hochberg", Adjustment::Hochberg),
        ("sidak", Adjustment::Sidak),
        ("holm-sidak", Adjustment::HolmSidak),
        ("fdr_tsbh", Adjustment::TwoStage(level)),
        ("fdr_tsbky", Adjustment::TwoStageHeld(level)),
        // The names of p.adjust in R.
        ("BH", Adjustment::BenjaminiHochberg),
        ("fdr", Adjustment::BenjaminiHochberg),
        ("BY", Adjustment::BenjaminiYekutieli),
        ("hochberg", Adjustment::Hochberg),
    ];
    let fields = Fields::of(&case.expected);
    let fields = adjustments.into_iter().fold(fields, |fields, (name, by)| {
        fields.add(name, || {
            let adjusted = adjusted_p(&p, by).map_err(|error| error.to_string())?;
            Ok(json!(adjusted))
        })
    });
    Ok(Answer::new(fields.value()))
}

/// `power`
pub fn power(case: &Case) -> Result<Answer, String> {
    let mut expected = match &case.expected {
        Value::Array(answers) => answers.iter(),
        one => std::slice::from_ref(one).iter(),
    };
    let answers = each(case, |asked| {
        detectable(asked, expected.next().unwrap_or(&Value::Null))
    })?;
    Ok(Answer::new(answers))
}

fn detectable(asked: Arguments, expected: &Value) -> Result<Value, String> {
    let rate = asked.number("rate_per_month_before")?;
    let (before, after) = (
        asked.number("months_before")?,
        asked.number("months_after")?,
    );
    let dispersion = asked.number_or("dispersion", 1.0)?;
    let design = Design::new(rate * before, rate * after)
        .and_then(|design| design.with_dispersion(dispersion))
        .map_err(|error| error.to_string())?
        .at(asked.level()?);
    let power = asked.number_or("power", 0.8)?;
    // The ratios asked for stand in the names of the fields.
    let named = expected.as_object().into_iter().flatten();
    let mut fields = Fields::of(expected)
        .add("mde_decrease_ratio", || {
            Ok(json!(design.detectable_decrease(power)))
        })
        .add("mde_increase_ratio", || {
            Ok(json!(design.detectable_increase(power)))
        });
    for (name, _) in named {
        if let Some(ratio) = name.strip_prefix("power_at_").and_then(|r| r.parse().ok()) {
            fields = fields.add(name, || Ok(json!(design.power(ratio))));
        }
    }
    Ok(fields.value())
}

/// `wdd`
pub fn wdd(case: &Case) -> Result<Answer, String> {
    Ok(Answer::new(each(case, displacement)?))
}

fn displacement(asked: Arguments) -> Result<Value, String> {
    let input = asked.input;
    let pair = |field: &str| {
        let list = &input[field];
        match (list[0].as_f64(), list[1].as_f64()) {
            (Some(before), Some(after)) => Ok(BeforeAfter { before, after }),
            _ if list.is_null() => Ok(BeforeAfter::new(0.0, 0.0)),
            _ => Err(format!("input `{field}` is no pair of counts")),
        }
    };
    let weight = |field: &str, place: usize| input[field][place].as_f64().unwrap_or(1.0);
    let table = DisplacementTable {
        treated: pair("treated")?,
        control: pair("control")?,
        displacement: pair("disp_treated")?,
        displacement_control: pair("disp_control")?,
        weights: Weights {
            before: weight("time_weights", 0),
            after: weight("time_weights", 1),
            control: weight("area_weights", 0),
            treated: weight("area_weights", 1),
            displacement_control: weight("area_weights", 2),
            displacement: weight("area_weights", 3),
        },
    };
    let found = weighted_displacement(&table, asked.level()?).map_err(|error| error.to_string())?;
    let quotient = displacement_quotient(&table);
    let log_ratio = log_ratio_difference(table.treated, table.control).ok();
    Ok(json!({
        "Est_Local": found.local.value,
        "SE_Local": found.local.standard_error,
        "Est_Displace": found.displaced.value,
        "SE_Displace": found.displaced.standard_error,
        "Est_Total": found.total.value,
        "SE_Total": found.total.standard_error,
        "Z": found.z,
        "LowCI": found.net.lower,
        "HighCI": found.net.upper,
        "WDQ": quotient.map(|q| q.quotient),
        "WDQ_success": quotient.map(|q| q.success),
        "p_two_sided": found.p,
        "log_IRR_did": log_ratio.map(|l| l.value),
        "log_IRR_se": log_ratio.map(|l| l.standard_error),
    }))
}

/// `funnel_drift`
pub fn funnel_drift(case: &Case) -> Result<Answer, String> {
    let text = |field: &str| {
        let value = case.input[field].as_str();
        value.ok_or_else(|| format!("input `{field}` is no text"))
    };
    let panel = panel::panel(&case.path(text("file")?))?;
    let level = case.arguments().level()?;
    let before = months(case, &panel, "before_months_from_2013_01")?;
    let after = months(case, &panel, "after")?;
    let series = panel.crime(text("crime")?.trim())?;
    let total = |series: &[u32], months: &std::ops::Range<usize>| {
        series[months.clone()]
            .iter()
            .map(|&n| f64::from(n))
            .sum::<f64>()
    };
    let units: Vec<BeforeAfter> = series
        .iter()
        .map(|series| BeforeAfter::new(total(series, &before), total(series, &after)))
        .collect();
    let fewest = case.arguments().number_or("n0", FEWEST_BEFORE)?;
    let funnel = PlainFunnel::of_at_least(fewest, &units).map_err(|error| error.to_string())?;
    // The case may list units in another order, some of them alone, or none.
    let places = match case.expected["regions"].as_array() {
        Some(names) => names
            .iter()
            .map(|name| place_of(&panel, name.as_str().unwrap_or_default()))
            .collect::<Result<Vec<usize>, String>>()?,
        None => (0..units.len()).collect(),
    };
    let listed = |values: &[f64]| places.iter().map(|&i| values[i]).collect::<Vec<f64>>();
    let counts = |of: fn(&BeforeAfter) -> f64| listed(&units.iter().map(of).collect::<Vec<_>>());
    let left_out = case.expected["leave_one_out"]
        .as_array()
        .into_iter()
        .flatten();
    let verdicts = left_out.map(|entry| {
        let name = entry["region"].as_str().unwrap_or_default();
        let verdict = funnel
            .leave_one_out(place_of(&panel, name)?, level)
            .ok_or("there is no such unit")?;
        Ok(json!({
            "region": name,
            "tau": verdict.drift,
            "mu": verdict.mean,
            "ratio": verdict.ratio,
            "ci": [verdict.lower, verdict.upper],
            "p": verdict.p,
        }))
    });
    Ok(Answer::new(json!({
        "tau": funnel.drift,
        "mu": funnel.mean,
        "regions": places.iter().map(|&i| &panel.municipalities[i]).collect::<Vec<_>>(),
        "log_rr": listed(&funnel.log_ratios),
        "se": listed(&funnel.standard_errors),
        "z": listed(&funnel.z()),
        "n0": counts(|unit| unit.before),
        "n1": counts(|unit| unit.after),
        "leave_one_out": verdicts.collect::<Result<Vec<Value>, String>>()?,
    })))
}

fn place_of(panel: &panel::Panel, name: &str) -> Result<usize, String> {
    let mut names = panel.municipalities.iter();
    names
        .position(|found| found == name)
        .ok_or_else(|| format!("the panel has no municipality `{name}`"))
}

/// A stretch of the panel's months, from the first to before the last, given in
/// months from January 2013.
pub fn months(
    case: &Case,
    panel: &panel::Panel,
    field: &str,
) -> Result<std::ops::Range<usize>, String> {
    let first = panel.first_month as f64 - 2013.0 * 12.0;
    let ends = case.numbers(field)?;
    let ends: Vec<f64> = ends.iter().map(|month| month - first).collect();
    match ends[..] {
        [from, to] if 0.0 <= from && from <= to && to <= panel.n_months as f64 => {
            Ok(from as usize..to as usize)
        }
        _ => Err(format!(
            "input `{field}` is no stretch of the panel's months"
        )),
    }
}

/// The answers to a list of inputs, or to a single one.
fn each(
    case: &Case,
    answer: impl FnMut(Arguments) -> Result<Value, String>,
) -> Result<Value, String> {
    let mut answers = case.each().into_iter().map(answer);
    if case.input.is_array() {
        answers.collect()
    } else {
        answers.next().unwrap_or(Ok(Value::Null))
    }
}

fn counted(asked: Arguments, count: &str, exposure: &str) -> Result<Counted, String> {
    let count = asked.whole(count)? as u64;
    Ok(Counted::new(count, asked.number_or(exposure, 1.0)?))
}

fn share(asked: Arguments, of: &str, total: &str) -> Result<Share, String> {
    let (of, total) = (asked.whole(of)?, asked.whole(total)?);
    Share::new(of as u64, total as u64).map_err(|error| error.to_string())
}

/// Both ends; an infinite one is null.
fn interval(interval: Interval) -> Value {
    json!([interval.lower, interval.upper])
}

fn optional(found: Option<Interval>) -> Value {
    found.map_or(Value::Null, interval)
}

fn near(expected: &Value, got: &Value, rel: f64, abs: f64) -> bool {
    if expected.is_null() || got.is_null() {
        return expected == got;
    }
    (0..2).all(|end| match (expected[end].as_f64(), got[end].as_f64()) {
        (Some(expected), Some(got)) => (got - expected).abs() <= abs + rel * expected.abs(),
        _ => expected[end] == got[end],
    })
}
