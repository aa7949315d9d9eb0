//! Going through the rows that a filter asks for.

use std::ops::Range;

use rayon::prelude::*;

use super::calendar::{HOURS_A_WEEK, hour_of_week};
use super::filter::{Codes, Filter, Within};
use super::part::{
    AGAIN_BIT, CELL_CM, PRECISION_BITS, Part, cell_bounds, cell_corner, cell_number,
};
use crate::shape::{Bounds, Side};

/// Rows looked at together: their columns fit in the fastest cache.
const BLOCK: usize = 1024;
/// Fewer rows than this are not worth a second thread.
const ROWS_A_THREAD: usize = 1 << 16;

/// What is made of the rows, a part at a time.
pub(super) trait Fold: Send {
    /// Rows that the filter asks for, in order.
    fn rows(&mut self, part: &Part, rows: &[u32]);
    /// All rows of a cell have been seen. Called only when going by cell.
    fn cell_ends(&mut self, _part: &Part, _cell: u32) {}
    /// Adds what another thread found in later rows.
    fn merge(&mut self, later: Self);
}

/// In which order the rows are seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// Every row, with or without a point.
    Row,
    /// Rows with a point, each cell's together.
    Cell,
}

/// Rows that lie together and are tested alike.
#[derive(Debug, Clone)]
struct Run {
    from: usize,
    to: usize,
    cell: u32,
    /// Must each point be held against the regions?
    at_edge: bool,
}

/// A filter made ready for many rows.
struct Tests<'a> {
    filter: &'a Filter,
    categories: Wanted,
    areas: Wanted,
    hours: Option<[u8; HOURS_A_WEEK]>,
    precisions: Option<[u8; 8]>,
    /// Does it ask for more than regions?
    look_at_rows: bool,
}

enum Wanted {
    Any,
    One(u16),
    Table(Box<[u8]>),
}

/// The rows as a range, when they follow on one another: columns are then read
/// straight on, which is several times as fast.
#[inline]
pub(super) fn straight(rows: &[u32]) -> Option<Range<usize>> {
    let (&first, &last) = (rows.first()?, rows.last()?);
    let is_straight = (last - first) as usize + 1 == rows.len();
    is_straight.then(|| first as usize..last as usize + 1)
}

/// Folds the rows of a part that the filter asks for on this thread alone: for
/// what is so large that it costs more to add than to make.
pub(super) fn fold_alone<F: Fold>(part: &Part, filter: &Filter, by: By, into: F) -> F {
    Tests::new(filter).fold(part, &runs(part, filter, by), by, into)
}

/// Folds the rows of a part that the filter asks for, on as many threads as
/// there are. The answer does not depend on how many.
pub(super) fn fold<F: Fold>(part: &Part, filter: &Filter, by: By, new: impl Fn() -> F + Sync) -> F {
    let tests = Tests::new(filter);
    let runs = runs(part, filter, by);
    let n_rows = runs.iter().map(|run| run.to - run.from).sum::<usize>();
    let n_shares = rayon::current_num_threads().min(n_rows / ROWS_A_THREAD);
    if n_shares <= 1 {
        return tests.fold(part, &runs, by, new());
    }
    let shares = shared(runs, n_rows.div_ceil(n_shares), by);
    let folded = shares
        .into_par_iter()
        .map(|share| tests.fold(part, &share, by, new()));
    let joined = folded.reduce_with(|mut earlier, later| {
        earlier.merge(later);
        earlier
    });
    joined.unwrap_or_else(new)
}

impl<'a> Tests<'a> {
    fn new(filter: &'a Filter) -> Self {
        let hours = filter.hours.map(|hours| {
            let hour = |of_week| hours.holds((of_week / 24) as u8, (of_week % 24) as u8);
            std::array::from_fn(|of_week| u8::from(hour(of_week)))
        });
        let precisions = filter.precisions.map(|wanted| {
            let mut table = [0; 8];
            for precision in super::Precision::ALL {
                table[precision as usize] = u8::from(wanted.holds(precision));
            }
            table
        });
        let only_regions = Filter {
            regions: filter.regions.clone(),
            ..Filter::default()
        };
        Self {
            filter,
            look_at_rows: *filter != only_regions,
            categories: Wanted::new(filter.categories.as_ref()),
            areas: Wanted::new(filter.areas.as_ref()),
            hours,
            precisions,
        }
    }

    fn fold<F: Fold>(&self, part: &Part, runs: &[Run], by: By, mut fold: F) -> F {
        let mut wanted = Vec::with_capacity(BLOCK);
        for run in runs {
            let mut from = run.from;
            while from < run.to {
                let to = run.to.min(from + BLOCK);
                self.select(part, run, from, to, &mut wanted);
                if !wanted.is_empty() {
                    fold.rows(part, &wanted);
                }
                from = to;
            }
            if by == By::Cell {
                fold.cell_ends(part, run.cell);
            }
        }
        fold
    }

    /// Writes the rows of a block that are asked for. What can be compared without
    /// looking up is compared for the whole block, without branches, which
    /// compilers turn into wide instructions; the rest only for what is left.
    fn select(&self, part: &Part, run: &Run, from: usize, to: usize, wanted: &mut Vec<u32>) {
        wanted.clear();
        if !run.at_edge && !self.look_at_rows {
            wanted.extend(from as u32..to as u32);
            return;
        }
        self.compare(part, from, to, wanted);
        if let (Some(time), true) = (&self.filter.time, self.filter.within != Within::Start) {
            let within = self.filter.within;
            keep(wanted, |row| {
                u8::from(within.holds(time, part.start[row], part.width(row)))
            });
        }
        if let Wanted::Table(table) = &self.categories {
            keep(wanted, |row| table[usize::from(part.category[row])]);
        }
        if let Wanted::Table(table) = &self.areas {
            keep(wanted, |row| table[usize::from(part.area[row])]);
        }
        if let Some(hours) = &self.hours {
            keep(wanted, |row| hours[hour_of_week(part.start[row])]);
        }
        if let Some(precisions) = &self.precisions {
            keep(wanted, |row| {
                precisions[usize::from(part.flags[row] & PRECISION_BITS)]
            });
        }
        if let Some(max) = self.filter.max_width_min {
            keep(wanted, |row| u8::from(part.width(row) <= max));
        }
        if self.filter.once {
            keep(wanted, |row| u8::from(part.flags[row] & AGAIN_BIT == 0));
        }
        if run.at_edge {
            wanted.retain(|&row| {
                let point = part.point(run.cell, row as usize);
                let mut regions = self.filter.regions.iter();
                regions.all(|region| region.holds(point))
            });
        }
    }

    /// Writes the rows of a block that have the time, and the category and area
    /// if only one is asked for.
    fn compare(&self, part: &Part, from: usize, to: usize, wanted: &mut Vec<u32>) {
        let mut kept = [1_u8; BLOCK];
        let kept = &mut kept[..to - from];
        if let Some(time) = &self.filter.time {
            let first = match self.filter.within.starts_early() {
                true => 0,
                false => time.start,
            };
            let length = time.end.saturating_sub(first);
            for (keep, start) in kept.iter_mut().zip(&part.start[from..to]) {
                *keep &= u8::from(start.wrapping_sub(first) < length);
            }
        }
        let columns = [
            (&self.categories, &part.category),
            (&self.areas, &part.area),
        ];
        for (codes, column) in columns {
            if let Wanted::One(code) = codes {
                for (keep, found) in kept.iter_mut().zip(&column[from..to]) {
                    *keep &= u8::from(found == code);
                }
            }
        }
        wanted.resize(kept.len(), 0);
        let mut n = 0;
        for (group, kept) in kept.chunks(8).enumerate() {
            // Most filters ask for little.
            if kept.iter().all(|&keep| keep == 0) {
                continue;
            }
            for (row, keep) in ((from + group * 8) as u32..).zip(kept) {
                wanted[n] = row;
                n += usize::from(*keep);
            }
        }
        wanted.truncate(n);
    }
}

/// Keeps the rows for which `test` says 1, without a branch for each.
#[inline]
fn keep(rows: &mut Vec<u32>, test: impl Fn(usize) -> u8) {
    let mut n = 0;
    for at in 0..rows.len() {
        let row = rows[at];
        rows[n] = row;
        n += usize::from(test(row as usize));
    }
    rows.truncate(n);
}

impl Wanted {
    fn new(codes: Option<&Codes>) -> Self {
        match codes {
            None => Self::Any,
            Some(codes) => match codes.single() {
                Some(code) => Self::One(code),
                None => Self::Table(codes.table()),
            },
        }
    }
}

/// The rows that the regions leave, in order.
fn runs(part: &Part, filter: &Filter, by: By) -> Vec<Run> {
    if filter.regions.is_empty() && by == By::Row {
        return vec![Run {
            from: 0,
            to: part.n_rows(),
            cell: 0,
            at_edge: false,
        }];
    }
    let mut runs: Vec<Run> = Vec::new();
    for at in cells_within(part, filter) {
        let cell = part.cells[at];
        let bounds = cell_bounds(cell);
        let sides = filter.regions.iter().map(|region| region.side(&bounds));
        let mut at_edge = false;
        let mut outside = false;
        for side in sides {
            at_edge |= side == Side::Across;
            outside |= side == Side::Outside;
        }
        if outside {
            continue;
        }
        let (from, to) = (part.firsts[at] as usize, part.firsts[at + 1] as usize);
        match runs.last_mut() {
            Some(last) if by == By::Row && !at_edge && !last.at_edge && last.to == from => {
                last.to = to;
            }
            _ => runs.push(Run {
                from,
                to,
                cell,
                at_edge,
            }),
        }
    }
    runs
}

/// Where in the directory the cells stand that may reach into every region.
fn cells_within(part: &Part, filter: &Filter) -> Vec<usize> {
    let (Some(&first), Some(&last)) = (part.cells.first(), part.cells.last()) else {
        return Vec::new();
    };
    let Some(bounds) = common_bounds(filter) else {
        return (0..part.cells.len()).collect();
    };
    let km = |cm: i32| cm.div_euclid(CELL_CM);
    let (west, east) = (km(bounds.min.0), km(bounds.max.0));
    let south = km(bounds.min.1).max(cell_corner(first).1);
    let north = km(bounds.max.1).min(cell_corner(last).1);
    let mut found = Vec::new();
    for row in south..=north {
        let until = cell_number(east, row);
        let mut at = part
            .cells
            .partition_point(|&cell| cell < cell_number(west, row));
        while part.cells.get(at).is_some_and(|&cell| cell <= until) {
            found.push(at);
            at += 1;
        }
    }
    found
}

fn common_bounds(filter: &Filter) -> Option<Bounds> {
    let bounds = filter.regions.iter().map(super::Region::bounds);
    bounds.reduce(|a, b| Bounds {
        min: (a.min.0.max(b.min.0), a.min.1.max(b.min.1)),
        max: (a.max.0.min(b.max.0), a.max.1.min(b.max.1)),
    })
}

/// Deals the runs into shares of about `n_each` rows, keeping their order.
fn shared(runs: Vec<Run>, n_each: usize, by: By) -> Vec<Vec<Run>> {
    let mut shares = vec![Vec::new()];
    let mut room = n_each;
    for mut run in runs {
        // A cell's rows stay together; others may be cut anywhere.
        while by == By::Row && run.to - run.from > room && room > 0 {
            let cut = run.from + room;
            let head = Run {
                to: cut,
                ..run.clone()
            };
            last_of(&mut shares).push(head);
            run.from = cut;
            shares.push(Vec::new());
            room = n_each;
        }
        room = room.saturating_sub(run.to - run.from);
        last_of(&mut shares).push(run);
        if room == 0 {
            shares.push(Vec::new());
            room = n_each;
        }
    }
    shares
}

fn last_of(shares: &mut [Vec<Run>]) -> &mut Vec<Run> {
    shares.last_mut().expect("there is always a share")
}
