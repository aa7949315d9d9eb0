//! The server: the router with everything around it, and how it starts and stops.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use handslag_app::App;
use tower_http::compression::CompressionLayer;

use crate::error_page::{self, WebError};
use crate::job::Jobs;
use crate::kept_pages::{self, KeptPages};
use crate::released::Released;
use crate::route::Route;
use crate::visit::Visit;
use crate::{protection, route, session};

/// How the server is to run.
#[derive(Debug, Clone, Default)]
pub struct WebOptions {
    /// Whether this is the demonstration: then members sign in without a password.
    pub is_demo: bool,
    /// The demonstration's members: what the button says, and the user name.
    pub demo_members: Vec<(String, String)>,
    /// Whether readers come by TLS: then cookies and headers hold them to it.
    pub secure: bool,
    /// Where a background map of the operator's own may lie (PMTiles).
    pub map_tiles: Option<PathBuf>,
}

/// What every handler can reach.
#[derive(Clone)]
pub struct Site {
    /// The use cases.
    pub app: App,
    /// How the server runs.
    pub options: Arc<WebOptions>,
    /// Releases that have been read.
    pub released: Arc<Released>,
    /// Public pages that have been answered.
    pub kept_pages: Arc<KeptPages>,
    /// Files that wait or are being taken in.
    pub jobs: Arc<Jobs>,
}

/// Every route with its gate, and what protects all of them.
pub fn router(app: App, options: WebOptions) -> Router {
    let secure = options.secure;
    let site = Site {
        released: Arc::new(Released::new(app.clone())),
        kept_pages: Arc::default(),
        jobs: Arc::new(Jobs::default()),
        options: Arc::new(options),
        app,
    };
    let (public, inside): (Vec<Route>, Vec<Route>) =
        route::served(&site.options).partition(|route| route.is_public());
    // Packed within what is kept, so that a kept page is packed already.
    let public = route::router(&site, &public)
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(site.clone(), kept_pages::layer));
    let inside = route::router(&site, &inside).layer(session::layer(&site.app, secure));
    public
        .merge(inside)
        .fallback(missing)
        .layer(from_fn(protection::same_origin))
        .layer(from_fn(protection::caught))
        .layer(axum::middleware::from_fn(error_page::shown))
        .layer(from_fn(move |request: Request, next: Next| {
            protection::headers(secure, request, next)
        }))
        .layer(CompressionLayer::new())
        .with_state(site)
}

async fn missing(State(_): State<Site>, _: Visit) -> Response {
    WebError::NotFound.into_response()
}

/// Answers until the process is told to stop; requests under way are finished.
///
/// # Errors
/// When the listener breaks.
pub async fn serve(
    listener: tokio::net::TcpListener,
    app: App,
    options: WebOptions,
) -> std::io::Result<()> {
    let forgetting = tokio::spawn(forget_ended_sessions(app.clone()));
    let service = router(app, options).into_make_service_with_connect_info::<SocketAddr>();
    let served = axum::serve(listener, service)
        .with_graceful_shutdown(told_to_stop())
        .await;
    forgetting.abort();
    served
}

/// Ends with ctrl-c, or when the operating system asks.
async fn told_to_stop() {
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminated = async {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        () = interrupted => {}
        () = terminated => {}
    }
}

/// Sessions that have ended are removed once an hour.
async fn forget_ended_sessions(app: App) {
    let mut hour = tokio::time::interval(std::time::Duration::from_secs(3600));
    loop {
        hour.tick().await;
        if let Err(error) = app
            .store()
            .delete_expired_sessions(jiff::Timestamp::now())
            .await
        {
            tracing::warn!(%error, "could not remove ended sessions");
        }
    }
}
