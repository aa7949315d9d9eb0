//! The organisation's categories of incidents: read, and changed one thing at a time.

use handslag_domain::incident::category::{CategoryEdit, CategoryEditError};
use handslag_domain::incident::{CategoryId, CategoryTree};
use handslag_domain::organisation::OrganisationId;
use handslag_store::{DocumentKind, Held};
use jiff::Timestamp;

use crate::access::{Action, Actor, Whose, decide};
use crate::error::{guarded_texts, json};
use crate::promise::saving;
use crate::{App, AppError};

/// The only tree of categories that an organisation has.
pub(crate) const TREE: &str = "trad";

/// Why the categories were not changed.
#[derive(Debug, thiserror::Error)]
pub enum EditCategoriesError {
    /// They would not fit together, or something stands in the way.
    #[error(transparent)]
    Edit(#[from] CategoryEditError),
    /// Whatever else stops a use case.
    #[error(transparent)]
    App(#[from] AppError),
}

impl App {
    /// The organisation's categories; until it has changed any, the product's own.
    ///
    /// # Errors
    /// [`AppError::Denied`] when nobody has signed in.
    pub async fn categories(&self, actor: &Actor) -> Result<CategoryTree, AppError> {
        let permit = decide(actor, Action::ReadInternal, &Whose::Own)?;
        Ok(self.held_categories(permit.owner()?).await?.1)
    }

    /// The tree with its version; none until it was saved.
    pub(crate) async fn held_categories(
        &self,
        owner: &OrganisationId,
    ) -> Result<(Option<u32>, CategoryTree), AppError> {
        let kind = DocumentKind::Categories;
        let held = self.store.document(owner, kind, TREE).await?;
        Ok(match held {
            Some(held) => {
                let held: Held<CategoryTree> = held.read()?;
                (Some(held.version), held.content)
            }
            None => (None, CategoryTree::of_handslag()),
        })
    }

    /// How many of the organisation's incidents stand under a category, withdrawn ones too.
    ///
    /// # Errors
    /// [`AppError::Denied`] when nobody has signed in.
    pub async fn n_of_category(&self, actor: &Actor, id: &CategoryId) -> Result<u64, AppError> {
        let permit = decide(actor, Action::ReadInternal, &Whose::Own)?;
        Ok(self.store.n_of_category(permit.owner()?, id).await?)
    }

    /// Changes the organisation's categories, and names the one that it ended with.
    ///
    /// # Errors
    /// [`EditCategoriesError::Edit`] with what stands in the way;
    /// [`AppError::Stale`] when somebody changed them in between.
    pub async fn edit_categories(
        &self,
        actor: &Actor,
        edit: &CategoryEdit,
        now: Timestamp,
    ) -> Result<CategoryId, EditCategoriesError> {
        let permit = decide(actor, Action::EditPicture, &Whose::Own).map_err(AppError::from)?;
        let owner = permit.owner().map_err(AppError::from)?;
        let (version, mut tree) = self.held_categories(owner).await?;
        let is_in_use = match edit.id() {
            Some(id) => {
                self.store
                    .n_of_category(owner, id)
                    .await
                    .map_err(AppError::from)?
                    > 0
            }
            None => false,
        };
        let changed = tree.edit(edit, is_in_use)?;
        guarded_texts("name", &tree)?;
        let content = json(&tree)?;
        let saving = saving(permit.member().map_err(AppError::from)?, now, None);
        self.store
            .write(async |tx| -> Result<u32, AppError> {
                let kind = DocumentKind::Categories;
                Ok(tx
                    .save_document(owner, kind, TREE, version, &content, &saving)
                    .await?)
            })
            .await?;
        self.picture_moved(owner);
        Ok(changed)
    }
}
