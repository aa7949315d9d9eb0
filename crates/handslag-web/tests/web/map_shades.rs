//! What the map draws beside how many: areas by their rate, and what differs
//! between two periods; with the same in the table, and no shade for what is
//! too few to tell.

use handslag_app::intake::{File, Run};
use handslag_domain::incident::{Incident, Point, Precision, Spot, WrittenSpot};

use crate::map::{AREAS, FAR, incident, tile, with};
use crate::support::Site;

/// So many on one day at one of the places of these tests, a kilometre apart.
fn some(key: &str, day: &str, place: u32, count: u32) -> Incident {
    let lat = 58.505 + 0.01 * f64::from(place);
    Incident {
        at: Spot::kept(WrittenSpot {
            precision: Precision::Point,
            point: Point::from_degrees(lat, 13.1577).ok(),
            ..WrittenSpot::default()
        }),
        count,
        ..incident(key, "klotter", day, Precision::Point)
    }
}

/// Thirty became five at one place, and two became one at another; a single one
/// elsewhere begins and ends what is known.
async fn changed() -> Site {
    with(&[
        some("1", "2023-01-01", 9, 1),
        some("2", "2023-01-13", 0, 30),
        some("3", "2023-01-14", 3, 2),
        some("4", "2023-06-02", 0, 5),
        some("5", "2023-06-03", 3, 1),
        some("6", "2023-06-30", 9, 1),
    ])
    .await
}

const PERIODS: &str =
    "fran=2023-06-01&till=2023-06-30&jamfor_fran=2023-01-01&jamfor_till=2023-01-31&period=skillnad";

#[tokio::test]
async fn a_change_is_told_where_it_is_more_than_chance_and_not_where_too_few() {
    let site = changed().await;
    let mut browser = site.signed_in("reader").await;
    for look in ["", "&visa=punkter"] {
        let page = browser
            .get(&format!("/arbete/karta?{PERIODS}{look}"))
            .await
            .body;
        for part in [
            "Skillnad mellan perioderna, i en ruta på",
            "högst hälften så vanligt",
            "för få för att säga",
            "30 nu och 31 tidigare",
            "högst ett av tjugo vara slump",
        ] {
            assert!(page.contains(part), "{part}: {page}");
        }
        // Two became one: the table has the numbers, and says no more of them.
        let rows: Vec<&str> = page
            .split("<tr>")
            .filter(|row| row.contains("−1<"))
            .collect();
        assert!(
            !rows.is_empty() && rows.iter().all(|row| !row.contains("vanlig")),
            "{rows:?}"
        );
        assert!(!page.contains("här prövas den inte"));
        let squares = tile(&mut browser, &format!("{FAR}?{PERIODS}{look}")).await;
        for part in ["cells", "class", "before"] {
            assert!(squares.contains(part), "{part}");
        }
    }
    let areas = browser
        .get(&format!("/arbete/karta?{PERIODS}&visa=omraden"))
        .await
        .body;
    assert!(
        areas.contains("Skillnad mellan perioderna, i området"),
        "{areas}"
    );
    let areas = tile(&mut browser, &format!("{AREAS}?{PERIODS}&visa=omraden")).await;
    assert!(areas.contains("class") && areas.contains("before"));
}

#[tokio::test]
async fn periods_that_cannot_be_compared_are_not_drawn_and_the_page_says_why() {
    let site = changed().await;
    let mut browser = site.signed_in("reader").await;
    for (periods, why) in [
        (
            "fran=2023-01-15&jamfor_fran=2023-01-01&jamfor_till=2023-01-31",
            "går in i varandra, så skillnaden ritas inte",
        ),
        (
            "fran=2023-06-01&jamfor_fran=2021-01-01&jamfor_till=2021-12-31",
            "inga dagar som någon har räknat, så skillnaden ritas inte",
        ),
    ] {
        let page = browser
            .get(&format!("/arbete/karta?{periods}&period=skillnad"))
            .await
            .body;
        assert!(page.contains(why), "{why}: {page}");
        assert!(!page.contains("map-turn-"), "no legend: {page}");
        let squares = tile(&mut browser, &format!("{FAR}?{periods}&period=skillnad")).await;
        assert_eq!(squares, "");
    }
    // Without an earlier period there is nothing to compare with, and no change.
    let page = browser.get("/arbete/karta?period=skillnad").await.body;
    assert!(page.contains("Antal händelser i en ruta på"), "{page}");
    let squares = tile(&mut browser, &format!("{FAR}?period=skillnad")).await;
    assert!(squares.contains("cells") && !squares.contains("class"));
}

#[tokio::test]
async fn areas_are_shaded_by_their_size_and_a_few_incidents_give_no_shade() {
    let site = with(&[
        some("1", "2023-01-13", 0, 14),
        Incident {
            at: Spot::kept(WrittenSpot {
                precision: Precision::Point,
                point: Point::from_degrees(58.386, 13.438).ok(),
                ..WrittenSpot::default()
            }),
            ..some("2", "2023-01-13", 0, 1)
        },
    ])
    .await;
    let mut browser = site.signed_in("reader").await;
    let page = browser.get("/arbete/karta?visa=tal").await.body;
    for part in [
        "Områden, per yta",
        "Antal händelser per kvadratkilometer i området",
        "Per kvadratkilometer, i perioden",
        "färre än tio, både räknade och väntade",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let row = |name: &str| {
        let mut rows = page.split("<tr>");
        let found = rows.find(|row| row.contains(&format!("{name}</th>")));
        found
            .unwrap_or_else(|| panic!("no {name} in {page}"))
            .to_owned()
    };
    // 14 on some 700 square kilometres of land, or twice that with the lake.
    assert!(row("Lidköping").contains("0,0"), "{}", row("Lidköping"));
    assert!(row("Skara").contains("för få"), "{}", row("Skara"));
    let areas = tile(&mut browser, &format!("{AREAS}?visa=tal")).await;
    assert!(areas.contains("class") && areas.contains("rate"));
    let counted = tile(&mut browser, &format!("{AREAS}?visa=omraden")).await;
    assert!(
        !counted.contains("class"),
        "counts have no shade of their own"
    );
}

#[tokio::test]
async fn areas_are_shaded_by_inhabitants_where_those_are_known() {
    let site = with(&[some("1", "2023-01-13", 0, 30)]).await;
    let file = File {
        name: "folk.csv",
        bytes: "Nyckeltal,Region,År,Invånare\n\"Invånare  totalt, antal\",Lidköping,2022,40500\n"
            .as_bytes(),
    };
    let (operator, now) = (site.operator(), jiff::Timestamp::now());
    let taken = site
        .app
        .import_population(&operator, &file, None, Run::Real, now, &mut |_| {})
        .await;
    taken.unwrap();
    let mut browser = site.signed_in("reader").await;
    let page = browser.get("/arbete/karta?visa=tal").await.body;
    for part in [
        "Områden, per invånare",
        "Antal händelser per 10 000 invånare i området",
        // 30 of 40,500.
        "7,4</td>",
        "utan känt antal invånare har ingen färg",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(!page.contains("kvadratkilometer"), "{page}");
}
