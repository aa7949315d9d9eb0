//! What was measured, as one plain table and as JSON.

use std::fmt;

use anyhow::Result;
use serde::Serialize;

use super::machine::Machine;
use crate::tools::Absent;

/// One line of the table: the same thing measured several times.
#[derive(Debug, Serialize)]
pub struct Measurement {
    pub what: String,
    /// How many single observations stand behind it: requests, starts, rows.
    pub n: usize,
    pub unit: Unit,
    /// One value for each round, in the order they were measured.
    pub rounds: Vec<f64>,
    /// The median should lie below this, in the same unit.
    pub goal_below: Option<f64>,
}

#[derive(Debug, Clone, Copy, Serialize)]
pub enum Unit {
    #[serde(rename = "ms")]
    Milliseconds,
    #[serde(rename = "s")]
    Seconds,
    /// 1,000,000 bytes.
    #[serde(rename = "MB")]
    Megabytes,
    #[serde(rename = "1/s")]
    PerSecond,
    #[serde(rename = "times")]
    Ratio,
}

impl Unit {
    fn name(self) -> &'static str {
        match self {
            Self::Milliseconds => "ms",
            Self::Seconds => "s",
            Self::Megabytes => "MB",
            Self::PerSecond => "/s",
            Self::Ratio => "times",
        }
    }
}

impl Measurement {
    /// Each round is one observation, until [`Self::of`] says more.
    pub fn new(what: impl Into<String>, unit: Unit, rounds: Vec<f64>) -> Self {
        Self {
            what: what.into(),
            n: rounds.len(),
            unit,
            rounds,
            goal_below: None,
        }
    }

    pub fn of(self, n: usize) -> Self {
        Self { n, ..self }
    }

    pub fn with_goal_below(self, goal: f64) -> Self {
        Self {
            goal_below: Some(goal),
            ..self
        }
    }

    fn sorted(&self) -> Vec<f64> {
        let mut sorted = self.rounds.clone();
        sorted.sort_by(f64::total_cmp);
        sorted
    }

    /// Of an even number of rounds, the mean of the two in the middle.
    fn median(&self) -> f64 {
        let sorted = self.sorted();
        let n = sorted.len();
        match n {
            0 => f64::NAN,
            _ => (sorted[(n - 1) / 2] + sorted[n / 2]) / 2.0,
        }
    }

    fn met(&self) -> Option<bool> {
        Some(self.median() < self.goal_below?)
    }
}

/// A line of the table, measured or not.
#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Row {
    Measured(Measurement),
    /// This machine lacks what it takes.
    NotRun {
        what: String,
        why: String,
    },
    Failed {
        what: String,
        why: String,
    },
}

impl From<Measurement> for Row {
    fn from(measurement: Measurement) -> Self {
        Self::Measured(measurement)
    }
}

impl Row {
    /// [`Row::NotRun`] for [`Absent`], [`Row::Failed`] for any other error.
    pub fn without(what: impl Into<String>, error: &anyhow::Error) -> Self {
        let what = what.into();
        match error.downcast_ref::<Absent>() {
            Some(absent) => Self::NotRun {
                what,
                why: absent.to_string(),
            },
            None => Self::Failed {
                what,
                why: format!("{error:#}"),
            },
        }
    }
}

#[derive(Serialize)]
struct Section {
    name: &'static str,
    rows: Vec<Row>,
}

/// All that was measured in one run.
#[derive(Serialize)]
pub struct Table {
    before: Machine,
    after: Option<Machine>,
    sections: Vec<Section>,
}

impl Table {
    pub fn new(before: Machine) -> Self {
        Self {
            before,
            after: None,
            sections: Vec::new(),
        }
    }

    /// Says what is being measured, measures, and keeps what came of it.
    pub fn section(&mut self, name: &'static str, measure: impl FnOnce() -> Result<Vec<Row>>) {
        println!("== {name}");
        let rows = measure().unwrap_or_else(|error| vec![Row::without("all of it", &error)]);
        self.sections.push(Section { name, rows });
    }

    pub fn end(&mut self, after: Machine) {
        self.after = Some(after);
    }

    pub fn any_failed(&self) -> bool {
        let mut rows = self.sections.iter().flat_map(|section| &section.rows);
        rows.any(|row| matches!(row, Row::Failed { .. }))
    }

    pub fn json(&self) -> Result<String> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Machine {
            n_cores,
            processor,
            commit,
            load_average,
        } = &self.before;
        writeln!(f, "\n{n_cores} cores ({processor}), commit {commit}")?;
        write!(f, "load average {load_average} before")?;
        if let Some(after) = &self.after {
            write!(f, ", {} after", after.load_average)?;
        }
        writeln!(
            f,
            "\nn: single observations; median, least and most: of the rounds"
        )?;
        for section in &self.sections {
            heading(f, section.name)?;
            for row in &section.rows {
                line(f, row)?;
            }
        }
        Ok(())
    }
}

fn heading(f: &mut fmt::Formatter<'_>, name: &str) -> fmt::Result {
    writeln!(
        f,
        "\n{name:<50}{:>8}{:>7}{:>10}{:>20} {:<6}{:>8}  met",
        "n", "rounds", "median", "least to most", "unit", "goal"
    )
}

fn line(f: &mut fmt::Formatter<'_>, row: &Row) -> fmt::Result {
    match row {
        Row::Measured(measurement) => measured(f, measurement),
        Row::NotRun { what, why } => writeln!(f, "  {what:<48}not run: {why}"),
        Row::Failed { what, why } => writeln!(f, "  {what:<48}FAILED: {why}"),
    }
}

fn measured(f: &mut fmt::Formatter<'_>, measurement: &Measurement) -> fmt::Result {
    let sorted = measurement.sorted();
    let ends = sorted.first().zip(sorted.last());
    let range = ends.map(|(least, most)| format!("{} to {}", shown(*least), shown(*most)));
    let goal = measurement.goal_below.map(|goal| format!("< {goal}"));
    let met = measurement.met().map(|met| if met { "yes" } else { "no" });
    let line = format!(
        "  {:<48}{:>8}{:>7}{:>10}{:>20} {:<6}{:>8}  {}",
        measurement.what,
        measurement.n,
        measurement.rounds.len(),
        shown(measurement.median()),
        range.unwrap_or_default(),
        measurement.unit.name(),
        goal.unwrap_or_default(),
        met.unwrap_or_default(),
    );
    writeln!(f, "{}", line.trim_end())
}

/// Three digits, or all before the point.
fn shown(value: f64) -> String {
    let n_decimals = match value.abs() {
        v if v >= 100.0 => 0,
        v if v >= 10.0 => 1,
        _ => 2,
    };
    format!("{value:.n_decimals$}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measurement(rounds: &[f64]) -> Measurement {
        Measurement::new("page", Unit::Milliseconds, rounds.to_vec())
    }

    #[test]
    fn the_median_does_not_heed_one_disturbed_round() {
        assert_eq!(measurement(&[2.0, 900.0, 1.0]).median(), 2.0);
        assert_eq!(measurement(&[4.0, 1.0, 2.0, 900.0]).median(), 3.0);
    }

    #[test]
    fn a_goal_is_met_below_it_and_not_at_it() {
        let met = |goal| measurement(&[3.0]).with_goal_below(goal).met();
        assert_eq!([met(3.0), met(3.1)], [Some(false), Some(true)]);
        assert_eq!(measurement(&[3.0]).met(), None);
    }

    #[test]
    fn what_is_absent_is_not_run_and_what_breaks_has_failed() {
        let mut table = Table::new(Machine::look());
        table.section("a", || Err(Absent("no python".into()).into()));
        assert!(!table.any_failed());
        assert!(table.to_string().contains("not run: no python"));
        table.section("b", || Err(anyhow::anyhow!("status 500")));
        assert!(table.any_failed());
        assert!(table.to_string().contains("FAILED: status 500"));
    }

    #[test]
    fn a_line_shows_the_rounds_and_the_goal() {
        let mut table = Table::new(Machine::look());
        table.section("pages", || {
            let row = measurement(&[1.0, 2.345, 120.4]).of(9).with_goal_below(3.0);
            Ok(vec![row.into()])
        });
        let shown = table.to_string();
        let line: Vec<&str> = shown.lines().last().unwrap().split_whitespace().collect();
        let expected = "page 9 3 2.35 1.00 to 120 ms < 3 yes";
        assert_eq!(line.join(" "), expected);
    }
}
