//! Public pages as they were answered, so that a page that many read is
//! written and packed once.
//!
//! A public page is the same for everybody who asks with the same address,
//! language and packing: there is no session on that side. What is kept is
//! forgotten when something is published here, and after [`LONGEST`], so that
//! what another server publishes is seen too.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{ACCEPT_ENCODING, ACCEPT_LANGUAGE, COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderName, Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;

use crate::protection::OPEN311;
use crate::server::Site;

/// Another server's publication is seen after this long.
const LONGEST: Duration = Duration::from_secs(2);
/// All pages together; a larger one is written anew each time.
const MOST_BYTES: usize = 8 << 20;
const LARGEST_PAGE: usize = 1 << 20;

/// Answers by everything that decides them.
#[derive(Default)]
pub struct KeptPages(RwLock<Shelf>);

#[derive(Default)]
struct Shelf {
    generation: u64,
    bytes: usize,
    pages: HashMap<Vec<u8>, Arc<KeptPage>>,
}

struct KeptPage {
    since: Instant,
    headers: HeaderMap,
    body: Bytes,
}

impl KeptPages {
    fn get(&self, key: &[u8], generation: u64) -> Option<Arc<KeptPage>> {
        let shelf = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let page = shelf.pages.get(key)?;
        (shelf.generation == generation && page.since.elapsed() < LONGEST).then(|| page.clone())
    }

    fn keep(&self, key: Vec<u8>, generation: u64, page: KeptPage) {
        let mut shelf = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let bytes = weight(&key, &page);
        if shelf.generation != generation || shelf.bytes + bytes > MOST_BYTES {
            *shelf = Shelf {
                generation,
                ..Shelf::default()
            };
        }
        shelf.bytes += bytes;
        let before = shelf.pages.remove(&key);
        shelf.bytes -= before.map_or(0, |before| weight(&key, &before));
        shelf.pages.insert(key, Arc::new(page));
    }
}

/// What a page takes: short pages under long addresses are mostly address.
fn weight(key: &[u8], page: &KeptPage) -> usize {
    let header = |(name, value): (&axum::http::HeaderName, &axum::http::HeaderValue)| {
        name.as_str().len() + value.len()
    };
    key.len() + page.body.len() + page.headers.iter().map(header).sum::<usize>()
}

/// Answers with a kept page, or keeps the page that is answered.
pub async fn layer(State(site): State<Site>, request: Request, next: Next) -> Response {
    // What another system asks holds its key, and is not kept.
    if request.method() != Method::GET || request.uri().path().starts_with(OPEN311) {
        return next.run(request).await;
    }
    // Read before the page is written: what is published meanwhile makes it old at once.
    let generation = site.app.generation();
    let key = key(&request);
    if let Some(kept) = site.kept_pages.get(&key, generation) {
        let mut response = Response::new(Body::from(kept.body.clone()));
        *response.headers_mut() = kept.headers.clone();
        return response;
    }
    let response = next.run(request).await;
    if response.status() != StatusCode::OK || response.headers().contains_key(SET_COOKIE) {
        return response;
    }
    let (parts, body) = response.into_parts();
    let Ok(body) = to_bytes(body, usize::MAX).await else {
        let mut failed = Response::new(Body::empty());
        *failed.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
        return failed;
    };
    if body.len() <= LARGEST_PAGE {
        let page = KeptPage {
            since: Instant::now(),
            headers: parts.headers.clone(),
            body: body.clone(),
        };
        site.kept_pages.keep(key, generation, page);
    }
    Response::from_parts(parts, Body::from(body))
}

/// The address, and every header that a public page looks at.
fn key(request: &Request) -> Vec<u8> {
    let mut key = request.uri().to_string().into_bytes();
    for name in [COOKIE, ACCEPT_LANGUAGE, ACCEPT_ENCODING] {
        key.push(0);
        key.extend_from_slice(&value(request, &name));
    }
    key
}

fn value(request: &Request, name: &HeaderName) -> Vec<u8> {
    let all: Vec<&[u8]> = request
        .headers()
        .get_all(name)
        .iter()
        .map(|value| value.as_bytes())
        .collect();
    all.join(&b'\n')
}
