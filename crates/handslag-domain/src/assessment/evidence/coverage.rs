//! Which members of a set were reached, and which are left.

use jiff::civil::Date;

use crate::activity::Activity;
use crate::amount::Amount;
use crate::id::PlaceId;
use crate::period::{Days, Per};
use crate::place::lies_in;
use crate::target::{Counted, CoverageTarget, Covered};
use crate::worded::Worded;

use super::{Asked, amount_of, day_of_reaching, entry_counts, is_ceiling, part_of, sum};
use crate::assessment::calendar::stretches;
use crate::assessment::count::{Counting, day_of, same_word};
use crate::assessment::{CannotTell, EntryCount, Evidenced, MemberCount, State};

pub(super) fn coverage(asked: &Asked<'_>, target: &CoverageTarget) -> Evidenced {
    let counting = asked.counting(&target.counted);
    let mut answer = asked.blank("coverage", &Counted::default());
    answer.entries = entry_counts(&counting, &target.counted);
    let (members, size) = members(asked, target, &counting);
    let covered: Vec<Cover> = members
        .into_iter()
        .map(|member| cover(asked, target, &counting, member))
        .collect();
    let met = amount_of(covered.iter().filter(|c| c.member.met).count());
    let wanted = target.members_at_least.or(size);
    if is_ceiling(target.each.bound) {
        // Members within a ceiling grow fewer as more is done. What is counted
        // is what was done, as for any ceiling; the members say who had too much.
        answer.unit = target.counted.unit().to_owned();
        answer.counted = sum(&answer.entries);
        answer.state = ceiling_state(asked, &covered, met, wanted);
        answer.state = asked.kept_ceiling(&target.counted, answer.state);
    } else {
        answer.unit = "members".to_owned();
        answer.counted = met;
        answer.target = wanted;
        answer.reached = wanted.map(|n| part_of(met, n));
        answer.reached_on = wanted.and_then(|n| day_of_covering(&covered, n));
        answer.expected = match (&target.every.covered, wanted) {
            (Covered::Weekdays(_), Some(_)) => Some(days_gone(asked, &covered)),
            (_, Some(n)) => asked.share_gone().map(|gone| (n * gone).floor()),
            _ => None,
        };
        answer.state = floor_state(asked, target, &covered, &answer);
    }
    answer.members = covered.into_iter().map(|c| c.member).collect();
    if let Per::Each(_) = target.per {
        answer.state = State::CannotTell {
            why: CannotTell::NotTime,
        };
    }
    answer
}

fn floor_state(
    asked: &Asked<'_>,
    target: &CoverageTarget,
    covered: &[Cover],
    answer: &Evidenced,
) -> State {
    let Some(wanted) = answer.target else {
        return State::CannotTell {
            why: CannotTell::UnknownMembers,
        };
    };
    let over = asked.time.over();
    let has_ceiling = target.each.bound.ceiling().is_some();
    let met = || covered.iter().filter(|c| c.member.met);
    match answer.counted {
        n if n >= wanted && !wanted.is_zero() => {
            let more_members = target.members_at_least.is_some() && n > wanted;
            // "Just two each", and each had three: more than promised, as for a count.
            match more_members || (has_ceiling && met().all(|c| c.too_much)) {
                true => State::Exceeded,
                // Up to a ceiling there is time to go on.
                false if has_ceiling && !over => State::Running,
                false => State::Met,
            }
        }
        _ if !over => State::Running,
        n if n.is_zero() && answer.entries.is_empty() => State::NotMet,
        _ => State::Partly,
    }
}

/// "At most two each": broken as soon as too few members can be within it.
fn ceiling_state(
    asked: &Asked<'_>,
    covered: &[Cover],
    within: Amount,
    wanted: Option<Amount>,
) -> State {
    let broken = covered.iter().any(|c| c.too_much);
    let holds = wanted.map(|n| within >= n);
    match (holds, broken) {
        (Some(true), _) if asked.time.over() => State::Met,
        (Some(false) | None, true) if within.is_zero() => State::NotMet,
        (Some(false) | None, true) => State::Partly,
        (None, false) => State::CannotTell {
            why: CannotTell::UnknownMembers,
        },
        (Some(_), _) if !asked.time.over() => State::Running,
        (Some(_), _) => State::Partly,
    }
}

/// The day when so many members had what was promised.
fn day_of_covering(covered: &[Cover], wanted: Amount) -> Option<Date> {
    let mut days: Vec<Date> = covered.iter().filter_map(|c| c.met_on).collect();
    days.sort_unstable();
    let place = usize::try_from(wanted.to_i64()?).ok()?.checked_sub(1)?;
    days.get(place).copied()
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
    match &target.every.covered {
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
            let known = names.iter().filter_map(Worded::meant);
            let wanted: Vec<jiff::civil::Weekday> = known.map(Into::into).collect();
            let all: Vec<Member> = asked
                .time
                .days(asked.log.first_day())
                .iter()
                .filter(|d| wanted.contains(&d.weekday()) && asked.in_season(*d))
                .map(Member::Day)
                .collect();
            let n = amount_of(all.len());
            // Which days a word means that nobody knows cannot be counted.
            (all, (wanted.len() == names.len()).then_some(n))
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
) -> Cover {
    let reaches = |entry: &Activity| match &member {
        Member::Named(name) => entry.covers.iter().any(|c| same_word(c, name)),
        Member::Place(id, _) => entry
            .place
            .as_ref()
            .is_some_and(|p| lies_in(&asked.document.places, p, std::slice::from_ref(id))),
        Member::Day(day) => day_of(&target.counted, entry) == Some(*day),
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
    let bound = target.each.bound;
    let floor = bound.floor().unwrap_or_default();
    let days = asked.time.days(asked.log.first_day());
    // A day is covered on that day; everything else may be covered in each
    // stretch. Without a first day nobody can say which stretches there are.
    let whole = matches!(member, Member::Day(_)) || asked.time.from.is_none();
    let stretches = match whole {
        true => vec![days],
        false => stretches(&target.per, days, asked.season.as_ref())
            .into_iter()
            .filter(|s| s.demanded)
            .map(|s| s.days)
            .collect(),
    };
    let within = |c: &Counting<'_>, stretch: Days| whole || c.has_entry_in(stretch);
    let sums: Vec<Amount> = stretches
        .iter()
        .map(|s| sum_of(&|c| within(c, *s)))
        .collect();
    let too_much = sums
        .iter()
        .any(|n| bound.ceiling().is_some_and(|most| *n > most));
    let met = match is_ceiling(bound) {
        true => !too_much,
        false => sums.iter().all(|n| *n >= floor),
    };
    // The last of the days when it had enough in each stretch.
    let reached_in = |stretch: Days| {
        let mine = reaching.iter().filter(|c| within(c, stretch));
        let mine: Vec<EntryCount> = mine.map(|c| c.entry_count(&target.counted)).collect();
        day_of_reaching(&mine, floor)
    };
    let met_on = met
        .then(|| stretches.iter().filter_map(|s| reached_in(*s)).max())
        .flatten();
    Cover {
        too_much,
        met_on,
        member: MemberCount {
            counted,
            met,
            name: match member {
                Member::Named(name) | Member::Place(_, name) => name,
                Member::Day(day) => day.to_string(),
            },
        },
    }
}

/// A member, and how it came to be covered.
struct Cover {
    member: MemberCount,
    /// More than a ceiling allows, in some stretch.
    too_much: bool,
    /// The day when it had what was promised for each.
    met_on: Option<Date>,
}

/// How many of the days to be covered have come.
fn days_gone(asked: &Asked<'_>, covered: &[Cover]) -> Amount {
    let today = asked.time.at.to_string();
    amount_of(covered.iter().filter(|c| c.member.name <= today).count())
}
