//! From incidents to the records that a picture counts.

use std::collections::HashMap;

use handslag_domain::incident::{CategoryId, CategoryTree, Incident, NamedPlace, Precision};
use handslag_geo::AreaIndex;
use handslag_geo::projection::Position;
use handslag_geo::snapshot::{self, NO_AREA, Record};
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::{Tally, is_example, tally};

/// Boundaries are simplified: a place that none holds is in the nearest area
/// within this many metres.
const OFF_THE_EDGE_M: f64 = 500.0;

/// Makes the snapshot's records of incidents.
pub(super) struct Reader<'a> {
    tree: &'a CategoryTree,
    areas: &'a AreaIndex,
    place_numbers: HashMap<&'a str, u32>,
    area_numbers: HashMap<&'a str, u16>,
    numbers: HashMap<CategoryId, u16>,
    /// The category of each number.
    pub(super) categories: Vec<CategoryId>,
    /// What was made.
    pub(super) records: Vec<Record>,
    /// The same by who tells, kind, named place and month.
    pub(super) tallies: HashMap<Tally, u32>,
    /// Whether those that are read now are the police's.
    pub(super) of_police: bool,
    /// Whether any of it is invented.
    pub(super) example: bool,
    stockholm: TimeZone,
}

impl<'a> Reader<'a> {
    /// - `categories`: those that have a number already.
    pub(super) fn new(
        tree: &'a CategoryTree,
        places: &'a [NamedPlace],
        areas: &'a AreaIndex,
        categories: Vec<CategoryId>,
    ) -> Self {
        let codes = areas.areas().iter().map(|area| area.code.as_str());
        Self {
            tree,
            areas,
            place_numbers: (0..).zip(places).map(|(n, p)| (p.id.as_str(), n)).collect(),
            area_numbers: codes.zip(0..NO_AREA).collect(),
            numbers: categories.iter().cloned().zip(0..).collect(),
            categories,
            records: Vec::new(),
            tallies: HashMap::new(),
            of_police: false,
            example: false,
            stockholm: TimeZone::get("Europe/Stockholm").unwrap_or(TimeZone::UTC),
        }
    }

    /// Makes the records of one incident.
    pub(super) fn read(&mut self, incident: &Incident) {
        self.example |= is_example(&incident.source);
        // Times outside 1900 to 2199 are in no calendar of ours.
        let Some(start_min) = minute(self.stockholm.to_datetime(incident.window.from())) else {
            return;
        };
        let width = incident.window.to().duration_since(incident.window.from());
        let width_min = u32::try_from(width.as_mins()).unwrap_or(u32::MAX);
        let at = &incident.at;
        let position = at.point().map(|point| Position {
            lat_e7: point.lat_e7(),
            lon_e7: point.lon_e7(),
        });
        let record = Record {
            start_min,
            // A window of one minute is a time that is known.
            width_min: if width_min <= 1 { 0 } else { width_min },
            category: self.category(&incident.category),
            area: self.area(incident, position),
            position,
            precision: precision(at.precision()),
            indoors: at.indoors(),
            place: at
                .place()
                .and_then(|p| self.place_numbers.get(p.as_str()).copied()),
        };
        self.tally(incident);
        let times = incident.count.min(Incident::MOST) as usize;
        self.records.extend(std::iter::repeat_n(record, times));
    }

    fn tally(&mut self, incident: &Incident) {
        let day = self.stockholm.to_datetime(incident.window.from()).date();
        let tally = Tally {
            by_police: self.of_police || tally::names_police(&incident.source),
            category: self.category_id(&incident.category).clone(),
            place: incident.at.place().cloned(),
            year: day.year(),
            month: day.month(),
        };
        let so_far = self.tallies.entry(tally).or_default();
        *so_far = so_far.saturating_add(incident.count);
    }

    /// What was merged into another counts as that one.
    fn category_id<'b>(&'b self, id: &'b CategoryId) -> &'b CategoryId {
        self.tree.get(id).map_or(id, |category| &category.id)
    }

    /// The number of a category in the snapshot.
    fn category(&mut self, id: &CategoryId) -> u16 {
        let id = self.category_id(id).clone();
        if let Some(number) = self.numbers.get(&id) {
            return *number;
        }
        let number = u16::try_from(self.categories.len()).unwrap_or(u16::MAX);
        self.categories.push(id.clone());
        self.numbers.insert(id, number);
        number
    }

    /// By its position; without one, by the code of its area or municipality.
    fn area(&self, incident: &Incident, position: Option<Position>) -> u16 {
        let by_position = position.and_then(|p| self.areas.find(p, OFF_THE_EDGE_M).area());
        let by_position = by_position.and_then(|number| u16::try_from(number).ok());
        let numbered = |code: &str| self.area_numbers.get(code).copied();
        by_position
            .or_else(|| incident.at.area().and_then(numbered))
            .or_else(|| numbered(incident.at.municipality()?.as_str()))
            .unwrap_or(NO_AREA)
    }
}

/// The snapshot's minute of a local time.
pub(super) fn minute(at: DateTime) -> Option<u32> {
    let part = |n: i8| u32::try_from(n).ok();
    let year = u32::try_from(at.year()).ok()?;
    let day = (year, part(at.month())?, part(at.day())?);
    snapshot::minute_of(day, (part(at.hour())?, part(at.minute())?))
}

fn precision(precision: Precision) -> snapshot::Precision {
    match precision {
        Precision::Point => snapshot::Precision::Point,
        Precision::Block => snapshot::Precision::Block,
        Precision::NamedPlace => snapshot::Precision::NamedPlace,
        Precision::Area => snapshot::Precision::Area,
        Precision::Municipality => snapshot::Precision::Municipality,
    }
}
