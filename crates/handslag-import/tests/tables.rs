//! Tables from CSV and XLSX: the traps of real files, and files meant to do harm.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::io::{Cursor, Read as _, Write as _};
use std::time::Instant;

use handslag_import::table::{Table, TableBudget, TablePlace, read_table};
use handslag_import::{Lang, Problem, Row, RowProblem, TableProblem};
use proptest::collection::vec;
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

fn read(bytes: &[u8]) -> Table {
    read_table(bytes, &TablePlace::default(), &TableBudget::default())
        .unwrap_or_else(|problems| panic!("{}", problems[0].text(Lang::En)))
}

fn refused(bytes: &[u8]) -> Vec<RowProblem> {
    read_table(bytes, &TablePlace::default(), &TableBudget::default()).unwrap_err()
}

fn why(bytes: &[u8]) -> TableProblem {
    match refused(bytes).remove(0).problem {
        Problem::Table(problem) => problem,
        other => panic!("{other:?}"),
    }
}

fn rows(table: &Table) -> Vec<(u64, Vec<&str>)> {
    table
        .rows
        .iter()
        .map(|(n, cells)| (*n, cells.iter().map(String::as_str).collect()))
        .collect()
}

const EXPECTED: [(u64, [&str; 3]); 2] = [
    (2, ["2023-03-12", "Krognärvaro", "1,5"]),
    (3, ["2023-03-13", "Åtgärd", "2"]),
];

fn is_expected(bytes: &[u8]) {
    let table = read(bytes);
    assert_eq!(table.columns, ["Datum", "Aktivitet", "Timmar"]);
    assert_eq!(rows(&table), EXPECTED.map(|(n, cells)| (n, cells.to_vec())));
}

fn utf16(text: &str) -> Vec<u8> {
    let units = format!("\u{feff}{text}");
    units.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn every_encoding_and_separator_gives_the_same_table() {
    let semicolons =
        "Datum;Aktivitet;Timmar\r\n2023-03-12;Krognärvaro;1,5\r\n2023-03-13;Åtgärd;2\r\n";
    let tabs = semicolons.replace(';', "\t");
    let commas = "Datum,Aktivitet,Timmar\n2023-03-12,Krognärvaro,\"1,5\"\n2023-03-13,Åtgärd,2\n";
    let latin1 = |text: &str| -> Vec<u8> { text.chars().map(|c| c as u8).collect() };
    for text in [semicolons, &tabs, commas] {
        is_expected(text.as_bytes());
        is_expected(format!("\u{feff}{text}").as_bytes());
        is_expected(&utf16(text));
        is_expected(&latin1(text));
    }
}

#[test]
fn the_sep_line_of_excel_is_obeyed_and_counted() {
    let table = read(b"sep=|\r\nDatum|Typ\r\n2023-03-12|a;b,c\r\n");
    assert_eq!(table.columns, ["Datum", "Typ"]);
    assert_eq!(rows(&table), [(3, vec!["2023-03-12", "a;b,c"])]);
}

#[test]
fn rows_keep_the_number_the_user_sees() {
    let table = read("\n\nDatum;Not\n2023-03-12;\"två\nrader\"\n;\n\n2023-03-13;b\n".as_bytes());
    assert_eq!(
        rows(&table),
        [
            (4, vec!["2023-03-12", "två\nrader"]),
            (8, vec!["2023-03-13", "b"]),
        ]
    );
}

#[test]
fn titles_above_the_header_are_passed_over() {
    let table = read(
        "Aktiviteter 2023;;\nUttag ur listan;;\n\nDatum;Typ;Antal\n2023-03-12;Fotpatrull;1\n"
            .as_bytes(),
    );
    assert_eq!(table.columns, ["Datum", "Typ", "Antal"]);
    assert_eq!(rows(&table)[0].0, 5);
}

#[test]
fn the_header_can_be_given() {
    let place = TablePlace {
        header_row: Some(2),
        ..TablePlace::default()
    };
    let text = b"x;y\n2023;2024\n1;2\n";
    let table = read_table(text, &place, &TableBudget::default()).unwrap();
    assert_eq!(table.columns, ["2023", "2024"]);
}

#[test]
fn short_rows_are_filled_and_names_that_stand_twice_are_numbered() {
    let table = read(b"Datum;Antal;antal;Typ\n2023-03-12;1\n");
    assert_eq!(table.columns, ["Datum", "Antal", "antal (2)", "Typ"]);
    assert_eq!(rows(&table), [(2, vec!["2023-03-12", "1", "", ""])]);
}

#[test]
fn what_is_no_table_is_refused_with_a_remedy() {
    assert_eq!(why(b"1;2\n3;4\n"), TableProblem::NoHeader);
    assert_eq!(
        why(b"\xd0\xcf\x11\xe0 old"),
        TableProblem::OldOrLockedWorkbook
    );
    assert_eq!(refused(b"  \n")[0].problem, Problem::NothingInFile);
    assert_eq!(refused(b"<html>")[0].problem, Problem::WebPage);
    let beside = &refused(b"Datum;Typ\n2023-03-12;a;b\n")[0];
    assert_eq!(
        beside.text(Lang::Sv),
        "Rad 2, kolumn ”C”, ”b”: cellen står utanför tabellen, där ingen kolumn har namn. Ta bort \
         cellen eller ge dess kolumn ett namn i rubrikraden."
    );
    assert_eq!(
        beside.text(Lang::En),
        "Row 2, column “C”, “b”: the cell stands outside the table, where no column has a name. \
         Remove the cell, or name its column in the header row."
    );
}

fn book(fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(book.add_worksheet());
    book.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_gives_what_a_person_sees() {
    let day = Format::new().set_num_format("yyyy-mm-dd");
    let clock = Format::new().set_num_format("hh:mm");
    let both = Format::new().set_num_format("yyyy-mm-dd hh:mm");
    let long = Format::new().set_num_format("[h]:mm");
    let bytes = book(|sheet| {
        sheet.write(0, 1, "Aktiviteter").unwrap();
        for (at, name) in ["Datum", "Tid", "Börjar", "Timmar", "Antal", "Serie"]
            .iter()
            .enumerate()
        {
            sheet
                .write(2, u16::try_from(at + 1).unwrap(), *name)
                .unwrap();
        }
        let when = ExcelDateTime::parse_from_str("2023-03-12T21:15:00").unwrap();
        let date = ExcelDateTime::parse_from_str("2023-03-12").unwrap();
        let time = ExcelDateTime::parse_from_str("21:15:00").unwrap();
        sheet.write_with_format(4, 1, &date, &day).unwrap();
        sheet.write_with_format(4, 2, &time, &clock).unwrap();
        sheet.write_with_format(4, 3, &when, &both).unwrap();
        sheet.write_with_format(4, 4, 26.5 / 24.0, &long).unwrap();
        sheet.write(4, 5, 0.1 + 0.2).unwrap();
        sheet.write(4, 6, 44997).unwrap();
    });
    let table = read(&bytes);
    assert_eq!(
        rows(&table),
        [(
            5,
            vec![
                "2023-03-12",
                "21:15",
                "2023-03-12 21:15",
                "26:30",
                "0.3",
                "44997"
            ]
        )]
    );
}

#[test]
fn the_first_visible_sheet_is_read_unless_one_is_named() {
    let mut book = Workbook::new();
    for (name, word) in [("Gömd", "a"), ("Logg", "b"), ("Annat blad", "c")] {
        let sheet = book.add_worksheet();
        sheet.set_name(name).unwrap().write(0, 0, "Typ").unwrap();
        sheet.write(1, 0, word).unwrap();
        if name == "Gömd" {
            sheet.set_hidden(true);
        } else if name == "Logg" {
            sheet.set_active(true);
        }
    }
    let bytes = book.save_to_buffer().unwrap();
    assert_eq!(read(&bytes).rows[0].1, ["b"]);
    let named = |name: &str| {
        let place = TablePlace {
            sheet: Some(name.to_owned()),
            ..TablePlace::default()
        };
        read_table(&bytes, &place, &TableBudget::default())
    };
    assert_eq!(named("annat  blad").unwrap().rows[0].1, ["c"]);
    let problem = &named("Blad9").unwrap_err()[0];
    assert_eq!(
        problem.text(Lang::Sv),
        "Filen, ”Blad9”: arbetsboken har inget sådant blad. Välj ett av bladen: Gömd, Logg, Annat blad."
    );
}

#[test]
fn the_sheets_that_are_not_read_are_named_with_their_rows() {
    let mut book = Workbook::new();
    for (name, n_rows) in [("Norr", 2_u32), ("Söder", 3), ("Tomt", 0)] {
        let sheet = book.add_worksheet();
        sheet.set_name(name).unwrap();
        if n_rows > 0 {
            sheet.write(0, 0, "Datum").unwrap();
            sheet.write(0, 1, "Typ").unwrap();
        }
        for row in 1..=n_rows {
            sheet.write(row, 0, "2023-03-12").unwrap();
            sheet.write(row, 1, "Fotpatrull").unwrap();
        }
    }
    let table = read(&book.save_to_buffer().unwrap());
    let found: Vec<_> = table
        .sheets
        .iter()
        .map(|sheet| (sheet.name.as_str(), sheet.n_rows, sheet.is_read))
        .collect();
    assert_eq!(
        found,
        [
            ("Norr", Some(2), true),
            ("Söder", Some(3), false),
            ("Tomt", Some(0), false)
        ]
    );
    let told = table.sheets[1].left_out_text(Lang::Sv);
    assert!(
        told.starts_with("Bladet ”Söder” (3 rader) läses inte in."),
        "{told}"
    );
}

// ---- Files meant to do harm.

fn plain_book() -> Vec<u8> {
    book(|sheet| {
        sheet
            .write(0, 0, "Datum")
            .unwrap()
            .write(0, 1, "Typ")
            .unwrap();
        sheet
            .write(1, 0, "2023-03-12")
            .unwrap()
            .write(1, 1, "Fotpatrull")
            .unwrap();
    })
}

/// A workbook with some parts replaced or added.
fn with_parts(bytes: &[u8], parts: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut from = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..from.len() {
        let mut part = from.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        if parts.iter().all(|(replaced, _)| *replaced != name) {
            let mut content = Vec::new();
            part.read_to_end(&mut content).unwrap();
            to.start_file(name, SimpleFileOptions::default()).unwrap();
            to.write_all(&content).unwrap();
        }
    }
    for (name, content) in parts {
        to.start_file(*name, SimpleFileOptions::default()).unwrap();
        to.write_all(content).unwrap();
    }
    to.finish().unwrap().into_inner()
}

fn sheet_of(cells: &str) -> Vec<u8> {
    format!(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{cells}</sheetData></worksheet>"
    )
    .into_bytes()
}

const SHEET: &str = "xl/worksheets/sheet1.xml";

#[test]
fn a_bomb_is_counted_while_it_is_unpacked() {
    let bomb = with_parts(&plain_book(), &[(SHEET, vec![b' '; 5_000_000])]);
    assert!(bomb.len() < 20_000);
    let limit = 1_000_000;
    let budget = TableBudget {
        unpacked_bytes: limit,
        ..TableBudget::default()
    };
    let problems = read_table(&bomb, &TablePlace::default(), &budget).unwrap_err();
    assert_eq!(problems[0].problem, Problem::FileTooLarge { limit });
    assert_eq!(TableBudget::default().unpacked_bytes, 100_000_000);
}

#[test]
fn too_many_parts_or_bytes_are_refused() {
    let names: Vec<String> = (0..1000).map(|n| format!("x{n}")).collect();
    let parts: Vec<(&str, Vec<u8>)> = names.iter().map(|n| (n.as_str(), Vec::new())).collect();
    let many = with_parts(&plain_book(), &parts);
    assert_eq!(why(&many), TableProblem::TooManyParts { limit: 1000 });
    let large = vec![b'a'; 10_000_001];
    assert_eq!(
        why(&large),
        TableProblem::PackedTooLarge { limit: 10_000_000 }
    );
}

#[test]
fn a_lone_cell_far_away_costs_nothing_and_is_named() {
    let far = book(|sheet| {
        sheet
            .write(0, 0, "Datum")
            .unwrap()
            .write(0, 1, "Typ")
            .unwrap();
        sheet.write(1_048_575, 16_383, "x").unwrap();
    });
    let start = Instant::now();
    let problem = &refused(&far)[0];
    assert!(start.elapsed().as_secs() < 5);
    assert_eq!(problem.row, Row::Line(1_048_576));
    assert_eq!(problem.column.as_deref(), Some("XFD"));
    assert_eq!(problem.problem, Problem::Table(TableProblem::OutsideTable));
}

#[test]
fn a_rectangle_that_is_mostly_empty_is_counted_whole() {
    let wide = book(|sheet| {
        for column in 0..2_000 {
            sheet.write(0, column, format!("k{column}")).unwrap();
        }
        for row in 1..=1_001 {
            sheet.write(row, 0, "x").unwrap();
        }
    });
    assert_eq!(why(&wide), TableProblem::TooManyCells { limit: 2_000_000 });
}

#[test]
fn cells_are_counted_as_they_come() {
    let budget = TableBudget {
        cells: 10_000,
        ..TableBudget::default()
    };
    let cells = "<row>".to_owned() + &"<c/>".repeat(10_001) + "</row>";
    let sheet = with_parts(&plain_book(), &[(SHEET, sheet_of(&cells))]);
    let commas = "a".to_owned() + &",".repeat(10_001);
    for bytes in [sheet, commas.into_bytes()] {
        let problems = read_table(&bytes, &TablePlace::default(), &budget).unwrap_err();
        let problem = TableProblem::TooManyCells { limit: 10_000 };
        assert_eq!(problems[0].problem, Problem::Table(problem));
    }
    assert_eq!(TableBudget::default().cells, 2_000_000);
}

#[test]
fn one_long_text_in_many_cells_is_counted_for_each() {
    let text = format!("<sst><si><t>{}</t></si></sst>", "a".repeat(1_000_000));
    let cells: String = (1..100)
        .map(|n| format!("<row r=\"{n}\"><c r=\"A{n}\" t=\"s\"><v>0</v></c></row>"))
        .collect();
    let parts = [
        (SHEET, sheet_of(&cells)),
        ("xl/sharedStrings.xml", text.into_bytes()),
    ];
    let bytes = with_parts(&plain_book(), &parts);
    assert_eq!(why(&bytes), TableProblem::TooMuchText { limit: 50_000_000 });
}

#[test]
fn what_a_workbook_claims_about_itself_is_not_believed() {
    let claims = [
        "<sst uniqueCount=\"18446744073709551615\"/>",
        "<sst a='<' uniqueCount = '9000000000'/>",
        "<x:sst xmlns:x=\"y\" count=\"1\" uniqueCount=\"2000001\"><si/></x:sst>",
    ];
    for text in claims {
        let parts = [("xl/sharedStrings.xml", text.as_bytes().to_vec())];
        assert_eq!(
            why(&with_parts(&plain_book(), &parts)),
            TableProblem::TooManyFormats,
            "{text}"
        );
    }
    let formats = format!(
        "<styleSheet><cellXfs>{}</cellXfs></styleSheet>",
        "<xf/>".repeat(300_000)
    );
    let many = with_parts(&plain_book(), &[("xl/styles.xml", formats.into_bytes())]);
    assert_eq!(why(&many), TableProblem::TooManyFormats);
}

#[test]
fn a_broken_workbook_is_a_problem_and_not_a_panic() {
    let whole = plain_book();
    let is_broken = |bytes: &[u8]| matches!(why(bytes), TableProblem::BrokenWorkbook);
    assert!(is_broken(&whole[..whole.len() / 2]));
    assert!(is_broken(b"PK\x03\x04 and nothing more"));
    let rels = "<Relationships><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"/sheet1.xml\"/></Relationships>";
    let no_folder = with_parts(&whole, &[("xl/_rels/workbook.xml.rels", rels.into())]);
    assert!(is_broken(&no_folder));
    let text = with_parts(&whole, &[(SHEET, b"not xml".to_vec())]);
    assert!(is_broken(&text));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_bytes_make_the_table_reader_panic(bytes in vec(any::<u8>(), 0..400), packed: bool) {
        let bytes = match packed {
            true => [b"PK\x03\x04".as_slice(), &bytes].concat(),
            false => bytes,
        };
        let _ = read_table(&bytes, &TablePlace::default(), &TableBudget::default());
    }

    #[test]
    fn no_damage_to_a_part_makes_the_table_reader_panic_or_hang(
        part in 0..5_usize, at in 0.0..1.0_f64, with in vec(any::<u8>(), 0..8), cut in 0..40_usize
    ) {
        let names = [SHEET, "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"];
        let whole = plain_book();
        let mut content = Vec::new();
        ZipArchive::new(Cursor::new(&whole)).unwrap().by_name(names[part]).unwrap().read_to_end(&mut content).unwrap();
        let start = ((content.len() as f64) * at) as usize;
        let end = (start + cut).min(content.len());
        content.splice(start..end, with);
        let bytes = with_parts(&whole, &[(names[part], content)]);
        let started = Instant::now();
        let _ = read_table(&bytes, &TablePlace::default(), &TableBudget::default());
        prop_assert!(started.elapsed().as_secs() < 5);
    }

    #[test]
    fn text_comes_back_from_a_semicolon_file_as_it_was(cells in vec(vec("[a-zåäö,;\"\n]{1,8}", 3), 1..6)) {
        let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
        writer.write_record(["Datum", "Typ", "Not"]).unwrap();
        cells.iter().for_each(|row| writer.write_record(row).unwrap());
        let bytes = [b"sep=;\n".as_slice(), &writer.into_inner().unwrap()].concat();
        let table = read(&bytes);
        let written: Vec<Vec<String>> = cells
            .iter()
            .map(|row| row.iter().map(|cell| cell.trim().to_owned()).collect::<Vec<_>>())
            .filter(|row: &Vec<String>| row.iter().any(|cell| !cell.is_empty()))
            .collect();
        let read: Vec<Vec<String>> = table.rows.into_iter().map(|(_, cells)| cells).collect();
        prop_assert_eq!(read, written);
    }
}
