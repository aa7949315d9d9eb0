//! A stale edit: two texts, where they differ, and the page that shows both.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use handslag_domain::amount::Amount;
use handslag_domain::picture::LegalPart;
use handslag_domain::vocabulary::{CauseState, KnownEffect, ReleasedTo, TriangleSide};
use handslag_domain::worded::Vocabulary;
use handslag_locale::{Language, Texts};
use maud::{Markup, html};
use serde_json::Value;

use crate::component::submit;
use crate::fields::Fields;
use crate::page::part_title;
use crate::visit::Visit;
use crate::work::{self, Trail};

/// A place where two texts differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Such as `commitments[3].title`.
    pub place: String,
    /// The own words of the thing that it is of, where there are several.
    pub of: Option<String>,
    /// What the reader wanted to save.
    pub mine: Value,
    /// What somebody else saved in between.
    pub theirs: Value,
}

/// Every place where two documents differ.
pub fn differences(mine: &Value, theirs: &Value) -> Vec<Difference> {
    let mut found = Vec::new();
    compare("", mine, theirs, &mut found);
    found
}

fn compare(place: &str, mine: &Value, theirs: &Value, found: &mut Vec<Difference>) {
    match (mine, theirs) {
        (Value::Object(a), Value::Object(b)) => {
            let names = a
                .keys()
                .chain(b.keys().filter(|name| !a.contains_key(*name)));
            for name in names {
                let place = match place.is_empty() {
                    true => name.clone(),
                    false => format!("{place}.{name}"),
                };
                let of = |fields: &serde_json::Map<String, Value>| {
                    fields.get(name).cloned().unwrap_or(Value::Null)
                };
                compare(&place, &of(a), &of(b), found);
            }
        }
        (Value::Array(a), Value::Array(b)) => {
            for n in 0..a.len().max(b.len()) {
                let item = |list: &[Value]| list.get(n).cloned().unwrap_or(Value::Null);
                compare(&format!("{place}[{n}]"), &item(a), &item(b), found);
            }
        }
        (a, b) if a == b => {}
        (a, b) => found.push(Difference {
            place: place.to_owned(),
            of: None,
            mine: a.clone(),
            theirs: b.clone(),
        }),
    }
}

/// A value as people write it; what holds several, by the names of its fields.
pub fn shown(language: Language, value: &Value) -> String {
    shown_as(language, "", value)
}

/// The value of a field, where a word of a list is said as the forms say it.
///
/// - `place`: of the field in its document.
pub fn shown_at(language: Language, place: &str, value: &Value) -> String {
    let last = place.rsplit('.').next().unwrap_or(place);
    shown_as(language, last.split('[').next().unwrap_or(last), value)
}

fn shown_as(language: Language, field: &str, value: &Value) -> String {
    let t = language.texts();
    match value {
        Value::Null => String::new(),
        Value::String(text) => word_of_list(t, field, text).unwrap_or_else(|| text.clone()),
        Value::Number(number) => match Amount::parse(&number.to_string()) {
            Ok(amount) => language.number(amount),
            Err(_) => number.to_string(),
        },
        Value::Bool(true) => t.yes(),
        Value::Bool(false) => t.no(),
        Value::Array(items) => {
            let items = items.iter().map(|item| shown_as(language, field, item));
            items.collect::<Vec<_>>().join(", ")
        }
        Value::Object(fields) => {
            // An id is a place in an address, and says nothing beside the words.
            let told = fields.iter().filter(|(name, _)| *name != "id");
            let told = told.map(|(name, value)| {
                format!(
                    "{}: {}",
                    field_words(t, name),
                    shown_as(language, name, value)
                )
            });
            told.collect::<Vec<_>>().join("; ")
        }
    }
}

/// What the forms call a word of a list.
fn word_of_list(t: Texts, field: &str, text: &str) -> Option<String> {
    match field {
        "side" => TriangleSide::named(text).map(|side| t.triangle_side(side)),
        "released" => ReleasedTo::named(text).map(|readers| t.released_to(readers)),
        "known_effect" => KnownEffect::named(text).map(|known| t.known_effect(known)),
        "state" => match CauseState::named(text) {
            Some(state) => Some(t.cause_state(state)),
            None => Some(t.cycle_state(text)),
        },
        "asked" => Some(t.asked_group(text)),
        "channel" => Some(t.channel(text)),
        "criterion" => Some(t.criterion_named(text)),
        "step" => Some(t.cycle_step(text)),
        _ => None,
    }
}

/// The place within its document: `commitments[3].problem` of
/// `lofte-2026: commitments[3].problem (skoltrafik)`.
pub fn place_alone(place: &str) -> &str {
    let within = place.split_once(": ").map_or(place, |(_, within)| within);
    within.split(" (").next().unwrap_or(within)
}

/// "Åtaganden 4 · Kort namn" for `commitments[3].title`.
pub fn heading(language: Language, place: &str) -> String {
    let part = |part: &str| {
        let (name, rest) = part.split_once('[').unwrap_or((part, ""));
        let number = rest.trim_end_matches(']').parse::<usize>();
        let number = number.map(|n| format!(" {}", n + 1)).unwrap_or_default();
        format!("{}{number}", field_words(language.texts(), name))
    };
    let parts: Vec<String> = place_alone(place).split('.').map(part).collect();
    parts.join(" · ").trim_end_matches(':').to_owned()
}

/// What the forms call a field; a field without a form keeps its own name.
fn field_words(t: Texts, name: &str) -> String {
    match name {
        "type" => t.work_log_what(),
        "on" => t.work_log_day(),
        "at" => t.work_log_time(),
        "place" => t.work_log_where(),
        "times" => t.work_log_times(),
        "hours" => t.work_log_hours(),
        "staff" => t.work_log_staff(),
        "took_hours" => t.work_log_took_hours(),
        "counts" => t.work_log_counts(),
        "covers" => t.work_log_covers(),
        "serves" => t.work_log_serves(),
        "same_as" => t.work_log_same_as(),
        "note" => t.work_log_note(),
        "parties" => t.work_field_parties(),
        "promise" => t.work_log_promise(),
        "title" => t.work_promise_title(),
        "contact" => t.work_contact(),
        "period" => t.work_field_period(),
        "from" => t.work_period_from(),
        "to" => t.work_period_to(),
        "commitments" => t.commitments_title(),
        "problems" => t.problems_title(),
        "goals" => t.goals_title(),
        "target" => t.commitment_target(),
        "summary" => t.summary_title(),
        "sentences" => t.work_field_sentence(),
        "text" | "words" | "plain" => t.work_text(),
        "deviation" => t.deviation_title(),
        "next_step" => t.next_step_title(),
        "context" => t.context_title(),
        "heading" => t.work_heading(),
        "theme" => t.picture_doc_theme(),
        "causes" => t.problem_causes(),
        "measures" => t.problem_measures(),
        "voices" => t.voices_title(),
        "evidence" => t.picture_doc_rests_on(),
        "indicators" => t.picture_doc_measured(),
        "answer" => t.picture_doc_voice_answer(),
        "problem" => t.picture_field_problem(),
        "picture" => t.work_nav_picture(),
        "updated_on" => t.picture_doc_updated_on(),
        "decided" => t.picture_doc_decision(),
        "by" => t.edition_decided(),
        "reference" => t.picture_doc_reference(),
        "action_plan" => t.edition_plan(),
        "followed_up_on" => t.picture_doc_plan_followed_up(),
        "background" => t.edition_background(),
        "mapping" => part_title(t.language, LegalPart::Mapping),
        "other_information" => part_title(t.language, LegalPart::OtherInformation),
        "analysis" => part_title(t.language, LegalPart::Analysis),
        "places" => t.picture_doc_places(),
        "criteria" => t.picture_doc_criteria(),
        "criterion" => t.picture_doc_criterion(),
        "most" => t.picture_doc_criterion_most(),
        "weight" => t.picture_doc_weight(),
        "score" | "scores" => t.picture_doc_score(),
        "rank" => t.picture_doc_rank(),
        "chosen" => t.picture_doc_is_chosen(),
        "reason" => t.picture_doc_reason(),
        "focus_area" => t.picture_doc_focus_area(),
        "project" => t.picture_doc_project(),
        "result" => t.problem_result(),
        "cycle" => t.problem_cycle(),
        "step" => t.picture_field_step(),
        "state" => t.picture_doc_step_state(),
        "released" => t.picture_doc_released(),
        "asked" => t.picture_doc_voice_asked(),
        "channel" => t.picture_doc_voice_channel(),
        "n" => t.picture_doc_voice_n(),
        "n_asked" => t.picture_doc_voice_n_asked(),
        "side" => t.picture_doc_side(),
        "evidence_for" => t.problem_for(),
        "evidence_against" => t.problem_against(),
        "links_for" => t.picture_doc_links_for(),
        "links_against" => t.picture_doc_links_against(),
        "would_show_wrong" => t.picture_doc_would_show_wrong(),
        "cause" => t.picture_field_cause(),
        "kind" => t.picture_doc_sort(),
        "term" => t.picture_doc_term(),
        "mechanism" => t.picture_doc_mechanism(),
        "known_effect" => t.picture_doc_known(),
        "known_from" => t.picture_doc_known_from(),
        "priority" => t.picture_doc_reason(),
        "baseline" => t.goal_baseline(),
        "outcome" => t.goal_outcome(),
        "source" => t.incidents_source(),
        "value" => t.picture_doc_value(),
        "unit" => t.picture_doc_unit(),
        "indicator" => t.picture_doc_evidence_indicator(),
        "filter" => t.picture_doc_evidence_filter(),
        "url" => t.picture_doc_evidence_url(),
        "party" => t.picture_doc_evidence_party(),
        "municipalities" => t.work_municipality(),
        "promises" => t.work_nav_promises(),
        "within" => t.picture_doc_place_within(),
        "name" => t.place_name(),
        "slag" => t.place_kind(),
        "position" => t.report_position(),
        "area" => t.picture_area(),
        "kommun" => t.work_municipality(),
        "namn_sv" => t.category_name_sv(),
        "namn_en" => t.category_name_en(),
        "under" => t.category_under(),
        "bostad" => t.category_dwellings(),
        "partner" => t.work_share_partner(),
        "syfte" => t.work_share_purpose(),
        "roll" => t.work_share_role(),
        "sort" => t.share_which(),
        "fran" => t.share_from(),
        "till" => t.share_until(),
        other => other.to_owned(),
    }
}

/// A stale edit: what I wrote beside what somebody saved in between. Nothing
/// typed is lost: the form can be sent again over the newer version.
pub struct Stale<'a> {
    /// Where the form goes.
    pub action: &'a str,
    /// What was sent.
    pub fields: &'a Fields,
    /// The field that holds the version.
    pub version_field: &'a str,
    /// The version that is held now, or what stands for it.
    pub held_version: String,
    /// Where the texts differ.
    pub differences: Vec<Difference>,
    /// What more there is to say of it.
    pub note: Option<String>,
    /// The pages above it.
    pub trail: Trail,
    /// The language of the texts, when it is not the page's.
    pub lang: Option<&'a str>,
    /// Whether numbers in the texts are invented.
    pub example: bool,
}

/// The page of a stale edit.
pub fn stale_page(visit: &Visit, stale: &Stale<'_>) -> Response {
    let t = visit.t();
    let main = html! {
        h1 { (t.work_stale_title()) }
        p.lead { (t.work_stale_words()) }
        @if let Some(note) = &stale.note { p { (note) } }
        @for difference in &stale.differences {
            section.difference {
                h2 { (heading(visit.language, &difference.place)) }
                @if let Some(of) = &difference.of { p.quiet lang=[stale.lang] { (of) } }
                div.two {
                    div { h3 { (t.work_stale_mine()) } (side(visit, stale, difference, &difference.mine)) }
                    div { h3 { (t.work_stale_theirs()) } (side(visit, stale, difference, &difference.theirs)) }
                }
            }
        }
        @if stale.differences.is_empty() { p { (t.work_stale_same()) } }
        form method="post" action=(stale.action) {
            @for (name, value) in stale.fields.iter().filter(|(name, _)| *name != stale.version_field) {
                // A textarea keeps line breaks, which a hidden input may not.
                textarea hidden name=(name) aria-hidden="true" { "\n" (value) }
            }
            input type="hidden" name=(stale.version_field) value=(&stale.held_version);
            (submit(&t.work_stale_save_mine(), None))
        }
        p { a href=(stale.action) { (t.work_stale_take_theirs()) } }
    };
    let title = t.work_stale_title();
    let markup = work::page(visit, &title, stale.example, &stale.trail, main);
    (StatusCode::CONFLICT, markup).into_response()
}

/// One of the two texts; what is not there was taken away.
fn side(visit: &Visit, stale: &Stale<'_>, difference: &Difference, value: &Value) -> Markup {
    html! {
        @if value.is_null() { p.quiet { (visit.t().work_stale_nothing()) } }
        @else { p.verbatim lang=[stale.lang] { (shown_at(visit.language, &difference.place, value)) } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_places_that_differ_are_shown() {
        let mine = json!({"title": "A", "list": [1, 2], "same": {"x": 1}});
        let theirs = json!({"title": "B", "list": [1], "same": {"x": 1}, "new": "N"});
        let places: Vec<String> = differences(&mine, &theirs)
            .into_iter()
            .map(|d| d.place)
            .collect();
        assert_eq!(places, ["title", "list[1]", "new"]);
    }

    #[test]
    fn a_place_is_named_as_its_form_names_it_and_numbers_as_people_write_them() {
        let named = |place| heading(Language::Sv, place);
        assert_eq!(named("hours"), "Arbetstimmar");
        assert_eq!(
            named("commitments[3].deviation"),
            "Åtaganden 4 · Varför det inte blev som vi lovade"
        );
        assert_eq!(named("counts.drivers"), "Antal · drivers");
        assert_eq!(shown(Language::Sv, &json!(2.5)), "2,5");
        assert_eq!(
            named("voices[1].n_asked"),
            "Det invånare och medarbetare sa 2 · Av hur många tillfrågade"
        );
    }

    #[test]
    fn every_field_of_a_picture_is_called_as_its_form_calls_it() {
        fn names(value: &Value, found: &mut Vec<String>) {
            match value {
                Value::Object(fields) => fields.iter().for_each(|(name, value)| {
                    found.push(name.clone());
                    names(value, found);
                }),
                Value::Array(items) => items.iter().for_each(|item| names(item, found)),
                _ => {}
            }
        }
        let picture = include_str!("../../handslag/example/lidkoping-lagesbild.toml");
        let picture = handslag_domain::picture::PictureDocument::read(picture).unwrap();
        let mut found = Vec::new();
        names(&serde_json::to_value(&picture).unwrap(), &mut found);
        // What no form changes has no other name.
        found.retain(|name| !["id", "format", "example", "language"].contains(&name.as_str()));
        for name in found {
            assert_ne!(field_words(Language::Sv.texts(), &name), name);
        }
    }

    #[test]
    fn a_change_is_said_in_the_words_of_the_forms_and_never_as_data() {
        let at = |place, value| shown_at(Language::Sv, place, &value);
        assert_eq!(
            at("problems[0].causes[1].side", json!("offender")),
            "de som gör det"
        );
        assert_eq!(at("voices[0].released", json!("public")), "alla");
        let voice = json!({"id": "morkt", "words": "Mörkt", "n": 24, "asked": "young"});
        let told = at("voices[2]", voice);
        for part in ["Text: Mörkt", "Hur många som sa det: 24", "unga"] {
            assert!(told.contains(part), "{told}");
        }
        assert!(
            !told.contains(['{', '"']) && !told.contains("morkt"),
            "{told}"
        );
    }
}
