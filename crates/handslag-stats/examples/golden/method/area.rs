//! Reference cases on areas and their neighbours.

use handslag_stats::area::{
    AtRisk, Concentration, Deviate, Islands, LocalNull, LocalSpread, NeighbourTail, Neighbours,
    Own, Quadrant, Simulation, Weighting, count_tails, empirical_bayes, geary,
    local_empirical_bayes, local_g, local_moran, moran, pattern_change, permuted_moran,
    probability_map, value_tails,
};
use handslag_stats::count::{Adjustment, adjusted_p};
use handslag_stats::numeric::Seed;
use serde_json::{Value, json};

use crate::answer::{Answer, Fields, within_monte_carlo_band};
use crate::case::Case;

/// `spatial_autocorrelation`
pub fn spatial_autocorrelation(case: &Case) -> Result<Answer, String> {
    let x = case.numbers("x")?;
    let map = neighbours(case)?;
    let row = Weighting::RowStandardised;
    let i = moran(&x, &map, row, Islands::LeftOutOfN).map_err(text)?;
    let c = geary(&x, &map, row, Islands::LeftOutOfN).map_err(text)?;
    let conditional = local_moran(&x, &map, row, LocalNull::Conditional).map_err(text)?;
    let total = local_moran(&x, &map, row, LocalNull::Total).map_err(text)?;
    let gi = local_g(&x, &map, Own::LeftOut).map_err(text)?;
    let star = local_g(&x, &map, Own::Included).map_err(text)?;
    let star_p = per_area(&star, |g| p(g.deviate));
    let answer = Answer::new(json!({
        "n": x.len(),
        "moran_I": i.value,
        "moran_E": i.expectation,
        "moran_var_rand": i.variance_randomisation,
        "moran_var_norm": i.variance_normality,
        "moran_z_rand": z(i.randomisation),
        "moran_p_rand_two_sided": p(i.randomisation),
        "geary_C": c.value,
        "geary_var_rand": c.variance_randomisation,
        "geary_var_norm": c.variance_normality,
        "local_I": per_area(&conditional, |local| Some(local.value)),
        "local_I_E_cond": per_area(&conditional, |local| Some(local.expectation)),
        "local_I_var_cond": per_area(&conditional, |local| Some(local.variance)),
        "local_I_z_cond": per_area(&conditional, |local| z(local.deviate)),
        "local_I_p_cond": per_area(&conditional, |local| p(local.deviate)),
        "local_I_E_total": per_area(&total, |local| Some(local.expectation)),
        "local_I_var_total": per_area(&total, |local| Some(local.variance)),
        "local_I_z_total": per_area(&total, |local| z(local.deviate)),
        "local_I_p_total": per_area(&total, |local| p(local.deviate)),
        "Gi_z": per_area(&gi, |g| z(g.deviate)),
        "Gi_p_two_sided": per_area(&gi, |g| p(g.deviate)),
        "Gistar_z": per_area(&star, |g| z(g.deviate)),
        "Gistar_p_two_sided": &star_p,
        "Gistar_p_bh": adjusted(&star_p, Adjustment::BenjaminiHochberg)?,
        "Gistar_p_by": adjusted(&star_p, Adjustment::BenjaminiYekutieli)?,
        "Gistar_p_holm": adjusted(&star_p, Adjustment::Holm)?,
    }));
    Ok([
        "local_I",
        "local_I_E_cond",
        "local_I_var_cond",
        "local_I_E_total",
        "local_I_var_total",
    ]
    .into_iter()
    .fold(answer, |answer, field| {
        answer.judged(
            field,
            "an area without neighbours has no local statistic; the tool may write 0 for it",
            |expected, got| within(expected, got, 1e-9, 1e-11, &[0.0]),
        )
    }))
}

/// `permutation_inference`: counts have exact tails, other values simulated ones.
pub fn permutation_inference(case: &Case) -> Result<Answer, String> {
    let of_counts = ["p_two_sided", "p_upper", "p_lower"];
    if of_counts
        .iter()
        .any(|field| case.expected.get(*field).is_some())
    {
        exact_counts(case)
    } else {
        permuted_values(case)
    }
}

fn exact_counts(case: &Case) -> Result<Answer, String> {
    let map = neighbours(case)?;
    let counts = counts(case, "x")?;
    let tails = count_tails(&counts, &map, Simulation::with_seed(SEED)).map_err(text)?;
    let answer = Answer::new(json!({
        "p_upper": per_area(&tails, |tail| Some(tail.p_upper)),
        "p_lower": per_area(&tails, |tail| Some(tail.p_lower)),
        "p_two_sided": per_area(&tails, |tail| Some(tail.p_two_sided)),
    }));
    let rel = case.tolerance["default"]["rel"].as_f64().unwrap_or(1e-9);
    Ok(["p_upper", "p_lower", "p_two_sided"]
        .into_iter()
        .fold(answer, |answer, field| {
            answer.judged(
                field,
                "an area without neighbours has no tail; the tool may write 1 for it",
                move |expected, got| within(expected, got, rel, 1e-12, &[1.0]),
            )
        }))
}

const SEED: Seed = Seed(20_261_126);

/// As many as `Simulation` draws unless told.
const OWN_DRAWS: f64 = 99_999.0;

fn permuted_values(case: &Case) -> Result<Answer, String> {
    let x = case.numbers("x")?;
    let map = neighbours(case)?;
    let simulation = Simulation::with_seed(SEED);
    let row = Weighting::RowStandardised;
    let star = local_g(&x, &map, Own::Included).map_err(text)?;
    let local = local_moran(&x, &map, row, LocalNull::Conditional).map_err(text)?;
    let tails = value_tails(&x, &map, simulation).map_err(text)?;
    let whole = permuted_moran(&x, &map, row, simulation).map_err(text)?;
    let upper = per_area(&tails, |tail| Some(tail.p_upper));
    let lower = per_area(&tails, |tail| Some(tail.p_lower));
    // esda's p value is of the smaller tail.
    let folded = per_area(&tails, |tail| Some(tail.p_upper.min(tail.p_lower)));
    // esda divides by the variance with n − 1, we by the one with n.
    let scale = (x.len() as f64 - 1.0) / x.len() as f64;
    let one_sided = if whole.upper.p < whole.lower.p {
        whole.upper
    } else {
        whole.lower
    };
    let mut answer = Answer::new(json!({
        "Gistar_z": per_area(&star, |g| z(g.deviate)),
        "esda_Gistar_p_sim_folded": &folded,
        "local_I": per_area(&local, |local| Some(local.value * scale)),
        "esda_localI_p_sim_folded": &folded,
        "quadrant": per_area(&local, |local| Some(quadrant(local.quadrant))),
        "lagsum_p_upper_exact": &upper,
        "lagsum_p_lower_exact": &lower,
        "lagsum_p_upper_mc": &upper,
        "lagsum_p_lower_mc": &lower,
        "moran_I": whole.value,
        "moran_p_sim_one_sided": one_sided.p,
    }))
    .judged(
        "local_I",
        "an area without neighbours has no local statistic; the tool may write 0 for it",
        |expected, got| within(expected, got, 1e-9, 1e-12, &[0.0]),
    )
    .judged(
        "quadrant",
        "an area without neighbours has no quadrant; the tool counts its neighbours as low",
        |expected, got| within(expected, got, 0.0, 0.0, &[3.0, 4.0]),
    );
    for field in ["lagsum_p_upper_exact", "lagsum_p_lower_exact"] {
        answer = answer.judged(
            field,
            "the tool left areas out whose choices it did not go through; ours may be drawn",
            |expected, got| {
                pairs(expected, got, |expected, got| match (expected, got) {
                    (None, _) => true,
                    (Some(expected), None) => expected == 1.0,
                    (Some(expected), Some(got)) => {
                        within_monte_carlo_band(expected, got, OWN_DRAWS, f64::INFINITY)
                    }
                })
            },
        );
    }
    let drawn = case.replicates_in_call();
    let permuted = drawn.first().copied().unwrap_or(999.0);
    let otherwise = drawn.last().copied().unwrap_or(999.0);
    for field in ["esda_Gistar_p_sim_folded", "esda_localI_p_sim_folded"] {
        let tails = tails.clone();
        answer = answer.judged(
            field,
            "is simulated; the tool counts a draw that equals what was seen or not, by the last \
             digits of the two sums",
            move |expected, _| {
                let expected = expected.as_array();
                expected.is_some_and(|expected| {
                    expected.len() == tails.len()
                        && expected
                            .iter()
                            .zip(&tails)
                            .all(|(p, tail)| is_folded(p.as_f64(), tail.as_ref(), permuted))
                })
            },
        );
    }
    for (field, replicates) in [
        ("lagsum_p_upper_mc", otherwise),
        ("lagsum_p_lower_mc", otherwise),
        ("moran_p_sim_one_sided", permuted),
    ] {
        answer = answer.judged(field, "is simulated", move |expected, got| {
            pairs(expected, got, |expected, got| match (expected, got) {
                (Some(expected), Some(got)) => {
                    within_monte_carlo_band(expected, got, OWN_DRAWS, replicates)
                }
                (_, None) => true,
                (None, Some(_)) => false,
            })
        });
    }
    Ok(answer)
}

/// Whether esda's p value is of the smaller tail, with or without the draws that
/// equal what was seen. For an area without neighbours it says nothing.
fn is_folded(expected: Option<f64>, tail: Option<&NeighbourTail>, drawn: f64) -> bool {
    let (Some(expected), Some(tail)) = (expected, tail) else {
        return tail.is_none();
    };
    let with_ties = tail.p_upper.min(tail.p_lower);
    let without = 1.0 - tail.p_upper.max(tail.p_lower);
    (without..=with_ties).contains(&expected)
        || [without, with_ties]
            .into_iter()
            .any(|own| within_monte_carlo_band(expected, own, OWN_DRAWS, drawn))
}

fn quadrant(quadrant: Quadrant) -> u8 {
    match quadrant {
        Quadrant::HighHigh => 1,
        Quadrant::LowHigh => 2,
        Quadrant::LowLow => 3,
        Quadrant::HighLow => 4,
    }
}

/// `empirical_bayes_rates`
pub fn empirical_bayes_rates(case: &Case) -> Result<Answer, String> {
    let areas: Vec<AtRisk> = counts(case, "events")?
        .into_iter()
        .zip(case.numbers("population")?)
        .map(|(events, population)| AtRisk { events, population })
        .collect();
    let smoothed = || empirical_bayes(&areas).map_err(text);
    let risks = || probability_map(&areas).map_err(text);
    let each = |of: &dyn Fn(usize) -> f64| Ok(json!((0..areas.len()).map(of).collect::<Vec<_>>()));
    let fields = Fields::of(&case.expected)
        .add("raw", || each(&|place| areas[place].rate()))
        .add("eb_global", || Ok(json!(smoothed()?.rates)))
        .add("eb_local", || {
            let map = neighbours(case)?;
            let local = local_empirical_bayes(&areas, &map, LocalSpread::AboutEachOwn);
            local.map(|local| json!(local)).map_err(text)
        })
        .add("params", || {
            let smoothed = smoothed()?;
            Ok(json!({ "a": smoothed.variance, "b": smoothed.overall_rate }))
        })
        .add("probmap_relrisk", || {
            let risks = risks()?;
            each(&|place| risks[place].ratio * 100.0)
        })
        .add("probmap_p_lower", || {
            let risks = risks()?;
            each(&|place| risks[place].p_lower)
        })
        .add("eb_moran_I", || {
            let moran = smoothed()?.moran(&neighbours(case)?, Weighting::RowStandardised);
            moran.map(|moran| json!(moran)).map_err(text)
        });
    let answer = Answer::new(fields.value());
    Ok(["eb_global", "eb_local"]
        .into_iter()
        .fold(answer, |answer, field| {
            answer.judged(
                field,
                "where nothing happened our rate is 0; the tool divides 0 by 0",
                |expected, got| {
                    pairs(expected, got, |expected, got| match (expected, got) {
                        (None, got) => got == Some(0.0),
                        (Some(expected), Some(got)) => near(expected, got, 1e-9, 1e-12),
                        (Some(_), None) => false,
                    })
                },
            )
        }))
}

/// `sppt_concentration`
pub fn sppt_concentration(case: &Case) -> Result<Answer, String> {
    let change = |adjustment| {
        let (before, after) = (counts(case, "before")?, counts(case, "after")?);
        let alpha = case.arguments().number_or("alpha", 0.05)?;
        pattern_change(&before, &after, adjustment, alpha).map_err(text)
    };
    let fields = Fields::of(&case.expected)
        .add("sppt", || {
            let by = change(Adjustment::BenjaminiYekutieli)?;
            let bh = change(Adjustment::BenjaminiHochberg)?;
            Ok(json!({
                "index": by.areas.iter().map(|area| area.area).collect::<Vec<_>>(),
                "p": by.areas.iter().map(|area| area.p).collect::<Vec<_>>(),
                "q_by": by.areas.iter().map(|area| area.q).collect::<Vec<_>>(),
                "q_bh": bh.areas.iter().map(|area| area.q).collect::<Vec<_>>(),
                "S_nonzero_by": by.s_index(),
                "S_all_by": by.s_index_all(),
                "S_nonzero_bh": bh.s_index(),
                "S_all_bh": bh.s_index_all(),
            }))
        })
        .add("concentration_before", || {
            concentration(&counts(case, "before")?)
        })
        .add("concentration_after", || {
            concentration(&counts(case, "after")?)
        });
    Ok(Answer::new(fields.value()))
}

fn concentration(counts: &[u64]) -> Result<Value, String> {
    let places = Concentration::of(counts).map_err(text)?;
    Ok(json!({
        "gini": places.gini(),
        "gini_generalised": places.generalised_gini(),
        "share_areas_25": places.share_of_places_with(0.25),
        "share_areas_50": places.share_of_places_with(0.50),
        "share_areas_80": places.share_of_places_with(0.80),
        "top1pct_share": places.share_in_top(0.01),
        "top5pct_share": places.share_in_top(0.05),
        "top10pct_share": places.share_in_top(0.10),
        "hhi": places.herfindahl(),
    }))
}

fn neighbours(case: &Case) -> Result<Neighbours, String> {
    Neighbours::directed(&case.whole_lists("neighbours0")?).map_err(text)
}

fn counts(case: &Case, field: &str) -> Result<Vec<u64>, String> {
    let whole = |value: f64| {
        (value >= 0.0 && value.fract() == 0.0)
            .then_some(value as u64)
            .ok_or_else(|| format!("input `{field}` holds {value}, which is no count"))
    };
    case.numbers(field)?.into_iter().map(whole).collect()
}

fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}

fn z(deviate: Option<Deviate>) -> Option<f64> {
    deviate.map(|deviate| deviate.z)
}

fn p(deviate: Option<Deviate>) -> Option<f64> {
    deviate.map(|deviate| deviate.p_two_sided)
}

fn per_area<T: Copy, V>(areas: &[Option<T>], value: impl Fn(T) -> Option<V>) -> Vec<Option<V>> {
    areas.iter().map(|area| area.and_then(&value)).collect()
}

/// Adjusted for the number of areas that have a p value.
fn adjusted(p: &[Option<f64>], adjustment: Adjustment) -> Result<Vec<Option<f64>>, String> {
    let known: Vec<f64> = p.iter().flatten().copied().collect();
    let mut known = adjusted_p(&known, adjustment).map_err(text)?.into_iter();
    Ok(p.iter().map(|p| p.and_then(|_| known.next())).collect())
}

/// Whether two lists agree, where one that we do not give may be one of
/// `undefined`.
fn within(expected: &Value, got: &Value, rel: f64, abs: f64, undefined: &[f64]) -> bool {
    pairs(expected, got, |expected, got| match (expected, got) {
        (Some(expected), Some(got)) => near(expected, got, rel, abs),
        (Some(expected), None) => undefined.contains(&expected),
        (None, got) => got.is_none(),
    })
}

fn near(expected: f64, got: f64, rel: f64, abs: f64) -> bool {
    (got - expected).abs() <= abs + rel * expected.abs()
}

/// Whether each pair of two equally long lists, or of two numbers, holds.
fn pairs(expected: &Value, got: &Value, holds: impl Fn(Option<f64>, Option<f64>) -> bool) -> bool {
    match (expected, got) {
        (Value::Array(expected), Value::Array(got)) => {
            let both = expected.iter().zip(got);
            expected.len() == got.len()
                && both
                    .into_iter()
                    .all(|(expected, got)| holds(expected.as_f64(), got.as_f64()))
        }
        (expected, got) => holds(expected.as_f64(), got.as_f64()),
    }
}
