//! The common fields of a promise: title, period, background, contact.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use handslag_app::Action;
use handslag_app::promise::OpenPromise;
use handslag_domain::check::{Finding, check};
use handslag_domain::document::PromiseDocument;
use handslag_domain::written_date::WrittenDate;
use maud::{Markup, html};

use super::Answer;
use super::entry::{error_of, missing};
use super::promise::{Named, findings_or_none, names, open, trail};
use super::saving::{Saved, save as save_document};
use crate::component::{Field, FormError, error_summary, submit, text_field, textarea};
use crate::fields::Fields;
use crate::paths;
use crate::server::Site;
use crate::visit::Visit;
use crate::work::{self, words};

/// The form, as the promise is held.
pub async fn form(State(site): State<Site>, visit: Visit, named: Named) -> Answer {
    let (owner, id) = names(named);
    let opened = open(&site, &visit, Action::EditPromise, &owner, &id).await?;
    let fields = fields_of(&opened);
    let findings = check(&opened.document, words::check_words(visit.language));
    Ok(form_page(&visit, &opened, &fields, &findings, &[]).into_response())
}

/// Saves what the form says; everything else in the document stays.
pub async fn save(State(site): State<Site>, visit: Visit, named: Named, fields: Fields) -> Answer {
    let (owner, id) = names(named);
    let opened = open(&site, &visit, Action::EditPromise, &owner, &id).await?;
    let document = changed(&opened.document, &fields);
    let (findings, errors) = if document.promise.title.is_empty() {
        (
            Vec::new(),
            vec![missing(&visit, "titel", &visit.t().work_promise_title())],
        )
    } else {
        let action = paths::work_page(&owner, &id, "andra");
        let after = format!("{}?sparat=1", paths::work(&owner, &id));
        match save_document(&site, &visit, &owner, &document, &fields, &action, &after).await? {
            Saved::Answered(response) => return Ok(response),
            Saved::Findings(findings) => (findings, Vec::new()),
            Saved::Errors(errors) => (Vec::new(), errors),
        }
    };
    let page = form_page(&visit, &opened, &fields, &findings, &errors);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn fields_of(opened: &OpenPromise) -> Fields {
    let promise = &opened.document.promise;
    let mut fields = Fields::default();
    let date = |date: &Option<WrittenDate>| date.as_ref().map(|d| d.0.clone()).unwrap_or_default();
    fields.set("version", opened.version.to_string());
    fields.set("titel", &promise.title);
    fields.set("fran", date(&promise.period.from));
    fields.set("till", date(&promise.period.to));
    fields.set("forlangd", date(&promise.period.extended_to));
    fields.set("bakgrund", promise.background.clone().unwrap_or_default());
    fields.set("kontakt", promise.contact.clone().unwrap_or_default());
    fields
}

fn changed(document: &PromiseDocument, fields: &Fields) -> PromiseDocument {
    let mut document = document.clone();
    let promise = &mut document.promise;
    promise.title = fields.get("titel").to_owned();
    promise.period.from = fields.words("fran").map(WrittenDate);
    promise.period.to = fields.words("till").map(WrittenDate);
    promise.period.extended_to = fields.words("forlangd").map(WrittenDate);
    promise.background = fields.words("bakgrund");
    promise.contact = fields.words("kontakt");
    document
}

fn form_page(
    visit: &Visit,
    opened: &OpenPromise,
    fields: &Fields,
    findings: &[Finding],
    errors: &[FormError],
) -> Markup {
    let t = visit.t();
    let (owner, id) = (&opened.owner, &opened.document.promise.id);
    let title = t.work_edit_promise();
    let line = |name: &str, label: &str, hint: &str| {
        let field = Field::new(name, label).error(error_of(errors, name));
        let field = if hint.is_empty() {
            field
        } else {
            field.hint(hint)
        };
        text_field(field, "text", fields.get(name))
    };
    let (background, contact) = (t.background_title(), t.work_contact());
    let contact_hint = t.work_contact_hint();
    let date_hint = t.work_date_hint();
    let main = html! {
        h1 { (title) }
        (error_summary(t, errors))
        div.two {
            form method="post" action=(paths::work_page(owner, id, "andra")) {
                input type="hidden" name="version" value=(fields.get("version"));
                (line("titel", &t.work_promise_title(), ""))
                (line("fran", &t.work_period_from(), &date_hint))
                (line("till", &t.work_period_to(), &date_hint))
                (line("forlangd", &t.work_period_extended(), &date_hint))
                (textarea(Field::new("bakgrund", &background).error(error_of(errors, "bakgrund")), 6, fields.get("bakgrund")))
                (textarea(Field::new("kontakt", &contact).hint(&contact_hint).error(error_of(errors, "kontakt")), 2, fields.get("kontakt")))
                (line("skal", &t.work_reason(), &t.work_reason_optional()))
                (submit(&t.work_save(), None))
            }
            div {
                h2 { (t.commitments_title()) }
                ul.plain { @for c in &opened.document.commitments {
                    li { a href=(paths::work_commitment(owner, id, &c.id)) { (c.name()) } }
                } }
                p { a href=(paths::work_page(owner, id, "text")) { (t.work_edit_text()) } }
            }
        }
        (findings_or_none(visit, findings))
    };
    work::page(
        visit,
        &title,
        opened.document.example,
        &trail(visit, opened),
        main,
    )
}
