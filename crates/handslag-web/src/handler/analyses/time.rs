//! When it gathers: hours and months.

use handslag_app::picture::Trend;
use handslag_app::picture::analysis::{Against, HotHours, HotRun, Told};
use handslag_locale::arg;
use maud::{Markup, html};

use super::super::picture::{WEEK, week};
use super::super::{count, too_coarse};
use super::town::whole;
use super::{expected_words, how, same_question, section};
use crate::paths;
use crate::visit::Visit;

/// More runs of hours than this are not read in a sentence; the table marks them all.
const TOLD: usize = 3;

/// Hours of the week that stand out.
pub fn hot_hours(visit: &Visit, told: &Told<HotHours>) -> Markup {
    let t = visit.t();
    section(visit, "timmar", &t.hot_hours_title(), told, |found| {
        let runs: Vec<String> = found
            .runs
            .iter()
            .take(TOLD)
            .map(|run| run_words(visit, run))
            .collect();
        let n_more = found.runs.len().saturating_sub(TOLD);
        let runs = visit.language.list(&runs);
        let told = match (found.runs.len(), n_more) {
            (0, _) => t.hot_hours_none(),
            (_, 0) => t.hot_hours_found(&runs),
            (_, more) => t.hot_hours_found_more(arg::HotHoursFoundMore {
                when: &runs,
                n: more.into(),
            }),
        };
        let against = match found.against {
            Against::EvenHours => t.hot_hours_even(),
            Against::OtherKinds(n) => t.hot_hours_others(count(n)),
        };
        html! {
            p.plain { (told) " " (against) }
            (too_coarse::note(visit, found.too_coarse))
            (week(visit, &t.hot_hours_caption(), |weekday, hour| {
                let (n, is_hot) = found.hours[weekday][hour];
                html! { td.num .stands-out[is_hot] { @if is_hot { "▲" } (visit.language.rounded(n)) } }
            }))
            (how(visit, &[
                (t.how_data(), vec![t.hot_hours_data(&whole(visit, found.n))]),
                (t.how_method(), vec![t.hot_hours_method()]),
                (t.how_assumptions(), vec![t.hot_hours_assumes()]),
                (t.analysis_cannot(), vec![t.hot_hours_cannot()]),
                (t.how_references(), vec!["Ratcliffe (2002), doi:10.1023/A:1013240828824".to_owned()]),
            ]))
        }
    })
}

/// "fredag kl. 21 till lördag kl. 03 (412 mot väntade 35)".
fn run_words(visit: &Visit, run: &HotRun) -> String {
    let t = visit.t();
    let (day, day_to) = (t.weekday(WEEK[run.from.0]), t.weekday(WEEK[run.to.0]));
    let hour = |hour: usize| format!("{hour:02}");
    let (from, to) = (hour(run.from.1), hour(run.to.1));
    let when = match run.from.0 == run.to.0 && run.from.1 < run.to.1 {
        true => t.hot_hours_same_day(arg::HotHoursSameDay {
            day: &day,
            from: &from,
            to: &to,
        }),
        false => t.hot_hours_two_days(arg::HotHoursTwoDays {
            day: &day,
            from: &from,
            day_to: &day_to,
            to: &to,
        }),
    };
    t.hot_hours_run(arg::HotHoursRun {
        when: &when,
        count: &visit.language.decimals(run.n, 0),
        expected: &expected_words(visit, run.expected, 0),
    })
}

/// Unusual months, which the picture itself shows.
pub fn months(visit: &Visit, trend: &Trend) -> Markup {
    let t = visit.t();
    let is_judged = trend.months.iter().any(|month| month.expected.is_some());
    let unusual: Vec<String> = trend
        .months
        .iter()
        .filter(|month| month.is_unusual())
        .map(|month| visit.language.month(&month.month))
        .collect();
    html! {
        section #manader {
            h2 { (t.months_title()) }
            (too_coarse::note(visit, trend.too_coarse))
            @if !is_judged { p.withheld { (t.months_short()) } }
            @else if unusual.is_empty() { p.plain { (t.months_none()) } }
            @else { p.plain { (t.months_found(unusual.len())) " " (visit.language.list(&unusual)) "." } }
            p { a href={ (same_question(visit, paths::PICTURE)) "#manader" } { (t.months_link()) } }
        }
    }
}
