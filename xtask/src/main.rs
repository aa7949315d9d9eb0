//! The tests, checks and measurements of the project, as one command.

mod bench;
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
The tests, checks and measurements of Handslag.

Usage: cargo xtask test [--only PART]...
       cargo xtask bench [--binary PATH] [--rounds N]

Parts:
  lint      rustfmt, clippy, and the rules for licences, bans and sources
  rust      every Rust test that needs no database server, and the examples in the documentation
  postgres  every Rust test with 'postgres' in its name, on a throw-away server
  browser   the pages in a real browser

Without --only, all of them run. What a part lacks (a database server, a
browser, node packages) is installed when this machine allows it.

bench shows how fast and how small Handslag is, beside Datasette with the same
figures when Python is here, and writes target/bench/result.json. It builds a
release, or measures the program at PATH; ours and theirs take turns N times
(5 unless told). Results depend on what else the machine does: see its load.

Examples:
  cargo xtask test --only lint --only rust
  cargo xtask bench --binary target/release/handslag

Exit codes: 0 all passed, 1 something failed, 2 wrong usage.
";

fn main() -> ExitCode {
    match parse(lexopt::Parser::from_env()) {
        Ok(Wish::Help) => {
            print!("{HELP}");
            ExitCode::SUCCESS
        }
        Ok(Wish::Test(parts)) => test(&parts),
        Ok(Wish::Bench(order)) => bench(&order),
        Err(error) => {
            eprintln!("error: {error:#}\n\n{HELP}");
            ExitCode::from(2)
        }
    }
}

enum Wish {
    Help,
    Test(Vec<Part>),
    Bench(bench::Order),
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
    let mut order = bench::Order::default();
    while let Some(argument) = arguments.next()? {
        match argument {
            Short('h') | Long("help") => return Ok(Wish::Help),
            Long("only") => only.push(Part::parse(&arguments.value()?.string()?)?),
            Long("binary") if is_bench(&task) => order.binary = Some(arguments.value()?.into()),
            Long("rounds") if is_bench(&task) => order.n_rounds = arguments.value()?.parse()?,
            Value(word) if task.is_none() => task = Some(word.string()?),
            other => return Err(other.unexpected().into()),
        }
    }
    match task.as_deref() {
        Some("test") if only.is_empty() => Ok(Wish::Test(Part::ALL.to_vec())),
        Some("test") => Ok(Wish::Test(only)),
        Some("bench") if order.n_rounds == 0 => bail!("--rounds must be 1 or more"),
        Some("bench") if only.is_empty() => Ok(Wish::Bench(order)),
        Some("bench") => bail!("--only belongs to test"),
        Some(other) => bail!("there is no task '{other}'"),
        None => bail!("no task was named"),
    }
}

fn is_bench(task: &Option<String>) -> bool {
    task.as_deref() == Some("bench")
}

fn bench(order: &bench::Order) -> ExitCode {
    match bench::run(order) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
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
