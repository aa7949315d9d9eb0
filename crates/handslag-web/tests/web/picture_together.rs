//! Two who write in a picture at once, and an edition that is withdrawn.

use axum::http::StatusCode;
use handslag_domain::evidence_link::EvidenceLink;
use handslag_domain::picture::PictureDocument;

use crate::support::{Browser, OWNER, PICTURE, Reply, Site};

fn work(page: &str) -> String {
    format!("/arbete/bild/{OWNER}/{PICTURE}{page}")
}

async fn held(site: &Site) -> PictureDocument {
    let (owner, id) = (OWNER.into(), PICTURE.into());
    let read = handslag_app::Action::ReadInternal;
    let actor = site.operator();
    let opened = site.app.open_picture(&actor, read, &owner, &id);
    opened.await.unwrap().document
}

async fn both(site: &Site) -> (Browser, Browser) {
    (
        site.signed_in("editor").await,
        site.signed_in("publisher").await,
    )
}

async fn saved(browser: &mut Browser, page: &str, fields: &[(&str, &str)]) -> Reply {
    let reply = browser.post(&work(page), fields).await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER, "{}", reply.body);
    reply
}

/// Takes away what a form shows, said yes to.
async fn take_away(browser: &mut Browser, page: &str) {
    let version = browser.get(&work(page)).await.hidden("version");
    let away = [
        ("version", version.as_str()),
        ("gor", "ta-bort"),
        ("bekraftat", "1"),
    ];
    saved(browser, page, &away).await;
}

#[tokio::test]
async fn only_what_both_changed_is_asked_about_with_both_texts() {
    let site = Site::with_picture().await;
    let (mut mine, mut theirs) = both(&site).await;
    let page = "/problem/droger";
    let version = mine.get(&work(page)).await.hidden("version");
    let fields = |title, words| {
        [
            ("version", version.as_str()),
            ("titel", title),
            ("ord", words),
        ]
    };
    saved(&mut theirs, page, &fields("Deras problem", "Deras ord.")).await;
    let mut sent = fields("Mitt problem", "Deras ord.").to_vec();
    let stale = mine.post(&work(page), &sent).await;
    assert_eq!(stale.status, StatusCode::CONFLICT, "{}", stale.body);
    for told in ["Deras problem", "Mitt problem", "1 · Titel"] {
        assert!(stale.body.contains(told), "{told}: {}", stale.body);
    }
    // What both wrote alike is no question, and the page says where it lies.
    assert_eq!(stale.body.matches("class=\"difference\"").count(), 1);
    assert!(
        stale.body.contains(&format!("href=\"{}\"", work(""))),
        "{}",
        stale.body
    );
    assert_eq!(held(&site).await.problems[0].title, "Deras problem");
    let over = stale.hidden("over_version");
    sent.push(("over_version", &over));
    saved(&mut mine, page, &sent).await;
    assert_eq!(held(&site).await.problems[0].title, "Mitt problem");
}

#[tokio::test]
async fn two_new_voices_at_once_are_two() {
    let site = Site::with_picture().await;
    let (mut mine, mut theirs) = both(&site).await;
    let page = "/ny-synpunkt";
    let version = mine.get(&work(page)).await.hidden("version");
    let before = held(&site).await.voices.len();
    let voice = |words, n| [("version", version.as_str()), ("ord", words), ("antal", n)];
    saved(&mut theirs, page, &voice("Mörkt vid hållplatsen", "3")).await;
    saved(&mut mine, page, &voice("Mörkt vid hållplatsen", "4")).await;
    // The same once more is the same.
    saved(&mut mine, page, &voice("Mörkt vid hållplatsen", "3")).await;
    assert_eq!(held(&site).await.voices.len(), before + 2);
}

#[tokio::test]
async fn evidence_and_a_passage_are_saved_though_their_neighbour_was_taken_away() {
    let site = Site::with_picture().await;
    let (mut mine, mut theirs) = both(&site).await;
    let new = "/belagg/problem-0/ny";
    let n = held(&site).await.problems[0].evidence.len();
    for words in ["Det första", "Det andra"] {
        let form = mine.get(&work(&format!("{new}?slag=assumption"))).await;
        let version = form.hidden("version");
        let link = [
            ("version", version.as_str()),
            ("slag", "assumption"),
            ("ord", words),
        ];
        saved(&mut mine, new, &link).await;
    }
    let second = format!("/belagg/problem-0/{}", n + 1);
    let version = mine.get(&work(&second)).await.hidden("version");
    take_away(&mut theirs, &format!("/belagg/problem-0/{n}")).await;
    let link = [
        ("version", version.as_str()),
        ("slag", "assumption"),
        ("ord", "Det andra, prövat"),
    ];
    saved(&mut mine, &second, &link).await;
    let words = |link: &EvidenceLink| link.words.clone().unwrap_or_default();
    let links: Vec<String> = held(&site).await.problems[0].evidence[n..]
        .iter()
        .map(words)
        .collect();
    assert_eq!(links, ["Det andra, prövat"]);
    // Where the other took away what is written here, it is a question; and a
    // place that stood before another in its list is no hindrance.
    let last = format!("/belagg/problem-0/{n}");
    let version = mine.get(&work(&last)).await.hidden("version");
    take_away(&mut theirs, &last).await;
    let link = [
        ("version", version.as_str()),
        ("slag", "assumption"),
        ("ord", "Det andra, igen"),
    ];
    let asked = mine.post(&work(&last), &link).await;
    assert_eq!(asked.status, StatusCode::CONFLICT, "{}", asked.body);
    assert!(asked.body.contains("Inget står här."), "{}", asked.body);
}

#[tokio::test]
async fn the_second_of_a_list_is_saved_though_the_first_was_taken_away() {
    let site = Site::with_picture().await;
    let (mut mine, mut theirs) = both(&site).await;
    let n = held(&site).await.criteria.len();
    for words in ["Kan vi göra något?", "Syns det?"] {
        let version = mine
            .get(&work("/lista/kriterier/ny"))
            .await
            .hidden("version");
        let criterion = [
            ("version", version.as_str()),
            ("kriterium", ""),
            ("ord", words),
        ];
        saved(&mut mine, "/lista/kriterier/ny", &criterion).await;
    }
    let second = format!("/lista/kriterier/{}", n + 1);
    let version = mine.get(&work(&second)).await.hidden("version");
    take_away(&mut theirs, &format!("/lista/kriterier/{n}")).await;
    let criterion = [
        ("version", version.as_str()),
        ("ord", "Syns det för andra?"),
    ];
    saved(&mut mine, &second, &criterion).await;
    let criteria = held(&site).await.criteria;
    assert_eq!(criteria.len(), n + 1);
    assert_eq!(criteria[n].words.as_deref(), Some("Syns det för andra?"));
}

#[tokio::test]
async fn what_cannot_be_is_refused_beside_its_field_with_how_to_write_it() {
    let site = Site::with_picture().await;
    let mut browser = site.signed_in("editor").await;
    let mut refused = async |page: &str, fields: &[(&str, &str)], at: &str, words: &str| {
        let version = browser.get(&work(page)).await.hidden("version");
        let mut sent = vec![("version", version.as_str())];
        sent.extend(fields);
        let reply = browser.post(&work(page), &sent).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{page}");
        let field = format!("id=\"falt-{at}-fel\"");
        assert!(reply.body.contains(&field), "{field}: {}", reply.body);
        assert!(reply.body.contains(words), "{words}: {}", reply.body);
    };
    let voice = "/ny-synpunkt";
    let said = |name, value| [("ord", "Mörkt"), (name, value)];
    refused(
        voice,
        &[("ord", "Mörkt"), ("antal", "30"), ("av", "3")],
        "antal",
        "Fler kan inte ha sagt det",
    )
    .await;
    refused(
        voice,
        &said("antal", "många"),
        "antal",
        "Skriv det med siffror",
    )
    .await;
    refused(
        voice,
        &said("dag", "i somras"),
        "dag",
        "till exempel 2023-05-14",
    )
    .await;
    let problem = "/nytt-problem";
    let of = |name, value| [("titel", "Mörkt"), (name, value)];
    refused(problem, &of("ordning", "0"), "ordning", "börjar på 1").await;
    refused(
        problem,
        &of("steg_nar.map", "hejsan"),
        "steg_nar.map",
        "till exempel 2023-05-14",
    )
    .await;
    let indicator = [
        ("ord", "Rapporter"),
        ("fran.varde", "3"),
        ("fran.nar", "i år"),
    ];
    refused(
        "/lista/matt/ny",
        &indicator,
        "fran.nar",
        "till exempel 2023-05-14",
    )
    .await;
    let number = [("rubrik", "Tider"), ("ord", "Ring 19121212-1212.")];
    refused("/del/analys/ny", &number, "ord", "personnummer").await;
}

async fn freeze(browser: &mut Browser, reason: &str) {
    let form = browser.get(&work("/utgava?for=alla")).await;
    let version = form.hidden("version");
    let fields = [
        ("version", version.as_str()),
        ("for", "alla"),
        ("skal", reason),
    ];
    saved(browser, "/utgava", &fields).await;
}

#[tokio::test]
async fn an_edition_is_withdrawn_with_a_reason_and_the_one_before_is_read_again() {
    let site = Site::with_picture().await;
    let (mut editor, mut publisher) = both(&site).await;
    freeze(&mut publisher, "").await;
    site.publish_promise().await;
    freeze(&mut publisher, "Löftet är publicerat.").await;
    let mut anyone = site.browser();
    let newest = anyone.get("/lidkoping/lagesbild").await.body;
    assert!(newest.contains("Utgåva 2 för alla"), "{newest}");
    // It is the publisher's to do, and never without saying why.
    let page = "/utgava/alla/2/dra-tillbaka?kommun=lidkoping";
    let list = editor.get(&work("/utgava")).await.body;
    assert!(!list.contains("dra-tillbaka"), "{list}");
    let read = editor.get(&work(page)).await;
    assert_eq!(read.status, StatusCode::OK);
    assert!(read.body.contains("En utgivare") && !read.body.contains("name=\"skal\""));
    let why = [("skal", "Fel siffror.")];
    let denied = editor.post(&work(page), &why).await;
    assert_eq!(denied.status, StatusCode::FORBIDDEN);
    let list = publisher.get(&work("/utgava")).await.body;
    let address = format!("href=\"{}\"", work(page));
    assert!(list.contains(&address), "{list}");
    let asked = publisher.get(&work(page)).await;
    assert!(
        asked.body.contains("Dra tillbaka utgåva 2?"),
        "{}",
        asked.body
    );
    let silent = publisher.post(&work(page), &[("skal", " ")]).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        silent.body.contains("id=\"falt-skal-fel\""),
        "{}",
        silent.body
    );
    let why = "En siffra var fel.";
    let done = saved(&mut publisher, page, &[("skal", why)]).await;
    let told = publisher.get(done.header("location")).await.body;
    assert!(told.contains("Utgåva 2 är tillbakadragen."), "{told}");
    // Everyone is told, and reads the one before.
    let newest = anyone.get("/lidkoping/lagesbild").await.body;
    for told in [
        "Utgåva 2 drogs tillbaka",
        why,
        "Utgåva 1 för alla",
        "gäller igen",
    ] {
        assert!(newest.contains(told), "{told}: {newest}");
    }
    for file in ["2", "2.json", "2.pdf"] {
        let gone = anyone.get(&format!("/lidkoping/lagesbild/v/{file}")).await;
        assert_eq!(gone.status, StatusCode::GONE, "{file}");
        assert!(
            gone.body.contains(why) && !gone.body.contains("Droger"),
            "{}",
            gone.body
        );
    }
    // Those who may read the picture still read it, and see what became of it.
    let inside = editor
        .get(&work("/utgava/alla/2?kommun=lidkoping"))
        .await
        .body;
    assert!(
        inside.contains(why) && inside.contains("Droger"),
        "{inside}"
    );
    // The last one goes as well: then nothing stands, and the page says so.
    let page = "/utgava/alla/1/dra-tillbaka?kommun=lidkoping";
    saved(&mut publisher, page, &[("skal", "Också fel.")]).await;
    let none = anyone.get("/lidkoping/lagesbild").await;
    assert_eq!(none.status, StatusCode::GONE);
    assert!(
        none.body.contains("Ingen annan utgåva gäller"),
        "{}",
        none.body
    );
    freeze(&mut publisher, "").await;
    let newest = anyone.get("/lidkoping/lagesbild").await.body;
    assert!(newest.contains("Utgåva 3 för alla"), "{newest}");
}
