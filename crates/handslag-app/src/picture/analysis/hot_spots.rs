//! Hot spots: squares that stand out by themselves or with their surroundings,
//! with the false marks held to one in twenty over the whole map.
//!
//! Getis and Ord's statistic with conditional permutation sees surroundings that
//! are high together. It cannot see one crowded square among calm ones, however
//! crowded: to lie beside it is a matter of luck. So each square is also held by
//! itself against three times the mean of all, by how much its own months vary.

use std::collections::BTreeMap;

use handslag_geo::snapshot::{CellCount, CellSize, Filter, Located, Month};
use handslag_stats::area::{Cell, CellCounts, Simulation, Standing, count_tails, mark};
use handslag_stats::count::{Adjustment, adjusted_p};
use handslag_stats::numeric::poisson_at_most;

use super::super::{IncidentPicture, Near};
use super::{Told, Withheld, seed_of};

/// Of the marks of each of the two ways so many may be false: one in twenty of
/// both together.
const FALSE_SHARE: f64 = 0.025;
/// A square stands out by itself when it surely has more than so many times the
/// mean; a choice of ours.
pub(super) const TIMES_THE_MEAN: f64 = 3.0;
/// Fewer incidents say little of where they gather (`docs` of the methods: 100).
const FEWEST: u64 = 100;
/// Fewer squares are no map.
const FEWEST_SQUARES: u64 = 30;
/// More than this and larger squares are taken.
const MOST_SQUARES: usize = 100_000;
/// Where ways cannot be counted: p values from 0.0001 a side.
const REPLICATES: u32 = 9_999;
/// So many muted squares are drawn around the hot.
const MOST_DRAWN: usize = 4_000;

/// Which squares stand out.
#[derive(Debug, Clone, PartialEq)]
pub struct HotSpots {
    /// The side of a square, in metres.
    pub square_m: f64,
    /// How many occasions have a point.
    pub n: u64,
    /// How many squares were looked at: those where anything ever happened.
    pub n_squares: usize,
    /// The hot spots, those with most first.
    pub spots: Vec<HotSpot>,
    /// How many there are with squares twice as wide; the answer should not hang
    /// on the size.
    pub n_spots_of_double: Option<usize>,
    /// How many draws stood in for counting, where counting took too long.
    pub replicates: Option<u32>,
    /// The squares where anything happened, for drawing.
    pub others: Vec<Square>,
    /// Outlines of the areas around, in metres.
    pub outlines: Vec<Vec<(f64, f64)>>,
}

/// One hot spot: marked squares that touch, with the square that makes them so.
#[derive(Debug, Clone, PartialEq)]
pub struct HotSpot {
    /// What it is called.
    pub near: Near,
    /// How many occasions are in it.
    pub n: u64,
    /// How many incidents that is: a report of an occasion may be of several.
    pub n_counted: u64,
    /// How many as many squares have on average.
    pub expected: f64,
    /// The smallest share of false marks at which it would be marked.
    pub q: f64,
    /// Whether one of its squares stands out by itself.
    pub by_itself: bool,
    /// Whether its squares stand out with their surroundings.
    pub with_surroundings: bool,
    /// Its squares.
    pub squares: Vec<Square>,
}

/// A square by its south-western corner, in metres of the plane.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Square {
    /// East.
    pub x_m: f64,
    /// North.
    pub y_m: f64,
}

impl IncidentPicture {
    /// - `filter`: every occasion once.
    pub(super) fn hot_spots(&self, filter: &Filter, located: &[Located]) -> Told<HotSpots> {
        let quarter = CellSize::QUARTER_KM;
        let mut size = quarter;
        let mut map = self.counted(filter, size);
        while map.cells.len() > MOST_SQUARES {
            size = doubled(size);
            map = self.counted(filter, size);
        }
        let n: u64 = map.counts.iter().sum();
        if n < FEWEST {
            let needed = FEWEST;
            return Err(Withheld::TooFew { found: n, needed });
        }
        let found = map.cells.len() as u64;
        if found < FEWEST_SQUARES {
            let needed = FEWEST_SQUARES;
            return Err(Withheld::TooFewSquares { found, needed });
        }
        let (groups, replicates) = groups_of(&map, &spreads(&map, located))?;
        let double = self.counted(filter, doubled(size));
        let is_map = double.cells.len() as u64 >= FEWEST_SQUARES;
        let n_spots_of_double = is_map.then(|| groups_of(&double, &spreads(&double, located)).ok());
        let mean = n as f64 / map.cells.len() as f64;
        let all = self.incidents_in(filter, size);
        let mut spots: Vec<HotSpot> = groups
            .iter()
            .map(|group| self.spot(&map, group, mean, &all))
            .collect();
        spots.sort_by(|a, b| b.n.cmp(&a.n).then_with(|| a.q.total_cmp(&b.q)));
        let with_any = map.cells.iter().zip(&map.counts);
        let with_any = with_any.filter(|(_, n)| **n > 0).map(|(cell, _)| *cell);
        let mut others: Vec<Square> = with_any.map(|cell| square(cell, map.cell_m)).collect();
        if others.len() > MOST_DRAWN {
            others.clear();
        }
        Ok(HotSpots {
            square_m: map.cell_m,
            n,
            n_squares: map.cells.len(),
            n_spots_of_double: n_spots_of_double.flatten().map(|(groups, _)| groups.len()),
            replicates,
            outlines: self.borders(),
            spots,
            others,
        })
    }

    /// What is asked for by square; every square where anything ever happened
    /// counts, also with none: empty land would make any map look hot.
    pub(super) fn counted(&self, filter: &Filter, size: CellSize) -> CellCounts {
        let place = |cell: &CellCount| Cell {
            row: cell.north,
            column: cell.east,
        };
        let ever = self.snapshot.grid(&Filter::default(), size);
        let mut by_cell: BTreeMap<Cell, u64> = ever.iter().map(|cell| (place(cell), 0)).collect();
        for cell in self.snapshot.grid(filter, size) {
            by_cell.insert(place(&cell), u64::from(cell.count));
        }
        let (cells, counts) = by_cell.into_iter().unzip();
        CellCounts {
            cell_m: size.side_m(),
            cells,
            counts,
            outside: 0,
        }
    }

    /// How many incidents each square has, with all that a report counts.
    fn incidents_in(&self, filter: &Filter, size: CellSize) -> BTreeMap<Cell, u64> {
        let all = Filter {
            once: false,
            ..filter.clone()
        };
        let cells = self.snapshot.grid(&all, size).into_iter();
        let counted = cells.map(|cell| {
            let place = Cell {
                row: cell.north,
                column: cell.east,
            };
            (place, u64::from(cell.count))
        });
        counted.collect()
    }

    fn spot(
        &self,
        map: &CellCounts,
        group: &Group,
        mean: f64,
        all: &BTreeMap<Cell, u64>,
    ) -> HotSpot {
        let most = group.squares.iter().max_by_key(|i| map.counts[**i]);
        let peak = most.map_or(Cell { row: 0, column: 0 }, |i| map.cells[*i]);
        let middle = peak.middle(map.cell_m);
        let squares = group.squares.iter();
        let squares = squares.map(|i| square(map.cells[*i], map.cell_m));
        let squares: Vec<Square> = squares.collect();
        HotSpot {
            near: self.name_of_squares(&squares, map.cell_m, (middle.x, middle.y)),
            n: group.squares.iter().map(|i| map.counts[*i]).sum(),
            n_counted: group
                .squares
                .iter()
                .filter_map(|i| all.get(&map.cells[*i]))
                .sum(),
            expected: mean * group.squares.len() as f64,
            q: group.q,
            by_itself: group.by_itself,
            with_surroundings: group.with_surroundings,
            squares,
        }
    }

    /// The areas as lines on the plane, those with any incident.
    pub(super) fn borders(&self) -> Vec<Vec<(f64, f64)>> {
        let plane = self.snapshot.plane();
        let codes: Vec<String> = self.areas_with_any().into_iter().map(|a| a.0).collect();
        let areas = self.areas.areas().iter();
        let areas = areas.filter(|area| codes.contains(&area.code));
        areas
            .flat_map(|area| area.rings())
            .map(|ring| {
                let points = ring.iter().filter_map(|corner| plane.point(*corner).ok());
                points.map(|point| point.metres()).collect()
            })
            .collect()
    }
}

fn doubled(size: CellSize) -> CellSize {
    CellSize::at_most(size.side_m() * 2.0)
}

fn square(cell: Cell, side_m: f64) -> Square {
    Square {
        x_m: f64::from(cell.column) * side_m,
        y_m: f64::from(cell.row) * side_m,
    }
}

/// Squares that make one hot spot, by number.
#[derive(Debug, Clone, PartialEq)]
struct Group {
    squares: Vec<usize>,
    q: f64,
    by_itself: bool,
    with_surroundings: bool,
}

/// What marks one square.
#[derive(Debug, Clone, Copy)]
struct Marked {
    q: f64,
    by_itself: bool,
    with_surroundings: bool,
}

impl Marked {
    fn and(self, other: Self) -> Self {
        Self {
            q: self.q.min(other.q),
            by_itself: self.by_itself || other.by_itself,
            with_surroundings: self.with_surroundings || other.with_surroundings,
        }
    }
}

/// For each square, variance over mean of its months, at least 1: a series in
/// one night makes a square less sure than as many nights would.
fn spreads(map: &CellCounts, located: &[Located]) -> Vec<f64> {
    let side_cm = (map.cell_m * 100.0) as i32;
    let mut by_month: BTreeMap<(Cell, u16), u64> = BTreeMap::new();
    for one in located {
        let cell = Cell {
            row: one.point.y_cm.div_euclid(side_cm),
            column: one.point.x_cm.div_euclid(side_cm),
        };
        *by_month
            .entry((cell, Month::of(one.start_min).0))
            .or_default() += 1;
    }
    let months = by_month.keys().map(|(_, month)| *month);
    let (first, last) = months.fold((u16::MAX, 0), |(a, b), m| (a.min(m), b.max(m)));
    let n_months = f64::from(last.saturating_sub(first)) + 1.0;
    let mut squares_of: BTreeMap<Cell, u64> = BTreeMap::new();
    for ((cell, _), n) in &by_month {
        *squares_of.entry(*cell).or_default() += n * n;
    }
    let spread = |(cell, n): (&Cell, &u64)| {
        let (n, squares) = (*n as f64, squares_of.get(cell).copied().unwrap_or(0) as f64);
        let variance = (squares - n * n / n_months) / (n_months - 1.0);
        let spread = variance / (n / n_months);
        // Undefined for one month, and where there is none.
        if spread > 1.0 { spread } else { 1.0 }
    };
    map.cells.iter().zip(&map.counts).map(spread).collect()
}

/// For each square the share of false marks at which it would be marked by itself.
fn q_alone(map: &CellCounts, spreads: &[f64]) -> Vec<f64> {
    let n: u64 = map.counts.iter().sum();
    let limit = TIMES_THE_MEAN * n as f64 / map.cells.len() as f64;
    let p = map.counts.iter().zip(spreads).map(|(n, spread)| {
        // Counts with a spread are as many fewer that have none.
        match (*n as f64 / spread) as u64 {
            0 => 1.0,
            whole => 1.0 - poisson_at_most(whole - 1, limit / spread),
        }
    });
    let p: Vec<f64> = p.map(|p| p.clamp(0.0, 1.0)).collect();
    adjusted_p(&p, Adjustment::BenjaminiHochberg).unwrap_or_else(|_| vec![1.0; p.len()])
}

/// The hot spots of a map, and how many draws stood in for counting.
fn groups_of(map: &CellCounts, spreads: &[f64]) -> Told<(Vec<Group>, Option<u32>)> {
    if map.counts.windows(2).all(|two| two[0] == two[1]) {
        return Err(Withheld::AllAlike);
    }
    let neighbours = map.neighbours();
    let simulation = Simulation {
        replicates: REPLICATES,
        seed: seed_of(map.counts.iter().copied()),
    };
    let tails = count_tails(&map.counts, &neighbours, simulation).map_err(|_| Withheld::TooMany)?;
    let simulated = tails
        .iter()
        .flatten()
        .any(|tail| tail.monte_carlo_se() > 0.0);
    let mut marked: BTreeMap<usize, Marked> = BTreeMap::new();
    let mut add = |square: usize, one: Marked| {
        let all = marked.entry(square).or_insert(one);
        *all = all.and(one);
    };
    for (i, q) in q_alone(map, spreads).into_iter().enumerate() {
        if q <= FALSE_SHARE {
            add(
                i,
                Marked {
                    q,
                    by_itself: true,
                    with_surroundings: false,
                },
            );
        }
    }
    for (i, mark) in mark(&tails, FALSE_SHARE).iter().enumerate() {
        let Some(mark) = mark.filter(|mark| mark.standing == Standing::Hot) else {
            continue;
        };
        // A mark is for the surroundings: the square in them with most belongs to
        // it, or a crowded square with calm neighbours would stand as a hole.
        let around = neighbours.of(i).iter().map(|&j| j as usize);
        let peak = around
            .chain([i])
            .max_by_key(|&j| (map.counts[j], j == i, j));
        for square in [Some(i), peak].into_iter().flatten() {
            add(
                square,
                Marked {
                    q: mark.q,
                    by_itself: false,
                    with_surroundings: true,
                },
            );
        }
    }
    let mut groups = Vec::new();
    while let Some((first, whole)) = marked.pop_first() {
        let (mut group, mut whole) = (vec![first], whole);
        let mut next = vec![first];
        while let Some(i) = next.pop() {
            for j in neighbours.of(i).iter().map(|&j| j as usize) {
                if let Some(own) = marked.remove(&j) {
                    whole = whole.and(own);
                    group.push(j);
                    next.push(j);
                }
            }
        }
        group.sort_unstable();
        groups.push(Group {
            squares: group,
            q: whole.q,
            by_itself: whole.by_itself,
            with_surroundings: whole.with_surroundings,
        });
    }
    Ok((groups, simulated.then_some(REPLICATES)))
}

#[cfg(test)]
mod tests;
