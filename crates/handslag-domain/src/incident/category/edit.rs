//! One change of the categories at a time, as those who keep them in order ask for it.

use super::super::words::plain_id;
use super::{Category, CategoryEditError, CategoryTree, Names};
use crate::id::CategoryId;

/// A change of the categories.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CategoryEdit {
    /// A new one under another, of the same kind as that.
    Add {
        /// What it is called.
        name: Names,
        /// What it belongs to.
        parent: CategoryId,
    },
    /// Another name; what stands under it stays.
    Rename {
        /// Which.
        id: CategoryId,
        /// The new name.
        name: Names,
    },
    /// Under another category, with everything beneath it.
    Move {
        /// Which.
        id: CategoryId,
        /// What it will belong to.
        parent: CategoryId,
    },
    /// Everything under it stands under another from now on.
    Merge {
        /// The one that goes.
        id: CategoryId,
        /// The one that stays.
        into: CategoryId,
    },
    /// Whether it happens in dwellings: if so, no place is kept of what stands
    /// under it, nor of what stood there already.
    InDwellings {
        /// Which.
        id: CategoryId,
        /// Whether.
        yes: bool,
    },
    /// It is no longer there to choose; nothing may stand under it.
    Retire {
        /// Which.
        id: CategoryId,
    },
}

impl CategoryEdit {
    /// The category that is changed; none when it is new.
    #[must_use]
    pub fn id(&self) -> Option<&CategoryId> {
        match self {
            Self::Add { .. } => None,
            Self::Rename { id, .. }
            | Self::Move { id, .. }
            | Self::Merge { id, .. }
            | Self::InDwellings { id, .. }
            | Self::Retire { id } => Some(id),
        }
    }

    /// Where the change leads: what it is put under, or merged with.
    #[must_use]
    pub fn leads_to(&self) -> Option<&CategoryId> {
        match self {
            Self::Add { parent, .. } | Self::Move { parent, .. } => Some(parent),
            Self::Merge { into, .. } => Some(into),
            Self::Rename { .. } | Self::InDwellings { .. } | Self::Retire { .. } => None,
        }
    }

    /// Whether everything that the change speaks of reads the same in two trees, so
    /// that what was decided by the one can be done to the other and undoes nothing.
    #[must_use]
    pub fn reads_alike(&self, seen: &CategoryTree, held: &CategoryTree) -> bool {
        let mut spoken_of = self.id().into_iter().chain(self.leads_to());
        spoken_of.all(|id| seen.by_id.get(id) == held.by_id.get(id))
    }

    /// Whether incidents that are held already may belong to more than before.
    #[must_use]
    pub fn gathers(&self) -> bool {
        match self {
            Self::Move { .. } | Self::Merge { .. } => true,
            Self::Add { .. }
            | Self::Rename { .. }
            | Self::InDwellings { .. }
            | Self::Retire { .. } => false,
        }
    }
}

impl CategoryTree {
    /// Makes a change, and names the category that it ended with.
    ///
    /// - `is_in_use`: whether incidents stand under the one that is changed.
    ///
    /// # Errors
    /// What keeps it from being made; then the tree is as before.
    pub fn edit(
        &mut self,
        edit: &CategoryEdit,
        is_in_use: bool,
    ) -> Result<CategoryId, CategoryEditError> {
        match edit {
            CategoryEdit::Add { name, parent } => self.add(name, parent),
            CategoryEdit::Rename { id, name } => {
                let renamed = Category {
                    name: trimmed(name),
                    ..self.known(id)?.clone()
                };
                self.free_name(&renamed)?;
                self.put(renamed)?;
                Ok(id.clone())
            }
            CategoryEdit::Move { id, parent } => self.move_under(id, parent),
            CategoryEdit::Merge { id, into } => {
                self.merge(id, into)?;
                Ok(into.clone())
            }
            CategoryEdit::InDwellings { id, yes } => {
                let marked = Category {
                    in_dwellings: Some(*yes),
                    ..self.known(id)?.clone()
                };
                self.put(marked)?;
                Ok(id.clone())
            }
            CategoryEdit::Retire { id } => {
                let parent = self.known(id)?.parent.clone();
                self.remove(id, is_in_use)?;
                Ok(parent.unwrap_or_else(|| self.other().id.clone()))
            }
        }
    }

    fn add(&mut self, name: &Names, parent: &CategoryId) -> Result<CategoryId, CategoryEditError> {
        let parent = self.known(parent)?;
        let category = Category {
            id: self.free_id(&name.sv),
            parent: Some(parent.id.clone()),
            name: trimmed(name),
            kind: parent.kind,
            in_dwellings: None,
        };
        let id = category.id.clone();
        self.free_name(&category)?;
        self.put(category)?;
        Ok(id)
    }

    fn move_under(
        &mut self,
        id: &CategoryId,
        parent: &CategoryId,
    ) -> Result<CategoryId, CategoryEditError> {
        let parent = self.known(parent)?;
        let (kind, parent) = (parent.kind, parent.id.clone());
        let moved = Category {
            parent: Some(parent.clone()),
            ..self.known(id)?.clone()
        };
        self.free_name(&moved)?;
        let with_beneath: Vec<CategoryId> =
            self.with_all_beneath(id).into_iter().cloned().collect();
        self.edited(|tree| {
            for within in &with_beneath {
                if let Some(category) = tree.by_id.get_mut(within) {
                    category.kind = kind;
                }
            }
            if let Some(category) = tree.by_id.get_mut(id) {
                category.parent = Some(parent);
            }
        })?;
        Ok(id.clone())
    }

    fn known(&self, id: &CategoryId) -> Result<&Category, CategoryEditError> {
        let found = self.by_id.get(id);
        found.ok_or_else(|| CategoryEditError::Unknown(id.clone()))
    }

    /// Two with one name beside each other could not be told apart in a list.
    fn free_name(&self, category: &Category) -> Result<(), CategoryEditError> {
        let same = |a: &str, b: &str| a.trim().to_lowercase() == b.trim().to_lowercase();
        let mut beside = self
            .by_id
            .values()
            .filter(|other| other.parent == category.parent && other.id != category.id);
        let taken = beside.find(|other| {
            same(&other.name.sv, &category.name.sv) || same(&other.name.en, &category.name.en)
        });
        match taken {
            Some(other) => Err(CategoryEditError::SameName(other.id.clone())),
            None => Ok(()),
        }
    }

    /// An id made of the name, which no category has or had.
    fn free_id(&self, name: &str) -> CategoryId {
        let plain = match plain_id(name) {
            empty if empty.is_empty() => "kategori".to_owned(),
            plain => plain,
        };
        let is_free =
            |id: &CategoryId| !self.by_id.contains_key(id) && !self.merged.contains_key(id);
        let numbered = (2..).map(|n| CategoryId(format!("{plain}-{n}")));
        std::iter::once(CategoryId(plain.clone()))
            .chain(numbered)
            .find(is_free)
            .expect("the numbers do not end before the categories do")
    }
}

fn trimmed(name: &Names) -> Names {
    Names {
        sv: name.sv.trim().to_owned(),
        en: name.en.trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::category::{CategoryFault, CategoryKind};

    fn names(sv: &str, en: &str) -> Names {
        Names {
            sv: sv.to_owned(),
            en: en.to_owned(),
        }
    }

    fn add(sv: &str, parent: &str) -> CategoryEdit {
        CategoryEdit::Add {
            name: names(sv, sv),
            parent: parent.into(),
        }
    }

    fn check(edit: CategoryEdit, is_in_use: bool, expected: Result<&str, CategoryEditError>) {
        let mut tree = CategoryTree::of_handslag();
        let before = tree.clone();
        let done = tree.edit(&edit, is_in_use);
        assert_eq!(done, expected.map(CategoryId::from), "{edit:?}");
        // What is refused changes nothing.
        assert_eq!(tree == before, done.is_err(), "{edit:?}");
    }

    #[test]
    fn each_change_is_made_or_told_why_not() {
        use CategoryEditError as E;
        let rename = |id: &str, sv, en| CategoryEdit::Rename {
            id: id.into(),
            name: names(sv, en),
        };
        let moved = |id: &str, parent: &str| CategoryEdit::Move {
            id: id.into(),
            parent: parent.into(),
        };
        let merge = |id: &str, into: &str| CategoryEdit::Merge {
            id: id.into(),
            into: into.into(),
        };
        let retire = |id: &str| CategoryEdit::Retire { id: id.into() };
        let faults = |fault| Err(E::Faults(vec![fault]));
        check(add("Stulna cyklar!", "stold"), false, Ok("stulna-cyklar"));
        check(add("Klotter", "trafik"), false, Ok("klotter-2"));
        check(
            add("klotter ", "skadegorelse"),
            false,
            Err(E::SameName("klotter".into())),
        );
        check(add("X", "borta"), false, Err(E::Unknown("borta".into())));
        check(
            add(" ", "stold"),
            false,
            faults(CategoryFault::NoName("kategori".into())),
        );
        check(
            rename("klotter", "Klotter och tags", "Graffiti"),
            true,
            Ok("klotter"),
        );
        check(
            rename("klotter", "Krossad ruta", "Tags"),
            true,
            Err(E::SameName("krossad-ruta".into())),
        );
        check(
            rename("klotter", "Klotter", ""),
            true,
            faults(CategoryFault::NoName("klotter".into())),
        );
        check(moved("klotter", "stold"), true, Ok("klotter"));
        check(merge("klotter", "skadegorelse"), true, Ok("skadegorelse"));
        check(
            merge("klotter", "klotter"),
            true,
            Err(E::WithItself("klotter".into())),
        );
        check(
            merge("stold", "ran"),
            true,
            Err(E::HasBeneath("stold".into())),
        );
        check(retire("klotter"), false, Ok("skadegorelse"));
        check(retire("klotter"), true, Err(E::InUse("klotter".into())));
        check(retire("borta"), false, Err(E::Unknown("borta".into())));
    }

    #[test]
    fn a_change_is_decided_by_what_it_speaks_of_and_nothing_else() {
        let rename = |id: &str| CategoryEdit::Rename {
            id: id.into(),
            name: names("Annat namn", "Other name"),
        };
        let check = |edit: &CategoryEdit, by_another: CategoryEdit, alike: bool| {
            let seen = CategoryTree::of_handslag();
            let mut held = seen.clone();
            held.edit(&by_another, true).unwrap();
            assert_eq!(
                edit.reads_alike(&seen, &held),
                alike,
                "{edit:?} {by_another:?}"
            );
        };
        let merge = CategoryEdit::Merge {
            id: "klotter".into(),
            into: "krossad-ruta".into(),
        };
        for edit in [&rename("klotter"), &merge] {
            check(edit, rename("klotter"), false);
            check(edit, rename("stok"), true);
            check(edit, add("Ny", "stold"), true);
        }
        check(&merge, rename("krossad-ruta"), false);
        check(&add("Ny", "stold"), rename("stold"), false);
        check(&rename("klotter"), merge.clone(), false);
    }

    #[test]
    fn what_moves_takes_all_beneath_it_along_and_becomes_of_the_new_kind() {
        let mut tree = CategoryTree::of_handslag();
        let moved = CategoryEdit::Move {
            id: "skadegorelse".into(),
            parent: "trafik".into(),
        };
        tree.edit(&moved, true).unwrap();
        let tag = tree.get(&"klotter".into()).unwrap();
        assert_eq!(tag.kind, CategoryKind::Traffic);
        assert!(tree.ancestors(&tag.id).any(|c| c.id.as_str() == "trafik"));
    }

    #[test]
    fn nothing_moves_beneath_itself_and_the_place_for_the_new_stays() {
        let mut tree = CategoryTree::of_handslag();
        let other = tree.other().id.clone();
        let mut moved = |id: &str, parent: &str| {
            let edit = CategoryEdit::Move {
                id: id.into(),
                parent: parent.into(),
            };
            tree.edit(&edit, true)
        };
        for (id, parent) in [
            ("brott", "klotter"),
            ("brott", "brott"),
            (other.as_str(), "trafik"),
        ] {
            let refused = moved(id, parent);
            assert!(
                matches!(refused, Err(CategoryEditError::Faults(_))),
                "{id}: {refused:?}"
            );
        }
    }
}
