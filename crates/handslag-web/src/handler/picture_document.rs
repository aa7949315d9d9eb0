//! Situational pictures as documents, inside: list, new, one picture with
//! what is missing at its place, versions.

pub mod chain;
pub mod edition;
pub mod evidence;
mod forms;
mod gaps;
pub mod head;
pub mod list;
pub mod lists;
pub mod new;
pub mod part;
pub mod place;
pub mod problem;
mod saving;
pub mod section;
pub mod share;
pub mod text;
pub mod versions;
pub mod views;
pub mod voice;

use axum::extract::{Path, State};
use axum::response::IntoResponse;
use handslag_app::picture_document::OpenPicture;
use handslag_app::{Action, AppError, Denied};
use handslag_domain::id::{PictureId, PlaceId};
use handslag_domain::organisation::OrganisationId;
use handslag_domain::picture::clock::Due;
use handslag_domain::picture::story::{Is, Story, StoryPart};
use handslag_domain::problem::Problem;
use handslag_domain::vocabulary::ReleasedTo;
use handslag_domain::worded::Worded;
use maud::{Markup, html};

use super::Answer;
use crate::component::{PictureReading, example_tag, status};
use crate::error_page::WebError;
use crate::fields::Fields;
use crate::page::part_title;
use crate::paths;
use crate::server::Site;
use crate::visit::Visit;
use crate::work::{self, Trail, words};
use gaps::GapsByPlace;
use lists::List;

/// The path of a picture inside.
pub type Named = Path<(String, String)>;

/// Owner and picture from the path.
pub fn names(Path((owner, id)): Named) -> (OrganisationId, PictureId) {
    (OrganisationId(owner), PictureId(id))
}

/// The pages above a picture's own.
pub fn trail(visit: &Visit, opened: &OpenPicture) -> Trail {
    let mut trail = top(visit);
    trail.push((opened.document.picture.title.clone(), here(opened)));
    trail
}

fn top(visit: &Visit) -> Trail {
    vec![
        (visit.t().work_nav_picture(), paths::PICTURE.to_owned()),
        (visit.t().picture_doc_list(), paths::PICTURES.to_owned()),
    ]
}

/// The address of a picture.
pub fn here(opened: &OpenPicture) -> String {
    paths::work_picture(&opened.owner, &opened.document.picture.id)
}

/// The address of one of a picture's pages.
pub fn page_of(opened: &OpenPicture, page: &str) -> String {
    paths::picture_page(&opened.owner, &opened.document.picture.id, page)
}

/// Opens a picture for one action.
///
/// # Errors
/// When it is not the member's to open so.
pub async fn open(
    site: &Site,
    visit: &Visit,
    action: Action,
    owner: &OrganisationId,
    id: &PictureId,
) -> Result<OpenPicture, WebError> {
    Ok(site
        .app
        .open_picture(&visit.actor, action, owner, id)
        .await?)
}

/// Opens a picture as it stood when a form was made: what the form says is of
/// that, and what others have saved since then is joined when it is saved.
///
/// # Errors
/// When it is not the member's to change.
pub async fn open_as_made(
    site: &Site,
    visit: &Visit,
    owner: &OrganisationId,
    id: &PictureId,
    fields: &Fields,
) -> Result<OpenPicture, WebError> {
    let mut opened = open(site, visit, Action::EditPicture, owner, id).await?;
    let version = fields.number("version").unwrap_or(0);
    if version == opened.version {
        return Ok(opened);
    }
    let app = &site.app;
    match app.picture_version(&visit.actor, owner, id, version).await {
        Ok(document) => (opened.version, opened.document) = (version, document),
        // The form was made from nothing: everything that it says is asked about.
        Err(AppError::Denied(Denied::NoSuchRecord)) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(opened)
}

/// A page of a picture.
pub fn page(visit: &Visit, opened: &OpenPicture, title: &str, main: Markup) -> Markup {
    work::page(
        visit,
        title,
        opened.document.example,
        &trail(visit, opened),
        main,
    )
}

/// The language of a picture's own words, when it is not the page's.
pub fn lang_of<'a>(visit: &Visit, opened: &'a OpenPicture) -> Option<&'a str> {
    let language = opened.document.language.as_deref().unwrap_or("sv");
    visit.here().theirs(language)
}

/// One picture: its clock, the problems in order with what they rest on and
/// what answers them, and every gap at its place.
pub async fn overview(
    State(site): State<Site>,
    visit: Visit,
    named: Named,
    crate::fields::Asked(asked): crate::fields::Asked,
) -> Answer {
    let t = visit.t();
    let (owner, id) = names(named);
    let opened = open(&site, &visit, Action::ReadInternal, &owner, &id).await?;
    let document = &opened.document;
    let found = opened.gaps(visit.today(), words::check_words(visit.language));
    let n_gaps = found.len();
    let gaps = GapsByPlace::new(&visit, &opened, found);
    let beside = |path: &str| gaps.beside(path);
    let reading = PictureReading {
        here: visit.here(),
        lang: lang_of(&visit, &opened),
        places: &document.places,
        voices: &document.voices,
        beside: &beside,
    };
    let chosen = document.chosen();
    let waiting: Vec<&Problem> = document
        .problems
        .iter()
        .filter(|p| !p.is_chosen())
        .collect();
    let may_edit = opened.may(Action::EditPicture);
    let main = html! {
        h1 { (document.picture.title) (example_tag(t, document.example)) }
        @if asked.has("sparat") { (work::done(&t.work_saved())) }
        p.quiet {
            (visit.language.period(document.picture.period.first_day(), document.picture.period.last_day()))
            " · " (t.picture_saved_version(&opened.version.to_string())) " · "
            a href="#brister" { (t.picture_doc_n_gaps(n_gaps)) }
        }
        @if may_edit { (new_buttons(&visit, &opened, None)) }
        (links(&visit, &opened))
        (contents(&visit, &opened, &chosen, &waiting))
        (clock(&visit, &opened))
        section #valda {
            h2 { (t.picture_doc_chosen()) }
            @if chosen.is_empty() { p { (t.picture_doc_none_chosen()) } }
            @for (n, problem) in chosen.iter().enumerate() { (one_problem(&visit, &opened, &reading, problem, Some(n + 1))) }
        }
        @if !waiting.is_empty() {
            section #vantar {
                h2 { (t.picture_doc_waiting()) }
                @for problem in &waiting { (one_problem(&visit, &opened, &reading, problem, None)) }
            }
        }
        section #synpunkter {
            h2 { (t.voices_title()) }
            @if document.voices.is_empty() { p { (t.picture_doc_no_voices()) } } @else { (reading.voices(&document.voices, "voices")) }
            @if may_edit {
                p { a href=(page_of(&opened, "ny-synpunkt")) { (t.picture_doc_new_voice()) } }
                @if visit.may(Action::Import) { p { a href=(paths::intake_of_voices(&opened.owner, &document.picture.id)) { (t.intake_voices_from_file()) } } }
            }
        }
        @if !document.indicators.is_empty() {
            section #matt { h2 { (t.picture_doc_indicators_of_area()) } (reading.indicators(&t.picture_doc_indicators_of_area(), &document.indicators)) }
        }
        (parts(&visit, &opened))
        section #brister {
            h2 { (t.picture_doc_missing(n_gaps)) }
            @if gaps.told_above() { p { (t.picture_doc_missing_above()) } }
            (gaps.rest())
        }
    };
    Ok(page(&visit, &opened, &document.picture.title, main).into_response())
}

/// The passages of the three parts of the law, each with who may read it.
fn parts(visit: &Visit, opened: &OpenPicture) -> Markup {
    let t = visit.t();
    let may_edit = opened.may(Action::EditPicture);
    html! {
        section #delarna {
            h2 { (t.picture_doc_parts()) }
            @for part in section::PARTS {
                @let title = part_title(visit.language, part);
                @let to = |which: &str| page_of(opened, &format!("del/{}/{which}", section::part_step(part)));
                h3 { (title) }
                ul.plain {
                    @for (n, one) in section::sections(&opened.document, part).iter().enumerate() {
                        @let readers = one.released.as_ref().and_then(Worded::meant).unwrap_or(ReleasedTo::Partners);
                        li {
                            @if may_edit { a href=(to(&n.to_string())) lang=[lang_of(visit, opened)] { (one.heading) } }
                            @else { span lang=[lang_of(visit, opened)] { (one.heading) } }
                            " " span.quiet { "(" (t.picture_doc_read_by(&t.released_to(readers))) ")" }
                        }
                    }
                }
                @if may_edit { p { a href=(to(section::NEW)) { (t.picture_doc_new_section()) span.unseen { ": " (title) } } } }
            }
        }
    }
}

/// What may be added: to the picture, or to what it says of a place.
fn new_buttons(visit: &Visit, opened: &OpenPicture, place: Option<&PlaceId>) -> Markup {
    let t = visit.t();
    let problem = place.map(|place| ("platser", place.as_str()));
    let problem = paths::asking(&page_of(opened, "nytt-problem"), problem.into_iter());
    html! {
        div.actions {
            a.button href=(problem) { (t.picture_doc_new_problem()) }
            a.button href=(page_of(opened, "ny-synpunkt")) { (t.picture_doc_new_voice()) }
        }
    }
}

/// What stands on the page, and where.
fn contents(
    visit: &Visit,
    opened: &OpenPicture,
    chosen: &[&Problem],
    waiting: &[&Problem],
) -> Markup {
    let t = visit.t();
    let title = t.picture_on_page();
    let document = &opened.document;
    let problems = |all: &[&Problem]| {
        html! {
            @if !all.is_empty() {
                ul { @for p in all { li { a href={ "#problem-" (p.id) } lang=[lang_of(visit, opened)] { (p.title) } } } }
            }
        }
    };
    html! {
        nav.contents aria-label=(title) {
            h2 { (title) }
            ul {
                li { a href="#klockan" { (t.picture_doc_clock()) } }
                li { a href="#valda" { (t.picture_doc_chosen()) } (problems(chosen)) }
                @if !waiting.is_empty() { li { a href="#vantar" { (t.picture_doc_waiting()) } (problems(waiting)) } }
                li { a href="#synpunkter" { (t.voices_title()) } }
                @if !document.indicators.is_empty() { li { a href="#matt" { (t.picture_doc_indicators_of_area()) } } }
                li { a href="#delarna" { (t.picture_doc_parts()) } }
            }
        }
    }
}

fn links(visit: &Visit, opened: &OpenPicture) -> Markup {
    let t = visit.t();
    html! {
        ul.links {
            li { a href=(page_of(opened, "kedja")) { (t.picture_doc_chain()) } }
            li { a href=(page_of(opened, "vyer")) { (t.picture_doc_views()) } }
            li { a href=(page_of(opened, "utgava")) { (t.picture_doc_edition()) } }
            @if opened.may(Action::EditPicture) {
                li { a href=(page_of(opened, "andra")) { (t.picture_doc_edit_head()) } }
                @for list in List::ALL { li { a href=(lists::address(opened, list)) { (list.title(t)) } } }
                li { a href=(page_of(opened, "text")) { (t.work_edit_text()) } }
                @if opened.is_own() { li { a href=(page_of(opened, "dela")) { (t.work_share()) } } }
            }
            li { a href=(page_of(opened, "versioner")) { (t.work_saved_versions()) } }
        }
    }
}

/// The law's clock: what is to be done by when.
fn clock(visit: &Visit, opened: &OpenPicture) -> Markup {
    let t = visit.t();
    let clock = opened.clock(visit.today());
    let calm = |due| matches!(due, Due::InTime { .. });
    html! {
        section #klockan {
            h2 { (t.picture_doc_clock()) }
            p .notice[!calm(clock.update)] { (t.update_due(clock.update)) }
            p .notice[!calm(clock.follow_up)] { (t.plan_due(clock.follow_up)) }
        }
    }
}

fn one_problem(
    visit: &Visit,
    opened: &OpenPicture,
    reading: &PictureReading<'_>,
    problem: &Problem,
    number: Option<usize>,
) -> Markup {
    let t = visit.t();
    let document = &opened.document;
    let at = document.problems.iter().position(|p| p.id == problem.id);
    let path = format!("problems[{}]", at.unwrap_or_default());
    let part = |title: String, inner: Markup| {
        html! { @if !inner.0.is_empty() { section.part { h4 { (title) } (inner) } } }
    };
    html! {
        article.problem id={ "problem-" (problem.id) } {
            h3 lang=[reading.lang] { @if let Some(n) = number { (n) ". " } (problem.title) }
            p.quiet {
                @for (n, place) in problem.places.iter().enumerate() {
                    @if n > 0 { ", " }
                    a href=(page_of(opened, &format!("plats/{}", paths::step(place.as_str())))) { (document.place_name(place)) }
                }
                @if let Some(project) = &problem.project { " · " (t.problem_project(project)) }
                " · " a href={ (page_of(opened, "kedja")) "?problem=" (paths::step(problem.id.as_str())) } { (t.picture_doc_its_chain()) }
            }
            @if let Some(words) = &problem.words { p lang=[reading.lang] { (words) } }
            (reading.priority(problem, &document.criteria))
            (part(t.picture_doc_rests_on(), reading.evidence(&problem.evidence)))
            (part(t.problem_causes(), reading.causes(problem, &path)))
            (part(t.problem_measures(), reading.measures(problem, &path)))
            (part(t.picture_doc_measured(), reading.indicators(&t.picture_doc_measured_of(&problem.title), &problem.indicators)))
            (part(t.picture_doc_answered_by(), answering(visit, opened, problem)))
            ((reading.beside)(&path))
        }
    }
}

/// The commitments that answer a problem, each with how it goes.
fn answering(visit: &Visit, opened: &OpenPicture, problem: &Problem) -> Markup {
    let t = visit.t();
    let story = Story::of(
        &opened.document,
        &opened.promises,
        &problem.id,
        visit.today(),
    );
    let parts: Vec<StoryPart> = story.map(|s| s.commitments).unwrap_or_default();
    html! {
        ul.plain {
            @for part in &parts {
                @if let (Is::Commitment { verdict }, Some(address)) = (part.is, commitment_address(opened, part)) {
                    li { a href=(address) { (part.words) } " " (status(t, verdict)) }
                }
            }
            @if parts.iter().all(StoryPart::is_hole) { li { (t.picture_doc_nothing_promised()) } }
        }
    }
}

fn commitment_address(opened: &OpenPicture, part: &StoryPart) -> Option<String> {
    let key = part.key.as_ref()?;
    let promise = key.promise.as_ref()?;
    let owner = opened.owner_of(promise)?;
    Some(format!("{}#{}", paths::work(owner, promise), key.id))
}
