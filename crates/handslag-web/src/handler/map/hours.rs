//! The hours of the week beneath the map.

use handslag_locale::arg;
use maud::{Markup, html};

use super::super::picture::{WEEK, WEEK_NAMES, shade};
use super::answer::Told;
use super::asked::address;
use crate::paths;

impl Told<'_> {
    /// The hours of the week, beneath the map; each that has any, pressed, is
    /// the only one asked for.
    pub fn hours(&self) -> Markup {
        let t = self.visit.t();
        let days = WEEK.map(|day| t.weekday(day));
        let all = self.view.hours.iter().flatten().copied();
        let most = all.fold(0.0_f64, f64::max);
        html! {
            section #timmar {
                h2 { (t.picture_hours()) }
                p { (t.map_hours_hint()) " " a href="#map-efter-timmar" { (t.map_skip_hours()) } }
                div.table-room role="group" aria-label=(t.picture_hours()) tabindex="0" {
                    table.hours {
                        caption { (t.picture_hours_caption()) }
                        thead { tr { th scope="col" { (t.work_log_day()) } @for hour in 0..24 { th scope="col" { (format!("{hour:02}")) } } } }
                        tbody { @for (weekday, hours) in self.view.hours.iter().enumerate() {
                            tr {
                                th scope="row" { (days[weekday]) }
                                @for (hour, n) in hours.iter().enumerate() {
                                    td.num.{ "shade-" (shade(*n, most)) } { (self.hour(weekday, hour, *n, &days[weekday])) }
                                }
                            }
                        } }
                    }
                }
                p.quiet #map-efter-timmar tabindex="-1" { (t.map_hours_start()) }
            }
        }
    }

    fn hour(&self, weekday: usize, hour: usize, n: f64, day: &str) -> Markup {
        let (name, number) = (WEEK_NAMES[weekday], hour.to_string());
        let asked = |field: &str| self.sent.get(field);
        let is_chosen = asked("dagar") == name
            && asked("fran_timme") == number
            && asked("till_timme") == number;
        let (name, number) = match is_chosen {
            true => ("", ""),
            false => (name, number.as_str()),
        };
        let pressed = [
            ("dagar", name),
            ("fran_timme", number),
            ("till_timme", number),
        ];
        let words = self.visit.t().map_hour(arg::MapHour {
            day,
            hour: &format!("{hour:02}"),
            count: &self.visit.language.rounded(n),
        });
        html! {
            @if n < 0.05 && !is_chosen { (self.visit.language.rounded(n)) }
            @else {
                a href={ (address(paths::MAP, self.sent, &pressed)) "#timmar" } data-map id={ "timme-" (weekday) "-" (hour) }
                    aria-label=(words) aria-current=[is_chosen.then_some("true")] { (self.visit.language.rounded(n)) }
            }
        }
    }
}
