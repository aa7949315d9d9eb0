//! What holds for every input: no bytes make a reader panic, and the order of rows does not matter.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use handslag_import::bra::{Columns, read_figures};
use handslag_import::notices::{read_notices, read_revisions};
use handslag_import::population::read_inhabitants;
use handslag_import::{Budget, Lang, Outcome, Problem, RowProblem};
use proptest::collection::vec;
use proptest::prelude::*;

/// Runs every reader and says every problem in both languages.
fn read_all(bytes: &[u8]) {
    let budget = Budget {
        file_bytes: 1 << 16,
        line_bytes: 1 << 12,
        rows: 1000,
    };
    let quiet = &mut |_| {};
    said(read_figures(bytes, Columns::CountsAndRates, &budget, quiet));
    said(read_inhabitants(bytes, Some(2024), &budget, quiet));
    said(read_notices(bytes, &budget, quiet));
    said(read_revisions(bytes, &budget, quiet));
}

fn said<T>(outcome: Outcome<T>) {
    match outcome {
        Ok(read) => read
            .notes
            .iter()
            .for_each(|note| assert!(!note.text(Lang::En).is_empty())),
        Err(problems) => {
            assert!(!problems.is_empty(), "a refusal has a reason");
            for problem in problems {
                assert!(problem.text(Lang::Sv).len() > 10 && problem.text(Lang::En).len() > 10);
            }
        }
    }
}

const EXPORT: &str = "Region;Brott;År;Period;Antal;/100 000 inv\n";
const KOLADA: &str = "Nyckeltal,Region,År,Invånare\n";

fn almost_a_row() -> impl Strategy<Value = String> {
    let cell = prop_oneof![
        Just("Lidköping kommun".to_owned()),
        Just("Våldsbrott ".to_owned()),
        Just("2016 prel.".to_owned()),
        Just("År".to_owned()),
        Just("Okt".to_owned()),
        Just("..".to_owned()),
        Just("-".to_owned()),
        Just("\"".to_owned()),
        "[0-9]{0,20}",
        ".{0,6}",
    ];
    vec(cell, 0..9).prop_map(|cells| cells.join(";"))
}

fn export_rows() -> impl Strategy<Value = Vec<String>> {
    let region = prop_oneof![
        Just("Heby kommun"),
        Just("Lidköping kommun"),
        Just("Hela landet")
    ];
    let year = prop_oneof![Just("2015"), Just("2015 prel.")];
    let count = prop_oneof![Just("0"), Just("7"), Just("8"), Just(".."), Just("-")];
    let row = (region, year, count)
        .prop_map(|(region, year, count)| format!("{region};Våldsbrott;{year};Jan;{count};1;"));
    vec(row, 0..8)
}

fn notice_rows() -> impl Strategy<Value = Vec<String>> {
    let row = (1..4_i64, 10..14_u8, "[ab]").prop_map(|(id, minute, summary)| {
        format!(
            r#"{{"id":{id},"datetime":"2024-01-01 0:{minute}:00 +01:00","name":"31 december 23.5{id}, Brand, Skara","type":"Brand","summary":"{summary}","url":"/a/","location":{{"name":"Skara","gps":"1,2"}}}}"#
        )
    });
    vec(row, 0..8)
}

/// Without the rows, which do change when rows are moved.
fn kinds(problems: Vec<RowProblem>) -> Vec<String> {
    let mut kinds: Vec<String> = problems
        .into_iter()
        .map(|p| match p.problem {
            Problem::Contradiction { rows } => format!("{:?} of {}", p.value, rows.len()),
            other => format!("{other:?}"),
        })
        .collect();
    kinds.sort();
    kinds
}

proptest! {
    #[test]
    fn no_bytes_make_a_reader_panic(bytes in vec(any::<u8>(), 0..300)) {
        read_all(&bytes);
    }

    #[test]
    fn no_bytes_after_a_good_header_make_a_reader_panic(tail in vec(any::<u8>(), 0..300)) {
        for head in [EXPORT, KOLADA, "ar;andel_procent\n", "brottstyp;2019\n", "[{\"id\":", "\u{1f}\u{8b}"] {
            read_all(&[head.as_bytes(), &tail].concat());
        }
    }

    #[test]
    fn no_rows_make_a_reader_panic(rows in vec(almost_a_row(), 0..10), in_latin1: bool) {
        let text = EXPORT.to_owned() + &rows.join("\n");
        match in_latin1 {
            true => read_all(&text.chars().map(|c| u8::try_from(c).unwrap_or(b'?')).collect::<Vec<_>>()),
            false => read_all(text.as_bytes()),
        }
    }

    #[test]
    fn the_order_of_figures_in_a_file_does_not_matter(
        (rows, shuffled) in export_rows().prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle()))
    ) {
        let read = |rows: &[String]| {
            let text = EXPORT.to_owned() + &rows.join("\n");
            read_figures(text.as_bytes(), Columns::Counts, &Budget::default(), &mut |_| {}).map_err(kinds)
        };
        prop_assert_eq!(read(&rows), read(&shuffled));
    }

    #[test]
    fn the_order_of_notices_in_a_file_does_not_matter(
        (rows, shuffled) in notice_rows().prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle()))
    ) {
        let read = |rows: &[String]| {
            read_notices(rows.join("\n").as_bytes(), &Budget::default(), &mut |_| {}).unwrap().items
        };
        let lines = read(&rows);
        prop_assert_eq!(&lines, &read(&shuffled));
        let list = format!("[{}]", rows.join(","));
        prop_assert_eq!(lines, read_notices(list.as_bytes(), &Budget::default(), &mut |_| {}).unwrap().items);
    }
}
