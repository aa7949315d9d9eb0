//! Check, schema, convert, export, and how wrong use is answered.

use crate::support::{Home, PROMISE, example, program, run};

#[test]
fn the_worked_example_is_checked_without_errors() {
    let done = run(&["promise", "check", example().to_str().unwrap()]);
    assert_eq!(done.code, 0, "{}", done.out);
    assert!(done.err.contains("0 fel"), "{}", done.err);
    assert!(!done.out.lines().any(|line| line.starts_with("fel,")));
}

#[test]
fn an_error_is_told_by_level_place_what_and_what_to_do() {
    let home = Home::empty();
    let file = home.file(
        "dubbel.toml",
        r#"
        format = "handslag/1"
        [promise]
        id = "x"
        title = "x"
        parties = ["polisen"]
        [[parties]]
        id = "polisen"
        name = "Polisen"
        [[commitments]]
        id = "a"
        words = "Vi ska göra något."
        parties = ["polisen"]
        [[commitments]]
        id = "a"
        words = "Vi ska göra något annat."
        parties = ["polisen"]
        "#,
    );
    let done = run(&["promise", "check", &file]);
    assert_eq!(done.code, 1);
    let error = done
        .out
        .lines()
        .find(|line| line.starts_with("fel,"))
        .unwrap();
    assert!(
        error.contains("commitments[1].id") && error.matches(", ").count() >= 3,
        "{error}"
    );
    let findings = run(&["promise", "check", &file, "--json", "--lang", "en"]).json();
    let found = findings.as_array().unwrap();
    let error = found.iter().find(|f| f["level"] == "error").unwrap();
    for field in ["place", "what", "what_to_do", "rule"] {
        assert!(!error[field].as_str().unwrap().is_empty(), "{field}");
    }
}

#[test]
fn a_document_that_cannot_be_read_says_where_and_one_that_is_not_there_is_wrong_use() {
    let home = Home::empty();
    let broken = home.file("trasig.toml", "format = \"handslag/1\"\n[promise\n");
    let done = run(&["promise", "check", &broken]);
    assert_eq!(done.code, 1);
    assert!(done.out.contains('2'), "{}", done.out);
    let done = run(&["promise", "check", "finns-inte.toml"]);
    assert_eq!(done.code, 2);
    assert!(done.err.contains("finns-inte.toml"), "{}", done.err);
}

#[test]
fn converting_to_json_and_back_loses_nothing() {
    let home = Home::empty();
    let json = run(&[
        "promise",
        "convert",
        example().to_str().unwrap(),
        "--to",
        "json",
    ]);
    assert_eq!(json.code, 0, "{}", json.err);
    let file = home.file("a.json", &json.out);
    let toml = run(&["promise", "convert", &file, "--to", "toml"]);
    let file = home.file("a.toml", &toml.out);
    let again = run(&["promise", "convert", &file, "--to", "json"]);
    assert_eq!(again.json(), json.json());
    let source = std::fs::read_to_string(example()).unwrap();
    let n_entries = source.matches("[[activities]]").count();
    assert_eq!(
        json.json()["activities"].as_array().unwrap().len(),
        n_entries
    );
}

#[test]
fn the_schema_is_the_published_one() {
    let printed = run(&["promise", "schema"]).json();
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../docs/format/handslag-1.schema.json"
    );
    let published: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert_eq!(printed, published);
}

#[test]
fn what_is_taken_in_comes_out_the_same_and_a_second_time_changes_nothing() {
    let home = Home::with_example();
    let out = home.run(&["export", PROMISE, "--format", "json"]).json();
    let mut source = run(&[
        "promise",
        "convert",
        example().to_str().unwrap(),
        "--to",
        "json",
    ])
    .json();
    let mut exported = out.clone();
    let log = |document: &mut serde_json::Value| {
        let mut log = document["activities"].as_array().unwrap().clone();
        log.sort_by_key(|a| a["id"].as_str().unwrap().to_owned());
        document["activities"] = serde_json::Value::Null;
        log
    };
    assert_eq!(log(&mut exported), log(&mut source));
    assert_eq!(exported, source);
    let again = home
        .run(&["import", "promise", example().to_str().unwrap(), "--json"])
        .json();
    assert_eq!(again[0]["became"], "unchanged");
    assert_eq!(again[0]["new_activities"], 0);
    assert_eq!(
        home.run(&["export", PROMISE, "--format", "json"]).json(),
        out
    );
}

#[test]
fn assess_answers_the_same_for_the_file_and_the_data_folder() {
    let home = Home::with_example();
    let day = ["--at", "2023-06-30", "--json"];
    let file = example();
    let of_file = run(&[&["assess", file.to_str().unwrap()][..], &day].concat()).json();
    let of_folder = home.run(&[&["assess", PROMISE][..], &day].concat()).json();
    let plain = |all: &serde_json::Value| -> Vec<(String, String, String)> {
        all.as_array()
            .unwrap()
            .iter()
            .map(|a| {
                let text = |v: &serde_json::Value| v.to_string();
                (
                    text(&a["commitment"]),
                    text(&a["verdict"]),
                    text(&a["evidenced"]["counted"]),
                )
            })
            .collect()
    };
    assert_eq!(plain(&of_file), plain(&of_folder));
    assert!(plain(&of_file).len() > 5);
    let words = run(&["assess", file.to_str().unwrap(), "--at", "2023-06-30"]);
    for word in ["Utslag:", "Sagt:", "Loggat:", "Tid:", "Kvar:", "Exempel"] {
        assert!(words.out.contains(word), "{word}: {}", words.out);
    }
}

#[test]
fn wrong_use_is_answered_in_the_language_of_the_terminal_with_exit_code_2() {
    let in_language = |locale: &str, arguments: &[&str]| {
        let output = program()
            .env("LANG", locale)
            .args(arguments)
            .output()
            .unwrap();
        (
            output.status.code(),
            String::from_utf8(output.stderr).unwrap(),
        )
    };
    let (code, said) = in_language("sv_SE.UTF-8", &["asses"]);
    assert_eq!(code, Some(2));
    assert!(
        said.contains("Kommandot asses finns inte") && said.contains("assess"),
        "{said}"
    );
    let (code, said) = in_language("en_GB.UTF-8", &["assess"]);
    assert_eq!(code, Some(2));
    assert!(said.contains("<PROMISE> is missing"), "{said}");
    let (_, said) = in_language("C", &["backup"]);
    assert!(said.contains("saknas"), "{said}");
    let (code, said) = in_language("C", &["assess", "x", "--at", "31 juni"]);
    assert_eq!(code, Some(2));
    assert!(said.contains("31 juni"), "{said}");
}

#[test]
fn every_command_has_help_with_an_example_and_exit_codes() {
    let commands = [
        "demo",
        "serve",
        "account add",
        "account list",
        "account disable",
        "promise check",
        "promise schema",
        "promise convert",
        "import promise",
        "import activities",
        "import figures",
        "import population",
        "import notices",
        "log",
        "assess",
        "follow-up",
        "export",
        "backup",
    ];
    for command in commands {
        for (language, example, codes) in [
            ("sv", "Exempel:", "Slutkoder:"),
            ("en", "Example:", "Exit codes:"),
        ] {
            let mut arguments: Vec<&str> = command.split(' ').collect();
            arguments.extend(["--help", "--lang", language]);
            let done = run(&arguments);
            assert_eq!(done.code, 0, "{command}: {}", done.err);
            assert!(
                done.out.contains(example) && done.out.contains(codes),
                "{}",
                done.out
            );
        }
    }
}

#[test]
fn a_promise_that_is_not_there_is_answered_with_those_that_are() {
    let home = Home::with_example();
    let done = home.run(&["assess", "lidkoping"]);
    assert_eq!(done.code, 2);
    assert!(done.err.contains(PROMISE), "{}", done.err);
}
