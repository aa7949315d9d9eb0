//! The reader of incidents on the real files, which lie beside the checkout.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::time::Instant;

use handslag_domain::incident::{CategoryTree, Incident, Point, Precision, TimePrecision};
use handslag_import::incidents::{
    About, Axes, Checked, FileKind, IncidentBudget, IncidentField, IncidentFile, IncidentMapping,
    IncidentProblem, IncidentSuggestion, Offsets, Repeats, Shape, Surroundings, Why,
    check_incidents, read_incidents,
};
use handslag_import::mapping::Source;
use handslag_import::table::TablePlace;
use handslag_import::{Lang, Problem};
use serde_json::Value;
use uuid::Uuid;

/// A file of the shared data, or `None` with a word on what could not be run.
fn shared(test: &str, path: &str) -> Option<PathBuf> {
    let data = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    if !data.is_dir() {
        eprintln!("NOT RUN: {test}: shared data is not beside the checkout");
        return None;
    }
    Some(data.join(path))
}

fn open(path: PathBuf, sheet: Option<&str>) -> (IncidentFile, IncidentSuggestion) {
    let bytes = fs::read(path).unwrap();
    let place = TablePlace {
        sheet: sheet.map(str::to_owned),
        header_row: None,
    };
    let file = IncidentFile::open(&bytes, &place, &IncidentBudget::default())
        .unwrap_or_else(|problems| panic!("{}", problems[0].text(Lang::En)));
    let mut suggestion = IncidentMapping::suggest(&file, None);
    suggestion.mapping.sheet = sheet.map(str::to_owned);
    let no_source = !suggestion
        .mapping
        .fields
        .contains_key(&IncidentField::Source);
    if no_source {
        let source = Source::value("provfil");
        suggestion
            .mapping
            .fields
            .insert(IncidentField::Source, source);
    }
    (file, suggestion)
}

/// What the file comes to, and every incident in it.
fn read(file: &IncidentFile, mapping: &IncidentMapping) -> (Checked, Vec<Incident>) {
    let tree = CategoryTree::of_handslag();
    let around = Surroundings {
        tree: &tree,
        places: &[],
        expected: None,
        guard: &|_| None,
        secret: &|bytes| Uuid::new_v5(&Uuid::NAMESPACE_OID, bytes),
        now: "2026-11-26T00:00:00Z".parse().unwrap(),
    };
    let checked = check_incidents(file, mapping, &around, &mut |_| {})
        .unwrap_or_else(|problems| panic!("{}", problems[0].text(Lang::En)));
    let mut incidents = Vec::new();
    let mut take = |portion: Vec<Incident>| {
        assert!(portion.len() <= 10_000);
        incidents.extend(portion);
    };
    let given = read_incidents(file, mapping, &around, 10_000, &mut take, &mut |_| {}).unwrap();
    let checked = Checked {
        first: Vec::new(),
        ..checked
    };
    assert_eq!(checked, given, "both readings find the same");
    assert_eq!(checked.n_incidents, incidents.len() as u64);
    let settled = checked.n_incidents + checked.n_left_out + checked.n_bad;
    assert_eq!(checked.n_rows, settled, "every row is accounted for");
    (checked, incidents)
}

fn about(checked: &Checked, about: &About) -> u64 {
    let mut notes = checked.notes.iter();
    notes
        .find(|note| note.about == *about)
        .map_or(0, |note| note.n_rows)
}

fn show(name: &str, suggestion: &IncidentSuggestion, checked: &Checked) {
    println!(
        "== {name}: {} rows, {} incidents, {} left out, {} bad",
        checked.n_rows, checked.n_incidents, checked.n_left_out, checked.n_bad
    );
    println!(
        "{:?} missing {:?} unplaced {:?} ignored {:?}",
        suggestion.shape, suggestion.missing, suggestion.unplaced, suggestion.mapping.ignored
    );
    for (field, source) in &suggestion.mapping.fields {
        println!("  {field} <- {:?} {:?}", source.column, source.value);
    }
    for why in &suggestion.why {
        println!("  why: {}", why.text(Lang::Sv));
    }
    for note in checked.notes.iter().take(60) {
        println!("  note: {}", note.text(Lang::Sv));
    }
    for problem in checked.problems.iter().take(8) {
        println!("  bad: {}", problem.text(Lang::Sv));
    }
}

#[test]
fn shared_look() {
    for (path, sheet, zone) in [
        (
            "brott-filformat/san_francisco_robbery.csv",
            None,
            "America/Los_Angeles",
        ),
        (
            "brott-filformat/tempe_opioid_calls.csv",
            None,
            "America/Phoenix",
        ),
        (
            "brott-filformat/chicago_aggravated_assaults.csv.gz",
            None,
            "America/Chicago",
        ),
        (
            "brott-filformat/kansas_city_frauds.csv.gz",
            None,
            "America/Chicago",
        ),
        (
            "brott-filformat/nottingham_burglary.csv.gz",
            None,
            "Europe/London",
        ),
        (
            "brott-filformat/nottingham_robbery.csv.gz",
            None,
            "Europe/London",
        ),
        (
            "brott-filformat/vancouver_thefts.csv.gz",
            None,
            "America/Vancouver",
        ),
        (
            "brott-filformat/aggravated_assaults.xlsx",
            Some("Austin"),
            "America/Chicago",
        ),
        (
            "brott-filformat/aggravated_assaults.xlsx",
            Some("Fort Worth"),
            "America/Chicago",
        ),
        (
            "brott-filformat/aggravated_assaults.xlsx",
            Some("Seattle"),
            "America/Los_Angeles",
        ),
        (
            "brott-filformat/qld_stalking.xlsx",
            None,
            "Australia/Brisbane",
        ),
        (
            "brott-uk/2016-07-west-yorkshire-street.csv.gz",
            None,
            "Europe/London",
        ),
        (
            "brott-uk/2017-07-west-yorkshire-street.csv.gz",
            None,
            "Europe/London",
        ),
        ("brott-uk/lancashire_asb.tab.gz", None, "Europe/London"),
        ("brott-uk/northumbria_asb.tab.gz", None, "Europe/London"),
        ("brott-usa/chicago-2017.csv.gz", None, "America/Chicago"),
        ("brott-usa/chicago-2018.csv.gz", None, "America/Chicago"),
        (
            "brott-usa/chicago-2022-utan-koordinater.csv.gz",
            None,
            "America/Chicago",
        ),
        ("brott-usa/nyc-shootings.csv.gz", None, "America/New_York"),
        (
            "brott-usa/nyc-vehicle-thefts.csv.gz",
            None,
            "America/New_York",
        ),
        (
            "brott-london-omraden/lsoa-month.csv.gz",
            None,
            "Europe/London",
        ),
    ] {
        let (file, mut s) = open(shared("look", path).unwrap(), sheet);
        s.mapping.time_zone = zone.to_owned();
        if path.contains("vancouver") {
            s.mapping.epsg = 26_910;
        }
        let start = Instant::now();
        let (checked, _) = read(&file, &s.mapping);
        show(path, &s, &checked);
        println!("  took {:?}", start.elapsed());
    }
}
