//! Areas that lie in each other: what is told of one within is told of the whole.

use std::collections::{BTreeMap, BTreeSet};

use crate::place::Place;

use super::{Counts, Key, View};

/// Which larger area each lies in, by names in small letters.
pub(super) struct Nested(BTreeMap<String, String>);

impl Nested {
    pub fn of(places: &[Place]) -> Self {
        let name = |place: &Place| place.name.trim().to_lowercase();
        let larger = places.iter().filter_map(|place| {
            let within = place.within.as_ref()?;
            let around = places.iter().find(|p| p.id == *within)?;
            Some((name(place), name(around)))
        });
        Self(larger.collect())
    }

    /// The areas around one, nearest first.
    fn around<'a>(&'a self, area: &'a str) -> Vec<&'a str> {
        let (mut here, mut found) = (area, Vec::new());
        while let Some(larger) = self.0.get(here) {
            // Two of one name, or places in a circle.
            if larger == area || found.contains(&larger.as_str()) {
                break;
            }
            found.push(larger);
            here = larger;
        }
        found
    }

    /// Counts what is told of each area in the rows of the areas around it too,
    /// and marks who tells of those alone.
    pub fn count_within(&self, rows: &mut BTreeMap<Key, Counts>) {
        let told: Vec<(Key, BTreeMap<View, u32>)> = rows
            .iter()
            .map(|(key, row)| (key.clone(), row.counts.clone()))
            .collect();
        let own: BTreeMap<&Key, &BTreeMap<View, u32>> =
            told.iter().map(|(key, counts)| (key, counts)).collect();
        for ((theme, area), counts) in &told {
            let mut of_larger = BTreeSet::new();
            for larger in self.around(area) {
                let key = (theme.clone(), larger.to_owned());
                // An area that nobody tells of gets no row of its own.
                let Some(row) = rows.get_mut(&key) else {
                    continue;
                };
                for (view, n) in counts {
                    let sum = row.counts.entry(*view).or_default();
                    *sum = sum.saturating_add(*n);
                }
                let tells = own[&key].iter().filter(|(_, n)| **n > 0);
                of_larger.extend(tells.map(|(view, _)| *view));
            }
            if let Some(row) = rows.get_mut(&(theme.clone(), area.clone())) {
                row.around = of_larger;
            }
        }
    }
}
