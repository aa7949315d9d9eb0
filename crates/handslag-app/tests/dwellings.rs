//! What happens in dwellings is kept without its place, however it comes in.

#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot set up its world should fail"
)]

use std::sync::Arc;

use handslag_app::incident::IncidentReport;
use handslag_app::intake::{File, IncidentOrder, Run};
use handslag_app::member::AccountOrder;
use handslag_app::open311::NewRequest;
use handslag_app::renderer::NoRenderer;
use handslag_app::{Actor, App, StoreDatabase};
use handslag_domain::incident::category::CategoryEdit;
use handslag_domain::incident::{
    CategoryId, Incident, IncidentId, IncidentKey, Point, Precision, TimePrecision, TimeWindow,
    WrittenSpot,
};
use handslag_domain::municipality::MunicipalityCode;
use handslag_domain::organisation::{Organisation, Role};
use jiff::Timestamp;

fn now() -> Timestamp {
    "2026-11-26T08:00:00Z".parse().unwrap()
}

struct World {
    app: App,
    actor: Actor,
    _folder: tempfile::TempDir,
}

impl World {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = StoreDatabase::Sqlite {
            folder: folder.path().to_owned(),
        };
        let app = App::open(&database, Arc::new(NoRenderer)).await.unwrap();
        let organisation = Organisation {
            id: "kommunen".into(),
            name: "Lidköpings kommun".to_owned(),
            party: "kommunen".into(),
        };
        let order = AccountOrder {
            user_name: "kommunen",
            password: None,
            role: Role::Publisher,
            language: "sv",
            demo: true,
        };
        app.add_account(&organisation, &order, now()).await.unwrap();
        Self {
            app,
            actor: App::operator(&organisation.id),
            _folder: folder,
        }
    }

    async fn held(&self) -> Vec<Incident> {
        let mut all = Vec::new();
        let store = self.app.store();
        store
            .each_incident(&"kommunen".into(), |some| all.extend(some))
            .await
            .unwrap();
        all
    }

    async fn report(&self, category: &str) -> IncidentId {
        let reports = [report(category)];
        let reported = self.app.report_incidents(&self.actor, &reports, now());
        assert_eq!(reported.await.unwrap().new, 1);
        let [report] = reports;
        IncidentId::of("rapport", &IncidentKey(report.key))
    }

    /// Whether the incident, and everything that it ever said, has the municipality
    /// of its position and no position.
    async fn check_has_no_place(&self, id: IncidentId) {
        let open = self.app.incident(&self.actor, id, now()).await.unwrap();
        let earlier = open.changes.iter().map(|change| &change.before);
        for one in earlier.chain([&open.held.incident]) {
            check_has_no_place(one);
        }
    }
}

/// In a street of Lidköping.
fn report(category: &str) -> IncidentReport {
    let from: Timestamp = "2026-11-20T18:00:00Z".parse().unwrap();
    let to = from + jiff::SignedDuration::from_hours(1);
    IncidentReport {
        key: format!("nyckel-{category}"),
        window: TimeWindow::new(from, to, TimePrecision::Hour).unwrap(),
        category: category.into(),
        spot: WrittenSpot {
            precision: Precision::Point,
            point: Point::from_degrees(58.5052, 13.1577).ok(),
            ..WrittenSpot::default()
        },
        count: 1,
        note: None,
    }
}

fn check_has_no_place(incident: &Incident) {
    assert!(incident.indoors(), "{incident:?}");
    assert_eq!(incident.at.point(), None);
    assert_eq!(
        incident.at.municipality(),
        MunicipalityCode::parse("1494").ok()
    );
}

#[tokio::test]
async fn a_burglary_of_a_home_is_kept_without_its_place_however_it_comes_in() {
    let world = World::open().await;
    let (app, actor) = (&world.app, &world.actor);
    world.report("bostadsinbrott").await;
    let file = File {
        name: "prov.csv",
        bytes: b"datum;kategori;latitud;longitud\n2026-11-01;Inbrott i bostad;58.5052;13.1577\n",
    };
    let order = IncidentOrder {
        source: "prov".to_owned(),
        ..IncidentOrder::default()
    };
    let taken = app
        .import_incidents(actor, &file, &order, Run::Real, now(), &mut |_| ())
        .await
        .unwrap();
    let told: Vec<String> = taken
        .intake
        .notes
        .iter()
        .map(|note| note.text(handslag_app::files::Lang::Sv))
        .collect();
    assert!(
        told.iter().any(|text| text.contains("bara kommunen")),
        "{told:?}"
    );
    let answer = File {
        name: "requests.json",
        bytes: br#"[{"service_request_id": "1", "service_name": "Inbrott i bostad",
            "service_code": "bostadsinbrott", "requested_datetime": "2026-11-02T06:37:38+01:00",
            "lat": 58.5052, "long": 13.1577}]"#,
    };
    app.import_open311(actor, &answer, "FixaMinGata", Run::Real, now())
        .await
        .unwrap();
    let key = app.open_open311(actor, "Granngrannen", "lidkoping", now());
    let key = key.await.unwrap();
    let request = NewRequest {
        service_code: "bostadsinbrott".to_owned(),
        lat: "58.5052".to_owned(),
        long: "13.1577".to_owned(),
        requested_datetime: String::new(),
        their_id: "7".to_owned(),
    };
    app.post_open311(Some("lidkoping"), &key, &request, now())
        .await
        .unwrap();
    let held = world.held().await;
    assert_eq!(held.len(), 4);
    held.iter().for_each(check_has_no_place);
}

#[tokio::test]
async fn what_turns_out_to_be_in_a_dwelling_loses_its_place_in_all_that_it_said() {
    let world = World::open().await;
    let id = world.report("klotter").await;
    assert!(world.held().await[0].at.point().is_some());
    let right = report("vald-i-nara-relation");
    let (app, actor) = (&world.app, &world.actor);
    let corrected = app.correct_incident(actor, id, 1, &right, "Fel kategori", now());
    assert_eq!(corrected.await.unwrap(), 2);
    world.check_has_no_place(id).await;
}

#[tokio::test]
async fn a_kind_that_is_marked_as_of_dwellings_takes_the_place_out_of_what_is_held() {
    let world = World::open().await;
    let (app, actor) = (&world.app, &world.actor);
    let id = world.report("misshandel").await;
    let other = world.report("klotter").await;
    let mut again = report("misshandel");
    again.count = 2;
    app.correct_incident(actor, id, 1, &again, "Det var två", now())
        .await
        .unwrap();
    let edit = CategoryEdit::InDwellings {
        id: CategoryId::from("vald"),
        yes: true,
    };
    app.edit_categories(actor, 0, &edit, now()).await.unwrap();
    world.check_has_no_place(id).await;
    let open = app.incident(actor, other, now()).await.unwrap();
    assert!(open.held.incident.at.point().is_some());
}
