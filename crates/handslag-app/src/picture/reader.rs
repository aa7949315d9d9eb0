//! From incidents to the records that a picture counts.

use std::collections::HashMap;
use std::sync::Arc;

use handslag_domain::id::PlaceId;
use handslag_domain::incident::{
    CategoryId, CategoryTree, Incident, NamedPlace, Precision, Spot, TimeUnit,
};
use handslag_domain::municipality::{Municipality, MunicipalityCode};
use handslag_domain::organisation::OrganisationId;
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
    places: &'a [NamedPlace],
    place_numbers: HashMap<&'a str, u32>,
    area_numbers: HashMap<&'a str, u16>,
    numbers: HashMap<CategoryId, u16>,
    /// The category of each number.
    pub(super) categories: Vec<CategoryId>,
    /// What was made.
    pub(super) records: Vec<Record>,
    /// The same by who tells, kind, named place and month.
    pub(super) tallies: HashMap<Tally, u32>,
    /// Whether those that are read now are the organisation's own: what a
    /// partner calls its places and areas, it has chosen itself.
    is_own: bool,
    /// Whether those that are read now are the police's.
    of_police: bool,
    /// Whose are read now.
    whose: String,
    /// The last source, by its own name and with whose it is.
    source: Option<(String, Arc<str>)>,
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
            places,
            place_numbers: (0..).zip(places).map(|(n, p)| (p.id.as_str(), n)).collect(),
            area_numbers: codes.zip(0..NO_AREA).collect(),
            numbers: categories.iter().cloned().zip(0..).collect(),
            categories,
            records: Vec::new(),
            tallies: HashMap::new(),
            is_own: true,
            of_police: false,
            whose: String::new(),
            source: None,
            example: false,
            stockholm: TimeZone::get("Europe/Stockholm").unwrap_or(TimeZone::UTC),
        }
    }

    /// What is read from now on is an organisation's.
    pub(super) fn turn_to(&mut self, whose: &OrganisationId, is_own: bool, of_police: bool) {
        (self.is_own, self.of_police) = (is_own, of_police);
        if self.whose != whose.as_str() {
            self.whose = whose.as_str().to_owned();
            self.source = None;
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
        // Of a kind that happens in dwellings no place is shown, whoever kept one.
        let indoors = incident.indoors() || self.tree.is_in_dwellings(&incident.category);
        let at = match indoors {
            true => &Spot::default(),
            false => &incident.at,
        };
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
            indoors,
            again: false,
            place: self
                .place(at)
                .and_then(|place| self.place_numbers.get(place.as_str()).copied()),
        };
        self.tally(incident, at, width_min);
        let times = incident.count.min(Incident::MOST) as usize;
        // A report of several within a day is of one occasion; what a register
        // counts over a longer time happened on as many.
        let again = Record {
            again: width_min <= TimeUnit::Day.longest_window_min(),
            ..record
        };
        let rows = std::iter::once(record).chain(std::iter::repeat(again));
        self.records.extend(rows.take(times));
    }

    fn tally(&mut self, incident: &Incident, at: &Spot, width_min: u32) {
        let day = self.stockholm.to_datetime(incident.window.from()).date();
        let source = self.source(&incident.source);
        let tally = Tally {
            source,
            by_police: self.of_police || tally::names_police(&incident.source),
            category: self.category_id(&incident.category).clone(),
            place: self.place(at).cloned(),
            known_to: Tally::known_to(width_min),
            year: day.year(),
            month: day.month(),
        };
        let so_far = self.tallies.entry(tally).or_default();
        *so_far = so_far.saturating_add(incident.count);
    }

    /// Two organisations may call their files alike.
    fn source(&mut self, name: &str) -> Arc<str> {
        // Those of one file follow one another.
        match &self.source {
            Some((last, source)) if last == name => Arc::clone(source),
            _ => {
                let source: Arc<str> = format!("{}/{name}", self.whose).into();
                self.source = Some((name.to_owned(), Arc::clone(&source)));
                source
            }
        }
    }

    /// The id of the named place; a partner's only where it is one of ours.
    fn place<'b>(&self, at: &'b Spot) -> Option<&'b PlaceId> {
        let id = at.place()?;
        let ours = || {
            let number = *self.place_numbers.get(id.as_str())?;
            self.places.get(number as usize)
        };
        let is_ours = self.is_own || ours().is_some_and(|ours| ours.is_of_partner(at));
        is_ours.then_some(id)
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

    /// By its position; without one, by the code of its area or municipality. A
    /// partner's areas are others than one's own, though they may be numbered alike.
    fn area(&self, incident: &Incident, position: Option<Position>) -> u16 {
        let by_position = position.and_then(|p| self.areas.find(p, OFF_THE_EDGE_M).area());
        let by_position = by_position.and_then(|number| u16::try_from(number).ok());
        let numbered = |code: &str| self.area_numbers.get(code).copied();
        by_position
            .or_else(|| {
                let code = incident.at.area();
                let is_ours = |code: &&str| self.is_own || is_municipality(code);
                code.filter(is_ours).and_then(numbered)
            })
            .or_else(|| numbered(incident.at.municipality()?.as_str()))
            .unwrap_or(NO_AREA)
    }
}

/// Whether all in Sweden mean the same by a code.
fn is_municipality(code: &str) -> bool {
    MunicipalityCode::parse(code).is_ok_and(|code| Municipality::by_code(code).is_some())
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

#[cfg(test)]
mod tests {
    use super::*;
    use handslag_domain::incident::{
        IncidentId, IncidentKey, Point, TimePrecision, TimeWindow, WrittenSpot,
    };
    use handslag_geo::area::{Level, municipalities, read_geojson};

    fn at(lat: f64, lon: f64) -> Option<Point> {
        Point::from_degrees(lat, lon).ok()
    }

    fn incident(spot: WrittenSpot) -> Incident {
        let key = IncidentKey("1".to_owned());
        let moment = "2023-06-02T19:15:00Z".parse().unwrap();
        Incident {
            id: IncidentId::of("rapport", &key),
            source: "rapport".to_owned(),
            key,
            window: TimeWindow::minute_of(moment, TimePrecision::Minute).unwrap(),
            category: "klotter".into(),
            at: Spot::kept(spot),
            count: 1,
            counts: Default::default(),
            note: None,
            merged_from: Vec::new(),
        }
    }

    fn read(areas: &AreaIndex, is_own: bool, spot: WrittenSpot) -> (Record, Option<PlaceId>) {
        let torget = NamedPlace {
            id: "torget".into(),
            name: "Torget".to_owned(),
            kind: None,
            point: at(58.505, 13.157),
            area: None,
            municipality: None,
        };
        let (tree, places) = (CategoryTree::of_handslag(), [torget]);
        let mut reader = Reader::new(&tree, &places, areas, Vec::new());
        reader.is_own = is_own;
        reader.read(&incident(spot));
        let tally = reader.tallies.into_keys().next().unwrap();
        (reader.records[0], tally.place)
    }

    #[test]
    fn a_partners_square_with_the_same_id_is_ours_only_where_ours_is() {
        let areas = AreaIndex::new(municipalities());
        let called_torget = |point| WrittenSpot {
            precision: Precision::NamedPlace,
            point,
            place: Some("torget".into()),
            ..WrittenSpot::default()
        };
        let check = |is_own, point, expected: Option<u32>| {
            let (record, tallied) = read(&areas, is_own, called_torget(point));
            assert_eq!(record.place, expected, "{is_own} {point:?}");
            assert_eq!(tallied.is_some(), expected.is_some(), "{is_own} {point:?}");
        };
        check(true, None, Some(0));
        check(false, None, None);
        check(false, at(58.506, 13.158), Some(0));
        check(false, at(57.7, 12.0), None);
    }

    #[test]
    fn a_partners_area_is_not_the_one_of_ours_that_is_numbered_alike() {
        let layer = r#"{"type":"FeatureCollection","features":[{"type":"Feature",
            "properties":{"code":"A1","name":"Centrum"},"geometry":{"type":"Polygon",
            "coordinates":[[[13.1,58.4],[13.2,58.4],[13.2,58.6],[13.1,58.4]]]}}]}"#;
        let own = read_geojson(layer, Level::Own, Some("code"), Some("name")).unwrap();
        let own = AreaIndex::new(own.areas);
        let in_area = |code: &str| WrittenSpot {
            precision: Precision::Area,
            area: Some(code.to_owned()),
            ..WrittenSpot::default()
        };
        assert_eq!(read(&own, true, in_area("A1")).0.area, 0);
        assert_eq!(read(&own, false, in_area("A1")).0.area, NO_AREA);
        // A municipality's code is the same everywhere.
        let all = AreaIndex::new(municipalities());
        assert_ne!(read(&all, false, in_area("1494")).0.area, NO_AREA);
    }
}
