//! Does the printed follow-up show everything the document holds, and only that?

use crate::support::{SET, document, plain, read};
use handslag_domain::amount::Amount;
use handslag_domain::follow_up::FollowUpDocument;
use handslag_locale::Language;
use handslag_report::{PdfOptions, pdf};
use serde_json::Value;

#[test]
fn every_number_of_the_document_is_printed() {
    let text = SET.text();
    let mut numbers = Vec::new();
    collect("", &serde_json::to_value(document()).unwrap(), &mut numbers);
    assert!(numbers.len() > 200, "{} numbers", numbers.len());
    for (key, number) in numbers {
        let shown = shown(&key, number);
        assert!(stands_alone(&text, &shown), "{key} {shown} is not printed");
    }
}

/// Every number under its key. What stands inside a list of log entries is
/// added up in `done`; `reached` is only the length of the bar.
fn collect(key: &str, value: &Value, numbers: &mut Vec<(String, f64)>) {
    match value {
        Value::Number(number) => numbers.push((key.to_owned(), number.as_f64().unwrap())),
        Value::Array(values) => values.iter().for_each(|value| collect(key, value, numbers)),
        Value::Object(fields) => {
            let shown = fields.iter().filter(|(key, value)| {
                *key != "reached" && !(*key == "entries" && value.is_array())
            });
            // A rate has one decimal wherever it stands.
            let prefix = if fields.contains_key("preliminary") {
                "rate."
            } else {
                ""
            };
            shown.for_each(|(key, value)| collect(&format!("{prefix}{key}"), value, numbers));
        }
        Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}

/// The number as the page shows it, by its key.
fn shown(key: &str, number: f64) -> String {
    let language = Language::Sv;
    let text = match key {
        "year" | "version" => number.to_string(),
        "time_gone" => format!("{}\u{a0}%", (number * 100.0).round()),
        "rate.value" | "lower" | "median" | "upper" => language.rate(number),
        _ => language.number(Amount::parse(&number.to_string()).unwrap()),
    };
    plain(&text)
}

/// Whether the number is there, and not as a piece of a longer one.
fn stands_alone(text: &str, number: &str) -> bool {
    text.match_indices(number).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + number.len()..].chars().next();
        [before, after]
            .iter()
            .flatten()
            .all(|c| !c.is_ascii_digit())
    })
}

#[test]
fn the_words_of_the_document_are_printed() {
    let text = SET.text();
    let document = document();
    let commitments = document.commitments.iter().flat_map(|one| {
        [
            Some(&one.title),
            Some(&one.words),
            one.deviation.as_ref(),
            one.next_step.as_ref(),
        ]
    });
    let claims = document
        .claims
        .iter()
        .flat_map(|one| [Some(&one.words), one.plain.as_ref()]);
    let context = document
        .context
        .iter()
        .flat_map(|one| [Some(&one.heading), Some(&one.words)]);
    let summary = document.summary.iter().map(|one| Some(&one.text));
    let rest = [
        document.next_step.as_ref(),
        document.contact.as_ref(),
        document.reason.as_ref(),
    ];
    for words in commitments
        .chain(claims)
        .chain(context)
        .chain(summary)
        .chain(rest)
        .flatten()
    {
        assert!(has_words(&text, words), "\"{words}\" is not printed");
    }
}

/// Whether the words are there; a line may have been broken within a word.
pub fn has_words(text: &str, words: &str) -> bool {
    let letters = |text: &str| -> String {
        let kept = text.chars().filter(|c| c.is_alphanumeric());
        kept.collect()
    };
    letters(text).contains(&letters(words))
}

#[test]
fn swedish_letters_come_out_as_letters() {
    let text = SET.text();
    for word in [
        "Lidköping",
        "Åtagandena",
        "lägesbild",
        "Varför",
        "’".trim_matches('’'),
        "–",
    ] {
        assert!(text.contains(word), "{word} is missing");
    }
}

#[test]
fn an_example_says_so_on_every_page_and_a_real_follow_up_never() {
    assert!(SET.pages.len() > 5);
    assert!(SET.pages.iter().all(|page| page.contains("EXEMPEL")));
    let real = FollowUpDocument {
        example: false,
        ..document()
    };
    let real = read(&pdf(&real, PdfOptions::default(), &[]).unwrap());
    // The mark stands in capitals; the document's own words may say "exempel".
    assert!(real.pages.iter().all(|page| !page.contains("EXEMPEL")));
}

#[test]
fn a_draft_says_so_on_every_page_and_each_page_has_its_number() {
    let options = PdfOptions {
        draft: true,
        ..PdfOptions::default()
    };
    let draft = read(&pdf(&document(), options, &[]).unwrap());
    let n = draft.pages.len();
    for (page, text) in draft.pages.iter().enumerate() {
        assert!(text.contains("UTKAST"), "page {}", page + 1);
        assert!(
            text.contains(&format!("Sida {} av {n}", page + 1)),
            "{text}"
        );
        assert!(text.contains("Lidköping · Uppföljning 2023 · version 2"));
    }
    assert!(SET.pages.iter().all(|page| !page.contains("UTKAST")));
}

#[test]
fn a_count_that_could_point_somebody_out_is_not_printed() {
    let mut document = document();
    let talks = document
        .commitments
        .iter_mut()
        .find(|one| one.id.0 == "orossamtal")
        .unwrap();
    talks.withheld_below = Some(5);
    talks.sentences.clear();
    talks.evidenced.counted = 3_u32.into();
    let text = read(&pdf(&document, PdfOptions::default(), &[]).unwrap()).text();
    assert!(text.contains("Färre än 5."));
    assert!(!text.contains("3 samtal") && !text.contains("Hittills: 3 "));
}

#[test]
fn a_follow_up_with_nothing_in_it_is_still_a_document() {
    let empty = FollowUpDocument {
        commitments: Vec::new(),
        parties: Vec::new(),
        problems: Vec::new(),
        goals: Vec::new(),
        context: Vec::new(),
        effects: Vec::new(),
        claims: Vec::new(),
        figures: Vec::new(),
        voices: Vec::new(),
        summary: Vec::new(),
        tally: Vec::new(),
        sources: Vec::new(),
        earlier: Vec::new(),
        background: None,
        next_step: None,
        contact: None,
        published_on: None,
        ..document()
    };
    let read = read(&pdf(&empty, PdfOptions::default(), &[]).unwrap());
    assert!(read.text().contains("inte publicerad"));
}
