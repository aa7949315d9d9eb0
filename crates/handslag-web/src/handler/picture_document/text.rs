//! The whole picture as text, for everything that has no form of its own.

use axum::extract::State;
use axum::response::IntoResponse;
use handslag_app::Action;
use handslag_app::picture_document::OpenPicture;
use handslag_domain::document::Syntax;
use handslag_domain::picture::check::check_text;
use maud::{Markup, html};

use super::super::Answer;
use super::super::document_text::TextForm;
use super::super::promise::findings_or_none;
use super::saving::{Form, Saved, refused, save as save_document};
use super::{Named, gaps, here, names, open, open_as_made, page, page_of};
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
    let held = opened.gaps(visit.today(), words::check_words(visit.language));
    let found = html! {
        section #brister { h2 { (visit.t().work_findings_title()) } (gaps::list(&visit, &opened, &held)) }
    };
    Ok(form_page(&visit, &opened, &fields, &found, &[]).into_response())
}

/// Checks the text and saves it.
pub async fn save(State(site): State<Site>, visit: Visit, named: Named, fields: Fields) -> Answer {
    let (owner, id) = names(named);
    let opened = open_as_made(&site, &visit, &owner, &id, &fields).await?;
    let text = fields.get("text").replace("\r\n", "\n");
    let said = words::check_words(visit.language);
    let (document, findings) = check_text(&text, said);
    let Some(document) = document else {
        let found = findings_or_none(&visit, &findings);
        return Ok(refused(form_page(&visit, &opened, &fields, &found, &[])));
    };
    // The same list as on every other page. Its forms hold the picture as it is
    // saved, and not this text, so that none is led to.
    let findings = opened.gaps_in(&document, visit.today(), said);
    let found = findings_or_none(&visit, &findings);
    let again = |errors: &[FormError]| refused(form_page(&visit, &opened, &fields, &found, errors));
    if document.picture.id != id {
        let words = visit.t().picture_doc_id_changed(id.as_str());
        let id = Field::new("text", "").id();
        return Ok(again(&[FormError { id, words }]));
    }
    if fields.get("gor") == "kontrollera" {
        return Ok(form_page(&visit, &opened, &fields, &found, &[]).into_response());
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
            Saved::Findings(_) => again(&[]),
            Saved::Errors(errors) => again(&errors),
        },
    )
}

fn form_page(
    visit: &Visit,
    opened: &OpenPicture,
    fields: &Fields,
    found: &Markup,
    errors: &[FormError],
) -> Markup {
    let t = visit.t();
    let form = TextForm {
        action: &page_of(opened, "text"),
        label: &t.picture_doc_text(),
        hint: &t.picture_doc_text_hint(),
    };
    let main = form.filled(visit, fields, found, errors);
    page(visit, opened, &t.work_edit_text(), main)
}
