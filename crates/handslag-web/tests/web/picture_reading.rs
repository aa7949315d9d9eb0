//! How a picture reads inside: what is on it, what is missing in one list, the
//! chain by names, and what a finding of the views leads to.

use axum::http::StatusCode;
use handslag_domain::check::Words;

use crate::support::{Browser, OWNER, PICTURE, PROMISE, Site};

fn work(page: &str) -> String {
    format!("/arbete/bild/{OWNER}/{PICTURE}{page}")
}

#[tokio::test]
async fn what_is_missing_is_one_list_on_every_page() {
    let site = Site::with_picture().await;
    let mut browser = site.signed_in("editor").await;
    let actor = site.operator();
    let read = handslag_app::Action::ReadInternal;
    let (owner, id) = (OWNER.into(), PICTURE.into());
    let opened = site.app.open_picture(&actor, read, &owner, &id).await;
    let opened = opened.unwrap();
    let today = handslag_app::swedish_day(jiff::Timestamp::now());
    let all = opened.gaps(today, Words::Sv);
    assert!(all.len() > 5, "{all:?}");
    let overview = browser.get(&work("")).await.body;
    assert!(
        overview.contains(&format!("{} saker saknas", all.len())),
        "{overview}"
    );
    let edition = browser.get(&work("/utgava")).await.body;
    assert!(edition.contains(&format!("{} saker saknas", all.len())));
    let text = browser.get(&work("/text")).await.body;
    let chain = browser.get(&work("/kedja?problem=droger")).await.body;
    for gap in &all {
        let said = gap.what.replace('"', "&quot;");
        assert!(overview.contains(&said), "{said}");
        assert!(text.contains(&said), "{said}");
        let is_of_drugs = gap.place.starts_with("problems[0]");
        assert_eq!(chain.contains(&said), is_of_drugs, "{said}");
    }
    // Each leads to a form, from the list and from the place that it stands at.
    let list = &text[text.find("id=\"brister\"").unwrap()..];
    assert_eq!(list.matches("class=\"edit\"").count(), all.len(), "{list}");
}

#[tokio::test]
async fn the_chain_says_what_is_gone_and_calls_results_by_their_commitment() {
    let site = Site::with_picture().await;
    let mut browser = site.signed_in("reader").await;
    for query in ["?steg=orsak&id=finns", "?problem=finns"] {
        let gone = browser.get(&work(&format!("/kedja{query}"))).await;
        assert_eq!(gone.status, StatusCode::NOT_FOUND, "{query}");
        assert!(gone.body.contains("finns inte i lägesbilden"), "{query}");
        assert!(gone.body.contains("id=\"allt\""), "{query}");
    }
    let chain = browser.get(&work("/kedja")).await;
    assert_eq!(chain.status, StatusCode::OK);
    let results = chain.body.split("<h3>Hur det gick</h3>").nth(1).unwrap();
    let results = results.split("</ul>").next().unwrap();
    let link = results.split("</a>").next().unwrap();
    assert!(link.ends_with("Trafikkontroller"), "{link}");
}

#[tokio::test]
async fn the_overview_tells_first_what_is_on_it_and_what_can_be_added() {
    let site = Site::with_picture().await;
    let mut browser = site.signed_in("editor").await;
    let body = browser.get(&work("")).await.body;
    let before = &body[..body.find("id=\"valda\"").unwrap()];
    for part in [
        "/nytt-problem",
        "href=\"#valda\"",
        "href=\"#problem-droger\"",
        "href=\"#synpunkter\"",
    ] {
        assert!(before.contains(part), "{part}: {before}");
    }
    for anchor in [
        "problem-droger",
        "synpunkter",
        "delarna",
        "klockan",
        "brister",
    ] {
        assert!(body.contains(&format!("id=\"{anchor}\"")), "{anchor}");
    }
    let place = browser.get(&work("/plats/skolan")).await.body;
    for form in [
        "/nytt-problem?platser=skolan",
        "/problem/droger/ny/orsak",
        "/ny-synpunkt",
    ] {
        assert!(place.contains(form), "{form}");
    }
    // Those who only read are offered nothing.
    let read = site.signed_in("reader").await.get(&work("")).await.body;
    assert!(!read.contains("/nytt-problem"));
}

#[tokio::test]
async fn a_finding_becomes_a_problem_with_its_theme_and_place() {
    let site = Site::with_picture().await;
    let mut browser = site.signed_in("editor").await;
    let form = browser
        .get(&work("/nytt-problem?tema=otrygghet&platser=skolan"))
        .await
        .body;
    assert!(form.contains("value=\"otrygghet\""), "{form}");
    let tick = form.split("value=\"skolan\"").nth(1).unwrap();
    assert!(
        tick.split('>').next().unwrap().contains("checked"),
        "{tick}"
    );
    // A place that the picture does not have is not ticked.
    let other = browser.get(&work("/nytt-problem?platser=finns")).await.body;
    let tick = other.split("value=\"skolan\"").nth(1).unwrap();
    assert!(!tick.split('>').next().unwrap().contains("checked"));
}

async fn freeze_for_all(publisher: &mut Browser) {
    let version = publisher
        .get(&work("/utgava?for=alla"))
        .await
        .hidden("version");
    let fields = [
        ("version", version.as_str()),
        ("for", "alla"),
        ("tomma", "ja"),
    ];
    let frozen = publisher.post(&work("/utgava"), &fields).await;
    assert_eq!(frozen.status, StatusCode::SEE_OTHER, "{}", frozen.body);
}

#[tokio::test]
async fn a_commitment_names_the_problem_that_stands_only_in_the_public_picture() {
    let site = Site::with_picture().await;
    site.publish_promise().await;
    let page = format!("/lidkoping/{PROMISE}/atagande/trafik");
    let mut anyone = site.browser();
    assert!(!anyone.get(&page).await.body.contains("Droger runt skolan"));
    freeze_for_all(&mut site.signed_in("publisher").await).await;
    let body = anyone.get(&page).await.body;
    assert!(body.contains("Droger runt skolan"), "{body}");
    assert!(
        body.contains("/lidkoping/lagesbild#analys-droger"),
        "{body}"
    );
}
