//! What each route answers: from request to use case to page. No rule about promises lives here.

pub mod activity;
mod address;
pub mod analyses;
mod area_layer;
pub mod commitment_form;
mod document_text;
mod draft_fields;
mod entry;
pub mod foresight;
pub mod goal_form;
mod goal_numbers;
pub mod incident;
pub mod intake;
pub mod log;
pub mod map;
mod new_id;
pub mod open311;
pub mod picture;
pub mod picture_document;
pub mod promise;
pub mod promise_form;
pub mod promise_text;
pub mod public;
pub mod public_picture;
mod saving;
pub mod self_test;
pub mod share;
pub mod sign_in;
mod since;
pub mod today;
mod too_coarse;
pub mod upkeep;
pub mod workshop;

use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, LOCATION};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::error_page::WebError;

/// What a handler answers with.
pub type Answer = Result<Response, WebError>;

/// Leads on to another page after a change, so that a reload changes nothing.
pub fn see(path: &str) -> Answer {
    Ok((StatusCode::SEE_OTHER, [(LOCATION, path)]).into_response())
}

/// A file to keep, under a name that any computer can write.
pub fn file(name: &str, media_type: &'static str, bytes: impl Into<axum::body::Body>) -> Response {
    let name: String = name
        .chars()
        .map(
            |c| match c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.') {
                true => c,
                false => '-',
            },
        )
        .collect();
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""))
        .expect("the name has plain letters only");
    let mut response = bytes.into().into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(CONTENT_DISPOSITION, disposition);
    response
}

/// How many, as the texts take it.
fn count(n: u64) -> handslag_locale::Count {
    usize::try_from(n).unwrap_or(usize::MAX).into()
}
