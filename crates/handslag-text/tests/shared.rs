//! The analyser and the guard against real data that lies beside the checkout.

use flate2::read::GzDecoder;
use handslag_text::{Analyser, Kind, Severity, check_note};
use std::collections::BTreeMap;
use std::io::Read;
use std::path::PathBuf;

/// A file of the shared data, or a line that says the test could not run.
fn shared(test: &str, file: &str) -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data")
        .join(file);
    if !path.exists() {
        eprintln!("NOT RUN: {test}: shared data is not beside the checkout");
        return None;
    }
    Some(path)
}

fn blocks(note: &str, kind: Kind) -> bool {
    let hard = |severity| severity == Severity::Block;
    check_note(note)
        .iter()
        .any(|finding| finding.kind == kind && hard(finding.severity))
}

/// The number as people write it.
fn written_forms(number: &str) -> Vec<String> {
    let (century, short) = number.split_at(2);
    let (date, serial) = short.split_at(6);
    let (year, month, day) = (&date[..2], &date[2..4], &date[4..]);
    vec![
        number.to_owned(),
        short.to_owned(),
        format!("{date}-{serial}"),
        format!("{date}+{serial}"),
        format!("{date} - {serial}"),
        format!("{date}\u{2013}{serial}"),
        format!("{century}{date}-{serial}"),
        format!("{century}{year}-{month}-{day}-{serial}"),
        format!("{year}{month}\u{200B}{day}\u{2011}{serial}"),
        number.chars().map(full_width).collect(),
    ]
}

fn full_width(digit: char) -> char {
    let value = digit
        .to_digit(10)
        .and_then(|value| char::from_u32(0xFF10 + value));
    value.expect("the official numbers hold digits only")
}

#[test]
fn shared_every_official_test_number_is_blocked() {
    let test = "shared_every_official_test_number_is_blocked";
    let frames = ["", "Talade med mannen ", "Anmälan gäller (", "pnr:"];
    let (mut n_notes, mut missed, mut spaced_warned) = (0, Vec::new(), 0);
    for file in [
        "alla-testpersonnummer-del1.json",
        "samordningsnummer-del1.json",
    ] {
        let Some(path) = shared(test, &format!("personnummer/{file}")) else {
            return;
        };
        let numbers: Vec<String> =
            serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        assert!(
            numbers.len() > 1_000,
            "{file} holds {} numbers",
            numbers.len()
        );
        for (at, number) in numbers.iter().enumerate() {
            // Every number in one form; every seventh in all.
            let forms = written_forms(number);
            let one = at % forms.len();
            let tried = if at % 7 == 0 {
                0..forms.len()
            } else {
                one..one + 1
            };
            for (form_at, form) in forms[tried].iter().enumerate() {
                let note = format!(
                    "{}{form}) den 3 maj.",
                    frames[(at + form_at) % frames.len()]
                );
                n_notes += 1;
                if !blocks(&note, Kind::IdentityNumber) {
                    missed.push(note);
                }
            }
            // With a space and a recent date it may be a time of day, and is then a warning.
            if at % 7 == 0 {
                let spaced = check_note(&format!("{} {}", &number[..8], &number[8..]));
                assert_eq!(spaced[0].kind, Kind::IdentityNumber, "{number}");
                spaced_warned += usize::from(spaced[0].severity == Severity::Warn);
            }
        }
        eprintln!("{file}: {} numbers, {n_notes} notes so far", numbers.len());
    }
    eprintln!(
        "missed {} of {n_notes}; of numbers written with a space {spaced_warned} warn instead of block",
        missed.len()
    );
    assert_eq!(missed, Vec::<String>::new());
}

#[test]
fn shared_valid_and_invalid_numbers_are_told_apart() {
    let test = "shared_valid_and_invalid_numbers_are_told_apart";
    let forms = [
        "long_format",
        "short_format",
        "separated_format",
        "separated_long",
    ];
    for file in ["list.json", "interim.json", "orgnumber.json"] {
        let Some(path) = shared(test, &format!("personnummer/{file}")) else {
            return;
        };
        let rows: Vec<serde_json::Value> =
            serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        for row in rows {
            let written = |form: &&str| row.get(form).and_then(|text| text.as_str());
            for number in forms.iter().filter_map(written) {
                // A space is no valid separator by the list, yet people write it.
                let valid = row["valid"].as_bool().unwrap() || number.contains(' ');
                assert_eq!(blocks(number, Kind::IdentityNumber), valid, "{file}: {row}");
            }
        }
    }
}

#[test]
fn shared_police_notices_are_not_blocked() {
    let test = "shared_police_notices_are_not_blocked";
    let Some(path) = shared(test, "polisen-events/texts-vastra-gotaland.ndjson.gz") else {
        return;
    };
    let mut lines = String::new();
    GzDecoder::new(std::fs::File::open(path).unwrap())
        .read_to_string(&mut lines)
        .unwrap();
    let (mut n_notices, mut blocked, mut warned) = (0, Vec::new(), Vec::new());
    for line in lines.lines() {
        let notice: serde_json::Value = serde_json::from_str(line).unwrap();
        n_notices += 1;
        let text = ["preamble", "body"]
            .map(|field| notice[field].as_str().unwrap_or_default())
            .join("\n");
        let findings = check_note(&text);
        let hard = findings
            .iter()
            .find(|finding| finding.severity == Severity::Block);
        blocked.extend(hard.map(|finding| finding.text.clone()));
        warned.extend(
            findings
                .first()
                .filter(|_| hard.is_none())
                .map(|f| f.text.clone()),
        );
    }
    eprintln!(
        "{n_notices} notices, {} blocked: {blocked:?}",
        blocked.len()
    );
    eprintln!("{} warned: {warned:?}", warned.len());
    assert!(n_notices > 4_000);
    assert!(
        blocked.len() * 100 <= n_notices,
        "more than 1 % blocked: {blocked:?}"
    );
    assert!(
        warned.len() * 100 <= n_notices,
        "more than 1 % warned: {warned:?}"
    );
}

#[test]
fn shared_words_that_snowball_joins_stay_together() {
    let test = "shared_words_that_snowball_joins_stay_together";
    let Some(words) = shared(test, "sprak-svenska/snowball-voc.txt") else {
        return;
    };
    let Some(stems) = shared(test, "sprak-svenska/snowball-output.txt") else {
        return;
    };
    let read = |path| std::fs::read_to_string(path).unwrap();
    let (words, stems) = (read(words), read(stems));
    let analyser = Analyser::new();
    let (mut n_words, mut n_equal) = (0, 0);
    // From Snowball's stem to ours, each with the words that have it.
    let mut families: BTreeMap<&str, BTreeMap<String, Vec<&str>>> = BTreeMap::new();
    for (word, stem) in words.lines().zip(stems.lines()) {
        let Some(found) = analyser.query(word).words.pop() else {
            continue;
        };
        n_words += 1;
        n_equal += usize::from(found.stem == stem);
        families
            .entry(stem)
            .or_default()
            .entry(found.stem)
            .or_default()
            .push(word);
    }
    let apart = |ours: &BTreeMap<String, Vec<&str>>| {
        let sizes = || ours.values().map(Vec::len);
        sizes().sum::<usize>() - sizes().max().unwrap_or(0)
    };
    let n_apart: usize = families.values().map(apart).sum();
    eprintln!(
        "{n_words} words, {n_equal} with Snowball's own stem, {n_apart} apart from their family"
    );
    assert!(n_words > 30_000);
    assert!(
        n_apart * 100 <= n_words,
        "more than 1 % stand apart: {n_apart}"
    );
}
