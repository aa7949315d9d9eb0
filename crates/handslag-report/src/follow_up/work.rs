//! Around the commitments: background, parties, problems, context, next step.

use handslag_domain::amount::Amount;
use handslag_domain::follow_up::FollowUpDocument;
use handslag_domain::id::PartyId;
use handslag_domain::problem::{Cause, CycleStep, Measure, Problem, Voice};

use super::{cell, fact_of, facts, heading, section, sentences};
use crate::paper::{Block, Cell, Column, Run, Runs, Table};
use crate::writing::{Hand, capital, fill};

/// Why the promise was made, and what residents and staff said.
pub(super) fn background(hand: &Hand<'_>, document: &FollowUpDocument) -> Vec<Block> {
    let words = document.background.as_deref();
    let mut blocks: Vec<Block> = words
        .map(|words| paragraphs(hand, words))
        .unwrap_or_default();
    if !document.voices.is_empty() {
        blocks.push(Block::Heading {
            level: 2,
            runs: vec![Run::new(hand.texts.voices)],
            anchor: None,
            invented: document.example,
        });
        let items = document.voices.iter().map(|one| voice(hand, one));
        blocks.push(Block::List {
            items: items.collect(),
        });
    }
    section(hand.texts.background, blocks)
}

fn voice(hand: &Hand<'_>, voice: &Voice) -> Runs {
    let texts = hand.texts;
    let about: Vec<Run> = [
        voice
            .channel
            .as_deref()
            .map(|channel| hand.listed(channel, hand.words.channel(channel))),
        voice
            .on
            .as_ref()
            .map(|on| Run::new(hand.language.written_date(on))),
        voice
            .n
            .map(|n| Run::new(fill(texts.said_by_many, &[&hand.language.number(n)]))),
    ]
    .into_iter()
    .flatten()
    .collect();
    let mut runs = vec![hand.theirs(&voice.words)];
    for (n, part) in about.into_iter().enumerate() {
        let gap = if n == 0 { " – " } else { ", " };
        runs.extend([Run::new(gap).small(), part.small()]);
    }
    if let Some(answer) = &voice.answer {
        runs.push(Run::new(format!(" {}: ", texts.answer)));
        runs.push(hand.theirs(answer));
    }
    runs
}

/// What each party did.
pub(super) fn parties(hand: &Hand<'_>, document: &FollowUpDocument) -> Vec<Block> {
    let told = document
        .parties
        .iter()
        .filter(|party| !party.sentences.is_empty());
    let blocks = told.flat_map(|party| {
        let title = Block::Heading {
            level: 2,
            runs: vec![Run::new(&party.name)],
            anchor: None,
            invented: document.example,
        };
        std::iter::once(title).chain(sentences(hand, &party.sentences))
    });
    section(hand.texts.parties_report, blocks.collect())
}

pub(super) fn problems(hand: &Hand<'_>, document: &FollowUpDocument) -> Vec<Block> {
    let blocks = document
        .problems
        .iter()
        .flat_map(|one| problem(hand, document, one));
    section(hand.texts.problems, blocks.collect())
}

fn problem(hand: &Hand<'_>, document: &FollowUpDocument, problem: &Problem) -> Vec<Block> {
    let texts = hand.texts;
    let mut blocks = vec![Block::Heading {
        level: 2,
        runs: vec![hand.theirs(&problem.title)],
        anchor: None,
        invented: false,
    }];
    blocks.extend(
        problem
            .words
            .iter()
            .flat_map(|words| paragraphs(hand, words)),
    );
    let project = problem
        .project
        .as_deref()
        .map(|project| hand.theirs(project));
    blocks.extend(facts([
        project.and_then(|project| fact_of(texts.project, vec![project])),
        fact_of(
            texts.parties,
            vec![Run::new(names(document, &problem.parties))],
        ),
    ]));
    blocks.extend(cycle(hand, &problem.cycle, false));
    blocks.extend(points(
        texts.causes,
        problem.causes.iter().map(|one| cause(hand, one)),
    ));
    let measures = problem
        .measures
        .iter()
        .map(|one| measure(hand, document, one));
    blocks.extend(points(texts.measures, measures));
    blocks.extend(problem.result.iter().flat_map(|result| {
        std::iter::once(heading(3, texts.result)).chain(paragraphs(hand, result))
    }));
    blocks
}

fn points(title: &str, items: impl Iterator<Item = Runs>) -> Vec<Block> {
    let items: Vec<Runs> = items.collect();
    if items.is_empty() {
        return Vec::new();
    }
    vec![heading(3, title), Block::List { items }]
}

/// The parties' names; a party that took part without signing by its id.
fn names(document: &FollowUpDocument, ids: &[PartyId]) -> String {
    let name = |id: &PartyId| {
        let party = document.parties.iter().find(|party| party.id == *id);
        party.map_or_else(|| id.0.clone(), |party| party.name.clone())
    };
    ids.iter().map(name).collect::<Vec<_>>().join(", ")
}

/// The steps of the work on a place.
pub(crate) fn cycle(hand: &Hand<'_>, steps: &[CycleStep], invented: bool) -> Option<Block> {
    let texts = hand.texts;
    (!steps.is_empty()).then(|| {
        Block::Table(Table {
            caption: texts.cycle.to_owned(),
            summary: texts.cycle_summary.to_owned(),
            invented,
            columns: vec![
                Column::words(texts.step, 3),
                Column::words(texts.state, 2),
                Column::words(texts.when, 2),
                Column::words(texts.found, 6),
            ],
            rows: steps.iter().map(|step| cycle_row(hand, step)).collect(),
        })
    })
}

fn cycle_row(hand: &Hand<'_>, step: &CycleStep) -> Vec<Cell> {
    let name = hand.listed(&step.step, hand.words.cycle_step(&step.step));
    let state = step
        .state
        .as_deref()
        .map(|state| hand.listed(state, hand.words.cycle_state(state)));
    let words = step.words.as_deref().map(|words| hand.theirs(words));
    vec![
        Cell::from(Run {
            text: capital(&name.text),
            ..name
        }),
        state.map(Cell::from).unwrap_or_default(),
        cell(
            step.on
                .as_ref()
                .map(|on| hand.language.written_date(on))
                .unwrap_or_default(),
        ),
        words.map(Cell::from).unwrap_or_default(),
    ]
}

fn cause(hand: &Hand<'_>, cause: &Cause) -> Runs {
    let texts = hand.texts;
    let mut runs = vec![hand.theirs(&cause.words)];
    runs.extend(in_brackets(
        cause.kind.iter().map(|kind| cause_kind(hand, kind)),
    ));
    let told = [
        (texts.speaks_for, &cause.evidence_for),
        (texts.speaks_against, &cause.evidence_against),
    ];
    for (label, evidence) in told
        .into_iter()
        .filter(|(_, evidence)| !evidence.is_empty())
    {
        runs.push(Run::new(format!(" {label}: ")));
        runs.push(hand.theirs(&evidence.join("; ")));
        runs.push(Run::new("."));
    }
    if cause.evidence_for.is_empty() && cause.evidence_against.is_empty() {
        runs.push(Run::new(format!(" {}.", texts.assumed)).small());
    }
    runs
}

fn cause_kind(hand: &Hand<'_>, kind: &str) -> Run {
    match kind {
        "situational" => Run::new(hand.texts.cause_situational),
        "social" => Run::new(hand.texts.cause_social),
        other => hand.theirs(other),
    }
}

fn measure(hand: &Hand<'_>, document: &FollowUpDocument, measure: &Measure) -> Runs {
    let parties = names(document, &measure.parties);
    let listed = measure
        .kind
        .iter()
        .chain(&measure.term)
        .map(|word| hand.listed(word, hand.words.prevention(word)));
    let who = (!parties.is_empty()).then(|| Run::new(parties));
    let mut runs = vec![hand.theirs(&measure.words)];
    runs.extend(in_brackets(listed.chain(who)));
    runs
}

/// " (situationell, kort sikt)", set smaller; nothing when empty.
fn in_brackets(parts: impl Iterator<Item = Run>) -> Runs {
    let parts: Vec<Run> = parts.collect();
    if parts.is_empty() {
        return parts;
    }
    let with_gaps = parts.into_iter().enumerate().flat_map(|(n, part)| {
        let gap = if n == 0 { " (" } else { ", " };
        [Run::new(gap).small(), part.small()]
    });
    with_gaps.chain([Run::new(")").small()]).collect()
}

pub(super) fn context(hand: &Hand<'_>, document: &FollowUpDocument) -> Vec<Block> {
    let blocks = document.context.iter().flat_map(|part| {
        let title = Block::Heading {
            level: 2,
            runs: vec![hand.theirs(&part.heading)],
            anchor: None,
            invented: false,
        };
        std::iter::once(title).chain(paragraphs(hand, &part.words))
    });
    section(hand.texts.context, blocks.collect())
}

pub(super) fn next_step(hand: &Hand<'_>, document: &FollowUpDocument) -> Vec<Block> {
    let words = document.next_step.as_deref();
    section(
        hand.texts.next_step,
        words
            .map(|words| paragraphs(hand, words))
            .unwrap_or_default(),
    )
}

/// Others' text: a blank line begins a new paragraph.
pub(super) fn paragraphs(hand: &Hand<'_>, words: &str) -> Vec<Block> {
    let words = words.replace("\r\n", "\n");
    let parts = words
        .split("\n\n")
        .map(str::trim)
        .filter(|part| !part.is_empty());
    parts
        .map(|part| Block::Paragraph {
            runs: hand.with_links(part),
        })
        .collect()
}

/// "34,5 procent, 2021, lägre än riket": a measured value in full.
pub(super) fn measured(
    hand: &Hand<'_>,
    value: Option<Amount>,
    unit: Option<&str>,
    rest: [Option<&str>; 2],
) -> Runs {
    let number = value.map(|value| match unit {
        Some(unit) => hand.amount(value, unit),
        None => hand.language.number(value),
    });
    let parts = number.map(Run::new).into_iter();
    let parts = parts.chain(rest.into_iter().flatten().map(|text| hand.theirs(text)));
    let with_gaps = parts.enumerate().flat_map(|(n, part)| {
        let gap = (n > 0).then(|| Run::new(", "));
        gap.into_iter().chain([part])
    });
    with_gaps.collect()
}
