//! The command line, and the one binary.

mod account;
mod arguments;
mod assess;
mod backup;
mod data_folder;
mod demo;
mod effect;
mod example;
mod example_incidents;
mod export;
mod failure;
mod follow_up;
mod follow_up_page;
mod help;
mod import;
mod import_areas;
mod import_picture;
mod import_promise;
mod log;
mod open311;
mod picture;
mod picture_edition;
mod picture_name;
mod progress;
mod promise;
mod promise_name;
mod renderer;
#[cfg(feature = "pdf")]
mod report;
mod serve;
mod terminal;
mod usage;

use std::process::ExitCode;

use arguments::{Cli, Command};
use clap::FromArgMatches as _;
use failure::Failure;
use handslag_locale::Language;

fn main() -> ExitCode {
    let language = terminal::language();
    let matches = match help::command(language).try_get_matches() {
        Ok(matches) => matches,
        Err(error) => return usage::show(&error, language),
    };
    let cli = match Cli::from_arg_matches(&matches) {
        Ok(cli) => cli,
        Err(error) => return usage::show(&error, language),
    };
    match run(cli, language) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.show(language),
    }
}

fn run(cli: Cli, language: Language) -> Result<(), Failure> {
    let folder = cli.data;
    match cli.command.unwrap_or_default() {
        Command::Demo(order) => wait(demo::run(&order, folder, language)),
        Command::Serve(order) => wait(serve::run(&order, folder, language)),
        Command::Account { order } => wait(account::run(order, folder, language)),
        Command::Promise { order } => promise::run(&order, language),
        Command::Picture { order } => wait(picture::run(order, folder, language)),
        Command::Import { order } => wait(import::run(order, folder, language)),
        Command::Open311 { order } => wait(open311::run(order, folder, language)),
        Command::Log(order) => wait(log::run(*order, folder, language)),
        Command::Assess(order) => wait(assess::run(&order, folder, language)),
        Command::Effect(order) => wait(effect::run(*order, folder, language)),
        Command::FollowUp(order) => wait(follow_up::run(&order, folder, language)),
        Command::Export(order) => wait(export::run(&order, folder, language)),
        Command::Backup { file } => wait(backup::run(&file, folder, language)),
        #[cfg(feature = "pdf")]
        Command::Report(_) => report::run(),
        #[cfg(not(feature = "pdf"))]
        Command::Report(_) => Err(Failure::Usage(language.texts().cmd_no_pdf())),
    }
}

/// Runs to the end, with the threads that requests and the database need.
fn wait(work: impl Future<Output = Result<(), Failure>>) -> Result<(), Failure> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::System(error.to_string()))?
        .block_on(work)
}
