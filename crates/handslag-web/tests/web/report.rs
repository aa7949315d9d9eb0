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

#[tokio::test]
async fn a_place_and_a_position_are_never_both_saved_and_the_page_asks_which_counts() {
    let site = with_a_place().await;
    let mut browser = site.signed_in("reporter").await;
    // Four kilometres from the square.
    let both = [
        ("sort", "klotter"),
        ("plats", "torget"),
        ("position", "58.54, 13.14"),
    ];
    let asked = send(&mut browser, "k", &both).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    for told in [
        "href=\"#falt-galler\"",
        "Nya stadens torg",
        "kilometer därifrån",
    ] {
        assert!(asked.body.contains(told), "{told}: {}", asked.body);
    }
    assert!(held(&site).await.is_empty());
    let answered = |which: &'static str| {
        let mut fields = both.to_vec();
        fields.push(("galler", which));
        fields
    };
    send(&mut browser, "a", &answered("plats")).await;
    let at = held(&site).await[0].at.clone();
    assert_eq!(at.place().map(|place| place.as_str()), Some("torget"));
    assert_eq!(at.point(), Point::from_degrees(58.5051, 13.1577).ok());
    let mut position = answered("position");
    position[0] = ("sort", "nedskrapning");
    send(&mut browser, "b", &position).await;
    let at = held(&site).await[1].at.clone();
    assert_eq!(at.place(), None);
    assert_eq!(at.point(), Point::from_degrees(58.54, 13.14).ok());
}

#[tokio::test]
async fn a_report_from_nowhere_or_another_town_is_asked_about_once_and_then_saved() {
    let site = with_a_place().await;
    let mut browser = site.signed_in("reporter").await;
    for (position, words) in [
        ("", "Du har inte sagt var. Spara ändå?"),
        ("59.33, 18.07", "utanför kommunen (Lidköping), i Stockholm"),
        ("13.16, 58.51", "Nord och ost är nog omkastade"),
    ] {
        let report = [("sort", "klotter"), ("position", position)];
        let asked = send(&mut browser, position, &report).await;
        assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY, "{position}");
        assert!(asked.body.contains(words), "{position}: {}", asked.body);
        let before = held(&site).await.len();
        let answer = asked.hidden("anda");
        let again = [report[0], report[1], ("anda", answer.as_str())];
        let saved = send(&mut browser, position, &again).await;
        assert_eq!(saved.status, StatusCode::OK, "{position}: {}", saved.body);
        assert_eq!(held(&site).await.len(), before + 1, "{position}");
    }
    // What was answered of one position is not answered of another.
    let elsewhere = [
        ("sort", "klotter"),
        ("position", "57.7, 11.97"),
        ("anda", "59.33, 18.07"),
    ];
    let asked = send(&mut browser, "x", &elsewhere).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    // In the municipality, or where nothing is kept of the place, nothing is asked.
    for (key, kind, more) in [
        ("y", "klotter", ("position", "58.5, 13.1")),
        ("z", "klotter", ("bostad", "ja")),
        ("å", "bostadsinbrott", ("position", "")),
    ] {
        let saved = send(&mut browser, key, &[("sort", kind), more]).await;
        assert_eq!(saved.status, StatusCode::OK, "{key}: {}", saved.body);
    }
}

#[tokio::test]
async fn the_receipt_says_what_where_and_when_and_takes_it_back_with_a_trace() {
    let site = with_a_place().await;
    let mut browser = site.signed_in("reporter").await;
    let report = [
        ("sort", "klotter"),
        ("sort", "nedskrapning"),
        ("plats", "torget"),
        ("antal", "3"),
    ];
    let receipt = send(&mut browser, "k", &report).await.body;
    let incidents = held(&site).await;
    for incident in &incidents {
        let link = format!("/arbete/handelser/{}", incident.id);
        assert!(receipt.contains(&link), "{link}: {receipt}");
    }
    for told in ["Klotter</a>: 3", "Var: Nya stadens torg", "Ångra rapporten"] {
        assert!(receipt.contains(told), "{told}: {receipt}");
    }
    let ids: Vec<String> = incidents.iter().map(|one| one.id.to_string()).collect();
    let undo = |ids: &[String]| {
        let ids = ids.iter().map(|id| ("vilken".to_owned(), id.clone()));
        let act = ("gor".to_owned(), "angra".to_owned());
        ids.chain([act]).collect::<Vec<_>>()
    };
    // What another has reported is nobody else's to take back.
    let mut colleague = site.signed_in("editor").await;
    let page = "/arbete/rapportera";
    let forged = colleague.post_owned(page, &undo(&ids)).await;
    assert_eq!(forged.status, StatusCode::NOT_FOUND, "{}", forged.body);
    assert_eq!(held(&site).await.len(), 2);
    let undone = browser.post_owned(page, &undo(&ids)).await;
    assert!(undone.body.contains("är ångrad"), "{}", undone.body);
    assert!(held(&site).await.is_empty());
    let traced = browser.get(&format!("/arbete/handelser/{}", ids[0])).await;
    assert!(
        traced.body.contains("Ångrad av den som rapporterade"),
        "{}",
        traced.body
    );
    // Pressed twice, it is taken back once.
    let again = browser.post_owned(page, &undo(&ids)).await;
    assert_eq!(again.status, StatusCode::OK, "{}", again.body);
}

#[tokio::test]
async fn a_report_that_somebody_has_corrected_is_not_taken_back_unseen() {
    let site = with_a_place().await;
    let mut browser = site.signed_in("reporter").await;
    let report = [("sort", "klotter"), ("plats", "torget")];
    send(&mut browser, "k", &report).await;
    let id = held(&site).await[0].id.to_string();
    let day = today();
    let corrected = [
        ("version", "1"),
        ("sort", "skadegorelse"),
        ("plats", "torget"),
        ("dag", day.as_str()),
        ("antal", "2"),
        ("skal", "fel sort"),
    ];
    let address = format!("/arbete/handelser/{id}");
    let saved = browser.post(&address, &corrected).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let undo = [("gor", "angra"), ("vilken", id.as_str())];
    let refused = browser.post("/arbete/rapportera", &undo).await;
    assert!(
        refused.body.contains("Ingenting är ångrat") && refused.body.contains(&address),
        "{}",
        refused.body
    );
    assert_eq!(held(&site).await.len(), 1);
}

#[tokio::test]
async fn the_list_of_incidents_is_turned_page_by_page_with_its_filter() {
    let site = with_a_place().await;
    let mut browser = site.signed_in("reporter").await;
    let now = jiff::Timestamp::now();
    let operator: Actor = handslag_app::App::operator(&OWNER.into());
    let window = handslag_domain::incident::TimeWindow::minute_of(
        now,
        handslag_domain::incident::TimePrecision::Minute,
    );
    let window = window.unwrap();
    let reports: Vec<_> = (0..120)
        .map(|n| handslag_app::incident::IncidentReport {
            key: n.to_string(),
            window,
            category: if n < 60 { "klotter" } else { "nedskrapning" }.into(),
            spot: handslag_domain::incident::WrittenSpot::default(),
            count: 1,
            note: None,
        })
        .collect();
    let app = &site.app;
    let reported = app.report_incidents(&operator, &reports, now).await;
    assert_eq!(reported.unwrap().new, 120);
    let ids = |body: &str| -> Vec<String> {
        let links = body.split("<a href=\"/arbete/handelser/").skip(1);
        let ids = links.map(|rest| rest.split('"').next().unwrap().to_owned());
        ids.collect()
    };
    let next = |body: &str, rel: &str| -> Option<String> {
        let before = body.split(&format!("\" rel=\"{rel}\"")).next()?;
        let is_there = before.len() < body.len();
        let link = before.rsplit("href=\"").next()?.replace("&amp;", "&");
        is_there.then_some(link)
    };
    let mut seen = Vec::new();
    let mut at = Some("/arbete/handelser".to_owned());
    for range in ["1–50 av 120", "51–100 av 120", "101–120 av 120"] {
        let page = browser.get(&at.expect("a page more")).await.body;
        assert!(page.contains(range), "{range}: {page}");
        seen.extend(ids(&page));
        at = next(&page, "next");
        if range.starts_with("101") {
            let back = browser.get(&next(&page, "prev").unwrap()).await.body;
            assert!(back.contains("51–100 av 120"), "{back}");
        }
    }
    assert_eq!(at, None);
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 120, "each once");
    let filtered = browser
        .get("/arbete/handelser?sort=klotter&kalla=egna")
        .await;
    assert!(filtered.body.contains("1–50 av 60"), "{}", filtered.body);
    let more = next(&filtered.body, "next").unwrap();
    assert!(more.contains("sort=klotter&kalla=egna&fore="), "{more}");
    let more = browser.get(&more).await;
    assert!(more.body.contains("51–60 av 60"), "{}", more.body);
    let lost = browser
        .get("/arbete/handelser?sort=finnsinte&fore=ig%C3%A5r")
        .await;
    for told in [
        "”finnsinte” finns inte",
        "Sidan i listan går inte",
        "1–50 av 120",
    ] {
        assert!(lost.body.contains(told), "{told}: {}", lost.body);
    }
}
