//! The list of what an organisation took in, page by page.

use handslag_domain::incident::CategoryId;
use handslag_store::{IncidentListFilter, IncidentPage, IncidentTurn};

use super::OWN_REPORTS;
use crate::access::{Action, Actor, Whose, decide};
use crate::{App, AppError};

/// Which of the incidents an organisation took in are listed.
#[derive(Debug, Clone, Default)]
pub struct IncidentList {
    /// Of this category with all beneath it; of all when there is none.
    pub category: Option<CategoryId>,
    /// What members have reported themselves only.
    pub own_reports: bool,
    /// Which page.
    pub turn: IncidentTurn,
}

impl App {
    /// A page of what the organisation took in, latest first, withdrawn reports too.
    ///
    /// - `n`: so many on a page.
    ///
    /// # Errors
    /// [`AppError::Denied`] when nobody has signed in.
    pub async fn incident_list(
        &self,
        actor: &Actor,
        list: &IncidentList,
        n: u32,
    ) -> Result<IncidentPage, AppError> {
        let permit = decide(actor, Action::ReadInternal, &Whose::Own)?;
        let owner = permit.owner()?;
        let categories = match &list.category {
            None => None,
            Some(category) => {
                let (_, tree) = self.held_categories(owner).await?;
                let shown = tree.shown_with(std::slice::from_ref(category));
                Some(shown.into_iter().collect())
            }
        };
        let filter = IncidentListFilter {
            categories,
            source: list.own_reports.then(|| OWN_REPORTS.to_owned()),
        };
        let page = self.store.incident_page(owner, &filter, list.turn, n);
        Ok(page.await?)
    }
}
