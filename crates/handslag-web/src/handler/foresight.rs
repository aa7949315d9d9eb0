//! Can it be seen: what the figures could show of each goal before it is signed, and the lock.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use handslag_app::Action;
use handslag_app::effect::Foresight;
use handslag_app::promise::OpenPromise;
use handslag_domain::amount::Amount;
use handslag_domain::document::PromiseDocument;
use handslag_domain::effect::{Comparison, Drawing, LockedComparison, Standing};
use handslag_domain::id::GoalId;
use handslag_domain::period::Period;
use handslag_domain::promise::OutcomeGoal;
use maud::{Markup, html};

use super::goal_form::municipality;
use super::promise::{Named, names, open, trail};
use super::{Answer, see};
use crate::component::{
    Column, FormError, drawn, error_summary, facts, model_table, submit, table,
};
use crate::fields::{Asked, Fields};
use crate::paths;
use crate::server::Site;
use crate::visit::Visit;
use crate::work;

/// Every goal with what the figures could show of it, and the lock.
pub async fn overview(
    State(site): State<Site>,
    visit: Visit,
    named: Named,
    Asked(asked): Asked,
) -> Answer {
    let (owner, id) = names(named);
    let opened = open(&site, &visit, Action::ReadInternal, &owner, &id).await?;
    let foresights = site
        .app
        .foresee(&visit.actor, &owner, &id, visit.language)
        .await?;
    let t = visit.t();
    let done = match (asked.has("sparat"), asked.has("last")) {
        (true, _) => Some(t.work_saved()),
        (_, true) => Some(t.lock_done()),
        _ => None,
    };
    Ok(overview_page(&visit, &opened, &foresights, &[], done.as_deref()).into_response())
}

fn overview_page(
    visit: &Visit,
    opened: &OpenPromise,
    foresights: &[Foresight],
    errors: &[FormError],
    done: Option<&str>,
) -> Markup {
    let t = visit.t();
    let document = &opened.document;
    let title = t.foresee_heading();
    let may_edit = visit.may(Action::EditPromise);
    let without: Vec<&OutcomeGoal> = document
        .goals
        .iter()
        .filter(|goal| goal.comparison.is_none())
        .collect();
    let foreseen = |goal: &OutcomeGoal| foresights.iter().find(|f| f.id == goal.id.as_str());
    let new = paths::work_page(&opened.owner, &document.promise.id, "synas/nytt");
    let main = html! {
        h1 { (title) }
        @if let Some(done) = done { (work::done(done)) }
        (error_summary(t, errors))
        p.lead { (t.synas_lead()) }
        @if document.goals.is_empty() { p { (t.synas_none()) } }
        @for goal in &document.goals {
            @if let Some(comparison) = document.whole_comparison(goal) {
                (one_goal(visit, opened, goal, &comparison, foreseen(goal)))
            }
        }
        @if !without.is_empty() {
            section {
                h2 { (t.synas_goal_without()) }
                p { (t.synas_goal_without_words()) }
                ul { @for goal in without {
                    li {
                        (goal.words)
                        @if may_edit { " " a href=(paths::work_goal(&opened.owner, &document.promise.id, &goal.id)) { (t.synas_goal_compare()) span.unseen { ": " (goal.words) } } }
                    }
                } }
            }
        }
        @if may_edit { p { a.button href=(new) { (t.synas_goal_add()) } } }
        (lock_section(visit, opened))
    };
    let above = trail(visit, opened);
    work::page(visit, &title, document.example, &above, main)
}

fn one_goal(
    visit: &Visit,
    opened: &OpenPromise,
    goal: &OutcomeGoal,
    comparison: &Comparison,
    foreseen: Option<&Foresight>,
) -> Markup {
    let t = visit.t();
    let document = &opened.document;
    let here = paths::work_goal(&opened.owner, &document.promise.id, &goal.id);
    html! {
        section.effect id={ "mal-" (goal.id) } {
            @if document.promise.effect_lock.is_some() {
                p.eyebrow { (t.standing(document.standing(goal))) }
            }
            h2 { (goal.words) }
            @if let Some(foreseen) = foreseen { (what_shows(visit, foreseen)) }
            (facts(&compared(visit, goal, comparison)))
            @if visit.may(Action::EditPromise) {
                p { a href=(here) { (t.synas_goal_edit()) span.unseen { ": " (goal.words) } } }
            }
        }
    }
}

/// What would be seen, what to choose instead, and how surely.
pub fn what_shows(visit: &Visit, foreseen: &Foresight) -> Markup {
    let t = visit.t();
    let curve = foreseen.curve.clone().map(Drawing::Power);
    let drawn = curve.map(|curve| drawn(visit.language, &curve, false));
    html! {
        p.plain { (foreseen.plain.join(" ")) }
        @if !foreseen.instead.is_empty() {
            div.minding {
                h3 { (t.synas_instead()) }
                ul { @for choice in &foreseen.instead { li { (choice) } } }
            }
        }
        @if let Some(drawn) = drawn {
            figure.chart {
                (drawn.picture)
                figcaption {
                    details {
                        summary { (t.synas_curve_table()) }
                        (model_table(&t.synas_curve_table(), &drawn.table))
                    }
                }
            }
        }
    }
}

/// The comparison, as its names and values.
fn compared(visit: &Visit, goal: &OutcomeGoal, comparison: &Comparison) -> Vec<(String, Markup)> {
    let t = visit.t();
    let months = |period: &Option<Period>| match period {
        Some(period) => visit.language.period(period.first_day(), period.last_day()),
        None => t.synas_not_said(),
    };
    let also: Vec<String> = comparison
        .also_before
        .iter()
        .map(|period| months(&Some(period.clone())))
        .collect();
    let with = match &comparison.compared_with {
        Some(with) if with.chosen_by.is_empty() => with.municipalities.join(", "),
        Some(with) => format!("{}. {}", with.municipalities.join(", "), with.chosen_by),
        None => t.synas_compared_country(),
    };
    let words = |text: String| html! { (text) };
    let missing = || t.synas_not_said();
    vec![
        (t.synas_asks(), words(t.asks(&comparison.asks))),
        (
            t.synas_indicator(),
            words(comparison.indicator.clone().unwrap_or_else(missing)),
        ),
        (
            t.synas_area(),
            words(comparison.area.as_deref().map_or_else(missing, area_name)),
        ),
        (t.synas_before(), words(months(&comparison.before))),
        (t.synas_after(), words(months(&comparison.after))),
        (t.synas_also_before(), words(also.join("; "))),
        (t.synas_compared_with(), words(with)),
        (
            t.synas_wanted(),
            words(comparison.wanted.map_or_else(missing, |w| t.wanted(w))),
        ),
        (
            t.synas_margin(),
            words(percent(visit, comparison.margin_percent).unwrap_or_default()),
        ),
        (
            t.synas_chosen(),
            words(match &comparison.chosen_after {
                Some(_) => months(&comparison.chosen_after),
                None => String::new(),
            }),
        ),
        (t.synas_weight(), primary(visit, goal)),
    ]
}

/// A municipality by name, also where its code is written.
fn area_name(written: &str) -> String {
    municipality(written).map_or(written, |m| m.name).to_owned()
}

fn primary(visit: &Visit, goal: &OutcomeGoal) -> Markup {
    let t = visit.t();
    let is_primary = goal.comparison.as_ref().is_some_and(|c| c.primary);
    html! { @if is_primary { strong { (t.effect_primary()) } } @else { (t.effect_secondary()) } }
}

fn percent(visit: &Visit, amount: Option<Amount>) -> Option<String> {
    amount.map(|amount| visit.language.percent_of(amount))
}

/// When it was locked and what was changed since, and the button.
fn lock_section(visit: &Visit, opened: &OpenPromise) -> Markup {
    let t = visit.t();
    let document = &opened.document;
    let changes = changes(visit, document);
    let action = paths::work_page(&opened.owner, &document.promise.id, "synas/las");
    let compares = document.goals.iter().any(|goal| goal.comparison.is_some());
    html! {
        section #las {
            h2 { (t.lock_title()) }
            @match &document.promise.effect_lock {
                None => p { (t.lock_none()) },
                Some(lock) => {
                    p { strong { "✓ " (t.lock_locked(&visit.language.written_date(&lock.on))) } }
                    @if changes.is_empty() { p { (t.lock_kept()) } } @else {
                        p { (t.lock_changes()) }
                        ul { @for change in &changes { li { (change) } } }
                    }
                    details { summary { (t.lock_table()) } (lock_table(visit, document, &lock.comparisons)) }
                }
            }
            @if visit.may(Action::Publish) && compares {
                form method="post" action=(action) {
                    input type="hidden" name="version" value=(opened.version);
                    @let again = document.promise.effect_lock.is_some();
                    @if again { button type="submit" { (t.lock_again()) } } @else { (submit(&t.lock_button(), None)) }
                }
            }
        }
    }
}

/// What stands in another way than it was locked, in words.
fn changes(visit: &Visit, document: &PromiseDocument) -> Vec<String> {
    let t = visit.t();
    let Some(lock) = &document.promise.effect_lock else {
        return Vec::new();
    };
    let compared = document.goals.iter().filter(|g| g.comparison.is_some());
    let mut all: Vec<String> = compared
        .filter_map(|goal| match document.standing(goal) {
            Standing::Locked => None,
            Standing::LockedLate => Some(t.lock_late(&goal.words)),
            Standing::ChangedSince => Some(t.lock_change_changed(&goal.words)),
            Standing::Explorative => Some(t.lock_change_new(&goal.words)),
        })
        .collect();
    let is_there = |id: &GoalId| {
        let mut goals = document.goals.iter();
        goals.any(|goal| goal.id == *id && goal.comparison.is_some())
    };
    let gone = lock.comparisons.iter().filter(|c| !is_there(&c.goal));
    all.extend(gone.map(|c| t.lock_change_gone(c.goal.as_str())));
    all
}

fn lock_table(visit: &Visit, document: &PromiseDocument, locked: &[LockedComparison]) -> Markup {
    let t = visit.t();
    let columns = [
        Column::words(t.lock_goal()),
        Column::numbers(t.lock_decrease()),
        Column::numbers(t.lock_increase()),
        Column::words(t.lock_hash()),
    ];
    let words = |id: &GoalId| {
        let mut goals = document.goals.iter();
        let goal = goals.find(|goal| goal.id == *id);
        goal.map_or(id.as_str(), |goal| goal.words.as_str())
            .to_owned()
    };
    let asks = |id: &GoalId| {
        let mut goals = document.goals.iter();
        let goal = goals.find(|goal| goal.id == *id);
        let comparison = goal.and_then(|goal| goal.comparison.clone());
        comparison.unwrap_or_default().asks
    };
    let shown = |id, amount: Option<Amount>| match amount {
        Some(amount) => t.smallest(&asks(id), amount),
        None => t.lock_unknown(),
    };
    let rows: Vec<Vec<Markup>> = locked
        .iter()
        .map(|one| {
            vec![
                html! { (words(&one.goal)) },
                html! { (shown(&one.goal, one.smallest_decrease_percent)) },
                html! { (shown(&one.goal, one.smallest_increase_percent)) },
                html! { code { (one.sha256) } },
            ]
        })
        .collect();
    table(&t.lock_table(), &columns, &rows)
}

/// Asks first, showing what would be locked; locks when that is confirmed.
pub async fn lock(State(site): State<Site>, visit: Visit, named: Named, fields: Fields) -> Answer {
    let (owner, id) = names(named);
    let opened = open(&site, &visit, Action::Publish, &owner, &id).await?;
    let t = visit.t();
    let foresights = site
        .app
        .foresee(&visit.actor, &owner, &id, visit.language)
        .await?;
    if foresights.is_empty() {
        let errors = [FormError {
            id: "las".to_owned(),
            words: t.lock_nothing(),
        }];
        let page = overview_page(&visit, &opened, &foresights, &errors, None);
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    if fields.get("gor") != "las" {
        return Ok(confirm_page(&visit, &opened, &foresights).into_response());
    }
    let version = fields.number("version").unwrap_or(0);
    let reason = t.lock_reason();
    site.app
        .lock_effects(&visit.actor, &owner, &id, version, &reason, visit.now)
        .await?;
    see(&format!(
        "{}?last=1",
        paths::work_page(&owner, &id, "synas")
    ))
}

/// What would be locked, exactly.
fn confirm_page(visit: &Visit, opened: &OpenPromise, foresights: &[Foresight]) -> Markup {
    let t = visit.t();
    let mut would = opened.document.clone();
    would.lock_effects(visit.today(), |goal| {
        let foreseen = foresights.iter().find(|f| f.id == goal.id.as_str());
        let smallest = foreseen.and_then(|f| f.smallest.as_ref());
        (
            smallest.and_then(|s| s.decrease_percent),
            smallest.and_then(|s| s.increase_percent),
        )
    });
    let late = would
        .goals
        .iter()
        .any(|goal| would.standing(goal) == Standing::LockedLate);
    let locked = would.promise.effect_lock.clone().unwrap_or_default();
    let id = &opened.document.promise.id;
    let title = t.lock_confirm_title();
    let main = html! {
        h1 { (title) }
        p.lead { (t.lock_confirm_words()) }
        @if opened.document.promise.effect_lock.is_some() { p.notice { (t.lock_confirm_again()) } }
        @if late { p.notice { (t.lock_confirm_late()) } }
        (lock_table(visit, &would, &locked.comparisons))
        form method="post" action=(paths::work_page(&opened.owner, id, "synas/las")) {
            input type="hidden" name="version" value=(opened.version);
            div.actions {
                (submit(&t.lock_confirm_yes(), Some(("gor", "las"))))
                a href=(paths::work_page(&opened.owner, id, "synas")) { (t.lock_cancel()) }
            }
        }
    };
    work::page(
        visit,
        &title,
        opened.document.example,
        &trail(visit, opened),
        main,
    )
}
