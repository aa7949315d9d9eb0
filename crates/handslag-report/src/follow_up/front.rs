//! The first page: what this is, how it went, every commitment in one table.

use handslag_domain::follow_up::{CommitmentReport, FollowUpDocument};

use super::{cell, commitment, fact, facts, heading, sentence};
use crate::paper::{Block, Cell, Column, Count, Run, Table};
use crate::writing::{Hand, capital, fill};

pub(super) fn title(hand: &Hand<'_>, document: &FollowUpDocument) -> String {
    let follow_up = fill(hand.texts.follow_up_of, &[&document.year.to_string()]);
    format!("{follow_up}: {}", document.promise.title)
}

pub(super) fn description(hand: &Hand<'_>, document: &FollowUpDocument) -> String {
    let day = hand.language.date(document.at);
    fill(hand.texts.about, &[&document.promise.title, &day])
}

pub(super) fn foot(hand: &Hand<'_>, document: &FollowUpDocument) -> String {
    let follow_up = fill(hand.texts.follow_up_of, &[&document.year.to_string()]);
    format!(
        "{} · {follow_up} · {} {} · {}",
        document.municipality.name,
        hand.texts.version.to_lowercase(),
        document.version,
        published(hand, document),
    )
}

fn published(hand: &Hand<'_>, document: &FollowUpDocument) -> String {
    document.published_on.map_or_else(
        || hand.texts.not_published.to_owned(),
        |day| fill(hand.texts.published, &[&hand.language.date(day)]),
    )
}

pub(super) fn front(hand: &Hand<'_>, document: &FollowUpDocument) -> Vec<Block> {
    let mut blocks = vec![
        Block::Kicker {
            runs: vec![Run::new(&document.municipality.name)],
        },
        Block::Title,
    ];
    blocks.extend(about(hand, document));
    blocks.push(heading(1, hand.texts.summary));
    blocks.extend(summary(hand, document));
    blocks.push(tally(hand, document));
    blocks.push(all_commitments(hand, document));
    blocks
}

fn about(hand: &Hand<'_>, document: &FollowUpDocument) -> Option<Block> {
    let texts = hand.texts;
    let version = format!("{}, {}", document.version, published(hand, document));
    let municipality = format!(
        "{} ({})",
        document.municipality.name, document.municipality.code
    );
    facts([
        fact(texts.municipality, municipality),
        fact(texts.parties, document.promise.parties.join(", ")),
        fact(
            texts.period,
            hand.language
                .period(document.promise.from, document.promise.to),
        ),
        fact(texts.followed_up, document.year.to_string()),
        fact(texts.counted_at, hand.language.date(document.at)),
        fact(texts.version, version),
    ])
}

/// The first sentence leads; the others follow as text.
fn summary(hand: &Hand<'_>, document: &FollowUpDocument) -> Vec<Block> {
    let blocks = document.summary.iter().enumerate().map(|(n, one)| {
        let runs = sentence(hand, one);
        if n == 0 {
            Block::Lead { runs }
        } else {
            Block::Paragraph { runs }
        }
    });
    blocks.collect()
}

fn tally(hand: &Hand<'_>, document: &FollowUpDocument) -> Block {
    let counts = document.tally.iter().map(|count| Count {
        sign: count.verdict.name(),
        text: hand.words.verdict_count(count.verdict, count.n),
    });
    Block::Tally {
        counts: counts.collect(),
        invented: document.example,
    }
}

fn all_commitments(hand: &Hand<'_>, document: &FollowUpDocument) -> Block {
    let texts = hand.texts;
    let rows = document.commitments.iter().enumerate();
    Block::Table(Table {
        caption: texts.all_commitments.to_owned(),
        summary: texts.all_commitments_summary.to_owned(),
        invented: document.example,
        columns: vec![
            Column::words(texts.commitment, 11),
            Column::words(texts.verdict, 8),
            Column::words(texts.done, 5),
            Column::words(texts.promised, 7),
            Column::number(texts.time_gone),
        ],
        rows: rows.map(|(n, one)| commitment_row(hand, n, one)).collect(),
    })
}

fn commitment_row(hand: &Hand<'_>, n: usize, report: &CommitmentReport) -> Vec<Cell> {
    let name = Run {
        text: format!("{}. {}", n + 1, report.title),
        ..hand.theirs(&report.title)
    };
    let time = report.time_gone.map(|share| hand.language.percent(share));
    vec![
        Cell::from(name.to(commitment::anchor(n))),
        Cell {
            sign: Some(report.verdict.name()),
            ..cell(capital(&hand.words.verdict(report.verdict)))
        },
        cell(commitment::counted(hand, report)),
        Cell::from(hand.theirs(&report.target)),
        cell(time.unwrap_or_else(|| "–".to_owned())),
    ]
}
