//! Names of people and addresses of homes in a note. A place or an
//! organisation that has a person's name is neither.
//!
//! A name is a common given name before a word with the form of a family name;
//! an address is a street with a number after "på" or "vid". Each alone may be
//! something else and warns. Both together point somebody out, and block: then
//! also a street with a number and nothing before it, which alone is a place.

use crate::guard::{Found, Kind, Severity, pattern};
use regex::Regex;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

/// So close that a name and an address are of the same person: most of a sentence.
const NEAR_BYTES: usize = 60;

pub(crate) fn names_and_addresses(text: &str) -> Vec<Found> {
    let mut found = names(text);
    let bare =
        bare_addresses(text).filter(|bare| found.iter().any(|f| is_near(text, &f.range, bare)));
    let bare: Vec<Range<usize>> = bare.collect();
    found.extend(addresses(text));
    for range in bare {
        if found
            .iter()
            .all(|f| f.range.end <= range.start || range.end <= f.range.start)
        {
            found.push(address(range));
        }
    }
    let places: Vec<(Kind, Range<usize>)> =
        found.iter().map(|f| (f.kind, f.range.clone())).collect();
    for one in &mut found {
        let others = places.iter().filter(|(kind, _)| *kind != one.kind);
        if others
            .into_iter()
            .any(|(_, other)| is_near(text, &one.range, other))
        {
            one.severity = Severity::Block;
        }
    }
    found
}

fn is_near(text: &str, a: &Range<usize>, b: &Range<usize>) -> bool {
    let between = a.end.min(b.end)..a.start.max(b.start);
    let Some(between) = text.get(between) else {
        return false;
    };
    between.len() <= NEAR_BYTES && !between.contains(['\n', '!', '?']) && !between.contains(". ")
}

static CAPITALISED: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b\p{Lu}[\p{L}'-]*\p{Ll}\b"));
static NEXT_WORD: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\ (?<word>[\p{L}-]+)"));

fn names(text: &str) -> Vec<Found> {
    let words: Vec<Range<usize>> = CAPITALISED.find_iter(text).map(|w| w.range()).collect();
    let pairs = words.iter().zip(words.iter().skip(1));
    pairs
        .filter(|(first, second)| {
            text.get(first.end..second.start) == Some(" ")
                && is_given_name(&text[(*first).clone()])
                && is_family_name(&text[(*second).clone()])
                && !names_a_place(&text[second.end..])
        })
        .map(|(first, second)| Found {
            kind: Kind::Name,
            severity: Severity::Warn,
            range: first.start..second.end,
        })
        .collect()
}

/// The commonest given names of those who live in Sweden (Statistics Sweden,
/// "Namn i Sverige"), and a few more. Not those that are everyday words too.
const GIVEN_NAMES: &str = "
    adam agneta ahmed alexander ali alice amanda anders andreas anette angelica anita ann anna
    anne annette annika anton arne arvid astrid axel barbro bengt benjamin berit birgitta bo
    britt camilla carina caroline carl cecilia charlotte christer christian christina christoffer
    dan daniel david ebba elin elias elisabeth ella ellen elsa emelie emil emilia emma eric erik
    eva evelina fatima felicia filip fredrik frida frans gabriel gerd gun gunilla gunnar gustav
    göran hanna hans hassan helen helena henrik hugo håkan ibrahim ida inga inger ingrid irene
    isabella isak jan jenny jens jessica jesper joakim johan johanna johannes john jonas jonathan
    josefin julia jörgen karin karl katarina kenneth kent kerstin kjell klara kristina kurt lars
    lena leif lennart leo liam linda linnea linnéa linus lisa louise lovisa lucas ludvig magnus
    maja malin margareta maria marianne marcus marie markus martin matilda mats mattias mikael
    moa mohamed mohammad mohammed monica muhammad niklas nils nora ola olle olof oscar oskar ove
    patrik per pernilla peter petra pia pontus rasmus rebecka richard robert robin roger roland
    rolf rune sandra sara simon siv sofia sofie solveig stefan stina sven susanne thomas
    tim tobias tomas tommy torbjörn ulf ulla ulrika urban victor viktor viktoria wilhelm william
    yvonne yusuf åke åsa exempla exempel";

static GIVEN: LazyLock<HashSet<&str>> = LazyLock::new(|| GIVEN_NAMES.split_whitespace().collect());

fn is_given_name(word: &str) -> bool {
    let first = word.split('-').next().unwrap_or(word).to_lowercase();
    GIVEN.contains(first.as_str())
}

/// How family names end, and those that are whole.
const FAMILY_ENDINGS: [&str; 24] = [
    "son", "ström", "berg", "gren", "lund", "qvist", "kvist", "dahl", "stedt", "man", "mann",
    "ell", "elius", "én", "holm", "blad", "strand", "borg", "bäck", "ling", "löf", "löv", "lind",
    "roth",
];
const FAMILY_NAMES: [&str; 12] = [
    "ahmed", "ali", "begum", "hassan", "hussein", "ibrahim", "khan", "lundin", "mohamed", "nguyen",
    "norén", "sandin",
];

fn is_family_name(word: &str) -> bool {
    let word = word.to_lowercase();
    let ends = FAMILY_ENDINGS.iter().any(|end| word.ends_with(end));
    FAMILY_NAMES.contains(&word.as_str()) || (ends && word.chars().count() >= 4)
}

/// What a word after a name makes a place or an organisation of it: "Nils
/// Ericson Terminalen", "Göran Persson Bygg AB".
const PLACES: [&str; 33] = [
    "ab",
    "allé",
    "arena",
    "arenan",
    "backe",
    "bro",
    "bron",
    "bygg",
    "center",
    "fond",
    "förskola",
    "gata",
    "gatan",
    "gymnasium",
    "gymnasiet",
    "gård",
    "hall",
    "hallen",
    "hb",
    "kyrka",
    "museet",
    "park",
    "parken",
    "plan",
    "plats",
    "skola",
    "skolan",
    "stiftelse",
    "terminalen",
    "torg",
    "torget",
    "väg",
    "vägen",
];

fn names_a_place(after: &str) -> bool {
    let next = NEXT_WORD.captures(after);
    next.is_some_and(|next| PLACES.contains(&next["word"].to_lowercase().as_str()))
}

static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?i:på|vid)\ (?<street>(?:\p{Lu}[\p{L}-]*\ ){0,3}
          [\p{L}-]*(?:gatan|gata|vägen|väg|gränd|gränden|stigen|stig|allén|backen|torget|torg))
          \ \d{1,3}(?:\ ?[A-Ha-h])?\b",
    )
});

/// The same with nothing before it, as on an envelope.
static BARE_ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b\p{Lu}[\p{L}-]*(?:gatan|gata|vägen|gränd|gränden|stigen|stig|allén|backen|torget)
          \ \d{1,3}(?:\ ?[A-Ha-h])?\b",
    )
});

fn bare_addresses(text: &str) -> impl Iterator<Item = Range<usize>> {
    let all = BARE_ADDRESS.find_iter(text).map(|found| found.range());
    all.filter(|found| !NO_HOUSE.is_match(&text[found.end..]))
}

fn address(range: Range<usize>) -> Found {
    Found {
        kind: Kind::Address,
        severity: Severity::Warn,
        range,
    }
}

/// What is counted after a street, not a number of a house, and a time of day.
static NO_HOUSE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:[.:,]\d|-\d|\ ?%|\ (?:anmälningar|anmälda|av|bilar|brott|dagar|fordon|gånger|
          händelser|incidenter|km|kontroller|kr|m|meter|personer|procent|rapporter|st|stölder|
          timmar|tillfällen)\b)",
    )
});

fn addresses(text: &str) -> Vec<Found> {
    let all = ADDRESS.captures_iter(text);
    all.filter_map(|found| {
        let (whole, street) = (found.get(0)?, found.name("street")?);
        let named = street.as_str().starts_with(char::is_uppercase);
        let road = ["riksväg", "länsväg", "väg"].contains(&street.as_str().to_lowercase().as_str());
        let counts = NO_HOUSE.is_match(&text[whole.end()..]);
        (named && !road && !counts).then(|| address(street.start()..whole.end()))
    })
    .collect()
}
