//! What ran, what failed, what was not run and why: the end of every test run.

use std::time::{Duration, Instant};

use crate::tools::Absent;

/// One test, or one check such as rustfmt.
#[derive(Debug, PartialEq, Eq)]
pub struct Case {
    pub name: String,
    pub outcome: Outcome,
}

#[derive(Debug, PartialEq, Eq)]
pub enum Outcome {
    Passed,
    Failed,
    /// It started and said that it could not test anything here, and why.
    NotRun(String),
}

impl Case {
    pub fn new(name: impl Into<String>, outcome: Outcome) -> Self {
        let name = name.into();
        Self { name, outcome }
    }

    pub fn check(name: &str, passed: bool) -> Self {
        let outcome = if passed {
            Outcome::Passed
        } else {
            Outcome::Failed
        };
        Self::new(name, outcome)
    }
}

/// The reason on a line `NOT RUN: test: reason`, if a test printed one.
pub fn not_run_reason(output: &str) -> Option<String> {
    let (_, rest) = output.split_once("NOT RUN:")?;
    let line = rest.lines().next()?;
    let reason = line.split_once(": ").map_or(line, |(_test, reason)| reason);
    Some(reason.trim().to_owned())
}

struct Part {
    name: &'static str,
    took: Duration,
    cases: Vec<Case>,
}

impl Part {
    fn count(&self, wanted: fn(&Outcome) -> bool) -> usize {
        let outcomes = self.cases.iter().map(|case| &case.outcome);
        outcomes.filter(|outcome| wanted(outcome)).count()
    }
}

/// Every part of the run, in the order it ran.
pub struct Report {
    parts: Vec<Part>,
}

impl Report {
    pub fn new() -> Self {
        Self { parts: Vec::new() }
    }

    /// Runs a part, shows its name first and keeps what came of it.
    pub fn run(&mut self, name: &'static str, part: impl FnOnce() -> anyhow::Result<Vec<Case>>) {
        println!("\n== {name}");
        let started = Instant::now();
        let result = part();
        self.add(name, started.elapsed(), result);
    }

    /// A part that could not be run counts as one failure, or as one not run
    /// where this machine has no way to run it ([`Absent`]).
    fn add(&mut self, name: &'static str, took: Duration, result: anyhow::Result<Vec<Case>>) {
        let cases = result.unwrap_or_else(|error| vec![could_not_run(name, &error)]);
        self.parts.push(Part { name, took, cases });
    }

    pub fn all_well(&self) -> bool {
        self.total(is_failed) == 0
    }

    fn total(&self, wanted: fn(&Outcome) -> bool) -> usize {
        self.parts.iter().map(|part| part.count(wanted)).sum()
    }

    pub fn print(&self) {
        println!(
            "\n{:<10}{:>8}{:>8}{:>9}{:>9}",
            "part", "passed", "failed", "not run", "time"
        );
        for part in &self.parts {
            println!(
                "{:<10}{:>8}{:>8}{:>9}{:>7} s",
                part.name,
                part.count(is_passed),
                part.count(is_failed),
                part.count(is_not_run),
                part.took.as_secs(),
            );
        }
        self.print_cases("Failed", |outcome| match outcome {
            Outcome::Failed => Some(String::new()),
            _ => None,
        });
        self.print_cases("Not run", |outcome| match outcome {
            Outcome::NotRun(reason) => Some(format!(": {reason}")),
            _ => None,
        });
        println!(
            "\n{} passed, {} failed, {} skipped",
            self.total(is_passed),
            self.total(is_failed),
            self.total(is_not_run)
        );
    }

    fn print_cases(&self, heading: &str, detail: fn(&Outcome) -> Option<String>) {
        let mut heading = Some(heading);
        for part in &self.parts {
            for case in &part.cases {
                let Some(detail) = detail(&case.outcome) else {
                    continue;
                };
                if let Some(heading) = heading.take() {
                    println!("\n{heading}:");
                }
                println!("  {}: {}{detail}", part.name, case.name);
            }
        }
    }
}

fn could_not_run(part: &str, error: &anyhow::Error) -> Case {
    let name = format!("the whole part '{part}'");
    match error.downcast_ref::<Absent>() {
        Some(absent) => Case::new(name, Outcome::NotRun(absent.to_string())),
        None => {
            eprintln!("error: {part} could not be run: {error:#}");
            Case::new(format!("{name}: {error:#}"), Outcome::Failed)
        }
    }
}

fn is_passed(outcome: &Outcome) -> bool {
    *outcome == Outcome::Passed
}

fn is_failed(outcome: &Outcome) -> bool {
    *outcome == Outcome::Failed
}

fn is_not_run(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::NotRun(_))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report_of(result: anyhow::Result<Vec<Case>>) -> Report {
        let mut report = Report::new();
        report.add("rust", Duration::ZERO, result);
        report
    }

    #[test]
    fn a_test_that_was_not_run_is_neither_passed_nor_failed() {
        let report = report_of(Ok(vec![
            Case::check("seen", true),
            Case::new("unseen", Outcome::NotRun("no data".into())),
        ]));
        let counts = [is_passed, is_failed, is_not_run].map(|wanted| report.total(wanted));
        assert_eq!(counts, [1, 0, 1]);
        assert!(report.all_well());
    }

    #[test]
    fn a_part_that_breaks_fails_the_run() {
        let report = report_of(Err(anyhow::anyhow!("the server did not start")));
        assert!(!report.all_well());
    }

    #[test]
    fn a_part_this_machine_cannot_have_is_not_run() {
        let report = report_of(Err(Absent("no node here".into()).into()));
        assert_eq!(report.total(is_not_run), 1);
        assert!(report.all_well());
    }

    #[test]
    fn the_reason_is_read_from_the_line_that_gives_it() {
        let output = "reading\n    NOT RUN: shared_a: no data beside the checkout\nbye\n";
        let reason = not_run_reason(output);
        assert_eq!(reason.as_deref(), Some("no data beside the checkout"));
        let nameless = not_run_reason("NOT RUN: no data");
        assert_eq!(nameless.as_deref(), Some("no data"));
        assert_eq!(not_run_reason("all ran"), None);
    }
}
