//! Areas on a tile, with what the caller says of each.

use mvt::Feature;

use super::label::label_point;
use super::layer::{RingKind, Writer, clipped, is_drawn};
use super::{EXTENT, TileAddress, address};
use crate::area::{Area, Ring, simplified};

/// For which zooms outlines are kept: each serves until the next.
const ZOOMS: [u8; 6] = [0, 4, 6, 8, 10, 12];
/// What a pixel is wide at zoom 0 in the middle of Sweden, in metres.
const PIXEL_M: f64 = 39_000.0;

/// Areas, ready to be drawn at any zoom.
#[derive(Debug, Clone)]
pub struct AreaLayer {
    /// Code and name of each area.
    names: Vec<(String, String)>,
    /// For each of [`ZOOMS`], the outline of each area.
    outlines: Vec<Vec<Outline>>,
    /// Where each is named, on the world's square, and how wide it is there.
    labels: Vec<Option<((f64, f64), f64)>>,
}

/// What is said of an area.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct AreaFigures {
    /// How many.
    pub count: Option<u32>,
    /// How many were in an earlier period.
    pub before: Option<u32>,
    /// How many in proportion to something, such as inhabitants.
    pub rate: Option<f64>,
    /// Which shade of the map's legend it has; none when it has none.
    pub class: Option<i8>,
}

/// Rings on the world's square, each outer one before its holes.
type Rings = Vec<(RingKind, Vec<(f64, f64)>)>;

#[derive(Debug, Clone)]
struct Outline {
    min: (f64, f64),
    max: (f64, f64),
    rings: Rings,
}

impl AreaLayer {
    /// Simplifies the areas for every zoom, common borders alike.
    #[must_use]
    pub fn new(areas: &[Area]) -> Self {
        let outlines = ZOOMS.iter().map(|&zoom| {
            // The next kept zoom is the closest that these outlines are seen at.
            let seen_at = ZOOMS.iter().find(|&&next| next > zoom);
            let areas = match seen_at {
                Some(&next) => {
                    let pixel_m = PIXEL_M / f64::from(1_u32 << (next - 1));
                    simplified(areas, pixel_m)
                }
                None => areas.to_vec(),
            };
            areas.iter().map(Outline::of).collect()
        });
        let outlines: Vec<Vec<Outline>> = outlines.collect();
        let finest = outlines.last().into_iter().flatten();
        let labels = finest.map(|outline| label_point(&outline.rings));
        Self {
            names: areas
                .iter()
                .map(|area| (area.code.clone(), area.name.clone()))
                .collect(),
            labels: labels.collect(),
            outlines,
        }
    }

    /// The areas on one tile, each with `area` (its number), `code`, `name`, and
    /// of its figures `count`, `before`, `rate` and `class`. A count below `least`
    /// is not there and neither is what follows from it: the area has `withheld`
    /// instead.
    ///
    /// - `figures`: for each area by its number; without, areas are bare.
    #[must_use]
    pub fn tile(
        &self,
        layer: &str,
        tile: TileAddress,
        figures: &[AreaFigures],
        least: u32,
    ) -> Vec<u8> {
        let (z, ..) = tile.zxy();
        let kept = ZOOMS.partition_point(|&zoom| zoom <= z) - 1;
        let mut writer = Writer::new(layer);
        for (number, outline) in self.outlines[kept].iter().enumerate() {
            if !is_drawn(tile.units_of(outline.min), tile.units_of(outline.max)) {
                continue;
            }
            let rings = outline.rings.iter().map(|(kind, ring)| {
                let ring = ring.iter().map(|&corner| tile.units_of(corner));
                (*kind, clipped(ring.collect()))
            });
            let (code, name) = &self.names[number];
            writer.polygon(rings, |feature| {
                feature.add_tag_uint("area", number as u64);
                feature.add_tag_string("code", code);
                feature.add_tag_string("name", name);
                figures
                    .get(number)
                    .copied()
                    .unwrap_or_default()
                    .describe(feature, least);
            });
        }
        writer.finish()
    }

    /// Where the areas are named: one point for each, on the one tile that it falls
    /// on, within the area. The layer is called `layer` and `-names`; a point has
    /// what [`Self::tile`] says of the area, and `wide`: its width, where the world
    /// is 1 million wide, so that the larger name goes first where two have no room.
    #[must_use]
    pub fn names_tile(
        &self,
        layer: &str,
        tile: TileAddress,
        figures: &[AreaFigures],
        least: u32,
    ) -> Vec<u8> {
        let mut writer = Writer::new(&format!("{layer}-names"));
        for (number, label) in self.labels.iter().enumerate() {
            let Some((at, width)) = *label else { continue };
            let (x, y) = tile.units_of(at);
            let on_tile = 0.0..f64::from(EXTENT);
            if !on_tile.contains(&x) || !on_tile.contains(&y) {
                continue;
            }
            writer.point((x, y), |feature| {
                feature.add_tag_string("name", &self.names[number].1);
                feature.add_tag_uint("wide", (width * 1e6) as u64);
                figures
                    .get(number)
                    .copied()
                    .unwrap_or_default()
                    .describe(feature, least);
            });
        }
        writer.finish()
    }
}

impl AreaFigures {
    fn describe(self, feature: &mut Feature, least: u32) {
        if self.count.is_some_and(|count| count < least) {
            feature.add_tag_bool("withheld", true);
            return;
        }
        if let Some(count) = self.count {
            feature.add_tag_uint("count", count.into());
        }
        if let Some(before) = self.before {
            feature.add_tag_uint("before", before.into());
        }
        if let Some(rate) = self.rate {
            feature.add_tag_double("rate", rate);
        }
        if let Some(class) = self.class {
            feature.add_tag_sint("class", class.into());
        }
    }
}

impl Outline {
    fn of(area: &Area) -> Self {
        let world = |ring: &Ring| ring.iter().map(|&corner| address::world(corner)).collect();
        let mut rings: Rings = Vec::new();
        for polygon in area.polygons() {
            rings.push((RingKind::Outer, world(&polygon.outer)));
            let holes = polygon.holes.iter();
            rings.extend(holes.map(|hole| (RingKind::Hole, world(hole))));
        }
        let corners = || rings.iter().flat_map(|(_, ring)| ring);
        Self {
            min: corners().fold((f64::MAX, f64::MAX), |a, b| (a.0.min(b.0), a.1.min(b.1))),
            max: corners().fold((f64::MIN, f64::MIN), |a, b| (a.0.max(b.0), a.1.max(b.1))),
            rings,
        }
    }
}
