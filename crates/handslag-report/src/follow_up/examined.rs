//! What the figures say of goals and claims, drawn, and how that is known.

use handslag_domain::amount::Amount;
use handslag_domain::effect::{Asks, Examined, Finding, HowWeKnow, NamedEstimate, SmallestSeen};
use handslag_domain::follow_up::FollowUpDocument;
use handslag_locale::{Language, arg};

use super::{cell, fact, fact_of, facts, heading};
use crate::paper::{Block, Cell, Column, Fact, Run, Table};
use crate::writing::{Hand, capital, fill};

/// A drawing of an answer, and its number among all of the paper's drawings.
pub(crate) struct Drawn {
    number: usize,
    chart: handslag_chart::Chart,
}

impl Drawn {
    pub(crate) fn svg(&self) -> &str {
        &self.chart.svg
    }
}

/// The drawings of every answer, one list an answer.
///
/// - `first`: the number of the first of them.
pub(crate) fn drawn(
    document: &FollowUpDocument,
    language: Language,
    first: usize,
) -> Vec<Vec<Drawn>> {
    let mut numbers = first..;
    let mut draw = |drawing| Drawn {
        number: numbers.next().unwrap_or(first),
        chart: handslag_chart::drawing(drawing, language, document.example),
    };
    document
        .effects
        .iter()
        .map(|one| one.drawings.iter().map(&mut draw).collect())
        .collect()
}

/// Every answer under one heading, or nothing at all.
pub(super) fn examined(
    hand: &Hand<'_>,
    example: bool,
    effects: &[Examined],
    drawn: &[Vec<Drawn>],
) -> Vec<Block> {
    if effects.is_empty() {
        return Vec::new();
    }
    let title = heading(2, hand.texts.examined);
    let answers = effects.iter().zip(drawn).flat_map(|(one, drawn)| {
        let invented = example && one.asks.rests_on_own_numbers();
        answer(hand, invented, one, drawn)
    });
    std::iter::once(title).chain(answers).collect()
}

fn answer(hand: &Hand<'_>, invented: bool, one: &Examined, drawn: &[Drawn]) -> Vec<Block> {
    let mut blocks = vec![
        Block::Heading {
            level: 3,
            runs: vec![hand.theirs(&one.words)],
            anchor: None,
            invented: false,
        },
        Block::Verdict {
            sign: sign(one.finding),
            word: hand.words.effect_finding(one.finding),
            runs: vec![Run::new(hand.words.standing(one.standing))],
            invented,
        },
    ];
    blocks.extend(one.plain.iter().map(|paragraph| Block::Paragraph {
        runs: vec![hand.theirs(paragraph)],
    }));
    blocks.extend(facts(about(hand, one)));
    blocks.extend(estimates(hand, &one.estimates));
    blocks.extend(drawn.iter().flat_map(|one| drawing(hand, one)));
    blocks.extend(how(hand, &one.how));
    blocks
}

/// The sign's name in the template.
fn sign(finding: Finding) -> &'static str {
    match finding {
        Finding::Decrease => "decrease",
        Finding::Increase => "increase",
        Finding::Equal => "equal",
        Finding::CannotBeTold => "cannot_be_told",
        Finding::NotExamined => "not_examined",
    }
}

fn about(hand: &Hand<'_>, one: &Examined) -> Vec<Option<Fact>> {
    let (texts, words) = (hand.texts, hand.words);
    let minding = words.effect_minding();
    let weight = one.primary.then(|| words.effect_primary());
    let mut rows: Vec<Option<Fact>> = one
        .warnings
        .iter()
        .map(|warning| fact_of(&minding, vec![hand.theirs(&warning.text)]))
        .collect();
    rows.extend([
        fact_of(
            texts.asked,
            vec![hand.listed(one.asks.as_str(), hand.words.asks(&one.asks))],
        ),
        fact_of(texts.measured, vec![hand.theirs(&one.indicator)]),
        fact_of(texts.area, vec![hand.theirs(&one.area)]),
        one.wanted
            .and_then(|wanted| fact(texts.wanted, hand.words.wanted(wanted))),
        weight.and_then(|weight| fact(texts.weight, weight)),
        one.smallest.as_ref().and_then(|smallest| {
            fact(
                &words.effect_could_see(),
                could_see(hand, &one.asks, smallest),
            )
        }),
        fact(texts.rests_on, hand.words.grade(one.grade)),
        one.remark.as_deref().and_then(|remark| {
            let label = words.effect_remark();
            fact_of(label.trim_end_matches(':'), vec![hand.theirs(remark)])
        }),
    ]);
    rows
}

/// "En minskning på minst 26 %. …": as on the page.
fn could_see(hand: &Hand<'_>, asks: &Asks, smallest: &SmallestSeen) -> String {
    let words = hand.words;
    let percent = |amount| words.smallest(asks, amount);
    let decrease = smallest
        .decrease_percent
        .map(|amount| words.effect_could_see_decrease(&percent(amount)));
    let increase = smallest
        .increase_percent
        .map(|amount| words.effect_could_see_increase(&percent(amount)));
    let mut said: Vec<String> = [decrease, increase].into_iter().flatten().collect();
    if said.is_empty() {
        return String::new();
    }
    said.push(match smallest.locked {
        true => words.effect_could_see_locked(),
        false => words.effect_could_see_before(),
    });
    said.join(" ")
}

/// The numbers of an answer, the one that decides first.
fn estimates(hand: &Hand<'_>, estimates: &[NamedEstimate]) -> Option<Block> {
    let first = estimates.first()?;
    let words = hand.words;
    let level = hand.language.percent_of(first.estimate.level_percent);
    let tested = estimates.iter().any(|one| one.p.is_some());
    let differs = |one: &NamedEstimate| one.p_adjusted.is_some() && one.p_adjusted != one.p;
    let among_many = estimates.iter().any(differs);
    let mut columns = vec![
        Column::words(words.effect_number_name(), 4),
        Column::words(words.effect_number_value(), 2),
        Column::words(words.effect_number_interval(&level), 3),
        Column::words(words.effect_number_method(), 4),
    ];
    columns.extend(tested.then(|| Column::words(words.effect_number_chance(), 3)));
    columns.extend(among_many.then(|| Column::words(words.effect_number_chance_adjusted(), 3)));
    Some(Block::Table(Table {
        caption: words.effect_numbers(),
        summary: hand.texts.estimates_summary.to_owned(),
        invented: false,
        rows: estimates
            .iter()
            .map(|one| estimate(hand, one, (tested, among_many)))
            .collect(),
        columns,
    }))
}

/// `shows`: the p value alone, and allowing for how many were asked.
fn estimate(hand: &Hand<'_>, one: &NamedEstimate, shows: (bool, bool)) -> Vec<Cell> {
    let NamedEstimate { name, estimate, .. } = one;
    let number = |amount: Amount| hand.language.number(amount);
    let range = hand.words.effect_number_range(arg::EffectNumberRange {
        low: &number(estimate.low),
        high: &number(estimate.high),
    });
    let mut cells = vec![
        Cell::from(hand.theirs(&capital(&format!("{name}, {}", estimate.of)))),
        cell(number(estimate.value)),
        cell(range),
        Cell::from(hand.theirs(&estimate.method)),
    ];
    for (is_shown, p) in [(shows.0, one.p), (shows.1, one.p_adjusted)] {
        cells.extend(is_shown.then(|| cell(p.map_or_else(|| "–".to_owned(), number))));
    }
    cells
}

/// Tables up to this size stand on paper; beyond it, the file has them.
const MOST_ROWS: usize = 60;
const MOST_COLUMNS: usize = 8;

fn drawing(hand: &Hand<'_>, drawn: &Drawn) -> [Block; 2] {
    let handslag_chart::Chart { table, alt, .. } = &drawn.chart;
    let figures = if table.rows.len() > MOST_ROWS || table.columns.len() > MOST_COLUMNS {
        let n = hand.language.whole(table.rows.len());
        Block::Paragraph {
            runs: vec![Run::new(fill(hand.texts.table_elsewhere, &[&n])).small()],
        }
    } else {
        Block::Table(drawn_table(hand, drawn))
    };
    [
        Block::Chart {
            drawing: drawn.number,
            alt: alt.clone(),
        },
        figures,
    ]
}

fn drawn_table(hand: &Hand<'_>, drawn: &Drawn) -> Table {
    let table = &drawn.chart.table;
    // The last column may be remarks; they take the room that numbers leave.
    let words = |n: usize| {
        n == 0
            || table
                .rows
                .iter()
                .any(|row| row[n].contains(char::is_alphabetic))
    };
    let columns = table
        .columns
        .iter()
        .enumerate()
        .map(|(n, title)| match words(n) {
            true => Column::words(title, if n == 0 { 3 } else { 4 }),
            false => Column::number(title),
        });
    Table {
        caption: hand.texts.drawn_table.to_owned(),
        summary: hand.texts.drawn_summary.to_owned(),
        invented: false,
        columns: columns.collect(),
        rows: table
            .rows
            .iter()
            .map(|row| row.iter().map(cell).collect())
            .collect(),
    }
}

/// "Så vet vi det": data, method, assumptions, references, table and code.
fn how(hand: &Hand<'_>, how: &HowWeKnow) -> Vec<Block> {
    let words = hand.words;
    let rows = [
        (words.how_data(), &how.data),
        (words.how_method(), &how.method),
        (words.how_assumptions(), &how.assumptions),
        (words.how_references(), &how.references),
    ];
    let rows = rows.iter().flat_map(|(label, said)| {
        said.iter()
            .map(|text| fact_of(label, hand.with_links(text)))
    });
    let mut blocks: Vec<Block> = facts(rows).into_iter().collect();
    if !how.table.rows.is_empty() {
        blocks.push(Block::Table(how_table(hand, how)));
    }
    if !how.code.is_empty() {
        blocks.push(Block::Paragraph {
            runs: vec![Run::new(words.how_code(&how.code)).small()],
        });
    }
    if blocks.is_empty() {
        return blocks;
    }
    std::iter::once(heading(4, &words.how_heading()))
        .chain(blocks)
        .collect()
}

fn how_table(hand: &Hand<'_>, how: &HowWeKnow) -> Table {
    let columns = how.table.columns.iter().enumerate();
    Table {
        caption: how.table.caption.clone(),
        summary: hand.texts.how_summary.to_owned(),
        invented: false,
        columns: columns
            .map(|(n, title)| match n {
                0 => Column::words(title, 1),
                _ => Column::number(title),
            })
            .collect(),
        rows: how
            .table
            .rows
            .iter()
            .map(|row| {
                row.iter()
                    .map(|text| Cell::from(hand.theirs(text)))
                    .collect()
            })
            .collect(),
    }
}
