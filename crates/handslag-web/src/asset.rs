//! The static files: style sheet, typefaces, the mark. All are part of the binary.

use std::sync::{LazyLock, OnceLock};

use axum::body::Bytes;
use sha2::{Digest, Sha256};

/// One static file.
#[derive(Debug, Clone)]
pub struct Asset {
    /// Its name under `/static/`.
    pub name: &'static str,
    /// Its media type.
    pub media_type: &'static str,
    /// Its content; a file's own bytes stay where they are in the binary.
    pub bytes: Bytes,
    mark: OnceLock<String>,
}

impl Asset {
    fn new(name: &'static str, media_type: &'static str, bytes: impl Into<Bytes>) -> Self {
        Self {
            name,
            media_type,
            bytes: bytes.into(),
            mark: OnceLock::new(),
        }
    }

    /// Names this content: the address changes when the file does, so it may be kept for ever.
    /// Worked out when first asked for, so that a map's library is not read before a map is.
    pub fn mark(&self) -> &str {
        self.mark.get_or_init(|| {
            let digest = Sha256::digest(&self.bytes);
            let first = digest.iter().take(6);
            first.map(|byte| format!("{byte:02x}")).collect()
        })
    }
}

const CSS: &str = "text/css; charset=utf-8";
const WOFF2: &str = "font/woff2";
const SVG: &str = "image/svg+xml";
const SCRIPT: &str = "text/javascript; charset=utf-8";

/// The library that draws maps, and its worker (`assets/maplibre/SOURCE.md`).
pub const MAP_LIBRARY: &str = "maplibre/maplibre-gl.mjs";
/// Reads an operator's background map (`assets/maplibre/SOURCE.md`).
pub const MAP_ARCHIVE: &str = "maplibre/pmtiles.mjs";
/// See [`MAP_LIBRARY`].
pub const MAP_WORKER: &str = "maplibre/maplibre-gl-worker.mjs";

macro_rules! file {
    ($name:literal) => {
        include_bytes!(concat!("../assets/", $name)).as_slice()
    };
}

static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    let css = format!(
        "{}\n{}\n{}\n{}",
        include_str!("../assets/handslag.css"),
        include_str!("../assets/work.css"),
        include_str!("../assets/map.css"),
        handslag_chart::stylesheet()
    );
    vec![
        Asset::new("handslag.css", CSS, css),
        Asset::new("mark.svg", SVG, file!("mark.svg")),
        Asset::new("favicon.svg", SVG, file!("favicon.svg")),
        Asset::new(
            "fonts/Newsreader-Regular.woff2",
            WOFF2,
            file!("fonts/Newsreader-Regular.woff2"),
        ),
        Asset::new(
            "fonts/Newsreader-SemiBold.woff2",
            WOFF2,
            file!("fonts/Newsreader-SemiBold.woff2"),
        ),
        Asset::new(
            "fonts/OpenSans-Regular.woff2",
            WOFF2,
            file!("fonts/OpenSans-Regular.woff2"),
        ),
        Asset::new(
            "fonts/OpenSans-SemiBold.woff2",
            WOFF2,
            file!("fonts/OpenSans-SemiBold.woff2"),
        ),
        Asset::new("karta.mjs", SCRIPT, file!("karta.mjs")),
        Asset::new("kartbas.mjs", SCRIPT, file!("kartbas.mjs")),
        Asset::new("kartnamn.mjs", SCRIPT, file!("kartnamn.mjs")),
        Asset::new("plats.mjs", SCRIPT, file!("plats.mjs")),
        Asset::new(MAP_ARCHIVE, SCRIPT, file!("maplibre/pmtiles.mjs")),
        Asset::new(MAP_LIBRARY, SCRIPT, file!("maplibre/maplibre-gl.mjs")),
        Asset::new(MAP_WORKER, SCRIPT, file!("maplibre/maplibre-gl-worker.mjs")),
    ]
});

/// Every static file.
pub fn all() -> &'static [Asset] {
    &ASSETS
}

/// The file with this name, such as `handslag.css` or `fonts/Newsreader-Regular.woff2`.
pub fn named(name: &str) -> Option<&'static Asset> {
    all().iter().find(|asset| asset.name == name)
}

/// The address of a file: `/static/handslag.css?v=…`.
pub fn href(name: &str) -> String {
    match named(name) {
        Some(asset) => format!("/static/{name}?v={}", asset.mark()),
        None => format!("/static/{name}"),
    }
}
