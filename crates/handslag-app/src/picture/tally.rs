//! Who tells of how much, where and in which month: what a snapshot, which
//! knows no sources, does not hold.

use handslag_domain::id::{CategoryId, PlaceId};
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
    pub(super) year: i16,
    pub(super) month: i8,
}

impl Tally {
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

/// "polisen", "Polisens anmälningar".
pub(super) fn names_police(words: &str) -> bool {
    words.trim().to_lowercase().starts_with("polis")
}
