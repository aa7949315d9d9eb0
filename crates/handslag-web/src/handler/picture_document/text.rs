//! The whole picture as text, for everything that has no form of its own.

use axum::extract::State;
use axum::response::IntoResponse;
use handslag_app::Action;
use handslag_app::picture_document::OpenPicture;
use handslag_domain::check::Finding;
use handslag_domain::document::Syntax;
use handslag_domain::picture::check::check_text;
use maud::Markup;

use super::super::Answer;
use super::super::document_text::TextForm;
use super::saving::{Form, Saved, refused, save as save_document};
use super::{Named, here, names, open, open_as_made, page, page_of};
use crate::component::{Field, FormError};
use crate::fields::Fields;
use crate::server::Site;
use crate::visit::Visit;
use crate::work::words;

/// The document as it is held.
pub async fn form(State(site): State<Site>, visit: Visit, named: Named) -> Answer {
    let (owner, id) = names(named);
    let opened = open(&site, &visit, Action::EditPicture, &owner, &id).await?;
    // TOML has no word for nothing; JSON holds every document.
    let document = &opened.document;
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
    let opened = open_as_made(&site, &visit, &owner, &id, &fields).await?;
    let text = fields.get("text").replace("\r\n", "\n");
    let (document, findings) = check_text(&text, words::check_words(visit.language));
    let again = |findings: &[Finding], errors: &[FormError]| {
        refused(form_page(&visit, &opened, &fields, findings, errors))
    };
    let Some(document) = document else {
        return Ok(again(&findings, &[]));
    };
    if document.picture.id != id {
        let words = visit.t().picture_doc_id_changed(id.as_str());
        let id = Field::new("text", "").id();
        return Ok(again(&findings, &[FormError { id, words }]));
    }
    if fields.get("gor") == "kontrollera" {
        return Ok(form_page(&visit, &opened, &fields, &findings, &[]).into_response());
    }
    let form = Form {
        action: &page_of(&opened, "text"),
        after: &format!("{}?sparat=1", here(&opened)),
        fields: &fields,
        field_of: &|_| Some("text".to_owned()),
    };
    Ok(
        match save_document(&site, &visit, &opened, &document, &form).await? {
            Saved::Answered(response) => response,
            Saved::Findings(_) => again(&findings, &[]),
            Saved::Errors(errors) => again(&findings, &errors),
        },
    )
}

fn form_page(
    visit: &Visit,
    opened: &OpenPicture,
    fields: &Fields,
    findings: &[Finding],
    errors: &[FormError],
) -> Markup {
    let t = visit.t();
    let form = TextForm {
        action: &page_of(opened, "text"),
        label: &t.picture_doc_text(),
        hint: &t.picture_doc_text_hint(),
    };
    let main = form.filled(visit, fields, findings, errors);
    page(visit, opened, &t.work_edit_text(), main)
}
