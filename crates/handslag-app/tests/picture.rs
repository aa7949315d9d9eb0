//! A picture that takes in single reports counts as one that was made anew.

#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot set up its world should fail"
)]

use std::collections::HashMap;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;

use handslag_app::category::EditCategoriesError;
use handslag_app::incident::IncidentReport;
use handslag_app::incident_share::ShareOrder;
use handslag_app::open311::NewRequest;
use handslag_app::picture::{Asked, IncidentPicture};
use handslag_app::renderer::{Renderer, Rendering};
use handslag_app::{Actor, App, AppError, Invalid, Seen, StoreDatabase};
use handslag_domain::follow_up::FollowUpDocument;
use handslag_domain::incident::category::CategoryEdit;
use handslag_domain::incident::{
    Incident, IncidentId, IncidentKey, NamedPlace, Point, Precision, Spot, TimePrecision,
    TimeWindow, WrittenSpot,
};
use handslag_domain::organisation::{Organisation, OrganisationId};
use handslag_domain::picture::edition::PictureEdition;
use handslag_store::{BatchId, IncidentMerge, Received};
use jiff::Timestamp;
use jiff::tz::TimeZone;

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
    owner: Actor,
    partner: Actor,
    _folder: tempfile::TempDir,
}

fn now() -> Timestamp {
    "2024-01-15T08:00:00Z".parse().unwrap()
}

fn place(id: &str, name: &str, lat: f64) -> NamedPlace {
    NamedPlace {
        id: id.into(),
        name: name.to_owned(),
        kind: None,
        point: Point::from_degrees(lat, 13.157).ok(),
        area: None,
        municipality: None,
    }
}

impl House {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = StoreDatabase::Sqlite {
            folder: folder.path().to_owned(),
        };
        let app = App::open(&database, Arc::new(Blank)).await.unwrap();
        for id in ["kommunen", "polisen"] {
            let organisation = Organisation {
                id: id.into(),
                name: id.to_owned(),
                party: id.into(),
            };
            app.store()
                .write(async |tx| tx.insert_organisation(&organisation).await)
                .await
                .unwrap();
        }
        let house = Self {
            owner: App::operator(&"kommunen".into()),
            partner: App::operator(&"polisen".into()),
            app,
            _folder: folder,
        };
        for (id, name, lat) in [("torget", "Torget", 58.505), ("parken", "Parken", 58.51)] {
            let place = place(id, name, lat);
            let saved = house.app.save_place(&house.owner, None, &place, now());
            saved.await.unwrap();
        }
        // The police are shown nuisance, and nothing else.
        let order = ShareOrder {
            partner: "polisen".into(),
            purpose: "gemensam lägesbild".to_owned(),
            kinds: vec!["stok".into()],
            happened_from: None,
            ends_on: "2024-12-31".parse().unwrap(),
        };
        let shared = house
            .app
            .share_incidents(&house.owner, &order, Seen::Nothing, now());
        shared.await.unwrap();
        house
    }

    async fn report(&self, report: &IncidentReport) {
        let reports = std::slice::from_ref(report);
        let reported = self.app.report_incidents(&self.owner, reports, now());
        reported.await.unwrap();
    }

    /// What both see, and what both would see were everything read anew.
    async fn pictures(&self) -> [Arc<IncidentPicture>; 4] {
        let fresh = self.reopened().await;
        let seen =
            |app: App, actor: Actor| async move { app.picture(&actor, now()).await.unwrap() };
        [
            seen(self.app.clone(), self.owner.clone()).await,
            seen(self.app.clone(), self.partner.clone()).await,
            seen(fresh.clone(), self.owner.clone()).await,
            seen(fresh, self.partner.clone()).await,
        ]
    }

    /// Puts one in without a number: only a picture made anew can know of it.
    async fn hide_one_like(&self, key: &str) {
        let (store, owner) = (self.app.store(), OrganisationId::from("kommunen"));
        let held = store.incident(&owner, id_of(key)).await.unwrap();
        let hidden = Incident {
            id: id_of("dold"),
            key: IncidentKey("dold".to_owned()),
            ..held.unwrap().incident
        };
        let with_a_file = Received {
            at: now(),
            by: None,
            batch: Some(BatchId::new()),
        };
        let some = std::slice::from_ref(&hidden);
        let inserted = store
            .write(async |tx| tx.insert_incidents(&owner, &with_a_file, some).await)
            .await;
        assert_eq!(inserted.unwrap().new, 1);
    }

    /// The same database, opened by one who remembers nothing.
    async fn reopened(&self) -> App {
        let database = StoreDatabase::Sqlite {
            folder: self._folder.path().to_owned(),
        };
        App::open(&database, Arc::new(Blank)).await.unwrap()
    }
}

fn report(key: &str, day: u32, kind: &str, place: &str, count: u32) -> IncidentReport {
    let at = format!("2023-12-{day:02}T21:15").parse().unwrap();
    let zone = TimeZone::get("Europe/Stockholm").unwrap();
    IncidentReport {
        key: key.to_owned(),
        window: TimeWindow::on_clocks(at, TimePrecision::Minute, &zone).unwrap(),
        category: kind.into(),
        spot: WrittenSpot {
            place: Some(place.into()),
            ..WrittenSpot::default()
        },
        count,
        note: None,
    }
}

fn id_of(key: &str) -> IncidentId {
    IncidentId::of(
        handslag_app::incident::OWN_REPORTS,
        &IncidentKey(key.to_owned()),
    )
}

fn assert_alike(pictures: &[Arc<IncidentPicture>; 4], step: &str) {
    let today = "2024-01-15".parse().unwrap();
    let [own, partners, own_anew, partners_anew] = pictures;
    for (kept, anew) in [(own, own_anew), (partners, partners_anew)] {
        assert_eq!(kept.n_all(), anew.n_all(), "{step}");
        let tallies = |picture: &IncidentPicture| -> HashMap<_, _> {
            picture.tallies().map(|(of, n)| (of.clone(), *n)).collect()
        };
        assert_eq!(tallies(kept), tallies(anew), "{step}");
        for kind in [None, Some("klotter"), Some("stok")] {
            let asked = Asked {
                categories: kind.into_iter().map(Into::into).collect(),
                ..Asked::default()
            };
            let (kept, anew) = (kept.view(&asked, today), anew.view(&asked, today));
            assert_eq!(kept, anew, "{step}: {kind:?}");
        }
    }
}

#[tokio::test]
async fn after_each_report_correction_and_withdrawal_the_picture_is_as_if_made_anew() {
    let house = House::new().await;
    house.report(&report("a", 1, "klotter", "torget", 3)).await;
    assert_alike(&house.pictures().await, "first");
    house.report(&report("b", 5, "stok", "parken", 1)).await;
    assert_alike(&house.pictures().await, "another kind");
    // Twice the same report is one.
    house.report(&report("b", 5, "stok", "parken", 1)).await;
    assert_alike(&house.pictures().await, "again");
    let corrected = report("a", 2, "stok", "parken", 2);
    let change = house.app.correct_incident(
        &house.owner,
        id_of("a"),
        1,
        &corrected,
        "fel dag och sort",
        now(),
    );
    assert_eq!(change.await.unwrap(), 2);
    let pictures = house.pictures().await;
    assert_eq!(pictures[0].n_all(), 3);
    assert_alike(&pictures, "corrected");
    // Several between two looks.
    house.report(&report("c", 9, "klotter", "torget", 1)).await;
    let withdraw = |key, version| {
        let id = id_of(key);
        house
            .app
            .withdraw_incident(&house.owner, id, version, "hände inte", now())
    };
    withdraw("c", 1).await.unwrap();
    withdraw("a", 2).await.unwrap();
    let pictures = house.pictures().await;
    assert_eq!(pictures[0].n_all(), 1);
    assert_alike(&pictures, "withdrawn");
    // What was withdrawn can be corrected, and counts no more than before.
    let again = house
        .app
        .correct_incident(&house.owner, id_of("c"), 2, &corrected, "igen", now());
    again.await.unwrap();
    assert_alike(&house.pictures().await, "corrected though withdrawn");
    // A change that was refused changes nothing.
    assert!(withdraw("b", 7).await.is_err());
    assert_alike(&house.pictures().await, "refused");
}

#[tokio::test]
async fn a_share_that_another_server_ended_is_ended_at_once() {
    let house = House::new().await;
    house.report(&report("a", 1, "stok", "torget", 1)).await;
    let seen = house.app.picture(&house.partner, now()).await.unwrap();
    assert_eq!(seen.n_all(), 1);
    let other = house.reopened().await;
    other
        .end_incident_share(&house.owner, &"polisen".into())
        .await
        .unwrap();
    let seen = house.app.picture(&house.partner, now()).await.unwrap();
    assert_eq!(seen.n_all(), 0);
}

#[tokio::test]
async fn a_report_does_not_read_all_incidents_again() {
    let house = House::new().await;
    house.report(&report("a", 1, "klotter", "torget", 1)).await;
    let before = house.app.picture(&house.owner, now()).await.unwrap();
    house.hide_one_like("a").await;
    house.report(&report("b", 2, "stok", "torget", 1)).await;
    let after = house.app.picture(&house.owner, now()).await.unwrap();
    assert_eq!(after.n_all(), before.n_all() + 1);
    // A new name for a place makes it anew.
    let renamed = place("torget", "Stora torget", 58.505);
    house
        .app
        .save_place(&house.owner, Some(1), &renamed, now())
        .await
        .unwrap();
    let anew = house.app.picture(&house.owner, now()).await.unwrap();
    assert_eq!(anew.n_all(), before.n_all() + 2);
    let view = anew.view(&Asked::default(), "2024-01-15".parse().unwrap());
    assert_eq!(view.places[0].name, "Stora torget");
}

#[tokio::test]
async fn a_report_that_comes_in_while_somebody_waits_for_the_picture_is_counted_once() {
    let house = House::new().await;
    house.report(&report("a", 1, "stok", "torget", 1)).await;
    let seen = || async { house.app.picture(&house.partner, now()).await.unwrap() };
    assert_eq!(seen().await.n_all(), 1);
    house.report(&report("b", 2, "stok", "torget", 1)).await;
    let mut waiting = pin!(seen());
    let is_ready = poll_fn(|cx| Poll::Ready(waiting.as_mut().poll(cx).is_ready())).await;
    house.report(&report("c", 3, "stok", "torget", 1)).await;
    if !is_ready {
        assert_eq!(waiting.await.n_all(), 3);
    }
    assert_eq!(seen().await.n_all(), 3);
}

#[tokio::test]
async fn what_another_organisation_does_leaves_the_picture_that_is_kept() {
    let house = House::new().await;
    house.report(&report("a", 1, "klotter", "torget", 1)).await;
    let before = house.app.picture(&house.owner, now()).await.unwrap();
    let station = place("stationen", "Stationen", 58.5);
    let saved = house.app.save_place(&house.partner, None, &station, now());
    saved.await.unwrap();
    let reports = [report("p", 2, "klotter", "stationen", 1)];
    let reported = house.app.report_incidents(&house.partner, &reports, now());
    reported.await.unwrap();
    let after = house.app.picture(&house.owner, now()).await.unwrap();
    assert!(Arc::ptr_eq(&before, &after));
}

#[tokio::test]
async fn what_comes_through_a_door_does_not_read_all_incidents_again() {
    let house = House::new().await;
    house.report(&report("a", 1, "klotter", "torget", 1)).await;
    let before = house.app.picture(&house.owner, now()).await.unwrap();
    house.hide_one_like("a").await;
    let opened = house
        .app
        .open_open311(&house.owner, "felanmälan", "lidkoping", now());
    let key = opened.await.unwrap();
    let request = NewRequest {
        service_code: "klotter".to_owned(),
        lat: "58.505".to_owned(),
        long: "13.157".to_owned(),
        their_id: "17".to_owned(),
        ..NewRequest::default()
    };
    // Sent twice, as systems do that got no answer.
    for _ in 0..2 {
        let posted = house.app.post_open311(None, &key, &request, now());
        posted.await.unwrap();
        let after = house.app.picture(&house.owner, now()).await.unwrap();
        assert_eq!(after.n_all(), before.n_all() + 1);
    }
}

#[tokio::test]
async fn a_year_that_nothing_can_be_told_of_is_refused() {
    let house = House::new().await;
    let zone = TimeZone::get("Europe/Stockholm").unwrap();
    for (at, is_refused) in [("0026-06-02T12:00", true), ("1990-01-01T00:00", false)] {
        let at = at.parse().unwrap();
        let old = [IncidentReport {
            window: TimeWindow::on_clocks(at, TimePrecision::Minute, &zone).unwrap(),
            ..report("a", 1, "stok", "torget", 1)
        }];
        let reported = house.app.report_incidents(&house.owner, &old, now());
        let refused = AppError::Invalid {
            field: "on",
            problem: Invalid::UnlikelyYear,
        };
        let told = reported.await.map_err(|error| error.to_string());
        assert_eq!(told.is_err(), is_refused);
        assert!(!is_refused || told == Err(refused.to_string()));
    }
}

#[tokio::test]
async fn a_correction_of_something_else_leaves_a_place_as_it_was_taken_in() {
    let house = House::new().await;
    let first = report("a", 1, "stok", "torget", 1);
    house.report(&first).await;
    let held = house.app.incident(&house.owner, id_of("a"), now()).await;
    let mut incident = held.unwrap().held.incident;
    // Somewhere in an area, of which the named place is one.
    let somewhere = WrittenSpot {
        area: Some("1494A0010".to_owned()),
        place: Some("torget".into()),
        precision: Precision::Area,
        ..WrittenSpot::default()
    };
    let key = IncidentKey("b".to_owned());
    incident.id = IncidentId::of("anmälningar", &key);
    incident.source = "anmälningar".to_owned();
    incident.key = key;
    incident.at = Spot::kept(somewhere.clone());
    let (id, some) = (incident.id, [incident]);
    let taken = house.app.take_in_incidents(&house.owner, &some, now());
    taken.await.unwrap();
    let corrected = IncidentReport {
        spot: somewhere.clone(),
        count: 3,
        ..first
    };
    let corrected = house
        .app
        .correct_incident(&house.owner, id, 1, &corrected, "tre", now());
    corrected.await.unwrap();
    let held = house.app.incident(&house.owner, id, now()).await.unwrap();
    assert_eq!(held.held.incident.count, 3);
    assert_eq!(*held.held.incident.at.written(), somewhere);
}

impl House {
    /// Changes the categories by the tree as it stands.
    async fn edit(&self, edit: &CategoryEdit) -> Result<(), EditCategoriesError> {
        let made_from = self.app.held_tree(&self.owner).await.unwrap().version;
        let edited = self
            .app
            .edit_categories(&self.owner, made_from, edit, now());
        edited.await.map(|_| ())
    }

    async fn share(&self, kinds: &[&str], happened_from: Option<&str>) {
        let order = ShareOrder {
            partner: "polisen".into(),
            purpose: "gemensam lägesbild".to_owned(),
            kinds: kinds.iter().map(|kind| (*kind).into()).collect(),
            happened_from: happened_from.map(|day| day.parse().unwrap()),
            ends_on: "2024-12-31".parse().unwrap(),
        };
        let shared = self
            .app
            .share_incidents(&self.owner, &order, Seen::Nothing, now());
        shared.await.unwrap();
    }

    async fn n_seen(&self, actor: &Actor) -> usize {
        self.app.picture(actor, now()).await.unwrap().n_all()
    }
}

fn merge(id: &str, into: &str) -> CategoryEdit {
    CategoryEdit::Merge {
        id: id.into(),
        into: into.into(),
    }
}

fn move_under(id: &str, parent: &str) -> CategoryEdit {
    CategoryEdit::Move {
        id: id.into(),
        parent: parent.into(),
    }
}

#[tokio::test]
async fn no_change_of_the_categories_shows_a_partner_what_nobody_has_shared() {
    let house = House::new().await;
    house.report(&report("a", 1, "klotter", "torget", 3)).await;
    house.report(&report("b", 9, "klotter", "torget", 1)).await;
    house.report(&report("c", 5, "stok", "torget", 1)).await;
    let refused = async |edit: &CategoryEdit, expected: u64| {
        let Err(EditCategoriesError::ShowsMore(more)) = house.edit(edit).await else {
            panic!("{edit:?} was done");
        };
        let told: Vec<(&str, u64)> = more.iter().map(|m| (m.partner.as_str(), m.n)).collect();
        assert_eq!(told, [("polisen", expected)], "{edit:?}");
        assert_eq!(house.app.held_tree(&house.owner).await.unwrap().version, 0);
        assert_eq!(house.n_seen(&house.partner).await, 1, "{edit:?}");
    };
    for edit in [merge("klotter", "stok"), move_under("klotter", "stok")] {
        refused(&edit, 4).await;
    }
    // With everything beneath it, and only what is within the share.
    refused(&move_under("skadegorelse", "stok"), 4).await;
    house.share(&["stok"], Some("2023-12-05")).await;
    refused(&merge("klotter", "stok"), 1).await;
    // Of what is empty now, the reports to come would be shown.
    refused(&merge("ran", "stok"), 0).await;
    // To share it is an act of its own; after that it is in nobody's way.
    house.share(&["stok", "klotter"], None).await;
    assert_eq!(house.n_seen(&house.partner).await, 5);
    house.edit(&merge("klotter", "stok")).await.unwrap();
    assert_eq!(house.n_seen(&house.partner).await, 5);
    // Whom nothing is shown any more is shown nothing.
    house
        .app
        .end_incident_share(&house.owner, &"polisen".into())
        .await
        .unwrap();
    house.edit(&merge("ran", "stok")).await.unwrap();
    assert_eq!(house.n_seen(&house.partner).await, 0);
}

#[tokio::test]
async fn of_a_shared_category_that_was_merged_no_more_is_shown_than_was() {
    let house = House::new().await;
    house.report(&report("a", 1, "stok", "torget", 2)).await;
    house.report(&report("b", 2, "brak", "torget", 5)).await;
    house.edit(&merge("stok", "brak")).await.unwrap();
    assert_eq!(house.n_seen(&house.owner).await, 7);
    assert_eq!(house.n_seen(&house.partner).await, 2);
    assert_alike(&house.pictures().await, "merged");
    // What is reported as the wider one is of that one.
    house.report(&report("c", 3, "brak", "torget", 1)).await;
    assert_eq!(house.n_seen(&house.partner).await, 2);
    // A new share of the wider one shows all that counts as it.
    house.share(&["brak"], None).await;
    assert_eq!(house.n_seen(&house.partner).await, 8);
    assert_alike(&house.pictures().await, "shared anew");
}

#[tokio::test]
async fn a_large_count_that_goes_makes_a_new_picture_and_a_small_one_does_not() {
    let house = House::new().await;
    for (key, count) in [("a", 50), ("b", 51)] {
        house
            .report(&report(key, 1, "klotter", "torget", count))
            .await;
    }
    let n_all = async || {
        house
            .app
            .picture(&house.owner, now())
            .await
            .unwrap()
            .n_all()
    };
    assert_eq!(n_all().await, 101);
    house.hide_one_like("a").await;
    for (key, expected) in [("a", 51), ("b", 50)] {
        let (app, id) = (&house.app, id_of(key));
        let withdrawn = app.withdraw_incident(&house.owner, id, 1, "hände inte", now());
        withdrawn.await.unwrap();
        assert_eq!(n_all().await, expected, "{key}");
    }
}

#[tokio::test]
async fn what_another_server_does_is_seen_by_the_next_who_looks() {
    let house = House::new().await;
    house.report(&report("a", 1, "stok", "torget", 1)).await;
    assert_alike(&house.pictures().await, "before");
    let other = house.reopened().await;
    let check = async |n: usize, step: &str| {
        let pictures = house.pictures().await;
        assert_eq!(pictures[0].n_all(), n, "{step}");
        assert_alike(&pictures, step);
    };
    let reports = [
        report("b", 2, "stok", "parken", 2),
        report("c", 3, "brak", "torget", 1),
    ];
    let reported = other.report_incidents(&house.owner, &reports, now());
    reported.await.unwrap();
    check(4, "reported").await;
    let corrected = report("b", 2, "brak", "torget", 5);
    let corrected = other.correct_incident(&house.owner, id_of("b"), 1, &corrected, "fel", now());
    corrected.await.unwrap();
    check(7, "corrected").await;
    let withdrawn = other.withdraw_incident(&house.owner, id_of("c"), 1, "hände inte", now());
    withdrawn.await.unwrap();
    check(6, "withdrawn").await;
    // Ours and theirs by turns, with no look in between.
    house.report(&report("d", 4, "stok", "torget", 1)).await;
    let e = report("e", 5, "stok", "torget", 1);
    let reported = other.report_incidents(&house.owner, &[e], now()).await;
    reported.unwrap();
    house.report(&report("f", 6, "stok", "torget", 1)).await;
    check(9, "by turns").await;
    let renamed = place("torget", "Stora torget", 58.505);
    let saved = other.save_place(&house.owner, Some(1), &renamed, now());
    saved.await.unwrap();
    check(9, "a place renamed").await;
    let id = |key| ("kommunen".into(), id_of(key));
    let merge = IncidentMerge {
        kept: id("d"),
        other: id("e"),
    };
    let joined = other.join_incidents(&house.owner, &merge, "samma", now());
    joined.await.unwrap();
    check(8, "joined").await;
    let apart = other
        .take_incidents_apart(&house.owner, &id("e"), now())
        .await;
    apart.unwrap();
    check(9, "taken apart").await;
}
