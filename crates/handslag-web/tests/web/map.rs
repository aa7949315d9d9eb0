//! The map: tiles for those who have signed in, of what the address asks for,
//! never a point for what is known to its area only; and what the page may do.

use handslag_app::incident_share::ShareOrder;
use std::collections::BTreeMap;

use axum::http::{HeaderValue, StatusCode};
use handslag_domain::incident::{
    Incident, IncidentId, IncidentKey, Point, Precision, Spot, TimePrecision, TimeWindow,
    WrittenSpot,
};
use handslag_web::WebOptions;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::support::{Browser, OTHER, Site};

/// The tiles of these zooms that hold Lidköping's square.
pub const FAR: &str = "/arbete/karta/10/549/305/handelser.mvt";
const NEAR: &str = "/arbete/karta/14/8790/4891/handelser.mvt";
pub const AREAS: &str = "/arbete/karta/10/549/305/omraden.mvt";

pub fn incident(key: &str, kind: &str, day: &str, precision: Precision) -> Incident {
    let (source, key) = ("prov".to_owned(), IncidentKey(key.to_owned()));
    let zone = TimeZone::get("Europe/Stockholm").unwrap();
    let at = day.parse::<Date>().unwrap().at(23, 15, 0, 0);
    Incident {
        id: IncidentId::of(&source, &key),
        source,
        key,
        window: TimeWindow::on_clocks(at, TimePrecision::Minute, &zone).unwrap(),
        category: kind.into(),
        at: Spot::kept(WrittenSpot {
            precision,
            point: Point::from_degrees(58.5051, 13.1577).ok(),
            municipality: Some("1494".parse().unwrap()),
            ..WrittenSpot::default()
        }),
        count: 1,
        counts: BTreeMap::new(),
        note: None,
        merged_from: Vec::new(),
    }
}

pub async fn with(incidents: &[Incident]) -> Site {
    let site = Site::open().await;
    let now = jiff::Timestamp::now();
    site.app
        .take_in_incidents(&site.operator(), incidents, now)
        .await
        .unwrap();
    site
}

async fn with_three() -> Site {
    with(&[
        incident("1", "klotter", "2023-01-13", Precision::Point),
        incident("2", "klotter", "2023-06-02", Precision::Point),
        incident("3", "narkotika", "2023-06-02", Precision::Municipality),
    ])
    .await
}

pub async fn tile(browser: &mut Browser, address: &str) -> String {
    let reply = browser.get(address).await;
    assert_eq!(reply.status, StatusCode::OK, "{address}: {}", reply.body);
    assert_eq!(
        reply.header("content-type"),
        "application/vnd.mapbox-vector-tile"
    );
    reply.body
}

#[tokio::test]
async fn tiles_are_for_members_and_of_their_own_organisation() {
    let site = with_three().await;
    for address in [FAR, AREAS, "/arbete/karta/10/549/305/grund.mvt"] {
        let reply = site.browser().get(address).await;
        assert_eq!(reply.status, StatusCode::SEE_OTHER, "{address}");
        assert!(reply.header("location").starts_with("/logga-in"));
    }
    let mut own = site.signed_in("reader").await;
    assert!(tile(&mut own, FAR).await.contains("cells"));
    let mut other = site.signed_in("annan").await;
    assert_eq!(tile(&mut other, FAR).await, "");

    let operator = site.operator();
    let now = jiff::Timestamp::now();
    let until = handslag_app::swedish_day(now);
    let order = ShareOrder {
        partner: OTHER.into(),
        purpose: "gemensamt".to_owned(),
        kinds: Vec::new(),
        happened_from: None,
        ends_on: until,
    };
    let shared = site
        .app
        .share_incidents(&operator, &order, handslag_app::Seen::Nothing, now)
        .await;
    shared.unwrap();
    assert!(tile(&mut other, FAR).await.contains("cells"));
}

#[tokio::test]
async fn an_incident_known_to_its_area_is_counted_there_and_is_no_point_at_any_zoom() {
    let site = with(&[
        incident("1", "klotter", "2023-01-13", Precision::Area),
        incident("2", "klotter", "2023-01-13", Precision::Municipality),
    ])
    .await;
    let mut browser = site.signed_in("reader").await;
    for address in [FAR, NEAR, "/arbete/karta/0/0/0/handelser.mvt"] {
        for look in ["", "?visa=punkter"] {
            assert_eq!(tile(&mut browser, &format!("{address}{look}")).await, "");
        }
    }
    let areas = tile(&mut browser, AREAS).await;
    assert!(areas.contains("1494") && areas.contains("count"), "{areas}");
    let page = browser.get("/arbete/karta").await.body;
    assert!(page.contains("Ingen har en punkt i kartbilden."), "{page}");
    assert!(
        page.contains("Lidköping") && !page.contains("Rutor i kartbilden"),
        "{page}"
    );
}

#[tokio::test]
async fn points_are_points_close_in_and_squares_when_squares_are_asked_for() {
    let site = with_three().await;
    let mut browser = site.signed_in("reader").await;
    let points = tile(&mut browser, &format!("{NEAR}?visa=punkter")).await;
    assert!(points.contains("points") && !points.contains("cells"));
    let squares = tile(&mut browser, NEAR).await;
    assert!(squares.contains("cells") && !squares.contains("points"));
}

#[tokio::test]
async fn a_tile_that_the_browser_has_is_not_sent_again_until_it_is_another() {
    let site = with_three().await;
    let mut browser = site.signed_in("reader").await;
    for address in [FAR, AREAS] {
        let first = browser.get(address).await;
        assert!(first.header("cache-control").starts_with("private"));
        let tag = first.header("etag").to_owned();
        let mut again = browser.clone();
        let known = HeaderValue::from_str(&format!("W/\"x\", {tag}")).unwrap();
        again.headers.insert("if-none-match", known);
        let reply = again.get(address).await;
        assert_eq!(reply.status, StatusCode::NOT_MODIFIED, "{address}");
        assert_eq!(
            (reply.body.as_str(), reply.header("etag")),
            ("", tag.as_str())
        );

        // Another question has another tag, and is sent.
        for asked in [
            "?sort=narkotika",
            "?fran=2023-06-01",
            "?dagar=fredag",
            "?jamfor_fran=2022-01-01&jamfor_till=2022-12-31&period=fore",
        ] {
            let reply = again.get(&format!("{address}{asked}")).await;
            assert_eq!(reply.status, StatusCode::OK, "{asked}");
            assert_ne!(reply.header("etag"), tag, "{asked}");
        }
        // So has the same question when more is known, and of another organisation.
        let more = incident("4", "stok", "2023-06-03", Precision::Point);
        let now = jiff::Timestamp::now();
        let (app, operator) = (&site.app, site.operator());
        app.take_in_incidents(&operator, &[more], now)
            .await
            .unwrap();
        assert_eq!(again.get(address).await.status, StatusCode::OK);
        let mut other = site.signed_in("annan").await;
        assert_ne!(other.get(address).await.header("etag"), tag);
    }
}

#[tokio::test]
async fn what_is_not_asked_for_is_not_on_the_tile() {
    let site = with_three().await;
    let mut browser = site.signed_in("reader").await;
    for (asked, is_there) in [
        ("?sort=klotter", true),
        ("?sort=narkotika", false),
        ("?fran=2023-06-01&till=2023-06-30", true),
        ("?fran=2023-02-01&till=2023-02-28", false),
        ("?dagar=fredag&fran_timme=23&till_timme=23", true),
        ("?dagar=mandag", false),
    ] {
        let tile = tile(&mut browser, &format!("{FAR}{asked}")).await;
        assert_eq!(!tile.is_empty(), is_there, "{asked}");
    }
}

#[tokio::test]
async fn an_address_that_is_no_tile_is_not_found() {
    let site = with_three().await;
    let mut browser = site.signed_in("reader").await;
    for step in [
        "10/549/305/annat.mvt",
        "10/1024/305/handelser.mvt",
        "23/0/0/handelser.mvt",
        "010/549/305/handelser.mvt",
        "+10/549/305/handelser.mvt",
        "10/-1/305/grund.mvt",
        "10/549.0/305/grund.mvt",
        "4294967306/0/0/omraden.mvt",
        "x/y/z/handelser.mvt",
    ] {
        let reply = browser.get(&format!("/arbete/karta/{step}")).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "{step}");
    }
}

#[tokio::test]
async fn two_periods_are_counted_side_by_side_and_no_more_is_claimed() {
    let site = with_three().await;
    let mut browser = site.signed_in("reader").await;
    let address = "/arbete/karta?fran=2023-06-01&till=2023-06-30&jamfor_fran=2023-01-01&jamfor_till=2023-01-31";
    let page = browser.get(address).await.body;
    for part in [
        "Tidigare period",
        "Vald period",
        "Skillnad",
        "+1",
        "kan vara slump",
        "(i dagar: 30 och 31)",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(!page.contains("signifikant") && !page.contains("går in i varandra"));
    let address = "/arbete/karta?fran=2023-01-15&jamfor_fran=2023-01-01&jamfor_till=2023-01-31";
    let page = browser.get(address).await.body;
    assert!(page.contains("går in i varandra"), "{page}");
}

#[tokio::test]
async fn the_comparison_is_told_in_the_first_sentence_with_both_numbers() {
    let site = with_three().await;
    let mut browser = site.signed_in("reader").await;
    let address = "/arbete/karta?sort=klotter&fran=2023-06-01&till=2023-06-30&jamfor_fran=2022-01-01&jamfor_till=2023-01-31";
    let page = browser.get(address).await.body;
    assert!(
        page.contains(
            "En händelse i vald period (juni 2023), mot 1 i den tidigare (januari 2022–januari 2023): lika många. Räknat: Klotter."
        ),
        "{page}"
    );
}

/// One at 23.15 on a Friday, and one somewhere from 23.15 until 01.15 the next day: of one
/// the hour is known, and when the other is shared among its hours, 1 and 45 of 120 minutes
/// fall there.
#[tokio::test]
async fn a_chosen_hour_is_told_with_the_weighed_number_of_the_table_and_with_those_that_began() {
    let mut long = incident("2", "klotter", "2023-01-13", Precision::Point);
    let from = long.window.from();
    let until = from + jiff::SignedDuration::from_hours(2);
    long.window = TimeWindow::new(from, until, TimePrecision::Minute).unwrap();
    let site = with(&[
        incident("1", "klotter", "2023-01-13", Precision::Point),
        long,
    ])
    .await;
    let mut browser = site.signed_in("reader").await;
    let hour = "?dagar=fredag&fran_timme=23&till_timme=23";
    let page = browser.get(&format!("/arbete/karta{hour}")).await.body;
    let lead = "1,4 händelser efter vägning, 1 med känd timme började då: alla slag, all tid, fredag, kl. 23.";
    assert!(page.contains(lead), "{page}");
    // The table has the same.
    assert!(page.contains("fredag kl. 23, händelser: 1,4"), "{page}");
}

#[tokio::test]
async fn what_is_chosen_is_said_in_the_summary_that_folds_the_fields_away() {
    let site = with_three().await;
    let mut browser = site.signed_in("reader").await;
    let page = browser.get("/arbete/karta?sort=klotter&omrade=1494&fran=2023-06-01&dagar=helg&fran_timme=22&till_timme=3").await.body;
    let said = "Klotter, Lidköping, från 1 juni 2023, fredag till söndag, från kl. 22 till och med timmen 03";
    assert!(page.contains(&format!("{said}</span></summary>")), "{page}");
    // Nothing fits: what must be changed is not folded away.
    let page = browser.get("/arbete/karta?fran=2024-01-01").await.body;
    assert!(page.contains("id=\"map-filter\" open"), "{page}");
}

#[tokio::test]
async fn a_square_is_named_by_its_area_where_no_place_is_near_and_points_have_sizes_close_in() {
    let site = with_three().await;
    let mut browser = site.signed_in("reader").await;
    let page = browser.get("/arbete/karta").await.body;
    assert!(!page.contains("58,50"), "no coordinates: {page}");
    let near = browser.get("/arbete/karta?visa=punkter&zoom=15").await.body;
    assert!(near.contains("Antal händelser på samma punkt"), "{near}");
    assert!(
        near.contains("Kartan visar antal på varje punkt."),
        "{near}"
    );
    let far = browser.get("/arbete/karta?visa=punkter&zoom=9").await.body;
    assert!(far.contains("Nära blir rutorna punkter."), "{far}");
}

#[tokio::test]
async fn what_stands_beside_the_map_follows_what_it_shows() {
    let site = with_three().await;
    let mut browser = site.signed_in("reader").await;
    let of = |sides: &str| format!("/arbete/karta/svar?zoom=13&{sides}");
    let here = browser
        .get(&of("vast=13.1&syd=58.4&ost=13.2&nord=58.6"))
        .await
        .body;
    assert!(
        here.contains("2 har en punkt i kartbilden.") && here.contains("Rutor i kartbilden"),
        "{here}"
    );
    let elsewhere = browser
        .get(&of("vast=18&syd=59&ost=18.2&nord=59.4"))
        .await
        .body;
    assert!(
        elsewhere.contains("Ingen har en punkt i kartbilden.") && !elsewhere.contains("Lidköping"),
        "{elsewhere}"
    );
    assert!(!here.contains("<html"), "only what stands beside the map");
}

#[tokio::test]
async fn only_pages_with_a_map_may_have_workers_and_only_the_report_asks_where_one_is() {
    let site = with_three().await;
    let mut browser = site.signed_in("publisher").await;
    let usual = browser.get("/arbete").await;
    let policy = usual.header("content-security-policy").to_owned();
    let closed = "camera=(), geolocation=(), microphone=()";
    assert!(!policy.contains("worker-src") && !policy.contains("connect-src"));
    for (path, is_map, position) in [
        ("/arbete/karta", true, closed),
        (
            "/arbete/rapportera",
            true,
            "camera=(), geolocation=(self), microphone=()",
        ),
        ("/static/maplibre/maplibre-gl-worker.mjs", true, closed),
        ("/static/maplibre/maplibre-gl.mjs", false, closed),
        ("/arbete/lagesbild", false, closed),
        ("/arbete/karta/svar", false, closed),
        ("/", false, closed),
    ] {
        let reply = browser.get(path).await;
        assert_eq!(reply.status, StatusCode::OK, "{path}");
        let expected = match is_map {
            true => format!("{policy}; connect-src 'self'; worker-src 'self'"),
            false => policy.clone(),
        };
        assert_eq!(reply.header("content-security-policy"), expected, "{path}");
        assert_eq!(reply.header("permissions-policy"), position, "{path}");
    }
    assert!(!policy.contains("unsafe") && !policy.contains("blob:") && !policy.contains("data:"));
}

#[tokio::test]
async fn the_map_and_the_picture_lead_to_each_other_with_the_same_question() {
    let site = with_three().await;
    let mut browser = site.signed_in("reader").await;
    let asked = "?sort=klotter&fran=2023-06-01";
    let there = format!("href=\"/arbete/karta{}\"", asked.replace('&', "&amp;"));
    let picture = browser.get(&format!("/arbete/lagesbild{asked}")).await.body;
    assert!(picture.contains(&there), "{picture}");
    let back = there.replace("karta", "lagesbild");
    let map = browser.get(&format!("/arbete/karta{asked}")).await.body;
    assert!(map.contains(&back), "{map}");
    // Without scripts the page says what it lacks, and the tables are there.
    assert!(map.contains("Kartan behöver skript") && map.contains("Områden i kartbilden"));
    assert!(!map.contains(" style=\"") && !map.contains("<script>"));
}

#[tokio::test]
async fn an_hour_that_is_pressed_is_the_only_one_asked_for_and_pressed_again_all_are() {
    let site = with_three().await;
    let mut browser = site.signed_in("reader").await;
    let page = browser.get("/arbete/karta?sort=klotter").await.body;
    let link =
        "/arbete/karta?sort=klotter&amp;dagar=fredag&amp;fran_timme=23&amp;till_timme=23#timmar";
    assert!(page.contains(link), "{page}");
    let chosen = link.replace("&amp;", "&").replace("#timmar", "");
    let page = browser.get(&chosen).await.body;
    assert!(page.contains("aria-current=\"true\""), "{page}");
    assert!(
        page.contains("href=\"/arbete/karta?sort=klotter#timmar\""),
        "{page}"
    );
}

#[tokio::test]
async fn a_background_map_of_the_operator_is_given_in_parts_to_members_alone() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("karta.pmtiles");
    let site = Site::with(WebOptions {
        map_tiles: Some(file.clone()),
        ..WebOptions::default()
    })
    .await;
    let now = jiff::Timestamp::now();
    let one = incident("1", "klotter", "2023-01-13", Precision::Point);
    let (app, operator) = (&site.app, site.operator());
    app.take_in_incidents(&operator, &[one], now).await.unwrap();
    let address = "/arbete/karta/bakgrund.pmtiles";
    let mut browser = site.signed_in("reader").await;
    browser
        .headers
        .insert("range", HeaderValue::from_static("bytes=2-5"));
    // Before there is one, the map goes without it.
    assert_eq!(browser.get(address).await.status, StatusCode::NOT_FOUND);
    let page = browser.get("/arbete/karta").await.body;
    assert!(!page.contains("data-background"), "{page}");

    // Of one that cannot be drawn it says so.
    std::fs::write(&file, "PMTiles och mer").unwrap();
    let page = browser.get("/arbete/karta").await.body;
    assert!(
        page.contains("som lagts till visas inte: filen är"),
        "{page}"
    );
    assert!(!page.contains("data-background"), "{page}");

    let mut archive = vec![0; 127];
    archive[..8].copy_from_slice(b"PMTiles\x03");
    archive[97..100].copy_from_slice(&[1, 1, 1]);
    std::fs::write(&file, archive).unwrap();
    let page = browser.get("/arbete/karta").await.body;
    assert!(
        page.contains(&format!("data-background=\"{address}?v=")),
        "{page}"
    );
    let part = browser.get(address).await;
    assert_eq!(part.status, StatusCode::PARTIAL_CONTENT);
    assert_eq!(
        (part.body.as_str(), part.header("content-range")),
        ("Tile", "bytes 2-5/127")
    );
    assert!(part.header("cache-control").starts_with("private"));
    browser
        .headers
        .insert("range", HeaderValue::from_static("bytes=127-130"));
    let beyond = browser.get(address).await;
    assert_eq!(beyond.status, StatusCode::RANGE_NOT_SATISFIABLE);
    assert_eq!(beyond.header("content-range"), "bytes */127");
    let anybody = site.browser().get(address).await;
    assert_eq!(anybody.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn nothing_reported_yet_is_said_in_words() {
    let site = Site::open().await;
    let mut browser = site.signed_in("reader").await;
    let reply = browser.get("/arbete/karta").await;
    assert_eq!(reply.status, StatusCode::OK);
    assert!(
        reply.body.contains("Inget är rapporterat"),
        "{}",
        reply.body
    );
    assert_eq!(tile(&mut browser, FAR).await, "");
}
