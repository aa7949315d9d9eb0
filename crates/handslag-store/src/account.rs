//! Who may sign in. Accounts are of staff; nobody else is in the database.

use handslag_domain::organisation::{OrganisationId, Role};
use jiff::Timestamp;
use sea_orm::QueryResult;
use uuid::Uuid;

use crate::error::StoreError;
use crate::sql::{Row, moment, values};
use crate::store::{Records, Tx};

/// Names an account.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(transparent)]
pub struct AccountId(pub Uuid);

impl AccountId {
    /// A new id; ids sort by when they were made.
    pub fn new() -> Self {
        Self(Uuid::now_v7())
    }
}

impl Default for AccountId {
    fn default() -> Self {
        Self::new()
    }
}

impl std::fmt::Display for AccountId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// An account to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAccount {
    /// Its id, from [`AccountId::new`].
    pub id: AccountId,
    /// The organisation it acts for.
    pub tenant: OrganisationId,
    /// What its holder types to sign in; unique over all organisations.
    pub user_name: String,
    /// An argon2 hash in its own text form.
    pub password_hash: String,
    /// What it may do.
    pub role: Role,
    /// `sv` or `en`.
    pub language: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// Whether it belongs to the demonstration, with a password that is shown.
    pub is_demo: bool,
}

/// An account as held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// The organisation it acts for.
    pub tenant: OrganisationId,
    /// What its holder types to sign in.
    pub user_name: String,
    /// An argon2 hash in its own text form.
    pub password_hash: String,
    /// What it may do.
    pub role: Role,
    /// `sv` or `en`.
    pub language: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// Since when it may not sign in.
    pub disabled_at: Option<Timestamp>,
    /// Whether it belongs to the demonstration.
    pub is_demo: bool,
}

const COLUMNS: &str = "SELECT tenant_id, id, user_name, password_hash, role, language, \
     created_at, disabled_at, is_demo FROM account";

fn account(row: &QueryResult) -> Result<Account, StoreError> {
    Ok(Account {
        id: AccountId(row.get("id")?),
        tenant: OrganisationId(row.get("tenant_id")?),
        user_name: row.get("user_name")?,
        password_hash: row.get("password_hash")?,
        role: row.word("role", Role::named)?,
        language: row.get("language")?,
        created_at: row.moment("created_at")?,
        disabled_at: row.optional_moment("disabled_at")?,
        is_demo: row.get("is_demo")?,
    })
}

impl Records {
    /// The account that signs in with this name, disabled or not.
    pub async fn account_by_user_name(
        &self,
        user_name: &str,
    ) -> Result<Option<Account>, StoreError> {
        let sql = format!("{COLUMNS} WHERE user_name = $1");
        let row = self.one(&sql, values![user_name]).await?;
        row.as_ref().map(account).transpose()
    }

    /// The account with this id, disabled or not.
    pub async fn account(&self, id: AccountId) -> Result<Option<Account>, StoreError> {
        let sql = format!("{COLUMNS} WHERE id = $1");
        let row = self.one(&sql, values![id.0]).await?;
        row.as_ref().map(account).transpose()
    }

    /// The accounts of an organisation, by name.
    pub async fn accounts(&self, tenant: &OrganisationId) -> Result<Vec<Account>, StoreError> {
        let sql = format!("{COLUMNS} WHERE tenant_id = $1 ORDER BY user_name");
        let rows = self.all(&sql, values![tenant.as_str()]).await?;
        rows.iter().map(account).collect()
    }

    /// How many accounts there are in all organisations; none before the first start.
    pub async fn n_accounts(&self) -> Result<u64, StoreError> {
        let row = self
            .one("SELECT count(*) AS n FROM account", values![])
            .await?;
        row.map_or(Ok(0), |row| row.u32("n").map(u64::from))
    }
}

impl Tx {
    /// Adds an account.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when the user name is taken or there is no such organisation.
    pub async fn insert_account(&self, account: &NewAccount) -> Result<(), StoreError> {
        self.insert(
            "account",
            "INSERT INTO account (tenant_id, id, user_name, password_hash, role, language,
                 created_at, is_demo)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            values![
                account.tenant.as_str(),
                account.id.0,
                account.user_name.as_str(),
                account.password_hash.as_str(),
                account.role.name(),
                account.language.as_str(),
                moment(account.created_at),
                account.is_demo,
            ],
        )
        .await
    }

    /// Changes what an account may do.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when the organisation has no such account.
    pub async fn set_role(
        &self,
        tenant: &OrganisationId,
        id: AccountId,
        role: Role,
    ) -> Result<(), StoreError> {
        self.change_account(
            "UPDATE account SET role = $3 WHERE tenant_id = $1 AND id = $2",
            values![tenant.as_str(), id.0, role.name()],
        )
        .await
    }

    /// Ends an account and its sessions at once.
    ///
    /// # Errors
    /// [`StoreError::Missing`] when the organisation has no such account.
    pub async fn disable_account(
        &self,
        tenant: &OrganisationId,
        id: AccountId,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        self.change_account(
            "UPDATE account SET disabled_at = $3 WHERE tenant_id = $1 AND id = $2",
            values![tenant.as_str(), id.0, moment(at)],
        )
        .await?;
        self.execute(
            "DELETE FROM session WHERE tenant_id = $1 AND account_id = $2",
            values![tenant.as_str(), id.0],
        )
        .await?;
        Ok(())
    }

    async fn change_account(
        &self,
        sql: &str,
        values: crate::sql::Values,
    ) -> Result<(), StoreError> {
        match self.execute(sql, values).await? {
            0 => Err(StoreError::Missing("account")),
            _ => Ok(()),
        }
    }
}
