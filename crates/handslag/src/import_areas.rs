//! `handslag import areas`: a layer of areas from GeoJSON, with everything that
//! is wrong in it.

use handslag_app::App;
use handslag_app::area::{AreaError, AreaIntake, Done, Fault, Flaw, GeoJsonError};
use handslag_app::intake::{BadRows, File, Run};
use handslag_locale::{Language, Texts, arg};
use serde::Serialize;

use crate::arguments::Files;
use crate::failure::Failure;
use crate::import::file_name;
use crate::promise::print_json;
use crate::promise_name;
use crate::terminal::{say, tell};

/// What came of a file, as JSON.
#[derive(Serialize)]
struct Report {
    file: String,
    layer: String,
    kept: bool,
    areas: Vec<String>,
    epsg: u32,
    epsg_was_guessed: bool,
    axes_were_swapped: bool,
    faults: Vec<String>,
}

pub(crate) async fn run(
    app: &App,
    files: &Files,
    layer: &str,
    bad: BadRows,
    language: Language,
) -> Result<(), Failure> {
    let t = language.texts();
    let organisation =
        promise_name::organisation(app, files.organisation.as_deref(), language).await?;
    let actor = App::operator(&organisation);
    let run = match files.dry_run {
        true => Run::Dry,
        false => Run::Real,
    };
    let [path] = files.files.as_slice() else {
        return Err(Failure::Usage(t.cmd_one_layer_file()));
    };
    let bytes = std::fs::read(path).map_err(|e| Failure::unreadable(t, path, &e))?;
    let name = file_name(path);
    let file = File {
        name: &name,
        bytes: &bytes,
    };
    let intake = match app.import_areas(&actor, &file, layer, bad, run).await {
        Ok(intake) => intake,
        Err(AreaError::File(why)) => return Err(Failure::Content(no_areas(t, &name, &why))),
        Err(AreaError::App(error)) => return Err(Failure::of(error, language)),
    };
    let report = report(t, &name, layer, &intake);
    match files.json {
        true => print_json(&report)?,
        false => say(words(t, &report)),
    }
    match intake.kept || run == Run::Dry {
        true => Ok(()),
        false => {
            tell(t.cmd_error(&t.cmd_layer_not_kept()));
            Err(Failure::Shown)
        }
    }
}

fn report(t: Texts, file: &str, layer: &str, intake: &AreaIntake) -> Report {
    let read = &intake.read;
    Report {
        file: file.to_owned(),
        layer: layer.to_owned(),
        kept: intake.kept,
        areas: read.areas.iter().map(|area| area.code.clone()).collect(),
        epsg: read.crs.epsg(),
        epsg_was_guessed: read.crs_was_guessed,
        axes_were_swapped: read.axes_were_swapped,
        faults: read.faults.iter().map(|fault| told(t, fault)).collect(),
    }
}

fn words(t: Texts, report: &Report) -> String {
    let mut lines = vec![match report.kept {
        true => t.cmd_layer_kept(arg::CmdLayerKept {
            file: &report.file,
            layer: &report.layer,
            n: report.areas.len().into(),
        }),
        false => t.cmd_layer_read(arg::CmdLayerRead {
            file: &report.file,
            n: report.areas.len().into(),
        }),
    }];
    if report.epsg_was_guessed {
        lines.push(format!("  {}", t.cmd_layer_epsg(&report.epsg.to_string())));
    }
    if report.axes_were_swapped {
        lines.push(format!("  {}", t.cmd_layer_swapped()));
    }
    lines.extend(report.faults.iter().map(|fault| format!("  {fault}")));
    lines.join("\n")
}

fn no_areas(t: Texts, file: &str, why: &GeoJsonError) -> String {
    let why = match why {
        GeoJsonError::NotJson { line, column, .. } => t.cmd_layer_not_json(arg::CmdLayerNotJson {
            line: &line.to_string(),
            column: &column.to_string(),
        }),
        GeoJsonError::NotFeatures => t.cmd_layer_no_features(),
        GeoJsonError::UnknownCrs { name } => t.cmd_layer_unknown_crs(name),
    };
    format!("{file}: {why}\n")
}

/// "Område 3 (1494): linjen korsar sig själv. Lagat."
fn told(t: Texts, fault: &Fault) -> String {
    let number = fault.feature.to_string();
    let code = fault.code.as_deref().unwrap_or("–");
    let flaw = match &fault.flaw {
        Flaw::Unreadable { .. } => t.cmd_flaw_unreadable(),
        Flaw::NoCode => t.cmd_flaw_no_code(),
        Flaw::SameCode { first } => t.cmd_flaw_same_code(&first.to_string()),
        Flaw::NotAPolygon { found } => t.cmd_flaw_no_polygon(found),
        Flaw::Empty => t.cmd_flaw_empty(),
        Flaw::UnclosedRing => t.cmd_flaw_unclosed(),
        Flaw::TooFewCorners => t.cmd_flaw_few_corners(),
        Flaw::CrossesItself { .. } => t.cmd_flaw_crosses(),
        Flaw::NotOnEarth { x, y } => t.cmd_flaw_not_on_earth(arg::CmdFlawNotOnEarth {
            x: &x.to_string(),
            y: &y.to_string(),
        }),
    };
    let done = match fault.done {
        Done::Mended => t.cmd_flaw_mended(),
        Done::LeftOut => t.cmd_flaw_left_out(),
    };
    t.cmd_flaw(arg::CmdFlaw {
        number: &number,
        code,
        flaw: &flaw,
        done: &done,
    })
}
