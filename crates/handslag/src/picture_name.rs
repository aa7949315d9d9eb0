//! What a command means by PICTURE: a document in a file, or a picture in the data folder.

use std::path::{Path, PathBuf};

use handslag_app::access::Action;
use handslag_app::picture_document::OpenPicture;
use handslag_app::{Actor, App, AppError};
use handslag_domain::check::Level;
use handslag_domain::document::PromiseDocument;
use handslag_domain::organisation::OrganisationId;
use handslag_domain::picture::PictureDocument;
use handslag_domain::picture::check::check_text;
use handslag_locale::{Language, arg};

use crate::data_folder;
use crate::failure::{Failure, finding_lines};
use crate::promise_name::{ids, names_a_file};

/// A picture that was found.
pub(crate) enum Found {
    /// In a file.
    File(Box<PictureDocument>),
    /// In the data folder.
    Held(Box<HeldPicture>),
}

/// A picture in the data folder, and who reads it.
pub(crate) struct HeldPicture {
    pub app: App,
    pub actor: Actor,
    pub opened: OpenPicture,
}

impl Found {
    /// The document.
    pub(crate) fn document(&self) -> &PictureDocument {
        match self {
            Self::File(document) => document,
            Self::Held(held) => &held.opened.document,
        }
    }

    /// The promises that answer it, as far as they are known.
    pub(crate) fn promises(&self) -> &[PromiseDocument] {
        match self {
            Self::File(_) => &[],
            Self::Held(held) => &held.opened.promises,
        }
    }
}

/// Finds a picture: a path that is there, else an id in the data folder.
pub(crate) async fn find(
    name: &str,
    organisation: Option<&str>,
    folder: Option<PathBuf>,
    language: Language,
) -> Result<Found, Failure> {
    let path = Path::new(name);
    if path.is_file() {
        return Ok(Found::File(Box::new(read(path, language)?)));
    }
    if names_a_file(name) {
        let missing = std::io::Error::from(std::io::ErrorKind::NotFound);
        return Err(Failure::unreadable(language.texts(), path, &missing));
    }
    let app = data_folder::open(folder, language).await?;
    let held = held(app, name, organisation, language).await?;
    Ok(Found::Held(Box::new(held)))
}

/// A document in a file, when it has no errors.
pub(crate) fn read(path: &Path, language: Language) -> Result<PictureDocument, Failure> {
    let t = language.texts();
    let text =
        std::fs::read_to_string(path).map_err(|error| Failure::unreadable(t, path, &error))?;
    let (document, mut findings) = check_text(&text, crate::promise::words(language));
    findings.retain(|finding| finding.level == Level::Error);
    match document {
        Some(document) if findings.is_empty() => Ok(document),
        _ => Err(Failure::Content(finding_lines(t, &findings))),
    }
}

/// A picture in the data folder, opened as the organisation that was named,
/// else as its owner.
pub(crate) async fn held(
    app: App,
    name: &str,
    organisation: Option<&str>,
    language: Language,
) -> Result<HeldPicture, Failure> {
    let t = language.texts();
    let failed = |error: AppError| Failure::of(error, language);
    let organisations = match organisation {
        Some(one) => vec![OrganisationId::from(one)],
        None => ids(&app, language).await?,
    };
    let (mut owners, mut known) = (Vec::new(), Vec::new());
    for organisation in &organisations {
        let pictures = app.picture_documents(&App::operator(organisation)).await;
        for picture in pictures.map_err(failed)? {
            if picture.id.as_str() == name && !owners.contains(&picture.owner) {
                owners.push(picture.owner);
            }
            known.push(picture.id.0);
        }
    }
    known.sort();
    known.dedup();
    let [owner] = owners.as_slice() else {
        let names: Vec<&str> = owners.iter().map(OrganisationId::as_str).collect();
        return Err(Failure::Usage(
            match (owners.is_empty(), known.is_empty()) {
                (false, _) => t.cmd_which_organisation(&names.join(", ")),
                (true, true) => t.cmd_no_pictures(name),
                (true, false) => t.cmd_no_such_picture(arg::CmdNoSuchPicture {
                    picture: name,
                    known: &known.join(", "),
                }),
            },
        ));
    };
    let reader = organisation.map_or_else(|| owner.clone(), OrganisationId::from);
    let actor = App::operator(&reader);
    let opened = app
        .open_picture(&actor, Action::ReadInternal, owner, &name.into())
        .await
        .map_err(failed)?;
    Ok(HeldPicture { app, actor, opened })
}
