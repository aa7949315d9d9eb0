//! The fields of a cause: side of the triangle, what speaks for and against,
//! and what would show it wrong.

use handslag_domain::id::CauseId;
use handslag_domain::problem::Cause;
use handslag_domain::vocabulary::{CauseState, TriangleSide};
use maud::{Markup, html};

use super::super::super::entry::checkboxes;
use super::super::forms::{Filled, lines, options, worded};
use super::PartForm;
use crate::fields::Fields;

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
    let mut pairs: Vec<(String, String)> = fields
        .iter()
        .map(|(n, v)| (n.to_owned(), v.to_owned()))
        .collect();
    let kept = |name: &'static str, n: usize| (0..n).map(move |n| (name.to_owned(), n.to_string()));
    pairs.extend(kept("belagg_for", cause.links_for.len()));
    pairs.extend(kept("belagg_emot", cause.links_against.len()));
    Fields::new(pairs)
}

pub(super) fn changed(form: &PartForm<'_>, fields: &Fields) -> Cause {
    let held = held(form);
    let kept = |name: &'static str, links: &[handslag_domain::evidence_link::EvidenceLink]| {
        let numbered = links.iter().enumerate();
        let kept = numbered.filter(|(n, _)| fields.all(name).any(|v| v == n.to_string()));
        kept.map(|(_, link)| link.clone()).collect()
    };
    let mut cause = Cause {
        words: fields.get("ord").to_owned(),
        side: worded(fields, "sida"),
        kind: fields.words("sort"),
        state: worded(fields, "lage"),
        evidence_for: lines(fields.get("for")),
        evidence_against: lines(fields.get("emot")),
        would_show_wrong: fields.words("fel"),
        links_for: kept("belagg_for", &held.links_for),
        links_against: kept("belagg_emot", &held.links_against),
        ..held
    };
    if form.at.is_none() {
        cause.id = CauseId(form.new_id(&cause.words));
    }
    cause
}

pub(super) fn inner(form: &PartForm<'_>, filled: &Filled<'_>) -> Markup {
    let t = filled.visit.t();
    let held = held(form);
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
    let linked = |links: &[handslag_domain::evidence_link::EvidenceLink]| -> Vec<(String, String)> {
        let told = links.iter().enumerate().map(|(n, link)| {
            let place = link.place.as_ref();
            let place = place.map(|id| form.opened.document.place_name(id));
            let line = t.evidence_link(link, place);
            let words = link.words.as_deref().unwrap_or_default();
            (
                n.to_string(),
                format!("{line}. {words}").trim_end().to_owned(),
            )
        });
        told.collect()
    };
    html! {
        (filled.lines("ord", &t.chain_step_cause(), "", 2))
        (filled.choice("sida", &t.picture_doc_side(), sides))
        (filled.choice("sort", &t.picture_doc_sort(), kinds.to_vec()))
        (filled.lines("for", &t.problem_for(), &t.picture_doc_one_a_line(), 3))
        (checkboxes("belagg_for", &t.picture_doc_links_for(), &linked(&held.links_for), filled.fields))
        (filled.lines("emot", &t.problem_against(), &t.picture_doc_one_a_line(), 3))
        (checkboxes("belagg_emot", &t.picture_doc_links_against(), &linked(&held.links_against), filled.fields))
        (filled.lines("fel", &t.picture_doc_would_show_wrong(), &t.picture_doc_would_show_wrong_hint(), 2))
        (filled.choice("lage", &t.picture_doc_cause_state(), states))
    }
}
