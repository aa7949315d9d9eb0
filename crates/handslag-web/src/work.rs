//! What the pages inside share: their frame and their words.

pub(crate) use crate::words;

use handslag_app::Action;
use maud::{Markup, html};

use crate::layout::{Page, layout};
use crate::paths;
use crate::visit::Visit;

/// Pages above the present one, each with its address.
pub type Trail = Vec<(String, String)>;

/// A page inside, with the members' menu.
pub fn page(
    visit: &Visit,
    title: &str,
    example: bool,
    trail: &[(String, String)],
    main: Markup,
) -> Markup {
    page_with_scripts(visit, title, example, trail, &[], main)
}

/// The same for a page that these scripts make more of.
pub fn page_with_scripts(
    visit: &Visit,
    title: &str,
    example: bool,
    trail: &[(String, String)],
    scripts: &[&str],
    main: Markup,
) -> Markup {
    let page = Page {
        example,
        trail,
        scripts,
        menu: Some(menu(visit)),
        ..Page::new(title, html! { div.work { (main) } })
    };
    layout(&visit.here(), page)
}

fn menu(visit: &Visit) -> Markup {
    let t = visit.t();
    html! {
        li { a href=(paths::TODAY) { (t.work_nav_today()) } }
        @if visit.may(Action::LogActivity) { li { a href=(paths::LOG) { (t.work_nav_log()) } } }
        li { a href=(paths::ACTIVITIES) { (t.work_nav_activities()) } }
        @if visit.may(Action::ReportIncident) { li { a href=(paths::REPORT) { (t.work_nav_report()) } } }
        li { a href=(paths::PICTURE) { (t.work_nav_picture()) } }
        li { a href=(paths::PROMISES) { (t.work_nav_promises()) } }
        @if visit.may(Action::Import) { li { a href=(paths::INTAKE) { (t.work_nav_intake()) } } }
        li {
            form.inline method="post" action=(paths::SIGN_OUT) {
                button.link type="submit" { (t.work_sign_out()) }
            }
        }
    }
}

/// A line that says that something was done.
pub fn done(words: &str) -> Markup {
    html! { p.done role="status" { "✓ " (words) } }
}
