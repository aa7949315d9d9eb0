//! Did it help, and could it be seen, from the command line.

use crate::support::{Home, PROMISE, Ran, example};

/// Two organisations, of which one holds the yearly figures of every municipality.
fn home() -> Home {
    let home = Home::new();
    home.add_account("polis", "polisen", "polisen");
    let figures = example().with_file_name("bra-kommuner-ar-2013-2015.csv");
    let file = figures.to_str().unwrap();
    let done = home.run(&["import", "figures", file, "--organisation", "polisen"]);
    assert_eq!(done.code, 0, "{}", done.err);
    home
}

fn compare(home: &Home, series: &str, area: &str, before: &str, after: &str) -> Ran {
    home.run(&[
        "effect", "compare", "--series", series, "--area", area, "--before", before, "--after",
        after,
    ])
}

#[test]
fn the_only_organisation_that_holds_figures_need_not_be_named() {
    let home = home();
    let done = compare(&home, "Stöldbrott", "Lidköping", "2013", "2014");
    assert_eq!(done.code, 0, "{}", done.err);
    for words in [
        "Så vet vi det",
        "Metod:",
        "Detta måste stämma:",
        "Källor till metoden:",
        "doi:10.1002/sim.1970",
        "Hur ofta så stor skillnad kommer av sig själv",
    ] {
        assert!(done.out.contains(words), "{words} in {}", done.out);
    }
    let detectable = home.run(&[
        "effect",
        "detectable",
        "--series",
        "Stöldbrott",
        "--area",
        "Lidköping",
        "--before",
        "2013..2014",
        "--after",
        "2015",
    ]);
    assert_eq!(detectable.code, 0, "{}", detectable.err);
    assert!(
        detectable.out.contains("skulle synas"),
        "{}",
        detectable.out
    );
}

#[test]
fn another_baseline_is_shown_beside() {
    let home = home();
    let done = home.run(&[
        "effect",
        "compare",
        "--series",
        "Stöldbrott",
        "--area",
        "Lidköping",
        "--before",
        "2014",
        "--after",
        "2015",
        "--also-before",
        "2013",
    ]);
    assert!(done.out.contains("Förändring mot 2013:"), "{}", done.out);
}

#[test]
fn months_that_overlap_or_come_in_disorder_are_refused_with_what_to_do() {
    let home = home();
    for (before, after) in [
        ("2014", "2014-06..2015-12"),
        ("2014", "2014"),
        ("2015", "2014"),
        ("2013-01-02..2013-12-31", "2014"),
    ] {
        let done = compare(&home, "Stöldbrott", "Lidköping", before, after);
        assert_eq!(done.code, 1, "{before} {after}: {}", done.out);
        assert!(
            done.out.is_empty() && done.err.contains("varning"),
            "{}",
            done.err
        );
    }
}

#[test]
fn a_slip_in_a_name_is_answered_with_the_nearest() {
    let home = home();
    let area = compare(&home, "Stöldbrott", "Lidkoping", "2013", "2014");
    assert_eq!(area.code, 1);
    assert!(area.err.contains("Lidköping"), "{}", area.err);
    let series = compare(&home, "Skadegörelsebrott", "Lidköping", "2013", "2014");
    assert_eq!(series.code, 1);
    assert!(
        series
            .err
            .contains("Menade du ”Skadegörelsebrott (inkl. mordbrand)”?"),
        "{}",
        series.err
    );
    let unknown = compare(&home, "Rymning", "Lidköping", "2013", "2014");
    assert_eq!(unknown.code, 1);
    assert!(unknown.err.contains("Inlästa är:"), "{}", unknown.err);
}

#[test]
fn places_and_surveys_bring_their_own_numbers() {
    let home = home();
    let place = home.run(&["effect", "detectable", "--treated", "71", "--control", "79"]);
    assert_eq!(place.code, 0, "{}", place.err);
    assert!(
        place.out.contains("från 71 händelser till 25"),
        "{}",
        place.out
    );
    let survey = home.run(&["effect", "detectable", "--share", "61", "--answers", "412"]);
    assert_eq!(survey.code, 0, "{}", survey.err);
    assert!(survey.out.contains("10 procentenheter"), "{}", survey.out);
    // Wheeler and Ratcliffe (2018), without their rings.
    let done = home.run(&[
        "effect",
        "compare",
        "--treated",
        "71,41",
        "--control",
        "79,74",
    ]);
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(done.out.contains("Det kan vara slump"), "{}", done.out);
}

#[test]
fn the_answers_of_a_follow_up_have_a_table_of_their_own() {
    let home = Home::with_example();
    let folder = home.path().join("ut");
    let out = folder.to_str().unwrap();
    let done = home.run(&["follow-up", PROMISE, "--year", "2023", "--out", out]);
    assert_eq!(done.code, 0, "{}", done.err);
    let answers = folder.join("lidkoping-2022-2023-2023-svaren.csv");
    let answers = std::fs::read_to_string(answers).unwrap();
    assert!(answers.contains("bedragerier-riket"), "{answers}");
}
