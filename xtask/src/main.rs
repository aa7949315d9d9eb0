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
       cargo xtask bench stats [--rounds N] [--only ROW]... [--quick] [--install]
       cargo xtask bench snapshot [--quick]

Parts:
  lint      rustfmt, clippy, and the rules for licences, bans and sources
  rust      every Rust test that needs no database server, and the examples in the documentation
  postgres  every Rust test with 'postgres' in its name, on a throw-away server
  browser   the pages in a real browser

Without --only, all of them run. What a part lacks (a database server, a
browser, node packages) is installed when this machine allows it.

Property tests draw the same examples each time. To search further, set
PROPTEST_RNG_SEED to another number, and PROPTEST_CASES to how many each draws.

bench shows how fast and how small Handslag is, beside Datasette with the same
figures when Python is here, and writes target/bench/result.json. It builds a
release, or measures the program at PATH; ours and theirs take turns N times
(5 unless told). Results depend on what else the machine does: see its load.

bench stats shows the statistics beside the tools that others use, on the same
made-up input at a full size and a tenth, and writes target/bench/stats.json.
Python's tools get an environment of their own under target/bench. R's are used
where Rscript is; --install gets them from Debian (apt-get install r-base-core
r-cran-mass r-cran-spdep r-cran-spatstat r-cran-surveillance r-cran-survey).
Ours and theirs take turns N times (2 unless told); --quick runs only the
smallest size, once. All of it takes an hour or more.

bench snapshot shows how fast a million and ten million incidents are counted,
beside DuckDB, Polars and PostgreSQL on the same rows; --quick only a million.

Examples:
  cargo xtask test --only lint --only rust
  cargo xtask bench --binary target/release/handslag
  cargo xtask bench stats --only scan --only knox --rounds 1

Exit codes: 0 all passed, 1 something failed, 2 wrong usage.
";

fn main() -> ExitCode {
    match parse(lexopt::Parser::from_env()) {
        Ok(Wish::Help) => {
            print!("{HELP}");
            ExitCode::SUCCESS
        }
        Ok(Wish::Test(parts)) => test(&parts),
        Ok(Wish::Bench(order)) => ended(bench::run(&order)),
        Ok(Wish::BenchStats(order)) => ended(bench::stats::run(&order)),
        Ok(Wish::BenchSnapshot { quick }) => ended(bench::snapshot::run(quick)),
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
    BenchStats(bench::stats::Order),
    BenchSnapshot { quick: bool },
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
    let mut words: Vec<String> = Vec::new();
    let mut only = Vec::new();
    let mut binary = None;
    let mut n_rounds = None;
    let (mut quick, mut install) = (false, false);
    while let Some(argument) = arguments.next()? {
        let words_so_far: Vec<&str> = words.iter().map(String::as_str).collect();
        match (argument, words_so_far.as_slice()) {
            (Short('h') | Long("help"), _) => return Ok(Wish::Help),
            (Long("only"), _) => only.push(arguments.value()?.string()?),
            (Long("binary"), ["bench"]) => binary = Some(arguments.value()?.into()),
            (Long("rounds"), ["bench", ..]) => n_rounds = Some(arguments.value()?.parse()?),
            (Long("quick"), ["bench", "stats" | "snapshot"]) => quick = true,
            (Long("install"), ["bench", "stats"]) => install = true,
            (Value(word), [] | ["bench"]) => words.push(word.string()?),
            (other, _) => return Err(other.unexpected().into()),
        }
    }
    if n_rounds == Some(0) {
        bail!("--rounds must be 1 or more");
    }
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["test"] if only.is_empty() => Ok(Wish::Test(Part::ALL.to_vec())),
        ["test"] => {
            let parts = only.iter().map(|name| Part::parse(name));
            Ok(Wish::Test(parts.collect::<Result<_>>()?))
        }
        ["bench"] if only.is_empty() => {
            let usual = bench::Order::default();
            let n_rounds = n_rounds.unwrap_or(usual.n_rounds);
            Ok(Wish::Bench(bench::Order { binary, n_rounds }))
        }
        ["bench"] => bail!("--only belongs to test and to bench stats"),
        ["bench", "stats"] if binary.is_some() => bail!("--binary belongs to bench alone"),
        ["bench", "stats"] => {
            let usual = bench::stats::Order::default();
            let n_rounds = n_rounds.unwrap_or(usual.n_rounds);
            Ok(Wish::BenchStats(bench::stats::Order {
                n_rounds,
                only,
                quick,
                install,
            }))
        }
        ["bench", "snapshot"] if binary.is_none() && only.is_empty() && n_rounds.is_none() => {
            Ok(Wish::BenchSnapshot { quick })
        }
        ["bench", "snapshot"] => bail!("bench snapshot takes --quick alone"),
        [] => bail!("no task was named"),
        other => bail!("there is no task '{}'", other.join(" ")),
    }
}

fn ended(run: Result<()>) -> ExitCode {
    match run {
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
