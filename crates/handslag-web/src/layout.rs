//! What stands around every page: head, mark, way here, language, foot.

use maud::{DOCTYPE, Markup, html};

use crate::component::example_banner;
use crate::here::Here;
use crate::{asset, paths};

/// A page without its surroundings.
#[derive(Debug, Clone)]
pub struct Page<'a> {
    /// The page's name, for the window and for search engines; without "Handslag".
    pub title: &'a str,
    /// One sentence about it.
    pub description: &'a str,
    /// Whether invented numbers stand on it: then it says so in plain sight.
    pub example: bool,
    /// The pages above it, from the top, each with its address.
    pub trail: &'a [(String, String)],
    /// Links of a signed-in reader; the public menu when there is none.
    pub menu: Option<Markup>,
    /// Names of script modules for pages that need them; public pages have none.
    pub scripts: &'a [&'a str],
    /// Whether it is a file of its own, with no site around it to lead to.
    pub alone: bool,
    /// Everything within `main`, with the page's one `h1`.
    pub main: Markup,
}

impl<'a> Page<'a> {
    /// A public page at the top of the site.
    pub fn new(title: &'a str, main: Markup) -> Self {
        Self {
            title,
            description: "",
            example: false,
            trail: &[],
            menu: None,
            scripts: &[],
            alone: false,
            main,
        }
    }
}

/// The whole document.
pub fn layout(here: &Here<'_>, page: Page<'_>) -> Markup {
    let t = here.t();
    html! {
        (DOCTYPE)
        html lang=(here.language.tag()) {
            (head(&page))
            body {
                a.skip href="#innehall" { (t.skip_to_content()) }
                (masthead(here, &page))
                div.sheet {
                    (trail(here, &page))
                    main #innehall tabindex="-1" { (page.main) }
                }
                @if !page.alone { (foot(here, &page)) }
            }
        }
    }
}

fn head(page: &Page<'_>) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            title { (page.title) " – Handslag" }
            @if !page.description.is_empty() {
                meta name="description" content=(page.description);
            }
            meta name="color-scheme" content="light dark";
            meta name="referrer" content="same-origin";
            link rel="icon" href=(asset::href("favicon.svg")) type="image/svg+xml";
            link rel="stylesheet" href=(asset::href("handslag.css"));
            @for script in page.scripts {
                script type="module" src=(asset::href(script)) {}
            }
        }
    }
}

fn masthead(here: &Here<'_>, page: &Page<'_>) -> Markup {
    let t = here.t();
    html! {
        header.masthead {
            div.masthead-row {
                @if page.alone { span.brand { (mark()) span { (t.site_name()) } } }
                @else {
                    a.brand href=(paths::HOME) { (mark()) span { (t.site_name()) } }
                    (menu(here, page))
                }
            }
            @if page.example { (example_banner(t)) }
        }
    }
}

fn menu(here: &Here<'_>, page: &Page<'_>) -> Markup {
    let t = here.t();
    let other = here.language.other();
    html! {
        nav.menu aria-label=(t.nav_main()) {
            ul {
                @if let Some(menu) = &page.menu { (menu) }
                li { a href=(paths::SEARCH) { (t.nav_search()) } }
                li {
                    a href=(paths::language(other, here.path)) lang=(other.tag()) hreflang=(other.tag()) {
                        (other.own_name())
                    }
                }
            }
        }
    }
}

/// Two strokes that meet, drawn with one line.
fn mark() -> Markup {
    html! {
        svg.mark viewBox="0 0 40 24" width="40" height="24" aria-hidden="true" focusable="false" {
            title { "Handslag" }
            path d="M2 17h12c8 0 12-4 12-8.5C26 5 23.5 3.5 20 3.5S14 5 14 8.5C14 13 18 17 26 17h12" fill="none" stroke="currentColor" stroke-width="3" stroke-linecap="round" stroke-linejoin="round" {}
        }
    }
}

fn trail(here: &Here<'_>, page: &Page<'_>) -> Markup {
    html! {
        @if !page.trail.is_empty() && !page.alone {
            nav.trail aria-label=(here.t().nav_trail()) {
                ol {
                    @for (name, href) in page.trail { li { a href=(href) { (name) } } }
                }
            }
        }
    }
}

fn foot(here: &Here<'_>, page: &Page<'_>) -> Markup {
    let t = here.t();
    html! {
        footer.foot {
            div.foot-row {
                p { (t.footer_report_crime(handslag_locale::arg::FooterReportCrime { phone: "114 14", site: "polisen.se" })) br; strong { (t.footer_emergency("112")) } }
                ul {
                    li { a href="https://polisen.se/" { "polisen.se" } }
                    li { a href=(paths::OPEN_DATA) { (t.footer_open_data()) } }
                    li { a href=(paths::ACCESSIBILITY) { (t.footer_accessibility()) } }
                    li { a href=(paths::ABOUT) { (t.footer_about()) } }
                    @if page.menu.is_none() { li { a href=(paths::SIGN_IN) { (t.work_sign_in()) } } }
                }
                p.foot-words { (mark()) " " (t.footer_words()) }
            }
        }
    }
}
