//! Passwords: hashed with argon2id, compared in constant time, never stored.

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};

/// Shorter passwords are refused: length is what protects (NIST SP 800-63B).
pub const FEWEST_SIGNS: usize = 12;

/// Why a password was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// Fewer signs than [`FEWEST_SIGNS`].
    #[error("the password is shorter than {FEWEST_SIGNS} signs")]
    TooShort,
    /// The hash could not be made.
    #[error("the password could not be hashed")]
    NotHashed,
}

/// The hash to store, with its own salt and parameters.
///
/// # Errors
/// [`PasswordError`] when it is too short.
pub fn hash(password: &str) -> Result<String, PasswordError> {
    if password.chars().count() < FEWEST_SIGNS {
        return Err(PasswordError::TooShort);
    }
    hash_any(password)
}

fn hash_any(password: &str) -> Result<String, PasswordError> {
    Argon2::default()
        .hash_password(password.as_bytes())
        .map(|hash| hash.to_string())
        .map_err(|_| PasswordError::NotHashed)
}

/// Whether the password is the one behind the hash. Without a hash as much
/// time is spent, so that nobody can tell which accounts exist.
pub fn is_right(password: &str, stored: Option<&str>) -> bool {
    let hash = stored.unwrap_or(NOBODYS);
    let right = PasswordHash::new(hash).is_ok_and(|hash| {
        Argon2::default()
            .verify_password(password.as_bytes(), &hash)
            .is_ok()
    });
    right && stored.is_some_and(|hash| hash != NOBODYS)
}

/// The hash of a password that nobody has: no sign-in with a password matches it.
pub const NOBODYS: &str = "$argon2id$v=19$m=19456,t=2,p=1$c29tZS1ub2JvZHlzLXNhbHQ$HkqLmyo0aPBbpHfaMfm4u6oWjZEsLOk0UYDJSwaqMhM";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_right_password_opens() {
        let stored = hash("ett långt lösenord").unwrap();
        assert!(is_right("ett långt lösenord", Some(&stored)));
        assert!(!is_right("ett långt losenord", Some(&stored)));
        assert!(!is_right("ett långt lösenord", None));
    }

    #[test]
    fn nobodys_hash_is_a_hash_so_that_it_takes_the_same_time() {
        assert!(PasswordHash::new(NOBODYS).is_ok());
    }

    #[test]
    fn no_password_opens_an_account_without_one() {
        for password in ["", "demo", "ett långt lösenord", NOBODYS] {
            assert!(!is_right(password, Some(NOBODYS)));
        }
    }

    #[test]
    fn a_short_password_is_refused() {
        assert_eq!(hash("kort"), Err(PasswordError::TooShort));
    }
}
