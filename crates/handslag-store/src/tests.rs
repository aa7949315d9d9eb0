//! The same tests on SQLite and, where `HANDSLAG_TEST_DATABASE_URL` is set, on PostgreSQL.

mod accounts;
mod activities;
mod concurrency;
mod editions;
mod figures;
mod incidents;
mod news;
mod promises;
mod releases;
mod schema;
mod zones;

use std::pin::Pin;

use handslag_domain::activity::{Activity, ActivityType};
use handslag_domain::document::PromiseDocument;
use handslag_domain::id::{PartyId, PromiseId};
use handslag_domain::organisation::{Organisation, OrganisationId};
use handslag_domain::promise::Promise;
use jiff::Timestamp;
use sea_orm::ConnectionTrait;

use crate::database::Zone;
use crate::*;

/// Where a test has its databases.
pub(crate) struct Home {
    pub database: Database,
    folder: tempfile::TempDir,
}

impl Home {
    pub async fn open(&self) -> Store {
        Store::open(&self.database).await.unwrap()
    }

    /// A folder of the test's own.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// A connection that may do anything.
    pub async fn raw(&self, zone: Zone) -> sea_orm::DatabaseConnection {
        self.database.connect(zone).await.unwrap()
    }
}

type Test = fn(&Home) -> Pin<Box<dyn Future<Output = ()> + '_>>;

/// Writes each test twice, in the modules `sqlite` and `postgres`.
macro_rules! on_both_engines {
    ($($(#[$meta:meta])* async fn $name:ident($home:ident) $body:block)+) => {
        $($(#[$meta])* async fn $name($home: &$crate::tests::Home) $body)+
        mod sqlite {
            $(#[test] fn $name() { $crate::tests::on_sqlite(|home| Box::pin(super::$name(home))) })+
        }
        mod postgres {
            $(#[test] fn $name() {
                let name = concat!(module_path!(), "::", stringify!($name));
                $crate::tests::on_postgres(name, |home| Box::pin(super::$name(home)))
            })+
        }
    };
}
pub(crate) use on_both_engines;

fn run(home: &Home, test: Test) {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap()
        .block_on(test(home));
}

pub(crate) fn on_sqlite(test: Test) {
    let folder = tempfile::tempdir().unwrap();
    let database = Database::Sqlite {
        folder: folder.path().join("data"),
    };
    run(&Home { database, folder }, test);
}

/// Each test has a database of its own on the server.
pub(crate) fn on_postgres(name: &str, test: Test) {
    let Ok(server) = std::env::var("HANDSLAG_TEST_DATABASE_URL") else {
        eprintln!("NOT RUN: {name}: HANDSLAG_TEST_DATABASE_URL is not set");
        return;
    };
    let own = format!("handslag_test_{}", uuid::Uuid::now_v7().simple());
    administer(&server, &format!("CREATE DATABASE {own}"));
    let (front, _) = server.rsplit_once('/').unwrap();
    let home = Home {
        database: Database::Postgres {
            url: format!("{front}/{own}"),
        },
        folder: tempfile::tempdir().unwrap(),
    };
    run(&home, test);
    administer(&server, &format!("DROP DATABASE {own} WITH (FORCE)"));
}

fn administer(server: &str, sql: &str) {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(async {
            let connection = sea_orm::Database::connect(server).await.unwrap();
            connection.execute_unprepared(sql).await.unwrap();
            connection.close().await.unwrap();
        });
}

pub(crate) fn police() -> OrganisationId {
    "polisen".into()
}

pub(crate) fn municipality() -> OrganisationId {
    "lidkoping".into()
}

pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(crate) fn noon() -> Timestamp {
    at("2023-04-03T10:00:00Z")
}

pub(crate) fn saving(reason: &str) -> Saving {
    Saving {
        by: None,
        at: noon(),
        reason: Some(reason.to_owned()),
    }
}

pub(crate) fn a_promise(id: &str, title: &str) -> PromiseDocument {
    PromiseDocument {
        format: handslag_domain::document::FORMAT.to_owned(),
        promise: Promise {
            id: id.into(),
            title: title.to_owned(),
            municipalities: vec!["Lidköping".to_owned()],
            ..Promise::default()
        },
        ..PromiseDocument::default()
    }
}

pub(crate) fn an_activity(id: &str) -> Activity {
    Activity {
        id: id.into(),
        kind: ActivityType::from("fotpatrull"),
        on: "2023-03-01".into(),
        place: Some("torget".into()),
        ..Activity::default()
    }
}

pub(crate) fn new_activity(id: &str, key: &str) -> NewActivity {
    NewActivity {
        tenant: police(),
        promise_owner: municipality(),
        promise: PromiseId::from("p"),
        activity: an_activity(id),
        origin: Origin::Form,
        batch: None,
        key: key.to_owned(),
        logged_at: noon(),
        logged_by: None,
    }
}

/// A store with two organisations.
pub(crate) async fn with_organisations(home: &Home) -> Store {
    let store = home.open().await;
    let organisation = |id: OrganisationId, name: &str| Organisation {
        party: PartyId(id.0.clone()),
        id,
        name: name.to_owned(),
    };
    let both = [
        organisation(municipality(), "Lidköpings kommun"),
        organisation(police(), "Polisen"),
    ];
    store
        .write(async |tx| {
            for organisation in &both {
                tx.insert_organisation(organisation).await?;
            }
            Ok::<_, StoreError>(())
        })
        .await
        .unwrap();
    store
}

/// And the promise `p` of the municipality.
pub(crate) async fn with_promise(home: &Home) -> Store {
    let store = with_organisations(home).await;
    let document = a_promise("p", "Löftet");
    store
        .write(async |tx| {
            tx.insert_promise(&municipality(), &document, &saving("ny"))
                .await
        })
        .await
        .unwrap();
    store
}
