//! No column may hold a person who is spoken of: every column that can hold
//! free text is in the list below, with the reason why it may be there.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::ConnectionTrait;

use super::*;
use crate::dialect::Engine;
use crate::sql::Row;

/// Why each column that is not a number, a truth value or an id may exist.
const ALLOWED: &[(&str, &str)] = &[
    // Of every table.
    ("*.tenant_id", "names an organisation"),
    ("seaql_migrations.version", "names a step of the tables"),
    // Internal.
    ("organisation.name", "an organisation's name"),
    ("organisation.party", "names a party"),
    (
        "account.user_name",
        "staff sign in with it; nobody else has an account",
    ),
    ("account.password_hash", "cannot be read back"),
    ("account.role", "one of four words"),
    ("account.language", "sv or en"),
    ("account.created_at", "a moment"),
    ("account.disabled_at", "a moment"),
    ("session.id", "a random secret"),
    (
        "session.content",
        "what a signed-in account last chose; no address, no device",
    ),
    ("session.expires_at", "a moment"),
    ("promise.id", "names a promise"),
    ("promise.title", "the promise's title, to be published"),
    ("promise.municipality_code", "four digits"),
    (
        "promise.content",
        "PromiseDocument, whose types have no field for a person; its free text is guarded before it is saved",
    ),
    ("promise.saved_at", "a moment"),
    ("promise_version.promise_id", "names a promise"),
    ("promise_version.content", "as promise.content"),
    ("promise_version.reason", "why a version was saved; guarded"),
    ("promise_version.saved_at", "a moment"),
    ("promise_share.promise_id", "names a promise"),
    ("promise_share.partner_tenant_id", "names an organisation"),
    ("promise_share.purpose", "why it is shown; guarded"),
    ("promise_share.shared_on", "a day"),
    ("promise_share.role_limit", "one of three words"),
    ("import_batch.kind", "what was imported"),
    ("import_batch.file_name", "a file's name; guarded"),
    ("import_batch.sha256", "a checksum"),
    ("import_batch.imported_at", "a moment"),
    ("activity.id", "names an entry"),
    ("activity.promise_tenant_id", "names an organisation"),
    ("activity.promise_id", "names a promise"),
    ("activity.kind", "a type of activity"),
    ("activity.on_day", "a day or a month"),
    ("activity.place_id", "names a place of the promise"),
    (
        "activity.content",
        "Activity, whose type has no field for a person; its note is guarded",
    ),
    ("activity.origin", "one of three words"),
    ("activity.idempotency_key", "made by the client; random"),
    ("activity.logged_at", "a moment"),
    ("activity.withdrawn_at", "a moment"),
    ("activity_change.promise_tenant_id", "names an organisation"),
    ("activity_change.promise_id", "names a promise"),
    ("activity_change.activity_id", "names an entry"),
    ("activity_change.content", "as activity.content"),
    (
        "activity_change.reason",
        "why an entry was corrected; guarded",
    ),
    ("activity_change.changed_at", "a moment"),
    ("self_test.tested_at", "a moment"),
    (
        "self_test.content",
        "how often each way to judge cries wolf: numbers and the names of municipalities",
    ),
    ("comparable_group.municipality_code", "four digits"),
    ("comparable_group.kind", "in what municipalities are alike"),
    (
        "comparable_group.content",
        "which municipalities are officially like another",
    ),
    ("row_key.content", "a random secret"),
    ("incident.source", "names a register or a way to report"),
    ("incident.key", "a hash made with a secret"),
    ("incident.time_precision", "one of seven words"),
    ("incident.category", "names a category"),
    ("incident.precision", "one of five words"),
    ("incident.place_id", "names an outdoor or common place"),
    ("incident.area", "names an area"),
    ("incident.municipality_code", "four digits"),
    (
        "incident.more",
        "counts of things, ids that were merged, and a note that is guarded",
    ),
    ("incident.reported_at", "a moment"),
    ("incident.withdrawn_at", "a moment"),
    (
        "incident_change.content",
        "Incident, whose type has no field for a person; its note is guarded",
    ),
    (
        "incident_change.reason",
        "why an incident was corrected; guarded",
    ),
    ("incident_change.changed_at", "a moment"),
    ("incident_merge.other_tenant_id", "names an organisation"),
    ("incident_merge.kept_tenant_id", "names an organisation"),
    ("incident_merge.reason", "why two are one; guarded"),
    ("incident_merge.merged_at", "a moment"),
    ("incident_merge.taken_apart_at", "a moment"),
    ("incident_share.partner_tenant_id", "names an organisation"),
    ("incident_share.purpose", "why they are shown; guarded"),
    ("incident_share.kinds", "ids of categories"),
    ("incident_share.happened_from", "a day"),
    ("incident_share.shared_on", "a day"),
    ("incident_share.ends_on", "a day"),
    ("incident_distinct.a_tenant_id", "names an organisation"),
    ("incident_distinct.b_tenant_id", "names an organisation"),
    ("incident_distinct.found_at", "a moment"),
    ("open311_door.source", "a system's name; guarded"),
    (
        "open311_door.jurisdiction",
        "the address of a municipality's site",
    ),
    ("open311_door.key_hash", "a hash of a system's key"),
    ("open311_door.opened_at", "a moment"),
    ("open311_door.closed_at", "a moment"),
    ("area.level", "names a layer of areas"),
    ("area.code", "names an area"),
    ("area.name", "an area's name"),
    ("area.content", "a border on the map"),
    ("document.kind", "one of three words"),
    ("document.id", "names a document"),
    (
        "document.content",
        "categories, a named place or a PictureDocument: no field for a person; free text is guarded",
    ),
    ("document.saved_at", "a moment"),
    ("picture_share.picture_id", "names a picture"),
    ("picture_share.partner_tenant_id", "names an organisation"),
    ("picture_share.purpose", "why it is shown; guarded"),
    ("picture_share.shared_on", "a day"),
    ("picture_share.role_limit", "one of three words"),
    (
        "picture_edition.municipality_slug",
        "a municipality's part of the address",
    ),
    ("picture_edition.released_to", "one of two words"),
    ("picture_edition.picture_id", "names a picture"),
    ("picture_edition.frozen_at", "a moment"),
    (
        "picture_edition.reason",
        "why it replaced the one before; guarded",
    ),
    ("picture_edition.title", "the picture's title"),
    (
        "picture_edition.content",
        "PictureEdition, whose types have no field for a person; made of a guarded document",
    ),
    ("picture_edition.pdf", "the same as a PDF"),
    ("picture_edition.sha256", "a checksum"),
    (
        "edition_withdrawal.municipality_slug",
        "a municipality's part of the address",
    ),
    ("edition_withdrawal.released_to", "one of two words"),
    ("edition_withdrawal.frozen_at", "a moment"),
    ("edition_withdrawal.withdrawn_at", "a moment"),
    (
        "edition_withdrawal.reason",
        "why it no longer stands; guarded",
    ),
    ("document_version.kind", "one of three words"),
    ("document_version.document_id", "names a document"),
    ("document_version.content", "as document.content"),
    (
        "document_version.reason",
        "why a version was saved; guarded",
    ),
    ("document_version.saved_at", "a moment"),
    ("mapping.name", "the name of a column mapping"),
    ("mapping.content", "which column means what"),
    ("figure.source", "names a publisher"),
    ("figure.category", "an offence in the publisher's words"),
    ("figure.area", "names an area"),
    ("figure.unit", "one of three words"),
    ("figure.period", "a year or a month"),
    ("figure.written", "one of three words"),
    ("figure.seen_on", "a day"),
    ("population.area", "names an area"),
    ("notice.municipality_code", "four digits"),
    ("notice.county_code", "two digits"),
    ("notice.published_at", "a moment"),
    (
        "notice.content",
        "what the police have published, without positions",
    ),
    ("follow_up.promise_id", "names a promise"),
    ("follow_up.state", "one of three words"),
    (
        "follow_up.content",
        "a follow-up being written; its free text is guarded",
    ),
    ("follow_up.saved_at", "a moment"),
    // Internal and public.
    ("release.kind", "one of three words"),
    ("release.promise_id", "names a promise"),
    ("release.municipality_slug", "names a municipality"),
    ("release.published_at", "a moment"),
    (
        "release.reason",
        "why a version was published; published itself",
    ),
    ("release.title", "published"),
    (
        "release.content",
        "published: PromiseRelease, FollowUpRelease or NewsItem",
    ),
    ("release.search", "the published text, cut into words"),
    ("release.pdf", "published"),
    ("release.sha256", "a checksum"),
    // Public.
    ("search.kind", "one of three words"),
    ("search.municipality_slug", "names a municipality"),
    ("search.title", "published"),
    ("search.path", "the address of a page"),
    ("search.snippet", "published"),
    ("search.words", "the published text, cut into words"),
    ("search.word_vector", "the same"),
    ("news_item.municipality_slug", "names a municipality"),
    ("news_item.published_at", "a moment, as the police wrote it"),
    (
        "news_item.content",
        "what the police have published, without positions",
    ),
];

/// Types that cannot hold words.
const WORDLESS: &[&str] = &["bigint", "integer", "boolean", "uuid"];

/// `table.column` of every column that can hold words, and every table.
pub(super) async fn live_columns(home: &Home, zone: Zone) -> (BTreeSet<String>, BTreeSet<String>) {
    let raw = home.raw(zone).await;
    let engine = Engine::of(raw.get_database_backend());
    let sql = match engine {
        Engine::Sqlite => {
            // The tables that FTS5 keeps for itself hold the words of search.words only.
            "SELECT m.name AS table_name, c.name AS column_name, lower(c.type) AS type_name
             FROM sqlite_schema AS m
             JOIN pragma_table_xinfo(m.name) AS c
             WHERE m.type = 'table'
               AND m.name NOT LIKE 'search_words%'
               AND m.name NOT LIKE 'sqlite_%'"
                .to_owned()
        }
        Engine::Postgres => format!(
            "SELECT table_name::text, column_name::text, data_type::text AS type_name
             FROM information_schema.columns
             WHERE table_schema = '{}'",
            zone.schema()
        ),
    };
    let statement = sea_orm::Statement::from_string(raw.get_database_backend(), sql);
    let (mut columns, mut tables) = (BTreeSet::new(), BTreeSet::new());
    for row in raw.query_all_raw(statement).await.unwrap() {
        let table: String = row.get("table_name").unwrap();
        let column: String = row.get("column_name").unwrap();
        let type_name: String = row.get("type_name").unwrap();
        if !WORDLESS.contains(&type_name.as_str()) {
            columns.insert(format!("{table}.{column}"));
        }
        tables.insert(table);
    }
    (columns, tables)
}

fn reason(column: &str) -> Option<&'static str> {
    let any_table = column.split_once('.').map(|(_, name)| format!("*.{name}"));
    ALLOWED
        .iter()
        .find(|(name, _)| *name == column || Some(*name) == any_table.as_deref())
        .map(|(_, reason)| *reason)
}

on_both_engines! {
    async fn every_text_column_has_a_reason_to_exist(home) {
        drop(home.open().await);
        let mut seen = BTreeSet::new();
        for zone in [Zone::Internal, Zone::Public] {
            let (columns, tables) = live_columns(home, zone).await;
            assert!(tables.len() > 3, "the tables were not found: {tables:?}");
            let unknown: Vec<_> = columns.iter().filter(|c| reason(c).is_none()).collect();
            assert!(unknown.is_empty(), "columns without a reason to exist: {unknown:?}");
            seen.extend(columns);
        }
        let gone: Vec<_> = ALLOWED
            .iter()
            .map(|(name, _)| *name)
            .filter(|name| !name.starts_with("*.") && !seen.contains(*name))
            .filter(|name| *name != "search.word_vector")
            .collect();
        assert!(gone.is_empty(), "reasons for columns that are not there: {gone:?}");
    }

    async fn a_new_text_column_is_found(home) {
        drop(home.open().await);
        let raw = home.raw(Zone::Internal).await;
        for sql in [
            "ALTER TABLE activity ADD COLUMN suspect text",
            "CREATE TABLE witness (tenant_id text, name varchar(40))",
        ] {
            raw.execute_unprepared(sql).await.unwrap();
        }
        let (columns, _) = live_columns(home, Zone::Internal).await;
        let unknown: Vec<_> = columns.iter().filter(|c| reason(c).is_none()).collect();
        assert_eq!(unknown, ["activity.suspect", "witness.name"]);
    }

    async fn every_key_begins_with_the_organisation(home) {
        drop(home.open().await);
        for zone in [Zone::Internal, Zone::Public] {
            let raw = home.raw(zone).await;
            let engine = Engine::of(raw.get_database_backend());
            let sql = match engine {
                Engine::Sqlite => {
                    "SELECT m.name AS table_name, c.name AS column_name
                     FROM sqlite_schema AS m
                     JOIN pragma_table_info(m.name) AS c ON c.pk = 1
                     WHERE m.type = 'table'
                       AND m.name NOT LIKE 'search_words%'"
                        .to_owned()
                }
                Engine::Postgres => format!(
                    "SELECT table_name::text, column_name::text
                     FROM information_schema.key_column_usage
                     JOIN information_schema.table_constraints
                         USING (constraint_schema, constraint_name, table_name)
                     WHERE constraint_type = 'PRIMARY KEY'
                       AND ordinal_position = 1
                       AND constraint_schema = '{}'",
                    zone.schema()
                ),
            };
            let statement = sea_orm::Statement::from_string(raw.get_database_backend(), sql);
            let first: BTreeMap<String, String> = raw
                .query_all_raw(statement)
                .await
                .unwrap()
                .iter()
                .map(|row| (row.get("table_name").unwrap(), row.get("column_name").unwrap()))
                .collect();
            let (_, tables) = live_columns(home, zone).await;
            for table in tables.iter().filter(|t| *t != "seaql_migrations") {
                assert_eq!(first.get(table).map(String::as_str), Some("tenant_id"), "{table}");
            }
        }
    }
}
