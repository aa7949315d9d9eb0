//! A file of incidents: its columns as proposed, changed and saved; bad rows told or left out; once only.

use axum::http::StatusCode;
use handslag_app::files::incidents::{IncidentField, IncidentMapping};

use crate::support::{Browser, OWNER, Reply, Site};

const FILE: &str = "Datum;Klockslag;Händelsetyp;Latitud;Longitud;Anmälare\n\
    2024-05-01;21:15;Klotter;58,5051;13,1577;A\n\
    2024-05-02;07:30;Skadegörelse;58,5060;13,1600;B\n";

async fn send(browser: &mut Browser, name: &str, bytes: &[u8]) -> String {
    let file = Some((name, bytes));
    let reply = browser
        .post_multipart("/arbete/intag", &[("slag", "incidents")], file)
        .await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.body);
    reply.header("location").to_owned()
}

/// The fields of the page as a browser would send them back.
pub fn as_shown(page: &Reply) -> Vec<(String, String)> {
    let html = form_fields(&page.body);
    html.into_iter()
        .filter(|(name, _)| !matches!(name.as_str(), "sparad" | "gor"))
        .collect()
}

/// Names and values of inputs and selects, without a parser of HTML.
fn form_fields(body: &str) -> Vec<(String, String)> {
    let attribute = |tag: &str, name: &str| {
        let start = format!(" {name}=\"");
        let at = tag.find(&start)? + start.len();
        Some(tag[at..].split('"').next()?.to_owned())
    };
    let mut fields = Vec::new();
    for tag in body.split('<').skip(1) {
        let name = attribute(tag, "name");
        if tag.starts_with("input") {
            fields.extend(name.map(|n| (n, attribute(tag, "value").unwrap_or_default())));
        } else if tag.starts_with("select") {
            fields.extend(name.map(|n| (n, String::new())));
        } else if tag.starts_with("option")
            && tag.contains(" selected")
            && let (Some(last), Some(value)) = (fields.last_mut(), attribute(tag, "value"))
        {
            last.1 = value;
        }
    }
    fields
}

pub fn set(fields: &mut Vec<(String, String)>, name: &str, value: &str) {
    fields.retain(|(n, _)| n != name);
    fields.push((name.to_owned(), value.to_owned()));
}

async fn n_held(site: &Site) -> u64 {
    let store = site.app.store();
    store.n_incidents(&OWNER.into()).await.unwrap()
}

pub async fn dry_run(browser: &mut Browser, upload: &str, fields: &[(String, String)]) -> Reply {
    let run = browser.post_owned(upload, fields).await;
    assert_eq!(run.status, StatusCode::SEE_OTHER, "{}", run.body);
    browser.get_done(run.header("location")).await
}

#[tokio::test]
async fn incidents_are_proposed_tried_and_taken_in_once() {
    let site = Site::open().await;
    let mut browser = site.signed_in("editor").await;
    for new in ["<dd>2</dd>", "<dd>0</dd>"] {
        let upload = send(&mut browser, "skador.csv", FILE.as_bytes()).await;
        let form = browser.get(&upload).await;
        assert_eq!(form.status, StatusCode::OK, "{}", form.body);
        // Each column shows what is in it, and what it is taken for.
        assert!(
            form.body.contains("2024-05-01 · 2024-05-02"),
            "{}",
            form.body
        );
        let fields = as_shown(&form);
        let chosen: Vec<&str> = (0..6)
            .map(|n| {
                fields
                    .iter()
                    .find(|(name, _)| *name == format!("kolumn.{n}"))
            })
            .map(|field| field.map_or("?", |(_, value)| value.as_str()))
            .collect();
        assert_eq!(chosen, ["on", "at", "category", "north", "east", ""]);
        let dry = dry_run(&mut browser, &upload, &fields).await;
        assert!(dry.body.contains(new), "{}", dry.body);
        assert!(dry.body.contains("1 maj 2024 kl. 21:15"), "{}", dry.body);
        let real = browser.post(&upload, &[("gor", "ta-in")]).await;
        let done = browser.get_done(real.header("location")).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.body);
        assert_eq!(n_held(&site).await, 2);
    }
    let batches = browser.get("/arbete/intag").await;
    assert!(batches.body.contains("skador.csv"), "{}", batches.body);
}

#[tokio::test]
async fn every_bad_row_is_told_and_can_be_left_out() {
    let site = Site::open().await;
    let mut browser = site.signed_in("editor").await;
    let text =
        format!("{FILE}31 juni;12:00;Klotter;58,5;13,1;C\n2024-05-03;25:99;Klotter;158,5;13,1;D\n");
    let upload = send(&mut browser, "skador.csv", text.as_bytes()).await;
    let fields = as_shown(&browser.get(&upload).await);
    let bad = dry_run(&mut browser, &upload, &fields).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", bad.body);
    for told in ["31 juni", "25:99", "158,5", "Datum", "Klockslag", "Latitud"] {
        assert!(bad.body.contains(told), "{told}: {}", bad.body);
    }
    assert_eq!(n_held(&site).await, 0);
    let again = browser.post(&upload, &[("gor", "utelamna")]).await;
    let dry = browser.get_done(again.header("location")).await;
    assert_eq!(dry.status, StatusCode::OK, "{}", dry.body);
    assert!(
        dry.body.contains("31 juni"),
        "what is left out is still told: {}",
        dry.body
    );
    let real = browser.post(&upload, &[("gor", "ta-in")]).await;
    browser.get_done(real.header("location")).await;
    assert_eq!(n_held(&site).await, 2);
}

#[tokio::test]
async fn a_mapping_that_does_not_fit_is_told_at_its_field_and_nothing_is_lost() {
    let site = Site::open().await;
    let mut browser = site.signed_in("editor").await;
    let upload = send(&mut browser, "skador.csv", FILE.as_bytes()).await;
    let shown = as_shown(&browser.get(&upload).await);
    for (name, value, field) in [
        ("kalla", "", "falt-kalla"),
        ("klocka", "Europa/Lidköping", "falt-klocka"),
        ("epsg", "999", "falt-epsg"),
        ("kolumn.1", "on", "falt-kolumn.1"),
        ("kolumn.4", "", "falt-kolumn."),
        ("rubrikrad", "första", "falt-rubrikrad"),
    ] {
        let mut fields = shown.clone();
        set(&mut fields, "namn", "Mitt namn på den");
        set(&mut fields, name, value);
        let reply = browser.post_owned(&upload, &fields).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        let link = format!("href=\"#{field}");
        assert!(reply.body.contains(&link), "{name}: {}", reply.body);
        assert!(reply.body.contains("Mitt namn på den"), "{name}");
        assert!(value.is_empty() || reply.body.contains(value), "{name}");
    }
}

#[tokio::test]
async fn the_next_file_of_the_same_shape_gets_the_saved_mapping_by_itself() {
    let site = Site::open().await;
    let mut browser = site.signed_in("editor").await;
    let upload = send(&mut browser, "skador.csv", FILE.as_bytes()).await;
    let mut fields = as_shown(&browser.get(&upload).await);
    set(&mut fields, "namn", "Bolagets lista");
    set(&mut fields, "kalla", "Bostadsbolaget");
    set(&mut fields, "kolumn.5", "counts.anmälare");
    let dry = dry_run(&mut browser, &upload, &fields).await;
    assert_eq!(
        dry.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "letters are no count"
    );
    set(&mut fields, "kolumn.5", "");
    dry_run(&mut browser, &upload, &fields).await;
    let next = send(&mut browser, "juni.csv", FILE.as_bytes()).await;
    let form = browser.get(&next).await;
    assert!(
        form.body.contains("Bolagets lista") && form.body.contains("är gjord för"),
        "{}",
        form.body
    );
    assert!(
        form.body.contains("value=\"Bostadsbolaget\""),
        "{}",
        form.body
    );
    // A file with other columns is not read by it.
    let other = send(&mut browser, "x.csv", b"Datum;Typ\n2024-01-01;Klotter\n").await;
    let form = browser.get(&other).await;
    assert!(!form.body.contains("är gjord för"), "{}", form.body);
}

#[tokio::test]
async fn a_table_that_is_none_says_so_and_offers_another_file() {
    let site = Site::open().await;
    let mut browser = site.signed_in("editor").await;
    for (name, bytes) in [
        ("tom.csv", &b"\n"[..]),
        ("trasig.gpkg", b"SQLite format 3\0trasig"),
        ("sida.html", b"<html></html>"),
    ] {
        let upload = send(&mut browser, name, bytes).await;
        let reply = browser.get(&upload).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(reply.body.contains("href=\"/arbete/intag\""), "{name}");
    }
}

#[tokio::test]
async fn another_mapping_with_the_name_is_replaced_only_when_that_is_ticked() {
    let site = Site::open().await;
    let mut browser = site.signed_in("editor").await;
    let named = async |browser: &mut Browser, source: &str, replace: bool| {
        let upload = send(browser, "skador.csv", FILE.as_bytes()).await;
        let mut fields = as_shown(&browser.get(&upload).await);
        set(&mut fields, "namn", "Bolagets lista");
        set(&mut fields, "kalla", source);
        if replace {
            set(&mut fields, "ersatt", "ja");
        }
        browser.post_owned(&upload, &fields).await
    };
    let kept = named(&mut browser, "Bolaget", false).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}", kept.body);
    let asked = named(&mut browser, "Parken", false).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    for shown in ["href=\"#falt-namn\"", "name=\"ersatt\"", "value=\"Parken\""] {
        assert!(asked.body.contains(shown), "{shown}: {}", asked.body);
    }
    let held = async || {
        let operator = site.operator();
        let mapping = site.app.mapping(&operator, "Bolagets lista");
        let held: IncidentMapping = mapping.await.unwrap().unwrap();
        held.fields[&IncidentField::Source].value.clone().unwrap()
    };
    assert_eq!(held().await, "Bolaget");
    let replaced = named(&mut browser, "Parken", true).await;
    assert_eq!(replaced.status, StatusCode::SEE_OTHER, "{}", replaced.body);
    assert_eq!(held().await, "Parken");
}

#[tokio::test]
async fn the_coordinate_system_is_asked_for_where_several_fit() {
    let site = Site::open().await;
    let mut browser = site.signed_in("editor").await;
    let text = "Datum;Typ;N;E\n2024-05-01;Klotter;6487500;129500\n";
    let upload = send(&mut browser, "skador.csv", text.as_bytes()).await;
    let form = browser.get(&upload).await;
    assert!(
        form.body.contains("SWEREF 99 13 30 (EPSG:3008)"),
        "{}",
        form.body
    );
    let mut fields = as_shown(&form);
    let refused = browser.post_owned(&upload, &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.body.contains("href=\"#falt-epsg\""),
        "{}",
        refused.body
    );
    set(&mut fields, "epsg", "3008");
    let dry = dry_run(&mut browser, &upload, &fields).await;
    assert_eq!(dry.status, StatusCode::OK, "{}", dry.body);
}

const GEOPACKAGE: &[u8] = include_bytes!("../../../handslag-app/tests/data/handelser-exempel.gpkg");

#[tokio::test]
async fn one_of_several_layers_is_chosen_and_the_others_are_named() {
    let site = Site::open().await;
    let mut browser = site.signed_in("editor").await;
    let upload = send(&mut browser, "exempel.gpkg", GEOPACKAGE).await;
    let form = browser.get(&upload).await;
    let mut fields = as_shown(&form);
    let dry = dry_run(&mut browser, &upload, &fields).await;
    let told = "Lagret ”stadsdelar” läses inte in.";
    assert!(dry.body.contains(told), "{}", dry.body);
    set(&mut fields, "blad", "stadsdelar");
    let chosen = browser.post_owned(&upload, &fields).await;
    assert_eq!(chosen.header("location"), upload, "{}", chosen.body);
    // That layer has surfaces, which are no incidents.
    let refused = browser.get(&upload).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}

const EXAMPLE: &str = "example-banner";

#[tokio::test]
async fn what_is_invented_says_so_from_its_columns_to_its_corrections() {
    let site = Site::open().await;
    let mut browser = site.signed_in("editor").await;
    for (name, is_example) in [("skador.csv", false), ("exempel-skador.csv", true)] {
        let upload = send(&mut browser, name, FILE.as_bytes()).await;
        let form = browser.get(&upload).await;
        let dry = dry_run(&mut browser, &upload, &as_shown(&form)).await;
        for page in [form, dry] {
            assert_eq!(page.status, StatusCode::OK, "{}", page.body);
            assert_eq!(page.body.contains(EXAMPLE), is_example, "{}", page.body);
        }
        let real = browser.post(&upload, &[("gor", "ta-in")]).await;
        let done = browser.get_done(real.header("location")).await;
        assert_eq!(done.body.contains(EXAMPLE), is_example, "{}", done.body);
        let mut of_source = Vec::new();
        let source = name.trim_end_matches(".csv");
        let (store, owner) = (site.app.store(), OWNER.into());
        let read = store.each_incident(&owner, |some| {
            of_source.extend(some.into_iter().filter(|one| one.source == source));
        });
        read.await.unwrap();
        // A version that was never there: somebody else was first.
        let fields = [
            ("version", "9"),
            ("dag", "2024-05-01"),
            ("sort", "klotter"),
            ("skal", "fel dag"),
        ];
        let address = format!("/arbete/handelser/{}", of_source[0].id);
        let stale = browser.post(&address, &fields).await;
        assert_eq!(stale.status, StatusCode::CONFLICT, "{}", stale.body);
        assert_eq!(stale.body.contains(EXAMPLE), is_example, "{}", stale.body);
    }
}

#[tokio::test]
async fn a_file_from_a_source_with_a_door_is_told_to_take_another_name() {
    let site = Site::open().await;
    let now = jiff::Timestamp::now();
    let operator = site.operator();
    let opened = site
        .app
        .open_open311(&operator, "skador", "lidkoping.se", now);
    opened.await.unwrap();
    let mut browser = site.signed_in("editor").await;
    let upload = send(&mut browser, "skador.csv", FILE.as_bytes()).await;
    let fields = as_shown(&browser.get(&upload).await);
    let refused = dry_run(&mut browser, &upload, &fields).await;
    assert_eq!(
        refused.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        refused.body
    );
    assert!(refused.body.contains("egen dörr"), "{}", refused.body);
    assert!(
        refused.body.contains(&upload),
        "back to its columns: {}",
        refused.body
    );
}
