//! What a printed follow-up says, and in which order.

mod back;
mod commitment;
mod effect;
mod examined;
mod front;
mod work;

use handslag_domain::follow_up::{FollowUpDocument, Sentence, Shows};

use crate::paper::{Block, Cell, Fact, Paper, Run, Runs};
use crate::writing::{Hand, fill};
use crate::{Chart, PdfOptions};

pub(crate) use examined::{Drawn, drawn};
pub(crate) use work::cycle;

/// The follow-up as blocks of ready text.
///
/// - `charts`: drawings of the document's figures, found by the figure's id.
/// - `drawn`: drawings of its answers, numbered after them.
pub(crate) fn paper(
    document: &FollowUpDocument,
    options: PdfOptions,
    charts: &[Chart],
    drawn: &[Vec<Drawn>],
) -> Paper {
    let hand = Hand::new(options.language, &document.language);
    let texts = hand.texts;
    Paper {
        lang: hand.language.tag(),
        region: texts.region,
        title: front::title(&hand, document),
        authors: document.promise.parties.clone(),
        description: front::description(&hand, document),
        keywords: vec![
            document.municipality.name.clone(),
            document.year.to_string(),
        ],
        bands: bands(&hand, document, options),
        foot: front::foot(&hand, document),
        page_word: texts.page,
        page_short: texts.page_short,
        of_word: texts.of,
        example_mark: document.example.then_some(texts.example),
        blocks: blocks(&hand, document, charts, drawn),
    }
}

fn blocks(
    hand: &Hand<'_>,
    document: &FollowUpDocument,
    charts: &[Chart],
    drawn: &[Vec<Drawn>],
) -> Vec<Block> {
    [
        front::front(hand, document),
        work::background(hand, document),
        commitment::commitments(hand, document),
        work::parties(hand, document),
        work::problems(hand, document),
        work::context(hand, document),
        on_a_new_page(effect::effect(hand, document, charts, drawn)),
        work::next_step(hand, document),
        back::how_counted(hand),
        back::sources(hand, document),
        back::contact(hand, document),
        back::versions(hand, document),
        on_a_new_page(back::log(hand, document)),
    ]
    .concat()
}

/// The longest parts, which may as well be set beside the others.
fn on_a_new_page(blocks: Vec<Block>) -> Vec<Block> {
    if blocks.is_empty() {
        return blocks;
    }
    std::iter::once(Block::NewPage).chain(blocks).collect()
}

fn bands(hand: &Hand<'_>, document: &FollowUpDocument, options: PdfOptions) -> Vec<String> {
    let texts = hand.texts;
    let correction = fill(texts.correction_band, &[&document.version.to_string()]);
    [
        (document.example, texts.example_band.to_owned()),
        (options.draft, texts.draft_band.to_owned()),
        (document.version > 1 && !options.draft, correction),
    ]
    .into_iter()
    .filter_map(|(stands, text)| stands.then_some(text))
    .collect()
}

/// A heading in our words.
pub(crate) fn heading(level: u8, text: &str) -> Block {
    Block::Heading {
        level,
        runs: vec![Run::new(text)],
        anchor: None,
        invented: false,
    }
}

/// Blocks under a heading, or nothing at all.
pub(crate) fn section(title: &str, blocks: Vec<Block>) -> Vec<Block> {
    if blocks.is_empty() {
        return blocks;
    }
    std::iter::once(heading(1, title)).chain(blocks).collect()
}

/// A row of facts in our words; nothing when the text is empty.
pub(crate) fn fact(label: &str, text: impl Into<String>) -> Option<Fact> {
    fact_of(label, vec![Run::new(text)])
}

/// A row of facts; nothing when there is nothing to say.
fn fact_of(label: &str, runs: Runs) -> Option<Fact> {
    let says_something = runs.iter().any(|run| !run.text.is_empty());
    says_something.then(|| Fact {
        label: label.to_owned(),
        runs,
    })
}

pub(crate) fn facts(rows: impl IntoIterator<Item = Option<Fact>>) -> Option<Block> {
    let rows: Vec<Fact> = rows.into_iter().flatten().collect();
    (!rows.is_empty()).then_some(Block::Facts { rows })
}

pub(crate) fn cell(text: impl Into<String>) -> Cell {
    Cell::from(Run::new(text))
}

/// Sentences as points, each with what shows it.
fn sentences(hand: &Hand<'_>, sentences: &[Sentence]) -> Option<Block> {
    let items: Vec<Runs> = sentences.iter().map(|one| sentence(hand, one)).collect();
    (!items.is_empty()).then_some(Block::List { items })
}

/// A sentence with what shows it, as one line of thought.
fn sentence(hand: &Hand<'_>, sentence: &Sentence) -> Runs {
    let shown: Vec<String> = sentence
        .evidence
        .iter()
        .map(|one| shows(hand, one))
        .collect();
    let shown = match shown.len() {
        0 => hand.texts.only_opinion.to_owned(),
        1 => shown.join(", "),
        // The entries of several commitments: how many of each is on the page.
        n if sentence.evidence.iter().all(is_log) => {
            fill(hand.texts.shown_by_logs, &[&hand.language.whole(n)])
        }
        _ => shown.join(", "),
    };
    vec![
        hand.theirs(&sentence.text),
        Run::new(format!(" ({shown})")).small(),
    ]
}

fn is_log(shows: &Shows) -> bool {
    matches!(shows, Shows::Log { .. })
}

fn shows(hand: &Hand<'_>, shows: &Shows) -> String {
    let texts = hand.texts;
    match shows {
        Shows::Log { entries: 1, .. } => texts.shown_by_one.to_owned(),
        Shows::Log { entries, .. } => fill(texts.shown_by_log, &[&hand.language.whole(*entries)]),
        Shows::Figure { .. } => texts.shown_by_figure.to_owned(),
        Shows::Statement { .. } => texts.shown_by_statement.to_owned(),
        Shows::Verdicts { .. } => texts.shown_by_verdicts.to_owned(),
        Shows::Promise => texts.shown_by_promise.to_owned(),
    }
}
