//! `handslag import`: files of others into the data folder, all of a file or nothing.

mod mapped;
mod report;

use std::path::{Path, PathBuf};

use handslag_app::intake::{BadRows, File, IncidentIntake, IncidentOrder, Intake, Run};
use handslag_app::picture_document::{VoiceIntake, VoiceOrder};
use handslag_app::{Actor, App, AppError};
use handslag_domain::id::{PictureId, PromiseId};
use handslag_domain::organisation::OrganisationId;
use handslag_import::Progress;
use handslag_import::mapping::Mapping;
use handslag_locale::Language;
use jiff::Timestamp;

use crate::arguments::{Files, ImportCommand};
use crate::data_folder;
use crate::failure::Failure;
use crate::progress::Meter;
use crate::{import_areas, import_picture, import_promise, promise_name};
use report::Report;

/// What the files hold.
enum What {
    Figures,
    Population(Option<i16>),
    Groups,
    Notices,
    Incidents(Box<IncidentOrder>),
    Open311(String),
    Voices {
        owner: OrganisationId,
        picture: PictureId,
        order: VoiceOrder,
    },
    Activities {
        owner: OrganisationId,
        promise: PromiseId,
        mapping: Box<Option<Mapping>>,
    },
}

/// Who imports, where to, and how it is told.
struct Intaker {
    app: App,
    actor: Actor,
    what: What,
    json: bool,
    language: Language,
}

pub(crate) async fn run(
    order: ImportCommand,
    folder: Option<PathBuf>,
    language: Language,
) -> Result<(), Failure> {
    let app = data_folder::open(folder, language).await?;
    let (files, what) = match order {
        ImportCommand::Promise { files, reason } => {
            return import_promise::run(&app, &files, reason, language).await;
        }
        ImportCommand::Picture { files, reason } => {
            return import_picture::run(&app, &files, reason, language).await;
        }
        ImportCommand::Voices {
            files,
            picture,
            columns,
            leave_out_bad_rows,
        } => {
            let bad = bad_rows(leave_out_bad_rows);
            return mapped::voices(app, files, &picture, columns, bad, language).await;
        }
        ImportCommand::Activities {
            files,
            promise,
            columns,
        } => return mapped::activities(app, files, &promise, columns, language).await,
        ImportCommand::Incidents {
            files,
            columns,
            source,
            epsg,
            leave_out_bad_rows,
        } => {
            let bad = bad_rows(leave_out_bad_rows);
            let order = IncidentOrder {
                source: source.unwrap_or_else(|| stem(&files)),
                said: epsg
                    .map(|epsg| ("epsg".to_owned(), epsg.into()))
                    .into_iter()
                    .collect(),
                bad_rows: bad,
                ..IncidentOrder::default()
            };
            return mapped::incidents(app, files, order, columns, language).await;
        }
        ImportCommand::Areas {
            files,
            layer,
            leave_out_bad_rows,
        } => {
            let bad = bad_rows(leave_out_bad_rows);
            return import_areas::run(&app, &files, &layer, bad, language).await;
        }
        ImportCommand::Open311 { files, source } => (files, What::Open311(source)),
        ImportCommand::Figures { files } => (files, What::Figures),
        ImportCommand::Population { files, year } => (files, What::Population(year)),
        ImportCommand::Groups { files } => (files, What::Groups),
        ImportCommand::Notices { files } => (files, What::Notices),
    };
    let organisation =
        promise_name::organisation(&app, files.organisation.as_deref(), language).await?;
    let actor = App::operator(&organisation);
    let intaker = Intaker {
        app,
        actor,
        what,
        json: files.json,
        language,
    };
    intaker.all(&files).await.map(drop)
}

/// What the first file is called, which says where its rows come from.
fn stem(files: &Files) -> String {
    let first = files.files.first().map(PathBuf::as_path);
    let stem = first.and_then(Path::file_stem).unwrap_or_default();
    stem.to_string_lossy().into_owned()
}

fn bad_rows(leave_out: bool) -> BadRows {
    match leave_out {
        true => BadRows::LeaveOut,
        false => BadRows::Refuse,
    }
}

/// What an intake came to.
enum Taken {
    Incidents(Box<IncidentIntake>),
    Voices(Box<VoiceIntake>),
    Other(Intake),
}

impl Intaker {
    /// Takes in every file, or none: several files are all read before any is kept.
    async fn all(&self, files: &Files) -> Result<Vec<Report>, Failure> {
        let t = self.language.texts();
        let mut read = Vec::new();
        for path in &files.files {
            let bytes = std::fs::read(path).map_err(|e| Failure::unreadable(t, path, &e))?;
            read.push((file_name(path), bytes));
        }
        let mut reports = Vec::new();
        let dry = files.dry_run || read.len() > 1;
        if dry {
            self.each(&read, Run::Dry, &mut reports).await?;
        }
        let bad = reports.iter().any(|r: &Report| !r.problems.is_empty());
        if !files.dry_run && !bad {
            reports.clear();
            self.each(&read, Run::Real, &mut reports).await?;
        }
        self.show(&reports)?;
        Ok(reports)
    }

    async fn each(
        &self,
        files: &[(String, Vec<u8>)],
        run: Run,
        reports: &mut Vec<Report>,
    ) -> Result<(), Failure> {
        for (name, bytes) in files {
            let mut meter = Meter::of(name, self.language.texts());
            let taken = self
                .one(&File { name, bytes }, run, &mut |p| meter.tell(p))
                .await;
            meter.end();
            reports.push(match taken {
                Ok(taken) => self.taken_report(name, run, &taken),
                Err(AppError::Rows(rows)) => Report {
                    notes: self.why_so(&File { name, bytes }).await,
                    ..self.bad_report(name, &rows)
                },
                Err(error) => return Err(Failure::of(error, self.language)),
            });
        }
        Ok(())
    }

    async fn one(
        &self,
        file: &File<'_>,
        run: Run,
        progress: &mut (dyn FnMut(Progress) + Send),
    ) -> Result<Taken, AppError> {
        let (app, actor, now) = (&self.app, &self.actor, Timestamp::now());
        let intake = match &self.what {
            What::Incidents(order) => {
                let taken = app
                    .import_incidents(actor, file, order, run, now, progress)
                    .await?;
                return Ok(Taken::Incidents(Box::new(taken)));
            }
            What::Voices {
                owner,
                picture,
                order,
            } => {
                let taken = app
                    .import_voices(actor, owner, picture, file, order, run, now, progress)
                    .await?;
                return Ok(Taken::Voices(Box::new(taken)));
            }
            What::Open311(source) => app.import_open311(actor, file, source, run, now).await,
            What::Figures => app.import_figures(actor, file, run, now, progress).await,
            What::Population(year) => {
                app.import_population(actor, file, *year, run, now, progress)
                    .await
            }
            What::Groups => app.import_groups(actor, file, run, now, progress).await,
            What::Notices => app.import_notices(actor, file, run, now, progress).await,
            What::Activities {
                owner,
                promise,
                mapping,
            } => {
                let mapping = mapping.as_ref().as_ref();
                app.import_activities(actor, owner, promise, file, mapping, run, now, progress)
                    .await
            }
        };
        intake.map(Taken::Other)
    }
}

pub(crate) fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}
