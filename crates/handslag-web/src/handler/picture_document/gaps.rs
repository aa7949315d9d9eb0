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
use crate::visit::Visit;
use mend::{numbers, one};

pub use mend::{about, list};

mod mend;

/// What is missing, until it has been told at its place.
pub struct GapsByPlace<'a> {
    visit: &'a Visit,
    opened: &'a OpenPicture,
    left: RefCell<Vec<Finding>>,
    n: usize,
}

impl<'a> GapsByPlace<'a> {
    /// None told yet.
    pub fn new(visit: &'a Visit, opened: &'a OpenPicture, gaps: Vec<Finding>) -> Self {
        Self {
            visit,
            opened,
            n: gaps.len(),
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
                div.notice.gap { (one(self.visit, self.opened, gap)) }
            }
            (self.edit_links(path))
        }
    }

    /// Whether anything was told at its place.
    pub fn told_above(&self) -> bool {
        self.left.borrow().len() < self.n
    }

    /// What has not been told at any place.
    pub fn rest(&self) -> Markup {
        let left = self.left.borrow();
        html! {
            @if !left.is_empty() || self.n == 0 { (list(self.visit, self.opened, &left)) }
        }
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
