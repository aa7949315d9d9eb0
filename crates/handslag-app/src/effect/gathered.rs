//! Answers about concentration: does it gather in fewer places than before?

use handslag_domain::amount::Amount;
use handslag_domain::claim::Estimate;
use handslag_domain::effect::{Finding, HowWeKnow, NamedEstimate, Table, Warning, WarningKind};
use handslag_domain::verdict::EvidenceGrade;
use handslag_locale::arg;
use handslag_stats::area::Concentration;
use handslag_stats::numeric::{Seed, SimulatedP, shuffle};

use super::answer::{Answer, code, decimals, level_percent, tenths};
use super::question::Question;
use super::warnings;

/// Fewer events than this in either period say nothing of where they gather
/// (Bernasco and Steenbeek 2017).
const FEWEST: u64 = 50;

/// Each event is drawn 999 times: beyond this many it would take too long.
const MOST: u32 = 200_000;

/// 999 replicates, so that the smallest p value is 0.001.
const REPLICATES: u32 = 999;

/// The same replicates each time, so that a published p value comes out again.
const SEED: Seed = Seed(2017);

/// The answer in words and numbers.
pub fn answer(question: &Question<'_>) -> Answer {
    let texts = question.language.texts();
    let places = &question.comparison.places;
    if places.len() < 2 {
        return Answer::without_numbers(Finding::NotExamined, texts.gathered_one_place());
    }
    let count = |n: Amount| n.to_i64().and_then(|n| u64::try_from(n).ok());
    let counts: Option<Vec<(u64, u64)>> = places
        .iter()
        .map(|place| Some((count(place.before)?, count(place.after)?)))
        .collect();
    let Some(counts) = counts else {
        return Answer::without_numbers(Finding::NotExamined, texts.place_not_counts());
    };
    let (before, after): (Vec<u64>, Vec<u64>) = counts.iter().copied().unzip();
    let total = |counts: &[u64]| counts.iter().fold(0u64, |sum, n| sum.saturating_add(*n));
    if total(&before).saturating_add(total(&after)) > u64::from(MOST) {
        let most = question.language.number(Amount::from(MOST));
        return Answer::without_numbers(Finding::CannotBeTold, texts.gathered_too_many(&most));
    }
    if total(&before) < FEWEST || total(&after) < FEWEST {
        return Answer::without_numbers(
            Finding::CannotBeTold,
            texts.gathered_too_few(usize::try_from(FEWEST).unwrap_or(0)),
        );
    }
    let (Ok(then), Ok(now)) = (Concentration::of(&before), Concentration::of(&after)) else {
        return Answer::without_numbers(Finding::CannotBeTold, texts.gathered_one_place());
    };
    let change = now.generalised_gini() - then.generalised_gini();
    let simulated = permuted(&before, &after, change.abs());
    let p = simulated.map_or(1.0, |(p, _)| p.p);
    let finding = match change {
        change if p <= 0.05 && change > 0.0 => Finding::Increase,
        change if p <= 0.05 && change < 0.0 => Finding::Decrease,
        _ => Finding::CannotBeTold,
    };
    let language = question.language;
    let half = |c: &Concentration| {
        let share = c.share_of_places_with(0.5) * 100.0;
        language.percent_of(decimals(share, 0))
    };
    let mut plain = vec![texts.gathered_half(arg::GatheredHalf {
        before: &half(&then),
        after: &half(&now),
    })];
    plain.push(match finding {
        Finding::Increase => texts.gathered_more(),
        Finding::Decrease => texts.gathered_less(),
        _ => texts.gathered_may_be_chance(),
    });
    let spread = simulated.map_or(0.0, |(_, spread)| spread);
    Answer {
        finding,
        plain,
        grade: EvidenceGrade::BeforeAfter,
        estimates: vec![NamedEstimate {
            name: texts.estimate_gini_change(),
            estimate: Estimate {
                value: decimals(change, 3),
                low: decimals(change - spread, 3),
                high: decimals(change + spread, 3),
                level_percent: level_percent(handslag_stats::Level::P95),
                of: texts.estimate_of_gini(),
                method: texts.gathered_method(),
                ..Estimate::default()
            },
            p: Some(decimals(p, 3)),
            p_adjusted: None,
        }],
        smallest: None,
        warnings: warnings_of(question, counts.len()),
        how: HowWeKnow {
            data: vec![texts.place_data()],
            method: vec![texts.gathered_method()],
            assumptions: vec![texts.how_assumes_independent()],
            references: vec![
                "Bernasco & Steenbeek (2017), doi:10.1007/s10940-016-9324-7".to_owned(),
            ],
            table: Table {
                caption: texts.how_table_caption(),
                columns: vec![
                    texts.gathered_column(),
                    texts.place_before(),
                    texts.place_after(),
                ],
                rows: vec![
                    vec![texts.gathered_row_half(), half(&then), half(&now)],
                    vec![
                        texts.gathered_row_gini(),
                        language.number(tenths(then.generalised_gini() * 100.0)),
                        language.number(tenths(now.generalised_gini() * 100.0)),
                    ],
                ],
            },
            code: code(),
        },
        drawings: Vec::new(),
    }
}

fn warnings_of(question: &Question<'_>, places: usize) -> Vec<Warning> {
    let texts = question.language.texts();
    let mut all: Vec<Warning> = warnings::standing(question, texts).into_iter().collect();
    if places < 10 {
        all.push(Warning {
            kind: WarningKind::SmallNumbers,
            text: texts.warning_few_places(places),
        });
    }
    all
}

/// How often as large a change comes when each event falls before or after by
/// lot, the places keeping their totals; and the change that 95 of 100 stay below.
fn permuted(before: &[u64], after: &[u64], seen: f64) -> Option<(SimulatedP, f64)> {
    let n_before = usize::try_from(before.iter().sum::<u64>()).ok()?;
    let mut events: Vec<u32> = Vec::new();
    for (place, (b, a)) in before.iter().zip(after).enumerate() {
        let place = u32::try_from(place).ok()?;
        events.extend(std::iter::repeat_n(place, usize::try_from(b + a).ok()?));
    }
    let mut changes: Vec<f64> = (0..REPLICATES)
        .filter_map(|replicate| {
            let mut drawn = events.clone();
            shuffle(&mut SEED.replicate(u64::from(replicate)), &mut drawn);
            let tally = |events: &[u32]| {
                let mut counts = vec![0u64; before.len()];
                events.iter().for_each(|place| counts[*place as usize] += 1);
                Concentration::of(&counts)
                    .ok()
                    .map(|c| c.generalised_gini())
            };
            Some((tally(&drawn[n_before..])? - tally(&drawn[..n_before])?).abs())
        })
        .collect();
    changes.sort_by(f64::total_cmp);
    // Equal draws differ in their last digits only.
    let as_extreme = changes
        .iter()
        .filter(|change| **change >= seen - 1e-12)
        .count();
    let spread = *changes.get(changes.len() * 95 / 100)?;
    Some((
        SimulatedP::new(u32::try_from(as_extreme).ok()?, REPLICATES),
        spread,
    ))
}

#[cfg(test)]
mod tests;
