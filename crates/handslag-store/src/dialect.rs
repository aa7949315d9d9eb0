//! The few places where SQLite and PostgreSQL want different words.

use sea_orm::sqlx::{self, Executor, SqliteConnection};
use sea_orm::{DatabaseConnection, DbBackend, DbErr};

use crate::database::Zone;
use crate::sql::places;

/// Which engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Engine {
    Sqlite,
    Postgres,
}

impl Engine {
    pub(crate) fn of(backend: DbBackend) -> Self {
        match backend {
            DbBackend::Postgres => Self::Postgres,
            _ => Self::Sqlite,
        }
    }

    /// How many values a multi-row insert carries at once. The limits are
    /// 32,766 in SQLite and 65,535 in PostgreSQL; more gains nothing.
    pub(crate) const VALUES_AT_ONCE: usize = 16_000;

    /// The places of `rows` rows of `columns` values, and nothing else, in a statement.
    pub(crate) fn row_places(self, rows: usize, columns: usize) -> String {
        match self {
            // SQLite looks up each numbered place among all the others: with
            // thousands of them, an insert takes minutes.
            Self::Sqlite => {
                let row = format!("({})", vec!["?"; columns].join(", "));
                vec![row; rows].join(", ")
            }
            Self::Postgres => places(rows, columns, 0),
        }
    }

    /// The public search: `$1` is the query from [`Engine::search_query`],
    /// `$2` how many hits to give.
    pub(crate) fn search_sql(self) -> &'static str {
        match self {
            Self::Sqlite => {
                "SELECT s.kind, s.municipality_slug, s.title, s.path, s.snippet
                 FROM search_words AS w
                 JOIN search AS s ON s.id = w.rowid
                 WHERE search_words MATCH $1
                 ORDER BY w.rank, s.id
                 LIMIT $2"
            }
            Self::Postgres => {
                "SELECT s.kind, s.municipality_slug, s.title, s.path, s.snippet
                 FROM search AS s
                 WHERE s.word_vector @@ to_tsquery('simple', $1)
                 ORDER BY ts_rank_cd(s.word_vector, to_tsquery('simple', $1)) DESC, s.id
                 LIMIT $2"
            }
        }
    }

    /// One of each group must be there; the last group also matches beginnings of words.
    /// The words hold letters and digits only.
    pub(crate) fn search_query(self, groups: &[Vec<String>]) -> String {
        let (quote, prefix, or, and) = match self {
            Self::Sqlite => ('"', "*", " OR ", " AND "),
            Self::Postgres => ('\'', ":*", " | ", " & "),
        };
        let last = groups.len().saturating_sub(1);
        let group = |(i, words): (usize, &Vec<String>)| {
            let prefix = if i == last { prefix } else { "" };
            let words: Vec<_> = words
                .iter()
                .map(|word| format!("{quote}{word}{quote}{prefix}"))
                .collect();
            format!("({})", words.join(or))
        };
        let groups: Vec<_> = groups.iter().enumerate().map(group).collect();
        groups.join(and)
    }
}

/// The role that reads public pages in PostgreSQL.
pub(crate) const READER_ROLE: &str = "handslag_public_reader";

/// Makes the schema of a zone in PostgreSQL; a SQLite file needs none.
pub(crate) fn make_schema(zone: Zone) -> String {
    format!("CREATE SCHEMA IF NOT EXISTS {}", zone.schema())
}

/// Makes the reader role and lets it read the public schema and nothing else.
pub(crate) async fn make_reader_role(public: &DatabaseConnection) -> Result<(), DbErr> {
    use sea_orm::ConnectionTrait;
    let schema = Zone::Public.schema();
    public
        .execute_unprepared(&format!(
            "DO $$ BEGIN
                 IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{READER_ROLE}') THEN
                     CREATE ROLE {READER_ROLE} NOLOGIN;
                 END IF;
                 IF NOT pg_has_role(current_user, '{READER_ROLE}', 'MEMBER') THEN
                     GRANT {READER_ROLE} TO CURRENT_USER;
                 END IF;
             END $$;
             GRANT USAGE ON SCHEMA {schema} TO {READER_ROLE};
             GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {READER_ROLE};"
        ))
        .await
        .map(|_| ())
}

/// SQLite lets a connection attach ten other files. The public reader's are
/// taken by empty ones, so that no statement can attach the internal file.
pub(crate) async fn fill_attachments(connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    for n in 0..10 {
        connection
            .execute(sqlx::AssertSqlSafe(format!(
                "ATTACH DATABASE ':memory:' AS taken_{n}"
            )))
            .await?;
    }
    Ok(())
}
