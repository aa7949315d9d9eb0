//! Incidents from files: a mapping is proposed, every row is checked, and only
//! then are all of them kept, some at a time and in one transaction.

use std::sync::{Arc, Mutex};

use handslag_domain::id::PlaceId;
use handslag_domain::incident::{Category, CategoryTree, Incident};
use handslag_import::incidents::{
    Checked, Extent, IncidentBudget, IncidentField, IncidentFile, IncidentMapping, IncidentProblem,
    IncidentSuggestion, Surroundings, check_incidents, read_incidents,
};
use handslag_import::mapping::Source;
use handslag_import::table::Sheet;
use handslag_import::{Problem, Progress, Row, RowProblem};
use handslag_store::{BatchId, DocumentKind, InsertedIncidents, Received};
use jiff::Timestamp;
use tokio::sync::mpsc;

use super::incident_columns::open;
use super::{File, Intake, Remark, Run, left_out, record, secret_uuid};
use crate::access::{Action, Actor, Whose, decide};
use crate::category::TREE;
use crate::dwelling;
use crate::error::{Invalid, guarded, guarded_texts, invalid, json, personal_data};
use crate::promise::saving;
use crate::{App, AppError};

/// How many incidents go to the database at a time.
const PORTION: usize = 5_000;

/// What to do with rows that have something wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BadRows {
    /// Nothing of the file is kept until they are right.
    #[default]
    Refuse,
    /// They are left out, each is told, and the rest is kept.
    LeaveOut,
}

/// What is said of how a file is read, by the words of a mapping: `sheet`, `epsg`.
pub type Said = serde_json::Map<String, serde_json::Value>;

/// How a file of incidents is read.
#[derive(Debug, Clone, Default)]
pub struct IncidentOrder {
    /// Which column holds what; proposed from the file unless given.
    pub mapping: Option<IncidentMapping>,
    /// What holds over the mapping, be it given or proposed.
    pub said: Said,
    /// The register or reporter they come from, where no column says it.
    pub source: String,
    /// What to do with bad rows.
    pub bad_rows: BadRows,
    /// How large a file may be.
    pub budget: IncidentBudget,
}

/// What an intake of incidents came to.
#[derive(Debug, Clone, Default)]
pub struct IncidentIntake {
    /// As of every file.
    pub intake: Intake,
    /// The mapping that was used.
    pub mapping: IncidentMapping,
    /// How many the incidents stand for together.
    pub n_counted: u64,
    /// Rows that were counted once with another, count none or are sums.
    pub n_left_out: u64,
    /// Bad rows that were left out, when that was asked for.
    pub left_out: Vec<RowProblem>,
    /// How many rows those are.
    pub n_bad: u64,
    /// The first and the last moment.
    pub span: Option<(Timestamp, Timestamp)>,
    /// The first few, to look at.
    pub first: Vec<Incident>,
}

/// All that reading needs, so that it can be done on a thread of its own.
struct Reading {
    file: IncidentFile,
    sheets: Vec<Sheet>,
    mapping: IncidentMapping,
    tree: CategoryTree,
    places: Vec<(PlaceId, String)>,
    key: String,
    now: Timestamp,
}

impl Reading {
    fn around<T>(&self, read: impl FnOnce(&Surroundings<'_>) -> T) -> T {
        let secret = |bytes: &[u8]| secret_uuid(&self.key, bytes);
        read(&Surroundings {
            tree: &self.tree,
            places: &self.places,
            expected: Some(Extent::SWEDEN),
            guard: &guard,
            secret: &secret,
            now: self.now,
        })
    }

    fn check(&self, progress: &mut dyn FnMut(Progress)) -> Result<Checked, Vec<RowProblem>> {
        self.around(|around| check_incidents(&self.file, &self.mapping, around, progress))
    }

    /// Hands over portions until all is read, or nobody takes them any more.
    fn hand_over(&self, to: &mpsc::Sender<Part>) -> Result<Checked, Vec<RowProblem>> {
        let mut progress = |p| drop(to.blocking_send(Part::Progress(p)));
        let mut sink = |some| drop(to.blocking_send(Part::Incidents(some)));
        self.around(|around| {
            let (file, mapping) = (&self.file, &self.mapping);
            read_incidents(file, mapping, around, PORTION, &mut sink, &mut progress)
        })
    }
}

enum Part {
    Incidents(Vec<Incident>),
    Progress(Progress),
}

impl App {
    /// Takes in incidents: all of the file, or all but the bad rows when that
    /// is asked for. The same file again changes nothing.
    ///
    /// # Errors
    /// [`AppError::Rows`] with every bad row, or what is wrong with the mapping;
    /// [`AppError::Invalid`] when a source has a door for Open311.
    pub async fn import_incidents(
        &self,
        actor: &Actor,
        file: &File<'_>,
        order: &IncidentOrder,
        run: Run,
        now: Timestamp,
        progress: &mut (dyn FnMut(Progress) + Send),
    ) -> Result<IncidentIntake, AppError> {
        let permit = decide(actor, Action::Import, &Whose::Own)?;
        let (owner, member) = (permit.owner()?, permit.member()?);
        guarded("file_name", file.name)?;
        let (tree_version, tree) = self.held_categories(owner).await?;
        let reading = self.reading(owner, file, order, tree, now).await?;
        let checked = reading.check(progress).map_err(AppError::Rows)?;
        if order.bad_rows == BadRows::Refuse && !checked.problems.is_empty() {
            return Err(AppError::Rows(checked.problems));
        }
        refuse_too_many(checked.n_counted, Told::OfFile)?;
        let grown = grown(&reading.tree, &checked.new_categories)?;
        let tree = match grown {
            Some(tree) => {
                guarded_texts("category", &tree)?;
                Some(json(&tree)?)
            }
            None => None,
        };
        let reading = Arc::new(reading);
        let batch = BatchId::new();
        let received = Received {
            at: now,
            by: member.account_id(),
            batch: Some(batch),
        };
        let doors = self.doors_kept(owner).await?;
        let told = Mutex::new(progress);
        let inserted = self
            .keep_if_real(run, async |tx| -> Result<_, AppError> {
                if let Some(tree) = &tree {
                    let (kind, saving) = (DocumentKind::Categories, saving(member, now, None));
                    tx.save_document(owner, kind, TREE, tree_version, tree, &saving)
                        .await?;
                }
                let insert = async |some: Vec<Incident>| -> Result<_, AppError> {
                    doors.refuse(&some)?;
                    let some = some.into_iter();
                    let some: Vec<_> = some.map(|one| dwelling::kept(&reading.tree, one)).collect();
                    Ok(tx.insert_incidents(owner, &received, &some).await?)
                };
                let inserted = in_portions(&reading, &told, insert).await?;
                // Those that were held already do not count twice.
                refuse_too_many(tx.n_counted(owner).await?, Told::InAll)?;
                let n_rows = checked.n_rows;
                let record = record(batch, "incidents", file, n_rows, inserted.new, member, now);
                tx.insert_import_batch(owner, &record).await?;
                Ok(inserted)
            })
            .await?;
        if run == Run::Real {
            self.picture_moved(owner);
        }
        Ok(IncidentIntake {
            intake: Intake {
                rows: checked.n_rows,
                new: inserted.new,
                unchanged: inserted.already,
                notes: left_out(&reading.sheets)
                    .chain(checked.notes.into_iter().map(Remark::Incidents))
                    .collect(),
                ..Intake::default()
            },
            mapping: reading.mapping.clone(),
            n_counted: checked.n_counted,
            n_left_out: checked.n_left_out,
            n_bad: checked.n_bad,
            left_out: checked.problems,
            span: checked.span,
            first: checked.first,
        })
    }

    async fn reading(
        &self,
        owner: &handslag_domain::organisation::OrganisationId,
        file: &File<'_>,
        order: &IncidentOrder,
        tree: CategoryTree,
        now: Timestamp,
    ) -> Result<Reading, AppError> {
        let opened = open(file, order).await?;
        let mapping = match &order.mapping {
            Some(mapping) => order.said_over(with_source(mapping.clone(), &order.source))?,
            None => suggested(&opened.file, order)?.mapping,
        };
        let places = self.held_places(owner).await?;
        Ok(Reading {
            file: opened.file,
            sheets: opened.sheets,
            mapping,
            tree,
            places: places.into_iter().map(|p| (p.id, p.name)).collect(),
            key: self.row_key(owner).await?,
            now,
        })
    }
}

impl IncidentOrder {
    /// A mapping with what is said beside it.
    pub(super) fn said_over(&self, mapping: IncidentMapping) -> Result<IncidentMapping, AppError> {
        if self.said.is_empty() {
            return Ok(mapping);
        }
        let mut all = json(&mapping)?;
        if let Some(all) = all.as_object_mut() {
            all.extend(self.said.clone());
        }
        serde_json::from_value(all).map_err(|_| invalid("mapping", Invalid::Unreadable))
    }
}

/// The mapping that is proposed for a file, and what is said beside it.
pub(super) fn suggested(
    file: &IncidentFile,
    order: &IncidentOrder,
) -> Result<IncidentSuggestion, AppError> {
    let mut suggestion = IncidentMapping::suggest(file, Some(Extent::SWEDEN));
    suggestion.mapping = order.said_over(with_source(suggestion.mapping, &order.source))?;
    if order.said.contains_key("epsg") {
        suggestion.why.retain(|why| !why.asks_for_system());
    }
    let mapped = &suggestion.mapping.fields;
    suggestion
        .missing
        .retain(|field| !mapped.contains_key(field));
    Ok(suggestion)
}

/// Where no column says where incidents come from, the sender of the file does.
fn with_source(mapping: IncidentMapping, source: &str) -> IncidentMapping {
    match mapping.fields.contains_key(&IncidentField::Source) || source.is_empty() {
        true => mapping,
        false => mapping.with(IncidentField::Source, Source::value(source)),
    }
}

/// The tree with the categories that a file brings; none when it brings none.
pub(super) fn grown(
    tree: &CategoryTree,
    new: &[Category],
) -> Result<Option<CategoryTree>, AppError> {
    if new.is_empty() {
        return Ok(None);
    }
    let mut grown = tree.clone();
    for category in new {
        grown.put(category.clone()).map_err(|_| AppError::Invalid {
            field: "category",
            problem: crate::Invalid::Unknown,
        })?;
    }
    Ok(Some(grown))
}

/// Of what a number is told.
pub(super) enum Told {
    OfFile,
    InAll,
}

/// Refuses more incidents than a picture can count.
pub(super) fn refuse_too_many(n: u64, told: Told) -> Result<(), AppError> {
    let limit = Incident::MOST_IN_ALL;
    if n <= limit {
        return Ok(());
    }
    let problem = match told {
        Told::OfFile => IncidentProblem::TooManyInFile { n, limit },
        Told::InAll => IncidentProblem::TooManyInAll { n, limit },
    };
    let problem = Problem::Incident(problem);
    Err(AppError::Rows(vec![RowProblem::at(Row::File, problem)]))
}

/// Reads on a thread of its own and saves as it is read, so that no more than
/// some portions are in memory.
async fn in_portions(
    reading: &Arc<Reading>,
    told: &Mutex<&mut (dyn FnMut(Progress) + Send)>,
    insert: impl AsyncFn(Vec<Incident>) -> Result<InsertedIncidents, AppError>,
) -> Result<InsertedIncidents, AppError> {
    let (to, mut parts) = mpsc::channel(2);
    let reading = Arc::clone(reading);
    let reader = tokio::task::spawn_blocking(move || reading.hand_over(&to));
    let mut inserted = InsertedIncidents::default();
    while let Some(part) = parts.recv().await {
        match part {
            Part::Progress(p) => {
                if let Ok(mut tell) = told.lock() {
                    tell(p);
                }
            }
            Part::Incidents(some) => {
                let done = insert(some).await?;
                inserted.new += done.new;
                inserted.already += done.already;
            }
        }
    }
    match reader.await {
        Ok(Ok(_)) => Ok(inserted),
        Ok(Err(problems)) => Err(AppError::Rows(problems)),
        Err(_) => Err(AppError::Invalid {
            field: "document",
            problem: crate::Invalid::Unreadable,
        }),
    }
}

/// What in a text must not be kept. The code of a statistical area, such as
/// `1494A0010` or `E01013893`, is a word of its own and no telephone number.
pub(super) fn guard(text: &str) -> Option<String> {
    match is_area_code(text.trim()) {
        true => None,
        false => personal_data(text),
    }
}

/// One capital letter with digits around it, and nothing more.
fn is_area_code(text: &str) -> bool {
    let n_capitals = text.chars().filter(char::is_ascii_uppercase).count();
    let fits = text
        .chars()
        .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    fits && n_capitals == 1 && (6..=10).contains(&text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_of_an_area_is_no_telephone_number() {
        for code in ["1494A0010", "E01013893", "S92000003"] {
            assert_eq!(guard(code), None, "{code}");
        }
        for text in [
            "0701234567",
            "tel 070-123 45 67",
            "198112189876",
            "T19811218-9876",
        ] {
            assert!(guard(text).is_some(), "{text}");
        }
    }
}
