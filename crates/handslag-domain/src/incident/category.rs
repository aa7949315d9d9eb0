//! Kinds of incidents: a tree that those who use it may change, without losing what was counted under it.

mod edit;

pub use edit::CategoryEdit;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::id::CategoryId;

/// A kind of incident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Category {
    /// Its id, such as `skadegorelse`.
    pub id: CategoryId,
    /// The wider category that it belongs to; none for the widest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<CategoryId>,
    /// What it is called.
    pub name: Names,
    /// What sort of thing it is; the same as its parent's.
    pub kind: CategoryKind,
    /// Whether it happens in dwellings, and so all beneath it. Where nobody has
    /// said, as in the product's own tree.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_dwellings: Option<bool>,
}

/// A name in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Names {
    /// In Swedish.
    pub sv: String,
    /// In English.
    pub en: String,
}

/// Where a category went that was merged into another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gone {
    /// The category that everything under it stands under now.
    pub into: CategoryId,
    /// What it was called, since files go on calling it so.
    pub name: Names,
}

/// What sort of thing a category is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CategoryKind {
    /// What the law calls a crime.
    Crime,
    /// Disturbances that need not be crimes.
    Disorder,
    /// What is felt to be unsafe though nothing has happened.
    Unsafety,
    /// Traffic.
    Traffic,
    /// Everything else, and what nobody has placed yet.
    Other,
}

/// Categories that fit together: no circle, no lost parent, one place for what is new.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "WrittenTree", into = "WrittenTree")]
pub struct CategoryTree {
    by_id: BTreeMap<CategoryId, Category>,
    merged: BTreeMap<CategoryId, Gone>,
}

#[derive(Clone, Serialize, Deserialize)]
struct WrittenTree {
    categories: Vec<Category>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    merged: BTreeMap<CategoryId, Gone>,
}

impl TryFrom<WrittenTree> for CategoryTree {
    type Error = String;

    fn try_from(written: WrittenTree) -> Result<Self, String> {
        Self::new(written.categories, written.merged).map_err(|faults| {
            let texts: Vec<String> = faults.iter().map(ToString::to_string).collect();
            texts.join("; ")
        })
    }
}

impl From<CategoryTree> for WrittenTree {
    fn from(tree: CategoryTree) -> Self {
        Self {
            categories: tree.by_id.into_values().collect(),
            merged: tree.merged,
        }
    }
}

/// Why categories do not make a tree.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CategoryFault {
    /// Two categories have one id.
    #[error("{0} stands twice")]
    SameIdTwice(CategoryId),
    /// The parent is not there.
    #[error("{id} belongs to {parent}, which does not exist")]
    LostParent {
        /// The category.
        id: CategoryId,
        /// What it says it belongs to.
        parent: CategoryId,
    },
    /// A category belongs to itself, by some way.
    #[error("{0} belongs to itself")]
    Circle(CategoryId),
    /// A category is of another sort than its parent.
    #[error("{id} is of another kind than {parent}")]
    OtherKind {
        /// The category.
        id: CategoryId,
        /// Its parent.
        parent: CategoryId,
    },
    /// A category has no name in one of the languages.
    #[error("{0} has no name")]
    NoName(CategoryId),
    /// There is no place for what nobody has placed.
    #[error("no category of the kind other stands at the top")]
    NoPlaceForTheNew,
    /// A merged category still exists, or leads to none.
    #[error("{0} was merged but exists, or leads nowhere")]
    MergedWrongly(CategoryId),
}

/// Why a category cannot be changed so.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CategoryEditError {
    /// There is no such category.
    #[error("there is no category {0}")]
    Unknown(CategoryId),
    /// It has narrower ones beneath.
    #[error("{0} has categories beneath it")]
    HasBeneath(CategoryId),
    /// Incidents stand under it: it can be merged with another, not removed.
    #[error("{0} is in use; merge it with another instead")]
    InUse(CategoryId),
    /// Another beside it has the same name.
    #[error("{0} beside it has the same name")]
    SameName(CategoryId),
    /// It would be merged with itself.
    #[error("{0} cannot be merged with itself")]
    WithItself(CategoryId),
    /// The tree would no longer hold together.
    #[error("the categories would not fit together: {0:?}")]
    Faults(Vec<CategoryFault>),
}

impl CategoryTree {
    /// A tree of categories; `merged` says where those that are gone went.
    ///
    /// # Errors
    /// Everything that keeps them from being a tree.
    pub fn new(
        categories: Vec<Category>,
        merged: BTreeMap<CategoryId, Gone>,
    ) -> Result<Self, Vec<CategoryFault>> {
        let mut faults = Vec::new();
        let mut by_id = BTreeMap::new();
        for category in categories {
            let id = category.id.clone();
            if by_id.insert(id.clone(), category).is_some() {
                faults.push(CategoryFault::SameIdTwice(id));
            }
        }
        let tree = Self { by_id, merged };
        faults.extend(tree.faults());
        match faults.is_empty() {
            true => Ok(tree),
            false => Err(faults),
        }
    }

    /// The categories that Handslag begins with.
    #[must_use]
    pub fn of_handslag() -> Self {
        Self::new(super::default_tree::categories(), BTreeMap::new())
            .expect("the product's own tree is tested")
    }

    fn faults(&self) -> Vec<CategoryFault> {
        let mut faults: Vec<_> = self
            .by_id
            .values()
            .flat_map(|c| self.faults_of(c))
            .collect();
        if self.place_for_the_new().is_none() {
            faults.push(CategoryFault::NoPlaceForTheNew);
        }
        let gone = self.merged.keys();
        faults.extend(
            gone.filter(|id| self.by_id.contains_key(id) || self.get(id).is_none())
                .map(|id| CategoryFault::MergedWrongly(id.clone())),
        );
        faults
    }

    fn faults_of(&self, category: &Category) -> Vec<CategoryFault> {
        let id = || category.id.clone();
        let mut faults = Vec::new();
        if category.name.sv.trim().is_empty() || category.name.en.trim().is_empty() {
            faults.push(CategoryFault::NoName(id()));
        }
        if let Some(parent) = &category.parent {
            match self.by_id.get(parent) {
                None => faults.push(CategoryFault::LostParent {
                    id: id(),
                    parent: parent.clone(),
                }),
                Some(found) if found.kind != category.kind => {
                    faults.push(CategoryFault::OtherKind {
                        id: id(),
                        parent: parent.clone(),
                    });
                }
                Some(_) => {}
            }
        }
        if self
            .ancestors(&category.id)
            .any(|above| above.id == category.id)
        {
            faults.push(CategoryFault::Circle(id()));
        }
        faults
    }

    fn place_for_the_new(&self) -> Option<&Category> {
        let mut tops = self.by_id.values().filter(|c| c.parent.is_none());
        tops.find(|c| c.kind == CategoryKind::Other)
    }

    /// The category under which everything goes that nobody has placed yet.
    #[must_use]
    pub fn other(&self) -> &Category {
        self.place_for_the_new()
            .expect("a tree without a place for the new is refused")
    }

    /// The categories that were merged into others, by id.
    pub fn gone(&self) -> impl Iterator<Item = (&CategoryId, &Gone)> {
        self.merged.iter()
    }

    /// All categories, by id.
    pub fn iter(&self) -> impl Iterator<Item = &Category> {
        self.by_id.values()
    }

    /// The category of an id, also of one that was merged into another.
    #[must_use]
    pub fn get(&self, id: &CategoryId) -> Option<&Category> {
        let mut id = id;
        // No chain of merges is longer than the list, unless it goes in a circle.
        for _ in 0..=self.merged.len() {
            match (self.by_id.get(id), self.merged.get(id)) {
                (Some(found), _) => return Some(found),
                (None, Some(gone)) => id = &gone.into,
                (None, None) => return None,
            }
        }
        None
    }

    /// The wider categories of one, the nearest first.
    pub fn ancestors<'a>(&'a self, id: &CategoryId) -> impl Iterator<Item = &'a Category> {
        let parent = |c: &Category| self.get(c.parent.as_ref()?);
        let first = self.get(id).and_then(parent);
        // No way up is longer than the list, unless it goes in a circle.
        std::iter::successors(first, move |c| parent(c)).take(self.by_id.len())
    }

    /// Whether what is of this kind happens in dwellings: of that no place is kept
    /// (TRUST L3), whoever reports it and however it comes in.
    #[must_use]
    pub fn is_in_dwellings(&self, id: &CategoryId) -> bool {
        let is_marked = |c: &Category| {
            let own = || super::default_tree::IN_DWELLINGS.contains(&c.id.as_str());
            c.in_dwellings.unwrap_or_else(own)
        };
        self.get(id).is_some_and(is_marked) || self.ancestors(id).any(is_marked)
    }

    /// The categories right beneath one.
    pub fn beneath<'a>(&'a self, id: &'a CategoryId) -> impl Iterator<Item = &'a Category> {
        self.by_id
            .values()
            .filter(move |c| c.parent.as_ref() == Some(id))
    }

    /// The category and everything beneath it.
    #[must_use]
    pub fn with_all_beneath(&self, id: &CategoryId) -> BTreeSet<&CategoryId> {
        let belongs = |c: &&Category| c.id == *id || self.ancestors(&c.id).any(|a| a.id == *id);
        self.by_id.values().filter(belongs).map(|c| &c.id).collect()
    }

    /// What incidents say that are shown when these kinds are: the kinds, all beneath
    /// them, and what was merged into any of those. Of a kind that was itself merged
    /// since, only what says so still: to show all of the wider one takes a new share.
    #[must_use]
    pub fn shown_with(&self, kinds: &[CategoryId]) -> BTreeSet<CategoryId> {
        let mut shown = BTreeSet::new();
        for kind in kinds {
            if self.merged.contains_key(kind) {
                shown.insert(kind.clone());
                continue;
            }
            let within = self.with_all_beneath(kind);
            let is_within = |id: &&CategoryId| self.get(id).is_some_and(|c| within.contains(&c.id));
            shown.extend(self.merged.keys().filter(is_within).cloned());
            shown.extend(within.into_iter().cloned());
        }
        shown
    }

    /// How near two categories are.
    #[must_use]
    pub fn kinship(&self, a: &CategoryId, b: &CategoryId) -> Kinship {
        let (Some(a), Some(b)) = (self.get(a), self.get(b)) else {
            return Kinship::Strangers;
        };
        let is_above = |above: &Category, c: &Category| {
            self.ancestors(&c.id).any(|found| found.id == above.id)
        };
        if a.id == b.id {
            Kinship::Same
        } else if is_above(a, b) || is_above(b, a) {
            Kinship::WiderAndNarrower
        } else if a.parent.is_some() && a.parent == b.parent {
            Kinship::Siblings
        } else {
            Kinship::Strangers
        }
    }

    /// Adds a category, or changes the one with its id.
    ///
    /// # Errors
    /// [`CategoryEditError::Faults`] if it would not fit; the tree is as before.
    pub fn put(&mut self, category: Category) -> Result<(), CategoryEditError> {
        self.edited(|tree| {
            tree.merged.remove(&category.id);
            tree.by_id.insert(category.id.clone(), category);
        })
    }

    /// Removes a category that nothing stands under.
    ///
    /// # Errors
    /// If it is unknown, in use, has others beneath it or is the last place
    /// for the new.
    pub fn remove(&mut self, id: &CategoryId, is_in_use: bool) -> Result<(), CategoryEditError> {
        self.leaf(id)?;
        if is_in_use || self.merged.values().any(|gone| gone.into == *id) {
            return Err(CategoryEditError::InUse(id.clone()));
        }
        self.edited(|tree| {
            tree.by_id.remove(id);
        })
    }

    /// Lets everything under one category stand under another. The id that
    /// goes is remembered, so that what was saved under it is found again.
    ///
    /// # Errors
    /// If either is unknown, or the one that goes has others beneath it.
    pub fn merge(&mut self, id: &CategoryId, into: &CategoryId) -> Result<(), CategoryEditError> {
        self.leaf(id)?;
        let into = self
            .get(into)
            .ok_or_else(|| CategoryEditError::Unknown(into.clone()))?;
        let into = into.id.clone();
        if *id == into {
            return Err(CategoryEditError::WithItself(into));
        }
        self.edited(|tree| {
            if let Some(Category { name, .. }) = tree.by_id.remove(id) {
                tree.merged.insert(id.clone(), Gone { into, name });
            }
        })
    }

    fn leaf(&self, id: &CategoryId) -> Result<(), CategoryEditError> {
        if !self.by_id.contains_key(id) {
            return Err(CategoryEditError::Unknown(id.clone()));
        }
        match self.beneath(id).next() {
            Some(_) => Err(CategoryEditError::HasBeneath(id.clone())),
            None => Ok(()),
        }
    }

    fn edited(&mut self, edit: impl FnOnce(&mut Self)) -> Result<(), CategoryEditError> {
        let mut tree = self.clone();
        edit(&mut tree);
        match tree.faults() {
            none if none.is_empty() => {
                *self = tree;
                Ok(())
            }
            faults => Err(CategoryEditError::Faults(faults)),
        }
    }
}

/// How near two categories are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kinship {
    /// One and the same.
    Same,
    /// One holds the other.
    WiderAndNarrower,
    /// Both right beneath the same.
    Siblings,
    /// Neither.
    Strangers,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn id(text: &str) -> CategoryId {
        text.into()
    }

    fn category(name: &str, parent: Option<&str>, kind: CategoryKind) -> Category {
        Category {
            id: id(name),
            parent: parent.map(id),
            name: Names {
                sv: name.to_owned(),
                en: name.to_owned(),
            },
            kind,
            in_dwellings: None,
        }
    }

    #[test]
    fn what_happens_in_dwellings_is_marked_for_itself_and_all_beneath_it() {
        let mut tree = CategoryTree::of_handslag();
        assert!(tree.is_in_dwellings(&id("bostadsinbrott")));
        assert!(tree.is_in_dwellings(&id("vald-i-nara-relation")));
        assert!(!tree.is_in_dwellings(&id("lokalinbrott")));
        let mark = |of: &str, yes| CategoryEdit::InDwellings { id: id(of), yes };
        tree.edit(&mark("inbrott", true), true).unwrap();
        assert!(tree.is_in_dwellings(&id("lokalinbrott")));
        tree.edit(&mark("inbrott", false), true).unwrap();
        tree.edit(&mark("bostadsinbrott", false), true).unwrap();
        assert!(!tree.is_in_dwellings(&id("bostadsinbrott")));
        // What was saved before anybody could say so is as in the product's own tree.
        let saved = serde_json::to_string(&CategoryTree::of_handslag()).unwrap();
        assert!(!saved.contains("in_dwellings"));
    }

    fn check(more: &[(&str, Option<&str>)], expected: &[CategoryFault]) {
        let mut categories = vec![category("annat", None, CategoryKind::Other)];
        let crime =
            |(name, parent): &(&str, Option<&str>)| category(name, *parent, CategoryKind::Crime);
        categories.extend(more.iter().map(crime));
        let faults = CategoryTree::new(categories, BTreeMap::new())
            .map_or_else(|faults| faults, |_| Vec::new());
        assert_eq!(faults, expected);
    }

    #[test]
    fn a_tree_has_no_circle_and_no_lost_parent() {
        check(&[("brott", None), ("klotter", Some("brott"))], &[]);
        check(
            &[("klotter", Some("brott"))],
            &[CategoryFault::LostParent {
                id: id("klotter"),
                parent: id("brott"),
            }],
        );
        check(
            &[("a", Some("b")), ("b", Some("c")), ("c", Some("a"))],
            &["a", "b", "c"].map(|name| CategoryFault::Circle(id(name))),
        );
        check(&[("a", Some("a"))], &[CategoryFault::Circle(id("a"))]);
        check(
            &[("a", None), ("a", None)],
            &[CategoryFault::SameIdTwice(id("a"))],
        );
        check(
            &[("a", Some("annat"))],
            &[CategoryFault::OtherKind {
                id: id("a"),
                parent: id("annat"),
            }],
        );
        let none = CategoryTree::new(Vec::new(), BTreeMap::new());
        assert_eq!(none, Err(vec![CategoryFault::NoPlaceForTheNew]));
    }

    #[test]
    fn a_category_in_use_is_merged_not_removed() {
        let mut tree = CategoryTree::of_handslag();
        let (tag, damage) = (id("klotter"), id("skadegorelse"));
        let in_use = tree.remove(&tag, true);
        assert_eq!(in_use, Err(CategoryEditError::InUse(tag.clone())));
        let beneath = tree.remove(&damage, false);
        assert_eq!(beneath, Err(CategoryEditError::HasBeneath(damage.clone())));
        tree.merge(&tag, &damage).unwrap();
        assert_eq!(tree.get(&tag).unwrap().id, damage);
        assert!(tree.iter().all(|c| c.id != tag));
        // What others were merged into stays, and can itself be merged.
        let found = tree.remove(&damage, false);
        assert!(found.is_err());
        let with_itself = tree.merge(&id("stok"), &id("stok"));
        assert_eq!(with_itself, Err(CategoryEditError::WithItself(id("stok"))));
        let unknown = tree.merge(&id("stok"), &id("ingen"));
        assert_eq!(unknown, Err(CategoryEditError::Unknown(id("ingen"))));
    }

    #[test]
    fn an_edit_that_would_break_the_tree_leaves_it_as_it_was() {
        let mut tree = CategoryTree::of_handslag();
        let before = tree.clone();
        let mut crime = tree.get(&id("brott")).unwrap().clone();
        crime.parent = Some(id("klotter"));
        assert!(tree.put(crime).is_err());
        let other = tree.other().id.clone();
        assert!(tree.merge(&other, &id("brott")).is_err());
        assert_eq!(tree, before);
    }

    #[test]
    fn categories_are_kin_by_their_place_in_the_tree() {
        let tree = CategoryTree::of_handslag();
        let kinship = |a, b| tree.kinship(&id(a), &id(b));
        assert_eq!(kinship("klotter", "klotter"), Kinship::Same);
        assert_eq!(
            kinship("klotter", "skadegorelse"),
            Kinship::WiderAndNarrower
        );
        assert_eq!(kinship("brott", "klotter"), Kinship::WiderAndNarrower);
        assert_eq!(kinship("cykelstold", "fickstold"), Kinship::Siblings);
        assert_eq!(kinship("klotter", "fickstold"), Kinship::Strangers);
        // The widest have nothing in common but that nothing is wider.
        assert_eq!(kinship("brott", "trafik"), Kinship::Strangers);
    }

    #[test]
    fn what_is_shown_with_a_kind_is_all_beneath_it_and_what_was_merged_there() {
        let mut tree = CategoryTree::of_handslag();
        let shown = |tree: &CategoryTree, kind: &str| tree.shown_with(&[id(kind)]);
        let before = shown(&tree, "skadegorelse");
        assert!(before.contains(&id("klotter")) && !before.contains(&id("stok")));
        assert_eq!(shown(&tree, "klotter").len(), 1);
        tree.merge(&id("klotter"), &id("krossad-ruta")).unwrap();
        // Merged within what was shown: the same incidents are.
        assert_eq!(shown(&tree, "skadegorelse"), before);
        assert!(shown(&tree, "krossad-ruta").contains(&id("klotter")));
        // Of what was shown by its own name, no more is shown than was.
        assert_eq!(shown(&tree, "klotter"), BTreeSet::from([id("klotter")]));
        assert_eq!(tree.shown_with(&[]), BTreeSet::new());
    }

    #[test]
    fn a_tree_is_the_same_after_it_was_saved() {
        let mut tree = CategoryTree::of_handslag();
        tree.merge(&id("klotter"), &id("skadegorelse")).unwrap();
        let text = serde_json::to_string(&tree).unwrap();
        assert_eq!(serde_json::from_str::<CategoryTree>(&text).unwrap(), tree);
        let broken = text.replace("\"parent\":\"brott\"", "\"parent\":\"borta\"");
        assert!(serde_json::from_str::<CategoryTree>(&broken).is_err());
    }

    proptest! {
        #[test]
        fn whatever_is_edited_every_id_ever_used_is_still_found(
            edits in prop::collection::vec((0..60usize, 0..60usize, any::<bool>()), 1..40)
        ) {
            let mut tree = CategoryTree::of_handslag();
            let ids: Vec<CategoryId> = tree.iter().map(|c| c.id.clone()).collect();
            for (from, to, merge) in edits {
                let (from, to) = (&ids[from % ids.len()], &ids[to % ids.len()]);
                // All are in use, so nothing can be lost.
                let _ = match merge {
                    true => tree.merge(from, to),
                    false => tree.remove(from, true),
                };
                prop_assert!(tree.faults().is_empty());
                prop_assert!(ids.iter().all(|id| tree.get(id).is_some()));
            }
        }
    }
}
