//! Saving a promise from any of its forms: done, refused at a field, or stale with both texts.

use axum::response::Response;
use handslag_app::AppError;
use handslag_domain::check::Finding;
use handslag_domain::document::PromiseDocument;
use handslag_domain::organisation::OrganisationId;

use super::entry::form_errors;
use super::see;
use crate::component::FormError;
use crate::error_page::WebError;
use crate::fields::Fields;
use crate::server::Site;
use crate::stale::{Stale, differences, stale_page};
use crate::visit::Visit;

/// What became of a save.
pub enum Saved {
    /// An answer to give as it is: led on, or both texts.
    Answered(Response),
    /// The document has errors.
    Findings(Vec<Finding>),
    /// A field cannot be saved as it is.
    Errors(Vec<FormError>),
}

/// Saves a document over the version that the form was made from (`version`).
///
/// - `action`: where the form is; `after`: where to go when it is saved.
///
/// # Errors
/// When it is not the member's to change, or the database fails.
pub async fn save(
    site: &Site,
    visit: &Visit,
    owner: &OrganisationId,
    document: &PromiseDocument,
    fields: &Fields,
    action: &str,
    after: &str,
) -> Result<Saved, WebError> {
    let version = fields.number("version").unwrap_or(0);
    let reason = fields.words("skal");
    let saved = site
        .app
        .save_promise(&visit.actor, owner, version, document, reason, visit.now)
        .await;
    match saved {
        Ok(_) => Ok(Saved::Answered(see(after)?)),
        Err(AppError::Stale(held)) => {
            let mine = PromiseDocument {
                activities: Vec::new(),
                ..document.clone()
            };
            let mine = serde_json::to_value(&mine).unwrap_or_default();
            let stale = Stale {
                action,
                fields,
                version_field: "version",
                held_version: held.version.to_string(),
                differences: differences(&mine, &held.content),
                note: None,
                trail: Vec::new(),
                lang: None,
                example: document.example,
            };
            Ok(Saved::Answered(stale_page(visit, &stale)))
        }
        Err(AppError::Document(findings)) => Ok(Saved::Findings(findings)),
        Err(error) => Ok(Saved::Errors(form_errors(visit, error)?)),
    }
}
