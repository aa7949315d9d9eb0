//! Activities from tables: what is taken, what is refused with which words, and that the same file gives the same again.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeSet;
use std::path::PathBuf;

use handslag_domain::activity::{Activity, ActivityType, known_types};
use handslag_domain::amount::Amount;
use handslag_domain::id::ActivityId;
use handslag_import::activities::{About, Intake, read_activities};
use handslag_import::mapping::{DateOrder, Field, Known, Mapping, NewPlaces, Source};
use handslag_import::table::{Table, TableBudget, TablePlace, read_table};
use handslag_import::{Lang, RowProblem};
use jiff::civil::{Date, Time};
use proptest::collection::vec;
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

fn known() -> Known {
    let types = known_types()
        .iter()
        .map(|known| ActivityType::from(known.name));
    Known {
        types: types.collect(),
        places: vec![
            ("torget".into(), "Nya stadens torg".into()),
            ("skolan".into(), "De la Gardieskolan".into()),
        ],
        parties: vec![
            ("polisen".into(), "Polisen".into()),
            ("kommunen".into(), "Lidköpings kommun".into()),
        ],
        commitments: vec![("trafik".into(), "Trafikkontroller i centrum".into())],
    }
}

fn table(text: &str) -> Table {
    read_table(
        text.as_bytes(),
        &TablePlace::default(),
        &TableBudget::default(),
    )
    .unwrap()
}

fn mapping(fields: &[(&str, &str)]) -> Mapping {
    let field = |(field, column): &(&str, &str)| (field.parse().unwrap(), Source::column(column));
    Mapping {
        fields: fields.iter().map(field).collect(),
        ..Mapping::default()
    }
}

const ALL: [(&str, &str); 14] = [
    ("type", "Aktivitet"),
    ("on", "Datum"),
    ("at", "Tid"),
    ("place", "Plats"),
    ("parties", "Parter"),
    ("times", "Antal"),
    ("hours", "Timmar"),
    ("staff", "Personal"),
    ("took_hours", "Åtgärdstid"),
    ("counts.drivers", "Förare"),
    ("covers", "Klass"),
    ("serves", "Åtagande"),
    ("note", "Anteckning"),
    ("id", "Id"),
];

/// A file with these columns and one row below them.
fn one_row(columns: &str, row: &str) -> Result<Intake, Vec<RowProblem>> {
    let used: Vec<&str> = columns.split(';').collect();
    let fields: Vec<(&str, &str)> = ALL
        .into_iter()
        .filter(|(_, column)| used.contains(column))
        .collect();
    read(&format!("{columns}\n{row}\n"), &mapping(&fields))
}

fn read(text: &str, mapping: &Mapping) -> Result<Intake, Vec<RowProblem>> {
    read_from(&table(text), mapping)
}

fn read_from(table: &Table, mapping: &Mapping) -> Result<Intake, Vec<RowProblem>> {
    let guard = |text: &str| {
        text.contains("19900101")
            .then(|| "”199001011234”".to_owned())
    };
    read_activities(
        table,
        mapping,
        &known(),
        &guard,
        &secret_id,
        TODAY,
        &mut |_| {},
    )
}

const TODAY: Date = jiff::civil::date(2026, 11, 26);

/// A stand-in for a hash with a key: the text itself, for tests to look at.
fn secret_id(meaning: &[u8]) -> ActivityId {
    ActivityId(format!("secret {}", String::from_utf8_lossy(meaning)))
}

fn taken(outcome: Result<Intake, Vec<RowProblem>>) -> Intake {
    outcome.unwrap_or_else(|problems| panic!("{}", problems[0].text(Lang::En)))
}

fn ids(intake: &Intake) -> Vec<String> {
    intake.activities.iter().map(|a| a.id.0.clone()).collect()
}

#[test]
fn every_field_has_its_column() {
    let columns = "Aktivitet;Datum;Tid;Plats;Parter;Antal;Timmar;Personal;Åtgärdstid;Förare;Klass;Åtagande;Anteckning;Id";
    let row = "Hastighetskontroll;12/3 2023;21.15;nya stadens torg;Polisen, kommunen;2;1,5;3;24;40;7B, 7A;trafikkontroller i centrum;lugnt;T-17";
    let activity = taken(one_row(columns, row)).activities.remove(0);
    let expected = Activity {
        id: "T-17".into(),
        kind: "hastighetskontroll".into(),
        on: "2023-03-12".into(),
        at: Some(Time::constant(21, 15, 0, 0)),
        place: Some("torget".into()),
        parties: vec!["kommunen".into(), "polisen".into()],
        times: Some(Amount::from(2u32)),
        hours: Some(Amount::parse("1.5").unwrap()),
        staff: Some(Amount::from(3u32)),
        took_hours: Some(Amount::from(24u32)),
        counts: [("drivers".to_owned(), Amount::from(40u32))].into(),
        covers: vec!["7A".into(), "7B".into()],
        serves: vec!["trafik".into()],
        note: Some("lugnt".into()),
        ..Activity::default()
    };
    assert_eq!(activity, expected);
}

#[test]
fn each_kind_of_error_says_row_column_value_and_remedy_in_both_languages() {
    let base = "Aktivitet;Datum";
    for (column, value, sv, en) in [
        (
            "Tid",
            "kväll",
            "Rad 2, kolumn ”Tid”, ”kväll”: inte ett klockslag. Skriv klockslaget som 21:15.",
            "Row 2, column “Tid”, “kväll”: not a time of day. Write the time as 21:15.",
        ),
        (
            "Antal",
            "-3",
            "Rad 2, kolumn ”Antal”, ”-3”: talet är mindre än noll. Skriv noll eller mer.",
            "Row 2, column “Antal”, “-3”: the number is below zero. Write zero or more.",
        ),
        (
            "Timmar",
            "två",
            "Rad 2, kolumn ”Timmar”, ”två”: inte ett tal. Skriv bara siffror, till exempel 3 eller 1,5.",
            "Row 2, column “Timmar”, “två”: not a number. Write digits only, such as 3 or 1.5.",
        ),
        (
            "Personal",
            "#REF!",
            "Rad 2, kolumn ”Personal”, ”#REF!”: cellen innehåller ett formelfel. Rätta formeln eller skriv värdet.",
            "Row 2, column “Personal”, “#REF!”: the cell holds a formula error. Correct the formula or write the value.",
        ),
        (
            "Plats",
            "Nya stadens tory",
            "Rad 2, kolumn ”Plats”, ”Nya stadens tory”: platsen är inte känd. Menar du ”Nya stadens torg”? Översätt namnet i kolumnkartan, eller lägg till platsen i löftet; med new_places = \"keep\" behålls nya platser som de står.",
            "Row 2, column “Plats”, “Nya stadens tory”: the place is not known. Do you mean “Nya stadens torg”? Translate the name in the mapping, or add the place to the promise; with new_places = \"keep\" new places are kept as they stand.",
        ),
        (
            "Parter",
            "Polisn",
            "Rad 2, kolumn ”Parter”, ”Polisn”: parten är inte känd. Menar du ”Polisen”? Översätt namnet i kolumnkartan, eller lägg till parten i löftet.",
            "Row 2, column “Parter”, “Polisn”: the party is not known. Do you mean “Polisen”? Translate the name in the mapping, or add the party to the promise.",
        ),
        (
            "Åtagande",
            "xyz",
            "Rad 2, kolumn ”Åtagande”, ”xyz”: åtagandet är inte känt. Skriv åtagandets id eller namn som i löftet.",
            "Row 2, column “Åtagande”, “xyz”: the commitment is not known. Write the id or the name of the commitment as in the promise.",
        ),
        (
            "Anteckning",
            "talade med 19900101-1234",
            "Rad 2, kolumn ”Anteckning”: texten ser ut att innehålla personuppgifter: ”199001011234”. Ta bort uppgiften ur cellen.",
            "Row 2, column “Anteckning”: the text seems to hold personal data: ”199001011234”. Remove it from the cell.",
        ),
    ] {
        let problems = one_row(
            &format!("{base};{column}"),
            &format!("fotpatrull;2023-03-12;{value}"),
        )
        .unwrap_err();
        let texts = |lang| problems.iter().map(|p| p.text(lang)).collect::<Vec<_>>();
        assert_eq!(texts(Lang::Sv), [sv]);
        assert_eq!(texts(Lang::En), [en]);
    }
    for (row, sv, en) in [
        (
            "fotpatrull;30/2 2023",
            "Rad 2, kolumn ”Datum”, ”30/2 2023”: dagen finns inte i almanackan. Kontrollera dag och månad, och ordningen dem emellan.",
            "Row 2, column “Datum”, “30/2 2023”: the calendar has no such day. Check the day and the month, and which of them comes first.",
        ),
        (
            "fotpatrull;snart",
            "Rad 2, kolumn ”Datum”, ”snart”: inte ett datum. Skriv datumet som 2023-03-12, eller månaden som 2023-03.",
            "Row 2, column “Datum”, “snart”: not a date. Write the date as 2023-03-12, or the month as 2023-03.",
        ),
        (
            "fotpatrull;1023-03-12",
            "Rad 2, kolumn ”Datum”, ”1023-03-12”: året är inte rimligt. Skriv ett år mellan 1990 och 2099, med fyra siffror.",
            "Row 2, column “Datum”, “1023-03-12”: the year is not likely. Write a year between 1990 and 2099, with four digits.",
        ),
        (
            ";2023-03-12",
            "Rad 2, kolumn ”Aktivitet”: värdet saknas. Fyll i cellen eller ta bort raden.",
            "Row 2, column “Aktivitet”: the value is missing. Fill in the cell or remove the row.",
        ),
    ] {
        let problems = one_row(base, row).unwrap_err();
        assert_eq!(
            (problems.len(), problems[0].text(Lang::Sv)),
            (1, sv.to_owned())
        );
        assert_eq!(problems[0].text(Lang::En), en);
    }
}

#[test]
fn all_bad_rows_are_reported_and_nothing_is_taken() {
    let text =
        "Aktivitet;Datum;Antal\nfotpatrull;2023-03-12;1\n;snart;-1\nfotpatrull;2023-02-30;2\n";
    let fields = [("type", "Aktivitet"), ("on", "Datum"), ("times", "Antal")];
    let problems = read(text, &mapping(&fields)).unwrap_err();
    let places: Vec<String> = problems
        .iter()
        .map(|p| format!("{:?} {}", p.row, p.column.as_deref().unwrap()))
        .collect();
    assert_eq!(
        places,
        [
            "Line(3) Aktivitet",
            "Line(3) Datum",
            "Line(3) Antal",
            "Line(4) Datum"
        ]
    );
}

#[test]
fn a_missing_column_is_named_with_the_closest() {
    let fields = [("type", "Aktivitet"), ("on", "Datun")];
    let problems = read("Aktivitet;Datum\nx;2023-03-12\n", &mapping(&fields)).unwrap_err();
    assert_eq!(
        problems[0].text(Lang::Sv),
        "Filen, kolumn ”Datun”: kolumnen finns inte i filen. Menar du ”Datum”? Rätta kolumnens namn i kolumnkartan."
    );
    assert_eq!(
        problems[0].text(Lang::En),
        "The file, column “Datun”: the column is not in the file. Do you mean “Datum”? Correct the column name in the mapping."
    );
    let mut unclear = mapping(&[("type", "Aktivitet")]);
    unclear.fields.insert(Field::Place, Source::default());
    let texts: Vec<String> = unclear
        .check(&["Aktivitet".to_owned()])
        .unwrap_err()
        .iter()
        .map(|p| p.text(Lang::En))
        .collect();
    assert_eq!(texts.len(), 2);
    assert!(
        texts[0].contains("“on”") && texts[0].contains("does not say when it was"),
        "{texts:?}"
    );
    assert!(
        texts[1].contains("“place”") && texts[1].contains("either a column"),
        "{texts:?}"
    );
}

#[test]
fn a_bad_fixed_value_is_reported_once() {
    let mut mapping = mapping(&[("on", "Datum")]);
    mapping
        .fields
        .insert(Field::Type, Source::value("fotpatrull"));
    mapping.fields.insert(Field::Place, Source::value("Månen"));
    let text = "Datum\n2023-03-12\n2023-03-13\n";
    let problems = read(text, &mapping).unwrap_err();
    assert_eq!(problems.len(), 1);
    assert!(
        problems[0]
            .text(Lang::Sv)
            .starts_with("Filen, kolumn ”place”, ”Månen”:")
    );
    mapping.fields.insert(Field::Place, Source::value("torget"));
    let intake = taken(read(text, &mapping));
    assert!(
        intake
            .activities
            .iter()
            .all(|a| a.place == Some("torget".into()))
    );
}

#[test]
fn words_are_translated_whole_and_in_lists() {
    let mut mapping = mapping(&[
        ("type", "Typ"),
        ("on", "Datum"),
        ("place", "Plats"),
        ("parties", "Vem"),
    ]);
    let words = |pairs: &[(&str, &str)]| {
        pairs
            .iter()
            .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
            .collect()
    };
    mapping.fields.get_mut(&Field::Type).unwrap().words =
        words(&[("Fartkontroll", "hastighetskontroll")]);
    mapping.fields.get_mut(&Field::Place).unwrap().words =
        words(&[("Torget", "torget"), ("okänd", "")]);
    let parties = mapping.fields.get_mut(&Field::Parties).unwrap();
    parties.words = words(&[("PO", "polisen"), ("LK", "kommunen")]);
    parties.separator = Some(" och ".to_owned());
    let text = "Typ;Datum;Plats;Vem\nFARTKONTROLL;2023-03-12;Torget;PO och LK\nfotpatrull;2023-03-13;Okänd;-\n";
    let intake = taken(read(text, &mapping));
    assert_eq!(intake.activities[0].kind, "hastighetskontroll".into());
    assert_eq!(
        intake.activities[0].parties,
        ["kommunen".into(), "polisen".into()]
    );
    assert_eq!(
        (&intake.activities[1].place, &intake.activities[1].parties),
        (&None, &vec![])
    );
    assert!(intake.notes.is_empty());
}

#[test]
fn an_unknown_type_and_a_new_place_are_kept_with_a_note() {
    let mut mapping = mapping(&[("type", "Typ"), ("on", "Datum"), ("place", "Plats")]);
    mapping.new_places = NewPlaces::Keep;
    let text = "Typ;Datum;Plats;Extra\nCykelkontroll;2023-03-12;Kajen;x\nCykelkontroll;2023-03-13;torget;\n";
    let intake = taken(read(text, &mapping));
    let notes: Vec<String> = intake.notes.iter().map(|n| n.text(Lang::Sv)).collect();
    assert_eq!(
        notes,
        [
            "2 rader: aktivitetstypen ”Cykelkontroll” är ny och behålls som den står.",
            "1 rad: platsen ”Kajen” finns inte i löftet och behålls som den står.",
            "1 rad har något i kolumnen ”Extra”, som inte läses in.",
        ]
    );
    assert!(
        intake.notes[1]
            .text(Lang::En)
            .starts_with("1 row: the place “Kajen” is not in")
    );
    assert_eq!(intake.activities[0].place, Some("Kajen".into()));
    let personal = "Typ;Datum;Plats\nfotpatrull;2023-03-12;hos 199001011234\n";
    assert!(
        read(personal, &mapping).unwrap_err()[0]
            .text(Lang::Sv)
            .contains("personuppgifter: ”199001011234”")
    );
}

#[test]
fn talks_of_concern_keep_month_and_numbers_only() {
    let mut mapping = mapping(&ALL);
    mapping
        .fields
        .insert("counts.talks".parse().unwrap(), Source::column("Samtal"));
    let columns = "Aktivitet;Datum;Tid;Plats;Parter;Antal;Timmar;Personal;Åtgärdstid;Förare;Klass;Åtagande;Anteckning;Id;Samtal";
    let row = |kind, day, id| {
        format!("{kind};{day};21:15;torget;polisen;1;2;3;4;5;7A;trafik;med 19900101;{id};2")
    };
    let read_one = |kind, day, id| {
        taken(read(
            &format!("{columns}\n{}\n", row(kind, day, id)),
            &mapping,
        ))
    };
    let intake = read_one("Bekymringssamtal", "2023-03-12", "2023-03-12/1");
    let expected = Activity {
        id: intake.activities[0].id.clone(),
        kind: "orossamtal".into(),
        on: "2023-03".into(),
        parties: vec!["polisen".into()],
        serves: vec!["trafik".into()],
        times: Some(Amount::ONE),
        counts: [("talks".to_owned(), Amount::from(2u32))].into(),
        ..Activity::default()
    };
    assert_eq!(intake.activities, [expected]);
    assert_eq!(intake.notes.len(), 1);
    assert!(
        intake.notes[0]
            .text(Lang::Sv)
            .starts_with("1 rad om orossamtal: bara månad")
    );
    // Nothing of the row can be told from the id without the key.
    assert!(ids(&intake)[0].starts_with("secret "), "{:?}", ids(&intake));

    let half = format!("{columns}\norosanmälan;2023-03-12;;;;0,5;;;;;;;;;\n");
    assert!(
        read(&half, &mapping).unwrap_err()[0]
            .text(Lang::Sv)
            .contains("”Antal”, ”0.5”: inte ett heltal")
    );
}

#[test]
fn a_day_that_has_not_come_is_reported_by_row() {
    let mapping = mapping(&[("type", "Typ"), ("on", "Datum")]);
    let row = |day: &str| read(&format!("Typ;Datum\nfotpatrull;{day}\n"), &mapping);
    for done in ["2026-11-26", "2026-11"] {
        assert_eq!(taken(row(done)).activities.len(), 1, "{done}");
    }
    for coming in ["2026-11-27", "2099-02-05", "2026-12"] {
        let problems = row(coming).unwrap_err();
        let text = problems[0].text(Lang::Sv);
        assert!(text.contains("har inte varit än"), "{text}");
    }
}

#[test]
fn a_row_may_say_that_another_party_has_logged_the_same() {
    let fields = [("type", "Typ"), ("on", "Datum"), ("same_as", "Samma som")];
    let text = "Typ;Datum;Samma som\nfotpatrull;2023-03-13;k-7\nfotpatrull;2023-03-14;\n";
    let read = taken(read(text, &mapping(&fields))).activities;
    assert_eq!(read[0].same_as, Some("k-7".into()));
    assert_eq!(read[1].same_as, None);
}

#[test]
fn talks_in_one_month_are_as_many_when_they_come_in_two_files() {
    let mapping = mapping(&[("type", "Typ"), ("on", "Datum"), ("times", "Antal")]);
    let of = |days: &[&str]| {
        let rows: String = days
            .iter()
            .map(|day| format!("orossamtal;{day};1\n"))
            .collect();
        let intake = taken(read(&format!("Typ;Datum;Antal\n{rows}"), &mapping));
        assert!(intake.activities.iter().all(|a| a.on.0 == "2023-01"));
        ids(&intake).into_iter().collect::<BTreeSet<_>>()
    };
    let (first, second) = (of(&["2023-01-05"]), of(&["2023-01-19"]));
    assert!(first.is_disjoint(&second));
    // A list that has grown holds what was there before.
    let grown = of(&["2023-01-05", "2023-01-19", "2023-01-19"]);
    assert_eq!(grown.len(), 3);
    assert!(grown.is_superset(&first) && grown.is_superset(&second));
}

#[test]
fn the_same_file_gives_the_same_ids_and_equal_rows_are_two() {
    let text = "Typ;Datum\nfotpatrull;2023-03-12\nfotpatrull;12 mars 2023\nfotpatrull;2023-03-13\n";
    let mapping = mapping(&[("type", "Typ"), ("on", "Datum")]);
    let first = taken(read(text, &mapping));
    assert_eq!(ids(&first).into_iter().collect::<BTreeSet<_>>().len(), 3);
    assert_eq!(first, taken(read(text, &mapping)));
    assert_eq!(first.notes[0].about, About::EqualRows);
    // Ids must never change between versions of Handslag.
    let alone = taken(read("Typ;Datum\nfotpatrull;2023-03-13\n", &mapping));
    assert_eq!(ids(&alone), [PINNED_ID]);
    assert!(ids(&first).contains(&PINNED_ID.to_owned()));
}

/// UUID version 5 of `{"id":"","type":"fotpatrull","on":"2023-03-13"}` and eight
/// zero bytes, worked out with Python's uuid module.
const PINNED_ID: &str = "243ddeb9-d680-5ee9-9a2f-641a56f97aa0";

#[test]
fn the_files_own_id_may_stand_twice_only_for_the_same_thing() {
    let mapping = mapping(&[("type", "Typ"), ("on", "Datum"), ("id", "Nr")]);
    let same = taken(read(
        "Typ;Datum;Nr\nfotpatrull;2023-03-12;a1\nfotpatrull;12/3 2023;a1\n",
        &mapping,
    ));
    assert_eq!(ids(&same), ["a1"]);
    assert_eq!(same.notes[0].about, About::SameRowAgain);
    let problems = read(
        "Typ;Datum;Nr\nfotpatrull;2023-03-12;a1\nfotpatrull;2023-03-13;a1\n",
        &mapping,
    )
    .unwrap_err();
    let texts: Vec<String> = problems.iter().map(|p| p.text(Lang::Sv)).collect();
    assert_eq!(
        texts[1],
        "Rad 3, kolumn ”Nr”, ”a1”: samma id står på rader som säger olika saker (rad 2, rad 3). Ge raderna olika id, eller behåll den som är rätt."
    );
    assert_eq!(texts.len(), 2);
}

#[test]
fn sums_are_skipped_when_the_mapping_says_so() {
    let mut mapping = mapping(&[("type", "Typ"), ("on", "Datum"), ("times", "Antal")]);
    mapping.skip_rows = vec!["Summa".to_owned()];
    let intake = taken(read(
        "Datum;Typ;Antal\n2023-03-12;fotpatrull;3\nSumma:;;3\n",
        &mapping,
    ));
    assert_eq!((intake.activities.len(), intake.n_rows), (1, 2));
    assert_eq!(intake.notes[0].about, About::SkippedRow);
}

#[test]
fn a_workbook_and_a_text_file_of_the_same_log_give_the_same_activities() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let day = Format::new().set_num_format("d/m/yyyy");
    let clock = Format::new().set_num_format("hh:mm");
    for (column, name) in ["Datum", "Aktivitet", "Tid", "Timmar"].iter().enumerate() {
        sheet
            .write(0, u16::try_from(column).unwrap(), *name)
            .unwrap();
    }
    let date = ExcelDateTime::parse_from_str("2023-03-12").unwrap();
    let time = ExcelDateTime::parse_from_str("21:15:00").unwrap();
    sheet
        .write_with_format(1, 0, &date, &day)
        .unwrap()
        .write(1, 1, "Fotpatrull")
        .unwrap();
    sheet
        .write_with_format(1, 2, &time, &clock)
        .unwrap()
        .write(1, 3, 1.5)
        .unwrap();
    sheet
        .write(2, 0, 44998)
        .unwrap()
        .write(2, 1, "fotpatrull")
        .unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let from_book = read_table(&bytes, &TablePlace::default(), &TableBudget::default()).unwrap();
    let from_text = table(
        "Datum;Aktivitet;Tid;Timmar\n12/3 2023;fotpatrull;21.15;1,5\n2023-03-13;fotpatrull;;\n",
    );
    let mapping = mapping(&[
        ("type", "Aktivitet"),
        ("on", "Datum"),
        ("at", "Tid"),
        ("hours", "Timmar"),
    ]);
    let (a, b) = (
        taken(read_from(&from_book, &mapping)),
        taken(read_from(&from_text, &mapping)),
    );
    assert_eq!(a.activities, b.activities);
}

#[test]
fn a_mapping_is_proposed_from_swedish_and_english_headers() {
    let swedish = table(
        "Datum;Klockslag;Typ av aktivitet;Plats;Antal;Timmar;Antal förare;Böter;Klasser;Anteckning;Handläggare;Väder\n\
         3/13 2023;21:15;Fartkontroll;Nya stadens torgg;1;1,5;40;2;;x;y;sol\n",
    );
    let suggestion = Mapping::suggest(&swedish, &known());
    let columns: Vec<String> = suggestion
        .mapping
        .fields
        .iter()
        .map(|(field, source)| format!("{field}={}", source.column.as_deref().unwrap()))
        .collect();
    assert_eq!(
        columns,
        [
            "type=Typ av aktivitet",
            "on=Datum",
            "at=Klockslag",
            "place=Plats",
            "times=Antal",
            "hours=Timmar",
            "counts.classes=Klasser",
            "counts.drivers=Antal förare",
            "counts.fines=Böter",
            "note=Anteckning",
        ]
    );
    assert_eq!(suggestion.unplaced, ["Väder"]);
    assert_eq!(suggestion.mapping.ignored, ["Handläggare"]);
    assert_eq!(suggestion.mapping.dates, DateOrder::MonthFirst);
    assert!(suggestion.missing.is_empty());
    let words = |field| {
        suggestion.mapping.fields[&field]
            .words
            .clone()
            .into_iter()
            .next()
    };
    assert_eq!(
        words(Field::Type),
        Some(("Fartkontroll".into(), "hastighetskontroll".into()))
    );
    assert_eq!(
        words(Field::Place),
        Some(("Nya stadens torgg".into(), "torget".into()))
    );
    assert_eq!(
        taken(read_from(&swedish, &suggestion.mapping))
            .activities
            .len(),
        1
    );

    let english = Mapping::suggest(
        &table("Date,Activity,Location,Hours,Officers,Comments\n2023-03-12,x,y,1,2,z\n"),
        &known(),
    );
    let fields: Vec<String> = english
        .mapping
        .fields
        .keys()
        .map(Field::to_string)
        .collect();
    assert_eq!(fields, ["type", "on", "place", "hours", "staff", "note"]);
    let nothing = Mapping::suggest(&table("A;B\nx;y\n"), &known());
    assert_eq!(
        (nothing.missing, nothing.unplaced.len()),
        (vec![Field::Type, Field::On], 2)
    );
}

fn example(name: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../docs/import")
        .join(name);
    std::fs::read_to_string(path).unwrap()
}

#[test]
fn the_example_in_the_documentation_is_read() {
    let mapping: Mapping = toml::from_str(&example("mapping-exempel.toml")).unwrap();
    let bytes = example("aktiviteter-exempel.csv");
    let table = read_table(
        bytes.as_bytes(),
        &mapping.table_place(),
        &TableBudget::default(),
    )
    .unwrap();
    let known = Known {
        places: vec![
            ("centrum".into(), "Centrum".into()),
            ("otrygg-vag-1".into(), "Otrygg väg 1 (exempel)".into()),
            ("hogstadium-1".into(), "Högstadieskola 1 (exempel)".into()),
        ],
        ..known()
    };
    let intake = taken(read_activities(
        &table,
        &mapping,
        &known,
        &|_| None,
        &secret_id,
        TODAY,
        &mut |_| {},
    ));
    assert_eq!(intake.activities.len(), 6);
    let notes: Vec<_> = intake.notes.iter().map(|n| &n.about).collect();
    assert_eq!(
        notes,
        [&About::MonthOnly("orossamtal".into()), &About::SkippedRow]
    );
    let json = serde_json::to_string(&mapping).unwrap();
    assert_eq!(serde_json::from_str::<Mapping>(&json).unwrap(), mapping);
    let toml = toml::to_string(&mapping).unwrap();
    assert_eq!(toml::from_str::<Mapping>(&toml).unwrap(), mapping);
}

#[test]
fn a_field_that_does_not_exist_is_refused_by_name() {
    let error = toml::from_str::<Mapping>("[fields.datum]\ncolumn = \"x\"").unwrap_err();
    assert!(
        error
            .to_string()
            .contains("\"datum\" is no field; the fields are type, on"),
        "{error}"
    );
}

fn almost_a_cell() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("fotpatrull".to_owned()),
        Just("Orossamtal".to_owned()),
        Just("2023-03-12".to_owned()),
        Just("12/3 2023 21:15".to_owned()),
        Just("2023-02".to_owned()),
        Just("torget".to_owned()),
        Just("polisen".to_owned()),
        Just("-".to_owned()),
        "[0-9.,:/ -]{0,12}",
        ".{0,8}",
    ]
}

fn good_row() -> impl Strategy<Value = Vec<String>> {
    let kind = prop_oneof![Just("fotpatrull"), Just("orossamtal"), Just("Ny typ")];
    let day = prop_oneof![Just("2023-03-12"), Just("12/3 2023"), Just("2023-04")];
    let place = prop_oneof![Just("torget"), Just("")];
    (kind, day, place, 0..3_u8).prop_map(|(kind, day, place, times)| {
        [kind, day, place, &times.to_string()]
            .map(str::to_owned)
            .to_vec()
    })
}

fn rows_as_table(rows: &[Vec<String>]) -> Table {
    Table {
        columns: ["Typ", "Datum", "Plats", "Antal"]
            .map(str::to_owned)
            .to_vec(),
        rows: (2..).zip(rows.iter().cloned()).collect(),
        ..Table::default()
    }
}

fn four_fields() -> Mapping {
    mapping(&[
        ("type", "Typ"),
        ("on", "Datum"),
        ("place", "Plats"),
        ("times", "Antal"),
    ])
}

proptest! {
    #[test]
    fn no_cells_make_the_intake_panic(cells in vec(vec(almost_a_cell(), 14), 0..5)) {
        let table = Table {
            columns: ALL.map(|(_, column)| column.to_owned()).to_vec(),
            rows: (2..).zip(cells).collect(),
            ..Table::default()
        };
        let _ = Mapping::suggest(&table, &known());
        match read_from(&table, &mapping(&ALL)) {
            Ok(intake) => prop_assert!(intake.activities.len() as u64 <= intake.n_rows),
            Err(problems) => for problem in problems {
                prop_assert!(problem.text(Lang::Sv).len() > 10 && problem.text(Lang::En).len() > 10);
            },
        }
    }

    #[test]
    fn the_order_of_rows_does_not_matter_and_no_row_is_lost(
        (rows, shuffled) in vec(good_row(), 0..12).prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle()))
    ) {
        let intake = taken(read_from(&rows_as_table(&rows), &four_fields()));
        prop_assert_eq!(&intake, &taken(read_from(&rows_as_table(&shuffled), &four_fields())));
        let unique: BTreeSet<String> = ids(&intake).into_iter().collect();
        prop_assert_eq!(unique.len(), rows.len());
        for activity in &intake.activities {
            prop_assert!(activity.kind.0 != "orossamtal" || activity.on.0.len() == 7);
        }
    }

    #[test]
    fn more_rows_leave_the_ids_of_the_others_alone(rows in vec(good_row(), 0..8), more in vec(good_row(), 0..4)) {
        let before: BTreeSet<String> = ids(&taken(read_from(&rows_as_table(&rows), &four_fields()))).into_iter().collect();
        let all = [rows, more].concat();
        let after: BTreeSet<String> = ids(&taken(read_from(&rows_as_table(&all), &four_fields()))).into_iter().collect();
        prop_assert!(before.is_subset(&after));
    }
}
