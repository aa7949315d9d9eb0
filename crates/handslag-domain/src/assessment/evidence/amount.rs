//! How much: counts, averages, trends, and what goes on all along.

use crate::amount::Amount;
use crate::period::Per;
use crate::target::{Bound, CountTarget, Counted, Direction, OngoingTarget, TrendTarget};

use super::{Asked, amount_of, day_of_reaching, is_ceiling, part_of, sum_within};
use crate::assessment::{CannotTell, Evidenced, State, StretchCount};

pub(super) fn count(asked: &Asked<'_>, target: &CountTarget, shape: &str) -> Evidenced {
    let mut answer = asked.blank_with_entries(shape, &target.counted);
    let bound = target.bound;
    match &target.per {
        Per::WholePeriod => {
            answer.target = bound.floor();
            answer.ceiling = bound.ceiling();
            answer.expected = bound
                .floor()
                .zip(asked.share_gone())
                .map(|(n, gone)| (n * gone).floor());
            answer.reached = bound.floor().map(|n| part_of(answer.counted, n));
            answer.reached_on = bound
                .floor()
                .and_then(|n| day_of_reaching(&answer.entries, n));
            answer.stretches = asked.stretch_counts(&target.per, bound, &answer.entries);
            answer.state = whole_period_state(asked.time.over(), bound, answer.counted);
        }
        Per::Calendar { .. } => by_stretch(asked, &mut answer, &target.per, bound),
        Per::Each(_) => {
            answer.state = State::CannotTell {
                why: CannotTell::NotTime,
            };
        }
    }
    if is_ceiling(bound) {
        answer.state = asked.kept_ceiling(&target.counted, answer.state);
    }
    answer
}

pub(super) fn whole_period_state(over: bool, bound: Bound, counted: Amount) -> State {
    let floor_reached = bound.floor().is_none_or(|n| counted >= n);
    let ceiling_passed = bound.ceiling().is_some_and(|n| counted > n);
    match bound {
        Bound::AtMost(_) if ceiling_passed => State::NotMet,
        _ if ceiling_passed => State::Exceeded,
        Bound::AtLeast(n) if counted > n => State::Exceeded,
        Bound::AtLeast(_) if floor_reached => State::Met,
        _ if !over => State::Running,
        _ if floor_reached => State::Met,
        _ if counted.is_zero() => State::NotMet,
        _ => State::Partly,
    }
}

fn by_stretch(asked: &Asked<'_>, answer: &mut Evidenced, per: &Per, bound: Bound) {
    answer.stretches = asked.stretch_counts(per, bound, &answer.entries);
    let demanded: Vec<&StretchCount> = answer.stretches.iter().filter(|s| s.demanded).collect();
    let times = |n: usize| Amount::from(i64::try_from(n).unwrap_or(i64::MAX));
    let over = demanded.iter().filter(|s| s.over).count();
    answer.ceiling = bound.ceiling().map(|n| n * times(demanded.len()));
    if let Some(floor) = bound.floor() {
        let whole = floor * times(demanded.len());
        let done: Amount = demanded.iter().map(|s| s.counted.min(floor)).sum();
        answer.target = Some(whole);
        answer.expected = Some(floor * times(over));
        answer.reached = Some(part_of(done, whole));
    }
    answer.state = by_stretch_state(asked.time.over(), bound, &answer.stretches, answer.counted);
}

fn by_stretch_state(
    over: bool,
    bound: Bound,
    stretches: &[StretchCount],
    counted: Amount,
) -> State {
    let enough = |s: &StretchCount| match bound {
        Bound::AtMost(_) => s.met,
        _ => bound.floor().is_none_or(|n| s.counted >= n),
    };
    let more = |s: &StretchCount| match bound {
        Bound::AtMost(_) => false,
        Bound::AtLeast(n) => s.counted > n,
        _ => !s.met && enough(s),
    };
    // A ceiling that was passed is passed, whatever comes after.
    let broken = |s: &StretchCount| matches!(bound, Bound::AtMost(n) if s.counted > n);
    let told = |s: &&StretchCount| s.demanded && (over || s.over || broken(s));
    let all: Vec<&StretchCount> = stretches.iter().filter(told).collect();
    if !over && !all.iter().any(|s| broken(s)) {
        return State::Running;
    }
    if all.is_empty() {
        // The season never came within the period: nothing was ever asked for.
        return State::CannotTell {
            why: CannotTell::NoPeriod,
        };
    }
    if all.iter().all(|s| enough(s)) {
        return match all.iter().all(|s| more(s)) {
            true => State::Exceeded,
            false => State::Met,
        };
    }
    let some = match bound {
        Bound::AtMost(_) => all.iter().any(|s| enough(s)),
        _ => !counted.is_zero(),
    };
    if some { State::Partly } else { State::NotMet }
}

pub(super) fn average(asked: &Asked<'_>, target: &CountTarget) -> Evidenced {
    let mut answer = asked.blank_with_entries("average", &target.counted);
    if let Per::Each(_) = target.per {
        answer.state = State::CannotTell {
            why: CannotTell::NotTime,
        };
        return answer;
    }
    answer.stretches = asked.stretch_counts(&target.per, target.bound, &answer.entries);
    let demanded = answer.stretches.iter().filter(|s| s.demanded);
    let over: Vec<&StretchCount> = demanded.clone().filter(|s| s.over).collect();
    let n_all = amount_of(demanded.count());
    let n_over = amount_of(over.len());
    let ratio = over
        .iter()
        .map(|s| s.counted)
        .sum::<Amount>()
        .checked_div(n_over);
    answer.target = target.bound.floor().map(|n| n * n_all);
    answer.expected = target.bound.floor().map(|n| n * n_over);
    answer.reached = answer.target.map(|n| part_of(answer.counted, n));
    answer.ratio = ratio.map(|r| r.round(2));
    answer.state = match ratio {
        Some(mean) if asked.time.over() => ratio_state(target.bound, mean),
        None if asked.time.over() => State::NotMet,
        _ => State::Running,
    };
    if is_ceiling(target.bound) {
        answer.state = asked.kept_ceiling(&target.counted, answer.state);
    }
    answer
}

pub(super) fn ratio_state(bound: Bound, ratio: Amount) -> State {
    let enough = bound.floor().is_none_or(|n| ratio >= n);
    let too_much = bound.ceiling().is_some_and(|n| ratio > n);
    match (enough, too_much, bound) {
        (_, true, Bound::AtMost(_)) => State::NotMet,
        (true, false, Bound::AtLeast(n)) if ratio > n => State::Exceeded,
        (true, false, _) => State::Met,
        (true, true, _) => State::Exceeded,
        (false, ..) if ratio.is_zero() => State::NotMet,
        (false, ..) => State::Partly,
    }
}

pub(super) fn trend(asked: &Asked<'_>, target: &TrendTarget) -> Evidenced {
    if let Per::Each(_) = target.per {
        return asked.cannot_tell("trend", &target.counted, CannotTell::NotTime);
    }
    let (Some(than), Some(direction)) = (target.than, target.direction.meant()) else {
        return asked.cannot_tell("trend", &target.counted, CannotTell::NoBaseline);
    };
    let mut answer = asked.blank_with_entries("trend", &target.counted);
    answer.stretches = asked.stretch_counts(&target.per, Bound::default(), &answer.entries);
    let over: Vec<&StretchCount> = answer
        .stretches
        .iter()
        .filter(|s| s.demanded && s.over)
        .collect();
    let mean = over
        .iter()
        .map(|s| s.counted)
        .sum::<Amount>()
        .checked_div(amount_of(over.len()));
    let tenth = than.checked_div(Amount::from(10u32)).unwrap_or_default();
    answer.ratio = mean.map(|m| m.round(2));
    answer.target = (direction == Direction::Up).then_some(than);
    answer.state = match (mean, direction) {
        (_, Direction::Up) if target.per == Per::WholePeriod && answer.counted > than => State::Met,
        _ if !asked.time.over() => State::Running,
        (Some(mean), Direction::Up) if mean > than => State::Met,
        (Some(mean), Direction::Down) if mean < than => State::Met,
        // Nobody means the very same number; within a tenth is called the same.
        (Some(mean), Direction::Same) if mean + tenth >= than && mean <= than + tenth => State::Met,
        _ => State::NotMet,
    };
    if direction == Direction::Down {
        answer.state = asked.kept_ceiling(&target.counted, answer.state);
    }
    answer
}

pub(super) fn ongoing(asked: &Asked<'_>, target: &OngoingTarget) -> Evidenced {
    let as_count = CountTarget {
        bound: Bound::AtLeast(Amount::ONE),
        per: target.per.clone(),
        counted: Counted {
            unit: None,
            ..target.counted.clone()
        },
        extra: Default::default(),
    };
    let often = count(asked, &as_count, "ongoing");
    let mut answer = asked.blank_with_entries("ongoing", &target.counted);
    answer.stretches = often.stretches;
    for stretch in &mut answer.stretches {
        stretch.counted = sum_within(&answer.entries, stretch.days.from, stretch.days.to);
    }
    answer.state = match often.state {
        State::Exceeded => State::Met,
        state => state,
    };
    answer
}
