//! What residents and staff said, from a table with a row for each theme, by a
//! mapping of its columns; every bad row is told.

mod mapping;

use handslag_domain::id::PlaceId;
use handslag_domain::place::Place;
use handslag_domain::problem::Voice;
use jiff::civil::Date;

use crate::cells::{Column, SkippedRows, Taken, by_name, is_formula_error, nearest_of};
use crate::mapping::{folded, unused_columns};
use crate::problem::{Lang, Problems, Row, RowProblem};
use crate::rows::{Progress, Ticker};
use crate::table::Table;
use crate::table_problem::TableProblem;
use crate::written::{amount, day};

pub use mapping::{VoiceField, VoiceMapping};

/// What was read, and what could not be.
#[derive(Debug, Clone, PartialEq)]
pub struct VoicesRead {
    /// The voices of the good rows in their order, without ids.
    pub voices: Vec<Voice>,
    /// Every bad row.
    pub problems: Vec<RowProblem>,
    /// How many rows those are.
    pub n_bad: u64,
    /// Rows with content below the header.
    pub n_rows: u64,
    /// What a person may want to know before it is kept.
    pub notes: Vec<VoiceNote>,
}

/// What a picture knows of: a name that is none of these is a problem.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// Its places.
    pub places: &'a [Place],
    /// How something may have been said.
    pub channels: &'a [KnownWord],
    /// Which groups may have been asked.
    pub groups: &'a [KnownWord],
    /// The day after which nobody has said anything yet.
    pub today: Date,
}

/// A word of a list, and what people call it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownWord {
    /// As it is kept.
    pub name: String,
    /// In Swedish.
    pub sv: String,
    /// In English.
    pub en: String,
}

/// Something about the file that a person may want to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VoiceNote {
    /// Rows that are sums.
    SkippedRows(u64),
    /// Columns that were left out: one of names must not come along by mistake.
    LeftOutColumns(Vec<String>),
}

impl VoiceNote {
    /// The note in words.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::SkippedRows(1), Lang::Sv) => "1 rad är en summa och togs inte med.".to_owned(),
            (Self::SkippedRows(1), Lang::En) => "1 row is a sum and was left out.".to_owned(),
            (Self::SkippedRows(n), Lang::Sv) => format!("{n} rader är summor och togs inte med."),
            (Self::SkippedRows(n), Lang::En) => format!("{n} rows are sums and were left out."),
            (Self::LeftOutColumns(names), Lang::Sv) => {
                format!("Kolumner som inte tas in: {}.", names.join(", "))
            }
            (Self::LeftOutColumns(names), Lang::En) => {
                format!("Columns that are not imported: {}.", names.join(", "))
            }
        }
    }
}

/// Reads the voices of a table by a mapping of its columns.
///
/// - `known`: the picture's places, and the words of its lists.
/// - `guard` quotes what in a text may point out a person.
///
/// # Errors
/// What is wrong with the mapping. Bad rows are among what was read.
pub fn read_voices(
    table: &Table,
    mapping: &VoiceMapping,
    known: Known<'_>,
    guard: &dyn Fn(&str) -> Option<String>,
    progress: &mut dyn FnMut(Progress),
) -> Result<VoicesRead, Vec<RowProblem>> {
    mapping.check(&table.columns)?;
    let reader = Reader::new(table, mapping, known, guard);
    let sums = SkippedRows::of(&mapping.skip_rows);
    let mut ticker = Ticker::new(table.rows.len() as u64, progress);
    let (mut problems, mut voices) = (Problems::default(), Vec::new());
    let (mut n_bad, mut n_sums) = (0, 0);
    for (number, cells) in &table.rows {
        ticker.row();
        if sums.has(cells) {
            n_sums += 1;
            continue;
        }
        match reader.voice(Row::Line(*number), cells) {
            Ok(voice) => voices.push(voice),
            Err(found) => {
                n_bad += 1;
                found.into_iter().for_each(|problem| problems.push(problem));
            }
        }
    }
    ticker.finish();
    let left_out = unused_columns(&mapping.fields, &[], &table.columns);
    let mut notes = Vec::new();
    if n_sums > 0 {
        notes.push(VoiceNote::SkippedRows(n_sums));
    }
    if !left_out.is_empty() {
        notes.push(VoiceNote::LeftOutColumns(left_out));
    }
    Ok(VoicesRead {
        voices,
        problems: problems.into_vec(),
        n_bad,
        n_rows: table.rows.len() as u64,
        notes,
    })
}

struct Reader<'a> {
    table: &'a Table,
    mapping: &'a VoiceMapping,
    columns: Vec<(VoiceField, Column<'a>)>,
    places: Vec<(PlaceId, String)>,
    known: Known<'a>,
    guard: &'a dyn Fn(&str) -> Option<String>,
}

impl<'a> Reader<'a> {
    fn new(
        table: &'a Table,
        mapping: &'a VoiceMapping,
        known: Known<'a>,
        guard: &'a dyn Fn(&str) -> Option<String>,
    ) -> Self {
        let fields = mapping.fields.iter();
        let places = known.places.iter();
        Self {
            table,
            mapping,
            columns: fields
                .map(|(field, source)| (*field, Column::of(field, source, table)))
                .collect(),
            places: places
                .map(|place| (place.id.clone(), place.name.clone()))
                .collect(),
            known,
            guard,
        }
    }

    fn voice(&self, row: Row, cells: &[String]) -> Result<Voice, Vec<RowProblem>> {
        let (mut voice, mut problems) = (Voice::default(), Vec::new());
        for (field, column) in &self.columns {
            let taken = column.take(row, cells);
            problems.extend(self.set(&mut voice, *field, &taken).err());
        }
        let counted = self.columns.iter().find(|(f, _)| *f == VoiceField::N);
        if let Some((_, column)) = counted.filter(|_| voice.says_more_than_asked()) {
            problems.push(column.take(row, cells).problem(TableProblem::MoreThanAsked));
        }
        match problems.is_empty() {
            true => Ok(voice),
            false => Err(problems),
        }
    }

    fn set(&self, voice: &mut Voice, field: VoiceField, taken: &Taken) -> Result<(), RowProblem> {
        use VoiceField as F;
        if taken.text.is_empty() {
            return match field {
                F::Words => Err(taken.problem(TableProblem::Required)),
                _ => Ok(()),
            };
        }
        if is_formula_error(taken.raw) {
            return Err(taken.problem(TableProblem::FormulaError));
        }
        match field {
            F::Words => voice.words = self.text(taken)?,
            F::Theme => voice.theme = Some(self.text(taken)?),
            F::Channel => voice.channel = Some(word(taken, self.known.channels)?),
            F::Asked => voice.asked = Some(word(taken, self.known.groups)?),
            F::Answer => voice.answer = Some(self.text(taken)?),
            F::Place => voice.place = Some(self.place(taken)?),
            F::N => voice.n = Some(taken.amount(amount)?),
            F::NAsked => voice.n_asked = Some(taken.amount(amount)?),
            F::On => {
                let read = day(taken.text, self.mapping.dates, self.table.days_from_1904);
                let (on, _) = read.map_err(|problem| taken.problem(problem))?;
                if on.first_day().is_ok_and(|first| first > self.known.today) {
                    return Err(taken.problem(TableProblem::InTheFuture));
                }
                voice.on = Some(on);
            }
        }
        Ok(())
    }

    /// A text that is kept as it stands.
    fn text(&self, taken: &Taken) -> Result<String, RowProblem> {
        match (self.guard)(taken.text) {
            Some(found) => Err(taken.refused(found)),
            None => Ok(taken.text.to_owned()),
        }
    }

    fn place(&self, taken: &Taken) -> Result<PlaceId, RowProblem> {
        let found = by_name(taken.text, &self.places).cloned();
        found.ok_or_else(|| {
            let nearest = nearest_of(taken.text, &self.places);
            taken.problem(TableProblem::UnknownPlaceOfPicture { nearest })
        })
    }
}

/// A word of a list, by its name or by what people call it. Anything else could
/// be the name of somebody.
fn word(taken: &Taken, known: &[KnownWord]) -> Result<String, RowProblem> {
    let said = folded(taken.text);
    let mut words = known.iter();
    let found = words.find(|w| {
        [&w.name, &w.sv, &w.en]
            .into_iter()
            .any(|w| folded(w) == said)
    });
    found.map(|word| word.name.clone()).ok_or_else(|| {
        taken.problem(TableProblem::UnknownWord {
            sv: known.iter().map(|word| word.sv.clone()).collect(),
            en: known.iter().map(|word| word.en.clone()).collect(),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mapping::Source;
    use crate::table::{TableBudget, TablePlace, read_table};
    use jiff::civil::date;

    fn places() -> Vec<Place> {
        vec![Place {
            id: "torget".into(),
            name: "Torget".to_owned(),
            ..Place::default()
        }]
    }

    fn table(text: &str) -> Table {
        let budget = TableBudget::default();
        read_table(text.as_bytes(), &TablePlace::default(), &budget).unwrap()
    }

    /// As read by the mapping that is proposed, with changes.
    fn read(text: &str, changed: impl Fn(VoiceMapping) -> VoiceMapping) -> VoicesRead {
        let table = table(text);
        let mapping = changed(VoiceMapping::suggest(&table));
        let refuse = |text: &str| text.contains("070").then(|| "070".to_owned());
        let word = |name: &str, sv: &str, en: &str| KnownWord {
            name: name.to_owned(),
            sv: sv.to_owned(),
            en: en.to_owned(),
        };
        let known = Known {
            places: &places(),
            channels: &[word(
                "citizen_dialogue",
                "medborgardialog",
                "citizen dialogue",
            )],
            groups: &[word("young", "unga", "young people")],
            today: date(2026, 11, 26),
        };
        read_voices(&table, &mapping, known, &refuse, &mut |_| {}).unwrap()
    }

    #[test]
    fn a_row_is_a_theme_with_place_group_and_number_and_no_other_column_comes_along() {
        let text = "Namn;Synpunkt;Tema;Plats;Antal;Av;När\n\
                    Anna;Mörkt på kvällen;otrygghet;torget;12;40;3/12 2023\n\
                    ;Summa;;;12;40;\n";
        let read = read(text, |mapping| mapping);
        let voice = &read.voices[0];
        assert_eq!(voice.words, "Mörkt på kvällen");
        assert_eq!(voice.place, Some("torget".into()));
        assert_eq!(voice.n.map(|n| n.as_written()), Some("12".to_owned()));
        assert_eq!(voice.on, Some("2023-12-03".into()));
        assert_eq!(
            read.notes,
            [
                VoiceNote::SkippedRows(1),
                VoiceNote::LeftOutColumns(vec!["Namn".to_owned()])
            ]
        );
        assert_eq!((read.voices.len(), read.n_rows), (1, 2));
        assert!(!format!("{read:?}").contains("Anna"));
    }

    #[test]
    fn a_column_of_any_name_and_one_value_for_every_row_are_taken_as_a_person_says() {
        let text = "Vad tycker du?\tNär\nMörkt\t12/3 2023\n";
        let read = read(text, |mapping| {
            let mut mapping = mapping
                .with(VoiceField::Words, Source::column("vad tycker du?"))
                .with(VoiceField::Channel, Source::value("citizen_dialogue"));
            mapping.dates = crate::mapping::DateOrder::MonthFirst;
            mapping
        });
        let voice = &read.voices[0];
        assert_eq!(voice.words, "Mörkt");
        assert_eq!(voice.channel.as_deref(), Some("citizen_dialogue"));
        assert_eq!(voice.on, Some("2023-12-03".into()));
        assert_eq!(read.notes, []);
    }

    #[test]
    fn every_bad_row_is_told_by_row_and_column_and_the_good_ones_are_read() {
        let text = "Synpunkt;Plats;Antal\n\
                    Mörkt;Torgett;12\n\
                    ;Torget;3\n\
                    Ring 070;Torget;många\n\
                    Tomt;Torget;#N/A\n\
                    Halt;Torget;4\n";
        let read = read(text, |mapping| mapping);
        let told: Vec<(Row, Option<&str>)> = read
            .problems
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
                (Row::Line(5), Some("Antal")),
            ]
        );
        assert_eq!(
            read.problems[0].remedy(Lang::Sv),
            "Menar du ”Torget”? Skriv platsen som i lägesbilden, eller lägg till den där."
        );
        // What the guard found is told, but the text itself is not repeated.
        assert_eq!(read.problems[2].value.as_deref(), Some(""));
        let words: Vec<&str> = read.voices.iter().map(|v| v.words.as_str()).collect();
        assert_eq!((words, read.n_bad), (vec!["Halt"], 4));
    }

    #[test]
    fn a_number_a_channel_or_a_group_that_cannot_be_is_told_with_row_and_column() {
        let text = "Synpunkt;Antal;Av;Kanal;Grupp\n\
                    Mörkt;30;3;Medborgardialog;unga\n\
                    Halt;3;30;rökpipa;young\n\
                    Buller;3;30;;marsianer\n\
                    Klotter;30;30;citizen_dialogue;Unga\n";
        let read = read(text, |mapping| mapping);
        let told: Vec<(Row, Option<&str>)> = read
            .problems
            .iter()
            .map(|p| (p.row, p.column.as_deref()))
            .collect();
        assert_eq!(
            told,
            [
                (Row::Line(2), Some("Antal")),
                (Row::Line(3), Some("Kanal")),
                (Row::Line(4), Some("Grupp")),
            ]
        );
        assert_eq!(
            read.problems[1].remedy(Lang::Sv),
            "Skriv något av: medborgardialog. Passar inget, lämna cellen tom."
        );
        let [voice] = read.voices.as_slice() else {
            panic!("{read:?}")
        };
        assert_eq!(voice.channel.as_deref(), Some("citizen_dialogue"));
        assert_eq!(voice.asked.as_deref(), Some("young"));
    }

    #[test]
    fn what_is_not_said_yet_is_refused_by_row_and_column() {
        let read = read("Synpunkt;När\nMörkt;2026-11-26\nLjust;2026-11-27\n", |m| m);
        assert_eq!((read.voices.len(), read.problems.len()), (1, 1));
        assert_eq!(read.problems[0].column.as_deref(), Some("När"));
        let told = read.problems[0].text(Lang::Sv);
        assert!(told.contains("har inte varit än"), "{told}");
    }

    #[test]
    fn a_file_without_what_was_said_is_told_so() {
        let table = table("Tema;Antal\ndroger;3\n");
        let mapping = VoiceMapping::suggest(&table);
        let known = Known {
            places: &places(),
            channels: &[],
            groups: &[],
            today: date(2026, 11, 26),
        };
        let told = read_voices(&table, &mapping, known, &|_| None, &mut |_| {});
        let problems = told.unwrap_err();
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].column.as_deref(), Some("words"));
    }
}
