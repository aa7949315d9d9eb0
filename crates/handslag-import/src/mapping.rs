//! Which column of a table holds what: a mapping that is proposed, corrected by a person, saved and used again.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

use handslag_domain::activity::{ActivityType, known_types};
use handslag_domain::document::PromiseDocument;
use handslag_domain::id::{CommitmentId, PartyId, PlaceId};
use serde::{Deserialize, Serialize};

use crate::problem::{Problem, Problems, Row, RowProblem};
use crate::rows::tidied;
use crate::table::{Table, TablePlace};
use crate::table_problem::{Needed, TableProblem};

/// How the columns of one kind of file become activities.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Mapping {
    /// What it is called when it is saved, such as "Polisens trafiklista".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The sheet of a workbook; the first visible one unless given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// The row of the column names; found unless given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header_row: Option<u64>,
    /// Which comes first in `3/12 2023`.
    pub dates: DateOrder,
    /// What to do with a place that is not in the promise.
    pub new_places: NewPlaces,
    /// Columns that are left out on purpose.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ignored: Vec<String>,
    /// Rows whose first filled cell says one of these are left out: "Summa".
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub skip_rows: Vec<String>,
    /// Where each field comes from.
    pub fields: BTreeMap<Field, Source>,
}

/// The order of day and month when both are numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// `12/3 2023` is 12 March, as in Sweden.
    #[default]
    DayFirst,
    /// `3/12/2023` is 12 March, as in the United States.
    MonthFirst,
}

/// What to do with a place that is not in the promise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NewPlaces {
    /// Report the row.
    #[default]
    Refuse,
    /// Keep the name as it stands, with a note.
    Keep,
}

/// A field of an activity.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Field {
    /// What was done.
    Type,
    /// The day or the month.
    On,
    /// When in the day it began.
    At,
    /// Where.
    Place,
    /// Who took part.
    Parties,
    /// How many times.
    Times,
    /// Working hours.
    Hours,
    /// How many of the staff took part.
    Staff,
    /// Hours from known to done.
    TookHours,
    /// Something else that was counted, such as `counts.drivers`.
    Counts(String),
    /// Members of a set that were reached.
    Covers,
    /// The commitments it serves.
    Serves,
    /// The id of the entry in which another party has logged the same.
    SameAs,
    /// A note without personal data.
    Note,
    /// The file's own id.
    Id,
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Type => "type",
            Self::On => "on",
            Self::At => "at",
            Self::Place => "place",
            Self::Parties => "parties",
            Self::Times => "times",
            Self::Hours => "hours",
            Self::Staff => "staff",
            Self::TookHours => "took_hours",
            Self::Counts(name) => return write!(f, "counts.{name}"),
            Self::Covers => "covers",
            Self::Serves => "serves",
            Self::SameAs => "same_as",
            Self::Note => "note",
            Self::Id => "id",
        })
    }
}

impl FromStr for Field {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Ok(match text {
            "type" => Self::Type,
            "on" => Self::On,
            "at" => Self::At,
            "place" => Self::Place,
            "parties" => Self::Parties,
            "times" => Self::Times,
            "hours" => Self::Hours,
            "staff" => Self::Staff,
            "took_hours" => Self::TookHours,
            "covers" => Self::Covers,
            "serves" => Self::Serves,
            "same_as" => Self::SameAs,
            "note" => Self::Note,
            "id" => Self::Id,
            other => match other.strip_prefix("counts.") {
                Some(name) if !name.is_empty() => Self::Counts(name.to_owned()),
                _ => {
                    return Err(format!(
                        "\"{other}\" is no field; the fields are type, on, at, place, parties, \
                         times, hours, staff, took_hours, counts.<name>, covers, serves, same_as, \
                         note, id"
                    ));
                }
            },
        })
    }
}

impl TryFrom<String> for Field {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Field> for String {
    fn from(field: Field) -> Self {
        field.to_string()
    }
}

/// Where a field comes from: a column, or one value for every row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Source {
    /// The column's name, without regard to case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// The value of every row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// What separates the items of a list; comma, semicolon and line break unless given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub separator: Option<String>,
    /// The file's words and what they mean: "Fartkontroll" → "hastighetskontroll".
    /// Without regard to case; an empty meaning leaves the cell out.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub words: BTreeMap<String, String>,
}

impl Source {
    /// From a column, as its cells stand.
    #[must_use]
    pub fn column(name: &str) -> Self {
        Self {
            column: Some(name.to_owned()),
            ..Self::default()
        }
    }

    /// One value for every row.
    #[must_use]
    pub fn value(value: &str) -> Self {
        Self {
            value: Some(value.to_owned()),
            ..Self::default()
        }
    }
}

/// What the promise already has names for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Types of activities, the product's own among them.
    pub types: Vec<ActivityType>,
    /// Places with their names.
    pub places: Vec<(PlaceId, String)>,
    /// Parties with their names.
    pub parties: Vec<(PartyId, String)>,
    /// Commitments with their short names.
    pub commitments: Vec<(CommitmentId, String)>,
}

impl Known {
    /// The names in a promise, and the types that the product knows.
    #[must_use]
    pub fn of(document: &PromiseDocument) -> Self {
        let own = document.activities.iter().map(|a| a.kind.clone());
        let types: BTreeSet<ActivityType> = known_types()
            .iter()
            .map(|known| ActivityType::from(known.name))
            .chain(own)
            .collect();
        Self {
            types: types.into_iter().collect(),
            places: named(&document.places, |p| (p.id.clone(), p.name.clone())),
            parties: named(&document.parties, |p| (p.id.clone(), p.name.clone())),
            commitments: named(&document.commitments, |c| {
                (c.id.clone(), c.name().to_owned())
            }),
        }
    }
}

fn named<T, I>(things: &[T], name: impl Fn(&T) -> (I, String)) -> Vec<(I, String)> {
    things.iter().map(name).collect()
}

/// A proposed mapping, for a person to look through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The proposal.
    pub mapping: Mapping,
    /// Columns that it has no place for. They must be mapped or ignored by a person.
    pub unplaced: Vec<String>,
    /// Fields that every activity needs and no column seems to hold.
    pub missing: Vec<Field>,
}

impl Mapping {
    /// Where in the file the table stands.
    #[must_use]
    pub fn table_place(&self) -> TablePlace {
        TablePlace {
            sheet: self.sheet.clone(),
            header_row: self.header_row,
        }
    }

    /// Proposes a mapping from Swedish or English column names and from what the cells say.
    #[must_use]
    pub fn suggest(table: &Table, known: &Known) -> Suggestion {
        let mut mapping = Self {
            skip_rows: ["Summa", "Totalt", "Total"].map(str::to_owned).to_vec(),
            ..Self::default()
        };
        let mut unplaced = Vec::new();
        for (at, name) in table.columns.iter().enumerate() {
            match field_of(name) {
                Some(field) if !mapping.fields.contains_key(&field) => {
                    let words = suggest_words(&field, table, at, known);
                    let source = Source {
                        words,
                        ..Source::column(name)
                    };
                    mapping.fields.insert(field, source);
                }
                None if is_about_a_person(name) => mapping.ignored.push(name.clone()),
                _ => unplaced.push(name.clone()),
            }
        }
        mapping.dates = date_order(table, &mapping);
        let needed = [Field::Type, Field::On].into_iter();
        let missing = needed.filter(|field| !mapping.fields.contains_key(field));
        Suggestion {
            missing: missing.collect(),
            mapping,
            unplaced,
        }
    }

    /// Whether the mapping fits a file with these columns.
    ///
    /// # Errors
    /// Each column that is not there, with the one most like it; each field
    /// that needs a source; each source that is unclear.
    pub fn check(&self, columns: &[String]) -> Result<(), Vec<RowProblem>> {
        let mut problems = Problems::default();
        for (field, needed) in [(Field::Type, Needed::Done), (Field::On, Needed::When)] {
            if !self.fields.contains_key(&field) {
                problems.push(about_field(&field, TableProblem::FieldNotMapped(needed)));
            }
        }
        check_sources(&self.fields, columns, &mut problems);
        problems.none_or_all()
    }

    /// Columns that are neither used nor ignored.
    #[must_use]
    pub fn unused_columns(&self, columns: &[String]) -> Vec<String> {
        unused_columns(&self.fields, &self.ignored, columns)
    }
}

/// A problem of a mapping with one of its fields.
pub(crate) fn about_field(field: &dyn fmt::Display, problem: TableProblem) -> RowProblem {
    RowProblem::in_column(Row::File, &field.to_string(), "", Problem::Table(problem))
}

/// Each column that the file does not have, and each source that is unclear.
pub(crate) fn check_sources<F: fmt::Display>(
    fields: &BTreeMap<F, Source>,
    columns: &[String],
    problems: &mut Problems,
) {
    for (field, source) in fields {
        let problem = match (&source.column, &source.value) {
            (Some(column), None) => missing_column(column, columns),
            (None, Some(_)) => None,
            _ => Some(about_field(field, TableProblem::ColumnOrValue)),
        };
        if let Some(problem) = problem {
            problems.push(problem);
        }
    }
}

/// Columns that no field comes from and that are not left out on purpose.
pub(crate) fn unused_columns<F>(
    fields: &BTreeMap<F, Source>,
    ignored: &[String],
    columns: &[String],
) -> Vec<String> {
    let used = fields.values().filter_map(|s| s.column.as_deref());
    let mentioned: BTreeSet<String> = used
        .chain(ignored.iter().map(String::as_str))
        .map(folded)
        .collect();
    let unused = columns.iter().filter(|c| !mentioned.contains(&folded(c)));
    unused.cloned().collect()
}

fn missing_column(name: &str, columns: &[String]) -> Option<RowProblem> {
    if columns.iter().any(|column| folded(column) == folded(name)) {
        return None;
    }
    let closest = nearest(name, columns.iter().map(String::as_str))
        .into_iter()
        .next();
    let problem = Problem::Table(TableProblem::ColumnNotFound { closest });
    Some(RowProblem::in_column(Row::File, name, "", problem))
}

/// A name without case and extra spaces, for comparing.
pub(crate) fn folded(text: &str) -> String {
    tidied(text).to_lowercase()
}

/// Up to three of the names that are most like `wanted`, best first.
pub(crate) fn nearest<'a>(wanted: &str, names: impl Iterator<Item = &'a str>) -> Vec<String> {
    /// Below this, names are not alike enough to be worth a person's time.
    const ALIKE: f64 = 0.75;
    let wanted = folded(wanted);
    let mut alike: Vec<(f64, &str)> = names
        .map(|name| (likeness(&wanted, &folded(name)), name))
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .collect();
    alike.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    alike.dedup_by(|a, b| a.1 == b.1);
    alike
        .into_iter()
        .take(3)
        .map(|(_, name)| name.to_owned())
        .collect()
}

/// From 0 to 1; a name that begins the other, such as "Torget" and "Torget norra", is alike.
fn likeness(a: &str, b: &str) -> f64 {
    let (shorter, longer) = if a.len() < b.len() { (a, b) } else { (b, a) };
    match shorter.chars().count() >= 4 && longer.contains(shorter) {
        true => 0.95,
        false => strsim::jaro_winkler(a, b),
    }
}

/// The field that a column name speaks of, in Swedish or English.
fn field_of(name: &str) -> Option<Field> {
    let plain: String = folded(name)
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    let plain = tidied(&plain);
    let without_unit = plain
        .trim_start_matches("antal ")
        .trim_start_matches("number of ")
        .trim_end_matches(" h")
        .trim_end_matches(" st");
    let is_listed = |names: &&[&str]| names.contains(&plain.as_str());
    let (field, _) = FIELD_NAMES
        .iter()
        .find(|(_, names)| is_listed(names))
        .or_else(|| {
            FIELD_NAMES
                .iter()
                .find(|(_, names)| names.contains(&without_unit))
        })?;
    field.parse().ok()
}

const FIELD_NAMES: &[(&str, &[&str])] = &[
    (
        "type",
        &[
            "aktivitet",
            "aktivitetstyp",
            "typ",
            "typ av aktivitet",
            "insats",
            "insatstyp",
            "åtgärd",
            "vad",
            "händelse",
            "type",
            "activity",
            "activity type",
            "what",
            "kategori",
        ],
    ),
    (
        "on",
        &[
            "datum",
            "dag",
            "när",
            "månad",
            "date",
            "day",
            "month",
            "on",
            "datum och tid",
            "tidpunkt",
        ],
    ),
    (
        "at",
        &[
            "tid",
            "klockslag",
            "kl",
            "starttid",
            "start",
            "börjar",
            "time",
            "at",
            "start time",
        ],
    ),
    (
        "place",
        &[
            "plats", "var", "ort", "område", "place", "location", "where", "area",
        ],
    ),
    (
        "parties",
        &[
            "part",
            "parter",
            "aktör",
            "aktörer",
            "vem",
            "organisation",
            "utförare",
            "ansvarig part",
            "parties",
            "party",
            "who",
            "organization",
            "samverkanspart",
            "samverkansparter",
        ],
    ),
    (
        "times",
        &[
            "antal",
            "antal gånger",
            "gånger",
            "antal tillfällen",
            "tillfällen",
            "times",
            "count",
            "number",
        ],
    ),
    (
        "hours",
        &[
            "timmar",
            "arbetstimmar",
            "tim",
            "arbetad tid",
            "nedlagd tid",
            "hours",
            "working hours",
        ],
    ),
    (
        "staff",
        &[
            "personal",
            "antal personal",
            "poliser",
            "bemanning",
            "staff",
            "officers",
        ],
    ),
    (
        "took_hours",
        &["åtgärdstid", "åtgärdad inom", "took hours", "hours to fix"],
    ),
    (
        "counts.drivers",
        &[
            "förare",
            "bilförare",
            "kontrollerade förare",
            "fordon",
            "drivers",
        ],
    ),
    (
        "counts.fines",
        &[
            "böter",
            "ordningsböter",
            "bot",
            "ordningsförelägganden",
            "rapporterade",
            "fines",
        ],
    ),
    ("counts.classes", &["klasser", "besökta klasser", "classes"]),
    ("counts.lessons", &["lektioner", "lektionspass", "lessons"]),
    ("counts.dogs", &["hundar", "dogs"]),
    (
        "counts.finds",
        &["fynd", "beslag", "träffar", "finds", "seizures"],
    ),
    (
        "counts.participants",
        &["deltagare", "besökare", "participants", "attendees"],
    ),
    (
        "counts.places",
        &["platser", "krogar", "besökta krogar", "places"],
    ),
    ("counts.talks", &["samtal", "orossamtal", "talks"]),
    (
        "counts.reports",
        &["anmälningar", "orosanmälningar", "reports"],
    ),
    (
        "covers",
        &[
            "klass",
            "omfattar",
            "nådda klasser",
            "vilka klasser",
            "covers",
            "class",
            "reached",
        ],
    ),
    (
        "serves",
        &[
            "åtagande",
            "åtaganden",
            "löftespunkt",
            "löfte",
            "serves",
            "commitment",
            "commitments",
        ],
    ),
    (
        "same_as",
        &["samma som", "samma händelse som", "same as", "same_as"],
    ),
    (
        "note",
        &[
            "anteckning",
            "anteckningar",
            "kommentar",
            "kommentarer",
            "notering",
            "övrigt",
            "note",
            "notes",
            "comment",
            "comments",
        ],
    ),
    ("id", &["id", "löpnummer", "aktivitetsid", "nr"]),
];

/// Columns that must not come in at all: the log knows no persons.
pub(crate) fn is_about_a_person(name: &str) -> bool {
    const WORDS: [&str; 12] = [
        "namn",
        "personnummer",
        "födelse",
        "telefon",
        "e-post",
        "epost",
        "mejl",
        "handläggare",
        "adress",
        "person",
        "vårdnadshavare",
        "elev",
    ];
    let folded = folded(name);
    !folded.contains("personal") && WORDS.iter().any(|word| folded.contains(word))
}

/// What the log calls things that lists call otherwise.
const TYPE_WORDS: &[(&str, &str)] = &[
    ("fartkontroll", "hastighetskontroll"),
    ("hastighetskontroller", "hastighetskontroll"),
    ("speed check", "hastighetskontroll"),
    ("alkoholkontroll", "nykterhetskontroll"),
    ("alkotest", "nykterhetskontroll"),
    ("sobriety check", "nykterhetskontroll"),
    ("traffic check", "trafikkontroll"),
    ("trafikkontroller", "trafikkontroll"),
    ("fotpatrullering", "fotpatrull"),
    ("fotpatruller", "fotpatrull"),
    ("foot patrol", "fotpatrull"),
    ("krogrond", "krognärvaro"),
    ("krogbesök", "krognärvaro"),
    ("tillsyn krog", "krogtillsyn"),
    ("klassbesök", "skolbesök"),
    ("besök i skola", "skolbesök"),
    ("school visit", "skolbesök"),
    ("lesson", "lektion"),
    ("hundsökning", "hundsök"),
    ("narkotikasök med hund", "hundsök"),
    ("dog search", "hundsök"),
    ("bekymringssamtal", "orossamtal"),
    ("concern talk", "orossamtal"),
    ("welfare report", "orosanmälan"),
    ("safety walk", "trygghetsvandring"),
    ("night walk", "nattvandring"),
    ("dialogmöte", "medborgardialog"),
    ("parent meeting", "föräldramöte"),
];

fn suggest_words(
    field: &Field,
    table: &Table,
    at: usize,
    known: &Known,
) -> BTreeMap<String, String> {
    let cells: BTreeSet<String> = table
        .rows
        .iter()
        .filter_map(|(_, cells)| cells.get(at))
        .map(|cell| tidied(cell))
        .filter(|cell| !cell.is_empty())
        .take(10_000)
        .collect();
    let meaning = |cell: &str| match field {
        Field::Type => type_meaning(cell, known),
        Field::Place => alike(cell, &known.places, |id| id.0.clone()),
        Field::Parties => alike(cell, &known.parties, |id| id.0.clone()),
        _ => None,
    };
    let word = |cell: String| Some((cell.clone(), meaning(&cell)?));
    cells.into_iter().filter_map(word).collect()
}

fn type_meaning(cell: &str, known: &Known) -> Option<String> {
    let word = folded(cell);
    if known.types.iter().any(|kind| folded(&kind.0) == word) {
        return None;
    }
    let listed = TYPE_WORDS.iter().find(|(other, _)| *other == word);
    let close = || {
        let names = known.types.iter().map(|kind| kind.0.as_str());
        let close = names.filter(|name| strsim::jaro_winkler(&word, &folded(name)) >= CLOSE);
        nearest(&word, close).into_iter().next()
    };
    listed.map(|(_, name)| (*name).to_owned()).or_else(close)
}

/// Alike enough to be proposed as the same thing: a letter or an ending apart.
const CLOSE: f64 = 0.94;

/// The id of the one thing whose name is nearly this, unless it is exactly known.
fn alike<I>(cell: &str, things: &[(I, String)], id: impl Fn(&I) -> String) -> Option<String> {
    let word = folded(cell);
    let is_known = |(known, name): &(I, String)| folded(name) == word || folded(&id(known)) == word;
    if things.iter().any(is_known) {
        return None;
    }
    let is_close = |(_, name): &&(I, String)| strsim::jaro_winkler(&word, &folded(name)) >= CLOSE;
    let mut close = things.iter().filter(is_close);
    match (close.next(), close.next()) {
        (Some((known, _)), None) => Some(id(known)),
        _ => None,
    }
}

/// Month first only if some date can be read no other way and none the usual way.
fn date_order(table: &Table, mapping: &Mapping) -> DateOrder {
    let column = mapping
        .fields
        .get(&Field::On)
        .and_then(|s| s.column.as_deref());
    let Some(at) = column.and_then(|name| table.column(name)) else {
        return DateOrder::DayFirst;
    };
    let pairs = table.rows.iter().filter_map(|(_, cells)| {
        let mut parts = cells.get(at)?.split(['/', '.', ' ', '-']);
        Some((
            parts.next()?.parse::<u16>().ok()?,
            parts.next()?.parse::<u16>().ok()?,
        ))
    });
    let (mut day_first, mut month_first) = (0, 0);
    for (first, second) in pairs {
        day_first += usize::from((13..=31).contains(&first) && second <= 12);
        month_first += usize::from(first <= 12 && (13..=31).contains(&second));
    }
    match month_first > 0 && day_first == 0 {
        true => DateOrder::MonthFirst,
        false => DateOrder::DayFirst,
    }
}
