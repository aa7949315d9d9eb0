//! `handslag import`: files of others into the data folder, all of a file or nothing.

use std::path::{Path, PathBuf};

use handslag_app::intake::{
    BadRows, File, IncidentIntake, IncidentOrder, Intake, Run, SavedMapping,
};
use handslag_app::picture_document::{VoiceIntake, VoiceOrder};
use handslag_app::{Actor, App, AppError};
use handslag_domain::id::{PictureId, PromiseId};
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
use crate::{import_areas, import_picture, import_promise, picture_name, promise_name};
use handslag_app::access::Action;

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
            mapping,
            save_mapping,
            leave_out_bad_rows,
        } => {
            let order = MappedFiles {
                mapping,
                save_mapping,
                bad_rows: bad_rows(leave_out_bad_rows),
            };
            return voices(app, files, &picture, order, language).await;
        }
        ImportCommand::Activities {
            files,
            promise,
            mapping,
            save_mapping,
        } => {
            return activities(app, files, &promise, mapping, save_mapping, language).await;
        }
        ImportCommand::Incidents {
            files,
            mapping,
            save_mapping,
            source,
            leave_out_bad_rows,
        } => {
            let order = MappedFiles {
                mapping,
                save_mapping,
                bad_rows: bad_rows(leave_out_bad_rows),
            };
            return incidents(app, files, source, order, language).await;
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
    intaker.all(&files).await
}

fn bad_rows(leave_out: bool) -> BadRows {
    match leave_out {
        true => BadRows::LeaveOut,
        false => BadRows::Refuse,
    }
}

/// How files with columns of their own are to be read, as it was asked for.
struct MappedFiles {
    mapping: Option<String>,
    save_mapping: Option<String>,
    bad_rows: BadRows,
}

async fn incidents(
    app: App,
    files: Files,
    source: Option<String>,
    asked: MappedFiles,
    language: Language,
) -> Result<(), Failure> {
    let organisation =
        promise_name::organisation(&app, files.organisation.as_deref(), language).await?;
    let actor = App::operator(&organisation);
    let mapping = match asked.mapping {
        Some(name) => Some(read_mapping(&app, &actor, &name, language).await?),
        None => None,
    };
    let first = files.files.first().map(PathBuf::as_path);
    let stem = first.and_then(Path::file_stem).unwrap_or_default();
    let order = IncidentOrder {
        mapping,
        source: source.unwrap_or_else(|| stem.to_string_lossy().into_owned()),
        bad_rows: asked.bad_rows,
        ..IncidentOrder::default()
    };
    let intaker = Intaker {
        app,
        actor,
        what: What::Incidents(Box::new(order.clone())),
        json: files.json,
        language,
    };
    intaker.all(&files).await?;
    match asked.save_mapping.filter(|_| !files.dry_run) {
        Some(name) => intaker.save_incident_mapping(&name, &order, &files).await,
        None => Ok(()),
    }
}

async fn voices(
    app: App,
    files: Files,
    picture: &str,
    asked: MappedFiles,
    language: Language,
) -> Result<(), Failure> {
    let organisation = files.organisation.as_deref();
    let held = picture_name::held(app, picture, organisation, language).await?;
    let mapping = match asked.mapping {
        Some(name) => Some(read_mapping(&held.app, &held.actor, &name, language).await?),
        None => None,
    };
    let order = VoiceOrder {
        mapping,
        bad_rows: asked.bad_rows,
    };
    let intaker = Intaker {
        what: What::Voices {
            owner: held.opened.owner,
            picture: PictureId::from(picture),
            order: order.clone(),
        },
        app: held.app,
        actor: held.actor,
        json: files.json,
        language,
    };
    intaker.all(&files).await?;
    match asked.save_mapping.filter(|_| !files.dry_run) {
        Some(name) => intaker.save_voice_mapping(&name, &order, &files).await,
        None => Ok(()),
    }
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
async fn read_mapping<M: SavedMapping>(
    app: &App,
    actor: &Actor,
    name: &str,
    language: Language,
) -> Result<M, Failure> {
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
            let known = app.mappings::<M>(actor).await.map_err(failed)?.join(", ");
            Err(Failure::Usage(t.cmd_no_such_mapping(
                arg::CmdNoSuchMapping {
                    mapping: name,
                    known: &known,
                },
            )))
        }
    }
}

/// What an intake came to.
enum Taken {
    Incidents(Box<IncidentIntake>),
    Voices(Box<VoiceIntake>),
    Other(Intake),
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
    #[serde(skip_serializing_if = "Vec::is_empty")]
    left_out: Vec<ProblemReport>,
    #[serde(skip_serializing_if = "is_none")]
    n_bad: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    mapping: Option<serde_json::Value>,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for a reference"
)]
fn is_none(n: &u64) -> bool {
    *n == 0
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

    /// What a person should know of a proposed mapping that did not do.
    async fn why_so(&self, file: &File<'_>) -> Vec<String> {
        let What::Incidents(order) = &self.what else {
            return Vec::new();
        };
        if order.mapping.is_some() {
            return Vec::new();
        }
        let suggested = self
            .app
            .suggest_incident_mapping(&self.actor, file, &order.source)
            .await;
        let why = suggested.map(|s| s.why).unwrap_or_default();
        why.iter()
            .map(|why| why.text(lang(self.language)))
            .collect()
    }

    fn taken_report(&self, name: &str, run: Run, taken: &Taken) -> Report {
        match taken {
            Taken::Other(intake) => self.report(name, run, intake),
            Taken::Voices(taken) => Report {
                left_out: self.problem_reports(&taken.left_out),
                n_bad: taken.n_bad,
                mapping: serde_json::to_value(&taken.mapping).ok(),
                ..self.report(name, run, &taken.intake)
            },
            Taken::Incidents(taken) => {
                let mut report = self.report(name, run, &taken.intake);
                report.notes.splice(0..0, self.about(taken));
                report.left_out = self.problem_reports(&taken.left_out);
                report.n_bad = taken.n_bad;
                report.mapping = serde_json::to_value(&taken.mapping).ok();
                report
            }
        }
    }

    /// By which columns a file was read, what time it covers, and how much.
    fn about(&self, taken: &IncidentIntake) -> Vec<String> {
        let t = self.language.texts();
        let fields = taken.mapping.fields.iter().map(|(field, source)| {
            let from = source.column.as_ref().or(source.value.as_ref());
            format!("{field} ← {}", from.map_or("", String::as_str))
        });
        let fields: Vec<String> = fields.collect();
        let mut about = vec![t.cmd_incident_columns(&fields.join(", "))];
        about.extend(taken.span.map(|(from, to)| {
            let day = |at| self.language.date(handslag_app::swedish_day(at));
            t.cmd_incident_span(arg::CmdIncidentSpan {
                from: &day(from),
                // The end of the last window is not in it.
                to: &day(to - jiff::SignedDuration::from_secs(1)),
            })
        }));
        let n_rows = taken.intake.new as u64 + taken.intake.unchanged as u64;
        if taken.n_counted != n_rows {
            about.push(t.cmd_incident_counted(count(taken.n_counted)));
        }
        about
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
            left_out: Vec::new(),
            n_bad: 0,
            mapping: None,
        }
    }

    fn problem_reports(&self, rows: &[RowProblem]) -> Vec<ProblemReport> {
        let lang = lang(self.language);
        let problems = rows.iter().map(|row| ProblemReport {
            row: row_name(row),
            column: row.column.clone(),
            value: row.value.clone(),
            what: row.problem_text(lang),
            remedy: row.remedy(lang),
            text: row.text(lang),
        });
        problems.collect()
    }

    fn bad_report(&self, name: &str, rows: &[RowProblem]) -> Report {
        Report {
            problems: self.problem_reports(rows),
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
        let mapping = match mapping.as_ref() {
            Some(mapping) => mapping.clone(),
            None => {
                let (_, bytes) = self.first(files)?;
                let place = Default::default();
                let columns = self
                    .app
                    .columns(&self.actor, owner, promise, &bytes, &place)
                    .await;
                self.done(columns)?.suggestion.mapping
            }
        };
        self.keep_mapping(name, &mapping).await
    }

    /// Saves the mapping that incidents were read by, under a name.
    async fn save_incident_mapping(
        &self,
        name: &str,
        order: &IncidentOrder,
        files: &Files,
    ) -> Result<(), Failure> {
        let mapping = match &order.mapping {
            Some(mapping) => mapping.clone(),
            None => {
                let (name, bytes) = &self.first(files)?;
                let file = File { name, bytes };
                let suggested = self
                    .app
                    .suggest_incident_mapping(&self.actor, &file, &order.source)
                    .await;
                self.done(suggested)?.mapping
            }
        };
        self.keep_mapping(name, &mapping).await
    }

    /// Saves the mapping that voices were read by, under a name.
    async fn save_voice_mapping(
        &self,
        name: &str,
        order: &VoiceOrder,
        files: &Files,
    ) -> Result<(), Failure> {
        let (file_name, bytes) = &self.first(files)?;
        let file = File {
            name: file_name,
            bytes,
        };
        let columns = self.app.voice_columns(&self.actor, &file, order).await;
        let mapping = self.done(columns)?.mapping;
        self.keep_mapping(name, &mapping).await
    }

    /// The first file's name and what it holds.
    fn first(&self, files: &Files) -> Result<(String, Vec<u8>), Failure> {
        let first = files.files.first().map(PathBuf::as_path);
        let first = first.unwrap_or(Path::new(""));
        let t = self.language.texts();
        let bytes = std::fs::read(first).map_err(|e| Failure::unreadable(t, first, &e))?;
        Ok((file_name(first), bytes))
    }

    fn done<T>(&self, result: Result<T, AppError>) -> Result<T, Failure> {
        result.map_err(|error| Failure::of(error, self.language))
    }

    async fn keep_mapping<M: SavedMapping>(&self, name: &str, mapping: &M) -> Result<(), Failure> {
        let kept = self.app.save_mapping(&self.actor, name, mapping).await;
        self.done(kept)?;
        tell(self.language.texts().cmd_mapping_saved(name));
        Ok(())
    }
}

pub(crate) fn file_name(path: &Path) -> String {
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
        lines.extend(report.notes.iter().map(|note| format!("  {note}")));
        lines.extend(first_of(&report.problems, "  ", t));
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
    if report.n_bad > 0 {
        let told = t.cmd_incident_left_out(count(report.n_bad));
        lines.push(format!("  {told}"));
        lines.extend(first_of(&report.left_out, "    ", t));
    }
    lines.join("\n")
}

/// As many bad rows as a person reads, and how many more there are.
fn first_of(problems: &[ProblemReport], indent: &str, t: Texts) -> Vec<String> {
    const SHOWN: usize = 100;
    let shown = problems.iter().take(SHOWN);
    let mut lines: Vec<String> = shown.map(|p| format!("{indent}{}", p.text)).collect();
    if problems.len() > SHOWN {
        let more = t.cmd_more_bad_rows(problems.len() - SHOWN);
        lines.push(format!("{indent}{more}"));
    }
    lines
}
