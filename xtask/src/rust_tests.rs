//! The Rust tests, with cargo-nextest where it is installed, and the examples in the documentation.

use std::env;
use std::fs;
use std::process::Command;

use anyhow::{Result, ensure};

use crate::junit;
use crate::report::{Case, Outcome, not_run_reason};
use crate::tools::{cargo, find, run, run_and_read, workspace};

/// The variable that tells tests where the database server is.
const URL_VARIABLE: &str = "HANDSLAG_TEST_DATABASE_URL";

/// The variable that tells property tests what to draw their examples from.
const SEED_VARIABLE: &str = "PROPTEST_RNG_SEED";

/// Every test that needs no database server, and the examples.
pub fn without_server() -> Result<Vec<Case>> {
    let mut cases = run_which(Which::Serverless)?;
    cases.extend(documentation()?);
    Ok(cases)
}

/// Every test that needs the database server, which is at `url`.
pub fn with_server(url: &str) -> Result<Vec<Case>> {
    run_which(Which::OnServer(url))
}

/// A test that needs the server has the word `postgres` in its name.
#[derive(Clone, Copy)]
enum Which<'a> {
    Serverless,
    OnServer(&'a str),
}

impl Which<'_> {
    fn tell_where(self, tests: &mut Command) -> &mut Command {
        match self {
            Self::Serverless => tests.env_remove(URL_VARIABLE),
            Self::OnServer(url) => tests.env(URL_VARIABLE, url),
        }
    }
}

/// The same commit gets the same answer twice: property tests draw the same
/// examples, unless whoever searches for more has set another seed.
fn repeatable(tests: &mut Command) -> &mut Command {
    if env::var_os(SEED_VARIABLE).is_none() {
        tests.env(SEED_VARIABLE, "2023196");
    }
    tests
}

fn run_which(which: Which<'_>) -> Result<Vec<Case>> {
    let cases = match find(&["cargo-nextest"]) {
        Some(_) => nextest(which)?,
        None => cargo_test(which)?,
    };
    ensure!(!cases.is_empty(), "there is no such test");
    Ok(cases)
}

fn nextest(which: Which<'_>) -> Result<Vec<Case>> {
    // nextest keeps its results beside the workspace, wherever cargo builds.
    let results = workspace().join("target/nextest/xtask/junit.xml");
    if results.exists() {
        fs::remove_file(&results)?;
    }
    let mut tests = cargo(&["nextest", "run", "--workspace", "--profile", "xtask", "-E"]);
    tests.arg(match which {
        Which::Serverless => "not test(postgres)",
        Which::OnServer(_) => "test(postgres)",
    });
    let passed = run(repeatable(which.tell_where(&mut tests)))?;
    ensure!(results.exists(), "there are no results; see above");
    agree(passed, junit::read(&results)?)
}

fn cargo_test(which: Which<'_>) -> Result<Vec<Case>> {
    let mut tests = cargo(&["test", "--workspace", "--lib", "--bins", "--tests"]);
    tests.args(["--no-fail-fast", "--", "--show-output"]);
    tests.args(match which {
        Which::Serverless => ["--skip", "postgres"].as_slice(),
        Which::OnServer(_) => &["postgres"],
    });
    let (passed, output) = run_and_read(repeatable(which.tell_where(&mut tests)))?;
    agree(passed, libtest_cases(&output))
}

fn documentation() -> Result<Vec<Case>> {
    let mut tests = cargo(&["test", "--workspace", "--doc", "--no-fail-fast", "--quiet"]);
    tests.args(["--", "--format", "pretty"]);
    let (passed, output) = run_and_read(&mut tests)?;
    agree(passed, libtest_cases(&output))
}

/// The runner's verdict must be the verdict of its results, or we misread them.
fn agree(passed: bool, cases: Vec<Case>) -> Result<Vec<Case>> {
    let failed = cases.iter().any(|case| case.outcome == Outcome::Failed);
    ensure!(
        passed != failed,
        "the test runner ended with {}, but its results say otherwise; see above",
        if passed { "success" } else { "failure" }
    );
    Ok(cases)
}

/// The cases in what Rust's own test runner writes with `--show-output`.
fn libtest_cases(output: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut first_of_binary = 0;
    let mut speaker = None;
    for line in output.lines() {
        if line.starts_with("test result:") {
            first_of_binary = cases.len();
            speaker = None;
        } else if let Some(case) = libtest_case(line) {
            cases.push(case);
        } else if let Some(name) = speaker_of(line) {
            let mut of_binary = cases.iter().enumerate().skip(first_of_binary);
            speaker = of_binary
                .find(|(_, case)| case.name == name)
                .map(|(at, _)| at);
        } else if let (Some(at), Some(reason)) = (speaker, not_run_reason(line))
            && cases[at].outcome == Outcome::Passed
        {
            cases[at].outcome = Outcome::NotRun(reason);
        }
    }
    cases
}

/// `test module::name ... ok`
fn libtest_case(line: &str) -> Option<Case> {
    let (name, verdict) = line.strip_prefix("test ")?.rsplit_once(" ... ")?;
    let name = name.trim_end_matches(" - should panic");
    let outcome = match verdict.split(',').next()? {
        "ok" => Outcome::Passed,
        "ignored" => Outcome::NotRun("marked as ignored".to_owned()),
        _ => Outcome::Failed,
    };
    Some(Case::new(name, outcome))
}

/// `---- module::name stdout ----`
fn speaker_of(line: &str) -> Option<&str> {
    line.strip_prefix("---- ")?.strip_suffix(" stdout ----")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO_BINARIES: &str = "\
running 3 tests
test domain::a ... ok
test domain::b ... FAILED
test domain::c - should panic ... ok

successes:

---- domain::a stdout ----
NOT RUN: domain::a: shared data is not beside the checkout

failures:

---- domain::b stdout ----
assertion failed

test result: FAILED. 2 passed; 1 failed; 0 ignored

running 2 tests
test domain::a ... ok
test later ... ignored, slow

test result: ok. 1 passed; 0 failed; 1 ignored
";

    #[test]
    fn a_test_is_known_by_its_binary_and_name() {
        let reason = "shared data is not beside the checkout";
        let expected = [
            ("domain::a", Outcome::NotRun(reason.into())),
            ("domain::b", Outcome::Failed),
            ("domain::c", Outcome::Passed),
            ("domain::a", Outcome::Passed),
            ("later", Outcome::NotRun("marked as ignored".into())),
        ];
        let expected = expected.map(|(name, outcome)| Case::new(name, outcome));
        assert_eq!(libtest_cases(TWO_BINARIES), expected);
    }

    #[test]
    fn a_runner_that_failed_without_a_failed_test_is_an_error() {
        let passed = || vec![Case::check("a", true)];
        assert!(agree(true, passed()).is_ok());
        assert!(agree(false, passed()).is_err());
        assert!(agree(true, vec![Case::check("a", false)]).is_err());
    }
}
