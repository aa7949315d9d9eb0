//! The columns of a file of incidents, before it is taken in: what is in them,
//! and by which mapping it would be read.

use handslag_import::incidents::{IncidentFile, IncidentMapping, IncidentSuggestion, Why};
use handslag_import::table::{Sheet, SheetKind};

use super::File;
use super::incidents::{IncidentOrder, suggested};
use crate::access::{Action, Actor, Whose, decide};
use crate::layer::{Room, Wanted, incident_layer, is_geopackage, layer_of};
use crate::{App, AppError};

/// Examples of a column: enough to see what is in it.
const EXAMPLES: usize = 3;

/// A column with what stands first in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnExample {
    /// Its name.
    pub name: String,
    /// Some different values.
    pub examples: Vec<String>,
}

/// A file of incidents with a mapping that fits it, as far as can be told.
#[derive(Debug, Clone)]
pub struct IncidentColumns {
    /// Its columns.
    pub columns: Vec<ColumnExample>,
    /// How many rows it has.
    pub n_rows: u64,
    /// The sheets of a workbook, or the layers of a GeoPackage.
    pub sheets: Vec<Sheet>,
    /// The mapping asked for, else a saved one for files of this shape, else a proposal.
    pub mapping: IncidentMapping,
    /// The name of the saved mapping that fits.
    pub saved_as: Option<String>,
    /// Why the proposal is as it is.
    pub why: Vec<Why>,
}

impl App {
    /// What the columns of a file of incidents hold, and how it would be read.
    ///
    /// # Errors
    /// [`AppError::Rows`] when it is no such file.
    pub async fn incident_columns(
        &self,
        actor: &Actor,
        file: &File<'_>,
        order: &IncidentOrder,
    ) -> Result<IncidentColumns, AppError> {
        let permit = decide(actor, Action::Import, &Whose::Own)?;
        let Opened {
            file: opened,
            sheets,
        } = open(file, order).await?;
        let names = opened.columns().to_vec();
        let examples = names.iter().cloned().zip(opened.examples(EXAMPLES));
        let columns = examples.map(|(name, examples)| ColumnExample { name, examples });
        let columns = columns.collect();
        let suggestion = suggested(&opened, order)?;
        let n_rows = opened.n_rows();
        let (mapping, saved_as, why) = match &order.mapping {
            // One that says only where the table stands is no mapping of its columns yet.
            Some(mapping) if !mapping.fields.is_empty() => (mapping.clone(), None, Vec::new()),
            place => match self.mapping_of_shape(permit.owner()?, &names).await? {
                Some((name, mapping)) => (placed(mapping, place.as_ref()), Some(name), Vec::new()),
                None => (
                    placed(suggestion.mapping, place.as_ref()),
                    None,
                    suggestion.why,
                ),
            },
        };
        Ok(IncidentColumns {
            columns,
            n_rows,
            mapping: match read_of(&sheets) {
                // Which one is read is said, so that it can be changed.
                Some(sheet) => IncidentMapping {
                    sheet: Some(sheet),
                    ..mapping
                },
                None => mapping,
            },
            sheets,
            saved_as,
            why,
        })
    }

    /// What a file of incidents seems to hold, and by which mapping it would be read.
    ///
    /// # Errors
    /// [`AppError::Rows`] when it is no such file.
    pub async fn suggest_incident_mapping(
        &self,
        actor: &Actor,
        file: &File<'_>,
        order: &IncidentOrder,
    ) -> Result<IncidentSuggestion, AppError> {
        decide(actor, Action::Import, &Whose::Own)?;
        let opened = open(file, order).await?;
        suggested(&opened.file, order)
    }
}

fn placed(mapping: IncidentMapping, place: Option<&IncidentMapping>) -> IncidentMapping {
    match place {
        Some(place) => IncidentMapping {
            sheet: place.sheet.clone(),
            header_row: place.header_row,
            ..mapping
        },
        None => mapping,
    }
}

/// A file of incidents, opened.
pub(super) struct Opened {
    pub file: IncidentFile,
    /// The sheets of a workbook, or the layers of a GeoPackage.
    pub sheets: Vec<Sheet>,
}

/// The sheet that is read, where there are several to choose from.
#[must_use]
pub fn read_of(sheets: &[Sheet]) -> Option<String> {
    let read = sheets.iter().find(|sheet| sheet.is_read);
    read.filter(|_| sheets.len() > 1)
        .map(|sheet| sheet.name.clone())
}

/// Opens a file of incidents, also a layer of a GeoPackage.
pub(super) async fn open(file: &File<'_>, order: &IncidentOrder) -> Result<Opened, AppError> {
    let asked = order.said_over(order.mapping.clone().unwrap_or_default())?;
    let place = asked.table_place();
    let budget = order.budget;
    if is_geopackage(file.bytes) {
        let named = place.sheet.as_deref().filter(|sheet| !sheet.is_empty());
        let wanted = named.map_or(Wanted::Points, Wanted::Named);
        let room = Room {
            rows: budget.text.rows,
            bytes: budget.held_bytes,
        };
        let (layer, layers) = layer_of(file.bytes, wanted, room)
            .await
            .map_err(AppError::Rows)?;
        let n_rows = layer.rows.len() as u64;
        let sheet = |name: String| Sheet {
            is_read: name == layer.name,
            n_rows: (name == layer.name).then_some(n_rows),
            kind: SheetKind::Layer,
            name,
        };
        let sheets = layers.into_iter().map(sheet).collect();
        let opened = IncidentFile::of_layer(&incident_layer(layer), &budget);
        return Ok(Opened {
            file: opened.map_err(AppError::Rows)?,
            sheets,
        });
    }
    let bytes = file.bytes.to_vec();
    let opening = move || IncidentFile::open(&bytes, &place, &budget);
    // A large file takes seconds, which pages need not wait for.
    let opened = tokio::task::spawn_blocking(opening).await;
    let opened = opened.map_err(|_| AppError::Invalid {
        field: "document",
        problem: crate::Invalid::Unreadable,
    })?;
    let file = opened.map_err(AppError::Rows)?;
    let sheets = file.sheets().to_vec();
    Ok(Opened { file, sheets })
}
