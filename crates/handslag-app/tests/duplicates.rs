//! Two reports of the same thing count once in a picture, and apart again.

#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot set up its world should fail"
)]

use std::sync::Arc;

use handslag_app::incident::IncidentReport;
use handslag_app::incident_share::ShareOrder;
use handslag_app::member::AccountOrder;
use handslag_app::renderer::{Renderer, Rendering};
use handslag_app::{Actor, App, AppError, Denied, Seen, StoreDatabase, swedish_day};
use handslag_domain::follow_up::FollowUpDocument;
use handslag_domain::incident::{Point, Precision, TimePrecision, TimeWindow, WrittenSpot};
use handslag_domain::organisation::{Organisation, OrganisationId, Role};
use handslag_domain::picture::edition::PictureEdition;
use handslag_store::{IncidentMerge, OwnedIncident};
use jiff::Timestamp;
use jiff::civil::date;

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

fn now() -> Timestamp {
    "2024-06-10T08:00:00Z".parse().unwrap()
}

struct World {
    app: App,
    police: Actor,
    municipality: Actor,
    _folder: tempfile::TempDir,
}

impl World {
    /// The school's owner and the police, each with a report of the same graffiti
    /// and one more of something else; the municipality shows its own.
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = StoreDatabase::Sqlite {
            folder: folder.path().to_owned(),
        };
        let app = App::open(&database, Arc::new(Blank)).await.unwrap();
        for id in ["polisen", "kommunen"] {
            let organisation = Organisation {
                id: id.into(),
                name: id.to_owned(),
                party: id.into(),
            };
            let order = AccountOrder {
                user_name: id,
                password: None,
                role: Role::Publisher,
                language: "sv",
                demo: true,
            };
            app.add_account(&organisation, &order, now()).await.unwrap();
        }
        let world = Self {
            app,
            police: App::operator(&"polisen".into()),
            municipality: App::operator(&"kommunen".into()),
            _folder: folder,
        };
        world.report(&world.police, "p1", "klotter", 58.5051).await;
        world.report(&world.police, "p2", "stold", 58.60).await;
        world
            .report(&world.municipality, "k1", "klotter", 58.5053)
            .await;
        world.share(Vec::new(), None).await;
        world
    }

    async fn report(&self, who: &Actor, key: &str, kind: &str, lat: f64) {
        let from: Timestamp = "2024-06-08T20:00:00Z".parse().unwrap();
        let to = from + jiff::SignedDuration::from_mins(60);
        let report = IncidentReport {
            key: key.to_owned(),
            window: TimeWindow::new(from, to, TimePrecision::Interval).unwrap(),
            category: kind.into(),
            spot: WrittenSpot {
                precision: Precision::Point,
                point: Point::from_degrees(lat, 13.1577).ok(),
                ..WrittenSpot::default()
            },
            count: 1,
            note: None,
        };
        let reported = self.app.report_incidents(who, &[report], now()).await;
        assert_eq!(reported.unwrap().new, 1);
    }

    async fn share(&self, kinds: Vec<&str>, happened_from: Option<jiff::civil::Date>) {
        let order = ShareOrder {
            partner: "polisen".into(),
            purpose: "gemensam lägesbild".to_owned(),
            kinds: kinds.into_iter().map(Into::into).collect(),
            happened_from,
            ends_on: swedish_day(now()),
        };
        let shared = self
            .app
            .share_incidents(&self.municipality, &order, Seen::Nothing, now());
        shared.await.unwrap();
    }

    async fn end_share(&self) {
        let partner = OrganisationId::from("polisen");
        let ended = self.app.end_incident_share(&self.municipality, &partner);
        ended.await.unwrap();
    }

    async fn pair(&self) -> Option<(OwnedIncident, OwnedIncident)> {
        let since = date(2024, 1, 1);
        let found = self.app.duplicates(&self.police, since, now()).await;
        let pairs = found.unwrap().pairs;
        assert!(pairs.len() < 2, "{pairs:?}");
        pairs.first().map(|pair| (pair.kept.id(), pair.other.id()))
    }

    async fn join(&self, kept: &OwnedIncident, other: &OwnedIncident) -> Result<(), AppError> {
        let merge = IncidentMerge {
            kept: kept.clone(),
            other: other.clone(),
        };
        let reason = "samma klotter på samma vägg";
        let joined = self.app.join_incidents(&self.police, &merge, reason, now());
        joined.await
    }

    async fn n(&self, who: &Actor) -> usize {
        self.app.picture(who, now()).await.unwrap().n_all()
    }
}

#[tokio::test]
async fn what_two_have_reported_counts_once_when_it_is_joined_and_twice_when_taken_apart() {
    let world = World::open().await;
    assert_eq!(world.n(&world.police).await, 3);
    let (kept, other) = world.pair().await.unwrap();
    assert_ne!(
        kept.0, other.0,
        "own reports of two organisations are two sources"
    );
    world.join(&kept, &other).await.unwrap();
    assert_eq!(world.n(&world.police).await, 2);
    // Another picture is another organisation's to judge.
    assert_eq!(world.n(&world.municipality).await, 1);
    assert_eq!(world.pair().await, None);
    let own = [&kept, &other]
        .into_iter()
        .find(|one| one.0.as_str() == "polisen");
    let open = world
        .app
        .incident(&world.police, own.unwrap().1, now())
        .await;
    let joined = open.unwrap().joined;
    assert_eq!(joined.len(), 1);
    assert!(joined[0].kept.is_some() && joined[0].other.is_some());
    let reason = joined[0].trace.saving.reason.as_deref();
    assert_eq!(reason, Some("samma klotter på samma vägg"));

    let apart = world.app.take_incidents_apart(&world.police, &other, now());
    apart.await.unwrap();
    assert_eq!(world.n(&world.police).await, 3);
    assert_eq!(world.pair().await, Some((kept, other)));
    let trace = world
        .app
        .joined_incidents(&world.police, now())
        .await
        .unwrap();
    assert_eq!(trace[0].trace.taken_apart, Some(now()));
}

#[tokio::test]
async fn what_is_told_apart_is_not_suggested_again() {
    let world = World::open().await;
    let (a, b) = world.pair().await.unwrap();
    let told = world
        .app
        .tell_incidents_apart(&world.police, (&b, &a), now());
    told.await.unwrap();
    assert_eq!(world.pair().await, None);
    assert_eq!(world.n(&world.police).await, 3);
}

#[tokio::test]
async fn two_never_count_as_each_other_and_a_reason_is_said() {
    let world = World::open().await;
    let (kept, other) = world.pair().await.unwrap();
    let merge = IncidentMerge {
        kept: kept.clone(),
        other: other.clone(),
    };
    let without = world
        .app
        .join_incidents(&world.police, &merge, " ", now())
        .await;
    assert!(matches!(
        without,
        Err(AppError::Invalid {
            field: "reason",
            ..
        })
    ));
    world.join(&kept, &other).await.unwrap();
    for (kept, other) in [(&other, &kept), (&kept, &other), (&kept, &kept)] {
        let again = world.join(kept, other).await;
        assert!(
            matches!(again, Err(AppError::Invalid { field: "kept", .. })),
            "{again:?}"
        );
    }
    assert_eq!(world.n(&world.police).await, 2);
}

#[tokio::test]
async fn an_incident_counts_again_when_the_one_it_counted_as_is_no_longer_shown() {
    let world = World::open().await;
    let (a, b) = world.pair().await.unwrap();
    let (own, shown) = match a.0.as_str() {
        "polisen" => (a, b),
        _ => (b, a),
    };
    world.join(&shown, &own).await.unwrap();
    assert_eq!(world.n(&world.police).await, 2);
    world.end_share().await;
    assert_eq!(
        world.n(&world.police).await,
        2,
        "own graffiti and own theft"
    );
}

#[tokio::test]
async fn what_a_partner_does_not_show_cannot_be_joined() {
    let world = World::open().await;
    let (a, b) = world.pair().await.unwrap();
    world.end_share().await;
    let joined = world.join(&a, &b).await;
    assert!(
        matches!(joined, Err(AppError::Denied(Denied::NoSuchRecord))),
        "{joined:?}"
    );
    assert_eq!(world.pair().await, None);
}

#[tokio::test]
async fn a_partner_sees_the_kinds_and_the_time_that_it_is_shown() {
    let world = World::open().await;
    let own = 2;
    let check = async |kinds: Vec<&str>, from, shown: usize| {
        world.share(kinds.clone(), from).await;
        assert_eq!(
            world.n(&world.police).await,
            own + shown,
            "{kinds:?} {from:?}"
        );
    };
    check(vec!["brott"], None, 1).await;
    check(vec!["trafik"], None, 0).await;
    check(vec!["trafik", "skadegorelse"], None, 1).await;
    check(Vec::new(), Some(date(2024, 6, 8)), 1).await;
    check(Vec::new(), Some(date(2024, 6, 9)), 0).await;
    world.end_share().await;
    assert_eq!(world.n(&world.police).await, own);
}
