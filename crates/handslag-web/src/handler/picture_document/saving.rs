//! Saving a picture from any of its forms: done together with what others have
//! saved, refused at a field, or both texts where two changed the same.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use handslag_app::AppError;
use handslag_app::picture_document::{Conflict, OpenPicture, PictureChange};
use handslag_domain::picture::PictureDocument;
use maud::Markup;

use super::super::see;
use super::forms::FORM;
use super::{lang_of, trail};
use crate::component::{Field, FormError};
use crate::error_page::WebError;
use crate::fields::Fields;
use crate::server::Site;
use crate::stale::{Difference, Stale, differences, stale_page};
use crate::visit::Visit;
use crate::work::words;

pub use super::super::saving::Saved;

/// Where a form is, where it leads, and what its fields are called.
pub struct Form<'a> {
    /// Where the form is.
    pub action: &'a str,
    /// Where to go when it is saved.
    pub after: &'a str,
    /// What was sent.
    pub fields: &'a Fields,
    /// The form's name for a place in the document; none when it has no field for it.
    pub field_of: &'a (dyn Fn(&str) -> Option<String> + Sync),
}

/// The field that says with which version what both changed was shown.
const OVER: &str = "over_version";

/// Saves a picture that was made from a version (`version`).
///
/// # Errors
/// When it is not the member's to change, or the database fails.
pub async fn save(
    site: &Site,
    visit: &Visit,
    opened: &OpenPicture,
    document: &PictureDocument,
    form: &Form<'_>,
) -> Result<Saved, WebError> {
    let change = PictureChange {
        document,
        made_from: form.fields.number("version").unwrap_or(0),
        over: form.fields.number(OVER),
        reason: form.fields.words("skal"),
    };
    let app = &site.app;
    let saved = app.save_picture(&visit.actor, &opened.owner, change, visit.now);
    let saved = saved.await;
    match saved {
        Ok(_) => Ok(Saved::Answered(see(form.after)?)),
        Err(AppError::BothChanged { version, conflicts }) => {
            let stale = Stale {
                note: Some(visit.t().picture_doc_both_changed()),
                differences: conflicts.into_iter().map(difference).collect(),
                ..stale(visit, opened, form, OVER, version)
            };
            Ok(Saved::Answered(stale_page(visit, &stale)))
        }
        Err(AppError::Stale(held)) => {
            let mine = serde_json::to_value(document).unwrap_or_default();
            let stale = Stale {
                differences: differences(&mine, &held.content),
                ..stale(visit, opened, form, "version", held.version)
            };
            Ok(Saved::Answered(stale_page(visit, &stale)))
        }
        Err(AppError::Document(findings)) => Ok(Saved::Findings(findings)),
        Err(AppError::PersonalData { field, findings }) => {
            let name = match field.as_str() {
                "reason" => Some("skal".to_owned()),
                place => (form.field_of)(place),
            };
            // What the form has no field for is told at the form itself.
            let id = name.map_or_else(|| FORM.to_owned(), |name| Field::new(&name, "").id());
            Ok(Saved::Errors(vec![FormError {
                id,
                words: words::personal_data(visit.t(), &findings),
            }]))
        }
        Err(error) => Err(error.into()),
    }
}

/// A stale edit of a picture, before it is said what differs.
fn stale<'a>(
    visit: &Visit,
    opened: &'a OpenPicture,
    form: &Form<'a>,
    version_field: &'a str,
    version: u32,
) -> Stale<'a> {
    Stale {
        action: form.action,
        fields: form.fields,
        version_field,
        held_version: version.to_string(),
        differences: Vec::new(),
        note: None,
        trail: trail(visit, opened),
        lang: lang_of(visit, opened),
        example: opened.document.example,
    }
}

fn difference(conflict: Conflict) -> Difference {
    let Conflict {
        place,
        of,
        mine,
        theirs,
    } = conflict;
    Difference {
        place,
        of,
        mine,
        theirs,
    }
}

/// Answers with a form that has something wrong in it: nothing typed is lost.
pub fn refused(page: Markup) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}
