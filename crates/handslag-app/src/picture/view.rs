//! What a picture answers: how many, when, where, and how gathered.

use handslag_domain::incident::{CategoryId, CategoryTree, NamedPlace, Point, TimeUnit};
use handslag_geo::snapshot::{CellSize, Filter, Key};
use jiff::civil::Date;

use super::analysis::{Gathered, Told};
use super::too_coarse::known_to;
use super::{Asked, IncidentPicture, TooCoarse, Trend, YearOnYear};

/// How many places and areas are told of.
const TOP: usize = 10;

/// The answer to what was asked.
#[derive(Debug, Clone, PartialEq)]
pub struct PictureView {
    /// Those that the question leaves out, for too little is known of when.
    pub too_coarse: Option<TooCoarse>,
    /// Those that are in no hour of the week, for they are known to no day.
    pub not_by_hour: Option<TooCoarse>,
    /// Whether most of the others are known to a part of their day.
    pub has_hours: bool,
    /// How many.
    pub n: u64,
    /// How many of them are on a map: the rest have no point that may be shown.
    pub n_located: u64,
    /// By month.
    pub trend: Trend,
    /// The last whole months beside the same months a year before.
    pub year_on_year: Told<YearOnYear>,
    /// By weekday (0 is Monday) and hour; windows are spread over the hours they cover.
    pub hours: Vec<[f64; 24]>,
    /// By kind, most first.
    pub categories: Vec<(CategoryId, u32)>,
    /// By area, most first; those with none are left out.
    pub areas: Vec<AreaRow>,
    /// How many lie in no area.
    pub n_nowhere: u32,
    /// The named places with most.
    pub places: Vec<PlaceRow>,
    /// In how few squares most lies, by the same measure as the analyses.
    pub gathered: Told<Gathered>,
}

/// One area.
#[derive(Debug, Clone, PartialEq)]
pub struct AreaRow {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// How many.
    pub n: u32,
}

/// One named place.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceRow {
    /// Its name.
    pub name: String,
    /// Where, unless it is an area: the middle of one is no point on any map.
    pub point: Option<Point>,
    /// How many.
    pub n: u32,
}

impl IncidentPicture {
    /// The categories that its kinds belong to.
    pub fn tree(&self) -> &CategoryTree {
        &self.tree
    }

    /// The named places.
    pub fn places(&self) -> &[NamedPlace] {
        &self.places
    }

    /// What the area with this code is called, in the layer that is counted by.
    pub fn area_name(&self, code: &str) -> Option<&str> {
        let number = self.areas.number_of(code)?;
        Some(&self.areas.areas().get(number)?.name)
    }

    /// Code and name of every area that may be asked for and has any incident.
    pub fn areas_with_any(&self) -> Vec<(String, String)> {
        let ever = self.counts_by_area(&Filter::default());
        let with_any = self.areas.areas().iter().zip(ever.iter());
        let with_any = with_any.filter(|(_, n)| **n > 0);
        let mut areas: Vec<_> = with_any
            .map(|(area, _)| (area.code.clone(), area.name.clone()))
            .collect();
        areas.sort_by(|a, b| a.1.cmp(&b.1));
        areas
    }

    /// How many incidents are in it.
    pub fn n_all(&self) -> usize {
        self.snapshot.n_rows()
    }

    /// Answers what is asked.
    pub fn view(&self, asked: &Asked, today: Date) -> PictureView {
        let filter = self.filter(asked);
        let located = self.snapshot.grid(&filter, CellSize::KM);
        let once = Filter {
            once: true,
            ..filter.clone()
        };
        let (areas, n_nowhere) = self.areas_of(&filter);
        PictureView {
            n: self.snapshot.count(&filter),
            too_coarse: self.too_coarse(asked),
            not_by_hour: self.coarser_than(&filter, TimeUnit::Day),
            has_hours: self.has_hours(&filter),
            n_located: located.iter().map(|cell| u64::from(cell.count)).sum(),
            trend: self.trend(&filter, today),
            year_on_year: self.year_on_year(asked, &filter, today),
            hours: self.hours_of(&filter),
            categories: self.categories_of(&filter),
            areas,
            n_nowhere,
            places: self.places_of(&filter),
            gathered: self.gathered(&once),
        }
    }

    pub(super) fn hours_of(&self, filter: &Filter) -> Vec<[f64; 24]> {
        let matrix = self.snapshot.hours(&known_to(TimeUnit::Day, filter));
        let day = |weekday: usize| std::array::from_fn(|hour| matrix.at(weekday, hour));
        (0..7).map(day).collect()
    }

    /// Whether half or more of what is known to its day is known to half of it.
    fn has_hours(&self, filter: &Filter) -> bool {
        let n = |longest_min| {
            let known = Filter {
                max_width_min: Some(longest_min),
                ..Filter::default()
            };
            self.snapshot.count(&filter.and(&known))
        };
        let of_a_day = n(TimeUnit::Day.longest_window_min());
        of_a_day > 0 && 2 * n(12 * 60) >= of_a_day
    }

    fn categories_of(&self, filter: &Filter) -> Vec<(CategoryId, u32)> {
        let Ok(grouped) = self.snapshot.group(filter, &[Key::Category]) else {
            return Vec::new();
        };
        let counts = self.categories.iter().zip(grouped.counts);
        let counts = counts.filter(|(_, n)| *n > 0);
        let mut counts: Vec<_> = counts.map(|(id, n)| (id.clone(), n)).collect();
        counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        counts
    }

    pub(super) fn areas_of(&self, filter: &Filter) -> (Vec<AreaRow>, u32) {
        let Ok(mut grouped) = self.snapshot.group(filter, &[Key::Area]) else {
            return (Vec::new(), 0);
        };
        // The last group is for those in no area.
        let n_nowhere = grouped.counts.pop().unwrap_or(0);
        let areas = self.areas.areas().iter().zip(grouped.counts);
        let areas = areas.filter(|(_, n)| *n > 0);
        let mut rows: Vec<AreaRow> = areas
            .map(|(area, n)| AreaRow {
                code: area.code.clone(),
                name: area.name.clone(),
                n,
            })
            .collect();
        rows.sort_by(|a, b| b.n.cmp(&a.n).then_with(|| a.name.cmp(&b.name)));
        (rows, n_nowhere)
    }

    fn places_of(&self, filter: &Filter) -> Vec<PlaceRow> {
        let Ok(top) = self.snapshot.top_named_places(filter, TOP) else {
            return Vec::new();
        };
        let named = |number: u32| self.places.get(usize::try_from(number).ok()?);
        top.into_iter()
            .filter_map(|top| {
                let place = named(top.place)?;
                Some(PlaceRow {
                    name: place.name.clone(),
                    point: place.point,
                    n: top.count,
                })
            })
            .collect()
    }
}
