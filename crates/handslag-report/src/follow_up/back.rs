//! The last pages: method, sources, contact, versions, and the log added up.

use handslag_domain::assessment::{Evidenced, MemberCount, StretchCount};
use handslag_domain::follow_up::{CommitmentReport, DoneLine, FollowUpDocument};

use super::work::paragraphs;
use super::{cell, section};
use crate::paper::{Block, Cell, Column, Run, Table};
use crate::writing::{Hand, capital, fill};

pub(super) fn how_counted(hand: &Hand<'_>) -> Vec<Block> {
    let words = hand
        .texts
        .how_counted_words
        .iter()
        .map(|words| Block::Paragraph {
            runs: vec![Run::new(*words)],
        });
    section(hand.texts.how_counted, words.collect())
}

pub(super) fn sources(hand: &Hand<'_>, document: &FollowUpDocument) -> Vec<Block> {
    let items: Vec<_> = document
        .sources
        .iter()
        .map(|one| hand.with_links(one))
        .collect();
    let blocks = if items.is_empty() {
        Vec::new()
    } else {
        vec![Block::List { items }]
    };
    section(hand.texts.sources, blocks)
}

pub(super) fn contact(hand: &Hand<'_>, document: &FollowUpDocument) -> Vec<Block> {
    let words = document.contact.as_deref();
    section(
        hand.texts.contact,
        words
            .map(|words| paragraphs(hand, words))
            .unwrap_or_default(),
    )
}

/// Every version with its reason, this one last.
pub(super) fn versions(hand: &Hand<'_>, document: &FollowUpDocument) -> Vec<Block> {
    let texts = hand.texts;
    let row = |name: String, on: Option<jiff::civil::Date>, reason: Option<&str>, first: bool| {
        let reason = match reason {
            Some(reason) => hand.theirs(reason),
            None if first => Run::new(texts.first_version),
            None => Run::new("–"),
        };
        let day = on.map_or_else(
            || texts.not_published.to_owned(),
            |day| hand.language.date(day),
        );
        vec![cell(name), cell(day), Cell::from(reason)]
    };
    let earlier = document.earlier.iter().map(|one| {
        let first = one.version == 1;
        row(
            one.version.to_string(),
            Some(one.published_on),
            one.reason.as_deref(),
            first,
        )
    });
    let name = fill(texts.this_version, &[&document.version.to_string()]);
    let first = document.version == 1;
    let this = row(
        name,
        document.published_on,
        document.reason.as_deref(),
        first,
    );
    let table = Table {
        caption: texts.versions.to_owned(),
        summary: texts.versions_summary.to_owned(),
        invented: false,
        columns: vec![
            Column::words(texts.version, 2),
            Column::words(capital(texts.when).as_str(), 3),
            Column::words(texts.reason, 7),
        ],
        rows: earlier.chain([this]).collect(),
    };
    section(texts.versions, vec![Block::Table(table)])
}

/// What the log holds, added up, so that each count can be followed.
pub(super) fn log(hand: &Hand<'_>, document: &FollowUpDocument) -> Vec<Block> {
    let mut blocks: Vec<Block> = document
        .commitments
        .iter()
        .enumerate()
        .flat_map(|(n, report)| log_of(hand, document.example, n, report))
        .collect();
    if !blocks.is_empty() {
        let runs = vec![Run::new(hand.texts.log_intro)];
        blocks.insert(0, Block::Paragraph { runs });
    }
    section(hand.texts.log, blocks)
}

fn log_of(hand: &Hand<'_>, example: bool, n: usize, report: &CommitmentReport) -> Vec<Block> {
    let name = format!("{}. {}", n + 1, report.title);
    let mut tables: Vec<Table> = done(hand, &name, report).into_iter().collect();
    let parts = std::iter::once(&report.evidenced).chain(&report.evidenced.parts);
    for part in parts {
        let name = part
            .title
            .as_ref()
            .map_or(name.clone(), |title| format!("{name}, {title}"));
        tables.extend(stretches(hand, &name, part));
        tables.extend(members(hand, &name, part));
    }
    let marked = tables.into_iter().map(|table| {
        Block::Table(Table {
            invented: example,
            ..table
        })
    });
    marked.collect()
}

fn done(hand: &Hand<'_>, name: &str, report: &CommitmentReport) -> Option<Table> {
    let texts = hand.texts;
    let unit = &report.evidenced.unit;
    (!report.done.is_empty()).then(|| Table {
        caption: name.to_owned(),
        summary: texts.log_summary.to_owned(),
        invented: false,
        columns: vec![
            Column::words(texts.month, 3),
            Column::words(texts.activity, 4),
            Column::words(texts.place, 5),
            Column::number(texts.amount),
            Column::number(texts.entries),
        ],
        rows: report
            .done
            .iter()
            .map(|line| done_row(hand, unit, line))
            .collect(),
    })
}

fn done_row(hand: &Hand<'_>, unit: &str, line: &DoneLine) -> Vec<Cell> {
    vec![
        cell(hand.language.month(&line.month)),
        kind(hand, &line.kind),
        Cell::from(hand.theirs(line.place.as_deref().unwrap_or("–"))),
        cell(match unit {
            // The commitment counts parts; its lines count what was done.
            "parts" => hand.language.number(line.amount),
            unit => hand.amount(line.amount, unit),
        }),
        cell(hand.language.whole(line.entries)),
    ]
}

/// The kind of activity in our words, or as the log has it.
fn kind(hand: &Hand<'_>, kind: &str) -> Cell {
    let run = hand.listed(kind, hand.words.kind(&kind.into(), 1_u32));
    Cell::from(Run {
        text: capital(&run.text),
        ..run
    })
}

fn stretches(hand: &Hand<'_>, name: &str, evidenced: &Evidenced) -> Option<Table> {
    let texts = hand.texts;
    (evidenced.stretches.len() > 1).then(|| Table {
        caption: fill(texts.stretches, &[name]),
        summary: texts.stretches_summary.to_owned(),
        invented: false,
        columns: vec![
            Column::words(texts.from, 3),
            Column::words(texts.to, 3),
            Column::number(texts.amount),
            Column::words(texts.met, 3),
        ],
        rows: evidenced
            .stretches
            .iter()
            .map(|one| stretch_row(hand, &evidenced.unit, one))
            .collect(),
    })
}

fn stretch_row(hand: &Hand<'_>, unit: &str, stretch: &StretchCount) -> Vec<Cell> {
    let texts = hand.texts;
    let met = match (stretch.over, stretch.demanded) {
        _ if stretch.met => texts.yes,
        (_, false) => texts.not_demanded,
        (false, true) => texts.not_over,
        (true, true) => texts.no,
    };
    vec![
        cell(hand.language.date(stretch.days.from)),
        cell(hand.language.date(stretch.days.to)),
        cell(hand.amount(stretch.counted, unit)),
        cell(met),
    ]
}

fn members(hand: &Hand<'_>, name: &str, evidenced: &Evidenced) -> Option<Table> {
    let texts = hand.texts;
    (!evidenced.members.is_empty()).then(|| Table {
        caption: fill(texts.members, &[name]),
        summary: texts.members_summary.to_owned(),
        invented: false,
        columns: vec![
            Column::words(texts.member, 6),
            Column::number(texts.amount),
            Column::words(texts.met, 2),
        ],
        rows: evidenced
            .members
            .iter()
            .map(|one| member_row(hand, one))
            .collect(),
    })
}

fn member_row(hand: &Hand<'_>, member: &MemberCount) -> Vec<Cell> {
    let met = if member.met {
        hand.texts.yes
    } else {
        hand.texts.no
    };
    vec![
        Cell::from(hand.theirs(&member.name)),
        cell(hand.language.number(member.counted)),
        cell(met),
    ]
}
