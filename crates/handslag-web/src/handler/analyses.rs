//! The analyses of the picture: each with its sentence, its picture, its table
//! and how we know; or why it says nothing.

mod areas;
mod compared;
mod gathered;
mod rates;
mod repeats;
mod time;
mod together;
mod town;

use std::time::Duration;

use axum::extract::State;
use axum::http::header::REFRESH;
use axum::response::IntoResponse;
use handslag_app::AppError;
use handslag_app::picture::analysis::{Analyses, Told, Withheld};
use handslag_app::picture::{BesideOthers, IncidentPicture, Near, Since, SinceOrder, Wind};
use handslag_locale::arg;
use maud::{Markup, html};

use super::address::Unfollowed;
use super::picture::{asked, filter_form, nothing_yet};
use super::{Answer, count, too_coarse};
use crate::error_page::WebError;
use crate::fields::Fields;
use crate::paths;
use crate::server::Site;
use crate::visit::Visit;
use crate::work;
pub use gathered::{gathered_data, gathered_words};

/// Longer than this nobody waits for a page: it says that it computes.
const PATIENCE: Duration = Duration::from_millis(900);

/// The page.
pub async fn analyses(
    State(site): State<Site>,
    visit: Visit,
    crate::fields::Asked(sent): crate::fields::Asked,
) -> Answer {
    let question = asked(&sent);
    let (layer, app) = (question.layer.as_deref(), &site.app);
    let picture = app.picture_by(&visit.actor, layer, visit.now).await?;
    if picture.n_all() == 0 {
        return Ok(nothing_yet(&visit));
    }
    let (app, actor, now) = (site.app.clone(), visit.actor.clone(), visit.now);
    let work = async move { app.analyses(&actor, &question, now).await };
    let Some(found) = within_patience(work).await? else {
        let main = html! { (computing(&visit)) };
        let page = work::page(
            &visit,
            &visit.t().analysis_title(),
            picture.example,
            &trail(&visit),
            main,
        );
        return Ok(([(REFRESH, "1")], page).into_response());
    };
    let app = &site.app;
    let compared = app.beside_others(&visit.actor, sent.get("brott"), visit.language, visit.now);
    let main = page(&visit, &picture, &sent, &found, compared.await?.as_ref());
    let title = visit.t().analysis_title();
    Ok(work::page(&visit, &title, picture.example, &trail(&visit), main).into_response())
}

/// What is new since the meeting that the address names; `None` while it is worked out.
pub async fn since(
    site: &Site,
    visit: &Visit,
    sent: &Fields,
) -> Result<Option<std::sync::Arc<Told<Since>>>, WebError> {
    let order = SinceOrder {
        from: sent.get("sedan").parse().ok(),
    };
    let (app, actor, now) = (site.app.clone(), visit.actor.clone(), visit.now);
    let question = asked(sent);
    within_patience(async move { app.since(&actor, &question, order, now).await }).await
}

/// Waits a moment for work that goes on whether or not anybody waits, until newer
/// questions put it aside.
///
/// None also when newer questions were put before it: the page asks again.
async fn within_patience<T: Send + 'static>(
    work: impl Future<Output = Result<Option<T>, AppError>> + Send + 'static,
) -> Result<Option<T>, WebError> {
    match tokio::time::timeout(PATIENCE, tokio::spawn(work)).await {
        Err(_) => Ok(None),
        Ok(Ok(done)) => Ok(done?),
        Ok(Err(broken)) => std::panic::resume_unwind(broken.into_panic()),
    }
}

fn trail(visit: &Visit) -> [(String, String); 1] {
    [(
        visit.t().picture_title(),
        same_question(visit, paths::PICTURE),
    )]
}

/// An address with what is asked in the present one.
pub fn same_question(visit: &Visit, path: &str) -> String {
    match visit.path.split_once('?') {
        Some((_, question)) => format!("{path}?{question}"),
        None => path.to_owned(),
    }
}

fn computing(visit: &Visit) -> Markup {
    let t = visit.t();
    html! {
        h1 { (t.analysis_title()) }
        p role="status" { (t.analysis_computing()) }
        p { a href=(visit.path) { (t.analysis_reload()) } }
    }
}

fn page(
    visit: &Visit,
    picture: &IncidentPicture,
    sent: &Fields,
    found: &Analyses,
    compared: Option<&BesideOthers>,
) -> Markup {
    let t = visit.t();
    html! {
        h1 { (t.analysis_title()) }
        p.lead { (t.analysis_lead(count(found.n))) " " (t.analysis_lead_more()) }
        (too_coarse::note(visit, found.too_coarse))
        p { a href=(same_question(visit, paths::PICTURE)) { (t.analysis_back()) } }
        (Unfollowed::in_picture(visit, picture, sent).notice())
        (filter_form(visit, picture, sent, paths::ANALYSES))
        @if found.n == 0 { p { (t.picture_none()) } }
        @else {
            (town::hot_spots(visit, picture, &found.hot_spots))
            (areas::hot_areas(visit, picture, found.hot_areas.as_ref()))
            (time::hot_hours(visit, &found.hot_hours))
            (repeats::near_repeats(visit, picture, &found.near_repeats))
            (together::clusters(visit, picture, &found.clusters))
            (time::months(visit, &found.months))
            (gathered::gathered(visit, picture, &found.gathered))
            (rates::rates(visit, picture, &found.rates))
        }
        (compared::compared_section(visit, sent, compared))
    }
}

/// A section with its sentence, or with why there is none.
fn section<T>(
    visit: &Visit,
    id: &str,
    heading: &str,
    told: &Told<T>,
    body: impl Fn(&T) -> Markup,
) -> Markup {
    html! {
        section id=(id) {
            h2 { (heading) }
            @match told {
                Ok(found) => { (body(found)) }
                Err(why) => { p.withheld { (withheld(visit, *why)) } }
            }
        }
    }
}

/// Why an analysis says nothing.
pub fn withheld(visit: &Visit, why: Withheld) -> String {
    let t = visit.t();
    let number = |n: u64| {
        visit
            .language
            .whole(usize::try_from(n).unwrap_or(usize::MAX))
    };
    match why {
        Withheld::Nothing => t.withheld_nothing(),
        Withheld::LessThanAYear => t.withheld_less_than_a_year(),
        Withheld::TooFew { found, needed } => t.withheld_too_few(arg::WithheldTooFew {
            found: &number(found),
            needed: &number(needed),
        }),
        Withheld::TooFewSquares { found, needed } => {
            t.withheld_too_few_squares(arg::WithheldTooFewSquares {
                found: &number(found),
                needed: &number(needed),
            })
        }
        Withheld::TooFewAreas { found, needed } => {
            t.withheld_too_few_areas(arg::WithheldTooFewAreas {
                found: &number(found),
                needed: &number(needed),
            })
        }
        Withheld::TooFewMonths { found, needed } => {
            t.withheld_too_few_months(arg::WithheldTooFewMonths {
                found: &number(found),
                needed: &number(needed),
            })
        }
        Withheld::TooCoarse(left) => t.withheld_too_coarse(&too_coarse::words(visit, left)),
        Withheld::TooMany => t.withheld_too_many(),
        Withheld::AllAlike => t.withheld_all_alike(),
        Withheld::NoKind { needed } => t.withheld_no_kind(&number(needed)),
        Withheld::NoInhabitants { found, needed } => {
            t.withheld_no_inhabitants(arg::WithheldNoInhabitants {
                found: &number(found),
                needed: &number(needed),
            })
        }
    }
}

/// "Så vet vi det": parts with their lines.
pub fn how(visit: &Visit, parts: &[(String, Vec<String>)]) -> Markup {
    html! {
        details.how-we-know {
            summary { (visit.t().how_heading()) }
            @for (heading, lines) in parts {
                h3 { (heading) }
                ul { @for line in lines { li { (line) } } }
            }
        }
    }
}

/// Where it is, in words.
pub(super) fn near_words(visit: &Visit, near: &Near) -> String {
    let t = visit.t();
    match near {
        Near::At(places) => t.near_at(&place_names(visit, places)),
        Near::Near(place, metres, toward) => t.near_near(arg::NearNear {
            place,
            toward: &match toward {
                Wind::North => t.toward_north(),
                Wind::NorthEast => t.toward_north_east(),
                Wind::East => t.toward_east(),
                Wind::SouthEast => t.toward_south_east(),
                Wind::South => t.toward_south(),
                Wind::SouthWest => t.toward_south_west(),
                Wind::West => t.toward_west(),
                Wind::NorthWest => t.toward_north_west(),
            },
            // To ten metres: a square is no point.
            metres: &visit.language.whole((metres / 10.0).round() as usize * 10),
        }),
        Near::In(area) => t.near_in(area),
        Near::Nowhere => t.near_nowhere(),
    }
}

/// All of them where they are few: what is counted may be at any.
pub(super) fn place_names(visit: &Visit, places: &[String]) -> String {
    const TOLD: usize = 4;
    let mut names: Vec<String> = places.iter().take(TOLD).cloned().collect();
    if places.len() > TOLD {
        names.push(visit.t().near_more(places.len() - TOLD));
    }
    visit.language.list(&names)
}

/// "10–25"; one number where both ends are written alike.
fn between(lower: String, upper: &str) -> String {
    match lower == upper {
        true => lower,
        false => format!("{lower}–{upper}"),
    }
}

/// "12", "0,4"; what rounds to nothing is less than one, and never 0.
fn expected_words(visit: &Visit, expected: f64, decimals: usize) -> String {
    let least = 0.5 / 10_f64.powi(i32::try_from(decimals).unwrap_or(0));
    match (expected < least, decimals) {
        (true, 0) => visit.t().analysis_fewer_than_one(),
        (true, _) => format!("< {}", visit.language.decimals(2.0 * least, decimals)),
        (false, _) => visit.language.decimals(expected, decimals),
    }
}
