//! Which promises, commitments, follow-ups and pictures speak of this?

use handslag_locale::arg;
use maud::{Markup, html};

use crate::component::{Field, submit, text_field};
use crate::here::Here;
use crate::layout::{Page, layout};
use crate::paths;

/// A piece of text, marked when it is what was searched for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// Whether it fits the search.
    pub marked: bool,
}

/// What kind of page a hit leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HitKind {
    /// A municipality.
    Municipality,
    /// A promise.
    Promise,
    /// A commitment.
    Commitment,
    /// A follow-up.
    FollowUp,
    /// The situational picture.
    Picture,
}

/// A page that fits.
#[derive(Debug, Clone)]
pub struct Hit {
    /// What it is.
    pub kind: HitKind,
    /// Its address, from [`paths`].
    pub href: String,
    /// Its name.
    pub title: Vec<Piece>,
    /// Where it belongs, such as the municipality and the promise.
    pub belongs_to: String,
    /// The words around what fits.
    pub excerpt: Vec<Piece>,
    /// Whether its numbers are invented.
    pub example: bool,
}

/// A search and what it found.
#[derive(Debug, Clone, Copy)]
pub struct SearchView<'a> {
    /// What was asked; empty before anything is.
    pub query: &'a str,
    /// The hits that are shown, best first.
    pub hits: &'a [Hit],
    /// How many there are in all.
    pub n_hits: usize,
}

/// The search page.
pub fn search(here: &Here<'_>, view: SearchView<'_>) -> Markup {
    let t = here.t();
    let main = html! {
        h1 { (t.search_title()) }
        (search_form(here, view.query))
        @if !view.query.trim().is_empty() { (results(here, &view)) }
    };
    layout(
        here,
        Page {
            description: &t.search_hint(),
            example: view.hits.iter().any(|hit| hit.example),
            trail: &[(t.nav_home(), paths::HOME.to_owned())],
            ..Page::new(&t.search_title(), main)
        },
    )
}

fn results(here: &Here<'_>, view: &SearchView<'_>) -> Markup {
    let t = here.t();
    html! {
        section aria-labelledby="traffar" {
            h2 #traffar {
                (t.search_hits(arg::SearchHits { n: view.n_hits.into(), query: view.query }))
            }
            @if view.hits.is_empty() { p { (t.search_advice()) } }
            @if view.hits.len() < view.n_hits { p.quiet { (t.search_shown(view.hits.len())) } }
            ol.hits {
                @for hit in view.hits {
                    li {
                        h3 { a href=(hit.href) { (pieces(&hit.title)) } }
                        p.quiet { (kind(here, hit.kind)) " · " (hit.belongs_to) }
                        p { (pieces(&hit.excerpt)) }
                    }
                }
            }
        }
    }
}

fn kind(here: &Here<'_>, kind: HitKind) -> String {
    let t = here.t();
    match kind {
        HitKind::Municipality => t.search_kind_municipality(),
        HitKind::Promise => t.search_kind_promise(),
        HitKind::Commitment => t.search_kind_commitment(),
        HitKind::FollowUp => t.search_kind_follow_up(),
        HitKind::Picture => t.search_kind_picture(),
    }
}

fn pieces(pieces: &[Piece]) -> Markup {
    html! {
        @for piece in pieces {
            @if piece.marked { mark { (piece.text) } } @else { (piece.text) }
        }
    }
}

/// The search box; it works as a plain form.
pub(super) fn search_form(here: &Here<'_>, query: &str) -> Markup {
    let t = here.t();
    let (label, hint) = (t.search_label(), t.search_hint());
    html! {
        form.search role="search" method="get" action=(paths::SEARCH) {
            (text_field(Field::new("q", &label).hint(&hint), "search", query))
            (submit(&t.search_button(), None))
        }
    }
}
