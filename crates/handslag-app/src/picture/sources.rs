//! Which source tells of which kinds, and in which months did it? A month that no
//! source of a kind tells of is no zero for that kind, whatever others tell of it.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use handslag_domain::incident::CategoryId;
use handslag_geo::snapshot::{Codes, Month};

use super::{IncidentPicture, Tally};

/// A source with less than one in so many of some kinds does not tell of them: a
/// single report is no register.
const FEW: u64 = 200;

/// What each source holds.
#[derive(Debug, Default)]
pub(super) struct Sources(Vec<Held>);

/// What one source holds.
#[derive(Debug, Default)]
struct Held {
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
    /// The kinds that these sources tell of; all when none are given.
    pub kinds: Option<Codes>,
}

impl Sources {
    fn of(tallies: &HashMap<Tally, u32>) -> Self {
        let mut all: HashMap<&Arc<str>, Held> = HashMap::new();
        for (tally, n) in tallies {
            let Some(month) = month_of(tally) else {
                continue;
            };
            let held = all.entry(&tally.source).or_default();
            *held.of_kind.entry(tally.category.clone()).or_default() += u64::from(*n);
            let so_far = held.of_month.entry(month).or_default();
            *so_far = so_far.saturating_add(*n);
        }
        Self(all.into_values().collect())
    }

    /// The sources of some kinds.
    fn telling_of(&self, kinds: &HashSet<&CategoryId>) -> impl Iterator<Item = &Held> {
        let n = |held: &Held| -> u64 {
            let of_kinds = held.of_kind.iter();
            let of_kinds = of_kinds.filter(|(kind, _)| kinds.contains(kind));
            of_kinds.map(|(_, n)| n).sum()
        };
        let total: u64 = self.0.iter().map(n).sum();
        let telling = self.0.iter().map(move |held| (n(held), held));
        let telling = telling.filter(move |(n, _)| *n > 0 && n * FEW >= total);
        telling
            .map(|(_, held)| held)
            .collect::<Vec<_>>()
            .into_iter()
    }
}

fn month_of(tally: &Tally) -> Option<u16> {
    let (year, month) = (u32::try_from(tally.year), u32::try_from(tally.month));
    Some(Month::new(year.ok()?, month.ok()?)?.0)
}

/// Their months added up.
fn added<'a>(held: impl Iterator<Item = &'a Held>) -> (u16, Vec<u32>) {
    let mut months: BTreeMap<u16, u32> = BTreeMap::new();
    for (month, n) in held.flat_map(|held| &held.of_month) {
        let so_far = months.entry(*month).or_default();
        *so_far = so_far.saturating_add(*n);
    }
    let (Some((&first, _)), Some((&last, _))) = (months.first_key_value(), months.last_key_value())
    else {
        return (0, Vec::new());
    };
    let n_of = |month: u16| months.get(&month).copied().unwrap_or(0);
    (first, (first..=last).map(n_of).collect())
}

impl IncidentPicture {
    /// What the sources of some kinds hold; of all when none are given.
    pub(super) fn held_months(&self, kinds: Option<&Codes>) -> HeldMonths {
        let sources = self.sources.get_or_init(|| Sources::of(&self.tallies));
        let Some(kinds) = kinds else {
            let (first, counts) = added(sources.0.iter());
            let kinds = None;
            return HeldMonths {
                first,
                counts,
                kinds,
            };
        };
        let numbered = || (0..).zip(&self.categories);
        let wanted = numbered().filter(|(number, _)| kinds.holds(*number));
        let wanted: HashSet<&CategoryId> = wanted.map(|(_, id)| id).collect();
        let telling: Vec<&Held> = sources.telling_of(&wanted).collect();
        let told = numbered().filter(|(_, id)| {
            let mut telling = telling.iter();
            telling.any(|held| held.of_kind.contains_key(*id))
        });
        let kinds: Codes = told.map(|(number, _)| number).collect();
        let (first, counts) = added(telling.into_iter());
        HeldMonths {
            first,
            counts,
            kinds: Some(kinds),
        }
    }
}
