//! Releases that have been read, kept so that a page need not be parsed again.
//!
//! A release never changes, so what is kept is never wrong: only which version
//! is the newest is asked of the database each time.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use handslag_app::held::{PublicRelease, ReleaseSummary};
use handslag_app::{App, StoreError};
use handslag_domain::id::PromiseId;
use handslag_domain::release::{FollowUpRelease, PromiseRelease};

/// More than the promises of every municipality that a small machine serves.
const KEPT: usize = 256;

/// Municipality, promise, year of a follow-up, version.
type Key = (String, String, Option<i16>, u32);

/// Releases by their address and version.
pub struct Released {
    app: App,
    promises: Kept<PromiseRelease>,
    follow_ups: Kept<FollowUpRelease>,
}

impl Released {
    /// Nothing read yet.
    pub fn new(app: App) -> Self {
        Self {
            app,
            promises: Kept::default(),
            follow_ups: Kept::default(),
        }
    }

    /// A version of a promise, or its newest.
    ///
    /// # Errors
    /// When the public database cannot be read.
    pub async fn promise(
        &self,
        slug: &str,
        id: &PromiseId,
        version: Option<u32>,
    ) -> Result<Option<Arc<PublicRelease<PromiseRelease>>>, StoreError> {
        let reader = self.app.published();
        let version = match version {
            Some(version) => version,
            None => match newest(&reader.promise_versions(slug, id).await?) {
                Some(version) => version,
                None => return Ok(None),
            },
        };
        let key = (slug.to_owned(), id.0.clone(), None, version);
        if let Some(kept) = self.promises.get(&key) {
            return Ok(Some(kept));
        }
        let read = reader.promise_release_version(slug, id, version).await?;
        Ok(read.map(|release| self.promises.keep(key, release)))
    }

    /// A version of a follow-up, or its newest.
    ///
    /// # Errors
    /// When the public database cannot be read.
    pub async fn follow_up(
        &self,
        slug: &str,
        id: &PromiseId,
        year: i16,
        version: u32,
    ) -> Result<Option<Arc<PublicRelease<FollowUpRelease>>>, StoreError> {
        let key = (slug.to_owned(), id.0.clone(), Some(year), version);
        if let Some(kept) = self.follow_ups.get(&key) {
            return Ok(Some(kept));
        }
        let reader = self.app.published();
        let read = reader
            .follow_up_release(slug, id, year, Some(version))
            .await?;
        Ok(read.map(|release| self.follow_ups.keep(key, release)))
    }
}

/// The newest of some versions.
pub fn newest(versions: &[ReleaseSummary]) -> Option<u32> {
    versions.iter().map(|v| v.version).max()
}

struct Kept<T>(RwLock<HashMap<Key, Arc<PublicRelease<T>>>>);

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(RwLock::default())
    }
}

impl<T> Kept<T> {
    fn get(&self, key: &Key) -> Option<Arc<PublicRelease<T>>> {
        let kept = self.0.read().unwrap_or_else(PoisonError::into_inner);
        kept.get(key).cloned()
    }

    fn keep(&self, key: Key, release: PublicRelease<T>) -> Arc<PublicRelease<T>> {
        let release = Arc::new(release);
        let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
        // Which are read most is not worth remembering: reading anew takes a millisecond.
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(key, release.clone());
        release
    }
}
