//! Layers of a GeoPackage: a database in a file that somebody else has made.
//!
//! It is read as hostile. Only tables are read, never views or virtual tables,
//! which run what their maker wrote; nothing is written, no function of the
//! file's own is trusted, and reading ends after a while.

use std::io::Write as _;
use std::time::{Duration, Instant};

use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteRow};
use sea_orm::sqlx::{
    self, AssertSqlSafe, Column as _, ConnectOptions as _, Executor as _, Row as _, TypeInfo as _,
    ValueRef as _,
};

/// A table of a GeoPackage with a geometry in each row.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FeatureLayer {
    /// Its name.
    pub name: String,
    /// Its coordinate system by the EPSG number; zero when the file does not say.
    pub epsg: u32,
    /// The names of its other columns.
    pub columns: Vec<String>,
    /// Its rows.
    pub rows: Vec<FeatureRow>,
}

/// A row of a layer.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FeatureRow {
    /// The geometry as the file has it.
    pub geometry: Option<Vec<u8>>,
    /// The values of the other columns.
    pub values: Vec<FeatureValue>,
}

/// A value of a row.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum FeatureValue {
    /// Nothing, or bytes that are no text.
    #[default]
    Null,
    /// A whole number.
    Integer(i64),
    /// A number.
    Real(f64),
    /// A text.
    Text(String),
}

/// Why no layer could be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GeoPackageFault {
    /// It is broken, or no GeoPackage.
    #[error("the file cannot be read as a GeoPackage")]
    Unreadable,
    /// It has no table with geometries.
    #[error("the GeoPackage has no layer")]
    NoLayer,
    /// It has no layer with this name.
    #[error("the GeoPackage has no layer with this name; it has {}", .known.join(", "))]
    NoSuchLayer {
        /// Those that it has.
        known: Vec<String>,
    },
    /// More rows than anybody needs.
    #[error("the layer has more than {limit} rows")]
    TooManyRows {
        /// The limit.
        limit: usize,
    },
    /// More than there is memory for.
    #[error("the layer takes more than {limit} bytes")]
    TooMuchToHold {
        /// The limit.
        limit: usize,
    },
}

/// How much of a layer is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// Rows.
    pub rows: usize,
    /// What they take in memory, in bytes: an empty cell is one byte of the file.
    pub bytes: usize,
}

/// What a SQLite file begins with.
const MAGIC: &[u8] = b"SQLite format 3\0";
/// A file of a gigabyte is read in less; one made to take forever is not.
const LONGEST: Duration = Duration::from_secs(60);
/// Instructions of the database between two looks at the clock.
const BETWEEN_LOOKS: i32 = 100_000;
/// Rows read at a time.
const AT_ONCE: i64 = 10_000;

/// Whether the bytes are a database and so perhaps a GeoPackage.
#[must_use]
pub fn is_geopackage(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// Which layer of a GeoPackage is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted<'a> {
    /// The one with this name.
    Named(&'a str),
    /// The first that says it holds points, else the first.
    Points,
    /// The first that says it holds surfaces, else the first.
    Surfaces,
}

/// Reads a layer of a GeoPackage, and the names of all its layers.
///
/// # Errors
/// [`GeoPackageFault`].
pub async fn read_geopackage(
    bytes: &[u8],
    wanted: Wanted<'_>,
    room: Room,
) -> Result<(FeatureLayer, Vec<String>), GeoPackageFault> {
    if !is_geopackage(bytes) {
        return Err(GeoPackageFault::Unreadable);
    }
    // The database's reader wants a file; it is gone when this returns.
    let mut file = tempfile::NamedTempFile::new().map_err(|_| GeoPackageFault::Unreadable)?;
    file.write_all(bytes)
        .and_then(|()| file.flush())
        .map_err(|_| GeoPackageFault::Unreadable)?;
    let mut reader = Reader::open(file.path()).await?;
    let layers = reader.layers().await?;
    let known = || layers.iter().map(|layer| layer.name.clone()).collect();
    let of_kind = |kind: &str| layers.iter().find(|layer| layer.kind.contains(kind));
    let found = match wanted {
        Wanted::Named(name) => layers.iter().find(|layer| layer.name == name),
        Wanted::Points => of_kind("POINT").or(layers.first()),
        Wanted::Surfaces => of_kind("POLYGON").or(layers.first()),
    };
    let found = found.ok_or_else(|| match layers.is_empty() {
        true => GeoPackageFault::NoLayer,
        false => GeoPackageFault::NoSuchLayer { known: known() },
    })?;
    Ok((reader.rows(found, room).await?, known()))
}

/// A layer as the file's list of layers has it.
struct Listed {
    name: String,
    geometry: String,
    /// What its geometries are said to be, such as `MULTIPOLYGON`.
    kind: String,
    epsg: u32,
}

struct Reader(SqliteConnection);

impl Reader {
    async fn open(path: &std::path::Path) -> Result<Self, GeoPackageFault> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .read_only(true)
            .immutable(true)
            .pragma("trusted_schema", "OFF")
            .pragma("cell_size_check", "ON")
            .disable_statement_logging();
        let mut connection = options.connect().await.map_err(unreadable)?;
        let started = Instant::now();
        let mut handle = connection.lock_handle().await.map_err(unreadable)?;
        handle.set_progress_handler(BETWEEN_LOOKS, move || started.elapsed() < LONGEST);
        drop(handle);
        Ok(Self(connection))
    }

    async fn all(&mut self, sql: String) -> Result<Vec<SqliteRow>, GeoPackageFault> {
        self.0
            .fetch_all(AssertSqlSafe(sql))
            .await
            .map_err(unreadable)
    }

    /// Whether the name is a plain table's, with no columns that are computed.
    async fn is_plain_table(&mut self, name: &str) -> Result<bool, GeoPackageFault> {
        let rows = self
            .all(format!(
                "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = {}",
                quoted(name, '\'')
            ))
            .await?;
        let made_by: Option<String> = rows.first().and_then(|row| row.try_get(0).ok());
        let is_virtual = |sql: &str| {
            let words = sql.split_whitespace().take(2);
            words.map(str::to_uppercase).eq(["CREATE", "VIRTUAL"])
        };
        if made_by.is_none_or(|sql| is_virtual(&sql)) {
            return Ok(false);
        }
        let columns = self
            .all(format!("PRAGMA table_xinfo({})", quoted(name, '"')))
            .await?;
        let is_computed = |row: &SqliteRow| row.try_get::<i64, _>("hidden").unwrap_or(1) != 0;
        Ok(!columns.iter().any(is_computed))
    }

    async fn layers(&mut self) -> Result<Vec<Listed>, GeoPackageFault> {
        for table in ["gpkg_geometry_columns", "gpkg_spatial_ref_sys"] {
            if !self.is_plain_table(table).await? {
                return Err(GeoPackageFault::Unreadable);
            }
        }
        let rows = self
            .all(
                "SELECT g.table_name, g.column_name, s.organization_coordsys_id, g.geometry_type_name
                 FROM gpkg_geometry_columns AS g
                 LEFT JOIN gpkg_spatial_ref_sys AS s ON s.srs_id = g.srs_id
                 ORDER BY g.rowid
                 LIMIT 1000"
                    .to_owned(),
            )
            .await?;
        let mut layers = Vec::new();
        for row in rows {
            let text = |n: usize| row.try_get::<String, _>(n).map_err(unreadable);
            let epsg: Option<i64> = row.try_get(2).map_err(unreadable)?;
            let listed = Listed {
                name: text(0)?,
                geometry: text(1)?,
                kind: text(3)?.to_uppercase(),
                // -1 and 0 stand for a system that nobody has named.
                epsg: epsg.and_then(|n| u32::try_from(n).ok()).unwrap_or(0),
            };
            if self.is_plain_table(&listed.name).await? {
                layers.push(listed);
            }
        }
        Ok(layers)
    }

    async fn rows(&mut self, of: &Listed, room: Room) -> Result<FeatureLayer, GeoPackageFault> {
        let mut layer = FeatureLayer {
            name: of.name.clone(),
            epsg: of.epsg,
            ..FeatureLayer::default()
        };
        let (mut after, mut n_bytes) = (i64::MIN, 0);
        loop {
            let rows = self
                .all(format!(
                    "SELECT rowid AS \"rowid:\", * FROM {} WHERE rowid > {after} ORDER BY rowid LIMIT {AT_ONCE}",
                    quoted(&of.name, '"')
                ))
                .await?;
            for row in &rows {
                after = row.try_get(0).map_err(unreadable)?;
                if layer.rows.len() >= room.rows {
                    return Err(GeoPackageFault::TooManyRows { limit: room.rows });
                }
                n_bytes += layer.take(row, &of.geometry)?;
                if n_bytes > room.bytes {
                    return Err(GeoPackageFault::TooMuchToHold { limit: room.bytes });
                }
            }
            if i64::try_from(rows.len()).unwrap_or(i64::MAX) < AT_ONCE {
                return Ok(layer);
            }
        }
    }
}

impl FeatureLayer {
    /// Takes a row, and tells how many bytes it takes.
    fn take(&mut self, row: &SqliteRow, geometry: &str) -> Result<usize, GeoPackageFault> {
        // The first column is the row's number.
        let others = || row.columns().iter().skip(1);
        let is_geometry = |name: &str| name.eq_ignore_ascii_case(geometry);
        if self.columns.is_empty() {
            let names = others().map(|column| column.name().to_owned());
            self.columns = names.filter(|name| !is_geometry(name)).collect();
        }
        let mut read = FeatureRow::default();
        for column in others() {
            match is_geometry(column.name()) {
                true => read.geometry = bytes(row, column.ordinal())?,
                false => read.values.push(value(row, column.ordinal())?),
            }
        }
        let n_bytes = read.n_bytes();
        self.rows.push(read);
        Ok(n_bytes)
    }
}

impl FeatureRow {
    fn n_bytes(&self) -> usize {
        let text = |value: &FeatureValue| match value {
            FeatureValue::Text(text) => text.len(),
            FeatureValue::Null | FeatureValue::Integer(_) | FeatureValue::Real(_) => 0,
        };
        let geometry = self.geometry.as_ref().map_or(0, Vec::len);
        // The list of values has grown by doubling.
        let values = 2 * self.values.len() * size_of::<FeatureValue>();
        size_of::<Self>() + geometry + values + self.values.iter().map(text).sum::<usize>()
    }
}

fn bytes(row: &SqliteRow, at: usize) -> Result<Option<Vec<u8>>, GeoPackageFault> {
    match row.try_get_raw(at).map_err(unreadable)?.is_null() {
        true => Ok(None),
        false => Ok(row.try_get_unchecked(at).ok()),
    }
}

fn value(row: &SqliteRow, at: usize) -> Result<FeatureValue, GeoPackageFault> {
    let raw = row.try_get_raw(at).map_err(unreadable)?;
    if raw.is_null() {
        return Ok(FeatureValue::Null);
    }
    let kind = raw.type_info().name().to_owned();
    Ok(match kind.as_str() {
        "REAL" => FeatureValue::Real(row.try_get_unchecked(at).map_err(unreadable)?),
        "TEXT" | "DATETIME" | "DATE" | "TIME" => {
            // A text that is not UTF-8 is no text.
            let text = row.try_get_unchecked::<String, _>(at);
            text.map_or(FeatureValue::Null, FeatureValue::Text)
        }
        "BLOB" | "NULL" => FeatureValue::Null,
        _ => FeatureValue::Integer(row.try_get_unchecked(at).map_err(unreadable)?),
    })
}

fn quoted(name: &str, quote: char) -> String {
    let doubled = format!("{quote}{quote}");
    format!("{quote}{}{quote}", name.replace(quote, &doubled))
}

fn unreadable(_: sqlx::Error) -> GeoPackageFault {
    GeoPackageFault::Unreadable
}

#[cfg(test)]
mod tests {
    use super::*;

    fn room(rows: usize) -> Room {
        Room {
            rows,
            bytes: 1 << 20,
        }
    }

    /// A GeoPackage with these statements run in it.
    async fn made(statements: &str) -> Vec<u8> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.gpkg");
        let options = SqliteConnectOptions::new()
            .filename(&path)
            .create_if_missing(true);
        let mut connection = options.connect().await.unwrap();
        let start = "CREATE TABLE gpkg_spatial_ref_sys (srs_id INTEGER PRIMARY KEY,
                organization TEXT, organization_coordsys_id INTEGER);
            INSERT INTO gpkg_spatial_ref_sys VALUES (3006, 'EPSG', 3006), (0, 'NONE', 0);
            CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, srs_id INTEGER,
                geometry_type_name TEXT);";
        connection
            .execute(AssertSqlSafe(format!("{start}{statements}")))
            .await
            .unwrap();
        sqlx::Connection::close(connection).await.unwrap();
        std::fs::read(path).unwrap()
    }

    const POINTS: &str = "CREATE TABLE \"skade\"\"lista\" (fid INTEGER PRIMARY KEY, geom BLOB,
            \"när\" TEXT, antal INTEGER, m REAL);
        INSERT INTO \"skade\"\"lista\" VALUES (1, x'4750', '2023-05-01', 2, 1.5), (7, NULL, NULL, NULL, NULL);
        INSERT INTO gpkg_geometry_columns VALUES ('skade\"lista', 'geom', 3006, 'POINT');";

    #[tokio::test]
    async fn a_layer_is_read_as_it_stands() {
        let bytes = made(POINTS).await;
        let (layer, names) = read_geopackage(&bytes, Wanted::Points, room(10))
            .await
            .unwrap();
        assert_eq!(names, ["skade\"lista"]);
        assert_eq!((layer.epsg, layer.rows.len()), (3006, 2));
        assert_eq!(layer.columns, ["fid", "när", "antal", "m"]);
        assert_eq!(layer.rows[0].geometry, Some(vec![0x47, 0x50]));
        assert_eq!(
            layer.rows[0].values,
            [
                FeatureValue::Integer(1),
                FeatureValue::Text("2023-05-01".to_owned()),
                FeatureValue::Integer(2),
                FeatureValue::Real(1.5),
            ]
        );
        assert_eq!(layer.rows[1].geometry, None);
        assert_eq!(layer.rows[1].values[1], FeatureValue::Null);
    }

    #[tokio::test]
    async fn what_runs_its_makers_code_is_no_layer() {
        let endless = "CREATE VIEW punkter AS WITH RECURSIVE n(i) AS
                (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS fid, x'00' AS geom FROM n;
            INSERT INTO gpkg_geometry_columns VALUES ('punkter', 'geom', 3006, 'POINT');";
        let computed = "CREATE TABLE stor (fid INTEGER PRIMARY KEY, geom BLOB,
                x TEXT GENERATED ALWAYS AS (printf('%.*c', 900000000, 'x')) VIRTUAL);
            INSERT INTO stor (geom) VALUES (x'00');
            INSERT INTO gpkg_geometry_columns VALUES ('stor', 'geom', 3006, 'POINT');";
        for statements in [endless, computed] {
            let bytes = made(statements).await;
            let read = read_geopackage(&bytes, Wanted::Points, room(10)).await;
            assert_eq!(read, Err(GeoPackageFault::NoLayer), "{statements}");
        }
    }

    #[tokio::test]
    async fn what_cannot_be_read_is_told() {
        let bytes = made(POINTS).await;
        let check = async |bytes: &[u8], wanted, most, expected: GeoPackageFault| {
            let read = read_geopackage(bytes, wanted, room(most)).await;
            assert_eq!(read, Err(expected));
        };
        let known = vec!["skade\"lista".to_owned()];
        check(
            &bytes,
            Wanted::Named("x"),
            10,
            GeoPackageFault::NoSuchLayer { known },
        )
        .await;
        check(
            &bytes,
            Wanted::Surfaces,
            1,
            GeoPackageFault::TooManyRows { limit: 1 },
        )
        .await;
        check(
            &bytes[..600],
            Wanted::Surfaces,
            10,
            GeoPackageFault::Unreadable,
        )
        .await;
        check(b"PK", Wanted::Surfaces, 10, GeoPackageFault::Unreadable).await;
        check(
            &made("").await,
            Wanted::Surfaces,
            10,
            GeoPackageFault::NoLayer,
        )
        .await;
    }

    #[tokio::test]
    async fn shared_the_municipalities_in_sweref_are_a_layer() {
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../../shared/data/granser/kommuner-sweref99tm.gpkg"
        );
        let Ok(bytes) = std::fs::read(path) else {
            println!("NOT RUN: {path} is not there");
            return;
        };
        let (layer, _) = read_geopackage(&bytes, Wanted::Points, room(1_000))
            .await
            .unwrap();
        assert_eq!((layer.epsg, layer.rows.len()), (3006, 290));
        assert_eq!(layer.columns, ["fid", "KNKOD", "KNNAMN", "id"]);
    }

    #[tokio::test]
    async fn rows_of_empty_cells_are_weighed_by_what_they_take() {
        let columns: Vec<String> = (0..200).map(|n| format!("k{n}")).collect();
        let statements = format!(
            "CREATE TABLE tom (fid INTEGER PRIMARY KEY, geom BLOB, {});
            INSERT INTO tom (fid) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL
                SELECT i + 1 FROM n WHERE i < 200) SELECT i FROM n;
            INSERT INTO gpkg_geometry_columns VALUES ('tom', 'geom', 3006, 'POINT');",
            columns.join(", ")
        );
        let bytes = made(&statements).await;
        let read = read_geopackage(&bytes, Wanted::Points, room(1_000)).await;
        let limit = 1 << 20;
        assert_eq!(read, Err(GeoPackageFault::TooMuchToHold { limit }));
    }
}
