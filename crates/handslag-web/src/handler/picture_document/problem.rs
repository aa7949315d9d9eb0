//! The form of a problem: what it is, why it is taken on, and how far the work
//! on its place has come. What it rests on has a form of its own.

mod page;

use axum::extract::{Path, State};
use axum::response::IntoResponse;
use handslag_app::Action;
use handslag_app::picture_document::OpenPicture;
use handslag_domain::amount::Amount;
use handslag_domain::id::{PartyId, PlaceId, ProblemId};
use handslag_domain::picture::PictureDocument;
use handslag_domain::picture::gaps::CYCLE;
use handslag_domain::problem::{CycleStep, Priority, Problem, Score};
use handslag_domain::vocabulary::HandbookCriterion;
use handslag_locale::Texts;
use maud::{Markup, html};

use super::super::Answer;
use super::super::entry::missing;
use super::super::new_id::new_id;
use super::evidence;
use super::forms::{
    Filled, PictureForm, amount, answered, day, error_at, released, ticked, with_ticked,
};
use super::{Named, here, names, open, open_as_made, page_of};
use crate::component::FormError;
use crate::error_page::WebError;
use crate::fields::{Asked, Fields};
use crate::paths;
use crate::server::Site;
use crate::visit::Visit;

type OfProblem = Path<(String, String, String)>;

/// A form that is empty but for the theme and the place that were asked for.
pub async fn new_form(
    State(site): State<Site>,
    visit: Visit,
    named: Named,
    Asked(asked): Asked,
) -> Answer {
    let (owner, id) = names(named);
    let opened = open(&site, &visit, Action::EditPicture, &owner, &id).await?;
    let mut form = ProblemForm::new(&opened, None)?;
    form.held.theme = asked.words("tema");
    let places = opened.document.places.iter().map(|place| &place.id);
    let asked_for = places.filter(|id| id.as_str() == asked.get("platser"));
    form.held.places = asked_for.cloned().collect();
    let fields = form.fields_of();
    Ok(form.page(&visit, &fields, &[]).into_response())
}

/// The problem as it is held.
pub async fn form(
    State(site): State<Site>,
    visit: Visit,
    Path((owner, id, problem)): OfProblem,
) -> Answer {
    let (owner, id) = names(Path((owner, id)));
    let opened = open(&site, &visit, Action::EditPicture, &owner, &id).await?;
    let form = ProblemForm::new(&opened, Some(&ProblemId(problem)))?;
    let fields = form.fields_of();
    Ok(form.page(&visit, &fields, &[]).into_response())
}

/// Adds a problem.
pub async fn add(State(site): State<Site>, visit: Visit, named: Named, fields: Fields) -> Answer {
    let (owner, id) = names(named);
    let opened = open_as_made(&site, &visit, &owner, &id, &fields).await?;
    let form = ProblemForm::new(&opened, None)?;
    form.answered(&site, &visit, &fields).await
}

/// Changes a problem.
pub async fn save(
    State(site): State<Site>,
    visit: Visit,
    Path((owner, id, problem)): OfProblem,
    fields: Fields,
) -> Answer {
    let (owner, id) = names(Path((owner, id)));
    let opened = open_as_made(&site, &visit, &owner, &id, &fields).await?;
    let form = ProblemForm::new(&opened, Some(&ProblemId(problem)))?;
    form.answered(&site, &visit, &fields).await
}

/// A problem and the picture that it is in.
struct ProblemForm<'a> {
    opened: &'a OpenPicture,
    /// As it is held; a new one is empty.
    held: Problem,
    action: String,
}

impl<'a> ProblemForm<'a> {
    fn new(opened: &'a OpenPicture, id: Option<&ProblemId>) -> Result<Self, WebError> {
        let (held, action) = match id {
            Some(id) => {
                let held = opened.document.problem(id).cloned();
                let page = format!("problem/{}", paths::step(id.as_str()));
                (held.ok_or(WebError::NotFound)?, page)
            }
            None => (Problem::default(), "nytt-problem".to_owned()),
        };
        Ok(Self {
            opened,
            held,
            action: page_of(opened, &action),
        })
    }

    fn document(&self) -> &PictureDocument {
        &self.opened.document
    }

    fn is_new(&self) -> bool {
        self.held.id.as_str().is_empty()
    }

    /// The criteria to score by: the picture's own, else those of the handbook.
    fn criteria(&self, t: Texts) -> Vec<(String, String)> {
        let own = &self.document().criteria;
        match own.is_empty() {
            false => own
                .iter()
                .map(|c| (c.name.clone(), t.criterion(c)))
                .collect(),
            true => HandbookCriterion::ALL
                .iter()
                .map(|c| (c.name().to_owned(), t.criterion_named(c.name())))
                .collect(),
        }
    }

    fn fields_of(&self) -> Fields {
        let (held, mut fields) = (&self.held, Fields::default());
        let mut set = |name: &str, value: Option<String>| {
            fields.set(name, value.unwrap_or_default());
        };
        set("version", Some(self.opened.version.to_string()));
        set("titel", Some(held.title.clone()));
        set("ord", held.words.clone());
        set("tema", held.theme.clone());
        set("projekt", held.project.clone());
        set("fokus", held.focus_area.clone());
        set("resultat", held.result.clone());
        set(
            "visas",
            held.released.as_ref().map(|r| r.as_str().to_owned()),
        );
        let priority = held.priority.clone().unwrap_or_default();
        let chosen = priority
            .chosen
            .map(|chosen| if chosen { "ja" } else { "nej" });
        set("valt", chosen.map(str::to_owned));
        set("ordning", priority.rank.map(|rank| rank.to_string()));
        set("motiv", priority.reason);
        for score in &priority.scores {
            set(
                &score_name(&score.criterion),
                Some(score.score.as_written()),
            );
            set(&score_reason_name(&score.criterion), score.reason.clone());
        }
        for step in &held.cycle {
            set(&format!("steg.{}", step.step), step.state.clone());
            set(
                &format!("steg_nar.{}", step.step),
                step.on.as_ref().map(|on| on.0.clone()),
            );
            set(&format!("steg_ord.{}", step.step), step.words.clone());
        }
        let places = held.places.iter().map(|id| id.0.clone()).collect();
        let parties = held.parties.iter().map(|id| id.0.clone()).collect();
        with_ticked(&fields, &[("platser", places), ("parter", parties)])
    }

    async fn answered(&self, site: &Site, visit: &Visit, fields: &Fields) -> Answer {
        let takes_away = fields.get("gor") == "ta-bort" && !self.is_new();
        let mut errors = Vec::new();
        let document = match takes_away {
            true => self.without(),
            false => self.with(self.changed(visit, fields, &mut errors)),
        };
        answered(self, site, visit, fields, &document, &errors).await
    }

    fn without(&self) -> PictureDocument {
        let mut document = self.document().clone();
        document.problems.retain(|p| p.id != self.held.id);
        document
    }

    fn with(&self, problem: Problem) -> PictureDocument {
        let mut document = self.document().clone();
        if self.is_new() {
            let taken: Vec<&str> = document.problems.iter().map(|p| p.id.as_str()).collect();
            let id = ProblemId(new_id(&problem.title, "problem", &taken));
            document.problems.push(Problem { id, ..problem });
            return document;
        }
        for slot in document.problems.iter_mut().filter(|p| p.id == problem.id) {
            *slot = problem.clone();
        }
        document
    }

    /// The problem that the fields say; what has no field stays as it was.
    fn changed(&self, visit: &Visit, fields: &Fields, errors: &mut Vec<FormError>) -> Problem {
        let t = visit.t();
        if fields.get("titel").is_empty() {
            errors.push(missing(visit, "titel", &t.picture_doc_problem_title()));
        }
        let places = self.document().places.iter();
        let places: Vec<PlaceId> = places.map(|place| place.id.clone()).collect();
        let parties = self.document().parties.iter();
        let parties: Vec<PartyId> = parties.map(|party| party.id.clone()).collect();
        Problem {
            title: fields.get("titel").to_owned(),
            words: fields.words("ord"),
            theme: fields.words("tema"),
            project: fields.words("projekt"),
            result: fields.words("resultat"),
            focus_area: fields.words("fokus"),
            places: ticked(fields, "platser", &self.held.places, &places),
            parties: ticked(fields, "parter", &self.held.parties, &parties),
            released: released(fields),
            priority: self.priority(visit, fields, errors),
            cycle: self.cycle(visit, fields, errors),
            ..self.held.clone()
        }
    }

    fn priority(
        &self,
        visit: &Visit,
        fields: &Fields,
        errors: &mut Vec<FormError>,
    ) -> Option<Priority> {
        let t = visit.t();
        let held = self.held.priority.clone().unwrap_or_default();
        let criteria = self.criteria(t);
        // A score by something that the form does not ask stays.
        let mut scores: Vec<Score> = held.scores.clone();
        scores.retain(|s| !criteria.iter().any(|(name, _)| *name == s.criterion));
        for (name, words) in &criteria {
            let score = amount(visit, fields, &score_name(name), words, errors);
            let Some(score) = score else { continue };
            let before = held.scores.iter().find(|s| s.criterion == *name);
            scores.push(Score {
                criterion: name.clone(),
                score,
                reason: fields.words(&score_reason_name(name)),
                ..before.cloned().unwrap_or_default()
            });
        }
        let written = amount(visit, fields, "ordning", &t.picture_doc_rank(), errors);
        let whole = |n: Amount| u32::try_from(n.to_i64()?).ok().filter(|n| *n > 0);
        let rank = written.and_then(whole);
        if written.is_some() && rank.is_none() {
            errors.push(error_at("ordning", t.picture_doc_rank_from_one()));
        }
        let priority = Priority {
            chosen: match fields.get("valt") {
                "ja" => Some(true),
                "nej" => Some(false),
                _ => None,
            },
            rank,
            reason: fields.words("motiv"),
            scores,
            ..held
        };
        (priority != Priority::default()).then_some(priority)
    }

    fn cycle(&self, visit: &Visit, fields: &Fields, errors: &mut Vec<FormError>) -> Vec<CycleStep> {
        let mut steps: Vec<CycleStep> = Vec::new();
        for name in CYCLE {
            let held = self.held.cycle.iter().find(|s| s.step == name);
            let (at, label) = (format!("steg_nar.{name}"), visit.t().cycle_step(name));
            let step = CycleStep {
                step: name.to_owned(),
                state: fields.words(&format!("steg.{name}")),
                on: day(visit, fields, &at, &label, errors),
                words: fields.words(&format!("steg_ord.{name}")),
                ..held.cloned().unwrap_or_default()
            };
            if step.state.is_some() || step.on.is_some() || step.words.is_some() {
                steps.push(step);
            }
        }
        let others = self.held.cycle.iter();
        steps.extend(
            others
                .filter(|s| !CYCLE.contains(&s.step.as_str()))
                .cloned(),
        );
        steps
    }
}

impl PictureForm for ProblemForm<'_> {
    fn opened(&self) -> &OpenPicture {
        self.opened
    }

    fn title(&self, t: Texts) -> String {
        match self.is_new() {
            true => t.picture_doc_new_problem(),
            false => t.picture_doc_edit_problem(),
        }
    }

    fn action(&self) -> &str {
        &self.action
    }

    fn after(&self) -> String {
        format!("{}?sparat=1", here(self.opened))
    }

    fn is_held(&self) -> bool {
        !self.is_new()
    }

    fn inner(&self, filled: &Filled<'_>) -> Markup {
        html! {
            (self.what(filled))
            (self.why(filled))
            (self.steps(filled))
            (filled.readers())
        }
    }

    fn beneath(&self, visit: &Visit) -> Markup {
        let mut problems = self.document().problems.iter();
        let at = problems.position(|p| p.id == self.held.id);
        let title = visit.t().picture_doc_rests_on();
        html! {
            @if let Some(at) = at.filter(|_| !self.is_new()) {
                (evidence::list(visit, self.opened, evidence::For::Problem(at), &title))
            }
        }
    }

    fn field_of(&self, path: &str) -> Option<String> {
        let last = path.rsplit('.').next()?;
        let number = |list: &str| -> Option<usize> {
            let rest = path.split_once(list)?.1;
            rest.split(']').next()?.parse().ok()
        };
        if path.contains(".cycle[") {
            let step = CYCLE.get(number(".cycle[")?)?;
            return Some(format!("steg_ord.{step}"));
        }
        Some(
            match last {
                "title" => "titel",
                "words" => "ord",
                "theme" => "tema",
                "project" => "projekt",
                "focus_area" => "fokus",
                "result" => "resultat",
                "reason" if path.ends_with(".priority.reason") => "motiv",
                _ => return None,
            }
            .to_owned(),
        )
    }
}

fn score_name(criterion: &str) -> String {
    format!("poang.{criterion}")
}

fn score_reason_name(criterion: &str) -> String {
    format!("poang_skal.{criterion}")
}
