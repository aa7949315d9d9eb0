//! What came of a file: as JSON for programs, and in words.

use handslag_app::intake::{File, IncidentIntake, Intake, Run};
use handslag_import::RowProblem;
use handslag_import::incidents::coordinates::name_of;
use handslag_import::incidents::{Axes, IncidentField, IncidentMapping, Why};
use handslag_locale::{Texts, arg};
use serde::Serialize;

use super::{Intaker, Taken, What};
use crate::failure::{Failure, lang};
use crate::progress::count;
use crate::promise::print_json;
use crate::terminal::{say, tell};

/// One file as JSON.
#[derive(Serialize)]
pub(super) struct Report {
    pub(super) file: String,
    pub(super) kept: bool,
    pub(super) rows: u64,
    pub(super) new: usize,
    pub(super) revised: usize,
    pub(super) unchanged: usize,
    pub(super) older: usize,
    pub(super) no_longer_given: usize,
    pub(super) notes: Vec<String>,
    pub(super) problems: Vec<ProblemReport>,
    #[serde(skip)]
    pub(super) n_problems: u64,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) left_out: Vec<ProblemReport>,
    #[serde(skip_serializing_if = "is_none")]
    pub(super) n_bad: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) mapping: Option<serde_json::Value>,
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
pub(super) struct ProblemReport {
    row: String,
    column: Option<String>,
    value: Option<String>,
    what: String,
    remedy: String,
    text: String,
}

impl Intaker {
    /// What a person should know of a proposed mapping that did not do.
    pub(super) async fn why_so(&self, file: &File<'_>) -> Vec<String> {
        let What::Incidents(order) = &self.what else {
            return Vec::new();
        };
        if order.mapping.is_some() {
            return Vec::new();
        }
        let suggested = self
            .app
            .suggest_incident_mapping(&self.actor, file, order)
            .await;
        let why = suggested.map(|s| s.why).unwrap_or_default();
        let words = why.iter().map(|why| why.text(lang(self.language)));
        let mut words: Vec<String> = words.collect();
        words.extend(
            why.iter()
                .find_map(|why| match why {
                    Why::SeveralSystems { epsg } => Some(epsg.first()?.to_string()),
                    _ => None,
                })
                .map(|epsg| self.language.texts().cmd_say_system(&epsg)),
        );
        words
    }

    pub(super) fn taken_report(&self, name: &str, run: Run, taken: &Taken) -> Report {
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
        let mut about = vec![t.cmd_incident_columns(&self.columns(&taken.mapping))];
        about.extend(self.system(&taken.mapping));
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

    /// "Datum → Dag, eller dag och tid; Tid → Klockslag".
    fn columns(&self, mapping: &IncidentMapping) -> String {
        let t = self.language.texts();
        let fields = mapping.fields.iter().map(|(field, source)| {
            let field = t.incident_field(&field.to_string());
            match (&source.column, &source.value) {
                (Some(column), _) => format!("{column} → {field}"),
                (None, value) => t.cmd_incident_value(arg::CmdIncidentValue {
                    field: &field,
                    value: value.as_deref().unwrap_or_default(),
                }),
            }
        });
        let fields: Vec<String> = fields.collect();
        fields.join("; ")
    }

    /// In which coordinates the positions were read, where there are any.
    fn system(&self, mapping: &IncidentMapping) -> Option<String> {
        let t = self.language.texts();
        let name = name_of(mapping.epsg);
        mapping
            .fields
            .contains_key(&IncidentField::East)
            .then(|| match mapping.axes {
                Axes::AsNamed => t.cmd_incident_system(&name),
                Axes::Swapped => t.cmd_incident_system_swapped(&name),
            })
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
            n_problems: 0,
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

    pub(super) fn bad_report(&self, name: &str, rows: &[RowProblem]) -> Report {
        Report {
            n_problems: rows.iter().map(RowProblem::n_told).sum(),
            problems: self.problem_reports(rows),
            ..self.report(name, Run::Dry, &Intake::default())
        }
    }

    pub(super) fn show(&self, reports: &[Report]) -> Result<(), Failure> {
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
            n: count(report.n_problems),
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
            n_bad: count(report.n_bad),
        }),
        false => t.cmd_dry_run(arg::CmdDryRun {
            file,
            n_rows,
            n_new: report.new.into(),
            n_revised: report.revised.into(),
            n_unchanged: report.unchanged.into(),
            n_older: report.older.into(),
            n_bad: count(report.n_bad),
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
