//! All rows of a file, twice: once to check them, once to hand the incidents over.

use std::collections::HashMap;

use handslag_domain::id::PlaceId;
use handslag_domain::incident::{Category, CategoryTree, Incident, IncidentId, IncidentKey};
use jiff::Timestamp;
use uuid::Uuid;

use super::file::IncidentFile;
use super::mapping::{IncidentMapping, Repeats};
use super::note::{About, IncidentNote, IncidentNotes};
use super::place::Extent;
use super::problem::IncidentProblem;
use super::row::{Draft, RowReader};
use crate::problem::{Problem, Problems, Row, RowProblem};
use crate::rows::{Progress, Ticker};

/// What a file is read with and held against.
pub struct Surroundings<'a> {
    /// The categories there are.
    pub tree: &'a CategoryTree,
    /// The places there are, with their names.
    pub places: &'a [(PlaceId, String)],
    /// Where incidents are expected, if anywhere.
    pub expected: Option<Extent>,
    /// Quotes what in a text must not be kept, if there is anything. It is asked
    /// about every text that is kept as it stands.
    pub guard: &'a dyn Fn(&str) -> Option<String>,
    /// Makes a key of bytes, from which nobody without the secret can tell what
    /// they were. The same bytes give the same key.
    pub secret: &'a dyn Fn(&[u8]) -> Uuid,
    /// What happened after this has not happened.
    pub now: Timestamp,
}

/// What a file comes to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Checked {
    /// Rows that hold anything, the header not counted.
    pub n_rows: u64,
    /// Incidents that would be handed over.
    pub n_incidents: u64,
    /// How many they stand for together.
    pub n_counted: u64,
    /// Rows that were counted once with another, count none or are sums.
    pub n_left_out: u64,
    /// Rows with something wrong.
    pub n_bad: u64,
    /// What is wrong, by row: the first ten thousand, and how many more there are.
    pub problems: Vec<RowProblem>,
    /// What a person may want to know.
    pub notes: Vec<IncidentNote>,
    /// Categories that the file brings, for the tree.
    pub new_categories: Vec<Category>,
    /// The first moment of the earliest, and the last of the latest.
    pub span: Option<(Timestamp, Timestamp)>,
    /// The first few, to look at.
    pub first: Vec<Incident>,
}

/// Reads every row and saves nothing: what would come of the file, with every
/// bad row. The app decides whether bad rows keep the rest out.
///
/// # Errors
/// What is wrong with the mapping, or with the file as a whole.
pub fn check_incidents(
    file: &IncidentFile,
    mapping: &IncidentMapping,
    around: &Surroundings<'_>,
    progress: &mut dyn FnMut(Progress),
) -> Result<Checked, Vec<RowProblem>> {
    const SHOWN: usize = 5;
    let mut first = Vec::new();
    let mut checked = walked(file, mapping, around, progress, &mut |incident| {
        if first.len() < SHOWN {
            first.push(incident);
        }
    })?;
    checked.first = first;
    Ok(checked)
}

/// Reads every row again and hands the good ones to `sink`, at most `portion` at a time.
///
/// - An incident's key is made by the secret of the source's own id or, without
///   one, of what the row says: the same file gives the same keys again.
/// - What happened in a dwelling comes with its municipality only, and a position
///   that is the centre of an area does not come at all.
///
/// # Errors
/// As [`check_incidents`]; then nothing was handed over.
pub fn read_incidents(
    file: &IncidentFile,
    mapping: &IncidentMapping,
    around: &Surroundings<'_>,
    portion: usize,
    sink: &mut dyn FnMut(Vec<Incident>),
    progress: &mut dyn FnMut(Progress),
) -> Result<Checked, Vec<RowProblem>> {
    let portion = portion.max(1);
    let mut ready = Vec::with_capacity(portion);
    let checked = walked(file, mapping, around, progress, &mut |incident| {
        ready.push(incident);
        if ready.len() == portion {
            sink(std::mem::replace(&mut ready, Vec::with_capacity(portion)));
        }
    })?;
    if !ready.is_empty() {
        sink(ready);
    }
    Ok(checked)
}

fn walked(
    file: &IncidentFile,
    mapping: &IncidentMapping,
    around: &Surroundings<'_>,
    progress: &mut dyn FnMut(Progress),
    give: &mut dyn FnMut(Incident),
) -> Result<Checked, Vec<RowProblem>> {
    mapping.check(file.columns())?;
    let mut reader = RowReader::new(mapping, file, around);
    let mut told = Told::default();
    let mut repeats = Repeated::new(mapping.repeats);
    let mut unused = Unused::new(mapping, file);
    let mut ticker = Ticker::new(file.n_rows(), progress);
    file.each(&mut |row, cells| {
        ticker.row();
        told.checked.n_rows += 1;
        if reader.is_skipped(cells) {
            reader.notes.add_n(About::SkippedRow, 1);
            told.checked.n_left_out += 1;
            return Ok(());
        }
        let settled = match reader.read(row, cells) {
            Ok(Some(draft)) => repeats
                .settle(row, &draft, around, &mut reader.notes)
                .map(|key| key.map(|key| (draft, key)))
                .map_err(|problem| vec![problem]),
            Ok(None) => Ok(None),
            Err(problems) => Err(problems),
        };
        match settled {
            Ok(kept) => {
                unused.see(cells);
                reader.notes.keep_row();
                match kept {
                    Some((draft, key)) => {
                        reader.keep(&draft);
                        give(told.good(draft, key));
                    }
                    None => told.checked.n_left_out += 1,
                }
            }
            Err(problems) => {
                reader.notes.drop_row();
                told.bad(problems);
            }
        }
        Ok(())
    })
    .map_err(|problem| vec![problem])?;
    for problem in file.refused() {
        ticker.row();
        told.checked.n_rows += 1;
        told.bad(vec![problem.clone()]);
    }
    ticker.finish();
    unused.note(&mut reader.notes);
    Ok(told.finished(reader))
}

/// What has been found so far.
#[derive(Default)]
struct Told {
    checked: Checked,
    problems: Problems,
}

impl Told {
    fn bad(&mut self, problems: Vec<RowProblem>) {
        self.checked.n_bad += 1;
        problems
            .into_iter()
            .for_each(|problem| self.problems.push(problem));
    }

    fn good(&mut self, draft: Draft, key: IncidentKey) -> Incident {
        let (from, to) = (draft.window.from(), draft.window.to());
        let span = self.checked.span.get_or_insert((from, to));
        *span = (span.0.min(from), span.1.max(to));
        self.checked.n_incidents += 1;
        self.checked.n_counted += u64::from(draft.count);
        Incident {
            id: IncidentId::of(&draft.source, &key),
            key,
            source: draft.source,
            window: draft.window,
            category: draft.category,
            at: draft.at,
            count: draft.count,
            counts: draft.counts,
            note: draft.note,
            merged_from: Vec::new(),
        }
    }

    fn finished(mut self, mut reader: RowReader<'_>) -> Checked {
        for heaped in reader.times.heaped() {
            reader.notes.add_n(About::HeapedTime(heaped), heaped.n);
        }
        if reader.utc.n_z == reader.utc.n_all {
            reader.notes.add_n(About::AllInUtc, reader.utc.n_z);
        }
        self.checked.problems = self.problems.into_vec();
        self.checked.notes = reader.notes.into_vec();
        self.checked.new_categories = reader.kinds.into_new();
        self.checked
    }
}

/// Which rows have been met before.
struct Repeated {
    how: Repeats,
    met: HashMap<Uuid, Met>,
}

struct Met {
    row: Row,
    content: u64,
    n: u32,
}

impl Repeated {
    fn new(how: Repeats) -> Self {
        Self {
            how,
            met: HashMap::new(),
        }
    }

    /// The key of a row, or nothing if it is one that was met before.
    fn settle(
        &mut self,
        row: Row,
        draft: &Draft,
        around: &Surroundings<'_>,
        notes: &mut IncidentNotes,
    ) -> Result<Option<IncidentKey>, RowProblem> {
        let key = (around.secret)(&draft.identity);
        let Some(met) = self.met.get_mut(&key) else {
            let content = draft.content;
            self.met.insert(key, Met { row, content, n: 1 });
            return Ok(Some(IncidentKey(key.simple().to_string())));
        };
        match (self.how, draft.has_own_key) {
            (Repeats::Once, true) if met.content != draft.content => {
                let rows = vec![met.row, row];
                let problem = Problem::Incident(IncidentProblem::SameKeyTwice { rows });
                Err(RowProblem::at(row, problem))
            }
            (Repeats::Once, own_key) => {
                notes.add(match own_key {
                    true => About::SameKeyAgain,
                    false => About::EqualRowOnce,
                });
                Ok(None)
            }
            (Repeats::Each, _) => {
                notes.add(About::EqualRowToo);
                met.n += 1;
                let identity = [draft.identity.as_slice(), met.n.to_string().as_bytes()].concat();
                let key = (around.secret)(&identity);
                Ok(Some(IncidentKey(key.simple().to_string())))
            }
        }
    }
}

/// Columns that nobody asked for, and how many rows hold anything in them.
struct Unused {
    columns: Vec<(usize, String, u64)>,
}

impl Unused {
    fn new(mapping: &IncidentMapping, file: &IncidentFile) -> Self {
        let names = mapping.unused_columns(file.columns()).into_iter();
        let column = |name: String| Some((file.column(&name)?, name, 0));
        Self {
            columns: names.filter_map(column).collect(),
        }
    }

    fn see(&mut self, cells: &csv::StringRecord) {
        for (at, _, n) in &mut self.columns {
            *n += u64::from(cells.get(*at).is_some_and(|cell| !cell.trim().is_empty()));
        }
    }

    fn note(self, notes: &mut IncidentNotes) {
        for (_, name, n) in self.columns {
            notes.add_n(About::UnusedColumn(name), n);
        }
    }
}
