//! The category of a row: each word is looked up once, and new ones are remembered.

use std::collections::{BTreeMap, HashMap};

use handslag_domain::incident::words::{Meaning, WordBook};
use handslag_domain::incident::{Category, CategoryId};

use super::cells::Taken;
use super::mapping::NewCategories;
use super::note::{About, IncidentNotes};
use super::problem::IncidentProblem;
use super::read::Surroundings;
use crate::cells::is_formula_error;
use crate::problem::{Problem, RowProblem};
use crate::table_problem::TableProblem;

/// What the words of the file mean.
pub(crate) struct Kinds<'a> {
    around: &'a Surroundings<'a>,
    book: WordBook,
    new_words: NewCategories,
    known: HashMap<String, Result<CategoryId, Problem>>,
    new: BTreeMap<CategoryId, NewCategory>,
}

/// A category that the file brings.
struct NewCategory {
    category: Category,
    /// Whether an incident of it is kept: a row that is refused brings none.
    is_used: bool,
}

impl<'a> Kinds<'a> {
    /// More new words than this are no list of kinds but free text or addresses.
    const NEW_AT_MOST: usize = 500;
    /// Words that are remembered.
    const KNOWN_AT_MOST: usize = 100_000;

    pub(crate) fn new(around: &'a Surroundings<'a>, new_words: NewCategories) -> Self {
        Self {
            around,
            book: WordBook::of(around.tree),
            new_words,
            known: HashMap::new(),
            new: BTreeMap::new(),
        }
    }

    /// Whether what is of a kind happens in dwellings, where no place is kept.
    pub(crate) fn is_in_dwellings(&self, id: &CategoryId) -> bool {
        self.around.tree.is_in_dwellings(id)
    }

    pub(crate) fn category(
        &mut self,
        taken: Option<&Taken<'_>>,
        notes: &mut IncidentNotes,
    ) -> Result<CategoryId, RowProblem> {
        let Some(taken) = taken.filter(|taken| !taken.is_empty()) else {
            notes.add(About::WithoutCategory);
            return Ok(self.around.tree.other().id.clone());
        };
        if !self.known.contains_key(taken.text) {
            let meaning = self.meaning(taken);
            if self.known.len() >= Self::KNOWN_AT_MOST {
                return meaning.map_err(|problem| taken.other(problem));
            }
            self.known.insert(taken.text.to_owned(), meaning);
        }
        let id = self.known[taken.text]
            .clone()
            .map_err(|problem| taken.other(problem))?;
        if let Some(new) = self.new.get(&id) {
            notes.add(About::NewCategory(new.category.name.sv.clone()));
        }
        Ok(id)
    }

    /// Notes that an incident of a category is kept.
    pub(crate) fn keep(&mut self, id: &CategoryId) {
        if let Some(new) = self.new.get_mut(id) {
            new.is_used = true;
        }
    }

    /// The categories that the file brings.
    pub(crate) fn into_new(self) -> Vec<Category> {
        let used = self.new.into_values().filter(|new| new.is_used);
        used.map(|new| new.category).collect()
    }

    fn meaning(&mut self, taken: &Taken<'_>) -> Result<CategoryId, Problem> {
        if let Some(category) = self.around.tree.get(&taken.text.into()) {
            return Ok(category.id.clone());
        }
        let category = match self.book.meaning(taken.text) {
            Meaning::Known(id) => return Ok(id),
            Meaning::New(category) => category,
        };
        safe_text(taken, self.around)?;
        if self.new_words == NewCategories::Refuse {
            return Err(Problem::Incident(IncidentProblem::UnknownCategory));
        }
        let limit = Self::NEW_AT_MOST;
        if self.new.len() >= limit && !self.new.contains_key(&category.id) {
            return Err(Problem::Incident(IncidentProblem::TooManyKinds { limit }));
        }
        let id = category.id.clone();
        self.new.entry(id.clone()).or_insert(NewCategory {
            category,
            is_used: false,
        });
        Ok(id)
    }
}

/// A text that is kept as it stands: no formula, no error of one, and nothing that
/// the guard finds.
pub(crate) fn safe_text(taken: &Taken<'_>, around: &Surroundings<'_>) -> Result<(), Problem> {
    if is_formula_error(taken.raw) {
        return Err(Problem::Table(TableProblem::FormulaError));
    }
    if taken.text.starts_with(['=', '+', '@', '-']) {
        return Err(Problem::Incident(IncidentProblem::FormulaText));
    }
    match (around.guard)(taken.text) {
        Some(found) => Err(Problem::Table(TableProblem::TextRefused { found })),
        None => Ok(()),
    }
}
