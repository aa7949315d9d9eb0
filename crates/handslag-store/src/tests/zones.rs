//! The public reader cannot reach what is not released; backups and schemas.

use sea_orm::ConnectionTrait;

use super::*;
use crate::sql::values;

on_both_engines! {
    async fn the_public_reader_reaches_no_internal_table(home) {
        let store = with_promise(home).await;
        let new = super::releases::a_promise_release("p", 1);
        store.write(async |tx| tx.publish(&new).await).await.unwrap();
        store.publish_pending().await.unwrap();
        let reader = store.public_reader().await.unwrap();
        let records = reader.records();
        assert_eq!(records.all("SELECT id FROM release", values![]).await.unwrap().len(), 1);
        let (_, tables) = super::schema::live_columns(home, Zone::Internal).await;
        for table in tables {
            for place in [format!("handslag.{table}"), format!("main.{table}"), table.clone()] {
                let sql = format!("SELECT * FROM {place}");
                let is_public = ["release", "picture_edition", "edition_withdrawal", "self_test", "seaql_migrations"].contains(&table.as_str());
                if is_public && !place.starts_with("handslag.") {
                    continue;
                }
                let read = records.all(&sql, values![]).await;
                assert!(read.is_err(), "{sql} was answered");
            }
        }
    }

    async fn the_public_reader_cannot_write_or_open_another_file(home) {
        let store = with_promise(home).await;
        let reader = store.public_reader().await.unwrap();
        let internal = home.folder().join("data").join("handslag.db");
        for sql in [
            "DELETE FROM news_item".to_owned(),
            "CREATE TABLE mine (x text)".to_owned(),
            format!("ATTACH DATABASE '{}' AS internal", internal.display()),
        ] {
            let done = reader.records().execute(&sql, values![]).await;
            assert!(done.is_err(), "{sql} was done");
        }
        assert_eq!(store.warnings(), []);
    }

    async fn the_role_of_the_public_reader_outlives_a_reset(home) {
        let Database::Postgres { .. } = home.database else { return };
        let store = with_promise(home).await;
        let reader = store.public_reader().await.unwrap();
        let sql = "RESET ROLE";
        reader.records().execute(sql, values![]).await.unwrap();
        let read = reader.records().all("SELECT * FROM handslag.promise", values![]).await;
        assert!(read.is_err(), "the reader read as another role");
    }

    async fn where_roles_are_forbidden_the_store_says_so(home) {
        let Database::Postgres { url } = &home.database else { return };
        let (front, name) = url.rsplit_once('/').unwrap();
        let (scheme, server) = front.split_once("://").unwrap();
        let address = server.rsplit_once('@').map_or(server, |(_, address)| address);
        let raw = sea_orm::Database::connect(url).await.unwrap();
        let user = format!("plain_{name}");
        raw.execute_unprepared(&format!("CREATE ROLE {user} LOGIN; GRANT CREATE ON DATABASE {name} TO {user}"))
            .await
            .unwrap();
        let plain = Database::Postgres { url: format!("{scheme}://{user}@{address}/{name}") };
        let store = Store::open(&plain).await.unwrap();
        assert!(matches!(store.warnings(), [Warning::NoReaderRole { .. }]), "{:?}", store.warnings());
        let reader = store.public_reader().await.unwrap();
        assert!(reader.municipalities().await.unwrap().is_empty());
        drop((store, reader));
        raw.execute_unprepared(&format!("DROP OWNED BY {user}; DROP ROLE {user}")).await.unwrap();
    }

    async fn opening_twice_changes_nothing(home) {
        let store = with_promise(home).await;
        drop(store);
        let before = super::schema::live_columns(home, Zone::Internal).await;
        let store = home.open().await;
        assert_eq!(super::schema::live_columns(home, Zone::Internal).await, before);
        assert!(store.promise(&municipality(), &"p".into()).await.unwrap().is_some());
    }

    async fn a_database_of_a_newer_version_is_refused(home) {
        for (zone, name) in [(Zone::Internal, "internal"), (Zone::Public, "public")] {
            drop(home.open().await);
            let raw = home.raw(zone).await;
            raw.execute_unprepared(
                "INSERT INTO seaql_migrations (version, applied_at) VALUES ('0999_later', 1)",
            )
            .await
            .unwrap();
            let Err(StoreError::NewerSchema { database, migration }) = Store::open(&home.database).await
            else {
                panic!("the newer {name} database was opened");
            };
            assert_eq!((database, migration.as_str()), (name, "0999_later"));
            raw.execute_unprepared("DELETE FROM seaql_migrations WHERE version = '0999_later'")
                .await
                .unwrap();
        }
    }

    async fn a_backup_holds_everything_and_the_public_side_is_made_from_it(home) {
        let store = with_promise(home).await;
        let new = super::releases::a_promise_release("p", 1);
        store.write(async |tx| tx.publish(&new).await).await.unwrap();
        store.publish_pending().await.unwrap();
        let restored = home.folder().join("restored");
        std::fs::create_dir(&restored).unwrap();
        let file = restored.join("handslag.db");
        let backed_up = store.backup(&file).await;
        let Database::Sqlite { .. } = home.database else {
            assert!(matches!(backed_up, Err(StoreError::BackupByPostgres)));
            return;
        };
        backed_up.unwrap();
        assert!(matches!(store.backup(&file).await, Err(StoreError::BackupExists(_))));
        let store = Store::open(&Database::Sqlite { folder: restored }).await.unwrap();
        assert!(store.promise(&municipality(), &"p".into()).await.unwrap().is_some());
        let reader = store.public_reader().await.unwrap();
        assert!(reader.promise_release("lidkoping", &"p".into()).await.unwrap().is_some());
    }

    async fn an_acknowledged_write_is_on_the_disk(home) {
        let Database::Sqlite { .. } = home.database else { return };
        let store = home.open().await;
        const FULL: i64 = 2;
        assert_eq!(pragma(&store, "synchronous").await, FULL);
        assert_eq!(pragma(&store, "foreign_keys").await, 1);
    }

    async fn only_a_demonstration_does_not_wait_for_the_disk(home) {
        let Database::Sqlite { folder } = &home.database else { return };
        const NORMAL: i64 = 1;
        let demo = Database::Demo { folder: folder.clone() };
        assert_eq!(pragma(&Store::open(&demo).await.unwrap(), "synchronous").await, NORMAL);
    }
}

async fn pragma(store: &Store, name: &str) -> i64 {
    use crate::sql::Row;
    let row = store.one(&format!("PRAGMA {name}"), values![]).await;
    row.unwrap().unwrap().get(name).unwrap()
}
