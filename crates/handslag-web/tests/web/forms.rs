//! Promises: add, edit, stale edits, and hostile text.

use axum::http::StatusCode;
use handslag_domain::document::Syntax;

use crate::support::{OWNER, PROMISE, Site, document, year};

fn work(page: &str) -> String {
    format!("/arbete/loften/{OWNER}/{PROMISE}{page}")
}

#[tokio::test]
async fn a_pasted_promise_is_checked_and_then_added() {
    let site = Site::open().await;
    let mut browser = site.signed_in("editor").await;
    let text = document("nytt-lofte", "Nytt löfte")
        .write(Syntax::Toml)
        .unwrap();
    let checked = browser
        .post_multipart(
            "/arbete/loften/nytt",
            &[("text", &text), ("gor", "kontrollera")],
            None,
        )
        .await;
    assert_eq!(checked.status, StatusCode::OK);
    let added = browser
        .post_multipart(
            "/arbete/loften/nytt",
            &[("text", &text), ("gor", "lagg-till")],
            None,
        )
        .await;
    assert_eq!(
        added.header("location"),
        format!("/arbete/loften/{OWNER}/nytt-lofte"),
        "{}",
        added.body
    );
    let twice = browser
        .post_multipart(
            "/arbete/loften/nytt",
            &[("text", &text), ("gor", "lagg-till")],
            None,
        )
        .await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(twice.body.contains("Ge det nya ett annat id"));
}

#[tokio::test]
async fn a_promise_with_errors_shows_them_and_keeps_the_text() {
    let site = Site::open().await;
    let mut browser = site.signed_in("editor").await;
    let text = "format = \"handslag/1\"\n[promise]\nid = \"x\"\nbroken";
    let reply = browser
        .post_multipart("/arbete/loften/nytt", &[("text", text)], None)
        .await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(reply.body.contains("broken") && reply.body.contains("fel"));
}

#[tokio::test]
async fn a_stale_edit_shows_both_texts_and_loses_neither() {
    let site = Site::with_promise().await;
    let mut browser = site.signed_in("editor").await;
    let form = browser.get(&work("/andra")).await;
    let version = form.hidden("version");
    let from = format!("{}-01-01", year());
    let fields = |title| {
        [
            ("version", version.as_str()),
            ("titel", title),
            ("fran", from.as_str()),
            ("skal", "Nytt namn"),
        ]
    };
    let first = browser.post(&work("/andra"), &fields("Deras titel")).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.body);
    let stale = browser.post(&work("/andra"), &fields("Min titel")).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.body.contains("Deras titel") && stale.body.contains("Min titel"));
    let held = browser.get(&work("")).await;
    assert!(held.body.contains("Deras titel") && !held.body.contains("Min titel"));
    let newer = stale.hidden("version");
    let again = browser
        .post(
            &work("/andra"),
            &[
                ("version", newer.as_str()),
                ("titel", "Min titel"),
                ("fran", from.as_str()),
            ],
        )
        .await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    let versions = browser.get(&work("/versioner")).await;
    for shown in ["Version 3", "Nytt namn", "Deras titel"] {
        assert!(versions.body.contains(shown), "{shown}");
    }
}

#[tokio::test]
async fn a_target_is_built_as_a_sentence() {
    let site = Site::with_promise().await;
    let mut browser = site.signed_in("editor").await;
    let form = browser.get(&work("/atagande/trafik")).await;
    assert!(
        form.body.contains("Minst 30 trafikkontroller."),
        "{}",
        form.body
    );
    let version = form.hidden("version");
    let fields = |step| {
        [
            ("version", version.as_str()),
            ("titel", "Trafikkontroller"),
            ("ord", "Vi genomför kontroller."),
            ("part", "polisen"),
            ("malform", "count"),
            ("grans", "mellan"),
            ("antal", "4"),
            ("antal_till", "6"),
            ("per", "month"),
            ("typ", "trafikkontroll"),
            ("gor", step),
        ]
    };
    let shown = browser
        .post(&work("/atagande/trafik"), &fields("visa"))
        .await;
    assert!(
        shown.body.contains("4–6 trafikkontroller per månad."),
        "{}",
        shown.body
    );
    let saved = browser
        .post(&work("/atagande/trafik"), &fields("spara"))
        .await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    assert!(
        browser
            .get(&work(""))
            .await
            .body
            .contains("4–6 trafikkontroller per månad.")
    );
    // What the form cannot read stays typed.
    let version = browser
        .get(&work("/atagande/trafik"))
        .await
        .hidden("version");
    let wrong = browser
        .post(
            &work("/atagande/trafik"),
            &[
                ("version", &version),
                ("ord", "Kvar"),
                ("malform", "count"),
                ("antal", "många"),
            ],
        )
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("många") && wrong.body.contains("Kvar"));
}

#[tokio::test]
async fn a_unit_is_written_and_read_in_the_readers_language() {
    let site = Site::with_promise().await;
    let mut browser = site.signed_in("editor").await;
    let place = work("/atagande/trafik");
    let version = browser.get(&place).await.hidden("version");
    let fields = [
        ("version", version.as_str()),
        ("titel", "Trafik"),
        ("ord", "Vi kontrollerar trafiken."),
        ("malform", "count"),
        ("grans", "minst"),
        ("antal", "40"),
        ("enhet", "Timmar"),
        ("typ", "fotpatrull"),
        ("gor", "spara"),
    ];
    let saved = browser.post(&place, &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let text = browser.get(&work("/text")).await;
    assert!(
        text.body.contains("unit = &quot;hours&quot;"),
        "{}",
        text.body
    );
    let form = browser.get(&place).await;
    assert!(form.body.contains("value=\"timmar\""), "{}", form.body);
}

#[tokio::test]
async fn the_text_form_holds_the_whole_promise_and_refuses_another_id() {
    let site = Site::with_promise().await;
    let mut browser = site.signed_in("editor").await;
    let form = browser.get(&work("/text")).await;
    assert!(form.body.contains("Esplanaden") && !form.body.contains("[[activities]]"));
    let version = form.hidden("version");
    let mut document = document(PROMISE, "Ändrad som text");
    document.activities.clear();
    let text = document.write(Syntax::Toml).unwrap();
    let saved = browser
        .post(&work("/text"), &[("version", &version), ("text", &text)])
        .await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let other = text.replace(PROMISE, "annat");
    let refused = browser
        .post(&work("/text"), &[("version", "2"), ("text", &other)])
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}

/// What an attacker would have a page run.
const PAYLOADS: [&str; 8] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "'onmouseover='alert(1)",
    "</textarea><svg/onload=alert(1)>",
    "</title><script>alert(1)</script>",
    "javascript:alert(1)",
    "{{7*7}}<iframe srcdoc=x>",
    "</style><body onload=alert(1)>",
];

#[tokio::test]
async fn hostile_text_in_any_field_is_text_on_every_page() {
    for payload in PAYLOADS {
        let site = Site::open().await;
        let mut hostile = document(PROMISE, payload);
        hostile.promise.background = Some(payload.to_owned());
        hostile.promise.contact = Some(payload.to_owned());
        hostile.promise.area = Some(payload.to_owned());
        hostile.promise.source = Some(handslag_domain::promise::Source {
            title: Some(payload.to_owned()),
            url: Some(payload.to_owned()),
            text: Some(payload.to_owned()),
            ..Default::default()
        });
        for party in &mut hostile.parties {
            party.name = payload.to_owned();
        }
        for place in &mut hostile.places {
            place.name = payload.to_owned();
        }
        for commitment in &mut hostile.commitments {
            commitment.title = Some(payload.to_owned());
            commitment.words = payload.to_owned();
            commitment.focus_area = Some(payload.to_owned());
        }
        for activity in &mut hostile.activities {
            activity.note = Some(payload.to_owned());
            activity.kind = payload.into();
            activity.covers = vec![payload.to_owned()];
        }
        site.add(&hostile).await;
        site.publish_promise().await;
        let mut browser = site.signed_in("publisher").await;
        let (workshop, public) = (
            work(&format!("/uppfoljning/{}", year())),
            format!("/lidkoping/{PROMISE}"),
        );
        let pages = [
            "/arbete".to_owned(),
            "/arbete/logga".to_owned(),
            "/arbete/aktiviteter".to_owned(),
            "/arbete/aktiviteter/lidkopings-kommun/provlofte/a1".to_owned(),
            "/arbete/loften".to_owned(),
            work(""),
            work("/andra"),
            work("/text"),
            work("/versioner"),
            work("/dela"),
            work("/atagande/trafik"),
            workshop.clone(),
            format!("{workshop}/forhandsvisa"),
            "/".to_owned(),
            "/lidkoping".to_owned(),
            public.clone(),
            format!("{public}/atagande/trafik"),
            "/sok?q=alert".to_owned(),
            "/data".to_owned(),
        ];
        for path in pages {
            let reply = browser.get(&path).await;
            assert_eq!(reply.status, StatusCode::OK, "{path}");
            holds_no_markup_of(&reply.body, payload, &path);
        }
        for query in [
            "/sok?q=",
            "/arbete/aktiviteter?typ=",
            "/logga-in?till=",
            "/finns-inte?x=",
        ] {
            let encoded: String = payload.bytes().map(|b| format!("%{b:02X}")).collect();
            let reply = site.browser().get(&format!("{query}{encoded}")).await;
            holds_no_markup_of(&reply.body, payload, query);
        }
    }
}

fn holds_no_markup_of(body: &str, payload: &str, path: &str) {
    let dangerous = [
        "<script>",
        "<img src=x",
        "<svg/onload",
        "<iframe",
        "<body onload",
        "</textarea><svg",
        "</title><script",
    ];
    for sign in dangerous.iter().filter(|sign| payload.contains(**sign)) {
        assert!(!body.contains(sign), "{sign} on {path}");
    }
    assert!(!body.contains("href=\"javascript:"), "{path}");
}
