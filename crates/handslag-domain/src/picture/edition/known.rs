//! What everyone reads has no field that this version does not know: nobody
//! here can tell what it says, and nobody has released it. Nor has it a place
//! that nothing in it speaks of: what is left out may.

use std::collections::HashSet;

use crate::evidence_link::EvidenceLink;
use crate::extra::Extra;
use crate::id::PlaceId;
use crate::place::around;
use crate::problem::{Indicator, Problem};
use crate::promise::Measured;

use super::PictureEdition;

/// Takes unknown fields away, at every depth.
pub(super) fn only(edition: &mut PictureEdition) {
    edition.period.extra.clear();
    let plan = edition.action_plan.iter_mut();
    let decisions = plan.flat_map(|plan| {
        plan.extra.clear();
        plan.decided.as_mut()
    });
    for decision in decisions.chain(edition.decided.as_mut()) {
        decision.extra.clear();
    }
    clear(edition.parties.iter_mut().map(|p| &mut p.extra));
    clear(edition.places.iter_mut().map(|p| &mut p.extra));
    let spoken_of = places_of(edition);
    let named: HashSet<PlaceId> = around(&edition.places, &spoken_of)
        .into_iter()
        .cloned()
        .collect();
    edition.places.retain(|place| named.contains(&place.id));
    clear(edition.criteria.iter_mut().map(|c| &mut c.extra));
    edition.problems.iter_mut().for_each(of_problem);
    for part in &mut edition.parts {
        clear(part.voices.iter_mut().map(|v| &mut v.extra));
        part.indicators.iter_mut().for_each(of_indicator);
        for section in &mut part.sections {
            section.extra.clear();
            of_links(&mut section.evidence);
        }
    }
}

/// Every place that something in the edition names.
fn places_of(edition: &PictureEdition) -> Vec<PlaceId> {
    let mut all: Vec<PlaceId> = Vec::new();
    let mut links: Vec<&EvidenceLink> = Vec::new();
    for problem in &edition.problems {
        all.extend(problem.places.iter().cloned());
        links.extend(&problem.evidence);
        for cause in &problem.causes {
            links.extend(cause.links_for.iter().chain(&cause.links_against));
        }
    }
    for part in &edition.parts {
        all.extend(part.voices.iter().filter_map(|voice| voice.place.clone()));
        for section in &part.sections {
            all.extend(section.places.iter().cloned());
            links.extend(&section.evidence);
        }
    }
    all.extend(links.into_iter().filter_map(|link| link.place.clone()));
    all
}

fn of_problem(problem: &mut Problem) {
    problem.extra.clear();
    of_links(&mut problem.evidence);
    clear(problem.cycle.iter_mut().map(|s| &mut s.extra));
    clear(problem.measures.iter_mut().map(|m| &mut m.extra));
    problem.indicators.iter_mut().for_each(of_indicator);
    for cause in &mut problem.causes {
        cause.extra.clear();
        of_links(&mut cause.links_for);
        of_links(&mut cause.links_against);
    }
    if let Some(priority) = &mut problem.priority {
        priority.extra.clear();
        clear(priority.scores.iter_mut().map(|s| &mut s.extra));
    }
}

fn of_indicator(indicator: &mut Indicator) {
    indicator.extra.clear();
    let Indicator {
        baseline,
        target,
        outcome,
        ..
    } = indicator;
    let measured = [baseline, target, outcome].into_iter().flatten();
    clear(measured.map(|m: &mut Measured| &mut m.extra));
}

fn of_links(links: &mut [EvidenceLink]) {
    for link in links {
        link.extra.clear();
        clear(link.period.as_mut().map(|p| &mut p.extra).into_iter());
    }
}

fn clear<'a>(all: impl Iterator<Item = &'a mut Extra>) {
    all.for_each(Extra::clear);
}
