//! Activities from a table: every bad row reported, all or nothing, and the same ids when the same file comes again.

use std::collections::BTreeMap;

use handslag_domain::activity::{
    Activity, ActivityType, NotAWholeNumber, is_counted_per_month_only, known_types,
    month_only_name,
};
use handslag_domain::id::{ActivityId, PlaceId};
use jiff::civil::Date;
use uuid::Uuid;

use crate::cells::{Column, SkippedRows, Taken, by_name, is_formula_error, nearest_of};
use crate::mapping::{Field, Known, Mapping, NewPlaces, Source, folded};
use crate::problem::{Lang, Problem, Problems, Row, RowProblem};
use crate::rows::{Progress, Ticker, tidied};
use crate::table::Table;
use crate::table_problem::TableProblem;
use crate::written::{amount, day, hours, time_of_day};

/// Everything in a table without a single problem; nothing is saved yet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Intake {
    /// The activities, by day, in an order that does not depend on the file's.
    pub activities: Vec<Activity>,
    /// Rows with content below the header.
    pub n_rows: u64,
    /// What a person may want to know before it is saved.
    pub notes: Vec<IntakeNote>,
}

/// Something about several rows that a person may want to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IntakeNote {
    /// What.
    pub about: About,
    /// How many rows.
    pub n_rows: u64,
}

/// What a note is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// A type that neither the product nor the promise has, kept as it stands.
    UnknownType(ActivityType),
    /// A place that is not in the promise, kept as it stands.
    NewPlace(PlaceId),
    /// Entries about single children or families, of which only month and numbers are kept.
    MonthOnly(ActivityType),
    /// The same entry, with the file's own id, stood more than once and is taken once.
    SameRowAgain,
    /// Rows that say the same thing without an id of their own; each counts.
    EqualRows,
    /// A row that the mapping leaves out, such as a sum.
    SkippedRow,
    /// A column with content that the mapping neither uses nor ignores.
    UnusedColumn(String),
}

impl IntakeNote {
    /// The note as a sentence with its count.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let n = self.n_rows;
        let rows = match (lang, n) {
            (Lang::Sv, 1) => "1 rad".to_owned(),
            (Lang::Sv, _) => format!("{n} rader"),
            (Lang::En, 1) => "1 row".to_owned(),
            (Lang::En, _) => format!("{n} rows"),
        };
        match lang {
            Lang::Sv => self.about.text_sv(&rows),
            Lang::En => self.about.text_en(&rows),
        }
    }
}

impl About {
    fn text_sv(&self, rows: &str) -> String {
        match self {
            Self::UnknownType(kind) => {
                format!("{rows}: aktivitetstypen ”{kind}” är ny och behålls som den står.")
            }
            Self::NewPlace(place) => {
                format!("{rows}: platsen ”{place}” finns inte i löftet och behålls som den står.")
            }
            Self::MonthOnly(kind) => format!(
                "{rows} om {kind}: bara månad, parter, åtaganden och antal behålls. Dag, \
                 klockslag, plats, timmar, personal, grupper, anteckning och filens eget id har \
                 utelämnats."
            ),
            Self::SameRowAgain => format!("{rows} stod redan med samma id och togs en gång."),
            Self::EqualRows => {
                format!("{rows} säger precis detsamma som en annan; alla räknas.")
            }
            Self::SkippedRow => format!("{rows} med summor hoppades över."),
            Self::UnusedColumn(name) => {
                format!("{rows} har något i kolumnen ”{name}”, som inte läses in.")
            }
        }
    }

    fn text_en(&self, rows: &str) -> String {
        match self {
            Self::UnknownType(kind) => {
                format!("{rows}: the type “{kind}” is new and kept as it stands.")
            }
            Self::NewPlace(place) => {
                format!("{rows}: the place “{place}” is not in the promise and kept as it stands.")
            }
            Self::MonthOnly(kind) => format!(
                "{rows} of {kind}: only month, parties, commitments and numbers are kept. Day, \
                 time, place, hours, staff, groups, note and the file's own id were left out."
            ),
            Self::SameRowAgain => format!("{rows} stood already with the same id; taken once."),
            Self::EqualRows => {
                format!("{rows} with exactly the same content as another; all of them count.")
            }
            Self::SkippedRow => format!("{rows} with sums skipped."),
            Self::UnusedColumn(name) => {
                format!("{rows} with something in the column “{name}”, which is not imported.")
            }
        }
    }
}

#[derive(Default)]
struct IntakeNotes(BTreeMap<About, u64>);

impl IntakeNotes {
    fn add(&mut self, about: About) {
        *self.0.entry(about).or_default() += 1;
    }

    fn into_vec(self) -> Vec<IntakeNote> {
        let note = |(about, n_rows)| IntakeNote { about, n_rows };
        self.0.into_iter().map(note).collect()
    }
}

/// Makes an id of what a row says, from which nobody without a key can tell what
/// it says. The same is given the same id each time.
pub type SecretId<'a> = &'a dyn Fn(&[u8]) -> ActivityId;

/// A row that was read.
struct Draft {
    row: Row,
    activity: Activity,
    /// What the row said before it was cut to its month.
    before_cut: Option<Vec<u8>>,
}

/// Reads the activities of a table.
///
/// - `guard` quotes what in a text must not be saved, if there is anything:
///   it is asked about notes and every other text that is kept as it stands.
/// - A day after `today` is a problem: what is logged has been done.
/// - An entry keeps the file's own id if the mapping has one; otherwise its id
///   follows from what the row says, not from where it stands, so that the
///   same file gives the same ids again. Equal rows are told apart by a number.
/// - Entries about single children or families are cut to month and whole
///   numbers (TRUST L1). Their ids are made by `secret_id` from the whole row, so
///   that two talks in one month are two also when they come in two files.
///
/// # Errors
/// Every problem, by row; nothing is taken from a table with one.
pub fn read_activities(
    table: &Table,
    mapping: &Mapping,
    known: &Known,
    guard: &dyn Fn(&str) -> Option<String>,
    secret_id: SecretId<'_>,
    today: Date,
    progress: &mut dyn FnMut(Progress),
) -> Result<Intake, Vec<RowProblem>> {
    mapping.check(&table.columns)?;
    let reader = Reader::new(table, mapping, known, guard, today)?;
    let (mut problems, mut notes) = (Problems::default(), IntakeNotes::default());
    let mut ticker = Ticker::new(table.rows.len() as u64, progress);
    let mut drafts = Vec::new();
    for (number, cells) in &table.rows {
        ticker.row();
        if reader.skip_rows.has(cells) {
            notes.add(About::SkippedRow);
            continue;
        }
        let row = Row::Line(*number);
        match reader.activity(row, cells, &mut notes) {
            Ok(draft) => drafts.push(draft),
            Err(found) => found.into_iter().for_each(|problem| problems.push(problem)),
        }
    }
    reader.note_unused_columns(&mut notes);
    let activities = identified(drafts, mapping, secret_id, &mut problems, &mut notes);
    ticker.finish();
    problems.none_or_all()?;
    Ok(Intake {
        activities,
        n_rows: table.rows.len() as u64,
        notes: notes.into_vec(),
    })
}

struct Reader<'a> {
    table: &'a Table,
    mapping: &'a Mapping,
    known: &'a Known,
    guard: &'a dyn Fn(&str) -> Option<String>,
    today: Date,
    columns: Vec<(&'a Field, Column<'a>)>,
    skip_rows: SkippedRows,
    /// An activity with the fixed values.
    base: Activity,
}

impl<'a> Reader<'a> {
    fn new(
        table: &'a Table,
        mapping: &'a Mapping,
        known: &'a Known,
        guard: &'a dyn Fn(&str) -> Option<String>,
        today: Date,
    ) -> Result<Self, Vec<RowProblem>> {
        let column =
            |(field, source): (&'a Field, &'a Source)| (field, Column::of(field, source, table));
        let columns: Vec<(&Field, Column)> = mapping.fields.iter().map(column).collect();
        let mut reader = Self {
            table,
            mapping,
            known,
            guard,
            today,
            columns: Vec::new(),
            skip_rows: SkippedRows::of(&mapping.skip_rows),
            base: Activity::default(),
        };
        let fixed = columns.iter().filter(|(_, column)| column.is_fixed());
        let mut base = Activity::default();
        reader.fill(&mut base, Row::File, fixed, &[])?;
        reader.columns = columns;
        reader.base = base;
        Ok(reader)
    }

    fn activity(
        &self,
        row: Row,
        cells: &[String],
        notes: &mut IntakeNotes,
    ) -> Result<Draft, Vec<RowProblem>> {
        let mut activity = self.base.clone();
        let mut before_cut = None;
        let columns = self.columns.iter().filter(|(_, column)| !column.is_fixed());
        self.fill(&mut activity, row, columns, cells)?;
        if is_counted_per_month_only(&activity.kind) {
            before_cut = Some(meaning(&activity));
            // An id may say the day; what such an entry is known by is made of what is kept.
            activity.id = ActivityId::default();
            activity = activity
                .with_what_may_be_kept()
                .map_err(|parts| self.not_whole(&parts, row))?;
            notes.add(About::MonthOnly(activity.kind.clone()));
        }
        self.check_texts(&activity, row)?;
        self.note_new_words(&activity, notes);
        Ok(Draft {
            row,
            activity,
            before_cut,
        })
    }

    /// Sets what the columns say, and gives every problem among them.
    fn fill<'c>(
        &self,
        activity: &mut Activity,
        row: Row,
        columns: impl Iterator<Item = &'c (&'c Field, Column<'c>)>,
        cells: &'c [String],
    ) -> Result<(), Vec<RowProblem>> {
        let mut problems = Vec::new();
        for (field, column) in columns {
            let taken = column.take(row, cells);
            problems.extend(self.set(activity, field, &taken).err());
        }
        match problems.is_empty() {
            true => Ok(()),
            false => Err(problems),
        }
    }

    fn set(&self, activity: &mut Activity, field: &Field, taken: &Taken) -> Result<(), RowProblem> {
        if taken.text.is_empty() {
            return match field {
                Field::Type | Field::On => Err(taken.problem(TableProblem::Required)),
                _ => Ok(()),
            };
        }
        if is_formula_error(taken.raw) {
            return Err(taken.problem(TableProblem::FormulaError));
        }
        match field {
            Field::Type => activity.kind = self.kind(taken.text),
            Field::On => {
                let (on, at) = day(taken.text, self.mapping.dates, self.table.days_from_1904)
                    .map_err(|problem| taken.problem(problem))?;
                if on.first_day().is_ok_and(|first| first > self.today) {
                    return Err(taken.problem(TableProblem::InTheFuture));
                }
                activity.on = on;
                activity.at = activity.at.or(at);
            }
            Field::At => {
                let at = time_of_day(taken.text).map_err(|problem| taken.problem(problem))?;
                activity.at = Some(at);
            }
            Field::Place => activity.place = Some(self.place(taken)?),
            Field::Parties => {
                activity.parties = ids(taken, &self.known.parties, |nearest| {
                    TableProblem::UnknownParty { nearest }
                })?;
            }
            Field::Serves => {
                activity.serves = ids(taken, &self.known.commitments, |nearest| {
                    TableProblem::UnknownCommitment { nearest }
                })?;
            }
            Field::Times => activity.times = Some(taken.amount(amount)?),
            Field::Hours => activity.hours = Some(taken.amount(hours)?),
            Field::Staff => activity.staff = Some(taken.amount(amount)?),
            Field::TookHours => activity.took_hours = Some(taken.amount(hours)?),
            Field::Counts(name) => {
                activity.counts.insert(name.clone(), taken.amount(amount)?);
            }
            Field::Covers => activity.covers = sorted(taken.items().map(tidied)),
            Field::SameAs => activity.same_as = Some(ActivityId(taken.text.to_owned())),
            Field::Note => activity.note = Some(taken.text.to_owned()),
            Field::Id => activity.id = ActivityId(taken.text.to_owned()),
        }
        Ok(())
    }

    /// A known type whatever its case; otherwise as it stands. What is known as
    /// a talk about concern never slips through under another ending.
    fn kind(&self, text: &str) -> ActivityType {
        if let Some(name) = month_only_name(text) {
            return name.into();
        }
        let word = folded(text);
        let known = self.known.types.iter().find(|kind| folded(&kind.0) == word);
        known.cloned().unwrap_or_else(|| ActivityType(tidied(text)))
    }

    fn place(&self, taken: &Taken) -> Result<PlaceId, RowProblem> {
        if let Some(place) = by_name(taken.text, &self.known.places) {
            return Ok(place.clone());
        }
        match self.mapping.new_places {
            NewPlaces::Keep => Ok(PlaceId(tidied(taken.text))),
            NewPlaces::Refuse => {
                let nearest = nearest_of(taken.text, &self.known.places);
                Err(taken.problem(TableProblem::UnknownPlace { nearest }))
            }
        }
    }

    fn label(&self, field: &Field) -> String {
        let column = self.columns.iter().find(|(own, _)| *own == field);
        column.map_or_else(|| field.to_string(), |(_, column)| column.label.clone())
    }

    /// Talks and reports are counted in whole numbers.
    fn not_whole(&self, parts: &[NotAWholeNumber], row: Row) -> Vec<RowProblem> {
        let problem = |part: &NotAWholeNumber| {
            let field = match part.name.as_str() {
                "times" => Field::Times,
                name => Field::Counts(name.to_owned()),
            };
            let amount = part.amount.to_string();
            RowProblem::in_column(row, &self.label(&field), &amount, Problem::NotAWholeNumber)
        };
        parts.iter().map(problem).collect()
    }

    /// No text that is kept as it stands may hold personal data. The value is
    /// not repeated in the problem, which may be written to a log.
    fn check_texts(&self, activity: &Activity, row: Row) -> Result<(), Vec<RowProblem>> {
        let is_new_type = !self.known.types.contains(&activity.kind);
        let new_place = activity
            .place
            .as_ref()
            .filter(|place| !self.has_place(place));
        let texts = [
            (Field::Note, activity.note.as_deref()),
            (Field::Type, is_new_type.then_some(activity.kind.0.as_str())),
            (Field::Place, new_place.map(|place| place.as_str())),
            (Field::Id, Some(activity.id.as_str())),
            (
                Field::SameAs,
                activity.same_as.as_ref().map(ActivityId::as_str),
            ),
        ];
        let covers = activity.covers.iter();
        let all = texts
            .into_iter()
            .filter_map(|(field, text)| Some((field, text?)))
            .chain(covers.map(|text| (Field::Covers, text.as_str())));
        let problems: Vec<RowProblem> = all
            .filter_map(|(field, text)| {
                let found = (self.guard)(text)?;
                let problem = Problem::Table(TableProblem::TextRefused { found });
                Some(RowProblem::in_column(row, &self.label(&field), "", problem))
            })
            .collect();
        match problems.is_empty() {
            true => Ok(()),
            false => Err(problems),
        }
    }

    fn has_place(&self, place: &PlaceId) -> bool {
        self.known.places.iter().any(|(id, _)| id == place)
    }

    fn note_new_words(&self, activity: &Activity, notes: &mut IntakeNotes) {
        let is_known = self.known.types.contains(&activity.kind)
            || known_types()
                .iter()
                .any(|known| known.name == activity.kind.0);
        if !is_known {
            notes.add(About::UnknownType(activity.kind.clone()));
        }
        if let Some(place) = activity
            .place
            .as_ref()
            .filter(|place| !self.has_place(place))
        {
            notes.add(About::NewPlace(place.clone()));
        }
    }

    fn note_unused_columns(&self, notes: &mut IntakeNotes) {
        for name in self.mapping.unused_columns(&self.table.columns) {
            let Some(at) = self.table.column(&name) else {
                continue;
            };
            let rows = self.table.rows.iter();
            let filled = rows.filter(|(_, cells)| cells.get(at).is_some_and(|c| !c.is_empty()));
            filled.for_each(|_| notes.add(About::UnusedColumn(name.clone())));
        }
    }
}

fn ids<I: ToString + Clone + Ord>(
    taken: &Taken,
    known: &[(I, String)],
    unknown: impl Fn(Vec<String>) -> TableProblem,
) -> Result<Vec<I>, RowProblem> {
    // A name may itself hold a comma, so the whole cell goes first.
    if let Some(id) = by_name(taken.text, known) {
        return Ok(vec![id.clone()]);
    }
    let found: Result<Vec<I>, RowProblem> = taken
        .items()
        .map(|item| {
            by_name(item, known)
                .cloned()
                .ok_or_else(|| taken.problem(unknown(nearest_of(item, known))))
        })
        .collect();
    found.map(|ids| sorted(ids.into_iter()))
}

/// In order and each once: the order in a cell says nothing.
fn sorted<T: Ord>(items: impl Iterator<Item = T>) -> Vec<T> {
    let unique: std::collections::BTreeSet<T> = items.collect();
    unique.into_iter().collect()
}

/// The activities with ids, by day.
fn identified(
    drafts: Vec<Draft>,
    mapping: &Mapping,
    secret_id: SecretId<'_>,
    problems: &mut Problems,
    notes: &mut IntakeNotes,
) -> Vec<Activity> {
    let (with_id, without): (Vec<_>, Vec<_>) = drafts
        .into_iter()
        .partition(|draft: &Draft| !draft.activity.id.0.is_empty());
    let id_column = mapping
        .fields
        .get(&Field::Id)
        .and_then(|s| s.column.as_deref());
    let mut activities = own_ids(with_id, id_column.unwrap_or("id"), problems, notes);
    activities.extend(made_ids(without, secret_id, notes));
    activities.sort_by(|a, b| {
        let day = |activity: &Activity| activity.on.first_day().ok();
        (day(a), &a.on, a.at, &a.kind, &a.id).cmp(&(day(b), &b.on, b.at, &b.kind, &b.id))
    });
    activities
}

fn own_ids(
    drafts: Vec<Draft>,
    column: &str,
    problems: &mut Problems,
    notes: &mut IntakeNotes,
) -> Vec<Activity> {
    let mut by_id: BTreeMap<ActivityId, Vec<(Row, Activity)>> = BTreeMap::new();
    for Draft { row, activity, .. } in drafts {
        let same = by_id.entry(activity.id.clone()).or_default();
        same.push((row, activity));
    }
    let mut kept = Vec::new();
    for (id, mut same) in by_id {
        if same.iter().all(|(_, activity)| *activity == same[0].1) {
            (1..same.len()).for_each(|_| notes.add(About::SameRowAgain));
            kept.push(same.swap_remove(0).1);
            continue;
        }
        let rows: Vec<Row> = same.iter().map(|(row, _)| *row).collect();
        for row in &rows {
            let problem = Problem::Table(TableProblem::SameIdTwice { rows: rows.clone() });
            problems.push(RowProblem::in_column(*row, column, id.as_str(), problem));
        }
    }
    kept
}

/// Names the ids that follow from what a row says. It must never change, or a
/// file that comes again would count twice.
const NAMESPACE: Uuid = Uuid::from_u128(0x6f1b_7c0e_52d4_4a0b_9c3e_1d7a_84e2_5b96);

fn meaning(activity: &Activity) -> Vec<u8> {
    serde_json::to_vec(activity).expect("an activity is plain JSON")
}

fn made_ids(drafts: Vec<Draft>, secret_id: SecretId<'_>, notes: &mut IntakeNotes) -> Vec<Activity> {
    let mut seen: BTreeMap<Vec<u8>, u64> = BTreeMap::new();
    let mut made = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let (mut activity, is_cut) = (draft.activity, draft.before_cut.is_some());
        let mut meaning = draft.before_cut.unwrap_or_else(|| meaning(&activity));
        let ordinal = seen.entry(meaning.clone()).or_default();
        if *ordinal > 0 && !is_cut {
            notes.add(About::EqualRows);
        }
        meaning.extend_from_slice(&ordinal.to_be_bytes());
        *ordinal += 1;
        activity.id = match is_cut {
            true => secret_id(&meaning),
            false => ActivityId(Uuid::new_v5(&NAMESPACE, &meaning).to_string()),
        };
        made.push(activity);
    }
    made
}
