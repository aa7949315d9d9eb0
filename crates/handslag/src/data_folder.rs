//! Where the data is, and whether it is the demonstration's.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use etcetera::BaseStrategy as _;
use handslag_app::{App, AppError, StoreDatabase};
use handslag_locale::Language;

use crate::failure::Failure;
use crate::renderer::ChildRenderer;
use crate::terminal::tell;

/// Which of the two kinds of data a command works on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The worked example, with members who sign in without a password.
    Demo,
    /// The real thing.
    Real,
}

impl Kind {
    fn folder(self) -> &'static str {
        match self {
            Self::Demo => "demo",
            Self::Real => "data",
        }
    }
}

/// The folder that was asked for, else `handslag/demo` or `handslag/data` in
/// the user's data folder, else in the folder where the command is given.
pub(crate) fn folder(asked: Option<PathBuf>, kind: Kind) -> PathBuf {
    asked.unwrap_or_else(|| {
        let home = etcetera::choose_base_strategy().map(|home| home.data_dir());
        home.unwrap_or_default()
            .join("handslag")
            .join(kind.folder())
    })
}

/// The background map that an operator may put into the folder, at any time.
pub(crate) fn map_tiles(folder: &Path) -> PathBuf {
    folder.join("karta.pmtiles")
}

/// Opens the real database: PostgreSQL by `DATABASE_URL`, else SQLite in the
/// folder. A folder that was asked for may be the demonstration's.
pub(crate) async fn open(asked: Option<PathBuf>, language: Language) -> Result<App, Failure> {
    let database = StoreDatabase::from_env_or(folder(asked, Kind::Real))
        .map_err(|error| Failure::store(&error, language))?;
    open_database(&database, language).await
}

/// Opens the demonstration's database, which is always SQLite.
pub(crate) async fn open_demo(folder: &Path, language: Language) -> Result<App, Failure> {
    let folder = folder.to_owned();
    open_database(&StoreDatabase::Demo { folder }, language).await
}

async fn open_database(database: &StoreDatabase, language: Language) -> Result<App, Failure> {
    let renderer = Arc::new(ChildRenderer::default());
    let app = App::open(database, renderer)
        .await
        .map_err(|error| Failure::store(&error, language))?;
    for warning in app.warnings() {
        tell(language.texts().cmd_warning(&warning));
    }
    Ok(app)
}

/// What the data is by its accounts; `None` while there is none.
pub(crate) async fn kind(app: &App) -> Result<Option<Kind>, AppError> {
    let store = app.store();
    let mut kind = None;
    for organisation in store.organisations().await? {
        for account in store.accounts(&organisation.id).await? {
            if account.is_demo {
                return Ok(Some(Kind::Demo));
            }
            kind = Some(Kind::Real);
        }
    }
    Ok(kind)
}
