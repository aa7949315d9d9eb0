//! One commitment: the promised words, the verdict, the count and why.

use handslag_domain::assessment::{Evidenced, State};
use handslag_domain::follow_up::{CommitmentReport, FollowUpDocument, Said};
use handslag_domain::verdict::Verdict;
use handslag_locale::count_sentence;

use super::{fact, fact_of, facts, heading, section, sentences};
use crate::paper::{Block, Fact, Run, Runs};
use crate::writing::{Hand, capital, fill};

/// Where links to the commitment lead, by its place in the document.
pub(super) fn anchor(n: usize) -> String {
    format!("commitment-{}", n + 1)
}

pub(super) fn commitments(hand: &Hand<'_>, document: &FollowUpDocument) -> Vec<Block> {
    let mut blocks: Vec<Block> = document
        .commitments
        .iter()
        .enumerate()
        .flat_map(|(n, one)| commitment(hand, document.example, n, one))
        .collect();
    if !blocks.is_empty() {
        let runs = vec![Run::new(hand.texts.bar_reads).small()];
        blocks.insert(0, Block::Paragraph { runs });
    }
    section(hand.texts.commitments, blocks)
}

fn commitment(hand: &Hand<'_>, example: bool, n: usize, report: &CommitmentReport) -> Vec<Block> {
    let texts = hand.texts;
    let mut blocks = vec![
        Block::Heading {
            level: 2,
            runs: vec![Run::new(format!("{}. ", n + 1)), hand.theirs(&report.title)],
            anchor: Some(anchor(n)),
            invented: false,
        },
        Block::Verdict {
            sign: report.verdict.name(),
            word: capital(&hand.words.verdict(report.verdict)),
            runs: vec![Run::new(in_one_line(hand, report))],
            invented: example,
        },
        Block::Quote {
            runs: vec![hand.theirs(&report.words)],
            by: (!report.parties.is_empty()).then(|| report.parties.join(", ")),
        },
    ];
    blocks.extend(bar(report));
    blocks.extend(facts(about(hand, report)));
    blocks.extend(titled(
        texts.what_was_done,
        sentences(hand, &report.sentences),
    ));
    blocks.extend(said(hand, &report.said));
    blocks.extend(told(hand, texts.deviation, report.deviation.as_deref()));
    blocks.extend(told(hand, texts.next_step, report.next_step.as_deref()));
    blocks
}

/// "Hittills: 21 av minst 30. Tid som gått: 75 %."
fn in_one_line(hand: &Hand<'_>, report: &CommitmentReport) -> String {
    let counted = match (withheld(hand, report), report.verdict) {
        (Some(withheld), _) => format!("{}.", capital(&withheld)),
        // The verdict's own word says it already.
        (None, Verdict::NoNeedArose) => String::new(),
        (None, _) => count_sentence(hand.language, &report.evidenced),
    };
    let gone = report.time_gone.map(|share| {
        let share = hand.language.percent(share);
        format!(" {}: {share}.", hand.texts.time_gone)
    });
    (counted + &gone.unwrap_or_default()).trim().to_owned()
}

/// "färre än 5": a count of single people that is too small to be shown.
fn withheld(hand: &Hand<'_>, report: &CommitmentReport) -> Option<String> {
    let below = report.withheld_below?;
    Some(fill(hand.texts.withheld, &[&below.to_string()]))
}

/// "21 gånger", or a dash when nothing can be counted.
pub(super) fn counted(hand: &Hand<'_>, report: &CommitmentReport) -> String {
    let evidenced = &report.evidenced;
    match evidenced.state {
        _ if report.withheld_below.is_some() => withheld(hand, report).unwrap_or_default(),
        State::CannotTell { .. } if evidenced.counted.is_zero() => "–".to_owned(),
        _ => hand.amount(evidenced.counted, &evidenced.unit),
    }
}

/// The bar runs to the target, or to the count where that is longer.
fn bar(report: &CommitmentReport) -> Option<Block> {
    let evidenced = &report.evidenced;
    let reached = match evidenced.target.filter(|target| !target.is_zero()) {
        Some(target) => evidenced.counted.checked_div(target)?,
        None => evidenced.reached?,
    };
    let reached = reached.to_f64().max(0.0);
    let whole = reached.max(1.0);
    let time = report.time_gone.map(|share| share.to_f64().clamp(0.0, 1.0));
    Some(Block::Bar {
        done: reached / whole,
        target: (evidenced.target.is_some() && whole > 1.0).then(|| 1.0 / whole),
        time: time.map(|share| share / whole),
    })
}

fn about(hand: &Hand<'_>, report: &CommitmentReport) -> Vec<Option<Fact>> {
    let texts = hand.texts;
    let area = report.focus_area.as_deref().map(|area| hand.theirs(area));
    let mut rows = vec![fact_of(texts.target, vec![hand.theirs(&report.target)])];
    rows.extend(evidence(hand, &report.evidenced));
    rows.extend([
        fact(texts.on_time, hand.words.on_time(&report.on_time)),
        fact(texts.rests_on, hand.words.grade(report.grade)),
        fact(texts.responsible, report.parties.join(", ")),
        fact_of(texts.places, vec![hand.theirs(&report.places.join(", "))]),
        area.and_then(|area| fact_of(texts.focus_area, vec![area])),
        fact_of(texts.answers, vec![hand.theirs(&report.answers.join("; "))]),
    ]);
    rows
}

/// What the log shows, and of each part of a compound target.
fn evidence(hand: &Hand<'_>, evidenced: &Evidenced) -> Vec<Option<Fact>> {
    let mut rows = vec![stretches(hand, evidenced), members_left(hand, evidenced)];
    rows.extend(evidenced.parts.iter().map(|part| part_of(hand, part)));
    rows
}

fn part_of(hand: &Hand<'_>, part: &Evidenced) -> Option<Fact> {
    let name = part.title.as_deref().unwrap_or(hand.texts.member);
    let details = evidence(hand, part).into_iter().flatten().flat_map(|row| {
        let label = Run::new(format!("; {}: ", row.label.to_lowercase()));
        std::iter::once(label).chain(row.runs)
    });
    let on_time = part.on_time.as_ref().map(|it| hand.words.on_time(it));
    let counted = [Some(count_sentence(hand.language, part)), on_time];
    let counted = counted.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let counted = Run::new(counted);
    fact_of(
        &format!("– {name}"),
        std::iter::once(counted).chain(details).collect(),
    )
}

fn stretches(hand: &Hand<'_>, evidenced: &Evidenced) -> Option<Fact> {
    if evidenced.stretches.len() < 2 {
        return None;
    }
    let over = evidenced
        .stretches
        .iter()
        .filter(|one| one.over && one.demanded);
    let (met, n) = over.fold((0, 0), |(met, n), one| (met + usize::from(one.met), n + 1));
    let text = fill(
        hand.texts.stretches_met,
        &[&hand.language.whole(met), &hand.language.whole(n)],
    );
    fact(hand.texts.stretches_label, text).filter(|_| n > 0)
}

/// The members that the count has not reached, by name.
fn members_left(hand: &Hand<'_>, evidenced: &Evidenced) -> Option<Fact> {
    let left = evidenced.members_left();
    let names: Vec<&str> = left.map(|member| member.name.as_str()).collect();
    fact_of(
        hand.texts.members_left,
        vec![hand.theirs(&names.join(", "))],
    )
}

fn titled(title: &str, block: Option<Block>) -> Vec<Block> {
    block.map_or_else(Vec::new, |block| vec![heading(3, title), block])
}

fn told(hand: &Hand<'_>, title: &str, words: Option<&str>) -> Vec<Block> {
    let block = words.map(|words| Block::Paragraph {
        runs: hand.with_links(words),
    });
    titled(title, block)
}

/// Each party's own verdict and words.
fn said(hand: &Hand<'_>, said: &[Said]) -> Vec<Block> {
    said.iter().flat_map(|one| said_by(hand, one)).collect()
}

fn said_by(hand: &Hand<'_>, said: &Said) -> Vec<Block> {
    let texts = hand.texts;
    let who = said.party.as_deref().unwrap_or(texts.together);
    let verdict = said
        .verdict
        .map(|verdict| capital(&hand.words.verdict(verdict)));
    let mut runs: Runs = verdict
        .map(|word| Run::new(format!("{word}. ")))
        .into_iter()
        .collect();
    runs.extend(said.words.as_deref().map(|words| hand.theirs(words)));
    let block = (!runs.is_empty()).then_some(Block::Paragraph { runs });
    titled(&fill(texts.says, &[who]), block)
}
