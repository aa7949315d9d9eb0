//! Gaps as a list that reads on a telephone, each with what it is about and the
//! form where it is mended.

use handslag_app::Action;
use handslag_app::picture_document::OpenPicture;
use handslag_domain::check::Finding;
use handslag_domain::picture::{LegalPart, PictureDocument};
use maud::{Markup, html};

use super::super::evidence::{self, For};
use super::super::page_of;
use super::super::part::Kind;
use super::super::section::{NEW, PARTS, part_step, sections};
use crate::paths;
use crate::stale::{heading, place_alone};
use crate::visit::Visit;
use crate::work::words;

/// Every gap, each with the form where it is mended.
pub fn list(visit: &Visit, opened: &OpenPicture, gaps: &[Finding]) -> Markup {
    html! {
        @if gaps.is_empty() { p { (visit.t().work_findings_none()) } }
        @else { ul.plain.gaps { @for gap in gaps { li { (one(visit, opened, gap)) } } } }
    }
}

/// One gap.
pub fn one(visit: &Visit, opened: &OpenPicture, gap: &Finding) -> Markup {
    let about = heading(visit.language, &gap.place);
    html! {
        p {
            span.quiet { (words::level(visit.t(), gap.level)) ": " }
            strong { (gap.what) } " " (gap.what_to_do)
        }
        @match form_of(visit, opened, &gap.place) {
            Some(form) => p.edit { a href=(form) { (about) span.unseen { ": " (gap.what) } } },
            None => p.quiet { (about) },
        }
    }
}

/// Whether a gap is about the problem in this place of the picture.
pub fn about(gap: &Finding, problem: usize) -> bool {
    let rest = gap.place.strip_prefix(&format!("problems[{problem}]"));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', ' ']))
}

/// The form where what is missing is filled in, for those who may.
fn form_of(visit: &Visit, opened: &OpenPicture, place: &str) -> Option<String> {
    if let Some((promise, _)) = place.split_once(": ") {
        return form_in_promise(visit, opened, promise, place);
    }
    if !opened.may(Action::EditPicture) {
        return None;
    }
    let of = place_alone(place);
    let document = &opened.document;
    let list = of.split(['.', '[']).next().unwrap_or(of);
    let at = numbers(of);
    let part = PARTS.into_iter().find(|part| list == list_of(*part));
    Some(match (list, at.first().copied(), part) {
        ("picture", ..) if of == "picture" => page_of(opened, &first_unreleased(document)),
        ("picture", ..) => page_of(opened, "andra"),
        ("problems", Some(n), _) => form_of_problem(opened, of, n)?,
        ("voices", Some(n), _) => page_of(opened, &voice_page(document, n)?),
        ("indicators", Some(n), _) => page_of(opened, &format!("lista/matt/{n}")),
        (_, Some(n), Some(part)) => match at.get(1) {
            Some(link) => evidence::address(opened, For::Section(part, n), Some(*link)),
            None => page_of(opened, &format!("del/{}/{n}", part_step(part))),
        },
        (_, None, Some(part)) => page_of(opened, &format!("del/{}/{NEW}", part_step(part))),
        _ => page_of(opened, "text"),
    })
}

/// What the document calls a part of the law.
fn list_of(part: LegalPart) -> &'static str {
    match part {
        LegalPart::Mapping => "mapping",
        LegalPart::OtherInformation => "other_information",
        LegalPart::Analysis => "analysis",
    }
}

fn voice_page(document: &PictureDocument, n: usize) -> Option<String> {
    let voice = document.voices.get(n)?;
    Some(format!("synpunkt/{}", paths::step(voice.id.as_str())))
}

/// The form of a problem, or of the part of it that the place names.
fn form_of_problem(opened: &OpenPicture, place: &str, n: usize) -> Option<String> {
    let problem = opened.document.problems.get(n)?;
    let base = page_of(
        opened,
        &format!("problem/{}", paths::step(problem.id.as_str())),
    );
    let part = |kind: Kind, id: &str| format!("{base}/{}/{}", kind.step(), paths::step(id));
    let new = |kind: Kind| format!("{base}/{NEW}/{}", kind.step());
    let field = place.split_once("].").map_or("", |(_, field)| field);
    let at = numbers(place).get(1).copied();
    let named = field.split(['.', '[']).next().unwrap_or(field);
    Some(match (named, at) {
        ("evidence", at) => evidence::address(opened, For::Problem(n), at),
        ("causes", Some(m)) => part(Kind::Cause, problem.causes.get(m)?.id.as_str()),
        ("measures", Some(m)) => part(Kind::Measure, problem.measures.get(m)?.id.as_str()),
        ("indicators", Some(m)) => part(Kind::Indicator, problem.indicators.get(m)?.id.as_str()),
        ("causes", None) => new(Kind::Cause),
        ("measures", None) => new(Kind::Measure),
        ("indicators", None) => new(Kind::Indicator),
        _ => base,
    })
}

/// The form of the first thing that does not say who may read it.
fn first_unreleased(document: &PictureDocument) -> String {
    for part in PARTS {
        let mut all = sections(document, part).iter();
        if let Some(n) = all.position(|section| section.released.is_none()) {
            return format!("del/{}/{n}", part_step(part));
        }
    }
    let problem = document.problems.iter().find(|p| p.released.is_none());
    let voice = document.voices.iter().position(|v| v.released.is_none());
    let problem = problem.map(|p| format!("problem/{}", paths::step(p.id.as_str())));
    problem
        .or_else(|| voice_page(document, voice?))
        .unwrap_or_else(|| "text".to_owned())
}

/// The form of a commitment; where it is another's to change, its promise.
fn form_in_promise(
    visit: &Visit,
    opened: &OpenPicture,
    promise: &str,
    place: &str,
) -> Option<String> {
    let mut promises = opened.promises.iter();
    let found = promises.find(|p| p.promise.id.as_str() == promise)?;
    let id = &found.promise.id;
    let owner = opened.owner_of(id)?;
    let own = visit.member().ok()?.organisation == *owner && visit.may(Action::EditPromise);
    let at = place.contains("commitments[").then(|| numbers(place));
    let at = at.filter(|_| own).and_then(|at| at.first().copied());
    let commitment = at.and_then(|at| found.commitments.get(at));
    Some(match commitment {
        Some(commitment) => paths::work_commitment(owner, id, &commitment.id),
        None => paths::work(owner, id),
    })
}

/// The numbers in brackets: `problems[2].causes[0]` is 2 and 0.
pub(super) fn numbers(path: &str) -> Vec<usize> {
    let after_bracket = path.split('[').skip(1);
    after_bracket
        .filter_map(|rest| rest.split(']').next()?.parse().ok())
        .collect()
}
