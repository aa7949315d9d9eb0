//! Rows held in columns, ordered by cell.

use std::mem::size_of;

use rayon::prelude::*;

use crate::projection::{Plane, PlanePoint, Position};
use crate::shape::Bounds;

/// The side of a cell, in centimetres: the kilometre of Statistics Sweden's grid.
pub(super) const CELL_CM: i32 = 100_000;
/// No point, or no named place.
const NONE: u32 = u32::MAX;
/// Rows that are projected at a time.
const BATCH: usize = 1 << 16;

/// The area of an incident that lies in none.
pub const NO_AREA: u16 = u16::MAX;

/// How well the place of an incident is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Precision {
    /// An address or a coordinate.
    Point,
    /// A block, or a point moved to hide the address.
    Block,
    /// A named place, such as a school or a square.
    NamedPlace,
    /// An area and no more.
    Area,
    /// The municipality and no more.
    Municipality,
}

impl Precision {
    /// Every precision, the best first.
    pub const ALL: [Self; 5] = [
        Self::Point,
        Self::Block,
        Self::NamedPlace,
        Self::Area,
        Self::Municipality,
    ];

    /// May it stand as a point on a map? The centre of an area never may.
    #[must_use]
    pub fn is_a_point(self) -> bool {
        matches!(self, Self::Point | Self::Block | Self::NamedPlace)
    }
}

/// What the snapshot is told of one incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Record {
    /// The start of the window, in local minutes (see [`super::minute_of`]).
    pub start_min: u32,
    /// The length of the window; 0 for a time known to the minute.
    pub width_min: u32,
    /// The number of its category.
    pub category: u16,
    /// The number of its area, or [`NO_AREA`].
    pub area: u16,
    /// Where it was, if known.
    pub position: Option<Position>,
    /// How well that is known.
    pub precision: Precision,
    /// Indoors: such an incident is never a point, whatever its position.
    pub indoors: bool,
    /// It counts once more what another row stands for: one report of several
    /// things on one occasion is as many rows, and all but the first say so.
    pub again: bool,
    /// The number of its named place; numbers should run from 0 without gaps.
    pub place: Option<u32>,
}

/// One row on its way into the columns; its order is theirs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Row {
    cell: u32,
    dy: u16,
    dx: u16,
    start: u32,
    width: u32,
    place: u32,
    category: u16,
    area: u16,
    flags: u8,
}

/// Rows in columns. Those with a point come first, by cell, and within a cell
/// by point; so equal points lie side by side.
#[derive(Debug, Default, Clone)]
pub(super) struct Part {
    pub start: Vec<u32>,
    width: Vec<u16>,
    pub category: Vec<u16>,
    pub area: Vec<u16>,
    pub flags: Vec<u8>,
    /// East and north within the cell, in units of 2 cm; only for rows with a point.
    pub dx: Vec<u16>,
    pub dy: Vec<u16>,
    /// Empty when no row has a named place.
    place: Vec<u32>,
    /// Widths that do not fit in 16 bits, by row.
    wide: Vec<(u32, u32)>,
    /// The cells that hold rows, in order, and their first rows.
    pub cells: Vec<u32>,
    pub firsts: Vec<u32>,
}

/// The bits of `flags` that tell the precision.
pub(super) const PRECISION_BITS: u8 = 0b111;
/// The bit of `flags` that tells of a row that counts again.
pub(super) const AGAIN_BIT: u8 = 1 << 4;

impl Row {
    /// The row, and whether its position lies off the plane.
    pub fn of(plane: &Plane, record: &Record) -> (Self, bool) {
        let may_be_point = record.precision.is_a_point() && !record.indoors;
        let position = record.position.filter(|_| may_be_point);
        let point = position.map(|position| plane.point(position));
        let off_plane = matches!(point, Some(Err(_)));
        let (cell, dx, dy) = match point {
            Some(Ok(point)) => split(point),
            _ => (NONE, 0, 0),
        };
        let row = Self {
            cell,
            dy,
            dx,
            start: record.start_min,
            width: record.width_min,
            place: record.place.unwrap_or(NONE),
            category: record.category,
            area: record.area,
            flags: record.precision as u8
                | u8::from(record.indoors) << 3
                | u8::from(record.again) << 4,
        };
        (row, off_plane)
    }
}

/// The cell of a row that has a point.
pub(super) fn cell_of(row: &Row) -> Option<u32> {
    (row.cell != NONE).then_some(row.cell)
}

/// A cell's number: rows of cells from south to north, each from west to east.
pub(super) fn cell_number(east_km: i32, north_km: i32) -> u32 {
    let biased = |km: i32| (km + 0x8000) as u32 & 0xffff;
    biased(north_km) << 16 | biased(east_km)
}

/// East and north of a cell, in its own size.
pub(super) fn cell_corner(cell: u32) -> (i32, i32) {
    let unbiased = |bits: u32| bits as i32 - 0x8000;
    (unbiased(cell & 0xffff), unbiased(cell >> 16))
}

pub(super) fn cell_bounds(cell: u32) -> Bounds {
    let (east, north) = cell_corner(cell);
    let min = (east * CELL_CM, north * CELL_CM);
    Bounds {
        min,
        max: (min.0 + (CELL_CM - 2), min.1 + (CELL_CM - 2)),
    }
}

fn split(point: PlanePoint) -> (u32, u16, u16) {
    let cell = |cm: i32| cm.div_euclid(CELL_CM);
    let within = |cm: i32| (cm.rem_euclid(CELL_CM) / 2) as u16;
    (
        cell_number(cell(point.x_cm), cell(point.y_cm)),
        within(point.x_cm),
        within(point.y_cm),
    )
}

/// Makes rows of records, and counts those whose position lies off the plane.
pub(super) fn rows_of(
    plane: &Plane,
    records: impl IntoIterator<Item = Record>,
) -> (Vec<Row>, usize) {
    let mut records = records.into_iter();
    let mut rows = Vec::with_capacity(records.size_hint().0);
    let mut batch = Vec::with_capacity(BATCH);
    let mut n_off_plane = 0;
    loop {
        batch.clear();
        batch.extend(records.by_ref().take(BATCH));
        if batch.is_empty() {
            return (rows, n_off_plane);
        }
        let made: Vec<_> = batch.par_iter().map(|one| Row::of(plane, one)).collect();
        n_off_plane += made.iter().filter(|(_, off_plane)| *off_plane).count();
        rows.extend(made.into_iter().map(|(row, _)| row));
    }
}

impl Part {
    /// Sorts the rows where they stand, and writes them into columns.
    ///
    /// At its peak this holds the rows and the columns, and nothing else.
    pub fn new(rows: &mut [Row]) -> Self {
        rows.par_sort_unstable();
        let n_located = rows.partition_point(|row| row.cell != NONE);
        let has_places = rows.iter().any(|row| row.place != NONE);
        let mut part = Self {
            start: rows.iter().map(|row| row.start).collect(),
            width: rows.iter().map(|row| narrow(row.width)).collect(),
            category: rows.iter().map(|row| row.category).collect(),
            area: rows.iter().map(|row| row.area).collect(),
            flags: rows.iter().map(|row| row.flags).collect(),
            dx: rows[..n_located].iter().map(|row| row.dx).collect(),
            dy: rows[..n_located].iter().map(|row| row.dy).collect(),
            ..Self::default()
        };
        if has_places {
            part.place = rows.iter().map(|row| row.place).collect();
        }
        for (number, row) in rows.iter().enumerate() {
            if narrow(row.width) == u16::MAX {
                part.wide.push((number as u32, row.width));
            }
            if number < n_located && part.cells.last() != Some(&row.cell) {
                part.cells.push(row.cell);
                part.firsts.push(number as u32);
            }
        }
        part.firsts.push(n_located as u32);
        part
    }

    pub fn n_rows(&self) -> usize {
        self.start.len()
    }

    pub fn n_located(&self) -> usize {
        self.dx.len()
    }

    /// A row as it was when it came in; `cell` is the one it stands in.
    pub fn row(&self, cell: Option<u32>, number: usize) -> Row {
        let within = |column: &[u16]| cell.map_or(0, |_| column[number]);
        Row {
            cell: cell.unwrap_or(NONE),
            dy: within(&self.dy),
            dx: within(&self.dx),
            start: self.start[number],
            width: self.width(number),
            place: self.place(number).unwrap_or(NONE),
            category: self.category[number],
            area: self.area[number],
            flags: self.flags[number],
        }
    }

    /// Takes a row out of the columns that others do not see.
    pub fn take_out_of_rest(&mut self, number: usize) {
        self.width.remove(number);
        if !self.place.is_empty() {
            self.place.remove(number);
        }
        let number = number as u32;
        self.wide.retain(|&(wide, _)| wide != number);
        for (wide, _) in &mut self.wide {
            *wide -= u32::from(*wide > number);
        }
    }

    /// The length of a row's window in minutes.
    #[inline]
    pub fn width(&self, row: usize) -> u32 {
        match self.width[row] {
            u16::MAX => {
                let at = self
                    .wide
                    .partition_point(|&(wide, _)| (wide as usize) < row);
                self.wide[at].1
            }
            width => u32::from(width),
        }
    }

    /// The named place of a row.
    #[inline]
    pub fn place(&self, row: usize) -> Option<u32> {
        let place = self.place.get(row).copied();
        place.filter(|&place| place != NONE)
    }

    pub fn max_place(&self) -> Option<u32> {
        let named = self.place.iter().copied().filter(|&place| place != NONE);
        named.max()
    }

    /// Where a row with a point lies; `cell` is the one it stands in.
    #[inline]
    pub fn point(&self, cell: u32, row: usize) -> (i32, i32) {
        let (east, north) = cell_corner(cell);
        (
            east * CELL_CM + i32::from(self.dx[row]) * 2,
            north * CELL_CM + i32::from(self.dy[row]) * 2,
        )
    }

    /// What the columns take, in bytes.
    pub fn n_bytes(&self) -> usize {
        let rows = self.start.len() * size_of::<(u32, u16, u16)>()
            + self.width.len() * size_of::<u16>()
            + self.flags.len()
            + self.dx.len() * 2 * size_of::<u16>();
        let rest = self.place.len() * size_of::<u32>()
            + self.wide.len() * size_of::<(u32, u32)>()
            + self.cells.len() * 2 * size_of::<u32>();
        rows + rest
    }
}

fn narrow(width: u32) -> u16 {
    u16::try_from(width).unwrap_or(u16::MAX)
}
