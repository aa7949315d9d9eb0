//! The analyses and what is new: a sentence first, or why there is none.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use handslag_app::intake::{BadRows, File, Run};
use handslag_app::{Actor, App};
use handslag_domain::incident::{
    Incident, IncidentId, IncidentKey, Point, Precision, Spot, TimePrecision, TimeWindow,
    WrittenSpot,
};
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;

use crate::support::{OWNER, Site};

const ANALYSES: &str = "/arbete/lagesbild/analyser";
const PICTURE: &str = "/arbete/lagesbild";

fn operator() -> Actor {
    App::operator(&OWNER.into())
}

fn incident(n: usize, kind: &str, day: Date, hour: i8, at: (f64, f64)) -> Incident {
    let zone = TimeZone::get("Europe/Stockholm").unwrap();
    let at_clock = day.at(hour, 20, 0, 0);
    let key = IncidentKey(format!("prov-{n}"));
    Incident {
        id: IncidentId::of("prov", &key),
        source: "prov".to_owned(),
        key,
        window: TimeWindow::on_clocks(at_clock, TimePrecision::Minute, &zone).unwrap(),
        category: kind.into(),
        at: Spot::kept(WrittenSpot {
            precision: Precision::Block,
            point: Point::from_degrees(at.0, at.1).ok(),
            ..WrittenSpot::default()
        }),
        count: 1,
        counts: BTreeMap::new(),
        note: None,
        merged_from: Vec::new(),
    }
}

/// Four years: graffiti all over the town, disorder at one corner each Friday
/// at ten, and thrice as much of it in the last month.
fn four_years() -> Vec<Incident> {
    let mut all = Vec::new();
    let mut day = date(2020, 1, 1);
    for n in 0..4 * 365 + 1 {
        let spread = f64::from(n * 37 % 60);
        if n % 2 == 0 {
            let at = (
                58.49 + f64::from(n * 7 % 11) * 0.003,
                13.12 + spread * 0.002,
            );
            all.push(incident(all.len(), "klotter", day, (n * 5 % 24) as i8, at));
        }
        let times = if day > date(2023, 12, 1) { 4 } else { 1 };
        if n % 7 == 2 {
            for _ in 0..times {
                all.push(incident(all.len(), "stok", day, 22, (58.505, 13.157)));
            }
        }
        day = day.tomorrow().unwrap();
    }
    all
}

async fn with_four_years() -> Site {
    let site = Site::with_promise().await;
    let now = jiff::Timestamp::now();
    site.app
        .take_in_incidents(&operator(), &four_years(), now)
        .await
        .unwrap();
    site
}

#[tokio::test]
async fn with_one_incident_each_analysis_says_why_it_says_nothing() {
    let site = Site::with_promise().await;
    let mut browser = site.signed_in("reader").await;
    let empty = browser.get_done(ANALYSES).await;
    assert_eq!(empty.status, StatusCode::OK);
    let one = incident(1, "klotter", date(2023, 5, 1), 12, (58.5, 13.1));
    let now = jiff::Timestamp::now();
    site.app
        .take_in_incidents(&operator(), &[one], now)
        .await
        .unwrap();
    let page = browser.get_done(ANALYSES).await.body;
    for reason in [
        "Det behövs minst 100 händelser",
        "Det behövs minst 50 händelser",
        "Det behövs minst 200 händelser",
        "Ingen kategori har minst 100 händelser",
        "mindre än ett helt år",
        "Invånarna behöver vara kända i minst 20 områden",
        "Det finns inte siffror för två hela år",
    ] {
        assert!(page.contains(reason), "{reason}: {page}");
    }
    let picture = browser.get_done(PICTURE).await.body;
    assert!(picture.contains("mindre än ett år"), "{picture}");
    assert!(picture.contains("minst 3 hela månader"), "{picture}");
}

#[tokio::test]
async fn each_analysis_has_its_sentence_its_table_and_how_we_know() {
    let site = with_four_years().await;
    let mut browser = site.signed_in("reader").await;
    let page = browser.get_done(ANALYSES).await.body;
    assert!(page.contains("sticker ut bland"), "{page}");
    assert!(page.contains("fredag kl. 22–23"), "{page}");
    assert!(
        page.contains("Kulldorff") && page.contains("Knox"),
        "{page}"
    );
    assert!(page.contains("Slumpen ensam ger"), "{page}");
    assert!(page.contains("slumpade lägen var så här starka"), "{page}");
    assert!(page.contains("Mest är det"), "{page}");
    // How gathered it is: one measure and one answer on both pages.
    let told = page
        .split("<p class=\"plain\">")
        .find(|told| told.contains("har hälften av tillfällena."));
    let told = told.and_then(|told| told.split(" Slumpen ensam").next());
    let told = told.unwrap_or_else(|| panic!("{page}"));
    let picture = browser.get_done(PICTURE).await.body;
    assert!(picture.contains(told), "{told}: {picture}");
    // Where and when it gathers together is drawn, with the weeks as a table too.
    for drawing in ["anhopning-karta", "anhopning-veckor"] {
        assert!(page.contains(drawing), "{drawing}");
    }
    assert!(page.contains("Vecka för vecka inom cirkeln"), "{page}");
    // No place has a name here, and no coordinate stands in for one.
    assert!(page.contains("i Lidköping"), "{page}");
    for coordinate in ["58.505", "58,505", "13.157", "13,157"] {
        assert!(!page.contains(coordinate), "{coordinate}");
    }
    assert!(page.contains("Så vet vi det"));
    let english = browser.get(&format!("/sprak/en?till={ANALYSES}")).await;
    assert!(english.status.is_redirection(), "{}", english.status);
}

/// Six times six districts over the town, each with its own name.
fn districts() -> String {
    let feature = |at: u32| {
        let (row, column) = (f64::from(at / 6), f64::from(at % 6));
        let (south, west) = (58.49 + row * 0.005, 13.12 + column * 0.02);
        let (north, east) = (south + 0.005, west + 0.02);
        format!(
            r#"{{"type":"Feature","properties":{{"code":"D{at}","name":"Stadsdel {at}"}},"geometry":
            {{"type":"Polygon","coordinates":[[[{west},{south}],[{east},{south}],[{east},{north}],
            [{west},{north}],[{west},{south}]]]}}}}"#
        )
    };
    let features: Vec<String> = (0..36).map(feature).collect();
    let features = features.join(",");
    format!(r#"{{"type":"FeatureCollection","features":[{features}]}}"#)
}

#[tokio::test]
async fn areas_of_ones_own_are_looked_at_and_drawn_by_their_outlines() {
    let site = with_four_years().await;
    let mut browser = site.signed_in("reader").await;
    let without = browser.get_done(ANALYSES).await.body;
    assert!(!without.contains("Områden som sticker ut"), "{without}");
    let text = districts();
    let file = File {
        name: "stadsdelar.geojson",
        bytes: text.as_bytes(),
    };
    site.app
        .import_areas(&operator(), &file, "stadsdelar", BadRows::Refuse, Run::Real)
        .await
        .unwrap();
    let page = browser.get_done(ANALYSES).await.body;
    assert!(page.contains("Områden som sticker ut"), "{page}");
    assert!(page.contains("av 36 områden"), "{page}");
    let map = page.split("id=\"heta-omraden-wide\"").nth(1).unwrap();
    let map = map.split("</svg>").next().unwrap();
    assert!(map.contains("<path"), "{map}");
    // The middle of an area is no point on any map.
    assert!(!map.contains("<circle"), "{map}");
    assert!(page.contains("Getis och Ords statistik"), "{page}");
}

#[tokio::test]
async fn last_year_stands_beside_the_year_before_in_both_languages() {
    let site = with_four_years().await;
    let mut browser = site.signed_in("reader").await;
    let page = browser.get(PICTURE).await.body;
    let (months, year) = (page.find("id=\"manader\""), page.find("id=\"ar\""));
    assert!(months.unwrap() < year.unwrap());
    assert!(page.contains("Jämfört med året före"), "{page}");
    assert!(page.contains("2023: "), "{page}");
    assert!(page.contains("Samma månader året före (2022)"), "{page}");
    // A drawing and a table, and what chance makes is not called a change.
    assert!(page.contains("ar-ritning"), "{page}");
    assert!(
        page.contains("Kategori för kategori, året före och nu"),
        "{page}"
    );
    assert!(page.contains("kan vara slump"), "{page}");
    assert!(page.contains("par för par (januari mot januari)"), "{page}");
    // Of two months nothing is said.
    let short = format!("{PICTURE}?fran=2023-10-01&till=2023-11-30");
    let short = browser.get(&short).await.body;
    assert!(short.contains("minst 3 hela månader"), "{short}");
    // Small numbers are told and not compared.
    let few = format!("{PICTURE}?sort=stok&fran=2023-01-01&till=2023-03-31");
    let few = browser.get(&few).await.body;
    assert!(few.contains("Så små tal svänger av sig själva"), "{few}");
    let session = browser.cookie.clone().unwrap();
    browser.cookie = Some(format!("{session}; sprak=en"));
    let english = browser.get(PICTURE).await.body;
    assert!(english.contains("Beside the year before"), "{english}");
    assert!(
        english.contains("The same months a year before (2022)"),
        "{english}"
    );
}

#[tokio::test]
async fn what_is_new_stands_first_and_the_address_keeps_what_is_asked() {
    let site = with_four_years().await;
    let mut browser = site.signed_in("reader").await;
    let page = browser.get_done(PICTURE).await.body;
    let (new, months) = (page.find("id=\"nytt\""), page.find("id=\"manader\""));
    assert!(new.unwrap() < months.unwrap());
    assert!(page.contains("Stök"), "{page}");
    assert!(page.contains("fler än väntade"), "{page}");
    assert!(
        page.contains("kategorier och kategorier i områden är bedömda"),
        "{page}"
    );
    let asked = format!("{PICTURE}?sort=stok&sedan=2023-12-01");
    let page = browser.get_done(&asked).await.body;
    assert!(page.contains("Nytt sedan 1 december 2023"), "{page}");
    assert!(!page.contains("Allt i adressen"), "{page}");
    // What is looked back on has its limits, and another day is not taken unsaid.
    let far = format!("{PICTURE}?sedan=2001-01-01");
    let far = browser.get_done(&far).await.body;
    assert!(far.contains("inte från 1 januari 2001"), "{far}");
    let there = format!("{ANALYSES}?sort=stok&amp;sedan=2023-12-01");
    assert!(page.contains(&there), "{page}");
    let analyses = browser.get_done(&there.replace("&amp;", "&")).await.body;
    assert!(
        analyses.contains(&asked.replace('&', "&amp;")),
        "{analyses}"
    );
    // With a kind chosen, hours are held against the other kinds.
    assert!(
        analyses.contains("organisationens andra kategorier"),
        "{analyses}"
    );
}
