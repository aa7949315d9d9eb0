//! The worked example: a picture, and the promise that answers it.

use std::path::PathBuf;

use handslag_domain::check::{Level, Words};
use handslag_domain::document::{PromiseDocument, Syntax};
use handslag_domain::picture::PictureDocument;
use handslag_domain::picture::check::{check, check_text};

fn text(name: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../handslag/example");
    std::fs::read_to_string(folder.join(name)).unwrap()
}

pub fn picture() -> PictureDocument {
    PictureDocument::read(&text("lidkoping-lagesbild.toml")).unwrap()
}

pub fn promise() -> PromiseDocument {
    PromiseDocument::read(&text("lidkoping-2022-2023.toml")).unwrap()
}

#[test]
fn the_example_says_that_it_is_one_and_loses_nothing() {
    let picture = picture();
    assert!(picture.example);
    for syntax in [Syntax::Toml, Syntax::Json] {
        let written = picture.write(syntax).unwrap();
        assert_eq!(PictureDocument::read(&written).unwrap(), picture);
    }
}

#[test]
fn a_check_of_the_example_finds_nothing_wrong() {
    for words in [Words::Sv, Words::En] {
        let (read, findings) = check_text(&text("lidkoping-lagesbild.toml"), words);
        assert!(read.is_some());
        assert_eq!(findings, []);
    }
}

#[test]
fn the_picture_and_the_promise_of_the_example_know_each_other() {
    let (picture, promise) = (picture(), promise());
    assert_eq!(promise.promise.picture.as_ref(), Some(&picture.picture.id));
    assert_eq!(
        picture.picture.promises,
        std::slice::from_ref(&promise.promise.id)
    );
    let errors = handslag_domain::check::check(&promise, Words::Sv);
    assert!(
        errors.iter().all(|f| f.level != Level::Error),
        "{errors:#?}"
    );
}

#[test]
fn a_text_that_is_no_picture_and_an_unknown_format_are_errors() {
    let (read, findings) = check_text("[picture]\nid = ", Words::Sv);
    assert!(read.is_none());
    assert_eq!(
        (findings[0].level, findings[0].place.as_str()),
        (Level::Error, "rad 2, kolumn 6")
    );
    let mut other = picture();
    other.format = "handslag-picture/9".to_owned();
    let findings = check(&other, Words::En);
    assert_eq!(
        (findings[0].level, findings[0].place.as_str()),
        (Level::Error, "format")
    );
}

#[test]
fn what_is_misspelt_or_points_nowhere_is_told_with_its_place() {
    let check = |from: &str, to: &str, rule: &str, place: &str| {
        let text = text("lidkoping-lagesbild.toml");
        assert!(text.contains(from), "{from}");
        let (_, findings) = check_text(&text.replacen(from, to, 1), Words::Sv);
        let found: Vec<(&str, &str)> = findings
            .iter()
            .map(|f| (f.rule.as_str(), f.place.as_str()))
            .collect();
        assert!(found.contains(&(rule, place)), "{found:#?}");
    };
    check(
        "asked = \"staff\"",
        "askd = \"staff\"",
        "unknown_field",
        "voices[2].askd (medarbetarna)",
    );
    check(
        "side = \"place\"",
        "side = \"tak\"",
        "unknown_word",
        "problems[0].causes[0].side (tider-utan-vuxna)",
    );
    check(
        "kind = \"figure\"",
        "kind = \"rykte\"",
        "unknown_word",
        "problems[0].evidence[1].kind (droger-de-la-gardie)",
    );
    check(
        "voices = [\"medarbetarna\"]",
        "voices = [\"personalen\"]",
        "no_such_id",
        "problems[0].causes[0].links_for[1].voices[0] (tider-utan-vuxna)",
    );
    check(
        "cause = \"tidigt-bruk\"",
        "cause = \"tidigt-bruck\"",
        "no_such_id",
        "problems[0].measures[2].cause (tidiga-samtal)",
    );
    check(
        "on = \"2022-01-12\"",
        "on = \"2022-06-31\"",
        "no_such_date",
        "picture.decided.on (lidkoping-lagesbild)",
    );
    check(
        "municipalities = [\"1494\"]",
        "municipalities = [\"Lidkjöping\"]",
        "unknown_municipality",
        "picture.municipalities[0]",
    );
    check(
        "id = \"rak-vag\"",
        "id = \"fa-synliga\"",
        "duplicate_id",
        "problems[2].causes[0].id (fa-synliga)",
    );
    // Swedish words for the same are understood.
    check(
        "score = 3, reason = \"Två vägar.\"",
        "score = 4",
        "score_out_of_scale",
        "problems[2].priority.scores[2].score (otrygg-trafik)",
    );
    check(
        "criterion = \"rising\"",
        "criterion = \"risng\"",
        "unknown_criterion",
        "problems[0].priority.scores[1].criterion (droger-de-la-gardie)",
    );
}
