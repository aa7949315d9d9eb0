//! Public pages and files: read from releases, and from nothing else.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, LOCATION, SET_COOKIE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use handslag_app::held::{HitKind, NewsPosition, PublicRelease};
use handslag_app::open_data as csv;
use handslag_app::swedish_day;
use handslag_domain::document::PromiseDocument;
use handslag_domain::follow_up::{CommitmentReport, MunicipalityName};
use handslag_domain::id::{CommitmentId, PromiseId};
use handslag_domain::municipality::Municipality;
use handslag_domain::picture::PictureDocument;
use handslag_domain::release::PromiseRelease;
use handslag_locale::Language;
use maud::html;
use serde::Serialize;
use tower_sessions::cookie::{Cookie, SameSite};

use super::{Answer, file, see};
use crate::component::drawn;
use crate::error_page::WebError;
use crate::fields::Asked;
use crate::layout::{Page, layout};
use crate::page::{
    self, FollowUpLink, FollowUpView, MunicipalityLink, MunicipalityView, PromiseLink, PromiseView,
    SearchView,
};
use crate::protection::allow_map;
use crate::released::newest;
use crate::server::Site;
use crate::visit::Visit;
use crate::{asset, paths};

/// Notices beside a promise, and on their own page.
const FEW_NEWS: u32 = 5;
const MANY_NEWS: u32 = 100;

/// The end of an address says which form is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// The page.
    Page,
    /// A table.
    Csv,
    /// Everything, for machines.
    Json,
    /// Paper.
    Pdf,
}

/// The last step of an address without its ending, and what the ending asks for.
pub fn wanted(last: &str) -> (&str, Wanted) {
    let endings = [
        (".csv", Wanted::Csv),
        (".json", Wanted::Json),
        (".pdf", Wanted::Pdf),
    ];
    endings
        .into_iter()
        .find_map(|(ending, wanted)| Some((last.strip_suffix(ending)?, wanted)))
        .unwrap_or((last, Wanted::Page))
}

type Promise = Arc<PublicRelease<PromiseRelease>>;

async fn released(
    site: &Site,
    slug: &str,
    promise: &str,
    version: Option<u32>,
) -> Result<Promise, WebError> {
    let found = site
        .released
        .promise(slug, &promise.into(), version)
        .await?;
    found.ok_or(WebError::NotFound)
}

/// All municipalities.
pub async fn home(State(site): State<Site>, visit: Visit) -> Answer {
    let mut links = Vec::new();
    for summary in site.app.published().municipalities().await? {
        links.push(MunicipalityLink {
            municipality: municipality_name(&site, &summary.slug).await?,
            n_promises: summary.n_promises as usize,
        });
    }
    links.sort_by_key(|link| in_swedish_order(&link.municipality.name));
    Ok(page::home(&visit.here(), &links).into_response())
}

/// Å, Ä and Ö come last and in this order; by number, Ä comes before Å.
fn in_swedish_order(name: &str) -> String {
    let place = |c: char| match c {
        'å' => '{',
        'ä' => '|',
        'ö' => '}',
        c => c,
    };
    name.to_lowercase().chars().map(place).collect()
}

/// A municipality by its slug: from the country's list, else as its releases name it.
///
/// # Errors
/// When nothing of it is known.
pub async fn municipality_name(site: &Site, slug: &str) -> Result<MunicipalityName, WebError> {
    if let Some(known) = Municipality::by_slug(slug) {
        return Ok(MunicipalityName {
            code: known.code.as_str().to_owned(),
            name: known.name.to_owned(),
            slug: slug.to_owned(),
        });
    }
    let releases = site.app.published().promise_releases(slug).await?;
    let first = releases.into_iter().next().ok_or(WebError::NotFound)?;
    Ok(first.content.status.municipality)
}

/// Search.
pub async fn search(State(site): State<Site>, visit: Visit, Asked(asked): Asked) -> Answer {
    let query: String = asked.get("q").chars().take(200).collect();
    let mut hits = Vec::new();
    for found in site.app.search(&query).await? {
        hits.push(hit(&site, &query, found).await?);
    }
    let view = SearchView {
        query: &query,
        hits: &hits,
        n_hits: hits.len(),
    };
    Ok(page::search(&visit.here(), view).into_response())
}

async fn hit(
    site: &Site,
    query: &str,
    found: handslag_app::public::Found,
) -> Result<page::Hit, WebError> {
    let id = found.hit.path.split('/').nth(2).unwrap_or_default();
    let slug = found.hit.municipality_slug.as_str();
    let release = site.released.promise(slug, &id.into(), None).await?;
    let status = release.as_ref().map(|r| &r.content.status);
    let belongs_to = match status {
        Some(status) if found.hit.kind == HitKind::Promise => status.municipality.name.clone(),
        Some(status) => format!("{}, {}", status.municipality.name, status.promise.title),
        None => municipality_name(site, slug)
            .await
            .map(|m| m.name)
            .unwrap_or_default(),
    };

    let analyser = handslag_text::Analyser::new();
    let title = analyser.highlight(&found.hit.title, &analyser.query(query));
    Ok(page::Hit {
        kind: match found.hit.kind {
            HitKind::Promise => page::HitKind::Promise,
            HitKind::Commitment => page::HitKind::Commitment,
            HitKind::FollowUp => page::HitKind::FollowUp,
            HitKind::Picture => page::HitKind::Picture,
        },
        href: found.hit.path.clone(),
        title: title.into_iter().map(piece).collect(),
        belongs_to,
        excerpt: found.pieces.into_iter().map(piece).collect(),
        example: match found.hit.kind {
            HitKind::Picture => {
                let edition = site.app.published().edition(slug, None).await?;
                edition.is_some_and(|held| held.edition.example)
            }
            HitKind::Promise | HitKind::Commitment | HitKind::FollowUp => {
                status.is_some_and(|s| s.example)
            }
        },
    })
}

fn piece(piece: handslag_text::Piece) -> page::Piece {
    let (text, marked) = match piece {
        handslag_text::Piece::Plain(text) => (text, false),
        handslag_text::Piece::Hit(text) => (text, true),
    };
    page::Piece { text, marked }
}

/// Keeps the reader's choice of language and leads back.
pub async fn language(
    State(site): State<Site>,
    Path(tag): Path<String>,
    Asked(asked): Asked,
) -> Answer {
    let language = Language::ALL
        .into_iter()
        .find(|l| l.tag() == tag)
        .ok_or(WebError::NotFound)?;
    let cookie = Cookie::build((handslag_locale::COOKIE, language.tag()))
        .path("/")
        .http_only(true)
        .secure(site.options.secure)
        .same_site(SameSite::Lax)
        .max_age(time::Duration::days(365));
    let back = paths::safe_back(asked.get("till"), paths::HOME);
    let headers = [
        (SET_COOKIE, cookie.to_string()),
        (LOCATION, back.to_owned()),
    ];
    Ok((StatusCode::SEE_OTHER, headers).into_response())
}

/// About the product.
pub async fn about(visit: Visit) -> Answer {
    Ok(page::about(&visit.here()).into_response())
}

/// The accessibility statement.
pub async fn accessibility(visit: Visit) -> Answer {
    Ok(page::accessibility(&visit.here()).into_response())
}

/// Every published promise as files, and the schema of the open document.
pub async fn open_data(State(site): State<Site>, visit: Visit) -> Answer {
    let t = visit.t();
    let reader = site.app.published();
    let (mut releases, mut pictures) = (Vec::new(), Vec::new());
    for summary in reader.municipalities().await? {
        releases.extend(reader.promise_releases(&summary.slug).await?);
        pictures.extend(
            reader
                .edition(&summary.slug, None)
                .await?
                .map(|held| (summary.slug, held.edition)),
        );
    }
    let main = html! {
        h1 { (t.open_data_title()) }
        p.lead { (t.open_data_words()) }
        @for release in &releases {
            @let status = &release.content.status;
            section {
                h2 { a href=(paths::promise(paths::of(status))) { (status.promise.title) } (crate::component::example_tag(t, status.example)) }
                ul.plain {
                    li { a href=(paths::promise_data(paths::of(status), "json")) { (t.open_data_json()) } }
                    li { a href=(paths::promise_data(paths::of(status), "csv")) { (t.open_data_csv()) } }
                }
            }
        }
        @for (slug, edition) in &pictures {
            section {
                h2 { a href=(paths::picture_edition(slug)) { (edition.title) } (crate::component::example_tag(t, edition.example)) }
                ul.plain { li { a href=(paths::picture_edition_file(slug, edition.version, "json")) { (t.json_link()) } } }
            }
        }
        p { a href=(paths::SCHEMA) { (t.work_schema()) } }
        @if !pictures.is_empty() { p { a href=(paths::PICTURE_SCHEMA) { (t.picture_doc_schema()) } } }
    };
    let trail = [(t.nav_home(), paths::HOME.to_owned())];
    let title = t.open_data_title();
    Ok(layout(
        &visit.here(),
        Page {
            trail: &trail,
            ..Page::new(&title, main)
        },
    )
    .into_response())
}

/// The JSON Schema of the open document.
pub async fn schema() -> Answer {
    Ok(json_file(
        "handslag-1.json",
        &PromiseDocument::json_schema(),
    ))
}

/// The JSON Schema of the situational picture.
pub async fn picture_schema() -> Answer {
    Ok(json_file(
        "handslag-picture-1.json",
        &PictureDocument::json_schema(),
    ))
}

/// A static file; its address names its content, so it may be kept for ever.
pub async fn asset(Path(name): Path<String>, Asked(asked): Asked) -> Answer {
    let asset = asset::named(&name).ok_or(WebError::NotFound)?;
    let keep = match asked.get("v") == asset.mark() {
        true => "public, max-age=31536000, immutable",
        false => "no-cache",
    };
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static(asset.media_type)),
        (CACHE_CONTROL, HeaderValue::from_static(keep)),
    ];
    let mut response = (headers, asset.bytes.clone()).into_response();
    if asset.name == asset::MAP_WORKER {
        allow_map(&mut response);
    }
    Ok(response)
}

/// A municipality's promises.
pub async fn municipality(
    State(site): State<Site>,
    visit: Visit,
    Path(slug): Path<String>,
) -> Answer {
    let reader = site.app.published();
    let releases = reader.promise_releases(&slug).await?;
    let name = match releases.first() {
        Some(release) => release.content.status.municipality.clone(),
        // A municipality without a promise has a page that says so.
        None => municipality_name(&site, &slug).await?,
    };
    let mut promises = Vec::new();
    for release in &releases {
        let status = &release.content.status;
        promises.push(PromiseLink {
            promise: status.promise.clone(),
            running: release
                .content
                .ends_on
                .is_none_or(|day| day >= visit.today()),
            example: status.example,
            tally: status.tally.clone(),
            n_commitments: status.commitments.len(),
            follow_ups: follow_ups(&site, &slug, &release.promise).await?,
        });
    }
    let news = reader.news(&slug, FEW_NEWS, None).await?;
    let picture = reader.editions(&slug).await?.pop();
    let view = MunicipalityView {
        name: &name,
        promises: &promises,
        picture: picture.as_ref(),
        news: &news,
    };
    Ok(page::municipality(&visit.here(), view).into_response())
}

async fn follow_ups(
    site: &Site,
    slug: &str,
    id: &PromiseId,
) -> Result<Vec<FollowUpLink>, WebError> {
    let reader = site.app.published();
    let mut links = Vec::new();
    for year in reader.follow_up_years(slug, id).await? {
        let versions = reader.follow_up_versions(slug, id, year).await?;
        links.extend(
            versions
                .iter()
                .max_by_key(|v| v.version)
                .map(|v| FollowUpLink {
                    year,
                    version: v.version,
                    published_on: Some(swedish_day(v.published_at)),
                }),
        );
    }
    Ok(links)
}

/// The police's notices about a municipality.
pub async fn news(
    State(site): State<Site>,
    visit: Visit,
    Path(slug): Path<String>,
    Asked(asked): Asked,
) -> Answer {
    let name = municipality_name(&site, &slug).await?;
    let before = asked
        .get("fore")
        .split_once('_')
        .and_then(|(published, id)| {
            Some(NewsPosition {
                published: published.to_owned(),
                id: id.parse().ok()?,
            })
        });
    let reader = site.app.published();
    // One more than is shown tells whether there are older ones.
    let mut items = reader.news(&slug, MANY_NEWS + 1, before.as_ref()).await?;
    let has_older = items.len() > MANY_NEWS as usize;
    items.truncate(MANY_NEWS as usize);
    Ok(page::news(&visit.here(), &name, &items, has_older).into_response())
}

/// A promise's newest release, as page or file.
pub async fn promise(
    State(site): State<Site>,
    visit: Visit,
    Path((slug, last)): Path<(String, String)>,
    Asked(asked): Asked,
) -> Answer {
    let (id, wanted) = wanted(&last);
    let release = released(&site, &slug, id, None).await?;
    promise_as(&site, &visit, &release, wanted, &asked).await
}

/// A certain release of a promise, as page or file.
pub async fn promise_version(
    State(site): State<Site>,
    visit: Visit,
    Path((slug, id, last)): Path<(String, String, String)>,
    Asked(asked): Asked,
) -> Answer {
    let (version, wanted) = wanted(&last);
    let version = version.parse().map_err(|_| WebError::NotFound)?;
    let release = released(&site, &slug, &id, Some(version)).await?;
    promise_as(&site, &visit, &release, wanted, &asked).await
}

async fn promise_as(
    site: &Site,
    visit: &Visit,
    release: &Promise,
    wanted: Wanted,
    asked: &crate::fields::Fields,
) -> Answer {
    let status = &release.content.status;
    let name = |ending| {
        file_name(
            status.example,
            status.promise.id.as_str(),
            release.version,
            ending,
        )
    };
    let slug = &status.municipality.slug;
    match wanted {
        Wanted::Page => {
            let category = asked.words("kategori");
            let measure = asked.words("matt");
            let view = PromiseView {
                release: &release.content,
                follow_ups: &follow_ups(site, slug, &release.promise).await?,
                news: &site.app.published().news(slug, FEW_NEWS, None).await?,
                category: category.as_deref(),
                measure: measure.as_deref(),
            };
            Ok(page::promise(&visit.here(), view).into_response())
        }
        Wanted::Csv => Ok(csv_file(&name("csv"), csv::commitments_csv(status))),
        Wanted::Json => Ok(json_file(&name("json"), &release.content)),
        Wanted::Pdf => Err(WebError::NotFound),
    }
}

/// A commitment, or its log by month as CSV.
pub async fn commitment(
    State(site): State<Site>,
    visit: Visit,
    Path((slug, id, last)): Path<(String, String, String)>,
) -> Answer {
    let (commitment, wanted) = wanted(&last);
    let release = released(&site, &slug, &id, None).await?;
    let status = &release.content.status;
    let commitment = CommitmentId::from(commitment);
    let report = status.commitments.iter().find(|c| c.id == commitment);
    let report = report.ok_or(WebError::NotFound)?;
    match wanted {
        Wanted::Page => {
            let picture = from_picture(&site, &slug, report).await?;
            let page = page::commitment_with(&visit.here(), &release.content, report, &picture);
            Ok(page.into_response())
        }
        Wanted::Csv => {
            let name = file_name(status.example, report.id.as_str(), release.version, "csv");
            Ok(csv_file(&name, csv::done_csv(status, report)))
        }
        Wanted::Json | Wanted::Pdf => Err(WebError::NotFound),
    }
}

/// What a commitment answers by the public picture, when its promise does not
/// say. The picture names commitments by id alone: where two promises of the
/// municipality have it, nothing is said.
async fn from_picture(
    site: &Site,
    slug: &str,
    report: &CommitmentReport,
) -> Result<page::FromPicture, WebError> {
    if !report.answers.is_empty() {
        return Ok(page::FromPicture::default());
    }
    let reader = site.app.published();
    let releases = reader.promise_releases(slug).await?;
    let all = releases.iter().flat_map(|r| &r.content.status.commitments);
    let n = all.filter(|one| one.id == report.id).count();
    let Some(held) = reader.edition(slug, None).await?.filter(|_| n == 1) else {
        return Ok(page::FromPicture::default());
    };
    let edition = &held.edition;
    let answers = edition.answered_by(&report.id).into_iter();
    let answers = answers.map(|(problem, cause)| {
        let cause = cause.map(|cause| format!("; {}", cause.words));
        let words = format!("{}{}", problem.title, cause.unwrap_or_default());
        let at = paths::picture_edition(slug);
        (words, format!("{at}#analys-{}", problem.id))
    });
    Ok(page::FromPicture {
        answers: answers.collect(),
        language: edition.language.clone(),
    })
}

/// A chart of official figures, or its figures as CSV.
pub async fn chart(
    State(site): State<Site>,
    visit: Visit,
    Path((slug, id, last)): Path<(String, String, String)>,
) -> Answer {
    let (chart, wanted) = wanted(&last);
    let release = released(&site, &slug, &id, None).await?;
    let figures = &release.content.status.figures;
    let chart = figures
        .iter()
        .find(|f| f.id == chart)
        .ok_or(WebError::NotFound)?;
    match wanted {
        Wanted::Page => Ok(page::chart(&visit.here(), &release.content, chart).into_response()),
        // Official figures are real, also beside an example's log.
        Wanted::Csv => Ok(csv_file(
            &format!("{}.csv", chart.id),
            csv::chart_csv(chart),
        )),
        Wanted::Json | Wanted::Pdf => Err(WebError::NotFound),
    }
}

/// The newest follow-up of a year; files lead on to the version's own address.
pub async fn follow_up(
    State(site): State<Site>,
    visit: Visit,
    Path((slug, id, last)): Path<(String, String, String)>,
) -> Answer {
    let (year, wanted) = wanted(&last);
    let year: i16 = year.parse().map_err(|_| WebError::NotFound)?;
    let id = PromiseId::from(id.as_str());
    let versions = site
        .app
        .published()
        .follow_up_versions(&slug, &id, year)
        .await?;
    let version = newest(&versions).ok_or(WebError::NotFound)?;
    let at = paths::Address {
        slug: &slug,
        promise: &id,
    };
    let ending = match wanted {
        Wanted::Page => {
            return follow_up_as(&site, &visit, at, year, version, version, wanted).await;
        }
        Wanted::Csv => "csv",
        Wanted::Json => "json",
        Wanted::Pdf => "pdf",
    };
    see(&paths::follow_up_file(at, year, version, ending))
}

/// A certain version of a follow-up, as page or file.
pub async fn follow_up_version(
    State(site): State<Site>,
    visit: Visit,
    Path((slug, id, year, last)): Path<(String, String, i16, String)>,
) -> Answer {
    let (version, wanted) = wanted(&last);
    let version = version.parse().map_err(|_| WebError::NotFound)?;
    let id = PromiseId::from(id.as_str());
    let versions = site
        .app
        .published()
        .follow_up_versions(&slug, &id, year)
        .await?;
    let newest = newest(&versions).ok_or(WebError::NotFound)?;
    let at = paths::Address {
        slug: &slug,
        promise: &id,
    };
    follow_up_as(&site, &visit, at, year, version, newest, wanted).await
}

/// The figures of an answer in the newest follow-up of a year.
pub async fn newest_figures(
    State(site): State<Site>,
    Path((slug, id, year, file)): Path<(String, String, i16, String)>,
) -> Answer {
    let id = PromiseId::from(id.as_str());
    let reader = site.app.published();
    let versions = reader.follow_up_versions(&slug, &id, year).await?;
    let version = newest(&versions).ok_or(WebError::NotFound)?;
    let at = paths::Address {
        slug: &slug,
        promise: &id,
    };
    let (name, Wanted::Csv) = wanted(&file) else {
        return Err(WebError::NotFound);
    };
    see(&paths::follow_up_figures(at, year, version, name))
}

/// The figures of one drawing of an answer, or of every answer, as CSV.
pub async fn figures(
    State(site): State<Site>,
    Path((slug, id, year, version, file)): Path<(String, String, i16, u32, String)>,
) -> Answer {
    let (name, Wanted::Csv) = wanted(&file) else {
        return Err(WebError::NotFound);
    };
    let id = PromiseId::from(id.as_str());
    let release = site.released.follow_up(&slug, &id, year, version).await?;
    let release = release.ok_or(WebError::NotFound)?;
    let document = &release.content.document;
    let file_name = file_name(
        document.example,
        &format!("{id}-{year}-{name}"),
        version,
        "csv",
    );
    if name == paths::ALL_ANSWERS {
        return Ok(csv_file(&file_name, csv::effects_csv(document)));
    }
    let mut drawings = document.effects.iter().flat_map(|e| &e.drawings);
    let drawing = drawings
        .find(|drawing| drawing.id() == name)
        .ok_or(WebError::NotFound)?;
    // The file is for machines: the same whatever language its reader has.
    let drawn = drawn(Language::Sv, drawing, document.example);
    Ok(csv_file(&file_name, drawn.csv))
}

async fn follow_up_as(
    site: &Site,
    visit: &Visit,
    at: paths::Address<'_>,
    year: i16,
    version: u32,
    newest_version: u32,
    wanted: Wanted,
) -> Answer {
    let release = site
        .released
        .follow_up(at.slug, at.promise, year, version)
        .await?;
    let release = release.ok_or(WebError::NotFound)?;
    let document = &release.content.document;
    let name = |ending| {
        let stem = format!("{}-{year}", at.promise);
        file_name(document.example, &stem, version, ending)
    };
    match wanted {
        Wanted::Page => {
            let view = FollowUpView {
                release: &release.content,
                newest_version,
                beside: None,
            };
            Ok(page::follow_up(&visit.here(), view).into_response())
        }
        Wanted::Csv => Ok(csv_file(&name("csv"), csv::commitments_csv(document))),
        Wanted::Json => Ok(json_file(&name("json"), document)),
        Wanted::Pdf => {
            let reader = site.app.published();
            let pdf = reader
                .pdf(at.slug, at.promise, Some(year), Some(version))
                .await?;
            Ok(file(
                &name("pdf"),
                "application/pdf",
                pdf.ok_or(WebError::NotFound)?,
            ))
        }
    }
}

/// Files of invented numbers say so in their names as well.
fn file_name(example: bool, stem: &str, version: u32, ending: &str) -> String {
    let example = if example { "exempel-" } else { "" };
    format!("{example}{stem}-v{version}.{ending}")
}

fn csv_file(name: &str, text: String) -> Response {
    file(name, "text/csv; charset=utf-8", text)
}

/// A file whose checksum is the one that was kept with it: without a space more.
pub fn exact_json_file(name: &str, value: &impl Serialize) -> Response {
    let text = serde_json::to_string(value).expect("editions have only names as keys");
    file(name, "application/json", text)
}

/// A file of everything, for machines.
pub fn json_file(name: &str, value: &impl Serialize) -> Response {
    let text = serde_json::to_string_pretty(value).expect("releases have only names as keys");
    file(name, "application/json", text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn municipalities_stand_in_swedish_order() {
        let mut names = ["Örebro", "Älmhult", "Åre", "Vara", "Ale"];
        names.sort_by_key(|name| in_swedish_order(name));
        assert_eq!(names, ["Ale", "Vara", "Åre", "Älmhult", "Örebro"]);
    }
}
