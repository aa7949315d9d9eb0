//! What the police's figures, the partners' reports and the voices of staff and
//! residents each put first, side by side, disagreement first.

use axum::extract::State;
use axum::response::IntoResponse;
use handslag_app::Action;
use handslag_domain::amount::Amount;
use handslag_domain::check::Words;
use handslag_domain::picture::views::{Seen, SideBySide, View, ViewRow};
use handslag_locale::arg;
use maud::{Markup, html};

use super::super::Answer;
use super::{Named, names, open, page};
use crate::component::{Column, example_tag, table};
use crate::server::Site;
use crate::visit::Visit;
use crate::work::words;

/// More disagreements than this are not read in sentences; the table has them all.
const TOLD: usize = 8;

/// The views of a picture.
pub async fn views(State(site): State<Site>, visit: Visit, named: Named) -> Answer {
    let t = visit.t();
    let (owner, id) = names(named);
    let opened = open(&site, &visit, Action::ReadInternal, &owner, &id).await?;
    let views = site
        .app
        .picture_views(&visit.actor, &opened, visit.language, visit.now)
        .await?;
    let title = t.picture_doc_views();
    let main = html! {
        h1 { (title) (example_tag(t, views.example)) }
        p.lead { (t.picture_doc_views_lead()) }
        @if let Some(year) = views.figures_of { p.quiet { (t.picture_doc_views_figures_of(&year.to_string())) } }
        section #problem { h2 { (t.picture_doc_views_by_problem()) } (side_by_side(&visit, &views.by_problem, false)) }
        section #platser { h2 { (t.picture_doc_views_by_place()) } (side_by_side(&visit, &views.by_place, true)) }
        details.how-we-know {
            summary { (t.how_heading()) }
            p { (t.picture_doc_views_how()) }
        }
    };
    Ok(page(&visit, &opened, &title, main).into_response())
}

fn side_by_side(visit: &Visit, views: &SideBySide, with_area: bool) -> Markup {
    let t = visit.t();
    let said = words::check_words(visit.language);
    if views.rows.is_empty() {
        return html! { p { (t.picture_doc_views_none()) } };
    }
    let apart: Vec<&ViewRow> = views
        .rows
        .iter()
        .filter(|row| row.agreement.is_disagreement())
        .collect();
    html! {
        @if apart.is_empty() { p { (t.picture_doc_views_no_disagreement()) } }
        @else {
            ul.disagreements {
                @for row in apart.iter().take(TOLD) { (disagreement(row, said, with_area)) }
            }
        }
        @if !views.thin.is_empty() {
            @let names: Vec<&str> = views.thin.iter().map(|view| view.name(said)).collect();
            p.quiet { (t.picture_doc_views_thin(&visit.language.list(&names))) }
        }
        (views_table(visit, views, with_area))
    }
}

fn disagreement(row: &ViewRow, said: Words, with_area: bool) -> Markup {
    html! {
        li {
            strong { (row.theme) @if with_area { ", " (row.area) } } ". "
            (row.what(said))
            @if let Some(meaning) = row.what_it_may_mean(said) { " " (meaning) }
        }
    }
}

fn views_table(visit: &Visit, views: &SideBySide, with_area: bool) -> Markup {
    let t = visit.t();
    let said = words::check_words(visit.language);
    let telling: Vec<View> = View::ALL
        .into_iter()
        .filter(|view| views.totals.contains_key(view))
        .collect();
    let mut columns = vec![Column::words(t.chain_step_problem())];
    if with_area {
        columns.push(Column::words(t.work_log_where()));
    }
    columns.extend(telling.iter().map(|view| Column::words(view.name(said))));
    columns.push(Column::words(t.picture_doc_views_agreement()));
    let rows: Vec<Vec<Markup>> = views
        .rows
        .iter()
        .map(|row| {
            let mut cells = vec![html! { (row.theme) }];
            if with_area {
                cells.push(html! { (row.area) });
            }
            cells.extend(telling.iter().map(|view| {
                let seen = row.seen.get(view);
                html! { @if let Some(seen) = seen { (seen_words(visit, *seen)) } @else { "–" } }
            }));
            cells.push(html! { (row.what(said)) });
            cells
        })
        .collect();
    table(&t.picture_doc_views_caption(), &columns, &rows)
}

/// "plats 2 av 9 (12 %, 41 av 340)".
fn seen_words(visit: &Visit, seen: Seen) -> String {
    let t = visit.t();
    if seen.n == 0 {
        return t.picture_doc_views_silent();
    }
    let percent = f64::from(seen.n) * 100.0 / f64::from(seen.total);
    let percent = Amount::from_f64(percent).unwrap_or(Amount::ZERO);
    let share = visit
        .language
        .percent_of(percent.round(if percent < Amount::from(10u32) { 1 } else { 0 }));
    t.picture_doc_views_seen(arg::PictureDocViewsSeen {
        rank: &seen.rank.to_string(),
        rows: &seen.rows.to_string(),
        share: &share,
        count: &visit.language.whole(seen.n as usize),
        total: &visit.language.whole(seen.total as usize),
    })
}
