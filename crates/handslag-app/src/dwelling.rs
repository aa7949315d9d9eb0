//! What happens in dwellings is kept without its place, however it comes in.

use handslag_domain::incident::{CategoryId, CategoryTree, Incident};
use handslag_domain::organisation::OrganisationId;
use handslag_store::Tx;

use crate::AppError;
use crate::incident_doubt::municipality_at;

/// Borders are simplified: a home that none holds is in the nearest municipality
/// within this many metres.
const OFF_THE_BORDERS_M: f64 = 500.0;

/// An incident as it may be kept.
pub(crate) fn kept(tree: &CategoryTree, incident: Incident) -> Incident {
    incident.kept_by(tree, |point| municipality_at(point, OFF_THE_BORDERS_M))
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
    incident.in_dwelling(|point| municipality_at(point, OFF_THE_BORDERS_M))
}
