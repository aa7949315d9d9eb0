//! `handslag import`: files of others into the data folder, all of a file or nothing.

use std::path::{Path, PathBuf};

use handslag_app::intake::{File, Intake, Run};
use handslag_app::{Actor, App, AppError};
use handslag_domain::id::PromiseId;
use handslag_domain::organisation::OrganisationId;
use handslag_import::mapping::Mapping;
use handslag_import::{Progress, RowProblem};
use handslag_locale::{Language, Texts, arg};
use jiff::Timestamp;
use serde::Serialize;

use crate::arguments::{Files, ImportCommand};
use crate::data_folder;
use crate::failure::{Failure, lang};
use crate::progress::{Meter, count};
use crate::promise::print_json;
use crate::terminal::{say, tell};
use crate::{import_promise, promise_name};
use handslag_app::access::Action;

/// What the files hold.
enum What {
    Figures,
    Population(Option<i16>),
    Groups,
    Notices,
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
        ImportCommand::Activities {
            files,
            promise,
            mapping,
            save_mapping,
        } => {
            return activities(app, files, &promise, mapping, save_mapping, language).await;
        }
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
    intaker.all(&files).await
}

async fn activities(
    app: App,
    files: Files,
    promise: &str,
    mapping: Option<String>,
    save_mapping: Option<String>,
    language: Language,
) -> Result<(), Failure> {
    let organisation = files.organisation.as_deref();
    let held = promise_name::held(app, promise, organisation, Action::Import, language).await?;
    let mapping = match mapping {
        Some(name) => Some(read_mapping(&held.app, &held.actor, &name, language).await?),
        None => None,
    };
    let intaker = Intaker {
        what: What::Activities {
            owner: held.opened.owner,
            promise: PromiseId::from(promise),
            mapping: Box::new(mapping),
        },
        app: held.app,
        actor: held.actor,
        json: files.json,
        language,
    };
    intaker.all(&files).await?;
    match save_mapping.filter(|_| !files.dry_run) {
        Some(name) => intaker.save_mapping(&name, &files).await,
        None => Ok(()),
    }
}

/// A mapping in a file (TOML or JSON), else one that is saved under the name.
async fn read_mapping(
    app: &App,
    actor: &Actor,
    name: &str,
    language: Language,
) -> Result<Mapping, Failure> {
    let t = language.texts();
    let path = Path::new(name);
    if path.is_file() {
        let text = std::fs::read_to_string(path).map_err(|e| Failure::unreadable(t, path, &e))?;
        let mapping = match text.trim_start().starts_with('{') {
            true => serde_json::from_str(&text).map_err(|e| e.to_string()),
            false => toml::from_str(&text).map_err(|e| e.to_string()),
        };
        return mapping.map_err(|why| {
            Failure::Content(t.cmd_bad_mapping(arg::CmdBadMapping {
                file: name,
                why: &why,
            }))
        });
    }
    let failed = |error| Failure::of(error, language);
    match app.mapping(actor, name).await.map_err(failed)? {
        Some(mapping) => Ok(mapping),
        None => {
            let known = app.mappings(actor).await.map_err(failed)?.join(", ");
            Err(Failure::Usage(t.cmd_no_such_mapping(
                arg::CmdNoSuchMapping {
                    mapping: name,
                    known: &known,
                },
            )))
        }
    }
}

/// One file as JSON.
#[derive(Serialize)]
struct Report {
    file: String,
    kept: bool,
    rows: u64,
    new: usize,
    revised: usize,
    unchanged: usize,
    older: usize,
    no_longer_given: usize,
    notes: Vec<String>,
    problems: Vec<ProblemReport>,
}

/// One bad row as JSON.
#[derive(Serialize)]
struct ProblemReport {
    row: String,
    column: Option<String>,
    value: Option<String>,
    what: String,
    remedy: String,
    text: String,
}

impl Intaker {
    /// Takes in every file, or none: several files are all read before any is kept.
    async fn all(&self, files: &Files) -> Result<(), Failure> {
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
        self.show(&reports)
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
                Ok(intake) => self.report(name, run, &intake),
                Err(AppError::Rows(rows)) => self.bad_report(name, &rows),
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
    ) -> Result<Intake, AppError> {
        let (app, actor, now) = (&self.app, &self.actor, Timestamp::now());
        match &self.what {
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
        }
    }

    fn report(&self, name: &str, run: Run, intake: &Intake) -> Report {
        Report {
            file: name.to_owned(),
            kept: run == Run::Real,
            rows: intake.rows,
            new: intake.new,
            revised: intake.revised,
            unchanged: intake.unchanged,
            older: intake.older,
            no_longer_given: intake.no_longer_given,
            notes: intake
                .notes
                .iter()
                .map(|n| n.text(lang(self.language)))
                .collect(),
            problems: Vec::new(),
        }
    }

    fn bad_report(&self, name: &str, rows: &[RowProblem]) -> Report {
        let lang = lang(self.language);
        let problems = rows.iter().map(|row| ProblemReport {
            row: row_name(row),
            column: row.column.clone(),
            value: row.value.clone(),
            what: row.problem_text(lang),
            remedy: row.remedy(lang),
            text: row.text(lang),
        });
        Report {
            problems: problems.collect(),
            ..self.report(name, Run::Dry, &Intake::default())
        }
    }

    fn show(&self, reports: &[Report]) -> Result<(), Failure> {
        let t = self.language.texts();
        match self.json {
            true => print_json(&reports)?,
            false => reports.iter().for_each(|report| say(words(report, t))),
        }
        match reports.iter().any(|r| !r.problems.is_empty()) {
            true => {
                tell(t.cmd_error(&t.cmd_nothing_kept()));
                Err(Failure::Shown)
            }
            false => Ok(()),
        }
    }

    /// Saves the mapping that was used, under a name.
    async fn save_mapping(&self, name: &str, files: &Files) -> Result<(), Failure> {
        let What::Activities {
            owner,
            promise,
            mapping,
        } = &self.what
        else {
            return Ok(());
        };
        let failed = |error| Failure::of(error, self.language);
        let mapping = match mapping.as_ref() {
            Some(mapping) => mapping.clone(),
            None => {
                let t = self.language.texts();
                let first = files
                    .files
                    .first()
                    .map(PathBuf::as_path)
                    .unwrap_or(Path::new(""));
                let bytes = std::fs::read(first).map_err(|e| Failure::unreadable(t, first, &e))?;
                let place = Default::default();
                let columns = self
                    .app
                    .columns(&self.actor, owner, promise, &bytes, &place)
                    .await;
                columns.map_err(failed)?.suggestion.mapping
            }
        };
        self.app
            .save_mapping(&self.actor, name, &mapping)
            .await
            .map_err(failed)?;
        tell(self.language.texts().cmd_mapping_saved(name));
        Ok(())
    }
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}

/// `12` for a line, `item 3` for an item of a list, `file` for the whole.
fn row_name(row: &RowProblem) -> String {
    match row.row {
        handslag_import::Row::File => "file".to_owned(),
        handslag_import::Row::Line(n) => n.to_string(),
        handslag_import::Row::Item(n) => format!("item {n}"),
    }
}

fn words(report: &Report, t: Texts) -> String {
    let file = &report.file;
    if !report.problems.is_empty() {
        let mut lines = vec![t.cmd_file_bad(arg::CmdFileBad {
            file,
            n: report.problems.len().into(),
        })];
        lines.extend(report.problems.iter().map(|p| format!("  {}", p.text)));
        return lines.join("\n");
    }
    let n_rows = count(report.rows);
    let mut lines = vec![match report.kept {
        true => t.cmd_taken_in(arg::CmdTakenIn {
            file,
            n_rows,
            n_new: report.new.into(),
            n_revised: report.revised.into(),
            n_unchanged: report.unchanged.into(),
            n_older: report.older.into(),
        }),
        false => t.cmd_dry_run(arg::CmdDryRun {
            file,
            n_rows,
            n_new: report.new.into(),
            n_revised: report.revised.into(),
            n_unchanged: report.unchanged.into(),
            n_older: report.older.into(),
        }),
    }];
    if report.no_longer_given > 0 {
        let told = t.cmd_no_longer_given(report.no_longer_given);
        lines.push(format!("  {told}"));
    }
    lines.extend(report.notes.iter().map(|note| format!("  {note}")));
    lines.join("\n")
}
