//! What was computed of a picture is kept with it, and computed once however
//! many ask; off the threads that answer others.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use jiff::Timestamp;
use jiff::civil::Date;
use tokio::sync::{OnceCell, Semaphore};

use super::analysis::{Analyses, Told};
use super::counted::Counted;
use super::difference::{Compared, Difference};
use super::{Asked, Since, SinceOrder};
use crate::access::Actor;
use crate::{App, AppError, swedish_day};

/// More answers than this are not kept: an address may hold anything.
const MOST_KEPT: usize = 64;
/// Answers that are large: with millions of incidents, some megabytes each.
const FEW_KEPT: usize = 8;
/// So many are computed at once; the others wait, so that no number of questions
/// takes all of the machine.
const AT_ONCE: usize = 2;

type Cells<K, T> = Mutex<HashMap<K, Arc<OnceCell<Arc<T>>>>>;

/// Whose turn it is to be computed, over all pictures.
#[derive(Clone)]
pub(crate) struct Turns(Arc<Semaphore>);

impl Default for Turns {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(AT_ONCE)))
    }
}

/// What was asked of a picture and is answered, or being answered.
#[derive(Default)]
pub(super) struct Computed {
    analyses: Cells<(Asked, Date), Analyses>,
    since: Cells<(Asked, SinceOrder, Date), Told<Since>>,
    /// What a map asks for with each of its tiles and moves.
    pub(super) counted: Counted,
    /// What differs between two periods.
    pub(super) differences: Answers<Compared, Difference, FEW_KEPT>,
}

/// What is being worked out, or is.
type Cell<T> = Arc<OnceLock<Arc<T>>>;

/// Answers that are short work: whoever asks first works it out, and those who
/// ask meanwhile wait.
pub(super) struct Answers<K, T, const MOST: usize = MOST_KEPT>(Mutex<HashMap<K, Cell<T>>>);

impl<K, T, const MOST: usize> Default for Answers<K, T, MOST> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: std::hash::Hash + Eq + Clone, T, const MOST: usize> Answers<K, T, MOST> {
    pub fn get(&self, key: &K, work: impl FnOnce() -> T) -> Arc<T> {
        let cell = {
            // Whatever a thread broke off, every cell in it is whole.
            let mut cells = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if cells.len() >= MOST && !cells.contains_key(key) {
                cells.clear();
            }
            Arc::clone(cells.entry(key.clone()).or_default())
        };
        Arc::clone(cell.get_or_init(|| Arc::new(work())))
    }
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

/// Runs it on a thread for long work, once, when its turn comes.
async fn once<T: Send + Sync + 'static>(
    turns: &Turns,
    cell: &OnceCell<Arc<T>>,
    work: impl FnOnce() -> T + Send + 'static,
) -> Arc<T> {
    let done = cell.get_or_init(async || {
        // Never closed: there is always a turn.
        let turn = Arc::clone(&turns.0).acquire_owned().await;
        // The work holds its turn to its end, also when nobody waits any more.
        let in_turn = move || {
            let _turn = turn;
            work()
        };
        match tokio::task::spawn_blocking(in_turn).await {
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
        let picture = self.picture_by(actor, asked.layer.as_deref(), now).await?;
        let (asked, today) = (asked.clone(), swedish_day(now));
        let cell = cell(&picture.computed.analyses, (asked.clone(), today));
        Ok(once(&self.turns, &cell, move || picture.analysed(&asked, today)).await)
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
        let picture = self.picture_by(actor, asked.layer.as_deref(), now).await?;
        let (asked, today) = (asked.clone(), swedish_day(now));
        let cell = cell(&picture.computed.since, (asked.clone(), order, today));
        let work = move || picture.made_since(&asked, order, today);
        Ok(once(&self.turns, &cell, work).await)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::*;

    #[tokio::test]
    async fn many_questions_are_answered_two_at_a_time() {
        let turns = Turns::default();
        let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let mut asked = tokio::task::JoinSet::new();
        for question in 0..8 {
            let (turns, now, most) = (turns.clone(), Arc::clone(&now), Arc::clone(&most));
            asked.spawn(async move {
                let work = move || {
                    let running = now.fetch_add(1, Ordering::SeqCst) + 1;
                    most.fetch_max(running, Ordering::SeqCst);
                    std::thread::sleep(Duration::from_millis(20));
                    now.fetch_sub(1, Ordering::SeqCst);
                    question
                };
                *once(&turns, &OnceCell::new(), work).await
            });
        }
        let mut answered = asked.join_all().await;
        answered.sort_unstable();
        assert_eq!(answered, (0..8).collect::<Vec<_>>());
        assert_eq!(most.load(Ordering::SeqCst), AT_ONCE);
    }
}
