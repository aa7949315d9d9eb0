//! Incidents that count as another one in the organisation's picture.

use std::collections::{HashMap, HashSet};

use handslag_domain::incident::Incident;
use handslag_domain::organisation::OrganisationId;
use handslag_store::{IncidentMerge, OwnedIncident};

/// Incidents that count as another one, until all have been seen.
pub(super) struct Joined {
    kept_of: HashMap<OwnedIncident, OwnedIncident>,
    kept: HashSet<OwnedIncident>,
    seen: HashSet<OwnedIncident>,
    aside: Vec<(OwnedIncident, OrganisationId, Incident)>,
}

impl Joined {
    pub fn of(merges: Vec<IncidentMerge>) -> Self {
        Self {
            kept: merges.iter().map(|merge| merge.kept.clone()).collect(),
            kept_of: merges.into_iter().map(|m| (m.other, m.kept)).collect(),
            seen: HashSet::new(),
            aside: Vec::new(),
        }
    }

    /// All that are joined with any: what becomes of one may change another.
    pub fn all(&self) -> HashSet<OwnedIncident> {
        let others = self.kept_of.keys();
        self.kept.iter().chain(others).cloned().collect()
    }

    /// The incident again if it counts for itself.
    pub fn counted(&mut self, whose: &OrganisationId, one: Incident) -> Option<Incident> {
        if self.kept_of.is_empty() {
            return Some(one);
        }
        let id = (whose.clone(), one.id);
        if self.kept.contains(&id) {
            self.seen.insert(id.clone());
        }
        match self.kept_of.get(&id) {
            Some(kept) => {
                self.aside.push((kept.clone(), whose.clone(), one));
                None
            }
            None => Some(one),
        }
    }

    /// Those whose other one was not there: it was withdrawn, or is no longer
    /// shown. Then they count for themselves, or what happened would not count.
    pub fn left_alone(&self) -> impl Iterator<Item = (&OrganisationId, &Incident)> {
        let aside = self.aside.iter();
        let alone = aside.filter(|(kept, ..)| !self.seen.contains(kept));
        alone.map(|(_, whose, one)| (whose, one))
    }
}
