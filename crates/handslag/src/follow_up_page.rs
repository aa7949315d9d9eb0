//! The page of a follow-up as one file that can be read without the site.

use handslag_domain::follow_up::FollowUpDocument;
use handslag_domain::release::FollowUpRelease;
use handslag_locale::Language;
use handslag_web::asset;
use handslag_web::here::Here;
use handslag_web::page::{FollowUpView, follow_up};

/// What leads to the site is read as plain words, and what only it holds is left out.
const ALONE: &str =
    "a:not([href]){color:inherit;text-decoration:none}.links a:not([href]){display:none}";

/// The page, in the language of the document's own words, with its style within.
///
/// - `name`: of the files beside it, before their endings.
pub(crate) fn page(document: &FollowUpDocument, name: &str) -> String {
    let language = Language::tagged(&document.language).unwrap_or_default();
    let here = Here {
        language,
        path: "/",
    };
    let release = FollowUpRelease {
        document: document.clone(),
    };
    let view = FollowUpView {
        release: &release,
        newest_version: document.version,
        beside: Some(name),
    };
    let page = follow_up(&here, view).into_string();
    alone(&page)
}

/// Puts the style sheet in, and takes away addresses that lead to the site.
pub(crate) fn alone(page: &str) -> String {
    let style = asset::named("handslag.css")
        .map(|css| String::from_utf8_lossy(&css.bytes).into_owned())
        .unwrap_or_default();
    let linked = format!(
        r#"<link rel="stylesheet" href="{}">"#,
        asset::href("handslag.css")
    );
    let icon = format!(
        r#"<link rel="icon" href="{}" type="image/svg+xml">"#,
        asset::href("favicon.svg")
    );
    page.replace(&linked, &format!("<style>{style}{ALONE}</style>"))
        .replace(&icon, "")
        .replace(r#" href="/"#, r#" data-on-site="/"#)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_style_is_within_and_no_link_leads_nowhere() {
        let head = format!(
            r##"<link rel="stylesheet" href="{}"><a href="/om">Om</a><a href="#a">a</a>"##,
            asset::href("handslag.css")
        );
        let page = alone(&head);
        assert!(
            page.starts_with("<style>") && page.contains("font-family"),
            "{page}"
        );
        assert!(!page.contains(r#"href="/"#));
        assert!(page.contains(r##"href="#a""##));
    }
}
