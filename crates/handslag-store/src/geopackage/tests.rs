//! A layer is read as it stands, and a file that was made to harm is refused.

use super::*;

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

const ROOM: Room = Room {
    rows: 10_000,
    bytes: 64 << 20,
};

async fn read(
    bytes: &[u8],
    wanted: Wanted<'_>,
) -> Result<(FeatureLayer, Vec<String>), GeoPackageFault> {
    read_geopackage(bytes, wanted, ROOM).await
}

const POINTS: &str = "CREATE TABLE \"skade\"\"lista\" (fid INTEGER PRIMARY KEY, geom BLOB,
        \"när\" TEXT, antal INTEGER, m REAL);
    INSERT INTO \"skade\"\"lista\" VALUES (1, x'4750', '2023-05-01', 2, 1.5), (7, NULL, NULL, NULL, NULL);
    INSERT INTO gpkg_geometry_columns VALUES ('skade\"lista', 'geom', 3006, 'POINT');";

#[tokio::test]
async fn a_layer_is_read_as_it_stands() {
    let bytes = made(POINTS).await;
    let (layer, names) = read(&bytes, Wanted::Points).await.unwrap();
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
        let read = read(&bytes, Wanted::Points).await;
        assert_eq!(read, Err(GeoPackageFault::NoLayer), "{statements}");
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_told() {
    let bytes = made(POINTS).await;
    let check = async |bytes: &[u8], wanted, most, expected: GeoPackageFault| {
        let room = Room { rows: most, ..ROOM };
        let read = read_geopackage(bytes, wanted, room).await;
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
    let (layer, _) = read(&bytes, Wanted::Points).await.unwrap();
    assert_eq!((layer.epsg, layer.rows.len()), (3006, 290));
    assert_eq!(layer.columns, ["fid", "KNKOD", "KNNAMN", "id"]);
}

/// A table of points with 1,000 rows and these statements after.
fn many(statements: &str) -> String {
    format!(
        "CREATE TABLE punkter (fid INTEGER PRIMARY KEY, geom BLOB, ord TEXT);
         WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)
             INSERT INTO punkter SELECT i, x'4750', 'ord' FROM n;
         INSERT INTO gpkg_geometry_columns VALUES ('punkter', 'geom', 3006, 'POINT');
         {statements}"
    )
}

/// The most memory that this process has had, in bytes; where the system tells.
fn most_memory() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
    let kilobytes: usize = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes << 10)
}

#[tokio::test]
async fn a_small_file_that_would_fill_the_memory_is_refused_before_it_is_read() {
    // Each row is said to hold a text that stands once in the file: a gigabyte in all.
    let text = "x".repeat(1 << 20);
    let everywhere = many(&format!(
        "ALTER TABLE punkter ADD COLUMN mer TEXT DEFAULT '{text}';"
    ));
    let bytes = made(&everywhere).await;
    assert!(bytes.len() < 2 << 20, "{}", bytes.len());
    let before = most_memory();
    let refused = |row, column: &str, limit| {
        let column = column.to_owned();
        Err(GeoPackageFault::TooMuchToHold { row, column, limit })
    };
    let found = read(&bytes, Wanted::Points).await;
    assert_eq!(found, refused(64, "mer", ROOM.bytes));
    // Far less than what the rows say they hold.
    let took = most_memory().zip(before);
    let took = took.map(|(after, before)| after - before);
    assert!(took.is_none_or(|took| took < 100 << 20), "{took:?}");
    // One value is too much by itself, as geometry or as text.
    let room = Room {
        bytes: 1 << 20,
        ..ROOM
    };
    for (set, column) in [
        ("geom = zeroblob(1048576)", "geom"),
        ("ord = hex(zeroblob(524288))", "ord"),
    ] {
        let bytes = made(&many(&format!("UPDATE punkter SET {set} WHERE fid = 7;"))).await;
        let found = read_geopackage(&bytes, Wanted::Points, room).await;
        assert_eq!(found, refused(7, column, room.bytes));
    }
}

#[tokio::test]
async fn what_rows_and_empty_cells_take_by_themselves_counts_too() {
    let bytes = made(&many("")).await;
    // Geometry, number and word, and their bytes: 2, 1 and 3 while the number has one digit.
    let of_row = size_of::<FeatureRow>() + 3 * OF_VALUE + 2 + 1 + 3;
    let check = async |bytes_held, expected: Result<usize, GeoPackageFault>| {
        let room = Room {
            bytes: bytes_held,
            ..ROOM
        };
        let read = read_geopackage(&bytes, Wanted::Points, room).await;
        assert_eq!(read.map(|(layer, _)| layer.rows.len()), expected);
    };
    check(ROOM.bytes, Ok(1_000)).await;
    let limit = 9 * of_row - 1;
    let column = "ord".to_owned();
    check(
        limit,
        Err(GeoPackageFault::TooMuchToHold {
            row: 9,
            column,
            limit,
        }),
    )
    .await;
}

#[tokio::test]
async fn names_that_nobody_would_write_are_refused() {
    let long = "n".repeat(LONGEST_NAME + 1);
    for statements in [
        format!("ALTER TABLE punkter ADD COLUMN \"{long}\" TEXT;"),
        format!("INSERT INTO gpkg_geometry_columns VALUES ('{long}', 'geom', 3006, 'POINT');"),
        format!("INSERT INTO gpkg_geometry_columns VALUES ('punkter', '{long}', 3006, 'POINT');"),
    ] {
        let bytes = made(&many(&statements)).await;
        assert_eq!(
            read(&bytes, Wanted::Points).await,
            Err(GeoPackageFault::Unreadable)
        );
    }
}

#[tokio::test]
async fn pictures_and_other_bytes_beside_the_geometry_are_left_unread() {
    let statements = "ALTER TABLE punkter ADD COLUMN foto BLOB;
        UPDATE punkter SET foto = zeroblob(2000000) WHERE fid = 3;";
    let bytes = made(&many(statements)).await;
    let room = Room {
        bytes: 1 << 20,
        ..ROOM
    };
    let (layer, _) = read_geopackage(&bytes, Wanted::Points, room).await.unwrap();
    assert_eq!(layer.columns, ["fid", "ord", "foto"]);
    assert_eq!(layer.rows[2].values[2], FeatureValue::Null);
}

#[tokio::test]
async fn a_virtual_table_is_no_layer_though_it_hides_as_a_plain_one() {
    let made_virtual = "CREATE VIRTUAL TABLE punkter USING fts5 (geom, ord);
        INSERT INTO punkter VALUES ('GP', 'ord');
        INSERT INTO gpkg_geometry_columns VALUES ('punkter', 'geom', 3006, 'POINT');";
    let hidden = format!(
        "{made_virtual} PRAGMA writable_schema = ON;
         UPDATE sqlite_master
         SET sql = replace(sql, 'CREATE VIRTUAL', 'CREATE/* TABLE */VIRTUAL')
         WHERE name = 'punkter';"
    );
    for statements in [made_virtual, hidden.as_str()] {
        let bytes = made(statements).await;
        let read = read(&bytes, Wanted::Points).await;
        assert_eq!(read, Err(GeoPackageFault::NoLayer), "{statements}");
    }
}

#[tokio::test]
async fn triggers_do_not_run_and_lists_of_layers_that_are_views_are_not_read() {
    let trigger = "CREATE TRIGGER t AFTER UPDATE ON punkter BEGIN DELETE FROM punkter; END;";
    let bytes = made(&many(trigger)).await;
    let (layer, _) = read(&bytes, Wanted::Points).await.unwrap();
    assert_eq!(layer.rows.len(), 1_000);
    let endless = "ALTER TABLE gpkg_geometry_columns RENAME TO sanna;
        CREATE VIEW gpkg_geometry_columns AS WITH RECURSIVE n(i) AS
            (SELECT 1 UNION ALL SELECT i + 1 FROM n)
            SELECT table_name, column_name, srs_id, geometry_type_name FROM sanna, n;";
    let bytes = made(&many(endless)).await;
    let read = read(&bytes, Wanted::Points).await;
    assert_eq!(read, Err(GeoPackageFault::Unreadable));
}
