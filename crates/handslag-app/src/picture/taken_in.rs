//! A picture with the single incidents that moved since it was made, so that a
//! report need not read all others again.

use std::sync::{Arc, OnceLock};

use handslag_domain::incident::Incident;
use handslag_domain::organisation::OrganisationId;
use handslag_store::ChangeCounts;

use super::moves::{Change, Later};
use super::reader::Reader;
use super::{IncidentPicture, MadeOf, computed, new_mark, tally};

/// A live part larger than this is sorted into the large one by a rebuild.
const MOST_LIVE: usize = 100_000;

/// Each row that goes moves all that stand behind it in the large part: many are
/// sooner left out by making it anew.
const MOST_GONE: u32 = 50;

/// Whether nothing is missing between what is held of an owner and a change.
fn follows(held: &mut ChangeCounts, change: &Change) -> bool {
    let Some(held) = held.get_mut(&change.owner) else {
        return true;
    };
    // Several incidents may be changed at once.
    let is_next = (*held..=*held + 1).contains(&change.number);
    *held = change.number;
    is_next
}

impl IncidentPicture {
    /// The same with what moved since it was made; `None` when it must be made anew.
    pub(super) fn taken_in(&self, owner: &OrganisationId, later: &Later) -> Option<Self> {
        let Later { changes, done } = later;
        if !self.made_of.is_settled {
            return None;
        }
        let gone = changes.iter().filter_map(|change| change.before.as_ref());
        let n_gone = gone.fold(0_u32, |n, one| n.saturating_add(one.count));
        if self.snapshot.n_live() + changes.len() > MOST_LIVE || n_gone > MOST_GONE {
            return None;
        }
        let numbers = self.categories.clone();
        let mut reader = Reader::new(&self.tree, &self.places, &self.areas, numbers);
        // One by one and not all at once: a report that was corrected since goes
        // in before it goes out.
        let mut snapshot = self.snapshot.clone();
        let mut tallies = self.tallies.clone();
        let mut change_counts = self.change_counts.clone();
        for change in changes {
            // Between two of ours another server has changed something.
            if !follows(&mut change_counts, change) || self.is_joined(change) {
                return None;
            }
            let of_police = self.police.contains(&change.owner);
            reader.turn_to(&change.owner, change.owner == *owner, of_police);
            let mut read = |of: &Option<Incident>| {
                let seen = of.iter().filter(|one| self.sees(owner, &change.owner, one));
                seen.for_each(|one| reader.read(one));
                let records = std::mem::take(&mut reader.records);
                (records, std::mem::take(&mut reader.tallies))
            };
            let (gone, of_gone) = read(&change.before);
            let (come, of_come) = read(&change.after);
            if gone.is_empty() && come.is_empty() {
                continue;
            }
            tally::take_out(&mut tallies, of_gone);
            tally::put_in(&mut tallies, of_come);
            snapshot = snapshot.changed(*done, gone, come)?;
        }
        let (categories, example) = (reader.categories, reader.example);
        Some(Self {
            snapshot,
            tree: Arc::clone(&self.tree),
            categories,
            areas: Arc::clone(&self.areas),
            places: Arc::clone(&self.places),
            tallies,
            police: Arc::clone(&self.police),
            joined: Arc::clone(&self.joined),
            limits: Arc::clone(&self.limits),
            shown: self.shown.clone(),
            change_counts,
            example: self.example || example,
            made_of: MadeOf {
                moves: *done,
                ..self.made_of
            },
            mark: new_mark(owner),
            inhabitants: Arc::clone(&self.inhabitants),
            layers: self.layers.clone(),
            outlines: Arc::clone(&self.outlines),
            neighbours: Arc::clone(&self.neighbours),
            sources: OnceLock::new(),
            computed: computed::Computed::default(),
        })
    }

    /// What becomes of one that is joined may change how its other one counts.
    fn is_joined(&self, change: &Change) -> bool {
        let both = change.before.iter().chain(&change.after);
        both.into_iter().any(|one| {
            let id = (change.owner.clone(), one.id);
            self.joined.contains(&id)
        })
    }

    /// Whether an incident of `whose` is in the picture of `owner`.
    fn sees(&self, owner: &OrganisationId, whose: &OrganisationId, one: &Incident) -> bool {
        let shown = || {
            self.limits
                .get(whose)
                .is_some_and(|limits| limits.show(one))
        };
        whose == owner || shown()
    }
}
