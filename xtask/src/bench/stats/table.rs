//! Ours beside theirs, as one plain table and as JSON.

use std::fmt;

use anyhow::Result;
use serde::Serialize;

use super::{Machine, Ours, Theirs};

/// All that was measured in one run.
#[derive(Serialize)]
pub struct Table {
    before: Machine,
    pub after: Option<Machine>,
    pub lines: Vec<Line>,
}

/// One row at one size.
#[derive(Debug, Serialize)]
pub struct Line {
    row: String,
    what: String,
    pub n: usize,
    goal_seconds: Option<f64>,
    threads: usize,
    /// The most memory that ours held, this size and those before it.
    peak_mib: Option<f64>,
    /// One value for each round, in the order they were measured.
    seconds: Vec<f64>,
    cpu_seconds: Vec<f64>,
    theirs: Vec<Tool>,
}

/// The same by another tool.
#[derive(Debug, Serialize)]
struct Tool {
    name: Option<String>,
    seconds: Vec<f64>,
    cpu_seconds: Vec<f64>,
    /// What it did otherwise, or how much of it was timed.
    note: Option<String>,
    not_run: Option<String>,
    /// Their median over ours.
    ratio: Option<f64>,
}

impl Line {
    pub fn new(ours: Ours) -> Self {
        Self {
            row: ours.row,
            what: ours.what,
            n: ours.n,
            goal_seconds: ours.goal_seconds,
            threads: ours.threads,
            peak_mib: ours.peak_mib,
            seconds: vec![ours.seconds],
            cpu_seconds: ours.cpu_seconds.into_iter().collect(),
            theirs: Vec::new(),
        }
    }

    pub fn add_ours(&mut self, ours: &Ours) {
        self.seconds.push(ours.seconds);
        self.cpu_seconds.extend(ours.cpu_seconds);
    }

    pub fn add_theirs(&mut self, theirs: &Theirs) {
        let same = |tool: &&mut Tool| tool.name == theirs.tool && tool.not_run == theirs.not_run;
        match self.theirs.iter_mut().find(same) {
            Some(tool) => {
                tool.seconds.extend(theirs.seconds);
                tool.cpu_seconds.extend(theirs.cpu_seconds);
            }
            None => self.theirs.push(Tool {
                name: theirs.tool.clone(),
                seconds: theirs.seconds.into_iter().collect(),
                cpu_seconds: theirs.cpu_seconds.into_iter().collect(),
                note: theirs.note.clone(),
                not_run: theirs.not_run.clone(),
                ratio: None,
            }),
        }
        let ours = median(&self.seconds);
        for tool in &mut self.theirs {
            tool.ratio = median(&tool.seconds)
                .zip(ours)
                .map(|(theirs, ours)| theirs / ours);
        }
    }

    fn met(&self) -> Option<bool> {
        Some(median(&self.seconds)? <= self.goal_seconds?)
    }
}

/// Of an even number, the mean of the two in the middle.
fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let n = sorted.len();
    let middle = sorted.get(n / 2)?;
    Some((sorted[(n - 1) / 2] + middle) / 2.0)
}

impl Table {
    pub fn new(before: Machine) -> Self {
        Self {
            before,
            after: None,
            lines: Vec::new(),
        }
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
        writeln!(f, "\nseconds on the wall, medians of the rounds\n")?;
        writeln!(
            f,
            "{:<14}{:>9}{:>10}{:>10}{:>8}  {:<4}{:>10}{:>9}  by",
            "row", "n", "ours", "CPU", "goal", "met", "theirs", "ratio"
        )?;
        self.lines.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let or_blank = |value: Option<f64>| value.map(shown).unwrap_or_default();
        let met = self.met().map(|met| if met { "yes" } else { "no" });
        write!(
            f,
            "{:<14}{:>9}{:>10}{:>10}{:>8}  {:<4}",
            self.row,
            self.n,
            or_blank(median(&self.seconds)),
            or_blank(median(&self.cpu_seconds)),
            self.goal_seconds.map(|s| s.to_string()).unwrap_or_default(),
            met.unwrap_or_default(),
        )?;
        for (place, tool) in self.theirs.iter().enumerate() {
            if place > 0 {
                write!(f, "\n{:57}", "")?;
            }
            write!(f, "{tool}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Tool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.name.as_deref().unwrap_or_default();
        if let Some(why) = &self.not_run {
            let name = if name.is_empty() {
                String::new()
            } else {
                format!(" ({name})")
            };
            return write!(f, "  not run: {why}{name}");
        }
        let seconds = median(&self.seconds).map(shown).unwrap_or_default();
        let ratio = self.ratio.map(|ratio| format!("{}x", shown(ratio)));
        let ratio = ratio.unwrap_or_default();
        write!(f, "{seconds:>10}{ratio:>9}  {name}")?;
        match &self.note {
            Some(note) => write!(f, " ({note})"),
            None => Ok(()),
        }
    }
}

/// Three digits, or all before the point.
fn shown(value: f64) -> String {
    let n_decimals = match value.abs() {
        v if v >= 100.0 => 0,
        v if v >= 10.0 => 1,
        v if v >= 1.0 => 2,
        v if v >= 0.1 => 3,
        _ => 5,
    };
    format!("{value:.n_decimals$}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(seconds: f64, goal_seconds: Option<f64>) -> Line {
        Line::new(Ours {
            row: "scan".to_owned(),
            what: "a scan".to_owned(),
            n: 1_000,
            seconds,
            cpu_seconds: None,
            threads: 2,
            goal_seconds,
            peak_mib: None,
        })
    }

    fn theirs(seconds: f64) -> Theirs {
        Theirs {
            n: Some(1_000),
            tool: Some("scanner 1.0".to_owned()),
            seconds: Some(seconds),
            note: Some("no season".to_owned()),
            ..Theirs::not_run("")
        }
    }

    #[test]
    fn the_ratio_is_of_the_medians_of_the_rounds() {
        let mut line = line(2.0, Some(2.0));
        let said = |seconds| Theirs {
            not_run: None,
            ..theirs(seconds)
        };
        line.add_theirs(&said(10.0));
        line.add_theirs(&said(30.0));
        let shown = line.to_string();
        let words: Vec<&str> = shown.split_whitespace().collect();
        let expected = "scan 1000 2.00 2 yes 20.0 10.0x scanner 1.0 (no season)";
        assert_eq!(words.join(" "), expected);
    }

    #[test]
    fn a_tool_that_is_missing_is_said_once_and_why() {
        let mut line = line(2.5, Some(2.0));
        for _ in 0..2 {
            line.add_theirs(&Theirs::not_run("no python3 here"));
        }
        let shown = line.to_string();
        let words: Vec<&str> = shown.split_whitespace().collect();
        let expected = "scan 1000 2.50 2 no not run: no python3 here";
        assert_eq!(words.join(" "), expected);
    }
}
