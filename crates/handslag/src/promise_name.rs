//! What a command means by PROMISE: a document in a file, or a promise in the data folder.

use std::path::{Path, PathBuf};

use handslag_app::access::Action;
use handslag_app::promise::OpenPromise;
use handslag_app::{Actor, App, AppError};
use handslag_domain::check::{Finding, Level, Words, check_text};
use handslag_domain::document::PromiseDocument;
use handslag_domain::id::PromiseId;
use handslag_domain::organisation::OrganisationId;
use handslag_locale::{Language, arg};

use crate::data_folder;
use crate::failure::Failure;

/// A promise that was found.
pub(crate) enum Found {
    /// In a file.
    File(Box<PromiseDocument>),
    /// In the data folder.
    Held(Box<HeldPromise>),
}

/// A promise in the data folder, and who reads it.
pub(crate) struct HeldPromise {
    pub app: App,
    pub actor: Actor,
    pub opened: OpenPromise,
}

impl Found {
    /// The document with its log.
    pub(crate) fn document(&self) -> &PromiseDocument {
        match self {
            Self::File(document) => document,
            Self::Held(held) => &held.opened.document,
        }
    }
}

/// Finds a promise: a path that is there, else an id in the data folder.
pub(crate) async fn find(
    name: &str,
    organisation: Option<&str>,
    action: Action,
    folder: Option<PathBuf>,
    language: Language,
) -> Result<Found, Failure> {
    if let Some(path) = file_named(name, language)? {
        return Ok(Found::File(Box::new(read(path, language)?)));
    }
    let app = data_folder::open(folder, language).await?;
    let held = held(app, name, organisation, action, language).await?;
    Ok(Found::Held(Box::new(held)))
}

/// The file that a name means, when it means one: an id has neither folder nor ending.
pub(crate) fn file_named(name: &str, language: Language) -> Result<Option<&Path>, Failure> {
    let path = Path::new(name);
    if path.is_file() {
        return Ok(Some(path));
    }
    let ending = path.extension().is_some_and(|e| e == "toml" || e == "json");
    if ending || name.contains(['/', '\\']) {
        let missing = std::io::Error::from(std::io::ErrorKind::NotFound);
        return Err(Failure::unreadable(language.texts(), path, &missing));
    }
    Ok(None)
}

/// A document in a file, when it has no errors.
pub(crate) fn read(path: &Path, language: Language) -> Result<PromiseDocument, Failure> {
    read_checked(path, language, check_text)
}

/// A document of a kind in a file, when its check finds no errors.
pub(crate) fn read_checked<D>(
    path: &Path,
    language: Language,
    check_text: impl Fn(&str, Words) -> (Option<D>, Vec<Finding>),
) -> Result<D, Failure> {
    let t = language.texts();
    let text =
        std::fs::read_to_string(path).map_err(|error| Failure::unreadable(t, path, &error))?;
    let (document, mut findings) = check_text(&text, crate::promise::words(language));
    findings.retain(|finding| finding.level == Level::Error);
    match document {
        Some(document) if findings.is_empty() => Ok(document),
        _ => Err(Failure::Findings(findings)),
    }
}

/// A promise in the data folder, opened as the organisation that was named,
/// else as its owner.
pub(crate) async fn held(
    app: App,
    name: &str,
    organisation: Option<&str>,
    action: Action,
    language: Language,
) -> Result<HeldPromise, Failure> {
    let id = PromiseId::from(name);
    let owner = owner(&app, &id, organisation, language).await?;
    let actor = match organisation {
        Some(organisation) => App::operator(&OrganisationId::from(organisation)),
        None => App::operator(&owner),
    };
    let opened = app
        .open_promise(&actor, action, &owner, &id)
        .await
        .map_err(|error| Failure::of(error, language))?;
    Ok(HeldPromise { app, actor, opened })
}

/// Whose promise it is.
async fn owner(
    app: &App,
    id: &PromiseId,
    organisation: Option<&str>,
    language: Language,
) -> Result<OrganisationId, Failure> {
    let t = language.texts();
    let promises = async |actor: Actor| {
        let all = app.promises(&actor).await?.into_iter();
        Ok(all.map(|promise| (promise.owner, promise.id.0)).collect())
    };
    let missing = |known: &str| match known {
        "" => t.cmd_no_promises(id.as_str()),
        known => t.cmd_no_such_promise(arg::CmdNoSuchPromise {
            promise: id.as_str(),
            known,
        }),
    };
    owner_of(app, id.as_str(), organisation, promises, missing, language).await
}

/// Whose the only thing with an id is; asks for `--organisation` when several have one.
///
/// - `all`: what an organisation has, each with its owner and its id.
/// - `missing`: what is said when there is none, of those that there are.
pub(crate) async fn owner_of(
    app: &App,
    id: &str,
    organisation: Option<&str>,
    all: impl AsyncFn(Actor) -> Result<Vec<(OrganisationId, String)>, AppError>,
    missing: impl Fn(&str) -> String,
    language: Language,
) -> Result<OrganisationId, Failure> {
    let organisations = match organisation {
        Some(one) => vec![OrganisationId::from(one)],
        None => ids(app, language).await?,
    };
    let (mut owners, mut known) = (Vec::new(), Vec::new());
    for organisation in &organisations {
        let held = all(App::operator(organisation)).await;
        for (owner, own) in held.map_err(|error| Failure::of(error, language))? {
            if own == id && !owners.contains(&owner) {
                owners.push(owner);
            }
            known.push(own);
        }
    }
    known.sort();
    known.dedup();
    match owners.as_slice() {
        [owner] => Ok(owner.clone()),
        [] => Err(Failure::Usage(missing(&known.join(", ")))),
        several => {
            let names: Vec<&str> = several.iter().map(OrganisationId::as_str).collect();
            let words = language.texts().cmd_which_organisation(&names.join(", "));
            Err(Failure::Usage(words))
        }
    }
}

/// The organisation that was named, else the only one there is.
pub(crate) async fn organisation(
    app: &App,
    asked: Option<&str>,
    language: Language,
) -> Result<OrganisationId, Failure> {
    let t = language.texts();
    let all = ids(app, language).await?;
    let names: Vec<&str> = all.iter().map(OrganisationId::as_str).collect();
    match (asked, all.as_slice()) {
        (_, []) => Err(Failure::Usage(t.cmd_no_organisation())),
        (Some(asked), all) => {
            let found = all.iter().find(|id| id.as_str() == asked).cloned();
            found.ok_or_else(|| {
                Failure::Usage(t.cmd_no_such_organisation(arg::CmdNoSuchOrganisation {
                    organisation: asked,
                    known: &names.join(", "),
                }))
            })
        }
        (None, [one]) => Ok(one.clone()),
        (None, _) => Err(Failure::Usage(t.cmd_which_organisation(&names.join(", ")))),
    }
}

async fn ids(app: &App, language: Language) -> Result<Vec<OrganisationId>, Failure> {
    let all = app.store().organisations().await;
    let all = all.map_err(|error| Failure::store(&error, language))?;
    Ok(all
        .into_iter()
        .map(|organisation| organisation.id)
        .collect())
}
