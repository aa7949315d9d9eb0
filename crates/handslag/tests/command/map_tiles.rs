//! The operator's background map: an archive as others' tools write it is handed
//! to members part by part; a file that cannot be one is refused with the reason.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _};

use pmtiles::{Compression, PmTilesWriter, TileCoord, TileId, TileType};

use crate::server::Server;
use crate::support::{Home, PASSWORD};

const FEW: u32 = 20;

/// An archive of so many tiles of zoom 14 in the order of the format's curve, its
/// directory packed with gzip; few tiles are packed too, for many it takes long.
/// They are strewn and each is another and of another length, or the directory
/// would pack to nothing.
fn archive(home: &Home, name: &str, kind: TileType, n_tiles: u32) -> String {
    let packed = match n_tiles <= FEW {
        true => Compression::Gzip,
        false => Compression::None,
    };
    let path = home.path().join(name);
    let writer = PmTilesWriter::new(kind)
        .min_zoom(14)
        .max_zoom(14)
        .bounds(12.9, 58.4, 13.4, 58.7)
        .metadata(r#"{"attribution":"© Provkartan","vector_layers":[{"id":"roads","fields":{}}]}"#)
        .tile_compression(packed);
    let mut writer = writer.create(File::create(&path).unwrap()).unwrap();
    // The first tile of zoom 14: all those of lower zooms come before it.
    let mut id = (4_u64.pow(14) - 1) / 3;
    let mut drawn = 1_u32;
    for number in 0..n_tiles {
        drawn = drawn.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        id += 1 + u64::from(drawn >> 17);
        let at = TileCoord::from(TileId::new(id).unwrap());
        let tile = drawn.to_le_bytes().repeat(1 + (drawn >> 26) as usize);
        let tile = [&number.to_le_bytes()[..], &tile].concat();
        writer.add_tile(at, &tile).unwrap();
    }
    writer.finalize().unwrap();
    path.to_str().unwrap().to_owned()
}

/// The number that stands there in the head of an archive.
fn number(head: &[u8], at: usize) -> u64 {
    u64::from_le_bytes(head[at..at + 8].try_into().unwrap())
}

/// A home with something to show on a map.
fn home() -> Home {
    let home = Home::new();
    let file = home.file(
        "requests.json",
        r#"[{"service_request_id": "1", "service_name": "Klotter", "service_code": "klotter",
            "requested_datetime": "2023-04-14T06:37:38+02:00", "lat": 58.5052, "long": 13.1577}]"#,
    );
    let taken = home.run(&["import", "open311", &file, "--source", "FixaMinGata"]);
    assert_eq!(taken.code, 0, "{}", taken.err);
    home
}

#[test]
#[cfg(unix)]
fn a_map_of_the_operator_is_handed_to_members_in_the_parts_that_are_asked_for() {
    let home = home();
    let file = archive(&home, "karta.pmtiles", TileType::Mvt, 9_000);
    let bytes = std::fs::read(&file).unwrap();
    let (leaves, leaf_bytes) = (number(&bytes, 40), number(&bytes, 48));
    let (tiles, tile_bytes) = (number(&bytes, 56), number(&bytes, 64));
    assert!(leaf_bytes > 0, "the directory has leaves");
    assert_eq!(
        bytes[96..100],
        [1, 2, 1, 1],
        "clustered, gzip, bare, vector"
    );

    let server = Server::start(&home, &["serve", "--map-tiles", &file]);
    let cookie = server.sign_in("kommun", PASSWORD);
    let page = server.get_with("/arbete/karta", &cookie);
    let page = String::from_utf8_lossy(&page);
    let address = page.split("data-background=\"").nth(1);
    let address = address.unwrap_or_else(|| panic!("no background in {page}"));
    let address = address.split('"').next().unwrap();
    for (first, n) in [
        (0, 16_384),
        (leaves, leaf_bytes),
        (tiles, 200),
        (tiles + tile_bytes - 200, 200),
    ] {
        let last = first + n - 1;
        let asking = format!("Cookie: {cookie}\r\nRange: bytes={first}-{last}\r\n");
        let answer = server.ask(&format!("GET {address}"), &asking, "");
        let text = String::from_utf8_lossy(&answer);
        assert!(text.starts_with("HTTP/1.1 206"), "{text}");
        let part = &bytes[usize::try_from(first).unwrap()..=usize::try_from(last).unwrap()];
        assert!(answer.ends_with(part), "bytes {first} to {last}");
    }
    let anybody = server.get(address);
    assert!(anybody.starts_with("HTTP/1.1 303"), "{anybody}");
    assert_eq!(server.stop(), 0);
}

/// What the server says when it will not start with this map.
fn refused(home: &Home, file: &str) -> (i32, String) {
    let mut child = home.start(&["serve", "--listen", "127.0.0.1:0", "--map-tiles", file]);
    let mut first = String::new();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    out.read_line(&mut first).unwrap();
    if first.contains("http://") {
        child.kill().unwrap();
    }
    let mut said = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut said)
        .unwrap();
    let code = child.wait().unwrap().code();
    assert_eq!(first, "", "it must not start");
    (code.unwrap(), said)
}

#[test]
fn a_file_that_cannot_be_the_map_is_refused_with_the_reason() {
    let home = Home::new();
    let whole = std::fs::read(archive(&home, "hel.pmtiles", TileType::Mvt, FEW)).unwrap();
    let pictures = archive(&home, "bilder.pmtiles", TileType::Png, FEW);
    let file = |name: &str, bytes: &[u8]| {
        let path = home.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let newer = [&b"PMTiles\x09"[..], &whole[8..]].concat();
    for (path, why) in [
        (file("kort.pmtiles", &whole[..whole.len() - 1]), "avhuggen"),
        (file("huvud.pmtiles", &whole[..100]), "avhuggen"),
        (file("tom.pmtiles", b""), "ingen PMTiles-fil"),
        (
            file("annat.pmtiles", b"SQLite format 3\0 mbtiles"),
            "ingen PMTiles-fil",
        ),
        (file("nyare.pmtiles", &newer), "version 9"),
        (pictures, "bilder"),
    ] {
        let (code, said) = refused(&home, &path);
        assert_eq!(code, 1, "{path}: {said}");
        assert!(said.contains(&path) && said.contains(why), "{path}: {said}");
    }
    let missing = home.path().join("finns-inte.pmtiles");
    let (code, said) = refused(&home, missing.to_str().unwrap());
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("finns-inte.pmtiles"), "{said}");
}

#[test]
#[cfg(unix)]
fn a_broken_map_in_the_data_folder_is_told_of_and_the_server_goes_on_without() {
    let home = home();
    let whole = std::fs::read(archive(&home, "hel.pmtiles", TileType::Mvt, FEW)).unwrap();
    assert_eq!(
        whole[96..100],
        [1, 2, 2, 1],
        "clustered, gzip, gzip, vector"
    );
    let there = home.path().join("data").join("karta.pmtiles");
    std::fs::write(&there, &whole[..whole.len() / 2]).unwrap();
    let server = Server::start(&home, &["serve"]);
    let cookie = server.sign_in("kommun", PASSWORD);
    let map = || String::from_utf8_lossy(&server.get_with("/arbete/karta", &cookie)).into_owned();
    let page = map();
    assert!(
        page.contains("avhuggen") && !page.contains("data-background"),
        "{page}"
    );
    // Mended while the server runs, it is shown at the next look.
    std::fs::write(&there, &whole).unwrap();
    let page = map();
    assert!(
        !page.contains("avhuggen") && page.contains("data-background"),
        "{page}"
    );
    let said = server.said_when_stopped();
    assert!(said.contains("avhuggen"), "{said}");
}
