//! The readers on the real files, which lie beside the checkout.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;
use std::fs;
use std::path::PathBuf;
use std::time::Instant;

use handslag_domain::effect::ComparableGroup;
use handslag_domain::municipality::{County, Municipality, MunicipalityCode};
use handslag_domain::news::Notice;
use handslag_domain::population::{PopulationBasis, PopulationTable};
use handslag_domain::series::{
    Area, Figure, FigureValue, Period, Revised, SeriesKey, Unit, rate_per_100k, revise,
};
use handslag_import::bra::{Columns, UNSAFE_LATE, read_figures};
use handslag_import::groups::read_groups;
use handslag_import::notices::{read_notices, read_revisions};
use handslag_import::population::read_inhabitants;
use handslag_import::{Budget, Lang, Note, NoteKind, Outcome, Problem, Read};
use serde_json::Value;

/// A folder of the shared data, or `None` with a word on what could not be run.
fn shared(test: &str, folder: &str) -> Option<PathBuf> {
    let data = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    if !data.is_dir() {
        eprintln!("NOT RUN: {test}: shared data is not beside the checkout");
        return None;
    }
    Some(data.join(folder))
}

fn read_ok<T: Debug>(outcome: Outcome<T>) -> Read<T> {
    outcome.unwrap_or_else(|problems| {
        let texts: Vec<_> = problems.iter().take(5).map(|p| p.text(Lang::En)).collect();
        panic!("{} problems: {texts:#?}", problems.len())
    })
}

fn figures(path: PathBuf, columns: Columns) -> Read<Figure> {
    let bytes = fs::read(path).unwrap();
    read_ok(read_figures(
        &bytes,
        columns,
        &Budget::default(),
        &mut |_| {},
    ))
}

fn notices(bytes: &[u8]) -> Read<Notice> {
    read_ok(read_notices(bytes, &Budget::default(), &mut |_| {}))
}

fn json(path: PathBuf) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

fn note(kind: NoteKind, count: u64) -> Note {
    Note { kind, count }
}

fn monthly_files(folder: &PathBuf) -> Vec<PathBuf> {
    let files = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let files: Vec<_> = files
        .filter(|path| path.extension().is_some_and(|e| e == "txt"))
        .collect();
    assert_eq!(files.len(), 39);
    files
}

fn given(value: FigureValue) -> i64 {
    match value {
        FigureValue::Given(number) => number,
        other => panic!("{other:?}"),
    }
}

#[test]
fn shared_every_month_and_group_sums_to_the_checksum() {
    let Some(folder) = shared(
        "shared_every_month_and_group_sums_to_the_checksum",
        "bra-manad-kommun",
    ) else {
        return;
    };
    let checksums = json(folder.join("checksums.json"));
    let checksums = checksums.as_object().unwrap();
    assert_eq!(checksums.len(), 39);
    let lidkoping = Area::by_name("Lidköping");
    let mut months = BTreeSet::new();
    for path in monthly_files(&folder) {
        let read = figures(path, Columns::CountsAndRates);
        assert_eq!(read.rows, 2910);
        assert_eq!(
            read.items.len(),
            2 * 2900,
            "290 municipalities, 10 groups, count and rate"
        );
        let period = read.items[0].period;
        months.insert(period.to_string());
        let expected = &checksums[&period.to_string()];

        let mut sums: BTreeMap<&str, i64> = BTreeMap::new();
        let mut own: BTreeMap<&str, (Option<i64>, Option<i64>)> = BTreeMap::new();
        for figure in &read.items {
            assert_eq!(figure.period, period);
            assert_eq!(
                figure.preliminary,
                expected["preliminary"].as_bool().unwrap()
            );
            assert!(matches!(figure.key.area, Area::Municipality(_)));
            let value = given(figure.value);
            if figure.key.unit == Unit::Count {
                *sums.entry(&figure.key.category).or_default() += value;
            }
            if figure.key.area == lidkoping {
                let pair = own.entry(&figure.key.category).or_default();
                match figure.key.unit {
                    Unit::Count => pair.0 = Some(value),
                    _ => pair.1 = Some(value),
                }
            }
        }
        let expected_sums = expected["sum_all_municipalities"].as_object().unwrap();
        assert_eq!(sums.len(), expected_sums.len());
        for (group, sum) in expected_sums {
            assert_eq!(Some(sums[group.as_str()]), sum.as_i64(), "{period} {group}");
        }
        let expected_own = expected["lidkoping_count_and_per_100k"]
            .as_object()
            .unwrap();
        assert_eq!(own.len(), expected_own.len());
        for (group, pair) in expected_own {
            let pair = (pair[0].as_i64(), pair[1].as_i64());
            assert_eq!(own[group.as_str()], pair, "{period} {group}");
        }
    }
    assert_eq!(months.len(), 39);
    assert_eq!(months.first().unwrap(), "2013-01");
    assert_eq!(months.last().unwrap(), "2016-03");
}

#[test]
fn shared_heby_keeps_its_figures_in_every_month() {
    let Some(folder) = shared(
        "shared_heby_keeps_its_figures_in_every_month",
        "bra-manad-kommun",
    ) else {
        return;
    };
    let heby = Area::Municipality(MunicipalityCode::parse("0331").unwrap());
    for path in monthly_files(&folder) {
        let text: String = fs::read(&path)
            .unwrap()
            .iter()
            .map(|b| char::from(*b))
            .collect();
        // Independent of the reader: the double rows are figures and zeros, so
        // adding them up is safe.
        let mut expected: BTreeMap<String, i64> = BTreeMap::new();
        for line in text.lines().filter(|line| line.starts_with("Heby kommun;")) {
            let cells: Vec<_> = line.split(';').collect();
            *expected.entry(cells[1].trim().to_owned()).or_default() +=
                cells[4].parse::<i64>().unwrap();
        }
        let read = figures(path, Columns::Counts);
        let own: BTreeMap<String, i64> = read
            .items
            .iter()
            .filter(|figure| figure.key.area == heby)
            .map(|figure| (figure.key.category.clone(), given(figure.value)))
            .collect();
        assert_eq!(own, expected);
        assert!(own["Totalt antal brott"] > 0);
        let merged: u64 = read.notes.iter().map(|note| note.count).sum();
        assert_eq!(merged, 10, "{:?}", read.notes);
    }
}

#[test]
fn shared_january_2013_in_heby_is_as_printed() {
    let Some(folder) = shared(
        "shared_january_2013_in_heby_is_as_printed",
        "bra-manad-kommun",
    ) else {
        return;
    };
    let read = figures(folder.join("DatabasfilJan2013.txt"), Columns::Counts);
    let heby = Area::by_name("Heby");
    let total = read
        .items
        .iter()
        .find(|f| f.key.area == heby && f.key.category == "Totalt antal brott")
        .unwrap();
    assert_eq!(total.value, FigureValue::Given(92));
    assert_eq!(read.notes, [note(NoteKind::ZeroBesideNumber, 10)]);
}

#[test]
fn shared_reading_a_month_again_changes_nothing_and_a_final_year_replaces_a_preliminary() {
    let Some(folder) = shared(
        "shared_reading_a_month_again_changes_nothing_and_a_final_year_replaces_a_preliminary",
        "bra-manad-kommun",
    ) else {
        return;
    };
    let read = figures(folder.join("DatabasfilMar2016.txt"), Columns::Counts);
    for figure in &read.items {
        assert!(figure.preliminary);
        assert_eq!(revise(Some(figure), figure), Revised::Unchanged);
        let last = Figure {
            preliminary: false,
            ..figure.clone()
        };
        assert_eq!(revise(Some(figure), &last), Revised::Replaces);
        assert_eq!(revise(Some(&last), figure), Revised::OlderThanHeld);
    }
}

#[test]
fn shared_rates_made_from_population_agree_with_those_of_bra() {
    let Some(folder) = shared(
        "shared_rates_made_from_population_agree_with_those_of_bra",
        "bra-manad-kommun",
    ) else {
        return;
    };
    let population =
        fs::read(folder.join("../befolkning/kolada-befolkning-2010-2016.csv")).unwrap();
    let people: PopulationTable = read_ok(read_inhabitants(
        &population,
        None,
        &Budget::default(),
        &mut |_| {},
    ))
    .items
    .into_iter()
    .collect();
    let read = figures(
        folder.join("DatabasfilJan2013.txt"),
        Columns::CountsAndRates,
    );
    let rates: BTreeMap<&SeriesKey, i64> = read
        .items
        .iter()
        .map(|f| (&f.key, given(f.value)))
        .collect();
    let (mut compared, mut far) = (0, 0);
    for figure in read.items.iter().filter(|f| f.key.unit == Unit::Count) {
        let mean = people.mean(&figure.key.area, 2013).unwrap();
        assert_eq!(mean.basis, PopulationBasis::MeanOfYearEnds);
        let ours = rate_per_100k(given(figure.value), mean.persons).unwrap();
        let key = SeriesKey {
            unit: Unit::RatePer100k,
            ..figure.key.clone()
        };
        let difference = (ours - rates[&key] as f64).abs();
        compared += 1;
        // Brå rounds to an integer (0.5). Its mean population is not exactly
        // ours: allow one in a hundred of the rate besides.
        far += u32::from(difference > 0.5 + 0.01 * ours);
    }
    assert_eq!(compared, 2900);
    assert_eq!(far, 0);
}

#[test]
fn shared_the_extracts_of_today_are_read() {
    let Some(folder) = shared("shared_the_extracts_of_today_are_read", "bra-riket") else {
        return;
    };
    let years = figures(
        folder.join("databasfil-ar-2024-2025-utdrag.txt"),
        Columns::CountsAndRates,
    );
    let of = |category: &str, year: &str, unit: Unit| {
        let period: Period = year.parse().unwrap();
        let mut found = years.items.iter().filter(|f| {
            f.key.area == Area::Country
                && f.key.unit == unit
                && f.key.category == category
                && f.period == period
        });
        let value = found.next().unwrap().value;
        assert!(
            found.next().is_none(),
            "one figure for each series and period"
        );
        value
    };
    let law = "Lag om straff för penningtvättsbrott";
    assert_eq!(of(law, "2024", Unit::Count), FigureValue::Given(19_017));
    assert_eq!(of(law, "2025", Unit::RatePer100k), FigureValue::Given(185));
    let heading = "8-12 kap. Brott mot förmögenhet";
    assert_eq!(of(heading, "2024", Unit::Count), FigureValue::Missing);
    assert_eq!(
        years.notes,
        [note(NoteKind::SameRowAgain, 4)],
        "count and rate of two years"
    );
    let region = Area::Other("Region Nord".to_owned());
    assert!(years.items.iter().any(|f| f.key.area == region));

    let months = figures(
        folder.join("databasfil-manad-2025-2026-utdrag.txt"),
        Columns::Counts,
    );
    let found: Vec<_> = months
        .items
        .iter()
        .map(|f| {
            (
                f.key.area.name(),
                f.period.to_string(),
                given(f.value),
                f.preliminary,
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            ("Hela landet", "2025-01".to_owned(), 133, false),
            ("Hela landet", "2026-08".to_owned(), 498, true),
            ("Region Stockholm", "2026-08".to_owned(), 20, true),
        ]
    );
}

#[test]
fn shared_the_national_series_are_read_in_their_three_forms() {
    let Some(folder) = shared(
        "shared_the_national_series_are_read_in_their_three_forms",
        "bra-riket",
    ) else {
        return;
    };
    let long = figures(folder.join("hela-landet-ar-2000-2016.csv"), Columns::Counts);
    assert_eq!((long.rows, long.items.len()), (170, 170));
    assert!(long.items.iter().all(|f| f.key.area == Area::Country));
    assert!(
        long.items
            .iter()
            .all(|f| f.preliminary == (f.period.year() == 2016))
    );
    assert!(long.items.iter().all(|f| !f.key.category.contains('\n')));
    let total_2013 = long
        .items
        .iter()
        .find(|f| f.key.category == "Totalt antal brott" && f.period.year() == 2013);
    assert_eq!(given(total_2013.unwrap().value), 1_401_982);

    let wide = figures(
        folder.join("riket-bedrageri-penningtvatt-2019-2025.csv"),
        Columns::Counts,
    );
    assert_eq!((wide.rows, wide.items.len()), (11, 77));
    let identity: Vec<_> = wide
        .items
        .iter()
        .filter(|f| f.key.category == "Identitetsbedrägeri")
        .map(|f| given(f.value))
        .collect();
    assert_eq!(
        identity,
        [27_299, 27_901, 21_836, 15_041, 10_636, 9_872, 7_641]
    );
    assert!(wide.items.iter().all(|f| !f.preliminary));

    let survey = figures(
        folder.join("ntu-otrygg-sen-utevistelse-riket.csv"),
        Columns::Counts,
    );
    assert_eq!(survey.items.len(), 19);
    assert!(
        survey
            .items
            .iter()
            .all(|f| f.key.unit == Unit::Percent && f.key.category == UNSAFE_LATE)
    );
    assert_eq!(given(survey.items[0].value), 25);

    let page = fs::read(folder.join("resultatsida-med-saknade-varden.html")).unwrap();
    let refused = read_figures(&page, Columns::Counts, &Budget::default(), &mut |_| {});
    assert_eq!(refused.unwrap_err()[0].problem, Problem::WebPage);
}

#[test]
fn shared_inhabitants_are_read_from_both_files() {
    let Some(folder) = shared("shared_inhabitants_are_read_from_both_files", "befolkning") else {
        return;
    };
    let read = |name: &str, year| {
        let bytes = fs::read(folder.join(name)).unwrap();
        read_inhabitants(&bytes, year, &Budget::default(), &mut |_| {})
    };
    let kolada = read_ok(read("kolada-befolkning-2010-2016.csv", None));
    assert_eq!(kolada.items.len(), 291 * 7);
    assert!(
        kolada
            .items
            .iter()
            .all(|row| !matches!(row.area, Area::Other(_)))
    );
    let lidkoping = Area::by_name("Lidköping");
    let own: Vec<_> = kolada
        .items
        .iter()
        .filter(|r| r.area == lidkoping)
        .map(|r| r.persons)
        .collect();
    assert_eq!(
        own,
        [38_048, 38_183, 38_254, 38_414, 38_761, 39_009, 39_235]
    );

    let codes = read_ok(read("folkmangd-kommuner.csv", Some(2024)));
    assert_eq!(codes.items.len(), 290);
    assert!(codes.items.iter().all(|row| row.year == 2024));
    assert!(codes.notes.is_empty());
    let unsaid = read("folkmangd-kommuner.csv", None).unwrap_err();
    assert_eq!(unsaid[0].problem, Problem::YearNotGiven);
}

#[test]
fn shared_the_built_in_register_is_the_official_one() {
    let Some(folder) = shared(
        "shared_the_built_in_register_is_the_official_one",
        "befolkning",
    ) else {
        return;
    };
    let mut register = csv::Reader::from_path(folder.join("kommuner-och-lan.csv")).unwrap();
    let mut counties = BTreeSet::new();
    let mut count = 0;
    for record in register.records() {
        let record = record.unwrap();
        let municipality = Municipality::by_code(record[0].parse().unwrap()).unwrap();
        assert_eq!(municipality.name, &record[1]);
        assert_eq!(municipality.county().code.as_str(), &record[2]);
        assert_eq!(municipality.county().name, &record[3]);
        counties.insert(record[2].to_owned());
        count += 1;
    }
    assert_eq!(
        (count, counties.len()),
        (Municipality::all().len(), County::all().len())
    );

    let mut names = csv::Reader::from_path(folder.join("kommunnamn-i-olika-kallor.csv")).unwrap();
    for record in names.records() {
        let record = record.unwrap();
        let areas: BTreeSet<Area> = record
            .iter()
            .filter(|name| !name.is_empty())
            .map(Area::by_name)
            .collect();
        assert_eq!(areas.len(), 1, "{record:?}");
        assert!(
            !matches!(areas.first().unwrap(), Area::Other(_)),
            "{record:?}"
        );
    }
}

fn counts<'n, K: Ord>(notices: &'n [Notice], key: impl Fn(&'n Notice) -> K) -> BTreeMap<K, u64> {
    let mut counts = BTreeMap::new();
    for notice in notices {
        *counts.entry(key(notice)).or_default() += 1;
    }
    counts
}

/// A table of the statistics; labels are trimmed, as one type ends in a space.
fn table(statistics: &Value) -> BTreeMap<String, u64> {
    let table = statistics.as_object().unwrap();
    table
        .iter()
        .map(|(key, n)| (key.trim().to_owned(), n.as_u64().unwrap()))
        .collect()
}

/// How many stand in the group of another: 310 notices share name and summary with an earlier id.
fn beyond_the_first<K: Ord>(groups: &BTreeMap<K, u64>) -> u64 {
    groups.values().map(|n| n - 1).sum()
}

#[test]
fn shared_every_number_of_the_police_statistics_is_equal() {
    let Some(folder) = shared(
        "shared_every_number_of_the_police_statistics_is_equal",
        "polisen-events",
    ) else {
        return;
    };
    let statistics = json(folder.join("statistics.json"));
    let archive = fs::read(folder.join("events.ndjson.gz")).unwrap();
    let mut told = Vec::new();
    let started = Instant::now();
    let read = read_ok(read_notices(&archive, &Budget::default(), &mut |p| {
        told.push(p)
    }));
    eprintln!(
        "{} notices read in {:?}",
        read.items.len(),
        started.elapsed()
    );
    let all = read.items.as_slice();
    let number = |name: &str| statistics[name].as_u64().unwrap();
    let count = |is: &dyn Fn(&Notice) -> bool| all.iter().filter(|n| is(n)).count() as u64;

    assert_eq!(all.len() as u64, number("events"));
    assert_eq!(read.rows, number("events"));
    assert!(read.notes.is_empty(), "{:?}", read.notes);
    assert_eq!(told.first().unwrap().done, 0);
    assert_eq!(told.last().unwrap().done, 74_131);
    assert!(told.len() > 70);

    let day = |n: &Notice| n.published_local.date().to_string();
    assert_eq!(
        all.iter().map(day).min().unwrap(),
        statistics["first"].as_str().unwrap()
    );
    assert_eq!(
        all.iter().map(day).max().unwrap(),
        statistics["last"].as_str().unwrap()
    );
    let year = |n: &Notice| n.published_local.year().to_string();
    let month = |n: &Notice| n.published_local.strftime("%Y-%m").to_string();
    assert_eq!(counts(all, year), table(&statistics["per_year"]));
    assert_eq!(counts(all, month), table(&statistics["per_month"]));
    assert_eq!(
        counts(all, |n| n.kind.clone()),
        table(&statistics["per_type"])
    );
    assert_eq!(
        counts(all, |n| n.location_name.clone()),
        table(&statistics["per_location_name"])
    );

    let by_county: Vec<Notice> = all
        .iter()
        .filter(|n| County::by_name(&n.location_name).is_some())
        .cloned()
        .collect();
    assert_eq!(
        counts(&by_county, month),
        table(&statistics["location_is_county_per_month"])
    );

    let separator = |n: &Notice| {
        let time = &n.title.as_ref().unwrap().time_as_written;
        time.chars()
            .find(|c| !c.is_ascii_digit())
            .unwrap()
            .to_string()
    };
    assert_eq!(
        counts(all, separator),
        table(&statistics["name_time_separator"])
    );
    // The hour was never written with a leading zero.
    assert_eq!(
        count(&|n| n.published_local.hour() < 10),
        number("hour_without_leading_zero")
    );
    let offset = |n: &Notice| {
        let utc = jiff::tz::Offset::UTC.to_datetime(n.published);
        format!(
            "+{:02}:00",
            n.published_local.duration_since(utc).as_hours()
        )
    };
    assert_eq!(counts(all, offset), table(&statistics["utc_offset"]));

    let same_text = counts(all, |n| (n.name.as_str(), n.summary_as_written.as_str()));
    let same_url = counts(all, |n| n.url.as_str());
    assert_eq!(
        beyond_the_first(&same_text),
        number("same_name_and_summary_other_id")
    );
    assert_eq!(beyond_the_first(&same_url), number("same_url_other_id"));
    assert_eq!(
        count(&|n| n.summary_as_written.contains('\u{a0}')),
        number("summary_with_nbsp")
    );
    assert_eq!(
        count(&|n| n.summary_as_written.contains("&amp;")),
        number("summary_with_html_entity")
    );
    assert_eq!(
        count(&|n| n.summary.contains('\u{a0}') || n.summary.contains("&amp;")),
        0
    );
    assert_eq!(
        count(&|n| n.is_summary),
        number("night_or_period_summary_types")
    );

    assert_eq!(count(&|n| n.occurred.is_none()), 0);
    let days_apart = |n: &Notice| {
        n.published_local
            .duration_since(n.occurred.unwrap())
            .as_hours()
            .abs()
            / 24
    };
    assert!(
        all.iter().all(|n| days_apart(n) < 30),
        "New Year does not move an event"
    );
}

#[test]
fn shared_lidkoping_has_the_notices_of_the_statistics() {
    let Some(folder) = shared(
        "shared_lidkoping_has_the_notices_of_the_statistics",
        "polisen-events",
    ) else {
        return;
    };
    let statistics = &json(folder.join("statistics.json"))["lidkoping"];
    let read = notices(&fs::read(folder.join("events.ndjson.gz")).unwrap());
    let is_it = |name: &str| {
        Municipality::by_name(name).is_some_and(|municipality| municipality.name == "Lidköping")
    };
    let by_location = |n: &Notice| is_it(&n.location_name);
    let by_suffix = |n: &Notice| is_it(&n.title.as_ref().unwrap().suffix);
    let count = |is: &dyn Fn(&Notice) -> bool| read.items.iter().filter(|n| is(n)).count() as u64;
    assert_eq!(
        Some(count(&by_location)),
        statistics["by_location_name"].as_u64()
    );
    assert_eq!(
        Some(count(&by_suffix)),
        statistics["by_name_suffix"].as_u64()
    );
    assert_eq!(
        Some(count(&|n| by_location(n) || by_suffix(n))),
        statistics["either"].as_u64()
    );

    let code = MunicipalityCode::parse("1494").unwrap();
    let own: Vec<Notice> = read
        .items
        .iter()
        .filter(|n| n.municipality == Some(code))
        .cloned()
        .collect();
    assert_eq!(Some(own.len() as u64), statistics["either"].as_u64());
    let year = |n: &Notice| n.published_local.year().to_string();
    assert_eq!(counts(&own, year), table(&statistics["per_year"]));
    assert_eq!(
        counts(&own, |n| n.kind.clone()),
        table(&statistics["per_type"])
    );
    assert!(own.iter().all(|n| n.county == Some(code.county())));
}

#[test]
fn shared_every_version_of_the_changed_notices_is_kept() {
    let Some(folder) = shared(
        "shared_every_version_of_the_changed_notices_is_kept",
        "polisen-events",
    ) else {
        return;
    };
    let bytes = fs::read(folder.join("revisions.ndjson.gz")).unwrap();
    let read = read_ok(read_revisions(&bytes, &Budget::default(), &mut |_| {}));
    let statistics = json(folder.join("statistics.json"));
    assert_eq!(read.items.len() as u64, read.rows);
    let mut versions: BTreeMap<i64, Vec<_>> = BTreeMap::new();
    for item in &read.items {
        versions.entry(item.notice.id).or_default().push(item);
    }
    assert_eq!(
        Some(versions.len() as u64),
        statistics["with_revisions"].as_u64()
    );
    let archive = notices(&fs::read(folder.join("events.ndjson.gz")).unwrap());
    for (id, versions) in versions {
        assert!(versions.len() > 1);
        assert!(
            versions
                .iter()
                .map(|v| v.version)
                .eq(0..u32::try_from(versions.len()).unwrap())
        );
        assert!(versions.is_sorted_by_key(|v| v.seen));
        let at = archive.items.binary_search_by_key(&id, |n| n.id).unwrap();
        assert_eq!(
            archive.items[at],
            versions.last().unwrap().notice,
            "the archive has the last"
        );
    }
}

#[test]
fn shared_each_answer_of_the_interface_is_read() {
    let Some(folder) = shared(
        "shared_each_answer_of_the_interface_is_read",
        "polisen-events",
    ) else {
        return;
    };
    let archive = notices(&fs::read(folder.join("events.ndjson.gz")).unwrap());
    let known: BTreeSet<i64> = archive.items.iter().map(|n| n.id).collect();
    let mut answers = 0;
    for entry in fs::read_dir(folder.join("responses")).unwrap() {
        let path = entry.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let read = notices(&bytes);
        let expected = match &name {
            name if name.contains("empty-body") => 0,
            name if name.contains("short-40") => 40,
            name if name.contains("short-58") => 58,
            _ => 500,
        };
        assert_eq!(read.items.len(), expected, "{name}");
        if expected == 0 {
            assert_eq!(read.notes, [note(NoteKind::NothingInAnswer, 1)]);
        } else {
            assert!(read.notes.is_empty(), "{name}: {:?}", read.notes);
        }
        assert!(
            read.items
                .iter()
                .all(|n| known.contains(&n.id) && n.title.is_some()),
            "{name}"
        );
        if name.contains("county-only") {
            assert!(
                read.items
                    .iter()
                    .all(|n| County::by_name(&n.location_name).is_some())
            );
            let with_municipality = read
                .items
                .iter()
                .filter(|n| n.municipality.is_some())
                .count();
            assert!(with_municipality > 300, "{with_municipality}");
        }
        if name.contains("new-year") {
            let last_year = |n: &&Notice| n.occurred.unwrap().year() == 2024;
            assert!(read.items.iter().filter(last_year).count() > 400, "{name}");
        }
        answers += 1;
    }
    assert_eq!(answers, 10);
}

#[test]
fn shared_body_texts_are_not_imported() {
    let Some(folder) = shared("shared_body_texts_are_not_imported", "polisen-events") else {
        return;
    };
    let bytes = fs::read(folder.join("texts-vastra-gotaland.ndjson.gz")).unwrap();
    let problems = read_notices(&bytes, &Budget::default(), &mut |_| {}).unwrap_err();
    assert_eq!(problems.len(), 4003);
    assert!(problems.iter().all(|p| p.problem == Problem::BodyText));
}

#[test]
fn shared_kolada_gives_every_municipality_its_seven_alike() {
    let Some(folder) = shared("kolada groups", "kolada") else {
        return;
    };
    let bytes = fs::read(folder.join("municipality_groups-alla.json.gz")).unwrap();
    let read = read_groups(&bytes, &Budget::default(), &mut |_| {}).unwrap();
    assert_eq!(read.rows, 3630);
    let overall = |group: &&ComparableGroup| group.kind == "Liknande kommuner, övergripande";
    let overall: Vec<_> = read.items.iter().filter(overall).collect();
    assert_eq!(overall.len(), 290);
    assert!(
        overall
            .iter()
            .all(|g| g.members.len() == 7 && g.year == 2025)
    );
    let own = overall.iter().find(|g| g.municipality.as_str() == "1494");
    assert_eq!(
        own.unwrap().compared_with().municipalities,
        [
            "Värnamo",
            "Ljungby",
            "Oskarshamn",
            "Ängelholm",
            "Orust",
            "Falun",
            "Hudiksvall"
        ]
    );
    // The small file is a part of the large one, unpacked.
    let bytes = fs::read(folder.join("municipality_groups-liknande-skaraborg.json")).unwrap();
    let part = read_groups(&bytes, &Budget::default(), &mut |_| {}).unwrap();
    assert_eq!(part.rows, 180);
    assert!(part.items.iter().all(|group| read.items.contains(group)));
}
