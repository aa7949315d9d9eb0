//! Beside the map: areas, named places and squares that it shows, with how many
//! there are now and how many there were before. What differs may be chance, so
//! nothing here says that it is more than a difference, until the change itself
//! is asked for; then each row says what `difference` found.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use handslag_domain::incident::{NamedPlace, Point};
use handslag_geo::Position;
use handslag_geo::projection::PlanePoint;
use handslag_geo::snapshot::{CellCount, CellSize, Filter};

use super::difference::{NotCompared, Periods, Turn, Turned};
use super::map::{Layer, MapAsked, Sight};
use super::naming::Near;
use super::shaded::{Base, Rate};
use super::{IncidentPicture, TooCoarse};

/// How many of each kind are told of.
const TOLD: usize = 15;

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
    /// Those that the question leaves out, for too little is known of when.
    pub too_coarse: Option<TooCoarse>,
    /// How many were in the earlier period.
    pub n_before: Option<u64>,
    /// Where hours are asked for: how many fall on them when each is spread over
    /// the time that it may have happened in. `n` is of those that begin then.
    pub n_weighed: Option<f64>,
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
    /// Whether points are drawn: not until the map is close in.
    pub has_points: bool,
    /// The legend of areas by their rates.
    pub rates: Option<RateLegend>,
    /// What rates are of, in this layer of areas.
    pub base: Base,
    /// When the change is drawn: how many days are compared, or why none are.
    pub change: Option<Result<Periods, NotCompared>>,
    /// By weekday (0 is Monday) and hour, whatever hours are asked for.
    pub hours: Vec<[f64; 24]>,
}

/// What the shades of areas by their rates mean.
#[derive(Debug, Clone, PartialEq)]
pub struct RateLegend {
    /// What incidents are divided by.
    pub base: Base,
    /// The least rate of each class, from 0 up; none where all are too few.
    pub classes: Vec<f64>,
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
    /// How many for its inhabitants, where it is known how many they are; by its
    /// size when the map is of that.
    pub rate: Option<Rate>,
    /// What the change says, when the map is of that.
    pub turn: Option<Turn>,
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
    /// What it is called.
    pub near: Near,
    /// How many.
    pub counts: Counts,
    /// What the change says, when the map is of that.
    pub turn: Option<Turn>,
}

pub(super) fn compared(
    picture: &IncidentPicture,
    asked: &MapAsked,
    now: &Filter,
    before: Option<&Filter>,
    size: CellSize,
) -> MapView {
    let sight = asked.sight;
    let within = picture.within(sight);
    let in_sight = |filter: &Filter| within.as_ref().map(|within| filter.and(within));
    let (now_seen, before_seen) = (in_sight(now), before.and_then(in_sight));
    let cells = now_seen.map_or_else(Vec::new, |now| picture.snapshot.grid(&now, size));
    // What the map shows are points, and each is in a square.
    let n_in_sight = cells.iter().map(|cell| u64::from(cell.count)).sum();
    let squares = match asked.is_change() {
        true => changed_squares(picture, asked, size),
        false => squares(picture, cells, before_seen.as_ref(), size),
    };
    MapView {
        n: picture.n_of(now),
        n_before: before.map(|before| picture.n_of(before)),
        n_in_sight,
        areas: areas(picture, asked, now, before),
        places: places(picture, sight, now, before),
        squares,
        square_m: size.side_m(),
        base: picture.base(),
        change: asked.is_change().then(|| picture.periods(asked)),
        ..MapView::default()
    }
}

/// Those that differ most, or those with most when nothing is compared; where the
/// change is asked for, those of which something can be told before the others.
fn first_told<T>(rows: &mut Vec<T>, told: impl Fn(&T) -> (Counts, Option<Turn>)) {
    rows.sort_by_key(|row| {
        let (counts, turn) = told(row);
        let change = counts.change().map_or(0, i64::abs);
        let is_clear = turn.is_some_and(Turn::is_clear);
        (Reverse(is_clear), Reverse(change), Reverse(counts.now))
    });
    rows.truncate(TOLD);
}

fn areas(
    picture: &IncidentPicture,
    asked: &MapAsked,
    now: &Filter,
    before: Option<&Filter>,
) -> Vec<AreaCount> {
    let all = picture.areas.areas();
    let corners = picture.outlines.corners(&picture.areas);
    let mut turns = vec![None; all.len()];
    if let Some(Ok(difference)) = asked.is_change().then(|| picture.difference(asked, None)) {
        for one in difference.iter() {
            let number = usize::try_from(one.at.0).ok();
            if let Some(turn) = number.and_then(|number| turns.get_mut(number)) {
                *turn = Some(one.turn);
            }
        }
    }
    let is_rated = asked.layer == Layer::Rates && !asked.is_change();
    let rates = is_rated.then(|| picture.area_rates(&picture.filter(&asked.asked_shown())));
    let now = picture.counts_by_area(now);
    let before = before.map(|before| picture.counts_by_area(before));
    let rows = all.iter().enumerate().filter_map(|(number, area)| {
        let counts = Counts {
            now: now[number],
            before: before.as_ref().map(|before| before[number]),
        };
        let rate = match &rates {
            Some(rates) => rates.rates[number],
            None => picture.rate(number, counts.now).map(Rate::as_counted),
        };
        let has_any = counts.is_any() || (rates.is_some() && rate.is_some());
        let in_sight = |sight: Sight| sight.meets(corners[number]);
        let is_told = has_any && asked.sight.is_none_or(in_sight);
        is_told.then(|| AreaCount {
            code: area.code.clone(),
            name: area.name.clone(),
            counts,
            rate,
            turn: turns[number],
        })
    });
    let mut rows: Vec<AreaCount> = rows.collect();
    match is_rated {
        true => highest_first(&mut rows),
        false => first_told(&mut rows, |row| (row.counts, row.turn)),
    }
    rows
}

/// By rate; those of too few last.
fn highest_first(rows: &mut Vec<AreaCount>) {
    rows.sort_by(|a, b| {
        let key = |row: &AreaCount| {
            row.rate
                .map_or((true, 0.0), |rate| (rate.is_too_few, rate.rate))
        };
        let (a, b) = (key(a), key(b));
        a.0.cmp(&b.0).then(b.1.total_cmp(&a.1))
    });
    rows.truncate(TOLD);
}

fn places(
    picture: &IncidentPicture,
    sight: Option<Sight>,
    now: &Filter,
    before: Option<&Filter>,
) -> Vec<PlaceCount> {
    let now = picture.counts_by_place(now);
    let before = before.map(|before| picture.counts_by_place(before));
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
    first_told(&mut rows, |row| (row.counts, None));
    rows
}

fn squares(
    picture: &IncidentPicture,
    now: Vec<CellCount>,
    before: Option<&Filter>,
    size: CellSize,
) -> Vec<SquareCount> {
    let mut by_square: BTreeMap<(i32, i32), Counts> = BTreeMap::new();
    for cell in now {
        let counts = by_square.entry((cell.north, cell.east)).or_default();
        counts.now = cell.count;
    }
    if let Some(before) = before {
        for cell in picture.snapshot.grid(before, size) {
            let counts = by_square.entry((cell.north, cell.east)).or_default();
            counts.before = Some(cell.count);
        }
        for counts in by_square.values_mut() {
            counts.before.get_or_insert(0);
        }
    }
    let rows = by_square.into_iter();
    let mut rows: Vec<_> = rows.map(|(at, counts)| (at, counts, None)).collect();
    first_told(&mut rows, |row| (row.1, row.2));
    named(picture, rows, size)
}

/// The squares in sight with what the change says of each. They are counted whole,
/// as the map draws them.
fn changed_squares(
    picture: &IncidentPicture,
    asked: &MapAsked,
    size: CellSize,
) -> Vec<SquareCount> {
    let difference = picture.difference(asked, Some(size));
    let difference: &[Turned] = difference.as_ref().map_or(&[], |all| all.as_slice());
    let in_sight = |(east, north): (i32, i32)| {
        let middle = middle((north, east), size);
        let position = picture.snapshot.plane().position(middle).ok();
        let holds = |sight: Sight| position.is_some_and(|position| sight.holds(position));
        asked.sight.is_none_or(holds)
    };
    let mut rows: Vec<_> = difference
        .iter()
        .map(|one| {
            let counts = Counts {
                now: one.now,
                before: Some(one.before),
            };
            ((one.at.1, one.at.0), counts, Some(one.turn))
        })
        .collect();
    if asked.sight.is_some() {
        rows.retain(|((north, east), ..)| in_sight((*east, *north)));
    }
    first_told(&mut rows, |row| (row.1, row.2));
    named(picture, rows, size)
}

/// The middle of a square, given by north and east.
fn middle((north, east): (i32, i32), size: CellSize) -> PlanePoint {
    let side_cm = size.side_m() * 100.0;
    let along = |square: i32| ((f64::from(square) + 0.5) * side_cm) as i32;
    PlanePoint {
        x_cm: along(east),
        y_cm: along(north),
    }
}

fn named(
    picture: &IncidentPicture,
    rows: Vec<((i32, i32), Counts, Option<Turn>)>,
    size: CellSize,
) -> Vec<SquareCount> {
    let rows = rows.into_iter().filter_map(|(square, counts, turn)| {
        let middle = middle(square, size);
        Some(SquareCount {
            middle: picture.snapshot.plane().position(middle).ok()?,
            near: picture.own_name_of(middle.metres(), size.side_m()),
            counts,
            turn,
        })
    });
    rows.collect()
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

    /// Whether any of an area between these corners may be seen.
    fn meets(self, (low, high): (Position, Position)) -> bool {
        low.lat_e7 <= self.north_east.lat_e7
            && high.lat_e7 >= self.south_west.lat_e7
            && low.lon_e7 <= self.north_east.lon_e7
            && high.lon_e7 >= self.south_west.lon_e7
    }
}
