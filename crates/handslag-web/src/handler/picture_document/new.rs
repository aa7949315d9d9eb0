//! A new picture: by a form of what every picture has, or as a file or a text.

use axum::extract::{Multipart, State};
use axum::response::{IntoResponse, Response};
use handslag_app::{AppError, Invalid};
use handslag_domain::check::Finding;
use handslag_domain::id::PictureId;
use handslag_domain::municipality::Municipality;
use handslag_domain::period::Period;
use handslag_domain::picture::check::check_text;
use handslag_domain::picture::{Criterion, PICTURE_FORMAT, Picture, PictureDocument};
use handslag_domain::vocabulary::HandbookCriterion;
use maud::{Markup, html};

use super::super::entry::{checkboxes, form_errors, missing};
use super::super::new_id::new_id;
use super::super::promise::findings_or_none;
use super::super::{Answer, see};
use super::forms::{self, Filled};
use super::saving::refused;
use super::top;
use crate::component::{Field, FormError, error_summary, file_field, submit, textarea};
use crate::error_page::WebError;
use crate::fields::Fields;
use crate::paths;
use crate::server::Site;
use crate::visit::Visit;
use crate::work::{self, words};

/// The smallest picture, for those who write it as text.
const TEMPLATE: &str = r#"format = "handslag-picture/1"
language = "sv"

[picture]
id = "kommunen-2026"
title = "Lägesbild"
municipalities = ["Kommunen"]
"#;

/// The form, with the reader's own municipality and the handbook's criteria.
pub async fn form(State(site): State<Site>, visit: Visit) -> Answer {
    let own = site.app.own_organisation(&visit.actor).await?;
    let own = own.and_then(|own| Municipality::by_name(&own.name));
    let mut pairs = vec![("kommun", own.map_or("", |own| own.name))];
    pairs.extend(
        HandbookCriterion::ALL
            .iter()
            .map(|c| ("kriterier", c.name())),
    );
    let pairs = pairs.into_iter();
    let fields = Fields::new(pairs.map(|(n, v)| (n.to_owned(), v.to_owned())).collect());
    Ok(new_page(&visit, &fields, &[], &[]).into_response())
}

/// Adds the picture that the form or the text says; a text is only checked
/// when that is asked for.
pub async fn add(State(site): State<Site>, visit: Visit, form: Multipart) -> Answer {
    let fields = sent_fields(form).await?;
    match fields.get("gor") {
        "skapa" => by_form(&site, &visit, &fields).await,
        _ => by_text(&site, &visit, &fields).await,
    }
}

/// What was sent; a file stands in the place of the text.
async fn sent_fields(mut form: Multipart) -> Result<Fields, WebError> {
    let mut pairs = Vec::new();
    while let Some(field) = form.next_field().await.map_err(|_| WebError::BadRequest)? {
        let name = field.name().unwrap_or_default().to_owned();
        let bytes = field.bytes().await.map_err(|_| WebError::BadRequest)?;
        let value = String::from_utf8_lossy(&bytes).replace("\r\n", "\n");
        match name.as_str() {
            "fil" if value.trim().is_empty() => {}
            "fil" => pairs.insert(0, ("text".to_owned(), value)),
            _ => pairs.push((name, value)),
        }
    }
    Ok(Fields::new(pairs))
}

async fn by_form(site: &Site, visit: &Visit, fields: &Fields) -> Answer {
    let mut errors = Vec::new();
    let pictures = site.app.picture_documents(&visit.actor).await?;
    let taken: Vec<&str> = pictures.iter().map(|p| p.id.as_str()).collect();
    let document = document_of(visit, fields, &taken, &mut errors);
    if !errors.is_empty() {
        return Ok(refused(new_page(visit, fields, &[], &errors)));
    }
    let name_of = |field: &str| match field {
        "picture.title" | "title" => "titel",
        _ => "kommun",
    };
    added(site, visit, fields, &document, &name_of).await
}

async fn by_text(site: &Site, visit: &Visit, fields: &Fields) -> Answer {
    let text = fields.get("text");
    let (document, findings) = check_text(text, words::check_words(visit.language));
    let Some(document) = document else {
        return Ok(refused(new_page(visit, fields, &findings, &[])));
    };
    if fields.get("gor") == "kontrollera" {
        return Ok(new_page(visit, fields, &findings, &[]).into_response());
    }
    added(site, visit, fields, &document, &|_| "text").await
}

/// The picture that the form says, as small as it may be.
fn document_of(
    visit: &Visit,
    fields: &Fields,
    taken: &[&str],
    errors: &mut Vec<FormError>,
) -> PictureDocument {
    let t = visit.t();
    let title = fields.get("titel").to_owned();
    if title.is_empty() {
        errors.push(missing(visit, "titel", &t.work_promise_title()));
    }
    let written = fields.get("kommun");
    let code = written.parse().ok().and_then(Municipality::by_code);
    let municipality = code.or_else(|| Municipality::by_name(written));
    if municipality.is_none() {
        errors.push(FormError {
            id: Field::new("kommun", "").id(),
            words: t.picture_new_no_municipality(),
        });
    }
    let mut day = |name: &str, label: String| forms::day(visit, fields, name, &label, errors);
    let period = Period {
        from: day("fran", t.picture_doc_period_from()),
        to: day("till", t.picture_doc_period_to()),
        ..Period::default()
    };
    let chosen = HandbookCriterion::ALL.iter().map(|c| c.name());
    let chosen = chosen.filter(|name| fields.all("kriterier").any(|sent| sent == *name));
    let criteria = chosen.map(|name| Criterion {
        name: name.to_owned(),
        ..Criterion::default()
    });
    PictureDocument {
        format: PICTURE_FORMAT.to_owned(),
        language: Some("sv".to_owned()),
        picture: Picture {
            id: PictureId(new_id(&title, "lagesbild", taken)),
            municipalities: municipality
                .map(|m| m.name.to_owned())
                .into_iter()
                .collect(),
            title,
            period,
            ..Picture::default()
        },
        criteria: criteria.collect(),
        ..PictureDocument::default()
    }
}

/// Adds it and leads to it, or gives the form back.
///
/// - `name_of`: the form's name for a field of the document.
async fn added(
    site: &Site,
    visit: &Visit,
    fields: &Fields,
    document: &PictureDocument,
    name_of: &(dyn Fn(&str) -> &'static str + Sync),
) -> Answer {
    let id = &document.picture.id;
    let at = |field: &str, words: String| FormError {
        id: Field::new(name_of(field), "").id(),
        words,
    };
    let again = |findings: &[Finding], errors: &[FormError]| -> Response {
        refused(new_page(visit, fields, findings, errors))
    };
    let added = site.app.add_picture(&visit.actor, document, visit.now);
    match added.await {
        Ok(()) => {
            let owner = &visit.member()?.organisation;
            see(&paths::work_picture(owner, id))
        }
        Err(AppError::Document(findings)) => Ok(again(&findings, &[])),
        Err(AppError::Invalid {
            field: "id",
            problem: Invalid::Taken,
        }) => {
            let words = visit.t().picture_doc_id_taken(id.as_str());
            Ok(again(&[], &[at("id", words)]))
        }
        Err(AppError::PersonalData { field, findings }) => {
            let words = words::personal_data(visit.t(), &findings);
            Ok(again(&[], &[at(&field, words)]))
        }
        Err(error) => {
            let errors = form_errors(visit, error)?;
            let words: Vec<String> = errors.into_iter().map(|e| e.words).collect();
            Ok(again(&[], &[at("", words.join(" "))]))
        }
    }
}

fn new_page(visit: &Visit, fields: &Fields, findings: &[Finding], errors: &[FormError]) -> Markup {
    let t = visit.t();
    let title = t.picture_doc_new();
    let main = html! {
        h1 { (title) }
        (error_summary(t, errors))
        @if !findings.is_empty() { (findings_or_none(visit, findings)) }
        (plain_form(&Filled { visit, fields, errors }))
        details open[fields.has("text")] {
            summary { (t.picture_new_by_text()) }
            (text_form(visit, fields, errors))
        }
    };
    work::page(visit, &title, false, &top(visit), main)
}

fn plain_form(filled: &Filled<'_>) -> Markup {
    let t = filled.visit.t();
    let day = t.work_date_hint();
    let criteria: Vec<(String, String)> = HandbookCriterion::ALL
        .iter()
        .map(|c| (c.name().to_owned(), t.criterion_named(c.name())))
        .collect();
    html! {
        form method="post" action=(paths::NEW_PICTURE) enctype="multipart/form-data" {
            (filled.line("titel", &t.work_promise_title(), &t.picture_new_title_hint()))
            (filled.line("kommun", &t.work_municipality(), &t.picture_new_municipality_hint()))
            (filled.line("fran", &t.picture_doc_period_from(), &day))
            (filled.line("till", &t.picture_doc_period_to(), &day))
            (checkboxes("kriterier", &t.picture_new_criteria(), &criteria, filled.fields))
            div.actions { (submit(&t.picture_new_make(), Some(("gor", "skapa")))) }
        }
    }
}

fn text_form(visit: &Visit, fields: &Fields, errors: &[FormError]) -> Markup {
    let t = visit.t();
    let (file, label, hint) = (
        t.work_promise_file(),
        t.picture_doc_text(),
        t.work_promise_text_hint(),
    );
    let field = Field::new("text", &label).hint(&hint);
    let id = field.id();
    let text = match fields.has("text") {
        true => fields.get("text"),
        false => TEMPLATE,
    };
    let wrong = errors.iter().find(|e| e.id == id);
    let field = field.error(wrong.map(|e| e.words.as_str()));
    html! {
        form method="post" action=(paths::NEW_PICTURE) enctype="multipart/form-data" {
            (file_field(Field::new("fil", &file), ".toml,.json"))
            div.code { (textarea(field, 16, text)) }
            div.actions {
                (submit(&t.picture_doc_add(), Some(("gor", "lagg-till"))))
                button type="submit" name="gor" value="kontrollera" { (t.work_check()) }
            }
        }
    }
}
