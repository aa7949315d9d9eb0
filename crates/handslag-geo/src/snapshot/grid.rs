//! Counts by squares of the plane, and how gathered they are.

use super::Snapshot;
use super::filter::Filter;
use super::part::{Part, cell_corner};
use super::scan::{By, Fold};
use crate::projection::PlanePoint;

/// The side of a square: a kilometre, halved or doubled some times.
///
/// Squares of 1 km and 250 m are those of Statistics Sweden's grid in SWEREF 99 TM.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CellSize(i8);

impl CellSize {
    /// 62.5 m.
    pub const SMALLEST: Self = Self(-4);
    /// 250 m, as Statistics Sweden has it in built-up areas.
    pub const QUARTER_KM: Self = Self(-2);
    /// 1 km.
    pub const KM: Self = Self(0);
    /// 1,024 km.
    pub const LARGEST: Self = Self(10);

    /// A kilometre doubled so many times, or halved if negative; held between
    /// the smallest and the largest.
    #[must_use]
    pub fn doubled(times: i32) -> Self {
        Self(times.clamp(i32::from(Self::SMALLEST.0), i32::from(Self::LARGEST.0)) as i8)
    }

    /// The largest size whose side is at most this.
    #[must_use]
    pub fn at_most(side_m: f64) -> Self {
        Self::doubled((side_m / 1000.0).log2().floor() as i32)
    }

    /// Its side in metres.
    #[must_use]
    pub fn side_m(self) -> f64 {
        1000.0 * 2f64.powi(i32::from(self.0))
    }

    /// The square that holds a point: east and north, counted in squares.
    #[must_use]
    pub fn square_of(self, point: PlanePoint) -> (i32, i32) {
        let side_cm = (self.side_m() * 100.0) as i32;
        (
            point.x_cm.div_euclid(side_cm),
            point.y_cm.div_euclid(side_cm),
        )
    }
}

/// How many are in one square.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct CellCount {
    /// Its south-western corner, north of the plane's origin in its own side.
    pub north: i32,
    /// Its south-western corner, east of the plane's origin in its own side.
    pub east: i32,
    /// How many; never 0.
    pub count: u32,
}

/// What share of all lies in the squares with most.
///
/// Where the share of squares is not a whole number, the last counts in part;
/// so the shares are points of one Lorenz curve.
#[derive(Debug, Clone, PartialEq)]
pub struct Concentration {
    /// How many there are.
    pub n: u64,
    /// Squares with at least one.
    pub n_used_cells: u64,
    /// Of the squares with any.
    pub of_used_cells: Vec<TopShare>,
    /// Of all squares that the caller counts, those with none among them.
    pub of_all_cells: Option<Vec<TopShare>>,
}

/// The share that lies in the top part of the squares.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TopShare {
    /// The part of the squares, such as 0.01.
    pub top: f64,
    /// How many squares that is.
    pub n_cells: f64,
    /// The share of all that lies in them, 0 to 1.
    pub share: f64,
}

impl Snapshot {
    /// What the filter asks for and has a point, by squares that hold any, from
    /// south to north and west to east; those below a kilometre, one kilometre
    /// after the other.
    #[must_use]
    pub fn grid(&self, filter: &Filter, size: CellSize) -> Vec<CellCount> {
        let squares = self.fold(filter, By::Cell, || Squares::new(size));
        let mut found = squares.found;
        // Squares below a kilometre come in this order already, which a stable
        // sort sees at once.
        let halvings = (-size.0).max(0);
        found.sort_by_key(|cell| {
            let (north, east) = (cell.north >> halvings, cell.east >> halvings);
            (north, east, cell.north, cell.east)
        });
        found.dedup_by(|later, earlier| {
            let same = (later.north, later.east) == (earlier.north, earlier.east);
            if same {
                earlier.count += later.count;
            }
            same
        });
        found
    }

    /// What share lies in the top 1, 5 and 10 percent of the squares.
    ///
    /// - `n_all_cells`: how many squares the areas asked for have (see
    ///   [`crate::Area::n_cells`]); the denominator of the second answer.
    #[must_use]
    pub fn concentration(
        &self,
        filter: &Filter,
        size: CellSize,
        n_all_cells: Option<u64>,
    ) -> Concentration {
        let counts = self.grid(filter, size).into_iter().map(|cell| cell.count);
        let mut counts: Vec<u32> = counts.collect();
        counts.sort_unstable_by(|a, b| b.cmp(a));
        let n = counts.iter().map(|&count| u64::from(count)).sum();
        let n_used_cells = counts.len() as u64;
        let tops = |n_cells: u64| {
            let tops = [0.01, 0.05, 0.10].into_iter();
            tops.map(|top| top_share(&counts, n, top, n_cells))
                .collect()
        };
        Concentration {
            n,
            n_used_cells,
            of_used_cells: tops(n_used_cells),
            // An area has at least the squares that something lies in.
            of_all_cells: n_all_cells.map(|all| tops(all.max(n_used_cells))),
        }
    }
}

fn top_share(counts: &[u32], n: u64, top: f64, n_cells: u64) -> TopShare {
    let n_top = top * n_cells as f64;
    let whole = n_top as usize;
    let in_whole: u64 = counts
        .iter()
        .take(whole)
        .map(|&count| u64::from(count))
        .sum();
    let next = counts.get(whole).copied().unwrap_or(0);
    let inside = in_whole as f64 + n_top.fract() * f64::from(next);
    TopShare {
        top,
        n_cells: n_top,
        share: if n == 0 { 0.0 } else { inside / n as f64 },
    }
}

struct Squares {
    size: CellSize,
    found: Vec<CellCount>,
    n_in_cell: u32,
    /// Counts of the squares within one cell, for sizes below a kilometre.
    within: Vec<u32>,
}

impl Squares {
    fn new(size: CellSize) -> Self {
        let a_side = 1_usize << (-size.0).max(0);
        Self {
            size,
            found: Vec::new(),
            n_in_cell: 0,
            within: vec![0; a_side * a_side],
        }
    }

    fn halvings(&self) -> u32 {
        (-self.size.0).max(0) as u32
    }
}

impl Fold for Squares {
    fn rows(&mut self, part: &Part, rows: &[u32]) {
        self.n_in_cell += rows.len() as u32;
        let halvings = self.halvings();
        if halvings == 0 {
            return;
        }
        // 50,000 units of 2 cm are a kilometre.
        let step = |units: u16| (u32::from(units) << halvings) / 50_000;
        for &row in rows {
            let row = row as usize;
            let square = step(part.dy[row]) << halvings | step(part.dx[row]);
            self.within[square as usize] += 1;
        }
    }

    fn cell_ends(&mut self, _part: &Part, cell: u32) {
        if self.n_in_cell == 0 {
            return;
        }
        let (east, north) = cell_corner(cell);
        let halvings = self.halvings();
        if halvings == 0 {
            let doublings = self.size.0;
            self.found.push(CellCount {
                north: north >> doublings,
                east: east >> doublings,
                count: self.n_in_cell,
            });
        } else {
            let a_side = 1 << halvings;
            for (square, count) in self.within.iter_mut().enumerate() {
                if *count > 0 {
                    self.found.push(CellCount {
                        north: north * a_side + (square as i32 >> halvings),
                        east: east * a_side + (square as i32 & (a_side - 1)),
                        count: std::mem::take(count),
                    });
                }
            }
        }
        self.n_in_cell = 0;
    }

    fn merge(&mut self, later: Self) {
        self.found.extend(later.found);
    }
}
