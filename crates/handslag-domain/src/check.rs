//! What a reader should know before a document is used: each finding says
//! where, what, and what to do. Nothing is ever taken away from the text.

mod dates;
mod effects;
mod names;
mod periods;
mod slips;
mod targets;
mod walk;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::activity::{Activity, known_types, month_only_name};
use crate::amount::Amount;
use crate::document::{FORMAT, PromiseDocument, ReadError};
use crate::effect::Comparison;
use crate::target::{Direction, WeekdayName};
use crate::verdict::{EvidenceGrade, Verdict};
use crate::vocabulary::{CauseState, EvidenceKind, KnownEffect, ReleasedTo, TriangleSide};
use crate::worded::{Vocabulary, Worded};
use walk::Spot;
pub(crate) use walk::nearest;
pub use words::Words;
use words::{Fault, Why};

static SCHEMA: LazyLock<Value> = LazyLock::new(PromiseDocument::json_schema);

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
        Err(error) => (None, vec![unreadable(error, words)]),
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
    let spots = walk::spots(&value, &SCHEMA);
    let mut found = Faults::default();
    format(document, &mut found);
    of_any_document(&spots, &elsewhere(document), &mut found);
    periods::faults(document, &mut found);
    parties(document, &mut found);
    names::faults(document, &spots, &mut found);
    targets::faults(document, &mut found);
    goals(document, &mut found);
    effects::faults(document, &mut found);
    vocabulary(document, &mut found);
    single_people(document, &mut found);
    let mut findings = found.told(words);
    findings.sort_by_key(|f| f.level);
    findings
}

/// What holds of any document of ours: ids, amounts, dates, fields and words
/// from lists. `elsewhere` are the kinds of id that another document explains.
fn of_any_document(spots: &[Spot<'_>], elsewhere: &[&str], found: &mut Faults) {
    ids(spots, elsewhere, found);
    amounts(spots, found);
    unknown_fields(spots, found);
    dates::faults(spots, found);
    open_words(spots, found);
}

/// What a promise may point to in a picture that it answers.
fn elsewhere(document: &PromiseDocument) -> Vec<&'static str> {
    let of_picture = ["ProblemId", "CauseId", "MeasureId", "VoiceId"];
    let named = document.promise.picture.is_some();
    let of_picture = of_picture.into_iter().filter(|_| named);
    of_picture.chain(["PictureId"]).collect()
}

/// What any document of ours is told, and of which municipalities it is: for a picture.
pub(crate) fn findings_of_picture(
    document: &Value,
    schema: &'static Value,
    municipalities: &[String],
    words: Words,
) -> Vec<Finding> {
    let spots = walk::spots(document, schema);
    let mut found = Faults::default();
    of_any_document(&spots, &["PromiseId", "CommitmentId"], &mut found);
    names::own(municipalities, "picture", &mut found);
    found.told(words)
}

/// The finding of a text that could not be read at all.
pub(crate) fn unreadable(error: ReadError, words: Words) -> Finding {
    let (place, fault) = words::unreadable(error, words);
    finding(place, &fault, words)
}

/// What stands in the way of a comparison that is asked for here and now;
/// nothing when it can be answered. The same rules as for one in a promise.
pub fn hindrances(asked: &Comparison, words: Words) -> Vec<Finding> {
    let mut found = Faults::default();
    effects::hindrances(asked, &mut found);
    found.told(words)
}

/// Of the names that are known, those that a word may have meant: those that
/// begin like it, else the one that it is a slip of.
pub fn names_like<'a>(word: &str, known: impl Iterator<Item = &'a str> + Clone) -> Vec<&'a str> {
    let small = word.trim().to_lowercase();
    let like = |name: &&str| {
        let name = name.to_lowercase();
        !small.is_empty() && (name.starts_with(&small) || small.starts_with(&name))
    };
    let alike: Vec<&str> = known.clone().filter(like).collect();
    if !alike.is_empty() {
        return alike;
    }
    let near = walk::nearest(word, known.clone());
    known
        .filter(|name| near.as_deref() == Some(*name))
        .collect()
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

    fn told(self, words: Words) -> Vec<Finding> {
        let all = self.0.into_iter();
        all.map(|(place, fault)| finding(place, &fault, words))
            .collect()
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

/// Ids that are given twice, and references to ids that nobody has, unless
/// another document may have them.
fn ids(spots: &[Spot<'_>], elsewhere: &[&str], found: &mut Faults) {
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
        if !defined.contains_key(&(spot.kind, id)) && !elsewhere.contains(&spot.kind) {
            let known = defined.keys().filter(|(kind, _)| *kind == spot.kind);
            let near = walk::nearest(id, known.map(|(_, id)| *id));
            let id = id.to_owned();
            let in_log = spot.place().starts_with("activities[");
            let fault = match (spot.field == "same_as", in_log) {
                (true, _) => Fault::OtherEntryMissing(id),
                // The log tells what was done; the promise may have changed since.
                (_, true) => Fault::NotInPromise { id, near },
                _ => Fault::NoSuchId { id, near },
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
        let number = Amount::deserialize(spot.value).ok();
        if spot.kind == "Amount"
            && !measured.contains(&spot.holder_kind)
            && number.is_some_and(Amount::is_negative)
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
        // A comparison brings its own baseline, and is checked by itself.
        if goal.baseline.is_none() && goal.comparison.is_none() {
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
        let is_known = types.contains(word.as_str()) || month_only_name(&word).is_some();
        if !is_known && told.insert(word.clone()) {
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

/// Words from a list that are none of its own: kept, and told.
fn open_words(spots: &[Spot<'_>], found: &mut Faults) {
    for spot in spots {
        let Some(word) = spot.value.as_str() else {
            continue;
        };
        let known = match spot.kind {
            "Verdict" => is_known::<Verdict>(word),
            "EvidenceGrade" => is_known::<EvidenceGrade>(word),
            "WeekdayName" => is_known::<WeekdayName>(word),
            "Direction" => is_known::<Direction>(word),
            "EvidenceKind" => is_known::<EvidenceKind>(word),
            "TriangleSide" => is_known::<TriangleSide>(word),
            "CauseState" => is_known::<CauseState>(word),
            "KnownEffect" => is_known::<KnownEffect>(word),
            "ReleasedTo" => is_known::<ReleasedTo>(word),
            _ => true,
        };
        if !known {
            let word = word.to_owned();
            let fault = match spot.kind {
                "Verdict" => Fault::UnknownVerdict(word),
                "EvidenceGrade" => Fault::UnknownGrade(word),
                "WeekdayName" => Fault::UnknownWeekday(word),
                "Direction" => Fault::UnknownDirection(word),
                _ => Fault::UnknownWord(word),
            };
            found.add(spot.place(), fault);
        }
    }
    // Words beside a list of what is covered say the same once more.
    let lists = ["set", "members", "places", "weekdays"];
    for spot in spots.iter().filter(|s| s.kind == "Every") {
        let given = |fields: &serde_json::Map<String, Value>| {
            lists.iter().filter(|l| fields.contains_key(**l)).count()
        };
        if spot.value.as_object().is_some_and(|f| given(f) > 1) {
            found.add(spot.place(), Fault::TwoCovered);
        }
    }
}

fn is_known<T: Vocabulary>(word: &str) -> bool {
    let word = Worded::<T>::Words(word.to_owned());
    word.meant().is_some()
}

/// Entries about single people that say more than a month and a whole number.
fn single_people(document: &PromiseDocument, found: &mut Faults) {
    for (n, entry) in document.activities.iter().enumerate() {
        let kind = entry.kind.0.clone();
        let place = |field: &str| format!("activities[{n}]{field} ({})", entry.id);
        match entry.clone().with_what_may_be_kept() {
            Ok(kept) if kept.on == entry.on && says_no_more(&kept, entry) => {}
            Ok(_) => found.add(place(""), Fault::MoreThanMonth(kind)),
            Err(parts) => {
                for part in parts {
                    let amount = part.amount.to_string();
                    found.add(
                        place(""),
                        Fault::NotWhole {
                            kind: kind.clone(),
                            amount,
                        },
                    );
                }
            }
        }
    }
}

/// Whether nothing was left out but the word's own spelling.
fn says_no_more(kept: &Activity, entry: &Activity) -> bool {
    let same_word = Activity {
        kind: entry.kind.clone(),
        ..kept.clone()
    };
    same_word == *entry
}

/// Why a commitment's target could never be shown, for those who list them.
fn never_shown(found: &mut Faults, place: &str, why: Why) {
    found.add(place, Fault::NeverShown(why));
}

#[cfg(test)]
mod tests;
