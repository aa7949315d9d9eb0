//! From draft to publication, and the same digits in every form.

use axum::http::StatusCode;
use serde_json::Value;

use crate::support::{Browser, OWNER, PROMISE, Reply, Site, year};

fn workshop(page: &str) -> String {
    format!(
        "/arbete/loften/{OWNER}/{PROMISE}/uppfoljning/{}{page}",
        year()
    )
}

fn public(ending: &str) -> String {
    format!("/lidkoping/{PROMISE}/uppfoljning/{}{ending}", year())
}

/// Saves the draft with one sentence of our own.
async fn save(browser: &mut Browser, sentence: &str) -> Reply {
    let form = browser.get(&workshop("")).await;
    assert_eq!(form.status, StatusCode::OK, "{}", form.body);
    let fields = [
        ("version".to_owned(), form.hidden("version")),
        ("grund".to_owned(), form.hidden("grund")),
        ("inledning.mening.0".to_owned(), sentence.to_owned()),
        ("avvikelse.1".to_owned(), "Resurser flyttades.".to_owned()),
        ("nasta".to_owned(), "Vi fortsätter.".to_owned()),
        ("sammanhang.0.rubrik".to_owned(), "Resurser".to_owned()),
        (
            "sammanhang.0.text".to_owned(),
            "Poliser lånades ut.".to_owned(),
        ),
    ];
    browser.post_owned(&workshop(""), &fields).await
}

async fn publish(browser: &mut Browser, reason: &str) -> Reply {
    let version = browser.get(&workshop("")).await.hidden("version");
    browser
        .post(
            &workshop("/publicera"),
            &[("version", &version), ("skal", reason)],
        )
        .await
}

#[tokio::test]
async fn draft_edit_preview_publish_and_every_form_agrees_to_the_digit() {
    let site = Site::with_promise().await;
    let mut editor = site.signed_in("editor").await;
    assert_eq!(
        save(&mut editor, "Vår egen inledning.").await.status,
        StatusCode::SEE_OTHER
    );
    let preview = editor.get(&workshop("/forhandsvisa")).await;
    assert!(
        preview.body.contains("Vår egen inledning.")
            && preview.body.contains("Utkast, inte publicerat")
    );
    let pdf = editor.get(&workshop("/utkast.pdf")).await;
    assert_eq!(pdf.header("content-type"), "application/pdf");
    assert_eq!(publish(&mut editor, "").await.status, StatusCode::FORBIDDEN);
    assert_eq!(
        site.browser().get(&public("")).await.status,
        StatusCode::NOT_FOUND
    );

    let mut publisher = site.signed_in("publisher").await;
    assert_eq!(
        publish(&mut publisher, "").await.status,
        StatusCode::SEE_OTHER
    );
    let mut reader = site.browser();
    let page = reader.get(&public("")).await;
    for words in [
        "Vår egen inledning.",
        "Resurser flyttades.",
        "Vi fortsätter.",
        "Poliser lånades ut.",
        "xempel",
    ] {
        assert!(page.body.contains(words), "{words} in {}", page.body);
    }
    assert_eq!(page.header("set-cookie"), "");

    let json: Value = serde_json::from_str(&reader.get(&public("/v/1.json")).await.body).unwrap();
    let csv = reader.get(&public("/v/1.csv")).await;
    assert!(csv.header("content-disposition").contains("exempel"));
    let mut rows = csv::Reader::from_reader(csv.body.as_bytes());
    let columns = rows.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
    let cell = |row: &csv::StringRecord, name: &str| {
        row[columns.iter().position(|c| c == name).unwrap()].to_owned()
    };
    let commitments = json["commitments"].as_array().unwrap();
    assert_eq!(rows.len(), commitments.len());
    for (row, commitment) in rows.iter().zip(commitments) {
        let evidenced = &commitment["evidenced"];
        for (column, value) in [
            ("commitment", &commitment["id"]),
            ("verdict", &commitment["verdict"]),
            ("time_gone", &commitment["time_gone"]),
            ("counted", &evidenced["counted"]),
            ("target", &evidenced["target"]),
            ("reached", &evidenced["reached"]),
            ("expected", &evidenced["expected"]),
        ] {
            let value = match value {
                Value::Null => String::new(),
                Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            assert_eq!(cell(row, column), value, "{column}");
        }
        assert_eq!(cell(row, "example"), "exempel");
        let counted = evidenced["counted"].to_string();
        let title = commitment["title"].as_str().unwrap();
        assert!(
            page.body.contains(title) && page.body.contains(&counted),
            "{title} {counted}"
        );
    }
    let pdf = reader.get(&public(".pdf")).await;
    assert!(pdf.header("location").ends_with("/v/1.pdf"));
    assert!(
        reader
            .get(&public("/v/1.pdf"))
            .await
            .body
            .starts_with("%PDF false")
    );
    // Outside, the number of entries is told and not which they are.
    assert!(!json.to_string().contains("\"activities\""), "{json}");
}

#[tokio::test]
async fn a_correction_takes_a_reason_and_both_versions_can_be_read() {
    let site = Site::with_promise().await;
    let mut publisher = site.signed_in("publisher").await;
    save(&mut publisher, "Första texten.").await;
    publish(&mut publisher, "").await;
    assert_eq!(
        save(&mut publisher, "Rättad text.").await.status,
        StatusCode::SEE_OTHER
    );
    let mut reader = site.browser();
    // A saved correction is not published yet.
    assert!(
        reader
            .get(&public(""))
            .await
            .body
            .contains("Första texten.")
    );
    let without = publish(&mut publisher, "  ").await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(without.body.contains("href=\"#falt-skal\""));
    let with = publish(&mut publisher, "En siffra var fel.").await;
    assert_eq!(with.status, StatusCode::SEE_OTHER, "{}", with.body);
    let newest = reader.get(&public("")).await;
    assert!(newest.body.contains("Rättad text.") && newest.body.contains("En siffra var fel."));
    let first = reader.get(&public("/v/1")).await;
    assert!(first.body.contains("Första texten.") && !first.body.contains("Rättad text."));
    assert!(first.body.contains("ersatt"));
    assert_eq!(
        reader.get(&public("/v/3")).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_stale_draft_shows_both_texts() {
    let site = Site::with_promise().await;
    let mut browser = site.signed_in("editor").await;
    let form = browser.get(&workshop("")).await;
    let fields = |text: &str| {
        [
            ("version".to_owned(), form.hidden("version")),
            ("grund".to_owned(), form.hidden("grund")),
            ("inledning.mening.0".to_owned(), text.to_owned()),
        ]
    };
    assert_eq!(
        browser
            .post_owned(&workshop(""), &fields("Deras mening."))
            .await
            .status,
        StatusCode::SEE_OTHER
    );
    let stale = browser
        .post_owned(&workshop(""), &fields("Min mening."))
        .await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.body.contains("Deras mening.") && stale.body.contains("Min mening."));
    assert_eq!(stale.hidden("version"), "1");
}

#[tokio::test]
async fn each_sentence_has_its_records_beside_it() {
    let site = Site::with_promise().await;
    let mut browser = site.signed_in("editor").await;
    let form = browser.get(&workshop("")).await;
    for shown in [
        "/arbete/aktiviteter/a1",
        "Esplanaden",
        "12 förare",
        "Polisen",
    ] {
        assert!(form.body.contains(shown), "{shown}");
    }
}

#[tokio::test]
async fn personal_data_in_a_sentence_is_refused_and_kept_in_the_form() {
    let site = Site::with_promise().await;
    let mut browser = site.signed_in("editor").await;
    let reply = save(&mut browser, "Ring 070-174 06 05.").await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(reply.body.contains("Ring 070-174 06 05.") && reply.body.contains("telefonnummer"));
    assert!(reply.body.contains("Poliser lånades ut."));
}
