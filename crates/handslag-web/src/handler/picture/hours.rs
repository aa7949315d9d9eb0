//! The hours of the week.

use handslag_app::picture::PictureView;
use handslag_locale::arg;
use maud::{Markup, html};

use super::super::too_coarse;
use super::{WEEK, share_words};
use crate::visit::Visit;

/// The hours of the week, dark where most is; the number stands in each square.
pub(super) fn hours(visit: &Visit, view: &PictureView) -> Markup {
    let t = visit.t();
    let most = view.hours.iter().flatten().copied().fold(0.0_f64, f64::max);
    let busiest = busiest(view).filter(|_| view.has_hours);
    let days = WEEK.map(|day| t.weekday(day));
    html! {
        section #timmar {
            h2 { (t.picture_hours()) }
            @if let Some((weekday, hour, share)) = busiest {
                p { (t.picture_busiest(arg::PictureBusiest {
                    day: &days[weekday], hour: &format!("{hour:02}–{:02}", (hour + 1) % 24),
                    share: &share_words(visit, share),
                })) }
            }
            @if !view.has_hours { p { (t.picture_no_hours()) } }
            (too_coarse::note(visit, view.not_by_hour))
            @if most > 0.0 {
                (week(visit, &t.picture_hours_caption(), |weekday, hour| {
                    let n = view.hours[weekday][hour];
                    html! { td.num.{ "shade-" (shade(n, most)) } { (visit.language.rounded(n)) } }
                }))
            }
            details.how-we-know { summary { (t.how_heading()) } p { (t.picture_hours_how()) } }
        }
    }
}

/// The hours of the week. On a narrow screen the days stand beside each other and
/// the hours beneath, so that the whole week is seen.
///
/// - `cell`: the square of a weekday (0 is Monday) and an hour.
pub(in crate::handler) fn week(
    visit: &Visit,
    caption: &str,
    cell: impl Fn(usize, usize) -> Markup,
) -> Markup {
    let t = visit.t();
    html! {
        div.table-room role="group" aria-label=(caption) tabindex="0" {
            table.hours {
                caption { (caption) }
                thead { tr { th scope="col" { (t.work_log_day()) } @for hour in 0..24 { th scope="col" { (format!("{hour:02}")) } } } }
                tbody { @for (weekday, day) in WEEK.into_iter().enumerate() {
                    tr {
                        (day_head(&t.weekday(day)))
                        @for hour in 0..24 { (cell(weekday, hour)) }
                    }
                } }
            }
        }
    }
}

/// "mån" where there is no room for "måndag".
fn day_head(name: &str) -> Markup {
    let end = name.char_indices().nth(3).map_or(name.len(), |(at, _)| at);
    let (short, rest) = name.split_at(end);
    html! { th scope="row" { (short) span.rest { (rest) } } }
}

/// How dark an hour is, 0 to 8, where the darkest has `most`.
pub(in crate::handler) fn shade(n: f64, most: f64) -> u8 {
    match most > 0.0 {
        true => (n / most * 8.0).ceil() as u8,
        false => 0,
    }
}

/// The hour of the week with most, and its share of all.
fn busiest(view: &PictureView) -> Option<(usize, usize, f64)> {
    let all: f64 = view.hours.iter().flatten().sum();
    let hours = view.hours.iter().enumerate();
    let hours = hours.flat_map(|(day, hours)| {
        let hours = hours.iter().enumerate();
        hours.map(move |(hour, n)| (day, hour, *n))
    });
    let most = hours.max_by(|a, b| a.2.total_cmp(&b.2))?;
    (all > 0.0).then(|| (most.0, most.1, most.2 / all))
}
