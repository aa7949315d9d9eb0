//! Open311 GeoReport v2: closed unless opened; what, where and when comes in, and nobody.

use std::net::SocketAddr;

use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{Method, Request, StatusCode};
use handslag_app::incident::OWN_REPORTS;
use handslag_domain::incident::{Incident, TimePrecision};
use tower::ServiceExt;

use crate::support::{Browser, OTHER, OWNER, Reply, Site};

const ROOT: &str = "/open311/v2";

async fn opened(site: &Site) -> String {
    let now = jiff::Timestamp::now();
    let (app, operator) = (&site.app, site.operator());
    let opened = app.open_open311(&operator, "FixaMinGata", "lidkoping.se", now);
    opened.await.unwrap()
}

/// Another system: it has no cookie and comes from no page.
fn system(site: &Site) -> Browser {
    let mut browser = site.browser();
    let elsewhere = "cross-site".parse().unwrap();
    browser.headers.insert("sec-fetch-site", elsewhere);
    browser
}

async fn send(browser: &mut Browser, format: &str, key: &str, more: &str) -> Reply {
    let body = format!(
        "api_key={key}&service_code=klotter&lat=58.5051&long=13.1577&first_name=Anna\
         &last_name=Ek&email=anna%40example.org&phone=0701234567&address_string=Torggatan+5\
         &description=Ring+Anna&media_url=https%3A%2F%2Fexample.org%2Fanna.jpg&{more}"
    );
    let kind = Some("application/x-www-form-urlencoded");
    let path = format!("{ROOT}/requests.{format}");
    browser
        .send(Method::POST, &path, Body::from(body), kind)
        .await
}

async fn held(site: &Site) -> Vec<Incident> {
    let mut all = Vec::new();
    let store = site.app.store();
    store
        .each_incident(&OWNER.into(), |some| all.extend(some))
        .await
        .unwrap();
    all
}

#[tokio::test]
async fn the_door_is_closed_until_the_operator_opens_it_and_when_it_is_closed_again() {
    let site = Site::open().await;
    let mut system = system(&site);
    let all_closed = async |system: &mut Browser, key: &str| {
        for file in [
            "services.json",
            "services.xml",
            "discovery.json",
            "requests.json",
            "services/klotter.xml",
        ] {
            let reply = system.get(&format!("{ROOT}/{file}")).await;
            assert_eq!(
                reply.status,
                StatusCode::NOT_FOUND,
                "{file}: {}",
                reply.body
            );
            assert!(
                reply.body.contains("jurisdiction_id"),
                "{file}: {}",
                reply.body
            );
        }
        let reply = send(system, "json", key, "").await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "{}", reply.body);
    };
    all_closed(&mut system, "x").await;
    let key = opened(&site).await;
    assert_eq!(
        send(&mut system, "json", &key, "").await.status,
        StatusCode::CREATED
    );
    let now = jiff::Timestamp::now();
    let operator = site.operator();
    let closed = site.app.close_open311(&operator, "FixaMinGata", now);
    assert_eq!(closed.await.unwrap(), 1);
    all_closed(&mut system, &key).await;
    assert_eq!(held(&site).await.len(), 1, "what came in stays");
}

#[tokio::test]
async fn a_request_becomes_an_incident_by_what_where_and_when_and_nobody_is_in_it() {
    let site = Site::open().await;
    let key = opened(&site).await;
    let mut system = system(&site);
    let told = "requested_datetime=2024-05-01T21%3A15%3A10%2B02%3A00&jurisdiction_id=lidkoping.se";
    let reply = send(&mut system, "json", &key, told).await;
    assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.body);
    assert!(
        reply.body.contains("sparas inte"),
        "the answer says so: {}",
        reply.body
    );
    let incidents = held(&site).await;
    let [incident] = incidents.as_slice() else {
        panic!("{incidents:?}");
    };
    assert!(
        reply.body.contains(&incident.id.to_string()),
        "{}",
        reply.body
    );
    assert_eq!(
        (incident.category.as_str(), incident.source.as_str()),
        ("klotter", "FixaMinGata")
    );
    assert_eq!(incident.window.from().to_string(), "2024-05-01T19:15:10Z");
    assert_eq!(incident.window.precision(), TimePrecision::Published);
    assert!((incident.at.point().unwrap().lat() - 58.5051).abs() < 1e-6);
    let shown = format!("{incident:?}");
    for person in ["Anna", "Ek", "example.org", "0701234567", "Torggatan"] {
        assert!(!shown.contains(person), "{person} in {shown}");
    }
    assert!(incident.note.is_none());
}

#[tokio::test]
async fn the_same_request_sent_again_is_one_incident() {
    let site = Site::open().await;
    let key = opened(&site).await;
    let mut system = system(&site);
    let own = "attribute%5Bfixmystreet_id%5D=471147114711";
    let first = send(&mut system, "json", &key, own).await;
    let again = send(&mut system, "json", &key, own).await;
    assert_eq!(first.body, again.body);
    assert_eq!(held(&site).await.len(), 1);
    assert!(
        !format!("{:?}", held(&site).await).contains("471147114711"),
        "their number is hashed"
    );
}

#[tokio::test]
async fn what_is_wrong_is_said_in_the_forms_of_the_standard() {
    let site = Site::open().await;
    let key = opened(&site).await;
    let mut system = system(&site);
    let mut check = async |more: &str, status: StatusCode| {
        let json = send(&mut system, "json", &key, more).await;
        assert_eq!(json.status, status, "{more}: {}", json.body);
        let read: serde_json::Value = serde_json::from_str(&json.body).unwrap();
        assert_eq!(read[0]["code"], status.as_u16(), "{more}");
        assert!(!read[0]["description"].as_str().unwrap().is_empty());
        let xml = send(&mut system, "xml", &key, more).await;
        let document = roxmltree::Document::parse(&xml.body).unwrap();
        assert_eq!(document.root_element().tag_name().name(), "errors");
        let code = document
            .descendants()
            .find(|n| n.tag_name().name() == "code");
        assert_eq!(code.unwrap().text(), Some(status.as_str()), "{more}");
    };
    check("api_key=wrong", StatusCode::FORBIDDEN).await;
    check("jurisdiction_id=borta.se", StatusCode::NOT_FOUND).await;
    check("service_code=borta", StatusCode::NOT_FOUND).await;
    check("service_code=", StatusCode::BAD_REQUEST).await;
    for position in ["lat=", "lat=158.5", "long=%C3%B6st", "lat=0&long=0"] {
        check(position, StatusCode::BAD_REQUEST).await;
    }
    for position in ["lat=13.16&long=58.51", "lat=59.33&long=18.07"] {
        check(position, StatusCode::BAD_REQUEST).await;
    }
    for time in ["2094-05-01T21:15:00Z", "i+g%C3%A5r"] {
        check(
            &format!("requested_datetime={time}"),
            StatusCode::BAD_REQUEST,
        )
        .await;
    }
    let too_large = format!("x={}", "a".repeat(40_000));
    check(&too_large, StatusCode::PAYLOAD_TOO_LARGE).await;
    assert!(held(&site).await.is_empty());
}

#[tokio::test]
async fn a_position_outside_the_municipality_is_refused_with_what_to_do_and_nobody_in_it() {
    let site = Site::open().await;
    let key = opened(&site).await;
    let mut system = system(&site);
    let swapped = send(&mut system, "json", &key, "lat=13.16&long=58.51").await;
    assert_eq!(swapped.status, StatusCode::BAD_REQUEST, "{}", swapped.body);
    for told in ["the municipality of Lidköping", "probably swapped"] {
        assert!(swapped.body.contains(told), "{told}: {}", swapped.body);
    }
    let far = send(&mut system, "json", &key, "lat=59.33&long=18.07").await;
    assert!(far.body.contains("degrees north as lat"), "{}", far.body);
    assert!(!far.body.contains("swapped"), "{}", far.body);
    for body in [swapped.body, far.body] {
        for person in ["Anna", "Ek\"", "example.org", "0701234567", "Torggatan"] {
            assert!(!body.contains(person), "{person}: {body}");
        }
    }
    // Without the key nothing is said of where the door is.
    let nobody = send(&mut system, "json", "fel", "lat=13.16&long=58.51").await;
    assert_eq!(nobody.status, StatusCode::FORBIDDEN, "{}", nobody.body);
    assert!(held(&site).await.is_empty());
}

#[tokio::test]
async fn a_system_reads_its_own_requests_with_its_key_and_nobody_elses() {
    let site = Site::open().await;
    let key = opened(&site).await;
    let mut system = system(&site);
    let now = jiff::Timestamp::now();
    let (app, operator) = (&site.app, site.operator());
    let other = app.open_open311(&operator, "Annan", "lidkoping.se", now);
    let other = other.await.unwrap();
    // Its key would read what members have reported.
    let members = app.open_open311(&operator, OWN_REPORTS, "lidkoping.se", now);
    assert!(members.await.is_err());
    send(&mut system, "json", &key, "").await;
    let id = held(&site).await[0].id;
    let list = format!("{ROOT}/requests.json?api_key={key}");
    let own = system.get(&list).await;
    let read: serde_json::Value = serde_json::from_str(&own.body).unwrap();
    assert_eq!(read[0]["service_request_id"], id.to_string());
    assert_eq!(
        (&read[0]["status"], &read[0]["service_name"]),
        (&"open".into(), &"Klotter".into())
    );
    assert_eq!(own.header("cache-control"), "no-store");
    for (question, n) in [
        ("&service_code=stold", 0),
        ("&service_code=stold,klotter&status=open", 1),
        ("&status=closed", 0),
        ("&end_date=2001-01-01T00:00:00Z", 0),
    ] {
        let reply = system.get(&format!("{list}{question}")).await;
        let read: Vec<serde_json::Value> = serde_json::from_str(&reply.body).unwrap();
        assert_eq!(read.len(), n, "{question}");
    }
    for (question, status) in [
        ("&service_code=klotter,borta", StatusCode::NOT_FOUND),
        ("&status=snart", StatusCode::BAD_REQUEST),
    ] {
        let reply = system.get(&format!("{list}{question}")).await;
        assert_eq!(reply.status, status, "{question}: {}", reply.body);
    }
    let one = system
        .get(&format!("{ROOT}/requests/{id}.xml?api_key={key}"))
        .await;
    let document = roxmltree::Document::parse(&one.body).unwrap();
    assert_eq!(
        document.root_element().tag_name().name(),
        "service_requests"
    );
    let others = system
        .get(&format!("{ROOT}/requests/{id}.xml?api_key={other}"))
        .await;
    assert_eq!(others.status, StatusCode::NOT_FOUND);
    let empty = system
        .get(&format!("{ROOT}/requests.json?api_key={other}"))
        .await;
    assert_eq!(empty.body, "[]");
    for without in ["requests.json".to_owned(), format!("requests/{id}.json")] {
        let reply = system.get(&format!("{ROOT}/{without}")).await;
        assert_eq!(reply.status, StatusCode::FORBIDDEN, "{without}");
    }
}

/// The code and the words of an error in the standard's form.
fn error_of(reply: &Reply, format: &str) -> (u16, String) {
    let kind = format!("application/{format}; charset=utf-8");
    assert_eq!(reply.header("content-type"), kind, "{}", reply.body);
    assert_eq!(reply.header("cache-control"), "no-store");
    match format {
        "json" => {
            let read: serde_json::Value = serde_json::from_str(&reply.body).unwrap();
            let code = u16::try_from(read[0]["code"].as_u64().unwrap()).unwrap();
            (code, read[0]["description"].as_str().unwrap().to_owned())
        }
        _ => {
            let document = roxmltree::Document::parse(&reply.body).unwrap();
            assert_eq!(document.root_element().tag_name().name(), "errors");
            let text = |name: &str| {
                let found = document.descendants().find(|node| node.has_tag_name(name));
                found.unwrap().text().unwrap().to_owned()
            };
            (text("code").parse().unwrap(), text("description"))
        }
    }
}

#[tokio::test]
async fn every_error_is_in_the_form_of_the_standard_and_no_page() {
    let site = Site::open().await;
    let key = opened(&site).await;
    let mut system = system(&site);
    let form = Some("application/x-www-form-urlencoded");
    let report = format!("api_key={key}&service_code=klotter&lat=58.5051&long=13.1577");
    let too_large = format!("{report}&description={}", "x".repeat(40_000));
    for format in ["json", "xml"] {
        let requests = format!("{ROOT}/requests.{format}");
        let with_key = format!("{requests}?api_key={key}");
        for (method, path, body, kind, status) in [
            (
                Method::GET,
                format!("{with_key}&start_date=ig%C3%A5r"),
                "",
                None,
                400,
            ),
            (
                Method::POST,
                requests.clone(),
                "service_code=klotter",
                form,
                403,
            ),
            (
                Method::GET,
                format!("{ROOT}/requests/1.{format}"),
                "",
                None,
                403,
            ),
            (Method::GET, format!("{ROOT}/annat.{format}"), "", None, 404),
            (
                Method::GET,
                format!("/open311/v3/services.{format}"),
                "",
                None,
                404,
            ),
            (
                Method::GET,
                format!("{ROOT}/services/%FF.{format}"),
                "",
                None,
                400,
            ),
            (Method::PUT, requests.clone(), "", None, 405),
            (
                Method::DELETE,
                format!("{ROOT}/requests/1.{format}"),
                "",
                None,
                405,
            ),
            (
                Method::POST,
                format!("{ROOT}/services/klotter.{format}"),
                "",
                form,
                405,
            ),
            (Method::POST, requests.clone(), &too_large, form, 413),
            (
                Method::POST,
                requests.clone(),
                &report,
                Some("multipart/form-data; boundary=x"),
                415,
            ),
            (
                Method::POST,
                requests.clone(),
                &report,
                Some("application/json"),
                415,
            ),
        ] {
            let about = format!("{method} {path} {kind:?}");
            let body = Body::from(body.to_owned());
            let reply = system.send(method, &path, body, kind).await;
            assert_eq!(reply.status.as_u16(), status, "{about}: {}", reply.body);
            let (code, description) = error_of(&reply, format);
            assert_eq!(code, status, "{about}");
            assert!(!description.is_empty(), "{about}");
            let allowed = reply.headers.get("allow").is_some();
            assert_eq!(allowed, status == 405, "{about}");
        }
    }
    assert!(held(&site).await.is_empty());
}

/// One request of a system at an address that is the same each time.
async fn ask_from(site: &Site, path: &str, accept: &'static str) -> Reply {
    let mut request = Request::get(format!("{ROOT}/{path}"));
    if !accept.is_empty() {
        request = request.header("accept", accept);
    }
    let mut request = request.body(Body::empty()).unwrap();
    let address: SocketAddr = "192.0.2.1:1".parse().unwrap();
    request.extensions_mut().insert(ConnectInfo(address));
    let (parts, body) = site
        .router
        .clone()
        .oneshot(request)
        .await
        .unwrap()
        .into_parts();
    let bytes = to_bytes(body, 1 << 20).await.unwrap();
    Reply {
        status: parts.status,
        headers: parts.headers,
        body: String::from_utf8(bytes.to_vec()).unwrap(),
        bytes: bytes.into(),
    }
}

#[tokio::test]
async fn a_system_that_asks_too_often_is_told_so_in_the_form_it_asks_in() {
    let site = Site::open().await;
    for (path, accept, format) in [
        ("services.json", "", "json"),
        ("services.xml", "application/json", "xml"),
        ("services", "application/json", "json"),
        ("services", "", "xml"),
    ] {
        // Sixty at once and two a second: far fewer than these are let through.
        let mut last = ask_from(&site, path, accept).await;
        for _ in 0..500 {
            if last.status == StatusCode::TOO_MANY_REQUESTS {
                break;
            }
            last = ask_from(&site, path, accept).await;
        }
        let (code, description) = error_of(&last, format);
        assert_eq!((code, last.status.as_u16()), (429, 429), "{path} {accept}");
        assert!(description.contains("too many"), "{description}");
        assert!(last.header("retry-after").parse::<u32>().unwrap() >= 1);
    }
}

#[tokio::test]
async fn the_kinds_are_listed_in_both_forms_and_discovery_says_where() {
    let site = Site::open().await;
    opened(&site).await;
    let mut system = system(&site);
    let json = system.get(&format!("{ROOT}/services.json")).await;
    let services: Vec<serde_json::Value> = serde_json::from_str(&json.body).unwrap();
    let graffiti = services
        .iter()
        .find(|s| s["service_code"] == "klotter")
        .unwrap();
    assert_eq!(
        (&graffiti["service_name"], &graffiti["group"]),
        (&"Klotter".into(), &"Brott".into())
    );
    let xml = system.get(&format!("{ROOT}/services.xml")).await;
    let document = roxmltree::Document::parse(&xml.body).unwrap();
    let n = document
        .root_element()
        .children()
        .filter(|n| n.is_element())
        .count();
    assert_eq!(n, services.len());
    for file in [
        "services/klotter.json",
        "services/klotter.xml",
        "discovery.xml",
        "discovery.json",
    ] {
        let reply = system.get(&format!("{ROOT}/{file}")).await;
        assert_eq!(reply.status, StatusCode::OK, "{file}: {}", reply.body);
    }
    // With two organisations the question must say which.
    let other = handslag_app::App::operator(&OTHER.into());
    let now = jiff::Timestamp::now();
    let taken = site
        .app
        .open_open311(&other, "FixaMinGata", "lidkoping.se", now)
        .await;
    assert!(taken.is_err(), "a jurisdiction is one organisation's");
    site.app
        .open_open311(&other, "FixaMinGata", "skara.se", now)
        .await
        .unwrap();
    let unclear = system.get(&format!("{ROOT}/services.json")).await;
    assert_eq!(unclear.status, StatusCode::BAD_REQUEST, "{}", unclear.body);
    let clear = system
        .get(&format!("{ROOT}/services.json?jurisdiction_id=skara.se"))
        .await;
    assert_eq!(clear.status, StatusCode::OK);
}

#[tokio::test]
async fn no_form_of_another_site_changes_anything_else() {
    let site = Site::open().await;
    let mut browser = site.signed_in("editor").await;
    browser
        .headers
        .insert("sec-fetch-site", "cross-site".parse().unwrap());
    let reply = browser
        .post("/arbete/rapportera", &[("sort", "klotter")])
        .await;
    assert_eq!(reply.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_time_that_no_report_can_be_of_is_refused() {
    let site = Site::open().await;
    let key = opened(&site).await;
    let mut system = system(&site);
    for time in ["0001-01-01T00:00:00Z", "1999-12-31T23:59:59Z"] {
        let more = format!("requested_datetime={time}");
        let reply = send(&mut system, "json", &key, &more).await;
        assert_eq!(reply.status, StatusCode::BAD_REQUEST, "{time}");
    }
    assert!(held(&site).await.is_empty());
    // As far back as time goes, there is nothing, and nothing breaks.
    let list = format!("{ROOT}/requests.json?api_key={key}&end_date=-009999-01-03T00:00:00Z");
    assert_eq!(system.get(&list).await.status, StatusCode::OK);
}
