//! What is different from the version before.

use serde::{Deserialize, Serialize};

use crate::amount::Amount;
use crate::evidence_link::EvidenceLink;
use crate::period::Period;
use crate::picture::Decision;
use crate::picture::clock::Due;
use crate::problem::{Cause, Indicator, Measure, Problem, Voice};
use crate::promise::Measured;
use crate::vocabulary::CauseState;

use super::{PictureEdition, PictureSection};

mod words;

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
    /// What the picture is called.
    Title,
    /// The time that it is of.
    Period,
    /// Who decided it.
    Decided,
    /// The action plan, and who decided it.
    ActionPlan,
    /// The day by which the picture is to be updated.
    UpdateBy,
    /// The day by which the plan is to be followed up.
    FollowUpBy,
    /// How it was made.
    Background,
    /// Where readers turn.
    Contact,
    /// A problem.
    Problem,
    /// The text of a problem.
    ProblemWords,
    /// What came of the work on a problem.
    ProblemResult,
    /// Whether a problem is taken on, and its rank.
    Priority,
    /// A cause.
    Cause,
    /// A measure.
    Measure,
    /// A figure that something rests on, or an indicator.
    Figure,
    /// Where an indicator stood.
    Baseline,
    /// Where an indicator should stand.
    Target,
    /// Where an indicator stands.
    Outcome,
    /// A passage.
    Section,
    /// A voice.
    Voice,
    /// How many said so.
    VoiceCount,
    /// What became of what was said.
    VoiceAnswer,
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

/// Every difference: of the picture as a whole, then problems, in the order of
/// the newer version.
pub(super) fn between(before: &PictureEdition, now: &PictureEdition) -> Vec<Change> {
    let mut found = of_the_whole(before, now);
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
        let id = |v: &Voice| v.id.0.clone();
        pairs(&before.voices, &now.voices, id, |pair| {
            found.extend(of_voice(pair));
        });
        pairs(&before.sections, &now.sections, heading, |pair| {
            let name = |s: &PictureSection| s.heading.clone();
            found.extend(named(ChangeOf::Section, pair, None, name, |s| {
                s.words.clone()
            }));
        });
    }
    found
}

/// What its readers see before the first problem.
fn of_the_whole(before: &PictureEdition, now: &PictureEdition) -> Vec<Change> {
    let both = [before, now];
    let text = |words: &Option<String>| words.clone().unwrap_or_default();
    let by = |due: Due| due.by().map_or_else(String::new, |day| day.to_string());
    let all = [
        (ChangeOf::Title, both.map(|e| e.title.clone())),
        (ChangeOf::Period, both.map(|e| said_of_period(&e.period))),
        (
            ChangeOf::Decided,
            both.map(|e| said_of_decision(&e.decided)),
        ),
        (ChangeOf::ActionPlan, both.map(said_of_plan)),
        (ChangeOf::UpdateBy, both.map(|e| by(e.clock.update))),
        (ChangeOf::FollowUpBy, both.map(|e| by(e.clock.follow_up))),
        (ChangeOf::Background, both.map(|e| text(&e.background))),
        (ChangeOf::Contact, both.map(|e| text(&e.contact))),
    ];
    let differ = all.into_iter().filter(|(_, [from, to])| from != to);
    differ
        .map(|(of, [from, to])| whole(of, "", changed(&from, &to)))
        .collect()
}

fn said_of_decision(decision: &Option<Decision>) -> String {
    let Some(decision) = decision else {
        return String::new();
    };
    let on = decision.on.as_ref().map(|on| on.0.clone());
    let said = [Some(decision.by.clone()), on, decision.reference.clone()];
    joined(said, ", ")
}

fn said_of_plan(edition: &PictureEdition) -> String {
    let Some(plan) = &edition.action_plan else {
        return String::new();
    };
    joined(
        [plan.title.clone(), Some(said_of_decision(&plan.decided))],
        ", ",
    )
}

fn joined<const N: usize>(parts: [Option<String>; N], between: &str) -> String {
    let parts = parts.into_iter().flatten().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(between)
}

/// A voice that both hold may have been said by more, and been answered.
fn of_voice(pair: Pair<'_, Voice>) -> Vec<Change> {
    let mut found = Vec::new();
    if let Pair::Both(before, now) = pair {
        let n = |voice: &Voice| voice.n.map_or_else(String::new, |n| n.to_string());
        let answer = |voice: &Voice| voice.answer.clone().unwrap_or_default();
        for (of, from, to) in [
            (ChangeOf::VoiceCount, n(before), n(now)),
            (ChangeOf::VoiceAnswer, answer(before), answer(now)),
        ] {
            if from != to {
                found.push(whole(of, &now.words, changed(&from, &to)));
            }
        }
    }
    let said = worded(ChangeOf::Voice, pair, None, |v: &Voice| v.words.clone());
    said.into_iter().chain(found).collect()
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
    let text = |words: &Option<String>| words.clone().unwrap_or_default();
    for (of, from, to) in [
        (ChangeOf::ProblemWords, &before.words, &now.words),
        (ChangeOf::ProblemResult, &before.result, &now.result),
    ] {
        if text(from) != text(to) {
            found.push(whole(of, &now.title, changed(&text(from), &text(to))));
        }
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

fn said_of_period(period: &Period) -> String {
    let ends =
        [&period.from, &period.to].map(|d| d.as_ref().map(|d| d.0.clone()).unwrap_or_default());
    match (ends[0] == ends[1], &period.words) {
        (_, Some(words)) => words.clone(),
        (true, None) => ends[0].clone(),
        (false, None) => ends.join("–"),
    }
}

/// What is measured, and each of its values that is another.
fn of_indicator(pair: Pair<'_, Indicator>, problem: Option<&str>) -> Vec<Change> {
    let mut found = Vec::new();
    if let Pair::Both(before, now) = pair {
        for (of, from, to) in [
            (ChangeOf::Baseline, &before.baseline, &now.baseline),
            (ChangeOf::Target, &before.target, &now.target),
            (ChangeOf::Outcome, &before.outcome, &now.outcome),
        ] {
            let (from, to) = (said_of_measured(from), said_of_measured(to));
            if from != to {
                let change = whole(of, &now.words, changed(&from, &to));
                found.push(Change {
                    problem: problem.map(str::to_owned),
                    ..change
                });
            }
        }
    }
    let said = worded(ChangeOf::Figure, pair, problem, |i: &Indicator| {
        i.words.clone()
    });
    said.into_iter().chain(found).collect()
}

/// "61 procent", or the words where there is no number.
fn said_of_measured(measured: &Option<Measured>) -> String {
    let Some(measured) = measured else {
        return String::new();
    };
    match measured.value.map(|value: Amount| value.to_string()) {
        Some(value) => joined([Some(value), measured.unit.clone()], " "),
        None => measured.words.clone().unwrap_or_default(),
    }
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
#[derive(Clone, Copy)]
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
