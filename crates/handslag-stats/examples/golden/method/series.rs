//! Reference cases on series watched over time.

use handslag_stats::Level;
use handslag_stats::series::{
    Bound, BreakInterval, Degree, Ears, Farrington, Lag, Reading, Season, SeasonLevels, Shortest,
    Smoother, Stl, TrendRule, WatchError, Watched, break_intervals, ewma, poisson_cusum,
    single_break_test, squared_error_breaks,
};
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::case::Case;

/// `stl`
pub fn stl(case: &Case) -> Result<Answer, String> {
    let jumps = case.numbers("jumps")?;
    let [season_jump, trend_jump, low_pass_jump] = jumps[..] else {
        return Err("input `jumps` are not three".to_owned());
    };
    let smoother = |name: &str, jump: f64| {
        Ok::<_, String>(Smoother {
            span: case.whole(&format!("{name}_window"))?,
            degree: degree(case, &format!("{name}_degree"))?,
            jump: jump as usize,
        })
    };
    let rules = Stl {
        period: case.whole("period")?,
        season: match case.input["s_window"].as_f64() {
            Some(span) => Season::Span(span as usize),
            None => Season::Periodic,
        },
        season_degree: degree(case, "s_degree")?,
        season_jump: Some(season_jump as usize),
        trend: Some(smoother("t", trend_jump)?),
        low_pass: Some(smoother("l", low_pass_jump)?),
        inner_rounds: case.whole("inner")?,
        outer_rounds: case.whole("outer")?,
    };
    let parts = rules
        .decompose(&case.numbers("x")?)
        .map_err(|error| error.to_string())?;
    Ok(Answer::new(json!({
        "seasonal": parts.seasonal,
        "trend": parts.trend,
        "remainder": parts.remainder,
        "weights": parts.weights,
    })))
}

fn degree(case: &Case, field: &str) -> Result<Degree, String> {
    match case.whole(field)? {
        0 => Ok(Degree::Constant),
        1 => Ok(Degree::Linear),
        other => Err(format!("degree {other} is not computed")),
    }
}

/// `aberration_detection`
pub fn aberration_detection(case: &Case) -> Result<Answer, String> {
    let counts = counts(case, "y")?;
    let watched: Vec<usize> = case
        .numbers("range1")?
        .iter()
        .map(|step| *step as usize - 1)
        .collect();
    let rules = Surveillance::read(case)?;
    let classic = rules.classic(&counts, &watched)?;
    let flexible = rules.flexible(&counts, &watched)?;
    let ears = |lag| {
        watched
            .iter()
            .map(|&step| Ok(Ears::new(lag).bound(&counts, step)?.upper))
            .collect::<Result<Vec<_>, handslag_stats::series::EarsError>>()
            .map_err(|error| error.to_string())
    };
    Ok(Answer::new(json!({
        "farrington": classic,
        "farrington_flexible": flexible,
        "ears_c1": ears(Lag::None)?,
        "ears_c2": ears(Lag::TwoSteps)?,
    })))
}

/// The choices of the reference calls, in our words.
struct Surveillance {
    classic: Farrington,
    improved: Farrington,
}

impl Surveillance {
    fn read(case: &Case) -> Result<Self, String> {
        let steps_per_year = case.whole("frequency")?;
        let either = |classic: Farrington| {
            Ok::<_, String>(Farrington {
                years_back: case.whole("b")?,
                half_window: case.whole("w")?,
                ..classic
            })
        };
        Ok(Self {
            // alpha = 0.05 there is shared by both sides.
            classic: either(Farrington {
                tail: 0.025,
                ..Farrington::classic(steps_per_year)
            })?,
            improved: either(Farrington {
                season: SeasonLevels::Levels(10),
                trend: TrendRule::WhenPlausible,
                bound: Bound::NegativeBinomial,
                tail: 0.01,
                // "pastWeeksNotIncluded 26 or 3": by week or by month.
                recent_left_out: if steps_per_year == 52 { 26 } else { 3 },
                ..Farrington::improved(steps_per_year)
            })?,
        })
    }

    /// There, too few of late is a bound of zero and no alarm.
    fn classic(&self, counts: &[Option<u64>], watched: &[usize]) -> Result<Value, String> {
        let read: Vec<Watched> = watched
            .iter()
            .map(|&step| self.classic.watch(counts, step))
            .collect::<Result<_, _>>()
            .map_err(|error| error.to_string())?;
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
    fn flexible(&self, counts: &[Option<u64>], watched: &[usize]) -> Result<Value, String> {
        let mut read: Vec<Option<Watched>> = Vec::new();
        for &step in watched {
            match self.improved.watch(counts, step) {
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
}

/// `cusum_ewma`
pub fn cusum_ewma(case: &Case) -> Result<Answer, String> {
    let counts: Vec<u64> = counts(case, "y")?
        .into_iter()
        .collect::<Option<_>>()
        .ok_or("a count is missing")?;
    let expected = case.numbers("mu0")?;
    let chart = poisson_cusum(
        &counts,
        &expected,
        case.number("theta")?,
        case.number("c_ARL")?,
    )
    .map_err(|error| error.to_string())?;
    let weight = named(case, "lambda").unwrap_or(0.3);
    let average = ewma(&counts, &expected, weight).map_err(|error| error.to_string())?;
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
    let shortest = share_or_steps(case.number("h")?);
    let from = named(case, "from").map_or(shortest, share_or_steps);
    let test = single_break_test(&series, from).map_err(|error| error.to_string())?;
    let breaks = squared_error_breaks(&series, shortest).map_err(|error| error.to_string())?;
    // The call names no number of breaks: it is one where BIC chooses none.
    let asked = [breaks.chosen.max(1), 1];
    let places = asked.map(|n| breaks.partitions[n].breaks.clone());
    let mut intervals = Vec::new();
    for places in &places {
        let found =
            break_intervals(&series, places, Level::P95).map_err(|error| error.to_string())?;
        intervals.push(json!(found.iter().map(ends).collect::<Vec<_>>()));
    }
    let fields = |of: fn(&handslag_stats::series::Partition) -> f64| {
        breaks.partitions.iter().map(of).collect::<Vec<_>>()
    };
    let answer = Answer::new(json!({
        "F": test.f,
        "supF": test.sup_f,
        "p": test.p,
        "n_breaks_bic": breaks.chosen,
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

/// A number that the input names, or else the words of the call: `from=0.15`,
/// `lambda .3`.
fn named(case: &Case, name: &str) -> Option<f64> {
    if let Some(number) = case.input[name].as_f64() {
        return Some(number);
    }
    let after = case.call.split(name).nth(1)?;
    let number: String = after
        .trim_start_matches([' ', '='])
        .chars()
        .take_while(|c| c.is_ascii_digit() || *c == '.')
        .collect();
    number.parse().ok()
}
