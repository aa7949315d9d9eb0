//! Layers of a GeoPackage, from the database's reader to those who make
//! incidents or areas of them.

use handslag_import::incidents::{IncidentProblem, Layer, LayerRow, LayerValue};
use handslag_import::{Problem, Row, RowProblem, TableProblem};
use handslag_store::geopackage::{FeatureLayer, FeatureValue, GeoPackageFault, read_geopackage};

pub(crate) use handslag_store::geopackage::{Room, Wanted, is_geopackage};

/// Reads a layer, and the names of all layers.
///
/// # Errors
/// What keeps it from being read, as a problem of the whole file.
pub(crate) async fn layer_of(
    bytes: &[u8],
    wanted: Wanted<'_>,
    room: Room,
) -> Result<(FeatureLayer, Vec<String>), Vec<RowProblem>> {
    read_geopackage(bytes, wanted, room)
        .await
        .map_err(|fault| vec![told(fault, wanted)])
}

fn told(fault: GeoPackageFault, wanted: Wanted<'_>) -> RowProblem {
    let problem = match fault {
        GeoPackageFault::Unreadable => Problem::Incident(IncidentProblem::BrokenGeoPackage),
        GeoPackageFault::NoLayer => Problem::Incident(IncidentProblem::NoLayer),
        GeoPackageFault::NoSuchLayer { known } => {
            let problem = Problem::Incident(IncidentProblem::NoSuchLayer { known });
            let name = match wanted {
                Wanted::Named(name) => name,
                Wanted::Points | Wanted::Surfaces => "",
            };
            return RowProblem::in_column(Row::File, "sheet", name, problem);
        }
        GeoPackageFault::TooManyRows { limit } => Problem::TooManyRows { limit },
        GeoPackageFault::TooMuchToHold { row, column, limit } => {
            let problem = Problem::Table(TableProblem::TooMuchToHold { limit });
            return RowProblem::in_column(Row::Line(row), &column, "", problem);
        }
    };
    RowProblem::at(Row::File, problem)
}

/// The layer as the reader of incidents takes it.
pub(crate) fn incident_layer(layer: FeatureLayer) -> Layer {
    let value = |value| match value {
        FeatureValue::Null => LayerValue::Null,
        FeatureValue::Integer(number) => LayerValue::Integer(number),
        FeatureValue::Real(number) => LayerValue::Real(number),
        FeatureValue::Text(text) => LayerValue::Text(text),
    };
    let rows = layer.rows.into_iter().map(|row| LayerRow {
        geometry: row.geometry,
        values: row.values.into_iter().map(value).collect(),
    });
    Layer {
        name: layer.name,
        epsg: layer.epsg,
        columns: layer.columns,
        rows: rows.collect(),
    }
}

#[cfg(test)]
mod tests {
    use handslag_import::Lang;

    use super::*;

    #[test]
    fn what_is_too_large_is_told_by_row_and_column() {
        let fault = GeoPackageFault::TooMuchToHold {
            row: 7,
            column: "foto".to_owned(),
            limit: 16,
        };
        let text = told(fault, Wanted::Points).text(Lang::Sv);
        let expected = "Rad 7, kolumn ”foto”: raderna tar mer än 16 byte i minnet.";
        assert!(text.starts_with(expected), "{text}");
    }
}
