//! What residents and staff said, from a table with a row for each theme; every
//! bad row is told.

use handslag_domain::amount::Amount;
use handslag_domain::id::PlaceId;
use handslag_domain::place::Place;
use handslag_domain::problem::Voice;
use handslag_domain::written_date::WrittenDate;

use crate::problem::{Problem, Problems, Row, RowProblem};
use crate::table::{Table, TableBudget, TablePlace, read_table};
use crate::table_problem::TableProblem;

/// What was read.
#[derive(Debug, Clone, PartialEq)]
pub struct VoicesRead {
    /// The voices in the order of the rows, without ids.
    pub voices: Vec<Voice>,
    /// Columns that say nothing that a voice has. They are left out: a column
    /// of names must not come along by mistake.
    pub unused_columns: Vec<String>,
}

/// Which column holds what.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Words,
    Theme,
    Place,
    Channel,
    Asked,
    On,
    N,
    NAsked,
    Answer,
}

/// What people call each column.
const NAMES: [(Field, &[&str]); 9] = [
    (
        Field::Words,
        &["synpunkt", "vad som sades", "words", "voice"],
    ),
    (Field::Theme, &["tema", "theme"]),
    (Field::Place, &["plats", "var", "place"]),
    (Field::Channel, &["kanal", "hur", "channel"]),
    (Field::Asked, &["frågade", "grupp", "asked", "group"]),
    (Field::On, &["när", "datum", "dag", "on", "date"]),
    (Field::N, &["antal", "hur många", "n", "count"]),
    (
        Field::NAsked,
        &["av", "tillfrågade", "antal tillfrågade", "n_asked"],
    ),
    (Field::Answer, &["svar", "answer"]),
];

/// Reads voices from CSV or XLSX, by the names of its columns (`Synpunkt`,
/// `Tema`, `Plats`, `Kanal`, `Frågade`, `När`, `Antal`, `Av`, `Svar`); only the
/// first is needed.
///
/// - `places`: those of the picture; a name that is none of them is a problem.
/// - `personal_data`: what in a text may point out a person.
///
/// # Errors
/// Every problem in the file, by row; nothing is taken from a file with one.
pub fn read_voices(
    bytes: &[u8],
    places: &[Place],
    budget: &TableBudget,
    personal_data: &dyn Fn(&str) -> Option<String>,
) -> Result<VoicesRead, Vec<RowProblem>> {
    let table = read_table(bytes, &TablePlace::default(), budget)?;
    let columns = Columns::of(&table)?;
    let mut problems = Problems::default();
    let mut voices = Vec::new();
    for (number, cells) in &table.rows {
        let reader = RowReader {
            table: &table,
            columns: &columns,
            row: Row::Line(*number),
            cells,
            places,
            personal_data,
        };
        let before = problems.count();
        let voice = reader.voice(&mut problems);
        if problems.count() == before {
            voices.push(voice);
        }
    }
    problems.none_or_all()?;
    let known = |at: &usize| columns.0.iter().any(|(_, own)| own == at);
    let unused = (0..table.columns.len()).filter(|at| !known(at));
    Ok(VoicesRead {
        voices,
        unused_columns: unused.map(|at| table.columns[at].clone()).collect(),
    })
}

struct Columns(Vec<(Field, usize)>);

impl Columns {
    fn of(table: &Table) -> Result<Self, Vec<RowProblem>> {
        let found = NAMES.iter().filter_map(|(field, names)| {
            let mut at = names.iter().filter_map(|name| table.column(name));
            Some((*field, at.next()?))
        });
        let columns = Self(found.collect());
        match columns.at(Field::Words) {
            Some(_) => Ok(columns),
            None => Err(vec![RowProblem::in_column(
                Row::File,
                "Synpunkt",
                "",
                Problem::MissingColumn,
            )]),
        }
    }

    fn at(&self, field: Field) -> Option<usize> {
        let found = self.0.iter().find(|(own, _)| *own == field);
        found.map(|(_, at)| *at)
    }
}

struct RowReader<'a> {
    table: &'a Table,
    columns: &'a Columns,
    row: Row,
    cells: &'a [String],
    places: &'a [Place],
    personal_data: &'a dyn Fn(&str) -> Option<String>,
}

impl RowReader<'_> {
    fn voice(&self, problems: &mut Problems) -> Voice {
        let words = self.text(Field::Words, problems);
        if words.is_none() {
            problems.push(self.problem(Field::Words, TableProblem::Required));
        }
        Voice {
            words: words.unwrap_or_default(),
            theme: self.text(Field::Theme, problems),
            channel: self.text(Field::Channel, problems),
            asked: self.text(Field::Asked, problems),
            answer: self.text(Field::Answer, problems),
            place: self.place(problems),
            on: self.day(problems),
            n: self.amount(Field::N, problems),
            n_asked: self.amount(Field::NAsked, problems),
            ..Voice::default()
        }
    }

    fn cell(&self, field: Field) -> Option<&str> {
        let at = self.columns.at(field)?;
        let cell = self.cells.get(at).map_or("", |cell| cell.trim());
        (!cell.is_empty()).then_some(cell)
    }

    /// A text that is kept as it stands.
    fn text(&self, field: Field, problems: &mut Problems) -> Option<String> {
        let cell = self.cell(field)?;
        if let Some(found) = (self.personal_data)(cell) {
            problems.push(self.problem(field, TableProblem::TextRefused { found }));
        }
        Some(cell.to_owned())
    }

    fn place(&self, problems: &mut Problems) -> Option<PlaceId> {
        let cell = self.cell(Field::Place)?;
        let wanted = cell.to_lowercase();
        let is_meant = |place: &&Place| {
            place.id.as_str() == cell || place.name.trim().to_lowercase() == wanted
        };
        let found = self.places.iter().find(is_meant);
        if found.is_none() {
            let names = self.places.iter().map(|place| place.name.as_str());
            let nearest = handslag_domain::check::names_like(cell, names);
            let nearest = nearest.into_iter().map(str::to_owned).collect();
            let unknown = TableProblem::UnknownPlaceOfPicture { nearest };
            problems.push(self.problem(Field::Place, unknown));
        }
        found.map(|place| place.id.clone())
    }

    fn day(&self, problems: &mut Problems) -> Option<WrittenDate> {
        let day = WrittenDate(self.cell(Field::On)?.to_owned());
        if day.first_day().is_err() {
            problems.push(self.problem(Field::On, TableProblem::NotADay));
        }
        Some(day)
    }

    fn amount(&self, field: Field, problems: &mut Problems) -> Option<Amount> {
        let amount = Amount::parse(self.cell(field)?);
        match amount {
            Ok(amount) if !amount.is_negative() => Some(amount),
            _ => {
                problems.push(self.problem(field, TableProblem::NotAnAmount));
                None
            }
        }
    }

    fn problem(&self, field: Field, problem: TableProblem) -> RowProblem {
        let at = self.columns.at(field).unwrap_or_default();
        let column = self.table.columns.get(at).map_or("", String::as_str);
        let value = self.cells.get(at).map_or("", String::as_str);
        RowProblem::in_column(self.row, column, value, Problem::Table(problem))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places() -> Vec<Place> {
        vec![Place {
            id: "torget".into(),
            name: "Torget".to_owned(),
            ..Place::default()
        }]
    }

    fn read(text: &str) -> Result<VoicesRead, Vec<RowProblem>> {
        let budget = TableBudget::default();
        let refuse = |text: &str| text.contains("070").then(|| "070".to_owned());
        read_voices(text.as_bytes(), &places(), &budget, &refuse)
    }

    #[test]
    fn a_row_is_a_theme_with_place_group_and_number_and_no_other_column_comes_along() {
        let text = "Namn;Synpunkt;Tema;Plats;Antal;Av;När\n\
                    Anna;Mörkt på kvällen;otrygghet;torget;12;40;2023\n";
        let read = read(text).unwrap();
        let voice = &read.voices[0];
        assert_eq!(voice.words, "Mörkt på kvällen");
        assert_eq!(voice.place, Some("torget".into()));
        assert_eq!(voice.n.map(|n| n.as_written()), Some("12".to_owned()));
        assert_eq!(read.unused_columns, ["Namn"]);
        assert!(!format!("{voice:?}").contains("Anna"));
    }

    #[test]
    fn every_bad_row_is_told_by_row_and_column_and_nothing_is_taken() {
        let text = "Synpunkt;Plats;Antal\n\
                    Mörkt;Torgett;12\n\
                    ;Torget;3\n\
                    Ring 070;Torget;många\n";
        let problems = read(text).unwrap_err();
        let told: Vec<(Row, Option<&str>)> = problems
            .iter()
            .map(|p| (p.row, p.column.as_deref()))
            .collect();
        assert_eq!(
            told,
            [
                (Row::Line(2), Some("Plats")),
                (Row::Line(3), Some("Synpunkt")),
                (Row::Line(4), Some("Synpunkt")),
                (Row::Line(4), Some("Antal")),
            ]
        );
        assert_eq!(
            problems[0].remedy(crate::problem::Lang::Sv),
            "Menar du ”Torget”? Skriv platsen som i lägesbilden, eller lägg till den där (places)."
        );
    }

    #[test]
    fn a_file_without_what_was_said_is_told_so() {
        let problems = read("Tema;Antal\ndroger;3\n").unwrap_err();
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].problem, Problem::MissingColumn);
    }
}
