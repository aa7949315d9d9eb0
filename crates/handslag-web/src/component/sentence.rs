//! Sentences of a follow-up, each with what shows it.

use handslag_domain::follow_up::{Sentence, Shows};
use maud::{Markup, html};

use crate::here::Here;
use crate::paths::{self, Address};

/// Sentences in `lang` (when it is not the page's), each with links to its evidence.
pub fn sentences(
    here: &Here<'_>,
    promise: Address<'_>,
    lang: Option<&str>,
    sentences: &[Sentence],
) -> Markup {
    html! {
        ul.sentences {
            @for sentence in sentences {
                li { span lang=[lang] { (sentence.text) } (evidence(here, promise, sentence)) }
            }
        }
    }
}

fn evidence(here: &Here<'_>, promise: Address<'_>, sentence: &Sentence) -> Markup {
    html! {
        @for (n, shows) in sentence.evidence.iter().enumerate() {
            @if n == 0 { " " span.evidence { "(" (shown_by(here, promise, shows)) @if sentence.evidence.len() == 1 { ")" } } }
            @else { span.evidence { ", " (shown_by(here, promise, shows)) @if n + 1 == sentence.evidence.len() { ")" } } }
        }
    }
}

fn shown_by(here: &Here<'_>, promise: Address<'_>, shows: &Shows) -> Markup {
    let t = here.t();
    match shows {
        Shows::Log {
            commitment,
            entries,
            ..
        } => html! {
            a href={ (paths::commitment(promise, commitment)) "#gjort" } { (t.sentence_log(*entries)) }
        },
        Shows::Figure { chart } => html! {
            a href=(paths::chart(promise, chart)) { (t.sentence_figure()) }
        },
        Shows::Statement { commitment } => html! {
            a href={ (paths::commitment(promise, commitment)) "#svar" } { (t.sentence_statement()) }
        },
        Shows::Promise => html! {
            a href={ (paths::promise(promise)) "#ord-for-ord" } { (t.sentence_promise()) }
        },
    }
}
