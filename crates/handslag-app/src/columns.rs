//! The columns of somebody's table, before it is taken in: what is in them, and what each may hold.

use handslag_domain::document::PromiseDocument;
use handslag_domain::id::PromiseId;
use handslag_domain::organisation::OrganisationId;
use handslag_import::mapping::{Known, Mapping, Suggestion};
use handslag_import::table::{Table, TableBudget, TablePlace, read_table};

use crate::access::{Action, Actor};
use crate::{App, AppError};

/// A table with a mapping that fits it, as far as can be told.
pub struct Columns {
    /// The column names and the rows.
    pub table: Table,
    /// The proposal.
    pub suggestion: Suggestion,
    /// The promise that the rows are for.
    pub document: PromiseDocument,
}

impl App {
    /// Reads the table in a file and proposes what its columns hold.
    ///
    /// # Errors
    /// [`AppError::Rows`] when there is no table in it.
    pub async fn columns(
        &self,
        actor: &Actor,
        owner: &OrganisationId,
        promise: &PromiseId,
        bytes: &[u8],
        place: &TablePlace,
    ) -> Result<Columns, AppError> {
        let opened = self
            .open_promise(actor, Action::Import, owner, promise)
            .await?;
        let table = read_table(bytes, place, &TableBudget::default()).map_err(AppError::Rows)?;
        let suggestion = Mapping::suggest(&table, &Known::of(&opened.document));
        Ok(Columns {
            table,
            suggestion,
            document: opened.document,
        })
    }
}
