//! How many of the incidents were there, then, of that kind?
//!
//! A read-only copy of what is known of incidents, in columns of about 15 bytes
//! a row, ordered by square kilometre. A [`Snapshot`] never changes: the caller
//! puts a new one in its place, and those who read the old one finish with it.
//! Reports that come in meanwhile form a second, small part; every answer is
//! that of both together.
//!
//! What has no point (an area's or a municipality's incidents, and all that
//! happened indoors) is counted by time, category and area. Its coordinates are
//! not kept at all, so no point, grid, tile or box can ever show it.

mod calendar;
mod filter;
mod grid;
mod group;
mod hours;
mod part;
mod points;
mod scan;
mod take_out;

use std::sync::Arc;

use crate::projection::{Plane, PlanePoint, Position};

pub use calendar::{Month, minute_of};
pub use filter::{Codes, Filter, HoursOfWeek, Precisions, Region, Within};
pub use grid::{CellCount, CellSize, Concentration, TopShare};
pub use group::{Grouped, Key, TooManyGroups};
pub use hours::HourMatrix;
pub use part::{NO_AREA, Precision, Record};
pub use points::{Located, PointCount, Points, TopPlace};

use part::{Part, Row, cell_bounds, rows_of};
use scan::{By, Fold, fold, fold_alone};

/// All incidents, ready to be counted.
#[derive(Debug, Clone)]
pub struct Snapshot {
    plane: Plane,
    version: u64,
    base: Arc<Part>,
    live: Arc<Part>,
    /// The rows of `live`, to which the next reports are added.
    live_rows: Arc<Vec<Row>>,
    reach: Reach,
    n_off_plane: usize,
}

/// The codes and times that occur.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Reach {
    first_min: Option<u32>,
    last_min: u32,
    max_category: u16,
    /// The highest number of an area, [`NO_AREA`] not counted.
    max_area: u16,
    max_place: u32,
    /// The corners, in degrees, between which all points lie.
    corners: Option<(Position, Position)>,
}

impl Snapshot {
    /// A snapshot of these records.
    ///
    /// While it is built there are 28 bytes a record beside the columns, if the
    /// iterator knows how many there are (up to three times that, if not), and
    /// what the iterator itself holds.
    ///
    /// - `version`: a number that the caller changes with each rebuild.
    ///
    /// ```
    /// # use handslag_geo::snapshot::{Key, Precision, Region, minute_of};
    /// # use handslag_geo::{Filter, Plane, Position, Record, Snapshot};
    /// let theft = Record {
    ///     start_min: minute_of((2023, 9, 1), (23, 15)).expect("the day exists"),
    ///     width_min: 60,
    ///     category: 3,
    ///     area: 0,
    ///     position: Some(Position::from_degrees(58.505, 13.157)?),
    ///     precision: Precision::Point,
    ///     indoors: false,
    ///     again: false,
    ///     place: None,
    /// };
    /// let elsewhere = Record { precision: Precision::Municipality, ..theft };
    /// let snapshot = Snapshot::build(Plane::sweden(), 1, [theft, elsewhere]);
    ///
    /// let kind = Filter { categories: Some([3].into_iter().collect()), ..Filter::default() };
    /// assert_eq!(snapshot.count(&kind), 2);
    /// let hours = snapshot.group(&kind, &[Key::Weekday, Key::Hour])?;
    /// assert_eq!(hours.at(&[4, 23]), 2);
    /// // Of the windows, a quarter of an hour each lies past midnight.
    /// assert!((snapshot.hours(&kind).at(5, 0) - 0.5).abs() < 1e-6);
    /// // Only one may be drawn.
    /// assert_eq!(snapshot.points(&kind).points.len(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn build(plane: Plane, version: u64, records: impl IntoIterator<Item = Record>) -> Self {
        let (mut rows, n_off_plane) = rows_of(&plane, records);
        let base = Part::new(&mut rows);
        Self {
            version,
            reach: Reach::default().and(&plane, &base),
            plane,
            base: Arc::new(base),
            live: Arc::new(Part::new(&mut [])),
            live_rows: Arc::default(),
            n_off_plane,
        }
    }

    /// The same with reports that have come in since; the large part is shared.
    ///
    /// The small part is sorted anew each time: rebuild when it has grown to a
    /// hundred thousand.
    #[must_use]
    pub fn with(&self, records: impl IntoIterator<Item = Record>) -> Self {
        let (rows, n_off_plane) = rows_of(&self.plane, records);
        let mut live_rows = (*self.live_rows).clone();
        live_rows.extend(rows);
        let live = Part::new(&mut live_rows);
        Self {
            plane: self.plane.clone(),
            version: self.version,
            base: Arc::clone(&self.base),
            reach: self.reach.and(&self.plane, &live),
            live: Arc::new(live),
            live_rows: Arc::new(live_rows),
            n_off_plane: self.n_off_plane + n_off_plane,
        }
    }

    /// The same with some rows taken out, as they were when they came in, and
    /// others put in: what corrections and withdrawals ask for. `None` when one
    /// to take out is not there; then only a rebuild can tell.
    ///
    /// - `version`: as for [`Snapshot::build`].
    ///
    /// The large part is copied once if any of its rows goes, else shared.
    #[must_use]
    pub fn changed(
        &self,
        version: u64,
        taken_out: impl IntoIterator<Item = Record>,
        put_in: impl IntoIterator<Item = Record>,
    ) -> Option<Self> {
        let (gone, n_gone_off) = rows_of(&self.plane, taken_out);
        let mut live_rows = (*self.live_rows).clone();
        let mut base = Arc::clone(&self.base);
        for row in &gone {
            match live_rows.iter().position(|live| live == row) {
                Some(at) => drop(live_rows.swap_remove(at)),
                None if Arc::make_mut(&mut base).take_out(row) => {}
                None => return None,
            }
        }
        let (rows, n_off_plane) = rows_of(&self.plane, put_in);
        live_rows.extend(rows);
        let live = Part::new(&mut live_rows);
        let reach = match gone.is_empty() {
            true => self.reach.and(&self.plane, &live),
            // What went may have been the first, the last or the farthest off.
            false => Reach::default()
                .and(&self.plane, &base)
                .and(&self.plane, &live),
        };
        Some(Self {
            plane: self.plane.clone(),
            version,
            reach,
            base,
            live: Arc::new(live),
            live_rows: Arc::new(live_rows),
            n_off_plane: (self.n_off_plane + n_off_plane).checked_sub(n_gone_off)?,
        })
    }

    /// The plane whose metres its points are in.
    #[must_use]
    pub fn plane(&self) -> &Plane {
        &self.plane
    }

    /// All rows.
    #[must_use]
    pub fn n_rows(&self) -> usize {
        self.base.n_rows() + self.live.n_rows()
    }

    /// Rows that came in since the snapshot was built.
    #[must_use]
    pub fn n_live(&self) -> usize {
        self.live.n_rows()
    }

    /// Rows that may stand as a point on a map.
    #[must_use]
    pub fn n_located(&self) -> usize {
        self.base.n_located() + self.live.n_located()
    }

    /// Rows whose position lies on another side of the Earth than the plane;
    /// they are counted, and are no points.
    #[must_use]
    pub fn n_off_plane(&self) -> usize {
        self.n_off_plane
    }

    /// What its columns take, in bytes.
    #[must_use]
    pub fn n_bytes(&self) -> usize {
        self.base.n_bytes() + self.live.n_bytes()
    }

    /// The first and the last minute in which a window starts.
    #[must_use]
    pub fn time(&self) -> Option<(u32, u32)> {
        let first = self.reach.first_min?;
        Some((first, self.reach.last_min))
    }

    /// The south-western and the north-eastern corner between which all points
    /// lie, within a kilometre.
    #[must_use]
    pub fn extent(&self) -> Option<(Position, Position)> {
        self.reach.corners
    }

    /// What an ETag of an answer to `filter` is made of: differs when the
    /// snapshot, its live reports or the filter do.
    #[must_use]
    pub fn tag(&self, filter: &Filter) -> String {
        let (version, n_live) = (self.version, self.n_live());
        format!("{version:x}-{n_live:x}-{:x}", filter.fingerprint())
    }

    /// How many the filter asks for.
    #[must_use]
    pub fn count(&self, filter: &Filter) -> u64 {
        if *filter == Filter::default() {
            return self.n_rows() as u64;
        }
        self.fold(filter, By::Row, Count::default).0
    }

    /// Folds both parts.
    fn fold<F: Fold>(&self, filter: &Filter, by: By, new: impl Fn() -> F + Sync) -> F {
        let mut folded = fold(&self.base, filter, by, &new);
        if self.live.n_rows() > 0 {
            folded.merge(fold(&self.live, filter, by, &new));
        }
        folded
    }

    /// Folds both parts into one, on one thread.
    fn fold_alone<F: Fold>(&self, filter: &Filter, by: By, into: F) -> F {
        let folded = fold_alone(&self.base, filter, by, into);
        fold_alone(&self.live, filter, by, folded)
    }
}

impl Reach {
    fn and(self, plane: &Plane, part: &Part) -> Self {
        let first = part.start.iter().copied().min();
        let areas = part.area.iter().copied().filter(|&area| area != NO_AREA);
        Self {
            first_min: self.first_min.into_iter().chain(first).min(),
            last_min: max_of(part.start.iter().copied()).max(self.last_min),
            max_category: max_of(part.category.iter().copied()).max(self.max_category),
            max_area: max_of(areas).max(self.max_area),
            max_place: part.max_place().unwrap_or(0).max(self.max_place),
            corners: corners(plane, part, self.corners),
        }
    }
}

/// The corners of all cells, and of what was there before.
fn corners(
    plane: &Plane,
    part: &Part,
    before: Option<(Position, Position)>,
) -> Option<(Position, Position)> {
    let cells = part.cells.iter().flat_map(|&cell| {
        let bounds = cell_bounds(cell);
        let ((west, south), (east, north)) = (bounds.min, bounds.max);
        [(west, south), (east, south), (east, north), (west, north)]
    });
    let corners = cells.filter_map(|(x_cm, y_cm)| plane.position(PlanePoint { x_cm, y_cm }).ok());
    corners.fold(before, |corners, corner| {
        // Between its corners, a side of a cell bends by less than a metre.
        let margin_e7 = 100;
        let (low, high) = corners.unwrap_or((corner, corner));
        let low = Position {
            lat_e7: low.lat_e7.min(corner.lat_e7 - margin_e7),
            lon_e7: low.lon_e7.min(corner.lon_e7 - margin_e7),
        };
        let high = Position {
            lat_e7: high.lat_e7.max(corner.lat_e7 + margin_e7),
            lon_e7: high.lon_e7.max(corner.lon_e7 + margin_e7),
        };
        Some((low, high))
    })
}

fn max_of<T: Ord + Default>(numbers: impl Iterator<Item = T>) -> T {
    numbers.max().unwrap_or_default()
}

#[derive(Default)]
struct Count(u64);

impl Fold for Count {
    fn rows(&mut self, _part: &Part, rows: &[u32]) {
        self.0 += rows.len() as u64;
    }

    fn merge(&mut self, later: Self) {
        self.0 += later.0;
    }
}

#[cfg(test)]
mod tests;
