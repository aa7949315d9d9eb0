//! The sentences above and beneath the map: each of its states has its own.

use handslag_app::picture::{Base, Layer, Shown};
use handslag_locale::arg;
use jiff::civil::Date;

use super::super::count;
use super::answer::Told;
use super::question::{period, question, question_of_periods};

/// Above the map: how many there are of what is asked for.
pub fn lead(told: &Told<'_>) -> String {
    match (told.view.n_before, told.asked.before) {
        (Some(n_before), Some(before)) => compared(told, n_before, before),
        _ => counted(told),
    }
}

/// Beneath it: how many of them it shows, and what it draws of them.
pub fn shown(told: &Told<'_>) -> String {
    let sentences = [seen(told), Some(drawn(told))];
    sentences
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
}

fn whole(told: &Told<'_>, n: u64) -> String {
    let n = usize::try_from(n).unwrap_or(usize::MAX);
    told.visit.language.whole(n)
}

/// One period. Of hours there are two numbers, and both are told: the table of
/// hours has the one, and what is asked for is the other.
fn counted(told: &Told<'_>) -> String {
    let t = told.visit.t();
    let question = question(told.visit, told.picture, &told.asked.asked);
    match told.view.n_weighed {
        Some(weighed) => t.map_lead_weighed(arg::MapLeadWeighed {
            weighed: &told.visit.language.rounded(weighed),
            n: count(told.view.n),
            question: &question,
        }),
        None => t.map_lead(arg::MapLead {
            n: count(told.view.n),
            question: &question,
        }),
    }
}

/// Two periods, and what differs.
fn compared(told: &Told<'_>, n_before: u64, (from, to): (Date, Date)) -> String {
    let t = told.visit.t();
    let more = told.view.n.abs_diff(n_before);
    let change = match told.view.n.cmp(&n_before) {
        std::cmp::Ordering::Greater => t.map_lead_more(count(more)),
        std::cmp::Ordering::Less => t.map_lead_fewer(count(more)),
        std::cmp::Ordering::Equal => t.map_lead_as_many(),
    };
    t.map_lead_compared(arg::MapLeadCompared {
        n: count(told.view.n),
        now: &period(told.visit, &told.asked.asked),
        earlier: &whole(told, n_before),
        before: &told.visit.language.period(Some(from), Some(to)),
        change: &change,
        question: &question_of_periods(told.visit, told.picture, &told.asked.asked),
    })
}

/// Whether the map is of the earlier period.
fn is_before(told: &Told<'_>) -> bool {
    told.asked.shown == Shown::Before && told.asked.before.is_some()
}

/// How many of those asked for have a point that the map shows; of the earlier
/// period it is not counted.
fn seen(told: &Told<'_>) -> Option<String> {
    let t = told.visit.t();
    let (n, seen) = (told.view.n, told.view.n_in_sight);
    (n > 0 && !is_before(told)).then(|| match seen {
        0 => t.map_seen_none(),
        seen if seen == n => t.map_seen_all(),
        seen => t.map_seen(&whole(told, seen)),
    })
}

fn drawn(told: &Told<'_>) -> String {
    let t = told.visit.t();
    let is_of_areas = told.asked.layer.is_of_areas();
    let is_change = told.asked.is_change();
    let what = match (is_change, told.asked.layer) {
        (true, _) if is_of_areas => t.map_shows_change_areas(),
        (true, _) => t.map_shows_change_squares(&told.side()),
        (false, Layer::Points) if told.view.has_points => t.map_shows_points(),
        (false, Layer::Points) => t.map_shows_points_farther(&told.side()),
        (false, Layer::Squares) => t.map_shows_squares(&told.side()),
        (false, Layer::Areas) => t.map_shows_areas(),
        (false, Layer::Rates) => match told.view.base {
            Base::Inhabitants => t.map_shows_by_inhabitants(),
            Base::Km2 => t.map_shows_by_size(),
        },
    };
    match is_before(told) {
        true => t.map_shows_before(&what),
        false => t.map_shows(&what),
    }
}
