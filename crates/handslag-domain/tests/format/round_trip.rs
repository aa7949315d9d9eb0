//! Reading and then writing loses nothing.

use handslag_domain::document::{PromiseDocument, Syntax};
use proptest::prelude::*;
use serde_json::Value;

use crate::arbitrary::{amounts, documents};

fn again(document: &PromiseDocument, syntax: Syntax) -> (String, PromiseDocument) {
    let text = document.write(syntax).unwrap();
    let read = PromiseDocument::read(&text).unwrap_or_else(|e| panic!("{e}\n{text}"));
    (text, read)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(160))]
    #[test]
    fn a_document_survives_toml_and_json_and_back(document in documents()) {
        let (json, from_json) = again(&document, Syntax::Json);
        prop_assert_eq!(&from_json, &document, "{}", json);
        let (toml, from_toml) = again(&document, Syntax::Toml);
        prop_assert_eq!(&from_toml, &document, "{}", toml);
        // Through one syntax and back by the other, and twice the same text.
        prop_assert_eq!(&again(&from_toml, Syntax::Json).1, &document);
        prop_assert_eq!(&again(&from_json, Syntax::Toml).1, &document);
        prop_assert_eq!(&again(&from_json, Syntax::Json).0, &json);
        prop_assert_eq!(&again(&from_toml, Syntax::Toml).0, &toml);
        // A check never fails and never changes anything.
        let _ = handslag_domain::check::check(&document, Default::default());
    }

    #[test]
    fn an_amount_is_written_as_it_was_read(amount in amounts()) {
        let text = serde_json::to_string(&amount).unwrap();
        let value: Value = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(serde_json::from_value::<handslag_domain::amount::Amount>(value).unwrap(), amount);
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in any::<String>()) {
        let _ = PromiseDocument::read(&text);
        let _ = PromiseDocument::read(&format!("{{{text}"));
    }
}

/// Reads the text, writes it in its own syntax, and compares all values, known or not.
fn keeps(text: &str) {
    let plain: Value = serde_json::from_str(text).unwrap();
    let document = PromiseDocument::read(text).unwrap_or_else(|e| panic!("{e}\n{text}"));
    for syntax in [Syntax::Json, Syntax::Toml] {
        let written = PromiseDocument::read(&document.write(syntax).unwrap()).unwrap();
        let value: Value = serde_json::to_value(written).unwrap();
        missing(&plain, &value, "document");
    }
}

fn missing(before: &Value, after: &Value, place: &str) {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => {
            for (name, value) in before {
                let now = after
                    .get(name)
                    .unwrap_or_else(|| panic!("{place}.{name} is lost"));
                missing(value, now, &format!("{place}.{name}"));
            }
        }
        (Value::Array(before), Value::Array(after)) => {
            assert_eq!(before.len(), after.len(), "{place}");
            for (n, (a, b)) in before.iter().zip(after).enumerate() {
                missing(a, b, &format!("{place}[{n}]"));
            }
        }
        _ => assert_eq!(before, after, "{place}"),
    }
}

#[test]
fn unknown_fields_are_kept_at_every_depth_of_a_target() {
    keeps(
        r#"{ "promise": { "id": "p", "title": "t", "period": { "to": "31 juni 2019", "u": [1, "två", {"tre": 3}] } },
        "commitments": [
          { "id": "a", "words": "w", "target": { "shape": "share", "at_least": 0.2,
            "part": { "unit": "first_time", "u": 1 }, "of": { "unit": "finds", "u": {"v": 2} } } },
          { "id": "b", "words": "w", "target": { "shape": "compound", "parts": [
            { "title": "ett", "u": 1, "target": { "shape": "count", "exactly": 4000,
              "one": { "minutes": 20, "u": true } } } ] } },
          { "id": "c", "words": "w", "target": { "shape": "conditional", "on": "need",
            "occasions": { "types": ["x"], "u": 1.5 },
            "then": { "shape": "seasonal", "from": "06-01", "u": "v", "then": { "shape": "of tomorrow", "deep": [[1], []] } } } },
          { "id": "d", "words": "w", "target": { "shape": "count", "at_most": 5, "at_least": 2 } }
        ] }"#,
    );
}

#[test]
fn a_null_is_the_same_as_an_absent_field() {
    let with = r#"{ "promise": { "id": "p", "title": "t", "area": null, "period": { "to": null } },
        "commitments": [{ "id": "a", "words": "w", "title": null,
          "target": { "shape": "count", "at_least": 1, "unit": null, "one": null } }] }"#;
    let without = r#"{ "promise": { "id": "p", "title": "t", "period": {} },
        "commitments": [{ "id": "a", "words": "w", "target": { "shape": "count", "at_least": 1 } }] }"#;
    assert_eq!(PromiseDocument::read(with), PromiseDocument::read(without));
}

#[test]
fn people_may_write_dates_and_times_as_toml_does() {
    let text = r#"
        [promise]
        id = "p"
        title = "t"
        period = { from = 2022-01-01, to = 2023 }

        [[activities]]
        id = "a"
        type = "fotpatrull"
        on = 2022-06-03
        at = 22:30:00
        hours = "1,5"
    "#;
    let document = PromiseDocument::read(text).unwrap();
    assert_eq!(
        document.promise.period.first_day().unwrap().to_string(),
        "2022-01-01"
    );
    assert_eq!(
        document.promise.period.last_day().unwrap().to_string(),
        "2023-12-31"
    );
    assert_eq!(document.activities[0].at.unwrap().to_string(), "22:30:00");
    assert_eq!(document.activities[0].hours.unwrap().to_string(), "1.5");
}

#[test]
fn a_wrong_target_deep_within_others_is_refused_at_once() {
    // Each level has a wrong field of its own, and so has the innermost.
    let nested = |around: &str, levels: usize| {
        let begin = around.repeat(levels);
        let end = "}".repeat(levels);
        format!("{begin}{{ \"shape\": \"count\", \"at_least\": \"many\" }}{end}")
    };
    for around in [
        "{ \"shape\": \"conditional\", \"on\": \"need\", \"then\": ",
        "{ \"shape\": \"conditional\", \"on\": 5, \"then\": ",
        "{ \"shape\": \"seasonal\", \"weekdays\": 5, \"then\": ",
    ] {
        let target = nested(around, 40);
        let text = format!(
            "{{ \"promise\": {{ \"id\": \"p\", \"title\": \"t\" }}, \"commitments\": [{{ \"id\": \"a\", \"words\": \"w\", \"target\": {target} }}] }}"
        );
        let begun = std::time::Instant::now();
        let error = PromiseDocument::read(&text).unwrap_err().to_string();
        assert!(error.starts_with("commitments[0].target"), "{error}");
        // Milliseconds, where reading again at each level took longer than anybody lives.
        assert!(begun.elapsed().as_secs() < 5, "{:?}", begun.elapsed());
    }
}

#[test]
fn the_same_key_twice_in_json_is_refused_with_its_line() {
    let text = "{\n  \"promise\": { \"id\": \"p\", \"title\": \"t\",\n    \"title\": \"u\" }\n}";
    let error = PromiseDocument::read(text).unwrap_err().to_string();
    assert!(error.starts_with("line 3"), "{error}");
    assert!(error.contains("`title`"), "{error}");
}

#[test]
fn an_error_names_the_place_and_the_field() {
    let check = |target: &str, expected: &[&str]| {
        let text = format!(
            "[promise]\nid = \"p\"\ntitle = \"t\"\n[[commitments]]\nid = \"a\"\nwords = \"w\"\ntarget = {target}\n"
        );
        let error = PromiseDocument::read(&text).unwrap_err().to_string();
        for part in expected {
            assert!(error.contains(part), "{part} is not in: {error}");
        }
    };
    let place = "commitments[0].target";
    check(
        r#"{ shape = "count", at_least = "many" }"#,
        &[place, "`at_least`", "many"],
    );
    check(
        r#"{ shape = "count", at_least = 1, types = "fotpatrull" }"#,
        &[place, "`types`", "sequence"],
    );
    check(
        r#"{ shape = "count", at_least = nan }"#,
        &[place, "`at_least`"],
    );
    check(r#"{ shape = "count" }"#, &[place, "at_least"]);
    check(
        r#"{ shape = "count", at_least = 1, per = 3 }"#,
        &[place, "`per`"],
    );
    check(
        r#"{ shape = "seasonal", then = { shape = "count", at_most = [] } }"#,
        &[place, "`then`", "`at_most`"],
    );
    check(r#"{ at_least = 1 }"#, &[place, "shape"]);
    let error = PromiseDocument::read("[promise]\nid = ")
        .unwrap_err()
        .to_string();
    assert!(error.starts_with("line 2"), "{error}");
}
