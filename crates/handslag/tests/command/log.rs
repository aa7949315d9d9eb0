//! Logging from the command line.

use crate::support::{Home, PROMISE, example};

const CHECK: [&str; 6] = [
    "log",
    PROMISE,
    "--type",
    "hastighetskontroll",
    "--on",
    "2023-05-04",
];

#[test]
fn logging_says_which_commitment_moved_and_the_same_key_counts_once() {
    let home = Home::with_example();
    let order = [
        &CHECK[..],
        &[
            "--place",
            "otrygg-vag-1",
            "--party",
            "polisen",
            "--count",
            "drivers=23",
            "--key",
            "a1",
        ],
    ]
    .concat();
    let json = [&order[..], &["--json"]].concat();
    let first = home.run(&json).json();
    assert_eq!(first["already"], false);
    let moved = &first["moved"][0];
    let (before, after) = (
        moved["before"].as_i64().unwrap(),
        moved["after"].as_i64().unwrap(),
    );
    assert_eq!(after, before + 1);
    let again = home.run(&json).json();
    assert_eq!(again["already"], true);
    assert_eq!(again["logged"], first["logged"]);
    assert_eq!(again["moved"].as_array().unwrap().len(), 0);
    let words = home.run(&order);
    assert_eq!(words.code, 0);
    assert!(words.out.contains("Redan loggad"), "{}", words.out);
    let log = home.run(&["export", PROMISE, "--format", "json"]).json();
    let same = |a: &&serde_json::Value| a["id"] == first["logged"];
    assert_eq!(
        log["activities"]
            .as_array()
            .unwrap()
            .iter()
            .filter(same)
            .count(),
        1
    );
}

#[test]
fn personal_data_the_future_and_nonsense_are_refused_and_nothing_is_kept() {
    let home = Home::with_example();
    let before = home.run(&["export", PROMISE]).out;
    let refused = |extra: &[&str], code: i32, said: &str| {
        let done = home.run(&[&["log", PROMISE, "--type", "trafikkontroll"][..], extra].concat());
        assert_eq!(done.code, code, "{}", done.err);
        assert!(done.err.contains(said), "{}", done.err);
    };
    refused(&["--note", "Ring 070-174 06 05"], 1, "070-174 06 05");
    refused(&["--on", "2999-01-01"], 1, "inte varit än");
    refused(&["--on", "31 juni 2023"], 1, "går inte att läsa");
    refused(&["--count", "drivers"], 2, "drivers=23");
    refused(&["--hours", "-1"], 2, "hours");
    assert_eq!(home.run(&["export", PROMISE]).out, before);
}

#[test]
fn a_document_in_a_file_is_not_logged_in() {
    let home = Home::with_example();
    let file = example();
    let done = home.run(&["log", file.to_str().unwrap(), "--type", "trafikkontroll"]);
    assert_eq!(done.code, 2);
    assert!(done.err.contains("import promise"), "{}", done.err);
}

#[test]
fn each_line_is_answered_and_a_bad_line_stops_with_those_before_it_kept() {
    let home = Home::with_example();
    let lines = "{\"key\":\"r1\",\"type\":\"fotpatrull\",\"on\":\"2023-05-04\"}\n\
                 {\"key\":\"r1\",\"type\":\"fotpatrull\",\"on\":\"2023-05-04\"}\n\
                 {\"key\":\"r2\",\"on\":[]}\n";
    let done = home.run_with(&["log", PROMISE, "--stdin-lines"], lines);
    assert_eq!(done.code, 1);
    assert!(done.err.contains("rad 3"), "{}", done.err);
    let answers: Vec<serde_json::Value> = done
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(answers.len(), 2);
    assert_eq!(
        (&answers[0]["already"], &answers[1]["already"]),
        (&false.into(), &true.into())
    );
}
