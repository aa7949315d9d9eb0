//! Situational pictures as documents, on a real database.

#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot set up its world should fail"
)]

use std::sync::Arc;

use handslag_app::access::Member;
use handslag_app::held::PictureShare;
use handslag_app::incident::IncidentReport;
use handslag_app::intake::{File, Run};
use handslag_app::picture_document::{
    EmptyParts, FreezeOrder, OpenPicture, PictureChange, VoiceOrder, WhichEdition,
};
use handslag_app::renderer::NoRenderer;
use handslag_app::{Action, Actor, App, AppError, Denied, Invalid, Seen, StoreDatabase};
use handslag_domain::check::Words;
use handslag_domain::document::PromiseDocument;
use handslag_domain::id::PictureId;
use handslag_domain::incident::{NamedPlace, Point, TimePrecision, TimeWindow, WrittenSpot};
use handslag_domain::organisation::{Organisation, OrganisationId, Role};
use handslag_domain::picture::PictureDocument;
use handslag_domain::picture::edition::PictureEdition;
use handslag_domain::picture::views::{Agreement, View};
use handslag_domain::vocabulary::ReleasedTo;
use handslag_locale::Language;
use jiff::Timestamp;
use jiff::civil::date;
use jiff::tz::TimeZone;

mod together;
mod withdrawn;

const PICTURE: &str = include_str!("../../../handslag/example/lidkoping-lagesbild.toml");
const PROMISE: &str = include_str!("../../../handslag/example/lidkoping-2022-2023.toml");

struct House {
    app: App,
    owner: OrganisationId,
    kommun: Actor,
    polis: Actor,
    picture: PictureId,
    _folder: tempfile::TempDir,
}

fn now() -> Timestamp {
    "2023-06-01T10:00:00Z".parse().unwrap()
}

fn picture() -> PictureDocument {
    PictureDocument::read(PICTURE).unwrap()
}

impl House {
    async fn with_picture() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = StoreDatabase::Sqlite {
            folder: folder.path().to_owned(),
        };
        let app = App::open(&database, Arc::new(NoRenderer)).await.unwrap();
        for (id, party) in [("lidkopings-kommun", "kommunen"), ("polisen", "polisen")] {
            let organisation = Organisation {
                id: id.into(),
                name: id.to_owned(),
                party: party.into(),
            };
            let added = app
                .store()
                .write(async |tx| tx.insert_organisation(&organisation).await);
            added.await.unwrap();
        }
        let owner = OrganisationId::from("lidkopings-kommun");
        let kommun = App::operator(&owner);
        app.add_picture(&kommun, &picture(), now()).await.unwrap();
        Self {
            app,
            owner,
            kommun,
            polis: App::operator(&"polisen".into()),
            picture: picture().picture.id,
            _folder: folder,
        }
    }

    async fn open(&self, actor: &Actor, action: Action) -> Result<OpenPicture, AppError> {
        self.app
            .open_picture(actor, action, &self.owner, &self.picture)
            .await
    }

    async fn save(&self, version: u32, document: &PictureDocument) -> Result<u32, AppError> {
        self.save_over(version, None, document).await
    }

    /// Saves what was made from a version, over what others made of it when
    /// that was shown with version `over`.
    async fn save_over(
        &self,
        made_from: u32,
        over: Option<u32>,
        document: &PictureDocument,
    ) -> Result<u32, AppError> {
        let change = PictureChange {
            document,
            made_from,
            over,
            reason: None,
        };
        self.app
            .save_picture(&self.kommun, &self.owner, change, now())
            .await
    }

    /// The picture as it is held now.
    async fn held(&self) -> PictureDocument {
        let opened = self.open(&self.kommun, Action::ReadInternal).await;
        opened.unwrap().document
    }

    async fn freeze(&self, to: ReleasedTo, reason: Option<&str>) -> Result<u32, AppError> {
        self.freeze_with(to, reason, EmptyParts::Refused).await
    }

    async fn freeze_with(
        &self,
        to: ReleasedTo,
        reason: Option<&str>,
        empty_parts: EmptyParts,
    ) -> Result<u32, AppError> {
        let version = self.open(&self.kommun, Action::Publish).await?.version;
        let frozen = self
            .app
            .freeze_picture(
                &self.kommun,
                &self.owner,
                &self.picture,
                FreezeOrder {
                    expected_version: version,
                    released_to: to,
                    reason: reason.map(str::to_owned),
                    empty_parts,
                },
                now(),
            )
            .await?;
        Ok(frozen.version)
    }

    async fn share(&self, role_limit: Role) {
        let share = PictureShare {
            owner: self.owner.clone(),
            picture: self.picture.clone(),
            partner: "polisen".into(),
            purpose: "Gemensam lägesbild".to_owned(),
            shared_on: date(2023, 6, 1),
            role_limit,
        };
        self.app
            .share_picture(&self.kommun, &share, Seen::Nothing)
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn a_picture_opens_with_the_promises_that_answer_it() {
    let house = House::with_picture().await;
    let promise = PromiseDocument::read(PROMISE).unwrap();
    house
        .app
        .add_promise(&house.kommun, &promise, now())
        .await
        .unwrap();
    let opened = house
        .open(&house.kommun, Action::ReadInternal)
        .await
        .unwrap();
    assert_eq!(opened.document, picture());
    let answering: Vec<_> = opened
        .promises
        .iter()
        .map(|p| p.promise.id.as_str())
        .collect();
    assert_eq!(answering, ["lidkoping-2022-2023"]);
    assert_eq!(opened.owner_of(&promise.promise.id), Some(&house.owner));
}

#[tokio::test]
async fn a_text_that_points_out_a_person_is_not_saved_and_the_field_is_told() {
    let house = House::with_picture().await;
    let mut document = picture();
    document.voices[2].answer = Some("Ring 070-123 45 67".to_owned());
    let refused = house.save(1, &document).await;
    let Err(AppError::PersonalData { field, findings }) = refused else {
        panic!("{refused:?}")
    };
    assert_eq!((field.as_str(), findings.len()), ("voices[2].answer", 1));
    let held = house
        .open(&house.kommun, Action::ReadInternal)
        .await
        .unwrap();
    assert_eq!((held.version, held.document), (1, picture()));
}

#[tokio::test]
async fn a_stale_edit_changes_nothing_and_is_answered_with_the_other_text() {
    let house = House::with_picture().await;
    let mut theirs = picture();
    theirs.picture.title = "Deras".to_owned();
    assert_eq!(house.save(1, &theirs).await.unwrap(), 2);
    let mut mine = picture();
    mine.picture.title = "Min".to_owned();
    let refused = house.save(1, &mine).await;
    assert!(
        matches!(&refused, Err(AppError::BothChanged { version: 2, conflicts }) if conflicts[0].theirs == "Deras"),
        "{refused:?}"
    );
    // Made from a version that there never was.
    let stale = house.save(9, &mine).await;
    let Err(AppError::Stale(held)) = stale else {
        panic!("{stale:?}")
    };
    assert_eq!(held.version, 2);
    assert_eq!(held.content["picture"]["title"], "Deras");
    let versions = house
        .app
        .picture_versions(&house.kommun, &house.owner, &house.picture)
        .await
        .unwrap();
    assert_eq!(versions.len(), 2);
}

#[tokio::test]
async fn a_text_that_names_somebody_goes_from_every_version_and_only_a_publisher_takes_it_out() {
    const NAMED: &str = "Han i det röda huset bredvid";
    let house = House::with_picture().await;
    let mut named = picture();
    named.voices[0].words = format!("{NAMED} langar.");
    assert_eq!(house.save(1, &named).await.unwrap(), 2);
    assert_eq!(house.save(2, &picture()).await.unwrap(), 3);
    let erase = async |actor: &Actor, text: &str| {
        let app = &house.app;
        app.erase_from_picture(actor, &house.owner, &house.picture, text, now())
            .await
    };
    let Actor::Member(publisher) = &house.kommun else {
        panic!("a member")
    };
    let editor = Actor::Member(Member {
        role: Role::Editor,
        ..publisher.clone()
    });
    let denied = erase(&editor, NAMED).await;
    assert!(matches!(denied, Err(AppError::Denied(_))), "{denied:?}");
    assert!(matches!(
        erase(&house.kommun, "Exe").await,
        Err(AppError::Invalid { .. })
    ));
    assert_eq!(erase(&house.kommun, NAMED).await.unwrap(), 1);
    let versions = house
        .app
        .picture_versions(&house.kommun, &house.owner, &house.picture)
        .await
        .unwrap();
    // That it was done is a version of its own, which does not say what was taken out.
    assert_eq!(versions.len(), 4);
    assert!(!format!("{versions:?}").contains("röda huset"));
    let reason = versions[3].version.saving.reason.as_deref();
    assert!(
        reason.unwrap().contains("ur 1 sparad version"),
        "{reason:?}"
    );
    let before = house
        .app
        .picture_version(&house.kommun, &house.owner, &house.picture, 2);
    assert_eq!(before.await.unwrap().voices[0].words, "[borttaget] langar.");
    assert!(matches!(
        erase(&house.kommun, NAMED).await,
        Err(AppError::Invalid { .. })
    ));
}

#[tokio::test]
async fn what_changes_nothing_is_no_new_version_and_an_id_is_taken_once() {
    let house = House::with_picture().await;
    assert_eq!(house.save(1, &picture()).await.unwrap(), 1);
    let again = house
        .app
        .add_picture(&house.kommun, &picture(), now())
        .await;
    assert!(
        matches!(
            again,
            Err(AppError::Invalid {
                field: "id",
                problem: Invalid::Taken
            })
        ),
        "{again:?}"
    );
}

#[tokio::test]
async fn a_partner_s_picture_is_the_same_as_none_until_it_is_shared_and_after() {
    let house = House::with_picture().await;
    let is_none = |opened: Result<OpenPicture, AppError>| {
        matches!(
            opened.map(|_| ()),
            Err(AppError::Denied(Denied::NoSuchRecord))
        )
    };
    let missing = house
        .app
        .open_picture(
            &house.polis,
            Action::ReadInternal,
            &house.owner,
            &"ingen".into(),
        )
        .await;
    assert!(is_none(missing));
    assert!(is_none(
        house.open(&house.polis, Action::ReadInternal).await
    ));
    assert!(
        house
            .app
            .picture_documents(&house.polis)
            .await
            .unwrap()
            .is_empty()
    );
    house.share(Role::Publisher).await;
    let opened = house.open(&house.polis, Action::EditPicture).await.unwrap();
    assert!(
        !opened.may(Action::Publish),
        "what is published is the owner's to decide"
    );
    assert_eq!(
        house
            .app
            .picture_documents(&house.polis)
            .await
            .unwrap()
            .len(),
        1
    );
    house.share(Role::Reader).await;
    let denied = house
        .open(&house.polis, Action::EditPicture)
        .await
        .map(|_| ());
    assert!(matches!(
        denied,
        Err(AppError::Denied(Denied::RoleTooLow { .. }))
    ));
    let partner = OrganisationId::from("polisen");
    let ended = house
        .app
        .end_picture_share(&house.kommun, &house.owner, &house.picture, &partner);
    ended.await.unwrap();
    assert!(is_none(
        house.open(&house.polis, Action::ReadInternal).await
    ));
}

#[tokio::test]
async fn an_edition_stands_still_and_the_next_tells_why_and_what_changed() {
    let house = House::with_picture().await;
    assert_eq!(house.freeze(ReleasedTo::Public, None).await.unwrap(), 1);
    let mut document = picture();
    document.problems[1].title = "Otryggt på torget".to_owned();
    house.save(1, &document).await.unwrap();
    let refused = house.freeze(ReleasedTo::Public, Some("  ")).await;
    assert!(
        matches!(
            refused,
            Err(AppError::Invalid {
                field: "reason",
                problem: Invalid::Missing
            })
        ),
        "{refused:?}"
    );
    let why = Some("Torget pekades ut.");
    assert_eq!(house.freeze(ReleasedTo::Public, why).await.unwrap(), 2);
    // Pressed twice it is one edition.
    assert_eq!(house.freeze(ReleasedTo::Public, why).await.unwrap(), 2);
    let reader = house.app.published();
    let read = async |version| reader.edition("lidkoping", version).await.unwrap().unwrap();
    let (first, second) = (read(Some(1)).await.edition, read(None).await.edition);
    assert_eq!(
        first.problems[1].title,
        "Otryggt i centrum och i krogmiljön"
    );
    assert_eq!((second.version, second.compared_with), (2, Some(1)));
    assert_eq!(second.reason.as_deref(), why);
    let changes: Vec<String> = second.changes.iter().map(|c| c.say(Words::Sv)).collect();
    assert_eq!(changes.len(), 1, "{changes:?}");
    assert!(changes[0].contains("torget"), "{changes:?}");
}

#[tokio::test]
async fn an_empty_part_of_the_law_is_frozen_only_when_somebody_has_seen_it() {
    let house = House::with_picture().await;
    house.freeze(ReleasedTo::Public, None).await.unwrap();
    let mut document = picture();
    document.other_information.clear();
    // What was said stays with the parties.
    document.voices.iter_mut().for_each(|v| v.released = None);
    house.save(1, &document).await.unwrap();
    let why = Some("Ny bild.");
    let refused = house.freeze(ReleasedTo::Public, why).await;
    assert!(
        matches!(
            refused,
            Err(AppError::Invalid {
                field: "empty_parts",
                problem: Invalid::Missing
            })
        ),
        "{refused:?}"
    );
    let reader = house.app.published();
    let public = async || reader.edition("lidkoping", None).await.unwrap().unwrap();
    assert_eq!(public().await.edition.version, 1);
    let accepted = house.freeze_with(ReleasedTo::Public, why, EmptyParts::Accepted);
    assert_eq!(accepted.await.unwrap(), 2);
}

#[tokio::test]
async fn the_edition_of_the_parties_is_not_public() {
    let house = House::with_picture().await;
    house.freeze(ReleasedTo::Partners, None).await.unwrap();
    let public = house
        .app
        .published()
        .edition("lidkoping", None)
        .await
        .unwrap();
    assert!(public.is_none());
    let held = house
        .app
        .edition(
            &house.kommun,
            &house.owner,
            &house.picture,
            WhichEdition {
                released_to: ReleasedTo::Partners,
                version: 1,
                municipality: None,
            },
        )
        .await
        .unwrap();
    assert!(!held.edition.left_out.is_something());
    assert_eq!(held.sha256.len(), 64);
}

#[tokio::test]
async fn what_was_frozen_for_one_municipality_is_reached_after_the_picture_is_anothers() {
    let house = House::with_picture().await;
    house.freeze(ReleasedTo::Partners, None).await.unwrap();
    let mut document = picture();
    document.picture.municipalities = vec!["1495".to_owned()];
    house.save(1, &document).await.unwrap();
    assert_eq!(house.freeze(ReleasedTo::Partners, None).await.unwrap(), 1);
    let read = async |municipality| {
        let (app, kommun) = (&house.app, &house.kommun);
        let which = WhichEdition {
            released_to: ReleasedTo::Partners,
            version: 1,
            municipality,
        };
        let (owner, id) = (&house.owner, &house.picture);
        let held = app.edition(kommun, owner, id, which).await;
        held.map(|held| held.edition.municipalities)
    };
    assert_eq!(
        read(Some("lidkoping")).await.unwrap(),
        picture().picture.municipalities
    );
    for newest in [Some("skara"), None] {
        assert_eq!(read(newest).await.unwrap(), ["1495"]);
    }
    assert!(read(Some("grums")).await.is_err());
}

/// Every text that stands in a JSON value.
fn texts(value: &serde_json::Value, found: &mut Vec<String>) {
    match value {
        serde_json::Value::String(text) => found.push(text.clone()),
        serde_json::Value::Array(items) => items.iter().for_each(|v| texts(v, found)),
        serde_json::Value::Object(fields) => fields.values().for_each(|v| texts(v, found)),
        _ => {}
    }
}

#[tokio::test]
async fn the_public_edition_holds_no_text_of_what_is_not_released() {
    let house = House::with_picture().await;
    house.freeze(ReleasedTo::Public, None).await.unwrap();
    let held = house
        .app
        .published()
        .edition("lidkoping", None)
        .await
        .unwrap();
    let edition: PictureEdition = held.unwrap().edition;
    let public = serde_json::to_string(&edition).unwrap();
    let document = picture();
    let mut withheld = Vec::new();
    let mut add = |value: serde_json::Value| texts(&value, &mut withheld);
    let is_public = |released: &Option<handslag_domain::worded::Worded<ReleasedTo>>| {
        released
            .as_ref()
            .and_then(handslag_domain::worded::Worded::meant)
            == Some(ReleasedTo::Public)
    };
    for voice in document.voices.iter().filter(|v| !is_public(&v.released)) {
        add(serde_json::json!([voice.words, voice.answer]));
    }
    for problem in document.problems.iter().filter(|p| !is_public(&p.released)) {
        let reason = problem.priority.as_ref().and_then(|p| p.reason.clone());
        add(serde_json::json!([problem.title, problem.words, reason]));
    }
    let parts = [
        &document.mapping,
        &document.other_information,
        &document.analysis,
    ];
    for section in parts
        .into_iter()
        .flatten()
        .filter(|s| !is_public(&s.released))
    {
        add(serde_json::json!([section.heading, section.words]));
    }
    assert!(
        withheld.len() >= 6,
        "the worked picture withholds something: {withheld:?}"
    );
    for text in withheld {
        assert!(!public.contains(&text), "{text}");
    }
}

/// So many reports of drug dealing at a place within the school.
async fn reports_within_the_school(house: &House, n: u32) {
    let yard = NamedPlace {
        id: "exempel-skolan-1".into(),
        name: "Skolan 1".to_owned(),
        kind: None,
        point: Point::from_degrees(58.505, 13.157).ok(),
        area: None,
        municipality: None,
    };
    let saved = house.app.save_place(&house.kommun, None, &yard, now());
    saved.await.unwrap();
    let at = "2022-02-01T12:00".parse().unwrap();
    let zone = TimeZone::get("Europe/Stockholm").unwrap();
    let report = IncidentReport {
        key: "a".to_owned(),
        window: TimeWindow::on_clocks(at, TimePrecision::Minute, &zone).unwrap(),
        category: "narkotikahandel".into(),
        spot: WrittenSpot {
            place: Some("exempel-skolan-1".into()),
            ..WrittenSpot::default()
        },
        count: n,
        note: None,
    };
    let reports = [report];
    let reported = house.app.report_incidents(&house.kommun, &reports, now());
    reported.await.unwrap();
}

#[tokio::test]
async fn reports_at_a_place_within_the_school_are_of_the_school_that_residents_tell_of() {
    let house = House::with_picture().await;
    reports_within_the_school(&house, 57).await;
    let opened = house
        .open(&house.kommun, Action::ReadInternal)
        .await
        .unwrap();
    let views = house
        .app
        .picture_views(&house.kommun, &opened, Language::Sv, now())
        .await
        .unwrap();
    let school = "de-la-gardieskolan".into();
    let school = opened.document.place_name(&school);
    let mut rows = views.by_place.rows.iter();
    let row = rows.find(|row| row.theme == "droger" && row.area == school);
    let row = row.unwrap();
    assert_eq!(row.seen[&View::Partners].n, 57);
    let silent = matches!(row.agreement, Agreement::Only { .. });
    assert!(!silent, "{row:?}");
}

#[tokio::test]
async fn voices_and_what_a_picture_rests_on_stand_side_by_side() {
    let house = House::with_picture().await;
    let opened = house
        .open(&house.kommun, Action::ReadInternal)
        .await
        .unwrap();
    let views = house
        .app
        .picture_views(&house.kommun, &opened, Language::Sv, now())
        .await
        .unwrap();
    let row = |theme: &str| {
        let mut rows = views.by_problem.rows.iter();
        rows.find(|row| row.theme == theme).unwrap()
    };
    assert_eq!(row("droger").seen[&View::Residents].n, 41);
    assert_eq!(row("droger").seen[&View::Police].n, 398);
    assert_eq!(row("droger").seen[&View::Staff].n, 17);
    assert_eq!(row("otrygghet").seen[&View::Police].n, 0);
    assert!(
        views
            .by_place
            .rows
            .iter()
            .all(|row| !row.seen.contains_key(&View::Police))
    );
}

#[tokio::test]
async fn equal_voices_in_one_file_are_as_many_voices_and_come_in_once() {
    let house = House::with_picture().await;
    let n_before = house
        .open(&house.kommun, Action::EditPicture)
        .await
        .unwrap();
    let n_before = n_before.document.voices.len();
    let take = async |n_rows: usize| {
        let rows = "Det är mörkt vid stationen;residents\n".repeat(n_rows);
        let bytes = format!("words;asked\n{rows}").into_bytes();
        let file = File {
            name: "synpunkter.csv",
            bytes: &bytes,
        };
        let (app, owner, picture) = (&house.app, &house.owner, &house.picture);
        let (order, quiet) = (VoiceOrder::default(), &mut |_| {});
        let (actor, run) = (&house.kommun, Run::Real);
        let taken = app.import_voices(actor, owner, picture, &file, &order, run, now(), quiet);
        let intake = taken.await.unwrap().intake;
        (intake.new, intake.unchanged)
    };
    assert_eq!(take(2).await, (2, 0));
    assert_eq!(take(2).await, (0, 2));
    // One more has said the same since.
    assert_eq!(take(3).await, (1, 2));
    assert_eq!(take(1).await, (0, 1));
    let opened = house
        .open(&house.kommun, Action::EditPicture)
        .await
        .unwrap();
    let voices = &opened.document.voices;
    assert_eq!(voices.len(), n_before + 3);
    let ids: std::collections::BTreeSet<&str> = voices.iter().map(|v| v.id.as_str()).collect();
    assert_eq!(ids.len(), voices.len());
}
