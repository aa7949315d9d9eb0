//! Whether anything changed: goals, claims with their evidence, official figures.

use handslag_domain::amount::Amount;
use handslag_domain::claim::{Claim, Estimate, Evidence};
use handslag_domain::figures::{FigureChart, Measure, Quartiles, Value};
use handslag_domain::follow_up::FollowUpDocument;
use handslag_domain::promise::{Measured, OutcomeGoal};

use super::examined::{Drawn, examined};
use super::work::measured;
use super::{cell, fact, fact_of, facts, heading, section};
use crate::Chart;
use crate::paper::{Block, Cell, Column, Run, Runs, Table};
use crate::writing::{Hand, capital, fill};

pub(super) fn effect(
    hand: &Hand<'_>,
    document: &FollowUpDocument,
    charts: &[Chart],
    drawn: &[Vec<Drawn>],
) -> Vec<Block> {
    let blocks = [
        goals(hand, &document.goals).into_iter().collect(),
        claims(hand, &document.claims),
        examined(hand, document.example, &document.effects, drawn),
        figures(hand, &document.figures, charts),
    ];
    section(hand.texts.effect, blocks.concat())
}

fn goals(hand: &Hand<'_>, goals: &[OutcomeGoal]) -> Option<Block> {
    let texts = hand.texts;
    (!goals.is_empty()).then(|| {
        Block::Table(Table {
            caption: texts.goals.to_owned(),
            summary: texts.goals_summary.to_owned(),
            invented: false,
            columns: vec![
                Column::words(texts.goal, 4),
                Column::words(texts.indicator, 3),
                Column::words(texts.baseline, 2),
                Column::words(texts.aim, 2),
                Column::words(texts.outcome, 2),
            ],
            rows: goals.iter().map(|goal| goal_row(hand, goal)).collect(),
        })
    })
}

fn goal_row(hand: &Hand<'_>, goal: &OutcomeGoal) -> Vec<Cell> {
    let texts = hand.texts;
    let mut indicator = vec![said_or_not(hand, goal.indicator.as_deref())];
    if let Some(source) = &goal.source {
        indicator.push(Run::new(format!(" ({}: ", texts.source.to_lowercase())).small());
        indicator.push(hand.theirs(source).small());
        indicator.push(Run::new(")").small());
    }
    let value = |one: &Option<Measured>| Cell {
        runs: one.as_ref().map_or_else(
            || vec![said_or_not(hand, None)],
            |one| {
                let on = one.on.as_ref().map(|on| hand.language.written_date(on));
                measured(
                    hand,
                    one.value,
                    one.unit.as_deref(),
                    [on.as_deref(), one.words.as_deref()],
                )
            },
        ),
        sign: None,
    };
    vec![
        Cell::from(hand.theirs(&goal.words)),
        Cell {
            runs: indicator,
            sign: None,
        },
        value(&goal.baseline),
        value(&goal.target),
        value(&goal.outcome),
    ]
}

fn said_or_not(hand: &Hand<'_>, text: Option<&str>) -> Run {
    text.map_or_else(|| Run::new(hand.texts.not_stated), |text| hand.theirs(text))
}

fn claims(hand: &Hand<'_>, claims: &[Claim]) -> Vec<Block> {
    if claims.is_empty() {
        return Vec::new();
    }
    let title = heading(2, hand.texts.claims);
    let blocks = claims.iter().flat_map(|one| claim(hand, one));
    std::iter::once(title).chain(blocks).collect()
}

fn claim(hand: &Hand<'_>, claim: &Claim) -> Vec<Block> {
    let texts = hand.texts;
    let theirs = |label: &str, text: &Option<String>| {
        text.as_deref()
            .and_then(|text| fact_of(label, vec![hand.theirs(text)]))
    };
    let finding = claim
        .finding
        .as_deref()
        .map(|finding| hand.listed(finding, hand.words.finding(finding)));
    let finding = finding.map(|run| Run {
        text: capital(&run.text),
        ..run
    });
    let mut rows = vec![
        finding.and_then(|run| fact_of(texts.finding, vec![run])),
        theirs(texts.plain, &claim.plain),
        theirs(texts.measured, &claim.indicator),
        theirs(texts.area, &claim.area),
        theirs(texts.compared, &claim.compared),
    ];
    rows.extend(
        claim
            .estimate
            .as_ref()
            .map(|one| estimate(hand, one))
            .into_iter()
            .flatten(),
    );
    rows.extend(
        claim
            .evidence
            .iter()
            .map(|one| fact_of(texts.evidence, evidence(hand, one))),
    );
    rows.push(claim.grade.as_ref().and_then(|grade| match grade.meant() {
        Some(known) => fact(texts.rests_on, hand.words.grade(known)),
        None => fact_of(texts.rests_on, vec![hand.theirs(grade.as_str())]),
    }));
    let assumed = claim.assumptions.iter();
    rows.extend(assumed.map(|one| fact_of(texts.assumes, vec![hand.theirs(one)])));
    let quote = Block::Quote {
        runs: vec![hand.theirs(&claim.words)],
        by: claim.said_by.clone(),
    };
    std::iter::once(quote).chain(facts(rows)).collect()
}

fn estimate(hand: &Hand<'_>, estimate: &Estimate) -> [Option<crate::paper::Fact>; 2] {
    let numbers = [
        estimate.value,
        estimate.level_percent,
        estimate.low,
        estimate.high,
    ];
    let [value, level, low, high] = numbers.map(|amount: Amount| hand.language.number(amount));
    let interval = fill(hand.texts.interval, &[&value, &level, &low, &high]);
    let of = hand.theirs(&format!("{}: ", capital(&estimate.of)));
    [
        fact_of(hand.texts.estimate, vec![of, Run::new(interval)]),
        fact_of(hand.texts.method, vec![hand.theirs(&estimate.method)]),
    ]
}

fn evidence(hand: &Hand<'_>, evidence: &Evidence) -> Runs {
    let mut runs = vec![hand.theirs(&evidence.words)];
    let number = measured(hand, evidence.value, evidence.unit.as_deref(), [None, None]);
    if !number.is_empty() {
        runs.push(Run::new(": "));
        runs.extend(number);
    }
    if let Some(source) = &evidence.source {
        runs.push(Run::new(format!(" ({}: ", hand.texts.source.to_lowercase())).small());
        runs.extend(hand.with_links(source).into_iter().map(Run::small));
        runs.push(Run::new(")").small());
    }
    runs
}

fn figures(hand: &Hand<'_>, figures: &[FigureChart], charts: &[Chart]) -> Vec<Block> {
    if figures.is_empty() {
        return Vec::new();
    }
    let title = heading(2, hand.texts.figures);
    let note = Block::Paragraph {
        runs: vec![Run::new(hand.texts.figures_real).small()],
    };
    let blocks = figures.iter().flat_map(|one| figure(hand, one, charts));
    [title, note].into_iter().chain(blocks).collect()
}

fn figure(hand: &Hand<'_>, figure: &FigureChart, charts: &[Chart]) -> Vec<Block> {
    let drawing = charts.iter().position(|chart| chart.figure == figure.id);
    let shown = match drawing {
        Some(drawing) => Block::Chart {
            drawing,
            alt: alternative(hand, figure),
        },
        None => Block::Heading {
            level: 3,
            runs: vec![hand.theirs(&figure.finding)],
            anchor: None,
            invented: false,
        },
    };
    let mut blocks = vec![shown];
    blocks.extend(facts(about(hand, figure)));
    blocks.push(Block::Table(figure_table(hand, figure)));
    blocks
}

fn about(hand: &Hand<'_>, figure: &FigureChart) -> Vec<Option<crate::paper::Fact>> {
    let texts = hand.texts;
    let comparable = match figure.comparable_by.as_str() {
        "" => figure.comparable.join(", "),
        rule => format!("{} ({rule})", figure.comparable.join(", ")),
    };
    let runs_in = figure.promise_periods.as_ref().map(|(from, to)| {
        fill(
            texts.promise_runs,
            &[&hand.language.month(from), &hand.language.month(to)],
        )
    });
    let breaks = figure.breaks.iter().map(|one| {
        fact_of(
            texts.breaks,
            vec![
                Run::new(format!("{}: ", hand.language.month(&one.at))),
                hand.theirs(&one.reason),
            ],
        )
    });
    let preliminary = figure.own.iter().flatten().any(|value| value.preliminary);
    let mut rows = vec![fact_of(texts.source, hand.with_links(&figure.source))];
    rows.push(fact(texts.period, runs_in.unwrap_or_default()));
    if !figure.comparable.is_empty() {
        rows.push(fact_of(texts.comparable, vec![hand.theirs(&comparable)]));
    }
    rows.extend(breaks);
    rows.push(
        preliminary
            .then(|| fact(texts.preliminary_label, texts.preliminary_note))
            .flatten(),
    );
    rows
}

/// What the drawing shows, in words: first and last own value, last median.
fn alternative(hand: &Hand<'_>, figure: &FigureChart) -> String {
    let texts = hand.texts;
    let values: Vec<(&str, String)> = figure
        .periods
        .iter()
        .zip(&figure.own)
        .filter_map(|(period, value)| Some((period.as_str(), own(hand, figure, *value.as_ref()?))))
        .collect();
    let own = values
        .first()
        .zip(values.last())
        .map(|((from, first), (to, last))| {
            let (from, to) = (hand.language.month(from), hand.language.month(to));
            let measure = &hand.words.measure(figure.measure);
            fill(
                texts.alt,
                &[
                    &hand.words.offence(&figure.category),
                    &figure.area,
                    measure,
                    &from,
                    first,
                    &to,
                    last,
                ],
            )
        });
    let others = figure.periods.iter().zip(&figure.others).rev();
    let median = others
        .filter_map(|(period, others)| Some((period, others.as_ref()?)))
        .next();
    let median = median.map(|(period, others)| {
        let median = number(hand, figure.measure, others.median);
        fill(texts.alt_others, &[&hand.language.month(period), &median])
    });
    [Some(figure.finding.clone() + " "), own, median]
        .into_iter()
        .flatten()
        .collect()
}

fn figure_table(hand: &Hand<'_>, figure: &FigureChart) -> Table {
    let texts = hand.texts;
    let compared = figure.others.iter().any(Option::is_some);
    let mut columns = vec![
        Column::words(texts.year_or_month, 1),
        Column::number(&figure.area),
    ];
    if compared {
        columns.extend([
            Column::number(texts.lower),
            Column::number(texts.median),
            Column::number(texts.upper),
            Column::number(texts.n_municipalities),
        ]);
    }
    let rows = figure.periods.iter().enumerate().map(|(n, period)| {
        let value = figure.own.get(n).copied().flatten();
        let value = value.map_or_else(
            || texts.missing.to_owned(),
            |value| own(hand, figure, value),
        );
        let mut cells = vec![cell(hand.language.month(period)), cell(value)];
        if compared {
            cells.extend(quartiles(
                hand,
                figure.measure,
                figure.others.get(n).copied().flatten(),
            ));
        }
        cells
    });
    let measure = &hand.words.measure(figure.measure);
    Table {
        caption: fill(
            texts.figure_table,
            &[&hand.words.offence(&figure.category), &figure.area, measure],
        ),
        summary: texts.figure_summary.to_owned(),
        invented: false,
        columns,
        rows: rows.collect(),
    }
}

fn quartiles(hand: &Hand<'_>, measure: Measure, others: Option<Quartiles>) -> [Cell; 4] {
    match others {
        Some(others) => [
            cell(number(hand, measure, others.lower)),
            cell(number(hand, measure, others.median)),
            cell(number(hand, measure, others.upper)),
            cell(hand.language.whole(others.n)),
        ],
        None => [(); 4].map(|()| cell(hand.texts.missing)),
    }
}

fn own(hand: &Hand<'_>, figure: &FigureChart, value: Value) -> String {
    let number = number(hand, figure.measure, value.value);
    if value.preliminary {
        fill(hand.texts.preliminary, &[&number])
    } else {
        number
    }
}

/// Counts are whole; a quartile of counts may lie between two.
fn number(hand: &Hand<'_>, measure: Measure, value: f64) -> String {
    match measure {
        Measure::Count if value.fract() == 0.0 => hand.language.decimals(value, 0),
        Measure::Count | Measure::RatePer100k | Measure::Percent => {
            hand.language.decimals(value, 1)
        }
    }
}
