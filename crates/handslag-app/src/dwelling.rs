//! What happens in dwellings is kept without its place, however it comes in.

use std::sync::LazyLock;

use handslag_domain::incident::{CategoryId, CategoryTree, Incident, Point};
use handslag_domain::municipality::MunicipalityCode;
use handslag_domain::organisation::OrganisationId;
use handslag_geo::projection::Position;
use handslag_geo::{AreaIndex, area};
use handslag_store::Tx;

use crate::AppError;

/// Sweden's municipalities, made ready once.
static MUNICIPALITIES: LazyLock<AreaIndex> =
    LazyLock::new(|| AreaIndex::new(area::municipalities()));

/// The municipality that a position lies in.
fn municipality_at(point: Point) -> Option<MunicipalityCode> {
    let position = Position {
        lat_e7: point.lat_e7(),
        lon_e7: point.lon_e7(),
    };
    let index = &*MUNICIPALITIES;
    let number = index.find(position, 0.0).area()?;
    MunicipalityCode::parse(&index.areas().get(number)?.code).ok()
}

/// An incident as it may be kept.
pub(crate) fn kept(tree: &CategoryTree, incident: Incident) -> Incident {
    incident.kept_by(tree, municipality_at)
}

/// Takes the place out of what an incident said before, when it is of a dwelling now.
pub(crate) async fn forget_earlier_places(
    tx: &Tx,
    owner: &OrganisationId,
    incident: &Incident,
) -> Result<(), AppError> {
    if incident.indoors() {
        tx.forget_earlier_places(owner, incident.id, &in_dwelling)
            .await?;
    }
    Ok(())
}

/// Takes the place out of what is held of the kinds that a change of the categories
/// makes kinds of dwellings.
pub(crate) async fn forget_places(
    tx: &Tx,
    owner: &OrganisationId,
    (before, after): (&CategoryTree, &CategoryTree),
) -> Result<(), AppError> {
    let merged = after.gone().map(|(id, _)| id);
    let kinds: Vec<CategoryId> = after
        .iter()
        .map(|category| &category.id)
        .chain(merged)
        .filter(|id| after.is_in_dwellings(id) && !before.is_in_dwellings(id))
        .cloned()
        .collect();
    tx.forget_places(owner, &kinds, &in_dwelling).await?;
    Ok(())
}

fn in_dwelling(incident: Incident) -> Incident {
    incident.in_dwelling(municipality_at)
}
