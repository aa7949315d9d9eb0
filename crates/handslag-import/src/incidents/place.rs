//! The place of a row: its position, its names, and whether it was in a dwelling.

use std::collections::HashMap;

use csv::StringRecord;
use handslag_domain::id::PlaceId;
use handslag_domain::incident::{Point, Precision, Spot, WrittenSpot};
use handslag_domain::municipality::{Municipality, MunicipalityCode};

use super::cells::{Column, Taken};
use super::coordinates::Projection;
use super::file::IncidentFile;
use super::kinds::safe_text;
use super::mapping::{Axes, IncidentField, IncidentMapping, UnknownPlaces};
use super::note::{About, IncidentNotes};
use super::problem::IncidentProblem;
use super::read::Surroundings;
use crate::mapping::folded;
use crate::problem::{Problem, Row, RowProblem};

/// Where incidents are expected: south-west and north-east in degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extent {
    /// The least latitude.
    pub south: f64,
    /// The least longitude.
    pub west: f64,
    /// The greatest latitude.
    pub north: f64,
    /// The greatest longitude.
    pub east: f64,
}

impl Extent {
    /// Sweden, with its waters.
    pub const SWEDEN: Self = Self {
        south: 55.0,
        west: 10.0,
        north: 69.2,
        east: 24.5,
    };

    /// Whether a point lies within.
    #[must_use]
    pub fn holds(&self, point: Point) -> bool {
        (self.south..=self.north).contains(&point.lat())
            && (self.west..=self.east).contains(&point.lon())
    }
}

/// The columns that say where.
pub(crate) struct Places<'a> {
    around: &'a Surroundings<'a>,
    east: Option<Column<'a>>,
    north: Option<Column<'a>>,
    precision: Option<Column<'a>>,
    place: Option<Column<'a>>,
    area: Option<Column<'a>>,
    municipality: Option<Column<'a>>,
    indoors: Option<Column<'a>>,
    projection: Option<Projection>,
    axes: Axes,
    unknown: UnknownPlaces,
    known_places: HashMap<String, PlaceId>,
    /// What became of each name, and of each area, that has been met.
    names: HashMap<String, Result<Option<PlaceId>, Problem>>,
    areas: HashMap<String, Result<(), Problem>>,
}

/// Texts that are remembered.
const REMEMBERED_AT_MOST: usize = 200_000;

impl<'a> Places<'a> {
    pub(crate) fn new(
        mapping: &'a IncidentMapping,
        file: &IncidentFile,
        around: &'a Surroundings<'a>,
    ) -> Self {
        let column = |field: IncidentField| Column::of(&field, mapping, file);
        let known = around.places.iter();
        Self {
            around,
            east: column(IncidentField::East),
            north: column(IncidentField::North),
            precision: column(IncidentField::Precision),
            place: column(IncidentField::Place),
            area: column(IncidentField::Area),
            municipality: column(IncidentField::Municipality),
            indoors: column(IncidentField::Indoors),
            projection: Projection::of(mapping.epsg),
            axes: mapping.axes,
            unknown: mapping.new_places,
            known_places: known
                .flat_map(|(id, name)| [(folded(name), id.clone()), (folded(&id.0), id.clone())])
                .collect(),
            names: HashMap::new(),
            areas: HashMap::new(),
        }
    }

    /// Where it was, as it may be kept; what is wrong goes to `problems`.
    pub(crate) fn spot(
        &mut self,
        row: Row,
        cells: &StringRecord,
        notes: &mut IncidentNotes,
        problems: &mut Vec<RowProblem>,
    ) -> Spot {
        let point = told(self.position(row, cells, notes), problems);
        let precision = told(self.precision(row, cells), problems).unwrap_or(Precision::Point);
        let is_indoors = self.is_indoors(row, cells, notes);
        if is_indoors {
            notes.add(About::Indoors);
        }
        let municipality = told(self.municipality(row, cells), problems);
        let (place, area) = match is_indoors {
            true => (None, None),
            false => self.names(row, cells, notes, problems),
        };
        if point.is_some() && !precision.has_point() && !is_indoors {
            notes.add(About::AreaCentre);
        }
        let written = WrittenSpot {
            precision,
            point,
            place,
            area,
            municipality,
            indoors: is_indoors,
        };
        let spot = Spot::kept(written);
        if !is_indoors && spot.precision() == Precision::Municipality {
            notes.add(About::WithoutPlace);
        }
        spot
    }

    fn position(
        &self,
        row: Row,
        cells: &StringRecord,
        notes: &mut IncidentNotes,
    ) -> Result<Option<Point>, RowProblem> {
        let (Some(east), Some(north)) = (&self.east, &self.north) else {
            return Ok(None);
        };
        let (east, north) = (east.take(row, cells), north.take(row, cells));
        match (east.is_empty(), north.is_empty()) {
            (true, true) => return Ok(None),
            (true, false) => return Err(east.problem(IncidentProblem::HalfAPosition)),
            (false, true) => return Err(north.problem(IncidentProblem::HalfAPosition)),
            (false, false) => {}
        }
        let (x, y) = (east.coordinate()?, north.coordinate()?);
        if x == 0.0 && y == 0.0 {
            notes.add(About::AtZero);
            return Ok(None);
        }
        let (x, y) = match self.axes {
            Axes::AsNamed => (x, y),
            Axes::Swapped => (y, x),
        };
        let at = |x, y| self.projection.as_ref().and_then(|p| p.to_wgs84(x, y));
        let Some(point) = at(x, y) else {
            let swapped_is = at(y, x).is_some();
            return Err(north.problem(IncidentProblem::NotOnEarth { swapped_is }));
        };
        if let Some(extent) = &self.around.expected
            && !extent.holds(point)
        {
            notes.add(About::OutsideExtent);
            if at(y, x).is_some_and(|swapped| extent.holds(swapped)) {
                notes.add(About::LooksSwapped);
            }
        }
        Ok(Some(point))
    }

    fn precision(&self, row: Row, cells: &StringRecord) -> Result<Option<Precision>, RowProblem> {
        let Some(taken) = filled(self.precision.as_ref(), row, cells) else {
            return Ok(None);
        };
        let found = precision(taken.text);
        let problem = || taken.problem(IncidentProblem::UnknownPrecision);
        found.map(Some).ok_or_else(problem)
    }

    fn is_indoors(&self, row: Row, cells: &StringRecord, notes: &mut IncidentNotes) -> bool {
        let Some(taken) = filled(self.indoors.as_ref(), row, cells) else {
            return false;
        };
        match yes_or_no(taken.text) {
            Some(answer) => answer,
            None if is_a_dwelling(taken.text) => {
                notes.add(About::TakenAsDwelling(
                    taken.text.chars().take(80).collect(),
                ));
                true
            }
            // Another kind of place: a street, a shop, a park.
            None => false,
        }
    }

    fn municipality(
        &self,
        row: Row,
        cells: &StringRecord,
    ) -> Result<Option<MunicipalityCode>, RowProblem> {
        let Some(taken) = filled(self.municipality.as_ref(), row, cells) else {
            return Ok(None);
        };
        let digits = taken.text.bytes().all(|b| b.is_ascii_digit());
        let found = match digits {
            // A spreadsheet drops the nought of 0180.
            true => {
                let code = MunicipalityCode::parse(&format!("{:0>4}", taken.text)).ok();
                let code = code.map(MunicipalityCode::current);
                let problem = || taken.other(Problem::NotAMunicipalityCode);
                let listed = code.and_then(Municipality::by_code);
                listed.ok_or_else(problem)?
            }
            false => {
                let problem = || taken.other(Problem::UnknownMunicipality);
                Municipality::by_name(taken.text).ok_or_else(problem)?
            }
        };
        Ok(Some(found.code))
    }

    fn names(
        &mut self,
        row: Row,
        cells: &StringRecord,
        notes: &mut IncidentNotes,
        problems: &mut Vec<RowProblem>,
    ) -> (Option<PlaceId>, Option<String>) {
        let place = self.place.as_ref().map(|column| column.take(row, cells));
        let place = place.filter(|taken| !taken.is_empty()).and_then(|taken| {
            let found = remembered(&mut self.names, taken.text, || {
                named(&taken, &self.known_places, self.unknown, self.around)
            });
            match found {
                Ok(Some(id)) => return Some(id),
                Ok(None) => notes.add(About::PlaceLeftOut),
                Err(_) if self.unknown == UnknownPlaces::Keep => notes.add(About::PlaceRefused),
                Err(problem) => problems.push(taken.other(problem)),
            }
            None
        });
        let area = self.area.as_ref().map(|column| column.take(row, cells));
        let area = area.filter(|taken| !taken.is_empty()).and_then(|taken| {
            let found = remembered(&mut self.areas, taken.text, || {
                safe_text(&taken, self.around)
            });
            match found {
                Ok(()) => Some(taken.text.to_owned()),
                Err(problem) => {
                    problems.push(taken.other(problem));
                    None
                }
            }
        });
        (place, area)
    }
}

/// What was found; what is wrong goes to `problems`.
fn told<T>(found: Result<Option<T>, RowProblem>, problems: &mut Vec<RowProblem>) -> Option<T> {
    found.unwrap_or_else(|problem| {
        problems.push(problem);
        None
    })
}

fn filled<'r>(
    column: Option<&'r Column<'_>>,
    row: Row,
    cells: &'r StringRecord,
) -> Option<Taken<'r>> {
    let taken = column?.take(row, cells);
    (!taken.is_empty()).then_some(taken)
}

fn remembered<T: Clone>(all: &mut HashMap<String, T>, text: &str, find: impl FnOnce() -> T) -> T {
    if let Some(found) = all.get(text) {
        return found.clone();
    }
    let found = find();
    if all.len() < REMEMBERED_AT_MOST {
        all.insert(text.to_owned(), found.clone());
    }
    found
}

/// The known place with this name; what else is done with it is the mapping's choice.
fn named(
    taken: &Taken<'_>,
    known: &HashMap<String, PlaceId>,
    unknown: UnknownPlaces,
    around: &Surroundings<'_>,
) -> Result<Option<PlaceId>, Problem> {
    if let Some(id) = known.get(&folded(taken.text)) {
        return Ok(Some(id.clone()));
    }
    match unknown {
        UnknownPlaces::LeaveOut => Ok(None),
        UnknownPlaces::Refuse => Err(Problem::Incident(IncidentProblem::UnknownPlace)),
        UnknownPlaces::Keep => {
            safe_text(taken, around).map(|()| Some(PlaceId(taken.text.to_owned())))
        }
    }
}

fn precision(text: &str) -> Option<Precision> {
    Some(match folded(text).as_str() {
        "point" | "punkt" | "adress" => Precision::Point,
        "block" | "kvarter" | "gata" => Precision::Block,
        "named_place" | "namngiven plats" | "plats" => Precision::NamedPlace,
        "area" | "område" => Precision::Area,
        "municipality" | "kommun" => Precision::Municipality,
        _ => return None,
    })
}

fn yes_or_no(text: &str) -> Option<bool> {
    Some(match folded(text).as_str() {
        "ja" | "j" | "yes" | "y" | "true" | "sant" | "1" | "inomhus" | "inne" | "indoors" => true,
        "nej" | "n" | "no" | "false" | "falskt" | "0" | "utomhus" | "ute" | "outdoors" => false,
        _ => return None,
    })
}

/// Whether a word for a kind of place speaks of where somebody lives. Rather one
/// too many: the mapping can say no.
fn is_a_dwelling(text: &str) -> bool {
    const WORDS: [&str; 14] = [
        "bostad",
        "lägenhet",
        "lgh",
        "villa",
        "radhus",
        "i hemmet",
        "äldreboende",
        "residence",
        "residential",
        "apartment",
        "dwelling",
        "nursing home",
        "retirement home",
        "private home",
    ];
    let folded = folded(text);
    let plain = folded
        .replace("non residential", "")
        .replace("non-residential", "");
    WORDS.iter().any(|word| plain.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_somebody_lives_is_known_by_its_words() {
        for text in [
            "RESIDENCE",
            "APARTMENT",
            "CHA APARTMENT",
            "I bostad",
            "Lägenhet",
            "Villa",
        ] {
            assert!(is_a_dwelling(text), "{text}");
        }
        for text in [
            "STREET",
            "PARKING LOT/GARAGE(NON.RESID.)",
            "PARKING LOT / GARAGE (NON RESIDENTIAL)",
            "Skolgård",
            "Trapphus",
            "BAR",
        ] {
            assert!(!is_a_dwelling(text), "{text}");
        }
    }
}
