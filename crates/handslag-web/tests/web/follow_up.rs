//! From draft to publication, and the same digits in every form.

use axum::http::StatusCode;
use serde_json::Value;

use crate::support::{Browser, OWNER, PROMISE, Reply, Site, today, year};

fn workshop(page: &str) -> String {
    format!(
        "/arbete/loften/{OWNER}/{PROMISE}/uppfoljning/{}{page}",
        year()
    )
}

fn public(ending: &str) -> String {
    format!("/lidkoping/{PROMISE}/uppfoljning/{}{ending}", year())
}

/// What the page says was counted of the commitment with this title.
fn count_on<'a>(page: &'a str, title: &str) -> &'a str {
    let articles = page.split("<article class=\"report\">").skip(1);
    let article = articles
        .filter_map(|article| article.split("</article>").next())
        .find(|article| article.contains(title))
        .unwrap_or_else(|| panic!("no {title} in {page}"));
    let from = article.find("<p class=\"count large\">").unwrap();
    article[from..].split("</p>").next().unwrap()
}

/// Every number in a piece of a page, as a Swedish reader reads it.
fn numbers(markup: &str) -> Vec<f64> {
    let text: String = markup
        .split('<')
        .filter_map(|piece| piece.split_once('>').map(|(_, text)| text))
        .collect();
    let is_sign = |c: char| c.is_ascii_digit() || c == ',';
    text.split(|c| !is_sign(c))
        .filter_map(|number| number.trim_matches(',').replace(',', ".").parse().ok())
        .collect()
}

/// Saves the draft with one sentence of our own.
async fn save(browser: &mut Browser, sentence: &str) -> Reply {
    let form = browser.get(&workshop("")).await;
    assert_eq!(form.status, StatusCode::OK, "{}", form.body);
    let fields = [
        ("version".to_owned(), form.hidden("version")),
        ("grund".to_owned(), form.hidden("grund")),
        (form.field("inledning.mening.", ""), sentence.to_owned()),
        ("avvikelse.fot".to_owned(), "Resurser flyttades.".to_owned()),
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
        let title = commitment["title"].as_str().unwrap();
        let on_page = numbers(count_on(&page.body, title));
        for name in ["counted", "target"] {
            let Some(number) = evidenced[name].as_f64() else {
                continue;
            };
            assert!(
                on_page.contains(&number),
                "{title}: {name} {number} in {on_page:?}"
            );
        }
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
            (form.field("inledning.mening.", ""), text.to_owned()),
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
    assert!(stale.body.contains("Kort sagt"), "the place by its name");
    assert!(
        stale.body.contains("Exempel: aktiviteter"),
        "as on every page with such numbers"
    );
}

#[tokio::test]
async fn a_log_that_has_moved_since_the_draft_is_told_before_publication() {
    let site = Site::with_promise().await;
    let mut editor = site.signed_in("editor").await;
    save(&mut editor, "Vi höll nästan allt.").await;
    let moved = "Loggen har ändrats sedan texten skrevs: Trafikkontroller.";
    assert!(!editor.get(&workshop("")).await.body.contains(moved));

    let form = editor.get("/arbete/logga").await;
    let (key, day) = (form.hidden("nyckel"), today());
    let logged = editor
        .post(
            "/arbete/logga",
            &[
                ("agare", OWNER),
                ("lofte", PROMISE),
                ("nyckel", &key),
                ("typ", "trafikkontroll"),
                ("plats", "torget"),
                ("dag", &day),
                ("part", "polisen"),
            ],
        )
        .await;
    assert_eq!(logged.status, StatusCode::OK, "{}", logged.body);
    let page = editor.get(&workshop("")).await;
    assert!(page.body.contains(moved), "{}", page.body);

    let version = page.hidden("version");
    editor
        .post(&workshop("/skriv-om"), &[("version", &version)])
        .await;
    assert!(!editor.get(&workshop("")).await.body.contains(moved));
}

#[tokio::test]
async fn each_sentence_has_its_records_beside_it() {
    let site = Site::with_promise().await;
    let mut browser = site.signed_in("editor").await;
    let form = browser.get(&workshop("")).await;
    for shown in [
        "/arbete/aktiviteter/lidkopings-kommun/provlofte/a1",
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

#[tokio::test]
async fn what_i_save_over_a_newer_draft_stands_beside_its_own_evidence() {
    let site = Site::with_promise().await;
    let mut browser = site.signed_in("editor").await;
    let form = browser.get(&workshop("")).await;
    let names = sentence_fields(&form, "atagande.trafik.mening.");
    assert!(names.len() > 1, "{names:?}");
    let base = |form: &Reply| {
        vec![
            ("version".to_owned(), form.hidden("version")),
            ("grund".to_owned(), form.hidden("grund")),
        ]
    };
    // They take away the first sentence; I have written something in it.
    let mut theirs = base(&form);
    theirs.push((names[0].clone(), String::new()));
    let mut mine = base(&form);
    mine.push((names[0].clone(), "Min första.".to_owned()));
    mine.push((names[1].clone(), "Min andra.".to_owned()));
    assert_eq!(
        browser.post_owned(&workshop(""), &theirs).await.status,
        StatusCode::SEE_OTHER
    );
    let stale = browser.post_owned(&workshop(""), &mine).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    mine[0].1 = stale.hidden("version");
    assert_eq!(
        browser.post_owned(&workshop(""), &mine).await.status,
        StatusCode::SEE_OTHER
    );
    let after = browser.get(&workshop("")).await;
    let kept = sentence_fields(&after, "atagande.trafik.mening.");
    let evidence = |name: &str| name.rsplit_once('-').unwrap().0.to_owned();
    let of = |text: &str| {
        let before = after.body.split(text).next().unwrap();
        let name = before.rsplit("name=\"").next().unwrap();
        name.split('"').next().unwrap().to_owned()
    };
    assert!(kept.contains(&of("Min andra.")));
    assert_eq!(evidence(&of("Min andra.")), evidence(&names[1]));
    assert_ne!(evidence(&of("Min första.")), evidence(&names[1]));
}

/// The names of the fields of sentences, but for the one that adds a sentence.
fn sentence_fields(form: &Reply, start: &str) -> Vec<String> {
    let names = form.body.split("name=\"").filter(|n| n.starts_with(start));
    names
        .filter_map(|n| n.split('"').next())
        .filter(|n| !n.ends_with(".ny"))
        .map(str::to_owned)
        .collect()
}

#[tokio::test]
async fn the_workshop_shows_each_log_once() {
    let site = Site::with_promise().await;
    let mut browser = site.signed_in("editor").await;
    let form = browser.get(&workshop("")).await;
    for id in ["trafik", "fot"] {
        let table = format!("id=\"loggen-{id}\"");
        assert_eq!(form.body.matches(&table).count(), 1, "{id}");
    }
    assert!(form.body.contains("href=\"#loggen-trafik\""));
    let entry = "/arbete/aktiviteter/lidkopings-kommun/provlofte/a1";
    assert_eq!(form.body.matches(entry).count(), 1);
}

#[tokio::test]
async fn a_follow_up_of_no_year_of_the_promise_is_not_found() {
    let site = Site::with_promise().await;
    let mut browser = site.signed_in("editor").await;
    for odd in ["10000", "20000", "32767", "9999", "-5"] {
        let page = format!("/arbete/loften/{OWNER}/{PROMISE}/uppfoljning/{odd}");
        let reply = browser.get(&page).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "{odd}");
    }
}
