//! Several layers of areas: the reader chooses by which the picture counts, and
//! every page and tile that asks the same question follows.

use axum::http::StatusCode;
use handslag_app::intake::{BadRows, File, Run};
use handslag_domain::incident::Precision;

use crate::map::{AREAS, incident, tile, with};
use crate::support::Site;

/// A layer of two halves of Lidköping; everything of these tests lies in the west.
async fn add(site: &Site, layer: &str, west: &str, east: &str) {
    let square = |code: &str, from: f64, to: f64| {
        format!(
            r#"{{"type":"Feature","properties":{{"code":"{code}","name":"{code}"}},"geometry":
            {{"type":"Polygon","coordinates":[[[{from},58.4],[{to},58.4],[{to},58.6],[{from},58.6],[{from},58.4]]]}}}}"#
        )
    };
    let features = [square(west, 13.0, 13.2), square(east, 13.2, 13.4)].join(",");
    let text = format!(r#"{{"type":"FeatureCollection","features":[{features}]}}"#);
    let file = File {
        name: "omraden.geojson",
        bytes: text.as_bytes(),
    };
    let (app, operator) = (&site.app, site.operator());
    let taken = app
        .import_areas(&operator, &file, layer, BadRows::Refuse, Run::Real)
        .await
        .unwrap();
    assert!(taken.kept, "{:?}", taken.read.faults);
}

async fn two_layers() -> Site {
    let site = with(&[
        incident("1", "klotter", "2023-01-13", Precision::Point),
        incident("2", "klotter", "2023-06-02", Precision::Point),
    ])
    .await;
    add(&site, "distrikt", "Väster", "Öster").await;
    add(&site, "rutnät", "Ruta A", "Ruta B").await;
    site
}

#[tokio::test]
async fn the_reader_chooses_by_which_layer_the_picture_and_the_map_count() {
    let site = two_layers().await;
    let mut browser = site.signed_in("reader").await;
    for page in [
        "/arbete/lagesbild",
        "/arbete/karta",
        "/arbete/lagesbild/analyser",
    ] {
        for (asked, area, others) in [
            ("", "Väster", ["Ruta A", ">Lidköping<"]),
            ("?lager=distrikt", "Väster", ["Ruta A", ">Lidköping<"]),
            ("?lager=rutn%C3%A4t", "Ruta A", ["Väster", ">Lidköping<"]),
            ("?lager=kommuner", ">Lidköping<", ["Väster", "Ruta A"]),
            // One that is not there, or no longer: the usual one.
            ("?lager=annat", "Väster", ["Ruta A", ">Lidköping<"]),
        ] {
            let reply = browser.get(&format!("{page}{asked}")).await;
            assert_eq!(reply.status, StatusCode::OK, "{page}{asked}");
            let choices = reply.body.split("name=\"omrade\"").nth(1).unwrap();
            let choices = choices.split("</select>").next().unwrap();
            assert!(choices.contains(area), "{page}{asked}: {choices}");
            for other in others {
                assert!(!choices.contains(other), "{page}{asked}: {choices}");
            }
            assert!(reply.body.contains("Indelning i områden"), "{page}{asked}");
        }
    }
}

#[tokio::test]
async fn a_filter_is_by_areas_of_the_layer_that_is_chosen() {
    let site = two_layers().await;
    let mut browser = site.signed_in("reader").await;
    for (asked, n) in [
        ("?lager=rutn%C3%A4t&omrade=Ruta+A", "2 händelser"),
        ("?omrade=V%C3%A4ster", "2 händelser"),
        ("?omrade=%C3%96ster", "Inga händelser"),
        // An area of another layer is not asked for, as the form then shows.
        ("?lager=rutn%C3%A4t&omrade=%C3%96ster", "2 händelser"),
    ] {
        let page = browser.get(&format!("/arbete/karta{asked}")).await.body;
        assert!(page.contains(n), "{asked}: {page}");
    }
    let by = async |browser: &mut _, asked: &str| {
        tile(browser, &format!("{AREAS}?visa=omraden{asked}")).await
    };
    let first = by(&mut browser, "").await;
    assert!(first.contains("Väster") && !first.contains("Ruta A"));
    let second = by(&mut browser, "&lager=rutn%C3%A4t").await;
    assert!(second.contains("Ruta A") && !second.contains("Väster"));
    // What the page leads to asks by the same layer.
    let page = browser.get("/arbete/karta?lager=rutn%C3%A4t").await.body;
    assert!(
        page.contains("/arbete/lagesbild?lager=rutn%C3%A4t"),
        "{page}"
    );
    // Another organisation has layers of its own.
    let mut other = site.signed_in("annan").await;
    let others = by(&mut other, "&lager=rutn%C3%A4t").await;
    assert!(!others.contains("Ruta"));
}

#[tokio::test]
async fn with_one_layer_there_is_nothing_to_choose() {
    let site = with(&[incident("1", "klotter", "2023-01-13", Precision::Point)]).await;
    let mut browser = site.signed_in("reader").await;
    let page = browser.get("/arbete/karta").await.body;
    assert!(!page.contains("name=\"lager\""), "{page}");
}
