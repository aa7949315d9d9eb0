//! Whose turn is it to be computed, over all pictures?

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use handslag_domain::organisation::OrganisationId;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// So many are computed at once; the others wait, so that no number of questions
/// takes all of the machine.
pub(super) const AT_ONCE: usize = 2;
/// So many questions of one organisation wait. A newer one puts the oldest aside:
/// who changes the filter ten times wants the tenth answer.
pub(super) const MOST_WAITING: usize = 4;

/// The turns, shared by all.
#[derive(Clone)]
pub(crate) struct Turns {
    seats: Arc<Semaphore>,
    lines: Arc<Mutex<HashMap<OrganisationId, Line>>>,
}

impl Default for Turns {
    fn default() -> Self {
        Self {
            seats: Arc::new(Semaphore::new(AT_ONCE)),
            lines: Arc::default(),
        }
    }
}

/// Who asks, and in which state the data was of which their picture was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Asker {
    pub organisation: OrganisationId,
    pub state: State,
}

/// How many moves had been done: it only grows.
pub(super) type State = u64;

/// Newer questions were put before it.
#[derive(Debug)]
pub(super) struct SetAside;

/// A question's right to be computed; it ends when this is dropped.
pub(super) struct Seat {
    _permit: Option<OwnedSemaphorePermit>,
    turns: Turns,
    asker: Asker,
    question: u64,
}

impl Turns {
    /// Puts a question last in its organisation's line, also one that waits there
    /// already: a page that waits asks again, and so stays in the line.
    pub(super) fn ask(&self, asker: &Asker, question: u64) {
        let mut lines = self.lines();
        let line = lines.entry(asker.organisation.clone()).or_default();
        line.ask(asker.state, question);
    }

    /// Waits for a seat.
    ///
    /// # Errors
    /// [`SetAside`] when the question is no longer in the line.
    pub(super) async fn seat(&self, asker: &Asker, question: u64) -> Result<Seat, SetAside> {
        // Never closed: there is always a turn.
        let permit = Arc::clone(&self.seats).acquire_owned().await.ok();
        let mut lines = self.lines();
        let line = lines.get_mut(&asker.organisation).ok_or(SetAside)?;
        line.take(question)?;
        Ok(Seat {
            _permit: permit,
            turns: self.clone(),
            asker: asker.clone(),
            question,
        })
    }

    fn lines(&self) -> MutexGuard<'_, HashMap<OrganisationId, Line>> {
        // Whatever a thread broke off, every line in it is whole.
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }

    #[cfg(test)]
    pub(super) fn seats(&self) -> Arc<Semaphore> {
        Arc::clone(&self.seats)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut lines = self.turns.lines();
        if let Some(line) = lines.get_mut(&self.asker.organisation) {
            line.running.retain(|one| *one != self.question);
            if line.running.is_empty() && line.waiting.is_empty() {
                lines.remove(&self.asker.organisation);
            }
        }
    }
}

/// The questions of one organisation, those asked last at the end.
#[derive(Debug, Default)]
pub(super) struct Line {
    /// The newest state that is asked of.
    state: State,
    waiting: VecDeque<u64>,
    running: Vec<u64>,
}

impl Line {
    pub fn ask(&mut self, state: State, question: u64) {
        if self.state < state {
            // Nobody is shown any more what an older picture answers.
            self.state = state;
            self.waiting.clear();
        }
        if self.running.contains(&question) {
            return;
        }
        self.waiting.retain(|one| *one != question);
        self.waiting.push_back(question);
        if self.waiting.len() > MOST_WAITING {
            self.waiting.pop_front();
        }
    }

    pub fn take(&mut self, question: u64) -> Result<(), SetAside> {
        let at = self.waiting.iter().position(|one| *one == question);
        self.waiting.remove(at.ok_or(SetAside)?);
        self.running.push(question);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(line: &mut Line) -> Vec<u64> {
        (0..20).filter(|n| line.take(*n).is_ok()).collect()
    }

    #[test]
    fn of_ten_changes_of_the_filter_the_last_four_wait() {
        let mut line = Line::default();
        (0..10).for_each(|question| line.ask(1, question));
        assert_eq!(taken(&mut line), [6, 7, 8, 9]);
        assert!(line.waiting.is_empty());
    }

    #[test]
    fn a_question_that_is_asked_again_stays_in_the_line() {
        let mut line = Line::default();
        for question in [0, 1, 2, 3, 0, 4, 0, 5] {
            line.ask(1, question);
        }
        assert_eq!(taken(&mut line), [0, 3, 4, 5]);
    }

    #[test]
    fn what_is_being_computed_takes_no_place_in_the_line() {
        let mut line = Line::default();
        line.ask(1, 0);
        line.take(0).unwrap();
        for question in [1, 2, 3, 4, 0] {
            line.ask(1, question);
        }
        assert_eq!(taken(&mut line), [1, 2, 3, 4]);
    }

    #[test]
    fn a_newer_picture_puts_aside_what_waits_for_the_older() {
        let mut line = Line::default();
        line.ask(1, 0);
        line.ask(1, 1);
        line.ask(2, 7);
        assert_eq!(taken(&mut line), [7]);
    }
}
