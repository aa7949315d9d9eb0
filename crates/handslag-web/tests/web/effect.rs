//! Can it be seen, the lock, did it help, and the self-test.

use axum::http::StatusCode;
use handslag_domain::document::Syntax;
use serde_json::Value;

use crate::support::{Browser, OWNER, PROMISE, Reply, Site, document, year};

fn work(page: &str) -> String {
    format!("/arbete/loften/{OWNER}/{PROMISE}{page}")
}

fn follow_up(page: &str) -> String {
    work(&format!("/uppfoljning/{}{page}", year()))
}

fn public(ending: &str) -> String {
    format!("/lidkoping/{PROMISE}/uppfoljning/{}{ending}", year())
}

#[tokio::test]
async fn a_goal_says_how_small_a_change_could_be_seen() {
    let site = Site::with_promise().await;
    let mut editor = site.signed_in("editor").await;
    let before = editor.get(&work("/synas")).await;
    assert!(
        before.body.contains("Det går inte att säga än"),
        "{}",
        before.body
    );
    site.import_figures().await;
    let after = editor.get(&work("/synas")).await;
    assert!(
        after.body.contains("skulle synas i siffrorna"),
        "{}",
        after.body
    );
    assert!(after.body.contains("Stölderna ska minska."));
}

#[tokio::test]
async fn a_comparison_is_written_looked_at_and_saved() {
    let site = Site::with_promise().await;
    site.import_figures().await;
    let mut editor = site.signed_in("editor").await;
    let address = work("/synas/nytt");
    let form = editor.get(&address).await;
    assert!(
        form.body.contains("Bilbrott"),
        "the categories that are held"
    );
    let version = form.hidden("version");
    let fields = |step: &'static str, before: &'static str| {
        [
            ("version", version.clone()),
            ("ord", "Bilbrotten ska minska.".to_owned()),
            ("fraga", "change_against_others".to_owned()),
            ("indikator", "Bilbrott".to_owned()),
            ("fore_fran", before.to_owned()),
            ("efter_fran", "2015".to_owned()),
            ("med", "namn".to_owned()),
            ("namn", "Skara, Mariestad".to_owned()),
            ("varfor", "Grannar".to_owned()),
            ("vill", "ner".to_owned()),
            ("marginal", "5".to_owned()),
            ("viktig", "ja".to_owned()),
            ("gor", step.to_owned()),
        ]
        .map(|(n, v)| (n.to_owned(), v))
    };
    let wrong = editor
        .post_owned(&address, &fields("spara", "i fjol"))
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("href=\"#falt-fore_fran\""));
    assert!(wrong.body.contains("i fjol") && wrong.body.contains("Bilbrotten ska minska."));
    let shown = editor.post_owned(&address, &fields("visa", "2014")).await;
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.body);
    assert!(shown.body.contains("skulle synas"), "{}", shown.body);
    let saved = editor.post_owned(&address, &fields("spara", "2014")).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let page = editor.get(&work("/synas")).await;
    for words in [
        "Bilbrotten ska minska.",
        "Skara, Mariestad. Grannar",
        "5 %",
        "Ska minska",
    ] {
        assert!(page.body.contains(words), "{words} in {}", page.body);
    }
    let again = editor.get(&work("/synas/mal/bilbrotten-ska-minska")).await;
    assert_eq!(again.status, StatusCode::OK);
    assert!(again.body.contains("value=\"2014\"") && again.body.contains("Skara, Mariestad"));
}

#[tokio::test]
async fn counts_at_places_and_shares_are_written_and_foreseen() {
    let site = Site::with_promise().await;
    let mut editor = site.signed_in("editor").await;
    let address = work("/synas/nytt");
    let version = editor.get(&address).await.hidden("version");
    let form = |words: &str, asks: &str, numbers: &[(&str, &str)], step: &str| {
        let all = [
            ("version", version.as_str()),
            ("ord", words),
            ("fraga", asks),
            ("plats_gjort_fore", ""),
            ("enkat1_andel", ""),
            ("gor", step),
        ];
        let own = |name: &str| numbers.iter().any(|(n, _)| *n == name);
        let rest = all.into_iter().filter(|(name, _)| !own(name));
        let pairs = rest.chain(numbers.iter().copied());
        pairs
            .map(|(n, v)| (n.to_owned(), v.to_owned()))
            .collect::<Vec<_>>()
    };
    let places = [("plats_gjort_fore", "71"), ("plats_lik_fore", "79")];
    let shown = form("Det ska bli lugnare på torget.", "place", &places, "visa");
    let shown = editor.post_owned(&address, &shown).await;
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.body);
    assert!(
        shown.body.contains("från 71 händelser till 25 eller färre"),
        "{}",
        shown.body
    );
    let survey = [
        ("enkat1_nar", "2021"),
        ("enkat1_andel", "61"),
        ("enkat1_svar", "412"),
        ("enkat1_vikt", "1,3"),
    ];
    let shown = form(
        "Fler ska känna sig trygga.",
        "survey_share",
        &survey,
        "visa",
    );
    let shown = editor.post_owned(&address, &shown).await;
    assert!(
        shown.body.contains("procentenheter eller mer skulle synas"),
        "{}",
        shown.body
    );
    let wrong = [("plats_gjort_fore", "många"), ("plats_lik_fore", "79")];
    let wrong = form("Det ska bli lugnare.", "place", &wrong, "spara");
    let wrong = editor.post_owned(&address, &wrong).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("href=\"#falt-plats_gjort_fore\""));
    let saved = form("Det ska bli lugnare på torget.", "place", &places, "spara");
    let saved = editor.post_owned(&address, &saved).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let page = editor.get(&work("/synas")).await;
    assert!(
        page.body.contains("från 71 händelser till 25"),
        "{}",
        page.body
    );
    let again = editor.get(&work("/synas/mal/det-ska-bli-lugnare-pa")).await;
    assert!(
        again
            .body
            .contains("name=\"plats_gjort_fore\" type=\"text\" value=\"71\""),
        "{}",
        again.body
    );
}

#[tokio::test]
async fn an_unknown_municipality_and_months_in_disorder_are_said_at_their_fields() {
    let site = Site::with_promise().await;
    let mut editor = site.signed_in("editor").await;
    let address = work("/synas/mal/stold");
    let version = editor.get(&address).await.hidden("version");
    let reply = editor
        .post(
            &address,
            &[
                ("version", &version),
                ("ord", ""),
                ("fraga", "change"),
                ("indikator", "Stöldbrott"),
                ("omrade", "Ankeborg"),
                ("fore_fran", "2015"),
                ("efter_fran", "2014"),
                ("med", "regel"),
                ("marginal", "lite"),
            ],
        )
        .await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["ord", "omrade", "fore_till", "marginal"] {
        let link = format!("href=\"#falt-{field}\"");
        assert!(reply.body.contains(&link), "{field} in {}", reply.body);
    }
    assert!(reply.body.contains("Ankeborg är ingen kommun"));
}

#[tokio::test]
async fn a_lock_asks_first_and_then_shows_whatever_is_changed() {
    let site = Site::with_promise().await;
    site.import_figures().await;
    let mut publisher = site.signed_in("publisher").await;
    let version = publisher.get(&work("/synas")).await.hidden("version");
    let asked = publisher
        .post(&work("/synas/las"), &[("version", &version)])
        .await;
    assert_eq!(asked.status, StatusCode::OK);
    assert!(asked.body.contains("Lås jämförelserna?") && asked.body.contains("Ja, lås"));
    let not_yet = publisher.get(&work("/synas")).await;
    assert!(not_yet.body.contains("inte låsta än"));
    let locked = publisher
        .post(
            &work("/synas/las"),
            &[("version", &version), ("gor", "las")],
        )
        .await;
    assert_eq!(locked.status, StatusCode::SEE_OTHER, "{}", locked.body);
    let page = publisher.get(&work("/synas")).await;
    assert!(page.body.contains("Jämförelserna låstes"), "{}", page.body);
    // Its months are past, so it can only be locked late.
    assert!(page.body.contains("låstes efter att tiden"));

    let address = work("/synas/mal/stold");
    let version = publisher.get(&address).await.hidden("version");
    let changed = publisher
        .post(
            &address,
            &[
                ("version", &version),
                ("ord", "Stölderna ska minska."),
                ("fraga", "change"),
                ("indikator", "Stöldbrott"),
                ("fore_fran", "2014"),
                ("efter_fran", "2015"),
            ],
        )
        .await;
    assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.body);
    let page = publisher.get(&work("/synas")).await;
    assert!(
        page.body
            .contains("jämförs på ett annat sätt än det som låstes"),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn a_lock_is_not_written_by_hand() {
    let site = Site::with_promise().await;
    let mut publisher = site.signed_in("publisher").await;
    let version = publisher.get(&work("/synas")).await.hidden("version");
    publisher
        .post(
            &work("/synas/las"),
            &[("version", &version), ("gor", "las")],
        )
        .await;
    let version = publisher.get(&work("/text")).await.hidden("version");
    // The text as it was before the lock: saving it would take the lock away.
    let mut without = document(PROMISE, "Provlöfte");
    without.activities.clear();
    let text = without.write(Syntax::Toml).unwrap();
    let reply = publisher
        .post(&work("/text"), &[("version", &version), ("text", &text)])
        .await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        reply.body.contains("Låset kan inte ändras här"),
        "{}",
        reply.body
    );
    assert!(
        publisher
            .get(&work("/synas"))
            .await
            .body
            .contains("Jämförelserna låstes")
    );
}

#[tokio::test]
async fn page_csv_and_json_give_the_same_answer_to_the_digit() {
    let site = Site::with_promise().await;
    site.import_figures().await;
    let mut publisher = site.signed_in("publisher").await;
    let form = publisher.get(&follow_up("")).await;
    assert!(form.body.contains("Ta med i uppföljningen"));
    let fields = [
        ("version".to_owned(), form.hidden("version")),
        ("grund".to_owned(), form.hidden("grund")),
        (form.field("effekt.", ".fanns"), "ja".to_owned()),
        (form.field("effekt.", ".med"), "ja".to_owned()),
        (
            form.field("effekt.", ".ord"),
            "Vi tror på belysningen.".to_owned(),
        ),
    ];
    let saved = publisher.post_owned(&follow_up(""), &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let version = publisher.get(&follow_up("")).await.hidden("version");
    let published = publisher
        .post(&follow_up("/publicera"), &[("version", &version)])
        .await;
    assert_eq!(published.status, StatusCode::SEE_OTHER);

    let mut reader = site.browser();
    let page = reader.get(&public("")).await;
    let json: Value = serde_json::from_str(&reader.get(&public("/v/1.json")).await.body).unwrap();
    let csv = reader.get(&public("/v/1/underlag/svaren.csv")).await;
    assert_eq!(csv.status, StatusCode::OK);
    let mut rows = csv::Reader::from_reader(csv.body.as_bytes());
    let columns = rows.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
    let cell = |row: &csv::StringRecord, name: &str| {
        row[columns.iter().position(|c| c == name).unwrap()].to_owned()
    };
    let effect = &json["effects"][0];
    let estimates = effect["estimates"].as_array().unwrap();
    assert!(!estimates.is_empty(), "{json}");
    assert_eq!(rows.len(), estimates.len(), "one row an estimate");
    for (row, named) in rows.iter().zip(estimates) {
        for column in ["value", "low", "high"] {
            let digits = named["estimate"][column].to_string();
            assert_eq!(cell(row, column), digits, "{column}");
            let swedish = digits.replace('.', ",").replace('-', "−");
            assert!(page.body.contains(&swedish), "{swedish} in {}", page.body);
        }
        assert_eq!(cell(row, "finding"), effect["finding"].as_str().unwrap());
        assert_eq!(cell(row, "standing"), effect["standing"].as_str().unwrap());
    }
    for sentence in effect["plain"].as_array().unwrap() {
        let sentence = sentence.as_str().unwrap().replace('\u{a0}', " ");
        assert!(page.body.contains(&sentence), "{sentence}");
        assert!(cell(&rows[0], "plain").contains(&sentence), "{sentence}");
    }
    for words in [
        "Har det hjälpt?",
        "Så vet vi det",
        "Vi tror på belysningen.",
    ] {
        assert!(page.body.contains(words), "{words}");
    }
    let newest = reader.get(&public("/underlag/svaren.csv")).await;
    assert!(
        newest
            .header("location")
            .ends_with("/v/1/underlag/svaren.csv")
    );
    for drawing in effect["drawings"].as_array().unwrap() {
        let id = drawing["id"].as_str().unwrap();
        let file = reader
            .get(&public(&format!("/v/1/underlag/{id}.csv")))
            .await;
        assert_eq!(file.status, StatusCode::OK, "{id}");
    }
    let missing = reader.get(&public("/v/1/underlag/inget.csv")).await;
    assert_eq!(missing.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_answer_that_is_left_out_is_said_to_be() {
    let site = Site::with_promise().await;
    site.import_figures().await;
    let mut editor = site.signed_in("editor").await;
    let form = editor.get(&follow_up("")).await;
    let fields = [
        ("version".to_owned(), form.hidden("version")),
        ("grund".to_owned(), form.hidden("grund")),
        (form.field("effekt.", ".fanns"), "ja".to_owned()),
    ];
    let saved = editor.post_owned(&follow_up(""), &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let preview = editor.get(&follow_up("/forhandsvisa")).await;
    assert!(
        preview
            .body
            .contains("utelämnat ur uppföljningen: ”Stölderna ska minska.”"),
        "{}",
        preview.body
    );
    // Writing the draft anew computes it again.
    let version = editor.get(&follow_up("")).await.hidden("version");
    editor
        .post(&follow_up("/skriv-om"), &[("version", &version)])
        .await;
    let preview = editor.get(&follow_up("/forhandsvisa")).await;
    assert!(!preview.body.contains("utelämnat"));
}

/// Runs it and waits, as the browser does, until it is done.
async fn self_test_of(browser: &mut Browser) -> Reply {
    let begun = browser.post("/arbete/sjalvtest", &[]).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.body);
    browser.get_done("/arbete/sjalvtest?kort=1").await
}

#[tokio::test]
async fn a_self_test_is_run_kept_and_published() {
    let site = Site::open().await;
    let mut publisher = site.signed_in("publisher").await;
    let too_few = self_test_of(&mut publisher).await;
    assert_eq!(too_few.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        too_few.body.contains("minst 30 kommuner"),
        "{}",
        too_few.body
    );
    let nothing = publisher.post("/arbete/sjalvtest/publicera", &[]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    site.import_figures().await;
    let ran = self_test_of(&mut publisher).await;
    assert_eq!(ran.status, StatusCode::OK, "{}", ran.body);
    assert!(ran.body.contains("Självtestet är kört."), "{}", ran.body);
    let mut reader = site.browser();
    assert!(
        reader
            .get("/sjalvtest")
            .await
            .body
            .contains("Inget självtest är publicerat än.")
    );
    assert_eq!(
        reader.get("/sjalvtest.csv").await.status,
        StatusCode::NOT_FOUND
    );
    let kept = publisher.get("/arbete/sjalvtest").await;
    assert!(kept.body.contains("Handslags metod"), "{}", kept.body);
    let published = publisher.post("/arbete/sjalvtest/publicera", &[]).await;
    assert_eq!(published.status, StatusCode::SEE_OTHER);
    let page = reader.get("/sjalvtest").await;
    for words in ["Före och efter, bara slump", "Stöldbrott", "2013 → 2014"] {
        assert!(page.body.contains(words), "{words}");
    }
    let csv = reader.get("/sjalvtest.csv").await.body;
    assert!(csv.lines().count() > 20, "{csv}");
}
