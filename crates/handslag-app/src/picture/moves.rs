//! What has moved since a picture was made: single incidents, which it can take
//! in as it stands, or anything else, after which it is made anew. What one
//! organisation changes moves no picture but those that see its incidents.

use std::collections::HashMap;
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
    /// The number of the change among all of its owner, by any server.
    pub number: u64,
}

/// Counts everything that moves a picture.
#[derive(Debug, Clone, Default)]
pub(crate) struct Moves(Arc<Mutex<Log>>);

#[derive(Debug, Default)]
struct Log {
    /// How many moves are done.
    done: u64,
    /// What each organisation has moved.
    of: HashMap<OrganisationId, OfOne>,
    /// The changes of single incidents, each with the number of its move.
    changes: Vec<(u64, Change)>,
    /// The last move of which a change is no longer kept.
    forgotten: u64,
}

#[derive(Debug, Default)]
struct OfOne {
    /// How many changes of single incidents were begun, and how many ended.
    begun: u64,
    ended: u64,
    /// The last move that no picture can take in.
    whole: u64,
}

/// How far the moves of some organisations had come at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark {
    /// How many were done, by anybody.
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
    /// Nothing that it shows.
    Nothing,
    /// These changes.
    These(Later),
    /// Something that it cannot take in.
    Anything,
}

/// The changes that came after a move.
#[derive(Debug, PartialEq)]
pub(crate) struct Later {
    /// In order.
    pub changes: Vec<Change>,
    /// The last move among which they were sought: a picture with them in it
    /// lacks only what comes after that one.
    pub done: u64,
}

impl Moves {
    fn log(&self) -> MutexGuard<'_, Log> {
        // A count stays a count wherever a thread stopped.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How far the moves of these organisations have come.
    pub fn mark(&self, whose: &[&OrganisationId]) -> Mark {
        let log = self.log();
        let of = || whose.iter().filter_map(|one| log.of.get(*one));
        Mark {
            done: log.done,
            begun: of().map(|one| one.begun).sum(),
            ended: of().map(|one| one.ended).sum(),
        }
    }

    /// Notes a move that no picture with an organisation's incidents can take in.
    pub fn moved(&self, owner: &OrganisationId) {
        self.log().moved(owner);
    }

    /// Begins a change of an organisation's single incidents, before anything is written.
    pub fn begin(&self, owner: &OrganisationId) -> Underway {
        self.log().of.entry(owner.clone()).or_default().begun += 1;
        Underway {
            moves: self.clone(),
            owner: owner.clone(),
            is_told: false,
        }
    }

    /// What these organisations have moved after a number of moves.
    pub fn after(&self, done: u64, whose: &[&OrganisationId]) -> Lacks {
        let log = self.log();
        if log.done == done {
            return Lacks::Nothing;
        }
        let of = |one: &&OrganisationId| log.of.get(*one);
        let mut of = whose.iter().filter_map(of);
        if log.forgotten > done || of.any(|one| one.whole > done) {
            return Lacks::Anything;
        }
        let is_later =
            |(number, change): &&(u64, Change)| *number > done && whose.contains(&&change.owner);
        let later = log.changes.iter().filter(is_later);
        let changes: Vec<Change> = later.map(|(_, change)| change.clone()).collect();
        match changes.is_empty() {
            true => Lacks::Nothing,
            false => Lacks::These(Later {
                changes,
                done: log.done,
            }),
        }
    }
}

impl Log {
    fn moved(&mut self, owner: &OrganisationId) {
        self.done += 1;
        self.of.entry(owner.clone()).or_default().whole = self.done;
        self.changes.retain(|(_, change)| change.owner != *owner);
    }

    fn keep(&mut self, changes: Vec<Change>) {
        self.done += 1;
        let number = self.done;
        let changes = changes.into_iter().map(|change| (number, change));
        self.changes.extend(changes);
        let n_over = self.changes.len().saturating_sub(MOST_KEPT);
        if n_over > 0 {
            // Half of what may be kept, so that not each one moves all the others.
            let mut gone = self.changes.drain(..n_over + MOST_KEPT / 2);
            self.forgotten = gone
                .next_back()
                .map_or(self.forgotten, |(number, _)| number);
        }
    }
}

/// A change that is being written.
#[must_use]
pub(crate) struct Underway {
    moves: Moves,
    owner: OrganisationId,
    is_told: bool,
}

impl Underway {
    /// It was written; with no changes, it changed nothing.
    pub fn written(mut self, changes: Vec<Change>) {
        self.is_told = true;
        self.moves.log().keep(changes);
    }
}

impl Drop for Underway {
    fn drop(&mut self) {
        let mut log = self.moves.log();
        log.of.entry(self.owner.clone()).or_default().ended += 1;
        if !self.is_told {
            // It broke off, and what of it was written is not known.
            log.moved(&self.owner);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn a() -> OrganisationId {
        "a".into()
    }

    fn b() -> OrganisationId {
        "b".into()
    }

    fn change(owner: &str) -> Change {
        Change {
            owner: owner.into(),
            before: None,
            after: None,
            number: 1,
        }
    }

    #[test]
    fn a_picture_lacks_the_changes_that_came_after_it_and_no_others() {
        let (moves, a, b) = (Moves::default(), a(), b());
        moves.begin(&a).written(vec![change("a")]);
        let made = moves.mark(&[&a, &b]).done;
        moves.begin(&b).written(vec![change("b"), change("b")]);
        let later = Later {
            changes: vec![change("b"), change("b")],
            done: 2,
        };
        assert_eq!(moves.after(made, &[&a, &b]), Lacks::These(later));
        assert_eq!(moves.after(2, &[&a, &b]), Lacks::Nothing);
        moves.moved(&b);
        assert_eq!(moves.after(made, &[&a, &b]), Lacks::Anything);
    }

    #[test]
    fn what_one_organisation_moves_moves_no_picture_without_it() {
        let (moves, a, b) = (Moves::default(), a(), b());
        moves.begin(&a).written(vec![change("a")]);
        moves.begin(&b).written(vec![change("b")]);
        drop(moves.begin(&b));
        moves.moved(&b);
        assert_eq!(moves.after(1, &[&a]), Lacks::Nothing);
        let underway = moves.begin(&b);
        assert!(moves.mark(&[&a]).was_still_until(moves.mark(&[&a])));
        underway.written(Vec::new());
    }

    #[test]
    fn what_is_written_while_a_picture_is_made_may_be_in_it_or_not() {
        let (moves, a) = (Moves::default(), a());
        let mark = || moves.mark(&[&a]);
        let before = mark();
        let underway = moves.begin(&a);
        let during = mark();
        underway.written(vec![change("a")]);
        let after = mark();
        assert!(!before.was_still_until(after));
        assert!(!during.was_still_until(after));
        assert!(after.was_still_until(mark()));
    }

    #[test]
    fn a_change_that_broke_off_is_not_trusted() {
        let (moves, a) = (Moves::default(), a());
        let made = moves.mark(&[&a]);
        drop(moves.begin(&a));
        assert_eq!(moves.after(made.done, &[&a]), Lacks::Anything);
        assert!(moves.mark(&[&a]).was_still_until(moves.mark(&[&a])));
    }

    #[test]
    fn more_changes_than_are_kept_ask_for_a_new_picture_of_those_who_lack_them() {
        let (moves, a) = (Moves::default(), a());
        moves.begin(&a).written(vec![change("a"); MOST_KEPT]);
        moves.begin(&a).written(vec![change("a")]);
        assert_eq!(moves.after(0, &[&a]), Lacks::Anything);
        assert!(matches!(moves.after(1, &[&a]), Lacks::These(_)));
    }
}
