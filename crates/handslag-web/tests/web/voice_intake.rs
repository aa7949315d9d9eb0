//! A file of voices: for the picture that is chosen, its columns as proposed and
//! changed, every bad row told, and once only.

use axum::http::StatusCode;

use crate::incident_intake::{as_shown, dry_run, set};
use crate::support::{Browser, OWNER, PICTURE, Site, picture};

const FILE: &str = "Vad tycker du?;Tema;Var;Antal;Namn\n\
    Mörkt vid skolan;otrygghet;Skolan;12;Anna\n\
    Bilarna kör fort;trafik;;7;Bo\n";

async fn send(browser: &mut Browser, bytes: &[u8]) -> String {
    let picture = format!("{OWNER}/{PICTURE}");
    let fields = [("slag", "voices"), ("bild", picture.as_str())];
    let file = Some(("dialog.csv", bytes));
    let reply = browser.post_multipart("/arbete/intag", &fields, file).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.body);
    reply.header("location").to_owned()
}

async fn words(site: &Site) -> Vec<String> {
    let (owner, id) = (OWNER.into(), PICTURE.into());
    let read = handslag_app::Action::ReadInternal;
    let actor = site.operator();
    let opened = site.app.open_picture(&actor, read, &owner, &id);
    let document = opened.await.unwrap().document;
    document.voices.into_iter().map(|v| v.words).collect()
}

#[tokio::test]
async fn voices_are_proposed_corrected_tried_and_taken_in_once() {
    let site = Site::with_picture().await;
    let mut browser = site.signed_in("editor").await;
    let upload = send(&mut browser, FILE.as_bytes()).await;
    let form = browser.get(&upload).await;
    assert_eq!(form.status, StatusCode::OK, "{}", form.body);
    assert!(form.body.contains("Provbild"), "which picture is said");
    let mut fields = as_shown(&form);
    // No column was known to hold what was said, which is told at the columns.
    let refused = browser.post_owned(&upload, &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.body.contains("falt-kolumn.0-fel"),
        "{}",
        refused.body
    );
    set(&mut fields, "kolumn.0", "words");
    set(&mut fields, "kanal", "citizen_dialogue");
    set(&mut fields, "namn", "Dialogen");
    let dry = dry_run(&mut browser, &upload, &fields).await;
    for told in ["Mörkt vid skolan", "<dd>2</dd>", "Namn"] {
        assert!(dry.body.contains(told), "{told}: {}", dry.body);
    }
    assert!(!dry.body.contains("Anna"), "{}", dry.body);
    let before = picture().voices.len();
    assert_eq!(words(&site).await.len(), before, "a dry run keeps nothing");
    let real = browser.post(&upload, &[("gor", "ta-in")]).await;
    let done = browser.get_done(real.header("location")).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    assert_eq!(
        words(&site).await[before..],
        ["Mörkt vid skolan", "Bilarna kör fort"]
    );
    let batches = browser.get("/arbete/intag").await;
    assert!(batches.body.contains("dialog.csv"), "{}", batches.body);
    // The saved columns fit the same file by themselves, and it changes nothing.
    let upload = send(&mut browser, FILE.as_bytes()).await;
    let form = browser.get(&upload).await;
    assert!(form.body.contains("Dialogen"), "{}", form.body);
    let dry = dry_run(&mut browser, &upload, &as_shown(&form)).await;
    assert!(dry.body.contains("<dd>0</dd>"), "{}", dry.body);
}

#[tokio::test]
async fn every_bad_row_of_voices_is_told_with_personal_data_and_can_be_left_out() {
    let site = Site::with_picture().await;
    let mut browser = site.signed_in("editor").await;
    let file = "Synpunkt;Plats;Antal\n\
        Ring mig på 070-123 45 67;Skolan;1\n\
        Mörkt;Skolann;två\n\
        Halt;Skolan;4\n";
    let upload = send(&mut browser, file.as_bytes()).await;
    let form = browser.get(&upload).await;
    let bad = dry_run(&mut browser, &upload, &as_shown(&form)).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    for told in ["070-123 45 67", "Menar du ”Skolan”?", "Antal"] {
        assert!(bad.body.contains(told), "{told}: {}", bad.body);
    }
    let without = browser.post(&upload, &[("gor", "utelamna")]).await;
    let dry = browser.get_done(without.header("location")).await;
    assert_eq!(dry.status, StatusCode::OK, "{}", dry.body);
    let real = browser.post(&upload, &[("gor", "ta-in")]).await;
    browser.get_done(real.header("location")).await;
    let held = words(&site).await;
    assert_eq!(held.len(), picture().voices.len() + 1);
    assert_eq!(held.last().map(String::as_str), Some("Halt"));
}

#[tokio::test]
async fn voices_are_only_taken_into_a_picture_that_one_may_change() {
    let site = Site::with_picture().await;
    let mut browser = site.signed_in("editor").await;
    let file = Some(("dialog.csv", FILE.as_bytes()));
    let none = browser
        .post_multipart("/arbete/intag", &[("slag", "voices")], file)
        .await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.body.contains("falt-bild-fel"), "{}", none.body);
    let mut other = site.signed_in("annan").await;
    let upload = send(&mut other, FILE.as_bytes()).await;
    assert_eq!(other.get(&upload).await.status, StatusCode::NOT_FOUND);
}
