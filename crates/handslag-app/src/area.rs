//! Areas on the map: taken in layer by layer, told of everything that is wrong.

use handslag_geo::area::{Area, AreasRead, GeoJsonError, Level, read_geojson};
use handslag_store::StoredArea;
use jiff::Timestamp;

use crate::access::{Action, Actor, Whose, decide};
use crate::error::{Invalid, guarded};
use crate::intake::File;
use crate::{App, AppError};

impl App {
    /// Takes in a layer of areas from GeoJSON, in place of the one with its
    /// name. Faulty areas are told; unless `keep_rest`, one keeps all out.
    ///
    /// # Errors
    /// [`AppError::Invalid`] when the file is no GeoJSON with areas, or the
    /// layer has no name.
    pub async fn import_areas(
        &self,
        actor: &Actor,
        file: &File<'_>,
        layer: &str,
        keep_rest: bool,
        _now: Timestamp,
    ) -> Result<AreasRead, AppError> {
        let permit = decide(actor, Action::EditPicture, &Whose::Own)?;
        let owner = permit.owner()?;
        guarded("file_name", file.name)?;
        guarded("name", layer)?;
        if layer.trim().is_empty() {
            return Err(invalid("name", Invalid::Missing));
        }
        let text = std::str::from_utf8(file.bytes)
            .map_err(|_| invalid("document", Invalid::Unreadable))?;
        let read = read_geojson(text, Level::Own, None, None)
            .map_err(|_: GeoJsonError| invalid("document", Invalid::Unreadable))?;
        if read.areas.is_empty() || (!keep_rest && !read.faults.is_empty()) {
            return Ok(read);
        }
        let stored: Vec<StoredArea> = read.areas.iter().map(stored).collect();
        self.store
            .write(async |tx| -> Result<(), AppError> {
                Ok(tx.replace_areas(owner, layer, &stored).await?)
            })
            .await?;
        self.picture_moved();
        Ok(read)
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
