//! How often would each way to judge have cried wolf?

use handslag_domain::effect::SelfTestReport;
use maud::{Markup, html};

use crate::component::self_test as one_self_test;
use crate::here::Here;
use crate::layout::{Page, layout};
use crate::paths;

/// The published self-tests, newest first.
pub fn self_test(here: &Here<'_>, reports: &[SelfTestReport]) -> Markup {
    let t = here.t();
    let title = t.self_test_heading();
    let main = html! {
        h1 { (title) }
        p.lead { (t.self_test_lead()) }
        @if reports.is_empty() { p { (t.self_test_none()) } }
        @for (n, report) in reports.iter().enumerate() {
            section {
                h2 { (t.self_test_of(&here.language.date(report.tested_on))) }
                (one_self_test(here, report, &n.to_string(), true))
            }
        }
    };
    layout(
        here,
        Page {
            description: &t.self_test_lead(),
            trail: &[
                (t.nav_home(), paths::HOME.to_owned()),
                (t.about_title(), paths::ABOUT.to_owned()),
            ],
            ..Page::new(&title, main)
        },
    )
}
