//! Which points lie near each other?

use super::place::{Point, squared};

/// Points sorted into square cells, so that near ones are found without
/// looking at all.
pub(super) struct Cells<'a> {
    points: &'a [Point],
    west: f64,
    south: f64,
    side: f64,
    columns: usize,
    rows: usize,
    /// Where each cell's points begin in `order`; one more at the end.
    starts: Vec<u32>,
    /// The points' numbers, cell by cell, in rising number within a cell.
    order: Vec<u32>,
}

impl<'a> Cells<'a> {
    /// `points`, all finite, in cells of about `side`: larger where the cells
    /// would outnumber the points.
    pub fn new(points: &'a [Point], side: f64) -> Self {
        let ends = |of: fn(&Point) -> f64| {
            points
                .iter()
                .map(of)
                .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), at| {
                    (low.min(at), high.max(at))
                })
        };
        let ((west, east), (south, north)) = (ends(|p| p.x), ends(|p| p.y));
        let (width, height) = ((east - west).max(0.0), (north - south).max(0.0));
        let allowed = 2.0 * points.len() as f64 + 16.0;
        let mut side = side.max(f64::MIN_POSITIVE);
        if (width / side + 1.0) * (height / side + 1.0) > allowed {
            // The side that uses up what is allowed, also for points on a line.
            side = side
                .max((width * height / allowed).sqrt() * 1.5)
                .max(2.0 * width.max(height) / allowed);
        }
        let columns = (width / side) as usize + 1;
        let rows = (height / side) as usize + 1;
        let mut cells = Self {
            points,
            west,
            south,
            side,
            columns,
            rows,
            starts: vec![0; columns * rows + 1],
            order: vec![0; points.len()],
        };
        cells.sort();
        cells
    }

    fn sort(&mut self) {
        let of_point: Vec<u32> = self
            .points
            .iter()
            .map(|&point| {
                let (column, row) = self.cell(point);
                (row * self.columns + column) as u32
            })
            .collect();
        for &cell in &of_point {
            self.starts[cell as usize + 1] += 1;
        }
        for cell in 1..self.starts.len() {
            self.starts[cell] += self.starts[cell - 1];
        }
        let mut next = self.starts.clone();
        for (point, &cell) in of_point.iter().enumerate() {
            let place = &mut next[cell as usize];
            self.order[*place as usize] = point as u32;
            *place += 1;
        }
    }

    fn cell(&self, point: Point) -> (usize, usize) {
        let along =
            |from: f64, to: f64, cells: usize| (((to - from) / self.side) as usize).min(cells - 1);
        (
            along(self.west, point.x, self.columns),
            along(self.south, point.y, self.rows),
        )
    }

    /// The points' numbers so that near ones stand near each other.
    pub fn order(&self) -> &[u32] {
        &self.order
    }

    /// The points within `reach` cells of a place, in runs, a superset of those
    /// within `reach` sides of it.
    fn around(&self, at: Point, reach: usize) -> impl Iterator<Item = &[u32]> {
        let (column, row) = self.cell(at);
        let first = column.saturating_sub(reach);
        let last = (column.saturating_add(reach)).min(self.columns - 1);
        let rows = row.saturating_sub(reach)..=(row.saturating_add(reach)).min(self.rows - 1);
        rows.map(move |row| {
            let from = self.starts[row * self.columns + first] as usize;
            let to = self.starts[row * self.columns + last + 1] as usize;
            &self.order[from..to]
        })
    }

    fn reach(&self, distance: f64) -> usize {
        // One more than fits, since rounding may put a point in the next cell.
        (distance / self.side) as usize + 1
    }

    /// Every other point within `distance` of point number `i`, with its number
    /// and the squared distance.
    pub fn each_within(&self, i: usize, distance: f64, mut visit: impl FnMut(usize, f64)) {
        let at = self.points[i];
        let limit = distance * distance;
        for run in self.around(at, self.reach(distance)) {
            for &j in run {
                let other = self.points[j as usize];
                let far = squared(at.x - other.x, at.y - other.y);
                if far <= limit && j as usize != i {
                    visit(j as usize, far);
                }
            }
        }
    }

    /// Every point in the cells that may hold one within `distance` along each
    /// axis of point number `i`: itself too, and some that are farther.
    pub fn each_in_reach(&self, i: usize, distance: f64, mut visit: impl FnMut(usize)) {
        for run in self.around(self.points[i], self.reach(distance)) {
            for &j in run {
                visit(j as usize);
            }
        }
    }

    /// The distance from point number `i` to the nearest other; infinite if it
    /// is alone.
    pub fn nearest(&self, i: usize) -> f64 {
        let mut reach = 1;
        loop {
            let mut nearest = f64::INFINITY;
            let at = self.points[i];
            for run in self.around(at, reach) {
                for &j in run {
                    if j as usize != i {
                        let other = self.points[j as usize];
                        nearest = nearest.min(squared(at.x - other.x, at.y - other.y));
                    }
                }
            }
            let nearest = nearest.sqrt();
            // All points nearer than this have been looked at.
            let seen = (reach as f64 - 0.001) * self.side;
            if nearest <= seen || reach >= self.columns.max(self.rows) {
                return nearest;
            }
            reach *= 2;
        }
    }
}

/// The side that gives cells of about two points each.
pub(super) fn side_for_few(points: &[Point]) -> f64 {
    let ends = |of: fn(&Point) -> f64| {
        let all = points.iter().map(of);
        all.clone().fold(f64::NEG_INFINITY, f64::max) - all.fold(f64::INFINITY, f64::min)
    };
    let (width, height) = (ends(|p| p.x), ends(|p| p.y));
    (width * height * 2.0 / points.len() as f64)
        .sqrt()
        .max(width.max(height) / points.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn near_points_are_those_found_by_looking_at_all(
            places in prop::collection::vec((0i32..40, 0i32..25), 1..60),
            distance in 0.0..30.0f64,
            side in 0.01..50.0f64,
        ) {
            let points: Vec<Point> = places
                .iter()
                .map(|&(x, y)| Point::new(f64::from(x), f64::from(y)))
                .collect();
            let cells = Cells::new(&points, side);
            for i in 0..points.len() {
                let mut found = Vec::new();
                cells.each_within(i, distance, |j, _| found.push(j));
                found.sort_unstable();
                let all: Vec<usize> = (0..points.len())
                    .filter(|&j| j != i && points[i].distance(points[j]) <= distance)
                    .collect();
                prop_assert_eq!(found, all);
                let nearest = (0..points.len())
                    .filter(|&j| j != i)
                    .map(|j| points[i].distance(points[j]))
                    .fold(f64::INFINITY, f64::min);
                prop_assert_eq!(cells.nearest(i), nearest);
            }
        }
    }
}
