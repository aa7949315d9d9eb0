//! Areas on the map: taken in layer by layer, told of everything that is wrong.

use handslag_geo::area::{Area, Level, read_geojson};
pub use handslag_geo::area::{AreasRead, Done, Fault, Flaw, GeoJsonError};
use handslag_store::StoredArea;

use crate::access::{Action, Actor, Whose, decide};
use crate::error::{Invalid, guarded};
use crate::intake::{BadRows, File, Run};
use crate::{App, AppError};

/// Why a file of areas could not be taken in.
#[derive(Debug, thiserror::Error)]
pub enum AreaError {
    /// The file as a whole holds no areas.
    #[error(transparent)]
    File(#[from] GeoJsonError),
    /// Whatever else stops a use case.
    #[error(transparent)]
    App(#[from] AppError),
}

/// What came of a file of areas.
#[derive(Debug)]
pub struct AreaIntake {
    /// The areas, and everything that was wrong with any.
    pub read: AreasRead,
    /// Whether they are kept: not in a rehearsal, and not when one was left out
    /// against the wish of the sender.
    pub kept: bool,
}

impl App {
    /// Takes in a layer of areas from GeoJSON, in place of the one with its name.
    ///
    /// # Errors
    /// [`AreaError::File`] when the file holds no areas.
    pub async fn import_areas(
        &self,
        actor: &Actor,
        file: &File<'_>,
        layer: &str,
        bad: BadRows,
        run: Run,
    ) -> Result<AreaIntake, AreaError> {
        let permit = decide(actor, Action::EditPicture, &Whose::Own).map_err(AppError::from)?;
        let owner = permit.owner().map_err(AppError::from)?;
        guarded("file_name", file.name)?;
        guarded("layer", layer)?;
        if layer.trim().is_empty() {
            return Err(invalid("layer", Invalid::Missing).into());
        }
        let text = std::str::from_utf8(file.bytes)
            .map_err(|_| invalid("document", Invalid::Unreadable))?;
        let read = read_geojson(text, Level::Own, None, None)?;
        let is_whole = read.faults.iter().all(|fault| fault.done == Done::Mended);
        let kept =
            run == Run::Real && !read.areas.is_empty() && (is_whole || bad == BadRows::LeaveOut);
        if kept {
            let stored: Vec<StoredArea> = read.areas.iter().map(stored).collect();
            self.store
                .write(async |tx| -> Result<(), AppError> {
                    Ok(tx.replace_areas(owner, layer, &stored).await?)
                })
                .await?;
            self.picture_moved();
        }
        Ok(AreaIntake { read, kept })
    }
}

fn invalid(field: &'static str, problem: Invalid) -> AppError {
    AppError::Invalid { field, problem }
}

fn stored(area: &Area) -> StoredArea {
    let ring = |ring: &[handslag_geo::projection::Position]| -> serde_json::Value {
        let closed = ring.iter().chain(ring.first());
        closed
            .map(|p| serde_json::json!([p.lon_deg(), p.lat_deg()]))
            .collect()
    };
    let polygons: Vec<Vec<serde_json::Value>> = area
        .polygons()
        .iter()
        .map(|polygon| {
            let holes = polygon.holes.iter().map(|hole| ring(hole));
            std::iter::once(ring(&polygon.outer)).chain(holes).collect()
        })
        .collect();
    StoredArea {
        code: area.code.clone(),
        name: area.name.clone(),
        geometry: serde_json::json!({"type": "MultiPolygon", "coordinates": polygons}).to_string(),
    }
}

/// The areas that were stored; one that can no longer be read is left out.
pub(crate) fn areas_of(stored: &[StoredArea]) -> Vec<Area> {
    let features: Vec<serde_json::Value> = stored
        .iter()
        .filter_map(|area| {
            let geometry: serde_json::Value = serde_json::from_str(&area.geometry).ok()?;
            Some(serde_json::json!({
                "type": "Feature",
                "properties": {"code": area.code, "name": area.name},
                "geometry": geometry,
            }))
        })
        .collect();
    let text = serde_json::json!({"type": "FeatureCollection", "features": features}).to_string();
    let read = read_geojson(&text, Level::Own, Some("code"), Some("name"));
    read.map(|read| read.areas).unwrap_or_default()
}
