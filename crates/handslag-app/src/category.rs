//! The organisation's categories of incidents: read, and changed one thing at a time.

use handslag_domain::incident::category::{CategoryEdit, CategoryEditError};
use handslag_domain::incident::{CategoryId, CategoryTree};
use handslag_domain::organisation::OrganisationId;
use handslag_store::{DocumentKind, Held, Records, StoreError};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::access::{Action, Actor, Whose, decide};
use crate::dwelling::forget_places;
use crate::error::{guarded_texts, json};
use crate::incident_share::begins;
use crate::promise::saving;
use crate::{App, AppError, swedish_day};

/// The only tree of categories that an organisation has.
pub(crate) const TREE: &str = "trad";

/// The version of the product's own tree, before the organisation has saved one.
const OWN_TREE: u32 = 0;

/// Why the categories were not changed.
#[derive(Debug, thiserror::Error)]
pub enum EditCategoriesError {
    /// They would not fit together, or something stands in the way.
    #[error(transparent)]
    Edit(#[from] CategoryEditError),
    /// Partners would be shown what nobody has shared with them.
    #[error("partners would be shown what nobody has shared with them")]
    ShowsMore(Vec<ShownMore>),
    /// Whatever else stops a use case.
    #[error(transparent)]
    App(#[from] AppError),
}

impl From<StoreError> for EditCategoriesError {
    fn from(error: StoreError) -> Self {
        AppError::from(error).into()
    }
}

/// A partner that a change of the categories would show more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownMore {
    /// What the partner is called.
    pub partner: String,
    /// How many incidents, of those that are held now.
    pub n: u64,
}

impl App {
    /// The organisation's categories; until it has changed any, the product's own.
    ///
    /// # Errors
    /// [`AppError::Denied`] when nobody has signed in.
    pub async fn categories(&self, actor: &Actor) -> Result<CategoryTree, AppError> {
        Ok(self.held_tree(actor).await?.content)
    }

    /// The same with the version that a form is made from; 0 for the product's own.
    ///
    /// # Errors
    /// [`AppError::Denied`] when nobody has signed in.
    pub async fn held_tree(&self, actor: &Actor) -> Result<Held<CategoryTree>, AppError> {
        let permit = decide(actor, Action::ReadInternal, &Whose::Own)?;
        let (version, content) = self.held_categories(permit.owner()?).await?;
        Ok(Held {
            version: version.unwrap_or(OWN_TREE),
            content,
        })
    }

    /// The tree with its version; none until it was saved.
    pub(crate) async fn held_categories(
        &self,
        owner: &OrganisationId,
    ) -> Result<(Option<u32>, CategoryTree), AppError> {
        tree_in(&self.store, owner).await
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
    /// - `made_from`: the version of the tree that the change was decided by. What
    ///   others have changed since stands, and is in the way only where the change
    ///   speaks of it.
    ///
    /// # Errors
    /// [`EditCategoriesError::Edit`] with what stands in the way;
    /// [`EditCategoriesError::ShowsMore`] when a partner would be shown what was not
    /// shared with it, which only an act of sharing may do;
    /// [`AppError::Stale`] with the tree when somebody changed the same in between.
    pub async fn edit_categories(
        &self,
        actor: &Actor,
        made_from: u32,
        edit: &CategoryEdit,
        now: Timestamp,
    ) -> Result<CategoryId, EditCategoriesError> {
        let permit = decide(actor, Action::EditPicture, &Whose::Own).map_err(AppError::from)?;
        let owner = permit.owner().map_err(AppError::from)?;
        let saving = saving(permit.member().map_err(AppError::from)?, now, None);
        let changed = self
            .store
            .write(async |tx| -> Result<CategoryId, EditCategoriesError> {
                let (version, before) = tree_in(&tx, owner).await?;
                let held = version.unwrap_or(OWN_TREE);
                if held != made_from {
                    refuse_changed(&tx, owner, made_from, edit, (held, &before)).await?;
                }
                let is_in_use = match edit.id() {
                    Some(id) => tx.n_of_category(owner, id).await? > 0,
                    None => false,
                };
                let mut tree = before.clone();
                let changed = tree.edit(edit, is_in_use)?;
                guarded_texts("name", &tree)?;
                if edit.gathers() {
                    refuse_showing_more(&tx, owner, (&before, &tree), swedish_day(now)).await?;
                }
                forget_places(&tx, owner, (&before, &tree)).await?;
                let (kind, content) = (DocumentKind::Categories, json(&tree)?);
                tx.save_document(owner, kind, TREE, version, &content, &saving)
                    .await?;
                Ok(changed)
            })
            .await?;
        self.picture_moved(owner);
        Ok(changed)
    }
}

async fn tree_in(
    records: &Records,
    owner: &OrganisationId,
) -> Result<(Option<u32>, CategoryTree), AppError> {
    let kind = DocumentKind::Categories;
    let held = records.document(owner, kind, TREE).await?;
    Ok(match held {
        Some(held) => {
            let held: Held<CategoryTree> = held.read()?;
            (Some(held.version), held.content)
        }
        None => (None, CategoryTree::of_handslag()),
    })
}

/// Refuses a change of what somebody else has changed since it was decided.
async fn refuse_changed(
    records: &Records,
    owner: &OrganisationId,
    made_from: u32,
    edit: &CategoryEdit,
    (version, held): (u32, &CategoryTree),
) -> Result<(), AppError> {
    let kind = DocumentKind::Categories;
    let seen = match made_from {
        OWN_TREE => Some(CategoryTree::of_handslag()),
        version => {
            let seen = records.document_version(owner, kind, TREE, version);
            seen.await?.map(Held::read).transpose()?.map(|h| h.content)
        }
    };
    if seen.is_some_and(|seen| edit.reads_alike(&seen, held)) {
        return Ok(());
    }
    Err(AppError::Stale(Box::new(Held {
        version,
        content: json(held)?,
    })))
}

/// Refuses a change by which a partner would be shown incidents that are held
/// and were not shared with it (decision 0018).
async fn refuse_showing_more(
    records: &Records,
    owner: &OrganisationId,
    (before, after): (&CategoryTree, &CategoryTree),
    today: Date,
) -> Result<(), EditCategoriesError> {
    let mut shown_more = Vec::new();
    for share in records.incident_shares(owner).await? {
        let shown = before.shown_with(&share.kinds);
        let will_be = after.shown_with(&share.kinds);
        let more: Vec<&CategoryId> = will_be.difference(&shown).collect();
        if share.ends_on < today || more.is_empty() {
            continue;
        }
        let mut n = 0;
        for kind in more {
            let from = share.happened_from.and_then(begins);
            n += records.n_counted_of(owner, kind, from).await?;
        }
        let partner = records.organisation(&share.partner).await?;
        let partner = partner.map_or(share.partner.0, |partner| partner.name);
        shown_more.push(ShownMore { partner, n });
    }
    match shown_more.is_empty() {
        true => Ok(()),
        false => Err(EditCategoriesError::ShowsMore(shown_more)),
    }
}
