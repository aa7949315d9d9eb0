//! Keeping order: categories, places, areas, sharing and duplicates; each fault at its field.

use axum::http::StatusCode;
use handslag_domain::incident::{Incident, Precision};

use crate::support::{Browser, OTHER, OWNER, Reply, Site, today};

const ROOT: &str = "/arbete/underlag";

/// Sends a page's form, which says what it was made from.
async fn send(browser: &mut Browser, page: &str, fields: &[(&str, &str)]) -> Reply {
    let address = format!("{ROOT}{page}");
    let form = browser.get(&address).await;
    let mut fields = fields.to_vec();
    let version = match form.body.contains("name=\"version\"") {
        true => form.hidden("version"),
        false => return browser.post(&address, &fields).await,
    };
    fields.push(("version", &version));
    browser.post(&address, &fields).await
}

async fn refused(browser: &mut Browser, page: &str, fields: &[(&str, &str)], field: &str) {
    let reply = send(browser, page, fields).await;
    assert_eq!(
        reply.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{page} {fields:?}: {}",
        reply.body
    );
    let link = format!("href=\"#falt-{field}\"");
    assert!(
        reply.body.contains(&link),
        "{page} {fields:?} {link}: {}",
        reply.body
    );
    // What was typed is still there; a choice that does not exist cannot be.
    let typed = fields
        .iter()
        .filter(|(name, value)| *name != "gor" && !value.is_empty() && *value != "borta");
    for (name, value) in typed {
        assert!(reply.body.contains(value), "{name} {value} on {page}");
    }
}

async fn done(browser: &mut Browser, page: &str, fields: &[(&str, &str)]) -> Reply {
    let reply = send(browser, page, fields).await;
    assert_eq!(
        reply.status,
        StatusCode::SEE_OTHER,
        "{page} {fields:?}: {}",
        reply.body
    );
    let to = reply.header("location").to_owned();
    let shown = browser.get(&to).await;
    assert_eq!(shown.status, StatusCode::OK, "{to}: {}", shown.body);
    shown
}

async fn report(browser: &mut Browser, key: &str, kind: &str, place: (&str, &str)) {
    let day = today();
    let fields = [
        ("nyckel", key),
        ("sort", kind),
        ("dag", &day),
        ("antal", "1"),
        place,
        // It is so, though it is outside the municipality.
        ("anda", place.1),
    ];
    let reply = browser.post("/arbete/rapportera", &fields).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
}

async fn held(site: &Site) -> Vec<Incident> {
    let mut all = Vec::new();
    let store = site.app.store();
    store
        .each_incident(&OWNER.into(), |some| all.extend(some))
        .await
        .unwrap();
    all
}

#[tokio::test]
async fn each_fault_of_a_category_is_told_in_its_own_words_at_its_own_field() {
    let site = Site::open().await;
    let mut browser = site.signed_in("editor").await;
    report(&mut browser, "k", "klotter", ("position", "58.5, 13.1")).await;
    let add = |sv, en, under| [("namn_sv", sv), ("namn_en", en), ("under", under)];
    let new = "/kategorier";
    refused(&mut browser, new, &add("", "Tags", "stold"), "namn_sv").await;
    refused(&mut browser, new, &add("Taggar", "", "stold"), "namn_en").await;
    refused(
        &mut browser,
        new,
        &add("Klotter", "X", "skadegorelse"),
        "namn_sv",
    )
    .await;
    refused(&mut browser, new, &add("Taggar", "Tags", "borta"), "under").await;
    refused(
        &mut browser,
        new,
        &add("Ring 070-174 06 05", "Call", "stold"),
        "namn_sv",
    )
    .await;
    let graffiti = "/kategorier/klotter";
    refused(
        &mut browser,
        graffiti,
        &[("gor", "flytta"), ("under", "borta")],
        "under",
    )
    .await;
    refused(
        &mut browser,
        graffiti,
        &[("gor", "sla-ihop"), ("med", "klotter")],
        "med",
    )
    .await;
    refused(&mut browser, graffiti, &[("gor", "ta-bort")], "ta-bort").await;
    refused(
        &mut browser,
        "/kategorier/brott",
        &[("gor", "flytta"), ("under", "klotter")],
        "under",
    )
    .await;
    refused(
        &mut browser,
        "/kategorier/skadegorelse",
        &[("gor", "ta-bort")],
        "ta-bort",
    )
    .await;
    let missing = browser.get(&format!("{ROOT}/kategorier/borta")).await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn categories_are_added_renamed_moved_merged_and_retired() {
    let site = Site::open().await;
    let mut browser = site.signed_in("editor").await;
    report(&mut browser, "k", "klotter", ("position", "58.5, 13.1")).await;
    let fields = [
        ("namn_sv", "Taggar"),
        ("namn_en", "Tags"),
        ("under", "klotter"),
    ];
    let list = done(&mut browser, "/kategorier", &fields).await;
    assert!(list.body.contains("Taggar"), "{}", list.body);
    let fields = [("namn_sv", "Tuschklotter"), ("namn_en", "Tags")];
    let one = done(&mut browser, "/kategorier/taggar", &fields).await;
    assert!(one.body.contains("<h1>Tuschklotter</h1>"), "{}", one.body);
    let move_it = [("gor", "flytta"), ("under", "skadegorelse")];
    done(&mut browser, "/kategorier/taggar", &move_it).await;
    let merge = [("gor", "sla-ihop"), ("med", "taggar")];
    let list = done(&mut browser, "/kategorier/klotter", &merge).await;
    assert!(
        list.body.contains("Klotter räknas som Tuschklotter"),
        "{}",
        list.body
    );
    // What stood under it counts as the other at once.
    let picture = browser.get("/arbete/lagesbild").await;
    assert!(picture.body.contains("Tuschklotter"), "{}", picture.body);
    done(
        &mut browser,
        "/kategorier/krossad-ruta",
        &[("gor", "ta-bort")],
    )
    .await;
    let gone = browser
        .get(&format!("{ROOT}/kategorier/krossad-ruta"))
        .await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_place_is_a_point_or_an_area_and_its_municipality_is_found() {
    let site = Site::open().await;
    let mut browser = site.signed_in("editor").await;
    let place = |name, position, area, municipality| {
        [
            ("name", name),
            ("slag", "school"),
            ("position", position),
            ("area", area),
            ("kommun", municipality),
        ]
    };
    for (fields, field) in [
        (place("", "58.5051, 13.1577", "", ""), "name"),
        (place("Skolan", "", "", ""), "position"),
        (place("Skolan", "vid ån", "", ""), "position"),
        (place("Skolan", "", "borta", ""), "area"),
        (
            place("Skolan", "58.5051, 13.1577", "", "Ankeborg"),
            "kommun",
        ),
        (place("Hos 19811218-9876", "58.5, 13.1", "", ""), "name"),
    ] {
        refused(&mut browser, "/platser", &fields, field).await;
    }
    let list = done(
        &mut browser,
        "/platser",
        &place("Östra skolan", "58.5051, 13.1577", "", ""),
    )
    .await;
    for told in ["Östra skolan", "skola", "Lidköping", "58.5051, 13.1577"] {
        assert!(list.body.contains(told), "{told}: {}", list.body);
    }
    let same = place("östra skolan", "58.6, 13.2", "", "");
    refused(&mut browser, "/platser", &same, "name").await;
    let changed = place("Östra skolans gård", "58.5052, 13.1577", "", "1494");
    done(&mut browser, "/platser/ostra-skolan", &changed).await;
    done(
        &mut browser,
        "/platser",
        &place("Hela kommunen", "", "1494", ""),
    )
    .await;
    // What happens at a place that is an area is never a point.
    report(&mut browser, "k", "klotter", ("plats", "hela-kommunen")).await;
    let at = &held(&site).await[0].at;
    assert_eq!(
        (at.precision(), at.point(), at.area()),
        (Precision::Area, None, Some("1494"))
    );
}

const DISTRICTS: &str = r#"{"type":"FeatureCollection","features":[
    {"type":"Feature","properties":{"kod":"1","namn":"Väster"},"geometry":{"type":"Polygon","coordinates":[[[13.0,58.4],[13.2,58.4],[13.2,58.6],[13.0,58.6],[13.0,58.4]]]}},
    {"type":"Feature","properties":{"label":"Namnlöst"},"geometry":{"type":"Polygon","coordinates":[[[13.2,58.4],[13.3,58.4],[13.3,58.6],[13.2,58.4]]]}}]}"#;

#[tokio::test]
async fn a_layer_of_areas_is_taken_in_told_of_its_faults_and_removed() {
    let site = Site::open().await;
    let mut browser = site.signed_in("editor").await;
    let page = format!("{ROOT}/omraden");
    let file = Some(("stadsdelar.geojson", DISTRICTS.as_bytes()));
    for (fields, file, told) in [
        (vec![("lager", "stadsdelar")], None, "href=\"#falt-fil\""),
        (vec![("lager", "")], file, "href=\"#falt-lager\""),
        (
            vec![("lager", "stadsdelar")],
            Some(("x.json", &b"[1]"[..])),
            "href=\"#falt-fil\"",
        ),
        (
            vec![("lager", "stadsdelar")],
            Some(("x.gpkg", &b"SQLite format 3\0"[..])),
            "GeoPackage",
        ),
        (
            vec![("lager", "stadsdelar")],
            Some(("x.json", &b"\xff\xd8\xff\xe0"[..])),
            "filen är ingen GeoJSON",
        ),
        (vec![("lager", "stadsdelar")], file, "Område 2"),
    ] {
        let reply = browser.post_multipart(&page, &fields, file).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
        assert!(reply.body.contains(told), "{told}: {}", reply.body);
        // Words of the page, not of the command nor of the program.
        for other in ["--leave-out", "document"] {
            assert!(!reply.body.contains(other), "{other}: {}", reply.body);
        }
    }
    // The file waits: the rest is taken in without sending it again.
    let asked = browser
        .post_multipart(&page, &[("lager", "stadsdelar")], file)
        .await;
    assert!(asked.body.contains("Ta in resten"), "{}", asked.body);
    let waiting = asked.hidden("vantar");
    let fields = [
        ("lager", "stadsdelar"),
        ("felaktiga", "utelamna"),
        ("vantar", &waiting),
    ];
    let kept = browser.post_multipart(&page, &fields, None).await;
    assert_eq!(kept.status, StatusCode::OK, "{}", kept.body);
    assert!(
        kept.body.contains("1 område är inläst i lagret stadsdelar"),
        "{}",
        kept.body
    );
    report(&mut browser, "k", "klotter", ("position", "58.5, 13.1")).await;
    let picture = browser.get("/arbete/lagesbild").await;
    assert!(picture.body.contains("Väster"), "{}", picture.body);
    let removed = browser
        .post_multipart(&page, &[("ta_bort", "stadsdelar")], None)
        .await;
    assert_eq!(removed.status, StatusCode::SEE_OTHER);
    let picture = browser.get("/arbete/lagesbild").await;
    assert!(!picture.body.contains("Väster"), "{}", picture.body);
}

/// Squares side by side, each with only a name.
fn named(names: &[&str]) -> String {
    let squares = (0..).zip(names).map(|(n, name)| {
        let (west, east) = (13.0 + f64::from(n) * 0.1, 13.1 + f64::from(n) * 0.1);
        format!(
            r#"{{"type":"Feature","properties":{{"namn":"{name}"}},"geometry":{{"type":"Polygon",
            "coordinates":[[[{west},58.4],[{east},58.4],[{east},58.6],[{west},58.6],[{west},58.4]]]}}}}"#
        )
    });
    let squares: Vec<String> = squares.collect();
    format!(
        r#"{{"type":"FeatureCollection","features":[{}]}}"#,
        squares.join(",")
    )
}

#[tokio::test]
async fn areas_with_only_a_name_are_taken_in_and_a_layer_is_replaced_only_when_asked() {
    let site = Site::open().await;
    let mut browser = site.signed_in("editor").await;
    let page = format!("{ROOT}/omraden");
    let layer = [("lager", "stadsdelar")];
    let first = named(&["Väster", "Öster"]);
    let file = Some(("delar.geojson", first.as_bytes()));
    let kept = browser.post_multipart(&page, &layer, file).await;
    assert_eq!(kept.status, StatusCode::OK, "{}", kept.body);
    assert!(kept.body.contains("2 områden saknar kod"), "{}", kept.body);
    let codes = async || site.app.area_names(&site.operator()).await.unwrap();
    let named_so = |code: &str, name: &str| (code.to_owned(), name.to_owned());
    let held = [named_so("vaster", "Väster"), named_so("oster", "Öster")];
    assert_eq!(codes().await, held);
    let other = named(&["Norr", "Söder", "Centrum"]);
    let file = Some(("nya.geojson", other.as_bytes()));
    let asked = browser.post_multipart(&page, &layer, file).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    let question =
        "Lagret stadsdelar finns redan, med 2 områden. Det ersätts av 3 områden ur nya.geojson";
    assert!(asked.body.contains(question), "{}", asked.body);
    assert_eq!(codes().await, held, "nothing is replaced before the answer");
    let (waiting, replaces) = (asked.hidden("vantar"), asked.hidden("ersatter"));
    let answer = [
        ("lager", "stadsdelar"),
        ("vantar", waiting.as_str()),
        ("ersatter", replaces.as_str()),
    ];
    let replaced = browser.post_multipart(&page, &answer, None).await;
    assert_eq!(replaced.status, StatusCode::OK, "{}", replaced.body);
    assert_eq!(codes().await.len(), 3);
    // Another member's file is nobody else's.
    let mut partner = site.signed_in("annan").await;
    let stolen = partner.post_multipart(&page, &answer, None).await;
    assert!(
        stolen.body.contains("href=\"#falt-fil\""),
        "{}",
        stolen.body
    );
}

#[tokio::test]
async fn what_an_address_asks_for_and_cannot_have_is_said_on_every_page_of_the_picture() {
    let site = Site::open().await;
    let mut browser = site.signed_in("editor").await;
    report(&mut browser, "k", "klotter", ("position", "58.5, 13.1")).await;
    let pages = [
        "/arbete/lagesbild",
        "/arbete/lagesbild/analyser",
        "/arbete/karta",
    ];
    for page in pages {
        let clean = browser
            .get_done(&format!("{page}?sort=klotter&dagar=helg"))
            .await;
        assert!(
            !clean.body.contains("Allt i adressen"),
            "{page}: {}",
            clean.body
        );
        let asked = "fran=2023-13-45&sort=finnsinte&dagar=femte&fran_timme=30&omrade=borta&lager=x";
        let told = browser.get_done(&format!("{page}?{asked}")).await.body;
        for part in [
            "”2023-13-45” är ingen dag",
            "”finnsinte” finns inte",
            "”femte” finns inte",
            "”30” finns inte",
            "”borta” finns inte",
            "”x” finns inte",
        ] {
            assert!(told.contains(part), "{page} {part}: {told}");
        }
        let turned = browser
            .get_done(&format!("{page}?fran=2023-05-04&till=2023-05-01"))
            .await;
        assert!(
            turned.body.contains("slutar innan det börjar"),
            "{page}: {}",
            turned.body
        );
        assert!(!turned.body.contains("Ta bort något villkor"), "{page}");
    }
    let map = browser
        .get("/arbete/karta?visa=annat&jamfor_fran=2023-01-01")
        .await;
    for part in ["”annat” finns inte", "både en första och en sista dag"] {
        assert!(map.body.contains(part), "{part}: {}", map.body);
    }
    let far = browser
        .get(&format!("{ROOT}/dubbletter?sedan=1999-01-01"))
        .await;
    assert!(
        far.body.contains("inte sedan 1 januari 1999"),
        "{}",
        far.body
    );
}

#[tokio::test]
async fn incidents_are_shown_to_a_partner_by_kind_and_time_and_no_longer() {
    let site = Site::open().await;
    let mut browser = site.signed_in("publisher").await;
    report(&mut browser, "a", "klotter", ("position", "58.5, 13.1")).await;
    report(
        &mut browser,
        "b",
        "nedskrapning",
        ("position", "58.5, 13.1"),
    )
    .await;
    let day = today();
    let share = |partner, purpose, until| {
        [
            ("gor", "dela"),
            ("partner", partner),
            ("syfte", purpose),
            ("sort", "brott"),
            ("fran", ""),
            ("till", until),
        ]
    };
    refused(&mut browser, "/delning", &share(OTHER, "", &day), "syfte").await;
    refused(
        &mut browser,
        "/delning",
        &share(OTHER, "Lägesbild", "2001-01-01"),
        "till",
    )
    .await;
    refused(
        &mut browser,
        "/delning",
        &share(OTHER, "Lägesbild", "aldrig"),
        "till",
    )
    .await;
    refused(
        &mut browser,
        "/delning",
        &share("borta", "Lägesbild", &day),
        "partner",
    )
    .await;
    let shown = done(&mut browser, "/delning", &share(OTHER, "Lägesbild", &day)).await;
    assert!(
        shown.body.contains("Bara Brott och det som står under"),
        "{}",
        shown.body
    );
    let mut partner = site.signed_in("annan").await;
    let picture = partner.get("/arbete/lagesbild").await.body;
    // The litter is no crime, and so is not shown.
    assert!(picture.contains("1 händelser,"), "{picture}");
    done(
        &mut browser,
        "/delning",
        &[("gor", "avsluta"), ("partner", OTHER)],
    )
    .await;
    let picture = partner.get("/arbete/lagesbild").await.body;
    assert!(!picture.contains("Klotter"), "{picture}");
}

#[tokio::test]
async fn a_duplicate_is_shown_with_why_joined_traced_and_taken_apart() {
    let site = Site::open().await;
    let mut partner = site.signed_in("annan").await;
    report(&mut partner, "p", "klotter", ("position", "58.5001, 13.1")).await;
    let day = today();
    let share = [
        ("gor", "dela"),
        ("partner", OWNER),
        ("syfte", "Lägesbild"),
        ("till", day.as_str()),
    ];
    done(&mut partner, "/delning", &share).await;
    let mut browser = site.signed_in("editor").await;
    report(&mut browser, "o", "klotter", ("position", "58.5, 13.1")).await;
    let found = browser.get(&format!("{ROOT}/dubbletter")).await;
    for told in [
        "Ett par bland 2 händelser",
        "samma kategori",
        "11 meter ifrån varandra",
        "samma dag, och ingen av dem säger när på dagen",
        "Räkna den första: Egen rapport, Lidköpings kommun",
        "Räkna den andra: Egen rapport, Skara kommun",
        "Kom in",
    ] {
        assert!(found.body.contains(told), "{told}: {}", found.body);
    }
    let (kept, other) = (found.hidden("raknas"), found.hidden("andra"));
    let pair = |act, why| {
        [
            ("gor", act),
            ("raknas", kept.as_str()),
            ("andra", other.as_str()),
            ("skal", why),
        ]
    };
    let without = browser
        .post(&format!("{ROOT}/dubbletter"), &pair("sla-ihop", ""))
        .await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        without.body.contains("href=\"#falt-skal\""),
        "{}",
        without.body
    );
    let joined = done(&mut browser, "/dubbletter", &pair("sla-ihop", "samma vägg")).await;
    assert!(
        joined.body.contains("samma vägg") && joined.body.contains("Ta isär"),
        "{}",
        joined.body
    );
    let own = format!("/arbete/handelser/{}", held(&site).await[0].id);
    let traced = browser.get(&own).await;
    assert!(
        traced.body.contains("samma vägg") && traced.body.contains("räknas som"),
        "{}",
        traced.body
    );
    let apart = [
        ("gor", "ta-isar"),
        ("andra", other.as_str()),
        ("till", own.as_str()),
    ];
    let reply = browser.post(&format!("{ROOT}/dubbletter"), &apart).await;
    assert_eq!(reply.header("location"), own);
    let traced = browser.get(&own).await;
    assert!(traced.body.contains("Isärtaget"), "{}", traced.body);
    let none = done(&mut browser, "/dubbletter", &pair("inte-samma", "")).await;
    assert!(
        none.body.contains("Inga troliga dubbletter"),
        "{}",
        none.body
    );
    // Another member's guess at an address is no way in.
    let forged = [
        ("gor", "sla-ihop"),
        ("raknas", "x"),
        ("andra", other.as_str()),
        ("skal", "x"),
    ];
    let reply = browser.post(&format!("{ROOT}/dubbletter"), &forged).await;
    assert_eq!(reply.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_reader_sees_what_there_is_and_no_form() {
    let site = Site::open().await;
    let mut browser = site.signed_in("reader").await;
    for page in ["", "/kategorier", "/platser", "/omraden"] {
        let reply = browser.get(&format!("{ROOT}{page}")).await;
        assert_eq!(reply.status, StatusCode::OK, "{page}");
        let forms = reply.body.matches("<form").count();
        let frame = browser.get("/arbete/lagesbild").await.body;
        let of_frame = frame.matches("action=\"/logga-ut\"").count();
        assert_eq!(forms, of_frame, "{page}: {}", reply.body);
    }
}

#[tokio::test]
async fn duplicates_are_sought_at_most_two_years_back() {
    let site = Site::open().await;
    let mut browser = site.signed_in("editor").await;
    let page = format!("{ROOT}/dubbletter");
    let day: jiff::civil::Date = today().parse().unwrap();
    let earliest = day.saturating_sub(jiff::Span::new().days(732));
    let field = "name=\"sedan\" type=\"date\" value=\"";
    let shown = browser.get(&format!("{page}?sedan=1990-01-01")).await.body;
    let since = shown.split(field).nth(1).unwrap().split('"').next();
    let since: jiff::civil::Date = since.unwrap().parse().unwrap();
    assert!(since > earliest, "{since}");
    // A later day is as asked.
    let day = today();
    let shown = browser.get(&format!("{page}?sedan={day}")).await.body;
    assert!(shown.contains(&format!("{field}{day}")), "{shown}");
}
