//! Beside the map: areas, named places and squares that it shows, with how many
//! there are now and how many there were before. What differs may be chance, so
//! nothing here says that it is more than a difference.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use handslag_domain::incident::{NamedPlace, Point};
use handslag_geo::Position;
use handslag_geo::area::Area;
use handslag_geo::projection::PlanePoint;
use handslag_geo::snapshot::{CellSize, Filter, Key};

use super::IncidentPicture;
use super::map::Sight;

/// How many of each kind are told of.
const TOLD: usize = 15;
/// A square is named by a place that is nearer its middle than this many metres.
const NEAR_M: f64 = 250.0;

/// How many, now and before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// In the period that is asked for.
    pub now: u32,
    /// In the earlier period, when there is one.
    pub before: Option<u32>,
}

/// The answer beside a map.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MapView {
    /// How many are asked for, on the map or not.
    pub n: u64,
    /// How many were in the earlier period.
    pub n_before: Option<u64>,
    /// How many of them have a point that the map shows.
    pub n_in_sight: u64,
    /// Areas in sight that have any, those that differ most first, else those with most.
    pub areas: Vec<AreaCount>,
    /// Named places in sight.
    pub places: Vec<PlaceCount>,
    /// Squares in sight.
    pub squares: Vec<SquareCount>,
    /// The side of the squares, in metres.
    pub square_m: f64,
    /// The least count of each class of the map's legend.
    pub classes: Vec<u32>,
    /// By weekday (0 is Monday) and hour, whatever hours are asked for.
    pub hours: Vec<[f64; 24]>,
}

/// One area in sight. All of its incidents are counted, also those without a point.
#[derive(Debug, Clone, PartialEq)]
pub struct AreaCount {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// How many.
    pub counts: Counts,
    /// For every 10,000 inhabitants, where it is known how many they are.
    pub rate: Option<f64>,
}

/// One named place in sight.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceCount {
    /// Its name.
    pub name: String,
    /// Where, unless it is an area: the middle of one is no point on any map.
    pub point: Option<Point>,
    /// How many.
    pub counts: Counts,
}

/// One square in sight.
#[derive(Debug, Clone, PartialEq)]
pub struct SquareCount {
    /// Its middle.
    pub middle: Position,
    /// The named place that is nearest, when one is near.
    pub near: Option<String>,
    /// How many.
    pub counts: Counts,
}

pub(super) fn compared(
    picture: &IncidentPicture,
    sight: Option<Sight>,
    now: &Filter,
    before: Option<&Filter>,
    size: CellSize,
) -> MapView {
    let within = picture.within(sight);
    let in_sight = |filter: &Filter| within.as_ref().map(|within| filter.and(within));
    let (now_seen, before_seen) = (in_sight(now), before.and_then(in_sight));
    let squares = now_seen.as_ref().map_or_else(Vec::new, |now| {
        squares(picture, now, before_seen.as_ref(), size)
    });
    let n_in_sight = now_seen.map_or(0, |now| picture.snapshot.count(&now));
    MapView {
        n: picture.snapshot.count(now),
        n_before: before.map(|before| picture.snapshot.count(before)),
        n_in_sight,
        areas: areas(picture, sight, now, before),
        places: places(picture, sight, now, before),
        squares,
        square_m: size.side_m(),
        ..MapView::default()
    }
}

/// Those that differ most, or those with most when nothing is compared.
fn first_told<T>(rows: &mut Vec<T>, counts: impl Fn(&T) -> Counts) {
    rows.sort_by_key(|row| {
        let counts = counts(row);
        let change = counts.change().map_or(0, i64::abs);
        (Reverse(change), Reverse(counts.now))
    });
    rows.truncate(TOLD);
}

fn areas(
    picture: &IncidentPicture,
    sight: Option<Sight>,
    now: &Filter,
    before: Option<&Filter>,
) -> Vec<AreaCount> {
    let now = picture.counts_by_area(now);
    let before = before.map(|before| picture.counts_by_area(before));
    let numbered = picture.areas.areas().iter().enumerate();
    let rows = numbered.filter_map(|(number, area)| {
        let counts = Counts {
            now: now[number],
            before: before.as_ref().map(|before| before[number]),
        };
        let is_told = counts.is_any() && sight.is_none_or(|sight| sight.meets(area));
        is_told.then(|| AreaCount {
            code: area.code.clone(),
            name: area.name.clone(),
            counts,
            rate: picture.rate(number, counts.now),
        })
    });
    let mut rows: Vec<AreaCount> = rows.collect();
    first_told(&mut rows, |row| row.counts);
    rows
}

fn places(
    picture: &IncidentPicture,
    sight: Option<Sight>,
    now: &Filter,
    before: Option<&Filter>,
) -> Vec<PlaceCount> {
    let counts_of = |filter: &Filter| {
        let grouped = picture.snapshot.group(filter, &[Key::Place]);
        grouped.map_or_else(
            |_| Vec::new(),
            |grouped| {
                let mut counts = grouped.counts;
                // The last group is for incidents at no named place.
                counts.pop();
                counts
            },
        )
    };
    let (now, before) = (counts_of(now), before.map(counts_of));
    let at = |counts: &[u32], number: usize| counts.get(number).copied().unwrap_or(0);
    let numbered = picture.places.iter().enumerate();
    let rows = numbered.filter_map(|(number, place)| {
        let counts = Counts {
            now: at(&now, number),
            before: before.as_ref().map(|before| at(before, number)),
        };
        let in_sight = |sight: Sight| position(place).is_some_and(|at| sight.holds(at));
        let is_told = counts.is_any() && sight.is_none_or(in_sight);
        is_told.then(|| PlaceCount {
            name: place.name.clone(),
            point: place.point,
            counts,
        })
    });
    let mut rows: Vec<PlaceCount> = rows.collect();
    first_told(&mut rows, |row| row.counts);
    rows
}

fn squares(
    picture: &IncidentPicture,
    now: &Filter,
    before: Option<&Filter>,
    size: CellSize,
) -> Vec<SquareCount> {
    let grid = |filter: &Filter| picture.snapshot.grid(filter, size);
    let mut by_square: BTreeMap<(i32, i32), Counts> = BTreeMap::new();
    for cell in grid(now) {
        let counts = by_square.entry((cell.north, cell.east)).or_default();
        counts.now = cell.count;
    }
    if let Some(before) = before {
        for cell in grid(before) {
            let counts = by_square.entry((cell.north, cell.east)).or_default();
            counts.before = Some(cell.count);
        }
        for counts in by_square.values_mut() {
            counts.before.get_or_insert(0);
        }
    }
    let mut rows: Vec<_> = by_square.into_iter().collect();
    first_told(&mut rows, |row| row.1);
    let side_cm = size.side_m() * 100.0;
    let rows = rows.into_iter().filter_map(|((north, east), counts)| {
        let along = |square: i32| ((f64::from(square) + 0.5) * side_cm) as i32;
        let middle = PlanePoint {
            x_cm: along(east),
            y_cm: along(north),
        };
        Some(SquareCount {
            middle: picture.snapshot.plane().position(middle).ok()?,
            near: nearest(picture, middle),
            counts,
        })
    });
    rows.collect()
}

/// The name of the nearest place, when it is near.
fn nearest(picture: &IncidentPicture, middle: PlanePoint) -> Option<String> {
    let plane = picture.snapshot.plane();
    let off = |place: &NamedPlace| {
        let ((x, y), point) = (middle.metres(), plane.point(position(place)?).ok()?);
        let (east, north) = point.metres();
        Some((east - x).hypot(north - y))
    };
    let places = picture.places.iter();
    let near = places.filter_map(|place| Some((off(place)?, place)));
    let (off_m, place) = near.min_by(|a, b| a.0.total_cmp(&b.0))?;
    (off_m <= NEAR_M).then(|| place.name.clone())
}

fn position(place: &NamedPlace) -> Option<Position> {
    place.point.map(|point| Position {
        lat_e7: point.lat_e7(),
        lon_e7: point.lon_e7(),
    })
}

impl Counts {
    /// How many more than before; fewer when negative.
    pub fn change(self) -> Option<i64> {
        Some(i64::from(self.now) - i64::from(self.before?))
    }

    /// Whether there were any, now or before.
    fn is_any(self) -> bool {
        self.now > 0 || self.before.is_some_and(|before| before > 0)
    }
}

impl Sight {
    fn holds(self, place: Position) -> bool {
        (self.south_west.lat_e7..=self.north_east.lat_e7).contains(&place.lat_e7)
            && (self.south_west.lon_e7..=self.north_east.lon_e7).contains(&place.lon_e7)
    }

    /// Whether any of the area may be seen, going by its corners.
    fn meets(self, area: &Area) -> bool {
        let (low, high) = area.bounds();
        low.lat_e7 <= self.north_east.lat_e7
            && high.lat_e7 >= self.south_west.lat_e7
            && low.lon_e7 <= self.north_east.lon_e7
            && high.lon_e7 >= self.south_west.lon_e7
    }
}
