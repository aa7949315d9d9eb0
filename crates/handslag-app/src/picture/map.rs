//! The same answers on a map: its tiles, and what the table beside it says of
//! the part that it shows.

use std::sync::LazyLock;

use handslag_domain::incident::CategoryId;
use handslag_geo::area::{self, Area};
use handslag_geo::snapshot::{CellSize, Filter, Key, Month, Region};
use handslag_geo::tile::{self, AreaFigures, AreaLayer, Look};
use handslag_geo::{Position, TileAddress};
use jiff::civil::Date;

use super::compared::{MapView, compared};
use super::{Asked, IncidentPicture};

/// Rates are for so many inhabitants.
const INHABITANTS: f64 = 10_000.0;
/// A legend has at most so many classes: more greens are not told apart.
const MOST_CLASSES: usize = 5;

/// Land, lakes and the municipalities' boundaries: the ground of every map.
static GROUND: LazyLock<AreaLayer> = LazyLock::new(|| AreaLayer::new(&area::overview()));
static MUNICIPALITIES: LazyLock<AreaLayer> =
    LazyLock::new(|| AreaLayer::new(&area::municipalities()));

/// What a map draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Layer {
    /// Squares at every zoom.
    #[default]
    Squares,
    /// Points close in, squares far out.
    Points,
    /// Areas with their counts.
    Areas,
}

/// The part of the world that a map shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sight {
    /// Its lower left corner.
    pub south_west: Position,
    /// Its upper right corner.
    pub north_east: Position,
}

/// What is asked of a map.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MapAsked {
    /// Which incidents.
    pub asked: Asked,
    /// The first and last day of an earlier period to compare with.
    pub before: Option<(Date, Date)>,
    /// What is drawn.
    pub layer: Layer,
    /// What the map shows; everything without.
    pub sight: Option<Sight>,
    /// How close in it is: it decides how large the squares are.
    pub zoom: u8,
}

impl MapAsked {
    /// The same of the earlier period.
    pub fn asked_before(&self) -> Option<Asked> {
        let (from, to) = self.before?;
        Some(Asked {
            from: Some(from),
            to: Some(to),
            ..self.asked.clone()
        })
    }
}

/// A tile of the ground: land, lakes, boundaries. The same for everybody.
pub fn ground_tile(at: TileAddress) -> Vec<u8> {
    let mut bytes = GROUND.tile("ground", at, &[], 0);
    // Layers of a tile may stand one after the other in its bytes.
    bytes.extend(MUNICIPALITIES.tile("municipalities", at, &[], 0));
    bytes
}

/// The least count of each class of a legend, from 1 up; the last has no upper
/// end. Round numbers, so that a class reads as one thing wherever it is shown,
/// and each some times the one before: few places have very many.
pub fn classes(most: u32) -> Vec<u32> {
    let tens = (0..9).map(|power| 10_u32.pow(power));
    let round = tens.flat_map(|ten| [ten, 2 * ten, 5 * ten]);
    let round: Vec<u32> = round.take_while(|least| *least <= most).collect();
    let last = round.len().saturating_sub(1);
    match last < MOST_CLASSES {
        true => round,
        false => (0..MOST_CLASSES)
            .map(|class| round[class * last / (MOST_CLASSES - 1)])
            .collect(),
    }
}

impl IncidentPicture {
    /// What an ETag of a tile is: differs when anything on it may, also between
    /// organisations and after a restart.
    pub fn tile_tag(&self, layer: Layer, asked: &Asked, at: TileAddress) -> String {
        let filter = self.filter(asked);
        let kind = match layer {
            Layer::Squares | Layer::Points => "h",
            Layer::Areas => "o",
        };
        let tile = tile::tag(&self.snapshot, &filter, at, look(layer));
        format!("{:x}-{kind}-{tile}", self.mark)
    }

    /// A tile of what is asked. No bytes when nothing is there.
    pub fn tile(&self, layer: Layer, asked: &Asked, at: TileAddress) -> Vec<u8> {
        let filter = self.filter(asked);
        match layer {
            Layer::Squares | Layer::Points => {
                tile::incidents(&self.snapshot, &filter, at, look(layer))
            }
            Layer::Areas => self
                .outlines()
                .tile("areas", at, &self.area_figures(&filter), 0),
        }
    }

    /// The category of each number on a tile of points.
    pub fn numbered_kinds(&self) -> &[CategoryId] {
        &self.categories
    }

    /// The corners between which all points lie.
    pub fn extent(&self) -> Option<Sight> {
        let (south_west, north_east) = self.snapshot.extent()?;
        Some(Sight {
            south_west,
            north_east,
        })
    }

    /// The first day of the first and of the last month with any incident.
    pub fn months(&self) -> Option<(Date, Date)> {
        let (first, last) = self.snapshot.time()?;
        let day = |minute: u32| {
            let month = Month::of(minute);
            let year = i16::try_from(month.year()).ok()?;
            Date::new(year, i8::try_from(month.of_year()).ok()?, 1).ok()
        };
        Some((day(first)?, day(last)?))
    }

    /// What the table beside the map says.
    pub fn map_view(&self, asked: &MapAsked) -> MapView {
        let now = self.filter(&asked.asked);
        let before = asked.asked_before().map(|before| self.filter(&before));
        let size = self.square_size(asked);
        let of_all_hours = Asked {
            weekdays: Vec::new(),
            from_hour: None,
            to_hour: None,
            ..asked.asked.clone()
        };
        let mut view = compared(self, asked.sight, &now, before.as_ref(), size);
        view.hours = self.hours_of(&self.filter(&of_all_hours));
        view.classes = classes(match asked.layer {
            Layer::Areas => self.most_in_an_area(&now),
            Layer::Squares | Layer::Points => {
                let cells = self.snapshot.grid(&now, size);
                cells.iter().map(|cell| cell.count).max().unwrap_or(0)
            }
        });
        view
    }

    /// The squares of the tiles in the middle of what the map shows.
    fn square_size(&self, asked: &MapAsked) -> CellSize {
        let Some(sight) = asked.sight.or_else(|| self.extent()) else {
            return CellSize::KM;
        };
        let mean = |a: i32, b: i32| ((i64::from(a) + i64::from(b)) / 2) as i32;
        let middle = Position {
            lat_e7: mean(sight.south_west.lat_e7, sight.north_east.lat_e7),
            lon_e7: mean(sight.south_west.lon_e7, sight.north_east.lon_e7),
        };
        tile::cell_size(TileAddress::of(middle, asked.zoom))
    }

    /// What lies within the sight, as a filter; `None` when no point does.
    pub(super) fn within(&self, sight: Option<Sight>) -> Option<Filter> {
        let extent = self.extent()?;
        let sight = sight.unwrap_or(extent);
        let (low, high) = (sight.south_west, sight.north_east);
        let south_west = Position {
            lat_e7: low.lat_e7.max(extent.south_west.lat_e7),
            lon_e7: low.lon_e7.max(extent.south_west.lon_e7),
        };
        let north_east = Position {
            lat_e7: high.lat_e7.min(extent.north_east.lat_e7),
            lon_e7: high.lon_e7.min(extent.north_east.lon_e7),
        };
        let is_any = south_west.lat_e7 < north_east.lat_e7 && south_west.lon_e7 < north_east.lon_e7;
        let plane = self.snapshot.plane();
        let region = is_any.then(|| Region::degrees_box(plane, south_west, north_east))?;
        Some(region.ok()?.into())
    }

    /// How many in each area, by its number.
    pub(super) fn counts_by_area(&self, filter: &Filter) -> Vec<u32> {
        let grouped = self.snapshot.group(filter, &[Key::Area]);
        let mut counts = grouped.map_or_else(|_| Vec::new(), |grouped| grouped.counts);
        // The last group is for those in no area.
        counts.pop();
        counts.resize(self.areas.areas().len(), 0);
        counts
    }

    fn most_in_an_area(&self, filter: &Filter) -> u32 {
        self.counts_by_area(filter).into_iter().max().unwrap_or(0)
    }

    fn area_figures(&self, filter: &Filter) -> Vec<AreaFigures> {
        let counts = self.counts_by_area(filter).into_iter();
        let numbered = counts.enumerate().map(|(number, count)| AreaFigures {
            count: Some(count),
            rate: self.rate(number, count),
        });
        numbered.collect()
    }

    /// For every 10,000 inhabitants, where it is known how many they are.
    pub(super) fn rate(&self, area: usize, count: u32) -> Option<f64> {
        let persons = self
            .inhabitants
            .get(&area)
            .filter(|persons| **persons > 0)?;
        Some(f64::from(count) / f64::from(*persons) * INHABITANTS)
    }

    fn outlines(&self) -> &AreaLayer {
        let areas: &[Area] = self.areas.areas();
        match self.has_own_areas {
            true => self.own_outlines.get_or_init(|| AreaLayer::new(areas)),
            false => &MUNICIPALITIES,
        }
    }
}

fn look(layer: Layer) -> Look {
    Look {
        squares_only: layer == Layer::Squares,
        ..Look::default()
    }
}

#[cfg(test)]
mod tests {
    use super::classes;

    #[test]
    fn classes_of_a_legend_begin_at_one_and_are_round_and_few() {
        for (most, expected) in [
            (0, &[][..]),
            (1, &[1]),
            (4, &[1, 2]),
            (37, &[1, 2, 5, 10, 20]),
            (600, &[1, 5, 20, 100, 500]),
            (3000, &[1, 5, 50, 200, 2000]),
        ] {
            assert_eq!(classes(most), expected, "{most}");
        }
        for most in [10, 99, 12_345, u32::MAX] {
            let classes = classes(most);
            assert_eq!(classes[0], 1);
            assert!(classes.len() <= 5 && classes.is_sorted(), "{classes:?}");
            assert!(classes.iter().all(|least| *least <= most), "{classes:?}");
        }
    }
}
