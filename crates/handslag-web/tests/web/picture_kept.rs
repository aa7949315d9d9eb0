//! A new picture by a form, what is taken away, and what was saved: nothing
//! goes unasked, and what went can be had back, except a text about a person.

use axum::http::StatusCode;
use handslag_domain::picture::PictureDocument;
use handslag_domain::vocabulary::HandbookCriterion;

use crate::support::{OWNER, PICTURE, Site, picture};

fn work(page: &str) -> String {
    format!("/arbete/bild/{OWNER}/{PICTURE}{page}")
}

async fn held(site: &Site, id: &str) -> PictureDocument {
    let (owner, id) = (OWNER.into(), id.into());
    let read = handslag_app::Action::ReadInternal;
    let actor = site.operator();
    let opened = site.app.open_picture(&actor, read, &owner, &id);
    opened.await.unwrap().document
}

#[tokio::test]
async fn a_new_picture_is_made_by_a_form_with_the_criteria_of_the_handbook() {
    let site = Site::open().await;
    let mut browser = site.signed_in("editor").await;
    let page = "/arbete/bild/ny";
    let form = browser.get(page).await;
    for field in ["titel", "kommun", "fran", "till", "text"] {
        assert!(
            form.body.contains(&format!("id=\"falt-{field}\"")),
            "{field}"
        );
    }
    let ticked = form.body.matches("name=\"kriterier\"").count();
    assert_eq!(ticked, HandbookCriterion::ALL.len());
    let mut fields = vec![
        ("titel", "Lägesbild för centrum"),
        ("kommun", "Lidkjöping"),
        ("fran", "2025-01"),
        ("till", "2025-12"),
        ("kriterier", "harm"),
        ("kriterier", "rising"),
        ("gor", "skapa"),
    ];
    let refused = browser.post_multipart(page, &fields, None).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.body.contains("id=\"falt-kommun-fel\""),
        "{}",
        refused.body
    );
    assert!(refused.body.contains("Lägesbild för centrum"));
    fields[1] = ("kommun", "Lidköpings kommun");
    let added = browser.post_multipart(page, &fields, None).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
    let made = held(&site, "lagesbild-for-centrum").await;
    assert_eq!(made.picture.municipalities, ["Lidköping"]);
    let criteria: Vec<&str> = made.criteria.iter().map(|c| c.name.as_str()).collect();
    assert_eq!(criteria, ["rising", "harm"]);
    assert!(made.picture.period.first_day().is_some());
    // The list says whose it is by its name, and never calls a version an edition.
    let list = browser.get("/arbete/bild").await.body;
    assert!(
        list.contains("Sparad version") && !list.contains("Utgåva"),
        "{list}"
    );
    assert!(!list.contains(&format!("<td>{OWNER}")), "{list}");
}

#[tokio::test]
async fn nothing_is_taken_away_unasked_and_what_went_can_be_had_back() {
    let site = Site::with_picture().await;
    let mut browser = site.signed_in("editor").await;
    let page = work("/problem/droger");
    let version = browser.get(&page).await.hidden("version");
    let mut away = vec![("version", version.as_str()), ("gor", "ta-bort")];
    let asked = browser.post(&page, &away).await;
    assert_eq!(asked.status, StatusCode::OK);
    let problem = &picture().problems[0];
    assert!(asked.body.contains("1 problem"), "{}", asked.body);
    let measures = format!("{} åtgärd", problem.measures.len());
    assert!(asked.body.contains(&measures), "{}", asked.body);
    assert_eq!(held(&site, PICTURE).await, picture());
    away.push(("bekraftat", "1"));
    let gone = browser.post(&page, &away).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER, "{}", gone.body);
    assert!(
        held(&site, PICTURE)
            .await
            .problem(&"droger".into())
            .is_none()
    );
    // The version before is read again, and becomes the newest: as a new one.
    let list = browser.get(&work("/versioner")).await.body;
    assert!(list.contains(&work("/versioner/1")), "{list}");
    let first = browser.get(&work("/versioner/1")).await;
    assert!(first.body.contains(&problem.title), "{}", first.body);
    let version = first.hidden("version");
    let restored = browser
        .post(&work("/versioner/1"), &[("version", &version)])
        .await;
    assert_eq!(restored.status, StatusCode::SEE_OTHER, "{}", restored.body);
    assert_eq!(held(&site, PICTURE).await, picture());
    let list = browser.get(&work("/versioner")).await.body;
    assert!(list.contains(&work("/versioner/3")), "{list}");
}

#[tokio::test]
async fn a_publisher_takes_a_text_about_a_person_out_of_every_version() {
    let site = Site::with_picture().await;
    let mut editor = site.signed_in("editor").await;
    let told = editor.get(&work("/rensa")).await.body;
    assert!(
        told.contains("En utgivare") && !told.contains("name=\"text\""),
        "{told}"
    );
    let refused = editor
        .post(&work("/rensa"), &[("text", "den stora skolan")])
        .await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let said = picture().voices[0].words.clone();
    let mut publisher = site.signed_in("publisher").await;
    let none = publisher
        .post(&work("/rensa"), &[("text", "Exempla Exempelsson")])
        .await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.body.contains("id=\"falt-text-fel\""), "{}", none.body);
    let done = publisher.post(&work("/rensa"), &[("text", &said)]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    for page in ["/versioner", "/versioner/1", ""] {
        let body = publisher.get(&work(page)).await.body;
        assert!(!body.contains(&said), "{page}: {body}");
    }
}

#[tokio::test]
async fn each_gap_leads_to_the_form_where_it_is_mended_and_says_no_path() {
    let site = Site::with_picture().await;
    let mut browser = site.signed_in("editor").await;
    let body = browser.get(&work("")).await.body;
    let gaps = &body[body.find("id=\"brister\"").unwrap()..];
    assert!(gaps.contains(&work("/andra")), "{gaps}");
    assert!(gaps.contains(&work("/del/analys/ny")), "{gaps}");
    for path in ["picture.", "<code>", "commitments[", "<table"] {
        assert!(!gaps.contains(path), "{path}: {gaps}");
    }
    // What was last updated in February 2023 is late since February 2025, in words.
    assert!(gaps.contains("15 februari 2025"), "{gaps}");
}

#[tokio::test]
async fn a_version_says_which_organisation_saved_it_in_the_words_of_the_forms() {
    let site = Site::with_picture().await;
    let mut browser = site.signed_in("editor").await;
    let page = work("/synpunkt/oro");
    let version = browser.get(&page).await.hidden("version");
    let fields = [
        ("version", version.as_str()),
        ("ord", "Oro för droger"),
        ("antal", "43"),
        ("av", "90"),
        ("fragade", "young"),
    ];
    let saved = browser.post(&page, &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let body = browser.get(&work("/versioner")).await.body;
    let name = site.app.organisation_names(&site.operator()).await.unwrap();
    let name = &name[&OWNER.into()];
    assert!(body.contains(name.as_str()), "{name}: {body}");
    assert!(
        body.contains("Av hur många tillfrågade") && body.contains("unga"),
        "{body}"
    );
    assert!(!body.contains("n_asked"), "{body}");
}
