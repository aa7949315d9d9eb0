//! The points themselves, and the places with most.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use super::filter::Filter;
use super::part::Part;
use super::scan::{By, Fold, fold};
use super::{Key, Snapshot, TooManyGroups};
use crate::projection::PlanePoint;

/// Incidents of one category at exactly one point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PointCount {
    /// Where.
    pub point: PlanePoint,
    /// Of which category.
    pub category: u16,
    /// How many; never 0.
    pub count: u32,
}

/// Points with their counts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Points {
    /// By point and category, in order.
    pub points: Vec<PointCount>,
}

/// One incident with a point, as the spatial statistics need it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Located {
    /// Where.
    pub point: PlanePoint,
    /// The start of its window, in minutes.
    pub start_min: u32,
    /// The length of its window, in minutes.
    pub width_min: u32,
    /// Its category.
    pub category: u16,
    /// Its area.
    pub area: u16,
}

/// A place with many incidents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct TopPlace<P> {
    /// The point, or the number of the named place.
    pub place: P,
    /// How many.
    pub count: u32,
}

impl Snapshot {
    /// What the filter asks for and has a point; those of one category at one
    /// point are joined, with their count.
    #[must_use]
    pub fn points(&self, filter: &Filter) -> Points {
        let mut points = self.fold(filter, By::Cell, Ties::default).found;
        points.sort_unstable();
        points.dedup_by(|later, earlier| {
            let same = (later.point, later.category) == (earlier.point, earlier.category);
            if same {
                earlier.count += later.count;
            }
            same
        });
        Points { points }
    }

    /// Each incident that the filter asks for and that has a point, in order.
    #[must_use]
    pub fn located(&self, filter: &Filter) -> Vec<Located> {
        let mut found = self.fold(filter, By::Cell, Singles::default).found;
        found.sort_unstable();
        found
    }

    /// The `n` points with most incidents; of equals, those farthest west first.
    #[must_use]
    pub fn top_points(&self, filter: &Filter, n: usize) -> Vec<TopPlace<PlanePoint>> {
        let mut live = HashMap::new();
        let reports = fold(&self.live, filter, By::Cell, Ties::default);
        for tie in reports.found {
            *live.entry(tie.point).or_insert(0) += tie.count;
        }
        let mut top = fold(&self.base, filter, By::Cell, || Top::new(n, &live));
        let seen = std::mem::take(&mut top.seen);
        let new = live.iter().filter(|(point, _)| !seen.contains(point));
        for (&point, &count) in new {
            top.offer(point, count);
        }
        let kept = top.heap.into_sorted_vec().into_iter();
        kept.map(|Reverse((count, Reverse(place)))| TopPlace { place, count })
            .collect()
    }

    /// The `n` named places with most incidents; of equals, the lower number first.
    ///
    /// # Errors
    /// [`TooManyGroups`] when the places' numbers are far from running without gaps.
    pub fn top_named_places(
        &self,
        filter: &Filter,
        n: usize,
    ) -> Result<Vec<TopPlace<u32>>, TooManyGroups> {
        let mut counts = self.group(filter, &[Key::Place])?.counts;
        // The last group is for incidents at no named place.
        counts.pop();
        let named = (0..).zip(counts).filter(|&(_, count)| count > 0);
        let mut top: Vec<_> = named
            .map(|(place, count)| TopPlace { place, count })
            .collect();
        top.sort_by_key(|top| (Reverse(top.count), top.place));
        top.truncate(n);
        Ok(top)
    }
}

fn at(part: &Part, cell: u32, row: usize) -> PlanePoint {
    let (x_cm, y_cm) = part.point(cell, row);
    PlanePoint { x_cm, y_cm }
}

#[derive(Default)]
struct Ties {
    found: Vec<PointCount>,
    rows: Vec<u32>,
}

impl Fold for Ties {
    fn rows(&mut self, _part: &Part, rows: &[u32]) {
        self.rows.extend_from_slice(rows);
    }

    fn cell_ends(&mut self, part: &Part, cell: u32) {
        let point = |&row: &u32| (part.dy[row as usize], part.dx[row as usize]);
        for tie in self.rows.chunk_by_mut(|a, b| point(a) == point(b)) {
            let category = |&row: &u32| part.category[row as usize];
            tie.sort_unstable_by_key(category);
            for alike in tie.chunk_by(|a, b| category(a) == category(b)) {
                self.found.push(PointCount {
                    point: at(part, cell, alike[0] as usize),
                    category: category(&alike[0]),
                    count: alike.len() as u32,
                });
            }
        }
        self.rows.clear();
    }

    fn merge(&mut self, later: Self) {
        self.found.extend(later.found);
    }
}

#[derive(Default)]
struct Singles {
    found: Vec<Located>,
    rows: Vec<u32>,
}

impl Fold for Singles {
    fn rows(&mut self, _part: &Part, rows: &[u32]) {
        self.rows.extend_from_slice(rows);
    }

    fn cell_ends(&mut self, part: &Part, cell: u32) {
        let rows = self.rows.drain(..).map(|row| row as usize);
        self.found.extend(rows.map(|row| Located {
            point: at(part, cell, row),
            start_min: part.start[row],
            width_min: part.width(row),
            category: part.category[row],
            area: part.area[row],
        }));
    }

    fn merge(&mut self, later: Self) {
        self.found.extend(later.found);
    }
}

type Ranked = Reverse<(u32, Reverse<PlanePoint>)>;

/// The points with most, the least of them on top of the heap.
struct Top<'a> {
    n: usize,
    live: &'a HashMap<PlanePoint, u32>,
    /// Points of the large part at which there are live reports too.
    seen: Vec<PlanePoint>,
    heap: BinaryHeap<Ranked>,
    rows: Vec<u32>,
}

impl<'a> Top<'a> {
    fn new(n: usize, live: &'a HashMap<PlanePoint, u32>) -> Self {
        Self {
            n,
            live,
            seen: Vec::new(),
            heap: BinaryHeap::new(),
            rows: Vec::new(),
        }
    }

    fn has_no_room_for(&self, count: u32) -> bool {
        let least = self.heap.peek().map(|Reverse((least, _))| *least);
        self.heap.len() == self.n && least.is_none_or(|least| count < least)
    }

    fn offer(&mut self, point: PlanePoint, count: u32) {
        let ranked = Reverse((count, Reverse(point)));
        if self.heap.len() < self.n {
            self.heap.push(ranked);
        } else if self.heap.peek().is_some_and(|least| ranked < *least) {
            self.heap.pop();
            self.heap.push(ranked);
        }
    }
}

impl Fold for Top<'_> {
    fn rows(&mut self, _part: &Part, rows: &[u32]) {
        self.rows.extend_from_slice(rows);
    }

    fn cell_ends(&mut self, part: &Part, cell: u32) {
        let rows = std::mem::take(&mut self.rows);
        let point = |&row: &u32| (part.dy[row as usize], part.dx[row as usize]);
        for tie in rows.chunk_by(|a, b| point(a) == point(b)) {
            // Most points hold one or two, and the list filled long ago.
            if self.live.is_empty() && self.has_no_room_for(tie.len() as u32) {
                continue;
            }
            let place = at(part, cell, tie[0] as usize);
            let more = self.live.get(&place).copied();
            if more.is_some() {
                self.seen.push(place);
            }
            self.offer(place, tie.len() as u32 + more.unwrap_or(0));
        }
        self.rows = rows;
        self.rows.clear();
    }

    fn merge(&mut self, later: Self) {
        self.seen.extend(later.seen);
        for Reverse((count, Reverse(point))) in later.heap {
            self.offer(point, count);
        }
    }
}
