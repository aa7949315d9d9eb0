//! What is different from the version before.

use serde::{Deserialize, Serialize};

use crate::check::Words;
use crate::evidence_link::EvidenceLink;
use crate::problem::{Cause, Indicator, Measure, Problem};
use crate::promise::Measured;
use crate::vocabulary::CauseState;

use super::{PictureEdition, PictureSection};

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Of what.
    pub of: ChangeOf,
    /// What it is called: its title or words.
    pub name: String,
    /// The problem that it belongs to, by title, when it is part of one.
    pub problem: Option<String>,
    /// What happened to it.
    pub changed: Changed,
}

/// What kind of thing changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeOf {
    /// A problem.
    Problem,
    /// Whether a problem is taken on, and its rank.
    Priority,
    /// A cause.
    Cause,
    /// A measure.
    Measure,
    /// A figure that something rests on, or an indicator.
    Figure,
    /// A passage.
    Section,
    /// A voice.
    Voice,
}

/// What happened to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum Changed {
    /// It is new.
    Added,
    /// It is no longer here.
    Removed,
    /// It says something else.
    Changed {
        /// Before.
        from: String,
        /// Now.
        to: String,
    },
}

/// Every difference, problems first, in the order of the newer version.
pub(super) fn between(before: &PictureEdition, now: &PictureEdition) -> Vec<Change> {
    let mut found = Vec::new();
    let id = |p: &Problem| p.id.0.clone();
    pairs(&before.problems, &now.problems, id, |pair| match pair {
        Pair::Both(before, now) => of_problem(before, now, &mut found),
        Pair::Added(one) => found.push(whole(ChangeOf::Problem, &one.title, Changed::Added)),
        Pair::Removed(one) => found.push(whole(ChangeOf::Problem, &one.title, Changed::Removed)),
    });
    for (before, now) in before.parts.iter().zip(&now.parts) {
        let id = |i: &Indicator| i.id.0.clone();
        pairs(&before.indicators, &now.indicators, id, |pair| {
            found.extend(of_indicator(pair, None));
        });
        pairs(
            &before.voices,
            &now.voices,
            |v| v.id.0.clone(),
            |pair| {
                let said = |v: &crate::problem::Voice| v.words.clone();
                found.extend(worded(ChangeOf::Voice, pair, None, said));
            },
        );
        pairs(&before.sections, &now.sections, heading, |pair| {
            let name = |s: &PictureSection| s.heading.clone();
            found.extend(named(ChangeOf::Section, pair, None, name, |s| {
                s.words.clone()
            }));
        });
    }
    found
}

fn heading(section: &PictureSection) -> String {
    section.heading.clone()
}

fn of_problem(before: &Problem, now: &Problem, found: &mut Vec<Change>) {
    let problem = Some(now.title.as_str());
    if before.title != now.title {
        found.push(whole(
            ChangeOf::Problem,
            &now.title,
            changed(&before.title, &now.title),
        ));
    }
    if priority(before) != priority(now) {
        let change = changed(&priority(before), &priority(now));
        found.push(whole(ChangeOf::Priority, &now.title, change));
    }
    let id = |c: &Cause| c.id.0.clone();
    pairs(&before.causes, &now.causes, id, |pair| {
        let name = |c: &Cause| c.words.clone();
        found.extend(named(ChangeOf::Cause, pair, problem, name, said_of_cause));
    });
    let id = |m: &Measure| m.id.0.clone();
    pairs(&before.measures, &now.measures, id, |pair| {
        let said = |m: &Measure| m.words.clone();
        found.extend(worded(ChangeOf::Measure, pair, problem, said));
    });
    pairs(&links(before), &links(now), figure_key, |pair| {
        found.extend(of_figure(pair, problem));
    });
    let id = |i: &Indicator| i.id.0.clone();
    pairs(&before.indicators, &now.indicators, id, |pair| {
        found.extend(of_indicator(pair, problem));
    });
}

/// What a problem and its causes rest on, each link once.
fn links(problem: &Problem) -> Vec<EvidenceLink> {
    let of_cause = |c: &Cause| [c.links_for.clone(), c.links_against.clone()].concat();
    let of_causes = problem.causes.iter().flat_map(of_cause);
    let mut links: Vec<EvidenceLink> = Vec::new();
    for link in problem.evidence.iter().cloned().chain(of_causes) {
        if !links.contains(&link) && !link.is_assumption() {
            links.push(link);
        }
    }
    links
}

/// A cause with how it stands: that it no longer holds is a change too.
fn said_of_cause(cause: &Cause) -> String {
    format!("{} ({})", cause.words, CauseState::name(cause.standing()))
}

fn priority(problem: &Problem) -> String {
    let rank = problem.priority.as_ref().and_then(|p| p.rank);
    match (problem.is_chosen(), rank) {
        (true, Some(rank)) => format!("{rank}"),
        (true, None) => "chosen".to_owned(),
        (false, _) => "waiting".to_owned(),
    }
}

/// The same figure at another time is another value of it.
fn figure_key(link: &EvidenceLink) -> String {
    let parts = [
        Some(link.kind.as_str()),
        link.source.as_deref(),
        link.indicator.as_deref(),
        link.area.as_deref(),
        link.filter.as_deref(),
        link.theme.as_deref(),
    ];
    parts.map(Option::unwrap_or_default).join("\u{1f}")
}

fn of_figure(pair: Pair<'_, EvidenceLink>, problem: Option<&str>) -> Option<Change> {
    let name = |link: &EvidenceLink| {
        let names = [&link.indicator, &link.filter, &link.theme, &link.source];
        names
            .into_iter()
            .flatten()
            .next()
            .cloned()
            .unwrap_or_else(|| link.kind.as_str().to_owned())
    };
    named(ChangeOf::Figure, pair, problem, name, |link| {
        let value = link.value.map(|v| v.to_string()).unwrap_or_default();
        match &link.period {
            Some(period) => format!("{value} ({})", said_of_period(period)),
            None => value,
        }
    })
}

fn said_of_period(period: &crate::period::Period) -> String {
    let ends =
        [&period.from, &period.to].map(|d| d.as_ref().map(|d| d.0.clone()).unwrap_or_default());
    match (ends[0] == ends[1], &period.words) {
        (_, Some(words)) => words.clone(),
        (true, None) => ends[0].clone(),
        (false, None) => ends.join("–"),
    }
}

fn of_indicator(pair: Pair<'_, Indicator>, problem: Option<&str>) -> Option<Change> {
    let value = |measured: &Option<Measured>| {
        let value = measured.as_ref().and_then(|m| m.value);
        value.map_or_else(|| "–".to_owned(), |v| v.to_string())
    };
    named(
        ChangeOf::Figure,
        pair,
        problem,
        |i| i.words.clone(),
        |i| [&i.baseline, &i.target, &i.outcome].map(value).join("; "),
    )
}

fn whole(of: ChangeOf, name: &str, changed: Changed) -> Change {
    Change {
        of,
        name: name.to_owned(),
        problem: None,
        changed,
    }
}

fn changed(from: &str, to: &str) -> Changed {
    Changed::Changed {
        from: from.to_owned(),
        to: to.to_owned(),
    }
}

/// Something that is called by its words.
fn worded<T>(
    of: ChangeOf,
    pair: Pair<'_, T>,
    problem: Option<&str>,
    said: impl Fn(&T) -> String,
) -> Option<Change> {
    named(of, pair, problem, &said, &said)
}

/// The change of a thing: its name is that of the newer version.
fn named<T>(
    of: ChangeOf,
    pair: Pair<'_, T>,
    problem: Option<&str>,
    name: impl Fn(&T) -> String,
    said: impl Fn(&T) -> String,
) -> Option<Change> {
    let (name, changed) = match pair {
        Pair::Added(one) => (name(one), Changed::Added),
        Pair::Removed(one) => (name(one), Changed::Removed),
        Pair::Both(before, now) => {
            let (from, to) = (said(before), said(now));
            if from == to {
                return None;
            }
            (name(now), Changed::Changed { from, to })
        }
    };
    Some(Change {
        of,
        name,
        problem: problem.map(str::to_owned),
        changed,
    })
}

/// A thing in one version or in both.
enum Pair<'a, T> {
    Both(&'a T, &'a T),
    Added(&'a T),
    Removed(&'a T),
}

/// Everything in two versions, by its key: in the order of the newer, then what is gone.
/// Of several with one key the first are one, the second another, and so on.
fn pairs<T>(
    before: &[T],
    now: &[T],
    key: impl Fn(&T) -> String,
    mut each: impl FnMut(Pair<'_, T>),
) {
    let numbered = |all: &[T]| -> Vec<(String, usize)> {
        let mut seen: std::collections::BTreeMap<String, usize> = Default::default();
        all.iter()
            .map(|one| {
                let key = key(one);
                let n = seen.entry(key.clone()).or_default();
                *n += 1;
                (key, *n)
            })
            .collect()
    };
    let (old, new) = (numbered(before), numbered(now));
    for (one, key) in now.iter().zip(&new) {
        match old.iter().position(|o| o == key) {
            Some(at) => each(Pair::Both(&before[at], one)),
            None => each(Pair::Added(one)),
        }
    }
    for (one, key) in before.iter().zip(&old) {
        if !new.contains(key) {
            each(Pair::Removed(one));
        }
    }
}

impl Change {
    /// The change as a sentence.
    pub fn say(&self, words: Words) -> String {
        let sv = words == Words::Sv;
        let of = self.of.name(words);
        let name = &self.name;
        let under = match (&self.problem, sv) {
            (Some(problem), true) => format!(", under \"{problem}\""),
            (Some(problem), false) => format!(", of \"{problem}\""),
            (None, _) => String::new(),
        };
        match (&self.changed, sv) {
            (Changed::Added, true) => format!("Nytt: {of} \"{name}\"{under}."),
            (Changed::Added, false) => format!("New: {of} \"{name}\"{under}."),
            (Changed::Removed, true) => format!("Står inte kvar: {of} \"{name}\"{under}."),
            (Changed::Removed, false) => format!("No longer here: {of} \"{name}\"{under}."),
            (Changed::Changed { .. }, _) if self.of == ChangeOf::Section => match sv {
                true => format!("Ändrat: {of} \"{name}\"{under} har ny text."),
                false => format!("Changed: {of} \"{name}\"{under} has a new text."),
            },
            (Changed::Changed { from, to }, _) => {
                let [from, to] = [from, to].map(|w| self.of.said(w, words));
                match sv {
                    true => format!("Ändrat: {of} \"{name}\"{under}, från {from} till {to}."),
                    false => format!("Changed: {of} \"{name}\"{under}, from {from} to {to}."),
                }
            }
        }
    }
}

impl ChangeOf {
    fn name(self, words: Words) -> &'static str {
        let [sv, en] = match self {
            Self::Problem => ["problemet", "the problem"],
            Self::Priority => ["prioriteten av", "the priority of"],
            Self::Cause => ["orsaken", "the cause"],
            Self::Measure => ["åtgärden", "the measure"],
            Self::Figure => ["siffran", "the figure"],
            Self::Section => ["stycket", "the passage"],
            Self::Voice => ["synpunkten", "the voice"],
        };
        match words {
            Words::Sv => sv,
            Words::En => en,
        }
    }

    /// A value before or now, in words.
    fn said(self, value: &str, words: Words) -> String {
        let sv = words == Words::Sv;
        match (self, value) {
            (Self::Priority, "waiting") => if sv { "väntar" } else { "waiting" }.to_owned(),
            (Self::Priority, "chosen") => if sv { "valt" } else { "chosen" }.to_owned(),
            (Self::Priority, rank) => {
                if sv {
                    format!("plats {rank}")
                } else {
                    format!("rank {rank}")
                }
            }
            (Self::Figure, "") => if sv { "inget värde" } else { "no value" }.to_owned(),
            (Self::Figure, value) => value.to_owned(),
            _ => format!("\"{}\"", with_standing(value, words)),
        }
    }
}

/// The standing of a cause in words.
fn with_standing(value: &str, words: Words) -> String {
    let states = [
        ("(assumption)", "(antagande)"),
        ("(supported)", "(stöds)"),
        ("(contradicted)", "(motsägs)"),
    ];
    let said = states.iter().find(|(state, _)| value.ends_with(state));
    match (said, words) {
        (Some((state, sv)), Words::Sv) => value.replace(state, sv),
        _ => value.to_owned(),
    }
}
