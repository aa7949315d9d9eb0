//! Situational pictures in a list, and a new one from a file or a text.

use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use handslag_app::{Action, AppError, Invalid};
use handslag_domain::check::Finding;
use handslag_domain::picture::check::check_text;
use maud::{Markup, html};

use super::super::entry::form_errors;
use super::super::promise::{findings_or_none, sent_document};
use super::super::{Answer, see};
use super::top;
use crate::component::{
    Column, Field, FormError, error_summary, example_tag, file_field, submit, table, textarea,
};
use crate::paths;
use crate::server::Site;
use crate::visit::Visit;
use crate::work::{self, words};

/// The smallest picture, to begin from.
const TEMPLATE: &str = r#"format = "handslag-picture/1"
language = "sv"

[picture]
id = "kommunen-2026"
title = "Lägesbild"
municipalities = [""]
"#;

/// The pictures that the organisation takes part in.
pub async fn list(State(site): State<Site>, visit: Visit) -> Answer {
    let t = visit.t();
    let pictures = site.app.picture_documents(&visit.actor).await?;
    let columns = [
        Column::words(t.work_nav_picture()),
        Column::words(t.work_owner()),
        Column::words(t.work_saved_at()),
        Column::numbers(t.promise_version()),
    ];
    let rows: Vec<Vec<Markup>> = pictures
        .iter()
        .map(|p| {
            vec![
                html! { a href=(paths::work_picture(&p.owner, &p.id)) { (p.title) } (example_tag(t, p.is_example)) },
                html! { (p.owner) @if let Some(limit) = p.role_limit { ", " (t.work_shared_as(&words::role(t, limit))) } },
                html! { (words::moment(visit.language, p.saved_at)) },
                html! { (p.version) },
            ]
        })
        .collect();
    let title = t.picture_doc_list();
    let main = html! {
        h1 { (title) }
        p.lead { (t.picture_doc_list_lead()) }
        @if rows.is_empty() { p { (t.picture_doc_none()) } } @else { (table(&title, &columns, &rows)) }
        @if visit.may(Action::EditPicture) { p { a.button href=(paths::NEW_PICTURE) { (t.picture_doc_new()) } } }
        p { a href=(paths::PICTURE) { (t.picture_doc_to_incidents()) } }
    };
    let example = pictures.iter().any(|p| p.is_example);
    let above = [(t.work_nav_picture(), paths::PICTURE.to_owned())];
    Ok(work::page(&visit, &title, example, &above, main).into_response())
}

/// The form of a new picture, with the smallest one to begin from.
pub async fn new_form(visit: Visit) -> Answer {
    Ok(new_page(&visit, TEMPLATE, &[], &[]).into_response())
}

/// Checks a document, and adds it when that is asked for.
pub async fn add(State(site): State<Site>, visit: Visit, form: Multipart) -> Answer {
    let (text, only_check) = sent_document(form).await?;
    let (document, findings) = check_text(&text, words::check_words(visit.language));
    let refused = |errors: &[FormError]| -> Response {
        let page = new_page(&visit, &text, &findings, errors);
        (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
    };
    let Some(document) = document else {
        return Ok(refused(&[]));
    };
    if only_check {
        return Ok(new_page(&visit, &text, &findings, &[]).into_response());
    }
    let added = site.app.add_picture(&visit.actor, &document, visit.now);
    let id = &document.picture.id;
    let at_text = |words: String| {
        [FormError {
            id: Field::new("text", "").id(),
            words,
        }]
    };
    match added.await {
        Ok(()) => {
            let owner = &visit.member()?.organisation;
            see(&paths::work_picture(owner, id))
        }
        Err(AppError::Document(_)) => Ok(refused(&[])),
        Err(AppError::Invalid {
            field: "id",
            problem: Invalid::Taken,
        }) => Ok(refused(&at_text(
            visit.t().picture_doc_id_taken(id.as_str()),
        ))),
        Err(error) => {
            let errors = form_errors(&visit, error)?;
            let words: Vec<String> = errors.into_iter().map(|e| e.words).collect();
            Ok(refused(&at_text(words.join(" "))))
        }
    }
}

fn new_page(visit: &Visit, text: &str, findings: &[Finding], errors: &[FormError]) -> Markup {
    let t = visit.t();
    let title = t.picture_doc_new();
    let (file, label, hint) = (
        t.work_promise_file(),
        t.picture_doc_text(),
        t.work_promise_text_hint(),
    );
    let field = Field::new("text", &label)
        .hint(&hint)
        .error(errors.first().map(|e| e.words.as_str()));
    let main = html! {
        h1 { (title) }
        (error_summary(t, errors))
        @if !findings.is_empty() { (findings_or_none(visit, findings)) }
        form method="post" action=(paths::NEW_PICTURE) enctype="multipart/form-data" {
            (file_field(Field::new("fil", &file), ".toml,.json"))
            div.code { (textarea(field, 16, text)) }
            div.actions {
                (submit(&t.picture_doc_add(), Some(("gor", "lagg-till"))))
                button type="submit" name="gor" value="kontrollera" { (t.work_check()) }
            }
        }
    };
    work::page(visit, &title, false, &top(visit), main)
}
