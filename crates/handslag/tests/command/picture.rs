//! Pictures: check, show, take in, export.

use crate::support::{Home, example, run};

const ID: &str = "lidkoping-lagesbild";

fn worked() -> String {
    let file = example().with_file_name("lidkoping-lagesbild.toml");
    file.to_str().unwrap().to_owned()
}

#[test]
fn the_worked_picture_is_checked_without_errors() {
    let done = run(&["picture", "check", &worked()]);
    assert_eq!(done.code, 0, "{}", done.out);
    assert!(done.err.contains("0 fel"), "{}", done.err);
}

#[test]
fn a_gap_is_told_with_its_remedy_and_is_no_error() {
    let home = Home::empty();
    let file = home.file(
        "lucka.toml",
        r#"
        format = "handslag-picture/1"
        example = true
        [picture]
        id = "x"
        title = "x"
        municipalities = ["Lidköping"]
        [[problems]]
        id = "a"
        title = "A"
        measures = [{ id = "m", words = "Staket" }]
        "#,
    );
    let done = run(&["picture", "check", &file, "--json"]);
    assert_eq!(done.code, 0, "a gap is never an error: {}", done.out);
    let findings = done.json();
    let rules: Vec<&str> = findings
        .as_array()
        .unwrap()
        .iter()
        .map(|f| f["rule"].as_str().unwrap())
        .collect();
    for rule in [
        "measure_without_cause",
        "problem_without_evidence",
        "problem_without_indicator",
        "part_missing",
    ] {
        assert!(rules.contains(&rule), "{rule}: {rules:?}");
    }
    let told = findings.as_array().unwrap().iter();
    assert!(
        told.clone()
            .all(|f| !f["what_to_do"].as_str().unwrap().is_empty())
    );
}

#[test]
fn an_error_gives_exit_code_1_and_a_file_that_is_not_there_2() {
    let home = Home::empty();
    let broken = home.file("trasig.toml", "format = \"handslag-picture/1\"\n[picture\n");
    assert_eq!(run(&["picture", "check", &broken]).code, 1);
    let other = home.file(
        "annat.toml",
        "format = \"handslag-picture/99\"\n[picture]\nid = \"x\"\ntitle = \"x\"\n",
    );
    assert_eq!(run(&["picture", "check", &other]).code, 1);
    assert_eq!(run(&["picture", "check", "finns-inte.toml"]).code, 2);
}

#[test]
fn the_schema_of_pictures_is_the_published_one() {
    let printed = run(&["picture", "schema"]).json();
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../docs/format/handslag-picture-1.schema.json"
    );
    let published: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert_eq!(printed, published);
}

#[test]
fn a_picture_that_is_taken_in_comes_out_the_same_and_a_second_time_changes_nothing() {
    let home = Home::with_example();
    let taken = home.run(&["import", "picture", &worked(), "--json"]);
    assert_eq!(taken.code, 0, "{}", taken.err);
    assert_eq!(taken.json()[0]["became"], "new");
    let again = home.run(&["import", "picture", &worked(), "--json"]);
    assert_eq!(again.json()[0]["became"], "unchanged");
    let exported = home
        .run(&["picture", "export", ID, "--format", "json"])
        .json();
    let source = run(&["picture", "convert", &worked(), "--to", "json"]).json();
    assert_eq!(exported, source);
}

#[test]
fn a_picture_is_shown_with_what_was_promised_and_what_is_missing() {
    let home = Home::with_example();
    home.run(&["import", "picture", &worked()]);
    let shown = home.run(&["picture", "show", ID, "--json"]).json();
    let first = &shown["problems"][0];
    assert_eq!(first["id"], "droger-de-la-gardie");
    assert_eq!((&first["rank"], &first["causes"]), (&1.into(), &3.into()));
    assert!(first["commitments"].as_u64().unwrap() > 0, "{first}");
    let words = home.run(&["picture", "show", ID]);
    assert!(words.out.contains("[exempel]"), "{}", words.out);
    assert!(words.out.contains("1. Droger hanteras"), "{}", words.out);
    let missing = home.run(&["picture", "show", "ingen"]);
    assert_eq!(missing.code, 2);
    assert!(missing.err.contains(ID), "{}", missing.err);
}

#[test]
fn a_picture_with_somebody_in_it_is_not_taken_in() {
    let home = Home::with_example();
    let text = std::fs::read_to_string(worked()).unwrap();
    let text = text.replacen("Två vägar nämns", "Ring 070-123 45 67. Två vägar nämns", 1);
    let file = home.file("person.toml", &text);
    let done = home.run(&["import", "picture", &file]);
    assert_eq!(done.code, 1, "{}", done.out);
    assert!(done.err.contains("problems[2].words"), "{}", done.err);
    assert_eq!(home.run(&["picture", "show", ID]).code, 2);
}

#[test]
fn voices_come_in_from_a_file_once_and_every_bad_row_is_told() {
    let home = Home::with_example();
    home.run(&["import", "picture", &worked()]);
    let file = home.file(
        "dialog.csv",
        "Namn;Synpunkt;Tema;Plats;Antal\nAnna;Mörkt vid ån;otrygghet;Centrum;7\n",
    );
    let import = ["import", "voices", file.as_str(), "--picture", ID, "--json"];
    let dry = home.run(&[&import[..], &["--dry-run"]].concat()).json();
    assert_eq!(
        (&dry[0]["kept"], &dry[0]["new"]),
        (&false.into(), &1.into())
    );
    let first = home.run(&import).json();
    assert_eq!(first[0]["new"], 1);
    let notes = first[0]["notes"].to_string();
    assert!(notes.contains("Namn"), "{notes}");
    let again = home.run(&import).json();
    assert_eq!(
        (&again[0]["new"], &again[0]["unchanged"]),
        (&0.into(), &1.into())
    );
    let exported = home.run(&["picture", "export", ID, "--format", "json"]);
    assert!(exported.out.contains("Mörkt vid ån") && !exported.out.contains("Anna"));
    let bad = home.file("fel.csv", "Synpunkt;Plats\nRing 070-123 45 67;Månen\n");
    let refused = home.run(&["import", "voices", &bad, "--picture", ID]);
    assert_eq!(refused.code, 1);
    for told in ["2", "Plats", "070-123 45 67"] {
        assert!(refused.out.contains(told), "{told}: {}", refused.out);
    }
}

#[test]
fn voices_with_columns_of_any_name_come_in_by_a_mapping_that_is_saved() {
    let home = Home::with_example();
    home.run(&["import", "picture", &worked()]);
    let file = home.file("enkat.csv", "Vad tycker du?;Hur många?\nMörkt vid ån;7\n");
    let mapping = "[fields]\n\
                   words = { column = \"Vad tycker du?\" }\n\
                   n = { column = \"Hur många?\" }\n\
                   channel = { value = \"citizen_survey\" }\n";
    let mapping = home.file("karta.toml", mapping);
    let import = ["import", "voices", file.as_str(), "--picture", ID, "--json"];
    let lost = home.run(&import);
    assert_eq!(lost.code, 1, "{}", lost.out);
    let by_file = ["--mapping", mapping.as_str(), "--save-mapping", "enkäten"];
    let first = home.run(&[&import[..], &by_file].concat()).json();
    assert_eq!(first[0]["new"], 1);
    // The same columns are known again by themselves, and by the name.
    for by in [&["--dry-run"][..], &["--mapping", "enkäten"]] {
        let again = home.run(&[&import[..], by].concat()).json();
        assert_eq!(again[0]["unchanged"], 1, "{again}");
    }
    let exported = home.run(&["picture", "export", ID, "--format", "json"]);
    assert!(exported.out.contains("Mörkt vid ån"), "{}", exported.out);
}

#[test]
fn an_edition_is_written_as_page_pdf_and_json_and_the_public_one_tells_nothing_withheld() {
    let home = Home::with_example();
    home.run(&["import", "picture", &worked()]);
    let out = home.path().join("ut");
    let folder = out.to_str().unwrap();
    let edition = ["picture", "edition", ID, "--out", folder];
    let done = home.run(&edition);
    assert_eq!(done.code, 0, "{}", done.err);
    let read = |name: &str| std::fs::read(out.join(name)).unwrap();
    let text = |name: &str| String::from_utf8(read(name)).unwrap();
    let page = text("lidkoping-lagesbild-alla.html");
    let json = text("lidkoping-lagesbild-alla.json");
    assert!(read("lidkoping-lagesbild-alla.pdf").starts_with(b"%PDF"));
    for words in ["Droger hanteras", "Lagens klocka", "<style>"] {
        assert!(page.contains(words), "{words}");
    }
    for withheld in ["Stölder i butiker och källare", "stold-butik"] {
        assert!(
            !page.contains(withheld) && !json.contains(withheld),
            "{withheld}"
        );
    }
    let done = home.run(&[&edition[..], &["--for", "partners"]].concat());
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(text("lidkoping-lagesbild-parterna.html").contains("Stölder i butiker"));
}

#[test]
fn an_error_is_json_where_the_answer_was_to_be_json_and_else_in_the_readers_words() {
    let asked = run(&["picture", "check", "finns-inte.toml", "--json"]);
    assert_eq!(asked.code, 2);
    let told: serde_json::Value = serde_json::from_str(&asked.err).unwrap();
    assert_eq!(told["exit_code"], 2);
    let error = told["error"].as_str().unwrap();
    assert!(error.contains("finns-inte.toml"), "{error}");
    assert!(error.contains("filen eller mappen finns inte"), "{error}");
    let read = run(&["picture", "check", "finns-inte.toml"]);
    assert!(!read.err.contains("os error"), "{}", read.err);
    assert!(read.err.starts_with("Fel: "), "{}", read.err);
    // A line that cannot be understood, too.
    let unknown = run(&["picture", "check", "--json", "--okand"]);
    assert_eq!(unknown.code, 2);
    assert!(serde_json::from_str::<serde_json::Value>(&unknown.err).is_ok());
}

#[test]
fn what_a_check_finds_says_its_level_once() {
    let home = Home::empty();
    let broken = home.file("trasig.toml", "format = \"handslag-picture/1\"\n[picture\n");
    let done = run(&["picture", "show", &broken]);
    assert_eq!(done.code, 1);
    assert!(done.err.starts_with("fel, "), "{}", done.err);
    let json = run(&["picture", "show", &broken, "--json"]);
    let told: serde_json::Value = serde_json::from_str(&json.err).unwrap();
    assert_eq!(told["findings"].as_array().unwrap().len(), 1);
    assert_eq!((json.code, &told["exit_code"]), (1, &1.into()));
}

#[test]
fn what_is_missing_is_shown_in_the_words_of_the_forms() {
    let done = run(&["picture", "show", &worked()]);
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(done.out.contains("saknas"), "{}", done.out);
    assert!(
        done.out.contains("(Lägesbild · Senast uppdaterad)"),
        "{}",
        done.out
    );
    assert!(!done.out.contains("picture."), "{}", done.out);
}
