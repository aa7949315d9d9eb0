//! Which members of a set were reached, and which are left.

use jiff::civil::Date;

use crate::activity::Activity;
use crate::amount::Amount;
use crate::id::PlaceId;
use crate::place::lies_in;
use crate::target::{Counted, CoverageTarget, Covered};

use super::{Asked, amount_of, entry_counts, part_of};
use crate::assessment::calendar::stretches;
use crate::assessment::count::{Counting, same_word};
use crate::assessment::{CannotTell, Evidenced, MemberCount, State};

pub(super) fn coverage(asked: &Asked<'_>, target: &CoverageTarget) -> Evidenced {
    let counting = asked.counting(&target.counted);
    let mut answer = asked.blank("coverage", &Counted::default());
    answer.unit = "members".to_owned();
    answer.entries = entry_counts(&counting, &target.counted);
    let (members, size) = members(asked, target, &counting);
    answer.members = members
        .into_iter()
        .map(|member| cover(asked, target, &counting, member))
        .collect();
    let covered = amount_of(answer.members.iter().filter(|m| m.met).count());
    answer.counted = covered;
    answer.target = target.members_at_least.or(size);
    answer.reached = answer.target.map(|n| part_of(covered, n));
    answer.expected = match (&target.every, answer.target) {
        (Covered::Weekdays(_), Some(_)) => Some(days_gone(asked, &answer.members)),
        (_, Some(n)) => asked.share_gone().map(|gone| (n * gone).floor()),
        _ => None,
    };
    answer.state = coverage_state(asked, target, &answer);
    answer.reached_on = (answer.reached == Some(Amount::ONE))
        .then(|| answer.entries.last().map(|e| e.on))
        .flatten();
    answer
}

fn coverage_state(asked: &Asked<'_>, target: &CoverageTarget, answer: &Evidenced) -> State {
    let Some(wanted) = answer.target else {
        return State::CannotTell {
            why: CannotTell::UnknownMembers,
        };
    };
    match answer.counted {
        n if n >= wanted && !wanted.is_zero() => {
            match target.members_at_least.is_some() && n > wanted {
                true => State::Exceeded,
                false => State::Met,
            }
        }
        _ if !asked.time.over() => State::Running,
        n if n.is_zero() && answer.entries.is_empty() => State::NotMet,
        _ => State::Partly,
    }
}

/// One thing to be covered, and how an activity shows that it was.
enum Member {
    Named(String),
    Place(PlaceId, String),
    Day(Date),
}

/// The members in order, and how many there should be, when that is known.
fn members(
    asked: &Asked<'_>,
    target: &CoverageTarget,
    counting: &[Counting<'_>],
) -> (Vec<Member>, Option<Amount>) {
    let named = |names: &[String]| {
        let all: Vec<Member> = names.iter().cloned().map(Member::Named).collect();
        let n = amount_of(all.len());
        (all, Some(n))
    };
    match &target.every {
        Covered::Members(names) => named(names),
        Covered::Set(id) => match asked.document.sets.iter().find(|s| s.id == *id) {
            Some(set) if !set.members.is_empty() => named(&set.members),
            Some(set) => (seen(counting), set.size.map(Amount::from)),
            None => (seen(counting), None),
        },
        Covered::Places(ids) => {
            let name = |id: &PlaceId| asked.document.place_name(id).to_owned();
            let all: Vec<Member> = ids
                .iter()
                .map(|id| Member::Place(id.clone(), name(id)))
                .collect();
            let n = amount_of(all.len());
            (all, Some(n))
        }
        Covered::Weekdays(names) => {
            let wanted: Vec<jiff::civil::Weekday> = names.iter().map(|n| (*n).into()).collect();
            let all: Vec<Member> = asked
                .time
                .days(asked.log.first_day())
                .iter()
                .filter(|d| wanted.contains(&d.weekday()) && asked.in_season(*d))
                .map(Member::Day)
                .collect();
            let n = amount_of(all.len());
            (all, Some(n))
        }
        Covered::Words(_) => (seen(counting), None),
    }
}

/// The members that the log names, when nobody has listed them.
fn seen(counting: &[Counting<'_>]) -> Vec<Member> {
    let names: std::collections::BTreeMap<String, &str> = counting
        .iter()
        .flat_map(Counting::entries)
        .flat_map(|entry| &entry.covers)
        .map(|name| (name.trim().to_lowercase(), name.trim()))
        .collect();
    names
        .into_values()
        .map(|n| Member::Named(n.to_owned()))
        .collect()
}

fn cover(
    asked: &Asked<'_>,
    target: &CoverageTarget,
    counting: &[Counting<'_>],
    member: Member,
) -> MemberCount {
    let reaches = |entry: &Activity| match &member {
        Member::Named(name) => entry.covers.iter().any(|c| same_word(c, name)),
        Member::Place(id, _) => entry
            .place
            .as_ref()
            .is_some_and(|p| lies_in(&asked.document.places, p, std::slice::from_ref(id))),
        Member::Day(day) => entry.day() == Some(*day),
    };
    let reaching: Vec<&Counting<'_>> = counting
        .iter()
        .filter(|c| c.entries().any(reaches))
        .collect();
    let sum_of = |wanted: &dyn Fn(&Counting<'_>) -> bool| -> Amount {
        let wanted = reaching.iter().filter(|c| wanted(c));
        wanted.map(|c| c.amount(&target.counted)).sum()
    };
    let counted = sum_of(&|_| true);
    let floor = target.each.floor().unwrap_or_default();
    let days = asked.time.days(asked.log.first_day());
    // A day is covered on that day; everything else may be covered in each
    // stretch. Without a first day nobody can say which stretches there are.
    let met = match &member {
        Member::Day(_) => counted >= floor,
        _ if asked.time.from.is_none() => counted >= floor,
        _ => stretches(&target.per, days, asked.season.as_ref())
            .iter()
            .filter(|s| s.demanded)
            .all(|s| sum_of(&|c| c.has_entry_in(s.days)) >= floor),
    };
    MemberCount {
        counted,
        met,
        name: match member {
            Member::Named(name) | Member::Place(_, name) => name,
            Member::Day(day) => day.to_string(),
        },
    }
}

/// How many of the days to be covered have come.
fn days_gone(asked: &Asked<'_>, members: &[MemberCount]) -> Amount {
    let today = asked.time.at.to_string();
    amount_of(members.iter().filter(|m| m.name <= today).count())
}
