//! `handslag backup`: the whole database as one file, while others use it.

use std::path::{Path, PathBuf};

use handslag_locale::Language;

use crate::data_folder;
use crate::failure::Failure;
use crate::terminal::say;

pub(crate) async fn run(
    file: &Path,
    folder: Option<PathBuf>,
    language: Language,
) -> Result<(), Failure> {
    let app = data_folder::open(folder, language).await?;
    let done = app.store().backup(file).await;
    done.map_err(|error| Failure::store(&error, language))?;
    say(language.texts().cmd_backed_up(&file.display().to_string()));
    Ok(())
}
