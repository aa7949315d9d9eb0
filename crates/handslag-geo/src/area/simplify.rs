//! Outlines with fewer corners, for drawing.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use geo::{LineString, SimplifyVw};

use super::{Area, Polygon, Ring};
use crate::projection::Position;

const METRES_A_DEGREE: f64 = 111_320.0;

/// The same areas with fewer corners (Visvalingam and Whyatt 1993,
/// doi:10.1179/000870493786962263).
///
/// A border that two areas share is simplified once, so that neither gap nor
/// overlap comes of it. Islands and holes smaller than the tolerance squared are
/// left out, but never the whole of an area. For drawing only: a place is found
/// in the areas as they were.
///
/// - `tolerance_m`: corners that change an outline by less than this squared go.
#[must_use]
pub fn simplified(areas: &[Area], tolerance_m: f64) -> Vec<Area> {
    let beside = corners_beside(areas);
    let mut borders = Borders {
        tolerance_m,
        known: HashMap::new(),
    };
    areas
        .iter()
        .map(|area| Area {
            polygons: borders.polygons(area, &beside),
            ..area.clone()
        })
        .collect()
}

/// For each corner, those it is joined to by an edge of any area. Where that is
/// not two, borders meet.
type Beside = BTreeMap<Position, BTreeSet<Position>>;

fn corners_beside(areas: &[Area]) -> Beside {
    let mut beside = Beside::new();
    for ring in areas.iter().flat_map(Area::rings) {
        for (number, &corner) in ring.iter().enumerate() {
            let next = ring[(number + 1) % ring.len()];
            beside.entry(corner).or_default().insert(next);
            beside.entry(next).or_default().insert(corner);
        }
    }
    beside
}

struct Borders {
    tolerance_m: f64,
    /// Each border as it was, and what became of it.
    known: HashMap<Vec<Position>, Vec<Position>>,
}

impl Borders {
    fn polygons(&mut self, area: &Area, beside: &Beside) -> Vec<Polygon> {
        let smallest_m2 = self.tolerance_m * self.tolerance_m;
        let mut polygons: Vec<(f64, Polygon)> = Vec::new();
        for polygon in area.polygons() {
            let m2 = ring_m2(&polygon.outer);
            let holes = polygon.holes.iter();
            let holes = holes.filter(|hole| ring_m2(hole) >= smallest_m2);
            let holes = holes.map(|hole| self.ring(hole, beside)).collect();
            let outer = self.ring(&polygon.outer, beside);
            polygons.push((m2, Polygon { outer, holes }));
        }
        let largest = polygons.iter().map(|(m2, _)| *m2).fold(0.0, f64::max);
        polygons.retain(|(m2, _)| *m2 >= smallest_m2.min(largest));
        polygons.into_iter().map(|(_, polygon)| polygon).collect()
    }

    fn ring(&mut self, ring: &Ring, beside: &Beside) -> Ring {
        let meets = |corner: &Position| beside[corner].len() != 2;
        let start = ring.iter().position(meets);
        // A ring on which nothing meets begins at a corner that every area that
        // shares it finds alike.
        let start = start.or_else(|| (0..ring.len()).min_by_key(|&number| ring[number]));
        let start = start.unwrap_or(0);
        let mut turned: Vec<Position> = [&ring[start..], &ring[..start]].concat();
        turned.push(ring[start]);

        let mut simple: Ring = Vec::new();
        let mut from = 0;
        for to in 1..turned.len() {
            if to + 1 == turned.len() || meets(&turned[to]) {
                let border = self.border(&turned[from..=to]);
                simple.extend_from_slice(&border[..border.len() - 1]);
                from = to;
            }
        }
        // Less than a triangle is no ring: such a small one stays as it was.
        if simple.len() < 3 {
            ring.clone()
        } else {
            simple
        }
    }

    /// One border between two meetings, the same from either side.
    fn border(&mut self, corners: &[Position]) -> Vec<Position> {
        let reversed: Vec<_> = corners.iter().rev().copied().collect();
        let is_reversed = reversed.as_slice() < corners;
        let forward = if is_reversed { &reversed } else { corners };
        let known = self.known.get(forward).cloned();
        let mut simple = known.unwrap_or_else(|| {
            let simple = simple_line(forward, self.tolerance_m);
            self.known.insert(forward.to_vec(), simple.clone());
            simple
        });
        if is_reversed {
            simple.reverse();
        }
        simple
    }
}

fn simple_line(corners: &[Position], tolerance_m: f64) -> Vec<Position> {
    let east = metres_east(corners);
    let metres = corners
        .iter()
        .map(|corner| (corner.lon_deg() * east, corner.lat_deg() * METRES_A_DEGREE));
    let line: LineString<f64> = metres.collect();
    // The measure is the area of a triangle.
    let simple = line.simplify_vw(tolerance_m * tolerance_m / 2.0);
    let mut left = simple.coords().peekable();
    // Corners are kept as they were, not as they come back from metres.
    let kept = line.coords().zip(corners).filter(|(coord, _)| {
        let is_kept = left.peek() == Some(coord);
        if is_kept {
            left.next();
        }
        is_kept
    });
    kept.map(|(_, &corner)| corner).collect()
}

fn metres_east(corners: &[Position]) -> f64 {
    let lat = corners.first().map_or(0.0, |corner| corner.lat_deg());
    METRES_A_DEGREE * lat.to_radians().cos()
}

fn ring_m2(ring: &[Position]) -> f64 {
    let east = metres_east(ring);
    let next = ring.iter().cycle().skip(1);
    let twice: f64 = ring
        .iter()
        .zip(next)
        .map(|(a, b)| a.lon_deg() * b.lat_deg() - b.lon_deg() * a.lat_deg())
        .sum();
    (twice / 2.0).abs() * east * METRES_A_DEGREE
}
