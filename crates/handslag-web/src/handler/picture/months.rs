//! Month by month, with what the months before let one expect.

use handslag_app::picture::analysis::Told;
use handslag_app::picture::{MonthRow, Since, Trend};
use handslag_domain::effect::{Drawing, ExpectedLine, Span};
use handslag_locale::arg;
use maud::{Markup, html};

use super::super::too_coarse;
use crate::component::{drawn, model_table};
use crate::visit::Visit;

/// More months than this are not read in a sentence; the table has them all.
const TOLD: usize = 6;

/// By month, with the range that was expected, and which months were unlike it.
///
/// - `new`: what is told above of the days since the meeting.
pub(super) fn trend(
    visit: &Visit,
    trend: &Trend,
    new: Option<&Told<Since>>,
    example: bool,
) -> Markup {
    let t = visit.t();
    let unusual: Vec<&MonthRow> = trend.months.iter().filter(|m| m.is_unusual()).collect();
    let by_chance: Vec<&MonthRow> = trend
        .months
        .iter()
        .filter(|month| month.is_outside() && !month.is_unusual())
        .collect();
    let told = |months: &[&MonthRow]| -> String {
        let latest = months.iter().rev().take(TOLD);
        let mut words: Vec<String> = latest.map(|month| month_words(visit, month)).collect();
        if months.len() > TOLD {
            words.push(t.picture_earlier_months(months.len() - TOLD));
        }
        visit.language.list(&words)
    };
    let n_judged = trend.months.iter().filter(|m| m.expected.is_some()).count();
    let drawing = drawn(
        visit.language,
        &Drawing::Expected(line(visit, trend)),
        example,
    );
    html! {
        section #manader {
            h2 { (t.picture_trend()) }
            (too_coarse::note(visit, trend.too_coarse))
            @if n_judged == 0 { p { (t.picture_too_short()) } }
            @else if unusual.is_empty() { p { (t.picture_no_unusual()) } }
            @else { p { (t.picture_unusual(&told(&unusual))) } }
            @if let Some(Ok(since)) = new { p.quiet { (two_questions(visit, since)) } }
            @if !by_chance.is_empty() { p { (t.picture_by_chance(&told(&by_chance))) } }
            figure.chart {
                (drawing.picture)
                figcaption { details {
                    summary { (t.effect_drawing_table()) }
                    (model_table(&t.effect_drawing_table(), &drawing.table))
                } }
            }
            details.how-we-know {
                summary { (t.how_heading()) }
                p { (t.picture_trend_how()) }
                @if n_judged > 0 { p { (t.picture_trend_judged(n_judged)) } }
            }
        }
    }
}

/// Why a month may have other numbers than the days of "nytt".
fn two_questions(visit: &Visit, since: &Since) -> String {
    let days = visit.language.period(Some(since.from), Some(since.to));
    visit.t().picture_two_questions(&days)
}

/// "juni 2023 (45, väntat 18–32)".
fn month_words(visit: &Visit, row: &MonthRow) -> String {
    let name = visit.language.month(&row.month);
    row.expected.map_or_else(
        || name.clone(),
        |expected| {
            visit.t().picture_month(arg::PictureMonth {
                month: &name,
                n: row.n.into(),
                lower: &expected.lower.to_string(),
                upper: &expected.upper.to_string(),
            })
        },
    )
}

fn line(visit: &Visit, trend: &Trend) -> ExpectedLine {
    let t = visit.t();
    let months = &trend.months;
    ExpectedLine {
        id: "manader".to_owned(),
        finding: t.picture_trend_finding(),
        unit: t.picture_unit(),
        area: t.picture_line(),
        periods: months.iter().map(|m| m.month.clone()).collect(),
        own: months
            .iter()
            .map(|m| m.is_counted.then_some(f64::from(m.n)))
            .collect(),
        preliminary: months.iter().map(|m| !m.is_whole).collect(),
        expected: months.iter().map(|m| m.expected.map(|e| e.mean)).collect(),
        range: months
            .iter()
            .map(|m| {
                m.expected.map(|e| Span {
                    lower: e.lower as f64,
                    upper: e.upper as f64,
                })
            })
            .collect(),
        others: Vec::new(),
        judged_from: None,
        breaks: Vec::new(),
        source: t.picture_source(),
    }
}
