//! Sentences of a follow-up, each with what shows it.

use std::collections::BTreeMap;

use handslag_domain::follow_up::{FollowUpDocument, Sentence, Shows};
use handslag_domain::id::CommitmentId;
use maud::{Markup, html};

use crate::here::Here;
use crate::paths;

/// Where on the page of a follow-up its commitments are.
pub const COMMITMENTS: &str = "ataganden";

/// Sentences of a follow-up, each with links to its evidence.
pub fn sentences(here: &Here<'_>, document: &FollowUpDocument, sentences: &[Sentence]) -> Markup {
    html! {
        ul.sentences {
            @for sentence in sentences {
                li {
                    (in_own_words(here, &sentence.text, &sentence.translations, &document.language)) " "
                    (evidence(here, document, &sentence.evidence))
                }
            }
        }
    }
}

/// A text in the reader's language if it is there, else as it was written.
pub fn in_own_words(
    here: &Here<'_>,
    text: &str,
    translations: &BTreeMap<String, String>,
    language: &str,
) -> Markup {
    let translated = translations.get(here.language.tag());
    match translated.filter(|_| here.theirs(language).is_some()) {
        Some(translated) => html! { span { (translated) } },
        None => html! { span lang=[here.theirs(language)] { (text) } },
    }
}

fn evidence(here: &Here<'_>, document: &FollowUpDocument, evidence: &[Shows]) -> Markup {
    let several = evidence.len() > 1;
    html! {
        @if several && evidence.iter().all(|shows| matches!(shows, Shows::Log { .. })) {
            (logs(here, document, evidence))
        } @else if !evidence.is_empty() {
            span.evidence {
                "(" @for (n, shows) in evidence.iter().enumerate() {
                    @if n > 0 { ", " }
                    (shown_by(here, document, shows))
                } ")"
            }
        }
    }
}

/// Entries of several commitments: each by its name, where who wants can open them.
fn logs(here: &Here<'_>, document: &FollowUpDocument, evidence: &[Shows]) -> Markup {
    let t = here.t();
    html! {
        details.evidence {
            summary { (t.sentence_logs(evidence.len())) }
            ul { @for shows in evidence {
                @if let Shows::Log { commitment, .. } = shows {
                    li { span lang=[here.theirs(&document.language)] { (title_of(document, commitment)) } ": " (shown_by(here, document, shows)) }
                }
            } }
        }
    }
}

fn title_of<'a>(document: &'a FollowUpDocument, id: &'a CommitmentId) -> &'a str {
    let report = document.commitments.iter().find(|c| c.id == *id);
    report.map_or(id.as_str(), |report| &report.title)
}

fn shown_by(here: &Here<'_>, document: &FollowUpDocument, shows: &Shows) -> Markup {
    let t = here.t();
    let promise = paths::of(document);
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
        Shows::Verdicts { commitments } => html! {
            a href={ "#" (COMMITMENTS) } { (t.sentence_verdicts(commitments.len())) }
        },
        Shows::Promise => html! {
            a href={ (paths::promise(promise)) "#ord-for-ord" } { (t.sentence_promise()) }
        },
    }
}
