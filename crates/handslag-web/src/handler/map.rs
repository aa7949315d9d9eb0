//! The situational picture on a map: the page, its tiles, and the answer beside
//! it. The page asks for what its address asks for, and so do the tiles.

mod answer;
mod asked;
mod background;
mod controls;
mod hours;
mod lead;
mod legend;
mod question;

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use handslag_app::AppError;
use handslag_app::picture::{
    Base, IncidentPicture, MapAsked, MapView, Sight, TileFile, ground_tile,
};
use handslag_geo::TileAddress;
use maud::{Markup, html};

use super::Answer;
use super::address::Unfollowed;
use super::incident::kind_name;
use super::picture::nothing_yet;
use crate::error_page::WebError;
use crate::fields::Asked;
use crate::protection::allow_map;
use crate::server::Site;
use crate::visit::Visit;
use crate::{asset, paths, work};
use answer::Told;
use asked::map_asked;
pub use asked::{LOOKS, PERIODS, address};
pub use background::{Added, added as background_added, background};

const SCRIPT: &str = "karta.mjs";
const TILE: &str = "application/vnd.mapbox-vector-tile";
/// So many names of places are written on the map.
const MOST_NAMES: usize = 200;

/// The map, of what is asked for.
pub async fn page(State(site): State<Site>, visit: Visit, Asked(sent): Asked) -> Answer {
    let asked = map_asked(&sent);
    let picture = picture_of(&site, &visit, &asked).await?;
    if picture.n_all() == 0 {
        return Ok(nothing_yet(&visit));
    }
    let view = view_of(&picture, &asked).await;
    let told = Told {
        visit: &visit,
        picture: &picture,
        sent: &sent,
        asked: &asked,
        view: &view,
    };
    let title = visit.t().map_title();
    let background = background_added(&site).await;
    let page = work::page_with_scripts(
        &visit,
        &title,
        picture.example,
        &[(
            visit.t().picture_title(),
            address(paths::PICTURE, &sent, &[]),
        )],
        &[SCRIPT],
        main(&told, &title, background),
    );
    let mut response = page.into_response();
    allow_map(&mut response);
    Ok(response)
}

/// What stands beside and beneath the map, alone: its script asks for it when
/// the map is moved.
pub async fn answer(State(site): State<Site>, visit: Visit, Asked(sent): Asked) -> Answer {
    let asked = map_asked(&sent);
    let picture = picture_of(&site, &visit, &asked).await?;
    let view = view_of(&picture, &asked).await;
    let told = Told {
        visit: &visit,
        picture: &picture,
        sent: &sent,
        asked: &asked,
        view: &view,
    };
    let unfollowed = Unfollowed::in_map(&visit, &picture, &sent).notice();
    Ok(
        html! { (told.beside()) (told.hours()) div #map-unfollowed { (unfollowed) } }
            .into_response(),
    )
}

/// A tile: `handelser.mvt`, `omraden.mvt`, or the ground under them, `grund.mvt`.
pub async fn tile(
    State(site): State<Site>,
    visit: Visit,
    Path((z, x, y, file)): Path<(String, String, String, String)>,
    Asked(sent): Asked,
    headers: HeaderMap,
) -> Answer {
    let at = tile_address(&z, &x, &y).ok_or(WebError::NotFound)?;
    if file == "grund.mvt" {
        return Ok(ground(at, &headers).await);
    }
    let file = match file.as_str() {
        "omraden.mvt" => TileFile::Areas,
        "handelser.mvt" => TileFile::Incidents,
        _ => return Err(WebError::NotFound),
    };
    let asked = map_asked(&sent);
    let picture = picture_of(&site, &visit, &asked).await?;
    let tag = format!("W/\"{}\"", picture.tile_tag(file, &asked, at));
    let is_known = knows(&headers, &tag);
    let bytes = match is_known {
        true => Vec::new(),
        false => worked_out(move || picture.tile(file, &asked, at)).await,
    };
    Ok(kept_tile(bytes, &tag, is_known, "private, no-cache"))
}

/// The picture by the layer of areas that is asked for.
async fn picture_of(
    site: &Site,
    visit: &Visit,
    asked: &MapAsked,
) -> Result<Arc<IncidentPicture>, AppError> {
    let layer = asked.asked.layer.as_deref();
    site.app.picture_by(&visit.actor, layer, visit.now).await
}

async fn view_of(picture: &Arc<IncidentPicture>, asked: &MapAsked) -> MapView {
    let (picture, asked) = (Arc::clone(picture), asked.clone());
    worked_out(move || picture.map_view(&asked)).await
}

/// Counting millions and cutting tiles is done on threads for such work: those
/// that answer everybody else go on.
async fn worked_out<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(broken) => std::panic::resume_unwind(broken.into_panic()),
    }
}

/// Whole numbers as we write them, and nothing else: one tile, one address.
fn tile_address(z: &str, x: &str, y: &str) -> Option<TileAddress> {
    let number = |text: &str| {
        let number: u32 = text.parse().ok()?;
        (number.to_string() == text).then_some(number)
    };
    TileAddress::new(u8::try_from(number(z)?).ok()?, number(x)?, number(y)?)
}

async fn ground(at: TileAddress, headers: &HeaderMap) -> Response {
    let (z, x, y) = at.zxy();
    let tag = format!("W/\"{}-{z}-{x}-{y}\"", env!("CARGO_PKG_VERSION"));
    let is_known = knows(headers, &tag);
    let bytes = match is_known {
        true => Vec::new(),
        false => worked_out(move || ground_tile(at)).await,
    };
    kept_tile(bytes, &tag, is_known, "private, max-age=86400")
}

/// Whether the browser has what the tag names.
fn knows(headers: &HeaderMap, tag: &str) -> bool {
    let asked = headers.get_all(IF_NONE_MATCH).iter();
    let mut tags = asked
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','));
    tags.any(|known| known.trim() == tag)
}

fn kept_tile(bytes: Vec<u8>, tag: &str, is_known: bool, keep: &'static str) -> Response {
    let status = match is_known {
        true => StatusCode::NOT_MODIFIED,
        false => StatusCode::OK,
    };
    let mut response = (status, bytes).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(TILE));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(keep));
    let tag = HeaderValue::from_str(tag).expect("a tag is made of plain characters");
    headers.insert(ETAG, tag);
    response
}

fn main(told: &Told<'_>, title: &str, background: Added) -> Markup {
    let Told {
        visit,
        picture,
        sent,
        ..
    } = told;
    let t = visit.t();
    let useless = match &background {
        Added::Useless(why) => Some(t.map_background_useless(&why.words(t))),
        Added::Map(_) | Added::Nothing => None,
    };
    html! {
        h1 { (title) }
        p.lead #map-lead role="status" { (told.lead()) }
        div #map-unfollowed { (Unfollowed::in_map(visit, picture, sent).notice()) }
        form.map-form #map-choices method="get" action=(paths::MAP) {
            (controls::filter(told))
            div.map-and-answer {
                div.map-part {
                    a.skip-map href="#svar" { (t.map_skip()) }
                    div.map-frame {
                        (frame(told, background.address()))
                        p #map-words { (t.map_needs_scripts()) }
                    }
                    p.map-shown #map-shown role="status" { (told.shown()) }
                    div.map-bar {
                        div.map-buttons #map-buttons hidden {
                            button type="button" data-do="ut" aria-label=(t.map_zoom_out()) { "−" }
                            button type="button" data-do="in" aria-label=(t.map_zoom_in()) { "+" }
                            button type="button" data-do="allt" { (t.map_fit()) }
                        }
                        p.map-source { (t.map_ground()) " " span #map-credit {} }
                    }
                    p #map-pointed role="status" {}
                    @if let Some(useless) = useless { p.quiet { (useless) } }
                    (controls::time_slider(visit, picture))
                }
                div.map-beside {
                    (controls::looks(told))
                    div #svar tabindex="-1" { (told.beside()) }
                    p { a href=(address(paths::PICTURE, sent, &[])) { (t.map_back()) } }
                }
            }
        }
        div #map-hours { (told.hours()) }
    }
}

/// Where the script draws, with all that it needs to know.
fn frame(told: &Told<'_>, background: Option<String>) -> Markup {
    let Told {
        visit,
        picture,
        view,
        ..
    } = told;
    let t = visit.t();
    let corners = picture.extent().map(
        |Sight {
             south_west,
             north_east,
         }| {
            let corners = [
                south_west.lon_deg(),
                south_west.lat_deg(),
                north_east.lon_deg(),
                north_east.lat_deg(),
            ];
            corners.map(|degrees| format!("{degrees:.5}")).join(" ")
        },
    );
    let kinds = picture.numbered_kinds().iter();
    let kinds = kinds.map(|kind| kind_name(visit, picture.tree(), kind.as_str()));
    let names = picture.places().iter();
    let names = names.filter_map(|place| Some((&place.name, place.point?)));
    let names = names.take(MOST_NAMES);
    let names = names.map(|(name, point)| (name, point.lat(), point.lon()));
    html! {
        div #map-frame data-label=(t.map_label())
            data-library=(asset::href(asset::MAP_LIBRARY)) data-worker=(asset::href(asset::MAP_WORKER))
            data-base=(asset::href("kartbas.mjs")) data-naming=(asset::href("kartnamn.mjs")) data-background=[background] data-archive=(asset::href(asset::MAP_ARCHIVE)) data-answer=(paths::MAP_ANSWER) data-picture=(paths::PICTURE)
            data-corners=[corners] data-no-webgl=(t.map_no_webgl()) data-nothing=(t.map_pointed_nothing())
            data-sizes=(json(&legend::POINT_SIZES))
            data-kinds=(json(&kinds.collect::<Vec<_>>())) data-names=(json(&names.collect::<Vec<_>>()))
            data-square=(t.map_pointed_square("{n}")) data-point=(t.map_pointed_point(handslag_locale::arg::MapPointedPoint { kind: "{sort}", count: "{n}" }))
            data-area=(t.map_pointed_area(handslag_locale::arg::MapPointedArea { name: "{namn}", count: "{n}" }))
            data-before=(t.map_pointed_before("{n}")) data-turns=(json(&legend::turns(visit)))
            data-rate=(match view.base {
                Base::Inhabitants => t.map_pointed_by_inhabitants("{n}"),
                Base::Km2 => t.map_pointed_by_size("{n}"),
            }) {}
    }
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
