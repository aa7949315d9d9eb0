//! Which entries of the log count, and for how much.
//!
//! An activity that two parties have logged is a group of entries, and a group
//! counts once: what it adds is the most that any of its entries would add.
//! So a second entry never lowers a count, and order does not matter.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::activity::Activity;
use crate::amount::Amount;
use crate::document::PromiseDocument;
use crate::id::{ActivityId, PlaceId};
use crate::period::Days;
use crate::place::lies_in;
use crate::promise::Commitment;
use crate::target::Counted;

use super::EntryCount;
use super::evidence::Asked;

/// The log, each activity once.
pub struct Log<'a> {
    activities: Vec<Vec<&'a Activity>>,
    first_day: Option<Date>,
}

impl<'a> Log<'a> {
    pub fn of(document: &'a PromiseDocument) -> Self {
        let mut same: BTreeMap<&ActivityId, Vec<&Activity>> = BTreeMap::new();
        let original = originals(&document.activities);
        for entry in &document.activities {
            let id = original.get(&entry.id).copied().unwrap_or(&entry.id);
            same.entry(id).or_default().push(entry);
        }
        Self {
            first_day: document.activities.iter().filter_map(Activity::day).min(),
            activities: same.into_values().collect(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.activities.is_empty()
    }

    pub fn first_day(&self) -> Option<Date> {
        self.first_day
    }

    /// Whether anything of this kind was logged by the day of seeing, wherever
    /// and for whichever commitment.
    pub fn knows_the_kind(&self, asked: &Asked<'_>, counted: &Counted) -> bool {
        self.activities.iter().flatten().any(|entry| {
            let come = entry.day().is_some_and(|day| day <= asked.time.at);
            let serves = entry.serves.contains(&asked.commitment.id);
            come && match counted.types.is_empty() {
                true => serves,
                false => counted.types.iter().any(|t| t.is_same_as(&entry.kind)),
            }
        })
    }

    /// Every activity that counts, with the entries that make it count.
    pub fn counting<'b>(
        &'b self,
        asked: &'b Asked<'b>,
        counted: &'b Counted,
        days: impl Fn(Date) -> bool + 'b,
    ) -> Vec<Counting<'a>> {
        let mut all: Vec<Counting<'a>> = self
            .activities
            .iter()
            .filter_map(|same| {
                let entries: Vec<(&'a Activity, Date)> = same
                    .iter()
                    .filter_map(|entry| day_of(counted, entry).map(|day| (*entry, day)))
                    .filter(|(entry, day)| days(*day) && counts_for(asked, counted, entry))
                    .collect();
                Counting::of(entries)
            })
            .collect();
        all.sort_by(|a, b| (a.on, &a.id).cmp(&(b.on, &b.id)));
        all
    }
}

/// The smallest id of each group of entries that are said to be the same.
fn originals(entries: &[Activity]) -> BTreeMap<&ActivityId, &ActivityId> {
    let mut smallest: BTreeMap<&ActivityId, &ActivityId> = BTreeMap::new();
    // Repeated until nothing changes, since a chain may be written in any order.
    loop {
        let mut changed = false;
        for entry in entries {
            let Some(other) = &entry.same_as else {
                continue;
            };
            let own = *smallest.get(&entry.id).unwrap_or(&&entry.id);
            let others = *smallest.get(other).unwrap_or(&other);
            let least = own.min(others);
            for id in [&entry.id, other] {
                let before = smallest.insert(id, least);
                changed |= before != Some(least);
            }
        }
        if !changed {
            return smallest;
        }
    }
}

/// One activity that counts.
pub struct Counting<'a> {
    pub id: ActivityId,
    pub on: Date,
    entries: Vec<(&'a Activity, Date)>,
}

impl<'a> Counting<'a> {
    fn of(entries: Vec<(&'a Activity, Date)>) -> Option<Self> {
        let (first, on) = *entries
            .iter()
            .min_by_key(|(entry, day)| (*day, &entry.id))?;
        Some(Self {
            id: first.id.clone(),
            on,
            entries,
        })
    }

    /// The most that any entry of it holds.
    pub fn amount(&self, counted: &Counted) -> Amount {
        let minutes = counted.one.as_ref().and_then(|one| one.minutes);
        self.entries()
            .map(|entry| entry.amount_of(counted.unit(), minutes))
            .max()
            .unwrap_or_default()
    }

    /// The entries for it.
    pub fn entries(&self) -> impl Iterator<Item = &'a Activity> + '_ {
        self.entries.iter().map(|(entry, _)| *entry)
    }

    /// Whether any of its entries lies in these days.
    pub fn has_entry_in(&self, days: Days) -> bool {
        self.entries.iter().any(|(_, day)| days.contains(*day))
    }

    /// What it adds to a count.
    pub fn entry_count(&self, counted: &Counted) -> EntryCount {
        EntryCount {
            activity: self.id.clone(),
            on: self.on,
            amount: self.amount(counted),
        }
    }
}

/// Whether an entry is of the kind that counts, days aside.
pub fn counts_for(asked: &Asked<'_>, counted: &Counted, entry: &Activity) -> bool {
    let serves = entry.serves.contains(&asked.commitment.id);
    let fits_commitment = serves || (entry.serves.is_empty() && !counted.types.is_empty());
    fits_commitment
        && (counted.types.is_empty() || counted.types.iter().any(|t| t.is_same_as(&entry.kind)))
        && fits_place(asked, counted, entry, serves)
        && fits_hours(counted, entry, serves)
        && (counted.parties.is_empty() || entry.parties.iter().any(|p| counted.parties.contains(p)))
}

/// The day that an entry belongs to. Where evenings are counted that pass
/// midnight, what began after it belongs to the evening before.
pub fn day_of(counted: &Counted, entry: &Activity) -> Option<Date> {
    let day = entry.day()?;
    match (counted.hours_of_day(), entry.at) {
        (Some((from, to)), Some(at)) if to <= from && at <= to => day.yesterday().ok(),
        _ => Some(day),
    }
}

/// An entry without a time of day counts only when it says that it serves the commitment.
pub fn fits_hours(counted: &Counted, entry: &Activity, serves: bool) -> bool {
    match (counted.hours_of_day(), entry.at) {
        (None, _) => true,
        (Some(_), None) => serves,
        (Some((from, to)), Some(at)) if from < to => from <= at && at <= to,
        (Some((from, to)), Some(at)) => from <= at || at <= to,
    }
}

/// Words of the log are compared without regard to case and outer spaces.
pub fn same_word(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}

/// An entry without a place counts only when it says that it serves the commitment.
pub fn fits_place(asked: &Asked<'_>, counted: &Counted, entry: &Activity, serves: bool) -> bool {
    let wanted = places(asked.commitment, counted);
    match &entry.place {
        _ if wanted.is_empty() => true,
        Some(place) => lies_in(&asked.document.places, place, wanted),
        None => serves,
    }
}

/// Where it counts: everywhere, when no place is named.
pub fn places<'a>(commitment: &'a Commitment, counted: &'a Counted) -> &'a [PlaceId] {
    match counted.places.is_empty() {
        true => &commitment.places,
        false => &counted.places,
    }
}
