//! What the form of a problem asks, in the order that it is thought through.

use handslag_domain::picture::gaps::CYCLE;
use maud::{Markup, html};

use super::super::super::entry::checkboxes;
use super::super::forms::{Filled, parties_of, places_of};
use super::{ProblemForm, score_name, score_reason_name};

impl ProblemForm<'_> {
    pub(super) fn what(&self, filled: &Filled<'_>) -> Markup {
        let t = filled.visit.t();
        let places = places_of(self.document());
        let parties = parties_of(self.document());
        html! {
            (filled.line("titel", &t.picture_doc_problem_title(), ""))
            (filled.lines("ord", &t.work_text(), "", 3))
            (filled.line("tema", &t.picture_doc_theme(), &t.picture_doc_theme_hint()))
            (checkboxes("platser", &t.commitment_places(), &places, filled.fields))
            (checkboxes("parter", &t.picture_doc_problem_parties(), &parties, filled.fields))
            (filled.line("fokus", &t.picture_doc_focus_area(), &t.picture_doc_focus_area_hint()))
            (filled.line("projekt", &t.picture_doc_project(), ""))
        }
    }

    pub(super) fn why(&self, filled: &Filled<'_>) -> Markup {
        let t = filled.visit.t();
        let chosen = vec![
            (String::new(), t.picture_doc_chosen_by_measures()),
            ("ja".to_owned(), t.yes()),
            ("nej".to_owned(), t.no()),
        ];
        html! {
            (filled.choice("valt", &t.picture_doc_is_chosen(), chosen))
            (filled.line("ordning", &t.picture_doc_rank(), &t.picture_doc_rank_hint()))
            (filled.lines("motiv", &t.picture_doc_reason(), "", 2))
            fieldset.field.group {
                legend { (t.picture_doc_scores_legend()) }
                p.hint { (t.picture_doc_scores_hint()) }
                @for (name, words) in self.criteria(t) {
                    div.two {
                        (filled.line(&score_name(&name), &words, ""))
                        (filled.line(&score_reason_name(&name), &t.picture_doc_score_reason_of(&words), ""))
                    }
                }
            }
        }
    }

    pub(super) fn steps(&self, filled: &Filled<'_>) -> Markup {
        let t = filled.visit.t();
        html! {
            @for (n, name) in CYCLE.iter().enumerate() {
                @let states = ["", "not_begun", "under_way", "done"].map(|state| (state.to_owned(), if state.is_empty() { "–".to_owned() } else { t.cycle_state(state) }));
                fieldset.field.group {
                    legend { (t.problem_cycle()) ": " (n + 1) ". " (t.cycle_step(name)) }
                    (filled.choice(&format!("steg.{name}"), &t.picture_doc_step_state(), states.to_vec()))
                    (filled.line(&format!("steg_nar.{name}"), &t.incidents_when(), ""))
                    (filled.lines(&format!("steg_ord.{name}"), &t.picture_doc_step_words(), "", 2))
                }
            }
            (filled.lines("resultat", &t.problem_result(), "", 2))
        }
    }
}
