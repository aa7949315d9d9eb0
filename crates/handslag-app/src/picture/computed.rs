//! What was computed of a picture is kept with it, and computed once however
//! many ask; off the threads that answer others.
//!
//! An answer takes seconds, and who asks may have changed the question long before:
//! only the latest few questions of each organisation wait for their turn.

mod turns;

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use handslag_domain::organisation::OrganisationId;
use jiff::Timestamp;
use jiff::civil::Date;
use tokio::sync::OnceCell;

use super::analysis::{Analyses, Told};
use super::counted::Counted;
use super::difference::{Compared, Difference, NotCompared, Periods};
use super::{Asked, IncidentPicture, Since, SinceOrder};
use crate::access::{Action, Actor, Whose, decide};
use crate::{App, AppError, swedish_day};
pub(crate) use turns::Turns;
use turns::{Asker, SetAside};

/// More answers than this are not kept: an address may hold anything.
const MOST_KEPT: usize = 64;
/// Answers that are large: with millions of incidents, some megabytes each.
const FEW_KEPT: usize = 8;

type Questions<K, T> = Mutex<HashMap<K, Arc<Question<T>>>>;

/// A question that is answered, or will be.
struct Question<T> {
    /// Its number among all questions to all pictures.
    number: u64,
    answer: OnceCell<Arc<T>>,
}

impl<T> Default for Question<T> {
    fn default() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        Self {
            number: NEXT.fetch_add(1, Ordering::Relaxed),
            answer: OnceCell::new(),
        }
    }
}

/// What was asked of a picture and is answered, or being answered.
#[derive(Default)]
pub(super) struct Computed {
    analyses: Questions<(Asked, Date), Analyses>,
    since: Questions<(Asked, SinceOrder, Date), Told<Since>>,
    /// What a map asks for with each of its tiles and moves.
    pub(super) counted: Counted,
    /// What differs between two periods.
    pub(super) differences: Answers<Compared, Difference, FEW_KEPT>,
    /// Which days of two periods are compared.
    pub(super) periods: Answers<(Asked, (Date, Date)), Result<Periods, NotCompared>>,
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

/// The question with this key; a new one when it is new.
fn question<K: std::hash::Hash + Eq, T>(asked: &Questions<K, T>, key: K) -> Arc<Question<T>> {
    // Whatever a thread broke off, every question in it is whole.
    let mut asked = asked.lock().unwrap_or_else(PoisonError::into_inner);
    if asked.len() >= MOST_KEPT && !asked.contains_key(&key) {
        asked.clear();
    }
    Arc::clone(asked.entry(key).or_default())
}

/// Runs it on a thread for long work, once, when its turn comes; none when newer
/// questions were put before it. Who still wants the answer then asks again.
async fn once<T: Send + Sync + 'static>(
    turns: &Turns,
    asker: &Asker,
    question: &Question<T>,
    work: impl FnOnce() -> T + Send + 'static,
) -> Option<Arc<T>> {
    if let Some(done) = question.answer.get() {
        return Some(Arc::clone(done));
    }
    turns.ask(asker, question.number);
    let done = question.answer.get_or_try_init(async || {
        let seat = turns.seat(asker, question.number).await?;
        // The work holds its seat to its end, also when nobody waits any more.
        let in_turn = move || {
            let _seat = seat;
            work()
        };
        match tokio::task::spawn_blocking(in_turn).await {
            Ok(done) => Ok::<_, SetAside>(Arc::new(done)),
            // The arithmetic's own fault goes where it would have gone.
            Err(broken) => std::panic::resume_unwind(broken.into_panic()),
        }
    });
    done.await.ok().map(Arc::clone)
}

impl App {
    /// Every analysis of what is asked of the member's picture; none when the
    /// organisation has asked newer questions since, and the asker must ask again.
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
    ) -> Result<Option<Arc<Analyses>>, AppError> {
        let picture = self.picture_by(actor, asked.layer.as_deref(), now).await?;
        let asker = asker(actor, &picture)?;
        let (asked, today) = (asked.clone(), swedish_day(now));
        let question = question(&picture.computed.analyses, (asked.clone(), today));
        let work = move || picture.analysed(&asked, today);
        Ok(once(&self.turns, &asker, &question, work).await)
    }

    /// What is new in the member's picture since a day, what recurs, and what is
    /// not unusual; none as for [`App::analyses`].
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
    ) -> Result<Option<Arc<Told<Since>>>, AppError> {
        let picture = self.picture_by(actor, asked.layer.as_deref(), now).await?;
        let asker = asker(actor, &picture)?;
        let (asked, today) = (asked.clone(), swedish_day(now));
        let question = question(&picture.computed.since, (asked.clone(), order, today));
        let work = move || picture.made_since(&asked, order, today);
        Ok(once(&self.turns, &asker, &question, work).await)
    }
}

fn asker(actor: &Actor, picture: &IncidentPicture) -> Result<Asker, AppError> {
    let permit = decide(actor, Action::ReadInternal, &Whose::Own)?;
    let organisation: OrganisationId = permit.owner()?.clone();
    let made_of = picture.made_of;
    Ok(Asker {
        organisation,
        state: made_of.moves,
    })
}

#[cfg(test)]
mod tests;
