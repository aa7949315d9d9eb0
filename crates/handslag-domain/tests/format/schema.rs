//! The published schema is the code's, and accepts what the code reads.

use std::path::PathBuf;

use handslag_domain::document::{PromiseDocument, Syntax};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::arbitrary::documents;

fn file() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/format/handslag-1.schema.json")
}

fn validator() -> jsonschema::Validator {
    jsonschema::draft202012::new(&PromiseDocument::json_schema()).unwrap()
}

fn check(document: &Value, expected: bool) {
    let errors: Vec<String> = validator()
        .iter_errors(document)
        .map(|e| format!("{}: {e}", e.instance_path()))
        .collect();
    assert_eq!(errors.is_empty(), expected, "{document:#}\n{errors:#?}");
}

#[test]
fn the_published_schema_is_the_one_in_the_code() {
    let now = serde_json::to_string_pretty(&PromiseDocument::json_schema()).unwrap() + "\n";
    if std::env::var_os("HANDSLAG_WRITE_SCHEMA").is_some() {
        std::fs::write(file(), &now).unwrap();
    }
    let published = std::fs::read_to_string(file()).unwrap_or_default();
    assert!(
        published == now,
        "docs/format/handslag-1.schema.json is not what the code says. If the change is meant:\n\
         HANDSLAG_WRITE_SCHEMA=1 cargo test -p handslag-domain --test format schema"
    );
}

#[test]
fn the_schema_is_valid_and_says_what_it_is() {
    let schema = PromiseDocument::json_schema();
    jsonschema::draft202012::meta::validate(&schema).unwrap();
    assert_eq!(
        schema["$schema"],
        "https://json-schema.org/draft/2020-12/schema"
    );
    assert_eq!(schema["$id"], "handslag/1");
    assert!(schema["title"].is_string() && schema["description"].is_string());
    let undescribed: Vec<&String> = schema["properties"]
        .as_object()
        .unwrap()
        .iter()
        .filter(|(_, field)| field.get("description").is_none())
        .map(|(name, _)| name)
        .collect();
    assert!(undescribed.is_empty(), "{undescribed:?}");
    assert!(!schema.to_string().contains("crate::"));
}

#[test]
fn a_document_with_what_only_the_future_knows_is_accepted() {
    check(
        &json!({
            "format": "handslag/1",
            "mood": "good",
            "promise": { "id": "p", "title": "Löfte", "colour": 3, "period": { "from": 2022, "to": "31 juni 2023" } },
            "commitments": [
                { "id": "a", "words": "…", "target": { "shape": "tournament", "rounds": [1, 2] } },
                { "id": "b", "words": "…", "target": { "shape": "count", "at_least": 52, "at_most": 60, "per": "year", "types": ["x"], "later": true } },
            ],
        }),
        true,
    );
}

#[test]
fn a_document_with_a_field_of_the_wrong_kind_is_not() {
    let with = |target: Value| {
        json!({
            "promise": { "id": "p", "title": "Löfte" },
            "commitments": [{ "id": "a", "words": "…", "target": target }],
        })
    };
    check(&with(json!({ "shape": "count", "at_least": 1 })), true);
    check(&with(json!({ "shape": "count" })), false);
    check(
        &with(json!({ "shape": "count", "at_least": "many" })),
        false,
    );
    check(
        &with(json!({ "shape": "count", "at_least": 1, "types": "x" })),
        false,
    );
    check(&with(json!({ "at_least": 1 })), false);
    check(&json!({ "commitments": [] }), false);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn every_document_that_can_be_written_is_valid(document in documents()) {
        let text = document.write(Syntax::Json).unwrap();
        let value: Value = serde_json::from_str(&text).unwrap();
        let errors: Vec<String> = validator().iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path())).collect();
        prop_assert!(errors.is_empty(), "{:#?}\n{}", errors, text);
    }
}
