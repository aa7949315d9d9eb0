//! Which source tells of which kinds, and in which months did it? A month that no
//! source of a kind tells of is no zero for that kind, whatever others tell of it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use handslag_domain::incident::{CategoryId, TimeUnit};
use handslag_geo::snapshot::{Codes, Month};

use super::{IncidentPicture, Tally};

/// A source with less than one in so many of some kinds does not tell of them: a
/// single report is no register.
const FEW: u64 = 200;

/// What each source holds.
#[derive(Debug, Default)]
pub(super) struct Sources(Vec<Held>);

/// What one source holds that is known as exactly.
#[derive(Debug)]
struct Held {
    known_to: TimeUnit,
    of_kind: HashMap<CategoryId, u64>,
    of_month: BTreeMap<u16, u32>,
}

/// What the sources of some kinds hold, of any kind: while they tell of something,
/// nothing of those kinds is a zero.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct HeldMonths {
    /// The first month.
    pub first: u16,
    /// How many in each, from the first.
    pub counts: Vec<u32>,
    /// Those of which half or more is known to the month or the year and no more:
    /// they are told of from their first day to their last.
    pub whole: BTreeSet<u16>,
    /// The kinds that these sources tell of; all when none are given.
    pub kinds: Option<Codes>,
}

impl Sources {
    fn of(tallies: &HashMap<Tally, u32>) -> Self {
        let mut all: HashMap<(&Arc<str>, TimeUnit), Held> = HashMap::new();
        for (tally, n) in tallies {
            let Some((month, known_to)) = month_of(tally).zip(tally.known_to) else {
                continue;
            };
            let held = all.entry((&tally.source, known_to));
            let held = held.or_insert_with(|| Held {
                known_to,
                of_kind: HashMap::new(),
                of_month: BTreeMap::new(),
            });
            *held.of_kind.entry(tally.category.clone()).or_default() += u64::from(*n);
            let so_far = held.of_month.entry(month).or_default();
            *so_far = so_far.saturating_add(*n);
        }
        Self(all.into_values().collect())
    }

    /// The sources of some kinds.
    fn telling_of(&self, kinds: &HashSet<&CategoryId>, unit: TimeUnit) -> Vec<&Held> {
        let n = |held: &Held| -> u64 {
            let of_kinds = held.of_kind.iter();
            let of_kinds = of_kinds.filter(|(kind, _)| kinds.contains(kind));
            of_kinds.map(|(_, n)| n).sum()
        };
        let total: u64 = self.known_to(unit).map(n).sum();
        let telling = self.known_to(unit).map(|held| (n(held), held));
        let telling = telling.filter(|(n, _)| *n > 0 && n * FEW >= total);
        telling.map(|(_, held)| held).collect()
    }

    /// What answers a question in a unit.
    fn known_to(&self, unit: TimeUnit) -> impl Iterator<Item = &Held> {
        self.0.iter().filter(move |held| held.known_to <= unit)
    }
}

fn month_of(tally: &Tally) -> Option<u16> {
    let (year, month) = (u32::try_from(tally.year), u32::try_from(tally.month));
    Some(Month::new(year.ok()?, month.ok()?)?.0)
}

impl Held {
    /// How many in each month; what is known to the year is in each of its months.
    fn by_month(&self) -> impl Iterator<Item = (u16, u32)> {
        let n_months = match self.known_to {
            TimeUnit::Year => 12,
            TimeUnit::Hour | TimeUnit::Day | TimeUnit::Week | TimeUnit::Month => 1,
        };
        let months = self.of_month.iter();
        months.flat_map(move |(month, n)| {
            (0..n_months).map(move |k| (*month + k, n.div_ceil(u32::from(n_months))))
        })
    }
}

/// Their months added up.
fn added<'a>(held: impl Iterator<Item = &'a Held>, kinds: Option<Codes>) -> HeldMonths {
    // How many in all, and how many known to the month or the year.
    let mut months: BTreeMap<u16, (u32, u32)> = BTreeMap::new();
    for held in held {
        let is_coarse = held.known_to > TimeUnit::Week;
        for (month, n) in held.by_month() {
            let (all, coarse) = months.entry(month).or_default();
            *all = all.saturating_add(n);
            *coarse = coarse.saturating_add(if is_coarse { n } else { 0 });
        }
    }
    let first = months.first_key_value().map_or(0, |(first, _)| *first);
    let end = months.last_key_value().map_or(0, |(last, _)| last + 1);
    let n_of = |month: u16| months.get(&month).map_or(0, |(all, _)| *all);
    let whole = months.iter();
    let whole = whole.filter(|(_, (all, coarse))| 2 * u64::from(*coarse) >= u64::from(*all));
    HeldMonths {
        first,
        counts: (first..end).map(n_of).collect(),
        whole: whole.map(|(month, _)| *month).collect(),
        kinds,
    }
}

impl IncidentPicture {
    /// What the sources of some kinds hold that answers a question in a unit; of
    /// all when no kinds are given.
    pub(super) fn held_months(&self, kinds: Option<&Codes>, unit: TimeUnit) -> HeldMonths {
        let sources = self.sources.get_or_init(|| Sources::of(&self.tallies));
        let Some(kinds) = kinds else {
            return added(sources.known_to(unit), None);
        };
        let numbered = || (0..).zip(&self.categories);
        let wanted = numbered().filter(|(number, _)| kinds.holds(*number));
        let wanted: HashSet<&CategoryId> = wanted.map(|(_, id)| id).collect();
        let telling = sources.telling_of(&wanted, unit);
        let told = numbered().filter(|(_, id)| {
            let mut telling = telling.iter();
            telling.any(|held| held.of_kind.contains_key(*id))
        });
        let kinds: Codes = told.map(|(number, _)| number).collect();
        added(telling.into_iter(), Some(kinds))
    }
}
