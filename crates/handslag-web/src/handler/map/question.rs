//! What is asked of the map, said in words: which kinds, where, when.

use handslag_app::picture::{Asked, IncidentPicture};
use handslag_locale::arg;

use super::super::incident::kind_name;
use super::super::picture::WEEK;
use crate::visit::Visit;

/// All of it: "narkotika, Lidköping, juni–december 2023, lördag, kl. 22–23".
pub fn question(visit: &Visit, picture: &IncidentPicture, asked: &Asked) -> String {
    let mut parts = without_time(visit, picture, asked);
    parts.insert(parts.len() - hours_told(asked), period(visit, asked));
    parts.join(", ")
}

/// The same where the sentence names the periods itself.
pub fn question_of_periods(visit: &Visit, picture: &IncidentPicture, asked: &Asked) -> String {
    without_time(visit, picture, asked).join(", ")
}

/// The days that are asked for.
pub fn period(visit: &Visit, asked: &Asked) -> String {
    match (asked.from, asked.to) {
        (None, None) => visit.t().map_asked_all_time(),
        (from, to) => visit.language.period(from, to),
    }
}

/// How many of the last parts tell of days of the week and hours.
fn hours_told(asked: &Asked) -> usize {
    usize::from(!asked.weekdays.is_empty()) + usize::from(has_hours(asked))
}

fn has_hours(asked: &Asked) -> bool {
    asked.from_hour.is_some() || asked.to_hour.is_some()
}

fn without_time(visit: &Visit, picture: &IncidentPicture, asked: &Asked) -> Vec<String> {
    let mut parts = vec![kinds(visit, picture, asked)];
    parts.extend(areas(visit, picture, asked));
    parts.extend(days(visit, asked));
    parts.extend(has_hours(asked).then(|| hours(visit, asked)));
    parts
}

fn kinds(visit: &Visit, picture: &IncidentPicture, asked: &Asked) -> String {
    let kinds = asked.categories.iter();
    let kinds: Vec<String> = kinds
        .map(|kind| kind_name(visit, picture.tree(), kind.as_str()))
        .collect();
    match kinds.is_empty() {
        true => visit.t().map_asked_all_kinds(),
        false => visit.language.list(&kinds),
    }
}

/// Those that are known: another layer has others, and they are not asked for.
fn areas(visit: &Visit, picture: &IncidentPicture, asked: &Asked) -> Option<String> {
    let names = asked.areas.iter();
    let names: Vec<&str> = names.filter_map(|code| picture.area_name(code)).collect();
    (!names.is_empty()).then(|| visit.language.list(&names))
}

fn days(visit: &Visit, asked: &Asked) -> Option<String> {
    let t = visit.t();
    let week = asked.weekdays.iter().map(|day| WEEK.get(usize::from(*day)));
    let names: Vec<String> = week.flatten().map(|day| t.weekday(*day)).collect();
    match names.as_slice() {
        [] => None,
        [one] => Some(one.clone()),
        [first, .., last] => Some(t.map_asked_days(arg::MapAskedDays { first, last })),
    }
}

fn hours(visit: &Visit, asked: &Asked) -> String {
    let (from, to) = (asked.from_hour.unwrap_or(0), asked.to_hour.unwrap_or(23));
    let t = visit.t();
    match from == to {
        true => t.map_asked_hour(&format!("{from:02}")),
        false => t.map_asked_hours(arg::MapAskedHours {
            from: &format!("{from:02}"),
            to: &format!("{to:02}"),
        }),
    }
}
