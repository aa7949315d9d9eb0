//! Every error becomes a page here, and each page offers a way on.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::Request;
use axum::http::header::{CONTENT_TYPE, LOCATION};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use handslag_app::files::{Row, RowProblem};
use handslag_app::{AppError, Denied, Invalid, StoreError};
use handslag_domain::check::Finding;
use handslag_locale::Texts;
use maud::{Markup, html};

use crate::component::{Column, table};
use crate::handler::open311;
use crate::layout::{Page, layout};
use crate::page::{self, Failure};
use crate::paths;
use crate::protection::OPEN311;
use crate::stale::heading;
use crate::visit::Visit;
use crate::work::words;

/// Why a request was not answered with what was asked for.
#[derive(Debug, thiserror::Error)]
pub enum WebError {
    /// A use case refused or failed.
    #[error(transparent)]
    App(AppError),
    /// There is nothing here, or nothing for this reader: the two look the same.
    #[error("there is no such page")]
    NotFound,
    /// Another site sent the form.
    #[error("the form came from another site")]
    FromElsewhere,
    /// Too many tries.
    #[error("too many tries")]
    TooMany,
    /// The request cannot be understood.
    #[error("the request cannot be understood")]
    BadRequest,
    /// The session could not be kept.
    #[error("the session could not be kept")]
    Session(#[from] tower_sessions::session::Error),
}

impl From<AppError> for WebError {
    fn from(error: AppError) -> Self {
        Self::App(error)
    }
}

impl From<Denied> for WebError {
    fn from(denied: Denied) -> Self {
        Self::App(denied.into())
    }
}

impl From<StoreError> for WebError {
    fn from(error: StoreError) -> Self {
        Self::App(error.into())
    }
}

impl WebError {
    /// The status code that says it.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::App(error) => app_status(error),
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::FromElsewhere => StatusCode::FORBIDDEN,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::Session(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

fn app_status(error: &AppError) -> StatusCode {
    match error {
        AppError::Denied(Denied::NotSignedIn) => StatusCode::SEE_OTHER,
        AppError::Denied(Denied::NoSuchRecord) => StatusCode::NOT_FOUND,
        AppError::Denied(Denied::RoleTooLow { .. }) => StatusCode::FORBIDDEN,
        AppError::Stale(_) | AppError::BothChanged { .. } => StatusCode::CONFLICT,
        AppError::Store(StoreError::AddressTaken { .. } | StoreError::Refused(..)) => {
            StatusCode::CONFLICT
        }
        AppError::PersonalData { .. }
        | AppError::Document(_)
        | AppError::Rows(_)
        | AppError::Invalid { .. } => StatusCode::UNPROCESSABLE_ENTITY,
        AppError::Render(_) | AppError::Store(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// An error on its way to become a page.
#[derive(Clone)]
struct Failed(Arc<WebError>);

impl IntoResponse for WebError {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(Failed(Arc::new(self)));
        response
    }
}

/// Turns errors on their way out into pages in the reader's language, and for
/// another system into what its standard has.
pub async fn shown(request: Request, next: Next) -> Response {
    let visit = Visit::anonymous(request.headers(), request.uri());
    let method = request.method().clone();
    let path = request.uri().path();
    // Another system reads no page.
    let is_system = path.starts_with(OPEN311);
    let for_system = is_system.then(|| open311::Format::asked(path, request.headers()));
    let mut response = next.run(request).await;
    let failed = response.extensions_mut().remove::<Failed>();
    let page = match (for_system, failed) {
        (None, Some(Failed(error))) => error_page(&visit, &method, &error),
        (Some(format), Some(Failed(error))) => open311::refused_early(format, error.status()),
        (_, None) if !is_plain_refusal(&response) => return response,
        (None, None) => refusal_page(&visit, response.status()),
        (Some(format), None) => open311::refused_early(format, response.status()),
    };
    // Keep what inner layers set, such as a cookie that ends.
    let (mut parts, _) = response.into_parts();
    let (page_parts, body) = page.into_parts();
    parts.headers.remove(CONTENT_TYPE);
    parts.headers.remove(axum::http::header::CONTENT_LENGTH);
    parts.headers.extend(page_parts.headers);
    parts.status = page_parts.status;
    Response::from_parts(parts, body)
}

/// What axum itself answers: a body that is too large, a form that is none.
fn is_plain_refusal(response: &Response) -> bool {
    let status = response.status();
    let is_page = response
        .headers()
        .get(CONTENT_TYPE)
        .is_some_and(|v| !v.as_bytes().starts_with(b"text/plain"));
    (status.is_client_error() || status.is_server_error()) && !is_page
}

fn refusal_page(visit: &Visit, status: StatusCode) -> Response {
    let t = visit.t();
    let markup = match status {
        StatusCode::NOT_FOUND => page::error(&visit.here(), Failure::NotFound),
        StatusCode::PAYLOAD_TOO_LARGE => plain(
            visit,
            &t.work_error_too_large_title(),
            html! { p { (t.work_error_too_large_words()) } },
        ),
        StatusCode::METHOD_NOT_ALLOWED => plain(
            visit,
            &t.error_bad_request_title(),
            html! { p { (t.work_error_method_words()) } },
        ),
        status if status.is_server_error() => return server_error(visit, &status),
        _ => page::error(&visit.here(), Failure::BadRequest),
    };
    (status, markup).into_response()
}

fn error_page(visit: &Visit, method: &Method, error: &WebError) -> Response {
    let here = visit.here();
    let markup = match error {
        WebError::NotFound => page::error(&here, Failure::NotFound),
        WebError::FromElsewhere => {
            let t = visit.t();
            plain(
                visit,
                &t.work_error_elsewhere_title(),
                html! { p { (t.work_error_elsewhere_words()) } },
            )
        }
        WebError::TooMany => page::error(&here, Failure::TooMany),
        WebError::BadRequest => page::error(&here, Failure::BadRequest),
        WebError::Session(error) => return server_error(visit, error),
        WebError::App(error) => return app_error_page(visit, method, error),
    };
    (error.status(), markup).into_response()
}

fn app_error_page(visit: &Visit, method: &Method, error: &AppError) -> Response {
    let t = visit.t();
    let markup = match error {
        AppError::Denied(Denied::NotSignedIn) => return to_sign_in(visit, method),
        AppError::Denied(Denied::NoSuchRecord) => page::error(&visit.here(), Failure::NotFound),
        AppError::Denied(Denied::RoleTooLow { needs }) => {
            let words = html! {
                p.lead { (t.error_forbidden_words()) }
                p { (t.work_error_needs_role(&words::role(t, *needs))) }
            };
            plain(visit, &t.error_forbidden_title(), words)
        }
        AppError::Stale(_) | AppError::BothChanged { .. } => plain(
            visit,
            &t.work_stale_title(),
            html! { p { (t.work_stale_words()) } },
        ),
        AppError::PersonalData { findings, .. } => plain(
            visit,
            &t.work_error_personal_title(),
            html! { p { (words::personal_data(t, findings)) } },
        ),
        AppError::Document(findings) => plain(
            visit,
            &t.work_error_document_title(),
            findings_list(visit, findings),
        ),
        AppError::Rows(problems) => {
            plain(visit, &rows_title(t, problems), rows_table(visit, problems))
        }
        AppError::Invalid { field, problem } => plain(
            visit,
            &t.error_bad_request_title(),
            html! { p { (invalid(visit, field, *problem)) } },
        ),
        AppError::Render(error) => {
            tracing::error!(%error, "no PDF was made");
            plain(
                visit,
                &t.work_error_pdf_title(),
                html! { p { (t.work_error_pdf_words()) } },
            )
        }
        AppError::Store(StoreError::AddressTaken { address }) => plain(
            visit,
            &t.work_error_taken_title(),
            html! { p { (t.work_error_address_words(address)) } },
        ),
        AppError::Store(StoreError::Refused(..)) => plain(
            visit,
            &t.work_error_taken_title(),
            html! { p { (t.work_error_taken_words()) } },
        ),
        AppError::Store(error) => return server_error(visit, error),
    };
    (app_status(error), markup).into_response()
}

/// Signing in leads back to the page that was asked for, when it was only read.
fn to_sign_in(visit: &Visit, method: &Method) -> Response {
    let back = match *method {
        Method::GET => visit.path.as_str(),
        _ => paths::TODAY,
    };
    (StatusCode::SEE_OTHER, [(LOCATION, paths::sign_in(back))]).into_response()
}

fn server_error(visit: &Visit, error: &(impl std::fmt::Display + std::fmt::Debug)) -> Response {
    let number = uuid::Uuid::now_v7().simple().to_string();
    let number = &number[number.len() - 8..];
    // The route and nothing about who asked (TRUST N1).
    tracing::error!(number, error = ?error, "a request failed");
    let markup = page::error(&visit.here(), Failure::Server(number));
    (StatusCode::INTERNAL_SERVER_ERROR, markup).into_response()
}

fn plain(visit: &Visit, title: &str, words: Markup) -> Markup {
    let t = visit.t();
    let main = html! {
        h1 { (title) }
        (words)
        p { (t.work_error_back()) }
        p { a href=(paths::TODAY) { (t.work_nav_today()) } }
    };
    layout(&visit.here(), Page::new(title, main))
}

/// What is wrong with a field, in words.
pub fn invalid(visit: &Visit, field: &str, problem: Invalid) -> String {
    let t = visit.t();
    let name = field;
    let field = words::field(t, name);
    match problem {
        Invalid::Missing => t.work_invalid_missing(&field),
        Invalid::Unreadable => match name {
            "on" | "when" => t.work_invalid_day(&field),
            "ends_on" => t.work_invalid_date(&field),
            "count" | "counts" => t.work_invalid_number(&field),
            _ => t.work_invalid_unreadable(&field),
        },
        Invalid::InTheFuture => t.work_invalid_future(&field),
        Invalid::UnlikelyYear => t.work_invalid_year(&field),
        Invalid::Unknown => t.work_invalid_unknown(&field),
        Invalid::Taken => t.work_invalid_taken(&field),
        Invalid::Locked => t.work_invalid_locked(&field),
        Invalid::NotWhole => t.work_invalid_not_whole(&field),
    }
}

/// Findings about a document: level, what, what to do, and where. No table, so
/// that it reads on a telephone.
pub fn findings_list(visit: &Visit, findings: &[Finding]) -> Markup {
    let t = visit.t();
    html! {
        ul.plain.gaps {
            @for f in findings {
                li {
                    p { span.quiet { (words::level(t, f.level)) ": " } strong { (f.what) } " " (f.what_to_do) }
                    p.quiet { (heading(visit.language, &f.place)) }
                }
            }
        }
    }
}

/// How many rows must be put right, each once however much is wrong with it; or
/// that the file must.
pub fn rows_title(t: Texts, problems: &[RowProblem]) -> String {
    let rows = problems.iter().map(|problem| problem.row);
    let rows: BTreeSet<Row> = rows.filter(|row| *row != Row::File).collect();
    if rows.is_empty() {
        return t.work_file_title();
    }
    // Beside rows, what stands at the file says how many more there are.
    let more = problems.iter().filter(|problem| problem.row == Row::File);
    let more: u64 = more.map(RowProblem::n_told).sum();
    t.work_rows_title(rows.len() + usize::try_from(more).unwrap_or(usize::MAX))
}

/// Every bad row: row, column, value, what is wrong, what to do.
pub fn rows_table(visit: &Visit, problems: &[RowProblem]) -> Markup {
    /// More than a person reads on one page.
    const SHOWN: usize = 200;
    let t = visit.t();
    let lang = words::import_lang(visit.language);
    let columns = [
        Column::words(t.work_row_row()),
        Column::words(t.work_row_column()),
        Column::words(t.work_row_value()),
        Column::words(t.work_finding_what()),
        Column::words(t.work_finding_remedy()),
    ];
    let rows: Vec<Vec<Markup>> = problems
        .iter()
        .take(SHOWN)
        .map(|p| {
            vec![
                html! { (words::row(t, p.row)) },
                html! { (p.column.as_deref().unwrap_or("–")) },
                html! { @match p.value.as_deref() { Some("") | None => "–", Some(value) => code { (value) } } },
                html! { (p.problem_text(lang)) },
                html! { (p.remedy(lang)) },
            ]
        })
        .collect();
    html! {
        (table(&rows_title(t, problems), &columns, &rows))
        @if problems.len() > SHOWN { p { (t.work_rows_more(problems.len() - SHOWN)) } }
    }
}
