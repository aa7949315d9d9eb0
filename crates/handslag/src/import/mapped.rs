//! Files with columns of their own: by which mapping they are read, and under
//! which name it is kept.

use std::path::{Path, PathBuf};

use handslag_app::access::Action;
use handslag_app::intake::{BadRows, Held, IncidentOrder, Said, SavedMapping};
use handslag_app::picture_document::VoiceOrder;
use handslag_app::{Actor, App};
use handslag_domain::id::{PictureId, PromiseId};
use handslag_import::incidents::IncidentMapping;
use handslag_import::mapping::Mapping;
use handslag_import::voices::VoiceMapping;
use handslag_locale::{Language, arg};
use serde::de::DeserializeOwned;

use super::report::Report;
use super::{Intaker, What};
use crate::arguments::{Columns, Files};
use crate::failure::Failure;
use crate::terminal::tell;
use crate::{picture_name, promise_name};

pub(super) async fn incidents(
    app: App,
    files: Files,
    mut order: IncidentOrder,
    columns: Columns,
    language: Language,
) -> Result<(), Failure> {
    let organisation =
        promise_name::organisation(&app, files.organisation.as_deref(), language).await?;
    let actor = App::operator(&organisation);
    let kept_as = name_to_keep::<IncidentMapping>(&app, &actor, &columns, &files, language);
    let kept_as = kept_as.await?;
    if let Some(name) = &columns.mapping {
        let mapping: IncidentMapping = read_mapping(&app, &actor, name, language).await?;
        match mapping.fields.is_empty() {
            // Without any column it says how to read, and the columns are proposed.
            true => order
                .said
                .extend(in_file::<Said>(Path::new(name), language)?),
            false => order.mapping = Some(mapping),
        }
    }
    order.said.extend(
        columns
            .sheet
            .map(|sheet| ("sheet".to_owned(), sheet.into())),
    );
    let intaker = Intaker {
        app,
        actor,
        what: What::Incidents(Box::new(order)),
        json: files.json,
        language,
    };
    let reports = intaker.all(&files).await?;
    intaker
        .keep_used::<IncidentMapping>(kept_as, &reports)
        .await
}

pub(super) async fn voices(
    app: App,
    files: Files,
    picture: &str,
    columns: Columns,
    bad_rows: BadRows,
    language: Language,
) -> Result<(), Failure> {
    let organisation = files.organisation.as_deref();
    let held = picture_name::held(app, picture, organisation, language).await?;
    let (app, actor) = (held.app, held.actor);
    let kept_as = name_to_keep::<VoiceMapping>(&app, &actor, &columns, &files, language).await?;
    let mut mapping: Option<VoiceMapping> = match &columns.mapping {
        Some(name) => Some(read_mapping(&app, &actor, name, language).await?),
        None => None,
    };
    if let Some(sheet) = columns.sheet {
        mapping.get_or_insert_default().sheet = Some(sheet);
    }
    let intaker = Intaker {
        what: What::Voices {
            owner: held.opened.owner,
            picture: PictureId::from(picture),
            order: VoiceOrder { mapping, bad_rows },
        },
        app,
        actor,
        json: files.json,
        language,
    };
    let reports = intaker.all(&files).await?;
    intaker.keep_used::<VoiceMapping>(kept_as, &reports).await
}

pub(super) async fn activities(
    app: App,
    files: Files,
    promise: &str,
    columns: Columns,
    language: Language,
) -> Result<(), Failure> {
    let organisation = files.organisation.as_deref();
    let held = promise_name::held(app, promise, organisation, Action::Import, language).await?;
    let (app, actor) = (held.app, held.actor);
    let kept_as = name_to_keep::<Mapping>(&app, &actor, &columns, &files, language).await?;
    let mut mapping: Option<Mapping> = match &columns.mapping {
        Some(name) => Some(read_mapping(&app, &actor, name, language).await?),
        None => None,
    };
    if let Some(sheet) = columns.sheet {
        mapping.get_or_insert_default().sheet = Some(sheet);
    }
    let intaker = Intaker {
        what: What::Activities {
            owner: held.opened.owner,
            promise: PromiseId::from(promise),
            mapping: Box::new(mapping),
        },
        app,
        actor,
        json: files.json,
        language,
    };
    intaker.all(&files).await?;
    match kept_as {
        Some(name) => intaker.keep_of_activities(&name, &files).await,
        None => Ok(()),
    }
}

/// The name that the mapping is to be kept under, if one is asked for. It is
/// asked before anything is taken in: a mapping that is held is replaced only
/// when that is said.
async fn name_to_keep<M: SavedMapping>(
    app: &App,
    actor: &Actor,
    columns: &Columns,
    files: &Files,
    language: Language,
) -> Result<Option<String>, Failure> {
    let Some(name) = columns.save_mapping.clone().filter(|_| !files.dry_run) else {
        return Ok(None);
    };
    let held = app.mapping::<M>(actor, &name).await;
    match held.map_err(|error| Failure::of(error, language))? {
        Some(_) if !columns.replace_mapping => {
            Err(Failure::Usage(language.texts().cmd_mapping_held(&name)))
        }
        _ => Ok(Some(name)),
    }
}

/// A mapping in a file (TOML or JSON), else one that is saved under the name.
async fn read_mapping<M: SavedMapping>(
    app: &App,
    actor: &Actor,
    name: &str,
    language: Language,
) -> Result<M, Failure> {
    let path = Path::new(name);
    if path.is_file() {
        return in_file(path, language);
    }
    let failed = |error| Failure::of(error, language);
    match app.mapping(actor, name).await.map_err(failed)? {
        Some(mapping) => Ok(mapping),
        None => {
            let known = app.mappings::<M>(actor).await.map_err(failed)?.join(", ");
            let t = language.texts();
            Err(Failure::Usage(t.cmd_no_such_mapping(
                arg::CmdNoSuchMapping {
                    mapping: name,
                    known: &known,
                },
            )))
        }
    }
}

/// What a file says in TOML or JSON.
fn in_file<T: DeserializeOwned>(path: &Path, language: Language) -> Result<T, Failure> {
    let t = language.texts();
    let text = std::fs::read_to_string(path).map_err(|e| Failure::unreadable(t, path, &e))?;
    let read = match text.trim_start().starts_with('{') {
        true => serde_json::from_str(&text).map_err(|e| e.to_string()),
        false => toml::from_str(&text).map_err(|e| e.to_string()),
    };
    read.map_err(|why| {
        Failure::Content(t.cmd_bad_mapping(arg::CmdBadMapping {
            file: &path.display().to_string(),
            why: &why,
        }))
    })
}

impl Intaker {
    /// Keeps the mapping that the first file was read by.
    async fn keep_used<M: SavedMapping>(
        &self,
        name: Option<String>,
        reports: &[Report],
    ) -> Result<(), Failure> {
        let used = reports.first().and_then(|report| report.mapping.clone());
        let used: Option<M> = used.and_then(|used| serde_json::from_value(used).ok());
        match name.zip(used) {
            Some((name, mapping)) => self.keep(&name, &mapping).await,
            None => Ok(()),
        }
    }

    async fn keep_of_activities(&self, name: &str, files: &Files) -> Result<(), Failure> {
        let What::Activities {
            owner,
            promise,
            mapping,
        } = &self.what
        else {
            return Ok(());
        };
        let given = mapping.as_ref().as_ref();
        if let Some(mapping) = given.filter(|mapping| !mapping.fields.is_empty()) {
            return self.keep(name, mapping).await;
        }
        let first = files.files.first().map(PathBuf::as_path);
        let first = first.unwrap_or(Path::new(""));
        let t = self.language.texts();
        let bytes = std::fs::read(first).map_err(|e| Failure::unreadable(t, first, &e))?;
        let place = given.map(Mapping::table_place).unwrap_or_default();
        let columns = self
            .app
            .columns(&self.actor, owner, promise, &bytes, &place);
        let columns = columns.await.map_err(|e| Failure::of(e, self.language))?;
        let mapping = Mapping {
            sheet: place.sheet,
            ..columns.suggestion.mapping
        };
        self.keep(name, &mapping).await
    }

    async fn keep<M: SavedMapping>(&self, name: &str, mapping: &M) -> Result<(), Failure> {
        // Whether it may be replaced was asked before.
        let kept = self
            .app
            .save_mapping(&self.actor, name, mapping, Held::Replace);
        kept.await
            .map_err(|error| Failure::of(error, self.language))?;
        tell(self.language.texts().cmd_mapping_saved(name));
        Ok(())
    }
}
