//! Which area holds this place? For millions of places.

use rayon::prelude::*;
use rstar::primitives::{GeomWithData, Line};
use rstar::{AABB, RTree};

use super::Area;
use crate::projection::Position;
use crate::shape::{Bounds, Shape, Side};

/// The grid over all areas has so many squares a side, as a power of two: a
/// municipality is then tens of squares wide, and few of them hold a border.
const HALVINGS: u32 = 9;
const METRES_A_DEGREE: f64 = 111_320.0;

/// Answers which of its areas holds a place.
#[derive(Debug)]
pub struct AreaIndex {
    areas: Vec<Area>,
    shapes: Vec<Shape>,
    bounds: Bounds,
    /// The areas of square i are `members[starts[i]..starts[i + 1]]`.
    starts: Vec<u32>,
    members: Vec<Member>,
    edges: RTree<Edge>,
}

pub(super) type Edge = GeomWithData<Line<[f64; 2]>, u32>;

/// An area that reaches into a square.
#[derive(Debug, Clone, Copy)]
struct Member {
    area: u32,
    /// It holds the whole square.
    is_whole: bool,
}

/// Where a place was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Found {
    /// This area, by its number, holds it.
    In(usize),
    /// No area holds it; this one is nearest and close enough. Simplified
    /// coasts and borders leave such places out.
    Near {
        /// The area's number.
        area: usize,
        /// How far off its border is.
        distance_m: f64,
    },
    /// No area is close enough.
    Nowhere,
}

impl Found {
    /// The number of the area, if one was found.
    #[must_use]
    pub fn area(self) -> Option<usize> {
        match self {
            Self::In(area) | Self::Near { area, .. } => Some(area),
            Self::Nowhere => None,
        }
    }
}

impl AreaIndex {
    /// An index of these areas. Where areas overlap, the first holds the place.
    #[must_use]
    pub fn new(areas: Vec<Area>) -> Self {
        let shapes: Vec<Shape> = areas.iter().map(Area::shape).collect();
        let corners = shapes.iter().flat_map(|shape| {
            let Bounds { min, max } = shape.bounds();
            [min, max]
        });
        let bounds = Bounds::of(corners).unwrap_or(Bounds {
            min: (0, 0),
            max: (0, 0),
        });
        let (starts, members) = squared(&shapes, &bounds);
        Self {
            edges: edges_of(&areas),
            areas,
            shapes,
            bounds,
            starts,
            members,
        }
    }

    /// The areas, by number.
    #[must_use]
    pub fn areas(&self) -> &[Area] {
        &self.areas
    }

    /// The number of the area with this code.
    #[must_use]
    pub fn number_of(&self, code: &str) -> Option<usize> {
        self.areas.iter().position(|area| area.code == code)
    }

    /// The number of the area that holds a place. One on a common border
    /// belongs to the area east or north of it, always the same.
    #[must_use]
    pub fn holder(&self, position: Position) -> Option<usize> {
        let point = (position.lon_e7, position.lat_e7);
        if !self.bounds.holds(point) {
            return None;
        }
        let square = square_of(point, &self.bounds);
        let (from, to) = (
            self.starts[square] as usize,
            self.starts[square + 1] as usize,
        );
        let mut members = self.members[from..to].iter();
        let holder = members
            .find(|member| member.is_whole || self.shapes[member.area as usize].holds(point));
        holder.map(|member| member.area as usize)
    }

    /// The area that holds a place, or the nearest within `tolerance_m`.
    ///
    /// Distances are right within a percent up to 10 km.
    #[must_use]
    pub fn find(&self, position: Position, tolerance_m: f64) -> Found {
        if let Some(area) = self.holder(position) {
            return Found::In(area);
        }
        let near = edges_near(&self.edges, position, tolerance_m);
        let nearest = near.min_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
        nearest.map_or(Found::Nowhere, |(area, distance_m)| Found::Near {
            area: area as usize,
            distance_m,
        })
    }

    /// The holders of many places, on all threads.
    #[must_use]
    pub fn holders(&self, positions: &[Position]) -> Vec<Option<usize>> {
        let many = positions.par_iter().with_min_len(1 << 12);
        many.map(|&position| self.holder(position)).collect()
    }
}

/// Every border, each edge with the number of its area.
pub(super) fn edges_of(areas: &[Area]) -> RTree<Edge> {
    let mut edges = Vec::new();
    for (number, area) in (0..).zip(areas) {
        for ring in area.rings() {
            let next = ring.iter().cycle().skip(1);
            edges.extend(ring.iter().zip(next).map(|(a, b)| {
                let line = Line::new([a.lon_deg(), a.lat_deg()], [b.lon_deg(), b.lat_deg()]);
                GeomWithData::new(line, number)
            }));
        }
    }
    RTree::bulk_load(edges)
}

/// The areas with an edge within `within_m`, with the distance to each such edge.
pub(super) fn edges_near(
    edges: &RTree<Edge>,
    position: Position,
    within_m: f64,
) -> impl Iterator<Item = (u32, f64)> {
    let (lon, lat) = (position.lon_deg(), position.lat_deg());
    let north = METRES_A_DEGREE;
    let east = METRES_A_DEGREE * lat.to_radians().cos().max(0.01);
    let (dx, dy) = (within_m / east, within_m / north);
    let around = AABB::from_corners([lon - dx, lat - dy], [lon + dx, lat + dy]);
    let near = edges.locate_in_envelope_intersecting(around);
    near.filter_map(move |edge| {
        let metres = |[x, y]: [f64; 2]| ((x - lon) * east, (y - lat) * north);
        let distance_m = from_origin(metres(edge.geom().from), metres(edge.geom().to));
        (distance_m <= within_m).then_some((edge.data, distance_m))
    })
}

/// How far a segment lies from the origin.
fn from_origin(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let length2 = dx * dx + dy * dy;
    let along = if length2 == 0.0 {
        0.0
    } else {
        (-(a.0 * dx + a.1 * dy) / length2).clamp(0.0, 1.0)
    };
    (a.0 + along * dx).hypot(a.1 + along * dy)
}

/// Which areas reach into which squares.
fn squared(shapes: &[Shape], bounds: &Bounds) -> (Vec<u32>, Vec<Member>) {
    let mut found = Vec::new();
    for (number, shape) in (0..).zip(shapes) {
        let mut squares = Squares {
            shape,
            bounds,
            area: number,
            found: &mut found,
        };
        squares.descend(0, 0, HALVINGS);
    }
    // Stable: within a square, areas keep their order.
    found.sort_by_key(|&(square, _)| square);
    let n_squares = 1_usize << (2 * HALVINGS);
    let mut starts = vec![0_u32; n_squares + 1];
    for &(square, _) in &found {
        starts[square as usize + 1] += 1;
    }
    for square in 0..n_squares {
        starts[square + 1] += starts[square];
    }
    (
        starts,
        found.into_iter().map(|(_, member)| member).collect(),
    )
}

/// Halves the box again and again along the border of one area.
struct Squares<'a> {
    shape: &'a Shape,
    bounds: &'a Bounds,
    area: u32,
    found: &'a mut Vec<(u32, Member)>,
}

impl Squares<'_> {
    fn descend(&mut self, x: u32, y: u32, halvings: u32) {
        let (to_x, to_y) = (x + (1 << halvings), y + (1 << halvings));
        let block = Bounds {
            min: (
                edge_of(x, self.bounds.min.0, self.bounds.max.0),
                edge_of(y, self.bounds.min.1, self.bounds.max.1),
            ),
            max: (
                edge_of(to_x, self.bounds.min.0, self.bounds.max.0),
                edge_of(to_y, self.bounds.min.1, self.bounds.max.1),
            ),
        };
        match self.shape.side(&block) {
            Side::Outside => {}
            Side::Across if halvings > 0 => {
                let half = 1 << (halvings - 1);
                for (x, y) in [(x, y), (x + half, y), (x, y + half), (x + half, y + half)] {
                    self.descend(x, y, halvings - 1);
                }
            }
            side => {
                let member = Member {
                    area: self.area,
                    is_whole: side == Side::Inside,
                };
                for y in y..to_y {
                    let row = y << HALVINGS;
                    self.found.extend((x..to_x).map(|x| (row | x, member)));
                }
            }
        }
    }
}

/// Where square `number` of a side begins.
fn edge_of(number: u32, min: i32, max: i32) -> i32 {
    let length = i64::from(max) - i64::from(min) + 1;
    (i64::from(min) + ((length * i64::from(number)) >> HALVINGS)).min(i64::from(i32::MAX)) as i32
}

#[inline]
fn square_of(point: (i32, i32), bounds: &Bounds) -> usize {
    let along = |at: i32, min: i32, max: i32| {
        let length = i64::from(max) - i64::from(min) + 1;
        (((i64::from(at) - i64::from(min)) << HALVINGS) / length) as usize
    };
    let x = along(point.0, bounds.min.0, bounds.max.0);
    let y = along(point.1, bounds.min.1, bounds.max.1);
    y << HALVINGS | x
}
