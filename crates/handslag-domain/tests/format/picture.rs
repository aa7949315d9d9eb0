//! The picture's open format: nothing is lost, and the schema holds.

use std::path::PathBuf;

use handslag_domain::check::{Level, Words};
use handslag_domain::document::{PromiseDocument, Syntax};
use handslag_domain::picture::PictureDocument;
use handslag_domain::picture::check::check_text;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::pictures::pictures;

fn file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../docs/format")
        .join(name)
}

fn validator() -> jsonschema::Validator {
    jsonschema::draft202012::new(&PictureDocument::json_schema()).unwrap()
}

fn again(document: &PictureDocument, syntax: Syntax) -> (String, PictureDocument) {
    let text = document.write(syntax).unwrap();
    let read = PictureDocument::read(&text).unwrap_or_else(|e| panic!("{e}\n{text}"));
    (text, read)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn a_picture_survives_toml_and_json_and_back(document in pictures()) {
        let (json, from_json) = again(&document, Syntax::Json);
        prop_assert_eq!(&from_json, &document, "{}", json);
        let (toml, from_toml) = again(&document, Syntax::Toml);
        prop_assert_eq!(&from_toml, &document, "{}", toml);
        prop_assert_eq!(&again(&from_json, Syntax::Json).0, &json);
        prop_assert_eq!(&again(&from_toml, Syntax::Toml).0, &toml);
        let value: Value = serde_json::from_str(&json).unwrap();
        let errors: Vec<String> = validator().iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path())).collect();
        prop_assert!(errors.is_empty(), "{:#?}\n{}", errors, json);
    }

    #[test]
    fn no_text_makes_the_reader_of_pictures_panic(text in any::<String>()) {
        let _ = PictureDocument::read(&text);
        let _ = PictureDocument::read(&format!("{{{text}"));
    }
}

#[test]
fn the_published_schema_of_the_picture_is_the_one_in_the_code() {
    let schema = PictureDocument::json_schema();
    jsonschema::draft202012::meta::validate(&schema).unwrap();
    assert_eq!(schema["$id"], "handslag-picture/1");
    assert!(!schema.to_string().contains("crate::"));
    let now = serde_json::to_string_pretty(&schema).unwrap() + "\n";
    let published = file("handslag-picture-1.schema.json");
    if std::env::var_os("HANDSLAG_WRITE_SCHEMA").is_some() {
        std::fs::write(&published, &now).unwrap();
    }
    assert!(
        std::fs::read_to_string(published).unwrap_or_default() == now,
        "docs/format/handslag-picture-1.schema.json is not what the code says. If the change is meant:\n\
         HANDSLAG_WRITE_SCHEMA=1 cargo test -p handslag-domain --test format picture"
    );
}

#[test]
fn an_error_in_a_picture_names_its_place() {
    let text = "[picture]\nid = \"p\"\ntitle = \"t\"\n[[problems]]\nid = \"a\"\ntitle = \"w\"\nevidence = [{ words = \"ett\" }]\n";
    let error = PictureDocument::read(text).unwrap_err().to_string();
    assert!(error.starts_with("problems[0].evidence[0]"), "{error}");
    assert!(error.contains("`kind`"), "{error}");
}

/// A problem as promises wrote it before there was a picture.
#[test]
fn a_problem_of_an_older_promise_reads_and_writes_as_it_was() {
    let old = json!({
        "id": "p", "title": "Droger på skolan", "words": "w", "places": ["skolan"], "project": "Drogfria platser",
        "parties": ["polisen"], "cycle": [{ "step": "identify", "state": "done", "on": "2022-03", "words": "w" }],
        "causes": [{ "id": "c", "words": "w", "kind": "social", "evidence_for": ["e"], "evidence_against": ["f"] }],
        "measures": [{ "id": "m", "words": "w", "cause": "c", "kind": "social", "term": "long", "parties": ["polisen"], "commitments": ["a"] }],
        "result": "r",
    });
    let voice = json!({ "id": "v", "words": "w", "channel": "citizen_dialogue", "n": 3, "on": "2022", "answer": "a" });
    let document =
        json!({ "promise": { "id": "p", "title": "t" }, "voices": [voice], "problems": [old] });
    let read = PromiseDocument::read(&document.to_string()).unwrap();
    let written = serde_json::to_value(&read).unwrap();
    assert_eq!(written["problems"], document["problems"]);
    assert_eq!(written["voices"], document["voices"]);
    assert!(read.problems[0].extra.is_empty() && read.voices[0].extra.is_empty());
}

/// A block is a whole document, or a part of one; its first line may say what a check finds.
#[test]
fn every_toml_in_the_page_of_pictures_is_read_and_checked_as_it_says() {
    let page = std::fs::read_to_string(file("PICTURE.md")).unwrap();
    let blocks: Vec<&str> = page
        .split("```toml")
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap())
        .collect();
    assert!(blocks.len() >= 7, "{}", blocks.len());
    let mut said_something = 0;
    for block in blocks {
        let head = "[picture]\nid = \"p\"\ntitle = \"t\"\nmunicipalities = [\"Lidköping\"]\n";
        let whole = match block.contains("[picture]") {
            true => block.to_owned(),
            false => format!("{head}{block}"),
        };
        let (read, findings) = check_text(&whole, Words::En);
        let rules: Vec<&str> = findings.iter().map(|f| f.rule.as_str()).collect();
        assert!(read.is_some(), "{findings:#?}\n{block}");
        assert!(
            findings.iter().all(|f| f.level != Level::Error),
            "{findings:#?}\n{block}"
        );
        for wrong in ["unknown_field", "unknown_word", "unknown_criterion"] {
            assert!(!rules.contains(&wrong), "{findings:#?}\n{block}");
        }
        let said = block.lines().find_map(|l| l.strip_prefix("# finds:"));
        for rule in said.into_iter().flat_map(|l| l.split(',')) {
            assert!(
                rules.contains(&rule.trim()),
                "{rule} is not in {rules:?}\n{block}"
            );
            said_something += 1;
        }
    }
    assert!(said_something >= 10);
}
