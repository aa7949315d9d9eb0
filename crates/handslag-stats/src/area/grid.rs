//! How many points lie in each square of the map?

use std::collections::{BTreeMap, BTreeSet};

use super::Neighbours;
use crate::point::Point;

/// A square of the map, by its place among squares of one size laid from the
/// origin of the coordinates: the square of the national grid if the
/// coordinates are the national ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell {
    /// How many squares north of the origin.
    pub row: i32,
    /// How many squares east of the origin.
    pub column: i32,
}

/// Points counted by square.
#[derive(Debug, Clone, PartialEq)]
pub struct CellCounts {
    /// Side of a square, in metres.
    pub cell_m: f64,
    /// The squares of the mask, from the south-west by row.
    pub cells: Vec<Cell>,
    /// Points in each of `cells`, many of them none.
    pub counts: Vec<u64>,
    /// Points outside the mask: wrongly placed, or the mask is too narrow.
    pub outside: u64,
}

/// Why points could not be counted by square.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum GridError {
    /// The squares have no size.
    #[error("a square needs a side above zero metres, not {0}")]
    NoSize(f64),
    /// A point is nowhere, or too far off to number its square.
    #[error("point {point} has no square")]
    NoSquare {
        /// The first such point.
        point: usize,
    },
    /// No square lies within the mask.
    #[error("the mask holds no square")]
    EmptyMask,
}

impl Cell {
    /// The square that holds a point; one on a border belongs to the square
    /// north or east of it. None if the point is too far off.
    pub fn of(point: Point, cell_m: f64) -> Option<Self> {
        let place = |metres: f64| {
            let squares = (metres / cell_m).floor();
            let fits = (f64::from(i32::MIN)..f64::from(i32::MAX)).contains(&squares);
            fits.then_some(squares as i32)
        };
        Some(Self {
            row: place(point.y)?,
            column: place(point.x)?,
        })
    }

    /// The middle of the square, in metres.
    pub fn middle(self, cell_m: f64) -> Point {
        Point {
            x: (f64::from(self.column) + 0.5) * cell_m,
            y: (f64::from(self.row) + 0.5) * cell_m,
        }
    }
}

/// Counts points by square. Only squares of `mask` are listed, with zero where
/// nothing happened: empty land outside the mask would make any map look
/// concentrated.
///
/// - `points`: in metres east and north of the origin.
/// - `cell_m`: side of a square, in metres; 250 is usual. Show two sizes.
/// - `mask`: squares where something could happen, as where anyone lives or is.
///
/// # Errors
/// [`GridError`].
///
/// ```
/// # use handslag_stats::{area::{Cell, GridError, count_cells}, point::Point};
/// let at = Point::new;
/// let mask = [Cell { row: 0, column: 0 }, Cell { row: 0, column: 1 }];
/// let points = [at(10.0, 10.0), at(249.9, 0.0), at(600.0, 10.0)];
/// let map = count_cells(&points, 250.0, mask)?;
/// assert_eq!((map.counts, map.outside), (vec![2, 0], 1));
/// # Ok::<(), GridError>(())
/// ```
pub fn count_cells(
    points: &[Point],
    cell_m: f64,
    mask: impl IntoIterator<Item = Cell>,
) -> Result<CellCounts, GridError> {
    check_size(cell_m)?;
    let mut counts: BTreeMap<Cell, u64> = mask.into_iter().map(|cell| (cell, 0)).collect();
    if counts.is_empty() {
        return Err(GridError::EmptyMask);
    }
    let mut outside = 0;
    for (point, &place) in points.iter().enumerate() {
        let cell = Cell::of(place, cell_m).ok_or(GridError::NoSquare { point })?;
        match counts.get_mut(&cell) {
            Some(count) => *count += 1,
            None => outside += 1,
        }
    }
    let (cells, counts) = counts.into_iter().unzip();
    Ok(CellCounts {
        cell_m,
        cells,
        counts,
        outside,
    })
}

/// The squares whose middle lies within an outline, for a mask.
///
/// - `rings`: closed lines of corners, in metres; a ring within another is a
///   hole, and the last corner may or may not repeat the first.
///
/// # Errors
/// [`GridError`]: a size that is none, a corner that has no square, or an
/// outline too narrow to hold the middle of any square.
///
/// ```
/// # use handslag_stats::{area::{GridError, cells_within}, point::Point};
/// // Worked by hand: a triangle with legs of 390 m holds the middles of three
/// // squares in the lowest row, two in the next and one above.
/// let at = Point::new;
/// let triangle = vec![at(0.0, 0.0), at(390.0, 0.0), at(0.0, 390.0)];
/// assert_eq!(cells_within(&[triangle], 100.0)?.len(), 6);
/// # Ok::<(), GridError>(())
/// ```
pub fn cells_within(rings: &[Vec<Point>], cell_m: f64) -> Result<BTreeSet<Cell>, GridError> {
    check_size(cell_m)?;
    let corners: Vec<Point> = rings.iter().flatten().copied().collect();
    let mut rows = Vec::new();
    for (point, &corner) in corners.iter().enumerate() {
        let cell = Cell::of(corner, cell_m).ok_or(GridError::NoSquare { point })?;
        rows.push(cell.row);
    }
    let (Some(&south), Some(&north)) = (rows.iter().min(), rows.iter().max()) else {
        return Err(GridError::EmptyMask);
    };
    let mut cells = BTreeSet::new();
    for row in south..=north {
        let mut crossings = crossings(rings, (f64::from(row) + 0.5) * cell_m);
        crossings.sort_by(f64::total_cmp);
        // Inside between the first and the second, outside till the third.
        for span in crossings.chunks_exact(2) {
            let first = (span[0] / cell_m - 0.5).ceil() as i32;
            let end = (span[1] / cell_m - 0.5).ceil() as i32;
            cells.extend((first..end).map(|column| Cell { row, column }));
        }
    }
    if cells.is_empty() {
        return Err(GridError::EmptyMask);
    }
    Ok(cells)
}

/// Where the rings cross the line at this height.
fn crossings(rings: &[Vec<Point>], north_m: f64) -> Vec<f64> {
    let edges = rings.iter().flat_map(|ring| {
        let next = ring.iter().cycle().skip(1);
        ring.iter().zip(next)
    });
    edges
        // A corner on the line belongs to the edge that goes north from it, so
        // that it counts once.
        .filter(|(from, to)| (from.y > north_m) != (to.y > north_m))
        .map(|(from, to)| {
            let share = (north_m - from.y) / (to.y - from.y);
            from.x + share * (to.x - from.x)
        })
        .collect()
}

fn check_size(cell_m: f64) -> Result<(), GridError> {
    if cell_m.is_finite() && cell_m > 0.0 {
        Ok(())
    } else {
        Err(GridError::NoSize(cell_m))
    }
}

impl CellCounts {
    /// Which squares touch, corners included.
    pub fn neighbours(&self) -> Neighbours {
        let place = |row: Option<i32>, column: Option<i32>| {
            let (row, column) = (row?, column?);
            self.cells.binary_search(&Cell { row, column }).ok()
        };
        let around = |cell: &Cell| -> Vec<usize> {
            let steps = [-1, 0, 1];
            steps
                .iter()
                .flat_map(|&up| steps.map(|along| (up, along)))
                .filter(|&step| step != (0, 0))
                .filter_map(|(up, along)| {
                    place(cell.row.checked_add(up), cell.column.checked_add(along))
                })
                .collect()
        };
        let lists: Vec<Vec<usize>> = self.cells.iter().map(around).collect();
        Neighbours::mutual(&lists).expect("squares that touch do so mutually")
    }

    /// The squares with most points, most first, up to this share of all
    /// squares (a part of a square counts as a whole one); squares without
    /// points are left out. Of squares with as many the south-western comes
    /// first.
    pub fn top(&self, share_of_cells: f64) -> Vec<(Cell, u64)> {
        let wanted = (share_of_cells * self.cells.len() as f64 - 1e-9).ceil();
        let mut order: Vec<(Cell, u64)> = self
            .cells
            .iter()
            .copied()
            .zip(self.counts.iter().copied())
            .filter(|&(_, count)| count > 0)
            .collect();
        order.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
        order.truncate(wanted.max(0.0) as usize);
        order
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(x: f64, y: f64) -> Point {
        Point::new(x, y)
    }

    #[test]
    fn a_square_hole_in_a_square_is_left_out() {
        let square =
            |from: f64, to: f64| vec![at(from, from), at(to, from), at(to, to), at(from, to)];
        let ring = cells_within(&[square(0.0, 500.0), square(200.0, 300.0)], 100.0).unwrap();
        assert_eq!(ring.len(), 24);
        assert!(!ring.contains(&Cell { row: 2, column: 2 }));
        assert!(ring.contains(&Cell { row: 4, column: 4 }));
    }

    #[test]
    fn squares_south_and_west_of_the_origin_are_squares_too() {
        assert_eq!(
            Cell::of(at(-0.1, 250.0), 250.0),
            Some(Cell { row: 1, column: -1 })
        );
        assert_eq!(Cell { row: 1, column: -1 }.middle(250.0), at(-125.0, 375.0));
        assert_eq!(Cell::of(at(1e300, 0.0), 250.0), None);
    }

    #[test]
    fn what_has_no_square_is_refused() {
        let mask = [Cell { row: 0, column: 0 }];
        for size in [0.0, -1.0, f64::NAN] {
            assert!(matches!(
                count_cells(&[], size, mask),
                Err(GridError::NoSize(_))
            ));
        }
        let nowhere = count_cells(&[at(1.0, 1.0), at(f64::NAN, 0.0)], 9.0, mask);
        assert_eq!(nowhere, Err(GridError::NoSquare { point: 1 }));
        assert_eq!(count_cells(&[], 9.0, []), Err(GridError::EmptyMask));
        assert_eq!(cells_within(&[], 9.0), Err(GridError::EmptyMask));
    }

    #[test]
    fn squares_touch_at_sides_and_corners() {
        let mask = (0..3).flat_map(|row| (0..3).map(move |column| Cell { row, column }));
        let map = count_cells(&[], 100.0, mask).unwrap();
        let neighbours = map.neighbours();
        assert_eq!(neighbours.count(4), 8);
        assert_eq!(neighbours.of(0), [1, 3, 4]);
        assert_eq!(map.top(1.0), []);
    }

    #[test]
    fn the_top_list_holds_the_share_asked_for() {
        let mask = (0..10).map(|column| Cell { row: 0, column });
        let points: Vec<Point> = [15.0, 15.0, 95.0, 5.0].map(|east| at(east, 5.0)).into();
        let map = count_cells(&points, 10.0, mask).unwrap();
        let cell = |column| Cell { row: 0, column };
        assert_eq!(map.top(0.2), [(cell(1), 2), (cell(0), 1)]);
        assert_eq!(map.top(0.1), [(cell(1), 2)]);
        assert_eq!(map.top(0.9).len(), 3);
    }

    proptest! {
        #[test]
        fn no_point_is_lost(points in prop::collection::vec((-500.0..500.0f64, -500.0..500.0f64), 0..60), cell_m in 20.0..300.0f64) {
            let points: Vec<Point> = points.into_iter().map(|(east, north)| at(east, north)).collect();
            let outline = vec![at(-300.0, -300.0), at(400.0, -300.0), at(400.0, 400.0), at(-300.0, 400.0)];
            let mask = cells_within(&[outline], cell_m).unwrap();
            let map = count_cells(&points, cell_m, mask).unwrap();
            prop_assert_eq!(map.counts.iter().sum::<u64>() + map.outside, points.len() as u64);
        }
    }
}
