//! Sessions of those who have signed in; a visitor has none.

use handslag_domain::organisation::OrganisationId;
use jiff::Timestamp;

use crate::account::AccountId;
use crate::error::StoreError;
use crate::sql::{Row, moment, values};
use crate::store::Store;

/// A session as held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRow {
    /// The secret in the cookie, or a hash of it, as the caller chooses.
    pub id: String,
    /// The organisation that the account acts for.
    pub tenant: OrganisationId,
    /// Who signed in.
    pub account: Option<AccountId>,
    /// What the session remembers, as JSON text.
    pub content: String,
    /// When it ends.
    pub expires_at: Timestamp,
}

impl Store {
    /// The session with this id, unless it has ended at `now`.
    pub async fn load_session(
        &self,
        id: &str,
        now: Timestamp,
    ) -> Result<Option<SessionRow>, StoreError> {
        let sql = "SELECT tenant_id, id, account_id, content, expires_at
                   FROM session
                   WHERE id = $1
                     AND expires_at > $2";
        let Some(row) = self.one(sql, values![id, moment(now)]).await? else {
            return Ok(None);
        };
        Ok(Some(SessionRow {
            id: row.get("id")?,
            tenant: OrganisationId(row.get("tenant_id")?),
            account: row.get::<Option<_>>("account_id")?.map(AccountId),
            content: row.get("content")?,
            expires_at: row.moment("expires_at")?,
        }))
    }

    /// Saves a session, new or known.
    pub async fn save_session(&self, session: &SessionRow) -> Result<(), StoreError> {
        self.write(async |tx| {
            tx.execute(
                "INSERT INTO session (tenant_id, id, account_id, content, expires_at)
                 VALUES ($1, $2, $3, $4, $5)
                 ON CONFLICT (tenant_id, id) DO UPDATE
                 SET account_id = excluded.account_id,
                     content = excluded.content,
                     expires_at = excluded.expires_at",
                values![
                    session.tenant.as_str(),
                    session.id.as_str(),
                    session.account.map(|a| a.0),
                    session.content.as_str(),
                    moment(session.expires_at),
                ],
            )
            .await
            .map(|_| ())
        })
        .await
    }

    /// Ends a session; one that is not there is ended already.
    pub async fn delete_session(&self, id: &str) -> Result<(), StoreError> {
        self.write(async |tx| {
            let sql = "DELETE FROM session WHERE id = $1";
            tx.execute(sql, values![id]).await.map(|_| ())
        })
        .await
    }

    /// Removes the sessions that have ended at `now`; returns how many.
    pub async fn delete_expired_sessions(&self, now: Timestamp) -> Result<u64, StoreError> {
        self.write(async |tx| {
            let sql = "DELETE FROM session WHERE expires_at <= $1";
            tx.execute(sql, values![moment(now)]).await
        })
        .await
    }
}
