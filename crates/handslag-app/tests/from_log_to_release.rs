//! From a logged activity to a published follow-up, on a real database.

#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot set up its world should fail"
)]

use std::sync::Arc;

use handslag_app::activity::{EntryName, LogOrder};
use handslag_app::intake::{File, Intake, Run};
use handslag_app::promise::OpenPromise;
use handslag_app::renderer::{Renderer, Rendering};
use handslag_app::whole_log::Compared;
use handslag_app::{Action, Actor, App, AppError, Denied, Invalid, Seen, StoreDatabase};
use handslag_domain::activity::Activity;
use handslag_domain::amount::Amount;
use handslag_domain::document::PromiseDocument;
use handslag_domain::follow_up::FollowUpDocument;
use handslag_domain::id::{ActivityId, PromiseId};
use handslag_domain::organisation::OrganisationId;
use handslag_domain::picture::edition::PictureEdition;
use handslag_store::{Origin, PromiseShare};
use jiff::Timestamp;
use jiff::civil::{Date, date};

const PROMISE: &str = r#"
format = "handslag/1"
example = true
[promise]
id = "vara-2023"
title = "Medborgarlöfte Vara 2023 (exempel)"
municipalities = ["Vara"]
parties = ["polisen", "kommunen"]
[promise.period]
from = "2023-01-01"
to = "2023-12-31"
[[parties]]
id = "polisen"
name = "Polisen"
[[parties]]
id = "kommunen"
name = "Vara kommun"
[[commitments]]
id = "trafik"
title = "Trafikkontroller"
words = "Vi gör minst tre trafikkontroller."
parties = ["polisen"]
[commitments.target]
shape = "count"
at_least = 3
types = ["trafikkontroll"]
[[commitments]]
id = "samtal"
title = "Orossamtal"
words = "Vi talar med unga vid behov."
parties = ["polisen", "kommunen"]
[commitments.target]
shape = "ongoing"
types = ["orossamtal"]
unit = "talks"
"#;

/// Prints nothing: these tests are not about paper.
struct Blank;

impl Renderer for Blank {
    fn pdf<'a>(&'a self, _: &'a FollowUpDocument, _: bool) -> Rendering<'a> {
        Box::pin(async { Ok(b"%PDF-".to_vec()) })
    }

    fn picture_pdf<'a>(&'a self, _: &'a PictureEdition, _: bool) -> Rendering<'a> {
        Box::pin(async { Ok(b"%PDF-".to_vec()) })
    }
}

struct House {
    app: App,
    owner: OrganisationId,
    kommun: Actor,
    promise: PromiseId,
    _folder: tempfile::TempDir,
}

impl House {
    async fn with_promise() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = StoreDatabase::Sqlite {
            folder: folder.path().to_owned(),
        };
        let app = App::open(&database, Arc::new(Blank)).await.unwrap();
        let owner = OrganisationId::from("vara-kommun");
        for (id, name, party) in [
            ("vara-kommun", "Vara kommun", "kommunen"),
            ("polisen", "Polisen", "polisen"),
            ("skara-kommun", "Skara kommun", "kommunen"),
        ] {
            let organisation = handslag_domain::organisation::Organisation {
                id: id.into(),
                name: name.to_owned(),
                party: party.into(),
            };
            app.store()
                .write(async |tx| tx.insert_organisation(&organisation).await)
                .await
                .unwrap();
        }
        let kommun = App::operator(&owner);
        let document = PromiseDocument::read(PROMISE).unwrap();
        app.add_promise(&kommun, &document, now()).await.unwrap();
        Self {
            app,
            owner,
            kommun,
            promise: document.promise.id,
            _folder: folder,
        }
    }

    async fn log(
        &self,
        actor: &Actor,
        key: &str,
        activity: Activity,
    ) -> Result<handslag_app::activity::Logged, AppError> {
        let order = LogOrder {
            owner: self.owner.clone(),
            promise: self.promise.clone(),
            activity,
            key: key.to_owned(),
            origin: Origin::Form,
        };
        self.app.log_activity(actor, order, today(), now()).await
    }

    /// An entry of the house's promise.
    fn named(&self, id: &ActivityId) -> EntryName {
        EntryName {
            owner: self.owner.clone(),
            promise: self.promise.clone(),
            id: id.clone(),
        }
    }

    async fn open(&self) -> OpenPromise {
        let (app, kommun) = (&self.app, &self.kommun);
        app.open_promise(kommun, Action::ReadInternal, &self.owner, &self.promise)
            .await
            .unwrap()
    }

    async fn publish(&self, reason: Option<&str>) -> Result<u32, AppError> {
        let workshop = self
            .app
            .workshop(&self.kommun, &self.owner, &self.promise, 2023, today())
            .await?;
        let version = self
            .app
            .save_follow_up(
                &self.kommun,
                &self.owner,
                &self.promise,
                2023,
                workshop.version,
                &workshop.document,
                now(),
            )
            .await?;
        self.app
            .publish_follow_up(
                &self.kommun,
                &self.owner,
                &self.promise,
                2023,
                version,
                reason.map(str::to_owned),
                now(),
            )
            .await
    }
}

fn now() -> Timestamp {
    "2024-01-15T08:00:00Z".parse().unwrap()
}

fn today() -> Date {
    date(2024, 1, 15)
}

fn check_on(day: &str) -> Activity {
    Activity {
        kind: "trafikkontroll".into(),
        on: day.into(),
        ..Activity::default()
    }
}

#[tokio::test]
async fn a_logged_check_moves_its_commitment_and_the_same_press_twice_moves_it_once() {
    let house = House::with_promise().await;
    let logged = house
        .log(&house.kommun, "press-1", check_on("2023-05-02"))
        .await
        .unwrap();
    assert_eq!(logged.moved.len(), 1);
    assert_eq!(logged.moved[0].name, "Trafikkontroller");
    assert_eq!(
        (logged.moved[0].before, logged.moved[0].after),
        (Amount::ZERO, Amount::ONE)
    );
    let again = house
        .log(&house.kommun, "press-1", check_on("2023-05-02"))
        .await
        .unwrap();
    assert!(again.already);
    let opened = house
        .app
        .open_promise(
            &house.kommun,
            Action::ReadInternal,
            &house.owner,
            &house.promise,
        )
        .await
        .unwrap();
    assert_eq!(opened.document.activities.len(), 1);
}

#[tokio::test]
async fn a_note_with_an_identity_number_is_refused_and_nothing_is_saved() {
    let house = House::with_promise().await;
    // A test number that the tax agency has published for this use.
    let note = Some("Talade med 19811218-9876".to_owned());
    let refused = house
        .log(
            &house.kommun,
            "k",
            Activity {
                note,
                ..check_on("2023-05-02")
            },
        )
        .await;
    assert!(matches!(refused, Err(AppError::PersonalData { .. })));
    let opened = house
        .app
        .open_promise(
            &house.kommun,
            Action::ReadInternal,
            &house.owner,
            &house.promise,
        )
        .await
        .unwrap();
    assert!(opened.document.activities.is_empty());
}

#[tokio::test]
async fn a_concern_talk_keeps_its_month_and_number_and_nothing_else() {
    let house = House::with_promise().await;
    let talk = Activity {
        kind: "orossamtal".into(),
        on: "2023-05-02".into(),
        place: Some("skolan".into()),
        note: Some("efter skolan".to_owned()),
        counts: [("talks".to_owned(), Amount::from(2u32))].into(),
        ..Activity::default()
    };
    house.log(&house.kommun, "k", talk).await.unwrap();
    let opened = house
        .app
        .open_promise(
            &house.kommun,
            Action::ReadInternal,
            &house.owner,
            &house.promise,
        )
        .await
        .unwrap();
    let kept = &opened.document.activities[0];
    assert_eq!(kept.on.0, "2023-05");
    assert_eq!((&kept.place, &kept.note), (&None, &None));
}

#[tokio::test]
async fn an_organisation_sees_a_promise_only_when_it_is_shared() {
    let house = House::with_promise().await;
    let police = App::operator(&"polisen".into());
    let skara = App::operator(&"skara-kommun".into());
    let open = async |actor: &Actor| {
        house
            .app
            .open_promise(actor, Action::LogActivity, &house.owner, &house.promise)
            .await
            .map(|_| ())
    };
    let foreign = |answer: Result<(), AppError>| {
        matches!(answer, Err(AppError::Denied(Denied::NoSuchRecord)))
    };
    assert!(foreign(open(&police).await));
    let share = PromiseShare {
        owner: house.owner.clone(),
        promise: house.promise.clone(),
        partner: "polisen".into(),
        purpose: "gemensam logg".to_owned(),
        shared_on: today(),
        role_limit: handslag_domain::organisation::Role::Reporter,
    };
    house
        .app
        .share_promise(&house.kommun, &share, Seen::Nothing)
        .await
        .unwrap();
    open(&police).await.unwrap();
    assert!(foreign(open(&skara).await));
    // What it logs is its own, and counts in the shared promise.
    let logged = house
        .log(&police, "p", check_on("2023-06-01"))
        .await
        .unwrap();
    assert_eq!(logged.moved[0].after, Amount::ONE);
    let named = EntryName {
        owner: house.owner.clone(),
        promise: house.promise.clone(),
        id: logged.id,
    };
    assert!(house.app.activity(&police, &named).await.is_ok());
    assert!(house.app.activity(&house.kommun, &named).await.is_err());
}

#[tokio::test]
async fn a_published_follow_up_never_changes_and_a_correction_needs_a_reason() {
    let house = House::with_promise().await;
    for (n, day) in ["2023-02-01", "2023-03-01", "2023-04-01"]
        .into_iter()
        .enumerate()
    {
        house
            .log(&house.kommun, &n.to_string(), check_on(day))
            .await
            .unwrap();
    }
    assert_eq!(house.publish(None).await.unwrap(), 1);
    let without_reason = house.publish(None).await;
    assert!(matches!(
        without_reason,
        Err(AppError::Invalid {
            field: "reason",
            ..
        })
    ));
    house
        .log(&house.kommun, "late", check_on("2023-12-30"))
        .await
        .unwrap();
    let rewritten = house
        .app
        .rewrite(&house.kommun, &house.owner, &house.promise, 2023, today())
        .await
        .unwrap();
    let held = house
        .app
        .workshop(&house.kommun, &house.owner, &house.promise, 2023, today())
        .await
        .unwrap();
    house
        .app
        .save_follow_up(
            &house.kommun,
            &house.owner,
            &house.promise,
            2023,
            held.version,
            &rewritten,
            now(),
        )
        .await
        .unwrap();
    assert_eq!(
        house.publish(Some("En kontroll saknades.")).await.unwrap(),
        2
    );
    let read = async |version| {
        house
            .app
            .published()
            .follow_up_release("vara", &house.promise, 2023, version)
            .await
            .unwrap()
            .unwrap()
            .content
            .document
    };
    assert_eq!(
        read(Some(1)).await.commitments[0].evidenced.counted,
        Amount::from(3u32)
    );
    let newest = read(None).await;
    assert_eq!(newest.commitments[0].evidenced.counted, Amount::from(4u32));
    assert_eq!(newest.reason.as_deref(), Some("En kontroll saknades."));
    assert_eq!(newest.earlier.len(), 1);
}

#[tokio::test]
async fn two_promises_that_name_their_entries_alike_are_both_counted() {
    let house = House::with_promise().await;
    let entry = "[[activities]]\nid = \"a1\"\ntype = \"trafikkontroll\"\non = \"2023-02-01\"\n";
    for id in ["forsta", "andra"] {
        let text = format!("{}{entry}", PROMISE.replace("vara-2023", id));
        let document = PromiseDocument::read(&text).unwrap();
        house
            .app
            .add_promise(&house.kommun, &document, now())
            .await
            .unwrap();
        let opened = house
            .app
            .open_promise(
                &house.kommun,
                Action::ReadInternal,
                &house.owner,
                &id.into(),
            )
            .await
            .unwrap();
        assert_eq!(
            opened.assess(today())[0].evidenced.counted,
            Amount::ONE,
            "{id}"
        );
    }
}

#[tokio::test]
async fn a_stale_save_gives_back_the_other_text() {
    let house = House::with_promise().await;
    let mut document = PromiseDocument::read(PROMISE).unwrap();
    document.promise.title = "Första".to_owned();
    house
        .app
        .save_promise(&house.kommun, &house.owner, 1, &document, None, now())
        .await
        .unwrap();
    document.promise.title = "Andra".to_owned();
    let stale = house
        .app
        .save_promise(&house.kommun, &house.owner, 1, &document, None, now())
        .await;
    let Err(AppError::Stale(held)) = stale else {
        panic!("a save over a newer version was taken");
    };
    assert_eq!(held.content["promise"]["title"], "Första");
}

#[tokio::test]
async fn what_changes_nothing_becomes_no_new_version() {
    let house = House::with_promise().await;
    let mut document = PromiseDocument::read(PROMISE).unwrap();
    let mut versions = Vec::new();
    for title in ["Vara trygga", "Vara trygga", "Vara tryggare"] {
        document.promise.title = title.to_owned();
        let expected = versions.last().copied().unwrap_or(1);
        let saved = house
            .app
            .save_promise(
                &house.kommun,
                &house.owner,
                expected,
                &document,
                None,
                now(),
            )
            .await;
        versions.push(saved.unwrap());
    }
    assert_eq!(versions, [2, 2, 3]);
}

#[tokio::test]
async fn fewer_than_ten_talks_are_nowhere_in_what_is_published() {
    let house = House::with_promise().await;
    let talk = Activity {
        kind: "orossamtal".into(),
        on: "2023-05".into(),
        counts: [("talks".to_owned(), Amount::from(7u32))].into(),
        ..Activity::default()
    };
    house.log(&house.kommun, "t", talk).await.unwrap();
    house.publish(None).await.unwrap();
    let release = house
        .app
        .published()
        .follow_up_release("vara", &house.promise, 2023, None)
        .await
        .unwrap()
        .unwrap();
    let talks = &release.content.document.commitments[1];
    assert_eq!(talks.withheld_below, Some(10));
    assert_eq!(talks.evidenced.counted, Amount::ZERO);
    assert!(talks.done.is_empty() && talks.evidenced.entries.is_empty());
    assert!(talks.sentences.iter().all(|s| !s.text.contains('7')));
}

/// A promise about talks and reports, with more lines after it.
async fn taken_in(house: &House, id: &str, more: &str) -> Result<PromiseId, AppError> {
    let text = format!(
        r#"
        example = true
        [promise]
        id = "{id}"
        title = "Medborgarlöfte (exempel)"
        municipalities = ["Vara"]
        parties = ["kommunen"]
        period = {{ from = "2023-01-01", to = "2023-12-31" }}
        [[parties]]
        id = "kommunen"
        name = "Vara kommun"
        [[places]]
        id = "torget"
        name = "Torget"
        {more}"#
    );
    let document = PromiseDocument::read(&text).unwrap();
    let (app, kommun) = (&house.app, &house.kommun);
    app.add_promise(kommun, &document, now()).await?;
    Ok(document.promise.id)
}

fn commitment(target: &str) -> String {
    format!(
        "[[commitments]]\nid = \"c\"\nwords = \"Ord.\"\nparties = [\"kommunen\"]\ntarget = {target}\n"
    )
}

async fn only_entry(house: &House, promise: &PromiseId) -> Activity {
    let opened = house
        .app
        .open_promise(&house.kommun, Action::ReadInternal, &house.owner, promise)
        .await
        .unwrap();
    assert_eq!(opened.log.len(), 1);
    opened.log[0].activity.clone()
}

#[tokio::test]
async fn a_talk_logged_under_any_word_keeps_its_month_and_number_only() {
    let house = House::with_promise().await;
    for (key, kind) in ["Orossamtal", "bekymringssamtal", "Bekymrings-samtal"]
        .iter()
        .enumerate()
    {
        let talk = Activity {
            kind: (*kind).into(),
            on: "2023-05-06".into(),
            place: Some("torget".into()),
            hours: Some(Amount::ONE),
            note: Some("En pojke i 7A.".to_owned()),
            ..Activity::default()
        };
        let logged = house.log(&house.kommun, &key.to_string(), talk).await;
        let id = logged.unwrap().id;
        let (held, _) = house
            .app
            .activity(&house.kommun, &house.named(&id))
            .await
            .unwrap();
        let kept = Activity {
            id,
            kind: "orossamtal".into(),
            on: "2023-05".into(),
            ..Activity::default()
        };
        assert_eq!(held.activity, kept, "{kind}");
    }
}

#[tokio::test]
async fn a_years_talks_are_not_said_to_be_januarys_and_half_a_talk_is_refused() {
    let house = House::with_promise().await;
    let talks = |n: &str| Activity {
        kind: "orossamtal".into(),
        on: "2023".into(),
        times: Amount::parse(n).ok(),
        ..Activity::default()
    };
    let logged = house.log(&house.kommun, "a", talks("14")).await.unwrap();
    let named = house.named(&logged.id);
    let (held, _) = house.app.activity(&house.kommun, &named).await.unwrap();
    assert_eq!(held.activity.on.0, "2023");
    let half = house.log(&house.kommun, "b", talks("1,5")).await;
    assert!(matches!(half, Err(AppError::Invalid { .. })));
}

#[tokio::test]
async fn a_documents_log_keeps_no_more_of_a_talk_than_the_month() {
    let house = House::with_promise().await;
    let talk = "[[activities]]\nid = \"x1\"\ntype = \"orossamtal\"\non = 2023-01-03\nat = 22:10:00\nplace = \"torget\"\nnote = \"pojke i 7A\"\nhours = 2\n";
    let target = "{ shape = \"count\", at_least = 3, types = [\"bekymringssamtal\"] }";
    let more = commitment(target) + talk;
    let promise = taken_in(&house, "samtal-2023", &more).await.unwrap();
    let kept = Activity {
        id: "x1".into(),
        kind: "orossamtal".into(),
        on: "2023-01".into(),
        ..Activity::default()
    };
    assert_eq!(only_entry(&house, &promise).await, kept);

    let later = taken_in(&house, "samtal-2", &commitment(target)).await;
    let later = later.unwrap();
    let entries = PromiseDocument::read(&format!(
        "[promise]\nid=\"p\"\ntitle=\"t\"\n{}",
        talk.replace("x1", "x2")
    ));
    let entries = entries.unwrap().activities;
    let (app, kommun) = (&house.app, &house.kommun);
    app.take_in_log(kommun, &house.owner, &later, &entries, now())
        .await
        .unwrap();
    let held = only_entry(&house, &later).await;
    assert_eq!(
        (held.on.0.as_str(), held.place, held.note),
        ("2023-01", None, None)
    );
}

/// What is published of the one commitment of a promise with this target and log.
async fn published(
    target: &str,
    log: &str,
) -> (handslag_domain::follow_up::CommitmentReport, String) {
    let house = House::with_promise().await;
    let promise = taken_in(&house, "p-2023", &(commitment(target) + log)).await;
    let house = House {
        promise: promise.unwrap(),
        ..house
    };
    house.publish(None).await.unwrap();
    let release = house
        .app
        .published()
        .follow_up_release("vara", &house.promise, 2023, None)
        .await
        .unwrap()
        .unwrap();
    let document = &release.content.document;
    let text = serde_json::to_string(&document.commitments).unwrap();
    (document.commitments[0].clone(), text)
}

#[tokio::test]
async fn a_small_number_of_reports_does_not_leak_through_a_condition_or_a_share() {
    let reports = "[[activities]]\nid = \"r\"\ntype = \"orosanmälan\"\non = \"2023-05\"\ntimes = 3\n\
        [[activities]]\nid = \"m\"\ntype = \"möte\"\non = \"2023-06-01\"\nserves = [\"c\"]\n";
    let condition =
        "{ shape = \"conditional\", on = \"need\", occasions = { types = [\"orosanmälan\"] } }";
    let (report, text) = published(condition, reports).await;
    assert_eq!(report.withheld_below, Some(10));
    assert_eq!(
        (report.evidenced.target, report.evidenced.reached),
        (None, None),
        "{text}"
    );
    assert!(!text.contains("av minst 3"), "{text}");

    let share = "{ shape = \"share\", at_least = 0.2, part = { types = [\"möte\"] }, of = { types = [\"orosanmälan\"] } }";
    let (report, text) = published(share, &reports.replace("serves = [\"c\"]", "")).await;
    assert_eq!(report.withheld_below, Some(10));
    assert_eq!(report.evidenced.ratio, None, "{text}");
    assert!(!text.contains("33"), "{text}");
}

#[tokio::test]
async fn residents_find_a_published_promise_by_an_inflected_word() {
    let house = House::with_promise().await;
    house
        .log(&house.kommun, "1", check_on("2023-02-01"))
        .await
        .unwrap();
    house
        .app
        .publish_promise(&house.kommun, &house.owner, &house.promise, today(), now())
        .await
        .unwrap();
    for words in ["trafikkontrollen", "kontroller", "Vara"] {
        let found = house.app.search(words).await.unwrap();
        assert!(!found.is_empty(), "{words}");
    }
    assert!(house.app.search("elefant").await.unwrap().is_empty());
}

/// The police's notices about Vara, as their service writes them: id, minute and text.
fn notices(all: &[(i64, u8, &str)]) -> String {
    let notice = |(id, minute, summary): &(i64, u8, &str)| {
        format!(
            r#"{{"id":{id},"datetime":"2023-04-03 9:{minute:02}:05 +02:00","name":"03 april 09:10, Brand, Vara","summary":"{summary}","url":"/aktuellt/{id}/","type":"Brand","location":{{"name":"Vara","gps":"58.2,12.9"}}}}"#
        )
    };
    let all: Vec<String> = all.iter().map(notice).collect();
    format!("[{}]", all.join(","))
}

async fn take_in_notices(house: &House, run: Run, text: &str) -> Intake {
    let file = File {
        name: "polisen.json",
        bytes: text.as_bytes(),
    };
    house
        .app
        .import_notices(&house.kommun, &file, run, now(), &mut |_| {})
        .await
        .unwrap()
}

async fn public_news(house: &House) -> Vec<(i64, String)> {
    let items = house.app.published().news("vara", 10, None).await.unwrap();
    items.into_iter().map(|i| (i.id, i.summary)).collect()
}

#[tokio::test]
async fn the_public_reads_the_corrected_notice_whatever_file_comes_last() {
    let house = House::with_promise().await;
    take_in_notices(&house, Run::Real, &notices(&[(1, 50, "RÄTTAD")])).await;
    let archive = notices(&[(1, 10, "gammal text"), (2, 20, "en till")]);
    take_in_notices(&house, Run::Real, &archive).await;
    let public = public_news(&house).await;
    assert_eq!(
        public,
        [(1, "RÄTTAD".to_owned()), (2, "en till".to_owned())]
    );
}

#[tokio::test]
async fn notices_that_came_before_the_promise_are_read_beside_it() {
    let house = House::with_promise().await;
    let skara = App::operator(&"skara-kommun".into());
    let text = notices(&[(1, 10, "en brand")]);
    let file = File {
        name: "polisen.json",
        bytes: text.as_bytes(),
    };
    let take_in = async || {
        let app = &house.app;
        app.import_notices(&skara, &file, Run::Real, now(), &mut |_| {})
            .await
            .unwrap()
    };
    take_in().await;
    assert_eq!(public_news(&house).await, []);
    let document = PromiseDocument::read(&PROMISE.replace("vara-2023", "skara-2023")).unwrap();
    house
        .app
        .add_promise(&skara, &document, now())
        .await
        .unwrap();
    let (owner, id) = ("skara-kommun".into(), document.promise.id);
    house
        .app
        .publish_promise(&skara, &owner, &id, today(), now())
        .await
        .unwrap();
    assert_eq!(public_news(&house).await, [(1, "en brand".to_owned())]);
    // The same file again changes nothing, and says so.
    let again = take_in().await;
    assert_eq!((again.new, again.revised, again.unchanged), (0, 0, 1));
}

#[tokio::test]
async fn a_dry_run_comes_to_what_the_real_one_comes_to_and_keeps_nothing() {
    let house = House::with_promise().await;
    let table = |more: &str| format!("Datum;Insats\n2023-02-03;Trafikkontroll\n{more}");
    let take_in = async |run, text: String| {
        let file = File {
            name: "februari.csv",
            bytes: text.as_bytes(),
        };
        let (app, kommun) = (&house.app, &house.kommun);
        let taken = app
            .import_activities(
                kommun,
                &house.owner,
                &house.promise,
                &file,
                None,
                run,
                now(),
                &mut |_| {},
            )
            .await
            .unwrap();
        let batches = app.import_batches(kommun).await.unwrap();
        let noted: Vec<u64> = batches.iter().map(|b| b.n_new).collect();
        (taken.new, taken.unchanged, noted)
    };
    assert_eq!(take_in(Run::Dry, table("")).await, (1, 0, vec![]));
    assert_eq!(take_in(Run::Real, table("")).await, (1, 0, vec![1]));
    let grown = table("2023-02-04;Trafikkontroll\n");
    assert_eq!(take_in(Run::Dry, grown.clone()).await, (1, 1, vec![1]));
    assert_eq!(take_in(Run::Real, grown.clone()).await, (1, 1, vec![1, 1]));
    assert_eq!(take_in(Run::Real, grown).await, (0, 2, vec![0, 1, 1]));

    let first = notices(&[(1, 10, "ett")]);
    take_in_notices(&house, Run::Real, &first).await;
    let grown = notices(&[(1, 10, "ett"), (2, 20, "två")]);
    for run in [Run::Dry, Run::Real] {
        let taken = take_in_notices(&house, run, &grown).await;
        assert_eq!((taken.new, taken.unchanged), (1, 1), "{run:?}");
    }
}

#[tokio::test]
async fn talks_in_one_month_are_all_counted_though_their_lists_come_apart() {
    let house = House::with_promise().await;
    let mut counted = Vec::new();
    for (text, n) in [
        ("2023-01-05;Orossamtal", 1),
        ("2023-01-19;Orossamtal", 2),
        // A list that has grown holds what is counted already.
        ("2023-01-05;Orossamtal\n2023-01-19;Orossamtal", 2),
    ] {
        let text = format!("Datum;Insats\n{text}\n");
        let file = File {
            name: "samtal.csv",
            bytes: text.as_bytes(),
        };
        house
            .app
            .import_activities(
                &house.kommun,
                &house.owner,
                &house.promise,
                &file,
                None,
                Run::Real,
                now(),
                &mut |_| {},
            )
            .await
            .unwrap();
        let opened = house.open().await;
        assert!(
            opened
                .document
                .activities
                .iter()
                .all(|a| a.on.0 == "2023-01")
        );
        counted.push((opened.document.activities.len(), n));
    }
    assert!(counted.iter().all(|(len, n)| len == n), "{counted:?}");
}

#[tokio::test]
async fn a_document_that_comes_again_corrects_what_it_says_otherwise() {
    let house = House::with_promise().await;
    let entry = |id: &str, times: u32| Activity {
        id: id.into(),
        times: Some(Amount::from(times)),
        ..check_on("2023-02-01")
    };
    let (app, kommun, owner, id) = (&house.app, &house.kommun, &house.owner, &house.promise);
    let first = [entry("a1", 2), entry("a2", 1)];
    app.take_in_log(kommun, owner, id, &first, now())
        .await
        .unwrap();
    let again = [entry("a1", 2), entry("a2", 3), entry("a3", 1)];
    let compared = house.open().await.compared(owner, &again).unwrap();
    assert_eq!(compared.new, [entry("a3", 1)]);
    assert_eq!(compared.changed, [(1, entry("a2", 3))]);
    app.correct_log(kommun, owner, id, &compared.changed, "räknat om", now())
        .await
        .unwrap();
    let opened = house.open().await;
    assert_eq!(
        opened.assess(today())[0].evidenced.counted,
        Amount::from(5u32)
    );
    assert_eq!(
        opened.compared(owner, &again[..2]).unwrap(),
        Compared::default()
    );
    let named = EntryName {
        owner: owner.clone(),
        promise: id.clone(),
        id: "a2".into(),
    };
    let (_, changes) = app.activity(kommun, &named).await.unwrap();
    assert_eq!(changes[0].saving.reason.as_deref(), Some("räknat om"));
}

#[tokio::test]
async fn a_follow_up_is_of_the_promises_own_years() {
    let house = House::with_promise().await;
    for (year, is_there) in [
        (2022, true),
        (2024, true),
        (2020, false),
        (9999, false),
        (10_000, false),
        (i16::MAX, false),
        (i16::MIN, false),
    ] {
        let workshop = house
            .app
            .workshop(&house.kommun, &house.owner, &house.promise, year, today())
            .await;
        assert_eq!(workshop.is_ok(), is_there, "{year}");
    }
}

#[tokio::test]
async fn no_text_that_is_saved_holds_an_identity_number() {
    let house = House::with_promise().await;
    // A test number that the tax agency has published for this use.
    let number = "19811218-9876";
    let (app, kommun, owner) = (&house.app, &house.kommun, &house.owner);
    let refused = |answer: Result<(), AppError>, what: &str| {
        assert!(
            matches!(answer, Err(AppError::PersonalData { .. })),
            "{what}: {answer:?}"
        );
    };
    let document = PromiseDocument::read(PROMISE).unwrap();
    let reason = Some(format!("efter samtal med {number}"));
    let saved = app
        .save_promise(kommun, owner, 1, &document, reason, now())
        .await;
    refused(saved.map(|_| ()), "the reason of a version");
    let mut named = document.clone();
    named.commitments[0].words = format!("Vi söker {number}.");
    let saved = app
        .save_promise(kommun, owner, 1, &named, None, now())
        .await;
    refused(saved.map(|_| ()), "a commitment");
    let share = PromiseShare {
        owner: owner.clone(),
        promise: house.promise.clone(),
        partner: "polisen".into(),
        purpose: format!("ärendet {number}"),
        shared_on: today(),
        role_limit: handslag_domain::organisation::Role::Reporter,
    };
    refused(
        app.share_promise(kommun, &share, Seen::Nothing).await,
        "the purpose of a share",
    );
    for activity in [
        Activity {
            place: Some(number.into()),
            ..check_on("2023-05-02")
        },
        Activity {
            id: number.into(),
            ..check_on("2023-05-02")
        },
        Activity {
            serves: vec![number.into()],
            ..check_on("2023-05-02")
        },
    ] {
        let logged = house.log(kommun, "k", activity).await;
        refused(logged.map(|_| ()), "an entry");
    }
    let name = format!("{number} Tolvan.csv");
    let file = File {
        name: &name,
        bytes: b"Datum;Insats\n2023-02-03;Trafikkontroll\n",
    };
    let taken = app
        .import_activities(
            kommun,
            owner,
            &house.promise,
            &file,
            None,
            Run::Real,
            now(),
            &mut |_| {},
        )
        .await;
    refused(taken.map(|_| ()), "the name of a file");
    // A field that the log does not have may hold anything, so it is not taken.
    let mut activity = check_on("2023-05-02");
    activity.extra.insert("person".to_owned(), "någon".into());
    assert!(matches!(
        house.log(kommun, "k", activity).await,
        Err(AppError::Invalid { field: "extra", .. })
    ));
    assert!(house.open().await.document.activities.is_empty());
}

#[tokio::test]
async fn what_is_logged_names_what_the_promise_has() {
    let house = House::with_promise().await;
    for (field, activity) in [
        (
            "place",
            Activity {
                place: Some("torgetx".into()),
                ..check_on("2023-05-02")
            },
        ),
        (
            "parties",
            Activity {
                parties: vec!["okand".into()],
                ..check_on("2023-05-02")
            },
        ),
        (
            "serves",
            Activity {
                serves: vec!["finnsinte".into()],
                ..check_on("2023-05-02")
            },
        ),
    ] {
        let logged = house.log(&house.kommun, field, activity).await;
        let found = match logged {
            Err(AppError::Invalid { field, problem }) => (field, problem),
            other => panic!("{field}: {:?}", other.map(|l| l.id)),
        };
        assert_eq!(found, (field, Invalid::Unknown));
    }
}
