//! Pictures as documents: forms that lose nothing typed, gaps at their place,
//! the chain both ways, and editions that leak nothing withheld.

use axum::http::StatusCode;
use handslag_domain::document::Syntax;
use handslag_domain::picture::PictureDocument;
use sha2::{Digest, Sha256};

use crate::support::{Browser, OWNER, PICTURE, Site, picture};

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

async fn freeze(browser: &mut Browser, readers: &str, reason: &str) -> crate::support::Reply {
    let form = browser.get(&work(&format!("/utgava?for={readers}"))).await;
    let fields = [
        ("version", form.hidden("version")),
        ("for", readers.to_owned()),
        ("skal", reason.to_owned()),
    ];
    let fields = fields.map(|(n, v)| (n.to_owned(), v));
    browser.post_owned(&work("/utgava"), &fields).await
}

#[tokio::test]
async fn a_pasted_picture_is_checked_and_then_added() {
    let site = Site::open().await;
    let mut browser = site.signed_in("editor").await;
    let text = picture().write(Syntax::Toml).unwrap();
    let send = [("text", text.as_str()), ("gor", "kontrollera")];
    let checked = browser.post_multipart("/arbete/bild/ny", &send, None).await;
    assert_eq!(checked.status, StatusCode::OK);
    let send = [("text", text.as_str()), ("gor", "lagg-till")];
    let added = browser.post_multipart("/arbete/bild/ny", &send, None).await;
    assert_eq!(added.header("location"), work(""), "{}", added.body);
    let twice = browser.post_multipart("/arbete/bild/ny", &send, None).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(twice.body.contains("Ge den nya ett annat id"));
    let list = browser.get("/arbete/bild").await;
    assert!(list.body.contains("Provbild"));
}

#[tokio::test]
async fn each_gap_is_told_at_its_thing_with_its_remedy() {
    let site = Site::with_picture().await;
    let mut browser = site.signed_in("reader").await;
    let page = browser.get(&work("")).await;
    assert_eq!(page.status, StatusCode::OK);
    let measure = page.body.find("Staket runt gården").unwrap();
    let gap = page.body[measure..].find("class=\"notice gap\"").unwrap();
    let told = &page.body[measure + gap..][..600];
    assert!(told.contains("orsak"), "{told}");
    // A reader is offered nothing that may not be done.
    assert!(!page.body.contains("Ny orsak") && !page.body.contains("/nytt-problem"));
}

#[tokio::test]
async fn a_problem_is_written_by_its_form_and_nothing_typed_is_lost() {
    let site = Site::with_picture().await;
    let mut browser = site.signed_in("editor").await;
    let form = browser.get(&work("/nytt-problem")).await;
    let version = form.hidden("version");
    let mut fields = vec![
        ("version", version.as_str()),
        ("titel", "Mopeder på gångvägen"),
        ("tema", "trafik"),
        ("ordning", "två"),
        ("motiv", "Barn går där."),
        ("poang.harm", "2"),
        ("steg.identify", "done"),
        ("platser", "skolan"),
    ];
    let refused = browser.post(&work("/nytt-problem"), &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for typed in ["Mopeder på gångvägen", "Barn går där.", "två"] {
        assert!(refused.body.contains(typed), "{typed}");
    }
    assert!(
        refused.body.contains("href=\"#falt-ordning\""),
        "the error leads to its field"
    );
    fields[3] = ("ordning", "2");
    let saved = browser.post(&work("/nytt-problem"), &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let document = held(&site).await;
    let problem = document.problem(&"mopeder-pa-gangvagen".into()).unwrap();
    assert_eq!(problem.priority.as_ref().unwrap().rank, Some(2));
    assert_eq!((problem.cycle.len(), problem.places.len()), (1, 1));
}

#[tokio::test]
async fn what_points_out_a_person_is_told_beside_its_field_and_not_saved() {
    let site = Site::with_picture().await;
    let mut browser = site.signed_in("editor").await;
    let address = work("/ny-synpunkt");
    let form = browser.get(&address).await;
    let version = form.hidden("version");
    let fields = [
        ("version", version.as_str()),
        ("ord", "Mörkt vid skolan"),
        ("svar", "Ring 070-123 45 67"),
        ("antal", "12"),
    ];
    let refused = browser.post(&address, &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.body.contains("id=\"falt-svar-fel\""),
        "{}",
        refused.body
    );
    assert!(refused.body.contains("Mörkt vid skolan"));
    assert_eq!(held(&site).await, picture());
}

#[tokio::test]
async fn causes_measures_and_indicators_are_written_by_their_forms() {
    let site = Site::with_picture().await;
    let mut browser = site.signed_in("editor").await;
    let of = |page: &str| work(&format!("/problem/droger/{page}"));
    let version = browser.get(&of("ny/orsak")).await.hidden("version");
    let cause = [
        ("version", version.as_str()),
        ("ord", "Få vuxna efter skolan"),
        ("sida", "place"),
        ("for", "Vaktmästaren säger så.\nElevrådet också."),
        ("fel", "Att det är lika mycket när vuxna är där."),
    ];
    let saved = browser.post(&of("ny/orsak"), &cause).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let form = browser.get(&of("ny/atgard")).await;
    assert!(
        form.body.contains("Få vuxna efter skolan (stöds)"),
        "chosen from the causes"
    );
    let version = form.hidden("version");
    let measure = [
        ("version", version.as_str()),
        ("ord", "Vuxna på plats"),
        ("orsak", "fa-vuxna-efter-skolan"),
        ("kant", "promising"),
    ];
    browser.post(&of("ny/atgard"), &measure).await;
    let version = browser.get(&of("ny/indikator")).await.hidden("version");
    let indicator = [
        ("version", version.as_str()),
        ("ord", "Rapporter per termin"),
        ("fran.varde", "12"),
        ("fran.nar", "2022"),
    ];
    browser.post(&of("ny/indikator"), &indicator).await;
    let document = held(&site).await;
    let problem = document.problem(&"droger".into()).unwrap();
    assert_eq!(problem.causes.last().unwrap().evidence_for.len(), 2);
    let chosen = problem.measures.last().unwrap().cause.as_ref();
    assert_eq!(chosen.unwrap().as_str(), "fa-vuxna-efter-skolan");
    assert!(problem.indicators[0].baseline.is_some());
    let version = browser
        .get(&of("atgard/vuxna-pa-plats"))
        .await
        .hidden("version");
    let away = [
        ("version", version.as_str()),
        ("gor", "ta-bort"),
        ("bekraftat", "1"),
    ];
    browser.post(&of("atgard/vuxna-pa-plats"), &away).await;
    assert_eq!(held(&site).await.problems[0].measures.len(), 1);
}

#[tokio::test]
async fn evidence_for_and_against_is_written_by_forms_that_ask_what_its_kind_needs() {
    let site = Site::with_picture().await;
    let mut browser = site.signed_in("editor").await;
    let new_cause = work("/problem/droger/ny/orsak");
    let version = browser.get(&new_cause).await.hidden("version");
    let cause = [("version", version.as_str()), ("ord", "Få vuxna")];
    browser.post(&new_cause, &cause).await;
    let page = browser.get(&work("/problem/droger/orsak/fa-vuxna")).await;
    let (to, against) = (
        work("/belagg/orsak-0-0/ny"),
        work("/belagg/mot-orsak-0-0/ny"),
    );
    assert!(
        page.body.contains(&to) && page.body.contains(&against),
        "{}",
        page.body
    );
    // First the kind, then no more than that kind needs.
    let kinds = browser.get(&to).await.body;
    assert!(kinds.contains("value=\"incidents\"") && !kinds.contains("name=\"urval\""));
    let form = browser.get(&format!("{to}?slag=incidents")).await;
    assert!(form.body.contains("name=\"urval\"") && !form.body.contains("name=\"url\""));
    let version = form.hidden("version");
    let mut fields = vec![
        ("version", version.as_str()),
        ("slag", "incidents"),
        ("varde", "19"),
        ("fran", "2022"),
        ("ord", "19 på raster (exempel)."),
    ];
    let refused = browser.post(&to, &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("falt-urval-fel") && refused.body.contains("19 på raster"));
    fields.push(("urval", "raster"));
    let saved = browser.post(&to, &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let form = browser.get(&format!("{against}?slag=assumption")).await;
    let version = form.hidden("version");
    let assumed = [
        ("version", version.as_str()),
        ("slag", "assumption"),
        ("ord", "Så sades det på mötet."),
    ];
    browser.post(&against, &assumed).await;
    let document = held(&site).await;
    let cause = &document.problems[0].causes[0];
    let link = &cause.links_for[0];
    assert_eq!(link.filter.as_deref(), Some("raster"));
    assert_eq!(link.value.and_then(|n| n.to_i64()), Some(19));
    assert!(cause.links_against[0].is_assumption());
    // Changed to another kind, what the new kind does not use goes.
    let change = work("/belagg/orsak-0-0/0");
    let form = browser.get(&format!("{change}?slag=document")).await;
    let version = form.hidden("version");
    let fields = [
        ("version", version.as_str()),
        ("slag", "document"),
        ("kalla", "Skolans sammanställning"),
        ("ord", "19 på raster (exempel)."),
    ];
    browser.post(&change, &fields).await;
    let link = held(&site).await.problems[0].causes[0].links_for[0].clone();
    assert_eq!((link.filter, link.value), (None, None));
    assert_eq!(link.source.as_deref(), Some("Skolans sammanställning"));
    // Of a problem, and of a passage; and taken away.
    let of_problem = work("/belagg/problem-0/0");
    let version = browser.get(&of_problem).await.hidden("version");
    let away = [
        ("version", version.as_str()),
        ("gor", "ta-bort"),
        ("bekraftat", "1"),
    ];
    browser.post(&of_problem, &away).await;
    assert_eq!(held(&site).await.problems[0].evidence.len(), 1);
    let of_passage = work("/belagg/kartlaggning-0/ny?slag=voices");
    let version = browser.get(&of_passage).await.hidden("version");
    let voices = [
        ("version", version.as_str()),
        ("slag", "voices"),
        ("synpunkter", "oro"),
    ];
    let saved = browser
        .post(&work("/belagg/kartlaggning-0/ny"), &voices)
        .await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let told = &held(&site).await.mapping[0].evidence[0];
    assert_eq!(told.voices, ["oro".into()]);
    let none = browser.get(&work("/belagg/orsak-7-0/ny")).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn places_parties_criteria_and_indicators_have_forms_and_stay_while_they_are_used() {
    let site = Site::with_picture().await;
    let mut browser = site.signed_in("editor").await;
    let added = [
        (
            "platser",
            &[("namn", "Torget"), ("slag", "square"), ("inom", "skolan")][..],
        ),
        ("parter", &[("namn", "Skolorna"), ("slag", "school")]),
        ("kriterier", &[("kriterium", "harm"), ("vikt", "2")]),
        ("kriterier", &[("ord", "Går det fort?"), ("hogst", "5")]),
        ("matt", &[("ord", "Anmälda brott"), ("fran.varde", "10")]),
    ];
    for (list, fields) in added {
        let address = work(&format!("/lista/{list}/ny"));
        let version = browser.get(&address).await.hidden("version");
        let empty = browser.post(&address, &[("version", &version)]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY, "{list}");
        let fields = [&[("version", version.as_str())][..], fields].concat();
        let saved = browser.post(&address, &fields).await;
        assert_eq!(
            saved.status,
            StatusCode::SEE_OTHER,
            "{list}: {}",
            saved.body
        );
    }
    let document = held(&site).await;
    let place = document.places.last().unwrap();
    assert_eq!(
        (place.id.as_str(), place.kind.as_deref()),
        ("torget", Some("square"))
    );
    assert_eq!(place.within, Some("skolan".into()));
    assert_eq!(document.parties[0].id.as_str(), "skolorna");
    let names: Vec<&str> = document.criteria.iter().map(|c| c.name.as_str()).collect();
    assert_eq!(names, ["harm", "gar-det-fort"]);
    assert!(document.indicators[0].baseline.is_some());
    // A name changes and the id stays, which the voices and problems go by.
    let school = work("/lista/platser/0");
    let form = browser.get(&school).await;
    assert!(
        !form.body.contains("value=\"torget\""),
        "no circle is offered"
    );
    let version = form.hidden("version");
    let renamed = [("version", version.as_str()), ("namn", "Östra skolan")];
    browser.post(&school, &renamed).await;
    let version = browser.get(&school).await.hidden("version");
    let away = [
        ("version", version.as_str()),
        ("gor", "ta-bort"),
        ("bekraftat", "1"),
    ];
    let used = browser.post(&school, &away).await;
    assert_eq!(
        used.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        used.body
    );
    let document = held(&site).await;
    assert_eq!(
        (
            document.places[0].id.as_str(),
            document.places[0].name.as_str()
        ),
        ("skolan", "Östra skolan")
    );
    // A party works on a problem and shares the picture.
    let forms = [
        (
            "/problem/droger",
            &[
                ("titel", "Droger"),
                ("parter", "skolorna"),
                ("fokus", "Droger"),
            ][..],
        ),
        (
            "/andra",
            &[("titel", "Provbild (exempel)"), ("parter", "skolorna")],
        ),
    ];
    for (page, fields) in forms {
        let version = browser.get(&work(page)).await.hidden("version");
        let fields = [&[("version", version.as_str())][..], fields].concat();
        let saved = browser.post(&work(page), &fields).await;
        assert_eq!(
            saved.status,
            StatusCode::SEE_OTHER,
            "{page}: {}",
            saved.body
        );
    }
    let document = held(&site).await;
    let problem = &document.problems[0];
    assert_eq!(problem.parties, ["skolorna".into()]);
    assert_eq!(problem.focus_area.as_deref(), Some("Droger"));
    assert_eq!(document.picture.parties, ["skolorna".into()]);
    // While it is pointed to it stays; when nothing points to it, it goes.
    let free = work("/lista/parter/0");
    let version = browser.get(&free).await.hidden("version");
    let away = [
        ("version", version.as_str()),
        ("gor", "ta-bort"),
        ("bekraftat", "1"),
    ];
    let used = browser.post(&free, &away).await;
    assert_eq!(
        used.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        used.body
    );
    for (page, title) in [
        ("/problem/droger", "Droger"),
        ("/andra", "Provbild (exempel)"),
    ] {
        let version = browser.get(&work(page)).await.hidden("version");
        let fields = [("version", version.as_str()), ("titel", title)];
        browser.post(&work(page), &fields).await;
    }
    let version = browser.get(&free).await.hidden("version");
    let away = [
        ("version", version.as_str()),
        ("gor", "ta-bort"),
        ("bekraftat", "1"),
    ];
    browser.post(&free, &away).await;
    assert_eq!(held(&site).await.parties, []);
}

#[tokio::test]
async fn the_chain_is_walked_both_ways_between_problem_and_commitment() {
    let site = Site::with_picture().await;
    let mut browser = site.signed_in("reader").await;
    let from_problem = browser
        .get(&work("/kedja?steg=problem&id=droger"))
        .await
        .body;
    let came_of_it = from_problem.split("Bygger på det").nth(1).unwrap();
    assert!(came_of_it.contains("Trafikkontroller"), "{came_of_it}");
    let from_commitment = browser
        .get(&work("/kedja?steg=atagande&id=trafik&lofte=provlofte"))
        .await
        .body;
    let before = from_commitment.split("Det bygger på").nth(1).unwrap();
    let before = before.split("Bygger på det").next().unwrap();
    for led in ["Droger runt skolan", "Oro för droger"] {
        assert!(before.contains(led), "{led}: {before}");
    }
    let drawn = browser.get(&work("/kedja?problem=droger")).await.body;
    assert!(drawn.contains("<svg") && drawn.contains("Samma sak som tabell"));
}

#[tokio::test]
async fn a_place_is_on_one_screen_and_the_views_side_by_side() {
    let site = Site::with_picture().await;
    let mut browser = site.signed_in("reader").await;
    let place = browser.get(&work("/plats/skolan")).await;
    for step in [
        "Hitta platsen",
        "Kartlägg",
        "Sök orsaker",
        "Gör något",
        "Oro för droger",
        "Inga händelser är rapporterade",
    ] {
        assert!(place.body.contains(step), "{step}");
    }
    let none = browser.get(&work("/plats/ingenstans")).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
    let views = browser.get(&work("/vyer")).await;
    assert!(views.body.contains("droger") && views.body.contains("Invånarna"));
}

/// What the test's picture keeps with the parties, and what everyone may read.
const WITHHELD: [&str; 6] = [
    "Hemligt problem",
    "Hemlig synpunkt",
    "Hemligt svar",
    "Hemligt stycke",
    "Tre sa det i förtroende",
    "hemlig-fraga",
];
const RELEASED: [&str; 4] = [
    "Droger runt skolan",
    "Oro för droger",
    "Brotten i siffror",
    "finns bara i parternas utgåva",
];

#[tokio::test]
async fn the_public_edition_leaks_nothing_withheld_on_any_of_its_faces() {
    let site = Site::with_picture().await;
    assert_eq!(
        site.browser().get("/lidkoping/lagesbild").await.status,
        StatusCode::NOT_FOUND
    );
    let mut publisher = site.signed_in("publisher").await;
    let frozen = freeze(&mut publisher, "alla", "").await;
    assert_eq!(frozen.status, StatusCode::SEE_OTHER, "{}", frozen.body);
    let parties = freeze(&mut publisher, "parterna", "").await;
    assert_eq!(parties.status, StatusCode::SEE_OTHER, "{}", parties.body);
    let mut anyone = site.browser();
    for face in [
        "/lidkoping/lagesbild",
        "/lidkoping/lagesbild.json",
        "/lidkoping/lagesbild/v/1",
        "/lidkoping/lagesbild/v/1.json",
        "/lidkoping/lagesbild/v/1.pdf",
        "/lidkoping",
    ] {
        let reply = anyone.get(face).await;
        assert_eq!(reply.status, StatusCode::OK, "{face}");
        for words in WITHHELD {
            assert!(!reply.body.contains(words), "{face} tells {words}");
        }
        assert!(!reply.body.contains("<script"), "{face}");
    }
    let page = anyone.get("/lidkoping/lagesbild").await.body;
    for words in RELEASED.iter().chain(&["exempel", "Lagens klocka"]) {
        assert!(page.contains(words), "{words}");
    }
    let json = anyone.get("/lidkoping/lagesbild/v/1.json").await.body;
    let mut told = Vec::new();
    texts(&serde_json::from_str(&json).unwrap(), &mut told);
    assert!(told.len() > 6, "{told:?}");
    for words in told {
        assert!(page.contains(&escaped(&words)), "only in the JSON: {words}");
    }
    let inside = publisher.get(&work("/utgava/parterna/1")).await.body;
    for words in &WITHHELD[..4] {
        assert!(inside.contains(words), "the parties read {words}");
    }
    let denied = site
        .signed_in("annan")
        .await
        .get(&work("/utgava/parterna/1"))
        .await;
    assert_eq!(denied.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_new_edition_says_why_and_what_changed_and_the_old_one_stands() {
    let site = Site::with_picture().await;
    let mut publisher = site.signed_in("publisher").await;
    freeze(&mut publisher, "alla", "").await;
    let address = work("/problem/droger");
    let version = publisher.get(&address).await.hidden("version");
    let fields = [
        ("version", version.as_str()),
        ("titel", "Droger på torget"),
        ("visas", "public"),
    ];
    let saved = publisher.post(&address, &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let refused = freeze(&mut publisher, "alla", "").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("falt-skal-fel"));
    let frozen = freeze(&mut publisher, "alla", "Platsen var fel.").await;
    assert_eq!(frozen.status, StatusCode::SEE_OTHER, "{}", frozen.body);
    let mut anyone = site.browser();
    let newest = anyone.get("/lidkoping/lagesbild").await.body;
    for words in [
        "Ändrat sedan utgåva 1",
        "Platsen var fel.",
        "Droger på torget",
    ] {
        assert!(newest.contains(words), "{words}");
    }
    let first = anyone.get("/lidkoping/lagesbild/v/1").await.body;
    assert!(first.contains("Den här utgåvan är ersatt"));
    assert!(!first.contains("Droger på torget"));
    let editor = site.signed_in("editor").await;
    let mut editor = editor;
    let denied = editor
        .post(&work("/utgava"), &[("version", "2"), ("for", "alla")])
        .await;
    assert_eq!(denied.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_law_s_clock_starts_anew_by_the_form_and_a_passage_is_written_for_its_readers() {
    let site = Site::with_picture().await;
    let mut browser = site.signed_in("editor").await;
    let head = work("/andra");
    let version = browser.get(&head).await.hidden("version");
    let day = crate::support::today();
    let mut fields = vec![
        ("version", version.as_str()),
        ("titel", "Provbild (exempel)"),
        ("uppdaterad", "i våras"),
        ("beslut_av", "kommunstyrelsen (exempel)"),
    ];
    let refused = browser.post(&head, &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("falt-uppdaterad-fel") && refused.body.contains("i våras"));
    fields[2] = ("uppdaterad", day.as_str());
    let saved = browser.post(&head, &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let section = work("/del/analys/ny");
    let version = browser.get(&section).await.hidden("version");
    let passage = [
        ("version", version.as_str()),
        ("rubrik", "Varför just det"),
        ("ord", "Skadan är stor."),
        ("visas", "public"),
    ];
    browser.post(&section, &passage).await;
    let document = held(&site).await;
    assert_eq!(document.picture.updated_on.as_ref().unwrap().0, day);
    assert_eq!(document.analysis.len(), 1);
    let page = browser.get(&work("")).await.body;
    assert!(
        page.contains("Lägesbilden ska uppdateras senast"),
        "the clock starts anew"
    );
    assert!(page.contains("läses av alla") && page.contains("läses av parterna"));
}

#[tokio::test]
async fn the_checksum_of_an_edition_is_that_of_the_file_and_no_commitment_is_told_too_early() {
    let site = Site::with_picture().await;
    let mut publisher = site.signed_in("publisher").await;
    let mut anyone = site.browser();
    let mut files = Vec::new();
    for (version, reason) in [(1, ""), (2, "Löftet är publicerat.")] {
        let frozen = freeze(&mut publisher, "alla", reason).await;
        assert_eq!(frozen.status, StatusCode::SEE_OTHER, "{}", frozen.body);
        let page = anyone.get("/lidkoping/lagesbild").await.body;
        let address = format!("/lidkoping/lagesbild/v/{version}.json");
        for file in ["/lidkoping/lagesbild.json", &address] {
            let file = anyone.get(file).await;
            let digest = Sha256::digest(&file.bytes);
            let written: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
            assert!(page.contains(&written), "{written}: {page}");
            files.push(file.body);
        }
        site.publish_promise().await;
    }
    // The measure became a commitment of a promise that nobody could read yet.
    let is_named: Vec<bool> = files
        .iter()
        .map(|file| file.contains("\"trafik\""))
        .collect();
    assert_eq!(is_named, [false, false, true, true]);
}

#[tokio::test]
async fn search_finds_what_the_newest_public_edition_says_and_nothing_that_it_leaves_out() {
    let site = Site::with_picture().await;
    let mut publisher = site.signed_in("publisher").await;
    let mut anyone = site.browser();
    let none = anyone.get("/sok?q=staketen").await.body;
    assert!(!none.contains("/lidkoping/lagesbild"), "{none}");
    freeze(&mut publisher, "parterna", "").await;
    let none = anyone.get("/sok?q=staketen").await.body;
    assert!(!none.contains("/lidkoping/lagesbild"), "{none}");
    for (version, reason) in [(1, ""), (2, "Löftet är publicerat.")] {
        freeze(&mut publisher, "alla", reason).await;
        // "staketen" is not written there, but "staket" is.
        let found = anyone.get("/sok?q=staketen").await.body;
        let link = format!("href=\"/lidkoping/lagesbild/v/{version}#analys-droger\"");
        for told in [link.as_str(), "lägesbild · Lidköping", "Exempel"] {
            assert!(found.contains(told), "{told}: {found}");
        }
        assert_eq!(
            found.matches("/lidkoping/lagesbild/v/").count(),
            1,
            "{found}"
        );
        let whole = anyone.get("/sok?q=brotten").await.body;
        let link = format!("href=\"/lidkoping/lagesbild/v/{version}\"");
        assert!(whole.contains(&link), "{whole}");
        for withheld in ["hemlig", "förtroende", "parterna"] {
            let none = anyone.get(&format!("/sok?q={withheld}")).await.body;
            assert!(!none.contains("/lidkoping/lagesbild"), "{withheld}: {none}");
        }
        site.publish_promise().await;
    }
}

/// What somebody has written of a problem, wherever it stands.
fn texts(value: &serde_json::Value, found: &mut Vec<String>) {
    match value {
        serde_json::Value::Array(all) => all.iter().for_each(|one| texts(one, found)),
        serde_json::Value::Object(fields) => {
            for (name, value) in fields {
                match (name.as_str(), value) {
                    (
                        "title" | "words" | "result" | "focus_area" | "reason",
                        serde_json::Value::String(words),
                    ) => found.extend(words.lines().map(str::to_owned)),
                    _ => texts(value, found),
                }
            }
        }
        _ => {}
    }
}

fn escaped(words: &str) -> String {
    let and = words.trim().replace('&', "&amp;");
    and.replace('"', "&quot;").replace('<', "&lt;")
}
