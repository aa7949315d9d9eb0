//! What has moved since a picture was made: single incidents, which it can take
//! in as it stands, or anything else, after which it is made anew.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use handslag_domain::incident::Incident;
use handslag_domain::organisation::OrganisationId;

/// More than so many changes are not kept: a picture as old as that is made anew.
const MOST_KEPT: usize = 10_000;

/// One incident that was reported, corrected or withdrawn.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Change {
    /// Whose it is.
    pub owner: OrganisationId,
    /// What it said before; none for a new one.
    pub before: Option<Incident>,
    /// What it says now; none for one that was withdrawn.
    pub after: Option<Incident>,
}

/// Counts everything that moves a picture.
#[derive(Debug, Clone, Default)]
pub(crate) struct Moves(Arc<Mutex<Log>>);

#[derive(Debug, Default)]
struct Log {
    /// How many moves are done.
    done: u64,
    /// How many changes of single incidents were begun, and how many ended.
    begun: u64,
    ended: u64,
    /// The last move that no picture can take in.
    whole: u64,
    /// The changes after that, each with the number of its move.
    changes: Vec<(u64, Change)>,
}

/// How far the moves had come at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark {
    /// How many were done.
    pub done: u64,
    begun: u64,
    ended: u64,
}

impl Mark {
    /// Whether nothing was being written from this moment to the later one: a
    /// change that is written meanwhile may or may not have been read, and must
    /// not be counted twice.
    pub fn was_still_until(self, later: Self) -> bool {
        self.begun == self.ended && self.begun == later.begun
    }
}

/// What a picture made at a moment lacks now.
#[derive(Debug, PartialEq)]
pub(crate) enum Lacks {
    /// These changes, in order.
    These(Vec<Change>),
    /// Something that it cannot take in.
    Anything,
}

impl Moves {
    fn log(&self) -> MutexGuard<'_, Log> {
        // A count stays a count wherever a thread stopped.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How far the moves have come.
    pub fn mark(&self) -> Mark {
        let log = self.log();
        Mark {
            done: log.done,
            begun: log.begun,
            ended: log.ended,
        }
    }

    /// Notes a move that no picture can take in.
    pub fn moved(&self) {
        self.log().moved();
    }

    /// Begins a change of single incidents, before anything is written.
    pub fn begin(&self) -> Underway {
        self.log().begun += 1;
        Underway {
            moves: self.clone(),
            is_told: false,
        }
    }

    /// What came after a number of moves.
    pub fn after(&self, done: u64) -> Lacks {
        let log = self.log();
        if log.whole > done {
            return Lacks::Anything;
        }
        let later = log.changes.iter().filter(|(number, _)| *number > done);
        Lacks::These(later.map(|(_, change)| change.clone()).collect())
    }
}

impl Log {
    fn moved(&mut self) {
        self.done += 1;
        self.whole = self.done;
        self.changes.clear();
    }
}

/// A change that is being written.
#[must_use]
pub(crate) struct Underway {
    moves: Moves,
    is_told: bool,
}

impl Underway {
    /// It was written.
    pub fn written(mut self, changes: Vec<Change>) {
        self.is_told = true;
        let mut log = self.moves.log();
        log.done += 1;
        let number = log.done;
        log.changes
            .extend(changes.into_iter().map(|change| (number, change)));
        if log.changes.len() > MOST_KEPT {
            log.moved();
        }
    }
}

impl Drop for Underway {
    fn drop(&mut self) {
        let mut log = self.moves.log();
        log.ended += 1;
        if !self.is_told {
            // It broke off, and what of it was written is not known.
            log.moved();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(owner: &str) -> Change {
        Change {
            owner: owner.into(),
            before: None,
            after: None,
        }
    }

    #[test]
    fn a_picture_lacks_the_changes_that_came_after_it_and_no_others() {
        let moves = Moves::default();
        moves.begin().written(vec![change("a")]);
        let made = moves.mark();
        moves.begin().written(vec![change("b"), change("c")]);
        let lacks = Lacks::These(vec![change("b"), change("c")]);
        assert_eq!(moves.after(made.done), lacks);
        assert_eq!(moves.after(moves.mark().done), Lacks::These(Vec::new()));
        moves.moved();
        assert_eq!(moves.after(made.done), Lacks::Anything);
    }

    #[test]
    fn what_is_written_while_a_picture_is_made_may_be_in_it_or_not() {
        let moves = Moves::default();
        let before = moves.mark();
        let underway = moves.begin();
        let during = moves.mark();
        underway.written(vec![change("a")]);
        let after = moves.mark();
        assert!(!before.was_still_until(after));
        assert!(!during.was_still_until(after));
        assert!(after.was_still_until(moves.mark()));
    }

    #[test]
    fn a_change_that_broke_off_is_not_trusted() {
        let moves = Moves::default();
        let made = moves.mark();
        drop(moves.begin());
        assert_eq!(moves.after(made.done), Lacks::Anything);
        assert!(moves.mark().was_still_until(moves.mark()));
    }

    #[test]
    fn more_changes_than_are_kept_ask_for_a_new_picture() {
        let moves = Moves::default();
        moves.begin().written(vec![change("a"); MOST_KEPT + 1]);
        assert_eq!(moves.after(0), Lacks::Anything);
    }
}
