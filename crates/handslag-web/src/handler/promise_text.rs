//! The whole document as text, for everything that has no form of its own.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use handslag_app::Action;
use handslag_app::promise::OpenPromise;
use handslag_domain::check::{Finding, check_text};
use handslag_domain::document::{PromiseDocument, Syntax};
use maud::Markup;

use super::Answer;
use super::document_text::TextForm;
use super::promise::{Named, findings_or_none, names, open, trail};
use super::saving::{Saved, save as save_document};
use crate::component::{Field, FormError};
use crate::fields::Fields;
use crate::paths;
use crate::server::Site;
use crate::visit::Visit;
use crate::work::{self, words};

/// The document as it is held, without its log: that has pages of its own.
pub async fn form(State(site): State<Site>, visit: Visit, named: Named) -> Answer {
    let (owner, id) = names(named);
    let opened = open(&site, &visit, Action::EditPromise, &owner, &id).await?;
    let document = PromiseDocument {
        activities: Vec::new(),
        ..opened.document.clone()
    };
    // TOML has no word for nothing; JSON holds every document.
    let text = document
        .write(Syntax::Toml)
        .or_else(|_| document.write(Syntax::Json))
        .unwrap_or_default();
    let mut fields = Fields::default();
    fields.set("version", opened.version.to_string());
    fields.set("text", text);
    Ok(form_page(&visit, &opened, &fields, &[], &[]).into_response())
}

/// Checks the text and saves it.
pub async fn save(State(site): State<Site>, visit: Visit, named: Named, fields: Fields) -> Answer {
    let (owner, id) = names(named);
    let opened = open(&site, &visit, Action::EditPromise, &owner, &id).await?;
    let text = fields.get("text").replace("\r\n", "\n");
    let (document, findings) = check_text(&text, words::check_words(visit.language));
    let refused = |findings: &[Finding], errors: &[FormError]| {
        let page = form_page(&visit, &opened, &fields, findings, errors);
        (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
    };
    let error = |words: String| {
        [FormError {
            id: Field::new("text", "").id(),
            words,
        }]
    };
    let Some(document) = document else {
        return Ok(refused(&findings, &[]));
    };
    if document.promise.id != id {
        return Ok(refused(
            &findings,
            &error(visit.t().work_id_changed(id.as_str())),
        ));
    }
    if !document.activities.is_empty() {
        return Ok(refused(&findings, &error(visit.t().work_text_has_log())));
    }
    if fields.get("gor") == "kontrollera" {
        return Ok(form_page(&visit, &opened, &fields, &findings, &[]).into_response());
    }
    let action = paths::work_page(&owner, &id, "text");
    let after = format!("{}?sparat=1", paths::work(&owner, &id));
    Ok(
        match save_document(&site, &visit, &owner, &document, &fields, &action, &after).await? {
            Saved::Answered(response) => response,
            Saved::Findings(_) => refused(&findings, &[]),
            Saved::Errors(errors) => {
                let words: Vec<String> = errors.into_iter().map(|e| e.words).collect();
                refused(&findings, &error(words.join(" ")))
            }
        },
    )
}

fn form_page(
    visit: &Visit,
    opened: &OpenPromise,
    fields: &Fields,
    findings: &[Finding],
    errors: &[FormError],
) -> Markup {
    let t = visit.t();
    let form = TextForm {
        action: &paths::work_page(&opened.owner, &opened.document.promise.id, "text"),
        label: &t.work_promise_text(),
        hint: &t.work_edit_text_hint(),
    };
    let main = form.filled(visit, fields, &findings_or_none(visit, findings), errors);
    work::page(
        visit,
        &t.work_edit_text(),
        opened.document.example,
        &trail(visit, opened),
        main,
    )
}
