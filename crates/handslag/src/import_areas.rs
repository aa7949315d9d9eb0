//! `handslag import areas`: a layer of areas from GeoJSON or GeoPackage, with everything that
//! is wrong in it.

use handslag_app::App;
use handslag_app::area::{AreaError, AreaIntake, fault_words, file_words};
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
    coded_by_name: usize,
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
        Err(AreaError::File(why)) => {
            let told = file_words(t, &why);
            return Err(Failure::Content(format!("{name}: {told}\n")));
        }
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
        coded_by_name: read.n_coded_by_name,
        faults: read
            .faults
            .iter()
            .map(|fault| fault_words(t, fault))
            .collect(),
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
    if report.coded_by_name > 0 {
        lines.push(format!("  {}", t.cmd_layer_coded(report.coded_by_name)));
    }
    lines.extend(report.faults.iter().map(|fault| format!("  {fault}")));
    lines.join("\n")
}
