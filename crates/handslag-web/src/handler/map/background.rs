//! A background map of the operator's own: a PMTiles file, of which a browser
//! asks for the parts that it draws.

use std::io::SeekFrom;
use std::ops::RangeInclusive;
use std::path::Path;
use std::time::UNIX_EPOCH;

use axum::extract::State;
use axum::http::header::{ACCEPT_RANGES, CACHE_CONTROL, CONTENT_RANGE, CONTENT_TYPE, ETAG, RANGE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncSeekExt};

use super::super::Answer;
use crate::error_page::WebError;
use crate::map_archive::{NotAMap, look_at};
use crate::paths;
use crate::server::Site;

/// A directory or a tile is far below this; a longer part is sent in part.
const LONGEST: u64 = 16 << 20;

/// What the operator has added, as it is now.
pub enum Added {
    /// No background map.
    Nothing,
    /// A map at this address.
    Map(String),
    /// A file that cannot be one.
    Useless(NotAMap),
}

impl Added {
    /// Where it is, if it can be drawn.
    pub fn address(self) -> Option<String> {
        match self {
            Self::Map(address) => Some(address),
            Self::Nothing | Self::Useless(_) => None,
        }
    }
}

/// Looks at the operator's file anew, for it may have been changed.
pub async fn added(site: &Site) -> Added {
    let Some(file) = site.options.map_tiles.clone() else {
        return Added::Nothing;
    };
    let Ok(mark) = mark(&file).await else {
        return Added::Nothing;
    };
    match tokio::task::spawn_blocking(move || look_at(&file)).await {
        Ok(Ok(Ok(()))) => Added::Map(format!("{}?v={mark}", paths::MAP_BACKGROUND)),
        Ok(Ok(Err(why))) => Added::Useless(why),
        Ok(Err(_)) | Err(_) => Added::Nothing,
    }
}

/// One part of the file. Nobody asks for the whole.
pub async fn background(State(site): State<Site>, headers: HeaderMap) -> Answer {
    let file = site
        .options
        .map_tiles
        .as_deref()
        .ok_or(WebError::NotFound)?;
    part(file, &headers).await.map_err(|error| {
        if error.kind() != std::io::ErrorKind::NotFound {
            tracing::warn!(%error, "could not read the background map");
        }
        WebError::NotFound
    })
}

async fn part(path: &Path, headers: &HeaderMap) -> std::io::Result<Response> {
    let mut file = File::open(path).await?;
    let n_bytes = file.metadata().await?.len();
    let asked = headers.get(RANGE).and_then(|range| range.to_str().ok());
    let Some(range) = asked.and_then(|range| range_of(range, n_bytes)) else {
        let whole = format!("bytes */{n_bytes}");
        return Ok((StatusCode::RANGE_NOT_SATISFIABLE, [(CONTENT_RANGE, whole)]).into_response());
    };
    let (first, last) = range.into_inner();
    file.seek(SeekFrom::Start(first)).await?;
    let mut bytes = Vec::new();
    file.take(last - first + 1).read_to_end(&mut bytes).await?;
    let told = [
        (CONTENT_RANGE, format!("bytes {first}-{last}/{n_bytes}")),
        (ETAG, format!("\"{}\"", mark(path).await?)),
    ];
    let mut response = (StatusCode::PARTIAL_CONTENT, told, bytes).into_response();
    let headers = response.headers_mut();
    headers.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    headers.insert(
        CONTENT_TYPE,
        HeaderValue::from_static("application/vnd.pmtiles"),
    );
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    Ok(response)
}

/// Names this state of the file: its length and when it was changed.
async fn mark(file: &Path) -> std::io::Result<String> {
    let known = tokio::fs::metadata(file).await?;
    let changed = known.modified()?.duration_since(UNIX_EPOCH);
    let changed = changed.unwrap_or_default().as_millis();
    Ok(format!("{:x}-{changed:x}", known.len()))
}

/// "bytes=0-126": one part that is there, as far as it is. `None` for any other.
fn range_of(asked: &str, n_bytes: u64) -> Option<RangeInclusive<u64>> {
    let (first, last) = asked.strip_prefix("bytes=")?.split_once('-')?;
    let first: u64 = first.parse().ok()?;
    let last = match last {
        "" => u64::MAX,
        last => last.parse().ok()?,
    };
    let longest = first.saturating_add(LONGEST - 1);
    let end = last.min(longest).min(n_bytes.checked_sub(1)?);
    (first <= last && first <= end).then_some(first..=end)
}

#[cfg(test)]
mod tests {
    use super::range_of;

    #[test]
    fn a_part_that_is_there_is_given_as_far_as_it_is() {
        for (asked, n_bytes, expected) in [
            ("bytes=0-126", 1000, Some((0, 126))),
            ("bytes=0-16383", 1000, Some((0, 999))),
            ("bytes=999-", 1000, Some((999, 999))),
            ("bytes=1000-1001", 1000, None),
            ("bytes=5-4", 1000, None),
            ("bytes=-5", 1000, None),
            ("bytes=0-1,5-6", 1000, None),
            ("bytes=0-1", 0, None),
            ("lines=0-1", 1000, None),
            ("bytes=0-99999999999", 1 << 40, Some((0, (16 << 20) - 1))),
        ] {
            let range = range_of(asked, n_bytes).map(|range| range.into_inner());
            assert_eq!(range, expected, "{asked} of {n_bytes}");
        }
    }
}
