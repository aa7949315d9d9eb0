//! Saving a picture from any of its forms: done, refused at a field, or stale with both texts.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use handslag_app::AppError;
use handslag_app::picture_document::OpenPicture;
use handslag_domain::check::Finding;
use handslag_domain::picture::PictureDocument;
use maud::Markup;

use super::super::see;
use crate::component::{Field, FormError};
use crate::error_page::WebError;
use crate::fields::Fields;
use crate::server::Site;
use crate::stale::{Stale, differences, stale_page};
use crate::visit::Visit;
use crate::work::words;

/// What became of a save.
pub enum Saved {
    /// An answer to give as it is: led on, or both texts.
    Answered(Response),
    /// The document has errors.
    Findings(Vec<Finding>),
    /// A field cannot be saved as it is.
    Errors(Vec<FormError>),
}

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

/// Saves a picture over the version that the form was made from (`version`).
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
    let version = form.fields.number("version").unwrap_or(0);
    let reason = form.fields.words("skal");
    let owner = &opened.owner;
    let saved = site
        .app
        .save_picture(&visit.actor, owner, version, document, reason, visit.now)
        .await;
    match saved {
        Ok(_) => Ok(Saved::Answered(see(form.after)?)),
        Err(AppError::Stale(held)) => {
            let mine = serde_json::to_value(document).unwrap_or_default();
            let stale = Stale {
                action: form.action,
                fields: form.fields,
                version_field: "version",
                held_version: held.version.to_string(),
                differences: differences(&mine, &held.content),
                example: document.example,
            };
            Ok(Saved::Answered(stale_page(visit, &stale)))
        }
        Err(AppError::Document(findings)) => Ok(Saved::Findings(findings)),
        Err(AppError::PersonalData { field, findings }) => {
            let otherwise = if field == "reason" { "skal" } else { "text" };
            let name = (form.field_of)(&field).unwrap_or_else(|| otherwise.to_owned());
            Ok(Saved::Errors(vec![FormError {
                id: Field::new(&name, "").id(),
                words: words::personal_data(visit.t(), &findings),
            }]))
        }
        Err(error) => Err(error.into()),
    }
}

/// Answers with a form that has something wrong in it: nothing typed is lost.
pub fn refused(page: Markup) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}
