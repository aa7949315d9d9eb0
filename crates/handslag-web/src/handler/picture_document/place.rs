//! One place on one screen, as in "Drogfria platser": identify, map, analyse
//! causes, act, with what is known at each step.

use axum::extract::{Path, State};
use axum::response::IntoResponse;
use handslag_app::Action;
use handslag_app::picture_document::{OpenPicture, PlaceCount};
use handslag_chart::{CyclePicture, Heading, cycle_picture};
use handslag_domain::amount::Amount;
use handslag_domain::evidence_link::EvidenceLink;
use handslag_domain::id::PlaceId;
use handslag_domain::place::lies_in;
use handslag_domain::problem::{Problem, Voice};
use handslag_domain::vocabulary::EvidenceKind;
use handslag_locale::arg;
use maud::{Markup, html};

use super::super::Answer;
use super::super::incident::kind_name;
use super::part::Kind;
use super::{answering, lang_of, names, new_buttons, open, page, page_of};
use crate::component::{Column, PictureReading, drawn_chart, example_tag, nothing_beside, table};
use crate::error_page::WebError;
use crate::paths;
use crate::server::Site;
use crate::visit::Visit;

/// A place of a picture.
pub async fn place(
    State(site): State<Site>,
    visit: Visit,
    Path((owner, id, place)): Path<(String, String, String)>,
) -> Answer {
    let t = visit.t();
    let (owner, id) = names(Path((owner, id)));
    let opened = open(&site, &visit, Action::ReadInternal, &owner, &id).await?;
    let document = &opened.document;
    let place = PlaceId(place);
    let known = document.places.iter().find(|p| p.id == place);
    let known = known.ok_or(WebError::NotFound)?;
    let counted = site
        .app
        .reported_at(&visit.actor, &opened, &place, visit.now)
        .await?;
    let at = |place: &PlaceId| lies_in(&document.places, place, std::slice::from_ref(&known.id));
    let voices: Vec<Voice> = document
        .voices
        .iter()
        .filter(|voice| voice.place.as_ref().is_some_and(at))
        .cloned()
        .collect();
    let problems: Vec<&Problem> = document
        .problems
        .iter()
        .filter(|problem| problem.places.iter().any(at))
        .collect();
    let reading = PictureReading {
        here: visit.here(),
        lang: lang_of(&visit, &opened),
        places: &document.places,
        voices: &document.voices,
        beside: &nothing_beside,
    };
    let may_edit = opened.may(Action::EditPicture);
    let title = known.name.clone();
    let main = html! {
        h1 { (title) (example_tag(t, document.example)) }
        p.lead { (t.picture_doc_place_lead()) }
        @if may_edit { (new_buttons(&visit, &opened, Some(&known.id))) }
        section #identifiera {
            h2 { "1. " (t.cycle_step("identify")) }
            @if problems.is_empty() { p { (t.picture_doc_place_no_problem()) } }
            @for problem in &problems { (identified(&visit, &opened, problem)) }
        }
        section #kartlagg {
            h2 { "2. " (t.cycle_step("map")) }
            (reported(&visit, &opened, &counted))
            (differs(&visit, &problems, &counted))
            h3 { (t.voices_title()) }
            @if voices.is_empty() { p { (t.picture_doc_place_no_voices()) } } @else { (reading.voices(&voices, "")) }
            @for problem in problems.iter().filter(|p| !p.evidence.is_empty()) {
                h3 { (t.picture_doc_rests_on()) ": " span lang=[reading.lang] { (problem.title) } }
                (reading.evidence(&problem.evidence))
            }
        }
        section #orsaker {
            h2 { "3. " (t.cycle_step("analyse_causes")) }
            @if problems.iter().all(|p| p.causes.is_empty()) { p { (t.picture_doc_place_no_cause()) } }
            @for problem in &problems { (reading.causes(problem, "")) }
        }
        section #gor {
            h2 { "4. " (t.cycle_step("act")) }
            @if problems.iter().all(|p| p.measures.is_empty()) { p { (t.picture_doc_place_no_measure()) } }
            @for problem in &problems {
                (reading.measures(problem, ""))
                h3 { (t.picture_doc_answered_by()) }
                (answering(&visit, &opened, problem))
                (reading.indicators(&t.picture_doc_measured_of(&problem.title), &problem.indicators))
                @if let Some(result) = &problem.result { p { strong { (t.problem_result()) ": " } span lang=[reading.lang] { (result) } } }
            }
        }
    };
    Ok(page(&visit, &opened, &title, main).into_response())
}

/// Which problem the place has, and how far the work on it has come.
fn identified(visit: &Visit, opened: &OpenPicture, problem: &Problem) -> Markup {
    let t = visit.t();
    let lang = lang_of(visit, opened);
    let chart = (!problem.cycle.is_empty()).then(|| {
        cycle_picture(&CyclePicture {
            heading: Heading {
                id: format!("cykel-{}", problem.id),
                lang: visit.language,
                finding: t.picture_doc_cycle_finding(&problem.title),
                source: t.picture_doc_source(&visit.language.date(visit.today())),
                example: opened.document.example,
                ..Heading::default()
            },
            steps: problem.cycle.clone(),
        })
    });
    let address = format!("{}#problem-{}", super::here(opened), problem.id);
    html! {
        h3 lang=[lang] { a href=(address) { (problem.title) } }
        @if let Some(project) = &problem.project { p.quiet { (t.problem_project(project)) } }
        @if let Some(words) = &problem.words { p lang=[lang] { (words) } }
        (problem_links(visit, opened, problem))
        @match chart {
            Some(chart) => (drawn_chart(t, &chart, opened.document.example)),
            None => p.notice { (t.picture_doc_no_cycle()) },
        }
    }
}

/// Why what a problem rests on may say another number than is counted here.
fn differs(visit: &Visit, problems: &[&Problem], counted: &PlaceCount) -> Markup {
    let t = visit.t();
    let is_other = |link: &&EvidenceLink| {
        let n = link.value.and_then(Amount::to_i64);
        link.kind.meant() == Some(EvidenceKind::Incidents)
            && n.is_some_and(|n| n != i64::from(counted.n))
    };
    let links = problems.iter().flat_map(|problem| &problem.evidence);
    html! {
        @for link in links.filter(is_other) {
            @let n = link.value.map(|n| visit.language.number(n)).unwrap_or_default();
            p.quiet { (t.picture_place_differs(&n)) }
        }
    }
}

/// What may be changed of a problem from here.
fn problem_links(visit: &Visit, opened: &OpenPicture, problem: &Problem) -> Markup {
    let t = visit.t();
    let base = page_of(
        opened,
        &format!("problem/{}", paths::step(problem.id.as_str())),
    );
    html! {
        @if opened.may(Action::EditPicture) {
            ul.links.edit {
                li { a href=(base) { (t.picture_doc_edit_problem()) span.unseen { ": " (problem.title) } } }
                @for kind in Kind::ALL {
                    li { a href={ (base) "/ny/" (kind.step()) } { (kind.new_words(t)) span.unseen { ": " (problem.title) } } }
                }
            }
        }
    }
}

/// What has been reported at the place in the picture's time.
fn reported(visit: &Visit, opened: &OpenPicture, counted: &PlaceCount) -> Markup {
    let t = visit.t();
    let period = &opened.document.picture.period;
    let period = visit.language.period(period.first_day(), period.last_day());
    let columns = [
        Column::words(t.work_log_what()),
        Column::numbers(t.report_count()),
    ];
    let rows: Vec<Vec<Markup>> = counted
        .kinds
        .iter()
        .map(|(id, n)| {
            vec![
                html! { (kind_name(visit, &counted.tree, id.as_str())) },
                html! { (visit.language.whole(*n as usize)) },
            ]
        })
        .collect();
    html! {
        h3 { (t.incidents_title()) }
        p { (t.picture_doc_reported(arg::PictureDocReported { n: counted.n.into(), period: &period })) (example_tag(t, counted.example && counted.n > 0)) }
        @if !rows.is_empty() { (table(&t.picture_doc_reported_table(), &columns, &rows)) }
    }
}
