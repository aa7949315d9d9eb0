//! Answers about concentration: does it gather in fewer places than before?

use handslag_domain::amount::Amount;
use handslag_domain::claim::Estimate;
use handslag_domain::effect::{Finding, HowWeKnow, NamedEstimate, Table, Warning, WarningKind};
use handslag_domain::verdict::EvidenceGrade;
use handslag_locale::arg;
use handslag_stats::Level;
use handslag_stats::area::Concentration;
use handslag_stats::numeric::{Seed, SimulatedP, below, shuffle, variance};

use super::answer::{Answer, code, decimals, level_percent, paragraphs, tenths};
use super::holm::ALPHA;
use super::question::Question;
use super::warnings;

/// Fewer events than this in either period say little of where they gather; a
/// choice of ours.
const FEWEST: u64 = 50;

/// Each event is drawn 999 times: beyond this many it would take too long.
const MOST: u32 = 200_000;

/// 999 replicates, so that the smallest p value is 0.001.
const REPLICATES: u32 = 999;

/// The same replicates each time, so that a published p value comes out again.
const SEED: Seed = Seed(2017);

/// A standard error from 200 draws is known to a twentieth of itself.
const RESAMPLES: u32 = 200;

/// Before and after, place by place, when all are counts and enough.
fn counts_of(question: &Question<'_>) -> Option<(Vec<u64>, Vec<u64>)> {
    let count = |n: Amount| n.to_i64().and_then(|n| u64::try_from(n).ok());
    let places = question.comparison.places.iter();
    let counts: Option<Vec<(u64, u64)>> = places
        .map(|place| Some((count(place.before)?, count(place.after)?)))
        .collect();
    let (before, after): (Vec<u64>, Vec<u64>) = counts?.into_iter().unzip();
    let enough = total(&before) >= FEWEST && total(&after) >= FEWEST;
    let few = total(&before).saturating_add(total(&after)) <= u64::from(MOST);
    (before.len() > 1 && enough && few).then_some((before, after))
}

fn total(counts: &[u64]) -> u64 {
    counts.iter().fold(0, |sum, n| sum.saturating_add(*n))
}

/// The answer in words and numbers.
pub fn answer(question: &Question<'_>, p_adjusted: Option<f64>) -> Answer {
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
    let p = p_of(&before, &after, change.abs()).map_or(1.0, |p| p.p);
    let seen = p <= ALPHA && p_adjusted.is_none_or(|p| p <= ALPHA);
    let finding = match change {
        change if seen && change > 0.0 => Finding::Increase,
        change if seen && change < 0.0 => Finding::Decrease,
        _ => Finding::CannotBeTold,
    };
    let language = question.language;
    let half = |c: &Concentration| {
        let share = c.share_of_places_with(0.5) * 100.0;
        language.percent_of(decimals(share, 0))
    };
    let told = texts.gathered_half(arg::GatheredHalf {
        before: &half(&then),
        after: &half(&now),
    });
    let judged = match finding {
        Finding::Increase => texts.gathered_more(),
        Finding::Decrease => texts.gathered_less(),
        _ if p <= ALPHA => texts.effect_one_of_many(),
        _ => texts.gathered_may_be_chance(),
    };
    let half_width = Level::P95.z() * resampled_se(&before, &after);
    Answer {
        finding,
        plain: paragraphs([vec![told, judged]]),
        grade: EvidenceGrade::BeforeAfter,
        estimates: vec![NamedEstimate {
            name: texts.estimate_gini_change(),
            estimate: Estimate {
                value: decimals(change, 3),
                low: decimals(change - half_width, 3),
                high: decimals(change + half_width, 3),
                level_percent: level_percent(Level::P95),
                of: texts.estimate_of_gini(),
                method: texts.gathered_method(),
                ..Estimate::default()
            },
            p: Some(decimals(p, 3)),
            p_adjusted: p_adjusted.map(|p| decimals(p, 3)),
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

/// The p value of a question, before it is adjusted for how many were asked.
pub fn p(question: &Question<'_>) -> Option<f64> {
    let (before, after) = counts_of(question)?;
    let change = gini(&after)? - gini(&before)?;
    Some(p_of(&before, &after, change.abs())?.p)
}

fn gini(counts: &[u64]) -> Option<f64> {
    Some(Concentration::of(counts).ok()?.generalised_gini())
}

/// Each event by the number of its place.
fn events(counts: &[u64]) -> Option<Vec<u32>> {
    let mut events = Vec::new();
    for (place, n) in counts.iter().enumerate() {
        let place = u32::try_from(place).ok()?;
        events.extend(std::iter::repeat_n(place, usize::try_from(*n).ok()?));
    }
    Some(events)
}

fn tally(events: impl Iterator<Item = u32>, n_places: usize) -> Vec<u64> {
    let mut counts = vec![0u64; n_places];
    events.for_each(|place| counts[place as usize] += 1);
    counts
}

/// How often as large a change comes when each event falls before or after by
/// lot, the places keeping their totals.
fn p_of(before: &[u64], after: &[u64], seen: f64) -> Option<SimulatedP> {
    let n_before = usize::try_from(before.iter().sum::<u64>()).ok()?;
    let both: Vec<u64> = before.iter().zip(after).map(|(b, a)| b + a).collect();
    let events = events(&both)?;
    let change = |replicate: u32| {
        let mut drawn = events.clone();
        shuffle(&mut SEED.replicate(u64::from(replicate)), &mut drawn);
        let of = |events: &[u32]| gini(&tally(events.iter().copied(), before.len()));
        Some((of(&drawn[n_before..])? - of(&drawn[..n_before])?).abs())
    };
    // Equal draws differ in their last digits only.
    let as_extreme = (0..REPLICATES)
        .filter_map(change)
        .filter(|change| *change >= seen - 1e-12)
        .count();
    Some(SimulatedP::new(u32::try_from(as_extreme).ok()?, REPLICATES))
}

/// Standard error of the change: each period's events drawn anew from
/// themselves (bootstrap, Efron 1979, doi:10.1214/aos/1176344552).
fn resampled_se(before: &[u64], after: &[u64]) -> f64 {
    let drawn = |counts: &[u64], replicate: u32, period: u64| -> Option<f64> {
        let events = events(counts)?;
        let n = u32::try_from(events.len()).ok()?;
        let mut generator = SEED.replicate(u64::from(replicate) * 2 + period);
        let again = (0..n).map(|_| events[below(&mut generator, n) as usize]);
        gini(&tally(again, counts.len()))
    };
    let changes: Vec<f64> = (0..RESAMPLES)
        .filter_map(|replicate| Some(drawn(after, replicate, 1)? - drawn(before, replicate, 0)?))
        .collect();
    variance(&changes).sqrt()
}

#[cfg(test)]
mod tests;
