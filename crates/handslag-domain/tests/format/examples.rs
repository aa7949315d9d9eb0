//! The examples of the format's own page are read, checked, assessed and kept.

use std::path::PathBuf;

use handslag_domain::assessment::assess;
use handslag_domain::check::{Level, Words, check};
use handslag_domain::document::{PromiseDocument, Syntax};

fn documentation() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/format")
}

/// Every example with its name, in order.
fn examples() -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = std::fs::read_dir(documentation().join("examples"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "toml"))
        .map(|path| {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            (name, std::fs::read_to_string(&path).unwrap())
        })
        .collect();
    all.sort();
    assert!(all.len() >= 15, "{}", all.len());
    all
}

fn read(name: &str, text: &str) -> PromiseDocument {
    PromiseDocument::read(text).unwrap_or_else(|e| panic!("{name}: {e}"))
}

#[test]
fn every_example_says_that_it_is_one_and_loses_nothing() {
    for (name, text) in examples() {
        let document = read(&name, &text);
        assert!(document.example, "{name}");
        for syntax in [Syntax::Toml, Syntax::Json] {
            let written = document.write(syntax).unwrap();
            assert_eq!(read(&name, &written), document, "{name}");
        }
    }
}

/// Each example says in its first lines what the check finds and, on a day, what becomes of
/// each commitment: `# finds: rule, rule` and `# on 2023-12-31: id verdict, id verdict`.
#[test]
fn every_example_is_checked_and_assessed_as_it_says() {
    for (name, text) in examples() {
        let document = read(&name, &text);
        let findings = check(&document, Words::Sv);
        assert!(
            findings.iter().all(|f| f.level != Level::Error),
            "{name}: {findings:#?}"
        );
        let mut found: Vec<&str> = findings
            .iter()
            .filter(|f| f.rule != "unknown_type" && f.rule != "unknown_unit")
            .map(|f| f.rule.as_str())
            .collect();
        found.sort_unstable();
        found.dedup();
        let lines = || text.lines().take_while(|l| l.starts_with('#'));
        let said: Vec<&str> = lines()
            .find_map(|l| l.strip_prefix("# finds:"))
            .map(|rules| {
                rules
                    .split(',')
                    .map(str::trim)
                    .filter(|r| *r != "nothing")
                    .collect()
            })
            .unwrap_or_else(|| panic!("{name} does not say what a check finds"));
        assert_eq!(found, said, "{name}");
        let verdicts: Vec<&str> = lines().filter_map(|l| l.strip_prefix("# on ")).collect();
        assert!(!verdicts.is_empty(), "{name}");
        for line in verdicts {
            let (day, expected) = line.split_once(':').unwrap();
            let got: Vec<String> = assess(&document, day.parse().unwrap())
                .iter()
                .map(|a| format!("{} {}", a.commitment, a.verdict.name()))
                .collect();
            assert_eq!(got.join(", "), expected.trim(), "{name} on {day}");
        }
    }
}

#[test]
fn every_toml_in_the_page_is_read_by_the_code() {
    let page = std::fs::read_to_string(documentation().join("README.md")).unwrap();
    let blocks: Vec<&str> = page
        .split("```toml")
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap())
        .collect();
    assert!(blocks.len() >= 20, "{}", blocks.len());
    for block in blocks {
        let promise = "[promise]\nid = \"p\"\ntitle = \"t\"\n";
        let whole = match block.contains("[promise]") {
            true => block.to_owned(),
            false if block.trim_start().starts_with("target") => {
                format!("{promise}[[commitments]]\nid = \"a\"\nwords = \"w\"\n{block}")
            }
            false => format!("{promise}{block}"),
        };
        let document = PromiseDocument::read(&whole).unwrap_or_else(|e| panic!("{e}\n{block}"));
        let unknown: Vec<_> = check(&document, Words::En)
            .into_iter()
            .filter(|f| ["unknown_field", "unknown_shape"].contains(&f.rule.as_str()))
            .collect();
        assert!(unknown.is_empty(), "{block}\n{unknown:#?}");
    }
}
