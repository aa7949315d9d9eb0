//! Sessions of members: kept in the database from sign-in to sign-out, never before.

use std::collections::HashMap;
use std::fmt;

use async_trait::async_trait;
use handslag_app::access::Member;
use handslag_app::held::{AccountId, SessionRow};
use handslag_app::{Actor, App, AppError};
use handslag_domain::organisation::OrganisationId;
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use tower_sessions::cookie::SameSite;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{self, SessionStore};
use tower_sessions::{Expiry, Session, SessionManagerLayer};
use uuid::Uuid;

/// A session ends when nothing was asked for this long (ASVS 7.3.1).
pub const IDLE_MINUTES: i64 = 30;
/// A session ends this long after sign-in, however busy (ASVS 7.3.2).
pub const LONGEST_HOURS: i64 = 10;
/// The end is moved at most this often, so that reading does not write each time.
const MOVED_AFTER_SECONDS: i64 = 60;

const ACCOUNT: &str = "account";
const TENANT: &str = "tenant";
const SINCE: &str = "since";
const SEEN: &str = "seen";

/// The layer that reads and sets the cookie. With `secure` the cookie is bound
/// to this host and to TLS by its name (`__Host-`).
pub fn layer(app: &App, secure: bool) -> SessionManagerLayer<Sessions> {
    let name = match secure {
        true => "__Host-handslag",
        false => "handslag",
    };
    SessionManagerLayer::new(Sessions(app.clone()))
        .with_name(name)
        .with_path("/")
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_secure(secure)
        .with_expiry(Expiry::OnInactivity(time::Duration::minutes(IDLE_MINUTES)))
}

/// Begins a session for a member, under a new id.
///
/// # Errors
/// When the database cannot be used.
pub async fn begin(
    session: &Session,
    member: &Member,
    now: Timestamp,
) -> Result<(), tower_sessions::session::Error> {
    session.flush().await?;
    session.insert(ACCOUNT, member.account).await?;
    session.insert(TENANT, &member.organisation).await?;
    session.insert(SINCE, now).await?;
    session.insert(SEEN, now).await?;
    session.cycle_id().await
}

/// Who the session belongs to now: role and whether the account still may
/// sign in are read from the database each time.
///
/// # Errors
/// When the database cannot be read.
pub async fn actor(app: &App, session: &Session, now: Timestamp) -> Result<Actor, AppError> {
    let (Ok(Some(account)), Ok(Some(since))) = (
        session.get::<Uuid>(ACCOUNT).await,
        session.get::<Timestamp>(SINCE).await,
    ) else {
        return Ok(Actor::Anonymous);
    };
    let actor = match now.as_second() - since.as_second() < LONGEST_HOURS * 3600 {
        true => app.actor(AccountId(account)).await?,
        false => Actor::Anonymous,
    };
    if actor == Actor::Anonymous {
        // Nothing is lost when this fails: the next request comes here again.
        session.flush().await.ok();
        return Ok(actor);
    }
    let seen = session.get::<Timestamp>(SEEN).await.ok().flatten();
    if seen.is_none_or(|seen| now.as_second() - seen.as_second() >= MOVED_AFTER_SECONDS) {
        session.insert(SEEN, now).await.ok();
    }
    Ok(actor)
}

/// The sessions in the database.
#[derive(Clone)]
pub struct Sessions(App);

impl fmt::Debug for Sessions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sessions")
    }
}

/// What the database knows a session by: whoever reads it there cannot use it.
fn hashed(id: &Id) -> String {
    let hash = Sha256::digest(id.to_string());
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn backend(error: impl fmt::Display) -> session_store::Error {
    session_store::Error::Backend(error.to_string())
}

impl Sessions {
    async fn keep(&self, record: &Record) -> session_store::Result<()> {
        let text = |name: &str| record.data.get(name).and_then(|v| v.as_str());
        let (Some(tenant), Some(account)) = (text(TENANT), text(ACCOUNT)) else {
            return Err(backend("a session begins with signing in"));
        };
        let account: Uuid = account.parse().map_err(backend)?;
        let row = SessionRow {
            id: hashed(&record.id),
            tenant: OrganisationId::from(tenant),
            account: Some(AccountId(account)),
            content: serde_json::to_string(&record.data)
                .map_err(|e| session_store::Error::Encode(e.to_string()))?,
            expires_at: Timestamp::from_second(record.expiry_date.unix_timestamp())
                .map_err(backend)?,
        };
        self.0.store().save_session(&row).await.map_err(backend)
    }
}

#[async_trait]
impl SessionStore for Sessions {
    // An id is 128 random bits: two are never the same.
    async fn create(&self, record: &mut Record) -> session_store::Result<()> {
        self.keep(record).await
    }

    // A request that ends after its session was ended must not bring it back.
    async fn save(&self, record: &Record) -> session_store::Result<()> {
        match self.load(&record.id).await? {
            Some(_) => self.keep(record).await,
            None => Ok(()),
        }
    }

    async fn load(&self, id: &Id) -> session_store::Result<Option<Record>> {
        let row = self
            .0
            .store()
            .load_session(&hashed(id), Timestamp::now())
            .await;
        let Some(row) = row.map_err(backend)? else {
            return Ok(None);
        };
        let data: HashMap<String, serde_json::Value> = serde_json::from_str(&row.content)
            .map_err(|e| session_store::Error::Decode(e.to_string()))?;
        let expiry_date = time::OffsetDateTime::from_unix_timestamp(row.expires_at.as_second())
            .map_err(backend)?;
        Ok(Some(Record {
            id: *id,
            data,
            expiry_date,
        }))
    }

    async fn delete(&self, id: &Id) -> session_store::Result<()> {
        self.0
            .store()
            .delete_session(&hashed(id))
            .await
            .map_err(backend)
    }
}
