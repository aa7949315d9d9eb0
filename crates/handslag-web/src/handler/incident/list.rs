//! What the organisation took in, latest first, page by page.

use axum::extract::State;
use axum::response::IntoResponse;
use handslag_app::Action;
use handslag_app::held::{HeldIncident, IncidentPage, IncidentPosition, IncidentTurn};
use handslag_app::incident::IncidentList;
use handslag_app::picture::is_example;
use handslag_domain::incident::{CategoryTree, NamedPlace};
use handslag_locale::arg;
use maud::{Markup, html};

use super::super::Answer;
use super::super::address::Unfollowed;
use super::entry::{source_words, where_words};
use super::fields::{category_options, kind_name};
use crate::component::{Column, Field, select, submit, table};
use crate::fields::{Asked, Fields};
use crate::paths;
use crate::server::Site;
use crate::visit::Visit;
use crate::work;

/// As many as a person looks through before turning the page.
const ON_A_PAGE: u32 = 50;
/// What members have reported themselves, in the address.
const OWN: &str = "egna";

/// A page of the list.
pub async fn list(State(site): State<Site>, visit: Visit, Asked(asked): Asked) -> Answer {
    let (app, actor, t) = (&site.app, &visit.actor, visit.t());
    let tree = app.categories(actor).await?;
    let wanted = wanted(&tree, &asked);
    let page = app.incident_list(actor, &wanted, ON_A_PAGE).await?;
    let places = app.places(actor).await?;
    let is_filtered = wanted.category.is_some() || wanted.own_reports;
    let title = t.incidents_title();
    let main = html! {
        h1 { (title) }
        (unfollowed(&visit, &tree, &asked).notice())
        @if page.n_all == 0 && !is_filtered { p { (t.incidents_none()) } }
        @else { (filter(&visit, &tree, &asked)) }
        @if page.incidents.is_empty() {
            @if is_filtered || page.n_all > 0 { p role="status" { (t.incidents_none_such()) } }
        } @else {
            p role="status" #sida { (range(&visit, &page)) }
            (rows(&visit, &page.incidents, &tree, &places))
            (turns(&visit, &asked, &page))
        }
        @if visit.may(Action::ReportIncident) { p { a.button href=(paths::REPORT) { (t.report_title()) } } }
        p { a href=(paths::UPKEEP) { (t.upkeep_title()) } }
    };
    let mut held = page.incidents.iter();
    let example = held.any(|held| is_example(&held.incident.source));
    Ok(work::page(&visit, &title, example, &[], main).into_response())
}

/// What the address asks for; what cannot be followed is not asked for.
fn wanted(tree: &CategoryTree, asked: &Fields) -> IncidentList {
    let position = |name: &str| asked.get(name).parse::<IncidentPosition>().ok();
    let category = tree.get(&asked.get("sort").into());
    IncidentList {
        category: category.map(|category| category.id.clone()),
        own_reports: asked.get("kalla") == OWN,
        turn: match (position("fore"), position("efter")) {
            (Some(at), _) => IncidentTurn::Before(at),
            (None, Some(at)) => IncidentTurn::After(at),
            (None, None) => IncidentTurn::Latest,
        },
    }
}

fn unfollowed<'a>(visit: &'a Visit, tree: &CategoryTree, asked: &'a Fields) -> Unfollowed<'a> {
    let t = visit.t();
    let mut parts = Unfollowed::of(visit, asked);
    parts.kinds(tree);
    parts.choice("kalla", &t.incidents_source(), |source| source == OWN);
    let is_position = |text: &str| text.parse::<IncidentPosition>().is_ok();
    if !["fore", "efter"]
        .into_iter()
        .flat_map(|name| asked.all(name))
        .all(|text| text.is_empty() || is_position(text))
    {
        parts.tell(t.incidents_no_such_page());
    }
    parts
}

fn filter(visit: &Visit, tree: &CategoryTree, asked: &Fields) -> Markup {
    let t = visit.t();
    let (what, source) = (t.work_log_what(), t.incidents_source());
    let mut kinds = vec![(String::new(), t.work_all())];
    kinds.extend(category_options(visit, tree, false));
    let sources = [
        (String::new(), t.work_all()),
        (OWN.to_owned(), t.incidents_own_reports()),
    ];
    html! {
        form.choose method="get" action=(paths::INCIDENTS) {
            (select(Field::new("sort", &what), &kinds, asked.get("sort")))
            (select(Field::new("kalla", &source), &sources, asked.get("kalla")))
            (submit(&t.work_show(), None))
        }
    }
}

/// "1–50 av 2 399".
fn range(visit: &Visit, page: &IncidentPage) -> String {
    let n = page.incidents.len() as u64;
    let whole = |n: u64| {
        visit
            .language
            .whole(usize::try_from(n).unwrap_or(usize::MAX))
    };
    visit.t().incidents_range(arg::IncidentsRange {
        first: &whole(page.n_later + 1),
        last: &whole(page.n_later + n),
        all: &whole(page.n_all),
    })
}

/// To the pages beside, with the same filter.
fn turns(visit: &Visit, asked: &Fields, page: &IncidentPage) -> Markup {
    let t = visit.t();
    let ends = page.incidents.first().zip(page.incidents.last());
    let Some((first, last)) = ends else {
        return html! {};
    };
    let at = |turn: Option<(&str, &HeldIncident)>| {
        let kept = ["sort", "kalla"].map(|name| (name, asked.get(name).to_owned()));
        let turn = turn.map(|(name, held)| (name, held.position().to_string()));
        let all: Vec<(&str, String)> = kept.into_iter().chain(turn).collect();
        let said = all.iter().filter(|(_, value)| !value.is_empty());
        paths::asking(
            paths::INCIDENTS,
            said.map(|(name, value)| (*name, value.as_str())),
        )
    };
    let has_earlier = page.n_later + (page.incidents.len() as u64) < page.n_all;
    html! {
        @if page.n_later > 0 || has_earlier {
            nav.actions aria-label=(t.incidents_pages()) {
                @if page.n_later > 0 {
                    a href=(at(None)) { (t.incidents_latest()) }
                    a href=(at(Some(("efter", first)))) rel="prev" { (t.incidents_later()) }
                }
                @if has_earlier { a href=(at(Some(("fore", last)))) rel="next" { (t.incidents_earlier()) } }
            }
        }
    }
}

fn rows(
    visit: &Visit,
    held: &[HeldIncident],
    tree: &CategoryTree,
    places: &[NamedPlace],
) -> Markup {
    let t = visit.t();
    let columns = [
        Column::words(t.incidents_when()),
        Column::words(t.work_log_what()),
        Column::words(t.work_log_where()),
        Column::numbers(t.report_count()),
        Column::words(t.incidents_source()),
    ];
    let may_correct = visit.may(Action::CorrectIncident);
    let rows: Vec<Vec<Markup>> = held
        .iter()
        .map(|held| {
            let incident = &held.incident;
            let when = t.time_window(&incident.window);
            vec![
                html! { @if may_correct { a href=(paths::incident(incident.id)) { (when) } } @else { (when) } },
                html! { (kind_name(visit, tree, incident.category.as_str())) @if held.withdrawn.is_some() { " (" (t.work_withdrawn()) ")" } },
                html! { (where_words(visit, incident, places)) },
                html! { (visit.language.whole(incident.count as usize)) },
                html! { (source_words(visit, &incident.source)) },
            ]
        })
        .collect();
    table(&t.incidents_title(), &columns, &rows)
}
