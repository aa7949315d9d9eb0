//! The counts that are judged: of each kind, and each kind in each area.

use std::collections::BTreeMap;
use std::ops::Range;

use handslag_domain::incident::TimeUnit;
use handslag_geo::snapshot::{Codes, Filter, Key};

use super::super::IncidentPicture;
use super::super::analysis::Withheld;
use super::Mostly;
use super::windows::{MOST_YEARS, Windows};

/// The counts of one kind, in one area or everywhere, the oldest first; none
/// where nobody counted.
pub(super) struct Series {
    pub category: u16,
    pub area: Option<usize>,
    pub counts: Vec<Option<u64>>,
}

impl Series {
    /// Whether a source tells of the last period, and of a year before it.
    pub fn is_told(&self, per_year: usize) -> bool {
        let before = self.counts.len() - 1;
        self.counts[before].is_some() && is_a_year(&self.counts[..before], per_year)
    }

    /// Its kind alone.
    pub fn kinds(&self) -> Codes {
        [self.category].into_iter().collect()
    }
}

/// Whether a year of periods was counted, of the five years that are learnt from.
pub(super) fn is_a_year(before: &[Option<u64>], per_year: usize) -> bool {
    let learnt = &before[before.len().saturating_sub(MOST_YEARS * per_year)..];
    learnt.iter().flatten().count() >= per_year
}

impl IncidentPicture {
    /// Every kind, and every kind in every area where there are several.
    pub(super) fn series(
        &self,
        filter: &Filter,
        windows: &Windows,
    ) -> Result<Vec<Series>, Withheld> {
        let n_windows = windows.starts.len();
        // By kind and area, and only those that have any: there may be hundreds
        // of periods, each with a large table that holds little.
        let mut held: BTreeMap<usize, BTreeMap<usize, Vec<u64>>> = BTreeMap::new();
        let mut n_areas = 1;
        for (window, time) in windows.times().enumerate() {
            let in_time = Filter {
                time: Some(time),
                ..filter.clone()
            };
            let keys = [Key::Category, Key::Area];
            let groups = self.snapshot.group(&in_time, &keys);
            let groups = groups.map_err(|_| Withheld::TooMany)?;
            n_areas = groups.sizes[1];
            for (at, n) in groups.counts.iter().enumerate().filter(|(_, n)| **n > 0) {
                let by_area = held.entry(at / n_areas).or_default();
                let counts = by_area.entry(at % n_areas);
                counts.or_insert_with(|| vec![0; n_windows])[window] = u64::from(*n);
            }
        }
        let mut found = Vec::new();
        for (category, by_area) in held {
            let several = by_area.len() > 1;
            let number = u16::try_from(category).unwrap_or(u16::MAX);
            let kind: Codes = [number].into_iter().collect();
            let counted = windows.counted(&self.covered(Some(&kind), TimeUnit::Day));
            let seen = |counts: Vec<u64>| {
                let counts = counts.into_iter().zip(&counted);
                counts.map(|(n, is)| is.then_some(n)).collect()
            };
            let all = |window: usize| by_area.values().map(|counts| counts[window]).sum();
            found.push(Series {
                category: number,
                area: None,
                counts: seen((0..n_windows).map(all).collect()),
            });
            // The last group is for those in no area.
            let areas = by_area.into_iter().filter(|(area, _)| area + 1 < n_areas);
            found.extend(areas.filter(|_| several).map(|(area, counts)| Series {
                category: number,
                area: Some(area),
                counts: seen(counts),
            }));
        }
        Ok(found)
    }

    /// The place where most of them are; of what has become rare, where most
    /// were a year before.
    pub(super) fn mostly(
        &self,
        filter: &Filter,
        windows: &Windows,
        series: &Series,
        is_more: bool,
    ) -> Option<Mostly> {
        let last = windows.starts.len() - 1;
        let looked_at = match is_more {
            true => last,
            false => last.checked_sub(windows.per_year)?,
        };
        let only = only(filter, series, windows.times().nth(looked_at));
        let top = self.snapshot.top_named_places(&only, 1).ok()?;
        let top = top.first()?;
        let place = self.places.get(usize::try_from(top.place).ok()?)?;
        let is_half = 2 * u64::from(top.count) >= series.counts[looked_at]?;
        is_half.then(|| Mostly {
            place: place.name.clone(),
            n: top.count,
        })
    }
}

/// The incidents of one series in a time.
pub(super) fn only(filter: &Filter, series: &Series, time: Option<Range<u32>>) -> Filter {
    let mut only = Filter {
        time,
        categories: Some(series.kinds()),
        ..filter.clone()
    };
    if let Some(area) = series.area.and_then(|area| u16::try_from(area).ok()) {
        only.areas = Some([area].into_iter().collect::<Codes>());
    }
    only
}
