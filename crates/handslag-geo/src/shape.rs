//! Does this outline hold this point? Exactly, in whole numbers.

use std::hash::{DefaultHasher, Hash, Hasher};

/// A closed outline of one or more rings, in whole units of any plane.
///
/// What an odd number of rings surround is inside; so holes are rings too. A
/// point on an edge is inside if the edge lies west or south of it. So two
/// outlines that share an edge never both hold a point of it, and never neither.
#[derive(Debug, Clone)]
pub(crate) struct Shape {
    edges: Vec<Edge>,
    /// Edges that reach into band i are `members[starts[i]..starts[i + 1]]`.
    starts: Vec<u32>,
    members: Vec<u32>,
    bounds: Bounds,
    digest: u64,
}

/// A closed box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Bounds {
    pub min: (i32, i32),
    pub max: (i32, i32),
}

/// How a box lies to an outline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Inside,
    Outside,
    Across,
}

/// An edge that is not level, from its lower to its upper end.
#[derive(Debug, Clone, Copy)]
struct Edge {
    low: (i32, i32),
    high: (i32, i32),
}

impl Bounds {
    pub fn of(points: impl IntoIterator<Item = (i32, i32)>) -> Option<Self> {
        points.into_iter().fold(None, |bounds, point| {
            let Self { min, max } = bounds.unwrap_or(Self {
                min: point,
                max: point,
            });
            Some(Self {
                min: (min.0.min(point.0), min.1.min(point.1)),
                max: (max.0.max(point.0), max.1.max(point.1)),
            })
        })
    }

    pub fn holds(&self, (x, y): (i32, i32)) -> bool {
        x >= self.min.0 && x <= self.max.0 && y >= self.min.1 && y <= self.max.1
    }

    fn touches(&self, other: &Self) -> bool {
        self.min.0 <= other.max.0
            && other.min.0 <= self.max.0
            && self.min.1 <= other.max.1
            && other.min.1 <= self.max.1
    }
}

impl Edge {
    fn between(a: (i32, i32), b: (i32, i32)) -> Self {
        let (low, high) = if (a.1, a.0) <= (b.1, b.0) {
            (a, b)
        } else {
            (b, a)
        };
        Self { low, high }
    }

    /// Positive when the point lies west of the edge, 0 when on its line.
    fn west(&self, (x, y): (i32, i32)) -> i128 {
        let wide = |number: i32| i128::from(number);
        (wide(self.high.0) - wide(self.low.0)) * (wide(y) - wide(self.low.1))
            - (wide(x) - wide(self.low.0)) * (wide(self.high.1) - wide(self.low.1))
    }

    /// Does a ray from the point toward the east cross the edge?
    #[inline]
    fn is_east_of(&self, point: (i32, i32)) -> bool {
        let (x, y) = point;
        if y < self.low.1 || y >= self.high.1 {
            return false;
        }
        let (west, east) = (self.low.0.min(self.high.0), self.low.0.max(self.high.0));
        x < west || (x < east && self.west(point) > 0)
    }

    fn bounds(&self) -> Bounds {
        Bounds {
            min: (self.low.0.min(self.high.0), self.low.1),
            max: (self.low.0.max(self.high.0), self.high.1),
        }
    }

    fn touches(&self, area: &Bounds) -> bool {
        if !self.bounds().touches(area) {
            return false;
        }
        let corners = [
            area.min,
            (area.max.0, area.min.1),
            area.max,
            (area.min.0, area.max.1),
        ];
        let sides = corners.map(|corner| self.west(corner).signum());
        // All corners strictly on one side: the line passes the box by.
        !(sides.iter().all(|&side| side > 0) || sides.iter().all(|&side| side < 0))
    }
}

impl Shape {
    /// An outline of rings; the last point of each joins its first.
    pub fn new<'a>(rings: impl IntoIterator<Item = &'a [(i32, i32)]>) -> Option<Self> {
        let mut edges = Vec::new();
        let mut corners = Vec::new();
        let mut hasher = DefaultHasher::new();
        for ring in rings {
            ring.hash(&mut hasher);
            corners.extend_from_slice(ring);
            let next = ring.iter().cycle().skip(1);
            edges.extend(ring.iter().zip(next).map(|(&a, &b)| Edge::between(a, b)));
        }
        let bounds = Bounds::of(corners)?;
        let (starts, members) = banded(&edges, &bounds);
        Some(Self {
            edges,
            starts,
            members,
            bounds,
            digest: hasher.finish(),
        })
    }

    pub fn bounds(&self) -> Bounds {
        self.bounds
    }

    /// The same number for the same rings, while the program is the same.
    pub fn digest(&self) -> u64 {
        self.digest
    }

    #[inline]
    pub fn holds(&self, point: (i32, i32)) -> bool {
        if !self.bounds.holds(point) {
            return false;
        }
        let band = band_of(point.1, &self.bounds, self.starts.len() - 1);
        let (from, to) = (self.starts[band] as usize, self.starts[band + 1] as usize);
        let crossed = self.members[from..to]
            .iter()
            .filter(|&&edge| self.edges[edge as usize].is_east_of(point));
        crossed.count() % 2 == 1
    }

    pub fn side(&self, area: &Bounds) -> Side {
        if !self.bounds.touches(area) {
            return Side::Outside;
        }
        let n_bands = self.starts.len() - 1;
        let lowest = band_of(area.min.1, &self.bounds, n_bands);
        let highest = band_of(area.max.1, &self.bounds, n_bands);
        let (from, to) = (
            self.starts[lowest] as usize,
            self.starts[highest + 1] as usize,
        );
        let mut near = self.members[from..to].iter();
        if near.any(|&edge| self.edges[edge as usize].touches(area)) {
            Side::Across
        } else if self.holds(area.min) {
            Side::Inside
        } else {
            Side::Outside
        }
    }
}

/// The band of a height; heights beyond the bounds fall in the nearest.
fn band_of(y: i32, bounds: &Bounds, n_bands: usize) -> usize {
    let height = i64::from(bounds.max.1) - i64::from(bounds.min.1) + 1;
    let above = (i64::from(y) - i64::from(bounds.min.1)).clamp(0, height - 1);
    (above * n_bands as i64 / height) as usize
}

fn banded(edges: &[Edge], bounds: &Bounds) -> (Vec<u32>, Vec<u32>) {
    // A few edges a band: more bands than that repeat the long edges.
    let n_bands = (edges.len() / 2).clamp(1, 4096);
    let mut lists = vec![Vec::new(); n_bands];
    for (number, edge) in edges.iter().enumerate() {
        let lowest = band_of(edge.low.1, bounds, n_bands);
        let highest = band_of(edge.high.1, bounds, n_bands);
        for list in &mut lists[lowest..=highest] {
            list.push(number as u32);
        }
    }
    let mut starts = vec![0];
    let mut members = Vec::new();
    for list in lists {
        members.extend(list);
        starts.push(members.len() as u32);
    }
    (starts, members)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_hole_is_outside_and_an_island_in_it_inside() {
        let square = |low: i32, high: i32| [(low, low), (high, low), (high, high), (low, high)];
        let rings = [square(0, 90), square(20, 70), square(40, 50)];
        let shape = Shape::new(rings.iter().map(|ring| &ring[..])).unwrap();
        for (point, inside) in [(10, true), (30, false), (45, true), (95, false)] {
            assert_eq!(shape.holds((point, point)), inside, "{point}");
        }
        let area = |low, high| Bounds {
            min: (low, low),
            max: (high, high),
        };
        assert_eq!(shape.side(&area(1, 19)), Side::Inside);
        assert_eq!(shape.side(&area(21, 39)), Side::Outside);
        assert_eq!(shape.side(&area(15, 25)), Side::Across);
    }

    #[test]
    fn the_widest_outline_does_not_overflow() {
        let ring = [
            (i32::MIN, i32::MIN),
            (i32::MAX, i32::MIN),
            (i32::MAX, i32::MAX),
        ];
        let shape = Shape::new([&ring[..]]).unwrap();
        assert!(shape.holds((i32::MAX - 1, 0)));
        assert!(!shape.holds((i32::MIN, i32::MAX)));
    }

    proptest! {
        /// Triangles around one point share their edges and tile the square.
        #[test]
        fn a_point_on_a_shared_edge_is_in_one_area(hub in (1i32..40, 1i32..40), point in (0i32..40, 0i32..40)) {
            let corners = [(0, 0), (40, 0), (40, 40), (0, 40)];
            let holders = (0..4).filter(|&i| {
                let ring = [corners[i], corners[(i + 1) % 4], hub];
                Shape::new([&ring[..]]).unwrap().holds(point)
            });
            prop_assert_eq!(holders.count(), 1);
        }

        #[test]
        fn a_box_that_no_edge_touches_is_wholly_in_or_out(
            ring in prop::collection::vec((0i32..60, 0i32..60), 3..9),
            corner in (0i32..60, 0i32..60),
            size in (0i32..9, 0i32..9),
        ) {
            let shape = Shape::new([&ring[..]]).unwrap();
            let area = Bounds { min: corner, max: (corner.0 + size.0, corner.1 + size.1) };
            let points = (area.min.0..=area.max.0)
                .flat_map(|x| (area.min.1..=area.max.1).map(move |y| (x, y)));
            let inside: Vec<bool> = points.map(|point| shape.holds(point)).collect();
            match shape.side(&area) {
                Side::Inside => prop_assert!(inside.iter().all(|&inside| inside)),
                Side::Outside => prop_assert!(!inside.iter().any(|&inside| inside)),
                Side::Across => {}
            }
        }
    }
}
