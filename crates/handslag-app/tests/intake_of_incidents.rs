//! Files of incidents and areas through the use cases: GeoPackage, Open311, and real files.

#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot set up its world should fail"
)]

use std::path::PathBuf;
use std::sync::Arc;

use handslag_app::files::Lang;
use handslag_app::intake::{BadRows, File, IncidentOrder, Run};
use handslag_app::member::AccountOrder;
use handslag_app::open311::NewRequest;
use handslag_app::renderer::{Renderer, Rendering};
use handslag_app::{Actor, App, AppError, Invalid, StoreDatabase};
use handslag_domain::follow_up::FollowUpDocument;
use handslag_domain::incident::{Incident, Point};
use handslag_domain::organisation::{Organisation, Role};
use handslag_domain::picture::edition::PictureEdition;
use jiff::Timestamp;

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
        let app = App::open(&database, Arc::new(Blank)).await.unwrap();
        let organisation = Organisation {
            id: "kommunen".into(),
            name: "Kommunen".to_owned(),
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
        all.sort_by_key(|one| one.window.from());
        all
    }
}

const GEOPACKAGE: File<'_> = File {
    name: "handelser-exempel.gpkg",
    bytes: include_bytes!("data/handelser-exempel.gpkg"),
};

#[tokio::test]
async fn a_layer_of_points_in_a_geopackage_becomes_incidents_once() {
    let world = World::open().await;
    let order = IncidentOrder {
        source: "Exempel".to_owned(),
        ..IncidentOrder::default()
    };
    let columns = world
        .app
        .incident_columns(&world.actor, &GEOPACKAGE, &order)
        .await;
    let columns = columns.unwrap();
    let names: Vec<&str> = columns.sheets.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["handelser", "stadsdelar"]);
    assert_eq!((columns.n_rows, columns.mapping.epsg), (3, 3006));
    for new in [3, 0] {
        let taken = world
            .app
            .import_incidents(
                &world.actor,
                &GEOPACKAGE,
                &order,
                Run::Real,
                now(),
                &mut |_| (),
            )
            .await
            .unwrap();
        assert_eq!((taken.intake.new, taken.n_bad), (new, 0));
        // Nobody must believe that all of the file came in.
        let told = taken.intake.notes[0].text(Lang::Sv);
        assert!(
            told.starts_with("Lagret ”stadsdelar” läses inte in."),
            "{told}"
        );
    }
    let held = world.held().await;
    let kinds: Vec<&str> = held.iter().map(|one| one.category.as_str()).collect();
    assert_eq!(kinds, ["klotter", "skadegorelse", "stok"]);
    // 58.5049, 13.1572 is east 392,619.4 and north 6,486,397.1 by Gauss and
    // Krüger's formulas, worked apart: 248.8 m from east 392,577, north 6,486,152.
    // `distance_m` takes the earth for a sphere, which is right within 1 %.
    let point = held[0].at.point().unwrap();
    let square = Point::from_degrees(58.5049, 13.1572).unwrap();
    let apart_m = point.distance_m(square);
    assert!((apart_m - 248.8).abs() < 2.5, "{point:?}: {apart_m}");
}

#[tokio::test]
async fn a_layer_of_surfaces_is_no_incidents_and_a_layer_that_is_not_there_is_told() {
    let world = World::open().await;
    let mut order = IncidentOrder::default();
    let mut mapping = handslag_app::files::incidents::IncidentMapping::default();
    for (layer, told) in [
        ("stadsdelar", "Polygon"),
        ("borta", "handelser, stadsdelar"),
    ] {
        mapping.sheet = Some(layer.to_owned());
        order.mapping = Some(mapping.clone());
        let read = world
            .app
            .incident_columns(&world.actor, &GEOPACKAGE, &order)
            .await;
        let Err(AppError::Rows(problems)) = read else {
            panic!("{layer}");
        };
        let text = problems[0].text(handslag_app::files::Lang::Sv);
        assert!(text.contains(told), "{text}");
    }
}

#[tokio::test]
async fn a_layer_of_surfaces_in_a_geopackage_becomes_areas_in_degrees() {
    let world = World::open().await;
    let taken = world
        .app
        .import_areas(
            &world.actor,
            &GEOPACKAGE,
            "stadsdelar",
            BadRows::Refuse,
            Run::Real,
        )
        .await
        .unwrap();
    assert!(taken.kept, "{:?}", taken.read.faults);
    let layers = world.app.area_layers(&world.actor).await.unwrap();
    assert_eq!(layers, [("stadsdelar".to_owned(), 2)]);
    let names = world.app.area_names(&world.actor).await.unwrap();
    let names: Vec<&str> = names.iter().map(|(_, name)| name.as_str()).collect();
    assert_eq!(names, ["Väster", "Öster"]);
}

#[tokio::test]
async fn an_answer_of_open311_is_taken_in_once_and_without_anybody() {
    let world = World::open().await;
    let file = File {
        name: "requests.json",
        bytes: br#"[{"service_request_id": "638344", "service_name": "Klotter",
            "service_code": "006", "description": "Ring Anna, 070-123 45 67",
            "requested_datetime": "2023-04-14T06:37:38+02:00", "address": "Torggatan 5",
            "lat": 58.5052, "long": 13.1577, "email": "anna@example.org"}]"#,
    };
    for (run, new, unchanged, n) in [
        (Run::Dry, 1, 0, 0),
        (Run::Real, 1, 0, 1),
        (Run::Real, 0, 1, 1),
    ] {
        let taken = world
            .app
            .import_open311(&world.actor, &file, "FixaMinGata", run, now())
            .await
            .unwrap();
        assert_eq!((taken.new, taken.unchanged), (new, unchanged), "{run:?}");
        assert_eq!(world.held().await.len(), n);
    }
    let shown = format!("{:?}", world.held().await);
    for person in ["Anna", "070-123", "Torggatan", "638344", "example.org"] {
        assert!(!shown.contains(person), "{person} in {shown}");
    }
}

/// Rows that stand for ten thousand incidents each, with keys of their own.
fn many_in_each_row(n_rows: usize, keys: &str) -> Vec<u8> {
    let row = |n| format!("{keys}{n};klotter;2023-05-01;10000;1494\n");
    let rows: String = (0..n_rows).map(row).collect();
    format!("id;kategori;datum;antal;kommun\n{rows}").into_bytes()
}

#[tokio::test]
async fn a_file_that_stands_for_more_than_a_picture_can_count_is_refused_before_it_is_saved() {
    let world = World::open().await;
    let order = IncidentOrder {
        source: "prov".to_owned(),
        ..IncidentOrder::default()
    };
    let take = async |bytes: &[u8]| {
        let file = File {
            name: "summor.csv",
            bytes,
        };
        let (actor, app) = (&world.actor, &world.app);
        let quiet = &mut |_| ();
        let taken = app.import_incidents(actor, &file, &order, Run::Real, now(), quiet);
        taken.await.map(|taken| (taken.intake.new, taken.n_counted))
    };
    let refused = async |bytes: &[u8], told: &str, n_held: usize| {
        let Err(AppError::Rows(problems)) = take(bytes).await else {
            panic!("it was taken in");
        };
        let text = problems[0].text(handslag_app::files::Lang::Sv);
        assert!(text.contains(told), "{text}");
        assert_eq!(world.held().await.len(), n_held);
    };
    refused(
        &many_in_each_row(1_001, "a"),
        "filen står för 10010000 händelser",
        0,
    )
    .await;
    let most = many_in_each_row(600, "b");
    assert_eq!(take(&most).await.unwrap(), (600, 6_000_000));
    // Together with what is held already, but not with itself.
    let told = "med filen skulle det bli 10010000 händelser";
    refused(&many_in_each_row(401, "c"), told, 600).await;
    assert_eq!(take(&most).await.unwrap(), (0, 6_000_000));
    assert_eq!(take(&many_in_each_row(400, "d")).await.unwrap().0, 400);
}

fn shared(test: &str, path: &str) -> Option<Vec<u8>> {
    let data = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    if !data.is_dir() {
        eprintln!("NOT RUN: {test}: shared data is not beside the checkout");
        return None;
    }
    Some(std::fs::read(data.join(path)).unwrap())
}

#[tokio::test]
async fn shared_the_municipalities_in_sweref_become_areas_that_hold_their_places() {
    let test = "shared_the_municipalities_in_sweref_become_areas_that_hold_their_places";
    let Some(bytes) = shared(test, "granser/kommuner-sweref99tm.gpkg") else {
        return;
    };
    let world = World::open().await;
    let file = File {
        name: "kommuner-sweref99tm.gpkg",
        bytes: &bytes,
    };
    let taken = world
        .app
        .import_areas(
            &world.actor,
            &file,
            "kommuner",
            BadRows::LeaveOut,
            Run::Real,
        )
        .await
        .unwrap();
    assert_eq!((taken.read.areas.len(), taken.read.crs.epsg()), (290, 3006));
    let square = handslag_geo::projection::Position::from_degrees(58.5049, 13.1572).unwrap();
    let holding = taken.read.areas.iter().filter(|area| area.holds(square));
    let holding: Vec<&str> = holding.map(|area| area.code.as_str()).collect();
    assert_eq!(holding, ["1494"]);
}

#[tokio::test]
async fn shared_a_real_table_of_each_form_shows_its_columns_with_examples() {
    let test = "shared_a_real_table_of_each_form_shows_its_columns_with_examples";
    for (path, n_rows) in [
        ("brott-filformat/nottingham_burglary.csv.gz", 0),
        ("brott-filformat/san_francisco_robbery.csv", 0),
        ("brott-filformat/aggravated_assaults.xlsx", 0),
        ("brott-uk/lancashire_asb.tab.gz", 56_434),
    ] {
        let Some(bytes) = shared(test, path) else {
            return;
        };
        let world = World::open().await;
        let file = File {
            name: path,
            bytes: &bytes,
        };
        let order = IncidentOrder {
            source: "prov".to_owned(),
            ..IncidentOrder::default()
        };
        let columns = world
            .app
            .incident_columns(&world.actor, &file, &order)
            .await;
        let columns = columns.unwrap();
        assert!(
            columns.n_rows > n_rows.max(1) - 1,
            "{path}: {}",
            columns.n_rows
        );
        assert!(
            columns.columns.iter().any(|c| c.examples.len() > 1),
            "{path}"
        );
    }
}

#[tokio::test]
async fn what_has_a_door_takes_nothing_from_files_and_can_be_opened_again() {
    let world = World::open().await;
    let (app, actor) = (&world.app, &world.actor);
    let open = async |minutes| {
        let at = now() - jiff::SignedDuration::from_mins(minutes);
        let opened = app.open_open311(actor, "felanmälan", "lidkoping.se", at);
        opened.await.unwrap()
    };
    open(3).await;
    let import = async |source: &str, run| {
        let order = IncidentOrder {
            source: source.to_owned(),
            ..IncidentOrder::default()
        };
        let quiet = &mut |_| ();
        let taken = app.import_incidents(actor, &GEOPACKAGE, &order, run, now(), quiet);
        taken.await.map(|taken| taken.intake.new)
    };
    let is_taken = |taken: Result<usize, AppError>| {
        let problem = Invalid::Taken;
        matches!(taken, Err(AppError::Invalid { field: "source", problem: p }) if p == problem)
    };
    assert!(is_taken(import("felanmälan", Run::Dry).await));
    assert!(is_taken(import("felanmälan", Run::Real).await));
    assert!(world.held().await.is_empty());
    assert_eq!(import("arkivet", Run::Real).await.unwrap(), 3);
    // What the system has sent stays its own when the door is closed.
    let key = open(2).await;
    let request = NewRequest {
        service_code: "klotter".to_owned(),
        lat: "58.505".to_owned(),
        long: "13.157".to_owned(),
        ..NewRequest::default()
    };
    app.post_open311(None, &key, &request, now()).await.unwrap();
    let closed = app.close_open311(actor, "felanmälan", now());
    assert_eq!(closed.await.unwrap(), 2);
    assert!(is_taken(import("felanmälan", Run::Real).await));
    open(1).await;
}
