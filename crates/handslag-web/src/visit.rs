//! Who asks, in which language, for which address: settled once for each request.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::header::{ACCEPT_LANGUAGE, COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri};
use handslag_app::access::{Member, Whose, decide};
use handslag_app::{Action, Actor, Denied, swedish_day};
use handslag_locale::{Language, Texts};
use jiff::Timestamp;
use jiff::civil::Date;
use tower_sessions::Session;
use tower_sessions::cookie::Cookie;

use crate::here::Here;

/// One request, as handlers know it.
#[derive(Debug, Clone)]
pub struct Visit {
    /// Who asks.
    pub actor: Actor,
    /// The reader's language.
    pub language: Language,
    /// Path and query, beginning with `/`.
    pub path: String,
    /// The session, on pages that may have one.
    pub session: Option<Session>,
    /// When.
    pub now: Timestamp,
}

impl Visit {
    /// Of someone who has not signed in.
    pub fn anonymous(headers: &HeaderMap, uri: &Uri) -> Self {
        Self {
            actor: Actor::Anonymous,
            language: language(headers),
            path: uri.path_and_query().map_or("/", |p| p.as_str()).to_owned(),
            session: None,
            now: Timestamp::now(),
        }
    }

    /// What a page needs to know.
    pub fn here(&self) -> Here<'_> {
        Here {
            language: self.language,
            path: &self.path,
        }
    }

    /// The texts in the reader's language.
    pub fn t(&self) -> Texts {
        self.language.texts()
    }

    /// The day in Sweden.
    pub fn today(&self) -> Date {
        swedish_day(self.now)
    }

    /// Whether the reader's role reaches; pages offer nothing that it does not.
    pub fn may(&self, action: Action) -> bool {
        decide(&self.actor, action, &Whose::Own).is_ok()
    }

    /// The member who asks.
    ///
    /// # Errors
    /// [`Denied::NotSignedIn`].
    pub fn member(&self) -> Result<&Member, Denied> {
        match &self.actor {
            Actor::Member(member) => Ok(member),
            Actor::Anonymous => Err(Denied::NotSignedIn),
        }
    }
}

fn language(headers: &HeaderMap) -> Language {
    let text = |name| headers.get(name).and_then(|v| v.to_str().ok());
    let chosen = text(COOKIE).and_then(|cookies| {
        Cookie::split_parse(cookies)
            .filter_map(Result::ok)
            .find(|c| c.name() == handslag_locale::COOKIE)
            .map(|c| c.value().to_owned())
    });
    Language::negotiate(chosen.as_deref(), text(ACCEPT_LANGUAGE))
}

impl<S: Send + Sync> FromRequestParts<S> for Visit {
    type Rejection = Infallible;

    // The gate puts it there; a route without a gate has nobody signed in.
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let settled = parts.extensions.get::<Self>().cloned();
        Ok(settled.unwrap_or_else(|| Self::anonymous(&parts.headers, &parts.uri)))
    }
}
