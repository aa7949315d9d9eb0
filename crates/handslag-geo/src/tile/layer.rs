//! Writing a layer, with the library that knows the format.

use mvt::{Feature, GeomEncoder, GeomType, Layer, Tile};

use super::{BUFFER, EXTENT};

/// Tiles are made of whole numbers that we made, so the library has no reason
/// to refuse them.
const OURS: &str = "coordinates are finite and names differ";

/// One tile under way.
pub(super) struct Writer {
    tile: Tile,
    layer: Option<Layer>,
    is_empty: bool,
}

impl Writer {
    pub fn new(layer: &str) -> Self {
        let tile = Tile::new(EXTENT);
        let layer = Some(tile.create_layer(layer));
        Self {
            tile,
            layer,
            is_empty: true,
        }
    }

    pub fn point(&mut self, (x, y): (f64, f64), describe: impl FnOnce(&mut Feature)) {
        let encoder = GeomEncoder::new(GeomType::Point).point(x, y).expect(OURS);
        self.feature(encoder, describe);
    }

    /// Rings in units of the tile, each outer one before its holes; those that
    /// vanish when rounded are left out. Without any, nothing is written.
    pub fn polygon(
        &mut self,
        rings: impl IntoIterator<Item = (RingKind, Vec<(f64, f64)>)>,
        describe: impl FnOnce(&mut Feature),
    ) {
        let mut encoder = GeomEncoder::new(GeomType::Polygon);
        let mut last = None;
        let mut is_outer_drawn = false;
        for (kind, ring) in rings {
            // A hole in what is not drawn is not drawn.
            if kind == RingKind::Hole && !is_outer_drawn {
                continue;
            }
            let drawn = turned(&ring, kind, last);
            is_outer_drawn = drawn.is_some() || (kind == RingKind::Hole && is_outer_drawn);
            let Some(drawn) = drawn else { continue };
            for &(x, y) in &drawn {
                encoder.add_point(f64::from(x), f64::from(y)).expect(OURS);
            }
            encoder.complete_geom().expect(OURS);
            last = drawn.last().copied();
        }
        if last.is_some() {
            self.feature(encoder, describe);
        }
    }

    fn feature(&mut self, encoder: GeomEncoder<f64>, describe: impl FnOnce(&mut Feature)) {
        let layer = self.layer.take().expect("each feature gives it back");
        let mut feature = layer.into_feature(encoder.encode().expect(OURS));
        describe(&mut feature);
        self.layer = Some(feature.into_layer());
        self.is_empty = false;
    }

    /// The tile's bytes; none at all when nothing is on it.
    pub fn finish(mut self) -> Vec<u8> {
        if self.is_empty {
            return Vec::new();
        }
        let layer = self.layer.take().expect("each feature gives it back");
        self.tile.add_layer(layer).expect(OURS);
        self.tile.to_bytes().expect(OURS)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RingKind {
    Outer,
    Hole,
}

/// The ring in whole units, turned as the format asks: outer rings clockwise on
/// the screen. None when nothing is left of it.
///
/// The library takes a ring that begins where the one before ended for a part of
/// that one; so this begins elsewhere.
fn turned(
    ring: &[(f64, f64)],
    kind: RingKind,
    last: Option<(i32, i32)>,
) -> Option<Vec<(i32, i32)>> {
    let rounded = ring
        .iter()
        .map(|(x, y)| (x.round() as i32, y.round() as i32));
    let mut corners: Vec<(i32, i32)> = rounded.collect();
    corners.dedup();
    while corners.len() > 1 && corners.first() == corners.last() {
        corners.pop();
    }
    let next = corners.iter().cycle().skip(1);
    let twice: i64 = corners
        .iter()
        .zip(next)
        .map(|(a, b)| i64::from(a.0) * i64::from(b.1) - i64::from(b.0) * i64::from(a.1))
        .sum();
    if corners.len() < 3 || twice == 0 {
        return None;
    }
    // With y to the south, a positive area is clockwise.
    if (twice > 0) != (kind == RingKind::Outer) {
        corners.reverse();
    }
    if last.is_some() && corners.first().copied() == last {
        corners.rotate_left(1);
    }
    Some(corners)
}

/// Cuts a ring at the edge of what is drawn (Sutherland and Hodgman 1974,
/// doi:10.1145/360767.360802).
pub(super) fn clipped(mut ring: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    let (low, high) = (-f64::from(BUFFER), f64::from(EXTENT + BUFFER));
    for (axis, limit, keeps_above) in [
        (0, low, true),
        (0, high, false),
        (1, low, true),
        (1, high, false),
    ] {
        let at = |point: (f64, f64)| if axis == 0 { point.0 } else { point.1 };
        let is_in = |point| (at(point) >= limit) == keeps_above || at(point) == limit;
        if ring.iter().all(|&point| is_in(point)) {
            continue;
        }
        let mut kept = Vec::with_capacity(ring.len() + 4);
        for (number, &to) in ring.iter().enumerate() {
            let from = ring[(number + ring.len() - 1) % ring.len()];
            if is_in(from) != is_in(to) {
                let along = (limit - at(from)) / (at(to) - at(from));
                let cross = |from: f64, to: f64| from + (to - from) * along;
                kept.push((cross(from.0, to.0), cross(from.1, to.1)));
            }
            if is_in(to) {
                kept.push(to);
            }
        }
        ring = kept;
    }
    ring
}

/// Does a box reach what is drawn?
pub(super) fn is_drawn(min: (f64, f64), max: (f64, f64)) -> bool {
    let (low, high) = (-f64::from(BUFFER), f64::from(EXTENT + BUFFER));
    min.0 <= high && max.0 >= low && min.1 <= high && max.1 >= low
}
