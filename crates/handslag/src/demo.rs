//! `handslag demo`: the worked example on a database of its own.

use std::path::PathBuf;

use handslag_app::App;
use handslag_locale::{Language, Texts, arg};
use handslag_web::WebOptions;

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
    let finishing = tokio::spawn(finish(app.clone(), language));
    let options = WebOptions {
        is_demo: true,
        demo_members: members(t),
        map_tiles: Some(data_folder::map_tiles(&folder)),
        ..WebOptions::default()
    };
    let served = handslag_web::serve(listener, app, options).await;
    finishing.abort();
    stopped(served, t)
}

/// Thousands of rows and two PDFs take a moment, which a visitor need not wait for.
async fn finish(app: App, language: Language) {
    if let Err(error) = example::finish(&app).await {
        Failure::of(error, language).show(language);
    }
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
