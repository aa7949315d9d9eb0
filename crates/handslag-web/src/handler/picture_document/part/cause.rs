//! The fields of a cause: side of the triangle, what speaks for and against,
//! and what would show it wrong.

use handslag_domain::id::CauseId;
use handslag_domain::problem::Cause;
use handslag_domain::vocabulary::{CauseState, TriangleSide};
use maud::{Markup, html};

use super::super::evidence::{self, For};
use super::super::forms::{Filled, lines, options, worded};
use super::PartForm;
use crate::fields::Fields;
use crate::visit::Visit;

pub(super) fn held(form: &PartForm<'_>) -> Cause {
    let held = form.at.and_then(|at| form.problem.causes.get(at));
    held.cloned().unwrap_or_default()
}

pub(super) fn fields_of(cause: &Cause) -> Fields {
    let mut fields = Fields::default();
    let mut set = |name: &str, value: Option<String>| fields.set(name, value.unwrap_or_default());
    set("ord", Some(cause.words.clone()));
    set("sida", cause.side.as_ref().map(|s| s.as_str().to_owned()));
    set("sort", cause.kind.clone());
    set("lage", cause.state.as_ref().map(|s| s.as_str().to_owned()));
    set("for", Some(cause.evidence_for.join("\n")));
    set("emot", Some(cause.evidence_against.join("\n")));
    set("fel", cause.would_show_wrong.clone());
    fields
}

pub(super) fn changed(form: &PartForm<'_>, fields: &Fields) -> Cause {
    let held = held(form);
    let mut cause = Cause {
        words: fields.get("ord").to_owned(),
        side: worded(fields, "sida"),
        kind: fields.words("sort"),
        state: worded(fields, "lage"),
        evidence_for: lines(fields.get("for")),
        evidence_against: lines(fields.get("emot")),
        would_show_wrong: fields.words("fel"),
        ..held
    };
    if form.at.is_none() {
        cause.id = CauseId(form.new_id(&cause.words));
    }
    cause
}

pub(super) fn inner(filled: &Filled<'_>) -> Markup {
    let t = filled.visit.t();
    let sides = options("–", |side: TriangleSide| t.triangle_side(side));
    let states = options(&t.picture_doc_by_evidence(), |state: CauseState| {
        t.cause_state(state)
    });
    let kinds = ["", "situational", "social"].map(|kind| {
        let words = if kind.is_empty() {
            "–".to_owned()
        } else {
            t.cause_kind(kind)
        };
        (kind.to_owned(), words)
    });
    html! {
        (filled.lines("ord", &t.chain_step_cause(), "", 2))
        (filled.choice("sida", &t.picture_doc_side(), sides))
        (filled.choice("sort", &t.picture_doc_sort(), kinds.to_vec()))
        (filled.lines("for", &t.problem_for(), &t.picture_doc_one_a_line(), 3))
        (filled.lines("emot", &t.problem_against(), &t.picture_doc_one_a_line(), 3))
        (filled.lines("fel", &t.picture_doc_would_show_wrong(), &t.picture_doc_would_show_wrong_hint(), 2))
        (filled.choice("lage", &t.picture_doc_cause_state(), states))
    }
}

/// What speaks for and against it, each with a form of its own.
pub(super) fn beneath(form: &PartForm<'_>, visit: &Visit) -> Markup {
    let t = visit.t();
    let problems = &form.opened.document.problems;
    let n = problems.iter().position(|p| p.id == form.problem.id);
    html! {
        @if let (Some(n), Some(m)) = (n, form.at) {
            (evidence::list(visit, form.opened, For::Cause(n, m), &t.picture_doc_links_for()))
            (evidence::list(visit, form.opened, For::AgainstCause(n, m), &t.picture_doc_links_against()))
        }
    }
}
