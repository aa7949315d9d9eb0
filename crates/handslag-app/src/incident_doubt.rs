//! What is asked once before a report is kept: does nothing say where, or does
//! it lie outside the municipality? Whoever reported says that it is so, or
//! corrects it.

use std::sync::LazyLock;

use handslag_domain::incident::Point;
use handslag_domain::municipality::{Municipality, MunicipalityCode};
use handslag_domain::organisation::OrganisationId;
use handslag_geo::projection::Position;
use handslag_geo::{AreaIndex, area};
use jiff::Timestamp;

use crate::access::{Action, Actor, Whose, decide};
use crate::incident::{IncidentReport, incident_of};
use crate::{App, AppError};

/// The borders that come with the program are rough: what lies this near a
/// municipality may be in it.
const BORDERS_ARE_ROUGH_M: f64 = 3_000.0;

/// What a report leaves one in doubt of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    /// Nothing says where it was.
    Nowhere,
    /// It lies where the organisation has no business.
    Outside(Outside),
}

/// A position outside the municipalities of an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outside {
    /// The municipalities that the organisation works in, by name; none when they
    /// are not known, and then it lies outside Sweden.
    pub own: Vec<&'static str>,
    /// The municipality that it lies in.
    pub found: Option<&'static str>,
    /// With north and east the other way round it would lie inside.
    pub is_swapped: bool,
}

impl App {
    /// What to ask of where a report says that it was; nothing of a dwelling, whose
    /// place is not kept, nor of a place that the organisation has named itself.
    ///
    /// # Errors
    /// As [`App::report_incidents`]: what is wrong is said before anything is asked.
    pub async fn doubt(
        &self,
        actor: &Actor,
        report: &IncidentReport,
        now: Timestamp,
    ) -> Result<Option<Doubt>, AppError> {
        let permit = decide(actor, Action::ReportIncident, &Whose::Own)?;
        let owner = permit.owner()?;
        let (_, tree) = self.held_categories(owner).await?;
        incident_of(report, &tree, &self.held_places(owner).await?, now)?;
        let spot = &report.spot;
        match (spot.point, &spot.place) {
            _ if spot.indoors || tree.is_in_dwellings(&report.category) => Ok(None),
            (Some(point), _) => {
                let outside = self.outside(owner, point).await?;
                Ok(outside.map(Doubt::Outside))
            }
            (None, Some(_)) => Ok(None),
            (None, None) => Ok(Some(Doubt::Nowhere)),
        }
    }

    /// How a position lies outside the municipalities of an organisation; none when
    /// it lies in one, or so near that the rough borders cannot tell.
    pub(crate) async fn outside(
        &self,
        owner: &OrganisationId,
        point: Point,
    ) -> Result<Option<Outside>, AppError> {
        let mut own = self.own_municipalities(owner).await?;
        let named = self.store.organisation(owner).await?;
        let named = named.and_then(|owner| Municipality::by_name(&owner.name));
        own.extend(named.filter(|one| !own.iter().any(|held| held.code == one.code)));
        Ok(outside(&own, point))
    }
}

/// Sweden's municipalities, made ready once.
static MUNICIPALITIES: LazyLock<AreaIndex> =
    LazyLock::new(|| AreaIndex::new(area::municipalities()));

/// The municipality that a position lies in, or within `tolerance_m` of.
pub(crate) fn municipality_at(point: Point, tolerance_m: f64) -> Option<MunicipalityCode> {
    let index = &*MUNICIPALITIES;
    let number = index.find(position(point), tolerance_m).area()?;
    MunicipalityCode::parse(&index.areas().get(number)?.code).ok()
}

fn outside(own: &[&'static Municipality], point: Point) -> Option<Outside> {
    let inside = Inside::of(own);
    if inside.holds(point) {
        return None;
    }
    let turned = Point::from_degrees(point.lon(), point.lat()).ok();
    Some(Outside {
        own: own.iter().map(|one| one.name).collect(),
        found: municipality_at(point, 0.0)
            .and_then(Municipality::by_code)
            .map(|one| one.name),
        is_swapped: turned.is_some_and(|turned| inside.holds(turned)),
    })
}

/// Where an organisation's incidents are expected.
struct Inside(Option<AreaIndex>);

impl Inside {
    fn of(own: &[&'static Municipality]) -> Self {
        let codes: Vec<&str> = own.iter().map(|one| one.code.as_str()).collect();
        let areas = MUNICIPALITIES.areas().iter();
        let areas: Vec<_> = areas
            .filter(|area| codes.contains(&area.code.as_str()))
            .cloned()
            .collect();
        Self((!areas.is_empty()).then(|| AreaIndex::new(areas)))
    }

    fn holds(&self, point: Point) -> bool {
        let position = position(point);
        match &self.0 {
            Some(index) => index.find(position, BORDERS_ARE_ROUGH_M).area().is_some(),
            None => position.is_near_sweden(),
        }
    }
}

fn position(point: Point) -> Position {
    Position {
        lat_e7: point.lat_e7(),
        lon_e7: point.lon_e7(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(own: &[&str], lat: f64, lon: f64) -> Option<Outside> {
        let own: Vec<_> = own
            .iter()
            .map(|name| Municipality::by_name(name).unwrap())
            .collect();
        outside(&own, Point::from_degrees(lat, lon).unwrap())
    }

    #[test]
    fn a_position_in_another_town_is_outside_and_it_is_said_which() {
        let stockholm = seen(&["Lidköping"], 59.33, 18.07).unwrap();
        assert_eq!(stockholm.own, ["Lidköping"]);
        assert_eq!(stockholm.found, Some("Stockholm"));
        assert!(!stockholm.is_swapped);
        assert_eq!(seen(&["Lidköping"], 58.505, 13.157), None);
        assert_eq!(seen(&["Lidköping", "Stockholm"], 59.33, 18.07), None);
    }

    #[test]
    fn north_and_east_the_other_way_round_are_noticed() {
        let swapped = seen(&["Lidköping"], 13.157, 58.505).unwrap();
        assert!(swapped.is_swapped);
        assert_eq!(swapped.found, None);
    }

    #[test]
    fn without_a_municipality_of_its_own_all_of_sweden_is_inside() {
        assert_eq!(seen(&[], 59.33, 18.07), None);
        assert!(seen(&[], 13.16, 58.51).unwrap().is_swapped);
        assert!(seen(&[], 48.85, 2.35).is_some());
    }
}
