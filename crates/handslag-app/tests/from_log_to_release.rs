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
use handslag_app::{Action, Actor, App, AppError, Denied, Invalid, StoreDatabase};
use handslag_domain::activity::Activity;
use handslag_domain::amount::Amount;
use handslag_domain::document::PromiseDocument;
use handslag_domain::follow_up::FollowUpDocument;
use handslag_domain::id::PromiseId;
use handslag_domain::organisation::OrganisationId;
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
        .share_promise(&house.kommun, &share)
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
