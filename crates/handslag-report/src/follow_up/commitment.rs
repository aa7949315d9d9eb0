//! One commitment: the promised words, the verdict, the count and why.

use handslag_domain::amount::Amount;
use handslag_domain::assessment::{Evidenced, State};
use handslag_domain::follow_up::{CommitmentReport, FollowUpDocument, Said};
use handslag_domain::verdict::OnTime;

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
            word: capital(texts.verdict_word(report.verdict)),
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

/// "21 gånger av minst 30, 75 % av tiden har gått."
fn in_one_line(hand: &Hand<'_>, report: &CommitmentReport) -> String {
    let gone = report.time_gone.map(|share| {
        format!(
            "{} {}",
            hand.texts.time_gone.to_lowercase(),
            hand.percent(share)
        )
    });
    let parts = [Some(counted_of(hand, &report.evidenced)), gone];
    let said: Vec<String> = parts
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    said.join(", ")
}

/// "21 gånger", or nothing when nothing can be counted.
pub(super) fn counted(hand: &Hand<'_>, evidenced: &Evidenced) -> String {
    match evidenced.state {
        State::CannotTell { .. } if evidenced.counted.is_zero() => "–".to_owned(),
        _ => hand.amount(evidenced.counted, &evidenced.unit),
    }
}

/// "21 gånger av minst 30".
fn counted_of(hand: &Hand<'_>, evidenced: &Evidenced) -> String {
    let counted = counted(hand, evidenced);
    let of = hand.texts.of;
    match bounds(hand, evidenced) {
        Some(bounds) => format!("{counted} {of} {bounds}"),
        None if counted == "–" => String::new(),
        None => counted,
    }
}

/// "minst 30", "högst 5", "20–30" or "30".
fn bounds(hand: &Hand<'_>, evidenced: &Evidenced) -> Option<String> {
    let texts = hand.texts;
    match (evidenced.target, evidenced.ceiling) {
        (Some(floor), Some(ceiling)) if floor == ceiling => Some(hand.number(floor)),
        (Some(floor), Some(ceiling)) => {
            Some(format!("{}–{}", hand.number(floor), hand.number(ceiling)))
        }
        (Some(floor), None) => Some(fill(texts.at_least, &[&hand.number(floor)])),
        (None, Some(ceiling)) => Some(fill(texts.at_most, &[&hand.number(ceiling)])),
        (None, None) => None,
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
        fact(texts.on_time, on_time(hand, &report.on_time)),
        fact(texts.rests_on, texts.grade(report.grade)),
        fact(texts.responsible, report.parties.join(", ")),
        fact_of(texts.places, vec![hand.theirs(&report.places.join(", "))]),
        area.and_then(|area| fact_of(texts.focus_area, vec![area])),
        fact_of(texts.answers, vec![hand.theirs(&report.answers.join("; "))]),
    ]);
    rows
}

/// What the log shows, and of each part of a compound target.
fn evidence(hand: &Hand<'_>, evidenced: &Evidenced) -> Vec<Option<Fact>> {
    let mut rows = vec![
        ratio(hand, evidenced),
        cannot_tell(hand, &evidenced.state),
        stretches(hand, evidenced),
        members_left(hand, evidenced),
    ];
    rows.extend(evidenced.parts.iter().map(|part| part_of(hand, part)));
    rows
}

fn part_of(hand: &Hand<'_>, part: &Evidenced) -> Option<Fact> {
    let name = part.title.as_deref().unwrap_or(hand.texts.member);
    let details = evidence(hand, part).into_iter().flatten().flat_map(|row| {
        let label = Run::new(format!("; {}: ", row.label.to_lowercase()));
        std::iter::once(label).chain(row.runs)
    });
    let counted = Run::new(counted_of(hand, part));
    fact_of(
        &format!("– {name}"),
        std::iter::once(counted).chain(details).collect(),
    )
}

fn ratio(hand: &Hand<'_>, evidenced: &Evidenced) -> Option<Fact> {
    let ratio = evidenced.ratio?;
    if evidenced.shape == "average" {
        return fact(hand.texts.average, hand.rounded(ratio));
    }
    fact(hand.texts.share, hand.percent(ratio))
}

fn cannot_tell(hand: &Hand<'_>, state: &State) -> Option<Fact> {
    match state {
        State::CannotTell { why } => fact(hand.texts.cannot_tell, hand.texts.cannot_tell_why(*why)),
        _ => None,
    }
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
        &[&hand.whole(met), &hand.whole(n)],
    );
    fact(hand.texts.stretches_label, text).filter(|_| n > 0)
}

/// The members that the count has not reached, by name.
fn members_left(hand: &Hand<'_>, evidenced: &Evidenced) -> Option<Fact> {
    let left = evidenced.members.iter().filter(|member| !member.met);
    let names: Vec<&str> = left.map(|member| member.name.as_str()).collect();
    fact_of(
        hand.texts.members_left,
        vec![hand.theirs(&names.join(", "))],
    )
}

fn on_time(hand: &Hand<'_>, on_time: &OnTime) -> String {
    let texts = hand.texts;
    let by = |day| hand.date(day);
    match on_time {
        OnTime::NotBegun => texts
            .pick("löftet har inte börjat", "the promise has not begun")
            .into(),
        OnTime::InPhase => texts
            .pick("i takt med tiden", "keeping pace with the time")
            .into(),
        OnTime::Behind { expected } => behind(hand, *expected),
        OnTime::DoneInTime { on: Some(day) } => fill(
            texts.pick("klart i tid, {}", "done in time, {}"),
            &[&by(*day)],
        ),
        OnTime::DoneInTime { on: None } => texts.pick("klart i tid", "done in time").into(),
        OnTime::DoneLate { on } => fill(
            texts.pick("klart för sent, {}", "done late, {}"),
            &[&by(*on)],
        ),
        OnTime::TimeRanOut => texts.pick("tiden tog slut", "the time ran out").into(),
        OnTime::NoMeasure => String::new(),
    }
}

fn behind(hand: &Hand<'_>, expected: Amount) -> String {
    let text = hand.texts.pick(
        "efter: med jämn takt borde {} vara gjort",
        "behind: at an even pace {} would be done",
    );
    fill(text, &[&hand.rounded(expected)])
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
        .map(|verdict| capital(texts.verdict_word(verdict)));
    let mut runs: Runs = verdict
        .map(|word| Run::new(format!("{word}. ")))
        .into_iter()
        .collect();
    runs.extend(said.words.as_deref().map(|words| hand.theirs(words)));
    let block = (!runs.is_empty()).then_some(Block::Paragraph { runs });
    titled(&fill(texts.says, &[who]), block)
}
