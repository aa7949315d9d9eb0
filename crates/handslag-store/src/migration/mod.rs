//! The tables, step by step. A step that was released is never edited.

use std::time::Duration;

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr};
use sea_orm_migration::{MigrationName, MigrationTrait, MigratorTrait, SchemaManager};

use crate::database::Zone;
use crate::dialect::{Engine, make_schema};
use crate::error::StoreError;

/// One step: SQL for both engines, then what each wants in its own words.
struct Step {
    name: &'static str,
    both: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
}

const INTERNAL: &[Step] = &[
    Step {
        name: "0001_internal",
        both: include_str!("0001_internal.sql"),
        sqlite: include_str!("0001_internal.sqlite.sql"),
        postgres: include_str!("0001_internal.postgres.sql"),
    },
    Step {
        name: "0002_add_self_test",
        both: include_str!("0002_add_self_test.sql"),
        sqlite: "",
        postgres: "",
    },
    Step {
        name: "0003_add_comparable_group",
        both: include_str!("0003_add_comparable_group.sql"),
        sqlite: "",
        postgres: "",
    },
    Step {
        name: "0004_count_entries_by_promise",
        both: include_str!("0004_count_entries_by_promise.sql"),
        sqlite: "",
        postgres: "",
    },
    Step {
        name: "0005_add_row_key",
        both: include_str!("0005_add_row_key.sql"),
        sqlite: "",
        postgres: "",
    },
    Step {
        name: "0006_add_incident",
        both: include_str!("0006_add_incident.sql"),
        sqlite: "",
        postgres: "",
    },
    Step {
        name: "0007_add_picture_edition",
        both: include_str!("0007_add_picture_edition.sql"),
        sqlite: include_str!("0007_add_picture_edition.sqlite.sql"),
        postgres: include_str!("0007_add_picture_edition.postgres.sql"),
    },
    Step {
        name: "0008_limit_shares_and_remember_distinct",
        both: include_str!("0008_limit_shares_and_remember_distinct.sql"),
        sqlite: "",
        postgres: "",
    },
    Step {
        name: "0009_add_open311_door",
        both: include_str!("0009_add_open311_door.sql"),
        sqlite: "",
        postgres: "",
    },
    Step {
        name: "0010_count_changes",
        both: include_str!("0010_count_changes.sql"),
        sqlite: "",
        postgres: "",
    },
    Step {
        name: "0011_withdraw_editions",
        both: include_str!("0011_withdraw_editions.sql"),
        sqlite: "",
        postgres: "",
    },
    Step {
        name: "0012_order_incidents",
        both: include_str!("0012_order_incidents.sql"),
        sqlite: "",
        postgres: "",
    },
];

const PUBLIC: &[Step] = &[
    Step {
        name: "0001_public",
        both: include_str!("0001_public.sql"),
        sqlite: include_str!("0001_public.sqlite.sql"),
        postgres: include_str!("0001_public.postgres.sql"),
    },
    Step {
        name: "0002_add_public_self_test",
        both: include_str!("0002_add_public_self_test.sql"),
        sqlite: "",
        postgres: "",
    },
    // The triggers that keep an edition are the same on both sides.
    Step {
        name: "0003_add_public_edition",
        both: include_str!("0003_add_public_edition.sql"),
        sqlite: include_str!("0007_add_picture_edition.sqlite.sql"),
        postgres: include_str!("0007_add_picture_edition.postgres.sql"),
    },
    Step {
        name: "0004_find_editions",
        both: "",
        sqlite: include_str!("0004_find_editions.sqlite.sql"),
        postgres: include_str!("0004_find_editions.postgres.sql"),
    },
    Step {
        name: "0005_withdraw_public_editions",
        both: include_str!("0005_withdraw_public_editions.sql"),
        sqlite: include_str!("0005_withdraw_public_editions.sqlite.sql"),
        postgres: include_str!("0005_withdraw_public_editions.postgres.sql"),
    },
];

impl MigrationName for &'static Step {
    fn name(&self) -> &str {
        self.name
    }
}

#[sea_orm_migration::async_trait::async_trait]
impl MigrationTrait for &'static Step {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        let own = match Engine::of(manager.get_database_backend()) {
            Engine::Sqlite => self.sqlite,
            Engine::Postgres => self.postgres,
        };
        // An empty statement is an error to some drivers.
        for sql in [self.both, own].into_iter().filter(|sql| !sql.is_empty()) {
            db.execute_unprepared(sql).await?;
        }
        Ok(())
    }

    /// A step that is killed half-way leaves nothing.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

struct Internal;
struct Public;

impl MigratorTrait for Internal {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        boxed(INTERNAL)
    }
}

impl MigratorTrait for Public {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        boxed(PUBLIC)
    }
}

fn boxed(steps: &'static [Step]) -> Vec<Box<dyn MigrationTrait>> {
    steps
        .iter()
        .map(|step| Box::new(step) as Box<dyn MigrationTrait>)
        .collect()
}

/// How often it is tried when another process is doing the same.
const TRIES: u32 = 5;
const PAUSE: Duration = Duration::from_millis(300);

/// Brings the tables of a zone up to date.
pub(crate) async fn migrate(db: &DatabaseConnection, zone: Zone) -> Result<(), StoreError> {
    for _ in 1..TRIES {
        match migrate_once(db, zone).await {
            // Another process may be at the same step; each is done once.
            Err(StoreError::Database(_)) => tokio::time::sleep(PAUSE).await,
            done => return done,
        }
    }
    migrate_once(db, zone).await
}

async fn migrate_once(db: &DatabaseConnection, zone: Zone) -> Result<(), StoreError> {
    if db.get_database_backend() == DbBackend::Postgres {
        db.execute_unprepared(&make_schema(zone)).await?;
    }
    match zone {
        Zone::Internal => run::<Internal>(db, zone, INTERNAL).await,
        Zone::Public => run::<Public>(db, zone, PUBLIC).await,
    }
}

/// The internal tables as they were after the first `n` steps.
#[cfg(test)]
pub(crate) async fn migrate_first(db: &DatabaseConnection, n: u32) -> Result<(), DbErr> {
    if db.get_database_backend() == DbBackend::Postgres {
        db.execute_unprepared(&make_schema(Zone::Internal)).await?;
    }
    Internal::up(db, Some(n)).await
}

async fn run<M: MigratorTrait>(
    db: &DatabaseConnection,
    zone: Zone,
    known: &[Step],
) -> Result<(), StoreError> {
    let applied = M::get_migration_models(db).await?;
    if let Some(newer) = applied
        .iter()
        .find(|model| known.iter().all(|step| step.name != model.version))
    {
        return Err(StoreError::NewerSchema {
            database: zone.name(),
            migration: newer.version.clone(),
        });
    }
    M::up(db, None).await?;
    Ok(())
}
