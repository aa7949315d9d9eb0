//! Who tells of how much, where and in which month: what a snapshot, which
//! knows no sources, does not hold.

use std::collections::HashMap;
use std::sync::Arc;

use handslag_domain::id::{CategoryId, PlaceId};
use handslag_domain::incident::TimeUnit;
use handslag_domain::organisation::OrganisationId;
use jiff::civil::Date;

use super::IncidentPicture;
use crate::{App, AppError};

/// What incidents have in common that are counted together.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Tally {
    /// Whether the police tell of them; else another partner does.
    pub by_police: bool,
    /// Their kind.
    pub category: CategoryId,
    /// The named place, when they have one.
    pub place: Option<PlaceId>,
    /// Whose file or reports they came from.
    pub(super) source: Arc<str>,
    /// How exactly it is known when they were: to the day or finer, or to less;
    /// none when to less than a year.
    pub(super) known_to: Option<TimeUnit>,
    pub(super) year: i16,
    pub(super) month: i8,
}

impl Tally {
    /// How exactly it is known when something was, by the length of its window.
    pub(super) fn known_to(width_min: u32) -> Option<TimeUnit> {
        TimeUnit::of_window(width_min).map(|unit| unit.max(TimeUnit::Day))
    }

    /// The first day of their month.
    pub fn month(&self) -> Option<Date> {
        Date::new(self.year, self.month, 1).ok()
    }
}

impl IncidentPicture {
    /// How many there are of each sort.
    pub fn tallies(&self) -> impl Iterator<Item = (&Tally, &u32)> {
        self.tallies.iter()
    }
}

impl App {
    /// Whether an organisation is the police.
    pub(super) async fn is_police(&self, id: &OrganisationId) -> Result<bool, AppError> {
        let organisation = self.store.organisation(id).await?;
        Ok(organisation.is_some_and(|one| names_police(one.party.as_str())))
    }
}

/// Adds tallies to others.
pub(super) fn put_in(all: &mut HashMap<Tally, u32>, some: HashMap<Tally, u32>) {
    for (tally, n) in some {
        let so_far = all.entry(tally).or_default();
        *so_far = so_far.saturating_add(n);
    }
}

/// Takes tallies out of others; none is kept that holds nothing.
pub(super) fn take_out(all: &mut HashMap<Tally, u32>, some: HashMap<Tally, u32>) {
    for (tally, n) in some {
        if let Some(so_far) = all.get_mut(&tally) {
            *so_far = so_far.saturating_sub(n);
            if *so_far == 0 {
                all.remove(&tally);
            }
        }
    }
}

/// "polisen", "Polisens anmälningar".
pub(super) fn names_police(words: &str) -> bool {
    words.trim().to_lowercase().starts_with("polis")
}
