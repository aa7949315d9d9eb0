//! Reporting: several kinds in one go, once, never a person; correcting with a trace.

use axum::http::StatusCode;
use handslag_app::Actor;
use handslag_app::incident_share::ShareOrder;
use handslag_domain::incident::{Incident, NamedPlace, Point, Precision};

use crate::support::{Browser, OTHER, OWNER, Reply, Site, today};

async fn with_a_place() -> Site {
    let site = Site::with_promise().await;
    let operator: Actor = handslag_app::App::operator(&OWNER.into());
    let place = NamedPlace {
        id: "torget".into(),
        name: "Nya stadens torg".to_owned(),
        kind: Some("square".to_owned()),
        point: Point::from_degrees(58.5051, 13.1577).ok(),
        area: None,
        municipality: None,
    };
    let now = jiff::Timestamp::now();
    site.app
        .save_place(&operator, None, &place, now)
        .await
        .unwrap();
    site
}

async fn form(browser: &mut Browser) -> Reply {
    let reply = browser.get("/arbete/rapportera").await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
    reply
}

async fn send(browser: &mut Browser, key: &str, more: &[(&str, &str)]) -> Reply {
    let day = today();
    let mut fields = vec![("nyckel", key), ("dag", &day), ("antal", "1")];
    fields.retain(|(name, _)| more.iter().all(|(n, _)| n != name));
    fields.extend_from_slice(more);
    let fields: Vec<(String, String)> = fields
        .into_iter()
        .map(|(n, v)| (n.to_owned(), v.to_owned()))
        .collect();
    browser.post_owned("/arbete/rapportera", &fields).await
}

async fn held(site: &Site) -> Vec<Incident> {
    let mut all = Vec::new();
    site.app
        .store()
        .each_incident(&OWNER.into(), |some| all.extend(some))
        .await
        .unwrap();
    all.sort_by(|a, b| a.category.cmp(&b.category));
    all
}

#[tokio::test]
async fn several_kinds_at_one_place_are_reported_in_one_go() {
    let site = with_a_place().await;
    let mut browser = site.signed_in("reporter").await;
    let empty = form(&mut browser).await;
    assert!(empty.body.contains("Nya stadens torg"), "{}", empty.body);
    let key = empty.hidden("nyckel");
    let report = [
        ("sort", "klotter"),
        ("sort", "nedskrapning"),
        ("plats", "torget"),
    ];
    let reply = send(&mut browser, &key, &report).await;
    assert!(
        reply.body.contains("2 händelser är sparade"),
        "{}",
        reply.body
    );
    let incidents = held(&site).await;
    let kinds: Vec<&str> = incidents.iter().map(|i| i.category.as_str()).collect();
    assert_eq!(kinds, ["klotter", "nedskrapning"]);
    for incident in &incidents {
        assert_eq!(incident.at.precision(), Precision::NamedPlace);
        assert_eq!(
            incident.at.point(),
            Point::from_degrees(58.5051, 13.1577).ok()
        );
    }
    // The same form again changes nothing, and the place is chosen for the next.
    let again = send(&mut browser, &key, &report).await;
    assert!(again.body.contains("sparad redan"), "{}", again.body);
    assert_eq!(held(&site).await, incidents);
    assert!(
        again.body.contains(r#"value="torget" checked"#),
        "{}",
        again.body
    );
}

#[tokio::test]
async fn what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost() {
    let site = with_a_place().await;
    let mut browser = site.signed_in("reporter").await;
    let tomorrow = jiff::Timestamp::now() + jiff::SignedDuration::from_hours(72);
    let tomorrow = handslag_app::swedish_day(tomorrow).to_string();
    for (more, field, kept) in [
        (vec![("plats", "torget")], "falt-sort", "torget"),
        (
            vec![("sort", "klotter"), ("position", "vid ån")],
            "falt-position",
            "vid ån",
        ),
        (
            vec![("sort", "klotter"), ("tid", "26:00")],
            "falt-tid",
            "26:00",
        ),
        (
            vec![("sort", "klotter"), ("plats", "borta")],
            "falt-plats",
            "klotter",
        ),
        (
            vec![("sort", "ingen"), ("plats", "torget")],
            "falt-sort",
            "torget",
        ),
        (
            vec![("sort", "klotter"), ("anteckning", "Det var 19811218-9876")],
            "falt-anteckning",
            "19811218-9876",
        ),
        (
            vec![("sort", "klotter"), ("dag", tomorrow.as_str())],
            "falt-tid",
            "klotter",
        ),
    ] {
        let reply = send(&mut browser, "k", &more).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{more:?}");
        assert!(
            reply.body.contains(&format!("href=\"#{field}\"")),
            "{more:?} {}",
            reply.body
        );
        assert!(reply.body.contains(kept), "{more:?}");
    }
    assert!(held(&site).await.is_empty());
}

#[tokio::test]
async fn in_a_dwelling_no_place_is_kept() {
    let site = with_a_place().await;
    let mut browser = site.signed_in("reporter").await;
    let report = [
        ("sort", "klotter"),
        ("plats", "torget"),
        ("position", "58.5, 13.1"),
        ("bostad", "ja"),
    ];
    send(&mut browser, "k", &report).await;
    let incidents = held(&site).await;
    assert_eq!(incidents.len(), 1);
    let at = &incidents[0].at;
    assert!(at.indoors() && at.point().is_none() && at.place().is_none());
}

#[tokio::test]
async fn an_incident_is_corrected_with_a_trace_and_withdrawn() {
    let site = with_a_place().await;
    let mut browser = site.signed_in("reporter").await;
    send(
        &mut browser,
        "k",
        &[("sort", "klotter"), ("plats", "torget")],
    )
    .await;
    let address = format!("/arbete/handelser/{}", held(&site).await[0].id);
    let listed = browser.get("/arbete/handelser").await;
    assert!(listed.body.contains(&address), "{}", listed.body);
    let day = today();
    let change = |version: &'static str, reason: &'static str, what: &'static str| {
        let fields = [
            ("version", version),
            ("sort", "skadegorelse"),
            ("plats", "torget"),
            ("dag", day.as_str()),
            ("antal", "2"),
            ("skal", reason),
            ("gor", what),
        ];
        fields.map(|(n, v)| (n.to_owned(), v.to_owned())).to_vec()
    };
    let without_reason = browser.post_owned(&address, &change("1", "", "")).await;
    assert_eq!(without_reason.status, StatusCode::UNPROCESSABLE_ENTITY);
    let saved = browser
        .post_owned(&address, &change("1", "fel sort", ""))
        .await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let mut late = change("1", "igen", "");
    late.retain(|(name, _)| name != "sort");
    late.push(("sort".to_owned(), "nedskrapning".to_owned()));
    let stale = browser.post_owned(&address, &late).await;
    assert_eq!(stale.status, StatusCode::CONFLICT, "{}", stale.body);
    for text in ["nedskrapning", "skadegorelse"] {
        assert!(
            stale.body.contains(text),
            "{text} is not shown: {}",
            stale.body
        );
    }
    let shown = browser.get(&address).await;
    assert!(
        shown.body.contains("fel sort") && shown.body.contains("Klotter"),
        "{}",
        shown.body
    );
    assert_eq!(held(&site).await[0].count, 2);
    browser
        .post_owned(&address, &change("2", "hände inte", "dra-tillbaka"))
        .await;
    assert!(held(&site).await.is_empty());
    // Another organisation's is the same as none.
    let mut other = site.signed_in("annan").await;
    assert_eq!(other.get(&address).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_partner_sees_incidents_only_when_they_are_shown_to_it() {
    let site = with_a_place().await;
    let mut browser = site.signed_in("reporter").await;
    send(
        &mut browser,
        "k",
        &[("sort", "klotter"), ("plats", "torget")],
    )
    .await;
    let own = browser.get("/arbete/lagesbild").await;
    assert!(own.body.contains("Klotter") && own.body.contains("Nya stadens torg"));
    let mut partner = site.signed_in("annan").await;
    for page in ["/arbete/lagesbild", "/arbete/handelser"] {
        let body = partner.get(page).await.body;
        assert!(!body.contains("Klotter"), "{page}: {body}");
    }
    let operator: Actor = handslag_app::App::operator(&OWNER.into());
    let now = jiff::Timestamp::now();
    let until = handslag_app::swedish_day(now);
    let order = ShareOrder {
        partner: OTHER.into(),
        purpose: "gemensam lägesbild".to_owned(),
        kinds: Vec::new(),
        happened_from: None,
        ends_on: until,
    };
    let shared = site
        .app
        .share_incidents(&operator, &order, handslag_app::Seen::Nothing, now)
        .await;
    shared.unwrap();
    let shown = partner.get("/arbete/lagesbild").await.body;
    assert!(
        shown.contains("Klotter") && shown.contains("gemensam lägesbild"),
        "{shown}"
    );
    // What is shown is read in the picture; the rows stay the owner's.
    assert!(
        !partner
            .get("/arbete/handelser")
            .await
            .body
            .contains("Klotter")
    );
}
