//! What is new since the last meeting, what recurs, and what is not unusual
//! after all: sentences first, before any picture.

use handslag_app::picture::analysis::Told;
use handslag_app::picture::{IncidentPicture, Novelty, Since, SinceItem, Then};
use handslag_locale::arg;
use jiff::civil::Date;
use maud::{Markup, html};

use super::analyses::{how, withheld};
use super::count;
use super::incident::kind_name;
use super::too_coarse;
use crate::visit::Visit;

/// The section; none yet while it is worked out.
///
/// - `meeting`: the day that was asked for.
pub fn section(
    visit: &Visit,
    picture: &IncidentPicture,
    meeting: Option<Date>,
    told: Option<&Told<Since>>,
) -> Markup {
    let t = visit.t();
    let since = match told {
        None => {
            return html! {
                section #nytt { p role="status" { (t.since_computing()) } }
            };
        }
        Some(Err(why)) => {
            return html! {
                section #nytt { h2 { (t.since_new()) } p { (withheld(visit, *why)) } }
            };
        }
        Some(Ok(since)) => since,
    };
    let of = |novelty| {
        since
            .items
            .iter()
            .filter(move |item| item.novelty == novelty)
    };
    let list = |novelty, none: String| {
        let items: Vec<String> = of(novelty)
            .map(|item| words(visit, picture, item))
            .collect();
        html! {
            @if items.is_empty() { p { (none) } }
            @else { ul { @for item in &items { li { (item) } } } }
        }
    };
    html! {
        section.since #nytt {
            h2 { (t.since_title(&visit.language.date(since.from))) }
            p { (t.since_lead(arg::SinceLead {
                n: count(since.n),
                from: &visit.language.date(since.from),
                to: &visit.language.date(since.to),
            }))
                @if since.n_after > 0 { " " (t.since_after(arg::SinceAfter {
                    n: count(since.n_after), day: &visit.language.date(since.to),
                })) }
            }
            (too_coarse::note(visit, since.too_coarse))
            @if let Some(asked) = meeting.filter(|day| *day != since.from) {
                p { (t.since_other_day(arg::SinceOtherDay {
                    asked: &visit.language.date(asked), day: &visit.language.date(since.from),
                })) }
            }
            h3 { (t.since_new()) }
            (list(Novelty::New, t.since_new_none()))
            h3 { (t.since_recurring()) }
            (list(Novelty::Recurring, t.since_recurring_none()))
            h3 { (t.since_not_unusual()) }
            @if of(Novelty::NotUnusual).next().is_some() { p { (t.since_not_unusual_lead()) } }
            (list(Novelty::NotUnusual, t.since_not_unusual_none()))
            (how_we_know(visit, since))
        }
    }
}

/// "Narkotika: 12, fler än väntade 0–5. Mest vid Skolan (12). Så har det varit …"
fn words(visit: &Visit, picture: &IncidentPicture, item: &SinceItem) -> String {
    let t = visit.t();
    let kind = kind_name(visit, picture.tree(), item.category.as_str());
    let what = match &item.area {
        Some(area) => t.since_in_area(arg::SinceInArea { kind: &kind, area }),
        None => kind,
    };
    let number = |n| number(visit, n);
    let (n, lower, upper) = (number(item.n), number(item.lower), number(item.upper));
    let first = match (item.novelty, item.is_more()) {
        (Novelty::NotUnusual, _) => within_words(visit, item, &what),
        (Novelty::New | Novelty::Recurring, true) => t.since_more(arg::SinceMore {
            what: &what,
            count: &n,
            lower: &lower,
            upper: &upper,
        }),
        (Novelty::New | Novelty::Recurring, false) => t.since_fewer(arg::SinceFewer {
            what: &what,
            count: &n,
            lower: &lower,
            upper: &upper,
        }),
    };
    let mut all = vec![first];
    if let Some(mostly) = &item.mostly {
        let (place, there) = (mostly.place.as_str(), number(mostly.n.into()));
        all.push(match item.is_more() {
            true => t.since_mostly(arg::SinceMostly {
                place,
                count: &there,
            }),
            false => t.since_mostly_before(arg::SinceMostlyBefore {
                place,
                count: &there,
            }),
        });
    }
    if item.novelty == Novelty::Recurring {
        all.push(t.since_run(arg::SinceRun {
            n: item.run.n.into(),
            days: &number(item.run.days.into()),
            day: &visit.language.date(item.run.since),
        }));
    }
    all.join(" ")
}

fn number(visit: &Visit, n: u64) -> String {
    let n = usize::try_from(n).unwrap_or(usize::MAX);
    visit.language.whole(n)
}

/// "Klotter: 26, mot 9 samma tid året före. Väntat är 4–27."
fn within_words(visit: &Visit, item: &SinceItem, what: &str) -> String {
    let t = visit.t();
    let number = |n| number(visit, n);
    let n = number(item.n);
    let beside = match item.then {
        Some(Then::PeriodBefore(then)) => t.since_beside_before(arg::SinceBesideBefore {
            what,
            count: &n,
            then: &number(then),
        }),
        Some(Then::YearBefore(then)) => t.since_beside_year(arg::SinceBesideYear {
            what,
            count: &n,
            then: &number(then),
        }),
        None => t.since_beside_none(arg::SinceBesideNone { what, count: &n }),
    };
    let (lower, upper) = (number(item.lower), number(item.upper));
    let expected = match item.is_outside() {
        false => t.since_within(arg::SinceWithin {
            lower: &lower,
            upper: &upper,
        }),
        true => t.since_outside(arg::SinceOutside {
            lower: &lower,
            upper: &upper,
        }),
    };
    format!("{beside} {expected}")
}

fn how_we_know(visit: &Visit, since: &Since) -> Markup {
    let t = visit.t();
    let data = t.since_how_data(arg::SinceHowData {
        from: &visit.language.date(since.from),
        to: &visit.language.date(since.to),
    });
    let many = t.since_how_many(arg::SinceHowMany {
        judged: &visit.language.whole(since.n_judged),
        few: &visit.language.whole(since.n_too_few),
    });
    let silent = t.since_how_silent(since.n_silent);
    how(
        visit,
        &[
            (t.how_data(), vec![data]),
            (
                t.how_method(),
                vec![t.since_how_method(), many, silent, t.since_how_standing()],
            ),
            (t.analysis_cannot(), vec![t.since_how_cannot()]),
            (
                t.how_references(),
                vec![
                    "Noufaily et al. (2013), doi:10.1002/sim.5595".to_owned(),
                    "Benjamini & Hochberg (1995), doi:10.1111/j.2517-6161.1995.tb02031.x"
                        .to_owned(),
                ],
            ),
        ],
    )
}
