//! What is this, how is it judged, and for whom does it work?

use handslag_domain::verdict::Verdict;
use maud::{Markup, html};

use crate::component::{Column, status, table};
use crate::here::Here;
use crate::layout::{Page, layout};
use crate::paths;

/// About the product and how commitments are assessed.
pub fn about(here: &Here<'_>) -> Markup {
    let t = here.t();
    let columns = [
        Column::words(t.tally_verdict()),
        Column::words(t.tally_meaning()),
    ];
    let rows: Vec<Vec<Markup>> = Verdict::ALL
        .into_iter()
        .map(|verdict| vec![status(t, verdict), html! { (t.verdict_meaning(verdict)) }])
        .collect();
    let main = html! {
        h1 { (t.about_title()) }
        p.lead { (t.about_what()) }
        h2 { (t.about_verdicts_title()) }
        (table(&t.about_verdicts_caption(), &columns, &rows))
        h2 { (t.self_test_about_title()) }
        p { (t.self_test_about_words()) " " a href=(paths::SELF_TEST) { (t.self_test_link()) } }
        h2 { (t.about_persons_title()) }
        p { (t.about_persons_words()) }
        h2 { (t.about_cookies_title()) }
        p { (t.about_cookies_words()) }
    };
    plain_page(here, &t.about_title(), main)
}

/// The accessibility statement.
pub fn accessibility(here: &Here<'_>) -> Markup {
    let t = here.t();
    let main = html! {
        h1 { (t.accessibility_title()) }
        p.lead { (t.accessibility_lead()) }
        h2 { (t.accessibility_works_title()) }
        ul {
            li { (t.accessibility_works_table()) }
            li { (t.accessibility_works_scripts()) }
            li { (t.accessibility_works_colour()) }
        }
        h2 { (t.accessibility_tested_title()) }
        p { (t.accessibility_tested_words()) }
        h2 { (t.accessibility_known_title()) }
        p { (t.accessibility_known_words()) }
        h2 { (t.accessibility_report_title()) }
        p { (t.accessibility_report_words()) }
    };
    plain_page(here, &t.accessibility_title(), main)
}

fn plain_page(here: &Here<'_>, title: &str, main: Markup) -> Markup {
    let trail = [(here.t().nav_home(), paths::HOME.to_owned())];
    layout(
        here,
        Page {
            trail: &trail,
            ..Page::new(title, main)
        },
    )
}
