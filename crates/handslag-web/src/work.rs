//! What the pages inside share: their frame, their words, and the page of a stale edit.

pub(crate) use crate::words;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use handslag_app::Action;
use maud::{Markup, html};
use serde_json::Value;

use crate::component::submit;
use crate::fields::Fields;
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
    let page = Page {
        example,
        trail,
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
        li { a href=(paths::PROMISES) { (t.work_nav_promises()) } }
        @if visit.may(Action::Import) { li { a href=(paths::INTAKE) { (t.work_nav_intake()) } } }
        li {
            form.inline method="post" action=(paths::SIGN_OUT) {
                button.link type="submit" { (t.work_sign_out()) }
            }
        }
    }
}

/// A place where two texts differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Such as `commitments[3].title`.
    pub place: String,
    /// What the reader wanted to save.
    pub mine: String,
    /// What somebody else saved in between.
    pub theirs: String,
}

/// Every place where two documents differ.
pub fn differences(mine: &Value, theirs: &Value) -> Vec<Difference> {
    let mut found = Vec::new();
    compare("", mine, theirs, &mut found);
    found
}

fn compare(place: &str, mine: &Value, theirs: &Value, found: &mut Vec<Difference>) {
    match (mine, theirs) {
        (Value::Object(a), Value::Object(b)) => {
            let names = a
                .keys()
                .chain(b.keys().filter(|name| !a.contains_key(*name)));
            for name in names {
                let place = match place.is_empty() {
                    true => name.clone(),
                    false => format!("{place}.{name}"),
                };
                let of = |fields: &serde_json::Map<String, Value>| {
                    fields.get(name).cloned().unwrap_or(Value::Null)
                };
                compare(&place, &of(a), &of(b), found);
            }
        }
        (Value::Array(a), Value::Array(b)) => {
            for n in 0..a.len().max(b.len()) {
                let item = |list: &[Value]| list.get(n).cloned().unwrap_or(Value::Null);
                compare(&format!("{place}[{n}]"), &item(a), &item(b), found);
            }
        }
        (a, b) if a == b => {}
        (a, b) => found.push(Difference {
            place: place.to_owned(),
            mine: shown(a),
            theirs: shown(b),
        }),
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => serde_json::to_string_pretty(other).unwrap_or_default(),
    }
}

/// A stale edit: what I wrote beside what somebody saved in between. Nothing
/// typed is lost: the form can be sent again over the newer version.
pub struct Stale<'a> {
    /// Where the form goes.
    pub action: &'a str,
    /// What was sent.
    pub fields: &'a Fields,
    /// The field that holds the version.
    pub version_field: &'a str,
    /// The version that is held now.
    pub held_version: u32,
    /// Where the texts differ.
    pub differences: Vec<Difference>,
}

/// The page of a stale edit.
pub fn stale_page(visit: &Visit, stale: &Stale<'_>) -> Response {
    let t = visit.t();
    let main = html! {
        h1 { (t.work_stale_title()) }
        p.lead { (t.work_stale_words()) }
        @for difference in &stale.differences {
            section.difference {
                h2 { code { (difference.place) } }
                div.two {
                    div { h3 { (t.work_stale_mine()) } p.verbatim { (difference.mine) } }
                    div { h3 { (t.work_stale_theirs()) } p.verbatim { (difference.theirs) } }
                }
            }
        }
        @if stale.differences.is_empty() { p { (t.work_stale_same()) } }
        form method="post" action=(stale.action) {
            @for (name, value) in stale.fields.iter().filter(|(name, _)| *name != stale.version_field) {
                // A textarea keeps line breaks, which a hidden input may not.
                textarea hidden name=(name) aria-hidden="true" { "\n" (value) }
            }
            input type="hidden" name=(stale.version_field) value=(stale.held_version);
            (submit(&t.work_stale_save_mine(), None))
        }
        p { a href=(stale.action) { (t.work_stale_take_theirs()) } }
    };
    let markup = page(visit, &t.work_stale_title(), false, &[], main);
    (StatusCode::CONFLICT, markup).into_response()
}

/// A line that says that something was done.
pub fn done(words: &str) -> Markup {
    html! { p.done role="status" { "✓ " (words) } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_places_that_differ_are_shown() {
        let mine = json!({"title": "A", "list": [1, 2], "same": {"x": 1}});
        let theirs = json!({"title": "B", "list": [1], "same": {"x": 1}, "new": "N"});
        let places: Vec<String> = differences(&mine, &theirs)
            .into_iter()
            .map(|d| d.place)
            .collect();
        assert_eq!(places, ["title", "list[1]", "new"]);
    }
}
