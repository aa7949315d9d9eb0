//! The forms of what hangs on a problem: a cause, a measure chosen from a
//! cause, an indicator with its baseline.

mod cause;
pub(super) mod indicator;
mod measure;

use axum::extract::{Path, State};
use axum::response::IntoResponse;
use handslag_app::Action;
use handslag_app::picture_document::OpenPicture;
use handslag_domain::id::{IndicatorId, ProblemId};
use handslag_domain::picture::PictureDocument;
use handslag_domain::problem::{Indicator, Problem};
use handslag_locale::Texts;
use maud::{Markup, html};

use super::super::Answer;
use super::super::entry::missing;
use super::super::new_id::new_id;
use super::forms::{Filled, PictureForm, answered};
use super::{here, names, open, open_as_made, page_of};
use crate::component::FormError;
use crate::error_page::WebError;
use crate::fields::Fields;
use crate::paths;
use crate::server::Site;
use crate::visit::Visit;

/// What hangs on a problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Why it happens.
    Cause,
    /// What is done.
    Measure,
    /// What is measured.
    Indicator,
}

impl Kind {
    /// Every kind, in the order of the chain.
    pub const ALL: [Self; 3] = [Self::Cause, Self::Measure, Self::Indicator];

    /// Its step in an address.
    pub fn step(self) -> &'static str {
        match self {
            Self::Cause => "orsak",
            Self::Measure => "atgard",
            Self::Indicator => "indikator",
        }
    }

    fn named(step: &str) -> Result<Self, WebError> {
        let mut all = Self::ALL.into_iter();
        all.find(|kind| kind.step() == step)
            .ok_or(WebError::NotFound)
    }

    /// The words that lead to the form of a new one.
    pub fn new_words(self, t: Texts) -> String {
        match self {
            Self::Cause => t.picture_doc_new_cause(),
            Self::Measure => t.picture_doc_new_measure(),
            Self::Indicator => t.picture_doc_new_indicator(),
        }
    }

    /// The words that lead to the form of one.
    pub fn edit_words(self, t: Texts) -> String {
        match self {
            Self::Cause => t.picture_doc_edit_cause(),
            Self::Measure => t.picture_doc_edit_measure(),
            Self::Indicator => t.picture_doc_edit_indicator(),
        }
    }
}

type OfNew = Path<(String, String, String, String)>;
type OfPart = Path<(String, String, String, String, String)>;

/// An empty form.
pub async fn new_form(
    State(site): State<Site>,
    visit: Visit,
    Path((owner, id, problem, kind)): OfNew,
) -> Answer {
    let (owner, id) = names(Path((owner, id)));
    let opened = open(&site, &visit, Action::EditPicture, &owner, &id).await?;
    let form = PartForm::new(&opened, problem, Kind::named(&kind)?, None)?;
    let fields = form.fields_of(visit.t());
    Ok(form.page(&visit, &fields, &[]).into_response())
}

/// Adds one.
pub async fn add(
    State(site): State<Site>,
    visit: Visit,
    Path((owner, id, problem, kind)): OfNew,
    fields: Fields,
) -> Answer {
    let (owner, id) = names(Path((owner, id)));
    let opened = open_as_made(&site, &visit, &owner, &id, &fields).await?;
    let form = PartForm::new(&opened, problem, Kind::named(&kind)?, None)?;
    form.answered(&site, &visit, &fields).await
}

/// One as it is held.
pub async fn form(
    State(site): State<Site>,
    visit: Visit,
    Path((owner, id, problem, kind, part)): OfPart,
) -> Answer {
    let (owner, id) = names(Path((owner, id)));
    let opened = open(&site, &visit, Action::EditPicture, &owner, &id).await?;
    let form = PartForm::new(&opened, problem, Kind::named(&kind)?, Some(&part))?;
    let fields = form.fields_of(visit.t());
    Ok(form.page(&visit, &fields, &[]).into_response())
}

/// Changes one.
pub async fn save(
    State(site): State<Site>,
    visit: Visit,
    Path((owner, id, problem, kind, part)): OfPart,
    fields: Fields,
) -> Answer {
    let (owner, id) = names(Path((owner, id)));
    let opened = open_as_made(&site, &visit, &owner, &id, &fields).await?;
    let form = PartForm::new(&opened, problem, Kind::named(&kind)?, Some(&part))?;
    form.answered(&site, &visit, &fields).await
}

/// One part of a problem and the picture that it is in.
pub(super) struct PartForm<'a> {
    opened: &'a OpenPicture,
    problem: &'a Problem,
    kind: Kind,
    /// Where it stands among its kind; a new one nowhere.
    at: Option<usize>,
    action: String,
}

impl<'a> PartForm<'a> {
    fn new(
        opened: &'a OpenPicture,
        problem: String,
        kind: Kind,
        part: Option<&str>,
    ) -> Result<Self, WebError> {
        let of_problem = format!("problem/{}", paths::step(&problem));
        let problem = opened.document.problem(&ProblemId(problem));
        let problem = problem.ok_or(WebError::NotFound)?;
        let (at, page) = match part {
            None => (None, format!("{of_problem}/ny/{}", kind.step())),
            Some(id) => {
                let at = ids(problem, kind).iter().position(|own| own == id);
                let page = format!("{of_problem}/{}/{}", kind.step(), paths::step(id));
                (Some(at.ok_or(WebError::NotFound)?), page)
            }
        };
        Ok(Self {
            opened,
            problem,
            kind,
            at,
            action: page_of(opened, &page),
        })
    }

    fn fields_of(&self, t: Texts) -> Fields {
        let mut fields = match self.kind {
            Kind::Cause => cause::fields_of(&cause::held(self)),
            Kind::Measure => measure::fields_of(&measure::held(self)),
            Kind::Indicator => indicator::fields_of(t, &self.held_indicator()),
        };
        fields.set("version", self.opened.version.to_string());
        fields
    }

    async fn answered(&self, site: &Site, visit: &Visit, fields: &Fields) -> Answer {
        let mut errors = Vec::new();
        let takes_away = fields.get("gor") == "ta-bort" && self.at.is_some();
        let problem = match takes_away {
            true => self.without(),
            false => {
                if fields.get("ord").is_empty() {
                    errors.push(missing(visit, "ord", &visit.t().work_text()));
                }
                self.with(visit, fields, &mut errors)
            }
        };
        let document = self.document(problem);
        answered(self, site, visit, fields, &document, &errors).await
    }

    /// The picture with the problem changed.
    fn document(&self, problem: Problem) -> PictureDocument {
        let mut document = self.opened.document.clone();
        let slots = document.problems.iter_mut();
        for slot in slots.filter(|p| p.id == self.problem.id) {
            *slot = problem.clone();
        }
        document
    }

    fn without(&self) -> Problem {
        let mut problem = self.problem.clone();
        let Some(at) = self.at else { return problem };
        match self.kind {
            Kind::Cause => drop(problem.causes.remove(at)),
            Kind::Measure => drop(problem.measures.remove(at)),
            Kind::Indicator => drop(problem.indicators.remove(at)),
        }
        problem
    }

    fn with(&self, visit: &Visit, fields: &Fields, errors: &mut Vec<FormError>) -> Problem {
        let mut problem = self.problem.clone();
        match self.kind {
            Kind::Cause => self.put(&mut problem.causes, cause::changed(self, fields)),
            Kind::Measure => self.put(&mut problem.measures, measure::changed(self, fields)),
            Kind::Indicator => {
                let mut changed = indicator::changed(self.held_indicator(), visit, fields, errors);
                if self.at.is_none() {
                    changed.id = IndicatorId(self.new_id(&changed.words));
                }
                self.put(&mut problem.indicators, changed);
            }
        }
        problem
    }

    fn held_indicator(&self) -> Indicator {
        let held = self.at.and_then(|at| self.problem.indicators.get(at));
        held.cloned().unwrap_or_default()
    }

    fn put<T>(&self, list: &mut Vec<T>, one: T) {
        match self.at.and_then(|at| list.get_mut(at)) {
            Some(slot) => *slot = one,
            None => list.push(one),
        }
    }

    /// An id that nothing of its kind in the picture has: measures of one
    /// problem may point to causes of another by mistake, and that must show.
    fn new_id(&self, words: &str) -> String {
        let problems = &self.opened.document.problems;
        let taken: Vec<String> = problems.iter().flat_map(|p| ids(p, self.kind)).collect();
        let taken: Vec<&str> = taken.iter().map(String::as_str).collect();
        new_id(words, self.kind.step(), &taken)
    }
}

impl PictureForm for PartForm<'_> {
    fn opened(&self) -> &OpenPicture {
        self.opened
    }

    fn title(&self, t: Texts) -> String {
        match self.at {
            None => self.kind.new_words(t),
            Some(_) => self.kind.edit_words(t),
        }
    }

    fn action(&self) -> &str {
        &self.action
    }

    fn after(&self) -> String {
        format!("{}?sparat=1#problem-{}", here(self.opened), self.problem.id)
    }

    fn is_held(&self) -> bool {
        self.at.is_some()
    }

    fn inner(&self, filled: &Filled<'_>) -> Markup {
        html! {
            p.quiet { (filled.visit.t().chain_step_problem()) ": " (self.problem.title) }
            @match self.kind {
                Kind::Cause => (cause::inner(filled)),
                Kind::Measure => (measure::inner(self, filled)),
                Kind::Indicator => (indicator::inner(filled)),
            }
        }
    }

    fn beneath(&self, visit: &Visit) -> Markup {
        html! { @if self.kind == Kind::Cause { (cause::beneath(self, visit)) } }
    }

    fn field_of(&self, path: &str) -> Option<String> {
        field_of(path)
    }
}

fn ids(problem: &Problem, kind: Kind) -> Vec<String> {
    match kind {
        Kind::Cause => problem.causes.iter().map(|c| c.id.0.clone()).collect(),
        Kind::Measure => problem.measures.iter().map(|m| m.id.0.clone()).collect(),
        Kind::Indicator => problem.indicators.iter().map(|i| i.id.0.clone()).collect(),
    }
}

/// The form's name for a place in the document.
pub(super) fn field_of(path: &str) -> Option<String> {
    let last = path.rsplit('.').next()?;
    let name = last.split('[').next()?;
    let of_value = ["baseline", "target", "outcome"]
        .into_iter()
        .zip(["fran", "mal", "nu"])
        .find(|(measured, _)| path.contains(&format!(".{measured}.")));
    if let Some((_, field)) = of_value {
        return Some(format!("{field}.enhet"));
    }
    let field = match name {
        "words" => "ord",
        "evidence_for" => "for",
        "evidence_against" => "emot",
        "would_show_wrong" => "fel",
        "mechanism" => "verkan",
        "known_from" => "kant_fran",
        "source" => "kalla",
        "kind" => "sort",
        _ => return None,
    };
    Some(field.to_owned())
}
