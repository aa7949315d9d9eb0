//! Reference cases on points in place and time.

use handslag_stats::numeric::Seed;
use handslag_stats::point::{
    self as points, Bands, Closeness, Cylinders, Edge, Event, Grid, KCorrection, KnoxCell,
    KnoxTable, Metric, Point, Rectangle, Scan, TimeWindow, Until,
};
use serde_json::{Value, json};

use crate::answer::{Answer, Fields, within_monte_carlo_band};
use crate::case::Case;

const SEED: Seed = Seed(20_261_126);

fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}

fn places(case: &Case) -> Result<Vec<Point>, String> {
    let (x, y) = (case.numbers("x")?, case.numbers("y")?);
    Ok(x.into_iter()
        .zip(y)
        .map(|(x, y)| Point::new(x, y))
        .collect())
}

fn window(case: &Case) -> Result<Rectangle, String> {
    let ends = |field| match case.numbers(field)?.as_slice() {
        &[from, to] => Ok((from, to)),
        _ => Err(format!("input `{field}` has not two ends")),
    };
    Rectangle::new(ends("xrange")?, ends("yrange")?).map_err(text)
}

/// `kde`
pub fn kde(case: &Case) -> Result<Answer, String> {
    let points = places(case)?;
    let window = window(case)?;
    let exact = |edge| {
        let (grid, sigma) = (grid(case, window)?, case.number("sigma")?);
        let density = points::kernel_density(&points, &grid, sigma, edge).map_err(text)?;
        Ok(rows(&grid, density.values()))
    };
    // The fast path has a field of its own in no case: it is held to the exact ones.
    let also_binned = |edge, field: &str| {
        let binned = binned(case, &points, window, edge)?;
        let share = case.tolerance["fast_grid"]["rel"].as_f64().unwrap_or(1e-3);
        if near_largest(&case.expected[field], &binned, share) {
            exact(edge)
        } else {
            Err(format!("the binned density differs from `{field}`"))
        }
    };
    let fields = Fields::of(&case.expected)
        .add("raw", || also_binned(Edge::None, "raw"))
        .add("edge_uniform", || {
            also_binned(Edge::Uniform, "edge_uniform")
        })
        .add("edge_diggle", || also_binned(Edge::Diggle, "edge_diggle"))
        .add("fast_grid", || binned(case, &points, window, Edge::None))
        .add("loo_at_points_raw", || {
            let sigma = case.number("sigma")?;
            let density = points::leave_one_out_density(&points, sigma);
            density.map(|density| json!(density)).map_err(text)
        })
        .add("bw_scott", || {
            let (x, y) = points::bandwidth_scott(&points).map_err(text)?;
            Ok(json!([x, y]))
        })
        .add("bw_ppl", || {
            let candidates = points::bandwidth_candidates(&points, window, 16).map_err(text)?;
            let found = points::bandwidth_likelihood(&points, window, &candidates);
            Ok(json!(found.map_err(text)?.sigma))
        })
        .add("bw_diggle", || {
            let found = points::bandwidth_diggle(&points, window).map_err(text)?;
            Ok(json!(found.sigma))
        });
    Ok(Answer::new(fields.value()).about_the_reference_run(
        "spatstat_max_rel_diff",
        "how far spatstat's own snapped grids were from the exact sums",
    ))
}

/// By `nx` and `ny`, or spatstat's `dimyx`, or as many as spatstat has.
fn grid(case: &Case, window: Rectangle) -> Result<Grid, String> {
    let asked = case.arguments();
    let dimyx = match asked.argument("dimyx") {
        None => vec![128.0],
        Some(_) => asked.numbers("dimyx")?,
    };
    let (rows, columns) = (dimyx.first().copied(), dimyx.last().copied());
    let either = |name, dim: Option<f64>| asked.whole_or(name, dim.unwrap_or(128.0) as usize);
    Grid::new(window, either("nx", columns)?, either("ny", rows)?).map_err(text)
}

fn rows(grid: &Grid, values: &[f64]) -> Value {
    let rows: Vec<&[f64]> = values.chunks(grid.columns()).collect();
    json!(rows)
}

fn binned(case: &Case, points: &[Point], window: Rectangle, edge: Edge) -> Result<Value, String> {
    let (grid, sigma) = (grid(case, window)?, case.number("sigma")?);
    let density = points::binned_density(points, &grid, sigma, edge).map_err(text)?;
    Ok(rows(&grid, density.values()))
}

fn numbers(value: &Value) -> Vec<f64> {
    match value {
        Value::Array(items) => items.iter().flat_map(numbers).collect(),
        Value::Null => vec![f64::NAN],
        other => other.as_f64().into_iter().collect(),
    }
}

/// Whether all values are as near as `share` of the largest expected.
fn near_largest(expected: &Value, got: &Value, share: f64) -> bool {
    let (expected, got) = (numbers(expected), numbers(got));
    let largest = expected.iter().fold(0.0f64, |most, e| most.max(e.abs()));
    let near = |(e, g): (&f64, &f64)| e.is_nan() || (e - g).abs() <= share * largest;
    expected.is_empty() || (expected.len() == got.len() && expected.iter().zip(&got).all(near))
}

fn events(case: &Case) -> Result<Vec<Event>, String> {
    let times = case.numbers("t")?;
    Ok(places(case)?
        .into_iter()
        .zip(times)
        .map(|(at, time)| Event { at, time })
        .collect())
}

/// `knox`
pub fn knox(case: &Case) -> Result<Answer, String> {
    if case.arguments().argument("delta").is_some() {
        knox_and_mantel(case)
    } else {
        near_repeat_table(case)
    }
}

/// The breaks of one input field; a missing or textual last one is infinite.
fn breaks(case: &Case, field: &str) -> Result<Vec<f64>, String> {
    let items = case.input[field]
        .as_array()
        .ok_or_else(|| format!("input `{field}` is no list"))?;
    Ok(items
        .iter()
        .map(|item| item.as_f64().unwrap_or(f64::INFINITY))
        .collect())
}

fn near_repeat_table(case: &Case) -> Result<Answer, String> {
    let asked = case.arguments();
    let upper_ends = match asked.word("interval").as_deref() {
        Some("(a,b]") => true,
        Some("[a,b)") => false,
        None => case.call.contains("(a,b]") || asked.truth_or("right", false)?,
        Some(other) => return Err(format!("bands `{other}` are neither `[a,b)` nor `(a,b]`")),
    };
    let bands = |field| {
        let breaks = breaks(case, field)?;
        if upper_ends {
            Bands::open_closed(&breaks).map_err(text)
        } else {
            Bands::closed_open(&breaks).map_err(text)
        }
    };
    let named = asked.word("metric").or_else(|| asked.word("method"));
    let metric = match named.as_deref() {
        Some("manhattan") => Metric::Manhattan,
        Some("maximum" | "chebyshev") => Metric::Maximum,
        None | Some("euclidean") => Metric::Euclidean,
        Some(other) => return Err(format!("distances by `{other}` are not computed")),
    };
    let drawn = asked.number_or("nrep", 999.0)?;
    let theirs = case.expected["nrep"].as_f64().unwrap_or(drawn);
    let own = 9_999.0f64.max(theirs);
    let table = points::near_repeat_test(
        &events(case)?,
        &bands("space_breaks")?,
        &bands("time_breaks")?,
        metric,
        own as u32,
        SEED,
    )
    .map_err(text)?;

    let of_cells = |value: fn(&KnoxCell) -> Value| -> Value {
        table
            .cells
            .iter()
            .map(|row| row.iter().map(value).collect::<Value>())
            .collect()
    };
    let simulated = |value: fn(&points::SimulatedCell) -> Value| -> Value {
        table
            .cells
            .iter()
            .map(|row| {
                row.iter()
                    .map(|cell| cell.simulated.as_ref().map_or(Value::Null, value))
                    .collect::<Value>()
            })
            .collect()
    };
    let answer = json!({
        "n": table.events,
        "pairs": table.pairs,
        "observed": of_cells(|cell| json!(cell.observed)),
        "expected_exact": of_cells(|cell| json!(cell.expected)),
        "sd_exact": of_cells(|cell| json!(cell.sd)),
        "mc_mean": simulated(|cell| json!(cell.mean)),
        "mc_sd": simulated(|cell| json!(cell.sd)),
        "p_upper": simulated(|cell| json!(cell.p_upper.p)),
        "knox_ratio": table
            .cells
            .iter()
            .map(|row| {
                row.iter()
                    .map(|cell| {
                        let mean = cell.simulated.as_ref().map(|s| s.mean);
                        json!(mean.filter(|&m| m > 0.0).map(|m| cell.observed as f64 / m))
                    })
                    .collect::<Value>()
            })
            .collect::<Value>(),
        "nrep": theirs,
    });
    let spread = Spread::of(&table, own, theirs);
    let (mean, sd, ratio) = (spread.clone(), spread.clone(), spread);
    Ok(Answer::new(answer)
        .judged("mc_mean", "a mean of random replicates", move |e, g| {
            mean.each(e, g, |cell, e, g| (e - g).abs() <= 4.0 * cell.se_of_mean)
        })
        .judged("mc_sd", "a spread of random replicates", move |e, g| {
            sd.each(e, g, |cell, e, g| (e - g).abs() <= 4.0 * cell.se_of_sd)
        })
        .judged("knox_ratio", "over a random mean", move |e, g| {
            ratio.each(e, g, |cell, e, g| {
                // Compared as means, since a ratio to few pairs is skewed.
                (cell.observed == 0.0 && e == 0.0 && g == 0.0)
                    || (cell.observed / e - cell.observed / g).abs() <= 4.0 * cell.se_of_mean
            })
        })
        .judged("p_upper", "a simulated p value", move |e, g| {
            let (e, g) = (numbers(e), numbers(g));
            e.len() == g.len()
                && e.iter()
                    .zip(&g)
                    .all(|(&e, &g)| within_monte_carlo_band(e, g, own, theirs))
        })
        .about_the_reference_run("nrep", "how many replicates the reference drew"))
}

/// How much the reference's and our replicates may differ, cell by cell.
#[derive(Clone)]
struct Spread(Vec<CellSpread>);

#[derive(Clone)]
struct CellSpread {
    observed: f64,
    se_of_mean: f64,
    se_of_sd: f64,
}

impl Spread {
    fn of(table: &KnoxTable, own: f64, theirs: f64) -> Self {
        let runs = 1.0 / own + 1.0 / theirs;
        let of_cell = |cell: &KnoxCell| {
            // Var(s²) = (kurtosis − 1)σ⁴/R, and a sparse count's kurtosis is
            // that of a Poisson variable, 3 + 1/mean.
            let variance = cell.sd * cell.sd;
            let kurtosis = 3.0 + 1.0 / cell.expected;
            let at_zero = f64::EPSILON; // where nothing varies
            CellSpread {
                observed: cell.observed as f64,
                se_of_mean: (variance * runs).sqrt() + at_zero,
                se_of_sd: 0.5 * cell.sd * ((kurtosis - 1.0) * runs).sqrt() + at_zero,
            }
        };
        Self(table.cells.iter().flatten().map(of_cell).collect())
    }

    fn each(&self, e: &Value, g: &Value, holds: impl Fn(&CellSpread, f64, f64) -> bool) -> bool {
        let (e, g) = (numbers(e), numbers(g));
        e.len() == self.0.len()
            && g.len() == self.0.len()
            && self
                .0
                .iter()
                .zip(e.iter().zip(&g))
                .all(|(cell, (&e, &g))| (e.is_nan() && g.is_nan()) || holds(cell, e, g))
    }
}

/// Knox's count within one distance and time, with Baker's and Mantel's
/// statistics, as pointpats gives them.
fn knox_and_mantel(case: &Case) -> Result<Answer, String> {
    const REPLICATES: u32 = 99_999;
    let events = events(case)?;
    let table = points::near_repeat_test(
        &events,
        &Bands::up_to(case.number("delta")?).map_err(text)?,
        &Bands::up_to(case.number("tau")?).map_err(text)?,
        Metric::Euclidean,
        REPLICATES,
        SEED,
    )
    .map_err(text)?;
    let cell = table.cells[0][0].clone();
    let simulated = cell.simulated.clone().ok_or("nothing was simulated")?;
    // pointpats takes the rarer side.
    let folded = move |count: u64| {
        let upper = simulated.p_at_least(count);
        let larger = upper.as_extreme.min(upper.replicates - upper.as_extreme);
        (f64::from(larger) + 1.0) / (f64::from(upper.replicates) + 1.0)
    };
    let mantel = points::mantel(&events, Closeness::RECIPROCAL, Closeness::RECIPROCAL);
    let answer = json!({
        "stat": cell.observed,
        "p": [folded(cell.observed)],
        "modified_stat": cell.modified,
        "mantel": mantel.map_err(text)?,
    });

    let drawn = case.replicates_in_call().first().copied().unwrap_or(99.0);
    let theirs = case.arguments().number_or("permutations", drawn)?;

    // pointpats' `knox` shuffles the times it is given in place. A file made by
    // calling it first records the shuffled times, on which `modified_stat` and
    // `mantel` were taken, with the `stat` of an order that is lost. Such a file
    // contradicts itself: its `modified_stat` gives away the count that the
    // recorded times have. There our count is held to that one, and `p`, which
    // does not hang on the order, to the file's count.
    let stated = case.expected["stat"].as_f64();
    let implied = case.expected["modified_stat"]
        .as_f64()
        .map(|modified| modified + (cell.observed as f64 - cell.modified));
    let counted = cell.observed as f64;
    let is_of_another_order = matches!((stated, implied), (Some(stated), Some(implied))
        if (stated - implied).abs() > 1e-6 && (implied - counted).abs() < 1e-6);
    if let (true, Some(stated)) = (is_of_another_order, stated) {
        let p = folded(stated as u64);
        return Ok(Answer::new(answer)
            .judged("stat", "of times in an order that is lost", |_, _| true)
            .judged("p", "a simulated p value", move |e, _| {
                numbers(e)
                    .iter()
                    .all(|&e| within_monte_carlo_band(e, p, f64::from(REPLICATES), theirs))
            }));
    }
    Ok(
        Answer::new(answer).judged("p", "a simulated p value", move |e, g| {
            let (e, g) = (numbers(e), numbers(g));
            e.len() == g.len()
                && e.iter()
                    .zip(&g)
                    .all(|(&e, &g)| within_monte_carlo_band(e, g, f64::from(REPLICATES), theirs))
        }),
    )
}

/// `space_time_permutation_scan`
pub fn space_time_permutation_scan(case: &Case) -> Result<Answer, String> {
    let point = |row: &Vec<f64>| match row[..] {
        [x, y] => Ok(Point::new(x, y)),
        _ => Err("a row of input `xy` is no pair".to_owned()),
    };
    let xy = case.rows("xy")?;
    let locations: Vec<Point> = xy.iter().map(point).collect::<Result<_, _>>()?;
    let cases: Vec<points::Case> = case
        .numbers("loc")?
        .into_iter()
        .zip(case.numbers("time")?)
        .map(|(location, period)| points::Case {
            location: location as usize,
            period: period as usize,
        })
        .collect();
    let mut answer = Answer::new(json!({}));
    for (field, until) in [
        ("retrospective", Until::AnyPeriod),
        ("prospective", Until::LastPeriod),
    ] {
        let expected = &case.expected[field];
        if expected.is_null() {
            continue;
        }
        let drawn = case.arguments().number_or("R", 999.0)?;
        let replicates = expected["R"].as_f64().unwrap_or(drawn) as u32;
        let cylinders = Cylinders {
            radius: case.number("rmax")?,
            longest: case.whole("tmax")?,
            fewest_cases: fewest_cases(case)?,
            until,
        };
        let periods = case.whole("periods")?;
        let scan =
            points::space_time_scan(&locations, &cases, periods, cylinders, replicates, SEED)
                .map_err(text)?;
        let ours = scan_fields(&scan);
        let (names, ties) = if until == Until::AnyPeriod {
            (&RETROSPECTIVE, &RETROSPECTIVE_TIES)
        } else {
            (&PROSPECTIVE, &PROSPECTIVE_TIES)
        };
        // Of circles and windows with the same ratio any may be named, as the
        // files say.
        let same = |name: &str| match (expected[name].as_f64(), ours[name].as_f64()) {
            (Some(e), Some(g)) => (e - g).abs() <= 1e-9 * e.abs(),
            (e, g) => e == g,
        };
        if same("llr") && same("observed") && same("expected") {
            for name in ties {
                answer = answer.judged(name, "one of several as likely", |_, _| true);
            }
        }
        answer.value[field] = ours;
        answer = judged_scan(answer, expected, names, f64::from(replicates));
    }
    Ok(answer)
}

/// By its name, or by the call's "at least 2 cases".
fn fewest_cases(case: &Case) -> Result<usize, String> {
    let asked = case.arguments();
    let said = match asked.either(&["min.cases", "at least"]) {
        None => 2,
        Some(fewest) => fewest.as_f64().ok_or("`min_cases` is no number")? as usize,
    };
    Ok(said)
}

fn scan_fields(scan: &Scan) -> Value {
    let found = scan.cluster.as_ref();
    json!({
        "llr": found.map(|c| c.llr),
        "centre": found.map(|c| c.centre),
        "radius": found.map(|c| c.radius),
        "locations": found.map(|c| c.locations.clone()),
        "t_start": found.map(|c| c.first_period),
        "t_end": found.map(|c| c.last_period),
        "observed": found.map(|c| c.observed as f64),
        "expected": found.map(|c| c.expected),
        "p_mc": scan.p.p,
        "p_gumbel": scan.p_gumbel,
        "sim_mean": scan.simulated_mean(),
        "sim_sd": scan.simulated_sd(),
        "sim_q95": scan.simulated_quantile(0.95),
        "R": scan.p.replicates,
    })
}

const RETROSPECTIVE: [&str; 4] = [
    "retrospective.p_mc",
    "retrospective.p_gumbel",
    "retrospective.sim_sd",
    "retrospective.sim_q95",
];
const PROSPECTIVE: [&str; 4] = [
    "prospective.p_mc",
    "prospective.p_gumbel",
    "prospective.sim_sd",
    "prospective.sim_q95",
];

const RETROSPECTIVE_TIES: [&str; 5] = [
    "retrospective.centre",
    "retrospective.radius",
    "retrospective.locations",
    "retrospective.t_start",
    "retrospective.t_end",
];
const PROSPECTIVE_TIES: [&str; 5] = [
    "prospective.centre",
    "prospective.radius",
    "prospective.locations",
    "prospective.t_start",
    "prospective.t_end",
];

/// With the simulated fields judged by what as many replicates leave open.
fn judged_scan(answer: Answer, expected: &Value, names: &[&'static str; 4], runs: f64) -> Answer {
    let sd = expected["sim_sd"].as_f64().unwrap_or(1.0);
    let llr = expected["llr"].as_f64().unwrap_or(0.0);
    let mean = expected["sim_mean"].as_f64().unwrap_or(0.0);
    let both = 2.0 / runs;
    let near = |allowed: f64| {
        move |e: &Value, g: &Value| match (e.as_f64(), g.as_f64()) {
            (Some(e), Some(g)) => (e - g).abs() <= allowed,
            _ => e.is_null() && g.is_null(),
        }
    };
    // ln p of a Gumbel tail moves by π/√6·(Δmean + z·Δsd)/sd. A Gumbel variable
    // has kurtosis 5.4, and its 95 % point a density of 0.061/sd.
    let z = (llr - mean) / sd;
    let log_p = 1.2825 * 4.0 * (both * (1.0 + z * z * 1.1 + z.abs() * 1.14)).sqrt();
    answer
        .judged(names[0], "a simulated p value", move |e, g| {
            match (e.as_f64(), g.as_f64()) {
                (Some(e), Some(g)) => within_monte_carlo_band(e, g, runs, runs),
                _ => false,
            }
        })
        .judged(
            names[1],
            "a tail fitted to replicates",
            move |e, g| match (e.as_f64(), g.as_f64()) {
                (Some(e), Some(g)) => (e.ln() - g.ln()).abs() <= log_p,
                _ => e.is_null() && g.is_null(),
            },
        )
        .judged(
            names[2],
            "a spread of random replicates",
            near(4.0 * sd * (1.1 * both).sqrt()),
        )
        .judged(
            names[3],
            "a quantile of random replicates",
            near(4.0 * (0.05f64 * 0.95 * both).sqrt() * sd / 0.061),
        )
}

/// `aoristic`
pub fn aoristic(case: &Case) -> Result<Answer, String> {
    let field =
        |names: [&'static str; 2]| names.into_iter().find(|name| !case.input[*name].is_null());
    let starts = field(["from", "start"]).ok_or("there is neither `from` nor `start`")?;
    let ends = field(["to", "end"]).unwrap_or("end");
    let from_sunday = begins_on_sunday(case, starts);
    let windows = windows(&case.input[starts], &case.input[ends])?;
    let found = points::aoristic(&windows).map_err(text)?;
    let number = |hour: usize| if from_sunday { (hour + 24) % 168 } else { hour };
    let mut total = vec![0.0; points::HOURS_OF_WEEK];
    for (hour, &weight) in found.by_hour.iter().enumerate() {
        total[number(hour)] = weight;
    }
    let rows: Vec<Vec<(usize, f64)>> = windows
        .iter()
        .map(|&window| {
            let mut hours: Vec<(usize, f64)> = points::hours_of_week(window)
                .into_iter()
                .map(|(hour, weight)| (number(hour), weight))
                .collect();
            hours.sort_by_key(|&(hour, _)| hour);
            hours
        })
        .collect();
    let shown = |field: &str| {
        let n = case.expected[field].as_array().map_or(0, Vec::len);
        &rows[..n.min(rows.len())]
    };
    let sums: Vec<f64> = rows
        .iter()
        .map(|row| row.iter().map(|(_, weight)| weight).sum())
        .collect();
    let least = sums.iter().copied().fold(f64::INFINITY, f64::min);
    let most = sums.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    Ok(Answer::new(json!({
        "columns": ["hour1", format!("hour{}", points::HOURS_OF_WEEK)],
        "total_by_hour": total,
        "total": total,
        "first20_rows": shown("first20_rows")
            .iter()
            .enumerate()
            .map(|(place, row)| {
                let (hours, weights): (Vec<usize>, Vec<f64>) = row.iter().copied().unzip();
                // A row of very many hours is written by its first weight alone.
                if case.expected["first20_rows"][place]["all"] == Value::Bool(true) {
                    json!({"all": hours.len() > 24, "v": weights.first()})
                } else {
                    json!({"k0": hours, "v": weights})
                }
            })
            .collect::<Value>(),
        "rows": shown("rows"),
        "row_sum_range": [least, most],
        "n": found.windows,
        "share_over_24h": found.share_longer_than_a_day(),
    })))
}

/// The day that the call, or else the notes, name first. R's package, whose
/// fields are `from` and `to`, begins on Sunday unless they say otherwise.
fn begins_on_sunday(case: &Case, starts: &str) -> bool {
    let said = format!("{} {}", case.call, case.notes).to_lowercase();
    match (said.find("sunday"), said.find("monday")) {
        (Some(sunday), Some(monday)) => sunday < monday,
        (Some(_), None) => true,
        (None, Some(_)) => false,
        (None, None) => starts == "from",
    }
}

fn windows(starts: &Value, ends: &Value) -> Result<Vec<TimeWindow>, String> {
    // A bare value is a list of one.
    let list = |value: &Value| match value {
        Value::Array(items) => items.clone(),
        one => vec![one.clone()],
    };
    let time = |value: Option<&Value>| match value.and_then(Value::as_str) {
        None | Some("" | "NA" | "NaT") => Ok(None),
        // The wall clock is meant, in whatever zone.
        Some(told) => told.trim_end_matches('Z').parse().map(Some).map_err(text),
    };
    let ends = list(ends);
    list(starts)
        .iter()
        .enumerate()
        .map(|(place, start)| {
            Ok(TimeWindow {
                start: time(Some(start))?.ok_or("a start is missing")?,
                end: time(ends.get(place))?,
            })
        })
        .collect()
}

/// `point_pattern`
pub fn point_pattern(case: &Case) -> Result<Answer, String> {
    let points = places(case)?;
    let window = window(case)?;
    let k = |correction| {
        let radii = case.numbers("r")?;
        let k = points::ripley_k(&points, window, &radii, correction);
        k.map(|k| json!(k)).map_err(text)
    };
    let index = || points::clark_evans(&points, window).map_err(text);
    let fields = Fields::of(&case.expected)
        .add("K_iso", || k(KCorrection::Isotropic))
        .add("K_trans", || k(KCorrection::Translation))
        .add("K_border", || k(KCorrection::Border))
        .add("K_bord", || k(KCorrection::Border))
        .add("K_none", || k(KCorrection::None))
        .add("nndist", || {
            let distances = points::nearest_distances(&points);
            distances.map(|distances| json!(distances)).map_err(text)
        })
        .add("nndist_mean", || Ok(json!(index()?.mean_distance)))
        .add("clark_evans", || Ok(json!(index()?.ratio)))
        .add("clark_evans_donnelly", || {
            Ok(json!(index()?.ratio_donnelly))
        });
    Ok(Answer::new(fields.value()))
}
