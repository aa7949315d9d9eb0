//! Two who change the same at once: the second changes nothing unseen, loses nothing
//! that was typed, and is shown what the first wrote.

use axum::http::StatusCode;

use crate::support::{Browser, OTHER, OWNER, PICTURE, PROMISE, Reply, Site, today};

const ROOT: &str = "/arbete/underlag";

async fn both(site: &Site, role: &str) -> (Browser, Browser) {
    (site.signed_in(role).await, site.signed_in(role).await)
}

/// Both texts are shown, and nothing was saved of mine.
fn assert_stale(reply: &Reply, mine: &str, theirs: &str) {
    assert_eq!(reply.status, StatusCode::CONFLICT, "{}", reply.body);
    for text in [mine, theirs] {
        assert!(reply.body.contains(text), "{text}: {}", reply.body);
    }
}

async fn saved(browser: &mut Browser, page: &str, fields: &[(&str, &str)]) {
    let reply = browser.post(page, fields).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.body);
}

#[tokio::test]
async fn a_place_that_somebody_else_saved_meanwhile_is_not_overwritten() {
    let site = Site::open().await;
    let (mut first, mut second) = both(&site, "editor").await;
    let list = format!("{ROOT}/platser");
    let place = |name, version| {
        [
            ("name", name),
            ("slag", "school"),
            ("position", "58.505100, 13.157700"),
            ("area", ""),
            ("kommun", ""),
            ("version", version),
        ]
    };
    saved(&mut first, &list, &place("Skolan", "")).await;
    let page = format!("{list}/skolan");
    let seen = first.get(&page).await.hidden("version");
    assert_eq!(second.get(&page).await.hidden("version"), seen);
    saved(&mut first, &page, &place("Östra skolan", &seen)).await;
    let reply = second.post(&page, &place("Västra skolan", &seen)).await;
    assert_stale(&reply, "Västra skolan", "Östra skolan");
    // Only the name differs: the position was never typed anew.
    assert!(!reply.body.contains("<h2>Position"), "{}", reply.body);
    let held = second.get(&page).await;
    assert!(held.body.contains("<h1>Östra skolan</h1>"), "{}", held.body);
    let newer = reply.hidden("version");
    saved(&mut second, &page, &place("Västra skolan", &newer)).await;
    let held = second.get(&page).await;
    assert!(
        held.body.contains("<h1>Västra skolan</h1>"),
        "{}",
        held.body
    );
    // A form that says no version was made from none.
    let reply = second.post(&page, &place("Norra skolan", "")).await;
    assert_stale(&reply, "Norra skolan", "Västra skolan");
}

#[tokio::test]
async fn a_category_that_somebody_else_changed_meanwhile_is_not_overwritten() {
    let site = Site::open().await;
    let (mut first, mut second) = both(&site, "editor").await;
    let page = |id: &str| format!("{ROOT}/kategorier/{id}");
    let rename = |sv, version| [("namn_sv", sv), ("namn_en", "Tags"), ("version", version)];
    let seen = first.get(&page("klotter")).await.hidden("version");
    saved(&mut first, &page("klotter"), &rename("Taggar", &seen)).await;
    let reply = second.post(&page("klotter"), &rename("Tusch", &seen)).await;
    assert_stale(&reply, "Tusch", "Taggar");
    let held = second.get(&page("klotter")).await;
    assert!(held.body.contains("<h1>Taggar</h1>"), "{}", held.body);
    // What the other changed elsewhere stands, and is in nobody's way.
    saved(&mut second, &page("ran"), &rename("Rån och stöld", &seen)).await;
    saved(
        &mut second,
        &page("klotter"),
        &rename("Tusch", &reply.hidden("version")),
    )
    .await;
    let list = second.get(&format!("{ROOT}/kategorier")).await.body;
    assert!(
        list.contains("Tusch") && list.contains("Rån och stöld"),
        "{list}"
    );
}

#[tokio::test]
async fn what_was_typed_of_a_category_that_is_gone_meanwhile_is_not_lost() {
    let site = Site::open().await;
    let (mut first, mut second) = both(&site, "editor").await;
    let page = format!("{ROOT}/kategorier/klotter");
    let seen = second.get(&page).await.hidden("version");
    let merge = [
        ("gor", "sla-ihop"),
        ("med", "skadegorelse"),
        ("version", &seen),
    ];
    saved(&mut first, &page, &merge).await;
    let rename = [
        ("namn_sv", "Tuschklotter"),
        ("namn_en", "Tags"),
        ("version", &seen),
    ];
    let reply = second.post(&page, &rename).await;
    assert_stale(
        &reply,
        "value=\"Tuschklotter\"",
        "Klotter räknas som Skadegörelse",
    );
    // A new one under what is gone is no less lost.
    let list = format!("{ROOT}/kategorier");
    let add = [
        ("namn_sv", "Nytt slag"),
        ("namn_en", "New kind"),
        ("under", "klotter"),
        ("version", &seen),
    ];
    let reply = second.post(&list, &add).await;
    assert_stale(
        &reply,
        "value=\"Nytt slag\"",
        "Klotter räknas som Skadegörelse",
    );
}

#[tokio::test]
async fn a_share_that_somebody_else_changed_meanwhile_is_not_overwritten() {
    let site = Site::open().await;
    let (mut first, mut second) = both(&site, "publisher").await;
    let page = format!("{ROOT}/delning");
    let day = today();
    let share = |purpose, kind| {
        [
            ("gor", "dela"),
            ("partner", OTHER),
            ("syfte", purpose),
            ("sort", kind),
            ("fran", ""),
            ("till", day.as_str()),
        ]
    };
    saved(&mut first, &page, &share("Tillsyn", "trafik")).await;
    let reply = second.post(&page, &share("Lägesbild", "brott")).await;
    assert_stale(&reply, "Lägesbild", "Tillsyn");
    let held = site.app.incident_shares(&site.operator()).await.unwrap();
    assert_eq!((held.len(), held[0].purpose.as_str()), (1, "Tillsyn"));
    let seen = format!("sedd.{OTHER}");
    let mark = reply.hidden(&seen);
    let mut again = share("Lägesbild", "brott").to_vec();
    again.push((&seen, &mark));
    saved(&mut second, &page, &again).await;
    // What the form shows is what it was made from.
    let shown = first.get(&page).await.hidden(&seen);
    let mut narrower = share("Bara trafik", "trafik").to_vec();
    narrower.push((&seen, &shown));
    saved(&mut first, &page, &narrower).await;
    let held = site.app.incident_shares(&site.operator()).await.unwrap();
    assert_eq!(held[0].purpose, "Bara trafik");
}

#[tokio::test]
async fn a_promise_and_a_picture_are_not_shared_over_what_somebody_else_shared() {
    let site = Site::with_picture().await;
    let (mut first, mut second) = both(&site, "editor").await;
    let seen = format!("sedd.{OTHER}");
    for page in [
        format!("/arbete/loften/{OWNER}/{PROMISE}/dela"),
        format!("/arbete/bild/{OWNER}/{PICTURE}/dela"),
    ] {
        let share = |purpose, role| {
            [
                ("gor", "dela"),
                ("partner", OTHER),
                ("syfte", purpose),
                ("roll", role),
            ]
        };
        saved(&mut first, &page, &share("Bara läsa", "reader")).await;
        let reply = second.post(&page, &share("Skriva med", "editor")).await;
        assert_stale(&reply, "Skriva med", "Bara läsa");
        let held = second.get(&page).await;
        assert!(held.body.contains("Bara läsa"), "{page}: {}", held.body);
        let mark = reply.hidden(&seen);
        assert_eq!(held.hidden(&seen), mark, "{page}");
        let mut again = share("Skriva med", "editor").to_vec();
        again.push((&seen, &mark));
        saved(&mut second, &page, &again).await;
        let held = second.get(&page).await;
        assert!(!held.body.contains("Bara läsa"), "{page}: {}", held.body);
    }
}
