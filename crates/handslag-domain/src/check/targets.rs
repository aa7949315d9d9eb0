//! Commitments without a target, and targets that nothing in the log could ever show.

use crate::activity::{Activity, counts_of, known_types, month_only_name};
use crate::amount::Amount;
use crate::assessment::month_and_day;
use crate::document::PromiseDocument;
use crate::period::Per;
use crate::promise::Commitment;
use crate::target::{Counted, Covered, SeasonalTarget, Target};

use super::words::{Fault, Why};
use super::{Faults, never_shown, walk};

/// Where in the document a target stands, and whose it is.
struct At<'a> {
    document: &'a PromiseDocument,
    commitment: &'a Commitment,
    path: String,
}

impl At<'_> {
    fn inside(&self, part: &str) -> At<'_> {
        At {
            path: format!("{}.{part}", self.path),
            ..*self
        }
    }

    fn place(&self, field: &str) -> String {
        let dot = if field.is_empty() { "" } else { "." };
        format!("{}{dot}{field} ({})", self.path, self.commitment.id)
    }
}

pub fn faults(document: &PromiseDocument, found: &mut Faults) {
    for (n, commitment) in document.commitments.iter().enumerate() {
        let at = At {
            document,
            commitment,
            path: format!("commitments[{n}].target"),
        };
        target(&at, &commitment.target, found);
    }
}

fn target(at: &At<'_>, target: &Target, found: &mut Faults) {
    bounds(at, target, found);
    match target {
        Target::Count(t) | Target::Average(t) => {
            per(at, &t.per, found);
            counted(at, &t.counted, found);
        }
        Target::Coverage(t) => {
            per(at, &t.per, found);
            covered(at, &t.every.covered, found);
            counted(at, &t.counted, found);
        }
        Target::WithinTime(t) => {
            counted(at, &t.counted, found);
            if let Some(kind) = month_only(&t.counted) {
                never_shown(found, &at.place("hours"), Why::MonthOnly(kind));
            }
        }
        Target::Share(t) => {
            counted(&at.inside("part"), &t.part, found);
            counted(&at.inside("of"), &t.of, found);
        }
        Target::Milestone(t) => counted(at, &t.counted, found),
        Target::Trend(t) => {
            per(at, &t.per, found);
            if t.than.is_none() {
                never_shown(found, &at.place("than"), Why::NoBaseline);
            }
            counted(at, &t.counted, found);
        }
        Target::Conditional(t) => {
            match &t.occasions {
                Some(occasions) => counted(&at.inside("occasions"), occasions, found),
                None => never_shown(found, &at.place("occasions"), Why::ConditionNotLogged),
            }
            match &t.then {
                Some(then) => self::target(&at.inside("then"), then, found),
                None => counted(at, &Counted::default(), found),
            }
        }
        Target::Seasonal(t) => {
            season(at, t, found);
            self::target(&at.inside("then"), &t.then, found);
        }
        Target::Ongoing(t) => {
            per(at, &t.per, found);
            counted(at, &t.counted, found);
        }
        Target::Compound(t) => {
            if t.parts.is_empty() {
                found.add(at.place("parts"), Fault::Vague);
            }
            if t.at_least
                .is_some_and(|n| usize::try_from(n).is_ok_and(|n| n > t.parts.len()))
            {
                never_shown(found, &at.place("at_least"), Why::MorePartsThanThere);
            }
            for (n, part) in t.parts.iter().enumerate() {
                self::target(
                    &at.inside(&format!("parts[{n}].target")),
                    &part.target,
                    found,
                );
            }
        }
        Target::OutcomeState(t) => {
            if t.source.is_none() {
                never_shown(found, &at.place("source"), Why::StateWithoutSource);
            }
        }
        Target::None(_) => found.add(at.place(""), Fault::Vague),
        Target::Other(_) => found.add(
            at.place("shape"),
            Fault::UnknownShape(target.shape().to_owned()),
        ),
    }
}

fn per(at: &At<'_>, per: &Per, found: &mut Faults) {
    if let Per::Each(words) = per {
        found.add(
            at.place("per"),
            Fault::PerNotTime {
                words: words.clone(),
                near: time_word(words),
            },
        );
    }
}

/// Amounts that could never come about: a share above the whole, more members
/// than there are, a day before the first.
fn bounds(at: &At<'_>, target: &Target, found: &mut Faults) {
    let above_one = |share: Amount| Why::ShareAboveOne(share);
    match target {
        Target::Share(t) => {
            let ends = [t.bound.floor(), t.bound.ceiling()];
            let above = ends.into_iter().flatten().find(|n| *n > Amount::ONE);
            if let Some(share) = above {
                never_shown(found, &at.place(""), above_one(share));
            }
        }
        Target::WithinTime(t) => {
            if let Some(share) = t.share.filter(|n| *n > Amount::ONE) {
                never_shown(found, &at.place("share"), above_one(share));
            }
        }
        Target::Coverage(t) => {
            let size = size(at.document, &t.every.covered);
            if let (Some(wanted), Some(size)) = (t.members_at_least, size)
                && wanted > size
            {
                let why = Why::MoreMembersThanThere { wanted, size };
                never_shown(found, &at.place("members_at_least"), why);
            }
        }
        Target::Milestone(t) => {
            let promised = &at.document.promise.period;
            let own = at.commitment.period.as_ref();
            let period = own.map_or_else(|| promised.clone(), |own| own.filled_from(promised));
            let by = t.by.as_ref().and_then(|by| by.last_day().ok());
            if let (Some(by), Some(from)) = (by, period.first_day())
                && by < from
            {
                never_shown(found, &at.place("by"), Why::BeforeThePeriod);
            }
        }
        _ => {}
    }
}

/// How many there are to be covered, when that is said.
fn size(document: &PromiseDocument, every: &Covered) -> Option<Amount> {
    let n = |n: usize| i64::try_from(n).ok().map(Amount::from);
    match every {
        Covered::Members(members) => n(members.len()),
        Covered::Places(places) => n(places.len()),
        Covered::Set(id) => {
            let set = document.sets.iter().find(|s| s.id == *id)?;
            match set.members.is_empty() {
                true => set.size.map(Amount::from),
                false => n(set.members.len()),
            }
        }
        Covered::Weekdays(_) | Covered::Words(_) => None,
    }
}

/// The type among these of which only month and number are kept.
fn month_only(counted: &Counted) -> Option<String> {
    let types = counted.types.iter();
    let mut names = types.filter_map(|t| month_only_name(&t.0).map(|_| t.0.clone()));
    names.next()
}

/// The counter's word for a time in other words: `vecka` is `week`.
fn time_word(words: &str) -> Option<String> {
    let swedish = [
        ("dag", "day"),
        ("dygn", "day"),
        ("vecka", "week"),
        ("månad", "month"),
        ("kvartal", "quarter"),
        ("termin", "term"),
        ("halvår", "half_year"),
        ("år", "year"),
        ("läsår", "school_year"),
        ("hela perioden", "whole_period"),
        ("whole period", "whole_period"),
    ];
    let word = words.trim().to_lowercase();
    let ours = [
        "day",
        "week",
        "month",
        "quarter",
        "tertial",
        "term",
        "half_year",
        "year",
        "school_year",
        "whole_period",
    ];
    let translated = swedish
        .iter()
        .find(|(sv, _)| *sv == word)
        .map(|(_, en)| (*en).to_owned());
    translated.or_else(|| walk::nearest(&word, ours.into_iter()))
}

fn counted(at: &At<'_>, counted: &Counted, found: &mut Faults) {
    let id = &at.commitment.id;
    let activities = &at.document.activities;
    let served = activities.iter().any(|a| a.serves.contains(id));
    if counted.types.is_empty() && !served {
        never_shown(found, &at.place("types"), Why::NothingToMatch);
    }
    let unit = counted.unit();
    let always = ["times", "hours", "staff"].contains(&unit);
    let has_form = known_types().iter().any(|t| t.counts.contains(&unit));
    let used = activities.iter().any(|a| a.counts.contains_key(unit));
    if let Some(kind) = month_only(counted)
        && let Some(name) = month_only_name(&kind)
        && unit != "times"
        && !counts_of(name).contains(&unit)
    {
        never_shown(found, &at.place("unit"), Why::MonthOnly(kind));
    } else if !always && !has_form && !used {
        let all = known_types().iter().flat_map(|t| t.counts.iter().copied());
        let near = walk::nearest(unit, all.chain(["times", "hours", "staff"]));
        let unit = unit.to_owned();
        // Where the kind is logged and nobody counts this, somebody has to begin.
        let is_logged = |a: &Activity| counted.types.iter().any(|t| t.is_same_as(&a.kind));
        match activities.iter().any(is_logged) {
            true => never_shown(found, &at.place("unit"), Why::UnitNowhere { unit, near }),
            false => found.add(at.place("unit"), Fault::UnknownUnit { unit, near }),
        }
    }
    if !counted.between_hours.is_empty() && counted.hours_of_day().is_none() {
        let words = counted.between_hours.join(" ");
        found.add(at.place("between_hours"), Fault::HoursUnreadable(words));
    }
}

fn covered(at: &At<'_>, every: &Covered, found: &mut Faults) {
    let unknown = match every {
        Covered::Words(_) => true,
        Covered::Set(id) => at
            .document
            .sets
            .iter()
            .any(|s| s.id == *id && s.members.is_empty() && s.size.is_none()),
        Covered::Members(members) => members.is_empty(),
        Covered::Places(places) => places.is_empty(),
        Covered::Weekdays(days) => days.is_empty(),
    };
    if unknown {
        never_shown(found, &at.place("every"), Why::MembersUnknown);
    }
}

fn season(at: &At<'_>, season: &SeasonalTarget, found: &mut Faults) {
    let unreadable =
        |day: &Option<String>| day.as_deref().is_some_and(|d| month_and_day(d).is_none());
    for (field, day) in [("from", &season.from), ("to", &season.to)] {
        if unreadable(day) {
            let words = day.clone().unwrap_or_default();
            found.add(at.place(field), Fault::SeasonUnreadable(words));
        }
    }
    let half = season.from.is_some() != season.to.is_some();
    let nothing = season.from.is_none() && season.to.is_none() && season.weekdays.is_empty();
    if half || nothing {
        found.add(at.place(""), Fault::SeasonWithoutDays);
    }
}

/// Every type of activity that is written, with its place: in targets, then in the log.
pub fn types(document: &PromiseDocument) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for (n, commitment) in document.commitments.iter().enumerate() {
        let place = format!("commitments[{n}].target ({})", commitment.id);
        let counted = commitment.target.counted();
        let types = counted.into_iter().flat_map(|c| &c.types);
        all.extend(types.map(|t| (place.clone(), t.0.clone())));
    }
    for (n, activity) in document.activities.iter().enumerate() {
        let place = format!("activities[{n}].type ({})", activity.id);
        all.push((place, activity.kind.0.clone()));
    }
    all
}
