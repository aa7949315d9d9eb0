//! Another municipality's name in the text: what remains when a neighbour's promise was copied.

use std::collections::BTreeSet;

use crate::document::PromiseDocument;
use crate::municipality::{Municipality, MunicipalityCode};

use super::Faults;
use super::walk::Spot;
use super::words::Fault;

/// Names that are also words, surnames or parts of other names. They are
/// heard only after a preposition ("i Vara") or before "kommun".
const ALSO_WORDS: [&str; 26] = [
    "Ale",
    "Berg",
    "Boden",
    "Borgholm",
    "Eda",
    "Falkenberg",
    "Flen",
    "Grums",
    "Habo",
    "Kil",
    "Kinda",
    "Klippan",
    "Lund",
    "Mark",
    "Mora",
    "Nacka",
    "Nora",
    "Salem",
    "Sala",
    "Solna",
    "Sunne",
    "Säter",
    "Trosa",
    "Vara",
    "Ydre",
    "Åre",
];

const PREPOSITIONS: [&str; 12] = [
    "i", "till", "från", "inom", "för", "kring", "runt", "utanför", "mellan", "av", "hos", "vid",
];

/// What an inhabitant or a thing of the place is called: "Hammarös", "hammaröborna" is lower case.
const ENDINGS: [&str; 9] = [
    "", "s", "bo", "bor", "borna", "bornas", "polisen", "polisens", "sborna",
];

/// After these the name is a region's, a court's or a school's, not the municipality's.
const OTHER_THINGS: [&str; 11] = [
    "län",
    "läns",
    "tingsrätt",
    "hovrätt",
    "universitet",
    "universitets",
    "högskola",
    "stift",
    "sjukhus",
    "lasarett",
    "domstol",
];

/// Before the name, these say that a larger area is named after the town.
const LARGER_AREAS: [&str; 12] = [
    "region",
    "regionen",
    "polisregion",
    "polisregionen",
    "polisområde",
    "polisområdet",
    "lokalpolisområde",
    "lokalpolisområdet",
    "lpo",
    "landshövdingen",
    "högskolan",
    "universitetet",
];

pub fn faults(document: &PromiseDocument, spots: &[Spot<'_>], found: &mut Faults) {
    let own = own(&document.promise.municipalities, "promise", found);
    if own.is_empty() {
        return;
    }
    let allowed = allowed(document);
    let others: Vec<&Municipality> = Municipality::all()
        .iter()
        .filter(|m| !own.contains(&m.code) && !allowed.contains(&m.code))
        .collect();
    for spot in spots.iter().filter(|s| speaks_of_here(s)) {
        let Some(text) = spot.value.as_str() else {
            continue;
        };
        for other in others.iter().filter(|m| is_named(m.name, text)) {
            found.add(
                spot.place(),
                Fault::OtherMunicipality(other.name.to_owned()),
            );
        }
    }
}

/// A document's own municipalities; those that nobody knows are told.
pub fn own(written: &[String], table: &str, found: &mut Faults) -> BTreeSet<MunicipalityCode> {
    let mut own = BTreeSet::new();
    if written.is_empty() {
        found.add(format!("{table}.municipalities"), Fault::NoMunicipality);
    }
    for (n, written) in written.iter().enumerate() {
        let by_code = || Municipality::by_code(MunicipalityCode::parse(written).ok()?);
        match Municipality::by_name(written).or_else(by_code) {
            Some(municipality) => {
                own.insert(municipality.code);
            }
            None => found.add(
                format!("{table}.municipalities[{n}]"),
                Fault::UnknownMunicipality(written.clone()),
            ),
        }
    }
    own
}

/// Neighbours that take part, or that a place or the area is named after, belong in the text.
fn allowed(document: &PromiseDocument) -> BTreeSet<MunicipalityCode> {
    let parties = document.parties.iter().map(|p| p.name.as_str());
    let places = document.places.iter().map(|p| p.name.as_str());
    let names: Vec<&str> = parties
        .chain(places)
        .chain(document.promise.area.as_deref())
        .collect();
    Municipality::all()
        .iter()
        .filter(|m| {
            let starts = |name: &&&str| occurrences(m.name, name).next().is_some();
            names.iter().any(|name| starts(&name))
        })
        .map(|m| m.code)
        .collect()
}

/// The promise's own words; a follow-up may well speak of other towns.
fn speaks_of_here(spot: &Spot<'_>) -> bool {
    let path = spot.path();
    let texts = [
        "title",
        "words",
        "text",
        "background",
        "change",
        "seen_by",
        "done",
    ];
    let parts = ["promise.", "commitments[", "goals["];
    parts.iter().any(|part| path.starts_with(part))
        && !path.starts_with("promise.compared_with")
        && !path.contains(".baseline")
        && texts.contains(&spot.field)
}

/// Whether the text names the municipality.
pub fn is_named(name: &str, text: &str) -> bool {
    occurrences(name, text).any(|at| means_the_municipality(name, text, at))
}

/// Where the name stands as a word of its own, with or without an ending.
fn occurrences<'t>(name: &'t str, text: &'t str) -> impl Iterator<Item = usize> + 't {
    text.match_indices(name)
        .map(|(at, _)| at)
        .filter(move |at| {
            let before = text[..*at].chars().next_back();
            let rest = &text[at + name.len()..];
            let end = rest
                .find(|c: char| !c.is_alphabetic())
                .unwrap_or(rest.len());
            let part_of_longer = rest[end..].starts_with('-')
                && rest[end + 1..]
                    .chars()
                    .next()
                    .is_some_and(char::is_uppercase);
            !before.is_some_and(|c| c.is_alphanumeric() || c == '-')
                && ENDINGS.contains(&&rest[..end])
                && !(part_of_longer && is_longer_name(name, text, *at))
        })
}

/// "Upplands" in "Upplands-Bro": part of another municipality's name.
fn is_longer_name(name: &str, text: &str, at: usize) -> bool {
    Municipality::all()
        .iter()
        .any(|m| m.name.len() > name.len() && text[at..].starts_with(m.name))
}

fn means_the_municipality(name: &str, text: &str, at: usize) -> bool {
    let before = &text[..at];
    let after = text[at..]
        .find(char::is_whitespace)
        .map_or("", |n| text[at + n..].trim_start());
    let next = word(after.split_whitespace().next());
    let previous = match before.ends_with(char::is_whitespace) {
        true => word(before.split_whitespace().next_back()),
        false => String::new(),
    };
    if OTHER_THINGS.contains(&next.as_str()) || LARGER_AREAS.contains(&previous.as_str()) {
        return false;
    }
    if !ALSO_WORDS.contains(&name) {
        return true;
    }
    let ends_sentence = before.trim_end().ends_with(['.', '!', '?', ':']);
    ["kommun", "kommuns", "stad", "stads", "tätort"].contains(&next.as_str())
        || (!ends_sentence && PREPOSITIONS.contains(&previous.as_str()))
}

fn word(text: Option<&str>) -> String {
    text.unwrap_or_default()
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase()
}
