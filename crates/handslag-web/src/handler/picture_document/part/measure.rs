//! The fields of a measure: chosen from the problem's causes, with what is
//! known of its kind and the commitments that it became.

use handslag_domain::id::{CauseId, CommitmentId, MeasureId, PartyId};
use handslag_domain::problem::Measure;
use handslag_domain::vocabulary::KnownEffect;
use maud::{Markup, html};

use super::super::super::entry::checkboxes;
use super::super::forms::{Filled, options, parties_of, ticked, with_ticked, worded};
use super::PartForm;
use crate::fields::Fields;

pub(super) fn held(form: &PartForm<'_>) -> Measure {
    let held = form.at.and_then(|at| form.problem.measures.get(at));
    held.cloned().unwrap_or_default()
}

pub(super) fn fields_of(measure: &Measure) -> Fields {
    let mut fields = Fields::default();
    let mut set = |name: &str, value: Option<String>| fields.set(name, value.unwrap_or_default());
    set("ord", Some(measure.words.clone()));
    set("orsak", measure.cause.as_ref().map(|c| c.0.clone()));
    set("sort", measure.kind.clone());
    set("sikt", measure.term.clone());
    set("verkan", measure.mechanism.clone());
    let known = measure.known_effect.as_ref();
    set("kant", known.map(|k| k.as_str().to_owned()));
    set("kant_fran", measure.known_from.clone());
    let ids = |ids: Vec<&str>| ids.into_iter().map(str::to_owned).collect();
    let parties = measure.parties.iter().map(PartyId::as_str).collect();
    let commitments = measure.commitments.iter();
    let commitments = commitments.map(CommitmentId::as_str).collect();
    let lists = [("part", ids(parties)), ("atagande", ids(commitments))];
    with_ticked(&fields, &lists)
}

pub(super) fn changed(form: &PartForm<'_>, fields: &Fields) -> Measure {
    let held = held(form);
    let commitments = form.opened.promises.iter();
    let commitments = commitments.flat_map(|promise| &promise.commitments);
    let commitments: Vec<CommitmentId> = commitments.map(|c| c.id.clone()).collect();
    let parties = form.opened.document.parties.iter();
    let parties: Vec<PartyId> = parties.map(|party| party.id.clone()).collect();
    let mut measure = Measure {
        words: fields.get("ord").to_owned(),
        cause: fields.words("orsak").map(CauseId),
        kind: fields.words("sort"),
        term: fields.words("sikt"),
        mechanism: fields.words("verkan"),
        known_effect: worded(fields, "kant"),
        known_from: fields.words("kant_fran"),
        commitments: ticked(fields, "atagande", &held.commitments, &commitments),
        parties: ticked(fields, "part", &held.parties, &parties),
        ..held.clone()
    };
    if form.at.is_none() {
        measure.id = MeasureId(form.new_id(&measure.words));
    }
    measure
}

/// The commitments of the promises that answer the picture.
fn offered(form: &PartForm<'_>) -> Vec<(String, String)> {
    let promises = form.opened.promises.iter();
    promises
        .flat_map(|promise| &promise.commitments)
        .map(|c| (c.id.0.clone(), c.name().to_owned()))
        .collect()
}

pub(super) fn inner(form: &PartForm<'_>, filled: &Filled<'_>) -> Markup {
    let t = filled.visit.t();
    let mut causes = vec![(String::new(), t.picture_doc_choose_cause())];
    causes.extend(form.problem.causes.iter().map(|cause| {
        let state = t.cause_state(cause.standing());
        (cause.id.0.clone(), format!("{} ({state})", cause.words))
    }));
    let words = |word: &str| match word {
        "" => "–".to_owned(),
        word => t.prevention(word),
    };
    let kinds = ["", "situational", "social"].map(|w| (w.to_owned(), words(w)));
    let terms = ["", "short", "long"].map(|w| (w.to_owned(), words(w)));
    let known = options("–", |known: KnownEffect| t.known_effect(known));
    let parties = parties_of(&form.opened.document);
    html! {
        (filled.choice("orsak", &t.picture_doc_against(), causes))
        (filled.lines("ord", &t.chain_step_measure(), "", 2))
        (filled.choice("sort", &t.picture_doc_sort(), kinds.to_vec()))
        (filled.choice("sikt", &t.picture_doc_term(), terms.to_vec()))
        (filled.lines("verkan", &t.picture_doc_mechanism(), "", 2))
        (filled.choice("kant", &t.picture_doc_known(), known))
        (filled.line("kant_fran", &t.picture_doc_known_from(), ""))
        (checkboxes("part", &t.work_field_parties(), &parties, filled.fields))
        (checkboxes("atagande", &t.picture_doc_became(), &offered(form), filled.fields))
    }
}
