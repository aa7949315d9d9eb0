//! Gaps of a picture, each at the thing it is about, with the ways to edit it.

use std::cell::RefCell;

use handslag_app::Action;
use handslag_app::picture_document::OpenPicture;
use handslag_domain::check::Finding;
use maud::{Markup, html};

use super::evidence::{self, For};
use super::page_of;
use super::part::Kind;
use crate::paths;
use crate::stale::heading;
use crate::visit::Visit;
use crate::work::words;

/// What is missing, until it has been told at its place.
pub struct GapsByPlace<'a> {
    visit: &'a Visit,
    opened: &'a OpenPicture,
    left: RefCell<Vec<Finding>>,
}

impl<'a> GapsByPlace<'a> {
    /// None told yet.
    pub fn new(visit: &'a Visit, opened: &'a OpenPicture, gaps: Vec<Finding>) -> Self {
        Self {
            visit,
            opened,
            left: RefCell::new(gaps),
        }
    }

    /// What is missing at a thing and everything beneath it that has not been
    /// told, and where the thing is edited.
    pub fn beside(&self, path: &str) -> Markup {
        let mut left = self.left.borrow_mut();
        let is_here = |gap: &Finding| {
            let rest = gap.place.strip_prefix(path);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[', ' ']))
        };
        let (here, others): (Vec<Finding>, Vec<Finding>) = left.drain(..).partition(is_here);
        *left = others;
        html! {
            @for gap in &here {
                p.notice.gap { strong { (gap.what) } " " (gap.what_to_do) }
            }
            (self.edit_links(path))
        }
    }

    /// What has not been told at any place.
    pub fn rest(&self) -> Markup {
        let left = self.left.borrow();
        html! {
            @if left.is_empty() { p { (self.visit.t().work_findings_none()) } }
            @else {
                ul.plain.gaps { @for gap in left.iter() { li { (self.told(gap)) } } }
            }
        }
    }

    /// A gap with what it is about and the form where it is mended: no table,
    /// so that it reads on a telephone.
    fn told(&self, gap: &Finding) -> Markup {
        let about = heading(self.visit.language, place_alone(&gap.place));
        html! {
            p {
                span.quiet { (words::level(self.visit.t(), gap.level)) ": " }
                strong { (gap.what) } " " (gap.what_to_do)
            }
            @if let Some(form) = self.form_of(&gap.place) {
                p.edit { a href=(form) { (about) } }
            } @else { p.quiet { (about) } }
        }
    }

    /// The form where what is missing is filled in.
    fn form_of(&self, place: &str) -> Option<String> {
        if !self.opened.may(Action::EditPicture) {
            return None;
        }
        if let Some((promise, _)) = place.split_once(": ") {
            return self.form_in_promise(promise, place);
        }
        let of = place_alone(place);
        let list = of.split(['.', '[']).next()?;
        let number = numbers(of).first().copied();
        let page = match (list, number) {
            ("picture", _) if of == "picture" => return None,
            ("picture", _) => "andra".to_owned(),
            ("mapping", None) => "del/kartlaggning/ny".to_owned(),
            ("other_information", None) => "del/ovriga-uppgifter/ny".to_owned(),
            ("analysis", None) => "del/analys/ny".to_owned(),
            ("mapping", Some(n)) => format!("del/kartlaggning/{n}"),
            ("other_information", Some(n)) => format!("del/ovriga-uppgifter/{n}"),
            ("analysis", Some(n)) => format!("del/analys/{n}"),
            ("indicators", Some(n)) => format!("lista/matt/{n}"),
            _ => return None,
        };
        Some(page_of(self.opened, &page))
    }

    fn form_in_promise(&self, promise: &str, place: &str) -> Option<String> {
        let mut promises = self.opened.promises.iter();
        let found = promises.find(|p| p.promise.id.as_str() == promise)?;
        let id = &found.promise.id;
        let owner = self.opened.owner_of(id)?;
        let own = self.visit.member().ok()?.organisation == *owner;
        let at = place.contains("commitments[").then(|| numbers(place));
        let at = at.filter(|_| own && self.visit.may(Action::EditPromise))?;
        let commitment = found.commitments.get(*at.first()?)?;
        Some(paths::work_commitment(owner, id, &commitment.id))
    }

    fn edit_links(&self, path: &str) -> Markup {
        if !self.opened.may(Action::EditPicture) {
            return html! {};
        }
        let t = self.visit.t();
        let document = &self.opened.document;
        let numbers = numbers(path);
        let to = |page: &str| page_of(self.opened, page);
        match (path.starts_with("voices"), numbers.as_slice()) {
            (true, [n]) => html! {
                @if let Some(voice) = document.voices.get(*n) {
                    p.edit { a href=(to(&format!("synpunkt/{}", paths::step(voice.id.as_str())))) { (t.picture_doc_edit_voice()) span.unseen { ": " (voice.words) } } }
                }
            },
            (false, [n]) => html! {
                @if let Some(problem) = document.problems.get(*n) {
                    @let base = to(&format!("problem/{}", paths::step(problem.id.as_str())));
                    ul.links.edit {
                        li { a href=(base) { (t.picture_doc_edit_problem()) span.unseen { ": " (problem.title) } } }
                        li { a href=(evidence::address(self.opened, For::Problem(*n), None)) { (t.picture_doc_evidence_new()) span.unseen { ": " (problem.title) } } }
                        @for kind in Kind::ALL {
                            li { a href={ (base) "/ny/" (kind.step()) } { (kind.new_words(t)) span.unseen { ": " (problem.title) } } }
                        }
                        @for indicator in &problem.indicators {
                            li { a href={ (base) "/" (Kind::Indicator.step()) "/" (paths::step(indicator.id.as_str())) } { (Kind::Indicator.edit_words(t)) span.unseen { ": " (indicator.words) } } }
                        }
                    }
                }
            },
            (false, [n, m]) => html! {
                @if let Some((kind, id, words)) = self.part(path, *n, *m) {
                    @let problem = document.problems[*n].id.as_str();
                    p.edit { a href=(to(&format!("problem/{}/{}/{}", paths::step(problem), kind.step(), paths::step(&id)))) { (kind.edit_words(t)) span.unseen { ": " (words) } } }
                }
            },
            _ => html! {},
        }
    }

    fn part(&self, path: &str, n: usize, m: usize) -> Option<(Kind, String, String)> {
        let problem = self.opened.document.problems.get(n)?;
        if path.contains(".causes[") {
            let cause = problem.causes.get(m)?;
            return Some((Kind::Cause, cause.id.0.clone(), cause.words.clone()));
        }
        let measure = problem.measures.get(m)?;
        Some((Kind::Measure, measure.id.0.clone(), measure.words.clone()))
    }
}

/// The place within its document: `commitments[3].problem` of
/// `lofte-2026: commitments[3].problem (skoltrafik)`.
fn place_alone(place: &str) -> &str {
    let within = place.split_once(": ").map_or(place, |(_, within)| within);
    within.split(" (").next().unwrap_or(within)
}

/// The numbers in brackets: `problems[2].causes[0]` is 2 and 0.
fn numbers(path: &str) -> Vec<usize> {
    let after_bracket = path.split('[').skip(1);
    after_bracket
        .filter_map(|rest| rest.split(']').next()?.parse().ok())
        .collect()
}
