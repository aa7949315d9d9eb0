//! Outlines as files have them into areas, with everything that was wrong.

use std::collections::HashMap;

use geo::{Area as _, MakeValid, Validation};

use super::codes::code_by_name;
use super::fault::{Done, Fault, Flaw};
use super::{Area, Level, Polygon, Ring};
use crate::projection::{Crs, Position, Projector};

/// A mended outline that differs by more than this part of its size is not the
/// one that was drawn.
const MENDED_WITHIN: f64 = 0.01;

/// What it may cost to look through one area, in pairs of sides: a ring of sixty
/// thousand corners, which takes a minute. The longest border of a municipality
/// has some ten thousand.
const MOST_PAIRS: u64 = 4_000_000_000;

/// The same for all areas of a file: some minutes.
const MOST_PAIRS_IN_ALL: u64 = 20_000_000_000;

/// What it costs to hold a part against another, for each of their corners.
const PAIRS_A_CORNER: u64 = 50;

/// What came of a file of areas.
#[derive(Debug, Clone, PartialEq)]
pub struct AreasRead {
    /// The areas, in the order of the file.
    pub areas: Vec<Area>,
    /// Everything that was wrong, in the order of the file.
    pub faults: Vec<Fault>,
    /// The coordinate system it was read as.
    pub crs: Crs,
    /// The file names no system, or the wrong one: this was told from its numbers.
    pub crs_was_guessed: bool,
    /// The file has north before east; it was read so.
    pub axes_were_swapped: bool,
    /// So many have no code in the file and got one of their name.
    pub n_coded_by_name: usize,
}

impl AreasRead {
    /// Whether every area of the file is there.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.faults.iter().all(|fault| fault.done == Done::Mended)
    }
}

/// Polygons, their rings, and these corners: x and y as the file has them.
pub(super) type Raw = Vec<Vec<Vec<(f64, f64)>>>;

/// A feature on its way to becoming an area.
pub(super) struct Feature {
    pub number: usize,
    pub code: Option<String>,
    pub name: Option<String>,
    pub outline: Result<Raw, Flaw>,
}

/// How the numbers of a file are to be read.
struct Axes {
    crs: Crs,
    was_guessed: bool,
    are_swapped: bool,
}

/// Whether outlines are looked through for what is wrong with them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Looking {
    /// They come from somebody else.
    Through,
    /// They were looked through before they were kept.
    Past,
}

pub(super) fn areas_of(
    mut features: Vec<Feature>,
    declared: Option<Crs>,
    level: Level,
    looking: Looking,
) -> AreasRead {
    let n_coded_by_name = code_by_name(&mut features);
    let axes = Axes::seen_in(&features, declared);
    let projector = Projector::new(axes.crs);
    let mut reading = Reading {
        areas: Vec::new(),
        faults: Vec::new(),
        numbers: HashMap::new(),
        looking,
        pairs_left: MOST_PAIRS_IN_ALL,
    };
    for feature in features {
        reading.read(feature, level, &projector, axes.are_swapped);
    }
    AreasRead {
        areas: reading.areas,
        faults: reading.faults,
        crs: axes.crs,
        crs_was_guessed: axes.was_guessed,
        axes_were_swapped: axes.are_swapped,
        n_coded_by_name,
    }
}

impl Axes {
    /// One corner of each feature tells how the file is to be read: as it says,
    /// unless that lies elsewhere and another reading lies wholly in Sweden.
    fn seen_in(features: &[Feature], declared: Option<Crs>) -> Self {
        let outlines = features.iter().filter_map(|one| one.outline.as_ref().ok());
        let corners: Vec<_> = outlines
            .filter_map(|raw| raw.first()?.first()?.first().copied())
            .collect();
        let crs = declared.unwrap_or(Crs::Wgs84);
        let as_said = Self {
            crs,
            was_guessed: false,
            are_swapped: false,
        };
        if corners.is_empty() || all_in_sweden(crs, false, &corners) {
            return as_said;
        }
        let metres = (crs == Crs::Wgs84).then_some(Crs::Sweref99Tm);
        let others = [Some(crs), metres].into_iter().flatten();
        for other in others {
            for are_swapped in [false, true] {
                if all_in_sweden(other, are_swapped, &corners) {
                    return Self {
                        crs: other,
                        was_guessed: other != crs,
                        are_swapped,
                    };
                }
            }
        }
        as_said
    }
}

fn all_in_sweden(crs: Crs, are_swapped: bool, corners: &[(f64, f64)]) -> bool {
    let projector = Projector::new(crs);
    corners.iter().all(|&(x, y)| {
        let (x, y) = if are_swapped { (y, x) } else { (x, y) };
        projector.position(x, y).is_ok_and(Position::is_near_sweden)
    })
}

struct Reading {
    areas: Vec<Area>,
    faults: Vec<Fault>,
    /// For each code, which feature had it first, and its number among the areas.
    numbers: HashMap<String, (usize, usize)>,
    looking: Looking,
    /// How much of the file can still be looked through.
    pairs_left: u64,
}

impl Reading {
    fn read(&mut self, feature: Feature, level: Level, projector: &Projector, swap: bool) {
        let Feature {
            number,
            code,
            name,
            outline,
        } = feature;
        let mut tell = |code: &Option<String>, flaw, done| {
            self.faults.push(Fault {
                feature: number,
                code: code.clone(),
                flaw,
                done,
            });
        };
        let Some(known_code) = code.clone() else {
            tell(&code, Flaw::NoCode, Done::LeftOut);
            return;
        };
        let (looking, pairs_left) = (self.looking, &mut self.pairs_left);
        let outline = outline
            .and_then(|raw| Outline::of(&raw, projector, swap))
            .and_then(|outline| match looking {
                Looking::Through => outline.looked_through(pairs_left),
                Looking::Past => Ok(outline),
            });
        let outline = match outline {
            Ok(outline) => outline,
            Err(flaw) => return tell(&code, flaw, Done::LeftOut),
        };
        for flaw in outline.mended {
            tell(&code, flaw, Done::Mended);
        }
        if let Some(&(first, at)) = self.numbers.get(&known_code) {
            tell(&code, Flaw::SameCode { first }, Done::Mended);
            self.areas[at].polygons.extend(outline.polygons);
            return;
        }
        let at = self.areas.len();
        self.numbers.insert(known_code.clone(), (number, at));
        self.areas.push(Area {
            name: name.unwrap_or_else(|| known_code.clone()),
            code: known_code,
            level,
            polygons: outline.polygons,
        });
    }
}

/// Polygons that can be used, and what had to be mended for that.
struct Outline {
    polygons: Vec<Polygon>,
    mended: Vec<Flaw>,
}

impl Outline {
    fn of(raw: &Raw, projector: &Projector, swap: bool) -> Result<Self, Flaw> {
        let mut outline = Self {
            polygons: Vec::new(),
            mended: Vec::new(),
        };
        for rings in raw {
            let mut read = Vec::with_capacity(rings.len());
            for corners in rings.iter().filter(|corners| !corners.is_empty()) {
                read.push(outline.ring(corners, projector, swap)?);
            }
            let mut read = read.into_iter();
            match read.next() {
                None => {}
                Some(Some(outer)) => outline.polygons.push(Polygon {
                    outer,
                    holes: read.flatten().collect(),
                }),
                // Without an outer ring the holes are cut out of nothing.
                Some(None) => {}
            }
        }
        if outline.polygons.is_empty() {
            return Err(outline.mended.pop().unwrap_or(Flaw::Empty));
        }
        Ok(outline)
    }

    /// Made valid, unless that would take for ever.
    fn looked_through(self, pairs_left: &mut u64) -> Result<Self, Flaw> {
        let pairs = self.n_pairs();
        if pairs > MOST_PAIRS.min(*pairs_left) {
            let n = self.rings().map(Vec::len).sum();
            return Err(Flaw::TooManyCorners { n });
        }
        *pairs_left -= pairs;
        self.made_valid()
    }

    fn rings(&self) -> impl Iterator<Item = &Ring> {
        self.polygons
            .iter()
            .flat_map(|polygon| std::iter::once(&polygon.outer).chain(&polygon.holes))
    }

    /// Each side of a ring is held against all others of it, and each ring
    /// against all others.
    fn n_pairs(&self) -> u64 {
        let lengths = || self.rings().map(|ring| ring.len() as u64);
        let sides: u64 = lengths()
            .map(|n| n.saturating_mul(n))
            .fold(0, u64::saturating_add);
        let corners = lengths().sum::<u64>();
        let others = self.rings().count().saturating_sub(1) as u64;
        let parts = corners
            .saturating_mul(others)
            .saturating_mul(PAIRS_A_CORNER);
        sides.saturating_add(parts)
    }

    /// The ring, or none when it is so small that nothing is lost without it.
    fn ring(
        &mut self,
        corners: &[(f64, f64)],
        projector: &Projector,
        swap: bool,
    ) -> Result<Option<Ring>, Flaw> {
        let mut ring: Ring = Vec::with_capacity(corners.len());
        for &(x, y) in corners {
            let (x, y) = if swap { (y, x) } else { (x, y) };
            let position = projector.position(x, y);
            let position = position.map_err(|_| Flaw::NotOnEarth { x, y })?;
            if ring.last() != Some(&position) {
                ring.push(position);
            }
        }
        if ring.len() > 1 && ring.first() == ring.last() {
            ring.pop();
        } else if ring.len() > 2 {
            self.mend(Flaw::UnclosedRing);
        }
        if ring.len() < 3 {
            self.mend(Flaw::TooFewCorners);
            return Ok(None);
        }
        Ok(Some(ring))
    }

    fn mend(&mut self, flaw: Flaw) {
        if !self.mended.contains(&flaw) {
            self.mended.push(flaw);
        }
    }

    /// Mends an outline that crosses itself, when hardly anything changes by it.
    fn made_valid(mut self) -> Result<Self, Flaw> {
        let drawn = to_geo(&self.polygons);
        let Err(fault) = drawn.check_validation() else {
            return Ok(self);
        };
        let flaw = Flaw::CrossesItself {
            how: fault.to_string(),
        };
        let Ok(mended) = drawn.make_valid() else {
            return Err(flaw);
        };
        let (before, after) = (drawn.unsigned_area(), mended.unsigned_area());
        // A figure of eight, or two parts of which one covers the other, has no
        // one reading.
        if mended.0.is_empty() || (after - before).abs() > MENDED_WITHIN * before {
            return Err(flaw);
        }
        self.polygons = from_geo(&mended);
        self.mend(flaw);
        Ok(self)
    }
}

/// In degrees; east is x.
pub(super) fn to_geo(polygons: &[Polygon]) -> geo::MultiPolygon<f64> {
    let line = |ring: &Ring| {
        let corners = ring.iter().chain(ring.first());
        corners
            .map(|corner| (corner.lon_deg(), corner.lat_deg()))
            .collect()
    };
    polygons
        .iter()
        .map(|polygon| {
            let holes = polygon.holes.iter().map(line).collect();
            geo::Polygon::new(line(&polygon.outer), holes)
        })
        .collect()
}

fn from_geo(polygons: &geo::MultiPolygon<f64>) -> Vec<Polygon> {
    let ring = |line: &geo::LineString<f64>| {
        let corners = line.coords().map(|corner| {
            let position = Position::from_degrees(corner.y, corner.x);
            position.expect("mending moves no corner off the Earth")
        });
        let mut ring: Ring = corners.collect();
        ring.pop();
        ring.dedup();
        ring
    };
    let polygons = polygons.iter().map(|polygon| Polygon {
        outer: ring(polygon.exterior()),
        holes: polygon
            .interiors()
            .iter()
            .map(ring)
            .filter(|hole| hole.len() > 2)
            .collect(),
    });
    polygons.filter(|polygon| polygon.outer.len() > 2).collect()
}
