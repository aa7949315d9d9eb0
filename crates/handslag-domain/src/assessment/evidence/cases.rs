//! What was in time, which part it was, and what is in place.

use jiff::civil::Date;

use crate::amount::Amount;
use crate::target::{MilestoneTarget, ShareTarget, WithinTimeTarget};

use super::amount::ratio_state;
use super::{Asked, day_of_reaching, entry_counts, part_of, sum};
use crate::assessment::count::Counting;
use crate::assessment::{CannotTell, Evidenced, State};

pub(super) fn within_time(asked: &Asked<'_>, target: &WithinTimeTarget) -> Evidenced {
    let counting = asked.counting(&target.counted);
    let mut answer = asked.blank("within_time", &target.counted);
    let took = |c: &Counting<'_>| c.entries().filter_map(|e| e.took_hours).min();
    let cases = |wanted: &dyn Fn(Option<Amount>) -> bool| -> Amount {
        counting
            .iter()
            .filter(|c| wanted(took(c)))
            .map(|c| c.amount(&target.counted))
            .sum()
    };
    let in_time = |hours: Option<Amount>| hours.is_some_and(|h| h <= target.hours);
    let all = cases(&|_| true);
    let known = cases(&|hours| hours.is_some());
    let met = cases(&in_time);
    // A case that came too late, or whose time is not known, is shown and adds nothing.
    answer.entries = entry_counts(&counting, &target.counted);
    for (entry, case) in answer.entries.iter_mut().zip(&counting) {
        if !in_time(took(case)) {
            entry.amount = Amount::ZERO;
        }
    }
    answer.counted = met;
    answer.ratio = met.checked_div(known).map(|r| r.round(3));
    let wanted = target.share.unwrap_or(Amount::ONE);
    let at_worst = met.checked_div(all);
    let at_best = (met + (all - known)).checked_div(all);
    answer.state = match at_worst.zip(at_best) {
        _ if !asked.time.over() => State::Running,
        None => State::NoNeedArose,
        Some((worst, _)) if worst >= wanted => State::Met,
        // Whether it was kept hangs on cases whose time nobody wrote down.
        Some((_, best)) if best >= wanted => State::CannotTell {
            why: CannotTell::NotRecorded,
        },
        Some((worst, _)) if worst.is_zero() => State::NotMet,
        Some(_) => State::Partly,
    };
    answer
}

pub(super) fn share(asked: &Asked<'_>, target: &ShareTarget) -> Evidenced {
    let mut answer = asked.blank_with_entries("share", &target.part);
    let whole = sum(&entry_counts(&asked.counting(&target.of), &target.of));
    let ratio = answer.counted.checked_div(whole);
    answer.ratio = ratio.map(|r| r.round(3));
    answer.state = match ratio {
        _ if !asked.time.over() => State::Running,
        None => State::CannotTell {
            why: CannotTell::NotRecorded,
        },
        Some(share) => ratio_state(target.bound, share),
    };
    answer
}

pub(super) fn milestone(asked: &Asked<'_>, target: &MilestoneTarget) -> Evidenced {
    // What is done after the day still shows that it was done, only late.
    let days = |day| day <= asked.time.at && asked.time.from.is_none_or(|from| from <= day);
    let counting = asked.log.counting(asked, &target.counted, days);
    let mut answer = asked.blank("milestone", &target.counted);
    answer.entries = entry_counts(&counting, &target.counted);
    answer.counted = sum(&answer.entries);
    answer.target = Some(Amount::ONE);
    answer.reached = Some(part_of(answer.counted, Amount::ONE));
    answer.reached_on = day_of_reaching(&answer.entries, Amount::ONE);
    answer.due = match &target.by {
        None => asked.time.to,
        Some(by) => by.last_day().ok(),
    };
    let late = |day: Date| answer.due.is_some_and(|due| day > due);
    answer.state = match answer.reached_on {
        Some(day) if late(day) => State::Partly,
        Some(_) => State::Met,
        None if answer.due.is_some_and(|due| due <= asked.time.at) => State::NotMet,
        None => State::Running,
    };
    // Nobody can say whether it was in time for a day that does not exist.
    if let Some(by) = target.by.as_ref().filter(|_| answer.due.is_none()) {
        answer.state = State::CannotTell {
            why: CannotTell::NoSuchDate(by.0.clone()),
        };
    }
    answer
}
