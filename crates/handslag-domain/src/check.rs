//! What a reader should know before a document is used: each finding says
//! where, what, and what to do. Nothing is ever taken away from the text.

mod dates;
mod effects;
mod names;
mod periods;
mod targets;
mod walk;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::activity::known_types;
use crate::document::{FORMAT, PromiseDocument};
use walk::Spot;
pub use words::Words;
use words::{Fault, Why};

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// The document cannot be used as it is.
    Error,
    /// It can be used, but something is probably not as meant.
    Warning,
    /// Worth knowing.
    Note,
}

impl Level {
    /// The word in documents: `error`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// One thing that a reader should know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// How much it matters.
    pub level: Level,
    /// Where, such as `commitments[3].target (lektioner-ak7)`: positions are
    /// counted from 0, and the nearest id stands in brackets.
    pub place: String,
    /// What was found.
    pub what: String,
    /// What to do about it.
    pub what_to_do: String,
    /// The rule, the same in every language, such as `no_such_date`.
    pub rule: String,
}

/// Reads a text and checks it. A text that cannot be read gives one error.
pub fn check_text(text: &str, words: Words) -> (Option<PromiseDocument>, Vec<Finding>) {
    match PromiseDocument::read(text) {
        Ok(document) => {
            let findings = check(&document, words);
            (Some(document), findings)
        }
        Err(error) => {
            let (place, fault) = words::unreadable(error, words);
            (None, vec![finding(place, &fault, words)])
        }
    }
}

/// Everything worth knowing about a document: errors first, then in the order of the document.
pub fn check(document: &PromiseDocument, words: Words) -> Vec<Finding> {
    let value = match serde_json::to_value(document) {
        Ok(value) => value,
        Err(error) => {
            let fault = Fault::Unreadable(error.to_string());
            return vec![finding("document".to_owned(), &fault, words)];
        }
    };
    let spots = walk::spots(&value);
    let mut found = Faults::default();
    format(document, &mut found);
    ids(&spots, &mut found);
    amounts(&spots, &mut found);
    unknown_fields(&spots, &mut found);
    dates::faults(&spots, &mut found);
    periods::faults(document, &mut found);
    parties(document, &mut found);
    names::faults(document, &spots, &mut found);
    targets::faults(document, &mut found);
    goals(document, &mut found);
    effects::faults(document, &mut found);
    vocabulary(document, &mut found);
    let mut findings: Vec<Finding> = found
        .0
        .into_iter()
        .map(|(place, fault)| finding(place, &fault, words))
        .collect();
    findings.sort_by_key(|f| f.level);
    findings
}

fn finding(place: String, fault: &Fault, words: Words) -> Finding {
    let (what, what_to_do) = fault.say(words);
    Finding {
        level: fault.level(),
        place,
        what,
        what_to_do,
        rule: fault.rule().to_owned(),
    }
}

/// The faults found so far, each with its place.
#[derive(Default)]
struct Faults(Vec<(String, Fault)>);

impl Faults {
    fn add(&mut self, place: impl Into<String>, fault: Fault) {
        self.0.push((place.into(), fault));
    }
}

fn format(document: &PromiseDocument, found: &mut Faults) {
    if document.format != FORMAT {
        found.add("format", Fault::UnknownFormat(document.format.clone()));
    }
    if document.commitments.is_empty() {
        found.add("commitments", Fault::NoCommitments);
    }
}

/// Ids that are given twice, and references to ids that nobody has.
fn ids(spots: &[Spot<'_>], found: &mut Faults) {
    let mut defined: BTreeMap<(&str, &str), &Spot<'_>> = BTreeMap::new();
    for spot in spots.iter().filter(|s| s.is_id() && s.field == "id") {
        let Some(id) = spot.value.as_str() else {
            continue;
        };
        if let Some(first) = defined.get(&(spot.kind, id)) {
            let same = spot.kind == "ActivityId" && first.holder == spot.holder;
            let fault = match same {
                true => Fault::SameEntryTwice(id.to_owned()),
                false => Fault::DuplicateId(id.to_owned()),
            };
            found.add(spot.place(), fault);
        } else {
            defined.insert((spot.kind, id), spot);
        }
    }
    for spot in spots.iter().filter(|s| s.is_id() && s.field != "id") {
        let Some(id) = spot.value.as_str() else {
            continue;
        };
        if !defined.contains_key(&(spot.kind, id)) {
            let known = defined.keys().filter(|(kind, _)| *kind == spot.kind);
            let near = walk::nearest(id, known.map(|(_, id)| *id));
            let id = id.to_owned();
            let fault = match spot.field == "same_as" {
                true => Fault::OtherEntryMissing(id),
                false => Fault::NoSuchId { id, near },
            };
            found.add(spot.place(), fault);
        }
    }
}

/// Negative amounts of work, two bounds in one target, and bounds that cross.
fn amounts(spots: &[Spot<'_>], found: &mut Faults) {
    // What is measured in the world may fall below zero; what was done cannot.
    let measured = ["Measured", "Evidence", "Estimate"];
    for spot in spots {
        let number = spot.value.as_f64();
        if spot.kind == "Amount"
            && !measured.contains(&spot.holder_kind)
            && number.is_some_and(|n| n < 0.0)
        {
            found.add(spot.place(), Fault::Negative(spot.value.to_string()));
        }
        if spot.field == "between"
            && let Some([low, high]) = spot.value.as_array().map(Vec::as_slice)
            && let (Some(low), Some(high)) = (low.as_f64(), high.as_f64())
            && low > high
        {
            found.add(spot.place(), Fault::Crossed(low, high));
        }
        if let (true, Value::Object(fields)) = (spot.known, spot.value) {
            let bounds = ["at_least", "exactly", "at_most", "between"];
            let given = fields.keys().filter(|k| bounds.contains(&k.as_str()));
            if spot.kind != "CompoundTarget" && given.count() > 1 {
                found.add(spot.place(), Fault::TwoBounds);
            }
        }
    }
}

fn unknown_fields(spots: &[Spot<'_>], found: &mut Faults) {
    for spot in spots.iter().filter(|s| !s.known) {
        let fault = Fault::UnknownField {
            field: spot.field.to_owned(),
            near: walk::nearest(spot.field, spot.known_fields.iter().copied()),
        };
        found.add(spot.place(), fault);
    }
}

/// Signing parties that promise nothing, and commitments of nobody.
fn parties(document: &PromiseDocument, found: &mut Faults) {
    for (n, commitment) in document.commitments.iter().enumerate() {
        if commitment.parties.is_empty() {
            found.add(
                format!("commitments[{n}].parties ({})", commitment.id),
                Fault::NobodyResponsible,
            );
        }
    }
    for (n, party) in document.promise.parties.iter().enumerate() {
        let promises = |c: &crate::promise::Commitment| c.parties.contains(party);
        if !document.commitments.is_empty() && !document.commitments.iter().any(promises) {
            let name = document.party_name(party).to_owned();
            found.add(
                format!("promise.parties[{n}]"),
                Fault::PartyWithoutCommitment(name),
            );
        }
    }
}

fn goals(document: &PromiseDocument, found: &mut Faults) {
    for (n, goal) in document.goals.iter().enumerate() {
        let place = |field: &str| format!("goals[{n}].{field} ({})", goal.id);
        if goal.indicator.is_none() {
            found.add(place("indicator"), Fault::GoalWithoutIndicator);
        }
        if goal.baseline.is_none() {
            found.add(place("baseline"), Fault::GoalWithoutBaseline);
        }
    }
}

/// Types and counts of the log that the product has no texts for: accepted, and told once each.
fn vocabulary(document: &PromiseDocument, found: &mut Faults) {
    let types: BTreeSet<&str> = known_types().iter().map(|t| t.name).collect();
    let counts: BTreeSet<&str> = known_types()
        .iter()
        .flat_map(|t| t.counts.iter().copied())
        .collect();
    let mut told: BTreeSet<String> = BTreeSet::new();
    for (place, kind) in targets::types(document) {
        let word = kind.trim().to_lowercase();
        if !types.contains(word.as_str()) && told.insert(word.clone()) {
            let near = walk::nearest(&word, types.iter().copied());
            found.add(place, Fault::UnknownType { kind, near });
        }
    }
    let mut told: BTreeSet<&str> = BTreeSet::new();
    for (n, activity) in document.activities.iter().enumerate() {
        for unit in activity.counts.keys() {
            if !counts.contains(unit.as_str()) && told.insert(unit) {
                found.add(
                    format!("activities[{n}].counts.{unit} ({})", activity.id),
                    Fault::UnknownUnit {
                        unit: unit.clone(),
                        near: walk::nearest(unit, counts.iter().copied()),
                    },
                );
            }
        }
    }
}

/// Why a commitment's target could never be shown, for those who list them.
fn never_shown(found: &mut Faults, place: &str, why: Why) {
    found.add(place, Fault::NeverShown(why));
}

#[cfg(test)]
mod tests;
