//! What was computed of a picture is kept with it, and computed once however
//! many ask; off the threads that answer others.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use jiff::civil::Date;
use tokio::sync::OnceCell;

use super::analysis::{Analyses, Told};
use super::{Asked, Since, SinceOrder};
use crate::access::Actor;
use crate::{App, AppError, swedish_day};

/// More answers than this are not kept: an address may hold anything.
const MOST_KEPT: usize = 64;

type Cells<K, T> = Mutex<HashMap<K, Arc<OnceCell<Arc<T>>>>>;

/// What was asked of a picture and is answered, or being answered.
#[derive(Default)]
pub(super) struct Computed {
    analyses: Cells<(Asked, Date), Analyses>,
    since: Cells<(Asked, SinceOrder, Date), Told<Since>>,
}

/// The cell of a question; a new one when it is new.
fn cell<K: std::hash::Hash + Eq, T>(cells: &Cells<K, T>, key: K) -> Arc<OnceCell<Arc<T>>> {
    // Whatever a thread broke off, every cell in it is whole.
    let mut cells = cells.lock().unwrap_or_else(PoisonError::into_inner);
    if cells.len() >= MOST_KEPT && !cells.contains_key(&key) {
        cells.clear();
    }
    Arc::clone(cells.entry(key).or_default())
}

/// Runs it on a thread for long work, once.
async fn once<T: Send + Sync + 'static>(
    cell: &OnceCell<Arc<T>>,
    work: impl FnOnce() -> T + Send + 'static,
) -> Arc<T> {
    let done = cell.get_or_init(async || {
        match tokio::task::spawn_blocking(work).await {
            Ok(done) => Arc::new(done),
            // The arithmetic's own fault goes where it would have gone.
            Err(broken) => std::panic::resume_unwind(broken.into_panic()),
        }
    });
    Arc::clone(done.await)
}

impl App {
    /// Every analysis of what is asked of the member's picture.
    ///
    /// # Errors
    /// [`AppError::Denied`] when nobody has signed in.
    ///
    /// # Panics
    /// Where the arithmetic does: a fault of ours, never of the incidents.
    pub async fn analyses(
        &self,
        actor: &Actor,
        asked: &Asked,
        now: Timestamp,
    ) -> Result<Arc<Analyses>, AppError> {
        let picture = self.picture(actor, now).await?;
        let (asked, today) = (asked.clone(), swedish_day(now));
        let cell = cell(&picture.computed.analyses, (asked.clone(), today));
        Ok(once(&cell, move || picture.analysed(&asked, today)).await)
    }

    /// What is new in the member's picture since a day, what recurs, and what is
    /// not unusual.
    ///
    /// # Errors
    /// [`AppError::Denied`] when nobody has signed in.
    ///
    /// # Panics
    /// As [`App::analyses`].
    pub async fn since(
        &self,
        actor: &Actor,
        asked: &Asked,
        order: SinceOrder,
        now: Timestamp,
    ) -> Result<Arc<Told<Since>>, AppError> {
        let picture = self.picture(actor, now).await?;
        let (asked, today) = (asked.clone(), swedish_day(now));
        let cell = cell(&picture.computed.since, (asked.clone(), order, today));
        Ok(once(&cell, move || picture.made_since(&asked, order, today)).await)
    }
}
