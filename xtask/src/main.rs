//! The tests and checks of the project, as one command.

mod browser;
mod junit;
mod lint;
mod postgres;
mod report;
mod rust_tests;
mod tools;

use std::process::ExitCode;

use anyhow::{Result, bail};
use lexopt::prelude::{Long, Short, Value, ValueExt};

use report::Report;

const HELP: &str = "\
The tests and checks of Handslag.

Usage: cargo xtask test [--only PART]...

Parts:
  lint      rustfmt, clippy, and the rules for licences, bans and sources
  rust      every Rust test that needs no database server, and the examples in the documentation
  postgres  every Rust test with 'postgres' in its name, on a throw-away server
  browser   the pages in a real browser

Without --only, all of them run. What a part lacks (a database server, a
browser, node packages) is installed when this machine allows it.

Example:
  cargo xtask test --only lint --only rust

Exit codes: 0 all passed, 1 something failed, 2 wrong usage.
";

fn main() -> ExitCode {
    match parse(lexopt::Parser::from_env()) {
        Ok(Wish::Help) => {
            print!("{HELP}");
            ExitCode::SUCCESS
        }
        Ok(Wish::Test(parts)) => test(&parts),
        Err(error) => {
            eprintln!("error: {error:#}\n\n{HELP}");
            ExitCode::from(2)
        }
    }
}

enum Wish {
    Help,
    Test(Vec<Part>),
}

/// What can be run alone with `--only`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Lint,
    Rust,
    Postgres,
    Browser,
}

impl Part {
    const ALL: [Self; 4] = [Self::Lint, Self::Rust, Self::Postgres, Self::Browser];

    fn parse(name: &str) -> Result<Self> {
        match name {
            "lint" => Ok(Self::Lint),
            "rust" => Ok(Self::Rust),
            "postgres" => Ok(Self::Postgres),
            "browser" => Ok(Self::Browser),
            other => bail!("there is no part '{other}'; choose lint, rust, postgres or browser"),
        }
    }
}

fn parse(mut arguments: lexopt::Parser) -> Result<Wish> {
    let mut task = None;
    let mut only = Vec::new();
    while let Some(argument) = arguments.next()? {
        match argument {
            Short('h') | Long("help") => return Ok(Wish::Help),
            Long("only") => only.push(Part::parse(&arguments.value()?.string()?)?),
            Value(word) if task.is_none() => task = Some(word.string()?),
            other => return Err(other.unexpected().into()),
        }
    }
    match task.as_deref() {
        Some("test") if only.is_empty() => Ok(Wish::Test(Part::ALL.to_vec())),
        Some("test") => Ok(Wish::Test(only)),
        Some(other) => bail!("there is no task '{other}'"),
        None => bail!("no task was named"),
    }
}

fn test(parts: &[Part]) -> ExitCode {
    let wants = |part| parts.contains(&part);
    let mut report = Report::new();
    if wants(Part::Lint) {
        report.run("lint", lint::check);
    }
    if wants(Part::Rust) {
        report.run("rust", rust_tests::without_server);
    }
    if wants(Part::Postgres) {
        report.run("postgres", postgres::run_tests);
    }
    if wants(Part::Browser) {
        let build = if wants(Part::Rust) || wants(Part::Postgres) {
            browser::Build::AsForTheTests
        } else {
            browser::Build::ProgramAlone
        };
        report.run("browser", || browser::test_pages(build));
    }
    report.print();
    if report.all_well() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
