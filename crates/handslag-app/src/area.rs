//! Areas on the map: taken in layer by layer, told of everything that is wrong.

mod words;

use handslag_domain::organisation::OrganisationId;
use handslag_geo::area::{
    Area, GeoPackageError, GeoPackageRow, Level, code_and_name, municipalities, read_geojson,
    read_geopackage, read_kept_geojson,
};
pub use handslag_geo::area::{AreasRead, GeoJsonError};
use handslag_store::StoredArea;
use handslag_store::geopackage::{FeatureLayer, FeatureRow, FeatureValue};
pub use words::{fault_words, file_words};

use crate::access::{Action, Actor, Whose, decide};
use crate::aside::aside;
use crate::error::{Invalid, guarded, invalid};
use crate::intake::{BadRows, File, Run};
use crate::layer::{Room, Wanted, is_geopackage, layer_of};
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
    /// Takes in a layer of areas from GeoJSON or GeoPackage, in place of the one
    /// with its name. Of a GeoPackage with several layers it is the one with
    /// the same name, else the first of surfaces.
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
        let read = read(file.bytes, layer).await?;
        let may_keep = read.is_whole() || bad == BadRows::LeaveOut;
        let kept = run == Run::Real && !read.areas.is_empty() && may_keep;
        if kept {
            let stored: Vec<StoredArea> = read.areas.iter().map(stored).collect();
            self.store
                .write(async |tx| -> Result<(), AppError> {
                    Ok(tx.replace_areas(owner, layer, &stored).await?)
                })
                .await?;
            self.picture_moved(owner);
        }
        Ok(AreaIntake { read, kept })
    }

    /// The layers that the organisation holds, by name, with how many areas
    /// each has. The picture counts by the first.
    ///
    /// # Errors
    /// [`AppError::Denied`] when nobody has signed in.
    pub async fn area_layers(&self, actor: &Actor) -> Result<Vec<(String, u32)>, AppError> {
        let permit = decide(actor, Action::ReadInternal, &Whose::Own)?;
        Ok(self.store.area_levels(permit.owner()?).await?)
    }

    /// Code and name of the areas that the picture counts by, by name.
    ///
    /// # Errors
    /// [`AppError::Denied`] when nobody has signed in.
    pub async fn area_names(&self, actor: &Actor) -> Result<Vec<(String, String)>, AppError> {
        let permit = decide(actor, Action::ReadInternal, &Whose::Own)?;
        let mut names = self.held_area_names(permit.owner()?).await?;
        names.sort_by_cached_key(|(_, name)| name.to_lowercase());
        Ok(names)
    }

    /// Code and name of the areas that the picture counts by, without their outlines.
    pub(crate) async fn held_area_names(
        &self,
        owner: &OrganisationId,
    ) -> Result<Vec<(String, String)>, AppError> {
        let levels = self.store.area_levels(owner).await?;
        Ok(match levels.first() {
            Some((level, _)) => self.store.area_names(owner, level).await?,
            None => {
                let areas = municipalities().into_iter();
                areas.map(|area| (area.code, area.name)).collect()
            }
        })
    }

    /// Removes a layer of areas.
    ///
    /// # Errors
    /// [`AppError::Denied`] when the role does not reach.
    pub async fn remove_area_layer(&self, actor: &Actor, layer: &str) -> Result<(), AppError> {
        let permit = decide(actor, Action::EditPicture, &Whose::Own)?;
        let owner = permit.owner()?;
        self.store
            .write(async |tx| -> Result<(), AppError> {
                Ok(tx.replace_areas(owner, layer, &[]).await?)
            })
            .await?;
        self.picture_moved(owner);
        Ok(())
    }
}

/// More areas than any layer has: DeSO has six thousand.
const ROOM: Room = Room {
    rows: 100_000,
    bytes: 1 << 30,
};

async fn read(bytes: &[u8], layer: &str) -> Result<AreasRead, AreaError> {
    if is_geopackage(bytes) {
        let read = layer_of(bytes, Wanted::Surfaces, ROOM).await;
        let (first, names) = read.map_err(AppError::Rows)?;
        let of_name = names.iter().any(|name| name == layer) && first.name != layer;
        let layer = match of_name {
            true => {
                let read = layer_of(bytes, Wanted::Named(layer), ROOM).await;
                read.map_err(AppError::Rows)?.0
            }
            false => first,
        };
        let read = aside(|| of_layer(layer)).await?;
        return read.map_err(|GeoPackageError::UnknownCrs { epsg }| {
            let name = format!("EPSG:{epsg}");
            GeoJsonError::UnknownCrs { name }.into()
        });
    }
    // What is no text is no GeoJSON: a picture, or a spreadsheet.
    let text = std::str::from_utf8(bytes).map_err(|_| GeoJsonError::NotFeatures)?;
    let text = text.to_owned();
    Ok(aside(move || read_geojson(&text, Level::Own, None, None)).await??)
}

fn of_layer(layer: FeatureLayer) -> Result<AreasRead, GeoPackageError> {
    let (code, name) = code_and_name(&layer.columns);
    let text = |row: &FeatureRow, at: Option<usize>| match row.values.get(at?)? {
        FeatureValue::Text(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        FeatureValue::Integer(number) => Some(number.to_string()),
        FeatureValue::Real(_) | FeatureValue::Null => None,
    };
    let rows = layer.rows.into_iter().map(|row| GeoPackageRow {
        code: text(&row, code),
        name: text(&row, name),
        geometry: row.geometry.unwrap_or_default(),
    });
    read_geopackage(rows, layer.epsg, Level::Own)
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

/// The areas that were stored; one that can no longer be read is left out. They
/// were looked through when they were taken in, and are not again.
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
    let read = read_kept_geojson(&text, Level::Own, Some("code"), Some("name"));
    read.map(|read| read.areas).unwrap_or_default()
}
