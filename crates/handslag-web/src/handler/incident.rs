//! Reporting what happened or felt unsafe: what, where, when. Several kinds at
//! one place and time are one report, and each becomes an incident.

mod entry;
mod fields;
mod list;
mod place;
mod receipt;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use handslag_app::held::HeldIncident;
use handslag_app::incident::{IncidentReport, OWN_REPORTS};
use handslag_app::incident_doubt::Doubt;
use handslag_domain::incident::{CategoryTree, NamedPlace};
use handslag_locale::arg;
use maud::{Markup, html};
use uuid::Uuid;

use super::Answer;
use super::entry::{error_of, form_errors};
use super::map::background_added;
use crate::component::{
    Field, FormError, Tile, check_tiles, error_summary, question_summary, step_of, stepper, submit,
};
use crate::fields::Fields;
use crate::protection::{allow_map, allow_position};
use crate::server::Site;
use crate::visit::Visit;
use crate::{asset, paths, work};
pub use entry::{correct, form as incident, source_words, where_words};
pub use fields::{category_options, kind_name};
use fields::{note_field, time_fields};
pub use list::list;
pub use place::position;
use place::{OTHER, chosen_place, place_field};
use receipt::{UNDO, receipt, undo};

/// Reports that tell what a member uses most.
const RECENT: u32 = 50;
/// Tiles in a row; the rest are in a list.
const TILES: usize = 8;

/// What makes more of the form.
const SCRIPT: &str = "plats.mjs";
/// The middle of Sweden, and how far out it is all seen.
const SWEDEN: (f64, f64, u8) = (62.5, 16.5, 4);

/// What a report is chosen from.
struct Choices {
    tree: CategoryTree,
    places: Vec<NamedPlace>,
    recent: Vec<HeldIncident>,
    /// The operator's background map.
    background: Option<String>,
}

impl Choices {
    async fn load(site: &Site, visit: &Visit) -> Result<Self, handslag_app::AppError> {
        Ok(Self {
            tree: site.app.categories(&visit.actor).await?,
            places: site.app.places(&visit.actor).await?,
            recent: site.app.recent_incidents(&visit.actor, RECENT).await?,
            background: background_added(site).await.address(),
        })
    }
}

/// What a page of the form says beside the form.
#[derive(Default)]
struct Shown {
    /// What stands above it, such as a receipt.
    above: Markup,
    /// What is wrong, or what is asked.
    errors: Vec<FormError>,
    /// The question that is asked; sent back when it is saved as it stands.
    asks: Option<String>,
}

/// The form, with the last place chosen, and now.
pub async fn report_form(State(site): State<Site>, visit: Visit) -> Answer {
    let choices = Choices::load(&site, &visit).await?;
    let fields = preset(&visit, choices.recent.first());
    Ok(shown(page(&visit, &choices, &fields, &Shown::default())))
}

/// Takes in what was sent, takes it back, or moves a stepper.
pub async fn report(State(site): State<Site>, visit: Visit, mut sent: Fields) -> Answer {
    if sent.get("gor") == UNDO {
        return undo(State(site), visit, sent).await;
    }
    let choices = Choices::load(&site, &visit).await?;
    let pressed = sent.get("steg").to_owned();
    if let Some(step) = step_of(&pressed) {
        super::log::take_step(&mut sent, step);
        return Ok(shown(page(&visit, &choices, &sent, &Shown::default())));
    }
    let refused = |told: Shown| -> Response {
        let page = page(&visit, &choices, &sent, &told);
        (StatusCode::UNPROCESSABLE_ENTITY, shown(page)).into_response()
    };
    let reports = match reports(&visit, &sent) {
        Ok(reports) => reports,
        Err(errors) => return Ok(refused(wrong(errors))),
    };
    match question(&site, &visit, &choices, &sent, &reports).await {
        Ok(None) => {}
        Ok(Some(question)) => return Ok(refused(question)),
        Err(error) => return Ok(refused(wrong(form_errors(&visit, error)?))),
    }
    let (app, actor) = (&site.app, &visit.actor);
    match app.report_incidents(actor, &reports, visit.now).await {
        Ok(inserted) => {
            // The next report is often from the same place.
            let mut fresh = preset(&visit, None);
            if !chosen_place(&sent).is_empty() {
                fresh.set("plats", sent.get("plats").to_owned());
                fresh.set("annan_plats", sent.get("annan_plats").to_owned());
            }
            let words = match inserted.new {
                0 => visit.t().report_already(),
                n => visit.t().report_saved(n),
            };
            let ids: Vec<_> = reports.iter().map(IncidentReport::id).collect();
            let reported = app.reported(actor, &ids).await?;
            let receipt = receipt(&visit, &choices, &reported, &words);
            Ok(receipt::answer(&visit, &choices, &fresh, receipt))
        }
        Err(error) => Ok(refused(wrong(form_errors(&visit, error)?))),
    }
}

fn wrong(errors: Vec<FormError>) -> Shown {
    Shown {
        errors,
        ..Shown::default()
    }
}

/// What is asked once before it is saved: where, when nothing says it, and
/// whether it really was far away.
async fn question(
    site: &Site,
    visit: &Visit,
    choices: &Choices,
    sent: &Fields,
    reports: &[IncidentReport],
) -> Result<Option<Shown>, handslag_app::AppError> {
    // All are of one place; those of a dwelling leave no doubt.
    let mut doubt = None;
    for report in reports {
        doubt = doubt.or(site.app.doubt(&visit.actor, report, visit.now).await?);
    }
    let Some(doubt) = doubt else {
        return Ok(None);
    };
    // Another position is another question.
    let asks = match &doubt {
        Doubt::Nowhere => "ingenstans".to_owned(),
        Doubt::Outside(_) => sent.get("position").to_owned(),
    };
    let field = match &doubt {
        Doubt::Nowhere if !choices.places.is_empty() => "plats",
        Doubt::Nowhere | Doubt::Outside(_) => "position",
    };
    let is_answered = sent.get("anda") == asks;
    Ok((!is_answered).then(|| Shown {
        errors: vec![FormError {
            id: Field::new(field, "").id(),
            words: doubt_words(visit, &doubt),
        }],
        asks: Some(asks),
        ..Shown::default()
    }))
}

fn doubt_words(visit: &Visit, doubt: &Doubt) -> String {
    let t = visit.t();
    let outside = match doubt {
        Doubt::Nowhere => return t.report_nowhere(),
        Doubt::Outside(outside) => outside,
    };
    let own: Vec<String> = outside.own.iter().map(|name| (*name).to_owned()).collect();
    let first = match (own.is_empty(), outside.found) {
        (true, _) => t.report_outside_sweden(),
        (false, None) => t.report_outside(&visit.language.list(&own)),
        (false, Some(found)) => t.report_outside_in(arg::ReportOutsideIn {
            own: &visit.language.list(&own),
            found,
        }),
    };
    let last = match outside.is_swapped {
        true => t.report_swapped(),
        false => t.report_save_anyway_words(),
    };
    format!("{first} {last}")
}

/// The form may ask where the reader is, and has a map to point at.
fn shown(page: Markup) -> Response {
    let mut response = page.into_response();
    allow_map(&mut response);
    allow_position(&mut response);
    response
}

fn preset(visit: &Visit, last: Option<&HeldIncident>) -> Fields {
    let mut preset = Fields::default();
    let place = last.and_then(|held| held.incident.at.place());
    preset.set("plats", place.map_or("", |p| p.as_str()));
    preset.set("dag", visit.today().to_string());
    preset.set("antal", "1");
    preset.set("nyckel", Uuid::now_v7().to_string());
    preset
}

/// One report for each kind that was chosen.
fn reports(visit: &Visit, sent: &Fields) -> Result<Vec<IncidentReport>, Vec<FormError>> {
    let mut kinds: Vec<&str> = sent.all("sort").filter(|kind| *kind != OTHER).collect();
    if sent.all("sort").any(|kind| kind == OTHER) || kinds.is_empty() {
        kinds.extend(Some(sent.get("annan_sort")).filter(|kind| !kind.is_empty()));
    }
    let mut errors = Vec::new();
    if kinds.is_empty() {
        errors.push(FormError {
            id: Field::new("sort", "").id(),
            words: visit.t().report_choose_kind(),
        });
    }
    match fields::report(visit, sent) {
        Ok(one) if errors.is_empty() => Ok(kinds
            .into_iter()
            .map(|kind| IncidentReport {
                key: format!("{}:{kind}", one.key),
                category: kind.into(),
                ..one.clone()
            })
            .collect()),
        Ok(_) => Err(errors),
        Err(more) => {
            errors.extend(more);
            Err(errors)
        }
    }
}

fn page(visit: &Visit, choices: &Choices, sent: &Fields, told: &Shown) -> Markup {
    let t = visit.t();
    let errors = told.errors.as_slice();
    let antal = t.report_count();
    let save = match told.asks {
        Some(_) => t.report_save_anyway(),
        None => t.report_save(),
    };
    let main = html! {
        h1 { (t.report_title()) }
        (told.above)
        @match &told.asks {
            Some(_) => (question_summary(t, errors)),
            None => (error_summary(t, errors)),
        }
        p.quiet { (t.report_no_persons()) }
        form.log method="post" action=(paths::REPORT) {
            button.default type="submit" tabindex="-1" aria-hidden="true" { (t.work_save()) }
            input type="hidden" name="nyckel" value=(sent.get("nyckel"));
            @let answered = Some(sent.get("anda")).filter(|answered| !answered.is_empty());
            @if let Some(asks) = told.asks.as_deref().or(answered) { input type="hidden" name="anda" value=(asks); }
            (what(visit, choices, sent, errors))
            (place_field(visit, &choices.places, &used_places(choices), sent, errors, position_aids(visit, choices)))
            (time_fields(visit, sent, errors))
            details open[errors.iter().any(|e| e.id.ends_with("anteckning") || e.id.ends_with("antal"))] {
                summary { (t.work_log_more()) }
                (stepper(t, Field::new("antal", &antal).error(error_of(errors, "antal")), sent.number("antal").unwrap_or(1)))
                (note_field(visit, sent, errors))
            }
            div.save-bar { (submit(&save, None)) }
        }
        p { a href=(paths::INCIDENTS) { (t.report_list_link()) } }
    };
    work::page_with_scripts(visit, &t.report_title(), false, &[], &[SCRIPT], main)
}

/// Two ways to fill in a position, for those who have scripts.
fn position_aids(visit: &Visit, choices: &Choices) -> Markup {
    let t = visit.t();
    let near = choices.places.iter().find_map(|place| place.point);
    let (lat, lon, zoom) = near.map_or(SWEDEN, |point| (point.lat(), point.lon(), 13));
    html! {
        div.actions {
            button #plats-har type="button" hidden data-looking=(t.report_position_looking())
                data-filled=(t.report_position_filled("{position}")) data-refused=(t.report_position_refused())
                data-instead=(t.report_position_instead()) data-emptied=(t.report_position_emptied()) { (t.report_position_here()) }
            button #plats-karta type="button" hidden { (t.report_position_map()) }
        }
        p #plats-ord role="status" {}
        div.map-frame.map-small #plats-ram hidden data-label=(t.report_position_map_label())
            data-library=(asset::href(asset::MAP_LIBRARY)) data-worker=(asset::href(asset::MAP_WORKER)) data-base=(asset::href("kartbas.mjs"))
            data-background=[choices.background.as_deref()] data-archive=(asset::href(asset::MAP_ARCHIVE))
            data-middle={ (lat) " " (lon) } data-zoom=(zoom) data-no-webgl=(t.report_position_no_webgl()) {}
        p.quiet #map-credit {}
    }
}

/// The kinds that are reported most, as tiles; all of them in a list.
fn what(visit: &Visit, choices: &Choices, sent: &Fields, errors: &[FormError]) -> Markup {
    let t = visit.t();
    let mut kinds: Vec<&str> = Vec::new();
    let used = choices
        .recent
        .iter()
        .filter(|held| held.incident.source == OWN_REPORTS)
        .map(|held| held.incident.category.as_str());
    for kind in used.chain(USUAL.iter().copied()) {
        let is_there = choices
            .tree
            .get(&kind.into())
            .is_some_and(|c| c.id.as_str() == kind);
        if is_there && !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    let mut tiles: Vec<Tile> = kinds
        .into_iter()
        .take(TILES)
        .map(|kind| Tile {
            value: kind.to_owned(),
            words: kind_name(visit, &choices.tree, kind),
        })
        .collect();
    tiles.push(Tile {
        value: OTHER.to_owned(),
        words: t.work_log_other(),
    });
    let (label, hint, other) = (t.work_log_what(), t.report_several(), t.report_other_kind());
    let field = Field::new("sort", &label)
        .hint(&hint)
        .error(error_of(errors, "sort"));
    let chosen: Vec<&str> = sent.all("sort").collect();
    let options = category_options(visit, &choices.tree, true);
    html! {
        (check_tiles(field, &tiles, &chosen))
        div.other { (crate::component::select(Field::new("annan_sort", &other), &options, sent.get("annan_sort"))) }
    }
}

/// What reporters see most, before they have reported anything.
const USUAL: &[&str] = &[
    "skadegorelse",
    "klotter",
    "nedskrapning",
    "stok",
    "narkotika",
    "berusade",
    "dalig-belysning",
    "mopedkorning",
];

/// The places that were reported from, latest first.
fn used_places(choices: &Choices) -> Vec<&str> {
    let mut used = Vec::new();
    for held in &choices.recent {
        if let Some(place) = held
            .incident
            .at
            .place()
            .filter(|p| !used.contains(&p.as_str()))
        {
            used.push(place.as_str());
        }
    }
    used
}
