//! What is not counted, since it is known only to a longer time than is asked about.

use handslag_app::picture::TooCoarse;
use handslag_domain::incident::TimeUnit;
use handslag_locale::arg;
use maud::{Markup, html};

use super::count;
use crate::visit::Visit;

/// The sentence on its own; nothing when nothing is left out.
pub(super) fn note(visit: &Visit, too_coarse: Option<TooCoarse>) -> Markup {
    html! {
        @if let Some(too_coarse) = too_coarse { p.quiet { (words(visit, too_coarse)) } }
    }
}

/// "27 176 händelser är bara kända till månad och räknas inte här."
pub(super) fn words(visit: &Visit, too_coarse: TooCoarse) -> String {
    let t = visit.t();
    let known = match too_coarse.known_to {
        TimeUnit::Hour | TimeUnit::Day => t.known_to_day(),
        TimeUnit::Week => t.known_to_week(),
        TimeUnit::Month => t.known_to_month(),
        TimeUnit::Year => t.known_to_year(),
    };
    let n = count(too_coarse.n);
    match too_coarse.is_all {
        true => t.too_coarse(arg::TooCoarse { n, known: &known }),
        false => t.too_coarse_mostly(arg::TooCoarseMostly { n, known: &known }),
    }
}
