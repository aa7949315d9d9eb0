//! Layers of a GeoPackage: a database in a file that somebody else has made.
//!
//! It is read as hostile. Only tables are read, never views or virtual tables,
//! which run what their maker wrote; nothing is written, so no trigger runs; no
//! function of the file's own is trusted, and reading ends after a while. How
//! much a layer would take in memory is added up before any of it is read: a
//! small file can say that each of a million rows holds the same long text.

use std::io::Write as _;
use std::time::{Duration, Instant};

use futures_util::TryStreamExt as _;
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
    #[error("row {row}, column {column}: the layer takes more than {limit} bytes")]
    TooMuchToHold {
        /// The row by which it was too much; the first is 1.
        row: u64,
        /// The column by which it was too much.
        column: String,
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
/// Rows that the database's reader may be ahead of us.
const ROWS_AHEAD: usize = 8;
/// Letters of a name; those of people and programs are shorter.
const LONGEST_NAME: usize = 1_000;
/// Layers of a file; further ones are not seen.
const MOST_LAYERS: usize = 1_000;
/// What a value takes beside its bytes: the list of values has grown by doubling.
const OF_VALUE: usize = 2 * size_of::<FeatureValue>();

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
    Ok((reader.layer(found, room).await?, known()))
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
            .row_buffer_size(ROWS_AHEAD)
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
        // So begins every table as the database writes it; what was written by
        // hand may hide a virtual one behind a comment.
        let rows = self
            .all(format!(
                "SELECT 1 FROM sqlite_master
                 WHERE type = 'table' AND name = {} AND sql LIKE 'CREATE TABLE %'",
                quoted(name, '\'')
            ))
            .await?;
        if rows.is_empty() {
            return Ok(false);
        }
        let computed = self
            .all(format!(
                "SELECT 1 FROM pragma_table_xinfo({}) WHERE hidden <> 0 LIMIT 1",
                quoted(name, '\'')
            ))
            .await?;
        Ok(computed.is_empty())
    }

    /// The names of a table's columns.
    async fn columns(&mut self, table: &str) -> Result<Vec<String>, GeoPackageFault> {
        let rows = self
            .all(format!(
                "SELECT {} FROM pragma_table_xinfo({})",
                cut("name"),
                quoted(table, '\'')
            ))
            .await?;
        rows.iter().map(|row| short(row, 0)).collect()
    }

    async fn layers(&mut self) -> Result<Vec<Listed>, GeoPackageFault> {
        for table in ["gpkg_geometry_columns", "gpkg_spatial_ref_sys"] {
            if !self.is_plain_table(table).await? {
                return Err(GeoPackageFault::Unreadable);
            }
        }
        let rows = self
            .all(format!(
                "SELECT {}, {}, iif(typeof(s.organization_coordsys_id) = 'integer',
                     s.organization_coordsys_id, NULL), {}
                 FROM gpkg_geometry_columns AS g NOT INDEXED
                 LEFT JOIN gpkg_spatial_ref_sys AS s ON s.srs_id = g.srs_id
                 ORDER BY g.rowid
                 LIMIT {MOST_LAYERS}",
                cut("g.table_name"),
                cut("g.column_name"),
                cut("g.geometry_type_name"),
            ))
            .await?;
        let mut layers = Vec::new();
        for row in rows {
            let epsg: Option<i64> = row.try_get(2).map_err(unreadable)?;
            let listed = Listed {
                name: short(&row, 0)?,
                geometry: short(&row, 1)?,
                kind: short(&row, 3)?.to_uppercase(),
                // -1 and 0 stand for a system that nobody has named.
                epsg: epsg.and_then(|n| u32::try_from(n).ok()).unwrap_or(0),
            };
            if self.is_plain_table(&listed.name).await? {
                layers.push(listed);
            }
        }
        Ok(layers)
    }

    async fn layer(&mut self, of: &Listed, room: Room) -> Result<FeatureLayer, GeoPackageFault> {
        let columns = self.columns(&of.name).await?;
        let is_geometry = |name: &&String| name.eq_ignore_ascii_case(&of.geometry);
        let geometry = columns.iter().find(is_geometry).cloned();
        let mut layer = FeatureLayer {
            name: of.name.clone(),
            epsg: of.epsg,
            columns: columns
                .into_iter()
                .filter(|name| !is_geometry(&name))
                .collect(),
            rows: Vec::new(),
        };
        self.refuse_large(&layer, geometry.as_deref(), room).await?;
        let others = layer.columns.iter().map(|name| other_column(name));
        let sql = of_each_row(&of.name, geometry_column(geometry.as_deref()), others);
        let mut rows = self.0.fetch(AssertSqlSafe(sql));
        while let Some(row) = rows.try_next().await.map_err(unreadable)? {
            layer.rows.push(read_row(&row)?);
        }
        drop(rows);
        Ok(layer)
    }

    /// Adds up what a layer would take, without reading it: how long each value is
    /// stands before it.
    async fn refuse_large(
        &mut self,
        layer: &FeatureLayer,
        geometry: Option<&str>,
        room: Room,
    ) -> Result<(), GeoPackageFault> {
        let names: Vec<&str> = std::iter::once(geometry.unwrap_or_default())
            .chain(layer.columns.iter().map(String::as_str))
            .collect();
        let length = |name: &String| {
            let name = quoted(name, '"');
            // Bytes that are no geometry are left unread.
            format!("iif(typeof({name}) = 'blob', 0, octet_length({name}))")
        };
        let of_geometry = geometry.map_or("NULL".to_owned(), |name| {
            format!("octet_length({})", quoted(name, '"'))
        });
        let others = layer.columns.iter().map(length);
        let sql = of_each_row(&layer.name, of_geometry, others);
        let mut lengths = self.0.fetch(AssertSqlSafe(sql));
        let (mut row, mut bytes) = (0_u64, 0_usize);
        while let Some(found) = lengths.try_next().await.map_err(unreadable)? {
            row += 1;
            if row > u64::try_from(room.rows).unwrap_or(u64::MAX) {
                return Err(GeoPackageFault::TooManyRows { limit: room.rows });
            }
            bytes += size_of::<FeatureRow>();
            for (at, name) in names.iter().enumerate() {
                let length: Option<i64> = found.try_get(at).map_err(unreadable)?;
                let length = usize::try_from(length.unwrap_or(0)).unwrap_or(usize::MAX);
                bytes = bytes.saturating_add(OF_VALUE).saturating_add(length);
                if bytes > room.bytes {
                    return Err(GeoPackageFault::TooMuchToHold {
                        row,
                        column: (*name).to_owned(),
                        limit: room.bytes,
                    });
                }
            }
        }
        Ok(())
    }
}

/// Asks the same of every row of a table, of the geometry first.
fn of_each_row(
    table: &str,
    of_geometry: String,
    of_others: impl Iterator<Item = String>,
) -> String {
    let asked: Vec<String> = std::iter::once(of_geometry).chain(of_others).collect();
    // An index is its maker's word for what is in the table.
    format!(
        "SELECT {} FROM {} NOT INDEXED",
        asked.join(", "),
        quoted(table, '"')
    )
}

/// A name, cut where it is refused, so that it is never longer in memory.
fn cut(name: &str) -> String {
    format!("substr({name}, 1, {})", LONGEST_NAME + 1)
}

/// A name that somebody may have written.
fn short(row: &SqliteRow, at: usize) -> Result<String, GeoPackageFault> {
    let name: String = row.try_get(at).map_err(unreadable)?;
    match name.chars().count() <= LONGEST_NAME {
        true => Ok(name),
        false => Err(GeoPackageFault::Unreadable),
    }
}

fn geometry_column(name: Option<&str>) -> String {
    name.map_or("NULL".to_owned(), |name| quoted(name, '"'))
}

/// A column as it is read: bytes that are no geometry are none of ours.
fn other_column(name: &str) -> String {
    let name = quoted(name, '"');
    format!("iif(typeof({name}) = 'blob', NULL, {name})")
}

/// The geometry comes first.
fn read_row(row: &SqliteRow) -> Result<FeatureRow, GeoPackageFault> {
    let others = row.columns().iter().skip(1);
    let values = others.map(|column| value(row, column.ordinal()));
    Ok(FeatureRow {
        geometry: bytes(row, 0)?,
        values: values.collect::<Result<_, _>>()?,
    })
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
mod tests;
