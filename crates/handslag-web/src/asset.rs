//! The static files: style sheet, typefaces, the mark. All are part of the binary.

use std::sync::LazyLock;

use sha2::{Digest, Sha256};

/// One static file.
#[derive(Debug, Clone)]
pub struct Asset {
    /// Its name under `/static/`.
    pub name: &'static str,
    /// Its media type.
    pub media_type: &'static str,
    /// Its content.
    pub bytes: Vec<u8>,
    /// Names this content: the address changes when the file does, so it may be kept for ever.
    pub mark: String,
}

impl Asset {
    fn new(name: &'static str, media_type: &'static str, bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = bytes.into();
        let mark = Sha256::digest(&bytes)
            .iter()
            .take(6)
            .map(|byte| format!("{byte:02x}"))
            .collect();
        Self {
            name,
            media_type,
            bytes,
            mark,
        }
    }
}

const CSS: &str = "text/css; charset=utf-8";
const WOFF2: &str = "font/woff2";
const SVG: &str = "image/svg+xml";

macro_rules! file {
    ($name:literal) => {
        include_bytes!(concat!("../assets/", $name))
    };
}

static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    let css = format!(
        "{}\n{}\n{}",
        include_str!("../assets/handslag.css"),
        include_str!("../assets/work.css"),
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
        Some(asset) => format!("/static/{name}?v={}", asset.mark),
        None => format!("/static/{name}"),
    }
}
