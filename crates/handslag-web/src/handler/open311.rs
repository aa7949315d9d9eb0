//! Open311 GeoReport v2 for other systems: which kinds there are, taking in a
//! request, and what became of those that the system has sent. A request has
//! no field for a person or a text: what a system sends of those is not read.

mod answer;

use axum::body::{Body, to_bytes};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use handslag_app::open311::{NewRequest, Open311Error, RequestFilter};
use jiff::Timestamp;
use percent_encoding::percent_decode_str;

use crate::fields::{Asked, Fields};
use crate::server::Site;
pub use answer::{Format, refused_early};
use answer::{discovery, posted, refused, request_list, service_definition, service_list};

/// A request is some hundred letters; this is what a description may take.
const BYTES: usize = 32 << 10;

/// Answers to questions by `GET`: discovery, the kinds, the system's requests.
pub async fn ask(
    State(site): State<Site>,
    Path(file): Path<String>,
    headers: HeaderMap,
    Asked(asked): Asked,
) -> Response {
    let Some((name, format)) = Format::of_file(&file) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let jurisdiction = jurisdiction(&asked);
    match name {
        "services" => match site.app.open311_services(jurisdiction.as_deref()).await {
            Ok(services) => service_list(format, &services),
            Err(error) => failed(format, &error),
        },
        "requests" => requests(&site, format, &asked, Vec::new()).await,
        "discovery" => match site.app.open311_is_open().await {
            Ok(true) => discovery(format, &base(&site, &headers)),
            Ok(false) => failed(format, &Open311Error::NoSuchJurisdiction),
            Err(error) => failed(format, &error.into()),
        },
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

/// One kind; none asks for more than what, where and when.
pub async fn service(
    State(site): State<Site>,
    Path(file): Path<String>,
    Asked(asked): Asked,
) -> Response {
    let Some((code, format)) = Format::of_file(&file) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let jurisdiction = jurisdiction(&asked);
    match site.app.open311_services(jurisdiction.as_deref()).await {
        Ok(services) if services.iter().any(|service| service.code.as_str() == code) => {
            service_definition(format, code)
        }
        Ok(_) => failed(format, &Open311Error::NoSuchService),
        Err(error) => failed(format, &error),
    }
}

/// One request that the system has sent.
pub async fn request(
    State(site): State<Site>,
    Path(file): Path<String>,
    Asked(asked): Asked,
) -> Response {
    let Some((id, format)) = Format::of_file(&file) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    requests(&site, format, &asked, vec![id.to_owned()]).await
}

async fn requests(site: &Site, format: Format, asked: &Fields, ids: Vec<String>) -> Response {
    let is_one = !ids.is_empty();
    let filter = match filter(asked, ids) {
        Ok(filter) => filter,
        Err(error) => return failed(format, &error),
    };
    let (jurisdiction, key) = (jurisdiction(asked), asked.get("api_key"));
    let now = Timestamp::now();
    let found = site
        .app
        .open311_requests(jurisdiction.as_deref(), key, &filter, now)
        .await;
    match found {
        Ok(found) if is_one && found.is_empty() => failed(format, &Open311Error::NoSuchRequest),
        Ok(found) => request_list(format, &found),
        Err(error) => failed(format, &error),
    }
}

fn filter(asked: &Fields, ids: Vec<String>) -> Result<RequestFilter, Open311Error> {
    let list = |name: &str| -> Vec<String> {
        let items = asked.get(name).split(',').map(str::trim);
        items
            .filter(|item| !item.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let time = |name: &'static str| match asked.get(name) {
        "" => Ok(None),
        text => {
            let time = text.parse::<Timestamp>();
            time.map(Some).map_err(|_| Open311Error::NoTime(name))
        }
    };
    Ok(RequestFilter {
        ids: match ids.is_empty() {
            true => list("service_request_id"),
            false => ids,
        },
        codes: list("service_code"),
        start: time("start_date")?,
        end: time("end_date")?,
        status: Some(asked.get("status").to_owned()).filter(|status| !status.is_empty()),
    })
}

/// Takes in a request.
pub async fn post(
    State(site): State<Site>,
    Path(file): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let format = match Format::of_file(&file) {
        Some(("requests", format)) => format,
        Some(_) | None => return StatusCode::NOT_FOUND.into_response(),
    };
    if !is_form(&headers) {
        let words = "send application/x-www-form-urlencoded; pictures are not taken in";
        return refused(format, StatusCode::UNSUPPORTED_MEDIA_TYPE, words);
    }
    let Ok(bytes) = to_bytes(body, BYTES).await else {
        let words = format!("a request is at most {BYTES} bytes");
        return refused(format, StatusCode::PAYLOAD_TOO_LARGE, &words);
    };
    let sent = Sent::read(&bytes);
    let app = &site.app;
    let posted_as = app
        .post_open311(
            sent.jurisdiction.as_deref(),
            &sent.key,
            &sent.request,
            Timestamp::now(),
        )
        .await;
    match posted_as {
        Ok(id) => posted(format, &id.to_string()),
        Err(error) => failed(format, &error),
    }
}

/// Whether it says that it is a form, or does not say what it is.
fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE);
    let kind = kind.map(|kind| kind.to_str().unwrap_or_default());
    let kind = kind.map(|kind| kind.split(';').next().unwrap_or_default().trim());
    kind.is_none_or(|kind| kind.eq_ignore_ascii_case("application/x-www-form-urlencoded"))
}

/// What is read of a request that is posted; all else is passed over.
#[derive(Default)]
struct Sent {
    jurisdiction: Option<String>,
    key: String,
    request: NewRequest,
}

impl Sent {
    fn read(bytes: &[u8]) -> Self {
        let mut sent = Self::default();
        let text = String::from_utf8_lossy(bytes);
        for pair in text.split('&') {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let name = decoded(name);
            let field = match name.as_str() {
                "api_key" => &mut sent.key,
                "service_code" => &mut sent.request.service_code,
                "lat" => &mut sent.request.lat,
                "long" => &mut sent.request.long,
                "requested_datetime" => &mut sent.request.requested_datetime,
                // What FixMyStreet, of which FixaMinGata is one, calls its own number.
                "attribute[fixmystreet_id]" | "attribute[external_id]" => {
                    &mut sent.request.their_id
                }
                "jurisdiction_id" => sent.jurisdiction.get_or_insert_default(),
                // Descriptions, names, addresses, telephones, pictures: never decoded.
                _ => continue,
            };
            *field = decoded(value);
        }
        sent.jurisdiction = sent.jurisdiction.filter(|text| !text.is_empty());
        sent
    }
}

fn decoded(text: &str) -> String {
    let spaced = text.replace('+', " ");
    let decoded = percent_decode_str(&spaced).decode_utf8_lossy();
    decoded.trim().to_owned()
}

fn jurisdiction(asked: &Fields) -> Option<String> {
    asked.words("jurisdiction_id")
}

fn base(site: &Site, headers: &HeaderMap) -> String {
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    let scheme = if site.options.secure { "https" } else { "http" };
    format!("{scheme}://{}/open311/v2", host.unwrap_or("localhost"))
}

fn failed(format: Format, error: &Open311Error) -> Response {
    let status = match error {
        Open311Error::NoSuchJurisdiction
        | Open311Error::NoSuchService
        | Open311Error::NoSuchRequest => StatusCode::NOT_FOUND,
        Open311Error::JurisdictionNeeded
        | Open311Error::ServiceNeeded
        | Open311Error::NoSuchStatus
        | Open311Error::NoPosition
        | Open311Error::Outside(_)
        | Open311Error::NoTime(_) => StatusCode::BAD_REQUEST,
        Open311Error::WrongKey => StatusCode::FORBIDDEN,
        Open311Error::App(error) => {
            tracing::error!(?error, "a request of Open311 failed");
            StatusCode::INTERNAL_SERVER_ERROR
        }
    };
    refused(format, status, &error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_about_a_person_is_read_of_a_request() {
        let sent = Sent::read(
            b"api_key=k&jurisdiction_id=lidkoping.se&service_code=klotter&lat=58.5&long=13.1\
              &first_name=Anna&email=anna%40example.org&description=Ring+Anna&phone=070\
              &address_string=Torggatan+5&media_url=https%3A%2F%2Fexample.org%2Fanna.jpg\
              &attribute%5Bfixmystreet_id%5D=17",
        );
        assert_eq!(sent.jurisdiction.as_deref(), Some("lidkoping.se"));
        assert_eq!(
            (sent.key.as_str(), sent.request.their_id.as_str()),
            ("k", "17")
        );
        let shown = format!("{:?}", sent.request);
        for person in ["Anna", "example.org", "070", "Torggatan"] {
            assert!(!shown.contains(person), "{person} in {shown}");
        }
    }
}
