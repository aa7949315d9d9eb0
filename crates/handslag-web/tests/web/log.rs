//! Logging: three taps, once, without persons; correcting with a trace.

use axum::http::StatusCode;

use crate::support::{Browser, OWNER, PROMISE, Reply, Site, document, today};

fn taps(form: &Reply, more: &[(&str, &str)]) -> Vec<(String, String)> {
    let key = form.hidden("nyckel");
    let day = today();
    let mut fields: Vec<(String, String)> = [
        ("agare", OWNER),
        ("lofte", PROMISE),
        ("nyckel", key.as_str()),
        ("typ", "trafikkontroll"),
        ("plats", "torget"),
        ("dag", day.as_str()),
        ("part", "polisen"),
    ]
    .map(|(n, v)| (n.to_owned(), v.to_owned()))
    .to_vec();
    for (name, value) in more {
        fields.retain(|(n, _)| n != name);
        fields.push(((*name).to_owned(), (*value).to_owned()));
    }
    fields
}

async fn form(browser: &mut Browser) -> Reply {
    let reply = browser.get("/arbete/logga").await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
    reply
}

async fn logged(site: &Site) -> usize {
    let (owner, id) = (OWNER.into(), PROMISE.into());
    site.app
        .store()
        .activities_of(&owner, &id)
        .await
        .unwrap()
        .len()
}

#[tokio::test]
async fn three_taps_move_the_bar_and_say_so() {
    let site = Site::with_promise().await;
    let mut browser = site.signed_in("reporter").await;
    let empty = form(&mut browser).await;
    let fields = taps(
        &empty,
        &[
            ("antal.trafikkontroll.drivers", "23"),
            ("antal.skolbesök.classes", "9"),
        ],
    );
    let reply = browser.post_owned("/arbete/logga", &fields).await;
    assert_eq!(reply.status, StatusCode::OK);
    assert!(reply.body.contains("1 → 2"), "{}", reply.body);
    assert!(reply.body.contains("Trafikkontroller"));
    // The last type and place are chosen the next time.
    let next = form(&mut browser).await;
    assert!(
        next.body
            .contains(r#"value="trafikkontroll" required checked"#),
        "{}",
        next.body
    );
    assert!(next.body.contains(r#"value="torget" checked"#));
    // Only the counts of the chosen type were meant.
    let overview = browser
        .get(&format!("/arbete/loften/{OWNER}/{PROMISE}"))
        .await;
    assert!(overview.body.contains("23 förare") && !overview.body.contains("9 klasser"));
}

#[tokio::test]
async fn the_same_form_twice_counts_once() {
    let site = Site::with_promise().await;
    let mut browser = site.signed_in("reporter").await;
    let fields = taps(&form(&mut browser).await, &[]);
    let first = browser.post_owned("/arbete/logga", &fields).await;
    let second = browser.post_owned("/arbete/logga", &fields).await;
    assert_eq!(
        (first.status, second.status),
        (StatusCode::OK, StatusCode::OK)
    );
    assert!(first.body.contains("1 → 2"));
    assert!(second.body.contains("redan sparad") && !second.body.contains("→"));
    assert_eq!(logged(&site).await, 2);
}

#[tokio::test]
async fn a_stepper_counts_without_scripts_and_saves_nothing() {
    let site = Site::with_promise().await;
    let mut browser = site.signed_in("reporter").await;
    let name = "antal.trafikkontroll.drivers";
    let fields = taps(
        &form(&mut browser).await,
        &[
            (name, "4"),
            ("steg", "antal.trafikkontroll.drivers+1"),
            ("anteckning", "Kvar"),
        ],
    );
    let reply = browser.post_owned("/arbete/logga", &fields).await;
    assert!(
        reply.body.contains(&format!(
            "name=\"{name}\" type=\"number\" inputmode=\"numeric\" min=\"0\" step=\"1\" value=\"5\""
        )),
        "{}",
        reply.body
    );
    assert!(reply.body.contains("Kvar"));
    assert_eq!(logged(&site).await, 1);
}

#[tokio::test]
async fn personal_data_in_a_note_is_refused_and_nothing_typed_is_lost() {
    let site = Site::with_promise().await;
    let mut browser = site.signed_in("reporter").await;
    let note = "Ring 070-174 06 05 eller skriv till nagon@exempel.se";
    let more = [
        ("anteckning", note),
        ("timmar", "3,5"),
        ("antal.trafikkontroll.drivers", "17"),
        ("tid", "21:15"),
    ];
    let fields = taps(&form(&mut browser).await, &more);
    let key = fields
        .iter()
        .find(|(n, _)| n == "nyckel")
        .unwrap()
        .1
        .clone();
    let reply = browser.post_owned("/arbete/logga", &fields).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    for kept in [
        note,
        "value=\"3,5\"",
        "value=\"17\"",
        "value=\"21:15\"",
        key.as_str(),
        "href=\"#falt-anteckning\"",
    ] {
        assert!(reply.body.contains(kept), "{kept} in {}", reply.body);
    }
    assert!(reply.body.contains("070-174 06 05”") && reply.body.contains("telefonnummer"));
    assert_eq!(logged(&site).await, 1);
}

#[tokio::test]
async fn a_day_that_is_none_or_in_the_future_is_refused_at_its_field() {
    let site = Site::with_promise().await;
    let mut browser = site.signed_in("reporter").await;
    for day in ["2999-01-01", "31 juni", ""] {
        let fields = taps(&form(&mut browser).await, &[("dag", day)]);
        let reply = browser.post_owned("/arbete/logga", &fields).await;
        assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{day}");
        assert!(reply.body.contains("href=\"#falt-dag\""), "{day}");
    }
    assert_eq!(logged(&site).await, 1);
}

fn correction(form: &Reply, more: &[(&str, &str)]) -> Vec<(String, String)> {
    let version = form.hidden("version");
    let mut fields: Vec<(String, String)> = [
        ("version", version.as_str()),
        ("typ", "trafikkontroll"),
        ("dag", "2026-01-02"),
        ("plats", "torget"),
        ("part", "polisen"),
        ("antal.drivers", "14"),
        ("gor", "ratta"),
    ]
    .map(|(n, v)| (n.to_owned(), v.to_owned()))
    .to_vec();
    fields.extend(more.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())));
    fields
}

#[tokio::test]
async fn a_correction_takes_a_reason_and_leaves_a_trace() {
    let site = Site::with_promise().await;
    let mut browser = site.signed_in("reporter").await;
    let form = browser
        .get("/arbete/aktiviteter/lidkopings-kommun/provlofte/a1")
        .await;
    let without = browser
        .post_owned(
            "/arbete/aktiviteter/lidkopings-kommun/provlofte/a1",
            &correction(&form, &[("skal", " ")]),
        )
        .await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(without.body.contains("href=\"#falt-skal\""));
    let with = browser
        .post_owned(
            "/arbete/aktiviteter/lidkopings-kommun/provlofte/a1",
            &correction(&form, &[("skal", "Fel plats")]),
        )
        .await;
    assert_eq!(with.status, StatusCode::SEE_OTHER, "{}", with.body);
    let page = browser
        .get("/arbete/aktiviteter/lidkopings-kommun/provlofte/a1")
        .await;
    for shown in ["Fel plats", "Esplanaden", "12 förare", "value=\"14\""] {
        assert!(page.body.contains(shown), "{shown} in {}", page.body);
    }
}

#[tokio::test]
async fn a_stale_correction_shows_both_texts_and_can_be_sent_again() {
    let site = Site::with_promise().await;
    let mut browser = site.signed_in("reporter").await;
    let form = browser
        .get("/arbete/aktiviteter/lidkopings-kommun/provlofte/a1")
        .await;
    let theirs = correction(&form, &[("skal", "Först"), ("anteckning", "Deras text")]);
    browser
        .post_owned(
            "/arbete/aktiviteter/lidkopings-kommun/provlofte/a1",
            &theirs,
        )
        .await;
    let mine = correction(&form, &[("skal", "Sedan"), ("anteckning", "Min text")]);
    let stale = browser
        .post_owned("/arbete/aktiviteter/lidkopings-kommun/provlofte/a1", &mine)
        .await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.body.contains("Deras text") && stale.body.contains("Min text"));
    let again = correction(&stale, &[("skal", "Sedan"), ("anteckning", "Min text")]);
    assert_eq!(again[0].1, "2");
    let reply = browser
        .post_owned("/arbete/aktiviteter/lidkopings-kommun/provlofte/a1", &again)
        .await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_withdrawn_entry_no_longer_counts() {
    let site = Site::with_promise().await;
    let mut browser = site.signed_in("reporter").await;
    let form = browser
        .get("/arbete/aktiviteter/lidkopings-kommun/provlofte/a1")
        .await;
    let mut fields = correction(&form, &[("skal", "Dubbel")]);
    fields.retain(|(n, _)| n != "gor");
    fields.push(("gor".to_owned(), "dra-tillbaka".to_owned()));
    let reply = browser
        .post_owned(
            "/arbete/aktiviteter/lidkopings-kommun/provlofte/a1",
            &fields,
        )
        .await;
    assert_eq!(reply.status, StatusCode::SEE_OTHER);
    let next = taps(&self::form(&mut browser).await, &[]);
    let logged = browser.post_owned("/arbete/logga", &next).await;
    assert!(logged.body.contains("0 → 1"), "{}", logged.body);
}

#[tokio::test]
async fn what_the_promise_counts_can_be_logged_whatever_its_unit() {
    let site = Site::with_promise().await;
    let mut document = crate::support::document("bidrag", "Bidragslöfte");
    document.commitments[0] = serde_json::from_value(serde_json::json!({
        "id": "bidrag",
        "title": "Bidrag",
        "words": "Vi delar ut 5000 kronor.",
        "parties": ["kommunen"],
        "target": {"shape": "count", "at_least": 5000, "unit": "kronor", "types": ["bidrag"]},
    }))
    .unwrap();
    document.activities.clear();
    site.add(&document).await;
    let mut browser = site.signed_in("reporter").await;
    let form = browser
        .get(&format!("/arbete/logga?lofte={OWNER}/bidrag"))
        .await;
    assert!(form.body.contains("name=\"antal.bidrag.kronor\""));
    let fields = taps(
        &form,
        &[
            ("lofte", "bidrag"),
            ("typ", "bidrag"),
            ("antal.bidrag.kronor", "3000"),
        ],
    );
    let reply = browser.post_owned("/arbete/logga", &fields).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.body);
    assert!(reply.body.contains("0 → 3 000"), "{}", reply.body);
}

#[tokio::test]
async fn what_two_organisations_have_logged_of_one_night_counts_once() {
    let site = Site::with_promise().await;
    let mut owner = site.signed_in("editor").await;
    let overview = format!("/arbete/loften/{OWNER}/{PROMISE}");
    let share = [
        ("partner", "skara-kommun"),
        ("roll", "reporter"),
        ("syfte", "Gemensamma kontroller"),
    ];
    owner.post(&format!("{overview}/dela"), &share).await;
    let mut partner = site.signed_in("annan").await;
    let form = form(&mut partner).await;
    assert!(form.body.contains("<option value=\"a1\""), "{}", form.body);
    let apart = taps(&form, &[]);
    let reply = partner.post_owned("/arbete/logga", &apart).await;
    assert!(reply.body.contains("1 → 2"), "{}", reply.body);
    let same = taps(&reply, &[("samma", "a1")]);
    let reply = partner.post_owned("/arbete/logga", &same).await;
    assert_eq!(reply.status, StatusCode::OK);
    assert!(!reply.body.contains("2 → 3"), "{}", reply.body);
}

#[tokio::test]
async fn a_talk_logged_in_three_taps_is_one_talk() {
    let mut promise = document(PROMISE, "Provlöfte");
    promise.commitments[0].target = handslag_domain::target::Target::Count(
        serde_json::from_value(
            serde_json::json!({ "at_least": 40, "unit": "talks", "types": ["orossamtal"] }),
        )
        .unwrap(),
    );
    let site = Site::open().await;
    site.add(&promise).await;
    let mut browser = site.signed_in("reporter").await;
    let fields = taps(&form(&mut browser).await, &[("typ", "orossamtal")]);
    let reply = browser.post_owned("/arbete/logga", &fields).await;
    assert!(reply.body.contains("0 → 1"), "{}", reply.body);
}

#[tokio::test]
async fn what_does_not_count_says_why() {
    let mut promise = document(PROMISE, "Provlöfte");
    promise.commitments[0].places = vec!["torget".into()];
    let site = Site::open().await;
    site.add(&promise).await;
    let mut browser = site.signed_in("reporter").await;
    let fields = taps(&form(&mut browser).await, &[("plats", "")]);
    let reply = browser.post_owned("/arbete/logga", &fields).await;
    assert!(!reply.body.contains("Räknas mot"), "{}", reply.body);
    let why = "”Trafikkontroller”: räknas bara på Torget, och raden har ingen plats";
    assert!(reply.body.contains(why), "{}", reply.body);
}

#[tokio::test]
async fn today_says_of_each_commitment_how_it_goes() {
    let mut promise = document(PROMISE, "Provlöfte");
    let more = |id: &str, shape: serde_json::Value| handslag_domain::promise::Commitment {
        id: id.into(),
        words: format!("Vi gör {id}."),
        target: serde_json::from_value(shape).unwrap(),
        ..Default::default()
    };
    let plan = serde_json::json!({ "shape": "milestone", "done": "planen", "by": "31 november 2024", "types": ["beslut"] });
    promise.commitments = vec![
        more("arbete", serde_json::json!({ "shape": "none" })),
        more("planen", plan),
        more(
            "gång",
            serde_json::json!({ "shape": "ongoing", "types": ["lektion"] }),
        ),
        more(
            "kontroller",
            serde_json::json!({ "shape": "count", "at_least": 1, "types": ["trafikkontroll"] }),
        ),
    ];
    let site = Site::open().await;
    site.add(&promise).await;
    let mut browser = site.signed_in("reporter").await;
    let reply = browser.get("/arbete").await;
    for words in [
        "Inget ligger efter.",
        "1 åtagande går som det ska.",
        "1 åtagande har inget loggat än.",
        "2 åtaganden går inte att bedöma.",
    ] {
        assert!(reply.body.contains(words), "{words}: {}", reply.body);
    }
    assert!(!reply.body.contains("0 åtaganden"), "{}", reply.body);
    let address = format!("/arbete/loften/{OWNER}/{PROMISE}");
    let overview = browser.get(&address).await.body;
    assert!(overview.contains("”31 november 2024” är inget datum i almanackan"));
    // Words without a title stand once.
    assert_eq!(overview.matches(">Vi gör arbete.<").count(), 1);
}
