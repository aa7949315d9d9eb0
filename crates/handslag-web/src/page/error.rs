//! What went wrong, and what can the reader do?

use maud::{Markup, html};

use super::search::search_form;
use crate::here::Here;
use crate::layout::{Page, layout};
use crate::paths;

/// Why a page could not be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure<'a> {
    /// 404; the same for what does not exist and what is not one's own.
    NotFound,
    /// 403.
    Forbidden,
    /// 400.
    BadRequest,
    /// 429.
    TooMany,
    /// 500, with the number under which the error was noted.
    Server(&'a str),
}

impl Failure<'_> {
    /// The status code of HTTP.
    pub fn status(self) -> u16 {
        match self {
            Self::NotFound => 404,
            Self::Forbidden => 403,
            Self::BadRequest => 400,
            Self::TooMany => 429,
            Self::Server(_) => 500,
        }
    }
}

/// A page that says what happened and offers a way on.
pub fn error(here: &Here<'_>, failure: Failure<'_>) -> Markup {
    let t = here.t();
    let (title, words) = match failure {
        Failure::NotFound => (t.error_not_found_title(), t.error_not_found_words()),
        Failure::Forbidden => (t.error_forbidden_title(), t.error_forbidden_words()),
        Failure::BadRequest => (t.error_bad_request_title(), t.error_bad_request_words()),
        Failure::TooMany => (t.error_too_many_title(), t.error_too_many_words()),
        Failure::Server(_) => (t.error_server_title(), t.error_server_words()),
    };
    let main = html! {
        h1 { (title) }
        p.lead { (words) }
        @if let Failure::Server(number) = failure { p { (t.error_server_number(number)) } }
        @if failure == Failure::NotFound { (search_form(here, "")) }
        p { a href=(paths::HOME) { (t.nav_home()) } }
    };
    layout(here, Page::new(&title, main))
}
