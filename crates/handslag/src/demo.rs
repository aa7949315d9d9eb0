//! `handslag demo`: the worked example on a database of its own.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use handslag_locale::{Language, Texts, arg};
use handslag_web::WebOptions;
use tokio::process::{Child, Command};

use crate::arguments::DemoOrder;
use crate::data_folder::{self, Kind};
use crate::example::{self, Member};
use crate::failure::Failure;
use crate::serve::{address, keep_trace, listen, stopped};
use crate::terminal::say;

pub(crate) async fn run(
    order: &DemoOrder,
    folder: Option<PathBuf>,
    language: Language,
) -> Result<(), Failure> {
    let t = language.texts();
    keep_trace();
    if order.finish {
        return finish(folder, language).await;
    }
    // The address first: a demonstration that cannot be seen need not be made.
    let listener = listen(order.listen, t).await?;
    let folder = data_folder::folder(folder, Kind::Demo);
    let app = data_folder::open_demo(&folder, language).await?;
    let failed = |error| Failure::of(error, language);
    if data_folder::kind(&app).await.map_err(failed)? == Some(Kind::Real) {
        return Err(Failure::Usage(
            t.cmd_real_folder(&folder.display().to_string()),
        ));
    }
    example::load(&app).await.map_err(failed)?;
    say(t.cmd_demo_serving(arg::CmdDemoServing {
        address: &address(&listener, t)?,
        folder: &folder.display().to_string(),
    }));
    let finishing = by_child(&folder, language).map_err(|e| Failure::System(e.to_string()))?;
    let options = WebOptions {
        is_demo: true,
        demo_members: members(t),
        map_tiles: Some(data_folder::map_tiles(&folder)),
        ..WebOptions::default()
    };
    let served = handslag_web::serve(listener, app, options).await;
    drop(finishing);
    stopped(served, t)
}

/// Thousands of rows and two PDFs take a moment, which a visitor need not wait
/// for. A process of its own gives back all the memory that it took; it is
/// stopped with this one, and the next start goes on where it was. It says
/// itself what went wrong.
fn by_child(folder: &Path, language: Language) -> std::io::Result<Child> {
    Command::new(std::env::current_exe()?)
        .args(["demo", "--finish", "--lang", language.tag(), "--data"])
        .arg(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .kill_on_drop(true)
        .spawn()
}

async fn finish(folder: Option<PathBuf>, language: Language) -> Result<(), Failure> {
    // Whoever started this holds the other end, and lets go of it even when killed.
    std::thread::spawn(|| {
        let _ = std::io::copy(&mut std::io::stdin(), &mut std::io::sink());
        std::process::exit(0);
    });
    let folder = data_folder::folder(folder, Kind::Demo);
    let app = data_folder::open_demo(&folder, language).await?;
    let finished = example::finish(&app).await;
    finished.map_err(|error| Failure::of(error, language))
}

/// What each button of the demonstration's sign-in says, and whom it signs in.
fn members(t: Texts) -> Vec<(String, String)> {
    let label = |member: &Member| {
        let role = match member.role.name() {
            "reader" => t.cmd_role_reader(),
            "reporter" => t.cmd_role_reporter(),
            "editor" => t.cmd_role_editor(),
            _ => t.cmd_role_publisher(),
        };
        format!("{}: {role}", member.organisation_name)
    };
    example::members()
        .iter()
        .map(|m| (label(m), m.user_name.clone()))
        .collect()
}
