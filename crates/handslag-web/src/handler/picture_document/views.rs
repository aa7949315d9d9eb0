//! What the police's figures, the partners' reports and the voices of staff,
//! residents and businesses each put first, side by side: what they disagree
//! about, most important first, with the way to what each of them counts.

use std::collections::BTreeSet;

use axum::extract::State;
use axum::response::IntoResponse;
use handslag_app::Action;
use handslag_app::picture_document::{OpenPicture, PictureViews};
use handslag_domain::amount::Amount;
use handslag_domain::check::Words;
use handslag_domain::evidence_link::same_theme;
use handslag_domain::id::{CategoryId, PromiseId};
use handslag_domain::picture::views::{Seen, SideBySide, View, ViewRow};
use handslag_locale::arg;
use maud::{Markup, html};

use super::super::Answer;
use super::{Named, here, names, open, page, page_of};
use crate::component::{Column, example_tag, figure_id, table};
use crate::paths;
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
    let told = Telling {
        visit: &visit,
        opened: &opened,
        views: &views,
        figures: figures_page(&site, &opened).await?,
    };
    let main = html! {
        h1 { (title) (example_tag(t, views.example)) }
        p.lead { (t.picture_doc_views_lead()) }
        @if let Some(year) = views.figures_of { p.quiet { (t.picture_doc_views_figures_of(&year.to_string())) } }
        section #problem { h2 { (t.picture_doc_views_by_problem()) } (told.side_by_side(&views.by_problem, false)) }
        section #platser { h2 { (t.picture_doc_views_by_place()) } (told.side_by_side(&views.by_place, true)) }
        details.how-we-know {
            summary { (t.how_heading()) }
            p { (t.picture_doc_views_how()) }
        }
    };
    Ok(page(&visit, &opened, &title, main).into_response())
}

/// The published promise whose page has the official figures.
async fn figures_page(
    site: &Site,
    opened: &OpenPicture,
) -> Result<Option<String>, crate::error_page::WebError> {
    let written = opened.document.picture.municipalities.first();
    let slug = handslag_app::draft::municipality_written(written.map_or("", String::as_str)).slug;
    let releases = site.app.published().promise_releases(&slug).await?;
    let answers = |id: &PromiseId| opened.promises.iter().any(|p| p.promise.id == *id);
    let mut with_figures = releases
        .iter()
        .map(|release| &release.content.status)
        .filter(|status| !status.figures.is_empty() && answers(&status.promise.id));
    Ok(with_figures.next().map(|status| {
        let first = status.figures.first().map(figure_id).unwrap_or_default();
        format!("{}#{first}", paths::promise(paths::of(status)))
    }))
}

/// What the views are told with.
struct Telling<'a> {
    visit: &'a Visit,
    opened: &'a OpenPicture,
    views: &'a PictureViews,
    /// Where the register's figures are read.
    figures: Option<String>,
}

impl Telling<'_> {
    fn said(&self) -> Words {
        words::check_words(self.visit.language)
    }

    fn side_by_side(&self, views: &SideBySide, with_area: bool) -> Markup {
        let t = self.visit.t();
        if views.rows.is_empty() {
            return html! { p { (t.picture_doc_views_none()) } };
        }
        let apart: Vec<&ViewRow> = views.findings().collect();
        html! {
            @if apart.is_empty() { p { (t.picture_doc_views_no_disagreement()) } }
            @else {
                ul.disagreements {
                    @for row in apart.iter().take(TOLD) { (self.disagreement(row, with_area)) }
                }
            }
            @if !views.thin.is_empty() { p.quiet { (t.picture_doc_views_thin(&self.thin(views))) } }
            (self.views_table(views, with_area))
            (self.not_spoken_of(views, with_area))
        }
    }

    /// Those who tell too little to be compared, each with how much.
    fn thin(&self, views: &SideBySide) -> String {
        let language = self.visit.language;
        let names = views.thin.iter().map(|view| {
            let n = views.totals.get(view).copied().unwrap_or(0);
            format!(
                "{} ({})",
                view.name(self.said()),
                language.whole(n as usize)
            )
        });
        language.list(&names.collect::<Vec<_>>())
    }

    fn disagreement(&self, row: &ViewRow, with_area: bool) -> Markup {
        let said = self.said();
        html! {
            li {
                strong { (name(row, with_area)) } ". "
                (row.what(said))
                @if let Some(meaning) = row.what_it_may_mean(said) { " " (meaning) }
                ul.links { @for (to, words) in self.onward(row, with_area) {
                    li { a href=(to) { (words) span.unseen { ": " (name(row, with_area)) } } }
                } }
            }
        }
    }

    /// To what the sources counted, and to the problem that it is or may become.
    fn onward(&self, row: &ViewRow, with_area: bool) -> Vec<(String, String)> {
        let (t, opened) = (self.visit.t(), self.opened);
        let document = &opened.document;
        let tells = |view: View| row.seen.get(&view).is_some_and(|seen| seen.n > 0);
        let mut found = Vec::new();
        let place = document.places.iter().find(|p| p.name == row.area);
        if let Some(place) = place.filter(|_| with_area) {
            let page = format!("plats/{}", paths::step(place.id.as_str()));
            found.push((page_of(opened, &page), t.picture_views_to_place()));
        }
        if let Some(kinds) = self.views.kinds.get(&row.theme) {
            found.push((self.incidents(kinds), t.picture_views_to_incidents()));
        }
        if let Some(figures) = self.figures.as_ref().filter(|_| tells(View::Police)) {
            found.push((figures.clone(), t.picture_views_to_figures()));
        }
        if [View::Staff, View::Residents, View::Business]
            .into_iter()
            .any(tells)
        {
            let to = format!("{}#synpunkter", here(opened));
            found.push((to, t.picture_views_to_voices()));
        }
        let is_it = |theme: &String| same_theme(theme, &row.theme);
        let mut problems = document.problems.iter();
        match problems.find(|p| p.theme.as_ref().is_some_and(is_it)) {
            Some(problem) => found.push((
                format!("{}#problem-{}", here(opened), problem.id),
                t.picture_views_to_problem(),
            )),
            None if opened.may(Action::EditPicture) => {
                let asked = [("tema", row.theme.as_str())];
                let place = place.map(|place| ("platser", place.id.as_str()));
                let asked = asked.into_iter().chain(place);
                let to = paths::asking(&page_of(opened, "nytt-problem"), asked);
                found.push((to, t.picture_views_make_problem()));
            }
            None => {}
        }
        found
    }

    /// The incidents of these kinds in the picture's time.
    fn incidents(&self, kinds: &BTreeSet<CategoryId>) -> String {
        let period = &self.opened.document.picture.period;
        let days = [("fran", period.first_day()), ("till", period.last_day())];
        let days: Vec<(&str, String)> = days
            .into_iter()
            .filter_map(|(name, day)| Some((name, day?.to_string())))
            .collect();
        let kinds = kinds.iter().map(|kind| ("sort", kind.as_str()));
        let days = days.iter().map(|(name, day)| (*name, day.as_str()));
        paths::asking(paths::PICTURE, kinds.chain(days))
    }

    fn views_table(&self, views: &SideBySide, with_area: bool) -> Markup {
        let t = self.visit.t();
        let said = self.said();
        let telling: Vec<View> = View::ALL
            .into_iter()
            .filter(|view| views.totals.contains_key(view))
            .collect();
        let mut columns = vec![Column::words(t.chain_step_problem())];
        columns.extend(with_area.then(|| Column::words(t.work_log_where())));
        columns.extend(telling.iter().map(|view| Column::words(view.name(said))));
        columns.push(Column::words(t.picture_doc_views_agreement()));
        let rows: Vec<Vec<Markup>> = views
            .told()
            .map(|row| {
                let mut cells = vec![html! { (row.theme) }];
                cells.extend(with_area.then(|| html! { (row.area) }));
                cells.extend(telling.iter().map(|view| {
                    let seen = row.seen.get(view);
                    html! { @if let Some(seen) = seen { (seen_words(self.visit, *seen)) } @else { "–" } }
                }));
                cells.push(html! { (row.agreement.short(said)) });
                cells
            })
            .collect();
        html! {
            @if !rows.is_empty() { (table(&t.picture_doc_views_caption(), &columns, &rows)) }
        }
    }

    /// The small kinds of registers, in short.
    fn not_spoken_of(&self, views: &SideBySide, with_area: bool) -> Markup {
        let said = self.said();
        let rows: Vec<&ViewRow> = views.not_spoken_of().collect();
        let of = |row: &ViewRow| {
            let told = row.seen.iter().filter(|(_, seen)| seen.n > 0);
            let told = told.map(|(view, seen)| format!("{}: {}", view.name(said), seen.say(said)));
            told.collect::<Vec<_>>().join("; ")
        };
        html! {
            @if !rows.is_empty() {
                details {
                    summary { (self.visit.t().picture_views_not_spoken_of(rows.len())) }
                    ul { @for row in rows { li { strong { (name(row, with_area)) } ". " (of(row)) } } }
                }
            }
        }
    }
}

/// "droger", or "droger, Torget".
fn name(row: &ViewRow, with_area: bool) -> String {
    match with_area {
        true => format!("{}, {}", row.theme, row.area),
        false => row.theme.clone(),
    }
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
