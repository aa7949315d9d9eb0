//! `handslag picture edition`: page, PDF and JSON of a picture as it would read
//! today, for the readers that are asked for. Nothing is frozen.

use std::path::Path;

use handslag_app::Renderer as _;
use handslag_app::draft::{municipality_written, slug};
use handslag_domain::picture::edition::{Freeze, PictureEdition};
use handslag_domain::vocabulary::ReleasedTo;
use handslag_locale::Language;
use handslag_web::here::Here;
use handslag_web::page::{EditionView, edition as edition_page, readers_step};

use crate::failure::Failure;
use crate::follow_up_page::alone;
use crate::picture_name::Found;
use crate::renderer::ChildRenderer;
use crate::terminal::{say, today};

pub(crate) async fn run(
    found: &Found,
    readers: ReleasedTo,
    out: &Path,
    language: Language,
) -> Result<(), Failure> {
    let t = language.texts();
    let edition = edition(found, readers, language).await?;
    std::fs::create_dir_all(out).map_err(|e| Failure::unwritable(t, out, &e))?;
    let pdf = ChildRenderer::default().picture_pdf(&edition, true).await;
    let pdf = pdf.map_err(|error| Failure::of(error.into(), language))?;
    let json = serde_json::to_string_pretty(&edition);
    let json = json.map_err(|error| Failure::System(error.to_string()))?;
    let name = format!(
        "{}-{}",
        slug(edition.picture.as_str()),
        readers_step(edition.released_to)
    );
    let contents: [(&str, Vec<u8>); 3] = [
        ("html", page(&edition, &name).into_bytes()),
        ("pdf", pdf),
        ("json", (json + "\n").into_bytes()),
    ];
    for (ending, content) in contents {
        let file = out.join(format!("{name}.{ending}"));
        std::fs::write(&file, content).map_err(|e| Failure::unwritable(t, &file, &e))?;
        say(file.display());
    }
    Ok(())
}

async fn edition(
    found: &Found,
    readers: ReleasedTo,
    language: Language,
) -> Result<PictureEdition, Failure> {
    match found {
        // A file alone has no edition before it.
        Found::File(document) => Ok(PictureEdition::freeze(
            document,
            Freeze {
                released_to: readers,
                on: today(),
                reason: None,
                previous: None,
                // Nor does it say what is published.
                published: &[],
            },
        )),
        Found::Held(held) => {
            let (owner, id) = (&held.opened.owner, &held.opened.document.picture.id);
            let preview = held
                .app
                .edition_preview(&held.actor, owner, id, readers, today());
            preview.await.map_err(|error| Failure::of(error, language))
        }
    }
}

/// The page as one file, in the language of the picture's own words.
fn page(edition: &PictureEdition, name: &str) -> String {
    let language = Language::tagged(&edition.language).unwrap_or_default();
    let here = Here {
        language,
        path: "/",
    };
    let written = edition.municipalities.first();
    let municipality = municipality_written(written.map_or("", String::as_str));
    let view = EditionView {
        edition,
        withdrawn: &[],
        municipality: &municipality,
        versions: &[],
        sha256: "",
        has_pdf: true,
        promises: &[],
        beside: Some(name),
    };
    alone(&edition_page(&here, view).into_string())
}
