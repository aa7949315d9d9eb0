//! The last whole months beside the same months a year before.

use handslag_app::picture::analysis::Told;
use handslag_app::picture::{Beside, FEWEST_FOR_PERCENT, IncidentPicture, YearOnYear, YearTurn};
use handslag_chart::{Change, Changes, Heading, Layout, changes};
use handslag_domain::amount::Amount;
use handslag_locale::arg;
use maud::{Markup, PreEscaped, html};

use super::super::analyses::{how, withheld};
use super::super::incident::kind_name;
use crate::component::{Column, stacked_table};
use crate::visit::Visit;

/// At most so many are in a table, and half as many in a sentence or a drawing.
const SHOWN: usize = 20;
const TOLD: usize = 10;

/// A kind or an area by name, with its two years.
type Row = (String, Beside);

/// The section.
pub(super) fn section(visit: &Visit, picture: &IncidentPicture, told: &Told<YearOnYear>) -> Markup {
    let t = visit.t();
    html! {
        section #ar {
            h2 { (t.year_title()) }
            @match told {
                Ok(found) => (body(visit, picture, found)),
                Err(why) => p.withheld { (withheld(visit, *why)) },
            }
        }
    }
}

fn body(visit: &Visit, picture: &IncidentPicture, found: &YearOnYear) -> Markup {
    let t = visit.t();
    let named = found.kinds.iter();
    let kinds: Vec<Row> = named
        .map(|(id, row)| (kind_name(visit, picture.tree(), id.as_str()), *row))
        .collect();
    let kinds_told = clear_kinds(visit, &kinds);
    html! {
        p.plain { (lead(visit, found)) " " (said(visit, &found.all)) }
        // Of one kind its own change is that of all.
        @if kinds.len() > 1 {
            // A drawing says it in its title.
            @match drawing(visit, picture, &kinds, &kinds_told) {
                Some(drawing) => figure.chart { (drawing) },
                None => p { (kinds_told) },
            }
            (rows_table(visit, &t.year_kinds_table(), t.repeats_kind(), &kinds))
        }
        @if !found.areas.is_empty() {
            p { (clear_areas(visit, &found.areas)) }
            (rows_table(visit, &t.year_areas_table(), t.picture_area(), &found.areas))
        }
        (how_we_know(visit, found))
    }
}

fn whole(visit: &Visit, n: u64) -> String {
    visit
        .language
        .whole(usize::try_from(n).unwrap_or(usize::MAX))
}

fn lead(visit: &Visit, found: &YearOnYear) -> String {
    let period = |(from, to)| visit.language.period(Some(from), Some(to));
    visit.t().year_lead(arg::YearLead {
        now: &period(found.now),
        count: &whole(visit, found.all.now),
        before: &period(found.before),
        count_before: &whole(visit, found.all.before),
    })
}

/// What is said of all together, in words.
fn said(visit: &Visit, row: &Beside) -> String {
    let t = visit.t();
    if row.turn == YearTurn::TooFew {
        return t.year_too_few();
    }
    let change = match row.ratio {
        Some(ratio) => t.year_change(arg::YearChange {
            change: &change_words(visit, ratio.value),
            lower: &change_words(visit, ratio.lower),
            upper: &change_words(visit, ratio.upper),
        }),
        None => t.year_no_percent(),
    };
    let turn = match (row.turn, row.usual) {
        (YearTurn::More | YearTurn::Fewer, _) => t.year_clear(),
        (YearTurn::AsBefore, Some(usual)) => t.year_as_before(arg::YearAsBefore {
            lower: &whole(visit, usual.lower),
            upper: &whole(visit, usual.upper),
        }),
        (YearTurn::AsBefore | YearTurn::MayBeChance | YearTurn::TooFew, _) => t.year_chance(),
    };
    format!("{change} {turn}")
}

/// "12 % fler", "20 % färre", "lika många".
fn change_words(visit: &Visit, ratio: f64) -> String {
    let t = visit.t();
    let percent = ((ratio - 1.0) * 100.0).round();
    let words = Amount::from_f64(percent.abs()).map(|n| visit.language.percent_of(n));
    match (words, percent) {
        (Some(words), more) if more > 0.0 => t.year_percent_more(&words),
        (Some(words), fewer) if fewer < 0.0 => t.year_percent_fewer(&words),
        (Some(_), _) => t.year_as_many(),
        (None, _) => "–".to_owned(),
    }
}

/// Those that surely went one way, with their numbers; none when there are none.
fn went(visit: &Visit, rows: &[Row], way: YearTurn) -> Option<String> {
    let went = rows.iter().filter(|(_, row)| row.turn == way).take(TOLD);
    let words: Vec<String> = went
        .map(|(name, row)| {
            visit.t().year_row(arg::YearRow {
                name,
                before: &whole(visit, row.before),
                now: &whole(visit, row.now),
            })
        })
        .collect();
    (!words.is_empty()).then(|| visit.language.list(&words))
}

fn clear_kinds(visit: &Visit, kinds: &[Row]) -> String {
    let t = visit.t();
    let more = went(visit, kinds, YearTurn::More).map(|list| t.year_kinds_more(&list));
    let fewer = went(visit, kinds, YearTurn::Fewer).map(|list| t.year_kinds_fewer(&list));
    either(more, fewer).unwrap_or_else(|| t.year_kinds_none())
}

fn clear_areas(visit: &Visit, areas: &[Row]) -> String {
    let t = visit.t();
    let more = went(visit, areas, YearTurn::More).map(|list| t.year_areas_more(&list));
    let fewer = went(visit, areas, YearTurn::Fewer).map(|list| t.year_areas_fewer(&list));
    either(more, fewer).unwrap_or_else(|| t.year_areas_none())
}

fn either(more: Option<String>, fewer: Option<String>) -> Option<String> {
    let both: Vec<String> = more.into_iter().chain(fewer).collect();
    (!both.is_empty()).then(|| both.join(" "))
}

/// Each kind as a dot with its interval; those too small for a percent have none.
fn drawing(
    visit: &Visit,
    picture: &IncidentPicture,
    kinds: &[Row],
    finding: &str,
) -> Option<Markup> {
    let t = visit.t();
    let drawn = kinds.iter().filter_map(|(name, row)| {
        let ratio = row.ratio?;
        Some(Change {
            name: name.clone(),
            figures: format!("{} → {}", whole(visit, row.before), whole(visit, row.now)),
            ratio: ratio.value,
            lower: ratio.lower,
            upper: ratio.upper,
            is_clear: matches!(row.turn, YearTurn::More | YearTurn::Fewer),
        })
    });
    let rows: Vec<Change> = drawn.take(TOLD).collect();
    if rows.is_empty() {
        return None;
    }
    let said = rows.iter().map(|row| {
        let change = change_words(visit, row.ratio);
        format!("{}: {change} ({}).", row.name, row.figures)
    });
    let said: Vec<String> = said.collect();
    let ticks = [
        (0.25, t.year_quarter()),
        (0.5, t.year_half()),
        (1.0, t.year_as_many()),
        (2.0, t.year_double()),
        (4.0, t.year_four_times()),
    ];
    let of = |layout| {
        changes(&Changes {
            heading: Heading {
                id: "ar-ritning".to_owned(),
                lang: visit.language,
                layout,
                finding: finding.to_owned(),
                description: said.join(" "),
                unit_label: t.year_picture_unit(),
                source: t.picture_source(),
                example: picture.example,
            },
            ticks: ticks.to_vec(),
            rows: rows.clone(),
        })
    };
    // An `<svg>` made by `handslag-chart`, which escapes every word.
    Some(PreEscaped(of(Layout::Wide) + &of(Layout::Narrow)))
}

fn rows_table(visit: &Visit, caption: &str, name: String, rows: &[Row]) -> Markup {
    let t = visit.t();
    let columns = [
        Column::words(name),
        Column::numbers(t.year_before()),
        Column::numbers(t.year_now()),
        Column::numbers(t.year_difference()),
        Column::words(t.rates_interval()),
        Column::words(t.year_says()),
    ];
    let cells = rows.iter().take(SHOWN).map(|(name, row)| {
        let none = || "–".to_owned();
        let change = row.ratio.map(|ratio| change_words(visit, ratio.value));
        let interval = row.ratio.map(|ratio| {
            t.year_between(arg::YearBetween {
                lower: &change_words(visit, ratio.lower),
                upper: &change_words(visit, ratio.upper),
            })
        });
        vec![
            html! { (name) },
            html! { (whole(visit, row.before)) },
            html! { (whole(visit, row.now)) },
            html! { (change.unwrap_or_else(none)) },
            html! { (interval.unwrap_or_else(none)) },
            html! { (turn_words(visit, row.turn)) },
        ]
    });
    html! {
        (stacked_table(caption, &columns, &cells.collect::<Vec<_>>()))
        @if rows.len() > SHOWN { p.quiet { (t.year_rest(rows.len() - SHOWN)) } }
    }
}

fn turn_words(visit: &Visit, turn: YearTurn) -> String {
    let t = visit.t();
    match turn {
        YearTurn::More => t.year_turn_more(),
        YearTurn::Fewer => t.year_turn_fewer(),
        YearTurn::AsBefore => t.year_turn_as_before(),
        YearTurn::MayBeChance => t.year_turn_chance(),
        YearTurn::TooFew => t.year_turn_few(),
    }
}

fn how_we_know(visit: &Visit, found: &YearOnYear) -> Markup {
    let t = visit.t();
    let period = |(from, to)| visit.language.period(Some(from), Some(to));
    let data = t.year_how_data(arg::YearHowData {
        now: &period(found.now),
        before: &period(found.before),
        days: &whole(visit, found.days.into()),
        days_before: &whole(visit, found.days_before.into()),
    });
    let limit = whole(visit, FEWEST_FOR_PERCENT);
    let mut method = vec![t.year_how_ratio(), t.year_how_few(&limit)];
    method.push(match found.n_years_before {
        1 | 2 => t.year_how_short(),
        n => t.year_how_years(&visit.language.whole(n)),
    });
    if found.n_judged > 0 {
        method.push(t.year_how_many(&visit.language.whole(found.n_judged)));
    }
    how(
        visit,
        &[
            (t.how_data(), vec![data]),
            (t.how_method(), method),
            (t.how_assumptions(), vec![t.year_how_assumes()]),
            (t.analysis_cannot(), vec![t.year_how_cannot()]),
            (
                t.how_references(),
                vec![
                    "Clopper & Pearson (1934), doi:10.1093/biomet/26.4.404".to_owned(),
                    "Liang & Zeger (1986), doi:10.1093/biomet/73.1.13".to_owned(),
                    "Benjamini & Hochberg (1995), doi:10.1111/j.2517-6161.1995.tb02031.x"
                        .to_owned(),
                ],
            ),
        ],
    )
}
