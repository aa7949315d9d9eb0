//! Targets made of others: on a condition, several in one; and states of the world.

use crate::activity::Activity;
use crate::amount::Amount;
use crate::target::{Bound, CompoundTarget, ConditionalTarget, Counted, OutcomeStateTarget};

use super::amount::whole_period_state;
use super::{Asked, amount_of, entry_counts, evidence, part_of, sum};
use crate::assessment::count::{Counting, counts_for};
use crate::assessment::join::on_time;
use crate::assessment::{CannotTell, Evidenced, State};

pub(super) fn conditional(asked: &Asked<'_>, target: &ConditionalTarget) -> Evidenced {
    let mut answer = match &target.then {
        Some(then) => evidence(asked, then),
        None => answered(asked, target),
    };
    let arose = target
        .occasions
        .as_ref()
        .map(|o| sum(&entry_counts(&asked.counting(o), o)));
    let over = asked.time.over();
    answer.state = match arose {
        Some(n) if n.is_zero() && answer.counted.is_zero() => match over {
            true => State::NoNeedArose,
            false => State::NoNeedYet,
        },
        Some(n) if target.then.is_none() => {
            answer.target = Some(n);
            answer.reached = Some(part_of(answer.counted, n));
            whole_period_state(over, Bound::AtLeast(n), answer.counted.min(n))
        }
        None if answer.counted.is_zero() && over => State::CannotTell {
            why: CannotTell::ConditionNotLogged,
        },
        _ => answer.state,
    };
    // Until it arises, the time gone asks for nothing.
    if arose.unwrap_or_default().is_zero() && answer.counted.is_zero() {
        answer.expected = None;
    }
    answer
}

/// What says that it serves the commitment, where nothing else is asked than
/// to answer. The entry of an occasion does not answer itself.
fn answered(asked: &Asked<'_>, target: &ConditionalTarget) -> Evidenced {
    let any = Counted::default();
    let mut answer = asked.blank("conditional", &any);
    let is_occasion = |entry: &Activity| {
        let occasions = target.occasions.as_ref();
        occasions.is_some_and(|o| counts_for(asked, o, entry))
    };
    let answers: Vec<Counting<'_>> = asked
        .counting(&any)
        .into_iter()
        .filter(|c| c.entries().any(|e| !is_occasion(e)))
        .collect();
    answer.entries = entry_counts(&answers, &any);
    answer.counted = sum(&answer.entries);
    if !answer.counted.is_zero() {
        answer.state = State::Met;
    }
    answer
}

pub(super) fn compound(asked: &Asked<'_>, target: &CompoundTarget) -> Evidenced {
    let mut answer = asked.blank("compound", &Counted::default());
    answer.unit = "parts".to_owned();
    answer.parts = target
        .parts
        .iter()
        .map(|part| {
            let alone = evidence(asked, &part.target);
            Evidenced {
                title: part.title.clone(),
                on_time: Some(on_time(&alone, asked.time)),
                ..alone
            }
        })
        .collect();
    let holds = |s: &State| matches!(s, State::Met | State::Exceeded | State::NoNeedArose);
    let n = answer.parts.iter().filter(|p| holds(&p.state)).count();
    let wanted = target.at_least.map_or(target.parts.len(), |n| {
        usize::try_from(n).unwrap_or(usize::MAX)
    });
    answer.counted = amount_of(n);
    answer.target = Some(amount_of(wanted));
    answer.reached = mean_reached(&answer.parts);
    answer.state = compound_state(&answer.parts, n, wanted);
    answer
}

fn compound_state(parts: &[Evidenced], n: usize, wanted: usize) -> State {
    let all = |state: &State| !parts.is_empty() && parts.iter().all(|p| p.state == *state);
    let any = |wanted: &dyn Fn(&State) -> bool| parts.iter().any(|p| wanted(&p.state));
    let cannot = parts.iter().find_map(|p| match &p.state {
        State::CannotTell { why } => Some(why.clone()),
        _ => None,
    });
    if parts.is_empty() {
        return State::CannotTell {
            why: CannotTell::Vague,
        };
    }
    let wholes = [
        State::NoNeedArose,
        State::NoNeedYet,
        State::Exceeded,
        State::NotMet,
    ];
    for whole in wholes {
        if all(&whole) {
            return whole;
        }
    }
    match cannot {
        _ if n >= wanted => State::Met,
        _ if any(&|s| matches!(s, State::Running | State::NoNeedYet)) => State::Running,
        // What cannot be told might have held; the log does not say that it did not.
        Some(why) if n == 0 && !any(&|s| *s == State::Partly) => State::CannotTell { why },
        _ => State::Partly,
    }
}

fn mean_reached(parts: &[Evidenced]) -> Option<Amount> {
    let known: Vec<Amount> = parts.iter().filter_map(|p| p.reached).collect();
    known
        .iter()
        .copied()
        .sum::<Amount>()
        .checked_div(amount_of(known.len()))
        .map(|r| r.round(3))
}

pub(super) fn outcome_state(asked: &Asked<'_>, target: &OutcomeStateTarget) -> Evidenced {
    let mut answer = asked.blank("outcome_state", &Counted::default());
    answer.due = match &target.by {
        None => asked.time.to,
        Some(by) => by.last_day().ok(),
    };
    answer.state = State::CannotTell {
        why: CannotTell::OutcomeState,
    };
    answer
}
