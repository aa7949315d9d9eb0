//! Accounts: the first one, signing in, and who a session belongs to.

use handslag_domain::organisation::{Organisation, OrganisationId, Role};
use handslag_store::{Account, AccountId, NewAccount};
use jiff::Timestamp;

use crate::access::{Actor, Member};
use crate::error::Invalid;
use crate::password::{self, PasswordError};
use crate::{App, AppError};

/// Why an account was not made.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// The password does not do.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// Something else.
    #[error(transparent)]
    App(#[from] AppError),
}

/// An account to make.
pub struct AccountOrder<'a> {
    /// What the member signs in with: an office's word, such as `kommunpolis`.
    pub user_name: &'a str,
    /// The password; without one no password opens the account.
    pub password: Option<&'a str>,
    /// What the member may do.
    pub role: Role,
    /// `sv` or `en`.
    pub language: &'a str,
    /// Only for the demo.
    pub demo: bool,
}

impl App {
    /// Whether there is any account at all.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn has_accounts(&self) -> Result<bool, AppError> {
        Ok(self.store.n_accounts().await? > 0)
    }

    /// Makes an account, and its organisation when it is new. Only the
    /// operator's terminal (and the demo) does this.
    ///
    /// # Errors
    /// [`AccountError`] when the password is short or the name is taken.
    pub async fn add_account(
        &self,
        organisation: &Organisation,
        order: &AccountOrder<'_>,
        now: Timestamp,
    ) -> Result<Member, AccountError> {
        let password_hash = match order.password {
            Some(password) => password::hash(password)?,
            None => password::NOBODYS.to_owned(),
        };
        // Spaces around it are left out on signing in, so they are here too.
        let user_name = order.user_name.trim();
        let problem = match self.account_named(user_name).await? {
            _ if user_name.is_empty() => Some(Invalid::Missing),
            Some(_) => Some(Invalid::Taken),
            None => None,
        };
        if let Some(problem) = problem {
            return Err(AppError::Invalid {
                field: "user_name",
                problem,
            }
            .into());
        }
        let account = NewAccount {
            id: AccountId::new(),
            tenant: organisation.id.clone(),
            user_name: user_name.to_owned(),
            password_hash,
            role: order.role,
            language: order.language.to_owned(),
            created_at: now,
            is_demo: order.demo,
        };
        self.store
            .write(async |tx| -> Result<(), AppError> {
                if tx.organisation(&organisation.id).await?.is_none() {
                    tx.insert_organisation(organisation).await?;
                }
                tx.insert_account(&account).await?;
                Ok(())
            })
            .await?;
        Ok(Member {
            account: account.id.0,
            user_name: account.user_name,
            organisation: account.tenant,
            role: account.role,
        })
    }

    /// The member with this name and password; `None` is all that a stranger learns.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn sign_in(
        &self,
        user_name: &str,
        password: &str,
    ) -> Result<Option<Member>, AppError> {
        let account = self.account_named(user_name).await?;
        let hash = account.as_ref().map(|a| a.password_hash.clone());
        let password = password.to_owned();
        // Hashing takes its time on purpose; other requests should not wait for it.
        let right =
            tokio::task::spawn_blocking(move || password::is_right(&password, hash.as_deref()))
                .await
                .unwrap_or(false);
        Ok(account.filter(|_| right).map(member))
    }

    /// The actor behind a session's account: nobody, once it is disabled.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn actor(&self, account: AccountId) -> Result<Actor, AppError> {
        let account = self.store.account(account).await?;
        Ok(match account.filter(|a| a.disabled_at.is_none()) {
            Some(account) => Actor::Member(member(account)),
            None => Actor::Anonymous,
        })
    }

    /// A member for the command line: whoever sits at the operator's terminal
    /// acts for the organisation that owns the promise.
    pub fn operator(organisation: &OrganisationId) -> Actor {
        Actor::Member(Member {
            account: uuid::Uuid::nil(),
            user_name: "terminal".to_owned(),
            organisation: organisation.clone(),
            role: Role::Publisher,
        })
    }

    async fn account_named(&self, user_name: &str) -> Result<Option<Account>, AppError> {
        let account = self.store.account_by_user_name(user_name.trim()).await?;
        Ok(account.filter(|a| a.disabled_at.is_none()))
    }
}

fn member(account: Account) -> Member {
    Member {
        account: account.id.0,
        user_name: account.user_name,
        organisation: account.tenant,
        role: account.role,
    }
}

impl Member {
    /// The account for the database's trace; the operator's terminal has none.
    pub(crate) fn account_id(&self) -> Option<AccountId> {
        (!self.account.is_nil()).then_some(AccountId(self.account))
    }
}
