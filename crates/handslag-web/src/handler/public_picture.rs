//! The situational picture of a municipality as everyone may read it: from
//! editions that were frozen for everyone, and from nothing else.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use handslag_app::held::{HeldEdition, WithdrawnEdition};
use handslag_domain::follow_up::MunicipalityName;

use super::public::{Wanted, exact_json_file, municipality_name, wanted};
use super::{Answer, file};
use crate::error_page::WebError;
use crate::page::{self, EditionView};
use crate::paths;
use crate::server::Site;
use crate::visit::Visit;

/// The newest edition.
pub async fn newest(State(site): State<Site>, visit: Visit, Path(slug): Path<String>) -> Answer {
    shown(&site, &visit, &slug, None, Wanted::Page).await
}

/// The newest edition as JSON.
pub async fn newest_json(
    State(site): State<Site>,
    visit: Visit,
    Path(slug): Path<String>,
) -> Answer {
    shown(&site, &visit, &slug, None, Wanted::Json).await
}

/// A certain edition, as page or file.
pub async fn version(
    State(site): State<Site>,
    visit: Visit,
    Path((slug, last)): Path<(String, String)>,
) -> Answer {
    let (version, wanted) = wanted(&last);
    let version = version.parse().map_err(|_| WebError::NotFound)?;
    shown(&site, &visit, &slug, Some(version), wanted).await
}

async fn shown(
    site: &Site,
    visit: &Visit,
    slug: &str,
    version: Option<u32>,
    wanted: Wanted,
) -> Answer {
    let reader = site.app.published();
    let held = reader.edition(slug, version).await?;
    let withdrawn = reader.withdrawn_editions(slug).await?;
    let Some(held) = held else {
        return no_longer(site, visit, slug, version, &withdrawn).await;
    };
    let edition = &held.edition;
    match wanted {
        Wanted::Page => {
            let name = match municipality_name(site, slug).await {
                Ok(name) => name,
                // An area that is no municipality is called as its picture calls it.
                Err(_) => MunicipalityName {
                    code: String::new(),
                    name: edition.municipalities.first().cloned().unwrap_or_default(),
                    slug: slug.to_owned(),
                },
            };
            let versions = reader.editions(slug).await?;
            let promises = reader.promise_releases(slug).await?;
            let promises: Vec<(String, String)> = promises
                .iter()
                .map(|release| {
                    let status = &release.content.status;
                    let address = paths::promise(paths::of(status));
                    (status.promise.title.clone(), address)
                })
                .collect();
            let view = EditionView {
                edition,
                municipality: &name,
                versions: &versions,
                withdrawn: &withdrawn,
                sha256: &held.sha256,
                has_pdf: held.has_pdf,
                promises: &promises,
                beside: None,
            };
            Ok(page::edition(&visit.here(), view).into_response())
        }
        Wanted::Json => Ok(exact_json_file(&file_name(slug, &held, "json"), edition)),
        Wanted::Pdf => {
            let pdf = reader.edition_pdf(slug, edition.version).await?;
            let pdf = pdf.ok_or(WebError::NotFound)?;
            let name = file_name(slug, &held, "pdf");
            Ok(file(&name, "application/pdf", pdf))
        }
        Wanted::Csv => Err(WebError::NotFound),
    }
}

/// What is said where an edition was read that no longer stands.
async fn no_longer(
    site: &Site,
    visit: &Visit,
    slug: &str,
    version: Option<u32>,
    withdrawn: &[WithdrawnEdition],
) -> Answer {
    let asked = withdrawn
        .iter()
        .rfind(|one| version.is_none_or(|version| one.version == version));
    let gone = asked.ok_or(WebError::NotFound)?;
    let stands = site.app.published().editions(slug).await?.pop();
    let page = page::withdrawn_edition(&visit.here(), slug, gone, stands.as_ref());
    Ok((StatusCode::GONE, page).into_response())
}

/// Files of invented numbers say so in their names as well.
fn file_name(slug: &str, held: &HeldEdition, ending: &str) -> String {
    let example = match held.edition.example {
        true => "exempel-",
        false => "",
    };
    let version = held.edition.version;
    format!("{example}lagesbild-{slug}-v{version}.{ending}")
}
