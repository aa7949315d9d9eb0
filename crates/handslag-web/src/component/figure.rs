//! A chart with its table, its files and how to read it.

use handslag_chart::{Heading, Layout};
use handslag_domain::amount::Amount;
use handslag_domain::figures::FigureChart;
use handslag_domain::follow_up::{CommitmentReport, FollowUpDocument};
use handslag_locale::arg;
use maud::{Markup, html};

use super::drawing::{crime_chart, draw_crime, draw_months, safe_id};
use super::{Column, example_tag, months_of, table};
use crate::here::Here;
use crate::paths::{self, Address};

/// Official figures: the drawing, how to read it, the same figures as a table, and links.
pub fn figure(here: &Here<'_>, promise: Address<'_>, figures: &FigureChart) -> Markup {
    let t = here.t();
    let figures = figures.said_in(here.language.tag());
    let figures = figures.as_ref();
    let model = handslag_chart::table(&crime_chart(here.language, figures, Layout::Wide));
    let columns: Vec<Column> = columns_of(&model.columns);
    let rows: Vec<Vec<Markup>> = model
        .rows
        .iter()
        .map(|row| row.iter().map(|cell| html! { (cell) }).collect())
        .collect();
    html! {
        figure.chart id=(figure_id(figures)) {
            (draw_crime(here.language, figures))
            figcaption {
                p { (how_to_read(here, figures)) }
                details {
                    summary { (t.figure_table()) }
                    (table(&figures.finding, &columns, &rows))
                }
                p.links {
                    a href=(paths::chart_csv(promise, &figures.id)) { (t.figure_csv()) }
                    a href=(paths::chart(promise, &figures.id)) { (t.figure_alone()) }
                }
            }
        }
    }
}

/// Where on its page a chart is.
pub fn figure_id(figures: &FigureChart) -> String {
    format!("figur-{}", safe_id(&figures.id))
}

/// The first column names the period and the last is a remark; between them are numbers.
fn columns_of(heads: &[String]) -> Vec<Column> {
    let last = heads.len().saturating_sub(1);
    heads
        .iter()
        .enumerate()
        .map(|(n, head)| match n {
            0 => Column::words(head),
            n if n == last => Column::words(head),
            _ => Column::numbers(head),
        })
        .collect()
}

fn how_to_read(here: &Here<'_>, figures: &FigureChart) -> Markup {
    let t = here.t();
    if figures.comparable.is_empty() {
        return html! { (t.figure_how_alone(&figures.area)) };
    }
    html! {
        (t.figure_how(arg::FigureHow {
            area: &figures.area,
            names: &here.language.list(&figures.comparable),
        }))
        @if !figures.comparable_by.is_empty() { " " (t.figure_chosen_by(&figures.comparable_by)) }
    }
}

/// What was done for a commitment by month, with month, kind and place in the table.
pub fn month_figure(
    here: &Here<'_>,
    document: &FollowUpDocument,
    report: &CommitmentReport,
) -> Markup {
    let t = here.t();
    if let Some(n) = report.withheld_below {
        return html! { p { (t.withheld_below(n)) } };
    }
    let months = months_of(&report.done);
    if months.is_empty() {
        return html! { p { (t.done_none()) } };
    }
    let n: u32 = months.iter().map(|(_, _, n)| n).sum();
    let heading = Heading {
        id: format!("manader-{}", safe_id(report.id.as_str())),
        finding: t.done_by_month_finding(arg::DoneByMonthFinding {
            n: n.into(),
            title: &report.title,
        }),
        unit_label: t.done_by_month(),
        source: t.done_source(&here.language.date(document.at)),
        example: document.example,
        ..Heading::default()
    };
    html! {
        figure.chart {
            (draw_months(here.language, &heading, &months))
            figcaption {
                p { (t.done_no_persons()) (example_tag(t, document.example)) }
                details {
                    summary { (t.figure_table()) }
                    (done_table(here, report))
                }
                p.links {
                    a href=(paths::commitment_csv(paths::of(document), &report.id)) { (t.figure_csv()) }
                }
            }
        }
    }
}

fn done_table(here: &Here<'_>, report: &CommitmentReport) -> Markup {
    let t = here.t();
    let columns = [
        Column::words(t.done_month()),
        Column::words(t.done_kind()),
        Column::words(t.done_place()),
        Column::numbers(t.done_amount()),
        Column::numbers(t.done_entries()),
    ];
    let rows: Vec<Vec<Markup>> = report
        .done
        .iter()
        .map(|line| {
            let kind = t.kind(&line.kind.as_str().into(), Amount::ONE);
            vec![
                html! { (here.language.month(&line.month)) },
                html! { (kind) },
                html! { (line.place.as_deref().unwrap_or("–")) },
                html! { (here.language.number(line.amount)) },
                html! { (here.language.whole(line.entries)) },
            ]
        })
        .collect();
    table(&t.done_caption(), &columns, &rows)
}
