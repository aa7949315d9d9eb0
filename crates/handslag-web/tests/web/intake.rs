//! Files: columns, dry run, bad rows, the real run, and once only.

use axum::http::StatusCode;

use crate::support::{Browser, OWNER, PROMISE, Reply, Site, document, year};

async fn send(browser: &mut Browser, kind: &str, name: &str, bytes: &[u8]) -> String {
    let promise = format!("{OWNER}/{PROMISE}");
    let reply = browser
        .post_multipart(
            "/arbete/intag",
            &[("slag", kind), ("lofte", &promise)],
            Some((name, bytes)),
        )
        .await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.body);
    reply.header("location").to_owned()
}

fn table(day: &str) -> String {
    format!(
        "Datum;Insats;Plats;Kommentar\n{day};Trafikkontroll;Torget;Lugnt\n{}-01-01;Fotpatrull;Esplanaden;\n",
        year()
    )
}

async fn columns_and_dry_run(browser: &mut Browser, text: &str, note: &str) -> Reply {
    let upload = send(browser, "activities", "lista.csv", text.as_bytes()).await;
    let form = browser.get(&upload).await;
    assert_eq!(form.status, StatusCode::OK, "{}", form.body);
    assert!(form.body.contains("Insats") && form.body.contains("Lugnt"));
    let fields = [
        ("kolumn.0", "on"),
        ("kolumn.1", "type"),
        ("kolumn.2", "place"),
        ("kolumn.3", note),
        ("namn", "Vår lista"),
    ];
    let run = browser.post(&upload, &fields).await;
    assert_eq!(run.status, StatusCode::SEE_OTHER, "{}", run.body);
    browser.get_done(run.header("location")).await
}

#[tokio::test]
async fn what_the_promise_counts_can_be_chosen_for_a_column() {
    let site = Site::open().await;
    let mut promise = document(PROMISE, "Provlöfte");
    promise.commitments[0].target = serde_json::from_value(serde_json::json!({
        "shape": "count", "at_least": 40, "types": ["cykelmärkning"], "unit": "märkta_cyklar"
    }))
    .unwrap();
    site.add(&promise).await;
    let mut browser = site.signed_in("editor").await;
    let text = "Datum;Antal\n2026-03-02;12\n";
    let upload = send(&mut browser, "activities", "lista.csv", text.as_bytes()).await;
    let form = browser.get(&upload).await;
    assert!(form.body.contains("counts.märkta_cyklar"), "{}", form.body);
    assert!(
        form.body.contains("value=\"cykelmärkning\""),
        "{}",
        form.body
    );
}

#[tokio::test]
async fn a_table_is_tried_then_taken_in_and_once_only() {
    let site = Site::with_promise().await;
    let mut browser = site.signed_in("editor").await;
    let text = table(&format!("{}-01-01", year()));
    for new in ["<dd>2</dd>", "<dd>0</dd>"] {
        let dry = columns_and_dry_run(&mut browser, &text, "note").await;
        assert_eq!(dry.status, StatusCode::OK, "{}", dry.body);
        assert!(dry.body.contains(new), "{}", dry.body);
        let at = dry.body.find("action=\"/arbete/intag/").unwrap();
        let upload = dry.body[at + 8..].split('"').next().unwrap().to_owned();
        let real = browser.post(&upload, &[("gor", "ta-in")]).await;
        let done = browser.get_done(real.header("location")).await;
        assert_eq!(done.status, StatusCode::OK);
        let log = site
            .app
            .store()
            .activities_of(&OWNER.into(), &PROMISE.into())
            .await
            .unwrap();
        assert_eq!(log.len(), 3);
    }
    let page = browser.get("/arbete/intag").await;
    assert!(page.body.contains("lista.csv") && page.body.contains("Vår lista"));
}

#[tokio::test]
async fn every_bad_row_is_shown_and_nothing_is_saved() {
    let site = Site::with_promise().await;
    let mut browser = site.signed_in("editor").await;
    let text = format!(
        "{}\n31 juni;Trafikkontroll;Torget;\n2026-01-01;Trafikkontroll;Ingenstans;070-174 06 05\n",
        table("13/13 2026").trim()
    );
    let page = columns_and_dry_run(&mut browser, &text, "note").await;
    assert_eq!(
        page.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        page.body
    );
    for shown in ["13/13 2026", "31 juni", "Ingenstans", "Datum", "Plats"] {
        assert!(page.body.contains(shown), "{shown} in {}", page.body);
    }
    let log = site
        .app
        .store()
        .activities_of(&OWNER.into(), &PROMISE.into())
        .await
        .unwrap();
    assert_eq!(log.len(), 1);
}

#[tokio::test]
async fn another_member_sees_neither_file_nor_job() {
    let site = Site::with_promise().await;
    let mut editor = site.signed_in("editor").await;
    let upload = send(
        &mut editor,
        "activities",
        "lista.csv",
        table("2026-02-02").as_bytes(),
    )
    .await;
    let job = send(&mut editor, "figures", "x.csv", b"inte en fil").await;
    let bad = editor.get_done(&job).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    for who in ["publisher", "annan"] {
        let mut other = site.signed_in(who).await;
        for path in [&upload, &job] {
            assert_eq!(
                other.get(path).await.status,
                StatusCode::NOT_FOUND,
                "{who} {path}"
            );
        }
    }
}

#[tokio::test]
async fn a_form_without_a_file_says_so() {
    let site = Site::with_promise().await;
    let mut browser = site.signed_in("editor").await;
    let reply = browser
        .post_multipart("/arbete/intag", &[("slag", "figures")], None)
        .await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(reply.body.contains("href=\"#falt-fil\""));
}
