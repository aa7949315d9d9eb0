//! What do the police write about the municipality? News, never a measure.

use handslag_domain::follow_up::MunicipalityName;
use handslag_domain::release::NewsItem;
use maud::{Markup, html};

use crate::here::Here;
use crate::layout::{Page, layout};
use crate::paths;

/// A page of notices, newest first; `has_older` when there are more before them.
pub fn news(
    here: &Here<'_>,
    municipality: &MunicipalityName,
    items: &[NewsItem],
    has_older: bool,
) -> Markup {
    let t = here.t();
    let title = t.news_title(&municipality.name);
    let main = html! {
        h1 { (title) }
        (news_list(here, items))
        @if let (true, Some(last)) = (has_older, items.last()) {
            p { a href=(paths::older_news(&municipality.slug, last)) rel="next" { (t.news_older()) } }
        }
    };
    layout(
        here,
        Page {
            description: &t.news_warning(),
            trail: &[
                (t.nav_home(), paths::HOME.to_owned()),
                (
                    municipality.name.clone(),
                    paths::municipality(&municipality.slug),
                ),
            ],
            ..Page::new(&title, main)
        },
    )
}

/// Notices with the warning that they measure nothing.
pub(super) fn news_list(here: &Here<'_>, items: &[NewsItem]) -> Markup {
    let t = here.t();
    html! {
        p.news-warning { (t.news_warning()) }
        @if items.is_empty() { p { (t.news_none()) } }
        ul.news lang=[here.theirs("sv")] {
            @for item in items {
                li {
                    a href=(paths::police(&item.path)) rel="noopener noreferrer" { (item.title) }
                    // The police's heading says the day and no year.
                    p.quiet lang=(here.language.tag()) { (t.news_published(&published_on(here, item))) }
                    p { (whole_or_cut(&item.summary)) }
                    @if item.sums_up { p.quiet lang=(here.language.tag()) { (t.news_sums_up()) } }
                }
            }
        }
    }
}

/// "3 april 2023" of `2023-04-03 09:12`.
fn published_on(here: &Here<'_>, item: &NewsItem) -> String {
    let day = item
        .published
        .split(' ')
        .next()
        .and_then(|day| day.parse().ok());
    day.map_or_else(|| item.published.clone(), |day| here.language.date(day))
}

/// The police's interface cuts its texts, also within a word.
fn whole_or_cut(summary: &str) -> String {
    let ends = summary
        .trim_end()
        .ends_with(['.', '!', '?', '…', '”', '"', ')', ':']);
    match summary.is_empty() || ends {
        true => summary.to_owned(),
        false => format!("{summary} …"),
    }
}
