//! What a command means by PICTURE: a document in a file, or a picture in the data folder.

use std::path::{Path, PathBuf};

use handslag_app::access::Action;
use handslag_app::picture_document::OpenPicture;
use handslag_app::{Actor, App};
use handslag_domain::document::PromiseDocument;
use handslag_domain::organisation::OrganisationId;
use handslag_domain::picture::PictureDocument;
use handslag_domain::picture::check::check_text;
use handslag_domain::picture::clock::LegalClock;
use handslag_locale::{Language, arg};
use jiff::civil::Date;

use crate::data_folder;
use crate::failure::Failure;
use crate::promise_name::{file_named, owner_of, read_checked};

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

    /// The law's clock on a day; a file alone has no editions.
    pub(crate) fn clock(&self, today: Date) -> LegalClock {
        match self {
            Self::File(document) => LegalClock::of(&document.picture, today),
            Self::Held(held) => held.opened.clock(today),
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
    if let Some(path) = file_named(name, language)? {
        return Ok(Found::File(Box::new(read(path, language)?)));
    }
    let app = data_folder::open(folder, language).await?;
    let held = held(app, name, organisation, language).await?;
    Ok(Found::Held(Box::new(held)))
}

/// A document in a file, when it has no errors.
pub(crate) fn read(path: &Path, language: Language) -> Result<PictureDocument, Failure> {
    read_checked(path, language, check_text)
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
    let pictures = async |actor: Actor| {
        let all = app.picture_documents(&actor).await?.into_iter();
        Ok(all.map(|picture| (picture.owner, picture.id.0)).collect())
    };
    let missing = |known: &str| match known {
        "" => t.cmd_no_pictures(name),
        known => t.cmd_no_such_picture(arg::CmdNoSuchPicture {
            picture: name,
            known,
        }),
    };
    let owner = owner_of(&app, name, organisation, pictures, missing, language).await?;
    let reader = organisation.map_or_else(|| owner.clone(), OrganisationId::from);
    let actor = App::operator(&reader);
    let opened = app
        .open_picture(&actor, Action::ReadInternal, &owner, &name.into())
        .await
        .map_err(|error| Failure::of(error, language))?;
    Ok(HeldPicture { app, actor, opened })
}
