//! Files that are meant to do harm, each with a clear answer, in bounded memory and time (TRUST F6).

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::collections::BTreeMap;
use std::io::Write as _;
use std::time::Instant;

use flate2::Compression;
use flate2::write::GzEncoder;
use handslag_domain::incident::{CategoryTree, Incident};
use handslag_import::incidents::coordinates::{NOT_SAID, WGS84};
use handslag_import::incidents::{
    Checked, IncidentBudget, IncidentField, IncidentFile, IncidentMapping, IncidentProblem, Layer,
    LayerRow, LayerValue, Surroundings, open311, read_incidents,
};
use handslag_import::mapping::Source;
use handslag_import::table::TablePlace;
use handslag_import::{Lang, Problem, RowProblem, TableProblem};
use uuid::Uuid;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn open(bytes: &[u8]) -> Result<IncidentFile, Vec<RowProblem>> {
    IncidentFile::open(bytes, &TablePlace::default(), &small())
}

/// Limits as for an upload on a small machine.
fn small() -> IncidentBudget {
    let mut budget = IncidentBudget::default();
    budget.text.file_bytes = 20_000_000;
    budget.text.rows = 500_000;
    budget.cells = 2_000_000;
    budget
}

fn around<T>(use_them: impl FnOnce(&Surroundings<'_>) -> T) -> T {
    let tree = CategoryTree::of_handslag();
    use_them(&Surroundings {
        tree: &tree,
        places: &[],
        expected: None,
        guard: &|_| None,
        secret: &|bytes| Uuid::new_v5(&Uuid::NAMESPACE_OID, bytes),
        now: "2026-11-26T00:00:00Z".parse().unwrap(),
    })
}

/// The proposed mapping, and what a person would add where the cells hide what they are.
fn mapping(file: &IncidentFile) -> IncidentMapping {
    let mut mapping = IncidentMapping::suggest(file, None).mapping;
    let source = Source::value("prov");
    mapping.fields.insert(IncidentField::Source, source);
    if mapping.epsg == NOT_SAID {
        mapping.epsg = WGS84;
    }
    for (field, column) in [
        (IncidentField::On, "datum"),
        (IncidentField::East, "longitude"),
        (IncidentField::North, "latitude"),
        (IncidentField::Count, "antal"),
    ] {
        if file.column(column).is_some() {
            mapping.fields.insert(field, Source::column(column));
        }
    }
    mapping
}

fn read(file: &IncidentFile) -> Result<(Checked, Vec<Incident>), Vec<RowProblem>> {
    let mapping = mapping(file);
    let mut incidents = Vec::new();
    let mut take = |portion: Vec<Incident>| incidents.extend(portion);
    let checked =
        around(|around| read_incidents(file, &mapping, around, 1_000, &mut take, &mut |_| {}))?;
    Ok((checked, incidents))
}

/// The first thing wrong with a file, found when it is opened or when it is read.
fn why(bytes: &[u8]) -> Problem {
    let mut problems = match open(bytes) {
        Err(problems) => problems,
        Ok(file) => match read(&file) {
            Err(problems) => problems,
            Ok((checked, incidents)) => {
                assert!(
                    !checked.problems.is_empty(),
                    "nothing was wrong: {incidents:?}"
                );
                checked.problems
            }
        },
    };
    let first = problems.remove(0);
    for lang in [Lang::Sv, Lang::En] {
        let text = first.text(lang);
        assert!(text.len() < 2_000 && !text.contains('\0'), "{text}");
        assert!(!first.remedy(lang).is_empty());
    }
    first.problem
}

fn incident(problem: IncidentProblem) -> Problem {
    Problem::Incident(problem)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

/// Peak memory of this process, which under nextest runs this one test.
fn peak_mb() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM"))?;
    line.split_whitespace()
        .nth(1)?
        .parse::<u64>()
        .ok()
        .map(|kb| kb / 1024)
}

/// Runs something that must neither take long nor take much memory.
fn bounded(name: &str, run: impl FnOnce()) {
    let start = Instant::now();
    run();
    let (seconds, peak) = (start.elapsed().as_secs(), peak_mb().unwrap_or(0));
    // Five seconds in earnest; unoptimised and on a busy machine some more.
    assert!(seconds < 60, "{name} took {seconds} s");
    assert!(peak < 256, "{name} took {peak} MB");
}

const HEADER: &str = "datum,typ,longitude,latitude\n";

fn row_problem(row: &str) -> Problem {
    why(format!("{HEADER}{row}\n").as_bytes())
}

#[test]
fn a_packed_file_that_grows_beyond_the_limit_is_refused() {
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    let part = vec![b'a'; 1_000_000];
    (0..200).for_each(|_| packer.write_all(&part).unwrap());
    let bomb = packer.finish().unwrap();
    bounded("gzip bomb", || {
        let limit = small().text.file_bytes;
        assert_eq!(why(&bomb), Problem::FileTooLarge { limit });
        // A bomb in a bomb is unpacked once, and what comes out is no text.
        assert_eq!(why(&gzip(&bomb)), Problem::NotText);
    });
}

#[test]
fn a_workbook_that_grows_or_claims_too_much_is_refused() {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("xl/worksheets/sheet1.xml", SimpleFileOptions::default())
        .unwrap();
    let part = vec![b' '; 1_000_000];
    (0..150).for_each(|_| zip.write_all(&part).unwrap());
    let bomb = zip.finish().unwrap().into_inner();
    bounded("zip bomb", || {
        assert_eq!(why(&bomb), Problem::FileTooLarge { limit: 100_000_000 });
        // Packed once more: the table's budget holds inside the gzip too.
        assert_eq!(
            why(&gzip(&bomb)),
            Problem::FileTooLarge { limit: 100_000_000 }
        );
    });
}

#[test]
fn a_lone_cell_far_away_costs_nothing() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "datum").unwrap();
    sheet.write(1, 0, "2023-03-12").unwrap();
    sheet.write(1_048_575, 16_383, "långt borta").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    bounded("far cell", || {
        assert_eq!(why(&bytes), Problem::Table(TableProblem::OutsideTable));
    });
}

#[test]
fn a_million_columns_are_refused() {
    bounded("columns", || {
        let limit = 1_000;
        let too_many = incident(IncidentProblem::TooManyColumns { limit });
        assert_eq!(why("a,".repeat(500_000).as_bytes()), too_many);
        let many: Vec<String> = (0..2_000).map(|n| format!("\"p{n}\":1")).collect();
        let feature = format!(
            r#"{{"type":"FeatureCollection","features":[{{"properties":{{{}}}}}]}}"#,
            many.join(",")
        );
        assert_eq!(why(feature.as_bytes()), too_many);
    });
    // A header that is not the first row is held to the same.
    let late = format!("Rapport\n\n{}", "a,".repeat(2_000));
    let limit = 1_000;
    let too_many = incident(IncidentProblem::TooManyColumns { limit });
    assert_eq!(why(late.as_bytes()), too_many);
}

#[test]
fn many_late_columns_cannot_fill_the_memory_with_nothing() {
    // Each row has one value in the last of a thousand columns.
    let names: Vec<String> = (0..900).map(|n| format!("\"p{n}\":1")).collect();
    let mut text = format!(r#"{{"features":[{{"properties":{{{}}}}}"#, names.join(","));
    (0..400_000).for_each(|_| text += r#",{"properties":{"p899":1}}"#);
    text += "]}";
    bounded("late columns", || {
        let limit = small().cells;
        assert_eq!(
            why(text.as_bytes()),
            Problem::Table(TableProblem::TooManyCells { limit })
        );
    });
}

#[test]
fn three_bytes_a_row_cannot_fill_the_memory() {
    let text = format!(r#"{{"features":[{{}}{}]}}"#, ",{}".repeat(20_000));
    let mut budget = small();
    budget.held_bytes = 1_000_000;
    let opened = IncidentFile::open(text.as_bytes(), &TablePlace::default(), &budget);
    let limit = budget.held_bytes;
    let problem = Problem::Table(TableProblem::TooMuchToHold { limit });
    assert_eq!(opened.err().unwrap()[0].problem, problem);
    assert_eq!(open(text.as_bytes()).unwrap().n_rows(), 20_001);
}

#[test]
fn what_is_no_text_is_told() {
    assert_eq!(why(b"datum,typ\n2023-03-12,Bra\0nd\n"), Problem::NotText);
    assert_eq!(
        why(b"datum,typ\n2023-03-12,Sk\xc3\xa4l \xff\xfe\n"),
        Problem::MixedEncoding
    );
    assert_eq!(why(b"\xef\xbb\xbfdatum\xff,typ\n"), Problem::MixedEncoding);
    assert_eq!(why(b"\xff\xfed\0a\0\0\xd8x\0"), Problem::MixedEncoding);
    assert_eq!(why(b""), Problem::NothingInFile);
    assert_eq!(why(b" \n\n "), Problem::NothingInFile);
    assert_eq!(why(b"<html><table>datum</table></html>"), Problem::WebPage);
    assert_eq!(
        why(b"SQLite format 3\0..."),
        incident(IncidentProblem::GeoPackage)
    );
    let old = Problem::Table(TableProblem::OldOrLockedWorkbook);
    assert_eq!(why(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), old);
    assert_eq!(
        why(b"1,2,3\n4,5,6\n"),
        Problem::Table(TableProblem::NoHeader)
    );
}

#[test]
fn broken_packing_is_told() {
    let whole = gzip(b"datum,typ\n2023-03-12,Brand\n");
    for broken in [
        &whole[..whole.len() - 9],
        &whole[..12],
        &[&whole[..10], b"\xff\xff\xff\xff"].concat(),
    ] {
        assert_eq!(why(broken), Problem::BrokenGzip);
    }
    let mut wrong_sum = whole.clone();
    let at = wrong_sum.len() - 6;
    wrong_sum[at] ^= 1;
    assert_eq!(why(&wrong_sum), Problem::BrokenGzip);
    assert!(matches!(
        why(b"PK\x03\x04 and nothing more"),
        Problem::Table(TableProblem::BrokenWorkbook)
    ));
}

#[test]
fn a_line_without_end_is_refused() {
    bounded("long line", || {
        let limit = small().text.line_bytes;
        let long = format!("{HEADER}2023-03-12,{}\n", "x".repeat(2_000_000));
        assert_eq!(why(long.as_bytes()), Problem::LineTooLong { limit });
    });
    // A quotation mark that is never closed would swallow the rest as one cell.
    let open_quote = format!(
        "{HEADER}2023-03-12,\"Brand,13,58\n{}",
        "2023-03-12,Brand,13,58\n".repeat(50_000)
    );
    bounded("open quote", || {
        assert_eq!(why(open_quote.as_bytes()), Problem::OpenQuote);
    });
}

#[test]
fn too_many_rows_are_refused() {
    bounded("rows", || {
        let limit = small().text.rows;
        let many = format!("datum\n{}", "x\n".repeat(600_000));
        assert_eq!(why(many.as_bytes()), Problem::TooManyRows { limit });
        let items = format!(r#"{{"features":[{}{{}}]}}"#, "{},".repeat(600_000));
        assert_eq!(why(items.as_bytes()), Problem::TooManyRows { limit });
    });
}

#[test]
fn deep_json_is_told_and_not_followed() {
    bounded("deep json", || {
        let deep = "[".repeat(5_000_000);
        assert!(matches!(why(deep.as_bytes()), Problem::NotJson { .. }));
        let deep = format!(
            r#"{{"features":[{{"properties":{{"a":{}"#,
            "[".repeat(5_000_000)
        );
        assert!(matches!(why(deep.as_bytes()), Problem::NotJson { .. }));
        let deep = format!(
            r#"{{"features":[{{"geometry":{}"#,
            r#"{"a":"#.repeat(1_000_000)
        );
        assert!(matches!(why(deep.as_bytes()), Problem::NotJson { .. }));
        let ends = format!(
            r#"{{"a":{}{},"features":[]}}"#,
            "[".repeat(1_000_000),
            "]".repeat(1_000_000)
        );
        assert_eq!(open(ends.as_bytes()).unwrap().n_rows(), 0);
    });
}

#[test]
fn json_that_is_something_else_is_told() {
    assert_eq!(why(b"[1, 2, 3]"), incident(IncidentProblem::NotFeatures));
    assert_eq!(
        why(br#"{"type":"Feature"}"#),
        incident(IncidentProblem::NotFeatures)
    );
    assert!(matches!(
        why(br#"{"features": 7}"#),
        Problem::NotJson { .. }
    ));
    assert!(matches!(
        why(br#"{"features": [7]}"#),
        Problem::NotJson { .. }
    ));
    assert!(matches!(
        why(br#"{"features": []} x"#),
        Problem::NotJson { .. }
    ));
    assert!(matches!(
        why(br#"{"features":[{"geometry":{"type":"Point","coordinates":[1e999,58]}}]}"#),
        Problem::NotJson { .. }
    ));
    for point in [
        r#""13,58""#,
        "[13]",
        r#"[13,"x"]"#,
        "[[13,58]]",
        "[null,58]",
    ] {
        let text =
            format!(r#"{{"features":[{{"geometry":{{"type":"Point","coordinates":{point}}}}}]}}"#);
        let problem = why(text.as_bytes());
        let is_told = problem == incident(IncidentProblem::BrokenGeometry)
            || matches!(problem, Problem::NotJson { .. });
        assert!(is_told, "{point}: {problem:?}");
    }
}

#[test]
fn coordinates_that_are_no_numbers_are_told() {
    let no_coordinate = incident(IncidentProblem::NotACoordinate);
    for east in [
        "NaN", "Infinity", "-inf", "1e400", "0x1F", "13°", "--13", "1 3", "1.2.3", "=1+1",
    ] {
        assert_eq!(
            row_problem(&format!("2023-03-12,Brand,{east},58")),
            no_coordinate,
            "{east}"
        );
    }
    let not_on_earth = incident(IncidentProblem::NotOnEarth { swapped_is: false });
    for east in ["1e300", "181", "-99999999999999999999999999999"] {
        assert_eq!(
            row_problem(&format!("2023-03-12,Brand,{east},58")),
            not_on_earth,
            "{east}"
        );
    }
}

#[test]
fn huge_numbers_are_told() {
    let with = |header: &str, cells: &str| why(format!("{header}\n{cells}\n").as_bytes());
    let no_count = incident(IncidentProblem::NotACount);
    for n in [
        "99999999999999999999",
        "4294967296",
        "-1",
        "1.5",
        "4.000",
        "1e9",
        "NaN",
        "٣",
    ] {
        let file = open(format!("datum,typ,antal\n2023-03-12,Brand,{n}\n").as_bytes()).unwrap();
        let (checked, _) = read(&file).unwrap();
        assert_eq!(checked.problems[0].problem, no_count, "{n}");
    }
    for n in ["10001", "4000000000"] {
        let file = open(format!("datum,typ,antal\n2023-03-12,Brand,{n}\n").as_bytes()).unwrap();
        let (checked, _) = read(&file).unwrap();
        let too_large = incident(IncidentProblem::CountTooLarge);
        assert_eq!(checked.problems[0].problem, too_large, "{n}");
    }
    let year = Problem::Table(TableProblem::UnlikelyYear);
    let good = "2023-03-12,Brand\n".repeat(30);
    for date in ["9999-12-31", "0001-01-01", "1066-10-14T10:00Z"] {
        assert_eq!(
            with("datum,typ", &format!("{good}{date},Brand")),
            year,
            "{date}"
        );
    }
    let many_digits = "2".repeat(100_000);
    let told = with("datum,typ", &format!("{good}{many_digits},Brand"));
    assert_eq!(told, Problem::Table(TableProblem::NotADay));
}

#[test]
fn formulas_are_no_kinds_of_incidents() {
    for formula in ["=HYPERLINK(\"\"x\"\")", "+1", "@SUM(A1)", "-2+3"] {
        let text = format!("2023-03-12,\"{formula}\",13,58");
        assert_eq!(
            row_problem(&text),
            incident(IncidentProblem::FormulaText),
            "{formula}"
        );
    }
    let error = Problem::Table(TableProblem::FormulaError);
    assert_eq!(row_problem("2023-03-12,#REF!,13,58"), error);
    let good = "2023-03-12,Brand,13,58\n".repeat(30);
    assert_eq!(
        row_problem(&format!("{good}#N/A,Brand,13,58")),
        Problem::Table(TableProblem::FormulaError)
    );
}

#[test]
fn complaints_are_counted_and_not_all_kept() {
    bounded("complaints", || {
        let text = format!(
            "{HEADER}2023-03-12,Brand,13,58\n{}",
            "x,Brand,y,z\n".repeat(300_000)
        );
        let file = open(text.as_bytes()).unwrap();
        let (checked, _) = read(&file).unwrap();
        assert_eq!((checked.n_incidents, checked.n_bad), (1, 300_000));
        assert_eq!(checked.problems.len(), 10_001);
        let last = &checked.problems[10_000].problem;
        assert_eq!(
            *last,
            Problem::More {
                count: 2 * 300_000 - 10_000
            }
        );
    });
}

#[test]
fn a_layer_with_more_values_than_columns_is_read_by_its_columns() {
    let layer = Layer {
        epsg: 4326,
        columns: vec!["datum".to_owned()],
        rows: vec![LayerRow {
            geometry: None,
            values: vec![
                LayerValue::Text("2023-03-12\0".to_owned()),
                LayerValue::Real(f64::NAN),
                LayerValue::Integer(i64::MIN),
            ],
        }],
        ..Layer::default()
    };
    let file = IncidentFile::of_layer(&layer, &small()).unwrap();
    let (checked, incidents) = read(&file).unwrap();
    assert_eq!((checked.n_bad, incidents.len()), (0, 1));
}

#[test]
fn answers_of_a_server_that_mean_harm_are_told() {
    let why = |text: &str| {
        around(|around| {
            let codes = BTreeMap::new();
            open311::read_requests(text.as_bytes(), "prov", &codes, around, &open311::BUDGET)
        })
        .unwrap_err()
        .remove(0)
        .problem
    };
    bounded("open311", || {
        let deep = "<service_requests>".to_owned() + &"<a>".repeat(500_000);
        assert_eq!(why(&deep), incident(IncidentProblem::NotRequests));
        let many = format!("[{}{{}}]", "{},".repeat(200_000));
        assert_eq!(why(&many), Problem::TooManyRows { limit: 20_000 });
        let nodes = format!(
            "<service_requests>{}</service_requests>",
            "<a/>".repeat(3_000_000)
        );
        assert_eq!(why(&nodes), incident(IncidentProblem::NotRequests));
        let long = format!("[\"{}\"]", "x".repeat(20 << 20));
        assert_eq!(why(&long), Problem::FileTooLarge { limit: 16 << 20 });
    });
}
