//! The same answers on a map: its tiles, and what the table beside it says of
//! the part that it shows.

use std::sync::LazyLock;

use handslag_domain::incident::CategoryId;
use handslag_geo::area;
use handslag_geo::snapshot::{CellSize, Filter, HoursOfWeek, Month, Region};
use handslag_geo::tile::{self, AreaFigures, AreaLayer, Look, ShadedSquare};
use handslag_geo::{Position, TileAddress};
use jiff::civil::Date;

use super::compared::{MapView, RateLegend, compared};
use super::difference::Turned;
use super::shaded::MOST_CLASSES;
use super::{Asked, IncidentPicture};

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
    /// Areas by how many there are for their inhabitants or their size.
    Rates,
}

impl Layer {
    /// Whether it is of areas.
    pub fn is_of_areas(self) -> bool {
        match self {
            Self::Squares | Self::Points => false,
            Self::Areas | Self::Rates => true,
        }
    }
}

/// Of which period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Shown {
    /// The one that is asked for.
    #[default]
    Now,
    /// The earlier one.
    Before,
    /// What differs between them.
    Change,
}

/// One of the two files that a place on the map has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TileFile {
    /// Squares or points.
    Incidents,
    /// Areas.
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
    /// Of which period; without an earlier one, of the one asked for.
    pub shown: Shown,
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

    /// What is drawn or divided by inhabitants: of the earlier period when that is shown.
    pub(super) fn asked_shown(&self) -> Asked {
        let before = self.asked_before();
        let before = before.filter(|_| self.shown == Shown::Before);
        before.unwrap_or_else(|| self.asked.clone())
    }

    /// Whether it is what differs that is drawn.
    pub fn is_change(&self) -> bool {
        self.shown == Shown::Change && self.before.is_some()
    }
}

/// A tile of the ground: land, lakes, boundaries. The same for everybody.
pub fn ground_tile(at: TileAddress) -> Vec<u8> {
    let mut bytes = GROUND.tile("ground", at, &[], 0);
    // Layers of a tile may stand one after the other in its bytes.
    bytes.extend(MUNICIPALITIES.tile("municipalities", at, &[], 0));
    bytes.extend(MUNICIPALITIES.names_tile("municipalities", at, &[], 0));
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
    pub fn tile_tag(&self, file: TileFile, asked: &MapAsked, at: TileAddress) -> String {
        let kind = match (file, asked.layer) {
            (TileFile::Incidents, _) => "h",
            (TileFile::Areas, Layer::Rates) => "t",
            (TileFile::Areas, _) => "o",
        };
        let filter = self.filter(&asked.asked_shown());
        let before = asked.asked_before().filter(|_| asked.is_change());
        let before = before.map(|before| self.snapshot.tag(&self.filter(&before)));
        let tile = tile::tag(&self.snapshot, &filter, at, look(asked.layer));
        format!(
            "{:x}-{kind}-{tile}-{}",
            self.mark,
            before.unwrap_or_default()
        )
    }

    /// A tile of what is asked. No bytes when nothing is there.
    pub fn tile(&self, file: TileFile, asked: &MapAsked, at: TileAddress) -> Vec<u8> {
        match (file, asked.is_change()) {
            (TileFile::Incidents, true) => self.changed_squares(asked, at),
            (TileFile::Incidents, false) => {
                let filter = self.filter(&asked.asked_shown());
                tile::incidents(&self.snapshot, &filter, at, look(asked.layer))
            }
            (TileFile::Areas, _) => {
                let (areas, figures) = (self.drawn_areas(), self.area_figures(asked));
                let mut bytes = areas.tile("areas", at, &figures, 0);
                bytes.extend(areas.names_tile("areas", at, &figures, 0));
                bytes
            }
        }
    }

    fn changed_squares(&self, asked: &MapAsked, at: TileAddress) -> Vec<u8> {
        let size = tile::cell_size(at);
        let Ok(difference) = self.difference(asked, Some(size)) else {
            return Vec::new();
        };
        let squares = difference.iter().map(|one: &Turned| ShadedSquare {
            square: one.at,
            count: one.now,
            before: one.before,
            class: one.turn.class(),
        });
        tile::shaded_squares(&self.snapshot, &squares.collect::<Vec<_>>(), size, at)
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
        let mut view = compared(self, asked, &now, before.as_ref(), size);
        view.too_coarse = self.too_coarse(&asked.asked);
        view.hours = self.map_hours(&self.filter(&of_all_hours)).to_vec();
        view.n_weighed = now.hours.as_ref().map(|asked| weighed(&view.hours, asked));
        if asked.is_change() {
            return view;
        }
        let shown = self.filter(&asked.asked_shown());
        view.has_points = asked.layer == Layer::Points && self.has_points(asked);
        match asked.layer {
            Layer::Areas => view.classes = classes(self.most_in_an_area(&shown)),
            Layer::Squares | Layer::Points => {
                view.classes = classes(self.most_in_a_square(&shown, size));
            }
            Layer::Rates => {
                let rates = self.area_rates(&shown);
                view.rates = Some(RateLegend {
                    base: rates.base,
                    classes: rates.classes,
                });
            }
        }
        view
    }

    /// The squares of the tiles in the middle of what the map shows.
    fn square_size(&self, asked: &MapAsked) -> CellSize {
        self.middle_tile(asked)
            .map_or(CellSize::KM, tile::cell_size)
    }

    /// Whether the map is so close in that points are points.
    fn has_points(&self, asked: &MapAsked) -> bool {
        self.middle_tile(asked).is_some_and(tile::shows_points)
    }

    fn middle_tile(&self, asked: &MapAsked) -> Option<TileAddress> {
        let sight = asked.sight.or_else(|| self.extent())?;
        let mean = |a: i32, b: i32| ((i64::from(a) + i64::from(b)) / 2) as i32;
        let middle = Position {
            lat_e7: mean(sight.south_west.lat_e7, sight.north_east.lat_e7),
            lon_e7: mean(sight.south_west.lon_e7, sight.north_east.lon_e7),
        };
        Some(TileAddress::of(middle, asked.zoom))
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

    fn most_in_an_area(&self, filter: &Filter) -> u32 {
        let counts = self.counts_by_area(filter);
        counts.iter().copied().max().unwrap_or(0)
    }

    /// What the map says of each area, by its number.
    fn area_figures(&self, asked: &MapAsked) -> Vec<AreaFigures> {
        if asked.is_change() {
            return self.changed_areas(asked);
        }
        let filter = self.filter(&asked.asked_shown());
        let counts = self.counts_by_area(&filter);
        let rates = (asked.layer == Layer::Rates).then(|| self.area_rates(&filter));
        let numbered = counts.iter().copied().enumerate();
        let figures = numbered.map(|(number, count)| match &rates {
            Some(rates) => AreaFigures {
                count: Some(count),
                rate: rates.rates[number].map(|rate| rate.rate),
                class: rates.class(number),
                ..AreaFigures::default()
            },
            None => AreaFigures {
                count: Some(count),
                rate: self.rate(number, count),
                ..AreaFigures::default()
            },
        });
        figures.collect()
    }

    fn changed_areas(&self, asked: &MapAsked) -> Vec<AreaFigures> {
        let mut figures = vec![AreaFigures::default(); self.areas.areas().len()];
        let difference = self.difference(asked, None);
        for one in difference.iter().flat_map(|all| all.iter()) {
            let number = usize::try_from(one.at.0).unwrap_or(usize::MAX);
            if let Some(figures) = figures.get_mut(number) {
                figures.count = Some(one.now);
                figures.before = Some(one.before);
                figures.class = one.turn.class();
            }
        }
        figures
    }

    fn drawn_areas(&self) -> &AreaLayer {
        match self.layers.is_own {
            true => self.outlines.drawn(self.areas.areas()),
            false => &MUNICIPALITIES,
        }
    }
}

/// How many fall on these hours when each is spread over the time that it may have
/// happened in; so many as the table of hours has in them.
fn weighed(hours: &[[f64; 24]], asked: &HoursOfWeek) -> f64 {
    let days = (0..).zip(hours);
    let all = days.flat_map(|(day, hours)| (0..).zip(hours).map(move |(hour, n)| (day, hour, n)));
    all.filter(|(day, hour, _)| asked.holds(*day, *hour))
        .map(|(.., n)| n)
        .sum()
}

fn look(layer: Layer) -> Look {
    Look {
        squares_only: layer != Layer::Points,
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
