//! What a map asks again with every tile and every move, and what does not depend
//! on where the map stands: worked out once for each question.

use std::sync::Arc;

use handslag_geo::snapshot::{CellSize, Filter, Key};

use super::IncidentPicture;
use super::computed::Answers;

/// How many there are of what a filter asks for.
#[derive(Default)]
pub(super) struct Counted {
    areas: Answers<Filter, ByArea>,
    places: Answers<Filter, Vec<u32>>,
    hours: Answers<Filter, Vec<[f64; 24]>>,
    most: Answers<(Filter, CellSize), u32>,
}

struct ByArea {
    /// By the area's number.
    counts: Arc<Vec<u32>>,
    /// Of all, in an area or in none.
    n: u64,
}

impl IncidentPicture {
    fn by_area(&self, filter: &Filter) -> Arc<ByArea> {
        self.computed.counted.areas.get(filter, || {
            let grouped = self.snapshot.group(filter, &[Key::Area]);
            let n = grouped.as_ref().map_or(0, |grouped| grouped.total());
            let mut counts = grouped.map_or_else(|_| Vec::new(), |grouped| grouped.counts);
            // The last group is for those in no area.
            counts.pop();
            counts.resize(self.areas.areas().len(), 0);
            ByArea {
                counts: Arc::new(counts),
                n,
            }
        })
    }

    /// How many in each area, by its number.
    pub(super) fn counts_by_area(&self, filter: &Filter) -> Arc<Vec<u32>> {
        Arc::clone(&self.by_area(filter).counts)
    }

    /// How many in all.
    pub(super) fn n_of(&self, filter: &Filter) -> u64 {
        self.by_area(filter).n
    }

    /// How many at each named place, by its number.
    pub(super) fn counts_by_place(&self, filter: &Filter) -> Arc<Vec<u32>> {
        self.computed.counted.places.get(filter, || {
            let grouped = self.snapshot.group(filter, &[Key::Place]);
            let mut counts = grouped.map_or_else(|_| Vec::new(), |grouped| grouped.counts);
            // The last group is for incidents at no named place.
            counts.pop();
            counts
        })
    }

    /// By weekday and hour.
    pub(super) fn map_hours(&self, filter: &Filter) -> Arc<Vec<[f64; 24]>> {
        let hours = &self.computed.counted.hours;
        hours.get(filter, || self.hours_of(filter))
    }

    /// The most in any square of a size.
    pub(super) fn most_in_a_square(&self, filter: &Filter, size: CellSize) -> u32 {
        let most = &self.computed.counted.most;
        let most = most.get(&(filter.clone(), size), || {
            let cells = self.snapshot.grid(filter, size).into_iter();
            cells.map(|cell| cell.count).max().unwrap_or(0)
        });
        *most
    }
}
