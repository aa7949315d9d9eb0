//! What every answer carries and every request must pass, whatever its route:
//! headers, the same-origin rule, and the limit on guessing passwords.

use std::future::poll_fn;
use std::hash::{BuildHasher, RandomState};
use std::net::{IpAddr, SocketAddr};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, HeaderName, ORIGIN, REFERRER_POLICY, RETRY_AFTER,
    STRICT_TRANSPORT_SECURITY, VARY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tower_governor::GovernorLayer;
use tower_governor::errors::GovernorError;
use tower_governor::governor::GovernorConfigBuilder;
use tower_governor::key_extractor::KeyExtractor;

use crate::error_page::WebError;

macro_rules! policy {
    ($($more:literal)?) => {
        concat!(
            "default-src 'none'; img-src 'self'; font-src 'self'; style-src 'self'; ",
            "script-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            $($more)?
        )
    };
}

/// Everything from this site, nothing inline, no frames (TRUST N2).
const POLICY: &str = policy!();
/// A map also starts a worker and asks for tiles, of this site alone.
const MAP_POLICY: &str = policy!("; connect-src 'self'; worker-src 'self'");
const PERMISSIONS: HeaderName = HeaderName::from_static("permissions-policy");

/// Lets a page have a map, or a file be the worker of one: a worker goes by the
/// policy of its own file.
pub fn allow_map(response: &mut Response) {
    let policy = HeaderValue::from_static(MAP_POLICY);
    response
        .headers_mut()
        .insert(CONTENT_SECURITY_POLICY, policy);
}

/// Lets a page ask the browser where it is, which asks the reader.
pub fn allow_position(response: &mut Response) {
    let policy = HeaderValue::from_static("camera=(), geolocation=(self), microphone=()");
    response.headers_mut().insert(PERMISSIONS, policy);
}

/// Sets the headers that protect readers (ASVS 3.4).
pub async fn headers(secure: bool, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let usual = [
        (CONTENT_SECURITY_POLICY, POLICY),
        (PERMISSIONS, "camera=(), geolocation=(), microphone=()"),
        (CACHE_CONTROL, "no-cache"),
    ];
    for (name, value) in usual {
        // Few pages need another, and say so themselves.
        let entry = headers.entry(name);
        entry.or_insert(HeaderValue::from_static(value));
    }
    let mut set = |name: HeaderName, value| headers.insert(name, HeaderValue::from_static(value));
    set(X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(X_FRAME_OPTIONS, "DENY");
    // Not `no-referrer`: then browsers would send forms from nowhere (`Origin: null`).
    set(REFERRER_POLICY, "same-origin");
    set(
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    );
    set(
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    );
    if secure {
        set(STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    headers.append(VARY, HeaderValue::from_static("accept-language, cookie"));
    response
}

/// Answers with an error when a handler panics: the reader learns that it went
/// wrong, and the server goes on.
pub async fn caught(request: Request, next: Next) -> Response {
    let mut answer = pin!(next.run(request));
    let answered = poll_fn(|context| {
        let polled = catch_unwind(AssertUnwindSafe(|| answer.as_mut().poll(context)));
        match polled {
            Ok(Poll::Pending) => Poll::Pending,
            Ok(Poll::Ready(response)) => Poll::Ready(Some(response)),
            Err(_) => Poll::Ready(None),
        }
    });
    answered
        .await
        .unwrap_or_else(|| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

/// Where other systems report. They have no session that a form of another
/// site could use: they show a key with each request.
pub const OPEN311: &str = "/open311/";

/// Refuses to change anything for a form that another site has sent (ASVS 3.5.1).
pub async fn same_origin(request: Request, next: Next) -> Response {
    let is_system = request.uri().path().starts_with(OPEN311);
    match is_system || is_safe(request.method()) || is_from_here(request.headers(), request.uri()) {
        true => next.run(request).await,
        false => WebError::FromElsewhere.into_response(),
    }
}

fn is_safe(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// By `Sec-Fetch-Site`, which pages cannot set; browsers that lack it, and
/// sites without TLS, send `Origin`. One of them is always there.
fn is_from_here(headers: &HeaderMap, uri: &Uri) -> bool {
    let text = |name: HeaderName| headers.get(name).and_then(|v| v.to_str().ok());
    match text(HeaderName::from_static("sec-fetch-site")) {
        Some(site) => matches!(site, "same-origin" | "none"),
        None => {
            let origin = text(ORIGIN)
                .and_then(|o| o.split_once("://"))
                .map(|(_, host)| host);
            let host = text(HOST).or(uri.authority().map(|a| a.as_str()));
            origin.is_some() && origin == host
        }
    }
}

/// Sign-ins at once from one address, and the seconds until one more is allowed.
const AT_ONCE: u32 = 10;
const SECONDS_FOR_ONE_MORE: u64 = 6;

/// Limits how often somebody may try to sign in. Behind a proxy (`behind_proxy`)
/// the reader's address is the last one in `X-Forwarded-For`, which the proxy
/// writes; those before it anybody may have written.
pub fn sign_in_limit<S: Clone + Send + Sync + 'static>(
    handlers: axum::routing::MethodRouter<S>,
    behind_proxy: bool,
) -> axum::routing::MethodRouter<S> {
    let limit = (AT_ONCE, Duration::from_secs(SECONDS_FOR_ONE_MORE));
    limited(handlers, behind_proxy, limit, Some(Method::POST))
}

/// Limits how often another system may ask or report: a day's reports in a
/// row, and then some each second.
pub fn open311_limit<S: Clone + Send + Sync + 'static>(
    handlers: axum::routing::MethodRouter<S>,
    behind_proxy: bool,
) -> axum::routing::MethodRouter<S> {
    limited(
        handlers,
        behind_proxy,
        (60, Duration::from_millis(500)),
        None,
    )
}

/// - `limit`: how many at once, and how long until one more is allowed.
/// - `method`: which requests count; all unless one is given.
fn limited<S: Clone + Send + Sync + 'static>(
    handlers: axum::routing::MethodRouter<S>,
    behind_proxy: bool,
    limit: (u32, Duration),
    method: Option<Method>,
) -> axum::routing::MethodRouter<S> {
    counted(handlers, behind_proxy, limit, method).0
}

/// The same, and how many of those who asked are held in memory.
fn counted<S: Clone + Send + Sync + 'static>(
    handlers: axum::routing::MethodRouter<S>,
    behind_proxy: bool,
    (at_once, one_more): (u32, Duration),
    method: Option<Method>,
) -> (axum::routing::MethodRouter<S>, impl Fn() -> usize) {
    let mut config = GovernorConfigBuilder::default();
    config.period(one_more).burst_size(at_once);
    if let Some(method) = method {
        config.methods(vec![method]);
    }
    let mut config = config.key_extractor(HashedAddress {
        state: Arc::new(RandomState::new()),
        behind_proxy,
    });
    let config = config
        .finish()
        .expect("neither the burst nor the period is zero");
    // Else each address that ever asked would be held, though it makes no difference.
    let (limiter, held) = (config.limiter().clone(), config.limiter().clone());
    each_hour(move || limiter.retain_recent());
    let layer = GovernorLayer::new(config)
        .error_handler(|error| -> axum::http::Response<Body> { too_many(&error) });
    (handlers.layer(layer), move || held.len())
}

fn too_many(error: &GovernorError) -> Response {
    let mut response = WebError::TooMany.into_response();
    if let GovernorError::TooManyRequests { wait_time, .. } = error {
        let seconds = HeaderValue::from((*wait_time).max(1));
        response.headers_mut().insert(RETRY_AFTER, seconds);
    }
    response
}

/// Does something now and each hour, where there is a runtime to do it.
fn each_hour(work: impl Fn() + Send + 'static) {
    let Ok(runtime) = tokio::runtime::Handle::try_current() else {
        return;
    };
    runtime.spawn(async move {
        loop {
            work();
            tokio::time::sleep(Duration::from_secs(3600)).await;
        }
    });
}

/// Names whoever asks by a hash with a random key, so that no address is kept
/// anywhere (TRUST N1). Whoever has no address shares one with all such.
#[derive(Clone)]
pub struct HashedAddress {
    state: Arc<RandomState>,
    behind_proxy: bool,
}

impl KeyExtractor for HashedAddress {
    type Key = u64;

    fn extract<T>(&self, request: &axum::http::Request<T>) -> Result<u64, GovernorError> {
        let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
        let peer = peer.map(|peer| peer.0.ip());
        let address = match self.behind_proxy {
            true => forwarded_for(request.headers()).or(peer),
            false => peer,
        };
        Ok(self.state.hash_one(address))
    }
}

fn forwarded_for(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all("x-forwarded-for").iter().next_back()?;
    last.to_str().ok()?.rsplit(',').next()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::middleware::from_fn;
    use axum::routing::get;
    use tower::ServiceExt;

    use super::*;

    #[tokio::test]
    async fn a_handler_that_panics_is_answered_as_an_error() {
        let router: Router = Router::new()
            .route("/", get(async || -> &'static str { panic!("on purpose") }))
            .layer(from_fn(caught));
        let asked = Request::get("/").body(Body::empty()).unwrap();
        let answer = router.oneshot(asked).await.unwrap();
        assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
    }

    #[tokio::test]
    async fn those_whom_the_limit_would_let_in_anyway_are_forgotten() {
        let answer = get(async || "svar");
        let soon = (1, Duration::from_nanos(1));
        let (handlers, n_held) = counted(answer, false, soon, None);
        let router: Router = Router::new().route("/", handlers);
        for last in 1..=3 {
            let address = SocketAddr::from(([192, 0, 2, last], 1));
            let asked = Request::get("/").extension(ConnectInfo(address));
            let asked = asked.body(Body::empty()).unwrap();
            let answer = router.clone().oneshot(asked).await.unwrap();
            assert_eq!(answer.status(), StatusCode::OK);
        }
        assert_eq!(n_held(), 3);
        // One nanosecond later each of them may ask again; then the hourly work
        // runs, which has waited for its turn on this thread.
        let asked = std::time::Instant::now();
        while asked.elapsed() <= Duration::from_micros(1) {}
        tokio::task::yield_now().await;
        assert_eq!(n_held(), 0);
    }

    #[test]
    fn behind_a_proxy_each_reader_has_a_limit_of_its_own() {
        let state = Arc::new(RandomState::new());
        let key = |behind_proxy, forwarded: &str| {
            let request = Request::get("/")
                .header("x-forwarded-for", "192.0.2.9")
                .header("x-forwarded-for", forwarded)
                .extension(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 1))))
                .body(())
                .unwrap();
            HashedAddress {
                state: state.clone(),
                behind_proxy,
            }
            .extract(&request)
            .unwrap()
        };
        // What stands first, the reader may have written itself.
        let (one, same) = ("192.0.2.1", "203.0.113.7, 192.0.2.1");
        assert_eq!(key(true, one), key(true, same));
        assert_ne!(key(true, one), key(true, "192.0.2.2"));
        assert_eq!(key(false, one), key(false, "192.0.2.2"));
        assert_eq!(key(true, "unknown"), key(false, one));
    }
}
