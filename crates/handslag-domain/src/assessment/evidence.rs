//! What the log shows of each shape of target.

use jiff::civil::Date;

use crate::activity::Activity;
use crate::amount::Amount;
use crate::document::PromiseDocument;
use crate::id::PlaceId;
use crate::period::Per;
use crate::place::lies_in;
use crate::promise::Commitment;
use crate::target::{
    Bound, CompoundTarget, ConditionalTarget, CountTarget, Counted, CoverageTarget, Covered,
    Direction, MilestoneTarget, OngoingTarget, OutcomeStateTarget, ShareTarget, Target,
    TrendTarget, WithinTimeTarget,
};

use super::calendar::{Season, Time, stretches};
use super::count::{Counting, Log, counts_for, same_word};
use super::{CannotTell, EntryCount, Evidenced, MemberCount, State, StretchCount};

/// What is asked: a commitment, on a day, by a log.
#[derive(Clone)]
pub struct Asked<'a> {
    pub document: &'a PromiseDocument,
    pub log: &'a Log<'a>,
    pub commitment: &'a Commitment,
    pub time: &'a Time,
    pub season: Option<Season>,
}

impl Asked<'_> {
    fn counting(&self, counted: &Counted) -> Vec<Counting<'_>> {
        let days = |day| self.time.counts(day) && self.in_season(day);
        self.log.counting(self, counted, days)
    }

    fn in_season(&self, day: Date) -> bool {
        self.season.as_ref().is_none_or(|s| s.holds(day))
    }

    /// An answer with only what is the same for every shape.
    fn blank(&self, shape: &str, counted: &Counted) -> Evidenced {
        Evidenced {
            shape: shape.to_owned(),
            title: None,
            state: State::Running,
            counted: Amount::ZERO,
            unit: counted.unit().to_owned(),
            target: None,
            ceiling: None,
            expected: None,
            reached: None,
            reached_on: None,
            due: self.time.to,
            stretches: Vec::new(),
            members: Vec::new(),
            parts: Vec::new(),
            ratio: None,
            entries: Vec::new(),
        }
    }

    fn blank_with_entries(&self, shape: &str, counted: &Counted) -> Evidenced {
        let mut answer = self.blank(shape, counted);
        answer.entries = entry_counts(&self.counting(counted), counted);
        answer.counted = sum(&answer.entries);
        answer
    }

    fn cannot_tell(&self, shape: &str, counted: &Counted, why: CannotTell) -> Evidenced {
        let mut answer = self.blank_with_entries(shape, counted);
        answer.state = State::CannotTell { why };
        answer
    }

    fn stretch_counts(&self, per: &Per, bound: Bound, entries: &[EntryCount]) -> Vec<StretchCount> {
        let days = self.time.days(self.log.first_day());
        stretches(per, days, self.season.as_ref())
            .into_iter()
            .map(|stretch| {
                let counted = sum_within(entries, stretch.days.from, stretch.days.to);
                StretchCount {
                    days: stretch.days,
                    counted,
                    demanded: stretch.demanded,
                    over: stretch.days.to <= self.time.at
                        && (self.time.to.is_some() || stretch.days.to < self.time.at),
                    met: within(bound, counted),
                }
            })
            .collect()
    }

    /// Share of the time gone; of a season only its own days are time.
    fn share_gone(&self) -> Option<Amount> {
        let whole = self.time.share_gone()?;
        let Some(season) = &self.season else {
            return Some(whole);
        };
        let days = self.time.days(None);
        let mine: Vec<Date> = days.iter().filter(|d| season.holds(*d)).collect();
        let gone = mine.iter().filter(|d| **d <= self.time.at).count();
        amount_of(gone)
            .checked_div(amount_of(mine.len()))
            .map(|share| share.round(3))
    }
}

/// What the log shows of a target.
pub fn evidence(asked: &Asked<'_>, target: &Target) -> Evidenced {
    let mut answer = by_shape(asked, target);
    if !asked.time.readable {
        answer.state = State::CannotTell {
            why: CannotTell::NoPeriod,
        };
    } else if !asked.time.begun() {
        answer.state = State::NotBegun;
    } else if asked.log.is_empty() && rests_on_nothing(&answer.state) {
        answer.state = State::CannotTell {
            why: CannotTell::NothingLogged,
        };
    }
    answer
}

/// A ceiling kept, a fall, or no need, when nothing at all was logged, shows
/// no more than a floor that was not reached.
fn rests_on_nothing(state: &State) -> bool {
    matches!(
        state,
        State::NotMet | State::Met | State::Exceeded | State::NoNeedArose
    )
}

fn by_shape(asked: &Asked<'_>, target: &Target) -> Evidenced {
    match target {
        Target::Count(t) => count(asked, t, "count"),
        Target::Average(t) => average(asked, t),
        Target::Coverage(t) => coverage(asked, t),
        Target::WithinTime(t) => within_time(asked, t),
        Target::Share(t) => share(asked, t),
        Target::Milestone(t) => milestone(asked, t),
        Target::Trend(t) => trend(asked, t),
        Target::Conditional(t) => conditional(asked, t),
        Target::Seasonal(t) => {
            let season = Season::of(t);
            let inner = Asked {
                season: Some(season),
                ..asked.clone()
            };
            let mut answer = evidence(&inner, &t.then);
            answer.shape = "seasonal".to_owned();
            answer
        }
        Target::Ongoing(t) => ongoing(asked, t),
        Target::Compound(t) => compound(asked, t),
        Target::OutcomeState(t) => outcome_state(asked, t),
        Target::None(t) => asked.cannot_tell("none", &t.counted, CannotTell::Vague),
        Target::Other(_) => asked.cannot_tell(
            target.shape(),
            &Counted::default(),
            CannotTell::UnknownShape,
        ),
    }
}

fn count(asked: &Asked<'_>, target: &CountTarget, shape: &str) -> Evidenced {
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
    answer
}

fn whole_period_state(over: bool, bound: Bound, counted: Amount) -> State {
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
    let mut demanded = stretches.iter().filter(|s| s.demanded).peekable();
    let enough = |s: &StretchCount| match bound {
        Bound::AtMost(_) => s.met,
        _ => bound.floor().is_none_or(|n| s.counted >= n),
    };
    let more = |s: &StretchCount| match bound {
        Bound::AtMost(_) => false,
        Bound::AtLeast(n) => s.counted > n,
        _ => !s.met && enough(s),
    };
    if !over {
        return State::Running;
    }
    if demanded.peek().is_none() {
        // The season never came within the period: nothing was ever asked for.
        return State::CannotTell {
            why: CannotTell::NoPeriod,
        };
    }
    let all: Vec<&StretchCount> = demanded.collect();
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

fn average(asked: &Asked<'_>, target: &CountTarget) -> Evidenced {
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
    answer
}

fn ratio_state(bound: Bound, ratio: Amount) -> State {
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

fn coverage(asked: &Asked<'_>, target: &CoverageTarget) -> Evidenced {
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

fn within_time(asked: &Asked<'_>, target: &WithinTimeTarget) -> Evidenced {
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

fn share(asked: &Asked<'_>, target: &ShareTarget) -> Evidenced {
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

fn milestone(asked: &Asked<'_>, target: &MilestoneTarget) -> Evidenced {
    // What is done after the day still shows that it was done, only late.
    let days = |day| day <= asked.time.at && asked.time.from.is_none_or(|from| from <= day);
    let counting = asked.log.counting(asked, &target.counted, days);
    let mut answer = asked.blank("milestone", &target.counted);
    answer.entries = entry_counts(&counting, &target.counted);
    answer.counted = sum(&answer.entries);
    answer.target = Some(Amount::ONE);
    answer.reached = Some(part_of(answer.counted, Amount::ONE));
    answer.reached_on = day_of_reaching(&answer.entries, Amount::ONE);
    answer.due = target
        .by
        .as_ref()
        .and_then(|by| by.last_day().ok())
        .or(asked.time.to);
    let late = |day: Date| answer.due.is_some_and(|due| day > due);
    answer.state = match answer.reached_on {
        Some(day) if late(day) => State::Partly,
        Some(_) => State::Met,
        None if answer.due.is_some_and(|due| due <= asked.time.at) => State::NotMet,
        None => State::Running,
    };
    answer
}

fn trend(asked: &Asked<'_>, target: &TrendTarget) -> Evidenced {
    let Some(than) = target.than else {
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
    answer.target = (target.direction == Direction::Up).then_some(than);
    answer.state = match (mean, target.direction) {
        (_, Direction::Up) if target.per == Per::WholePeriod && answer.counted > than => State::Met,
        _ if !asked.time.over() => State::Running,
        (Some(mean), Direction::Up) if mean > than => State::Met,
        (Some(mean), Direction::Down) if mean < than => State::Met,
        // Nobody means the very same number; within a tenth is called the same.
        (Some(mean), Direction::Same) if mean + tenth >= than && mean <= than + tenth => State::Met,
        _ => State::NotMet,
    };
    answer
}

fn conditional(asked: &Asked<'_>, target: &ConditionalTarget) -> Evidenced {
    let mut answer = match &target.then {
        Some(then) => evidence(asked, then),
        None => answered(asked, target),
    };
    answer.shape = "conditional".to_owned();
    let arose = target
        .occasions
        .as_ref()
        .map(|o| sum(&entry_counts(&asked.counting(o), o)));
    let over = asked.time.over();
    answer.state = match arose {
        Some(n) if n.is_zero() && answer.counted.is_zero() => match over {
            true => State::NoNeedArose,
            false => State::Running,
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

fn ongoing(asked: &Asked<'_>, target: &OngoingTarget) -> Evidenced {
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

fn compound(asked: &Asked<'_>, target: &CompoundTarget) -> Evidenced {
    let mut answer = asked.blank("compound", &Counted::default());
    answer.unit = "parts".to_owned();
    answer.parts = target
        .parts
        .iter()
        .map(|part| Evidenced {
            title: part.title.clone(),
            ..evidence(asked, &part.target)
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
        State::CannotTell { why } => Some(*why),
        _ => None,
    });
    if parts.is_empty() {
        return State::CannotTell {
            why: CannotTell::Vague,
        };
    }
    for whole in [State::NoNeedArose, State::Exceeded, State::NotMet] {
        if all(&whole) {
            return whole;
        }
    }
    match cannot {
        _ if n >= wanted => State::Met,
        _ if any(&|s| *s == State::Running) => State::Running,
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

fn outcome_state(asked: &Asked<'_>, target: &OutcomeStateTarget) -> Evidenced {
    let mut answer = asked.blank("outcome_state", &Counted::default());
    answer.due = target
        .by
        .as_ref()
        .and_then(|by| by.last_day().ok())
        .or(asked.time.to);
    answer.state = State::CannotTell {
        why: CannotTell::OutcomeState,
    };
    answer
}

fn entry_counts(counting: &[Counting<'_>], counted: &Counted) -> Vec<EntryCount> {
    counting.iter().map(|c| c.entry_count(counted)).collect()
}

fn sum(entries: &[EntryCount]) -> Amount {
    entries.iter().map(|e| e.amount).sum()
}

fn sum_within(entries: &[EntryCount], from: Date, to: Date) -> Amount {
    entries
        .iter()
        .filter(|e| from <= e.on && e.on <= to)
        .map(|e| e.amount)
        .sum()
}

fn within(bound: Bound, counted: Amount) -> bool {
    bound.floor().is_none_or(|n| counted >= n) && bound.ceiling().is_none_or(|n| counted <= n)
}

/// `counted / whole`, at most 1; a whole of nothing is reached.
fn part_of(counted: Amount, whole: Amount) -> Amount {
    counted
        .checked_div(whole)
        .map_or(Amount::ONE, |part| part.min(Amount::ONE).round(3))
}

fn day_of_reaching(entries: &[EntryCount], n: Amount) -> Option<Date> {
    let mut so_far = Amount::ZERO;
    entries.iter().find_map(|e| {
        so_far = so_far + e.amount;
        (so_far >= n).then_some(e.on)
    })
}

fn amount_of(n: usize) -> Amount {
    Amount::from(i64::try_from(n).unwrap_or(i64::MAX))
}
