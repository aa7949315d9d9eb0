//! The reader of incidents on the real files, which lie beside the checkout.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::hash::{DefaultHasher, Hasher as _};
use std::path::PathBuf;
use std::time::Instant;

use handslag_domain::incident::words::{Meaning, WordBook};
use handslag_domain::incident::{CategoryTree, Incident, Point, Precision, TimePrecision};
use handslag_import::incidents::{
    About, Checked, Extent, FileKind, IncidentBudget, IncidentField, IncidentFile, IncidentMapping,
    IncidentProblem, IncidentSuggestion, Offsets, Shape, Surroundings, Why, check_incidents,
    read_incidents,
};
use handslag_import::mapping::Source;
use handslag_import::table::TablePlace;
use handslag_import::{Lang, Problem, RowProblem, TableProblem};
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

/// No secret, but as good for telling rows apart, and quick without optimisation.
fn quick_key(bytes: &[u8]) -> Uuid {
    let half = |salt: u8| {
        let mut hasher = DefaultHasher::new();
        hasher.write_u8(salt);
        hasher.write(bytes);
        hasher.finish()
    };
    Uuid::from_u64_pair(half(0), half(1))
}

/// What the file comes to, and every incident in it.
fn read(file: &IncidentFile, mapping: &IncidentMapping) -> (Checked, Vec<Incident>) {
    let tree = CategoryTree::of_handslag();
    let around = Surroundings {
        tree: &tree,
        places: &[],
        expected: None,
        guard: &|_| None,
        secret: &quick_key,
        now: "2026-11-26T00:00:00Z".parse().unwrap(),
    };
    let mut incidents = Vec::new();
    let mut take = |portion: Vec<Incident>| {
        assert!(portion.len() <= 10_000);
        incidents.extend(portion);
    };
    let checked = read_incidents(file, mapping, &around, 10_000, &mut take, &mut |_| {})
        .unwrap_or_else(|problems| panic!("{}", problems[0].text(Lang::En)));
    if incidents.len() < 100_000 {
        let again = check_incidents(file, mapping, &around, &mut |_| {}).unwrap();
        let first = Vec::new();
        assert_eq!(
            checked,
            Checked { first, ..again },
            "both readings find the same"
        );
    }
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

/// What a file of the shared data comes to with the proposed mapping, changed by `edit`.
fn file(
    test: &str,
    path: &str,
    zone: &str,
    edit: impl FnOnce(&mut IncidentMapping),
) -> Option<(IncidentSuggestion, Checked, Vec<Incident>)> {
    let (file, mut suggestion) = open(shared(test, path)?, None);
    suggestion.mapping.time_zone = zone.to_owned();
    edit(&mut suggestion.mapping);
    let (checked, incidents) = read(&file, &suggestion.mapping);
    Some((suggestion, checked, incidents))
}

/// Rows, incidents, rows left out, bad rows.
fn totals(checked: &Checked) -> [u64; 4] {
    [
        checked.n_rows,
        checked.n_incidents,
        checked.n_left_out,
        checked.n_bad,
    ]
}

/// The rows of a packed table, as plain cells: another way to the same totals.
fn plain_rows(path: PathBuf) -> Vec<csv::StringRecord> {
    let packed = fs::File::open(path).unwrap();
    let reader = csv::Reader::from_reader(flate2::read::MultiGzDecoder::new(packed));
    reader.into_records().map(Result::unwrap).collect()
}

fn all_skipped_by_clocks(checked: &Checked) -> bool {
    checked.problems.iter().all(|problem| {
        let is_skipped = |p: &IncidentProblem| matches!(p, IncidentProblem::SkippedByClocks { .. });
        matches!(&problem.problem, Problem::Incident(p) if is_skipped(p))
            && problem.text(Lang::Sv).contains("klockan ställdes fram")
    })
}

fn n_points(incidents: &[Incident]) -> u64 {
    incidents.iter().filter(|i| i.at.point().is_some()).count() as u64
}

fn all_have(incidents: &[Incident], precision: TimePrecision) -> bool {
    incidents.iter().all(|i| i.window.precision() == precision)
}

#[test]
fn shared_every_month_of_west_yorkshire_agrees_with_its_statistics() {
    let test = "shared_every_month_of_west_yorkshire_agrees_with_its_statistics";
    let Some(folder) = shared(test, "brott-uk") else {
        return;
    };
    let statistics: Value =
        serde_json::from_slice(&fs::read(folder.join("statistics.json")).unwrap()).unwrap();
    let book = WordBook::of(&CategoryTree::of_handslag());
    for month in ["2016-07", "2017-07"] {
        let expected = &statistics[month];
        let path = format!("brott-uk/{month}-west-yorkshire-street.csv.gz");
        let read = file(test, &path, "Europe/London", |mapping| {
            let block = Source::value("block");
            mapping.fields.insert(IncidentField::Precision, block);
        });
        let (suggestion, checked, incidents) = read.unwrap();
        let n = |key: &str| expected[key].as_u64().unwrap();
        assert_eq!(totals(&checked), [n("rows"), n("rows"), 0, 0]);
        assert_eq!(suggestion.mapping.ignored, ["Last outcome category"]);
        let points: BTreeSet<Point> = incidents.iter().filter_map(|i| i.at.point()).collect();
        assert_eq!(points.len() as u64, n("distinct_points"));
        assert_eq!(n("rows") - n_points(&incidents), n("without_coordinates"));
        let areas: BTreeSet<&str> = incidents.iter().filter_map(|i| i.at.area()).collect();
        assert_eq!(areas.len() as u64, n("lsoa_codes"));
        let ids: BTreeSet<_> = incidents.iter().map(|i| i.id).collect();
        assert_eq!(ids.len() as u64, n("rows"), "no two have one id");
        assert!(all_have(&incidents, TimePrecision::Month));
        assert_eq!(incidents[0].source, "West Yorkshire Police");

        let mut by_category: BTreeMap<String, u64> = BTreeMap::new();
        for (word, n) in expected["by_type"].as_object().unwrap() {
            let id = match book.meaning(word) {
                Meaning::Known(id) => id,
                Meaning::New(category) => category.id,
            };
            *by_category.entry(id.0).or_default() += n.as_u64().unwrap();
        }
        let mut found: BTreeMap<String, u64> = BTreeMap::new();
        for incident in &incidents {
            *found.entry(incident.category.0.clone()).or_default() += 1;
        }
        assert_eq!(found, by_category);
    }
}

#[test]
fn shared_disorder_of_lancashire_and_northumbria_comes_in_by_month() {
    let test = "shared_disorder_of_lancashire_and_northumbria_comes_in_by_month";
    for (name, rows, equal) in [
        ("lancashire", 56_434, 20_100),
        ("northumbria", 39_706, 14_005),
    ] {
        let path = format!("brott-uk/{name}_asb.tab.gz");
        let category = |mapping: &mut IncidentMapping| {
            let asb = Source::value("Anti-social behaviour");
            mapping.fields.insert(IncidentField::Category, asb);
        };
        let Some((suggestion, checked, incidents)) = file(test, &path, "Europe/London", category)
        else {
            return;
        };
        assert_eq!(totals(&checked), [rows, rows, 0, 0]);
        assert!(suggestion.why.contains(&Why::EachRowCounts));
        assert_eq!(about(&checked, &About::EqualRowToo), equal);
        assert!(incidents.iter().all(|i| i.category.as_str() == "stok"));
        assert!(all_have(&incidents, TimePrecision::Month));
    }
}

#[test]
fn shared_the_teaching_collection_comes_in_whole() {
    let test = "shared_the_teaching_collection_comes_in_whole";
    let files = [
        (
            "san_francisco_robbery.csv",
            "America/Los_Angeles",
            [951, 951, 0, 0],
        ),
        (
            "tempe_opioid_calls.csv",
            "America/Phoenix",
            [3_379, 3_347, 32, 0],
        ),
        ("kansas_city_frauds.csv.gz", "America/Chicago", [6, 6, 0, 0]),
        (
            "nottingham_burglary.csv.gz",
            "Europe/London",
            [1_795, 1_795, 0, 0],
        ),
        (
            "nottingham_robbery.csv.gz",
            "Europe/London",
            [555, 555, 0, 0],
        ),
        (
            "chicago_aggravated_assaults.csv.gz",
            "America/Chicago",
            [148_636, 148_525, 111, 0],
        ),
    ];
    for (name, zone, expected) in files {
        let path = format!("brott-filformat/{name}");
        let Some((_, checked, _)) = file(test, &path, zone, |_| {}) else {
            return;
        };
        assert_eq!(totals(&checked), expected, "{name}");
    }
}

#[test]
fn shared_times_with_a_z_that_is_not_meant_are_told_and_can_be_local() {
    let test = "shared_times_with_a_z_that_is_not_meant_are_told_and_can_be_local";
    let path = "brott-filformat/san_francisco_robbery.csv";
    let zone = "America/Los_Angeles";
    let Some((_, checked, incidents)) = file(test, path, zone, |_| {}) else {
        return;
    };
    assert_eq!(about(&checked, &About::AllInUtc), 951);
    assert_eq!(
        incidents[0].window.from().to_string(),
        "2019-01-01T19:50:00Z"
    );
    let local = |mapping: &mut IncidentMapping| mapping.offsets = Offsets::Ignore;
    let (_, checked, incidents) = file(test, path, zone, local).unwrap();
    assert_eq!(about(&checked, &About::AllInUtc), 0);
    assert_eq!(
        incidents[0].window.from().to_string(),
        "2019-01-02T03:50:00Z"
    );
}

#[test]
fn shared_vancouver_is_read_from_split_dates_and_metres() {
    let test = "shared_vancouver_is_read_from_split_dates_and_metres";
    let path = "brott-filformat/vancouver_thefts.csv.gz";
    let utm = |mapping: &mut IncidentMapping| mapping.epsg = 26_910;
    let Some((suggestion, checked, incidents)) = file(test, path, "America/Vancouver", utm) else {
        return;
    };
    assert!(
        suggestion.why.contains(&Why::UnknownSystem),
        "a person gives the system"
    );
    assert_eq!(totals(&checked), [21_918, 21_916, 0, 2]);
    assert!(all_skipped_by_clocks(&checked));
    let city = Extent {
        south: 49.19,
        west: -123.28,
        north: 49.32,
        east: -123.02,
    };
    let points = incidents.iter().filter_map(|i| i.at.point());
    let outside = points.filter(|point| !city.holds(*point)).count();
    assert_eq!(outside, 0);
    assert_eq!(
        n_points(&incidents) + about(&checked, &About::AtZero),
        21_916
    );
}

#[test]
fn shared_three_sheets_of_a_workbook_come_in_with_their_days() {
    let test = "shared_three_sheets_of_a_workbook_come_in_with_their_days";
    let Some(path) = shared(test, "brott-filformat/aggravated_assaults.xlsx") else {
        return;
    };
    for (sheet, zone, expected) in [
        ("Austin", "America/Chicago", [8_696, 8_676, 18, 2]),
        ("Fort Worth", "America/Chicago", [1_577, 1_577, 0, 0]),
        ("Seattle", "America/Los_Angeles", [2_529, 2_518, 11, 0]),
    ] {
        let (file, mut suggestion) = open(path.clone(), Some(sheet));
        assert_eq!(file.kind(), FileKind::Workbook);
        suggestion.mapping.time_zone = zone.to_owned();
        let (checked, incidents) = read(&file, &suggestion.mapping);
        assert_eq!(totals(&checked), expected, "{sheet}");
        // A day number without a part of a day is a day, whatever the column holds else.
        let is_day = |i: &&Incident| i.window.precision() == TimePrecision::Day;
        let n_days = incidents.iter().filter(is_day).count();
        assert!(n_days * 50 < incidents.len(), "{sheet}: {n_days} days");
        // The two bad rows of Austin have no date at all.
        let required = |p: &RowProblem| p.problem == Problem::Table(TableProblem::Required);
        assert!(checked.problems.iter().all(required));
    }
}

#[test]
fn shared_figures_by_area_are_counts_or_no_incidents_at_all() {
    let test = "shared_figures_by_area_are_counts_or_no_incidents_at_all";
    let stalking = "brott-filformat/qld_stalking.xlsx";
    let Some((suggestion, checked, incidents)) = file(test, stalking, "Australia/Brisbane", |_| {})
    else {
        return;
    };
    assert_eq!(suggestion.shape, Shape::Counts);
    assert_eq!(totals(&checked), [7_304, 3_260, 4_044, 0]);
    assert_eq!(about(&checked, &About::ZeroCount), 4_044);
    assert!(all_have(&incidents, TimePrecision::Year));
    assert!(
        incidents
            .iter()
            .all(|i| i.at.precision() == Precision::Area)
    );
    assert!(incidents.iter().all(|i| i.category.as_str() == "ofredande"));

    let wards = shared(test, "brott-filformat/northumbria_ward_pop.xlsx").unwrap();
    let (file, suggestion) = open(wards, None);
    assert_eq!(
        (file.n_rows(), suggestion.shape),
        (177, Shape::NotIncidents)
    );
    assert!(suggestion.why.contains(&Why::NoTime));
    assert!(suggestion.mapping.check(file.columns()).is_err());
}

#[test]
fn shared_london_by_area_and_month_is_counted() {
    let test = "shared_london_by_area_and_month_is_counted";
    let path = "brott-london-omraden/lsoa-month.csv.gz";
    let Some((suggestion, checked, incidents)) = file(test, path, "Europe/London", |_| {}) else {
        return;
    };
    assert_eq!(suggestion.shape, Shape::Counts);
    assert_eq!(totals(&checked), [815_602, 815_602, 0, 0]);
    assert_eq!(checked.n_counted, 1_730_432);
    assert_eq!(n_points(&incidents), 0);
}

#[test]
fn shared_chicago_comes_in_but_for_the_hour_that_the_clocks_skipped() {
    let test = "shared_chicago_comes_in_but_for_the_hour_that_the_clocks_skipped";
    for (name, night, expected) in [
        (
            "chicago-2017.csv.gz",
            "2017-03-12 02:",
            [165_567, 164_572, 986, 9],
        ),
        (
            "chicago-2018.csv.gz",
            "2018-03-11 02:",
            [156_385, 156_305, 72, 8],
        ),
        (
            "chicago-2022-utan-koordinater.csv.gz",
            "2022-03-13 02:",
            [215_551, 214_968, 583, 0],
        ),
    ] {
        let path = format!("brott-usa/{name}");
        let Some((_, checked, incidents)) = file(test, &path, "America/Chicago", |_| {}) else {
            return;
        };
        assert_eq!(totals(&checked), expected, "{name}");
        assert!(all_skipped_by_clocks(&checked));
        let rows = plain_rows(shared(test, &path).unwrap());
        let skipped = rows.iter().filter(|row| row[0].starts_with(night)).count();
        assert_eq!(skipped as u64, checked.n_bad, "{name}");
        assert!(
            incidents
                .iter()
                .all(|i| !i.indoors() || i.at.point().is_none())
        );
        let expects_points = !name.contains("utan-koordinater");
        assert_eq!(n_points(&incidents) > 0, expects_points);
    }
}

#[test]
fn shared_lines_for_several_victims_are_one_shooting() {
    let test = "shared_lines_for_several_victims_are_one_shooting";
    let path = "brott-usa/nyc-shootings.csv.gz";
    let shooting = |mapping: &mut IncidentMapping| {
        let category = Source::value("skjutning");
        mapping.fields.insert(IncidentField::Category, category);
    };
    let Some((_, checked, degrees)) = file(test, path, "America/New_York", shooting) else {
        return;
    };
    let rows = plain_rows(shared(test, path).unwrap());
    let keys: BTreeSet<&str> = rows.iter().map(|row| &row[0]).collect();
    let n_keys = keys.len() as u64;
    assert_eq!(totals(&checked), [27_939, n_keys, 27_939 - n_keys, 0]);
    assert_eq!(about(&checked, &About::SameKeyAgain), 27_939 - n_keys);

    let feet = |mapping: &mut IncidentMapping| {
        shooting(mapping);
        mapping.epsg = 2263;
        let east = Source::column("X_COORD_CD");
        mapping.fields.insert(IncidentField::East, east);
        let north = Source::column("Y_COORD_CD");
        mapping.fields.insert(IncidentField::North, north);
    };
    let (_, _, feet) = file(test, path, "America/New_York", feet).unwrap();
    let by_key: BTreeMap<_, _> = feet.iter().map(|i| (&i.key, i.at.point())).collect();
    let (mut farthest, mut only_feet): (f64, u64) = (0.0, 0);
    for incident in &degrees {
        let from_feet = by_key[&incident.key].unwrap();
        match incident.at.point() {
            Some(point) => farthest = farthest.max(point.distance_m(from_feet)),
            None => only_feet += 1,
        }
    }
    assert!(
        (1..=40).contains(&only_feet),
        "{only_feet} have feet and no degrees"
    );
    // The file's own degrees and feet, which are rounded, agree to some metres.
    assert!(farthest < 15.0, "{farthest} m");
}

#[test]
fn shared_a_theft_that_nobody_saw_is_a_window() {
    let test = "shared_a_theft_that_nobody_saw_is_a_window";
    let path = "brott-usa/nyc-vehicle-thefts.csv.gz";
    let Some((suggestion, checked, incidents)) = file(test, path, "America/New_York", |_| {})
    else {
        return;
    };
    let fields = &suggestion.mapping.fields;
    let column = |field| fields[&field].column.as_deref();
    assert_eq!(column(IncidentField::On), Some("date_start"));
    assert_eq!(column(IncidentField::Until), Some("date_end"));
    assert_eq!(totals(&checked), [35_746, 35_746, 0, 0]);
    let intervals = incidents
        .iter()
        .filter(|i| i.window.precision() == TimePrecision::Interval);
    let with_one_end = about(&checked, &About::OneEndOfInterval);
    assert_eq!(intervals.count() as u64 + with_one_end, 35_746);
}

#[test]
fn shared_seven_hundred_thousand_incidents_come_in_from_one_file() {
    let test = "shared_seven_hundred_thousand_incidents_come_in_from_one_file";
    let path = "brott-stor-fil/incidents.csv.gz";
    let words = |pairs: &[(&str, &str)]| Source {
        words: pairs
            .iter()
            .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
            .collect(),
        ..Source::column("source")
    };
    let edit = |mapping: &mut IncidentMapping| {
        let (chicago, york, london) = ("America/Chicago", "America/New_York", "Europe/London");
        let zones = words(&[
            ("chicago2017", chicago),
            ("chicago2018", chicago),
            ("chicago-assault", chicago),
            ("nyc-vehicle", york),
            ("nyc-shooting", york),
            ("lancashire", london),
            ("northumbria", london),
            ("west-yorkshire", london),
            ("polisen", "Europe/Stockholm"),
        ]);
        mapping.fields.insert(IncidentField::TimeZone, zones);
        let precisions = words(&[
            ("chicago2017", "block"),
            ("chicago2018", "block"),
            ("chicago-assault", "block"),
            ("nyc-vehicle", "block"),
            ("nyc-shooting", "block"),
            ("lancashire", "block"),
            ("northumbria", "block"),
            ("west-yorkshire", "block"),
            ("polisen", "municipality"),
        ]);
        mapping.fields.insert(IncidentField::Precision, precisions);
    };
    let start = Instant::now();
    let Some((suggestion, checked, incidents)) = file(test, path, "Europe/Stockholm", edit) else {
        return;
    };
    eprintln!("read in {:?}", start.elapsed());
    let fields = &suggestion.mapping.fields;
    assert_eq!(fields[&IncidentField::Key].column.as_deref(), Some("id"));
    // Nine rows of 2017, eight of 2018 and the New York thefts of those nights.
    assert_eq!(
        totals(&checked),
        [726_873, 726_873 - checked.n_bad, 0, checked.n_bad]
    );
    assert!(all_skipped_by_clocks(&checked));
    let bad = |source: &str| {
        let zone = |p: &&RowProblem| p.text(Lang::En).contains(source);
        checked.problems.iter().filter(zone).count()
    };
    assert_eq!((bad("America/Chicago"), bad("Europe")), (17, 0));
    let mut by_source: BTreeMap<&str, u64> = BTreeMap::new();
    for incident in &incidents {
        *by_source.entry(&incident.source).or_default() += 1;
    }
    for (source, n) in [
        ("lancashire", 56_434),
        ("northumbria", 39_706),
        ("west-yorkshire", 52_825),
        ("polisen", 74_131),
        ("chicago2017", 165_567 - 9),
        ("chicago2018", 156_385 - 8),
    ] {
        assert_eq!(by_source[source], n, "{source}");
    }
    let swedish = || incidents.iter().filter(|i| i.source == "polisen");
    assert!(
        swedish().all(|i| i.at.point().is_none()),
        "centres of areas are no points"
    );
    assert_eq!(about(&checked, &About::AreaCentre), 74_131);
    assert!(swedish().all(|i| i.window.precision() == TimePrecision::Published));
}
