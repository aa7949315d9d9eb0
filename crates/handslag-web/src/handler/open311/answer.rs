//! The answers of GeoReport v2 in both of its forms.

use axum::http::header::{ACCEPT, CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use handslag_app::open311::{Request, Service};
use maud::{Markup, html};
use serde_json::{Value, json};

/// JSON or XML, by how the address ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// `.json`
    Json,
    /// `.xml`
    Xml,
}

impl Format {
    /// "services.json" as its name and its form.
    pub fn of_file(file: &str) -> Option<(&str, Self)> {
        let (name, ending) = file.rsplit_once('.')?;
        match ending {
            "json" => Some((name, Self::Json)),
            "xml" => Some((name, Self::Xml)),
            _ => None,
        }
    }

    /// The form that an address that may be none of ours asks for: by how it
    /// ends, else by what the system says that it takes, else XML as the standard
    /// has it.
    pub fn asked(path: &str, headers: &HeaderMap) -> Self {
        let takes = headers.get(ACCEPT).and_then(|takes| takes.to_str().ok());
        match Self::of_file(path) {
            Some((_, format)) => format,
            None if takes.is_some_and(|takes| takes.contains("json")) => Self::Json,
            None => Self::Xml,
        }
    }
}

/// What every answer to a request says of what is left out.
const NOTICE: &str = "Fritext, namn, adress, telefon, e-post och bilder sparas inte, bara vad, \
     var och när; av det som sker i bostäder inte heller var. / Texts, names, addresses, \
     telephones, e-mail and pictures are not kept, only what, where and when; of what happens in \
     dwellings not where either.";

fn answer(format: Format, status: StatusCode, json: &Value, xml: &Markup) -> Response {
    let (kind, text) = match format {
        Format::Json => ("application/json; charset=utf-8", json.to_string()),
        Format::Xml => {
            let head = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";
            ("application/xml; charset=utf-8", format!("{head}{}", xml.0))
        }
    };
    let mut response = (status, text).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    // The question may hold a key.
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Why a question was not answered, as the standard says it.
pub fn refused(format: Format, status: StatusCode, description: &str) -> Response {
    let code = status.as_u16();
    let json = json!([{"code": code, "description": description}]);
    let xml = html! {
        errors { error { code { (code) } description { (description) } } }
    };
    answer(format, status, &json, &xml)
}

/// The same of what was refused before a handler saw it.
pub fn refused_early(format: Format, status: StatusCode) -> Response {
    let description = match status {
        StatusCode::NOT_FOUND => "no such resource or format",
        StatusCode::METHOD_NOT_ALLOWED => "this address does not take that method",
        StatusCode::TOO_MANY_REQUESTS => "too many requests; wait a little and go on slower",
        status if status.is_server_error() => "the server failed; nothing was taken in",
        _ => "the request cannot be understood",
    };
    refused(format, status, description)
}

/// The kinds that can be reported.
pub fn service_list(format: Format, services: &[Service]) -> Response {
    let one = |service: &Service| {
        json!({
            "service_code": service.code, "service_name": service.name, "description": "",
            "metadata": false, "type": "realtime", "keywords": "", "group": service.group,
        })
    };
    let json = services.iter().map(one).collect();
    let xml = html! {
        services { @for service in services {
            service {
                service_code { (service.code) }
                service_name { (service.name) }
                description {}
                metadata { "false" }
                type { "realtime" }
                keywords {}
                group { (service.group) }
            }
        } }
    };
    answer(format, StatusCode::OK, &json, &xml)
}

/// A kind, which asks for nothing more.
pub fn service_definition(format: Format, code: &str) -> Response {
    let json = json!({"service_code": code, "attributes": []});
    let xml = html! { service_definition { service_code { (code) } attributes {} } };
    answer(format, StatusCode::OK, &json, &xml)
}

/// The number of a request that was taken in.
pub fn posted(format: Format, id: &str) -> Response {
    let json = json!([{"service_request_id": id, "service_notice": NOTICE, "account_id": null}]);
    let xml = html! {
        service_requests { request {
            service_request_id { (id) }
            service_notice { (NOTICE) }
            account_id {}
        } }
    };
    answer(format, StatusCode::CREATED, &json, &xml)
}

/// Requests as they stand.
pub fn request_list(format: Format, requests: &[Request]) -> Response {
    let told: Vec<Told> = requests.iter().map(Told::of).collect();
    let one = |told: &Told| {
        json!({
            "service_request_id": told.id, "status": told.status, "status_notes": null,
            "service_name": told.service_name, "service_code": told.service_code,
            "description": null, "agency_responsible": null, "service_notice": NOTICE,
            "requested_datetime": told.requested, "updated_datetime": told.updated,
            "expected_datetime": null, "address": null, "address_id": null, "zipcode": null,
            "lat": told.lat, "long": told.long, "media_url": null,
        })
    };
    let json = told.iter().map(one).collect();
    let xml = html! {
        service_requests { @for told in &told {
            request {
                service_request_id { (told.id) }
                status { (told.status) }
                status_notes {}
                service_name { (told.service_name) }
                service_code { (told.service_code) }
                description {}
                agency_responsible {}
                service_notice { (NOTICE) }
                requested_datetime { (told.requested) }
                updated_datetime { (told.updated) }
                expected_datetime {}
                address {}
                address_id {}
                zipcode {}
                lat { @if let Some(lat) = told.lat { (lat) } }
                long { @if let Some(long) = told.long { (long) } }
                media_url {}
            }
        } }
    };
    answer(format, StatusCode::OK, &json, &xml)
}

/// A request in the standard's words.
struct Told<'a> {
    id: String,
    status: &'static str,
    service_name: &'a str,
    service_code: &'a str,
    requested: String,
    updated: String,
    lat: Option<f64>,
    long: Option<f64>,
}

impl<'a> Told<'a> {
    fn of(request: &'a Request) -> Self {
        let (held, incident) = (&request.held, &request.held.incident);
        let point = incident.at.point();
        Self {
            id: incident.id.to_string(),
            status: if held.withdrawn.is_some() {
                "closed"
            } else {
                "open"
            },
            service_name: &request.service_name,
            service_code: incident.category.as_str(),
            requested: incident.window.from().to_string(),
            updated: held.withdrawn.unwrap_or(held.received.at).to_string(),
            lat: point.map(|point| point.lat()),
            long: point.map(|point| point.lon()),
        }
    }
}

/// Where everything is, and in which forms.
pub fn discovery(format: Format, base: &str) -> Response {
    const SPECIFICATION: &str = "http://wiki.open311.org/GeoReport_v2";
    const CHANGED: &str = "2026-11-26T00:00:00Z";
    let contact = "The one who runs this server hands out keys.";
    let formats = ["text/xml", "application/json"];
    let json = json!({
        "changeset": CHANGED, "contact": contact, "key_service": contact,
        "endpoints": [{
            "specification": SPECIFICATION, "url": base, "changeset": CHANGED,
            "type": "production", "formats": formats,
        }],
    });
    let xml = html! {
        discovery {
            changeset { (CHANGED) }
            contact { (contact) }
            key_service { (contact) }
            endpoints { endpoint {
                specification { (SPECIFICATION) }
                url { (base) }
                changeset { (CHANGED) }
                type { "production" }
                formats { @for one in formats { format { (one) } } }
            } }
        }
    };
    answer(format, StatusCode::OK, &json, &xml)
}
